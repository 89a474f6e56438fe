//! What is related to a record, listed on its page: the doors of a person, the people of a door. Where the operator may
//! change it, things are added, by name or many at once, taken away, and limited to a period; all of that is saved with the
//! record. What is only looked at can be listed in a dialog as well: the operators of a group. A screen says with a
//! [`Relation`] what is listed, how it is read, and what giving it takes; the rest is the same for all.

mod adding;
mod beside;
mod far;
mod moment;
mod pending;
mod period;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use iced::widget::{column, container, row, space as gap};
use iced::{Center, Fill, Padding};
use keydesk::console::Console;
use keydesk::domain::key::Memory;
use keydesk::domain::permission::{TimetablesView, UsersView};
use keydesk::operation::{self, At, Changes, Giving, timetables};
use keydesk::session::Permit;

use self::adding::{Adding, Asks, Offer};
use self::moment::Moment;
use self::pending::{Line, Lines, Pending, State};
use super::when::{Side, When};
use crate::action::Action;
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::theme::{Tone, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::Words as Search;
use crate::widget::picker::Change;
use crate::widget::select::select;
use crate::widget::table::{self, Cell, Op, Selection, table};
use crate::widget::task::Task;
use crate::widget::{Element, focus, notice, surface, text};
use crate::words::grouped;
pub use beside::Beside;
pub use far::{
    DOORS, DRIVES, FUNCTIONS, Far, LIMITED_OCCUPANCY_AREAS, LIMITED_OCCUPANCY_GROUPS, LOCATIONS,
    LOCKDOWN_AREAS, LOCKERS, Limited, Numbered, OPENERS, OPENS, OPERATORS, OUTPUTS, PEOPLE, ROLL_CALL_AREAS,
    ROOMS, Relimited, Row, SUITES, USER_ACCESS_LEVELS, ZONES, answer_cell, of_kind,
};
pub use moment::{AT, MOMENT};
pub use period::{Bounds, Chosen, FROM, Period, Timetables, UNTIL};

/// What is saved.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// What the operator sees of it.
    pub rows: Vec<Row>,
    /// How much more there is.
    pub beyond: usize,
    /// Of people, whose key is the fullest: its place in the list, and how full it is.
    fullest: Option<(usize, Memory)>,
    /// Of which moment the answers of the locks are, where they are asked.
    at: At,
    /// What the list is called, where that follows from the record.
    title: Option<&'static str>,
}

impl Saved {
    /// Nothing more is told of them.
    pub fn of(rows: Vec<Row>, beyond: usize) -> Saved {
        Saved { rows, beyond, ..Saved::default() }
    }
}

type Asked<T> = Result<T, operation::Error>;
type Read = Arc<dyn Fn(&Console, &[i64], At) -> Asked<Saved> + Send + Sync>;
type Find = Arc<dyn Fn(&Console) -> Asked<Vec<Row>> + Send + Sync>;
type Pick = Arc<dyn Fn(&Console, &[i64]) -> Asked<Vec<Row>> + Send + Sync>;
type Give<R> = Arc<dyn Fn(&Changes<i64>) -> Giving<R> + Send + Sync>;

/// A relation of records of a kind `R`: what is listed, by the permits that the operator has.
pub struct Relation<R> {
    far: &'static Far,
    /// What the texts of this relation are called, beside those of what it leads to.
    text: &'static str,
    may_show: bool,
    /// Whether what is told of each stands in its own record, and not between the two.
    is_of_records: bool,
    /// Whether what several records have is listed, one line for all of them.
    is_of_several: bool,
    /// Whether it follows from what is given in other lists.
    follows: bool,
    /// Whether they are people of whom it is said how their keys stand.
    shows_keys: bool,
    /// Whether locks are asked what they would do, at a moment that is chosen.
    asks: bool,
    /// Whether it can be limited when it holds: what gives no right says no such thing.
    is_limited: bool,
    /// What the list is called, where that is not what it leads to.
    title: Option<&'static str>,
    read: Read,
    offers: Option<Find>,
    /// Reads what was picked, where what is offered is not what the file says.
    picks: Option<Pick>,
    gives: Option<Give<R>>,
}

