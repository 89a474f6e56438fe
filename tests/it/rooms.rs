//! Rooms and suites: the staff get in by zones, as through doors; a room is in one suite at most.

use keydesk::domain::door::Setting;
use keydesk::domain::key::Status;
use keydesk::domain::named::{Fault, Field};
use keydesk::domain::room::{RoomId, TypedDay};
use keydesk::domain::suite::SuiteId;
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::domain::zone::ZoneId;
use keydesk::operation::opening::By;
use keydesk::operation::{
    At, Changes, Error, Giving, Noun, StorageError, doors, lockers, opening, rooms, suites, undo, users,
    zones,
};

use crate::cards::{EV2, card};
use crate::desk::{Desk, desk};
use crate::house::{A, GENERAL, house};

fn put<To>(to: To) -> Changes<To> {
    Changes { give: vec![Grant { to, limit: Limit::ALWAYS }], ..Changes::default() }
}

fn taken<To>(to: To) -> Changes<To> {
    Changes { take: vec![to], ..Changes::default() }
}

fn zone_of(desk: &Desk, user: UserId) -> ZoneId {
    let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "First floor".to_owned();
    let people = zones::given_people(&desk.permit(), &desk.permit(), &put(user));
    zones::add(&desk.console, &desk.permit(), &draft, &people).unwrap()
}

fn put_into_suite(desk: &Desk, room: RoomId, suite: SuiteId) -> Result<(), Error> {
    let giving = rooms::given_to_suites(&desk.permit(), &desk.permit(), &put(room));
    suites::give(&desk.console, &desk.permit(), suite, &giving).map(|_| ())
}

#[test]
fn the_staff_get_into_rooms_and_suites_by_zones_and_exactly_their_keys_follow() {
    let desk = desk();
    let [ana, bob] = ["Ana", "Bob"].map(|name| desk.user(name, "García"));
    let (room, suite, floor) = (desk.room("101"), desk.suite("Royal"), zone_of(&desk, ana));
    for (number, user) in [(1, ana), (2, bob)] {
        let (id, _) = desk.put_in_tray(card(EV2, number));
        desk.lay(id);
        desk.assign(user).unwrap();
    }
    let status = |user| users::open(&desk.console, &desk.permit(), user).unwrap().key.unwrap().status;
    let giving = rooms::given_zones(&desk.permit(), &desk.permit(), &put(floor));
    let foretold = rooms::impact(&desk.console, &desk.permit(), room, &giving).unwrap();
    let done = rooms::give(&desk.console, &desk.permit(), room, &giving).unwrap();
    assert_eq!((foretold.updates, done), (1, foretold));
    assert_eq!([ana, bob].map(status), [Status::UpdateRequired, Status::Synchronized]);
    // From the other end: the entrance of a suite.
    let giving = suites::given_to_zones(&desk.permit(), &desk.permit(), &put(suite));
    zones::give(&desk.console, &desk.permit(), floor, &giving).unwrap();
    let (opens, beyond) =
        opening::of_person(&desk.console, &desk.permit(), &desk.permit(), ana, At::Now).unwrap();
    let names: Vec<_> = opens.iter().map(|opening| opening.name.as_str()).collect();
    assert_eq!((names, beyond), (vec!["101", "Royal"], 0));
    let (people, _) = rooms::openers(&desk.console, &desk.permit(), &desk.permit(), room, At::Now).unwrap();
    assert_eq!(people[0].by, [By::Of(vec!["First floor".to_owned()])]);
    let (people, _) = suites::openers(&desk.console, &desk.permit(), &desk.permit(), suite, At::Now).unwrap();
    assert_eq!(people.len(), 1);
    // Taken out of the zone, and that is undone; then deleted.
    let giving = rooms::given_zones(&desk.permit(), &desk.permit(), &taken(floor));
    rooms::give(&desk.console, &desk.permit(), room, &giving).unwrap();
    let last = undo::last(&desk.console, &desk.session.own()).unwrap();
    undo::undo(&desk.console, &desk.session.own(), last.token).unwrap();
    assert_eq!(rooms::list(&desk.console, &desk.permit()).unwrap()[0].besides.point.users, 1);
    rooms::delete(&desk.console, &desk.permit(), room).unwrap();
    let (opens, _) = opening::of_person(&desk.console, &desk.permit(), &desk.permit(), ana, At::Now).unwrap();
    assert_eq!(opens.len(), 1, "the entrance of the suite");
}

#[test]
fn a_room_is_in_one_suite_at_most_and_stays_when_the_suite_goes() {
    let desk = desk();
    let (one, other) = (desk.suite("Royal"), desk.suite("Harbour"));
    let (left, right) = (desk.room("501"), desk.room("502"));
    for room in [left, right] {
        put_into_suite(&desk, room, one).unwrap();
    }
    let refused = put_into_suite(&desk, left, other);
    assert!(matches!(refused, Err(Error::Storage(StorageError::InAnother(Noun::Suite)))), "{refused:?}");
    let giving = rooms::given_suites(&desk.permit(), &desk.permit(), &put(other));
    let refused = rooms::give(&desk.console, &desk.permit(), left, &giving);
    assert!(matches!(refused, Err(Error::Storage(StorageError::InAnother(Noun::Suite)))), "from either end");
    // Moved in one save, it is in the other one.
    let moved = Changes { take: vec![one], ..put(other) };
    let giving = rooms::given_suites(&desk.permit(), &desk.permit(), &moved);
    rooms::give(&desk.console, &desk.permit(), left, &giving).unwrap();
    let inside = |suite| {
        let (rooms, _) = rooms::of_suite(&desk.console, &desk.permit(), &desk.permit(), suite).unwrap();
        rooms.into_iter().map(|room| room.name).collect::<Vec<_>>()
    };
    assert_eq!((inside(one), inside(other)), (vec!["502".to_owned()], vec!["501".to_owned()]));
    suites::delete(&desk.console, &desk.permit(), other).unwrap();
    let all = rooms::list(&desk.console, &desk.permit()).unwrap();
    let of: Vec<_> = all.iter().map(|row| (row.name.as_str(), row.besides.suite.as_deref())).collect();
    assert_eq!(of, [("501", None), ("502", Some("Royal"))]);
    assert_eq!(suites::list(&desk.console, &desk.permit()).unwrap()[0].besides.rooms, 1);
}

