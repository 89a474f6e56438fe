//! What is related to a record and listed in a dialog over it: the doors of a person, the people of a door, the
//! operators of a group. Where the operator may change it, things are added and taken away, many at once, and limited
//! to a period; all of that is saved with the record. A screen says with a [`Source`] what is listed.

use std::collections::{BTreeMap, BTreeSet, HashSet};
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
use crate::theme::{Tone, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button};
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::{Item, Words as Search, item};
use crate::widget::picker::{Change, picker};
use crate::widget::scope::layers;
use crate::widget::table::{self, Cell, Selection, table};
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
}

/// What a relation is of, and what its texts are called.
pub trait Source {
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
        rows.len() + beyond + self.added.len() - self.removed.len()
    }

    /// What is added comes first.
    fn line<'a>(&'a self, saved: &'a [R], at: usize) -> Option<Line<'a, R>> {
        if let Some(row) = self.added.get(at) {
            let between = self.put.get(&row.id()).copied().flatten();
            return Some(Line { row, between, state: State::Added });
        }
        let row = saved.get(at - self.added.len())?;
        let (between, state) = match self.put.get(&row.id()) {
            _ if self.removed.contains(&row.id()) => (row.between(), State::Removed),
            Some(between) => (*between, State::Changed),
            None => (row.between(), State::Same),
        };
        Some(Line { row, between, state })
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

    fn add(&mut self, rows: Vec<R>) {
        for row in rows {
            // What was to be taken away is there again; the rest is new.
            if !self.removed.remove(&row.id()) {
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

/// The dialog.
pub struct Dialog<S: Source> {
    pub source: S,
    selection: Selection,
    mode: Mode<S::Row>,
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

/// Whether it is asked about all that were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Nothing,
    AboutAll,
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
    Offered(Answer<Arc<Vec<R>>>),
    Picked(Change<R::Id>),
    AskForAll,
    PickAll,
    PickNotAll,
    TakePicked,
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
        Dialog { source, selection: Selection::default(), mode: Mode::List }
    }

    fn selected(&self, saved: &[S::Row], pending: &Pending<S::Row>) -> Vec<(Id<S>, State)> {
        let lines = self.selection.rows().filter_map(|row| pending.line(saved, row));
        lines.map(|line| (line.row.id(), line.state)).collect()
    }

    /// Takes what happened.
    pub fn update(
        &mut self,
        context: &Context,
        saved: Option<&Saved<S::Row>>,
        pending: &mut Pending<S::Row>,
        message: Message<S::Row>,
    ) -> Outcome<S::Row> {
        let saved = saved.map(|saved| saved.0.as_slice()).unwrap_or_default();
        match message {
            Message::Table(table::Event::Select(op)) => {
                self.selection.apply(op);
                Outcome::same(Action::None)
            }
            Message::Table(table::Event::Activate(_)) => {
                Outcome::same(Action::Run(Task::done(Message::Show)))
            }
            Message::Table(_) => Outcome::same(Action::None),
            Message::Add => {
                let offered = self.source.offered(context);
                let offered = offered.map(|offered| Action::Run(offered.map(Message::Offered)));
                Outcome::same(offered.unwrap_or(Action::None))
            }
            Message::Offered(Ok(rows)) => {
                self.mode = Mode::Adding(Adding::of::<S>(Arc::unwrap_or_clone(rows), saved, pending));
                Outcome::same(Action::Run(focus::to(PICKER)))
            }
            Message::Offered(Err(failure)) => Outcome::same(Action::Fail(failure)),
            Message::Picked(change) => self.adding(|adding| adding.pick(change)),
            Message::AskForAll => self.adding(|adding| adding.asks = Asks::AboutAll),
            Message::PickAll => self.adding(Adding::pick_all),
            Message::PickNotAll => self.adding(|adding| adding.asks = Asks::Nothing),
            Message::TakePicked => {
                if let Mode::Adding(Adding { mut rows, picked, .. }) =
                    std::mem::replace(&mut self.mode, Mode::List)
                {
                    rows.retain(|row| picked.contains(&row.id()));
                    pending.add(rows);
                    self.selection = Selection::default();
                }
                Outcome::changed(Action::Run(focus::to(TABLE)))
            }
            Message::Remove => {
                pending.remove(&self.selected(saved, pending));
                self.selection.truncate(pending.added.len() + saved.len());
                Outcome::changed(Action::None)
            }
            Message::Restore => {
                for (id, _) in self.selected(saved, pending) {
                    pending.removed.remove(&id);
                }
                Outcome::changed(Action::None)
            }
            Message::Period => {
                self.begin_period(context, saved, pending);
                Outcome::same(Action::Run(focus::to(LIMIT)))
            }
            Message::LimitChanged(limit) => self.period(|period| period.limit = limit),
            Message::FromChanged(from) => self.period(|period| period.from = from),
            Message::UntilChanged(until) => self.period(|period| period.until = until),
            Message::TakePeriod => self.take_period(context, saved, pending),
            Message::BackToList => {
                self.mode = Mode::List;
                Outcome::same(Action::Run(focus::to(TABLE)))
            }
            Message::Show => match self.selected(saved, pending).as_slice() {
                [(id, _)] if self.source.may_show() => Outcome::over(Action::Go(S::place(*id))),
                _ => Outcome::same(Action::None),
            },
            Message::Close => Outcome::over(Action::None),
        }
    }

    /// While something is chosen, does something to the choice.
    fn adding(&mut self, change: impl FnOnce(&mut Adding<S::Row>)) -> Outcome<S::Row> {
        if let Mode::Adding(adding) = &mut self.mode {
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

    fn begin_period(&mut self, context: &Context, saved: &[S::Row], pending: &Pending<S::Row>) {
        let first = self.selection.rows().next().and_then(|row| pending.line(saved, row));
        let between = first.and_then(|line| line.between);
        let words = &context.words;
        let today = context.today().and_time(chrono::NaiveTime::MIN);
        let from = between.map_or(today, |between| context.local(between.from));
        self.mode = Mode::Period(Period {
            of: self.selected(saved, pending).into_iter().map(|(id, _)| id).collect(),
            limit: if between.is_some() { Limit::Between } else { Limit::Always },
            from: When::of(Side::From, from, words),
            until: match between {
                Some(between) => When::of(Side::Until, context.local(between.until), words),
                None => When::empty(Side::Until),
            },
            error: None,
        });
    }

    fn take_period(
        &mut self,
        context: &Context,
        saved: &[S::Row],
        pending: &mut Pending<S::Row>,
    ) -> Outcome<S::Row> {
        let Mode::Period(period) = &mut self.mode else {
            return Outcome::same(Action::None);
        };
        match period.read(context) {
            Ok(between) => {
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

    /// The dialog. What is `saved` is not there as long as it is read; where it cannot be changed, there is nothing
    /// `pending`.
    pub fn view<'a>(
        &'a self,
        context: &'a Context,
        of: &str,
        saved: Option<&'a Saved<S::Row>>,
        pending: Option<&'a Pending<S::Row>>,
        is_live: bool,
    ) -> Element<'a, Message<S::Row>> {
        match &self.mode {
            Mode::List => self.view_list(context, of, saved, pending, is_live),
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
        saved: Option<&'a Saved<S::Row>>,
        pending: Option<&'a Pending<S::Row>>,
        is_live: bool,
    ) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let word = |of| words.get(&S::text(of));
        let beyond = saved.map_or(0, |saved| saved.1);
        let mut content = column![].spacing(space::MD);
        content = content.extend(pending.map(|pending| self.tools(context, saved, pending)));
        content = content.push(self.table(context, saved, pending));
        if beyond > 0 {
            let beyond = words.with(&S::text("beyond"), [("count", beyond.into())]);
            content = content.push(text::muted(beyond));
        }
        let list = dialog(words.with(&S::text("of"), [("name", of.into())]), is_live)
            .width(Width::Wide)
            .body(content)
            .starts_at(TABLE)
            .on_close(words.get("close"), Message::Close);
        match pending {
            Some(pending) => {
                let note = if pending.is_empty() { words.get("relation-saved") } else { word("with-save") };
                list.aside(text::muted(note))
                    .action(button(words.get("done")).kind(Kind::Primary).on_press(Message::Close))
            }
            None => {
                let show = self.show();
                list.aside(button(words.get("users-open")).icon(Icon::ArrowUpRight).on_press_maybe(show))
                    .action(button(words.get("close")).kind(Kind::Primary).on_press(Message::Close))
            }
        }
        .into()
    }

    fn show(&self) -> Option<Message<S::Row>> {
        self.selection.single().filter(|_| self.source.may_show()).map(|_| Message::Show)
    }

    fn tools<'a>(
        &'a self,
        context: &'a Context,
        saved: Option<&'a Saved<S::Row>>,
        pending: &'a Pending<S::Row>,
    ) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let word = |of| words.get(&S::text(of));
        let saved = saved.map(|saved| saved.0.as_slice()).unwrap_or_default();
        let mut lines = self.selection.rows().filter_map(|row| pending.line(saved, row)).peekable();
        let any = lines.peek().map(|_| ());
        let is_removed = any.is_some() && lines.all(|line| line.state == State::Removed);
        let change = if is_removed {
            button(words.get("relation-restore"))
                .icon(Icon::Undo2)
                .on_press_maybe(any.map(|()| Message::Restore))
        } else {
            button(words.get("relation-remove")).icon(Icon::X).on_press_maybe(any.map(|()| Message::Remove))
        };
        let period = any.filter(|()| !is_removed).map(|()| Message::Period);
        let show = self.show();
        row![
            Element::from(button(word("add")).icon(Icon::Plus).on_press(Message::Add)),
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
        saved: Option<&'a Saved<S::Row>>,
        pending: Option<&'a Pending<S::Row>>,
    ) -> Element<'a, Message<S::Row>> {
        let words = &context.words;
        let word = |of| words.get(&S::text(of));
        let rows = saved.map(|saved| saved.0.as_slice()).unwrap_or_default();
        let count = match saved {
            Some(_) => rows.len() + pending.map_or(0, |pending| pending.added.len()),
            None => WAITING_ROWS,
        };
        if saved.is_some() && count == 0 {
            let none = notice::empty(S::ICON, word("none"), word("none-next"), None);
            return surface::sheet(none).height(TABLE_HEIGHT).width(Fill).into();
        }
        let mut columns = vec![
            table::column(word("name"), 200.0).grows().unsorted(),
            table::column(word("detail"), 150.0).grows().unsorted(),
            table::column(word("state"), 210.0).unsorted(),
        ];
        columns.extend(pending.map(|_| table::column("", 104.0).unsorted()));
        let cell = move |at: usize, column: usize| {
            let line = match pending {
                Some(pending) => pending.line(rows, at)?,
                None => rows.get(at).map(|row| Line { row, between: row.between(), state: State::Same })?,
            };
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
        let table = table(word("title"), columns, count, &self.selection, cell, Message::Table);
        // Rows that are still read do not take the keyboard: there may be none.
        let table: Element<'a, _> = if saved.is_some() { table.id(TABLE).into() } else { table.into() };
        surface::sheet(table).height(TABLE_HEIGHT).width(Fill).into()
    }
}

/// Until they are read.
const WAITING_ROWS: usize = 6;

impl<R: Row> Adding<R> {
    /// What is offered and not there already.
    fn of<S: Source<Row = R>>(mut rows: Vec<R>, saved: &[R], pending: &Pending<R>) -> Self {
        let lines = (0..pending.added.len() + saved.len()).filter_map(|row| pending.line(saved, row));
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
            .height(TABLE_HEIGHT);
        let has_others = self.found.iter().any(|id| !self.picked.contains(id));
        let all = button(counted("all-found", self.found.len()))
            .kind(Kind::Ghost)
            .on_press_maybe(has_others.then_some(Message::AskForAll));
        let take = (!self.picked.is_empty()).then_some(Message::TakePicked);
        dialog(word("add"), is_live)
            .width(Width::Form)
            .body(list)
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
    use keydesk::domain::operator::Language;

    use super::*;
    use crate::words::Words;

    type Doors = Pending<Related<DoorId>>;

    fn row(id: i64, between: Option<Between>) -> Related<DoorId> {
        Related { id: DoorId(id), name: format!("Door {id}"), detail: String::new(), between }
    }

    fn morning() -> Option<Between> {
        let from = Moment::UNIX_EPOCH + TimeDelta::days(20_000);
        Some(Between::new(from, from + TimeDelta::hours(12)).unwrap())
    }

    fn lines(pending: &Doors, saved: &[Related<DoorId>]) -> Vec<(i64, State)> {
        let lines = (0..).map_while(|at| pending.line(saved, at));
        lines.map(|line| (line.row.id.0, line.state)).collect()
    }

    /// The texts that this file asks of a source.
    fn asked() -> BTreeSet<&'static str> {
        let source = include_str!("relation.rs").split("mod tests {").next().unwrap();
        let asks = ["text(\"", "word(\"", "counted(\""];
        let found = asks.iter().flat_map(|ask| source.split(ask).skip(1));
        found.filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn every_text_of_a_relation_is_there() {
        let asked = asked();
        assert!(asked.len() > 20 && asked.contains("period-title"), "{asked:?}");
        for words in [Language::English, Language::Spanish].map(Words::new) {
            for relation in ["doors", "door-people"] {
                for id in asked.iter().map(|of| format!("{relation}-{of}")) {
                    assert_ne!(words.get(&id), id);
                }
            }
            for of in ["title", "of", "none", "none-next", "name", "detail", "state"] {
                let id = format!("group-members-{of}");
                assert_ne!(words.get(&id), id, "of what nobody changes");
            }
        }
    }

    #[test]
    fn what_is_taken_back_is_no_change() {
        let saved = [row(1, None), row(2, morning())];
        let mut pending = Doors::default();
        pending.remove(&[(DoorId(1), State::Same)]);
        pending.add(vec![row(1, None), row(3, None)]);
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
        assert_eq!(pending.line(&saved, 0).map(|line| line.between), Some(None));
    }
}
