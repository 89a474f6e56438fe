//! The audit trail (G7): doors of the group's partitions, unless its settings say all; nobody out of reach is named;
//! no further back than the settings say.

use chrono::Duration;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::event::Happening;
use keydesk::domain::group::Access;
use keydesk::domain::permission::{AuditTrailView, Permission as P};
use keydesk::domain::user::UserId;
use keydesk::encoders::CardId;
use keydesk::operation::Giving;
use keydesk::operation::audit_trail::{self, Filter, Found, ListRow, Of, Order, Query};
use keydesk::operation::encode::{self, OldKey};
use keydesk::operation::{Error, StorageError, doors};
use keydesk::session::Permit;

use crate::cards::OPENS;
use crate::desk::at;
use crate::house::{A, B, House, Seat, house, set};

fn query(search: &str, filters: &[Filter]) -> Query {
    Query { search: search.to_owned(), filters: filters.to_vec(), ..Query::default() }
}

fn found(seat: &Seat<'_>, search: &str) -> Found {
    audit_trail::find(seat.console, &seat.permit(), &query(search, &[])).unwrap()
}

fn rows(seat: &Seat<'_>, ids: &[i64]) -> Vec<ListRow> {
    audit_trail::rows(seat.console, &seat.permit(), ids).unwrap()
}

/// What is shown, the newest first, as `person at door`; nobody is `-`.
fn shown(seat: &Seat<'_>, search: &str) -> Vec<String> {
    let person = |row: &ListRow| row.person.as_ref().map_or("-".to_owned(), |(_, name)| name.clone());
    let rows = rows(seat, &found(seat, search).ids);
    rows.iter().map(|row| format!("{} at {}", person(row), row.door)).collect()
}

/// The managers of A, and the clerks below, are given the trail of all partitions.
fn all_partitions() -> House {
    let house = house();
    for group in ["Manager A", "Clerk A"] {
        house.change_group(group, |given| given.settings.audit_all_partitions = true);
    }
    house
}

#[test]
fn g7_the_trail_shows_the_doors_of_the_own_partitions_only() {
    let house = house();
    let of = |by: &str| shown(&house.seat(by), "");
    assert_eq!(of("anna"), ["- at Door A", "Abel Person at Door A"], "nobody of another partition is named");
    assert_eq!(of("bruno"), ["- at Door B", "Ben Person at Door B"]);
    assert_eq!(of("clara"), of("anna"));
    assert_eq!(
        of("marta"),
        [
            "Abel Person at Door B",
            "Ben Person at Door A",
            "Ben Person at Door B",
            "Abel Person at Door A",
            "Gina Person at Gate"
        ]
    );
    let anna = house.seat("anna");
    assert_eq!(found(&anna, "").ids.len(), 2, "nobody counts what is not shown");
    for search in ["gate", "gina", "ben"] {
        assert_eq!(found(&anna, search).ids, [0; 0], "{search}");
    }
}

#[test]
fn g7_a_foreign_event_is_answered_as_an_absent_one() {
    let house = house();
    let anna = house.seat("anna");
    let (own, foreign) = (house.event("Abel at Door A"), house.event("Ben at Door B"));
    assert_eq!(rows(&anna, &[foreign]), rows(&anna, &[999_999]));
    assert_eq!(rows(&anna, &[foreign]), []);
    let many: Vec<i64> = rows(&anna, &[foreign, own, 999_999, i64::MIN]).iter().map(|row| row.id).collect();
    assert_eq!(many, [own]);
}

#[test]
fn g7_where_the_settings_say_so_the_trail_shows_the_doors_of_all_partitions() {
    let house = all_partitions();
    let anna = house.seat("anna");
    assert_eq!(
        shown(&anna, ""),
        ["Abel Person at Door B", "- at Door A", "- at Door B", "Abel Person at Door A", "- at Gate"],
        "doors of all, and still nobody out of reach"
    );
    assert_eq!(found(&anna, "").ids.len(), 5);
    assert_eq!(shown(&anna, "GATE"), ["- at Gate"]);
    assert_eq!(shown(&anna, "abel door"), ["Abel Person at Door B", "Abel Person at Door A"]);
    // Not by the name, nor by anything else that is known of somebody out of reach.
    for search in ["ben", "gina", "bea", "e ben", "ben door"] {
        assert_eq!(shown(&anna, search), [""; 0], "{search}");
    }
    assert_eq!(rows(&anna, &[house.event("Ben at Door B")])[0].person, None);
    assert_eq!(shown(&house.seat("bruno"), "").len(), 2, "it is a matter of the group");
}

