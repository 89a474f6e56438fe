//! The denylist: keys that locks are to refuse though they are not over, and which locks are known to.

use std::collections::BTreeSet;

use chrono::Duration;
use rusqlite::params;

use super::{Beyond, Change, Error, Noun, View, expect_one, keys, millis, users};
use crate::domain::denylist::{Edition, Entry, PLACES, Places, QUARANTINE_DAYS, Refused, Slice, newest_of};
use crate::domain::door::Code;
use crate::domain::event::{Happening, Report};
use crate::domain::image::{Flags, Header};
use crate::domain::key::{Key, KeyId};
use crate::domain::moment::{self, Moment};
use crate::domain::user::{UserId, full_name};

use super::view::Row;

/// A key on the denylist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The key.
    pub key: KeyId,
    /// Whose it was, or is.
    pub user: UserId,
    /// Which of its images are refused.
    pub refused: Refused,
    /// From when on no image of it opens anything.
    pub over_at: Moment,
    /// When it was put there.
    pub listed_at: Moment,
    /// By whom.
    pub listed_by: String,
    /// How many locks are known to refuse it.
    pub known_at: usize,
}

const LISTED: &str = "d.key_id, k.user_id, d.below, d.over_at, d.listed_at, d.listed_by,
    (SELECT count(*) FROM denylist_reports r WHERE r.key_id = d.key_id) AS known_at
    FROM denylist d JOIN keys k ON k.id = d.key_id";

fn listed(row: &Row<'_>) -> Result<Listed, Error> {
    Ok(Listed {
        key: row.get("key_id")?,
        user: row.get("user_id")?,
        refused: Refused::of_number(row.get("below")?),
        over_at: row.get("over_at")?,
        listed_at: row.get("listed_at")?,
        listed_by: row.get("listed_by")?,
        known_at: row.get("known_at")?,
    })
}

/// Has locks refuse images of a key, which is over by a minute. What is refused already stays so: says whether that is more
/// than before.
pub fn put(change: &Change<'_>, key: &Key, refused: Refused, over_by: u32) -> Result<bool, Error> {
    let last = change.beyond(Beyond::Denylist, "SELECT max(edition) AS edition FROM denylist")?;
    let last: Option<u32> = last.one([], |row| row.get("edition"))?;
    let edition = Edition::next(last.map(Edition), change.now());
    let over_at = millis(moment::from_key_minutes(over_by));
    let changed = change.write(
        "INSERT INTO denylist (key_id, below, over_at, edition, listed_at, listed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (key_id) DO UPDATE
         SET below = excluded.below, over_at = max(over_at, excluded.over_at), edition = excluded.edition,
             listed_at = excluded.listed_at, listed_by = excluded.listed_by
         WHERE below < excluded.below",
        params![key.id.0, refused.number(), over_at, edition.0, millis(change.now()), change.actor_name()],
    )?;
    if changed > 0 {
        // What locks told of was less.
        change.write("DELETE FROM denylist_reports WHERE key_id = ?1", [key.id.0])?;
    }
    Ok(changed > 0)
}

/// Lets go of keys that are over for so long that no lock's clock is that far behind; none, while the clock is in doubt.
pub fn release(change: &Change<'_>) -> Result<usize, Error> {
    let Ok(now) = change.confirmed_time() else {
        return Ok(0);
    };
    change.write("DELETE FROM denylist WHERE over_at <= ?1", [millis(carried_since(now.moment()))])
}

/// What was over before is not carried any more.
fn carried_since(now: Moment) -> Moment {
    now.checked_sub_signed(Duration::days(QUARANTINE_DAYS)).unwrap_or(now)
}

/// Those that are still carried, but for one key's own: over for no longer than the quarantine, and not fulfilled by what was
/// written since.
const CARRIED: &str = "FROM denylist d JOIN keys k ON k.id = d.key_id
    WHERE d.over_at > ?1 AND d.key_id <> ?2 AND (d.below = 4294967295 OR coalesce(k.written_sequence, 0) < d.below)";

