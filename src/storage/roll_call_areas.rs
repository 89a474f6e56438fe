//! Roll-call areas.

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::{Row, Values};
use super::{Error, Noun, View};
use crate::domain::roll_call_area::{Purpose, RollCallArea, RollCallAreaId};

/// A roll-call area as stored.
pub type Stored = record::Stored<RollCallArea>;

impl NamedRecord for RollCallArea {
    type Id = RollCallAreaId;
    type Besides = ();

    const NOUN: Noun = Noun::RollCallArea;
    const TABLE: &'static str = "roll_call_areas";
    const COLUMNS: &'static str = "name, description, partition_id, external_id, purpose";
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "roll_call_area_id";

    fn besides(_: &Row<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn read_own(_: &View<'_>, row: &Row<'_>, _: RollCallAreaId) -> Result<Purpose, Error> {
        let purpose: String = row.get("purpose")?;
        Purpose::from_key(&purpose).ok_or_else(|| row.damaged("purpose"))
    }

    fn own_values(&self) -> Values {
        Values::none().with("purpose", self.purpose.key())
    }
}

/// What a list tells of a roll-call area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// What it is in a roll call.
    pub purpose: Purpose,
    /// At how many doors people come in.
    pub entries: usize,
    /// At how many they go out.
    pub exits: usize,
}

/// What a list shows of a roll-call area.
pub type ListRow = named::ListRow<RollCallAreaId, Listed>;

/// Every roll-call area within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let columns = "o.purpose,
         (SELECT count(*) FROM roll_call_area_entries d WHERE d.roll_call_area_id = o.id) AS entries,
         (SELECT count(*) FROM roll_call_area_exits d WHERE d.roll_call_area_id = o.id) AS exits";
    named::list::<RollCallArea, _>(view, columns, |row| {
        let purpose = RollCallArea::read_own(view, row, row.get("id")?)?;
        Ok(Listed { purpose, entries: row.get("entries")?, exits: row.get("exits")? })
    })
}
