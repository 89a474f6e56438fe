//! A list of records, as most entries of the menus begin with one: it is searched, sorted and opened, added to and
//! deleted from. An entry says with [`Records`] what is its own.

use keydesk::domain::partition::Partition;

use super::Screen;
use crate::action::Action;
use crate::command::{self, Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::deletion::{self, Called, Deletion, Kind, Outcome};
use crate::part::list::{self, Empty, List, Page, Tools, Whole};
use crate::place::Place;
use crate::theme::Tone;
use crate::widget::Element;
use crate::widget::table::Order;
use crate::widget::task::Task;

/// Where some are shown as a table of what they open.
pub type TableOf<Id> = fn(Vec<Id>) -> Place;

/// What is said where something that is known of rows is forgotten: on the button, in the question, and when it is done.
#[derive(Clone, Copy)]
pub struct Forgetting {
    pub label: &'static str,
    pub title: &'static str,
    pub sentence: &'static str,
    pub told: &'static str,
}

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

    /// What is said where something is forgotten that is known of rows; nothing, where there is no such thing.
    const FORGETTING: Option<Forgetting> = None;

    /// Whether there is something to forget of a row.
    fn may_forget(_row: &Self::Row) -> bool {
        false
    }

    /// Whether the operator may forget it.
    fn may_forget_any(&self) -> bool {
        false
    }

    /// Forgets it of some, and says of how many; nothing, if the operator may not.
    fn forget(&self, _context: &Context, _ids: Vec<Self::Id>) -> Option<Task<Answer<usize>>> {
        None
    }

    /// Where it is shown what happened at one; nothing, where nothing can, or the operator may not see it.
    fn trail(&self, _id: Self::Id) -> Option<Place> {
        None
    }

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
    /// Those of which it is asked whether something is forgotten.
    forgetting: Vec<R::Id>,
}

#[derive(Debug, Clone)]
pub enum Message<Id, Row, F> {
    List(list::Message<Id, Row, F>),
    PartitionsKnown(Answer<Vec<Partition>>),
    Add,
    AddOther,
    AsTable,
    ShowTrail,
    AskToDelete,
    Deletion(deletion::Message),
    AskToForget,
    Forget,
    Remember,
    Forgotten(Answer<usize>),
}

type MessageOf<R> = Message<<R as Whole>::Id, <R as Whole>::Row, <R as Whole>::Facet>;

impl<R: Records> Listing<R> {
    /// Opens the list.
    pub fn open(context: &Context) -> Option<(Self, Task<MessageOf<R>>)> {
        let source = R::of(context)?;
        let known = source.ask_for_partitions(context).unwrap_or_else(Task::none);
        let (list, found) = List::open(context, source, Vec::new(), (0, Order::Ascending));
        let begun = Task::batch([known.map(Message::PartitionsKnown), found.map(Message::List)]);
        Some((Listing { list, deletion: Deletion::default(), forgetting: Vec::new() }, begun))
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
        let forget = R::FORGETTING.map(|forgetting| {
            let may_forget = !self.to_forget().is_empty();
            let asked = may_forget.then_some(Message::AskToForget);
            command(context.words.get(forgetting.label), Icon::Eraser, asked)
        });
        let open = command(context.words.get(&format!("{}-open", Self::NAME)), R::ICON, open);
        let trail = single.and_then(|id| source.trail(id)).map(|_| Message::ShowTrail);
        let trail = trail.map(|show| trail_command(context, Some(show)));
        let delete = deletion::asking_of_row::<R::Deleting, _>(context, delete);
        [open].into_iter().chain(trail).chain(forget).chain([delete]).collect()
    }

    /// Those of the selected of which something can be forgotten.
    fn to_forget(&self) -> Vec<R::Id> {
        let may_forget = |id: &R::Id| self.list.row(*id).is_some_and(R::may_forget);
        if self.list.source.may_forget_any() {
            self.list.selected().into_iter().filter(may_forget).collect()
        } else {
            Vec::new()
        }
    }

    fn ask_to_forget<'a>(
        &self,
        context: &'a Context,
        forgetting: Forgetting,
        is_live: bool,
    ) -> Element<'a, MessageOf<R>> {
        let words = &context.words;
        let count = self.forgetting.len();
        let question = Question {
            icon: Icon::Eraser,
            tone: Tone::Warning,
            title: words.with(forgetting.title, [("count", count.into())]),
            sentence: words.get(forgetting.sentence).into_owned(),
            stay: words.get("cancel").into_owned(),
            go: words.get(forgetting.label).into_owned(),
            more: None,
        };
        confirm(question, Message::Remember, Message::Forget, is_live)
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

/// Shows who opened something.
pub fn trail_command<M: Clone>(context: &Context, show: Option<M>) -> Command<'_, M> {
    command(context.words.get("trail-of-point"), Icon::Activity, show)
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
            Message::ShowTrail => {
                let place = self.list.single().and_then(|id| self.list.source.trail(id));
                place.map_or(Action::None, Action::Go)
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
            Message::AskToForget => {
                self.forgetting = self.to_forget();
                Action::None
            }
            Message::Remember => {
                self.forgetting.clear();
                Action::None
            }
            Message::Forget => {
                let ids = std::mem::take(&mut self.forgetting);
                match self.list.source.forget(context, ids) {
                    Some(task) => Action::Run(task.map(Message::Forgotten)),
                    None => Action::None,
                }
            }
            Message::Forgotten(Ok(count)) => match R::FORGETTING {
                Some(forgetting) => {
                    list::deleted(context.words.with(forgetting.told, [("count", count.into())]))
                }
                None => Action::None,
            },
            Message::Forgotten(Err(failure)) => Action::Fail(failure),
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
        if let Some(forgetting) = R::FORGETTING.filter(|_| !self.forgetting.is_empty()) {
            return Some(self.ask_to_forget(context, forgetting, is_live));
        }
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
