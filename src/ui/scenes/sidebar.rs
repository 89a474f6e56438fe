//! The sidebar: menus and their entries by mouse and by keys, beside the page and over it; what is kept at hand.

use iced::keyboard::{Key, Modifiers, key::Named};
use iced::{Point, Size};
use keydesk::domain::operator::Language;
use keydesk::operation::demo::ADMINISTRATOR;

use super::Guide;
use crate::memory::{Habits, Memory, PINS_MAX};
use crate::place::{Entry, Place};
use crate::theme::size;
use crate::widget::navigation;
use crate::widget::semantics::{Mark, Role};
use crate::window::desk::{self, Desk};
use crate::window::{Message, Purpose, Window};

impl Guide {
    /// Presses what no widget wants, and waits until the desk has heard of it.
    #[track_caller]
    fn strike(&mut self, modifiers: Modifiers, key: impl Into<Key>) {
        let heard = |window: &Window| window.desk().map(Desk::keys_heard).unwrap_or_default();
        let (before, unwanted) = (heard(self.driver.state()), self.driver.keys_unwanted());
        self.driver.chord(modifiers, key);
        let wanted = before + self.driver.keys_unwanted() - unwanted;
        let result = self.driver.until("the key", |window| heard(window) == wanted);
        self.must(result);
        self.driver.settle();
    }

    #[track_caller]
    fn alt(&mut self, digit: char) {
        self.strike(Modifiers::ALT, Key::Character(digit.to_string().into()));
    }

    #[track_caller]
    fn ctrl(&mut self, sign: char) {
        self.strike(Modifiers::CTRL, Key::Character(sign.to_string().into()));
    }

    pub(super) fn place(&self) -> Option<&Place> {
        self.driver.state().desk().and_then(Desk::place)
    }

    /// What of the sidebar is called so.
    fn has_item(&mut self, name: &str) -> bool {
        self.driver.find_role(Role::NavigationItem, name).is_some()
    }

    #[track_caller]
    fn resize(&mut self, width: f32, height: f32) {
        let size = Size::new(width, height);
        self.driver.resize(size);
        let result = self.driver.until("the size", |window| window.size() == size);
        self.must(result);
        self.driver.settle();
    }

    fn habits(&self) -> Habits {
        self.driver.state().desk().unwrap().habits()
    }
}

#[test]
fn only_the_open_menu_shows_its_entries() {
    let mut guide = Guide::at_desk();
    assert!(!guide.has_item("Operators") && !guide.has_item("Doors"));
    guide.click("System");
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::Start)), "of several none is opened");
    assert!(guide.has_item("Operators") && guide.has_item("Network"));
    guide.click("Monitoring");
    assert_eq!(
        guide.place(),
        Some(&Place::Entry(Entry::AuditTrail)),
        "what is alone in its menu is opened at once"
    );
    assert!(guide.has_item("Audit trail") && !guide.has_item("Operators"));
    guide.find("operators");
    assert!(
        guide.has_item("Operators") && !guide.has_item("Audit trail"),
        "the menu of what is shown is open"
    );
    assert_eq!(guide.mark_of(Role::NavigationItem, "System", 0), Some(Mark::On));
    assert_eq!(guide.mark_of(Role::NavigationItem, "Operators", 0), Some(Mark::On));
    assert_eq!(guide.mark_of(Role::NavigationItem, "Network", 0), Some(Mark::Off));
}

#[test]
fn menus_are_opened_by_alt_and_a_digit_also_from_a_field() {
    let mut guide = Guide::at_desk();
    guide.alt('2');
    guide.key(Named::Enter);
    guide.wait_for("New door");
    assert_eq!(guide.at_keyboard(), "Search doors");
    guide.alt('6');
    assert_eq!(guide.value("Search doors"), "", "no digit was typed");
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::Operators)), "the second entry of the menu");
    guide.alt('6');
    guide.key(Named::Enter);
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::Operators)), "the keyboard comes to what is shown");
    guide.alt('9');
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::Operators)), "there is no ninth menu");
    guide.alt('1');
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::Start)));
}

#[test]
fn right_leads_from_a_menu_to_its_entries_and_left_back() {
    let mut guide = Guide::at_desk();
    guide.alt('1');
    while !guide.driver.focused().is_some_and(|at| at.center().x < size::RAIL) {
        guide.strike(Modifiers::empty(), Named::F6);
    }
    for _ in 0..5 {
        guide.key(Named::ArrowDown);
    }
    assert_eq!(guide.at_keyboard(), "Menus");
    guide.key(Named::ArrowRight);
    assert_eq!(guide.at_keyboard(), "System");
    guide.key(Named::ArrowLeft);
    assert_eq!(guide.at_keyboard(), "Menus");
    guide.key(Named::ArrowUp);
    guide.key(Named::Enter);
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::AuditTrail)), "the menu above, with one entry");
}