impl<R: 'static> Relation<R> {
    /// What one record has.
    pub fn of_one<Id: Numbered, To: Into<Row>>(
        far: &'static Far,
        text: &'static str,
        read: impl Fn(&Console, Id) -> Asked<(Vec<To>, usize)> + Send + Sync + 'static,
    ) -> Self {
        Relation::of(far, text, move |console, ids, _| match ids {
            [id] => read(console, Id::numbered(*id)),
            _ => Ok((Vec::new(), 0)),
        })
    }

    /// What one record has, with what locks would do at a moment. It follows from what is given in other lists.
    pub fn of_answers<Id: Numbered, To: Into<Row>>(
        far: &'static Far,
        text: &'static str,
        read: impl Fn(&Console, Id, At) -> Asked<(Vec<To>, usize)> + Send + Sync + 'static,
    ) -> Self {
        let relation = Relation::of(far, text, move |console, ids, at| match ids {
            [id] => read(console, Id::numbered(*id), at),
            _ => Ok((Vec::new(), 0)),
        });
        Relation { asks: true, follows: true, ..relation }
    }

    /// What several records have.
    pub fn of_several<Id: Numbered, To: Into<Row>>(
        far: &'static Far,
        text: &'static str,
        read: impl Fn(&Console, &[Id]) -> Asked<(Vec<To>, usize)> + Send + Sync + 'static,
    ) -> Self {
        let relation = Relation::of(far, text, move |console, ids, _| {
            let ids: Vec<Id> = ids.iter().map(|id| Id::numbered(*id)).collect();
            read(console, &ids)
        });
        Relation { is_of_several: true, ..relation }
    }

    fn of<To: Into<Row>>(
        far: &'static Far,
        text: &'static str,
        read: impl Fn(&Console, &[i64], At) -> Asked<(Vec<To>, usize)> + Send + Sync + 'static,
    ) -> Self {
        let read = move |console: &Console, ids: &[i64], at: At| {
            let (rows, beyond) = read(console, ids, at)?;
            Ok(Saved { at, ..Saved::of(rows.into_iter().map(Into::into).collect(), beyond) })
        };
        Relation {
            far,
            text,
            may_show: true,
            is_of_records: false,
            is_of_several: false,
            follows: false,
            shows_keys: false,
            asks: false,
            is_limited: true,
            title: None,
            read: Arc::new(read),
            offers: None,
            picks: None,
            gives: None,
        }
    }

    /// What is told of each stands in its own record.
    pub const fn of_records(mut self) -> Self {
        self.is_of_records = true;
        self
    }

    /// It gives no right, and holds always.
    pub const fn without_limits(mut self) -> Self {
        self.is_limited = false;
        self
    }

    /// What the list is called.
    pub const fn titled(mut self, title: &'static str) -> Self {
        self.title = Some(title);
        self
    }

    /// It follows from what is given in other lists, as that is saved.
    pub const fn that_follows(mut self) -> Self {
        self.follows = true;
        self
    }

    /// What the list is called, where that follows from the record: asked with each reading.
    pub fn titled_by<Id: Numbered>(
        mut self,
        title: impl Fn(&Console, Id) -> Asked<Option<&'static str>> + Send + Sync + 'static,
    ) -> Self {
        let read = self.read;
        self.read = Arc::new(move |console, ids, at| {
            let title = match ids {
                [id] => title(console, Id::numbered(*id))?,
                _ => None,
            };
            Ok(Saved { title, ..read(console, ids, at)? })
        });
        self
    }

    /// They are people, and how the key of each stands is said as in the list of people.
    pub fn with_keys(mut self, people: Permit<UsersView>) -> Self {
        let read = self.read;
        self.read = Arc::new(move |console, ids, at| {
            let mut saved = read(console, ids, at)?;
            far::put_keys(console, &people, &mut saved.rows)?;
            Ok(saved)
        });
        self.shows_keys = true;
        self
    }

    /// They are people who are given what the record is given, and whose key has least room for that is said below them.
    pub fn with_fullest_key(mut self, people: Permit<UsersView>) -> Self {
        let read = self.read;
        self.read = Arc::new(move |console, ids, at| {
            let saved = read(console, ids, at)?;
            Ok(Saved { fullest: far::fullest(console, &people, &saved.rows)?, ..saved })
        });
        self
    }

    /// Whether what is listed can be opened, on a screen of its own.
    pub fn shown_if(mut self, may_show: bool) -> Self {
        self.may_show = may_show;
        self
    }

    /// What can be added.
    pub fn offers<To: Into<Row>>(
        mut self,
        find: impl Fn(&Console) -> Asked<Vec<To>> + Send + Sync + 'static,
    ) -> Self {
        self.offers = Some(Arc::new(move |console| Ok(find(console)?.into_iter().map(Into::into).collect())));
        self
    }

    /// What was picked of that is read before it is added: what is offered is not what the file says, and too much to be
    /// offered by name.
    pub fn picks<Id: Numbered, To: Into<Row>>(
        mut self,
        pick: impl Fn(&Console, &[Id]) -> Asked<Vec<To>> + Send + Sync + 'static,
    ) -> Self {
        self.picks = Some(Arc::new(move |console, ids| {
            let ids: Vec<Id> = ids.iter().map(|id| Id::numbered(*id)).collect();
            Ok(pick(console, &ids)?.into_iter().map(Into::into).collect())
        }));
        self
    }

    /// Whether the operator may change it anywhere.
    pub const fn is_given(&self) -> bool {
        self.gives.is_some()
    }

    /// What giving and taking is, by the permits that it takes.
    pub fn gives<To: Numbered>(
        mut self,
        give: impl Fn(&Changes<To>) -> Giving<R> + Send + Sync + 'static,
    ) -> Self {
        self.gives = Some(Arc::new(move |changes| give(&of_kind(changes))));
        self
    }
}

/// What the operator may do with what is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// It may not be changed, or not now.
    Look,
    Change,
}

/// What is related to a record, or to several, as it is shown, and what is to become of it.
pub struct Panel<R> {
    relation: Relation<R>,
    /// Of which records.
    of: Vec<i64>,
    saved: Option<Arc<Saved>>,
    /// Which question is the last of what is saved: the answers to those before come too late.
    read: u64,
    /// What is saved could not be read, and nobody reads it now.
    is_lost: bool,
    pending: Pending,
    /// What can be added one by one, by name.
    offer: Option<Offer>,
    selection: Selection,
    /// Who stood in the selected rows when they were selected: what is listed may change beneath the selection.
    selected: Vec<i64>,
    /// What is selected, where they stand there no more.
    nothing: Selection,
    mode: Mode,
    /// Which question is the last of what can be added.
    asked: u64,
    /// How often a row was to be shown that was put there.
    reveals: u64,
    /// Of which moment locks are asked.
    at: At,
    /// Which question to them is the last.
    locks_asked: u64,
}

/// What is done.
enum Mode {
    List,
    Adding(Adding),
    Period(Period),
    Moment(Moment),
}

#[derive(Debug, Clone)]
pub enum Message {
    /// What is saved is known.
    Loaded(u64, Answer<Arc<Saved>>),
    /// What can be added one by one is known.
    Offer(u64, Answer<Arc<Vec<Row>>>),
    /// What locks would do at another moment is known.
    Answered(u64, Answer<Arc<Saved>>),
    Table(table::Event),
    /// The moment is chosen at which locks are asked.
    ChooseMoment,
    NowChanged(bool),
    AtChanged(When),
    TakeMoment,
    /// What is saved could not be read and is asked for again: that is the record's to do.
    ReadAgain,
    /// The keyboard goes to where something is added.
    ToAdd,
    /// One is added that was found by name.
    Put(i64),
    Add,
    Offered(u64, Answer<Arc<Vec<Row>>>),
    Picked(Change<i64>),
    AskForAll,
    PickAll,
    PickNotAll,
    TakePicked,
    PickedRead(u64, Answer<Arc<Vec<Row>>>),
    Remove,
    Restore,
    Period,
    /// The timetables that can be chosen are known.
    Timetables(u64, Answer<Arc<Timetables>>),
    BoundsChanged(Bounds),
    FromChanged(When),
    UntilChanged(When),
    TimetableChanged(Chosen),
    TakePeriod,
    BackToList,
    Show,
    /// Another list is shown in place of this one: that is for [`Beside`] to do.
    ShowOther(usize),
    Close,
}

