//! Four eyes: acts that one operator alone cannot do. A second one, who holds the right as well, confirms on the same
//! screen. Where nobody else holds it, the act waits a day instead, and can be called off until then.
//!
//! The two must be two: neither may be an account that somebody else made, let in or gave rights within the last day.
//!
//! What this cannot prevent: anyone who sets the computer's clock forward by less than a month ends a delay, or the day
//! of a witness, early; and anyone who may disable or delete operators can be the only one who holds a right. Both need
//! rights beyond the act itself (the computer's administrator, the operators' keeper), and the chain keeps the lines
//! that show it.

use std::marker::PhantomData;
use std::sync::Arc;

use chrono::Duration;

use super::sign_in;
use crate::console::Console;
use crate::domain::four_eyes::{Account, Early, is_forgotten, two};
pub use crate::domain::four_eyes::{DELAY, DELAY_HOLDS, VOUCHED_AFTER};
use crate::domain::group::{Grants, Scope};
use crate::domain::moment::Moment;
use crate::domain::operator::{OperatorId, Password, UserName};
use crate::domain::permission::{Permission, Reach, SystemAuditorPurge};
use crate::session::{Administrator, Bearer, Pass, Permit, Proof, Session};
use crate::storage::audit::{self, Action, Entry, Fields, Subject};
use crate::storage::delayed_acts::{self, DelayedAct};
use crate::storage::{self, Change, Outcome, Role, View, operators};

/// An act that one operator alone cannot do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Taking entries out of the system auditor.
    PurgeAudit,
    /// Showing the recovery secret of the site.
    ShowRecovery,
    /// Giving all cards new keys.
    RenewCardKeys,
}

impl Act {
    /// The name under which it is stored, and by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Act::PurgeAudit => "purge-audit",
            Act::ShowRecovery => "show-recovery",
            Act::RenewCardKeys => "renew-card-keys",
        }
    }
}

/// How long a witness's word holds.
pub const WITNESS_HOLDS: Duration = Duration::minutes(5);

mod sealed {
    use super::Grants;

    /// What a right to an act is: nobody else can make one.
    #[expect(private_bounds, reason = "what storage asks of a proof is nobody else's matter")]
    pub trait Sealed: crate::session::Proof {
        fn is_held(grants: &Grants) -> bool;
    }
}

/// The right to an act: a permit that says which act it is.
pub trait Right: sealed::Sealed {
    /// The act.
    const ACT: Act;
}

impl sealed::Sealed for Permit<SystemAuditorPurge> {
    fn is_held(grants: &Grants) -> bool {
        grants.holds(Permission::SystemAuditorPurge)
    }
}

impl Right for Permit<SystemAuditorPurge> {
    const ACT: Act = Act::PurgeAudit;
}

impl sealed::Sealed for Administrator {
    fn is_held(grants: &Grants) -> bool {
        *grants == Grants::Everything
    }
}

impl Right for Administrator {
    const ACT: Act = Act::ShowRecovery;
}

/// An administrator's right to give all cards new keys.
#[derive(Debug, Clone)]
pub struct CardKeys(Administrator);

impl From<Administrator> for CardKeys {
    fn from(administrator: Administrator) -> Self {
        CardKeys(administrator)
    }
}

impl Proof for CardKeys {
    fn session(&self) -> &Arc<Session> {
        self.0.session()
    }
}

impl Pass for CardKeys {
    fn bearer(&self) -> Bearer<'_> {
        self.0.bearer()
    }

    fn scope(&self, grants: &Grants) -> Option<Scope> {
        self.0.scope(grants)
    }

    fn reach(&self) -> Option<Reach> {
        self.0.reach()
    }
}

impl sealed::Sealed for CardKeys {
    fn is_held(grants: &Grants) -> bool {
        Administrator::is_held(grants)
    }
}

impl Right for CardKeys {
    const ACT: Act = Act::RenewCardKeys;
}

/// The word of a second operator for one act of one session. Nobody can make one but [`confirm`], nobody can use one
/// twice, because the act takes it away:
///
/// ```compile_fail,E0382
/// use keydesk::console::Console;
/// use keydesk::operation::four_eyes::{Confirmation, Witness};
/// use keydesk::operation::recovery;
/// use keydesk::session::Administrator;
///
/// fn twice(console: &Console, by: &Administrator, word: Witness<Administrator>) {
///     let confirmation = Confirmation::Witness(word);
///     let _ = recovery::show(console, by, confirmation);
///     let _ = recovery::show(console, by, confirmation);
/// }
/// ```
///
/// and that of one act is of no use for another:
///
/// ```compile_fail,E0308
/// use keydesk::console::Console;
/// use keydesk::domain::permission::SystemAuditorPurge;
/// use keydesk::operation::four_eyes::{Confirmation, Witness};
/// use keydesk::operation::recovery;
/// use keydesk::session::{Administrator, Permit};
///
/// fn other(console: &Console, by: &Administrator, word: Witness<Permit<SystemAuditorPurge>>) {
///     let _ = recovery::show(console, by, Confirmation::Witness(word));
/// }
/// ```
pub struct Witness<R> {
    /// For whom.
    session: Arc<Session>,
    operator: OperatorId,
    name: String,
    at: Moment,
    right: PhantomData<fn() -> R>,
}

