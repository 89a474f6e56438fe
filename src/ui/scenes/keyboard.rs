//! The keyboard is never lost: every place and every dialog that is opened from there, forth and back, and each time the
//! keyboard is inside the page or the dialog. And the keys that are the same everywhere.

use iced::keyboard::{Key, Modifiers, key::Named};
use iced::{Point, Rectangle, Size};
use keydesk::operation::demo::ADMINISTRATOR;

use super::Guide;
use super::presses::{Hand, Known, Part, name_of};
use crate::part::finder::{self, Target};
use crate::place::{Entry, Place};
use crate::theme::Tone;
use crate::theme::size;
use crate::widget::semantics::Role;
use crate::window::Purpose;
use crate::window::desk::{self, Desk};

/// More stops than any page has: Tab must come round before.
const STOPS_MAX: usize = 400;

impl Hand {
    pub(super) fn dialog(&mut self) -> Option<Rectangle> {
        let parts = self.guide.driver.parts().into_iter().rev();
        parts.filter(|part| part.role() == Some(Role::Dialog)).map(|part| part.bounds).next()
    }

    /// Where the keyboard is, which must be in the topmost dialog, or else in the window; whether on a control.
    #[track_caller]
    fn inside(&mut self, after: &str) -> (Rectangle, bool) {
        let dialog = self.dialog();
        let seen = self.guide.driver.look();
        assert!(seen.claims < 2, "{after}: the keyboard is in {} places", seen.claims);
        let at = seen.focused.map(|it| (it, true)).or(seen.rests.map(|it| (it, false)));
        let (at, is_control) = at.unwrap_or_else(|| panic!("{after}: the keyboard is nowhere"));
        if let Some(dialog) = dialog {
            assert!(dialog.contains(at.center()), "{after}: the keyboard is beside the dialog, at {at:?}");
        }
        (at, is_control)
    }

    /// The same on a page: not in the sidebar either.
    #[track_caller]
    fn in_page(&mut self, after: &str) {
        let (at, _) = self.inside(after);
        assert!(
            self.dialog().is_some() || at.center().x > size::NAVIGATION,
            "{after}: it is in the sidebar, at {at:?}"
        );
    }

    /// What has the keyboard, by its name and where it is across: what scrolls stays the same.
    #[track_caller]
    fn control(&mut self, after: &str) -> (String, u32) {
        let (at, is_control) = self.inside(after);
        assert!(is_control, "{after}: no control has the keyboard");
        (self.guide.at_keyboard(), at.x.to_bits())
    }

    /// Tab leads from control to control, round and back again.
    #[track_caller]
    fn walk(&mut self, at: &str) {
        self.guide.driver.key(Named::Tab);
        let first = self.control(&format!("{at}, Tab"));
        let mut count = 1;
        loop {
            self.guide.driver.key(Named::Tab);
            if self.control(&format!("{at}, {count} Tabs")) == first {
                break;
            }
            count += 1;
            assert!(count < STOPS_MAX, "{at}: Tab never comes round");
        }
        self.guide.driver.chord(Modifiers::SHIFT, Named::Tab);
        let last = self.control(&format!("{at}, Shift+Tab"));
        self.guide.driver.key(Named::Tab);
        let back = self.control(&format!("{at}, Tab again"));
        assert!(back == first && (last != first || count == 1), "{at}: {count} stops, forth and back");
    }

    /// A click where nothing is to be pressed leaves the keyboard where it is.
    #[track_caller]
    fn click_beside(&mut self, at: &str, dead: Point) {
        let (before, _) = self.inside(at);
        self.click(dead);
        let (after, _) = self.inside(&format!("{at}, a click on dead ground"));
        assert_eq!(before, after, "{at}: a click on dead ground");
    }

    #[track_caller]
    fn strike(&mut self, modifiers: Modifiers, key: Named, at: &str) -> Rectangle {
        self.chord(modifiers, Key::Named(key));
        self.inside(at).0
    }

    /// F6 leads through the regions and comes round, and back.
    #[track_caller]
    fn turn(&mut self, at: &str) {
        let (begun, _) = self.inside(at);
        let mut seen = vec![begun];
        loop {
            let here = self.strike(Modifiers::empty(), Named::F6, &format!("{at}, F6"));
            if here == begun {
                break;
            }
            seen.push(here);
            assert!(seen.len() < 8, "{at}: F6 never comes round: {seen:?}");
        }
        if self.dialog().is_none() {
            assert!(seen.iter().any(|it| it.center().x < size::NAVIGATION), "{at}: F6 leads to the sidebar");
        }
        for wanted in seen.into_iter().rev() {
            let here = self.strike(Modifiers::SHIFT, Named::F6, &format!("{at}, Shift+F6"));
            assert_eq!(here, wanted, "{at}: Shift+F6 goes the same way back");
        }
    }

