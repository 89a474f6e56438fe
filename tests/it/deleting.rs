//! Keys > Delete key: nothing is on the card then, and nobody's key it is; never the second without the first.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use keydesk::domain::door::DoorId;
use keydesk::domain::key::{Mismatch, Status};
use keydesk::domain::user::UserId;
use keydesk::encoders::{CardId, SIMULATED};
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::encode::{self, At, Deleted, Error, Recognised, Step};
use keydesk::operation::users;
use keydesk::secret::Secret;
use keydesk::simulator::{Card, Fault, Moment, Settled, SharedCard};

use crate::cards::{APPLICATION, EV1, EV2, JOURNAL, NUMBER, OPENS, RIGHTS, ask, card, desk_of, rights};
use crate::desk::{Desk, desk};

struct Scene<'d> {
    desk: &'d Desk,
    ana: UserId,
    door: DoorId,
    card: SharedCard,
    id: CardId,
}

/// A person with a key of all areas, on which a door wrote.
fn scene(desk: &Desk, make: fn(u8) -> Card) -> Scene<'_> {
    let place = u8::try_from(desk.tray.cards().len()).unwrap();
    let door = desk.door(&format!("Door {place}"));
    let ana = desk.add_user("Ana", &format!("García {place}"), |draft| {
        draft.options.audit_openings = true;
        draft.wiegand = "4711".into();
    });
    desk.give(ana, &[door]);
    let (id, card) = desk.put_in_tray(make(place));
    desk.lay(id);
    desk.assign(ana).unwrap();
    desk.lock(door).pass(&card).unwrap();
    Scene { desk, ana, door, card, id }
}

impl Scene<'_> {
    fn delete(&self) -> Result<Deleted, Error> {
        self.delete_at(&self.desk.at())
    }

    fn delete_at(&self, at: &At) -> Result<Deleted, Error> {
        let mut came = Err(Error::Stopped);
        encode::delete_next(&self.desk.console, &self.desk.permit(), self.ana, at, |result| {
            came = result;
            at.stop.stop();
        });
        came
    }

    fn status(&self) -> Status {
        let page = users::open(&self.desk.console, &self.desk.permit(), self.ana).unwrap();
        page.key.map_or(Status::NoKey, |key| key.status)
    }

    fn opens(&self) -> bool {
        ask(self.desk, &self.card, self.door) == OPENS
    }

    /// How many events of its door came home.
    fn events(&self) -> usize {
        let sql = "SELECT count(*) FROM events e JOIN doors d ON d.code = e.door_code WHERE d.id = ?1";
        self.desk.database().query_row(sql, [self.door.0], |row| row.get(0)).unwrap()
    }

    /// Nothing is on the card, nobody has it, and it is good for somebody else.
    #[track_caller]
    fn is_gone(&self, what: &str) {
        assert!(!self.opens(), "{what}");
        for file in [RIGHTS, JOURNAL, NUMBER] {
            let card = self.card.lock();
            assert!(
                card.file(APPLICATION, file).unwrap().iter().all(|byte| *byte == 0),
                "{what}: file {file}"
            );
        }
        assert_eq!((self.status(), self.events()), (Status::NoKey, 1), "{what}");
        let found = encode::recognise(&self.desk.console, &self.desk.permit(), SIMULATED).unwrap();
        assert!(matches!(found, Recognised::Blank { .. }), "{what}: {found:?}");
    }
}

#[test]
fn a_key_that_was_handed_back_is_deleted_and_its_card_becomes_another_key() {
    for make in
        [|number| card(EV1, number), |number| card(EV2, number), |number| card(EV2, number).with_random_uid()]
    {
        let desk = desk();
        let scene = scene(&desk, make);
        assert!(scene.opens());
        let told = scene.delete().unwrap();
        assert_eq!((told.user, told.events), (scene.ana, 1));
        scene.is_gone("deleted");
        let bob = desk.user("Bob", "Brown");
        desk.give(bob, &[scene.door]);
        desk.lay(scene.id);
        desk.assign(bob).unwrap();
        assert!(scene.opens(), "as the key of Bob");
        users::delete(&desk.console, &desk.permit(), &[scene.ana]).unwrap();
        desk.chain();
    }
}

#[test]
fn only_the_key_of_that_person_is_deleted_and_only_one_that_says_what_is_known() {
    let desk = desk();
    let (one, other) = (scene(&desk, |number| card(EV2, number)), scene(&desk, |number| card(EV2, number)));
    desk.lay(other.id);
    assert!(matches!(one.delete(), Err(Error::InvalidUserKey(Some(_)))));
    assert!(one.opens() && other.opens());
    desk.lay(one.id);
    let old = rights(&one.card).unwrap();
    desk.change_doors(one.ana, &[other.door], &[]);
    desk.update(one.ana).unwrap();
    one.card.lock().set_file(APPLICATION, RIGHTS, &old).unwrap();
    assert!(matches!(one.delete(), Err(Error::Mismatch(Mismatch::PutBack, _))));
    assert_ne!(one.status(), Status::NoKey, "a newer image of it may be elsewhere");
    // One that is empty though nobody began to delete it is not believed.
    let full = rights(&other.card).unwrap();
    other.card.lock().set_file(APPLICATION, RIGHTS, &vec![0; full.len()]).unwrap();
    desk.lay(other.id);
    assert!(matches!(other.delete(), Err(Error::Mismatch(Mismatch::PutBack, _))));
    // Nor one whose rights were altered behind its head.
    let mut altered = full.clone();
    let at = altered.iter().rposition(|byte| *byte != 0).unwrap();
    altered[at] ^= 1;
    other.card.lock().set_file(APPLICATION, RIGHTS, &altered).unwrap();
    assert!(matches!(other.delete(), Err(Error::Mismatch(Mismatch::Altered, _))));
    assert_ne!(other.status(), Status::NoKey);
    let (blank, _) = desk.put_in_tray(card(EV2, 99));
    desk.lay(blank);
    assert!(matches!(one.delete(), Err(Error::BlankCard)));
}