#[test]
fn g7_whoever_sees_no_people_finds_nobody_by_name() {
    let house = all_partitions();
    house.change_group("Clerk A", |given| {
        given.global = given.global.difference(set(&[P::UsersView, P::UsersModify]));
    });
    let clara = house.seat("clara");
    assert!(shown(&clara, "").iter().all(|line| line.starts_with("- at ")));
    assert_eq!(shown(&clara, "abel"), [""; 0]);
    assert_eq!(shown(&clara, "gate"), ["- at Gate"]);
}

#[test]
fn g7_a_tree_of_its_own_without_the_trail_shows_nothing_of_that_partition() {
    let house = house();
    house.change_group("Clerk A", |given| {
        let without = given.global.difference(set(&[P::AuditTrailView]));
        given.partitions.insert(A, Access::Custom(without));
    });
    let clara = house.seat("clara");
    assert!(clara.session.permit::<AuditTrailView>().is_none());
    // All partitions is a wider look for those who look at some, and no right of its own.
    house.change_group("Clerk A", |given| given.settings.audit_all_partitions = true);
    assert!(house.seat("clara").session.permit::<AuditTrailView>().is_none());
    assert!(house.seat("audrey").session.permit::<AuditTrailView>().is_none(), "no partition, no trail");
}

#[test]
fn g7_nothing_older_is_shown_than_the_latest_days() {
    let house = house();
    let anna = house.seat("anna");
    let (first, last) = (house.event("Abel at Door A"), house.event("Ben at Door A"));
    assert_eq!(found(&anna, "").days, Some(30));
    let end = at("2026-11-22 09:01") + Duration::days(30);
    house.desk.clock.set(end);
    assert_eq!(found(&anna, "").ids, [last, first], "thirty days are not over yet");
    assert_eq!(rows(&anna, &[first]).len(), 1);
    house.desk.clock.set(end + Duration::milliseconds(1));
    assert_eq!(found(&anna, "").ids, [last], "now they are");
    assert_eq!(found(&anna, "abel").ids, [0; 0]);
    assert_eq!(rows(&anna, &[first, last]).len(), 1, "nor by its number");
    house.desk.clock.advance(Duration::days(400));
    assert_eq!(found(&anna, "").ids, [0; 0]);
    let all = found(&house.seat("marta"), "");
    assert_eq!((all.ids.len(), all.days), (5, None));
}

#[test]
fn g7_a_group_above_shortens_the_days_of_those_below() {
    let house = house();
    house.change_group("Clerk A", |given| given.settings.audit_days = Some(20));
    assert_eq!(found(&house.seat("clara"), "").days, Some(20));
    house.change_group("Manager A", |given| given.settings.audit_days = Some(7));
    assert_eq!(found(&house.seat("clara"), "").days, Some(7));
    house.change_group("Manager A", |given| given.settings.audit_days = None);
    let clara = house.seat("clara");
    assert_eq!(found(&clara, "").days, Some(20));
    house.desk.clock.set(at("2026-11-22 09:02") + Duration::days(20));
    assert_eq!(found(&clara, "").ids, [house.event("Ben at Door A")]);
}

