//! Lockers: keys open them as they open doors, and name them by numbers of the same set.

use std::sync::Arc;

use keydesk::domain::door::{Fault, Field, Mode, Setting, SettingFault};
use keydesk::domain::group::Access;
use keydesk::domain::key::Status;
use keydesk::domain::locker::{Draft, Locker, LockerId};
use keydesk::domain::permission::Permission as P;
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::zone::ZoneId;
use keydesk::operation::doors::Reason;
use keydesk::operation::opening::By;
use keydesk::operation::{
    At, Changes, Error, Giving, Noun, StorageError, audit_trail, doctor, doors, lockers, opening,
    timed_periods, timetables, undo, user_access_levels, users, zones,
};

use crate::cards::{EV2, NOT_HERE, OPENS, card};
use crate::desk::{Desk, desk};
use crate::house::{A, B, every_day, form, house};

fn put<To>(to: To) -> Changes<To> {
    Changes { give: vec![Grant { to, limit: Limit::ALWAYS }], ..Changes::default() }
}

/// Says how many keys need an update for it, as it was foretold.
fn give(desk: &Desk, locker: LockerId, giving: &Giving<Locker>) -> usize {
    let foretold = lockers::impact(&desk.console, &desk.permit(), locker, giving).unwrap();
    let done = lockers::give(&desk.console, &desk.permit(), locker, giving).unwrap();
    assert_eq!(done, foretold, "what was foretold");
    done.updates
}

fn people_of(desk: &Desk, locker: LockerId, changes: &Changes<UserId>) -> usize {
    give(desk, locker, &lockers::given_people(&desk.permit(), &desk.permit(), changes))
}

fn level_of(desk: &Desk, user: UserId) -> UserAccessLevelId {
    let mut draft = user_access_levels::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Kitchen".to_owned();
    let members = user_access_levels::given_people(&desk.permit(), &put(user));
    user_access_levels::add(&desk.console, &desk.permit(), &draft, &members).unwrap()
}

fn zone_of(desk: &Desk, user: UserId) -> ZoneId {
    let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Changing room".to_owned();
    let people = zones::given_people(&desk.permit(), &desk.permit(), &put(user));
    zones::add(&desk.console, &desk.permit(), &draft, &people).unwrap()
}

fn save(desk: &Desk, locker: LockerId, change: impl FnOnce(&mut Draft)) -> Result<(), Error> {
    let mut page = lockers::open(&desk.console, &desk.permit(), locker).unwrap();
    change(&mut page.draft);
    lockers::save(&desk.console, &desk.permit(), locker, page.version, &page.draft, &Giving::nothing())
        .map(|_| ())
}

#[test]
fn a_locker_opens_to_whoever_has_it_whichever_way_and_to_nobody_else() {
    let desk = desk();
    let [ana, bob, eva, sam] = ["Ana", "Bob", "Eva", "Sam"].map(|name| desk.user(name, "García"));
    let (own, door) = (desk.locker("Locker 1"), desk.door("Staff entrance"));
    let (level, zone) = (level_of(&desk, bob), zone_of(&desk, eva));
    let cards: Vec<_> = (1..)
        .zip([ana, bob, eva, sam])
        .map(|(number, user)| {
            let (id, key) = desk.put_in_tray(card(EV2, number));
            desk.lay(id);
            desk.assign(user).unwrap();
            (id, key)
        })
        .collect();
    let opens = || {
        let lock = desk.lock_of_locker(own);
        cards.iter().map(|(_, key)| lock.decide(key) == OPENS).collect::<Vec<_>>()
    };
    assert_eq!(opens(), [false; 4]);
    assert_eq!(people_of(&desk, own, &put(ana)), 1);
    let levels = lockers::given_levels(&desk.permit(), &desk.permit(), &put(level));
    assert_eq!(give(&desk, own, &levels), 1);
    let zones = lockers::given_zones(&desk.permit(), &desk.permit(), &put(zone));
    assert_eq!(give(&desk, own, &zones), 1);
    let status = |user| users::open(&desk.console, &desk.permit(), user).unwrap().key.unwrap().status;
    use Status::{Synchronized as Same, UpdateRequired as Update};
    assert_eq!([ana, bob, eva, sam].map(status), [Update, Update, Update, Same], "exactly whose they are");
    for ((id, _), user) in cards.iter().zip([ana, bob, eva]) {
        desk.lay(*id);
        desk.update(user).unwrap();
    }
    assert_eq!(opens(), [true, true, true, false]);
    assert_eq!(desk.lock(door).decide(&cards[0].1), NOT_HERE, "a locker is no door");
    let page = lockers::open(&desk.console, &desk.permit(), own).unwrap();
    assert_eq!(page.besides.people, 3);
    let (people, beyond) =
        opening::of_locker(&desk.console, &desk.permit(), &desk.permit(), own, At::Now).unwrap();
    let by: Vec<_> = people.iter().map(|opening| opening.by.clone()).collect();
    let of = |name: &str| vec![By::Of(vec![name.to_owned()])];
    assert_eq!((by, beyond), (vec![vec![By::Itself], of("Kitchen"), of("Changing room")], 0));
    let (opens_what, _) =
        opening::of_person(&desk.console, &desk.permit(), &desk.permit(), bob, At::Now).unwrap();
    assert_eq!(opens_what.iter().map(|opening| opening.name.as_str()).collect::<Vec<_>>(), ["Locker 1"]);
    // It is taken from the person, and that is undone.
    assert_eq!(people_of(&desk, own, &Changes { take: vec![ana], ..Changes::default() }), 1);
    let last = undo::last(&desk.console, &desk.session.own()).unwrap();
    undo::undo(&desk.console, &desk.session.own(), last.token).unwrap();
    assert_eq!(status(ana), Same);
    // It is deleted: all three keys follow.
    assert_eq!(lockers::delete(&desk.console, &desk.permit(), own).unwrap().updates, 3);
    desk.lay(cards[1].0);
    desk.update(bob).unwrap();
    assert!(lockers::list(&desk.console, &desk.permit()).unwrap().is_empty());
}

