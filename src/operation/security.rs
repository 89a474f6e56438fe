//! System > General options > Security.

use crate::console::Console;
use crate::domain::moment::Moment;
use crate::domain::permission::ConfigurationGeneral;
use crate::domain::security::{Draft, Options};
use crate::session::{Administrator, Permit};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::{Outcome, operators, site};

use super::Error;

/// The screen of the options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The form, as it is saved.
    pub draft: Draft,
    /// Which state of the options this is: to be given back when they are saved.
    pub version: i64,
    /// When they were saved last, and by whom; never is nothing.
    pub changed: Option<(Moment, String)>,
    /// How many operators within reach would have to set up a second factor, if everybody must have one.
    pub without_two_factor: usize,
}

/// What the site asks of signing in.
pub fn options(console: &Console, permit: &Permit<ConfigurationGeneral>) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = site::stored_security(view)?;
        Ok(Page {
            draft: Draft::of(&stored.options),
            version: stored.version,
            changed: stored.changed,
            without_two_factor: operators::count_without_two_factor(view)?,
        })
    })
}

/// Keeps what the site asks of signing in, as it was opened as `version`.
pub fn save(
    console: &Console,
    administrator: &Administrator,
    version: i64,
    draft: &Draft,
) -> Result<(), Error> {
    let options = draft.check().map_err(Error::Security)?;
    console.storage().change(administrator, |change| {
        let before = site::stored_security(change)?;
        if options == before.options && version == before.version {
            return Ok(Outcome::Unchanged(()));
        }
        site::set_security(change, version, &options)?;
        let subject = Subject { kind: SubjectKind::Security, id: None, name: String::new(), partition: None };
        let entry =
            Entry::new(Action::SecurityChanged, subject).change(&fields(&before.options), fields(&options));
        Ok(Outcome::Changed((), entry.into()))
    })
}

fn fields(options: &Options) -> Fields {
    Fields::default()
        .with("failures that lock", options.limits.failures_max)
        .with("failures count for minutes", options.limits.window_minutes)
        .with("locked for minutes", options.limits.lockout_minutes)
        .with("password length", options.policy.length_min)
        .with("password history", options.password_history)
        .with("password days", options.password_days)
        .with("second factor for all", options.two_factor_all)
        .with("idle lock minutes", options.idle_lock_minutes)
}
