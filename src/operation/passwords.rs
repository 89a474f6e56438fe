//! New passwords: whether one may be an operator's, and how it is kept. For those who choose their own, and for
//! administrators who choose somebody's.

use crate::domain::moment::Moment;
use crate::domain::operator::{OperatorId, Password, PasswordFault, Policy};
use crate::secret::password::{self, Record};
use crate::storage::operators::{self, Keys};
use crate::storage::{self, Change, View, site};

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The old password is wrong.
    #[error("the old password is wrong")]
    WrongOld,
    /// The old password was wrong too often.
    #[error("the account is locked until {0}")]
    LockedUntil(Moment),
    /// The new one may not be this operator's.
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

/// What a new password is held against.
pub(super) struct Known {
    policy: Policy,
    names: Vec<String>,
    used: Vec<Record>,
}

impl Known {
    /// What a new password of an operator is held against: the site's policy, names, and the passwords that the
    /// operator has and had.
    pub(super) fn of(view: &View<'_>, operator: OperatorId) -> Result<Known, storage::Error> {
        let account = operators::account_of(view, operator)?;
        let mut known = Known::of_new(view, &account.user_name, &account.name)?;
        let history = site::security_options(view)?.password_history;
        known.used = operators::former_passwords(view, operator, history)?;
        known.used.push(account.password);
        Ok(known)
    }

    /// What a password is held against that somebody else chooses: not the operator's own ones, which are nothing to
    /// be found out by trying.
    pub(super) fn of_new(view: &View<'_>, user_name: &str, name: &str) -> Result<Known, storage::Error> {
        let names = [user_name, name, &site::get(view)?.name, "keydesk"].map(str::to_owned).to_vec();
        Ok(Known { policy: site::security_options(view)?.policy, names, used: Vec::new() })
    }
}

/// Whether a new password can be one at all: what costs nothing to find out.
pub(super) fn check_form(known: &Known, new: &Password, repeated: &Password) -> Result<(), PasswordError> {
    let names: Vec<&str> = known.names.iter().map(String::as_str).collect();
    known.policy.check(new, &names, crate::common_passwords::contain).map_err(PasswordError::Refused)?;
    if new.is_same_as(repeated) { Ok(()) } else { Err(PasswordError::Differs) }
}

/// Whether this may be the new password. Takes as long as a check of every password that was used: not within a
/// change.
pub(super) fn check_new(known: &Known, new: &Password, repeated: &Password) -> Result<(), PasswordError> {
    check_form(known, new, repeated)?;
    for used in &known.used {
        if used.is_chosen_again(new)? {
            return Err(PasswordError::Refused(PasswordFault::Used));
        }
    }
    Ok(())
}

/// Who chose a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChosenBy {
    /// Whose it is.
    Bearer,
    /// Somebody who should not know it: another is asked for at the next sign-in.
    SomebodyElse,
}

/// Keeps a new password with new keys, and the one before it among those that are not taken again.
pub(super) fn keep_new(
    change: &Change<'_>,
    operator: OperatorId,
    record: &Record,
    keys: &Keys,
    chosen_by: ChosenBy,
) -> Result<(), storage::Error> {
    let history = site::security_options(change)?.password_history;
    operators::put_aside_password(change, operator, history)?;
    operators::set_password(change, operator, record, keys)?;
    operators::set_must_change(change, operator, chosen_by == ChosenBy::SomebodyElse)
}
