//! The list of people, and everything that is done to one or to many of them.

use std::sync::Arc;

use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Event, Point, Size};
use keydesk::console::Console;
use keydesk::domain::directory::Query;
use keydesk::domain::door::DoorId;
use keydesk::domain::key::Status;
use keydesk::domain::permission::{DoorsView, UsersAddDelete, UsersModify, UsersView};
use keydesk::domain::text::folded;
use keydesk::domain::user::{Draft, End, UserId};
use keydesk::operation::Giving;
use keydesk::operation::Related;
use keydesk::operation::users::{self, Page, Picture};
use keydesk::session::Session;

use super::Guide;
use crate::headless::{Driver, Found};
use crate::widget::semantics::{Mark, Role};
use crate::window::Application;

/// So tall a window shows the whole of a person.
const TALL: Size = Size::new(1_400.0, 2_200.0);

impl Guide {
    /// At the list of everybody.
    pub(super) fn at_users() -> Guide {
        let mut guide = Guide::at_desk();
        guide.click("Users");
        guide.wait_for("306 people");
        guide
    }

    /// Makes the window so tall that nothing has to be scrolled to.
    pub(super) fn unroll(&mut self) {
        self.driver.resize(TALL);
        self.driver.settle();
    }

    /// Waits until nothing is under way any more, however slow the computer is.
    pub(super) fn rest(&mut self) {
        for _ in 0..20 {
            self.driver.settle();
        }
    }

    /// The console and who is signed in, for what somebody else does meanwhile.
    pub(super) fn behind(&self) -> (Arc<Console>, Arc<Session>) {
        let context = self.driver.state().desk().unwrap().context();
        (Arc::clone(&context.console), Arc::clone(&context.session))
    }

    /// How the only person whom a search finds is saved.
    pub(super) fn saved(&self, search: &str) -> Page {
        let (console, session) = self.behind();
        let permit = session.permit::<UsersView>().unwrap();
        let query = Query { search: search.to_owned(), ..Query::default() };
        let found = users::list(&console, &permit, &query).unwrap().ids;
        assert_eq!(found.len(), 1, "{search}");
        self.saved_as(found[0])
    }

    /// How a person is saved.
    pub(super) fn saved_as(&self, id: UserId) -> Page {
        let (console, session) = self.behind();
        users::open(&console, &session.permit().unwrap(), id).unwrap()
    }

    /// The doors of the only person whom a search finds, as they are saved.
    pub(super) fn saved_doors(&self, search: &str) -> Vec<Related<DoorId>> {
        let (console, session) = self.behind();
        let doors = session.permit::<DoorsView>().unwrap();
        users::doors(&console, &session.permit().unwrap(), &doors, self.saved(search).id).unwrap().0
    }

    /// Somebody else saves the only person whom a search finds.
    pub(super) fn save_meanwhile(&self, search: &str, change: impl FnOnce(&mut Draft)) {
        let (console, session) = self.behind();
        let Page { id, version, mut draft, .. } = self.saved(search);
        change(&mut draft);
        let permit = session.permit::<UsersModify>().unwrap();
        users::save(&console, &permit, id, version, &draft, &Picture::Keep, &Giving::nothing()).unwrap();
    }

    /// Somebody else adds a person.
    fn add_meanwhile(&self, change: impl FnOnce(&mut Draft)) {
        let (console, session) = self.behind();
        let permit = session.permit::<UsersAddDelete>().unwrap();
        let mut draft = users::blank(&console, &permit).unwrap();
        change(&mut draft);
        users::add(&console, &permit, &draft, &Picture::Keep, &Giving::nothing()).unwrap();
    }

    /// A control by its role and name, and which of several.
    #[track_caller]
    pub(super) fn part(&mut self, role: Role, name: &str, at: usize) -> Found {
        if role == Role::TextField {
            let is_it = |part: &Found| part.role() == Some(role) && part.text == name;
            self.turn_to(|driver| driver.parts().iter().any(is_it));
        }
        let parts = self.driver.parts().into_iter();
        let found = parts.filter(|part| part.role() == Some(role) && part.text == name).nth(at);
        found.unwrap_or_else(|| panic!("no {role:?} {name:?}; in view: {}", self.driver.texts().join(" | ")))
    }

    /// What a field holds, and the second where two are called the same.
    #[track_caller]
    pub(super) fn value_at(&mut self, field: &str, at: usize) -> String {
        let part = self.part(Role::TextField, field, at);
        part.semantics.and_then(|semantics| semantics.value).unwrap()
    }

    #[track_caller]
    pub(super) fn value(&mut self, field: &str) -> String {
        self.value_at(field, 0)
    }

    /// Whether a button can be pressed.
    #[track_caller]
    pub(super) fn may_press(&mut self, button: &str) -> bool {
        self.part(Role::Button, button, 0).semantics.is_some_and(|semantics| semantics.enabled)
    }

    /// Saves what is on the screen, which must then be all that there is.
    #[track_caller]
    pub(super) fn save(&mut self) {
        assert!(self.may_press("Save"), "there is something to save");
        self.driver.ctrl('s');
        self.wait_saved();
        self.rest();
    }

