//! What an operator's group does not allow is not there.

use keydesk::operation::demo::RECEPTION;

use super::Guide;

#[test]
fn a_receptionist_has_the_menus_of_a_receptionist() {
    let mut guide = Guide::at_desk_of(RECEPTION);
    let texts = guide.driver.texts();
    for there in ["Start", "Doors", "Users", "Automatic key update"] {
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
