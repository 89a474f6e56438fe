//! Relations: what a record has at the other end, as a list shows it. A kind of relation is a table that names both its
//! ends; a kind of record says once what such lists show of it. Rights are written by [`super::Change::edit`] alone; what
//! gives no right is written here.

use std::collections::BTreeMap;

use rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE;

use super::record::{Deleted, Record, Stored};
use super::view::{Id as _, Row, Within};
use super::{Change, Error, Noun, View};
use crate::domain::group::Scope;
use crate::domain::partition::PartitionId;
use crate::domain::permission::Permission;
use crate::domain::user::{Between, Limit};

/// A kind of relation by which rights are given, each with its limit: its table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Relation(&'static str);

/// A kind of relation without limits: its table, and the columns of both ends. Most give no right, so that no key says anything
/// of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain {
    table: &'static str,
    ends: [&'static str; 2],
    /// Of which kind the first one is, where the second may be in one such at most: the table holds that.
    in_one: Option<Noun>,
}

/// A kind of relation, whether it gives rights or not.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Table {
    Rights(Relation),
    Plain(Plain),
}

impl Table {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Rights(Relation(table)) | Table::Plain(Plain { table, .. }) => table,
        }
    }

    /// When it holds, as a SELECT says it of a row `r`, and the table that has its timetable.
    const fn limit(self) -> [&'static str; 2] {
        match self {
            Table::Rights(_) => [
                "r.from_at, r.until_at, r.timetable_id, t.name AS timetable,
                 t.partition_id AS timetable_partition",
                "LEFT JOIN timetables t ON t.id = r.timetable_id",
            ],
            Table::Plain(_) => [
                "NULL AS from_at, NULL AS until_at, NULL AS timetable_id, NULL AS timetable,
                 NULL AS timetable_partition",
                "",
            ],
        }
    }
}

/// Who may open what.
pub(crate) const RIGHTS: Relation = Relation("user_doors");
/// Who has which access level.
pub(crate) const LEVEL_USERS: Relation = Relation("user_access_level_users");
/// Which access level opens what.
pub(crate) const LEVEL_DOORS: Relation = Relation("user_access_level_doors");
/// Who may open what is in which zone.
pub(crate) const USER_ZONES: Relation = Relation("user_zones");
/// Which access level opens what is in which zone.
pub(crate) const LEVEL_ZONES: Relation = Relation("user_access_level_zones");
/// Which door is in which zone.
pub(crate) const ZONE_DOORS: Relation = Relation("zone_doors");
/// Who may open which locker.
pub(crate) const USER_LOCKERS: Relation = Relation("user_lockers");
/// Which access level opens which locker.
pub(crate) const LEVEL_LOCKERS: Relation = Relation("user_access_level_lockers");
/// Which locker is in which zone.
pub(crate) const ZONE_LOCKERS: Relation = Relation("zone_lockers");
/// Which room is in which zone.
pub(crate) const ZONE_ROOMS: Relation = Relation("zone_rooms");
/// Which suite is in which zone.
pub(crate) const ZONE_SUITES: Relation = Relation("zone_suites");

/// Who may drive which output.
pub(crate) const USER_OUTPUTS: Relation = Relation("user_outputs");
/// Which access level lets drive which output.
pub(crate) const LEVEL_OUTPUTS: Relation = Relation("user_access_level_outputs");

