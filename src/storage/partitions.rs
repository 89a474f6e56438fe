//! Partitions, and whether the site uses them.

use rusqlite::{Connection, params};

use super::{Change, Error, View, millis};
use crate::domain::partition::{Feature, Partition, PartitionId};

/// Whether the site uses partitions.
pub fn feature(connection: &Connection) -> Result<Feature, Error> {
    let on: bool = connection
        .prepare_cached("SELECT partitions FROM site WHERE id = 1")?
        .query_row([], |row| row.get(0))?;
    Ok(if on { Feature::On } else { Feature::Off })
}

/// The partitions within reach, by name. Where the site uses none, there is General.
pub fn list(view: &View<'_>) -> Result<Vec<Partition>, Error> {
    let mut statement = view.prepare("SELECT id, name FROM partitions ORDER BY id <> 1, name_key")?;
    let all =
        statement.query_map([], |row| Ok(Partition { id: PartitionId(row.get(0)?), name: row.get(1)? }))?;
    let mut within = Vec::new();
    for partition in all {
        let partition = partition?;
        if view.scope().reaches(partition.id) {
            within.push(partition);
        }
    }
    Ok(within)
}

/// Adds a partition.
pub fn insert(change: &Change<'_>, name: &str) -> Result<PartitionId, Error> {
    change
        .prepare("INSERT INTO partitions (name, name_key, changed_at, changed_by) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![name, name.to_lowercase(), millis(change.now()), change.actor_name()])?;
    Ok(PartitionId(change.connection.last_insert_rowid()))
}
