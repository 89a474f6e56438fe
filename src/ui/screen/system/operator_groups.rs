//! System > Operator groups: every group, those out of reach greyed.

use keydesk::console::Console;
use keydesk::domain::group::GroupId;
use keydesk::domain::permission::{OperatorGroupsAddDelete, OperatorGroupsView};
use keydesk::domain::text::folded;
use keydesk::operation;
use keydesk::operation::groups::{self, ListRow};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{self, Command, command, shortcut};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column, Empty, List, Never, Page, Tools, Whole, column};
use crate::place::{Entry, Place};
use crate::screen::Screen;
use crate::theme::Tone;
use crate::widget::Element;
use crate::widget::badge::badge;
use crate::widget::table::{self, Cell};
use crate::widget::task::Task;

/// The list of groups.
pub struct OperatorGroups {
    list: List<Groups>,
    add: Option<Permit<OperatorGroupsAddDelete>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<Groups>),
    Add,
    Copy,
}

impl OperatorGroups {
    /// Opens the list.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let source = Groups { view: context.may()? };
        let (list, found) = List::open(context, source, Vec::new(), (0, table::Order::Ascending));
        Some((OperatorGroups { list, add: context.may() }, found.map(Message::List)))
    }

    fn add_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let add = self.add.as_ref().map(|_| Message::Add);
        command(context.words.get("group-add"), Icon::Plus, add).keys(shortcut::NEW, &context.words)
    }

    /// The one group that is selected, if it can be opened.
    fn reached(&self) -> Option<GroupId> {
        self.list.single().filter(|id| self.list.row(*id).is_some_and(|row| row.in_reach))
    }

    fn of_selection<'a>(&self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let open = self.reached().map(|id| Message::List(list::Message::Opened(id)));
        let copy = self.reached().filter(|_| self.add.is_some()).map(|_| Message::Copy);
        let mut commands = vec![command(words.get("group-open"), Icon::ShieldUser, open)];
        if self.add.is_some() {
            commands.push(command(words.get("group-copy"), Icon::Copy, copy));
        }
        commands
    }

    fn empty<'a>(&'a self, context: &'a Context) -> Empty<'a, Message> {
        self.list.empty(
            context,
            Icon::ShieldUser,
            ["group-none", "group-none-next"],
            ["group-none-found", "group-none-found-next"],
        )
    }
}

impl Screen for OperatorGroups {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::List(list::Message::Opened(id)) => match self.list.row(id) {
                Some(row) if !row.in_reach => {
                    Action::Tell(Tone::Warning, context.words.get("group-out-hint").into_owned())
                }
                _ => Action::Go(Place::OperatorGroup(id)),
            },
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::Add => Action::Go(Place::NewOperatorGroup),
            Message::Copy => {
                self.reached().map_or(Action::None, |id| Action::Go(Place::CopyOfOperatorGroup(id)))
            }
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let count = self.list.counted(context, "group-count", "group-found");
        let commands = self.of_selection(context);
        let tools = Tools { search: "group-search", of_selection: &commands, others: &[] };
        let tools = self.list.tools(context, &tools, Message::List);
        let primary = self.add.as_ref().map(|_| list::primary(&self.add_command(context)));
        let items = command::items(&commands);
        let table = self.list.table(context, "group-list-title", items, self.empty(context), Message::List);
        let title = words.get("group-list-title").into_owned();
        list::page(Page { title, count, primary, above: None, tools, table })
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        self.list.dialog(context, is_live, Message::List)
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands = self.of_selection(context);
        commands.push(self.add_command(context));
        commands.extend(self.list.commands(context, "group-search", Message::List));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        Action::Run(self.list.refresh(context).map(Message::List))
    }
}

/// What the list is of.
#[derive(Clone)]
pub struct Groups {
    view: Permit<OperatorGroupsView>,
}

impl Whole for Groups {
    type Id = GroupId;
    type Row = ListRow;
    type Facet = Never;

    const ENTRY: Entry = Entry::OperatorGroups;

    fn all(&self, console: &Console) -> Result<Vec<ListRow>, operation::Error> {
        groups::list(console, &self.view)
    }

    fn id(row: &ListRow) -> GroupId {
        row.id
    }

    fn name(row: &ListRow) -> &str {
        &row.name
    }

    fn text(row: &ListRow) -> String {
        format!("{}\n{}", row.name, row.description)
    }

    fn columns(&self) -> Vec<Column<ListRow>> {
        vec![
            column("group-column-name", 220.0, |row: &ListRow, context| match row.in_reach {
                true => Cell::strong(row.name.as_str()),
                false => Cell::muted(row.name.as_str()).hint(context.words.get("group-out-hint")),
            })
            .least(150.0),
            column("group-column-reach", 150.0, reach)
                .least(130.0)
                .by(|row: &ListRow| (!row.is_own, !row.in_reach)),
            column("group-column-above", 180.0, |row, context| {
                within_reach(row, context, |row| Cell::text(row.above.as_deref().unwrap_or_default()))
            })
            .least(110.0)
            .yields(1)
            .by(|row: &ListRow| row.above.as_deref().map(folded)),
            column("group-column-operators", 100.0, |row, context| {
                within_reach(row, context, |row| Cell::number(row.operators.unwrap_or_default().to_string()))
            })
            .end()
            .by(|row: &ListRow| row.operators),
            column("group-column-description", 240.0, |row, context| {
                within_reach(row, context, |row| Cell::text(row.description.as_str()))
            })
            .grows()
            .least(120.0)
            .yields(2)
            .by(|row: &ListRow| folded(&row.description)),
        ]
    }
}

fn reach<'a>(row: &'a ListRow, context: &'a Context) -> Cell<'a> {
    let words = &context.words;
    if !row.in_reach {
        let out = badge(words.get("group-reach-out"), Tone::Neutral).icon(Icon::Lock);
        return Cell::badge(out).hint(words.get("group-out-hint"));
    }
    if row.is_own {
        Cell::badge(badge(words.get("group-reach-own"), Tone::Accent))
    } else {
        Cell::muted(words.get("group-reach-below"))
    }
}

/// Of a group out of reach there is no more than the name.
fn within_reach<'a>(
    row: &'a ListRow,
    context: &'a Context,
    cell: impl Fn(&'a ListRow) -> Cell<'a>,
) -> Cell<'a> {
    if row.in_reach { cell(row) } else { Cell::empty().hint(context.words.get("group-out-hint")) }
}
