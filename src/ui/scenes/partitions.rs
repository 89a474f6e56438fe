//! Partitions: used or not, added, renamed, deleted.

use iced::keyboard::key::Named;
use keydesk::domain::partition::{Draft, Feature, PartitionId};
use keydesk::domain::permission::{DoorsAddDelete, Permission};
use keydesk::operation::demo::RECEPTION;
use keydesk::operation::{Giving, doors, partitions};

use super::Guide;
use crate::widget::semantics::Role;

impl Guide {
    fn at_partitions() -> Guide {
        let mut guide = Guide::at_desk();
        guide.click("Partitions");
        guide.wait_for("Partitions are not in use");
        guide
    }

    /// A site that uses partitions, the second of them with a door.
    fn at_spa(door: &str) -> Guide {
        let mut guide = Guide::at_desk();
        guide.add_spa(door);
        guide.click("Partitions");
        guide.wait_for("2 partitions");
        guide.double_click("Spa");
        guide.wait_for("Contents");
        guide
    }

    pub(super) fn add_spa(&self, door: &str) -> PartitionId {
        let (console, session) = self.behind();
        let administrator = session.administrator().unwrap();
        let spa = Draft { name: "Spa".to_owned(), description: "Pool and gym".to_owned() };
        let spa = partitions::add(&console, &administrator, &spa).unwrap();
        partitions::switch(&console, &administrator, Feature::On).unwrap();
        let add = session.permit::<DoorsAddDelete>().unwrap();
        let mut draft = doors::blank(&console, &add).unwrap();
        door.clone_into(&mut draft.name);
        draft.partition = spa;
        doors::add(&console, &add, &draft, &Giving::nothing()).unwrap();
        spa
    }

    fn partitions(&self) -> Vec<(String, String)> {
        let (console, session) = self.behind();
        let all = partitions::list(&console, &session.permit().unwrap()).unwrap();
        all.into_iter().map(|row| (row.name, row.description)).collect()
    }
}

