//! What lists have in common: one row of tools whatever the room, a bar for what is selected, chips for what narrows.

use iced::keyboard::{Key, Modifiers, key::Named};
use iced::{Point, Rectangle, Size};
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::directory::{Filter, Query};
use keydesk::domain::door::{DoorId, Mode};
use keydesk::domain::key::Status;
use keydesk::domain::lock::Refusal;
use keydesk::domain::locker::LockerId;
use keydesk::domain::operator::OperatorId;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::Permission;
use keydesk::domain::room::RoomId;
use keydesk::domain::suite::SuiteId;
use keydesk::domain::user::UserId;
use keydesk::operation::demo::RECEPTION;
use keydesk::operation::system_auditor::{self, Who};
use keydesk::operation::{audit_trail, doors, users};

use super::Guide;
use crate::memory::{NAME_MAX, Zooming};
use crate::part::list::{Facet, Period};
use crate::place::{Entry, Place};
use crate::screen::access_points::lock::{Only as OfLocks, UNOPENED_DAYS};
use crate::screen::monitoring::audit_trail::Only as OfEvents;
use crate::screen::named::Only as OfDoors;
use crate::screen::system::system_auditor::Only as OfEntries;
use crate::theme::{self, size};
use crate::widget::hint::DELAY;
use crate::widget::semantics::Role;
use crate::widget::table::Density;
use crate::widget::toolbar;
use crate::window::{Message, desk};

/// The lists, each with the name of its search.
const LISTS: [(Entry, &str); 12] = [
    (Entry::Doors, "Search doors"),
    (Entry::Zones, "Search zones"),
    (Entry::LocationsFunctions, "Search locations and functions"),
    (Entry::Users, "Search people"),
    (Entry::UserAccessLevels, "Search access levels"),
    (Entry::AuditTrail, "Search doors and people"),
    (Entry::SystemAuditor, "Search names and desks"),
    (Entry::Operators, "Search operators"),
    (Entry::OperatorGroups, "Search groups"),
    (Entry::Partitions, "Search partitions"),
    (Entry::TimedPeriods, "Search by name"),
    (Entry::Calendars, "Search calendars"),
];

impl Guide {
    /// Opens the list of an entry, whatever is shown.
    fn go_to(&mut self, entry: Entry) {
        self.driver.message(Message::Desk(desk::Message::Open(Place::Entry(entry))));
        self.rest();
    }

    /// What stands in the row of tools besides the search: the controls, from the left.
    fn tools(&mut self, search: &str) -> (Rectangle, Vec<(String, Rectangle)>) {
        let search = self.part(Role::TextField, search, 0).bounds;
        let table = self.driver.parts().into_iter().find(|part| part.role() == Some(Role::Table));
        let end = table.map_or(search.y + toolbar::HEIGHT, |table| table.bounds.y);
        let is_tool = |bounds: &Rectangle| {
            bounds.center_y() > search.y - 8.0
                && bounds.center_y() < end
                && bounds.x > search.x + search.width
        };
        let parts = self.driver.parts().into_iter();
        let tools = parts.filter(|part| part.role() == Some(Role::Button) && is_tool(&part.bounds));
        let mut tools: Vec<_> = tools.map(|part| (part.text.clone(), part.bounds)).collect();
        tools.sort_by(|(_, one), (_, other)| one.x.total_cmp(&other.x));
        (search, tools)
    }

    /// Holds that the row of tools is one row in which nothing is cut.
    #[track_caller]
    fn assert_one_row(&mut self, search: &str, width: f32) -> Vec<String> {
        let about = format!("{search} at {width}");
        let (search, tools) = self.tools(search);
        assert!(search.width >= 150.0, "{about}: the search is {} wide", search.width);
        let mut right = search.x + search.width;
        for (name, bounds) in &tools {
            assert!(bounds.x >= right, "{about}: {name} lies over what is before it");
            assert!(
                (bounds.center_y() - search.center_y()).abs() <= 2.0,
                "{about}: {name} is in another row"
            );
            assert!(bounds.width >= 28.0, "{about}: {name} is cut");
            right = bounds.x + bounds.width;
        }
        assert!(right <= width - 20.0, "{about}: it ends at {right} of {width}");
        tools.into_iter().map(|(name, _)| name).collect()
    }

