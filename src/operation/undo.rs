//! Undo of what an operator saved, as an act of its own. What it was before is kept for an hour when it is saved; to
//! undo it takes the rights that the save took, asks them anew, and goes by the rules of any save. Where something is not
//! as the save left it, nothing is undone: what came since would be lost. What became of keys meanwhile is told, because
//! a key that was written since goes on saying what it says.
//!
//! The last save is undone by a key; the one before that after it, and any by its line in the system auditor. What cannot
//! be undone stands between: whoever presses the key then means that, so no save from before is the last any more.

use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::Duration;

use super::records::{self, Kept};
use super::relations::{Ready, Remembered};
use crate::console::Console;
use crate::domain::access::Impact;
use crate::domain::moment::Moment;
use crate::domain::operator::OperatorId;
use crate::domain::permission::{Permission, SystemAuditorView};
use crate::domain::user::UserId;
use crate::session::{Claim, Own, Permit, Proof, Session};
use crate::storage::audit::{self, Action, Entry, Fields, Subject, SubjectKind, Trail};
use crate::storage::record::{self, Record, Stored};
use crate::storage::{self, Change, Id as _, Outcome, View, keys};

/// Why nothing was undone.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An operation of the same kind would not be done either.
    #[error(transparent)]
    Operation(#[from] super::Error),
    /// The operator saved nothing of the kind within the last hour, or undid it already.
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
    /// The names of what is as it was before.
    pub what: Vec<String>,
    /// What it did to keys.
    pub impact: Impact,
    /// How many of the keys were written since, and say what was undone until they are updated.
    pub written_since: usize,
}

/// A save that can be undone for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Save {
    /// Which save it was.
    pub token: Token,
    /// When it was.
    pub at: Moment,
    /// What it was.
    pub of: Of,
}

/// What was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A record of a kind, by its number.
    One(SubjectKind, i64),
    /// Several of a kind.
    Several(SubjectKind),
}

impl Of {
    /// What kind it was.
    pub const fn kind(self) -> SubjectKind {
        match self {
            Of::One(kind, _) | Of::Several(kind) => kind,
        }
    }

    /// These people.
    pub fn people(ids: &[UserId]) -> Of {
        match ids {
            [one] => Of::One(SubjectKind::User, one.0),
            _ => Of::Several(SubjectKind::User),
        }
    }
}

/// How long a save can be undone: while whoever saved still knows what it was.
const KEPT: Duration = Duration::hours(1);

/// Of how many records all that is kept may tell: it stands in memory. The oldest saves make way.
const RECORDS_MAX: usize = 2_000;

/// What was saved and can be undone, oldest first, until it is undone or too old. Locking the screen leaves it there: it is
/// for whoever saved it and comes back to it.
#[derive(Default)]
pub(crate) struct Saves(Mutex<Vec<Inverse>>);

impl Saves {
    fn all(&self) -> MutexGuard<'_, Vec<Inverse>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what a session saved; nothing, where that cannot be undone.
    fn keep(&self, session: &Session, kept: Option<Inverse>) {
        let Some(kept) = kept else {
            return self.pass_over(session);
        };
        let mut all = self.all();
        // Asked while they are held: who leaves ends the session first.
        if session.is_ended() {
            return;
        }
        all.push(kept);
        let mut records = 0;
        let room = all.iter().rev().take_while(|kept| {
            records += kept.what.count();
            records <= RECORDS_MAX
        });
        let gone = all.len() - room.count();
        all.drain(..gone);
    }

    /// The operator did something that cannot be undone: no save from before is the last any more.
    fn pass_over(&self, session: &Session) {
        for kept in self.all().iter_mut().filter(|kept| kept.by == session.operator()) {
            kept.is_last = false;
        }
    }

    /// What the operator of a session saved, oldest first.
    fn of(&self, session: &Session, now: Moment) -> Vec<Inverse> {
        self.forget_old(now);
        self.all().iter().filter(|kept| kept.by == session.operator()).cloned().collect()
    }

    /// Forgets what is too old to be undone. A clock that was put back counts as too long.
    pub fn forget_old(&self, now: Moment) {
        self.drop_where(|kept| !(kept.at..kept.at + KEPT).contains(&now));
    }

