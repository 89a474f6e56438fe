//! Cardholders > Users: everybody who carries a key for longer than a visit.

use std::sync::Arc;

use iced::Task;
use keydesk::console::Console;
pub use keydesk::domain::directory::Filter;
use keydesk::domain::directory::{self, Sort};
use keydesk::domain::key::Status;
use keydesk::domain::permission::{UserKeysAssign, UsersAddDelete, UsersBan, UsersModify, UsersView};
use keydesk::domain::user::UserId;
use keydesk::operation;
use keydesk::operation::users::{self, Ban, Choices, Row};
use keydesk::session::Permit;

use crate::action::{Action, Order, Person};
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::deletion::{self, Deletion, Kind, Outcome};
use crate::part::list::{self, Column, Empty, Found, List, Query, Source, column};
use crate::part::status;
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::Tone;
use crate::widget::button::button;
use crate::widget::menu::menu_button;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::table::{self, Cell};
use crate::widget::{Element, menu};

/// The list of users.
pub struct Users {
    list: List<People>,
    deleting: Deleting,
    modify: Option<Permit<UsersModify>>,
    ban: Option<Permit<UsersBan>>,
    encode: Option<Permit<UserKeysAssign>>,
    deletion: Deletion<Vec<UserId>>,
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
        Some(context.ask(move |console| users::delete(console, &permit, &ids).map(|()| ids.len())))
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<People>),
    Known(Answer<Arc<Choices>>),
    Add,
    EditTogether,
    Encode,
    AskToBan,
    LiftBan,
    AskToDelete,
    Stay,
    Go,
    Banned(Ban, Answer<usize>),
    Deletion(deletion::Message),
}

impl Users {
    /// Opens the list with a filter.
    pub fn open(context: &Context, filter: Filter) -> Option<(Self, Task<Message>)> {
        let view = context.may::<UsersView>()?;
        let permit = view.clone();
        let known =
            context.ask(move |console| users::choices(console, &permit).map(Arc::new)).map(Message::Known);
        let (list, found) = List::open(context, People { view, choices: None }, filter, BY_NAME);
        let users = Users {
            list,
            deleting: Deleting(context.may()),
            modify: context.may(),
            ban: context.may(),
            encode: context.may(),
            deletion: Deletion::default(),
            banning: None,
        };
        Some((users, Task::batch([known, found.map(Message::List)])))
    }

    /// Opens the list with what is looked for in it.
    pub fn open_found(context: &Context, search: String) -> Option<(Self, Task<Message>)> {
        let (mut users, opened) = Users::open(context, Filter::default())?;
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
        let is_banned = self.are_banned();
        if self.ban.is_none() {
            let (label, icon) =
                if is_banned { ("users-lift-ban", Icon::UserCheck) } else { ("users-ban", Icon::Ban) };
            return command(context.words.get(label), icon, None)
                .refused(context.words.get("users-may-not-ban"));
        }
        let may = self.list.selected_count() > 0;
        if is_banned {
            command(context.words.get("users-lift-ban"), Icon::UserCheck, may.then_some(Message::LiftBan))
        } else {
            command(context.words.get("users-ban"), Icon::Ban, may.then_some(Message::AskToBan))
        }
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
    }

