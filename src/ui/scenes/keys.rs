//! Writing keys, with everything that a key can do wrong.

use chrono::Duration;
use iced::keyboard::{Key, Modifiers, key::Named};
use keydesk::encoders::CardId;
use keydesk::operation::demo::{ADMINISTRATOR, MANAGER, RECEPTION};
use keydesk::operation::system_auditor::{self, Filter};

use super::Guide;
use crate::widget::semantics::Role;
use crate::widget::sight::LATE;
use crate::window::Purpose;

impl Guide {
    fn card(&self, label: &str) -> CardId {
        self.cards().into_iter().find(|(_, called)| called == label).unwrap().0
    }

    pub(super) fn memory(&self, label: &str) -> String {
        serde_json::to_string(&*self.tray.card(self.card(label)).unwrap().lock()).unwrap()
    }

    /// As far as a dialog that waits for a key.
    fn begin(&mut self, person: &str) {
        self.open_person(person);
        self.driver.ctrl('u');
        self.wait_for("Edit key");
        self.driver.key(Named::Enter);
        self.wait_for("Place the key");
    }
}

#[test]
fn a_key_is_brought_up_to_date_by_keyboard_alone() {
    let mut guide = Guide::at_desk();
    guide.begin("belmonte");
    guide.driver.chord(Modifiers::CTRL, Key::Character("1".into()));
    guide.wait_for("Remove the key.");
    assert!(guide.says("Valid until 22 Dec 2026"));
    guide.key(Named::Enter);
    guide.wait_without("Remove the key.");
    assert!(guide.driver.shows("Synchronized"));
    assert!(!guide.driver.shows("Update required"));
}

#[test]
fn a_key_that_is_done_ends_the_dialog_when_it_is_taken_away_and_another_one_does_not() {
    let mut guide = Guide::at_desk();
    guide.begin("belmonte");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Remove the key.");
    guide.tray.clear();
    guide.wait_without("Remove the key.");
    guide.wait_for("The key of Ana Belmonte is done, valid until 22 Dec 2026.");
    assert!(guide.driver.shows("Synchronized"));
    // What could not be done is read before the dialog goes.
    guide.open_person("carter");
    guide.driver.ctrl('u');
    guide.wait_for("Edit key");
    guide.driver.key(Named::Enter);
    guide.wait_for("Place the key");
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Invalid user key");
    guide.tray.clear();
    guide.driver.settle();
    assert!(guide.driver.shows("Invalid user key"));
}

#[test]
fn what_had_the_keyboard_hands_it_on_when_the_work_has_ended() {
    let mut guide = Guide::at_desk();
    guide.begin("belmonte");
    guide.driver.settle();
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Invalid user key");
    assert_eq!(guide.driver.focused_name().as_deref(), Some("Try again"));
    guide.tray.clear();
    guide.driver.key(Named::Enter);
    guide.wait_for("Place the key");
    guide.driver.settle();
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Remove the key.");
    assert_eq!(guide.driver.focused_name().as_deref(), Some("OK"));
}

#[test]
fn another_persons_key_is_named_and_left_as_it_is() {
    let mut guide = Guide::at_desk();
    let before = guide.memory("Key of Ben Carter");
    guide.begin("belmonte");
    guide.lay("Key of Ben Carter");
    guide.wait_for("Invalid user key");
    assert!(guide.says("This key belongs to Ben Carter. Nothing was changed."));
    guide.tray.clear();
    assert_eq!(guide.memory("Key of Ben Carter"), before);
    guide.driver.key(Named::Enter);
    guide.wait_for("Place the key");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Remove the key.");
}

#[test]
fn what_is_no_key_of_this_site_is_said_and_left_as_it_is() {
    let mut guide = Guide::at_desk();
    for (label, said) in [
        ("Card of another system", "This card is used for something else"),
        ("Card with little memory", "This card is too small"),
        ("Label tag, no card for keys", "This card cannot be used for keys"),
        ("Blank card 1", "This card is empty"),
    ] {
        let before = guide.memory(label);
        guide.begin("belmonte");
        guide.lay(label);
        guide.wait_for(said);
        guide.tray.clear();
        assert_eq!(guide.memory(label), before, "{label}");
        guide.key(Named::Escape);
        guide.wait_without(said);
    }
}

