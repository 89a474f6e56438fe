//! Limited occupancy groups: people who are counted together where only so many may be. Somebody is in one at most.

use super::named::named;

pub use super::named::{Draft, Fault, Faults, Field};

named! {
    /// A limited occupancy group.
    LimitedOccupancyGroup by LimitedOccupancyGroupId, put by LimitedOccupancyGroupsAddDelete;
}
