//! Where on a card a key lies: one application, up to four files, four keys. `docs/key-format.md` specifies
//! it. A card is recognised, taken over, written and read here, over any link.
//!
//! The keys of a card are made for one issue of it: a card that is taken over again gets others. The keys that
//! doors know have an epoch, and a card of an earlier one is given those of today when it is written.

use super::desfire::application::{ApplicationId, ChangeKey, KeyCount, KeyNumber, KeySettings};
use super::desfire::file::{Access, AccessRights, DataFile, FileId, Mode, Size};
use super::desfire::status::Status;
use super::desfire::version::{self, Product};
use super::desfire::{self, AesKey, CardKey, DesKey, Desfire};
use super::diversify;
use super::link::Link;
use crate::domain::event::{self, Claim, Journal, Place, Report, Slots};
use crate::domain::image::{self, Epoch, Header, KeyCode, Serial};
use crate::domain::key::{Generation, Media, Salt};
use crate::domain::user::Wiegand;
use crate::domain::zone::Groups;
use crate::secret::keyring::{Keyring, Role};

/// Our application: "KD1" on the card.
const APPLICATION: ApplicationId = ApplicationId::from_bytes(*b"KD1");
const KEYS: u8 = 4;
const SALT: u8 = 0;
const RIGHTS: u8 = 1;
const JOURNAL: u8 = 2;
const NUMBER: u8 = 3;
/// Digits of the number for older readers, filled up with zeros.
const NUMBER_BYTES: usize = 32;
const _: () = assert!(Wiegand::DIGITS_MAX <= NUMBER_BYTES);
/// The version byte under which the card keeps those of our keys that no door knows.
const KEY_VERSION: u8 = Epoch::FIRST.version();

/// How the memory of a card is used.
struct Room {
    /// Bytes for the image.
    rights: u16,
    /// Bytes for the journal.
    journal: u16,
}

/// On cards of 8, 4 and 2 KB. A backup file takes twice its size; what is left is for salt and number, and for
/// what the card needs to keep order.
const ROOMS: [Room; 3] = [
    Room { rights: 3_072, journal: 512 },
    Room { rights: 1_536, journal: 512 },
    Room { rights: 640, journal: 192 },
];
const OTHER_BYTES: u32 = 576;

/// What went wrong with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The card or the way to it failed.
    #[error(transparent)]
    Card(#[from] desfire::Error),
    /// The card is not one for this site's keys. It was left as it is.
    #[error("the card is not for keys of this site: {0:?}")]
    Stranger(Stranger),
    /// What was read back differs from what was written.
    #[error("what was read back differs from what was written")]
    ReadBackDiffers,
}

/// Why a card is left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stranger {
    /// It carries a key of another site.
    OtherSite,
    /// It carries something else, or its owner's key is unknown.
    InUse,
    /// It shows the master key from the factory, but the card with this serial number has ours.
    SerialTaken(Serial),
    /// It has too little memory.
    TooSmall {
        /// Bytes that a key needs.
        needed: u32,
        /// Bytes that are free.
        free: u32,
    },
    /// It is no card for keys.
    NotSuitable,
}

impl From<Stranger> for Error {
    fn from(stranger: Stranger) -> Self {
        Error::Stranger(stranger)
    }
}

/// What lies on the encoder.
pub enum Found<'l, 'k> {
    /// A card with an application of this site.
    Key(KeyCard<'l, 'k>),
    /// A card that can become a key.
    Blank(BlankCard<'l, 'k>),
}

/// A card with an application of this site, open to write rights and to read the journal.
pub struct KeyCard<'l, 'k> {
    card: Desfire<&'l mut dyn Link>,
    keyring: &'k Keyring,
    salt: Salt,
    /// The epoch of the key with which it was opened.
    epoch: Epoch,
    /// The card's serial number.
    pub serial: Serial,
    /// Its generation.
    pub generation: Generation,
}

/// A card that can become a key: from the factory, wiped by us, or left half made by us.
pub struct BlankCard<'l, 'k> {
    card: Desfire<&'l mut dyn Link>,
    keyring: &'k Keyring,
    owner: Owner,
    remains: Remains,
    epoch: Epoch,
    /// Whether it shows another serial number at every contact.
    hides_serial: bool,
    /// The card's serial number.
    pub serial: Serial,
    /// Its generation.
    pub generation: Generation,
    /// Bytes for the image that the card has room for.
    pub capacity: u16,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Factory,
    Ours,
}

/// Whether something of ours was begun on the card and not finished.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Remains {
    None,
    ToBeCleared,
}

/// What the database remembers, as far as recognising a card is helped by it.
pub struct Memory<'m> {
    /// The card with a serial number: saves asking the card. It is no more than a guess, and may be wrong.
    pub media: &'m dyn Fn(&Serial) -> Option<Media>,
    /// Cards whose first writing was interrupted: one that hides its serial number can be recognised by
    /// nothing else.
    pub half_made: &'m [Serial],
    /// Whether the master key of a card with this serial number was ever changed to ours: none from the factory has
    /// that number then.
    pub is_ours: &'m dyn Fn(&Serial) -> bool,
    /// The epoch of the keys that cards are given.
    pub epoch: Epoch,
}

