//! Rights as a table: given and taken by the keyboard and by hand, said before and saved at once.

use iced::keyboard::{Modifiers, key::Named};
use keydesk::domain::user::UserId;
use keydesk::operation::demo::RECEPTION;
use keydesk::operation::{Changes, Giving, doors, users};

use super::Guide;
use crate::widget::semantics::Role;

impl Guide {
    /// The table of the people whose names have this in them.
    fn at_table_of_people(&mut self, search: &str) {
        self.click("Users");
        self.wait_for("306 people");
        self.type_text(search);
        self.driver.settle();
        self.click("Access table");
        self.wait_for("What people may open");
        self.driver.settle();
    }

    /// What a cell says.
    fn cell(&mut self, name: &str) -> String {
        let cell = self.driver.find_role(Role::Cell, name).unwrap_or_else(|| panic!("no cell {name}"));
        cell.semantics.and_then(|semantics| semantics.value).unwrap_or_default()
    }

    fn names(&mut self, role: Role) -> Vec<String> {
        let parts = self.driver.parts().into_iter();
        parts.filter(|part| part.role() == Some(role)).map(|part| part.text).collect()
    }

    fn doors_of(&self, name: &str) -> Vec<String> {
        let (console, session) = self.behind();
        let query = keydesk::domain::directory::Query { search: name.to_owned(), ..Default::default() };
        let id = users::list(&console, &session.permit().unwrap(), &query).unwrap().ids[0];
        let doors = users::doors(&console, &session.permit().unwrap(), &session.permit().unwrap(), id);
        doors.unwrap().0.into_iter().map(|door| door.name).collect()
    }
}

#[test]
fn rights_are_given_by_the_keyboard_alone_and_taken_back_with_undo() {
    let mut guide = Guide::at_desk();
    guide.at_table_of_people("belmonte");
    let rows = guide.names(Role::RowHeader);
    let columns = guide.names(Role::ColumnHeader);
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("Belmonte")), "{rows:?}");
    // From the search down into the table, and to the first cell in which nothing is given.
    guide.key(Named::ArrowDown);
    let free = columns.iter().position(|column| guide.cell(&format!("{}, {column}", rows[0])) == "not given");
    let free = free.unwrap();
    for _ in 0..free {
        guide.key(Named::ArrowRight);
    }
    let name = format!("{}, {}", rows[0], columns[free]);
    assert!(guide.says(&format!("{} · {}: not given", rows[0], columns[free])), "the line below says it");
    let before = guide.doors_of("belmonte");
    guide.key(Named::Space);
    assert_eq!(guide.cell(&name), "will be given: Always");
    assert!(guide.says("1 right to give."), "what a save would do is said");
    guide.key(Named::Delete);
    assert_eq!(guide.cell(&name), "not given", "Del leaves it as it was");
    guide.key(Named::Space);
    assert_eq!(guide.doors_of("belmonte"), before, "nothing is saved yet");
    guide.driver.ctrl('s');
    guide.wait_for("1 right was changed.");
    guide.driver.settle();
    assert_eq!(guide.cell(&name), "given, always");
    assert_eq!(guide.doors_of("belmonte").len(), before.len() + 1);
    guide.driver.ctrl('z');
    let undone = guide.driver.wait("it is undone", |driver| {
        let cell = driver.find_role(Role::Cell, &name);
        cell.and_then(|cell| cell.semantics?.value).as_deref() == Some("not given")
    });
    guide.must(undone);
    assert_eq!(guide.doors_of("belmonte"), before);
}

