//! What most things have that lie in a partition: a name, what it is for, where it lies, and the number by which other
//! systems know it; with the form in which that is typed.

use std::fmt::Debug;
use std::ops::Deref;

use super::delegation::Misplaced;
use super::door;
use super::form::keep;
use super::moment::Moment;
use super::partition::PartitionId;
use super::schedule;
use super::text::{self, Line};
use super::timetable;

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

/// A kind of thing that has a name, and what else of it is typed.
pub trait Kind: Deref<Target = Named> + Sized {
    /// What its form has besides; `()` for nothing.
    type Own: Own;

    /// The thing with these fields.
    fn of(named: Named, own: <Self::Own as Own>::Value) -> Self;

    /// What it has besides.
    fn own(&self) -> &<Self::Own as Own>::Value;
}

/// What a form has besides the fields that all such things have.
pub trait Own: Clone + Debug + PartialEq + Eq + Default + Send + Sync + 'static {
    /// What becomes of it.
    type Value;

    /// The most characters that the name has of what has this.
    const NAME_MAX: usize = 32;

    /// The form of what exists.
    fn of(value: &Self::Value) -> Self;

    /// Turns it into what it is of, or says what is wrong with which of its fields, counted from 0.
    fn check(&self) -> Result<Self::Value, Vec<(usize, Fault)>>;
}

impl Own for () {
    type Value = ();

    fn of((): &()) {}

    fn check(&self) -> Result<(), Vec<(usize, Fault)>> {
        Ok(())
    }
}

/// What a form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft<Own = ()> {
    /// As typed.
    pub name: String,
    /// As typed.
    pub description: String,
    /// As chosen.
    pub partition: PartitionId,
    /// As typed; empty is filled in when it is made.
    pub external_id: String,
    /// What it has besides.
    pub own: Own,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name,
    Description,
    Partition,
    ExternalId,
    /// One of those that it has besides.
    Own(usize),
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
    /// It is no period of a timetable.
    Period(timetable::Fault),
    /// A door cannot be set so.
    Door(door::SettingFault),
    /// It is nothing that a door can follow by the clock.
    Schedule(schedule::Fault),
    /// It is no number of people who may be in an area.
    Occupancy,
    /// It is no time for which a locker may be kept.
    KeptFor,
    /// It is no number of an output.
    OutputNumber,
    /// It is no number of a location or of a function.
    CrossingNumber,
    /// Another location, or another function, has the number.
    CrossingTaken,
    /// Keys may still say it of another output until this moment.
    OnKeysUntil(Moment),
    /// It is no day.
    Day,
    /// The day has passed.
    DayPast,
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

/// A name of so many characters at most.
fn named_within(typed: &str, max: usize) -> Result<Line<32>, text::Fault> {
    let name: Line<32> = Line::required(typed)?;
    if name.as_str().chars().count() > max { Err(text::Fault::TooLong { max }) } else { Ok(name) }
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl<O: Own> Draft<O> {
    /// An empty form.
    pub fn empty(partition: PartitionId) -> Self {
        let (name, description, external_id) = (String::new(), String::new(), String::new());
        Draft { name, description, partition, external_id, own: O::default() }
    }

    /// The form of what exists.
    pub fn of<T: Kind<Own = O>>(thing: &T) -> Self {
        let named: &Named = thing;
        Draft {
            name: named.name.as_str().to_owned(),
            description: named.description.as_str().to_owned(),
            partition: named.partition,
            external_id: named.external_id.as_str().to_owned(),
            own: O::of(thing.own()),
        }
    }

    /// What is wrong with the form.
    pub fn faults(&self) -> Faults {
        self.checked().err().unwrap_or_default()
    }

    /// Turns the form into what it is of, or says what is wrong with every field at once.
    pub fn check<T: Kind<Own = O>>(&self) -> Result<T, Faults> {
        self.checked().map(|(named, own)| T::of(named, own))
    }

    fn checked(&self) -> Result<(Named, O::Value), Faults> {
        let mut faults = Faults::new();
        let name = keep(&mut faults, Field::Name, named_within(&self.name, O::NAME_MAX));
        let description = keep(&mut faults, Field::Description, Line::new(&self.description));
        let external_id = keep(&mut faults, Field::ExternalId, Line::new(&self.external_id));
        let own = self.own.check();
        if let Err(wrong) = &own {
            faults.extend(wrong.iter().map(|(at, fault)| (Field::Own(*at), *fault)));
        }
        match (name, description, external_id, own) {
            (Some(name), Some(description), Some(external_id), Ok(own)) => {
                Ok((Named { name, description, partition: self.partition, external_id }, own))
            }
            _ => Err(faults),
        }
    }
}

/// Kinds of things that have these fields and no others, or one more: what becomes of what else is typed.
macro_rules! named {
    ($($(#[$doc:meta])* $kind:ident by $id:ident, put by $permission:ident;)+) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $kind(pub $crate::domain::named::Named);

        $crate::domain::named::kind! { $kind by $id, put by $permission, named 0 }

        impl $crate::domain::named::Kind for $kind {
            type Own = ();

            fn of(named: $crate::domain::named::Named, (): ()) -> Self {
                $kind(named)
            }

            fn own(&self) -> &() {
                &()
            }
        }
    )+ };
    (
        $(#[$doc:meta])* $kind:ident by $id:ident, put by $permission:ident,
        with $(#[$own_doc:meta])* $own:ident: $value:ty, typed as $typed:ty;
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $kind {
            /// Its name, and where it lies.
            pub named: $crate::domain::named::Named,
            $(#[$own_doc])*
            pub $own: $value,
        }

        $crate::domain::named::kind! { $kind by $id, put by $permission, named named }

        impl $crate::domain::named::Kind for $kind {
            type Own = $typed;

            fn of(named: $crate::domain::named::Named, $own: $value) -> Self {
                $kind { named, $own }
            }

            fn own(&self) -> &$value {
                &self.$own
            }
        }
    };
}
pub(crate) use named;

/// The number of a kind of thing, and where it lies.
macro_rules! kind {
    ($kind:ident by $id:ident, put by $permission:ident, named $named:tt) => {
        #[doc = concat!("The number of [`", stringify!($kind), "`] in the database.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub i64);

        impl std::ops::Deref for $kind {
            type Target = $crate::domain::named::Named;

            fn deref(&self) -> &Self::Target {
                &self.$named
            }
        }

        impl $crate::domain::delegation::Lies for $kind {
            const PUT_BY: $crate::domain::permission::Permission =
                $crate::domain::permission::Permission::$permission;

            fn partition(&self) -> $crate::domain::partition::PartitionId {
                self.$named.partition
            }
        }
    };
}
pub(crate) use kind;
