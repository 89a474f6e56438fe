//! Every screen and dialog, in both looks, for people to look at.

use std::ops::{Deref, DerefMut};
use std::path::PathBuf;

use iced::Size;
use iced::keyboard::{Key, Modifiers, key::Named};
use keydesk::domain::operator::{Language, Password, Theme};
use keydesk::domain::permission::Permission;
use keydesk::operation::demo::{ADMINISTRATOR, MANAGER, RECEPTION};
use keydesk::operation::sign_in;

use super::Guide;
use super::sign_in::{before, clock};
use crate::rehearsal::WINDOW;
use crate::widget::semantics::Role;
use crate::window::{Message, Purpose, desk};
use crate::words::Words;

/// Says which other pictures are taken: of these sizes and languages, as `768-es`, or all.
const EVERY: &str = "KEYDESK_PICTURES";
const SIZES: [(&str, f32, f32); 3] =
    [("768", 1_366.0, 768.0), ("900", 1_400.0, 900.0), ("1080", 1_920.0, 1_080.0)];

const LOOKS: [Theme; 2] = [Theme::Light, Theme::Dark];

/// Where the pictures go.
fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A guide with a camera.
struct Camera {
    theme: Theme,
    language: Language,
    guide: Guide,
}

impl Deref for Camera {
    type Target = Guide;

    fn deref(&self) -> &Guide {
        &self.guide
    }
}

impl DerefMut for Camera {
    fn deref_mut(&mut self) -> &mut Guide {
        &mut self.guide
    }
}

impl Camera {
    /// Closes whatever is said in passing.
    fn dismiss(&mut self) {
        while self.driver.shows("Dismiss") {
            self.click("Dismiss");
        }
    }

    fn shoot(&mut self, name: &str) {
        self.driver.settle();
        self.shoot_now(name);
    }

    fn shoot_now(&mut self, name: &str) {
        let name = format!("{name}-{}.png", self.theme.code());
        self.driver.png(folder().join(&name), 1.0).unwrap();
        if let Ok(wanted) = std::env::var(EVERY) {
            self.shoot_every(&name, &wanted);
        }
    }

    /// Takes the same picture in other sizes and languages, to be looked at and thrown away.
    fn shoot_every(&mut self, name: &str, wanted: &str) {
        let (size, own) = (self.driver.size(), self.language);
        let is_at_desk = self.driver.state().desk().is_some();
        for (of, width, height) in SIZES {
            for language in Language::ALL.iter().copied() {
                let kind = format!("{of}-{}", language.code());
                if !(wanted == "all" || wanted.split(',').any(|it| it == kind)) {
                    continue;
                }
                if is_at_desk {
                    self.driver.message(Message::Desk(desk::Message::Speak(language)));
                }
                self.driver.resize(Size::new(width, height));
                self.driver.settle();
                let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures").join(kind);
                std::fs::create_dir_all(&folder).unwrap();
                self.driver.png(folder.join(name), 1.0).unwrap();
            }
        }
        if is_at_desk {
            self.driver.message(Message::Desk(desk::Message::Speak(own)));
        }
        self.driver.resize(size);
        self.driver.settle();
    }
}

fn before_the_site(theme: Theme) {
    let guide = Guide::open(Purpose::Site, |launch| launch.memory.set_theme(theme));
    let mut camera = Camera { theme, language: Language::English, guide };
    camera.wait_for("Start a new site");
    camera.shoot("welcome");
    camera.click("Restore a site");
    camera.shoot("welcome-recover");
    camera.click("Back");
    camera.click("Start a new site");
    camera.click("Name of the site");
    camera.type_text("Hotel Aurora");
    camera.click("Your user name");
    camera.type_text("marta");
    camera.click("Password");
    camera.type_text("password1234");
    camera.click("Repeat the password");
    camera.type_text("password123");
    camera.click("Next");
    camera.shoot("welcome-site");
    for field in ["Password", "Repeat the password"] {
        camera.click(field);
        camera.driver.ctrl('a');
        camera.type_text("the heron on the roof");
    }
    camera.click("Next");
    camera.wait_for("Keep the recovery sheet safe");
    camera.shoot("welcome-sheet");
    camera.click("Print sheet");
    let texts = camera.driver.texts();
    let code = texts.iter().position(|text| text.starts_with("2. ")).map(|at| texts[at + 1].clone()).unwrap();
    camera.click("Type the code that you wrote down");
    camera.type_text(&code);
    camera.click("Next");
    camera.shoot("welcome-content");
}

