//! Non-interference: what an operator of partition A is answered is the same, byte for byte, whether partition B is
//! empty or full. Nothing of B can be told by any operation, then: no count, no order, no name, no error.
//!
//! What is left out of the comparison, because the contract says that it is told:
//! * numbers of new rows and of new doors: they are counted over the whole site, and keys name doors by them. They are
//!   compared by their order;
//! * the list of operator groups: every group is listed to everybody by its name (row G4), those out of reach greyed;
//! * numbers of outputs, locations and functions: one number is one of the whole site, so that a free one and one that is
//!   taken is told to whoever may add one;
//! * user names: they are one for the whole site, because whoever signs in has no partition yet;
//! * rights that lead from a thing of A to one of B: they are shown as a number (no such rights are made here);
//! * a card of B on the encoder: it is said to be of this site, and no more (`breaches.rs`).

use std::collections::{BTreeMap, BTreeSet};

use keydesk::domain::group::Access;
use keydesk::operation::users::{self, Ban};

use crate::acts::{ACTS, MORE, Of, Row, Target, act};
use crate::house::{A, B, CLERK, Closed, House, form, without_b};

/// A house with an empty partition B, and the same with much in it, from this seed.
fn houses(seed: u64) -> (Closed, Closed) {
    let empty = without_b().close();
    let mut full = empty.open();
    full.fill_b();
    let ids = full.ids.clone();
    let mut dice = Dice(seed);
    // Names and numbers that A has as well, or that an act gives.
    for name in ["Door A", "Second door A", "Gate", "New", "Roof"] {
        full.add_door(name, B);
    }
    for name in ["Locker A", "Cabinet", "New locker"] {
        full.add_locker(name, B);
    }
    for name in ["Room A", "101", "New room"] {
        full.add_room(name, B);
    }
    for name in ["Suite A", "Royal", "New suite"] {
        full.add_suite(name, B);
    }
    for name in ["Level A", "Everyone", "New"] {
        full.add_level(name, B);
    }
    for name in ["Zone A", "House", "New zone"] {
        full.add_zone(name, B);
    }
    for name in ["Lift A", "Lift", "New output"] {
        full.add_output(name, B);
    }
    for name in ["Muster A", "Yard", "New muster"] {
        full.add_roll_call_area(name, B);
    }
    for name in ["Wing A", "Hall", "New wing"] {
        full.add_lockdown_area(name, B);
    }
    for name in ["Pool A", "Garage", "New pool"] {
        full.add_limited_occupancy_area(name, B);
    }
    for name in ["Swimmers A", "Drivers", "New swimmers"] {
        full.add_limited_occupancy_group(name, B);
    }
    for name in ["Timetable A", "Always", "New times"] {
        full.add_timetable(name, B);
    }
    for name in ["Ada", "new"] {
        full.add_user(name, B, &["Door B"]);
    }
    for number in 0..40 {
        let name = ["Ada", "Abel", "Zoe", "Aaron", "person"][dice.below(5)];
        let user = full.add_user(&format!("{name} {number}"), B, &["Door B"]);
        if dice.below(4) == 0 {
            full.add_key(&format!("{name} {number}"), 0x40 + number);
        }
        if dice.below(3) == 0 {
            users::ban(&full.desk.console, &full.desk.permit(), &[user], Ban::PutOn).unwrap();
        }
    }
    // Of two doors of B, one of which has the name of one of A by now.
    for minute in 0..50 {
        let door = ["Door A", "Door B"][dice.below(2)];
        full.add_event("Ben", door, &format!("2026-11-22 08:{minute:02}"));
    }
    for number in 0..6 {
        let ticks = &CLERK[..dice.below(CLERK.len())];
        full.add_group("bruno", &form(&format!("Group {number} of B"), ticks, &[(B, Access::Global)]));
        for member in 0..dice.below(4) {
            full.add_operator("bruno", &format!("o{number}{member}"), &format!("Group {number} of B"));
        }
    }
    full.ids = ids;
    let full = full.close();
    (empty.knowing(&full), full)
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound as u64) as usize
    }
}

