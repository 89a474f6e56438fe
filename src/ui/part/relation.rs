//! What is related to a record, listed on its page: the doors of a person, the people of a door. Where the operator may
//! change it, things are added, by name or many at once, taken away, and limited to a period; all of that is saved with the
//! record. What is only looked at can be listed in a dialog as well: the operators of a group. A screen says with a [`Source`]
//! what is listed.

mod adding;
mod pending;
mod period;

use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use iced::widget::{column, container, row, space as gap};
use iced::{Center, Fill, Padding, Task};
use keydesk::domain::user::Between;
use keydesk::operation::{Related, Shared};

use self::adding::{Adding, Asks, Offer};
use self::pending::{Line, State};
use self::period::Period;
use super::when::{self, When};
use crate::action::Action;
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::place::Place;
use crate::theme::{Tone, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::Words as Search;
use crate::widget::picker::Change;
use crate::widget::select::select;
use crate::widget::table::{self, Cell, Op, Selection, table};
use crate::widget::{Element, focus, notice, surface, text};
use crate::words::grouped;
pub use pending::{Lines, Pending};
pub use period::Limit;

/// What is listed.
pub trait Row: Clone + Debug + Send + Sync + 'static {
    type Id: Copy + Ord + Hash + Debug + Send + Sync + 'static;

    fn id(&self) -> Self::Id;
    fn name(&self) -> &str;
    /// What tells it from others of the same name.
    fn detail(&self) -> &str;
    /// What the relation itself says, as it is saved.
    fn state<'a>(&'a self, context: &'a Context) -> Cell<'a>;

    /// The period that is saved.
    fn between(&self) -> Option<Between> {
        None
    }

    /// Whether it is so between just these moments.
    fn is_as(&self, between: Option<Between>) -> bool {
        self.between() == between
    }

    /// Whether all of those on the page have it, where there are several.
    fn is_whole(&self) -> bool {
        true
    }

    /// Whether the operator may take it away and limit it: it may be seen by one right, and changed by another.
    fn may_change(&self) -> bool {
        true
    }
}

impl<Id: Copy + Ord + Hash + Debug + Send + Sync + 'static> Row for Related<Id> {
    type Id = Id;

    fn id(&self) -> Id {
        self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn detail(&self) -> &str {
        &self.detail
    }

    fn state<'a>(&'a self, context: &'a Context) -> Cell<'a> {
        period_cell(context, self.between)
    }

    fn between(&self) -> Option<Between> {
        self.between
    }

    fn may_change(&self) -> bool {
        self.may_change
    }
}

/// When something is given.
fn period_cell<'a>(context: &'a Context, between: Option<Between>) -> Cell<'a> {
    match between {
        Some(between) => Cell::text(when::period(context, &between)),
        None => Cell::muted(context.words.get("relation-always")),
    }
}

/// What several people have, one line for all of them.
impl<Id: Copy + Ord + Hash + Debug + Send + Sync + 'static> Row for Shared<Id> {
    type Id = Id;

    fn id(&self) -> Id {
        self.related.id
    }

    fn name(&self) -> &str {
        &self.related.name
    }

    fn detail(&self) -> &str {
        &self.related.detail
    }

    fn state<'a>(&'a self, context: &'a Context) -> Cell<'a> {
        let values = [("count", self.held_by.into()), ("of", self.of.into())];
        if !self.is_whole() {
            Cell::text(context.words.with("relation-some", values))
        } else if self.is_same {
            period_cell(context, self.related.between)
        } else {
            Cell::muted(context.words.get("relation-differ"))
        }
    }

    fn between(&self) -> Option<Between> {
        self.related.between
    }

    fn is_as(&self, between: Option<Between>) -> bool {
        self.is_whole() && self.is_same && self.related.between == between
    }

    fn is_whole(&self) -> bool {
        self.held_by == self.of
    }

    fn may_change(&self) -> bool {
        self.related.may_change
    }
}

/// What a relation is of, and what its texts are called.
pub trait Source: Sized {
    type Row: Row;

    const ICON: Icon;

    /// A text of this relation: of `of`, say, the title.
    fn text(of: &str) -> String;

    /// Where one is shown.
    fn place(id: <Self::Row as Row>::Id) -> Place;

