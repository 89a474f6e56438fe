//! Locations and functions: a key opens the doors in which one of each meets, and nobody else's key follows.

use keydesk::domain::door::DoorId;
use keydesk::domain::function::FunctionId;
use keydesk::domain::grouping::{self, Chosen, GroupingId, ValueId};
use keydesk::domain::key::Status;
use keydesk::domain::location::{Draft, Location, LocationId};
use keydesk::domain::lock::{Decision, Refusal};
use keydesk::domain::named::{Fault, Field};
use keydesk::domain::permission::Permission as P;
use keydesk::domain::timetable::{Day, TimetableId, TypedPeriod};
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::domain::visit::Reason;
use keydesk::operation::opening::By;
use keydesk::operation::users::{self, Impact, Picture};
use keydesk::operation::{
    At, Changes, Error, Giving, Noun, StorageError, doors, functions, locations, opening, options,
    timetables, undo,
};

use crate::cards::{EV2, NOT_HERE, OPENS, ask, card};
use crate::desk::{Desk, at, desk};
use crate::house::{A, B, House, house, set};

const NOT_NOW: Decision = Decision::Refuse(Refusal::NotNow);

fn location(desk: &Desk, name: &str) -> LocationId {
    let mut draft = locations::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = name.to_owned();
    locations::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn function(desk: &Desk, name: &str) -> FunctionId {
    let mut draft = functions::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = name.to_owned();
    functions::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn put<To>(to: To) -> Changes<To> {
    Changes { give: vec![Grant { to, limit: Limit::ALWAYS }], ..Changes::default() }
}

fn taken<To>(to: To) -> Changes<To> {
    Changes { take: vec![to], ..Changes::default() }
}

/// Says how many keys need an update for it, as it was foretold.
fn give(desk: &Desk, location: LocationId, giving: &Giving<Location>) -> usize {
    let foretold = locations::impact(&desk.console, &desk.permit(), location, giving).unwrap();
    let done = locations::give(&desk.console, &desk.permit(), location, giving).unwrap();
    assert_eq!(done, foretold, "what was foretold");
    done.updates
}

fn door_into(desk: &Desk, location: LocationId, changes: &Changes<DoorId>) -> usize {
    give(desk, location, &locations::given_doors(&desk.permit(), &desk.permit(), changes))
}

fn person_into(desk: &Desk, location: LocationId, changes: &Changes<UserId>) -> usize {
    give(desk, location, &locations::given_people(&desk.permit(), &desk.permit(), changes))
}

fn means(desk: &Desk, function: FunctionId, doors: &[DoorId], people: &[UserId]) {
    let all = |give: Vec<Grant<_>>| Changes { give, ..Changes::default() };
    let doors = all(doors.iter().map(|door| Grant { to: *door, limit: Limit::ALWAYS }).collect());
    let giving = functions::given_doors(&desk.permit(), &desk.permit(), &doors);
    let people = Changes {
        give: people.iter().map(|user| Grant { to: *user, limit: Limit::ALWAYS }).collect(),
        ..Changes::default()
    };
    let giving = giving.and(functions::given_people(&desk.permit(), &desk.permit(), &people));
    functions::give(&desk.console, &desk.permit(), function, &giving).unwrap();
}

fn status(desk: &Desk, user: UserId) -> Status {
    users::open(&desk.console, &desk.permit(), user).unwrap().key.unwrap().status
}

pub fn mornings(desk: &Desk) -> TimetableId {
    let mut draft = timetables::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Mornings".to_owned();
    let (days, from, until) = (Day::ALL.into_iter().collect(), "08:00".to_owned(), "12:00".to_owned());
    draft.own.0 = vec![TypedPeriod { days, from, until }];
    timetables::add(&desk.console, &desk.permit(), &draft).unwrap()
}

/// Saves a person with another timetable for all locations and functions, as it was foretold.
fn retime(desk: &Desk, user: UserId, timetable: Option<TimetableId>) -> Result<Impact, Error> {
    let page = users::open(&desk.console, &desk.permit(), user).unwrap();
    let draft = keydesk::domain::user::Draft { crossing: timetable, ..page.draft };
    let nothing = Giving::nothing();
    let foretold = users::impact(&desk.console, &desk.permit(), user, &draft, &nothing)?;
    let done =
        users::save(&desk.console, &desk.permit(), user, page.version, &draft, &Picture::Keep, &nothing)?;
    assert_eq!(done, foretold, "what was foretold");
    Ok(done)
}

#[test]
fn a_key_opens_where_a_location_and_a_function_meet_and_nobody_elses_key_follows() {
    let desk = desk();
    let [ana, bob, eva] = ["Ana", "Bob", "Eva"].map(|name| desk.user(name, "García"));
    let [front, office, shed] = ["Front", "Office", "Shed"].map(|name| desk.door(name));
    let [house, annex] = ["House", "Annex"].map(|name| location(&desk, name));
    let cleaning = function(&desk, "Cleaning");
    door_into(&desk, house, &put(front));
    door_into(&desk, house, &put(office));
    door_into(&desk, annex, &put(shed));
    // Ana has both, Bob the location alone, Eva the other location and the function.
    person_into(&desk, house, &put(ana));
    person_into(&desk, house, &put(bob));
    person_into(&desk, annex, &put(eva));
    means(&desk, cleaning, &[front], &[ana, eva]);
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
    assert_eq!(decided(front), [OPENS, NOT_HERE, NOT_HERE]);
    assert_eq!(decided(office), [NOT_HERE; 3], "it has no function");
    assert_eq!(decided(shed), [NOT_HERE; 3]);
    let opens =
        |user| opening::of_person(&desk.console, &desk.permit(), &desk.permit(), user, At::Now).unwrap().0;
    let through = By::Of(vec!["House".to_owned(), "Cleaning".to_owned()]);
    assert_eq!(opens(ana).iter().map(|it| it.by.clone()).collect::<Vec<_>>(), [[through]]);
    assert_eq!([bob, eva].map(|user| opens(user).len()), [0, 0]);
    let openers = opening::of_door(&desk.console, &desk.permit(), &desk.permit(), front, At::Now).unwrap().0;
    assert_eq!(openers.iter().map(|opener| opener.id).collect::<Vec<_>>(), [ana]);
    use Status::{Synchronized as Same, UpdateRequired as Update};
    let states = || [ana, bob, eva].map(|user| status(&desk, user));
    let put_back = || {
        let last = undo::last(&desk.console, &desk.session.own()).unwrap();
        undo::undo(&desk.console, &desk.session.own(), last.token).unwrap();
        assert_eq!(states(), [Same; 3], "what is undone leaves nothing behind");
    };
    // A door that joins the location touches who has its function as well, and nobody else.
    means(&desk, cleaning, &[shed], &[]);
    assert_eq!(states(), [Same, Same, Update]);
    put_back();
    assert_eq!(door_into(&desk, house, &put(shed)), 0, "it has no function");
    assert_eq!(person_into(&desk, annex, &put(ana)), 0, "nothing there is of her function");
    assert_eq!(person_into(&desk, house, &put(eva)), 1);
    assert_eq!(states(), [Same, Same, Update]);
    put_back();
    assert_eq!(door_into(&desk, house, &taken(front)), 1);
    assert_eq!(states(), [Update, Same, Same]);
    put_back();
    assert_eq!(functions::impact_of_deleting(&desk.console, &desk.permit(), cleaning).unwrap().updates, 1);
    assert_eq!(locations::delete(&desk.console, &desk.permit(), house).unwrap().updates, 1);
    assert_eq!(states(), [Update, Same, Same]);
    desk.lay(cards[0].0);
    desk.update(ana).unwrap();
    assert_eq!(decided(front), [NOT_HERE; 3]);
}

#[test]
fn one_timetable_says_when_all_those_doors_open_and_others_are_not_limited_by_it() {
    let desk = desk();
    let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "García"));
    let (front, back) = (desk.door("Front"), desk.door("Back"));
    let (house, cleaning, mornings) =
        (location(&desk, "House"), function(&desk, "Cleaning"), mornings(&desk));
    door_into(&desk, house, &put(front));
    person_into(&desk, house, &put(ana));
    means(&desk, cleaning, &[front], &[ana]);
    for user in [ana, bob] {
        desk.give(user, &[back]);
    }
    let keys = [ana, bob].map(|user| {
        let (id, key) = desk.put_in_tray(card(EV2, user.0 as u8));
        desk.lay(id);
        desk.assign(user).unwrap();
        (id, key)
    });
    // Of somebody without locations and functions it says nothing.
    assert_eq!(retime(&desk, bob, Some(mornings)).unwrap().updates, 0);
    assert_eq!(retime(&desk, ana, Some(mornings)).unwrap().updates, 1);
    desk.lay(keys[0].0);
    desk.update(ana).unwrap();
    let decided = |door, moment: &str| {
        desk.clock.set(at(moment));
        ask(&desk, &keys[0].1, door)
    };
    let moments = ["2026-11-23 07:59", "2026-11-23 08:00", "2026-11-23 12:00"];
    assert_eq!(moments.map(|moment| decided(front, moment)), [NOT_NOW, OPENS, NOT_NOW]);
    assert_eq!(decided(back, moments[0]), OPENS);
    // A timetable that is used so stays, and when it changes it marks the key.
    let refused = timetables::delete(&desk.console, &desk.permit(), mornings);
    assert!(matches!(refused, Err(Error::Storage(StorageError::TimetableInUse(_)))), "{refused:?}");
    let mut page = timetables::open(&desk.console, &desk.permit(), mornings).unwrap();
    page.draft.own.0[0].until = "13:00".to_owned();
    let saved = timetables::save(&desk.console, &desk.permit(), mornings, page.version, &page.draft).unwrap();
    assert_eq!(saved.updates, 1);
    // Nor does a way through a location limit a door that was given by itself.
    desk.give(ana, &[front]);
    desk.lay(keys[0].0);
    desk.update(ana).unwrap();
    assert_eq!(decided(front, moments[0]), OPENS);
}

