//! Cardholders > Users: everybody who carries a key for longer than a visit.

use std::borrow::Cow;
use std::sync::Arc;

use keydesk::console::Console;
pub use keydesk::domain::directory::Filter;
use keydesk::domain::directory::{self, Sort};
use keydesk::domain::door::DoorId;
use keydesk::domain::key::Status;
use keydesk::domain::locker::LockerId;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{
    AuditTrailView, DoorsView, UserKeysAssign, UserKeysCancel, UsersAddDelete, UsersBan, UsersModify,
    UsersView, ZonesView,
};
use keydesk::domain::user::UserId;
use keydesk::operation;
use keydesk::operation::users::{self, Ban, Choices, Row};
use keydesk::operation::{audit_trail, doors, lockers, undo};
use keydesk::session::Permit;

use crate::action::{Act, Action, Order, Person};
use crate::command::{self, Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::cancelling::{self, Cancelling};
use crate::part::confirm::{Question, confirm};
use crate::part::deletion::{self, Called, Deletion, Kind, Outcome};
use crate::part::list::{
    self, Column, EVENTS, Empty, Facet, Field, Found, List, Page, Query, Section, Sheet, Source, Tools,
    Value, View, column, field,
};
use crate::part::status;
use crate::place::{Entry, Place};
use crate::screen::Screen;
use crate::theme::Tone;
use crate::widget::Element;
use crate::widget::table::{self, Cell};
use crate::widget::task::Task;

/// The list of users.
pub struct Users {
    list: List<People>,
    deleting: Deleting,
    modify: Option<Permit<UsersModify>>,
    ban: Option<Permit<UsersBan>>,
    encode: Option<Permit<UserKeysAssign>>,
    deletion: Deletion<Vec<UserId>>,
    cancelling: Cancelling,
    /// Who is to be banned, if that is answered.
    banning: Option<Vec<UserId>>,
}

/// The right to delete people.
#[derive(Clone)]
pub struct Deleting(pub Option<Permit<UsersAddDelete>>);

impl Kind for Deleting {
    type Of = Vec<UserId>;

    const NAME: &'static str = "users";

    fn delete(&self, context: &Context, ids: Vec<UserId>) -> Option<Task<Answer<usize>>> {
        let permit = self.0.clone()?;
        Some(context.ask(move |console| users::delete(console, &permit, &ids).map(|()| 0)))
    }

    fn allows(&self, context: &Context, ids: Vec<UserId>) -> Option<Task<Answer<()>>> {
        let permit = self.0.clone()?;
        Some(context.ask(move |console| users::may_delete(console, &permit, &ids)))
    }

    fn instead<'a>(
        &self,
        context: &'a Context,
        ids: &Vec<UserId>,
        refusal: &operation::Error,
    ) -> Option<Cow<'a, str>> {
        let is_of_key = matches!(refusal, operation::Error::HoldsKey(..));
        if !is_of_key {
            None
        } else if ids.len() == 1 && context.may::<UserKeysCancel>().is_some() {
            Some(context.words.get("cancel-key"))
        } else {
            context.may::<UsersBan>().map(|_| context.words.get("users-ban"))
        }
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<People>),
    Known(Answer<Arc<Known>>),
    Add,
    EditTogether,
    AsTable,
    ShowTrail,
    Encode,
    AskToCancel,
    Cancelling(cancelling::Message),
    AskToBan,
    LiftBan,
    AskToDelete,
    Stay,
    Go,
    Banned(Ban, undo::Of, Answer<usize>),
    Deletion(deletion::Message),
}

impl Users {
    /// Opens the list, narrowed to something or not.
    pub fn open(context: &Context, filter: Option<Filter>) -> Option<(Self, Task<Message>)> {
        let view = context.may::<UsersView>()?;
        let permit = view.clone();
        let source = People { view, seen: context.may(), trail: context.may(), known: None };
        let (seen, lockers_seen) = (source.seen.clone(), context.may());
        let known = context.ask(move |console| {
            let choices = users::choices(console, &permit)?;
            let doors = seen.map(|seen| doors::names(console, &seen)).transpose()?.unwrap_or_default();
            let doors = doors.into_iter().map(|door| (door.id, door.name)).collect();
            let lockers = lockers_seen.map(|seen| lockers::names(console, &seen)).transpose()?;
            let lockers = lockers.into_iter().flatten().map(|locker| (locker.id, locker.name)).collect();
            Ok::<_, operation::Error>(Arc::new(Known { choices, doors, lockers }))
        });
        let known = known.map(Message::Known);
        let facets = filter.into_iter().collect();
        let (list, found) = List::open(context, source, facets, BY_NAME);
        let users = Users {
            list,
            deleting: Deleting(context.may()),
            modify: context.may(),
            ban: context.may(),
            encode: context.may(),
            deletion: Deletion::default(),
            cancelling: Cancelling::default(),
            banning: None,
        };
        Some((users, Task::batch([known, found.map(Message::List)])))
    }