fn signing_in(theme: Theme) {
    let guide = Guide::open(Purpose::Demo, |launch| launch.memory.set_theme(theme));
    let mut camera = Camera { theme, language: Language::English, guide };
    camera.wait_for("Sign in to work with this site");
    camera.shoot("sign-in");
    camera.click("User name");
    camera.type_text("demo");
    camera.click("Password");
    camera.type_text("not this one");
    camera.key(Named::Enter);
    camera.wait_for("User name or password is wrong. Check both and try again.");
    camera.shoot("sign-in-wrong");
}

fn step_by_step(theme: Theme) {
    let clock = clock();
    let guide = before(&clock);
    let mut camera = Camera { theme, language: Language::English, guide };
    camera.enter(ADMINISTRATOR);
    camera.wait_for("Hello, demo");
    camera.find("my settings");
    camera.wait_for("Off. Signing in asks for the password only.");
    if theme == Theme::Dark {
        camera.click("Dark");
    }
    camera.press("Switch on");
    camera.wait_for("1. Scan this with an authenticator app");
    camera.shoot("settings-second-factor");
    camera.key(Named::Escape);
    camera.key(Named::Escape);
    camera.options_of_users();
    camera.click("Doors write refusals on keys");
    camera.shoot("options-users");
    camera.driver.ctrl('s');
    camera.wait_for("Keys on the way to an encoder");
    camera.shoot("options-users-campaign");
    camera.turn_to_options("Access points");
    camera.wait_for("For new doors");
    camera.shoot("options-doors");
    camera.turn_to_options("Locations, functions");
    camera.wait_for("No groupings yet. One called Cities could have Madrid and Bilbao.");
    camera.shoot("options-groupings");
    camera.use_several_time_zones();
    camera.shoot("options-general");
    camera.add_time_zone("Atlantic/Can", "Las Palmas");
    camera.shoot("time-zone");
    camera.click("Time zones");
    camera.wait_for("Las Palmas");
    camera.shoot("time-zones");
    camera.security();
    camera.shoot("security");
    camera.fill("Failed attempts before an account is locked", "2");
    camera.driver.ctrl('s');
    camera.wait_for("A whole number from 3 to 100.");
    camera.shoot("security-faults");
    camera.fill("Failed attempts before an account is locked", "5");
    camera.click("Passwords expire");
    // The password of a demo site is sixty days old.
    camera.fill("Expire after (days)", "90");
    camera.ask_everybody_for_a_second_factor();
    camera.shoot("security-saved");
    camera.leave();
    camera.enter(ADMINISTRATOR);
    camera.wait_for("1. Scan this with an authenticator app");
    camera.shoot("sign-in-enrolment");
    let phone = camera.phone();
    camera.type_text(&phone.code(&clock));
    camera.key(Named::Enter);
    camera.wait_for("Hello, demo");
    camera.leave();
    clock.advance(chrono::Duration::days(30));
    camera.enter(ADMINISTRATOR);
    camera.wait_for("Type the code that your authenticator shows");
    camera.shoot("sign-in-code");
    camera.type_text("123456");
    camera.key(Named::Enter);
    camera.wait_for("This code is wrong or was used before. Wait for the next one and type that.");
    camera.shoot("sign-in-code-wrong");
    camera.type_text(&phone.code(&clock));
    camera.key(Named::Enter);
    camera.wait_for("Your password has expired. Choose a new one.");
    camera.shoot("sign-in-new-password");
}

fn desk(theme: Theme) -> Camera {
    desk_of(theme, Guide::at_desk())
}

fn desk_of(theme: Theme, guide: Guide) -> Camera {
    let mut camera = Camera { theme, language: Language::English, guide };
    camera.find("my settings");
    camera.wait_for("Appearance");
    if theme == Theme::Dark {
        camera.click("Dark");
    }
    camera
}

