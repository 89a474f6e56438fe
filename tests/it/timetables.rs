//! Timetables: a door opens only while they hold, by the days that the calendar of keys says; whatever changes that marks
//! the keys which it reaches, and no others.

use std::sync::Arc;

use chrono::FixedOffset;
use keydesk::clock::{Clock as _, SetClock};
use keydesk::domain::calendar::{self, CalendarId, Kind};
use keydesk::domain::door::DoorId;
use keydesk::domain::key::Status;
use keydesk::domain::named::{Fault, Field};
use keydesk::domain::permission::Permission as P;
use keydesk::domain::timetable::{self, Day, Days, TimetableId, TypedPeriod};
use keydesk::domain::user::{Between, Grant, Limit, Relimit, UserId};
use keydesk::operation::{
    Changes, Error, Giving, Noun, StorageError, calendars, timetables, undo, user_access_levels, users, zones,
};
use keydesk::simulator::SharedCard;

use crate::cards::{EV2, OPENS, ask, card};
use crate::desk::{Desk, at, desk};
use crate::house::house;

fn days(numbers: &[usize]) -> Days {
    numbers.iter().map(|at| Day::ALL[*at]).collect()
}

const WORKING: [usize; 5] = [0, 1, 2, 3, 4];

fn period(on: &[usize], from: &str, until: &str) -> TypedPeriod {
    TypedPeriod { days: days(on), from: from.to_owned(), until: until.to_owned() }
}

fn add(desk: &Desk, name: &str, periods: Vec<TypedPeriod>) -> TimetableId {
    let mut draft = timetables::blank(&desk.console, &desk.permit()).unwrap();
    name.clone_into(&mut draft.name);
    draft.own.0 = periods;
    timetables::add(&desk.console, &desk.permit(), &draft).unwrap()
}

/// Says how many keys need an update for it, as it was foretold.
fn save(desk: &Desk, id: TimetableId, periods: Vec<TypedPeriod>) -> usize {
    let mut page = timetables::open(&desk.console, &desk.permit(), id).unwrap();
    page.draft.own.0 = periods;
    let foretold = timetables::impact(&desk.console, &desk.permit(), id, &page.draft).unwrap();
    let named = timetables::whose(&desk.console, &desk.permit(), id, &page.draft).unwrap();
    let done = timetables::save(&desk.console, &desk.permit(), id, page.version, &page.draft).unwrap();
    assert_eq!((done, named.some.len()), (foretold, done.keys()), "what was foretold");
    done.keys()
}

fn by(timetable: TimetableId) -> Limit {
    Limit { between: None, timetable: Some(timetable) }
}

pub fn give(desk: &Desk, user: UserId, door: DoorId, limit: Limit) -> Result<(), Error> {
    let page = users::open(&desk.console, &desk.permit(), user)?;
    let changes = Changes::of(vec![Grant { to: door, limit }], Vec::new());
    let doors = users::given_doors(&desk.permit(), &changes);
    users::save(&desk.console, &desk.permit(), user, page.version, &page.draft, &users::Picture::Keep, &doors)
        .map(|_| ())
}

fn key(desk: &Desk, user: UserId, number: u8) -> SharedCard {
    let (id, key) = desk.put_in_tray(card(EV2, number));
    desk.lay(id);
    desk.assign(user).unwrap();
    key
}

fn status(desk: &Desk, user: UserId) -> Status {
    users::open(&desk.console, &desk.permit(), user).unwrap().key.unwrap().status
}

fn year(desk: &Desk, name: &str, marked: &[(&str, Kind)], is_of_keys: bool) -> CalendarId {
    let days = marked.iter().map(|(day, kind)| (day.parse().unwrap(), *kind)).collect();
    let draft = calendar::Draft { name: name.to_owned(), days, is_of_keys, ..calendar::Draft::default() };
    calendars::add(&desk.console, &desk.permit(), &draft).unwrap()
}

/// How many keys it touches, as it was foretold.
fn mark(desk: &Desk, id: CalendarId, day: &str, kind: Option<Kind>) -> usize {
    let mut page = calendars::open(&desk.console, &desk.permit(), id).unwrap();
    match kind {
        Some(kind) => page.draft.days.insert(day.parse().unwrap(), kind),
        None => page.draft.days.remove(&day.parse().unwrap()),
    };
    let foretold = calendars::impact(&desk.console, &desk.permit(), id, &page.draft).unwrap();
    let done = calendars::save(&desk.console, &desk.permit(), id, page.version, &page.draft).unwrap();
    assert_eq!(done, foretold);
    done.keys()
}