    /// Does what the screen offers, by its number.
    pub(super) fn offer(&mut self, number: usize) {
        self.send(desk::Message::OpenFinder);
        self.send(desk::Message::Finder(finder::Message::Choose(Target::Command(number))));
    }

    pub(super) fn offered(&self) -> Vec<(usize, String)> {
        self.guide.driver.state().desk().map(Desk::doable).unwrap_or_default()
    }

    pub(super) fn show(&mut self, place: &Place) {
        self.send(desk::Message::Clear);
        self.send(desk::Message::Open(place.clone()));
    }

    /// The name of the site, where nothing is to be pressed.
    #[track_caller]
    fn dead_ground(&mut self) -> Point {
        self.guide.driver.find("Keydesk").unwrap().center()
    }

    /// Goes through a place and the dialogs that its commands open.
    #[track_caller]
    fn go_about(&mut self, place: &Place) {
        let name = name_of(place);
        self.show(place);
        self.in_page(&name);
        let dead = self.dead_ground();
        self.click_beside(&name, dead);
        self.walk(&name);
        self.turn(&name);
        for at in [Named::Escape, Named::F5] {
            self.strike(Modifiers::empty(), at, &format!("{name}, {at:?}"));
        }
        self.show(place);
        if let Some(row) = self.row() {
            self.click(row);
            self.in_page(&format!("{name}, a row"));
        }
        for (number, label) in self.offered() {
            self.show(place);
            if let Some(row) = self.row() {
                self.click(row);
            }
            let at = format!("{name}, {label}");
            self.in_page(&format!("{name}, before {label}"));
            self.offer(number);
            self.in_page(&at);
            if let Some(dialog) = self.dialog() {
                self.walk(&at);
                self.turn(&at);
                self.click_beside(&at, Point::new(dialog.x + dialog.width / 2.0, dialog.y + 4.0));
                self.strike(Modifiers::empty(), Named::Escape, &format!("{at}, Esc"));
            }
            if self.guide.driver.state().desk().and_then(Desk::place) != Some(place) {
                self.strike(Modifiers::ALT, Named::ArrowLeft, &format!("{at}, back"));
                self.in_page(&format!("{at}, back"));
            }
        }
    }

    #[track_caller]
    fn go_about_all(&mut self, part: Part) {
        let places = Known::of(&self.guide).places().into_iter();
        let places: Vec<_> = places.filter(|(_, of)| *of == part).collect();
        assert!(!places.is_empty());
        for (place, _) in places {
            self.go_about(&place);
        }
    }
}

#[test]
fn on_the_screens_of_the_menus_the_keyboard_is_never_lost() {
    Hand::begin().go_about_all(Part::Menus);
}

#[test]
fn on_what_is_saved_the_keyboard_is_never_lost() {
    Hand::begin().go_about_all(Part::Saved);
}

#[test]
fn on_what_is_new_the_keyboard_is_never_lost() {
    Hand::begin().go_about_all(Part::New);
}

#[test]
fn who_comes_back_to_a_list_is_at_the_row_that_was_opened() {
    let mut hand = Hand::begin();
    hand.show(&Place::Entry(Entry::Doors));
    for _ in 0..3 {
        hand.chord(Modifiers::empty(), Key::Named(Named::ArrowDown));
    }
    let table = hand.inside("the third row").0;
    hand.chord(Modifiers::empty(), Key::Named(Named::Enter));
    hand.chord(Modifiers::ALT, Key::Named(Named::ArrowLeft));
    assert_eq!(hand.inside("back").0, table);
    hand.chord(Modifiers::empty(), Key::Named(Named::ArrowUp));
    hand.chord(Modifiers::empty(), Key::Named(Named::Enter));
    let doors = hand.guide.driver.state().desk().and_then(Desk::place).cloned();
    let second = Known::of(&hand.guide).doors[1];
    assert_eq!(doors, Some(Place::Door(second)), "from the third row up to the second");
}

