//! A phone becomes somebody's key, and is one no more: on the person's page.

use keydesk::domain::general_options::Draft;
use keydesk::domain::phone::{self, PublicKey};
use keydesk::operation::options;
use keydesk::secret::Secret;

use super::Guide;
use crate::widget::semantics::Role;
use crate::window::{Message, desk};

impl Guide {
    /// At the details of somebody, in a window that shows all of them.
    pub(super) fn at_details_of(name: &str) -> Guide {
        let mut guide = Guide::at_desk();
        guide.unroll();
        guide.open_person(name);
        guide.click("Details");
        guide
    }

    /// What the program does by itself comes due.
    pub(super) fn tick(&mut self) {
        self.driver.message(Message::Desk(desk::Message::Tick));
        self.rest();
    }

    fn deliver_to(&self, folder: &str) {
        let (console, session) = self.behind();
        let page = options::general(&console, &session.permit().unwrap()).unwrap();
        let draft = Draft { phone_folder: folder.to_owned(), ..page.draft };
        options::save_general(&console, &session.permit().unwrap(), page.version, &draft).unwrap();
    }
}

fn shown() -> PublicKey {
    PublicKey(*Secret::new([7; 32]).public().as_bytes())
}

#[test]
fn a_phone_is_added_delivered_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut guide = Guide::at_details_of("belmonte");
    guide.deliver_to(folder.path().to_str().unwrap());
    guide.wait_for("No phone is a key of this person.");
    guide.press("Add phone");
    assert!(guide.says("kd-site:1:"));
    guide.type_text("+34 600 123 456");
    guide.press("Add phone");
    guide.wait_for("This is not what a phone shows: it begins with kd-phone:1.");
    guide.fill("2. What the phone shows then", &shown().shown());
    guide.press("Add phone");
    guide.wait_for("The phone is a key now. Its first key is on its way.");
    guide.wait_for("On its way");
    guide.tick();
    guide.wait_for("Delivered");
    let file = folder.path().join(phone::file_name(&shown().serial()));
    assert!(file.exists());
    guide.press("Remove phone key");
    guide.wait_for("Remove the phone key of Ana Belmonte?");
    guide.press("Keep the key");
    guide.press("Remove phone key");
    guide.press("Remove phone key");
    guide.wait_for("No phone is a key of this person.");
    guide.tick();
    let gone = guide.driver.wait("the file is gone", |_| !file.exists());
    guide.must(gone);
}

#[test]
fn a_folder_that_is_not_there_is_said_on_the_persons_page() {
    let mut guide = Guide::at_details_of("belmonte");
    guide.press("Add phone");
    guide.type_text(&shown().shown());
    guide.press("Add phone");
    guide.wait_for("On its way");
    guide.deliver_to("/nowhere/at/all");
    guide.tick();
    guide.wait_for("Cannot be delivered");
    assert!(guide.says("It is tried again by itself."));
}

#[test]
fn a_folder_is_typed_whole() {
    let mut guide = Guide::at_desk();
    guide.click("General options");
    let tab = guide.part(Role::Tab, "General", 0).bounds.center();
    guide.driver.click_at(tab);
    guide.wait_for("Folder for phone keys");
    guide.fill("Folder for phone keys", "phones");
    guide.driver.ctrl('s');
    guide.wait_for("Type the whole path of the folder, from the top of the disk or share.");
    guide.fill("Folder for phone keys", "/srv/phones");
    guide.driver.ctrl('s');
    guide.wait_saved();
}
