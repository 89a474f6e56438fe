//! Lockdown areas.

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::Row;
use super::{Error, Noun, View};
use crate::domain::lockdown_area::{LockdownArea, LockdownAreaId};
use crate::domain::named::Named;

/// A lockdown area as stored.
pub type Stored = record::Stored<LockdownArea>;

impl NamedRecord for LockdownArea {
    type Id = LockdownAreaId;
    type Besides = ();

    const NOUN: Noun = Noun::LockdownArea;
    const TABLE: &'static str = "lockdown_areas";
    const COLUMNS: &'static str = Named::COLUMNS;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "lockdown_area_id";

    fn besides(_: &Row<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn read_own(_: &View<'_>, _: &Row<'_>, _: LockdownAreaId) -> Result<(), Error> {
        Ok(())
    }
}

/// What a list tells of a lockdown area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// How many doors are in it.
    pub doors: usize,
}

/// What a list shows of a lockdown area.
pub type ListRow = named::ListRow<LockdownAreaId, Listed>;

/// Every lockdown area within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let doors = "(SELECT count(*) FROM lockdown_area_doors d WHERE d.lockdown_area_id = o.id) AS doors";
    named::list::<LockdownArea, _>(view, doors, |row| Ok(Listed { doors: row.get("doors")? }))
}
