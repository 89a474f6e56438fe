//! Secure messaging: what a session adds to commands and takes off answers.

#![warn(clippy::indexing_slicing)]

pub mod chained;
pub mod counted;

use super::error::{Error, Protocol};
use super::frame::Outgoing;

/// How a command's content is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// As it is; an EV1 session still counts it in.
    Plain,
    /// As the session protects what is no file content: EV2 adds a MAC, EV1 only counts it in.
    Managed,
    /// With a MAC.
    Maced,
    /// With its body enciphered.
    Full,
}

/// How an answer must be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// As it is; an EV1 session adds a MAC all the same.
    Plain,
    /// With a MAC.
    Maced,
    /// Enciphered, with this many bytes inside.
    Full(usize),
    /// Nothing: the command ended the session.
    SessionEnd,
}

/// One command as the session sees it.
pub struct Command<'a> {
    /// What is to be done.
    pub instruction: u8,
    /// What always goes in clear.
    pub header: &'a [u8],
    /// What is enciphered in full mode.
    pub body: &'a [u8],
    /// What follows the body, and the checksum where there is one.
    pub trailer: &'a [u8],
    /// How the content is protected.
    pub sent: Sent,
    /// How the answer must be protected.
    pub received: Received,
    /// How the content is cut.
    pub outgoing: Outgoing,
}

impl<'a> Command<'a> {
    /// Makes a command that is no file's content: protected as the session does by itself.
    pub const fn managed(instruction: u8, header: &'a [u8]) -> Self {
        Self {
            instruction,
            header,
            body: &[],
            trailer: &[],
            sent: Sent::Managed,
            received: Received::Maced,
            outgoing: Outgoing::Chained,
        }
    }

    /// Makes a command whose body is secret.
    pub const fn full(instruction: u8, header: &'a [u8], body: &'a [u8]) -> Self {
        Self { body, sent: Sent::Full, ..Self::managed(instruction, header) }
    }
}

/// What protects commands and answers at present.
#[derive(Default)]
pub enum Session {
    /// Nothing: no key is authenticated.
    #[default]
    None,
    /// One running initial value over everything (EV1; DES or AES).
    Chained(chained::Chained),
    /// A counter in every command (EV2).
    Counted(counted::Counted),
}

impl Session {
    /// Returns the content to send for a command.
    pub fn seal(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Error> {
        match self {
            Self::None => match command.sent {
                Sent::Plain | Sent::Managed => Ok([command.header, command.body].concat()),
                Sent::Maced | Sent::Full => Err(Error::NotAuthenticated),
            },
            Self::Chained(session) => Ok(session.seal(command)),
            Self::Counted(session) => session.seal(command),
        }
    }

    /// Checks an answer to a command and returns what it says.
    pub fn open(&mut self, command: &Command<'_>, answer: Vec<u8>) -> Result<Vec<u8>, Error> {
        if command.received == Received::SessionEnd {
            return if answer.is_empty() { Ok(answer) } else { Err(Protocol::AnswerLength.into()) };
        }
        match self {
            Self::None => match command.received {
                Received::Plain | Received::Maced => Ok(answer),
                Received::Full(_) | Received::SessionEnd => Err(Error::NotAuthenticated),
            },
            Self::Chained(session) => session.open(command, &answer).map_err(Error::from),
            Self::Counted(session) => session.open(command, answer),
        }
    }
}
