//! Reset locker data: a key says which lockers it holds, and then none. Nothing else on it changes; and for every n: the key
//! gone at the n-th exchange, the program killed at every step, the disk full at every commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use keydesk::domain::event::Slots;
use keydesk::domain::lock::Decision;
use keydesk::domain::locker::LockerId;
use keydesk::domain::user::UserId;
use keydesk::encoders::{CardId, SIMULATED};
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::encode::{self, Error, LockersOfKey, Step};
use keydesk::operation::users;
use keydesk::simulator::{Fault, Moment, Settled, SharedCard};

use crate::cards::{APPLICATION, EV2, JOURNAL, OPENS, card, memory, rights, steps};
use crate::desk::{Desk, desk, desk_with};
use crate::free_assignment::{HAS_ANOTHER, free_locker, group, held, lockers_in, put, slot, zone};

/// Ana's key holds Locker 1 of the spa, and Locker 3 of the gym.
struct Scene {
    ana: UserId,
    lockers: [LockerId; 3],
    id: CardId,
    key: SharedCard,
}

fn scene(desk: &Desk) -> Scene {
    let place = desk.tray.cards().len();
    let named = |name: &str| format!("{name} {place}");
    let ana = desk.user("Ana", "García");
    let (spa, gym) = (zone(desk, &named("Spa"), group(1)), zone(desk, &named("Gym"), group(3)));
    let lockers = ["Locker 1", "Locker 2", "Locker 3"].map(|name| free_locker(desk, &named(name)));
    for (zone, locker) in [spa, spa, gym].into_iter().zip(lockers) {
        lockers_in(desk, zone, &put(locker)).unwrap();
    }
    for zone in [spa, gym] {
        let giving = keydesk::operation::zones::given_people(&desk.permit(), &desk.permit(), &put(ana));
        keydesk::operation::zones::give(&desk.console, &desk.permit(), zone, &giving).unwrap();
    }
    desk.change(ana, |draft| draft.options.audit_openings = true);
    let (id, key) = desk.put_in_tray(card(EV2, u8::try_from(place).unwrap()));
    desk.lay(id);
    desk.assign(ana).unwrap();
    for locker in [lockers[0], lockers[2]] {
        assert_eq!(desk.lock_of_locker(locker).turn(&key), Decision::Take);
    }
    Scene { ana, lockers, id, key }
}

fn read(desk: &Desk) -> Result<LockersOfKey, Error> {
    encode::lockers_of_key(&desk.console, &desk.permit(), SIMULATED)
}

fn reset(desk: &Desk, user: UserId) -> Result<LockersOfKey, Error> {
    encode::reset_lockers(&desk.console, &desk.permit(), user, &desk.at())
}

fn names(key: &LockersOfKey) -> Vec<(Option<&str>, u8, bool)> {
    let said = key.lockers.iter();
    said.map(|locker| (locker.name.as_deref(), locker.group.number(), locker.is_proven)).collect()
}

fn journal(key: &SharedCard) -> Vec<u8> {
    key.lock().file(APPLICATION, JOURNAL).unwrap().to_vec()
}

