//! The table and the sidebar at work.

use super::program::{Message, Page};
use super::{Desk, open};
use crate::headless;
use crate::widget::table::Order;
use iced::keyboard::{Modifiers, key::Named};
use iced::{Point, Size};
use std::time::Duration;

fn current(desk: &Desk) -> Option<usize> {
    desk.state().selection.current()
}

#[test]
fn the_keyboard_walks_a_hundred_thousand_rows() {
    let mut desk = open(Page::Desk);
    desk.click("Yusuf Petrov").expect("it is there");
    assert_eq!(current(&desk), Some(6));
    desk.key(Named::ArrowDown);
    desk.key(Named::PageDown);
    assert!(current(&desk).is_some_and(|row| row > 20));
    desk.key(Named::End);
    assert_eq!(current(&desk), Some(99_999));
    assert!(desk.shows("869F-099999") || desk.state().visible.contains(&99_999));
    desk.key(Named::Home);
    assert_eq!(current(&desk), Some(0));
}

#[test]
fn shift_and_ctrl_select_as_lists_do() {
    let mut desk = open(Page::Desk);
    desk.click("Yusuf Petrov").expect("it is there");
    desk.chord(Modifiers::SHIFT, Named::ArrowDown);
    desk.chord(Modifiers::SHIFT, Named::ArrowDown);
    assert_eq!(desk.state().selection.rows().collect::<Vec<_>>(), [6, 7, 8]);
    desk.chord(Modifiers::CTRL, Named::ArrowDown);
    assert_eq!(desk.state().selection.len(), 3);
    desk.chord(Modifiers::CTRL, Named::Space);
    assert_eq!(desk.state().selection.len(), 4);
    desk.ctrl('a');
    assert_eq!(desk.state().selection.len(), 100_000);
    assert_eq!(desk.state().selection.ranges().len(), 1);
}

#[test]
fn clicks_with_shift_and_ctrl_select_too() {
    let mut desk = open(Page::Desk);
    desk.click("Yusuf Petrov").expect("it is there");
    let held = |modifiers| iced::Event::Keyboard(iced::keyboard::Event::ModifiersChanged(modifiers));
    desk.event(held(Modifiers::SHIFT));
    desk.click("Noah Tanaka").expect("it is there");
    assert_eq!(desk.state().selection.len(), 6);
    desk.event(held(Modifiers::CTRL));
    desk.click("Mateo Petrov").expect("it is there");
    desk.event(held(Modifiers::empty()));
    assert_eq!(desk.state().selection.ranges(), [6..8, 9..12]);
}

#[test]
fn rows_are_copied_for_a_spreadsheet() {
    let mut desk = open(Page::Desk);
    desk.click("Yusuf Petrov").expect("it is there");
    desk.chord(Modifiers::SHIFT, Named::ArrowDown);
    desk.ctrl('c');
    let text = desk.clipboard().text.clone().unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("Serial number\tName\tUnit"));
    assert!(lines[2].contains("\tZoë Petrov\t"));
    desk.ctrl('a');
    desk.ctrl('c');
    assert_eq!(desk.state().pressed, ["copy"], "too many: the screen copies them");
}

#[test]
fn enter_and_a_double_click_open_a_row() {
    let mut desk = open(Page::Desk);
    desk.double_click("Yusuf Petrov").expect("it is there");
    desk.key(Named::Enter);
    assert_eq!(desk.state().activated, [6, 6]);
    desk.click("Noah Tanaka").expect("it is there");
    desk.click("Noah Tanaka").expect("it is there");
    assert_eq!(desk.state().activated, [6, 6], "two clicks are not one double click");
}

#[test]
fn columns_are_sorted_by_click_and_by_key() {
    let mut desk = open(Page::Desk);
    desk.click("Unit").expect("it is there");
    assert_eq!(desk.state().sort, (2, Order::Ascending));
    desk.click("Unit").expect("it is there");
    assert_eq!(desk.state().sort, (2, Order::Descending));
    desk.click("Audit").expect("it is there");
    assert_eq!(desk.state().sort, (2, Order::Descending), "Audit cannot be sorted by");
    desk.click("Siobhán Novak").expect("it is there");
    desk.key(Named::ArrowUp);
    desk.key(Named::ArrowRight);
    desk.key(Named::Enter);
    assert_eq!(desk.state().sort, (3, Order::Ascending));
    desk.key(Named::ArrowDown);
    desk.key(Named::ArrowDown);
    assert_eq!(current(&desk), Some(1));
}

