//! The doors of a person, given one by one: what there is, what is to be given or taken away when the person is
//! saved, and between when.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use iced::widget::{column, container, row};
use iced::{Fill, Task};
use keydesk::domain::door::DoorId;
use keydesk::domain::permission::DoorsModifyAccess;
use keydesk::domain::user::{Between, Fault, Grant};
use keydesk::operation::doors::{self, ListRow};
use keydesk::operation::users::{DoorChanges, DoorRow};
use keydesk::session::Permit;

use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::part::when;
use crate::part::when::{Side, When};
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

/// The doors of a person.
#[derive(Default)]
pub struct Doors {
    /// What is saved, once it is known.
    saved: Option<Arc<(Vec<DoorRow>, usize)>>,
    changes: DoorChanges,
    /// Names of doors that were added and are not saved.
    added: Vec<DoorRow>,
    selection: Selection,
    mode: Mode,
}

/// What the dialog shows.
#[derive(Default)]
enum Mode {
    #[default]
    List,
    Adding(Adding),
    Period(Period),
}

/// Doors to choose from.
struct Adding {
    items: Vec<Item<'static, DoorId>>,
    rows: Vec<ListRow>,
    picked: HashSet<DoorId>,
    /// What the search has found.
    found: Vec<DoorId>,
    asks: Asks,
}

/// Between when some doors are to be given.
struct Period {
    doors: Vec<DoorId>,
    limit: Limit,
    from: When,
    until: When,
    error: Option<(Side, String)>,
}

/// Whether it is asked about all doors that were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Nothing,
    AboutAll,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    Always,
    Between,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(u64, Answer<Arc<(Vec<DoorRow>, usize)>>),
    Table(table::Event),
    Add,
    Offered(Answer<Arc<Vec<ListRow>>>),
    Picked(Change<DoorId>),
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

/// What the screen must know of it.
pub enum Outcome {
    Same(Task<Message>),
    /// What is to be saved changed; and what is to be done beside.
    Changed(Task<Message>),
    Close,
    /// A door is to be shown.
    Go(DoorId),
    Failed(Failure),
}

/// How a door stands against what is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Same,
    Added,
    Changed,
    Removed,
}

struct Line<'a> {
    row: &'a DoorRow,
    between: Option<Between>,
    state: State,
}

const TABLE_HEIGHT: f32 = 380.0;
/// What the dialog begins with, whatever it shows: it has the keyboard then.
const TABLE: &str = "doors";
const PICKER: &str = "picker";
const LIMIT: &str = "limit";
const NOT_ALL: &str = "not-all";

impl Doors {
    /// The doors of somebody new: none.
    pub fn of_nobody_yet() -> Doors {
        Doors { saved: Some(Arc::default()), ..Doors::default() }
    }

    /// What is to be saved.
    pub const fn changes(&self) -> &DoorChanges {
        &self.changes
    }

    /// Forgets what is to be saved.
    pub fn forget_changes(&mut self) {
        self.changes = DoorChanges::default();
        self.added.clear();
        self.mode = Mode::List;
        self.selection = Selection::default();
    }

    /// How many doors there will be, as far as the operator sees them and beyond.
    pub fn count(&self) -> Option<usize> {
        let (rows, beyond) = &**self.saved.as_ref()?;
        Some(rows.len() + beyond + self.added.len() - self.changes.remove.len())
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let saved = self.saved.as_ref().map(|saved| saved.0.as_slice()).unwrap_or_default();
        let put = |door: DoorId| self.changes.put.iter().find(|grant| grant.door == door);
        let of_saved =
            saved.iter().map(move |row| match (self.changes.remove.contains(&row.door), put(row.door)) {
                (true, _) => Line { row, between: row.between, state: State::Removed },
                (false, Some(grant)) => Line { row, between: grant.between, state: State::Changed },
                (false, None) => Line { row, between: row.between, state: State::Same },
            });
        let of_added = self.added.iter().map(move |row| Line {
            row,
            between: put(row.door).and_then(|grant| grant.between),
            state: State::Added,
        });
        of_added.chain(of_saved).collect()
    }

