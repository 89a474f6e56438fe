//! Where one can go in the window.

use keydesk::console::About;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::automatic_change::AutomaticChangeId;
use keydesk::domain::calendar::CalendarId;
use keydesk::domain::directory::Filter;
use keydesk::domain::door::DoorId;
use keydesk::domain::function::FunctionId;
use keydesk::domain::group::GroupId;
use keydesk::domain::key::KeyId;
use keydesk::domain::limited_occupancy_area::LimitedOccupancyAreaId;
use keydesk::domain::limited_occupancy_group::LimitedOccupancyGroupId;
use keydesk::domain::location::LocationId;
use keydesk::domain::lockdown_area::LockdownAreaId;
use keydesk::domain::locker::LockerId;
use keydesk::domain::operator::OperatorId;
use keydesk::domain::output::OutputId;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{self, Menu};
use keydesk::domain::roll_call_area::RollCallAreaId;
use keydesk::domain::room::RoomId;
use keydesk::domain::suite::SuiteId;
use keydesk::domain::time_zone::TimeZoneId;
use keydesk::domain::timed_period::TimedPeriodId;
use keydesk::domain::timetable::TimetableId;
use keydesk::domain::user::UserId;
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::zone::ZoneId;
use keydesk::operation::audit_trail::Of as TrailOf;
use keydesk::operation::system_auditor::SubjectKind;

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
    Lockers: {
        /// The list, with what is looked for in it.
        LockersFound(String),
        Locker(LockerId),
        NewLocker
    },
    Rooms: {
        /// The list, with what is looked for in it.
        RoomsFound(String),
        Room(RoomId),
        NewRoom,
        Suite(SuiteId),
        NewSuite
    },
    Zones: {
        /// The list, with what is looked for in it.
        ZonesFound(String),
        Zone(ZoneId),
        NewZone
    },
    LocationsFunctions: {
        /// The list, with what is looked for in it.
        LocationsFunctionsFound(String),
        Location(LocationId),
        NewLocation,
        Function(FunctionId),
        NewFunction
    },
    Outputs: {
        /// The list, with what is looked for in it.
        OutputsFound(String),
        Output(OutputId),
        NewOutput
    },
    RollCallAreas: {
        /// The list, with what is looked for in it.
        RollCallAreasFound(String),
        RollCallArea(RollCallAreaId),
        NewRollCallArea
    },
    LimitedOccupancyAreas: {
        /// The list, with what is looked for in it.
        LimitedOccupancyAreasFound(String),
        LimitedOccupancyArea(LimitedOccupancyAreaId),
        NewLimitedOccupancyArea
    },
    LockdownAreas: {
        /// The list, with what is looked for in it.
        LockdownAreasFound(String),
        LockdownArea(LockdownAreaId),
        NewLockdownArea
    },
    TimedPeriods: {
        /// The list, with what is looked for in it.
        TimedPeriodsFound(String),
        TimedPeriod(TimedPeriodId),
        NewTimedPeriod,
        AutomaticChange(AutomaticChangeId),
        NewAutomaticChange
    },
    Users: {
        Users(Filter),
        /// The list, with what is looked for in it.
        UsersFound(String),
        User(UserId),
        NewUser,
        EditUsers(Vec<UserId>),
        /// What some may open, as a table.
        PeopleMatrix(Vec<UserId>),
        /// What became of a key that was cancelled.
        CancelledKey(KeyId)
    },
    UserAccessLevels: {
        /// The list, with what is looked for in it.
        UserAccessLevelsFound(String),
        UserAccessLevel(UserAccessLevelId),
        NewUserAccessLevel,
        /// What some open, as a table.
        LevelsMatrix(Vec<UserAccessLevelId>)
    },
    LimitedOccupancyGroups: {
        /// The list, with what is looked for in it.
        LimitedOccupancyGroupsFound(String),
        LimitedOccupancyGroup(LimitedOccupancyGroupId),
        NewLimitedOccupancyGroup
    },
    Timetables: {
        /// The list, with what is looked for in it.
        TimetablesFound(String),
        Timetable(TimetableId),
        NewTimetable
    },
    ReadKey: {},
    DeleteKey: {},
    AutomaticKeyUpdate: {},
    ResetLockerData: {},
    AuditTrail: {
        /// What happened at an access point, or to the keys of a person.
        TrailOf(TrailOf)
    },
    SystemAuditor: {
        /// What was done to one record.
        HistoryOf(HistoryOf)
    },
    Operators: {
        Operator(OperatorId),
        /// A new operator, of this group if one was on the screen.
        NewOperator(Option<GroupId>)
    },
    OperatorGroups: {
        OperatorGroup(GroupId),
        NewOperatorGroup,
        /// A new group that has what this one has.
        CopyOfOperatorGroup(GroupId)
    },
    Partitions: { Partition(PartitionId), NewPartition },
    DesktopReader: {},
    Network: {},
    Calendars: { Calendar(CalendarId), NewCalendar },
    TimeZones: {
        /// One of them, or the site's own time.
        TimeZone(Option<TimeZoneId>),
        NewTimeZone
    },
    Configuration: {
        /// General options, at another tab than the first.
        OptionsOfSite,
        OptionsOfUsers,
        OptionsOfDoors,
        OptionsOfCrossings
    },
    SystemResources: {},
}