    /// Opens the list with what is looked for in it.
    pub fn open_found(context: &Context, search: String) -> Option<(Self, Task<Message>)> {
        let (mut users, opened) = Users::open(context, None)?;
        let found = users.list.look_for(context, search).map(Message::List);
        Some((users, Task::batch([opened, found])))
    }

    fn single(&self) -> Option<&Row> {
        self.list.single().and_then(|id| self.list.row(id))
    }

    /// Whether all who are selected are banned. Of very many it is not known: their rows are not all loaded.
    fn are_banned(&self) -> bool {
        let count = self.list.selected_count();
        (1..=LIFTED_MAX).contains(&count)
            && self.list.selected().into_iter().all(|id| self.list.row(id).is_some_and(|row| row.banned))
    }

    fn ban_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let (label, icon, message) = if self.are_banned() {
            ("users-lift-ban", Icon::UserCheck, Message::LiftBan)
        } else {
            ("users-ban", Icon::Ban, Message::AskToBan)
        };
        let may = self.ban.is_some() && self.list.selected_count() > 0;
        let ban = command(context.words.get(label), icon, may.then_some(message));
        let ban = ban.keys(shortcut::BAN, &context.words);
        if self.ban.is_some() { ban } else { ban.refused(context.words.get("users-may-not-ban")) }
    }

    fn encode_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let row = self.single();
        let has_key = row.is_none_or(|row| row.status != Status::NoKey);
        let may = self.encode.is_some() && row.is_some_and(|row| !row.banned);
        let (label, icon) = if has_key {
            ("users-update-key", Icon::RefreshCw)
        } else {
            ("users-assign-key", Icon::KeyRound)
        };
        command(context.words.get(label), icon, may.then_some(Message::Encode))
            .keys(shortcut::WRITE_KEY, &context.words)
            .often()
    }

    /// The name of the only one.
    fn name_of(&self, ids: &[UserId]) -> Option<String> {
        match ids {
            [id] => self.list.row(*id).map(|row| row.name.clone()),
            _ => None,
        }
    }

    /// What can be done with what is selected.
    fn of_selection<'a>(&self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let count = self.list.selected_count();
        let single = self.list.single().map(|id| Message::List(list::Message::Opened(id)));
        let together = (self.modify.is_some() && count > 1).then_some(Message::EditTogether);
        let delete = (self.deleting.0.is_some() && count > 0).then_some(Message::AskToDelete);
        let trail = self.list.single().filter(|_| self.list.source.trail.is_some());
        vec![
            command(context.words.get("users-open"), Icon::User, single),
            self.encode_command(context),
            trail_command(context, trail.map(|_| Message::ShowTrail)),
            command(context.words.get("users-edit-together"), Icon::ListChecks, together),
            // What one person may open stands on the person's page.
            self.table_command(context, count > 1),
            self.cancel_command(context),
            self.ban_command(context),
            deletion::asking_of_row::<Deleting, _>(context, delete).seldom(),
        ]
    }

    fn may_cancel(&self, context: &Context) -> bool {
        let has_key = self.single().is_some_and(|row| row.status != Status::NoKey);
        has_key && context.may::<UserKeysCancel>().is_some()
    }

    fn cancel_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let cancel = self.may_cancel(context).then_some(Message::AskToCancel);
        command(context.words.get("cancel-key"), Icon::KeyRound, cancel)
            .keys(shortcut::CANCEL_KEY, &context.words)
            .seldom()
    }

    /// Shows what those who are selected may open as a table; where nobody is, everybody who is listed.
    fn table_command<'a>(&self, context: &'a Context, is_meant: bool) -> Command<'a, Message> {
        let has_columns = self.list.source.seen.is_some() || context.may::<ZonesView>().is_some();
        let may = is_meant && has_columns && self.list.count().is_some_and(|count| count > 0);
        command(context.words.get("matrix-open"), Icon::DoorOpen, may.then_some(Message::AsTable))
    }

    fn add_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let add = self.deleting.0.as_ref().map(|_| Message::Add);
        command(context.words.get("users-add"), Icon::Plus, add).keys(shortcut::NEW, &context.words)
    }

    fn empty<'a>(&'a self, context: &'a Context) -> Empty<'a, Message> {
        let none = ["users-none", "users-none-next"];
        let none_found = ["users-none-found", "users-none-found-next"];
        let empty = self.list.empty(context, Icon::Users, none, none_found);
        let may_add = self.deleting.0.is_some() && !self.list.is_narrowed();
        Empty { action: may_add.then(|| list::primary(&self.add_command(context))), ..empty }
    }
}

