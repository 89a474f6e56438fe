//! Things that have a name and lie in a partition: what operators do with every kind of them stands here once. A kind says
//! with [`KeptNamed`] how the trail calls it, and names the right that each operation takes.

use crate::console::Console;
use crate::domain::delegation::Placed;
use crate::domain::named::{Draft, Fault, Field, Named, Own};
use crate::domain::partition::PartitionId;
use crate::domain::permission::Permission;
use crate::domain::text;
use crate::session::{Proof, Session};
use crate::storage::audit::{Action, Entry, Fields, SubjectKind, Trail};
use crate::storage::named::NamedRecord;
use crate::storage::record::{Record, Stored};
use crate::storage::relations as related;
use crate::storage::{Change, Outcome, Unique, Values};

use super::partitions::{self, Choices, placed};
use super::records::{self, Kept};
use super::{Error, Giving, Related, undo};

/// A kind of thing that operators add, change and delete.
pub(super) trait KeptNamed: NamedRecord {
    const KIND: SubjectKind;
    const ADDED: Action;
    const CHANGED: Action;
    const REMOVED: Action;
    /// The right to change one that is there.
    const CHANGED_BY: Permission;

    /// Refuses what refers to something that is not there, or does not go with it.
    fn expect_fitting(&self, _change: &Change<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// What the trail says of it besides.
    fn tell(fields: Fields, _stored: &Stored<Self>) -> Fields {
        fields
    }

    /// Tells the trail of what changes and is not among the fields.
    fn tell_besides(_entry: &mut Entry, _thing: &Self, _before: &Stored<Self>) {}
}

impl<T: KeptNamed> Kept for T {
    type There<'r>
        = Placed<'r, T>
    where
        T: 'r;

    const KIND: SubjectKind = <T as KeptNamed>::KIND;
    const ADDED: Action = <T as KeptNamed>::ADDED;
    const CHANGED: Action = <T as KeptNamed>::CHANGED;
    const REMOVED: Action = <T as KeptNamed>::REMOVED;

    fn told(&self, _: <T as Record>::Id) -> (String, Option<PartitionId>) {
        let named: &Named = self;
        (named.name.to_string(), Some(named.partition))
    }

    fn fields(stored: &Stored<T>) -> Fields {
        let named: &Named = stored;
        let fields = Fields::default()
            .with("name", named.name.as_str())
            .with("description", named.description.as_str())
            .with("partition", named.partition.0)
            .with("external id", named.external_id.as_str());
        T::tell(fields, stored)
    }

    fn there<'r>(
        &'r self,
        _: &Session,
        change: &Change<'_>,
        before: Option<&Stored<T>>,
    ) -> Result<Placed<'r, T>, Error> {
        let named: &Named = self;
        if named.external_id.is_empty() {
            return Err(wrong::<T>(Field::ExternalId, text::Fault::Empty.into()));
        }
        self.expect_fitting(change)?;
        placed(change, before.map(|before| &before.value), self, |why| {
            wrong::<T>(Field::Partition, why.into())
        })
    }

    fn tell_besides(entry: &mut Entry, there: &Placed<'_, T>, before: &Stored<T>) {
        T::tell_besides(entry, there, before);
    }

    fn taken(unique: Unique) -> Option<Error> {
        let field = match unique {
            Unique::Name => Field::Name,
            Unique::ExternalId => Field::ExternalId,
            Unique::UserName | Unique::Serial => return None,
        };
        Some(wrong::<T>(field, Fault::Duplicate))
    }
}

pub(super) fn wrong<T: NamedRecord>(field: Field, fault: Fault) -> Error {
    Error::Named(<T as NamedRecord>::NOUN, vec![(field, fault)])
}

/// Turns a form into what it is of.
pub(super) fn check<T: NamedRecord>(draft: &Draft<T::Own>) -> Result<T, Error> {
    draft.check().map_err(|faults| Error::Named(<T as NamedRecord>::NOUN, faults))
}

/// What the form offers to choose from.
pub(super) fn choices<T: KeptNamed>(console: &Console, permit: &impl Proof) -> Result<Choices, Error> {
    console.storage().view(permit, |view| partitions::choices(view, &[T::PUT_BY, T::CHANGED_BY]))
}

/// Every one within reach that may be seen as well, by name: what is offered at the other end of a relation.
pub(super) fn choices_to_give<T: KeptNamed>(
    console: &Console,
    permit: &impl Proof,
    seen_by: Permission,
) -> Result<Vec<Related<<T as NamedRecord>::Id>>, Error> {
    console.storage().view(permit, |view| Ok(related::all::<T>(&view.where_also(seen_by))?))
}

/// An empty form.
pub(super) fn blank<O: Own>(console: &Console, permit: &impl Proof) -> Result<Draft<O>, Error> {
    console.storage().view(permit, |view| Ok(Draft::empty(partitions::first(view)?)))
}

/// Adds one, with what its row says besides and what is given to it at once.
pub(super) fn add<T: KeptNamed, P: Proof>(
    console: &Console,
    permit: &P,
    draft: &Draft<T::Own>,
    given: &Giving<T>,
    besides: impl FnOnce(&Change<'_>) -> Result<Values, Error>,
) -> Result<<T as NamedRecord>::Id, Error> {
    add_made(console, permit, draft, check, given, besides)
}

/// The same, where more is made of the form than the rules make of it.
pub(super) fn add_made<T: KeptNamed, P: Proof>(
    console: &Console,
    permit: &P,
    draft: &Draft<T::Own>,
    make: impl FnOnce(&Draft<T::Own>) -> Result<T, Error>,
    given: &Giving<T>,
    besides: impl FnOnce(&Change<'_>) -> Result<Values, Error>,
) -> Result<<T as NamedRecord>::Id, Error> {
    let mut draft = draft.clone();
    super::number(&mut draft.external_id)?;
    let thing: T = make(&draft)?;
    undo::forgetting(console, permit, |change| {
        let besides = besides(change)?;
        let (stored, added) = records::put(change, permit.session(), &thing, besides)?;
        let given = given.ready(change, stored.id)?.told(change, &stored)?;
        let trail = given.into_iter().fold(Trail::from(added), Trail::and);
        Ok(Outcome::Changed(stored.id, trail))
    })
}