#[test]
fn a_key_that_is_taken_away_too_soon_is_put_back_and_written_on() {
    let mut guide = Guide::at_desk();
    let card = guide.card("Key of Ana Belmonte");
    guide.begin("belmonte");
    guide.tray.take_away_at(card, 6);
    guide.tray.lay(card);
    guide.wait_for("Put the key back");
    guide.tray.lay(card);
    guide.wait_for("Remove the key.");
    guide.key(Named::Enter);
    guide.wait_for("Synchronized");
}

#[test]
fn the_status_bar_says_of_the_encoder_what_its_tray_says() {
    let mut guide = Guide::at_desk();
    let alike = |guide: &mut Guide, word: &str| {
        guide.wait_for(&format!("Simulated encoder – {word}"));
        assert!(guide.driver.find_all(word).len() == 1, "the tray says {word}");
    };
    guide.begin("belmonte");
    guide.wait_for("Place the key");
    alike(&mut guide, "Waiting for a key");
    guide.lay("Key of Ben Carter");
    guide.wait_for("Invalid user key");
    alike(&mut guide, "Failed");
    guide.tray.clear();
    guide.driver.key(Named::Enter);
    guide.wait_for("Place the key");
    alike(&mut guide, "Waiting for a key");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Remove the key.");
    guide.wait_for("Simulated encoder – Done");
    guide.key(Named::Enter);
    guide.take_away();
}

#[test]
fn a_key_that_does_not_come_back_stays_unknown_until_its_next_contact() {
    let mut guide = Guide::at_desk();
    let card = guide.card("Key of Ana Belmonte");
    guide.begin("belmonte");
    guide.tray.take_away_at(card, 8);
    guide.tray.lay(card);
    guide.wait_for("Put the key back");
    guide.key(Named::Escape);
    guide.wait_for("It is not certain what this key says");
    guide.key(Named::Escape);
    guide.wait_for("Unknown");
    guide.click("Start");
    guide.wait_for("Needs attention");
    guide.lay("Key of Ana Belmonte");
    // It was written, and is read back now.
    guide.wait_for("Valid until 22 Dec 2026");
    guide.take_away();
    guide.open_person("belmonte");
    guide.wait_for("Synchronized");
}

#[test]
fn two_cards_on_the_encoder_are_one_too_many() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.driver.ctrl('u');
    guide.wait_for("Edit key");
    let (one, other) = (guide.card("Key of Ana Belmonte"), guide.card("Key of Ben Carter"));
    guide.tray.lay(one);
    guide.tray.lay(other);
    guide.driver.key(Named::Enter);
    guide.wait_for("More than one card on the encoder");
}

#[test]
fn nothing_that_comes_is_said_and_can_be_tried_again() {
    let mut guide = Guide::at_desk();
    guide.begin("belmonte");
    guide.key(Named::Escape);
    guide.wait_without("Place the key");
    assert!(guide.driver.shows("Update required"), "nothing was written");
}

#[test]
fn a_first_key_is_assigned_to_whoever_is_open() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.click("New person");
    guide.wait_for("Identification");
    guide.click("Last name");
    guide.type_text("Zamora");
    guide.driver.ctrl('s');
    guide.wait_for("No key is assigned.");
    guide.lay("Blank card 2");
    guide.wait_for("Blank card");
    guide.wait_for("Assign to Zamora");
    guide.driver.chord(Modifiers::CTRL, Named::Enter);
    guide.wait_for("This key will open no door. Give the person doors first, or write it anyway.");
    guide.driver.key(Named::Enter);
    guide.wait_for("Remove the key.");
    guide.key(Named::Enter);
    guide.take_away();
    guide.wait_for("Synchronized");
}

