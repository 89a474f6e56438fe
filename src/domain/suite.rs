//! Suites: several rooms behind an entrance of their own, which are given together.

use super::named::named;
use super::room::{Settings, Typed};

pub use super::room::{Draft, Fault, Faults, Field};

named! {
    /// A suite. What it is called, and what its entrance does, is as that of a room.
    Suite by SuiteId, put by RoomsAddDelete,
    with
    /// What the lock of its entrance is to do, and what else is kept of it.
    settings: Settings, typed as Typed;
}
