//! Partitions, and whether the site uses them.

use rusqlite::{Connection, params};

use super::{Change, Error, Holding, Noun, Unique, View, expect_one, millis, moment};
use crate::domain::delegation::Emptied;
use crate::domain::moment::Moment;
use crate::domain::partition::{Feature, Name, Partition, PartitionId};
use crate::domain::text::{self, Line};
use crate::domain::user::UserId;

/// Whether the site uses partitions.
pub fn feature(connection: &Connection) -> Result<Feature, Error> {
    let on: bool = connection
        .prepare_cached("SELECT partitions FROM site WHERE id = 1")?
        .query_row([], |row| row.get(0))?;
    Ok(if on { Feature::On } else { Feature::Off })
}

/// Whether the site uses partitions, in a view that is open already.
pub fn feature_in(view: &View<'_>) -> Result<Feature, Error> {
    feature(view.connection)
}

/// Switches partitions on or off.
pub fn set_feature(change: &Holding<'_, '_>, feature: Feature) -> Result<(), Error> {
    change.prepare("UPDATE site SET partitions = ?1 WHERE id = 1")?.execute([feature == Feature::On])?;
    Ok(())
}

/// The partitions within reach of a permission, by name. Where the site uses none, there is General.
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

/// A stored partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub id: PartitionId,
    pub name: String,
    pub description: String,
    pub version: i64,
    pub changed_at: Moment,
    pub changed_by: String,
}

/// The partitions that the operator may access, General first and then by name.
pub fn all(view: &View<'_>) -> Result<Vec<Stored>, Error> {
    let mut statement = view.prepare(
        "SELECT id, name, description, row_version, changed_at, changed_by FROM partitions
         ORDER BY id <> 1, name_key, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Stored {
            id: PartitionId(row.get(0)?),
            name: row.get(1)?,
            description: row.get(2)?,
            version: row.get(3)?,
            changed_at: moment(row.get(4)?)?,
            changed_by: row.get(5)?,
        })
    })?;
    let mut reached = Vec::new();
    for stored in rows {
        let stored = stored?;
        if view.grants().reaches(stored.id) {
            reached.push(stored);
        }
    }
    Ok(reached)
}

/// A partition that the operator may access.
pub fn get(view: &View<'_>, id: PartitionId) -> Result<Stored, Error> {
    all(view)?.into_iter().find(|stored| stored.id == id).ok_or(Error::NoSuch(Noun::Partition))
}

/// Whether a name is that of another partition within reach. Beyond it nothing is said of names.
fn check_name(view: &View<'_>, name: &Name, but: Option<PartitionId>) -> Result<(), Error> {
    let key = name.key();
    let taken = all(view)?.iter().any(|other| Some(other.id) != but && text::key(&other.name) == key);
    if taken { Err(Error::Taken(Unique::PartitionName)) } else { Ok(()) }
}

/// Adds a partition.
pub fn insert(change: &Change<'_>, name: &Name, description: &Line<200>) -> Result<PartitionId, Error> {
    check_name(change, name, None)?;
    change
        .prepare(
            "INSERT INTO partitions (name, name_key, description, changed_at, changed_by)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            name.as_str(),
            name.key(),
            description.as_str(),
            millis(change.now()),
            change.actor_name()
        ])?;
    Ok(PartitionId(change.connection.last_insert_rowid()))
}

/// Saves a partition that was read as `version`.
pub fn update(
    change: &Change<'_>,
    id: PartitionId,
    version: i64,
    name: &Name,
    description: &Line<200>,
) -> Result<(), Error> {
    let stored = get(change, id)?;
    if stored.version != version {
        return Err(Error::Conflict { by: stored.changed_by, at: stored.changed_at });
    }
    check_name(change, name, Some(id))?;
    let changed = change
        .prepare(
            "UPDATE partitions
             SET name = ?2, name_key = ?3, description = ?4, changed_at = ?5, changed_by = ?6,
                 row_version = row_version + 1
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            name.as_str(),
            name.key(),
            description.as_str(),
            millis(change.now()),
            change.actor_name()
        ])?;
    expect_one(changed, Noun::Partition)
}

/// How many things of a kind lie in a partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// People.
    pub users: usize,
    /// Doors.
    pub doors: usize,
    /// Groups that may access it.
    pub groups: usize,
}

/// How many things lie in a partition.
pub fn counts(view: &View<'_>, id: PartitionId) -> Result<Counts, Error> {
    let count =
        |sql: &str| -> Result<usize, Error> { Ok(view.prepare(sql)?.query_row([id.0], |row| row.get(0))?) };
    Ok(Counts {
        users: count("SELECT count(*) FROM users WHERE partition_id = ?1 AND deleted_at IS NULL")?,
        doors: count("SELECT count(*) FROM doors WHERE partition_id = ?1 AND deleted_at IS NULL")?,
        groups: count("SELECT count(*) FROM group_partitions WHERE partition_id = ?1")?,
    })
}

/// What both partitions have a thing of, by names and external numbers that must be unique in one: the first few.
pub fn clashes(
    view: &View<'_>,
    from: PartitionId,
    to: PartitionId,
    first: usize,
) -> Result<Vec<String>, Error> {
    let mut statement = view.prepare(
        "SELECT one.name FROM doors one JOIN doors other
             ON (other.name_key = one.name_key OR other.external_id = one.external_id)
             AND other.partition_id = ?2 AND other.deleted_at IS NULL
         WHERE one.partition_id = ?1 AND one.deleted_at IS NULL
         UNION
         SELECT trim(one.first_name || ' ' || one.last_name) FROM users one JOIN users other
             ON other.external_id = one.external_id AND other.partition_id = ?2 AND other.deleted_at IS NULL
         WHERE one.partition_id = ?1 AND one.deleted_at IS NULL
         ORDER BY 1 LIMIT ?3",
    )?;
    let first = i64::try_from(first).unwrap_or(i64::MAX);
    let rows = statement.query_map([from.0, to.0, first], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Deletes a partition; its things go to another.
pub fn delete(change: &Holding<'_, '_>, emptied: Emptied) -> Result<(), Error> {
    let (id, to) = (emptied.from(), emptied.to());
    let people: Vec<i64> = change
        .prepare("SELECT id FROM users WHERE partition_id = ?1 ORDER BY id")?
        .query_map([id.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let moved = params![id.0, to.0, millis(change.now()), change.actor_name()];
    for table in ["users", "doors"] {
        change
            .prepare(&format!(
                "UPDATE {table}
                 SET partition_id = ?2, changed_at = ?3, changed_by = ?4, row_version = row_version + 1
                 WHERE partition_id = ?1"
            ))?
            .execute(moved)?;
    }
    for person in people {
        change.touch(UserId(person));
    }
    let changed = change.prepare("DELETE FROM partitions WHERE id = ?1 AND id <> 1")?.execute([id.0])?;
    expect_one(changed, Noun::Partition)
}

/// Every partition there is, whoever may access it: for the trail, and for what administrators are told.
pub fn names(view: &View<'_>) -> Result<Vec<Partition>, Error> {
    let mut statement = view.prepare("SELECT id, name FROM partitions ORDER BY id")?;
    let rows =
        statement.query_map([], |row| Ok(Partition { id: PartitionId(row.get(0)?), name: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