#[test]
fn numbers_are_filled_in_and_one_is_one_location() {
    let desk = desk();
    let [house, annex] = ["House", "Annex"].map(|name| location(&desk, name));
    let renumber = |id, typed: &str| {
        let mut page = locations::open(&desk.console, &desk.permit(), id).unwrap();
        page.draft.own.number = typed.to_owned();
        let nothing = Giving::nothing();
        locations::save(&desk.console, &desk.permit(), id, page.version, &page.draft, &nothing).map(drop)
    };
    let is_wrong = |result: Result<(), Error>, why: Fault| matches!(result, Err(Error::Named(Noun::Location, faults)) if faults == [(Field::Own(0), why)]);
    assert!(is_wrong(renumber(annex, "1"), Fault::CrossingTaken));
    for typed in ["0", "1025", "", "x"] {
        assert!(is_wrong(renumber(annex, typed), Fault::CrossingNumber), "{typed}");
    }
    renumber(annex, "1024").unwrap();
    // Functions have numbers of their own.
    let cleaning = function(&desk, "Cleaning");
    assert_eq!(functions::open(&desk.console, &desk.permit(), cleaning).unwrap().draft.own.number, "1");
    locations::delete(&desk.console, &desk.permit(), house).unwrap();
    assert_eq!(locations::blank(&desk.console, &desk.permit()).unwrap().own.number, "1", "no key says it");
    let numbers = locations::numbers(&desk.console, &desk.permit()).unwrap();
    assert_eq!(
        numbers.map(|all| all.iter().map(|it| it.number()).collect::<Vec<_>>()),
        [vec![1_024], vec![1]]
    );
}

