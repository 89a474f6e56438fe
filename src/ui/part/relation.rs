//! What is related to a record and listed in a dialog over it: the doors of a person, the people of a door, the
//! operators of a group. Where the operator may change it, things are added and taken away, many at once, and limited
//! to a period; all of that is saved with the record. A screen says with a [`Source`] what is listed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use iced::widget::{column, container, row};
use iced::{Fill, Task};
use keydesk::domain::user::{Between, Fault, Grant};
use keydesk::operation::{Changes, Related};

use super::when::{self, Side, When};
use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::place::Place;
use crate::theme::{self, Tone, size, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button};
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::{Item, Words as Search, item};
use crate::widget::picker::{Change, picker};
use crate::widget::scope::layers;
use crate::widget::table::{self, Cell, Op, Selection, table};
use crate::widget::{Element, focus, form, notice, surface, text};

/// What is listed.
pub trait Row: Clone + Debug + Send + Sync + 'static {
    type Id: Copy + Ord + Hash + Debug + Send + Sync + 'static;

    fn id(&self) -> Self::Id;
    fn name(&self) -> &str;
    /// What tells it from others of the same name.
    fn detail(&self) -> &str;
    /// What the relation itself says; its period may be another than the saved one.
    fn state<'a>(&'a self, context: &'a Context, between: Option<Between>) -> Cell<'a>;

    /// The period that is saved.
    fn between(&self) -> Option<Between> {
        None
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

    fn state<'a>(&'a self, context: &'a Context, between: Option<Between>) -> Cell<'a> {
        match between {
            Some(between) => Cell::text(when::period(context, &between)),
            None => Cell::muted(context.words.get("relation-always")),
        }
    }

    fn between(&self) -> Option<Between> {
        self.between
    }

    fn may_change(&self) -> bool {
        self.may_change
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

/// What is to be added, taken away and limited when the record is saved. It belongs to the form of the record.
#[derive(Debug, Clone)]
pub struct Pending<R: Row> {
    added: Vec<R>,
    put: BTreeMap<R::Id, Option<Between>>,
    removed: BTreeSet<R::Id>,
}

impl<R: Row> Default for Pending<R> {
    fn default() -> Self {
        Pending { added: Vec::new(), put: BTreeMap::new(), removed: BTreeSet::new() }
    }
}

impl<R: Row> Pending<R> {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.put.is_empty() && self.removed.is_empty()
    }

    /// What is to be saved.
    pub fn changes(&self) -> Changes<R::Id> {
        let put = self.put.iter().map(|(to, between)| Grant { to: *to, between: *between });
        Changes { put: put.collect(), remove: self.removed.iter().copied().collect() }
    }

    /// How many there will be, as far as the operator sees them and beyond.
    pub fn count(&self, (rows, beyond): &Saved<R>) -> usize {
        let stays = |row: &&R| !self.removed.contains(&row.id());
        self.added.len() + rows.iter().filter(stays).count() + beyond
    }

    /// What is saved was read anew: what was to become of what is not so any more is dropped. What others have given
    /// meanwhile stays as they gave it.
    pub fn fit(&mut self, (rows, _): &Saved<R>) {
        if self.is_empty() {
            return;
        }
        let there: HashMap<R::Id, &R> = rows.iter().map(|row| (row.id(), row)).collect();
        let added: HashSet<R::Id> = self.added.iter().map(Row::id).collect();
        self.added.retain(|row| !there.contains_key(&row.id()));
        self.removed.retain(|id| there.get(id).is_some_and(|row| row.may_change()));
        self.put.retain(|id, between| match there.get(id) {
            Some(row) => !added.contains(id) && row.may_change() && row.between() != *between,
            None => added.contains(id),
        });
    }

    fn line<'a>(&'a self, row: &'a R) -> Line<'a, R> {
        let (between, state) = match self.put.get(&row.id()) {
            _ if self.removed.contains(&row.id()) => (row.between(), State::Removed),
            Some(between) => (*between, State::Changed),
            None => (row.between(), State::Same),
        };
        Line { row, between, state }
    }

    fn added_line<'a>(&'a self, row: &'a R) -> Line<'a, R> {
        Line { row, between: self.put.get(&row.id()).copied().flatten(), state: State::Added }
    }

    fn remove(&mut self, lines: &[(R::Id, State)]) {
        for (id, state) in lines {
            self.put.remove(id);
            if *state != State::Added {
                self.removed.insert(*id);
            }
        }
        let gone: HashSet<R::Id> = lines.iter().map(|(id, _)| *id).collect();
        self.added.retain(|row| !gone.contains(&row.id()));
    }

    fn add(&mut self, rows: Vec<R>, saved: &[R]) {
        let there: HashSet<R::Id> = saved.iter().chain(&self.added).map(Row::id).collect();
        for row in rows {
            // What was to be taken away is there again, and what is there stays as it is: adding takes no period away.
            if !self.removed.remove(&row.id()) && !there.contains(&row.id()) {
                self.put.insert(row.id(), None);
                self.added.push(row);
            }
        }
    }

    /// Limits what is there; what is as it was is no change.
    fn limit(&mut self, saved: &[R], ids: &HashSet<R::Id>, between: Option<Between>) {
        for row in self.added.iter().filter(|row| ids.contains(&row.id())) {
            self.put.insert(row.id(), between);
        }
        for row in saved.iter().filter(|row| ids.contains(&row.id())) {
            self.removed.remove(&row.id());
            if row.between() == between {
                self.put.remove(&row.id());
            } else {
                self.put.insert(row.id(), between);
            }
        }
    }
}

/// How something stands against what is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Same,
    Added,
    Changed,
    Removed,
}