impl Message {
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
            | Message::BoundsChanged(_)
            | Message::TimetableChanged(_)
            | Message::FromChanged(_)
            | Message::UntilChanged(_)
            | Message::TakePeriod => true,
            Message::Loaded(..)
            | Message::Offer(..)
            | Message::Timetables(..)
            | Message::Answered(..)
            | Message::ChooseMoment
            | Message::NowChanged(_)
            | Message::AtChanged(_)
            | Message::TakeMoment
            | Message::Table(_)
            | Message::ReadAgain
            | Message::BackToList
            | Message::Show
            | Message::ShowOther(_)
            | Message::Close => false,
        }
    }
}

/// What comes of it on the screen.
pub struct Outcome {
    pub action: Action<Message>,
    /// What is to be saved changed.
    pub is_changed: bool,
    /// The dialog is done.
    pub is_over: bool,
    /// The answer came that was waited for: what is saved is known, or it is known that it cannot be read.
    pub is_read: bool,
}

impl Outcome {
    fn nothing() -> Self {
        Outcome::same(Action::None)
    }

    fn same(action: Action<Message>) -> Self {
        Outcome { action, is_changed: false, is_over: false, is_read: false }
    }

    fn changed(action: Action<Message>) -> Self {
        Outcome { is_changed: true, ..Outcome::same(action) }
    }

    fn over(action: Action<Message>) -> Self {
        Outcome { is_over: true, ..Outcome::same(action) }
    }

    fn read(action: Action<Message>) -> Self {
        Outcome { is_read: true, ..Outcome::same(action) }
    }
}

const TABLE_HEIGHT: f32 = 380.0;
/// What has the keyboard first, whatever is shown.
const TABLE: &str = "related";
const PICKER: &str = "picker";
pub const LIMIT: &str = "limit";
const NOT_ALL: &str = "not-all";
const PUT: &str = "put";

