//! Access points > Doors.

use std::sync::Arc;

use iced::Task;
use keydesk::console::Console;
use keydesk::domain::door::DoorId;
use keydesk::domain::permission::{DoorsAddDelete, DoorsView};
use keydesk::domain::text;
use keydesk::operation;
use keydesk::operation::doors::{self, Choices, Impact, ListRow};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::list::{self, Empty, List, Whole};
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::Tone;
use crate::widget::table::{self, Cell, Column};
use crate::widget::{Element, menu};

/// The list of doors.
pub struct Doors {
    list: List<Places>,
    add: Option<Permit<DoorsAddDelete>>,
    asked: Option<DoorId>,
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<Places>),
    Known(Answer<Arc<Choices>>),
    Add,
    AskToDelete,
    Stay,
    Go,
    Deleted(Answer<Impact>),
}

impl Doors {
    /// Opens the list.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let view = context.may::<DoorsView>()?;
        let permit = view.clone();
        let known =
            context.ask(move |console| doors::choices(console, &permit).map(Arc::new)).map(Message::Known);
        let source = Places { view, choices: None };
        let (list, found) = List::open(context, source, (), (0, table::Order::Ascending));
        let screen = Doors { list, add: context.may(), asked: None };
        Some((screen, Task::batch([known, found.map(Message::List)])))
    }

    fn add_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let add = self.add.as_ref().map(|_| Message::Add);
        command(context.words.get("door-add"), Icon::Plus, add).keys(shortcut::NEW, &context.words)
    }

    fn of_selection<'a>(&self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let single = self.list.single();
        let open = single.map(|id| Message::List(list::Message::Opened(id)));
        let delete = single.filter(|_| self.add.is_some()).map(|_| Message::AskToDelete);
        vec![
            command(context.words.get("door-open"), Icon::DoorClosed, open),
            command(context.words.get("door-delete"), Icon::Trash, delete)
                .keys(shortcut::DELETE, &context.words)
                .danger(),
        ]
    }

    fn empty<'a>(&'a self, context: &'a Context) -> Empty<'a, Message> {
        let empty = self.list.empty(
            context,
            Icon::DoorClosed,
            ["door-none", "door-none-next"],
            ["door-none-found", "door-none-found-next"],
        );
        let action = (self.add.is_some() && !self.list.is_narrowed())
            .then(|| list::primary(&self.add_command(context)));
        Empty { action, ..empty }
    }
}

impl Screen for Doors {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::List(list::Message::Opened(id)) => Action::Go(Place::Door(id)),
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::Known(Ok(choices)) => {
                self.list.source.choices = Some(choices);
                Action::None
            }
            Message::Known(Err(failure)) | Message::Deleted(Err(failure)) => Action::Fail(failure),
            Message::Add => Action::Go(Place::NewDoor),
            Message::AskToDelete => {
                self.asked = self.list.single();
                Action::None
            }
            Message::Stay => {
                self.asked = None;
                Action::None
            }
            Message::Go => match (self.asked.take(), &self.add) {
                (Some(id), Some(permit)) => {
                    let permit = permit.clone();
                    let task = context.ask(move |console| doors::delete(console, &permit, id));
                    Action::Run(task.map(Message::Deleted))
                }
                _ => Action::None,
            },
            Message::Deleted(Ok(impact)) => {
                let text = context.words.with("door-deleted", [("count", impact.keys().into())]);
                Action::All(vec![Action::Tell(Tone::Success, text), self.refresh(context)])
            }
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let count = self.list.counted(context, "door-count", "door-found");
        let commands = self.of_selection(context);
        let mut tools = vec![self.list.search(context, "door-search").map(Message::List)];
        if self.add.is_some() {
            tools.extend(list::buttons(commands.get(1..).unwrap_or_default()));
        }
        let primary = self.add.as_ref().map(|_| list::primary(&self.add_command(context)));
        let items: Vec<menu::Item<'_, Message>> = commands.iter().map(Command::item).collect();
        let table = self.list.table(context, "door-list-title", items, self.empty(context), Message::List);
        list::page(words.get("door-list-title").into_owned(), count, primary, tools, table)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let row = self.list.row(self.asked?)?;
        let words = &context.words;
        let question = Question {
            icon: Icon::Trash,
            tone: Tone::Danger,
            title: words.with("door-delete-title", [("name", row.name.as_str().into())]),
            sentence: words.with("door-delete-sentence", [("count", row.users.into())]),
            stay: words.get("cancel").into_owned(),
            go: words.get("door-delete").into_owned(),
            more: None,
        };
        Some(confirm(question, Message::Stay, Message::Go, is_live))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands = self.of_selection(context);
        commands.push(self.add_command(context));
        commands.extend(list::commands(context, "door-search", Message::List));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        Action::Run(self.list.refresh(context).map(Message::List))
    }
}

