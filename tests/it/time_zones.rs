//! Time zones: the site uses one, until it is told that it has several; then locks go by their own.

use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::automatic_change;
use keydesk::domain::general_options;
use keydesk::domain::local::{LocalTime, Offset};
use keydesk::domain::lock::{Decision, Refusal, asked};
use keydesk::domain::time_zone::{Draft, Fault, Field, TimeZoneId, Typed, world};
use keydesk::domain::user::{Limit, UserId};
use keydesk::domain::{door, locker, moment::Zone as _};
use keydesk::operation::doors::Reason;
use keydesk::operation::{
    At, Error, Giving, Noun, StorageError, doors, lockers, opening, options, rooms, time_zones, timed_periods,
};

use crate::cards::{EV2, OPENS, ask, card};
use crate::crossings::mornings;
use crate::desk::{Desk, at, desk};
use crate::door_settings::{visit_all, visits};
use crate::house::{every_day, zone_of_the_world};
use crate::timetables::give;

fn several(desk: &Desk, several_time_zones: bool) -> Result<(), Error> {
    let page = options::general(&desk.console, &desk.permit()).unwrap();
    let draft = general_options::Draft { several_time_zones, ..page.draft };
    options::save_general(&desk.console, &desk.permit(), page.version, &draft)
}

fn add(desk: &Desk, draft: &Draft) -> Result<TimeZoneId, Error> {
    time_zones::add(&desk.console, &desk.permit(), draft)
}

/// A desk whose site uses several, and has one.
fn with_canary() -> (Desk, TimeZoneId) {
    let desk = desk();
    several(&desk, true).unwrap();
    let canary = add(&desk, &zone_of_the_world("Las Palmas", "Atlantic/Canary")).unwrap();
    (desk, canary)
}

fn save_door(desk: &Desk, id: door::DoorId, change: impl FnOnce(&mut door::Draft)) -> Result<(), Error> {
    let mut page = doors::open(&desk.console, &desk.permit(), id).unwrap();
    change(&mut page.draft);
    doors::save(&desk.console, &desk.permit(), id, page.version, &page.draft, &Giving::nothing()).map(drop)
}

fn save_rule(desk: &Desk, id: TimeZoneId, change: impl FnOnce(&mut Typed)) -> Result<usize, Error> {
    let mut page = time_zones::open(&desk.console, &desk.permit(), id).unwrap();
    change(&mut page.draft.rule);
    time_zones::save(&desk.console, &desk.permit(), id, page.version, &page.draft.rule)
}

#[test]
fn further_zones_are_there_once_the_site_uses_several() {
    let desk = desk();
    let canary = zone_of_the_world("Las Palmas", "Atlantic/Canary");
    assert!(matches!(add(&desk, &canary), Err(Error::Storage(StorageError::OneTimeZone))));
    assert!(!desk.console.site().several_time_zones);
    several(&desk, true).unwrap();
    assert!(desk.console.site().several_time_zones, "every screen knows it at once");
    let id = add(&desk, &canary).unwrap();
    let page = time_zones::open(&desk.console, &desk.permit(), id).unwrap();
    assert_eq!(page.draft.rule.check().ok(), world::rule_of("Atlantic/Canary"));
    assert_eq!(page.besides, 0);
    for (name, world, faults) in [
        ("LAS PALMAS ", Some("Europe/Lisbon"), vec![(Field::Name, Fault::Duplicate)]),
        ("Lisbon", None, vec![(Field::World, Fault::NoWorld)]),
        ("Lisbon", Some("Europe/Atlantis"), vec![(Field::World, Fault::NoWorld)]),
    ] {
        let draft = Draft { name: name.into(), world, ..Draft::default() };
        assert!(matches!(add(&desk, &draft), Err(Error::TimeZone(found)) if found == faults), "{name}");
    }
}

#[test]
fn a_lock_is_visited_for_its_time_zone_and_for_the_rules_of_that_one_alone() {
    let (desk, canary) = with_canary();
    let [island, other] = ["Island", "Other"].map(|name| desk.door(name));
    let azores = add(&desk, &zone_of_the_world("Horta", "Atlantic/Azores")).unwrap();
    save_door(&desk, other, |draft| draft.own.time_zone = Some(azores)).unwrap();
    visit_all(&desk);
    let waits = |door: &str| vec![(door.to_owned(), vec![Reason::TimeZone])];
    save_door(&desk, island, |draft| draft.own.time_zone = Some(canary)).unwrap();
    assert_eq!(visits(&desk), waits("Island"));
    save_door(&desk, island, |draft| draft.own.time_zone = None).unwrap();
    assert_eq!(visits(&desk), [], "as it was");
    save_door(&desk, island, |draft| draft.own.time_zone = Some(canary)).unwrap();
    visit_all(&desk);
    assert_eq!(save_rule(&desk, canary, |rule| rule.saves = false).unwrap(), 1);
    assert_eq!(visits(&desk), waits("Island"));
    assert_eq!(save_rule(&desk, canary, |_| ()).unwrap(), 0, "nothing differs");
    save_rule(&desk, canary, |rule| rule.saves = true).unwrap();
    // What is filled in where no daylight is saved is an hour later than on the islands.
    save_rule(&desk, canary, |rule| {
        (rule.start.time, rule.end.time) = ("01:00".into(), "02:00".into());
    })
    .unwrap();
    assert_eq!(visits(&desk), [], "by the same rule again");
    let wrong = save_rule(&desk, canary, |rule| rule.end.month = 4);
    assert!(matches!(wrong, Err(Error::TimeZone(faults)) if faults == [(Field::End, Fault::TooNear)]));
}