    /// Clicks while keys are held.
    pub(super) fn click_holding(&mut self, modifiers: Modifiers, at: Point) {
        self.driver.event(Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)));
        self.driver.click_at(at);
        self.driver.event(Event::Keyboard(keyboard::Event::ModifiersChanged(Modifiers::empty())));
        self.driver.settle();
    }

    /// Where a row of the list is.
    fn row(&mut self, at: usize) -> Point {
        let table = self.part(Role::Table, "Users", 0).bounds;
        Point::new(table.x + 300.0, table.y + 34.0 + 32.0 * at as f32 + 16.0)
    }

    /// The list, row by row as it is copied, the titles of the columns first; everybody is selected by it.
    fn listed(&mut self) -> Vec<Vec<String>> {
        let first = self.row(0);
        self.driver.click_at(first);
        self.copied()
    }

    /// The same, with the keyboard left where it is in the table.
    fn copied(&mut self) -> Vec<Vec<String>> {
        self.rest();
        self.driver.ctrl('a');
        self.driver.ctrl('c');
        let text = self.pasteboard();
        text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    }

    /// Narrows the list to this and nothing else.
    fn filter(&mut self, name: &str) {
        self.show_everybody();
        self.narrow(name);
    }

    /// Narrows the list by one thing more.
    pub(super) fn narrow(&mut self, value: &str) {
        self.driver.chord(Modifiers::CTRL | Modifiers::SHIFT, Key::Character("f".into()));
        self.wait_for("Add filter");
        self.type_text(value);
        let option = self.part(Role::Option, value, 0).bounds.center();
        self.driver.click_at(option);
        self.rest();
    }

    /// Takes every filter away.
    fn show_everybody(&mut self) {
        if self.says(" selected") {
            self.key(Named::Escape);
        }
        let chip = |guide: &mut Guide| {
            let parts = guide.driver.parts().into_iter();
            let chips = parts.filter(|part| part.role() == Some(Role::Button) && part.text.contains(": "));
            chips.map(|chip| chip.bounds.center()).next()
        };
        while let Some(chip) = chip(self) {
            self.driver.click_at(chip);
            self.rest();
        }
    }

    fn search_people(&mut self, typed: &str) {
        self.fill("Search people", typed);
        self.rest();
    }

    /// Sorts by a column with a click.
    pub(super) fn sort_by(&mut self, title: &str) {
        let header = self.part(Role::ColumnHeader, title, 0).bounds.center();
        self.driver.click_at(header);
        self.answered();
    }

    /// Waits until nothing that was asked is still to be answered, however slow the computer is.
    #[track_caller]
    pub(super) fn answered(&mut self) {
        let result = self.driver.wait("every answer", |driver| driver.tasks_running() == 0);
        self.must(result);
        self.driver.settle();
    }

    /// Clicks in an open menu.
    #[track_caller]
    pub(super) fn choose(&mut self, item: &str) {
        let item = self.part(Role::MenuItem, item, 0).bounds.center();
        self.driver.click_at(item);
        self.driver.settle();
    }

    /// Finds one person and selects the row.
    #[track_caller]
    pub(super) fn select(&mut self, search: &str) {
        self.search_people(search);
        self.wait_for("1 of 306 people");
        let row = self.row(0);
        self.click_holding(Modifiers::empty(), row);
    }

    /// Does something with what is selected, whether it has a button or stands in the menu.
    #[track_caller]
    fn choose_more(&mut self, item: &str) {
        if self.driver.find_role(Role::Button, item).is_some() {
            self.press(item);
            return;
        }
        self.click("More");
        self.choose(item);
    }

    /// What the control that has the keyboard is called; of segments, the chosen one.
    pub(super) fn at_keyboard(&mut self) -> String {
        keyboard_of(&mut self.driver)
    }

    /// Gives the search box the keyboard by its key.
    #[track_caller]
    pub(super) fn go_to_search(&mut self) {
        self.driver.ctrl('f');
        let result = self.driver.wait("the search", |driver| keyboard_of(driver) == "Search people");
        self.must(result);
    }

    /// Waits until so many doors of the person on the screen are listed.
    #[track_caller]
    fn wait_doors(&mut self, count: usize) {
        self.turn_to(|driver| driver.find_role(Role::Button, "Add several").is_some());
        let result = self.driver.wait("the doors", |driver| doors_listed(driver) == count);
        self.must(result);
        self.driver.settle();
    }

    /// Adds a door by its name: the first that the letters find.
    #[track_caller]
    fn add_door(&mut self, name: &str) {
        self.driver.ctrl('d');
        let result = self.driver.wait("where doors are added", |driver| keyboard_of(driver) == "Add a door…");
        self.must(result);
        self.type_text(name);
        self.key(Named::Enter);
    }

    /// What is on the clipboard, once something is.
    #[track_caller]
    pub(super) fn pasteboard(&mut self) -> String {
        let result = self.driver.wait("the copy", |driver| driver.clipboard().text.is_some());
        self.must(result);
        self.driver.clipboard().text.take().unwrap()
    }

    /// Takes away what was told, to see it told again.
    pub(super) fn dismiss(&mut self) {
        while let Some(cross) = self.driver.find_role(Role::Button, "Dismiss") {
            self.driver.click_at(cross.bounds.center());
            self.driver.settle();
        }
    }

    /// Presses Tab, or Shift and Tab, until the keyboard is where it should be.
    #[track_caller]
    pub(super) fn tab_to(&mut self, name: &str, modifiers: Modifiers) {
        let mut passed = Vec::new();
        for _ in 0..60 {
            self.driver.chord(modifiers, Named::Tab);
            let here = self.at_keyboard();
            if here == name {
                return;
            }
            passed.push(here);
        }
        panic!("Tab does not lead to {name}, but past {passed:?}");
    }
}

/// How many rows the list beside a record has in view.
fn doors_listed(driver: &mut Driver<Application>) -> usize {
    driver.parts().iter().filter(|part| part.role() == Some(Role::Row)).count()
}

fn keyboard_of(driver: &mut Driver<Application>) -> String {
    let Some(focused) = driver.focused() else {
        return String::new();
    };
    let parts = driver.parts();
    let same = parts.iter().find(|part| part.bounds == focused);
    let is_field =
        |part: &&Found| part.role() == Some(Role::TextField) && part.bounds.contains(focused.center());
    let is_segment = |part: &&Found| {
        let mark = part.semantics.as_ref().and_then(|semantics| semantics.mark);
        mark == Some(Mark::On) && focused.contains(part.bounds.center())
    };
    let found = same.or_else(|| parts.iter().find(is_field)).or_else(|| parts.iter().find(is_segment));
    found.map(|part| part.text.clone()).unwrap_or_default()
}

/// A column of a list, without its title.
fn column(list: &[Vec<String>], title: &str) -> Vec<String> {
    let at = list[0].iter().position(|it| it == title).unwrap();
    list[1..].iter().map(|row| row[at].clone()).collect()
}

fn rank(status: &str) -> usize {
    let words = crate::words::Words::new(keydesk::domain::operator::Language::English);
    Status::ALL.iter().position(|it| words.get(&format!("status-{}", it.key())) == status).unwrap()
}

// Searching.

#[test]
fn typing_searches_every_text_of_a_person() {
    let mut guide = Guide::at_users();
    guide.save_meanwhile("E-000101", |draft| {
        "Prof.".clone_into(&mut draft.title);
        "0047110815".clone_into(&mut draft.wiegand);
        draft.authorization_codes.push("TAG 7-7".to_owned());
    });
    let draft = guide.saved("E-000101").draft;
    let in_groups = format!("{} {} {}", &draft.phone[..3], &draft.phone[3..6], &draft.phone[6..]);
    let first_then_last = format!("{} {}", draft.first_name, draft.last_name);
    let cell = format!("{}, {}, Prof.", draft.last_name, draft.first_name);
    for typed in [
        &draft.first_name,
        &draft.last_name,
        &first_then_last,
        &draft.last_name.to_uppercase(),
        &folded(&draft.last_name),
        &draft.external_id,
        &draft.general[0],
        &draft.general[1],
        &draft.phone,
        &in_groups,
        "prof.",
        "0047110815",
        "tag 7-7",
        // Words of several fields.
        &format!("{} {}", draft.general[0], draft.external_id),
    ] {
        guide.search_people(typed);
        let people = column(&guide.listed(), "Name");
        assert!(people.contains(&cell), "{typed} finds {people:?}");
        assert!(people.len() < 306 && guide.says(&format!("{} of 306 people", people.len())), "{typed}");
    }
}

#[test]
fn the_list_narrows_letter_by_letter_and_is_whole_again_when_cleared() {
    let mut guide = Guide::at_users();
    guide.click("Search people");
    for (typed, count) in [("E-0001", "100"), ("0", "10"), ("4", "1"), ("4", "0")] {
        guide.type_text(typed);
        guide.wait_for(&format!("{count} of 306 people"));
    }
    guide.wait_for("Nobody found");
    guide.key(Named::Enter);
    guide.rest();
    assert!(guide.driver.shows("Nobody found"), "Enter finds nobody to open");
    guide.press("Clear the search");
    guide.wait_for("306 people");
    assert_eq!(guide.value("Search people"), "");
}

