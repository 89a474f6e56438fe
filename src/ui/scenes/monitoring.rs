//! The audit trail: as long as it is, nobody waits for more of it than is looked at.

use iced::keyboard::key::Named;

use super::Guide;

#[test]
fn the_audit_trail_goes_on_as_one_scrolls() {
    let mut guide = Guide::at_desk();
    guide.click("Audit trail");
    guide.wait_for("Showing 500; scroll down for more.");
    guide.key(Named::ArrowDown);
    let mut ends = 0;
    while guide.says("scroll down for more") {
        guide.key(Named::End);
        guide.driver.settle();
        ends += 1;
        assert!(ends < 20, "it comes to an end");
    }
    assert!(guide.says("000 events") && ends > 2, "after {ends} times");
    // What was asked for anew is as long as it was.
    guide.key(Named::F5);
    guide.driver.settle();
    assert!(guide.says("000 events"));
    guide.driver.ctrl('f');
    guide.type_text("nobody of this name");
    guide.wait_for("No event found");
}