#[test]
fn a_lock_is_visited_for_its_locations_and_functions() {
    let desk = desk();
    let front = desk.door("Front");
    let house = location(&desk, "House");
    let lock = || doors::open(&desk.console, &desk.permit(), front).unwrap().besides.lock;
    let marks = lock().wanted;
    let door = [marks.settings, marks.schedule, marks.calendar, marks.zones, marks.outputs];
    let marks = [door.as_slice(), &[marks.crossings, marks.time_zone]].concat();
    let marks: Vec<String> = marks.iter().map(|mark| format!("x'{mark:?}'")).collect();
    desk.sql(&format!("INSERT INTO lock_visits VALUES ({}, 1795860000000, {})", front.0, marks.join(", ")));
    assert_eq!(lock().reasons, []);
    door_into(&desk, house, &put(front));
    assert_eq!(lock().reasons, [Reason::Crossings]);
    door_into(&desk, house, &taken(front));
    assert_eq!(lock().reasons, []);
    means(&desk, function(&desk, "Cleaning"), &[front], &[]);
    assert_eq!(lock().reasons, [Reason::Crossings]);
}

/// Anna manages A. Neither a move, nor a second relation, nor a timetable lets her keys open what is B's.
#[test]
fn what_is_of_another_partition_is_given_in_no_way() {
    let house = house();
    let (anna, abel) = (house.seat("anna"), house.user("Abel"));
    let [own, foreign] = ["Location A", "Location B"].map(|name| LocationId(house.thing(name)));
    let missing = |result: Result<(), Error>| {
        matches!(result, Err(Error::Storage(StorageError::NoSuch(Noun::Location))))
    };
    let giving = locations::given_to_people(&anna.permit(), &put(foreign));
    assert!(missing(users::save_many(anna.console, &anna.permit(), &[abel], &[], &giving).map(drop)));
    let giving = locations::given_a_door(&anna.permit(), &anna.permit(), &put(foreign));
    assert!(missing(doors::give(anna.console, &anna.permit(), house.door("Door A"), &giving).map(drop)));
    assert!(missing(locations::delete(anna.console, &anna.permit(), foreign).map(drop)));
    let mut page = locations::open(anna.console, &anna.permit(), own).unwrap();
    page.draft.partition = B;
    let nothing = Giving::nothing();
    let moved = locations::save(anna.console, &anna.permit(), own, page.version, &page.draft, &nothing);
    assert!(
        matches!(&moved, Err(Error::Named(Noun::Location, faults)) if faults[..] == [(Field::Partition, Fault::OutOfReach)]),
        "{moved:?}"
    );
    assert_eq!(locations::open(anna.console, &anna.permit(), own).unwrap().draft.partition, A);
}