#[test]
fn in_a_narrow_window_the_entries_lie_over_the_page() {
    let mut guide = Guide::at_desk();
    guide.resize(1_100.0, 768.0);
    assert!(!guide.driver.shows("Keydesk"), "the menus alone");
    let beside = Point::new(1_090.0, 700.0);
    for close in 0..3 {
        guide.click("System");
        assert!(guide.has_item("Operators"));
        match close {
            0 => guide.key(Named::Escape),
            1 => guide.driver.click_at(beside),
            _ => guide.click("System"),
        }
        guide.driver.settle();
        assert!(!guide.has_item("Operators"), "closed, way {close}");
        assert_eq!(guide.place(), Some(&Place::Entry(Entry::Start)));
    }
    guide.alt('6');
    guide.key(Named::ArrowLeft);
    assert!(guide.driver.focused().unwrap().center().x < size::RAIL);
    guide.key(Named::ArrowRight);
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::Operators)));
    assert!(!guide.has_item("Network"), "it closes on a choice");
    let search = guide.driver.focused().unwrap();
    assert!(search.x > size::RAIL, "the keyboard is on the page: {search:?}");
    guide.click("System");
    guide.click("Monitoring");
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::AuditTrail)), "from one menu to another");
    assert!(!guide.has_item("Network"));
    guide.resize(1_400.0, 900.0);
    assert!(guide.has_item("Audit trail") && guide.driver.shows("Keydesk"));
}

#[test]
fn the_page_below_the_entries_is_pressed_as_ever_and_has_the_keyboard_then() {
    let mut guide = Guide::at_desk();
    guide.resize(1_100.0, 768.0);
    guide.alt('3');
    guide.click("Doors");
    guide.wait_for("New door");
    guide.click("System");
    assert!(guide.has_item("Operators"));
    let row = guide.driver.parts().into_iter().filter(|part| part.role() == Some(Role::Row)).nth(2).unwrap();
    guide.driver.click_at(row.bounds.center());
    guide.driver.settle();
    assert!(!guide.has_item("Operators"));
    assert!(guide.driver.shows("1 selected"), "{:?}", guide.driver.texts());
    let at = guide.driver.focused().unwrap();
    assert!(at.x > size::RAIL, "the keyboard is on the page: {at:?}");
}

#[test]
fn the_entries_are_folded_away_and_the_desk_remembers_it() {
    let mut guide = Guide::open(Purpose::Demo, |launch| {
        launch.signed_in = Some(ADMINISTRATOR);
        launch.remembers = true;
    });
    guide.wait_for("Start");
    let folder = guide.folder.path().join("site");
    guide.ctrl('\\');
    assert!(!guide.driver.shows("Keydesk"));
    assert!(Memory::read(&folder).habits().is_folded);
    guide.find("network");
    assert!(!guide.has_item("Operators"));
    guide.click("Fold or unfold the sidebar");
    assert!(guide.has_item("Operators") && guide.driver.shows("Keydesk"));
    assert!(!Memory::read(&folder).habits().is_folded);
    let habits = Habits { is_folded: true, pins: vec![Entry::Network], ..Habits::default() };
    let mut guide = Guide::open(Purpose::Demo, |launch| {
        launch.signed_in = Some(ADMINISTRATOR);
        launch.memory.set_habits(&habits);
    });
    guide.wait_for("Start");
    assert!(!guide.driver.shows("Keydesk"));
    guide.click("Start");
    assert!(guide.has_item("Network"), "what is kept at hand comes out over the start page");
}

#[test]
fn a_screen_is_kept_at_hand() {
    let mut guide = Guide::at_desk();
    assert!(guide.says("Pin the screens that you use most"));
    guide.click("Doors");
    guide.find("pin this screen");
    guide.click("Network");
    guide.click("Pin Network");
    assert_eq!(guide.habits().pins, [Entry::Doors, Entry::Network]);
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::Network)), "its pin opens nothing");
    guide.click("Start");
    assert!(guide.driver.shows("Pinned"));
    guide.click("Network");
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::Network)));
    guide.find("unpin this screen");
    guide.click("Start");
    assert!(guide.has_item("Doors") && !guide.has_item("Network"));
    guide.click("Unpin Doors");
    assert!(!guide.driver.shows("Pinned"));
    assert_eq!(guide.habits().pins, []);
}

#[test]
fn no_more_is_kept_at_hand_than_stays_short() {
    let mut guide = Guide::at_desk();
    let places = Entry::ALL.iter().copied().filter(|entry| *entry != Entry::Start);
    for entry in places.clone().take(PINS_MAX + 1) {
        guide.driver.message(Message::Desk(desk::Message::Open(Place::Entry(entry))));
        guide.driver.settle();
        guide.find("pin this screen");
    }
    assert_eq!(guide.habits().pins, places.take(PINS_MAX).collect::<Vec<_>>());
    assert!(guide.says("8 screens are pinned already."));
}

