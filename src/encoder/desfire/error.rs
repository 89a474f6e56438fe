//! Why a command to a card failed.

use super::status::Status;
use crate::encoder::link::LinkError;

/// Says why a command failed. Whatever it says, the session has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The card could not be reached, or its answer did not arrive.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The card refused.
    #[error("the card refused with status {:#04x}", u8::from(*.0))]
    Card(Status),
    /// The answer is not what the card sent, or not from this card.
    #[error(transparent)]
    Integrity(#[from] Integrity),
    /// The answer is not one that a DESFire card gives.
    #[error(transparent)]
    Protocol(#[from] Protocol),
    /// The command makes sense only in a session, and there is none.
    #[error("the card was not authenticated")]
    NotAuthenticated,
    /// The command does not exist in this kind of session or at this level of the card.
    #[error("the session does not allow this command")]
    WrongSession,
    /// The place in the file is further out than a card can address.
    #[error("no file is that long")]
    OutOfRange,
    /// The session has carried as many commands as it may.
    #[error("the session is used up")]
    SessionExhausted,
    /// The operating system has no random numbers.
    #[error("there are no random numbers")]
    NoRandomness,
}

/// Says what does not hold in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Integrity {
    /// The card did not prove that it knows the key.
    #[error("the card does not know the key")]
    Challenge,
    /// The answer's MAC is wrong or missing.
    #[error("the answer's MAC is wrong")]
    Mac,
    /// The answer's checksum is wrong.
    #[error("the answer's checksum is wrong")]
    Checksum,
    /// The answer's padding is wrong.
    #[error("the answer's padding is wrong")]
    Padding,
}

/// Says how an answer differs from what a DESFire card gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Protocol {
    /// The status word is not a DESFire card's.
    #[error("the status word {0:#06x} is not a DESFire card's")]
    StatusWord(u16),
    /// The answer is longer or shorter than it must be.
    #[error("the answer has a wrong length")]
    AnswerLength,
    /// A field of the answer has a value that means nothing.
    #[error("the answer makes no sense")]
    AnswerContent,
    /// The answer comes in more frames than any answer has.
    #[error("the answer does not end")]
    TooManyFrames,
    /// The card was content before it had been told everything.
    #[error("the card did not wait for the end of the command")]
    EndedEarly,
    /// The command is longer than a card takes.
    #[error("the command is too long")]
    CommandLength,
}