fn people(camera: &mut Camera) {
    camera.shoot("settings");
    camera.key(Named::Escape);
    camera.shoot("start");
    camera.driver.ctrl('k');
    camera.wait_for("A person, a door, a screen, something to do");
    camera.type_text("la");
    camera.shoot("finder");
    camera.key(Named::Escape);
    camera.click("Users");
    camera.shoot("users");
    camera.click("Add filter");
    camera.shoot("users-filter");
    camera.key(Named::Escape);
    camera.driver.click("Belmonte, Ana").unwrap();
    camera.driver.chord(Modifiers::SHIFT, Named::ArrowDown);
    camera.driver.chord(Modifiers::SHIFT, Named::ArrowDown);
    camera.driver.right_click("Belmonte, Ana").unwrap();
    camera.shoot("users-menu");
    camera.key(Named::Escape);
    camera.click("Search people");
    camera.type_text("nobody of this name");
    camera.shoot("users-none-found");
}

fn person(camera: &mut Camera) {
    camera.open_person("belmonte");
    camera.shoot("user");
    camera.driver.resize(Size::new(1_000.0, 700.0));
    camera.shoot("user-narrow");
    camera.driver.resize(WINDOW);
    camera.driver.chord(Modifiers::ALT, Named::PageDown);
    camera.shoot("user-details");
    camera.driver.chord(Modifiers::ALT, Named::PageDown);
    camera.click("Add several");
    camera.shoot("user-doors-add");
    camera.key(Named::Escape);
    camera.click("Luggage room");
    camera.press("When");
    camera.click("From – until");
    camera.shoot("user-doors-period");
    camera.key(Named::Escape);
    camera.press("Remove");
    camera.driver.ctrl('d');
    camera.type_text("gym");
    camera.shoot("user-doors-put");
    camera.key(Named::Enter);
    camera.shoot("user-doors-changed");
    camera.click("First name");
    camera.driver.ctrl('a');
    camera.type_text("Anna");
    camera.shoot("user-changed");
    camera.driver.key(Named::Escape);
    camera.click("Users");
    camera.wait_for("Save your changes?");
    camera.shoot("unsaved");
    camera.click("Discard changes");
    camera.wait_for("New person");
    camera.click("New person");
    camera.shoot("user-new");
    camera.click("Phone");
    camera.type_text("call me");
    camera.driver.ctrl('s');
    camera.wait_for("A first name or a last name is needed.");
    camera.shoot("user-faults");
    camera.click("Discard");
    camera.open_person("belmonte");
    camera.click("More");
    camera.click("Ban");
    camera.wait_for("Ban Ana Belmonte?");
    camera.shoot("user-ban");
    camera.key(Named::Escape);
}