#[test]
fn a_range_is_given_by_hand_for_a_while_and_what_is_thrown_away_is_not_saved() {
    let mut guide = Guide::at_desk();
    guide.at_table_of_people("garc");
    let (rows, columns) = (guide.names(Role::RowHeader), guide.names(Role::ColumnHeader));
    let free = |guide: &mut Guide| {
        let at = (0..columns.len()).find(|at| {
            let is_free = |row: &String| guide.cell(&format!("{row}, {}", columns[*at])) == "not given";
            rows.iter().take(3).all(is_free)
        });
        columns[at.unwrap()].clone()
    };
    let column = free(&mut guide);
    let place = |guide: &mut Guide, row: &str| {
        guide.driver.find_role(Role::Cell, &format!("{row}, {column}")).unwrap().bounds.center()
    };
    let (from, to) = (place(&mut guide, &rows[0]), place(&mut guide, &rows[2]));
    guide.driver.drag(from, to);
    guide.driver.settle();
    for row in &rows[..3] {
        assert_eq!(guide.cell(&format!("{row}, {column}")), "will be given: Always");
    }
    guide.key(Named::F2);
    guide.wait_for("When do these 3 apply?");
    guide.click("From – until");
    guide.fill("Until", "31/12/2026");
    guide.press("Apply");
    assert!(guide.cell(&format!("{}, {column}", rows[1])).contains("31 Dec"), "it is limited");
    guide.click("Discard");
    for row in &rows[..3] {
        assert_eq!(guide.cell(&format!("{row}, {column}")), "not given");
    }
    // One of them has it for a while.
    guide.driver.click_at(from);
    guide.key(Named::F2);
    guide.wait_for("From – until");
    guide.click("From – until");
    guide.fill("Until", "31/12/2026");
    guide.press("Apply");
    guide.driver.ctrl('s');
    guide.wait_for("1 right was changed.");
    guide.driver.settle();
    let [first, second] = [0, 1].map(|at: usize| format!("{}, {column}", rows[at]));
    let saved = guide.cell(&first);
    assert!(saved.starts_with("given, ") && saved.contains("31 Dec"), "{saved}");
    // Taken and given back by hand, it is as it was, and not given for ever.
    guide.driver.click_at(from);
    assert!(guide.cell(&first).contains("will be taken away"));
    guide.driver.click_at(from);
    assert_eq!(guide.cell(&first), saved);
    assert!(!guide.says("1 right to give."));
    // The others get nothing by when the first has it: it takes a period that is said of all.
    guide.driver.drag(from, to);
    guide.key(Named::Delete);
    guide.key(Named::F2);
    guide.wait_for("When do these 3 apply?");
    guide.press("Apply");
    assert_eq!([guide.cell(&first), guide.cell(&second)], [saved.as_str(), "not given"]);
    guide.key(Named::F2);
    guide.wait_for("When do these 3 apply?");
    guide.click("From – until");
    guide.fill("Until", "30/12/2026");
    guide.press("Apply");
    assert!(guide.cell(&second).contains("will be given") && guide.cell(&second).contains("30 Dec"));
}

#[test]
fn what_somebody_else_changed_meanwhile_is_said_and_shown() {
    let mut guide = Guide::at_desk();
    guide.at_table_of_people("belmonte");
    let (rows, columns) = (guide.names(Role::RowHeader), guide.names(Role::ColumnHeader));
    let free = columns.iter().find(|column| guide.cell(&format!("{}, {column}", rows[0])) == "not given");
    let (column, row) = (free.unwrap().clone(), rows[0].clone());
    let name = format!("{row}, {column}");
    let place = guide.driver.find_role(Role::Cell, &name).unwrap().bounds.center();
    guide.driver.click_at(place);
    guide.driver.settle();
    assert_eq!(guide.cell(&name), "will be given: Always");
    // Somebody gives it for a while, at another desk.
    let (console, session) = guide.behind();
    let id: UserId = {
        let query = keydesk::domain::directory::Query { search: "belmonte".to_owned(), ..Default::default() };
        users::list(&console, &session.permit().unwrap(), &query).unwrap().ids[0]
    };
    let all = doors::names(&console, &session.permit().unwrap()).unwrap();
    let door = all.into_iter().find(|door| door.name == column).unwrap().id;
    let between = keydesk::domain::user::Between::new(
        console.clock().now(),
        console.clock().now() + chrono::Duration::days(3),
    );
    let limit = keydesk::domain::user::Limit::within(between.ok());
    let give = vec![keydesk::domain::user::Grant { to: door, limit }];
    let giving = users::given_doors(&session.permit().unwrap(), &Changes { give, ..Changes::default() });
    users::save_many(&console, &session.permit().unwrap(), &[id], &[], &giving).unwrap();
    guide.driver.ctrl('s');
    // Whether the save is refused or the news comes first: what was wanted of it is dropped and said, and nobody overrules
    // somebody else without a look.
    guide.wait_for(
        "Somebody else changed one of these rights meanwhile. It stays as it is now, and your change of it was dropped.",
    );
    guide.driver.settle();
    assert!(guide.cell(&name).starts_with("given, Until"), "it is shown as it is by now");
    assert!(!guide.cell(&name).contains("will be"), "{}", guide.cell(&name));
    // A right that is taken away meanwhile does not come back by coming back to the window.
    guide.driver.click_at(place);
    guide.driver.settle();
    assert!(guide.cell(&name).contains("will be taken away"));
    guide.key(Named::Delete);
    guide.key(Named::F2);
    guide.wait_for("From – until");
    guide.click("Always");
    guide.press("Apply");
    assert!(guide.cell(&name).ends_with("will be at other times: Always"));
    let take = Changes { take: vec![door], ..Changes::default() };
    let taking = users::given_doors(&session.permit().unwrap(), &take);
    users::save_many(&console, &session.permit().unwrap(), &[id], &[], &taking).unwrap();
    guide.driver.event(iced::Event::Window(iced::window::Event::Unfocused));
    guide.driver.event(iced::Event::Window(iced::window::Event::Focused));
    let gone = guide.driver.wait("it is gone", |driver| {
        let cell = driver.find_role(Role::Cell, &name);
        cell.and_then(|cell| cell.semantics?.value).as_deref() == Some("not given")
    });
    guide.must(gone);
}

