//! A list of records, as most entries of the menus begin with one: it is searched, sorted and opened, added to and
//! deleted from. An entry says with [`Records`] what is its own.

use keydesk::domain::partition::Partition;

use super::Screen;
use crate::action::Action;
use crate::command::{self, Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::{self, Called, Deletion, Kind, Outcome};
use crate::part::list::{self, Empty, List, Page, Tools, Whole};
use crate::place::Place;
use crate::widget::Element;
use crate::widget::table::Order;
use crate::widget::task::Task;

/// Where some are shown as a table of what they open.
pub type TableOf<Id> = fn(Vec<Id>) -> Place;

/// What a list is of, besides its rows.
pub trait Records: Whole {
    type Deleting: Kind<Of = <Self as Whole>::Id>;

    /// Whether a sheet beside the list tells of its rows.
    const HAS_SHEET: bool = false;
    const ICON: Icon;
    /// What the page is called.
    const TITLE: &'static str;
    /// Where a new one is added.
    const NEW: Place;
    /// Where one of another kind is added that is in the list as well, and what that is called.
    const ALSO_NEW: Option<(&'static str, Place)> = None;

    /// Where those that are listed, or selected, are shown as a table of what they open.
    const AS_TABLE: Option<TableOf<Self::Id>> = None;

    /// The list, if the operator may see it.
    fn of(context: &Context) -> Option<Self>;

    /// The right to add and delete, if the operator holds it.
    fn deleting(&self) -> Option<&Self::Deleting>;

    /// Whether one may be added.
    fn may_add(&self, _context: &Context) -> bool {
        self.deleting().is_some()
    }

    /// Whether a row may be deleted by who holds that right.
    fn may_delete(&self, _context: &Context, _id: Self::Id) -> bool {
        true
    }

    /// How many are told of in the question before one is deleted.
    fn in_question(_row: &Self::Row) -> usize {
        1
    }

    /// Where one is shown.
    fn place(id: Self::Id) -> Place;

    /// Asks in which partitions they lie, where they have a column; none, if the site uses none.
    fn ask_for_partitions(&self, _context: &Context) -> Option<Task<Answer<Vec<Partition>>>> {
        None
    }

    /// They lie in these partitions.
    fn show_partitions(&mut self, _partitions: Vec<Partition>) {}
}

/// A list of records.
pub struct Listing<R: Records> {
    list: List<R>,
    deletion: Deletion<R::Id>,
}

#[derive(Debug, Clone)]
pub enum Message<Id, Row, F> {
    List(list::Message<Id, Row, F>),
    PartitionsKnown(Answer<Vec<Partition>>),
    Add,
    AddOther,
    AsTable,
    AskToDelete,
    Deletion(deletion::Message),
}

type MessageOf<R> = Message<<R as Whole>::Id, <R as Whole>::Row, <R as Whole>::Facet>;

impl<R: Records> Listing<R> {
    /// Opens the list.
    pub fn open(context: &Context) -> Option<(Self, Task<MessageOf<R>>)> {
        let source = R::of(context)?;
        let known = source.ask_for_partitions(context).unwrap_or_else(Task::none);
        let (list, found) = List::open(context, source, Vec::new(), (0, Order::Ascending));
        let begun = Task::batch([known.map(Message::PartitionsKnown), found.map(Message::List)]);
        Some((Listing { list, deletion: Deletion::default() }, begun))
    }

    /// Opens the list with what is looked for in it.
    pub fn open_found(context: &Context, search: String) -> Option<(Self, Task<MessageOf<R>>)> {
        let (mut listing, opened) = Self::open(context)?;
        let found = listing.list.look_for(context, search).map(Message::List);
        Some((listing, Task::batch([opened, found])))
    }

    fn add_command<'a>(&self, context: &'a Context) -> Command<'a, MessageOf<R>> {
        let add = self.list.source.may_add(context).then_some(Message::Add);
        let label = context.words.get(&format!("{}-add", Self::NAME));
        command(label, Icon::Plus, add).keys(shortcut::NEW, &context.words)
    }

    fn others<'a>(&self, context: &'a Context) -> Vec<Command<'a, MessageOf<R>>> {
        let add = self.list.source.deleting().map(|_| Message::AddOther);
        let other = R::ALSO_NEW.map(|(label, _)| command(context.words.get(label), Icon::Plus, add));
        let listed = self.list.count().is_some_and(|count| count > 0).then_some(Message::AsTable);
        let table = R::AS_TABLE.map(|_| command(context.words.get("matrix-open"), Icon::DoorOpen, listed));
        other.into_iter().chain(table).collect()
    }

    const NAME: &'static str = <R::Deleting as Kind>::NAME;

    fn of_selection<'a>(&self, context: &'a Context) -> Vec<Command<'a, MessageOf<R>>> {
        let (single, source) = (self.list.single(), &self.list.source);
        let open = single.map(|id| Message::List(list::Message::Opened(id)));
        let may_delete = |id: &R::Id| source.deleting().is_some() && source.may_delete(context, *id);
        let delete = single.filter(may_delete).map(|_| Message::AskToDelete);
        vec![
            command(context.words.get(&format!("{}-open", Self::NAME)), R::ICON, open),
            deletion::asking_of_row::<R::Deleting, _>(context, delete),
        ]
    }

    fn empty<'a>(&'a self, context: &'a Context) -> Empty<'a, MessageOf<R>> {
        let none = [format!("{}-none", Self::NAME), format!("{}-none-next", Self::NAME)];
        let none_found = [format!("{}-none-found", Self::NAME), format!("{}-none-found-next", Self::NAME)];
        let (none, none_found) =
            (none.each_ref().map(String::as_str), none_found.each_ref().map(String::as_str));
        let empty = self.list.empty(context, R::ICON, none, none_found);
        let may_add = self.list.source.may_add(context) && !self.list.is_narrowed();
        Empty { action: may_add.then(|| list::primary(&self.add_command(context))), ..empty }
    }
}

