//! What was raised in the chain and stands until somebody took note of it.

use super::super::view::plain;
use super::super::{Error, View};
use super::Action;
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
