//! Locations and functions: where doors are, and what they are for.

use iced::keyboard::key::Named;
use keydesk::operation::{functions, locations};

use super::Guide;
use crate::widget::semantics::Role;

#[test]
fn a_location_and_a_function_are_made_and_given_and_together_they_open_a_door() {
    let mut guide = Guide::at_desk();
    guide.click("Locations, functions");
    guide.wait_for("4 locations and functions");
    guide.press("New location");
    guide.fill("Name", "Beach club");
    guide.fill("What for", "Across the road");
    // The lowest number that is free is there already; what the numbers take on a key is said as they are typed.
    guide.wait_for("Numbered like this, locations and functions take 2 bytes on a key.");
    guide.fill("Number", "125");
    guide.wait_for("Numbered like this, locations and functions take 17 bytes on a key.");
    guide.fill("Number", "1");
    guide.driver.ctrl('s');
    guide
        .wait_for("Another one has this number, perhaps in a partition that you do not see. Choose another.");
    guide.fill("Number", "3");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    // A door there.
    guide.click("Doors 0");
    guide.wait_for("No doors yet");
    guide.driver.ctrl('d');
    guide.type_text("Roof terrace");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Doors 1");
    // What the door is for, on the page of the door.
    guide.find("Roof terrace");
    guide.wait_for("Functions 0");
    guide.click("Functions 0");
    guide.wait_for("This door has no function");
    guide.driver.ctrl('d');
    guide.type_text("Housekeeping");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Functions 1");
    // The location alone opens nothing; with the function it does, on the page of the person.
    guide.find("Ben Carter");
    guide.wait_for("Synchronized");
    guide.click("Locations 0");
    guide.wait_for("No locations yet");
    guide.driver.ctrl('d');
    guide.type_text("Beach club");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Locations 1");
    guide.wait_for("Synchronized");
    guide.click("Functions 0");
    guide.wait_for("No functions yet");
    guide.driver.ctrl('d');
    guide.type_text("Housekeeping");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Update required");
    guide.wait_for("Functions 1");
    let (console, session) = guide.behind();
    let all = locations::list(&console, &session.permit().unwrap()).unwrap();
    let beach = all.into_iter().find(|row| row.name == "Beach club").unwrap().besides;
    assert_eq!((beach.number.number(), beach.users, beach.doors), (3, 1, 1));
}

#[test]
fn what_deleting_a_function_does_to_keys_is_said_before() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let all = functions::list(&console, &session.permit().unwrap()).unwrap();
    let upkeep = all.iter().find(|row| row.name == "Maintenance").unwrap();
    let permit = session.permit().unwrap();
    let keys = functions::impact_of_deleting(&console, &permit, upkeep.id).unwrap().keys();
    assert!(keys > 0);
    guide.click("Locations, functions");
    guide.wait_for("4 locations and functions");
    guide.click("Maintenance");
    guide.key(Named::Delete);
    guide.wait_for("Delete Maintenance?");
    guide.click("Delete");
    guide.wait_for("3 locations and functions");
    assert_eq!(functions::list(&console, &session.permit().unwrap()).unwrap().len(), 1);
}

impl Guide {
    /// Types a text into one of several fields of this name.
    fn fill_at(&mut self, field: &str, at: usize, text: &str) {
        let place = self.part(Role::TextField, field, at).bounds.center();
        self.driver.click_at(place);
        self.driver.ctrl('a');
        self.driver.key(Named::Backspace);
        self.type_text(text);
    }
}

#[test]
fn a_grouping_is_added_chosen_and_looked_for_and_stays_while_it_is_chosen() {
    let mut guide = Guide::at_desk();
    guide.security();
    guide.turn_to_options("Locations, functions");
    guide.wait_for("No groupings yet. One called Cities could have Madrid and Bilbao.");
    guide.driver.resize(iced::Size::new(1_366.0, 2_400.0));
    // The demo has a grouping of locations: another one of functions is the second button of that name.
    let button = guide.part(Role::Button, "New grouping", 1).bounds.center();
    guide.driver.click_at(button);
    guide.driver.settle();
    guide.fill_at("Grouping", 1, "Trade");
    guide.driver.ctrl('s');
    guide.wait_saved();
    let button = guide.part(Role::Button, "New value", 1).bounds.center();
    guide.driver.click_at(button);
    guide.driver.settle();
    guide.fill_at("Value", 2, "Above ground");
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.fill_at("Value", 2, "Contractors");
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.click("Locations, functions");
    guide.wait_for("Maintenance");
    assert!(guide.says("Below ground"), "the list says the value of each");
    guide.double_click("Maintenance");
    guide.wait_for("Groupings");
    guide.pick("Trade", "Contractors");
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.click("Locations, functions");
    guide.wait_for("Contractors");
    guide.fill("Search locations and functions", "contract");
    guide.wait_for("1 of 4 locations and functions");
    guide.security();
    guide.turn_to_options("Locations, functions");
    guide.wait_for("New value");
    guide.press("Remove Contractors");
    guide.driver.ctrl('s');
    guide.wait_for(
        "This value, or one of this grouping, is still chosen: Maintenance. Choose another there first.",
    );
}
