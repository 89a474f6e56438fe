//! Outputs: what a key may drive where it opens a door. Whose keys follow, what locks make of them, and that a number is given
//! to no other output while a key could still say it.

use chrono::Duration;
use keydesk::domain::key::Status;
use keydesk::domain::lock::Decision;
use keydesk::domain::named::{Fault, Field};
use keydesk::domain::output::{Draft, Number, Numbers, Output, OutputId, Typed};
use keydesk::domain::permission::Permission as P;
use keydesk::domain::user::{Between, Grant, Limit, UserId};
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::operation::opening::By;
use keydesk::operation::{
    Changes, Error, Giving, Noun, StorageError, doors, opening, outputs, undo, user_access_levels, users,
};

use crate::cards::{EV2, NOT_HERE, ask, card};
use crate::desk::{Desk, at, desk};
use crate::house::{A, B, house, set};

fn draft(desk: &Desk, name: &str) -> Draft {
    let blank = outputs::blank(&desk.console, &desk.permit()).unwrap();
    Draft { name: name.to_owned(), ..blank }
}

fn add(desk: &Desk, name: &str) -> OutputId {
    outputs::add(&desk.console, &desk.permit(), &draft(desk, name), &Giving::nothing()).unwrap()
}

fn put<To>(to: To, between: Option<Between>) -> Changes<To> {
    Changes { give: vec![Grant { to, limit: Limit::within(between) }], ..Changes::default() }
}

fn taken<To>(to: To) -> Changes<To> {
    Changes { take: vec![to], ..Changes::default() }
}

/// Says how many keys need an update for it, as it was foretold.
fn give(desk: &Desk, output: OutputId, giving: &Giving<Output>) -> usize {
    let page = outputs::open(&desk.console, &desk.permit(), output).unwrap();
    let foretold = outputs::impact(&desk.console, &desk.permit(), output, &page.draft, giving).unwrap();
    let done = outputs::give(&desk.console, &desk.permit(), output, giving).unwrap();
    assert_eq!(done, foretold, "what was foretold");
    done.updates
}

fn people_of(desk: &Desk, output: OutputId, changes: &Changes<UserId>) -> usize {
    give(desk, output, &outputs::given_people(&desk.permit(), &desk.permit(), changes))
}

