//! Acts that wait, because the site has nobody who could confirm them.

use rusqlite::{OptionalExtension as _, Row, params};

use super::{Change, Error, View, millis, moment};
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

const ACT: &str = "SELECT d.id, d.operator_id, o.name, d.asked_at, d.due_at
     FROM delayed_acts d JOIN operators o ON o.id = d.operator_id";

fn read(row: &Row<'_>) -> rusqlite::Result<DelayedAct> {
    Ok(DelayedAct {
        id: row.get(0)?,
        operator: OperatorId(row.get(1)?),
        operator_name: row.get(2)?,
        asked_at: moment(row.get(3)?)?,
        due_at: moment(row.get(4)?)?,
    })
}

/// The act of this name that was asked for last.
pub fn last(view: &View<'_>, act: &str) -> Result<Option<DelayedAct>, Error> {
    let sql = format!("{ACT} WHERE d.act = ?1 ORDER BY d.id DESC LIMIT 1");
    Ok(view.prepare(&sql)?.query_row([act], read).optional()?)
}

/// Lets an act wait until a moment.
pub fn insert(
    change: &Change<'_>,
    act: &str,
    operator: OperatorId,
    now: ConfirmedTime,
    due_at: Moment,
) -> Result<(), Error> {
    change
        .prepare("INSERT INTO delayed_acts (act, operator_id, asked_at, due_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![act, operator.0, millis(now.moment()), millis(due_at)])?;
    Ok(())
}

/// Forgets every act of this name.
pub fn remove(change: &Change<'_>, act: &str) -> Result<(), Error> {
    change.prepare("DELETE FROM delayed_acts WHERE act = ?1")?.execute([act])?;
    Ok(())
}
