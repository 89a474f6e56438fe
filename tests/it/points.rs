//! Update points: each key that is laid down is brought up to date by itself, nothing else is done there, and nobody is let
//! past what a locked screen protects unless an administrator said so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use keydesk::domain::image::Image;
use keydesk::domain::key::Status;
use keydesk::domain::operator::Password;
use keydesk::domain::user::UserId;
use keydesk::encoders::{CardId, News, SIMULATED, Tray, Unavailable};
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::cancelling;
use keydesk::operation::encode::{self, At, Error, OldKey};
use keydesk::operation::network::{self, Options};
use keydesk::operation::points::{self, Pause, Refusal, Seen, Standing};
use keydesk::operation::sign_in;
use keydesk::operation::users::{self, Ban};
use keydesk::simulator::{Fault, Moment, Product, Settled, SharedCard};

use crate::cards::{APPLICATION, EV1, EV2, EV3, NOT_HERE, OPENS, RIGHTS, ask, card, memory, rights, writing};
use crate::desk::{Desk, PASSWORD, at, desk, desk_with};
use crate::house::house;

/// How long the machine may take for what takes it a few hundredths of a second.
const PATIENCE: Duration = Duration::from_secs(60);
/// What is waited for is told long before so much else.
const NEWS_MAX: usize = 400;
const POINT: Options =
    Options { sound: true, light: true, wait_seconds: 5, update_point: true, re_edits: false };

/// A desk, and what happens at its encoders.
struct Watch<'d> {
    desk: &'d Desk,
    news: Receiver<News>,
}

impl Watch<'_> {
    fn of(desk: &Desk) -> Watch<'_> {
        Watch { desk, news: desk.console.desk().listen() }
    }

    fn seen(&self, encoder: &str) -> Seen {
        let all = points::seen(&self.desk.console, &self.desk.session.own());
        all.into_iter().find(|seen| seen.encoder == encoder).unwrap()
    }

    /// Waits until the update point is as wanted.
    #[track_caller]
    fn until_at(&self, encoder: &str, is_so: impl Fn(&Seen) -> bool) -> Seen {
        for _ in 0..NEWS_MAX {
            let seen = self.seen(encoder);
            if is_so(&seen) {
                return seen;
            }
            if self.news.recv_timeout(PATIENCE).is_err() {
                break;
            }
        }
        panic!("it stayed so: {:?}", self.seen(encoder));
    }

    #[track_caller]
    fn until(&self, is_so: impl Fn(&Seen) -> bool) -> Seen {
        self.until_at(SIMULATED, is_so)
    }

    /// Lays a key down and takes it away again; what came of it.
    #[track_caller]
    fn serve(&self, id: CardId) -> Result<keydesk::domain::moment::Moment, Refusal> {
        let before = self.seen(SIMULATED).last.map_or(0, |told| told.number);
        self.desk.lay(id);
        let seen = self.until(|seen| seen.last.is_some_and(|told| told.number > before));
        self.desk.tray.clear();
        let told = seen.last.unwrap();
        assert_eq!(told.number, before + 1, "once");
        told.result
    }
}

fn set(desk: &Desk, options: Options) {
    network::set_options(&desk.console, &desk.permit(), SIMULATED, options).unwrap();
}

fn let_alone(desk: &Desk, serves_alone: bool) {
    let by = desk.session.administrator().unwrap();
    network::set_serves_alone(&desk.console, &by, SIMULATED, serves_alone).unwrap();
}

fn status(desk: &Desk, user: UserId) -> Status {
    users::open(&desk.console, &desk.permit(), user).unwrap().key.unwrap().status
}

/// Somebody with a key.
fn keyed(desk: &Desk, first: &str, product: Product, number: u8) -> (UserId, CardId, SharedCard) {
    let user = desk.user(first, "García");
    let (id, card) = desk.put_in_tray(card(product, number));
    desk.lay(id);
    desk.assign(user).unwrap();
    desk.tray.clear();
    (user, id, card)
}

fn unlock(desk: &Desk) {
    sign_in::unlock(&desk.console, &desk.session, &Password::new(PASSWORD), "").unwrap();
}

fn is_serving(seen: &Seen) -> bool {
    seen.standing == Standing::Serving
}

