//! System > Operators: who signs in, and in which group. Listed are those of the groups within reach; the others
//! do not exist here.

use crate::console::Console;
use crate::domain::delegation::Difference;
use crate::domain::group::GroupId;
use crate::domain::moment::Moment;
use crate::domain::operator::{Draft, Fault, Field, Operator, OperatorId, Password};
use crate::domain::partition::{Feature, Partition, PartitionId};
use crate::domain::permission::{OperatorsAddDelete, OperatorsModify, OperatorsView};
use crate::domain::throttle::Throttle;
use crate::secret::password::Record;
use crate::secret::{NoRandomness, Secret};
use crate::session::{Permit, Session};
use crate::storage::audit::{Action, Entry, Fields, Subject, Trail};
use crate::storage::operators::{self as rows, Stored};
use crate::storage::{self, Holding, Outcome, Unique, View, partitions, record, site};

pub use crate::storage::operators::ListRow;

use super::Error;
use super::groups::{Explanation, explanation, giver, may_put_into, reached_partitions};
use super::passwords::{self, ChosenBy, PasswordError};
use super::sealing::{self, Outfit};

/// The operators of the groups within reach, by name.
pub fn list(console: &Console, permit: &Permit<OperatorsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// An operator's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The operator, as the list shows it.
    pub row: ListRow,
    /// The form, as it is saved.
    pub draft: Draft,
    /// Whether it is whoever looks.
    pub is_oneself: bool,
    /// Whether signing in is refused at this moment, after too many failures.
    pub is_locked: bool,
    /// Whether another password must be chosen at the next sign-in.
    pub must_change: bool,
    /// Which state of the record this is: to be given back when it is saved.
    pub version: i64,
    /// When it was saved last.
    pub changed_at: Moment,
    /// Who saved it.
    pub changed_by: String,
}

/// Opens an operator's screen.
pub fn open(console: &Console, permit: &Permit<OperatorsView>, id: OperatorId) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Operator>(view, id)?;
        let now = view.reading()?.steady();
        Ok(Page {
            draft: Draft::of(&stored),
            is_oneself: id == permit.session().operator(),
            is_locked: stored.besides.locked_until.is_some_and(|until| now < until),
            must_change: stored.besides.must_change,
            version: stored.version,
            changed_at: stored.changed_at,
            changed_by: stored.changed_by.clone(),
            row: stored.into(),
        })
    })
}

/// What the form of an operator offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The groups that the operator may give.
    pub groups: Vec<(GroupId, String)>,
    /// The fewest characters of a password.
    pub password_length_min: usize,
    /// The partitions that the operator may access: what gains and losses are told of.
    pub partitions: Vec<Partition>,
}

/// What the form of an operator offers.
pub fn choices(console: &Console, permit: &Permit<OperatorsView>) -> Result<Choices, Error> {
    console.storage().view(permit, |view| {
        let (reach, giver) = (storage::groups::reach(view)?, giver(view)?);
        let mut groups = Vec::new();
        for row in storage::groups::all(view)?.into_iter().filter(|row| reach.contains(&row.id)) {
            if storage::groups::grants_with(view, row.id, Feature::On)?.is_within(&giver) {
                groups.push((row.id, row.name));
            }
        }
        Ok(Choices {
            groups,
            password_length_min: site::security_options(view)?.policy.length_min,
            partitions: reached_partitions(view)?,
        })
    })
}

/// Adds an operator, with a first password that must be changed at the first sign-in. Takes as long as a password
/// takes to be made: not for the window's own thread.
pub fn add(
    console: &Console,
    permit: &Permit<OperatorsAddDelete>,
    draft: &Draft,
    password: &Password,
    repeated: &Password,
) -> Result<OperatorId, Error> {
    let operator = draft.check().map_err(Error::Operator)?;
    let known = console.storage().view(permit, |view| {
        passwords::Known::of_new(view, operator.user_name.as_str(), operator.name.as_str())
    })?;
    let fresh = Fresh::make(console, permit.session(), &known, password, repeated)?;
    sealing::change(console, permit, |change| {
        let group_name = may_put_into(change, operator.group)?;
        let id = rows::insert(change, &operator, &fresh.record, |id| fresh.keys(id)).map_err(taken)?;
        rows::set_must_change(change, id, true)?;
        let stored = record::get::<Operator>(change, id)?;
        let entry = Entry::new(Action::OperatorAdded, subject(&stored))
            .after(fields(&stored).with("group", group_name));
        Ok(Outcome::Changed(id, entry.into()))
    })
}

