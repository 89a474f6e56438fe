//! Doors.

use iced::keyboard::key::Named;
use keydesk::domain::directory::{Filter, Query};
use keydesk::domain::door::DoorId;
use keydesk::domain::key::Status;
use keydesk::domain::permission::Permission;
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::operation::Changes;
use keydesk::operation::demo::RECEPTION;
use keydesk::operation::doors::Impact;
use keydesk::operation::{Related, doors, users};

use super::Guide;
use crate::widget::semantics::Role;

impl Guide {
    /// How many keys need an update, at an encoder or elsewhere.
    fn out_of_date(&self) -> usize {
        let (console, session) = self.behind();
        let count = |status| {
            let query = Query { filters: vec![Filter::Status(status)], ..Query::default() };
            users::list(&console, &session.permit().unwrap(), &query).unwrap().ids.len()
        };
        count(Status::UpdateRequired) + count(Status::ReEditionRequired)
    }

    fn wine_cellar(&self) -> DoorId {
        let (console, session) = self.behind();
        let all = doors::list(&console, &session.permit().unwrap()).unwrap();
        all.iter().find(|row| row.name == "Wine cellar").unwrap().id
    }

    pub(super) fn people_of(&self, door: DoorId) -> Vec<Related<UserId>> {
        let (console, session) = self.behind();
        doors::holders(&console, &session.permit().unwrap(), &session.permit().unwrap(), door).unwrap().0
    }

