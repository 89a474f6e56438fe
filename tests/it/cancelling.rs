//! A key that is gone is cancelled: whoever has it has nobody's key, and locks that hear of it refuse it. The news goes with every
//! key that is written, and comes home with those that locks wrote on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, mpsc};
use std::thread;

use chrono::Duration;
use keydesk::clock::Clock as _;
use keydesk::domain::denylist::{PLACES, QUARANTINE_DAYS, Refused, Slice};
use keydesk::domain::door::DoorId;
use keydesk::domain::image::Image;
use keydesk::domain::key::{KeyId, Status};
use keydesk::domain::lock::{Decision, Refusal};
use keydesk::domain::user::{PeriodDraft, Unit, UserId};
use keydesk::encoders::{CardId, SIMULATED};
use keydesk::fault::Faults;
use keydesk::operation::cancelling::{self, Aftermath, Cancellation, Fate};
use keydesk::operation::encode::{self, Error, Impediment, OldKey, Recognised};
use keydesk::operation::system_resources::{self, Resources};
use keydesk::operation::users::{self, Ban};
use keydesk::operation::{Error as Failure, StorageError};
use keydesk::secret::Secret;
use keydesk::simulator::{Generation, Product, SharedCard, Storage};

use crate::cards::{EV2, NOT_HERE, OPENS, card, desk_of, rights, sequence, writing};
use crate::desk::{Desk, desk};

const SMALL: Product = Product::Desfire(Generation::Ev2, Storage::K2);
const CANCELLED: Decision = Decision::Refuse(Refusal::Cancelled);
const OLD: Decision = Decision::Refuse(Refusal::OldImage);

/// Somebody whose doors write on the key, with a key.
fn keyed(desk: &Desk, name: &str, doors: &[DoorId]) -> (UserId, CardId, SharedCard) {
    let user = desk.add_user(name, "Soto", |draft| draft.options.audit_openings = true);
    desk.give(user, doors);
    let number = u8::try_from(desk.tray.cards().len()).unwrap();
    let (id, shared) = desk.put_in_tray(card(EV2, number));
    desk.lay(id);
    desk.assign(user).unwrap();
    (user, id, shared)
}

fn ask(desk: &Desk, user: UserId) -> Cancellation {
    cancelling::ask(&desk.console, &desk.permit(), user).unwrap()
}

fn cancel(desk: &Desk, user: UserId) -> Cancellation {
    let key = ask(desk, user).key;
    cancelling::cancel(&desk.console, &desk.permit(), user, key).unwrap()
}

fn status(desk: &Desk, user: UserId) -> Status {
    let page = users::open(&desk.console, &desk.permit(), user).unwrap();
    page.key.map_or(Status::NoKey, |key| key.status)
}

fn resources(desk: &Desk) -> Resources {
    system_resources::resources(&desk.console, &desk.permit()).unwrap()
}

fn aftermath(desk: &Desk, key: KeyId) -> Aftermath {
    let permits = (desk.permit(), desk.permit(), desk.permit());
    cancelling::aftermath(&desk.console, &permits.0, &permits.1, Some(&permits.2), key).unwrap()
}

/// What a card carries of the denylist: of each key which images are refused.
fn carried(card: &SharedCard) -> BTreeMap<u32, Refused> {
    let image = Image::decode(&rights(card).unwrap()).unwrap();
    let entries = image.body.denylist.iter().flat_map(Slice::entries);
    entries.map(|entry| (entry.code.0, entry.refused)).collect()
}

fn code(key: KeyId) -> u32 {
    key.code().unwrap().0
}