/// Saves an operator that was opened as `version`. Another group is another right: it is checked as giving is.
pub fn save(
    console: &Console,
    permit: &Permit<OperatorsModify>,
    id: OperatorId,
    version: i64,
    draft: &Draft,
) -> Result<(), Error> {
    let operator = draft.check().map_err(Error::Operator)?;
    let found = console.storage().view(permit, |view| Ok::<_, Error>(record::get::<Operator>(view, id)?))?;
    let act = |change: &Holding<'_, '_>| {
        let before = record::get::<Operator>(change, id)?;
        let is_moved = operator.group != before.group;
        let is_disabled = before.enabled && !operator.enabled;
        if (is_moved || is_disabled) && id == permit.session().operator() {
            return Err(Error::Oneself);
        }
        if is_moved {
            may_put_into(change, operator.group)?;
        }
        if is_moved || is_disabled {
            keep_an_administrator(change, &before)?;
        }
        if operator == before.value && version == before.version {
            return Ok(Outcome::Unchanged(()));
        }
        rows::update(change, id, version, &operator).map_err(taken)?;
        let after = record::get::<Operator>(change, id)?;
        let entry =
            Entry::new(Action::OperatorChanged, subject(&after)).change(&fields(&before), fields(&after));
        Ok(Outcome::Changed((), entry.into()))
    };
    if !operator.enabled && operator.group == found.group {
        sealing::take_away(console, permit, id, act)
    } else {
        sealing::change(console, permit, act)
    }
}

/// What an operator would gain and lose in another group.
pub fn impact(
    console: &Console,
    permit: &Permit<OperatorsModify>,
    id: OperatorId,
    to: GroupId,
) -> Result<Difference, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Operator>(view, id)?;
        may_put_into(view, to)?;
        let feature = partitions::feature(view)?;
        let seen: Vec<PartitionId> =
            reached_partitions(view)?.into_iter().map(|partition| partition.id).collect();
        let before = storage::groups::grants_with(view, stored.group, feature)?;
        let after = storage::groups::grants_with(view, to, feature)?;
        Ok(Difference::between(&before, &after, &seen, feature))
    })
}

/// What an operator can do, and why not what he cannot.
pub fn explain(
    console: &Console,
    permit: &Permit<OperatorsView>,
    id: OperatorId,
) -> Result<Explanation, Error> {
    console.storage().view(permit, |view| explanation(view, record::get::<Operator>(view, id)?.group))
}

/// Gives an operator a password that must be changed at the next sign-in. The second factor goes with the old one,
/// because it was sealed with it. Takes as long as a password takes to be made.
pub fn set_password(
    console: &Console,
    permit: &Permit<OperatorsModify>,
    id: OperatorId,
    password: &Password,
    repeated: &Password,
) -> Result<(), Error> {
    if id == permit.session().operator() {
        return Err(Error::Oneself);
    }
    let known = console.storage().view(permit, |view| {
        let known = record::get::<Operator>(view, id)?;
        passwords::Known::of_new(view, known.user_name.as_str(), known.name.as_str())
    })?;
    let fresh = Fresh::make(console, permit.session(), &known, password, repeated)?;
    sealing::change(console, permit, |change| {
        let stored = record::get::<Operator>(change, id)?;
        passwords::keep_new(change, id, &fresh.record, &fresh.keys(id)?, ChosenBy::SomebodyElse)?;
        rows::set_throttle(change, id, &Throttle::default())?;
        let mut trail = Trail::from(Entry::new(Action::PasswordReset, subject(&stored)));
        if stored.besides.two_factor {
            trail = trail.and(Entry::new(Action::TwoFactorOff, subject(&stored)));
        }
        Ok(Outcome::Changed((), trail))
    })
}