#[test]
fn g7_a_setting_that_is_taken_from_a_group_above_is_gone_at_once() {
    let house = all_partitions();
    let clara = house.seat("clara");
    let permit: Permit<AuditTrailView> = clara.permit();
    let total = || audit_trail::find(clara.console, &permit, &Query::default()).unwrap().ids.len();
    let foreign = house.event("Gina at Gate");
    let seen = || audit_trail::rows(clara.console, &permit, &[foreign]).unwrap().len();
    assert_eq!((total(), seen()), (5, 1));
    house.change_group("Manager A", |given| given.settings.audit_all_partitions = false);
    assert_eq!((total(), seen()), (2, 0), "the session is the same, and the permit");
    house.change_group("Manager A", |given| given.settings.audit_all_partitions = true);
    assert_eq!((total(), seen()), (5, 1), "no tick below was erased");
    house.change_group("Manager A", |given| {
        given.global = given.global.difference(set(&[P::AuditTrailView]));
    });
    let refused = audit_trail::find(clara.console, &permit, &Query::default());
    assert!(matches!(refused, Err(Error::Storage(StorageError::NotPermitted))));
    let refused = audit_trail::rows(clara.console, &permit, &[foreign]);
    assert!(matches!(refused, Err(Error::Storage(StorageError::NotPermitted))));
}

#[test]
fn events_follow_their_door_and_stay_when_it_is_deleted() {
    let house = house();
    let (anna, bruno, marta) = (house.seat("anna"), house.seat("bruno"), house.seat("marta"));
    let door = house.door("Door A");
    let page = doors::open(marta.console, &marta.permit(), door).unwrap();
    let mut moved = page.draft;
    moved.partition = B;
    doors::save(marta.console, &marta.permit(), door, page.version, &moved, &Giving::nothing()).unwrap();
    assert_eq!(shown(&anna, ""), [""; 0]);
    let of_b = ["- at Door B", "Ben Person at Door A", "Ben Person at Door B", "- at Door A"];
    assert_eq!(shown(&bruno, ""), of_b);
    doors::delete(marta.console, &marta.permit(), door).unwrap();
    assert_eq!(shown(&bruno, ""), of_b);
}

#[test]
fn a_period_begins_with_its_first_moment_and_ends_before_its_last() {
    let house = house();
    let marta = house.seat("marta");
    let all = audit_trail::find(marta.console, &marta.permit(), &query("", &[])).unwrap().ids;
    let at = |id: i64| rows(&marta, &[id])[0].happened_at;
    let (newest, oldest) = (at(all[0]), at(all[all.len() - 1]));
    for order in [Order::Newest, Order::Oldest] {
        let between = |from, until| {
            let asked = Query { from, until, order, ..Query::default() };
            audit_trail::find(marta.console, &marta.permit(), &asked).unwrap().ids
        };
        assert_eq!(between(Some(oldest), None).len(), all.len());
        let expected = |is_in: &dyn Fn(i64) -> bool| {
            let mut ids: Vec<i64> = all.iter().copied().filter(|id| is_in(*id)).collect();
            if order == Order::Oldest {
                ids.reverse();
            }
            ids
        };
        assert_eq!(between(None, Some(newest)), expected(&|id| at(id) < newest));
        assert_eq!(between(Some(newest), None), expected(&|id| at(id) >= newest));
        assert_eq!(between(None, Some(oldest)), [0; 0]);
    }
}

#[test]
fn the_newest_of_a_person_and_of_a_door_are_theirs_and_none_of_what_is_out_of_reach() {
    let house = house();
    let (marta, anna) = (house.seat("marta"), house.seat("anna"));
    let latest = |seat: &Seat<'_>, of| -> Vec<i64> {
        let found = audit_trail::latest(seat.console, &seat.permit(), of, 3).unwrap();
        found.into_iter().map(|row| row.id).collect()
    };
    let (ben, door_b) = (Of::Person(house.user("Ben")), Of::Point(AccessPoint::Door(house.door("Door B"))));
    assert_eq!(latest(&marta, ben).len(), 2);
    assert!(latest(&marta, door_b).contains(&house.event("Ben at Door B")));
    assert_eq!(latest(&anna, ben), [0; 0], "the person is out of reach");
    assert_eq!(latest(&anna, door_b), [0; 0], "the door is out of reach");
    let absent = Of::Person(UserId(999_999));
    assert_eq!(latest(&marta, absent), [0; 0]);
}

