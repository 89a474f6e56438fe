//! Access points > Timed periods and automatic changes: when doors are in a mode that holds only at times. Whoever may modify them adds and deletes them as well.

use crate::console::Console;
use crate::domain::permission::{TimedPeriodsModify, TimedPeriodsView};
use crate::domain::timed_period::{Draft, Stretches, TimedPeriodId, Typed};
use crate::session::Permit;
use crate::storage::audit::{Action, SubjectKind};
use crate::storage::locks::Followed;
use crate::storage::schedules as rows;

use super::Error;
use super::schedules::{self, Told};
use super::timetables::told;

pub use super::schedules::Besides;
pub use crate::storage::locks::Followers;

/// A timed period's screen.
pub type Page = schedules::Page<TimedPeriodId, Typed>;

/// What a list shows of a timed period.
pub type ListRow = rows::ListRow<TimedPeriodId, Stretches>;

impl Told for Stretches {
    const KIND: SubjectKind = SubjectKind::TimedPeriod;
    const ADDED: Action = Action::TimedPeriodAdded;
    const CHANGED: Action = Action::TimedPeriodChanged;
    const REMOVED: Action = Action::TimedPeriodDeleted;
    const LINES: &'static str = "periods";

    fn lines(&self) -> Vec<String> {
        self.all().iter().map(told).collect()
    }

    fn followed(id: TimedPeriodId) -> Followed {
        Followed::Period(id)
    }
}

/// Every timed period, by name.
pub fn list(console: &Console, permit: &Permit<TimedPeriodsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Opens a timed period's screen.
pub fn open(console: &Console, permit: &Permit<TimedPeriodsView>, id: TimedPeriodId) -> Result<Page, Error> {
    schedules::open::<Stretches>(console, permit, id)
}

/// Adds a timed period, with the lowest number that is free.
pub fn add(
    console: &Console,
    permit: &Permit<TimedPeriodsModify>,
    draft: &Draft,
) -> Result<TimedPeriodId, Error> {
    schedules::add::<Stretches>(console, permit, draft)
}

/// Saves a timed period that was opened as `version`.
pub fn save(
    console: &Console,
    permit: &Permit<TimedPeriodsModify>,
    id: TimedPeriodId,
    version: i64,
    draft: &Draft,
) -> Result<(), Error> {
    schedules::save::<Stretches>(console, permit, id, version, draft)
}

/// Deletes a timed period.
pub fn delete(
    console: &Console,
    permit: &Permit<TimedPeriodsModify>,
    id: TimedPeriodId,
) -> Result<(), Error> {
    schedules::delete::<Stretches>(console, permit, id)
}

/// Whether nothing refuses that a timed period is deleted, before it is asked.
pub fn may_delete(
    console: &Console,
    permit: &Permit<TimedPeriodsModify>,
    id: TimedPeriodId,
) -> Result<(), Error> {
    schedules::may_delete::<Stretches>(console, permit, id)
}
