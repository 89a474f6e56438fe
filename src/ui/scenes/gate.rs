//! What an operator's group does not allow is not there, or says so where it stands.

use std::time::Duration;

use iced::keyboard::key::Named;
use keydesk::operation::demo::RECEPTION;

use super::Guide;
use crate::widget::semantics::Role;

#[test]
fn a_receptionist_has_the_menus_of_a_receptionist() {
    let mut guide = Guide::at_desk_of(RECEPTION);
    let texts = guide.driver.texts();
    for there in ["Start", "Access points", "Cardholders", "Keys"] {
        assert!(texts.iter().any(|text| text == there), "{there}");
    }
    assert!(!texts.iter().any(|text| text == "Network" || text == "System"), "{texts:?}");
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.type_text("network");
    assert!(guide.driver.shows("Nothing found. Try fewer letters or different ones."), "nor by another way");
}

#[test]
fn what_may_only_be_seen_can_not_be_changed() {
    let mut guide = Guide::at_desk_of(RECEPTION);
    guide.click("Doors");
    assert!(!guide.driver.shows("New door") && !guide.driver.shows("Delete"));
    guide.double_click("Back office");
    guide.wait_for("On keys");
    // Who has the door is theirs to change, the door is not.
    assert!(!guide.may_press("Save") && !guide.driver.shows("Delete"));
    guide.click("Name");
    guide.type_text("Front office");
    assert!(!guide.says("Front office") && !guide.may_press("Save"));
}

#[test]
fn who_may_not_ban_is_told_before_anything_is_tried() {
    let mut guide = Guide::at_desk_of(RECEPTION);
    let told = "Your group may not ban people. Ask an administrator.";
    guide.open_person("belmonte");
    guide.rest();
    guide.click("More");
    assert!(guide.driver.shows("Ban") && guide.driver.shows(told), "where it stands");
    guide.key(Named::Escape);
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.type_text("ban");
    guide.rest();
    let hit = guide.part(Role::Option, "Ban", 0);
    assert_eq!(hit.semantics.unwrap().value.as_deref(), Some(told), "and where it is looked for");
    guide.key(Named::Escape);
    guide.click("Users");
    guide.wait_for("306 people");
    guide.key(Named::ArrowDown);
    guide.driver.hover("Ban").unwrap();
    guide.driver.advance(Duration::from_secs(1));
    assert!(guide.driver.shows(told), "in the list as well");
}