/// Number 3 of the edge cases, and number 4: the numbers of all kinds of access points are one set, and none is given again.
#[test]
fn a_number_that_any_access_point_had_is_given_to_no_other_of_whatever_kind() {
    let desk = desk();
    let (door, locker) = (desk.door("Front"), desk.locker("Locker 1"));
    let code_of_door = doors::open(&desk.console, &desk.permit(), door).unwrap().besides.code;
    let code = lockers::open(&desk.console, &desk.permit(), locker).unwrap().besides.code;
    assert_ne!(code, code_of_door);
    lockers::delete(&desk.console, &desk.permit(), locker).unwrap();
    // All numbers but one are taken: some by doors, some by lockers, all of them deleted.
    let free = (1..=64_000).find(|number| ![code.number(), code_of_door.number()].contains(number)).unwrap();
    desk.sql(&format!(
        "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 64000)
         INSERT INTO doors (code, name, name_key, partition_id, external_id, deleted_at, changed_at, changed_by)
         SELECT number, 'x', 'x', 1, 'x', 1, 0, '' FROM numbers
         WHERE number % 2 = 0 AND number NOT IN ({free}, {code}, {code_of_door});
         WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 64000)
         INSERT INTO lockers (code, name, name_key, partition_id, external_id, mode, open_seconds, increased_seconds,
             audit_on_keys, inhibit_audit, deleted_at, changed_at, changed_by)
         SELECT number, 'x', 'x', 1, 'x', 'standard', 4, 10, 1, 0, 1, 0, '' FROM numbers
         WHERE number % 2 = 1 AND number NOT IN ({free}, {code}, {code_of_door})",
        code = code.number(),
        code_of_door = code_of_door.number(),
    ));
    let last = desk.locker("Locker 2");
    assert_eq!(lockers::open(&desk.console, &desk.permit(), last).unwrap().besides.code.number(), free);
    let mut draft = doors::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Back".to_owned();
    let refused = doors::add(&desk.console, &desk.permit(), &draft, &Giving::nothing());
    assert!(
        matches!(refused, Err(Error::Storage(StorageError::NoNumberLeft(Noun::Door)))),
        "the 64,001st is refused: {refused:?}"
    );
}

#[test]
fn what_a_locker_follows_is_in_use_until_it_is_deleted() {
    let desk = desk();
    let locker = desk.locker("Locker 1");
    let page = lockers::open(&desk.console, &desk.permit(), locker).unwrap();
    assert_eq!(page.besides.lock.reasons, [Reason::NotSetUp]);
    assert_eq!(
        (page.draft.own.lock.open_seconds.as_str(), page.draft.own.lock.increased_seconds.as_str()),
        ("4", "10")
    );
    let refused = |result: Result<(), Error>, setting: Setting, fault| {
        let faults = [(setting.field(), Fault::Door(fault))];
        assert!(matches!(result, Err(Error::Named(Noun::Locker, found)) if found == faults));
    };
    refused(
        save(&desk, locker, |draft| draft.own.lock.mode = Mode::Office),
        Setting::Mode,
        SettingFault::ModeOfDoors,
    );
    refused(
        save(&desk, locker, |draft| draft.own.lock.mode = Mode::TimedToggle),
        Setting::Period,
        SettingFault::PeriodMissing,
    );
    let period =
        timed_periods::add(&desk.console, &desk.permit(), &every_day("Days", "8:00", "18:00")).unwrap();
    save(&desk, locker, |draft| {
        (draft.own.lock.mode, draft.own.lock.period) = (Mode::TimedToggle, Some(period));
        draft.own.general = ["Left of the door".to_owned()];
    })
    .unwrap();
    // Somebody went to the lock, and then the period is changed.
    let wanted = lockers::open(&desk.console, &desk.permit(), locker).unwrap().besides.lock.wanted;
    let marks = [wanted.settings, wanted.schedule, wanted.calendar, wanted.zones, wanted.time_zone];
    let [settings, schedule, calendar, zones, time_zone] = marks.map(|mark| format!("x'{mark:?}'"));
    desk.sql(&format!(
        "INSERT INTO locker_visits VALUES ({}, 1795860000000, {settings}, {schedule}, {calendar}, {zones}, {time_zone})",
        locker.0
    ));
    let visit = || lockers::list(&desk.console, &desk.permit()).unwrap()[0].besides.visit.clone();
    assert_eq!(visit(), []);
    timed_periods::save(&desk.console, &desk.permit(), period, 1, &every_day("Days", "9:00", "18:00"))
        .unwrap();
    assert_eq!(visit(), [Reason::Schedule]);
    let used = timed_periods::delete(&desk.console, &desk.permit(), period);
    let followers = match used {
        Err(Error::Storage(StorageError::Followed { followers, .. })) => followers,
        other => panic!("{other:?}"),
    };
    assert_eq!(followers.names, ["Locker 1"]);
    lockers::delete(&desk.console, &desk.permit(), locker).unwrap();
    assert!(lockers::list(&desk.console, &desk.permit()).unwrap().is_empty());
    timed_periods::delete(&desk.console, &desk.permit(), period).unwrap();
}