/// A record whose history is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryOf {
    pub kind: SubjectKind,
    pub number: i64,
    /// What it was called there.
    pub name: String,
}

/// Whether this version has anything that the permissions under an entry of the tree open. Keys are given and written
/// on the screens of people.
pub fn is_in_version(entry: permission::Entry) -> bool {
    entry == permission::Entry::UserKeys || Entry::ALL.iter().any(|it| it.permission() == Some(entry))
}

impl Place {
    /// Of which kind the record is that it shows, and where another one is begun.
    const fn record(&self) -> Option<(SubjectKind, Place)> {
        let record = match self {
            Place::User(_) => (SubjectKind::User, Place::NewUser),
            Place::Door(_) => (SubjectKind::Door, Place::NewDoor),
            Place::Locker(_) => (SubjectKind::Locker, Place::NewLocker),
            Place::Room(_) => (SubjectKind::Room, Place::NewRoom),
            Place::Suite(_) => (SubjectKind::Suite, Place::NewSuite),
            Place::Zone(_) => (SubjectKind::Zone, Place::NewZone),
            Place::Location(_) => (SubjectKind::Location, Place::NewLocation),
            Place::Function(_) => (SubjectKind::Function, Place::NewFunction),
            Place::Output(_) => (SubjectKind::Output, Place::NewOutput),
            Place::UserAccessLevel(_) => (SubjectKind::UserAccessLevel, Place::NewUserAccessLevel),
            Place::RollCallArea(_) => (SubjectKind::RollCallArea, Place::NewRollCallArea),
            Place::LimitedOccupancyGroup(_) => {
                (SubjectKind::LimitedOccupancyGroup, Place::NewLimitedOccupancyGroup)
            }
            Place::LimitedOccupancyArea(_) => {
                (SubjectKind::LimitedOccupancyArea, Place::NewLimitedOccupancyArea)
            }
            Place::LockdownArea(_) => (SubjectKind::LockdownArea, Place::NewLockdownArea),
            Place::Timetable(_) => (SubjectKind::Timetable, Place::NewTimetable),
            Place::TimedPeriod(_) => (SubjectKind::TimedPeriod, Place::NewTimedPeriod),
            Place::AutomaticChange(_) => (SubjectKind::AutomaticChange, Place::NewAutomaticChange),
            Place::Operator(_) => (SubjectKind::Operator, Place::NewOperator(None)),
            Place::OperatorGroup(_) => (SubjectKind::Group, Place::NewOperatorGroup),
            Place::Partition(_) => (SubjectKind::Partition, Place::NewPartition),
            Place::Calendar(_) => (SubjectKind::Calendar, Place::NewCalendar),
            Place::TimeZone(Some(_)) => (SubjectKind::TimeZone, Place::NewTimeZone),
            _ => return None,
        };
        Some(record)
    }

    /// Where another record of the kind that it shows is begun.
    pub fn new_of_its_kind(&self) -> Option<Place> {
        self.record().map(|(_, new)| new)
    }

    /// Of which kind the record is that it shows.
    pub fn kind(&self) -> Option<SubjectKind> {
        self.record().map(|(kind, _)| kind)
    }

