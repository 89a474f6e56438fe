//! A card's keys: opening sessions with them, asking about them, changing them.

#![warn(clippy::indexing_slicing)]

use zeroize::Zeroizing;

use super::application::{ApplicationId, KeyNumber, KeySettings, Keys};
use super::session::{Command, Received, Session};
use super::{AES_KEYS, AesKey, CardKey, DesKey, Desfire, Error, authenticate, instruction};
use crate::encoder::cipher;
use crate::encoder::link::Link;

impl<L: Link> Desfire<L> {
    /// Opens a session with a single DES key, as a card from the factory needs it.
    pub fn authenticate_des(&mut self, number: KeyNumber, key: &DesKey) -> Result<(), Error> {
        self.session = Session::None;
        let session = authenticate::des(&mut self.link, &mut *self.random, number, key)?;
        self.open(number, Session::Chained(session));
        Ok(())
    }

    /// Opens a session with an AES key, as EV1 has it.
    pub fn authenticate_aes(&mut self, number: KeyNumber, key: &AesKey) -> Result<(), Error> {
        self.session = Session::None;
        let session = authenticate::aes(&mut self.link, &mut *self.random, number, key)?;
        self.open(number, Session::Chained(session));
        Ok(())
    }

    /// Opens a session with an AES key, as EV2 and later have it; what is pending is lost.
    pub fn authenticate_ev2_first(&mut self, number: KeyNumber, key: &AesKey) -> Result<(), Error> {
        self.session = Session::None;
        let session = authenticate::ev2_first(&mut self.link, &mut *self.random, number, key)?;
        self.open(number, Session::Counted(session));
        Ok(())
    }

    /// Goes on in an EV2 session with another key; what is pending stays.
    pub fn authenticate_ev2_non_first(&mut self, number: KeyNumber, key: &AesKey) -> Result<(), Error> {
        let mut session = match std::mem::take(&mut self.session) {
            Session::Counted(session) => session,
            Session::None => return Err(Error::NotAuthenticated),
            Session::Chained(_) => return Err(Error::WrongSession),
        };
        let keys = authenticate::ev2_non_first(&mut self.link, &mut *self.random, number, key)?;
        session.rekey(&keys);
        self.open(number, Session::Counted(session));
        Ok(())
    }

    fn open(&mut self, number: KeyNumber, session: Session) {
        self.key = number;
        self.session = session;
    }

    /// Asks for the key settings of what is selected.
    pub fn key_settings(&mut self) -> Result<Keys, Error> {
        let answer = self.run(&Command::managed(instruction::KEY_SETTINGS, &[]))?;
        Keys::decode(&answer).map_err(|error| self.fail(error))
    }

    /// Changes the key settings of what is selected.
    pub fn change_key_settings(&mut self, settings: KeySettings) -> Result<(), Error> {
        self.require_session()?;
        self.order(&Command::full(instruction::CHANGE_KEY_SETTINGS, &[], &[settings.encode()]))
    }

    /// Asks for a key's version.
    pub fn key_version(&mut self, number: KeyNumber) -> Result<u8, Error> {
        let [version] = self.ask(&Command::managed(instruction::KEY_VERSION, &[number.number()]))?;
        Ok(version)
    }

    /// Changes the application's key that the session was opened with; the session ends.
    pub fn change_own_key(&mut self, new: &AesKey, version: u8) -> Result<(), Error> {
        self.require_session()?;
        self.require_application()?;
        let body = Zeroizing::new([&new.expose()[..], &[version]].concat());
        self.change_session_key(self.key.number(), &body)
    }

    /// Changes an application's key other than the one that the session was opened with.
    pub fn change_other_key(
        &mut self,
        number: KeyNumber,
        old: &AesKey,
        new: &AesKey,
        version: u8,
    ) -> Result<(), Error> {
        self.require_session()?;
        self.require_application()?;
        if number == self.key {
            return Err(Error::WrongSession);
        }
        let mut mixed = new.clone();
        cipher::xor(mixed.expose_mut(), old.expose());
        let body = Zeroizing::new([&mixed.expose()[..], &[version]].concat());
        let trailer = cipher::crc32(&[new.expose()]);
        let header = [number.number()];
        let command = Command { trailer: &trailer, ..Command::full(instruction::CHANGE_KEY, &header, &body) };
        self.order(&command)
    }

    /// Changes the card's own master key, and its kind if need be; the session ends.
    pub fn change_card_key(&mut self, new: &CardKey) -> Result<(), Error> {
        self.require_session()?;
        if self.selected != Some(ApplicationId::CARD) {
            return Err(Error::WrongSession);
        }
        match new {
            CardKey::Aes(key, version) => {
                let body = Zeroizing::new([&key.expose()[..], &[*version]].concat());
                self.change_session_key(AES_KEYS, &body)
            }
            // A single key is a double one with equal halves.
            CardKey::Des(key) => {
                let body = Zeroizing::new([*key.expose(); 2].concat());
                self.change_session_key(0x00, &body)
            }
        }
    }

    fn require_application(&self) -> Result<(), Error> {
        match self.selected {
            Some(selected) if selected != ApplicationId::CARD => Ok(()),
            Some(_) | None => Err(Error::WrongSession),
        }
    }

    fn change_session_key(&mut self, number: u8, body: &[u8]) -> Result<(), Error> {
        let header = [number];
        let command = Command {
            received: Received::SessionEnd,
            ..Command::full(instruction::CHANGE_KEY, &header, body)
        };
        self.order(&command)
    }
}
