//! The audit trail: as long as it is, nobody waits for more of it than is looked at.

use iced::keyboard::key::Named;
use keydesk::operation::{audit_trail, doors};

use super::Guide;
use crate::widget::semantics::Role;

#[test]
fn the_audit_trail_goes_on_as_one_scrolls() {
    let mut guide = Guide::at_desk();
    guide.click("Audit trail");
    guide.wait_for("Showing 500; scroll down for more.");
    guide.key(Named::ArrowDown);
    let mut ends = 0;
    while guide.says("scroll down for more") {
        guide.key(Named::End);
        guide.driver.settle();
        ends += 1;
        assert!(ends < 20, "it comes to an end");
    }
    assert!(guide.says("000 events") && ends > 2, "after {ends} times");
    // What was asked for anew is as long as it was.
    guide.key(Named::F5);
    guide.driver.settle();
    assert!(guide.says("000 events"));
    guide.driver.ctrl('f');
    guide.type_text("nobody of this name");
    guide.wait_for("No event found");
}

impl Guide {
    /// The rows of the table, as texts.
    fn events_listed(&mut self) -> Vec<String> {
        self.rest();
        let parts = self.driver.parts().into_iter();
        parts.filter(|part| part.role() == Some(Role::Row)).map(|part| part.text).collect()
    }
}

#[test]
fn who_opened_a_door_is_one_step_from_the_list_and_one_from_its_page() {
    let mut guide = Guide::at_desk();
    guide.click("Doors");
    guide.wait_for("60 doors");
    guide.click("Main entrance");
    guide.press("Who opened it");
    guide.wait_for("Door: Main entrance");
    let rows = guide.events_listed();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("Main entrance")), "{rows:?}");
    guide.press("Back");
    guide.wait_for("60 doors");
    guide.double_click("Main entrance");
    guide.wait_for("Identification");
    guide.press("Who opened it");
    guide.wait_for("Door: Main entrance");
    assert_eq!(guide.events_listed(), rows);
    // The chip is taken off, and all events are there.
    guide.press("Door: Main entrance");
    guide.wait_without("Door: Main entrance");
    assert!(guide.events_listed().iter().any(|row| !row.contains("Main entrance")));
}

#[test]
fn where_a_key_was_is_one_step_from_the_person() {
    let mut guide = Guide::at_desk();
    guide.click("Audit trail");
    guide.wait_for("Showing 500; scroll down for more.");
    guide.key(Named::ArrowDown);
    guide.press("Only this person");
    let chip = |guide: &mut Guide| {
        guide.rest();
        guide.driver.texts().into_iter().find(|text| text.starts_with("Person: ")).unwrap()
    };
    let said = chip(&mut guide);
    let (name, rows) = (said.trim_start_matches("Person: ").to_owned(), guide.events_listed());
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains(&name)), "{rows:?}");
    guide.key(Named::ArrowDown);
    guide.press("Only this access point");
    guide.wait_for(&said);
    assert!(guide.says("Door: ") && guide.events_listed().len() <= rows.len());
    guide.open_person(&name);
    guide.press("More");
    guide.click("Where was this key");
    guide.wait_for(&said);
    assert_eq!(guide.events_listed(), rows);
}

#[test]
fn doors_that_nobody_opened_are_found_in_the_list_of_doors() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let openings = audit_trail::last_openings(&console, &session.permit().unwrap()).unwrap();
    let all = doors::list(&console, &session.permit().unwrap()).unwrap();
    let quiet = all.iter().filter(|row| openings.none_for(row.id, 30)).count();
    guide.click("Doors");
    guide.wait_for("60 doors");
    guide.narrow("No opening known for 30 days");
    guide.wait_for("Last opened: No opening known for 30 days");
    guide.rest();
    assert_eq!(guide.events_listed().len(), quiet);
}

#[test]
fn old_events_are_written_to_a_file_and_removed() {
    let mut guide = Guide::at_desk();
    guide.click("Audit trail");
    guide.wait_for("Showing 500; scroll down for more.");
    guide.press("Purge");
    guide.wait_for("Events before");
    guide.fill("Events before", "2020-01-01");
    guide.wait_for(
        "Nothing is old enough to be removed. What keys brought in the last 24 hours always stays.",
    );
    assert!(!guide.may_press("Write and remove"));
    let path = guide.folder.path().join("old events.jsonl");
    guide.fill("Write them to", &path.display().to_string());
    // What the demo brought home came just now: a day later it may go.
    guide.key(Named::Escape);
    guide.wait_without("Events before");
    assert!(!path.exists());
}

#[test]
fn what_is_listed_is_exported_and_printed() {
    let mut guide = Guide::at_desk();
    guide.click("Audit trail");
    guide.wait_for("Showing 500; scroll down for more.");
    guide.key(Named::ArrowDown);
    guide.press("Only this person");
    guide.rest();
    guide.key(Named::Escape);
    let rows = guide.events_listed().len();
    let path = guide.folder.path().join("events.csv");
    guide.press("Export");
    guide.wait_for("All events that are listed, as a file for a spreadsheet (CSV).");
    guide.fill("File", &path.display().to_string());
    guide.press("Save");
    guide.wait_without("Export events");
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(
        written.starts_with("\u{feff}\"Time\",\"Door\",\"Person\",\"Event\",\"Received\",\"In doubt\"\r\n")
    );
    assert!(written.lines().count() > rows.min(30), "{written}");
    assert!(written.lines().skip(1).all(|line| line.matches("\",\"").count() == 5), "{written}");
    // Never over a file that is there.
    guide.press("Export");
    guide.fill("File", &path.display().to_string());
    guide.press("Save");
    guide.rest();
    assert!(guide.says("exists already and was left as it is"));
    guide.key(Named::Escape);
    guide.press("Print");
    guide.wait_for("Print events");
    guide.rest();
    assert!(guide.says("as they are listed"));
}
