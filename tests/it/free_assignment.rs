//! Lockers and zones of free assignment: a key takes a locker and opens it again, one of each group at a time, and the desk
//! learns of it when the key comes home.

use keydesk::domain::event::Slots;
use keydesk::domain::image::Image;
use keydesk::domain::key::{Reason, Status};
use keydesk::domain::lock::{Decision, Refusal};
use keydesk::domain::locker::LockerId;
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::domain::zone::{Draft, Group, Kind, ZoneId};
use keydesk::encoders::SIMULATED;
use keydesk::operation::{
    Changes, Error, Giving, StorageError, encode, lockers, options, undo, users, zones,
};
use keydesk::simulator::SharedCard;

use crate::cards::{APPLICATION, EV2, JOURNAL, NOT_HERE, OPENS, card, rights};
use keydesk::clock::Clock as _;

use crate::desk::{Desk, desk};

pub const HAS_ANOTHER: Decision = Decision::Refuse(Refusal::HasAnother);

pub fn group(number: u8) -> Kind {
    Kind::Free(Group::new(number).unwrap())
}

pub fn put<To>(to: To) -> Changes<To> {
    Changes { give: vec![Grant { to, limit: Limit::ALWAYS }], ..Changes::default() }
}

fn taken<To>(to: To) -> Changes<To> {
    Changes { take: vec![to], ..Changes::default() }
}

pub fn zone(desk: &Desk, name: &str, kind: Kind) -> ZoneId {
    let draft = zones::blank(&desk.console, &desk.permit()).unwrap();
    let draft = Draft { name: name.to_owned(), own: kind, ..draft };
    zones::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn set_free(desk: &Desk, locker: LockerId, is_free: bool) -> Result<(), Error> {
    let mut page = lockers::open(&desk.console, &desk.permit(), locker).unwrap();
    page.draft.own.free = is_free;
    lockers::save(&desk.console, &desk.permit(), locker, page.version, &page.draft, &Giving::nothing())
        .map(drop)
}

pub fn free_locker(desk: &Desk, name: &str) -> LockerId {
    let locker = desk.locker(name);
    set_free(desk, locker, true).unwrap();
    locker
}

pub fn lockers_in(desk: &Desk, zone: ZoneId, changes: &Changes<LockerId>) -> Result<(), Error> {
    let giving = lockers::given_to_zones(&desk.permit(), &desk.permit(), changes);
    zones::give(&desk.console, &desk.permit(), zone, &giving).map(drop)
}

fn status(desk: &Desk, user: UserId) -> Status {
    let page = users::open(&desk.console, &desk.permit(), user).unwrap();
    page.key.map_or(Status::NoKey, |key| key.status)
}

fn people_of(desk: &Desk, zone: ZoneId, changes: &Changes<UserId>) -> (usize, usize) {
    let giving = zones::given_people(&desk.permit(), &desk.permit(), changes);
    let foretold = zones::impact(&desk.console, &desk.permit(), zone, &giving).unwrap();
    let done = zones::give(&desk.console, &desk.permit(), zone, &giving).unwrap();
    assert_eq!(done, foretold, "what was foretold");
    (done.updates, done.re_editions)
}

#[test]
fn a_zone_of_free_assignment_holds_lockers_of_free_assignment_of_one_group_and_stays_one() {
    let desk = desk();
    let (spa, gym, plain) =
        (zone(&desk, "Spa", group(1)), zone(&desk, "Gym", group(2)), zone(&desk, "Cleaning", Kind::High));
    let (locker, fixed) = (free_locker(&desk, "Locker 1"), desk.locker("Locker 2"));
    let is = |result: Result<(), Error>, error: StorageError| {
        assert_eq!(result.map_err(|error| error.to_string()), Err(error.to_string()));
    };
    is(lockers_in(&desk, spa, &put(fixed)), StorageError::ZoneOfLockers);
    let door = desk.door("Staff entrance");
    let doors = zones::given_doors(&desk.permit(), &desk.permit(), &put(door));
    is(zones::give(&desk.console, &desk.permit(), spa, &doors).map(drop), StorageError::ZoneOfLockers);
    lockers_in(&desk, spa, &put(locker)).unwrap();
    is(lockers_in(&desk, gym, &put(locker)), StorageError::LockerInOtherGroup);
    lockers_in(&desk, zone(&desk, "Pool", group(1)), &put(locker)).unwrap();
    lockers_in(&desk, plain, &put(locker)).unwrap();
    is(set_free(&desk, locker, false), StorageError::LockerInFreeZone);
    set_free(&desk, fixed, true).unwrap();
    set_free(&desk, fixed, false).unwrap();
    for other in [Kind::High, group(2)] {
        let page = zones::open(&desk.console, &desk.permit(), spa).unwrap();
        let draft = Draft { own: other, ..page.draft };
        let saved = zones::save(&desk.console, &desk.permit(), spa, page.version, &draft, &Giving::nothing());
        is(saved.map(drop), StorageError::ZoneKindStays);
    }
}

#[test]
fn a_first_zone_of_a_group_takes_an_encoder_and_a_further_one_an_update() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let (spa, pool, gym) =
        (zone(&desk, "Spa", group(1)), zone(&desk, "Pool", group(1)), zone(&desk, "Gym", group(2)));
    let (one, two) = (free_locker(&desk, "Locker 1"), free_locker(&desk, "Locker 2"));
    lockers_in(&desk, pool, &put(one)).unwrap();
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    assert_eq!(people_of(&desk, spa, &put(ana)), (0, 1), "also while no locker is in it");
    assert_eq!(status(&desk, ana), Status::ReEditionRequired);
    let reasons = users::open(&desk.console, &desk.permit(), ana).unwrap().key.unwrap().reasons;
    assert_eq!(reasons, [Reason::Lockers]);
    desk.update(ana).unwrap();
    assert_eq!(people_of(&desk, pool, &put(ana)), (1, 0), "the group is there");
    desk.update(ana).unwrap();
    lockers_in(&desk, spa, &put(two)).unwrap();
    assert_eq!(status(&desk, ana), Status::UpdateRequired);
    desk.update(ana).unwrap();
    assert_eq!(people_of(&desk, gym, &put(ana)), (0, 1));
    desk.update(ana).unwrap();
    let image = Image::decode(&rights(&key).unwrap()).unwrap();
    assert_eq!(image.body.rights.slots().bits(), 0b11);
    assert_eq!(image.body.rights.free().len(), 2);
    assert_eq!(crate::cards::journal(&key).room(), 29, "of 31 records");
    assert_eq!(status(&desk, ana), Status::Synchronized);
    assert_eq!(people_of(&desk, gym, &taken(ana)), (0, 1), "room that is not needed goes as it came");
}