struct Line<'a, R> {
    row: &'a R,
    between: Option<Between>,
    state: State,
}

/// What the dialog lists: what is added comes first, then what is saved, which is not there as long as it is read.
/// Where nothing is ever changed, there is nothing pending.
pub struct Lines<'a, R: Row> {
    pub saved: Option<&'a Saved<R>>,
    pub pending: Option<&'a Pending<R>>,
}

impl<R: Row> Clone for Lines<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Row> Copy for Lines<'_, R> {}

impl<'a, R: Row> Lines<'a, R> {
    fn added(self) -> &'a [R] {
        self.pending.map(|pending| pending.added.as_slice()).unwrap_or_default()
    }

    fn saved(self) -> &'a [R] {
        self.saved.map(|(rows, _)| rows.as_slice()).unwrap_or_default()
    }

    fn len(self) -> usize {
        self.added().len() + self.saved().len()
    }

    fn row(self, at: usize) -> Option<&'a R> {
        self.added().get(at).or_else(|| self.saved().get(at.checked_sub(self.added().len())?))
    }

    fn line(self, at: usize) -> Option<Line<'a, R>> {
        let row = self.row(at)?;
        Some(match self.pending {
            Some(pending) if at < pending.added.len() => pending.added_line(row),
            Some(pending) => pending.line(row),
            None => Line { row, between: row.between(), state: State::Same },
        })
    }
}

/// What the operator may do with what is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// It may not be changed, or not now.
    Look,
    Change,
}

/// The dialog.
pub struct Dialog<S: Source> {
    pub source: S,
    selection: Selection,
    /// Who stood in the selected rows when they were selected: what is listed may change beneath the selection.
    selected: Vec<Id<S>>,
    /// What is selected, where they stand there no more.
    nothing: Selection,
    mode: Mode<S::Row>,
    /// Which question is the last of what can be added: the answers to those before come too late.
    asked: u64,
}

/// What the dialog shows.
enum Mode<R: Row> {
    List,
    Adding(Adding<R>),
    Period(Period<R::Id>),
}

