//! A house with partitions: groups that stand under one another, operators who are signed in, people, doors and keys
//! on every side. It is made once in a test and copied for each that needs it untouched.
//!
//! ```text
//! Administrator            marta
//! ├─ Manager A             anna, alan      much, in partition A
//! │  └─ Clerk A            clara, carl     less
//! ├─ Manager B             bruno           much, in partition B
//! │  └─ Clerk B            bella           less
//! ├─ Custom                cosima          a tree of its own for A, all of B
//! ├─ Mover                 paul            saves things in A, puts more there and takes them away; all in B
//! ├─ Nothing               nora            nothing at all
//! └─ Auditor               audrey          the system auditor, no partition
//! ```

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use keydesk::console::Console;
use keydesk::domain::automatic_change::{self, Mode, TypedPlan, TypedStep};
use keydesk::domain::calendar::{self, CalendarId};
use keydesk::domain::door::DoorId;
use keydesk::domain::general_options;
use keydesk::domain::group::{Access, Draft as GroupDraft, Given, GroupId, Settings};
use keydesk::domain::grouping;
use keydesk::domain::operator::{Draft as OperatorDraft, Language, OperatorId, Password};
use keydesk::domain::partition::{self, Feature, PartitionId};
use keydesk::domain::permission::{Leaf, Permission as P, Set};
use keydesk::domain::time_zone::{self, TimeZoneId};
use keydesk::domain::timed_period;
use keydesk::domain::timetable::{Day, TimetableId, TypedPeriod};
use keydesk::domain::user::UserId;
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::zone::ZoneId;
use keydesk::encoders::{CardId, SIMULATED, Stop, Tray};
use keydesk::fault::Faults;
use keydesk::operation::encode::{self, At, OldKey};
use keydesk::operation::sign_in::{Ask, SignedIn};
use keydesk::operation::{
    Giving, automatic_changes, calendars, doors, functions, groups, limited_occupancy_areas,
    limited_occupancy_groups, locations, lockdown_areas, lockers, operators, options, outputs, partitions,
    roll_call_areas, rooms, sign_in, suites, time_zones, timed_periods, timetables, user_access_levels,
    users, zones,
};
use keydesk::session::{Permit, Session};
use keydesk::simulator::{Card, SharedCard};
use tempfile::TempDir;

use crate::cards::{EV2, card};
use crate::desk::{Desk, PASSWORD, at, clock, desk, environment_with};

/// What managers hold, each in a partition.
pub const MANAGER: &[P] = &[
    P::DoorsView,
    P::DoorsModify,
    P::DoorsModifyAccess,
    P::DoorsAddDelete,
    P::LockersView,
    P::LockersModify,
    P::LockersModifyAccess,
    P::LockersAddDelete,
    P::RoomsView,
    P::RoomsModify,
    P::RoomsAddDelete,
    P::UserAccessLevelsView,
    P::UserAccessLevelsModify,
    P::UserAccessLevelsAddDelete,
    P::ZonesView,
    P::ZonesModify,
    P::ZonesModifyAccess,
    P::ZonesAddDelete,
    P::LocationsFunctionsView,
    P::LocationsFunctionsModify,
    P::LocationsFunctionsModifyAccess,
    P::LocationsFunctionsAddDelete,
    P::OutputsView,
    P::OutputsModify,
    P::OutputsModifyAccess,
    P::OutputsAddDelete,
    P::RollCallAreasView,
    P::RollCallAreasModify,
    P::RollCallAreasAddDelete,
    P::LockdownAreasView,
    P::LockdownAreasModify,
    P::LockdownAreasAddDelete,
    P::LimitedOccupancyAreasView,
    P::LimitedOccupancyAreasModify,
    P::LimitedOccupancyAreasAddDelete,
    P::LimitedOccupancyGroupsView,
    P::LimitedOccupancyGroupsModify,
    P::LimitedOccupancyGroupsAddDelete,
    P::TimetablesView,
    P::TimetablesModify,
    P::UsersView,
    P::UsersModify,
    P::UsersAddDelete,
    P::UsersBan,
    P::KeyUpdateAutomatically,
    P::KeyRead,
    P::KeyDelete,
    P::KeyResetLockerData,
    P::UserKeysAssign,
    P::UserKeysCancel,
    P::OperatorsView,
    P::OperatorsModify,
    P::OperatorsAddDelete,
    P::OperatorGroupsView,
    P::OperatorGroupsModify,
    P::OperatorGroupsAddDelete,
    P::PartitionsView,
    P::PartitionsModify,
    P::DesktopReaderUse,
    P::NetworkView,
    P::AuditTrailView,
    P::AuditTrailPurge,
];

