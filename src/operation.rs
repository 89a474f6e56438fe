//! What an operator can do: a file a menu entry. Every function takes the permit of the permission that it
//! needs; the few that take none (making a site, signing in) are named in `tests/it/gate.rs`.
//!
//! An operation reads in one breath: fetch, rule, put, entry of the trail. All of them block; the window calls
//! them on threads of their own.

mod answer;
pub mod audit_trail;
pub mod automatic_changes;
pub mod calendars;
pub mod cancelling;
pub mod card_keys;
mod crossings;
pub mod demo;
pub mod doctor;
pub mod doors;
pub mod encode;
mod enrolment;
pub mod first_start;
mod foretold;
pub mod four_eyes;
pub mod functions;
pub mod groups;
pub mod jobs;
pub mod limited_occupancy_areas;
pub mod limited_occupancy_groups;
pub mod locations;
pub mod lockdown_areas;
pub mod lockers;
mod locks;
pub mod matrix;
mod named;
pub mod network;
pub mod opening;
pub mod operators;
pub mod options;
pub mod outputs;
pub mod own;
pub mod partitions;
mod passwords;
pub mod phones;
pub mod points;
mod records;
pub mod recovery;
mod relations;
pub mod rescue;
pub mod roll_call_areas;
pub mod rooms;
mod schedules;
mod sealing;
pub mod security;
pub mod sign_in;
pub mod start;
pub mod suites;
pub mod system_auditor;
pub mod system_resources;
pub mod time_zones;
pub mod timed_periods;
pub mod timetables;
pub mod undo;
pub mod user_access_levels;
pub mod users;
pub mod why;
pub mod zones;

pub use crate::storage::named::ListRow;
pub use crate::storage::relations::Related;
pub use crate::storage::{Error as StorageError, Noun, Unique, What};
pub use answer::{Answer, At};
pub use foretold::{Foretold, Points, Shifted, Whose};
pub use records::Page;
pub use relations::{Changes, Giving, Shared};

use crate::domain::named::Faults as NamedFaults;
use crate::domain::{
    calendar, door_options, general_options, group, grouping, operator, partition,
    security as sign_in_options, text, time_zone, user, user_options,
};
use crate::secret::{NoRandomness, random};
use crate::storage;

/// Why an operation was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database says no.
    #[error(transparent)]
    Storage(storage::Error),
    /// Fields of a user are wrong.
    #[error("fields of the user are wrong")]
    User(user::Faults),
    /// Fields of what has a name are wrong, of this kind.
    #[error("fields of the {0:?} are wrong")]
    Named(Noun, NamedFaults),
    /// Fields of a group are wrong.
    #[error("fields of the operator group are wrong")]
    Group(group::Faults),
    /// Fields of an operator are wrong.
    #[error("fields of the operator are wrong")]
    Operator(operator::Faults),
    /// Fields of a partition are wrong.
    #[error("fields of the partition are wrong")]
    Partition(partition::Faults),
    /// Fields of a calendar are wrong.
    #[error("fields of the calendar are wrong")]
    Calendar(calendar::Faults),
    /// Fields of a time zone are wrong.
    #[error("fields of the time zone are wrong")]
    TimeZone(time_zone::Faults),
    /// It gives more than the operator's own group holds, or takes what is not the operator's to take.
    #[error("it gives or takes what the operator does not hold")]
    BeyondYours,
    /// Nobody would be left who could sign in as an administrator.
    #[error("an administrator must be left")]
    LastAdministrator,
    /// It would take the operator's own account or group away.
    #[error("nobody does that to oneself")]
    Oneself,
    /// The group has operators, so many, and nothing was said of what becomes of them.
    #[error("the group has {0} operators")]
    HasOperators(usize),
    /// The General partition cannot be deleted.
    #[error("the General partition stays")]
    GeneralStays,
    /// Both partitions have things of the same names or numbers: the first few.
    #[error("both partitions have {0:?}")]
    Clashes(Vec<String>),
    /// Somebody would work with keys from now on, and this session has no keys to hand on: they came with a right
    /// that the operator did not have yet when signing in.
    #[error("the session has no keys to hand on")]
    NoKeys,
    /// The operator's keys were made by somebody who does not hold what is to be sealed to them.
    #[error("nobody vouches for the keys of {0}")]
    NotVouched(String),
    /// Fields of the security options are wrong.
    #[error("fields of the security options are wrong")]
    Security(sign_in_options::Faults),
    /// Fields of the general options are wrong.
    #[error("fields of the general options are wrong")]
    GeneralOptions(general_options::Faults),
    /// Fields of groupings are wrong.
    #[error("fields of groupings are wrong")]
    Groupings(grouping::Faults),
    /// Fields of the options of doors are wrong.
    #[error("fields of the options of doors are wrong")]
    DoorOptions(door_options::Faults),
    /// Fields of the options of users are wrong.
    #[error("fields of the options of users are wrong")]
    UserOptions(user_options::Faults),
    /// The person of this name still holds a key that is valid until this moment.
    #[error("{0} holds a key until {1}")]
    HoldsKey(String, crate::domain::moment::Moment),
    /// What was written for the person, and is nobody's key any more, may open something until then.
    #[error("what was written for {0} may open doors until {1}")]
    KeyIsOut(String, crate::domain::moment::Moment),
    /// The person of this name has a phone that is a key, until this moment.
    #[error("the phone of {0} is a key until {1}")]
    HoldsPhone(String, crate::domain::moment::Moment),
    /// A phone does not become somebody's key.
    #[error("the phone does not become a key: {0:?}")]
    Phone(phones::Fault),
    /// The work broke off by a defect of the program; whether it was done is not known.
    #[error("the work broke off by a defect of the program")]
    BrokeOff,
    /// The screen is locked: its secrets are wiped.
    #[error("the screen is locked")]
    Locked,
    /// The system gave no random numbers.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// Fills in an external number where none is given.
fn number(external_id: &mut String) -> Result<(), NoRandomness> {
    if text::is_blank(external_id) {
        *external_id = made_up_number()?;
    }
    Ok(())
}

/// An external number for somebody or something that was given none: short enough to be read out at a desk, and random,
/// so that it tells nothing of how many others there are. Where a million are given, two are the same in one site of
/// two thousand; the second is refused.
fn made_up_number() -> Result<String, NoRandomness> {
    /// Without letters that are taken for a digit, or for each other when they are heard.
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let drawn: [u8; 10] = random()?;
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied().map_or('0', char::from);
    let (head, tail) = drawn.split_at(5);
    Ok(head.iter().map(letter).chain(['-']).chain(tail.iter().map(letter)).collect())
}

impl From<storage::Error> for Error {
    fn from(error: storage::Error) -> Self {
        Error::Storage(error)
    }
}