/// What the list is of.
#[derive(Clone)]
pub struct Places {
    view: Permit<DoorsView>,
    choices: Option<Arc<Choices>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Name,
    Where,
    Partition,
    Users,
    Number,
    ExternalId,
}

impl Places {
    fn shown(&self) -> Vec<Shown> {
        let mut shown = vec![Shown::Name, Shown::Where];
        if self.choices.as_ref().is_some_and(|choices| choices.partitions_in_use) {
            shown.push(Shown::Partition);
        }
        shown.extend([Shown::Users, Shown::Number, Shown::ExternalId]);
        shown
    }
}

impl Whole for Places {
    type Id = DoorId;
    type Row = ListRow;

    fn all(&self, console: &Console) -> Result<Vec<ListRow>, operation::Error> {
        doors::list(console, &self.view)
    }

    fn id(row: &ListRow) -> DoorId {
        row.id
    }

    fn name(row: &ListRow) -> &str {
        &row.name
    }

    fn text(row: &ListRow) -> String {
        format!("{}\n{}\n{}", row.name, row.description, row.external_id)
    }

    fn sort(&self, _console: &Console, rows: &mut [ListRow], column: usize) {
        match self.shown().get(column) {
            None | Some(Shown::Name) => {}
            Some(Shown::Where) => rows.sort_by_cached_key(|row| text::folded(&row.description)),
            Some(Shown::Partition) => rows.sort_by_cached_key(|row| text::folded(&row.partition_name)),
            Some(Shown::Users) => rows.sort_by_key(|row| row.users),
            Some(Shown::Number) => rows.sort_by_key(|row| row.code),
            Some(Shown::ExternalId) => rows.sort_by_cached_key(|row| text::folded(&row.external_id)),
        }
    }

    fn columns(&self, context: &Context) -> Vec<Column<'static>> {
        let word = |id: &str| context.words.get(id).into_owned();
        let column = |shown: Shown| match shown {
            Shown::Name => table::column(word("door-column-name"), 240.0),
            Shown::Where => table::column(word("door-column-where"), 220.0).grows(),
            Shown::Partition => table::column(word("users-column-partition"), 140.0),
            Shown::Users => table::column(word("door-column-users"), 90.0).end(),
            Shown::Number => table::column(word("door-column-number"), 90.0).end(),
            Shown::ExternalId => table::column(word("users-column-external-id"), 128.0),
        };
        self.shown().into_iter().map(column).collect()
    }

    fn cell<'a>(&self, row: &'a ListRow, column: usize, _context: &'a Context) -> Cell<'a> {
        match self.shown().get(column) {
            Some(Shown::Name) => Cell::strong(row.name.as_str()),
            Some(Shown::Where) => Cell::text(row.description.as_str()),
            Some(Shown::Partition) => Cell::text(row.partition_name.as_str()),
            Some(Shown::Users) => Cell::number(row.users.to_string()),
            Some(Shown::Number) => Cell::number(row.code.number().to_string()),
            Some(Shown::ExternalId) => Cell::mono(row.external_id.as_str()),
            None => Cell::empty(),
        }
    }
}
