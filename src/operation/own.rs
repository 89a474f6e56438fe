//! One's own settings: language, theme, encoder, password, second factor.

pub use super::enrolment::Enrolment;
pub use super::passwords::PasswordError;
pub use crate::storage::operators::Preferences;

use super::passwords::{self, Known};
use super::sealing::Renewal;
use super::sign_in::{self, know_password, subject};
use crate::console::Console;
use crate::domain::moment::Moment;
use crate::domain::operator::Password;
use crate::secret::password::{Cost, Record};
use crate::session::Own;
use crate::storage::audit::{Action, Entry, Fields};
use crate::storage::operators::TWO_FACTOR;
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

/// Changes the operator's password. Takes as long as a few password checks: not for the window's own thread.
pub fn change_password(
    console: &Console,
    own: &Own,
    old: &Password,
    new: &Password,
    repeated: &Password,
) -> Result<(), PasswordError> {
    let session = own.session();
    let known = console.storage().view(own, |view| Known::of(view, session.operator()))?;
    passwords::check_form(&known, new, repeated)?;
    let opened = know_password(console, session, old)?;
    passwords::check_new(&known, new, repeated)?;
    let (record, fresh) = Record::make(new, Cost::DEFAULT)?;
    let renewal = Renewal::make(&opened.bearer, &fresh.wrapping).map_err(storage::Error::from)?;
    console.storage().change(own, |change| {
        // What was sealed to the operator meanwhile is not lost.
        let account = opened.standing(change)?.account;
        renewal.keep(change, &account, &record)?;
        let entry = Entry::new(Action::PasswordChanged, subject(session));
        Ok(Outcome::Changed((), entry.into()))
    })
}

impl From<sign_in::Error> for PasswordError {
    fn from(error: sign_in::Error) -> Self {
        match error {
            // Where the account was changed meanwhile, it is another password's.
            sign_in::Error::Wrong | sign_in::Error::BeginAnew => PasswordError::WrongOld,
            sign_in::Error::LockedUntil(until) => PasswordError::LockedUntil(until),
            sign_in::Error::Storage(error) => PasswordError::Storage(error),
            sign_in::Error::CodeWanted
            | sign_in::Error::WrongCode
            | sign_in::Error::NextCode
            | sign_in::Error::Refused(_)
            | sign_in::Error::Differs
            | sign_in::Error::Unfinished
            | sign_in::Error::Damaged => PasswordError::Damaged,
        }
    }
}

impl From<PasswordError> for TwoFactorError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::WrongOld => TwoFactorError::WrongPassword,
            PasswordError::LockedUntil(until) => TwoFactorError::LockedUntil(until),
            PasswordError::Storage(error) => TwoFactorError::Storage(error),
            PasswordError::Refused(_) | PasswordError::Differs | PasswordError::Damaged => {
                TwoFactorError::Damaged
            }
        }
    }
}

/// How it is with the operator's second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoFactor {
    /// Signing in asks for a code.
    pub is_on: bool,
    /// The site asks it of everybody.
    pub is_required: bool,
}

/// Why the second factor is as it was.
#[derive(Debug, thiserror::Error)]
pub enum TwoFactorError {
    /// The code is not the one that the authenticator shows.
    #[error("the code is wrong")]
    WrongCode,
    /// The password is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// The password was wrong too often.
    #[error("the account is locked until {0}")]
    LockedUntil(Moment),
    /// The site asks it of everybody.
    #[error("the site asks everybody for a second factor")]
    Required,
    /// It is on already, with another authenticator.
    #[error("the second factor is on already")]
    AlreadyOn,
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// The account is damaged.
    #[error("the account is damaged")]
    Damaged,
}

/// How it is with the operator's second factor.
pub fn two_factor(console: &Console, own: &Own) -> Result<TwoFactor, storage::Error> {
    console.storage().view(own, |view| {
        let account = operators::account_of(view, own.session().operator())?;
        let is_required = site::security_options(view)?.two_factor_all;
        Ok(TwoFactor { is_on: account.secrets.contains_key(TWO_FACTOR), is_required })
    })
}

/// Begins to set up a second factor. Nothing is kept yet.
pub fn begin_two_factor(console: &Console, own: &Own) -> Result<Enrolment, TwoFactorError> {
    console.storage().view(own, |view| {
        let account = operators::account_of(view, own.session().operator())?;
        if account.secrets.contains_key(TWO_FACTOR) {
            return Err(TwoFactorError::AlreadyOn);
        }
        Ok(Enrolment::begin(view, &account.user_name)?)
    })
}

/// Switches the second factor on, when a code shows that the authenticator has it.
pub fn switch_two_factor_on(
    console: &Console,
    own: &Own,
    enrolment: &Enrolment,
    code: &str,
) -> Result<(), TwoFactorError> {
    let step = enrolment.confirm(code, console.clock().now()).ok_or(TwoFactorError::WrongCode)?;
    console.storage().change(own, |change| {
        let account = operators::account_of(change, own.session().operator())?;
        if account.secrets.contains_key(TWO_FACTOR) {
            return Err(TwoFactorError::AlreadyOn);
        }
        enrolment.keep(change, account.id, account.public_key, step)?;
        let entry = Entry::new(Action::TwoFactorOn, subject(own.session()));
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// Switches the second factor off. Takes as long as a password check takes.
pub fn switch_two_factor_off(
    console: &Console,
    own: &Own,
    password: &Password,
) -> Result<(), TwoFactorError> {
    let operator = own.session().operator();
    let opened = know_password(console, own.session(), password).map_err(PasswordError::from)?;
    console.storage().change(own, |change| {
        opened.standing(change).map_err(PasswordError::from)?;
        if site::security_options(change)?.two_factor_all {
            return Err(TwoFactorError::Required);
        }
        if !operators::remove_two_factor(change, operator)? {
            return Ok(Outcome::Unchanged(()));
        }
        let entry = Entry::new(Action::TwoFactorOff, subject(own.session()));
        Ok(Outcome::Changed((), entry.into()))
    })
}