/// What there is to choose from.
struct Adding<R: Row> {
    items: Vec<Item<'static, R::Id>>,
    rows: Vec<R>,
    picked: HashSet<R::Id>,
    /// What the search has found.
    found: Vec<R::Id>,
    asks: Asks,
}

/// What is asked meanwhile: about all that were found, or for what was picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Nothing,
    AboutAll,
    /// What was picked is read: until it is there, nothing else is picked.
    ForPicked,
}

/// Between when some are to be given.
struct Period<Id> {
    of: HashSet<Id>,
    limit: Limit,
    from: When,
    until: When,
    error: Option<(Side, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    Always,
    Between,
}

#[derive(Debug, Clone)]
pub enum Message<R: Row> {
    Table(table::Event),
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
            Message::Add
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
            Message::Table(_) | Message::BackToList | Message::Show | Message::Close => false,
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
/// What the dialog begins with, whatever it shows: it has the keyboard then.
const TABLE: &str = "related";
const PICKER: &str = "picker";
const LIMIT: &str = "limit";
const NOT_ALL: &str = "not-all";

impl<S: Source> Dialog<S> {
    /// The dialog, as it is opened.
    pub fn new(source: S) -> Self {
        Dialog {
            source,
            selection: Selection::default(),
            selected: Vec::new(),
            nothing: Selection::default(),
            mode: Mode::List,
            asked: 0,
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
        let lines = Lines { saved, pending: Some(&*pending) };
        match message {
            Message::Table(table::Event::Select(op)) => {
                self.select(lines, op);
                Outcome::same(Action::None)
            }
            Message::Table(table::Event::Activate(_)) => {
                Outcome::same(Action::Run(Task::done(Message::Show)))
            }
            Message::Table(_) => Outcome::same(Action::None),
            Message::Add => {
                // Only of who is known to have it can be told who has it not.
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
        let between = self.selected(lines).next().filter(|_| !of.is_empty())?.between;
        let words = &context.words;
        let today = context.today().and_time(chrono::NaiveTime::MIN);
        let from = between.map_or(today, |between| context.local(between.from));
        self.mode = Mode::Period(Period {
            of,
            limit: if between.is_some() { Limit::Between } else { Limit::Always },
            from: When::of(Side::From, from, words),
            until: match between {
                Some(between) => When::of(Side::Until, context.local(between.until), words),
                None => When::empty(Side::Until),
            },
            error: None,
        });
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

    /// The dialog.
    pub fn view<'a>(
        &'a self,
        context: &'a Context,
        of: &str,
        lines: Lines<'a, S::Row>,
        may: May,
        is_live: bool,
    ) -> Element<'a, Message<S::Row>> {
        match &self.mode {
            Mode::List => self.view_list(context, of, lines, may, is_live),
            Mode::Adding(adding) => {
                let is_asked = adding.asks == Asks::AboutAll;
                let list = adding.view::<S>(context, is_live && !is_asked);
                // The search keeps what was typed while it is asked.
                let question = is_asked.then(|| view_all::<S>(context, adding.found.len(), is_live));
                layers(std::iter::once(list).chain(question))
            }
            Mode::Period(period) => period.view::<S>(context, is_live),
        }
    }

    fn view_list<'a>(
        &'a self,
        context: &'a Context,
        of: &str,
        lines: Lines<'a, S::Row>,
        may: May,
        is_live: bool,
    ) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let word = |of| words.get(&S::text(of));
        let beyond = lines.saved.map_or(0, |saved| saved.1);
        let pending = lines.pending.filter(|_| may == May::Change);
        let mut content = column![].spacing(space::MD);
        content = content.extend(pending.map(|_| self.tools(context, lines)));
        content = content.push(self.table(context, lines, may));
        if beyond > 0 {
            let beyond = words.with(&S::text("beyond"), [("count", beyond.into())]);
            content = content.push(text::muted(beyond));
        }
        let tools = if pending.is_some() { size::CONTROL + space::MD } else { 0.0 };
        let note = if beyond > 0 { theme::BODY.line + space::MD } else { 0.0 };
        let list = dialog(words.with(&S::text("of"), [("name", of.into())]), is_live)
            .width(Width::Wide)
            .filled(content, TABLE_HEIGHT + tools + note)
            .starts_at(TABLE)
            .on_close(words.get("close"), Message::Close);
        match pending {
            Some(pending) => {
                let note = if pending.is_empty() { words.get("relation-saved") } else { word("with-save") };
                list.aside(text::muted(note))
                    .action(button(words.get("done")).kind(Kind::Primary).on_press(Message::Close))
            }
            None => {
                let show = self.show(lines);
                list.aside(button(words.get("users-open")).icon(Icon::ArrowUpRight).on_press_maybe(show))
                    .action(button(words.get("close")).kind(Kind::Primary).on_press(Message::Close))
            }
        }
        .into()
    }

