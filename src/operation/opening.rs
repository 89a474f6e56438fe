//! Who may open what, in whatever way it came: the access points of a person and of an access level, and the people of a door,
//! of a locker and of a zone. It follows from everything
//! that was given, and nothing is changed here.

use std::collections::{BTreeMap, BTreeSet};

use crate::console::Console;
use crate::domain::access::{self, Bundle, Way};
use crate::domain::access_point::{AccessPoint, Code};
use crate::domain::crossing::Side;
use crate::domain::door::{Door, DoorId};
use crate::domain::function::Function;
use crate::domain::location::Location;
use crate::domain::locker::{Locker, LockerId};
use crate::domain::output::{Output, OutputId};
use crate::domain::permission::{
    DoorsView, LockersView, OutputsView, Permission, UserAccessLevelsView, UsersView, ZonesView,
};
use crate::domain::room::Room;
use crate::domain::suite::Suite;
use crate::domain::text::folded;
use crate::domain::timetable::{Timetable, TimetableId};
use crate::domain::user::{Between, User, UserId};
use crate::domain::user_access_level::{UserAccessLevel, UserAccessLevelId};
use crate::domain::zone::{Zone, ZoneId};
use crate::session::Permit;
use crate::storage::named::NamedRecord;
use crate::storage::{
    self, View, access_points, record,
    relations::{self as related, Listed},
};

use super::Error;
use super::answer::{Answer, At, Locks};

/// Somebody who may open an access point, or one that somebody may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening<Id> {
    /// Which it is.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How it came, each once.
    pub by: Vec<By>,
    /// When it opens.
    pub when: When,
    /// What the lock would do at the moment that was asked about, where one was.
    pub answer: Option<Answer>,
}

/// When somebody may open a door, by all ways together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// As long as the key is valid.
    Always,
    /// Between two moments, if there are any, and while all of some timetables hold: by name, where the operator may see them.
    Limited(Option<Between>, Vec<Option<String>>),
    /// Now by the one and now by the other.
    Several,
}

/// How a door came to somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// By itself.
    Itself,
    /// By what gives several doors: what the person has first, and the zone in it, if it is one of an access level.
    Of(Vec<String>),
    /// By something that the operator may not see.
    Unseen,
}

/// What gives doors, as far as the operator may see it.
pub(super) struct Names<'c> {
    levels: Option<View<'c>>,
    zones: Option<View<'c>>,
    sides: Option<View<'c>>,
    timetables: Option<View<'c>>,
    known: BTreeMap<Bundle, Option<String>>,
    times: BTreeMap<TimetableId, Option<String>>,
}

