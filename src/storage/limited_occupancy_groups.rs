//! Limited occupancy groups.

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::Row;
use super::{Error, Noun, View};
use crate::domain::limited_occupancy_group::{LimitedOccupancyGroup, LimitedOccupancyGroupId};
use crate::domain::named::Named;

/// A limited occupancy group as stored.
pub type Stored = record::Stored<LimitedOccupancyGroup>;

impl NamedRecord for LimitedOccupancyGroup {
    type Id = LimitedOccupancyGroupId;
    type Besides = ();

    const NOUN: Noun = Noun::LimitedOccupancyGroup;
    const TABLE: &'static str = "limited_occupancy_groups";
    const COLUMNS: &'static str = Named::COLUMNS;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "limited_occupancy_group_id";

    fn besides(_: &Row<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn read_own(_: &View<'_>, _: &Row<'_>, _: LimitedOccupancyGroupId) -> Result<(), Error> {
        Ok(())
    }
}

/// What a list tells of a limited occupancy group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// How many people are in it.
    pub users: usize,
    /// How many areas it is counted in.
    pub areas: usize,
}

/// What a list shows of a limited occupancy group.
pub type ListRow = named::ListRow<LimitedOccupancyGroupId, Listed>;

/// Every limited occupancy group within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let columns = "(SELECT count(*) FROM limited_occupancy_group_users u
          WHERE u.limited_occupancy_group_id = o.id) AS users,
         (SELECT count(*) FROM limited_occupancy_area_groups a
          WHERE a.limited_occupancy_group_id = o.id) AS areas";
    named::list::<LimitedOccupancyGroup, _>(view, columns, |row| {
        Ok(Listed { users: row.get("users")?, areas: row.get("areas")? })
    })
}
