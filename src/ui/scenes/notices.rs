//! What is said in passing: how long it stays, where it lies, how the keyboard comes to it, and what it undoes.

use std::sync::Arc;
use std::time::Duration;

use iced::keyboard::{Modifiers, key::Named};
use iced::{Rectangle, Size};
use keydesk::domain::user::UserId;
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::undo;
use keydesk::operation::users::{self, Ban};

use super::Guide;
use crate::headless::{Driver, Found};
use crate::place::{Entry, Place};
use crate::theme::Tone;
use crate::widget::semantics::Role;
use crate::window::{Application, Message, desk};

const UNDO: &str = "Undo";

impl Guide {
    fn tell(&mut self, tone: Tone, text: &str) {
        self.driver.message(Message::Desk(desk::Message::Tell(tone, text.to_owned())));
        self.driver.settle();
    }

    /// Tells several things at once.
    fn tell_together(&mut self, texts: &[&str]) {
        self.driver.message(Message::Desk(desk::Message::TellAll(
            texts.iter().map(|text| (*text).to_owned()).collect(),
        )));
        self.driver.settle();
    }

    fn pass(&mut self, seconds: u64) {
        self.driver.advance(Duration::from_secs(seconds));
        self.driver.message(Message::Desk(desk::Message::Tick));
        self.driver.settle();
    }

    fn show(&mut self, place: Place) {
        self.driver.message(Message::Desk(desk::Message::Open(place)));
        self.driver.settle();
    }

    /// Presses the key that leads to the newest notice, where this is.
    #[track_caller]
    fn go_to_notices(&mut self, name: &str) {
        self.key(Named::F8);
        let is_there =
            |driver: &mut Driver<Application>| driver.focused_name().is_some_and(|focused| focused == name);
        let result = self.driver.wait("the notice", is_there);
        self.must(result);
    }

    fn notices(&mut self) -> Vec<Rectangle> {
        let parts = self.driver.parts();
        let crosses: Vec<_> =
            parts.iter().filter(|part| part.text == "Dismiss").map(|part| part.bounds).collect();
        let notices = parts.iter().filter(|part| part.role() == Some(Role::Status)).map(|part| part.bounds);
        notices.filter(|notice| crosses.iter().any(|cross| notice.contains(cross.center()))).collect()
    }

    /// Changes the first name of Ben Carter, saves that, and waits for the offer to undo it.
    fn rename(&mut self) -> UserId {
        self.open_person("carter");
        self.fill("First name", "Benjamin");
        self.save();
        self.wait_for(UNDO);
        // All that was saved is read again.
        let may_type = |field: Found| field.semantics.is_some_and(|it| it.enabled);
        let result = self.driver.wait("the fields", |driver| {
            driver.find_role(Role::TextField, "First name").is_some_and(may_type)
        });
        self.must(result);
        self.saved("carter").id
    }
}

#[test]
fn what_was_done_goes_by_itself_and_what_went_wrong_stays_until_it_is_closed() {
    let mut guide = Guide::at_desk();
    guide.tell(Tone::Success, "It is so.");
    guide.pass(4);
    assert!(guide.driver.shows("It is so."));
    guide.pass(1);
    assert!(!guide.driver.shows("It is so."));
    guide.tell(Tone::Danger, "It is not so.");
    guide.pass(300);
    assert!(guide.driver.shows("It is not so."));
    guide.press("Dismiss");
    assert!(!guide.driver.shows("It is not so."));
}

#[test]
fn what_went_wrong_on_a_screen_is_left_with_it_and_mended_by_what_it_says_next() {
    let mut guide = Guide::at_desk();
    guide.click("Doors");
    guide.wait_for("New door");
    guide.tell(Tone::Danger, "It is not so.");
    guide.find("Wine cellar");
    guide.wait_for("On keys");
    assert!(!guide.driver.shows("It is not so."));
    guide.tell(Tone::Danger, "Nor is this.");
    guide.fill("Where it is", "Basement");
    guide.driver.ctrl('s');
    guide.wait_saved();
    assert!(guide.driver.shows("Nor is this."), "the foot says that it is saved, and nothing else was said");
    guide.click("Users");
    guide.wait_for("New person");
    assert!(!guide.driver.shows("Nor is this."));
}