/// What clerks hold: they look, save people, and bring keys up to date.
pub const CLERK: &[P] = &[
    P::DoorsView,
    P::LockersView,
    P::RoomsView,
    P::UserAccessLevelsView,
    P::ZonesView,
    P::LocationsFunctionsView,
    P::OutputsView,
    P::RollCallAreasView,
    P::LockdownAreasView,
    P::LimitedOccupancyAreasView,
    P::LimitedOccupancyGroupsView,
    P::TimetablesView,
    P::UsersView,
    P::UsersModify,
    P::KeyUpdateAutomatically,
    P::KeyRead,
    P::OperatorsView,
    P::OperatorGroupsView,
    P::PartitionsView,
    P::AuditTrailView,
];

/// What movers hold in one partition, who hold more in the other.
const SAVER: &[P] =
    &[P::DoorsView, P::DoorsModify, P::DoorsAddDelete, P::UsersView, P::UsersModify, P::UsersAddDelete];

pub const GENERAL: PartitionId = PartitionId::GENERAL;
pub const A: PartitionId = PartitionId(2);
pub const B: PartitionId = PartitionId(3);

/// Everything of the house by its name.
#[derive(Clone, Default)]
pub struct Ids {
    groups: BTreeMap<String, GroupId>,
    operators: BTreeMap<String, OperatorId>,
    users: BTreeMap<String, UserId>,
    doors: BTreeMap<String, DoorId>,
    levels: BTreeMap<String, UserAccessLevelId>,
    zones: BTreeMap<String, ZoneId>,
    /// Of kinds that are plain, by names that none of them shares.
    things: BTreeMap<String, i64>,
    timetables: BTreeMap<String, TimetableId>,
    cards: BTreeMap<String, CardId>,
    events: BTreeMap<String, i64>,
}

pub struct House {
    pub desk: Desk,
    pub ids: Ids,
    seats: Seats,
}

/// Who sits where, for whoever asks more than once.
#[derive(Default)]
struct Seats {
    are_kept: bool,
    taken: RefCell<BTreeMap<String, Arc<Session>>>,
}

/// A house that nobody is in: a file, and cards as they lie in a drawer.
pub struct Closed {
    folder: TempDir,
    ids: Ids,
    cards: Vec<String>,
}

/// An operator at a desk of the house.
pub struct Seat<'h> {
    pub console: &'h Console,
    pub session: Arc<Session>,
}

/// A folder in memory, where that can be: thousands of small commits need not reach a disk.
pub fn passing_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// A group's form with these ticks, in these partitions.
pub fn form(name: &str, global: &[P], partitions: &[(PartitionId, Access)]) -> GroupDraft {
    let given = Given {
        global: global.iter().copied().collect(),
        settings: Settings { hotel_interface: true, audit_days: Some(30), ..Settings::NARROWEST },
        partitions: partitions.iter().copied().collect(),
    };
    GroupDraft { name: name.to_owned(), description: String::new(), given }
}

pub fn set(permissions: &[P]) -> Set {
    permissions.iter().copied().collect()
}

/// An operator's form.
pub fn operator(user_name: &str, group: GroupId) -> OperatorDraft {
    let mut name = user_name.to_owned();
    name[..1].make_ascii_uppercase();
    OperatorDraft {
        name,
        user_name: user_name.to_owned(),
        group: Some(group),
        language: Language::English,
        enabled: true,
    }
}

