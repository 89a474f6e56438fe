//! Areas: doors belong to them, and nobody has a right by them.

use iced::keyboard::key::Named;
use keydesk::operation::{lockdown_areas, roll_call_areas};

use super::Guide;

#[test]
fn a_roll_call_area_gets_its_doors_by_side_and_a_door_tells_of_it() {
    let mut guide = Guide::at_desk();
    guide.click("Roll-call areas");
    guide.wait_for("2 roll-call areas");
    guide.press("New roll-call area");
    guide.fill("Name", "Kitchen");
    guide.click("Assembly point");
    guide.wait_for("Nobody comes in here yet");
    guide.driver.ctrl('d');
    guide.type_text("Cold store");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    assert!(!guide.says("When"), "it holds always");
    guide.click("Exits 0");
    guide.wait_for("Nobody goes out here yet");
    guide.driver.ctrl('d');
    guide.type_text("Cold store");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.wait_for("An area gives nobody a right: no key needs an update.");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    guide.wait_for("Entries 1");
    // The door tells of it, and takes it back.
    guide.find("Cold store");
    guide.click("Roll-call exit 1");
    guide.click("Kitchen");
    guide.press("Remove");
    guide.save();
    guide.wait_for("Roll-call exit 0");
    let (console, session) = guide.behind();
    let all = roll_call_areas::list(&console, &session.permit().unwrap()).unwrap();
    let kitchen = all.into_iter().find(|row| row.name == "Kitchen").unwrap().besides;
    assert_eq!((kitchen.purpose.key(), kitchen.entries, kitchen.exits), ("assembly-point", 1, 0));
}

#[test]
fn deleting_a_roll_call_area_asks_and_leaves_its_doors() {
    let mut guide = Guide::at_desk();
    guide.click("Roll-call areas");
    guide.double_click("Car park");
    guide.wait_for("Entries 1");
    guide.press("Delete");
    guide.wait_for("Delete Car park?");
    guide.wait_for("Its doors stay, and no key needs an update.");
    guide.press("Delete");
    guide.wait_for("Car park is deleted.");
    guide.wait_for("One roll-call area");
}

#[test]
fn a_lockdown_area_says_what_is_done_at_doors_and_offers_nothing_that_is_not() {
    let mut guide = Guide::at_desk();
    guide.click("Lockdown areas");
    guide.wait_for("2 lockdown areas");
    guide.double_click("Ground floor");
    guide.wait_for("Restaurant");
    assert!(guide.says("Nothing is sent from here to a lock that stands alone"));
    guide.driver.ctrl('d');
    guide.type_text("Spa");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_without("Added");
    let (console, session) = guide.behind();
    let all = lockdown_areas::list(&console, &session.permit().unwrap()).unwrap();
    assert_eq!(all.iter().find(|row| row.name == "Ground floor").unwrap().besides.doors, 4);
    guide.find("Main entrance");
    guide.click("Lockdown 1");
    guide.wait_for("Ground floor");
}

#[test]
fn a_limited_occupancy_area_has_a_number_doors_and_groups_of_people() {
    let mut guide = Guide::at_desk();
    guide.click("Occupancy areas");
    guide.wait_for("2 occupancy areas");
    guide.press("New occupancy area");
    guide.fill("Name", "Sauna");
    guide.fill("Maximum occupancy", "0");
    guide.driver.ctrl('s');
    guide.wait_for("A number from 1 to 9999.");
    guide.fill("Maximum occupancy", "8");
    assert!(guide.says("A stand-alone lock does not count people"));
    guide.click("Groups 0");
    guide.wait_for("Nobody is counted here yet");
    guide.driver.ctrl('d');
    guide.type_text("Trainers");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    // Who is counted is said on the page of the person.
    guide.find("Ben Carter");
    guide.click("Occupancy 0");
    guide.wait_for("Not in an occupancy group");
    guide.driver.ctrl('d');
    guide.type_text("Trainers");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Occupancy 1");
    guide.wait_for("Synchronized");
    guide.click("Occupancy groups");
    guide.double_click("Trainers");
    guide.wait_for("People 1");
    guide.wait_for("Areas 3");
}