#[test]
fn the_pointer_on_a_notice_holds_its_time_and_the_keyboard_as_well() {
    let mut guide = Guide::at_desk();
    guide.tell(Tone::Success, "It is so.");
    guide.pass(3);
    let at = guide.notices()[0].center();
    guide.driver.move_to(at);
    guide.driver.settle();
    guide.pass(60);
    assert!(guide.driver.shows("It is so."));
    guide.driver.move_to(iced::Point::new(400.0, 300.0));
    guide.driver.settle();
    guide.pass(1);
    assert!(guide.driver.shows("It is so."), "it has what it had left");
    guide.pass(1);
    assert!(!guide.driver.shows("It is so."));
    guide.tell(Tone::Success, "It is so.");
    guide.go_to_notices("Dismiss");
    guide.pass(60);
    assert!(guide.driver.shows("It is so."));
    guide.key(Named::Escape);
    guide.pass(5);
    assert!(!guide.driver.shows("It is so."));
}

#[test]
fn f8_leads_to_the_newest_notice_and_escape_back() {
    let mut guide = Guide::at_desk();
    guide.click("Doors");
    guide.wait_for("New door");
    assert_eq!(guide.at_keyboard(), "Search doors");
    guide.key(Named::F8);
    assert_eq!(guide.at_keyboard(), "Search doors", "there is none");
    guide.tell_together(&["It is so.", "And so."]);
    let newest = guide.notices()[1];
    guide.go_to_notices("Dismiss");
    assert!(newest.contains(guide.driver.focused().unwrap().center()));
    guide.driver.chord(Modifiers::empty(), Named::Tab);
    assert!(!newest.contains(guide.driver.focused().unwrap().center()), "Tab goes round them");
    guide.key(Named::F8);
    let is_there = |at: Rectangle| newest.contains(at.center());
    let result = guide.driver.wait("the newest", |driver| driver.focused().is_some_and(is_there));
    guide.must(result);
    guide.key(Named::Escape);
    assert_eq!(guide.at_keyboard(), "Search doors");
    guide.rename();
    guide.go_to_notices(UNDO);
    guide.driver.chord(Modifiers::empty(), Named::Tab);
    assert_eq!(guide.at_keyboard(), "Dismiss");
    guide.key(Named::Enter);
    assert_eq!((guide.at_keyboard().as_str(), guide.driver.shows(UNDO)), ("First name", false));
}

#[test]
fn the_page_is_pressed_while_the_keyboard_is_on_a_notice_and_has_it_back_then() {
    let mut guide = Guide::at_desk();
    guide.click("Doors");
    guide.wait_for("New door");
    let row = |guide: &mut Guide, at: usize| {
        let rows = guide.driver.parts().into_iter().filter(|part| part.role() == Some(Role::Row));
        let rows: Vec<_> = rows.map(|part| part.bounds.center()).collect();
        guide.driver.click_at(rows[at]);
        guide.driver.settle();
    };
    for at in [1, 3] {
        guide.tell(Tone::Danger, "It is not so.");
        guide.go_to_notices("Dismiss");
        row(&mut guide, at);
        assert!(guide.driver.shows("1 selected"), "row {at} is chosen by one click");
        assert!(guide.driver.shows("It is not so."), "and the notice stays");
        assert!(guide.driver.focused_name().is_none_or(|name| name != "Dismiss"));
        guide.key(Named::ArrowDown);
        guide.key(Named::ArrowUp);
        assert!(guide.driver.shows("1 selected"), "the arrows walk in the list");
    }
    guide.go_to_notices("Dismiss");
    guide.click("Search doors");
    guide.type_text("wine");
    assert_eq!(guide.value("Search doors"), "wine");
    // A dialog that waits is no other page.
    guide.tell(Tone::Danger, "It is not so.");
    guide.driver.key(Named::F1);
    guide.wait_for("Close");
    guide.go_to_notices("Dismiss");
    guide.press("Close");
    assert!(guide.driver.shows("It is not so.") && !guide.driver.shows("Close"));
    assert_eq!(guide.at_keyboard(), "Search doors");
    // And a question.
    guide.open_person("carter");
    guide.fill("First name", "Benjamin");
    guide.tell(Tone::Danger, "It is not so.");
    guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("Save your changes?");
    guide.go_to_notices("Dismiss");
    guide.press("Stay here");
    assert!(!guide.driver.shows("Save your changes?"));
    assert_eq!(guide.at_keyboard(), "First name");
}

#[test]
fn the_same_thing_is_said_once_and_no_more_than_four_at_once() {
    let mut guide = Guide::at_desk();
    guide.tell(Tone::Danger, "It is not so.");
    guide.tell_together(&["It is so.", "It is so.", "And so."]);
    assert!(guide.driver.shows("It is so.") && guide.driver.shows("And so."));
    assert_eq!(
        guide.notices().len(),
        2,
        "what is said next on a screen stands in the place of what went wrong"
    );
    guide.tell_together(&["One", "Two", "Three", "Four", "Five"]);
    assert!(!guide.driver.shows("One") && guide.driver.shows("Two") && guide.driver.shows("Five"));
    assert_eq!(guide.notices().len(), 4);
}