impl<R: 'static> Panel<R> {
    pub fn new(relation: Relation<R>) -> Self {
        Panel {
            relation,
            of: Vec::new(),
            saved: None,
            read: 0,
            is_lost: false,
            pending: Pending::default(),
            offer: None,
            selection: Selection::default(),
            selected: Vec::new(),
            nothing: Selection::default(),
            mode: Mode::List,
            asked: 0,
            reveals: 0,
            at: At::Now,
            locks_asked: 0,
        }
    }

    /// Asks what records have, and what can be added. Where they are fewer than before, what was to be given and none of
    /// them has is added. One that is new has nothing yet: there is no answer to be waited for.
    pub fn read(&mut self, context: &Context, of: Vec<i64>) -> Task<Message> {
        self.read += 1;
        self.is_lost = false;
        let asked = self.read;
        let saved = if of.is_empty() {
            self.saved = Some(Arc::default());
            None
        } else {
            let (read, of, at) = (Arc::clone(&self.relation.read), of.clone(), self.at);
            let known = context.ask(move |console| read(console, &of, at).map(Arc::new));
            Some(known.map(move |answer| Message::Loaded(asked, answer)))
        };
        let find = self.relation.offers.clone().filter(|_| self.relation.picks.is_none());
        let offer = find.map(|find| {
            let offered = context.ask(move |console| find(console).map(Arc::new));
            offered.map(move |answer| Message::Offer(asked, answer))
        });
        self.of = of;
        Task::batch(saved.into_iter().chain(offer))
    }

    /// Asks what locks would do at the moment that was chosen. Nobody waits for that answer before saving.
    fn ask_locks(&mut self, context: &Context) -> Task<Message> {
        self.locks_asked += 1;
        let (asked, at) = (self.locks_asked, self.at);
        let (read, of) = (Arc::clone(&self.relation.read), self.of.clone());
        let known = context.ask(move |console| read(console, &of, at).map(Arc::new));
        known.map(move |answer| Message::Answered(asked, answer))
    }

    /// What was read is not so any more, and what is so could not be read.
    pub fn lose(&mut self) {
        (self.saved, self.is_lost) = (None, true);
    }

    /// Whether what is saved could not be read, and nobody reads it now.
    #[cfg(test)]
    pub const fn is_lost(&self) -> bool {
        self.is_lost
    }

    /// Another list is shown: nothing is chosen here any more, and nobody waits for what could be.
    pub fn leave(&mut self) {
        self.asked += 1;
        self.mode = Mode::List;
    }

    /// Whether something is to be given, limited or taken.
    pub fn is_changed(&self) -> bool {
        !self.pending.is_empty()
    }

    /// What was to become of it is forgotten, or saved.
    pub fn forget(&mut self) {
        self.pending = Pending::default();
    }

    /// Whether the operator may change it anywhere.
    pub const fn is_given(&self) -> bool {
        self.relation.is_given()
    }

    /// What is to be given and taken, with the rights that it takes.
    pub fn giving(&self) -> Giving<R> {
        let give = self.relation.gives.as_ref().filter(|_| self.is_changed());
        give.map_or_else(Giving::nothing, |give| give(&self.pending.changes()))
    }

    /// How many there will be, as far as that is known.
    pub fn count(&self) -> Option<usize> {
        self.saved.as_ref().map(|saved| self.pending.count(saved))
    }

    /// What it leads to is called.
    pub fn title<'a>(&self, context: &'a Context) -> Cow<'a, str> {
        let of_record = self.saved.as_ref().and_then(|saved| saved.title);
        of_record
            .or(self.relation.title)
            .map_or_else(|| context.words.get(&self.far("title")), |title| context.words.get(title))
    }

    /// A text of what it leads to.
    fn far(&self, of: &str) -> String {
        format!("{}-{of}", self.relation.far.text)
    }

    /// A text of this relation.
    fn own(&self, of: &str) -> String {
        format!("{}-{of}", self.relation.text)
    }

    fn lines(&self) -> Lines<'_> {
        Lines { saved: self.saved.as_deref(), pending: &self.pending }
    }

    /// What is selected: nothing, where others stand in the selected rows by now.
    fn selection(&self) -> &Selection {
        let lines = self.lines();
        let stand = self.selection.rows().map(|row| lines.row(row).map(|row| row.id));
        let is_as_seen = stand.eq(self.selected.iter().copied().map(Some));
        if is_as_seen { &self.selection } else { &self.nothing }
    }

    fn selected(&self) -> impl Iterator<Item = Line<'_>> + use<'_, R> {
        let lines = self.lines();
        self.selection().rows().filter_map(move |row| lines.line(row))
    }

    /// What is selected, if all of it may be changed.
    fn changed(&self) -> Vec<(i64, State)> {
        if self.selected().all(|line| line.row.may_change) {
            self.selected().map(|line| (line.row.id, line.state)).collect()
        } else {
            Vec::new()
        }
    }

    fn select(&mut self, op: Op) {
        if self.selection().is_empty() && !self.selection.is_empty() {
            self.selection = Selection::default();
        }
        self.selection.apply(op);
        let lines = self.lines();
        let ids = self.selection.rows().filter_map(|row| lines.row(row).map(|row| row.id));
        self.selected = ids.collect();
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, may: May, message: Message) -> Outcome {
        if may == May::Look && message.changes() {
            return Outcome::same(Action::None);
        }
        match message {
            Message::Loaded(read, answer) if read == self.read => self.loaded(context, answer),
            Message::Answered(asked, answer) if asked == self.locks_asked => match answer {
                Ok(saved) => {
                    self.saved = Some(saved);
                    Outcome::same(Action::None)
                }
                Err(failure) => Outcome::same(Action::Fail(failure)),
            },
            Message::Answered(..) => Outcome::same(Action::None),
            Message::ChooseMoment => {
                self.asked += 1;
                self.mode = Mode::Moment(Moment::of(context, self.at));
                Outcome::same(Action::Run(focus::to(MOMENT)))
            }
            Message::NowChanged(_) | Message::AtChanged(_) => {
                if let Mode::Moment(moment) = &mut self.mode {
                    moment.take(message);
                }
                Outcome::same(Action::None)
            }
            Message::TakeMoment => self.take_moment(context),
            Message::Offer(read, answer) if read == self.read => match answer {
                Ok(rows) => {
                    self.offer = Some(Offer::of(self.relation.far, &rows));
                    Outcome::same(Action::None)
                }
                Err(failure) => Outcome::same(Action::Fail(failure)),
            },
            Message::Loaded(..) | Message::Offer(..) => Outcome::same(Action::None),
            Message::Table(table::Event::Select(op)) => {
                self.select(op);
                Outcome::same(Action::None)
            }
            Message::Table(table::Event::Activate(_)) => {
                Outcome::same(Action::Run(Task::done(Message::Show)))
            }
            Message::Table(_) | Message::ReadAgain | Message::ShowOther(_) => Outcome::same(Action::None),
            Message::ToAdd if self.offer.is_some() => Outcome::same(Action::Run(focus::to(PUT))),
            Message::Put(id) => self.put(id),
            Message::ToAdd | Message::Add => self.ask_what_can_be_added(context),
            Message::Offered(asked, answer) if self.awaits(asked) => match answer {
                Ok(rows) => {
                    let rows = Arc::unwrap_or_clone(rows);
                    self.mode = Mode::Adding(Adding::of(self.relation.far, rows, self.lines()));
                    Outcome::same(Action::Run(focus::to(PICKER)))
                }
                Err(failure) => Outcome::same(Action::Fail(failure)),
            },
            Message::Offered(..) => Outcome::same(Action::None),
            Message::Picked(change) => self.adding(|adding| adding.pick(change)),
            Message::AskForAll => self.adding(|adding| adding.asks = Asks::AboutAll),
            Message::PickAll => self.adding(Adding::pick_all),
            Message::PickNotAll => self.adding(|adding| adding.asks = Asks::Nothing),
            Message::TakePicked => self.take_picked(context),
            Message::PickedRead(asked, answer) => self.picked_read(asked, answer),
            Message::Remove => {
                let changed = self.changed();
                self.pending.remove(&changed);
                Outcome::changed(Action::None)
            }
            Message::Restore => {
                for (id, _) in self.changed() {
                    self.pending.removed.remove(&id);
                }
                Outcome::changed(Action::None)
            }
            Message::Period => {
                // What was to be added is not asked about any more.
                self.asked += 1;
                let begun = self.begin_period(context);
                Outcome::same(begun.map_or(Action::None, Action::Run))
            }
            Message::Timetables(asked, answer) if asked == self.asked => match answer {
                Ok(timetables) => {
                    if let Mode::Period(period) = &mut self.mode {
                        period.offer(timetables);
                    }
                    Outcome::same(Action::None)
                }
                Err(failure) => Outcome::same(Action::Fail(failure)),
            },
            Message::Timetables(..) => Outcome::same(Action::None),
            Message::BoundsChanged(_)
            | Message::TimetableChanged(_)
            | Message::FromChanged(_)
            | Message::UntilChanged(_) => {
                if let Mode::Period(period) = &mut self.mode {
                    period.take(message);
                }
                Outcome::same(Action::None)
            }
            Message::TakePeriod => self.take_period(context),
            Message::BackToList => {
                self.mode = Mode::List;
                Outcome::same(Action::Run(focus::to(TABLE)))
            }
            Message::Show => match self.selected().map(|line| line.row.id).collect::<Vec<_>>()[..] {
                [id] if self.relation.may_show => Outcome::over(Action::Go((self.relation.far.place)(id))),
                _ => Outcome::same(Action::None),
            },
            Message::Close => Outcome::over(Action::None),
        }
    }

    /// What is saved is known. What was to become of what is not so any more is dropped.
    fn loaded(&mut self, context: &Context, answer: Answer<Arc<Saved>>) -> Outcome {
        match answer {
            Ok(saved) => {
                // Another moment was chosen while it was read.
                let is_late = self.relation.asks && saved.at != self.at;
                match self.saved.take().filter(|_| self.relation.is_of_several) {
                    Some(before) => self.pending.carry(&before, &saved),
                    None => self.pending.fit(&saved),
                }
                self.saved = Some(saved);
                let action = if is_late { Action::Run(self.ask_locks(context)) } else { Action::None };
                Outcome { is_changed: self.is_changed(), ..Outcome::read(action) }
            }
            Err(failure) => {
                self.is_lost = self.saved.is_none();
                Outcome::read(Action::Fail(failure))
            }
        }
    }

    /// Adds one, or shows that it is there.
    fn put(&mut self, id: i64) -> Outcome {
        let offered = self.offer.iter().flat_map(|offer| offer.rows.iter());
        let (Some(found), Some(saved)) = (offered.into_iter().find(|row| row.id == id), &self.saved) else {
            return Outcome::same(Action::None);
        };
        self.pending.add(vec![found.clone()], &saved.rows);
        let lines = self.lines();
        let at = (0..lines.len()).find(|at| lines.row(*at).is_some_and(|row| row.id == id));
        if let Some(at) = at {
            self.select(Op::Only(at));
            self.reveals += 1;
        }
        Outcome::changed(Action::None)
    }

    fn ask_what_can_be_added(&mut self, context: &Context) -> Outcome {
        self.asked += 1;
        // Who does not have it is known only once it is known who has.
        let find = self.relation.offers.clone().filter(|_| self.saved.is_some());
        let asked = self.asked;
        Outcome::same(find.map_or(Action::None, |find| {
            let offered = context.ask(move |console| find(console).map(Arc::new));
            Action::Run(offered.map(move |rows| Message::Offered(asked, rows)))
        }))
    }

    /// Whether this is the answer that the list waits for.
    const fn awaits(&self, asked: u64) -> bool {
        asked == self.asked && matches!(self.mode, Mode::List)
    }

    fn take_picked(&mut self, context: &Context) -> Outcome {
        let Mode::Adding(adding) = &mut self.mode else {
            return Outcome::same(Action::None);
        };
        if adding.asks != Asks::Nothing {
            return Outcome::same(Action::None);
        }
        let meant = adding.meant();
        let picked: Vec<Row> = adding.rows.iter().filter(|row| meant.contains(&row.id)).cloned().collect();
        if picked.is_empty() {
            return Outcome::same(Action::None);
        }
        let Some(pick) = self.relation.picks.clone() else {
            return self.take(picked);
        };
        adding.asks = Asks::ForPicked;
        self.asked += 1;
        let asked = self.asked;
        let ids: Vec<i64> = picked.iter().map(|row| row.id).collect();
        let read = context.ask(move |console| pick(console, &ids).map(Arc::new));
        Outcome::same(Action::Run(read.map(move |answer| Message::PickedRead(asked, answer))))
    }

    fn picked_read(&mut self, asked: u64, answer: Answer<Arc<Vec<Row>>>) -> Outcome {
        match (&mut self.mode, answer) {
            (Mode::Adding(_), Ok(rows)) if asked == self.asked => self.take(Arc::unwrap_or_clone(rows)),
            (Mode::Adding(adding), Err(failure)) if asked == self.asked => {
                adding.asks = Asks::Nothing;
                Outcome::same(Action::Fail(failure))
            }
            _ => Outcome::same(Action::None),
        }
    }

    fn take(&mut self, rows: Vec<Row>) -> Outcome {
        let saved = self.saved.clone();
        self.pending.add(rows, saved.as_ref().map(|saved| saved.rows.as_slice()).unwrap_or_default());
        self.mode = Mode::List;
        self.selection = Selection::default();
        self.selected.clear();
        Outcome::changed(Action::Run(focus::to(TABLE)))
    }

    /// While something is chosen, does something to the choice.
    fn adding(&mut self, change: impl FnOnce(&mut Adding)) -> Outcome {
        if let Mode::Adding(adding) = &mut self.mode
            && adding.asks != Asks::ForPicked
        {
            change(adding);
        }
        Outcome::same(Action::None)
    }

    fn begin_period(&mut self, context: &Context) -> Option<Task<Message>> {
        let of: HashSet<i64> = self.changed().into_iter().map(|(id, _)| id).collect();
        if of.is_empty() || !self.relation.is_limited {
            return None;
        }
        let now: Vec<Limited> = self.selected().map(|line| line.limited).collect();
        let differ = self.selected().any(|line| line.state == State::Same && line.row.differs());
        self.mode = Mode::Period(Period::of(context, of, &now, differ));
        let asked = self.asked;
        let timetables = context.may().map(|permit: Permit<TimetablesView>| {
            let list = context.ask(move |console| timetables::choices(console, &permit).map(Arc::new));
            list.map(move |answer| Message::Timetables(asked, answer))
        });
        Some(Task::batch(timetables.into_iter().chain([focus::to(LIMIT)])))
    }

    fn take_period(&mut self, context: &Context) -> Outcome {
        let Mode::Period(period) = &mut self.mode else {
            return Outcome::same(Action::None);
        };
        match period.read(context) {
            Ok(relimited) => {
                let saved = self.saved.as_ref().map(|saved| saved.rows.as_slice()).unwrap_or_default();
                self.pending.limit(saved, &period.of, &relimited);
                self.mode = Mode::List;
                Outcome::changed(Action::Run(focus::to(TABLE)))
            }
            Err((side, fault)) => {
                period.error = Some((side, context.say().user(fault)));
                let field = match side {
                    Side::From => FROM,
                    Side::Until => UNTIL,
                };
                Outcome::same(Action::Run(focus::to(field)))
            }
        }
    }

    fn take_moment(&mut self, context: &Context) -> Outcome {
        let Mode::Moment(moment) = &mut self.mode else {
            return Outcome::same(Action::None);
        };
        match moment.read(context) {
            Some(at) => {
                self.at = at;
                self.mode = Mode::List;
                Outcome::same(Action::All(vec![
                    Action::Run(self.ask_locks(context)),
                    Action::Run(focus::to(TABLE)),
                ]))
            }
            None => Outcome::same(Action::Run(focus::to(AT))),
        }
    }

    /// The list, on the page of the record. `title` is what stands at its head, where that is more than its name; of
    /// what follows from other lists it is said that `others_changed`.
    pub fn on_page<'a>(
        &'a self,
        context: &'a Context,
        title: Option<Element<'a, Message>>,
        may: May,
        others_changed: bool,
    ) -> Element<'a, Message> {
        let put: Option<Element<'a, Message>> =
            self.offer.as_ref().filter(|_| may == May::Change).map(|offer| {
                let words = &context.words;
                let search =
                    Search { search: words.get(&self.far("search")), none: words.get(&self.far("no-match")) };
                let put = select("", &offer.items, None, Message::Put)
                    .id(PUT)
                    .icon(Icon::Plus)
                    .placeholder(words.get(&self.far("put")))
                    .words(search)
                    .enabled(self.saved.is_some());
                container(Element::from(put)).width(Fill).into()
            });
        let inset = Padding::from([0.0, space::LG]);
        let head: Element<'a, Message> = match title {
            // However many lists there are, what is done with one is not pushed out of sight.
            Some(tabs) => {
                let put = put.unwrap_or_else(|| gap::horizontal().into());
                let bar = row![put].extend(self.done_with(context, may));
                let bar = bar.spacing(space::SM).align_y(Center).height(HEAD);
                let tabs = container(tabs).padding(inset.top(space::XS)).clip(true).width(Fill);
                column![tabs, surface::divider(), container(bar).padding(inset)].into()
            }
            None => {
                let put = put.map(|put| container(put).padding(inset.bottom(space::MD)).into());
                column![container(self.head(context, may)).padding(inset)].extend(put).into()
            }
        };
        let as_saved = (self.relation.follows && others_changed).then(|| {
            let told = notice::banner(Tone::Neutral, context.words.get("relation-as-saved"), None);
            container(told).padding([space::SM, space::LG]).into()
        });
        let list = column![head, surface::divider()].extend(as_saved).push(self.list(context));
        surface::sheet(list).width(Fill).height(Fill).into()
    }

    /// The list in a dialog, to be looked at.
    pub fn dialog<'a>(&'a self, context: &'a Context, of: &str, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let open = button(words.get("users-open")).icon(Icon::ArrowUpRight);
        dialog(words.with(&self.own("of"), [("name", of.into())]), is_live)
            .width(Width::Wide)
            .filled(surface::sheet(self.list(context)).height(Fill).width(Fill), TABLE_HEIGHT)
            .starts_at(TABLE)
            .on_close(words.get("close"), Message::Close)
            .aside(open.on_press_maybe(self.show()))
            .action(button(words.get("close")).kind(Kind::Primary).on_press(Message::Close))
            .into()
    }

    /// What lies over the page while something is chosen.
    pub fn layer<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        match &self.mode {
            Mode::List => None,
            Mode::Adding(adding) => Some(adding.view(context, is_live)),
            Mode::Period(period) => Some(period.view(context, is_live)),
            Mode::Moment(moment) => Some(moment.view(context, is_live)),
        }
    }

    /// What can be done with what is listed.
    pub fn commands<'a>(&self, context: &'a Context, may: May) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let mut commands = Vec::new();
        if may == May::Change {
            let add = self.saved.as_ref().map(|_| Message::ToAdd);
            let add = command(words.get(&self.far("add")), Icon::Plus, add);
            commands.push(add.keys(shortcut::ADD_RELATED, words));
            commands.extend(self.of_selection(context));
        }
        commands.extend(self.choose_moment(context));
        if let Some(show) = self.show() {
            commands.push(command(words.get(&self.far("show")), Icon::ArrowUpRight, Some(show)));
        }
        commands
    }

    /// The command that chooses at which moment locks are asked, where they are.
    fn choose_moment<'a>(&self, context: &'a Context) -> Option<Command<'a, Message>> {
        let is_asked = self.relation.asks && self.saved.as_ref().is_some_and(|saved| !saved.rows.is_empty());
        is_asked
            .then(|| command(context.words.get("answer-choose"), Icon::Clock, Some(Message::ChooseMoment)))
    }

    /// What changes what is selected: nothing, where any of it may not be changed.
    fn of_selection<'a>(&self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        if self.changed().is_empty() {
            return Vec::new();
        }
        let (remove, period) = (words.get("relation-remove"), words.get("relation-period"));
        let is_removed = self.selected().all(|line| line.state == State::Removed);
        if is_removed {
            let restore = command(words.get("relation-restore"), Icon::Undo2, Some(Message::Restore));
            return vec![restore.keys(shortcut::DELETE, words)];
        }
        let period = command(period, Icon::CalendarRange, Some(Message::Period));
        let remove = command(remove, Icon::X, Some(Message::Remove)).keys(shortcut::DELETE, words);
        self.relation.is_limited.then_some(period).into_iter().chain([remove]).collect()
    }

    fn show(&self) -> Option<Message> {
        self.selection().single().filter(|_| self.relation.may_show).map(|_| Message::Show)
    }

    /// What is listed and how much of it, and what can be done.
    fn head<'a>(&'a self, context: &'a Context, may: May) -> Element<'a, Message> {
        let count = self.count().map(|count| text::caption(grouped(count as i64)).into());
        let title = row![text::section(self.title(context))].extend(count);
        let title = title.spacing(space::SM).align_y(Center);
        let head = row![title, gap::horizontal()].extend(self.done_with(context, may));
        head.spacing(space::SM).align_y(Center).height(HEAD).into()
    }

    /// What can be done, as buttons.
    fn done_with<'a>(&'a self, context: &'a Context, may: May) -> Vec<Element<'a, Message>> {
        let words = &context.words;
        let mut done = Vec::new();
        if may == May::Change {
            let chosen = self.of_selection(context);
            let far = self.far("add");
            let label = words.get(if self.offer.is_some() { "relation-several" } else { &far });
            // Beside what is done with what is selected there is no room for its words.
            let add = match chosen.is_empty() {
                true => button(label).icon(Icon::Plus),
                false => icon_button(Icon::Plus, label).kind(Kind::Secondary),
            };
            done.push(add.small().on_press_maybe(self.saved.as_ref().map(|_| Message::Add)).into());
            done.extend(chosen.into_iter().map(|command| command.button().small().into()));
        }
        done.extend(self.choose_moment(context).map(|command| command.button().small().into()));
        if let Some(show) = self.show() {
            let show_it = button(words.get(&self.far("show"))).kind(Kind::Ghost).small();
            done.push(show_it.icon(Icon::ArrowUpRight).on_press(show).into());
        }
        done
    }

    fn list<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let beyond = self.saved.as_ref().map_or(0, |saved| saved.beyond);
        let beyond = (beyond > 0).then(|| {
            let of = match self.relation.is_of_several {
                true => self.far("beyond-some"),
                false => self.far("beyond"),
            };
            let beyond = context.words.with(&of, [("count", beyond.into())]);
            container(text::muted(beyond)).padding([space::SM, space::LG]).into()
        });
        column![self.table(context)]
            .extend(self.fullest(context))
            .extend(self.behind(context))
            .extend(beyond)
            .height(Fill)
            .width(Fill)
            .into()
    }

    /// Whose key is the fullest, and how full it is: whatever more all of them are given has to have room there.
    fn fullest<'a>(&'a self, context: &'a Context) -> Option<Element<'a, Message>> {
        let saved = self.saved.as_ref()?;
        let (at, memory) = saved.fullest?;
        let name = saved.rows.get(at)?.name.as_str();
        let values =
            [("name", name.into()), ("needed", memory.needed.into()), ("capacity", memory.capacity.into())];
        let said = text::muted(context.words.with("relation-fullest", values));
        Some(container(said).padding([space::SM, space::LG]).into())
    }

    /// That some keys do not say yet what locks were asked about.
    fn behind<'a>(&'a self, context: &'a Context) -> Option<Element<'a, Message>> {
        let rows = self.saved.as_ref()?.rows.iter();
        let count = rows.filter(|row| row.answer.is_some_and(|answer| answer.is_behind)).count();
        (count > 0).then(|| {
            let said = text::muted(context.words.with("answer-behind", [("count", count.into())]));
            container(said).padding([space::SM, space::LG]).into()
        })
    }

    fn table<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let lines = self.lines();
        if self.is_lost {
            let again = button(words.get("relation-read-again")).on_press(Message::ReadAgain);
            let [heading, sentence] = [words.get("relation-lost"), words.get("relation-lost-next")];
            let lost = notice::empty(Icon::TriangleAlert, heading, sentence, Some(again.into()));
            return container(lost).height(Fill).width(Fill).into();
        }
        let is_known = self.saved.is_some();
        let count = if is_known { lines.len() } else { WAITING_ROWS };
        if is_known && count == 0 {
            let (none, next) = (words.get(&self.own("none")), words.get(&self.own("none-next")));
            let none = notice::empty(self.relation.far.icon, none, next, None);
            return container(none).height(Fill).width(Fill).into();
        }
        let state = if self.relation.is_of_records { "relation-state" } else { "relation-period" };
        // A period takes its room where one is shown; otherwise names and places have it.
        let has_period = (0..lines.len().min(PERIODS_LOOKED_FOR))
            .any(|at| lines.line(at).is_some_and(|line| !line.limited.is_always()));
        let (period, least) = if has_period { (300.0, 250.0) } else { (120.0, 110.0) };
        let key = table::column(words.get("users-column-status"), 188.0).least(172.0).unsorted();
        let key = self.relation.shows_keys.then(|| key.gives_way(2, Icon::KeyRound));
        let mut columns = vec![
            table::column(words.get(&self.far("name")), 200.0).least(140.0).grows().unsorted(),
            table::column(words.get(&self.far("detail")), 160.0).least(90.0).yields(1).grows().unsorted(),
        ];
        let is_limited = self.relation.is_limited;
        columns.extend(is_limited.then(|| table::column(words.get(state), period).least(least).unsorted()));
        // Where it stands in the list of people.
        columns.splice(1..1, key);
        let asks = self.relation.asks;
        columns.extend(asks.then(|| {
            let title = moment::said(context, self.at);
            table::column(title, 224.0).least(120.0).unsorted().gives_way(3, Icon::DoorOpen)
        }));
        let is_answered = self.saved.as_ref().is_some_and(|saved| saved.at == self.at);
        columns.extend(self.is_changed().then(|| table::column("", 104.0).unsorted()));
        let shows_keys = self.relation.shows_keys;
        let cell = move |at: usize, column: usize| {
            let line = lines.line(at)?;
            let column = match column {
                1 if shows_keys => return Some(line.row.key_cell(context)),
                2.. if shows_keys => column - 1,
                _ => column,
            };
            let column = if is_limited || column < 2 { column } else { column + 1 };
            Some(match column {
                0 if line.state == State::Removed => Cell::muted(line.row.name.as_str()),
                0 => Cell::strong(line.row.name.as_str()),
                1 => Cell::muted(line.row.detail.say(context)),
                2 if matches!(line.state, State::Added | State::Changed) => {
                    far::when_given(context, &line.limited)
                }
                2 => line.row.cell(context),
                3 if asks && is_answered => line.row.answer_cell(context),
                3 if asks => Cell::empty(),
                _ => {
                    let (said, tone, icon) = match line.state {
                        State::Same => return Some(Cell::empty()),
                        State::Added => ("relation-added", Tone::Success, Icon::Plus),
                        State::Changed => ("relation-changed", Tone::Accent, Icon::Pencil),
                        State::Removed => ("relation-removed", Tone::Danger, Icon::X),
                    };
                    Cell::badge(badge(words.get(said), tone).icon(icon))
                }
            })
        };
        let selection = self.selection();
        let table = table(self.title(context), columns, count, selection, cell, Message::Table)
            .density(context.density)
            .reveal(self.reveals, selection.single().unwrap_or_default());
        // Rows that are still read do not take the keyboard: there may be none.
        let table: Element<'a, _> = if is_known { table.id(TABLE).into() } else { table.into() };
        container(table).height(Fill).width(Fill).into()
    }
}

