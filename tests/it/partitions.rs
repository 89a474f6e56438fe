//! Partitions: who may access none of one does not know that it is there; switching, moving and deleting lose nothing.

use keydesk::domain::directory::Query;
use keydesk::domain::group::Access;
use keydesk::domain::partition::{Content, Draft, Fault, Feature, Field, PartitionId};
use keydesk::domain::permission::{Permission as P, Set};
use keydesk::operation::Giving;
use keydesk::operation::groups;
use keydesk::operation::{Error, Noun, StorageError, doors, partitions, start, users};

use crate::groups::key_holders;
use crate::house::{A, B, GENERAL, House, Seat, form, house};

fn draft(name: &str) -> Draft {
    Draft { name: name.to_owned(), description: String::new() }
}

fn switch(house: &House, feature: Feature) {
    let marta = house.seat("marta");
    partitions::switch(marta.console, &marta.session.administrator().unwrap(), feature).unwrap();
}

fn delete(house: &House, id: PartitionId, to: PartitionId) -> Result<(), Error> {
    let marta = house.seat("marta");
    partitions::delete(marta.console, &marta.session.administrator().unwrap(), id, to)
}

fn save(seat: &Seat<'_>, id: PartitionId, name: &str) -> Result<(), Error> {
    let version = partitions::open(seat.console, &seat.permit(), id)?.version;
    partitions::save(seat.console, &seat.permit(), id, version, &draft(name))
}

#[test]
fn listed_are_the_partitions_in_reach_with_what_lies_in_them() {
    let house = house();
    let list = |by: &str| {
        let seat = house.seat(by);
        let all = partitions::list(seat.console, &seat.permit()).unwrap();
        all.into_iter()
            .map(|row| (row.name.clone(), row.of(Content::Users), row.of(Content::Doors)))
            .collect::<Vec<_>>()
    };
    assert_eq!(list("anna"), [("A".to_owned(), Some(2), Some(2))]);
    assert_eq!(list("bruno"), [("B".to_owned(), Some(2), Some(1))]);
    assert_eq!(list("marta").len(), 3);
    house.change_group("Clerk A", |given| {
        given.global = given.global.difference([P::UsersView].into_iter().collect());
    });
    assert_eq!(list("clara"), [("A".to_owned(), None, Some(2))], "nobody counts what he may not see");
}

#[test]
fn a_partition_out_of_reach_is_answered_as_an_absent_one() {
    let house = house();
    let anna = house.seat("anna");
    let open = |id| format!("{:?}", partitions::open(anna.console, &anna.permit(), id));
    assert_eq!(open(B), open(PartitionId(99)));
    let save = |id| format!("{:?}", partitions::save(anna.console, &anna.permit(), id, 1, &draft("New")));
    assert_eq!(save(B), save(PartitionId(99)));
    assert!(save(B).contains("NoSuch(Partition)"));
}

#[test]
fn names_out_of_reach_do_not_clash_visibly() {
    let house = house();
    let (anna, marta) = (house.seat("anna"), house.seat("marta"));
    save(&anna, A, "B").unwrap();
    let result = save(&marta, A, "b");
    assert!(
        matches!(&result, Err(Error::Partition(faults)) if *faults == [(Field::Name, Fault::Duplicate)]),
        "who reaches both is told: {result:?}"
    );
    let administrator = marta.session.administrator().unwrap();
    assert!(matches!(
        partitions::add(marta.console, &administrator, &draft("general")),
        Err(Error::Partition(_))
    ));
}

#[test]
fn doors_and_people_out_of_reach_do_not_clash_visibly() {
    let mut house = house();
    let door = house.add_door("Back", A);
    let anna = house.seat("anna");
    let page = doors::open(anna.console, &anna.permit(), door).unwrap();
    let mut changed = page.draft;
    (changed.name, changed.external_id) = ("Door B".into(), "X Door B".into());
    doors::save(anna.console, &anna.permit(), door, page.version, &changed, &Giving::nothing()).unwrap();
    let ada = anna.person(house.user("Ada"));
    let mut changed = ada.draft;
    changed.external_id = "E Bea".into();
    users::save(
        anna.console,
        &anna.permit(),
        ada.id,
        ada.version,
        &changed,
        &users::Picture::Keep,
        &Giving::nothing(),
    )
    .unwrap();
}

#[test]
fn g11_a_new_partition_belongs_to_no_standard_group() {
    let house = house();
    let new = house.partition("New");
    for name in ["anna", "bruno", "cosima", "nora", "audrey"] {
        let seat = house.seat(name);
        assert_eq!(seat.session.grants().in_partition(new).intersection(Set::partitioned()), Set::NONE);
        assert!(!seat.session.grants().reaches(new), "{name}");
    }
    assert!(house.seat("marta").session.grants().reaches(new));
    assert_eq!(
        house.rows(&format!("SELECT custom FROM group_partitions WHERE partition_id = {}", new.0)),
        [""; 0]
    );
}

