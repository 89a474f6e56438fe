//! What the program does by itself, once in a while: a job acts under a role of its own, at a time when nobody waits for
//! it, and says in the system auditor what came of it. The window asks what is due; a test runs what it wants.

use std::sync::{Mutex, PoisonError};

use chrono::Duration;

use crate::console::Console;
use crate::domain::moment::Moment;
use crate::session::Session;
use crate::storage::audit::{self, Action, Entry, Fields, Subject, SubjectKind, Verdict};
use crate::storage::{Error, Outcome, Role, events};

/// Something that is done by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Takes the names out of events that are older than the site keeps them; then goes over the whole file: whether the system
    /// auditor's chain holds, and whether the disk kept what was written.
    Check,
}

impl Job {
    /// All of them.
    pub const ALL: &[Job] = &[Job::Check];

    /// It is done again after so long.
    pub const fn every(self) -> Duration {
        match self {
            Job::Check => Duration::hours(24),
        }
    }

    const fn role(self) -> Role {
        match self {
            Job::Check => Role::Check,
        }
    }

    /// The lines of the trail that say that it was done.
    pub(crate) const fn told_as(self) -> &'static [Action] {
        match self {
            Job::Check => &[Action::SiteChecked, Action::CheckFailed],
        }
    }
}

/// What came of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ran {
    /// It was done.
    Done,
    /// It was done so lately that it is not to be done yet.
    NotDue,
    /// It gave way to somebody, and is thought of again later.
    PutOff,
}

/// When each job is to be thought of again; nothing is known of it yet at first. What was done stands in the trail.
#[derive(Debug, Default)]
pub(crate) struct Slate(Mutex<[Option<Moment>; Job::ALL.len()]>);

impl Slate {
    fn not_before(&self, job: Job) -> Option<Moment> {
        let slate = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slate.get(job as usize).copied().flatten()
    }

    fn put_off(&self, job: Job, until: Moment) {
        let mut slate = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(not_before) = slate.get_mut(job as usize) {
            *not_before = Some(until);
        }
    }
}

/// A job that is going on, or could not be done, is thought of again after so long.
const AGAIN: Duration = Duration::hours(1);

/// The next job that may be due. Looks at memory only, and forgets what is too old to be undone.
pub fn due(console: &Console) -> Option<Job> {
    let now = console.clock().now();
    console.kept().forget_old(now);
    let is_due = |job: &&Job| match console.slate().not_before(**job) {
        None => true,
        // A clock that was put back holds nothing up.
        Some(not_before) => now >= not_before || not_before > after(now, job.every()),
    };
    Job::ALL.iter().find(is_due).copied()
}

/// Does a job, if it is due by the trail. It is done by a clock in doubt as well; and a line of it that is dated ahead,
/// as one is after such a clock was set right, holds nothing up.
/// Where somebody is signed in, what the site says of itself is held against what the session knows.
pub fn run(console: &Console, signed_in: Option<&Session>, job: Job) -> Result<Ran, Error> {
    let (storage, slate) = (console.storage(), console.slate());
    slate.put_off(job, after(console.clock().now(), AGAIN));
    let due_at = storage.as_system(job.role(), |view| {
        let last = audit::last_of(view, job.told_as())?.filter(|last| *last <= view.now());
        let due_at = last.and_then(|last| last.checked_add_signed(job.every()));
        Ok::<_, Error>(Outcome::Unchanged(due_at.filter(|due_at| *due_at > view.now())))
    })?;
    if let Some(due_at) = due_at {
        slate.put_off(job, due_at);
        return Ok(Ran::NotDue);
    }
    let entry = match job {
        Job::Check => {
            // What hinders the one does not hinder the other: it may be what the check finds.
            let forgotten = make_nameless(console);
            check(console, signed_in, forgotten)?
        }
    };
    let Some(entry) = entry else { return Ok(Ran::PutOff) };
    storage.as_system(job.role(), |_| Ok::<_, Error>(Outcome::Changed((), entry.into())))?;
    slate.put_off(job, after(console.clock().now(), job.every()));
    Ok(Ran::Done)
}

/// A moment so long after another; the other, where the calendar ends.
fn after(moment: Moment, passed: Duration) -> Moment {
    moment.checked_add_signed(passed).unwrap_or(moment)
}

/// No more events are made nameless in one change: whoever saves meanwhile waits for it.
const NAMELESS_MAX: usize = 50_000;

/// Takes the names out of old events, stretch by stretch. Not by a clock in doubt: nobody finds a name again.
fn make_nameless(console: &Console) -> Result<(), Error> {
    loop {
        let has_more = console.storage().as_system(Role::Forget, |change| {
            let Ok(time) = change.confirmed_time() else { return Ok(Outcome::Unchanged(false)) };
            let Some(made) = events::make_nameless(change, time, NAMELESS_MAX)? else {
                return Ok(Outcome::Unchanged(false));
            };
            let subject =
                Subject { kind: SubjectKind::Events, id: None, name: String::new(), partition: None };
            let told = Fields::default().with("events", made.events).with_moment("before", made.before);
            let entry = Entry::new(Action::EventsMadeNameless, subject).after(told);
            Ok::<_, Error>(match made.events {
                0 => Outcome::Unchanged(false),
                _ => Outcome::Changed(made.has_more, entry.into()),
            })
        })?;
        if !has_more {
            return Ok(());
        }
    }
}

fn check(
    console: &Console,
    signed_in: Option<&Session>,
    forgotten: Result<(), Error>,
) -> Result<Option<Entry>, Error> {
    let (mut found, mut damage) = (Fields::default(), Vec::new());
    if let Err(error) = forgotten {
        damage.push(told(error)?);
    }
    let mut is_whole = false;
    match console.storage().examine(signed_in.map(Session::site).as_ref()) {
        Ok(None) => return Ok(None),
        Ok(Some(examined)) => {
            match examined.chain {
                Ok(Verdict::Holds(holds)) => {
                    found.set("entries", holds.entries);
                    is_whole = true;
                }
                Ok(Verdict::Broken(broken)) => found.set("broken at entry", broken.sequence),
                Err(error) => damage.push(told(error)?),
            }
            match examined.damage {
                Ok(lines) => damage.extend(lines),
                Err(error) => damage.push(told(error)?),
            }
        }
        Err(error) => damage.push(told(error)?),
    }
    let is_sound = is_whole && damage.is_empty();
    if !damage.is_empty() {
        found.set("damage", damage);
    }
    let action = if is_sound { Action::SiteChecked } else { Action::CheckFailed };
    Ok(Some(Entry::new(action, Subject::site(console.site().name.as_str())).after(found)))
}

/// What went wrong, as the trail tells it. Where the disk is full, or the file is not the one that was opened, nothing
/// can be written down; whoever saves next is told. Anything else comes from what the file says.
fn told(error: Error) -> Result<String, Error> {
    let has_no_place = matches!(error, Error::DiskFull | Error::Moved(_) | Error::Overwritten(_));
    if has_no_place { Err(error) } else { Ok(error.to_string()) }
}
