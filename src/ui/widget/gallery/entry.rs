//! Typing, picking and searching.

use super::program::{Page, Which};
use super::{Desk, open};
use crate::widget::semantics::{Mark, Role};
use iced::keyboard::{Modifiers, key::Named};
use std::time::Duration;

fn value(desk: &mut Desk, role: Role, name: &str) -> Option<String> {
    desk.find_role(role, name)?.semantics?.value
}

#[test]
fn tab_selects_the_text_so_that_typing_replaces_it() {
    let mut desk = open(Page::Fields);
    desk.key(Named::Tab);
    assert_eq!(desk.focused_name().as_deref(), Some("Name"));
    desk.type_text("Anna");
    assert_eq!(desk.state().text(Which::Name), "Anna");
}

#[test]
fn a_click_on_a_fields_icon_is_a_click_on_the_field() {
    let mut desk = open(Page::Fields);
    let mail = desk.find_role(Role::TextField, "E-mail").expect("it is there");
    let icon = iced::Point::new(mail.bounds.x + 12.0, mail.bounds.center_y());
    desk.click_at(icon);
    desk.type_text("x");
    assert!(desk.state().text(Which::Mail).contains('x'));
}

#[test]
fn escape_leaves_a_field_its_focus() {
    let mut desk = open(Page::Fields);
    desk.click("Name").expect("it is there");
    desk.key(Named::Escape);
    assert_eq!(desk.focused_name().as_deref(), Some("Name"));
}

#[test]
fn alt_and_a_letter_is_not_typed() {
    let mut desk = open(Page::Fields);
    desk.click("Name").expect("it is there");
    desk.event(iced::Event::Keyboard(iced::keyboard::Event::KeyPressed {
        key: iced::keyboard::Key::Character("f".into()),
        modified_key: iced::keyboard::Key::Character("f".into()),
        physical_key: iced::keyboard::key::Physical::Code(iced::keyboard::key::Code::KeyF),
        location: iced::keyboard::Location::Standard,
        modifiers: Modifiers::ALT,
        text: Some("f".into()),
        repeat: false,
    }));
    assert_eq!(desk.state().text(Which::Name), "Zoë Petrov");
}

#[test]
fn two_thousand_pasted_characters_arrive_and_line_breaks_become_spaces() {
    let mut desk = open(Page::Fields);
    desk.click("Name").expect("it is there");
    desk.ctrl('a');
    desk.paste(&format!("{}\r\nend\u{7}\t!", "word ".repeat(400)));
    let text = desk.state().text(Which::Name).to_owned();
    assert_eq!(text, format!("{} end !", "word ".repeat(400)));
    desk.picture(1.0);
}

#[test]
fn a_field_shows_no_line_breaks_that_came_from_elsewhere() {
    let mut desk = open(Page::Fields);
    desk.message(super::Message::Typed(Which::Name, "one\ntwo".to_owned()));
    assert_eq!(value(&mut desk, Role::TextField, "Name").as_deref(), Some("one two"));
}

#[test]
fn a_password_is_neither_shown_nor_said() {
    let mut desk = open(Page::Fields);
    assert!(!desk.texts().iter().any(|text| text.contains("horse")));
    assert_eq!(value(&mut desk, Role::TextField, "Password"), None);
    desk.click("Show password").expect("it is there");
    assert!(desk.shows("correct horse"));
}

#[test]
fn a_field_is_emptied_by_its_button() {
    let mut desk = open(Page::Fields);
    desk.click("Clear").expect("it is there");
    assert_eq!(desk.state().text(Which::Serial), "");
    assert!(desk.find_role(Role::Button, "Clear").is_none());
}

#[test]
fn enter_in_a_search_searches() {
    let mut desk = open(Page::Fields);
    desk.click("Search by name, room or key").expect("it is there");
    desk.type_text("zo");
    desk.key(Named::Enter);
    assert_eq!(desk.state().text(Which::Search), "zo");
    assert_eq!(desk.state().pressed, ["search"]);
}

#[test]
fn notes_take_several_lines() {
    let mut desk = open(Page::Fields);
    desk.click("Notes").expect("it is there");
    desk.ctrl('a');
    desk.type_text("one\ntwo");
    assert_eq!(desk.state().text(Which::Notes), "one\ntwo");
    desk.key(Named::Escape);
    desk.type_text("!");
    assert_eq!(desk.state().text(Which::Notes), "one\ntwo!");
}

