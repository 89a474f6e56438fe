//! A demo site: made-up people, doors and keys in every state. The same seed makes the same site. The first few
//! keys lie as simulated cards in the tray, written the way every key is; any other is handed out when somebody
//! asks for it.

mod texts;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike as _, Duration, NaiveDate};

use self::texts::{Followed, Shift, Texts, Yearly};
use super::encode::{self, At, OldKey};
use super::first_start::{self, Origin, Plan};
use super::sealing::{self, Outfit};
use super::users::{self, Ban, Picture};
use super::{Changes, Giving};
use crate::clock::{Clock as _, ShiftedClock};
use crate::console::{Console, Demo, Environment};
use crate::domain::access::{self, Holder, Point, Right, Target};
use crate::domain::automatic_change::{self, Plans, Step};
use crate::domain::calendar::Calendar;
use crate::domain::crossing::{self, Has, Side};
use crate::domain::delegation::Placed;
use crate::domain::denylist::Refused;
use crate::domain::door::{Code, Door, DoorId, Mode};
use crate::domain::event;
use crate::domain::function::Function;
use crate::domain::group::{Access, Given, Group, GroupId, Settings};
use crate::domain::grouping::{Chosen, Grouping};
use crate::domain::image::{Header, Issuer, Rules, Serial, Stamp, Statement};
use crate::domain::key::{Contents, Generation, Key, KeyId, Media, Written};
use crate::domain::limited_occupancy_area::{LimitedOccupancyArea, Most};
use crate::domain::limited_occupancy_group::LimitedOccupancyGroup;
use crate::domain::local::Window;
use crate::domain::location::Location;
use crate::domain::lockdown_area::LockdownArea;
use crate::domain::locker::{self, Locker, LockerId};
use crate::domain::moment::{self, Moment};
use crate::domain::named::{Named, Own as _};
use crate::domain::operator::{self, Language, Operator, Password};
use crate::domain::output::{self, Output};
use crate::domain::partition::PartitionId;
use crate::domain::permission::{Menu, OperatorsAddDelete, Permission, Set, UserKeysAssign};
use crate::domain::phone::{self, PublicKey};
use crate::domain::roll_call_area::RollCallArea;
use crate::domain::room;
use crate::domain::schedule::Schedule;
use crate::domain::suite::Suite;
use crate::domain::text::Line;
use crate::domain::timed_period::Stretches;
use crate::domain::timetable::{Days, Hours, Periods, Stretch, Timetable, TimetableId};
use crate::domain::user::{
    Between, End, Grant, Limit, Options, Period, Phone, Pin, Unit, User, UserId, Validity, Wiegand,
};
use crate::domain::user_access_level::{UserAccessLevel, UserAccessLevelId};
use crate::domain::zone::{Kind, Zone, ZoneId};
use crate::encoder::layout::{self, Memory};
use crate::encoder::link::Link;
use crate::encoder::simulator::{Card, Generation as Chip, Product, SharedCard, Storage as Room};
use crate::encoder::tray::{self, CardId, Label, Tray};
use crate::secret::keyring::Keyring;
use crate::secret::password::{Cost, Record};
use crate::secret::{self, Secret, seal_to};
use crate::session::{Administrator, Permit, Session};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::named::NamedRecord;
use crate::storage::phones::{self, Became, Made};
use crate::storage::record::{Record as Stores, Stored};
use crate::storage::relations::{
    DOOR_OUTPUTS, LOCKDOWN_DOORS, OCCUPANCY_DOORS, OCCUPANCY_GROUPS, Pair, Plain, ROLL_CALL_ENTRIES,
    ROLL_CALL_EXITS, SUITE_ROOMS,
};
use crate::storage::{
    Change, Outcome, Role, Storage, Values, View, denylist, doors, events, groupings, groups, keys,
    operators, outputs, record, schedules, site,
    users::{self as rows, Keyholder},
};

/// How large a demo site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// People.
    pub people: usize,
    /// Doors.
    pub doors: usize,
    /// Events that keys brought home.
    pub events: usize,
}

impl Size {
    /// A believable small site.
    pub const BELIEVABLE: Size = Size { people: 300, doors: 60, events: 2_000 };
    /// How many people there can be.
    pub const PEOPLE: RangeInclusive<usize> = 1..=1_000_000;
    /// How many doors there can be.
    pub const DOORS: RangeInclusive<usize> = 1..=Code::MAX as usize;
    /// How many events there can be.
    pub const EVENTS: RangeInclusive<usize> = 0..=10_000_000;

    fn is_possible(self) -> bool {
        Size::PEOPLE.contains(&self.people)
            && Size::DOORS.contains(&self.doors)
            && Size::EVENTS.contains(&self.events)
    }
}

/// Who can sign in to a demo site: it says so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Login {
    /// User name.
    pub user_name: &'static str,
    /// Password.
    pub password: &'static str,
}

/// The administrator of a demo site.
pub const ADMINISTRATOR: Login = Login { user_name: "demo", password: "try it out today" };
/// The receptionist of a demo site: a group with less.
pub const RECEPTION: Login = Login { user_name: "reception", password: "good morning all" };

/// The second administrator of a demo site, where one was added.
pub const MANAGER: Login = Login { user_name: "manager", password: "two pairs of eyes" };

/// Makes a demo site with made-up operators in an empty folder and closes it again. What lies in the tray goes on
/// lying there.
pub fn create(
    directory: &Path,
    environment: &Environment,
    size: Size,
    language: Language,
    cost: Cost,
) -> Result<(), Error> {
    let draft = first_start::Draft {
        site: "Hotel Aurora".to_owned(),
        user_name: ADMINISTRATOR.user_name.to_owned(),
        password: Password::new(ADMINISTRATOR.password),
        repeated: Password::new(ADMINISTRATOR.password),
        language,
    };
    let plan = first_start::plan(&draft, Origin::New)?;
    let reception = Some(receptionist(language, cost)?);
    make(directory, environment, &plan, size, reception.as_ref(), cost)
}

/// Makes a demo site of a plan: its administrator is the plan's, and nobody else can sign in.
pub fn create_of(directory: &Path, environment: &Environment, plan: &Plan, cost: Cost) -> Result<(), Error> {
    make(directory, environment, plan, Size::BELIEVABLE, None, cost)
}

fn make(
    directory: &Path,
    environment: &Environment,
    plan: &Plan,
    size: Size,
    reception: Option<&Reception>,
    cost: Cost,
) -> Result<(), Error> {
    if !size.is_possible() {
        return Err(Error::Size);
    }
    let clock = Arc::new(ShiftedClock::new(Arc::clone(&environment.clock)));
    let environment = Environment {
        clock: Arc::clone(&clock) as Arc<_>,
        age_passwords: false,
        readers: crate::encoder::desk::Readers::Ignored,
        ..environment.clone()
    };
    // What the system auditor tells is told in the order in which it would have happened.
    let now = clock.now();
    clock.shift(-MADE_BEFORE);
    let (console, session) = first_start::create(directory, environment, plan, cost)?;
    let storage = console.storage();
    let mut filled =
        storage.as_system(Role::Demo, |change| fill(storage, change, now, plan, size, reception))?;
    if let Some(tray) = console.desk().tray() {
        let doors: Vec<DoorId> = filled.doors.iter().map(|(id, _)| *id).collect();
        fill_tray(&console, &session, tray, &clock, &doors, Texts::of(plan.language()))?;
        stock(tray)?;
    }
    clock.shift(Duration::zero());
    storage.believe_made_up_clock()?;
    storage.as_system(Role::Demo, |change| bring_events(change, plan, size, &mut filled))
}

/// So long ago a demo site was made: before the oldest key of its tray was written.
const MADE_BEFORE: Duration = Duration::days(60);