    fn show(&self, lines: Lines<'_, S::Row>) -> Option<Message<S::Row>> {
        self.selection(lines).single().filter(|_| self.source.may_show()).map(|_| Message::Show)
    }

    fn tools<'a>(&'a self, context: &'a Context, lines: Lines<'a, S::Row>) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let word = |of| words.get(&S::text(of));
        let any = self.selected(lines).next().map(|_| ());
        let is_removed = any.is_some() && self.selected(lines).all(|line| line.state == State::Removed);
        let any = any.filter(|()| self.selected(lines).all(|line| line.row.may_change()));
        let change = if is_removed {
            button(words.get("relation-restore"))
                .icon(Icon::Undo2)
                .on_press_maybe(any.map(|()| Message::Restore))
        } else {
            button(words.get("relation-remove")).icon(Icon::X).on_press_maybe(any.map(|()| Message::Remove))
        };
        let period = any.filter(|()| !is_removed).map(|()| Message::Period);
        let show = self.show(lines);
        let add = lines.saved.map(|_| Message::Add);
        row![
            Element::from(button(word("add")).icon(Icon::Plus).on_press_maybe(add)),
            Element::from(
                button(words.get("relation-period")).icon(Icon::CalendarRange).on_press_maybe(period)
            ),
            Element::from(change),
            iced::widget::space::horizontal(),
            Element::from(
                button(word("show")).kind(Kind::Ghost).icon(Icon::ArrowUpRight).on_press_maybe(show)
            ),
        ]
        .spacing(space::SM)
        .into()
    }

    fn table<'a>(
        &'a self,
        context: &'a Context,
        lines: Lines<'a, S::Row>,
        may: May,
    ) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let word = |of| words.get(&S::text(of));
        let is_known = lines.saved.is_some();
        let count = if is_known { lines.len() } else { WAITING_ROWS };
        if is_known && count == 0 {
            let none = notice::empty(S::ICON, word("none"), word("none-next"), None);
            return surface::sheet(none).height(Fill).width(Fill).into();
        }
        let mut columns = vec![
            table::column(word("name"), 200.0).grows().unsorted(),
            table::column(word("detail"), 150.0).grows().unsorted(),
            table::column(word("state"), 210.0).unsorted(),
        ];
        columns.extend((may == May::Change).then(|| table::column("", 104.0).unsorted()));
        let cell = move |at: usize, column: usize| {
            let line = lines.line(at)?;
            Some(match column {
                0 if line.state == State::Removed => Cell::muted(line.row.name()),
                0 => Cell::strong(line.row.name()),
                1 => Cell::muted(line.row.detail()),
                2 => line.row.state(context, line.between),
                _ => match line.state {
                    State::Same => Cell::empty(),
                    State::Added => Cell::badge(badge(word("added"), Tone::Success).icon(Icon::Plus)),
                    State::Changed => Cell::badge(badge(word("changed"), Tone::Accent).icon(Icon::Pencil)),
                    State::Removed => Cell::badge(badge(word("removed"), Tone::Danger).icon(Icon::X)),
                },
            })
        };
        let table = table(word("title"), columns, count, self.selection(lines), cell, Message::Table);
        // Rows that are still read do not take the keyboard: there may be none.
        let table: Element<'a, _> = if is_known { table.id(TABLE).into() } else { table.into() };
        surface::sheet(table).height(Fill).width(Fill).into()
    }
}