    /// What its screen shows: a commit about any of it is news there.
    pub const fn shows(&self) -> &'static [About] {
        match self {
            Place::Entry(Entry::Start) => {
                &[About::Users, About::Keys, About::Doors, About::Calendars, About::Site, About::Auditor]
            }
            Place::Entry(Entry::Users) | Place::Users(_) | Place::UsersFound(_) => {
                &[About::Users, About::Rights, About::Keys, About::Partitions, About::Site]
            }
            Place::User(_) => &[
                About::Users,
                About::Areas,
                About::Rights,
                About::Timetables,
                About::Keys,
                About::Doors,
                About::Lockers,
                About::Rooms,
                About::UserAccessLevels,
                About::Zones,
                About::LocationsFunctions,
                About::Outputs,
                About::Partitions,
                About::Site,
            ],
            Place::Entry(Entry::UserAccessLevels) | Place::UserAccessLevelsFound(_) => {
                &[About::UserAccessLevels, About::Rights, About::Partitions, About::Site]
            }
            Place::PeopleMatrix(_) | Place::LevelsMatrix(_) => &[
                About::Users,
                About::UserAccessLevels,
                About::Rights,
                About::Timetables,
                About::Doors,
                About::Zones,
                About::Partitions,
                About::Site,
            ],
            Place::UserAccessLevel(_) => &[
                About::UserAccessLevels,
                About::Rights,
                About::Timetables,
                About::Users,
                About::Keys,
                About::Doors,
                About::Lockers,
                About::Rooms,
                About::Zones,
                About::Outputs,
                About::Partitions,
                About::Site,
            ],
            Place::Entry(Entry::Doors) | Place::DoorsFound(_) => {
                const SHOWN: &[About] = &[
                    About::Doors,
                    About::Rights,
                    About::LocationsFunctions,
                    About::Outputs,
                    About::TimedPeriods,
                    About::Calendars,
                    About::TimeZones,
                    About::Partitions,
                    About::Site,
                ];
                SHOWN
            }
            Place::Door(_) => &[
                About::Doors,
                About::TimedPeriods,
                About::Calendars,
                About::TimeZones,
                About::Rights,
                About::Timetables,
                About::Users,
                About::UserAccessLevels,
                About::Zones,
                About::LocationsFunctions,
                About::Outputs,
                About::Areas,
                About::Keys,
                About::Partitions,
                About::Site,
            ],
            Place::Entry(Entry::Lockers) | Place::LockersFound(_) => &[
                About::Lockers,
                About::Doors,
                About::Rights,
                About::TimedPeriods,
                About::Calendars,
                About::TimeZones,
                About::Partitions,
                About::Site,
            ],
            Place::Locker(_) => &[
                About::Lockers,
                About::Doors,
                About::TimedPeriods,
                About::Calendars,
                About::TimeZones,
                About::Rights,
                About::Timetables,
                About::Users,
                About::UserAccessLevels,
                About::Zones,
                About::Keys,
                About::Partitions,
                About::Site,
            ],
            Place::Entry(Entry::Rooms) | Place::RoomsFound(_) | Place::Room(_) | Place::Suite(_) => &[
                About::Rooms,
                About::Doors,
                About::Calendars,
                About::TimeZones,
                About::Rights,
                About::Timetables,
                About::Users,
                About::UserAccessLevels,
                About::Zones,
                About::Keys,
                About::Partitions,
                About::Site,
            ],
            Place::Entry(Entry::LockdownAreas) | Place::LockdownAreasFound(_) | Place::LockdownArea(_) => {
                &[About::Areas, About::Doors, About::Users, About::Partitions, About::Site]
            }
            Place::Entry(Entry::LimitedOccupancyAreas)
            | Place::LimitedOccupancyAreasFound(_)
            | Place::LimitedOccupancyArea(_) => {
                &[About::Areas, About::Doors, About::Users, About::Partitions, About::Site]
            }
            Place::Entry(Entry::LimitedOccupancyGroups)
            | Place::LimitedOccupancyGroupsFound(_)
            | Place::LimitedOccupancyGroup(_) => {
                &[About::Areas, About::Doors, About::Users, About::Partitions, About::Site]
            }
            Place::Entry(Entry::RollCallAreas) | Place::RollCallAreasFound(_) | Place::RollCallArea(_) => {
                &[About::Areas, About::Doors, About::Partitions, About::Site]
            }
            Place::Entry(Entry::Zones) | Place::ZonesFound(_) => {
                &[About::Zones, About::Rights, About::Partitions, About::Site]
            }
            Place::Entry(Entry::LocationsFunctions) | Place::LocationsFunctionsFound(_) => {
                &[About::LocationsFunctions, About::Rights, About::Partitions, About::Site]
            }
            Place::Location(_) | Place::Function(_) => &[
                About::LocationsFunctions,
                About::Rights,
                About::Users,
                About::Keys,
                About::Doors,
                About::Partitions,
                About::Site,
            ],
            Place::Entry(Entry::Outputs) | Place::OutputsFound(_) => {
                &[About::Outputs, About::Rights, About::Partitions, About::Site]
            }
            Place::Output(_) => &[
                About::Outputs,
                About::Rights,
                About::Timetables,
                About::Users,
                About::Keys,
                About::Doors,
                About::UserAccessLevels,
                About::Partitions,
                About::Site,
            ],
            Place::Zone(_) => &[
                About::Zones,
                About::Rights,
                About::Timetables,
                About::Users,
                About::Keys,
                About::Doors,
                About::Lockers,
                About::Rooms,
                About::UserAccessLevels,
                About::Partitions,
                About::Site,
            ],
            Place::Entry(Entry::Timetables) | Place::TimetablesFound(_) | Place::Timetable(_) => {
                &[About::Timetables, About::Rights, About::Partitions, About::Site]
            }
            Place::Entry(Entry::TimedPeriods)
            | Place::TimedPeriodsFound(_)
            | Place::TimedPeriod(_)
            | Place::AutomaticChange(_) => &[About::TimedPeriods, About::Doors, About::Lockers, About::Site],
            Place::Entry(Entry::ReadKey | Entry::DeleteKey) => &[About::Keys],
            Place::CancelledKey(_) => &[About::Keys, About::Users, About::Doors, About::Events],
            Place::Entry(Entry::SystemResources) => &[About::Keys, About::Users],
            Place::Entry(Entry::AuditTrail) | Place::TrailOf(_) => {
                &[About::Events, About::Users, About::Doors, About::Lockers, About::Rooms, About::Partitions]
            }
            Place::Entry(Entry::SystemAuditor) | Place::HistoryOf(_) => &[About::Auditor],
            Place::Entry(Entry::Operators) | Place::Operator(_) => &[About::Operators, About::Groups],
            Place::Entry(Entry::OperatorGroups) | Place::OperatorGroup(_) => {
                &[About::Groups, About::Operators, About::Partitions, About::Site]
            }
            Place::Entry(Entry::Partitions) | Place::Partition(_) => {
                const SHOWN: &[About] = &[
                    About::Partitions,
                    About::Users,
                    About::UserAccessLevels,
                    About::Doors,
                    About::Lockers,
                    About::Rooms,
                    About::Zones,
                    About::LocationsFunctions,
                    About::Outputs,
                    About::Timetables,
                    About::Areas,
                    About::Groups,
                    About::Site,
                ];
                SHOWN
            }
            Place::Entry(Entry::Calendars) | Place::Calendar(_) => {
                &[About::Calendars, About::Timetables, About::Site]
            }
            Place::Entry(Entry::TimeZones) | Place::TimeZone(_) => {
                &[About::TimeZones, About::Doors, About::Lockers, About::Rooms, About::Site]
            }
            Place::Entry(Entry::Configuration) | Place::OptionsOfSite => &[About::Site],
            Place::OptionsOfUsers => &[About::Site, About::Users, About::Keys],
            Place::OptionsOfDoors => &[About::Doors],
            Place::OptionsOfCrossings => &[About::LocationsFunctions],
            // New records are not stored yet, so no commit can be about them; and the encoders tell of themselves.
            Place::NewUser
            | Place::EditUsers(_)
            | Place::NewDoor
            | Place::NewLocker
            | Place::NewRoom
            | Place::NewSuite
            | Place::NewZone
            | Place::NewLocation
            | Place::NewFunction
            | Place::NewOutput
            | Place::NewRollCallArea
            | Place::NewLimitedOccupancyGroup
            | Place::NewLimitedOccupancyArea
            | Place::NewLockdownArea
            | Place::NewUserAccessLevel
            | Place::NewTimetable
            | Place::NewTimedPeriod
            | Place::NewAutomaticChange
            | Place::NewOperator(_)
            | Place::NewOperatorGroup
            | Place::CopyOfOperatorGroup(_)
            | Place::NewPartition
            | Place::NewCalendar
            | Place::NewTimeZone
            | Place::Entry(
                Entry::AutomaticKeyUpdate | Entry::ResetLockerData | Entry::DesktopReader | Entry::Network,
            ) => &[],
        }
    }

    /// The page of an access point.
    pub const fn of_point(point: AccessPoint) -> Place {
        match point {
            AccessPoint::Door(door) => Place::Door(door),
            AccessPoint::Locker(locker) => Place::Locker(locker),
            AccessPoint::Room(room) => Place::Room(room),
            AccessPoint::Suite(suite) => Place::Suite(suite),
        }
    }

    /// Whether it is reached from a menu, so that nothing stays behind it.
    pub const fn is_top(&self) -> bool {
        matches!(
            self,
            Place::Entry(_)
                | Place::Users(_)
                | Place::UsersFound(_)
                | Place::DoorsFound(_)
                | Place::LockersFound(_)
                | Place::RoomsFound(_)
                | Place::ZonesFound(_)
                | Place::LocationsFunctionsFound(_)
                | Place::OutputsFound(_)
                | Place::RollCallAreasFound(_)
                | Place::LimitedOccupancyGroupsFound(_)
                | Place::LimitedOccupancyAreasFound(_)
                | Place::LockdownAreasFound(_)
                | Place::UserAccessLevelsFound(_)
                | Place::TimetablesFound(_)
                | Place::TimedPeriodsFound(_)
                | Place::OptionsOfSite
                | Place::OptionsOfUsers
                | Place::OptionsOfDoors
                | Place::OptionsOfCrossings
        )
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

    /// The entry of a name.
    pub fn from_key(key: &str) -> Option<Entry> {
        Entry::ALL.iter().copied().find(|entry| entry.key() == key)
    }

    /// What it has in common with others of its menu.
    pub fn section(self) -> Option<Section> {
        self.permission().and_then(section)
    }

    /// Whether the operator may open it. One who may do something with it but not see it has no use for its screen.
    pub fn is_permitted(self, context: &Context) -> bool {
        self.permission()
            .is_none_or(|entry| entry.leaves().first().is_some_and(|view| context.session.holds(*view)))
    }
}