#[test]
fn columns_are_made_wider_by_drag_and_by_key() {
    let mut desk = open(Page::Desk);
    let header = desk.find("Serial number").expect("it is there");
    let edge = Point::new(header.x + header.width, header.center_y());
    desk.drag(edge, edge + iced::Vector::new(40.0, 0.0));
    assert_eq!(desk.state().columns[0].width(), 190.0);
    desk.drag(edge + iced::Vector::new(40.0, 0.0), Point::new(0.0, edge.y));
    assert_eq!(desk.state().columns[0].width(), 64.0);
    desk.click("Siobhán Novak").expect("it is there");
    desk.key(Named::ArrowUp);
    desk.key(Named::ArrowLeft);
    desk.chord(Modifiers::SHIFT, Named::ArrowRight);
    assert_eq!(desk.state().columns[0].width(), 80.0);
}

#[test]
fn a_menu_opens_by_click_and_by_key() {
    let mut desk = open(Page::Desk);
    desk.right_click("Yusuf Petrov").expect("it is there");
    assert_eq!(current(&desk), Some(6));
    assert!(desk.shows("Copy rows"));
    desk.key(Named::Escape);
    assert!(!desk.shows("Copy rows"));
    desk.key(Named::ContextMenu);
    assert!(desk.shows("Copy rows"));
    desk.key(Named::ArrowDown);
    desk.key(Named::Enter);
    assert_eq!(desk.state().pressed, ["edit"]);
    assert_eq!(desk.state().menu, None);
    desk.chord(Modifiers::SHIFT, Named::F10);
    assert!(desk.shows("Copy rows"));
}

#[test]
fn letters_go_to_the_row_that_begins_with_them() {
    let mut desk = open(Page::Desk);
    desk.click("Siobhán Novak").expect("it is there");
    desk.type_text("noah t");
    let row = current(&desk).expect("a row");
    assert!(super::program::row_name(row).starts_with("Noah T"));
    desk.advance(Duration::from_secs(2));
    desk.type_text("z");
    let row = current(&desk).expect("a row");
    assert!(super::program::row_name(row).starts_with('Z'));
}

#[test]
fn the_table_asks_for_what_it_shows_and_holds_the_place_of_the_rest() {
    let mut desk = open(Page::Desk);
    assert_eq!(desk.state().visible.start, 0);
    let before = desk.state().visible.clone();
    desk.hover("Yusuf Petrov").expect("it is there");
    desk.wheel(10.0);
    assert_eq!(desk.state().visible.start, before.start + 30);
    desk.message(Message::Reveal(215));
    assert!(desk.state().visible.contains(&215));
}

#[test]
fn a_cut_text_and_a_status_explain_themselves() {
    let mut desk = open(Page::Desk);
    desk.hover("Housekeeping and laundry").expect("it is there");
    let before = desk.find_all("Housekeeping and laundry").len();
    desk.advance(Duration::from_secs(1));
    assert_eq!(desk.find_all("Housekeeping and laundry").len(), before + 1);
    desk.hover("Update required").expect("it is there");
    desk.advance(Duration::from_secs(1));
    let reasons = "The access level Staff was changed.\nThe door Kitchen was added.";
    assert!(desk.shows(reasons));
    desk.leave();
    assert!(!desk.shows(reasons));
    desk.click("Elena Novak").expect("it is there");
    desk.leave();
    desk.key(Named::ArrowUp);
    desk.advance(Duration::from_secs(1));
    // All that the row has to say, what is cut in it first.
    let told: Vec<String> =
        desk.parts().into_iter().map(|part| part.text).filter(|it| it.contains('\n')).collect();
    assert!(told.iter().any(|told| told.contains(reasons)), "the keyboard rests on the row: {told:?}");
}

#[test]
fn the_bars_scroll_by_drag_and_by_page() {
    let mut desk = open(Page::Desk);
    let sheet = Point::new(1369.0, 400.0);
    desk.click_at(sheet);
    assert!(desk.state().visible.start > 10);
    desk.drag(Point::new(1369.0, 180.0), Point::new(1369.0, 800.0));
    assert!(desk.state().visible.start > 50_000);
    desk.resize(Size::new(1000.0, 700.0));
    assert!(!desk.shows("Openings"));
    desk.drag(Point::new(300.0, 645.0), Point::new(900.0, 645.0));
    assert!(desk.shows("Openings"));
}

