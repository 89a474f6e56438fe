//! Where one can go in the window.

use keydesk::console::About;
use keydesk::domain::calendar::CalendarId;
use keydesk::domain::directory::Filter;
use keydesk::domain::door::DoorId;
use keydesk::domain::group::GroupId;
use keydesk::domain::operator::OperatorId;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{self, Menu};
use keydesk::domain::user::UserId;

use crate::context::Context;
use crate::icon::Icon;

/// The entries that have a screen, in the order of the menus, each with the places that are reached from it.
macro_rules! places {
    ($($entry:ident: { $($(#[$doc:meta])* $place:ident $(($of:ty))?),* }),+ $(,)?) => {
        /// Somewhere in the window.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Place {
            Entry(Entry),
            $($($(#[$doc])* $place $(($of))?,)*)+
        }

        /// What the sidebar can show: the start page, and the entries of the permission tree that have a screen.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Entry {
            Start,
            $($entry),+
        }

        impl Entry {
            /// All of them, in the order of the menus.
            pub const ALL: &[Entry] = &[Entry::Start, $(Entry::$entry),+];

            /// What it is in the permission tree.
            const fn permission(self) -> Option<permission::Entry> {
                match self {
                    Entry::Start => None,
                    $(Entry::$entry => Some(permission::Entry::$entry)),+
                }
            }
        }

        impl Place {
            /// The entry of the sidebar under which it stands.
            pub const fn entry(&self) -> Entry {
                match self {
                    Place::Entry(entry) => *entry,
                    $($(Place::$place { .. } => Entry::$entry,)*)+
                }
            }
        }
    };
}

places! {
    Doors: {
        /// The list, with what is looked for in it.
        DoorsFound(String),
        Door(DoorId),
        NewDoor
    },
    Users: {
        Users(Filter),
        /// The list, with what is looked for in it.
        UsersFound(String),
        User(UserId),
        NewUser,
        EditUsers(Vec<UserId>)
    },
    AutomaticKeyUpdate: {},
    AuditTrail: {},
    SystemAuditor: {},
    Operators: { Operator(OperatorId), NewOperator },
    OperatorGroups: {
        OperatorGroup(GroupId),
        NewOperatorGroup,
        /// A new group that has what this one has.
        CopyOfOperatorGroup(GroupId)
    },
    Partitions: { Partition(PartitionId), NewPartition },
    Network: {},
    Calendars: { Calendar(CalendarId), NewCalendar },
    Configuration: {},
}

impl Place {
    /// What its screen shows: a commit about any of it is news there.
    pub const fn shows(&self) -> &'static [About] {
        match self {
            Place::Entry(Entry::Start) => {
                &[About::Users, About::Keys, About::Doors, About::Site, About::Auditor]
            }
            Place::Entry(Entry::Users) | Place::Users(_) | Place::UsersFound(_) => {
                &[About::Users, About::Rights, About::Keys, About::Partitions, About::Site]
            }
            Place::User(_) => {
                &[About::Users, About::Rights, About::Keys, About::Doors, About::Partitions, About::Site]
            }
            Place::Entry(Entry::Doors) | Place::DoorsFound(_) => {
                &[About::Doors, About::Rights, About::Partitions, About::Site]
            }
            Place::Door(_) => {
                &[About::Doors, About::Rights, About::Users, About::Keys, About::Partitions, About::Site]
            }
            Place::Entry(Entry::AuditTrail) => {
                &[About::Events, About::Users, About::Doors, About::Partitions]
            }
            Place::Entry(Entry::SystemAuditor) => &[About::Auditor],
            Place::Entry(Entry::Operators) | Place::Operator(_) => &[About::Operators, About::Groups],
            Place::Entry(Entry::OperatorGroups) | Place::OperatorGroup(_) => {
                &[About::Groups, About::Operators, About::Partitions, About::Site]
            }
            Place::Entry(Entry::Partitions) | Place::Partition(_) => {
                &[About::Partitions, About::Users, About::Doors, About::Groups, About::Site]
            }
            Place::Entry(Entry::Calendars) | Place::Calendar(_) => &[About::Calendars],
            Place::Entry(Entry::Configuration) => &[About::Site],
            // New records are not stored yet, so no commit can be about them; and the encoders tell of themselves.
            Place::NewUser
            | Place::EditUsers(_)
            | Place::NewDoor
            | Place::NewOperator
            | Place::NewOperatorGroup
            | Place::CopyOfOperatorGroup(_)
            | Place::NewPartition
            | Place::NewCalendar
            | Place::Entry(Entry::AutomaticKeyUpdate | Entry::Network) => &[],
        }
    }

    /// Whether it is reached from a menu, so that nothing stays behind it.
    pub const fn is_top(&self) -> bool {
        matches!(self, Place::Entry(_) | Place::Users(_) | Place::UsersFound(_) | Place::DoorsFound(_))
    }
}

impl Entry {
    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self.permission() {
            None => "start",
            Some(entry) => entry.key(),
        }
    }

    /// The menu that it stands in.
    pub const fn menu(self) -> Option<Menu> {
        match self.permission() {
            None => None,
            Some(entry) => Some(entry.menu()),
        }
    }

    /// Whether the operator may open it. One who may do something with it but not see it has no use for its screen.
    pub fn is_permitted(self, context: &Context) -> bool {
        self.permission()
            .is_none_or(|entry| entry.leaves().first().is_some_and(|view| context.session.holds(*view)))
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