/// The numbers that are known in both houses: whatever has another one was made since.
struct Known(BTreeMap<&'static str, BTreeSet<i64>>);

impl Known {
    fn of(house: &House) -> Known {
        let tables = [
            ("UserId", "users", "id"),
            ("DoorId", "doors", "id"),
            ("UserAccessLevelId", "user_access_levels", "id"),
            ("ZoneId", "zones", "id"),
            ("LocationId", "locations", "id"),
            ("FunctionId", "functions", "id"),
            ("OutputId", "outputs", "id"),
            ("LimitedOccupancyGroupId", "limited_occupancy_groups", "id"),
            ("LimitedOccupancyAreaId", "limited_occupancy_areas", "id"),
            ("LockdownAreaId", "lockdown_areas", "id"),
            ("RollCallAreaId", "roll_call_areas", "id"),
            ("TimetableId", "timetables", "id"),
            ("LockerId", "lockers", "id"),
            ("RoomId", "rooms", "id"),
            ("SuiteId", "suites", "id"),
            ("GroupId", "operator_groups", "id"),
            ("OperatorId", "operators", "id"),
            ("PartitionId", "partitions", "id"),
            ("KeyId", "keys", "id"),
        ];
        let numbers = |(name, table, column)| {
            let rows = house.rows(&format!("SELECT CAST({column} AS TEXT) FROM {table}"));
            (name, rows.iter().map(|number| number.parse().unwrap()).collect())
        };
        let mut known: BTreeMap<_, BTreeSet<i64>> = tables.map(numbers).into();
        // Numbers on keys are shared by access points of all kinds.
        let codes = "SELECT CAST(code AS TEXT) FROM doors UNION ALL SELECT CAST(code AS TEXT) FROM lockers
            UNION ALL SELECT CAST(code AS TEXT) FROM rooms UNION ALL SELECT CAST(code AS TEXT) FROM suites";
        known.insert("Code", house.rows(codes).iter().map(|number| number.parse().unwrap()).collect());
        Known(known)
    }

    /// The text with the numbers of new things by their order.
    fn normalised(&self, text: &str) -> String {
        let mut seen: Vec<String> = Vec::new();
        let mut normal = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('(') {
            let (before, after) = rest.split_at(open + 1);
            normal.push_str(before);
            rest = after;
            let name_end = before.len() - 1;
            let name_begin =
                before[..name_end].rfind(|letter: char| !letter.is_alphanumeric()).map_or(0, |at| at + 1);
            let name = &before[name_begin..name_end];
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let is_new = self
                .0
                .get(name)
                .is_some_and(|known| digits.parse().is_ok_and(|id| !known.contains(&id) && id != 999_999));
            if is_new {
                let one = format!("{name}{digits}");
                let at = seen.iter().position(|known| *known == one).unwrap_or_else(|| {
                    seen.push(one);
                    seen.len() - 1
                });
                normal.push_str(&format!("new {at}"));
                rest = &rest[digits.len()..];
            }
        }
        normal.push_str(rest);
        normal
    }
}

/// Of the list of groups only what is in reach.
fn in_reach(text: &str) -> String {
    text.split("ListRow {").filter(|row| !row.contains("in_reach: false")).collect()
}

/// What is looked at after every act that may have changed something.
const LOOKS: &[&str] = &[
    "audit_trail::find",
    "automatic_changes::list",
    "calendars::list",
    "time_zones::list",
    "doors::list",
    "groups::list",
    "operators::list",
    "partitions::list",
    "points::seen",
    "roll_call_areas::list",
    "lockdown_areas::list",
    "lockers::list",
    "rooms::list",
    "suites::list",
    "limited_occupancy_areas::list",
    "limited_occupancy_groups::list",
    "locations::list",
    "functions::list",
    "outputs::list",
    "start::doors",
    "timed_periods::list",
    "timetables::list",
    "user_access_levels::list",
    "why::points",
    "zones::list",
    "start::keys",
    "users::list",
];

fn answer(house: &House, known: &Known, row: &Row, by: &str, target: Target) -> Option<String> {
    let text = act(house, row, by, A, target)?.0;
    Some(known.normalised(&if row.0 == "groups::list" { in_reach(&text) } else { text }))
}

fn looks() -> impl Iterator<Item = &'static Row> {
    ACTS.iter().filter(|(name, ..)| LOOKS.contains(name))
}

fn entries(house: &House) -> i64 {
    house.desk.last_entry()
}

#[test]
fn every_answer_is_the_same_whether_another_partition_is_empty_or_full() {
    let (closed_empty, closed_full) = houses(1);
    let open = |house: &Closed| house.open().keeping_seats();
    let (mut empty, mut full) = (open(&closed_empty), open(&closed_full));
    let known = Known::of(&empty);
    let mut leaks = Vec::new();
    for row in ACTS.iter().chain(MORE) {
        for by in ["anna", "clara"] {
            for target in [Target::Own, Target::Foreign, Target::Absent] {
                if target == Target::Foreign && row.1 == Of::Card {
                    continue;
                }
                // Signing in is a line of its own.
                for house in [&empty, &full] {
                    drop(house.seat(by));
                }
                let before = entries(&empty);
                let (without, with) =
                    (answer(&empty, &known, row, by, target), answer(&full, &known, row, by, target));
                if without != with {
                    leaks.push(format!("{} by {by}, {target:?}:\n  {without:?}\n  {with:?}", row.0));
                }
                if entries(&empty) == before {
                    continue;
                }
                for house in [&empty, &full] {
                    house.clear_seats();
                }
                // Of an operator who locked the screen or changed the password nothing more can be asked here.
                for look in looks().filter(|_| !row.0.starts_with("own::") && by == "anna") {
                    let (without, with) = (
                        answer(&empty, &known, look, by, Target::Own),
                        answer(&full, &known, look, by, Target::Own),
                    );
                    if without != with {
                        leaks.push(format!("{} after {}:\n  {without:?}\n  {with:?}", look.0, row.0));
                    }
                }
                std::mem::replace(&mut empty, open(&closed_empty)).leave();
                std::mem::replace(&mut full, open(&closed_full)).leave();
            }
        }
    }
    assert!(leaks.is_empty(), "these tell of another partition:\n{}", leaks.join("\n"));
}

/// What takes away what a later act needs.
const LAST: &[&str] = &["::delete", "own::change_password", "own::switch_two_factor", "encode::assign"];

#[test]
fn a_long_day_at_a_desk_of_one_partition_tells_nothing_of_another() {
    let (empty, full) = houses(2);
    let (empty, full) = (empty.open(), full.open());
    let known = Known::of(&empty);
    let rows: Vec<&Row> =
        ACTS.iter().chain(MORE).filter(|row| !LAST.iter().any(|last| row.0.contains(last))).collect();
    let mut dice = Dice(3);
    for step in 0..250 {
        let row = rows[dice.below(rows.len())];
        let by = ["anna", "clara", "alan"][dice.below(3)];
        // What has a foreign number in one house may be a new thing of one's own in the other after a while.
        let target = [Target::Own, Target::Absent][dice.below(2)];
        let (without, with) =
            (answer(&empty, &known, row, by, target), answer(&full, &known, row, by, target));
        assert_eq!(without, with, "act {step}: {} by {by}, {target:?}", row.0);
    }
}