#[test]
fn the_menus_and_their_entries_are_a_stop_each_and_walked_by_arrows() {
    let mut desk = open(Page::Desk);
    desk.click("Find anything").expect("it is there");
    desk.key(Named::Tab);
    desk.key(Named::ArrowDown);
    desk.key(Named::Enter);
    assert_eq!(desk.state().shown, 11);
    desk.key(Named::ArrowLeft);
    desk.key(Named::ArrowDown);
    desk.key(Named::ArrowRight);
    assert!(desk.shows("To update") && !desk.shows("Guests"), "the entries of the open menu only");
    desk.key(Named::Enter);
    assert_eq!(desk.state().shown, 20, "a menu is walked from its first entry");
    desk.click("System").expect("it is there");
    desk.click("Audit trail").expect("it is there");
    assert_eq!(desk.state().shown, 62);
}

#[test]
fn captions_are_passed_over_and_pressed_by_nothing() {
    let mut desk = open(Page::Desk);
    desk.click("System").expect("it is there");
    desk.key(Named::ArrowRight);
    for _ in 0..4 {
        desk.key(Named::ArrowDown);
    }
    desk.key(Named::Enter);
    assert_eq!(desk.state().shown, 64, "the fifth entry, behind a caption");
    for _ in 0..9 {
        desk.key(Named::ArrowUp);
    }
    desk.key(Named::Enter);
    assert_eq!(desk.state().shown, 60, "the first entry, below a caption");
    desk.click("The site").expect("it is there");
    assert_eq!(desk.state().shown, 60);
}

#[test]
fn an_entry_is_pinned_by_its_pin_alone() {
    let mut desk = open(Page::Desk);
    desk.click("Pin Guests").expect("it is there");
    assert_eq!((desk.state().pins.as_slice(), desk.state().shown), ([11].as_slice(), 10));
    desk.click("Unpin Guests").expect("it says what it does now");
    assert!(desk.state().pins.is_empty());
    desk.click("Guests").expect("it is there");
    assert_eq!(desk.state().shown, 11);
}

#[test]
fn the_pointer_says_what_it_can_do() {
    let mut desk = open(Page::Desk);
    desk.hover("Export").expect("it is there");
    assert_eq!(desk.interaction(), iced::mouse::Interaction::Pointer);
    desk.hover("Search by name, room or key").expect("it is there");
    assert_eq!(desk.interaction(), iced::mouse::Interaction::Text);
    let header = desk.find("Serial number").expect("it is there");
    desk.move_to(Point::new(header.x + header.width, header.center_y()));
    assert_eq!(desk.interaction(), iced::mouse::Interaction::ResizingHorizontally);
}

#[test]
fn equal_states_give_equal_pictures() {
    let shot = || {
        let mut desk = open(Page::Desk);
        desk.click("Yusuf Petrov").expect("it is there");
        desk.click("Search by name, room or key").expect("it is there");
        desk.type_text("zo");
        desk.advance(Duration::from_secs(3));
        desk.picture(1.0).rgba
    };
    assert!(shot() == shot());
}

#[test]
fn frames_are_timed() {
    for rows in [1_000, 100_000, 1_000_000] {
        let mut desk = open(Page::Desk);
        desk.message(Message::Rows(rows));
        desk.hover("Yusuf Petrov").expect("it is there");
        let mut sum = headless::Timing::default();
        const FRAMES: u32 = 40;
        for _ in 0..FRAMES {
            let timing = desk.timed(headless::input::wheel(1.0));
            sum.update += timing.update;
            sum.view += timing.view;
            sum.draw += timing.draw;
            sum.raster += timing.raster;
        }
        println!(
            "{rows:>9} rows: update {:.2?} view {:.2?} draw {:.2?} raster {:.2?} whole {:.2?}",
            sum.update / FRAMES,
            sum.view / FRAMES,
            sum.draw / FRAMES,
            sum.raster / FRAMES,
            sum.total() / FRAMES,
        );
    }
}
