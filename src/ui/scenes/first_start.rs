//! The first start, and bringing a site back.

use std::sync::Arc;

use iced::keyboard::key::Named;
use keydesk::simulator::{Card, Generation, Product, SharedCard, Storage};

use super::Guide;
use crate::rehearsal;
use crate::widget::semantics::{Mark, Role};
use crate::window::Purpose;

const PASSWORD: &str = "the heron on the roof";
const KEY: &str = "The key";

impl Guide {
    fn name_the_site(&mut self) {
        self.wait_for("Name of the site");
        self.click("Name of the site");
        self.type_text("Hotel Aurora");
        self.key(Named::Tab);
        self.type_text("marta");
        self.key(Named::Tab);
        self.type_text(PASSWORD);
        self.key(Named::Tab);
        self.type_text(PASSWORD);
        self.key(Named::Enter);
    }

    /// The lines of the sheet, and its code, as they stand on the screen.
    fn sheet(&mut self) -> (String, String) {
        let texts = self.driver.texts();
        let first = texts.iter().position(|text| text.starts_with("1. ")).unwrap() + 1;
        let end = texts.iter().position(|text| text == "Save sheet").unwrap();
        let code = texts.iter().position(|text| text.starts_with("2. ")).unwrap() + 1;
        (texts[first..end].join("\n"), texts[code].clone())
    }

    fn keep_sheet(&mut self, code: &str) {
        self.click("Print sheet");
        self.click("Type the code that you wrote down");
        self.type_text(code);
    }

    fn new_person(&mut self, name: &str) {
        self.click("Users");
        self.click("New person");
        self.wait_for("Identification");
        self.click("Last name");
        self.type_text(name);
        self.driver.ctrl('s');
        self.wait_for("No key is assigned.");
    }

    /// Assigns the key to whoever is open, who has no door yet.
    fn assign(&mut self) {
        self.click("Assign key");
        self.wait_for("This key will open no door. Give the person doors first, or write it anyway.");
        self.driver.key(Named::Enter);
        self.wait_for("Place the key");
        self.lay(KEY);
    }

    fn is_enabled(&mut self, button: &str) -> bool {
        let parts = self.driver.parts();
        let part = parts.iter().find(|part| part.text == button && part.role().is_some()).unwrap();
        part.semantics.as_ref().is_some_and(|semantics| semantics.enabled)
    }
}

#[test]
fn a_site_begins_with_a_name_an_administrator_and_a_sheet_that_is_kept() {
    let mut guide = Guide::open(Purpose::Site, |_| ());
    guide.wait_for("Start a new site");
    guide.key(Named::Enter);
    guide.name_the_site();
    guide.wait_for("Keep the recovery sheet safe");
    let step = |guide: &mut Guide, name: &str| guide.mark_of(Role::Step, name, 0);
    assert_eq!(step(&mut guide, "The site"), Some(Mark::On));
    assert_eq!(step(&mut guide, "Recovery sheet"), Some(Mark::Mixed), "it is at hand");
    assert_eq!(step(&mut guide, "What is in it"), Some(Mark::Off));
    let (_, code) = guide.sheet();
    guide.click("Type the code that you wrote down");
    guide.type_text(&code);
    assert!(!guide.is_enabled("Next"), "the sheet is not kept yet");
    guide.click("Print sheet");
    assert!(guide.is_enabled("Next"));
    guide.fill("Type the code that you wrote down", "0000");
    assert!(!guide.is_enabled("Next"), "the code is not the one");
    guide.fill("Type the code that you wrote down", &code.to_lowercase());
    guide.click("Next");
    guide.wait_for("An empty site");
    guide.click("Create the site");
    guide.wait_for("Hello, marta");
    // An empty site says how it begins, not that all is well. An encoder is there.
    guide.wait_for("1 of 4 done");
    assert!(!guide.driver.shows("Nothing needs attention"));
    guide.click("Add the doors");
    guide.wait_for("Not saved yet");
    guide.type_text("Gate");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    guide.click("Start");
    guide.wait_for("2 of 4 done");
    guide.click("Users");
    assert!(guide.driver.shows("No people yet"));
}