fn keys(camera: &mut Camera) {
    camera.key(Named::Escape);
    camera.open_person("belmonte");
    camera.driver.ctrl('u');
    camera.wait_for("Edit key");
    camera.shoot("key-preview");
    camera.driver.key(Named::Enter);
    camera.wait_for("Place the key");
    camera.shoot_now("key-waiting");
    camera.lay("Key of Ben");
    camera.wait_for("Invalid user key");
    camera.shoot("key-invalid");
    camera.tray.clear();
    camera.driver.key(Named::Enter);
    camera.wait_for("Place the key");
    let cards = camera.cards();
    let (card, _) = *cards.iter().find(|(_, label)| label == "Key of Ana Belmonte").unwrap();
    camera.tray.take_away_at(card, 6);
    camera.tray.lay(card);
    camera.wait_for("Put the key back");
    camera.shoot_now("key-put-back");
    camera.tray.lay(card);
    camera.wait_for("Remove the key.");
    camera.shoot("key-done");
    camera.key(Named::Enter);
    camera.take_away();
    camera.click("Start");
    camera.lay("Key of Ben");
    camera.wait_for("Ctrl+Enter");
    camera.shoot("key-card");
    camera.take_away();
    camera.lay("Blank card 1");
    camera.wait_for("Blank card");
    camera.shoot("key-card-blank");
    camera.take_away();
    camera.lay("Card of another");
    camera.wait_for("This card is used for something else");
    camera.shoot("key-card-foreign");
    camera.take_away();
    camera.click("Read key");
    camera.wait_for("Place the key");
    camera.shoot_now("read-key-waiting");
    camera.lay("Key of Ana");
    camera.wait_for("The key says");
    camera.shoot("read-key");
    camera.driver.ctrl('o');
    camera.wait_for("Which one does it not open?");
    camera.shoot("read-key-why-which");
    camera.key(Named::Escape);
    camera.tray.clear();
    camera.click("Delete key");
    camera.wait_for("Place the key");
    camera.lay("Key of Ana");
    camera.wait_for("The key says");
    camera.shoot("delete-key");
    camera.tray.clear();
    camera.click("System resources");
    camera.wait_for("Cancelled keys");
    camera.shoot("system-resources");
    camera.open_person("carter");
    camera.wait_for("Update key");
    camera.driver.chord(Modifiers::CTRL | Modifiers::SHIFT, Key::Character("u".into()));
    camera.wait_for("Cancel and make a new key");
    camera.shoot("cancel-key");
    camera.press("Cancel key");
    camera.wait_for("Which locks know?");
    camera.shoot("user-cancelled-key");
    camera.click("Which locks know?");
    camera.wait_for("Has not reported");
    camera.shoot("cancelled-key");
    camera.click("Automatic key update");
    camera.wait_for("Place the key");
    camera.shoot_now("automatic-waiting");
    for label in ["Key of Carmen", "Key of David", "Card with little"] {
        camera.lay(label);
        camera
            .driver
            .wait("the light", |driver| {
                let is_told =
                    |text: &String| text.ends_with("Remove the key.") || text.starts_with("A key needs ");
                driver.texts().iter().any(is_told)
            })
            .unwrap();
        camera.shoot(if label.starts_with("Key of David") { "automatic-done" } else { "automatic-refused" });
        camera.tray.clear();
        camera.driver.wait_for("Place the key").unwrap();
        camera.driver.settle();
    }
    camera.take_a_locker();
    camera.click("Reset locker data");
    camera.wait_for("Place the key");
    camera.shoot_now("reset-lockers-waiting");
    camera.lay("Card of another");
    camera.wait_for("This card is used for something else");
    camera.shoot("reset-lockers-refused");
    camera.tray.clear();
    camera.wait_for("Place the key");
    camera.lay("Key of Carmen");
    camera.wait_for("This key holds no locker");
    camera.shoot("reset-lockers-none");
    camera.tray.clear();
    camera.wait_for("Place the key");
    camera.lay("Key of Ben");
    camera.wait_for("Spa 1");
    camera.shoot("reset-lockers");
    camera.press("Reset lockers");
    camera.wait_for("The key of Ben Carter holds no locker any more. Remove it.");
    camera.shoot("reset-lockers-done");
    camera.take_away();
}

fn house(camera: &mut Camera) {
    camera.click("Doors");
    camera.shoot("doors");
    camera.double_click("Back office");
    camera.wait_for("On keys");
    camera.shoot("door");
    camera.click("Delete");
    camera.wait_for("Delete Back office?");
    camera.shoot("door-delete");
    camera.key(Named::Escape);
    camera.click("Audit trail");
    camera.wait_for("Received");
    camera.shoot("audit-trail");
    camera.click("Network");
    camera.wait_for("Write test");
    camera.shoot("network");
    camera.click("Write test");
    camera.wait_for("Place a blank card");
    camera.shoot_now("network-test");
    camera.lay("Blank card 2");
    camera.wait_for("It wrote a card and read it back. The card is blank again: remove it.");
    camera.shoot("network-test-passed");
    camera.key(Named::Escape);
    camera.take_away();
    camera.driver.ctrl('l');
    camera.wait_for("Unlock");
    camera.shoot("locked");
}

fn groups(camera: &mut Camera) {
    camera.key(Named::Escape);
    camera.click("Operator groups");
    camera.shoot("groups");
    camera.double_click("Reception");
    camera.wait_for("Global permissions");
    camera.shoot("group");
    camera.click("Search permissions");
    camera.type_text("ban");
    let bans = camera.part(Role::Cell, "Users, Add and remove bans", 0).bounds.center();
    camera.driver.click_at(bans);
    camera.wait_for("One operator gains permissions, from the next thing they do.");
    camera.shoot("group-changed");
    camera.driver.ctrl('s');
    camera.wait_for("Save Reception?");
    camera.shoot("group-save");
    camera.key(Named::Escape);
    camera.click("Discard");
    camera.click("Permissions and why");
    camera.wait_for("What Reception can do");
    camera.shoot("group-explain");
    camera.key(Named::Escape);
    camera.find("operators of this group");
    camera.wait_for("Operators of Reception");
    camera.shoot("group-members");
    camera.key(Named::Escape);
    camera.click("Delete");
    camera.wait_for("Delete Reception?");
    camera.shoot("group-delete");
    camera.key(Named::Escape);
    camera.click("Copy");
    camera.wait_for("New operator group");
    camera.shoot("group-new");
    camera.driver.ctrl('s');
    camera.wait_for("Copy of Reception is saved. Nobody is in it yet.");
    camera.add_spa("Sauna");
    camera.click("Operator groups");
    camera.wait_for("3 groups");
    camera.double_click("Reception");
    camera.wait_for("Nothing changed.");
    let access = camera.part(Role::CheckBox, "Access", 1).bounds.center();
    camera.driver.click_at(access);
    camera.driver.settle();
    let custom = camera.part(Role::CheckBox, "Custom permissions", 1).bounds.center();
    camera.driver.click_at(custom);
    camera.wait_for("Permissions for Spa");
    camera.shoot("group-partitions");
}

