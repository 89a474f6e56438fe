//! Monitoring > Audit trail: what keys brought home from doors.

mod leaving;
mod purging;

use std::sync::Arc;

use chrono::NaiveDate;
use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::door::DoorId;
use keydesk::domain::lock::Refusal;
use keydesk::domain::locker::LockerId;
use keydesk::domain::permission::{AuditTrailPurge, AuditTrailView, UsersView};
use keydesk::domain::room::RoomId;
use keydesk::domain::suite::SuiteId;
use keydesk::domain::user::UserId;
use keydesk::operation;
use keydesk::operation::audit_trail::{self, Doubt, Filter, ListRow, Of};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{self, Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::event;
use crate::part::list::{
    self, Column, Empty, Facet, Field, Found, List, Page, Period, Preset, Query, Source, Tools, Value, View,
    column, field, period,
};
use crate::place::{Entry, Place};
use crate::screen::Screen;
use crate::theme::Tone;
use crate::widget::table::{self, Cell};
use crate::widget::task::Task;
use crate::widget::{Element, focus};

use leaving::Leaving;
use purging::Purging;

/// The list of events.
pub struct AuditTrail {
    list: List<Trail>,
    may_see_people: bool,
    purge: Option<Permit<AuditTrailPurge>>,
    open: Option<Open>,
}

/// The dialog that is open.
enum Open {
    Purging(Purging),
    Leaving(Leaving),
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<Trail>),
    Known(Answer<Arc<Known>>),
    /// Only what happened at the access point of the row, or to the keys of its person.
    OnlyPoint,
    OnlyPerson,
    Export,
    Print,
    Leaving(leaving::Message),
    Purge,
    Purging(purging::Message),
    /// Back to where the events of one were asked for.
    Back,
}

impl AuditTrail {
    /// Opens the list.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        AuditTrail::open_with(context, None)
    }

    /// Opens what happened at an access point, or to the keys of a person.
    pub fn open_of(context: &Context, of: Of) -> Option<(Self, Task<Message>)> {
        AuditTrail::open_with(context, Some(of))
    }

    fn open_with(context: &Context, of: Option<Of>) -> Option<(Self, Task<Message>)> {
        let view = context.may::<AuditTrailView>()?;
        let facets: Vec<Only> = of.map(Only::About).into_iter().collect();
        let source = Trail { view: view.clone(), known: Arc::default(), of };
        // Who is named in what is shown, and in the views that are kept: a chip says it.
        let kept = context.lists.get(&Entry::AuditTrail).map(|habits| habits.views.as_slice());
        let kept = kept.unwrap_or_default().iter().flat_map(|view| &view.facets);
        let named = kept.filter_map(|key| Only::from_key(key)).chain(facets.clone());
        let people = named.filter_map(|only| match only {
            Only::About(Of::Person(user)) => Some(user),
            _ => None,
        });
        let people: Vec<UserId> = people.collect();
        let known = context.ask(move |console| {
            let points = audit_trail::points(console, &view)?;
            Ok::<_, operation::Error>(Arc::new(Known {
                points,
                people: audit_trail::people(console, &view, &people)?,
            }))
        });
        let (list, found) = List::open(context, source, facets, (0, table::Order::Descending));
        let may_see_people = context.may::<UsersView>().is_some();
        let screen = AuditTrail { list, may_see_people, purge: context.may(), open: None };
        Some((screen, Task::batch([known.map(Message::Known), found.map(Message::List)])))
    }

    /// The row that is selected, if it is one.
    fn row(&self) -> Option<&ListRow> {
        self.list.single().and_then(|id| self.list.row(id))
    }

    fn of_selection<'a>(&self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let row = self.row();
        let person = row.filter(|row| row.person.is_some());
        let open = self.list.single().filter(|_| self.may_see_people && person.is_some());
        let open = open.map(|id| Message::List(list::Message::Opened(id)));
        vec![
            command(words.get("trail-open"), Icon::CircleUser, open),
            command(words.get("trail-only-point"), Icon::DoorClosed, row.map(|_| Message::OnlyPoint)),
            command(words.get("trail-only-person"), Icon::User, person.map(|_| Message::OnlyPerson)),
        ]
    }

    fn others<'a>(&self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let back = || command(context.words.get("back"), Icon::ArrowLeft, Some(Message::Back));
        let back = self.list.source.of.iter().map(|_| back().keys(shortcut::BACK, &context.words));
        let is_any = self.list.count().is_some_and(|count| count > 0);
        let words = &context.words;
        let purge = self.purge.as_ref().map(|_| Message::Purge);
        let others = [
            command(words.get("trail-export"), Icon::Download, is_any.then_some(Message::Export)),
            command(words.get("trail-print"), Icon::Printer, is_any.then_some(Message::Print)).seldom(),
            command(words.get("trail-purge"), Icon::Archive, purge).danger().seldom(),
        ];
        back.chain(others).collect()
    }

    /// Narrows the list to the door or the person of a row, besides what it is narrowed to.
    fn narrow_to(&mut self, context: &Context, of: Of) -> Action<Message> {
        let only = Only::About(of);
        let others = self.list.facets().iter().filter(|facet| facet.field() != only.field());
        let facets = others.copied().chain([only]).collect();
        // What was pressed is gone with the selection.
        let narrowed = self.list.narrow_to(context, facets).map(Message::List);
        Action::Run(Task::batch([narrowed, focus::to(list::TABLE)]))
    }
}

