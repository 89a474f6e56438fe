//! What the keyboard does, everywhere.

use super::open;
use super::program::{Dialog, Message, Page};
use crate::widget::semantics::{Mark, Role};
use iced::keyboard::{Modifiers, key::Named};
use std::collections::HashSet;

fn mark(desk: &mut super::Desk, role: Role, name: &str) -> Option<Mark> {
    desk.find_role(role, name)?.semantics?.mark
}

#[test]
fn tab_goes_round_all_controls_and_back() {
    let mut desk = open(Page::Controls);
    let mut places = HashSet::new();
    let mut first = None;
    for step in 0..200 {
        desk.key(Named::Tab);
        let place = desk.focused().expect("something has the keyboard");
        let key = (place.x.to_bits(), place.y.to_bits());
        if first == Some(key) {
            assert!(step > 30, "only {step} stops");
            return;
        }
        first.get_or_insert(key);
        places.insert(key);
    }
    panic!("Tab never came round; {} places", places.len());
}

#[test]
fn shift_tab_goes_the_other_way() {
    let mut desk = open(Page::Controls);
    desk.key(Named::Tab);
    let first = desk.focused();
    desk.key(Named::Tab);
    desk.chord(Modifiers::SHIFT, Named::Tab);
    assert_eq!(desk.focused(), first);
    desk.chord(Modifiers::SHIFT, Named::Tab);
    assert_ne!(desk.focused(), first);
}

#[test]
fn ctrl_tab_is_left_alone() {
    let mut desk = open(Page::Controls);
    desk.key(Named::Tab);
    let first = desk.focused();
    desk.chord(Modifiers::CTRL, Named::Tab);
    assert_eq!(desk.focused(), first);
}

#[test]
fn enter_and_space_press_a_button_and_disabled_ones_are_no_stop() {
    let mut desk = open(Page::Controls);
    desk.key(Named::Tab);
    assert_eq!(desk.focused_name().as_deref(), Some("Save"));
    desk.key(Named::Enter);
    desk.key(Named::Space);
    assert_eq!(desk.state().pressed, ["Save", "Save"]);
    let disabled = desk.find_role(Role::Button, "Why not").and_then(|found| found.semantics);
    assert_eq!(disabled.map(|it| it.enabled), Some(false));
}

#[test]
fn space_toggles_a_check_box_and_enter_does_not() {
    let mut desk = open(Page::Controls);
    desk.click("Back door").expect("it is there");
    assert_eq!(mark(&mut desk, Role::CheckBox, "Back door"), Some(Mark::On));
    assert_eq!(mark(&mut desk, Role::CheckBox, "All doors"), Some(Mark::Mixed));
    desk.key(Named::Space);
    assert_eq!(mark(&mut desk, Role::CheckBox, "Back door"), Some(Mark::Off));
    desk.key(Named::Enter);
    assert_eq!(mark(&mut desk, Role::CheckBox, "Back door"), Some(Mark::Off));
}

#[test]
fn arrows_choose_among_radio_buttons_and_skip_disabled_ones() {
    let mut desk = open(Page::Controls);
    desk.click("Until a date").expect("it is there");
    assert_eq!(desk.state().picked, 1);
    desk.key(Named::ArrowDown);
    assert_eq!(desk.state().picked, 3);
    desk.key(Named::ArrowDown);
    assert_eq!(desk.state().picked, 0);
    desk.key(Named::ArrowUp);
    assert_eq!(desk.state().picked, 3);
}

#[test]
fn arrows_choose_among_segments() {
    let mut desk = open(Page::Controls);
    desk.click("Week").expect("it is there");
    assert_eq!(desk.state().picked, 1);
    desk.key(Named::ArrowRight);
    assert_eq!(desk.state().picked, 3);
}

#[test]
fn a_dialog_traps_the_keyboard_and_gives_it_back() {
    let mut desk = open(Page::Controls);
    desk.click("Form…").expect("it is there");
    assert_eq!(desk.focused_name().as_deref(), Some("Audit openings"));
    let mut names = HashSet::new();
    for _ in 0..12 {
        names.extend(desk.focused_name());
        desk.key(Named::Tab);
    }
    let expected = ["Audit openings", "Discard", "Save", "Close"];
    assert_eq!(names, expected.map(str::to_owned).into());
    desk.key(Named::Escape);
    assert!(desk.state().dialogs.is_empty());
    assert_eq!(desk.focused_name().as_deref(), Some("Form…"));
}

#[test]
fn dialogs_stack_and_escape_closes_the_topmost() {
    let mut desk = open(Page::Controls);
    desk.click("Form…").expect("it is there");
    desk.message(Message::OpenDialog(Dialog::Confirm));
    assert_eq!(desk.focused_name().as_deref(), Some("Keep"));
    desk.key(Named::Escape);
    assert_eq!(desk.state().dialogs, [Dialog::Form]);
    assert_eq!(desk.focused_name().as_deref(), Some("Audit openings"));
}