    /// What can be done with what is selected.
    fn of_selection<'a>(&self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let count = self.list.selected_count();
        let single = self.list.single().map(|id| Message::List(list::Message::Opened(id)));
        let together = (self.modify.is_some() && count > 1).then_some(Message::EditTogether);
        let delete = (self.deleting.0.is_some() && count > 0).then_some(Message::AskToDelete);
        vec![
            command(context.words.get("users-open"), Icon::User, single),
            self.encode_command(context),
            command(context.words.get("users-edit-together"), Icon::ListChecks, together),
            self.ban_command(context),
            deletion::asking_of_row::<Deleting, _>(context, delete),
        ]
    }

    fn add_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let add = self.deleting.0.as_ref().map(|_| Message::Add);
        command(context.words.get("users-add"), Icon::Plus, add).keys(shortcut::NEW, &context.words)
    }

    fn count(&self, context: &Context) -> String {
        let mut count = self.list.counted(context, "users-count", "users-found");
        match self.list.selected_count() {
            0 | 1 => {}
            selected => {
                count.push_str(" · ");
                count.push_str(&context.words.with("list-selected", [("count", selected.into())]));
            }
        }
        count
    }

    fn filters<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let filters = std::iter::once(Filter::Everybody)
            .chain([Filter::NeedsAttention])
            .chain(
                Status::ALL
                    .iter()
                    .filter(|status| **status != Status::Banned)
                    .map(|status| Filter::Status(*status)),
            )
            .chain([Filter::EndsWithin(ENDS_SOON_DAYS), Filter::Banned])
            .map(|filter| filter_item(filter, context))
            .collect::<Vec<_>>();
        let filter = |filter| Message::List(list::Message::FilterChanged(filter));
        select("", filters, Some(self.list.query().filter), filter)
            .icon(Icon::ListFilter)
            .placeholder(context.words.get("users-filter"))
            .words(context.words.select("finder-none"))
            .width(FILTER_WIDTH)
            .into()
    }

    fn empty<'a>(&'a self, context: &'a Context) -> Empty<'a, Message> {
        let words = &context.words;
        if self.list.is_narrowed() {
            let everybody = Message::List(list::Message::FilterChanged(Filter::Everybody));
            let action = (self.list.query().filter != Filter::Everybody)
                .then(|| button(words.get("users-show-everybody")).on_press(everybody).into());
            return Empty {
                icon: Icon::SearchX,
                heading: words.get("users-none-found").into_owned(),
                sentence: words.get("users-none-found-next").into_owned(),
                action,
            };
        }
        Empty {
            icon: Icon::Users,
            heading: words.get("users-none").into_owned(),
            sentence: words.get("users-none-next").into_owned(),
            action: self.deleting.0.as_ref().map(|_| list::primary(&self.add_command(context))),
        }
    }
}

impl Screen for Users {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::List(list::Message::Opened(id)) => Action::Go(Place::User(id)),
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::Known(Ok(choices)) => {
                self.list.source.choices = Some(choices);
                Action::None
            }
            Message::Known(Err(failure)) => Action::Fail(failure),
            Message::Add => Action::Go(Place::NewUser),
            Message::EditTogether => Action::Go(Place::EditUsers(self.list.selected())),
            Message::Encode => match self.single() {
                Some(row) if row.status == Status::NoKey => Action::Encode(Order::Assign(row.id)),
                Some(row) => Action::Encode(Order::Update(row.id)),
                None => Action::None,
            },
            Message::AskToBan => {
                self.banning = Some(self.list.selected());
                Action::None
            }
            Message::LiftBan => match &self.ban {
                Some(permit) => Action::Run(set_ban(context, permit, self.list.selected(), Ban::Lift)),
                None => Action::None,
            },
            Message::AskToDelete => {
                self.deletion.ask(context, &self.deleting, self.list.selected()).map(Message::Deletion)
            }
            Message::Deletion(message) => match self.deletion.update(context, &self.deleting, message) {
                Outcome::Run(action) => action.map(Message::Deletion),
                Outcome::Deleted(told) => Action::Tell(Tone::Success, told),
            },
            Message::Stay => {
                self.banning = None;
                Action::None
            }
            Message::Go => match (self.banning.take(), &self.ban) {
                (Some(ids), Some(permit)) => Action::Run(set_ban(context, permit, ids, Ban::PutOn)),
                _ => Action::None,
            },
            Message::Banned(Ban::PutOn, Ok(count)) => {
                let text = context.words.with("users-banned", [("count", count.into())]);
                Action::Tell(Tone::Success, text)
            }
            Message::Banned(Ban::Lift, Ok(count)) => {
                let text = context.words.with("users-ban-lifted", [("count", count.into())]);
                Action::Tell(Tone::Success, text)
            }
            Message::Banned(_, Err(failure)) => Action::Fail(failure),
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let commands = self.of_selection(context);
        let mut tools =
            vec![self.list.search(context, "users-search").map(Message::List), self.filters(context)];
        let [_, encode, together, ..] = commands.as_slice() else {
            return iced::widget::space().into();
        };
        let mut buttons = Vec::new();
        if self.encode.is_some() {
            buttons.push(encode.clone());
        }
        if self.modify.is_some() {
            buttons.push(together.clone());
        }
        tools.extend(list::buttons(&buttons));
        let items = commands.iter().skip(3).map(Command::item).collect();
        let mut more = button(context.words.get("list-more")).icon(Icon::Ellipsis);
        // Where nothing in it can be done, it does not open, and says why under the pointer.
        if let Some(refusal) = self.ban_command(context).refusal {
            more = more.hint(refusal);
        }
        tools.push(menu_button(more, items).at_end().into());
        let primary = self.deleting.0.as_ref().map(|_| list::primary(&self.add_command(context)));
        let items: Vec<menu::Item<'_, Message>> = commands.iter().map(Command::item).collect();
        let table = self.list.table(context, "users-title", items, self.empty(context), Message::List);
        list::page(context.words.get("users-title").into_owned(), self.count(context), primary, tools, table)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let name = |ids: &[UserId]| match ids {
            [id] => self.list.row(*id).map(|row| row.name.clone()),
            _ => None,
        };
        if let Some(ids) = self.deletion.of() {
            let name = name(ids).unwrap_or_default();
            let dialog = self.deletion.view::<Deleting>(context, &name, ids.len(), is_live)?;
            return Some(dialog.map(Message::Deletion));
        }
        let ids = self.banning.as_ref()?;
        let values = [("count", ids.len().into()), ("name", name(ids).unwrap_or_default().into())];
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
        commands.push(self.add_command(context));
        commands.extend(list::commands(context, "users-search", Message::List));
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

fn set_ban(context: &Context, permit: &Permit<UsersBan>, ids: Vec<UserId>, ban: Ban) -> Task<Message> {
    let permit = permit.clone();
    let done = context.ask(move |console| users::ban(console, &permit, &ids, ban));
    done.map(move |answer| Message::Banned(ban, answer))
}

const FILTER_WIDTH: f32 = 210.0;
/// Above this, offers only Ban: whether all are banned would be checked in every view.
const LIFTED_MAX: usize = 100;
/// A week is how far reception plans.
const ENDS_SOON_DAYS: u16 = 7;
const BY_NAME: (usize, table::Order) = (1, table::Order::Ascending);

fn filter_item<'a>(filter: Filter, context: &'a Context) -> crate::widget::option::Item<'a, Filter> {
    let words = &context.words;
    match filter {
        Filter::Everybody => item(filter, words.get("filter-everybody")).icon(Icon::Users),
        Filter::NeedsAttention => item(filter, words.get("filter-needs-attention")).icon(Icon::TriangleAlert),
        Filter::Status(status) => {
            item(filter, words.get(&format!("status-{}", status.key()))).icon(status::icon(status))
        }
        Filter::EndsWithin(days) => {
            item(filter, words.with("filter-ends-within", [("days", days.into())])).icon(Icon::CalendarClock)
        }
        Filter::Banned => item(filter, words.get("filter-banned")).icon(Icon::Ban),
    }
}

