//! Lockers: access points that somebody has alone.

use iced::keyboard::key::Named;
use keydesk::domain::directory::Query;
use keydesk::domain::event::Slots;
use keydesk::domain::image::{Epoch, Image, Serial};
use keydesk::domain::lock::{Decision, Lock, Proven};
use keydesk::domain::user::{Grant, Limit};
use keydesk::domain::zone::{self, Group};
use keydesk::operation::{Changes, Giving, lockers, users, zones};

use super::Guide;

#[test]
fn a_locker_is_added_and_given_from_both_ends() {
    let mut guide = Guide::at_desk();
    guide.click("Lockers");
    guide.wait_for("23 lockers");
    guide.press("New locker");
    guide.fill("Name", "Locker by the pool");
    guide.fill("Where it is", "Level -1");
    guide.wait_for("A key opens; the door locks again by itself.");
    // Who has it is chosen before it is saved, and saved with it.
    guide.wait_for("Nobody was given this locker directly");
    guide.driver.ctrl('d');
    guide.type_text("Ben Carter");
    guide.key(Named::ArrowDown);
    guide.key(Named::Space);
    guide.wait_for("Add one");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.driver.ctrl('s');
    guide.wait_for("People 1");
    guide.wait_for("Not set up yet");
    // On the page of the person, among what the person has and may open.
    guide.find("Ben Carter");
    guide.wait_for("Update required");
    guide.click("Lockers 1");
    guide.wait_for("Locker by the pool");
    let (console, session) = guide.behind();
    let all = lockers::list(&console, &session.permit().unwrap()).unwrap();
    let own = all.iter().find(|row| row.name == "Locker by the pool").unwrap();
    assert_eq!(own.besides.users, 1);
}

#[test]
fn what_deleting_a_locker_does_to_keys_is_said_before() {
    let mut guide = Guide::at_desk();
    guide.click("Lockers");
    guide.double_click("Key cabinet");
    guide.wait_for("Access levels 1");
    guide.press("Delete");
    guide.wait_for("Delete Key cabinet?");
    guide.press("Delete");
    guide.wait_for("22 lockers");
}

impl Guide {
    /// A changing room is set up behind the desk, Ben Carter's key is written for it, and takes a locker there.
    pub(super) fn take_a_locker(&mut self) {
        let (console, session) = self.behind();
        let mut draft = lockers::blank(&console, &session.permit().unwrap()).unwrap();
        (draft.name, draft.own.free) = ("Spa 1".to_owned(), true);
        let locker = lockers::add(&console, &session.permit().unwrap(), &draft, &Giving::nothing()).unwrap();
        let draft = zones::blank(&console, &session.permit().unwrap()).unwrap();
        let own = zone::Kind::Free(Group::new(1).unwrap());
        let draft = zone::Draft { name: "Spa lockers".to_owned(), own, ..draft };
        let put = |to| Changes { give: vec![Grant { to, limit: Limit::ALWAYS }], ..Changes::default() };
        let (rights, zones_of) = (session.permit().unwrap(), session.permit().unwrap());
        let giving = lockers::given_to_zones(&rights, &zones_of, &put(locker));
        let zone = zones::add(&console, &session.permit().unwrap(), &draft, &giving).unwrap();
        let found = Query { search: "Ben Carter".to_owned(), ..Query::default() };
        let ben = users::list(&console, &session.permit().unwrap(), &found).unwrap().ids[0];
        let put = Changes { give: vec![Grant { to: ben, limit: Limit::ALWAYS }], ..Changes::default() };
        let giving = zones::given_people(&session.permit().unwrap(), &session.permit().unwrap(), &put);
        zones::give(&console, &session.permit().unwrap(), zone, &giving).unwrap();
        self.open_person("Ben Carter");
        self.wait_for("Re-edition required");
        self.driver.ctrl('u');
        self.wait_for("Edit key");
        self.driver.key(Named::Enter);
        self.wait_for("Place the key");
        self.lay("Key of Ben Carter");
        self.wait_for("Remove the key.");
        self.key(Named::Enter);
        self.take_away();
        let setup = console.lock_setup_of_locker(&session.permit().unwrap(), locker).unwrap();
        let (id, _) = self.cards().into_iter().find(|(_, called)| called == "Key of Ben Carter").unwrap();
        let card = self.tray.card(id).unwrap();
        let mut card = card.lock();
        let image = card.file(APPLICATION, RIGHTS).unwrap().to_vec();
        let groups = Image::decode(&image).unwrap().body.rights.slots();
        let mut file = card.file(APPLICATION, JOURNAL).unwrap().to_vec();
        let at = file.len() - Slots::bytes(groups);
        let mut slots = Slots::decode(groups, &file[at..]);
        let serial = Serial::new(&card.uid()).unwrap();
        let version = card.version_of_key(APPLICATION, 2).and_then(Epoch::of_version);
        let proven = Proven { serial, epoch: version.unwrap_or_default() };
        let now = console.clock().now();
        let decision = Lock::new(setup).decide_with(&image, proven, None, &mut slots, now);
        assert_eq!(decision, Decision::Take);
        file.splice(at.., slots.encode(groups));
        card.set_file(APPLICATION, JOURNAL, &file).unwrap();
    }
}

const APPLICATION: [u8; 3] = *b"KD1";
const RIGHTS: u8 = 1;
const JOURNAL: u8 = 2;