#[test]
fn enter_in_the_search_opens_the_only_hit() {
    let mut guide = Guide::at_users();
    guide.click("Search people");
    // Faster than the answer: it is for what was typed, not for what was shown.
    guide.driver.type_text("belmonte");
    guide.driver.key(Named::Enter);
    guide.wait_for("Identification");
    assert!(guide.driver.shows("Ana Belmonte"));
}

#[test]
fn enter_in_the_search_gives_several_hits_the_keyboard() {
    let mut guide = Guide::at_users();
    guide.search_people("E-00010");
    let ids = column(&guide.listed(), "External ID");
    assert_eq!(ids.len(), 10);
    guide.go_to_search();
    guide.key(Named::Enter);
    guide.rest();
    assert_eq!(guide.at_keyboard(), "Users", "it is the table's name as well");
    assert!(guide.says("1 selected"), "one row, not all of before");
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    guide.wait_for("Identification");
    assert_eq!(guide.value("External ID"), ids[1]);
}

#[test]
fn the_search_has_its_key_and_keeps_its_letters() {
    let mut guide = Guide::at_users();
    let first = guide.row(0);
    guide.driver.click_at(first);
    guide.go_to_search();
    guide.type_text("carter");
    guide.wait_for("1 of 306 people");
    let first = guide.row(0);
    guide.driver.click_at(first);
    guide.go_to_search();
    guide.key(Named::Delete);
    assert!(!guide.says("Delete Carter"), "in a field the key is the field's");
    guide.driver.click_at(first);
    guide.key(Named::Delete);
    guide.wait_for("Carter, Ben cannot be deleted yet");
}

#[test]
fn f5_shows_what_others_did_and_keeps_what_is_selected() {
    let mut guide = Guide::at_users();
    guide.search_people("carter");
    let row = guide.row(0);
    guide.driver.click_at(row);
    guide.rest();
    assert!(guide.may_press("Update key"));
    guide.add_meanwhile(|draft| "Carter-Aalto".clone_into(&mut draft.last_name));
    assert!(guide.driver.shows("1 of 306 people"));
    guide.key(Named::F5);
    guide.wait_for("2 of 307 people");
    guide.wait_for("Carter-Aalto");
    assert!(guide.may_press("Update key"), "Ben is still the one");
    guide.driver.ctrl('c');
    let copied = guide.pasteboard();
    assert_eq!(copied.lines().count(), 2);
    assert!(copied.contains("Carter, Ben") && !copied.contains("Aalto"));
}

#[test]
fn letters_typed_at_the_list_are_searched() {
    let mut guide = Guide::at_users();
    let first = guide.row(0);
    guide.driver.click_at(first);
    guide.driver.type_text("muller amelia");
    guide.rest();
    assert_eq!(guide.value("Search people"), "muller amelia");
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    guide.wait_for("Identification");
    assert_eq!(guide.value("Last name"), "Müller");
}

// Filters, orders, widths.

#[test]
fn a_filter_shows_those_and_no_others() {
    let mut guide = Guide::at_users();
    let all = guide.listed();
    let (status, ends) = (column(&all, "Key"), column(&all, "Key expires"));
    let now = at("2026-11-22 10:25");
    let mut cases: Vec<(&str, Vec<bool>)> = Vec::new();
    for name in [
        "Unknown",
        "Expired",
        "Re-edition required",
        "Update required",
        "Expires soon",
        "Update recommended",
        "Synchronized",
        "No key",
        "Banned",
    ] {
        cases.push((name, status.iter().map(|it| it == name).collect()));
    }
    let urgent = ["Unknown", "Expired", "Re-edition required", "Update required", "Expires soon"];
    cases.push(("Needs attention", status.iter().map(|it| urgent.contains(&it.as_str())).collect()));
    let ends_soon = |(status, ends): (&String, &String)| {
        // Of a key whose writing was interrupted nobody knows the end.
        status != "Unknown"
            && end(ends).is_some_and(|end| end > now && end - now <= chrono::Duration::days(14))
    };
    cases.push(("within 14 days", status.iter().zip(&ends).map(ends_soon).collect()));
    for (name, admits) in cases {
        guide.filter(name);
        let rows = all[1..].iter().zip(&admits).filter(|(_, admits)| **admits).map(|(row, _)| row.clone());
        let expected: Vec<Vec<String>> = rows.collect();
        assert!(!expected.is_empty(), "the demo site has nobody for {name}");
        assert_eq!(guide.listed()[1..], expected, "{name}");
        assert!(guide.says(&format!("{} of 306 people", expected.len())), "{name}");
    }
    guide.show_everybody();
    assert_eq!(guide.listed(), all);
}

#[test]
fn a_filter_and_a_search_narrow_together() {
    let mut guide = Guide::at_users();
    guide.filter("No key");
    guide.search_people("carter");
    guide.wait_for("Nobody found");
    guide.click("Remove filters");
    guide.wait_for("1 of 306 people");
    guide.wait_for("Carter, Ben");
}

fn at(text: &str) -> chrono::NaiveDateTime {
    chrono::NaiveDateTime::parse_from_str(text, "%F %R").unwrap()
}

/// The end that a cell says: a day alone is meant as a whole.
fn end(cell: &str) -> Option<chrono::NaiveDateTime> {
    match cell.len() {
        10 => Some(at(&format!("{cell} 00:00")) + chrono::Duration::days(1)),
        16 => Some(at(cell)),
        _ => None,
    }
}

/// Checks that a list is sorted by a column.
#[track_caller]
fn assert_sorted(list: &[Vec<String>], title: &str, is_up: bool) {
    let cells = column(list, title);
    assert_eq!(cells.len(), 306);
    let status = column(list, "Key");
    let keys = cells.iter().zip(&status).map(|(cell, status)| match title {
        "Key" => (rank(cell), String::new()),
        "Name" => (0, folded(cell.strip_suffix(", Dr.").unwrap_or(cell))),
        // An interrupted writing comes first, whoever has no key last.
        "Key expires" if status == "Unknown" => (0, String::new()),
        "Key expires" => match end(cell) {
            Some(end) => (1, end.to_string()),
            None => (2, String::new()),
        },
        _ => (usize::from(cell.is_empty()), folded(cell)),
    });
    let mut keys: Vec<(usize, String)> = keys.collect();
    assert!(keys.first() != keys.last(), "all are the same in {title}");
    if !is_up {
        keys.reverse();
    }
    assert!(keys.is_sorted(), "{title}: {keys:?}");
}

const SORTED: [&str; 6] = ["Key", "Name", "Department", "Employee number", "Key expires", "External ID"];

#[test]
fn a_click_on_a_column_sorts_by_it_and_another_the_other_way_round() {
    let mut guide = Guide::at_users();
    assert_sorted(&guide.listed(), "Name", true);
    for title in SORTED {
        for is_up in [true, false] {
            guide.sort_by(title);
            assert_sorted(&guide.listed(), title, is_up);
        }
    }
    let before = guide.listed();
    guide.sort_by("Own rights");
    assert_eq!(guide.listed(), before, "the number of doors is no order");
}