    /// Where a row of the table is.
    fn row_of_table(&mut self, at: usize) -> Point {
        let table = self.driver.parts().into_iter().find(|part| part.role() == Some(Role::Table));
        let table = table.unwrap().bounds;
        Point::new(table.x + 100.0, table.y + size::HEADER + size::ROW * (at as f32 + 0.5))
    }

    /// The lines of the menu, which is then closed again.
    fn lines_of_more(&mut self) -> Vec<String> {
        self.press("More");
        let parts = self.driver.parts().into_iter();
        let lines = parts.filter(|part| part.role() == Some(Role::MenuItem));
        let lines = lines.map(|part| part.text.clone()).collect();
        self.key(Named::Escape);
        lines
    }
}

/// Widths of windows, the narrowest of which is less than one can be made.
const WIDTHS: [f32; 8] = [700.0, 760.0, 860.0, 1_000.0, 1_180.0, 1_280.0, 1_366.0, 1_920.0];

#[test]
fn the_tools_of_every_list_are_one_row_at_every_width() {
    let mut guide = Guide::at_desk();
    for (entry, search) in LISTS {
        guide.driver.resize(Size::new(1_366.0, 688.0));
        guide.go_to(entry);
        for is_selected in [false, true] {
            let mut all: Vec<String> = Vec::new();
            for width in WIDTHS.into_iter().rev() {
                guide.driver.resize(Size::new(width, 688.0));
                guide.driver.settle();
                let mut shown = guide.assert_one_row(search, width);
                if shown.last().is_some_and(|last| last == "More") {
                    shown.pop();
                    let lines = guide.lines_of_more();
                    assert!(lines.len() > 1 || all.is_empty(), "{search} at {width}: {lines:?}");
                    shown.extend(lines);
                }
                shown.sort();
                if all.is_empty() {
                    all = shown;
                } else {
                    assert_eq!(shown, all, "{search} at {width}: whatever gives way is in the menu");
                }
            }
            if !is_selected {
                guide.driver.resize(Size::new(1_366.0, 688.0));
                guide.rest();
                let row = guide.row_of_table(0);
                guide.driver.click_at(row);
                guide.driver.settle();
                assert!(guide.says("1 selected"), "{search}: {:?}", guide.driver.texts());
            }
        }
        guide.key(Named::Escape);
    }
}

#[test]
fn every_size_of_everything_leaves_the_tools_in_one_row() {
    let mut guide = Guide::at_desk();
    guide.driver.resize(Size::new(1_366.0, 688.0));
    guide.click("Users");
    guide.wait_for("306 people");
    guide.narrow("Update required");
    guide.narrow("Not banned");
    let mut before = f32::INFINITY;
    for _ in 0..5 {
        // What stands at the right end of the window tells how wide it is.
        let demo = guide.part(Role::Status, "Demo site", 0).bounds;
        let width = demo.x + demo.width + 16.0;
        assert!(width < before, "{width}");
        before = width;
        guide.assert_one_row("Search people", width);
        guide.driver.ctrl('+');
        guide.rest();
    }
}

#[test]
fn the_row_is_about_what_is_selected_until_nothing_is() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    assert!(guide.driver.shows("Add filter") && !guide.driver.shows("Ban") && !guide.driver.shows("Delete"));
    let height = |guide: &mut Guide| guide.part(Role::Table, "Users", 0).bounds.y;
    let before = height(&mut guide);
    guide.key(Named::ArrowDown);
    assert_eq!(height(&mut guide), before, "nothing moves");
    assert!(guide.says("1 selected") && !guide.driver.shows("Add filter"));
    assert!(guide.driver.shows("Ban") && !guide.driver.shows("Edit together"), "one is edited alone");
    assert_eq!(guide.at_keyboard(), "Users");
    guide.driver.chord(Modifiers::SHIFT, Named::ArrowDown);
    assert!(
        guide.says("2 selected") && guide.driver.shows("Edit together") && !guide.driver.shows("Update key")
    );
    // The cross goes with what it takes away, and the keyboard is where the rows are.
    guide.press("Clear the selection");
    assert!(!guide.says(" selected") && guide.driver.shows("Add filter"));
    assert_eq!(guide.at_keyboard(), "Users");
    guide.driver.ctrl('a');
    assert!(guide.says("306 selected"));
    guide.key(Named::Escape);
    assert!(!guide.says(" selected"));
    assert_eq!(guide.at_keyboard(), "Users");
    // From the search as well, where Ctrl+A means what is typed.
    guide.driver.ctrl('f');
    guide.type_text("carter");
    guide.wait_for("1 of 306 people");
    guide.driver.ctrl('a');
    assert!(!guide.says(" selected"));
    guide.key(Named::Escape);
    guide.wait_for("306 people");
    // Letters that are typed with somebody selected go to the search, which stays.
    guide.key(Named::ArrowDown);
    guide.key(Named::ArrowDown);
    guide.type_text("bel");
    guide.rest();
    assert_eq!(guide.value("Search people"), "bel");
}

