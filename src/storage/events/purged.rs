//! Events that are taken out of the file, and what is remembered of them: a key that brings one again does not bring it back,
//! and none of them counts as missing.

use std::collections::BTreeMap;

use rusqlite::params;

use super::super::view::plain;
use super::super::{Beyond, Change, Error, View, millis};
use super::{PERSON, Place, ROW, Row, read};
use crate::domain::event::{COUNTER_MAX, Happening};
use crate::domain::moment::{ConfirmedTime, Moment};

/// Events that happened before one moment and came home before another, the oldest first: those that follow after a place.
pub fn oldest(
    view: &View<'_>,
    before: Moment,
    came_before: Moment,
    after: Option<Place>,
    rows: usize,
) -> Result<Vec<Row>, Error> {
    let sql = format!(
        "{ROW} INDEXED BY events_by_moment {PERSON}
         WHERE e.happened_at < ?1 AND e.received_at < ?2 AND (e.happened_at, e.id) > (?3, ?4)
         ORDER BY e.happened_at, e.id LIMIT ?5"
    );
    let (at, id) = after.unwrap_or((i64::MIN, i64::MIN));
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    view.beyond(Beyond::Events, &sql)?.list(params![millis(before), millis(came_before), at, id, rows], read)
}

/// How many events happened before one moment and came home before another.
pub fn count_old(view: &View<'_>, before: Moment, came_before: Moment) -> Result<usize, Error> {
    // Each by its own index: what came later is little.
    let sql = "SELECT (SELECT count(*) FROM events e INDEXED BY events_by_moment WHERE e.happened_at < ?1)
                    - (SELECT count(*) FROM events e INDEXED BY events_by_arrival
                       WHERE e.received_at >= ?2 AND e.happened_at < ?1) AS old";
    view.beyond(Beyond::Events, sql)?.one([millis(before), millis(came_before)], |row| row.get("old"))
}

/// Whether any were ever purged.
pub(super) fn has_any(view: &View<'_>) -> Result<bool, Error> {
    let sql = plain!(
        "SELECT EXISTS (SELECT 1 FROM purged_counters) OR EXISTS (SELECT 1 FROM purged_records) AS known"
    );
    view.plain(sql)?.one([], |row| row.get("known"))
}

/// What was taken out of the file, as it is remembered.
#[derive(Debug, Default)]
pub struct Taken {
    /// The counters of each lock, as stretches without a gap.
    counters: BTreeMap<(u16, u16), BTreeMap<u32, u32>>,
    /// When each access point was last opened.
    opened: BTreeMap<u16, Moment>,
}

impl Taken {
    fn counter(&mut self, lock: (u16, u16), counter: u32) {
        self.stretch(lock, counter, counter);
    }

    /// Adds a stretch, and joins those that it touches.
    fn stretch(&mut self, lock: (u16, u16), first: u32, last: u32) {
        let of_lock = self.counters.entry(lock).or_default();
        let (mut first, mut last) = (first, last);
        while let Some((low, high)) = of_lock
            .range(..=last.saturating_add(1))
            .next_back()
            .map(|(low, high)| (*low, *high))
            .filter(|(_, high)| high.saturating_add(1) >= first)
        {
            of_lock.remove(&low);
            (first, last) = (first.min(low), last.max(high));
        }
        of_lock.insert(first, last);
    }