/// Number 12 of the edge cases, with keys that a desk wrote.
#[test]
fn a_key_keeps_its_locker_through_updates_and_takes_no_second_one() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let (spa, gym) = (zone(&desk, "Spa", group(1)), zone(&desk, "Gym", group(2)));
    let [one, two, three] = ["Locker 1", "Locker 2", "Locker 3"].map(|name| free_locker(&desk, name));
    for (zone, locker) in [(spa, one), (spa, two), (gym, three)] {
        lockers_in(&desk, zone, &put(locker)).unwrap();
    }
    people_of(&desk, spa, &put(ana));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let [mut first, mut second, mut third] = [one, two, three].map(|locker| desk.lock_of_locker(locker));
    assert_eq!(first.turn(&key), Decision::Take);
    assert_eq!((second.turn(&key), third.turn(&key)), (HAS_ANOTHER, NOT_HERE));
    // Another area is made, and the journal has less room: what is held stays.
    people_of(&desk, gym, &put(ana));
    desk.change(ana, |draft| draft.options.audit_openings = true);
    desk.update(ana).unwrap();
    assert_eq!((second.turn(&key), third.turn(&key)), (HAS_ANOTHER, Decision::Take));
    desk.update(ana).unwrap();
    assert_eq!((first.turn(&key), third.turn(&key)), (OPENS, OPENS));
    assert_eq!(second.turn(&key), Decision::Take);
    // A zone that is taken away takes the right with it, and its room.
    people_of(&desk, spa, &taken(ana));
    desk.update(ana).unwrap();
    assert_eq!((second.turn(&key), slot(&key, 1)), (NOT_HERE, Slots::EMPTY), "and what was held");
    people_of(&desk, spa, &put(ana));
    desk.update(ana).unwrap();
    assert_eq!(first.turn(&key), Decision::Take, "a slot that comes to be is empty, whatever lay there");
}

