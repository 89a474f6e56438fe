//! Operators: who signs in, and in which group.

use iced::keyboard::key::Named;
use keydesk::domain::group::GroupId;
use keydesk::domain::operator::Password;
use keydesk::domain::permission::Permission;
use keydesk::operation::demo::{ADMINISTRATOR, Login, RECEPTION};
use keydesk::operation::operators::{self, Page};
use keydesk::operation::{groups, sign_in};

use super::Guide;
use crate::widget::semantics::{Mark, Role};

const PASSWORD: &str = "the heron on the roof";

impl Guide {
    fn at_operators() -> Guide {
        let mut guide = Guide::at_desk();
        guide.click("Operators");
        guide.wait_for("2 operators");
        guide
    }

    /// At the receptionist's screen.
    fn at_receptionist() -> Guide {
        let mut guide = Guide::at_operators();
        guide.double_click("Reception desk");
        guide.wait_for("Nothing changed.");
        guide
    }

    /// How an operator is saved.
    fn operator(&self, user_name: &str) -> Option<Page> {
        let (console, session) = self.behind();
        let permit = session.permit().unwrap();
        let all = operators::list(&console, &permit).unwrap();
        let id = all.iter().find(|row| row.user_name == user_name)?.id;
        Some(operators::open(&console, &permit, id).unwrap())
    }

    /// Whether somebody can sign in, elsewhere.
    fn lets_in(&self, user_name: &str, password: &str) -> bool {
        let (console, _) = self.behind();
        sign_in::sign_in(&console, user_name, &Password::new(password)).is_ok()
    }

    /// Somebody else saves the receptionist.
    fn rename_meanwhile(&self, name: &str) {
        let (console, session) = self.behind();
        let Page { row, version, mut draft, .. } = self.operator(RECEPTION.user_name).unwrap();
        name.clone_into(&mut draft.name);
        operators::save(&console, &session.permit().unwrap(), row.id, version, &draft).unwrap();
    }

    /// Puts the receptionist into a group that holds these permissions only.
    pub(super) fn limit_reception(&self, permissions: &[Permission]) -> GroupId {
        let (console, session) = self.behind();
        let add = session.permit().unwrap();
        let mut group = groups::blank(&console, &add).unwrap();
        "Night shift".clone_into(&mut group.name);
        group.given.global = permissions.iter().copied().collect();
        let id = groups::add(&console, &add, &group).unwrap();
        let Page { row, version, mut draft, .. } = self.operator(RECEPTION.user_name).unwrap();
        draft.group = Some(id);
        operators::save(&console, &session.permit().unwrap(), row.id, version, &draft).unwrap();
        id
    }

    fn mark(&mut self, check: &str) -> Option<Mark> {
        self.part(Role::CheckBox, check, 0).semantics.and_then(|semantics| semantics.mark)
    }
}

#[test]
fn enter_opens_a_choice_and_chooses_nothing_that_nobody_went_to() {
    let mut guide = Guide::at_operators();
    guide.driver.ctrl('n');
    guide.wait_for("User name");
    guide.rest();
    while guide.at_keyboard() != "Group" {
        guide.key(Named::Tab);
    }
    let group = |guide: &mut Guide| guide.part(Role::ComboBox, "Group", 0).semantics.and_then(|it| it.value);
    let before = group(&mut guide);
    guide.key(Named::Enter);
    assert!(guide.driver.find_role(Role::Option, "Administrator").is_some(), "it is open");
    guide.key(Named::Enter);
    assert!(guide.driver.find_role(Role::Option, "Administrator").is_none(), "it is closed");
    assert_eq!(group(&mut guide), before);
    guide.key(Named::Enter);
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    assert_ne!(group(&mut guide), before, "whoever goes to one has it");
}

