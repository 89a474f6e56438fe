//! What keys brought home from doors.

use std::collections::{BTreeMap, HashSet};

use rusqlite::params;

use super::{Beyond, Change, Error, View, millis};
use crate::domain::event::{Happening, Report};
use crate::domain::key::KeyId;
use crate::domain::moment::Moment;
use crate::domain::partition::PartitionId;
use crate::domain::search::Word;
use crate::domain::text;
use crate::domain::user::{UserId, full_name};

/// Keeps what a key brought; a record that came before is kept once. Says how many were new.
pub fn insert(change: &Change<'_>, key: KeyId, reports: &[Report]) -> Result<usize, Error> {
    reports.iter().try_fold(0, |count, report| {
        let added = change.write(
            "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (door_code, happened_at, key_id, happening, counter, mac) DO NOTHING",
            params![
                report.event.door.number(),
                key.0,
                report.event.happening.byte(),
                millis(report.event.at),
                report.event.counter,
                report.mac,
                report.set_up.map(|set_up| set_up.0),
                millis(change.now())
            ],
        )?;
        Ok(count + added)
    })
}

/// The names of all doors within reach by their numbers, those that were deleted as well: their events stay.
pub fn points(view: &View<'_>) -> Result<BTreeMap<u16, String>, Error> {
    let sql = "SELECT partition_id, code, name FROM doors ORDER BY code";
    let within = view.within(sql, [], |row| Ok((row.get("code")?, row.get("name")?)))?;
    Ok(within.rows.into_iter().collect())
}

/// What of the trail is asked for.
pub struct Query<'q> {
    /// The doors whose events are shown.
    pub points: &'q BTreeMap<u16, String>,
    /// Nothing older is shown.
    pub since: Option<Moment>,
    /// Only these happenings.
    pub is_shown: &'q dyn Fn(Happening) -> bool,
    /// Words, each with the people who have it in them: door or person must match every one.
    pub words: &'q [(Word, HashSet<UserId>)],
}

/// The numbers of the events that are asked for, newest first, and how many there are without words.
pub fn find(view: &View<'_>, query: &Query<'_>) -> Result<(Vec<i64>, usize), Error> {
    let folded: BTreeMap<u16, String> =
        query.points.iter().map(|(code, name)| (*code, text::folded(name))).collect();
    let since = query.since.map_or(i64::MIN, millis);
    let sql = "SELECT e.id, e.door_code, e.happening, k.user_id
         FROM events e JOIN keys k ON k.id = e.key_id
         WHERE e.happened_at >= ?1
         ORDER BY e.happened_at DESC, e.id DESC";
    let mut events = view.beyond(Beyond::Events, sql)?;
    let mut rows = events.rows([since])?;
    let (mut found, mut total) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let id = row.get("id")?;
        let Some(name) = folded.get(&row.get("door_code")?) else {
            continue;
        };
        total += 1;
        let is_shown = (query.is_shown)(Happening::from_byte(row.get("happening")?));
        let user: UserId = row.get("user_id")?;
        if is_shown && query.words.iter().all(|(word, people)| word.is_in(name) || people.contains(&user)) {
            found.push(id);
        }
    }
    Ok((found, total))
}

/// A line of the trail of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    pub door_code: u16,
    pub user: UserId,
    pub user_partition: PartitionId,
    pub user_name: String,
    pub happening: Happening,
    pub is_proven: bool,
    pub happened_at: Moment,
    pub received_at: Moment,
}

/// One event.
pub fn get(view: &View<'_>, id: i64) -> Result<Option<Row>, Error> {
    let sql = "SELECT e.id, e.door_code, u.id AS user_id, u.partition_id, u.title, u.first_name, u.last_name,
                e.happening, e.happened_at, e.received_at, e.set_up IS NOT NULL AS is_proven
         FROM events e JOIN keys k ON k.id = e.key_id JOIN users u ON u.id = k.user_id
         WHERE e.id = ?1";
    view.beyond(Beyond::Events, sql)?.first([id], |row| {
        Ok(Row {
            id: row.get("id")?,
            door_code: row.get("door_code")?,
            user: row.get("user_id")?,
            user_partition: row.get("partition_id")?,
            user_name: full_name(row.text("title")?, row.text("first_name")?, row.text("last_name")?),
            happening: Happening::from_byte(row.get("happening")?),
            happened_at: row.get("happened_at")?,
            received_at: row.get("received_at")?,
            is_proven: row.get("is_proven")?,
        })
    })
}