/// Until they are read.
const WAITING_ROWS: usize = 6;

impl<R: Row> Adding<R> {
    /// What is offered and not there already.
    fn of<S: Source<Row = R>>(mut rows: Vec<R>, lines: Lines<'_, R>) -> Self {
        let lines = (0..lines.len()).filter_map(|row| lines.line(row));
        let has: HashSet<R::Id> =
            lines.filter(|line| line.state != State::Removed).map(|line| line.row.id()).collect();
        rows.retain(|row| !has.contains(&row.id()));
        let found = rows.iter().map(Row::id).collect();
        let one =
            |row: &R| item(row.id(), row.name().to_owned()).detail(row.detail().to_owned()).icon(S::ICON);
        let items = rows.iter().map(one).collect();
        Adding { items, rows, picked: HashSet::new(), found, asks: Asks::Nothing }
    }

    fn pick(&mut self, change: Change<R::Id>) {
        match change {
            Change::Toggle(id) => {
                if !self.picked.remove(&id) {
                    self.picked.insert(id);
                }
            }
            Change::Found(found) => self.found = found,
        }
    }

    fn pick_all(&mut self) {
        self.picked.extend(&self.found);
        self.asks = Asks::Nothing;
    }

    fn view<'a, S: Source<Row = R>>(
        &'a self,
        context: &'a Context,
        is_live: bool,
    ) -> Element<'a, Message<R>> {
        let words = &context.words;
        let word = |of| words.get(&S::text(of));
        let counted = |of, count: usize| words.with(&S::text(of), [("count", count.into())]);
        let search = Search { search: word("search"), none: word("no-match") };
        let list = picker("", &self.items, |id| self.picked.contains(id), search, Message::Picked)
            .id(PICKER)
            .height(Fill);
        let may_pick = self.asks != Asks::ForPicked;
        let has_others = may_pick && self.found.iter().any(|id| !self.picked.contains(id));
        let all = button(counted("all-found", self.found.len()))
            .kind(Kind::Ghost)
            .on_press_maybe(has_others.then_some(Message::AskForAll));
        let take = (may_pick && !self.picked.is_empty()).then_some(Message::TakePicked);
        dialog(word("add"), is_live)
            .width(Width::Form)
            .filled(list, TABLE_HEIGHT)
            .starts_at(PICKER)
            .on_close(words.get("back"), Message::BackToList)
            .aside(all)
            .action(button(words.get("back")).on_press(Message::BackToList))
            .default_action(button(counted("take", self.picked.len())).on_press_maybe(take))
            .into()
    }
}

/// Many at once are added by somebody who has read how many.
fn view_all<S: Source>(context: &Context, count: usize, is_live: bool) -> Element<'_, Message<S::Row>> {
    let words = &context.words;
    let counted = |of| words.with(&S::text(of), [("count", count.into())]);
    dialog(counted("all-title"), is_live)
        .subtitle(words.get(&S::text("all-sentence")))
        .width(Width::Confirm)
        .icon(S::ICON, Tone::Warning)
        .starts_at(NOT_ALL)
        .on_close(words.get("back"), Message::PickNotAll)
        .action(button(words.get("back")).id(NOT_ALL).on_press(Message::PickNotAll))
        .action(button(counted("all-do")).kind(Kind::Primary).on_press(Message::PickAll))
        .into()
}