#[test]
fn a_key_laid_down_anywhere_shows_whose_it_is_and_enter_does_what_is_due() {
    let mut guide = Guide::at_desk();
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Carmen Duarte");
    guide.wait_for("Update the key of Carmen Duarte");
    assert!(guide.driver.shows("Re-edition required"));
    guide.driver.settle();
    guide.driver.key(Named::Enter);
    guide.wait_for("Remove the key.");
    guide.key(Named::Enter);
    guide.take_away();
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Ctrl+Enter");
    assert!(guide.driver.shows("Synchronized"));
    guide.take_away();
    assert!(!guide.driver.shows("Carmen Duarte"), "the card on the screen goes with the key");
    guide.lay("Key of Frank Grau");
    guide.wait_for("Frank Grau");
    guide.wait_for("Ctrl+Enter");
    assert!(guide.driver.shows("Banned") && !guide.driver.shows("Update key"));
}

#[test]
fn the_automatic_update_takes_key_after_key() {
    let mut guide = Guide::at_desk();
    guide.click("Automatic key update");
    guide.wait_for("Place the key");
    for (label, said) in [
        ("Key of Ana Belmonte", "Ana Belmonte"),
        ("Key of David Eklund", "David Eklund"),
        ("Key of Frank Grau", "Frank Grau is banned"),
        ("Blank card 1", "This card is empty"),
    ] {
        guide.lay(label);
        guide.wait_for(said);
        guide.tray.clear();
        guide.wait_for("Place the key");
    }
    let texts = guide.driver.texts();
    let count = |label: &str| {
        let at = texts.iter().position(|text| text == label).unwrap();
        texts[at - 1].clone()
    };
    assert_eq!([count("Updated"), count("Re-edited"), count("Refused")], ["2", "0", "2"]);
    guide.click("Stop");
    assert!(guide.driver.shows("Stopped"));
    guide.lay("Key of Ben Carter");
    guide.wait_for("Ben Carter");
}

#[test]
fn a_key_is_read_beside_what_it_should_say_and_what_it_says_stays_on_the_page() {
    let mut guide = Guide::at_desk();
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Ctrl+Enter");
    let before = written(&guide).0;
    guide.click("Read key");
    guide.wait_for("The key says");
    assert!(guide.driver.shows("Carmen Duarte") && guide.driver.shows("Memory"));
    guide.tray.clear();
    guide.rest();
    assert!(guide.driver.shows("The key says"), "it is read in peace");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Ana Belmonte");
    guide.wait_for("Still on the key");
    assert_eq!(written(&guide).0, before);
    guide.click("Update key");
    guide.wait_for("Edit key");
    guide.key(Named::Enter);
    guide.wait_for("Remove the key.");
    guide.key(Named::Enter);
    guide.wait_for("The key says");
    guide.wait_for("Synchronized");
    assert!(!guide.driver.shows("Update key"), "what it says now is read again");
    let before = written(&guide).0;
    guide.tray.clear();
    guide.lay("Blank card 1");
    guide.wait_for("This card is empty");
    assert!(!guide.driver.shows("Ana Belmonte"), "that was another card");
    assert_eq!(written(&guide).0, before);
}

