//! Timed periods and automatic changes: the site's, whoever sits there; each has a number that locks know and a name that is
//! given once; what they say is saved as a whole.

use keydesk::domain::automatic_change::{self, At, Mode, TypedStep};
use keydesk::domain::named::{Fault, Field};
use keydesk::domain::permission::{Permission as P, TimedPeriodsModify};
use keydesk::domain::schedule::Fault as Schedule;
use keydesk::domain::timed_period;
use keydesk::operation::{Error, Noun, StorageError, automatic_changes, timed_periods};

use crate::house::{House, every_day, house, whole_day};

/// The last line of the auditor: what was done, and what changed.
fn told(house: &House) -> (String, String, String) {
    let sql = "SELECT action, before, after FROM audit ORDER BY sequence DESC LIMIT 1";
    let last = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    house.desk.database().query_row(sql, [], last).unwrap()
}

#[test]
fn a_timed_period_has_the_lowest_number_that_is_free_and_a_name_of_its_own() {
    let house = house();
    let marta = house.seat("marta");
    let add = |name| timed_periods::add(marta.console, &marta.permit(), &every_day(name, "8", "9"));
    let numbers = || {
        let rows = timed_periods::list(marta.console, &marta.permit()).unwrap();
        rows.iter().map(|row| (row.number.number(), row.name.clone())).collect::<Vec<_>>()
    };
    let spa = add("Spa").unwrap();
    add("Bar").unwrap();
    let taken = vec![(Field::Name, Fault::Duplicate)];
    assert!(matches!(add("SPA"), Err(Error::Named(Noun::TimedPeriod, faults)) if faults == taken));
    timed_periods::delete(marta.console, &marta.permit(), spa).unwrap();
    assert_eq!(told(&house).0, "timed-period-deleted");
    let gone = timed_periods::open(marta.console, &marta.permit(), spa);
    assert!(matches!(gone, Err(Error::Storage(StorageError::NoSuch(Noun::TimedPeriod)))), "{gone:?}");
    assert_ne!(add("Spa").unwrap(), spa);
    let expected = [(3, "Bar"), (1, "Opening hours"), (2, "Spa")];
    assert_eq!(numbers(), expected.map(|(number, name)| (number, name.to_owned())));
    // One of the other kind may be called so, and has numbers of its own.
    automatic_changes::add(marta.console, &marta.permit(), &whole_day("Spa", Mode::Open)).unwrap();
    let changes = automatic_changes::list(marta.console, &marta.permit()).unwrap();
    assert_eq!(changes.iter().map(|row| row.number.number()).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn what_one_says_is_saved_as_a_whole_and_the_auditor_tells_what() {
    let house = house();
    let marta = house.seat("marta");
    let id = timed_periods::list(marta.console, &marta.permit()).unwrap()[0].id;
    let page = timed_periods::open(marta.console, &marta.permit(), id).unwrap();
    assert_eq!(page.draft, every_day("Opening hours", "08:00", "18:00"));
    let save = |draft: &timed_period::Draft| {
        timed_periods::save(marta.console, &marta.permit(), id, page.version, draft)
    };
    save(&every_day("Opening hours", "9", "18")).unwrap();
    let (action, before, after) = told(&house);
    assert_eq!(action, "timed-period-changed");
    assert_eq!(before, r#"{"periods":["1 2 3 4 5 6 7 +1 +2 +3 · 08:00–18:00"]}"#);
    assert_eq!(after, r#"{"periods":["1 2 3 4 5 6 7 +1 +2 +3 · 09:00–18:00"]}"#);
    let late = save(&every_day("Opening hours", "10", "18"));
    assert!(matches!(late, Err(Error::Storage(StorageError::Conflict { .. }))), "{late:?}");
    let id = automatic_changes::list(marta.console, &marta.permit()).unwrap()[0].id;
    let mut page = automatic_changes::open(marta.console, &marta.permit(), id).unwrap();
    page.draft.own.0[0].steps.push(TypedStep { from: "6:30".into(), mode: Mode::Office });
    automatic_changes::save(marta.console, &marta.permit(), id, page.version, &page.draft).unwrap();
    let after = r#"{"changes":["1 2 3 4 5 6 7 +1 +2 +3 · 00:00 key-and-pin, 06:30 office"]}"#;
    assert_eq!(told(&house).2, after);
    let saved = automatic_changes::open(marta.console, &marta.permit(), id).unwrap();
    assert_eq!(saved.draft.own.0[0].steps[1].from, "06:30");
}

/// Numbers 6 to 8 of the edge cases: stretches that overlap or go past midnight, a ninth change, a hole.
#[test]
fn what_no_lock_can_follow_is_refused() {
    let house = house();
    let marta = house.seat("marta");
    let add = |draft: &timed_period::Draft| timed_periods::add(marta.console, &marta.permit(), draft);
    let refused = |draft: &timed_period::Draft, at, fault: Schedule| {
        let faults = vec![(Field::Own(at), Fault::Schedule(fault))];
        matches!(add(draft), Err(Error::Named(Noun::TimedPeriod, found)) if found == faults)
    };
    let mut twice = every_day("Twice", "8", "12");
    twice.own.0.extend(every_day("", "11:59", "13").own.0);
    assert!(refused(&twice, 1, Schedule::Overlaps(0)));
    assert!(refused(&every_day("Night", "22", "6"), 0, Schedule::PastMidnight));
    assert!(add(&every_day("Whole day", "0:00", "24:00")).is_ok());
    let mut never = every_day("Never", "8", "12");
    never.own.0.clear();
    assert!(add(&never).is_ok());
    let change =
        |draft: &automatic_change::Draft| automatic_changes::add(marta.console, &marta.permit(), draft);
    let refused = |draft: &automatic_change::Draft, at: At, fault: Schedule| {
        let faults = vec![(Field::Own(at.number()), Fault::Schedule(fault))];
        matches!(change(draft), Err(Error::Named(Noun::AutomaticChange, found)) if found == faults)
    };
    let mut day = whole_day("Day", Mode::Standard);
    day.own.0[0].steps.extend((1..9).map(|hour| TypedStep { from: format!("{hour}"), mode: Mode::Open }));
    assert!(refused(&day, At::Plan(0), Schedule::TooMany));
    day.own.0[0].steps.remove(0);
    assert!(refused(&day, At::Plan(0), Schedule::Hole));
}

/// They have no partition: who may see them sees all of them, whatever partitions the group may access.
#[test]
fn they_are_seen_from_every_partition_and_changed_by_their_own_right_alone() {
    let house = house();
    house.change_group("Manager A", |given| given.global = given.global.with(P::TimedPeriodsView));
    let anna = house.seat("anna");
    assert_eq!(timed_periods::list(anna.console, &anna.permit()).unwrap().len(), 1);
    assert_eq!(automatic_changes::list(anna.console, &anna.permit()).unwrap().len(), 1);
    assert!(anna.session.permit::<TimedPeriodsModify>().is_none());
}
