//! Cardholders > Timetables: when what is given holds. Whoever may modify them adds and deletes them as well.

use crate::console::Console;
use crate::domain::access::Edit;
use crate::domain::permission::{Permission, TimetablesModify, TimetablesView};
use crate::domain::timetable::{Day, Days, Draft, Stretch, Timetable, TimetableId, time};
use crate::session::Permit;
use crate::storage::audit::{Action, Fields, SubjectKind};
use crate::storage::named::NamedRecord;
use crate::storage::relations as related;
use crate::storage::timetables::{self as rows, Stored};
use crate::storage::{self, Outcome, View, record};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::timetables::{ListRow, Listed, Uses};

use super::foretold::{self, Foretold};
use super::named::{self, KeptNamed};
use super::{Error, Giving, records, relations, undo};

/// A timetable's screen. It tells where the timetable is used.
pub type Page = records::Page<TimetableId, Draft, Uses>;

impl KeptNamed for Timetable {
    const KIND: SubjectKind = SubjectKind::Timetable;
    const ADDED: Action = Action::TimetableAdded;
    const CHANGED: Action = Action::TimetableChanged;
    const REMOVED: Action = Action::TimetableDeleted;
    const CHANGED_BY: Permission = Permission::TimetablesModify;

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        fields.with("periods", stored.periods.all().iter().map(told).collect::<Vec<_>>())
    }
}

/// A period, as the trail tells of it in any language.
pub(super) fn told(period: &Stretch) -> String {
    format!("{} · {}–{}", told_days(period.days()), time(period.from()), time(period.until()))
}

/// Days, as the trail tells of them in any language: those of the week by their numbers from Monday on, and the kinds of
/// calendar days by theirs behind a plus.
pub(super) fn told_days(days: Days) -> String {
    let days = Day::ALL.into_iter().zip(1..).filter(|(day, _)| days.contains(*day));
    let days =
        days.map(|(day, number)| day.kind().map_or_else(|| format!("{number}"), |kind| format!("+{kind}")));
    days.collect::<Vec<_>>().join(" ")
}

/// Every timetable that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<TimetablesView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Opens a timetable's screen.
pub fn open(console: &Console, permit: &Permit<TimetablesView>, id: TimetableId) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Timetable>(view, id)?;
        let (draft, uses) = (Draft::of(&stored.value), rows::uses(view, id)?);
        Ok(records::page(stored, draft, uses))
    })
}

/// The timetables that the operator may see, by name: what can be limited by them.
pub fn choices(
    console: &Console,
    permit: &Permit<TimetablesView>,
) -> Result<Vec<(TimetableId, String)>, Error> {
    console.storage().view(permit, |view| {
        let all = related::all::<Timetable>(view)?;
        Ok(all.into_iter().map(|timetable| (timetable.id, timetable.name)).collect())
    })
}

/// Where one can lie.
pub fn partitions(console: &Console, permit: &Permit<TimetablesView>) -> Result<Choices, Error> {
    named::choices::<Timetable>(console, permit)
}

/// An empty form.
pub fn blank(console: &Console, permit: &Permit<TimetablesModify>) -> Result<Draft, Error> {
    named::blank::<Timetable>(console, permit)
}

/// Adds a timetable.
pub fn add(
    console: &Console,
    permit: &Permit<TimetablesModify>,
    draft: &Draft,
) -> Result<TimetableId, Error> {
    named::add::<Timetable, _>(console, permit, draft, &Giving::nothing())
}

/// Saves a timetable that was opened as `version`. Says what that did to keys.
pub fn save(
    console: &Console,
    permit: &Permit<TimetablesModify>,
    id: TimetableId,
    version: i64,
    draft: &Draft,
) -> Result<Impact, Error> {
    let timetable: Timetable = named::check(draft)?;
    relations::save_form(console, permit, id, version, &timetable)
}

/// What saving a form would do to keys: what is wrong with it does nothing.
pub fn impact(
    console: &Console,
    permit: &Permit<TimetablesModify>,
    id: TimetableId,
    draft: &Draft,
) -> Result<Impact, Error> {
    Ok(console.storage().foretell(&edits(console, permit, id, draft)?)?)
}

/// Whose keys saving a form would touch.
pub fn whose(
    console: &Console,
    permit: &Permit<TimetablesModify>,
    id: TimetableId,
    draft: &Draft,
) -> Result<Foretold, Error> {
    foretold::of(console, permit, &edits(console, permit, id, draft)?)
}

fn edits(
    console: &Console,
    permit: &Permit<TimetablesModify>,
    id: TimetableId,
    draft: &Draft,
) -> Result<Vec<Edit>, Error> {
    let timetable = named::check::<Timetable>(draft).ok();
    records::edits_of(console, permit, id, timetable.as_ref(), NamedRecord::edits)
}

/// Deletes a timetable. One by which something is limited is not deleted: without it that would hold always, or never.
pub fn delete(
    console: &Console,
    permit: &Permit<TimetablesModify>,
    id: TimetableId,
) -> Result<Impact, Error> {
    undo::forgetting(console, permit, |change| {
        let stored = deletable(change, id)?;
        rows::delete(change, id)?;
        Ok(Outcome::Changed(Impact::default(), records::gone(&stored).into()))
    })
}

/// A timetable that limits nothing.
fn deletable(view: &View<'_>, id: TimetableId) -> Result<Stored, Error> {
    let stored = record::get::<Timetable>(view, id)?;
    let uses = rows::uses(view, id)?;
    if uses.all() > 0 { Err(storage::Error::TimetableInUse(uses).into()) } else { Ok(stored) }
}

/// What deleting a timetable would do to keys: what is not used is on none. Refused as the deletion would be.
pub fn impact_of_deleting(
    console: &Console,
    permit: &Permit<TimetablesModify>,
    id: TimetableId,
) -> Result<Impact, Error> {
    console.storage().view(permit, |view| {
        deletable(view, id)?;
        Ok(Impact::default())
    })
}
