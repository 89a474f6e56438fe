//! Rooms, and what the rows of suites have as those of rooms have it.

use super::locks::{self, Locked};
use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::{Row, Values};
use super::{Change, Error, Noun, View};
use crate::domain::access::{Edit, Node, Point};
use crate::domain::access_point::Code;
use crate::domain::door;
use crate::domain::room::{OutOfService, Room, RoomId, Settings};

/// A room as stored, and the number by which keys name it.
pub type Stored = record::Stored<Room>;

/// What is read of one, as a SELECT says it of this table.
macro_rules! columns {
    ($table:literal) => {
        concat!(
            "name, description, partition_id, external_id, code, mode, NULL AS timed_period_id,
             open_seconds, increased_seconds, audit_on_keys, inhibit_audit, calendar_id, general_1, general_2,
             out_of_service, out_of_service_until,
             (SELECT g.time_zone_id FROM lock_time_zones g WHERE g.code = ",
            $table,
            ".code) AS time_zone_id"
        )
    };
}
pub(super) use columns;

impl NamedRecord for Room {
    type Id = RoomId;
    type Besides = Code;

    const NOUN: Noun = Noun::Room;
    const TABLE: &'static str = "rooms";
    const COLUMNS: &'static str = columns!("rooms");
    const DELETED: Deleted = Deleted::Marked;
    const OWNS_BY: &'static str = "room_id";

    fn besides(row: &Row<'_>) -> Result<Code, Error> {
        row.get("code")
    }

    fn read_own(_: &View<'_>, row: &Row<'_>, _: RoomId) -> Result<Settings, Error> {
        settings(row)
    }

    fn own_values(&self) -> Values {
        values(&self.settings)
    }

    fn write_own(&self, change: &Change<'_>, id: RoomId) -> Result<(), Error> {
        locks::set_time_zone::<Room>(change, id, self.settings.lock.time_zone)
    }
}

impl Locked for Room {
    const SET: (&'static str, &'static str, &'static str) = ("rooms", "id", LOCK);
    const IN_ZONES: &'static str = "zone_rooms";
    const VISITS: &'static str = "room_visits";

    fn set(row: &Row<'_>) -> Result<door::Settings, Error> {
        Ok(locks::lock(row)?.as_of_a_door())
    }
}

impl Stored {
    /// The room, as rights name it.
    pub const fn node(&self) -> Point<RoomId> {
        Point { id: self.id, code: self.besides }
    }
}

/// What of that its lock is to do, of a table that is called `s`.
pub(super) const LOCK: &str =
    "s.mode, NULL AS timed_period_id, s.open_seconds, s.increased_seconds, s.audit_on_keys,
     s.inhibit_audit, s.calendar_id,
     (SELECT g.time_zone_id FROM lock_time_zones g WHERE g.code = s.code) AS time_zone_id";

pub(super) fn settings(row: &Row<'_>) -> Result<Settings, Error> {
    let general = [row.get("general_1")?, row.get("general_2")?];
    Ok(Settings { lock: locks::lock(row)?, general, out_of_service: out_of_service(row)? })
}

fn out_of_service(row: &Row<'_>) -> Result<Option<OutOfService>, Error> {
    let until = row.get("out_of_service_until")?;
    Ok(row.get::<Option<_>>("out_of_service")?.map(|reason| OutOfService { reason, until }))
}

pub(super) fn values(settings: &Settings) -> Values {
    let ([first, second], out) = (&settings.general, settings.out_of_service.as_ref());
    locks::values(&settings.lock)
        .with("general_1", first)
        .with("general_2", second)
        .with("out_of_service", out.map(|out| &out.reason))
        .with("out_of_service_until", out.and_then(|out| out.until))
}

/// What a list tells of a room, and of a suite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it tells of every access point.
    pub point: locks::Listed,
    /// Whether it is given to no guest.
    pub out_of_service: Option<OutOfService>,
    /// The suite that it is in, where the operator may see that; of a suite, nothing.
    pub suite: Option<String>,
    /// How many rooms are in it; of a room, none.
    pub rooms: usize,
}

/// What a list shows of a room.
pub type ListRow = named::ListRow<RoomId, Listed>;

/// Every room within reach, by name. How many people may open each comes with it.
pub fn list(view: &View<'_>, holders: &[u32]) -> Result<Vec<ListRow>, Error> {
    let columns = "o.out_of_service, o.out_of_service_until,
         (SELECT u.name FROM suite_rooms g JOIN suites u ON u.id = g.suite_id WHERE g.room_id = o.id) AS suite,
         (SELECT u.partition_id FROM suite_rooms g JOIN suites u ON u.id = g.suite_id WHERE g.room_id = o.id)
             AS suite_partition";
    locks::list_with::<Room, _>(view, holders, columns, |row, point| {
        let suite: Option<String> = row.get("suite")?;
        let lies: Option<_> = row.get("suite_partition")?;
        let is_seen = lies.is_some_and(|partition| view.scope().reaches(partition));
        let suite = suite.filter(|_| is_seen);
        Ok(Listed { point, out_of_service: out_of_service(row)?, suite, rooms: 0 })
    })
}

/// The same of suites.
pub(super) fn list_of_suites<T: Locked>(
    view: &View<'_>,
    holders: &[u32],
) -> Result<Vec<named::ListRow<<T as NamedRecord>::Id, Listed>>, Error> {
    let columns = "o.out_of_service, o.out_of_service_until,
         (SELECT count(*) FROM suite_rooms g WHERE g.suite_id = o.id) AS rooms";
    locks::list_with::<T, _>(view, holders, columns, |row, point| {
        Ok(Listed { point, out_of_service: out_of_service(row)?, suite: None, rooms: row.get("rooms")? })
    })
}

/// Deletes a room: the row and its number stay, and it leaves its zones and its suite.
pub fn delete(change: &Change<'_>, room: Point<RoomId>) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Room(room)))?;
    // What it followed is nobody's any more, and can be deleted.
    record::note::<Room>(change, room.id, &Values::none().with("calendar_id", None::<i64>))?;
    locks::set_time_zone::<Room>(change, room.id, None)?;
    change.write("DELETE FROM room_visits WHERE room_id = ?1", [room.id.0])?;
    record::delete::<Room>(change, room.id, change.now())
}