#[test]
fn each_key_that_is_laid_down_is_brought_up_to_date_once() {
    for product in [EV1, EV2, EV3] {
        let desk = desk();
        let (ana, id, card) = keyed(&desk, "Ana", product, 1);
        let (front, back) = (desk.door("Front"), desk.door("Back"));
        desk.give(ana, &[front]);
        set(&desk, POINT);
        let watch = Watch::of(&desk);
        let until = watch.serve(id).unwrap();
        assert_eq!((ask(&desk, &card, front), status(&desk, ana)), (OPENS, Status::Synchronized));
        assert!(until > desk.console.clock().now());
        // In passing once more: it says already what it should.
        assert_eq!(watch.serve(id), Ok(until));
        assert_eq!(writing(&card), Some(2), "nothing was written twice");
        // Left lying, it is served once; what is given meanwhile comes to it when it is laid down anew.
        desk.lay(id);
        watch.until(|seen| seen.tally.current == 2 && seen.is_lying);
        desk.give(ana, &[front, back]);
        assert_eq!(ask(&desk, &card, back), NOT_HERE);
        desk.tray.clear();
        watch.serve(id).unwrap();
        assert_eq!((ask(&desk, &card, back), writing(&card)), (OPENS, Some(3)));
        let tally = watch.seen(SIMULATED).tally;
        assert_eq!((tally.updated, tally.current, tally.refusals()), (2, 2, 0));
        // Another day is counted anew, and a key is renewed that would end later now.
        desk.clock.advance(chrono::Duration::days(1));
        assert_eq!(watch.seen(SIMULATED).tally, points::Tally::default());
        assert!(watch.serve(id).unwrap() > until);
        assert_eq!(watch.seen(SIMULATED).tally.updated, 1);
    }
}

#[test]
fn a_key_that_needs_areas_is_left_untouched_and_what_it_brought_is_kept() {
    let desk = desk();
    let (ana, id, card) = keyed(&desk, "Ana", EV2, 1);
    let front = desk.door("Front");
    desk.give(ana, &[front]);
    desk.change(ana, |draft| draft.options.audit_openings = true);
    desk.lay(id);
    desk.update(ana).unwrap();
    desk.tray.clear();
    assert!(desk.lock(front).writes(&card, OPENS, at("2026-11-22 12:00")).is_some());
    desk.change(ana, |draft| draft.options.antipassback = true);
    set(&desk, POINT);
    let (watch, before) = (Watch::of(&desk), memory(&card));
    let events =
        || -> i64 { desk.database().query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap() };
    for _ in 0..2 {
        assert_eq!(watch.serve(id), Err(Refusal::ReEdition));
        assert_eq!(memory(&card), before, "not a byte");
        assert_eq!((status(&desk, ana), events()), (Status::ReEditionRequired, 1));
    }
    assert_eq!(desk.trail(1)[0].0, "key-read", "what it brought home is told once");
    assert_eq!(watch.seen(SIMULATED).tally.refused, BTreeMap::from([(Refusal::ReEdition, 2)]));
    // Where it may make areas, it does; the next key sees that.
    set(&desk, Options { re_edits: true, ..POINT });
    watch.serve(id).unwrap();
    assert_eq!((status(&desk, ana), events()), (Status::Synchronized, 1));
    assert!(crate::cards::journal(&card).is_empty());
    set(&desk, POINT);
    desk.change(ana, |draft| draft.wiegand = "4711".into());
    assert_eq!(watch.serve(id), Err(Refusal::ReEdition));
}

#[test]
fn what_a_key_of_a_banned_person_brought_is_kept_as_well() {
    let desk = desk();
    let (ana, id, card) = keyed(&desk, "Ana", EV2, 1);
    let front = desk.door("Front");
    desk.give(ana, &[front]);
    desk.change(ana, |draft| draft.options.audit_openings = true);
    desk.lay(id);
    desk.update(ana).unwrap();
    desk.tray.clear();
    assert!(desk.lock(front).writes(&card, OPENS, at("2026-11-22 12:00")).is_some());
    users::ban(&desk.console, &desk.permit(), &[ana], Ban::PutOn).unwrap();
    set(&desk, POINT);
    let (watch, before) = (Watch::of(&desk), memory(&card));
    assert_eq!(watch.serve(id), Err(Refusal::Banned));
    assert_eq!(memory(&card), before);
    let events: i64 = desk.database().query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap();
    assert_eq!(events, 1);
    users::ban(&desk.console, &desk.permit(), &[ana], Ban::Lift).unwrap();
    watch.serve(id).unwrap();
}

