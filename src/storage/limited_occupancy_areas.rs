//! Limited occupancy areas.

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::{Row, Values};
use super::{Error, Noun, View};
use crate::domain::limited_occupancy_area::{LimitedOccupancyArea, LimitedOccupancyAreaId, Most};

/// A limited occupancy area as stored.
pub type Stored = record::Stored<LimitedOccupancyArea>;

impl NamedRecord for LimitedOccupancyArea {
    type Id = LimitedOccupancyAreaId;
    type Besides = ();

    const NOUN: Noun = Noun::LimitedOccupancyArea;
    const TABLE: &'static str = "limited_occupancy_areas";
    const COLUMNS: &'static str = "name, description, partition_id, external_id, people_max";
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "limited_occupancy_area_id";

    fn besides(_: &Row<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn read_own(_: &View<'_>, row: &Row<'_>, _: LimitedOccupancyAreaId) -> Result<Most, Error> {
        Most::new(row.get("people_max")?).ok_or_else(|| row.damaged("people_max"))
    }

    fn own_values(&self) -> Values {
        Values::none().with("people_max", self.most.people())
    }
}

/// What a list tells of a limited occupancy area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// How many may be in it at once.
    pub most: Most,
    /// How many doors lead there.
    pub doors: usize,
    /// How many groups are counted there.
    pub groups: usize,
}

/// What a list shows of a limited occupancy area.
pub type ListRow = named::ListRow<LimitedOccupancyAreaId, Listed>;

/// Every limited occupancy area within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let columns = "o.people_max,
         (SELECT count(*) FROM limited_occupancy_area_doors d
          WHERE d.limited_occupancy_area_id = o.id) AS doors,
         (SELECT count(*) FROM limited_occupancy_area_groups g
          WHERE g.limited_occupancy_area_id = o.id) AS groups";
    named::list::<LimitedOccupancyArea, _>(view, columns, |row| {
        let most = LimitedOccupancyArea::read_own(view, row, row.get("id")?)?;
        Ok(Listed { most, doors: row.get("doors")?, groups: row.get("groups")? })
    })
}