const HEAD: f32 = 44.0;

/// So many rows are looked at for a period.
const PERIODS_LOOKED_FOR: usize = 100;

/// Until they are read.
const WAITING_ROWS: usize = 6;

#[cfg(test)]
mod tests {
    use keydesk::domain::door::DoorId;
    use keydesk::domain::user::{Grant, Limit, User};
    use keydesk::operation::Related;

    use super::pending::tests::{morning, row};
    use super::*;
    use crate::rehearsal::Rehearsal;

    /// The list of what is saved, given messages.
    struct Opened {
        rehearsal: Rehearsal,
        panel: Panel<User>,
    }

    impl Opened {
        fn of(saved: Option<Vec<Row>>) -> Opened {
            let nothing = || Ok(Vec::<Related<DoorId>>::new());
            let relation = Relation::of_one(&DOORS, "doors", move |_, _: DoorId| Ok((nothing()?, 0)))
                .offers(move |_| nothing())
                .picks(move |_, _: &[DoorId]| nothing())
                .gives(|_: &Changes<DoorId>| Giving::nothing());
            let panel = Panel::new(relation);
            let mut opened = Opened { rehearsal: Rehearsal::at_desk().unwrap(), panel };
            opened.save(saved);
            opened
        }

        fn save(&mut self, saved: Option<Vec<Row>>) {
            self.panel.saved = saved.map(|rows| Arc::new(Saved::of(rows, 0)));
        }

