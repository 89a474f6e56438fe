//! Access points > Timed periods and automatic changes: in which mode doors are at each moment. Whoever may modify them adds and deletes them as well.

use crate::console::Console;
use crate::domain::automatic_change::{AutomaticChangeId, Draft, Plan, Plans, Step, Typed};
use crate::domain::permission::{TimedPeriodsModify, TimedPeriodsView};
use crate::domain::timetable::{Days, time};
use crate::session::Permit;
use crate::storage::audit::{Action, SubjectKind};
use crate::storage::locks::{self, Followed};
use crate::storage::{self, View, schedules as rows};

use super::Error;
use super::schedules::{self, Told};
use super::timetables::told_days;

pub use super::schedules::Besides;

/// An automatic change's screen.
pub type Page = schedules::Page<AutomaticChangeId, Typed>;

/// What a list shows of an automatic change.
pub type ListRow = rows::ListRow<AutomaticChangeId, Plans>;

impl Told for Plans {
    const KIND: SubjectKind = SubjectKind::AutomaticChange;
    const ADDED: Action = Action::AutomaticChangeAdded;
    const CHANGED: Action = Action::AutomaticChangeChanged;
    const REMOVED: Action = Action::AutomaticChangeDeleted;
    const LINES: &'static str = "changes";

    fn lines(&self) -> Vec<String> {
        let step = |step: &Step| format!("{} {}", time(step.from), step.mode.key());
        let plan = |(days, plan): &(Days, Plan)| {
            let steps: Vec<String> = plan.steps().iter().map(step).collect();
            format!("{} · {}", told_days(*days), steps.join(", "))
        };
        self.all().iter().map(plan).collect()
    }

    fn followed(id: AutomaticChangeId) -> Followed {
        Followed::Change(id)
    }

    fn expect_followable(&self, view: &View<'_>, id: AutomaticChangeId) -> Result<(), Error> {
        if self.needs_keypad() {
            let without = locks::followers_without_keypad(view, id)?;
            if without.count() > 0 {
                return Err(storage::Error::NoKeypad(without).into());
            }
        }
        if self.needs_code() {
            let without = locks::followers_without_code(view, id)?;
            if without.count() > 0 {
                return Err(storage::Error::NoCode(without).into());
            }
        }
        Ok(())
    }
}

/// Every automatic change, by name.
pub fn list(console: &Console, permit: &Permit<TimedPeriodsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Opens an automatic change's screen.
pub fn open(
    console: &Console,
    permit: &Permit<TimedPeriodsView>,
    id: AutomaticChangeId,
) -> Result<Page, Error> {
    schedules::open::<Plans>(console, permit, id)
}

/// Adds an automatic change, with the lowest number that is free.
pub fn add(
    console: &Console,
    permit: &Permit<TimedPeriodsModify>,
    draft: &Draft,
) -> Result<AutomaticChangeId, Error> {
    schedules::add::<Plans>(console, permit, draft)
}

/// Saves an automatic change that was opened as `version`.
pub fn save(
    console: &Console,
    permit: &Permit<TimedPeriodsModify>,
    id: AutomaticChangeId,
    version: i64,
    draft: &Draft,
) -> Result<(), Error> {
    schedules::save::<Plans>(console, permit, id, version, draft)
}

/// Deletes an automatic change.
pub fn delete(
    console: &Console,
    permit: &Permit<TimedPeriodsModify>,
    id: AutomaticChangeId,
) -> Result<(), Error> {
    schedules::delete::<Plans>(console, permit, id)
}

/// Whether nothing refuses that an automatic change is deleted, before it is asked.
pub fn may_delete(
    console: &Console,
    permit: &Permit<TimedPeriodsModify>,
    id: AutomaticChangeId,
) -> Result<(), Error> {
    schedules::may_delete::<Plans>(console, permit, id)
}
