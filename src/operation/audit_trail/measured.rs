//! How a trail of ten years does: on a demo site that is filled for it, beside the plain statements.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::Duration as Days;

use super::{Filter, Query, find, last_openings, purge, rows as listed};
use crate::console::{Console, Demo};
use crate::domain::access_point::{AccessPoint, Code};
use crate::domain::event::{Event, Happening, Report, SetUp};
use crate::domain::permission::{AuditTrailPurge, AuditTrailView};
use crate::operation::Error;
use crate::operation::system_auditor::PurgeError;
use crate::session::Permit;
use crate::storage::audit::{Action, Entry, Fields, Subject};
use crate::storage::events::{self as rows, Taken, measured};
use crate::storage::{self, Outcome};

/// What was measured.
#[derive(Debug, Clone)]
pub struct Measured {
    /// How many events there were.
    pub events: usize,
    /// Filling them in.
    pub filling: Duration,
    /// Who opened a door last, a hundred of them, door after door: as an operation, and as a statement.
    pub last: Vec<(Duration, Duration)>,
    /// The same with three filters and a name.
    pub narrowed: Vec<Duration>,
    /// Which doors nobody opened for ninety days.
    pub unopened: Vec<Duration>,
    /// How many doors those are.
    pub unopened_doors: usize,
    /// Events that came home in one change, and how long that took with its commit.
    pub home: (usize, Duration),
    /// Events of a month, how long it took to take them out, and to drop a table of the same.
    pub dropped: (usize, Duration, Duration),
    /// The whole purge of another month: written, read back, taken out.
    pub purged: (usize, Duration),
}

const ROUNDS: usize = 60;
const LAST: usize = 100;
const YEARS: i64 = 10;
/// A key carries so many.
const ON_KEY: usize = 11;
const HOME: usize = 110_000;