#[test]
fn why_a_key_does_not_open_is_asked_at_the_keyboard_mended_by_one_press_and_told_in_a_report() {
    let mut guide = Guide::at_desk();
    guide.click("Read key");
    guide.wait_for("Place the key");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Not on the key yet");
    let texts = guide.driver.texts();
    let missing = texts.iter().position(|text| text == "Not on the key yet").unwrap();
    // Before it stand what the key should say and says, what the lock does, and the name.
    let door = texts[missing - 4].clone();
    guide.driver.ctrl('o');
    guide.wait_for("Which one does it not open?");
    guide.type_text(&door);
    guide.key(Named::Enter);
    let because =
        format!("The key does not say yet that it may open {door}: it was given to Ana Belmonte on ");
    let told = guide
        .driver
        .wait("it is told why", |driver| driver.texts().iter().any(|text| text.starts_with(&because)));
    guide.must(told);
    assert!(guide.driver.shows("Update the key, and it will open."));
    // The report says so as well, and names nobody if that is wished.
    guide.press("Report…");
    guide.press("Copy");
    let copied = guide.driver.clipboard().text.take().unwrap();
    assert!(copied.contains(&because) && copied.contains("Person: Ana Belmonte"), "{copied}");
    guide.press("Report…");
    guide.click("Leave out personal data");
    guide.press("Copy");
    let copied = guide.driver.clipboard().text.take().unwrap();
    assert!(copied.contains("it was given to this person on"), "{copied}");
    assert!(!copied.contains("Ana") && !copied.contains("Belmonte"), "{copied}");
    let path = guide.folder.path().join("report.txt");
    guide.press("Report…");
    guide.press("Save…");
    guide.fill("File", &path.display().to_string());
    guide.press("Save");
    guide.wait_for(&format!("The report was saved: {}", path.display()));
    assert!(std::fs::read_to_string(&path).unwrap().contains(&because), "it is whole, unless that is wished");
    // The keyboard again: the row is asked about that is selected.
    guide.click(&door);
    guide.driver.ctrl('o');
    let told = guide
        .driver
        .wait("it is told why", |driver| driver.texts().iter().any(|text| text.starts_with(&because)));
    guide.must(told);
    guide.driver.advance(LATE);
    guide.key(Named::Enter);
    guide.wait_for("Edit key");
    guide.key(Named::Enter);
    guide.wait_for("Remove the key.");
    guide.key(Named::Enter);
    guide.wait_for("The key says");
    guide.click(&door);
    guide.driver.ctrl('o');
    guide.wait_for(&format!("The key opens {door}. Check the lock."));
}

#[test]
fn a_key_that_was_handed_back_is_looked_at_and_deleted() {
    let mut guide = Guide::at_desk();
    guide.click("Delete key");
    guide.wait_for("Place the key");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("The key says");
    let before = written(&guide).0;
    guide.rest();
    assert_eq!(written(&guide).0, before, "not before it is said");
    // Said with no key there, and thought better of.
    guide.tray.clear();
    guide.rest();
    guide.press("Delete key");
    guide.wait_for("Place the key");
    guide.click("Stop");
    guide.click("Begin");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("The key says");
    assert_eq!(written(&guide).0, before, "it was called off");
    guide.press("Delete key");
    guide.wait_for("Deleted");
    guide.wait_for("Ana Belmonte has no key any more, and the card is blank. Remove the key.");
    guide.tray.clear();
    guide.wait_for("Place the key");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("This card is empty");
    guide.find("Ana Belmonte");
    guide.wait_for("No key");
}

#[test]
fn a_key_that_lies_there_before_keys_are_updated_by_themselves_is_named_and_not_written() {
    let mut guide = Guide::at_desk();
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Update the key of Ana Belmonte");
    let before = written(&guide);
    guide.click("Automatic key update");
    guide.wait_for("A card lies there already");
    guide.rest();
    assert!(guide.driver.shows("Update the key of Ana Belmonte"), "whose it is stands over the page");
    assert_eq!(written(&guide), before);
    // The next that is laid down is meant.
    guide.tray.clear();
    guide.wait_for("Place the key");
    guide.lay("Key of David Eklund");
    guide.wait_for("Updated, valid until 22 Dec 2026. Remove the key.");
    assert!(guide.driver.shows("David Eklund"));
    assert_ne!(written(&guide), before);
    // Or it is said that this one is meant.
    guide.click("Users");
    guide.wait_for("New person");
    guide.click("Automatic key update");
    guide.wait_for("A card lies there already");
    guide.click("Begin");
    guide.wait_without("A card lies there already");
    guide.wait_for("David Eklund");
}