impl<R: Records> Screen for Listing<R> {
    type Message = MessageOf<R>;

    fn update(&mut self, context: &Context, message: MessageOf<R>) -> Action<MessageOf<R>> {
        match message {
            Message::List(list::Message::Opened(id)) => Action::Go(R::place(id)),
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::PartitionsKnown(Ok(partitions)) => {
                self.list.source.show_partitions(partitions);
                Action::None
            }
            Message::PartitionsKnown(Err(failure)) => Action::Fail(failure),
            Message::Add => Action::Go(R::NEW),
            Message::AddOther => R::ALSO_NEW.map_or(Action::None, |(_, place)| Action::Go(place)),
            Message::AsTable => {
                R::AS_TABLE.map_or(Action::None, |place| Action::Go(place(self.list.meant())))
            }
            Message::AskToDelete => match (self.list.single(), self.list.source.deleting()) {
                (Some(id), Some(kind)) => {
                    let called =
                        |row: &R::Row| Called { name: R::name(row).to_owned(), count: R::in_question(row) };
                    let called = self.list.row(id).map(called).unwrap_or_default();
                    self.deletion.ask(context, kind, id, called).map(Message::Deletion)
                }
                _ => Action::None,
            },
            Message::Deletion(message) => {
                let Some(kind) = self.list.source.deleting() else {
                    return Action::None;
                };
                match self.deletion.update(context, kind, message) {
                    Outcome::Run(action) => action.map(Message::Deletion),
                    Outcome::Deleted(told) => list::deleted(told),
                    // Nothing else may be done in its place.
                    Outcome::Instead => Action::None,
                }
            }
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, MessageOf<R>> {
        let words = &context.words;
        let count =
            self.list.counted(context, &format!("{}-count", Self::NAME), &format!("{}-found", Self::NAME));
        let commands = self.of_selection(context);
        let may_add = self.list.source.may_add(context);
        let primary = may_add.then(|| list::primary(&self.add_command(context)));
        let search = format!("{}-search", Self::NAME);
        let others = self.others(context);
        let tools = Tools { search: &search, of_selection: &commands, others: &others };
        let tools = self.list.tools(context, &tools, Message::List);
        let items = command::items(&commands);
        let table = self.list.table(context, R::TITLE, items, self.empty(context), Message::List);
        let table = match R::HAS_SHEET {
            true => {
                self.list.with_sheet(context, table, commands.get(..1).unwrap_or_default(), Message::List)
            }
            false => table,
        };
        let title = words.get(R::TITLE).into_owned();
        list::page(Page { title, count, primary, above: None, tools, table })
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, MessageOf<R>>> {
        match self.deletion.view::<R::Deleting>(context, is_live) {
            Some(dialog) => Some(dialog.map(Message::Deletion)),
            None => self.list.dialog(context, is_live, Message::List),
        }
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, MessageOf<R>>> {
        let mut commands = self.of_selection(context);
        commands.push(self.add_command(context));
        commands.extend(self.others(context));
        commands.extend(self.list.commands(context, &format!("{}-search", Self::NAME), Message::List));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<MessageOf<R>> {
        Action::Run(self.list.refresh(context).map(Message::List))
    }
}