    /// Drops some. What was saved before one of them is not the last, though nothing that came after it is kept any more.
    fn drop_where(&self, is_meant: impl Fn(&Inverse) -> bool) {
        let mut all = self.all();
        let (gone, mut stay): (Vec<Inverse>, Vec<Inverse>) = all.drain(..).partition(is_meant);
        for kept in &mut stay {
            kept.is_last &= !gone.iter().any(|gone| gone.by == kept.by && gone.entry > kept.entry);
        }
        *all = stay;
    }

    /// Whether what a save changed was changed again by a later one.
    fn is_overtaken(&self, kept: &Inverse) -> bool {
        let changed = kept.what.changed();
        let all = self.all();
        let mut later = all.iter().filter(|it| it.entry > kept.entry);
        later.any(|later| later.what.changed().iter().any(|again| changed.contains(again)))
    }

    /// Forgets what the operator of a session saved, who leaves.
    pub fn forget_of(&self, session: &Session) {
        self.all().retain(|kept| kept.by != session.operator());
    }

    /// Forgets what tells of people: somebody is gone.
    pub fn forget_people(&self) {
        self.drop_where(|kept| kept.what.of().kind() == SubjectKind::User);
    }

    /// One is undone. Forms that it wrote are again as the save before it left them, under a number of their own.
    fn undone(&self, undone: &Inverse) {
        let mut all = self.all();
        all.retain(|kept| kept.entry != undone.entry);
        for undone in undone.what.written() {
            all.iter().flat_map(|kept| kept.what.written()).for_each(|written| written.follow(undone));
        }
    }
}

/// Something that was saved, and what it was before.
#[derive(Clone)]
pub(super) struct Inverse {
    by: OperatorId,
    at: Moment,
    /// The first of the lines that tell of it.
    entry: i64,
    /// How many lines there are.
    lines: i64,
    /// Whether nothing came after it that cannot be undone.
    is_last: bool,
    /// The right by which it was saved, and is undone.
    right: Permission,
    what: Arc<dyn Undoable>,
}

/// What can be undone.
pub(super) trait Undoable: Send + Sync {
    fn of(&self) -> Of;

    /// Of how many records it tells.
    fn count(&self) -> usize;

    /// The rows that it wrote.
    fn written(&self) -> Vec<&Written>;

    /// What it changed that has no version: a later save of the same is undone first.
    fn changed(&self) -> Vec<Changed>;

    /// Puts back what was before, by the rules of any save; refused, where something is not as it was left. Says how the
    /// trail tells of it: `undone` is the line that says so.
    fn undo(
        &self,
        change: &Change<'_>,
        by: &Arc<Session>,
        undone: &dyn Fn(Subject) -> Entry,
    ) -> Result<Vec<Entry>, Error>;
}

/// What a save changed that has no version of its own, so that it may be as it was left and was something else between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changed {
    /// Whether somebody is banned.
    Ban(UserId),
    /// What a record has at the other ends of its relations.
    Given(SubjectKind, i64),
}

/// A row that a save wrote.
pub(super) struct Written {
    kind: SubjectKind,
    id: i64,
    /// The version that it left.
    left: i64,
    /// The version under which what it left stands now: what was written after it, and undone, wrote the row once more.
    version: AtomicI64,
}

impl Written {
    /// What writing a record leaves of it: each time, its version goes up by one.
    pub fn of<R: Kept>(before: &Stored<R>) -> Written {
        let left = before.version + 1;
        Written { kind: R::KIND, id: before.id.number(), left, version: left.into() }
    }

    /// Which record it is.
    pub const fn id(&self) -> i64 {
        self.id
    }

    fn version(&self) -> i64 {
        self.version.load(Ordering::SeqCst)
    }

    /// What was written right after this is undone. That wrote the row once more: it says what it said here.
    fn follow(&self, undone: &Written) {
        let is_next = (self.kind, self.id, self.version() + 1) == (undone.kind, undone.id, undone.left);
        if is_next {
            self.version.store(undone.version() + 1, Ordering::SeqCst);
        }
    }
}

/// A record and what it has at the other ends of its relations, before and after a save.
pub(super) struct Left<R: Record> {
    id: R::Id,
    /// The form before, and the version that was left; nothing, where the form is as it was.
    form: Option<(R, Written)>,
    given: Vec<Box<dyn Remembered>>,
}

