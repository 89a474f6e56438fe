//! Undo of what an operator saved last, as an act of its own. What it was before is kept for a while when it is saved; to
//! undo it takes the rights that the save took, asks them anew, and goes by the rules of any save. Where something is not
//! as the save left it, nothing is undone: what came since would be lost. What became of keys meanwhile is told, because
//! a key that was written since goes on saying what it says.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use chrono::Duration;

use super::relations::{self, End, Given, RelatedTo};
use super::{Changes, records};
use crate::console::Console;
use crate::domain::access::Impact;
use crate::domain::door::{Door, DoorId};
use crate::domain::moment::Moment;
use crate::domain::operator::OperatorId;
use crate::domain::permission::{DoorsModify, DoorsModifyAccess, UsersModify};
use crate::domain::user::{Between, Grant, User, UserId};
use crate::session::{Own, Permit, Proof, Session};
use crate::storage::audit::{self, Action, Entry, Fields, Subject, Trail};
use crate::storage::record::{self, Record, Stored};
use crate::storage::relations as related;
use crate::storage::{self, Change, Outcome, View, keys};

/// Why nothing was undone.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An operation of the same kind would not be done either.
    #[error(transparent)]
    Operation(#[from] super::Error),
    /// The operator saved nothing of the kind lately, or undid it already.
    #[error("there is nothing to undo")]
    Nothing,
    /// It is not as it was left any more.
    #[error("it was changed since")]
    ChangedSince,
}

impl From<storage::Error> for Error {
    fn from(error: storage::Error) -> Self {
        Error::Operation(error.into())
    }
}

/// Names one save. Which entry of the system auditor tells of it is nobody's business here: the number would say how much
/// was done on the site meanwhile, in partitions out of reach as well.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token(i64);

impl Token {
    /// Names no save.
    pub const NONE: Token = Token(0);
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// What was undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// What it did to keys.
    pub impact: Impact,
    /// How many of the keys were written since, and say what was undone until they are updated.
    pub written_since: usize,
}

/// What was saved last, and can be undone for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Last {
    /// Which save it was.
    pub token: Token,
    /// What it was.
    pub of: Of,
}

/// What was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A person.
    Person(UserId),
    /// A door, or its people.
    Door(DoorId),
}

/// How long a save can be undone: while whoever saved still knows what it was.
const KEPT: Duration = Duration::minutes(10);
/// What was given to more than so many, or taken from them, is not kept: it stands in memory.
const PAIRS_MAX: usize = 1000;

/// What was saved last, until it is undone or too old.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Option<Inverse>>);

impl Kept {
    /// Keeps what a session saved. A save that ends after its desk was locked or left keeps nothing: who leaves locks the
    /// session first and forgets then.
    fn keep(&self, session: &Session, kept: Option<Inverse>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = kept.filter(|_| !session.is_locked());
    }

    fn of(&self, session: &Session, now: Moment) -> Option<Inverse> {
        self.forget_old(now);
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone().filter(|kept| kept.by == session.operator())
    }

    /// Forgets what is too old to be undone. A clock that was put back counts as too long.
    pub fn forget_old(&self, now: Moment) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = last.take().filter(|kept| (kept.at..kept.at + KEPT).contains(&now));
    }

    /// Forgets everything: nobody is at the desk any more, or somebody is gone of whom it may tell.
    pub fn forget_all(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Forgets what an operator saved: something else was done since.
    fn forget_of(&self, session: &Session) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = last.take().filter(|kept| kept.by != session.operator());
    }

    fn forget(&self, entry: i64) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = last.take().filter(|kept| kept.entry != entry);
    }
}

/// Something that was saved, and what it was before.
#[derive(Clone)]
pub(super) struct Inverse {
    by: OperatorId,
    at: Moment,
    entry: i64,
    what: What,
}

#[derive(Clone)]
pub(super) enum What {
    Person(Left<User, Door>),
    Door(Left<Door, User>),
}

impl From<Left<User, Door>> for What {
    fn from(left: Left<User, Door>) -> Self {
        What::Person(left)
    }
}

impl From<Left<Door, User>> for What {
    fn from(left: Left<Door, User>) -> Self {
        What::Door(left)
    }
}

/// A record and its rights, before and after a save.
#[derive(Clone)]
pub(super) struct Left<R: Record, To: Record> {
    id: R::Id,
    /// The form before, and the version that was left; nothing, where the form is as it was.
    form: Option<(Box<R>, i64)>,
    access: Vec<Pair<To::Id>>,
}

/// A right of two: how it was, and how it was left.
#[derive(Debug, Clone, Copy)]
struct Pair<To> {
    to: To,
    was: Access,
    is: Access,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    No,
    Given(Option<Between>),
}

