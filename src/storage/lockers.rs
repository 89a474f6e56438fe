//! Lockers.

use std::num::NonZeroU16;

use super::locks::{self, Listed, Locked};
use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::{Row, Values};
use super::{Beyond, Change, Error, Noun, View, millis};
use crate::domain::access::{Edit, Node, Point};
use crate::domain::access_point::Code;
use crate::domain::door;
use crate::domain::event::Held;
use crate::domain::key::KeyId;
use crate::domain::lock::Allowed;
use crate::domain::locker::{Locker, LockerId, Settings};
use crate::domain::zone::Groups;
use rusqlite::params;

/// A locker as stored, and the number by which keys name it.
pub type Stored = record::Stored<Locker>;

impl NamedRecord for Locker {
    type Id = LockerId;
    type Besides = Code;

    const NOUN: Noun = Noun::Locker;
    const TABLE: &'static str = "lockers";
    const COLUMNS: &'static str = "name, description, partition_id, external_id, code, mode, timed_period_id,
        open_seconds, increased_seconds, audit_on_keys, inhibit_audit, calendar_id, general_1,
        free_minutes,
        (SELECT g.time_zone_id FROM lock_time_zones g WHERE g.code = lockers.code) AS time_zone_id";
    const DELETED: Deleted = Deleted::Marked;
    const OWNS_BY: &'static str = "locker_id";

    fn besides(row: &Row<'_>) -> Result<Code, Error> {
        row.get("code")
    }

    fn read_own(_: &View<'_>, row: &Row<'_>, _: LockerId) -> Result<Settings, Error> {
        Ok(Settings { lock: locks::lock(row)?, free: free(row)?, general: row.get("general_1")? })
    }

    fn own_values(&self) -> Values {
        let period = self.settings.lock.opening.period().map(|period| period.0);
        locks::values(&self.settings.lock)
            .with("timed_period_id", period)
            .with("general_1", &self.settings.general)
            .with("free_minutes", self.settings.free.map(|allowed| allowed.map_or(0, NonZeroU16::get)))
    }

    fn write_own(&self, change: &Change<'_>, id: LockerId) -> Result<(), Error> {
        locks::set_time_zone::<Locker>(change, id, self.settings.lock.time_zone)
    }
}

/// Whether it is nobody's until somebody takes it, and for how long one may keep it then.
fn free(row: &Row<'_>) -> Result<Option<Allowed>, Error> {
    Ok(row.get::<Option<u16>>("free_minutes")?.map(NonZeroU16::new))
}

impl Locked for Locker {
    const SET: (&'static str, &'static str, &'static str) = (
        "lockers",
        "id",
        "s.mode, s.timed_period_id, s.open_seconds, s.increased_seconds, s.audit_on_keys,
         s.inhibit_audit, s.calendar_id, s.free_minutes,
         (SELECT g.time_zone_id FROM lock_time_zones g WHERE g.code = s.code) AS time_zone_id",
    );
    const IN_ZONES: &'static str = "zone_lockers";
    const VISITS: &'static str = "locker_visits";

    fn set(row: &Row<'_>) -> Result<door::Settings, Error> {
        Ok(locks::lock(row)?.as_of_a_door())
    }

    fn free(row: &Row<'_>) -> Result<Option<Allowed>, Error> {
        free(row)
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
        .with("free_minutes", None::<i64>)
        .with("mode", door::Mode::Standard.key())
        .with("timed_period_id", None::<i64>)
        .with("calendar_id", None::<i64>);
    record::note::<Locker>(change, locker.id, &nothing)?;
    locks::set_time_zone::<Locker>(change, locker.id, None)?;
    change.write("DELETE FROM locker_visits WHERE locker_id = ?1", [locker.id.0])?;
    record::delete::<Locker>(change, locker.id, change.now())
}

/// Keeps which lockers of some groups a key was read to hold.
pub fn note_held(change: &Change<'_>, key: KeyId, groups: Groups, held: &[Held]) -> Result<(), Error> {
    for group in groups.iter() {
        let of_group = held.iter().find(|held| held.group == group);
        let locker = of_group.map(|held| by_code(change, held.locker)).transpose()?.flatten();
        match of_group.zip(locker) {
            Some((held, locker)) => change.write(
                "INSERT INTO locker_holdings (key_id, free_group, locker_id, since_at, read_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (key_id, free_group) DO UPDATE
                 SET locker_id = excluded.locker_id, since_at = excluded.since_at, read_at = excluded.read_at",
                params![key.0, group.number(), locker.0, millis(held.since), millis(change.now())],
            )?,
            None => change.write(
                "DELETE FROM locker_holdings WHERE key_id = ?1 AND free_group = ?2",
                params![key.0, group.number()],
            )?,
        };
    }
    Ok(())
}

/// The locker with a number on keys, if it is there.
fn by_code(view: &View<'_>, code: Code) -> Result<Option<LockerId>, Error> {
    let sql = "SELECT id FROM lockers WHERE code = ?1 AND deleted_at IS NULL";
    view.beyond(Beyond::Cards, sql)?.first([code.number()], |row| row.get("id"))
}