fn out_of_reach(theme: Theme) {
    let guide = Guide::at_desk();
    guide.limit_reception(&[
        Permission::UsersView,
        Permission::UsersModify,
        Permission::KeyRead,
        Permission::OperatorGroupsView,
        Permission::OperatorGroupsAddDelete,
    ]);
    let mut camera = desk_of(theme, guide);
    camera.key(Named::Escape);
    camera.change_over(RECEPTION);
    camera.find("my settings");
    camera.wait_for("Appearance");
    if theme == Theme::Dark {
        camera.click("Dark");
    }
    camera.key(Named::Escape);
    camera.click("Operator groups");
    camera.wait_for("3 groups");
    camera.shoot("groups-out-of-reach");
    camera.driver.ctrl('n');
    camera.wait_for("It will be under your own group and cannot have more permissions.");
    camera.type_text("Weekend");
    camera.click("Search permissions");
    camera.type_text("users");
    camera.shoot("group-locked");
}

fn auditor(theme: Theme) {
    let look = |guide: &mut Guide| {
        if theme == Theme::Dark {
            guide.find("my settings");
            guide.wait_for("Appearance");
            guide.click("Dark");
            guide.key(Named::Escape);
        }
    };
    let (mut guide, clock) = super::auditor::auditor(true);
    look(&mut guide);
    let mut camera = Camera { theme, language: Language::English, guide };
    camera.shoot("auditor");
    camera.double_click("Operator added");
    camera.wait_for("Hash");
    camera.shoot("auditor-entry");
    camera.key(Named::Escape);
    // Nothing is selected any more.
    camera.key(Named::Escape);
    camera.click("Add filter");
    camera.shoot("auditor-filter");
    camera.key(Named::Escape);
    camera.click("Verify");
    camera.wait_for("Hash of the last entry");
    camera.shoot("auditor-verified");
    camera.key(Named::Escape);
    camera.passes(&clock, chrono::Duration::days(3));
    camera.click("Purge");
    camera.wait_for("Entries before");
    camera.fill("Entries before", "2026-11-30");
    camera.fill("Write them to", "/home/marta/Documents/system auditor 2026-11-25.jsonl");
    camera.shoot("auditor-purge");
    camera.key(Named::Escape);
    camera.begin_purge("old.jsonl");
    camera.confirm_as(RECEPTION);
    camera.wait_for("This operator may not do this either. Ask someone who may.");
    camera.shoot("four-eyes");
    camera.confirm_as(MANAGER);
    camera.wait_for("The entries are in the file, and the chain goes on.");
    camera.shoot("auditor-purged");
    camera.key(Named::Enter);
    camera.click("Search names and desks");
    camera.type_text("nobody of this name");
    camera.wait_for("No entry matches");
    camera.shoot("auditor-none-found");
    let (mut guide, clock) = super::auditor::auditor(false);
    look(&mut guide);
    let mut camera = Camera { theme, language: Language::English, guide };
    camera.passes(&clock, chrono::Duration::days(3));
    camera.begin_purge("old.jsonl");
    camera.wait_for("Request it");
    camera.shoot("four-eyes-alone");
    camera.press("Request it");
    camera.wait_for("Cancel the request");
    camera.shoot("four-eyes-waiting");
}

