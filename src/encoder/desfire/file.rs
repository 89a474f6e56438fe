//! Files and who may do what with them, as the card sees it.

#![warn(clippy::indexing_slicing)]

use super::application::KeyNumber;
use super::error::Protocol;

/// The number of a file in its application, 0 to 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u8);

impl FileId {
    /// Makes a file number, or nothing beyond 31.
    pub const fn new(number: u8) -> Option<Self> {
        if number < 32 { Some(Self(number)) } else { None }
    }

    /// Returns the number.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// How a file's content travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As it is.
    Plain,
    /// As it is, with a MAC.
    Maced,
    /// Enciphered.
    Full,
}

/// Who may do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone who knows this key.
    Key(KeyNumber),
    /// Everyone.
    Free,
    /// No one.
    Never,
}

impl Access {
    const fn encode(self) -> u8 {
        match self {
            Self::Key(key) => key.number(),
            Self::Free => 0xE,
            Self::Never => 0xF,
        }
    }

    const fn decode(nibble: u8) -> Self {
        match KeyNumber::new(nibble & 0xF) {
            Some(key) => Self::Key(key),
            None if nibble & 0xF == 0xE => Self::Free,
            None => Self::Never,
        }
    }
}

/// Who may do what with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessRights {
    /// Who reads it.
    pub read: Access,
    /// Who writes it.
    pub write: Access,
    /// Who reads and writes it.
    pub read_write: Access,
    /// Who changes these rights.
    pub change: Access,
}

impl AccessRights {
    /// Returns the two bytes that the card knows.
    pub const fn encode(self) -> [u8; 2] {
        [self.read_write.encode() << 4 | self.change.encode(), self.read.encode() << 4 | self.write.encode()]
    }

    /// Reads the two bytes that the card knows.
    pub const fn decode([low, high]: [u8; 2]) -> Self {
        Self {
            read: Access::decode(high >> 4),
            write: Access::decode(high),
            read_write: Access::decode(low >> 4),
            change: Access::decode(low),
        }
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A standard data file: a torn write leaves it undefined.
    Standard,
    /// A backup data file: writes count from the commit on, all together.
    Backup,
    /// A kind that this program does not use.
    Other(u8),
}

/// A file's length in bytes, as far as a card can count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(u32);

impl Size {
    /// Makes a length, or nothing for 0 and for what 24 bits do not hold.
    pub const fn new(bytes: u32) -> Option<Self> {
        if bytes > 0 && bytes < 1 << 24 { Some(Self(bytes)) } else { None }
    }

    /// Returns the length.
    pub const fn bytes(self) -> u32 {
        self.0
    }
}

/// How a data file is to be created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// How its content travels.
    pub mode: Mode,
    /// Who may do what.
    pub rights: AccessRights,
    /// How long it is.
    pub size: Size,
}

impl DataFile {
    /// Returns the seven bytes after the instruction that creates the file.
    pub const fn encode(self, file: FileId) -> [u8; 7] {
        let mode = match self.mode {
            Mode::Plain => 0x00,
            Mode::Maced => 0x01,
            Mode::Full => 0x03,
        };
        let [rights_low, rights_high] = self.rights.encode();
        let [low, middle, high, _] = self.size.0.to_le_bytes();
        [file.0, mode, rights_low, rights_high, low, middle, high]
    }
}

/// What the card says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the file is.
    pub kind: Kind,
    /// How its content travels.
    pub mode: Mode,
    /// Who may do what.
    pub rights: AccessRights,
    /// A data file's length in bytes; 0 for other kinds.
    pub size_bytes: u32,
}

impl Settings {
    /// Reads the answer to GetFileSettings.
    pub fn decode(answer: &[u8]) -> Result<Self, Protocol> {
        let ([kind, mode, low, high], rest) =
            answer.split_first_chunk::<4>().ok_or(Protocol::AnswerLength)?;
        let kind = match kind {
            0x00 => Kind::Standard,
            0x01 => Kind::Backup,
            other => Kind::Other(*other),
        };
        let size_bytes = match (kind, rest) {
            (Kind::Standard | Kind::Backup, [low, middle, high]) => {
                u32::from_le_bytes([*low, *middle, *high, 0])
            }
            (Kind::Standard | Kind::Backup, _) => return Err(Protocol::AnswerLength),
            (Kind::Other(_), _) => 0,
        };
        // The upper bits of the mode tell of options of later generations.
        let mode = match mode & 0x03 {
            0x01 => Mode::Maced,
            0x03 => Mode::Full,
            _ => Mode::Plain,
        };
        Ok(Self { kind, mode, rights: AccessRights::decode([*low, *high]), size_bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn access_rights_survive_encoding() {
        for bytes in 0..=u16::MAX {
            let bytes = bytes.to_le_bytes();
            assert_eq!(AccessRights::decode(bytes).encode(), bytes);
        }
    }

    #[test]
    fn access_rights_stand_where_the_card_expects_them() {
        let key = |number| Access::Key(KeyNumber::new(number).unwrap());
        let rights = AccessRights { read: key(1), write: key(2), read_write: key(3), change: key(4) };
        assert_eq!(rights.encode(), [0x34, 0x12]);
        let rights = AccessRights { read: Access::Free, change: Access::Never, ..rights };
        assert_eq!(rights.encode(), [0x3F, 0xE2]);
    }

    #[test]
    fn settings_of_a_real_cards_file_are_read() {
        let settings = Settings::decode(&[0x00, 0x03, 0x00, 0x00, 0x48, 0x01, 0x00]).unwrap();
        assert_eq!((settings.kind, settings.mode), (Kind::Standard, Mode::Full));
        assert_eq!(settings.size_bytes, 328);
        assert_eq!(Settings::decode(&[0, 3, 0, 0, 0x48, 1]), Err(Protocol::AnswerLength));
        assert_eq!(Settings::decode(&[2, 3, 0]), Err(Protocol::AnswerLength));
        assert_eq!(Settings::decode(&[2, 3, 0, 0, 9]).unwrap().kind, Kind::Other(2));
    }

    #[test]
    fn sizes_and_numbers_have_their_limits() {
        assert!(Size::new(0).is_none() && Size::new(1 << 24).is_none());
        assert_eq!(Size::new((1 << 24) - 1).unwrap().bytes(), 0xFF_FFFF);
        assert!(FileId::new(31).is_some() && FileId::new(32).is_none());
    }
}
