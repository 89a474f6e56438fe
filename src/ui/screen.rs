//! The screens: one for each entry of a menu that has one, and one for each thing that is opened from there.
//!
//! A new entry takes its module under `screen/`, a line in [`screens!`] and [`Entry`], and its texts.

pub mod access_points;
pub mod cardholders;
pub mod keys;
pub mod monitoring;
pub mod start;
pub mod system;

use iced::Task;
use keydesk::domain::door::DoorId;
use keydesk::domain::group::GroupId;
use keydesk::domain::operator::OperatorId;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{self, Menu};
use keydesk::domain::user::UserId;
use keydesk::encoders::News;

use crate::command::Command;
use crate::context::{Context, Failure};
use crate::icon::Icon;
use crate::theme::Tone;
use crate::widget::Element;
use cardholders::users::Filter;

/// What the window shows and changes for the operator.
pub trait Screen {
    /// What happens on it.
    type Message: Clone + std::fmt::Debug + Send + 'static;

    /// Takes what happened.
    fn update(&mut self, context: &Context, message: Self::Message) -> Action<Self::Message>;

    /// How it looks.
    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Self::Message>;

    /// The dialog over it, if one is open.
    fn dialog<'a>(&'a self, _context: &'a Context, _is_live: bool) -> Option<Element<'a, Self::Message>> {
        None
    }

    /// What can be done on it now.
    fn commands<'a>(&'a self, _context: &'a Context) -> Vec<Command<'a, Self::Message>> {
        Vec::new()
    }

    /// Something that it shows may have changed.
    fn refresh(&mut self, _context: &Context) -> Action<Self::Message> {
        Action::None
    }

    /// Something happened at an encoder.
    fn hear(&mut self, _context: &Context, _news: &News) -> Action<Self::Message> {
        Action::None
    }

    /// Whether something was changed and not saved.
    fn is_changed(&self) -> bool {
        false
    }

    /// Saves what was changed, and tells with [`Action::Saved`] or [`Action::NotSaved`] how that went.
    fn save(&mut self, _context: &Context) -> Action<Self::Message> {
        Action::None
    }

    /// Whose screen it is: the person to whom a blank card could be given.
    fn person(&self) -> Option<Person<'_>> {
        None
    }

    /// Whether it works with every key that is laid down itself.
    fn takes_keys(&self) -> bool {
        false
    }

    /// Another screen is shown in front of it: nothing is done to keys that is not in view.
    fn step_back(&mut self) {}
}

/// What a screen asks of the window.
#[derive(Debug)]
pub enum Action<Message> {
    None,
    Run(Task<Message>),
    /// Show something else.
    Go(Place),
    /// Show something else in place of this.
    Replace(Place),
    /// Go back to where one came from.
    Back,
    /// Tell the operator in passing.
    Tell(Tone, String),
    /// Tell the operator what went wrong.
    Fail(Failure),
    /// What was changed is saved.
    Saved,
    /// What was changed could not be saved; the screen says why.
    NotSaved,
    /// Write a key.
    Encode(Order),
    /// Several of these.
    All(Vec<Action<Message>>),
}

impl<Message: Send + 'static> Action<Message> {
    /// The same as somebody else's message.
    pub fn map<Other: Send + 'static>(self, map: fn(Message) -> Other) -> Action<Other> {
        match self {
            Action::None => Action::None,
            Action::Run(task) => Action::Run(task.map(map)),
            Action::Go(place) => Action::Go(place),
            Action::Replace(place) => Action::Replace(place),
            Action::Back => Action::Back,
            Action::Tell(tone, text) => Action::Tell(tone, text),
            Action::Fail(failure) => Action::Fail(failure),
            Action::Saved => Action::Saved,
            Action::NotSaved => Action::NotSaved,
            Action::Encode(order) => Action::Encode(order),
            Action::All(actions) => Action::All(actions.into_iter().map(|action| action.map(map)).collect()),
        }
    }
}

/// Somebody who is shown, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    pub id: UserId,
    pub name: &'a str,
}

/// A key that is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// A person's first key.
    Assign(UserId),
    /// A person's key, brought up to date.
    Update(UserId),
    /// Whatever key lies there, brought up to date at once.
    UpdateAny,
    /// The key of this person, which lies there and was shown, brought up to date at once.
    UpdateLaid(UserId),
}

/// Somewhere in the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    Entry(Entry),
    Users(Filter),
    User(UserId),
    NewUser,
    EditUsers(Vec<UserId>),
    Door(DoorId),
    NewDoor,
    OperatorGroup(GroupId),
    NewOperatorGroup,
    /// A new group that has what this one has.
    CopyOfOperatorGroup(GroupId),
    Operator(OperatorId),
    NewOperator,
    Partition(PartitionId),
    NewPartition,
}

/// What the sidebar can show: the start page, and the entries of the permission tree that have a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entry {
    Start,
    Of(permission::Entry),
}