fn levels_of(desk: &Desk, output: OutputId, changes: &Changes<UserAccessLevelId>) -> usize {
    give(desk, output, &outputs::given_levels(&desk.permit(), &desk.permit(), changes))
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

/// Saves an output with another number. Says how many keys need an update for it, as it was foretold.
fn renumber(desk: &Desk, output: OutputId, number: &str) -> Result<usize, Error> {
    let mut page = outputs::open(&desk.console, &desk.permit(), output).unwrap();
    page.draft.own = Typed(number.to_owned());
    let giving = Giving::nothing();
    let foretold = outputs::impact(&desk.console, &desk.permit(), output, &page.draft, &giving).unwrap();
    let done = outputs::save(&desk.console, &desk.permit(), output, page.version, &page.draft, &giving)?;
    assert_eq!(done, foretold, "what was foretold");
    Ok(done.updates)
}

fn number_of(desk: &Desk, output: OutputId) -> String {
    outputs::open(&desk.console, &desk.permit(), output).unwrap().draft.own.0
}

fn is_wrong(result: &Result<usize, Error>, is_so: impl Fn(&Fault) -> bool) -> bool {
    matches!(result, Err(Error::Named(Noun::Output, faults))
        if matches!(&faults[..], [(Field::Own(0), fault)] if is_so(fault)))
}

fn driving(numbers: &[u8]) -> Decision {
    let outputs: Numbers = numbers.iter().filter_map(|number| Number::new(*number)).collect();
    Decision::Open { extended: false, outputs }
}

#[test]
fn a_key_drives_what_its_person_has_and_nobody_elses_key_follows() {
    let desk = desk();
    let [ana, bob, eva] = ["Ana", "Bob", "Eva"].map(|name| desk.user(name, "García"));
    let (front, back) = (desk.door("Front"), desk.door("Back"));
    for user in [ana, bob, eva] {
        desk.give(user, &[front]);
    }
    let [first, second, third] = ["First floor", "Second floor", "Third floor"].map(|name| add(&desk, name));
    assert_eq!([first, second, third].map(|output| number_of(&desk, output)), ["1", "2", "3"]);
    people_of(&desk, first, &put(ana, None));
    levels_of(&desk, third, &put(level_of(&desk, bob), None));
    let cards: Vec<_> = (1..)
        .zip([ana, bob, eva])
        .map(|(number, user)| {
            let (id, key) = desk.put_in_tray(card(EV2, number));
            desk.lay(id);
            desk.assign(user).unwrap();
            (id, key)
        })
        .collect();
    let decided = |door| cards.iter().map(|(_, key)| ask(&desk, key, door)).collect::<Vec<_>>();
    assert_eq!(decided(front), [driving(&[1]), driving(&[3]), driving(&[])]);
    assert_eq!(decided(back), [NOT_HERE; 3], "an output is no right to a door");
    use Status::{Synchronized as Same, UpdateRequired as Update};
    let states = || [ana, bob, eva].map(|user| status(&desk, user));
    let may_drive =
        |user| opening::outputs_of_person(&desk.console, &desk.permit(), &desk.permit(), user).unwrap().0;
    let by_level = By::Of(vec!["Cleaning".to_owned()]);
    assert_eq!(may_drive(bob)[0].by, [by_level]);
    assert_eq!([ana, bob, eva].map(|user| may_drive(user).len()), [1, 1, 0]);
    let drivers = opening::of_output(&desk.console, &desk.permit(), &desk.permit(), third).unwrap().0;
    assert_eq!(drivers.iter().map(|driver| driver.id).collect::<Vec<_>>(), [bob]);
    // Whoever is given it needs an update, and nobody else; what is undone leaves nothing behind.
    assert_eq!(people_of(&desk, third, &put(ana, None)), 1);
    assert_eq!(states(), [Update, Same, Same]);
    let last = undo::last(&desk.console, &desk.session.own()).unwrap();
    undo::undo(&desk.console, &desk.session.own(), last.token).unwrap();
    assert_eq!(states(), [Same; 3]);
    // Another number is another thing that keys say: on those of the level as well.
    assert_eq!(renumber(&desk, third, "7").unwrap(), 1);
    assert_eq!(states(), [Same, Update, Same]);
    desk.lay(cards[1].0);
    desk.update(bob).unwrap();
    assert_eq!(decided(front), [driving(&[1]), driving(&[7]), driving(&[])]);
    // It is deleted: a key that was not updated says it still.
    assert_eq!(outputs::impact_of_deleting(&desk.console, &desk.permit(), third).unwrap().updates, 1);
    assert_eq!(outputs::delete(&desk.console, &desk.permit(), third).unwrap().updates, 1);
    assert_eq!(states(), [Same, Update, Same]);
    desk.lay(cards[1].0);
    desk.update(bob).unwrap();
    assert_eq!(decided(front)[1], driving(&[]));
}

#[test]
fn what_a_door_drives_by_itself_marks_no_key() {
    let desk = desk();
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    desk.give(ana, &[front]);
    let [lift, light] = ["Lift", "Light"].map(|name| add(&desk, name));
    people_of(&desk, lift, &put(ana, None));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let giving = outputs::given_doors(&desk.permit(), &desk.permit(), &put(front, None));
    assert_eq!(give(&desk, light, &giving), 0);
    assert_eq!(status(&desk, ana), Status::Synchronized);
    assert_eq!(ask(&desk, &key, front), driving(&[1, 2]), "as its lock is set up now");
    let page = outputs::open(&desk.console, &desk.permit(), light).unwrap();
    let listed = outputs::list(&desk.console, &desk.permit()).unwrap();
    assert_eq!(listed.iter().map(|row| row.besides.doors).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(page.besides.people, 0);
    doors::delete(&desk.console, &desk.permit(), front).unwrap();
    let listed = outputs::list(&desk.console, &desk.permit()).unwrap();
    assert!(listed.iter().all(|row| row.besides.doors == 0), "a door that is gone drives nothing");
}

#[test]
fn a_right_to_an_output_is_limited_as_one_to_a_door_is() {
    let desk = desk();
    let between = |from: &str, until: &str| Some(Between::new(at(from), at(until)).unwrap());
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    desk.give(ana, &[front]);
    let (lift, level) = (add(&desk, "Lift"), level_of(&desk, ana));
    levels_of(&desk, lift, &put(level, between("2026-11-22 12:00", "2026-11-24 00:00")));
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let decided = |moment: &str| {
        desk.clock.set(at(moment));
        ask(&desk, &key, front)
    };
    let moments =
        ["2026-11-22 11:59", "2026-11-22 12:00", "2026-11-23 23:59", "2026-11-24 00:00"].map(decided);
    assert_eq!(moments, [driving(&[]), driving(&[1]), driving(&[1]), driving(&[])]);
}

#[test]
fn a_number_is_one_device_and_is_given_to_no_other_while_a_key_may_say_it() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let [first, second] = ["First floor", "Second floor"].map(|name| add(&desk, name));
    let duplicate = |fault: &Fault| *fault == Fault::Duplicate;
    assert!(is_wrong(&renumber(&desk, second, "1"), duplicate));
    for typed in ["0", "129", "", "x"] {
        assert!(is_wrong(&renumber(&desk, second, typed), |fault| *fault == Fault::OutputNumber), "{typed}");
    }
    // No key says it: it is free at once.
    assert_eq!(renumber(&desk, first, "9").unwrap(), 0);
    assert_eq!(draft(&desk, "Other").own.0, "1");
    people_of(&desk, first, &put(ana, None));
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let until = users::open(&desk.console, &desk.permit(), ana).unwrap().key.unwrap().until;
    // It gets another one, is taken from everybody, and is deleted: none of that makes the card say less.
    renumber(&desk, first, "1").unwrap();
    let on_keys = |fault: &Fault| *fault == Fault::OnKeysUntil(until);
    assert!(is_wrong(&renumber(&desk, second, "9"), on_keys));
    renumber(&desk, first, "9").expect("it was its own");
    people_of(&desk, first, &taken(ana));
    outputs::delete(&desk.console, &desk.permit(), first).unwrap();
    assert!(is_wrong(&renumber(&desk, second, "9"), on_keys));
    let add_nine = || {
        let draft = Draft { own: Typed("9".into()), ..draft(&desk, "Ninth") };
        outputs::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).map(|_| 0)
    };
    assert!(is_wrong(&add_nine(), on_keys));
    desk.clock.set(until - Duration::minutes(1));
    assert!(is_wrong(&add_nine(), on_keys));
    desk.clock.set(until);
    add_nine().expect("every key that said it is over");
}