    fn selected(&self) -> Vec<DoorId> {
        let lines = self.lines();
        self.selection.rows().filter_map(|row| lines.get(row).map(|line| line.row.door)).collect()
    }

    fn is_saved(&self, door: DoorId) -> bool {
        self.saved.as_ref().is_some_and(|saved| saved.0.iter().any(|row| row.door == door))
    }

    /// Takes what happened.
    pub fn update(
        &mut self,
        context: &Context,
        access: Option<&Permit<DoorsModifyAccess>>,
        message: Message,
    ) -> Outcome {
        match message {
            Message::Loaded(_, Ok(saved)) => {
                self.saved = Some(saved);
                Outcome::Same(Task::none())
            }
            Message::Loaded(_, Err(failure)) | Message::Offered(Err(failure)) => Outcome::Failed(failure),
            Message::Table(table::Event::Select(op)) => {
                self.selection.apply(op);
                Outcome::Same(Task::none())
            }
            Message::Table(table::Event::Activate(_)) => Outcome::Same(Task::done(Message::Show)),
            Message::Table(_) => Outcome::Same(Task::none()),
            Message::Add => Outcome::Same(ask_for_choices(context, access)),
            Message::Offered(Ok(rows)) => {
                self.offer(&rows);
                Outcome::Same(focus::to(PICKER))
            }
            Message::Picked(change) => self.adding(|adding| adding.pick(change)),
            Message::AskForAll => self.adding(|adding| adding.asks = Asks::AboutAll),
            Message::PickAll => self.adding(Adding::pick_all),
            Message::PickNotAll => self.adding(|adding| adding.asks = Asks::Nothing),
            Message::TakePicked => {
                self.take_picked();
                Outcome::Changed(focus::to(TABLE))
            }
            Message::Remove => {
                self.remove();
                Outcome::Changed(Task::none())
            }
            Message::Restore => {
                let selected = self.selected();
                self.changes.remove.retain(|door| !selected.contains(door));
                Outcome::Changed(Task::none())
            }
            Message::Period => {
                self.begin_period(context);
                Outcome::Same(focus::to(LIMIT))
            }
            Message::LimitChanged(limit) => self.period(|period| period.limit = limit),
            Message::FromChanged(from) => self.period(|period| period.from = from),
            Message::UntilChanged(until) => self.period(|period| period.until = until),
            Message::TakePeriod => self.take_period(context),
            Message::BackToList => {
                self.mode = Mode::List;
                Outcome::Same(focus::to(TABLE))
            }
            Message::Show => match self.selected().as_slice() {
                [door] => Outcome::Go(*door),
                _ => Outcome::Same(Task::none()),
            },
            Message::Close => {
                self.mode = Mode::List;
                Outcome::Close
            }
        }
    }

    /// While doors are chosen, does something to the choice.
    fn adding(&mut self, change: impl FnOnce(&mut Adding)) -> Outcome {
        if let Mode::Adding(adding) = &mut self.mode {
            change(adding);
        }
        Outcome::Same(Task::none())
    }

    /// While a period is typed, takes what was typed; what was wrong before is not said any more.
    fn period(&mut self, change: impl FnOnce(&mut Period)) -> Outcome {
        if let Mode::Period(period) = &mut self.mode {
            change(period);
            period.error = None;
        }
        Outcome::Same(Task::none())
    }

    fn offer(&mut self, rows: &[ListRow]) {
        let has: HashSet<DoorId> = self
            .lines()
            .iter()
            .filter(|line| line.state != State::Removed)
            .map(|line| line.row.door)
            .collect();
        let rows: Vec<ListRow> = rows.iter().filter(|row| !has.contains(&row.id)).cloned().collect();
        let found = rows.iter().map(|row| row.id).collect();
        let items = rows
            .iter()
            .map(|row| item(row.id, row.name.clone()).detail(row.description.clone()).icon(Icon::DoorClosed))
            .collect();
        self.mode = Mode::Adding(Adding { items, rows, picked: HashSet::new(), found, asks: Asks::Nothing });
    }

