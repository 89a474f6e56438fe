//! User access levels: what several people may open, given to all of them at once.

use super::named::named;

pub use super::named::{Draft, Fault, Faults, Field};

named! {
    /// An access level: whoever is a member has its rights.
    UserAccessLevel by UserAccessLevelId, put by UserAccessLevelsAddDelete;
}
