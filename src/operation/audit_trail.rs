//! Monitoring > Audit trail: what keys brought home from doors, within the operator's partitions and as far back as
//! the group's settings allow.

pub mod measured;
pub mod purge;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::Duration;

use crate::console::Console;
use crate::domain::access_point::{AccessPoint, Code};
use crate::domain::door::DoorId;
use crate::domain::event::Happening;
use crate::domain::group::Scope;
use crate::domain::lock::Refusal;
use crate::domain::moment::Moment;
use crate::domain::permission::{AuditTrailView, Permission};
use crate::domain::search::Search;
use crate::domain::user::{UserId, full_name};
use crate::session::Permit;
use crate::storage::View;
use crate::storage::events::{self as rows, Happenings};
pub use crate::storage::events::{Counted, Doubt, Order};
use crate::storage::users;

use super::{Error, StorageError};

/// What kind of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Doors that were opened.
    Opened,
    /// Lockers that were taken.
    Taken,
    /// Keys that were refused, for whatever reason.
    Refused,
    /// Keys that were refused for this reason.
    RefusedFor(Refusal),
    /// Doors whose battery is low.
    BatteryLow,
    /// Locks that remember no more keys.
    MemoryFull,
    /// Locks whose clock is behind that of a desk.
    ClocksDiffer,
    /// What this version does not know.
    Unknown,
}

impl Filter {
    fn shows(self, happening: Happening) -> bool {
        match self {
            Filter::Opened => happening == Happening::Opened,
            Filter::Taken => happening == Happening::Taken,
            Filter::Refused => matches!(happening, Happening::Refused(_)),
            Filter::RefusedFor(reason) => happening == Happening::Refused(reason),
            Filter::BatteryLow => happening == Happening::BatteryLow,
            Filter::MemoryFull => happening == Happening::MemoryFull,
            Filter::ClocksDiffer => happening == Happening::ClocksDiffer,
            Filter::Unknown => matches!(happening, Happening::Unknown(_)),
        }
    }
}

/// What is asked for. Of each kind of thing that it is narrowed to, one is enough; of several kinds, all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Words of the access point's or the person's name.
    pub search: String,
    /// Only events that one of these shows, if there are any.
    pub filters: Vec<Filter>,
    /// Only events at one of these, if there are any.
    pub points: Vec<AccessPoint>,
    /// Only events of one of these people's keys, if there are any.
    pub people: Vec<UserId>,
    /// Only events in one of these doubts, if there are any.
    pub doubts: Vec<Doubt>,
    /// Nothing older.
    pub from: Option<Moment>,
    /// Only what is older.
    pub until: Option<Moment>,
    /// Nothing that came home before.
    pub arrived_from: Option<Moment>,
    /// Only what came home before.
    pub arrived_until: Option<Moment>,
    /// Which come first.
    pub order: Order,
    /// Only what follows after this event.
    pub after: Option<i64>,
    /// No more than so many.
    pub max: usize,
}

