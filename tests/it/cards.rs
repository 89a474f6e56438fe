//! Simulated cards on the simulated encoder, and how a door would judge them.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use aes::cipher::{BlockCipherEncrypt as _, KeyInit as _};
use chrono::Duration;
use ed25519_dalek::VerifyingKey;
use keydesk::clock::{Clock as _, SetClock};
use keydesk::domain::door::DoorId;
use keydesk::domain::event::{Journal, Slots};
use keydesk::domain::image::{Epoch, Flags, Image, KeyCode, Serial, Signers};
use keydesk::domain::lock::{Decision, Lock, Proven, Refusal};
use keydesk::domain::locker::LockerId;
use keydesk::domain::moment::Moment;
use keydesk::domain::operator::Password;
use keydesk::domain::output::Numbers;
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::encoders::{CardId, SIMULATED, Stop, Tray};
use keydesk::fault::Faults;
use keydesk::operation::Changes;
use keydesk::operation::Giving;
use keydesk::operation::card_keys;
use keydesk::operation::encode::{self, At, Done, Error, OldKey, Step};
use keydesk::operation::first_start::{self, Origin};
use keydesk::operation::four_eyes::{self, CardKeys, Confirmation};
use keydesk::operation::users::{self, Picture};
use keydesk::secret::Secret;
use keydesk::secret::keyring::Master;
use keydesk::secret::password::Cost;
use keydesk::simulator::{Card, Generation, Product, SharedCard, Storage};
use serde_json::Value;

use crate::desk::{Desk, PASSWORD, clock, draft, environment_with};

pub const EV1: Product = Product::Desfire(Generation::Ev1, Storage::K4);
pub const EV2: Product = Product::Desfire(Generation::Ev2, Storage::K4);
pub const EV3: Product = Product::Desfire(Generation::Ev3, Storage::K4);

pub const APPLICATION: [u8; 3] = *b"KD1";
pub const SALT: u8 = 0;
pub const RIGHTS: u8 = 1;
pub const JOURNAL: u8 = 2;
pub const NUMBER: u8 = 3;

/// A card with this last byte in its serial number.
pub fn card(product: Product, number: u8) -> Card {
    Card::new(product, [0x04, 0x10, 0x20, 0x30, 0x40, 0x50, number])
}

pub fn serial_of(card: &SharedCard) -> Serial {
    Serial::new(&card.lock().uid()).unwrap()
}

/// The word that this card be written over.
pub fn over(card: &SharedCard) -> OldKey {
    OldKey { replaced: Some(serial_of(card)), ..OldKey::LEAVE }
}

/// All that the card keeps without power, to compare.
pub fn memory(card: &SharedCard) -> String {
    serde_json::to_string(&*card.lock()).unwrap()
}

/// A desk whose site has this master secret: so that a test can compute what its cards should carry.
pub fn desk_of(secret: &Secret, faults: Faults) -> Desk {
    desk_since(secret, faults, clock())
}

/// The same, made when this clock says.
pub fn desk_since(secret: &Secret, faults: Faults, clock: Arc<SetClock>) -> Desk {
    let (folder, tray) = (tempfile::tempdir().unwrap(), Tray::new());
    let plan = first_start::plan(&draft(), Origin::Recovered(Master::new(secret.clone()))).unwrap();
    let environment = environment_with(&clock, faults.clone(), tray.clone());
    let (console, session) = first_start::create(folder.path(), environment, &plan, Cost::LEAST).unwrap();
    Desk { tray, folder, console, session, clock, faults }
}

/// The keys that a card has: its own and those of the application.
pub fn keys(card: &SharedCard) -> Vec<Vec<u8>> {
    let value = serde_json::to_value(&*card.lock()).unwrap();
    let memory = &value["memory"];
    let bytes = |key: &Value| -> Vec<u8> { serde_json::from_value(key["bytes"].clone()).unwrap() };
    let application = memory["applications"].as_array().unwrap().first();
    let keys = application.into_iter().flat_map(|application| application["keys"].as_array().unwrap());
    std::iter::once(&memory["key"]).chain(keys).map(bytes).collect()
}

