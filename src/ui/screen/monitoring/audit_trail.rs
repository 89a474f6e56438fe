//! Monitoring > Audit trail: what keys brought home from doors.

use iced::Task;
use keydesk::console::Console;
use keydesk::domain::event::Happening;
use keydesk::domain::permission::{AuditTrailView, UsersView};
use keydesk::operation;
use keydesk::operation::audit_trail::{self, Filter, ListRow};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{Command, command};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column, Empty, Found, List, Query, Source, column};
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::Tone;
use crate::widget::choice::{choice, segmented};
use crate::widget::table::{self, Cell};
use crate::widget::{Element, menu};

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
        let (list, found) = List::open(context, source, Filter::default(), (0, table::Order::Descending));
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
        let filters = [
            (Filter::Everything, "trail-all"),
            (Filter::Opened, "trail-opened"),
            (Filter::Refused, "trail-refused"),
            (Filter::BatteryLow, "trail-battery"),
        ];
        let filters = filters.map(|(filter, id)| choice(filter, words.get(id))).into();
        let filters = segmented(filters, self.list.query().filter, |filter| {
            Message::List(list::Message::FilterChanged(filter))
        });
        let tools = vec![self.list.search(context, "trail-search").map(Message::List), filters.into()];
        let items: Vec<menu::Item<'_, Message>> = vec![self.open_command(context).item()];
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
        list::page(words.get("entry-audit-trail").into_owned(), count, None, tools, table)
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands = vec![self.open_command(context)];
        commands.extend(list::commands(context, "trail-search", Message::List));
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

impl Trail {
    fn stretch(
        &self,
        console: &Console,
        query: &Query<Filter>,
        after: Option<i64>,
    ) -> Result<Found<i64, ListRow>, operation::Error> {
        let query = audit_trail::Query {
            search: query.search.clone(),
            filter: query.filter,
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
    type Filter = Filter;

    fn find(
        &self,
        console: &Console,
        query: &Query<Filter>,
    ) -> Result<Found<i64, ListRow>, operation::Error> {
        self.stretch(console, query, None)
    }

    fn find_after(
        &self,
        console: &Console,
        query: &Query<Filter>,
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
            column("trail-column-time", 150.0, |row: &ListRow, context| {
                Cell::text(context.say().moment(row.happened_at))
                    .plain(context.say().plain_moment(row.happened_at))
            }),
            column("trail-column-door", 220.0, |row: &ListRow, _| Cell::strong(row.door.as_str())).unsorted(),
            column("trail-column-person", 220.0, person).unsorted(),
            column("trail-column-event", 240.0, event).grows().unsorted(),
            column("trail-column-received", 150.0, |row: &ListRow, context| {
                Cell::muted(context.say().moment(row.received_at))
                    .plain(context.say().plain_moment(row.received_at))
            })
            .unsorted(),
        ]
    }
}

fn person<'a>(row: &'a ListRow, context: &'a Context) -> Cell<'a> {
    let words = &context.words;
    match &row.person {
        Some((_, name)) => Cell::text(name.as_str()),
        None => Cell::muted(words.get("trail-somebody")).hint(words.get("trail-somebody-hint")),
    }
}

/// What happened. What the lock of the door does not prove says so, and is no more than somebody's word.
fn event<'a>(row: &'a ListRow, context: &'a Context) -> Cell<'a> {
    let words = &context.words;
    let (icon, tone, what) = match row.happening {
        Happening::Opened => (Icon::DoorOpen, Tone::Success, words.get("trail-event-opened")),
        Happening::BatteryLow => (Icon::BatteryLow, Tone::Warning, words.get("trail-event-battery")),
        Happening::MemoryFull => (Icon::TriangleAlert, Tone::Warning, words.get("trail-event-memory")),
        Happening::ClocksDiffer => (Icon::TriangleAlert, Tone::Warning, words.get("trail-event-clocks")),
        Happening::Refused(refusal) => {
            (Icon::CircleX, Tone::Danger, words.get(&format!("trail-refused-{}", refusal.key())))
        }
        Happening::Unknown(_) => (Icon::CircleQuestionMark, Tone::Neutral, words.get("trail-event-unknown")),
    };
    if row.is_proven {
        Cell::icon(icon, tone, what)
    } else {
        let what = words.with("trail-unproven", [("event", what.as_ref().into())]);
        Cell::icon(Icon::ShieldQuestionMark, Tone::Warning, what).hint(words.get("trail-unproven-hint"))
    }
}