impl<Id> Period<Id> {
    fn read(&self, context: &Context) -> Result<Option<Between>, (Side, Fault)> {
        if self.limit == Limit::Always {
            return Ok(None);
        }
        let zone = context.console.clock().zone();
        let read = |when: &When, side| {
            when.read(&context.words, context.today()).map_err(|_| (side, Fault::NotADate))
        };
        let from = zone.first(read(&self.from, Side::From)?);
        let until = zone.last(read(&self.until, Side::Until)?);
        Between::new(from, until).map(Some).map_err(|fault| (Side::Until, fault))
    }

    fn view<'a, S: Source>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let limits = vec![
            choice(Limit::Always, words.get("relation-always")),
            choice(Limit::Between, words.get("relation-between")),
        ];
        let mut fields: Vec<Element<'a, Message<S::Row>>> =
            vec![segmented(limits, self.limit, Message::LimitChanged).id(LIMIT).into()];
        if self.limit == Limit::Between {
            let today = context.today();
            let error =
                |of: Side| self.error.as_ref().filter(|(side, _)| *side == of).map(|(_, said)| said.clone());
            let (from, until) = (error(Side::From), error(Side::Until));
            fields.push(self.from.view(words, "relation-from", today, from, Some(Message::FromChanged)));
            fields.push(self.until.view(words, "relation-until", today, until, Some(Message::UntilChanged)));
        }
        dialog(words.with(&S::text("period-title"), [("count", self.of.len().into())]), is_live)
            .width(Width::Confirm)
            .body(container(form::fields(fields)).width(Fill))
            .starts_at(LIMIT)
            .on_close(words.get("back"), Message::BackToList)
            .action(button(words.get("back")).on_press(Message::BackToList))
            .default_action(button(words.get("relation-take-period")).on_press(Message::TakePeriod))
            .into()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use keydesk::domain::door::DoorId;
    use keydesk::domain::moment::Moment;

    use super::*;
    use crate::rehearsal::Rehearsal;

    type Doors = Pending<Related<DoorId>>;

    fn row(id: i64, between: Option<Between>) -> Related<DoorId> {
        Related {
            id: DoorId(id),
            name: format!("Door {id}"),
            detail: String::new(),
            between,
            may_change: true,
        }
    }

    fn morning() -> Option<Between> {
        let from = Moment::UNIX_EPOCH + TimeDelta::days(20_000);
        Some(Between::new(from, from + TimeDelta::hours(12)).unwrap())
    }

    fn lines(pending: &Doors, saved: &[Related<DoorId>]) -> Vec<(i64, State)> {
        let saved = (saved.to_vec(), 0);
        let lines = Lines { saved: Some(&saved), pending: Some(pending) };
        let lines = (0..).map_while(|at| lines.line(at));
        lines.map(|line| (line.row.id.0, line.state)).collect()
    }

    #[test]
    fn what_is_taken_back_is_no_change() {
        let saved = [row(1, None), row(2, morning())];
        let mut pending = Doors::default();
        pending.remove(&[(DoorId(1), State::Same)]);
        pending.add(vec![row(1, None), row(3, None)], &saved);
        assert_eq!(lines(&pending, &saved), [(3, State::Added), (1, State::Same), (2, State::Same)]);
        pending.limit(&saved, &HashSet::from([DoorId(1), DoorId(2), DoorId(3)]), morning());
        assert_eq!(lines(&pending, &saved), [(3, State::Added), (1, State::Changed), (2, State::Same)]);
        assert_eq!(pending.count(&(saved.to_vec(), 4)), 7);
        pending.limit(&saved, &HashSet::from([DoorId(1)]), None);
        pending.remove(&[(DoorId(3), State::Added)]);
        assert!(pending.is_empty() && pending.changes().is_empty());
    }

    #[test]
    fn what_is_limited_and_then_removed_is_removed_as_it_was() {
        let saved = [row(1, None)];
        let mut pending = Doors::default();
        pending.limit(&saved, &HashSet::from([DoorId(1)]), morning());
        pending.remove(&[(DoorId(1), State::Changed)]);
        assert_eq!(pending.changes(), Changes { put: Vec::new(), remove: vec![DoorId(1)] });
        assert_eq!(lines(&pending, &saved), [(1, State::Removed)]);
        assert_eq!(pending.line(&saved[0]).between, None);
    }

    #[test]
    fn adding_who_is_there_already_takes_no_period_away() {
        let saved = [row(1, morning()), row(2, morning())];
        let mut pending = Doors::default();
        pending.limit(&saved, &HashSet::from([DoorId(2)]), None);
        pending.add(vec![row(1, None), row(2, None)], &saved);
        pending.add(vec![row(3, None)], &saved);
        pending.limit(&saved, &HashSet::from([DoorId(3)]), morning());
        pending.add(vec![row(3, None)], &saved);
        let [two, three] = [(2, None), (3, morning())].map(|(id, between)| Grant { to: DoorId(id), between });
        assert_eq!(pending.changes(), Changes { put: vec![two, three], remove: Vec::new() });
        assert_eq!(lines(&pending, &saved), [(3, State::Added), (1, State::Same), (2, State::Changed)]);
    }

    #[test]
    fn what_others_did_meanwhile_is_not_done_or_undone_again() {
        let saved = [row(1, None), row(2, None), row(3, None), row(4, None)];
        let mut pending = Doors::default();
        pending.remove(&[(DoorId(1), State::Same), (DoorId(2), State::Same)]);
        pending.limit(&saved, &HashSet::from([DoorId(3), DoorId(4)]), morning());
        pending.add(vec![row(5, None), row(6, None)], &saved);
        // Taken: 1 and 3. Given: 5, for the morning. Limited as was wanted: 4.
        let now = (vec![row(2, None), row(4, morning()), row(5, morning())], 0);
        assert_eq!(pending.count(&now), 4, "whatever was to be taken away");
        pending.fit(&now);
        let changes = Changes { put: vec![Grant { to: DoorId(6), between: None }], remove: vec![DoorId(2)] };
        assert_eq!(pending.changes(), changes);
        let left = [(6, State::Added), (2, State::Removed), (4, State::Same), (5, State::Same)];
        assert_eq!(lines(&pending, &now.0), left);
        assert_eq!(pending.count(&now), 3);
        pending.fit(&(vec![Related { may_change: false, ..row(2, None) }, row(6, None)], 0));
        assert!(pending.is_empty(), "what may not be changed any more, and what is there");
    }

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

    /// The dialog of what is saved, given messages.
    struct Opened {
        rehearsal: Rehearsal,
        dialog: Dialog<Given>,
        pending: Doors,
        saved: Option<Saved<Related<DoorId>>>,
    }

    impl Opened {
        fn of(saved: Option<Vec<Related<DoorId>>>) -> Opened {
            let rehearsal = Rehearsal::at_desk().unwrap();
            let saved = saved.map(|rows| (rows, 0));
            Opened { rehearsal, dialog: Dialog::new(Given), pending: Doors::default(), saved }
        }

        fn send_where(&mut self, may: May, messages: impl IntoIterator<Item = Asked>) {
            let context = self.rehearsal.driver.state().desk().unwrap().context();
            for message in messages {
                self.dialog.update(context, self.saved.as_ref(), &mut self.pending, may, message);
            }
        }

        fn send(&mut self, messages: impl IntoIterator<Item = Asked>) {
            self.send_where(May::Change, messages);
        }

        fn is_adding(&self) -> bool {
            matches!(self.dialog.mode, Mode::Adding(_))
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
        assert!(matches!(opened.dialog.mode, Mode::Period(_)), "a period is being typed");
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
        assert!(matches!(opened.dialog.mode, Mode::List));
        opened.send([select(1), Message::Remove, Message::Period]);
        assert!(opened.pending.is_empty() && matches!(opened.dialog.mode, Mode::List));
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