/// Number 18 of the edge cases.
#[test]
fn a_zone_by_which_a_lock_goes_is_not_deleted_and_the_site_keeps_several() {
    let (desk, canary) = with_canary();
    let door = desk.door("Island");
    save_door(&desk, door, |draft| draft.own.time_zone = Some(canary)).unwrap();
    let mut draft = lockers::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Locker 1".into();
    draft.own.lock.time_zone = Some(canary);
    let locker: locker::LockerId =
        lockers::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let mut room = rooms::blank(&desk.console, &desk.permit()).unwrap();
    (room.name, room.own.lock.time_zone) = ("101".into(), Some(canary));
    let room = rooms::add(&desk.console, &desk.permit(), &room, &Giving::nothing()).unwrap();
    assert_eq!(time_zones::list(&desk.console, &desk.permit()).unwrap()[0].points, 3);
    let names = |refused: Result<(), Error>| match refused {
        Err(Error::Storage(StorageError::Followed { noun: Noun::TimeZone, followers })) => followers.names,
        other => panic!("{other:?}"),
    };
    let all = ["Island", "Locker 1", "101"];
    assert_eq!(names(time_zones::may_delete(&desk.console, &desk.permit(), canary)), all);
    assert_eq!(names(time_zones::delete(&desk.console, &desk.permit(), canary)), all);
    assert_eq!(names(several(&desk, false)), all);
    doors::delete(&desk.console, &desk.permit(), door).unwrap();
    lockers::delete(&desk.console, &desk.permit(), locker).unwrap();
    assert_eq!(names(several(&desk, false)), ["101"]);
    let page = rooms::open(&desk.console, &desk.permit(), room).unwrap();
    assert_eq!(page.draft.own.lock.time_zone, Some(canary));
    rooms::delete(&desk.console, &desk.permit(), room).unwrap();
    several(&desk, false).unwrap();
    time_zones::delete(&desk.console, &desk.permit(), canary).unwrap();
    assert_eq!(time_zones::list(&desk.console, &desk.permit()).unwrap(), []);
}

#[test]
fn no_lock_goes_by_a_zone_that_is_not_there_or_where_the_site_uses_one() {
    let (desk, canary) = with_canary();
    let door = desk.door("Front");
    let no_such = |result: Result<(), Error>| {
        matches!(result, Err(Error::Storage(StorageError::NoSuch(Noun::TimeZone))))
    };
    assert!(no_such(save_door(&desk, door, |draft| draft.own.time_zone = Some(TimeZoneId(77)))));
    let offered = || doors::offered(&desk.console, &desk.permit()).unwrap().time_zones;
    assert_eq!(offered(), [(canary, "Las Palmas".to_owned())]);
    several(&desk, false).unwrap();
    assert_eq!(offered(), [], "the form offers none");
    assert!(no_such(save_door(&desk, door, |draft| draft.own.time_zone = Some(canary))));
    save_door(&desk, door, |draft| draft.own.open_seconds = "7".into()).unwrap();
}

#[test]
fn the_lock_is_told_how_local_time_goes_where_it_is() {
    let (desk, canary) = with_canary();
    let [island, home] = ["Island", "Home"].map(|name| desk.door(name));
    save_door(&desk, island, |draft| draft.own.time_zone = Some(canary)).unwrap();
    let setup = |door| desk.console.lock_setup(&desk.permit(), door).unwrap();
    let (there, here) = (setup(island), setup(home));
    assert!(there.has_own_time && !here.has_own_time);
    let rule = world::rule_of("Atlantic/Canary").unwrap();
    assert_eq!(*there.local.time(), LocalTime::of(&rule));
    assert_eq!(*here.local.time(), LocalTime::of(desk.console.clock().zone()));
    assert_eq!(rule.local(at("2026-07-01 12:00")).format("%R").to_string(), "13:00");
    assert_eq!(rule.ahead, Offset::default());
}

