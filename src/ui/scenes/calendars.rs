//! Calendars: added with their days, changed, and deleted.

use iced::keyboard::key::Named;
use keydesk::domain::calendar::Kind;
use keydesk::operation::calendars;

use super::Guide;
use crate::window::{Message, desk};

impl Guide {
    fn at_calendars() -> Guide {
        let mut guide = Guide::at_desk();
        guide.click("Calendars");
        guide.wait_for("2 calendars");
        guide
    }

    fn days_of(&self, name: &str) -> Option<Vec<(String, Kind)>> {
        let (console, session) = self.behind();
        let all = calendars::list(&console, &session.permit().unwrap()).unwrap();
        let id = all.into_iter().find(|row| row.name == name)?.id;
        let page = calendars::open(&console, &session.permit().unwrap(), id).unwrap();
        Some(page.draft.days.into_iter().map(|(day, kind)| (day.to_string(), kind)).collect())
    }
}

#[test]
fn a_calendar_is_added_by_the_keyboard_with_its_days() {
    let mut guide = Guide::at_calendars();
    guide.driver.ctrl('n');
    guide.wait_for("Not saved yet");
    guide.type_text("Works holidays");
    guide.key(Named::Tab);
    guide.key(Named::Tab);
    guide.type_text("24/12/2026");
    guide.key(Named::Enter);
    assert!(guide.says("24 Dec 2026"), "Enter adds the day");
    guide.type_text("2026-12-32");
    guide.key(Named::Enter);
    assert!(guide.says("Not a date."), "what is no date is said where it stands");
    for _ in 0..10 {
        guide.key(Named::Backspace);
    }
    guide.click("Special day 2");
    guide.click("Day");
    guide.type_text("2026-12-31");
    guide.press("Add");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    let days = [("2026-12-24".to_owned(), Kind::Holiday), ("2026-12-31".to_owned(), Kind::Special2)];
    assert_eq!(guide.days_of("Works holidays").unwrap(), days);
}

#[test]
fn a_day_that_is_typed_and_not_added_is_not_lost_and_not_saved_over() {
    let mut guide = Guide::at_calendars();
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    guide.fill("Day", "24/12");
    // Somebody looked into another window, and everything is read anew.
    guide.driver.message(Message::Desk(desk::Message::Returned));
    guide.key(Named::F5);
    guide.driver.settle();
    assert_eq!(guide.value("Day"), "24/12");
    guide.driver.ctrl('s');
    guide.wait_for("Add this day, or clear it.");
    guide.driver.settle();
    guide.type_text("/26");
    assert_eq!(guide.value("Day"), "24/12/26", "the keyboard is where something is wrong");
    guide.click("Calendars");
    guide.wait_for("Save your changes?");
    guide.press("Stay here");
    guide.click("Discard");
    assert_eq!(guide.value("Day"), "");
}

#[test]
fn a_day_is_taken_out_and_a_calendar_deleted() {
    let mut guide = Guide::at_calendars();
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    let before = guide.days_of("Season").unwrap();
    assert_eq!(before[0].0, "2026-07-01");
    guide.click("Remove 1 Jul 2026");
    guide.driver.ctrl('s');
    guide.wait_saved();
    assert_eq!(guide.days_of("Season").unwrap(), before[1..]);
    guide.press("Delete");
    guide.wait_for("Delete Season?");
    guide.click("Delete");
    guide.wait_for("The calendar is deleted.");
    guide.wait_for("One calendar");
    assert_eq!(guide.days_of("Season"), None);
}
