//! DESFire cards: their commands, over any link and in any session.
//!
//! Nothing here knows a reader, and nothing here knows what lies in a file.

#![warn(clippy::indexing_slicing)]

pub mod application;
mod authenticate;
mod content;
pub mod error;
pub mod file;
mod frame;
mod keys;
pub mod random;
mod session;
pub mod status;
pub mod version;

use self::application::{ApplicationId, KeyCount, KeyNumber, KeySettings};
pub use self::error::Error;
use self::error::Protocol;
use self::random::Random;
use self::session::{Command, Received, Session};
use self::status::Status;
use self::version::{Uid, Version};
use super::link::Link;
use crate::secret::Secret;

mod instruction {
    pub const VERSION: u8 = 0x60;
    pub const SELECT: u8 = 0x5A;
    pub const APPLICATION_IDS: u8 = 0x6A;
    pub const CREATE_APPLICATION: u8 = 0xCA;
    pub const DELETE_APPLICATION: u8 = 0xDA;
    pub const FORMAT: u8 = 0xFC;
    pub const FREE_MEMORY: u8 = 0x6E;
    pub const CARD_UID: u8 = 0x51;
    pub const CONFIGURE: u8 = 0x5C;
    pub const KEY_SETTINGS: u8 = 0x45;
    pub const CHANGE_KEY_SETTINGS: u8 = 0x54;
    pub const KEY_VERSION: u8 = 0x64;
    pub const CHANGE_KEY: u8 = 0xC4;
    pub const CREATE_STANDARD_FILE: u8 = 0xCD;
    pub const CREATE_BACKUP_FILE: u8 = 0xCB;
    pub const DELETE_FILE: u8 = 0xDF;
    pub const FILE_IDS: u8 = 0x6F;
    pub const FILE_SETTINGS: u8 = 0xF5;
    pub const READ: u8 = 0xBD;
    pub const READ_WHOLE: u8 = 0xAD;
    pub const WRITE: u8 = 0x3D;
    pub const WRITE_WHOLE: u8 = 0x8D;
    pub const COMMIT: u8 = 0xC7;
    pub const ABORT: u8 = 0xA7;
}

/// Marks AES keys in the number of keys, and in the number of the card's own key.
const AES_KEYS: u8 = 0x80;

/// An AES key, 16 bytes.
pub type AesKey = Secret<16>;

/// A single DES key, 8 bytes: the card's own key when it leaves the factory.
pub type DesKey = Secret<8>;

/// A card's own master key, which may change its kind.
pub enum CardKey {
    /// An AES key and its version.
    Aes(AesKey, u8),
    /// A single DES key, whose version is in its parity bits.
    Des(DesKey),
}

/// A DESFire card on a link, with the session that is open on it.
///
/// Whenever a command fails, for whatever reason, the session has ended and nothing is pending on
/// the card but what a failed commit may have left finished: see [`Desfire::commit`].
pub struct Desfire<L> {
    link: L,
    random: Box<dyn Random>,
    session: Session,
    /// The authenticated key; it says which key change is a change of one's own key.
    key: KeyNumber,
    /// The level at which the card is, if that is sure.
    selected: Option<ApplicationId>,
}

impl<L: Link> Desfire<L> {
    /// Begins with a card that has just been powered up.
    pub fn new(link: L) -> Self {
        Self::with_random(link, random::System)
    }

    /// Begins with a card that has just been powered up, and with another source of chance.
    pub fn with_random(link: L, random: impl Random + 'static) -> Self {
        Self {
            link,
            random: Box::new(random),
            session: Session::None,
            key: KeyNumber::MASTER,
            selected: Some(ApplicationId::CARD),
        }
    }

    /// Returns whether a key is authenticated.
    pub fn is_authenticated(&self) -> bool {
        !matches!(self.session, Session::None)
    }

    /// Ends the session on this side; the card's ends with its next selection.
    pub fn into_link(self) -> L {
        self.link
    }

