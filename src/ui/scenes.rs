//! The screens, driven as operators drive them: by clicks and keys, reading what is in view.

mod acts;
mod areas;
mod auditor;
mod calendars;
mod desk;
mod desktop_reader;
mod dialogs;
mod doors;
mod first_start;
mod gate;
mod groups;
mod input;
mod keyboard;
mod keys;
mod lists;
mod locations_functions;
mod lockers;
mod matrix;
mod monitoring;
mod notices;
mod operators;
mod options;
mod outputs;
mod painting;
mod partitions;
mod phones;
mod pictures;
mod points;
mod presses;
#[cfg(target_os = "linux")]
mod real_window;
mod rooms;
mod sidebar;
mod sign_in;
mod start;
mod time_zones;
mod timed_periods;
mod timetables;
mod user_access_levels;
mod users;
mod zones;

use std::ops::{Deref, DerefMut};

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use keydesk::clock::SetClock;
use keydesk::operation::demo::Login;

use crate::headless::{Driver, Error};
use crate::place::Entry;
use crate::rehearsal::Rehearsal;
use crate::widget::semantics::Role;
use crate::window::desk::Desk;
use crate::window::{Application, Launch, Purpose, Window};

/// Somebody at a rehearsal who says what is in view when something is not. What was in view before a card was laid down says
/// nothing of the card.
struct Guide(Rehearsal, Vec<String>);

impl Deref for Guide {
    type Target = Rehearsal;

    fn deref(&self) -> &Rehearsal {
        &self.0
    }
}

impl DerefMut for Guide {
    fn deref_mut(&mut self) -> &mut Rehearsal {
        &mut self.0
    }
}

impl Guide {
    fn open(purpose: Purpose, adjust: impl FnOnce(&mut Launch)) -> Guide {
        Guide(Rehearsal::open(purpose, adjust).unwrap(), Vec::new())
    }

    /// At the desk of a demo site, as its administrator.
    fn at_desk() -> Guide {
        Guide(Rehearsal::at_desk().unwrap(), Vec::new())
    }

    /// At the desk of a demo site, as somebody.
    fn at_desk_of(login: Login) -> Guide {
        let mut guide = Guide(Rehearsal::of_demo(Some(login)).unwrap(), Vec::new());
        guide.driver.until("the desk", |window| window.desk().is_some()).unwrap();
        guide.driver.settle();
        guide
    }

    #[track_caller]
    fn must<T>(&mut self, result: Result<T, Error>) -> T {
        result.unwrap_or_else(|error| panic!("{error}; in view: {}", self.driver.texts().join(" | ")))
    }

    /// Clicks a control or a text; of an entry of a menu, its menu before.
    #[track_caller]
    fn click(&mut self, name: &str) {
        if self.open_menu_of(name) {
            return;
        }
        self.turn_to(|driver| driver.shows(name) || driver.parts().iter().any(|part| part.text == name));
        let result = self.driver.click(name);
        self.must(result);
        self.driver.settle();
    }

    /// Shows the tab of a page on which something is, if it is not on the one that is shown.
    fn turn_to(&mut self, is_there: impl Fn(&mut Driver<Application>) -> bool) {
        if !is_there(&mut self.driver) && self.driver.find_role(Role::Tab, "Details").is_some() {
            self.driver.chord(Modifiers::ALT, Named::PageDown);
            self.driver.settle();
        }
    }

    /// Opens the menu of an entry that is in no panel; says whether that has led to the entry, as to one that is alone in
    /// its menu.
    fn open_menu_of(&mut self, name: &str) -> bool {
        let Some(context) = self.driver.state().desk().map(Desk::context) else {
            return false;
        };
        let words = &context.words;
        let offered = || Entry::ALL.iter().copied().filter(|entry| entry.is_permitted(context));
        let entry = offered().find(|entry| words.get(&format!("entry-{}", entry.key())) == name);
        let Some((entry, menu)) = entry.and_then(|entry| Some((entry, entry.menu()?))) else {
            return false;
        };
        let is_alone = offered().all(|other| other.menu() != Some(menu) || other == entry);
        let menu = words.get(&format!("menu-{}", menu.key())).into_owned();
        let items = self.driver.parts().into_iter();
        let items: Vec<_> = items.filter(|part| part.role() == Some(Role::NavigationItem)).collect();
        if items.iter().any(|item| item.text == name) {
            return false;
        }
        let Some(place) = items.iter().find(|item| item.text == menu).map(|item| item.bounds.center()) else {
            return false;
        };
        self.driver.click_at(place);
        self.driver.settle();
        is_alone
    }