        fn send_where(&mut self, may: May, messages: impl IntoIterator<Item = Message>) {
            let context = self.rehearsal.driver.state().desk().unwrap().context();
            for message in messages {
                self.panel.update(context, may, message);
            }
        }

        fn send(&mut self, messages: impl IntoIterator<Item = Message>) {
            self.send_where(May::Change, messages);
        }

        fn is_adding(&self) -> bool {
            matches!(self.panel.mode, Mode::Adding(_))
        }

        fn is_unchanged(&self) -> bool {
            !self.panel.is_changed()
        }
    }

    fn select(row: usize) -> Message {
        Message::Table(table::Event::Select(Op::Only(row)))
    }

    fn offered(asked: u64) -> Message {
        Message::Offered(asked, Ok(Arc::new(vec![row(1, Limit::ALWAYS), row(9, Limit::ALWAYS)])))
    }

    #[test]
    fn nothing_is_added_before_it_is_known_what_is_there() {
        let mut opened = Opened::of(None);
        opened.send([Message::Add]);
        opened.save(Some(vec![row(1, morning())]));
        opened.send([Message::Add, offered(2)]);
        assert!(opened.is_adding());
        let picked = [1, 9].map(|id| Message::Picked(Change::Toggle(id)));
        opened.send(picked);
        opened.send([
            Message::TakePicked,
            Message::PickedRead(3, Ok(Arc::new(vec![row(1, Limit::ALWAYS), row(9, Limit::ALWAYS)]))),
        ]);
        let nine = Grant { to: 9, limit: Limit::ALWAYS };
        assert_eq!(opened.panel.pending.changes(), Changes { give: vec![nine], ..Changes::default() });
    }