/// Another timetable opens all those doors at other times: that takes the right to give each of them.
#[test]
fn the_timetable_of_a_person_takes_the_right_over_all_that_it_limits() {
    let house = house();
    let abel = house.user("Abel");
    let [own, foreign] = ["Location A", "Location B"].map(|name| LocationId(house.thing(name)));
    let retime = |house: &House, timetable: Option<TimetableId>| {
        let anna = house.seat("anna");
        let page = users::open(anna.console, &anna.permit(), abel).unwrap();
        let draft = keydesk::domain::user::Draft { crossing: timetable, ..page.draft };
        let nothing = Giving::nothing();
        let foretold = users::impact(anna.console, &anna.permit(), abel, &draft, &nothing);
        let saved =
            users::save(anna.console, &anna.permit(), abel, page.version, &draft, &Picture::Keep, &nothing);
        // What is refused is not foretold either: that would tell when a timetable holds that she may not see.
        assert_eq!(format!("{foretold:?}"), format!("{saved:?}"));
        saved.map(drop)
    };
    let refused =
        |result: Result<(), Error>| matches!(result, Err(Error::Storage(StorageError::NotPermitted)));
    let [of_a, of_b] = ["Timetable A", "Timetable B"].map(|name| house.timetable(name));
    retime(&house, Some(of_a)).unwrap();
    let unseen = retime(&house, Some(of_b));
    assert!(matches!(unseen, Err(Error::Storage(StorageError::NoSuch(Noun::Timetable)))), "{unseen:?}");
    let marta = house.seat("marta");
    let give = |to| {
        let giving = locations::given_people(&marta.permit(), &marta.permit(), &put(abel));
        locations::give(marta.console, &marta.permit(), to, &giving).unwrap();
    };
    give(own);
    retime(&house, None).unwrap();
    give(foreign);
    assert!(refused(retime(&house, Some(of_a))), "one of the locations is of another partition");
    house.change_group("Manager A", |given| {
        given.global = given.global.difference(set(&[P::LocationsFunctionsModifyAccess]));
    });
    assert!(refused(retime(&house, Some(of_a))));
    retime(&house, None).expect("it stays as it is");
}

