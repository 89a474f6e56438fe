//! Areas: doors belong to them, people are counted by them, nobody has a right by them, and no key says anything of it.

use keydesk::domain::key::Status;
use keydesk::domain::limited_occupancy_area::LimitedOccupancyAreaId;
use keydesk::domain::limited_occupancy_group::LimitedOccupancyGroupId;
use keydesk::domain::lockdown_area::LockdownAreaId;
use keydesk::domain::roll_call_area::{Purpose, RollCallAreaId};
use keydesk::domain::user::{Grant, Limit};
use keydesk::operation::system_auditor::{self, Filter, SubjectKind};
use keydesk::operation::{
    Changes, Error, Giving, Noun, StorageError, doors, limited_occupancy_areas, limited_occupancy_groups,
    lockdown_areas, roll_call_areas, undo, users,
};

use crate::cards::{EV2, card};
use crate::desk::{Desk, desk};

fn put<To>(to: To) -> Changes<To> {
    Changes { give: vec![Grant { to, limit: Limit::ALWAYS }], ..Changes::default() }
}

fn roll_call_area(desk: &Desk, name: &str) -> RollCallAreaId {
    let mut draft = roll_call_areas::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = name.to_owned();
    roll_call_areas::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn lockdown_area(desk: &Desk, name: &str) -> LockdownAreaId {
    let mut draft = lockdown_areas::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = name.to_owned();
    lockdown_areas::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn limited_occupancy_area(desk: &Desk, name: &str) -> LimitedOccupancyAreaId {
    let mut draft = limited_occupancy_areas::blank(&desk.console, &desk.permit()).unwrap();
    (draft.name, draft.own.0) = (name.to_owned(), "20".to_owned());
    limited_occupancy_areas::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn limited_occupancy_group(desk: &Desk, name: &str) -> LimitedOccupancyGroupId {
    let mut draft = limited_occupancy_groups::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = name.to_owned();
    limited_occupancy_groups::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

/// The names of doors at which people come in, and of those at which they go out.
fn sides(desk: &Desk, area: RollCallAreaId) -> [Vec<String>; 2] {
    let (permit, doors) = (desk.permit(), desk.permit());
    let entries = roll_call_areas::entries(&desk.console, &permit, &doors, area).unwrap().0;
    let exits = roll_call_areas::exits(&desk.console, &permit, &doors, area).unwrap().0;
    [entries, exits].map(|doors| doors.into_iter().map(|door| door.name).collect())
}

#[test]
fn a_door_can_be_an_entry_and_an_exit_of_an_area_and_each_is_taken_and_undone_by_itself() {
    let desk = desk();
    let (inside, front) = (roll_call_area(&desk, "Inside"), desk.door("Front"));
    let both = roll_call_areas::given_entries(&desk.permit(), &desk.permit(), &put(front));
    let both = both.and(roll_call_areas::given_exits(&desk.permit(), &desk.permit(), &put(front)));
    roll_call_areas::give(&desk.console, &desk.permit(), inside, &both).unwrap();
    let front_alone = || vec!["Front".to_owned()];
    assert_eq!(sides(&desk, inside), [front_alone(), front_alone()]);
    // From the door, and undone.
    let taken = Changes { take: vec![inside], ..Changes::default() };
    let taken = roll_call_areas::made_an_exit(&desk.permit(), &desk.permit(), &taken);
    doors::give(&desk.console, &desk.permit(), front, &taken).unwrap();
    assert_eq!(sides(&desk, inside), [front_alone(), Vec::new()]);
    let last = undo::last(&desk.console, &desk.session.own()).unwrap();
    undo::undo(&desk.console, &desk.session.own(), last.token).unwrap();
    assert_eq!(sides(&desk, inside), [front_alone(), front_alone()]);
    // Each end tells of it.
    let told = |kind, id| {
        let of = Filter { of: Some((kind, id)), ..Filter::default() };
        system_auditor::list(&desk.console, &desk.permit(), &of).unwrap().0.len()
    };
    let (of_area, of_door) = (told(SubjectKind::RollCallArea, inside.0), told(SubjectKind::Door, front.0));
    assert!(of_area >= 4 && of_door >= 4, "added, given, taken, undone: {of_area}, {of_door}");
    // A door that is deleted, and whose row stays, belongs to nothing.
    doors::delete(&desk.console, &desk.permit(), front).unwrap();
    assert_eq!(sides(&desk, inside), [Vec::<String>::new(), Vec::new()]);
    let left =
        "SELECT (SELECT count(*) FROM roll_call_area_entries) + (SELECT count(*) FROM roll_call_area_exits)";
    let left: i64 = desk.database().query_row(left, [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn areas_and_groups_give_no_right_and_mark_no_key() {
    let desk = desk();
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    desk.give(ana, &[front]);
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let is_as_before = || {
        let key = users::open(&desk.console, &desk.permit(), ana).unwrap().key.unwrap();
        assert_eq!(key.status, Status::Synchronized);
        assert_eq!(doors::open(&desk.console, &desk.permit(), front).unwrap().besides.people, 1);
    };
    let roll_call = roll_call_area(&desk, "Inside");
    let giving = roll_call_areas::given_entries(&desk.permit(), &desk.permit(), &put(front));
    let impact = roll_call_areas::give(&desk.console, &desk.permit(), roll_call, &giving).unwrap();
    assert_eq!(impact.keys(), 0);
    is_as_before();
    let wing = lockdown_area(&desk, "Wing");
    let giving = lockdown_areas::given_doors(&desk.permit(), &desk.permit(), &put(front));
    let impact = lockdown_areas::give(&desk.console, &desk.permit(), wing, &giving).unwrap();
    assert_eq!(impact.keys(), 0);
    assert_eq!(lockdown_areas::list(&desk.console, &desk.permit()).unwrap()[0].besides.doors, 1);
    is_as_before();
    let garage = limited_occupancy_area(&desk, "Garage");
    let giving = limited_occupancy_areas::given_doors(&desk.permit(), &desk.permit(), &put(front));
    let impact = limited_occupancy_areas::give(&desk.console, &desk.permit(), garage, &giving).unwrap();
    assert_eq!(impact.keys(), 0);
    let drivers = limited_occupancy_group(&desk, "Drivers");
    let giving = limited_occupancy_groups::given_people(&desk.permit(), &desk.permit(), &put(ana));
    let areas = limited_occupancy_areas::given_a_group(&desk.permit(), &desk.permit(), &put(garage));
    let giving = giving.and(areas);
    let impact = limited_occupancy_groups::give(&desk.console, &desk.permit(), drivers, &giving).unwrap();
    assert_eq!(impact.keys(), 0);
    let listed = limited_occupancy_areas::list(&desk.console, &desk.permit()).unwrap().remove(0).besides;
    assert_eq!((listed.most.people(), listed.doors, listed.groups), (20, 1, 1));
    is_as_before();
    roll_call_areas::delete(&desk.console, &desk.permit(), roll_call).unwrap();
    lockdown_areas::delete(&desk.console, &desk.permit(), wing).unwrap();
    limited_occupancy_areas::delete(&desk.console, &desk.permit(), garage).unwrap();
    limited_occupancy_groups::delete(&desk.console, &desk.permit(), drivers).unwrap();
    is_as_before();
}

#[test]
fn what_an_area_is_in_a_roll_call_is_saved_and_listed() {
    let desk = desk();
    let yard = roll_call_area(&desk, "Yard");
    let page = roll_call_areas::open(&desk.console, &desk.permit(), yard).unwrap();
    assert_eq!(page.draft.own, Purpose::Inside);
    let mut draft = page.draft;
    draft.own = Purpose::AssemblyPoint;
    let nothing = Giving::nothing();
    roll_call_areas::save(&desk.console, &desk.permit(), yard, page.version, &draft, &nothing).unwrap();
    let listed = roll_call_areas::list(&desk.console, &desk.permit()).unwrap().remove(0).besides;
    assert_eq!((listed.purpose, listed.entries, listed.exits), (Purpose::AssemblyPoint, 0, 0));
}

#[test]
fn somebody_is_in_one_limited_occupancy_group_at_most_and_goes_from_one_to_the_other_at_once() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let [one, other] = ["Drivers", "Swimmers"].map(|name| limited_occupancy_group(&desk, name));
    let give = |group| {
        let giving = limited_occupancy_groups::given_people(&desk.permit(), &desk.permit(), &put(ana));
        limited_occupancy_groups::give(&desk.console, &desk.permit(), group, &giving)
    };
    give(one).unwrap();
    give(one).unwrap();
    let refused = give(other);
    assert!(
        matches!(refused, Err(Error::Storage(StorageError::InAnother(Noun::LimitedOccupancyGroup)))),
        "{refused:?}"
    );
    let groups = || {
        let (permit, groups) = (desk.permit(), desk.permit());
        let of_person = limited_occupancy_groups::of_person(&desk.console, &permit, &groups, ana).unwrap();
        of_person.0.into_iter().map(|group| group.id).collect::<Vec<_>>()
    };
    assert_eq!(groups(), [one]);
    let moved = Changes { take: vec![one], ..put(other) };
    let moved = limited_occupancy_groups::given_to_people(&desk.permit(), &moved);
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    let keep = users::Picture::Keep;
    users::save(&desk.console, &desk.permit(), ana, page.version, &page.draft, &keep, &moved).unwrap();
    assert_eq!(groups(), [other]);
}