#[test]
fn what_is_shown_follows_the_filter() {
    let house = house();
    let marta = house.seat("marta");
    let sql = |id: i64, byte: u8| format!("UPDATE events SET happening = {byte} WHERE id = {id};");
    let (low, refused, unknown) =
        (house.event("Ben at Door B"), house.event("Abel at Door B"), house.event("Gina at Gate"));
    let not_here = Happening::Refused(keydesk::domain::lock::Refusal::NotHere).byte();
    house.desk.sql(&[sql(low, 2), sql(refused, not_here), sql(unknown, 255)].concat());
    let of =
        |filters: &[Filter]| audit_trail::find(marta.console, &marta.permit(), &query("", filters)).unwrap();
    assert_eq!(of(&[Filter::BatteryLow]).ids, [low]);
    let both = of(&[Filter::BatteryLow, Filter::Refused]).ids;
    assert!(both.len() == 2 && both.contains(&low) && both.contains(&refused), "two of them widen");
    assert_eq!(of(&[Filter::Refused]).ids, [refused]);
    assert_eq!(of(&[Filter::Opened]).ids, [house.event("Ben at Door A"), house.event("Abel at Door A")]);
    assert_eq!(of(&[]).ids.len(), 5, "what this version does not know is there as well");
    assert_eq!(rows(&marta, &[unknown])[0].happening, Happening::Unknown(255));
}

/// Writes openings into the journal of somebody's key, as locks do.
fn open_doors(house: &House, key: CardId, doors: &[&str]) {
    let card = house.desk.tray.card(key).unwrap();
    for name in doors {
        let door = house.desk.lock(house.door(name));
        assert!(door.writes(&card, OPENS, at("2026-11-22 10:00")).is_some());
    }
}

#[test]
fn what_the_lock_of_the_door_did_not_write_is_kept_and_not_proven() {
    let house = house();
    let abel = house.user("Abel");
    house.desk.sql("DELETE FROM events");
    house.desk.change(abel, |draft| draft.options.audit_openings = true);
    let marta = house.seat("marta");
    let key = house.lay_key("Abel");
    encode::update(marta.console, &marta.permit(), abel, OldKey::LEAVE, &marta.at()).unwrap();
    let card = house.desk.tray.card(key).unwrap();
    let (a, b) = (house.desk.lock(house.door("Door A")), house.desk.lock(house.door("Door B")));
    let forged = a.pretending_to_be(&b);
    for (door, time) in [(&a, "2026-11-22 10:00"), (&forged, "2026-11-22 10:01"), (&b, "2026-11-22 10:01")] {
        assert!(door.writes(&card, OPENS, at(time)).is_some());
    }
    // The same journal from two readings, as when a card leaves before it is emptied.
    let journal = card.lock().file(*b"KD1", 2).unwrap().to_vec();
    let begun = card.lock().file(*b"KD1", 1).unwrap().to_vec();
    house.lay_key("Abel");
    let done = encode::update(marta.console, &marta.permit(), abel, OldKey::LEAVE, &marta.at()).unwrap();
    assert_eq!(done.events, 3, "equal minutes do not make two records one");
    let proven = |seat: &Seat<'_>| -> Vec<(String, bool)> {
        let rows = rows(seat, &found(seat, "").ids);
        rows.into_iter().map(|row| (row.door, row.is_proven)).collect()
    };
    let told =
        [("Door B", true), ("Door B", false), ("Door A", true)].map(|(door, is)| (door.to_owned(), is));
    assert_eq!(proven(&marta), told);
    card.lock().set_file(*b"KD1", 2, &journal).unwrap();
    card.lock().set_file(*b"KD1", 1, &begun).unwrap();
    house.lay_key("Abel");
    let again =
        encode::update(marta.console, &marta.permit(), abel, house.desk.over_all(), &marta.at()).unwrap();
    assert_eq!((again.events, proven(&marta).len()), (0, 3), "records that are equal in every byte are one");
}

