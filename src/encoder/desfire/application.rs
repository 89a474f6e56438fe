//! Applications and their keys, as the card sees them.

#![warn(clippy::indexing_slicing)]

use super::error::Protocol;

/// An application's number on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApplicationId([u8; 3]);

impl ApplicationId {
    /// The level of the card itself, which stands where application 0 would.
    pub const CARD: Self = Self([0; 3]);

    /// Makes a number from its value, of which only the low 24 bits can be written.
    pub const fn new(number: u32) -> Option<Self> {
        match number.to_le_bytes() {
            [low, middle, high, 0] => Some(Self([low, middle, high])),
            _ => None,
        }
    }

    /// Makes a number from its bytes as they go to the card, lowest first.
    pub const fn from_bytes(bytes: [u8; 3]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes as they go to the card, lowest first.
    pub const fn bytes(self) -> [u8; 3] {
        self.0
    }
}

/// The number of a key in its application, 0 to 13; 0 is the master key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyNumber(u8);

impl KeyNumber {
    /// The key that rules over the application, or over the card.
    pub const MASTER: Self = Self(0);

    /// Makes a key number, or nothing beyond 13.
    pub const fn new(number: u8) -> Option<Self> {
        if number < KeyCount::MAX.0 { Some(Self(number)) } else { None }
    }

    /// Returns the number.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// How many keys an application has, 1 to 14.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyCount(u8);

impl KeyCount {
    /// The most keys that an application can have.
    pub const MAX: Self = Self(14);

    /// Makes a count, or nothing for 0 and beyond 14.
    pub const fn new(count: u8) -> Option<Self> {
        if count >= 1 && count <= Self::MAX.0 { Some(Self(count)) } else { None }
    }

    /// Returns the count.
    pub const fn count(self) -> u8 {
        self.0
    }
}

/// The ciphers that an application's keys are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// DES with a single or a double key.
    Des,
    /// DES with a triple key.
    TripleDes,
    /// AES-128.
    Aes,
}

/// Which key must be authenticated to change a key other than the master key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKey {
    /// This key changes all others (the master key changes it).
    Key(KeyNumber),
    /// Each key changes itself.
    Itself,
    /// No key but the master key can be changed any more.
    Never,
}

/// What may be done at an application's level, or at the card's, and with which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeySettings {
    /// The master key can be changed.
    pub master_key_changeable: bool,
    /// Files (or applications) can be listed without the master key.
    pub listing_free: bool,
    /// Files (or applications) can be created without the master key.
    pub creation_free: bool,
    /// These settings can be changed.
    pub settings_changeable: bool,
    /// Who changes keys; at the card's level it means nothing.
    pub change_key: ChangeKey,
}

impl KeySettings {
    /// Returns the byte that the card knows.
    pub const fn encode(self) -> u8 {
        let change_key = match self.change_key {
            ChangeKey::Key(key) => key.0,
            ChangeKey::Itself => 0xE,
            ChangeKey::Never => 0xF,
        };
        (self.master_key_changeable as u8)
            | (self.listing_free as u8) << 1
            | (self.creation_free as u8) << 2
            | (self.settings_changeable as u8) << 3
            | change_key << 4
    }

    /// Reads the byte that the card knows; every byte has a meaning.
    pub const fn decode(byte: u8) -> Self {
        Self {
            master_key_changeable: byte & 0x01 != 0,
            listing_free: byte & 0x02 != 0,
            creation_free: byte & 0x04 != 0,
            settings_changeable: byte & 0x08 != 0,
            change_key: match KeyNumber::new(byte >> 4) {
                Some(key) => ChangeKey::Key(key),
                None if byte >> 4 == 0xE => ChangeKey::Itself,
                None => ChangeKey::Never,
            },
        }
    }
}

/// An application's key settings with the number and kind of its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// What may be done with which key.
    pub settings: KeySettings,
    /// How many keys there are.
    pub count: u8,
    /// What they are for.
    pub kind: KeyKind,
}

impl Keys {
    /// Reads the answer to GetKeySettings.
    pub fn decode(answer: &[u8]) -> Result<Self, Protocol> {
        let [settings, keys] = answer.try_into().map_err(|_| Protocol::AnswerLength)?;
        let kind = match keys >> 6 {
            0 => KeyKind::Des,
            1 => KeyKind::TripleDes,
            2 => KeyKind::Aes,
            _ => return Err(Protocol::AnswerContent),
        };
        Ok(Self { settings: KeySettings::decode(settings), count: keys & 0x0F, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_settings_survive_encoding() {
        for byte in 0..=u8::MAX {
            assert_eq!(KeySettings::decode(byte).encode(), byte);
        }
    }

    #[test]
    fn a_factory_cards_settings_allow_everything_to_its_master_key() {
        let keys = Keys::decode(&[0x0F, 0x01]).unwrap();
        assert!(keys.settings.master_key_changeable && keys.settings.creation_free);
        assert_eq!((keys.count, keys.kind), (1, KeyKind::Des));
        assert_eq!(Keys::decode(&[0x0B, 0x83]).unwrap().kind, KeyKind::Aes);
        assert_eq!(Keys::decode(&[0x0B, 0xC3]), Err(Protocol::AnswerContent));
        assert_eq!(Keys::decode(&[0x0B]), Err(Protocol::AnswerLength));
    }

    #[test]
    fn numbers_have_their_limits() {
        assert_eq!(ApplicationId::new(0xF5_1234).unwrap().bytes(), [0x34, 0x12, 0xF5]);
        assert_eq!(ApplicationId::new(0x0100_0000), None);
        assert!(KeyNumber::new(13).is_some() && KeyNumber::new(14).is_none());
        assert!(KeyCount::new(14).is_some() && KeyCount::new(15).is_none());
        assert!(KeyCount::new(0).is_none());
    }
}
