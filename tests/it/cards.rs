//! Simulated cards on the simulated encoder, and how a door would judge them.

use std::sync::{Arc, Mutex};

use keydesk::domain::door::{Code, DoorId};
use keydesk::domain::event::Journal;
use keydesk::domain::image::{Image, Serial};
use keydesk::domain::lock::{Decision, Lock, Refusal};
use keydesk::domain::user::{Grant, UserId};
use keydesk::encoders::{CardId, SIMULATED, Stop};
use keydesk::operation::doors;
use keydesk::operation::encode::{self, Done, Error, Job, OldKey, Step};
use keydesk::operation::users::{self, DoorChanges, Picture};
use keydesk::simulator::{Card, Generation, Product, SharedCard, Storage};

use crate::desk::Desk;

pub const EV1: Product = Product::Desfire(Generation::Ev1, Storage::K4);
pub const EV2: Product = Product::Desfire(Generation::Ev2, Storage::K4);
pub const EV3: Product = Product::Desfire(Generation::Ev3, Storage::K4);

pub const APPLICATION: [u8; 3] = *b"KD1";
pub const RIGHTS: u8 = 1;
pub const JOURNAL: u8 = 2;

/// A card with this last byte in its serial number.
pub fn card(product: Product, number: u8) -> Card {
    Card::new(product, [0x04, 0x10, 0x20, 0x30, 0x40, 0x50, number])
}

pub fn serial_of(card: &SharedCard) -> Serial {
    Serial::new(&card.lock().uid()).unwrap()
}

/// All that the card keeps without power, to compare.
pub fn memory(card: &SharedCard) -> String {
    serde_json::to_string(&*card.lock()).unwrap()
}

/// What a door with this number says to the card.
pub fn ask(desk: &Desk, card: &SharedCard, door: DoorId) -> Decision {
    let code = doors::open(&desk.console, &desk.permit(), door).unwrap().code;
    ask_code(desk, card, code)
}

pub fn ask_code(desk: &Desk, card: &SharedCard, code: Code) -> Decision {
    use keydesk::clock::Clock as _;
    let Some(rights) = rights(card) else {
        return Decision::Ignore;
    };
    let (mark, signer) = desk.console.lock_setup(&desk.permit()).unwrap();
    Lock::new(mark, signer, code).decide(&rights, serial_of(card), None, desk.clock.now())
}

pub fn rights(card: &SharedCard) -> Option<Vec<u8>> {
    card.lock().file(APPLICATION, RIGHTS).map(<[u8]>::to_vec)
}

pub fn sequence(card: &SharedCard) -> Option<u32> {
    Image::decode(&rights(card)?).ok().map(|image| image.header.sequence)
}

pub fn journal(card: &SharedCard) -> Journal {
    Journal::decode(card.lock().file(APPLICATION, JOURNAL).unwrap()).unwrap()
}

pub const OPENS: Decision = Decision::Open { extended: false };
pub const NOT_HERE: Decision = Decision::Refuse(Refusal::NotHere);

impl Desk {
    pub fn put_in_tray(&self, card: Card) -> (CardId, SharedCard) {
        let card = SharedCard::new(card);
        (self.tray.add("card", card.clone()), card)
    }

    pub fn lay(&self, id: CardId) {
        self.tray.clear();
        self.tray.lay(id);
    }

    /// A job that calls itself off when a key would have to be put back.
    pub fn job(&self) -> Job {
        self.job_with(|stop, step| {
            if step == Step::PutBack {
                stop.stop();
            }
        })
    }

    pub fn job_with(&self, watch: impl Fn(&Stop, Step) + Send + Sync + 'static) -> Job {
        let stop = Stop::default();
        let watched = stop.clone();
        Job { encoder: SIMULATED.to_owned(), stop, progress: Arc::new(move |step| watch(&watched, step)) }
    }

    pub fn assign(&self, user: UserId) -> Result<Done, Error> {
        encode::assign(&self.console, &self.permit(), user, OldKey::Leave, &self.job())
    }

    pub fn update(&self, user: UserId) -> Result<Done, Error> {
        encode::update(&self.console, &self.permit(), user, &self.job())
    }

    pub fn update_any(&self) -> Result<Done, Error> {
        encode::update_any(&self.console, &self.permit(), &self.job())
    }

    pub fn give(&self, user: UserId, doors: &[DoorId]) {
        self.change_doors(user, doors, &[]);
    }

    pub fn change_doors(&self, user: UserId, put: &[DoorId], remove: &[DoorId]) {
        let page = users::open(&self.console, &self.permit(), user).unwrap();
        let put = put.iter().map(|door| Grant { door: *door, between: None }).collect();
        let changes = DoorChanges { put, remove: remove.to_vec() };
        let doors = Some((&self.permit(), &changes));
        users::save(&self.console, &self.permit(), user, page.version, &page.draft, &Picture::Keep, doors)
            .unwrap();
    }

    pub fn change(&self, user: UserId, change: impl FnOnce(&mut keydesk::domain::user::Draft)) {
        let page = users::open(&self.console, &self.permit(), user).unwrap();
        let mut draft = page.draft;
        change(&mut draft);
        users::save(&self.console, &self.permit(), user, page.version, &draft, &Picture::Keep, None).unwrap();
    }
}

/// What a job told.
pub type Told = Arc<Mutex<Vec<Step>>>;

/// Every step that a job told.
pub fn steps() -> (Told, impl Fn(&Stop, Step) + Send + Sync + 'static) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let teller = Arc::clone(&told);
    (told, move |_: &Stop, step| teller.lock().unwrap().push(step))
}
