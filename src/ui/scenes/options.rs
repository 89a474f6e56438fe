//! General options, tab by tab: what is switched for the keys of all is told before, and followed to the last key.

use keydesk::domain::directory::Filter;
use keydesk::domain::key::Status;

use super::Guide;
use crate::place::{Entry, Place};
use crate::widget::semantics::Role;

impl Guide {
    pub(super) fn turn_to_options(&mut self, tab: &str) {
        let place = self.part(Role::Tab, tab, 0).bounds.center();
        self.driver.click_at(place);
        self.driver.settle();
    }

    pub(super) fn options_of_users(&mut self) {
        self.security();
        self.turn_to_options("Users");
        self.wait_for("On the keys of everyone");
    }

    fn will_need_an_encoder(&mut self) -> bool {
        self.driver.texts().iter().any(|text| text.ends_with("will need a re-edition at an encoder."))
    }
}

#[test]
fn what_doors_write_is_switched_for_all_and_followed_to_the_last_key() {
    let mut guide = Guide::at_desk();
    guide.options_of_users();
    assert!(!guide.driver.shows("Keys on the way to an encoder"));
    guide.click("Doors write refusals on keys");
    assert!(guide.will_need_an_encoder(), "before it is saved");
    guide.click("Doors write refusals on keys");
    assert!(!guide.will_need_an_encoder(), "and taken back");
    guide.click("Doors write refusals on keys");
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.wait_for("Keys on the way to an encoder");
    let waiting = Place::Users(Filter::Status(Status::ReEditionRequired));
    guide.click("Still to come");
    assert_eq!(guide.place(), Some(&waiting));
    guide.click("Start");
    guide.wait_for("Keys on the way to an encoder");
    guide.click("Still to come");
    assert_eq!(guide.place(), Some(&waiting));
}

#[test]
fn a_tab_that_was_changed_is_not_left_unasked_and_what_is_wrong_is_told_there() {
    let mut guide = Guide::at_desk();
    guide.options_of_users();
    guide.fill("They last at most (days)", "8");
    guide.fill("Field 3", "Department");
    guide.driver.ctrl('s');
    guide.wait_for("From 1 to 7.");
    guide.fill("They last at most (days)", "3");
    guide.driver.ctrl('s');
    guide.wait_for("Another field has this name. Choose another.");
    guide.turn_to_options("Security");
    assert_eq!(guide.place(), Some(&Place::OptionsOfUsers), "it is asked first");
    guide.press("Discard changes");
    assert_eq!(guide.place(), Some(&Place::Entry(Entry::Configuration)));
    guide.wait_for("Idle lock");
}

#[test]
fn what_is_filled_in_for_new_doors_and_the_name_of_a_field_are_on_their_screens() {
    let mut guide = Guide::at_desk();
    guide.security();
    guide.turn_to_options("Access points");
    guide.wait_for("For new doors");
    guide.fill("Open time (s)", "9");
    guide.fill("Field 1", "Wing");
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.driver.resize(iced::Size::new(1_366.0, 2_400.0));
    guide.click("Doors");
    guide.driver.ctrl('n');
    guide.wait_for("Wing");
    assert!(guide.driver.shows("9") && !guide.driver.shows("Field 2"));
    assert!(!guide.driver.shows("Keep no record in the lock"), "no lock may");
}

#[test]
fn a_free_field_that_is_named_is_there_for_people() {
    let mut guide = Guide::at_desk();
    guide.options_of_users();
    guide.fill("Field 3", "Locker");
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.click("Start");
    guide.driver.ctrl('n');
    guide.wait_for("Locker");
}