fn operators(camera: &mut Camera) {
    camera.key(Named::Escape);
    let (console, _) = camera.behind();
    let wrong = Password::new("not this one");
    while !matches!(
        sign_in::sign_in(&console, RECEPTION.user_name, &wrong),
        Err(sign_in::Error::LockedUntil(_))
    ) {}
    camera.click("Operators");
    camera.wait_for("2 operators");
    camera.shoot("operators");
    camera.driver.right_click("Reception desk").unwrap();
    camera.shoot("operators-menu");
    camera.key(Named::Escape);
    camera.click("Reception desk");
    camera.key(Named::Delete);
    camera.wait_for("Delete Reception desk?");
    camera.shoot("operator-delete");
    camera.key(Named::Escape);
    camera.double_click("Reception desk");
    camera.wait_for("Unlock");
    camera.shoot("operator");
    camera.driver.resize(Size::new(1_000.0, 700.0));
    camera.shoot("operator-narrow");
    camera.driver.resize(WINDOW);
    camera.rest();
    camera.pick("Group", "Administrator");
    camera.wait_for("The operator gains 99 permissions.");
    camera.shoot("operator-moved");
    camera.click("Discard");
    camera.click("Set a new password…");
    camera.wait_for("New password for Reception desk");
    camera.type_text("password1234");
    camera.click("Repeat the password");
    camera.type_text("password1234");
    camera.key(Named::Enter);
    camera.wait_for("Too many people use this password. Choose another.");
    camera.shoot("operator-password");
    camera.key(Named::Escape);
    camera.wait_without("Repeat the password");
    camera.click("Operators");
    camera.wait_for("New operator");
    camera.double_click("Administrator");
    camera.wait_for("Nothing changed.");
    camera.shoot("operator-oneself");
    camera.click("Operators");
    camera.click("New operator");
    camera.wait_for("Not saved yet");
    camera.shoot("operator-new");
    camera.type_text("Marta");
    camera.driver.ctrl('s');
    camera.wait_for("Choose one.");
    camera.shoot("operator-faults");
    camera.click("Discard");
    camera.dismiss();
}

fn partitions(camera: &mut Camera) {
    camera.click("Partitions");
    camera.wait_for("Partitions are not in use");
    camera.shoot("partitions-off");
    camera.click("New partition");
    camera.wait_for("Not saved yet");
    camera.shoot("partition-new");
    camera.type_text("Spa");
    camera.key(Named::Tab);
    camera.type_text("Pool, gym and treatment rooms");
    camera.driver.ctrl('s');
    camera.wait_for("Contents");
    camera.dismiss();
    camera.shoot("partition");
    camera.click("Partitions");
    camera.click("Use partitions…");
    camera.wait_for("Loses 22 permissions");
    camera.shoot("partitions-switch");
    camera.press("Use partitions");
    camera.wait_for("Partitions are in use");
    camera.dismiss();
    camera.shoot("partitions");
    camera.double_click("Spa");
    camera.wait_for("Contents");
    camera.press("Delete");
    camera.wait_for("Delete Spa?");
    camera.shoot("partition-delete");
    camera.key(Named::Escape);
    camera.click("Partitions");
    camera.double_click("General");
    camera.wait_for("Contents");
    camera.shoot("partition-general");
}

fn user_access_levels(camera: &mut Camera) {
    camera.click("User access levels");
    camera.wait_for("10 access levels");
    camera.shoot("user-access-levels");
    camera.double_click("Kitchen");
    camera.wait_for("Doors 4");
    camera.shoot("user-access-level");
}

fn rights(camera: &mut Camera) {
    camera.key(Named::Escape);
    camera.click("Users");
    camera.click("Access table");
    camera.wait_for("306 people × 60 doors");
    camera.shoot("access-table");
    let cell = |camera: &mut Camera, name: &str| camera.part(Role::Cell, name, 0).bounds.center();
    let (from, to) = (cell(camera, "Abernathy, Elena, Bar"), cell(camera, "Abernathy, Noah, Boiler room"));
    camera.driver.drag(from, to);
    camera.driver.settle();
    let taken = cell(camera, "Abernathy, Zoë, Accounting");
    camera.driver.click_at(taken);
    camera.driver.settle();
    camera.driver.ctrl('i');
    camera.shoot("access-table-changed");
    camera.driver.ctrl('i');
    camera.key(Named::F2);
    camera.shoot("access-table-when");
    camera.key(Named::Escape);
    camera.click("Discard");
    camera.click("User access levels");
    camera.click("Access table");
    camera.wait_for("10 access levels × 60 doors");
    camera.shoot("access-table-levels");
}

fn lockers(camera: &mut Camera) {
    camera.click("Lockers");
    camera.wait_for("23 lockers");
    camera.shoot("lockers");
    camera.double_click("First-aid cabinet");
    camera.wait_for("Access levels 1");
    camera.shoot("locker");
}

