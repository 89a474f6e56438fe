//! What stays of entries that were purged.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::super::{Change, Error, View};
use crate::domain::chain::Stub;
use crate::domain::moment::ConfirmedTime;

/// A stub and the signature over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purge {
    pub stub: Stub,
    pub signature: [u8; 64],
}

const PURGE: &str = "SELECT through_sequence, hash, entries, purged_at, told_by, operator_name, witness_name,
                            file_name, file_digest, signature
                     FROM audit_purges";

fn read(row: &Row<'_>) -> rusqlite::Result<Purge> {
    Ok(Purge {
        stub: Stub {
            through: row.get(0)?,
            hash: row.get(1)?,
            entries: row.get(2)?,
            purged_at: row.get(3)?,
            told_by: row.get(4)?,
            operator: row.get(5)?,
            witness: row.get(6)?,
            file_name: row.get(7)?,
            file_digest: row.get(8)?,
        },
        signature: row.get(9)?,
    })
}

/// Every purge, the first one first.
pub(super) fn all(connection: &Connection) -> Result<Vec<Purge>, Error> {
    let sql = format!("{PURGE} ORDER BY through_sequence");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// The purge that ended with an entry, if there was one.
pub fn purge_of(view: &View<'_>, through: i64) -> Result<Option<Purge>, Error> {
    let sql = format!("{PURGE} WHERE through_sequence = ?1");
    Ok(view.prepare(&sql)?.query_row([through], read).optional()?)
}

/// Keeps what stays of a purge.
pub fn insert_purge(change: &Change<'_>, purge: &Purge) -> Result<(), Error> {
    let Purge { stub, signature } = purge;
    change
        .prepare(
            "INSERT INTO audit_purges (through_sequence, hash, entries, purged_at, told_by, operator_name,
                                       witness_name, file_name, file_digest, signature)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            stub.through,
            stub.hash,
            stub.entries,
            stub.purged_at,
            stub.told_by,
            stub.operator,
            stub.witness,
            stub.file_name,
            stub.file_digest,
            signature,
        ])?;
    Ok(())
}

/// Takes the entries up to and with this one out of the chain: how old they are is told by a clock that is believed.
/// Says how many there were.
pub fn take_out(change: &Change<'_>, through: i64, _: ConfirmedTime) -> Result<i64, Error> {
    change.take_away();
    let taken = change.prepare("DELETE FROM audit WHERE sequence <= ?1")?.execute([through])?;
    i64::try_from(taken).map_err(|_| Error::Damaged)
}