#[test]
fn a_ban_has_its_key_and_asks_as_before() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    guide.driver.ctrl('b');
    guide.driver.settle();
    assert!(!guide.says("Ban "), "nobody is selected");
    guide.driver.ctrl('f');
    guide.type_text("carter");
    guide.wait_for("1 of 306 people");
    guide.key(Named::ArrowDown);
    guide.driver.ctrl('b');
    guide.wait_for("Ban Carter, Ben?");
    guide.rest();
    assert_eq!(guide.at_keyboard(), "Cancel", "what takes away is not at the keyboard");
    guide.key(Named::Enter);
    assert!(!guide.saved("carter").banned);
    guide.driver.ctrl('b');
    guide.wait_for("Ban Carter, Ben?");
    guide.press("Ban");
    guide.wait_for("Carter, Ben is banned.");
    assert!(guide.saved("carter").banned);
    guide.driver.ctrl('b');
    guide.wait_for("The ban of Carter, Ben is lifted.");
}

#[test]
fn two_of_a_field_widen_and_different_fields_narrow() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let door = doors::list(&console, &session.permit().unwrap()).unwrap();
    let door = door.into_iter().find(|door| door.name == "Wine cellar").unwrap();
    let count = |filters: &[Filter]| {
        let query = Query { filters: filters.to_vec(), ..Query::default() };
        users::list(&console, &session.permit().unwrap(), &query).unwrap().ids.len()
    };
    let states = [Filter::Status(Status::NoKey), Filter::Status(Status::Expired)];
    guide.click("Users");
    guide.wait_for("306 people");
    guide.narrow("No key");
    guide.narrow("Expired");
    let both = count(&states);
    assert_eq!(both, count(&states[..1]) + count(&states[1..]));
    guide.wait_for(&format!("{both} of 306 people"));
    guide.narrow("Not banned");
    let not_banned = count(&[&states[..], &[Filter::NotBanned]].concat());
    guide.wait_for(&format!("{not_banned} of 306 people"));
    assert!(not_banned <= both);
    guide.press("Key: No key");
    guide.press("Key: Expired");
    guide.press("Person: Not banned");
    guide.wait_for("306 people");
    guide.narrow("Wine cellar");
    let holders = count(&[Filter::Door(door.id)]);
    assert_eq!(holders, door.besides.users, "in whatever way it came");
    guide.wait_for(&format!("{holders} of 306 people"));
    // A chip is a stop of the keyboard, and goes by its keys.
    guide.key(Named::Tab);
    assert_eq!(guide.at_keyboard(), "Door: Wine cellar");
    guide.key(Named::Delete);
    guide.wait_for("306 people");
    guide.narrow("Needs attention");
    guide.driver.ctrl('f');
    guide.key(Named::Tab);
    guide.key(Named::Backspace);
    guide.wait_for("306 people");
}

#[test]
fn a_filter_is_chosen_by_its_field_with_counts_and_taken_away_the_same_way() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    guide.driver.chord(Modifiers::CTRL | Modifiers::SHIFT, Key::Character("f".into()));
    guide.wait_for("Search filters and values");
    guide.key(Named::Enter);
    guide.rest();
    let option = guide.part(Role::Option, "No key", 0).semantics.unwrap();
    let (console, session) = guide.behind();
    let counted = users::counts(&console, &session.permit().unwrap(), &[Filter::Status(Status::NoKey)]);
    assert_eq!(option.value, Some(counted.unwrap()[0].to_string()));
    guide.type_text("no key");
    guide.key(Named::Enter);
    guide.wait_for("Key: No key");
    guide.narrow("No key");
    guide.wait_for("306 people");
    assert!(!guide.driver.shows("Key: No key"), "who chooses it again takes it away");
}

