//! The wire between this program and a card: one command out, its answer back.

#![warn(clippy::indexing_slicing)]

/// Carries commands to one card; what lies behind it (a reader, a simulator) does not show.
pub trait Link: Send {
    /// Sends one command and returns the card's answer, its two status bytes last.
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError>;
}

impl<L: Link + ?Sized> Link for &mut L {
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
        (**self).exchange(command)
    }
}

impl<L: Link + ?Sized> Link for Box<L> {
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
        (**self).exchange(command)
    }
}

/// Says why a command has no answer; each variant is one thing that someone can act upon.
///
/// None of them says whether the card carried the command out: after a commit, read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// The card was removed, reset or left without power, or its answer arrived cut short.
    #[error("the card is gone")]
    CardLost,
    /// The reader was unplugged or is switched off.
    #[error("the reader is gone")]
    ReaderLost,
    /// The operating system's smart card service does not run (any more).
    #[error("the smart card service is not running")]
    ServiceLost,
    /// Another program holds the reader.
    #[error("another program uses the reader")]
    ReaderInUse,
    /// The card or its reader stayed silent for too long.
    #[error("the card did not answer in time")]
    TimedOut,
    /// The card lies there but speaks no protocol that the reader knows.
    #[error("the reader does not understand the card")]
    Unresponsive,
    /// The work on the card was called off from our side.
    #[error("the work on the card was called off")]
    CalledOff,
    /// The work would have passed one of our own limits, and the command was not sent.
    #[error("a limit on the work with a card was passed")]
    LimitPassed,
    /// The reader reports a fault that has no cure of its own.
    #[error("the reader reports fault {0:#010x}")]
    ReaderFault(u32),
}