    /// Clicks a button of this name, where other things are called so too.
    #[track_caller]
    fn press(&mut self, name: &str) {
        let found = self.driver.parts().into_iter().rev();
        let button = found.filter(|part| part.role() == Some(Role::Button)).find(|part| part.text == name);
        let place = button.map(|part| part.bounds.center()).ok_or_else(|| Error::NotFound(name.to_owned()));
        let place = self.must(place);
        self.driver.click_at(place);
        self.driver.settle();
    }

    #[track_caller]
    fn double_click(&mut self, name: &str) {
        let result = self.driver.double_click(name);
        self.must(result);
        self.driver.settle();
    }

    fn key(&mut self, key: Named) {
        self.driver.key(key);
        self.driver.settle();
    }

    fn type_text(&mut self, text: &str) {
        self.driver.type_text(text);
        self.driver.settle();
    }

    /// Types a text in place of what stands in a field.
    #[track_caller]
    fn fill(&mut self, field: &str, text: &str) {
        self.click(field);
        self.driver.ctrl('a');
        self.driver.key(Named::Backspace);
        self.type_text(text);
    }

    /// Days pass, and somebody was at the desk all the time: it does not lock itself.
    fn passes(&self, clock: &SetClock, time: chrono::Duration) {
        clock.advance(time);
        self.driver.state().desk().unwrap().touched();
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        let before = std::mem::take(&mut self.1);
        assert!(!before.iter().any(|shown| shown == text), "{text} was in view before the card lay there");
        let result = self.driver.wait_for(text);
        self.must(result);
        self.driver.settle();
    }

    #[track_caller]
    fn wait_without(&mut self, text: &str) {
        let result = self.driver.wait_without(text);
        self.must(result);
        self.driver.settle();
    }

    /// Waits until the foot of a screen says when it was saved.
    #[track_caller]
    fn wait_saved(&mut self) {
        let is_saved = |text: &String| {
            text.strip_prefix("Saved ").is_some_and(|at| at.starts_with(|first: char| first.is_ascii_digit()))
        };
        let result = self.driver.wait("it is saved", |driver| driver.texts().iter().any(is_saved));
        self.must(result);
        self.driver.settle();
    }

    /// Whether any text in view has this in it.
    fn says(&mut self, part: &str) -> bool {
        self.driver.texts().iter().any(|text| text.contains(part))
    }

    /// Picks from a drop-down.
    #[track_caller]
    fn pick(&mut self, label: &str, option: &str) {
        for (role, name) in [(Role::ComboBox, label), (Role::Option, option)] {
            let parts = self.driver.parts().into_iter();
            let found = parts.filter(|part| part.role() == Some(role)).find(|part| part.text == name);
            let place = found.map(|part| part.bounds.center()).ok_or(Error::NotFound(name.to_owned()));
            let place = self.must(place);
            self.driver.click_at(place);
            self.driver.settle();
        }
    }

    /// Signs out, and somebody else in.
    #[track_caller]
    fn change_over(&mut self, to: Login) {
        self.find("sign out");
        self.wait_for("Sign in to work with this site");
        self.click("User name");
        self.type_text(to.user_name);
        self.key(Named::Tab);
        self.type_text(to.password);
        self.key(Named::Enter);
        self.wait_for("Start");
    }

    fn lay(&mut self, label: &str) {
        self.1 = self.driver.texts();
        self.0.lay(label).unwrap();
    }

    fn take_away(&mut self) {
        self.1.clear();
        self.tray.clear();
        let result = self.driver.wait("the encoder is empty", |driver| {
            driver.texts().iter().any(|text| text.ends_with("– Ready"))
        });
        self.must(result);
        self.driver.settle();
    }

    /// Finds something by the search for anything, and takes the first hit.
    #[track_caller]
    fn find(&mut self, typed: &str) {
        self.driver.ctrl('k');
        self.wait_for("A person, a door, a screen, something to do");
        self.type_text(typed);
        let has_searched = |window: &Window| window.desk().is_some_and(Desk::has_searched);
        let result = self.driver.until("the search", has_searched);
        self.must(result);
        // What was found is drawn before it is taken.
        self.driver.settle();
        self.key(Named::Enter);
    }

    #[track_caller]
    fn open_person(&mut self, name: &str) {
        self.find(name);
        self.wait_for("Overview");
    }
}
