//! Acts that wait, because the site has nobody who could confirm them.

use rusqlite::params;

use super::view::plain;
use super::{Change, Error, View, millis};
use crate::domain::moment::{ConfirmedTime, Moment};
use crate::domain::operator::OperatorId;

/// An act that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelayedAct {
    pub id: i64,
    pub operator: OperatorId,
    pub operator_name: String,
    pub asked_at: Moment,
    pub due_at: Moment,
}

/// The act of this name that was asked for last.
pub fn last(view: &View<'_>, act: &str) -> Result<Option<DelayedAct>, Error> {
    let sql = plain!(
        "SELECT d.id, d.operator_id, o.name, d.asked_at, d.due_at
         FROM delayed_acts d JOIN operators o ON o.id = d.operator_id
         WHERE d.act = ?1 ORDER BY d.id DESC LIMIT 1"
    );
    view.plain(sql)?.first([act], |row| {
        Ok(DelayedAct {
            id: row.get("id")?,
            operator: row.get("operator_id")?,
            operator_name: row.get("name")?,
            asked_at: row.get("asked_at")?,
            due_at: row.get("due_at")?,
        })
    })
}

/// Lets an act wait until a moment.
pub fn insert(
    change: &Change<'_>,
    act: &str,
    operator: OperatorId,
    now: ConfirmedTime,
    due_at: Moment,
) -> Result<(), Error> {
    change.write(
        "INSERT INTO delayed_acts (act, operator_id, asked_at, due_at) VALUES (?1, ?2, ?3, ?4)",
        params![act, operator.0, millis(now.moment()), millis(due_at)],
    )?;
    Ok(())
}

/// Forgets every act of this name.
pub fn remove(change: &Change<'_>, act: &str) -> Result<(), Error> {
    change.write("DELETE FROM delayed_acts WHERE act = ?1", [act])?;
    Ok(())
}
