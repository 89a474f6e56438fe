//! Events that name nobody any more: for how long they say who it was, the site chooses.

use chrono::Duration;
use rusqlite::params;

use super::super::view::plain;
use super::super::{Beyond, Change, Error, View, millis};
use crate::domain::moment::{ConfirmedTime, Moment};

/// For how many days events say who it was; for good, where nothing was chosen.
pub fn named_days(view: &View<'_>) -> Result<Option<u16>, Error> {
    let sql = plain!("SELECT o.named_days FROM event_options o WHERE o.id = 1");
    Ok(view.plain(sql)?.first([], |row| row.get("named_days"))?.flatten())
}

/// Whether it was ever chosen: where it was, some may name nobody.
pub(super) fn was_chosen(view: &View<'_>) -> Result<bool, Error> {
    let sql = plain!("SELECT EXISTS (SELECT 1 FROM event_options) AS chosen");
    view.plain(sql)?.one([], |row| row.get("chosen"))
}

/// Chooses for how many days. What was made nameless stays so; from where on that is to be done is looked up anew.
pub fn set_named_days(change: &Change<'_>, days: Option<u16>) -> Result<(), Error> {
    change.write(
        "INSERT INTO event_options (id, named_days) VALUES (1, ?1)
         ON CONFLICT (id) DO UPDATE SET named_days = ?1, nobody_before_at = NULL",
        [days],
    )?;
    Ok(())
}

/// What is older names nobody; everything names somebody, where nothing was chosen. It is so at once, whenever the file
/// follows.
pub fn named_since(view: &View<'_>) -> Result<Option<Moment>, Error> {
    let Some(days) = named_days(view)? else { return Ok(None) };
    let by_clock = view.reading()?.steady() - Duration::days(i64::from(days));
    Ok(made(view)?.max(Some(by_clock)))
}

/// What is older has no name in the file.
fn made(view: &View<'_>) -> Result<Option<Moment>, Error> {
    let sql = plain!("SELECT o.nobody_before_at FROM event_options o WHERE o.id = 1");
    Ok(view.plain(sql)?.first([], |row| row.get("nobody_before_at"))?.flatten())
}

/// What is older gets no name when it comes home: a name that is left out is not found again, so that only a clock that is
/// believed says what is old.
pub(super) fn nobody_before(change: &Change<'_>) -> Result<Option<Moment>, Error> {
    let Some(days) = named_days(change)? else { return Ok(None) };
    let by_clock = change.confirmed_time().ok().map(|time| time.moment() - Duration::days(i64::from(days)));
    Ok(made(change)?.max(by_clock))
}

/// A clock that was ahead is believed no more: what it made too old is not too old yet.
pub(in crate::storage) fn believe(change: &Change<'_>) -> Result<(), Error> {
    let now = change.now();
    if let Some(days) = named_days(change)? {
        let before = millis(now - Duration::days(i64::from(days)));
        let sql = "UPDATE event_options SET nobody_before_at = min(nobody_before_at, ?1) WHERE id = 1";
        change.write(sql, [before])?;
    }
    change.write("UPDATE events SET received_at = ?1 WHERE received_at > ?1", [millis(now)])?;
    Ok(())
}

/// How far names were taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nameless {
    /// Events before this moment are to name nobody.
    pub before: Moment,
    /// Of how many the name was taken out.
    pub events: usize,
    /// Whether more are left.
    pub has_more: bool,
}

/// Takes the names out of the events that are older than the site keeps them, of no more than so many; nothing, where the site
/// keeps them for good or none is so old. They are written over in the file.
pub fn make_nameless(
    change: &Change<'_>,
    time: ConfirmedTime,
    max: usize,
) -> Result<Option<Nameless>, Error> {
    let Some(days) = named_days(change)? else { return Ok(None) };
    let before = time.moment() - Duration::days(i64::from(days));
    let from = made(change)?;
    if from.is_some_and(|from| from >= before) {
        return Ok(None);
    }
    let asked = i64::try_from(max).unwrap_or(i64::MAX);
    // Where the time that the lock says cannot be, it is as old as it is here.
    let sql = "SELECT e.id FROM events e INDEXED BY events_by_moment
               WHERE e.happened_at >= ?1 AND e.happened_at < ?2 AND e.is_odd = 0 AND e.key_id IS NOT NULL
               UNION ALL
               SELECT e.id FROM events e INDEXED BY events_in_doubt
               WHERE e.is_odd = 1 AND e.received_at < ?2 AND e.key_id IS NOT NULL
               LIMIT ?3";
    let from = from.map_or(i64::MIN, millis);
    let old = change.beyond(Beyond::Events, sql)?;
    let old: Vec<i64> = old.list(params![from, millis(before), asked], |row| row.get("id"))?;
    for id in &old {
        change.write("UPDATE events SET key_id = NULL, mac = zeroblob(6) WHERE id = ?1", [id])?;
    }
    let has_more = old.len() == max;
    if !has_more {
        change.write("UPDATE event_options SET nobody_before_at = ?1 WHERE id = 1", [millis(before)])?;
    }
    if !old.is_empty() {
        change.take_away();
    }
    Ok(Some(Nameless { before, events: old.len(), has_more }))
}