    /// Whether it can be, on a screen of its own.
    fn may_show(&self) -> bool {
        true
    }

    /// Asks for what was picked of what was offered, where that is not what the file says.
    fn picked(&self, _context: &Context, _ids: Vec<Id<Self>>) -> Option<Offered<Self::Row>> {
        None
    }

    /// Asks what can be added; nothing, where the operator changes nothing.
    fn offered(&self, _context: &Context) -> Option<Offered<Self::Row>> {
        None
    }
}

/// What can be added, on its way.
pub type Offered<R> = Task<Answer<Arc<Vec<R>>>>;

type Id<S> = <<S as Source>::Row as Row>::Id;

/// What is saved: what the operator sees of it, and how much more there is.
pub type Saved<R> = (Vec<R>, usize);

/// What the operator may do with what is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// It may not be changed, or not now.
    Look,
    Change,
}

/// What is related to a record, as it is shown.
pub struct Panel<S: Source> {
    pub source: S,
    /// What can be added one by one, by name.
    offer: Option<Offer<S::Row>>,
    selection: Selection,
    /// Who stood in the selected rows when they were selected: what is listed may change beneath the selection.
    selected: Vec<Id<S>>,
    /// What is selected, where they stand there no more.
    nothing: Selection,
    mode: Mode<S::Row>,
    /// Which question is the last of what can be added: the answers to those before come too late.
    asked: u64,
    /// How often a row was to be shown that was put there.
    reveals: u64,
}

/// What is done.
enum Mode<R: Row> {
    List,
    Adding(Adding<R>),
    Period(Period<R::Id>),
}

#[derive(Debug, Clone)]
pub enum Message<R: Row> {
    Table(table::Event),
    /// What is saved could not be read and is asked for again: that is the record's to do.
    ReadAgain,
    /// The keyboard goes to where something is added.
    ToAdd,
    /// One is added that was found by name.
    Put(R::Id),
    Add,
    Offered(u64, Answer<Arc<Vec<R>>>),
    Picked(Change<R::Id>),
    AskForAll,
    PickAll,
    PickNotAll,
    TakePicked,
    PickedRead(u64, Answer<Arc<Vec<R>>>),
    Remove,
    Restore,
    Period,
    LimitChanged(Limit),
    FromChanged(When),
    UntilChanged(When),
    TakePeriod,
    BackToList,
    Show,
    Close,
}

impl<R: Row> Message<R> {
    /// Whether it is about a change: those are not taken where nothing may be changed now.
    const fn changes(&self) -> bool {
        match self {
            Message::ToAdd
            | Message::Put(_)
            | Message::Add
            | Message::Offered(..)
            | Message::Picked(_)
            | Message::AskForAll
            | Message::PickAll
            | Message::PickNotAll
            | Message::TakePicked
            | Message::PickedRead(..)
            | Message::Remove
            | Message::Restore
            | Message::Period
            | Message::LimitChanged(_)
            | Message::FromChanged(_)
            | Message::UntilChanged(_)
            | Message::TakePeriod => true,
            Message::Table(_) | Message::ReadAgain | Message::BackToList | Message::Show | Message::Close => {
                false
            }
        }
    }
}

/// What comes of it on the screen.
pub struct Outcome<R: Row> {
    pub action: Action<Message<R>>,
    /// What is to be saved changed.
    pub is_changed: bool,
    /// The dialog is done.
    pub is_over: bool,
}

impl<R: Row> Outcome<R> {
    fn same(action: Action<Message<R>>) -> Self {
        Outcome { action, is_changed: false, is_over: false }
    }

    fn changed(action: Action<Message<R>>) -> Self {
        Outcome { is_changed: true, ..Outcome::same(action) }
    }

    fn over(action: Action<Message<R>>) -> Self {
        Outcome { is_over: true, ..Outcome::same(action) }
    }
}

const TABLE_HEIGHT: f32 = 380.0;
/// What has the keyboard first, whatever is shown.
const TABLE: &str = "related";
const PICKER: &str = "picker";
const LIMIT: &str = "limit";
const NOT_ALL: &str = "not-all";
const PUT: &str = "put";

impl<S: Source> Panel<S> {
    pub fn new(source: S) -> Self {
        Panel {
            source,
            offer: None,
            selection: Selection::default(),
            selected: Vec::new(),
            nothing: Selection::default(),
            mode: Mode::List,
            asked: 0,
            reveals: 0,
        }
    }