#[test]
fn partitions_are_added_and_then_used_and_who_loses_what_is_told_before() {
    let mut guide = Guide::at_partitions();
    assert!(guide.says("Without them everything belongs to General"));
    guide.driver.ctrl('n');
    guide.wait_for("Not saved yet");
    assert!(guide.says("Only the Administrator group has access to a new partition."));
    guide.type_text("Spa");
    guide.key(Named::Tab);
    guide.type_text("Pool and gym");
    guide.driver.ctrl('s');
    guide.wait_for("The partition is added. Only the Administrator group has access yet.");
    guide.wait_for("Contents");
    assert_eq!(guide.partitions()[1], ("Spa".to_owned(), "Pool and gym".to_owned()));
    guide.driver.chord(iced::keyboard::Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("2 partitions");
    guide.click("Use partitions…");
    guide.wait_for("Loses 22 permissions");
    assert!(guide.driver.shows("Reception") && guide.driver.shows("1"));
    guide.key(Named::Enter);
    guide.wait_without("Use partitions?");
    assert!(guide.driver.shows("Partitions are not in use"), "Enter leaves everything as it is");
    guide.click("Use partitions…");
    guide.wait_for("Loses 22 permissions");
    guide.press("Use partitions");
    guide.wait_for("Partitions are in use");
    guide.click("Stop using partitions…");
    guide.wait_for("Gains 22 permissions");
    guide.press("Stop using partitions");
    guide.wait_for("Partitions are not in use");
    assert!(guide.says("is kept for when partitions are used again"), "the sentence of a site with several");
}

#[test]
fn where_everything_lies_in_general_nobody_gains_or_loses() {
    let mut guide = Guide::at_partitions();
    guide.click("Use partitions…");
    guide.wait_for("No group gains or loses anything.");
}

#[test]
fn a_partition_is_renamed_and_its_name_is_its_own() {
    let mut guide = Guide::at_spa("Sauna");
    guide.fill("Name", "general");
    guide.driver.ctrl('s');
    guide.wait_for("Another partition has this name.");
    guide.fill("Name", "");
    guide.wait_for("This cannot be empty.");
    guide.fill("Name", "Wellness");
    guide.save();
    assert_eq!(guide.partitions()[1].0, "Wellness");
}

#[test]
fn who_saves_a_partition_second_is_told() {
    let mut guide = Guide::at_spa("Sauna");
    guide.fill("Name", "Wellness");
    let (console, session) = guide.behind();
    let permit = session.permit().unwrap();
    let view = session.permit().unwrap();
    let id = partitions::list(&console, &view).unwrap()[1].id;
    let page = partitions::open(&console, &view, id).unwrap();
    let draft = Draft { name: "Baths".to_owned(), ..page.draft };
    partitions::save(&console, &permit, id, page.version, &draft).unwrap();
    guide.driver.ctrl('s');
    let said = "demo saved this on 22 Nov 2026, 10:25, after you opened it. Your changes are still here. Show the \
                saved state, then change it again.";
    guide.wait_for(said);
    guide.click("Show the saved state");
    guide.wait_without(said);
    assert_eq!(guide.value("Name"), "Baths");
}

#[test]
fn what_lay_in_a_partition_that_is_deleted_lies_in_another() {
    let mut guide = Guide::at_spa("Sauna");
    guide.press("Delete");
    guide.wait_for("Delete Spa?");
    assert!(guide.driver.shows("Doors") && guide.driver.shows("No group loses access."));
    guide.key(Named::Enter);
    guide.wait_without("Delete Spa?");
    guide.press("Delete");
    guide.wait_for("Delete Spa?");
    guide.pick("Move its contents to", "General");
    guide.press("Delete");
    guide.wait_for("Spa is deleted.");
    guide.wait_for("One partition");
    let (console, session) = guide.behind();
    let all = doors::list(&console, &session.permit().unwrap()).unwrap();
    let sauna = all.iter().find(|door| door.name == "Sauna").unwrap();
    assert_eq!(sauna.partition_name, "General");
}

#[test]
fn names_that_both_partitions_have_are_told_before_one_is_deleted() {
    let mut guide = Guide::at_spa("Back office");
    guide.press("Delete");
    guide.wait_for("Delete Spa?");
    guide.press("Delete");
    guide.wait_for("Both partitions have these names or numbers: Back office. Change them first.");
    assert!(guide.driver.shows("Delete Spa?"), "another one can be chosen");
    assert_eq!(guide.partitions().len(), 2);
}

#[test]
fn general_can_not_be_deleted() {
    let mut guide = Guide::at_partitions();
    guide.double_click("General");
    guide.wait_for(
        "Whatever belongs to no other partition is in General. It can be renamed, but not deleted.",
    );
    assert!(!guide.driver.shows("Delete"));
}

#[test]
fn who_is_no_administrator_sees_the_state_and_no_counts_of_what_is_out_of_sight() {
    let mut guide = Guide::at_desk();
    guide.add_spa("Sauna");
    guide.limit_reception(&[Permission::PartitionsView, Permission::DoorsView]);
    guide.change_over(RECEPTION);
    guide.click("Partitions");
    guide.wait_for("Partitions are in use");
    guide.wait_for("One partition");
    assert!(!guide.driver.shows("Spa"), "a partition out of reach is not there");
    assert!(!guide.driver.shows("New partition") && !guide.driver.shows("Stop using partitions…"));
    assert!(guide.driver.shows("–") && guide.driver.shows("60"), "people may not be seen, doors may");
    guide.double_click("General");
    guide.wait_for("Contents");
    assert!(!guide.driver.shows("Save") && !guide.driver.shows("Groups with access"));
    let name = guide.part(Role::TextField, "Name", 0);
    assert!(!name.semantics.is_some_and(|semantics| semantics.enabled));
}