#[test]
fn g11_general_stays() {
    let house = house();
    assert!(matches!(delete(&house, GENERAL, A), Err(Error::GeneralStays)));
    for to in [B, PartitionId(99)] {
        let result = delete(&house, B, to);
        assert!(matches!(result, Err(Error::Storage(StorageError::NoSuch(Noun::Partition)))), "{to:?}");
    }
    assert_eq!(
        partitions::counts(&house.desk.console, &house.desk.session.administrator().unwrap(), B)
            .unwrap()
            .of(Content::Users),
        2
    );
}

#[test]
fn g11_what_lies_in_a_deleted_partition_goes_to_another() {
    let house = house();
    let marta = house.seat("marta");
    let administrator = marta.session.administrator().unwrap();
    let counts = partitions::counts(marta.console, &administrator, B).unwrap();
    assert_eq!((counts.of(Content::Users), counts.of(Content::Doors), counts.groups), (2, 1, 4));
    let anna = house.seat("anna");
    let before = users::list(anna.console, &anna.permit(), &Query::default()).unwrap().total;
    delete(&house, B, A).unwrap();
    let all = users::list(anna.console, &anna.permit(), &Query::default()).unwrap();
    assert_eq!(all.total, before + 2, "the list knows at once");
    assert_eq!(start::doors(anna.console, &anna.permit()).unwrap(), 3);
    assert_eq!(anna.person(house.user("Bea")).draft.partition, A);
    let ben = anna.person(house.user("Ben")).key.unwrap();
    assert_eq!(ben.reasons, [keydesk::domain::key::Reason::DoorsAdded(1)], "keys say what they said");
    // One who could access only that one can do nothing any more.
    let bruno = house.seat("bruno");
    assert!(!bruno.session.holds(P::UsersView) && bruno.session.holds(P::OperatorsView));
    house.desk.chain();
}

#[test]
fn what_both_partitions_have_is_named_and_nothing_is_moved() {
    let mut house = house();
    for name in ["Front", "Side"] {
        house.add_door(name, B);
    }
    let twin = house.add_door("Twin", A);
    let marta = house.seat("marta");
    let page = doors::open(marta.console, &marta.permit(), twin).unwrap();
    let mut changed = page.draft;
    changed.name = "FRONT".into();
    doors::save(marta.console, &marta.permit(), twin, page.version, &changed, &Giving::nothing()).unwrap();
    let ada = marta.person(house.user("Ada"));
    let mut changed = ada.draft;
    changed.external_id = "E Bea".into();
    users::save(
        marta.console,
        &marta.permit(),
        ada.id,
        ada.version,
        &changed,
        &users::Picture::Keep,
        &Giving::nothing(),
    )
    .unwrap();
    let result = delete(&house, B, A);
    assert!(matches!(&result, Err(Error::Clashes(names)) if *names == ["Bea Person", "Front"]), "{result:?}");
    assert_eq!(marta.person(house.user("Bea")).draft.partition, B);
    delete(&house, B, GENERAL).unwrap();
}

#[test]
fn g11_switched_off_and_on_again_everybody_has_exactly_what_was() {
    let house = house();
    house.change_group("Clerk A", |given| {
        given.partitions.insert(B, Access::Custom(Set::NONE.with(P::UsersView)));
    });
    let holders = "SELECT operator_id || secret FROM operator_secrets ORDER BY 1";
    let groups = ["Manager A", "Clerk A", "Manager B", "Clerk B", "Custom", "Nothing", "Auditor"];
    let all = || groups.map(|group| [GENERAL, A, B].map(|partition| house.held(group, partition)));
    let ticks = "SELECT group_id || permission FROM group_permissions
                 UNION SELECT group_id || '/' || partition_id || custom FROM group_partitions
                 UNION SELECT group_id || '/' || partition_id || permission FROM group_partition_permissions
                 ORDER BY 1";
    let (before, held, given) = (all(), house.rows(holders), house.rows(ticks));
    let told = |feature| {
        let marta = house.seat("marta");
        partitions::impact(marta.console, &marta.session.administrator().unwrap(), feature).unwrap()
    };
    assert!(told(Feature::On).is_empty(), "it is on already");
    let gains = told(Feature::Off);
    assert!(gains.iter().all(|effect| effect.difference.lost.is_empty()));
    assert!(gains.iter().any(|effect| effect.name == "Manager A"));
    switch(&house, Feature::Off);
    let anna = house.seat("anna");
    assert_eq!(start::doors(anna.console, &anna.permit()).unwrap(), 4, "everybody reaches everything");
    assert!(anna.person(house.user("Bea")).draft.partition == B);
    assert_eq!(house.rows(ticks), given);
    switch(&house, Feature::On);
    assert_eq!((all(), house.rows(holders), house.rows(ticks)), (before, held, given));
    let result = users::open(anna.console, &anna.permit(), house.user("Bea"));
    assert!(matches!(result, Err(Error::Storage(StorageError::NoSuch(Noun::User)))));
}

