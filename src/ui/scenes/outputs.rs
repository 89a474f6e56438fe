//! Outputs: devices that a key switches where it opens a door.

use iced::keyboard::key::Named;
use keydesk::operation::outputs;

use super::Guide;

#[test]
fn an_output_is_made_and_given_from_every_end() {
    let mut guide = Guide::at_desk();
    guide.click("Outputs");
    guide.wait_for("8 outputs");
    guide.press("New output");
    guide.fill("Name", "Lift: fourth floor");
    guide.fill("What for", "Suites");
    // The lowest number that is free is there already; one that another has is refused where it is typed.
    guide.fill("Output number", "1");
    guide.driver.ctrl('s');
    guide.wait_for(
        "Another output has this number, perhaps one in a partition that you do not see. Choose another.",
    );
    guide.fill("Output number", "9");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    // To somebody, on the page of the person.
    guide.find("Ben Carter");
    guide.wait_for("Synchronized");
    guide.click("Outputs 0");
    guide.wait_for("No outputs yet");
    guide.driver.ctrl('d');
    guide.type_text("Lift: fourth floor");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Update required");
    guide.wait_for("Outputs 1");
    guide.wait_for("One output was added.");
    guide.wait_for("May switch 1");
    let (console, session) = guide.behind();
    let fourth = || {
        let all = outputs::list(&console, &session.permit().unwrap()).unwrap();
        all.into_iter().find(|row| row.name == "Lift: fourth floor").unwrap().besides
    };
    assert_eq!((fourth().number.number(), fourth().users, fourth().doors), (9, 1, 0));
    // A door that drives it by itself: no key follows.
    guide.find("Boiler room");
    guide.wait_for("Automatic outputs 0");
    guide.click("Automatic outputs 0");
    guide.wait_for("This door switches nothing by itself");
    guide.driver.ctrl('d');
    guide.type_text("Lift: fourth floor");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.save();
    guide.wait_for("Automatic outputs 1");
    assert_eq!(fourth().doors, 1);
}

#[test]
fn what_deleting_an_output_or_giving_it_another_number_does_to_keys_is_said_before() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let all = outputs::list(&console, &session.permit().unwrap()).unwrap();
    let roof = all.iter().find(|row| row.name == "Lift: roof").unwrap();
    let keys = outputs::impact_of_deleting(&console, &session.permit().unwrap(), roof.id).unwrap().keys();
    assert!(keys > 1, "whoever has it by an access level");
    guide.click("Outputs");
    guide.double_click("Lift: roof");
    guide.wait_for("Access levels 1");
    guide.fill("Output number", "99");
    guide.wait_for(&format!("{keys} keys will need an update."));
    guide.fill("Output number", "6");
    guide.press("Delete");
    guide.wait_for("Delete Lift: roof?");
    guide.wait_for(&format!("{keys} keys will need an update, and switch it until then."));
    guide.press("Delete");
    guide.wait_for(&format!("Lift: roof is deleted. {keys} keys need an update."));
    guide.wait_for("7 outputs");
}