#[test]
fn nothing_else_is_done_at_an_update_point() {
    let desk = desk();
    let (ana, id, card) = keyed(&desk, "Ana", EV2, 1);
    let bob = desk.user("Bob", "Brown");
    set(&desk, POINT);
    let (watch, before) = (Watch::of(&desk), memory(&card));
    watch.until(is_serving);
    let only_updates = |error: Error| matches!(error, Error::Encoder(Unavailable::OnlyUpdates));
    assert!(only_updates(desk.update(ana).unwrap_err()));
    assert!(only_updates(desk.update_any().unwrap_err()));
    assert!(only_updates(desk.assign(bob).unwrap_err()));
    assert!(only_updates(encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap_err()));
    assert!(only_updates(encode::lockers_of_key(&desk.console, &desk.permit(), SIMULATED).unwrap_err()));
    assert!(only_updates(network::write_test(&desk.console, &desk.permit(), &desk.at()).unwrap_err()));
    assert!(desk.console.desk().encoders()[0].only_updates);
    assert_eq!(memory(&card), before);
    set(&desk, Options { update_point: false, ..POINT });
    assert_eq!(points::seen(&desk.console, &desk.session.own()), []);
    assert!(!desk.console.desk().encoders()[0].only_updates);
    desk.lay(id);
    desk.update(ana).unwrap();
}

#[test]
fn no_card_is_assigned_taken_over_or_written_though_something_is_wrong_with_it() {
    let desk = desk();
    let (ana, anas, card_of_ana) = keyed(&desk, "Ana", EV2, 1);
    let (bob, bobs, card_of_bob) = keyed(&desk, "Bob", EV2, 2);
    let (blank, blank_card) = desk.put_in_tray(card(EV3, 3));
    let (tag, _) = desk.put_in_tray(card(Product::Ntag424, 4));
    let (begun, begun_card) = desk.put_in_tray(card(EV2, 5));
    let unfinished = desk.user("Una", "Finished");
    begun_card.lock().plan(Fault { exchange: 20, moment: Moment::AfterCommand });
    desk.lay(begun);
    desk.assign(unfinished).unwrap_err();
    desk.tray.clear();
    let old = rights(&card_of_ana).unwrap();
    desk.lay(anas);
    desk.update(ana).unwrap();
    card_of_ana.lock().set_file(APPLICATION, RIGHTS, &old).unwrap();
    desk.lay(bobs);
    let gone = encode::delete_next(&desk.console, &desk.permit(), bob, &desk.at(), |_| {
        desk.tray.clear();
    });
    assert_eq!(gone, encode::Next::Turn);
    set(&desk, POINT);
    let watch = Watch::of(&desk);
    let cards = [&card_of_ana, &card_of_bob, &blank_card, &begun_card].map(|card| (card, memory(card)));
    assert_eq!(watch.serve(anas), Err(Refusal::Differs));
    assert_eq!(desk.trail(1)[0].0, "key-put-back");
    assert_eq!(watch.serve(bobs), Err(Refusal::Blank));
    assert_eq!(watch.serve(blank), Err(Refusal::Blank));
    assert_eq!(watch.serve(tag), Err(Refusal::NotOurs));
    assert_eq!(watch.serve(begun), Err(Refusal::Blank));
    for (card, before) in cards {
        assert_eq!(memory(card), before);
    }
    set(&desk, Options { re_edits: true, ..POINT });
    assert_eq!(watch.serve(begun), Err(Refusal::Blank), "an assignment is finished where it was begun");
}