#[test]
fn the_lowest_free_number_is_filled_in_and_all_128_can_be_used() {
    let desk = desk();
    for number in 1..=Number::MAX {
        let draft = draft(&desk, &format!("Output {number}"));
        assert_eq!(draft.own.0, number.to_string());
        outputs::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    }
    let none_left = outputs::blank(&desk.console, &desk.permit());
    assert!(matches!(none_left, Err(Error::Storage(StorageError::NoNumberLeft(Noun::Output)))));
    let all = outputs::list(&desk.console, &desk.permit()).unwrap();
    let gone = all.iter().find(|row| row.besides.number.number() == 40).unwrap().id;
    outputs::delete(&desk.console, &desk.permit(), gone).unwrap();
    assert_eq!(draft(&desk, "Again").own.0, "40");
    // A key has room for all of them.
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    desk.give(ana, &[front]);
    for row in outputs::list(&desk.console, &desk.permit()).unwrap() {
        people_of(&desk, row.id, &put(ana, None));
    }
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let all: Vec<u8> = (1..=128).filter(|number| *number != 40).collect();
    assert_eq!(ask(&desk, &key, front), driving(&all));
}

/// Anna manages A. Neither a move, nor an undo, nor a second relation lets her keys drive what is B's.
#[test]
fn an_output_of_another_partition_is_given_in_no_way_and_moving_it_is_giving() {
    let house = house();
    let (anna, abel) = (house.seat("anna"), house.user("Abel"));
    let [own, foreign] = ["Lift A", "Lift B"].map(|name| OutputId(house.thing(name)));
    let missing =
        |result: Result<(), Error>| matches!(result, Err(Error::Storage(StorageError::NoSuch(Noun::Output))));
    let giving = outputs::given_to_people(&anna.permit(), &put(foreign, None));
    assert!(missing(users::save_many(anna.console, &anna.permit(), &[abel], &[], &giving).map(drop)));
    let giving = outputs::given_a_door(&anna.permit(), &anna.permit(), &put(foreign, None));
    let automatic = doors::give(anna.console, &anna.permit(), house.door("Door A"), &giving);
    assert!(missing(automatic.map(drop)));
    assert!(missing(outputs::delete(anna.console, &anna.permit(), foreign).map(drop)));
    // Nor does a number that B has lead there.
    let theirs = number_of(&house.desk, foreign);
    let mut page = outputs::open(anna.console, &anna.permit(), own).unwrap();
    page.draft.own = Typed(theirs);
    let nothing = Giving::nothing();
    let saved = outputs::save(anna.console, &anna.permit(), own, page.version, &page.draft, &nothing);
    assert!(is_wrong(&saved.map(|impact| impact.updates), |fault| *fault == Fault::Duplicate));
    let mut page = outputs::open(anna.console, &anna.permit(), own).unwrap();
    page.draft.partition = B;
    let moved = outputs::save(anna.console, &anna.permit(), own, page.version, &page.draft, &nothing);
    assert!(
        matches!(&moved, Err(Error::Named(Noun::Output, faults)) if faults[..] == [(Field::Partition, Fault::OutOfReach)]),
        "{moved:?}"
    );
    assert_eq!(outputs::open(anna.console, &anna.permit(), own).unwrap().draft.partition, A);
}