impl Screen for AuditTrail {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::List(list::Message::Opened(id)) => {
                match self.list.row(id).and_then(|row| row.person.as_ref()) {
                    Some((user, _)) if self.may_see_people => Action::Go(Place::User(*user)),
                    _ => Action::None,
                }
            }
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::Known(Ok(known)) => {
                self.list.source.known = known;
                Action::None
            }
            Message::Known(Err(failure)) => Action::Fail(failure),
            Message::OnlyPoint => match self.row().map(|row| row.point) {
                Some(point) => self.narrow_to(context, Of::Point(point)),
                None => Action::None,
            },
            Message::OnlyPerson => match self.row().and_then(|row| row.person.clone()) {
                Some((user, name)) => {
                    let known = Arc::make_mut(&mut self.list.source.known);
                    known.people.retain(|(known, _)| *known != user);
                    known.people.push((user, name));
                    self.narrow_to(context, Of::Person(user))
                }
                None => Action::None,
            },
            Message::Export => {
                let Trail { view, .. } = &self.list.source;
                let asked = self.list.source.asked(&context.console, self.list.query());
                self.open = Some(Open::Leaving(Leaving::export(context, view.clone(), asked)));
                Action::None
            }
            Message::Print => {
                let Trail { view, .. } = &self.list.source;
                let asked = self.list.source.asked(&context.console, self.list.query());
                let (leaving, task) = Leaving::print(context, view.clone(), asked);
                self.open = Some(Open::Leaving(leaving));
                Action::Run(task.map(Message::Leaving))
            }
            Message::Leaving(message) => {
                let Some(Open::Leaving(leaving)) = &mut self.open else {
                    return Action::None;
                };
                match leaving.update(context, message) {
                    leaving::Outcome::Going(action) => action.map(Message::Leaving),
                    leaving::Outcome::Over(told) => {
                        self.open = None;
                        told.map_or(Action::None, |told| Action::Tell(Tone::Success, told))
                    }
                }
            }
            Message::Purge => match &self.purge {
                Some(permit) => {
                    let (purging, task) = Purging::begin(context, permit.clone());
                    self.open = Some(Open::Purging(purging));
                    Action::Run(task.map(Message::Purging))
                }
                None => Action::None,
            },
            Message::Purging(purging::Message::Close) => {
                self.open = None;
                Action::None
            }
            Message::Purging(message) => match &mut self.open {
                Some(Open::Purging(purging)) => purging.update(context, message).map(Message::Purging),
                _ => Action::None,
            },
            Message::Back => Action::Back,
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let count = self.list.counted(context, "trail-count", "trail-found");
        let count = match context.session.grants().settings().audit_days {
            Some(days) => format!("{count} {}", words.with("trail-days", [("count", days.into())])),
            None => count,
        };
        let (commands, others) = (self.of_selection(context), self.others(context));
        let tools = Tools { search: "trail-search", of_selection: &commands, others: &others };
        let tools = self.list.tools(context, &tools, Message::List);
        let items = command::items(&commands);
        let (icon, heading, sentence) = if self.list.is_narrowed() {
            (Icon::SearchX, "trail-none-found", "trail-none-found-next")
        } else {
            (Icon::Activity, "trail-none", "trail-none-next")
        };
        let empty = Empty {
            icon,
            heading: words.get(heading).into_owned(),
            sentence: words.get(sentence).into_owned(),
            action: None,
        };
        let table = self.list.table(context, "entry-audit-trail", items, empty, Message::List);
        let title = words.get("entry-audit-trail").into_owned();
        list::page(Page { title, count, primary: None, above: None, tools, table })
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        match &self.open {
            Some(Open::Purging(purging)) => Some(purging.view(context, is_live).map(Message::Purging)),
            Some(Open::Leaving(leaving)) => Some(leaving.view(context, is_live).map(Message::Leaving)),
            None => self.list.dialog(context, is_live, Message::List),
        }
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands = self.of_selection(context);
        commands.extend(self.others(context));
        commands.extend(self.list.commands(context, "trail-search", Message::List));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        Action::Run(self.list.refresh(context).map(Message::List))
    }
}

