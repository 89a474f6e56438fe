//! Functions: what doors are for, whichever location they are in.

use super::crossing::{Has, Typed};
use super::named::{self, named};

pub use super::named::{Fault, Faults, Field};

named! {
    /// A function: what doors are for.
    Function by FunctionId, put by LocationsFunctionsAddDelete,
    with
    /// Its number, and its values of groupings.
    has: Has, typed as Typed;
}

/// The form of a function.
pub type Draft = named::Draft<Typed>;