impl Entry {
    /// Every entry that has a screen, in the order of the menus.
    pub const ALL: &[Entry] = &[
        Entry::Start,
        Entry::Of(permission::Entry::Doors),
        Entry::Of(permission::Entry::Users),
        Entry::Of(permission::Entry::AutomaticKeyUpdate),
        Entry::Of(permission::Entry::AuditTrail),
        Entry::Of(permission::Entry::SystemAuditor),
        Entry::Of(permission::Entry::Operators),
        Entry::Of(permission::Entry::OperatorGroups),
        Entry::Of(permission::Entry::Partitions),
        Entry::Of(permission::Entry::Network),
        Entry::Of(permission::Entry::Configuration),
    ];

    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Entry::Start => "start",
            Entry::Of(entry) => entry.key(),
        }
    }

    /// The menu that it stands in.
    pub const fn menu(self) -> Option<Menu> {
        match self {
            Entry::Start => None,
            Entry::Of(entry) => Some(entry.menu()),
        }
    }

    /// Whether the operator may open it. Who may do something with it but not see it has no use for its screen.
    pub fn is_permitted(self, context: &Context) -> bool {
        match self {
            Entry::Start => true,
            Entry::Of(entry) => entry.leaves().first().is_some_and(|view| context.session.holds(*view)),
        }
    }
}

/// The picture of a menu.
pub const fn menu_icon(menu: Menu) -> Icon {
    match menu {
        Menu::AccessPoints => Icon::DoorClosed,
        Menu::Cardholders => Icon::Users,
        Menu::Keys => Icon::KeyRound,
        Menu::Monitoring => Icon::Activity,
        Menu::Hotels => Icon::BedDouble,
        Menu::Tools => Icon::SlidersHorizontal,
        Menu::System => Icon::Settings,
    }
}

/// Makes one type of all screens and one of their messages, and hands every call on.
macro_rules! screens {
    ($($name:ident($module:path)),+ $(,)?) => {
        /// Any of the screens.
        pub enum AnyScreen { $($name(Box<$module>)),+ }

        /// What happens on any of the screens.
        #[derive(Debug, Clone)]
        pub enum Message { $($name(<$module as Screen>::Message)),+ }

        $(
            impl From<$module> for AnyScreen {
                fn from(screen: $module) -> Self {
                    AnyScreen::$name(Box::new(screen))
                }
            }
        )+

        impl Screen for AnyScreen {
            type Message = Message;

            fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
                match (self, message) {
                    $(
                        (AnyScreen::$name(screen), Message::$name(message)) => {
                            screen.update(context, message).map(Message::$name)
                        }
                    )+
                    // An answer to a screen that is no longer there.
                    _ => Action::None,
                }
            }

            fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
                match self { $(AnyScreen::$name(screen) => screen.view(context).map(Message::$name)),+ }
            }

            fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
                match self {
                    $(
                        AnyScreen::$name(screen) => {
                            screen.dialog(context, is_live).map(|dialog| dialog.map(Message::$name))
                        }
                    )+
                }
            }

            fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
                match self {
                    $(
                        AnyScreen::$name(screen) => {
                            let commands = screen.commands(context).into_iter();
                            commands.map(|command| command.map(Message::$name)).collect()
                        }
                    )+
                }
            }

            fn refresh(&mut self, context: &Context) -> Action<Message> {
                match self { $(AnyScreen::$name(screen) => screen.refresh(context).map(Message::$name)),+ }
            }

            fn hear(&mut self, context: &Context, news: &News) -> Action<Message> {
                match self { $(AnyScreen::$name(screen) => screen.hear(context, news).map(Message::$name)),+ }
            }

            fn is_changed(&self) -> bool {
                match self { $(AnyScreen::$name(screen) => screen.is_changed()),+ }
            }

            fn save(&mut self, context: &Context) -> Action<Message> {
                match self { $(AnyScreen::$name(screen) => screen.save(context).map(Message::$name)),+ }
            }

            fn person(&self) -> Option<Person<'_>> {
                match self { $(AnyScreen::$name(screen) => screen.person()),+ }
            }

            fn takes_keys(&self) -> bool {
                match self { $(AnyScreen::$name(screen) => screen.takes_keys()),+ }
            }

            fn step_back(&mut self) {
                match self { $(AnyScreen::$name(screen) => screen.step_back()),+ }
            }
        }
    };
}

screens! {
    Start(start::Start),
    Users(cardholders::users::Users),
    User(cardholders::user::User),
    EditUsers(cardholders::edit_users::EditUsers),
    Doors(access_points::doors::Doors),
    Door(access_points::door::Door),
    AutomaticKeyUpdate(keys::automatic_key_update::AutomaticKeyUpdate),
    AuditTrail(monitoring::audit_trail::AuditTrail),
    OperatorGroups(system::operator_groups::OperatorGroups),
    OperatorGroup(system::operator_group::OperatorGroup),
    Operators(system::operators::Operators),
    Operator(system::operator::Operator),
    Partitions(system::partitions::Partitions),
    Partition(system::partition::Partition),
    Network(system::network::Network),
    Security(system::security::Security),
    SystemAuditor(system::system_auditor::SystemAuditor),
}