#[test]
fn who_may_not_see_doors_is_offered_none_to_look_by() {
    let mut guide = Guide::at_desk();
    guide.limit_reception(&[Permission::UsersView]);
    guide.change_over(RECEPTION);
    guide.click("Users");
    guide.wait_for("306 people");
    guide.press("Add filter");
    let parts = guide.driver.parts().into_iter();
    let fields: Vec<_> = parts.filter(|part| part.role() == Some(Role::Option)).map(|it| it.text).collect();
    assert_eq!(fields, ["Key", "Key expires", "Person"]);
}

#[test]
fn doors_that_nobody_can_open_are_found() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let doors = doors::list(&console, &session.permit().unwrap()).unwrap();
    let of_nobody = doors.iter().filter(|door| door.besides.users == 0).count();
    guide.click("Doors");
    guide.wait_for("60 doors");
    guide.press("Add filter");
    guide.rest();
    let people = guide.part(Role::Option, "People", 0).bounds.center();
    guide.driver.click_at(people);
    guide.rest();
    let option = guide.part(Role::Option, "Nobody", 0);
    let nobody = option.bounds.center();
    assert_eq!(option.semantics.unwrap().value, Some(of_nobody.to_string()));
    guide.driver.click_at(nobody);
    match of_nobody {
        0 => guide.wait_for("No door found"),
        count => guide.wait_for(&format!("{count} of 60 doors")),
    }
    guide.press("People: Nobody");
    guide.wait_for("60 doors");
}

#[test]
fn events_are_narrowed_to_a_stretch_of_days() {
    let mut guide = Guide::at_desk();
    guide.click("Audit trail");
    guide.wait_for("Showing 500; scroll down for more.");
    guide.press("Add filter");
    guide.click("Period");
    guide.fill("From", "2026-11-20");
    guide.fill("Until", "2026-11-19");
    assert!(!guide.may_press("Use these days"), "it would end before it begins");
    guide.fill("Until", "2026-11-20");
    guide.press("Use these days");
    guide.wait_for("Period: 20 Nov 2026");
    guide.rest();
    let parts = guide.driver.parts().into_iter();
    let rows: Vec<_> = parts.filter(|part| part.role() == Some(Role::Row)).map(|part| part.text).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.starts_with("20 Nov 2026, ")), "{rows:?}");
    // Another stretch takes its place.
    guide.narrow("Today");
    assert!(!guide.driver.shows("Period: 20 Nov 2026") && guide.driver.shows("Period: Today"));
}

#[test]
fn no_list_scrolls_to_the_side_where_a_window_is_as_wide_as_people_have_it() {
    let mut guide = Guide::at_desk();
    for (entry, _) in LISTS {
        guide.driver.resize(Size::new(1_366.0, 688.0));
        guide.go_to(entry);
        for width in [1_000.0, 1_180.0, 1_280.0, 1_366.0, 1_920.0] {
            guide.driver.resize(Size::new(width, 688.0));
            guide.driver.settle();
            let parts = guide.driver.parts();
            let table = parts.iter().find(|part| part.role() == Some(Role::Table)).unwrap().bounds;
            let heads = parts.iter().filter(|part| part.role() == Some(Role::ColumnHeader));
            let ends: Vec<f32> = heads.map(|head| head.bounds.x + head.bounds.width).collect();
            let last = ends.iter().copied().fold(0.0, f32::max);
            assert!(last <= table.x + table.width - size::SCROLLBAR + 0.5, "{entry:?} at {width}: {last}");
        }
    }
}

#[test]
fn what_matters_least_is_left_out_first_and_the_name_leads() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    let mut heads = |width: f32| {
        guide.driver.resize(Size::new(width, 688.0));
        guide.driver.settle();
        let parts = guide.driver.parts().into_iter();
        let heads = parts.filter(|part| part.role() == Some(Role::ColumnHeader));
        heads.map(|head| head.text).collect::<Vec<_>>()
    };
    let all = ["Name", "Key", "Department", "Employee number", "Own rights", "Key expires", "External ID"];
    assert_eq!(heads(1_366.0), all);
    assert_eq!(heads(860.0), all[..6]);
    assert_eq!(heads(760.0), all[..6], "of the key the icon is left");
    assert_eq!(heads(700.0), [&all[..3], &["Own rights", "Key expires"]].concat());
}

