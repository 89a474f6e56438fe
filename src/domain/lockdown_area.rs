//! Lockdown areas: doors that are locked down together in an emergency.

use super::named::named;

pub use super::named::{Draft, Fault, Faults, Field};

named! {
    /// A lockdown area.
    LockdownArea by LockdownAreaId, put by LockdownAreasAddDelete;
}