/// A delay that has passed.
pub struct Delay<R> {
    session: Arc<Session>,
    right: PhantomData<fn() -> R>,
}

/// What lets an act be done.
pub enum Confirmation<R> {
    /// A second operator confirmed it.
    Witness(Witness<R>),
    /// There is no second operator who could, and it waited.
    Delay(Delay<R>),
}

impl<R> Witness<R> {
    /// The name of the second operator.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl<R: Right> std::fmt::Debug for Confirmation<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let how = match self {
            Confirmation::Witness(witness) => witness.name.as_str(),
            Confirmation::Delay(_) => "delay",
        };
        f.debug_tuple(R::ACT.key()).field(&how).finish()
    }
}

impl<R> std::fmt::Debug for Witness<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Witness").field(&self.name).finish()
    }
}

impl<R> std::fmt::Debug for Delay<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Delay")
    }
}

/// Why an act is not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The second operator is the first.
    #[error("the second operator is the first one")]
    Same,
    /// The second operator does not hold the right.
    #[error("the second operator does not hold the right")]
    NotEntitled,
    /// Somebody else made the second operator's account, or changed it or its rights, less than a day ago: the word
    /// counts from this moment.
    #[error("the second operator's account was changed by somebody else: the word counts from {0}")]
    NotYet(Moment),
    /// The same of whoever asks.
    #[error("the account was changed by somebody else: a second operator can confirm from {0}")]
    YouNotYet(Moment),
    /// User name, password or account of the second operator.
    #[error(transparent)]
    SignIn(sign_in::Error),
    /// The word was given too long ago, or the clock was put back since.
    #[error("the confirmation is too old")]
    TooOld,
    /// The word was given to another session.
    #[error("the confirmation is another session's")]
    OtherSession,
    /// Somebody else holds the right: a delay does not do.
    #[error("somebody else can confirm")]
    OtherCan,
    /// The act was not asked for, or was called off or forgotten meanwhile.
    #[error("the act does not wait")]
    NotAsked,
    /// It still waits.
    #[error("the act waits until {0}")]
    NotDue(Moment),
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

impl From<sign_in::Error> for Error {
    fn from(error: sign_in::Error) -> Self {
        match error {
            sign_in::Error::Storage(error) => Error::Storage(error),
            other => Error::SignIn(other),
        }
    }
}

/// What an act needs at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// A second operator's word: there is somebody who can give it.
    Witness,
    /// A delay, which may have begun already.
    Delay(Option<Waiting>),
}

/// An act that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The name of whoever asked for it, and may do it.
    pub asked_by: String,
    /// Whether that is the operator who asks now.
    pub is_own: bool,
    /// When it was asked for.
    pub asked_at: Moment,
    /// From when it may be done.
    pub due_at: Moment,
    /// Whether that is so now.
    pub is_due: bool,
}

/// What the act needs at this moment.
pub fn need<R: Right>(console: &Console, by: &R) -> Result<Need, storage::Error> {
    console.storage().view(by, |view| {
        if other_can::<R>(view, by.session())? {
            return Ok(Need::Witness);
        }
        let (act, now) = (waiting::<R>(view)?, view.ends_by()?);
        Ok(Need::Delay(act.map(|act| Waiting {
            is_own: act.operator == by.session().operator(),
            asked_by: act.operator_name,
            asked_at: act.asked_at,
            due_at: act.due_at,
            is_due: act.due_at <= now,
        })))
    })
}

/// Takes the word of a second operator, by user name, password and, where the operator has a second factor, its code;
/// without a code that is asked for ([`sign_in::Error::CodeWanted`]). Takes as long as a password check takes.
pub fn confirm<R: Right>(
    console: &Console,
    by: &R,
    user_name: &str,
    password: &Password,
    code: &str,
) -> Result<Witness<R>, Error> {
    let own = UserName::new(by.session().user_name()).map(|name| name.key());
    // Said before the password is looked at: it is no failure of anybody's.
    if UserName::new(user_name).is_ok_and(|typed| own == Ok(typed.key())) {
        return Err(Error::Same);
    }
    let account = sign_in::identify(console, user_name, password, code)?;
    let session = by.session();
    if account.id == session.operator() {
        return Err(Error::Same);
    }
    let at = console.storage().as_system(Role::SignIn, |view| {
        if !R::is_held(&operators::grants(view, account.id)?) {
            return Err(Error::NotEntitled);
        }
        check_two(view, session.operator(), account.id)?;
        Ok(Outcome::Unchanged(view.now()))
    })?;
    Ok(Witness {
        session: Arc::clone(session),
        operator: account.id,
        name: account.name,
        at,
        right: PhantomData,
    })
}