/// Takes what a key carries that has room for so many entries, and notes that it is on its way: where not all have room, of the
/// cancelled keys that are not over the newest first, and of the others in turn, as the number of its writing has it. Nothing of
/// the key itself.
pub fn take_slice(change: &Change<'_>, own: KeyId, room: usize, turn: u32) -> Result<Option<Slice>, Error> {
    if room == 0 {
        return Ok(None);
    }
    let now = change.believed()?.moment();
    let since = millis(carried_since(now));
    let last = change.beyond(Beyond::Denylist, "SELECT max(edition) AS edition FROM denylist")?;
    let Some(edition) = last.one([], |row| row.get::<Option<u32>>("edition"))? else {
        return Ok(None);
    };
    let count = format!("SELECT count(*) AS entries {CARRIED}");
    let all: usize =
        change.beyond(Beyond::Denylist, &count)?.one(params![since, own.0], |row| row.get("entries"))?;
    let newest = if all <= room { room } else { newest_of(room, turn) };
    let entry = |row: &Row<'_>| {
        let over_by = moment::key_minutes(row.get("over_at")?);
        let id: KeyId = row.get("key_id")?;
        let code = id.code().ok_or_else(|| row.damaged("key_id"))?;
        Ok((id, Entry::new(code, Refused::of_number(row.get("below")?), over_by)))
    };
    let first = format!(
        "SELECT d.key_id, d.below, d.over_at {CARRIED} AND d.below = 4294967295 AND d.over_at > ?3
         ORDER BY d.edition DESC LIMIT ?4"
    );
    let mut taken = change
        .beyond(Beyond::Denylist, &first)?
        .list(params![since, own.0, millis(now), newest as i64], entry)?;
    let left = room - taken.len();
    if left > 0 {
        let ids: Vec<String> = taken.iter().map(|(id, _)| id.0.to_string()).collect();
        // Those that find no room come with the writings that follow, here and on other keys.
        let others = all - taken.len();
        let stretches = others.div_ceil(left).max(1);
        let skipped = turn.wrapping_add(own.0 as u32) as usize % stretches * left;
        let skipped = skipped.min(others.saturating_sub(left));
        let more = format!(
            "SELECT d.key_id, d.below, d.over_at {CARRIED}
             AND d.key_id NOT IN (SELECT value FROM json_each(?3)) ORDER BY d.edition DESC LIMIT ?4 OFFSET ?5"
        );
        let ids = format!("[{}]", ids.join(","));
        let more = change
            .beyond(Beyond::Denylist, &more)?
            .list(params![since, own.0, ids, left as i64, skipped as i64], entry)?;
        taken.extend(more);
    }
    for (id, _) in &taken {
        change.write("UPDATE denylist SET carried = 1 WHERE key_id = ?1 AND carried = 0", [id.0])?;
    }
    Ok(Slice::new(Edition(edition), taken.into_iter().map(|(_, entry)| entry).collect()))
}

/// Whether another key was cancelled since an edition, and is not over.
pub fn has_newer(view: &View<'_>, own: KeyId, than: Option<Edition>) -> Result<bool, Error> {
    let sql = "SELECT count(*) AS newer FROM denylist
         WHERE edition > ?1 AND key_id <> ?2 AND below = 4294967295 AND over_at > ?3";
    let edition = than.map_or(0, |Edition(edition)| edition);
    let now = millis(view.believed()?.moment());
    let newer: usize =
        view.beyond(Beyond::Denylist, sql)?.one(params![edition, own.0, now], |row| row.get("newer"))?;
    Ok(newer > 0)
}

/// Keeps which locks learned what from the slice that a key carried, as they reported on it; only what a lock proves counts.
pub fn note_learned(change: &Change<'_>, slice: &Slice, reports: &[Report]) -> Result<(), Error> {
    let of_slice = |report: &&Report| {
        report.set_up.is_some()
            && report.event.happening == Happening::DenylistLearned
            && moment::key_minutes(report.event.at) == slice.edition().0
    };
    for report in reports.iter().filter(of_slice) {
        for entry in slice.entries() {
            change.write(
                "INSERT INTO denylist_reports (key_id, door_code, received_at)
                 SELECT key_id, ?3, ?4 FROM denylist WHERE key_id = ?1 AND below <= ?2
                 ON CONFLICT DO NOTHING",
                params![
                    entry.code.0,
                    entry.refused.number(),
                    report.event.door.number(),
                    millis(change.now())
                ],
            )?;
        }
    }
    Ok(())
}

/// The locks that are known to refuse a key that is listed.
pub fn known_at(view: &View<'_>, key: KeyId) -> Result<Vec<Code>, Error> {
    let sql = "SELECT door_code FROM denylist_reports WHERE key_id = ?1 ORDER BY door_code";
    view.beyond(Beyond::Denylist, sql)?.list([key.0], |row| row.get("door_code"))
}