/// What the list is of.
#[derive(Clone)]
pub struct Trail {
    view: Permit<AuditTrailView>,
    known: Arc<Known>,
    /// Whose events alone were asked for when it was opened, if anybody's.
    of: Option<Of>,
}

/// What chips and fields are called, once that is known.
#[derive(Debug, Clone, Default)]
pub struct Known {
    points: Vec<(AccessPoint, String)>,
    /// Not all there are: those who are named in what is shown, and in the views that are kept.
    people: Vec<(UserId, String)>,
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only {
    Events(Filter),
    About(Of),
    In(Doubt),
    Of(Period),
    Arrived(Period),
}

const EVENT: Field = field("trail-column-event", Icon::Activity);
const POINT: Field = field("trail-column-door", Icon::DoorClosed);
const PERSON: Field = field("trail-column-person", Icon::User);
const DOUBT: Field = field("trail-doubt", Icon::ShieldQuestionMark);
const PERIOD: Field = period("facet-period");
const ARRIVED: Field = period("trail-column-received");

/// Before the key of a stretch of days in which events came home.
const CAME: &str = "came:";

impl Facet for Only {
    fn field(&self) -> Field {
        match self {
            Only::Events(_) => EVENT,
            Only::About(Of::Point(_)) => POINT,
            Only::About(Of::Person(_)) => PERSON,
            Only::In(_) => DOUBT,
            Only::Of(_) => PERIOD,
            Only::Arrived(_) => ARRIVED,
        }
    }

    fn key(&self) -> String {
        match self {
            Only::Events(Filter::RefusedFor(reason)) => format!("refused:{}", reason.key()),
            Only::Events(filter) => plain(*filter).to_owned(),
            Only::About(Of::Point(AccessPoint::Door(id))) => format!("door:{}", id.0),
            Only::About(Of::Point(AccessPoint::Locker(id))) => format!("locker:{}", id.0),
            Only::About(Of::Point(AccessPoint::Room(id))) => format!("room:{}", id.0),
            Only::About(Of::Point(AccessPoint::Suite(id))) => format!("suite:{}", id.0),
            Only::About(Of::Person(id)) => format!("person:{}", id.0),
            Only::In(Doubt::NotProven) => "not-proven".to_owned(),
            Only::In(Doubt::OddClock) => "odd-clock".to_owned(),
            Only::Of(period) => period.key(),
            Only::Arrived(period) => format!("{CAME}{}", period.key()),
        }
    }

    fn from_key(key: &str) -> Option<Only> {
        let numbered = |of: fn(i64) -> Of, number: &str| Some(Only::About(of(number.parse().ok()?)));
        if let Some((filter, _)) = KINDS.iter().find(|(filter, _)| plain(*filter) == key) {
            return Some(Only::Events(*filter));
        }
        match key.split_once(':') {
            Some(("refused", reason)) => {
                let reason = Refusal::ALL.iter().find(|it| it.key() == reason)?;
                Some(Only::Events(Filter::RefusedFor(*reason)))
            }
            Some(("door", id)) => numbered(|id| Of::Point(AccessPoint::Door(DoorId(id))), id),
            Some(("locker", id)) => numbered(|id| Of::Point(AccessPoint::Locker(LockerId(id))), id),
            Some(("room", id)) => numbered(|id| Of::Point(AccessPoint::Room(RoomId(id))), id),
            Some(("suite", id)) => numbered(|id| Of::Point(AccessPoint::Suite(SuiteId(id))), id),
            Some(("person", id)) => numbered(|id| Of::Person(UserId(id)), id),
            None if key == "not-proven" => Some(Only::In(Doubt::NotProven)),
            None if key == "odd-clock" => Some(Only::In(Doubt::OddClock)),
            Some(_) | None => match key.strip_prefix(CAME) {
                Some(period) => Period::from_key(period).map(Only::Arrived),
                None => Period::from_key(key).map(Only::Of),
            },
        }
    }

