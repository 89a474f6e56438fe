//! What was raised in the chain and stands until somebody took note of it.

use rusqlite::params;

use super::super::view::plain;
use super::super::{Error, View, millis};
use super::{Action, Entry};
use crate::domain::moment::Moment;

/// The entries of one action since the last of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised {
    /// How many things they are of.
    pub things: usize,
    /// The number of the last.
    pub last: i64,
    /// When that was.
    pub at: Moment,
}

/// The entries of an action since the last one that says that note was taken; nothing, if there are none.
pub fn raised_since(view: &View<'_>, action: Action, noted: Action) -> Result<Option<Raised>, Error> {
    let sql = plain!(
        "SELECT count(DISTINCT coalesce(a.subject_id, a.subject_name)) AS things, max(a.sequence) AS last,
                a.happened_at
         FROM audit a
         WHERE a.action = ?1
           AND a.sequence > (SELECT coalesce(max(b.sequence), 0) FROM audit b WHERE b.action = ?2)
         HAVING max(a.sequence) IS NOT NULL"
    );
    view.plain(sql)?.first([action.key(), noted.key()], |row| {
        Ok(Raised { things: row.get("things")?, last: row.get("last")?, at: row.get("happened_at")? })
    })
}

/// When the newest entry of some actions was made; nothing, if there is none, or if it says what no calendar has.
pub fn last_of(view: &View<'_>, actions: &[Action]) -> Result<Option<Moment>, Error> {
    let sql =
        plain!("SELECT sequence, happened_at FROM audit WHERE action = ?1 ORDER BY sequence DESC LIMIT 1");
    let mut newest: Option<(i64, Option<Moment>)> = None;
    for action in actions {
        let last = view
            .plain(sql)?
            .first([action.key()], |row| Ok((row.get("sequence")?, row.get("happened_at").ok())))?;
        newest = newest.max(last);
    }
    Ok(newest.and_then(|(_, at)| at))
}

/// Whether the chain says of the same thing what an entry says, since a moment, and no note was taken of it yet: what a
/// card can make happen at every laying is written once.
pub fn is_raised(view: &View<'_>, entry: &Entry, since: Moment, noted: Action) -> Result<bool, Error> {
    let sql = plain!(
        "SELECT a.sequence FROM audit a
         WHERE a.action = ?1 AND a.subject = ?2 AND a.subject_id IS ?3 AND a.subject_name = ?4
           AND a.happened_at > ?5
           AND a.sequence > (SELECT coalesce(max(b.sequence), 0) FROM audit b WHERE b.action = ?6)
         ORDER BY a.sequence DESC LIMIT 1"
    );
    let subject = &entry.subject;
    let values =
        params![entry.action.key(), subject.kind.key(), subject.id, subject.name, millis(since), noted.key()];
    Ok(view.plain(sql)?.rows(values)?.next()?.is_some())
}