#[test]
fn columns_are_chosen_by_mouse_and_keyboard_and_stay_so() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    let clicked = guide.driver.right_click("Department");
    guide.must(clicked);
    guide.driver.settle();
    guide.wait_for("Columns");
    let name = guide.part(Role::CheckBox, "Name", 0).semantics.unwrap();
    assert!(!name.enabled, "whose row it is is always seen");
    let employee = guide.part(Role::CheckBox, "Employee number", 0).bounds.center();
    guide.driver.click_at(employee);
    guide.driver.settle();
    guide.press("Done");
    assert!(guide.driver.find_role(Role::ColumnHeader, "Employee number").is_none());
    // What is sorted by, and how wide something is, goes with its column.
    guide.sort_by("Key expires");
    let copied = |guide: &mut Guide| {
        guide.go_to_search();
        guide.key(Named::ArrowDown);
        guide.driver.ctrl('a');
        guide.driver.ctrl('c');
        guide.pasteboard().lines().next().unwrap().to_owned()
    };
    assert_eq!(copied(&mut guide), "Name\tKey\tDepartment\tOwn rights\tKey expires\tExternal ID");
    // It is so on the list that is opened anew, and known to what is remembered.
    guide.click("Doors");
    guide.wait_for("60 doors");
    guide.click("Users");
    guide.wait_for("306 people");
    assert!(guide.driver.find_role(Role::ColumnHeader, "Employee number").is_none());
    let lists = guide.driver.state().desk().unwrap().habits().lists;
    assert_eq!(lists[&Entry::Users].hidden, ["general-2"]);
    // By keyboard: from the titles.
    guide.key(Named::ArrowDown);
    guide.key(Named::ArrowDown);
    guide.key(Named::Home);
    guide.key(Named::ArrowUp);
    guide.driver.chord(Modifiers::SHIFT, Named::F10);
    guide.wait_for("Columns");
    guide.press("Show all");
    guide.key(Named::Escape);
    assert!(guide.driver.find_role(Role::ColumnHeader, "Employee number").is_some());
}

#[test]
fn a_short_list_ends_after_its_last_row() {
    let mut guide = Guide::at_desk();
    guide.click("Operators");
    guide.wait_for("2 operators");
    let table = guide.part(Role::Table, "Operators", 0).bounds;
    assert_eq!(table.height, size::HEADER + 3.0 * size::ROW);
    guide.click("Users");
    guide.wait_for("306 people");
    let table = guide.part(Role::Table, "Users", 0).bounds;
    assert!(table.height > 500.0, "{}", table.height);
}

#[test]
fn compact_rows_are_chosen_in_one_list_hold_in_all_and_are_remembered() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    let rows = |guide: &mut Guide| {
        let parts = guide.driver.parts().into_iter();
        parts.filter(|part| part.role() == Some(Role::Row)).map(|part| part.bounds.height).collect::<Vec<_>>()
    };
    let usual = rows(&mut guide).len();
    guide.press("Views");
    guide.click("Compact rows");
    let compact = rows(&mut guide);
    assert_eq!(compact[0], size::ROW_COMPACT);
    assert!(compact.len() as f32 > 1.25 * usual as f32, "{} after {usual}", compact.len());
    // A relation of a record has rows of the same height.
    guide.open_person("carter");
    guide.rest();
    assert_eq!(rows(&mut guide)[0], size::ROW_COMPACT);
    guide.click("Doors");
    guide.wait_for("New door");
    assert_eq!(rows(&mut guide)[0], size::ROW_COMPACT);
    assert_eq!(guide.driver.state().desk().unwrap().habits().density, Density::Compact);
    for zooming in [Zooming::Smaller, Zooming::Larger] {
        (0..8).for_each(|_| guide.driver.message(Message::Zoomed(zooming)));
        guide.driver.settle();
        assert_eq!(rows(&mut guide)[0], size::ROW_COMPACT);
    }
    guide.driver.message(Message::Zoomed(Zooming::AsUsual));
    guide.driver.settle();
    guide.press("Views");
    guide.click("Compact rows");
    assert_eq!(rows(&mut guide)[0], size::ROW);
}

#[test]
fn what_stands_in_compact_rows_is_whole() {
    let room = size::ROW_COMPACT - 1.0;
    for (what, high) in [
        ("text", theme::BODY.line),
        ("label", theme::LABEL.line),
        ("code", theme::MONO.line),
        ("chip", size::CHIP),
        ("icon", size::ICON),
    ] {
        assert!(high <= room, "{what} is {high} high");
    }
}