#[test]
fn a_cancelled_key_is_nobodys_and_locks_refuse_it_as_soon_as_a_key_that_was_written_since_passes() {
    let desk = desk();
    let (gate, vault) = (desk.door("Gate"), desk.door("Vault"));
    let (ana, _, lost) = keyed(&desk, "Ana", &[gate, vault]);
    let (_, bens, ben) = keyed(&desk, "Ben", &[gate]);
    let (mut at_gate, mut at_vault) = (desk.lock(gate), desk.lock(vault));
    assert_eq!(at_gate.hold(&lost), OPENS);
    let said = cancel(&desk, ana);
    assert_eq!((said.fate, status(&desk, ana)), (Fate::Listed, Status::NoKey));
    assert_eq!(at_gate.hold(&lost), OPENS, "nobody told the lock yet");
    assert_eq!(at_gate.hold(&ben), OPENS, "this key was written before");
    assert_eq!(at_gate.hold(&lost), OPENS);
    desk.lay(bens);
    desk.update_any().unwrap();
    assert_eq!(carried(&ben), BTreeMap::from([(code(said.key), Refused::All)]));
    assert_eq!(at_gate.hold(&ben), OPENS);
    assert_eq!(at_gate.hold(&lost), CANCELLED);
    assert_eq!(at_vault.hold(&ben), NOT_HERE, "it does not open there, and tells it all the same");
    assert_eq!(at_vault.hold(&lost), CANCELLED);
}

#[test]
fn which_locks_know_comes_home_with_the_key_that_told_them() {
    let desk = desk();
    let (gate, vault) = (desk.door("Gate"), desk.door("Vault"));
    let (ana, _, _) = keyed(&desk, "Ana", &[gate, vault]);
    let (ben, bens, ben_card) = keyed(&desk, "Ben", &[gate, vault]);
    let key = cancel(&desk, ana).key;
    let knows = |desk: &Desk| -> Vec<(String, bool)> {
        aftermath(desk, key).doors.into_iter().map(|door| (door.name, door.knows)).collect()
    };
    let nobody = [("Gate".to_owned(), false), ("Vault".to_owned(), false)];
    assert_eq!(knows(&desk), nobody);
    desk.lay(bens);
    desk.update(ben).unwrap();
    desk.lock(gate).hold(&ben_card);
    assert_eq!(knows(&desk), nobody, "what a lock wrote is on the key");
    desk.update(ben).unwrap();
    assert_eq!(knows(&desk), [("Vault".to_owned(), false), ("Gate".to_owned(), true)]);
    let told = aftermath(&desk, key);
    assert!(!told.is_over);
    let messengers: Vec<_> = told.messengers.iter().map(|it| (it.user, it.doors)).collect();
    assert_eq!(messengers, [], "nobody opened the vault");
    desk.lock(vault).hold(&ben_card);
    desk.update(ben).unwrap();
    assert!(aftermath(&desk, key).doors.iter().all(|door| door.knows), "{:?}", aftermath(&desk, key));
    assert_eq!(resources(&desk).cancelled[0].known_at, 2);
}

#[test]
fn a_record_that_no_lock_of_the_door_proves_says_nothing_of_what_it_knows() {
    let desk = desk();
    let (gate, vault) = (desk.door("Gate"), desk.door("Vault"));
    let (ana, _, _) = keyed(&desk, "Ana", &[gate, vault]);
    let (ben, bens, ben_card) = keyed(&desk, "Ben", &[gate, vault]);
    let key = cancel(&desk, ana).key;
    desk.lay(bens);
    desk.update(ben).unwrap();
    desk.lock(gate).pretending_to_be(&desk.lock(vault)).hold(&ben_card);
    desk.update(ben).unwrap();
    assert!(aftermath(&desk, key).doors.iter().all(|door| !door.knows));
}

#[test]
fn whose_key_would_take_the_news_is_told_to_those_who_may_see_the_audit_trail() {
    let desk = desk();
    let (gate, vault) = (desk.door("Gate"), desk.door("Vault"));
    let (ana, _, _) = keyed(&desk, "Ana", &[gate, vault]);
    let (ben, bens, ben_card) = keyed(&desk, "Ben", &[gate, vault]);
    for door in [gate, vault] {
        desk.lock(door).hold(&ben_card);
    }
    desk.lay(bens);
    desk.update(ben).unwrap();
    let key = cancel(&desk, ana).key;
    let found: Vec<_> = aftermath(&desk, key).messengers.into_iter().map(|it| (it.user, it.doors)).collect();
    assert_eq!(found, [(ben, 2)]);
    let untold = cancelling::aftermath(&desk.console, &desk.permit(), &desk.permit(), None, key).unwrap();
    assert_eq!(untold.messengers, []);
    desk.clock.advance(Duration::days(31));
    assert_eq!(aftermath(&desk, key).messengers, [], "that was long ago");
}