/// A timed period's form with one stretch of every day.
pub fn every_day(name: &str, from: &str, until: &str) -> timed_period::Draft {
    let days = Day::ALL.into_iter().collect();
    let stretch = TypedPeriod { days, from: from.to_owned(), until: until.to_owned() };
    timed_period::Draft {
        name: name.to_owned(),
        own: timed_period::Typed(vec![stretch]),
        ..Default::default()
    }
}

/// An automatic change's form with one mode of every day.
pub fn whole_day(name: &str, mode: Mode) -> automatic_change::Draft {
    let (days, from) = (Day::ALL.into_iter().collect(), "00:00".to_owned());
    let plan = TypedPlan { days, steps: vec![TypedStep { from, mode }] };
    automatic_change::Draft {
        name: name.to_owned(),
        own: automatic_change::Typed(vec![plan]),
        ..Default::default()
    }
}

/// A time zone's form, of one of the world's.
pub fn zone_of_the_world(name: &str, world: &'static str) -> time_zone::Draft {
    time_zone::Draft { name: name.to_owned(), world: Some(world), ..time_zone::Draft::default() }
}

/// A calendar's form with one holiday.
pub fn holidays(name: &str, day: &str) -> calendar::Draft {
    let days = [(day.parse().unwrap(), calendar::Kind::Holiday)].into();
    calendar::Draft { name: name.to_owned(), days, ..calendar::Draft::default() }
}

pub fn password() -> Password {
    Password::new(PASSWORD)
}

/// What whoever was given a password chooses instead.
const CHOSEN: &str = "the otter under the bridge";

/// Signs an operator of the house in; the one place that knows how. One who must choose another password does.
pub fn sign_in(console: &Console, user_name: &str) -> Result<Arc<Session>, sign_in::Error> {
    let chosen = Password::new(CHOSEN);
    match sign_in::sign_in(console, user_name, &password()) {
        Ok(SignedIn::Asks(Ask::NewPassword(pending))) => {
            sign_in::replace_password(console, &pending, &chosen, &chosen)?.session()
        }
        Err(sign_in::Error::Wrong) => sign_in::sign_in(console, user_name, &chosen)?.session(),
        other => other?.session(),
    }
}

/// The whole house.
pub fn house() -> House {
    let mut house = without_b();
    house.fill_b();
    house.desk.give(house.user("Ada"), &[house.door("Door B")]);
    house.desk.give(house.user("Ben"), &[house.door("Door A")]);
    house.add_event("Ben", "Door A", "2026-11-22 09:03");
    house.add_event("Abel", "Door B", "2026-11-22 09:04");
    house
}

/// The house with nothing in partition B, and nobody in its groups.
pub fn without_b() -> House {
    let mut house = House { desk: desk(), ids: Ids::default(), seats: Seats::default() };
    house.ids.operators.insert("marta".to_owned(), house.desk.session.operator());
    house.ids.groups.insert("Administrator".to_owned(), GroupId::ADMINISTRATOR);
    house.add_calendar("Public holidays", "2026-12-25");
    house.add_time_zone("Las Palmas", "Atlantic/Canary");
    house.add_groupings();
    house.add_schedules();
    house.switch(Feature::On);
    assert_eq!([house.partition("A"), house.partition("B")], [A, B]);
    house.fill_a();
    house
}

impl House {
    fn switch(&self, feature: Feature) {
        partitions::switch(&self.desk.console, &self.desk.session.administrator().unwrap(), feature).unwrap();
    }

    /// Adds a grouping of locations and one of functions, each with two values.
    pub fn add_groupings(&self) {
        let Seat { console, session } = self.seat("marta");
        let may = session.permit().unwrap();
        let page = options::crossings(console, &may).unwrap();
        let typed = |name: &str, values: [&str; 2]| grouping::Typed {
            name: name.to_owned(),
            values: values.map(|value| (None, value.to_owned())).into(),
            ..grouping::Typed::default()
        };
        let sides = [vec![typed("Cities", ["Madrid", "Bilbao"])], vec![typed("Trades", ["Wood", "Water"])]];
        options::save_crossings(console, &may, page.version, &grouping::Draft { sides }).unwrap();
    }