/// The desk stands at Sunday, 22 November 2026, 10:25; its time zone is UTC.
#[test]
fn a_door_opens_while_the_timetable_holds_and_on_holidays_by_their_own_tick() {
    let desk = desk();
    year(&desk, "Year", &[("2026-11-24", Kind::Holiday), ("2026-11-25", Kind::Special1)], true);
    let office = add(
        &desk,
        "Office",
        vec![period(&WORKING, "8", "17:30"), period(&[7], "10:00", "12:00"), period(&[6], "22", "24:00")],
    );
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    give(&desk, ana, front, by(office)).unwrap();
    let key = key(&desk, ana, 1);
    let opens = |moment: &str| {
        desk.clock.set(at(moment));
        ask(&desk, &key, front) == OPENS
    };
    for (moment, expected) in [
        ("2026-11-22 10:25", false),
        ("2026-11-22 22:00", true),
        ("2026-11-22 23:59", true),
        ("2026-11-23 00:00", false),
        ("2026-11-23 07:59", false),
        ("2026-11-23 08:00", true),
        ("2026-11-23 17:29", true),
        ("2026-11-23 17:30", false),
        // A Tuesday that is a holiday, and a Wednesday that is special and of which nothing is said.
        ("2026-11-24 08:00", false),
        ("2026-11-24 10:00", true),
        ("2026-11-24 12:00", false),
        ("2026-11-25 10:00", false),
        ("2026-11-26 10:00", true),
    ] {
        assert_eq!(opens(moment), expected, "{moment}");
    }
}

/// Number 14 of the edge cases.
#[test]
fn a_holiday_begins_and_ends_at_midnight_and_the_year_does_not_matter() {
    let desk = desk();
    year(&desk, "Year", &[("2027-01-01", Kind::Holiday)], true);
    let working = add(&desk, "Working days", vec![period(&WORKING, "0", "24:00")]);
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    give(&desk, ana, front, by(working)).unwrap();
    // Nobody doubts a clock that was seen on the way.
    for day in ["2026-12-05 10:00", "2026-12-18 10:00", "2026-12-30 10:00"] {
        desk.clock.set(at(day));
        desk.user("Guest of", day.get(..10).unwrap());
    }
    let key = key(&desk, ana, 1);
    // Thursday, Friday that is a holiday, Monday.
    for (moment, expected) in [
        ("2026-12-31 00:00", true),
        ("2026-12-31 23:59", true),
        ("2027-01-01 00:00", false),
        ("2027-01-01 23:59", false),
        ("2027-01-04 00:00", true),
    ] {
        desk.clock.set(at(moment));
        assert_eq!(ask(&desk, &key, front) == OPENS, expected, "{moment}");
    }
}

#[test]
fn what_stands_one_behind_the_other_holds_while_all_of_it_does() {
    let desk = desk();
    let early = add(&desk, "Early", vec![period(&WORKING, "06:00", "14:00")]);
    let late = add(&desk, "Late", vec![period(&WORKING, "12:00", "22:00")]);
    let never = add(&desk, "Never", Vec::new());
    let (ana, front, back) = (desk.user("Ana", "García"), desk.door("Front"), desk.door("Back"));
    let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Floor".to_owned();
    let floor = zones::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let doors = vec![Grant { to: front, limit: by(early) }, Grant { to: back, limit: by(never) }];
    let doors = Changes { give: doors, ..Changes::default() };
    let access = desk.permit();
    let doors = zones::given_doors(&access, &desk.permit(), &doors);
    zones::give(&desk.console, &access, floor, &doors).unwrap();
    let mut draft = user_access_levels::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Cleaning".to_owned();
    let level = user_access_levels::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let members = Changes { give: vec![Grant { to: ana, limit: by(late) }], ..Changes::default() };
    let members = user_access_levels::given_people(&desk.permit(), &members);
    user_access_levels::give(&desk.console, &desk.permit(), level, &members).unwrap();
    let until = Some(Between::new(at("2026-11-20 00:00"), at("2026-11-25 00:00")).unwrap());
    let zone = Changes { give: vec![Grant { to: floor, limit: Limit::within(until) }], ..Changes::default() };
    let zone = zones::given_to_levels(&desk.permit(), &zone);
    user_access_levels::give(&desk.console, &desk.permit(), level, &zone).unwrap();
    let key = key(&desk, ana, 1);
    let opens = |door, moment: &str| {
        desk.clock.set(at(moment));
        ask(&desk, &key, door) == OPENS
    };
    let moments =
        ["2026-11-23 11:59", "2026-11-23 12:00", "2026-11-23 13:59", "2026-11-23 14:00", "2026-11-25 13:00"];
    assert_eq!(moments.map(|moment| opens(front, moment)), [false, true, true, false, false]);
    assert!(moments.iter().all(|moment| !opens(back, moment)), "a timetable without periods never holds");
}

