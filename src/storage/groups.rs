//! Operator groups: what each was given, and the chain of groups above it.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Params, params};

use super::{Change, Error, millis, partitions};
use crate::domain::group::{Access, Given, Grants, GroupId, Settings};
use crate::domain::partition::PartitionId;
use crate::domain::permission::{Permission, Set};

/// What a group can do at this moment: what it was given, cut down by every group above it.
pub fn grants(connection: &Connection, group: GroupId) -> Result<Grants, Error> {
    let mut chain = Vec::new();
    let mut at = group;
    while at != GroupId::ADMINISTRATOR {
        // A chain that comes back to where it was is damage, and gives nothing.
        if chain.len() > DEPTH_MAX {
            return Err(Error::Damaged);
        }
        let (given, parent) = given(connection, at)?;
        chain.push(given);
        at = parent;
    }
    chain.reverse();
    Ok(Grants::of(&chain, partitions::feature(connection)?))
}

/// More groups than this are not above one another.
const DEPTH_MAX: usize = 1_000;

fn given(connection: &Connection, group: GroupId) -> Result<(Given, GroupId), Error> {
    let (settings, parent) = connection
        .prepare_cached(
            "SELECT hotel_interface, programmer_all_doors, audit_all_partitions, audit_days, parent_id
             FROM operator_groups WHERE id = ?1",
        )?
        .query_row([group.0], |row| {
            let settings = Settings {
                hotel_interface: row.get(0)?,
                programmer_all_doors: row.get(1)?,
                audit_all_partitions: row.get(2)?,
                audit_days: row.get(3)?,
            };
            Ok((settings, GroupId(row.get(4)?)))
        })
        .optional()?
        .ok_or(Error::Damaged)?;
    let global = set(
        connection,
        "SELECT permission FROM group_permissions WHERE group_id = ?1 ORDER BY permission",
        [group.0],
    )?;
    let mut partitions = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT partition_id, custom FROM group_partitions WHERE group_id = ?1 ORDER BY partition_id",
    )?;
    let mut rows = statement.query([group.0])?;
    while let Some(row) = rows.next()? {
        let partition: i64 = row.get(0)?;
        let access = if row.get(1)? {
            Access::Custom(set(
                connection,
                "SELECT permission FROM group_partition_permissions
                 WHERE group_id = ?1 AND partition_id = ?2
                 ORDER BY permission",
                [group.0, partition],
            )?)
        } else {
            Access::Global
        };
        partitions.insert(PartitionId(partition), access);
    }
    Ok((Given { global, settings, partitions }, parent))
}

/// Names that this version does not know are no permissions.
fn set(connection: &Connection, sql: &str, parameters: impl Params) -> Result<Set, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut set = Set::NONE;
    while let Some(row) = rows.next()? {
        if let Some(permission) = row.get_ref(0)?.as_str().ok().and_then(Permission::from_key) {
            set = set.with(permission);
        }
    }
    Ok(set)
}

/// Adds the group of administrators: the first row of the table.
pub fn insert_administrator(change: &Change<'_>, name: &str) -> Result<(), Error> {
    change
        .prepare(
            "INSERT INTO operator_groups (id, parent_id, name, name_key, hotel_interface, programmer_all_doors,
                                          audit_all_partitions, changed_at, changed_by)
             VALUES (?1, NULL, ?2, ?3, 0, 1, 1, ?4, ?5)",
        )?
        .execute(params![
            GroupId::ADMINISTRATOR.0,
            name,
            name.to_lowercase(),
            millis(change.now()),
            change.actor_name()
        ])?;
    Ok(())
}

/// Adds a group under another, with what it is given.
pub fn insert(change: &Change<'_>, parent: GroupId, name: &str, given: &Given) -> Result<GroupId, Error> {
    change
        .prepare(
            "INSERT INTO operator_groups (parent_id, name, name_key, hotel_interface, programmer_all_doors,
                                          audit_all_partitions, audit_days, changed_at, changed_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            parent.0,
            name,
            name.to_lowercase(),
            given.settings.hotel_interface,
            given.settings.programmer_all_doors,
            given.settings.audit_all_partitions,
            given.settings.audit_days,
            millis(change.now()),
            change.actor_name()
        ])?;
    let group = GroupId(change.connection.last_insert_rowid());
    for permission in given.global.iter() {
        change
            .prepare("INSERT INTO group_permissions (group_id, permission) VALUES (?1, ?2)")?
            .execute(params![group.0, permission.key()])?;
    }
    for (partition, access) in &given.partitions {
        insert_access(change, group, *partition, *access)?;
    }
    Ok(group)
}

fn insert_access(
    change: &Change<'_>,
    group: GroupId,
    partition: PartitionId,
    access: Access,
) -> Result<(), Error> {
    let custom = match access {
        Access::Global => None,
        Access::Custom(set) => Some(set),
    };
    change
        .prepare("INSERT INTO group_partitions (group_id, partition_id, custom) VALUES (?1, ?2, ?3)")?
        .execute(params![group.0, partition.0, custom.is_some()])?;
    for permission in custom.unwrap_or_default().iter() {
        change
            .prepare(
                "INSERT INTO group_partition_permissions (group_id, partition_id, permission) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![group.0, partition.0, permission.key()])?;
    }
    Ok(())
}