/// Finds out what lies on the encoder, without writing to it. `shown` is the serial number that the reader says.
pub fn recognise<'l, 'k>(
    link: &'l mut dyn Link,
    shown: Option<Serial>,
    keyring: &'k Keyring,
    memory: &Memory<'_>,
) -> Result<Found<'l, 'k>, Error> {
    let shown = shown.filter(|serial| !is_random(serial));
    let mut card = Desfire::new(link);
    match card.select(APPLICATION) {
        Ok(()) => {}
        Err(error) if is(error, Status::NoSuchApplication) => {
            return blank(card, shown, keyring, memory, Remains::None).map(Found::Blank);
        }
        Err(desfire::Error::Link(error)) => return Err(desfire::Error::Link(error).into()),
        // A card that does not even know the command is none of its kind.
        Err(_) => return Err(Stranger::NotSuitable.into()),
    }
    let mut generation = Generation::Ev2;
    let issue = match shown {
        Some(serial) => salt_of(&mut card, serial, memory)?,
        None => discover(&mut card, keyring, memory.epoch, &mut generation)?,
    };
    let Some((serial, salt, source)) = issue else {
        return unfinished(card, shown, keyring, memory);
    };
    let generation = (memory.media)(&serial).map_or(generation, |media| media.generation);
    let mut key = KeyCard { card, keyring, salt, epoch: memory.epoch, serial, generation };
    match key.open_as_desk(source) {
        Ok(()) => Ok(Found::Key(key)),
        Err(error) if is_wrong_key(error) => unfinished(key.card, shown, keyring, memory),
        Err(error) => Err(error.into()),
    }
}

/// A serial number of four bytes that begins with 08 is made up by the card at every contact (ISO 14443-3).
fn is_random(serial: &Serial) -> bool {
    matches!(serial.as_bytes(), [0x08, _, _, _])
}

/// Who says what the salt of a card's issue is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The database: the card may have been taken over again elsewhere.
    Memory,
    Card,
}

/// The salt of a card that shows its serial number: the one that is remembered, or else the one that the card says;
/// nothing, if the card was not taken over as far as that.
fn salt_of(
    card: &mut Desfire<&mut dyn Link>,
    serial: Serial,
    memory: &Memory<'_>,
) -> Result<Option<(Serial, Salt, Source)>, desfire::Error> {
    match (memory.media)(&serial).and_then(|media| media.salt) {
        Some(salt) => Ok(Some((serial, salt, Source::Memory))),
        None => Ok(read_salt(card, Mode::Plain)?.map(|salt| (serial, salt, Source::Card))),
    }
}