/// For every exchange: the card gone before it took effect and after. Called off or put back, the person has no key only
/// where nothing is on the card, and another go ends it.
fn gone_at_every_exchange(make: fn(u8) -> Card) {
    let desk = desk_of(&Secret::new([0x5E; 32]), Faults::NONE);
    let scene_of_all = scene(&desk, make);
    scene_of_all.card.lock().reset_traffic();
    scene_of_all.delete().unwrap();
    let exchanges = scene_of_all.card.lock().traffic().exchanges;
    assert!(exchanges >= 8);
    for exchange in 1..=exchanges {
        for settled in [Settled::Undone, Settled::Done] {
            for is_put_back in [true, false] {
                let what =
                    format!("exchange {exchange} of {exchanges}, {settled:?}, put back: {is_put_back}");
                let scene = scene(&desk, make);
                scene.card.lock().plan(Fault { exchange, moment: Moment::DuringCommand(settled) });
                let at = if is_put_back { desk.at_put_back(scene.id, || ()) } else { desk.at() };
                let result = scene.delete_at(&at);
                match is_put_back {
                    true => {
                        result.unwrap_or_else(|error| panic!("{what}: {error}"));
                    }
                    false => {
                        let is_told = matches!(
                            result,
                            Err(Error::Stopped | Error::RemovedTooSoon | Error::PerhapsErased)
                        );
                        assert!(is_told, "{what}: {result:?}");
                        assert_ne!(scene.status(), Status::NoKey, "{what}");
                        if matches!(result, Err(Error::Stopped | Error::RemovedTooSoon)) {
                            assert!(scene.opens(), "{what}: it says what it said before");
                        }
                        desk.lay(scene.id);
                        if scene.opens() {
                            scene.delete().unwrap_or_else(|error| panic!("{what}: again: {error}"));
                        } else {
                            let again = scene.delete();
                            assert!(matches!(again, Err(Error::BlankCard)), "{what}: settled: {again:?}");
                        }
                    }
                }
                desk.lay(scene.id);
                scene.is_gone(&what);
            }
        }
    }
    desk.chain();
}

#[test]
fn the_key_is_gone_at_every_exchange_of_its_deletion() {
    gone_at_every_exchange(|number| card(EV2, number));
}

#[test]
fn the_program_is_killed_at_every_step_of_a_deletion() {
    for step in 1..=8 {
        let left = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&left);
        let faults = Faults::new(move |point| {
            let counted = matches!(
                point,
                Point::Commit
                    | Point::BeforeIntent
                    | Point::AfterIntent
                    | Point::AfterCard
                    | Point::AfterOutcome
            );
            let struck = counted
                && counter
                    .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
                    .is_ok_and(|left| left == 1);
            if struck { Verdict::Killed } else { Verdict::GoOn }
        });
        let desk = desk_of(&Secret::new([0x5E; 32]), faults);
        let scene = scene(&desk, |number| card(EV2, number));
        left.store(step, Ordering::SeqCst);
        let result = scene.delete();
        let was_struck = left.swap(0, Ordering::SeqCst) == 0;
        assert_eq!(result.is_err(), was_struck, "step {step}: {result:?}");
        if scene.status() == Status::NoKey {
            assert!(!scene.opens(), "step {step}");
        }
        desk.lay(scene.id);
        // Whatever is done with the card next settles it, where nothing is on it.
        if scene.opens() {
            scene.delete().unwrap_or_else(|error| panic!("step {step}: again: {error}"));
        } else {
            encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap();
        }
        desk.lay(scene.id);
        scene.is_gone(&format!("step {step}"));
        if !was_struck {
            assert!(step > 4);
            return;
        }
    }
    panic!("it takes more steps than that");
}

#[test]
fn a_deletion_of_which_an_update_knows_nothing_is_forgotten_by_it() {
    let desk = desk();
    let scene = scene(&desk, |number| card(EV2, number));
    // Gone before a byte was sent, and brought up to date instead.
    scene.card.lock().reset_traffic();
    let begun = desk.at_with({
        let tray = desk.tray.clone();
        move |stop, step| match step {
            Step::Writing => tray.clear(),
            Step::PutBack => stop.stop(),
            _ => {}
        }
    });
    assert!(scene.delete_at(&begun).is_err());
    desk.lay(scene.id);
    desk.change_doors(scene.ana, &[desk.door("Another")], &[]);
    desk.update(scene.ana).unwrap();
    let full = rights(&scene.card).unwrap();
    scene.card.lock().set_file(APPLICATION, RIGHTS, &vec![0; full.len()]).unwrap();
    let found = encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap();
    assert!(matches!(found, Recognised::Mismatch { mismatch: Mismatch::PutBack, .. }), "{found:?}");
    assert_ne!(scene.status(), Status::NoKey);
}

#[test]
fn a_deletion_that_waits_for_its_key_is_called_off() {
    let desk = desk();
    let scene = scene(&desk, |number| card(EV2, number));
    desk.tray.clear();
    let at = desk.at_with(|stop, step| {
        if step == Step::Waiting {
            stop.stop();
        }
    });
    assert!(matches!(scene.delete_at(&at), Err(Error::Stopped)));
    assert!(scene.opens());
}