/// Edge cases 12 of keys and 40 of points.
#[test]
fn a_key_that_is_over_takes_no_place_when_it_is_cancelled() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, ..) = keyed(&desk, "Ana", &[gate]);
    let (ben, ..) = keyed(&desk, "Ben", &[gate]);
    let used = |desk: &Desk| {
        let places = resources(desk).places;
        (places.occupied, places.listed, places.in_quarantine, PLACES - places.free())
    };
    assert_eq!(used(&desk), (2, 0, 0, 2));
    assert_eq!(cancel(&desk, ana).fate, Fate::Listed);
    assert_eq!(used(&desk), (1, 1, 0, 2), "free as many as before");
    desk.clock.advance(Duration::days(31));
    assert_eq!(cancel(&desk, ben).fate, Fate::Over);
    assert_eq!(
        used(&desk),
        (0, 0, 2, 2),
        "on no list of what could open, and carried for locks whose clock is behind"
    );
    desk.clock.advance(Duration::days(QUARANTINE_DAYS - 2));
    assert_eq!(used(&desk), (0, 0, 2, 2));
    desk.clock.advance(Duration::days(3));
    assert_eq!(used(&desk), (0, 0, 0, 0), "released by itself");
}

/// Edge cases 13 of keys and 41 of points; creating people is not refused: it is keys that take places.
#[test]
fn without_a_free_place_no_key_is_assigned_that_can_be_cancelled_and_others_go_on() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, anas, _) = keyed(&desk, "Ana", &[gate]);
    fill(&desk, PLACES - 1);
    assert_eq!(resources(&desk).places.free(), 0);
    let ben = desk.user("Ben", "Soto");
    desk.give(ben, &[gate]);
    let (blank, _) = desk.put_in_tray(card(EV2, 9));
    desk.lay(blank);
    let refused = desk.assign(ben);
    assert!(matches!(refused, Err(Error::Impeded { by: Impediment::NoPlaceToCancel, .. })), "{refused:?}");
    desk.change(ben, |draft| draft.options.cancellable = false);
    desk.assign(ben).unwrap();
    desk.lay(anas);
    desk.update(ana).unwrap();
    assert_eq!(cancel(&desk, ana).fate, Fate::Listed, "cancelling is never refused");
    assert_eq!(resources(&desk).places.reached(), Some(95));
}

/// Puts so many cancelled keys on the denylist that nobody has.
fn fill(desk: &Desk, count: usize) {
    let over_at = (desk.clock.now() + Duration::days(9)).timestamp_millis();
    desk.sql(&format!(
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})
         INSERT INTO keys (id, user_id, serial, generation, capacity, assigned_at, assigned_by, ended_at,
                           last_sequence, written_sequence, written_layout, written_content, written_at,
                           written_from_at, written_until_at)
         SELECT n.n, k.user_id, k.serial, 1, 1536, 0, 'Marta', 1, 1, 1, zeroblob(16), zeroblob(16), 0, 0, 0
         FROM n, (SELECT user_id, serial FROM keys LIMIT 1) k;
         INSERT INTO denylist (key_id, below, over_at, edition, listed_at, listed_by)
         SELECT id, 4294967295, {over_at}, id, 0, 'Marta' FROM keys WHERE ended_at = 1"
    ));
}