#[test]
fn the_keyboard_sorts_by_every_column() {
    let mut guide = Guide::at_users();
    let first = guide.row(0);
    guide.driver.click_at(first);
    guide.key(Named::Home);
    // Above the first row are the titles; it begins at the one that is sorted by.
    guide.key(Named::ArrowUp);
    guide.key(Named::Enter);
    assert_sorted(&guide.copied(), "Name", false);
    guide.key(Named::Home);
    for (at, title) in
        ["Name", "Key", "Department", "Employee number", "Own rights", "Key expires", "External ID"]
            .into_iter()
            .enumerate()
    {
        if at > 0 {
            guide.key(Named::ArrowRight);
        }
        if title == "Own rights" {
            continue;
        }
        guide.key(Named::Enter);
        assert_sorted(&guide.copied(), title, true);
        guide.key(Named::Space);
        assert_sorted(&guide.copied(), title, false);
    }
    guide.key(Named::End);
    guide.key(Named::Enter);
    assert_sorted(&guide.copied(), "External ID", true);
    guide.key(Named::ArrowDown);
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    guide.wait_for("Identification");
}

#[test]
fn a_column_keeps_the_width_that_it_was_given() {
    let mut guide = Guide::at_users();
    let width = |guide: &mut Guide| guide.part(Role::ColumnHeader, "Department", 0).bounds.width;
    let before = guide.part(Role::ColumnHeader, "Department", 0).bounds;
    let edge = Point::new(before.x + before.width, before.center_y());
    guide.driver.drag(edge, edge - iced::Vector::new(40.0, 0.0));
    assert_eq!(width(&mut guide), before.width - 40.0);
    guide.filter("Expired");
    assert_eq!(width(&mut guide), before.width - 40.0, "over a filter");
    guide.search_people("kitchen");
    guide.key(Named::F5);
    guide.sort_by("Key expires");
    assert_eq!(width(&mut guide), before.width - 40.0, "over a search, F5 and an order");
    guide.search_people("nobody of this name");
    guide.search_people("");
    assert_eq!(width(&mut guide), before.width - 40.0, "over an empty list");
    let (first, header) = (guide.row(0), guide.part(Role::ColumnHeader, "Department", 0).bounds);
    let edge = Point::new(header.x + header.width, header.center_y());
    guide.driver.drag(edge, edge - iced::Vector::new(500.0, 0.0));
    assert_eq!(width(&mut guide), 64.0, "never narrower than can be read");
    guide.driver.click_at(first);
    guide.key(Named::ArrowUp);
    guide.key(Named::Home);
    guide.key(Named::ArrowRight);
    guide.key(Named::ArrowRight);
    guide.driver.chord(Modifiers::SHIFT, Named::ArrowRight);
    assert_eq!(width(&mut guide), 80.0, "by keyboard");
}

// Many at once.

#[test]
fn rows_are_selected_by_mouse_and_keyboard() {
    let mut guide = Guide::at_users();
    let (second, fifth, seventh) = (guide.row(1), guide.row(4), guide.row(6));
    guide.click_holding(Modifiers::empty(), second);
    assert!(guide.may_press("Update key") && !guide.driver.shows("Edit together"));
    guide.click_holding(Modifiers::SHIFT, fifth);
    assert!(guide.says("4 selected"));
    guide.click_holding(Modifiers::CTRL, seventh);
    assert!(guide.says("5 selected"));
    guide.click_holding(Modifiers::CTRL, second);
    assert!(guide.says("4 selected"));
    assert!(!guide.driver.shows("Update key") && guide.may_press("Edit together"));
    guide.driver.chord(Modifiers::SHIFT, Named::ArrowDown);
    guide.driver.chord(Modifiers::SHIFT, Named::ArrowDown);
    assert!(guide.says("3 selected"));
    guide.driver.ctrl('a');
    assert!(guide.says("306 selected"));
    guide.key(Named::Home);
    assert!(guide.says("1 selected"));
    guide.key(Named::Escape);
    assert!(!guide.says("selected"));
}

impl Guide {
    /// Selects the first three of those with these external numbers, and edits them together.
    fn edit_three(&mut self) -> Vec<String> {
        self.search_people("E-00010");
        let ids = column(&self.listed(), "External ID")[..3].to_vec();
        let (first, third) = (self.row(0), self.row(2));
        self.click_holding(Modifiers::empty(), first);
        self.click_holding(Modifiers::SHIFT, third);
        self.click("Edit together");
        self.wait_for("Edit 3 people");
        ids
    }

    /// Touches the title and types one.
    fn touch_title(&mut self, title: &str) {
        self.click("Title");
        let field = self.part(Role::TextField, "", 0).bounds.center();
        self.driver.click_at(field);
        self.type_text(title);
    }
}

#[test]
fn a_title_is_changed_for_three_and_everything_else_stays() {
    let mut guide = Guide::at_users();
    let before = guide.listed();
    let ids = guide.edit_three();
    assert!(guide.driver.shows("Nothing touched yet.") && !guide.may_press("Save"));
    let drafts: Vec<Draft> = ids.iter().map(|id| guide.saved(id).draft).collect();
    guide.touch_title("Prof.");
    guide.driver.ctrl('s');
    guide.wait_for("3 people are changed.");
    guide.wait_for("New person");
    for (id, draft) in ids.iter().zip(drafts) {
        assert_eq!(guide.saved(id).draft, Draft { title: "Prof.".to_owned(), ..draft }, "{id}");
    }
    guide.search_people("");
    let after = guide.listed();
    let changed = before.iter().zip(&after).filter(|(before, after)| before != after);
    let changed: Vec<String> = changed.map(|(_, after)| after[0].clone()).collect();
    assert_eq!(changed.len(), 3);
    assert!(changed.iter().all(|name| name.ends_with(", Prof.")), "{changed:?}");
}

#[test]
fn who_can_not_be_changed_with_the_others_stays_to_be_done_otherwise() {
    let mut guide = Guide::at_users();
    guide.add_meanwhile(|draft| {
        "Later".clone_into(&mut draft.last_name);
        "E-00010x".clone_into(&mut draft.external_id);
        draft.activation = Some(at("2031-01-01 00:00"));
    });
    guide.search_people("E-00010");
    let ids = column(&guide.listed(), "External ID");
    assert_eq!(ids.len(), 11);
    guide.click("Edit together");
    guide.wait_for("Edit 11 people");
    guide.click("On a date");
    guide.click("Valid until");
    guide.type_text("2030-12-31");
    guide.driver.ctrl('s');
    guide.wait_for("One person could not be changed");
    assert!(guide.says("10 people are changed."));
    assert!(guide.driver.shows("Later") && guide.driver.shows("The end must be after the start."));
    let ending = |guide: &Guide, id: &str| guide.saved(id).draft.expiration;
    for id in &ids {
        let until = if id == "E-00010x" { End::Never } else { End::At(Some(at("2031-01-01 00:00"))) };
        assert_eq!(ending(&guide, id), until, "{id}");
    }
    guide.press("Close");
    assert_eq!(guide.value("Valid until"), "2030-12-31", "what was touched is still there");
    guide.fill("Valid until", "2031-12-31");
    guide.driver.ctrl('s');
    guide.wait_for("One person is changed.");
    guide.wait_for("New person");
    for id in &ids {
        let year = if id == "E-00010x" { "2032" } else { "2031" };
        assert_eq!(ending(&guide, id), End::At(Some(at(&format!("{year}-01-01 00:00")))), "{id}");
    }
}