/// Whoever has one has another one for locks once its number is another one.
#[test]
fn another_number_takes_the_right_to_change_who_has_it() {
    let house = house();
    let [own, foreign] = ["Location A", "Location B"].map(|name| LocationId(house.thing(name)));
    let save = |change: &dyn Fn(&mut Draft)| {
        let anna = house.seat("anna");
        let mut page = locations::open(anna.console, &anna.permit(), own).unwrap();
        change(&mut page.draft);
        let nothing = Giving::nothing();
        locations::save(anna.console, &anna.permit(), own, page.version, &page.draft, &nothing)
    };
    save(&|draft| draft.own.number = "100".to_owned()).unwrap();
    house.change_group("Manager A", |given| {
        given.global = given.global.difference(set(&[P::LocationsFunctionsModifyAccess]));
    });
    // Nor is it told whether another one has the number.
    let taken = locations::open(&house.desk.console, &house.desk.permit(), foreign).unwrap().draft.own;
    for number in ["101".to_owned(), taken.number] {
        let refused = save(&|draft| draft.own.number = number.clone());
        assert!(matches!(refused, Err(Error::Storage(StorageError::NotPermitted))), "{refused:?}");
    }
    save(&|draft| draft.description = "By the river".to_owned()).unwrap();
}

/// By hand, in a file whose references nobody checks then.
#[test]
fn rows_of_what_is_not_there_open_nothing() {
    for by_hand in [
        "DELETE FROM locations",
        "DELETE FROM functions",
        "INSERT INTO location_doors SELECT 777, id FROM doors WHERE name = 'Back';
         INSERT INTO user_locations SELECT id, 777 FROM users",
        "INSERT INTO location_doors SELECT l.id, d.id FROM locations l, doors d WHERE d.name = 'Shed';
         INSERT INTO function_doors SELECT 777, id FROM doors WHERE name = 'Shed';
         INSERT INTO user_functions SELECT id, 777 FROM users",
    ] {
        let desk = desk();
        let ana = desk.user("Ana", "García");
        let [front, back, shed] = ["Front", "Back", "Shed"].map(|name| desk.door(name));
        let (house, cleaning) = (location(&desk, "House"), function(&desk, "Cleaning"));
        door_into(&desk, house, &put(front));
        person_into(&desk, house, &put(ana));
        means(&desk, cleaning, &[front, back], &[ana]);
        let (id, key) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        desk.assign(ana).unwrap();
        assert_eq!(ask(&desk, &key, front), OPENS);
        desk.sql(&format!("PRAGMA foreign_keys = OFF; {by_hand}"));
        let desk = desk.again();
        // What the key should say is made anew of the rows as they are now.
        let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
        let mut draft = page.draft;
        draft.options.office = true;
        let nothing = Giving::nothing();
        users::save(&desk.console, &desk.permit(), ana, page.version, &draft, &Picture::Keep, &nothing)
            .unwrap();
        desk.lay(id);
        desk.update(ana).unwrap();
        assert_eq!(status(&desk, ana), Status::Synchronized, "{by_hand}");
        let still = if by_hand.starts_with("DELETE") { NOT_HERE } else { OPENS };
        let decided = [front, back, shed].map(|door| ask(&desk, &key, door));
        assert_eq!(decided, [still, NOT_HERE, NOT_HERE], "{by_hand}");
        let opens =
            opening::of_person(&desk.console, &desk.permit(), &desk.permit(), ana, At::Now).unwrap().0;
        assert_eq!(opens.len(), usize::from(still == OPENS), "{by_hand}");
    }
}