/// Why no demo site was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The site itself.
    #[error(transparent)]
    FirstStart(#[from] first_start::Error),
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] crate::storage::Error),
    /// A person could not be saved.
    #[error(transparent)]
    Operation(#[from] super::Error),
    /// A simulated key could not be written.
    #[error(transparent)]
    Encode(#[from] encode::Error),
    /// The receptionist's password could not be kept.
    #[error(transparent)]
    Password(#[from] secret::password::Fault),
    /// The system gave no random numbers.
    #[error(transparent)]
    NoRandomness(#[from] secret::NoRandomness),
    /// There is no site of this size.
    #[error("a demo site has at least one person and one door, and not more than it can hold")]
    Size,
    /// A made-up text breaks a rule.
    #[error("a made-up text breaks a rule")]
    MadeUp,
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound.max(1) as u64) as usize
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        let at = self.below(from.len());
        from.get(at).copied().unwrap_or_default()
    }
}

const SEED: u64 = 20_261_122;

const FIRST_NAMES: &[&str] = &[
    "Ana", "Noah", "Zoë", "Łukasz", "Ingrid", "Mateo", "Siobhán", "Yusuf", "Chiara", "Anton", "Priya",
    "Jürgen", "Naomi", "Håkon", "Elena", "Tomás", "Amelia", "Kwame", "Lucía", "Oskar", "Fatima", "Pedro",
    "Greta", "Hiroshi", "Marta", "Samuel", "Ivana", "Bruno", "Aisha", "Diego", "Clara", "Emre", "Sofía",
    "Pavel", "Nuria", "Björn",
];

const LAST_NAMES: &[&str] = &[
    "García",
    "Novak",
    "Okafor",
    "Lindqvist",
    "Hernández",
    "Whitfield",
    "Müller",
    "Kowalczyk",
    "Rossi",
    "Tanaka",
    "Brennan",
    "Sørensen",
    "Dubois",
    "Petrov",
    "Al-Masri",
    "van der Berg",
    "Fernandes",
    "Castellano",
    "Nguyen",
    "Abernathy",
    "Ivanova",
    "Ruiz",
    "Schäfer",
    "Yılmaz",
    "O’Neill",
    "Delgado",
    "Peña",
    "Larsen",
    "Costa",
    "Weiss",
    "Moreau",
    "Horváth",
    "Eriksen",
    "Santos",
    "Weber",
    "Kaya",
    "Molina",
    "Fischer",
    "Iglesias",
    "Bianchi",
];

struct Reception {
    language: Language,
    record: Record,
    /// What the password gives.
    wrapping: Secret,
}

fn receptionist(language: Language, cost: Cost) -> Result<Reception, Error> {
    let (record, opened) = Record::make(&Password::new(RECEPTION.password), cost)?;
    Ok(Reception { language, record, wrapping: opened.wrapping })
}

/// Adds a second administrator to a demo site, so that acts which need two can be tried on it.
pub fn add_manager(console: &Console, by: &Administrator, cost: Cost) -> Result<(), Error> {
    let (record, opened) = Record::make(&Password::new(MANAGER.password), cost)?;
    let outfit = Outfit::by_session(by.session());
    let name = operator::Name::new("Nuria Solà").map_err(|_| Error::MadeUp)?;
    let user_name = operator::UserName::new(MANAGER.user_name).map_err(|_| Error::MadeUp)?;
    sealing::change(console, by, |change| {
        if site::get(change)?.demo == Demo::No {
            return Err(Error::MadeUp);
        }
        let manager = Operator {
            name,
            user_name,
            group: GroupId::ADMINISTRATOR,
            language: Language::default(),
            enabled: true,
        };
        let id = operators::insert(change, &manager, &record, |id| outfit.make(id, &opened.wrapping))?;
        let subject = Subject::operator(id, MANAGER.user_name);
        Ok(Outcome::Changed((), Entry::new(Action::OperatorAdded, subject).into()))
    })
}

/// What a site was filled with, and the dice as they lie then.
struct Filled {
    doors: Vec<(DoorId, Code)>,
    keys: Vec<KeyId>,
    dice: Dice,
}

/// Adds doors, and people as they stand now.
fn fill(
    storage: &Storage,
    change: &Change<'_>,
    now: Moment,
    plan: &Plan,
    size: Size,
    reception: Option<&Reception>,
) -> Result<Outcome<Filled>, Error> {
    site::set_demo(change, if reception.is_some() { Demo::WithOperators } else { Demo::Yes })?;
    let texts = Texts::of(plan.language());
    let general = [texts.department, texts.employee_number, "", "", ""].map(Line::new);
    let [Ok(a), Ok(b), Ok(c), Ok(d), Ok(e)] = general else { return Err(Error::MadeUp) };
    site::set_general_fields(change, &[a, b, c, d, e])?;
    if let Some(reception) = reception {
        add_receptionist(change, plan, reception, texts)?;
    }
    let followed = add_schedules(change, texts)?;
    let doors = add_doors(change, size.doors, &followed, texts)?;
    let mut levels = add_levels(change, &doors, texts)?;
    let timetables = add_timetables(change, texts)?;
    let zones = add_zones(change, &doors, &mut levels, &timetables, texts)?;
    let lockers = add_lockers(change, doors.len(), &mut levels, &zones, texts)?;
    let contract = add_locations_functions(change, &doors, &timetables, texts)?;
    add_outputs(change, &doors, &mut levels, texts)?;
    add_rooms(
        change,
        now,
        doors.len() + texts.cabinets.len() + STAFF_LOCKERS,
        &mut levels,
        &timetables,
        texts,
    )?;
    add_areas(change, &doors, texts)?;
    add_calendars(change, now, texts)?;
    let rules = storage.rules(change)?;
    let keyring = Keyring::of(plan.master().clone());
    let numbering = site::get(change)?.numbering;
    let maker = Maker { issuer: keyring.issuer(numbering.born, numbering.epoch), keyring };
    let mut dice = Dice(SEED);
    let mut keys = Vec::new();
    for number in 0..size.people {
        keys.extend(add_person(
            change, now, &maker, &mut dice, number, &doors, &lockers, &levels, &contract, &rules, texts,
        )?);
    }
    let after = Fields::default().with("people", size.people).with("doors", size.doors);
    let entry = Entry::new(Action::DemoMade, Subject::site(plan.site())).after(after);
    Ok(Outcome::Changed(Filled { doors, keys, dice }, entry.into()))
}

/// The keys bring home what they opened.
fn bring_events(
    change: &Change<'_>,
    plan: &Plan,
    size: Size,
    filled: &mut Filled,
) -> Result<Outcome<()>, Error> {
    if size.events == 0 {
        return Ok(Outcome::Unchanged(()));
    }
    add_events(change, &mut filled.dice, size.events, &filled.keys, &filled.doors)?;
    let after = Fields::default().with("events", size.events);
    Ok(Outcome::Changed((), Entry::new(Action::DemoMade, Subject::site(plan.site())).after(after).into()))
}

fn add_receptionist(
    change: &Change<'_>,
    plan: &Plan,
    reception: &Reception,
    texts: &Texts,
) -> Result<(), Error> {
    let mut global: Set = Menu::Hotels.leaves().chain(Menu::Keys.leaves()).collect();
    for permission in [
        Permission::UsersView,
        Permission::UsersModify,
        Permission::UsersAddDelete,
        Permission::DoorsView,
        Permission::DoorsModifyAccess,
    ] {
        global = global.with(permission);
    }
    let settings = Settings { hotel_interface: true, audit_days: Some(7), ..Settings::NARROWEST };
    let given = Given { global, settings, partitions: [(PartitionId::GENERAL, Access::Global)].into() };
    let group = groups::insert(
        change,
        GroupId::ADMINISTRATOR,
        &Group { name: line(texts.reception)?, description: line("")?, given },
    )?;
    let name = operator::Name::new(texts.receptionist).map_err(|_| Error::MadeUp)?;
    let user_name = operator::UserName::new(RECEPTION.user_name).map_err(|_| Error::MadeUp)?;
    let born = site::get(change)?.numbering.born;
    sealing::make(change, plan.master(), |holding| {
        operators::insert(
            holding,
            &Operator { name, user_name, group, language: reception.language, enabled: true },
            &reception.record,
            |id| Outfit::by_master(plan.master(), born).make(id, &reception.wrapping),
        )
    })?;
    Ok(())
}

fn add_doors(
    change: &Change<'_>,
    count: usize,
    followed: &Followed,
    texts: &Texts,
) -> Result<Vec<(DoorId, Code)>, Error> {
    (0..count)
        .map(|number| {
            let (name, place) = match texts.doors.get(number) {
                Some((name, place)) => ((*name).to_owned(), (*place).to_owned()),
                None => {
                    let room = number - texts.doors.len();
                    let (floor, room) = (1 + room / 20, 1 + room % 20);
                    (format!("{} {floor}{room:02}", texts.store), format!("{} {floor}", texts.floor))
                }
            };
            let named = Named {
                name: line(&name)?,
                description: line(&place)?,
                partition: PartitionId::GENERAL,
                external_id: line(&format!("D-{:04}", number + 1))?,
            };
            let typed = followed.settings(number);
            let settings = typed.check().map_err(|_| Error::MadeUp)?;
            let door = Door { named, settings };
            let placed = Placed::new(&door, change.grants()).map_err(|_| Error::MadeUp)?;
            // Pictures and lessons show the same numbers every time.
            let code = u16::try_from(number + 1).ok().and_then(Code::new).ok_or(Error::MadeUp)?;
            Ok((record::insert(change, &placed, doors::numbered(code))?, code))
        })
        .collect()
}

/// What everybody of a department may open.
struct Level {
    id: UserAccessLevelId,
    department: &'static str,
    /// What its members get.
    rights: Vec<Right>,
}

/// How many doors a department has in common, the main entrance among them.
const DOORS_OF_LEVEL: usize = 4;

fn add_levels(change: &Change<'_>, doors: &[(DoorId, Code)], texts: &Texts) -> Result<Vec<Level>, Error> {
    let add = |(number, department): (usize, &&'static str)| {
        let level = UserAccessLevel(Named {
            name: line(department)?,
            description: line(texts.level)?,
            partition: PartitionId::GENERAL,
            external_id: line(&format!("L-{:04}", number + 1))?,
        });
        let placed = Placed::new(&level, change.grants()).map_err(|_| Error::MadeUp)?;
        let id = record::insert(change, &placed, Values::none())?;
        let own = (0..DOORS_OF_LEVEL - 1).map(|door| 1 + number * (DOORS_OF_LEVEL - 1) + door);
        let mut given = Vec::new();
        for place in std::iter::once(0).chain(own) {
            let Some((door, code)) = doors.get(place) else {
                continue;
            };
            let link = access::Link::LevelDoor(id, Point { id: *door, code: *code });
            change.edit(access::Edit::Link(link, Limit::ALWAYS))?;
            given.push(Right { to: Target::Point(*code), between: None, hours: None });
        }
        Ok(Level { id, department, rights: given })
    };
    texts.departments.iter().enumerate().map(add).collect()
}

fn add_zones(
    change: &Change<'_>,
    doors: &[(DoorId, Code)],
    levels: &mut [Level],
    timetables: &[(TimetableId, Hours)],
    texts: &Texts,
) -> Result<Vec<InZone>, Error> {
    let mut zones = Vec::new();
    let limited = timetables.first();
    let limit = Limit { between: None, timetable: limited.map(|(id, _)| *id) };
    let hours = limited.map(|(_, hours)| hours);
    for (number, (name, description, inside, department)) in (1_u16..).zip(texts.zones) {
        let named = Named {
            name: line(name)?,
            description: line(description)?,
            partition: PartitionId::GENERAL,
            external_id: line(&format!("Z-{number:04}"))?,
        };
        let zone = Zone { named, kind: Kind::High };
        let placed = Placed::new(&zone, change.grants()).map_err(|_| Error::MadeUp)?;
        let zone = record::insert(change, &placed, Values::none().with("number", number))?;
        let inside: Vec<(DoorId, Code)> =
            inside.iter().filter_map(|place| doors.get(*place)).copied().collect();
        for (id, code) in &inside {
            let link = access::Link::ZoneDoor(zone, Point { id: *id, code: *code });
            change.edit(access::Edit::Link(link, Limit::ALWAYS))?;
        }
        if let Some(level) = department.and_then(|department| levels.get_mut(department)) {
            change.edit(access::Edit::Link(access::Link::LevelZone(level.id, zone), limit))?;
            let right =
                |code: &Code| Right { to: Target::Point(*code), between: None, hours: hours.cloned() };
            level.rights.extend(inside.iter().map(|(_, code)| right(code)));
        }
        zones.push(InZone { id: zone, department: *department, hours: hours.cloned() });
    }
    Ok(zones)
}

/// A zone, the department whose access level gives it, and when.
struct InZone {
    id: ZoneId,
    department: Option<usize>,
    hours: Option<Hours>,
}

/// So many lockers the staff have.
const STAFF_LOCKERS: usize = 20;
/// One in so many people has one.
const PEOPLE_A_LOCKER: usize = 12;

/// Cabinets that departments open, and the lockers of the staff. Says which these are. Their numbers follow those of the doors.
fn add_lockers(
    change: &Change<'_>,
    doors: usize,
    levels: &mut [Level],
    zones: &[InZone],
    texts: &Texts,
) -> Result<Vec<Point<LockerId>>, Error> {
    let mut number = 0;
    let mut add = |name: &str, place: &str, mode| {
        number += 1;
        let named = Named {
            name: line(name)?,
            description: line(place)?,
            partition: PartitionId::GENERAL,
            external_id: line(&format!("C-{number:04}"))?,
        };
        let mut typed = locker::Typed::default();
        typed.lock.mode = mode;
        let locker = Locker { named, settings: typed.check().map_err(|_| Error::MadeUp)? };
        let placed = Placed::new(&locker, change.grants()).map_err(|_| Error::MadeUp)?;
        // A site of doors alone may have taken every number.
        let Some(code) = u16::try_from(doors + number).ok().and_then(Code::new) else {
            return Ok(None);
        };
        let id = record::insert(change, &placed, Values::none().with("code", code.number()))?;
        Ok::<_, Error>(Some(Point { id, code }))
    };
    for (name, place, department, zone) in texts.cabinets {
        let Some(locker) = add(name, place, Mode::Standard)? else {
            return Ok(Vec::new());
        };
        let right = |hours: Option<Hours>| Right { to: Target::Point(locker.code), between: None, hours };
        if let Some(level) = department.and_then(|department| levels.get_mut(department)) {
            change.edit(access::Edit::Link(access::Link::LevelLocker(level.id, locker), Limit::ALWAYS))?;
            level.rights.push(right(None));
        }
        if let Some(zone) = zone.and_then(|zone| zones.get(zone)) {
            change.edit(access::Edit::Link(access::Link::ZoneLocker(zone.id, locker), Limit::ALWAYS))?;
            if let Some(level) = zone.department.and_then(|department| levels.get_mut(department)) {
                level.rights.push(right(zone.hours.clone()));
            }
        }
    }
    let staff = (1..=STAFF_LOCKERS)
        .map(|number| add(&format!("{} {number:02}", texts.locker), texts.changing_room, Mode::Toggle));
    Ok(staff.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The floors of the lift, by department, and what doors switch by themselves.
fn add_outputs(
    change: &Change<'_>,
    doors: &[(DoorId, Code)],
    levels: &mut [Level],
    texts: &Texts,
) -> Result<(), Error> {
    for (number, (name, description, departments, inside)) in (1_u8..).zip(texts.outputs) {
        let named = Named {
            name: line(name)?,
            description: line(description)?,
            partition: PartitionId::GENERAL,
            external_id: line(&format!("S-{number:04}"))?,
        };
        let number = output::Number::new(number).ok_or(Error::MadeUp)?;
        let output = add_placed(change, &Output { named, number })?;
        for department in *departments {
            if let Some(level) = levels.get_mut(*department) {
                let link = access::Link::LevelOutput(level.id, output.id);
                change.edit(access::Edit::Link(link, Limit::ALWAYS))?;
                level.rights.push(Right { to: Target::Output(number), between: None, hours: None });
            }
        }
        put_doors(change, DOOR_OUTPUTS, &output, doors, inside)?;
    }
    Ok(())
}

/// One in so many works for the house by contract.
const PEOPLE_A_CONTRACTOR: usize = 60;

/// What those have: a location and a function, the doors in which the two meet, and when these open.
struct Contract {
    sides: Vec<Side>,
    doors: Vec<Code>,
    timetable: Option<(TimetableId, Hours)>,
}

/// Where doors are, and what they are for.
fn add_locations_functions(
    change: &Change<'_>,
    doors: &[(DoorId, Code)],
    timetables: &[(TimetableId, Hours)],
    texts: &Texts,
) -> Result<Contract, Error> {
    let named = |letter: char, number: u16, name: &str, description: &str| -> Result<Named, Error> {
        Ok(Named {
            name: line(name)?,
            description: line(description)?,
            partition: PartitionId::GENERAL,
            external_id: line(&format!("{letter}-{number:04}"))?,
        })
    };
    let put = |side: Side, inside: &[usize]| -> Result<(), Error> {
        for (id, code) in inside.iter().filter_map(|place| doors.get(*place)) {
            let link = access::Link::SideDoor(side, Point { id: *id, code: *code });
            change.edit(access::Edit::Link(link, Limit::ALWAYS))?;
        }
        Ok(())
    };
    let (grouping, values) = texts.location_grouping;
    let values = values.iter().map(|value| Ok((None, line(value)?))).collect::<Result<_, Error>>()?;
    let grouped = Grouping { id: None, name: line(grouping)?, values };
    groupings::set(change, 1, &[vec![grouped], Vec::new()])?;
    let [grouped, _] = groupings::get(change)?;
    let of_location = |at: usize| -> Chosen {
        let one = grouped.first().and_then(|of| Some((of.id?, of.values.get(at % of.values.len())?.0?)));
        one.into_iter().collect()
    };
    let (mut locations, mut functions) = (Vec::new(), Vec::new());
    for (at, (name, description, inside)) in (1..).zip(texts.locations) {
        let number = crossing::Number::new(at).ok_or(Error::MadeUp)?;
        let has = Has { number, chosen: of_location(usize::from(at - 1)) };
        let location = add_placed(change, &Location { named: named('U', at, name, description)?, has })?;
        put(Side::Location(location.id), inside)?;
        locations.push((Side::Location(location.id), *inside));
    }
    for (at, (name, description, inside)) in (1..).zip(texts.functions) {
        let number = crossing::Number::new(at).ok_or(Error::MadeUp)?;
        let has = Has { number, chosen: Chosen::new() };
        let function = add_placed(change, &Function { named: named('F', at, name, description)?, has })?;
        put(Side::Function(function.id), inside)?;
        functions.push((Side::Function(function.id), *inside));
    }
    let sides: Vec<(Side, &[usize])> =
        locations.get(1).into_iter().chain(functions.first()).copied().collect();
    let meets = |place: &usize| sides.iter().all(|(_, inside)| inside.contains(place));
    let code = |place: usize| doors.get(place).map(|(_, code)| *code);
    Ok(Contract {
        doors: (0..doors.len()).filter(meets).filter_map(code).collect(),
        sides: sides.into_iter().map(|(side, _)| side).collect(),
        timetable: timetables.first().cloned(),
    })
}

/// So many rooms are on each floor.
const ROOMS_OF_FLOOR: usize = 6;
/// Whose access level opens them, by its place, and by which timetable.
const HOUSEKEEPING: usize = 1;
/// The room that is out of service.
const OUT_OF_SERVICE: &str = "204";

/// Rooms and suites, with a zone for each floor that housekeeping has. Their numbers follow those of the lockers.
fn add_rooms(
    change: &Change<'_>,
    now: Moment,
    before: usize,
    levels: &mut [Level],
    timetables: &[(TimetableId, Hours)],
    texts: &Texts,
) -> Result<(), Error> {
    let of_kind = |letter: char, number: usize, name: &str, place: &str| {
        Ok::<_, Error>(Named {
            name: line(name)?,
            description: line(place)?,
            partition: PartitionId::GENERAL,
            external_id: line(&format!("{letter}-{number:04}"))?,
        })
    };
    let settings = |is_out: bool| {
        let mut typed = room::Typed { is_out_of_service: is_out, ..room::Typed::default() };
        if is_out {
            typed.reason = texts.out_of_service.to_owned();
            typed.until.day = Some((now + Duration::days(9)).date_naive());
        }
        typed.check().map_err(|_| Error::MadeUp)
    };
    let mut last = before;
    let mut code = || {
        last += 1;
        u16::try_from(last).ok().and_then(Code::new)
    };
    let numbered = |code: Code| Values::none().with("code", code.number());
    let limited = timetables.get(HOUSEKEEPING);
    let limit = Limit { between: None, timetable: limited.map(|(id, _)| *id) };
    let (mut rooms, mut suites) = (Vec::new(), Vec::new());
    for (at, (name, inside)) in texts.suites.iter().enumerate() {
        let place = texts.floors.last().copied().unwrap_or_default();
        let suite = Suite { named: of_kind('S', at + 1, name, place)?, settings: settings(false)? };
        // A site of doors alone may have taken every number.
        let Some(code) = code() else {
            return Ok(());
        };
        let placed = Placed::new(&suite, change.grants()).map_err(|_| Error::MadeUp)?;
        let id = record::insert(change, &placed, numbered(code))?;
        suites.push((Point { id, code }, *inside));
    }
    for (floor, place) in (1..).zip(texts.floors) {
        let named = of_kind('F', floor, &format!("{} {floor}", texts.floor), texts.rooms)?;
        let zone = Zone { named, kind: Kind::High };
        let placed = Placed::new(&zone, change.grants()).map_err(|_| Error::MadeUp)?;
        let number = u16::try_from(texts.zones.len() + floor).map_err(|_| Error::MadeUp)?;
        let zone = record::insert(change, &placed, Values::none().with("number", number))?;
        let mut inside = Vec::new();
        for at in 1..=ROOMS_OF_FLOOR {
            let name = format!("{floor}{at:02}");
            let out = settings(name == OUT_OF_SERVICE)?;
            let room = room::Room { named: of_kind('H', rooms.len() + 1, &name, place)?, settings: out };
            let Some(code) = code() else {
                return Ok(());
            };
            let placed = Placed::new(&room, change.grants()).map_err(|_| Error::MadeUp)?;
            let room = Point { id: record::insert(change, &placed, numbered(code))?, code };
            change.edit(access::Edit::Link(access::Link::ZoneRoom(zone, room), Limit::ALWAYS))?;
            inside.push(code);
            rooms.push((room, name));
        }
        if floor == texts.floors.len() {
            for (suite, _) in &suites {
                change.edit(access::Edit::Link(access::Link::ZoneSuite(zone, *suite), Limit::ALWAYS))?;
                inside.push(suite.code);
            }
        }
        if let Some(level) = levels.get_mut(HOUSEKEEPING) {
            change.edit(access::Edit::Link(access::Link::LevelZone(level.id, zone), limit))?;
            let hours = limited.map(|(_, hours)| hours);
            let right = |code: Code| Right { to: Target::Point(code), between: None, hours: hours.cloned() };
            level.rights.extend(inside.into_iter().map(right));
        }
    }
    for (suite, inside) in &suites {
        let suite = record::get::<Suite>(change, suite.id)?;
        for (room, _) in rooms.iter().filter(|(_, name)| inside.contains(&name.as_str())) {
            Pair::of::<_, room::Room>(SUITE_ROOMS, &suite, room.id).put(change)?;
        }
    }
    Ok(())
}

/// Areas of every kind.
fn add_areas(change: &Change<'_>, doors: &[(DoorId, Code)], texts: &Texts) -> Result<(), Error> {
    let named = |number: usize, letter: char, name: &str, description: &str| {
        Ok::<_, Error>(Named {
            name: line(name)?,
            description: line(description)?,
            partition: PartitionId::GENERAL,
            external_id: line(&format!("{letter}-{number:04}"))?,
        })
    };
    for (number, (name, description, purpose, [entries, exits])) in (1..).zip(texts.roll_call_areas) {
        let area = RollCallArea { named: named(number, 'R', name, description)?, purpose: *purpose };
        let area = add_placed(change, &area)?;
        put_doors(change, ROLL_CALL_ENTRIES, &area, doors, entries)?;
        put_doors(change, ROLL_CALL_EXITS, &area, doors, exits)?;
    }
    for (number, (name, description, inside)) in (1..).zip(texts.lockdown_areas) {
        let area = add_placed(change, &LockdownArea(named(number, 'L', name, description)?))?;
        put_doors(change, LOCKDOWN_DOORS, &area, doors, inside)?;
    }
    let mut areas = Vec::new();
    for (number, (name, description, most, inside)) in (1..).zip(texts.limited_occupancy_areas) {
        let most = Most::new(*most).ok_or(Error::MadeUp)?;
        let area = LimitedOccupancyArea { named: named(number, 'O', name, description)?, most };
        let area = add_placed(change, &area)?;
        put_doors(change, OCCUPANCY_DOORS, &area, doors, inside)?;
        areas.push(area.id);
    }
    for (number, (name, description, counted)) in (1..).zip(texts.limited_occupancy_groups) {
        let group = add_placed(change, &LimitedOccupancyGroup(named(number, 'G', name, description)?))?;
        for area in counted.iter().filter_map(|place| areas.get(*place)) {
            Pair::of::<_, LimitedOccupancyArea>(OCCUPANCY_GROUPS, &group, *area).put(change)?;
        }
    }
    Ok(())
}

fn add_placed<T: NamedRecord>(change: &Change<'_>, thing: &T) -> Result<Stored<T>, Error> {
    let placed = Placed::new(thing, change.grants()).map_err(|_| Error::MadeUp)?;
    let id = record::insert(change, &placed, Values::none())?;
    Ok(record::get(change, id)?)
}

/// Puts doors into a relation by their places.
fn put_doors<T: Stores>(
    change: &Change<'_>,
    relation: Plain,
    to: &Stored<T>,
    doors: &[(DoorId, Code)],
    places: &[usize],
) -> Result<(), Error> {
    for (door, _) in places.iter().filter_map(|place| doors.get(*place)) {
        Pair::of::<T, Door>(relation, to, *door).put(change)?;
    }
    Ok(())
}

/// Each with when it holds.
fn add_timetables(change: &Change<'_>, texts: &Texts) -> Result<Vec<(TimetableId, Hours)>, Error> {
    let mut timetables = Vec::new();
    for (number, (name, description, shifts)) in (1..).zip(texts.timetables) {
        let stretch = |(days, from, until): &Shift| Stretch::new(Days::of_bits(*days)?, *from, *until).ok();
        let periods = shifts.iter().map(stretch).collect::<Option<Vec<_>>>().ok_or(Error::MadeUp)?;
        let timetable = Timetable {
            named: Named {
                name: line(name)?,
                description: line(description)?,
                partition: PartitionId::GENERAL,
                external_id: line(&format!("H-{number:04}"))?,
            },
            periods: Periods::new(periods).map_err(|_| Error::MadeUp)?,
        };
        let placed = Placed::new(&timetable, change.grants()).map_err(|_| Error::MadeUp)?;
        timetables.push((record::insert(change, &placed, Values::none())?, timetable.periods.hours()));
    }
    Ok(timetables)
}

fn add_calendars(change: &Change<'_>, now: Moment, texts: &Texts) -> Result<(), Error> {
    let (this_year, mut is_of_keys) = (now.year(), true);
    for (name, description, days) in texts.calendars {
        let of_year = |year| {
            let day = move |(month, day, kind): &Yearly| {
                NaiveDate::from_ymd_opt(year, *month, *day).map(|day| (day, *kind))
            };
            days.iter().filter_map(day)
        };
        let days = of_year(this_year).chain(of_year(this_year + 1)).collect();
        let calendar = Calendar { name: line(name)?, description: line(description)?, days, is_of_keys };
        record::insert(change, &calendar, Values::none())?;
        is_of_keys = false;
    }
    Ok(())
}

/// What doors follow by the clock.
fn add_schedules(change: &Change<'_>, texts: &Texts) -> Result<Followed, Error> {
    let mut followed = Followed::default();
    let days = |bits: u16| Days::of_bits(bits).ok_or(Error::MadeUp);
    for (name, description, shifts) in texts.timed_periods {
        let stretch = |(bits, from, until): &Shift| {
            Stretch::new(days(*bits)?, *from, *until).map_err(|_| Error::MadeUp)
        };
        let stretches = shifts.iter().map(stretch).collect::<Result<_, Error>>()?;
        let content = Stretches::new(stretches).map_err(|_| Error::MadeUp)?;
        followed.periods.push(add_schedule(change, name, description, content)?);
    }
    for (name, description, plans) in texts.automatic_changes {
        let plan = |(bits, steps): &texts::Plan| {
            let steps = steps.iter().map(|(from, mode)| Step { from: *from, mode: *mode }).collect();
            let plan = automatic_change::Plan::new(steps).map_err(|_| Error::MadeUp)?;
            Ok((days(*bits)?, plan))
        };
        let plans = plans.iter().map(plan).collect::<Result<Vec<_>, Error>>()?;
        let content = Plans::new(plans).map_err(|_| Error::MadeUp)?;
        followed.changes.push(add_schedule(change, name, description, content)?);
    }
    Ok(followed)
}

fn add_schedule<C: schedules::Kept>(
    change: &Change<'_>,
    name: &str,
    description: &str,
    content: C,
) -> Result<C::Id, Error> {
    let schedule = Schedule { name: line(name)?, description: line(description)?, content };
    Ok(record::insert(change, &schedule, schedules::numbered::<C>(change)?)?)
}

fn line<const MAX: usize>(text: &str) -> Result<Line<MAX>, Error> {
    Line::new(text).map_err(|_| Error::MadeUp)
}

/// How a made-up person's key stands.
#[derive(Clone, Copy, PartialEq)]
enum Story {
    NoKey,
    Fresh,
    HalfUsed,
    EndsSoon,
    OtherRights,
    OtherAreas,
    Ended,
    Interrupted,
    Banned,
}

impl Story {
    fn roll(dice: &mut Dice) -> Story {
        match dice.below(100) {
            0..=6 => Story::NoKey,
            7..=13 => Story::HalfUsed,
            14..=18 => Story::EndsSoon,
            19..=25 => Story::OtherRights,
            26..=28 => Story::OtherAreas,
            29..=32 => Story::Ended,
            33 => Story::Interrupted,
            34..=35 => Story::Banned,
            _ => Story::Fresh,
        }
    }

    /// How long ago the key was written, in hours, of a period of 30 days.
    fn age_hours(self, dice: &mut Dice) -> i64 {
        let (from, to) = match self {
            Story::HalfUsed => (16 * 24, 23 * 24),
            Story::EndsSoon => (26 * 24, 29 * 24),
            Story::Ended => (32 * 24, 60 * 24),
            Story::NoKey
            | Story::Fresh
            | Story::OtherRights
            | Story::OtherAreas
            | Story::Interrupted
            | Story::Banned => (1, 13 * 24),
        };
        from + dice.below((to - from) as usize) as i64
    }
}

/// Who signs the keys that are made up.
struct Maker {
    keyring: Keyring,
    issuer: Issuer,
}

#[expect(clippy::too_many_arguments, reason = "one person's story, told once")]
fn add_person(
    change: &Change<'_>,
    now: Moment,
    maker: &Maker,
    dice: &mut Dice,
    number: usize,
    doors: &[(DoorId, Code)],
    lockers: &[Point<LockerId>],
    levels: &[Level],
    contract: &Contract,
    rules: &Rules,
    texts: &Texts,
) -> Result<Option<KeyId>, Error> {
    let is_contractor = number % PEOPLE_A_CONTRACTOR == 29;
    let crossing = contract.timetable.as_ref().filter(|_| is_contractor).map(|(id, _)| *id);
    let user = User { crossing, ..make_up(now, dice, number, texts)? };
    let placed = Placed::new(&user, change.grants()).map_err(|_| Error::MadeUp)?;
    let id = record::insert(change, &Keyholder { user: placed, pin: None }, Values::none())?;
    let mut given: Vec<Right> = Vec::new();
    let first = dice.below(doors.len());
    for step in 0..doors.len().min(2 + dice.below(6)) {
        // Every seventh door on: no door comes twice as long as there are more than a few.
        let Some((door, code)) = doors.get((first + step * 7) % doors.len()) else {
            continue;
        };
        if given.iter().any(|right| right.to == Target::Point(*code)) {
            continue;
        }
        let between = (dice.below(12) == 0)
            .then(|| Between::new(now - Duration::days(3), now + Duration::days(20)).ok())
            .flatten();
        let link = access::Link::PersonDoor(id, Point { id: *door, code: *code });
        change.edit(access::Edit::Link(link, Limit::within(between)))?;
        given.push(Right { to: Target::Point(*code), between, hours: None });
    }
    // One in so many has a locker, and nobody else has that one.
    if let Some(locker) = lockers.get(number / PEOPLE_A_LOCKER).filter(|_| number % PEOPLE_A_LOCKER == 5) {
        change.edit(access::Edit::Link(access::Link::PersonLocker(id, *locker), Limit::ALWAYS))?;
        given.push(Right { to: Target::Point(locker.code), between: None, hours: None });
    }
    if is_contractor {
        for side in &contract.sides {
            change.edit(access::Edit::Link(access::Link::PersonSide(id, *side), Limit::ALWAYS))?;
        }
        let hours = contract.timetable.as_ref().map(|(_, hours)| hours.clone());
        let right = |code: &Code| Right { to: Target::Point(*code), between: None, hours: hours.clone() };
        given.extend(contract.doors.iter().map(right));
    }
    let [department, ..] = &user.general;
    if let Some(level) = levels.iter().find(|level| level.department == department.as_str()) {
        change.edit(access::Edit::Link(access::Link::PersonLevel(id, level.id), Limit::ALWAYS))?;
        given.extend(level.rights.iter().cloned());
    }
    let story = Story::roll(dice);
    if story == Story::Banned {
        rows::set_banned(change, id, true)?;
    }
    if story == Story::NoKey {
        return Ok(None);
    }
    if PHONED.contains(&number) {
        add_phone(change, now, maker, id, &user, (&given, rules))?;
    }
    if LOST.contains(&number) {
        lose_key(change, now, maker, number, id, &user, (&given, rules))?;
    }
    add_key(change, now, maker, dice, number, id, &user, (&given, rules), story).map(Some)
}

/// Which people lost a key and have another one.
const LOST: [usize; 2] = [3, 17];

/// Which people have a phone that is a key as well.
const PHONED: [usize; 3] = [6, 11, 14];

/// A phone that is a key, and took it.
fn add_phone(
    change: &Change<'_>,
    now: Moment,
    maker: &Maker,
    id: UserId,
    user: &User,
    (rights, rules): (&[Right], &Rules),
) -> Result<(), Error> {
    let said = access::statement(&Holder::of(id, user, None), rights, rules);
    let public_key = PublicKey(*Secret::random()?.public().as_bytes());
    let key = keys::draw_id(change)?;
    let (written, image) = write(maker, &said, key, public_key.serial(), now - Duration::days(2))?;
    let sealed = seal_to(&public_key.0.into(), phone::PURPOSE, &image.bytes)?;
    let made = Made { written, image, sealed, is_timed: said.follows_time() };
    let proof = maker.keyring.phone_proof(key, id, &public_key);
    phones::insert(change, key, id, (&public_key, &proof), &made)?;
    for image in phones::outgoing(change)? {
        phones::note(change, &image, Became::Acknowledged)?;
    }
    Ok(())
}

/// A key that was lost and cancelled. One lock knows by now.
fn lose_key(
    change: &Change<'_>,
    now: Moment,
    maker: &Maker,
    number: usize,
    id: UserId,
    user: &User,
    (rights, rules): (&[Right], &Rules),
) -> Result<(), Error> {
    let said = access::statement(&Holder::of(id, user, None), rights, rules);
    let [a, b, c, d] = (number as u32).to_be_bytes();
    let serial = Serial::new(&[0x04, 0x11, 0x43, a, b, c, d]).ok_or(Error::MadeUp)?;
    let key = keys::draw_id(change)?;
    let (written, sealed) = write(maker, &said, key, serial, now - Duration::days(9))?;
    let media = Media { generation: Generation::Ev2, capacity: 1_536, salt: None };
    keys::insert(change, key, id, &serial, media, &written)?;
    keys::put_image(change, key, written.sequence, &sealed)?;
    let stored = keys::of_user(change, &rows::get(change, id)?)?.ok_or(Error::MadeUp)?;
    keys::set_known(change, &stored, &written, media, sealed.layout.slots)?;
    let lost = keys::of_user(change, &rows::get(change, id)?)?.ok_or(Error::MadeUp)?;
    let over_by = denylist::over_by(change, &lost)?;
    denylist::put(change, &lost, Refused::All, over_by)?;
    denylist::cancel(change, &lost, over_by)?;
    let door = rights.iter().find_map(|right| match right.to {
        Target::Point(code) => Some(code),
        Target::Locker(..) | Target::Slot(_) | Target::Output(_) => None,
    });
    if let (Some(slice), Some(door)) = (denylist::take_slice(change, KeyId(0), 1, 0)?, door) {
        let at = moment::from_key_minutes(slice.edition().0);
        let event = event::Event { door, happening: event::Happening::DenylistLearned, counter: 0, at };
        let report = event::Report { event, mac: event::Mac::default(), set_up: Some(event::SetUp::FIRST) };
        denylist::note_learned(change, &slice, &[report])?;
    }
    Ok(())
}

fn make_up(now: Moment, dice: &mut Dice, number: usize, texts: &Texts) -> Result<User, Error> {
    let phone = format!("+3460{:07}", dice.below(10_000_000));
    let title = if dice.below(14) == 0 { "Dr." } else { "" };
    let general = [
        line(dice.pick(texts.departments))?,
        line(&format!("{:05}", 10_000 + number))?,
        Line::default(),
        Line::default(),
        Line::default(),
    ];
    let seasonal = dice.below(9) == 0;
    Ok(User {
        title: line(title)?,
        first_name: line(dice.pick(FIRST_NAMES))?,
        last_name: line(dice.pick(LAST_NAMES))?,
        external_id: line(&format!("E-{:06}", number + 1))?,
        partition: PartitionId::GENERAL,
        general,
        wiegand: Wiegand::default(),
        authorization_codes: Vec::new(),
        phone: Phone::new(&phone).map_err(|_| Error::MadeUp)?,
        options: Options {
            office: dice.below(10) == 0,
            extended_opening: dice.below(25) == 0,
            audit_openings: dice.below(3) == 0,
            cancellable: true,
            ..Options::default()
        },
        validity: Validity {
            activation: now - Duration::days(90 + dice.below(700) as i64),
            expiration: seasonal.then(|| now + Duration::days(40 + dice.below(200) as i64)),
            revalidation: Some(Period { count: 30, unit: Unit::Days }),
        },
        crossing: None,
        pin: Pin::None,
    })
}

#[expect(clippy::too_many_arguments, reason = "one person's story, told once")]
fn add_key(
    change: &Change<'_>,
    now: Moment,
    maker: &Maker,
    dice: &mut Dice,
    number: usize,
    id: UserId,
    user: &User,
    (rights, rules): (&[Right], &Rules),
    story: Story,
) -> Result<KeyId, Error> {
    let holder = Holder { number: String::new(), ..Holder::of(id, user, None) };
    let wanted = access::statement(&holder, rights, rules);
    let said = match story {
        Story::OtherRights => access::statement(&holder, rights.get(1..).unwrap_or_default(), rules),
        Story::OtherAreas => {
            let options = Options { audit_openings: !user.options.audit_openings, ..user.options };
            access::statement(&Holder { options, ..holder }, rights, rules)
        }
        Story::NoKey
        | Story::Fresh
        | Story::HalfUsed
        | Story::EndsSoon
        | Story::Ended
        | Story::Interrupted
        | Story::Banned => wanted.clone(),
    };
    let [a, b, c, d] = (number as u32).to_be_bytes();
    let serial = Serial::new(&[0x04, 0x11, 0x42, a, b, c, d]).ok_or(Error::MadeUp)?;
    let at = now - Duration::hours(story.age_hours(dice));
    let key = keys::draw_id(change)?;
    let (written, sealed) = write(maker, &said, key, serial, at)?;
    let media = Media { generation: Generation::Ev2, capacity: 1_536, salt: None };
    outputs::note_said(change, &said, written.until)?;
    keys::insert(change, key, id, &serial, media, &written)?;
    keys::put_image(change, key, written.sequence, &sealed)?;
    if story != Story::Interrupted
        && let Some(stored) = keys::of_user(change, &rows::get(change, id)?)?
    {
        keys::set_known(change, &stored, &written, media, sealed.layout.slots)?;
    }
    Ok(key)
}

fn write(
    maker: &Maker,
    said: &Statement,
    key: KeyId,
    serial: Serial,
    at: Moment,
) -> Result<(Written, keys::Sealed), Error> {
    let zone = chrono::FixedOffset::east_opt(0).ok_or(Error::MadeUp)?;
    let code = key.code().ok_or(Error::MadeUp)?;
    let stamp =
        Stamp { issuer: maker.issuer, code, sequence: 1, earlier_over_by: None, now: at, zone: &zone };
    let image = said.image(&stamp);
    let bytes = image.seal(serial, |message| maker.keyring.sign(message));
    let wanted = said.wanted_in(Window::of(&image.header), &mut Vec::new());
    let written = Written {
        sequence: 1,
        layout: wanted.layout,
        content: wanted.content,
        at,
        from: said.validity.activation,
        until: moment::from_key_minutes(image.header.refresh_by),
    };
    Ok((written, keys::Sealed { bytes, layout: said.layout() }))
}

fn add_events(
    change: &Change<'_>,
    dice: &mut Dice,
    count: usize,
    keys: &[KeyId],
    doors: &[(DoorId, Code)],
) -> Result<(), Error> {
    let mut made = Vec::with_capacity(count);
    for number in 0..count {
        let (Some(key), Some((_, door))) =
            (keys.get(dice.below(keys.len())), doors.get(dice.below(doors.len())))
        else {
            return Ok(());
        };
        made.push((key, *door, change.now() - Duration::minutes((number * 7 + dice.below(7)) as i64)));
    }
    // Each lock counts what it writes; of some doors a record is on its way still.
    let mut counters: BTreeMap<Code, u32> = BTreeMap::new();
    for (number, (key, door, at)) in made.into_iter().rev().enumerate() {
        let next = counters.entry(door).or_default();
        let counter = *next + u32::from(number % 97 == 96);
        *next = counter + 1;
        let event = event::Event { door, happening: event::Happening::Opened, counter, at };
        let opened = event::Report { event, mac: event::Mac::default(), set_up: Some(event::SetUp::FIRST) };
        events::insert(change, *key, &[opened])?;
    }
    Ok(())
}

/// Puts keys of a few people into the tray, written by the encoder as every key is.
fn fill_tray(
    console: &Console,
    session: &Arc<Session>,
    tray: &Tray,
    clock: &ShiftedClock,
    doors: &[DoorId],
    texts: &Texts,
) -> Result<(), Error> {
    let desk = Desk { console, session, tray, doors, texts };
    let keys: [(&str, &str, i64, Wrong); 6] = [
        ("Ana", "Belmonte", 2, Wrong::Rights),
        ("Ben", "Carter", 1, Wrong::Nothing),
        ("Carmen", "Duarte", 20, Wrong::Areas),
        ("David", "Eklund", 45, Wrong::Nothing),
        ("Eva", "Ferrer", 3, Wrong::Interrupted),
        ("Frank", "Grau", 5, Wrong::Banned),
    ];
    let mut made = Vec::new();
    for (number, (first, last, days, wrong)) in keys.into_iter().enumerate() {
        let card = SharedCard::new(Card::new(EV2_4K, uid(0xA0 + number as u8)));
        let card = tray.add(Label::KeyOf(format!("{first} {last}")), card);
        made.push((days, number, first, last, wrong, card));
    }
    // The oldest first, wherever its card lies.
    made.sort_by_key(|(days, ..)| -days);
    for (days, number, first, last, wrong, card) in made {
        clock.shift(Duration::days(-days));
        console.storage().believe_made_up_clock()?;
        desk.add(number, first, last, wrong, card)?;
    }
    Ok(())
}

/// Puts cards to try into a tray: blank ones, one of another system, one too small, one that is none.
pub fn stock(tray: &Tray) -> Result<(), Error> {
    let [a, b] = secret::random()?;
    let uid = |number: u8| [0x04, 0xD3, 0x30, 0x5B, a, b, number];
    for number in 0..2_u8 {
        tray.add(Label::Blank(number + 1), SharedCard::new(Card::new(EV2_4K, uid(number))));
    }
    let foreign = Card::foreign(EV2_4K, uid(0xC0), &[[0x11, 0x22, 0x33]]);
    tray.add(Label::OtherSystem, SharedCard::new(foreign));
    tray.add(Label::Small, SharedCard::new(Card::new(SMALL, uid(0xC1))));
    tray.add(Label::Tag, SharedCard::new(Card::new(Product::Ntag424, uid(0xC2))));
    Ok(())
}

/// Puts a person's key into the tray of a demo site, as a simulated card that says what was written last: made-up
/// keys have no card until somebody wants to hold it. Gives the card that is there, if there is one; nothing, where
/// there is no tray, no demo, or no key.
pub fn hand_out(
    console: &Console,
    permit: &Permit<UserKeysAssign>,
    user: UserId,
) -> Result<Option<CardId>, Error> {
    let (Some(tray), Some(keyring)) = (console.desk().tray(), permit.session().keyring()) else {
        return Ok(None);
    };
    if console.site().demo == Demo::No {
        return Ok(None);
    }
    let last = console.storage().view(permit, |view| written_last(view, user))?;
    let Some((name, key, sealed)) = last else {
        return Ok(None);
    };
    if let Some(card) = tray.find(key.serial.as_bytes()) {
        return Ok(Some(card));
    }
    let uid = key.serial.as_bytes().try_into().map_err(|_| Error::MadeUp)?;
    let card = SharedCard::new(Card::new(EV2_4K, uid));
    card.lock().lay();
    write_card(&mut card.connect(), &key, &sealed, &keyring)?;
    card.lock().take_away();
    Ok(Some(tray.add(Label::KeyOf(name), card)))
}

/// Has every key say what is wanted of it now: to see what a change does on a site where all are up to date. Refused on a
/// site that is no demo.
pub fn take_keys_as_written(console: &Console, permit: &Administrator) -> Result<(), Error> {
    if console.site().demo == Demo::No {
        return Err(Error::MadeUp);
    }
    console.storage().change(permit, |change| {
        let after = Fields::default().with("keys", keys::take_as_written(change)?);
        let site = Subject::site(console.site().name.as_str());
        Ok(Outcome::Changed((), Entry::new(Action::DemoMade, site).after(after).into()))
    })
}

/// Makes up operators of a group, who cannot sign in: to see how a large group does. Refused on a site that is no demo.
pub fn crowd(
    console: &Console,
    permit: &Permit<OperatorsAddDelete>,
    group: GroupId,
    count: usize,
) -> Result<(), Error> {
    if console.site().demo == Demo::No {
        return Err(Error::MadeUp);
    }
    let password: [u8; 16] = secret::random()?;
    let password =
        Password::new(password.map(|byte| char::from(byte % 26 + b'a')).iter().collect::<String>());
    let (record, opened) = Record::make(&password, Cost::LEAST)?;
    let outfit = Outfit::by_session(permit.session());
    sealing::change(console, permit, |change| {
        let group_name = super::groups::may_put_into(change, group)?;
        for number in 0..count {
            let name = operator::Name::new(&format!("Operator {number}")).map_err(|_| Error::MadeUp)?;
            let user_name = format!("{}-{number}", group.0);
            let user_name = operator::UserName::new(&user_name).map_err(|_| Error::MadeUp)?;
            operators::insert(
                change,
                &Operator { name, user_name, group, language: Language::English, enabled: true },
                &record,
                |id| outfit.make(id, &opened.wrapping),
            )?;
        }
        let subject =
            Subject { kind: SubjectKind::Group, id: Some(group.0), name: group_name, partition: None };
        let entry = Entry::new(Action::DemoMade, subject).after(Fields::default().with("operators", count));
        Ok(Outcome::Changed((), entry.into()))
    })
}

fn written_last(
    view: &View<'_>,
    user: UserId,
) -> Result<Option<(String, Key, keys::Sealed)>, crate::storage::Error> {
    let stored = rows::get(view, user)?;
    let Some(key) = keys::of_user(view, &stored)? else {
        return Ok(None);
    };
    let sequence = match key.contents {
        Contents::Known(written) => written.sequence,
        Contents::Open { before, attempt, .. } => before.map_or(attempt.sequence, |before| before.sequence),
    };
    let sealed = keys::image(view, key.id, sequence)?;
    Ok(sealed.map(|sealed| (stored.full_name(), key, sealed)))
}

fn write_card(link: &mut dyn Link, key: &Key, sealed: &keys::Sealed, keyring: &Keyring) -> Result<(), Error> {
    let (header, _) = Header::decode(&sealed.bytes).map_err(|_| Error::MadeUp)?;
    let epoch = header.issuer.epoch;
    // A card of the tray is made here of a row that says it is ours.
    let memory = Memory { media: &|_| None, half_made: &[], is_ours: &|_| false, epoch };
    let found = layout::recognise(link, Some(key.serial), keyring, &memory).map_err(encode::Error::from)?;
    let layout::Found::Blank(card) = found else {
        return Err(Error::MadeUp);
    };
    let mut card = card.take_over(&sealed.layout, |_| Ok::<_, encode::Error>(()))?;
    let writing = layout::Writing {
        image: &sealed.bytes,
        before: None,
        layout: Some(&sealed.layout),
        empty_journal: sealed.layout.needs_journal(),
        slots: sealed.layout.slots,
        emptied_slots: sealed.layout.slots,
    };
    card.write(&writing).map_err(|error| encode::Error::from(error.error()))?;
    Ok(())
}

const EV2_4K: Product = Product::Desfire(Chip::Ev2, Room::K4);
const SMALL: Product = Product::Desfire(Chip::Ev1, Room::B256);

const fn uid(number: u8) -> [u8; 7] {
    [0x04, 0xD3, 0x30, 0x5A, 0x11, 0x77, number]
}

/// What is wrong with a key of the tray.
#[derive(Clone, Copy, PartialEq)]
enum Wrong {
    Nothing,
    Rights,
    Areas,
    Interrupted,
    Banned,
}

struct Desk<'d> {
    console: &'d Console,
    session: &'d Arc<Session>,
    tray: &'d Tray,
    doors: &'d [DoorId],
    texts: &'d Texts,
}

impl Desk<'_> {
    fn permit<P: crate::domain::permission::Leaf>(&self) -> Result<Permit<P>, Error> {
        self.session.permit().ok_or(Error::MadeUp)
    }

    fn add(&self, number: usize, first: &str, last: &str, wrong: Wrong, card: CardId) -> Result<(), Error> {
        let mut draft = users::blank(self.console, &self.permit()?)?;
        first.clone_into(&mut draft.first_name);
        last.clone_into(&mut draft.last_name);
        self.texts.departments.get(number).copied().unwrap_or_default().clone_into(&mut draft.general[0]);
        draft.external_id = format!("T-{:06}", number + 1);
        draft.expiration = End::Never;
        let grant = |door: &DoorId| Grant { to: *door, limit: Limit::ALWAYS };
        let put = self.doors.iter().take(4 + number).map(grant).collect();
        let changes = Changes::of(put, Vec::new());
        let access = self.permit()?;
        let user = users::add(
            self.console,
            &self.permit()?,
            &draft,
            &Picture::Keep,
            &users::given_doors(&access, &changes),
        )?;
        self.tray.lay(card);
        let at = self.at();
        encode::assign(self.console, &self.permit()?, user, OldKey::LEAVE, &at)?;
        self.spoil(user, card, wrong)?;
        self.tray.clear();
        Ok(())
    }

    fn at(&self) -> At {
        let stop = crate::encoder::reader::Stop::default();
        let calls_off = stop.clone();
        let progress = move |step| {
            if step == encode::Step::PutBack {
                calls_off.stop();
            }
        };
        At { encoder: tray::NAME.to_owned(), stop, progress: Arc::new(progress) }
    }

    fn spoil(&self, user: UserId, id: CardId, wrong: Wrong) -> Result<(), Error> {
        let page = users::open(self.console, &self.permit()?, user)?;
        match wrong {
            Wrong::Nothing => {}
            Wrong::Rights => {
                let grant = |door: &DoorId| Grant { to: *door, limit: Limit::ALWAYS };
                let put = self.doors.iter().skip(20).take(2).map(grant).collect();
                let remove = self.doors.first().copied().into_iter().collect();
                let changes = Changes::of(put, remove);
                let access = self.permit()?;
                let doors = &users::given_doors(&access, &changes);
                users::save(
                    self.console,
                    &self.permit()?,
                    user,
                    page.version,
                    &page.draft,
                    &Picture::Keep,
                    doors,
                )?;
            }
            Wrong::Areas => {
                let mut draft = page.draft;
                draft.options.audit_openings = true;
                users::save(
                    self.console,
                    &self.permit()?,
                    user,
                    page.version,
                    &draft,
                    &Picture::Keep,
                    &Giving::nothing(),
                )?;
            }
            Wrong::Interrupted => {
                // The card is taken away while the commit of an update is under way.
                self.tray.take_away_at(id, COMMIT_OF_AN_UPDATE);
                if encode::update(self.console, &self.permit()?, user, OldKey::LEAVE, &self.at()).is_ok() {
                    return Err(Error::MadeUp);
                }
            }
            Wrong::Banned => {
                users::ban(self.console, &self.permit()?, &[user], Ban::PutOn)?;
            }
        }
        Ok(())
    }
}

/// Serial number, select, two of authentication, header, one of writing; then the commit.
const COMMIT_OF_AN_UPDATE: u64 = 7;