fn rooms(camera: &mut Camera) {
    camera.click("Rooms and suites");
    camera.wait_for("32 rooms and suites");
    camera.shoot("rooms");
    camera.double_click("204");
    camera.wait_for("Zones 1");
    camera.shoot("room");
    camera.find("Aurora suite");
    camera.wait_for("Rooms 2");
    camera.shoot("suite");
}

fn zones(camera: &mut Camera) {
    camera.click("Zones");
    camera.wait_for("9 zones");
    camera.shoot("zones");
    camera.double_click("Technical rooms");
    camera.wait_for("Doors 3");
    camera.shoot("zone");
}

fn outputs(camera: &mut Camera) {
    camera.click("Outputs");
    camera.wait_for("8 outputs");
    camera.shoot("outputs");
    camera.double_click("Lift: second floor");
    camera.wait_for("Access levels 5");
    camera.shoot("output");
}

fn locations_functions(camera: &mut Camera) {
    camera.click("Locations, functions");
    camera.wait_for("4 locations and functions");
    camera.shoot("locations-functions");
    camera.double_click("Lower level");
    camera.wait_for("Doors 9");
    camera.shoot("location");
}

fn areas(camera: &mut Camera) {
    camera.click("Roll-call areas");
    camera.wait_for("2 roll-call areas");
    camera.shoot("roll-call-areas");
    camera.double_click("Hotel");
    camera.wait_for("Entries 2");
    camera.shoot("roll-call-area");
    camera.click("Lockdown areas");
    camera.double_click("Ground floor");
    camera.wait_for("Restaurant");
    camera.shoot("lockdown-area");
    camera.click("Occupancy areas");
    camera.double_click("Garage");
    camera.wait_for("Doors 1");
    camera.shoot("limited-occupancy-area");
    camera.click("Occupancy groups");
    camera.double_click("Trainers");
    camera.wait_for("Areas 2");
    camera.shoot("limited-occupancy-group");
}

fn timetables(camera: &mut Camera) {
    camera.click("Timetables");
    camera.wait_for("3 timetables");
    camera.shoot("timetables");
    camera.double_click("Office hours");
    camera.wait_for("The week");
    camera.shoot("timetable");
    camera.click("Zones");
    camera.double_click("Technical rooms");
    camera.wait_for("Doors 3");
    camera.click("Boiler room");
    camera.press("When");
    camera.wait_for("Any time");
    camera.shoot("timetable-chosen");
    camera.key(Named::Escape);
}

fn timed_periods(camera: &mut Camera) {
    camera.click("Timed periods and automatic changes");
    camera.wait_for("5 entries");
    camera.shoot("timed-periods");
    camera.double_click("Spa hours");
    camera.wait_for("The week");
    camera.shoot("timed-period");
    camera.click("Timed periods and automatic changes");
    camera.double_click("Counter");
    camera.wait_for("The week");
    camera.shoot("automatic-change");
}