    /// What can be added one by one is known.
    pub fn offer(&mut self, rows: &Arc<Vec<S::Row>>) {
        if !self.offer.as_ref().is_some_and(|offer| Arc::ptr_eq(&offer.rows, rows)) {
            self.offer = Some(Offer::of::<S>(rows));
        }
    }

    /// What is selected: nothing, where others stand in the selected rows by now.
    fn selection(&self, lines: Lines<'_, S::Row>) -> &Selection {
        let stand = self.selection.rows().map(|row| lines.row(row).map(Row::id));
        let is_as_seen = stand.eq(self.selected.iter().copied().map(Some));
        if is_as_seen { &self.selection } else { &self.nothing }
    }

    fn selected<'a>(
        &'a self,
        lines: Lines<'a, S::Row>,
    ) -> impl Iterator<Item = Line<'a, S::Row>> + use<'a, S> {
        self.selection(lines).rows().filter_map(move |row| lines.line(row))
    }

    /// What is selected, if all of it may be changed.
    fn changed(&self, lines: Lines<'_, S::Row>) -> Vec<(Id<S>, State)> {
        if self.selected(lines).all(|line| line.row.may_change()) {
            self.selected(lines).map(|line| (line.row.id(), line.state)).collect()
        } else {
            Vec::new()
        }
    }

    fn select(&mut self, lines: Lines<'_, S::Row>, op: Op) {
        if self.selection(lines).is_empty() && !self.selection.is_empty() {
            self.selection = Selection::default();
        }
        self.selection.apply(op);
        self.selected = self.selection.rows().filter_map(|row| lines.row(row).map(Row::id)).collect();
    }

    /// Takes what happened.
    pub fn update(
        &mut self,
        context: &Context,
        saved: Option<&Saved<S::Row>>,
        pending: &mut Pending<S::Row>,
        may: May,
        message: Message<S::Row>,
    ) -> Outcome<S::Row> {
        if may == May::Look && message.changes() {
            return Outcome::same(Action::None);
        }
        let lines = Lines { saved, pending: Some(&*pending), is_lost: false };
        match message {
            Message::Table(table::Event::Select(op)) => {
                self.select(lines, op);
                Outcome::same(Action::None)
            }
            Message::Table(table::Event::Activate(_)) => {
                Outcome::same(Action::Run(Task::done(Message::Show)))
            }
            Message::Table(_) | Message::ReadAgain => Outcome::same(Action::None),
            Message::ToAdd if self.offer.is_some() => Outcome::same(Action::Run(focus::to(PUT))),
            Message::Put(id) => self.put(id, saved, pending),
            Message::ToAdd | Message::Add => {
                // Who does not have it is known only once it is known who has.
                let offered = saved.and_then(|_| self.source.offered(context));
                self.asked += 1;
                let asked = self.asked;
                let offered = offered.map(|task| task.map(move |rows| Message::Offered(asked, rows)));
                Outcome::same(offered.map_or(Action::None, Action::Run))
            }
            Message::Offered(asked, answer) if self.awaits(asked) => match answer {
                Ok(rows) => {
                    self.mode = Mode::Adding(Adding::of::<S>(Arc::unwrap_or_clone(rows), lines));
                    Outcome::same(Action::Run(focus::to(PICKER)))
                }
                Err(failure) => Outcome::same(Action::Fail(failure)),
            },
            Message::Offered(..) => Outcome::same(Action::None),
            Message::Picked(change) => self.adding(|adding| adding.pick(change)),
            Message::AskForAll => self.adding(|adding| adding.asks = Asks::AboutAll),
            Message::PickAll => self.adding(Adding::pick_all),
            Message::PickNotAll => self.adding(|adding| adding.asks = Asks::Nothing),
            Message::TakePicked => self.take_picked(context, saved, pending),
            Message::PickedRead(asked, answer) => self.picked_read(asked, answer, saved, pending),
            Message::Remove => {
                let changed = self.changed(lines);
                pending.remove(&changed);
                Outcome::changed(Action::None)
            }
            Message::Restore => {
                for (id, _) in self.changed(lines) {
                    pending.removed.remove(&id);
                }
                Outcome::changed(Action::None)
            }
            Message::Period => {
                // What was to be added is not asked about any more.
                self.asked += 1;
                match self.begin_period(context, lines) {
                    Some(()) => Outcome::same(Action::Run(focus::to(LIMIT))),
                    None => Outcome::same(Action::None),
                }
            }
            Message::LimitChanged(limit) => self.period(|period| period.limit = limit),
            Message::FromChanged(from) => self.period(|period| period.from = from),
            Message::UntilChanged(until) => self.period(|period| period.until = until),
            Message::TakePeriod => self.take_period(context, saved, pending),
            Message::BackToList => {
                self.mode = Mode::List;
                Outcome::same(Action::Run(focus::to(TABLE)))
            }
            Message::Show => match self.selected(lines).map(|line| line.row.id()).collect::<Vec<_>>()[..] {
                [id] if self.source.may_show() => Outcome::over(Action::Go(S::place(id))),
                _ => Outcome::same(Action::None),
            },
            Message::Close => Outcome::over(Action::None),
        }
    }

    /// Adds one, or shows that it is there.
    fn put(
        &mut self,
        id: Id<S>,
        saved: Option<&Saved<S::Row>>,
        pending: &mut Pending<S::Row>,
    ) -> Outcome<S::Row> {
        let offered = self.offer.iter().flat_map(|offer| offer.rows.iter());
        let (Some(found), Some((there, _))) = (offered.into_iter().find(|row| row.id() == id), saved) else {
            return Outcome::same(Action::None);
        };
        pending.add(vec![found.clone()], there);
        let lines = Lines { saved, pending: Some(&*pending), is_lost: false };
        let at = (0..lines.len()).find(|at| lines.row(*at).is_some_and(|row| row.id() == id));
        if let Some(at) = at {
            self.select(lines, Op::Only(at));
            self.reveals += 1;
        }
        Outcome::changed(Action::None)
    }

    /// Whether this is the answer that the list waits for.
    const fn awaits(&self, asked: u64) -> bool {
        asked == self.asked && matches!(self.mode, Mode::List)
    }

    fn take_picked(
        &mut self,
        context: &Context,
        saved: Option<&Saved<S::Row>>,
        pending: &mut Pending<S::Row>,
    ) -> Outcome<S::Row> {
        let Mode::Adding(adding) = &mut self.mode else {
            return Outcome::same(Action::None);
        };
        if adding.asks != Asks::Nothing {
            return Outcome::same(Action::None);
        }
        let picked = adding.rows.iter().filter(|row| adding.picked.contains(&row.id()));
        match self.source.picked(context, picked.clone().map(Row::id).collect()) {
            Some(task) => {
                adding.asks = Asks::ForPicked;
                self.asked += 1;
                let asked = self.asked;
                let task = task.map(move |answer| Message::PickedRead(asked, answer));
                Outcome::same(Action::Run(task))
            }
            None => {
                let picked = picked.cloned().collect();
                self.take(picked, saved, pending)
            }
        }
    }

    fn picked_read(
        &mut self,
        asked: u64,
        answer: Answer<Arc<Vec<S::Row>>>,
        saved: Option<&Saved<S::Row>>,
        pending: &mut Pending<S::Row>,
    ) -> Outcome<S::Row> {
        match (&mut self.mode, answer) {
            (Mode::Adding(_), Ok(rows)) if asked == self.asked => {
                self.take(Arc::unwrap_or_clone(rows), saved, pending)
            }
            (Mode::Adding(adding), Err(failure)) if asked == self.asked => {
                adding.asks = Asks::Nothing;
                Outcome::same(Action::Fail(failure))
            }
            _ => Outcome::same(Action::None),
        }
    }

    fn take(
        &mut self,
        rows: Vec<S::Row>,
        saved: Option<&Saved<S::Row>>,
        pending: &mut Pending<S::Row>,
    ) -> Outcome<S::Row> {
        pending.add(rows, saved.map(|(rows, _)| rows.as_slice()).unwrap_or_default());
        self.mode = Mode::List;
        self.selection = Selection::default();
        self.selected.clear();
        Outcome::changed(Action::Run(focus::to(TABLE)))
    }

    /// While something is chosen, does something to the choice.
    fn adding(&mut self, change: impl FnOnce(&mut Adding<S::Row>)) -> Outcome<S::Row> {
        if let Mode::Adding(adding) = &mut self.mode
            && adding.asks != Asks::ForPicked
        {
            change(adding);
        }
        Outcome::same(Action::None)
    }

    /// While a period is typed, takes what was typed; what was wrong before is not said any more.
    fn period(&mut self, change: impl FnOnce(&mut Period<Id<S>>)) -> Outcome<S::Row> {
        if let Mode::Period(period) = &mut self.mode {
            change(period);
            period.error = None;
        }
        Outcome::same(Action::None)
    }

    fn begin_period(&mut self, context: &Context, lines: Lines<'_, S::Row>) -> Option<()> {
        let of: HashSet<Id<S>> = self.changed(lines).into_iter().map(|(id, _)| id).collect();
        let first = self.selected(lines).next().filter(|_| !of.is_empty())?;
        self.mode = Mode::Period(Period::of(context, of, first.between));
        Some(())
    }

    fn take_period(
        &mut self,
        context: &Context,
        saved: Option<&Saved<S::Row>>,
        pending: &mut Pending<S::Row>,
    ) -> Outcome<S::Row> {
        let Mode::Period(period) = &mut self.mode else {
            return Outcome::same(Action::None);
        };
        match period.read(context) {
            Ok(between) => {
                let saved = saved.map(|(rows, _)| rows.as_slice()).unwrap_or_default();
                pending.limit(saved, &period.of, between);
                self.mode = Mode::List;
                Outcome::changed(Action::Run(focus::to(TABLE)))
            }
            Err((side, fault)) => {
                period.error = Some((side, context.say().user(fault)));
                Outcome::same(Action::None)
            }
        }
    }

    /// The list, on the page of the record.
    pub fn on_page<'a>(
        &'a self,
        context: &'a Context,
        lines: Lines<'a, S::Row>,
        may: May,
    ) -> Element<'a, Message<S::Row>> {
        let pending = lines.pending.filter(|_| may == May::Change);
        let put = pending.and(self.offer.as_ref()).map(|offer| {
            let words = &context.words;
            let search =
                Search { search: words.get(&S::text("search")), none: words.get(&S::text("no-match")) };
            let put = select("", &offer.items, None, Message::Put)
                .id(PUT)
                .icon(Icon::Plus)
                .placeholder(words.get(&S::text("put")))
                .words(search)
                .enabled(lines.saved.is_some());
            container(Element::from(put)).padding(Padding::from([0.0, space::LG]).bottom(space::MD)).into()
        });
        let head = container(self.head(context, lines, may)).padding(Padding::from([0.0, space::LG]));
        let list = column![head].extend(put).push(surface::divider()).push(self.list(context, lines, may));
        surface::sheet(list).width(Fill).height(Fill).into()
    }

    /// The list in a dialog, to be looked at.
    pub fn dialog<'a>(
        &'a self,
        context: &'a Context,
        of: &str,
        lines: Lines<'a, S::Row>,
        is_live: bool,
    ) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let open = button(words.get("users-open")).icon(Icon::ArrowUpRight);
        dialog(words.with(&S::text("of"), [("name", of.into())]), is_live)
            .width(Width::Wide)
            .filled(
                surface::sheet(self.list(context, lines, May::Look)).height(Fill).width(Fill),
                TABLE_HEIGHT,
            )
            .starts_at(TABLE)
            .on_close(words.get("close"), Message::Close)
            .aside(open.on_press_maybe(self.show(lines)))
            .action(button(words.get("close")).kind(Kind::Primary).on_press(Message::Close))
            .into()
    }

    /// What lies over the page while something is chosen.
    pub fn layer<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message<S::Row>>> {
        match &self.mode {
            Mode::List => None,
            Mode::Adding(adding) => Some(adding.view::<S>(context, is_live)),
            Mode::Period(period) => Some(period.view::<S>(context, is_live)),
        }
    }

    /// What can be done with what is listed.
    pub fn commands<'a>(
        &self,
        context: &'a Context,
        lines: Lines<'_, S::Row>,
        may: May,
    ) -> Vec<Command<'a, Message<S::Row>>> {
        let words = &context.words;
        let mut commands = Vec::new();
        if may == May::Change && lines.pending.is_some() {
            let add = lines.saved.map(|_| Message::ToAdd);
            let add = command(words.get(&S::text("add")), Icon::Plus, add);
            commands.push(add.keys(shortcut::ADD_RELATED, words));
            commands.extend(self.of_selection(context, lines));
        }
        if let Some(show) = self.show(lines) {
            commands.push(command(words.get(&S::text("show")), Icon::ArrowUpRight, Some(show)));
        }
        commands
    }

    /// What changes what is selected: nothing, where any of it may not be changed.
    fn of_selection<'a>(
        &self,
        context: &'a Context,
        lines: Lines<'_, S::Row>,
    ) -> Vec<Command<'a, Message<S::Row>>> {
        let words = &context.words;
        if self.changed(lines).is_empty() {
            return Vec::new();
        }
        let (remove, period) = (words.get("relation-remove"), words.get("relation-period"));
        let is_removed = self.selected(lines).all(|line| line.state == State::Removed);
        if is_removed {
            let restore = command(words.get("relation-restore"), Icon::Undo2, Some(Message::Restore));
            return vec![restore.keys(shortcut::DELETE, words)];
        }
        vec![
            command(period, Icon::CalendarRange, Some(Message::Period)),
            command(remove, Icon::X, Some(Message::Remove)).keys(shortcut::DELETE, words),
        ]
    }

    fn show(&self, lines: Lines<'_, S::Row>) -> Option<Message<S::Row>> {
        self.selection(lines).single().filter(|_| self.source.may_show()).map(|_| Message::Show)
    }

    /// What is listed and how much of it, and what can be done.
    fn head<'a>(
        &'a self,
        context: &'a Context,
        lines: Lines<'a, S::Row>,
        may: May,
    ) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let count = lines.saved.map(|saved| match lines.pending {
            Some(pending) => pending.count(saved),
            None => saved.0.len() + saved.1,
        });
        let count = count.map(|count| text::caption(grouped(count as i64)).into());
        let title = row![text::section(words.get(&S::text("title")))].extend(count);
        let mut head = row![title.spacing(space::SM).align_y(Center), gap::horizontal()];
        if may == May::Change && lines.pending.is_some() {
            let chosen = self.of_selection(context, lines);
            if chosen.is_empty() {
                let label = if self.offer.is_some() { S::text("several") } else { S::text("add") };
                let add = button(words.get(&label)).icon(Icon::Plus).small();
                head = head.push(add.on_press_maybe(lines.saved.map(|_| Message::Add)));
            }
            head = head.extend(chosen.into_iter().map(|command| command.button().small().into()));
        }
        if let Some(show) = self.show(lines) {
            let show_it = button(words.get(&S::text("show"))).kind(Kind::Ghost).small();
            head = head.push(show_it.icon(Icon::ArrowUpRight).on_press(show));
        }
        head.spacing(space::SM).align_y(Center).height(HEAD).into()
    }

    fn list<'a>(
        &'a self,
        context: &'a Context,
        lines: Lines<'a, S::Row>,
        may: May,
    ) -> Element<'a, Message<S::Row>> {
        let beyond = lines.saved.map_or(0, |saved| saved.1);
        let beyond = (beyond > 0).then(|| {
            let beyond = context.words.with(&S::text("beyond"), [("count", beyond.into())]);
            container(text::muted(beyond)).padding([space::SM, space::LG]).into()
        });
        column![self.table(context, lines, may)].extend(beyond).height(Fill).width(Fill).into()
    }

    fn table<'a>(
        &'a self,
        context: &'a Context,
        lines: Lines<'a, S::Row>,
        may: May,
    ) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let word = |of| words.get(&S::text(of));
        if lines.is_lost {
            let again = button(words.get("relation-read-again")).on_press(Message::ReadAgain);
            let lost = [words.get("relation-lost"), words.get("relation-lost-next")];
            let [heading, sentence] = lost;
            let lost = notice::empty(Icon::TriangleAlert, heading, sentence, Some(again.into()));
            return container(lost).height(Fill).width(Fill).into();
        }
        let is_known = lines.saved.is_some();
        let count = if is_known { lines.len() } else { WAITING_ROWS };
        if is_known && count == 0 {
            let none = notice::empty(S::ICON, word("none"), word("none-next"), None);
            return container(none).height(Fill).width(Fill).into();
        }
        let mut columns = vec![
            table::column(word("name"), 200.0).least(140.0).grows().unsorted(),
            table::column(word("detail"), 160.0).least(90.0).yields(1).grows().unsorted(),
            table::column(word("state"), 320.0).least(140.0).unsorted(),
        ];
        columns.extend((may == May::Change).then(|| table::column("", 104.0).unsorted()));
        let cell = move |at: usize, column: usize| {
            let line = lines.line(at)?;
            Some(match column {
                0 if line.state == State::Removed => Cell::muted(line.row.name()),
                0 => Cell::strong(line.row.name()),
                1 => Cell::muted(line.row.detail()),
                2 if matches!(line.state, State::Added | State::Changed) => {
                    period_cell(context, line.between)
                }
                2 => line.row.state(context),
                _ => match line.state {
                    State::Same => Cell::empty(),
                    State::Added => Cell::badge(badge(word("added"), Tone::Success).icon(Icon::Plus)),
                    State::Changed => Cell::badge(badge(word("changed"), Tone::Accent).icon(Icon::Pencil)),
                    State::Removed => Cell::badge(badge(word("removed"), Tone::Danger).icon(Icon::X)),
                },
            })
        };
        let table = table(word("title"), columns, count, self.selection(lines), cell, Message::Table)
            .density(context.density)
            .reveal(self.reveals, self.selection(lines).single().unwrap_or_default());
        // Rows that are still read do not take the keyboard: there may be none.
        let table: Element<'a, _> = if is_known { table.id(TABLE).into() } else { table.into() };
        container(table).height(Fill).width(Fill).into()
    }
}

