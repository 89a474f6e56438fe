//! A card in memory that obeys the commands of a real one, and fails like one.
//!
//! It ships in the program as the simulated encoder, and it judges the host's side in the tests.
//! So it shares with that side nothing but ciphers and checksums: what a session is, which bytes a
//! MAC covers and who may do what is written here a second time, from the same facts.

#![warn(clippy::indexing_slicing)]

mod authentication;
mod chance;
mod command;
mod content;
mod fault;
mod framing;
mod keys;
mod link;
mod management;
mod memory;
mod product;
mod session;
mod status;
pub mod vpcd;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::chance::Chance;
pub use self::fault::{Fault, Moment, Settled};
pub use self::link::{Link, SharedCard};
pub use self::product::{Generation, Product, Storage};

use self::command::Live;
use self::fault::Plan;
use self::framing::Form;
use self::memory::Memory;

/// Says that there is no card to talk to: taken away, or without power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no card")]
pub struct Gone;

/// What went over a card's air since it was made or since the count was reset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Commands that reached the card.
    pub exchanges: u64,
    /// Bytes of these commands.
    pub bytes_in: u64,
    /// Bytes of its answers.
    pub bytes_out: u64,
}

/// Where a card is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Away,
    Unpowered,
    Powered,
}

/// How much of an answer a card puts into one frame unless told otherwise.
const FRAME_BYTES: usize = 59;

/// A card in memory.
///
/// What a real card keeps without power can be stored and loaded; a loaded card lies nowhere.
#[derive(Serialize, Deserialize)]
pub struct Card {
    product: Product,
    uid: [u8; 7],
    frame_bytes: usize,
    chance: Chance,
    memory: Memory,
    #[serde(skip)]
    place: Place,
    #[serde(skip)]
    layings: u64,
    #[serde(skip)]
    live: Live,
    #[serde(skip)]
    plan: Option<Plan>,
    #[serde(skip)]
    traffic: Traffic,
    #[serde(skip)]
    heard: Vec<(u8, Vec<u8>)>,
}

impl Card {
    /// Makes a card as it leaves the factory; it lies nowhere yet.
    pub fn new(product: Product, uid: [u8; 7]) -> Self {
        Self {
            product,
            uid,
            frame_bytes: FRAME_BYTES,
            chance: Chance::System,
            memory: Memory::factory(product),
            place: Place::Away,
            layings: 0,
            live: Live::default(),
            plan: None,
            traffic: Traffic::default(),
            heard: Vec::new(),
        }
    }

    /// Makes a card that somebody else uses: its keys, and those of the given applications (each
    /// with one file), are known to nobody here.
    pub fn foreign(product: Product, uid: [u8; 7], applications: &[[u8; 3]]) -> Self {
        let mut card = Self::new(product, uid);
        card.memory.occupy(applications, &mut card.chance);
        card
    }

    /// Lets the card show a random serial number at every power-up.
    #[must_use]
    pub fn with_random_uid(mut self) -> Self {
        self.memory.random_uid = true;
        self
    }

    /// Gives the card another source of chance, for tests that must repeat themselves.
    #[must_use]
    pub fn with_chance(mut self, chance: Chance) -> Self {
        self.chance = chance;
        self
    }

    /// Sets how much of an answer goes into one frame: cards in use differ (59, or 48).
    #[must_use]
    pub fn with_frame_bytes(mut self, bytes: usize) -> Self {
        self.frame_bytes = bytes.clamp(1, FRAME_BYTES);
        self
    }

    /// Gives the card other parameters, which change its answer to reset as well.
    #[must_use]
    pub fn with_ats(mut self, ats: &[u8]) -> Self {
        self.memory.ats = ats.to_vec();
        self
    }

    /// Says what the card is.
    pub fn product(&self) -> Product {
        self.product
    }

    /// Returns the true serial number.
    pub fn uid(&self) -> [u8; 7] {
        self.uid
    }

    /// Shows what a file holds for good, to whoever looks at the card from outside.
    pub fn file(&self, application: [u8; 3], file: u8) -> Option<&[u8]> {
        self.memory.application(application)?.file(file).map(|file| file.content.as_slice())
    }

    /// Shows the version of a key of an application, as anybody may ask for it.
    pub fn version_of_key(&self, application: [u8; 3], key: usize) -> Option<u8> {
        self.memory.application(application)?.keys.get(key).map(|key| key.version)
    }

    /// Puts content into a file as whoever knows all keys could: for tests, in place of a lock.
    pub fn set_file(&mut self, application: [u8; 3], file: u8, content: &[u8]) -> Option<()> {
        let file = self.memory.application_mut(application)?.file_mut(file)?;
        file.content.get_mut(..content.len())?.copy_from_slice(content);
        Some(())
    }

    /// Returns the answer to reset, as a PC/SC reader makes it up.
    pub fn atr(&self) -> Vec<u8> {
        self.product.atr(&self.memory.ats)
    }

    /// Lays the card on a reader and powers it.
    pub fn lay(&mut self) {
        self.layings += 1;
        self.place = Place::Unpowered;
        self.power_on();
    }

    /// Takes the card away; what was going on is lost.
    pub fn take_away(&mut self) {
        self.power_off();
        self.place = Place::Away;
    }

