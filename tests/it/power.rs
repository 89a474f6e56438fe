//! For every n: the key gone before, in and after the n-th exchange; the program killed at every step; the disk
//! full at every commit. Afterwards the key says the old image or the new one, never a mixture; the database
//! never says "written" of a key that is not; and the next contact settles it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use keydesk::domain::door::DoorId;
use keydesk::domain::image::Image;
use keydesk::domain::key::Status;
use keydesk::domain::user::UserId;
use keydesk::encoders::{CardId, SIMULATED};
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::encode::{self, Done, Error};
use keydesk::operation::users;
use keydesk::simulator::{Fault, Moment, Product, Settled, SharedCard};

use crate::cards::{EV1, EV2, OPENS, ask, card, rights, sequence, serial_of};
use crate::desk::{Desk, desk, desk_with};

/// What is interrupted.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Assign,
    Update,
    ReEdition,
}

const ACTS: [Act; 3] = [Act::Assign, Act::Update, Act::ReEdition];
const MOMENTS: [Moment; 4] = [
    Moment::BeforeCommand,
    Moment::DuringCommand(Settled::Undone),
    Moment::DuringCommand(Settled::Done),
    Moment::AfterCommand,
];

struct Scene<'d> {
    desk: &'d Desk,
    ana: UserId,
    old: DoorId,
    new: DoorId,
    card: SharedCard,
    id: CardId,
}

/// A person whose key says one door and should say another; or who has none yet. Of one site there can be many.
fn scene(desk: &Desk, act: Act, product: Product) -> Scene<'_> {
    let number = desk.tray.cards().len() as u8;
    let ana = desk.user("Ana", "García");
    let (old, new) = (desk.door(&format!("Old {number}")), desk.door(&format!("New {number}")));
    let (id, card) = desk.put_in_tray(card(product, number));
    desk.lay(id);
    if act == Act::Assign {
        desk.give(ana, &[new]);
    } else {
        desk.give(ana, &[old]);
        desk.assign(ana).unwrap();
        desk.change_doors(ana, &[new], &[old]);
    }
    if act == Act::ReEdition {
        desk.change(ana, |draft| draft.options.audit_openings = true);
    }
    Scene { desk, ana, old, new, card, id }
}

impl Scene<'_> {
    fn act(&self, act: Act) -> Result<Done, Error> {
        match act {
            Act::Assign => self.desk.assign(self.ana),
            Act::Update | Act::ReEdition => self.desk.update(self.ana),
        }
    }

    fn status(&self) -> Status {
        let page = users::open(&self.desk.console, &self.desk.permit(), self.ana).unwrap();
        page.key.map_or(Status::NoKey, |key| key.status)
    }

    /// The card is the old key, the new one, or (at an assignment) no key; never anything else.
    #[track_caller]
    fn judge(&self, act: Act, what: &str) -> bool {
        let (old, new) = (ask(self.desk, &self.card, self.old), ask(self.desk, &self.card, self.new));
        match (old == OPENS, new == OPENS) {
            (false, true) => true,
            (true, false) => {
                assert_ne!(act, Act::Assign, "{what}");
                false
            }
            (false, false) => {
                let says = rights(&self.card).map(|bytes| Image::decode(&bytes));
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
            (Act::Assign, false) => {
                assert!(matches!(status, Status::NoKey | Status::Unknown), "{what}: {status:?}");
            }
            (Act::Update, false) => {
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
        encode::recognise(&self.desk.console, &self.desk.permit(), SIMULATED).unwrap();
        if act != Act::Assign || before {
            assert_ne!(self.status(), Status::Unknown, "{what}: recognised and settled");
        }
        if self.status() != Status::Synchronized {
            self.act(act).unwrap_or_else(|error| panic!("{what}: again: {error}"));
        }
        assert!(self.judge(act, what), "{what}: the new key");
        assert_eq!(self.status(), Status::Synchronized, "{what}");
        let image = Image::open(&rights(&self.card).unwrap(), serial_of(&self.card), &self.signer()).unwrap();
        assert_eq!(Some(image.header.sequence), sequence(&self.card));
    }

    fn signer(&self) -> ed25519_dalek::VerifyingKey {
        self.desk.console.lock_setup(&self.desk.permit()).unwrap().1
    }
}

/// How many exchanges an act takes when nothing goes wrong.
fn exchanges(desk: &Desk, act: Act, product: Product) -> u64 {
    let scene = scene(desk, act, product);
    scene.card.lock().reset_traffic();
    scene.act(act).unwrap();

    scene.card.lock().traffic().exchanges
}

fn card_gone_at_every_exchange(act: Act, product: Product) {
    let desk = desk();
    let exchanges = exchanges(&desk, act, product);
    assert!(exchanges >= 8);
    for exchange in 1..=exchanges {
        for moment in MOMENTS {
            let what = format!("{act:?} {product:?}, exchange {exchange} of {exchanges}, {moment:?}");
            let scene = scene(&desk, act, product);
            scene.card.lock().plan(Fault { exchange, moment });
            let result = scene.act(act);
            assert!(result.is_err(), "{what}: {result:?}");
            scene.never_more_than_the_card(act, &what);
            scene.settles(act, &what);
        }
    }
    assert!(desk.console.verify_audit().unwrap().is_ok(), "the chain holds");
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_assignment_ev2() {
    card_gone_at_every_exchange(Act::Assign, EV2);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_assignment_ev1() {
    card_gone_at_every_exchange(Act::Assign, EV1);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_update_ev2() {
    card_gone_at_every_exchange(Act::Update, EV2);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_an_update_ev1() {
    card_gone_at_every_exchange(Act::Update, EV1);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_a_re_edition_ev2() {
    card_gone_at_every_exchange(Act::ReEdition, EV2);
}

#[test]
fn the_key_is_gone_at_every_exchange_of_a_re_edition_ev1() {
    card_gone_at_every_exchange(Act::ReEdition, EV1);
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
            let desk = desk_with(faults);
            let before = scene(&desk, act, EV2);
            left.store(step, Ordering::SeqCst);
            let result = before.act(act);
            left.store(0, Ordering::SeqCst);
            if result.is_ok() {
                break;
            }
            killed += 1;
            let Scene { ana, old, new, card, id, .. } = before;
            let desk = desk.again();
            let scene = Scene { desk: &desk, ana, old, new, card, id };
            scene.never_more_than_the_card(act, &what);
            scene.settles(act, &what);
        }
        assert_eq!(killed, 6, "{act:?}: two commits, and before, after and between them");
    }
}

#[test]
fn the_disk_is_full_at_every_commit() {
    for act in ACTS {
        let (left, faults) = nth(|point| point == Point::Commit, Verdict::DiskFull);
        let desk = desk_with(faults);
        let mut failed = 0;
        for commit in 1..10 {
            let what = format!("{act:?}, commit {commit}");
            let scene = scene(&desk, act, EV2);
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
        assert_eq!(failed, 2, "{act:?}: the intent and the outcome");
    }
}

#[test]
fn a_card_pulled_again_and_again_ends_as_a_key() {
    let desk = desk();
    let total = exchanges(&desk, Act::Update, EV2);
    let scene = scene(&desk, Act::Update, EV2);
    for exchange in (1..=total).rev() {
        scene.desk.lay(scene.id);
        scene.card.lock().plan(Fault { exchange, moment: Moment::DuringCommand(Settled::Undone) });
        let _ = scene.act(Act::Update);
    }
    scene.settles(Act::Update, "after all that");
}