    #[test]
    fn what_can_be_added_is_offered_to_who_still_waits_for_it() {
        let mut opened = Opened::of(Some(vec![row(1, Limit::ALWAYS)]));
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
            let row = Row { name: "As it is called".into(), ..row(9, Limit::ALWAYS) };
            Message::PickedRead(asked, Ok(Arc::new(vec![row])))
        };
        let mut opened = Opened::of(Some(vec![row(1, Limit::ALWAYS)]));
        opened.send([Message::Add, offered(1), Message::Picked(Change::Toggle(9))]);
        opened.send([Message::TakePicked, Message::Picked(Change::Toggle(9)), Message::TakePicked]);
        opened.send([Message::PickedRead(2, Err(Arc::new(operation::Error::BrokeOff)))]);
        assert!(opened.is_adding() && opened.is_unchanged(), "nothing came");
        opened.send([Message::TakePicked, Message::BackToList, read(3)]);
        assert!(opened.is_unchanged(), "nobody waits for it any more");
        opened.send([Message::Add, offered(4), Message::Picked(Change::Toggle(9))]);
        opened.send([Message::TakePicked, read(3)]);
        assert!(opened.is_unchanged(), "that was of the question before");
        opened.send([read(5)]);
        assert_eq!(opened.panel.pending.added[0].name, "As it is called");
        assert!(!opened.is_adding());
    }

    #[test]
    fn where_nothing_was_picked_the_only_one_found_is_meant_and_no_other() {
        let mut opened = Opened::of(Some(vec![]));
        opened.send([Message::Add, offered(1), Message::TakePicked]);
        assert!(
            matches!(&opened.panel.mode, Mode::Adding(adding) if adding.meant().is_empty()),
            "of two, none"
        );
        opened.send([Message::Picked(Change::Found(vec![9]))]);
        let is_nine = |mode: &Mode| matches!(mode, Mode::Adding(adding) if adding.meant() == [9].into());
        assert!(is_nine(&opened.panel.mode));
        opened.send([Message::Picked(Change::Toggle(1))]);
        assert!(!is_nine(&opened.panel.mode), "what was picked goes first");
    }

    #[test]
    fn what_may_not_be_changed_now_or_ever_is_not() {
        let mut opened =
            Opened::of(Some(vec![row(1, Limit::ALWAYS), Row { may_change: false, ..row(2, Limit::ALWAYS) }]));
        opened.send_where(May::Look, [select(0), Message::Remove]);
        assert!(opened.is_unchanged(), "it is being saved");
        opened.send_where(May::Look, [Message::Period]);
        assert!(matches!(opened.panel.mode, Mode::List));
        opened.send([select(1), Message::Remove, Message::Period]);
        assert!(opened.is_unchanged() && matches!(opened.panel.mode, Mode::List));
        opened.send([Message::Table(table::Event::Select(Op::All(2))), Message::Remove]);
        assert!(opened.is_unchanged(), "not half of what is selected");
        opened.send([select(0), Message::Remove]);
        assert_eq!(opened.panel.pending.changes().take, [1]);
    }

    #[test]
    fn what_was_selected_is_selected_as_long_as_it_stands_there() {
        let mut opened = Opened::of(Some(vec![row(1, Limit::ALWAYS), row(2, Limit::ALWAYS)]));
        opened.send([select(0)]);
        opened.save(Some(vec![row(2, Limit::ALWAYS), row(3, Limit::ALWAYS)]));
        opened.send([Message::Remove]);
        assert!(opened.is_unchanged(), "another stands in that row");
        opened.save(Some(vec![row(1, Limit::ALWAYS), row(3, Limit::ALWAYS)]));
        opened.send([Message::Remove]);
        assert_eq!(opened.panel.pending.changes().take, [1]);
        opened.panel.forget();
        opened.panel.pending.add(vec![row(9, Limit::ALWAYS)], &[]);
        opened.send([select(0), Message::Remove, Message::Remove]);
        assert!(opened.is_unchanged(), "the next row was not selected");
    }
}
