//! Every screen as one: a line here is what a new one takes.

use keydesk::encoders::News;

use super::{Screen, access_points, cardholders, keys, monitoring, start, system};
use crate::action::{Action, Person};
use crate::command::Command;
use crate::context::Context;
use crate::place::{Entry, Place};
use crate::widget::Element;
use crate::widget::task::Task;

/// A screen that was opened, and what it begins with.
pub type Opened = (AnyScreen, Task<Message>);

/// Makes one type of all screens and one of their messages, and hands every call on.
macro_rules! screens {
    ($($name:ident($module:path) {
        $($place:pat => $open:ident($($argument:expr),*)),+ $(,)?
    }),+ $(,)?) => {
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

            fn name(&self) -> Option<&str> {
                match self { $(AnyScreen::$name(screen) => screen.name()),+ }
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

        /// Opens a place; nothing, if the operator may not.
        pub fn open(context: &Context, place: &Place) -> Option<Opened> {
            match place {
                $($(
                    $place => {
                        let (screen, task) = <$module>::$open(context $(, $argument)*)?;
                        Some((screen.into(), task.map(Message::$name)))
                    }
                )+)+
            }
        }
    };
}

screens! {
    Start(start::Start) { Place::Entry(Entry::Start) => open() },
    Users(cardholders::users::Users) {
        Place::Entry(Entry::Users) => open(None),
        Place::Users(filter) => open(Some(*filter)),
        Place::UsersFound(search) => open_found(search.clone()),
    },
    User(cardholders::user::User) {
        Place::User(id) => open(*id),
        Place::NewUser => open_new(),
    },
    PeopleMatrix(cardholders::matrix::PeopleMatrix) { Place::PeopleMatrix(ids) => open(ids) },
    LevelsMatrix(cardholders::matrix::LevelsMatrix) { Place::LevelsMatrix(ids) => open(ids) },
    EditUsers(cardholders::edit_users::EditUsers) { Place::EditUsers(ids) => open(ids.clone()) },
    Doors(access_points::doors::Doors) {
        Place::Entry(Entry::Doors) => open(),
        Place::DoorsFound(search) => open_found(search.clone()),
    },
    Door(access_points::doors::Door) {
        Place::Door(id) => open(*id),
        Place::NewDoor => open_new(),
    },
    Lockers(access_points::lockers::Lockers) {
        Place::Entry(Entry::Lockers) => open(),
        Place::LockersFound(search) => open_found(search.clone()),
    },
    Locker(access_points::lockers::Locker) {
        Place::Locker(id) => open(*id),
        Place::NewLocker => open_new(),
    },
    Rooms(access_points::rooms::Rooms) {
        Place::Entry(Entry::Rooms) => open(),
        Place::RoomsFound(search) => open_found(search.clone()),
    },
    Room(access_points::room::Room) {
        Place::Room(id) => open(*id),
        Place::NewRoom => open_new(),
    },
    Suite(access_points::suite::Suite) {
        Place::Suite(id) => open(*id),
        Place::NewSuite => open_new(),
    },
    Zones(access_points::zones::Zones) {
        Place::Entry(Entry::Zones) => open(),
        Place::ZonesFound(search) => open_found(search.clone()),
    },
    Zone(access_points::zones::Zone) {
        Place::Zone(id) => open(*id),
        Place::NewZone => open_new(),
    },
    LocationsFunctions(access_points::locations_functions::LocationsFunctions) {
        Place::Entry(Entry::LocationsFunctions) => open(),
        Place::LocationsFunctionsFound(search) => open_found(search.clone()),
    },
    Location(access_points::locations_functions::Location) {
        Place::Location(id) => open(*id),
        Place::NewLocation => open_new(),
    },
    Function(access_points::locations_functions::Function) {
        Place::Function(id) => open(*id),
        Place::NewFunction => open_new(),
    },
    Outputs(access_points::outputs::Outputs) {
        Place::Entry(Entry::Outputs) => open(),
        Place::OutputsFound(search) => open_found(search.clone()),
    },
    Output(access_points::outputs::Output) {
        Place::Output(id) => open(*id),
        Place::NewOutput => open_new(),
    },
    LockdownAreas(access_points::lockdown_areas::LockdownAreas) {
        Place::Entry(Entry::LockdownAreas) => open(),
        Place::LockdownAreasFound(search) => open_found(search.clone()),
    },
    LockdownArea(access_points::lockdown_areas::LockdownArea) {
        Place::LockdownArea(id) => open(*id),
        Place::NewLockdownArea => open_new(),
    },
    LimitedOccupancyAreas(access_points::limited_occupancy_areas::LimitedOccupancyAreas) {
        Place::Entry(Entry::LimitedOccupancyAreas) => open(),
        Place::LimitedOccupancyAreasFound(search) => open_found(search.clone()),
    },
    LimitedOccupancyArea(access_points::limited_occupancy_areas::LimitedOccupancyArea) {
        Place::LimitedOccupancyArea(id) => open(*id),
        Place::NewLimitedOccupancyArea => open_new(),
    },
    LimitedOccupancyGroups(cardholders::limited_occupancy_groups::LimitedOccupancyGroups) {
        Place::Entry(Entry::LimitedOccupancyGroups) => open(),
        Place::LimitedOccupancyGroupsFound(search) => open_found(search.clone()),
    },
    LimitedOccupancyGroup(cardholders::limited_occupancy_groups::LimitedOccupancyGroup) {
        Place::LimitedOccupancyGroup(id) => open(*id),
        Place::NewLimitedOccupancyGroup => open_new(),
    },
    RollCallAreas(access_points::roll_call_areas::RollCallAreas) {
        Place::Entry(Entry::RollCallAreas) => open(),
        Place::RollCallAreasFound(search) => open_found(search.clone()),
    },
    RollCallArea(access_points::roll_call_areas::RollCallArea) {
        Place::RollCallArea(id) => open(*id),
        Place::NewRollCallArea => open_new(),
    },
    TimedPeriods(access_points::timed_periods::TimedPeriods) {
        Place::Entry(Entry::TimedPeriods) => open(),
        Place::TimedPeriodsFound(search) => open_found(search.clone()),
    },
    TimedPeriod(access_points::timed_period::TimedPeriod) {
        Place::TimedPeriod(id) => open(*id),
        Place::NewTimedPeriod => open_new(),
    },
    AutomaticChange(access_points::automatic_change::AutomaticChange) {
        Place::AutomaticChange(id) => open(*id),
        Place::NewAutomaticChange => open_new(),
    },
    UserAccessLevels(cardholders::user_access_levels::UserAccessLevels) {
        Place::Entry(Entry::UserAccessLevels) => open(),
        Place::UserAccessLevelsFound(search) => open_found(search.clone()),
    },
    UserAccessLevel(cardholders::user_access_levels::UserAccessLevel) {
        Place::UserAccessLevel(id) => open(*id),
        Place::NewUserAccessLevel => open_new(),
    },
    Timetables(cardholders::timetables::Timetables) {
        Place::Entry(Entry::Timetables) => open(),
        Place::TimetablesFound(search) => open_found(search.clone()),
    },
    Timetable(cardholders::timetables::Timetable) {
        Place::Timetable(id) => open(*id),
        Place::NewTimetable => open_new(),
    },
    CancelledKey(cardholders::cancelled_key::CancelledKey) { Place::CancelledKey(key) => open(*key) },
    SystemResources(system::system_resources::SystemResources) {
        Place::Entry(Entry::SystemResources) => open(),
    },
    ReadKey(keys::read_key::ReadKey) { Place::Entry(Entry::ReadKey) => open() },
    DeleteKey(keys::read_key::DeleteKey) { Place::Entry(Entry::DeleteKey) => open() },
    AutomaticKeyUpdate(keys::automatic_key_update::AutomaticKeyUpdate) {
        Place::Entry(Entry::AutomaticKeyUpdate) => open(),
    },
    DesktopReader(system::desktop_reader::DesktopReader) { Place::Entry(Entry::DesktopReader) => open() },
    ResetLockerData(keys::reset_locker_data::ResetLockerData) {
        Place::Entry(Entry::ResetLockerData) => open(),
    },
    AuditTrail(monitoring::audit_trail::AuditTrail) {
        Place::Entry(Entry::AuditTrail) => open(),
        Place::TrailOf(of) => open_of(*of),
    },
    OperatorGroups(system::operator_groups::OperatorGroups) {
        Place::Entry(Entry::OperatorGroups) => open(),
    },
    OperatorGroup(system::operator_group::OperatorGroup) {
        Place::OperatorGroup(id) => open(*id),
        Place::NewOperatorGroup => open_new(None),
        Place::CopyOfOperatorGroup(id) => open_new(Some(*id)),
    },
    Operators(system::operators::Operators) { Place::Entry(Entry::Operators) => open() },
    Operator(system::operator::Operator) {
        Place::Operator(id) => open(*id),
        Place::NewOperator(group) => open_new(*group),
    },
    Partitions(system::partitions::Partitions) { Place::Entry(Entry::Partitions) => open() },
    Partition(system::partition::Partition) {
        Place::Partition(id) => open(*id),
        Place::NewPartition => open_new(),
    },
    Network(system::network::Network) { Place::Entry(Entry::Network) => open() },
    Calendars(system::calendars::Calendars) { Place::Entry(Entry::Calendars) => open() },
    Calendar(system::calendar::Calendar) {
        Place::Calendar(id) => open(*id),
        Place::NewCalendar => open_new(),
    },
    TimeZones(system::time_zones::TimeZones) { Place::Entry(Entry::TimeZones) => open() },
    TimeZone(system::time_zone::TimeZone) {
        Place::TimeZone(id) => open(*id),
        Place::NewTimeZone => open_new(),
    },
    Security(system::security::Security) { Place::Entry(Entry::Configuration) => open() },
    GeneralOptions(system::options::general::GeneralOptions) { Place::OptionsOfSite => open() },
    UserOptions(system::options::users::UserOptions) { Place::OptionsOfUsers => open() },
    DoorOptions(system::options::doors::DoorOptions) { Place::OptionsOfDoors => open() },
    CrossingOptions(system::options::crossings::CrossingOptions) { Place::OptionsOfCrossings => open() },
    SystemAuditor(system::system_auditor::SystemAuditor) {
        Place::Entry(Entry::SystemAuditor) => open(),
        Place::HistoryOf(of) => open_of(of.clone()),
    },
}