#[test]
fn it_pauses_with_the_lock_and_goes_on_with_the_password() {
    let desk = desk();
    let (ana, id, card) = keyed(&desk, "Ana", EV2, 1);
    let front = desk.door("Front");
    desk.give(ana, &[front]);
    set(&desk, POINT);
    let watch = Watch::of(&desk);
    watch.until(is_serving);
    sign_in::lock(&desk.console, &desk.session.own()).unwrap();
    watch.until(|seen| seen.standing == Standing::Paused(Pause::Locked));
    let before = memory(&card);
    desk.lay(id);
    assert_eq!((memory(&card), watch.seen(SIMULATED).tally.updated), (before, 0));
    unlock(&desk);
    watch.until(|seen| seen.tally.updated == 1);
    assert_eq!(ask(&desk, &card, front), OPENS);
}

#[test]
fn where_an_administrator_let_it_serve_alone_it_goes_on_until_that_is_taken_back() {
    let mut desk = desk();
    let (ana, id, card) = keyed(&desk, "Ana", EV2, 1);
    let (front, back) = (desk.door("Front"), desk.door("Back"));
    desk.give(ana, &[front]);
    set(&desk, POINT);
    let_alone(&desk, true);
    assert!(network::serves_alone(&desk.console, &desk.permit(), SIMULATED).unwrap());
    {
        let watch = Watch::of(&desk);
        watch.until(is_serving);
        sign_in::lock(&desk.console, &desk.session.own()).unwrap();
        assert!(desk.session.is_locked());
        watch.serve(id).unwrap();
        let after = &desk.trail(1)[0];
        assert!(after.0 == "key-written" && after.1.contains(SIMULATED), "{after:?}");
        assert_eq!(ask_unlocked(&desk, &card, front), OPENS);
        let by: (String, Option<i64>) = desk
            .database()
            .query_row(
                "SELECT operator_name, operator_id FROM audit WHERE action = 'key-written' ORDER BY sequence DESC",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert_eq!(by, ("update point".to_owned(), None));
        // Nobody is signed in.
        sign_in::sign_out(&desk.console, &desk.session.own()).unwrap();
        desk.sql("UPDATE users SET banned = 1");
        assert_eq!(watch.serve(id), Err(Refusal::Banned));
    }
    desk.session =
        sign_in::sign_in(&desk.console, "marta", &Password::new(PASSWORD)).unwrap().session().unwrap();
    desk.sql("UPDATE users SET banned = 0");
    desk.give(ana, &[front, back]);
    // Taken back, it is an update point as any other.
    let_alone(&desk, false);
    let watch = Watch::of(&desk);
    sign_in::lock(&desk.console, &desk.session.own()).unwrap();
    watch.until(|seen| seen.standing == Standing::Paused(Pause::Locked));
    desk.lay(id);
    assert_eq!(watch.seen(SIMULATED).tally.updated, 1);
    let alone: Vec<_> =
        desk.trail(40).into_iter().filter(|(action, _)| action == "encoder-changed").collect();
    assert!(alone.len() == 3 && alone[0].1.contains("\"serves alone\":false"), "{alone:?}");
}

/// What a door says, though the screen is locked.
fn ask_unlocked(
    desk: &Desk,
    card: &SharedCard,
    door: keydesk::domain::door::DoorId,
) -> keydesk::domain::lock::Decision {
    unlock(desk);
    let said = ask(desk, card, door);
    sign_in::lock(&desk.console, &desk.session.own()).unwrap();
    said
}

#[test]
fn a_consent_that_was_written_into_the_file_by_hand_counts_for_nothing() {
    let desk = desk();
    let (.., id, _) = keyed(&desk, "Ana", EV2, 1);
    set(&desk, POINT);
    network::set_options(&desk.console, &desk.permit(), "Other encoder", POINT).unwrap();
    let by = desk.session.administrator().unwrap();
    network::set_serves_alone(&desk.console, &by, "Other encoder", true).unwrap();
    for consent in [
        "zeroblob(32)",
        "randomblob(32)",
        "(SELECT o.point_consent FROM encoders o WHERE o.name = 'Other encoder')",
    ] {
        desk.sql(&format!("UPDATE encoders SET point_consent = {consent} WHERE name = '{SIMULATED}'"));
        let watch = Watch::of(&desk);
        unlock(&desk);
        sign_in::lock(&desk.console, &desk.session.own()).unwrap();
        watch.until(|seen| seen.standing == Standing::Paused(Pause::Locked));
        desk.lay(id);
        let seen = watch.seen(SIMULATED);
        assert_eq!((seen.standing, seen.last), (Standing::Paused(Pause::Locked), None), "{consent}");
        desk.tray.clear();
    }
}

#[test]
fn a_consent_that_is_taken_out_of_the_file_ends_with_the_next_key() {
    let desk = desk();
    let (.., id, card) = keyed(&desk, "Ana", EV2, 1);
    set(&desk, POINT);
    let_alone(&desk, true);
    let (watch, before) = (Watch::of(&desk), memory(&card));
    watch.until(is_serving);
    sign_in::lock(&desk.console, &desk.session.own()).unwrap();
    desk.sql("UPDATE encoders SET point_consent = NULL");
    desk.lay(id);
    watch.until(|seen| !is_serving(seen) || seen.last.is_some());
    assert_eq!(memory(&card), before);
}

#[test]
fn after_a_new_start_it_waits_until_somebody_with_keys_was_signed_in() {
    let desk = desk();
    let (.., id, _) = keyed(&desk, "Ana", EV2, 1);
    set(&desk, POINT);
    let_alone(&desk, true);
    let mut desk = desk.restarted();
    desk.lay(id);
    assert_eq!(points::seen(&desk.console, &desk.session.own()), []);
    desk.session =
        sign_in::sign_in(&desk.console, "marta", &Password::new(PASSWORD)).unwrap().session().unwrap();
    sign_in::sign_out(&desk.console, &desk.session.own()).unwrap();
    let watch = Watch::of(&desk);
    watch.until(|seen| seen.tally.current == 1);
}

#[test]
fn who_may_not_update_keys_lets_no_update_point_serve() {
    let house = house();
    let (marta, paul) = (house.seat("marta"), house.seat("nora"));
    network::set_options(marta.console, &marta.permit(), SIMULATED, POINT).unwrap();
    let signed_in =
        sign_in::sign_in(paul.console, "nora", &Password::new(PASSWORD)).unwrap().session().unwrap();
    assert!(signed_in.permit::<keydesk::domain::permission::KeyUpdateAutomatically>().is_none());
    let watch = Watch::of(&house.desk);
    watch.until(|seen| seen.standing == Standing::Paused(Pause::NotPermitted));
}

#[test]
fn an_encoder_that_is_disconnected_is_waited_for() {
    let desk = desk();
    let (ana, id, card) = keyed(&desk, "Ana", EV2, 1);
    let (front, tray) = (desk.door("Front"), Tray::new());
    desk.give(ana, &[front]);
    let there = tray.add("card", card.clone());
    network::set_options(&desk.console, &desk.permit(), "Lobby", POINT).unwrap();
    let watch = Watch::of(&desk);
    watch.until_at("Lobby", |seen| seen.standing == Standing::Unplugged);
    for round in 1..=3 {
        desk.console.desk().plug("Lobby", tray.clone());
        watch.until_at("Lobby", is_serving);
        // Nothing else is done there, however often it comes back.
        let at = At { encoder: "Lobby".into(), ..desk.at() };
        let refused = encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &at);
        assert!(matches!(refused, Err(Error::Encoder(Unavailable::OnlyUpdates))), "{refused:?}");
        tray.lay(there);
        watch.until_at("Lobby", |seen| seen.tally.updated + seen.tally.current == round && seen.is_lying);
        desk.console.desk().unplug("Lobby", &tray);
        tray.clear();
        watch.until_at("Lobby", |seen| seen.standing == Standing::Unplugged);
    }
    assert_eq!(ask(&desk, &card, front), OPENS);
    // The desk's own encoder is used as ever.
    desk.lay(id);
    desk.update(ana).unwrap();
}