impl<R: Kept> Left<R> {
    /// What a save leaves of a record: its form, if that was written.
    pub fn of(stored: &Stored<R>, form: Option<&Stored<R>>, given: Vec<Box<dyn Remembered>>) -> Self {
        let form = form.map(|before| (before.value.clone(), Written::of(before)));
        Left { id: stored.id, form, given }
    }

    /// Refuses what is not as it was left.
    fn expect_as_left(&self, view: &View<'_>, stored: &Stored<R>) -> Result<(), Error> {
        let mut is_left = self.form.as_ref().is_none_or(|(_, written)| written.version() == stored.version);
        for remembered in &self.given {
            is_left &= remembered.is_as_left(view, self.id.number())?;
        }
        if is_left { Ok(()) } else { Err(Error::ChangedSince) }
    }
}

impl<R: Kept + Send + Sync> Undoable for Left<R>
where
    R::Id: Send + Sync,
{
    fn of(&self) -> Of {
        Of::One(R::KIND, self.id.number())
    }

    fn count(&self) -> usize {
        1
    }

    fn written(&self) -> Vec<&Written> {
        self.form.iter().map(|(_, written)| written).collect()
    }

    fn changed(&self) -> Vec<Changed> {
        let given = (!self.given.is_empty()).then(|| Changed::Given(R::KIND, self.id.number()));
        given.into_iter().collect()
    }

    fn undo(
        &self,
        change: &Change<'_>,
        by: &Arc<Session>,
        undone: &dyn Fn(Subject) -> Entry,
    ) -> Result<Vec<Entry>, Error> {
        let stored = record::get::<R>(change, self.id)?;
        self.expect_as_left(change, &stored)?;
        let inverse: Vec<_> = self.given.iter().map(|remembered| remembered.inverse(by)).collect();
        let given = Ready::of(change, self.id, &inverse)?;
        let mut trail = vec![undone(records::subject(&stored))];
        if let Some((before, written)) = &self.form {
            trail.extend(records::put_again(change, by, self.id, written.version(), before)?);
        }
        trail.extend(given.told(change, &stored)?);
        self.form.as_ref().map_or(&stored.value, |(before, _)| before).expect_whole(change, self.id)?;
        Ok(trail)
    }
}

/// Several records that were saved at once, each as it was.
pub(super) struct Several<R: Record>(Vec<Left<R>>);

/// What was saved of more than so many at once is not kept to be undone: it stands in memory.
pub(super) const SEVERAL_MAX: usize = 500;

impl<R: Kept> Several<R> {
    /// What a save leaves of several; nothing, where that cannot be kept of one of them, or of so many.
    pub fn of(each: Vec<Option<Left<R>>>) -> Option<Self> {
        let is_little = each.len() <= SEVERAL_MAX;
        each.into_iter().collect::<Option<_>>().filter(|_| is_little).map(Several)
    }
}