#[test]
fn a_key_carries_what_has_room_the_newest_first_and_the_others_in_turn() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, anas, ana_card) = keyed(&desk, "Ana", &[gate]);
    fill(&desk, 100);
    let (ben, ..) = keyed(&desk, "Ben", &[gate]);
    let newest = cancel(&desk, ben).key;
    desk.lay(anas);
    let mut seen = BTreeSet::new();
    for _ in 0..40 {
        desk.update(ana).unwrap();
        let carries = carried(&ana_card);
        assert_eq!(carries.len(), 24);
        assert!(
            carries.contains_key(&code(newest)) && (86..=100).all(|number| carries.contains_key(&number))
        );
        seen.extend(carries.into_keys().filter(|code| *code <= 100));
        desk.clock.advance(Duration::minutes(1));
    }
    assert_eq!(seen.len(), 100, "each has its turn");
}

#[test]
fn bans_and_keys_that_are_over_make_way_for_a_key_that_was_cancelled() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, anas, ana_card) = keyed(&desk, "Ana", &[gate]);
    let (ben, ..) = keyed(&desk, "Ben", &[gate]);
    let cancelled = cancel(&desk, ben).key;
    fill(&desk, 200);
    // All of these came later: half of them are bans, and half are over.
    desk.sql(
        "UPDATE denylist SET edition = edition + 1000000000 WHERE key_id <= 200;
         UPDATE denylist SET below = 9 WHERE key_id <= 100",
    );
    let now = desk.clock.now().timestamp_millis();
    desk.sql(&format!("UPDATE denylist SET over_at = {now} - 1000 WHERE key_id BETWEEN 101 AND 200"));
    desk.lay(anas);
    for _ in 0..20 {
        desk.update(ana).unwrap();
        assert!(carried(&ana_card).contains_key(&code(cancelled)));
        desk.clock.advance(Duration::minutes(1));
    }
}

#[test]
fn the_denylist_takes_no_room_that_the_key_needs_and_makes_no_key_need_an_update() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, ..) = keyed(&desk, "Ana", &[gate]);
    let ben = desk.user("Ben", "Soto");
    let (bens, ben_card) = desk.put_in_tray(card(SMALL, 9));
    desk.give(ben, &[gate]);
    desk.lay(bens);
    desk.assign(ben).unwrap();
    let doors: Vec<DoorId> = (0..250).map(|number| desk.door(&format!("Room {number}"))).collect();
    desk.give(ben, &doors);
    desk.lay(bens);
    desk.update(ben).unwrap();
    cancel(&desk, ana);
    assert_eq!(status(&desk, ben), Status::Synchronized);
    desk.update(ben).unwrap();
    assert_eq!(carried(&ben_card).len(), 0, "251 doors leave no room");
    desk.change_doors(ben, &[], &doors[..20]);
    desk.update(ben).unwrap();
    assert_eq!(carried(&ben_card).len(), 1);
    assert_eq!(status(&desk, ben), Status::Synchronized);
}

#[test]
fn a_key_that_cannot_be_cancelled_opens_until_it_ends_and_is_in_the_way_of_deleting() {
    let desk = desk();
    let gate = desk.door("Gate");
    let ana = desk.add_user("Ana", "Soto", |draft| {
        draft.options.cancellable = false;
        draft.revalidation = Some(PeriodDraft { count: "3".into(), unit: Unit::Days });
    });
    desk.give(ana, &[gate]);
    let (id, lost) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let said = cancel(&desk, ana);
    assert_eq!((said.fate, status(&desk, ana)), (Fate::NotCancellable, Status::NoKey));
    let delete = || users::delete(&desk.console, &desk.permit(), &[ana]);
    assert!(matches!(delete(), Err(Failure::KeyIsOut(_, until)) if until == said.until), "{:?}", delete());
    assert_eq!(desk.lock(gate).hold(&lost), OPENS);
    desk.clock.advance(Duration::days(4));
    delete().unwrap();
}

#[test]
fn whoever_has_a_cancelled_key_can_be_deleted_and_it_stays_on_the_denylist() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, ..) = keyed(&desk, "Ana", &[gate]);
    let (_, bens, ben_card) = keyed(&desk, "Ben", &[gate]);
    let key = cancel(&desk, ana).key;
    users::delete(&desk.console, &desk.permit(), &[ana]).unwrap();
    desk.lay(bens);
    desk.update_any().unwrap();
    assert_eq!(carried(&ben_card), BTreeMap::from([(code(key), Refused::All)]));
    assert_eq!(resources(&desk).places.listed, 1);
}

