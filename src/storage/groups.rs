//! Operator groups: what each was given, and the chain of groups above it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Params, params};

use super::record::{self, Among, Apart, Deleted, Place, Record};
use super::view::{Plain, Row, Values, plain};
use super::{Actor, Change, Error, Holding, Noun, Unique, View, expect_one, millis, partitions};
use crate::domain::delegation::{self, Node};
use crate::domain::group::{Access, Given, Grants, Group, GroupId, Settings};
use crate::domain::partition::{Feature, PartitionId};
use crate::domain::permission::{Permission, Set};
use crate::domain::text;

/// A stored group, and the group above it.
pub type Stored = record::Stored<Group>;

impl Record for Group {
    type Id = GroupId;
    type Besides = Option<GroupId>;

    const NOUN: Noun = Noun::Group;
    const TABLE: &'static str = "operator_groups";
    const COLUMNS: &'static str = "parent_id, name, description";
    const OWN: &'static [(&'static str, Unique)] = &[("name_key", Unique::Name)];
    const AMONG: Among = Among::All;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "group_id";

    fn read(view: &View<'_>, row: &Row<'_>) -> Result<(Group, Option<GroupId>), Error> {
        let parent = row.get("parent_id")?;
        let given = match parent {
            None => Given { global: Set::ALL, settings: Settings::WIDEST, partitions: BTreeMap::new() },
            Some(_) => given(view, row.get("id")?)?.0,
        };
        Ok((Group { name: row.get("name")?, description: row.get("description")?, given }, parent))
    }

    fn values(&self) -> Values {
        Values::none()
            .with("name", &self.name)
            .with("name_key", self.name.key())
            .with("description", &self.description)
    }

    fn place(&self, id: GroupId) -> Place {
        Place::Group(id)
    }
}

impl Apart for Group {}

/// What a group can do at this moment: what it was given, cut down by every group above it.
pub fn grants(view: &View<'_>, group: GroupId) -> Result<Grants, Error> {
    grants_with(view, group, partitions::feature(view)?)
}

/// What a group can do, as if partitions were used or not.
pub fn grants_with(view: &View<'_>, group: GroupId, feature: Feature) -> Result<Grants, Error> {
    Ok(Grants::of(&given_chain(view, group)?, feature))
}