#[test]
fn what_is_said_of_a_key_comes_back_as_long_as_it_lies_there() {
    let mut guide = Guide::at_desk();
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Update the key of Ana Belmonte");
    guide.press("Dismiss");
    guide.rest();
    assert!(!guide.says("Place a key on the encoder to see"), "one lies there");
    guide.click("Show what it is");
    guide.wait_for("Update the key of Ana Belmonte");
    guide.press("Open");
    guide.wait_for("Identification");
    assert!(guide.driver.shows("Update the key of Ana Belmonte"), "it still lies there");
    guide.take_away();
    assert!(guide.says("Place a key on the encoder to see"));
}

#[test]
fn a_desk_that_is_locked_over_a_key_takes_no_other_and_refuses_none() {
    let mut guide = Guide::at_desk();
    guide.click("Automatic key update");
    guide.wait_for("Place the key");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Ana Belmonte");
    guide.driver.ctrl('l');
    guide.wait_for("Locked by demo");
    guide.tray.clear();
    guide.rest();
    guide.type_text(ADMINISTRATOR.password);
    guide.key(Named::Enter);
    guide.wait_for("Stopped");
    let texts = guide.driver.texts();
    let refused = texts.iter().position(|text| text == "Refused").unwrap();
    assert_eq!(texts[refused - 1], "0");
}

#[test]
fn keys_are_updated_by_themselves_only_while_that_is_in_view() {
    let mut guide = Guide::at_desk();
    guide.click("Automatic key update");
    guide.wait_for("Place the key");
    guide.open_person("belmonte");
    let before = written(&guide);
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Update the key of Carmen Duarte");
    assert_eq!(written(&guide), before);
    guide.take_away();
    guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("Stopped");
}

#[test]
fn the_write_test_leaves_the_card_blank_and_a_key_alone() {
    let mut guide = Guide::at_desk();
    let blank = guide.memory("Blank card 1");
    guide.click("Network");
    guide.press("Write test");
    guide.wait_for("Place a blank card");
    guide.lay("Blank card 1");
    guide.wait_for("The encoder works");
    guide.key(Named::Escape);
    guide.take_away();
    assert_eq!(guide.memory("Blank card 1"), blank);
    let key = guide.memory("Key of Ben Carter");
    guide.press("Write test");
    guide.wait_for("Place a blank card");
    guide.lay("Key of Ben Carter");
    guide.wait_for("This is a key, not a blank card");
    guide.tray.clear();
    assert_eq!(guide.memory("Key of Ben Carter"), key);
}

/// What all cards beside the encoder say, and how much the auditor was told.
fn written(guide: &Guide) -> (Vec<String>, usize) {
    let cards = guide.cards().into_iter();
    let cards = cards.map(|(_, label)| guide.memory(&label)).collect();
    let context = guide.driver.state().desk().unwrap().context();
    let told = system_auditor::list(&context.console, &context.may().unwrap(), &Filter::default());
    (cards, told.unwrap().1)
}

#[test]
fn enter_in_a_field_writes_nobody_elses_key() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.click("First name");
    guide.type_text("x");
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Update the key of Carmen Duarte");
    guide.driver.settle();
    let before = written(&guide);
    for key in [Named::Enter, Named::Space] {
        guide.key(key);
    }
    assert_eq!(written(&guide), before);
    assert!(guide.driver.shows("Update the key of Carmen Duarte"), "the field has the keyboard");
    guide.driver.chord(Modifiers::CTRL, Named::Enter);
    guide.wait_for("Remove the key.");
    assert_eq!(guide.driver.find_all("Carmen Duarte").len(), 1, "the dialog is hers");
}

#[test]
fn what_is_unsaved_keeps_the_keyboard_from_a_key_that_is_laid_down() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.click("First name");
    guide.type_text("x");
    // The name of a group is nothing to press: the field keeps the keyboard.
    guide.click("Identification");
    assert_eq!(guide.at_keyboard(), "First name");
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Update the key of Carmen Duarte");
    guide.driver.settle();
    assert_eq!(guide.at_keyboard(), "First name");
    let before = written(&guide);
    guide.key(Named::Enter);
    assert_eq!(written(&guide), before);
}