#[test]
fn what_is_touched_for_many_is_asked_about_before_it_is_left() {
    let mut guide = Guide::at_users();
    let ids = guide.edit_three();
    guide.click("Doors");
    guide.wait_for("New door");
    guide.click("Users");
    let ids = ids.as_slice();
    let again = guide.edit_three();
    assert_eq!(again, ids);
    guide.touch_title("Prof.");
    guide.click("Doors");
    guide.wait_for("Save your changes?");
    guide.key(Named::Escape);
    assert!(guide.driver.shows("Edit 3 people"));
    guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("Save your changes?");
    guide.click("Discard changes");
    guide.wait_for("New person");
    assert!(ids.iter().all(|id| guide.saved(id).draft.title != "Prof."));
    guide.edit_three();
    guide.touch_title("Prof.");
    guide.click("Doors");
    guide.wait_for("Save your changes?");
    guide.key(Named::Enter);
    guide.wait_for("New door");
    assert!(ids.iter().all(|id| guide.saved(id).draft.title == "Prof."));
}

#[test]
fn what_a_change_for_many_does_to_keys_is_said_before() {
    let mut guide = Guide::at_users();
    guide.filter("Synchronized");
    let (first, third) = (guide.row(0), guide.row(2));
    guide.click_holding(Modifiers::empty(), first);
    guide.click_holding(Modifiers::SHIFT, third);
    guide.click("Edit together");
    guide.wait_for("Edit 3 people");
    guide.unroll();
    guide.touch_title("Prof.");
    guide.wait_for("No key needs an update for this.");
    // The options in their order, each with three segments; this is antipassback, the last but one.
    let on = guide.part(Role::Tab, "On", 6).bounds.center();
    guide.driver.click_at(on);
    guide.wait_for("3 keys will need a re-edition at an encoder.");
    guide.driver.ctrl('s');
    guide.wait_for("3 people are changed.");
    guide.filter("Re-edition required");
    let people = column(&guide.listed(), "Name");
    assert_eq!(people.iter().filter(|name| name.ends_with(", Prof.")).count(), 3);
}

// Bans and the end.

#[test]
fn a_ban_shows_at_once_and_its_end_gives_the_status_back() {
    let mut guide = Guide::at_users();
    guide.select("carter");
    assert!(guide.driver.shows("Synchronized"));
    guide.choose_more("Ban");
    guide.wait_for("Ban Carter, Ben?");
    assert!(guide.says("opens until 21 Dec 2026: collect the key if you can."));
    guide.key(Named::Enter);
    assert!(!guide.driver.shows("Ban Carter, Ben?") && !guide.saved("carter").banned, "Enter does no harm");
    guide.choose_more("Ban");
    guide.press("Ban");
    guide.wait_for("Carter, Ben is banned.");
    guide.wait_for("Banned");
    assert!(!guide.driver.shows("Update key"));
    guide.choose_more("Lift ban");
    guide.wait_for("The ban of Carter, Ben is lifted.");
    guide.wait_for("Synchronized");
    assert!(guide.may_press("Update key"));
}

#[test]
fn many_are_banned_together_and_let_go_together() {
    let mut guide = Guide::at_users();
    guide.search_people("E-00010");
    guide.listed();
    guide.choose_more("Ban");
    guide.wait_for("Ban 10 people?");
    guide.press("Ban");
    guide.wait_for("10 people are banned.");
    guide.filter("Banned");
    assert_eq!(guide.listed().len(), 11);
    guide.choose_more("Lift ban");
    guide.wait_for("10 bans are lifted.");
    guide.wait_for("0 of 306 people");
}

#[test]
fn a_ban_beside_unsaved_changes_leaves_them_to_be_saved() {
    let mut guide = Guide::at_desk();
    guide.open_person("carter");
    guide.fill("First name", "Benjamin");
    guide.choose_more("Ban");
    guide.wait_for("Ban Ben Carter?");
    guide.press("Ban");
    guide.wait_for("This person is banned: no key is written.");
    assert_eq!(guide.value("First name"), "Benjamin");
    guide.save();
    assert!(!guide.says("saved this at"));
    let page = guide.saved("carter");
    assert_eq!((page.draft.first_name.as_str(), page.banned), ("Benjamin", true));
    guide.choose_more("Lift ban");
    guide.wait_without("This person is banned: no key is written.");
    assert!(!guide.saved("carter").banned);
}

#[test]
fn who_holds_a_valid_key_is_not_deleted() {
    let mut guide = Guide::at_users();
    guide.select("carter");
    guide.key(Named::Delete);
    guide.wait_for("Carter, Ben cannot be deleted yet");
    let sentence = "A key of Ben Carter opens doors, or may, until 21 Dec 2026. Cancel the key first, or take it back \
                    and delete it.";
    assert!(guide.driver.shows(sentence));
    guide.press("Close");
    // One of many is enough: all stay.
    guide.filter("No key");
    guide.show_everybody();
    guide.search_people("");
    assert_eq!(guide.listed().len(), 307);
    guide.key(Named::Delete);
    guide.wait_for("Not all of these 306 people can be deleted yet");
    assert!(guide.says(" opens doors, or may, until"));
    guide.key(Named::Enter);
    guide.wait_without("Not all of these 306 people can be deleted yet");
    guide.search_people("E-");
    guide.search_people("");
    assert_eq!(guide.listed().len(), 307);
    guide.open_person("carter");
    guide.choose_more("Delete");
    guide.wait_for("Ben Carter cannot be deleted yet");
    assert!(guide.driver.shows(sentence));
    guide.press("Cancel key");
    guide.wait_for("Cancel the key of Ben Carter?");
    guide.press("Keep the key");
    assert!(guide.driver.shows("Identification"));
}

#[test]
fn who_has_no_key_or_one_that_has_ended_is_deleted() {
    let mut guide = Guide::at_users();
    for (filter, left) in [("No key", "305 people"), ("Expired", "304 people")] {
        guide.filter(filter);
        let id = column(&guide.listed(), "External ID")[0].clone();
        let name = column(&guide.listed(), "Name")[0].clone();
        let row = guide.row(0);
        guide.click_holding(Modifiers::empty(), row);
        guide.choose_more("Delete");
        guide.press("Delete");
        guide.wait_for(&format!("{name} is deleted."));
        guide.show_everybody();
        guide.wait_for(left);
        assert!(!column(&guide.listed(), "External ID").contains(&id));
        let row = guide.row(0);
        guide.click_holding(Modifiers::empty(), row);
    }
    guide.open_person("eklund");
    guide.choose_more("Delete");
    guide.press("Delete");
    guide.wait_for("303 people");
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.type_text("eklund");
    guide.wait_for("Nothing found. Try fewer letters or different ones.");
}