#[test]
fn an_operator_is_added_with_keys_alone() {
    let mut guide = Guide::at_operators();
    guide.driver.ctrl('n');
    guide.wait_for("Not saved yet");
    guide.type_text("Marta Ruiz");
    guide.key(Named::Tab);
    guide.type_text("MRuiz");
    guide.key(Named::Tab);
    guide.key(Named::ArrowDown);
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    assert!(
        guide
            .part(Role::ComboBox, "Group", 0)
            .semantics
            .is_some_and(|part| part.value.as_deref() == Some("Reception"))
    );
    guide.key(Named::Tab);
    guide.key(Named::Tab);
    guide.key(Named::Tab);
    guide.type_text(PASSWORD);
    guide.key(Named::Tab);
    guide.type_text(PASSWORD);
    assert!(!guide.says(PASSWORD), "what is typed is not seen");
    guide.driver.ctrl('s');
    guide.wait_for("The operator is added.");
    guide.wait_for("Must be changed at the next sign-in");
    let saved = guide.operator("MRuiz").unwrap();
    assert_eq!((saved.draft.name.as_str(), saved.row.group_name.as_str()), ("Marta Ruiz", "Reception"));
    assert!(saved.must_change && guide.lets_in("mruiz", PASSWORD));
    guide.driver.chord(iced::keyboard::Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("3 operators");
    assert!(guide.driver.shows("Marta Ruiz") && guide.driver.shows("Never"));
}

#[test]
fn every_field_of_a_new_operator_says_what_is_wrong_with_it() {
    let mut guide = Guide::at_operators();
    guide.driver.ctrl('n');
    guide.wait_for("Not saved yet");
    guide.type_text("Marta Ruiz");
    guide.driver.ctrl('s');
    for said in ["This cannot be empty.", "Choose one.", "At least 12 characters."] {
        guide.wait_for(said);
    }
    guide.fill("User name", "RECEPTION");
    guide.pick("Group", "Reception");
    guide.fill("Password", "password1234");
    guide.fill("Repeat the password", "password123");
    guide.driver.ctrl('s');
    guide.wait_for("The two passwords differ.");
    guide.fill("Repeat the password", "password1234");
    guide.driver.ctrl('s');
    guide.wait_for("Too many people use this password. Choose another.");
    for field in ["Password", "Repeat the password"] {
        guide.fill(field, PASSWORD);
    }
    guide.driver.ctrl('s');
    guide.wait_for("Another operator has this user name. Choose a different one.");
    guide.click("Network");
    guide.wait_for("Save your changes?");
    guide.click("Discard changes");
    guide.wait_for("Write test");
    assert_eq!(guide.operator("RECEPTION"), None);
}

#[test]
fn another_group_says_what_it_gives_and_takes() {
    let mut guide = Guide::at_receptionist();
    guide.pick("Group", "Administrator");
    guide.wait_for("The operator gains 99 permissions.");
    guide.pick("Group", "Reception");
    guide.wait_for("Nothing changed.");
    guide.pick("Group", "Administrator");
    guide.save();
    assert_eq!(guide.operator(RECEPTION.user_name).unwrap().row.group, GroupId::ADMINISTRATOR);
    guide.pick("Group", "Reception");
    guide.wait_for("The operator loses 99 permissions.");
}

#[test]
fn who_may_not_sign_in_any_more_is_told_before_it_is_saved() {
    let mut guide = Guide::at_receptionist();
    guide.press_part(Role::CheckBox, "Can sign in", 0);
    guide.wait_for("The operator can no longer sign in, and is stopped at the next thing they do.");
    guide.save();
    assert!(guide.driver.shows("Cannot sign in") && guide.driver.shows("Cannot sign in"));
    assert_eq!(guide.mark("Can sign in"), Some(Mark::Off));
    assert!(!guide.lets_in(RECEPTION.user_name, RECEPTION.password));
}

#[test]
fn a_password_is_set_for_somebody_else_beside_what_is_typed() {
    let mut guide = Guide::at_receptionist();
    guide.fill("Name", "Front desk");
    guide.click("Set a new password…");
    guide.wait_for("New password for Reception desk");
    guide.type_text("short");
    guide.key(Named::Enter);
    guide.wait_for("At least 12 characters.");
    guide.fill("Password", PASSWORD);
    guide.fill("Repeat the password", "another");
    guide.key(Named::Enter);
    guide.wait_for("The two passwords differ.");
    for field in ["Password", "Repeat the password"] {
        guide.fill(field, "password1234");
    }
    guide.key(Named::Enter);
    guide.wait_for("Too many people use this password. Choose another.");
    for field in ["Password", "Repeat the password"] {
        guide.fill(field, PASSWORD);
    }
    guide.key(Named::Enter);
    guide.wait_for("The password is set.");
    guide.wait_for("Must be changed at the next sign-in");
    assert!(!guide.lets_in(RECEPTION.user_name, RECEPTION.password));
    assert!(guide.lets_in(RECEPTION.user_name, PASSWORD));
    guide.save();
    assert_eq!(guide.operator(RECEPTION.user_name).unwrap().draft.name, "Front desk");
    guide.click("Set a new password…");
    guide.wait_for("New password for Front desk");
    guide.key(Named::Enter);
    guide.wait_for("At least 12 characters.");
}

#[test]
fn who_was_locked_out_is_released() {
    let mut guide = Guide::at_operators();
    while guide.operator(RECEPTION.user_name).is_some_and(|page| !page.is_locked) {
        assert!(!guide.lets_in(RECEPTION.user_name, "not this one"));
    }
    guide.key(Named::F5);
    guide.wait_for("Locked until 10:55");
    guide.double_click("Reception desk");
    guide.wait_for("Unlock");
    guide.click("Unlock");
    guide.wait_for("The operator can sign in again.");
    guide.wait_for("Can sign in");
    assert!(guide.lets_in(RECEPTION.user_name, RECEPTION.password));
}

#[test]
fn an_operator_is_deleted_and_nobody_deletes_oneself() {
    let mut guide = Guide::at_operators();
    guide.click("Reception desk");
    guide.key(Named::Delete);
    guide.wait_for("Delete Reception desk?");
    guide.key(Named::Enter);
    guide.wait_without("Delete Reception desk?");
    assert!(guide.operator(RECEPTION.user_name).is_some(), "Enter leaves everything as it is");
    guide.double_click("Reception desk");
    guide.wait_for("Nothing changed.");
    guide.press("Delete");
    guide.wait_for("Delete Reception desk?");
    guide.press("Delete");
    guide.wait_for("Reception desk is deleted.");
    guide.wait_for("One operator");
    assert_eq!(guide.operator(RECEPTION.user_name), None);
    guide.find("operators");
    guide.wait_for("One operator");
    guide.key(Named::Tab);
    let row = guide.part(Role::Table, "Operators", 0).bounds;
    guide.driver.click_at(iced::Point::new(row.x + 40.0, row.y + 50.0));
    assert!(guide.driver.shows("Open") && !guide.driver.shows("Delete"), "it is oneself");
    guide.driver.key(Named::Enter);
    guide.wait_for("Nothing changed.");
    assert!(guide.says("This is you."));
    assert!(!guide.driver.shows("Delete") && !guide.driver.shows("Set a new password…"));
    assert!(!guide.part(Role::ComboBox, "Group", 0).semantics.is_some_and(|part| part.enabled));
    guide.fill("Name", "The boss");
    guide.save();
    guide.click("Name");
    guide.driver.chord(iced::keyboard::Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("One operator");
    assert_eq!(guide.operator(ADMINISTRATOR.user_name).unwrap().draft.name, "The boss");
}

#[test]
fn who_saves_an_operator_second_is_told() {
    let mut guide = Guide::at_receptionist();
    guide.fill("Name", "Front desk");
    guide.rename_meanwhile("Night desk");
    guide.driver.ctrl('s');
    let said = "demo saved this on 22 Nov 2026, 10:25, after you opened it. Your changes are still here. Show the \
                saved state, then change it again.";
    guide.wait_for(said);
    assert_eq!(guide.value("Name"), "Front desk");
    guide.click("Show the saved state");
    guide.wait_without(said);
    assert_eq!(guide.value("Name"), "Night desk");
}

#[test]
fn operators_are_searched_sorted_and_copied() {
    let mut guide = Guide::at_operators();
    guide.fill("Search operators", "reception");
    guide.wait_for("1 of 2 operators");
    guide.fill("Search operators", "nobody");
    guide.wait_for("No operator found");
    guide.fill("Search operators", "");
    guide.wait_for("2 operators");
    let header = guide.part(Role::ColumnHeader, "Name", 0).bounds.center();
    guide.driver.click_at(header);
    guide.driver.click_at(header);
    guide.rest();
    guide.click("Reception desk");
    guide.driver.ctrl('a');
    guide.driver.ctrl('c');
    let copied = guide.pasteboard();
    let lines: Vec<Vec<&str>> = copied.lines().map(|line| line.split('\t').collect()).collect();
    let titles = ["Name", "User name", "Group", "State", "Second factor", "Last sign-in", "Language"];
    assert_eq!(lines[0], titles);
    let names: Vec<&str> = lines.iter().skip(1).map(|line| line[0]).collect();
    assert!(names == ["Reception desk", "demo"] || names == ["demo", "Reception desk"], "{names:?}");
    guide.click("Reception desk");
    guide.driver.right_click("Reception desk").unwrap();
    guide.choose("Open");
    guide.wait_for("Nothing changed.");
}

#[test]
fn who_may_only_see_operators_changes_nothing() {
    let mut guide = Guide::at_desk();
    guide.limit_reception(&[Permission::OperatorsView]);
    guide.change_over(RECEPTION);
    guide.click("Operators");
    guide.wait_for("One operator");
    assert!(!guide.driver.shows("Partitions") && !guide.driver.shows("Network"));
    assert!(!guide.driver.shows("demo"), "the administrator's group is out of reach");
    assert!(!guide.driver.shows("New operator") && !guide.driver.shows("Delete"));
    guide.double_click("Reception desk");
    guide.wait_for("Last sign-in");
    assert!(!guide.driver.shows("Save") && !guide.driver.shows("Group Night shift"));
}

#[test]
fn without_the_permissions_there_are_no_entries() {
    let mut guide = Guide::at_desk_of(RECEPTION);
    assert!(!guide.driver.shows("System"));
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.type_text("operators");
    assert!(guide.driver.shows("Nothing found. Try fewer letters or different ones."));
}

#[test]
fn what_is_typed_of_an_operator_is_asked_about() {
    let mut guide = Guide::at_receptionist();
    guide.fill("Name", "Front desk");
    guide.click("Doors");
    guide.wait_for("Save your changes?");
    guide.key(Named::Enter);
    guide.wait_for("New door");
    assert_eq!(guide.operator(RECEPTION.user_name).unwrap().draft.name, "Front desk");
    let login = Login { user_name: "reception", password: RECEPTION.password };
    assert!(guide.lets_in(login.user_name, login.password), "the password stays");
}