#[test]
fn notices_lie_over_nothing_that_is_pressed() {
    let four = [
        "It is so, and it takes a long sentence to say that, which does not go into one line.",
        "Two",
        "Three",
        "Four",
    ];
    for size in [Size::new(1_366.0, 768.0), Size::new(1_920.0, 1_080.0), Size::new(1_024.0, 700.0)] {
        let mut guide = Guide::at_desk();
        guide.driver.resize(size);
        guide.open_person("carter");
        guide.fill("First name", "Benjamin");
        let buttons = |guide: &mut Guide, names: &[&str]| {
            let parts = guide.driver.parts().into_iter();
            let named = parts.filter(|part| names.contains(&part.text.as_str()));
            let found: Vec<_> = named.map(|part| (part.text.clone(), part.bounds)).collect();
            assert!(found.len() >= names.len(), "{names:?}: {found:?}");
            found
        };
        let free = |guide: &mut Guide, names: &[&str]| {
            // What was told before may have had its time.
            guide.tell_together(&four);
            let (notices, buttons) = (guide.notices(), buttons(guide, names));
            assert_eq!(notices.len(), 4);
            for (name, button) in buttons {
                let covering = notices.iter().find(|notice| notice.intersects(&button));
                assert_eq!(covering, None, "{name} at {button:?}, {size:?}");
            }
        };
        free(&mut guide, &["Save", "Discard"]);
        // The cards that can be laid down.
        guide.click("Show its cards");
        free(&mut guide, &["Save", "Discard", "Key of Carmen Duarte", "Close"]);
        guide.click("Hide its cards");
        // A dialog with a table, and one that asks.
        guide.press("Add several");
        guide.wait_for("Search doors");
        free(&mut guide, &["Back", "Close"]);
        guide.key(Named::Escape);
        guide.click("Users");
        guide.wait_for("Save your changes?");
        free(&mut guide, &["Stay here", "Discard changes"]);
    }
}

#[test]
fn a_save_is_undone_where_it_was_told_and_the_screen_shows_it() {
    let mut guide = Guide::at_desk();
    let id = guide.rename();
    assert_eq!(guide.saved_as(id).draft.first_name, "Benjamin");
    guide.click(UNDO);
    guide.wait_for("Undone: Benjamin Carter.");
    guide.rest();
    assert_eq!(guide.saved_as(id).draft.first_name, "Ben");
    assert_eq!(guide.value("First name"), "Ben", "it reads itself anew");
    assert!(guide.driver.shows("Nothing changed."), "it is not as it was saved any more");
    assert!(!guide.driver.shows(UNDO), "an undo is not undone");
}

#[test]
fn ctrl_z_undoes_what_a_notice_offers_unless_a_field_has_the_keyboard() {
    let mut guide = Guide::at_desk();
    let id = guide.rename();
    assert_eq!(guide.at_keyboard(), "First name");
    guide.driver.ctrl('z');
    guide.rest();
    assert_eq!(guide.saved_as(id).draft.first_name, "Benjamin", "there it would be about what is typed");
    guide.click("Users");
    guide.wait_for("New person");
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.driver.ctrl('z');
    guide.key(Named::Escape);
    guide.key(Named::Tab);
    guide.driver.ctrl('z');
    guide.wait_for("Undone: Benjamin Carter.");
    assert_eq!(guide.saved_as(id).draft.first_name, "Ben");
    guide.driver.ctrl('z');
    guide.rest();
    assert_eq!(guide.saved_as(id).draft.first_name, "Ben", "it is offered no more");
}

#[test]
fn an_undo_is_offered_only_as_long_as_it_would_be_done() {
    let mut guide = Guide::at_desk();
    let id = guide.rename();
    // Somebody types: that would be about another form.
    guide.fill("Last name", "Carteret");
    assert!(guide.driver.shows("Saved.") && !guide.driver.shows(UNDO));
    guide.press("Discard");
    assert!(guide.driver.shows(UNDO));
    // Somebody else changes it.
    let (console, session) = guide.behind();
    users::ban(&console, &session.permit().unwrap(), &[id], Ban::PutOn).unwrap();
    guide.wait_without(UNDO);
    assert!(guide.driver.shows("Saved."), "that is so all the same");
    // What is kept nowhere cannot be brought back.
    guide.unroll();
    guide.click("Use a PIN");
    let pin = guide.part(Role::TextField, "PIN", 0).bounds.center();
    guide.driver.click_at(pin);
    guide.type_text("4711");
    guide.save();
    assert!(guide.says("Saved.") && !guide.driver.shows(UNDO));
}