impl Screen for Users {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::List(list::Message::Opened(id)) => Action::Go(Place::User(id)),
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::Known(Ok(known)) => {
                self.list.source.known = Some(known);
                Action::None
            }
            Message::Known(Err(failure)) => Action::Fail(failure),
            Message::Add => Action::Go(Place::NewUser),
            Message::AsTable => Action::Go(Place::PeopleMatrix(self.list.meant())),
            Message::ShowTrail => match self.list.single() {
                Some(id) => Action::Go(Place::TrailOf(audit_trail::Of::Person(id))),
                None => Action::None,
            },
            Message::EditTogether => Action::Go(Place::EditUsers(self.list.selected())),
            Message::Encode => match self.single() {
                Some(row) if row.status == Status::NoKey => Action::Encode(Order::Assign(row.id)),
                Some(row) => Action::Encode(Order::Update(row.id)),
                None => Action::None,
            },
            Message::AskToCancel => match self.list.single() {
                Some(id) => self.cancelling.ask(context, id).map(Message::Cancelling),
                None => Action::None,
            },
            Message::Cancelling(message) => self.cancelling.update(context, message).map(Message::Cancelling),
            Message::AskToBan => {
                self.banning = Some(self.list.selected());
                Action::None
            }
            Message::LiftBan => match &self.ban {
                Some(permit) => Action::Run(set_ban(context, permit, self.list.selected(), Ban::Lift)),
                None => Action::None,
            },
            Message::AskToDelete => {
                let ids = self.list.selected();
                let called = Called { name: self.name_of(&ids).unwrap_or_default(), count: ids.len() };
                self.deletion.ask(context, &self.deleting, ids, called).map(Message::Deletion)
            }
            Message::Deletion(message) => match self.deletion.update(context, &self.deleting, message) {
                Outcome::Run(action) => action.map(Message::Deletion),
                Outcome::Deleted(told) => list::deleted(told),
                // The key of one: of several, each is looked at by itself.
                Outcome::Instead if self.may_cancel(context) => self.update(context, Message::AskToCancel),
                Outcome::Instead => self.update(context, Message::AskToBan),
            },
            Message::Stay => {
                self.banning = None;
                Action::None
            }
            Message::Go => match (self.banning.take(), &self.ban) {
                (Some(ids), Some(permit)) => Action::Run(set_ban(context, permit, ids, Ban::PutOn)),
                _ => Action::None,
            },
            Message::Banned(ban, of, Ok(count)) => {
                let text = match ban {
                    Ban::PutOn => "users-banned",
                    Ban::Lift => "users-ban-lifted",
                };
                let name = match of {
                    undo::Of::One(_, id) => self.list.row(UserId(id)).map(|row| row.name.clone()),
                    undo::Of::Several(_) => None,
                };
                let values = [("count", count.into()), ("name", name.unwrap_or_default().into())];
                let text = context.words.with(text, values);
                Action::TellWith(Tone::Success, text, vec![Act::Undo(of)])
            }
            Message::Banned(_, _, Err(failure)) => Action::Fail(failure),
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let commands = self.of_selection(context);
        let others = [self.table_command(context, true)];
        let tools = Tools { search: "users-search", of_selection: &commands, others: &others };
        let tools = self.list.tools(context, &tools, Message::List);
        let primary = self.deleting.0.as_ref().map(|_| list::primary(&self.add_command(context)));
        let items = command::items(&commands);
        let table = self.list.table(context, "users-title", items, self.empty(context), Message::List);
        let beside: Vec<_> = commands.iter().take(2).cloned().collect();
        let table = self.list.with_sheet(context, table, &beside, Message::List);
        let title = context.words.get("users-title").into_owned();
        let count = self.list.counted(context, "users-count", "users-found");
        list::page(Page { title, count, primary, above: None, tools, table })
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let words = &context.words;
        if let Some(dialog) = self.deletion.view::<Deleting>(context, is_live) {
            return Some(dialog.map(Message::Deletion));
        }
        if let Some(dialog) = self.cancelling.view(context, is_live) {
            return Some(dialog.map(Message::Cancelling));
        }
        let Some(ids) = &self.banning else {
            return self.list.dialog(context, is_live, Message::List);
        };
        let values = [("count", ids.len().into()), ("name", self.name_of(ids).unwrap_or_default().into())];
        let question = Question {
            icon: Icon::Ban,
            tone: Tone::Danger,
            title: words.with("users-ban-title", values),
            sentence: self.exposure(context, ids),
            stay: words.get("cancel").into_owned(),
            go: words.get("users-ban").into_owned(),
            more: None,
        };
        Some(confirm(question, Message::Stay, Message::Go, is_live))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands = self.of_selection(context);
        let is_nobody_meant = self.list.selected_count() == 0;
        commands.push(self.add_command(context));
        commands.extend(is_nobody_meant.then(|| self.table_command(context, true)));
        commands.extend(self.list.commands(context, "users-search", Message::List));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        Action::Run(self.list.refresh(context).map(Message::List))
    }

    fn person(&self) -> Option<Person<'_>> {
        let row = self.single().filter(|row| row.status == Status::NoKey)?;
        Some(Person { id: row.id, name: &row.name })
    }
}