fn calendars(camera: &mut Camera) {
    camera.click("Calendars");
    camera.wait_for("2 calendars");
    camera.shoot("calendars");
    camera.double_click("Public holidays");
    camera.wait_for("Holidays and special days");
    camera.shoot("calendar");
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_of_groups() {
    for theme in LOOKS {
        let mut camera = desk(theme);
        groups(&mut camera);
        out_of_reach(theme);
    }
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_of_rights() {
    for theme in LOOKS {
        let mut camera = desk(theme);
        rights(&mut camera);
    }
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_of_the_auditor() {
    for theme in LOOKS {
        auditor(theme);
    }
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_of_operators() {
    for theme in LOOKS {
        let mut camera = desk(theme);
        operators(&mut camera);
        partitions(&mut camera);
        user_access_levels(&mut camera);
        lockers(&mut camera);
        rooms(&mut camera);
        zones(&mut camera);
        outputs(&mut camera);
        locations_functions(&mut camera);
        areas(&mut camera);
        timetables(&mut camera);
        timed_periods(&mut camera);
        calendars(&mut camera);
        let mut camera = desk_of(theme, Guide::at_desk_of(RECEPTION));
        camera.key(Named::Escape);
        camera.shoot("start-tiles");
        camera.driver.resize(Size::new(1_000.0, 700.0));
        camera.shoot("start-tiles-narrow");
    }
}

#[test]
fn the_tour_updates_a_key() {
    let mut steps = Vec::new();
    crate::tour::update_a_key(|_, step| {
        steps.push(step.to_owned());
        Ok(())
    })
    .unwrap();
    assert_eq!(steps.last().map(String::as_str), Some("updated"));
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_of_keys_and_the_house() {
    for theme in LOOKS {
        let mut camera = desk(theme);
        keys(&mut camera);
        house(&mut camera);
    }
}

fn update_point(theme: Theme) {
    let mut camera = desk(theme);
    camera.key(Named::Escape);
    camera.click("Network");
    camera.wait_for("Write test");
    camera.press_part(Role::CheckBox, "Run as update point", 0);
    camera.wait_for("Today: 0 updated, 0 already current, 0 refused");
    camera.lay("Key of Ben Carter");
    camera.wait_for("Today: 1 updated, 0 already current, 0 refused");
    camera.tray.clear();
    camera.lay("Blank card 1");
    camera.wait_for("Today: 1 updated, 0 already current, 1 refused");
    camera.tray.clear();
    camera.shoot("network-point");
    camera.press_part(Role::CheckBox, "Serve while nobody is there", 0);
    camera.wait_for("Serve while nobody is there?");
    camera.shoot("network-point-alone");
    camera.press("Serve while nobody is there");
    camera.press("Show to key holders");
    camera.wait_for("Place your key");
    camera.shoot("point-waiting");
    camera.lay("Key of Ben Carter");
    camera.wait_for("Done");
    camera.shoot("point-done");
    camera.tray.clear();
    camera.lay("Blank card 1");
    camera.wait_for("Go to the desk");
    camera.shoot("point-refused");
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_of_update_points() {
    for theme in LOOKS {
        update_point(theme);
    }
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_in_spanish() {
    let guide = Guide::open(Purpose::Demo, |launch| {
        launch.memory.set_language(Language::Spanish);
        launch.signed_in = Some(ADMINISTRATOR);
    });
    let mut camera = Camera { theme: Theme::Light, language: Language::Spanish, guide };
    camera.wait_for("Inicio");
    let words = Words::new(Language::Spanish);
    camera.click("demo");
    camera.click(&words.get("deed-settings"));
    camera.wait_for("Aspecto");
    camera.shoot("settings-spanish");
    camera.key(Named::Escape);
    camera.shoot("start-spanish");
    camera.click("Usuarios");
    camera.click("Buscar personas");
    camera.type_text("belmonte");
    camera.key(Named::Enter);
    camera.wait_for("Belmonte");
    camera.shoot("user-spanish");
    camera.driver.ctrl('u');
    camera.driver.settle();
    camera.shoot("key-preview-spanish");
    camera.key(Named::Escape);
    camera.click("Operadores");
    camera.double_click("Mostrador de recepción");
    camera.wait_for("Puede iniciar sesión");
    camera.shoot("operator-spanish");
    camera.click("Particiones");
    camera.wait_for("No se usan particiones");
    camera.shoot("partitions-spanish");
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_before_anybody_is_signed_in() {
    for theme in LOOKS {
        before_the_site(theme);
        signing_in(theme);
        step_by_step(theme);
    }
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_of_people() {
    for theme in LOOKS {
        let mut camera = desk(theme);
        people(&mut camera);
        person(&mut camera);
    }
}

#[test]
#[ignore = "writes the pictures of the documentation"]
fn pictures_of_the_trail() {
    for theme in LOOKS {
        let mut camera = desk(theme);
        trail(&mut camera);
    }
}

fn trail(camera: &mut Camera) {
    camera.click("Doors");
    camera.wait_for("60 doors");
    camera.narrow("No opening known for 30 days");
    camera.shoot("doors-unopened");
    camera.press("Last opened: No opening known for 30 days");
    camera.double_click("Main entrance");
    camera.wait_for("Identification");
    camera.press("Who opened it");
    camera.wait_for("Door: Main entrance");
    camera.key(Named::ArrowDown);
    camera.shoot("trail-of-a-door");
    camera.key(Named::Escape);
    camera.press("Export");
    camera.shoot("trail-export");
    camera.key(Named::Escape);
    camera.press("Purge");
    camera.wait_for("Events before");
    camera.fill("Write them to", "/home/marta/Documents/Purged events 2026-11-25.jsonl");
    camera.shoot("trail-purge");
}