#[test]
fn a_drop_down_opens_steps_and_picks_by_key() {
    let mut desk = open(Page::Fields);
    desk.click("Access level").expect("it is there");
    assert!(desk.shows("Contractors"));
    desk.key(Named::ArrowDown);
    desk.key(Named::Enter);
    assert_eq!(desk.state().level, 2);
    assert!(!desk.shows("Contractors"));
    desk.key(Named::Space);
    desk.key(Named::End);
    desk.key(Named::Enter);
    assert_eq!(desk.state().level, 4);
    desk.key(Named::ArrowDown);
    desk.key(Named::Home);
    desk.key(Named::Escape);
    assert_eq!(desk.state().level, 4);
}

#[test]
fn letters_step_through_a_short_drop_down() {
    let mut desk = open(Page::Fields);
    desk.click("Access level").expect("it is there");
    desk.type_text("n");
    desk.key(Named::Enter);
    assert_eq!(desk.state().level, 3);
}

#[test]
fn a_long_drop_down_is_searched_among_64_000() {
    let mut desk = open(Page::Fields);
    desk.click("Door").expect("it is there");
    desk.type_text("0100 east");
    let options: Vec<_> = desk
        .parts()
        .into_iter()
        .filter(|found| found.role() == Some(Role::Option))
        .map(|found| found.text)
        .collect();
    assert_eq!(options.first().map(String::as_str), Some("Room 01002"));
    desk.key(Named::Enter);
    assert_eq!(desk.state().door, Some(1002));
    assert_eq!(value(&mut desk, Role::ComboBox, "Door").as_deref(), Some("Room 01002"));
}

#[test]
fn a_search_without_result_says_so_and_a_click_beside_closes_it() {
    let mut desk = open(Page::Fields);
    desk.click("Door").expect("it is there");
    desk.type_text("zebra");
    assert!(desk.shows("No door matches"));
    desk.click_at(iced::Point::new(20.0, 880.0));
    assert!(!desk.shows("No door matches"));
    assert_eq!(desk.state().door, None);
}

#[test]
fn the_wheel_scrolls_a_drop_down_and_a_click_picks() {
    let mut desk = open(Page::Fields);
    desk.click("Door").expect("it is there");
    desk.hover("Room 00003").expect("it is there");
    desk.wheel(10.0);
    desk.click("Room 00035").expect("it has come into view");
    assert_eq!(desk.state().door, Some(35));
}

#[test]
fn a_drop_down_opens_upwards_where_there_is_no_room_below() {
    let mut desk = open(Page::Fields);
    desk.resize(iced::Size::new(1400.0, 420.0));
    desk.click("Icons").expect("it is there");
    let control = desk.find_role(Role::ComboBox, "Icons").expect("it is there");
    let option = desk.find_role(Role::Option, "Safe").expect("it is open");
    assert!(option.bounds.y < control.bounds.y, "{option:?} {control:?}");
}

#[test]
fn tab_closes_a_drop_down_and_goes_on() {
    let mut desk = open(Page::Fields);
    desk.click("Access level").expect("it is there");
    desk.key(Named::Tab);
    assert!(!desk.shows("Contractors"));
    assert_eq!(desk.focused_name().as_deref(), Some("Door"));
}

#[test]
fn a_date_is_picked_by_key() {
    let mut desk = open(Page::Fields);
    desk.click("Valid until").expect("it is there");
    desk.key(Named::ArrowDown);
    assert!(desk.shows("March 2026"));
    desk.key(Named::PageDown);
    assert!(desk.shows("April 2026"));
    desk.key(Named::ArrowRight);
    desk.key(Named::Home);
    desk.key(Named::Enter);
    assert_eq!(desk.state().text(Which::Date), "2026-04-20");
    assert!(!desk.shows("April 2026"));
}