/// How the places are used.
pub fn places(view: &View<'_>) -> Result<Places, Error> {
    let now = view.believed()?.moment();
    let occupied = "SELECT count(*) AS keys FROM (SELECT user_id FROM keys WHERE ended_at IS NULL
             UNION ALL SELECT user_id FROM phones WHERE ended_at IS NULL) k JOIN users u ON u.id = k.user_id
         WHERE u.cancellable = 1";
    // A key that is refused in part can still be cancelled, and is counted with those.
    let listed = "SELECT count(*) FILTER (WHERE d.over_at > ?1) AS listed,
             count(*) FILTER (WHERE d.over_at <= ?1 AND d.over_at > ?2) AS in_quarantine
         FROM denylist d JOIN keys k ON k.id = d.key_id WHERE k.ended_at IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM phones p WHERE p.key_id = k.id AND p.ended_at IS NULL)";
    let occupied = view.beyond(Beyond::Counts, occupied)?.one([], |row| row.get("keys"))?;
    let bounds = [millis(now), millis(carried_since(now))];
    view.beyond(Beyond::Counts, listed)?.one(bounds, |row| {
        Ok(Places { occupied, listed: row.get("listed")?, in_quarantine: row.get("in_quarantine")? })
    })
}

/// Whether one more key can be cancelled some day.
pub fn has_place(view: &View<'_>) -> Result<bool, Error> {
    let at_most = "SELECT (SELECT count(*) FROM keys WHERE ended_at IS NULL)
             + (SELECT count(*) FROM phones WHERE ended_at IS NULL)
             + (SELECT count(*) FROM denylist) AS used";
    let used: usize = view.beyond(Beyond::Counts, at_most)?.one([], |row| row.get("used"))?;
    Ok(used < PLACES || places(view)?.free() > 0)
}

/// How many keys could be cancelled at a moment or were, and not over, as far as people are what they were.
pub fn used_at(view: &View<'_>, at: Moment) -> Result<usize, Error> {
    let sql = "SELECT count(*) AS keys FROM keys k JOIN users u ON u.id = k.user_id
         WHERE k.assigned_at <= ?1 AND u.cancellable = 1
           AND (k.ended_at IS NULL OR k.ended_at > ?1 OR k.open_until_at > ?1)";
    view.beyond(Beyond::Counts, sql)?.one([millis(at)], |row| row.get("keys"))
}

/// Those of some access points that are there, whoever may see them.
pub fn there(view: &View<'_>, codes: &BTreeSet<Code>) -> Result<BTreeSet<Code>, Error> {
    let sql = "SELECT p.code FROM json_each(?1) j JOIN (
             SELECT code FROM doors WHERE deleted_at IS NULL UNION ALL SELECT code FROM lockers WHERE deleted_at IS NULL
             UNION ALL SELECT code FROM rooms WHERE deleted_at IS NULL
             UNION ALL SELECT code FROM suites WHERE deleted_at IS NULL) p ON p.code = j.value";
    let numbers: Vec<String> = codes.iter().map(|code| code.number().to_string()).collect();
    let list = format!("[{}]", numbers.join(","));
    Ok(view.beyond(Beyond::Counts, sql)?.list([list], |row| row.get("code"))?.into_iter().collect())
}

/// A cancelled key and whose it was, who may be deleted by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// The key.
    pub listed: Listed,
    /// The name.
    pub name: String,
    /// Whether there is a page of that person.
    pub is_there: bool,
}

fn whose(row: &Row<'_>) -> Result<Whose, Error> {
    Ok(Whose {
        listed: listed(row)?,
        name: full_name(row.text("title")?, row.text("first_name")?, row.text("last_name")?),
        is_there: row.get::<Option<Moment>>("deleted_at")?.is_none(),
    })
}

/// A cancelled key of somebody within reach.
pub fn cancelled_one(view: &View<'_>, key: KeyId) -> Result<Whose, Error> {
    let sql = format!(
        "SELECT u.partition_id, u.title, u.first_name, u.last_name, u.deleted_at, {LISTED} JOIN users u ON u.id = k.user_id
         WHERE d.key_id = ?1 AND d.below = 4294967295"
    );
    view.within(&sql, [key.0], whose)?.rows.pop().ok_or(Error::NoSuch(Noun::Key))
}

/// The keys on the denylist of people within reach that ended; those that stay the longest first. And how many there are besides.
pub fn cancelled_within(view: &View<'_>, max: usize) -> Result<(Vec<Whose>, usize), Error> {
    let sql = format!(
        "SELECT u.partition_id, u.title, u.first_name, u.last_name, u.deleted_at, {LISTED} JOIN users u ON u.id = k.user_id
         WHERE k.ended_at IS NOT NULL AND d.below = 4294967295 AND d.over_at > ?1 ORDER BY d.over_at DESC, d.edition DESC"
    );
    let since = millis(carried_since(view.believed()?.moment()));
    let within = view.within(&sql, [since], whose)?;
    let mut rows = within.rows;
    let beside = within.beyond + rows.len().saturating_sub(max);
    rows.truncate(max);
    Ok((rows, beside))
}