    /// Says whether the card lies on a reader.
    pub fn is_laid(&self) -> bool {
        self.place != Place::Away
    }

    /// Counts how often the card was laid on a reader, so that a swift exchange shows.
    pub fn layings(&self) -> u64 {
        self.layings
    }

    /// Powers the card up anew, if it lies on a reader.
    pub fn power_on(&mut self) {
        self.power_off();
        if self.place == Place::Unpowered {
            self.place = Place::Powered;
            let mut shown = self.uid.to_vec();
            if self.memory.random_uid {
                let [first, second, third] = self.chance.bytes().unwrap_or_default();
                shown = vec![0x08, first, second, third];
            }
            self.live.shown_uid = shown;
        }
    }

    /// Takes the power away: sessions and everything uncommitted are lost.
    pub fn power_off(&mut self) {
        self.heard.extend(std::mem::take(&mut self.live.mirrors));
        self.live = Live::default();
        if self.place == Place::Powered {
            self.place = Place::Unpowered;
        }
    }

    /// Shows what was written to files and never committed, by the number of the file. A card forgets it; for tests
    /// this one also plays a machine that only plays a card, and keeps what it hears.
    pub fn heard(&self) -> &[(u8, Vec<u8>)] {
        &self.heard
    }

    /// Plans a loss of the card, or none any more; see [`Fault`].
    pub fn plan(&mut self, fault: impl Into<Option<Fault>>) {
        self.plan = fault.into().map(Plan::new);
    }

    /// Says what went over the air since the last reset of this count.
    pub fn traffic(&self) -> Traffic {
        self.traffic
    }

    /// Starts the count of traffic anew.
    pub fn reset_traffic(&mut self) {
        self.traffic = Traffic::default();
    }

    /// Answers a command, or does not, if the card is gone or a planned fault takes it away.
    pub fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, Gone> {
        if self.place != Place::Powered {
            return Err(Gone);
        }
        let moment = self.plan.as_mut().and_then(Plan::step);
        if moment == Some(Moment::BeforeCommand) {
            return Err(self.lose());
        }
        self.traffic.exchanges += 1;
        self.traffic.bytes_in += command.len() as u64;
        let before = moment.map(|_| self.memory.clone());
        let answer = self.answer(command);
        if let (Some(moment), Some(before)) = (moment, before) {
            self.settle(moment, before);
            return Err(self.lose());
        }
        self.traffic.bytes_out += answer.len() as u64;
        Ok(answer)
    }

    fn lose(&mut self) -> Gone {
        self.plan = None;
        self.take_away();
        Gone
    }

    fn answer(&mut self, command: &[u8]) -> Vec<u8> {
        let form = Form::read(command);
        match self.product {
            Product::Classic1k => self.answer_as_storage(&form),
            Product::Ntag424 | Product::DesfireLight | Product::Desfire(..) => match form {
                Form::Pseudo(command) => self.answer_as_reader(command),
                Form::Iso(command) => self.answer_iso(command),
                Form::Wrapped(instruction, content) => {
                    let (status, mut answer) = self.obey(instruction, content);
                    answer.extend([0x91, status]);
                    answer
                }
                Form::Native(instruction, content) => {
                    let (status, mut answer) = self.obey(instruction, content);
                    answer.insert(0, status);
                    answer
                }
                Form::Malformed(word) => {
                    self.live.end();
                    word.to_vec()
                }
            },
        }
    }

    fn answer_as_storage(&self, form: &Form<'_>) -> Vec<u8> {
        match form {
            Form::Pseudo(command) => self.answer_as_reader(command),
            Form::Iso(_) | Form::Wrapped(..) | Form::Native(..) | Form::Malformed(_) => {
                vec![0x6D, 0x00]
            }
        }
    }

    /// Answers what a real reader answers itself; through a virtual reader it reaches the card.
    fn answer_as_reader(&self, command: &[u8]) -> Vec<u8> {
        let content = match command {
            [0xFF, 0xCA, 0x00, 0x00, ..] => Some(self.product.shown_uid(&self.live.shown_uid)),
            [0xFF, 0xCA, 0x01, 0x00, ..] => self.product.ats(&self.memory.ats),
            [0xFF, 0xCA, 0x02, 0x00, ..] => Some(self.product.sak()),
            [0xFF, 0xCA, 0x03, 0x00, ..] => Some(self.product.atqa()),
            _ => None,
        };
        match content {
            Some(mut content) => {
                content.extend([0x90, 0x00]);
                content
            }
            None => vec![0x6A, 0x81],
        }
    }

    fn answer_iso(&mut self, command: &[u8]) -> Vec<u8> {
        const NAME: [u8; 7] = [0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x00];
        match command {
            [0x00, 0xA4, 0x04, 0x00, 7, rest @ ..] => {
                self.live.select(None);
                if rest.starts_with(&NAME) && rest.len() <= NAME.len() + 1 {
                    vec![0x90, 0x00]
                } else {
                    vec![0x6A, 0x82]
                }
            }
            [0x00, 0xA4, ..] => {
                self.live.end();
                vec![0x6A, 0x82]
            }
            _ => {
                self.live.end();
                vec![0x6D, 0x00]
            }
        }
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Card")
            .field("product", &self.product)
            .field("uid", &self.uid)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}
