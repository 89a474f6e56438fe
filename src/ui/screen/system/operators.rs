//! System > Operators.

use iced::Task;
use keydesk::console::Console;
use keydesk::domain::moment::{Moment, far_future};
use keydesk::domain::operator::OperatorId;
use keydesk::domain::permission::{OperatorsAddDelete, OperatorsView};
use keydesk::domain::text;
use keydesk::operation;
use keydesk::operation::operators::{self, ListRow};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::list::{self, Empty, List, Whole};
use crate::part::settings::language_name;
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::Tone;
use crate::widget::badge::{Badge, badge};
use crate::widget::table::{self, Cell, Column};
use crate::widget::{Element, menu};

/// The list of operators.
pub struct Operators {
    list: List<Accounts>,
    add: Option<Permit<OperatorsAddDelete>>,
    asked: Option<OperatorId>,
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<Accounts>),
    Add,
    AskToDelete,
    Stay,
    Go,
    Deleted(Answer<()>),
}

impl Operators {
    /// Opens the list.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let source = Accounts { view: context.may()? };
        let (list, found) = List::open(context, source, (), (0, table::Order::Ascending));
        let screen = Operators { list, add: context.may(), asked: None };
        Some((screen, found.map(Message::List)))
    }

    fn add_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let add = self.add.as_ref().map(|_| Message::Add);
        command(context.words.get("operator-add"), Icon::Plus, add).keys(shortcut::NEW, &context.words)
    }

    fn of_selection<'a>(&self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let single = self.list.single();
        let open = single.map(|id| Message::List(list::Message::Opened(id)));
        // Nobody deletes oneself.
        let delete = single
            .filter(|id| self.add.is_some() && *id != context.session.operator())
            .map(|_| Message::AskToDelete);
        vec![
            command(context.words.get("operator-open"), Icon::UserCog, open),
            command(context.words.get("operator-delete"), Icon::Trash, delete)
                .keys(shortcut::DELETE, &context.words)
                .danger(),
        ]
    }

    fn empty<'a>(&'a self, context: &'a Context) -> Empty<'a, Message> {
        let empty = self.list.empty(
            context,
            Icon::UserCog,
            ["operator-none", "operator-none-next"],
            ["operator-none-found", "operator-none-found-next"],
        );
        let action = (self.add.is_some() && !self.list.is_narrowed())
            .then(|| list::primary(&self.add_command(context)));
        Empty { action, ..empty }
    }
}

impl Screen for Operators {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::List(list::Message::Opened(id)) => Action::Go(Place::Operator(id)),
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::Add => Action::Go(Place::NewOperator),
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
                    let task = context.ask(move |console| operators::delete(console, &permit, id));
                    Action::Run(task.map(Message::Deleted))
                }
                _ => Action::None,
            },
            Message::Deleted(Ok(())) => {
                let text = context.words.get("operator-deleted").into_owned();
                Action::All(vec![Action::Tell(Tone::Success, text), self.refresh(context)])
            }
            Message::Deleted(Err(failure)) => Action::Fail(failure),
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let count = self.list.counted(context, "operator-count", "operator-found");
        let commands = self.of_selection(context);
        let mut tools = vec![self.list.search(context, "operator-search").map(Message::List)];
        if self.add.is_some() {
            tools.extend(list::buttons(commands.get(1..).unwrap_or_default()));
        }
        let primary = self.add.as_ref().map(|_| list::primary(&self.add_command(context)));
        let items: Vec<menu::Item<'_, Message>> = commands.iter().map(Command::item).collect();
        let table = self.list.table(context, "entry-operators", items, self.empty(context), Message::List);
        list::page(words.get("entry-operators").into_owned(), count, primary, tools, table)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let row = self.list.row(self.asked?)?;
        Some(confirm(ask_to_delete(context, &row.name), Message::Stay, Message::Go, is_live))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands = self.of_selection(context);
        commands.push(self.add_command(context));
        commands.extend(list::commands(context, "operator-search", Message::List));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        Action::Run(self.list.refresh(context).map(Message::List))
    }
}

/// The question before an operator is deleted.
pub fn ask_to_delete<'a>(context: &'a Context, name: &str) -> Question<'a> {
    let words = &context.words;
    Question {
        icon: Icon::Trash,
        tone: Tone::Danger,
        title: words.with("operator-delete-title", [("name", name.into())]),
        sentence: words.get("operator-delete-sentence").into_owned(),
        stay: words.get("cancel").into_owned(),
        go: words.get("operator-delete").into_owned(),
        more: None,
    }
}

/// Whether an operator can sign in at this moment; what stands in the way first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Enabled,
    /// Until a moment, or until somebody releases the account.
    Locked(Option<Moment>),
    Disabled,
}

