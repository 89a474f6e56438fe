//! System > Calendars. Whoever may modify them adds and deletes them as well.

use crate::console::Console;
use crate::domain::access::Edit;
use crate::domain::calendar::{Calendar, CalendarId, Draft, Fault, Field, Kind};
use crate::domain::partition::PartitionId;
use crate::domain::permission::{CalendarsModify, CalendarsView};
use crate::session::{Permit, Session};
use crate::storage::audit::{Action, Fields, SubjectKind};
use crate::storage::locks::{self, Followed};
use crate::storage::record::{self, Stored, Written};
use crate::storage::{self, Change, Noun, Outcome, Unique, View, calendars as rows};

pub use crate::domain::access::Impact;
pub use crate::storage::calendars::ListRow;

use super::foretold::{self, Foretold};
use super::records::{self, Kept};
use super::{Error, relations, undo};

/// A calendar's screen.
pub type Page = records::Page<CalendarId, Draft>;

impl Kept for Calendar {
    type There<'r> = Calendar;

    const KIND: SubjectKind = SubjectKind::Calendar;
    const ADDED: Action = Action::CalendarAdded;
    const CHANGED: Action = Action::CalendarChanged;
    const REMOVED: Action = Action::CalendarDeleted;

    fn told(&self, _: CalendarId) -> (String, Option<PartitionId>) {
        (self.name.to_string(), None)
    }

    fn fields(stored: &Stored<Calendar>) -> Fields {
        let of = |kind: Kind| {
            let days = stored.days.iter().filter(|(_, it)| **it == kind);
            days.map(|(day, _)| day.to_string()).collect::<Vec<_>>()
        };
        Fields::default()
            .with("name", stored.name.as_str())
            .with("description", stored.description.as_str())
            .with("holidays", of(Kind::Holiday))
            .with("special days 1", of(Kind::Special1))
            .with("special days 2", of(Kind::Special2))
            .with("for keys", stored.is_of_keys)
    }

    fn there(&self, _: &Session, _: &Change<'_>, _: Option<&Stored<Calendar>>) -> Result<Calendar, Error> {
        Ok(self.clone())
    }

    fn taken(unique: Unique) -> Option<Error> {
        let is_name = unique == Unique::Name;
        is_name.then(|| Error::Calendar(vec![(Field::Name, Fault::Duplicate)]))
    }
}

/// Every calendar, by name.
pub fn list(console: &Console, permit: &Permit<CalendarsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Opens a calendar's screen.
pub fn open(console: &Console, permit: &Permit<CalendarsView>, id: CalendarId) -> Result<Page, Error> {
    records::open::<Calendar, _, _>(console, permit, id, Draft::of)
}

/// Adds a calendar.
pub fn add(console: &Console, permit: &Permit<CalendarsModify>, draft: &Draft) -> Result<CalendarId, Error> {
    records::add(console, permit, &draft.check().map_err(Error::Calendar)?)
}

/// Saves a calendar that was opened as `version`.
pub fn save(
    console: &Console,
    permit: &Permit<CalendarsModify>,
    id: CalendarId,
    version: i64,
    draft: &Draft,
) -> Result<Impact, Error> {
    let calendar = draft.check().map_err(Error::Calendar)?;
    relations::save_form(console, permit, id, version, &calendar)
}

/// What saving a form would do to keys: what is wrong with it does nothing.
pub fn impact(
    console: &Console,
    permit: &Permit<CalendarsModify>,
    id: CalendarId,
    draft: &Draft,
) -> Result<Impact, Error> {
    Ok(console.storage().foretell(&edits(console, permit, id, draft)?)?)
}

/// Whose keys saving a form would touch.
pub fn whose(
    console: &Console,
    permit: &Permit<CalendarsModify>,
    id: CalendarId,
    draft: &Draft,
) -> Result<Foretold, Error> {
    foretold::of(console, permit, &edits(console, permit, id, draft)?)
}

fn edits(
    console: &Console,
    permit: &Permit<CalendarsModify>,
    id: CalendarId,
    draft: &Draft,
) -> Result<Vec<Edit>, Error> {
    let calendar = draft.check().ok();
    records::edits_of(console, permit, id, calendar.as_ref(), Written::edits)
}

/// Deletes a calendar. One by which keys go is not deleted.
pub fn delete(console: &Console, permit: &Permit<CalendarsModify>, id: CalendarId) -> Result<(), Error> {
    undo::forgetting(console, permit, |change| {
        let stored = deletable(change, id)?;
        rows::delete(change, id)?;
        Ok(Outcome::Changed((), records::gone(&stored).into()))
    })
}

/// Whether nothing refuses that a calendar is deleted, before it is asked.
pub fn may_delete(console: &Console, permit: &Permit<CalendarsModify>, id: CalendarId) -> Result<(), Error> {
    console.storage().view(permit, |view| deletable(view, id).map(drop))
}

/// A calendar that no key and no door follows.
fn deletable(view: &View<'_>, id: CalendarId) -> Result<Stored<Calendar>, Error> {
    let stored = record::get::<Calendar>(view, id)?;
    if stored.is_of_keys {
        return Err(storage::Error::CalendarInUse.into());
    }
    let followers = locks::followers(view, Followed::Calendar(id))?;
    if followers.count() > 0 {
        return Err(storage::Error::Followed { noun: Noun::Calendar, followers }.into());
    }
    Ok(stored)
}
