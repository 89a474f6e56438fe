//! Update points: what Network says of them, and what whoever comes with a key sees.

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use keydesk::encoders::Tray;
use keydesk::operation::demo::{ADMINISTRATOR, RECEPTION};

use super::Guide;
use crate::widget::semantics::{Mark, Role};
use crate::window::{Message, desk};

const POINT: &str = "Run as update point";
const ALONE: &str = "Serve while nobody is there";

/// At the Network screen, where the simulated encoder is an update point now.
pub(super) fn at_point() -> Guide {
    let mut guide = Guide::at_desk();
    guide.click("Network");
    guide.wait_for("Write test");
    guide.press_part(Role::CheckBox, POINT, 0);
    guide.wait_for("Today: 0 updated, 0 already current, 0 refused");
    guide
}

/// It may serve while nobody is there, and the window is given over to whoever comes with a key.
pub(super) fn shown() -> Guide {
    let mut guide = at_point();
    guide.press_part(Role::CheckBox, ALONE, 0);
    guide.wait_for("Serve while nobody is there?");
    guide.press(ALONE);
    guide.wait_for("Locks the screen and shows in large letters what to do. Your password brings you back.");
    guide.press("Show to key holders");
    guide.wait_for("Place your key");
    guide
}

#[test]
fn an_update_point_serves_beside_the_window_and_refuses_other_work() {
    let mut guide = at_point();
    guide.wait_for("Simulated encoder – Update point: serving");
    assert!(!guide.driver.shows("Write test"), "nothing else is done there");
    guide.lay("Key of Ben Carter");
    guide.wait_for("Today: 1 updated, 0 already current, 0 refused");
    guide.tray.clear();
    guide.lay("Blank card 1");
    guide.wait_for("Today: 1 updated, 0 already current, 1 refused");
    guide.wait_for("1 × This card carries no key.");
    assert!(!guide.says("Ben Carter"), "the desk is not told of keys that are laid there");
    guide.tray.clear();
    guide.open_person("belmonte");
    guide.driver.ctrl('u');
    guide.wait_for("Edit key");
    guide.press("Edit key");
    guide.wait_for("Simulated encoder only updates keys");
    guide.wait_for("Choose another encoder.");
    guide.key(Named::Escape);
    guide.click("Network");
    guide.press_part(Role::CheckBox, POINT, 0);
    guide.wait_for("Write test");
    assert!(!guide.says("Update point:"));
}

#[test]
fn a_page_that_works_with_key_after_key_says_that_the_only_encoder_only_updates_them() {
    let mut guide = at_point();
    guide.click("Read key");
    guide.wait_for("This encoder only updates keys");
}

#[test]
fn the_desks_own_dialogs_choose_another_encoder() {
    let mut guide = at_point();
    let context = guide.driver.state().desk().unwrap().context();
    context.console.desk().plug("Lobby", Tray::new());
    guide.wait_for("Lobby – Ready");
    guide.open_person("belmonte");
    guide.driver.ctrl('u');
    guide.wait_for("Edit key");
    guide.press("Edit key");
    guide.wait_for("Place it on Lobby.");
}

#[test]
fn what_is_laid_on_an_update_point_is_nobody_at_the_desk() {
    let mut guide = at_point();
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.driver.advance(std::time::Duration::from_secs(9 * 60));
    guide.lay("Key of Ben Carter");
    guide.wait_for("Today: 1 updated, 0 already current, 0 refused");
    guide.driver.advance(std::time::Duration::from_secs(2 * 60));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.wait_for("Locked by demo");
}

#[test]
fn whoever_comes_with_a_key_reads_what_to_do_and_comes_no_further_without_the_password() {
    let mut guide = shown();
    guide.lay("Key of Ben Carter");
    guide.wait_for("Done");
    assert!(guide.says("Valid until "));
    let names = |text: &String| text.contains("Ben Carter") && text != "Key of Ben Carter";
    assert!(!guide.driver.texts().iter().any(names), "nobody is named, but on the simulated card");
    guide.tray.clear();
    guide.driver.advance(std::time::Duration::from_secs(7));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.wait_for("Place your key");
    guide.lay("Blank card 1");
    guide.wait_for("Go to the desk");
    assert!(guide.driver.shows("This card carries no key."));
    guide.tray.clear();
    // Whatever is pressed leads to the password, and to nothing else.
    for keys in ['k', 'u', 's', 'l', 'z'] {
        guide.driver.ctrl(keys);
    }
    guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
    guide.key(Named::F1);
    guide.key(Named::F6);
    guide.driver.settle();
    assert!(!guide.driver.shows("A person, a door, a screen, something to do"));
    for _ in 0..3 {
        guide.driver.message(Message::CloseRequested);
        guide.wait_for("Locked. Whoever opened this page unlocks it.");
    }
    guide.press_part(Role::Link, "Back", 0);
    guide.driver.advance(std::time::Duration::from_secs(7));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.wait_for("Place your key");
    guide.key(Named::Escape);
    guide.wait_for("Locked. Whoever opened this page unlocks it.");
    guide.type_text(RECEPTION.password);
    guide.key(Named::Enter);
    guide.wait_for("This password is wrong. Check it and try again.");
    guide.type_text(ADMINISTRATOR.password);
    guide.key(Named::Enter);
    guide.wait_without("Locked. Whoever opened this page unlocks it.");
    guide.wait_for("Today: 1 updated, 0 already current, 1 refused");
    assert_eq!(guide.mark_of(Role::CheckBox, ALONE, 0), Some(Mark::On));
}

#[test]
fn who_is_asked_for_the_password_and_goes_away_leaves_the_page_for_the_next_key() {
    let clock = super::sign_in::clock();
    let mut guide = super::sign_in::before(&clock);
    guide.enter(ADMINISTRATOR);
    guide.wait_for("Hello, demo");
    guide.click("Network");
    guide.press_part(Role::CheckBox, POINT, 0);
    guide.press_part(Role::CheckBox, ALONE, 0);
    guide.wait_for("Serve while nobody is there?");
    guide.press(ALONE);
    guide.press("Show to key holders");
    guide.wait_for("Place your key");
    guide.key(Named::Escape);
    guide.wait_for("Locked. Whoever opened this page unlocks it.");
    guide.type_text("somebody began to t");
    clock.advance(chrono::Duration::minutes(2));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.wait_for("Place your key");
    guide.key(Named::Enter);
    guide.wait_for("Locked. Whoever opened this page unlocks it.");
    assert!(!guide.says("somebody"));
}

#[test]
fn the_page_for_key_holders_is_offered_only_where_it_serves_on_a_locked_screen() {
    let mut guide = at_point();
    let texts = guide.driver.texts();
    assert!(texts.iter().any(|text| text.starts_with("Locks the screen: first let it")), "{texts:?}");
    guide.press("Show to key holders");
    assert!(guide.driver.shows("Network"), "nothing came of it");
    guide.press_part(Role::CheckBox, ALONE, 0);
    guide.wait_for("Serve while nobody is there?");
    guide.key(Named::Escape);
    assert_eq!(guide.mark_of(Role::CheckBox, ALONE, 0), Some(Mark::Off));
}