#[test]
fn the_state_gives_way_to_its_icon_and_is_said_all_the_same() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    let head = |guide: &mut Guide| guide.driver.find_role(Role::ColumnHeader, "Key").unwrap().bounds;
    assert!(head(&mut guide).width >= 172.0);
    guide.driver.resize(Size::new(760.0, 600.0));
    guide.driver.settle();
    let narrow = head(&mut guide);
    assert!(narrow.width < 60.0, "{narrow:?}");
    let row = guide.driver.parts().into_iter().find(|part| part.role() == Some(Role::Row)).unwrap();
    let states = ["Synchronized", "Re-edition required", "Update required", "No key", "Unknown", "Expired"];
    let state =
        states.into_iter().find(|state| row.text.contains(state)).unwrap_or_else(|| panic!("{}", row.text));
    guide.driver.move_to(Point::new(narrow.center_x(), row.bounds.center_y()));
    guide.driver.advance(std::time::Duration::from_secs(1));
    let bubble = guide.driver.texts().into_iter().filter(|text| text.starts_with(state)).count();
    assert!(bubble > 1, "the cell and what is said of it");
}

#[test]
fn a_view_is_kept_shown_again_and_forgotten() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    guide.press("Views");
    guide.choose("Ends soon");
    guide.wait_for("Key expires: within 14 days");
    guide.rest();
    guide.narrow("Not banned");
    guide.rest();
    let counted = |guide: &mut Guide| {
        let texts = guide.driver.texts().into_iter();
        texts.rev().find(|text| text.ends_with(" of 306 people")).unwrap()
    };
    let count = counted(&mut guide);
    guide.press("Views");
    guide.choose("Keep this view…");
    guide.wait_for("Keep this view");
    assert!(!guide.may_press("Keep"), "it has no name yet");
    guide.type_text("Before they end");
    guide.key(Named::Enter);
    guide.rest();
    guide.press("Views");
    guide.choose("Everything");
    guide.wait_for("306 people");
    guide.press("Views");
    guide.choose("Before they end");
    guide.wait_for(&count);
    assert!(guide.driver.shows("Person: Not banned") && guide.driver.shows("Key expires: within 14 days"));
    let lists = guide.driver.state().desk().unwrap().habits().lists;
    let kept = &lists[&Entry::Users].views[0];
    assert_eq!((kept.name.as_str(), kept.sort.as_deref()), ("Before they end", Some("users-column-until")));
    assert_eq!(kept.facets, ["ends-within:14", "not-banned"]);
    guide.press("Views");
    guide.choose("Forget “Before they end”");
    guide.press("Views");
    let parts = guide.driver.parts().into_iter();
    let mut lines = parts.filter(|part| part.role() == Some(Role::MenuItem));
    assert!(lines.all(|line| line.text != "Before they end"));
}

#[test]
fn a_view_of_a_door_that_is_gone_is_refused_and_shows_nobody_else() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    guide.narrow("Wine cellar");
    guide.narrow("No key");
    guide.press("Views");
    guide.choose("Keep this view…");
    guide.type_text("Cellar");
    guide.key(Named::Enter);
    guide.rest();
    let (console, session) = guide.behind();
    let door = doors::list(&console, &session.permit().unwrap()).unwrap();
    let door = door.into_iter().find(|door| door.name == "Wine cellar").unwrap();
    doors::delete(&console, &session.permit().unwrap(), door.id).unwrap();
    guide.click("Doors");
    guide.wait_for("59 doors");
    guide.click("Users");
    guide.wait_for("306 people");
    guide.press("Views");
    guide.choose("Cellar");
    let said = "This view narrows by something that is gone, or that you cannot see. Nothing was changed.";
    guide.wait_for(said);
    assert!(guide.driver.shows("306 people") && !guide.says("Key: No key"));
}

