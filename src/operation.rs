//! What an operator can do: a file a menu entry. Every function takes the permit of the permission that it
//! needs; the few that take none (making a site, signing in) are named in `tests/it/gate.rs`.
//!
//! An operation reads in one breath: fetch, rule, put, entry of the trail. All of them block; the window calls
//! them beside itself.

pub mod demo;
pub mod doctor;
pub mod doors;
pub mod encode;
pub mod first_start;
pub mod four_eyes;
pub mod network;
pub mod own;
pub mod recovery;
pub mod sign_in;
pub mod start;
pub mod system_auditor;
pub mod users;

pub use crate::storage::{Error as StorageError, Noun, Unique};

use crate::domain::{door, user};
use crate::secret::NoRandomness;
use crate::storage;

/// Why an operation was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// Fields of a user are wrong.
    #[error("fields of the user are wrong")]
    User(user::Faults),
    /// Fields of a door are wrong.
    #[error("fields of the door are wrong")]
    Door(door::Faults),
    /// The person still holds a key that is valid until this moment.
    #[error("the user holds a key until {0}")]
    HoldsKey(crate::domain::moment::Moment),
    /// The screen is locked: its secrets are wiped.
    #[error("the screen is locked")]
    Locked,
    /// The system gave no random numbers.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}
