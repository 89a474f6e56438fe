//! Timetables.

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::Row;
use super::{Beyond, Change, Error, Noun, View};
use crate::domain::access::{Edit, Node};
use crate::domain::timetable::{Days, Periods, Stretch, Timetable, TimetableId};

/// A timetable as stored.
pub type Stored = record::Stored<Timetable>;

impl NamedRecord for Timetable {
    type Id = TimetableId;
    type Besides = ();

    const NOUN: Noun = Noun::Timetable;
    const TABLE: &'static str = "timetables";
    const COLUMNS: &'static str = "name, description, partition_id, external_id";
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "timetable_id";

    fn besides(_: &Row<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn read_own(view: &View<'_>, _: &Row<'_>, id: TimetableId) -> Result<Periods, Error> {
        periods(view, id)
    }

    fn edits(&self, id: TimetableId) -> Vec<Edit> {
        vec![Edit::Times(id, self.periods.clone())]
    }
}

/// When a timetable holds.
pub(super) fn periods(view: &View<'_>, id: TimetableId) -> Result<Periods, Error> {
    let sql = "SELECT days, from_minute, until_minute FROM timetable_periods
         WHERE timetable_id = ?1 ORDER BY number";
    of_rows(view.beyond(Beyond::Keys, sql)?.list([id.0], period)?)
}

/// A period, as its row says it.
pub(super) fn period(row: &Row<'_>) -> Result<Stretch, Error> {
    let days = Days::of_bits(row.get("days")?).ok_or_else(|| row.damaged("days"))?;
    let (from, until) = (row.get("from_minute")?, row.get("until_minute")?);
    Stretch::new(days, from, until).map_err(|_| row.damaged("until_minute"))
}

/// The periods of one timetable.
pub(super) fn of_rows(periods: Vec<Stretch>) -> Result<Periods, Error> {
    Periods::new(periods).map_err(|_| Error::Damaged)
}

/// Where a timetable is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uses {
    /// How often it limits what people were given themselves.
    pub people: usize,
    /// How often it limits what access levels give.
    pub levels: usize,
    /// How often it limits which doors are in zones.
    pub zones: usize,
}

impl Uses {
    /// How often it is used.
    pub const fn all(&self) -> usize {
        self.people + self.levels + self.zones
    }
}

/// The numbers of rows that are limited by a timetable, as columns of a question about `o`.
const USES: &str = "(SELECT count(*) FROM user_doors g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM user_lockers g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM user_zones g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM user_outputs g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM user_crossings g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM user_access_level_users g WHERE g.timetable_id = o.id) AS people,
         (SELECT count(*) FROM user_access_level_doors g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM user_access_level_lockers g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM user_access_level_zones g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM user_access_level_outputs g WHERE g.timetable_id = o.id) AS levels,
         (SELECT count(*) FROM zone_doors g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM zone_lockers g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM zone_rooms g WHERE g.timetable_id = o.id)
           + (SELECT count(*) FROM zone_suites g WHERE g.timetable_id = o.id) AS zones";

fn uses_in(row: &Row<'_>) -> Result<Uses, Error> {
    Ok(Uses { people: row.get("people")?, levels: row.get("levels")?, zones: row.get("zones")? })
}

/// Where a timetable is used, within reach or not.
pub fn uses(view: &View<'_>, id: TimetableId) -> Result<Uses, Error> {
    let sql = format!("SELECT {USES} FROM timetables o WHERE o.id = ?1");
    view.beyond(Beyond::Counts, &sql)?.one([id.0], uses_in)
}

/// What a list tells of a timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// When it holds.
    pub periods: Periods,
    /// Where it is used.
    pub uses: Uses,
}

/// What a list shows of a timetable.
pub type ListRow = named::ListRow<TimetableId, Listed>;

/// Every timetable within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    named::list::<Timetable, _>(view, USES, |row| {
        Ok(Listed { periods: periods(view, row.get("id")?)?, uses: uses_in(row)? })
    })
}

/// Deletes a timetable that nothing is limited by.
pub fn delete(change: &Change<'_>, id: TimetableId) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Timetable(id)))?;
    record::delete::<Timetable>(change, id, change.now())
}