#[test]
fn from_the_sidebar_one_comes_back_to_the_row_alone() {
    let mut hand = Hand::begin();
    hand.show(&Place::Entry(Entry::Doors));
    hand.chord(Modifiers::empty(), Key::Named(Named::ArrowDown));
    let table = hand.inside("the first row").0;
    hand.chord(Modifiers::empty(), Key::Named(Named::Enter));
    hand.chord(Modifiers::SHIFT, Key::Named(Named::F6));
    assert_ne!(hand.inside("the sidebar").0, table);
    hand.chord(Modifiers::ALT, Key::Named(Named::ArrowLeft));
    assert_eq!(hand.inside("back").0, table);
}

#[test]
fn whichever_button_led_away_one_comes_back_to_the_row() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("New person");
    guide.key(Named::ArrowDown);
    guide.driver.chord(Modifiers::SHIFT, Named::ArrowDown);
    guide.driver.settle();
    let table = guide.at_keyboard();
    guide.tab_to("Edit together", Modifiers::SHIFT);
    guide.key(Named::Enter);
    guide.wait_for("Edit 2 people");
    guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("2 selected");
    assert_eq!(guide.at_keyboard(), table, "what that button would do now may be another thing");
}

#[test]
fn what_is_added_is_typed_next() {
    let mut guide = Guide::at_desk();
    guide.click("Timetables");
    guide.double_click("Office hours");
    guide.wait_for("Add a period");
    guide.press("Add a period");
    guide.type_text("19:30");
    guide.key(Named::Tab);
    guide.type_text("20");
    assert_eq!((guide.value_at("From", 1).as_str(), guide.value_at("Until", 1).as_str()), ("19:30", "20"));
    guide.driver.ctrl('s');
    guide.wait_saved();
    let there = guide.part(Role::TextField, "Until", 1).bounds;
    let at = guide.driver.focused().unwrap();
    assert!(there.contains(at.center()), "it was there, and is there again");
    guide.open_person("belmonte");
    guide.rest();
    guide.turn_to(|driver| driver.shows("Add code"));
    guide.press("Add code");
    guide.type_text("17");
    assert_eq!(guide.value("Code"), "17");
}

#[test]
fn what_is_no_date_is_typed_anew_where_it_was() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.rest();
    guide.key(Named::F5);
    guide.driver.settle();
    guide.click("Calendars");
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    guide.press("Add");
    assert!(guide.says("Type the date."));
    assert_eq!(guide.at_keyboard(), "Day");
    guide.type_text("24/12/2026");
    guide.key(Named::Enter);
    assert!(guide.says("24 Dec 2026"));
}

#[test]
fn after_what_was_added_the_keyboard_is_seen() {
    let mut guide = Guide::at_desk();
    guide.click("Operators");
    guide.wait_for("New operator");
    guide.press("New operator");
    guide.wait_for("Repeat the password");
    guide.fill("Name", "Luis");
    guide.fill("User name", "luis");
    guide.pick("Group", "Reception");
    guide.fill("Password", "long enough for all");
    guide.fill("Repeat the password", "long enough for all");
    guide.driver.ctrl('s');
    guide.wait_for("The operator is added.");
    let seen = guide.driver.look();
    assert!(seen.focused.is_none() && seen.rests.is_some() && seen.is_ringed);
}

#[test]
fn esc_puts_away_what_was_opened_beside_the_screen() {
    let mut guide = Guide::at_desk();
    guide.click("Timetables");
    guide.double_click("Office hours");
    guide.wait_for("The week");
    guide.fill("Until", "20");
    guide.wait_for("Whose keys?");
    guide.driver.ctrl('i');
    guide.wait_for("Close the names");
    guide.key(Named::Escape);
    guide.wait_without("Close the names");
    assert_eq!(guide.value("Until"), "20");
    guide.click("Discard");
    guide.click("Show its cards");
    guide.wait_for("Hide its cards");
    guide.key(Named::Escape);
    guide.wait_for("Show its cards");
    guide.driver.chord(Modifiers::ALT, Key::Character("6".into()));
    guide.wait_for("Operators");
    guide.key(Named::Escape);
    guide.wait_without("Operators");
    assert!(guide.driver.shows("The week"));
}

