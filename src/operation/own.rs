//! One's own settings: language, theme, encoder, password.

pub use crate::storage::operators::Preferences;

use super::first_start::PRIVATE_KEY;
use super::sign_in::subject;
use crate::console::Console;
use crate::domain::operator::{Password, PasswordFault};
use crate::secret::password::{self, Cost, Record};
use crate::session::Own;
use crate::storage::audit::{Action, Entry, Fields};
use crate::storage::{self, Outcome, operators, site};

/// The operator's own settings.
pub fn preferences(console: &Console, own: &Own) -> Result<Preferences, storage::Error> {
    console.storage().view(own, |view| operators::preferences(view, own.session().operator()))
}

/// After how many minutes without a key or a click the screen locks itself.
pub fn idle_lock_minutes(console: &Console, own: &Own) -> Result<u32, storage::Error> {
    console.storage().view(own, |view| Ok(site::security_options(view)?.idle_lock_minutes))
}

/// Keeps the operator's own settings.
pub fn set_preferences(console: &Console, own: &Own, preferences: &Preferences) -> Result<(), super::Error> {
    let operator = own.session().operator();
    console.storage().change(own, |change| {
        let before = operators::preferences(change, operator)?;
        if before == *preferences {
            return Ok(Outcome::Unchanged(()));
        }
        operators::set_preferences(change, operator, preferences)?;
        let entry = Entry::new(Action::SettingsChanged, subject(own.session()))
            .change(&fields(&before), fields(preferences));
        Ok(Outcome::Changed((), entry.into()))
    })
}

fn fields(preferences: &Preferences) -> Fields {
    Fields::default()
        .with("language", preferences.language.code())
        .with("theme", preferences.theme.code())
        .with("encoder", preferences.encoder.clone())
}

/// Why the password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The old password is wrong.
    #[error("the old password is wrong")]
    WrongOld,
    /// The new one may not be anybody's.
    #[error("the new password is not accepted")]
    Refused(PasswordFault),
    /// The two new ones differ.
    #[error("the new passwords differ")]
    Differs,
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// The account is damaged.
    #[error("the account is damaged")]
    Damaged,
}

impl From<password::Fault> for PasswordError {
    fn from(_: password::Fault) -> Self {
        PasswordError::Damaged
    }
}

/// Changes the operator's password. Takes as long as two password checks: not for the window's own thread.
pub fn change_password(
    console: &Console,
    own: &Own,
    old: &Password,
    new: &Password,
    repeated: &Password,
) -> Result<(), PasswordError> {
    let session = own.session();
    let (account, policy, site) = console.storage().view(own, |view| {
        let account = operators::account_of(view, session.operator())?;
        let policy = site::security_options(view)?.policy;
        Ok::<_, storage::Error>((account, policy, site::get(view)?.name))
    })?;
    let names = [session.user_name(), session.name(), &site, "keydesk"];
    policy.check(new, &names, crate::common_passwords::contain).map_err(PasswordError::Refused)?;
    if !new.is_same_as(repeated) {
        return Err(PasswordError::Differs);
    }
    let opened = account.password.open(old)?.ok_or(PasswordError::WrongOld)?;
    let private =
        opened.wrapping.open(PRIVATE_KEY, &account.private_key).map_err(|_| PasswordError::Damaged)?;
    let (record, fresh) = Record::make(new, Cost::DEFAULT)?;
    let sealed = fresh.wrapping.seal(PRIVATE_KEY, &private).map_err(storage::Error::from)?;
    console.storage().change(own, |change| {
        operators::set_password(change, account.id, &record, &sealed)?;
        let entry = Entry::new(Action::PasswordChanged, subject(session));
        Ok(Outcome::Changed((), entry.into()))
    })
}