#[test]
fn what_a_key_brings_home_is_told_to_the_keepers_of_its_doors() {
    let house = house();
    let abel = house.user("Abel");
    house.desk.sql("DELETE FROM events");
    house.desk.change(abel, |draft| draft.options.audit_openings = true);
    house.desk.give(abel, &[house.door("Door B")]);
    let (anna, bruno) = (house.seat("anna"), house.seat("bruno"));
    let key = house.lay_key("Abel");
    encode::update(anna.console, &anna.permit(), abel, OldKey::LEAVE, &anna.at()).unwrap();
    open_doors(&house, key, &["Door A", "Door B"]);
    house.lay_key("Abel");
    encode::update(anna.console, &anna.permit(), abel, OldKey::LEAVE, &anna.at()).unwrap();
    assert_eq!(shown(&anna, ""), ["Abel Person at Door A"], "whoever brought it home");
    assert_eq!(shown(&bruno, ""), ["- at Door B"]);
}

/// Every event of what is asked for, as a list shows it: stretch after stretch.
fn in_stretches(seat: &Seat<'_>, mut query: Query) -> Vec<i64> {
    let mut all = Vec::new();
    loop {
        let found = audit_trail::find(seat.console, &seat.permit(), &query).unwrap();
        assert!(
            found.ids.len() <= query.max && (found.ids.len() == query.max || !found.has_more),
            "{query:?}"
        );
        all.extend(&found.ids);
        match all.last() {
            Some(last) if found.has_more => query.after = Some(*last),
            _ => return all,
        }
    }
}

#[test]
fn the_trail_is_the_same_in_stretches_of_any_length_as_all_at_once() {
    let house = house();
    // Some thousand events of two doors and three people, many of them in one minute.
    house.desk.sql(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
         INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, received_at, is_odd)
         SELECT d.code, k.id, CASE i % 97 WHEN 0 THEN 2 ELSE 1 END, 1795000000000 + i / 7 * 60000, i, zeroblob(6), 0, 0
         FROM n JOIN (SELECT code, row_number() OVER (ORDER BY id) AS at FROM doors) d ON d.at = 1 + i % 2
                JOIN (SELECT id, row_number() OVER (ORDER BY id) AS at FROM keys) k ON k.at = 1 + i % 3",
    );
    let marta = house.seat("marta");
    let names: Vec<(i64, String)> = {
        let all = Query { max: usize::MAX, ..Query::default() };
        let ids = audit_trail::find(marta.console, &marta.permit(), &all).unwrap().ids;
        let name = |row: ListRow| (row.id, format!("{} {}", row.door, row.person.unwrap().1).to_lowercase());
        rows(&marta, &ids).into_iter().map(name).collect()
    };
    assert_eq!(names.len(), 3_005);
    for search in ["", "abel", "door", "a", "person gate", "abel door a", "nobody", "door abel gate"] {
        let words: Vec<&str> = search.split_whitespace().collect();
        let is_meant = |(_, name): &&(i64, String)| words.iter().all(|word| name.contains(word));
        let mut wanted: Vec<i64> = names.iter().filter(is_meant).map(|(id, _)| *id).collect();
        for order in [Order::Newest, Order::Oldest] {
            for max in [1, 7, 500, 100_000] {
                // One by one takes its time; it is done where little is found.
                if max > 1 || wanted.len() < 100 {
                    let query = Query { order, max, ..query(search, &[]) };
                    assert_eq!(in_stretches(&marta, query), wanted, "{search}, {order:?}, {max}");
                }
            }
            wanted.reverse();
        }
    }
    let low = in_stretches(&marta, Query { max: 3, ..query("", &[Filter::BatteryLow]) });
    assert_eq!(low.len(), 30);
    assert_eq!(in_stretches(&marta, Query { after: Some(i64::MAX), ..Query::default() }), [0; 0]);
    // By what is out of reach nobody asks for more than by what is not there.
    let anna = house.seat("anna");
    let all = in_stretches(&anna, Query { max: 13, ..Query::default() });
    assert_eq!(all, in_stretches(&anna, Query { max: usize::MAX, ..Query::default() }));
    let foreign = names.iter().find(|(id, _)| !all.contains(id)).unwrap().0;
    assert_eq!(in_stretches(&anna, Query { after: Some(foreign), ..Query::default() }), [0; 0]);
}