    fn between(field: Field, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Option<Only> {
        let period = Period::Between(from, until);
        Some(if field == ARRIVED { Only::Arrived(period) } else { Only::Of(period) })
    }
}

/// The kinds of events that have no reason, each with its text.
const KINDS: [(Filter, &str); 7] = [
    (Filter::Opened, "trail-opened"),
    (Filter::Taken, "trail-taken"),
    (Filter::Refused, "trail-refused"),
    (Filter::BatteryLow, "trail-battery"),
    (Filter::MemoryFull, "trail-memory"),
    (Filter::ClocksDiffer, "trail-clocks"),
    (Filter::Unknown, "trail-unknown"),
];

/// The key of a kind without a reason.
const fn plain(filter: Filter) -> &'static str {
    match filter {
        Filter::Opened => "opened",
        Filter::Taken => "taken",
        Filter::Refused | Filter::RefusedFor(_) => "refused",
        Filter::BatteryLow => "battery",
        Filter::MemoryFull => "memory",
        Filter::ClocksDiffer => "clocks",
        Filter::Unknown => "unknown",
    }
}

impl Trail {
    /// What is asked of the trail for what is asked of the list.
    fn asked(&self, console: &Console, query: &Query<Only>) -> audit_trail::Query {
        let mut asked = audit_trail::Query {
            search: query.search.clone(),
            order: match query.sort.1 {
                table::Order::Ascending => audit_trail::Order::Oldest,
                table::Order::Descending => audit_trail::Order::Newest,
            },
            max: query.at_least.max(audit_trail::STRETCH),
            ..audit_trail::Query::default()
        };
        for facet in &query.facets {
            match facet {
                Only::Events(filter) => asked.filters.push(*filter),
                Only::About(Of::Point(point)) => asked.points.push(*point),
                Only::About(Of::Person(user)) => asked.people.push(*user),
                Only::In(doubt) => asked.doubts.push(*doubt),
                Only::Of(period) => (asked.from, asked.until) = period.moments(console),
                Only::Arrived(period) => {
                    (asked.arrived_from, asked.arrived_until) = period.moments(console);
                }
            }
        }
        asked
    }

    fn stretch(
        &self,
        console: &Console,
        query: &Query<Only>,
        after: Option<i64>,
    ) -> Result<Found<i64, ListRow>, operation::Error> {
        let asked = audit_trail::Query { after, ..self.asked(console, query) };
        let found = audit_trail::find(console, &self.view, &asked)?;
        Ok(Found { total: found.ids.len(), ids: found.ids, has_more: found.has_more, rows: Vec::new() })
    }
}

impl Source for Trail {
    type Id = i64;
    type Row = ListRow;
    type Facet = Only;

    const ENTRY: Entry = Entry::AuditTrail;

    fn find(&self, console: &Console, query: &Query<Only>) -> Result<Found<i64, ListRow>, operation::Error> {
        self.stretch(console, query, None)
    }

    fn find_after(
        &self,
        console: &Console,
        query: &Query<Only>,
        after: i64,
    ) -> Result<Found<i64, ListRow>, operation::Error> {
        self.stretch(console, query, Some(after))
    }

    fn load(&self, console: &Console, ids: &[i64]) -> Result<Vec<(i64, ListRow)>, operation::Error> {
        let rows = audit_trail::rows(console, &self.view, ids)?.into_iter();
        Ok(rows.map(|row| (row.id, row)).collect())
    }

