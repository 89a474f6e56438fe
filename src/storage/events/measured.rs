//! A trail as long as that of ten years, made up to measure by, and the plain statements that it is measured against.

use std::time::{Duration, Instant};

use rusqlite::params;

use super::super::{Beyond, Change, Error, View, millis};
use super::{PERSON, ROW, read};
use crate::domain::key::KeyId;
use crate::domain::moment::Moment;

/// One door in so many is not opened any more in the last months.
const QUIET: i64 = 10;

/// Makes up so many events at the doors of a demo site, by the keys that there are, from one moment to another. Counters go up
/// door by door; one event in ten is a refusal, and a few are of batteries.
pub fn flood(
    change: &Change<'_>,
    events: i64,
    from: Moment,
    until: Moment,
    quiet: Moment,
) -> Result<(), Error> {
    let step = (millis(until) - millis(from)) / events.max(1);
    // Keys are no neighbours of each other; their index is made when all of them are there.
    change.write("DROP INDEX events_by_key", [])?;
    change.write(
        "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at, is_odd)
         WITH RECURSIVE
             door AS MATERIALIZED (SELECT code, row_number() OVER (ORDER BY id) - 1 AS place FROM doors),
             key AS MATERIALIZED (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM keys),
             size AS MATERIALIZED (SELECT (SELECT count(*) FROM door) AS doors, (SELECT count(*) FROM key) AS keys),
             n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1),
             made AS (SELECT i, ?2 + i * ?3 AS at FROM n)
         SELECT door.code, key.id,
                CASE WHEN made.i / 7 % 10 = 3 THEN 72 WHEN made.i % 5000 = 7 THEN 2 ELSE 1 END,
                made.at - made.at % 60000, made.i / size.doors, zeroblob(6), nullif(made.i % 20000 <> 11, 0),
                made.at + 3 * 86400000, 0
         FROM made CROSS JOIN size
         JOIN door ON door.place = (made.i * 7919) % size.doors
         JOIN key ON key.place = (made.i * 48271 + made.i / 7) % size.keys
         WHERE made.at < ?4 OR door.place % ?5 <> 0",
        params![events, millis(from), step, millis(quiet), QUIET],
    )?;
    change
        .write("CREATE INDEX events_by_key ON events (key_id, happened_at) WHERE key_id IS NOT NULL", [])?;
    Ok(())
}

/// The keys that there are.
pub fn keys(view: &View<'_>) -> Result<Vec<KeyId>, Error> {
    view.beyond(Beyond::Events, "SELECT id FROM keys ORDER BY id")?.list([], |row| row.get("id"))
}

/// The newest events at an access point, by the statement alone.
pub fn bare(view: &View<'_>, code: u16, max: usize) -> Result<usize, Error> {
    let sql = format!(
        "{ROW} INDEXED BY sqlite_autoindex_events_1 {PERSON}
         WHERE e.door_code = ?1 ORDER BY e.happened_at DESC, e.id DESC LIMIT ?2"
    );
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    let rows = view.beyond(Beyond::Events, &sql)?.list(params![code, max], read)?;
    Ok(rows.len())
}

/// How long it takes to drop a table of the events before a moment, with the same indexes.
pub fn drop_table(change: &Change<'_>, before: Moment) -> Result<Duration, Error> {
    change.write(
        "CREATE TABLE gone (id INTEGER PRIMARY KEY, door_code INTEGER, key_id INTEGER, happening INTEGER,
         happened_at INTEGER, counter INTEGER, mac BLOB, set_up INTEGER, received_at INTEGER, is_odd INTEGER)",
        [],
    )?;
    let copied = "INSERT INTO gone SELECT * FROM events WHERE happened_at < ?1";
    change.write(copied, [millis(before)])?;
    for columns in [
        "door_code, happened_at, key_id, happening, counter, mac",
        "door_code, set_up, counter",
        "key_id, happened_at",
        "happened_at, id",
        "received_at, happened_at",
    ] {
        let index = columns.replace(", ", "_");
        change.write(&format!("CREATE INDEX gone_by_{index} ON gone ({columns})"), [])?;
    }
    let begun = Instant::now();
    change.write("DROP TABLE gone", [])?;
    Ok(begun.elapsed())
}
