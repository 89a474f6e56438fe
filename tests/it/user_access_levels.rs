//! User access levels: what their members' keys open, from when until when, and what of it stays when one way is taken.

use std::collections::BTreeSet;

use keydesk::domain::directory::{Filter, Query};
use keydesk::domain::door::DoorId;
use keydesk::domain::key::{Reason, Status};
use keydesk::domain::user::{Between, Grant, Limit, UserId};
use keydesk::domain::user_access_level::{Fault, Field, UserAccessLevelId};
use keydesk::operation::user_access_levels::{self as levels, Impact};
use keydesk::operation::{Changes, Error, Giving, Noun, doors, partitions, undo, users};

use crate::cards::{EV2, NOT_HERE, OPENS, ask, card};
use crate::desk::{Desk, at, desk};
use crate::house::{A, GENERAL, house};

fn add(desk: &Desk, name: &str) -> UserAccessLevelId {
    let mut draft = levels::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = name.to_owned();
    levels::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn grants<To: Copy>(to: &[To], between: Option<Between>) -> Vec<Grant<To>> {
    to.iter().map(|to| Grant { to: *to, limit: Limit::within(between) }).collect()
}

fn save(
    desk: &Desk,
    level: UserAccessLevelId,
    giving: &Giving<keydesk::domain::user_access_level::UserAccessLevel>,
) -> Impact {
    let page = levels::open(&desk.console, &desk.permit(), level).unwrap();
    let foretold = levels::impact(&desk.console, &desk.permit(), level, giving).unwrap();
    let done = levels::save(&desk.console, &desk.permit(), level, page.version, &page.draft, giving).unwrap();
    assert_eq!(done, foretold, "what was foretold");
    done
}

fn give_doors(desk: &Desk, level: UserAccessLevelId, put: Vec<Grant<DoorId>>, take: Vec<DoorId>) -> Impact {
    save(desk, level, &levels::given_doors(&desk.permit(), &Changes::of(put, take)))
}

fn give_people(desk: &Desk, level: UserAccessLevelId, put: Vec<Grant<UserId>>, take: Vec<UserId>) -> Impact {
    save(desk, level, &levels::given_people(&desk.permit(), &Changes::of(put, take)))
}

fn page(desk: &Desk, user: UserId) -> (Status, Vec<Reason>) {
    let key = users::open(&desk.console, &desk.permit(), user).unwrap().key.unwrap();
    (key.status, key.reasons)
}

#[test]
fn a_door_that_comes_in_two_ways_opens_until_both_are_taken() {
    let desk = desk();
    let (ana, front, back) = (desk.user("Ana", "García"), desk.door("Front"), desk.door("Back"));
    let cleaning = add(&desk, "Cleaning");
    give_doors(&desk, cleaning, grants(&[front, back], None), vec![]);
    give_people(&desk, cleaning, grants(&[ana], None), vec![]);
    desk.give(ana, &[front]);
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    assert_eq!((ask(&desk, &key, front), ask(&desk, &key, back)), (OPENS, OPENS));
    // One way is taken: no key says anything else.
    assert_eq!(give_doors(&desk, cleaning, vec![], vec![front]), Impact::default());
    assert_eq!(page(&desk, ana), (Status::Synchronized, vec![]));
    let page_of_front = doors::open(&desk.console, &desk.permit(), front).unwrap();
    assert_eq!(page_of_front.besides.people, 1);
    // And the other, and the level.
    desk.change_doors(ana, &[], &[front]);
    assert_eq!(page(&desk, ana), (Status::UpdateRequired, vec![Reason::DoorsRemoved(1)]));
    assert_eq!(
        levels::delete(&desk.console, &desk.permit(), cleaning).unwrap().keys(),
        0,
        "it needs one already"
    );
    assert_eq!(page(&desk, ana).1, [Reason::DoorsRemoved(2)]);
    desk.update(ana).unwrap();
    assert_eq!((ask(&desk, &key, front), ask(&desk, &key, back)), (NOT_HERE, NOT_HERE));
    assert_eq!(page(&desk, ana), (Status::Synchronized, vec![]));
}

#[test]
fn a_key_opens_as_long_as_both_periods_allow() {
    let desk = desk();
    let between = |from: &str, until: &str| Some(Between::new(at(from), at(until)).unwrap());
    let (ana, front, back) = (desk.user("Ana", "García"), desk.door("Front"), desk.door("Back"));
    let night = add(&desk, "Night shift");
    give_doors(&desk, night, grants(&[front], between("2026-11-20 00:00", "2026-11-24 00:00")), vec![]);
    give_doors(&desk, night, grants(&[back], between("2026-12-01 00:00", "2026-12-05 00:00")), vec![]);
    give_people(&desk, night, grants(&[ana], between("2026-11-22 12:00", "2026-11-30 00:00")), vec![]);
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    assert_eq!(ask(&desk, &key, back), NOT_HERE, "the two have no minute in common, so it is not on the key");
    let opens = |moment: &str| {
        desk.clock.set(at(moment));
        ask(&desk, &key, front) == OPENS
    };
    let moments = ["2026-11-22 11:59", "2026-11-22 12:00", "2026-11-23 23:59", "2026-11-24 00:00"].map(opens);
    assert_eq!(moments, [false, true, true, false]);
}

#[test]
fn whose_keys_a_change_of_a_level_touches_are_its_members_and_no_others() {
    let desk = desk();
    let [ana, bob, eva] = ["Ana", "Bob", "Eva"].map(|name| desk.user(name, "García"));
    let front = desk.door("Front");
    let (kitchen, empty) = (add(&desk, "Kitchen"), add(&desk, "Empty"));
    give_people(&desk, kitchen, grants(&[ana, bob], None), vec![]);
    for (number, user) in [ana, bob, eva].into_iter().enumerate() {
        let (id, _) = desk.put_in_tray(card(EV2, 1 + number as u8));
        desk.lay(id);
        desk.assign(user).unwrap();
    }
    let status = || [ana, bob, eva].map(|user| page(&desk, user).0);
    assert_eq!(give_doors(&desk, empty, grants(&[front], None), vec![]).keys(), 0);
    assert_eq!(give_doors(&desk, kitchen, grants(&[front], None), vec![]).updates, 2);
    use Status::{Synchronized as Same, UpdateRequired as Update};
    assert_eq!(status(), [Update, Update, Same]);
    // Who may open the door, whichever way it came.
    let by_door = Query { filters: vec![Filter::Door(front)], ..Query::default() };
    let found = users::list(&desk.console, &desk.permit(), &by_door).unwrap().ids;
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([ana, bob]));
    let row = doors::list(&desk.console, &desk.permit()).unwrap().remove(0);
    assert_eq!(row.besides.users, 2);
    // It is undone by who did it, and then no key needs anything.
    let last = undo::last(&desk.console, &desk.session.own()).unwrap();
    let undone = undo::undo(&desk.console, &desk.session.own(), last.token).unwrap();
    assert_eq!((undone.impact.keys(), status()), (0, [Same, Same, Same]));
    // Whoever is deleted is no member any more, and a door that is deleted is given by no level.
    give_doors(&desk, kitchen, grants(&[front], None), vec![]);
    doors::delete(&desk.console, &desk.permit(), front).unwrap();
    let opens = levels::doors(&desk.console, &desk.permit(), &desk.permit(), kitchen).unwrap();
    assert!(opens.0.is_empty() && opens.1 == 0, "{opens:?}");
}

#[test]
fn names_and_numbers_are_their_own_in_a_partition_and_it_moves_with_its_partition() {
    let house = house();
    let marta = house.seat("marta");
    let mut draft = levels::blank(marta.console, &marta.permit()).unwrap();
    (draft.name, draft.external_id, draft.partition) = ("LEVEL a".into(), "L 1".into(), A);
    let twice = levels::add(marta.console, &marta.permit(), &draft, &Giving::nothing());
    assert!(
        matches!(&twice, Err(Error::Named(Noun::UserAccessLevel, faults)) if *faults == [(Field::Name, Fault::Duplicate)]),
        "{twice:?}"
    );
    draft.partition = GENERAL;
    levels::add(marta.console, &marta.permit(), &draft, &Giving::nothing()).unwrap();
    let clash = partitions::delete(marta.console, &marta.session.administrator().unwrap(), A, GENERAL);
    assert!(
        matches!(&clash, Err(Error::Clashes(names)) if names.contains(&"Level A".to_owned())),
        "{clash:?}"
    );
}