/// What the slot of a group says, whether the key has the group or not.
pub fn slot(key: &SharedCard, group: usize) -> [u8; 16] {
    let key = key.lock();
    let file = key.file(APPLICATION, JOURNAL).unwrap();
    *file[file.len() - 16 * group..].first_chunk().unwrap()
}

#[test]
fn a_locker_that_is_gone_is_held_no_longer_once_the_key_is_written() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let spa = zone(&desk, "Spa", group(1));
    let [one, two, three] = ["Locker 1", "Locker 2", "Locker 3"].map(|name| free_locker(&desk, name));
    for locker in [one, two, three] {
        lockers_in(&desk, spa, &put(locker)).unwrap();
    }
    people_of(&desk, spa, &put(ana));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let mut second = desk.lock_of_locker(two);
    assert_eq!(desk.lock_of_locker(one).turn(&key), Decision::Take);
    desk.update_any().unwrap();
    assert_eq!((second.turn(&key), held(&desk)), (HAS_ANOTHER, 1), "it is there, and stays");
    lockers::delete(&desk.console, &desk.permit(), one).unwrap();
    assert_eq!((second.turn(&key), held(&desk)), (HAS_ANOTHER, 0), "the key says so still");
    encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap();
    let lines = desk.trail(1);
    encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap();
    assert_eq!((desk.trail(1), held(&desk)), (lines, 0), "nothing is known anew of a locker that is gone");
    desk.update_any().unwrap();
    assert_eq!(slot(&key, 1), Slots::EMPTY);
    assert_eq!(second.turn(&key), Decision::Take);
    // One that is given to one person from now on is nobody's to take either.
    desk.update_any().unwrap();
    assert_eq!(held(&desk), 1);
    lockers_in(&desk, spa, &taken(two)).unwrap();
    set_free(&desk, two, false).unwrap();
    assert_eq!(held(&desk), 0);
    desk.update_any().unwrap();
    assert_eq!(desk.lock_of_locker(three).turn(&key), Decision::Take);
}

#[test]
fn what_a_key_held_is_known_no_longer_than_the_key_and_its_group() {
    let desk = desk();
    let [ana, bob] = ["Ana", "Bob"].map(|name| desk.user(name, "García"));
    let (spa, gym) = (zone(&desk, "Spa", group(1)), zone(&desk, "Gym", group(2)));
    let [one, two] = ["Locker 1", "Locker 2"].map(|name| free_locker(&desk, name));
    lockers_in(&desk, spa, &put(one)).unwrap();
    lockers_in(&desk, gym, &put(two)).unwrap();
    people_of(&desk, spa, &put(ana));
    people_of(&desk, gym, &put(ana));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    for locker in [one, two] {
        assert_eq!(desk.lock_of_locker(locker).turn(&key), Decision::Take);
    }
    desk.update_any().unwrap();
    let loses = || encode::preview(&desk.console, &desk.permit(), ana).unwrap().loses;
    assert_eq!(loses(), []);
    people_of(&desk, spa, &taken(ana));
    assert_eq!(held(&desk), 2, "the key says it, until it is written");
    let lost = loses();
    assert_eq!(lost.iter().map(|held| held.name.as_deref()).collect::<Vec<_>>(), [Some("Locker 1")]);
    desk.update_any().unwrap();
    assert_eq!((held(&desk), loses()), (1, Vec::new()));
    // The key ended; what it says, when it comes home, is what it was.
    let until = users::open(&desk.console, &desk.permit(), ana).unwrap().key.unwrap().until;
    desk.clock.set(until);
    users::delete(&desk.console, &desk.permit(), &[ana]).unwrap();
    assert_eq!(held(&desk), 0);
    people_of(&desk, gym, &put(bob));
    encode::assign(&desk.console, &desk.permit(), bob, desk.over_all(), &desk.at()).unwrap();
    assert_eq!((held(&desk), slot(&key, 2)), (0, Slots::EMPTY));
}

/// How many lockers the desk knows to be held.
pub fn held(desk: &Desk) -> i64 {
    desk.database().query_row("SELECT count(*) FROM locker_holdings", [], |row| row.get(0)).unwrap()
}

