//! Calendars: added with their days, changed, and deleted.

use iced::keyboard::{Modifiers, key::Named};
use iced::{Point, Size};
use keydesk::domain::calendar::Kind;
use keydesk::domain::permission::Permission;
use keydesk::operation::calendars;
use keydesk::operation::demo::RECEPTION;

use super::Guide;
use crate::widget::semantics::Role;
use crate::window::{Message, desk};

impl Guide {
    fn at_calendars() -> Guide {
        let mut guide = Guide::at_desk();
        guide.click("Calendars");
        guide.wait_for("2 calendars");
        guide
    }

    /// Which kind a day of the year in view has.
    fn sign_of(&mut self, day: &str) -> Option<String> {
        let day = self.driver.find_role(Role::Cell, day)?;
        day.semantics?.value
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
    guide.click("Day");
    guide.type_text("24/12/2026");
    guide.key(Named::Enter);
    assert!(guide.says("24 Dec 2026"), "Enter adds the day");
    assert!(guide.driver.shows("One exception in 2026"));
    guide.type_text("2026-12-32");
    guide.key(Named::Enter);
    assert!(guide.says("Not a date."), "what is no date is said where it stands");
    for _ in 0..10 {
        guide.key(Named::Backspace);
    }
    guide.click("3 · Special day 2");
    guide.click("Day");
    guide.type_text("2026-12-31");
    guide.press("Add");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    let days = [("2026-12-24".to_owned(), Kind::Holiday), ("2026-12-31".to_owned(), Kind::Special2)];
    assert_eq!(guide.days_of("Works holidays").unwrap(), days);
    // It says nothing of the next year, which is soon to come.
    let runs_out = "The calendar Works holidays has no day of 2027 marked yet. \
                    Keys and locks that follow it would treat holidays as normal days.";
    guide.click("Start");
    guide.wait_for(runs_out);
    guide.click("Open calendar");
    guide.wait_for("Holidays and special days");
    guide.click("Day");
    guide.type_text("2027-12-24");
    guide.key(Named::Enter);
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.click("Start");
    guide.wait_for("The site");
    assert!(!guide.says(runs_out));
}

#[test]
fn days_are_painted_on_the_year_by_the_keyboard_alone() {
    let mut guide = Guide::at_calendars();
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    let before = guide.days_of("Season").unwrap().len();
    // From the first field on: the description, two years, the brushes, the year itself.
    guide.tab_to("Holidays and special days", Modifiers::empty());
    guide.driver.chord(Modifiers::CTRL, Named::Home);
    guide.key(Named::End);
    guide.driver.chord(Modifiers::SHIFT, Named::ArrowRight);
    guide.type_text("2");
    guide.key(Named::ArrowRight);
    guide.type_text("13");
    assert_eq!(guide.sign_of("Feb, 1"), Some("Special day 1".to_owned()));
    assert_eq!(guide.sign_of("Feb, 2"), Some("Special day 2".to_owned()), "the last key counts");
    guide.key(Named::Delete);
    assert_eq!(guide.sign_of("Feb, 2"), None);
    guide.driver.ctrl('s');
    guide.wait_saved();
    let days = guide.days_of("Season").unwrap();
    assert_eq!(days.len(), before + 2);
    assert_eq!(days[0], ("2026-01-31".to_owned(), Kind::Special1));
    assert_eq!(days[1], ("2026-02-01".to_owned(), Kind::Special1));
}

#[test]
fn days_are_painted_by_hand_and_painted_again_they_are_normal() {
    let mut guide = Guide::at_calendars();
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    let cell = |guide: &mut Guide, name: &str| guide.part(Role::Cell, name, 0).bounds.center();
    let (from, to) = (cell(&mut guide, "Mar, 2"), cell(&mut guide, "Mar, 6"));
    guide.click("2 · Special day 1");
    guide.driver.drag(from, to);
    assert_eq!(guide.sign_of("Mar, 4"), Some("Special day 1".to_owned()));
    guide.press("Take back the last change");
    assert_eq!(guide.sign_of("Mar, 4"), None);
    guide.driver.drag(from, to);
    assert_eq!(guide.sign_of("Mar, 4"), Some("Special day 1".to_owned()));
    guide.driver.click_at(to);
    assert_eq!(guide.sign_of("Mar, 6"), None);
    guide.click("0 · Normal day");
    guide.driver.click_at(from);
    assert_eq!(guide.sign_of("Mar, 2"), None);
    guide.press_part(Role::RowHeader, "Mar", 0);
    assert_eq!(guide.sign_of("Mar, 4"), Some("Special day 1".to_owned()), "a month is only chosen");
    guide.click("Next year");
    assert_eq!(guide.sign_of("Mar, 4"), None);
    assert!(guide.driver.shows("2027"));
}

#[test]
fn a_day_that_is_typed_and_not_added_is_not_lost_and_not_saved_over() {
    let mut guide = Guide::at_calendars();
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    guide.fill("Day", "24/12");
    // Somebody looked into another window, and everything is read anew.
    guide.driver.message(Message::Desk(desk::Message::Fronted(true)));
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
    guide.wait_for("Season is deleted.");
    guide.wait_for("One calendar");
    assert_eq!(guide.days_of("Season"), None);
}

#[test]
fn who_may_only_look_paints_nothing() {
    let mut guide = Guide::at_desk();
    guide.limit_reception(&[Permission::CalendarsView]);
    guide.change_over(RECEPTION);
    guide.click("Calendars");
    guide.wait_for("2 calendars");
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    let cell = guide.part(Role::Cell, "Mar, 2", 0);
    assert!(!cell.semantics.unwrap().enabled);
    guide.driver.click_at(cell.bounds.center());
    guide.type_text("1");
    assert_eq!(guide.sign_of("Mar, 2"), None);
    assert!(!guide.driver.shows("1 · Holiday"), "there is no brush");
}

#[test]
fn help_says_what_keys_do_on_the_year() {
    let mut guide = Guide::at_calendars();
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    guide.key(Named::F1);
    guide.wait_for("On the year: paint the chosen days");
    assert!(guide.driver.shows("Choose the row, or the column"));
}

#[test]
fn what_scrolls_under_the_foot_does_not_show_through_it() {
    let mut guide = Guide::at_calendars();
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    guide.driver.resize(Size::new(1000.0, 700.0));
    guide.driver.settle();
    let save = guide.part(Role::Button, "Save", 0).bounds;
    let (width, lines) = (1000 * 4, save.y as usize - 8..(save.y + save.height) as usize + 8);
    let foot =
        |guide: &mut Guide| guide.driver.picture(1.0).rgba[lines.start * width..lines.end * width].to_vec();
    guide.driver.move_to(Point::new(500.0, 300.0));
    let before = foot(&mut guide);
    guide.driver.wheel(30.0);
    guide.driver.settle();
    assert!(foot(&mut guide) == before, "the year is cut where its page ends");
}

#[test]
fn days_are_painted_where_the_pointer_is_on_a_page_that_was_scrolled() {
    let mut guide = Guide::at_calendars();
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    guide.driver.resize(Size::new(1000.0, 600.0));
    guide.driver.settle();
    guide.click("2 · Special day 1");
    guide.driver.move_to(Point::new(500.0, 300.0));
    guide.driver.wheel(3.0);
    guide.driver.settle();
    let before = guide.part(Role::Cell, "Oct, 7", 0).bounds.center();
    guide.driver.wheel(-1.0);
    guide.driver.settle();
    let from = guide.part(Role::Cell, "Oct, 7", 0).bounds.center();
    assert_ne!(before, from, "the page is scrolled still");
    let to = guide.part(Role::Cell, "Oct, 9", 0).bounds.center();
    guide.driver.drag(from, to);
    let signs = ["Oct, 6", "Oct, 7", "Oct, 8", "Oct, 9", "Oct, 10"].map(|day| guide.sign_of(day).is_some());
    assert_eq!(signs, [false, true, true, true, false]);
    assert_eq!(guide.sign_of("Sep, 7"), None);
    guide.click("Discard");
    assert_eq!(guide.sign_of("Oct, 8"), None);
}

#[test]
fn every_kind_of_thing_is_found_from_anywhere() {
    let mut guide = Guide::at_desk();
    for (typed, name, there) in
        [("season", "Season", "Holidays and special days"), ("spa hou", "Spa hours", "The week")]
    {
        guide.driver.ctrl('k');
        guide.type_text(typed);
        guide.wait_for(name);
        guide.key(Named::Enter);
        guide.wait_for(there);
    }
}