// Somebody new.

#[test]
fn tab_goes_through_a_new_person_from_top_to_bottom() {
    let mut guide = Guide::at_users();
    guide.unroll();
    guide.driver.ctrl('n');
    guide.wait_for("Not saved yet");
    assert!(!guide.may_press("Save"));
    let mut order = vec![guide.at_keyboard()];
    while order.last().is_none_or(|last| last != "Add several") && order.len() < 60 {
        guide.driver.key(Named::Tab);
        order.push(guide.at_keyboard());
    }
    assert_eq!(
        order,
        [
            "First name",
            "Last name",
            "Department",
            "Employee number",
            "Valid from",
            "Time",
            "Ends on a date",
            "Key must be updated regularly",
            "Update period",
            "Days",
            "Doors 0",
            "Add a door…",
            "Add several",
        ]
    );
    guide.driver.chord(Modifiers::ALT, Named::PageDown);
    guide.driver.settle();
    guide.tab_to("Phone", Modifiers::empty());
    let mut order = vec![guide.at_keyboard()];
    while order.last().is_none_or(|last| last != "Use a PIN") && order.len() < 60 {
        guide.driver.key(Named::Tab);
        order.push(guide.at_keyboard());
    }
    assert_eq!(
        order,
        [
            "Phone",
            "External ID",
            "Wiegand code",
            "Add code",
            "Extended opening time",
            "Office mode",
            "Override privacy",
            "Override lockdown",
            "Set lockdown",
            "Audit openings",
            "Antipassback",
            "Can be cancelled",
            "Use a PIN",
        ]
    );
}

#[test]
fn a_person_with_doors_and_a_period_is_made_by_keyboard_in_one_save() {
    let (tab, back) = (Modifiers::empty(), Modifiers::SHIFT);
    let mut guide = Guide::at_desk();
    guide.find("users");
    guide.wait_for("306 people");
    guide.driver.ctrl('n');
    guide.wait_for("Not saved yet");
    guide.type_text("Nadia");
    guide.key(Named::Tab);
    guide.type_text("Zeller");
    guide.tab_to("Department", tab);
    guide.type_text("Spa");
    assert!(guide.driver.shows("No doors given one by one"));
    guide.add_door("spa");
    guide.add_door("gym");
    assert!(guide.driver.shows("Gym") && guide.driver.shows("Spa"));
    assert_eq!(guide.driver.find_all("Added").len(), 2);
    guide.tab_to("When", back);
    guide.key(Named::Enter);
    guide.wait_for("When does it apply?");
    assert_eq!(guide.at_keyboard(), "Always");
    guide.key(Named::ArrowRight);
    assert_eq!(guide.value("From"), "2026-11-22");
    guide.tab_to("Until", tab);
    guide.type_text("2027-01-31");
    guide.key(Named::Enter);
    guide.wait_for("Until 31 Jan 2027");
    guide.driver.chord(Modifiers::ALT, Named::PageDown);
    guide.driver.settle();
    guide.tab_to("Phone", tab);
    guide.type_text("+34 600 123 456");
    guide.tab_to("Office mode", tab);
    guide.key(Named::Space);
    guide.driver.ctrl('s');
    guide.wait_for("Nadia Zeller");
    guide.wait_for("Nothing changed.");
    assert!(guide.says("Nadia Zeller is saved."));
    let draft = guide.saved("zeller").draft;
    assert_eq!(
        (draft.general[0].as_str(), draft.phone.as_str(), draft.options.office),
        ("Spa", "+34600123456", true)
    );
    assert_eq!(draft.external_id.len(), 11, "a number was given that can be read out");
    let doors = guide.saved_doors("zeller");
    let doors: Vec<_> = doors
        .iter()
        .map(|row| {
            (row.name.as_str(), row.limit.between.map(|it| (it.from.naive_utc(), it.until.naive_utc())))
        })
        .collect();
    let between = Some((at("2026-11-22 00:00"), at("2027-02-01 00:00")));
    assert_eq!(doors, [("Gym", between), ("Spa", None)]);
    guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("307 people");
}

#[test]
fn nobody_is_made_of_what_is_thrown_away() {
    let mut guide = Guide::at_users();
    guide.click("New person");
    guide.wait_for("Not saved yet");
    guide.type_text("Nadia");
    guide.click("Discard");
    guide.wait_for("306 people");
    guide.click("New person");
    guide.wait_for("Not saved yet");
    assert_eq!(guide.value("First name"), "");
    guide.click("Doors");
    guide.wait_for("New door");
}

#[test]
fn somebody_new_is_saved_on_the_way_elsewhere() {
    let mut guide = Guide::at_users();
    guide.click("New person");
    guide.wait_for("Not saved yet");
    guide.rest();
    guide.type_text("Nadia");
    guide.click("Doors");
    guide.wait_for("Save your changes?");
    guide.key(Named::Enter);
    guide.wait_for("New door");
    assert_eq!(guide.saved("nadia").draft.first_name, "Nadia");
    guide.click("Users");
    guide.wait_for("307 people");
}

// One person's doors and changes.

#[test]
fn doors_that_are_removed_and_restored_change_nothing() {
    let mut guide = Guide::at_desk();
    guide.open_person("carter");
    guide.wait_doors(5);
    let before = guide.saved_doors("carter");
    guide.click("Luggage room");
    guide.press("Remove");
    assert!(guide.driver.shows("Removed") && guide.may_press("Save"));
    guide.press("Restore");
    assert!(!guide.driver.shows("Removed") && guide.driver.shows("Nothing changed."));
    // The same by adding it again, and by adding one and taking it away.
    guide.press("Remove");
    guide.add_door("Luggage room");
    assert!(guide.driver.shows("Nothing changed."));
    guide.add_door("Gym");
    assert!(guide.driver.shows("Added"));
    guide.press("Remove");
    assert!(guide.driver.shows("Nothing changed.") && !guide.driver.shows("Gym"));
    assert!(!guide.may_press("Save"));
    guide.click("Users");
    guide.wait_for("New person");
    assert_eq!(guide.saved_doors("carter"), before);
}

#[test]
fn a_period_that_is_taken_back_changes_nothing_and_one_that_ends_first_is_refused() {
    let mut guide = Guide::at_desk();
    guide.open_person("carter");
    guide.wait_doors(5);
    guide.click("Luggage room");
    guide.press("When");
    guide.click("From – until");
    for (from, until, said) in [
        ("2026-11-22", "2026-11-21", "The end must be after the start."),
        ("2026-11-22", "", "Type the date."),
        ("2026-02-30", "2026-12-31", "Not a date. Type it as 2026-12-31, or with the day first as 31/12/26."),
    ] {
        guide.fill("From", from);
        guide.fill("Until", until);
        guide.key(Named::Enter);
        let wrong = if from == "2026-02-30" { "From" } else { "Until" };
        assert!(guide.says_at(wrong, 0, said), "{from} – {until}");
        assert_eq!(guide.at_keyboard(), wrong, "it is typed anew where it was");
    }
    guide.fill("From", "2026-11-22");
    guide.key(Named::Enter);
    guide.wait_for("Until 31 Dec 2026");
    assert!(guide.driver.shows("Changed"));
    guide.press("When");
    guide.click("Always");
    guide.press("Apply");
    assert!(!guide.driver.shows("Changed") && guide.driver.shows("Nothing changed."));
}