/// The salt of the card's issue; nothing, if the card was not taken over as far as that.
fn read_salt(card: &mut Desfire<&mut dyn Link>, mode: Mode) -> Result<Option<Salt>, desfire::Error> {
    match card.read(file_id(SALT)?, mode, 0, Salt::BYTES) {
        Ok(bytes) => Ok(bytes.try_into().ok().map(Salt)),
        Err(desfire::Error::Card(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The true serial number and the salt of a card of this site that hides them: it is asked for both in one session.
/// Nothing, if the card is of another site.
fn discover(
    card: &mut Desfire<&mut dyn Link>,
    keyring: &Keyring,
    epoch: Epoch,
    generation: &mut Generation,
) -> Result<Option<(Serial, Salt, Source)>, Error> {
    let key = |epoch| Ok(keyring.role_key(Role::Discovery(epoch)));
    match open_of_epoch(card, Role::Discovery, epoch, key, generation) {
        Ok(_) => {}
        Err(error) if is_wrong_key(error) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let serial = Serial::new(&card.card_uid()?.0);
    // A card that shows its number lets everybody read the salt, and says so.
    let mode = match card.file_settings(file_id(SALT)?) {
        Ok(settings) => settings.mode,
        Err(desfire::Error::Card(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let salt = read_salt(card, mode)?;
    Ok(serial.zip(salt).map(|(serial, salt)| (serial, salt, Source::Card)))
}

/// Opens a session with the key of a role that has an epoch: in the one that is expected, or in the one that the card
/// says its key is of. Says which it was; the card has proven it.
fn open_of_epoch(
    card: &mut Desfire<&mut dyn Link>,
    role: fn(Epoch) -> Role,
    expected: Epoch,
    key: impl Fn(Epoch) -> Result<AesKey, desfire::Error>,
    generation: &mut Generation,
) -> Result<Epoch, desfire::Error> {
    match authenticate(card, APPLICATION, key_number(role(expected)), &key(expected)?, generation) {
        Ok(()) => Ok(expected),
        Err(refused) if is_wrong_key(refused) => {
            open_of_other_epoch(card, role, (expected, refused), key, generation)
        }
        Err(error) => Err(error),
    }
}

/// Opens a session with the key of a role in the epoch that the card says, after it refused that of another.
fn open_of_other_epoch(
    card: &mut Desfire<&mut dyn Link>,
    role: fn(Epoch) -> Role,
    (expected, refused): (Epoch, desfire::Error),
    key: impl Fn(Epoch) -> Result<AesKey, desfire::Error>,
    generation: &mut Generation,
) -> Result<Epoch, desfire::Error> {
    let number = key_number(role(expected));
    let said = Epoch::of_version(card.key_version(number)?);
    let said = said.filter(|epoch| *epoch != expected).ok_or(refused)?;
    authenticate(card, APPLICATION, number, &key(said)?, generation)?;
    Ok(said)
}

/// Our application, but not our key in it: another site's, unless the card itself is ours or the factory's and
/// was left half made.
fn unfinished<'l, 'k>(
    card: Desfire<&'l mut dyn Link>,
    shown: Option<Serial>,
    keyring: &'k Keyring,
    memory: &Memory<'_>,
) -> Result<Found<'l, 'k>, Error> {
    match blank(card, shown, keyring, memory, Remains::ToBeCleared) {
        Ok(card) => Ok(Found::Blank(card)),
        Err(Error::Stranger(Stranger::InUse)) => Err(Stranger::OtherSite.into()),
        Err(error) => Err(error),
    }
}

/// A card without a key of ours: asks what it is, whether it is free, and how much it holds. Nothing is ever
/// written to a card that did not say what it is: others answer to the same reset. One that tells us another serial
/// number than the reader is none.
fn blank<'l, 'k>(
    mut card: Desfire<&'l mut dyn Link>,
    shown: Option<Serial>,
    keyring: &'k Keyring,
    memory: &Memory<'_>,
    remains: Remains,
) -> Result<BlankCard<'l, 'k>, Error> {
    card.select(ApplicationId::CARD)?;
    let version = card.version()?;
    let mut generation = match (version.product, version.generation) {
        (Product::Desfire, version::Generation::Ev1) => Generation::Ev1,
        (Product::Desfire, version::Generation::Ev2) => Generation::Ev2,
        (Product::Desfire, version::Generation::Ev3) => Generation::Ev3,
        _ => return Err(Stranger::NotSuitable.into()),
    };
    let told = version.uid.and_then(|uid| Serial::new(&uid.0));
    let (owner, serial) = own(&mut card, keyring, told, memory, &mut generation)?;
    if shown.is_some_and(|shown| shown != serial) {
        return Err(Stranger::NotSuitable.into());
    }
    if card.application_ids()?.into_iter().any(|application| application != APPLICATION) {
        return Err(Stranger::InUse.into());
    }
    let free = if remains == Remains::None { card.free_memory_bytes()? } else { version.storage_bytes };
    let capacity = capacity_of(free).or_else(|| {
        // What was begun takes room that is given back when it is cleared.
        (remains == Remains::ToBeCleared).then(|| capacity_of_storage(free)).flatten()
    });
    let smallest = ROOMS.iter().map(needed_by).min().unwrap_or_default();
    let capacity = capacity.ok_or(Stranger::TooSmall { needed: smallest, free })?;
    let (epoch, hides_serial) = (memory.epoch, told.is_none());
    Ok(BlankCard { card, keyring, owner, remains, epoch, hides_serial, serial, generation, capacity })
}

/// Opens the card as its owner, as the factory's or as ours, and learns its serial number if it hides it. What shows
/// the factory's key under a number that is ours already is not believed: the keys of that number were given away.
fn own(
    card: &mut Desfire<&mut dyn Link>,
    keyring: &Keyring,
    told: Option<Serial>,
    memory: &Memory<'_>,
    generation: &mut Generation,
) -> Result<(Owner, Serial), Error> {
    match card.authenticate_des(KeyNumber::MASTER, &factory_key()) {
        Ok(()) => {
            let serial = match told {
                Some(serial) => serial,
                None => Serial::new(&card.card_uid()?.0).ok_or(Stranger::NotSuitable)?,
            };
            if (memory.is_ours)(&serial) {
                return Err(Stranger::SerialTaken(serial).into());
            }
            return Ok((Owner::Factory, serial));
        }
        Err(desfire::Error::Link(error)) => return Err(desfire::Error::Link(error).into()),
        Err(_) => {}
    }
    let candidates = told.as_ref().map_or(memory.half_made, std::slice::from_ref);
    for serial in candidates {
        let key = owner_key(keyring, serial)?;
        match authenticate(card, ApplicationId::CARD, KeyNumber::MASTER, &key, generation) {
            Ok(()) => return Ok((Owner::Ours, *serial)),
            Err(desfire::Error::Link(error)) => return Err(desfire::Error::Link(error).into()),
            Err(_) => {}
        }
    }
    Err(Stranger::InUse.into())
}

fn capacity_of(free: u32) -> Option<u16> {
    ROOMS.iter().find(|room| needed_by(room) <= free).map(|room| room.rights)
}

/// The room that a card of this size has when nothing is on it; cards hold a little more, or less, than their
/// name says.
fn capacity_of_storage(bytes: u32) -> Option<u16> {
    match bytes {
        8_192.. => Some(3_072),
        4_096.. => Some(1_536),
        2_048.. => Some(640),
        _ => None,
    }
}

/// Bytes of card memory that a key with this room takes.
const fn needed_by(room: &Room) -> u32 {
    2 * room.rights as u32 + 2 * room.journal as u32 + OTHER_BYTES
}

/// Bytes for the journal beside a file of this size for the image.
fn journal_bytes(capacity: u16) -> usize {
    let room = ROOMS.iter().find(|room| room.rights <= capacity).or(ROOMS.last());
    room.map_or(event::HEADER_BYTES, |room| usize::from(room.journal))
}

const fn factory_key() -> DesKey {
    DesKey::new([0; 8])
}

impl<'l, 'k> BlankCard<'l, 'k> {
    /// Makes the card ours: its owner's key, the application, its files and keys. Interrupted at any point it
    /// stays a card that can become a key. `note` is told the serial number as soon as the card has our master key, and
    /// before it is sent any other: what cannot be noted goes no further.
    pub fn take_over<E: From<Error>>(
        mut self,
        layout: &image::Layout,
        note: impl FnOnce(&Serial) -> Result<(), E>,
    ) -> Result<KeyCard<'l, 'k>, E> {
        let owner_key = owner_key(self.keyring, &self.serial).map_err(Error::from)?;
        self.give_owner_key(&owner_key).map_err(Error::from)?;
        // Also of a card that was ours before: it may have left before this could be noted.
        note(&self.serial)?;
        Ok(self.make_key(&owner_key, layout)?)
    }

    /// Under the factory's key everything that is sent here is readable to the card, and to whoever listens.
    fn give_owner_key(&mut self, owner_key: &AesKey) -> Result<(), desfire::Error> {
        self.clear_remains()?;
        match self.owner {
            Owner::Factory => self.card.change_card_key(&CardKey::Aes(owner_key.clone(), KEY_VERSION)),
            Owner::Ours => Ok(()),
        }
    }

    /// Makes a card that has our master key a key: the application, its files and keys.
    fn make_key(mut self, owner_key: &AesKey, layout: &image::Layout) -> Result<KeyCard<'l, 'k>, Error> {
        let serial = self.serial;
        let salt = Salt(crate::secret::random().map_err(|_| desfire::Error::NoRandomness)?);
        if self.owner == Owner::Factory {
            self.open_as_owner(owner_key)?;
        }
        self.card.change_key_settings(SETTINGS)?;
        let count = KeyCount::new(KEYS).unwrap_or(KeyCount::MAX);
        self.card.create_application(APPLICATION, SETTINGS, count)?;
        self.open_new_application()?;
        self.keep_salt(salt)?;
        create_file(&mut self.card, RIGHTS, usize::from(self.capacity))?;
        create_areas(&mut self.card, &missing_areas(layout, &[]), self.capacity)?;
        self.give_keys(salt)?;
        let BlankCard { card, keyring, epoch, generation, .. } = self;
        let mut key = KeyCard { card, keyring, salt, epoch, serial, generation };
        key.open(Role::Desk(epoch))?;
        Ok(key)
    }

    /// The salt comes first: every key of the application is made with it. It is written once and never again, so it
    /// needs no commit; what was read back stays.
    fn keep_salt(&mut self, salt: Salt) -> Result<(), Error> {
        let (read, mode) = if self.hides_serial {
            (Access::Key(key_number(Role::Discovery(self.epoch))), Mode::Full)
        } else {
            (Access::Free, Mode::Plain)
        };
        let own = Access::Key(key_number(Role::Application));
        let rights = AccessRights { read, write: Access::Never, read_write: own, change: own };
        let size = Size::new(Salt::BYTES as u32).ok_or(desfire::Error::OutOfRange)?;
        let file = file_id(SALT)?;
        self.card.create_standard_file(file, DataFile { mode, rights, size })?;
        self.card.write(file, mode, 0, &salt.0)?;
        if read_salt(&mut self.card, mode)? == Some(salt) { Ok(()) } else { Err(Error::ReadBackDiffers) }
    }

    fn clear_remains(&mut self) -> Result<(), desfire::Error> {
        match self.remains {
            Remains::None => Ok(()),
            Remains::ToBeCleared => self.card.format(),
        }
    }

    fn open_as_owner(&mut self, key: &AesKey) -> Result<(), desfire::Error> {
        authenticate(&mut self.card, ApplicationId::CARD, KeyNumber::MASTER, key, &mut self.generation)
    }

    fn open_new_application(&mut self) -> Result<(), desfire::Error> {
        self.card.select(APPLICATION)?;
        let zero = AesKey::new([0; 16]);
        authenticate(&mut self.card, APPLICATION, KeyNumber::MASTER, &zero, &mut self.generation)
    }

    /// The application's own key comes first, though that takes another session, and the desk's comes last:
    /// by it the card is known as a key, and so none is known as one that lacks a key of ours.
    fn give_keys(&mut self, salt: Salt) -> Result<(), desfire::Error> {
        let zero = AesKey::new([0; 16]);
        let key = |role| key_of(self.keyring, role, &self.serial, salt);
        let own = key(Role::Application)?;
        self.card.change_own_key(&own, KEY_VERSION)?;
        let number = key_number(Role::Application);
        authenticate(&mut self.card, APPLICATION, number, &own, &mut self.generation)?;
        OF_EPOCHS.into_iter().map(|role| role(self.epoch)).try_for_each(|role| {
            self.card.change_other_key(key_number(role), &zero, &key(role)?, self.epoch.version())
        })
    }

    /// Writes a pattern to a card from the factory, reads it back, compares it, and leaves the card as it was. It is
    /// sent no key of ours.
    pub fn test(mut self) -> Result<(), Error> {
        if self.owner != Owner::Factory {
            return Err(Stranger::InUse.into());
        }
        self.clear_remains()?;
        let pattern: Vec<u8> = (0..TEST_BYTES).map(|index| (index * 31 + 7) as u8).collect();
        let count = KeyCount::new(1).unwrap_or(KeyCount::MAX);
        self.card.create_application(APPLICATION, SETTINGS, count)?;
        let outcome = self.write_pattern(&pattern);
        // Whatever came of it, the card is cleared; a card that is gone cannot be.
        self.card.select(ApplicationId::CARD)?;
        self.card.authenticate_des(KeyNumber::MASTER, &factory_key())?;
        self.card.format()?;
        outcome
    }

    fn write_pattern(&mut self, pattern: &[u8]) -> Result<(), Error> {
        self.open_new_application()?;
        let file = file_id(RIGHTS)?;
        let own = Access::Key(KeyNumber::MASTER);
        let rights = AccessRights { read: own, write: own, read_write: own, change: own };
        let size = Size::new(pattern.len() as u32).ok_or(desfire::Error::OutOfRange)?;
        self.card.create_backup_file(file, DataFile { mode: Mode::Full, rights, size })?;
        self.card.write(file, Mode::Full, 0, pattern)?;
        self.card.commit()?;
        let read = self.card.read(file, Mode::Full, 0, pattern.len())?;
        if read == pattern { Ok(()) } else { Err(Error::ReadBackDiffers) }
    }
}

/// As many bytes as a middling key has.
const TEST_BYTES: usize = 512;

/// Settings of the card and of our application: everything needs its master key, except that what is there can
/// be listed.
const SETTINGS: KeySettings = KeySettings {
    master_key_changeable: true,
    listing_free: true,
    creation_free: false,
    settings_changeable: true,
    change_key: ChangeKey::Key(KeyNumber::MASTER),
};

/// How far a writing came that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Nothing of the image was sent: the key says what it said before.
    #[error("the key was not written: {0}")]
    Unsent(Error),
    /// The image was sent. A card that keeps the rules says the one or the other; one that does not keeps what it
    /// was sent.
    #[error("it is not known whether the key was written: {0}")]
    Sent(Error),
}

impl WriteError {
    /// What went wrong.
    pub const fn error(self) -> Error {
        match self {
            WriteError::Unsent(error) | WriteError::Sent(error) => error,
        }
    }
}

/// What is to be written on a key besides the image.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'w> {
    /// The image, sealed for this card.
    pub image: &'w [u8],
    /// The image that is known to be on the card now: only what differs is written.
    pub before: Option<&'w [u8]>,
    /// The areas that the key should have, when they are other than those it has.
    pub layout: Option<&'w image::Layout>,
    /// Whether the journal is begun, or was read and is emptied.
    pub empty_journal: bool,
    /// The groups of lockers for which the key has room.
    pub slots: Groups,
    /// Those of which it is to hold no locker from then on, whatever stands there.
    pub emptied_slots: Groups,
}

impl<'l, 'k> KeyCard<'l, 'k> {
    /// Opens the application with the key of a role.
    fn open(&mut self, role: Role) -> Result<(), desfire::Error> {
        let key = self.key(role)?;
        authenticate(&mut self.card, APPLICATION, key_number(role), &key, &mut self.generation)
    }

    /// The epoch of the keys that the card was opened with: it has proven it.
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// The card as it is now, with this room for the image.
    pub const fn media(&self, capacity: u16) -> Media {
        Media { generation: self.generation, capacity, salt: Some(self.salt) }
    }

    /// Opens the application with the desk's key, of whatever issue and epoch. What is expected is tried first. Only a
    /// card that refuses it is asked which issue it is of, if that was but remembered, and of which epoch its key is:
    /// the session that is opened is the proof, of either. Chips that count refusals count them down with each success.
    fn open_as_desk(&mut self, source: Source) -> Result<(), desfire::Error> {
        let refused = match self.open(Role::Desk(self.epoch)) {
            Err(error) if is_wrong_key(error) => error,
            opened => return opened,
        };
        if source == Source::Memory {
            let said = read_salt(&mut self.card, Mode::Plain)?.ok_or(refused)?;
            if said != self.salt {
                self.salt = said;
                return self.open_as_desk(Source::Card);
            }
        }
        let key = |epoch| key_of(self.keyring, Role::Desk(epoch), &self.serial, self.salt);
        let (refused, generation) = ((self.epoch, refused), &mut self.generation);
        self.epoch = open_of_other_epoch(&mut self.card, Role::Desk, refused, key, generation)?;
        Ok(())
    }

    fn key(&self, role: Role) -> Result<AesKey, desfire::Error> {
        key_of(self.keyring, role, &self.serial, self.salt)
    }

    /// The head of the image with its signature: whose key it is, which writing, and by that every byte of it.
    pub fn read_head(&mut self) -> Result<Vec<u8>, Error> {
        self.read_rights(image::HEADER_BYTES)
    }

    /// The first bytes of the rights file.
    pub fn read_rights(&mut self, length: usize) -> Result<Vec<u8>, Error> {
        Ok(self.card.read(file_id(RIGHTS)?, Mode::Full, 0, length)?)
    }

    /// What doors wrote on the key that the header names, and how far it is proven; nothing, if its journal was never
    /// begun, or cannot be read and must be begun anew.
    pub fn read_journal(&mut self, said: &Header) -> Result<Option<(Journal, Vec<Report>)>, Error> {
        let file = file_id(JOURNAL)?;
        let mut bytes = self.card.read(file, Mode::Full, 0, event::HEADER_BYTES)?;
        let Ok(behind) = Journal::record_bytes(&bytes) else {
            return Ok(None);
        };
        if behind > 0 {
            bytes.extend(self.card.read(file, Mode::Full, event::HEADER_BYTES, behind)?);
        }
        let reported = Journal::decode(&bytes).ok().map(|journal| {
            let place = Place::of(self.serial, said);
            let reports = journal.reports(&place, |door| self.keyring.journal_keys(door));
            (journal, reports)
        });
        Ok(reported)
    }

    /// Which lockers the key with this number says it holds, where it has room for those of some groups.
    pub fn read_claims(&mut self, code: KeyCode, groups: Groups) -> Result<Vec<Claim>, Error> {
        let slots = Slots::decode(groups, &self.read_slots(groups)?);
        Ok(slots.claims((self.serial, code), |locker| self.keyring.journal_keys(locker)))
    }

    /// The end of the file in which the slots of some groups lie.
    fn read_slots(&mut self, groups: Groups) -> Result<Vec<u8>, Error> {
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let (length, size) = (Slots::bytes(groups), usize::from(self.size_of(JOURNAL)?));
        let Some(offset) = size.checked_sub(length) else {
            return Ok(Vec::new());
        };
        Ok(self.card.read(file_id(JOURNAL)?, Mode::Full, offset, length)?)
    }

    /// Empties the slots of some groups, and changes nothing else on the key.
    pub fn empty_slots(&mut self, groups: Groups) -> Result<(), WriteError> {
        let size = self.size_of(JOURNAL).map_err(WriteError::Unsent)?;
        self.send_empty(size.into(), groups).map_err(WriteError::Unsent)?;
        self.card.commit().map_err(|error| WriteError::Sent(error.into()))
    }

    /// Reads back whether the slots of some groups are empty, to the last byte.
    pub fn verify_empty(&mut self, groups: Groups) -> Result<(), Error> {
        let end = self.read_slots(groups)?;
        let is_empty = |group| {
            let slot = Slots::offset(end.len(), group).and_then(|at| end.get(at..at + Slots::EMPTY.len()));
            slot == Some(&Slots::EMPTY)
        };
        if groups.iter().all(is_empty) { Ok(()) } else { Err(Error::ReadBackDiffers) }
    }

    fn send_empty(&mut self, file_bytes: usize, groups: Groups) -> Result<(), Error> {
        for offset in groups.iter().filter_map(|group| Slots::offset(file_bytes, group)) {
            self.card.write(file_id(JOURNAL)?, Mode::Full, offset, &Slots::EMPTY)?;
        }
        Ok(())
    }

    /// How many bytes for the image this card was given.
    pub fn capacity(&mut self) -> Result<u16, Error> {
        self.size_of(RIGHTS)
    }

    fn size_of(&mut self, file: u8) -> Result<u16, Error> {
        let settings = self.card.file_settings(file_id(file)?)?;
        Ok(u16::try_from(settings.size_bytes).unwrap_or(u16::MAX))
    }

    /// Writes a key: all of it counts from one commit on, or nothing does. The card is given the keys of the epoch that
    /// the image says, whatever the site began since it was signed.
    pub fn write(&mut self, writing: &Writing<'_>) -> Result<(), WriteError> {
        let epoch = Header::decode(writing.image).map_or(self.epoch, |(header, _)| header.issuer.epoch);
        let files = self.make_ready(writing.layout, epoch).map_err(WriteError::Unsent)?;
        self.send(writing, &files).and_then(|()| Ok(self.card.commit()?)).map_err(WriteError::Sent)
    }

    /// Sends what is to be written; nothing of it counts before the commit.
    fn send(&mut self, writing: &Writing<'_>, files: &[u8]) -> Result<(), Error> {
        let rights = file_id(RIGHTS)?;
        for span in spans(writing.before, writing.image) {
            let bytes = writing.image.get(span.clone()).unwrap_or_default();
            self.card.write(rights, Mode::Full, span.start, bytes)?;
        }
        if writing.empty_journal || !writing.emptied_slots.is_empty() {
            let size = usize::from(self.size_of(JOURNAL)?);
            if writing.empty_journal {
                let empty = Journal::empty(size, writing.slots);
                self.card.write(file_id(JOURNAL)?, Mode::Full, 0, &empty.header())?;
            }
            self.send_empty(size, writing.emptied_slots)?;
        }
        if let Some(layout) = writing.layout.filter(|_| files.contains(&NUMBER)) {
            self.card.write(file_id(NUMBER)?, Mode::Full, 0, &number_bytes(layout))?;
        }
        Ok(())
    }

    /// Reads back what readers go by and compares every byte of it: the image, and the number, if there is
    /// one and it was written. Not the journal: that may be a door's already, and one that was not begun
    /// counts as new.
    pub fn verify(&mut self, image: &[u8], areas: Option<&image::Layout>) -> Result<(), Error> {
        let mut is_same = self.read_rights(image.len())? == image;
        if let Some(layout) = areas.filter(|layout| !layout.number.is_empty()) {
            let number = self.card.read(file_id(NUMBER)?, Mode::Full, 0, NUMBER_BYTES)?;
            is_same &= number == number_bytes(layout);
        }
        if is_same { Ok(()) } else { Err(Error::ReadBackDiffers) }
    }

    /// Makes the files that the layout needs and the card has not, and gives it the keys of an epoch; says which files
    /// of the layout are there then. Files that it does not need any more stay, as not every card gives their memory
    /// back: the flags of the image say that the journal is not used, and the number is overwritten with none.
    fn make_ready(&mut self, layout: Option<&image::Layout>, epoch: Epoch) -> Result<Vec<u8>, Error> {
        let mut files = Vec::new();
        let mut missing = Vec::new();
        if let Some(layout) = layout {
            files.extend(self.card.file_ids()?.into_iter().map(FileId::number));
            missing = missing_areas(layout, &files);
        }
        if missing.is_empty() && self.epoch >= epoch {
            return Ok(files);
        }
        let capacity = if missing.contains(&JOURNAL) { self.capacity()? } else { 0 };
        self.card.select(APPLICATION)?;
        self.open(Role::Application)?;
        create_areas(&mut self.card, &missing, capacity)?;
        self.renew_keys(epoch)?;
        self.card.select(APPLICATION)?;
        self.open(Role::Desk(self.epoch))?;
        files.extend(missing);
        Ok(files)
    }

    /// Gives the card the keys of an epoch, unless it has later ones. The desk's comes last, as in the beginning: by it
    /// the card is known to have them all. A card that left in between has some of the one epoch and some of another,
    /// and says of each which.
    fn renew_keys(&mut self, newest: Epoch) -> Result<(), desfire::Error> {
        if self.epoch >= newest {
            return Ok(());
        }
        for role in OF_EPOCHS {
            let number = key_number(role(newest));
            let said = Epoch::of_version(self.card.key_version(number)?);
            let Some(earlier) = said.filter(|said| *said < newest) else {
                continue;
            };
            let (old, new) = (self.key(role(earlier))?, self.key(role(newest))?);
            self.card.change_other_key(number, &old, &new, newest.version())?;
        }
        self.epoch = newest;
        Ok(())
    }

    /// Takes everything off the card: the image, what doors wrote, the number. It stays a card of ours, without a key; all of
    /// that counts from one commit on.
    pub fn erase(&mut self) -> Result<(), Error> {
        for file in [RIGHTS, JOURNAL, NUMBER] {
            if file != RIGHTS && !self.has_file(file)? {
                continue;
            }
            let nothing = vec![0; usize::from(self.size_of(file)?)];
            self.card.write(file_id(file)?, Mode::Full, 0, &nothing)?;
        }
        Ok(self.card.commit()?)
    }

    fn has_file(&mut self, file: u8) -> Result<bool, Error> {
        Ok(self.card.file_ids()?.into_iter().any(|id| id.number() == file))
    }

    /// Clears a card that was taken over and never written: it can then be taken over anew.
    pub fn cleared(mut self) -> Result<BlankCard<'l, 'k>, Error> {
        self.card.select(ApplicationId::CARD)?;
        let key = owner_key(self.keyring, &self.serial)?;
        authenticate(&mut self.card, ApplicationId::CARD, KeyNumber::MASTER, &key, &mut self.generation)?;
        self.card.format()?;
        let own = [self.serial];
        let memory = Memory { media: &|_| None, half_made: &own, is_ours: &|_| true, epoch: self.epoch };
        blank(self.card, Some(self.serial), self.keyring, &memory, Remains::None)
    }
}

/// The content of the file for the number.
fn number_bytes(layout: &image::Layout) -> [u8; NUMBER_BYTES] {
    let mut number = [0; NUMBER_BYTES];
    number.iter_mut().zip(layout.number.bytes()).for_each(|(to, from)| *to = from);
    number
}

fn missing_areas(layout: &image::Layout, there: &[u8]) -> Vec<u8> {
    let needed = [(JOURNAL, layout.needs_journal()), (NUMBER, !layout.number.is_empty())];
    let missing = needed.into_iter().filter(|(file, needed)| *needed && !there.contains(file));
    missing.map(|(file, _)| file).collect()
}

fn create_areas(
    card: &mut Desfire<&mut dyn Link>,
    missing: &[u8],
    capacity: u16,
) -> Result<(), desfire::Error> {
    missing.iter().try_for_each(|file| {
        create_file(card, *file, if *file == JOURNAL { journal_bytes(capacity) } else { NUMBER_BYTES })
    })
}

fn create_file(card: &mut Desfire<&mut dyn Link>, file: u8, bytes: usize) -> Result<(), desfire::Error> {
    let size = u32::try_from(bytes).ok().and_then(Size::new).ok_or(desfire::Error::OutOfRange)?;
    let create = DataFile { mode: Mode::Full, rights: rights_of(file), size };
    card.create_backup_file(file_id(file)?, create)
}

/// Who may do what with a file. Rights: locks read, desks write. Journal: locks read and write, desks too.
/// Number: locks and other readers that are given the lock's key read, desks write.
fn rights_of(file: u8) -> AccessRights {
    let key = |role| Access::Key(key_number(role));
    let (desk, lock) = (key(Role::Desk(Epoch::FIRST)), key(Role::Lock(Epoch::FIRST)));
    let change = key(Role::Application);
    if file == JOURNAL {
        AccessRights { read: desk, write: desk, read_write: lock, change }
    } else {
        AccessRights { read: lock, write: Access::Never, read_write: desk, change }
    }
}

fn file_id(number: u8) -> Result<FileId, desfire::Error> {
    FileId::new(number).ok_or(desfire::Error::OutOfRange)
}

/// The number under which the card keeps a role's key.
fn key_number(role: Role) -> KeyNumber {
    let number = match role {
        Role::Card | Role::Application => 0,
        Role::Discovery(_) => 1,
        Role::Lock(_) => 2,
        Role::Desk(_) => 3,
    };
    KeyNumber::new(number).unwrap_or(KeyNumber::MASTER)
}

/// The roles whose keys doors know, in the order in which a card is given them.
const OF_EPOCHS: [fn(Epoch) -> Role; 3] = [Role::Discovery, Role::Lock, Role::Desk];

/// The key of a card's owner: the same at every issue, as nothing else is known of a card that is blank.
fn owner_key(keyring: &Keyring, serial: &Serial) -> Result<AesKey, desfire::Error> {
    diversified(keyring, Role::Card, serial, &[])
}

/// The key of a role in the application. The discovery key is the same on every card of the site.
fn key_of(keyring: &Keyring, role: Role, serial: &Serial, salt: Salt) -> Result<AesKey, desfire::Error> {
    match role {
        Role::Card => owner_key(keyring, serial),
        Role::Discovery(_) => Ok(keyring.role_key(role)),
        Role::Application | Role::Lock(_) | Role::Desk(_) => diversified(keyring, role, serial, &salt.0),
    }
}

/// AN10922 over serial number, application, the site's mark and the salt of the issue.
fn diversified(
    keyring: &Keyring,
    role: Role,
    serial: &Serial,
    salt: &[u8],
) -> Result<AesKey, desfire::Error> {
    let mark = keyring.mark();
    let mark = mark.0.get(..8).unwrap_or_default();
    let input = [serial.as_bytes(), &APPLICATION.bytes(), mark, salt].concat();
    diversify::diversify(&keyring.role_key(role), &input).map_err(|_| desfire::Error::OutOfRange)
}

/// Opens a session: as EV2 has it where the card can, as EV1 otherwise. Learns which, if the card knows better.
fn authenticate(
    card: &mut Desfire<&mut dyn Link>,
    application: ApplicationId,
    number: KeyNumber,
    key: &AesKey,
    generation: &mut Generation,
) -> Result<(), desfire::Error> {
    if *generation != Generation::Ev1 {
        match card.authenticate_ev2_first(number, key) {
            Err(error) if is(error, Status::UnknownCommand) => {
                *generation = Generation::Ev1;
                card.select(application)?;
            }
            result => return result,
        }
    }
    card.authenticate_aes(number, key)
}

fn is(error: desfire::Error, status: Status) -> bool {
    error == desfire::Error::Card(status)
}

/// The key is not the card's: it says so, or it proves that it does not know ours.
fn is_wrong_key(error: desfire::Error) -> bool {
    matches!(
        error,
        desfire::Error::Card(Status::AuthenticationFault | Status::NoSuchKey | Status::PermissionDenied)
            | desfire::Error::Integrity(desfire::error::Integrity::Challenge)
    )
}

/// The stretches of an image that differ from what is on the card; all of it, when that is not known. Stretches
/// that fit one command together are one.
fn spans(before: Option<&[u8]>, image: &[u8]) -> Vec<std::ops::Range<usize>> {
    let Some(before) = before else {
        return std::iter::once(0..image.len()).collect();
    };
    let differs = |at: &usize| before.get(*at) != image.get(*at);
    let mut spans: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..image.len()).filter(differs) {
        match spans.last_mut() {
            Some(span) if at - span.start < SPAN_BYTES_MAX => span.end = at + 1,
            _ => spans.push(at..at + 1),
        }
    }
    spans
}

/// What one command carries of a file's content in an EV2 session.
const SPAN_BYTES_MAX: usize = 239;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::simulator::{self, Card, SharedCard, Storage};
    use crate::secret::Secret;
    use crate::secret::keyring::Master;

    #[test]
    fn only_what_differs_is_written_in_as_few_commands_as_can_be() {
        let ends = |before: Option<&[u8]>, image: &[u8]| -> Vec<(usize, usize)> {
            spans(before, image).into_iter().map(|span| (span.start, span.end)).collect()
        };
        let before = vec![0; 512];
        let mut image = before.clone();
        assert_eq!(ends(Some(&before), &image), []);
        image[24] = 1;
        image[140] = 1;
        assert_eq!(ends(Some(&before), &image), [(24, 141)]);
        image[24 + 238] = 1;
        assert_eq!(ends(Some(&before), &image), [(24, 263)]);
        image[24 + 239] = 1;
        assert_eq!(ends(Some(&before), &image), [(24, 263), (263, 264)]);
        assert_eq!(ends(None, &image), [(0, 512)]);
        assert_eq!(ends(Some(&before[..500]), &before), [(500, 512)], "what is longer is new");
    }

    #[test]
    fn a_serial_number_is_believed_only_where_reader_and_card_agree_and_nobody_has_it() {
        const UID: [u8; 7] = [4, 1, 2, 3, 4, 5, 6];
        let keyring = Keyring::of(Master::new(Secret::new([7; 32])));
        let (own, other) = (Serial::new(&UID), Serial::new(&[4, 1, 2, 3, 4, 5, 7]));
        let random = Serial::new(&[8, 1, 2, 3]);
        for hides in [false, true] {
            let found = |shown: Option<Serial>, is_ours: &dyn Fn(&Serial) -> bool| {
                let product = simulator::Product::Desfire(simulator::Generation::Ev2, Storage::K4);
                let card = Card::new(product, UID);
                let card = SharedCard::new(if hides { card.with_random_uid() } else { card });
                card.lock().lay();
                let memory = Memory { media: &|_| None, half_made: &[], is_ours, epoch: Epoch::FIRST };
                match recognise(&mut card.connect(), shown, &keyring, &memory) {
                    Ok(Found::Blank(blank)) => Ok(Some(blank.serial)),
                    Ok(Found::Key(_)) => Ok(None),
                    Err(error) => Err(error),
                }
            };
            for shown in [None, own, random] {
                assert_eq!(found(shown, &|_| false), Ok(own), "{shown:?}");
                let taken = own.map(|own| Stranger::SerialTaken(own).into());
                assert_eq!(found(shown, &|serial| Some(*serial) == own).err(), taken, "{shown:?}");
            }
            assert_eq!(found(other, &|_| false), Err(Stranger::NotSuitable.into()));
        }
    }

    #[test]
    fn cards_hold_what_their_memory_has_room_for() {
        assert_eq!(capacity_of(256), None);
        assert_eq!(capacity_of(2_304), Some(640));
        assert_eq!(capacity_of(4_864), Some(1_536));
        assert_eq!(capacity_of(7_936), Some(3_072));
        assert_eq!([640, 1_536, 3_072].map(journal_bytes), [192, 512, 512]);
    }
}
