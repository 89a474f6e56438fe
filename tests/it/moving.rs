//! Moving is giving. One who may do more in one partition than in another must not take things there, neither for good
//! nor for a while.

use keydesk::domain::directory::Query;
use keydesk::domain::door::{self, DoorId};
use keydesk::domain::group::Access;
use keydesk::domain::partition::{Feature, PartitionId};
use keydesk::domain::permission::Permission as P;
use keydesk::domain::user::{self, BulkEdit, Fault, Field, Grant, Limit, UserId};
use keydesk::operation::Changes;
use keydesk::operation::Giving;
use keydesk::operation::audit_trail;
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{Error, Noun, StorageError, doors, partitions};

use crate::house::{A, B, House, MANAGER, Seat, form, house, set};

/// A group that holds this much in A and everything in B, with an operator in it.
fn with_mover(in_a: &[P]) -> House {
    let mut house = house();
    let access = [(A, Access::Custom(set(in_a))), (B, Access::Global)];
    house.add_group("marta", &form("Movers", MANAGER, &access));
    house.add_operator("marta", "pia", "Movers");
    house
}

fn move_door(seat: &Seat<'_>, door: DoorId, to: PartitionId) -> Result<(), Error> {
    let page = doors::open(seat.console, &seat.permit(), door)?;
    let draft = door::Draft { partition: to, ..page.draft };
    doors::save(seat.console, &seat.permit(), door, page.version, &draft, &Giving::nothing()).map(|_| ())
}

fn move_person(seat: &Seat<'_>, person: UserId, to: PartitionId) -> Result<(), Error> {
    let page = users::open(seat.console, &seat.permit(), person)?;
    let draft = user::Draft { partition: to, ..page.draft };
    users::save(
        seat.console,
        &seat.permit(),
        person,
        page.version,
        &draft,
        &Picture::Keep,
        &Giving::nothing(),
    )
    .map(|_| ())
}

fn move_many(seat: &Seat<'_>, people: &[UserId], to: PartitionId) -> Result<usize, Error> {
    let saved = users::save_many(
        seat.console,
        &seat.permit(),
        people,
        &[BulkEdit::Partition(to)],
        &Giving::nothing(),
    )?;
    let refused = |it: &&users::SavedOne| {
        assert!(it.faults.is_empty() || it.faults == [(Field::Partition, Fault::MoreThere)], "{it:?}");
        !it.faults.is_empty()
    };
    Ok(saved.iter().filter(refused).count())
}

#[track_caller]
fn refused(result: Result<(), Error>) {
    let expected_door = vec![(door::Field::Partition, door::Fault::MoreThere)];
    match result {
        Err(Error::Named(Noun::Door, faults)) => assert_eq!(faults, expected_door),
        Err(Error::User(faults)) => assert_eq!(faults, [(Field::Partition, Fault::MoreThere)]),
        other => panic!("{other:?}"),
    }
}

fn where_things_lie(house: &House) -> Vec<String> {
    house.rows(
        "SELECT 'u' || id || ' ' || partition_id FROM users UNION ALL
         SELECT 'd' || id || ' ' || partition_id FROM doors UNION ALL
         SELECT 'g' || user_id || ' ' || door_id FROM user_doors ORDER BY 1",
    )
}

#[test]
fn who_may_only_save_a_door_does_not_take_it_where_more_is_allowed() {
    for in_a in [
        &[P::DoorsView, P::DoorsModify][..],
        &[P::DoorsView, P::DoorsModify, P::DoorsAddDelete],
        &[P::DoorsView, P::DoorsModify, P::DoorsAddDelete, P::DoorsModifyAccess],
    ] {
        let house = with_mover(in_a);
        let before = where_things_lie(&house);
        let pia = house.seat("pia");
        refused(move_door(&pia, house.door("Door A"), B));
        assert_eq!(where_things_lie(&house), before);
    }
}

#[test]
fn who_may_only_save_people_takes_nobody_where_more_is_allowed() {
    let house = with_mover(&[P::UsersView, P::UsersModify, P::UsersAddDelete]);
    let before = where_things_lie(&house);
    let pia = house.seat("pia");
    refused(move_person(&pia, house.user("Ada"), B));
    assert_eq!(move_many(&pia, &[house.user("Ada"), house.user("Abel")], B).unwrap(), 2);
    assert_eq!(where_things_lie(&house), before);
    let banned = users::ban(pia.console, &pia.permit(), &[house.user("Ada")], Ban::PutOn);
    assert!(matches!(banned, Err(Error::Storage(StorageError::NoSuch(_)))));
}

