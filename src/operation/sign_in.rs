//! Signing in and out. A failure never tells which part was wrong, and costs the same time.
//!
//! Signing in goes step by step: the password; a code of the second factor; setting one up, where everybody must
//! have one; a new password, when the old one may not stay. Each step hands out what only the next one takes, and
//! there is no session before the last.

use std::fmt;
use std::sync::Arc;

use chrono::Duration;

use super::enrolment::Enrolment;
use super::passwords::{self, Known, PasswordError};
use super::sealing::{self, Renewal};
use crate::console::Console;
use crate::domain::group::GroupId;
use crate::domain::moment::Moment;
use crate::domain::operator::{OperatorId, Password, PasswordFault, UserName};
use crate::domain::security::Options;
use crate::domain::throttle::{Attempt, Limits, Lockable};
use crate::secret::OpenFailed;
use crate::secret::authenticator::{Authenticator, Step};
use crate::secret::bearer::Bearer;
use crate::secret::password::{self, Cost, Record};
use crate::session::{Names, Own, Session};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind, Trail};
use crate::storage::operators::{self, Account, TWO_FACTOR};
use crate::storage::{self, Change, Outcome, Role, View, site};

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A code of the second factor is needed as well.
    #[error("a code of the second factor is needed as well")]
    CodeWanted,
    /// User name or password is wrong; it is not said which.
    #[error("the user name or the password is wrong")]
    Wrong,
    /// The code is not the one that the authenticator shows, or it was taken before.
    #[error("the code is wrong")]
    WrongCode,
    /// After so many failures only one code is tried in each half minute.
    #[error("the next code must be waited for")]
    NextCode,
    /// The account is locked for some time, after too many failures.
    #[error("the account is locked until {0}")]
    LockedUntil(Moment),
    /// The new password may not be this operator's.
    #[error("the new password is not accepted")]
    Refused(PasswordFault),
    /// The two new passwords differ.
    #[error("the new passwords differ")]
    Differs,
    /// It took too long, or the account was changed meanwhile.
    #[error("signing in must be begun anew")]
    BeginAnew,
    /// More than the password is asked for, where nobody can answer.
    #[error("the account asks for more than the password")]
    Unfinished,
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

impl From<PasswordError> for Error {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::WrongOld => Error::Wrong,
            PasswordError::LockedUntil(until) => Error::LockedUntil(until),
            PasswordError::Refused(fault) => Error::Refused(fault),
            PasswordError::Differs => Error::Differs,
            PasswordError::Storage(error) => Error::Storage(error),
            PasswordError::Damaged => Error::Damaged,
        }
    }
}

/// What a step of signing in came to.
#[derive(Debug)]
pub enum SignedIn {
    /// Somebody is signed in.
    In(Arc<Session>),
    /// Something is asked first.
    Asks(Ask),
}

/// What is asked before somebody is signed in, and what the answer is given with.
#[derive(Debug, Clone)]
pub enum Ask {
    /// A code of the second factor: [`confirm_code`].
    Code(Pending<Code>),
    /// A second factor must be set up: [`enrol`].
    Enrolment(Pending<Enrolment>),
    /// Another password must be chosen: [`replace_password`].
    NewPassword(Pending<NewPassword>),
}

impl SignedIn {
    /// The session, where nothing more can be answered.
    pub fn session(self) -> Result<Arc<Session>, Error> {
        match self {
            SignedIn::In(session) => Ok(session),
            SignedIn::Asks(_) => Err(Error::Unfinished),
        }
    }
}

/// Somebody who gave the right password and is not signed in yet. Holds what the password opened, which wipes itself.
#[derive(Debug, Clone)]
pub struct Pending<S> {
    opened: Arc<Opened>,
    step: S,
}

/// A code of the second factor is asked.
#[derive(Debug, Clone, Copy)]
pub struct Code;

/// A new password is asked.
#[derive(Debug, Clone, Copy)]
pub struct NewPassword {
    why: WhyNew,
    length_min: usize,
}

/// Why a password may not stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNew {
    /// Somebody else chose it.
    ChosenByOther,
    /// It is too old.
    Expired,
}

impl Pending<Enrolment> {
    /// What is to be shown to the authenticator.
    pub const fn enrolment(&self) -> &Enrolment {
        &self.step
    }
}