impl Users {
    /// Until when the keys of people who are banned go on opening doors that ask nobody.
    fn exposure(&self, context: &Context, ids: &[UserId]) -> String {
        let until = match ids {
            [id] => self.list.row(*id).and_then(|row| row.until),
            _ => None,
        };
        match until {
            Some(until) => {
                context.words.with("users-ban-until", [("until", context.say().end(until).into())])
            }
            None => context.words.get("users-ban-sentence").into_owned(),
        }
    }
}

/// Shows where the key of somebody was.
pub fn trail_command<M: Clone>(context: &Context, show: Option<M>) -> Command<'_, M> {
    command(context.words.get("trail-of-person"), Icon::Activity, show)
}

fn set_ban(context: &Context, permit: &Permit<UsersBan>, ids: Vec<UserId>, ban: Ban) -> Task<Message> {
    let (permit, of) = (permit.clone(), undo::Of::people(&ids));
    let done = context.ask(move |console| users::ban(console, &permit, &ids, ban));
    done.map(move |answer| Message::Banned(ban, of, answer))
}

/// Above this, offers only Ban: whether all are banned would be checked in every view.
const LIFTED_MAX: usize = 100;
/// So long before a key ends, somebody sees to it.
const ENDS_SOON_DAYS: u16 = 14;
const BY_NAME: (usize, table::Order) = (0, table::Order::Ascending);

const STATE: Field = field("facet-key", Icon::KeyRound);
const END: Field = field("users-column-until", Icon::CalendarClock);
const BAN: Field = field("facet-person", Icon::Ban);
const DOOR: Field = field("facet-door", Icon::DoorClosed);
const LOCKER: Field = field("lockers-name", Icon::LockKeyhole);
const PARTITION: Field = field("users-column-partition", Icon::Layers);

impl Facet for Filter {
    fn field(&self) -> Field {
        match Filter::field(*self) {
            directory::Field::State => STATE,
            directory::Field::End => END,
            directory::Field::Ban => BAN,
            directory::Field::Door => DOOR,
            directory::Field::Locker => LOCKER,
            directory::Field::Partition => PARTITION,
        }
    }

    fn key(&self) -> String {
        match self {
            Filter::NeedsAttention => "needs-attention".to_owned(),
            Filter::Status(status) => format!("status:{}", status.key()),
            Filter::EndsWithin(days) => format!("ends-within:{days}"),
            Filter::Banned => "banned".to_owned(),
            Filter::NotBanned => "not-banned".to_owned(),
            Filter::Door(door) => format!("door:{}", door.0),
            Filter::Locker(locker) => format!("locker:{}", locker.0),
            Filter::Partition(partition) => format!("partition:{}", partition.0),
        }
    }

    fn from_key(key: &str) -> Option<Filter> {
        Some(match (key, key.split_once(':')) {
            ("needs-attention", _) => Filter::NeedsAttention,
            ("banned", _) => Filter::Banned,
            ("not-banned", _) => Filter::NotBanned,
            (_, Some(("status", key))) => {
                Filter::Status(Status::ALL.iter().copied().find(|status| status.key() == key)?)
            }
            (_, Some(("ends-within", days))) => Filter::EndsWithin(days.parse().ok()?),
            (_, Some(("door", number))) => Filter::Door(DoorId(number.parse().ok()?)),
            (_, Some(("locker", number))) => Filter::Locker(LockerId(number.parse().ok()?)),
            (_, Some(("partition", number))) => Filter::Partition(PartitionId(number.parse().ok()?)),
            _ => return None,
        })
    }
}

