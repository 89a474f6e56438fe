//! Lockers.

use std::collections::HashMap;
use std::num::NonZeroU16;
use std::ops::Deref;

use super::locks::{self, Locked};
use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::{Row, Values};
use super::{Beyond, Change, Error, Noun, View, millis, site};
use crate::domain::access::{Edit, Node, Point};
use crate::domain::access_point::Code;
use crate::domain::door;
use crate::domain::event::{Claim, Held};
use crate::domain::group::Scope;
use crate::domain::key::KeyId;
use crate::domain::lock::Allowed;
use crate::domain::locker::{Locker, LockerId, Settings};
use crate::domain::moment::Moment;
use crate::domain::permission::Permission;
use crate::domain::user::full_name;
use crate::domain::zone::{Group, Groups};
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
        if self.settings.free.is_none() {
            forget_holders(change, id)?;
        }
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

/// What is known of who has a locker: what a key said that was read here, and nothing newer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Who has it; nothing, where the operator may not see that person.
    pub by: Option<String>,
    /// Since when, by the clock of the locker.
    pub since: Moment,
    /// When the key said so.
    pub read_at: Moment,
}

/// What a list tells of a locker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it tells of every access point.
    pub point: locks::Listed,
    /// Whether it belongs to whoever takes it.
    pub is_free: bool,
    /// Who has it, as far as that is known.
    pub taken: Option<Taken>,
    /// Whether that can be forgotten at the desk.
    pub may_forget: bool,
}

impl AsRef<locks::Listed> for Listed {
    fn as_ref(&self) -> &locks::Listed {
        &self.point
    }
}

impl Deref for Listed {
    type Target = locks::Listed;

    fn deref(&self) -> &locks::Listed {
        &self.point
    }
}

/// What a list shows of a locker.
pub type ListRow = named::ListRow<LockerId, Listed>;

/// Every locker within reach, by name. How many people may open each comes with it.
pub fn list(view: &View<'_>, holders: &[u32]) -> Result<Vec<ListRow>, Error> {
    let (taken, is_controlled) = (taken(view, None)?, site::door_options(view)?.lockers_controlled);
    locks::list_with::<Locker, _>(view, holders, "o.free_minutes", |row, point| {
        let taken = taken.get(&row.get("id")?).cloned();
        let may_forget = is_controlled && taken.is_some();
        Ok(Listed { point, is_free: free(row)?.is_some(), taken, may_forget })
    })
}

/// Who has a locker, as far as that is known.
pub fn taken_by(view: &View<'_>, locker: LockerId) -> Result<Option<Taken>, Error> {
    Ok(taken(view, Some(locker))?.remove(&locker))
}

/// Who has one locker, or each of all: where several keys say that they have one, whoever took it last.
fn taken(view: &View<'_>, of: Option<LockerId>) -> Result<HashMap<LockerId, Taken>, Error> {
    let seen = view.grants().scope(Permission::UsersView).unwrap_or_else(Scope::nowhere);
    let sql = "SELECT h.locker_id, h.since_at, h.read_at, u.partition_id, u.title, u.first_name, u.last_name
         FROM locker_holdings h JOIN keys k ON k.id = h.key_id JOIN users u ON u.id = k.user_id
         WHERE ?1 IS NULL OR h.locker_id = ?1
         ORDER BY h.locker_id, h.since_at, h.read_at";
    let held = view.beyond(Beyond::Cards, sql)?.list([of.map(|locker| locker.0)], |row| {
        let name = full_name(row.text("title")?, row.text("first_name")?, row.text("last_name")?);
        let by = seen.reaches(row.get("partition_id")?).then_some(name);
        Ok((row.get("locker_id")?, Taken { by, since: row.get("since_at")?, read_at: row.get("read_at")? }))
    })?;
    Ok(held.into_iter().collect())
}

/// A locker that the key of a person said to hold when it was read last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldLocker {
    /// The locker; nothing, where the operator may not see it.
    pub name: Option<String>,
    /// Of which group.
    pub group: Group,
    /// Since when, by the clock of the locker.
    pub since: Moment,
    /// When the key said so.
    pub read_at: Moment,
}

/// What the key of a person held when it was read last.
pub fn held_by(view: &View<'_>, key: KeyId) -> Result<Vec<HeldLocker>, Error> {
    let seen = view.grants().scope(Permission::LockersView).unwrap_or_else(Scope::nowhere);
    let sql = "SELECT h.free_group, h.since_at, h.read_at, l.name, l.partition_id
         FROM locker_holdings h JOIN lockers l ON l.id = h.locker_id
         WHERE h.key_id = ?1
         ORDER BY h.free_group";
    view.beyond(Beyond::Cards, sql)?.list([key.0], |row| {
        let name = seen.reaches(row.get("partition_id")?).then(|| row.get("name")).transpose()?;
        let (since, read_at) = (row.get("since_at")?, row.get("read_at")?);
        Ok(HeldLocker { name, group: row.get("free_group")?, since, read_at })
    })
}

