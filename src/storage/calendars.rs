//! Calendars.

use rusqlite::params;

use super::record::{Among, Apart, Deleted, Place, Record};
use super::view::{Bind as _, Id as _, Row, Values, plain};
use super::{Change, Error, Noun, Unique, View};
use crate::domain::calendar::{Calendar, CalendarId, Days, Kind};

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
        let days = days(view, row.get("id")?)?;
        Ok((Calendar { name: row.get("name")?, description: row.get("description")?, days }, ()))
    }

    fn values(&self) -> Values {
        Values::none()
            .with("name", &self.name)
            .with("name_key", self.name.key())
            .with("description", &self.description)
    }

    fn write_rows(&self, change: &Change<'_>, id: CalendarId) -> Result<(), Error> {
        change.write("DELETE FROM calendar_days WHERE calendar_id = ?1", [id.number()])?;
        for (day, kind) in &self.days {
            let row = params![id.number(), day.bind(), kind.number()];
            change.write("INSERT INTO calendar_days (calendar_id, day, kind) VALUES (?1, ?2, ?3)", row)?;
        }
        Ok(())
    }

    fn place(&self, _: CalendarId) -> Place {
        Place::Site
    }
}

impl Apart for Calendar {}

fn days(view: &View<'_>, id: CalendarId) -> Result<Days, Error> {
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
}

/// Every calendar, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let sql = plain!(
        "SELECT c.id, c.name, c.description,
                (SELECT count(*) FROM calendar_days d WHERE d.calendar_id = c.id) AS days
         FROM calendars c ORDER BY c.name_key, c.id"
    );
    view.plain(sql)?.list([], |row| {
        Ok(ListRow {
            id: row.get("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            days: row.get("days")?,
        })
    })
}