/// What was given to the groups from the topmost below Administrator down to this one.
fn given_chain(view: &View<'_>, group: GroupId) -> Result<Vec<Given>, Error> {
    let mut chain = Vec::new();
    let mut at = group;
    while at != GroupId::ADMINISTRATOR {
        // A chain that comes back to where it was is damage, and gives nothing.
        if chain.len() > DEPTH_MAX {
            return Err(Error::Damaged);
        }
        let (given, parent) = given(view, at)?;
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
pub struct Listed {
    pub id: GroupId,
    pub parent: Option<GroupId>,
    pub name: String,
    pub description: String,
}

/// Every group, by name, the Administrator group first: all are listed to everybody.
pub fn all(view: &View<'_>) -> Result<Vec<Listed>, Error> {
    let sql =
        plain!("SELECT id, parent_id, name, description FROM operator_groups ORDER BY id <> 1, name_key, id");
    view.plain(sql)?.list([], |row| {
        Ok(Listed {
            id: row.get("id")?,
            parent: row.get("parent_id")?,
            name: row.get("name")?,
            description: row.get("description")?,
        })
    })
}

/// The group of the acting operator; the system itself acts as an administrator.
pub fn own(view: &View<'_>) -> Result<GroupId, Error> {
    match view.actor() {
        Actor::System(_) => Ok(GroupId::ADMINISTRATOR),
        Actor::Operator { id, .. } => {
            let sql = plain!("SELECT group_id FROM operators WHERE id = ?1");
            let group = view.plain(sql)?.first([id.0], |row| row.get("group_id"))?;
            group.ok_or(Error::SignedOut)
        }
    }
}

/// The groups that the acting operator reaches: their own and those below it.
pub fn reach(view: &View<'_>) -> Result<BTreeSet<GroupId>, Error> {
    Ok(delegation::reach(own(view)?, &nodes(view)?))
}

/// The tree of groups.
pub fn nodes(view: &View<'_>) -> Result<Vec<Node>, Error> {
    view.plain(plain!("SELECT id, parent_id FROM operator_groups ORDER BY id"))?
        .list([], |row| Ok(Node { id: row.get("id")?, parent: row.get("parent_id")? }))
}

/// How many operators each group has; a group without any is absent.
pub fn sizes(view: &View<'_>) -> Result<BTreeMap<GroupId, usize>, Error> {
    let sql = plain!("SELECT id, operators FROM operator_groups WHERE operators > 0 ORDER BY id");
    let sizes = view.plain(sql)?.list([], |row| Ok((row.get("id")?, row.get("operators")?)))?;
    Ok(sizes.into_iter().collect())
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
    Ok(ids.into_iter().zip(given_chain(view, group)?).collect())
}

fn given(view: &View<'_>, group: GroupId) -> Result<(Given, GroupId), Error> {
    let sql = plain!(
        "SELECT hotel_interface, programmer_all_doors, audit_all_partitions, audit_days, parent_id
         FROM operator_groups WHERE id = ?1"
    );
    let (settings, parent) = view.plain(sql)?.one([group.0], |row| {
        let settings = Settings {
            hotel_interface: row.get("hotel_interface")?,
            programmer_all_doors: row.get("programmer_all_doors")?,
            audit_all_partitions: row.get("audit_all_partitions")?,
            audit_days: row.get("audit_days")?,
        };
        Ok((settings, row.get("parent_id")?))
    })?;
    let sql = plain!("SELECT permission FROM group_permissions WHERE group_id = ?1 ORDER BY permission");
    let global = set(view, sql, [group.0])?;
    let sql =
        plain!("SELECT partition_id, custom FROM group_partitions WHERE group_id = ?1 ORDER BY partition_id");
    let partitions = view.plain(sql)?.list([group.0], |row| {
        let partition: PartitionId = row.get("partition_id")?;
        if !row.get("custom")? {
            return Ok((partition, Access::Global));
        }
        let sql = plain!(
            "SELECT permission FROM group_partition_permissions
             WHERE group_id = ?1 AND partition_id = ?2
             ORDER BY permission"
        );
        Ok((partition, Access::Custom(set(view, sql, [group.0, partition.0])?)))
    })?;
    Ok((Given { global, settings, partitions: partitions.into_iter().collect() }, parent))
}

/// Names that this version does not know are no permissions.
fn set(view: &View<'_>, sql: &[Plain], parameters: impl Params) -> Result<Set, Error> {
    let names = view.plain(sql)?.list(parameters, |row| Ok(Permission::from_key(row.text("permission")?)))?;
    Ok(names.into_iter().flatten().collect())
}

/// Adds the group of administrators: the first row of the table.
pub fn insert_administrator(change: &Change<'_>, name: &str) -> Result<(), Error> {
    change.write(
        "INSERT INTO operator_groups (id, parent_id, name, name_key, hotel_interface, programmer_all_doors,
                                      audit_all_partitions, changed_at, changed_by)
         VALUES (?1, NULL, ?2, ?3, 0, 1, 1, ?4, ?5)",
        params![GroupId::ADMINISTRATOR.0, name, text::key(name), millis(change.now()), change.actor_name()],
    )?;
    Ok(())
}

/// Adds a group under another, with what it is given.
pub fn insert(change: &Change<'_>, parent: GroupId, group: &Group) -> Result<GroupId, Error> {
    let id = record::insert(change, group, Values::none().with("parent_id", parent))?;
    put_given(change, id, &group.given)?;
    Ok(id)
}

/// Saves a group that was read as `version`.
pub fn update(change: &Holding<'_, '_>, id: GroupId, version: i64, group: &Group) -> Result<(), Error> {
    record::update(change, id, version, group)?;
    // Administrators hold everything; nothing of that is stored.
    if id == GroupId::ADMINISTRATOR { Ok(()) } else { put_given(change, id, &group.given) }
}

/// Puts what a group was given in place of what it was given before.
fn put_given(change: &Change<'_>, id: GroupId, given: &Given) -> Result<(), Error> {
    let settings = given.settings;
    let values = Values::none()
        .with("hotel_interface", settings.hotel_interface)
        .with("programmer_all_doors", settings.programmer_all_doors)
        .with("audit_all_partitions", settings.audit_all_partitions)
        .with("audit_days", settings.audit_days);
    record::note::<Group>(change, id, &values)?;
    change.write("DELETE FROM group_permissions WHERE group_id = ?1", [id.0])?;
    for permission in given.global.iter() {
        change.write(
            "INSERT INTO group_permissions (group_id, permission) VALUES (?1, ?2)",
            params![id.0, permission.key()],
        )?;
    }
    change.write("DELETE FROM group_partitions WHERE group_id = ?1", [id.0])?;
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
    change.write(
        "INSERT INTO group_partitions (group_id, partition_id, custom) VALUES (?1, ?2, ?3)",
        params![group.0, partition.0, custom.is_some()],
    )?;
    for permission in custom.unwrap_or_default().iter() {
        change.write(
            "INSERT INTO group_partition_permissions (group_id, partition_id, permission) VALUES (?1, ?2, ?3)",
            params![group.0, partition.0, permission.key()],
        )?;
    }
    Ok(())
}

/// Moves a group up to where the group above it stands, with what is left of it there.
pub fn move_up(change: &Holding<'_, '_>, id: GroupId, parent: GroupId, left: &Given) -> Result<(), Error> {
    record::set::<Group>(change, id, Values::none().with("parent_id", parent))?;
    put_given(change, id, left)
}

/// Deletes a group that has neither operators nor groups below it any more.
pub fn delete(change: &Holding<'_, '_>, id: GroupId) -> Result<(), Error> {
    expect_one(change.write("DELETE FROM operator_groups WHERE id = ?1 AND id <> 1", [id.0])?, Noun::Group)
}
