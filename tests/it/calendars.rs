//! Calendars: the site's, whoever sits there; a name is given once; days are changed as a whole.

use keydesk::domain::calendar::{CalendarId, Draft, Fault, Field, Kind};
use keydesk::domain::permission::Permission as P;
use keydesk::operation::{Error, Noun, StorageError, calendars};

use crate::house::{House, Seat, holidays, house};

fn save(seat: &Seat<'_>, id: CalendarId, version: i64, draft: &Draft) -> Result<(), Error> {
    calendars::save(seat.console, &seat.permit(), id, version, draft).map(|_| ())
}

fn days(seat: &Seat<'_>, id: CalendarId) -> Vec<(String, Kind)> {
    let page = calendars::open(seat.console, &seat.permit(), id).unwrap();
    page.draft.days.into_iter().map(|(day, kind)| (day.to_string(), kind)).collect()
}

/// The last line of the auditor: what was done, and what changed.
fn told(house: &House) -> (String, String, String) {
    let sql = "SELECT action, before, after FROM audit ORDER BY sequence DESC LIMIT 1";
    let last = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    house.desk.database().query_row(sql, [], last).unwrap()
}

#[test]
fn days_are_saved_as_a_whole_and_the_auditor_tells_which() {
    let house = house();
    let marta = house.seat("marta");
    let id = house.add_calendar("Season", "2026-07-01");
    let mut page = calendars::open(marta.console, &marta.permit(), id).unwrap();
    page.draft.days.insert("2026-08-15".parse().unwrap(), Kind::Special2);
    page.draft.days.remove(&"2026-07-01".parse().unwrap());
    save(&marta, id, page.version, &page.draft).unwrap();
    assert_eq!(days(&marta, id), [("2026-08-15".to_owned(), Kind::Special2)]);
    let (action, before, after) = told(&house);
    assert_eq!(action, "calendar-changed");
    assert_eq!(before, r#"{"holidays":["2026-07-01"],"special days 2":[]}"#);
    assert_eq!(after, r#"{"holidays":[],"special days 2":["2026-08-15"]}"#);
}

#[test]
fn who_saves_an_older_state_is_told_and_overwrites_no_day() {
    let house = house();
    let marta = house.seat("marta");
    let id = house.add_calendar("Season", "2026-07-01");
    let page = calendars::open(marta.console, &marta.permit(), id).unwrap();
    save(&marta, id, page.version, &holidays("Season", "2026-07-02")).unwrap();
    let late = save(&marta, id, page.version, &holidays("Season", "2026-07-03"));
    assert!(matches!(late, Err(Error::Storage(StorageError::Conflict { .. }))), "{late:?}");
    assert_eq!(days(&marta, id), [("2026-07-02".to_owned(), Kind::Holiday)]);
}

#[test]
fn a_name_is_given_once_on_the_site_and_a_deleted_one_is_free() {
    let house = house();
    let marta = house.seat("marta");
    let id = house.add_calendar("Season", "2026-07-01");
    let again = || calendars::add(marta.console, &marta.permit(), &holidays("SEASON", "2026-07-01"));
    assert!(matches!(again(), Err(Error::Calendar(faults)) if faults == [(Field::Name, Fault::Duplicate)]));
    calendars::delete(marta.console, &marta.permit(), id).unwrap();
    assert_eq!(
        told(&house).1,
        r#"{"description":"","for keys":false,"holidays":["2026-07-01"],"name":"Season","special days 1":[],"special days 2":[]}"#
    );
    let new = again().unwrap();
    assert_ne!(new, id, "a number is given once");
    for gone in [
        calendars::open(marta.console, &marta.permit(), id).map(|_| ()),
        save(&marta, id, 1, &holidays("Other", "2026-07-01")),
        calendars::delete(marta.console, &marta.permit(), id),
    ] {
        assert!(matches!(gone, Err(Error::Storage(StorageError::NoSuch(Noun::Calendar)))), "{gone:?}");
    }
}

/// They have no partition: who may see them sees all of them, whatever partitions the group may access.
#[test]
fn calendars_are_seen_from_every_partition_and_changed_by_their_own_right_alone() {
    let house = house();
    house.change_group("Manager A", |given| given.global = given.global.with(P::CalendarsView));
    let anna = house.seat("anna");
    assert_eq!(calendars::list(anna.console, &anna.permit()).unwrap().len(), 1);
    assert!(anna.session.permit::<keydesk::domain::permission::CalendarsModify>().is_none());
}
