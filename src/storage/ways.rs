//! What is between a person and an access point, whoever may see it: as it is by now, and as the entries of the auditor tell that it
//! came to be so.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::audit::{Action, Given, Numbers, SubjectKind};
use super::view::{Row, plain};
use super::{Beyond, Error, View};
use crate::domain::access::Bundle;
use crate::domain::access_point::AccessPoint;
use crate::domain::crossing::Side;
use crate::domain::function::FunctionId;
use crate::domain::location::LocationId;
use crate::domain::user::UserId;
use crate::domain::user_access_level::UserAccessLevelId;
use crate::domain::why::{Tie, Told};
use crate::domain::zone::ZoneId;

/// What is on the ways from a person to an access point.
pub fn now(view: &View<'_>, user: UserId, point: AccessPoint) -> Result<BTreeSet<Tie>, Error> {
    let of_person = "SELECT 'level' AS kind, g.user_access_level_id AS id FROM user_access_level_users g
             WHERE g.user_id = ?1
         UNION ALL SELECT 'zone', g.zone_id FROM user_zones g WHERE g.user_id = ?1
         UNION ALL SELECT 'location', g.location_id FROM user_locations g WHERE g.user_id = ?1
         UNION ALL SELECT 'function', g.function_id FROM user_functions g WHERE g.user_id = ?1
         ORDER BY kind, id";
    let mut ties: BTreeSet<Tie> =
        view.beyond(Beyond::Keys, of_person)?.list([user.0], bundle)?.into_iter().map(Tie::Person).collect();
    let (table, id) = named(point);
    let in_zones =
        format!("SELECT 'zone' AS kind, g.zone_id AS id FROM zone_{table}s g WHERE g.{table}_id = ?1");
    let by_levels = format!(
        "UNION ALL SELECT 'level', g.user_access_level_id FROM user_access_level_{table}s g WHERE g.{table}_id = ?1"
    );
    let by_sides = "UNION ALL SELECT 'location', g.location_id FROM location_doors g WHERE g.door_id = ?1
         UNION ALL SELECT 'function', g.function_id FROM function_doors g WHERE g.door_id = ?1";
    let (of_point, itself) = match point {
        AccessPoint::Door(_) => (format!("{in_zones} {by_levels} {by_sides} ORDER BY kind, id"), true),
        AccessPoint::Locker(_) => (format!("{in_zones} {by_levels} ORDER BY kind, id"), true),
        AccessPoint::Room(_) | AccessPoint::Suite(_) => (format!("{in_zones} ORDER BY kind, id"), false),
    };
    ties.extend(view.beyond(Beyond::Keys, &of_point)?.list([id], bundle)?.into_iter().map(Tie::Point));
    if itself {
        let sql = format!("SELECT 1 AS one FROM user_{table}s g WHERE g.user_id = ?1 AND g.{table}_id = ?2");
        let found = view.beyond(Beyond::Keys, &sql)?.first([user.0, id], |row| row.get::<i64>("one"))?;
        ties.extend(found.map(|_| Tie::Itself));
    }
    let zones = "SELECT g.user_access_level_id, g.zone_id FROM user_access_level_zones g
         ORDER BY g.user_access_level_id, g.zone_id";
    let of_levels = view
        .beyond(Beyond::Keys, zones)?
        .list([], |row| Ok(Tie::Zone(row.get("user_access_level_id")?, row.get("zone_id")?)))?;
    ties.extend(of_levels);
    Ok(ties)
}

fn bundle(row: &Row<'_>) -> Result<Bundle, Error> {
    let id: i64 = row.get("id")?;
    Ok(match row.text("kind")? {
        "level" => Bundle::Level(UserAccessLevelId(id)),
        "zone" => Bundle::Zone(ZoneId(id)),
        "location" => Bundle::Side(Side::Location(LocationId(id))),
        _ => Bundle::Side(Side::Function(FunctionId(id))),
    })
}

/// How the tables call an access point of a kind, and its number.
const fn named(point: AccessPoint) -> (&'static str, i64) {
    match point {
        AccessPoint::Door(id) => ("door", id.0),
        AccessPoint::Locker(id) => ("locker", id.0),
        AccessPoint::Room(id) => ("room", id.0),
        AccessPoint::Suite(id) => ("suite", id.0),
    }
}

const fn kind_of(point: AccessPoint) -> (SubjectKind, Given) {
    match point {
        AccessPoint::Door(_) => (SubjectKind::Door, Given::Doors),
        AccessPoint::Locker(_) => (SubjectKind::Locker, Given::Lockers),
        AccessPoint::Room(_) => (SubjectKind::Room, Given::Rooms),
        AccessPoint::Suite(_) => (SubjectKind::Suite, Given::Suites),
    }
}

/// What is given to records of a kind, by what a tie makes of it.
type Ends = (Given, fn(i64) -> Bundle);