/// Entries of a menu that have something in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    Points,
    Grouped,
    Areas,
    Behaviour,
    Persons,
    Levels,
    Limits,
    Events,
    Emergency,
    OnSite,
    Stays,
    GuestKeys,
    StaffKeys,
    Files,
    ByItself,
    Cards,
    Rights,
    Devices,
    Site,
}

impl Section {
    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Section::Points => "points",
            Section::Grouped => "grouped",
            Section::Areas => "areas",
            Section::Behaviour => "behaviour",
            Section::Persons => "persons",
            Section::Levels => "levels",
            Section::Limits => "limits",
            Section::Events => "events",
            Section::Emergency => "emergency",
            Section::OnSite => "on-site",
            Section::Stays => "stays",
            Section::GuestKeys => "guest-keys",
            Section::StaffKeys => "staff-keys",
            Section::Files => "files",
            Section::ByItself => "by-itself",
            Section::Cards => "cards",
            Section::Rights => "rights",
            Section::Devices => "devices",
            Section::Site => "site",
        }
    }
}

/// What an entry has in common with others of its menu; nothing, where a menu has so few that they need no captions.
const fn section(entry: permission::Entry) -> Option<Section> {
    use permission::Entry as Of;
    let section = match entry {
        Of::Doors | Of::Lockers | Of::Rooms | Of::Outputs => Section::Points,
        Of::Zones | Of::LocationsFunctions => Section::Grouped,
        Of::RollCallAreas | Of::LimitedOccupancyAreas | Of::LockdownAreas => Section::Areas,
        Of::TimedPeriods => Section::Behaviour,
        Of::Users | Of::Visitors => Section::Persons,
        Of::UserAccessLevels | Of::VisitorAccessLevels | Of::GuestAccessLevels => Section::Levels,
        Of::LimitedOccupancyGroups | Of::Timetables => Section::Limits,
        Of::ReadKey
        | Of::DeleteKey
        | Of::AutomaticKeyUpdate
        | Of::ResetLockerData
        | Of::UserKeys
        | Of::VisitorKeys => return None,
        Of::AuditTrail | Of::OnlineMonitoring | Of::GraphicalMapping => Section::Events,
        Of::Lockdown | Of::AlarmOutputs => Section::Emergency,
        Of::LimitedOccupancy | Of::RollCall => Section::OnSite,
        Of::RoomStatus | Of::CheckIn | Of::CheckOut => Section::Stays,
        Of::CopyGuestKey | Of::CancelLostGuestKey | Of::OneShotKey | Of::GuestCancellingKey => {
            Section::GuestKeys
        }
        Of::ProgrammingSpareKey | Of::RoomCleanerKey => Section::StaffKeys,
        Of::Export | Of::Synchronization | Of::DatabaseBackup | Of::Reports => Section::Files,
        Of::ScheduledJobs | Of::EventsStream | Of::AlarmEvents => Section::ByItself,
        Of::CardTemplates => Section::Cards,
        Of::SystemAuditor | Of::Operators | Of::OperatorGroups | Of::Partitions => Section::Rights,
        Of::PortableProgrammer | Of::DesktopReader | Of::Network => Section::Devices,
        Of::Calendars | Of::TimeZones | Of::Configuration | Of::SystemResources => Section::Site,
    };
    Some(section)
}