const HEAD: f32 = 44.0;

/// Until they are read.
const WAITING_ROWS: usize = 6;

#[cfg(test)]
mod tests {
    use keydesk::domain::door::DoorId;
    use keydesk::domain::user::Grant;
    use keydesk::operation::Changes;

    use super::pending::tests::{Doors, morning, row};
    use super::*;
    use crate::rehearsal::Rehearsal;

    struct Given;

    impl Source for Given {
        type Row = Related<DoorId>;

        const ICON: Icon = Icon::DoorClosed;

        fn text(of: &str) -> String {
            format!("doors-{of}")
        }

        fn place(id: DoorId) -> Place {
            Place::Door(id)
        }

        fn offered(&self, _context: &Context) -> Option<Offered<Related<DoorId>>> {
            Some(Task::none())
        }

        fn picked(&self, _context: &Context, _ids: Vec<DoorId>) -> Option<Offered<Related<DoorId>>> {
            Some(Task::none())
        }
    }

    type Asked = Message<Related<DoorId>>;

    /// The list of what is saved, given messages.
    struct Opened {
        rehearsal: Rehearsal,
        panel: Panel<Given>,
        pending: Doors,
        saved: Option<Saved<Related<DoorId>>>,
    }

    impl Opened {
        fn of(saved: Option<Vec<Related<DoorId>>>) -> Opened {
            let rehearsal = Rehearsal::at_desk().unwrap();
            let saved = saved.map(|rows| (rows, 0));
            Opened { rehearsal, panel: Panel::new(Given), pending: Doors::default(), saved }
        }

