//! Suites.

use super::locks::{self, Locked};
use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::rooms;
use super::view::{Row, Values};
use super::{Change, Error, Noun, View};
use crate::domain::access::{Edit, Node, Point};
use crate::domain::access_point::Code;
use crate::domain::door;
use crate::domain::room::Settings;
use crate::domain::suite::{Suite, SuiteId};

/// A suite as stored, and the number by which keys name its entrance.
pub type Stored = record::Stored<Suite>;

impl NamedRecord for Suite {
    type Id = SuiteId;
    type Besides = Code;

    const NOUN: Noun = Noun::Suite;
    const TABLE: &'static str = "suites";
    const COLUMNS: &'static str = rooms::columns!("suites");
    const DELETED: Deleted = Deleted::Marked;
    const OWNS_BY: &'static str = "suite_id";

    fn besides(row: &Row<'_>) -> Result<Code, Error> {
        row.get("code")
    }

    fn read_own(_: &View<'_>, row: &Row<'_>, _: SuiteId) -> Result<Settings, Error> {
        rooms::settings(row)
    }

    fn own_values(&self) -> Values {
        rooms::values(&self.settings)
    }

    fn write_own(&self, change: &Change<'_>, id: SuiteId) -> Result<(), Error> {
        locks::set_time_zone::<Suite>(change, id, self.settings.lock.time_zone)
    }
}

impl Locked for Suite {
    const SET: (&'static str, &'static str, &'static str) = ("suites", "id", rooms::LOCK);
    const IN_ZONES: &'static str = "zone_suites";
    const VISITS: &'static str = "suite_visits";

    fn set(row: &Row<'_>) -> Result<door::Settings, Error> {
        Ok(locks::lock(row)?.as_of_a_door())
    }
}

impl Stored {
    /// The entrance of the suite, as rights name it.
    pub const fn node(&self) -> Point<SuiteId> {
        Point { id: self.id, code: self.besides }
    }
}

/// What a list shows of a suite.
pub type ListRow = named::ListRow<SuiteId, rooms::Listed>;

/// Every suite within reach, by name. How many people may open each comes with it.
pub fn list(view: &View<'_>, holders: &[u32]) -> Result<Vec<ListRow>, Error> {
    rooms::list_of_suites::<Suite>(view, holders)
}

/// Deletes a suite: the row and its number stay, and so do its rooms; it leaves its zones.
pub fn delete(change: &Change<'_>, suite: Point<SuiteId>) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Suite(suite)))?;
    // What it followed is nobody's any more, and can be deleted.
    record::note::<Suite>(change, suite.id, &Values::none().with("calendar_id", None::<i64>))?;
    locks::set_time_zone::<Suite>(change, suite.id, None)?;
    change.write("DELETE FROM suite_visits WHERE suite_id = ?1", [suite.id.0])?;
    record::delete::<Suite>(change, suite.id, change.now())
}
