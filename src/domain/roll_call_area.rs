//! Roll-call areas: where people are counted when it matters, by the doors through which they come in and go out.

use super::named::{self, Own, named};

pub use super::named::{Fault, Faults, Field};

named! {
    /// A roll-call area.
    RollCallArea by RollCallAreaId, put by RollCallAreasAddDelete,
    with
    /// What it is in a roll call.
    purpose: Purpose, typed as Purpose;
}

/// The form of a roll-call area.
pub type Draft = named::Draft<Purpose>;

/// What an area is in a roll call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Purpose {
    /// Whoever is in it is to be looked for.
    #[default]
    Inside,
    /// Whoever has come there is safe.
    AssemblyPoint,
}

impl Purpose {
    /// Both.
    pub const ALL: [Purpose; 2] = [Purpose::Inside, Purpose::AssemblyPoint];

    /// The name under which it is stored, and by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Purpose::Inside => "inside",
            Purpose::AssemblyPoint => "assembly-point",
        }
    }

    /// What is stored under a name.
    pub fn from_key(key: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|purpose| purpose.key() == key)
    }
}

impl Own for Purpose {
    type Value = Purpose;

    fn of(purpose: &Purpose) -> Purpose {
        *purpose
    }

    fn check(&self) -> Result<Purpose, Vec<(usize, Fault)>> {
        Ok(*self)
    }
}

/// At a door where people come in, as a relation between areas and doors.
#[derive(Debug, Clone, Copy)]
pub enum Entry {}

/// At a door where they go out.
#[derive(Debug, Clone, Copy)]
pub enum Exit {}