/// What the list is of.
#[derive(Clone)]
pub struct People {
    view: Permit<UsersView>,
    seen: Option<Permit<DoorsView>>,
    trail: Option<Permit<AuditTrailView>>,
    known: Option<Arc<Known>>,
}

/// What the columns and the filters need of the site, once that is known.
#[derive(Debug)]
pub struct Known {
    choices: Choices,
    /// The doors within reach, by name.
    doors: Vec<(DoorId, String)>,
    /// The lockers, likewise.
    lockers: Vec<(LockerId, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Status,
    Name,
    General(usize),
    Partition,
    Doors,
    Until,
    ExternalId,
}

impl People {
    fn shown(&self) -> Vec<Shown> {
        let mut shown = vec![Shown::Name, Shown::Status];
        if let Some(Known { choices, .. }) = self.known.as_deref() {
            let used = choices.general.iter().enumerate().filter(|(_, name)| name.is_some());
            shown.extend(used.map(|(index, _)| Shown::General(index)));
            if choices.within.partitions_in_use {
                shown.push(Shown::Partition);
            }
        }
        shown.extend([Shown::Doors, Shown::Until, Shown::ExternalId]);
        shown
    }
}

impl Source for People {
    type Id = UserId;
    type Row = Row;
    type Facet = Filter;

    const ENTRY: Entry = Entry::Users;

    fn find(&self, console: &Console, query: &Query<Filter>) -> Result<Found<UserId, Row>, operation::Error> {
        let sort = match self.shown().get(query.sort.0) {
            None | Some(Shown::Name | Shown::Doors) => Sort::Name,
            Some(Shown::Status) => Sort::Status,
            Some(Shown::General(index)) => Sort::General(*index),
            Some(Shown::Partition) => Sort::Partition,
            Some(Shown::Until) => Sort::Until,
            Some(Shown::ExternalId) => Sort::ExternalId,
        };
        let query = directory::Query {
            search: query.search.clone(),
            filters: query.facets.clone(),
            sort,
            descending: query.sort.1 == table::Order::Descending,
        };
        let listing = users::list(console, &self.view, &query)?;
        let rows = listing.first.into_iter().map(|row| (row.id, row)).collect();
        Ok(Found { ids: listing.ids, total: listing.total, has_more: false, rows })
    }

    fn load(&self, console: &Console, ids: &[UserId]) -> Result<Vec<(UserId, Row)>, operation::Error> {
        Ok(users::rows(console, &self.view, ids)?.into_iter().map(|row| (row.id, row)).collect())
    }

