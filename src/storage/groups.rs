//! Operator groups: what each was given, and the chain of groups above it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, Params, params};

use super::{Actor, Change, Error, Holding, Noun, Unique, View, expect_one, millis, moment, partitions};
use crate::domain::delegation::{self, Node};
use crate::domain::group::{Access, Given, Grants, Group, GroupId, Settings};
use crate::domain::moment::Moment;
use crate::domain::partition::{Feature, PartitionId};
use crate::domain::permission::{Permission, Set};
use crate::domain::text::{self, Line};

/// What a group can do at this moment: what it was given, cut down by every group above it.
pub fn grants(connection: &Connection, group: GroupId) -> Result<Grants, Error> {
    let chain = given_chain(connection, group)?;
    Ok(Grants::of(&chain, partitions::feature(connection)?))
}

/// What a group can do in a view that is open already, as if partitions were used or not.
pub fn grants_with(view: &View<'_>, group: GroupId, feature: Feature) -> Result<Grants, Error> {
    Ok(Grants::of(&given_chain(view.connection, group)?, feature))
}

/// What was given to the groups from the topmost below Administrator down to this one.
fn given_chain(connection: &Connection, group: GroupId) -> Result<Vec<Given>, Error> {
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
    Ok(chain)
}

/// More groups than this are not above one another.
const DEPTH_MAX: usize = 1_000;

/// A group and the number of its parent, without what it was given.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: GroupId,
    pub parent: Option<GroupId>,
    pub name: String,
    pub description: String,
}

