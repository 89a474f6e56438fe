//! For every n: the key gone before, in and after the n-th exchange; the program killed at every step; the disk
//! full at every commit. Afterwards the key says the old image or the new one, never a mixture; the database
//! never says "written" of a key that is not; and the next contact settles it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use keydesk::domain::door::DoorId;
use keydesk::domain::event::{HEADER_BYTES as HEADER, Journal};
use keydesk::domain::image::{Image, KeyCode};
use keydesk::domain::key::Status;
use keydesk::domain::user::UserId;
use keydesk::domain::zone::Groups;
use keydesk::encoders::{CardId, SIMULATED};
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::encode::{self, At, Done, Error, OldKey, Step};
use keydesk::operation::users;
use keydesk::secret::Secret;
use keydesk::simulator::{Card, Fault, Moment, Settled, SharedCard};

use crate::cards::{
    APPLICATION, EV1, EV2, EV3, JOURNAL, OPENS, ask, card, desk_of, keys, keys_of, number, rights, sequence,
    serial_of,
};
use crate::desk::Desk;

/// What is interrupted.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Assign,
    /// The first key, on a card that was somebody's whom nobody knows any more.
    Replace,
    Update,
    ReEdition,
    /// An update of a card whose keys are of the epoch before.
    Renewal,
}

impl Act {
    const fn is_first(self) -> bool {
        matches!(self, Act::Assign | Act::Replace)
    }
}

const ACTS: [Act; 5] = [Act::Assign, Act::Replace, Act::Update, Act::ReEdition, Act::Renewal];
const MOMENTS: [Moment; 4] = [
    Moment::BeforeCommand,
    Moment::DuringCommand(Settled::Undone),
    Moment::DuringCommand(Settled::Done),
    Moment::AfterCommand,
];

/// How it goes on when the key was gone.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    /// The key is put back, and the same work goes on.
    PutBack,
    /// The work is called off; there will be another one.
    CalledOff,
    /// The same, and not even that can be noted.
    NotNoted,
}

const THENS: [Then; 3] = [Then::PutBack, Then::CalledOff, Then::NotNoted];

/// The number for older readers.
const OLD_NUMBER: &str = "12";
const NUMBER: &str = "4711";

fn secret() -> Secret {
    Secret::new([0x5E; 32])
}

fn ev1(number: u8) -> Card {
    card(EV1, number)
}

fn ev2(number: u8) -> Card {
    card(EV2, number)
}

fn ev3(number: u8) -> Card {
    card(EV3, number)
}

fn hiding(number: u8) -> Card {
    card(EV2, number).with_random_uid()
}

struct Scene<'d> {
    desk: &'d Desk,
    ana: UserId,
    old: DoorId,
    new: DoorId,
    card: SharedCard,
    id: CardId,
    /// The keys on which doors wrote, a line each time.
    records: Arc<Mutex<Vec<KeyCode>>>,
}

/// A person whose key says one door and should say another, with all areas; or who has none yet. Of one site
/// there can be many.
fn scene(desk: &Desk, act: Act, make: fn(u8) -> Card) -> Scene<'_> {
    let place = u8::try_from(desk.tray.cards().len()).unwrap();
    let (old, new) = (desk.door(&format!("Old {place}")), desk.door(&format!("New {place}")));
    let (id, card) = desk.put_in_tray(make(place));
    desk.lay(id);
    let ana = desk.user("Ana", "García");
    let scene = Scene { desk, ana, old, new, card, id, records: Arc::default() };
    match act {
        Act::Assign => scene.wants_areas(ana),
        Act::Replace => {
            let bob = desk.user("Bob", "Brown");
            scene.wants_areas(bob);
            scene.has_key(bob);
            let key = users::open(&desk.console, &desk.permit(), bob).unwrap().key.unwrap();
            desk.clock.set(key.until);
            users::delete(&desk.console, &desk.permit(), &[bob]).unwrap();
            scene.wants_areas(ana);
        }
        Act::Update => {
            scene.wants_areas(ana);
            scene.has_key(ana);
        }
        Act::Renewal => {
            scene.wants_areas(ana);
            scene.has_key(ana);
            desk.begin_epoch();
        }
        Act::ReEdition => {
            desk.change(ana, |draft| draft.wiegand = OLD_NUMBER.into());
            scene.has_key(ana);
            scene.wants_areas(ana);
        }
    }
    desk.change_doors(ana, &[new], &[old]);
    scene
}