#[test]
fn only_the_key_that_was_asked_about_is_cancelled() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, ..) = keyed(&desk, "Ana", &[gate]);
    let first = ask(&desk, ana).key;
    cancel(&desk, ana);
    let (id, _) = desk.put_in_tray(card(EV2, 7));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let again = cancelling::cancel(&desk.console, &desk.permit(), ana, first);
    assert!(matches!(again, Err(Failure::Storage(StorageError::NoSuch(_)))), "{again:?}");
    assert_eq!(status(&desk, ana), Status::Synchronized, "another key by now");
}

#[test]
fn a_cancelled_card_that_is_found_again_says_so_and_becomes_another_key() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, anas, found) = keyed(&desk, "Ana", &[gate]);
    let mut lock = desk.lock(gate);
    let (_, bens, ben_card) = keyed(&desk, "Ben", &[gate]);
    cancel(&desk, ana);
    desk.lay(bens);
    desk.update_any().unwrap();
    assert_eq!((lock.hold(&ben_card), lock.hold(&found)), (OPENS, CANCELLED));
    desk.lay(anas);
    let said = encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap();
    let name = Some("Ana Soto".to_owned());
    assert!(
        matches!(&said, Recognised::Cancelled { name: of, by, .. } if *of == name && !by.is_empty()),
        "{said:?}"
    );
    assert!(matches!(desk.update_any(), Err(Error::KeyCancelled { .. })));
    encode::assign(&desk.console, &desk.permit(), ana, desk.over_all(), &desk.at()).unwrap();
    assert_eq!(status(&desk, ana), Status::Synchronized);
    assert_eq!(lock.hold(&found), OPENS, "it has another number");
}

#[test]
fn a_key_that_is_cancelled_while_it_is_written_is_refused_whatever_it_came_to_say() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, anas, card) = keyed(&desk, "Ana", &[gate]);
    let vault = desk.door("Vault");
    desk.give(ana, &[vault]);
    desk.lay(anas);
    let key = ask(&desk, ana).key;
    let (is_writing, began) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let may_go_on = Mutex::new(may_go_on);
    let at = desk.at_with(move |_, step| {
        if step == encode::Step::Writing && is_writing.send(()).is_ok() {
            let _ = may_go_on.lock().unwrap().recv();
        }
    });
    let written = thread::scope(|scope| {
        let update = || encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &at);
        let written = scope.spawn(update);
        began.recv().unwrap();
        cancelling::cancel(&desk.console, &desk.permit(), ana, key).unwrap();
        drop((began, go_on));
        written.join().unwrap()
    });
    assert!(written.is_err(), "{written:?}");
    assert_eq!(status(&desk, ana), Status::NoKey);
    let (_, bens, ben_card) = keyed(&desk, "Ben", &[gate]);
    desk.lay(bens);
    desk.update_any().unwrap();
    let mut lock = desk.lock(gate);
    lock.hold(&ben_card);
    assert_eq!(lock.hold(&card), CANCELLED);
}

#[test]
fn a_banned_persons_key_is_refused_until_it_is_written_anew() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, anas, ana_card) = keyed(&desk, "Ana", &[gate]);
    let (_, bens, ben_card) = keyed(&desk, "Ben", &[gate]);
    let ban = |ban| users::ban(&desk.console, &desk.permit(), &[ana], ban).unwrap();
    ban(Ban::PutOn);
    desk.lay(bens);
    desk.update_any().unwrap();
    let key = KeyId(i64::from(*carried(&ben_card).keys().next().unwrap()));
    assert_eq!(carried(&ben_card)[&code(key)], Refused::Below(sequence(&ana_card).unwrap() + 1));
    let mut lock = desk.lock(gate);
    lock.hold(&ben_card);
    assert_eq!(lock.hold(&ana_card), OLD);
    ban(Ban::Lift);
    assert_eq!(status(&desk, ana), Status::UpdateRequired, "edge case 15");
    assert_eq!(lock.hold(&ana_card), OLD);
    desk.lay(anas);
    desk.update(ana).unwrap();
    assert_eq!((lock.hold(&ana_card), status(&desk, ana)), (OPENS, Status::Synchronized));
    assert!(writing(&ana_card) > Some(1));
}

