//! Signing in and out. A failure never tells which part was wrong, and costs the same time.

use std::sync::Arc;

use chrono::Duration;

use super::first_start::{MASTER, PINS, PRIVATE_KEY};
use crate::console::Console;
use crate::domain::moment::Moment;
use crate::domain::operator::{Password, UserName};
use crate::secret::keyring::Master;
use crate::secret::password::{self, Cost, Opened, Record};
use crate::secret::{OpenFailed, Secret};
use crate::session::{Names, Own, Secrets, Session};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::operators::{self, Account};
use crate::storage::site::SecurityOptions;
use crate::storage::{self, Change, Outcome, Role, site};

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// User name or password is wrong; it is not said which.
    #[error("the user name or the password is wrong")]
    Wrong,
    /// The account is locked for some time, after too many failures.
    #[error("the account is locked until {0}")]
    LockedUntil(Moment),
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// The password record or the secrets behind it are damaged.
    #[error("the account is damaged")]
    Damaged,
}

impl From<password::Fault> for Error {
    fn from(_: password::Fault) -> Self {
        Error::Damaged
    }
}

impl From<OpenFailed> for Error {
    fn from(_: OpenFailed) -> Self {
        Error::Damaged
    }
}

/// Signs an operator in. Takes as long as a password check takes: not for the window's own thread.
pub fn sign_in(console: &Console, user_name: &str, password: &Password) -> Result<Arc<Session>, Error> {
    let (account, opened) = check_password(console, user_name, password)?;
    let secrets = open_secrets(&account, &opened.wrapping)?;
    let session = console.storage().as_system(Role::SignIn, |change| admit(change, &account, secrets))?;
    if account.password.is_outdated(Cost::DEFAULT) && console.ages_passwords() {
        keep_anew(console, &session, &account, password, &opened.wrapping)?;
    }
    Ok(session)
}

/// Whose user name and password these are, and what the password opens. A failure counts and can lock the account.
pub(super) fn check_password(
    console: &Console,
    user_name: &str,
    password: &Password,
) -> Result<(Account, Opened), Error> {
    let storage = console.storage();
    let name = UserName::new(user_name).map_err(|_| Error::Wrong);
    let (account, options) = storage.as_system(Role::SignIn, |view| {
        let account = match &name {
            Ok(name) => operators::account(view, name)?,
            Err(_) => None,
        };
        Ok::<_, Error>(Outcome::Unchanged((account, site::security_options(view)?)))
    })?;
    let Some(account) = account.filter(|account| account.enabled) else {
        password::pretend(password, Cost::DEFAULT)?;
        storage.as_system(Role::SignIn, |change| Ok::<_, Error>(note_stranger(change, user_name)))?;
        return Err(Error::Wrong);
    };
    let now = storage.clock().now();
    if let Some(until) = account.locked_until.filter(|until| now < *until) {
        return Err(Error::LockedUntil(until));
    }
    match account.password.open(password)? {
        None => Err(fail(console, &account, &options, now)?),
        Some(opened) => Ok((account, opened)),
    }
}

/// Opens a locked screen again, with the password of whoever is signed in.
pub fn unlock(console: &Console, session: &Arc<Session>, password: &Password) -> Result<(), Error> {
    let fresh = sign_in(console, session.user_name(), password)?;
    if fresh.operator() != session.operator() {
        return Err(Error::Wrong);
    }
    if let Some(secrets) = fresh.take_secrets() {
        session.unlock(secrets);
    }
    Ok(())
}

/// The same session, as the operator's group stands now; for when an act was refused because it shrank.
pub fn renew(console: &Console, session: &Arc<Session>) -> Result<Arc<Session>, Error> {
    console.storage().as_system(Role::SignIn, |view| {
        let account = operators::account_of(view, session.operator())?;
        if !account.enabled {
            return Err(Error::Storage(storage::Error::SignedOut));
        }
        let grants = operators::grants_in(view, account.id)?;
        let group = account.group;
        Ok(Outcome::Unchanged(session.renewed(names(account), group, grants)))
    })
}

/// Locks the screen: the secrets are wiped, what was typed stays.
pub fn lock(console: &Console, own: &Own) -> Result<(), super::Error> {
    own.session().lock();
    note_own(console, own, Action::ScreenLocked)
}

/// Signs the operator out.
pub fn sign_out(console: &Console, own: &Own) -> Result<(), super::Error> {
    own.session().lock();
    note_own(console, own, Action::SignedOut)
}