impl<'c> Names<'c> {
    pub(super) fn of(view: &View<'c>) -> Names<'c> {
        let levels = view.holding(Permission::UserAccessLevelsView);
        let timetables = view.holding(Permission::TimetablesView);
        let zones = view.holding(Permission::ZonesView);
        let sides = view.holding(Permission::LocationsFunctionsView);
        Names { levels, zones, sides, timetables, known: BTreeMap::new(), times: BTreeMap::new() }
    }

    pub(super) fn of_bundle(&mut self, bundle: Bundle) -> Result<Option<String>, storage::Error> {
        if let Some(known) = self.known.get(&bundle) {
            return Ok(known.clone());
        }
        let name = match bundle {
            Bundle::Level(level) => named::<UserAccessLevel>(self.levels.as_ref(), level)?,
            Bundle::Zone(zone) => named::<Zone>(self.zones.as_ref(), zone)?,
            Bundle::Side(Side::Location(location)) => named::<Location>(self.sides.as_ref(), location)?,
            Bundle::Side(Side::Function(function)) => named::<Function>(self.sides.as_ref(), function)?,
        };
        self.known.insert(bundle, name.clone());
        Ok(name)
    }

    pub(super) fn by<To>(&mut self, way: &Way<To>) -> Result<By, storage::Error> {
        if way.via.is_empty() {
            return Ok(By::Itself);
        }
        let names = way.via.iter().map(|bundle| self.of_bundle(*bundle)).collect::<Result<Vec<_>, _>>()?;
        Ok(names.into_iter().collect::<Option<Vec<String>>>().map_or(By::Unseen, By::Of))
    }

    pub(super) fn of_timetable(&mut self, timetable: TimetableId) -> Result<Option<String>, storage::Error> {
        if let Some(known) = self.times.get(&timetable) {
            return Ok(known.clone());
        }
        let name = named::<Timetable>(self.timetables.as_ref(), timetable)?;
        self.times.insert(timetable, name.clone());
        Ok(name)
    }

    pub(super) fn when(&mut self, when: access::When) -> Result<When, storage::Error> {
        Ok(match when {
            access::When::Always => When::Always,
            access::When::Several => When::Several,
            access::When::Limited(between, timetables) => {
                let names = timetables.into_iter().map(|timetable| self.of_timetable(timetable));
                When::Limited(between, names.collect::<Result<_, _>>()?)
            }
        })
    }

    /// Nothing, where there is no way.
    fn opening<Id, To>(
        &mut self,
        id: Id,
        name: String,
        ways: &[Way<To>],
    ) -> Result<Option<Opening<Id>>, storage::Error> {
        let Some(when) = access::When::of(ways) else {
            return Ok(None);
        };
        let when = self.when(when)?;
        let by: BTreeSet<By> = ways.iter().map(|way| self.by(way)).collect::<Result<_, _>>()?;
        Ok(Some(Opening { id, name, by: by.into_iter().collect(), when, answer: None }))
    }
}

/// The name of what lies within reach.
fn named<T: NamedRecord>(
    view: Option<&View<'_>>,
    id: <T as NamedRecord>::Id,
) -> Result<Option<String>, storage::Error> {
    let Some(view) = view else {
        return Ok(None);
    };
    match record::get::<T>(view, id) {
        Ok(stored) => Ok(Some(stored.name.to_string())),
        Err(storage::Error::NoSuch(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// So many people are read one by one; of more, everybody within reach is.
const ONE_BY_ONE_MAX: usize = 500;

/// What a person may open, in whatever way, as far as the operator may see it, and how many more there are. Doors come first.
pub fn of_person(
    console: &Console,
    permit: &Permit<UsersView>,
    seen: &Permit<DoorsView>,
    id: UserId,
    at: At,
) -> Result<(Vec<Opening<AccessPoint>>, usize), Error> {
    console.storage().view(permit, |view| {
        record::get::<User>(view, id)?;
        let (mut points, beyond) = points_by(view, seen, console.storage().ways_of(id)?)?;
        let asked: Vec<(Code, AccessPoint)> = points.iter().map(|(code, point)| (*code, point.id)).collect();
        let mut locks = Locks::of(console, view, at)?;
        let asked = locks.of_points(&asked)?;
        for ((_, point), answer) in points.iter_mut().zip(locks.of_person(id, asked)?) {
            point.answer = Some(answer);
        }
        Ok((points.into_iter().map(|(_, point)| point).collect(), beyond))
    })
}

/// What whoever has an access level may open by it, and by its zones, as far as the operator may see it, and how many more
/// there are.
pub fn of_level(
    console: &Console,
    permit: &Permit<UserAccessLevelsView>,
    seen: &Permit<DoorsView>,
    id: UserAccessLevelId,
) -> Result<(Vec<Opening<AccessPoint>>, usize), Error> {
    console.storage().view(permit, |view| {
        record::get::<UserAccessLevel>(view, id)?;
        let (points, beyond) = points_by(view, seen, console.storage().ways_in(Bundle::Level(id))?)?;
        Ok((points.into_iter().map(|(_, point)| point).collect(), beyond))
    })
}

/// The people who have a zone, themselves or by an access level, as far as the operator may see people, and how many more
/// there are.
pub fn of_zone(
    console: &Console,
    permit: &Permit<ZonesView>,
    seen: &Permit<UsersView>,
    id: ZoneId,
) -> Result<(Vec<Opening<UserId>>, usize), Error> {
    console.storage().view(permit, |view| {
        record::get::<Zone>(view, id)?;
        people_by(view, seen, console.storage().ways_to_bundle(Bundle::Zone(id))?)
    })
}

/// The people who may drive an output, in whatever way, as far as the operator may see people, and how many more there are.
pub fn of_output(
    console: &Console,
    permit: &Permit<OutputsView>,
    seen: &Permit<UsersView>,
    id: OutputId,
) -> Result<(Vec<Opening<UserId>>, usize), Error> {
    console.storage().view(permit, |view| {
        record::get::<Output>(view, id)?;
        people_by(view, seen, console.storage().ways_to_output(id)?)
    })
}

/// The access points to which some ways lead, each with the number by which keys name it.
fn points_by(view: &View<'_>, seen: &Permit<DoorsView>, all: Vec<Way>) -> Told<(Code, Opening<AccessPoint>)> {
    let mut ways: BTreeMap<_, Vec<Way>> = BTreeMap::new();
    for way in all {
        ways.entry(way.point).or_default().push(way);
    }
    let codes = ways.keys().copied().collect();
    let mut points = access_points::of_codes::<Door>(&view.of(seen)?, &codes, AccessPoint::Door)?;
    if let Some(seen) = view.holding(Permission::LockersView) {
        points.extend(access_points::of_codes::<Locker>(&seen, &codes, AccessPoint::Locker)?);
    }
    if let Some(seen) = view.holding(Permission::RoomsView) {
        points.extend(access_points::of_codes::<Room>(&seen, &codes, AccessPoint::Room)?);
        points.extend(access_points::of_codes::<Suite>(&seen, &codes, AccessPoint::Suite)?);
    }
    let mut names = Names::of(view);
    let opening = |(code, id, name)| {
        let ways = ways.get(&code).map(Vec::as_slice).unwrap_or_default();
        Ok(names.opening(id, name, ways)?.map(|opening| (code, opening)))
    };
    let found = points.into_iter().map(opening).filter_map(Result::transpose);
    let found = found.collect::<Result<Vec<_>, storage::Error>>()?;
    let beyond = ways.len().saturating_sub(found.len());
    Ok((found, beyond))
}

/// The people who may open a door, in whatever way, as far as the operator may see people, and how many more there are.
pub fn of_door(
    console: &Console,
    permit: &Permit<DoorsView>,
    seen: &Permit<UsersView>,
    id: DoorId,
    at: At,
) -> Result<(Vec<Opening<UserId>>, usize), Error> {
    console.storage().view(permit, |view| {
        let door = record::get::<Door>(view, id)?;
        people_at(console, view, seen, (door.besides, AccessPoint::Door(id)), at)
    })
}

/// The people who may open a locker, likewise.
pub fn of_locker(
    console: &Console,
    permit: &Permit<LockersView>,
    seen: &Permit<UsersView>,
    id: LockerId,
    at: At,
) -> Result<(Vec<Opening<UserId>>, usize), Error> {
    console.storage().view(permit, |view| {
        let locker = record::get::<Locker>(view, id)?;
        people_at(console, view, seen, (locker.besides, AccessPoint::Locker(id)), at)
    })
}

/// The outputs that a person may drive, in whatever way, as far as the operator may see outputs, and how many more there are.
pub fn outputs_of_person(
    console: &Console,
    permit: &Permit<UsersView>,
    seen: &Permit<OutputsView>,
    id: UserId,
) -> Result<(Vec<Opening<OutputId>>, usize), Error> {
    console.storage().view(permit, |view| {
        record::get::<User>(view, id)?;
        let mut ways: BTreeMap<OutputId, Vec<Way<OutputId>>> = BTreeMap::new();
        for way in console.storage().ways_to_outputs(id)? {
            ways.entry(way.point).or_default().push(way);
        }
        told::<Output, _>(view, &view.of(seen)?, &ways)
    })
}

/// The people who may open an access point within reach, and what its lock would do with the key of each.
pub(super) fn people_at(
    console: &Console,
    view: &View<'_>,
    seen: &Permit<UsersView>,
    point: (Code, AccessPoint),
    at: At,
) -> Told<Opening<UserId>> {
    let (mut people, beyond) = people_by(view, seen, console.storage().ways_to(point.0)?)?;
    let mut locks = Locks::of(console, view, at)?;
    for lock in locks.of_points(&[point])? {
        let answers = locks.of_people(people.iter().map(|person| person.id), lock)?;
        for person in &mut people {
            person.answer = answers.get(&person.id).copied();
        }
    }
    Ok((people, beyond))
}

/// The people from whom some ways lead.
fn people_by<To>(
    view: &View<'_>,
    seen: &Permit<UsersView>,
    all: Vec<(UserId, Vec<Way<To>>)>,
) -> Told<Opening<UserId>> {
    told::<User, _>(view, &view.of(seen)?, &all.into_iter().collect())
}

/// Those at an end of some ways, and how many more there are.
type Told<End> = Result<(Vec<End>, usize), Error>;

/// Those at one end of some ways that are within reach, by name, and how many more there are.
fn told<R: Listed, To>(
    view: &View<'_>,
    reach: &View<'_>,
    ways: &BTreeMap<R::Id, Vec<Way<To>>>,
) -> Told<Opening<R::Id>> {
    let (mut names, ids) = (Names::of(view), ways.keys().copied().collect::<Vec<_>>());
    let mut ends = match ids.len() {
        0..=ONE_BY_ONE_MAX => related::some::<R>(reach, &ids)?,
        _ => related::all::<R>(reach)?,
    };
    ends.sort_by_cached_key(|end| (folded(&end.name), end.id));
    let mut found = Vec::new();
    for end in ends {
        if let Some(ways) = ways.get(&end.id) {
            found.extend(names.opening(end.id, end.name, ways)?);
        }
    }
    let beyond = ways.len().saturating_sub(found.len());
    Ok((found, beyond))
}
