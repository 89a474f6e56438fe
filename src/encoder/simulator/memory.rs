//! What a card keeps without power: keys, applications, files, and how much room they take.

#![warn(clippy::indexing_slicing)]

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::chance::Chance;
use super::product::{self, Product};

/// A card's memory is given out in steps of this many bytes.
const STEP_BYTES: usize = 32;

/// What a directory entry of an application takes besides its keys. A model: chips differ.
const APPLICATION_BYTES: usize = 32;

/// What a key and its version take.
const KEY_BYTES: usize = 17;

/// The key settings of a card and of the factory: everything allowed to the master key, and
/// listing and creating to everybody.
const FACTORY_SETTINGS: u8 = 0x0F;

/// All of a card's memory.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Memory {
    capacity_bytes: usize,
    /// The card's own master key.
    pub key: Key,
    /// The card's own key settings.
    pub settings: u8,
    /// What the keys of new applications are.
    pub default_key: Key,
    /// Whether formatting was switched off for good.
    pub format_disabled: bool,
    /// Whether the card shows a random serial number.
    pub random_uid: bool,
    /// What the card answers to a request for its parameters.
    pub ats: Vec<u8>,
    /// The applications, in the order of their creation.
    pub applications: Vec<Application>,
}

/// An application with its keys and files.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Application {
    /// Its number, lowest byte first.
    pub id: [u8; 3],
    /// Its key settings.
    pub settings: u8,
    /// What its keys are for.
    pub kind: KeyKind,
    /// Its keys, the master key first.
    pub keys: Vec<Key>,
    /// Its files, in the order of their creation.
    pub files: Vec<File>,
}

/// A file.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct File {
    /// Its number in the application.
    pub number: u8,
    /// Whether it has a mirror.
    pub kind: FileKind,
    /// How its content travels, as the card knows it.
    pub mode: u8,
    /// Who may do what, as the card knows it.
    pub rights: [u8; 2],
    /// What it holds for good.
    pub content: Vec<u8>,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum FileKind {
    /// Written in place.
    Standard,
    /// Written to a mirror until the commit.
    Backup,
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum KeyKind {
    /// DES, single or double.
    Des,
    /// AES-128.
    Aes,
}

/// A key, which does not print and is wiped when dropped.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Key {
    /// What it is for.
    pub kind: KeyKind,
    /// The key itself; a single DES key stands there twice.
    pub bytes: [u8; 16],
    /// Its version.
    pub version: u8,
}

impl Key {
    /// Makes the key that a card or an application has at first.
    pub fn zero(kind: KeyKind) -> Self {
        Self { kind, bytes: [0; 16], version: 0 }
    }

    /// Makes a DES key, whose version stands in the parity bits of its first half.
    pub fn des(bytes: [u8; 16]) -> Self {
        let version = bytes.iter().take(8).fold(0, |version, byte| version << 1 | byte & 1);
        Self { kind: KeyKind::Des, bytes, version }
    }

    /// Returns the same bytes as a key of a certain kind.
    pub fn of_kind(&self, kind: KeyKind) -> Self {
        Self { kind, bytes: self.bytes, version: self.version }
    }

    /// Says whether both halves of a DES key are the same, and it is a single one.
    pub fn is_single(&self) -> bool {
        let (first, second) = self.bytes.split_at(8);
        first.iter().zip(second).all(|(first, second)| first >> 1 == second >> 1)
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Key({:?}, version {})", self.kind, self.version)
    }
}

impl Memory {
    /// Makes the memory of a card that leaves the factory.
    pub fn factory(product: Product) -> Self {
        Self {
            capacity_bytes: product.free_bytes(),
            key: Key::zero(KeyKind::Des),
            settings: FACTORY_SETTINGS,
            default_key: Key::zero(KeyKind::Aes),
            format_disabled: false,
            random_uid: false,
            ats: product::ATS.to_vec(),
            applications: Vec::new(),
        }
    }

    /// Makes the card somebody else's.
    pub fn occupy(&mut self, applications: &[[u8; 3]], chance: &mut Chance) {
        let mut key = || Key {
            kind: KeyKind::Aes,
            // Without chance these keys are still not anybody's here.
            bytes: chance.bytes().unwrap_or([0xF0; 16]),
            version: 0x42,
        };
        self.key = key();
        self.settings = 0x0B;
        self.applications = applications
            .iter()
            .map(|id| Application {
                id: *id,
                settings: 0x0B,
                kind: KeyKind::Aes,
                keys: vec![key(), key()],
                files: vec![File {
                    number: 0,
                    kind: FileKind::Standard,
                    mode: 0x03,
                    rights: [0x00, 0x10],
                    content: vec![0xF0; 32],
                }],
            })
            .collect();
    }

    /// Returns an application.
    pub fn application(&self, id: [u8; 3]) -> Option<&Application> {
        self.applications.iter().find(|application| application.id == id)
    }

    /// Returns an application to change it.
    pub fn application_mut(&mut self, id: [u8; 3]) -> Option<&mut Application> {
        self.applications.iter_mut().find(|application| application.id == id)
    }

    /// Returns how much room is left.
    pub fn free_bytes(&self) -> usize {
        let used: usize = self.applications.iter().map(Application::bytes).sum();
        self.capacity_bytes.saturating_sub(used)
    }
}

impl Application {
    /// Returns a file.
    pub fn file(&self, number: u8) -> Option<&File> {
        self.files.iter().find(|file| file.number == number)
    }

    /// Returns a file to change it.
    pub fn file_mut(&mut self, number: u8) -> Option<&mut File> {
        self.files.iter_mut().find(|file| file.number == number)
    }

    fn bytes(&self) -> usize {
        let files: usize = self.files.iter().map(|file| file.kind.bytes(file.content.len())).sum();
        application_bytes(self.keys.len()) + files
    }
}

impl FileKind {
    /// Returns how much room a file takes: a backup file has a mirror of the same size.
    pub fn bytes(self, size: usize) -> usize {
        let once = size.next_multiple_of(STEP_BYTES);
        match self {
            Self::Standard => once,
            Self::Backup => 2 * once,
        }
    }
}

/// Returns how much room an application without files takes.
pub(super) fn application_bytes(keys: usize) -> usize {
    APPLICATION_BYTES + (keys * KEY_BYTES).next_multiple_of(STEP_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_file_takes_twice_its_room_in_steps_of_32_bytes() {
        assert_eq!(FileKind::Standard.bytes(1), 32);
        assert_eq!(FileKind::Standard.bytes(32), 32);
        assert_eq!(FileKind::Backup.bytes(33), 128);
    }

    #[test]
    fn the_version_of_a_des_key_is_in_its_parity_bits() {
        let key = Key::des([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(key.version, 0x81);
        assert!(key.is_single());
        assert!(!Key::des([2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0]).is_single());
        assert_eq!(format!("{key:?}"), "Key(Des, version 129)");
    }
}