#[test]
fn a_date_is_picked_by_click_and_typed_by_hand() {
    let mut desk = open(Page::Fields);
    desk.click("Valid until").expect("it is there");
    desk.key(Named::F4);
    desk.click("2026-03-09").expect("it is there");
    assert_eq!(desk.state().text(Which::Date), "2026-03-09");
    desk.key(Named::F4);
    desk.key(Named::Escape);
    desk.ctrl('a');
    desk.type_text("2027-01-02");
    assert_eq!(desk.state().text(Which::Date), "2027-01-02");
}

#[test]
fn a_click_on_the_calendar_opens_it() {
    let mut desk = open(Page::Fields);
    let frame = desk.find_role(Role::TextField, "Valid until").expect("it is there").bounds;
    desk.click_at(iced::Point::new(frame.x + frame.width - 12.0, frame.center_y()));
    assert!(desk.shows("March 2026"));
    desk.click("Today").expect("it is there");
    assert_eq!(desk.state().text(Which::Date), "2026-03-13");
}

#[test]
fn a_time_is_picked_by_key() {
    let mut desk = open(Page::Fields);
    desk.click("At").expect("it is there");
    desk.key(Named::ArrowDown);
    desk.key(Named::ArrowDown);
    desk.key(Named::Enter);
    assert_eq!(desk.state().text(Which::Time), "12:30");
}

#[test]
fn doors_are_picked_from_64_000() {
    let mut desk = open(Page::Lists);
    desk.click("Room 00001").expect("it is there");
    assert!(desk.state().picked_doors.contains(&1));
    desk.click("Search doors").expect("it is there");
    desk.type_text("6399");
    desk.key(Named::ArrowDown);
    desk.key(Named::Space);
    assert!(desk.state().picked_doors.contains(&6399));
}

fn mark(desk: &mut Desk, name: &str) -> Option<Mark> {
    desk.find_role(Role::TreeItem, name)?.semantics?.mark
}

#[test]
fn a_tree_is_walked_folded_and_toggled_by_key() {
    let mut desk = open(Page::Lists);
    desk.click("Search permissions").expect("it is there");
    desk.key(Named::Tab);
    desk.key(Named::ArrowDown);
    desk.key(Named::ArrowDown);
    desk.key(Named::ArrowRight);
    assert_eq!(mark(&mut desk, "Staff keys"), Some(Mark::Mixed));
    desk.key(Named::ArrowDown);
    desk.key(Named::Space);
    assert!(!desk.state().permissions.on().any(|key| *key == 0));
    desk.key(Named::ArrowLeft);
    desk.key(Named::ArrowLeft);
    desk.advance(Duration::from_secs(1));
    desk.type_text("doo");
    desk.advance(Duration::from_secs(1));
    desk.key(Named::Space);
    assert_eq!(mark(&mut desk, "Doors"), Some(Mark::Off));
}

#[test]
fn a_locked_leaf_says_why_and_stays() {
    let mut desk = open(Page::Lists);
    desk.click("Cancel").expect("it is there");
    assert!(!desk.state().permissions.on().any(|key| *key == 22));
}

#[test]
fn a_search_in_the_tree_shows_what_it_finds() {
    let mut desk = open(Page::Lists);
    desk.click("Search permissions").expect("it is there");
    desk.type_text("guest");
    assert!(desk.shows("Guest keys"));
    assert!(!desk.shows("Calendars"));
}

#[test]
fn a_menu_is_opened_walked_and_left_by_key() {
    let mut desk = open(Page::Lists);
    desk.click("Actions").expect("it is there");
    desk.key(Named::Escape);
    assert!(!desk.shows("Copy rows"));
    desk.key(Named::Enter);
    desk.key(Named::ArrowDown);
    desk.key(Named::Enter);
    assert_eq!(desk.state().pressed, ["copy"]);
    desk.key(Named::ArrowDown);
    desk.key(Named::End);
    desk.key(Named::Space);
    assert_eq!(desk.state().pressed, ["copy", "cancel"]);
    assert_eq!(desk.focused_name().as_deref(), Some("Actions"));
}

#[test]
fn a_menu_is_clicked_and_a_disabled_line_is_not() {
    let mut desk = open(Page::Lists);
    desk.click("More").expect("it is there");
    desk.click("Print list…").expect("it is there");
    assert!(desk.shows("Print list…"));
    desk.click("Edit…").expect("it is there");
    assert_eq!(desk.state().pressed, ["edit"]);
}