/// The keys that a card of the site should have, as a maker of locks would compute them from the page.
pub fn keys_of(secret: &Secret, card: &SharedCard, epoch: u8) -> Vec<Vec<u8>> {
    let mark = secret.derive::<16>("keydesk site mark");
    let salt = card.lock().file(APPLICATION, SALT).unwrap().to_vec();
    let role = |purpose: &str| secret.derive::<16>(purpose);
    let diversified = |purpose: &str, salt: &[u8]| {
        let input = [serial_of(card).as_bytes(), &APPLICATION, &mark[..8], salt].concat();
        an10922(&role(purpose), &input)
    };
    let of_epoch = |name: &str| if epoch == 0 { name.to_owned() } else { format!("{name}/{epoch}") };
    vec![
        diversified("keydesk card", &[]),
        diversified("keydesk application", &salt),
        role(&of_epoch("keydesk discovery")).to_vec(),
        diversified(&of_epoch("keydesk lock"), &salt),
        diversified(&of_epoch("keydesk desk"), &salt),
    ]
}

/// AN10922 once more: an AES-CMAC of two blocks, written from NIST SP 800-38B. A message that fills less than both is
/// padded, and the second subkey goes with that.
pub fn an10922(role_key: &[u8; 16], input: &[u8]) -> Vec<u8> {
    let cipher = aes::Aes128::new(role_key.into());
    let encipher = |block: u128| {
        let mut block = block.to_be_bytes().into();
        cipher.encrypt_block(&mut block);
        u128::from_be_bytes(block.into())
    };
    let doubled = |block: u128| block << 1 ^ if block >> 127 == 1 { 0x87 } else { 0 };
    let mut message = [&[0x01], input, &[0x80]].concat();
    assert!(message.len() <= 32);
    message.resize(32, 0);
    let block = |at: usize| u128::from_be_bytes(message[at..at + 16].try_into().unwrap());
    let second_subkey = doubled(doubled(encipher(0)));
    encipher(encipher(block(0)) ^ block(16) ^ second_subkey).to_be_bytes().to_vec()
}

/// What a door with this number says to the card.
pub fn ask(desk: &Desk, card: &SharedCard, door: DoorId) -> Decision {
    desk.lock(door).decide(card)
}

/// A door by itself: cards are held to it wherever they are. It remembers none of them.
#[derive(Clone)]
pub struct Door {
    lock: Lock,
    /// What it counted on keys, however often it was looked up.
    counter: Arc<AtomicU32>,
    clock: Arc<SetClock>,
}

impl Door {
    pub fn decide(&self, card: &SharedCard) -> Decision {
        let Some(rights) = rights(card) else {
            return Decision::Ignore;
        };
        let proven = Proven { serial: serial_of(card), epoch: epoch_of(card) };
        self.lock.clone().decide(&rights, proven, None, self.clock.now())
    }

    /// A key is held to a locker, which remembers whose it is and writes that on the key.
    pub fn turn(&mut self, card: &SharedCard) -> Decision {
        let rights = rights(card).unwrap();
        let groups = Image::decode(&rights).unwrap().body.rights.slots();
        let mut file = card.lock().file(APPLICATION, JOURNAL).map(<[u8]>::to_vec).unwrap_or_default();
        let at = file.len() - Slots::bytes(groups);
        let mut slots = Slots::decode(groups, &file[at..]);
        let proven = Proven { serial: serial_of(card), epoch: epoch_of(card) };
        let decision = self.lock.decide_with(&rights, proven, None, &mut slots, self.clock.now());
        file.splice(at.., slots.encode(groups));
        if !file.is_empty() {
            card.lock().set_file(APPLICATION, JOURNAL, &file).unwrap();
        }
        decision
    }

    /// A key is held to it a minute later: it decides, remembers that, and writes it on a key that has a journal.
    pub fn hold(&mut self, card: &SharedCard) -> Decision {
        self.clock.advance(Duration::minutes(1));
        let Some(bytes) = rights(card) else {
            return Decision::Ignore;
        };
        let proven = Proven { serial: serial_of(card), epoch: epoch_of(card) };
        let decision = self.lock.decide(&bytes, proven, None, self.clock.now());
        if let Ok(image) = Image::decode(&bytes)
            && image.header.flags.has(Flags::AUDIT_OPENINGS)
        {
            let mut journal = journal(card);
            let before = self.counter.load(Ordering::SeqCst);
            self.lock.counter = before;
            self.lock.log(&image, serial_of(card), &mut journal, decision, self.clock.now());
            self.counter.fetch_add(self.lock.counter - before, Ordering::SeqCst);
            card.lock().set_file(APPLICATION, JOURNAL, &journal.encode()).unwrap();
        }
        decision
    }

