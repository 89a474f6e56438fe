//! The card's commands about keys and settings.

#![warn(clippy::indexing_slicing)]

use super::Card;
use super::command::Answer;
use super::memory::{Key, KeyKind};
use super::session::{Dialect, Guard, crc16};
use super::status;
use crate::encoder::cipher;

const MASTER_KEY_CHANGEABLE: u8 = 0x01;
const SETTINGS_CHANGEABLE: u8 = 0x08;

/// What a card says of AES keys, and what it is told of one that becomes its own.
const AES: u8 = 0x80;

/// The bytes of the longest default key and its version.
const DEFAULT_KEY_BYTES: usize = 25;

impl Card {
    pub(super) fn key_settings(&self) -> Result<Answer, u8> {
        self.require_listing()?;
        let (settings, count, kind) = match self.live.selected {
            None => (self.memory.settings, 1, self.memory.key.kind),
            Some(_) => {
                let application = self.selected()?;
                (application.settings, application.keys.len(), application.kind)
            }
        };
        let kind = match kind {
            KeyKind::Des => 0x00,
            KeyKind::Aes => AES,
        };
        let count = u8::try_from(count).map_err(|_| status::CARD_FAILED)?;
        Ok(Answer::managed(vec![settings, kind | count]))
    }

    pub(super) fn key_version(&self, number: u8) -> Result<Answer, u8> {
        let key = self.key(number).ok_or(status::NO_SUCH_KEY)?;
        Ok(Answer::managed(vec![key.version]))
    }

    pub(super) fn change_key_settings(&mut self, content: &[u8]) -> Result<Answer, u8> {
        self.require_master()?;
        let [new] = self.open_secret::<1>(0x54, &[], content)?;
        let settings = match self.live.selected {
            None => &mut self.memory.settings,
            Some(_) => &mut self.selected_mut()?.settings,
        };
        if *settings & SETTINGS_CHANGEABLE == 0 {
            return Err(status::PERMISSION_DENIED);
        }
        *settings = new;
        Ok(Answer::empty())
    }

    pub(super) fn configure(&mut self, content: &[u8]) -> Result<Answer, u8> {
        let (option, sealed) = content.split_first().ok_or(status::LENGTH)?;
        if self.live.selected.is_some() {
            return Err(status::PERMISSION_DENIED);
        }
        self.require_master()?;
        match option {
            0x00 => {
                let [flags] = self.open_secret::<1>(0x5C, &[0x00], sealed)?;
                // Both are for good.
                self.memory.format_disabled |= flags & 0x01 != 0;
                self.memory.random_uid |= flags & 0x02 != 0;
            }
            0x01 => {
                let secret = self.open_secret::<DEFAULT_KEY_BYTES>(0x5C, &[0x01], sealed)?;
                let (bytes, rest) = secret.split_first_chunk::<16>().ok_or(status::LENGTH)?;
                let version = *rest.last().ok_or(status::LENGTH)?;
                self.memory.default_key = Key { kind: KeyKind::Aes, bytes: *bytes, version };
            }
            _ => return Err(status::PARAMETER),
        }
        Ok(Answer::empty())
    }

    /// Opens an enciphered command whose body has `N` bytes.
    fn open_secret<const N: usize>(
        &mut self,
        instruction: u8,
        header: &[u8],
        sealed: &[u8],
    ) -> Result<[u8; N], u8> {
        let session = self.live.session.as_mut().ok_or(status::AUTHENTICATION)?;
        let (body, _) = session.open_full(instruction, header, sealed, N, 0)?;
        body.try_into().map_err(|_| status::LENGTH)
    }

    pub(super) fn change_key(&mut self, content: &[u8]) -> Result<Answer, u8> {
        let (named, sealed) = content.split_first().ok_or(status::LENGTH)?;
        let authenticated = self.authenticated().ok_or(status::AUTHENTICATION)?;
        let (number, kind) = self.key_to_change(*named)?;
        self.check_change(number, authenticated)?;
        let is_own = number == authenticated;

        let session = self.live.session.as_mut().ok_or(status::AUTHENTICATION)?;
        let (body_bytes, tail_bytes) = match (kind, is_own) {
            (KeyKind::Aes, true) => (17, 0),
            (KeyKind::Aes, false) => (17, 4),
            (KeyKind::Des, true) => (16, 0),
            (KeyKind::Des, false) => (16, 4),
        };
        let (body, tail) = session.open_full(0xC4, &[*named], sealed, body_bytes, tail_bytes)?;
        let is_legacy = matches!(session.dialect, Dialect::Legacy(_));

        let (bytes, version) = body.split_first_chunk::<16>().ok_or(status::LENGTH)?;
        let mut bytes = *bytes;
        if !is_own {
            let old = self.key(number).ok_or(status::NO_SUCH_KEY)?;
            cipher::xor(&mut bytes, &old.bytes);
            let checksum = if is_legacy { crc16(&bytes).to_vec() } else { cipher::crc32(&[&bytes]).to_vec() };
            if tail != checksum {
                return Err(status::INTEGRITY);
            }
        }
        let new = match version {
            [version] => Key { kind, bytes, version: *version },
            _ => Key::des(bytes),
        };
        self.replace_key(number, new)?;
        let guard = if is_own { Guard::None } else { Guard::Managed };
        Ok(Answer { guard, ..Answer::empty() })
    }

    /// Tells which key is meant, and of which kind it will be: only the card's own may change that.
    fn key_to_change(&self, named: u8) -> Result<(u8, KeyKind), u8> {
        if self.live.selected.is_some() {
            let kind = self.selected()?.kind;
            self.key(named).ok_or(status::NO_SUCH_KEY)?;
            return Ok((named, kind));
        }
        match named {
            0x00 => Ok((0, KeyKind::Des)),
            AES => Ok((0, KeyKind::Aes)),
            // Triple-length DES keys are left out of this card.
            0x40 => Err(status::PARAMETER),
            _ => Err(status::NO_SUCH_KEY),
        }
    }

    /// Checks the key settings: who may change which key.
    fn check_change(&self, number: u8, authenticated: u8) -> Result<(), u8> {
        let settings = match self.live.selected {
            None => self.memory.settings,
            Some(_) => self.selected()?.settings,
        };
        let with = match (number, settings >> 4) {
            (0, _) if settings & MASTER_KEY_CHANGEABLE == 0 => {
                return Err(status::PERMISSION_DENIED);
            }
            (0, _) => 0,
            (_, 0x0F) => return Err(status::PERMISSION_DENIED),
            (number, 0x0E) => number,
            // The key that changes all others is changed by the master key.
            (number, change) if number == change => 0,
            (_, change) => change,
        };
        if authenticated == with { Ok(()) } else { Err(status::AUTHENTICATION) }
    }

    fn replace_key(&mut self, number: u8, new: Key) -> Result<(), u8> {
        let key = match self.live.selected {
            None => &mut self.memory.key,
            Some(_) => {
                let keys = &mut self.selected_mut()?.keys;
                keys.get_mut(usize::from(number)).ok_or(status::NO_SUCH_KEY)?
            }
        };
        *key = new;
        Ok(())
    }
}
