//! Calendars.

use chrono::NaiveDate;

use super::record::{self, Among, Deleted, Place, Record, Written};
use super::view::{Id as _, Row, Values, plain};
use super::{Change, Error, Noun, Unique, View};
use crate::domain::access::{Edit, Node};
use crate::domain::calendar::{Calendar, CalendarId, Days, Kind};
use crate::domain::partition::PartitionId;

impl Record for Calendar {
    type Id = CalendarId;
    type Besides = ();

    const NOUN: Noun = Noun::Calendar;
    const TABLE: &'static str = "calendars";
    const COLUMNS: &'static str = "name, description";
    const OWN: &'static [(&'static str, Unique)] = &[("name_key", Unique::Name)];
    const AMONG: Among = Among::All;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "calendar_id";

    fn read(view: &View<'_>, row: &Row<'_>) -> Result<(Calendar, ()), Error> {
        let (days, is_of_keys) = (days(view, row.get("id")?)?, is_of_keys(view, row.get("id")?)?);
        Ok((Calendar { name: row.get("name")?, description: row.get("description")?, days, is_of_keys }, ()))
    }

    fn values(&self) -> Values {
        Values::none()
            .with("name", &self.name)
            .with("name_key", self.name.key())
            .with("description", &self.description)
    }

    fn place(&self, _: CalendarId) -> Place {
        Place::Site
    }
}

impl Written<Calendar> for Calendar {
    fn record(&self) -> &Calendar {
        self
    }

    fn partition(&self) -> Option<PartitionId> {
        None
    }

    fn edits(&self, id: CalendarId) -> Vec<Edit> {
        vec![Edit::Days(id, self.days.clone()), Edit::GoBy(id, self.is_of_keys)]
    }
}

/// Whether keys go by a calendar.
fn is_of_keys(view: &View<'_>, id: CalendarId) -> Result<bool, Error> {
    let sql = plain!("SELECT l.calendar_id IS ?1 AS is_of_keys FROM local_options l WHERE l.id = 1");
    view.plain(sql)?.one([id.number()], |row| row.get("is_of_keys"))
}

/// The days of the calendar by which keys go; none, where they go by none.
pub fn of_keys(view: &View<'_>) -> Result<Days, Error> {
    let sql = plain!("SELECT l.calendar_id FROM local_options l WHERE l.id = 1");
    let calendar: Option<CalendarId> = view.plain(sql)?.one([], |row| row.get("calendar_id"))?;
    calendar.map_or(Ok(Days::new()), |calendar| days(view, calendar))
}

/// Deletes a calendar that keys do not go by.
pub fn delete(change: &Change<'_>, id: CalendarId) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Calendar(id)))?;
    record::delete::<Calendar>(change, id, change.now())
}

/// The days of a calendar.
pub fn days(view: &View<'_>, id: CalendarId) -> Result<Days, Error> {
    let sql = plain!("SELECT d.day, d.kind FROM calendar_days d WHERE d.calendar_id = ?1 ORDER BY d.day");
    let days = view.plain(sql)?.list([id.number()], |row| {
        let kind = Kind::of(row.get("kind")?).ok_or_else(|| row.damaged("kind"))?;
        Ok((row.get("day")?, kind))
    })?;
    Ok(days.into_iter().collect())
}

/// A calendar as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The calendar.
    pub id: CalendarId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// How many days of it are not normal ones.
    pub days: usize,
    /// The last of them.
    pub last: Option<NaiveDate>,
    /// Whether keys go by it.
    pub is_of_keys: bool,
}

/// Every calendar, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let sql = plain!(
        "SELECT c.id, c.name, c.description,
                (SELECT count(*) FROM calendar_days d WHERE d.calendar_id = c.id) AS days,
                (SELECT max(d.day) FROM calendar_days d WHERE d.calendar_id = c.id) AS last,
                EXISTS (SELECT 1 FROM local_options l WHERE l.calendar_id = c.id) AS is_of_keys
         FROM calendars c ORDER BY c.name_key, c.id"
    );
    view.plain(sql)?.list([], |row| {
        Ok(ListRow {
            id: row.get("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            days: row.get("days")?,
            last: row.get("last")?,
            is_of_keys: row.get("is_of_keys")?,
        })
    })
}