        fn send_where(&mut self, may: May, messages: impl IntoIterator<Item = Asked>) {
            let context = self.rehearsal.driver.state().desk().unwrap().context();
            for message in messages {
                self.panel.update(context, self.saved.as_ref(), &mut self.pending, may, message);
            }
        }

        fn send(&mut self, messages: impl IntoIterator<Item = Asked>) {
            self.send_where(May::Change, messages);
        }

        fn is_adding(&self) -> bool {
            matches!(self.panel.mode, Mode::Adding(_))
        }
    }

    fn select(row: usize) -> Asked {
        Message::Table(table::Event::Select(Op::Only(row)))
    }

    fn offered(asked: u64) -> Asked {
        Message::Offered(asked, Ok(Arc::new(vec![row(1, None), row(9, None)])))
    }

    #[test]
    fn nothing_is_added_before_it_is_known_what_is_there() {
        let mut opened = Opened::of(None);
        opened.send([Message::Add]);
        opened.saved = Some((vec![row(1, morning())], 0));
        opened.send([Message::Add, offered(2)]);
        assert!(opened.is_adding());
        let picked = [1, 9].map(|id| Message::Picked(Change::Toggle(DoorId(id))));
        opened.send(picked);
        opened.send([
            Message::TakePicked,
            Message::PickedRead(3, Ok(Arc::new(vec![row(1, None), row(9, None)]))),
        ]);
        let nine = Grant { to: DoorId(9), between: None };
        assert_eq!(opened.pending.changes(), Changes { put: vec![nine], remove: Vec::new() });
    }

