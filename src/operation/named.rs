//! Things that have a name and lie in a partition: what operators do with every kind of them stands here once. A kind says
//! with [`KeptNamed`] how the trail calls it, and names the right that each operation takes.

use crate::console::Console;
use crate::domain::access::Impact;
use crate::domain::delegation::Placed;
use crate::domain::named::{Draft, Fault, Field, Named};
use crate::domain::partition::PartitionId;
use crate::domain::permission::Permission;
use crate::domain::text;
use crate::session::{Proof, Session};
use crate::storage::audit::{Action, Entry, Fields, SubjectKind, Trail};
use crate::storage::named::NamedRecord;
use crate::storage::record::{self, Record, Stored};
use crate::storage::relations as related;
use crate::storage::{self, Change, Outcome, Unique, Values, View};

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

    /// What the row of a new one says besides.
    fn of_new(&self, _change: &Change<'_>) -> Result<Values, Error> {
        Ok(Values::none())
    }

    /// Deletes the row of one, and what keys followed from it. Says what the trail tells of that besides.
    fn remove(change: &Change<'_>, id: <Self as Record>::Id) -> Result<Fields, Error> {
        record::delete::<Self>(change, id, change.now())?;
        Ok(Fields::default())
    }

    /// Refuses what refers to something that is not there, or does not go with it, or has what another one has.
    fn expect_fitting(&self, _change: &Change<'_>, _before: Option<&Stored<Self>>) -> Result<(), Error> {
        Ok(())
    }

    /// Refuses what does not go with what it has at the other ends of its relations, once all of a save is written.
    fn expect_whole(&self, _change: &Change<'_>, _id: <Self as Record>::Id) -> Result<(), Error> {
        Ok(())
    }

    /// Fills in what the form of a new one begins with.
    fn fill(_view: &View<'_>, _draft: &mut Draft<Self::Own>) -> Result<(), Error> {
        Ok(())
    }

    /// What the trail says of it besides.
    fn tell(fields: Fields, _stored: &Stored<Self>) -> Fields {
        fields
    }

    /// Tells the trail of what changes and is not among the fields.
    fn tell_besides(_entry: &mut Entry, _thing: &Self, _before: &Stored<Self>) {}
}

/// What is told besides its form of one that gives no rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// Whether the operator may change what belongs to it.
    pub may_give: bool,
}