    /// A lock that was opened, and whose keys write records of another door.
    pub fn pretending_to_be(&self, other: &Door) -> Door {
        let mut door = self.clone();
        door.lock.setup.code = other.lock.setup.code;
        door
    }

    /// Decides a minute later, and writes that down on a key that has a journal: on which key.
    pub fn pass(&self, card: &SharedCard) -> Option<KeyCode> {
        self.clock.advance(Duration::minutes(1));
        self.writes(card, self.decide(card), self.clock.now())
    }

    /// Writes what happened on a key that has a journal: on which key.
    pub fn writes(&self, card: &SharedCard, decision: Decision, now: Moment) -> Option<KeyCode> {
        let image = Image::decode(&rights(card)?).ok()?;
        if !image.header.flags.has(Flags::AUDIT_OPENINGS) {
            return None;
        }
        let mut journal = journal(card);
        let mut lock = self.lock.clone();
        lock.counter = self.counter.fetch_add(1, Ordering::SeqCst);
        let is_logged = lock.log(&image, serial_of(card), &mut journal, decision, now);
        card.lock().set_file(APPLICATION, JOURNAL, &journal.encode()).unwrap();
        is_logged.then_some(image.header.code)
    }
}

/// The epoch of the key that doors open a card with.
pub fn epoch_of(card: &SharedCard) -> Epoch {
    let version = card.lock().version_of_key(APPLICATION, 2);
    version.and_then(Epoch::of_version).unwrap_or_default()
}

pub fn rights(card: &SharedCard) -> Option<Vec<u8>> {
    card.lock().file(APPLICATION, RIGHTS).map(<[u8]>::to_vec)
}

pub fn sequence(card: &SharedCard) -> Option<u32> {
    Image::decode(&rights(card)?).ok().map(|image| image.header.sequence)
}

/// Which writing of its key a card says, where all were made in one minute: the first, the second, …
pub fn writing(card: &SharedCard) -> Option<u32> {
    let first = keydesk::domain::moment::key_minutes(crate::desk::at("2026-11-22 10:25"));
    (sequence(card)? + 1).checked_sub(first)
}

pub fn journal(card: &SharedCard) -> Journal {
    Journal::decode(card.lock().file(APPLICATION, JOURNAL).unwrap()).unwrap()
}

/// The number for older readers; nothing, where there is no file for it.
pub fn number(card: &SharedCard) -> Option<String> {
    let card = card.lock();
    let bytes = card.file(APPLICATION, NUMBER)?;
    Some(String::from_utf8(bytes.to_vec()).unwrap().trim_end_matches('\0').to_owned())
}

pub const OPENS: Decision = Decision::Open { extended: false, outputs: Numbers::NONE };
pub const NOT_HERE: Decision = Decision::Refuse(Refusal::NotHere);

impl Desk {
    pub fn lock(&self, door: DoorId) -> Door {
        let setup = self.console.lock_setup(&self.permit(), door).unwrap();
        Door { lock: Lock::new(setup), counter: Arc::default(), clock: Arc::clone(&self.clock) }
    }

    pub fn lock_of_locker(&self, locker: LockerId) -> Door {
        let setup = self.console.lock_setup_of_locker(&self.permit(), locker).unwrap();
        Door { lock: Lock::new(setup), counter: Arc::default(), clock: Arc::clone(&self.clock) }
    }

    /// The keys by which the locks of the site know images.
    pub fn signers(&self) -> Signers {
        let sql = "SELECT verifying_key FROM site";
        let key: [u8; 32] = self.database().query_row(sql, [], |row| row.get(0)).unwrap();
        VerifyingKey::from_bytes(&key).unwrap().into()
    }