/// A screen that was opened, and what it begins with.
pub type Opened = (AnyScreen, Task<Message>);

/// Opens a place; nothing, if the operator may not.
pub fn open(context: &Context, place: &Place) -> Option<Opened> {
    use cardholders::{edit_users, user, users};
    use permission::Entry as Of;
    Some(match place {
        Place::Entry(Entry::Start) => opened(start::Start::open(context), Message::Start),
        Place::Entry(Entry::Of(Of::Doors)) => {
            opened(access_points::doors::Doors::open(context)?, Message::Doors)
        }
        Place::Entry(Entry::Of(Of::Users)) => {
            opened(users::Users::open(context, Filter::default())?, Message::Users)
        }
        Place::Users(filter) => opened(users::Users::open(context, *filter)?, Message::Users),
        Place::Entry(Entry::Of(Of::AutomaticKeyUpdate)) => opened(
            keys::automatic_key_update::AutomaticKeyUpdate::open(context)?,
            Message::AutomaticKeyUpdate,
        ),
        Place::Entry(Entry::Of(Of::AuditTrail)) => {
            opened(monitoring::audit_trail::AuditTrail::open(context)?, Message::AuditTrail)
        }
        Place::Entry(Entry::Of(Of::OperatorGroups)) => {
            opened(system::operator_groups::OperatorGroups::open(context)?, Message::OperatorGroups)
        }
        Place::OperatorGroup(id) => {
            opened(system::operator_group::OperatorGroup::open(context, *id)?, Message::OperatorGroup)
        }
        Place::NewOperatorGroup => {
            opened(system::operator_group::OperatorGroup::open_new(context, None)?, Message::OperatorGroup)
        }
        Place::CopyOfOperatorGroup(id) => opened(
            system::operator_group::OperatorGroup::open_new(context, Some(*id))?,
            Message::OperatorGroup,
        ),
        Place::Entry(Entry::Of(Of::Operators)) => {
            opened(system::operators::Operators::open(context)?, Message::Operators)
        }
        Place::Entry(Entry::Of(Of::Partitions)) => {
            opened(system::partitions::Partitions::open(context)?, Message::Partitions)
        }
        Place::Entry(Entry::Of(Of::Network)) => {
            opened(system::network::Network::open(context)?, Message::Network)
        }
        Place::Entry(Entry::Of(Of::Configuration)) => {
            opened(system::security::Security::open(context)?, Message::Security)
        }
        Place::Entry(Entry::Of(Of::SystemAuditor)) => {
            opened(system::system_auditor::SystemAuditor::open(context)?, Message::SystemAuditor)
        }
        Place::Entry(Entry::Of(_)) => return None,
        Place::User(id) => opened(user::User::open(context, *id)?, Message::User),
        Place::NewUser => opened(user::User::open_new(context)?, Message::User),
        Place::EditUsers(ids) => {
            opened(edit_users::EditUsers::open(context, ids.clone())?, Message::EditUsers)
        }
        Place::Door(id) => opened(access_points::door::Door::open(context, *id)?, Message::Door),
        Place::NewDoor => opened(access_points::door::Door::open_new(context)?, Message::Door),
        Place::Operator(id) => opened(system::operator::Operator::open(context, *id)?, Message::Operator),
        Place::NewOperator => opened(system::operator::Operator::open_new(context)?, Message::Operator),
        Place::Partition(id) => opened(system::partition::Partition::open(context, *id)?, Message::Partition),
        Place::NewPartition => opened(system::partition::Partition::open_new(context)?, Message::Partition),
    })
}

fn opened<S: Screen + Into<AnyScreen>>(
    (screen, task): (S, Task<S::Message>),
    map: fn(S::Message) -> Message,
) -> Opened {
    (screen.into(), task.map(map))
}

impl Place {
    /// The entry of the sidebar under which it stands.
    pub const fn entry(&self) -> Entry {
        match self {
            Place::Entry(entry) => *entry,
            Place::Users(_) | Place::User(_) | Place::NewUser | Place::EditUsers(_) => {
                Entry::Of(permission::Entry::Users)
            }
            Place::Door(_) | Place::NewDoor => Entry::Of(permission::Entry::Doors),
            Place::OperatorGroup(_) | Place::NewOperatorGroup | Place::CopyOfOperatorGroup(_) => {
                Entry::Of(permission::Entry::OperatorGroups)
            }
            Place::Operator(_) | Place::NewOperator => Entry::Of(permission::Entry::Operators),
            Place::Partition(_) | Place::NewPartition => Entry::Of(permission::Entry::Partitions),
        }
    }

    /// Whether it is reached from a menu, so that nothing stays behind it.
    pub const fn is_top(&self) -> bool {
        matches!(self, Place::Entry(_) | Place::Users(_))
    }
}