    fn load_more(&self, console: &Console, ids: &[UserId]) -> Result<Vec<(UserId, Row)>, operation::Error> {
        let rows = users::rows_with_reasons(console, &self.view, ids)?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    fn columns(&self) -> Vec<Column<Row>> {
        self.shown().into_iter().map(|shown| self.column(shown)).collect()
    }

    fn fields(&self, _: &Context) -> Vec<Field> {
        let mut fields = vec![STATE, END, BAN];
        if let Some(known) = &self.known {
            fields.extend((!known.doors.is_empty()).then_some(DOOR));
            fields.extend((!known.lockers.is_empty()).then_some(LOCKER));
            fields.extend(known.choices.within.partitions_in_use.then_some(PARTITION));
        }
        fields
    }

    fn values(&self, context: &Context, field: Field) -> Vec<Value<Filter>> {
        let words = &context.words;
        let named = |filter, id: &str| (filter, words.get(id).into_owned());
        let known = self.known.as_deref();
        if field == STATE {
            // Whoever is banned is so whatever the key says, and is found by that.
            let states = Status::ALL.iter().filter(|status| **status != Status::Banned);
            let states = states.map(|it| named(Filter::Status(*it), &format!("status-{}", it.key())));
            let attention = named(Filter::NeedsAttention, "filter-needs-attention");
            std::iter::once(attention).chain(states).collect()
        } else if field == END {
            let within = words.with("filter-ends-within", [("days", ENDS_SOON_DAYS.into())]);
            vec![(Filter::EndsWithin(ENDS_SOON_DAYS), within)]
        } else if field == BAN {
            vec![named(Filter::Banned, "filter-banned"), named(Filter::NotBanned, "filter-not-banned")]
        } else if field == DOOR {
            let doors = known.iter().flat_map(|known| &known.doors);
            doors.map(|(door, name)| (Filter::Door(*door), name.clone())).collect()
        } else if field == LOCKER {
            let lockers = known.iter().flat_map(|known| &known.lockers);
            lockers.map(|(locker, name)| (Filter::Locker(*locker), name.clone())).collect()
        } else {
            let partitions = known.iter().flat_map(|known| &known.choices.within.within_reach);
            partitions.map(|it| (Filter::Partition(it.id), it.name.clone())).collect()
        }
    }

    fn sheet(&self, console: &Console, id: UserId) -> Result<Option<Sheet>, operation::Error> {
        let mut rows = users::rows_with_reasons(console, &self.view, &[id])?;
        let Some(row) = rows.pop() else {
            return Ok(None);
        };
        let doors = self.seen.as_ref().map(|seen| users::doors(console, &self.view, seen, id));
        let doors =
            doors.transpose()?.map(|doors| Section::related("users-column-doors", "sheet-no-doors", doors));
        let of = audit_trail::Of::Person(id);
        let events = self.trail.as_ref().map(|trail| audit_trail::latest(console, trail, of, EVENTS));
        let at_door = |row: &audit_trail::ListRow| Some(row.door.clone());
        let events = events.transpose()?.map(|events| Section::events(events, at_door));
        Ok(Some(Sheet {
            name: row.name,
            detail: row.title,
            state: Some((row.status, row.reasons)),
            sections: doors.into_iter().chain(events).collect(),
        }))
    }

    fn views(&self) -> Vec<View<Filter>> {
        let view = |name, facets, sort| View { name, facets, sort };
        let needs = [Status::UpdateRequired, Status::ReEditionRequired].map(Filter::Status);
        vec![
            view("view-needs-update", needs.to_vec(), None),
            view(
                "view-ends-soon",
                vec![Filter::EndsWithin(ENDS_SOON_DAYS)],
                Some(("users-column-until", table::Order::Ascending)),
            ),
            view("view-no-key", vec![Filter::Status(Status::NoKey)], None),
        ]
    }

    fn count_values(&self, console: &Console, facets: &[Filter]) -> Result<Vec<usize>, operation::Error> {
        // Who may open each of some hundred doors or lockers is not counted in passing.
        if facets.iter().any(|facet| matches!(facet, Filter::Door(_) | Filter::Locker(_))) {
            return Ok(Vec::new());
        }
        users::counts(console, &self.view, facets)
    }
}

impl People {
    fn column(&self, shown: Shown) -> Column<Row> {
        match shown {
            Shown::Status => column("users-column-status", 188.0, |row: &Row, context| {
                let chip = Cell::badge(status::chip(row.status, &context.words));
                if row.reasons.is_empty() { chip } else { chip.hint(context.say().reasons(&row.reasons)) }
            })
            .least(172.0)
            .gives_way(3, Icon::KeyRound),
            Shown::Name => column("users-column-name", 200.0, |row: &Row, _| {
                if row.title.is_empty() {
                    Cell::strong(row.name.as_str())
                } else {
                    Cell::strong(format!("{}, {}", row.name, row.title))
                }
            })
            .grows()
            .least(150.0),
            Shown::General(index) => {
                let known = self.known.as_ref();
                let name = known.and_then(|known| known.choices.general.get(index).cloned().flatten());
                column("", 150.0, move |row: &Row, _| {
                    Cell::text(row.general.get(index).map_or("", String::as_str))
                })
                .named(format!("general-{}", index + 1), name.unwrap_or_default())
                .least(96.0)
                .yields(2)
            }
            Shown::Partition => {
                column("users-column-partition", 130.0, |row: &Row, _| Cell::text(row.partition.as_str()))
                    .least(96.0)
                    .yields(1)
            }
            Shown::Doors => {
                column("users-column-doors", 76.0, |row: &Row, _| Cell::number(row.doors.to_string()))
                    .end()
                    .unsorted()
            }
            Shown::Until => column("users-column-until", 138.0, |row: &Row, context| match row.until {
                Some(until) => Cell::text(context.say().end(until)).plain(context.say().plain_end(until)),
                None => Cell::muted("–"),
            })
            .least(116.0),
            Shown::ExternalId => {
                column("users-column-external-id", 128.0, |row: &Row, _| Cell::mono(row.external_id.as_str()))
                    .least(96.0)
                    .yields(3)
            }
        }
    }
}