    fn run(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Error> {
        // A session in an unknown state must not protect anything: it comes back only if all holds.
        let mut session = std::mem::take(&mut self.session);
        let content = session.seal(command)?;
        let answer = frame::exchange(&mut self.link, command.instruction, &content, command.outgoing)?;
        let opened = session.open(command, answer)?;
        if command.received != Received::SessionEnd {
            self.session = session;
        }
        Ok(opened)
    }

    /// Runs a command whose answer says no more than that it was carried out.
    fn order(&mut self, command: &Command<'_>) -> Result<(), Error> {
        let answer = self.run(command)?;
        if answer.is_empty() { Ok(()) } else { Err(self.fail(Protocol::AnswerLength)) }
    }

    /// Runs a command whose answer has a known length.
    fn ask<const N: usize>(&mut self, command: &Command<'_>) -> Result<[u8; N], Error> {
        let answer = self.run(command)?;
        answer.try_into().map_err(|_| self.fail(Protocol::AnswerLength))
    }

    fn fail(&mut self, error: Protocol) -> Error {
        self.session = Session::None;
        error.into()
    }

    fn require_session(&self) -> Result<(), Error> {
        if self.is_authenticated() { Ok(()) } else { Err(Error::NotAuthenticated) }
    }
}

/// The card as a whole.
impl<L: Link> Desfire<L> {
    /// Asks the card what it is.
    pub fn version(&mut self) -> Result<Version, Error> {
        let answer = self.run(&Command::managed(instruction::VERSION, &[]))?;
        Version::decode(&answer).map_err(|error| self.fail(error))
    }

    /// Selects an application, or the card itself; the session ends and what is pending is lost.
    pub fn select(&mut self, application: ApplicationId) -> Result<(), Error> {
        self.session = Session::None;
        self.selected = None;
        let bytes = application.bytes();
        let select = Command::managed(instruction::SELECT, &bytes);
        match self.order(&select) {
            // What was given up in the middle of its frames must first be refused once.
            Err(Error::Card(Status::Aborted)) => self.order(&select)?,
            other => other?,
        }
        self.selected = Some(application);
        Ok(())
    }

    /// Lists the card's applications.
    pub fn application_ids(&mut self) -> Result<Vec<ApplicationId>, Error> {
        let answer = self.run(&Command::managed(instruction::APPLICATION_IDS, &[]))?;
        let (ids, []) = answer.as_chunks::<3>() else {
            return Err(self.fail(Protocol::AnswerLength));
        };
        Ok(ids.iter().copied().map(ApplicationId::from_bytes).collect())
    }

    /// Creates an application with AES keys, all of them zero until they are changed.
    pub fn create_application(
        &mut self,
        application: ApplicationId,
        settings: KeySettings,
        keys: KeyCount,
    ) -> Result<(), Error> {
        let [low, middle, high] = application.bytes();
        let header = [low, middle, high, settings.encode(), keys.count() | AES_KEYS];
        self.order(&Command::managed(instruction::CREATE_APPLICATION, &header))
    }

    /// Deletes an application with everything in it.
    pub fn delete_application(&mut self, application: ApplicationId) -> Result<(), Error> {
        self.order(&Command::managed(instruction::DELETE_APPLICATION, &application.bytes()))
    }

    /// Deletes all applications; the card's own key and settings stay.
    pub fn format(&mut self) -> Result<(), Error> {
        self.require_session()?;
        self.order(&Command::managed(instruction::FORMAT, &[]))
    }

    /// Asks how many bytes are free.
    pub fn free_memory_bytes(&mut self) -> Result<u32, Error> {
        let [low, middle, high] = self.ask(&Command::managed(instruction::FREE_MEMORY, &[]))?;
        Ok(u32::from_le_bytes([low, middle, high, 0]))
    }

    /// Asks, in a session, for the true serial number, also of a card that shows a random one.
    pub fn card_uid(&mut self) -> Result<Uid, Error> {
        self.require_session()?;
        let command = Command { received: Received::Full(7), ..Command::managed(instruction::CARD_UID, &[]) };
        self.ask(&command).map(Uid)
    }

    /// Makes the card show a random serial number from the next power-up on, for good.
    pub fn show_random_uid(&mut self) -> Result<(), Error> {
        self.require_session()?;
        self.order(&Command::full(instruction::CONFIGURE, &[0x00], &[0x02]))
    }
}