    fn take_picked(&mut self) {
        let Mode::Adding(Adding { rows, picked, .. }) = std::mem::take(&mut self.mode) else {
            return;
        };
        for row in rows.into_iter().filter(|row| picked.contains(&row.id)) {
            if self.is_saved(row.id) {
                self.changes.remove.retain(|door| *door != row.id);
                continue;
            }
            self.changes.put.push(Grant { door: row.id, between: None });
            self.added.push(DoorRow {
                door: row.id,
                code: row.code,
                name: row.name,
                description: row.description,
                between: None,
            });
        }
        self.selection = Selection::default();
    }

    fn remove(&mut self) {
        for door in self.selected() {
            self.changes.put.retain(|grant| grant.door != door);
            self.added.retain(|row| row.door != door);
            if self.is_saved(door) && !self.changes.remove.contains(&door) {
                self.changes.remove.push(door);
            }
        }
        self.selection.truncate(self.lines().len());
    }

    fn begin_period(&mut self, context: &Context) {
        let doors = self.selected();
        let lines = self.lines();
        let of = doors.first().and_then(|door| lines.iter().find(|line| line.row.door == *door));
        let between = of.and_then(|line| line.between);
        let words = &context.words;
        let today = context.today().and_time(chrono::NaiveTime::MIN);
        let from = between.map_or(today, |between| context.local(between.from));
        let until = match between {
            Some(between) => When::of(Side::Until, context.local(between.until), words),
            None => When::empty(Side::Until),
        };
        self.mode = Mode::Period(Period {
            limit: if between.is_some() { Limit::Between } else { Limit::Always },
            from: When::of(Side::From, from, words),
            until,
            doors,
            error: None,
        });
    }

    fn take_period(&mut self, context: &Context) -> Outcome {
        let Mode::Period(Period { doors, limit, from, until, error }) = &mut self.mode else {
            return Outcome::Same(Task::none());
        };
        let between = match limit {
            Limit::Always => None,
            Limit::Between => {
                let zone = context.console.clock().zone();
                let from = from.read(&context.words, context.today()).ok().map(|local| zone.first(local));
                let until = until.read(&context.words, context.today()).ok().map(|local| zone.last(local));
                let between = match (from, until) {
                    (None, _) => Err((Side::From, Fault::NotADate)),
                    (_, None) => Err((Side::Until, Fault::NotADate)),
                    (Some(from), Some(until)) => {
                        Between::new(from, until).map_err(|fault| (Side::Until, fault))
                    }
                };
                match between {
                    Ok(between) => Some(between),
                    Err((side, fault)) => {
                        *error = Some((side, context.say().user(fault)));
                        return Outcome::Same(Task::none());
                    }
                }
            }
        };
        let doors = std::mem::take(doors);
        for door in doors {
            self.put(Grant { door, between });
        }
        self.mode = Mode::List;
        Outcome::Changed(focus::to(TABLE))
    }

    /// Notes a period; one that is as it was is no change.
    fn put(&mut self, grant: Grant) {
        self.changes.remove.retain(|door| *door != grant.door);
        self.changes.put.retain(|known| known.door != grant.door);
        let saved = self.saved.as_ref();
        let before = saved.and_then(|saved| saved.0.iter().find(|row| row.door == grant.door));
        if before.is_none_or(|before| before.between != grant.between) {
            self.changes.put.push(grant);
        }
    }

