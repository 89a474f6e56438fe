//! What was raised in the chain and stands until somebody took note of it.

use rusqlite::OptionalExtension as _;

use super::super::{Error, View, moment};
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
    let found = view
        .prepare(
            "SELECT count(DISTINCT coalesce(subject_id, subject_name)), max(sequence), happened_at
             FROM audit
             WHERE action = ?1
               AND sequence > (SELECT coalesce(max(sequence), 0) FROM audit WHERE action = ?2)
             HAVING max(sequence) IS NOT NULL",
        )?
        .query_row([action.key(), noted.key()], |row| {
            Ok(Raised { things: row.get(0)?, last: row.get(1)?, at: moment(row.get(2)?)? })
        })
        .optional()?;
    Ok(found)
}
