//! User access levels.

use super::record::{self, Among, Deleted, Keyless, Place, Record};
use super::relations::Listed;
use super::view::{Row, Values};
use super::{Beyond, Change, Error, Noun, Unique, View};
use crate::domain::access::{Edit, Node};
use crate::domain::named::Named;
use crate::domain::partition::PartitionId;
use crate::domain::user_access_level::{UserAccessLevel, UserAccessLevelId};

/// An access level as stored.
pub type Stored = record::Stored<UserAccessLevel>;

impl Record for UserAccessLevel {
    type Id = UserAccessLevelId;
    type Besides = ();

    const NOUN: Noun = Noun::UserAccessLevel;
    const TABLE: &'static str = "user_access_levels";
    const COLUMNS: &'static str = Named::COLUMNS;
    const OWN: &'static [(&'static str, Unique)] =
        &[("name_key", Unique::UserAccessLevelName), ("external_id", Unique::UserAccessLevelExternalId)];
    const AMONG: Among = Among::Partition;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "user_access_level_id";

    fn read(_: &View<'_>, row: &Row<'_>) -> Result<(UserAccessLevel, ()), Error> {
        Ok((UserAccessLevel(Named::read(row)?), ()))
    }

    fn values(&self) -> Values {
        self.0.values()
    }

    fn place(&self, _: UserAccessLevelId) -> Place {
        Place::In(self.partition)
    }
}

impl Keyless for UserAccessLevel {}

impl Listed for UserAccessLevel {
    const LISTED: &'static str = "o.name, o.description";
    const ORDER: &'static str = "o.name_key";

    fn listed(row: &Row<'_>) -> Result<(String, String), Error> {
        Ok((row.get("name")?, row.get("description")?))
    }
}

impl Named {
    /// What is read of it, as a SELECT says it.
    pub(super) const COLUMNS: &'static str = "name, description, partition_id, external_id";

    pub(super) fn read(row: &Row<'_>) -> Result<Named, Error> {
        Ok(Named {
            name: row.get("name")?,
            description: row.get("description")?,
            partition: row.get("partition_id")?,
            external_id: row.get("external_id")?,
        })
    }

    /// What is written of it, without the partition.
    pub(super) fn values(&self) -> Values {
        Values::none()
            .with("name", &self.name)
            .with("name_key", self.name.key())
            .with("description", &self.description)
            .with("external_id", &self.external_id)
    }
}

/// What a list shows of an access level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The access level.
    pub id: UserAccessLevelId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The partition that it belongs to.
    pub partition: PartitionId,
    /// The name of that partition.
    pub partition_name: String,
    /// The number by which other systems know it.
    pub external_id: String,
    /// How many people are its members.
    pub users: usize,
    /// How many doors it opens.
    pub doors: usize,
}

/// Every access level within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let within = view.within(
        "SELECT l.partition_id, l.id, l.name, l.description, p.name AS partition_name, l.external_id,
                (SELECT count(*) FROM user_access_level_users m WHERE m.user_access_level_id = l.id) AS users,
                (SELECT count(*) FROM user_access_level_doors g WHERE g.user_access_level_id = l.id) AS doors
         FROM user_access_levels l JOIN partitions p ON p.id = l.partition_id
         ORDER BY l.name_key, l.id",
        [],
        |row| {
            Ok(ListRow {
                partition: row.get("partition_id")?,
                id: row.get("id")?,
                name: row.get("name")?,
                description: row.get("description")?,
                partition_name: row.get("partition_name")?,
                external_id: row.get("external_id")?,
                users: row.get("users")?,
                doors: row.get("doors")?,
            })
        },
    )?;
    Ok(within.rows)
}

/// How many members an access level has, within reach or not.
pub fn count_members(view: &View<'_>, level: UserAccessLevelId) -> Result<usize, Error> {
    let sql = "SELECT count(*) AS people FROM user_access_level_users WHERE user_access_level_id = ?1";
    view.beyond(Beyond::Counts, sql)?.one([level.0], |row| row.get("people"))
}

/// Deletes an access level: whoever had its rights by it alone has them no more. Says how many members it had.
pub fn delete(change: &Change<'_>, level: UserAccessLevelId) -> Result<usize, Error> {
    let members = change.edit(Edit::Gone(Node::Level(level)))?;
    record::delete::<UserAccessLevel>(change, level, change.now())?;
    Ok(members)
}