#[test]
fn an_undo_is_not_offered_any_more_when_it_would_come_too_late() {
    let clock = super::sign_in::clock();
    let mut guide = super::sign_in::before(&clock);
    guide.enter(keydesk::operation::demo::ADMINISTRATOR);
    guide.wait_for("Hello, demo");
    let id = guide.rename();
    guide.passes(&clock, chrono::Duration::minutes(60));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.driver.settle();
    assert!(guide.driver.shows("Saved.") && !guide.driver.shows(UNDO));
    assert_eq!(guide.saved_as(id).draft.first_name, "Benjamin");
}

#[test]
fn why_something_was_not_undone_is_said_and_stays() {
    let mut guide = Guide::at_desk();
    let id = guide.rename();
    let at = guide.behind().0.clock().now();
    let of = undo::Of::One(SubjectKind::User, id.0);
    let last = undo::Save { token: undo::Token::NONE, at, of };
    let changed = Ok(Err(Arc::new(undo::Error::ChangedSince)));
    guide.driver.message(Message::Desk(desk::Message::Undone(last, changed)));
    guide.wait_for("Not undone. It was changed again meanwhile, and undoing would take that back as well.");
    guide.pass(60);
    assert!(guide.says("Not undone."));
}

#[test]
fn a_form_that_is_saved_after_the_people_of_a_door_offers_no_undo_of_those() {
    let mut guide = Guide::at_desk();
    guide.find("Wine cellar");
    guide.wait_for("On keys");
    guide.rest();
    let row = guide.driver.parts().into_iter().find(|part| part.role() == Some(Role::Row)).unwrap();
    guide.driver.click_at(row.bounds.center());
    guide.press("Remove");
    guide.save();
    guide.wait_for(UNDO);
    guide.fill("Where it is", "Basement 2");
    guide.save();
    assert!(!guide.driver.shows(UNDO));
    guide.driver.ctrl('z');
    guide.rest();
    assert!(!guide.says("Undone"));
}

#[test]
fn a_save_that_leads_away_is_told_where_one_comes_to() {
    let mut guide = Guide::at_desk();
    guide.show(Place::Entry(Entry::Calendars));
    guide.double_click("Season");
    guide.wait_for("Holidays and special days");
    guide.fill("Description", "Summer");
    guide.driver.ctrl('s');
    guide.wait_saved();
    assert!(!guide.driver.shows("Saved."), "the foot says it");
    guide.fill("Description", "Winter");
    guide.click("Doors");
    guide.wait_for("Save your changes?");
    guide.press("Save");
    guide.wait_for("New door");
    assert!(guide.driver.shows("Saved."));
}

#[test]
fn what_no_notice_offers_any_more_is_named_before_it_is_undone() {
    let mut guide = Guide::at_desk();
    let id = guide.rename();
    guide.click("Users");
    guide.wait_for("New person");
    guide.pass(60);
    assert!(!guide.driver.shows(UNDO));
    guide.driver.ctrl('z');
    guide.wait_for("Goes back to what it was before: Benjamin Carter.");
    assert!(guide.says("Undo what you saved at"));
    guide.key(Named::Enter);
    guide.wait_without("Goes back to what it was before: Benjamin Carter.");
    assert_eq!(
        guide.saved_as(id).draft.first_name,
        "Benjamin",
        "the keyboard begins on what changes nothing"
    );
    guide.driver.ctrl('z');
    guide.wait_for(UNDO);
    guide.press(UNDO);
    guide.wait_for("Undone: Benjamin Carter.");
    assert_eq!(guide.saved_as(id).draft.first_name, "Ben");
    guide.driver.ctrl('z');
    guide.rest();
    assert!(!guide.says("Goes back to"), "nothing is left");
}

#[test]
fn a_line_of_the_auditor_undoes_the_save_that_it_tells_of() {
    let mut guide = Guide::at_desk();
    let id = guide.rename();
    guide.click("System auditor");
    guide.wait_for("Benjamin Carter");
    guide.double_click("Benjamin Carter");
    guide.wait_for("Undo…");
    guide.press("Undo…");
    guide.wait_for("Goes back to what it was before: Benjamin Carter.");
    assert!(!guide.driver.shows("Undo…"), "the entry is closed");
    guide.press(UNDO);
    guide.wait_for("Undone: Benjamin Carter.");
    assert_eq!(guide.saved_as(id).draft.first_name, "Ben");
    guide.double_click("Benjamin Carter");
    guide.wait_for("Close");
    assert!(!guide.driver.shows("Undo…"), "it is undone");
}
