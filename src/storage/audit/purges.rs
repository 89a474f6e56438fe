//! What stays of entries that were purged.

use rusqlite::params;

use super::super::view::{Row, plain};
use super::super::{Change, Error, View};
use super::verify::Ask;
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

fn read(row: &Row<'_>) -> Result<Purge, Error> {
    Ok(Purge {
        stub: Stub {
            through: row.get("through_sequence")?,
            hash: row.get("hash")?,
            entries: row.get("entries")?,
            purged_at: row.get("purged_at")?,
            told_by: row.get("told_by")?,
            operator: row.get("operator_name")?,
            witness: row.get("witness_name")?,
            file_name: row.get("file_name")?,
            file_digest: row.get("file_digest")?,
        },
        signature: row.get("signature")?,
    })
}

/// Every purge, the first one first; or the last entry of one that cannot be read.
pub(super) fn all(ask: Ask<'_, '_>) -> Result<Result<Vec<Purge>, i64>, Error> {
    let mut query = ask(plain!(PURGE, "ORDER BY through_sequence"))?;
    let mut rows = query.rows([])?;
    let mut purges = Vec::new();
    while let Some(row) = rows.next()? {
        match read(&row) {
            Ok(purge) => purges.push(purge),
            Err(_) => return Ok(Err(row.get("through_sequence")?)),
        }
    }
    Ok(Ok(purges))
}

/// The purge that ended with an entry, if there was one.
pub fn purge_of(view: &View<'_>, through: i64) -> Result<Option<Purge>, Error> {
    view.plain(plain!(PURGE, "WHERE through_sequence = ?1"))?.first([through], read)
}

/// Keeps what stays of a purge.
pub fn insert_purge(change: &Change<'_>, purge: &Purge) -> Result<(), Error> {
    let Purge { stub, signature } = purge;
    change.write(
        "INSERT INTO audit_purges (through_sequence, hash, entries, purged_at, told_by, operator_name,
                                   witness_name, file_name, file_digest, signature)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
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
        ],
    )?;
    Ok(())
}

/// Takes the entries up to and with this one out of the chain: how old they are is told by a clock that is believed.
/// Says how many there were.
pub fn take_out(change: &Change<'_>, through: i64, _: ConfirmedTime) -> Result<i64, Error> {
    change.take_away();
    let taken = change.write("DELETE FROM audit WHERE sequence <= ?1", [through])?;
    i64::try_from(taken).map_err(|_| Error::Damaged)
}