    /// The dialog.
    pub fn view<'a>(
        &'a self,
        context: &'a Context,
        person: &str,
        may_change: bool,
        is_live: bool,
    ) -> Element<'a, Message> {
        match &self.mode {
            Mode::List => self.view_list(context, person, may_change, is_live),
            Mode::Adding(adding) => {
                let is_asked = adding.asks == Asks::AboutAll;
                let list = view_adding(context, adding, is_live && !is_asked);
                // The search keeps what was typed while it is asked.
                let question = is_asked.then(|| view_all(context, adding.found.len(), is_live));
                layers(std::iter::once(list).chain(question))
            }
            Mode::Period(period) => view_period(context, period, is_live),
        }
    }

    fn view_list<'a>(
        &'a self,
        context: &'a Context,
        person: &str,
        may_change: bool,
        is_live: bool,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let lines = self.lines();
        let selected = self.selected();
        let is_removed =
            !selected.is_empty() && selected.iter().all(|door| self.changes.remove.contains(door));
        let any = (may_change && !selected.is_empty()).then_some(());
        let show = (selected.len() == 1).then_some(Message::Show);
        let beyond = self.saved.as_ref().map_or(0, |saved| saved.1);
        let add = button(words.get("doors-add"))
            .icon(Icon::Plus)
            .on_press_maybe(may_change.then_some(Message::Add));
        let remove = if is_removed {
            button(words.get("doors-restore"))
                .icon(Icon::Undo2)
                .on_press_maybe(any.map(|()| Message::Restore))
        } else {
            button(words.get("doors-remove")).icon(Icon::X).on_press_maybe(any.map(|()| Message::Remove))
        };
        let period = button(words.get("doors-period")).icon(Icon::CalendarRange);
        let period = period.on_press_maybe(any.filter(|()| !is_removed).map(|()| Message::Period));
        let show =
            button(words.get("doors-show")).kind(Kind::Ghost).icon(Icon::ArrowUpRight).on_press_maybe(show);
        let mut tools = row![].spacing(space::SM);
        if may_change {
            tools = tools.push(Element::from(add)).push(Element::from(period)).push(Element::from(remove));
        }
        tools = tools.push(iced::widget::space::horizontal()).push(Element::from(show));
        let body: Element<'a, Message> = if lines.is_empty() && self.saved.is_some() {
            let none =
                notice::empty(Icon::DoorClosed, words.get("doors-none"), words.get("doors-none-next"), None);
            surface::sheet(none).height(TABLE_HEIGHT).width(Fill).into()
        } else {
            surface::sheet(self.table(context, lines)).height(TABLE_HEIGHT).width(Fill).into()
        };
        let mut content = column![tools, body].spacing(space::MD);
        if beyond > 0 {
            content = content.push(text::muted(words.with("doors-beyond", [("count", beyond.into())])));
        }
        let note = if self.changes.is_empty() { "doors-saved" } else { "doors-with-save" };
        dialog(words.with("doors-of", [("name", person.into())]), is_live)
            .width(Width::Wide)
            .body(content)
            .aside(text::muted(words.get(note)))
            .starts_at(TABLE)
            .on_close(words.get("close"), Message::Close)
            .action(button(words.get("done")).kind(Kind::Primary).on_press(Message::Close))
            .into()
    }

    fn table<'a>(&'a self, context: &'a Context, lines: Vec<Line<'a>>) -> Element<'a, Message> {
        let words = &context.words;
        let columns = vec![
            table::column(words.get("doors-column-name"), 200.0).unsorted(),
            table::column(words.get("doors-column-where"), 150.0).grows().unsorted(),
            table::column(words.get("doors-column-period"), 210.0).unsorted(),
            table::column("", 104.0).unsorted(),
        ];
        let count = if self.saved.is_some() { lines.len() } else { 6 };
        let cell = move |row: usize, column: usize| {
            let line = lines.get(row)?;
            Some(match column {
                0 if line.state == State::Removed => Cell::muted(line.row.name.as_str()),
                0 => Cell::strong(line.row.name.as_str()),
                1 => Cell::muted(line.row.description.as_str()),
                2 => match line.between {
                    Some(between) => Cell::text(when::period(context, &between)),
                    None => Cell::muted(words.get("doors-always")),
                },
                _ => match line.state {
                    State::Same => Cell::empty(),
                    State::Added => {
                        Cell::badge(badge(words.get("doors-added"), Tone::Success).icon(Icon::Plus))
                    }
                    State::Changed => {
                        Cell::badge(badge(words.get("doors-changed"), Tone::Accent).icon(Icon::Pencil))
                    }
                    State::Removed => {
                        Cell::badge(badge(words.get("doors-removed"), Tone::Danger).icon(Icon::X))
                    }
                },
            })
        };
        let table = table(words.get("user-doors"), columns, count, &self.selection, cell, Message::Table);
        // Rows that are still read do not take the keyboard: there may be none.
        if self.saved.is_some() { table.id(TABLE).into() } else { table.into() }
    }
}

