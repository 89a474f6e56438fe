//! Zones.

use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::{Column, Row, Values};
use super::{Beyond, Change, Error, Noun, View};
use crate::domain::access::{Bundle, Edit, Link, Node};
use crate::domain::locker::LockerId;
use crate::domain::zone::{Group, Kind, Number, Zone, ZoneId};

/// A zone as stored, and the number by which keys can name it.
pub type Stored = record::Stored<Zone>;

impl NamedRecord for Zone {
    type Id = ZoneId;
    type Besides = Number;

    const NOUN: Noun = Noun::Zone;
    const TABLE: &'static str = "zones";
    const COLUMNS: &'static str = "name, description, partition_id, external_id, number, free_group";
    const DELETED: Deleted = Deleted::Marked;
    const OWNS_BY: &'static str = "zone_id";

    fn besides(row: &Row<'_>) -> Result<Number, Error> {
        row.get("number")
    }

    fn read_own(_: &View<'_>, row: &Row<'_>, _: ZoneId) -> Result<Kind, Error> {
        kind(row)
    }

    fn edits(&self, id: ZoneId) -> Vec<Edit> {
        // One that is opened as a whole is what every zone is.
        let group = self.kind.group();
        group.map(|group| Edit::Grouped(id, Some(group))).into_iter().collect()
    }
}

fn kind(row: &Row<'_>) -> Result<Kind, Error> {
    let number: Number = row.get("number")?;
    number.kind(row.get("free_group")?).ok_or_else(|| row.damaged("free_group"))
}

impl Column for Group {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Group::new(Column::read(value)?).ok_or(FromSqlError::InvalidType)
    }
}

impl Column for Number {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Number::new(Column::read(value)?).ok_or(FromSqlError::InvalidType)
    }
}

/// What a list tells of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// How keys name it.
    pub kind: Kind,
    /// How many doors are in it.
    pub doors: usize,
    /// How many lockers.
    pub lockers: usize,
    /// How many rooms, and suites.
    pub rooms: usize,
    /// How many people were given it themselves.
    pub users: usize,
    /// How many access levels give it.
    pub levels: usize,
}

/// What a list shows of a zone.
pub type ListRow = named::ListRow<ZoneId, Listed>;

/// Every zone within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let counts =
        "o.number, o.free_group, (SELECT count(*) FROM zone_doors g WHERE g.zone_id = o.id) AS doors,
         (SELECT count(*) FROM zone_lockers g WHERE g.zone_id = o.id) AS lockers,
         (SELECT count(*) FROM zone_rooms g WHERE g.zone_id = o.id)
             + (SELECT count(*) FROM zone_suites g WHERE g.zone_id = o.id) AS rooms,
         (SELECT count(*) FROM user_zones g WHERE g.zone_id = o.id) AS users,
         (SELECT count(*) FROM user_access_level_zones g WHERE g.zone_id = o.id) AS levels";
    named::list::<Zone, _>(view, counts, |row| {
        let kind = kind(row)?;
        let (doors, lockers) = (row.get("doors")?, row.get("lockers")?);
        let rooms = row.get("rooms")?;
        Ok(Listed { kind, doors, lockers, rooms, users: row.get("users")?, levels: row.get("levels")? })
    })
}

/// How many people were given a zone themselves, within reach or not.
pub fn count_people(view: &View<'_>, zone: ZoneId) -> Result<usize, Error> {
    let sql = "SELECT count(*) AS people FROM user_zones WHERE zone_id = ?1";
    view.beyond(Beyond::Counts, sql)?.one([zone.0], |row| row.get("people"))
}

/// The row of a zone that has a number which no zone of this file ever had. It is drawn, as that of a door is.
pub fn numbered(change: &Change<'_>, kind: Kind) -> Result<Values, Error> {
    let all = change.beyond(Beyond::Numbers, "SELECT number FROM zones ORDER BY number")?;
    let had: Vec<u16> = all.list([], |row| row.get("number"))?;
    let drawn = Number::drawn(kind, &had, u32::from_le_bytes(crate::secret::random()?));
    let drawn = drawn.ok_or(match kind {
        Kind::High | Kind::Free(_) => Error::NoNumberLeft(Noun::Zone),
        Kind::Low => Error::NoLowZoneLeft,
    })?;
    let group = kind.group().map(Group::number);
    Ok(Values::none().with("number", drawn.number()).with("free_group", group))
}

/// Refuses to put something into a zone of which one takes a locker that is no such locker, or one of another group: whose way
/// ever it comes.
pub fn expect_fitting(change: &Change<'_>, link: Link) -> Result<(), Error> {
    let (zone, locker) = match link {
        Link::ZoneLocker(zone, locker) => (zone, Some(locker.id)),
        Link::ZoneDoor(zone, _) | Link::ZoneRoom(zone, _) | Link::ZoneSuite(zone, _) => (zone, None),
        Link::PersonDoor(..)
        | Link::PersonLevel(..)
        | Link::LevelDoor(..)
        | Link::PersonZone(..)
        | Link::LevelZone(..)
        | Link::PersonLocker(..)
        | Link::LevelLocker(..)
        | Link::PersonOutput(..)
        | Link::LevelOutput(..)
        | Link::PersonSide(..)
        | Link::SideDoor(..) => return Ok(()),
    };
    let sql = "SELECT free_group FROM zones WHERE id = ?1";
    let group = change.beyond(Beyond::Settings, sql)?.first([zone.0], |row| row.get("free_group"))?;
    let Some(group): Option<Group> = group.flatten() else {
        return Ok(());
    };
    let sql = "SELECT free_minutes IS NOT NULL AS is_free,
                EXISTS (SELECT 1 FROM zone_lockers g JOIN zones z ON z.id = g.zone_id
                        WHERE g.locker_id = lockers.id AND z.free_group <> ?2) AS is_of_another
         FROM lockers WHERE id = ?1";
    let found = locker.map(|locker| {
        let mut found = change.beyond(Beyond::Settings, sql)?;
        found.first([locker.0, i64::from(group.number())], |row| {
            Ok((row.get("is_free")?, row.get("is_of_another")?))
        })
    });
    match found.transpose()?.flatten() {
        Some((true, false)) => Ok(()),
        Some((true, true)) => Err(Error::LockerInOtherGroup),
        Some((false, _)) | None => Err(Error::ZoneOfLockers),
    }
}

/// Whether a locker lies in a zone of which one takes a locker.
pub fn is_in_free(view: &View<'_>, locker: LockerId) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM zone_lockers g JOIN zones z ON z.id = g.zone_id
                              WHERE g.locker_id = ?1 AND z.free_group IS NOT NULL) AS is_free";
    view.beyond(Beyond::Settings, sql)?.one([locker.0], |row| row.get("is_free"))
}

/// Deletes a zone: the row and its number stay; whoever had its doors by it alone has them no more. Says how many people
/// had been given it themselves.
pub fn delete(change: &Change<'_>, zone: ZoneId) -> Result<usize, Error> {
    let people = change.edit(Edit::Gone(Node::Bundle(Bundle::Zone(zone))))?;
    record::delete::<Zone>(change, zone, change.now())?;
    Ok(people)
}