impl Default for Query {
    fn default() -> Query {
        Query {
            search: String::new(),
            filters: Vec::new(),
            points: Vec::new(),
            people: Vec::new(),
            doubts: Vec::new(),
            from: None,
            until: None,
            arrived_from: None,
            arrived_until: None,
            order: Order::default(),
            after: None,
            max: STRETCH,
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The events, in their order.
    pub ids: Vec<i64>,
    /// Whether more follow.
    pub has_more: bool,
    /// Only this many latest days are shown to the operator's group.
    pub days: Option<u16>,
}

/// So many events are found at a time, unless more are asked for.
pub const STRETCH: usize = 500;

/// An event as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The event.
    pub id: i64,
    /// When it happened, by the door's clock.
    pub happened_at: Moment,
    /// When the key brought it.
    pub received_at: Moment,
    /// The access point.
    pub point: AccessPoint,
    /// What it is called.
    pub door: String,
    /// Whose key it was; nobody who is out of the operator's reach is named.
    pub person: Option<(UserId, String)>,
    /// Whether it names nobody any more, by the site's rules.
    pub is_nameless: bool,
    /// What happened.
    pub happening: Happening,
    /// Whether the lock of this door wrote it: what is not proven can be made up by whoever opened another lock.
    pub is_proven: bool,
    /// Whether its time cannot be: one of the clocks was wrong.
    pub is_odd: bool,
}

/// The earliest moment that the group's settings show.
pub(super) fn since(view: &View<'_>) -> Result<Option<Moment>, StorageError> {
    let Some(days) = view.grants().settings().audit_days else {
        return Ok(None);
    };
    Ok(Some(view.reading()?.counts_from() - Duration::days(i64::from(days))))
}

/// Those of some people whom the operator may see.
fn seen(view: &View<'_>, people: &[UserId]) -> Result<HashSet<UserId>, StorageError> {
    let Some(users) = view.holding(Permission::UsersView) else {
        return Ok(HashSet::new());
    };
    let mut seen = HashSet::new();
    for user in people {
        match users::expect_within(&users, std::iter::once(*user)) {
            Ok(()) => drop(seen.insert(*user)),
            Err(StorageError::NoSuch(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(seen)
}

/// Finds a stretch of the trail. A site writes millions of events: only those of what is meant are read, as far as it
/// takes.
pub fn find(console: &Console, permit: &Permit<AuditTrailView>, query: &Query) -> Result<Found, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        let reach = view.as_far_as_events();
        // Who asks for what is out of reach is answered as if there was no such thing: with nothing, and not with all.
        let is_narrowed = !query.points.is_empty();
        let points =
            if is_narrowed { rows::points_of(&reach, &query.points)? } else { rows::points(&reach)? };
        // An operator who may not see somebody finds nothing by the name either.
        let users = view.holding(Permission::UsersView);
        let words = Search::new(&query.search).words().to_vec().into_iter().map(|word| {
            let people = match &users {
                Some(users) => storage.directory()?.people_with(&word, users.scope()),
                None => HashSet::default(),
            };
            Ok::<_, Error>((word, people))
        });
        let words: Vec<_> = words.collect::<Result<_, _>>()?;
        let only_at = is_narrowed.then(|| points.keys().copied().collect::<BTreeSet<u16>>());
        let only_of = (!query.people.is_empty()).then(|| seen(view, &query.people)).transpose()?;
        let asked = rows::Query {
            points: &points,
            is_every_point: *reach.scope() == Scope::Everywhere,
            since: since(view)?.max(query.from),
            until: query.until,
            arrived: (query.arrived_from, query.arrived_until),
            only_at: only_at.as_ref(),
            only_of: only_of.as_ref(),
            happenings: &Happenings::of(|happening| {
                query.filters.is_empty() || query.filters.iter().any(|filter| filter.shows(happening))
            }),
            doubts: &query.doubts,
            named_since: rows::named_since(view)?,
            words: &words,
            order: query.order,
            after: query.after,
            max: query.max,
        };
        let rows::Stretch { ids, has_more } = rows::find(view, &asked)?;
        Ok(Found { ids, has_more, days: view.grants().settings().audit_days })
    })
}

/// Whose events, or those of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Of a person's keys.
    Person(UserId),
    /// At an access point.
    Point(AccessPoint),
}

/// The newest events of somebody or of an access point; none, where that is out of reach.
pub fn latest(
    console: &Console,
    permit: &Permit<AuditTrailView>,
    of: Of,
    max: usize,
) -> Result<Vec<ListRow>, Error> {
    let (points, people) = match of {
        Of::Person(user) => (Vec::new(), vec![user]),
        Of::Point(point) => (vec![point], Vec::new()),
    };
    let found = find(console, permit, &Query { points, people, max, ..Query::default() })?;
    rows(console, permit, &found.ids)
}

/// The rows of some events; one that is out of reach is left out, as one that is not there.
pub fn rows(console: &Console, permit: &Permit<AuditTrailView>, ids: &[i64]) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| {
        let (found, since) = (rows::get(view, ids)?, since(view)?);
        let codes = found.iter().map(|row| row.door_code).collect();
        let points = rows::points_of_codes(&view.as_far_as_events(), &codes)?;
        let named_since = rows::named_since(view)?;
        let mut listed = Vec::with_capacity(found.len());
        for row in found {
            let Some(point) = points.get(&row.door_code) else { continue };
            if since.is_some_and(|since| row.happened_at < since) {
                continue;
            }
            let is_named = named_since.is_none_or(|since| row.is_named_since(since));
            let person = row.person.filter(|_| is_named);
            let is_nameless = person.is_none();
            let is_known =
                |person: &rows::Person| view.grants().holds_in(Permission::UsersView, person.partition);
            listed.push(ListRow {
                id: row.id,
                happened_at: row.happened_at,
                received_at: row.received_at,
                point: point.at,
                door: point.name.clone(),
                person: person.filter(is_known).map(|person| (person.id, person.name)),
                is_nameless,
                happening: row.happening,
                is_proven: row.is_proven,
                is_odd: row.is_odd,
            });
        }
        Ok(listed)
    })
}