#[test]
fn a_sheet_is_saved_where_one_says_and_a_folder_that_can_not_be_written_is_named() {
    let mut guide = Guide::open(Purpose::Site, |_| ());
    guide.wait_for("Start a new site");
    guide.key(Named::Enter);
    guide.name_the_site();
    guide.wait_for("Keep the recovery sheet safe");
    guide.click("Save sheet");
    guide.wait_for("File");
    guide.fill("File", "/no/such/folder/sheet.pdf");
    guide.key(Named::Enter);
    guide.wait_for("The file could not be written. Choose another folder.");
    let path = guide.folder.path().join("sheet.pdf");
    guide.fill("File", &path.display().to_string());
    guide.key(Named::Enter);
    let result = guide
        .driver
        .wait("the sheet", |driver| driver.texts().iter().any(|text| text.starts_with("Saved as")));
    guide.must(result);
    let pdf = std::fs::read(path).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn what_is_wrong_stands_at_its_field() {
    let mut guide = Guide::open(Purpose::Site, |_| ());
    guide.wait_for("Start a new site");
    guide.key(Named::Enter);
    guide.wait_for("Name of the site");
    for (name, password, repeated, said) in [
        ("", PASSWORD, PASSWORD, "This cannot be empty."),
        ("Aurora", "short", "short", "At least 12 characters."),
        ("Aurora", "password1234", "password1234", "Too many people use this password. Choose another."),
        ("Aurora", PASSWORD, "the heron on the rock", "The two passwords differ."),
    ] {
        guide.fill("Name of the site", name);
        guide.fill("Your user name", "marta");
        guide.fill("Password", password);
        guide.fill("Repeat the password", repeated);
        guide.key(Named::Enter);
        guide.wait_for(said);
    }
}

#[test]
fn esc_leads_back_a_page() {
    let mut guide = Guide::open(Purpose::Site, |_| ());
    guide.wait_for("Start a new site");
    guide.key(Named::Enter);
    guide.wait_without("Restore a site");
    guide.key(Named::Escape);
    guide.wait_for("Restore a site");
    guide.click("Restore a site");
    guide.wait_without("Start a new site");
    guide.key(Named::Escape);
    guide.wait_for("Start a new site");
}

#[test]
fn a_sheet_and_its_code_bring_a_site_back_that_knows_its_keys_from_before() {
    let mut first = Guide::open(Purpose::Site, |_| ());
    first.wait_for("Start a new site");
    first.key(Named::Enter);
    first.name_the_site();
    first.wait_for("Keep the recovery sheet safe");
    let (lines, code) = first.sheet();
    first.keep_sheet(&code);
    first.click("Next");
    first.wait_for("An empty site");
    first.click("Create the site");
    first.wait_for("Hello, marta");
    let product = Product::Desfire(Generation::Ev2, Storage::K4);
    let card = SharedCard::new(Card::new(product, [0x04, 1, 2, 3, 4, 5, 6]));
    first.tray.add(KEY, card.clone());
    first.new_person("Zamora");
    first.assign();
    first.wait_for("Remove the key.");
    drop(first);
    let mut guide = Guide::open(Purpose::Site, |launch| {
        let later = rehearsal::morning();
        later.advance(chrono::Duration::days(3));
        launch.environment.clock = Arc::new(later);
    });
    guide.wait_for("Start a new site");
    guide.click("Restore a site");
    guide.click("Lines of the recovery sheet");
    guide.driver.paste(&lines);
    guide.driver.settle();
    guide.click("Recovery code");
    guide.type_text("0000-0000-0000-0000-0000-0000");
    guide.click("Next");
    guide.wait_for("The code does not fit this sheet. Check it letter by letter.");
    guide.fill("Recovery code", &code);
    guide.click("Next");
    guide.name_the_site();
    guide.wait_for("Keep the recovery sheet safe");
    let (_, fresh) = guide.sheet();
    guide.keep_sheet(&fresh);
    guide.click("Create the site");
    guide.wait_for("Hello, marta");
    let from_before = "This key is from before the site was recovered";
    guide.tray.add(KEY, card);
    guide.lay(KEY);
    guide.wait_for(from_before);
    assert!(
        guide.says("keys and doors have been given new numbers since") && !guide.driver.shows("Assign to")
    );
    guide.tray.clear();
    guide.new_person("Zamora");
    guide.assign();
    guide.wait_for("Write anyway");
    assert!(guide.says(from_before));
    guide.press("Write anyway");
    guide.wait_for("Remove the key.");
    guide.key(Named::Enter);
    guide.tray.clear();
    guide.click("Start");
    guide.wait_for("Noted");
    guide.click("Noted");
    guide.wait_without("Noted");
}

#[test]
fn the_first_screen_speaks_spanish_when_asked() {
    let mut guide = Guide::open(Purpose::Site, |_| ());
    guide.wait_for("Start a new site");
    guide.click("Español");
    guide.wait_without("Start a new site");
    assert!(guide.says("instalación"));
}