/// The operations that every kind has that is related to others. A kind names the rights that they take; `giving` is the one
/// to change what it is related to, and `besides` says what its screen tells besides the form; `list`, where
/// that takes more than rows, what its list shows, and then `besides` is handed the console as well. One on which keys depend says with
/// `node` what it is in the access graph. `tests/it/gate.rs` reads the permissions from here.
macro_rules! operations {
    (
        thing: $thing:ident as $thing_id:ident, view: $view:ident, modify: $modify:ident, giving: $giving:ident,
        add_delete: $add_delete:ident, list: $list:expr, besides: $besides:expr,
        $(node: $node:expr,)?
    ) => {
        /// Every one that the operator may see, by name.
        pub fn list(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$view>,
        ) -> Result<Vec<ListRow>, $crate::operation::Error> {
            console.storage().view(permit, |view| $list(console, view))
        }

        /// Every one that the operator may see and give, by name.
        pub fn choices_to_give(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$giving>,
        ) -> Result<Vec<$crate::operation::Related<$thing_id>>, $crate::operation::Error> {
            let seen_by = <$view as $crate::domain::permission::Leaf>::PERMISSION;
            $crate::operation::named::choices_to_give::<$thing>(console, permit, seen_by)
        }

        /// Opens the screen of one.
        pub fn open(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$view>,
            id: $thing_id,
        ) -> Result<Page, $crate::operation::Error> {
            console.storage().view(permit, |view| {
                let stored = $crate::storage::record::get::<$thing>(view, id)?;
                let besides = $besides(console, view, &stored)?;
                let draft = Draft::of(&stored.value);
                Ok($crate::operation::records::page(stored, draft, besides))
            })
        }

        /// What the form offers to choose from.
        pub fn choices(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$view>,
        ) -> Result<$crate::operation::partitions::Choices, $crate::operation::Error> {
            $crate::operation::named::choices::<$thing>(console, permit)
        }

        /// An empty form, with what the site fills in.
        pub fn blank(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$add_delete>,
        ) -> Result<Draft, $crate::operation::Error> {
            $crate::operation::named::blank::<$thing>(console, permit)
        }

        /// Adds one, with what is given to it at once.
        pub fn add(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$add_delete>,
            draft: &Draft,
            giving: &$crate::operation::Giving<$thing>,
        ) -> Result<$thing_id, $crate::operation::Error> {
            $crate::operation::named::add::<$thing, _>(console, permit, draft, giving)
        }

        /// Saves one that was opened as `version`, and what is given to it and taken from it, at once. Says what that did to
        /// keys.
        pub fn save(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$modify>,
            id: $thing_id,
            version: i64,
            draft: &Draft,
            giving: &$crate::operation::Giving<$thing>,
        ) -> Result<$crate::domain::access::Impact, $crate::operation::Error> {
            let thing: $thing = $crate::operation::named::check(draft)?;
            $crate::operation::relations::save(
                console,
                permit,
                id,
                Some((version, &thing)),
                giving,
                |_, _| Ok(None),
            )
        }

        /// Gives and takes, and leaves the thing itself as it is. Says what that did to keys.
        pub fn give(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$giving>,
            id: $thing_id,
            giving: &$crate::operation::Giving<$thing>,
        ) -> Result<$crate::domain::access::Impact, $crate::operation::Error> {
            $crate::operation::relations::save(console, permit, id, None, giving, |_, _| Ok(None))
        }

        /// Deletes one: what it was related to stays, and nobody has anything by it any more. Says what that did to keys.
        pub fn delete(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$add_delete>,
            id: $thing_id,
        ) -> Result<$crate::domain::access::Impact, $crate::operation::Error> {
            $crate::operation::named::delete::<$thing>(console, permit, id)
        }

        $(
        /// What giving and taking would do to keys.
        pub fn impact(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$giving>,
            id: $thing_id,
            giving: &$crate::operation::Giving<$thing>,
        ) -> Result<$crate::domain::access::Impact, $crate::operation::Error> {
            $crate::operation::relations::impact(console, permit, id, giving)
        }

        /// Whose keys giving and taking would touch.
        pub fn whose(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$giving>,
            id: $thing_id,
            giving: &$crate::operation::Giving<$thing>,
        ) -> Result<$crate::operation::Foretold, $crate::operation::Error> {
            $crate::operation::relations::whose(console, permit, id, giving)
        }

        /// What deleting one would do to keys.
        pub fn impact_of_deleting(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$add_delete>,
            id: $thing_id,
        ) -> Result<$crate::domain::access::Impact, $crate::operation::Error> {
            let storage = console.storage();
            let stored = storage.view(permit, |view| $crate::storage::record::get::<$thing>(view, id))?;
            Ok(storage.foretell(&[$crate::domain::access::Edit::Gone($node(&stored))])?)
        }
        )?
    };
    (
        thing: $thing:ident as $thing_id:ident, view: $view:ident, modify: $modify:ident, giving: $giving:ident,
        add_delete: $add_delete:ident, besides: $besides:expr,
        $(node: $node:expr,)?
    ) => {
        $crate::operation::named::operations! {
            thing: $thing as $thing_id, view: $view, modify: $modify, giving: $giving,
            add_delete: $add_delete,
            list: |_: &$crate::console::Console, view: &$crate::storage::View<'_>| Ok(rows::list(view)?),
            besides: |_: &$crate::console::Console, view: &_, stored: &_| $besides(view, stored),
            $(node: |stored: &$crate::storage::record::Stored<$thing>| $node(stored.id),)?
        }
    };
}
pub(super) use operations;

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
        self.expect_fitting(change, before)?;
        placed(change, before.map(|before| &before.value), self, |why| {
            wrong::<T>(Field::Partition, why.into())
        })
    }

    fn expect_whole(&self, change: &Change<'_>, id: <T as Record>::Id) -> Result<(), Error> {
        KeptNamed::expect_whole(self, change, id)
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

/// Refuses what amounts to giving one to others, unless whoever saves has that right over it where it lies now.
pub(super) fn expect_to_give<T: NamedRecord>(
    change: &Change<'_>,
    by: Permission,
    before: &Stored<T>,
) -> Result<(), Error> {
    let named: &Named = &before.value;
    let scope = change.grants().scope(by).filter(|scope| scope.reaches(named.partition));
    scope.map(drop).ok_or_else(|| storage::Error::NotPermitted.into())
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

/// A form for a new one.
pub(super) fn blank<T: KeptNamed>(console: &Console, permit: &impl Proof) -> Result<Draft<T::Own>, Error> {
    console.storage().view(permit, |view| {
        let mut draft = Draft::empty(partitions::first(view)?);
        T::fill(view, &mut draft)?;
        Ok(draft)
    })
}

/// Adds one, with what is given to it at once.
pub(super) fn add<T: KeptNamed, P: Proof>(
    console: &Console,
    permit: &P,
    draft: &Draft<T::Own>,
    given: &Giving<T>,
) -> Result<<T as NamedRecord>::Id, Error> {
    add_made(console, permit, draft, check, given)
}

/// The same, where more is made of the form than the rules make of it.
pub(super) fn add_made<T: KeptNamed, P: Proof>(
    console: &Console,
    permit: &P,
    draft: &Draft<T::Own>,
    make: impl FnOnce(&Draft<T::Own>) -> Result<T, Error>,
    given: &Giving<T>,
) -> Result<<T as NamedRecord>::Id, Error> {
    let mut draft = draft.clone();
    super::number(&mut draft.external_id)?;
    let thing: T = make(&draft)?;
    undo::forgetting(console, permit, |change| {
        let (stored, added) = records::put(change, permit.session(), &thing, thing.of_new(change)?)?;
        let given = given.ready(change, stored.id)?.told(change, &stored)?;
        let trail = given.into_iter().fold(Trail::from(added), Trail::and);
        Ok(Outcome::Changed(stored.id, trail))
    })
}

/// Deletes one. Says what that did to keys.
pub(super) fn delete<T: KeptNamed>(
    console: &Console,
    permit: &impl Proof,
    id: <T as Record>::Id,
) -> Result<Impact, Error> {
    undo::forgetting(console, permit, |change| {
        let stored = record::get::<T>(change, id)?;
        let had_it = T::remove(change, id)?;
        let entry = records::gone(&stored).after(had_it);
        Ok(Outcome::Changed(console.storage().impact_of(change)?, entry.into()))
    })
}