impl<R: Kept + Send + Sync> Undoable for Several<R>
where
    R::Id: Send + Sync,
{
    fn of(&self) -> Of {
        Of::Several(R::KIND)
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn written(&self) -> Vec<&Written> {
        self.0.iter().flat_map(Left::written).collect()
    }

    fn changed(&self) -> Vec<Changed> {
        self.0.iter().flat_map(Left::changed).collect()
    }

    fn undo(
        &self,
        change: &Change<'_>,
        by: &Arc<Session>,
        undone: &dyn Fn(Subject) -> Entry,
    ) -> Result<Vec<Entry>, Error> {
        let mut trail = Vec::new();
        for left in &self.0 {
            trail.extend(left.undo(change, by, undone)?);
        }
        Ok(trail)
    }
}

impl Inverse {
    /// What a save by a right left.
    pub fn of(
        change: &Change<'_>,
        by: &Claim,
        what: impl Undoable + 'static,
    ) -> Result<Inverse, storage::Error> {
        let entry = audit::next_sequence(change)?;
        let (right, what) = (by.permission(), Arc::new(what));
        let (by, at) = (by.session().operator(), change.now());
        Ok(Inverse { by, at, entry, lines: 1, is_last: true, right, what })
    }

    fn told_by(&self) -> Range<i64> {
        self.entry..self.entry + self.lines
    }

    fn save(&self) -> Save {
        Save { token: Token(self.entry), at: self.at, of: self.what.of() }
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
        console.kept().pass_over(proof.session());
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
    keeping(console, proof, |change| {
        Ok(match act(change)? {
            (kept, Some(trail)) => (kept, Outcome::Changed(storage.impact_of(change)?, trail)),
            (kept, None) => (kept, Outcome::Unchanged(Impact::default())),
        })
    })
}

/// Makes a change that says how it is undone; nothing, where it cannot be.
pub(super) fn keeping<P: Proof, T>(
    console: &Console,
    proof: &P,
    act: impl FnOnce(&Change<'_>) -> Result<(Option<Inverse>, Outcome<T>), super::Error>,
) -> Result<T, super::Error> {
    let mut left = None;
    let done = console.storage().change(proof, |change| {
        let (kept, outcome) = act(change)?;
        if let Outcome::Changed(_, trail) = &outcome {
            let lines = i64::try_from(trail.count()).unwrap_or(i64::MAX);
            left = Some(kept.map(|kept| Inverse { lines, ..kept }));
        }
        Ok::<_, super::Error>(outcome)
    })?;
    if let Some(kept) = left {
        console.kept().keep(proof.session(), kept);
    }
    Ok(done)
}

/// What the operator saved last and can be undone now; nothing, if there is nothing.
pub fn last(console: &Console, proof: &Own) -> Option<Save> {
    let saves = console.kept().of(proof.session(), console.clock().now());
    saves.last().filter(|kept| kept.is_last).map(Inverse::save)
}

/// The save of the operator's own that a line of the system auditor tells of, as long as it is kept.
pub fn of_line(console: &Console, permit: &Permit<SystemAuditorView>, sequence: i64) -> Option<Save> {
    let saves = console.kept().of(permit.session(), console.clock().now());
    saves.iter().find(|kept| kept.told_by().contains(&sequence)).map(Inverse::save)
}

/// Undoes a save, if the operator made it and it is kept. It takes every right that the save took, asked anew.
pub fn undo(console: &Console, proof: &Own, token: Token) -> Result<Undone, Error> {
    undo_in(console, proof, token, Way::ForGood)
}

/// What undoing that would come to now. Nothing is undone.
pub fn foretell(console: &Console, proof: &Own, token: Token) -> Result<Undone, Error> {
    undo_in(console, proof, token, Way::OnTrial)
}

/// Whether what is undone stays so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    ForGood,
    OnTrial,
}

/// Undoes what was kept, in one transaction, and forgets it; on trial, the transaction is taken back.
fn undo_in(console: &Console, proof: &Own, token: Token, way: Way) -> Result<Undone, Error> {
    let storage = console.storage();
    let saves = console.kept().of(proof.session(), console.clock().now());
    let kept = saves.into_iter().find(|kept| Token(kept.entry) == token).ok_or(Error::Nothing)?;
    if console.kept().is_overtaken(&kept) {
        return Err(Error::ChangedSince);
    }
    let by = Claim::of(proof.session(), kept.right);
    let undone = storage.change(&by, |change| {
        let trail =
            kept.what.undo(change, by.session(), &|subject| kept.told(subject)).map_err(
                |error| match error {
                    // What limited it, or what it lay in, is gone.
                    Error::Operation(super::Error::Storage(error)) if error.is_of_a_reference() => {
                        Error::ChangedSince
                    }
                    other => other,
                },
            )?;
        let touched = storage.touched_by(change)?;
        let is_undone = |entry: &&Entry| entry.action == Action::Undone;
        let undone = Undone {
            what: trail.iter().filter(is_undone).map(|entry| entry.subject.name.clone()).collect(),
            impact: storage.impact_of(change)?,
            written_since: keys::count_begun_since(change, &touched, kept.at)?,
        };
        let trail = Trail::of(trail).ok_or(Error::Nothing)?;
        Ok::<_, Error>(match way {
            Way::ForGood => Outcome::Changed(undone, trail),
            Way::OnTrial => Outcome::Unchanged(undone),
        })
    })?;
    if way == Way::ForGood {
        console.kept().undone(&kept);
    }
    Ok(undone)
}