#[test]
fn what_was_opened_last_is_found_again_by_its_name_of_now() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.find("ballroom");
    guide.wait_for("On keys");
    guide.fill("Name", "Dance hall");
    guide.ctrl('s');
    guide.click("Start");
    let recent = |guide: &mut Guide| {
        let parts = guide.driver.parts().into_iter();
        let items =
            parts.filter(|part| part.role() == Some(Role::NavigationItem) && part.bounds.x >= size::RAIL);
        items.map(|part| part.text).collect::<Vec<_>>()
    };
    assert_eq!(recent(&mut guide), ["Dance hall", "Ana Belmonte"]);
    guide.click("Ana Belmonte");
    guide.wait_for("Identification");
    guide.click("Start");
    assert_eq!(recent(&mut guide), ["Ana Belmonte", "Dance hall"]);
    guide.click("Dance hall");
    guide.wait_for("On keys");
    guide.press("Delete");
    guide.wait_for("Delete Dance hall?");
    guide.press("Delete");
    guide.wait_without("On keys");
    guide.click("Start");
    assert_eq!(recent(&mut guide), ["Ana Belmonte"], "what is gone is not offered");
}

#[test]
fn a_small_screen_cuts_nothing_of_the_sidebar_and_scrolls_none_of_it() {
    for language in Language::ALL.iter().copied() {
        let mut guide = Guide::open(Purpose::Demo, |launch| {
            launch.signed_in = Some(ADMINISTRATOR);
            launch.memory.set_language(language);
        });
        guide.driver.until("the desk", |window| window.desk().is_some()).unwrap();
        guide.resize(1_366.0, 768.0);
        guide.alt('6');
        let items = guide.driver.parts().into_iter();
        let items: Vec<_> = items.filter(|part| part.role() == Some(Role::NavigationItem)).collect();
        let entries = items.iter().filter(|item| item.bounds.x >= size::RAIL);
        assert_eq!(entries.clone().count(), 10, "{language:?}");
        for item in &items {
            let high = if item.bounds.x < size::RAIL { navigation::MENU } else { navigation::ENTRY };
            assert_eq!(item.bounds.height, high, "{language:?}: {}", item.text);
            assert!(item.bounds.y + high <= 768.0 - size::STATUS, "{language:?}: {}", item.text);
        }
        assert!(entries.clone().all(|item| item.bounds.width == size::PANEL), "no scroll bar beside them");
    }
}

#[test]
fn twice_as_large_everything_is_still_reached() {
    let mut guide = Guide::at_desk();
    guide.resize(1_366.0, 768.0);
    for _ in 0..8 {
        guide.ctrl('+');
    }
    guide.resize(683.0, 384.0);
    assert!(!guide.has_item("System"), "not all menus have room");
    guide.alt('6');
    assert!(guide.has_item("System auditor"));
    guide.key(Named::End);
    guide.key(Named::Enter);
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::SystemResources)), "the last entry of the last menu");
}

#[test]
fn a_screen_is_found_by_what_else_people_call_it() {
    let mut guide = Guide::at_desk();
    for (typed, entry) in [
        ("history", Entry::AuditTrail),
        ("roles", Entry::OperatorGroups),
        ("usuarios", Entry::Users),
        ("festivos", Entry::Calendars),
    ] {
        guide.find(typed);
        guide.driver.settle();
        assert_eq!(guide.place(), Some(&Place::Entry(entry)), "{typed}");
    }
    guide.find("settings");
    guide.wait_for("Change password");
    guide.key(Named::Escape);
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.type_text("log");
    for found in ["Audit trail", "System auditor"] {
        assert!(guide.driver.find_role(Role::Option, found).is_some(), "{found}");
    }
    assert!(guide.driver.shows("log"), "and it is said by what it was found");
}

#[test]
fn only_the_menu_of_what_is_shown_is_lit() {
    let mut guide = Guide::at_desk();
    guide.driver.move_to(Point::new(700.0, 500.0));
    guide.driver.settle();
    // A corner of the menu's face, where neither its name nor the bar at its side reaches.
    let ground = |guide: &mut Guide, menu: &str| {
        let face = guide.part(Role::NavigationItem, menu, 0).bounds;
        let picture = guide.driver.picture(1.0);
        let (x, y) = ((face.x + 12.0) as usize, (face.y + 6.0) as usize);
        let at = (y * picture.size.width as usize + x) * 4;
        <[u8; 4]>::try_from(&picture.rgba[at..at + 4]).unwrap()
    };
    let (lit, plain) = (ground(&mut guide, "Start"), ground(&mut guide, "System"));
    assert_ne!(lit, plain);
    guide.click("System");
    guide.driver.move_to(Point::new(700.0, 500.0));
    guide.driver.settle();
    assert!(guide.has_item("Operators"), "its entries are shown");
    assert_eq!((ground(&mut guide, "Start"), ground(&mut guide, "System")), (lit, plain));
    guide.click("Operators");
    guide.driver.move_to(Point::new(700.0, 500.0));
    guide.driver.settle();
    assert_eq!((ground(&mut guide, "Start"), ground(&mut guide, "System")), (plain, lit));
}