#[test]
fn after_a_ban_a_key_is_written_above_what_it_refuses_though_the_clock_went_back() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, anas, ana_card) = keyed(&desk, "Ana", &[gate]);
    let (_, bens, ben_card) = keyed(&desk, "Ben", &[gate]);
    desk.clock.advance(Duration::minutes(10));
    let ban = |ban| users::ban(&desk.console, &desk.permit(), &[ana], ban).unwrap();
    ban(Ban::PutOn);
    desk.lay(bens);
    desk.update_any().unwrap();
    let mut lock = desk.lock(gate);
    lock.hold(&ben_card);
    desk.clock.set(desk.clock.now() - Duration::minutes(8));
    ban(Ban::Lift);
    desk.lay(anas);
    desk.update(ana).unwrap();
    assert_eq!(lock.hold(&ana_card), OPENS);
}

#[test]
fn a_ban_that_is_lifted_before_any_key_was_written_leaves_nothing_behind() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, ..) = keyed(&desk, "Ana", &[gate]);
    let (_, bens, ben_card) = keyed(&desk, "Ben", &[gate]);
    desk.clock.advance(Duration::minutes(1));
    let ban = |ban| users::ban(&desk.console, &desk.permit(), &[ana], ban).unwrap();
    ban(Ban::PutOn);
    ban(Ban::Lift);
    assert_eq!(status(&desk, ana), Status::Synchronized);
    desk.lay(bens);
    desk.update_any().unwrap();
    assert_eq!(carried(&ben_card).len(), 0);
}

#[test]
fn a_banned_persons_key_can_be_cancelled_and_stays_so_when_the_ban_is_lifted() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, ..) = keyed(&desk, "Ana", &[gate]);
    let (_, bens, ben_card) = keyed(&desk, "Ben", &[gate]);
    users::ban(&desk.console, &desk.permit(), &[ana], Ban::PutOn).unwrap();
    let key = cancel(&desk, ana).key;
    users::ban(&desk.console, &desk.permit(), &[ana], Ban::Lift).unwrap();
    desk.lay(bens);
    desk.update_any().unwrap();
    assert_eq!(carried(&ben_card), BTreeMap::from([(code(key), Refused::All)]));
}

#[test]
fn a_clock_in_doubt_keeps_nobody_from_cancelling_and_lets_go_of_nothing() {
    let desk = desk_of(&Secret::new([7; 32]), Faults::NONE);
    let gate = desk.door("Gate");
    let (ana, ..) = keyed(&desk, "Ana", &[gate]);
    let (ben, ..) = keyed(&desk, "Ben", &[gate]);
    cancel(&desk, ana);
    desk.clock.advance(Duration::days(4_000));
    let said = cancel(&desk, ben);
    assert_eq!(said.fate, Fate::Listed, "whether it is over is not known");
    assert_eq!(resources(&desk).places.listed, 2);
}

#[test]
fn a_cancelled_key_that_is_read_says_whose_it_was_and_that_it_is_refused() {
    let desk = desk();
    let gate = desk.door("Gate");
    let (ana, anas, _) = keyed(&desk, "Ana", &[gate]);
    cancel(&desk, ana);
    desk.lay(anas);
    let (at, mut came) = (desk.at(), None);
    encode::read_next(&desk.console, &desk.permit(), &at, |result| {
        came = Some(result);
        at.stop.stop();
    });
    let Some(Err(Error::KeyCancelled { name: Some(name), by, .. })) = came else {
        panic!("{came:?}");
    };
    assert!(name.starts_with("Ana") && by == "marta", "{name}, {by}");
    let updated = desk.update_any();
    assert!(matches!(updated, Err(Error::KeyCancelled { .. })), "{updated:?}");
}