#[test]
fn a_timetable_by_which_a_locker_is_given_is_in_use() {
    let desk = desk();
    let (ana, locker) = (desk.user("Ana", "García"), desk.locker("Locker 1"));
    let mut draft = timetables::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Shift".to_owned();
    let timetable = timetables::add(&desk.console, &desk.permit(), &draft).unwrap();
    let limit = Limit { between: None, timetable: Some(timetable) };
    people_of(&desk, locker, &Changes { give: vec![Grant { to: ana, limit }], ..Changes::default() });
    let used = timetables::delete(&desk.console, &desk.permit(), timetable);
    assert!(
        matches!(used, Err(Error::Storage(StorageError::TimetableInUse(uses))) if uses.people == 1),
        "{used:?}"
    );
    lockers::delete(&desk.console, &desk.permit(), locker).unwrap();
    timetables::delete(&desk.console, &desk.permit(), timetable).unwrap();
}

#[test]
fn who_may_only_save_a_locker_does_not_take_it_where_more_is_allowed() {
    let mut house = house();
    let seen = [P::LockersView, P::LockersModify, P::LockersAddDelete];
    let more = [&seen[..], &[P::LockersModifyAccess, P::UsersView, P::UsersModify]].concat();
    let in_a = Access::Custom(crate::house::set(&seen));
    house.add_group("marta", &form("Carpenter", &more, &[(A, in_a), (B, Access::Global)]));
    house.add_operator("marta", "cara", "Carpenter");
    let (cara, locker) = (house.seat("cara"), LockerId(house.thing("Locker A")));
    let mut page = lockers::open(cara.console, &cara.permit(), locker).unwrap();
    page.draft.partition = B;
    let moved =
        lockers::save(cara.console, &cara.permit(), locker, page.version, &page.draft, &Giving::nothing());
    let more_there = [(Field::Partition, Fault::MoreThere)];
    assert!(matches!(moved, Err(Error::Named(Noun::Locker, faults)) if faults == more_there));
    // Nor does one that is moved and given in one save open to anybody.
    let giving = lockers::given_people(&cara.permit(), &cara.permit(), &put(house.user("Bea")));
    let saved = lockers::save(cara.console, &cara.permit(), locker, page.version, &page.draft, &giving);
    assert!(saved.is_err(), "{saved:?}");
    assert_eq!(house.rows("SELECT CAST(count(*) AS TEXT) FROM user_lockers"), ["0"]);
}

#[test]
fn the_trail_names_a_locker_also_when_it_is_gone() {
    let desk = desk();
    let (ana, locker) = (desk.user("Ana", "García"), desk.locker("Locker 1"));
    let code = lockers::open(&desk.console, &desk.permit(), locker).unwrap().besides.code.number();
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    desk.sql(&format!(
        "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, received_at, is_odd)
         SELECT {code}, id, 1, 1795340000000, 1, zeroblob(6), 1795340000000, 0 FROM keys"
    ));
    lockers::delete(&desk.console, &desk.permit(), locker).unwrap();
    let of = audit_trail::Of::Person(ana);
    let rows = audit_trail::latest(&desk.console, &desk.permit(), of, 5).unwrap();
    assert_eq!(rows.iter().map(|row| row.door.as_str()).collect::<Vec<_>>(), ["Locker 1"]);
}

#[test]
fn one_number_of_two_access_points_is_damage() {
    let desk = desk();
    let (locker, _) = (desk.locker("Locker 1"), desk.door("Front"));
    let clock = Arc::clone(&desk.clock);
    let Desk { console, folder, .. } = desk;
    drop(console);
    let file = rusqlite::Connection::open(folder.path().join("site.db")).unwrap();
    assert_eq!(doctor::examine(folder.path(), &*clock).database.unwrap().damage, [""; 0]);
    let number: u16 = file.query_row("SELECT code FROM doors", [], |row| row.get(0)).unwrap();
    file.execute("UPDATE lockers SET code = ?1 WHERE id = ?2", (number, locker.0)).unwrap();
    drop(file);
    let damage = doctor::examine(folder.path(), &*clock).database.unwrap().damage;
    assert_eq!(damage, [format!("the number {number} is of more than one access point")]);
}
