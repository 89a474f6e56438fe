//! User access levels.

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::Row;
use super::{Beyond, Change, Error, Noun, View};
use crate::domain::access::{Bundle, Edit, Node};
use crate::domain::named::Named;
use crate::domain::user_access_level::{UserAccessLevel, UserAccessLevelId};

/// An access level as stored.
pub type Stored = record::Stored<UserAccessLevel>;

impl NamedRecord for UserAccessLevel {
    type Id = UserAccessLevelId;
    type Besides = ();

    const NOUN: Noun = Noun::UserAccessLevel;
    const TABLE: &'static str = "user_access_levels";
    const COLUMNS: &'static str = Named::COLUMNS;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "user_access_level_id";

    fn besides(_: &Row<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn read_own(_: &View<'_>, _: &Row<'_>, _: UserAccessLevelId) -> Result<(), Error> {
        Ok(())
    }
}

/// What a list tells of an access level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// How many people are its members.
    pub users: usize,
    /// How many doors it gives by themselves.
    pub doors: usize,
    /// How many lockers, likewise.
    pub lockers: usize,
    /// How many zones it gives.
    pub zones: usize,
}

/// What a list shows of an access level.
pub type ListRow = named::ListRow<UserAccessLevelId, Listed>;

/// Every access level within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let counts =
        "(SELECT count(*) FROM user_access_level_users m WHERE m.user_access_level_id = o.id) AS users,
         (SELECT count(*) FROM user_access_level_doors g WHERE g.user_access_level_id = o.id) AS doors,
         (SELECT count(*) FROM user_access_level_lockers g WHERE g.user_access_level_id = o.id) AS lockers,
         (SELECT count(*) FROM user_access_level_zones g WHERE g.user_access_level_id = o.id) AS zones";
    named::list::<UserAccessLevel, _>(view, counts, |row| {
        let (doors, lockers) = (row.get("doors")?, row.get("lockers")?);
        Ok(Listed { users: row.get("users")?, doors, lockers, zones: row.get("zones")? })
    })
}

/// How many members an access level has, within reach or not.
pub fn count_members(view: &View<'_>, level: UserAccessLevelId) -> Result<usize, Error> {
    let sql = "SELECT count(*) AS people FROM user_access_level_users WHERE user_access_level_id = ?1";
    view.beyond(Beyond::Counts, sql)?.one([level.0], |row| row.get("people"))
}

/// Deletes an access level: whoever had its rights by it alone has them no more. Says how many members it had.
pub fn delete(change: &Change<'_>, level: UserAccessLevelId) -> Result<usize, Error> {
    let members = change.edit(Edit::Gone(Node::Bundle(Bundle::Level(level))))?;
    record::delete::<UserAccessLevel>(change, level, change.now())?;
    Ok(members)
}