const LEVELS: Ends = (Given::UserAccessLevels, |id| Bundle::Level(UserAccessLevelId(id)));
const ZONES: Ends = (Given::Zones, |id| Bundle::Zone(ZoneId(id)));
const LOCATIONS: Ends = (Given::Locations, |id| Bundle::Side(Side::Location(LocationId(id))));
const FUNCTIONS: Ends = (Given::Functions, |id| Bundle::Side(Side::Function(FunctionId(id))));

/// No entry is about more than so many of one kind: nobody has that many.
const EXPANDED_MAX: usize = 20_000;

/// What is longer ago than so many changes of what gives several access points is not looked up: somebody waits.
const ENTRIES_MAX: i64 = 20_000;

/// The entries that tell of it, the oldest first, each by its number. What cannot be read tells of nothing.
pub fn told(view: &View<'_>, user: UserId, point: AccessPoint) -> Result<Vec<(i64, Told)>, Error> {
    let ((of_point, _), (_, id)) = (kind_of(point), named(point));
    let sql = plain!(
        "SELECT sequence, action, subject, subject_id, after FROM audit
         WHERE sequence IN (
             SELECT a.sequence FROM audit a
             WHERE a.action IN ('access-changed', 'user-access-level-deleted', 'zone-deleted',
                                'location-deleted', 'function-deleted')
               AND (a.subject IN ('user-access-level', 'zone', 'location', 'function')
                    OR (a.subject = 'user' AND a.subject_id = ?1) OR (a.subject = ?2 AND a.subject_id = ?3))
             ORDER BY a.sequence DESC LIMIT ?4
         )
         ORDER BY sequence"
    );
    let mut entries = view.plain(sql)?;
    let mut rows = entries.rows((user.0, of_point.key(), id, ENTRIES_MAX))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let sequence = row.get("sequence")?;
        let told = entry(&row, user, point).unwrap_or_default();
        if told != Told::default() {
            found.push((sequence, told));
        }
    }
    Ok(found)
}

fn entry(row: &Row<'_>, user: UserId, point: AccessPoint) -> Option<Told> {
    let subject: i64 = row.get::<Option<i64>>("subject_id").ok()??;
    let kind = row.text("subject").ok()?;
    let kind = SubjectKind::ALL.iter().copied().find(|known| known.key() == kind)?;
    let bundle = match kind {
        SubjectKind::UserAccessLevel => Some(LEVELS.1(subject)),
        SubjectKind::Zone => Some(ZONES.1(subject)),
        SubjectKind::Location => Some(LOCATIONS.1(subject)),
        SubjectKind::Function => Some(FUNCTIONS.1(subject)),
        _ => None,
    };
    if row.text("action").ok()? != Action::AccessChanged.key() {
        return Some(Told { gone: bundle, ..Told::default() });
    }
    let numbers = Numbers::of(row.text("after").ok()?);
    let (of_point, given_point) = kind_of(point);
    let point = named(point).1;
    let mut told = Told::default();
    let mut note = |given: Given, tie: &dyn Fn(i64) -> Tie, only: Option<i64>| {
        for (stretches, into) in numbers.of_kind(given).into_iter().zip([&mut told.given, &mut told.taken]) {
            match only {
                Some(only) if stretches.iter().any(|stretch| stretch.contains(&only)) => {
                    into.insert(tie(only));
                }
                Some(_) => {}
                None => into.extend(stretches.into_iter().flat_map(each).take(EXPANDED_MAX).map(tie)),
            }
        }
    };
    match bundle {
        None if kind == SubjectKind::User => {
            note(given_point, &|_| Tie::Itself, Some(point));
            for (given, of) in [LEVELS, ZONES, LOCATIONS, FUNCTIONS] {
                note(given, &|id| Tie::Person(of(id)), None);
            }
        }
        None if kind == of_point => {
            note(Given::Users, &|_| Tie::Itself, Some(user.0));
            for (given, of) in [LEVELS, ZONES, LOCATIONS, FUNCTIONS] {
                note(given, &|id| Tie::Point(of(id)), None);
            }
        }
        None => {}
        Some(bundle) => {
            note(Given::Users, &|_| Tie::Person(bundle), Some(user.0));
            note(given_point, &|_| Tie::Point(bundle), Some(point));
            match bundle {
                Bundle::Level(level) => note(Given::Zones, &|zone| Tie::Zone(level, ZoneId(zone)), None),
                Bundle::Zone(zone) => {
                    let level = |level| Tie::Zone(UserAccessLevelId(level), zone);
                    note(Given::UserAccessLevels, &level, None);
                }
                Bundle::Side(_) => {}
            }
        }
    }
    Some(told)
}

fn each(stretch: RangeInclusive<i64>) -> impl Iterator<Item = i64> {
    stretch.take(EXPANDED_MAX)
}