    #[test]
    fn what_can_be_added_is_offered_to_who_still_waits_for_it() {
        let mut opened = Opened::of(Some(vec![row(1, None)]));
        opened.send([select(0), Message::Add, Message::Period, offered(1)]);
        assert!(matches!(opened.panel.mode, Mode::Period(_)), "a period is being typed");
        opened.send([Message::BackToList, offered(1)]);
        assert!(!opened.is_adding(), "nor when that is over");
        opened.send([Message::Add, Message::Add, offered(3)]);
        assert!(!opened.is_adding(), "of the last question");
        opened.send_where(May::Look, [offered(4)]);
        assert!(!opened.is_adding(), "while it is saved");
        opened.send([offered(4)]);
        assert!(opened.is_adding());
    }

    #[test]
    fn what_was_picked_is_added_as_it_was_read() {
        let read = |asked| {
            let row = Related { name: "As it is called".into(), ..row(9, None) };
            Message::PickedRead(asked, Ok(Arc::new(vec![row])))
        };
        let mut opened = Opened::of(Some(vec![row(1, None)]));
        opened.send([Message::Add, offered(1), Message::Picked(Change::Toggle(DoorId(9)))]);
        opened.send([Message::TakePicked, Message::Picked(Change::Toggle(DoorId(9))), Message::TakePicked]);
        opened.send([Message::PickedRead(2, Err(Arc::new(keydesk::operation::Error::BrokeOff)))]);
        assert!(opened.is_adding() && opened.pending.is_empty(), "nothing came");
        opened.send([Message::TakePicked, Message::BackToList, read(3)]);
        assert!(opened.pending.is_empty(), "nobody waits for it any more");
        opened.send([Message::Add, offered(4), Message::Picked(Change::Toggle(DoorId(9)))]);
        opened.send([Message::TakePicked, read(3)]);
        assert!(opened.pending.is_empty(), "that was of the question before");
        opened.send([read(5)]);
        assert_eq!(opened.pending.added.first().map(Row::name), Some("As it is called"));
        assert!(!opened.is_adding());
    }