#[test]
fn of_two_keys_at_once_none_is_served_and_then_each() {
    let desk = desk();
    let ((ana, anas, _), (bob, bobs, _)) = (keyed(&desk, "Ana", EV2, 1), keyed(&desk, "Bob", EV2, 2));
    let front = desk.door("Front");
    desk.give(ana, &[front]);
    desk.give(bob, &[front]);
    desk.tray.lay(anas);
    desk.tray.lay(bobs);
    set(&desk, POINT);
    let watch = Watch::of(&desk);
    watch.until(|seen| seen.tally.refused == BTreeMap::from([(Refusal::Several, 1)]) && seen.is_lying);
    // One of them is taken away: the other is served.
    desk.tray.take_away(anas);
    watch.until(|seen| seen.tally.updated == 1);
    assert_eq!((status(&desk, ana), status(&desk, bob)), (Status::UpdateRequired, Status::Synchronized));
    desk.tray.clear();
    watch.serve(anas).unwrap();
    assert_eq!(status(&desk, ana), Status::Synchronized);
}

#[test]
fn a_key_that_is_pulled_goes_on_when_it_is_put_back_and_makes_way_for_another() {
    let desk = desk();
    let ((ana, anas, card_of_ana), (bob, bobs, _)) =
        (keyed(&desk, "Ana", EV2, 1), keyed(&desk, "Bob", EV2, 2));
    let front = desk.door("Front");
    set(&desk, POINT);
    let watch = Watch::of(&desk);
    for (exchange, moment) in
        [(6, Moment::DuringCommand(Settled::Undone)), (7, Moment::AfterCommand), (8, Moment::AfterCommand)]
    {
        // Pulled, and nobody else comes: it is put back.
        let before = watch.seen(SIMULATED).tally;
        desk.give(ana, &[front]);
        card_of_ana.lock().plan(Fault { exchange, moment });
        desk.lay(anas);
        watch.until(|seen| seen.step == Some(encode::Step::PutBack));
        desk.tray.lay(anas);
        watch.until(|seen| seen.tally.updated == before.updated + 1);
        assert_eq!(status(&desk, ana), Status::Synchronized, "{exchange} {moment:?}");
        // Pulled, and somebody else comes.
        desk.change_doors(ana, &[], &[front]);
        desk.give(bob, &[front]);
        desk.tray.clear();
        card_of_ana.lock().plan(Fault { exchange, moment });
        desk.lay(anas);
        watch.until(|seen| seen.step == Some(encode::Step::PutBack));
        desk.tray.lay(bobs);
        watch.until(|seen| seen.tally.updated + seen.tally.current == before.updated + before.current + 2);
        let refused = watch.seen(SIMULATED).tally.refused;
        assert_eq!(
            refused.get(&Refusal::TooSoon).copied().unwrap_or_default(),
            before.refused.get(&Refusal::TooSoon).copied().unwrap_or_default() + 1
        );
        assert_eq!(status(&desk, bob), Status::Synchronized);
        desk.tray.clear();
        watch.serve(anas).unwrap();
        assert_eq!(status(&desk, ana), Status::Synchronized, "{exchange} {moment:?}");
        desk.change_doors(bob, &[], &[front]);
    }
}