/// The keys of a person on the denylist, the newest first.
pub fn of_user(view: &View<'_>, user: &users::Stored) -> Result<Vec<Listed>, Error> {
    let sql = format!("SELECT {LISTED} WHERE k.user_id = ?1 ORDER BY d.edition DESC");
    view.beyond(Beyond::Denylist, &sql)?.list([user.id.0], listed)
}

/// What is said of a key, if it is on the list.
pub fn get(view: &View<'_>, key: KeyId) -> Result<Option<Listed>, Error> {
    let sql = format!("SELECT {LISTED} WHERE d.key_id = ?1");
    view.beyond(Beyond::Denylist, &sql)?.first([key.0], listed)
}

/// Has locks refuse a key of somebody who was banned until it is written anew. One that nothing could take back goes on until it
/// ends.
pub fn hold(change: &Change<'_>, key: &Key) -> Result<(), Error> {
    let over_by = over_by(change, key)?;
    if is_over(change, over_by)? || !can_be_cancelled(change, key)? {
        return Ok(());
    }
    // A file that was put back has forgotten later writings: they have the minute as their number.
    let minute = moment::key_minutes(change.believed()?.moment());
    let below = key.last_sequence.saturating_add(1).max(minute).min(u32::MAX - 1);
    put(change, key, Refused::Below(below), over_by).map(drop)
}

/// The lowest number that an image of a key must have to be opened for.
pub fn lowest(view: &View<'_>, key: KeyId) -> Result<u32, Error> {
    Ok(match get(view, key)?.map(|listed| listed.refused) {
        Some(Refused::Below(below)) => below,
        Some(Refused::All) | None => 0,
    })
}

/// The ban is over: a key that locks may have been told to refuse is to be written anew.
pub fn lift(change: &Change<'_>, key: &Key) -> Result<(), Error> {
    if is_still_held(change, key.id)? { keys::expect_anew_of(change, key.id) } else { Ok(()) }
}

/// The ban is over: says whether locks may have been told to refuse the images of a key that were made before.
pub fn is_still_held(change: &Change<'_>, key: KeyId) -> Result<bool, Error> {
    let Some(listed) = get(change, key)?.filter(|listed| listed.refused != Refused::All) else {
        return Ok(false);
    };
    let deleted = change.write("DELETE FROM denylist WHERE key_id = ?1 AND carried = 0", [listed.key.0])?;
    Ok(deleted == 0)
}

/// Whether a key is over for certain: not while the clock is in doubt.
pub fn is_over(view: &View<'_>, over_by: u32) -> Result<bool, Error> {
    let end = moment::from_key_minutes(over_by);
    Ok(view.confirmed_time().is_ok_and(|now| now.moment() >= end))
}

/// Whether an image of a key says that it can be cancelled, of those that may be out.
pub fn can_be_cancelled(view: &View<'_>, key: &Key) -> Result<bool, Error> {
    let images = keys::images(view, key.id)?;
    let mut headers = images.values().map(|sealed| Header::decode(&sealed.bytes).map(|(header, _)| header));
    // Of what cannot be read, or was there before, nothing is known: then it can.
    Ok(headers.len() == 0
        || headers.any(|header| {
            header.map_or(true, |it| it.flags.has(Flags::CANCELLABLE) || it.over_by > it.refresh_by)
        }))
}

/// The minute by which every image of a key is over that was signed so far.
pub fn over_by(view: &View<'_>, key: &Key) -> Result<u32, Error> {
    let ends = moment::key_minutes(key.contents.until());
    Ok(keys::over_by(view, key.id)?.map_or(ends, |over_by| over_by.max(ends)))
}

/// Ends a key that is cancelled. Its images are kept: what it could open is asked of them. Unless it is listed, what it may open
/// counts as the person's until its end.
pub fn cancel(change: &Change<'_>, key: &Key, over_by: u32) -> Result<(), Error> {
    keys::end(change, key)?;
    let over_at = millis(moment::from_key_minutes(over_by));
    let changed = change.write(
        "UPDATE keys SET open_until_at = max(coalesce(open_until_at, ?2), ?2) WHERE id = ?1",
        params![key.id.0, over_at],
    )?;
    expect_one(changed, Noun::Key)
}

/// Who opened a door since a moment, each once.
pub fn openers(view: &View<'_>, door: Code, since: Option<Moment>) -> Result<Vec<UserId>, Error> {
    let sql = "SELECT DISTINCT k.user_id FROM events e INDEXED BY sqlite_autoindex_events_1
         CROSS JOIN keys k ON k.id = e.key_id
         WHERE e.door_code = ?1 AND e.happened_at >= ?2 AND e.happening IN (1, 6) AND e.set_up IS NOT NULL";
    let since = since.map_or(i64::MIN, millis);
    view.beyond(Beyond::Events, sql)?.list(params![door.number(), since], |row| row.get("user_id"))
}