impl State {
    /// The state of an operator at a moment.
    pub fn of(row: &ListRow, now: Moment) -> State {
        match row.locked_until.filter(|until| now < *until) {
            _ if !row.enabled => State::Disabled,
            None => State::Enabled,
            Some(until) if until >= far_future() => State::Locked(None),
            Some(until) => State::Locked(Some(until)),
        }
    }

    /// The state in a word or two.
    pub fn badge(self, context: &Context) -> Badge<'_> {
        let words = &context.words;
        match self {
            State::Enabled => badge(words.get("operator-enabled"), Tone::Success).icon(Icon::CircleCheck),
            State::Locked(until) => badge(locked(context, until), Tone::Danger).icon(Icon::Lock),
            State::Disabled => badge(words.get("operator-disabled"), Tone::Neutral).icon(Icon::Ban),
        }
    }
}

/// That an account is locked, and until when.
pub fn locked(context: &Context, until: Option<Moment>) -> String {
    let words = &context.words;
    match until {
        Some(until) => {
            let local = context.local(until);
            let is_today = local.date() == context.today();
            let until = if is_today { words.time(local.time()) } else { words.moment(local) };
            words.with("operator-locked-until", [("until", until.into())])
        }
        None => words.get("operator-locked").into_owned(),
    }
}

/// What the list is of.
#[derive(Clone)]
pub struct Accounts {
    view: Permit<OperatorsView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Name,
    UserName,
    Group,
    State,
    SecondFactor,
    LastSignIn,
    Language,
}

const SHOWN: [Shown; 7] = [
    Shown::Name,
    Shown::UserName,
    Shown::Group,
    Shown::State,
    Shown::SecondFactor,
    Shown::LastSignIn,
    Shown::Language,
];

impl Whole for Accounts {
    type Id = OperatorId;
    type Row = ListRow;

    fn all(&self, console: &Console) -> Result<Vec<ListRow>, operation::Error> {
        operators::list(console, &self.view)
    }

    fn id(row: &ListRow) -> OperatorId {
        row.id
    }

    fn name(row: &ListRow) -> &str {
        &row.name
    }

    fn text(row: &ListRow) -> String {
        format!("{}\n{}\n{}", row.name, row.user_name, row.group_name)
    }

    fn sort(&self, console: &Console, rows: &mut [ListRow], column: usize) {
        match SHOWN.get(column) {
            None | Some(Shown::Name) => {}
            Some(Shown::UserName) => rows.sort_by_cached_key(|row| text::folded(&row.user_name)),
            Some(Shown::Group) => rows.sort_by_cached_key(|row| text::folded(&row.group_name)),
            Some(Shown::State) => {
                let now = console.steady_now();
                rows.sort_by_key(|row| std::cmp::Reverse(State::of(row, now)));
            }
            Some(Shown::SecondFactor) => rows.sort_by_key(|row| !row.two_factor),
            Some(Shown::LastSignIn) => rows.sort_by_key(|row| row.last_sign_in_at),
            Some(Shown::Language) => rows.sort_by_key(|row| language_name(row.language)),
        }
    }

    fn columns(&self, context: &Context) -> Vec<Column<'static>> {
        let word = |id: &str| context.words.get(id).into_owned();
        let column = |shown: Shown| match shown {
            Shown::Name => table::column(word("operator-name"), 210.0).grows(),
            Shown::UserName => table::column(word("operator-user-name"), 150.0),
            Shown::Group => table::column(word("operator-group"), 160.0),
            Shown::State => table::column(word("operator-column-state"), 190.0),
            Shown::SecondFactor => table::column(word("operator-second-factor"), 128.0),
            Shown::LastSignIn => table::column(word("operator-last-sign-in"), 156.0),
            Shown::Language => table::column(word("settings-language"), 96.0),
        };
        SHOWN.into_iter().map(column).collect()
    }

    fn cell<'a>(&self, row: &'a ListRow, column: usize, context: &'a Context) -> Cell<'a> {
        let words = &context.words;
        match SHOWN.get(column) {
            Some(Shown::Name) => Cell::strong(row.name.as_str()),
            Some(Shown::UserName) => Cell::text(row.user_name.as_str()),
            Some(Shown::Group) => Cell::text(row.group_name.as_str()),
            Some(Shown::State) => Cell::badge(State::of(row, context.console.steady_now()).badge(context)),
            Some(Shown::SecondFactor) if row.two_factor => {
                Cell::icon(Icon::ShieldCheck, Tone::Success, words.get("operator-on"))
            }
            Some(Shown::SecondFactor) => Cell::muted(words.get("operator-off")),
            Some(Shown::LastSignIn) => Cell::muted(last_sign_in(context, row)),
            Some(Shown::Language) => Cell::text(language_name(row.language)),
            None => Cell::empty(),
        }
    }
}

/// When an operator signed in last.
pub fn last_sign_in(context: &Context, row: &ListRow) -> String {
    match row.last_sign_in_at {
        Some(at) => context.say().moment(at),
        None => context.words.get("operator-never").into_owned(),
    }
}