/// The access points of which the trail may tell the operator, by name: also those that were deleted.
pub fn points(
    console: &Console,
    permit: &Permit<AuditTrailView>,
) -> Result<Vec<(AccessPoint, String)>, Error> {
    console.storage().view(permit, |view| {
        let points = rows::points(&view.as_far_as_events())?;
        let mut named: Vec<_> = points.into_values().map(|point| (point.at, point.name)).collect();
        named.sort_by_cached_key(|(at, name)| (crate::domain::text::folded(name), *at));
        Ok(named)
    })
}

/// What some people are called; those whom the operator may not see are left out, as those who are not there.
pub fn people(
    console: &Console,
    permit: &Permit<AuditTrailView>,
    people: &[UserId],
) -> Result<Vec<(UserId, String)>, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        let (seen, directory) = (seen(view, people)?, storage.directory()?);
        let shown =
            people.iter().filter(|user| seen.contains(user)).filter_map(|user| directory.shown(*user));
        Ok(shown.map(|shown| (shown.id, full_name(shown.title, shown.first_name, shown.last_name))).collect())
    })
}

/// When each door within reach was last opened, as far as that came home, is proven and is not older than what the group is
/// shown.
pub fn last_openings(console: &Console, permit: &Permit<AuditTrailView>) -> Result<LastOpenings, Error> {
    console.storage().view(permit, |view| {
        let since = since(view)?;
        let mut openings = BTreeMap::new();
        for (code, point) in rows::points(&view.as_far_as_events())? {
            if let AccessPoint::Door(door) = point.at {
                openings.insert(door, rows::last_opened(view, code, since)?);
            }
        }
        Ok(LastOpenings {
            openings,
            days: view.grants().settings().audit_days,
            by: view.believed()?.moment(),
        })
    })
}

/// When doors were last opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastOpenings {
    /// Of the doors of which the trail may tell the operator.
    openings: BTreeMap<DoorId, Option<Moment>>,
    days: Option<u16>,
    by: Moment,
}

impl LastOpenings {
    /// Whether nobody opened a door for so many days, as far as the operator's group may know: who is shown fewer days
    /// than that is told of no door.
    pub fn none_for(&self, door: DoorId, days: u16) -> bool {
        let from = self.by - Duration::days(i64::from(days));
        let is_none = |opened: &Option<Moment>| opened.is_none_or(|at| at < from);
        may_ask(self.days, days) && self.openings.get(&door).is_some_and(is_none)
    }
}

/// Whether it can be asked what was not opened for so many days, by a group that is shown so many.
pub const fn may_ask(shown: Option<u16>, days: u16) -> bool {
    match shown {
        None => true,
        Some(shown) => days <= shown,
    }
}

/// What the trail says of a door as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// When it was last opened.
    pub opened_at: Option<Moment>,
    /// How many records of its lock came home, and how many did not; nothing, where none is proven.
    pub counted: Option<Counted>,
    /// Only this many latest days are shown to the operator's group.
    pub days: Option<u16>,
}

/// What the trail says of a door, for whoever may see the trail where it lies.
pub(super) fn summary(view: &View<'_>, door: DoorId, code: Code) -> Result<Option<Summary>, StorageError> {
    let Some(trail) = view.holding(Permission::AuditTrailView) else {
        return Ok(None);
    };
    let points = rows::points_of_codes(&trail.as_far_as_events(), &[code.number()].into())?;
    if points.get(&code.number()).is_none_or(|point| point.at != AccessPoint::Door(door)) {
        return Ok(None);
    }
    let since = since(&trail)?;
    Ok(Some(Summary {
        opened_at: rows::last_opened(&trail, code.number(), since)?,
        counted: rows::counted(&trail, code, since)?,
        days: trail.grants().settings().audit_days,
    }))
}