/// Declares the relations that have no limits and from which keys follow: they are written by edits.
macro_rules! links {
    ($($(#[$doc:meta])* $name:ident = $table:literal, $one:ident, $other:ident;)+) => {
        $($(#[$doc])* pub(crate) const $name: Plain = Plain { table: $table, ends: [$one, $other], in_one: None };)+
    };
}

links! {
    /// Which door is in which location.
    LOCATION_DOORS = "location_doors", LOCATION, DOOR;
    /// Which door has which function.
    FUNCTION_DOORS = "function_doors", FUNCTION, DOOR;
    /// Who has which location.
    USER_LOCATIONS = "user_locations", USER, LOCATION;
    /// Who has which function.
    USER_FUNCTIONS = "user_functions", USER, FUNCTION;
}

/// Declares the relations that give no right, and the list of them all.
macro_rules! plain {
    ($($(#[$doc:meta])* $name:ident = $table:literal, $one:ident, $other:ident $(, one $noun:ident)?;)+) => {
        $($(#[$doc])*
        pub(crate) const $name: Plain =
            Plain { table: $table, ends: [$one, $other], in_one: plain!(@ $($noun)?) };)+

        /// Every one that gives no right.
        const PLAIN: &[Plain] = &[$($name),+];
    };
    (@) => { None };
    (@ $noun:ident) => { Some(Noun::$noun) };
}

const ROLL_CALL_AREA: &str = "roll_call_area_id";
const LOCKDOWN_AREA: &str = "lockdown_area_id";
const OCCUPANCY_AREA: &str = "limited_occupancy_area_id";
const OCCUPANCY_GROUP: &str = "limited_occupancy_group_id";
const LOCATION: &str = "location_id";
const FUNCTION: &str = "function_id";
const DOOR: &str = "door_id";
const USER: &str = "user_id";
const OUTPUT: &str = "output_id";
const ROOM: &str = "room_id";
const SUITE: &str = "suite_id";

plain! {
    /// At which doors people come into a roll-call area.
    ROLL_CALL_ENTRIES = "roll_call_area_entries", ROLL_CALL_AREA, DOOR;
    /// At which doors they go out of it.
    ROLL_CALL_EXITS = "roll_call_area_exits", ROLL_CALL_AREA, DOOR;
    /// Which doors are locked down together.
    LOCKDOWN_DOORS = "lockdown_area_doors", LOCKDOWN_AREA, DOOR;
    /// Which doors lead into where only so many may be.
    OCCUPANCY_DOORS = "limited_occupancy_area_doors", OCCUPANCY_AREA, DOOR;
    /// Who is counted there together: everybody in one group at most.
    OCCUPANCY_USERS = "limited_occupancy_group_users", OCCUPANCY_GROUP, USER, one LimitedOccupancyGroup;
    /// Which outputs a door drives by itself.
    DOOR_OUTPUTS = "door_outputs", DOOR, OUTPUT;
    /// Which rooms are in which suite: every room in one at most.
    SUITE_ROOMS = "suite_rooms", SUITE, ROOM, one Suite;
    /// Which groups are counted where.
    OCCUPANCY_GROUPS = "limited_occupancy_area_groups", OCCUPANCY_AREA, OCCUPANCY_GROUP;
}

/// Two records that are in a relation which gives no right, or are to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    plain: Plain,
    one: (&'static str, i64),
    other: (&'static str, i64),
}

impl Pair {
    /// A record that was got, and one of this number.
    pub fn of<R: Record, To: Record>(plain: Plain, one: &Stored<R>, other: To::Id) -> Pair {
        Pair { plain, one: (R::OWNS_BY, one.id.number()), other: (To::OWNS_BY, other.number()) }
    }

    /// Puts them into it. Says how many rows that wrote.
    pub fn put(self, change: &Change<'_>) -> Result<usize, Error> {
        let Pair { plain: Plain { table, in_one, .. }, one, other } = self;
        let (own, far) = (one.0, other.0);
        let sql = format!(
            "INSERT INTO {table} ({own}, {far}) VALUES (?1, ?2) ON CONFLICT ({own}, {far}) DO NOTHING"
        );
        let is_in_another = |error: &rusqlite::Error| {
            error.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_CONSTRAINT_UNIQUE)
        };
        match (change.write(&sql, [one.1, other.1]), in_one) {
            (Err(Error::Sqlite(error)), Some(noun)) if is_in_another(&error) => Err(Error::InAnother(noun)),
            (written, _) => written,
        }
    }

    /// Takes them out of it. Says how many rows that took.
    pub fn part(self, change: &Change<'_>) -> Result<usize, Error> {
        let Pair { plain: Plain { table, .. }, one, other } = self;
        let sql = format!("DELETE FROM {table} WHERE {} = ?1 AND {} = ?2", one.0, other.0);
        change.write(&sql, [one.1, other.1])
    }
}

/// Takes a record out of every relation that gives no right: it is deleted, and its row stays.
pub(super) fn leave<R: Record>(change: &Change<'_>, id: R::Id) -> Result<(), Error> {
    for Plain { table, .. } in PLAIN.iter().filter(|plain| plain.ends.contains(&R::OWNS_BY)) {
        change.write(&format!("DELETE FROM {table} WHERE {} = ?1", R::OWNS_BY), [id.number()])?;
    }
    Ok(())
}

/// A record at the other end of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related<Id> {
    /// Which it is.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What tells it from others of the same name.
    pub detail: String,
    /// When it holds.
    pub limit: Limit,
    /// The name of the timetable, where the operator may see it.
    pub timetable: Option<String>,
    /// Whether the operator may take it away and limit it.
    pub may_change: bool,
}

/// A kind of record that is listed at the other end of relations.
pub(crate) trait Listed: Record {
    /// What is read of it, from a table that is called `o`.
    const LISTED: &'static str;
    /// By name.
    const ORDER: &'static str;

    /// The name, and what tells it from others of the same name.
    fn listed(row: &Row<'_>) -> Result<(String, String), Error>;
}

/// What is related to a record and within reach, by name. What lies in `changed` may be changed by whoever looks.
pub(crate) fn of<Owner: Record, R: Listed>(
    reach: &View<'_>,
    relation: Table,
    owner: &Stored<Owner>,
    changed: &Scope,
) -> Result<Within<Related<R::Id>>, Error> {
    let ([limited, timetables], relation) = (relation.limit(), relation.name());
    let (table, there) = (R::TABLE, there::<R>());
    let (listed, order, own, other) = (R::LISTED, R::ORDER, Owner::OWNS_BY, R::OWNS_BY);
    let sql = format!(
        "SELECT o.partition_id, o.id, {listed}, {limited}
         FROM {relation} r JOIN {table} o ON o.id = r.{other} {timetables}
         WHERE r.{own} = ?1 AND {there}
         ORDER BY {order}, o.id"
    );
    let timetables = reach.grants().scope(Permission::TimetablesView).unwrap_or_else(Scope::nowhere);
    reach.within(&sql, [owner.id.number()], |row| {
        let (name, detail) = R::listed(row)?;
        let lies: Option<PartitionId> = row.get("timetable_partition")?;
        let is_seen = lies.is_some_and(|partition| timetables.reaches(partition));
        let timetable = if is_seen { row.get("timetable")? } else { None };
        let may_change = changed.reaches(row.get("partition_id")?);
        Ok(Related { id: row.get("id")?, name, detail, limit: limit(row)?, timetable, may_change })
    })
}

/// Everything within reach that could be related to something, by name.
pub(crate) fn all<R: Listed>(reach: &View<'_>) -> Result<Vec<Related<R::Id>>, Error> {
    let (table, listed, order, there) = (R::TABLE, R::LISTED, R::ORDER, there::<R>());
    let sql =
        format!("SELECT o.partition_id, o.id, {listed} FROM {table} o WHERE {there} ORDER BY {order}, o.id");
    Ok(reach.within(&sql, [], unrelated::<R>)?.rows)
}

/// Some of that, in the order in which they are asked for.
pub(crate) fn some<R: Listed>(reach: &View<'_>, ids: &[R::Id]) -> Result<Vec<Related<R::Id>>, Error> {
    let (table, listed, there) = (R::TABLE, R::LISTED, there::<R>());
    let sql = format!("SELECT o.partition_id, o.id, {listed} FROM {table} o WHERE o.id = ?1 AND {there}");
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(reach.within(&sql, [id.number()], unrelated::<R>)?.rows);
    }
    Ok(found)
}

/// Which of some records are related to a record that was got, and when.
pub(crate) fn among<Owner: Record, R: Record>(
    view: &View<'_>,
    relation: Table,
    owner: &Stored<Owner>,
    ids: &[R::Id],
) -> Result<BTreeMap<R::Id, Limit>, Error> {
    let (table, other) = (relation.name(), R::OWNS_BY);
    let columns = match relation {
        Table::Rights(_) => format!("{other} AS other, from_at, until_at, timetable_id"),
        Table::Plain(_) => {
            format!("{other} AS other, NULL AS from_at, NULL AS until_at, NULL AS timetable_id")
        }
    };
    // Of many, all that are related are read: that many numbers are no sentence.
    let numbers = (ids.len() <= NUMBERS_MAX).then(|| {
        let numbers: Vec<String> = ids.iter().map(|id| id.number().to_string()).collect();
        format!("AND {other} IN ({})", numbers.join(", "))
    });
    let narrowed = format!("{} ORDER BY {other}", numbers.unwrap_or_default());
    let found =
        view.belonging(owner, &columns, table, &narrowed, |row| Ok((row.get("other")?, limit(row)?)))?;
    Ok(found.into_iter().collect())
}

/// So many are asked for by their numbers.
const NUMBERS_MAX: usize = 500;

/// What tells a record that is there from one that was deleted, where that leaves anything.
pub(super) const fn there<R: Record>() -> &'static str {
    match R::DELETED {
        Deleted::Marked => "o.deleted_at IS NULL",
        Deleted::Gone => "true",
    }
}

/// What could be related: a right over it was asked for.
fn unrelated<R: Listed>(row: &Row<'_>) -> Result<Related<R::Id>, Error> {
    let (name, detail) = R::listed(row)?;
    Ok(Related { id: row.get("id")?, name, detail, limit: Limit::ALWAYS, timetable: None, may_change: true })
}

/// When a right holds.
pub(crate) fn limit(row: &Row<'_>) -> Result<Limit, Error> {
    let between = match (row.get("from_at")?, row.get("until_at")?) {
        (Some(from), Some(until)) => Some(Between::new(from, until).map_err(|_| row.damaged("until_at"))?),
        _ => None,
    };
    Ok(Limit { between, timetable: row.get("timetable_id")? })
}