#[test]
fn a_change_that_is_undone_leaves_the_key_as_it_should_be() {
    let mut guide = Guide::at_desk();
    guide.unroll();
    guide.open_person("carter");
    for (option, note, status) in [
        ("Office mode", "One key will need an update.", "Update required"),
        ("Antipassback", "One key will need a re-edition at an encoder.", "Re-edition required"),
    ] {
        assert!(guide.driver.shows("Synchronized"));
        guide.click(option);
        guide.wait_for(note);
        guide.save();
        guide.wait_for(status);
        assert!(!guide.driver.shows("Synchronized"));
        guide.click(option);
        guide.save();
        guide.wait_for("Synchronized");
        assert!(!guide.driver.shows(status));
    }
    for _ in 0..2 {
        guide.fill("Wiegand code", "4711");
        guide.wait_for("One key will need a re-edition at an encoder.");
        guide.fill("Wiegand code", "");
        guide.wait_saved();
    }
    guide.wait_doors(5);
    guide.click("Luggage room");
    guide.press("Remove");
    guide.save();
    guide.wait_for("One door or locker was removed.");
    assert!(guide.driver.shows("Update required"));
    guide.wait_doors(4);
    guide.add_door("Luggage room");
    guide.save();
    guide.wait_for("Synchronized");
    assert!(!guide.driver.shows("Update required"));
}

#[test]
fn of_a_key_that_needs_an_update_already_it_is_said_that_it_does() {
    let mut guide = Guide::at_desk();
    guide.unroll();
    guide.open_person("belmonte");
    assert!(guide.driver.shows("Update required"));
    guide.click("Office mode");
    guide.wait_for("This key needs an update anyway.");
    guide.press("Discard");
    guide.open_person("carter");
    assert!(guide.driver.shows("Synchronized"));
    guide.fill("Phone", "+34 600 000 001");
    guide.wait_for("No key needs an update for this.");
    assert!(!guide.driver.shows("This key needs an update anyway."));
}

#[test]
fn what_is_typed_back_is_no_change() {
    let mut guide = Guide::at_desk();
    guide.unroll();
    guide.open_person("carter");
    guide.fill("First name", "Bena");
    assert!(guide.may_press("Save") && guide.may_press("Discard"));
    guide.key(Named::Backspace);
    assert!(guide.driver.shows("Nothing changed.") && !guide.may_press("Save"));
    // The same day, written otherwise.
    let from = guide.value("Valid from");
    guide.fill("Valid from", &from.replace('-', "/"));
    assert!(guide.driver.shows("Nothing changed."));
    for toggle in ["Ends on a date", "Key must be updated regularly", "Use a PIN"] {
        guide.click(toggle);
        assert!(!guide.driver.shows("Nothing changed."), "{toggle}");
        guide.click(toggle);
        assert!(guide.driver.shows("Nothing changed."), "{toggle}");
    }
    guide.click("Doors");
    guide.wait_for("New door");
}

#[test]
fn who_saves_second_is_told_and_loses_nothing() {
    let mut guide = Guide::at_desk();
    guide.unroll();
    guide.open_person("carter");
    guide.fill("First name", "Benjamin");
    guide.fill("Phone", "+34 600 000 001");
    guide.save_meanwhile("carter", |draft| "Dr.".clone_into(&mut draft.title));
    guide.driver.ctrl('s');
    let said = "demo saved this on 22 Nov 2026, 10:25, after you opened it. Your changes are still here. Show the \
                saved state, then change it again.";
    guide.wait_for(said);
    assert_eq!((guide.value("First name"), guide.value("Title")), ("Benjamin".into(), String::new()));
    assert_eq!(guide.saved("carter").draft.first_name, "Ben", "nothing was overwritten");
    // It goes on being refused, wherever one goes.
    guide.click("Doors");
    guide.wait_for("Save your changes?");
    guide.key(Named::Enter);
    guide.wait_without("Save your changes?");
    assert!(guide.driver.shows(said) && !guide.driver.shows("New door"));
    guide.click("Show the saved state");
    guide.wait_without(said);
    assert_eq!((guide.value("First name"), guide.value("Title")), ("Ben".into(), "Dr.".into()));
    assert!(guide.driver.shows("Nothing changed.") && guide.driver.shows("Dr. Ben Carter"));
    guide.fill("First name", "Benjamin");
    guide.save();
    let draft = guide.saved("carter").draft;
    assert_eq!((draft.title.as_str(), draft.first_name.as_str()), ("Dr.", "Benjamin"));
}

#[test]
fn what_is_typed_while_a_save_comes_home_is_no_conflict_with_oneself() {
    let mut guide = Guide::at_desk();
    guide.open_person("carter");
    for name in ["Benjamin", "Benedict", "Bernard"] {
        guide.fill("First name", name);
        guide.driver.ctrl('s');
        let result = guide.driver.wait("it is saved", |driver| {
            driver.texts().iter().any(|text| text.starts_with("Saved.") || text == "Saving…")
        });
        guide.must(result);
        guide.driver.type_text("x");
        guide.driver.settle();
    }
    guide.fill("First name", "Benno");
    guide.save();
    assert!(!guide.says("saved this at"));
    assert_eq!(guide.saved("carter").draft.first_name, "Benno");
}

#[test]
fn who_was_deleted_meanwhile_is_said_to_be_gone() {
    let mut guide = Guide::at_desk();
    guide.open_person("eklund");
    guide.fill("First name", "Davina");
    let (console, session) = guide.behind();
    let id = guide.saved("eklund").id;
    users::delete(&console, &session.permit::<UsersAddDelete>().unwrap(), &[id]).unwrap();
    guide.driver.ctrl('s');
    guide.wait_for("This person is no longer there. Someone deleted the entry.");
    assert_eq!(guide.value("First name"), "Davina");
}

// Menu and clipboard.

#[test]
fn a_row_has_a_menu_of_what_can_be_done_with_it() {
    let mut guide = Guide::at_users();
    guide.search_people("E-00010");
    let names = column(&guide.listed(), "Name");
    let row = guide.row(3);
    guide.click_holding(Modifiers::empty(), row);
    let result = guide.driver.right_click(&names[1]);
    guide.must(result);
    let items = |guide: &mut Guide| {
        let parts = guide.driver.parts().into_iter().filter(|part| part.role() == Some(Role::MenuItem));
        parts.map(|part| (part.text.clone(), part.semantics.unwrap().enabled)).collect::<Vec<_>>()
    };
    let all = items(&mut guide);
    let labels: Vec<&str> = all.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels[0], "Open");
    assert!(labels[1] == "Update key" || labels[1] == "Assign key");
    assert_eq!(
        labels[2..],
        ["Where was this key", "Cancel key", "Ban", "Delete"],
        "nobody is edited together with nobody"
    );
    assert!(all.iter().all(|(_, may)| *may));
    assert!(guide.driver.shows("Ctrl+U") && guide.driver.shows("Del"));
    guide.key(Named::Escape);
    assert!(items(&mut guide).is_empty());
    let result = guide.driver.right_click(&names[1]);
    guide.must(result);
    guide.choose("Open");
    guide.wait_for("Identification");
    let shown = format!("{}, {}", guide.value("Last name"), guide.value("First name"));
    assert!(names[1].starts_with(&shown), "the row that was clicked, not the one before: {shown}");
}

