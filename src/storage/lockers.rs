//! Lockers.

use super::locks::{self, LOCK, Listed, Locked};
use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::{Row, Values};
use super::{Change, Error, Noun, View};
use crate::domain::access::{Edit, Node, Point};
use crate::domain::access_point::Code;
use crate::domain::door;
use crate::domain::locker::{Locker, LockerId, Settings};

/// A locker as stored, and the number by which keys name it.
pub type Stored = record::Stored<Locker>;

impl NamedRecord for Locker {
    type Id = LockerId;
    type Besides = Code;

    const NOUN: Noun = Noun::Locker;
    const TABLE: &'static str = "lockers";
    const COLUMNS: &'static str = "name, description, partition_id, external_id, code, mode, timed_period_id,
        open_seconds, increased_seconds, audit_on_keys, inhibit_audit, calendar_id, general_1,
        (SELECT g.time_zone_id FROM lock_time_zones g WHERE g.code = lockers.code) AS time_zone_id";
    const DELETED: Deleted = Deleted::Marked;
    const OWNS_BY: &'static str = "locker_id";

    fn besides(row: &Row<'_>) -> Result<Code, Error> {
        row.get("code")
    }

    fn read_own(_: &View<'_>, row: &Row<'_>, _: LockerId) -> Result<Settings, Error> {
        Ok(Settings { lock: locks::lock(row)?, general: row.get("general_1")? })
    }

    fn own_values(&self) -> Values {
        let period = self.settings.lock.opening.period().map(|period| period.0);
        locks::values(&self.settings.lock)
            .with("timed_period_id", period)
            .with("general_1", &self.settings.general)
    }

    fn write_own(&self, change: &Change<'_>, id: LockerId) -> Result<(), Error> {
        locks::set_time_zone::<Locker>(change, id, self.settings.lock.time_zone)
    }
}

impl Locked for Locker {
    const SET: (&'static str, &'static str, &'static str) = ("lockers", "id", LOCK);
    const IN_ZONES: &'static str = "zone_lockers";
    const VISITS: &'static str = "locker_visits";

    fn set(row: &Row<'_>) -> Result<door::Settings, Error> {
        Ok(locks::lock(row)?.as_of_a_door())
    }
}

impl Stored {
    /// The locker, as rights name it.
    pub const fn node(&self) -> Point<LockerId> {
        Point { id: self.id, code: self.besides }
    }
}

/// What a list shows of a locker.
pub type ListRow = named::ListRow<LockerId, Listed>;

/// Deletes a locker: the row and its number stay, the rights to it go.
pub fn delete(change: &Change<'_>, locker: Point<LockerId>) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Locker(locker)))?;
    // What it followed is nobody's any more, and can be deleted.
    let nothing = Values::none()
        .with("mode", door::Mode::Standard.key())
        .with("timed_period_id", None::<i64>)
        .with("calendar_id", None::<i64>);
    record::note::<Locker>(change, locker.id, &nothing)?;
    locks::set_time_zone::<Locker>(change, locker.id, None)?;
    change.write("DELETE FROM locker_visits WHERE locker_id = ?1", [locker.id.0])?;
    record::delete::<Locker>(change, locker.id, change.now())
}