impl Scene<'_> {
    fn wants_areas(&self, user: UserId) {
        self.desk.change(user, |draft| {
            draft.options.audit_openings = true;
            draft.wiegand = NUMBER.into();
        });
    }

    fn has_key(&self, user: UserId) {
        self.desk.give(user, &[self.old]);
        self.desk.assign(user).unwrap();
        self.passing()();
    }

    /// Holds the key to a door.
    fn passing(&self) -> impl Fn() + Send + Sync + 'static {
        let (door, card) = (self.desk.lock(self.old), self.card.clone());
        let records = Arc::clone(&self.records);
        move || records.lock().unwrap().extend(door.pass(&card))
    }

    fn act(&self, act: Act) -> Result<Done, Error> {
        self.act_with(act, &self.desk.at())
    }

    fn act_with(&self, act: Act, at: &At) -> Result<Done, Error> {
        let (console, ana) = (&self.desk.console, self.ana);
        match act {
            Act::Assign => encode::assign(console, &self.desk.permit(), ana, OldKey::LEAVE, at),
            Act::Replace => encode::assign(console, &self.desk.permit(), ana, self.desk.over_all(), at),
            Act::Update | Act::ReEdition | Act::Renewal => {
                encode::update(console, &self.desk.permit(), ana, OldKey::LEAVE, at)
            }
        }
    }

    fn status(&self) -> Status {
        let page = users::open(&self.desk.console, &self.desk.permit(), self.ana).unwrap();
        page.key.map_or(Status::NoKey, |key| key.status)
    }

    /// The card is the old key, the new one, or (at an assignment) no key of hers; never anything else.
    #[track_caller]
    fn judge(&self, act: Act, what: &str) -> bool {
        let (old, new) = (ask(self.desk, &self.card, self.old), ask(self.desk, &self.card, self.new));
        let says =
            rights(&self.card).map(|bytes| Image::open(&bytes, serial_of(&self.card), &self.desk.signers()));
        match (old == OPENS, new == OPENS) {
            (false, true) => true,
            (true, false) => {
                assert!(!act.is_first(), "{what}");
                false
            }
            // The key of somebody who is gone was over before.
            (false, false) if act == Act::Replace => false,
            (false, false) => {
                assert!(
                    act == Act::Assign && !matches!(says, Some(Ok(_))),
                    "{what}: no key at all: {says:?}"
                );
                false
            }
            (true, true) => panic!("{what}: a mixture"),
        }
    }

    /// After whatever happened: what the database says is not more than what the card does.
    #[track_caller]
    fn never_more_than_the_card(&self, act: Act, what: &str) {
        let is_new = self.judge(act, what);
        let status = self.status();
        match (act, is_new) {
            (_, true) => {
                assert!(matches!(status, Status::Synchronized | Status::Unknown), "{what}: {status:?}");
            }
            (Act::Assign | Act::Replace, false) => {
                assert!(matches!(status, Status::NoKey | Status::Unknown), "{what}: {status:?}");
            }
            (Act::Update | Act::Renewal, false) => {
                assert!(matches!(status, Status::UpdateRequired | Status::Unknown), "{what}: {status:?}");
            }
            (Act::ReEdition, false) => {
                assert!(matches!(status, Status::ReEditionRequired | Status::Unknown), "{what}: {status:?}");
            }
        }
    }

    /// The next contact settles it: recognised, nothing is open any more; and the same act again succeeds.
    #[track_caller]
    fn settles(&self, act: Act, what: &str) {
        self.desk.lay(self.id);
        let before = self.judge(act, what);
        encode::recognise(&self.desk.console, &self.desk.permit(), SIMULATED)
            .unwrap_or_else(|error| panic!("{what}: recognised: {error}"));
        // What the card does not say may be out all the same, until a later writing was read back.
        if before && sequence(&self.card) == self.newest() {
            assert_ne!(self.status(), Status::Unknown, "{what}: recognised and settled");
        }
        if self.status() != Status::Synchronized {
            self.act(act).unwrap_or_else(|error| panic!("{what}: again: {error}"));
        }
        self.is_whole(act, what);
    }

    /// The key is what it is to be, to the last byte that a lock or a later encoder goes by; and nothing that
    /// doors wrote was lost, or came home twice, or as another key's.
    #[track_caller]
    fn is_whole(&self, act: Act, what: &str) {
        assert!(self.judge(act, what), "{what}: the new key");
        assert_eq!(self.status(), Status::Synchronized, "{what}");
        let serial = serial_of(&self.card);
        assert_eq!(keys(&self.card), keys_of(&secret(), &self.card, self.desk.epoch()), "{what}: its keys");
        let image = Image::open(&rights(&self.card).unwrap(), serial, &self.desk.signers()).unwrap();
        assert_eq!(Some(image.header.sequence), sequence(&self.card));
        assert_eq!(number(&self.card).as_deref(), Some(NUMBER), "{what}: the number");
        // A door may have written on it since; another update brings that home.
        let file = || self.card.lock().file(APPLICATION, JOURNAL).unwrap().to_vec();
        let empty = Journal::empty(file().len(), Groups::NONE).header();
        let header = || file()[..HEADER].to_vec();
        assert_eq!((&header()[..2], &header()[3..]), (&empty[..2], &empty[3..]), "{what}: the journal");
        self.desk.lay(self.id);
        self.desk.update(self.ana).unwrap_or_else(|error| panic!("{what}: once more: {error}"));
        assert_eq!(header(), empty, "{what}: the journal once more");
        assert_eq!(self.brought_home(), *self.records.lock().unwrap(), "{what}: what doors wrote");
    }

    /// The keys of this card of which something came home, a line each time.
    fn brought_home(&self) -> Vec<KeyCode> {
        let site = rusqlite::Connection::open(self.desk.folder.path().join("site.db")).unwrap();
        let mut statement = site
            .prepare(
                "SELECT e.key_id FROM events e JOIN keys k ON k.id = e.key_id
                 WHERE k.serial = ?1
                 ORDER BY e.happened_at",
            )
            .unwrap();
        let codes = statement.query_map([serial_of(&self.card).as_bytes()], |row| row.get(0)).unwrap();
        codes.map(|code| KeyCode(code.unwrap())).collect()
    }

    /// The newest image that was ever signed for the card.
    fn newest(&self) -> Option<u32> {
        let site = self.desk.database();
        let sql = "SELECT last_sequence FROM keys WHERE serial = ?1 AND ended_at IS NULL";
        site.query_row(sql, [serial_of(&self.card).as_bytes()], |row| row.get(0)).ok()
    }
}