    /// Has the site use several time zones, and adds one.
    pub fn add_time_zone(&self, name: &str, world: &'static str) -> TimeZoneId {
        let Seat { console, session } = self.seat("marta");
        let may = session.permit().unwrap();
        let page = options::general(console, &may).unwrap();
        let draft = general_options::Draft { several_time_zones: true, ..page.draft };
        options::save_general(console, &may, page.version, &draft).unwrap();
        time_zones::add(console, &session.permit().unwrap(), &zone_of_the_world(name, world)).unwrap()
    }

    /// Adds a calendar.
    pub fn add_calendar(&self, name: &str, day: &str) -> CalendarId {
        let Desk { console, session, .. } = &self.desk;
        calendars::add(console, &session.permit().unwrap(), &holidays(name, day)).unwrap()
    }

    /// Adds a timed period and an automatic change.
    fn add_schedules(&self) {
        let Desk { console, session, .. } = &self.desk;
        let period = every_day("Opening hours", "08:00", "18:00");
        timed_periods::add(console, &session.permit().unwrap(), &period).unwrap();
        let change = whole_day("Staff entrance", Mode::KeyAndPin);
        automatic_changes::add(console, &session.permit().unwrap(), &change).unwrap();
    }

    /// Adds a partition.
    pub fn partition(&self, name: &str) -> PartitionId {
        let draft = partition::Draft { name: name.to_owned(), description: String::new() };
        partitions::add(&self.desk.console, &self.desk.session.administrator().unwrap(), &draft).unwrap()
    }

    fn fill_a(&mut self) {
        self.add_group("marta", &form("Manager A", MANAGER, &[(A, Access::Global)]));
        self.add_operator("marta", "anna", "Manager A");
        self.add_operator("marta", "alan", "Manager A");
        self.add_group("anna", &form("Clerk A", CLERK, &[(A, Access::Global)]));
        self.add_operator("anna", "clara", "Clerk A");
        self.add_operator("anna", "carl", "Clerk A");
        self.add_group(
            "marta",
            &form("Manager B", &[MANAGER, &[P::NetworkModify]].concat(), &[(B, Access::Global)]),
        );
        let less = Access::Custom(set(&[P::UsersView, P::DoorsView]));
        let keys = MANAGER.iter().position(|it| *it == P::KeyUpdateAutomatically).unwrap();
        let without_keys = &MANAGER[..keys];
        let system = [P::OperatorsView, P::OperatorGroupsView];
        self.add_group(
            "marta",
            &form("Custom", &[without_keys, &system].concat(), &[(A, less), (B, Access::Global)]),
        );
        self.add_group("marta", &GroupDraft { given: Given::nothing(), ..form("Nothing", &[], &[]) });
        let mut auditor = form("Auditor", &[P::SystemAuditorView, P::AuditTrailView], &[]);
        auditor.given.settings.audit_all_partitions = true;
        self.add_group("marta", &auditor);
        self.add_group(
            "marta",
            &form("Mover", without_keys, &[(A, Access::Custom(set(SAVER))), (B, Access::Global)]),
        );
        for (name, group) in
            [("cosima", "Custom"), ("nora", "Nothing"), ("audrey", "Auditor"), ("paul", "Mover")]
        {
            self.add_operator("marta", name, group);
        }
        self.add_door("Gate", GENERAL);
        self.add_door("Door A", A);
        self.add_door("Second door A", A);
        self.add_level("Everyone", GENERAL);
        self.add_level("Level A", A);
        self.add_locker("Cabinet", GENERAL);
        self.add_locker("Locker A", A);
        self.add_room("101", GENERAL);
        self.add_room("Room A", A);
        self.add_suite("Royal", GENERAL);
        self.add_suite("Suite A", A);
        self.add_zone("House", GENERAL);
        self.add_zone("Zone A", A);
        self.add_sides(["Location", "Function"], GENERAL);
        self.add_sides(["Location A", "Function A"], A);
        self.add_output("Lift", GENERAL);
        self.add_output("Lift A", A);
        self.add_roll_call_area("Yard", GENERAL);
        self.add_roll_call_area("Muster A", A);
        self.add_lockdown_area("Hall", GENERAL);
        self.add_lockdown_area("Wing A", A);
        self.add_limited_occupancy_area("Garage", GENERAL);
        self.add_limited_occupancy_area("Pool A", A);
        self.add_limited_occupancy_group("Drivers", GENERAL);
        self.add_limited_occupancy_group("Swimmers A", A);
        self.add_timetable("Always", GENERAL);
        self.add_timetable("Timetable A", A);
        self.add_user("Greg", GENERAL, &["Gate"]);
        self.add_user("Gina", GENERAL, &["Gate"]);
        self.add_user("Ada", A, &["Door A"]);
        self.add_user("Abel", A, &["Door A"]);
        self.add_key("Abel", 1);
        self.add_key("Gina", 3);
        self.add_event("Gina", "Gate", "2026-11-22 09:00");
        self.add_event("Abel", "Door A", "2026-11-22 09:01");
    }

