//! What a record goes through: it is opened, added, saved by the one who read it last, and deleted, each with its line of
//! the trail. A kind of record says with [`Kept`] what is its own; operations name the right that each takes.

use crate::console::Console;
use crate::domain::access::Edit;
use crate::domain::moment::Moment;
use crate::domain::partition::PartitionId;
use crate::session::{Proof, Session};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::record::{self, Record, Stored, Written};
use crate::storage::{self, Change, Id as _, Outcome, Unique, Values};

use super::{Error, undo};

/// A record's own screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<Id, Draft, Besides = ()> {
    /// The record.
    pub id: Id,
    /// The form, as it is saved.
    pub draft: Draft,
    /// What is told of it besides.
    pub besides: Besides,
    /// Which state of the record this is: to be given back when it is saved.
    pub version: i64,
    /// When it was saved last.
    pub changed_at: Moment,
    /// Who saved it.
    pub changed_by: String,
}

/// A kind of record that operators add, change and delete.
pub(super) trait Kept: Record {
    /// The record where it may lie.
    type There<'r>: Written<Self>
    where
        Self: 'r;

    const KIND: SubjectKind;
    const ADDED: Action;
    const CHANGED: Action;
    const REMOVED: Action;

    /// How the trail calls it, and where it lies.
    fn told(&self, id: Self::Id) -> (String, Option<PartitionId>);

    /// What the trail says of it.
    fn fields(stored: &Stored<Self>) -> Fields;

    /// The record where the operator may put it: a new one, or one that was like `before`. The session is of who saves
    /// it, and has what a PIN is checked with.
    fn there<'r>(
        &'r self,
        by: &Session,
        change: &Change<'_>,
        before: Option<&Stored<Self>>,
    ) -> Result<Self::There<'r>, Error>;

    /// Refuses what does not go with what it has at the other ends of its relations, once all of a save is written.
    fn expect_whole(&self, _change: &Change<'_>, _id: Self::Id) -> Result<(), Error> {
        Ok(())
    }

    /// Whether this is what is stored already.
    fn is_stored(there: &Self::There<'_>, before: &Stored<Self>) -> bool {
        *there.record() == before.value
    }

    /// Whether putting back what is stored now would undo all of a save.
    fn is_undone_to(&self, _before: &Stored<Self>) -> bool {
        true
    }

    /// Tells the trail of what changes and is not among the fields.
    fn tell_besides(_entry: &mut Entry, _there: &Self::There<'_>, _before: &Stored<Self>) {}

    /// That another one has a value.
    fn taken(unique: Unique) -> Option<Error>;
}

/// What its screen shows of a record.
pub(super) fn page<R: Record, Draft, Besides>(
    stored: Stored<R>,
    draft: Draft,
    besides: Besides,
) -> Page<R::Id, Draft, Besides> {
    Page {
        id: stored.id,
        draft,
        besides,
        version: stored.version,
        changed_at: stored.changed_at,
        changed_by: stored.changed_by,
    }
}

/// Opens the screen of a record of which its form is all.
pub(super) fn open<R: Record, Draft, P: Proof>(
    console: &Console,
    permit: &P,
    id: R::Id,
    draft: impl FnOnce(&R) -> Draft,
) -> Result<Page<R::Id, Draft>, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<R>(view, id)?;
        let draft = draft(&stored);
        Ok(page(stored, draft, ()))
    })
}

/// Adds a record.
pub(super) fn add<R: Kept, P: Proof>(console: &Console, permit: &P, record: &R) -> Result<R::Id, Error> {
    undo::forgetting(console, permit, |change| {
        let (stored, entry) = put(change, permit.session(), record, Values::none())?;
        Ok(Outcome::Changed(stored.id, entry.into()))
    })
}

/// Saves a record that was opened as `version`.
pub(super) fn save<R: Kept, P: Proof>(
    console: &Console,
    permit: &P,
    id: R::Id,
    version: i64,
    record: &R,
) -> Result<(), Error> {
    undo::forgetting(console, permit, |change| {
        Ok(match put_again(change, permit.session(), id, version, record)? {
            Some(entry) => Outcome::Changed((), entry.into()),
            None => Outcome::Unchanged(()),
        })
    })
}

/// What saving the form of a record that is within reach would write of what keys follow from; one that is wrong writes nothing.
pub(super) fn edits_of<R: Kept>(
    console: &Console,
    permit: &impl Proof,
    id: R::Id,
    record: Option<&R>,
    edits: impl FnOnce(&R, R::Id) -> Vec<Edit>,
) -> Result<Vec<Edit>, Error> {
    console.storage().view(permit, |view| {
        record::get::<R>(view, id)?;
        Ok(record.map(|record| edits(record, id)).unwrap_or_default())
    })
}

/// Writes a new record, with what its row says besides.
pub(super) fn put<R: Kept>(
    change: &Change<'_>,
    by: &Session,
    record: &R,
    besides: Values,
) -> Result<(Stored<R>, Entry), Error> {
    let id = record::insert(change, &record.there(by, change, None)?, besides).map_err(taken::<R>)?;
    let stored = record::get::<R>(change, id)?;
    let entry = entry(R::ADDED, &stored).after(R::fields(&stored));
    Ok((stored, entry))
}

/// Writes a record that was read as `version`; nothing, where nothing differs.
pub(super) fn put_again<R: Kept>(
    change: &Change<'_>,
    by: &Session,
    id: R::Id,
    version: i64,
    record: &R,
) -> Result<Option<Entry>, Error> {
    let before = record::get::<R>(change, id)?;
    let there = record.there(by, change, Some(&before))?;
    if R::is_stored(&there, &before) && version == before.version {
        return Ok(None);
    }
    record::update(change, id, version, &there).map_err(taken::<R>)?;
    let after = before.with(record.clone());
    let mut entry = entry(R::CHANGED, &after).change(&R::fields(&before), R::fields(&after));
    R::tell_besides(&mut entry, &there, &before);
    Ok(Some(entry))
}

/// The trail's entry for a deleted record, with its last values.
pub(super) fn gone<R: Kept>(stored: &Stored<R>) -> Entry {
    entry(R::REMOVED, stored).before(R::fields(stored))
}

/// The line of the trail about a record.
pub(super) fn entry<R: Kept>(action: Action, stored: &Stored<R>) -> Entry {
    Entry::new(action, subject(stored))
}

/// A record, as the trail calls it.
pub(super) fn subject<R: Kept>(stored: &Stored<R>) -> Subject {
    let (name, partition) = stored.told(stored.id);
    Subject { kind: R::KIND, id: Some(stored.id.number()), name, partition }
}

fn taken<R: Kept>(error: storage::Error) -> Error {
    let own = if let storage::Error::Taken(unique) = error { R::taken(unique) } else { None };
    own.unwrap_or_else(|| error.into())
}