    /// Keeps it. An event is known again only where it could have been among those that were purged: before a moment.
    pub fn keep(mut self, change: &Change<'_>, before: Moment) -> Result<(), Error> {
        let mut latest: BTreeMap<(u16, u16), i64> = BTreeMap::new();
        let locks: Vec<(u16, u16)> = self.counters.keys().copied().collect();
        for lock in locks {
            let sql = plain!(
                "SELECT p.first_counter, p.last_counter, p.before_at FROM purged_counters p
                 WHERE p.door_code = ?1 AND p.set_up = ?2 ORDER BY p.first_counter"
            );
            let known: Vec<(u32, u32, i64)> = change.plain(sql)?.list([lock.0, lock.1], |row| {
                Ok((row.get("first_counter")?, row.get("last_counter")?, row.get("before_at")?))
            })?;
            for (first, last, at) in known {
                self.stretch(lock, first, last);
                let kept = latest.entry(lock).or_insert(at);
                *kept = (*kept).max(at);
            }
            change.write(
                "DELETE FROM purged_counters WHERE door_code = ?1 AND set_up = ?2",
                [lock.0, lock.1],
            )?;
        }
        for (lock, stretches) in self.counters {
            let at = latest.get(&lock).copied().unwrap_or(i64::MIN).max(millis(before));
            for (first, last) in stretches {
                change.write(
                    "INSERT INTO purged_counters (door_code, set_up, first_counter, last_counter, before_at)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![lock.0, lock.1, first, last, at],
                )?;
            }
        }
        for (door, at) in self.opened {
            change.write(
                "INSERT INTO purged_openings (door_code, opened_at) VALUES (?1, ?2)
                 ON CONFLICT (door_code) DO UPDATE SET opened_at = max(opened_at, ?2)",
                params![door, millis(at)],
            )?;
        }
        Ok(())
    }
}

/// Takes events out of the file: how old they are is told by a clock that is believed. They are written over there.
pub fn take_out(
    change: &Change<'_>,
    rows: &[Row],
    taken: &mut Taken,
    _: ConfirmedTime,
) -> Result<usize, Error> {
    change.take_away();
    let mut count = 0;
    for row in rows {
        count += change.write("DELETE FROM events WHERE id = ?1", [row.id])?;
        match row.set_up {
            Some(set_up) if row.counter < COUNTER_MAX => taken.counter((row.door_code, set_up), row.counter),
            of_none => {
                change.write(
                    "INSERT INTO purged_records (door_code, happened_at, happening, counter, set_up)
                     VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                    params![
                        row.door_code,
                        millis(row.happened_at),
                        row.happening.byte(),
                        row.counter,
                        of_none.unwrap_or_default()
                    ],
                )?;
            }
        }
        if row.happening == Happening::Opened && row.is_proven && !row.is_odd {
            let opened = taken.opened.entry(row.door_code).or_insert(row.happened_at);
            *opened = (*opened).max(row.happened_at);
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_kept_as_stretches_without_a_gap() {
        let stretches = |counters: &[u32]| {
            let mut taken = Taken::default();
            counters.iter().for_each(|counter| taken.counter((7, 1), *counter));
            taken.counters.remove(&(7, 1)).unwrap().into_iter().collect::<Vec<_>>()
        };
        assert_eq!(stretches(&[0, 1, 2]), [(0, 2)]);
        assert_eq!(stretches(&[2, 0, 1]), [(0, 2)], "in whatever order");
        assert_eq!(stretches(&[0, 1, 3, 4]), [(0, 1), (3, 4)]);
        assert_eq!(stretches(&[4, 4, 5, 9, 3]), [(3, 5), (9, 9)]);
        // Beside a plain set, over counters drawn in a fixed disorder.
        let mut drawn: Vec<u32> = (0..200).map(|n| n * 7919 % 257).collect();
        let kept = stretches(&drawn);
        drawn.sort_unstable();
        drawn.dedup();
        let all: Vec<u32> = kept.iter().flat_map(|(low, high)| *low..=*high).collect();
        assert_eq!(all, drawn);
        assert!(kept.windows(2).all(|two| two[0].1 + 1 < two[1].0), "none touches the next");
    }

    #[test]
    fn a_stretch_joins_all_that_it_touches() {
        let mut taken = Taken::default();
        for (first, last) in [(0, 2), (6, 8), (12, 12), (3, 11)] {
            taken.stretch((7, 1), first, last);
        }
        assert_eq!(taken.counters[&(7, 1)], BTreeMap::from([(0, 12)]));
    }
}