    /// Fills partition B and its groups.
    pub fn fill_b(&mut self) {
        self.add_operator("marta", "bruno", "Manager B");
        self.add_group("bruno", &form("Clerk B", CLERK, &[(B, Access::Global)]));
        self.add_operator("bruno", "bella", "Clerk B");
        self.add_door("Door B", B);
        self.add_level("Level B", B);
        self.add_locker("Locker B", B);
        self.add_room("Room B", B);
        self.add_suite("Suite B", B);
        self.add_zone("Zone B", B);
        self.add_sides(["Location B", "Function B"], B);
        self.add_output("Lift B", B);
        self.add_roll_call_area("Muster B", B);
        self.add_lockdown_area("Wing B", B);
        self.add_limited_occupancy_area("Pool B", B);
        self.add_limited_occupancy_group("Swimmers B", B);
        self.add_timetable("Timetable B", B);
        self.add_user("Bea", B, &["Door B"]);
        self.add_user("Ben", B, &["Door B"]);
        self.add_key("Ben", 2);
        self.add_event("Ben", "Door B", "2026-11-22 09:02");
    }

    /// Adds a group under that of an operator.
    pub fn add_group(&mut self, by: &str, draft: &GroupDraft) -> GroupId {
        let seat = self.seat(by);
        let id = groups::add(seat.console, &seat.permit(), draft).unwrap();
        self.ids.groups.insert(draft.name.clone(), id);
        id
    }

    /// Adds an operator to a group.
    pub fn add_operator(&mut self, by: &str, user_name: &str, group: &str) -> OperatorId {
        let seat = self.seat(by);
        let draft = operator(user_name, self.group(group));
        let id = operators::add(seat.console, &seat.permit(), &draft, &password(), &password()).unwrap();
        // The people of the house have chosen their passwords long ago.
        self.desk.sql("UPDATE operators SET password_must_change = 0");
        // What is known of lockers can be forgotten there.
        self.desk.sql("UPDATE door_options SET lockers_controlled = 1");
        self.ids.operators.insert(user_name.to_owned(), id);
        id
    }

    /// Adds a door, as an administrator.
    pub fn add_door(&mut self, name: &str, partition: PartitionId) -> DoorId {
        let mut draft = doors::blank(&self.desk.console, &self.desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("X {name}"), partition);
        let id = doors::add(&self.desk.console, &self.desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.doors.insert(name.to_owned(), id);
        id
    }

    /// Adds a room, as an administrator.
    pub fn add_room(&mut self, name: &str, partition: PartitionId) {
        let desk = &self.desk;
        let mut draft = rooms::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("H {name}"), partition);
        let id = rooms::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.things.insert(name.to_owned(), id.0);
    }

