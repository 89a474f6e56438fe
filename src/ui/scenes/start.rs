//! The start page of a front desk: tiles.

use std::sync::Arc;
use std::time::Duration;

use iced::keyboard::key::Named;
use keydesk::domain::permission::Permission;
use keydesk::operation::StorageError;
use keydesk::operation::demo::{ADMINISTRATOR, RECEPTION};
use keydesk::operation::jobs::{self, Job};
use keydesk::operation::start::{Checked, Unsound};

use super::Guide;
use crate::screen::{self, start};
use crate::widget::semantics::Role;
use crate::window::{Message, desk};

const TILES: [&str; 5] = ["Update key", "New person", "Users", "Doors", "Automatic key update"];

#[test]
fn a_front_desk_starts_on_tiles_of_what_it_may_do() {
    let mut guide = Guide::at_desk_of(RECEPTION);
    let parts = guide.driver.parts();
    let buttons: Vec<&str> = parts
        .iter()
        .filter(|part| part.role() == Some(Role::Button) && TILES.contains(&part.text.as_str()))
        .map(|part| part.text.as_str())
        .collect();
    assert_eq!(buttons, TILES);
    assert!(guide.driver.shows("Bring one key up to date"));
    assert!(guide.driver.shows("Encoders"), "its state stands beside");
    assert!(!guide.driver.shows("System"), "nothing that leads nowhere");
}

#[test]
fn arrows_and_enter_are_enough_at_a_front_desk() {
    let mut guide = Guide::at_desk_of(RECEPTION);
    assert_eq!(guide.driver.focused_name().as_deref(), Some("Update key"));
    guide.key(Named::ArrowRight);
    assert_eq!(guide.driver.focused_name().as_deref(), Some("New person"));
    guide.key(Named::ArrowDown);
    guide.key(Named::ArrowUp);
    assert_eq!(guide.driver.focused_name().as_deref(), Some("New person"));
    guide.key(Named::End);
    assert_eq!(guide.driver.focused_name().as_deref(), Some("Automatic key update"));
    guide.key(Named::Home);
    guide.key(Named::ArrowRight);
    guide.key(Named::Enter);
    guide.wait_for("Identification");
    let mut guide = Guide::at_desk_of(RECEPTION);
    guide.key(Named::Enter);
    guide.wait_for("Place the key");
}

#[test]
fn an_administrator_starts_with_the_whole_site() {
    let mut guide = Guide::at_desk();
    assert!(guide.driver.shows("The site") && !guide.driver.shows("Bring one key up to date"));
}

#[test]
fn a_clock_in_doubt_is_said_everywhere_and_confirmed_by_an_administrator() {
    let clock = super::sign_in::clock();
    let mut guide = super::sign_in::before(&clock);
    assert!(!guide.says("This computer's clock shows"));
    clock.set(chrono::DateTime::from_timestamp(946_685_400, 0).unwrap());
    guide.driver.settle();
    let behind =
        "This computer's clock shows 1 Jan 2000, 00:10, but Keydesk was used on 22 Nov 2026, 10:25 already.";
    guide.enter(RECEPTION);
    guide.wait_for("Bring one key up to date");
    assert!(guide.says(behind) && guide.says("have an administrator confirm the time on the start page"));
    assert!(!guide.driver.shows("The time is right"), "not for the front desk");
    guide.leave();
    assert!(guide.says(behind), "before anybody is signed in");
    guide.enter(ADMINISTRATOR);
    guide.wait_for("The time is right");
    assert!(guide.says(behind) && !guide.says("Today is"));
    guide.click("Users");
    guide.wait_for("New person");
    assert!(guide.says("The clock is in doubt: keys are shown as of 22 Nov 2026, 10:25."), "on every screen");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Update the key of Ana Belmonte");
    guide.press("Update the key of Ana Belmonte");
    guide.wait_for("The clock is in doubt");
    assert!(guide.says(behind) && !guide.driver.shows("Nothing could be recorded"));
    guide.key(Named::Escape);
    guide.take_away();
    guide.click("Start");
    guide.wait_for("The time is right");
    guide.click("The time is right");
    guide.wait_for("Is it 1 Jan 2000, 00:10?");
    guide.press("Cancel");
    assert!(guide.says(behind));
    guide.click("The time is right");
    guide.wait_for("Is it 1 Jan 2000, 00:10?");
    guide.press("The time is right");
    guide.wait_for("The time is confirmed.");
    guide.wait_without("The time is right");
    assert!(!guide.says(behind));
}

#[test]
fn a_desk_that_nobody_touches_checks_the_site() {
    let mut guide = Guide::at_desk();
    let (console, _) = guide.behind();
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.rest();
    assert_eq!(jobs::due(&console), Some(Job::Check), "somebody is there");
    guide.driver.advance(Duration::from_secs(61));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.rest();
    assert_eq!(jobs::due(&console), None, "it was done");
    guide.click("System auditor");
    guide.wait_for("Site checked");
}

#[test]
fn a_check_that_could_not_be_made_is_told_to_whoever_comes_to_the_desk() {
    let mut guide = Guide::at_desk();
    let failure = Arc::new(StorageError::DiskFull.into());
    guide.driver.message(Message::Desk(desk::Message::Ran(Job::Check, Err(failure))));
    guide.driver.settle();
    assert!(guide.says("The daily check of the database could not be made. The disk is full."));
    guide.driver.advance(Duration::from_secs(600));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.driver.settle();
    assert!(guide.says("The daily check of the database could not be made."), "it stays");
}

#[test]
fn what_the_check_found_is_said_to_administrators_with_the_way_to_what_it_is() {
    let mut guide = Guide::at_desk();
    assert!(!guide.says("found something wrong"));
    let at = guide.behind().0.clock().now();
    let unsound = Some(Unsound { at, last: 1 });
    let found = screen::Message::Start(start::Message::Checked(Ok(Checked { unsound, not_since: None })));
    guide.driver.message(Message::Desk(desk::Message::Screen(1, found)));
    guide.wait_for("The check of 22 Nov 2026, 10:25 found something wrong with the database. The system auditor says what.");
    assert!(guide.driver.shows("Noted"));
    let way = guide.driver.find_all("System auditor").pop().unwrap();
    guide.driver.click_at(way.center());
    guide.wait_for("Verify");
}

#[test]
fn a_database_that_was_not_checked_for_long_can_be_checked_now() {
    let mut guide = Guide::at_desk();
    let at = guide.behind().0.clock().now();
    let found = Checked { unsound: None, not_since: Some(at) };
    let found = screen::Message::Start(start::Message::Checked(Ok(found)));
    guide.driver.message(Message::Desk(desk::Message::Screen(1, found)));
    guide.wait_for("The database has not been checked since 22 Nov 2026, 10:25. Keydesk checks it once a day while somebody is signed in and nobody works.");
    guide.click("Check now");
    guide.wait_without("Check now");
    guide.click("System auditor");
    guide.wait_for("Site checked");
}

#[test]
fn who_sees_doors_and_nobody_is_told_how_many_doors_there_are() {
    let mut guide = Guide::at_desk();
    guide.limit_reception(&[Permission::DoorsView]);
    guide.change_over(RECEPTION);
    guide.wait_for("Every door that a key can open");
    assert!(!guide.driver.shows("People") && !guide.driver.shows("Needs attention"));
}
