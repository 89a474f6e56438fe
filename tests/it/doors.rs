//! Doors and the people who have them: who is listed, who is offered, and what the trail tells of what was done.

use chrono::Duration;
use keydesk::domain::door::DoorId;
use keydesk::domain::group::Access;
use keydesk::domain::permission::Permission as P;
use keydesk::domain::user::{Between, Grant, Limit, UserId};
use keydesk::operation::{Changes, Giving, doors};
use keydesk::operation::{Error, Related, StorageError, users};

use crate::desk::{Desk, at, desk};
use crate::house::{A, B, House, form, house, set};

fn morning() -> Option<Between> {
    let from = at("2026-11-23 08:00");
    Some(Between::new(from, from + Duration::hours(4)).unwrap())
}

fn change(desk: &Desk, door: DoorId, put: &[(UserId, Option<Between>)], remove: &[UserId]) -> Vec<String> {
    let lines = desk.trail(1_000).len();
    let put = put.iter().map(|(to, between)| Grant { to: *to, limit: Limit::within(*between) }).collect();
    let changes = Changes::of(put, remove.to_vec());
    doors::give(
        &desk.console,
        &desk.permit(),
        door,
        &doors::given_people(&desk.permit(), &desk.permit(), &changes),
    )
    .unwrap();
    let after = desk.trail(1_000);
    after[..after.len() - lines].iter().map(|(_, fields)| fields.clone()).collect()
}

#[test]
fn the_trail_tells_of_what_was_given_and_taken_and_not_of_what_was_so_already() {
    let desk = desk();
    let door = desk.door("Front");
    let [ana, bob, cleo] = ["Ana", "Bob", "Cleo"].map(|name| desk.user(name, "García"));
    let [UserId(a), UserId(b), UserId(c)] = [ana, bob, cleo];
    let told = change(&desk, door, &[(ana, None), (bob, morning())], &[cleo]);
    let both = format!(r#"{{"given to":["Ana García","Bob García"],"given to numbers":["{a}–{b}"]}}"#);
    assert_eq!(told, [both], "Cleo had nothing to be taken");
    assert!(change(&desk, door, &[(ana, None), (bob, morning())], &[cleo]).is_empty());
    let told = change(&desk, door, &[(ana, None), (bob, None), (cleo, morning())], &[]);
    let both = format!(r#"{{"given to":["Bob García","Cleo García"],"given to numbers":["{b}–{c}"]}}"#);
    assert_eq!(told, [both], "Ana had it in the same way");
    let told = change(&desk, door, &[(bob, None)], &[ana]);
    assert_eq!(told, [format!(r#"{{"taken from":["Ana García"],"taken from numbers":["{a}"]}}"#)]);
}

/// Somebody who holds more in A than in B: what is taken away there is not held there.
fn sees_less_in_b(house: &mut House, less: &[P]) {
    let all = [P::DoorsView, P::DoorsModifyAccess, P::UsersView, P::UsersModify];
    let in_b: Vec<P> = all.into_iter().filter(|permission| !less.contains(permission)).collect();
    let partitions = [(A, Access::Global), (B, Access::Custom(set(&in_b)))];
    house.add_group("marta", &form("Keeper", &all, &partitions));
    house.add_operator("marta", "kate", "Keeper");
}

fn names<Id>(rows: &[Related<Id>]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn only_who_is_seen_is_offered() {
    let mut house = house();
    sees_less_in_b(&mut house, &[P::UsersView, P::DoorsView]);
    let kate = house.seat("kate");
    let people = doors::people_for_access(kate.console, &kate.permit()).unwrap();
    let doors = doors::choices_for_access(kate.console, &kate.permit()).unwrap();
    let (ada, bea) = (house.user("Ada"), house.user("Bea"));
    assert!(people.iter().any(|row| row.id == ada) && people.iter().all(|row| row.id != bea), "{people:?}");
    assert!(names(&doors).contains(&"Door A") && !names(&doors).contains(&"Door B"), "{doors:?}");
    let picked = doors::people_picked(kate.console, &kate.permit(), &[bea, ada]).unwrap();
    assert_eq!(picked.iter().map(|row| row.id).collect::<Vec<_>>(), [ada]);
}

#[test]
fn a_list_says_whom_the_right_reaches() {
    let mut house = house();
    sees_less_in_b(&mut house, &[P::UsersModify, P::DoorsModifyAccess]);
    let kate = house.seat("kate");
    let may = |rows: Vec<(i64, bool)>, id: i64| rows.into_iter().find(|row| row.0 == id).unwrap().1;
    let holders = |door: &str| {
        let listed = doors::holders(kate.console, &kate.permit(), &kate.permit(), house.door(door)).unwrap();
        listed.0.into_iter().map(|row| (row.id.0, row.may_change)).collect::<Vec<_>>()
    };
    let [ada, ben] = ["Ada", "Ben"].map(|name| house.user(name).0);
    assert!(may(holders("Door A"), ada) && !may(holders("Door A"), ben), "Ben is only seen");
    assert!(!may(holders("Door B"), ada) && !may(holders("Door B"), ben), "Door B is only seen");
    let may_give =
        |door: &str| doors::open(kate.console, &kate.permit(), house.door(door)).unwrap().besides.may_give;
    assert!(may_give("Door A") && !may_give("Door B"));
    let may_be_given =
        |user: &str| users::open(kate.console, &kate.permit(), house.user(user)).unwrap().may_give;
    assert!(may_be_given("Ada") && !may_be_given("Ben"));
    let of = |user: &str| {
        let listed = users::doors(kate.console, &kate.permit(), &kate.permit(), house.user(user)).unwrap();
        listed.0.into_iter().map(|row| (row.id.0, row.may_change)).collect::<Vec<_>>()
    };
    let [a, b] = ["Door A", "Door B"].map(|name| house.door(name).0);
    assert!(may(of("Ada"), a) && !may(of("Ada"), b) && !may(of("Ben"), a), "from the other end likewise");
}

#[test]
fn who_is_picked_is_named_as_the_file_says() {
    let desk = desk();
    let [ana, bob] = ["Ana", "Bob"].map(|name| desk.user(name, "García"));
    // As a forged snapshot would: what is in memory says something else than the rows.
    desk.sql("UPDATE users SET first_name = 'Robert' WHERE first_name = 'Bob'");
    let offered = doors::people_for_access(&desk.console, &desk.permit()).unwrap();
    assert!(names(&offered).contains(&"Bob García"));
    let picked = doors::people_picked(&desk.console, &desk.permit(), &[bob, UserId(999), ana]).unwrap();
    assert_eq!(names(&picked), ["Robert García", "Ana García"]);
}

#[test]
fn a_site_that_has_given_every_number_says_so_and_adds_no_door() {
    let desk = desk();
    desk.sql(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 64000)
         INSERT INTO doors (code, name, name_key, partition_id, external_id, deleted_at, changed_at, changed_by)
         SELECT i, 'Old', 'old', 1, 'X', 0, 0, '' FROM n WHERE i > 1",
    );
    let add = |name: &str| {
        let mut draft = doors::blank(&desk.console, &desk.permit()).unwrap();
        draft.name = name.into();
        doors::add(&desk.console, &desk.permit(), &draft, &Giving::nothing())
    };
    add("The last one").unwrap();
    let refused = add("One more");
    assert!(matches!(refused, Err(Error::Storage(StorageError::NoNumberLeft(_)))), "{refused:?}");
}