#[test]
fn what_was_there_before_is_no_locker_that_a_new_key_holds() {
    let desk = desk();
    let [ana, bob] = ["Ana", "Bob"].map(|name| desk.user(name, "García"));
    let spa = zone(&desk, "Spa", group(1));
    let (one, two) = (free_locker(&desk, "Locker 1"), free_locker(&desk, "Locker 2"));
    lockers_in(&desk, spa, &put(one)).unwrap();
    lockers_in(&desk, spa, &put(two)).unwrap();
    let both = Changes {
        give: [ana, bob].map(|to| Grant { to, limit: Limit::ALWAYS }).into(),
        ..Changes::default()
    };
    people_of(&desk, spa, &both);
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    assert_eq!(desk.lock_of_locker(one).turn(&key), Decision::Take);
    desk.sql("UPDATE keys SET ended_at = written_at");
    let over = desk.over_all();
    encode::assign(&desk.console, &desk.permit(), bob, over, &desk.at()).unwrap();
    assert_eq!(desk.lock_of_locker(two).turn(&key), Decision::Take);
}

#[test]
fn what_a_key_holds_is_known_when_it_was_read() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let spa = zone(&desk, "Spa", group(1));
    let locker = free_locker(&desk, "Locker 1");
    lockers_in(&desk, spa, &put(locker)).unwrap();
    people_of(&desk, spa, &put(ana));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let held = || held(&desk);
    let mut lock = desk.lock_of_locker(locker);
    lock.turn(&key);
    assert_eq!(held(), 0);
    desk.update_any().unwrap();
    assert_eq!(held(), 1);
    // What the lock did not write is nothing.
    let file = key.lock().file(APPLICATION, JOURNAL).unwrap().to_vec();
    let mut altered = file.clone();
    *altered.last_mut().unwrap() ^= 1;
    key.lock().set_file(APPLICATION, JOURNAL, &altered).unwrap();
    desk.update_any().unwrap();
    assert_eq!(held(), 0);
    key.lock().set_file(APPLICATION, JOURNAL, &file).unwrap();
    desk.update_any().unwrap();
    assert_eq!((held(), lock.turn(&key)), (1, OPENS));
    desk.update_any().unwrap();
    assert_eq!(held(), 0);
    assert_eq!(Slots::EMPTY, key.lock().file(APPLICATION, JOURNAL).unwrap()[512 - 16..]);
}

/// The list says who has a locker since when, as of when the key was read.
#[test]
fn the_desk_tells_who_has_a_locker_since_when_and_as_of_when() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let spa = zone(&desk, "Spa", group(1));
    let locker = free_locker(&desk, "Locker 1");
    lockers_in(&desk, spa, &put(locker)).unwrap();
    people_of(&desk, spa, &put(ana));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let row = || lockers::list(&desk.console, &desk.permit()).unwrap().remove(0).besides;
    assert_eq!((row().is_free, row().taken), (true, None));
    let taken_at = desk.clock.now();
    let mut lock = desk.lock_of_locker(locker);
    lock.turn(&key);
    desk.clock.advance(chrono::Duration::hours(2));
    // Looking at a key is enough to learn of it, and once.
    let recognise = || encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap();
    recognise();
    let taken = row().taken.unwrap();
    assert_eq!((taken.by.as_deref(), taken.since), (Some("Ana García"), taken_at));
    assert_eq!(taken.read_at, desk.clock.now());
    desk.clock.advance(chrono::Duration::hours(1));
    recognise();
    assert_eq!(row().taken, Some(taken.clone()), "what is known is not said anew");
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap().key.unwrap();
    assert_eq!(page.lockers[0].name.as_deref(), Some("Locker 1"));
    assert_eq!(lockers::open(&desk.console, &desk.permit(), locker).unwrap().besides.taken, Some(taken));
    // Another key took it since: the later one has it, whichever was read first.
    let bob = desk.user("Bob", "García");
    people_of(&desk, spa, &put(bob));
    let (other, its) = desk.put_in_tray(card(EV2, 2));
    desk.lay(other);
    desk.assign(bob).unwrap();
    let mut opened = desk.lock_of_locker(locker);
    opened.turn(&its);
    recognise();
    assert_eq!(row().taken.unwrap().by.as_deref(), Some("Bob García"));
    desk.lay(id);
    desk.update_any().unwrap();
    assert_eq!(row().taken.unwrap().by.as_deref(), Some("Bob García"));
    // Opened, and read: nobody is known to have it but Ana, whose key says so still.
    opened.turn(&its);
    desk.lay(other);
    recognise();
    assert_eq!(row().taken.unwrap().by.as_deref(), Some("Ana García"));
    // What became of whoever had it does not open the locker.
    desk.lay(id);
    lockers::delete(&desk.console, &desk.permit(), locker).unwrap();
    assert_eq!(held(&desk), 0, "of a locker that is gone nothing is known");
}