/// Whoever has an output has another device once its number is another one.
#[test]
fn another_number_takes_the_right_to_change_who_has_it() {
    let house = house();
    let own = OutputId(house.thing("Lift A"));
    let save = |change: &dyn Fn(&mut Draft)| {
        let anna = house.seat("anna");
        let mut page = outputs::open(anna.console, &anna.permit(), own).unwrap();
        change(&mut page.draft);
        let nothing = Giving::nothing();
        outputs::save(anna.console, &anna.permit(), own, page.version, &page.draft, &nothing)
    };
    save(&|draft| draft.own = Typed("100".to_owned())).unwrap();
    house.change_group("Manager A", |given| {
        given.global = given.global.difference(set(&[P::OutputsModifyAccess]));
    });
    let refused = save(&|draft| draft.own = Typed("101".to_owned()));
    assert!(matches!(refused, Err(Error::Storage(StorageError::NotPermitted))), "{refused:?}");
    // Nor is it told whether another one has the number.
    let taken = number_of(&house.desk, OutputId(house.thing("Lift B")));
    let refused = save(&|draft| draft.own = Typed(taken.clone()));
    assert!(matches!(refused, Err(Error::Storage(StorageError::NotPermitted))), "{refused:?}");
    save(&|draft| draft.description = "Goods lift".to_owned()).unwrap();
}