    /// Adds a suite, as an administrator.
    pub fn add_suite(&mut self, name: &str, partition: PartitionId) {
        let desk = &self.desk;
        let mut draft = suites::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("S {name}"), partition);
        let id = suites::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.things.insert(name.to_owned(), id.0);
    }

    /// Adds a locker, as an administrator.
    pub fn add_locker(&mut self, name: &str, partition: PartitionId) {
        let desk = &self.desk;
        let mut draft = lockers::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("C {name}"), partition);
        let id = lockers::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.things.insert(name.to_owned(), id.0);
    }

    /// Adds an access level, as an administrator.
    pub fn add_level(&mut self, name: &str, partition: PartitionId) -> UserAccessLevelId {
        let desk = &self.desk;
        let mut draft = user_access_levels::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("L {name}"), partition);
        let id = user_access_levels::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.levels.insert(name.to_owned(), id);
        id
    }

    /// Adds a timetable that holds on working days, as an administrator.
    pub fn add_timetable(&mut self, name: &str, partition: PartitionId) -> TimetableId {
        let desk = &self.desk;
        let mut draft = timetables::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("T {name}"), partition);
        let days = Day::ALL.into_iter().take(5).collect();
        draft.own.0.push(TypedPeriod { days, from: "08:00".to_owned(), until: "17:00".to_owned() });
        let id = timetables::add(&desk.console, &desk.permit(), &draft).unwrap();
        self.ids.timetables.insert(name.to_owned(), id);
        id
    }

    /// Adds one, as an administrator.
    pub fn add_roll_call_area(&mut self, name: &str, partition: PartitionId) {
        let desk = &self.desk;
        let mut draft = roll_call_areas::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("R {name}"), partition);
        let id = roll_call_areas::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.things.insert(name.to_owned(), id.0);
    }

    /// Adds one, as an administrator.
    pub fn add_lockdown_area(&mut self, name: &str, partition: PartitionId) {
        let desk = &self.desk;
        let mut draft = lockdown_areas::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("L {name}"), partition);
        let id = lockdown_areas::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.things.insert(name.to_owned(), id.0);
    }

    /// Adds one, as an administrator.
    pub fn add_limited_occupancy_area(&mut self, name: &str, partition: PartitionId) {
        let desk = &self.desk;
        let mut draft = limited_occupancy_areas::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("O {name}"), partition);
        draft.own.0 = "20".to_owned();
        let id =
            limited_occupancy_areas::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.things.insert(name.to_owned(), id.0);
    }

    /// Adds one, as an administrator.
    pub fn add_limited_occupancy_group(&mut self, name: &str, partition: PartitionId) {
        let desk = &self.desk;
        let mut draft = limited_occupancy_groups::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("G {name}"), partition);
        let id =
            limited_occupancy_groups::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.things.insert(name.to_owned(), id.0);
    }

    /// Adds a zone, as an administrator.
    pub fn add_zone(&mut self, name: &str, partition: PartitionId) -> ZoneId {
        let desk = &self.desk;
        let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("Z {name}"), partition);
        let id = zones::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.zones.insert(name.to_owned(), id);
        id
    }

    /// Adds a location and a function, as an administrator.
    pub fn add_sides(&mut self, [location, function]: [&str; 2], partition: PartitionId) {
        let desk = &self.desk;
        let mut draft = locations::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) =
            (location.to_owned(), format!("U {location}"), partition);
        let of_location = locations::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        let mut draft = functions::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) =
            (function.to_owned(), format!("F {function}"), partition);
        let of_function = functions::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.things.insert(location.to_owned(), of_location.0);
        self.ids.things.insert(function.to_owned(), of_function.0);
    }

    /// Adds an output, as an administrator.
    pub fn add_output(&mut self, name: &str, partition: PartitionId) {
        let desk = &self.desk;
        let mut draft = outputs::blank(&desk.console, &desk.permit()).unwrap();
        (draft.name, draft.external_id, draft.partition) = (name.to_owned(), format!("S {name}"), partition);
        let id = outputs::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        self.ids.things.insert(name.to_owned(), id.0);
    }

    /// Adds somebody with doors, as an administrator.
    pub fn add_user(&mut self, name: &str, partition: PartitionId, doors: &[&str]) -> UserId {
        let id = self.desk.add_user(name, "Person", |draft| {
            (draft.partition, draft.external_id) = (partition, format!("E {name}"));
        });
        self.desk.give(id, &doors.iter().map(|door| self.door(door)).collect::<Vec<_>>());
        self.ids.users.insert(name.to_owned(), id);
        id
    }

    /// Gives somebody a key, as an administrator. The card goes back into the tray.
    pub fn add_key(&mut self, name: &str, number: u8) -> SharedCard {
        let (id, card) = self.desk.put_in_tray(card(EV2, number));
        self.desk.lay(id);
        let at = self.desk.at();
        encode::assign(&self.desk.console, &self.desk.permit(), self.user(name), OldKey::LEAVE, &at).unwrap();
        self.desk.tray.clear();
        self.ids.cards.insert(name.to_owned(), id);
        card
    }

    /// Lets somebody's key have opened a door, as if it had been brought home.
    pub fn add_event(&mut self, person: &str, door: &str, moment: &str) -> i64 {
        let (user, door_id) = (self.user(person).0, self.door(door).0);
        let at = at(moment).timestamp_millis();
        let database = self.desk.database();
        let sql = "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at, is_odd)
             SELECT d.code, k.id, 1, ?3, 0, x'000000000000', 1, ?3, 0 FROM doors d, keys k WHERE d.id = ?2 AND k.user_id = ?1";
        assert_eq!(database.execute(sql, (user, door_id, at)).unwrap(), 1);
        let id = database.last_insert_rowid();
        self.ids.events.insert(format!("{person} at {door}"), id);
        id
    }

    #[track_caller]
    pub fn group(&self, name: &str) -> GroupId {
        *self.ids.groups.get(name).unwrap()
    }

    #[track_caller]
    pub fn operator(&self, user_name: &str) -> OperatorId {
        *self.ids.operators.get(user_name).unwrap()
    }

    #[track_caller]
    pub fn user(&self, name: &str) -> UserId {
        *self.ids.users.get(name).unwrap()
    }

    #[track_caller]
    pub fn level(&self, name: &str) -> UserAccessLevelId {
        *self.ids.levels.get(name).unwrap()
    }

    #[track_caller]
    pub fn timetable(&self, name: &str) -> TimetableId {
        *self.ids.timetables.get(name).unwrap()
    }

    #[track_caller]
    pub fn thing(&self, name: &str) -> i64 {
        *self.ids.things.get(name).unwrap()
    }

    #[track_caller]
    pub fn zone(&self, name: &str) -> ZoneId {
        *self.ids.zones.get(name).unwrap()
    }

    #[track_caller]
    pub fn door(&self, name: &str) -> DoorId {
        *self.ids.doors.get(name).unwrap()
    }

    /// What happened, as `person at door`.
    #[track_caller]
    pub fn event(&self, what: &str) -> i64 {
        *self.ids.events.get(what).unwrap()
    }

    /// Lays somebody's key on the encoder.
    pub fn lay_key(&self, name: &str) -> CardId {
        let id = *self.ids.cards.get(name).unwrap();
        self.desk.lay(id);
        id
    }

    /// Signs an operator in.
    #[track_caller]
    pub fn seat(&self, user_name: &str) -> Seat<'_> {
        if user_name == "marta" {
            return Seat { console: &self.desk.console, session: Arc::clone(&self.desk.session) };
        }
        let known = self.seats.taken.borrow().get(user_name).filter(|session| !session.is_locked()).cloned();
        let session = known.unwrap_or_else(|| sign_in(&self.desk.console, user_name).unwrap());
        if self.seats.are_kept {
            self.seats.taken.borrow_mut().insert(user_name.to_owned(), Arc::clone(&session));
        }
        Seat { console: &self.desk.console, session }
    }

    /// Has operators stay where they sit from one seat to the next: signing in takes longer than most of what they do.
    pub fn keeping_seats(mut self) -> House {
        self.seats.are_kept = true;
        self
    }

    /// Has everybody sign in anew.
    pub fn clear_seats(&self) {
        self.seats.taken.borrow_mut().clear();
    }

    /// Changes a group's form, as an administrator, and saves it.
    pub fn change_group(&self, name: &str, change: impl FnOnce(&mut Given)) {
        let (console, id) = (&self.desk.console, self.group(name));
        let page = groups::open(console, &self.desk.permit(), id).unwrap();
        let mut draft = page.draft;
        change(&mut draft.given);
        groups::save(console, &self.desk.permit(), id, page.version, &draft).unwrap();
    }

    /// What a group can do in a partition, as it stands now.
    pub fn held(&self, group: &str, partition: PartitionId) -> Set {
        groups::explain(&self.desk.console, &self.desk.permit(), self.group(group)).unwrap().held(partition)
    }

    /// The file that the house is kept in.
    pub fn file(&self) -> PathBuf {
        self.desk.folder.path().join("site.db")
    }

    /// Rows as a stranger with the file would read them.
    pub fn rows(&self, sql: &str) -> Vec<String> {
        rows(&self.file(), sql)
    }

    /// Leaves it, beside whatever goes on: whoever watches for encoders ends only at the next look.
    pub fn leave(self) {
        std::thread::spawn(move || drop(self));
    }

    /// Everybody goes home.
    pub fn close(self) -> Closed {
        let House { desk: Desk { tray, folder, console, .. }, ids, .. } = self;
        drop(console);
        let views = tray.cards();
        let cards = views.iter().map(|view| crate::cards::memory(&tray.card(view.id).unwrap())).collect();
        Closed { folder, ids, cards }
    }
}