#[test]
fn enter_is_the_dialogs_where_no_control_wants_it() {
    let mut desk = open(Page::Controls);
    desk.click("Form…").expect("it is there");
    desk.key(Named::Enter);
    assert_eq!(desk.state().pressed, ["save"]);
    desk.key(Named::Tab);
    assert_eq!(desk.focused_name().as_deref(), Some("Discard"));
    desk.key(Named::Enter);
    assert_eq!(desk.state().pressed, ["save"]);
    assert!(desk.state().dialogs.is_empty());
}

#[test]
fn a_dialog_too_tall_for_the_window_scrolls_and_keeps_its_actions() {
    let mut desk = open(Page::Desk);
    desk.resize(iced::Size::new(1000.0, 480.0));
    desk.message(Message::OpenDialog(Dialog::Person));
    let save = desk.find_role(Role::Button, "Save").expect("it is in view");
    assert!(save.bounds.y + save.bounds.height < 480.0);
    for _ in 0..8 {
        desk.key(Named::Tab);
        let place = desk.focused().expect("something has the keyboard");
        assert!(place.y >= 0.0 && place.y < save.bounds.y + 1.0, "{place:?}");
    }
}

#[test]
fn a_drop_down_in_a_dialog_takes_escape_before_the_dialog_does() {
    let mut desk = open(Page::Desk);
    desk.message(Message::OpenDialog(Dialog::Person));
    desk.click("Access level").expect("it is there");
    assert!(desk.shows("Guests"));
    desk.key(Named::Escape);
    assert_eq!(desk.state().dialogs, [Dialog::Person]);
    desk.key(Named::Escape);
    assert!(desk.state().dialogs.is_empty());
}

#[test]
fn a_toast_says_what_it_says_and_its_action_works() {
    let mut desk = open(Page::Desk);
    desk.message(Message::Toast(crate::theme::Tone::Success, "3 keys updated"));
    assert!(desk.find_role(Role::Status, "3 keys updated").is_some());
    desk.click("Undo").expect("it is there");
    assert_eq!(desk.state().pressed, ["held", "undo"]);
    desk.leave();
    assert_eq!(desk.state().pressed, ["held", "undo", "not held"]);
}

#[test]
fn what_is_behind_a_dialog_hears_nothing() {
    let mut desk = open(Page::Controls);
    let save = desk.find("Save").expect("it is there").center();
    desk.message(Message::OpenDialog(Dialog::Confirm));
    desk.click_at(save);
    assert!(desk.state().pressed.is_empty());
    assert!(desk.find_role(Role::Button, "Export").is_none());
}

#[test]
fn tab_scrolls_what_it_reaches_into_view() {
    let mut desk = open(Page::Fields);
    desk.resize(iced::Size::new(900.0, 420.0));
    for _ in 0..9 {
        desk.key(Named::Tab);
        let place = desk.focused().expect("something has the keyboard");
        assert!(place.y >= 0.0 && place.y + place.height <= 420.0, "{place:?}");
    }
}

#[test]
fn a_click_takes_the_keyboard_and_a_click_on_dead_ground_leaves_it() {
    let mut desk = open(Page::Controls);
    desk.click("Export").expect("it is there");
    assert_eq!(desk.focused_name().as_deref(), Some("Export"));
    desk.click("Controls").expect("it is there");
    assert_eq!(desk.focused_name().as_deref(), Some("Export"));
    desk.click("Show all").expect("it is there");
    assert_eq!(desk.focused_name().as_deref(), Some("Show all"), "and nothing else");
}

#[test]
fn keys_that_nobody_wants_reach_the_subscription() {
    let mut desk = open(Page::Controls);
    desk.key(Named::F5);
    desk.settle();
    desk.until("the shortcut", |state| !state.shortcuts.is_empty()).expect("it comes");
    assert_eq!(desk.state().shortcuts, ["Named(F5)"]);
}

#[test]
fn a_tooltip_waits_and_goes_with_the_pointer() {
    let mut desk = open(Page::Controls);
    desk.hover("Why not").expect("it is there");
    let text = "Only operators of the group Managers may do this.";
    assert!(!desk.shows(text));
    desk.advance(std::time::Duration::from_millis(499));
    assert!(!desk.shows(text));
    desk.advance(std::time::Duration::from_millis(1));
    assert!(desk.shows(text));
    desk.hover("Export").expect("it is there");
    assert!(!desk.shows(text));
}

#[test]
fn a_focused_icon_says_its_name() {
    let mut desk = open(Page::Controls);
    desk.click("Show all").expect("it is there");
    for _ in 0..40 {
        desk.key(Named::Tab);
        if desk.focused_name().as_deref() == Some("Print") {
            break;
        }
    }
    desk.advance(std::time::Duration::from_secs(1));
    assert!(desk.shows("Print  Ctrl+P"));
}