    fn columns(&self) -> Vec<Column<ListRow>> {
        vec![
            column("trail-column-time", 168.0, happened),
            column("trail-column-door", 220.0, |row: &ListRow, _| Cell::strong(row.door.as_str()))
                .least(120.0)
                .unsorted(),
            column("trail-column-person", 220.0, person).least(120.0).unsorted(),
            column("trail-column-event", 240.0, event).grows().least(150.0).unsorted(),
            column("trail-column-received", 168.0, |row: &ListRow, context| {
                Cell::muted(context.say().moment(row.received_at))
                    .plain(context.say().plain_moment(row.received_at))
            })
            .yields(1)
            .unsorted(),
        ]
    }

    fn fields(&self, _: &Context) -> Vec<Field> {
        vec![PERIOD, EVENT, POINT, ARRIVED, DOUBT]
    }

    fn values(&self, context: &Context, field: Field) -> Vec<Value<Only>> {
        let words = &context.words;
        let named = |(only, id): (Only, &str)| (only, words.get(id).into_owned());
        if field == PERIOD {
            return Period::values(context, Only::Of);
        }
        if field == ARRIVED {
            return Period::values(context, Only::Arrived);
        }
        if field == DOUBT {
            let doubts = [(Doubt::NotProven, "trail-not-proven"), (Doubt::OddClock, "trail-odd-clock")];
            return doubts.map(|(doubt, id)| named((Only::In(doubt), id))).into();
        }
        if field == POINT {
            let points = self.known.points.iter();
            return points.map(|(point, name)| (Only::About(Of::Point(*point)), name.clone())).collect();
        }
        if field == PERSON {
            let people = self.known.people.iter();
            return people.map(|(user, name)| (Only::About(Of::Person(*user)), name.clone())).collect();
        }
        // The reasons of refusals stand behind them.
        let refused = |reason: &Refusal| {
            let said = words.get(&format!("trail-refused-{}", reason.key())).into_owned();
            (Only::Events(Filter::RefusedFor(*reason)), said)
        };
        let kinds = KINDS.into_iter().flat_map(|(filter, id)| {
            let reasons = if filter == Filter::Refused { Refusal::ALL } else { &[] };
            [named((Only::Events(filter), id))].into_iter().chain(reasons.iter().map(refused))
        });
        kinds.collect()
    }

    fn say(&self, context: &Context, facet: &Only) -> Option<String> {
        match facet {
            Only::Of(period) | Only::Arrived(period) => Some(period.said(context)),
            Only::Events(_) | Only::About(_) | Only::In(_) => {
                let mut values = self.values(context, facet.field()).into_iter();
                values.find(|(value, _)| value == facet).map(|(_, said)| said)
            }
        }
    }

    fn views(&self) -> Vec<View<Only>> {
        let lately = Only::Of(Period::Named(Preset::SevenDays));
        let view = |name, facets| View { name, facets, sort: None };
        vec![
            view("view-trail-lately", vec![lately]),
            view("view-trail-arrived", vec![Only::Arrived(Period::Named(Preset::Today))]),
            view("view-trail-refused", vec![lately, Only::Events(Filter::Refused)]),
            view("view-trail-doubtful", [Doubt::NotProven, Doubt::OddClock].map(Only::In).into()),
        ]
    }
}

/// When it happened, by the lock's clock; one that cannot be right says so.
fn happened<'a>(row: &'a ListRow, context: &'a Context) -> Cell<'a> {
    let (said, plain) = (context.say().moment(row.happened_at), context.say().plain_moment(row.happened_at));
    if !row.is_odd {
        return Cell::text(said).plain(plain);
    }
    Cell::icon(Icon::TriangleAlert, Tone::Warning, said)
        .plain(plain)
        .hint(context.words.get("trail-odd-clock-hint"))
}

fn person<'a>(row: &'a ListRow, context: &'a Context) -> Cell<'a> {
    let words = &context.words;
    match &row.person {
        Some((_, name)) => Cell::text(name.as_str()),
        None if row.is_nameless => {
            Cell::muted(words.get("trail-nameless")).hint(words.get("trail-nameless-hint"))
        }
        None => Cell::muted(words.get("trail-somebody")).hint(words.get("trail-somebody-hint")),
    }
}

fn event<'a>(row: &'a ListRow, context: &'a Context) -> Cell<'a> {
    let (icon, tone, what) = event::said(row, &context.words);
    let cell = Cell::icon(icon, tone, what);
    if row.is_proven { cell } else { cell.hint(context.words.get("trail-unproven-hint")) }
}
