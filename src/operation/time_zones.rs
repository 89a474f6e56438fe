//! System > Time zones, but for the site's own time: that is the computer's.

use crate::console::Console;
use crate::domain::partition::PartitionId;
use crate::domain::permission::{TimeZonesAddDelete, TimeZonesDaylightSaving, TimeZonesView};
use crate::domain::time_zone::{Draft, Fault, Field, TimeZone, TimeZoneId, Typed, clock};
use crate::session::{Permit, Session};
use crate::storage::audit::{Action, Fields, SubjectKind};
use crate::storage::locks::{self, Followed};
use crate::storage::record::{self, Stored};
use crate::storage::{self, Change, Noun, Outcome, Unique, Values, View, site, time_zones as rows};

pub use crate::storage::time_zones::ListRow;

use super::records::{self, Kept};
use super::{Error, undo};

/// A time zone's screen, and how many access points go by it, within reach or not.
pub type Page = records::Page<TimeZoneId, Draft, usize>;

impl Kept for TimeZone {
    type There<'r> = TimeZone;

    const KIND: SubjectKind = SubjectKind::TimeZone;
    const ADDED: Action = Action::TimeZoneAdded;
    const CHANGED: Action = Action::TimeZoneChanged;
    const REMOVED: Action = Action::TimeZoneDeleted;

    fn told(&self, _: TimeZoneId) -> (String, Option<PartitionId>) {
        (self.name.to_string(), None)
    }

    fn fields(stored: &Stored<TimeZone>) -> Fields {
        let saving = stored.rule.saving;
        let turn = |turn: crate::domain::time_zone::Turn| {
            format!("{} {:?} {}", turn.month, turn.week, turn.weekday) + " " + &clock(turn.minute)
        };
        Fields::default()
            .with("name", stored.name.as_str())
            .with("ahead of UTC", clock(stored.rule.ahead.minutes()))
            .with("minutes of daylight saving", saving.map(|saving| saving.minutes))
            .with("clocks forward", saving.map(|saving| turn(saving.start)))
            .with("clocks back", saving.map(|saving| turn(saving.end)))
    }

    fn there(&self, _: &Session, _: &Change<'_>, _: Option<&Stored<TimeZone>>) -> Result<TimeZone, Error> {
        Ok(self.clone())
    }

    fn taken(unique: Unique) -> Option<Error> {
        let is_name = unique == Unique::Name;
        is_name.then(|| Error::TimeZone(vec![(Field::Name, Fault::Duplicate)]))
    }
}

/// Every time zone, by name, with how many access points go by it.
pub fn list(console: &Console, permit: &Permit<TimeZonesView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Opens a time zone's screen.
pub fn open(console: &Console, permit: &Permit<TimeZonesView>, id: TimeZoneId) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<TimeZone>(view, id)?;
        let (draft, points) = (Draft::of(&stored), rows::count_points(view, id)?);
        Ok(records::page(stored, draft, points))
    })
}

/// Adds a time zone: a copy of one of the world's, where the site uses several.
pub fn add(
    console: &Console,
    permit: &Permit<TimeZonesAddDelete>,
    draft: &Draft,
) -> Result<TimeZoneId, Error> {
    let zone = draft.check_new().map_err(Error::TimeZone)?;
    undo::forgetting(console, permit, |change| {
        if !site::general_options(change)?.several_time_zones {
            return Err(storage::Error::OneTimeZone.into());
        }
        let (stored, entry) = records::put(change, permit.session(), &zone, Values::none())?;
        Ok(Outcome::Changed(stored.id, entry.into()))
    })
}

/// Saves how local time goes in a zone that was opened as `version`. Says how many locks need a visit for it.
pub fn save(
    console: &Console,
    permit: &Permit<TimeZonesDaylightSaving>,
    id: TimeZoneId,
    version: i64,
    rule: &Typed,
) -> Result<usize, Error> {
    let rule = rule.check().map_err(Error::TimeZone)?;
    undo::forgetting(console, permit, |change| {
        let before = record::get::<TimeZone>(change, id)?;
        let zone = TimeZone { rule, ..before.value };
        let visits = if rule == before.value.rule { 0 } else { rows::count_points(change, id)? };
        Ok(match records::put_again(change, permit.session(), id, version, &zone)? {
            Some(entry) => Outcome::Changed(visits, entry.into()),
            None => Outcome::Unchanged(0),
        })
    })
}

/// Deletes a time zone by which nothing goes.
pub fn delete(console: &Console, permit: &Permit<TimeZonesAddDelete>, id: TimeZoneId) -> Result<(), Error> {
    undo::forgetting(console, permit, |change| {
        let stored = deletable(change, id)?;
        record::delete::<TimeZone>(change, id, change.now())?;
        Ok(Outcome::Changed((), records::gone(&stored).into()))
    })
}

/// Whether nothing refuses that a time zone is deleted, before it is asked.
pub fn may_delete(
    console: &Console,
    permit: &Permit<TimeZonesAddDelete>,
    id: TimeZoneId,
) -> Result<(), Error> {
    console.storage().view(permit, |view| deletable(view, id).map(drop))
}

fn deletable(view: &View<'_>, id: TimeZoneId) -> Result<Stored<TimeZone>, Error> {
    let stored = record::get::<TimeZone>(view, id)?;
    let followers = locks::followers(view, Followed::TimeZone(id))?;
    if followers.count() > 0 {
        return Err(storage::Error::Followed { noun: Noun::TimeZone, followers }.into());
    }
    Ok(stored)
}