impl Pending<NewPassword> {
    /// Why the password may not stay.
    pub const fn why(&self) -> WhyNew {
        self.step.why
    }

    /// The fewest characters of the new one.
    pub const fn length_min(&self) -> usize {
        self.step.length_min
    }
}

/// What the right password opened.
pub(super) struct Opened {
    operator: OperatorId,
    /// The password as it is kept: another one ends this.
    record: Record,
    password: Password,
    /// What the password seals.
    pub(super) bearer: Bearer,
    at: Moment,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").field("operator", &self.operator).finish_non_exhaustive()
    }
}

/// After so long somebody else may stand before the screen.
pub const PENDING_MINUTES_MAX: i64 = 10;

/// Whether the second factor was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Factor {
    Open,
    Proven,
}

/// Signs an operator in, as far as a password leads. Takes as long as a password check takes: not for the window's
/// own thread.
pub fn sign_in(console: &Console, user_name: &str, password: &Password) -> Result<SignedIn, Error> {
    let name = UserName::new(user_name).ok();
    let find = |view: &View<'_>| match &name {
        Some(name) => operators::account(view, name),
        None => Ok(None),
    };
    let opened = Arc::new(open(console, user_name, password, find)?);
    go_on(console, &opened, |change| decide(change, &opened, Factor::Open, Vec::new()).map(succeed))
}

/// Goes on with a code of the second factor.
pub fn confirm_code(console: &Console, pending: &Pending<Code>, code: &str) -> Result<SignedIn, Error> {
    let opened = &pending.opened;
    go_on(console, opened, |change| {
        Ok(match take_code(console, change, opened, code)? {
            Ok(entry) => succeed(decide(change, opened, Factor::Proven, vec![entry])?),
            Err(failure) => refuse(failure),
        })
    })
}

/// Takes a code of the second factor, or notes that it was wrong.
fn take_code(
    console: &Console,
    change: &Change<'_>,
    opened: &Opened,
    code: &str,
) -> Result<Result<Entry, (Error, Trail)>, Error> {
    let standing = opened.standing(change)?;
    let Standing { account, options, lockable } = &standing;
    // Nobody is locked out who could be the last administrator. A million codes are few, though: of those only one is
    // tried in each half minute.
    let is_last = *lockable == Lockable::LastAdministrator;
    let is_slowed = account.throttle.extra_checks(&options.limits, change.reading()?.steady()) > 0;
    let passed = console.storage().clock().passed();
    if is_last && is_slowed && console.pace().must_wait(passed) {
        return Err(Error::NextCode);
    }
    let sealed = account.secrets.get(TWO_FACTOR).ok_or(Error::BeginAnew)?;
    let secret = opened.bearer.private.open_with_private(TWO_FACTOR, sealed)?;
    let authenticator = Authenticator::from_bytes(&secret).ok_or(Error::Damaged)?;
    match authenticator.accepts(code, change.now(), account.code_step.map(Step)) {
        Some(step) if operators::take_code_step(change, account.id, step.0)? => {
            Ok(Ok(Entry::new(Action::CodeTaken, subject_of(account))))
        }
        Some(_) | None => {
            if is_last {
                console.pace().failed(passed);
            }
            fail(change, &standing, Tried::Code).map(Err)
        }
    }
}

/// Who gives a word besides whoever is signed in: everything is asked that signing in would ask, and nobody is signed
/// in.
pub(super) fn identify(
    console: &Console,
    user_name: &str,
    password: &Password,
    code: &str,
) -> Result<Account, Error> {
    let name = UserName::new(user_name).ok();
    let find = |view: &View<'_>| match &name {
        Some(name) => operators::account(view, name),
        None => Ok(None),
    };
    let opened = open(console, user_name, password, find)?;
    prove(console, &opened, code, |_, account| Ok((account, None)))
}

/// Asks the signed-in operator for the password before anything of the account is changed. Failures count as those
/// of signing in.
pub(super) fn know_password(
    console: &Console,
    session: &Session,
    password: &Password,
) -> Result<Opened, Error> {
    open(console, session.user_name(), password, |view| {
        match operators::account_of(view, session.operator()) {
            Err(storage::Error::NoSuch(_)) => Ok(None),
            found => found.map(Some),
        }
    })
}