/// Fills a demo site with events and measures; nothing is done on any other. A file of purged events is written to a folder.
pub fn measure(
    console: &Console,
    view: &Permit<AuditTrailView>,
    purging: &Permit<AuditTrailPurge>,
    events: usize,
    names: &[&str],
    folder: &Path,
) -> Result<Option<Measured>, PurgeError> {
    if console.site().demo == Demo::No {
        return Ok(None);
    }
    let storage = console.storage();
    let now = console.clock().now();
    let from = now - Days::days(YEARS * 365);
    let line = || {
        let subject = Subject::site(console.site().name.as_str());
        Entry::new(Action::DemoMade, subject).after(Fields::default().with("events", events))
    };
    let begun = Instant::now();
    let count = i64::try_from(events).unwrap_or(i64::MAX);
    storage.change(purging, |change| {
        measured::flood(change, count, from, now - Days::days(4), now - Days::days(100))?;
        Ok::<_, storage::Error>(Outcome::Changed((), line().into()))
    })?;
    let filling = begun.elapsed();
    let points = storage.view(view, rows::points)?;
    let doors: Vec<(Code, AccessPoint)> = points
        .iter()
        .filter(|(_, point)| matches!(point.at, AccessPoint::Door(_)))
        .filter_map(|(code, point)| Some((Code::new(*code)?, point.at)))
        .collect();
    let door = |round: usize| doors.get(round * 37 % doors.len().max(1)).copied();
    let taken = |error: Error| PurgeError::from(storage_error(error));
    let mut last = Vec::new();
    for (code, point) in (0..ROUNDS).filter_map(door) {
        let query = Query { points: vec![point], max: LAST, ..Query::default() };
        let begun = Instant::now();
        let found = find(console, view, &query).map_err(taken)?;
        std::hint::black_box(listed(console, view, &found.ids).map_err(taken)?);
        let by_operation = begun.elapsed();
        let begun = Instant::now();
        let bare = storage.view(view, |view| measured::bare(view, code.number(), LAST))?;
        std::hint::black_box(bare);
        last.push((by_operation, begun.elapsed()));
    }
    let mut narrowed = Vec::new();
    for (round, (_, point)) in (0..ROUNDS).filter_map(door).enumerate() {
        let name = names.get(round % names.len().max(1)).copied().unwrap_or_default();
        let query = Query {
            search: name.to_owned(),
            points: if round % 2 == 0 { vec![point] } else { Vec::new() },
            filters: vec![Filter::Refused],
            from: Some(now - Days::days(365)),
            arrived_from: Some(now - Days::days(200)),
            ..Query::default()
        };
        let begun = Instant::now();
        let found = find(console, view, &query).map_err(taken)?;
        std::hint::black_box(
            listed(console, view, found.ids.get(..50).unwrap_or(&found.ids)).map_err(taken)?,
        );
        narrowed.push(begun.elapsed());
    }
    let (mut unopened, mut unopened_doors) = (Vec::new(), 0);
    for _ in 0..ROUNDS / 3 {
        let begun = Instant::now();
        let openings = last_openings(console, view).map_err(taken)?;
        let is_quiet = |(_, point): &&(Code, AccessPoint)| match point {
            AccessPoint::Door(id) => openings.none_for(*id, 90),
            AccessPoint::Locker(_) | AccessPoint::Room(_) | AccessPoint::Suite(_) => false,
        };
        unopened_doors = doors.iter().filter(is_quiet).count();
        unopened.push(begun.elapsed());
    }
    let keys = storage.view(view, measured::keys)?;
    let begun = Instant::now();
    let home = storage.change(purging, |change| {
        let mut home = 0;
        for journal in 0..HOME / ON_KEY {
            let Some(key) = keys.get(journal * 7919 % keys.len().max(1)) else { break };
            let report = |number: usize| {
                let (code, _) = *doors.get((journal * ON_KEY + number) * 31 % doors.len().max(1))?;
                let counter = u32::try_from(10_000_000 + journal * ON_KEY + number).ok()?;
                let at = now - Days::minutes(i64::try_from(number * 131 + journal % 1_000).ok()?);
                let event = Event { door: code, happening: Happening::Opened, counter, at };
                Some(Report { event, mac: [7; 6], set_up: Some(SetUp::FIRST) })
            };
            let reports: Vec<Report> = (0..ON_KEY).filter_map(report).collect();
            home += rows::insert(change, *key, &reports)?;
        }
        Ok::<_, storage::Error>(Outcome::Changed(home, line().into()))
    })?;
    let home = (home, begun.elapsed());
    // A month is taken out, beside a table of the same rows that is dropped in a change that comes to nothing.
    let month = from + Days::days(30);
    let drop = storage.change(purging, |change| {
        Ok::<_, storage::Error>(Outcome::Unchanged(measured::drop_table(change, month)?))
    })?;
    let begun = Instant::now();
    let gone = storage.change(purging, |change| {
        let (time, mut taken, mut gone) = (change.confirmed_time()?, Taken::default(), 0);
        loop {
            let page = rows::oldest(change, month, now, None, 4_000)?;
            if page.is_empty() {
                break;
            }
            gone += rows::take_out(change, &page, &mut taken, time)?;
        }
        taken.keep(change, month)?;
        Ok::<_, storage::Error>(Outcome::Changed(gone, line().into()))
    })?;
    let dropped = (gone, begun.elapsed(), drop);
    let begun = Instant::now();
    let extent = purge::extent(console, purging, month + Days::days(30))?.ok_or(PurgeError::Nothing)?;
    let done = purge::purge(console, purging, extent, &folder.join("purged.jsonl"))?;
    let purged = (done.events, begun.elapsed());
    Ok(Some(Measured { events, filling, last, narrowed, unopened, unopened_doors, home, dropped, purged }))
}

fn storage_error(error: Error) -> storage::Error {
    match error {
        Error::Storage(error) => error,
        _ => storage::Error::Damaged,
    }
}
