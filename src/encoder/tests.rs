//! Both sides of the protocol against each other, against other people's numbers and hosts.

mod distrust;
mod foreign_host;
mod noise;
mod pair;
mod power;
mod reader;
mod rules;
mod transcripts;

use super::desfire::application::{ApplicationId, ChangeKey, KeyCount, KeyNumber, KeySettings};
use super::desfire::file::{Access, AccessRights, DataFile, FileId, Mode, Size};
use super::desfire::random::Random;
use super::desfire::{AesKey, CardKey, DesKey, Desfire, Error};
use super::simulator::{Card, Chance, Generation, Link, Product, SharedCard, Storage};
use crate::secret::Secret;

/// Reads bytes written as hexadecimal digits; blanks do not count.
pub fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().filter_map(|digit| digit.to_digit(16)).map(|digit| digit as u8).collect();
    assert!(digits.len().is_multiple_of(2), "half a byte in {text:?}");
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// Reads a key written as hexadecimal digits.
pub fn secret<const N: usize>(text: &str) -> Secret<N> {
    Secret::new(hex(text).try_into().unwrap())
}

pub const UID: [u8; 7] = [0x04, 0x64, 0xD5, 0x9A, 0xDD, 0x1E, 0x90];
pub const GENERATIONS: [Generation; 3] = [Generation::Ev1, Generation::Ev2, Generation::Ev3];
pub const MODES: [Mode; 3] = [Mode::Plain, Mode::Maced, Mode::Full];

/// The ways to open a session with an AES key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Ev1,
    Ev2,
}

/// Every generation with every way that it knows.
pub const WAYS: [(Generation, Way); 5] = [
    (Generation::Ev1, Way::Ev1),
    (Generation::Ev2, Way::Ev1),
    (Generation::Ev2, Way::Ev2),
    (Generation::Ev3, Way::Ev1),
    (Generation::Ev3, Way::Ev2),
];

pub fn card(generation: Generation) -> Card {
    let product = Product::Desfire(generation, Storage::K8);
    Card::new(product, UID).with_chance(Chance::Seeded(7))
}

/// Lays a card down, to be connected to.
pub fn laid(card: Card) -> SharedCard {
    let shared = SharedCard::new(card);
    shared.lock().lay();
    shared
}

/// Connects to a card as it lies there.
pub fn host(card: &SharedCard) -> Desfire<Link> {
    Desfire::new(card.connect())
}

pub fn application() -> ApplicationId {
    ApplicationId::new(0xF5_1234).unwrap()
}

pub fn application_bytes() -> [u8; 3] {
    application().bytes()
}

pub fn file(number: u8) -> FileId {
    FileId::new(number).unwrap()
}

pub fn number(key: u8) -> KeyNumber {
    KeyNumber::new(key).unwrap()
}

pub fn key(byte: u8) -> AesKey {
    Secret::new([byte; 16])
}

pub fn factory_des() -> DesKey {
    Secret::new([0; 8])
}

/// Everything for key 0, settings still open.
pub fn settings() -> KeySettings {
    KeySettings {
        master_key_changeable: true,
        listing_free: true,
        creation_free: false,
        settings_changeable: true,
        change_key: ChangeKey::Key(KeyNumber::MASTER),
    }
}

/// A file that key 0 changes, key 1 reads and writes, and nobody else.
pub fn data_file(mode: Mode, size: u32) -> DataFile {
    let rights = AccessRights {
        read: Access::Never,
        write: Access::Never,
        read_write: Access::Key(number(1)),
        change: Access::Key(number(0)),
    };
    DataFile { mode, rights, size: Size::new(size).unwrap() }
}

/// Opens a session with a key.
pub fn authenticate(host: &mut Desfire<Link>, way: Way, key_number: u8, key: &AesKey) -> Result<(), Error> {
    match way {
        Way::Ev1 => host.authenticate_aes(number(key_number), key),
        Way::Ev2 => host.authenticate_ev2_first(number(key_number), key),
    }
}

/// Takes a card over as the program does: the card's own key, one application, its keys 0 and 1.
pub fn personalise(host: &mut Desfire<Link>, way: Way) -> Result<(), Error> {
    host.select(ApplicationId::CARD)?;
    host.authenticate_des(KeyNumber::MASTER, &factory_des())?;
    host.change_card_key(&CardKey::Aes(key(0xC0), 1))?;
    authenticate(host, way, 0, &key(0xC0))?;
    host.create_application(application(), settings(), KeyCount::new(2).unwrap())?;
    host.select(application())?;
    authenticate(host, way, 0, &key(0))?;
    host.change_other_key(number(1), &key(0), &key(0xA1), 1)?;
    host.change_own_key(&key(0xA0), 1)?;
    authenticate(host, way, 0, &key(0xA0))
}

/// A card in use with the files 1 (standard) and 2 and 3 (backup), and key 1 authenticated.
pub fn in_use(generation: Generation, way: Way, mode: Mode) -> (SharedCard, Desfire<Link>) {
    let card = laid(card(generation));
    let mut host = host(&card);
    personalise(&mut host, way).unwrap();
    host.create_standard_file(file(1), data_file(mode, 1024)).unwrap();
    host.create_backup_file(file(2), data_file(mode, 1024)).unwrap();
    host.create_backup_file(file(3), data_file(mode, 512)).unwrap();
    host.select(application()).unwrap();
    authenticate(&mut host, way, 1, &key(0xA1)).unwrap();
    (card, host)
}

/// Different bytes at every place.
pub fn pattern(length: usize, seed: u8) -> Vec<u8> {
    (0..length).map(|place| (place as u8).wrapping_mul(31).wrapping_add(seed)).collect()
}

/// Chance that was written down before.
pub struct Replayed(pub std::collections::VecDeque<u8>);

impl Random for Replayed {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        bytes.fill_with(|| self.0.pop_front().expect("the transcript has no more challenges"));
        Ok(())
    }
}