/// What the lock of a door would do with the key of a person, asked from the person's side; and whether the key is behind.
fn answer(desk: &Desk, user: UserId, door: door::DoorId, at: At) -> (asked::Answer, bool) {
    let opens = opening::of_person(&desk.console, &desk.permit(), &desk.permit(), user, at).unwrap().0;
    let of = opens.into_iter().find(|opening| opening.id == AccessPoint::Door(door)).unwrap();
    let answer = of.answer.unwrap();
    let openers = opening::of_door(&desk.console, &desk.permit(), &desk.permit(), door, at).unwrap().0;
    let from_the_door = openers.into_iter().find(|opening| opening.id == user).unwrap();
    assert_eq!(from_the_door.answer, Some(answer), "from both sides");
    (answer.told, answer.is_behind)
}

#[test]
fn a_lock_is_asked_by_the_clock_where_it_is_and_answers_what_it_does() {
    let desk = desk();
    several(&desk, true).unwrap();
    let new_york = add(&desk, &zone_of_the_world("New York", "America/New_York")).unwrap();
    let [branch, home] = ["Branch", "Home"].map(|name| desk.door(name));
    save_door(&desk, branch, |draft| draft.own.time_zone = Some(new_york)).unwrap();
    let ana = desk.user("Ana", "García");
    let mornings = mornings(&desk);
    for door in [branch, home] {
        let limit = Limit { timetable: Some(mornings), ..Limit::ALWAYS };
        give(&desk, ana, door, limit).unwrap();
    }
    let says = |door, at, decision| {
        assert_eq!(answer(&desk, ana, door, at).0.decision, Some(decision), "{door:?}, {at:?}");
    };
    let (opens, not_now) = (OPENS, Decision::Refuse(Refusal::NotNow));
    // It is 10:25 here, and five hours earlier there.
    says(home, At::Now, opens);
    says(branch, At::Now, not_now);
    for (time, decision) in [("07:59", not_now), ("08:00", opens), ("11:59", opens), ("12:00", not_now)] {
        let wall = At::Wall(at(&format!("2026-11-23 {time}")).naive_utc());
        says(home, wall, decision);
        says(branch, wall, decision);
    }
    let year = At::Wall(at("2027-11-23 09:00").naive_utc());
    says(home, year, Decision::Refuse(Refusal::OutOfDate));
    assert!(answer(&desk, ana, home, At::Now).1, "there is no key yet");
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    for door in [branch, home] {
        assert_eq!((answer(&desk, ana, door, At::Now)).0.decision, Some(ask(&desk, &key, door)));
        assert!(!answer(&desk, ana, door, At::Now).1);
    }
    // Until noon the door asks for a PIN, and she has none.
    let period =
        timed_periods::add(&desk.console, &desk.permit(), &every_day("Mornings", "8", "12")).unwrap();
    save_door(&desk, home, |draft| {
        (draft.own.mode, draft.own.period) = (door::Mode::TimedKeyAndPin, Some(period));
        draft.own.has_keypad = true;
    })
    .unwrap();
    says(home, At::Now, Decision::Refuse(Refusal::Pin));
    save_door(&desk, home, |draft| draft.own.mode = door::Mode::AutomaticOpening).unwrap();
    assert_eq!(answer(&desk, ana, home, At::Now).0.mode, automatic_change::Mode::Open);
    let evening = At::Wall(at("2026-11-22 12:00").naive_utc());
    assert_eq!(answer(&desk, ana, home, evening).0.mode, automatic_change::Mode::Standard);
}

#[test]
fn the_name_of_the_site_is_changed_for_all_who_look() {
    let desk = desk();
    let page = options::general(&desk.console, &desk.permit()).unwrap();
    assert_eq!(page.draft.name, desk.console.site().name);
    let draft = |name: &str| general_options::Draft { name: name.into(), ..page.draft.clone() };
    let save =
        |version, name: &str| options::save_general(&desk.console, &desk.permit(), version, &draft(name));
    assert!(matches!(save(page.version, ""), Err(Error::GeneralOptions(_))));
    save(page.version, " Hotel  Miramar ").unwrap();
    assert_eq!(desk.console.site().name, "Hotel Miramar");
    assert!(matches!(save(page.version, "Other"), Err(Error::Storage(StorageError::Conflict { .. }))));
    let chain = desk.chain();
    save(page.version + 1, "Hotel Miramar").unwrap();
    assert_eq!(desk.chain().head, chain.head, "nothing differs");
}

#[test]
fn a_rule_that_no_form_takes_is_damage() {
    let (desk, canary) = with_canary();
    let read = || time_zones::open(&desk.console, &desk.permit(), canary).map(drop);
    read().unwrap();
    let is_refused_with = |altered: &str, sound: &str| {
        desk.database().execute(&format!("UPDATE time_zones SET {altered}"), ()).unwrap();
        let refused = matches!(read(), Err(Error::Storage(StorageError::Sqlite(_))));
        desk.database().execute(&format!("UPDATE time_zones SET {sound}"), ()).unwrap();
        refused
    };
    assert!(is_refused_with("start_month = 9", "start_month = 3"), "back in the month after");
    read().unwrap();
}