pub fn rows(file: &Path, sql: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(file).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

impl Closed {
    /// The same house, with the names of what is in another.
    pub fn knowing(self, other: &Closed) -> Closed {
        Closed { ids: other.ids.clone(), ..self }
    }

    /// A copy, with an administrator in it.
    pub fn open(&self) -> House {
        let folder = passing_folder();
        fs::copy(self.folder.path().join("site.db"), folder.path().join("site.db")).unwrap();
        let (clock, tray) = (clock(), Tray::new());
        for (number, card) in self.cards.iter().enumerate() {
            let card: Card = serde_json::from_str(card).unwrap();
            tray.add(format!("card {number}").as_str(), SharedCard::new(card));
        }
        let environment = environment_with(&clock, Faults::NONE, tray.clone());
        let console = Console::open(folder.path(), environment).unwrap();
        let session = sign_in(&console, "marta").unwrap();
        let desk = Desk { tray, folder, console, session, clock, faults: Faults::NONE };
        House { desk, ids: self.ids.clone(), seats: Seats::default() }
    }
}

impl Seat<'_> {
    /// The permit, which this operator has.
    #[track_caller]
    pub fn permit<L: Leaf>(&self) -> Permit<L> {
        self.session.permit().unwrap()
    }

    /// Work at the encoder that calls itself off when a key is not there.
    pub fn at(&self) -> At {
        let stop = Stop::default();
        let watched = stop.clone();
        let watch = move |step| {
            if matches!(step, encode::Step::PutBack) {
                watched.stop();
            }
        };
        At { encoder: SIMULATED.to_owned(), stop, progress: Arc::new(watch) }
    }

    /// A person's form, as this operator sees it.
    #[track_caller]
    pub fn person(&self, id: UserId) -> users::Page {
        users::open(self.console, &self.permit(), id).unwrap()
    }

    #[track_caller]
    pub fn group(&self, id: GroupId) -> groups::Page {
        groups::open(self.console, &self.permit(), id).unwrap()
    }

    #[track_caller]
    pub fn operator(&self, id: OperatorId) -> operators::Page {
        operators::open(self.console, &self.permit(), id).unwrap()
    }
}