    /// Renews the keys of cards, as when a lock was stolen; Wanda confirms.
    pub fn begin_epoch(&self) {
        let sql = "SELECT count(*) FROM operators WHERE user_name = 'wanda'";
        if self.database().query_row(sql, [], |row| row.get::<_, u8>(0)).unwrap() == 0 {
            self.colleague("wanda", 1);
        }
        let by = self.session.administrator().unwrap();
        let (right, password) = (CardKeys::from(by.clone()), Password::new(PASSWORD));
        let word = four_eyes::confirm(&self.console, &right, "wanda", &password, "").unwrap();
        card_keys::renew(&self.console, &by, Confirmation::Witness(word)).unwrap();
    }

    /// The epoch of the keys that cards are given.
    pub fn epoch(&self) -> u8 {
        self.database().query_row("SELECT key_epoch FROM site", [], |row| row.get(0)).unwrap()
    }

    pub fn put_in_tray(&self, card: Card) -> (CardId, SharedCard) {
        let card = SharedCard::new(card);
        (self.tray.add("card", card.clone()), card)
    }

    /// The word that whatever lies on the encoder be written over.
    pub fn over_all(&self) -> OldKey {
        let laid = self.tray.cards().into_iter().find(|view| view.is_laid);
        laid.and_then(|view| self.tray.card(view.id)).map_or(OldKey::LEAVE, |card| over(&card))
    }

    pub fn lay(&self, id: CardId) {
        self.tray.clear();
        self.tray.lay(id);
    }

    /// At the simulated encoder; called off when a key would have to be put back.
    pub fn at(&self) -> At {
        self.at_with(|stop, step| {
            if step == Step::PutBack {
                stop.stop();
            }
        })
    }

    /// At the simulated encoder; a key that was removed is put back, and this happens to it before that.
    pub fn at_put_back(&self, id: CardId, meanwhile: impl Fn() + Send + Sync + 'static) -> At {
        let tray = self.tray.clone();
        self.at_with(move |_, step| {
            if step == Step::PutBack {
                meanwhile();
                tray.lay(id);
            }
        })
    }

    pub fn at_with(&self, watch: impl Fn(&Stop, Step) + Send + Sync + 'static) -> At {
        let stop = Stop::default();
        let watched = stop.clone();
        At { encoder: SIMULATED.to_owned(), stop, progress: Arc::new(move |step| watch(&watched, step)) }
    }

    pub fn assign(&self, user: UserId) -> Result<Done, Error> {
        encode::assign(&self.console, &self.permit(), user, OldKey::LEAVE, &self.at())
    }

    pub fn update(&self, user: UserId) -> Result<Done, Error> {
        encode::update(&self.console, &self.permit(), user, OldKey::LEAVE, &self.at())
    }

    pub fn update_any(&self) -> Result<Done, Error> {
        encode::update_any(&self.console, &self.permit(), &self.at())
    }

    pub fn give(&self, user: UserId, doors: &[DoorId]) {
        self.change_doors(user, doors, &[]);
    }

    pub fn change_doors(&self, user: UserId, put: &[DoorId], remove: &[DoorId]) {
        let page = users::open(&self.console, &self.permit(), user).unwrap();
        let put = put.iter().map(|door| Grant { to: *door, limit: Limit::ALWAYS }).collect();
        let changes = Changes::of(put, remove.to_vec());
        let doors = &users::given_doors(&self.permit(), &changes);
        users::save(&self.console, &self.permit(), user, page.version, &page.draft, &Picture::Keep, doors)
            .unwrap();
    }

    pub fn change(&self, user: UserId, change: impl FnOnce(&mut keydesk::domain::user::Draft)) {
        let page = users::open(&self.console, &self.permit(), user).unwrap();
        let mut draft = page.draft;
        change(&mut draft);
        users::save(
            &self.console,
            &self.permit(),
            user,
            page.version,
            &draft,
            &Picture::Keep,
            &Giving::nothing(),
        )
        .unwrap();
    }
}

/// What was told of work at an encoder.
pub type Told = Arc<Mutex<Vec<Step>>>;

/// Every step that is told of work at an encoder.
pub fn steps() -> (Told, impl Fn(&Stop, Step) + Send + Sync + 'static) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let teller = Arc::clone(&told);
    (told, move |_: &Stop, step| teller.lock().unwrap().push(step))
}