    fn impact(&self, door: DoorId, changes: &Changes<UserId>) -> Impact {
        let (console, session) = self.behind();
        let (access, people) = (session.permit().unwrap(), session.permit().unwrap());
        doors::impact(&console, &access, door, &doors::given_people(&access, &people, changes)).unwrap()
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
    assert!(
        1 < keys && keys < door.besides.users,
        "some of the {} keys say it: {impact:?}",
        door.besides.users
    );
    let before = guide.out_of_date();
    guide.find("Wine cellar");
    guide.wait_for("On keys");
    guide.press("Delete");
    guide.wait_for(&format!("{} people can open it.", door.besides.users));
    guide.wait_for(&format!("{keys} keys will need an update, and open the door until then."));
    assert_eq!(guide.out_of_date(), before, "nothing is done yet");
    guide.press("Delete");
    guide.wait_for(&format!("Wine cellar is deleted. {keys} keys need an update."));
    let after = guide.out_of_date();
    assert!(before < after && after <= before + keys, "{before} {after} {keys}");
}

#[test]
fn a_door_is_given_to_people_and_taken_from_others_as_was_foretold() {
    let mut guide = Guide::at_desk();
    let door = guide.wine_cellar();
    let before = guide.people_of(door);
    let (console, session) = guide.behind();
    let all = doors::people_for_access(&console, &session.permit().unwrap()).unwrap();
    let has = |it: &Related<UserId>| before.iter().any(|row| row.id == it.id);
    let is_namesake = |it: &Related<UserId>| all.iter().filter(|other| other.name == it.name).count() > 1;
    let change = |put: Option<UserId>, remove: Option<UserId>| {
        Changes::of(
            put.into_iter().map(|to| Grant { to, limit: Limit::ALWAYS }).collect(),
            remove.into_iter().collect(),
        )
    };
    let one = Impact { updates: 1, ..Impact::default() };
    let given = all
        .iter()
        .find(|it| !has(it) && !is_namesake(it) && guide.impact(door, &change(Some(it.id), None)) == one)
        .unwrap();
    let taken = before
        .iter()
        .take(8)
        .find(|it| !is_namesake(it) && guide.impact(door, &change(None, Some(it.id))) == one)
        .unwrap();
    guide.find("Wine cellar");
    guide.wait_for("On keys");
    let count = before.len();
    guide.wait_for(&format!("People {count}"));
    assert!(guide.driver.find_role(Role::Button, "When").is_none(), "there is nothing to limit");
    guide.click(&taken.name);
    guide.press("Remove");
    assert!(guide.driver.shows("Removed"));
    guide.driver.ctrl('d');
    guide.wait_for(&format!("Choose all {} found…", all.len() - count + 1));
    guide.rest();
    guide.type_text(&given.name);
    guide.key(Named::ArrowDown);
    guide.key(Named::Space);
    assert!(guide.driver.shows("Add one"));
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.wait_for("2 keys will need an update.");
    // Whose they are is told by name, and until when the doors do not know of it.
    guide.driver.ctrl('i');
    guide.wait_for("If you save");
    guide.wait_for("Needs an update:");
    for (person, what) in [(given, "Gained: Wine cellar"), (taken, "Lost: Wine cellar")] {
        let last = person.name.rsplit(' ').next().unwrap();
        let named = |text: &String| text.contains(", ") && text.contains(last);
        assert!(guide.driver.texts().iter().any(named), "{last}");
        assert!(guide.driver.shows(what), "{what}");
    }
    assert!(guide.says("Until a key is updated it opens what it says now: the last of them until "));
    assert_eq!(guide.people_of(door), before, "nothing is done yet");
    guide.fill("Where it is", "Basement 2");
    guide.save();
    assert!(guide.says("Saved. 2 keys need an update."));
    assert!(!guide.driver.shows("If you save"));
    let after = guide.people_of(door);
    assert_eq!(after.len(), count);
    assert!(after.iter().any(|row| row.id == given.id) && after.iter().all(|row| row.id != taken.id));
    let page = doors::open(&console, &session.permit().unwrap(), door).unwrap();
    assert_eq!(page.draft.description, "Basement 2");
    guide.wait_for(&given.name);
    guide.click(&given.name);
    guide.press("Show person");
    guide.wait_for("Nothing changed.");
    assert!(guide.driver.shows(&given.name));
}

#[test]
fn people_of_a_door_that_are_not_saved_are_asked_about_and_forgotten() {
    let mut guide = Guide::at_desk();
    let door = guide.wine_cellar();
    let before = guide.people_of(door);
    guide.find("Wine cellar");
    guide.wait_for("On keys");
    guide.wait_for(&format!("People {}", before.len()));
    for by_key in [true, true, true, false, true] {
        guide.wait_for(&before[0].name);
        guide.click(&before[0].name);
        if by_key {
            guide.key(Named::Delete);
        } else {
            guide.press("Remove");
        }
        assert!(guide.driver.shows("Removed"));
        assert!(guide.may_press("Save"));
        guide.press("Discard");
        assert!(guide.driver.shows("Nothing changed."));
    }
    guide.click(&before[0].name);
    guide.press("When");
    guide.wait_for("When does it apply?");
    guide.click("From – until");
    guide.fill("Until", "2027-01-31");
    guide.key(Named::Enter);
    guide.wait_for("Until 31 Jan 2027");
    guide.click("Users");
    guide.wait_for("Save your changes?");
    guide.press("Save");
    guide.wait_for("New person");
    let after = guide.people_of(door);
    assert!(after[0].limit.between.is_some() && after[1..] == before[1..]);
}

#[test]
fn the_people_of_a_door_are_changed_by_who_may_give_it_and_by_nobody_else() {
    let seen = [Permission::DoorsView, Permission::UsersView];
    let may = [Permission::DoorsModifyAccess, Permission::UsersModify];
    for (rights, is_given) in [(seen.to_vec(), false), ([seen, may].concat(), true)] {
        let mut guide = Guide::at_desk();
        guide.limit_reception(&rights);
        guide.change_over(RECEPTION);
        guide.click("Doors");
        guide.double_click("Back office");
        guide.wait_for("On keys");
        let name = guide.part(Role::TextField, "Name", 0);
        assert!(!name.semantics.is_some_and(|semantics| semantics.enabled), "the door itself is not theirs");
        assert_eq!(guide.driver.shows("Save"), is_given);
        guide.wait_for("People 33");
        guide.rest();
        assert_eq!(guide.driver.shows("Add people"), is_given);
        guide.click("Ben Carter");
        assert_eq!(guide.driver.shows("Remove"), is_given);
        if is_given {
            guide.press("Remove");
            guide.save();
            guide.wait_for("People 32");
        }
    }
}

#[test]
fn how_many_have_a_door_is_said_to_who_may_not_see_them() {
    let mut guide = Guide::at_desk();
    guide.limit_reception(&[Permission::DoorsView, Permission::DoorsAddDelete]);
    guide.change_over(RECEPTION);
    guide.click("Doors");
    guide.double_click("Back office");
    guide.wait_for("On keys");
    guide.press("Delete");
    guide.wait_for("65 people can open it.");
}

#[test]
fn of_the_people_of_a_door_it_is_said_how_their_keys_stand() {
    let mut guide = Guide::at_desk();
    let door = guide.wine_cellar();
    let (console, session) = guide.behind();
    let holder = &guide.people_of(door)[0];
    let status = || users::rows(&console, &session.permit().unwrap(), &[holder.id]).unwrap()[0].status;
    assert_eq!(status(), Status::Synchronized);
    guide.find("Wine cellar");
    guide.wait_for("On keys");
    let row = |guide: &mut Guide| {
        guide.wait_for(&holder.name);
        let rows = guide.driver.parts().into_iter().filter(|part| part.role() == Some(Role::Row));
        rows.map(|row| row.text).find(|row| row.starts_with(&holder.name)).unwrap()
    };
    assert!(row(&mut guide).contains("Synchronized"));
    users::ban(&console, &session.permit().unwrap(), &[holder.id], users::Ban::PutOn).unwrap();
    guide.wait_for("Banned");
    assert!(row(&mut guide).contains("Banned"));
    guide.click("May open it 52");
    guide.rest();
    assert!(guide.driver.shows("Synchronized"));
}