#[test]
fn a_timetable_that_changes_marks_the_keys_that_it_limits_and_no_others() {
    let desk = desk();
    let office = add(&desk, "Office", vec![period(&WORKING, "08:00", "17:00")]);
    let night = add(&desk, "Night", vec![period(&WORKING, "20:00", "24:00")]);
    let [ana, bob, eva] = ["Ana", "Bob", "Eva"].map(|name| desk.user(name, "García"));
    let front = desk.door("Front");
    give(&desk, ana, front, by(office)).unwrap();
    give(&desk, bob, front, by(night)).unwrap();
    give(&desk, eva, front, Limit::ALWAYS).unwrap();
    for (number, user) in (1..).zip([ana, bob, eva]) {
        key(&desk, user, number);
    }
    use Status::{Synchronized as Same, UpdateRequired as Update};
    let all = || [ana, bob, eva].map(|user| status(&desk, user));
    assert_eq!(all(), [Same; 3]);
    // The same times in other words say the same.
    let same =
        vec![period(&[0, 1, 2], "08:00", "17:00"), period(&[3, 4], "8", "12"), period(&[3, 4], "12", "17")];
    assert_eq!(save(&desk, office, same), 0);
    assert_eq!(save(&desk, office, vec![period(&WORKING, "08:00", "16:00")]), 1);
    assert_eq!(all(), [Update, Same, Same]);
    assert_eq!(save(&desk, office, vec![period(&WORKING, "08:00", "17:00")]), 0, "as it was");
    assert_eq!(all(), [Same; 3]);
    // By another timetable of the same times the key says the same.
    let other = add(&desk, "Other", vec![period(&WORKING, "08:00", "17:00")]);
    give(&desk, ana, front, by(other)).unwrap();
    assert_eq!(all(), [Same; 3]);
    give(&desk, ana, front, by(night)).unwrap();
    assert_eq!(all(), [Update, Same, Same]);
    let last = undo::last(&desk.console, &desk.session.own()).unwrap();
    undo::undo(&desk.console, &desk.session.own(), last.token).unwrap();
    assert_eq!(all(), [Same; 3]);
}

#[test]
fn a_day_marks_keys_with_timetables_as_far_as_it_lies_in_their_time() {
    let desk = desk();
    let (kept, other) = (year(&desk, "Year", &[], true), year(&desk, "Other", &[], false));
    let office = add(&desk, "Office", vec![period(&WORKING, "08:00", "17:00")]);
    let [ana, eva] = ["Ana", "Eva"].map(|name| desk.user(name, "García"));
    let front = desk.door("Front");
    give(&desk, ana, front, by(office)).unwrap();
    give(&desk, eva, front, Limit::ALWAYS).unwrap();
    key(&desk, eva, 2);
    key(&desk, ana, 1);
    let ends = users::open(&desk.console, &desk.permit(), ana).unwrap().key.unwrap().until;
    let day = |after: i64| (ends + chrono::Duration::days(after)).date_naive().to_string();
    assert_eq!(mark(&desk, kept, "2026-11-21", Some(Kind::Holiday)), 0, "the day before the key was written");
    assert_eq!(mark(&desk, kept, &day(1), Some(Kind::Holiday)), 0, "after it must have come back");
    assert_eq!(mark(&desk, other, "2026-11-24", Some(Kind::Holiday)), 0, "no key goes by that calendar");
    assert_eq!(mark(&desk, kept, "2026-11-24", Some(Kind::Holiday)), 1);
    assert_eq!((status(&desk, ana), status(&desk, eva)), (Status::UpdateRequired, Status::Synchronized));
    assert_eq!(mark(&desk, kept, "2026-11-24", None), 0, "as the key has it");
    assert_eq!(status(&desk, ana), Status::Synchronized);
    // Another calendar with other days in that time.
    let mut page = calendars::open(&desk.console, &desk.permit(), other).unwrap();
    page.draft.is_of_keys = true;
    let stale = calendars::open(&desk.console, &desk.permit(), kept).unwrap();
    assert_eq!(
        calendars::save(&desk.console, &desk.permit(), other, page.version, &page.draft).unwrap().keys(),
        1
    );
    assert_eq!(status(&desk, ana), Status::UpdateRequired);
    let late = calendars::save(&desk.console, &desk.permit(), kept, stale.version, &stale.draft);
    assert!(matches!(late, Err(Error::Storage(StorageError::Conflict { .. }))), "keys go by another one now");
    let refused = calendars::delete(&desk.console, &desk.permit(), other);
    assert!(matches!(refused, Err(Error::Storage(StorageError::CalendarInUse))));
    desk.update(ana).unwrap();
    assert_eq!(status(&desk, ana), Status::Synchronized, "written anew it is told of the days as they are");
    calendars::delete(&desk.console, &desk.permit(), kept).unwrap();
}