#[test]
fn the_lockers_of_a_key_are_shown_and_reset_with_enter() {
    let mut guide = Guide::at_desk();
    guide.take_a_locker();
    guide.click("Reset locker data");
    guide.wait_for("Place the key");
    guide.lay("Key of Carmen Duarte");
    guide.wait_for("This key holds no locker");
    guide.tray.clear();
    guide.wait_for("Place the key");
    guide.lay("Card of another system");
    guide.wait_for("This card is used for something else");
    guide.tray.clear();
    guide.wait_for("Place the key");
    let before = guide.memory("Key of Ben Carter");
    guide.lay("Key of Ben Carter");
    guide.wait_for("Spa 1");
    guide.wait_for("Ben Carter");
    assert!(guide.says("Group 1, since"));
    assert_eq!(guide.memory("Key of Ben Carter"), before, "reading writes nothing");
    assert_eq!(guide.at_keyboard(), "Reset lockers");
    guide.driver.settle();
    guide.driver.key(Named::Enter);
    guide.wait_for("The key of Ben Carter holds no locker any more. Remove it.");
    guide.tray.clear();
    guide.wait_for("The key of Ben Carter holds no locker any more.");
    guide.wait_for("Place the key");
    guide.lay("Key of Ben Carter");
    guide.wait_for("This key holds no locker");
}

#[test]
fn a_key_that_is_taken_away_before_its_lockers_are_reset_is_waited_for_and_holds_them_still() {
    let mut guide = Guide::at_desk();
    guide.take_a_locker();
    guide.click("Reset locker data");
    guide.wait_for("Place the key");
    let (card, _) = guide.cards().into_iter().find(|(_, called)| called == "Key of Ben Carter").unwrap();
    guide.lay("Key of Ben Carter");
    guide.wait_for("Spa 1");
    guide.tray.take_away_at(card, 4);
    guide.press("Reset lockers");
    guide.wait_for("Put the key back");
    guide.press("Cancel");
    guide.wait_for("Nothing was written.");
    guide.lay("Key of Ben Carter");
    guide.wait_for("Spa 1");
}

#[test]
fn a_changing_room_is_set_up_and_its_first_zone_takes_an_encoder() {
    let mut guide = Guide::at_desk();
    guide.click("Lockers");
    guide.press("New locker");
    guide.unroll();
    guide.fill("Name", "Spa 1");
    guide.click("Free assignment");
    guide.fill("Kept for at most: hours", "3");
    guide.driver.ctrl('s');
    guide.wait_for("Nobody known");
    guide.click("Zones");
    guide.press("New zone");
    guide.fill("Name", "Spa lockers");
    guide.click("Free assignment");
    guide.wait_for("Group");
    guide.click("Lockers 0");
    guide.driver.ctrl('d');
    guide.type_text("Spa 1");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.driver.ctrl('s');
    guide.wait_for("Lockers 1");
    guide.find("Ben Carter");
    guide.wait_for("Synchronized");
    guide.click("Zones 0");
    guide.driver.ctrl('d');
    guide.type_text("Spa lockers");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Re-edition required");
    assert!(guide.says("The space for lockers changes."));
}

#[test]
fn who_has_a_locker_is_forgotten_in_the_list_where_the_site_controls_that() {
    let mut guide = Guide::at_desk();
    guide.take_a_locker();
    guide.unroll();
    guide.click("General options");
    guide.turn_to_options("Access points");
    guide.click("Control of lockers");
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.click("Lockers");
    guide.type_text("Spa 1");
    guide.wait_for("Nobody known");
    guide.lay("Key of Ben Carter");
    guide.wait_without("Nobody known");
    guide.take_away();
    // The row, not what is looked for.
    guide.click("Ben Carter");
    guide.click("Show as open");
    guide.wait_for("Forget who has this locker?");
    guide.press("Show as open");
    guide.wait_for("One locker is shown as open. Its key keeps what it says.");
    guide.wait_for("Nobody known");
}

#[test]
fn a_key_that_loses_its_locker_says_so_before_it_is_written() {
    let mut guide = Guide::at_desk();
    guide.take_a_locker();
    guide.click("Start");
    guide.lay("Key of Ben Carter");
    guide.wait_for("Ctrl+Enter");
    guide.take_away();
    let (console, session) = guide.behind();
    let zone = zones::list(&console, &session.permit().unwrap()).unwrap();
    let zone = zone.iter().find(|zone| zone.name == "Spa lockers").unwrap().id;
    let ben = guide.saved("Ben Carter").id;
    let take = Changes { take: vec![ben], ..Changes::default() };
    let giving = zones::given_people(&session.permit().unwrap(), &session.permit().unwrap(), &take);
    zones::give(&console, &session.permit().unwrap(), zone, &giving).unwrap();
    guide.open_person("Ben Carter");
    assert!(guide.says("have the locker opened with this key"));
    guide.driver.ctrl('u');
    guide.wait_for("Edit key");
    assert!(guide.says("This key holds Spa 1 since"));
}

#[test]
fn people_are_found_by_the_locker_that_they_may_open() {
    let mut guide = Guide::at_users();
    let (console, session) = guide.behind();
    let all = lockers::list(&console, &session.permit().unwrap()).unwrap();
    let cabinet = all.iter().find(|row| row.name == "Key cabinet").unwrap();
    guide.narrow("Key cabinet");
    guide.wait_for(&format!("{} of 306 people", cabinet.besides.users));
    assert!(guide.driver.shows("Locker: Key cabinet"));
}