#[test]
fn from_a_search_one_comes_back_to_the_row_where_one_was() {
    let mut guide = Guide::at_desk();
    guide.click("Doors");
    guide.wait_for("Accounting");
    for _ in 0..3 {
        guide.key(Named::ArrowDown);
    }
    guide.driver.ctrl('f');
    guide.driver.settle();
    assert_eq!(guide.at_keyboard(), "Search doors");
    guide.key(Named::ArrowDown);
    assert_eq!(guide.at_keyboard(), "Doors");
    guide.key(Named::Enter);
    guide.wait_for("On keys");
    assert_eq!(guide.value("Name"), "Ballroom", "the third, and not the one below");
}

#[test]
fn letters_that_are_typed_in_a_list_go_to_its_search() {
    let mut guide = Guide::at_desk();
    guide.click("Doors");
    guide.wait_for("Accounting");
    guide.key(Named::ArrowDown);
    assert_eq!(guide.at_keyboard(), "Doors");
    guide.type_text("bar");
    assert_eq!((guide.at_keyboard().as_str(), guide.value("Search doors").as_str()), ("Search doors", "bar"));
    guide.key(Named::ArrowDown);
    guide.type_text("gym");
    assert_eq!(guide.value("Search doors"), "gym", "the next word takes the place of the last");
}

#[test]
fn f1_says_the_keys_of_the_screen_and_what_its_words_mean() {
    let mut guide = Guide::at_desk();
    guide.driver.resize(Size::new(1_400.0, 960.0));
    guide.click("Users");
    guide.wait_for("New person");
    guide.driver.key(Named::F1);
    guide.wait_for("Keys and words");
    for told in ["Ctrl+N", "F6, Shift+F6", "Ctrl+Shift+F", "Search people"] {
        assert!(guide.says(told), "{told}");
    }
    assert_eq!(guide.at_keyboard(), "Close");
    let last = "A part of the site.";
    assert!(!guide.says(last), "there is more than fits");
    guide.key(Named::PageDown);
    assert!(guide.says("Re-edition required"), "and what words mean");
    guide.key(Named::End);
    assert!(guide.says(last), "it is read by keys as well");
    guide.key(Named::Enter);
    guide.wait_without("Keys and words");
    guide.find("help");
    guide.wait_for("Keys and words");
    guide.key(Named::Escape);
    guide.wait_without("Keys and words");
    guide.click("Help: keys and words");
    guide.wait_for("Everywhere");
}

#[test]
fn a_click_on_a_label_leads_to_its_field() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.rest();
    for label in ["Last name", "External ID", "Department"] {
        let field = guide.part(Role::TextField, label, 0).bounds;
        // The label stands above the frame.
        guide.driver.click_at(Point::new(field.x + 10.0, field.y - 14.0));
        assert_eq!(guide.at_keyboard(), label);
    }
}

#[test]
fn a_wrong_password_is_typed_anew_where_it_was() {
    let mut guide = Guide::open(Purpose::Demo, |_| ());
    guide.wait_for("Sign in to work with this site");
    guide.click("User name");
    guide.type_text(ADMINISTRATOR.user_name);
    guide.key(Named::Tab);
    guide.type_text("wrong");
    guide.key(Named::Enter);
    guide.wait_for("User name or password is wrong. Check both and try again.");
    assert_eq!((guide.at_keyboard().as_str(), guide.value("User name").as_str()), ("Password", "demo"));
    guide.type_text(ADMINISTRATOR.password);
    guide.key(Named::Enter);
    guide.wait_for("Start");
}

#[test]
fn the_keyboard_comes_to_a_notice_and_goes_back() {
    let mut hand = Hand::begin();
    hand.show(&Place::Entry(Entry::Doors));
    let search = hand.inside("the list").0;
    hand.send(desk::Message::Tell(Tone::Success, "It is so.".to_owned()));
    assert_eq!(hand.inside("a notice").0, search, "it takes the keyboard from nobody");
    hand.chord(Modifiers::SHIFT, Key::Named(Named::F6));
    hand.chord(Modifiers::SHIFT, Key::Named(Named::F6));
    assert_eq!(hand.guide.at_keyboard(), "Dismiss");
    hand.chord(Modifiers::empty(), Key::Named(Named::Escape));
    assert!(hand.guide.driver.shows("It is so."));
    hand.inside("Esc");
    hand.chord(Modifiers::empty(), Key::Named(Named::F6));
    while hand.guide.at_keyboard() != "Dismiss" {
        hand.chord(Modifiers::empty(), Key::Named(Named::F6));
    }
    hand.chord(Modifiers::empty(), Key::Named(Named::Enter));
    assert!(!hand.guide.driver.shows("It is so."));
    hand.inside("no notice any more");
}
