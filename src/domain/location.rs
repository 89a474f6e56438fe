//! Locations: where doors are, as the house or the site that they belong to.

use super::crossing::{Has, Typed};
use super::named::{self, named};

pub use super::named::{Fault, Faults, Field};

named! {
    /// A location: where doors are.
    Location by LocationId, put by LocationsFunctionsAddDelete,
    with
    /// Its number, and its values of groupings.
    has: Has, typed as Typed;
}

/// The form of a location.
pub type Draft = named::Draft<Typed>;
