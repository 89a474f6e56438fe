//! The start page: what needs attention today, as far as the operator may see it; and the computer's clock, where it is in
//! doubt.

use std::collections::HashMap;

use crate::console::Console;
use crate::domain::key::Status;
use crate::domain::moment::{Moment, Reading};
use crate::domain::permission::{DoorsView, UsersView};
use crate::session::{Administrator, Permit};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::{self, Outcome, clock, doors, site};

use super::Error;

/// How the keys of the people in reach stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// How many people there are.
    pub people: usize,
    /// How many of each status.
    pub by_status: HashMap<Status, usize>,
}

impl Keys {
    /// How many people have a key of this status.
    pub fn count(&self, status: Status) -> usize {
        self.by_status.get(&status).copied().unwrap_or_default()
    }
}

/// Counts the keys of the people in reach by how they stand.
pub fn keys(console: &Console, permit: &Permit<UsersView>) -> Result<Keys, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        let directory = storage.directory()?;
        Ok(Keys {
            people: directory.count(view.scope()),
            by_status: directory.count_by_status(view.scope(), view.now()),
        })
    })
}

/// Counts the doors in reach.
pub fn doors(console: &Console, permit: &Permit<DoorsView>) -> Result<usize, Error> {
    console.storage().view(permit, |view| Ok(doors::count(view)?))
}

/// Confirms that the clock is right, although it shows a moment before the last one that was believed, or long after it.
/// `shown` is what the administrator saw: a clock that jumped since is not confirmed with it.
pub fn confirm_time(console: &Console, permit: &Administrator, shown: Reading) -> Result<(), Error> {
    console.storage().change(permit, |change| {
        let reading = change.reading()?;
        if reading.confirmed().is_ok() {
            return Ok(Outcome::Unchanged(()));
        }
        let is_shown = (reading.now - shown.now).abs() <= Reading::LEEWAY && reading.last == shown.last;
        if !is_shown {
            return Err(storage::Error::ClockInDoubt(reading).into());
        }
        let right = clock::believe(change)?;
        console.strangers().set_right(&site::security_options(change)?.limits, reading.now);
        let before = Fields::default().with("time", text(reading.last));
        let after = Fields::default()
            .with("time", text(reading.now))
            .with("keys to be written anew", right.keys)
            .with("acts called off", right.acts);
        let subject =
            Subject { kind: SubjectKind::Site, id: None, name: console.site().name.clone(), partition: None };
        let entry = Entry { action: Action::TimeConfirmed, subject, before, after };
        Ok(Outcome::Changed((), entry.into()))
    })
}

fn text(moment: Moment) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