#[test]
fn nothing_is_lent_to_the_other_side_and_brought_back() {
    let house = with_mover(&[P::DoorsView, P::DoorsModify, P::DoorsAddDelete]);
    let before = where_things_lie(&house);
    let (pia, door, bea) = (house.seat("pia"), house.door("Second door A"), house.user("Bea"));
    let _ = move_door(&pia, door, B);
    let page = pia.person(bea);
    let changes = Changes::of(vec![Grant { to: door, limit: Limit::ALWAYS }], Vec::new());
    let (doors, none) = (pia.permit(), Picture::Keep);
    let doors = &users::given_doors(&doors, &changes);
    let given = users::save(pia.console, &pia.permit(), bea, page.version, &page.draft, &none, doors);
    assert!(matches!(given, Err(Error::Storage(StorageError::NoSuch(_)))), "{given:?}");
    let _ = move_door(&pia, door, A);
    assert_eq!(where_things_lie(&house), before);
}

#[test]
fn the_audit_trail_of_a_door_does_not_come_along() {
    let house = with_mover(&[P::DoorsView, P::DoorsModify, P::DoorsAddDelete]);
    let pia = house.seat("pia");
    let seen = || audit_trail::find(pia.console, &pia.permit(), &audit_trail::Query::default()).unwrap().ids;
    let before = seen();
    refused(move_door(&pia, house.door("Door A"), B));
    assert_eq!(seen(), before);
}

#[test]
fn who_may_do_as_much_here_as_there_moves_things_and_back() {
    let house = with_mover(MANAGER);
    let pia = house.seat("pia");
    for to in [B, A] {
        move_door(&pia, house.door("Second door A"), to).unwrap();
        move_person(&pia, house.user("Ada"), to).unwrap();
        assert_eq!(move_many(&pia, &[house.user("Abel")], to).unwrap(), 0);
    }
}

#[test]
fn things_go_where_less_is_allowed_and_not_back() {
    let house = with_mover(MANAGER);
    house.change_group("Movers", |given| {
        let less = [P::DoorsView, P::DoorsModify, P::DoorsAddDelete];
        given.partitions.insert(A, Access::Custom(set(&less)));
    });
    let pia = house.seat("pia");
    move_door(&pia, house.door("Door B"), A).unwrap();
    refused(move_door(&pia, house.door("Door B"), B));
}

#[test]
fn a_move_while_partitions_are_off_counts_as_if_they_were_on() {
    let house = with_mover(&[P::DoorsView, P::DoorsModify, P::DoorsAddDelete]);
    let switch = |feature| {
        let marta = house.seat("marta");
        partitions::switch(marta.console, &marta.session.administrator().unwrap(), feature).unwrap();
    };
    switch(Feature::Off);
    let pia = house.seat("pia");
    refused(move_door(&pia, house.door("Door A"), B));
    refused(move_person(&pia, house.user("Ada"), B));
    move_door(&pia, house.door("Door B"), A).unwrap();
    switch(Feature::On);
    assert!(house.seat("marta").person(house.user("Ada")).draft.partition == A);
}

#[test]
fn a_partition_that_is_not_there_is_out_of_reach() {
    let house = house();
    let marta = house.seat("marta");
    let moved = move_door(&marta, house.door("Door A"), PartitionId(99));
    let out = vec![(door::Field::Partition, door::Fault::OutOfReach)];
    assert!(matches!(moved, Err(Error::Named(Noun::Door, faults)) if faults == out));
}

#[test]
fn where_a_person_lies_is_asked_of_the_database_and_of_nothing_beside_it() {
    let house = house();
    let anna = house.seat("anna");
    let (ada, door) = (house.user("Ada"), house.door("Door A"));
    let listed = users::list(anna.console, &anna.permit(), &Query::default()).unwrap();
    assert!(listed.ids.contains(&ada));
    // What is in memory, or in the snapshot beside the file, still says A.
    house.desk.sql(&format!("UPDATE users SET partition_id = 3 WHERE id = {}", ada.0));
    for changes in [
        Changes::of(vec![Grant { to: ada, limit: Limit::ALWAYS }], Vec::new()),
        Changes::of(Vec::new(), vec![ada]),
    ] {
        let (access, people) = (anna.permit(), anna.permit());
        let changed =
            doors::give(anna.console, &access, door, &doors::given_people(&access, &people, &changes));
        assert!(matches!(changed, Err(Error::Storage(StorageError::NoSuch(_)))), "{changed:?}");
        let impact =
            doors::impact(anna.console, &access, door, &doors::given_people(&access, &people, &changes));
        assert!(matches!(impact, Err(Error::Storage(StorageError::NoSuch(_)))), "{impact:?}");
    }
}
