//! What most things have that lie in a partition: a name, what it is for, where it lies, and the number by which other
//! systems know it; with the form in which that is typed.

use super::delegation::Misplaced;
use super::form::keep;
use super::partition::PartitionId;
use super::text::{self, Line};

/// The fields of a thing that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Unique among things of its kind, whatever its case.
    pub name: Line<32>,
    /// Where it is, or what it is for.
    pub description: Line<200>,
    /// The partition that it belongs to.
    pub partition: PartitionId,
    /// The number by which other systems know it; unique.
    pub external_id: Line<32>,
}

/// What a form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As typed.
    pub name: String,
    /// As typed.
    pub description: String,
    /// As chosen.
    pub partition: PartitionId,
    /// As typed; empty is filled in when it is made.
    pub external_id: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name,
    Description,
    Partition,
    ExternalId,
}

/// Why a field is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text breaks a rule of texts.
    Text(text::Fault),
    /// Another one of the kind has it already.
    Duplicate,
    /// It is nothing that this operator may choose.
    OutOfReach,
    /// The operator could do more with it there than where it is.
    MoreThere,
}

impl From<text::Fault> for Fault {
    fn from(fault: text::Fault) -> Self {
        Fault::Text(fault)
    }
}

impl From<Misplaced> for Fault {
    fn from(why: Misplaced) -> Self {
        match why {
            Misplaced::OutOfReach => Fault::OutOfReach,
            Misplaced::MoreThere => Fault::MoreThere,
        }
    }
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// An empty form.
    pub fn empty(partition: PartitionId) -> Draft {
        Draft { name: String::new(), description: String::new(), partition, external_id: String::new() }
    }

    /// The form of what exists.
    pub fn of(named: &Named) -> Draft {
        Draft {
            name: named.name.as_str().to_owned(),
            description: named.description.as_str().to_owned(),
            partition: named.partition,
            external_id: named.external_id.as_str().to_owned(),
        }
    }

    /// What is wrong with the form.
    pub fn faults(&self) -> Faults {
        self.check::<Named>().err().unwrap_or_default()
    }

    /// Turns the form into what it is of, or says what is wrong with every field at once.
    pub fn check<T: From<Named>>(&self) -> Result<T, Faults> {
        let mut faults = Faults::new();
        let name = keep(&mut faults, Field::Name, Line::required(&self.name));
        let description = keep(&mut faults, Field::Description, Line::new(&self.description));
        let external_id = keep(&mut faults, Field::ExternalId, Line::new(&self.external_id));
        match (name, description, external_id) {
            (Some(name), Some(description), Some(external_id)) => {
                Ok(Named { name, description, partition: self.partition, external_id }.into())
            }
            _ => Err(faults),
        }
    }
}

/// Kinds of things that have these fields and no others.
macro_rules! named {
    ($($(#[$doc:meta])* $kind:ident by $id:ident, put by $permission:ident;)+) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $kind(pub $crate::domain::named::Named);

        #[doc = concat!("The number of [`", stringify!($kind), "`] in the database.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub i64);

        impl std::ops::Deref for $kind {
            type Target = $crate::domain::named::Named;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl From<$crate::domain::named::Named> for $kind {
            fn from(named: $crate::domain::named::Named) -> Self {
                $kind(named)
            }
        }

        impl $crate::domain::delegation::Lies for $kind {
            const PUT_BY: $crate::domain::permission::Permission =
                $crate::domain::permission::Permission::$permission;

            fn partition(&self) -> $crate::domain::partition::PartitionId {
                self.0.partition
            }
        }
    )+ };
}
pub(crate) use named;