#[test]
fn g11_switching_stands_in_the_trail_with_the_name_of_the_site() {
    let house = house();
    let line = || {
        house.rows(
            "SELECT subject_name || ': ' || before || after FROM audit
             WHERE action = 'partitions-switched' ORDER BY sequence DESC LIMIT 1",
        )
    };
    for (feature, was, is) in [(Feature::Off, true, false), (Feature::On, false, true)] {
        switch(&house, feature);
        let said = format!(r#"Hotel Aurora: {{"partitions in use":{was}}}{{"partitions in use":{is}}}"#);
        assert_eq!(line(), [said]);
        let lines = house.rows("SELECT CAST(count(*) AS TEXT) FROM audit");
        switch(&house, feature);
        assert_eq!(house.rows("SELECT CAST(count(*) AS TEXT) FROM audit"), lines, "it is so already");
    }
}

#[test]
fn g11_what_is_given_while_partitions_are_off_is_no_more_when_they_are_on() {
    let house = house();
    switch(&house, Feature::Off);
    let anna = house.seat("anna");
    let choices = groups::choices(anna.console, &anna.permit()).unwrap();
    assert_eq!(choices.partitions.iter().map(|partition| partition.id).collect::<Vec<_>>(), [A]);
    let in_b = form("In B", &[P::UsersView], &[(A, Access::Global), (B, Access::Global)]);
    assert!(groups::add(anna.console, &anna.permit(), &in_b).is_err());
}

#[test]
fn whoever_read_an_older_partition_is_told_who_saved_first() {
    let house = house();
    let (anna, marta) = (house.seat("anna"), house.seat("marta"));
    let page = partitions::open(anna.console, &anna.permit(), A).unwrap();
    save(&marta, A, "West wing").unwrap();
    let result = partitions::save(anna.console, &anna.permit(), A, page.version, &draft("East wing"));
    assert!(matches!(result, Err(Error::Storage(StorageError::Conflict { by, .. })) if by == "marta"));
}

#[test]
fn a_save_that_changes_nothing_is_no_change() {
    let house = house();
    let anna = house.seat("anna");
    let open = || partitions::open(anna.console, &anna.permit(), A).unwrap();
    let lines = || house.rows("SELECT CAST(count(*) AS TEXT) FROM audit");
    let mut version = open().version;
    for (name, description) in [("A", "West"), ("West wing", "West")] {
        let draft = Draft { name: name.to_owned(), description: description.to_owned() };
        let before = lines();
        partitions::save(anna.console, &anna.permit(), A, version, &draft).unwrap();
        let page = open();
        assert_eq!((&page.draft, page.version), (&draft, version + 1), "either of the two is a change");
        assert_ne!(lines(), before);
        let after = lines();
        partitions::save(anna.console, &anna.permit(), A, page.version, &draft).unwrap();
        assert_eq!((open().version, lines()), (page.version, after));
        let stale = partitions::save(anna.console, &anna.permit(), A, version, &draft);
        assert!(matches!(stale, Err(Error::Storage(StorageError::Conflict { .. }))), "{stale:?}");
        version = page.version;
    }
}

#[test]
fn what_is_added_and_changed_stands_in_the_trail_with_before_and_after() {
    let house = house();
    house.partition("New");
    save(&house.seat("anna"), A, "West wing").unwrap();
    let lines = house.rows(
        "SELECT operator_name || ' ' || action || ' ' || subject_name || ' ' || before || after FROM audit
         WHERE subject = 'partition' ORDER BY sequence DESC LIMIT 2",
    );
    assert_eq!(
        lines,
        [
            r#"Anna partition-changed West wing {"name":"A"}{"name":"West wing"}"#,
            r#"marta partition-added New {}{"description":"","name":"New"}"#
        ]
    );
}

#[test]
fn the_names_of_a_deleted_partition_stay_in_the_trail() {
    let house = house();
    delete(&house, B, GENERAL).unwrap();
    let line = house.rows("SELECT subject_name || after FROM audit WHERE action = 'partition-deleted'");
    assert_eq!(
        line,
        [
            "B{\"doors\":1,\"functions\":1,\"limited occupancy areas\":1,\"limited occupancy groups\":1,\"locations\":1,\"lockdown areas\":1,\"lockers\":1,\"moved to\":\"General\",\"outputs\":1,\"people\":2,\"roll-call areas\":1,\"rooms\":1,\"suites\":1,\"timetables\":1,\"user access levels\":1,\"zones\":1}"
        ]
    );
}

#[test]
fn the_keys_of_cards_go_with_the_partitions() {
    let house = house();
    delete(&house, B, GENERAL).unwrap();
    assert_eq!(key_holders(&house), ["alan", "anna", "carl", "clara", "marta"], "held nowhere is not held");
    switch(&house, Feature::Off);
    assert_eq!(key_holders(&house), ["alan", "anna", "bella", "bruno", "carl", "clara", "marta"]);
    switch(&house, Feature::On);
    assert_eq!(key_holders(&house), ["alan", "anna", "carl", "clara", "marta"]);
}