/// Whether something else was read than is kept of a key.
pub fn is_held_otherwise(
    view: &View<'_>,
    key: KeyId,
    groups: Groups,
    claims: &[Claim],
) -> Result<bool, Error> {
    let sql = "SELECT l.code, h.free_group, h.since_at
         FROM locker_holdings h JOIN lockers l ON l.id = h.locker_id
         WHERE h.key_id = ?1
         ORDER BY h.free_group";
    let kept: Vec<Held> = view.beyond(Beyond::Cards, sql)?.list([key.0], |row| {
        Ok(Held { group: row.get("free_group")?, locker: row.get("code")?, since: row.get("since_at")? })
    })?;
    let kept: Vec<Held> = kept.into_iter().filter(|held| groups.contains(held.group)).collect();
    let mut held = Vec::new();
    for claim in claims.iter().filter(|claim| claim.is_proven) {
        if by_code(view, claim.held.locker)?.is_some() {
            held.push(claim.held);
        }
    }
    Ok(kept != held)
}

/// A locker that a key said it holds when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockerOnKey {
    /// The locker; nothing, where it is gone or the operator may not see it.
    pub name: Option<String>,
    /// Of which group.
    pub group: Group,
    /// Since when, by the clock of the locker.
    pub since: Moment,
    /// Whether the lock of the locker wrote it there.
    pub is_proven: bool,
}

/// What a key says of lockers, by name.
pub fn named(view: &View<'_>, claims: &[Claim]) -> Result<Vec<LockerOnKey>, Error> {
    let seen = view.grants().scope(Permission::LockersView).unwrap_or_else(Scope::nowhere);
    let sql = "SELECT name, partition_id FROM lockers WHERE code = ?1 AND deleted_at IS NULL";
    let mut lockers = view.beyond(Beyond::Cards, sql)?;
    let named = |claim: &Claim| {
        let name = lockers.first([claim.held.locker.number()], |row| {
            Ok((row.get("partition_id")?, row.get::<String>("name")?))
        })?;
        let name = name.and_then(|(partition, name)| seen.reaches(partition).then_some(name));
        let Held { group, since, .. } = claim.held;
        Ok(LockerOnKey { name, group, since, is_proven: claim.is_proven })
    };
    claims.iter().map(named).collect()
}

/// The same for the trail, which names what it tells of; one that is gone by its number.
pub fn names_for_trail(view: &View<'_>, claims: &[Claim]) -> Result<Vec<String>, Error> {
    let sql = "SELECT name FROM lockers WHERE code = ?1 AND deleted_at IS NULL";
    let mut lockers = view.beyond(Beyond::Trail, sql)?;
    let named = |claim: &Claim| {
        let number = claim.held.locker.number();
        let name = lockers.first([number], |row| row.get("name"))?;
        Ok(name.unwrap_or_else(|| number.to_string()))
    };
    claims.iter().map(named).collect()
}

/// The groups of which a key says a locker that is none of free assignment, or is none any more.
pub fn gone(view: &View<'_>, claims: &[Claim]) -> Result<Groups, Error> {
    let mut gone = Groups::NONE;
    for claim in claims {
        if by_code(view, claim.held.locker)?.is_none() {
            gone.insert(claim.held.group);
        }
    }
    Ok(gone)
}

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
    forget_holders(change, locker.id)?;
    record::delete::<Locker>(change, locker.id, change.now())
}

/// Forgets who was read to have a locker; says how many that were.
pub fn forget_holders(change: &Change<'_>, locker: LockerId) -> Result<usize, Error> {
    change.write("DELETE FROM locker_holdings WHERE locker_id = ?1", [locker.0])
}

/// Forgets what a key was read to hold, but for the lockers of some groups.
pub fn forget_held(change: &Change<'_>, key: KeyId, but: Groups) -> Result<(), Error> {
    let sql = "SELECT free_group FROM locker_holdings WHERE key_id = ?1 ORDER BY free_group";
    let held: Vec<Group> = change.beyond(Beyond::Cards, sql)?.list([key.0], |row| row.get("free_group"))?;
    // Where there is nothing to forget, that is no news of lockers.
    for group in held.into_iter().filter(|group| !but.contains(*group)) {
        change.write(
            "DELETE FROM locker_holdings WHERE key_id = ?1 AND free_group = ?2",
            params![key.0, group.number()],
        )?;
    }
    Ok(())
}

/// Keeps which lockers of some groups a key was read to hold.
pub fn note_held(change: &Change<'_>, key: KeyId, groups: Groups, claims: &[Claim]) -> Result<(), Error> {
    for group in groups.iter() {
        let of_group = claims.iter().filter(|claim| claim.is_proven).map(|claim| claim.held);
        let of_group = of_group.into_iter().find(|held| held.group == group);
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

/// The locker of free assignment with a number on keys, if it is there.
fn by_code(view: &View<'_>, code: Code) -> Result<Option<LockerId>, Error> {
    let sql = "SELECT id FROM lockers WHERE code = ?1 AND free_minutes IS NOT NULL AND deleted_at IS NULL";
    view.beyond(Beyond::Cards, sql)?.first([code.number()], |row| row.get("id"))
}