impl Adding {
    fn pick(&mut self, change: Change<DoorId>) {
        match change {
            Change::Toggle(door) => {
                if !self.picked.remove(&door) {
                    self.picked.insert(door);
                }
            }
            Change::Found(doors) => self.found = doors,
        }
    }

    fn pick_all(&mut self) {
        self.picked.extend(&self.found);
        self.asks = Asks::Nothing;
    }
}

/// Asks which doors the operator can give.
fn ask_for_choices(context: &Context, access: Option<&Permit<DoorsModifyAccess>>) -> Task<Message> {
    let Some(permit) = access.cloned() else { return Task::none() };
    let offered = context.ask(move |console| doors::choices_for_access(console, &permit).map(Arc::new));
    offered.map(Message::Offered)
}

fn view_adding<'a>(context: &'a Context, adding: &'a Adding, is_live: bool) -> Element<'a, Message> {
    let words = &context.words;
    let Adding { items, picked, found, .. } = adding;
    let search = Search { search: words.get("doors-search"), none: words.get("doors-no-match") };
    let list = picker("", items, |door| picked.contains(door), search, Message::Picked)
        .id(PICKER)
        .height(TABLE_HEIGHT);
    let others = found.iter().filter(|door| !picked.contains(door)).count();
    let all = button(words.with("doors-all-found", [("count", found.len().into())]))
        .kind(Kind::Ghost)
        .on_press_maybe((others > 0).then_some(Message::AskForAll));
    let take = (!picked.is_empty()).then_some(Message::TakePicked);
    let label: Cow<'a, str> = words.with("doors-take", [("count", picked.len().into())]).into();
    dialog(words.get("doors-add-title"), is_live)
        .width(Width::Form)
        .body(list)
        .starts_at(PICKER)
        .on_close(words.get("back"), Message::BackToList)
        .aside(all)
        .action(button(words.get("back")).on_press(Message::BackToList))
        .default_action(button(label).on_press_maybe(take))
        .into()
}

/// Many doors at once are given by somebody who has read how many.
fn view_all(context: &Context, count: usize, is_live: bool) -> Element<'_, Message> {
    let words = &context.words;
    let of = |id| words.with(id, [("count", count.into())]);
    dialog(of("doors-all-title"), is_live)
        .subtitle(words.get("doors-all-sentence"))
        .width(Width::Confirm)
        .icon(Icon::DoorClosed, Tone::Warning)
        .starts_at(NOT_ALL)
        .on_close(words.get("back"), Message::PickNotAll)
        .action(button(words.get("back")).id(NOT_ALL).on_press(Message::PickNotAll))
        .action(button(of("doors-all-do")).kind(Kind::Primary).on_press(Message::PickAll))
        .into()
}

fn view_period<'a>(context: &'a Context, period: &'a Period, is_live: bool) -> Element<'a, Message> {
    let words = &context.words;
    let Period { doors, limit, from, until, error } = period;
    let limits = vec![
        choice(Limit::Always, words.get("doors-always")),
        choice(Limit::Between, words.get("doors-between")),
    ];
    let mut fields: Vec<Element<'a, Message>> =
        vec![segmented(limits, *limit, Message::LimitChanged).id(LIMIT).into()];
    if *limit == Limit::Between {
        let today = context.today();
        let error = |of: Side| error.as_ref().filter(|(side, _)| *side == of).map(|(_, error)| error.clone());
        fields.push(from.view(words, "doors-from", today, error(Side::From), Some(Message::FromChanged)));
        fields.push(until.view(words, "doors-until", today, error(Side::Until), Some(Message::UntilChanged)));
    }
    dialog(words.with("doors-period-title", [("count", doors.len().into())]), is_live)
        .width(Width::Confirm)
        .body(container(form::fields(fields)).width(Fill))
        .starts_at(LIMIT)
        .on_close(words.get("back"), Message::BackToList)
        .action(button(words.get("back")).on_press(Message::BackToList))
        .default_action(button(words.get("doors-take-period")).on_press(Message::TakePeriod))
        .into()
}