/// A locker that becomes one of free assignment is put into its zone by the same save; back again likewise, and by undo.
#[test]
fn one_save_makes_a_locker_free_and_puts_it_into_the_zone_and_another_takes_both_back() {
    let desk = desk();
    let (spa, locker) = (zone(&desk, "Spa", group(1)), desk.locker("Locker 1"));
    let save = |is_free: bool, zones: &Changes<ZoneId>| {
        let mut page = lockers::open(&desk.console, &desk.permit(), locker).unwrap();
        page.draft.own.free = is_free;
        let giving = lockers::given_zones(&desk.permit(), &desk.permit(), zones);
        lockers::save(&desk.console, &desk.permit(), locker, page.version, &page.draft, &giving).map(drop)
    };
    let is_free =
        || lockers::open(&desk.console, &desk.permit(), locker).map(|page| page.draft.own.free).unwrap();
    save(true, &put(spa)).unwrap();
    let own = desk.session.own();
    let last = undo::last(&desk.console, &own).unwrap();
    undo::undo(&desk.console, &own, last.token).unwrap();
    assert!(!is_free());
    save(true, &put(spa)).unwrap();
    assert!(save(false, &Changes::default()).is_err(), "it is in the zone still");
    assert!(is_free());
    save(false, &taken(spa)).unwrap();
    assert!(!is_free());
}

/// Number 13 of the edge cases: what the list forgets, the key goes on saying.
#[test]
fn the_list_forgets_who_has_a_locker_and_neither_the_key_nor_the_locker_knows() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let spa = zone(&desk, "Spa", group(1));
    let [one, two] = ["Locker 1", "Locker 2"].map(|name| free_locker(&desk, name));
    lockers_in(&desk, spa, &put(one)).unwrap();
    lockers_in(&desk, spa, &put(two)).unwrap();
    people_of(&desk, spa, &put(ana));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let mut lock = desk.lock_of_locker(one);
    assert_eq!(lock.turn(&key), Decision::Take);
    let recognise = || encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap();
    recognise();
    let rows = || -> Vec<(bool, bool)> {
        let rows = lockers::list(&desk.console, &desk.permit()).unwrap().into_iter();
        rows.map(|row| (row.besides.taken.is_some(), row.besides.may_forget)).collect()
    };
    let forget = || lockers::forget_holders(&desk.console, &desk.permit(), &[one, two]);
    assert_eq!(rows(), [(true, false), (false, false)], "the site has not chosen that");
    assert!(matches!(forget(), Err(Error::Storage(StorageError::LockersNotControlled))));
    let page = options::doors(&desk.console, &desk.permit()).unwrap();
    let draft = keydesk::domain::door_options::Draft { lockers_controlled: true, ..page.draft };
    assert_eq!(options::save_doors(&desk.console, &desk.permit(), page.version, &draft).unwrap(), 0);
    assert!(options::doors(&desk.console, &desk.permit()).unwrap().draft.lockers_controlled);
    assert_eq!(rows(), [(true, true), (false, false)]);
    let before = crate::cards::memory(&key);
    assert_eq!((forget().unwrap(), forget().unwrap()), (1, 0));
    assert_eq!(desk.trail(1)[0].0, "locker-holders-forgotten");
    assert_eq!((rows(), crate::cards::memory(&key)), (vec![(false, false); 2], before));
    assert_eq!(desk.lock_of_locker(two).turn(&key), HAS_ANOTHER, "the key says so still");
    recognise();
    assert_eq!((rows()[0], lock.turn(&key)), ((true, true), OPENS));
}