#[test]
fn where_nothing_has_the_keyboard_the_key_that_was_laid_down_is_given_it_in_sight() {
    let mut guide = Guide::at_desk();
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Update the key of Carmen Duarte");
    guide.driver.settle();
    assert_eq!(guide.driver.focused_name().as_deref(), Some("Update the key of Carmen Duarte"));
}

#[test]
fn what_is_said_of_a_key_lies_over_no_button_of_the_page() {
    let mut guide = Guide::at_desk();
    guide.driver.resize(iced::Size::new(1_366.0, 768.0));
    guide.open_person("belmonte");
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Update the key of Carmen Duarte");
    let parts = guide.driver.parts();
    let buttons: Vec<_> = parts.iter().filter(|part| part.role() == Some(Role::Button)).collect();
    for (at, one) in buttons.iter().enumerate() {
        for other in &buttons[at + 1..] {
            let shared = one.bounds.intersection(&other.bounds);
            assert!(shared.is_none(), "{} and {} lie over each other", one.text, other.text);
        }
    }
}

#[test]
fn a_key_that_is_changed_for_another_under_the_finger_is_not_written() {
    let mut guide = Guide::at_desk();
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Update the key of Carmen Duarte");
    guide.driver.settle();
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Update the key of Ana Belmonte");
    let before = written(&guide);
    guide.driver.key_at_once(Named::Enter);
    guide.driver.event(iced::Event::Keyboard(iced::keyboard::Event::ModifiersChanged(Modifiers::CTRL)));
    guide.driver.key_at_once(Named::Enter);
    guide.driver.settle();
    assert_eq!(written(&guide), before, "nobody can have seen whose key it is");
}

#[test]
fn a_key_that_is_held_down_presses_nothing_that_comes_next() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Update the key of Ana Belmonte");
    guide.driver.ctrl('u');
    guide.wait_for("Edit key");
    let before = written(&guide);
    for _ in 0..3 {
        guide.driver.hold(Named::Enter);
    }
    guide.driver.settle();
    assert!(guide.driver.shows("Edit key"));
    assert_eq!(written(&guide), before);
    guide.driver.key_at_once(Named::Enter);
    guide.wait_for("Remove the key.");
}

impl Guide {
    /// What a key says.
    fn image(&self, label: &str) -> Vec<u8> {
        let card = self.tray.card(self.card(label)).unwrap();
        card.lock().file(*b"KD1", 1).unwrap().to_vec()
    }

    /// Makes a key say something else.
    fn make_say(&self, label: &str, image: &[u8]) {
        let card = self.tray.card(self.card(label)).unwrap();
        card.lock().set_file(*b"KD1", 1, image).unwrap();
    }

    /// Writes Ana's key, as far as it is taken away.
    fn write_anas(&mut self) {
        self.begin("belmonte");
        self.lay(ANAS);
        self.wait_for("Remove the key.");
        self.key(Named::Enter);
        self.take_away();
    }

    /// Ana's key is told apart wherever it is laid down, and left as it is; the administrators are told.
    #[track_caller]
    fn told_apart(&mut self, title: &str, next: &str) {
        let before = self.memory(ANAS);
        self.click("Start");
        self.wait_for("Needs attention");
        self.lay(ANAS);
        self.wait_for(title);
        assert!(self.says(next) && self.says("Ana Belmonte") && !self.says("Update the key of"), "{title}");
        self.tray.clear();
        self.begin("belmonte");
        self.lay(ANAS);
        self.wait_for(title);
        assert!(self.says(next), "{title}");
        self.tray.clear();
        // Enter does not insist.
        self.driver.key(Named::Enter);
        assert_eq!(self.memory(ANAS), before, "{title}");
        self.key(Named::Escape);
        self.click("Start");
        self.wait_for("Noted");
    }

    /// Writes Ana's key all the same.
    fn insist(&mut self) {
        self.begin("belmonte");
        self.lay(ANAS);
        self.wait_for("Write anyway");
        self.press("Write anyway");
        self.wait_for("Remove the key.");
        self.key(Named::Enter);
        self.take_away();
        self.wait_for("Synchronized");
    }
}

