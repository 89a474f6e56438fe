//! User access levels: doors that several people have together.

use iced::keyboard::key::Named;
use keydesk::operation::user_access_levels as levels;

use super::Guide;

#[test]
fn a_level_is_made_gets_doors_and_people_and_says_whose_keys_follow() {
    let mut guide = Guide::at_desk();
    guide.click("User access levels");
    guide.wait_for("10 access levels");
    guide.press("New access level");
    guide.fill("Name", "Night shift");
    guide.fill("What for", "Doors that are locked at night");
    // Doors are added by typing their names, also before it is saved.
    guide.wait_for("No doors yet");
    for door in ["Wine cellar", "Laundry"] {
        guide.driver.ctrl('d');
        guide.type_text(door);
        guide.key(Named::Enter);
        guide.wait_for(door);
    }
    guide.driver.ctrl('s');
    guide.wait_for("Saved. Any keys this changes need an update now.");
    guide.wait_for("Doors 2");
    guide.click("People 0");
    guide.wait_for("Nobody has this access level");
    guide.driver.ctrl('d');
    guide.wait_for("Add people");
    guide.answered();
    guide.type_text("Ben Carter");
    guide.key(Named::ArrowDown);
    guide.key(Named::Space);
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.wait_for("One key will need an update.");
    guide.driver.ctrl('i');
    guide.wait_for("Carter, Ben");
    guide.save();
    guide.wait_for("Saved. One key needs an update.");
    // From the other end: on the page of the person.
    guide.find("Ben Carter");
    guide.wait_for("Update required");
    guide.click("Access levels 1");
    guide.wait_for("Night shift");
    guide.click("Night shift");
    guide.key(Named::Delete);
    guide.wait_for("Removed");
    guide.save();
    guide.wait_for("Synchronized");
    guide.wait_for("Access levels 0");
    let (console, session) = guide.behind();
    let all = levels::list(&console, &session.permit().unwrap()).unwrap();
    let night = all.iter().find(|row| row.name == "Night shift").unwrap();
    assert_eq!((night.besides.doors, night.besides.users), (2, 0));
}

#[test]
fn what_deleting_a_level_does_to_keys_is_said_before() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let all = levels::list(&console, &session.permit().unwrap()).unwrap();
    let kitchen = all.iter().find(|row| row.name == "Kitchen").unwrap();
    let keys = levels::impact_of_deleting(&console, &session.permit().unwrap(), kitchen.id).unwrap().keys();
    assert!(keys > 1);
    guide.click("User access levels");
    guide.double_click("Kitchen");
    guide.wait_for(&format!("People {}", kitchen.besides.users));
    guide.press("Delete");
    guide.wait_for("Delete Kitchen?");
    let lose = "people have it and lose its doors, unless another way gives them.";
    guide.wait_for(&format!("{} {lose}", kitchen.besides.users));
    guide.wait_for(&format!("{keys} keys will need an update."));
    guide.press("Delete");
    guide.wait_for(&format!("Kitchen is deleted. {keys} keys need an update."));
    guide.wait_for("9 access levels");
}