#[test]
fn a_key_says_which_lockers_it_holds_and_then_none_and_nothing_else_on_it_changes() {
    let desk = desk();
    let scene = scene(&desk);
    let (front, before) = (desk.door("Front"), memory(&scene.key));
    let shown = read(&desk).unwrap();
    assert_eq!(shown.name, "Ana García");
    assert_eq!(names(&shown), [(Some("Locker 1 0"), 1, true), (Some("Locker 3 0"), 3, true)]);
    assert_eq!((memory(&scene.key), held(&desk)), (before, 2), "reading writes nothing on it");
    // A door wrote on it since.
    desk.give(scene.ana, &[front]);
    desk.update_any().unwrap();
    desk.lock(front).pass(&scene.key);
    let (image, mut file) = (rights(&scene.key), journal(&scene.key));
    let (told, watch) = steps();
    let at = desk.at_with(watch);
    let done = encode::reset_lockers(&desk.console, &desk.permit(), scene.ana, &at).unwrap();
    assert_eq!(done, shown);
    assert_eq!(
        *told.lock().unwrap(),
        [Step::Waiting, Step::Reading, Step::Writing, Step::Comparing, Step::Done]
    );
    assert_eq!((slot(&scene.key, 1), slot(&scene.key, 3), held(&desk)), (Slots::EMPTY, Slots::EMPTY, 0));
    let end = file.len();
    file[end - 16..].fill(0);
    file[end - 48..end - 32].fill(0);
    assert_eq!((rights(&scene.key), journal(&scene.key)), (image, file));
    let trail = desk.trail(2);
    assert_eq!(trail[0].0, "key-lockers-reset");
    assert_eq!(trail[1].0, "key-lockers-reset-begun");
    assert!(trail[1].1.contains(r#""lockers":["Locker 1 0","Locker 3 0"]"#), "{}", trail[1].1);
    // It holds none, and nothing is done to one that holds none.
    let before = memory(&scene.key);
    assert_eq!(names(&reset(&desk, scene.ana).unwrap()), []);
    assert_eq!((memory(&scene.key), desk.trail(2)), (before, trail));
    assert_eq!(desk.lock_of_locker(scene.lockers[1]).turn(&scene.key), Decision::Take);
}

#[test]
fn the_lock_of_a_locker_does_not_know_that_its_key_was_reset() {
    let desk = desk();
    let scene = scene(&desk);
    let [one, two, _] = scene.lockers;
    let (mut one, mut two) = (desk.lock_of_locker(one), desk.lock_of_locker(two));
    assert_eq!((one.turn(&scene.key), two.turn(&scene.key)), (Decision::Take, HAS_ANOTHER));
    reset(&desk, scene.ana).unwrap();
    assert_eq!((two.turn(&scene.key), one.turn(&scene.key)), (Decision::Take, OPENS));
}

#[test]
fn what_is_not_proven_and_what_is_gone_is_said_and_reset() {
    let desk = desk();
    let scene = scene(&desk);
    let mut file = journal(&scene.key);
    *file.last_mut().unwrap() ^= 1;
    scene.key.lock().set_file(APPLICATION, JOURNAL, &file).unwrap();
    keydesk::operation::lockers::delete(&desk.console, &desk.permit(), scene.lockers[2]).unwrap();
    assert_eq!(names(&read(&desk).unwrap()), [(Some("Locker 1 0"), 1, false), (None, 3, true)]);
    assert_eq!(held(&desk), 0);
    reset(&desk, scene.ana).unwrap();
    assert_eq!((slot(&scene.key, 1), slot(&scene.key, 3)), (Slots::EMPTY, Slots::EMPTY));
}

#[test]
fn what_is_not_the_key_that_was_shown_is_refused_and_left_as_it_is() {
    let desk = desk();
    let (scene, other) = (scene(&desk), scene(&desk));
    let (blank, _) = desk.put_in_tray(card(EV2, 0x70));
    let untouched = |key: &SharedCard, refused: &dyn Fn() -> [Result<LockersOfKey, Error>; 2], what: &str| {
        let before = memory(key);
        for refused in refused() {
            assert!(refused.is_err(), "{what}: {refused:?}");
        }
        assert_eq!(memory(key), before, "{what}");
    };
    desk.lay(other.id);
    let result = reset(&desk, scene.ana);
    assert!(matches!(result, Err(Error::InvalidUserKey(Some(_)))), "{result:?}");
    untouched(&other.key, &|| [reset(&desk, scene.ana), reset(&desk, scene.ana)], "another person's");
    desk.lay(blank);
    assert!(matches!(read(&desk), Err(Error::BlankCard)));
    assert!(matches!(reset(&desk, scene.ana), Err(Error::BlankCard)));
    // Put back to an older writing.
    desk.lay(scene.id);
    let older = rights(&scene.key).unwrap();
    desk.clock.advance(chrono::Duration::minutes(1));
    desk.update_any().unwrap();
    desk.update_any().unwrap();
    scene.key.lock().set_file(APPLICATION, 1, &older).unwrap();
    assert!(matches!(read(&desk), Err(Error::Mismatch(..))));
    untouched(&scene.key, &|| [read(&desk), reset(&desk, scene.ana)], "put back");
    // Nobody's any more.
    desk.lay(other.id);
    let until = users::open(&desk.console, &desk.permit(), other.ana).unwrap().key.unwrap().until;
    desk.clock.set(until);
    users::delete(&desk.console, &desk.permit(), &[other.ana]).unwrap();
    assert!(matches!(read(&desk), Err(Error::KeyOfNobody(_))));
}

/// The key goes at every exchange. Either it is put back, or it is called off: then it says both lockers or none, the desk
/// goes by what it read, and the next look settles it.
#[test]
fn a_key_that_is_gone_at_any_exchange_says_all_or_nothing_and_so_does_the_desk() {
    let desk = desk();
    let exchanges = {
        let scene = scene(&desk);
        scene.key.lock().reset_traffic();
        reset(&desk, scene.ana).unwrap();
        scene.key.lock().traffic().exchanges
    };
    let scene = scene(&desk);
    let taken = journal(&scene.key);
    let (mut open, mut removed) = (0, 0);
    for exchange in 1..=exchanges {
        for settled in [Settled::Undone, Settled::Done] {
            let what = format!("exchange {exchange} of {exchanges}, {settled:?}");
            let gone = Fault { exchange, moment: Moment::DuringCommand(settled) };
            let again = || {
                scene.key.lock().set_file(APPLICATION, JOURNAL, &taken).unwrap();
                desk.lay(scene.id);
                assert_eq!(read(&desk).unwrap().lockers.len(), 2, "{what}");
                scene.key.lock().reset_traffic();
                scene.key.lock().plan(gone);
            };
            again();
            let put_back = desk.at_put_back(scene.id, || ());
            encode::reset_lockers(&desk.console, &desk.permit(), scene.ana, &put_back)
                .unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!((slot(&scene.key, 1), slot(&scene.key, 3)), (Slots::EMPTY, Slots::EMPTY), "{what}");
            assert_eq!(held(&desk), 0, "{what}");
            again();
            match reset(&desk, scene.ana) {
                Err(Error::LockersUnknown) => open += 1,
                Err(Error::RemovedTooSoon | Error::Stopped) => {
                    removed += 1;
                    assert_eq!(journal(&scene.key), taken, "{what}: it says what it said");
                }
                other => panic!("{what}: {other:?}"),
            }
            assert_eq!(slot(&scene.key, 1) == Slots::EMPTY, slot(&scene.key, 3) == Slots::EMPTY, "{what}");
            assert_eq!(held(&desk), 2, "{what}: as it was read last");
            desk.lay(scene.id);
            let says = read(&desk).unwrap().lockers.len();
            assert_eq!(says == 0, slot(&scene.key, 1) == Slots::EMPTY, "{what}");
            assert_eq!(held(&desk), i64::try_from(says).unwrap(), "{what}");
        }
    }
    assert!(open >= 2 && removed >= 8, "{open} open, {removed} removed");
}

#[test]
fn a_program_that_ends_and_a_disk_that_is_full_leave_nothing_that_is_not_so() {
    let points = [
        (Point::BeforeIntent, Verdict::Killed),
        (Point::AfterIntent, Verdict::Killed),
        (Point::AfterCard, Verdict::Killed),
        (Point::AfterOutcome, Verdict::Killed),
    ];
    let commits = [(Point::Commit, Verdict::DiskFull), (Point::Commit, Verdict::Killed)];
    let left = Arc::new(AtomicUsize::new(0));
    for (what, verdict) in points.into_iter().chain(commits) {
        for nth in 1..=if what == Point::Commit { 2 } else { 1 } {
            let counted = Arc::clone(&left);
            let faults = Faults::new(move |point| {
                let is_meant = point == what && counted.load(Ordering::SeqCst) > 0;
                let is_nth = is_meant && counted.fetch_sub(1, Ordering::SeqCst) == 1;
                if is_nth { verdict } else { Verdict::GoOn }
            });
            let desk = desk_with(faults);
            let scene = scene(&desk);
            read(&desk).unwrap();
            left.store(nth, Ordering::SeqCst);
            let result = reset(&desk, scene.ana);
            left.store(0, Ordering::SeqCst);
            let what = format!("{what:?} {nth} {verdict:?}: {result:?}");
            assert!(result.is_err(), "{what}");
            let (is_reset, known) = (slot(&scene.key, 1) == Slots::EMPTY, held(&desk));
            assert!(known == 2 || is_reset && known == 0, "{what}: {is_reset}, {known}");
            let trail = desk.trail(1);
            assert_eq!(trail[0].0 == "key-lockers-reset", known == 0, "{what}");
            assert!(!is_reset || trail[0].0.starts_with("key-lockers-reset"), "{what}: the trail has it");
            let desk = desk.again();
            desk.lay(scene_id(&desk));
            assert_eq!(read(&desk).unwrap().lockers.is_empty(), is_reset, "{what}");
            assert_eq!(held(&desk) == 0, is_reset, "{what}");
        }
    }
}

/// The one card of a desk.
fn scene_id(desk: &Desk) -> CardId {
    desk.tray.cards()[0].id
}
