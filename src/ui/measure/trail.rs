//! The audit trail of ten years.

use std::path::Path;
use std::time::Duration;

use keydesk::domain::operator::Language;
use keydesk::operation::audit_trail::measured;
use keydesk::operation::demo::{self, Size};
use keydesk::secret::password::Cost;

use super::{Bar, Outcome, bar, enter, environment, median, milliseconds, percentile};

/// What a busy site brings home in ten years; in a build that is not shipped, large enough to see that something is measured.
const EVENTS: usize = if cfg!(debug_assertions) { 50_000 } else { 10_000_000 };
const SITE: Size = match cfg!(debug_assertions) {
    true => Size { people: 200, doors: 50, events: 0 },
    false => Size { people: 20_000, doors: 2_000, events: 0 },
};
const NAMES: [&str; 5] = ["garcia", "belmonte", "petrov", "müller", "kwame"];

pub fn bars(directory: &Path) -> Outcome<Vec<Bar>> {
    // On the disk of the site that is measured, and not in memory.
    let folder = tempfile::tempdir_in(directory)?;
    crate::say(&format!("making a site of {} people with {EVENTS} events", SITE.people))?;
    demo::create(folder.path(), &environment(None), SITE, Language::English, Cost::LEAST)?;
    let (console, session) = enter(folder.path(), None)?;
    let (view, purge) = (session.permit().ok_or("no permit")?, session.permit().ok_or("no permit")?);
    let found = measured::measure(&console, &view, &purge, EVENTS, &NAMES, folder.path())?;
    let mut found = found.ok_or("it is no demo site")?;
    let (mut by_operation, mut bare): (Vec<Duration>, Vec<Duration>) = found.last.iter().copied().unzip();
    let (by_operation, bare) = (median(&mut by_operation), median(&mut bare));
    let ratio = ratio(by_operation, bare);
    let (narrowed, typical) = (percentile(&mut found.narrowed, 95), median(&mut found.narrowed));
    let unopened = median(&mut found.unopened);
    let (home, took) = found.home;
    let a_second = home as f64 / took.as_secs_f64().max(f64::EPSILON);
    let (gone, taking, dropping) = found.dropped;
    let dropped = self::ratio(taking, dropping);
    let (purged, purging) = found.purged;
    Ok(vec![
        bar(
            format!(
                "who opened a door, the last 100 of {} events (filled in {:.0?}), {} beside the bare statement's {}",
                found.events,
                found.filling,
                milliseconds(by_operation),
                milliseconds(bare)
            ),
            format!("{ratio:.2}x"),
            "≤ 2x",
            ratio <= 2.0,
        ),
        bar(
            format!(
                "refusals of a year that came lately, with a name, p95 (median {})",
                milliseconds(typical)
            ),
            milliseconds(narrowed),
            "≤ 50 ms",
            narrowed <= Duration::from_millis(50),
        ),
        bar(
            format!("not opened for 90 days: {} of {} doors", found.unopened_doors, SITE.doors),
            milliseconds(unopened),
            "≤ 50 ms",
            unopened <= Duration::from_millis(50),
        ),
        bar(
            format!("{home} events come home in one change, with all indexes and the commit"),
            format!("{a_second:.0}/s"),
            "≥ 100000/s",
            a_second >= 100_000.0,
        ),
        bar(
            format!(
                "{gone} events of a month are taken out ({taking:.0?}), beside dropping a table of the same ({dropping:.0?}); \
                 a whole purge of {purged}: {purging:.0?}"
            ),
            format!("{dropped:.1}x"),
            "≤ 2x",
            dropped <= 2.0,
        ),
    ])
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64().max(f64::EPSILON)
}