/// What the list is of.
#[derive(Clone)]
pub struct People {
    view: Permit<UsersView>,
    /// What the site calls the free fields, once that is known.
    choices: Option<Arc<Choices>>,
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
        let mut shown = vec![Shown::Status, Shown::Name];
        if let Some(choices) = &self.choices {
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
    type Filter = Filter;

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
            filter: query.filter,
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
}

impl People {
    fn column(&self, shown: Shown) -> Column<Row> {
        match shown {
            Shown::Status => column("users-column-status", 188.0, |row: &Row, context| {
                let chip = Cell::badge(status::chip(row.status, &context.words));
                if row.reasons.is_empty() { chip } else { chip.hint(context.say().reasons(&row.reasons)) }
            }),
            Shown::Name => column("users-column-name", 200.0, |row: &Row, _| {
                if row.title.is_empty() {
                    Cell::strong(row.name.as_str())
                } else {
                    Cell::strong(format!("{}, {}", row.name, row.title))
                }
            })
            .grows(),
            Shown::General(index) => {
                let choices = self.choices.as_ref();
                let name = choices.and_then(|choices| choices.general.get(index).cloned().flatten());
                column("", 150.0, move |row: &Row, _| {
                    Cell::text(row.general.get(index).map_or("", String::as_str))
                })
                .named(name.unwrap_or_default())
            }
            Shown::Partition => {
                column("users-column-partition", 130.0, |row: &Row, _| Cell::text(row.partition.as_str()))
            }
            Shown::Doors => {
                column("users-column-doors", 76.0, |row: &Row, _| Cell::number(row.doors.to_string()))
                    .end()
                    .unsorted()
            }
            Shown::Until => column("users-column-until", 138.0, |row: &Row, context| match row.until {
                Some(until) => Cell::text(context.say().end(until)).plain(context.say().plain_end(until)),
                None => Cell::muted("–"),
            }),
            Shown::ExternalId => {
                column("users-column-external-id", 128.0, |row: &Row, _| Cell::mono(row.external_id.as_str()))
            }
        }
    }
}