/// How many exchanges an act takes when nothing goes wrong.
fn exchanges(desk: &Desk, act: Act, make: fn(u8) -> Card) -> u64 {
    let scene = scene(desk, act, make);
    scene.card.lock().reset_traffic();
    scene.act(act).unwrap();
    let exchanges = scene.card.lock().traffic().exchanges;
    scene.is_whole(act, "undisturbed");
    exchanges
}

/// Whether it is taken in full (`./dev bench power`).
fn is_in_full() -> bool {
    std::env::var_os("KEYDESK_FULL").is_some()
}

/// In the short form each exchange has two moments and one way to go on, which takes turns from exchange to exchange, moment
/// to moment and card to card; in full (`./dev bench power`) every way is tried at every moment.
///
/// Before a command and in it without effect are the same to a card, and so are in it with effect and after it.
const TWO_MOMENTS: [Moment; 2] =
    [Moment::DuringCommand(Settled::Undone), Moment::DuringCommand(Settled::Done)];

/// The key is gone at every exchange; `turn` is which way to go on comes first.
fn card_gone_at_every_exchange(act: Act, make: fn(u8) -> Card, turn: usize) {
    let moments: &[Moment] = if is_in_full() { &MOMENTS } else { &TWO_MOMENTS };
    for (at_then, then) in THENS.into_iter().enumerate() {
        let (full, faults) = nth(|point| point == Point::Commit, Verdict::DiskFull);
        let desk = desk_of(&secret(), faults);
        let exchanges = exchanges(&desk, act, make);
        assert!(exchanges >= 8);
        for (at_exchange, exchange) in (1..=exchanges).enumerate() {
            for (at_moment, moment) in moments.iter().copied().enumerate() {
                if !is_in_full() && (at_exchange + at_moment + turn) % THENS.len() != at_then {
                    continue;
                }
                let what = format!("{act:?}, exchange {exchange} of {exchanges}, {moment:?}, {then:?}");
                let scene = scene(&desk, act, make);
                scene.card.lock().plan(Fault { exchange, moment });
                card_leaves(&scene, act, then, &full, &what);
            }
        }
        desk.chain();
    }
}