#[test]
fn access_levels_have_such_a_table_too_with_doors_or_zones() {
    let mut guide = Guide::at_desk();
    guide.click("User access levels");
    guide.driver.settle();
    guide.click("Access table");
    guide.wait_for("What access levels open");
    guide.driver.settle();
    assert!(guide.names(Role::RowHeader).len() > 2);
    let doors = guide.names(Role::ColumnHeader);
    guide.press_part(Role::Tab, "Zones", 0);
    guide.driver.settle();
    let zones = guide.names(Role::ColumnHeader);
    assert!(!zones.is_empty() && zones != doors, "{zones:?}");
    let name = format!("{}, {}", guide.names(Role::RowHeader)[0], zones[0]);
    let before = guide.cell(&name);
    let place = guide.driver.find_role(Role::Cell, &name).unwrap().bounds.center();
    guide.driver.click_at(place);
    guide.driver.settle();
    assert_ne!(guide.cell(&name), before);
    guide.click("Back");
    guide.wait_for("Save your changes?");
}

#[test]
fn who_may_give_nothing_looks_and_changes_nothing() {
    let mut guide = Guide::at_desk_of(RECEPTION);
    guide.at_table_of_people("");
    let (rows, columns) = (guide.names(Role::RowHeader), guide.names(Role::ColumnHeader));
    let name = format!("{}, {}", rows[0], columns[0]);
    let before = guide.cell(&name);
    let place = guide.driver.find_role(Role::Cell, &name).unwrap().bounds.center();
    guide.driver.click_at(place);
    guide.driver.chord(Modifiers::empty(), Named::Space);
    guide.driver.settle();
    assert_eq!(guide.cell(&name), before);
}

#[test]
fn people_of_one_name_are_told_apart_in_the_heads_of_rows() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    for _ in 0..2 {
        let mut draft = users::blank(&console, &session.permit().unwrap()).unwrap();
        (draft.first_name, draft.last_name) = ("Zoe".into(), "Alike".into());
        let add = session.permit().unwrap();
        users::add(&console, &add, &draft, &users::Picture::Keep, &Giving::nothing()).unwrap();
    }
    guide.click("Users");
    guide.wait_for("308 people");
    guide.type_text("alike");
    guide.driver.settle();
    guide.click("Access table");
    guide.wait_for("What people may open");
    guide.driver.settle();
    let rows = guide.names(Role::RowHeader);
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.starts_with("Alike, Zoe (")), "{rows:?}");
    assert_ne!(rows[0], rows[1]);
}