fn note_own(console: &Console, own: &Own, action: Action) -> Result<(), super::Error> {
    let entry = Entry::new(action, subject(own.session()));
    console.storage().change(own, |_| Ok(Outcome::Changed((), entry.into())))
}

/// The operator of a session, as the trail names it.
pub(super) fn subject(session: &Session) -> Subject {
    Subject {
        kind: SubjectKind::Operator,
        id: Some(session.operator().0),
        name: session.user_name().to_owned(),
        partition: None,
    }
}

fn admit(change: &Change<'_>, account: &Account, secrets: Secrets) -> Result<Outcome<Arc<Session>>, Error> {
    operators::set_signed_in(change, account.id)?;
    let grants = operators::grants_in(change, account.id)?;
    let names = Names {
        name: account.name.clone(),
        user_name: account.user_name.clone(),
        group_name: account.group_name.clone(),
    };
    let session = Session::new(account.id, names, account.group, grants, secrets);
    let entry = Entry::new(Action::SignedIn, subject(&session));
    Ok(Outcome::Changed(session, entry.into()))
}

fn names(account: Account) -> Names {
    Names { name: account.name, user_name: account.user_name, group_name: account.group_name }
}

fn open_secrets(account: &Account, wrapping: &Secret) -> Result<Secrets, Error> {
    let private = bytes(&wrapping.open(PRIVATE_KEY, &account.private_key)?)?;
    let open = |name: &str| {
        account.secrets.get(name).map(|sealed| bytes(&private.open_with_private(name, sealed)?)).transpose()
    };
    let pins = open(PINS)?.ok_or(Error::Damaged)?;
    Ok(Secrets::new(pins, open(MASTER)?.map(Master::new)))
}

fn bytes(opened: &[u8]) -> Result<Secret, Error> {
    opened.try_into().map(Secret::new).map_err(|_| Error::Damaged)
}

/// Notes a failure; the one that is too many locks the account.
fn fail(
    console: &Console,
    account: &Account,
    options: &SecurityOptions,
    now: Moment,
) -> Result<Error, Error> {
    let window = Duration::minutes(i64::from(options.failures_window_minutes));
    // A clock that was put back does not forgive: what failed "later" than now counts as well.
    let counts = account.failed_at.is_some_and(|failed| now - failed < window);
    let failures = if counts { account.failures + 1 } else { 1 };
    let locks = failures >= options.failures_max;
    let until = locks.then(|| match options.lockout_minutes {
        Some(minutes) => now + Duration::minutes(i64::from(minutes)),
        None => crate::domain::moment::far_future(),
    });
    console.storage().as_system(Role::SignIn, |change| {
        operators::set_failures(change, account.id, failures, Some(now), until)?;
        let subject = Subject {
            kind: SubjectKind::Operator,
            id: Some(account.id.0),
            name: account.user_name.clone(),
            partition: None,
        };
        let action = if locks { Action::OperatorLockedOut } else { Action::SignInFailed };
        let entry = Entry::new(action, subject).after(Fields::default().with("failures", failures));
        Ok::<_, Error>(Outcome::Changed((), entry.into()))
    })?;
    Ok(until.map_or(Error::Wrong, Error::LockedUntil))
}

fn note_stranger(_: &Change<'_>, user_name: &str) -> Outcome<()> {
    let name = user_name.chars().filter(|character| !character.is_control()).take(64).collect();
    let subject = Subject { kind: SubjectKind::Operator, id: None, name, partition: None };
    Outcome::Changed((), Entry::new(Action::SignInFailed, subject).into())
}

/// Keeps the password with today's cost, once somebody who knows it is there.
fn keep_anew(
    console: &Console,
    session: &Arc<Session>,
    account: &Account,
    password: &Password,
    wrapping: &Secret,
) -> Result<(), Error> {
    let private = bytes(&wrapping.open(PRIVATE_KEY, &account.private_key)?)?;
    let (record, opened) = Record::make(password, Cost::DEFAULT)?;
    let sealed = opened.wrapping.seal(PRIVATE_KEY, private.expose()).map_err(storage::Error::from)?;
    console.storage().change(&session.own(), |change| {
        operators::set_password(change, account.id, &record, &sealed)?;
        let entry = Entry::new(Action::PasswordChanged, subject(session))
            .after(Fields::default().with("reason", "kept with today's cost"));
        Ok(Outcome::Changed((), entry.into()))
    })
}