#[test]
fn a_room_is_out_of_service_with_its_reason_until_it_is_taken_back() {
    let desk = desk();
    let room = desk.room("204");
    let mut page = rooms::open(&desk.console, &desk.permit(), room).unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
    page.draft.own.is_out_of_service = true;
    page.draft.own.reason = "Water damage".to_owned();
    page.draft.own.until = TypedDay { typed: String::new(), day: Some(day) };
    rooms::save(&desk.console, &desk.permit(), room, page.version, &page.draft, &Giving::nothing()).unwrap();
    let out = rooms::list(&desk.console, &desk.permit()).unwrap()[0].besides.out_of_service.clone().unwrap();
    assert_eq!((out.reason.as_str(), out.until), ("Water damage", Some(day)));
    let mut page = rooms::open(&desk.console, &desk.permit(), room).unwrap();
    page.draft.own.is_out_of_service = false;
    rooms::save(&desk.console, &desk.permit(), room, page.version, &page.draft, &Giving::nothing()).unwrap();
    assert_eq!(rooms::list(&desk.console, &desk.permit()).unwrap()[0].besides.out_of_service, None);
}

#[test]
fn a_last_day_out_of_service_that_has_passed_is_refused_and_one_that_passed_meanwhile_stays() {
    let desk = desk();
    let room = desk.room("204");
    let save = |day: &str, name: &str| {
        let mut page = rooms::open(&desk.console, &desk.permit(), room).unwrap();
        page.draft.own.is_out_of_service = true;
        page.draft.own.reason = "Water damage".to_owned();
        page.draft.own.until = TypedDay { typed: String::new(), day: Some(day.parse().unwrap()) };
        page.draft.description = name.to_owned();
        rooms::save(&desk.console, &desk.permit(), room, page.version, &page.draft, &Giving::nothing())
    };
    // The desk stands at 22 November 2026; where the site is it may be the day before.
    save("2026-11-21", "One").unwrap();
    for day in ["2026-11-20", "2025-12-24"] {
        let refused = save(day, "Two");
        let is_past = matches!(&refused, Err(Error::Named(Noun::Room, faults))
            if *faults == [(Field::Own(Setting::Until as usize), Fault::DayPast)]);
        assert!(is_past, "{refused:?}");
    }
    desk.clock.advance(chrono::Duration::days(9));
    save("2026-11-21", "Two").unwrap();
    assert!(save("2026-11-22", "Two").is_err());
}

#[test]
fn numbers_of_rooms_and_suites_are_of_the_set_of_all_access_points() {
    let desk = desk();
    let (door, locker) = (desk.door("Front"), desk.locker("Locker 1"));
    let (room, suite) = (desk.room("101"), desk.suite("Royal"));
    let mut codes = vec![
        doors::open(&desk.console, &desk.permit(), door).unwrap().besides.code,
        lockers::open(&desk.console, &desk.permit(), locker).unwrap().besides.code,
        rooms::open(&desk.console, &desk.permit(), room).unwrap().besides.code,
        suites::open(&desk.console, &desk.permit(), suite).unwrap().besides.code,
    ];
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 4);
    rooms::delete(&desk.console, &desk.permit(), room).unwrap();
    desk.sql(
        "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 64000)
         INSERT INTO suites (code, name, name_key, partition_id, external_id, mode, open_seconds, increased_seconds,
             audit_on_keys, inhibit_audit, deleted_at, changed_at, changed_by)
         SELECT number, 'x', 'x', 1, 'x', 'standard', 4, 10, 1, 0, 1, 0, '' FROM numbers
         WHERE number NOT IN (SELECT code FROM doors UNION SELECT code FROM lockers
             UNION SELECT code FROM rooms UNION SELECT code FROM suites)",
    );
    let mut draft = rooms::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "102".to_owned();
    let refused = rooms::add(&desk.console, &desk.permit(), &draft, &Giving::nothing());
    let none_left = matches!(refused, Err(Error::Storage(StorageError::NoNumberLeft(Noun::Room))));
    assert!(none_left, "that of a deleted room is not given again: {refused:?}");
}

#[test]
fn a_suite_out_of_reach_is_told_to_nobody_by_its_rooms() {
    let house = house();
    let desk = &house.desk;
    let (room, suite) = (RoomId(house.thing("Room A")), SuiteId(house.thing("Royal")));
    put_into_suite(desk, room, suite).unwrap();
    let anna = house.seat("anna");
    let all = rooms::list(anna.console, &anna.permit()).unwrap();
    let own = all.iter().find(|row| row.id == room).unwrap();
    assert_eq!((own.partition, own.besides.suite.as_deref()), (A, None));
    let (suites, beyond) = rooms::suites(anna.console, &anna.permit(), &anna.permit(), room).unwrap();
    assert_eq!((suites.len(), beyond), (0, 1), "there is one, and no more is told");
    assert_ne!(A, GENERAL);
}