#[test]
fn a_key_that_is_written_again_later_is_told_of_the_days_of_its_new_time() {
    let desk = desk();
    let kept = year(&desk, "Year", &[("2026-12-25", Kind::Holiday)], true);
    let office = add(&desk, "Office", vec![period(&WORKING, "08:00", "17:00")]);
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    give(&desk, ana, front, by(office)).unwrap();
    let key = key(&desk, ana, 1);
    let ends = users::open(&desk.console, &desk.permit(), ana).unwrap().key.unwrap().until;
    assert!(ends < at("2026-12-25 00:00"), "Christmas is not in its time");
    desk.clock.set(at("2026-12-20 09:00"));
    desk.update(ana).unwrap();
    assert_eq!(status(&desk, ana), Status::Synchronized);
    desk.clock.set(at("2026-12-25 09:00"));
    assert_ne!(ask(&desk, &key, front), OPENS);
    assert_eq!(mark(&desk, kept, "2026-12-25", None), 1);
}

#[test]
fn a_timetable_that_limits_something_is_not_deleted_and_its_periods_are_as_the_rules_want() {
    let desk = desk();
    let office = add(&desk, "Office", vec![period(&WORKING, "08:00", "17:00")]);
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    give(&desk, ana, front, by(office)).unwrap();
    let refused = timetables::delete(&desk.console, &desk.permit(), office);
    let Err(Error::Storage(StorageError::TimetableInUse(uses))) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((uses.people, uses.levels, uses.zones), (1, 0, 0));
    give(&desk, ana, front, Limit::ALWAYS).unwrap();
    timetables::delete(&desk.console, &desk.permit(), office).unwrap();
    let gone = give(&desk, ana, front, by(office));
    assert!(matches!(gone, Err(Error::Storage(StorageError::NoSuch(Noun::Timetable)))), "{gone:?}");
    let mut draft = timetables::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Wrong".to_owned();
    draft.own.0 = vec![
        period(&[], "8", "9"),
        period(&[0], "9", "8"),
        period(&[0], "9", "25:00"),
        period(&[0], "24:00", "24:00"),
    ];
    let added = timetables::add(&desk.console, &desk.permit(), &draft);
    use timetable::Fault as Of;
    let faults = [Of::NoDay, Of::EndsBeforeStart, Of::NotATime, Of::EndsBeforeStart];
    let faults: Vec<_> =
        (0..).zip(faults).map(|(at, fault)| (Field::Own(at), Fault::Period(fault))).collect();
    assert!(matches!(&added, Err(Error::Named(Noun::Timetable, found)) if *found == faults), "{added:?}");
    draft.own.0 = vec![period(&[0], "8", "9"); 9];
    let added = timetables::add(&desk.console, &desk.permit(), &draft);
    let faults = [(Field::Own(8), Fault::Period(Of::TooMany))];
    assert!(matches!(&added, Err(Error::Named(_, found)) if *found == faults), "{added:?}");
}

