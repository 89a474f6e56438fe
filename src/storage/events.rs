//! What keys brought home from doors.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{OptionalExtension as _, params};

use super::{Change, Error, View, millis, moment};
use crate::domain::event::{Happening, Report};
use crate::domain::group::Scope;
use crate::domain::key::KeyId;
use crate::domain::moment::Moment;
use crate::domain::partition::PartitionId;
use crate::domain::text;
use crate::domain::user::{UserId, full_name};

/// Keeps what a key brought; a record that came before is kept once. Says how many were new.
pub fn insert(change: &Change<'_>, key: KeyId, reports: &[Report]) -> Result<usize, Error> {
    let mut statement = change.prepare(
        "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (door_code, happened_at, key_id, happening, counter, mac) DO NOTHING",
    )?;
    reports.iter().try_fold(0, |count, report| {
        let added = statement.execute(params![
            report.event.door.number(),
            key.0,
            report.event.happening.byte(),
            millis(report.event.at),
            report.event.counter,
            report.mac,
            report.set_up.map(|set_up| set_up.0),
            millis(change.now())
        ])?;
        Ok(count + added)
    })
}

/// A door as the trail of events knows it, deleted or not.
#[derive(Debug, Clone)]
pub struct Point {
    pub name: String,
    pub partition: PartitionId,
}

/// Every door within a scope by its number, those that were deleted as well: their events stay.
pub fn points(view: &View<'_>, scope: &Scope) -> Result<BTreeMap<u16, Point>, Error> {
    let mut statement = view.prepare("SELECT code, name, partition_id FROM doors ORDER BY code")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, Point { name: row.get(1)?, partition: PartitionId(row.get(2)?) }))
    })?;
    let mut points = BTreeMap::new();
    for row in rows {
        let (code, point): (u16, Point) = row?;
        if scope.reaches(point.partition) {
            points.insert(code, point);
        }
    }
    Ok(points)
}

/// The people within a scope whose name or number has a folded word in it.
pub fn people_with(view: &View<'_>, scope: &Scope, word: &str) -> Result<HashSet<UserId>, Error> {
    let mut statement =
        view.prepare("SELECT id, partition_id FROM users WHERE instr(folded_text, ?1) > 0 ORDER BY id")?;
    let mut rows = statement.query([word])?;
    let mut people = HashSet::new();
    while let Some(row) = rows.next()? {
        if scope.reaches(PartitionId(row.get(1)?)) {
            people.insert(UserId(row.get(0)?));
        }
    }
    Ok(people)
}

/// What of the trail is asked for.
pub struct Query<'q> {
    /// The doors whose events are shown.
    pub points: &'q BTreeMap<u16, Point>,
    /// Nothing older is shown.
    pub since: Option<Moment>,
    /// Only these happenings.
    pub is_shown: &'q dyn Fn(Happening) -> bool,
    /// Folded words, each with the people who have it in them: door or person must match every one.
    pub words: &'q [(String, HashSet<UserId>)],
}

/// The numbers of the events that are asked for, newest first, and how many there are without words.
pub fn find(view: &View<'_>, query: &Query<'_>) -> Result<(Vec<i64>, usize), Error> {
    let folded: BTreeMap<u16, String> =
        query.points.iter().map(|(code, point)| (*code, text::folded(&point.name))).collect();
    let since = query.since.map_or(i64::MIN, millis);
    let mut statement = view.prepare(
        "SELECT e.id, e.door_code, e.happening, k.user_id
         FROM events e JOIN keys k ON k.id = e.key_id
         WHERE e.happened_at >= ?1
         ORDER BY e.happened_at DESC, e.id DESC",
    )?;
    let mut rows = statement.query([since])?;
    let (mut found, mut total) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let Some(name) = folded.get(&row.get(1)?) else {
            continue;
        };
        total += 1;
        let is_shown = (query.is_shown)(Happening::from_byte(row.get(2)?));
        let user = UserId(row.get(3)?);
        if is_shown && query.words.iter().all(|(word, people)| name.contains(word) || people.contains(&user))
        {
            found.push(row.get(0)?);
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
    Ok(view
        .prepare(
            "SELECT e.id, e.door_code, u.id, u.partition_id, u.title, u.first_name, u.last_name, e.happening,
                    e.happened_at, e.received_at, e.set_up IS NOT NULL
             FROM events e JOIN keys k ON k.id = e.key_id JOIN users u ON u.id = k.user_id
             WHERE e.id = ?1",
        )?
        .query_row([id], |row| {
            let (title, first, last): (String, String, String) = (row.get(4)?, row.get(5)?, row.get(6)?);
            Ok(Row {
                id: row.get(0)?,
                door_code: row.get(1)?,
                user: UserId(row.get(2)?),
                user_partition: PartitionId(row.get(3)?),
                user_name: full_name(&title, &first, &last),
                happening: Happening::from_byte(row.get(7)?),
                happened_at: moment(row.get(8)?)?,
                received_at: moment(row.get(9)?)?,
                is_proven: row.get(10)?,
            })
        })
        .optional()?)
}