/// The card goes as planned, is held to a door meanwhile, and comes back.
fn card_leaves(scene: &Scene<'_>, act: Act, then: Then, full: &Arc<AtomicUsize>, what: &str) {
    let (desk, pass) = (scene.desk, scene.passing());
    let watched = match then {
        Then::PutBack => desk.at_put_back(scene.id, pass),
        Then::CalledOff | Then::NotNoted => {
            let full = (then == Then::NotNoted).then(|| Arc::clone(full));
            desk.at_with(move |stop, step| {
                if step == Step::PutBack {
                    pass();
                    stop.stop();
                    full.iter().for_each(|full| full.store(1, Ordering::SeqCst));
                }
            })
        }
    };
    let result = scene.act_with(act, &watched);
    full.store(0, Ordering::SeqCst);
    if then == Then::PutBack {
        result.unwrap_or_else(|error| panic!("{what}: {error}"));
        return scene.is_whole(act, what);
    }
    assert!(result.is_err(), "{what}: {result:?}");
    scene.never_more_than_the_card(act, what);
    if then == Then::NotNoted && act.is_first() {
        // Bringing it up to date instead gives a whole key, or none.
        desk.lay(scene.id);
        if desk.update(scene.ana).is_ok() {
            return scene.is_whole(act, what);
        }
    }
    scene.settles(act, what);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_assignment_ev1() {
    card_gone_at_every_exchange(Act::Assign, ev1, 0);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_assignment_ev2() {
    card_gone_at_every_exchange(Act::Assign, ev2, 1);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_assignment_ev3() {
    card_gone_at_every_exchange(Act::Assign, ev3, 2);
}

#[test]
fn a_key_that_hides_its_number_is_gone_at_every_exchange_of_an_assignment() {
    card_gone_at_every_exchange(Act::Assign, hiding, 0);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_a_replacement_ev1() {
    card_gone_at_every_exchange(Act::Replace, ev1, 0);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_a_replacement_ev2() {
    card_gone_at_every_exchange(Act::Replace, ev2, 1);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_a_replacement_ev3() {
    card_gone_at_every_exchange(Act::Replace, ev3, 2);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_update_ev1() {
    card_gone_at_every_exchange(Act::Update, ev1, 0);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_update_ev2() {
    card_gone_at_every_exchange(Act::Update, ev2, 1);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_update_ev3() {
    card_gone_at_every_exchange(Act::Update, ev3, 2);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_a_re_edition_ev1() {
    card_gone_at_every_exchange(Act::ReEdition, ev1, 0);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_a_re_edition_ev2() {
    card_gone_at_every_exchange(Act::ReEdition, ev2, 1);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_a_re_edition_ev3() {
    card_gone_at_every_exchange(Act::ReEdition, ev3, 2);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_a_renewal_of_its_keys_ev1() {
    card_gone_at_every_exchange(Act::Renewal, ev1, 0);
}

#[test]
fn a_key_that_hides_its_number_is_gone_at_every_exchange_of_a_renewal_of_its_keys() {
    card_gone_at_every_exchange(Act::Renewal, hiding, 1);
}

#[test]
fn a_key_that_was_written_unseen_stays_a_key_when_its_update_is_called_off() {
    let desk = desk_of(&secret(), Faults::NONE);
    let last = exchanges(&desk, Act::Assign, ev2);
    for exchange in 1..20 {
        let what = format!("exchange {exchange}");
        let scene = scene(&desk, Act::Assign, ev2);
        scene.card.lock().plan(Fault { exchange: last, moment: Moment::AfterCommand });
        assert!(matches!(scene.act(Act::Assign), Err(Error::Unknown { .. })), "{what}");
        desk.lay(scene.id);
        scene.card.lock().plan(Fault { exchange, moment: Moment::BeforeCommand });
        if desk.update(scene.ana).is_ok() {
            assert!(exchange > 8, "{what}");
            return;
        }
        scene.never_more_than_the_card(Act::Assign, &what);
        // It was read back before the update began, and is a key from then on.
        scene.settles(Act::Update, &what);
    }
    panic!("the update takes more exchanges than that");
}

/// Faults that strike at the n-th time that something is asked of them, once armed.
fn nth(points: fn(Point) -> bool, verdict: Verdict) -> (Arc<AtomicUsize>, Faults) {
    let left = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&left);
    let faults = Faults::new(move |point| {
        let strikes = points(point)
            && counter
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
                .is_ok_and(|left| left == 1);
        if strikes { verdict } else { Verdict::GoOn }
    });
    (left, faults)
}

#[test]
fn the_program_is_killed_at_every_step_of_writing() {
    for act in ACTS {
        let mut killed = 0;
        for step in 1..20 {
            let what = format!("{act:?}, step {step}");
            let (left, faults) = nth(|_| true, Verdict::Killed);
            let desk = desk_of(&secret(), faults);
            let before = scene(&desk, act, ev2);
            left.store(step, Ordering::SeqCst);
            let result = before.act(act);
            left.store(0, Ordering::SeqCst);
            if result.is_ok() {
                break;
            }
            killed += 1;
            let Scene { ana, old, new, card, id, records, .. } = before;
            let desk = desk.again();
            let scene = Scene { desk: &desk, ana, old, new, card, id, records };
            scene.never_more_than_the_card(act, &what);
            scene.settles(act, &what);
        }
        // A card from the factory is noted as ours in between: before that, and before the commit.
        let expected = if act == Act::Assign { 8 } else { 6 };
        assert_eq!(killed, expected, "{act:?}: two commits, and before, after and between them");
    }
}

#[test]
fn the_disk_is_full_at_every_commit() {
    for act in ACTS {
        let (left, faults) = nth(|point| point == Point::Commit, Verdict::DiskFull);
        let desk = desk_of(&secret(), faults);
        let mut failed = 0;
        for commit in 1..10 {
            let what = format!("{act:?}, commit {commit}");
            let scene = scene(&desk, act, ev2);
            left.store(commit, Ordering::SeqCst);
            let result = scene.act(act);
            left.store(0, Ordering::SeqCst);
            if result.is_ok() {
                break;
            }
            failed += 1;
            scene.never_more_than_the_card(act, &what);
            scene.settles(act, &what);
        }
        let expected = if act == Act::Assign { 3 } else { 2 };
        assert_eq!(failed, expected, "{act:?}: the intent, whose the card is, and the outcome");
    }
}

#[test]
fn a_card_pulled_again_and_again_ends_as_a_key() {
    let desk = desk_of(&secret(), Faults::NONE);
    let total = exchanges(&desk, Act::Update, ev2);
    let scene = scene(&desk, Act::Update, ev2);
    for exchange in (1..=total).rev() {
        scene.desk.lay(scene.id);
        scene.card.lock().plan(Fault { exchange, moment: Moment::DuringCommand(Settled::Undone) });
        let _ = scene.act(Act::Update);
    }
    scene.settles(Act::Update, "after all that");
}
