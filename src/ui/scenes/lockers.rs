//! Lockers: access points that somebody has alone.

use iced::keyboard::key::Named;
use keydesk::operation::lockers;

use super::Guide;

#[test]
fn a_locker_is_added_and_given_from_both_ends() {
    let mut guide = Guide::at_desk();
    guide.click("Lockers");
    guide.wait_for("23 lockers");
    guide.press("New locker");
    guide.fill("Name", "Locker by the pool");
    guide.fill("Where it is", "Level -1");
    guide.wait_for("A key opens; the door locks again by itself.");
    // Who has it is chosen before it is saved, and saved with it.
    guide.wait_for("Nobody was given this locker directly");
    guide.driver.ctrl('d');
    guide.type_text("Ben Carter");
    guide.key(Named::ArrowDown);
    guide.key(Named::Space);
    guide.wait_for("Add one");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.driver.ctrl('s');
    guide.wait_for("People 1");
    guide.wait_for("Not set up yet");
    // On the page of the person, among what the person has and may open.
    guide.find("Ben Carter");
    guide.wait_for("Update required");
    guide.click("Lockers 1");
    guide.wait_for("Locker by the pool");
    let (console, session) = guide.behind();
    let all = lockers::list(&console, &session.permit().unwrap()).unwrap();
    let own = all.iter().find(|row| row.name == "Locker by the pool").unwrap();
    assert_eq!(own.besides.users, 1);
}

#[test]
fn what_deleting_a_locker_does_to_keys_is_said_before() {
    let mut guide = Guide::at_desk();
    guide.click("Lockers");
    guide.double_click("Key cabinet");
    guide.wait_for("Access levels 1");
    guide.press("Delete");
    guide.wait_for("Delete Key cabinet?");
    guide.press("Delete");
    guide.wait_for("22 lockers");
}