/// Somebody who may change doors of people and sees no timetables gives none, and does not take away what others gave.
#[test]
fn nothing_is_limited_by_a_timetable_out_of_reach() {
    let house = house();
    let desk = &house.desk;
    let office = add(desk, "Office", vec![period(&WORKING, "08:00", "17:00")]);
    let (ada, door) = (house.user("Ada"), house.door("Door A"));
    let anna = house.seat("anna");
    let put = |limit| {
        let page = users::open(anna.console, &anna.permit(), ada).unwrap();
        let changes = Changes::of(vec![Grant { to: door, limit }], Vec::new());
        let doors = users::given_doors(&anna.permit(), &changes);
        users::save(
            anna.console,
            &anna.permit(),
            ada,
            page.version,
            &page.draft,
            &users::Picture::Keep,
            &doors,
        )
    };
    house.change_group("Manager A", |given| given.global = given.global.without(P::TimetablesView));
    let refused = put(by(office));
    assert!(matches!(refused, Err(Error::Storage(StorageError::NoSuch(Noun::Timetable)))), "{refused:?}");
    give(desk, ada, door, by(office)).unwrap();
    let seen = users::doors(anna.console, &anna.permit(), &anna.permit(), ada).unwrap().0;
    let one = seen.iter().find(|row| row.id == door).unwrap();
    assert_eq!((one.limit, one.timetable.clone()), (by(office), None), "it is limited, and not said by what");
    // What is so already can be limited further, and taken, and given back by who took it.
    let until = Some(Between::new(at("2026-11-20 00:00"), at("2026-12-25 00:00")).unwrap());
    put(Limit { between: until, timetable: Some(office) }).unwrap();
    let page = users::open(anna.console, &anna.permit(), ada).unwrap();
    let doors = users::given_doors(&anna.permit(), &Changes::of(Vec::new(), vec![door]));
    users::save(anna.console, &anna.permit(), ada, page.version, &page.draft, &users::Picture::Keep, &doors)
        .unwrap();
    let last = undo::last(anna.console, &anna.session.own()).unwrap();
    undo::undo(anna.console, &anna.session.own(), last.token).unwrap();
    let seen = users::doors(anna.console, &anna.permit(), &anna.permit(), ada).unwrap().0;
    assert!(seen.iter().any(|row| row.limit.timetable == Some(office)));
}

/// The computer was moved, or knows new rules of summer time: what keys with timetables say of local time is not so any more.
#[test]
fn where_local_time_is_another_one_keys_with_timetables_and_no_others_need_an_update() {
    let desk = desk();
    let office = add(&desk, "Office", vec![period(&WORKING, "08:00", "17:00")]);
    let [ana, eva] = ["Ana", "Eva"].map(|name| desk.user(name, "García"));
    let front = desk.door("Front");
    give(&desk, ana, front, by(office)).unwrap();
    give(&desk, eva, front, Limit::ALWAYS).unwrap();
    key(&desk, eva, 2);
    let key = key(&desk, ana, 1);
    let elsewhere = SetClock::new(desk.clock.now(), FixedOffset::east_opt(2 * 3_600).unwrap());
    let desk = Desk { clock: Arc::new(elsewhere), ..desk }.again();
    let both = || [ana, eva].map(|user| status(&desk, user));
    assert_eq!(both(), [Status::Synchronized; 2], "signing in waits for nobody's keys");
    // With the next thing that an operator does, whatever that is.
    desk.door("Back");
    assert_eq!(both(), [Status::UpdateRequired, Status::Synchronized]);
    desk.update(ana).unwrap();
    assert_eq!(both(), [Status::Synchronized; 2]);
    desk.clock.set(at("2026-11-23 06:30"));
    assert_eq!(ask(&desk, &key, front), OPENS, "half past eight on the wall");
    let desk = desk.again();
    desk.door("Side");
    assert_eq!([ana, eva].map(|user| status(&desk, user)), [Status::Synchronized; 2]);
}

/// Of several with several limits, what is put is put for each, and the rest stays.
#[test]
fn a_period_for_doors_with_several_timetables_leaves_each_its_own() {
    let desk = desk();
    let office = add(&desk, "Office", vec![period(&WORKING, "08:00", "17:00")]);
    let (ana, front, back) = (desk.user("Ana", "García"), desk.door("Front"), desk.door("Back"));
    give(&desk, ana, front, Limit::ALWAYS).unwrap();
    give(&desk, ana, back, by(office)).unwrap();
    let until = Some(Between::new(at("2026-11-20 00:00"), at("2026-12-25 00:00")).unwrap());
    let put = Relimit { between: Some(until), timetable: None };
    let changes = Changes { limit: vec![(front, put), (back, put)], ..Changes::default() };
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    let doors = users::given_doors(&desk.permit(), &changes);
    users::save(&desk.console, &desk.permit(), ana, page.version, &page.draft, &users::Picture::Keep, &doors)
        .unwrap();
    let seen = users::doors(&desk.console, &desk.permit(), &desk.permit(), ana).unwrap().0;
    let limits: Vec<(&str, Limit)> = seen.iter().map(|row| (row.name.as_str(), row.limit)).collect();
    let limited = Limit { between: until, timetable: Some(office) };
    assert_eq!(limits, [("Back", limited), ("Front", Limit::within(until))]);
}
