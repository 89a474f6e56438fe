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

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Memory {
    capacity_bytes: usize,
    pub key: Key,
    pub settings: u8,
    pub default_key: Key,
    pub format_disabled: bool,
    pub random_uid: bool,
    pub ats: Vec<u8>,
    pub applications: Vec<Application>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Application {
    pub id: [u8; 3],
    pub settings: u8,
    pub kind: KeyKind,
    pub keys: Vec<Key>,
    pub files: Vec<File>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct File {
    pub number: u8,
    pub kind: FileKind,
    pub mode: u8,
    pub rights: [u8; 2],
    pub content: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum FileKind {
    Standard,
    Backup,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum KeyKind {
    Des,
    Aes,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Key {
    pub kind: KeyKind,
    pub bytes: [u8; 16],
    pub version: u8,
}

impl Key {
    pub fn zero(kind: KeyKind) -> Self {
        Self {
            kind,
            bytes: [0; 16],
            version: 0,
        }
    }

    /// Makes a DES key, whose version stands in the parity bits of its first half.
    pub fn des(bytes: [u8; 16]) -> Self {
        let version = bytes
            .iter()
            .take(8)
            .fold(0, |version, byte| version << 1 | byte & 1);
        Self {
            kind: KeyKind::Des,
            bytes,
            version,
        }
    }

    /// Returns the same bytes as a key of a certain kind.
    pub fn of_kind(&self, kind: KeyKind) -> Self {
        Self {
            kind,
            bytes: self.bytes,
            version: self.version,
        }
    }

    /// Says whether both halves of a DES key are the same, and it is a single one.
    pub fn is_single(&self) -> bool {
        let (first, second) = self.bytes.split_at(8);
        first
            .iter()
            .zip(second)
            .all(|(first, second)| first >> 1 == second >> 1)
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

    pub fn application(&self, id: [u8; 3]) -> Option<&Application> {
        self.applications
            .iter()
            .find(|application| application.id == id)
    }

    pub fn application_mut(&mut self, id: [u8; 3]) -> Option<&mut Application> {
        self.applications
            .iter_mut()
            .find(|application| application.id == id)
    }

    pub fn free_bytes(&self) -> usize {
        let used: usize = self.applications.iter().map(Application::bytes).sum();
        self.capacity_bytes.saturating_sub(used)
    }
}

impl Application {
    pub fn file(&self, number: u8) -> Option<&File> {
        self.files.iter().find(|file| file.number == number)
    }

    pub fn file_mut(&mut self, number: u8) -> Option<&mut File> {
        self.files.iter_mut().find(|file| file.number == number)
    }

    fn bytes(&self) -> usize {
        let files: usize = self
            .files
            .iter()
            .map(|file| file.kind.bytes(file.content.len()))
            .sum();
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