/// Lets an operator sign in again who was locked out by failures.
pub fn release(console: &Console, permit: &Permit<OperatorsModify>, id: OperatorId) -> Result<(), Error> {
    console.storage().change(permit, |change| {
        let stored = record::get::<Operator>(change, id)?;
        if stored.besides.locked_until.is_none() {
            return Ok(Outcome::Unchanged(()));
        }
        rows::set_throttle(change, id, &Throttle::default())?;
        let entry = Entry::new(Action::OperatorReleased, subject(&stored));
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// Takes an operator's second factor away, for one whose authenticator is lost.
pub fn remove_two_factor(
    console: &Console,
    permit: &Permit<OperatorsModify>,
    id: OperatorId,
) -> Result<(), Error> {
    // One's own is switched off with the password, in one's own settings.
    if id == permit.session().operator() {
        return Err(Error::Oneself);
    }
    console.storage().change(permit, |change| {
        let stored = record::get::<Operator>(change, id)?;
        if !stored.besides.two_factor {
            return Ok(Outcome::Unchanged(()));
        }
        rows::remove_two_factor(change, id)?;
        let entry = Entry::new(Action::TwoFactorOff, subject(&stored));
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// Deletes an operator. The lines of the trail keep the name.
pub fn delete(console: &Console, permit: &Permit<OperatorsAddDelete>, id: OperatorId) -> Result<(), Error> {
    sealing::take_away(console, permit, id, |change| {
        let stored = deletable(change, permit.session().operator(), id)?;
        rows::delete(change, id)?;
        let entry = Entry::new(Action::OperatorDeleted, subject(&stored)).before(fields(&stored));
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// Whether nothing refuses that an operator is deleted, before it is asked.
pub fn may_delete(
    console: &Console,
    permit: &Permit<OperatorsAddDelete>,
    id: OperatorId,
) -> Result<(), Error> {
    console.storage().view(permit, |view| deletable(view, permit.session().operator(), id).map(drop))
}

/// An operator whom another one may delete.
fn deletable(view: &View<'_>, by: OperatorId, id: OperatorId) -> Result<Stored, Error> {
    let stored = record::get::<Operator>(view, id)?;
    if id == by {
        return Err(Error::Oneself);
    }
    keep_an_administrator(view, &stored)?;
    Ok(stored)
}

/// Refuses what would leave nobody who could sign in as an administrator.
fn keep_an_administrator(view: &View<'_>, going: &Stored) -> Result<(), Error> {
    let is_administrator = going.group == GroupId::ADMINISTRATOR && going.enabled;
    if is_administrator && !rows::has_other_administrator(view, going.id)? {
        return Err(Error::LastAdministrator);
    }
    Ok(())
}

/// A password that somebody else chose, and keys that nobody has had before.
struct Fresh {
    record: Record,
    /// What the password gives.
    wrapping: Secret,
    outfit: Outfit,
}

impl Fresh {
    /// Makes them, if the password may be the operator's. Takes as long as a password takes to be made.
    fn make(
        console: &Console,
        by: &Session,
        known: &passwords::Known,
        password: &Password,
        repeated: &Password,
    ) -> Result<Fresh, Error> {
        passwords::check_new(known, password, repeated).map_err(refused)?;
        let (record, opened) =
            Record::make(password, console.password_cost()).map_err(|_| storage::Error::Damaged)?;
        Ok(Fresh { record, wrapping: opened.wrapping, outfit: Outfit::by_session(by) })
    }

    fn keys(&self, operator: OperatorId) -> Result<rows::Keys, NoRandomness> {
        self.outfit.make(operator, &self.wrapping)
    }
}

fn refused(error: PasswordError) -> Error {
    match error {
        PasswordError::Refused(fault) => Error::Operator(vec![(Field::Password, Fault::Password(fault))]),
        PasswordError::Differs => Error::Operator(vec![(Field::Repeated, Fault::Differs)]),
        PasswordError::Storage(error) => error.into(),
        PasswordError::WrongOld | PasswordError::LockedUntil(_) | PasswordError::Damaged => {
            storage::Error::Damaged.into()
        }
    }
}

fn taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Taken(Unique::UserName) => Error::Operator(vec![(Field::UserName, Fault::Duplicate)]),
        other => other.into(),
    }
}

fn subject(stored: &Stored) -> Subject {
    Subject::operator(stored.id, stored.user_name.as_str())
}

fn fields(stored: &Stored) -> Fields {
    Fields::default()
        .with("name", stored.name.as_str())
        .with("user name", stored.user_name.as_str())
        .with("group", stored.besides.group_name.as_str())
        .with("language", stored.language.code())
        .with("enabled", stored.enabled)
}