    #[test]
    fn what_may_not_be_changed_now_or_ever_is_not() {
        let mut opened = Opened::of(Some(vec![row(1, None), Related { may_change: false, ..row(2, None) }]));
        opened.send_where(May::Look, [select(0), Message::Remove]);
        assert!(opened.pending.is_empty(), "it is being saved");
        opened.send_where(May::Look, [Message::Period]);
        assert!(matches!(opened.panel.mode, Mode::List));
        opened.send([select(1), Message::Remove, Message::Period]);
        assert!(opened.pending.is_empty() && matches!(opened.panel.mode, Mode::List));
        opened.send([Message::Table(table::Event::Select(Op::All(2))), Message::Remove]);
        assert!(opened.pending.is_empty(), "not half of what is selected");
        opened.send([select(0), Message::Remove]);
        assert_eq!(opened.pending.changes().remove, [DoorId(1)]);
    }

    #[test]
    fn what_was_selected_is_selected_as_long_as_it_stands_there() {
        let mut opened = Opened::of(Some(vec![row(1, None), row(2, None)]));
        opened.send([select(0)]);
        opened.saved = Some((vec![row(2, None), row(3, None)], 0));
        opened.send([Message::Remove]);
        assert!(opened.pending.is_empty(), "another stands in that row");
        opened.saved = Some((vec![row(1, None), row(3, None)], 0));
        opened.send([Message::Remove]);
        assert_eq!(opened.pending.changes().remove, [DoorId(1)]);
        opened.pending = Doors::default();
        opened.pending.add(vec![row(9, None)], &[]);
        opened.send([select(0), Message::Remove, Message::Remove]);
        assert!(opened.pending.is_empty(), "the next row was not selected");
    }
}
