//! Zones: a door that is put into one is on the keys of everybody who has it, whichever way, and leaves them with it.

use keydesk::domain::door::DoorId;
use keydesk::domain::key::Status;
use keydesk::domain::user::{Between, Grant, Limit, UserId};
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::zone::{Draft, Kind, LOW_MAX, Zone, ZoneId};
use keydesk::operation::{
    Changes, Error, Giving, StorageError, doors, undo, user_access_levels, users, zones,
};

use crate::cards::{EV2, NOT_HERE, OPENS, ask, card};
use crate::desk::{Desk, at, desk};

fn add(desk: &Desk, name: &str) -> ZoneId {
    let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = name.to_owned();
    zones::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn add_low(desk: &Desk, name: &str) -> Result<ZoneId, Error> {
    let draft = zones::blank(&desk.console, &desk.permit())?;
    let draft = Draft { name: name.to_owned(), own: Kind::Low, ..draft };
    zones::add(&desk.console, &desk.permit(), &draft, &Giving::nothing())
}

fn put<To>(to: To, between: Option<Between>) -> Changes<To> {
    Changes { give: vec![Grant { to, limit: Limit::within(between) }], ..Changes::default() }
}

fn taken<To>(to: To) -> Changes<To> {
    Changes { take: vec![to], ..Changes::default() }
}

/// Says how many keys need an update for it, as it was foretold.
fn give(desk: &Desk, zone: ZoneId, giving: &Giving<Zone>) -> usize {
    let foretold = zones::impact(&desk.console, &desk.permit(), zone, giving).unwrap();
    let done = zones::give(&desk.console, &desk.permit(), zone, giving).unwrap();
    assert_eq!(done, foretold, "what was foretold");
    done.updates
}

fn doors_of(desk: &Desk, zone: ZoneId, changes: &Changes<DoorId>) -> usize {
    give(desk, zone, &zones::given_doors(&desk.permit(), &desk.permit(), changes))
}

fn people_of(desk: &Desk, zone: ZoneId, changes: &Changes<UserId>) -> usize {
    give(desk, zone, &zones::given_people(&desk.permit(), &desk.permit(), changes))
}

fn levels_of(desk: &Desk, zone: ZoneId, changes: &Changes<UserAccessLevelId>) -> usize {
    give(desk, zone, &zones::given_levels(&desk.permit(), &desk.permit(), changes))
}

fn level_of(desk: &Desk, user: UserId) -> UserAccessLevelId {
    let mut draft = user_access_levels::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Cleaning".to_owned();
    let level = user_access_levels::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let members = user_access_levels::given_people(&desk.permit(), &put(user, None));
    user_access_levels::give(&desk.console, &desk.permit(), level, &members).unwrap();
    level
}

fn status(desk: &Desk, user: UserId) -> Status {
    users::open(&desk.console, &desk.permit(), user).unwrap().key.unwrap().status
}

#[test]
fn a_door_comes_and_goes_with_its_zone_for_everybody_who_has_it_and_for_nobody_else() {
    let desk = desk();
    let [ana, bob, eva] = ["Ana", "Bob", "Eva"].map(|name| desk.user(name, "García"));
    let (front, back) = (desk.door("Front"), desk.door("Back"));
    let floor = add(&desk, "First floor");
    doors_of(&desk, floor, &put(front, None));
    people_of(&desk, floor, &put(ana, None));
    levels_of(&desk, floor, &put(level_of(&desk, bob), None));
    let cards: Vec<_> = (1..)
        .zip([ana, bob, eva])
        .map(|(number, user)| {
            let (id, key) = desk.put_in_tray(card(EV2, number));
            desk.lay(id);
            desk.assign(user).unwrap();
            (id, key)
        })
        .collect();
    let opens = |door| cards.iter().map(|(_, key)| ask(&desk, key, door) == OPENS).collect::<Vec<_>>();
    assert_eq!((opens(front), opens(back)), (vec![true, true, false], vec![false; 3]));
    // A door is put into it: whose keys follow is who has the zone, by whichever way.
    assert_eq!(doors_of(&desk, floor, &put(back, None)), 2);
    use Status::{Synchronized as Same, UpdateRequired as Update};
    assert_eq!([ana, bob, eva].map(|user| status(&desk, user)), [Update, Update, Same]);
    let holders = doors::open(&desk.console, &desk.permit(), back).unwrap().besides.people;
    assert_eq!(holders, 2);
    for ((id, _), user) in cards.iter().zip([ana, bob]) {
        desk.lay(*id);
        desk.update(user).unwrap();
    }
    assert_eq!(opens(back), [true, true, false]);
    // It is taken out again, and that is undone.
    assert_eq!(doors_of(&desk, floor, &taken(front)), 2);
    let last = undo::last(&desk.console, &desk.session.own()).unwrap();
    undo::undo(&desk.console, &desk.session.own(), last.token).unwrap();
    assert_eq!([ana, bob].map(|user| status(&desk, user)), [Same, Same]);
    // The zone is deleted: its doors stay, and what it gave goes.
    assert_eq!(zones::delete(&desk.console, &desk.permit(), floor).unwrap().updates, 2);
    desk.lay(cards[1].0);
    desk.update(bob).unwrap();
    assert_eq!(ask(&desk, &cards[1].1, back), NOT_HERE);
    assert_eq!(doors::list(&desk.console, &desk.permit()).unwrap().len(), 2);
    assert!(zones::list(&desk.console, &desk.permit()).unwrap().is_empty());
}

#[test]
fn a_key_opens_a_door_of_a_zone_as_long_as_everything_on_the_way_allows() {
    let desk = desk();
    let between = |from: &str, until: &str| Some(Between::new(at(from), at(until)).unwrap());
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    let (floor, level) = (add(&desk, "First floor"), level_of(&desk, ana));
    doors_of(&desk, floor, &put(front, between("2026-11-20 00:00", "2026-11-24 00:00")));
    levels_of(&desk, floor, &put(level, between("2026-11-22 12:00", "2026-11-30 00:00")));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let opens = |moment: &str| {
        desk.clock.set(at(moment));
        ask(&desk, &key, front) == OPENS
    };
    let moments = ["2026-11-22 11:59", "2026-11-22 12:00", "2026-11-23 23:59", "2026-11-24 00:00"].map(opens);
    assert_eq!(moments, [false, true, true, false]);
}

#[test]
fn a_zone_gives_a_member_of_a_level_nothing_twice_and_each_way_is_taken_by_itself() {
    let desk = desk();
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    let (floor, level) = (add(&desk, "First floor"), level_of(&desk, ana));
    doors_of(&desk, floor, &put(front, None));
    people_of(&desk, floor, &put(ana, None));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    assert_eq!(levels_of(&desk, floor, &put(level, None)), 0, "the key says it already");
    assert_eq!(people_of(&desk, floor, &taken(ana)), 0, "and still");
    assert_eq!(levels_of(&desk, floor, &taken(level)), 1);
    desk.update(ana).unwrap();
    assert_eq!(ask(&desk, &key, front), NOT_HERE);
}

#[test]
fn what_a_new_zone_or_level_is_given_is_saved_with_it_or_nothing_is() {
    let desk = desk();
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let nobody = DoorId(front.0 + 1_000);
    let giving = |door| {
        let doors = zones::given_doors(&desk.permit(), &desk.permit(), &put(door, None));
        doors.and(zones::given_people(&desk.permit(), &desk.permit(), &put(ana, None)))
    };
    let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "First floor".to_owned();
    let refused = zones::add(&desk.console, &desk.permit(), &draft, &giving(nobody));
    assert!(refused.is_err(), "{refused:?}");
    assert!(zones::list(&desk.console, &desk.permit()).unwrap().is_empty(), "nor is it added");
    zones::add(&desk.console, &desk.permit(), &draft, &giving(front)).unwrap();
    let listed = zones::list(&desk.console, &desk.permit()).unwrap().remove(0).besides;
    assert_eq!((listed.doors, listed.users), (1, 1));
    assert_eq!(status(&desk, ana), Status::UpdateRequired);
    let mut draft = user_access_levels::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Cleaning".to_owned();
    let giving = |door| {
        let doors = user_access_levels::given_doors(&desk.permit(), &put(door, None));
        doors.and(user_access_levels::given_people(&desk.permit(), &put(ana, None)))
    };
    let refused = user_access_levels::add(&desk.console, &desk.permit(), &draft, &giving(nobody));
    assert!(refused.is_err(), "{refused:?}");
    assert!(user_access_levels::list(&desk.console, &desk.permit()).unwrap().is_empty(), "nor is it added");
    user_access_levels::add(&desk.console, &desk.permit(), &draft, &giving(front)).unwrap();
    let listed = user_access_levels::list(&desk.console, &desk.permit()).unwrap().remove(0).besides;
    assert_eq!((listed.doors, listed.users), (1, 1));
}

/// Number 1 of the edge cases.
#[test]
fn the_ninety_seventh_low_zone_is_refused_and_a_deleted_one_makes_no_room() {
    let desk = desk();
    let low: Vec<ZoneId> =
        (1..=LOW_MAX).map(|number| add_low(&desk, &format!("Low {number}")).unwrap()).collect();
    let is_full =
        |added: Result<ZoneId, Error>| matches!(added, Err(Error::Storage(StorageError::NoLowZoneLeft)));
    assert!(is_full(add_low(&desk, "One more")));
    // A key could still say it.
    zones::delete(&desk.console, &desk.permit(), low[5]).unwrap();
    assert!(is_full(add_low(&desk, "One more")));
    add(&desk, "One more");
}

/// Number 2 of the edge cases.
#[test]
fn a_zone_stays_low_or_high() {
    let desk = desk();
    for (zone, kind, other) in
        [(add(&desk, "High"), Kind::High, Kind::Low), (add_low(&desk, "Low").unwrap(), Kind::Low, Kind::High)]
    {
        let page = zones::open(&desk.console, &desk.permit(), zone).unwrap();
        assert_eq!(page.draft.own, kind);
        let save = |draft: &Draft| {
            zones::save(&desk.console, &desk.permit(), zone, page.version, draft, &Giving::nothing())
        };
        let converted = save(&Draft { own: other, ..page.draft.clone() });
        assert!(matches!(converted, Err(Error::Storage(StorageError::ZoneKindStays))), "{converted:?}");
        save(&Draft { name: "Renamed".to_owned() + other.key(), ..page.draft.clone() }).unwrap();
        let page = zones::open(&desk.console, &desk.permit(), zone).unwrap();
        assert_eq!((page.draft.own, page.version), (kind, 2));
    }
}

/// Number 10 of the edge cases. Keys name the doors of a zone one by one: it takes the key, and no visit to the lock.
#[test]
fn a_door_that_left_its_zone_opens_until_the_key_is_updated() {
    let desk = desk();
    let user = desk.user("Ana", "García");
    let (front, back, zone) = (desk.door("Front"), desk.door("Back"), add(&desk, "Ground floor"));
    doors_of(&desk, zone, &put(front, None));
    doors_of(&desk, zone, &put(back, None));
    people_of(&desk, zone, &put(user, None));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(user).unwrap();
    // Set up while the door was in the zone, and not visited since.
    let (lock, other) = (desk.lock(front), desk.lock(back));
    let opens = || (lock.decide(&key) == OPENS, other.decide(&key) == OPENS);
    assert_eq!(doors_of(&desk, zone, &taken(front)), 1, "the key is to be updated");
    assert_eq!(opens(), (true, true), "which it was not");
    desk.update(user).unwrap();
    assert_eq!(opens(), (false, true));
}

#[test]
fn a_low_zone_opens_what_a_high_one_does_and_no_more() {
    let desk = desk();
    let user = desk.user("Ana", "García");
    let (front, back) = (desk.door("Front"), desk.door("Back"));
    let low = add_low(&desk, "Everybody").unwrap();
    assert_eq!((doors_of(&desk, low, &put(front, None)), people_of(&desk, low, &put(user, None))), (0, 0));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(user).unwrap();
    let opens = || (ask(&desk, &key, front) == OPENS, ask(&desk, &key, back) == OPENS);
    assert_eq!(opens(), (true, false));
    assert_eq!(doors_of(&desk, low, &Changes { take: vec![front], ..put(back, None) }), 1);
    desk.update(user).unwrap();
    assert_eq!(opens(), (false, true));
    assert_eq!(people_of(&desk, low, &taken(user)), 1);
    desk.update(user).unwrap();
    assert_eq!(opens(), (false, false));
}