/// The groupings of the site with one of locations, and the numbers of its values by then.
fn cities(desk: &Desk, values: &[&str]) -> (GroupingId, Vec<ValueId>) {
    save_groupings(desk, |sides| {
        let values = values.iter().map(|value| (None, (*value).to_owned())).collect();
        sides[0] = vec![grouping::Typed { id: None, name: "Cities".into(), values }];
    })
    .unwrap();
    let [cities, _] = locations::groupings(&desk.console, &desk.permit()).unwrap();
    (cities[0].id.unwrap(), cities[0].values.iter().filter_map(|(id, _)| *id).collect())
}

fn save_groupings(desk: &Desk, change: impl FnOnce(&mut [Vec<grouping::Typed>; 2])) -> Result<(), Error> {
    let mut page = options::crossings(&desk.console, &desk.permit()).unwrap();
    change(&mut page.draft.sides);
    options::save_crossings(&desk.console, &desk.permit(), page.version, &page.draft)
}

#[test]
fn a_location_has_one_value_of_a_grouping_and_that_one_stays_while_it_does() {
    let desk = desk();
    let house = location(&desk, "House");
    let (cities, values) = cities(&desk, &["Madrid", "Bilbao"]);
    let choose = |chosen: Chosen| {
        let mut page = locations::open(&desk.console, &desk.permit(), house).unwrap();
        page.draft.own.chosen = chosen;
        let nothing = Giving::nothing();
        locations::save(&desk.console, &desk.permit(), house, page.version, &page.draft, &nothing).map(drop)
    };
    for wrong in [(cities, ValueId(77)), (GroupingId(77), values[0])] {
        let refused = choose([wrong].into());
        assert!(matches!(refused, Err(Error::Storage(StorageError::NoSuch(Noun::Grouping)))), "{refused:?}");
    }
    choose([(cities, values[0])].into()).unwrap();
    choose([(cities, values[1])].into()).unwrap();
    let listed = || locations::list(&desk.console, &desk.permit()).unwrap()[0].besides.chosen.clone();
    assert_eq!(listed(), [values[1]]);
    save_groupings(&desk, |sides| sides[0][0].values.swap(0, 1)).unwrap();
    save_groupings(&desk, |sides| sides[0][0].values[0].1 = "Bilbo".into()).unwrap();
    let [named, _] = locations::groupings(&desk.console, &desk.permit()).unwrap();
    assert_eq!(
        named[0].values[0].1.as_str(),
        "Bilbo",
        "it keeps its number under another name and in another place"
    );
    assert_eq!(named[0].values[0].0, Some(values[1]));
    let names = |refused: Result<(), Error>| match refused {
        Err(Error::Storage(StorageError::GroupingInUse(users))) => users.names,
        other => panic!("{other:?}"),
    };
    assert_eq!(names(save_groupings(&desk, |sides| drop(sides[0][0].values.remove(0)))), ["House"]);
    assert_eq!(names(save_groupings(&desk, |sides| sides[0].clear())), ["House"]);
    save_groupings(&desk, |sides| drop(sides[0][0].values.remove(1))).unwrap();
    choose(Chosen::new()).unwrap();
    save_groupings(&desk, |sides| sides[0].clear()).unwrap();
    assert_eq!(locations::groupings(&desk.console, &desk.permit()).unwrap(), [vec![], vec![]]);
    // A function has none of what is for locations.
    assert_eq!(listed(), []);
}
