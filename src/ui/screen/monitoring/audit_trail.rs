//! Monitoring > Audit trail: what keys brought home from doors.

use chrono::NaiveDate;
use keydesk::console::Console;
use keydesk::domain::permission::{AuditTrailView, UsersView};
use keydesk::operation;
use keydesk::operation::audit_trail::{self, Filter, ListRow};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{self, Command, command};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::event;
use crate::part::list::{
    self, Column, Empty, Facet, Field, Found, List, Page, Period, Query, Source, Tools, Value, column, field,
    period,
};
use crate::place::{Entry, Place};
use crate::screen::Screen;
use crate::widget::Element;
use crate::widget::table::{self, Cell};
use crate::widget::task::Task;

/// The list of events.
pub struct AuditTrail {
    list: List<Trail>,
    may_see_people: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<Trail>),
}

impl AuditTrail {
    /// Opens the list.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let source = Trail { view: context.may()? };
        let (list, found) = List::open(context, source, Vec::new(), (0, table::Order::Descending));
        let may_see_people = context.may::<UsersView>().is_some();
        Some((AuditTrail { list, may_see_people }, found.map(Message::List)))
    }

    fn open_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let person = self
            .list
            .single()
            .filter(|id| self.may_see_people && self.list.row(*id).is_some_and(|row| row.person.is_some()));
        let open = person.map(|id| Message::List(list::Message::Opened(id)));
        command(context.words.get("trail-open"), Icon::CircleUser, open)
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
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let count = self.list.counted(context, "trail-count", "trail-found");
        let count = match context.session.grants().settings().audit_days {
            Some(days) => format!("{count} {}", words.with("trail-days", [("count", days.into())])),
            None => count,
        };
        let commands = [self.open_command(context)];
        let tools = Tools { search: "trail-search", of_selection: &commands, others: &[] };
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
        self.list.dialog(context, is_live, Message::List)
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands = vec![self.open_command(context)];
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
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only {
    Events(Filter),
    Of(Period),
}

const EVENT: Field = field("trail-column-event", Icon::Activity);
const PERIOD: Field = period("facet-period");

impl Facet for Only {
    fn field(&self) -> Field {
        match self {
            Only::Events(_) => EVENT,
            Only::Of(_) => PERIOD,
        }
    }

    fn key(&self) -> String {
        match self {
            Only::Events(Filter::Opened) => "opened".to_owned(),
            Only::Events(Filter::Refused) => "refused".to_owned(),
            Only::Events(Filter::BatteryLow) => "battery".to_owned(),
            Only::Of(period) => period.key(),
        }
    }

    fn from_key(key: &str) -> Option<Only> {
        Some(match key {
            "opened" => Only::Events(Filter::Opened),
            "refused" => Only::Events(Filter::Refused),
            "battery" => Only::Events(Filter::BatteryLow),
            key => Only::Of(Period::from_key(key)?),
        })
    }

    fn between(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Option<Only> {
        Some(Only::Of(Period::Between(from, until)))
    }
}

impl Trail {
    fn stretch(
        &self,
        console: &Console,
        query: &Query<Only>,
        after: Option<i64>,
    ) -> Result<Found<i64, ListRow>, operation::Error> {
        let (mut filters, mut moments) = (Vec::new(), (None, None));
        for facet in &query.facets {
            match facet {
                Only::Events(filter) => filters.push(*filter),
                Only::Of(period) => moments = period.moments(console),
            }
        }
        let query = audit_trail::Query {
            search: query.search.clone(),
            filters,
            from: moments.0,
            until: moments.1,
            order: match query.sort.1 {
                table::Order::Ascending => audit_trail::Order::Oldest,
                table::Order::Descending => audit_trail::Order::Newest,
            },
            after,
            max: query.at_least.max(audit_trail::STRETCH),
        };
        let found = audit_trail::find(console, &self.view, &query)?;
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
            column("trail-column-time", 168.0, |row: &ListRow, context| {
                Cell::text(context.say().moment(row.happened_at))
                    .plain(context.say().plain_moment(row.happened_at))
            }),
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
        vec![PERIOD, EVENT]
    }

    fn values(&self, context: &Context, field: Field) -> Vec<Value<Only>> {
        if field == PERIOD {
            return Period::values(context, Only::Of);
        }
        let events = [
            (Filter::Opened, "trail-opened"),
            (Filter::Refused, "trail-refused"),
            (Filter::BatteryLow, "trail-battery"),
        ];
        events.map(|(filter, id)| (Only::Events(filter), context.words.get(id).into_owned())).into()
    }

    fn say(&self, context: &Context, facet: &Only) -> Option<String> {
        match facet {
            Only::Of(period) => Some(period.said(context)),
            Only::Events(_) => {
                let mut values = self.values(context, EVENT).into_iter();
                values.find(|(value, _)| value == facet).map(|(_, said)| said)
            }
        }
    }
}

fn person<'a>(row: &'a ListRow, context: &'a Context) -> Cell<'a> {
    let words = &context.words;
    match &row.person {
        Some((_, name)) => Cell::text(name.as_str()),
        None => Cell::muted(words.get("trail-somebody")).hint(words.get("trail-somebody-hint")),
    }
}

fn event<'a>(row: &'a ListRow, context: &'a Context) -> Cell<'a> {
    let (icon, tone, what) = event::said(row, &context.words);
    let cell = Cell::icon(icon, tone, what);
    if row.is_proven { cell } else { cell.hint(context.words.get("trail-unproven-hint")) }
}
