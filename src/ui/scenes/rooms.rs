//! Rooms and suites in one list, and the page of each.

use iced::keyboard::key::Named;
use keydesk::operation::rooms;

use super::Guide;
use crate::place::Place;

#[test]
fn a_room_is_added_to_a_suite_and_a_zone_and_taken_out_of_service() {
    let mut guide = Guide::at_desk();
    guide.click("Rooms and suites");
    guide.wait_for("32 rooms and suites");
    guide.press("New room");
    guide.fill("Name", "507");
    guide.wait_for("This room is in no suite");
    guide.driver.ctrl('d');
    guide.type_text("Harbour suite");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.click("Zones 0");
    guide.wait_for("This room is in no zone");
    guide.driver.ctrl('d');
    guide.type_text("Floor 5");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.driver.ctrl('s');
    guide.wait_for("Suites 1");
    guide.wait_for("Zones 1");
    guide.wait_for("Not set up yet");
    guide.click("Out of service");
    guide.fill("Reason", "New carpet");
    guide.save();
    let (console, session) = guide.behind();
    let all = rooms::list(&console, &session.permit().unwrap()).unwrap();
    let own = all.iter().find(|row| row.name == "507").unwrap();
    let out = own.besides.out_of_service.as_ref().unwrap();
    assert_eq!((out.reason.as_str(), out.until), ("New carpet", None));
    assert_eq!(own.besides.suite.as_deref(), Some("Harbour suite"));
    assert!(own.besides.point.users > 0, "housekeeping has the zone");
}

#[test]
fn the_rooms_of_a_suite_stay_when_it_is_deleted() {
    let mut guide = Guide::at_desk();
    guide.click("Rooms and suites");
    guide.wait_for("32 rooms and suites");
    guide.type_text("Aurora");
    // The suite, and its rooms by it.
    guide.wait_for("3 of 32 rooms and suites");
    guide.find("Aurora suite");
    guide.wait_for("Rooms 2");
    guide.press("Delete");
    guide.wait_for("Delete Aurora suite?");
    guide.press("Delete");
    // Nothing is of that name any more.
    guide.wait_for("0 of 31 rooms and suites");
}

#[test]
fn a_room_is_found_by_what_it_is_and_its_number() {
    let mut guide = Guide::at_desk();
    guide.find("room 203");
    assert!(matches!(guide.place(), Some(Place::Room(_))), "{:?}", guide.place());
    guide.wait_for("203");
}