#[test]
fn in_a_wide_window_a_sheet_tells_of_the_row_that_is_chosen() {
    let mut guide = Guide::at_desk();
    guide.driver.resize(Size::new(1_920.0, 1_000.0));
    guide.driver.settle();
    guide.click("Users");
    guide.wait_for("Choose a row to read about it here.");
    guide.driver.ctrl('f');
    guide.type_text("carter");
    guide.wait_for("1 of 306 people");
    guide.key(Named::ArrowDown);
    guide.wait_for("Latest events");
    let (console, session) = guide.behind();
    let page = guide.saved("carter");
    let seen = (session.permit().unwrap(), session.permit().unwrap());
    let (doors, _) = users::doors(&console, &seen.0, &seen.1, page.id).unwrap();
    for door in &doors {
        assert!(guide.driver.shows(&door.name), "{}", door.name);
    }
    // F6 leads into it, and Enter at the row to the record.
    let update = guide.part(Role::Button, "Update key", 1).bounds;
    assert!(update.x > 1_500.0, "what is done most stands there as well");
    guide.key(Named::F6);
    let at = guide.driver.look().focused.unwrap();
    assert!(at.x > 1_500.0, "{at:?}");
    guide.driver.chord(Modifiers::SHIFT, Named::F6);
    guide.key(Named::Enter);
    guide.wait_for("Identification");
    guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("Latest events");
    // It follows the row.
    guide.key(Named::Escape);
    guide.wait_for("Choose a row to read about it here.");
    guide.click("Doors");
    guide.wait_for("60 doors");
    let row = guide.row_of_table(0);
    guide.driver.click_at(row);
    guide.wait_for("Latest events");
    assert!(guide.driver.texts().iter().filter(|text| *text == "Accounting").count() == 2);
    guide.key(Named::ArrowDown);
    guide.rest();
    assert!(guide.driver.texts().iter().filter(|text| *text == "Back office").count() == 2);
    guide.driver.resize(Size::new(1_366.0, 688.0));
    guide.rest();
    assert!(!guide.driver.shows("Latest events"), "there is no room for it");
}

#[test]
fn a_sheet_tells_no_more_than_its_reader_may_see() {
    let mut guide = Guide::at_desk();
    guide.limit_reception(&[Permission::UsersView]);
    guide.change_over(RECEPTION);
    guide.driver.resize(Size::new(1_920.0, 1_000.0));
    guide.driver.settle();
    guide.click("Users");
    guide.wait_for("Choose a row to read about it here.");
    guide.key(Named::ArrowDown);
    guide.key(Named::ArrowDown);
    guide.rest();
    assert!(!guide.driver.shows("Choose a row to read about it here."));
    assert!(!guide.driver.shows("Latest events") && !guide.driver.shows("No doors given one by one"));
    let heads = guide.driver.texts().into_iter().filter(|text| text == "Own rights").count();
    assert_eq!(heads, 1, "the column, and no heading of doors");
}

#[test]
fn whatever_a_list_is_narrowed_to_is_known_again_by_a_short_key() {
    #[track_caller]
    fn assert_known<F: Facet>(facets: impl IntoIterator<Item = F>) {
        for facet in facets {
            let key = facet.key();
            assert!(key.chars().count() <= NAME_MAX, "{key}");
            assert_eq!(F::from_key(&key), Some(facet), "{key}");
        }
        for nonsense in ["", "status:", "door:x", "partition:", "operator:1:2", "nobody else"] {
            assert_eq!(F::from_key(nonsense), None, "{nonsense}");
        }
    }
    let states = Status::ALL.iter().copied().map(Filter::Status);
    let others = [Filter::NeedsAttention, Filter::EndsWithin(14), Filter::Banned, Filter::NotBanned];
    let numbered =
        [Filter::Door(DoorId(i64::MAX)), Filter::Locker(LockerId(4)), Filter::Partition(PartitionId(3))];
    assert_known(states.chain(others).chain(numbered));
    let modes = Mode::ALL.into_iter().map(|mode| OfDoors::Own(OfLocks::Mode(mode)));
    let locks = [OfLocks::NeedsVisit, OfLocks::NeedsNone].map(OfDoors::Own);
    assert_known(modes.chain(locks).chain([OfDoors::Partition(PartitionId(3)), OfDoors::OfNobody]));
    let unopened = UNOPENED_DAYS.into_iter().map(|days| OfDoors::Own(OfLocks::Unopened(days)));
    assert_known(unopened);
    let happened = [
        audit_trail::Filter::Opened,
        audit_trail::Filter::Taken,
        audit_trail::Filter::Refused,
        audit_trail::Filter::BatteryLow,
        audit_trail::Filter::MemoryFull,
        audit_trail::Filter::ClocksDiffer,
        audit_trail::Filter::Unknown,
    ];
    let period = Period::Between("2026-11-20".parse().ok(), "2026-11-30".parse().ok());
    assert_known(happened.map(OfEvents::Events).into_iter().chain([OfEvents::Of(period)]));
    let refused = Refusal::ALL.iter().map(|reason| audit_trail::Filter::RefusedFor(*reason));
    assert_known(refused.map(OfEvents::Events).chain([OfEvents::Arrived(period)]));
    let points = [
        AccessPoint::Door(DoorId(i64::MAX)),
        AccessPoint::Locker(LockerId(4)),
        AccessPoint::Room(RoomId(5)),
        AccessPoint::Suite(SuiteId(6)),
    ];
    let of = points.map(audit_trail::Of::Point).into_iter().chain([audit_trail::Of::Person(UserId(7))]);
    assert_known(of.map(OfEvents::About));
    assert_known([audit_trail::Doubt::NotProven, audit_trail::Doubt::OddClock].map(OfEvents::In));
    let actions = system_auditor::Action::ALL.iter().copied().map(OfEntries::Action);
    let subjects = system_auditor::SubjectKind::ALL.iter().copied().map(OfEntries::On);
    let who = [Who::System, Who::Operator(OperatorId(7))].map(OfEntries::By);
    assert_known(actions.chain(subjects).chain(who).chain([OfEntries::Of(period)]));
}