impl<R: RelatedTo<To>, To: End> Left<R, To> {
    /// What changes will leave, before they are made; nothing, if that is too much.
    pub fn by(
        view: &View<'_>,
        stored: &Stored<R>,
        changes: Option<&Changes<To::Id>>,
    ) -> Result<Option<Self>, storage::Error> {
        let Some(changes) = changes.filter(|changes| !changes.is_empty()) else {
            return Ok(Some(Left { id: stored.id, form: None, access: Vec::new() }));
        };
        if changes.put.len() + changes.remove.len() > PAIRS_MAX {
            return Ok(None);
        }
        let given = changes.put.iter().map(|grant| (grant.to, Access::Given(grant.between)));
        let after: Vec<_> = given.chain(changes.remove.iter().map(|to| (*to, Access::No))).collect();
        let ids: Vec<To::Id> = after.iter().map(|(to, _)| *to).collect();
        let before = access_of::<R, To>(view, stored, &ids)?;
        let pairs = before.into_iter().zip(after).map(|(was, (to, is))| Pair { to, was, is });
        let access = pairs.filter(|pair| pair.was != pair.is).collect();
        Ok(Some(Left { id: stored.id, form: None, access }))
    }

    /// The same, and the form was written as well.
    #[must_use]
    pub fn with_form(mut self, before: &Stored<R>) -> Self {
        self.form = Some((Box::new(before.value.clone()), before.version + 1));
        self
    }

    /// Refuses what is not as it was left.
    fn expect_as_left(&self, view: &View<'_>, stored: &Stored<R>) -> Result<(), Error> {
        let ids: Vec<To::Id> = self.access.iter().map(|pair| pair.to).collect();
        let access = access_of::<R, To>(view, stored, &ids)?;
        let is_form_left = self.form.as_ref().is_none_or(|(_, version)| *version == stored.version);
        let is_access_left = self.access.iter().map(|pair| pair.is).eq(access);
        if is_form_left && is_access_left { Ok(()) } else { Err(Error::ChangedSince) }
    }

    /// What gives back what was taken, and takes what was given.
    fn inverse(&self) -> Changes<To::Id> {
        let mut changes = Changes::default();
        for pair in &self.access {
            match pair.was {
                Access::Given(between) => changes.put.push(Grant { to: pair.to, between }),
                Access::No => changes.remove.push(pair.to),
            }
        }
        changes
    }
}

fn access_of<R: RelatedTo<To>, To: End>(
    view: &View<'_>,
    stored: &Stored<R>,
    ids: &[To::Id],
) -> Result<Vec<Access>, storage::Error> {
    let found = related::among::<R, To>(view, R::RELATION, stored, ids)?;
    Ok(ids.iter().map(|id| found.get(id).map_or(Access::No, |between| Access::Given(*between))).collect())
}

impl Inverse {
    /// What was left of a person, or of a door.
    pub fn of(
        change: &Change<'_>,
        session: &Session,
        what: impl Into<What>,
    ) -> Result<Inverse, storage::Error> {
        let entry = audit::next_sequence(change)?;
        Ok(Inverse { by: session.operator(), at: change.now(), entry, what: what.into() })
    }

    fn told(&self, subject: Subject) -> Entry {
        Entry::new(Action::Undone, subject).after(Fields::default().with("entry", self.entry))
    }
}