const ANAS: &str = "Key of Ana Belmonte";

#[test]
fn a_key_that_was_put_back_or_altered_is_told_apart_and_administrators_take_note() {
    let mut guide = Guide::at_desk();
    let former = guide.image(ANAS);
    guide.write_anas();
    guide.make_say(ANAS, &former);
    guide.told_apart("This key was set back to an older version", "Keys do not go back by themselves");
    assert!(guide.says("A key that was placed on an encoder does not match this database"));
    guide.click("Noted");
    guide.wait_without("Noted");
    guide.insist();
    let mut altered = guide.image(ANAS);
    altered[100] ^= 1;
    guide.make_say(ANAS, &altered);
    guide.told_apart("This key was altered", "doors refuse it");
    // The next one at the desk, who is no administrator, is told nothing on the start page.
    guide.change_over(RECEPTION);
    guide.wait_for("Bring one key up to date");
    assert!(!guide.driver.shows("Noted") && !guide.says("does not match this database"));
    guide.change_over(ADMINISTRATOR);
    guide.wait_for("Noted");
}

#[test]
fn who_insists_insists_for_one_card_and_not_for_the_next() {
    let mut guide = Guide::at_desk();
    let mut altered = guide.image(ANAS);
    altered[100] ^= 1;
    guide.make_say(ANAS, &altered);
    guide.begin("belmonte");
    guide.lay(ANAS);
    guide.wait_for("Write anyway");
    let before = guide.memory(ANAS);
    assert_ne!(guide.driver.focused_name().as_deref(), Some("Write anyway"), "Enter does not insist");
    guide.driver.key(Named::Enter);
    guide.driver.settle();
    assert!(guide.driver.shows("Write anyway"), "the key lies there, and is left as it is");
    assert_eq!(guide.memory(ANAS), before);
    guide.tray.clear();
    guide.press("Write anyway");
    guide.wait_for("Place the key");
    guide.driver.settle();
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("Invalid user key");
    guide.tray.clear();
    guide.driver.key(Named::Enter);
    guide.wait_for("Place the key");
    guide.driver.settle();
    guide.lay(ANAS);
    guide.wait_for("This key was altered");
    assert_eq!(guide.memory(ANAS), before, "trying again takes no card over");
}

#[test]
fn a_key_that_is_newer_than_the_database_is_told_apart_and_stands_on_the_start_page() {
    let mut first = Guide::at_desk();
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(first.folder.path().join("site")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    first.write_anas();
    let card = first.tray.card(first.card(ANAS)).unwrap();
    let mut guide = Guide::open(Purpose::Site, |launch| launch.directory = copy.path().to_owned());
    guide.wait_for("Sign in to work with this site");
    guide.enter(ADMINISTRATOR);
    guide.wait_for("Needs attention");
    guide.tray.add(ANAS, card);
    guide.told_apart("The database is older than this key", "this database does not know of it");
    assert!(guide.says("Either this database is an older copy, or someone wrote keys with a copy of it."));
    guide.insist();
    guide.click("Start");
    guide.wait_for("Noted");
    guide.click("Noted");
    guide.wait_without("Noted");
}

#[test]
fn the_card_keys_are_renewed_by_two_and_every_key_is_to_be_updated() {
    let (mut guide, clock) = super::auditor::auditor(true);
    clock.advance(Duration::days(1));
    guide.driver.state().desk().unwrap().touched();
    guide.driver.resize(iced::Size::new(1_400.0, 1_300.0));
    guide.click("General options");
    guide.wait_for("Renew the card keys");
    assert!(guide.says("each card gets new ones at its next update"));
    guide.press("Renew the card keys");
    guide.wait_for("Confirm renewing the card keys");
    guide.confirm_as(MANAGER);
    let is_renewed = |text: &String| text.starts_with("The card keys are renewed.");
    let result = guide.driver.wait("new card keys", |driver| driver.texts().iter().any(is_renewed));
    guide.must(result);
    guide.open_person("carter");
    guide.wait_for("Update required");
    assert!(guide.says("The card keys were renewed."));
    guide.lay("Key of Ben Carter");
    guide.wait_for("Update the key of Ben Carter");
    guide.driver.chord(Modifiers::CTRL, Named::Enter);
    guide.wait_for("Remove the key.");
    guide.key(Named::Enter);
    guide.take_away();
    guide.wait_for("Synchronized");
    let card = guide.tray.card(guide.card("Key of Ben Carter")).unwrap();
    assert_eq!(card.lock().version_of_key(*b"KD1", 3), Some(2));
}

#[test]
fn enter_for_a_dialog_that_went_by_itself_presses_nothing_below() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.tab_to("More", Modifiers::empty());
    guide.driver.ctrl('u');
    guide.wait_for("Edit key");
    guide.driver.key(Named::Enter);
    guide.wait_for("Place the key");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("Remove the key.");
    guide.tray.clear();
    guide.wait_without("Remove the key.");
    assert_eq!(guide.at_keyboard(), "More");
    guide.key(Named::Enter);
    guide.key(Named::Space);
    assert!(!guide.driver.shows("Delete"), "it was meant for the dialog");
    guide.driver.advance(LATE);
    guide.key(Named::Enter);
    guide.wait_for("Delete");
}