/// Asks whoever gave the password for all else that signing in would ask: a code, where there is a second factor. A
/// password that somebody else chose, or that has expired, proves nobody.
fn prove<T>(
    console: &Console,
    opened: &Opened,
    code: &str,
    then: impl FnOnce(&Change<'_>, Account) -> Result<(T, Option<Entry>), Error>,
) -> Result<T, Error> {
    console.storage().as_system(Role::SignIn, |change| {
        let Standing { account, options, .. } = opened.standing(change)?;
        let has_factor = account.secrets.contains_key(TWO_FACTOR);
        if why_new(&account, &options, change.now()).is_some() || (options.two_factor_all && !has_factor) {
            return Err(Error::Unfinished);
        }
        let taken = if !has_factor {
            None
        } else if code.trim().is_empty() {
            return Err(Error::CodeWanted);
        } else {
            match take_code(console, change, opened, code)? {
                Ok(entry) => Some(entry),
                Err((error, trail)) => return Ok(Outcome::Changed(Err(error), trail)),
            }
        };
        let (value, entry) = then(change, account)?;
        Ok(match Trail::of(taken.into_iter().chain(entry)) {
            Some(trail) => Outcome::Changed(Ok(value), trail),
            None => Outcome::Unchanged(Ok(value)),
        })
    })?
}

/// Goes on with a second factor that was set up, when a code shows that the authenticator has it. A wrong code is no
/// failure: what it is made of stands on the screen.
pub fn enrol(console: &Console, pending: &Pending<Enrolment>, code: &str) -> Result<SignedIn, Error> {
    let (opened, enrolment) = (&pending.opened, &pending.step);
    let step = enrolment.confirm(code, console.storage().clock().now()).ok_or(Error::WrongCode)?;
    go_on(console, opened, |change| {
        let account = opened.standing(change)?.account;
        if account.secrets.contains_key(TWO_FACTOR) {
            return Err(Error::BeginAnew);
        }
        enrolment.keep(change, account.id, account.public_key, step)?;
        let entry = Entry::new(Action::TwoFactorOn, subject_of(&account));
        decide(change, opened, Factor::Proven, vec![entry]).map(succeed)
    })
}

/// Goes on with a new password. Takes as long as a few password checks.
pub fn replace_password(
    console: &Console,
    pending: &Pending<NewPassword>,
    new: &Password,
    repeated: &Password,
) -> Result<SignedIn, Error> {
    let opened = &pending.opened;
    let known = console.storage().as_system(Role::SignIn, |view| {
        opened.standing(view)?;
        Ok::<_, Error>(Outcome::Unchanged(Known::of(view, opened.operator)?))
    })?;
    passwords::check_new(&known, new, repeated)?;
    let (record, fresh) = Record::make(new, Cost::DEFAULT)?;
    let renewal = Renewal::make(&opened.bearer, &fresh.wrapping).map_err(storage::Error::from)?;
    let after = Arc::new(Opened {
        operator: opened.operator,
        record,
        password: new.clone(),
        bearer: renewal.after.clone(),
        at: opened.at,
    });
    go_on(console, &after, |change| {
        let account = opened.standing(change)?.account;
        renewal.keep(change, &account, &after.record)?;
        let entry = Entry::new(Action::PasswordChanged, subject_of(&account));
        // A new password is asked only of those who have shown what else was asked.
        decide(change, &after, Factor::Proven, vec![entry]).map(succeed)
    })
}

/// Opens a locked screen again. Everything is asked that signing in would ask of whoever is signed in; without a code
/// that is asked for ([`Error::CodeWanted`]). An operator who must choose another password first signs in anew
/// ([`Error::Unfinished`]).
pub fn unlock(
    console: &Console,
    session: &Arc<Session>,
    password: &Password,
    code: &str,
) -> Result<(), Error> {
    let opened = know_password(console, session, password)?;
    let secrets = prove(console, &opened, code, |change, account| {
        operators::set_signed_in(change, account.id)?;
        let entry = Entry::new(Action::SignedIn, subject(session))
            .by(session)
            .after(Fields::default().with("screen", "unlocked"));
        // As they are sealed now: what was taken away while the screen was locked does not come back.
        Ok((sealing::open(&account, &opened.bearer)?, Some(entry)))
    })?;
    if !session.unlock(secrets) {
        return Err(Error::Storage(storage::Error::SignedOut));
    }
    age(console, session, &opened)?;
    console.points().attend(session);
    Ok(())
}

/// The same session, as the operator's group stands now; for when an act was refused because it shrank.
pub fn renew(console: &Console, session: &Arc<Session>) -> Result<Arc<Session>, Error> {
    console
        .storage()
        .as_system(Role::SignIn, |view| {
            let account = operators::account_of(view, session.operator())?;
            if !account.enabled {
                return Err(Error::Storage(storage::Error::SignedOut));
            }
            let grants = operators::grants(view, account.id)?;
            let group = account.group;
            Ok(Outcome::Unchanged(session.renewed(names(account), group, grants)))
        })
        .inspect(|renewed| console.points().attend(renewed))
}

/// Locks the screen: the secrets are wiped, what was typed stays.
pub fn lock(console: &Console, own: &Own) -> Result<(), super::Error> {
    leave(console, own, Action::ScreenLocked)
}

/// Signs the operator out.
pub fn sign_out(console: &Console, own: &Own) -> Result<(), super::Error> {
    leave(console, own, Action::SignedOut)
}

/// Ends a session that nobody goes on with: its secrets are gone for good, and nothing serves by its right any more.
pub fn end(console: &Console, own: &Own) {
    let session = own.session();
    session.end();
    console.points().leave(session);
    console.kept().forget_of(session);
}

fn leave(console: &Console, own: &Own, action: Action) -> Result<(), super::Error> {
    match action {
        Action::SignedOut => end(console, own),
        _ => own.session().lock(),
    }
    console.storage().call_off_examination();
    let entry = Entry::new(action, subject(own.session()));
    console.storage().change(own, |_| Ok(Outcome::Changed((), entry.into())))
}

/// The operator of a session, as the trail names it.
pub(super) fn subject(session: &Session) -> Subject {
    Subject::operator(session.operator(), session.user_name())
}

fn subject_of(account: &Account) -> Subject {
    Subject::operator(account.id, account.user_name.as_str())
}

/// What comes next.
enum Next {
    In(Arc<Session>),
    Code,
    Enrolment(Enrolment),
    NewPassword(NewPassword),
}

/// A step that was taken, or was not and is noted.
type Taken = Outcome<Result<Next, Error>>;

fn succeed(outcome: Outcome<Next>) -> Taken {
    match outcome {
        Outcome::Changed(next, trail) => Outcome::Changed(Ok(next), trail),
        Outcome::Unchanged(next) => Outcome::Unchanged(Ok(next)),
    }
}

fn refuse((error, trail): (Error, Trail)) -> Taken {
    Outcome::Changed(Err(error), trail)
}

fn go_on(
    console: &Console,
    opened: &Arc<Opened>,
    take: impl FnOnce(&Change<'_>) -> Result<Taken, Error>,
) -> Result<SignedIn, Error> {
    let opened = Arc::clone(opened);
    Ok(match console.storage().as_system(Role::SignIn, take)?? {
        Next::In(session) => {
            age(console, &session, &opened)?;
            console.points().attend(&session);
            SignedIn::In(session)
        }
        Next::Code => SignedIn::Asks(Ask::Code(Pending { opened, step: Code })),
        Next::Enrolment(step) => SignedIn::Asks(Ask::Enrolment(Pending { opened, step })),
        Next::NewPassword(step) => SignedIn::Asks(Ask::NewPassword(Pending { opened, step })),
    })
}

/// What is asked next of somebody; nothing more, and there is a session.
fn decide(
    change: &Change<'_>,
    opened: &Opened,
    factor: Factor,
    mut entries: Vec<Entry>,
) -> Result<Outcome<Next>, Error> {
    let Standing { account, options, .. } = opened.standing(change)?;
    let next = if factor == Factor::Open && account.secrets.contains_key(TWO_FACTOR) {
        Next::Code
    } else if factor == Factor::Open && options.two_factor_all {
        Next::Enrolment(Enrolment::begin(change, &account.user_name)?)
    } else if let Some(why) = why_new(&account, &options, change.now()) {
        Next::NewPassword(NewPassword { why, length_min: options.policy.length_min })
    } else {
        let session = admit(change, account, opened)?;
        entries.push(Entry::new(Action::SignedIn, subject(&session)).by(&session));
        Next::In(session)
    };
    Ok(match Trail::of(entries) {
        Some(trail) => Outcome::Changed(next, trail),
        None => Outcome::Unchanged(next),
    })
}

fn why_new(account: &Account, options: &Options, now: Moment) -> Option<WhyNew> {
    let days = options.password_days.map(|days| Duration::days(i64::from(days)));
    let has_expired = days.is_some_and(|days| now - account.password_changed_at >= days);
    if account.must_change { Some(WhyNew::ChosenByOther) } else { has_expired.then_some(WhyNew::Expired) }
}

fn admit(change: &Change<'_>, account: Account, opened: &Opened) -> Result<Arc<Session>, Error> {
    operators::set_signed_in(change, account.id)?;
    let grants = operators::grants(change, account.id)?;
    // As they are sealed now: what was taken away while something was asked is not given.
    let secrets = sealing::open(&account, &opened.bearer)?;
    secrets.keyring.as_ref().map_or(Ok(()), |keyring| site::check_epoch(change, keyring))?;
    let (id, group) = (account.id, account.group);
    Ok(Session::new(id, names(account), group, grants, opened.bearer.site, secrets))
}

/// How an account stands at this moment.
pub(super) struct Standing {
    pub(super) account: Account,
    options: Options,
    lockable: Lockable,
}

impl Standing {
    fn of(view: &View<'_>, account: Account) -> Result<Standing, storage::Error> {
        let is_last =
            account.group == GroupId::ADMINISTRATOR && !operators::has_other_administrator(view, account.id)?;
        let lockable = if is_last { Lockable::LastAdministrator } else { Lockable::Yes };
        Ok(Standing { account, options: site::security_options(view)?, lockable })
    }

    /// Leave to try a password or a code.
    fn attempt(&self, now: Moment) -> Result<Attempt, Moment> {
        self.account.throttle.attempt(self.lockable, now)
    }
}

impl Opened {
    /// How the account stands now, if it still is the one whose password was given, not long ago.
    pub(super) fn standing(&self, view: &View<'_>) -> Result<Standing, Error> {
        let account = match operators::account_of(view, self.operator) {
            Err(storage::Error::NoSuch(_)) => return Err(Error::BeginAnew),
            found => found?,
        };
        let minutes = (view.now() - self.at).num_minutes();
        let is_same = account.enabled && account.password == self.record;
        if !is_same || !(0..PENDING_MINUTES_MAX).contains(&minutes) {
            return Err(Error::BeginAnew);
        }
        site::hold_against(view, &self.bearer.site)?;
        let standing = Standing::of(view, account)?;
        standing.attempt(view.reading()?.steady()).map_err(Error::LockedUntil)?;
        Ok(standing)
    }
}

/// Checks a password, and opens what lies behind it.
fn open(
    console: &Console,
    user_name: &str,
    password: &Password,
    find: impl Fn(&View<'_>) -> Result<Option<Account>, storage::Error>,
) -> Result<Opened, Error> {
    let (standing, limits, now) = console.storage().as_system(Role::SignIn, |view| {
        let limits = site::security_options(view)?.limits;
        let standing = find(view)?.map(|account| Standing::of(view, account)).transpose()?;
        Ok::<_, Error>(Outcome::Unchanged((standing, limits, view.reading()?.steady())))
    })?;
    let standing = match standing {
        Some(standing) if standing.account.enabled => standing,
        disabled => {
            let known = disabled.map(|it| it.account.user_name).unwrap_or_default();
            return Err(refuse_stranger(console, user_name, known, password, &limits, now)?);
        }
    };
    let attempt = standing.attempt(now).map_err(Error::LockedUntil)?;
    let Standing { account, lockable, .. } = &standing;
    if *lockable == Lockable::LastAdministrator {
        // Guessing is made expensive; the right password waits a little as well.
        for _ in 0..account.throttle.extra_checks(&limits, now) {
            password::pretend(password, account.password.cost)?;
        }
    }
    let Some(opened) = account.password.open(password, &attempt)? else {
        let error = console.storage().as_system(Role::SignIn, |change| {
            // Somebody else may have failed meanwhile.
            let standing = Standing::of(change, operators::account_of(change, account.id)?)?;
            let (error, trail) = fail(change, &standing, Tried::Password)?;
            Ok::<_, Error>(Outcome::Changed(error, trail))
        })?;
        return Err(error);
    };
    let opened = open_account(account, &opened).and_then(|bearer| {
        console.storage().as_system(Role::SignIn, |view| {
            site::hold_against(view, &bearer.site)?;
            Ok(Outcome::Unchanged(bearer))
        })
    });
    match opened {
        Ok(bearer) => Ok(Opened {
            operator: account.id,
            record: account.password.clone(),
            password: password.clone(),
            bearer,
            at: console.storage().clock().now(),
        }),
        Err(error) => {
            // It is said where others look as well.
            console.storage().as_system(Role::SignIn, |_| {
                let entry = sealing::altered(account.id, &account.user_name);
                Ok::<_, Error>(Outcome::Changed((), entry.into()))
            })?;
            Err(error.into())
        }
    }
}

/// What the password opens; refused, where somebody put something else in its place.
fn open_account(account: &Account, opened: &password::Opened) -> Result<Bearer, storage::Error> {
    let bearer = Bearer::open(&opened.wrapping, &account.private_key)
        .map_err(|_| sealing::altered_account(account))?;
    sealing::open(account, &bearer)?;
    Ok(bearer)
}

fn names(account: Account) -> Names {
    Names { name: account.name, user_name: account.user_name, group_name: account.group_name }
}

/// What was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tried {
    Password,
    Code,
}

/// Notes a failure; the one that is too many locks the account, unless nobody could release it.
fn fail(change: &Change<'_>, standing: &Standing, tried: Tried) -> Result<(Error, Trail), Error> {
    let Standing { account, options, lockable } = standing;
    let now = change.reading()?.steady();
    let throttle = account.throttle.failed(&options.limits, now, *lockable);
    operators::set_throttle(change, account.id, &throttle)?;
    let (error, wrong) = match tried {
        Tried::Password => (Error::Wrong, "password"),
        Tried::Code => (Error::WrongCode, "code"),
    };
    let mut fields = Fields::default().with("failures", throttle.failures).with("wrong", wrong);
    if throttle.extra_checks(&options.limits, now) > 0 && throttle.locked_until.is_none() {
        fields.set("not locked", "the last administrator");
    }
    let action =
        if throttle.locked_until.is_some() { Action::OperatorLockedOut } else { Action::SignInFailed };
    let entry = Entry::new(action, subject_of(account)).after(fields);
    Ok((throttle.locked_until.map_or(error, Error::LockedUntil), entry.into()))
}

/// Refuses somebody who is not there as one who is: at the same cost, and locked after as many failures. Only the name
/// of an account (`known`; of a disabled one) is kept: what else stands in the field may be a password.
fn refuse_stranger(
    console: &Console,
    user_name: &str,
    known: String,
    password: &Password,
    limits: &Limits,
    now: Moment,
) -> Result<Error, Error> {
    let key = UserName::new(user_name).map(|name| name.key()).ok();
    if let Some(until) = key.as_deref().and_then(|key| console.strangers().lock_at(key, now)) {
        return Ok(Error::LockedUntil(until));
    }
    password::pretend(password, Cost::DEFAULT)?;
    console.storage().as_system(Role::SignIn, |_| {
        let subject = Subject { kind: SubjectKind::Operator, id: None, name: known, partition: None };
        Ok::<_, Error>(Outcome::Changed((), Entry::new(Action::SignInFailed, subject).into()))
    })?;
    let locked = key.and_then(|key| console.strangers().fail(&key, limits, now));
    Ok(locked.map_or(Error::Wrong, Error::LockedUntil))
}

/// Keeps the password with today's cost, once somebody who knows it is there.
fn age(console: &Console, session: &Arc<Session>, opened: &Opened) -> Result<(), Error> {
    if !opened.record.is_outdated(Cost::DEFAULT) || !console.ages_passwords() {
        return Ok(());
    }
    let (record, fresh) = Record::make(&opened.password, Cost::DEFAULT)?;
    let sealed = opened.bearer.seal(&fresh.wrapping).map_err(storage::Error::from)?;
    console.storage().change(&session.own(), |change| {
        opened.standing(change)?;
        operators::set_same_password(change, opened.operator, &record, &sealed)?;
        let entry = Entry::new(Action::PasswordChanged, subject(session))
            .after(Fields::default().with("reason", "kept with today's cost"));
        Ok(Outcome::Changed((), entry.into()))
    })
}