/// More entries than these of a menu are shown under captions.
pub const WITHOUT_CAPTIONS: usize = 6;

/// Puts entries under what they have in common, in the order in which that first comes.
pub fn sections<E: Copy>(
    entries: impl IntoIterator<Item = E>,
    section: impl Fn(E) -> Option<Section>,
) -> Vec<(Option<Section>, Vec<E>)> {
    let mut sections: Vec<(Option<Section>, Vec<E>)> = Vec::new();
    for entry in entries {
        let of = section(entry);
        match sections.iter_mut().find(|(section, _)| *section == of) {
            Some((_, entries)) => entries.push(entry),
            None => sections.push((of, vec![entry])),
        }
    }
    sections
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

#[cfg(test)]
mod tests {
    use keydesk::domain::operator::Language;

    use super::*;
    use crate::theme::size;
    use crate::widget::{load_fonts, navigation};
    use crate::words::Words;

    /// The lowest screen that has to do, without the frame that other programs put around the window.
    const LOW: f32 = 768.0 - 40.0;
    /// What stands above and below the menus or the entries.
    const AROUND: f32 = 104.0;

    #[test]
    fn every_menu_has_room_at_768_with_all_that_it_will_ever_hold() {
        for menu in Menu::ALL.iter().copied() {
            let entries = menu.entries();
            let sections = sections(entries.iter().copied(), section);
            let captions = if entries.len() > WITHOUT_CAPTIONS { sections.len() } else { 0 };
            if captions > 0 {
                assert!((2..=4).contains(&captions), "{menu:?}: {captions} captions");
                assert!(sections.iter().all(|(section, _)| section.is_some()), "{menu:?}");
            }
            let high = (entries.len() + captions) as f32 * navigation::ENTRY;
            assert!(high <= LOW - size::STATUS - AROUND, "{menu:?} is {high} high");
        }
        let high = (1 + Menu::ALL.len()) as f32 * navigation::MENU;
        assert!(high <= LOW - size::STATUS - AROUND, "the menus are {high} high");
    }

    #[test]
    fn every_name_of_a_menu_and_an_entry_is_seen_whole_in_every_language() {
        load_fonts();
        for language in Language::ALL.iter().copied() {
            let words = Words::new(language);
            let start = words.get("entry-start");
            assert!(navigation::is_whole(&start, true), "{start}");
            for menu in Menu::ALL.iter().copied() {
                let label = words.get(&format!("menu-{}", menu.key()));
                assert!(navigation::is_whole(&label, true), "{label}");
            }
            for entry in permission::Entry::ALL {
                let label = words.get(&format!("entry-{}", entry.key()));
                assert!(navigation::is_whole(&label, false), "{label}");
            }
        }
    }
}