#[test]
fn a_lost_key_is_cancelled_at_once_and_a_new_one_follows() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.wait_for("Update key");
    guide.driver.chord(Modifiers::CTRL | Modifiers::SHIFT, Key::Character("u".into()));
    guide.wait_for("Cancel the key of Ana Belmonte?");
    assert_eq!(guide.at_keyboard(), "Keep the key");
    assert!(guide.says("Is the card in your hand? Then use Delete key instead"));
    guide.key(Named::Enter);
    guide.wait_without("Cancel the key of Ana Belmonte?");
    assert!(guide.driver.shows("Update key"), "nothing was done");
    guide.driver.chord(Modifiers::CTRL | Modifiers::SHIFT, Key::Character("u".into()));
    guide.wait_for("Cancel the key of Ana Belmonte?");
    guide.press("Cancel and make a new key");
    guide.wait_for("Edit key");
    guide.key(Named::Enter);
    guide.wait_for("Place the key");
    guide.lay("Blank card 1");
    guide.wait_for("Remove the key.");
    guide.key(Named::Enter);
    guide.take_away();
    guide.wait_for("Synchronized");
    assert!(guide.says("No lock has reported yet that it refuses it"));
    guide.click("Which locks know?");
    guide.wait_for("Cancelled key of Ana Belmonte");
    guide.wait_for("Has not reported");
    // The card that was lost is found.
    guide.lay("Key of Ana Belmonte");
    guide.wait_for("The key of Ana Belmonte. The card can be used again: assign it as a new key.");
    assert!(guide.says("This key was cancelled on"));
}

#[test]
fn somebody_who_has_a_key_is_deleted_after_it_was_cancelled() {
    let mut guide = Guide::at_users();
    guide.select("carter");
    guide.key(Named::Delete);
    guide.wait_for("Cancel key");
    assert!(guide.says("Cancel the key first, or take it back and delete it."));
    guide.press("Cancel key");
    guide.wait_for("Cancel the key of Ben Carter?");
    guide.press("Cancel key");
    guide.wait_for("No key");
    guide.select("carter");
    guide.key(Named::Delete);
    guide.wait_for("Delete Carter, Ben?");
}

#[test]
fn what_the_denylist_has_room_for_stands_in_the_system_resources() {
    let mut guide = Guide::at_desk();
    guide.click("System resources");
    guide.wait_for("Cancelled keys");
    assert!(guide.says("one lock knows") && guide.says("Cancelled on"), "{:?}", guide.driver.texts());
    guide.key(Named::Tab);
    guide.key(Named::Enter);
    guide.wait_for("Who would take the news there");
    assert!(guide.says("1 of 10 locks have reported that they refuse it."));
}
