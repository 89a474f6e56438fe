//! Zones: doors that are given together.

use iced::keyboard::key::Named;
use keydesk::operation::zones;

use super::Guide;

#[test]
fn a_zone_is_made_gets_doors_and_is_given_from_every_end() {
    let mut guide = Guide::at_desk();
    guide.click("Zones");
    guide.wait_for("9 zones");
    guide.press("New zone");
    guide.fill("Name", "Night round");
    guide.fill("What for", "Doors that are looked at every night");
    // Its doors are chosen before it is saved, and saved with it.
    guide.wait_for("No doors yet");
    for door in ["Wine cellar", "Laundry"] {
        guide.driver.ctrl('d');
        guide.type_text(door);
        guide.key(Named::Enter);
        guide.wait_for(door);
    }
    guide.wait_for("Keys that this touches will need an update once it is saved.");
    guide.driver.ctrl('s');
    guide.wait_for("Saved. Any keys this changes need an update now.");
    guide.wait_for("Doors 2");
    // To somebody, on the page of the person.
    guide.find("Ben Carter");
    guide.wait_for("Synchronized");
    guide.click("Zones 0");
    guide.wait_for("No zones yet");
    guide.driver.ctrl('d');
    guide.type_text("Night round");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Update required");
    guide.wait_for("Zones 1");
    let (console, session) = guide.behind();
    let night = || {
        let all = zones::list(&console, &session.permit().unwrap()).unwrap();
        all.into_iter().find(|row| row.name == "Night round").unwrap()
    };
    let of_the_night = night().besides;
    assert_eq!((of_the_night.doors, of_the_night.users, of_the_night.levels), (2, 1, 0));
    // A door that is put into the zone, on the page of the door.
    guide.find("Boiler room");
    guide.wait_for("Zones 1");
    guide.click("Zones 1");
    guide.wait_for("Technical rooms");
    guide.driver.ctrl('d');
    guide.type_text("Night round");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Zones 2");
    assert_eq!(night().besides.doors, 3);
}

#[test]
fn what_deleting_a_zone_does_to_keys_is_said_before() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let all = zones::list(&console, &session.permit().unwrap()).unwrap();
    let technical = all.iter().find(|row| row.name == "Technical rooms").unwrap();
    let keys = zones::impact_of_deleting(&console, &session.permit().unwrap(), technical.id).unwrap().keys();
    assert!(keys > 1, "whoever has it by an access level");
    guide.click("Zones");
    guide.double_click("Technical rooms");
    guide.wait_for("Doors 3");
    guide.wait_for("Access levels 1");
    guide.press("Delete");
    guide.wait_for("Delete Technical rooms?");
    guide.wait_for("Nobody was given it. Access levels that give it no longer do; its doors stay.");
    guide.wait_for(&format!("{keys} keys will need an update."));
    guide.press("Delete");
    guide.wait_for(&format!("Technical rooms is deleted. {keys} keys need an update."));
    guide.wait_for("8 zones");
}
