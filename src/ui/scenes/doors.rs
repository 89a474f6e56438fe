//! Doors.

use keydesk::domain::directory::{Filter, Query};
use keydesk::domain::key::Status;
use keydesk::operation::{doors, users};

use super::Guide;

impl Guide {
    /// How many keys need an update, at an encoder or elsewhere.
    fn out_of_date(&self) -> usize {
        let (console, session) = self.behind();
        let count = |status| {
            let query = Query { filter: Filter::Status(status), ..Query::default() };
            users::list(&console, &session.permit().unwrap(), &query).unwrap().ids.len()
        };
        count(Status::UpdateRequired) + count(Status::ReEditionRequired)
    }
}

#[test]
fn what_deleting_a_door_does_to_keys_is_said_before_and_is_so_then() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let all = doors::list(&console, &session.permit().unwrap()).unwrap();
    let door = all.iter().find(|row| row.name == "Wine cellar").unwrap();
    let impact = doors::impact_of_deleting(&console, &session.permit().unwrap(), door.id).unwrap();
    let keys = impact.updates + impact.re_editions;
    assert!(1 < keys && keys < door.users, "some of the {} keys say it: {impact:?}", door.users);
    let before = guide.out_of_date();
    guide.find("Wine cellar");
    guide.wait_for("On keys");
    guide.press("Delete");
    guide.wait_for(&format!("{} people have it.", door.users));
    guide.wait_for(&format!("{keys} keys will need an update, and open the door until then."));
    assert_eq!(guide.out_of_date(), before, "nothing is done yet");
    guide.press("Delete");
    guide.wait_for(&format!("The door is deleted. {keys} keys need an update."));
    let after = guide.out_of_date();
    assert!(before < after && after <= before + keys, "{before} {after} {keys}");
}