/// Makes a change that cannot be undone. What was saved before is not the last any more: whoever presses undo now means
/// this.
pub(super) fn forgetting<P: Proof, T>(
    console: &Console,
    proof: &P,
    act: impl FnOnce(&Change<'_>) -> Result<Outcome<T>, super::Error>,
) -> Result<T, super::Error> {
    let mut is_changed = false;
    let done = console.storage().change(proof, |change| {
        let outcome = act(change)?;
        is_changed = matches!(outcome, Outcome::Changed(..));
        Ok::<_, super::Error>(outcome)
    })?;
    if is_changed {
        console.kept().forget_of(proof.session());
    }
    Ok(done)
}

/// Makes a change that says how it is undone; nothing, where it cannot be. Says what it did to keys.
pub(super) fn kept<P: Proof>(
    console: &Console,
    proof: &P,
    act: impl FnOnce(&Change<'_>) -> Result<(Option<Inverse>, Option<Trail>), super::Error>,
) -> Result<Impact, super::Error> {
    let storage = console.storage();
    let (impact, kept) = storage.change(proof, |change| {
        Ok::<_, super::Error>(match act(change)? {
            (kept, Some(trail)) => Outcome::Changed((storage.impact_of(change)?, Some(kept)), trail),
            (_, None) => Outcome::Unchanged((Impact::default(), None)),
        })
    })?;
    if let Some(kept) = kept {
        console.kept().keep(proof.session(), kept);
    }
    Ok(impact)
}

/// What the operator saved last and can be undone now; nothing, if there is nothing.
pub fn last(console: &Console, proof: &Own) -> Option<Last> {
    let kept = console.kept().of(proof.session(), console.clock().now())?;
    let of = match kept.what {
        What::Person(left) => Of::Person(left.id),
        What::Door(left) => Of::Door(left.id),
    };
    Some(Last { token: Token(kept.entry), of })
}

/// Undoes how the operator saved a person last, the doors included, if that is the save that is meant.
pub fn person(
    console: &Console,
    permit: &Permit<UsersModify>,
    doors: Option<&Permit<DoorsModifyAccess>>,
    token: Token,
) -> Result<Undone, Error> {
    undo(console, permit, token, Way::ForGood, of_person(permit, doors))
}

/// What undoing that would come to now. Nothing is undone.
pub fn foretell_person(
    console: &Console,
    permit: &Permit<UsersModify>,
    doors: Option<&Permit<DoorsModifyAccess>>,
    token: Token,
) -> Result<Undone, Error> {
    undo(console, permit, token, Way::OnTrial, of_person(permit, doors))
}

fn of_person(
    permit: &Permit<UsersModify>,
    doors: Option<&Permit<DoorsModifyAccess>>,
) -> impl FnOnce(&Change<'_>, &Inverse) -> Result<Act, Error> {
    move |change, kept| {
        let What::Person(left) = &kept.what else {
            return Err(Error::Nothing);
        };
        let stored = record::get::<User>(change, left.id)?;
        left.expect_as_left(change, &stored)?;
        let mut trail = vec![kept.told(records::subject(&stored))];
        if let Some((before, version)) = &left.form {
            trail.extend(records::put_again::<User>(change, permit.session(), left.id, *version, before)?);
        }
        if !left.access.is_empty() {
            let others = doors.ok_or(storage::Error::NotPermitted)?;
            let given = Given::<_, _, Door> { own: permit, others, changes: &left.inverse() };
            trail.extend(
                given
                    .ready::<User>(change, left.id)?
                    .apply(change)?
                    .map(|fields| relations::told(&stored, fields)),
            );
        }
        Ok((trail, vec![stored]))
    }
}

/// Undoes how the operator saved the people of a door last, and the door itself where that was saved with them, if that
/// is the save that is meant.
pub fn door(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
    people: &Permit<UsersModify>,
    form: Option<&Permit<DoorsModify>>,
    token: Token,
) -> Result<Undone, Error> {
    match form {
        Some(form) => undo(console, form, token, Way::ForGood, of_door(permit, people, Some(form))),
        None => undo(console, permit, token, Way::ForGood, of_door(permit, people, None)),
    }
}

/// What undoing that would come to now. Nothing is undone.
pub fn foretell_door(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
    people: &Permit<UsersModify>,
    form: Option<&Permit<DoorsModify>>,
    token: Token,
) -> Result<Undone, Error> {
    match form {
        Some(form) => undo(console, form, token, Way::OnTrial, of_door(permit, people, Some(form))),
        None => undo(console, permit, token, Way::OnTrial, of_door(permit, people, None)),
    }
}

fn of_door(
    permit: &Permit<DoorsModifyAccess>,
    people: &Permit<UsersModify>,
    form: Option<&Permit<DoorsModify>>,
) -> impl FnOnce(&Change<'_>, &Inverse) -> Result<Act, Error> {
    move |change, kept| {
        let What::Door(left) = &kept.what else {
            return Err(Error::Nothing);
        };
        let stored = record::get::<Door>(&change.of(permit)?, left.id)?;
        left.expect_as_left(change, &stored)?;
        let mut trail = vec![kept.told(records::subject(&stored))];
        let given = Given::<_, _, User> { own: permit, others: people, changes: &left.inverse() };
        trail.extend(
            given
                .ready::<Door>(change, left.id)?
                .apply(change)?
                .map(|fields| relations::told(&stored, fields)),
        );
        if let Some((before, version)) = &left.form {
            let form = form.ok_or(storage::Error::NotPermitted)?;
            trail.extend(records::put_again::<Door>(change, form.session(), left.id, *version, before)?);
        }
        let people = change.of(people)?;
        let touched = left.access.iter().map(|pair| record::get::<User>(&people, pair.to));
        Ok((trail, touched.collect::<Result<_, _>>()?))
    }
}

/// How the trail tells of what was undone, and who was touched.
type Act = (Vec<Entry>, Vec<Stored<User>>);

/// Whether what is undone stays so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    ForGood,
    OnTrial,
}

/// Undoes what was kept, in one transaction, and forgets it; on trial, the transaction is taken back.
fn undo<P: Proof>(
    console: &Console,
    proof: &P,
    token: Token,
    way: Way,
    act: impl FnOnce(&Change<'_>, &Inverse) -> Result<Act, Error>,
) -> Result<Undone, Error> {
    let storage = console.storage();
    let kept = console.kept().of(proof.session(), console.clock().now());
    let kept = kept.filter(|kept| Token(kept.entry) == token).ok_or(Error::Nothing)?;
    let undone = storage.change(proof, |change| {
        let (trail, touched) = act(change, &kept)?;
        let mut written_since = 0;
        for user in &touched {
            let key = keys::of_user(change, user)?;
            written_since += usize::from(key.is_some_and(|key| key.contents.begun_at() >= kept.at));
        }
        let undone = Undone { impact: storage.impact_of(change)?, written_since };
        let trail = Trail::of(trail).ok_or(Error::Nothing)?;
        Ok::<_, Error>(match way {
            Way::ForGood => Outcome::Changed(undone, trail),
            Way::OnTrial => Outcome::Unchanged(undone),
        })
    })?;
    if way == Way::ForGood {
        console.kept().forget(kept.entry);
    }
    Ok(undone)
}