/// Lets the act wait. One that waits already is left as it is, so that asking again neither shortens nor lengthens.
pub fn ask<R: Right>(console: &Console, by: &R) -> Result<(), Error> {
    console.storage().change(by, |change| {
        if other_can::<R>(change, by.session())? {
            return Err(Error::OtherCan);
        }
        if waiting::<R>(change)?.is_some() {
            return Ok(Outcome::Unchanged(()));
        }
        delayed_acts::remove(change, R::ACT.key())?;
        let now = change.confirmed_time()?;
        let due = now.moment() + DELAY;
        delayed_acts::insert(change, R::ACT.key(), by.session().operator(), now, due)?;
        let entry = Entry::new(Action::ActDelayed, subject())
            .after(Fields::default().with("act", R::ACT.key()).with_moment("due", due));
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// Calls the act off that waits, whoever asked for it.
pub fn call_off<R: Right>(console: &Console, by: &R) -> Result<(), Error> {
    console.storage().change(by, |change| {
        let Some(act) = waiting::<R>(change)? else {
            return Err(Error::NotAsked);
        };
        delayed_acts::remove(change, R::ACT.key())?;
        let entry = Entry::new(Action::ActCalledOff, subject())
            .after(Fields::default().with("act", R::ACT.key()).with("asked by", act.operator_name));
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// The confirmation of an act that has waited long enough.
pub fn waited<R: Right>(console: &Console, by: &R) -> Result<Delay<R>, Error> {
    console.storage().view(by, |view| check_delay::<R>(view, by.session()))?;
    Ok(Delay { session: Arc::clone(by.session()), right: PhantomData })
}

/// Refuses two of whom one may be the other's making. The trail says so; nothing else has to be kept.
fn check_two(view: &View<'_>, asking: OperatorId, witness: OperatorId) -> Result<(), Error> {
    let made = |operator| {
        let groups = operators::groups_above(view, operator)?;
        audit::last_made(view, &Account { operator, groups })
    };
    // A clock that is far ahead ends no day.
    let (asking, witness, now) = (made(asking)?, made(witness)?, view.ends_by()?);
    two(asking, witness, now).map_err(|early| match early {
        Early::Asking(from) => Error::YouNotYet(from),
        Early::Witness(from) => Error::NotYet(from),
    })
}

fn subject() -> Subject {
    Subject::site("")
}

/// Whether somebody else holds the right.
fn other_can<R: Right>(view: &View<'_>, session: &Session) -> Result<bool, storage::Error> {
    Ok(operators::grants_of_others(view, session.operator())?.iter().any(R::is_held))
}

/// The act that waits, unless it was forgotten.
fn waiting<R: Right>(view: &View<'_>) -> Result<Option<DelayedAct>, storage::Error> {
    let act = delayed_acts::last(view, R::ACT.key())?;
    let now = view.ends_by()?;
    Ok(act.filter(|act| !is_forgotten(act.due_at, now)))
}

fn check_delay<R: Right>(view: &View<'_>, session: &Session) -> Result<(), Error> {
    // An operator who was added meanwhile is a second pair of eyes now.
    if other_can::<R>(view, session)? {
        return Err(Error::OtherCan);
    }
    let act = waiting::<R>(view)?.filter(|act| act.operator == session.operator());
    let act = act.ok_or(Error::NotAsked)?;
    if view.confirmed_time()?.moment() < act.due_at { Err(Error::NotDue(act.due_at)) } else { Ok(()) }
}

impl<R: Right> Confirmation<R> {
    /// Whether the act may be done at this moment: before anything is begun.
    pub(super) fn check(&self, view: &View<'_>, by: &R) -> Result<(), Error> {
        let session = match self {
            Confirmation::Witness(witness) => &witness.session,
            Confirmation::Delay(delay) => &delay.session,
        };
        if !session.is_same_sign_in(by.session()) {
            return Err(Error::OtherSession);
        }
        match self {
            Confirmation::Witness(witness) => {
                let now = view.confirmed_time()?.moment();
                if now < witness.at || witness.at + WITNESS_HOLDS <= now {
                    return Err(Error::TooOld);
                }
                let grants = match operators::grants(view, witness.operator) {
                    Err(storage::Error::SignedOut) => return Err(Error::NotEntitled),
                    grants => grants?,
                };
                if !R::is_held(&grants) {
                    return Err(Error::NotEntitled);
                }
                check_two(view, session.operator(), witness.operator)
            }
            Confirmation::Delay(_) => check_delay::<R>(view, session),
        }
    }

    /// Uses the confirmation up, in the change that is the act. Says the second operator's name, where there is one.
    pub(super) fn use_up(self, change: &Change<'_>, by: &R) -> Result<Option<String>, Error> {
        self.check(change, by)?;
        // What waited is done with, either way.
        delayed_acts::remove(change, R::ACT.key())?;
        Ok(match self {
            Confirmation::Witness(witness) => Some(witness.name),
            Confirmation::Delay(_) => None,
        })
    }
}