#[test]
fn a_change_of_its_options_waits_for_the_key_that_is_being_written() {
    let desk = desk();
    let (ana, id, card) = keyed(&desk, "Ana", EV2, 1);
    let front = desk.door("Front");
    set(&desk, POINT);
    let_alone(&desk, true);
    let watch = Watch::of(&desk);
    watch.until(is_serving);
    desk.give(ana, &[front]);
    desk.tray.set_pace(Duration::from_millis(20));
    desk.lay(id);
    watch.until(|seen| seen.step == Some(encode::Step::Writing));
    let_alone(&desk, false);
    desk.tray.set_pace(Duration::ZERO);
    assert_eq!((ask(&desk, &card, front), status(&desk, ana)), (OPENS, Status::Synchronized));
    assert_eq!(watch.seen(SIMULATED).tally.updated, 1);
}

#[test]
fn a_clock_in_doubt_writes_no_key_and_is_not_taken_for_the_keys_fault() {
    let desk = desk();
    let (.., id, card) = keyed(&desk, "Ana", EV2, 1);
    desk.clock.advance(chrono::Duration::days(90));
    set(&desk, POINT);
    let (watch, before) = (Watch::of(&desk), memory(&card));
    watch.until(|seen| seen.standing == Standing::Paused(Pause::ClockInDoubt));
    desk.lay(id);
    let seen = watch.seen(SIMULATED);
    assert_eq!((seen.last, memory(&card)), (None, before));
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

#[test]
fn hundreds_of_keys_laid_pulled_and_unplugged_are_all_old_or_new() {
    const PEOPLE: u8 = 8;
    const READERS: [&str; 2] = ["Lobby", "Garage"];
    let (desk, mut dice) = (desk(), Dice(7));
    let doors = ["One", "Two", "Three"].map(|name| desk.door(name));
    let people: Vec<_> = (0..PEOPLE).map(|n| keyed(&desk, &format!("Person {n}"), EV2, n + 1)).collect();
    let trays = READERS.map(|_| Tray::new());
    let ids: Vec<[CardId; 2]> =
        people.iter().map(|(.., card)| trays.each_ref().map(|tray| tray.add("card", card.clone()))).collect();
    for (name, tray) in READERS.iter().zip(&trays) {
        desk.console.desk().plug(name, tray.clone());
        network::set_options(&desk.console, &desk.permit(), name, POINT).unwrap();
    }
    let watch = Watch::of(&desk);
    let (mut laid, mut lost, mut given) = (0, 0, BTreeSet::new());
    for _ in 0..300 {
        let (person, reader) = (dice.throw(u64::from(PEOPLE)) as usize, dice.throw(2) as usize);
        let (name, tray, id) = (READERS[reader], &trays[reader], ids[person][reader]);
        let (user, _, card) = &people[person];
        if dice.throw(2) == 0 {
            let door = doors[dice.throw(3) as usize];
            // It is given to who has it not, and taken from who has it.
            match given.remove(&(*user, door)) {
                true => desk.change_doors(*user, &[], &[door]),
                false => {
                    desk.give(*user, &[door]);
                    given.insert((*user, door));
                }
            }
        }
        let before = watch.seen(name).last.map_or(0, |told| told.number);
        let is_pulled = dice.throw(4) == 0;
        if is_pulled {
            let exchange = dice.throw(10) + 1;
            card.lock().plan(Fault { exchange, moment: Moment::DuringCommand(Settled::Undone) });
        }
        if dice.throw(20) == 0 {
            desk.console.desk().unplug(name, tray);
            desk.console.desk().plug(name, tray.clone());
        }
        tray.lay(id);
        laid += 1;
        let is_told = |seen: &Seen| seen.last.is_some_and(|told| told.number > before);
        // What was planned and did not come to pass happens to whoever has the key the next time.
        let seen = watch.until_at(name, |seen| is_told(seen) || seen.step == Some(encode::Step::PutBack));
        if !is_told(&seen) {
            lost += 1;
            tray.lay(id);
            watch.until_at(name, is_told);
        }
        tray.clear();
    }
    assert!(laid == 300 && lost > 20, "{lost} were pulled");
    for ((user, _, card), ids) in people.iter().zip(&ids) {
        let before = watch.seen(READERS[0]).last.map_or(0, |told| told.number);
        trays[0].lay(ids[0]);
        let seen = watch.until_at(READERS[0], |seen| seen.last.is_some_and(|told| told.number > before));
        trays[0].clear();
        assert!(seen.last.unwrap().result.is_ok(), "{seen:?}");
        assert_eq!(status(&desk, *user), Status::Synchronized);
        for door in doors {
            assert_eq!(ask(&desk, card, door) == OPENS, given.contains(&(*user, door)));
        }
    }
}

#[test]
fn a_key_that_is_right_is_written_anew_to_take_news_of_a_cancelled_one_along() {
    let desk = desk();
    let (_, id, card) = keyed(&desk, "Ana", EV2, 1);
    let (ben, ..) = keyed(&desk, "Ben", EV2, 2);
    set(&desk, POINT);
    let watch = Watch::of(&desk);
    watch.serve(id).unwrap();
    assert_eq!(writing(&card), Some(1));
    let key = cancelling::ask(&desk.console, &desk.permit(), ben).unwrap().key;
    cancelling::cancel(&desk.console, &desk.permit(), ben, key).unwrap();
    watch.serve(id).unwrap();
    let carried = Image::decode(&rights(&card).unwrap()).unwrap().body.denylist.unwrap();
    assert_eq!((writing(&card), carried.entries().len()), (Some(2), 1));
    watch.serve(id).unwrap();
    assert_eq!(writing(&card), Some(2), "it has the news by now");
}

#[test]
fn a_key_left_lying_is_served_once_whoever_comes_and_goes() {
    let desk = desk();
    let (.., id, _) = keyed(&desk, "Ana", EV2, 1);
    set(&desk, POINT);
    let watch = Watch::of(&desk);
    desk.lay(id);
    watch.until(|seen| seen.tally.current == 1 && seen.is_lying);
    for _ in 0..3 {
        sign_in::lock(&desk.console, &desk.session.own()).unwrap();
        unlock(&desk);
        network::set_options(&desk.console, &desk.permit(), "Other encoder", POINT).unwrap();
        network::set_options(&desk.console, &desk.permit(), "Other encoder", Options::default()).unwrap();
    }
    assert!(watch.seen(SIMULATED).is_lying);
    desk.tray.clear();
    watch.until(|seen| !seen.is_lying);
    watch.serve(id).unwrap();
    assert_eq!(watch.seen(SIMULATED).tally.current, 2);
}

#[test]
fn a_consent_is_for_what_the_update_point_did_when_it_was_given() {
    let desk = desk();
    let (ana, id, card) = keyed(&desk, "Ana", EV2, 1);
    let serves_alone = || network::serves_alone(&desk.console, &desk.permit(), SIMULATED).unwrap();
    set(&desk, POINT);
    let_alone(&desk, true);
    set(&desk, Options { sound: false, ..POINT });
    assert!(serves_alone());
    set(&desk, Options { re_edits: true, ..POINT });
    assert!(!serves_alone(), "an administrator did not let it make areas");
    let told = desk.trail(1).remove(0).1;
    assert!(told.contains("\"makes areas\":true") && told.contains("\"serves alone\":false"), "{told}");
    let_alone(&desk, true);
    set(&desk, POINT);
    assert!(!serves_alone());
    // Nor does it make any by what somebody wrote into the file.
    let_alone(&desk, true);
    desk.change(ana, |draft| draft.options.antipassback = true);
    let (watch, before) = (Watch::of(&desk), memory(&card));
    watch.until(is_serving);
    sign_in::lock(&desk.console, &desk.session.own()).unwrap();
    desk.sql("UPDATE encoders SET re_edits = 1");
    desk.lay(id);
    watch.until(|seen| !is_serving(seen) || seen.last.is_some());
    assert_eq!((memory(&card), watch.seen(SIMULATED).last), (before, None));
}

#[test]
fn a_password_that_is_still_checked_when_the_operator_signs_out_opens_nothing() {
    let desk = desk();
    let (.., id, _) = keyed(&desk, "Ana", EV2, 1);
    set(&desk, POINT);
    sign_in::lock(&desk.console, &desk.session.own()).unwrap();
    sign_in::sign_out(&desk.console, &desk.session.own()).unwrap();
    let late = sign_in::unlock(&desk.console, &desk.session, &Password::new(PASSWORD), "");
    assert!(late.is_err(), "{late:?}");
    assert!(desk.session.is_ended() && desk.session.is_locked());
    let renewed = sign_in::renew(&desk.console, &desk.session).unwrap();
    assert!(renewed.is_ended());
    let watch = Watch::of(&desk);
    watch.until(|seen| seen.standing == Standing::Paused(Pause::NobodySignedIn));
    desk.lay(id);
    assert_eq!(watch.seen(SIMULATED).last, None);
}

#[test]
fn what_the_file_cannot_take_pauses_and_is_not_told_as_anybodys_haste() {
    let is_full = Arc::new(AtomicBool::new(false));
    let full = Arc::clone(&is_full);
    let desk = desk_with(Faults::new(move |point| match point {
        Point::Commit if full.load(Ordering::SeqCst) => Verdict::DiskFull,
        _ => Verdict::GoOn,
    }));
    let (ana, id, card) = keyed(&desk, "Ana", EV2, 1);
    let front = desk.door("Front");
    desk.give(ana, &[front]);
    set(&desk, POINT);
    let watch = Watch::of(&desk);
    watch.until(is_serving);
    is_full.store(true, Ordering::SeqCst);
    let before = memory(&card);
    desk.lay(id);
    watch.until(|seen| seen.standing == Standing::Paused(Pause::NothingRecorded));
    assert_eq!((memory(&card), watch.seen(SIMULATED).tally.refusals()), (before, 0));
    is_full.store(false, Ordering::SeqCst);
    // It tries again by itself, while the key lies there.
    watch.until(|seen| seen.tally.updated == 1);
}