/// Every group, by name, the Administrator group first: all are listed to everybody.
pub fn all(view: &View<'_>) -> Result<Vec<Row>, Error> {
    let mut statement = view.prepare(
        "SELECT id, parent_id, name, description FROM operator_groups ORDER BY id <> 1, name_key, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Row {
            id: GroupId(row.get(0)?),
            parent: row.get::<_, Option<i64>>(1)?.map(GroupId),
            name: row.get(2)?,
            description: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The group of whoever acts; the system itself acts as an administrator.
pub fn own(view: &View<'_>) -> Result<GroupId, Error> {
    match &view.actor {
        Actor::System(_) => Ok(GroupId::ADMINISTRATOR),
        Actor::Operator { id, .. } => {
            let group = view
                .prepare("SELECT group_id FROM operators WHERE id = ?1")?
                .query_row([id.0], |row| row.get(0))
                .optional()?;
            group.map(GroupId).ok_or(Error::SignedOut)
        }
    }
}

/// The groups that whoever acts reaches: the own one and those below it.
pub fn reach(view: &View<'_>) -> Result<BTreeSet<GroupId>, Error> {
    Ok(delegation::reach(own(view)?, &nodes(view)?))
}

/// The tree of groups.
pub fn nodes(view: &View<'_>) -> Result<Vec<Node>, Error> {
    let mut statement = view.prepare("SELECT id, parent_id FROM operator_groups ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok(Node { id: GroupId(row.get(0)?), parent: row.get::<_, Option<i64>>(1)?.map(GroupId) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many operators each group has; a group without any is absent.
pub fn sizes(view: &View<'_>) -> Result<BTreeMap<GroupId, usize>, Error> {
    let mut statement =
        view.prepare("SELECT id, operators FROM operator_groups WHERE operators > 0 ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((GroupId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A stored group.
#[derive(Debug, Clone)]
pub struct Stored {
    pub id: GroupId,
    pub parent: Option<GroupId>,
    pub group: Group,
    pub version: i64,
    pub changed_at: Moment,
    pub changed_by: String,
}

/// A group within reach.
pub fn get(view: &View<'_>, id: GroupId) -> Result<Stored, Error> {
    if !reach(view)?.contains(&id) {
        return Err(Error::NoSuch(Noun::Group));
    }
    let (parent, name, description, version, changed_at, changed_by) = view
        .prepare(
            "SELECT parent_id, name, description, row_version, changed_at, changed_by
             FROM operator_groups WHERE id = ?1",
        )?
        .query_row([id.0], |row| {
            let (name, description): (String, String) = (row.get(1)?, row.get(2)?);
            let parent: Option<i64> = row.get(0)?;
            Ok((parent, name, description, row.get(3)?, moment(row.get(4)?)?, row.get(5)?))
        })
        .optional()?
        .ok_or(Error::NoSuch(Noun::Group))?;
    let line = |_| Error::Damaged;
    let given = match parent {
        None => Given { global: Set::ALL, settings: Settings::WIDEST, partitions: BTreeMap::new() },
        Some(_) => given(view.connection, id)?.0,
    };
    let group = Group {
        name: Line::required(&name).map_err(line)?,
        description: Line::new(&description).map_err(line)?,
        given,
    };
    Ok(Stored { id, parent: parent.map(GroupId), group, version, changed_at, changed_by })
}

/// The groups from the topmost below Administrator down to this one, each with what it was given.
pub fn chain(view: &View<'_>, group: GroupId) -> Result<Vec<(GroupId, Given)>, Error> {
    let nodes = nodes(view)?;
    let mut ids = Vec::new();
    let mut at = group;
    while at != GroupId::ADMINISTRATOR {
        let node = nodes.iter().find(|node| node.id == at).ok_or(Error::Damaged)?;
        ids.push(at);
        at = node.parent.filter(|_| ids.len() <= DEPTH_MAX).ok_or(Error::Damaged)?;
    }
    ids.reverse();
    Ok(ids.into_iter().zip(given_chain(view.connection, group)?).collect())
}

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
            text::key(name),
            millis(change.now()),
            change.actor_name()
        ])?;
    Ok(())
}

/// Adds a group under another, with what it is given.
pub fn insert(change: &Change<'_>, parent: GroupId, group: &Group) -> Result<GroupId, Error> {
    let name = group.name.as_str();
    let inserted = change
        .prepare(
            "INSERT INTO operator_groups (parent_id, name, name_key, changed_at, changed_by)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (name_key) DO NOTHING",
        )?
        .execute(params![parent.0, name, group.name.key(), millis(change.now()), change.actor_name()])?;
    if inserted != 1 {
        return Err(Error::Taken(Unique::GroupName));
    }
    let id = GroupId(change.connection.last_insert_rowid());
    put(change, id, group)?;
    Ok(id)
}

/// Saves a group that was read as `version`.
pub fn update(change: &Holding<'_, '_>, id: GroupId, version: i64, group: &Group) -> Result<(), Error> {
    let stored = get(change, id)?;
    if stored.version != version {
        return Err(Error::Conflict { by: stored.changed_by, at: stored.changed_at });
    }
    let name = group.name.as_str();
    let changed = change
        .prepare(
            "UPDATE OR IGNORE operator_groups
             SET name = ?2, name_key = ?3, changed_at = ?4, changed_by = ?5, row_version = row_version + 1
             WHERE id = ?1",
        )?
        .execute(params![id.0, name, group.name.key(), millis(change.now()), change.actor_name()])?;
    if changed != 1 {
        return Err(Error::Taken(Unique::GroupName));
    }
    put(change, id, group)
}

/// Puts all of a group but its name and its place.
fn put(change: &Change<'_>, id: GroupId, group: &Group) -> Result<(), Error> {
    change
        .prepare("UPDATE operator_groups SET description = ?2 WHERE id = ?1")?
        .execute(params![id.0, group.description.as_str()])?;
    // Administrators hold everything; nothing of that is stored.
    if id == GroupId::ADMINISTRATOR { Ok(()) } else { put_given(change, id, &group.given) }
}

/// Puts what a group was given in place of what it was given before.
fn put_given(change: &Change<'_>, id: GroupId, given: &Given) -> Result<(), Error> {
    let settings = given.settings;
    change
        .prepare(
            "UPDATE operator_groups
             SET hotel_interface = ?2, programmer_all_doors = ?3, audit_all_partitions = ?4, audit_days = ?5
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            settings.hotel_interface,
            settings.programmer_all_doors,
            settings.audit_all_partitions,
            settings.audit_days
        ])?;
    change.prepare("DELETE FROM group_permissions WHERE group_id = ?1")?.execute([id.0])?;
    for permission in given.global.iter() {
        change
            .prepare("INSERT INTO group_permissions (group_id, permission) VALUES (?1, ?2)")?
            .execute(params![id.0, permission.key()])?;
    }
    change.prepare("DELETE FROM group_partitions WHERE group_id = ?1")?.execute([id.0])?;
    for (partition, access) in &given.partitions {
        insert_access(change, id, *partition, *access)?;
    }
    Ok(())
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

/// Moves a group up to where the group above it stands, with what is left of it there.
pub fn move_up(change: &Holding<'_, '_>, id: GroupId, parent: GroupId, given: &Given) -> Result<(), Error> {
    change
        .prepare(
            "UPDATE operator_groups
             SET parent_id = ?2, changed_at = ?3, changed_by = ?4, row_version = row_version + 1
             WHERE id = ?1",
        )?
        .execute(params![id.0, parent.0, millis(change.now()), change.actor_name()])?;
    put_given(change, id, given)
}

/// What a group was given; for one whose reach was looked at already.
pub fn given_to(view: &View<'_>, id: GroupId) -> Result<Given, Error> {
    Ok(given(view.connection, id)?.0)
}

/// Deletes a group that has neither operators nor groups below it any more.
pub fn delete(change: &Holding<'_, '_>, id: GroupId) -> Result<(), Error> {
    let changed = change.prepare("DELETE FROM operator_groups WHERE id = ?1 AND id <> 1")?.execute([id.0])?;
    expect_one(changed, Noun::Group)
}
