//! The start page: what needs attention today, as far as the operator may see it; and the computer's clock, where it is in
//! doubt.

use std::collections::HashMap;

use chrono::Duration;

use crate::console::{Console, Demo};
use crate::domain::key::{Mismatch, Status};
use crate::domain::moment::{Moment, Reading};
use crate::domain::permission::{DoorsView, UsersView};
use crate::session::{Administrator, Permit};
use crate::storage::audit::{self, Action, Entry, Fields, Raised, Subject};
use crate::storage::{self, Outcome, View, clock, doors, site};

use super::Error;
use super::encode::action_of;
use super::jobs::Job;
use super::options::{self, Campaign};

/// How the keys of the people in reach stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// How many people there are.
    pub people: usize,
    /// How many of each status.
    pub by_status: HashMap<Status, usize>,
    /// Those that need other areas by what was chosen for all, where there are any.
    pub campaign: Option<Campaign>,
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
            by_status: directory.count_by_status(view.scope(), view.believed()?),
            campaign: options::campaign(view, &directory, view.scope())?,
        })
    })
}

/// Counts the doors in reach.
pub fn doors(console: &Console, permit: &Permit<DoorsView>) -> Result<usize, Error> {
    console.storage().view(permit, |view| Ok(doors::count(view)?))
}

/// Keys that were found to say something else than what is known of them, since an administrator last took note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatches {
    /// How many of each kind, that which tells most about the file first.
    pub by_kind: Vec<(Mismatch, usize)>,
    /// When the last was found.
    pub last_at: Moment,
    /// The number of the entry that says so.
    pub last: i64,
}

/// What administrators are to know of keys, whoever laid them on an encoder; nothing, if there is nothing new.
pub fn mismatches(console: &Console, permit: &Administrator) -> Result<Option<Mismatches>, Error> {
    Ok(console.storage().view(permit, standing)?)
}

fn standing(view: &View<'_>) -> Result<Option<Mismatches>, storage::Error> {
    let mut by_kind: Vec<(Mismatch, Raised)> = Vec::new();
    for kind in Mismatch::ALL {
        let raised = audit::raised_since(view, action_of(*kind), Action::MismatchesSeen)?;
        by_kind.extend(raised.map(|raised| (*kind, raised)));
    }
    let last = by_kind.iter().map(|(_, raised)| *raised).max_by_key(|raised| raised.last);
    Ok(last.map(|last| Mismatches {
        by_kind: by_kind.iter().map(|(kind, raised)| (*kind, raised.things)).collect(),
        last_at: last.at,
        last: last.last,
    }))
}

/// What came of going over the site by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Checked {
    /// What was found wrong, since an administrator last took note.
    pub unsound: Option<Unsound>,
    /// Since when nobody went over it, where that is too long.
    pub not_since: Option<Moment>,
}

/// Something was found wrong with the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsound {
    /// When that was last.
    pub at: Moment,
    /// The number of the entry that says so.
    pub last: i64,
}

/// The site is gone over once a day; that it was not for so long is to be known.
const UNCHECKED_MAX: Duration = Duration::days(7);

/// What administrators are to know of the checks of the site.
pub fn checked(console: &Console, permit: &Administrator) -> Result<Checked, Error> {
    Ok(console.storage().view(permit, |view| {
        let unsound = found_wrong(view)?;
        let is_demo = console.site().demo != Demo::No;
        let last = audit::last_of(view, Job::Check.told_as())?.map_or_else(|| site::made_at(view), Ok)?;
        // A demo site is thrown away, and its past is made up.
        let not_since = Some(last).filter(|last| !is_demo && view.now() - *last > UNCHECKED_MAX);
        Ok::<_, storage::Error>(Checked { unsound, not_since })
    })?)
}

fn found_wrong(view: &View<'_>) -> Result<Option<Unsound>, storage::Error> {
    let raised = audit::raised_since(view, Action::CheckFailed, Action::CheckSeen)?;
    Ok(raised.map(|raised| Unsound { at: raised.at, last: raised.last }))
}

/// Acknowledges what a check found; what one finds later stays.
pub fn take_note_of_check(console: &Console, permit: &Administrator, shown: &Unsound) -> Result<(), Error> {
    console.storage().change(permit, |change| {
        if found_wrong(change)?.is_none_or(|known| known.last != shown.last) {
            return Ok(Outcome::Unchanged(()));
        }
        let after = Fields::default().with("entry", shown.last);
        Ok(Outcome::Changed((), Entry::new(Action::CheckSeen, of_site(console)).after(after).into()))
    })
}

/// Acknowledges what was shown; anything found since stays.
pub fn take_note(console: &Console, permit: &Administrator, shown: &Mismatches) -> Result<(), Error> {
    console.storage().change(permit, |change| {
        let Some(mismatches) = standing(change)?.filter(|known| known.last == shown.last) else {
            return Ok(Outcome::Unchanged(()));
        };
        let keys: usize = mismatches.by_kind.iter().map(|(_, keys)| keys).sum();
        let after = Fields::default().with("keys", keys);
        Ok(Outcome::Changed((), Entry::new(Action::MismatchesSeen, of_site(console)).after(after).into()))
    })
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
        let before = Fields::default().with_moment("time", reading.last);
        let after = Fields::default()
            .with_moment("time", reading.now)
            .with("keys to be written anew", right.keys)
            .with("acts called off", right.acts);
        let entry = Entry { before, after, ..Entry::new(Action::TimeConfirmed, of_site(console)) };
        Ok(Outcome::Changed((), entry.into()))
    })
}

fn of_site(console: &Console) -> Subject {
    Subject::site(console.site().name.as_str())
}