#[test]
fn after_a_deletion_the_keyboard_is_in_the_list_on_what_took_the_place() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let all = doors::list(&console, &session.permit().unwrap()).unwrap();
    let all: Vec<String> = all.into_iter().map(|row| row.name).collect();
    guide.click("Doors");
    guide.wait_for("60 doors");
    let delete = |guide: &mut Guide, left: &str| {
        guide.wait_for("This cannot be undone.");
        guide.press("Delete");
        guide.wait_for(left);
        guide.rest();
        assert_eq!(guide.at_keyboard(), "Doors");
    };
    // In the list, by the key and by the button, which goes with what is selected.
    for _ in 0..3 {
        guide.key(Named::ArrowDown);
    }
    guide.key(Named::Delete);
    delete(&mut guide, "59 doors");
    guide.key(Named::ArrowDown);
    guide.press("Delete");
    delete(&mut guide, "58 doors");
    assert!(guide.driver.find_role(Role::Button, "Delete").is_none(), "nothing is selected by that");
    // On its own screen.
    guide.key(Named::Enter);
    guide.wait_for("On keys");
    let name = guide.value("Name");
    assert_eq!(name, all[5], "the third is gone, and then the one after the next");
    guide.press("Delete");
    delete(&mut guide, "57 doors");
    guide.key(Named::Enter);
    guide.wait_for("On keys");
    assert_ne!(guide.value("Name"), name);
}

#[test]
fn what_is_cut_in_a_cell_is_said_whole_to_the_pointer_and_to_the_keyboard() {
    let mut guide = Guide::at_desk();
    guide.driver.resize(Size::new(1_366.0, 768.0));
    guide.find("wine cellar");
    guide.wait_for("On keys");
    guide.wait_for("Pavel Al-Masri");
    // Of what has not begun yet both ends are said.
    guide.click("Diego Kowalczyk");
    guide.press("When");
    guide.fill("From", "2026-12-01");
    guide.press("Apply");
    let period = "1 Dec 2026, 10:25 – 12 Dec 2026, 10:25";
    guide.wait_for(period);
    let place = guide.driver.find(period).unwrap().center();
    let told = |guide: &mut Guide| {
        guide.driver.advance(DELAY);
        guide.driver.settle();
        let tips = guide.driver.parts().into_iter().filter(|part| part.role() == Some(Role::Tooltip));
        tips.map(|tip| tip.text).collect::<Vec<_>>()
    };
    guide.driver.move_to(place);
    assert_eq!(told(&mut guide), [period], "the pointer rests on it");
    guide.driver.move_to(Point::new(5.0, 760.0));
    assert!(!told(&mut guide).contains(&period.to_owned()), "the pointer is elsewhere");
    guide.driver.click_at(place);
    guide.driver.move_to(Point::new(5.0, 760.0));
    guide.key(Named::ArrowUp);
    guide.key(Named::ArrowDown);
    assert_eq!(told(&mut guide), [format!("Synchronized\n{period}\nChanged")], "the keyboard is in its row");
}