#[test]
fn the_menu_of_many_is_for_all_of_them() {
    let mut guide = Guide::at_users();
    guide.search_people("E-00010");
    let names = column(&guide.listed(), "Name");
    let result = guide.driver.right_click(&names[4]);
    guide.must(result);
    assert!(guide.says("10 selected"), "a click into the selection keeps it");
    guide.choose("Edit together");
    guide.wait_for("Edit 10 people");
}

#[test]
fn the_menu_opens_by_its_keys_and_is_used_by_arrows_and_letters() {
    let mut guide = Guide::at_users();
    guide.select("carter");
    for open in 0..2 {
        match open {
            0 => guide.driver.chord(Modifiers::SHIFT, Named::F10),
            _ => guide.driver.key(Named::ContextMenu),
        }
        guide.driver.settle();
        assert!(guide.driver.shows("Del"));
        guide.key(Named::Escape);
        assert!(!guide.driver.shows("Del"));
        let row = guide.row(0);
        guide.click_holding(Modifiers::empty(), row);
    }
    guide.driver.chord(Modifiers::SHIFT, Named::F10);
    guide.driver.settle();
    guide.type_text("d");
    guide.key(Named::Enter);
    guide.wait_for("Carter, Ben cannot be deleted yet");
    guide.key(Named::Escape);
    let row = guide.row(0);
    guide.click_holding(Modifiers::empty(), row);
    guide.driver.key(Named::ContextMenu);
    guide.driver.settle();
    // Open, Update key, where it was, Cancel key; what cannot be done is passed by.
    for _ in 0..5 {
        guide.key(Named::ArrowDown);
    }
    guide.key(Named::Enter);
    guide.wait_for("Ban Carter, Ben?");
    guide.key(Named::Escape);
    let row = guide.row(0);
    guide.click_holding(Modifiers::empty(), row);
    guide.driver.key(Named::ContextMenu);
    guide.driver.settle();
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    guide.wait_for("Identification");
}

#[test]
fn rows_are_copied_as_a_spreadsheet_takes_them() {
    let mut guide = Guide::at_users();
    guide.search_people("carter");
    let row = guide.row(0);
    guide.click_holding(Modifiers::empty(), row);
    guide.driver.ctrl('c');
    let page = guide.saved("carter");
    assert_eq!(
        guide.pasteboard(),
        format!(
            "Name\tKey\tDepartment\tEmployee number\tOwn rights\tKey expires\tExternal ID\n\
             Carter, Ben\tSynchronized\tHousekeeping\t\t5\t2026-12-21\t{}\n",
            page.draft.external_id
        )
    );
    // More than were ever in view.
    guide.search_people("");
    let all = guide.listed();
    assert_eq!(all.len(), 307);
    assert!(all.iter().all(|row| row.len() == 7));
    let mut ids = column(&all, "External ID");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 306, "everybody once");
}

#[test]
fn all_that_was_found_is_chosen_by_an_act_of_its_own_that_says_how_many() {
    let mut guide = Guide::at_desk();
    guide.open_person("carter");
    guide.wait_doors(5);
    guide.press("Add several");
    guide.wait_for("Choose all 55 found…");
    guide.rest();
    guide.type_text("store");
    guide.wait_for("Choose all 35 found…");
    // What comes to hand first takes one, the first.
    guide.key(Named::ArrowDown);
    guide.key(Named::Space);
    assert!(guide.driver.shows("Add one"));
    guide.key(Named::Space);
    guide.click("Choose all 35 found…");
    guide.wait_for("Choose all 35 found?");
    guide.key(Named::Enter);
    guide.wait_without("Choose all 35 found?");
    assert!(guide.driver.shows("Choose all 35 found…"), "Enter leaves it, and the search is as it was");
    guide.click("Choose all 35 found…");
    guide.press("Choose all 35");
    assert!(guide.driver.shows("Add 35"));
}

#[test]
fn each_part_of_a_person_is_found_where_it_was_left() {
    let mut guide = Guide::at_desk();
    guide.driver.resize(Size::new(1_200.0, 600.0));
    guide.open_person("carter");
    guide.wait_doors(5);
    let y = |guide: &mut Guide, name: &str| {
        let found = guide.driver.parts().into_iter().find(|part| part.text == name);
        let all: Vec<String> = guide.driver.parts().into_iter().map(|part| part.text).collect();
        found.unwrap_or_else(|| panic!("no {name}: {all:?}")).bounds.y
    };
    let overview = y(&mut guide, "Memory");
    guide.click("Details");
    let details = y(&mut guide, "Phone");
    guide.click("Overview");
    let over = guide.driver.find("Memory").unwrap().center();
    guide.driver.move_to(over);
    guide.driver.wheel(1.0);
    guide.driver.settle();
    let scrolled = y(&mut guide, "Memory");
    assert!(scrolled < overview, "{scrolled} of {overview}");
    guide.click("Details");
    assert_eq!(y(&mut guide, "Phone"), details, "the other one was not moved");
    guide.click("Overview");
    assert_eq!(y(&mut guide, "Memory"), scrolled);
}

#[test]
fn every_lock_that_a_person_may_open_is_asked_now_and_at_another_time() {
    let mut guide = Guide::at_desk();
    guide.open_person("carter");
    guide.wait_doors(5);
    guide.click("May open 5");
    guide.wait_for("Opens");
    guide.press("Ask about another time");
    guide.click("At a time");
    guide.fill("When clocks there show", "soon");
    guide.key(Named::Enter);
    assert!(guide.driver.shows("Not a date. Type it as 2026-12-31, or with the day first as 31/12/26."));
    guide.fill("When clocks there show", "2030-11-22");
    guide.key(Named::Enter);
    guide.wait_for("Refused: not updated in time");
    assert!(!guide.driver.shows("Opens"));
    guide.press("Ask about another time");
    guide.click("Now");
    guide.press("Ask");
    guide.wait_for("Opens");
}

#[test]
fn several_are_added_after_one_was_and_what_follows_is_said_to_be_as_it_is_saved() {
    let mut guide = Guide::at_desk();
    guide.open_person("carter");
    guide.wait_doors(5);
    guide.click("May open 5");
    guide.rest();
    assert!(!guide.says("This is what is saved."));
    guide.click("Doors 5");
    guide.add_door("Wine cellar");
    guide.wait_for("Added");
    guide.press("Add several");
    guide.wait_for("Choose all 54 found…");
    guide.key(Named::Escape);
    guide.click("May open 5");
    guide.wait_for("This is what is saved. Your changes count here once you save.");
}
