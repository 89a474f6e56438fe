//! What becomes of events: found by whatever is asked, missing or home, purged into a file, and after a while without a name.

use std::fs;
use std::path::PathBuf;

use chrono::Duration;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::event::Happening;
use keydesk::domain::lock::Refusal;
use keydesk::domain::moment::Moment;
use keydesk::domain::permission::Permission as P;
use keydesk::domain::user::UserId;
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::audit_trail::purge::{self, Extent, Purged};
use keydesk::operation::audit_trail::{self, Counted, Doubt, Filter, ListRow, Order, Query, Summary};
use keydesk::operation::encode::{self, OldKey};
use keydesk::operation::jobs::{self, Job};
use keydesk::operation::system_auditor::PurgeError;
use keydesk::operation::{StorageError, doors, options};

use crate::cards::OPENS;
use crate::desk::{at, desk_with};
use crate::house::{House, Seat, house, set};

fn find(seat: &Seat<'_>, query: &Query) -> Vec<i64> {
    audit_trail::find(seat.console, &seat.permit(), query).unwrap().ids
}

fn rows(seat: &Seat<'_>, ids: &[i64]) -> Vec<ListRow> {
    audit_trail::rows(seat.console, &seat.permit(), ids).unwrap()
}

fn all(seat: &Seat<'_>) -> Vec<ListRow> {
    rows(seat, &find(seat, &Query { max: usize::MAX, ..Query::default() }))
}

fn door(house: &House, name: &str) -> AccessPoint {
    AccessPoint::Door(house.door(name))
}

fn summary(seat: &Seat<'_>, house: &House, name: &str) -> Option<Summary> {
    doors::open(seat.console, &seat.permit(), house.door(name)).unwrap().besides.trail
}

/// Numbers in a fixed disorder.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % u64::try_from(count).unwrap()).unwrap()
    }
}

const MINUTE: i64 = 60_000;

/// Some thousand events of every kind, of which a few name nobody. Says the earliest moment.
fn many_events(house: &House) -> Moment {
    let (from, mut dice) = (at("2026-10-01 00:00"), Dice(7));
    let numbers = |sql: &str| -> Vec<i64> {
        let file = house.desk.database();
        let mut asked = file.prepare(sql).unwrap();
        asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let (codes, keys) =
        (numbers("SELECT code FROM doors ORDER BY id"), numbers("SELECT id FROM keys ORDER BY id"));
    let happenings = [1, 1, 1, 1, 2, 3, 4, 6, i64::from(Happening::Refused(Refusal::NotNow).byte()), 200];
    let mut script = String::from("DELETE FROM events; BEGIN;");
    for number in 0..2_000 {
        let mut of =
            |from: &[i64]| from[usize::try_from(dice.below(i64::try_from(from.len()).unwrap())).unwrap()];
        let (code, key, happening) = (of(&codes), of(&keys), of(&happenings));
        let happened = from.timestamp_millis() + dice.below(40_000) * MINUTE;
        let received = happened + (dice.below(3_000) - 15) * MINUTE;
        let key = if dice.below(9) == 0 { "NULL".to_owned() } else { key.to_string() };
        let set_up = if dice.below(11) == 0 { "NULL" } else { "1" };
        let is_odd = happened > received + 10 * MINUTE;
        script += &format!(
            "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at, is_odd)
             VALUES ({code}, {key}, {happening}, {happened}, {number}, zeroblob(6), {set_up}, {received}, {is_odd});"
        );
    }
    house.desk.sql(&(script + "COMMIT;"));
    from
}

#[test]
fn whatever_is_asked_is_found_as_one_finds_it_by_going_over_everything() {
    let house = house();
    let from = many_events(&house);
    let marta = house.seat("marta");
    let everything = all(&marta);
    assert_eq!(everything.len(), 2_000);
    let (points, people) = (["Door A", "Door B", "Gate"], ["Abel", "Ben", "Gina"]);
    let filters = [
        Filter::Opened,
        Filter::Taken,
        Filter::Refused,
        Filter::RefusedFor(Refusal::NotNow),
        Filter::RefusedFor(Refusal::NotHere),
        Filter::BatteryLow,
        Filter::MemoryFull,
        Filter::ClocksDiffer,
        Filter::Unknown,
    ];
    let is_kind = |filter: &Filter, happening: Happening| match filter {
        Filter::Opened => happening == Happening::Opened,
        Filter::Taken => happening == Happening::Taken,
        Filter::Refused => matches!(happening, Happening::Refused(_)),
        Filter::RefusedFor(reason) => happening == Happening::Refused(*reason),
        Filter::BatteryLow => happening == Happening::BatteryLow,
        Filter::MemoryFull => happening == Happening::MemoryFull,
        Filter::ClocksDiffer => happening == Happening::ClocksDiffer,
        Filter::Unknown => matches!(happening, Happening::Unknown(_)),
    };
    let (mut dice, mut found_some) = (Dice(3), 0);
    for _ in 0..300 {
        let some = |dice: &mut Dice, count: usize| -> Vec<usize> {
            let wanted = if dice.below(2) == 0 { 0 } else { 1 + dice.below(2) };
            (0..wanted).map(|_| usize::try_from(dice.below(i64::try_from(count).unwrap())).unwrap()).collect()
        };
        let moment =
            |dice: &mut Dice| (dice.below(3) == 0).then(|| from + Duration::minutes(dice.below(45_000)));
        let query = Query {
            search: ["", "", "abel", "door", "gate ben"][usize::try_from(dice.below(5)).unwrap()].to_owned(),
            filters: some(&mut dice, filters.len()).into_iter().map(|at| filters[at]).collect(),
            points: some(&mut dice, 3).into_iter().map(|at| door(&house, points[at])).collect(),
            people: some(&mut dice, 3).into_iter().map(|at| house.user(people[at])).collect(),
            doubts: some(&mut dice, 2)
                .into_iter()
                .map(|at| [Doubt::NotProven, Doubt::OddClock][at])
                .collect(),
            from: moment(&mut dice),
            until: moment(&mut dice),
            arrived_from: moment(&mut dice),
            arrived_until: moment(&mut dice),
            order: if dice.below(2) == 0 { Order::Newest } else { Order::Oldest },
            after: None,
            max: usize::try_from(1 + dice.below(3_000)).unwrap(),
        };
        let is_meant = |row: &&ListRow| {
            let person = row.person.as_ref();
            let text = format!("{} {}", row.door, person.map_or("", |(_, name)| name)).to_lowercase();
            query.search.split_whitespace().all(|word| text.contains(word))
                && (query.filters.is_empty() || query.filters.iter().any(|it| is_kind(it, row.happening)))
                && (query.points.is_empty() || query.points.contains(&row.point))
                && (query.people.is_empty() || person.is_some_and(|(id, _)| query.people.contains(id)))
                && (query.doubts.is_empty()
                    || (query.doubts.contains(&Doubt::NotProven) && !row.is_proven)
                    || (query.doubts.contains(&Doubt::OddClock) && row.is_odd))
                && query.from.is_none_or(|from| row.happened_at >= from)
                && query.until.is_none_or(|until| row.happened_at < until)
                && query.arrived_from.is_none_or(|from| row.received_at >= from)
                && query.arrived_until.is_none_or(|until| row.received_at < until)
        };
        let mut wanted: Vec<i64> = everything.iter().filter(is_meant).map(|row| row.id).collect();
        if query.order == Order::Oldest {
            wanted.reverse();
        }
        found_some += usize::from(!wanted.is_empty());
        wanted.truncate(query.max);
        assert_eq!(find(&marta, &query), wanted, "{query:?}");
    }
    assert!(found_some > 60, "{found_some}");
}

#[test]
fn who_asks_for_what_is_out_of_reach_is_answered_as_if_it_was_not_there() {
    let house = house();
    let anna = house.seat("anna");
    let at_point = |point| find(&anna, &Query { points: vec![point], ..Query::default() });
    let of = |user| find(&anna, &Query { people: vec![user], ..Query::default() });
    assert_eq!(at_point(door(&house, "Door A")).len(), 2);
    assert_eq!(of(house.user("Abel")), [house.event("Abel at Door A")]);
    assert_eq!(at_point(door(&house, "Door B")), [0; 0], "nothing, and not all");
    assert_eq!(of(house.user("Ben")), [0; 0]);
    assert_eq!(of(UserId(999_999)), [0; 0]);
    let names = |seat: &Seat<'_>| -> Vec<String> {
        let points = audit_trail::points(seat.console, &seat.permit()).unwrap();
        points.into_iter().map(|(_, name)| name).collect()
    };
    assert!(
        names(&anna).contains(&"Door A".to_owned()) && !names(&anna).iter().any(|name| name.contains('B'))
    );
    let asked = [house.user("Ben"), house.user("Abel")];
    let named = audit_trail::people(anna.console, &anna.permit(), &asked).unwrap();
    assert_eq!(named, [(house.user("Abel"), "Abel Person".to_owned())]);
}

#[test]
fn which_doors_nobody_opened_is_asked_within_reach_and_within_the_days_of_the_group() {
    let house = house();
    let none_for = |seat: &Seat<'_>, name: &str, days| {
        let openings = audit_trail::last_openings(seat.console, &seat.permit()).unwrap();
        openings.none_for(house.door(name), days)
    };
    let (marta, anna) = (house.seat("marta"), house.seat("anna"));
    // The last opening was at 09:04, and is thirty days old a moment later.
    let last =
        all(&marta).iter().filter(|row| row.door == "Door A").map(|row| row.happened_at).max().unwrap();
    house.desk.clock.set(last + Duration::days(30));
    assert!(!none_for(&marta, "Door A", 30), "thirty days are not over yet");
    house.desk.clock.set(last + Duration::days(30) + Duration::milliseconds(1));
    assert!(none_for(&marta, "Door A", 30) && !none_for(&marta, "Door A", 90));
    assert!(none_for(&anna, "Door A", 30));
    assert!(!none_for(&anna, "Door A", 90), "the group is shown thirty days and may not ask for more");
    assert!(!none_for(&anna, "Door B", 30), "nor of a door that is out of reach");
    assert!(none_for(&marta, "Gate", 30));
    // A record that is not proven, or whose time cannot be, is no opening.
    let id = house.event("Ben at Door A");
    let now = (last + Duration::days(29)).timestamp_millis();
    house.desk.sql(&format!("UPDATE events SET happened_at = {now}, set_up = NULL WHERE id = {id}"));
    assert!(none_for(&marta, "Door A", 30));
    house.desk.sql(&format!("UPDATE events SET set_up = 1, is_odd = 1 WHERE id = {id}"));
    assert!(none_for(&marta, "Door A", 30));
    house.desk.sql(&format!("UPDATE events SET is_odd = 0 WHERE id = {id}"));
    assert!(!none_for(&marta, "Door A", 30));
}

#[test]
fn what_a_lock_counted_and_did_not_come_home_is_missing() {
    let house = house();
    let (marta, anna) = (house.seat("marta"), house.seat("anna"));
    house.desk.sql("DELETE FROM events");
    let counted = |seat: &Seat<'_>| summary(seat, &house, "Door A").unwrap().counted;
    assert_eq!(counted(&marta), None, "nothing came home");
    let add = |counter: u32, moment: &str, set_up: &str| {
        house.desk.sql(&format!(
            "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at, is_odd)
             SELECT d.code, k.id, 1, {when}, {counter}, zeroblob(6), {set_up}, {when}, 0
             FROM doors d, keys k JOIN users u ON u.id = k.user_id
             WHERE d.name = 'Door A' AND u.first_name = 'Abel'",
            when = at(moment).timestamp_millis()
        ));
    };
    add(2, "2026-09-01 10:00", "1");
    assert_eq!(counted(&marta), Some(Counted { home: 1, missing: 2 }), "it began from nothing");
    add(0, "2026-08-01 10:00", "1");
    add(7, "2026-11-20 10:00", "1");
    assert_eq!(counted(&marta), Some(Counted { home: 3, missing: 5 }));
    assert_eq!(counted(&anna), Some(Counted { home: 1, missing: 0 }), "of the days that the group is shown");
    add(5, "2026-11-19 10:00", "1");
    assert_eq!(counted(&anna), Some(Counted { home: 2, missing: 1 }));
    add(900, "2026-11-20 10:00", "NULL");
    add(16_777_215, "2026-11-20 10:00", "1");
    assert_eq!(
        counted(&marta),
        Some(Counted { home: 4, missing: 4 }),
        "what is not proven counts for nothing, nor what came after the counter's end"
    );
    assert_eq!(summary(&house.seat("bruno"), &house, "Door B").unwrap().counted, None);
    house.change_group("Clerk A", |given| given.global = given.global.difference(set(&[P::AuditTrailView])));
    assert_eq!(summary(&house.seat("clara"), &house, "Door A"), None, "who may not see the trail");
}

// Purging.

fn purge(seat: &Seat<'_>, house: &House, before: &str, name: &str) -> Result<Purged, PurgeError> {
    let extent = purge::extent(seat.console, &seat.permit(), at(before)).unwrap();
    purge::purge(seat.console, &seat.permit(), extent.ok_or(PurgeError::Nothing)?, &path(house, name))
}

fn path(house: &House, name: &str) -> PathBuf {
    house.file().with_file_name(name)
}

#[test]
fn a_purge_takes_out_what_the_file_says_and_nothing_else() {
    let house = house();
    many_events(&house);
    let marta = house.seat("marta");
    let (before, kept) = (all(&marta), at("2026-10-15 00:00"));
    let opened = summary(&marta, &house, "Door A").unwrap().opened_at;
    let purged = purge(&marta, &house, "2026-10-15 00:00", "events.jsonl").unwrap();
    let (went, stays): (Vec<_>, Vec<_>) = before.into_iter().partition(|row| row.happened_at < kept);
    assert_eq!((purged.events, all(&marta)), (went.len(), stays));
    let file = fs::read_to_string(path(&house, "events.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> =
        file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), went.len() + 2);
    assert_eq!(lines[0]["keydesk"], "purged events, format 1");
    assert_eq!(lines[lines.len() - 1]["events"], went.len());
    for (line, row) in lines[1..].iter().zip(went.iter().rev()) {
        assert_eq!(line["event"], row.id);
        assert_eq!(line["access_point_name"], row.door.as_str());
        assert_eq!(line["person"].as_i64(), row.person.as_ref().map(|(id, _)| id.0));
        assert_eq!(line["person_name"].as_str(), row.person.as_ref().map(|(_, name)| name.as_str()));
        assert_eq!(line["set_up"].is_null(), !row.is_proven);
    }
    let (action, told) = house.desk.trail(1).remove(0);
    assert_eq!(action, "events-purged");
    assert!(told.contains(&format!("\"events\":{}", went.len())) && told.contains("events.jsonl"), "{told}");
    assert_eq!(summary(&marta, &house, "Door A").unwrap().opened_at, opened, "it is remembered");
    let again = purge(&marta, &house, "2026-10-15 00:00", "again.jsonl");
    assert!(matches!(again, Err(PurgeError::Nothing)));
}

#[test]
fn what_was_purged_is_not_missing_and_what_was_missing_still_is() {
    let house = house();
    many_events(&house);
    let marta = house.seat("marta");
    let of = |name| summary(&marta, &house, name).unwrap();
    let before = ["Door A", "Door B", "Gate"].map(of);
    assert!(before.iter().all(|it| it.counted.unwrap().missing > 0));
    for (day, name) in [("2026-10-08 00:00", "1"), ("2026-10-20 00:00", "2"), ("2026-11-10 00:00", "3")] {
        purge(&marta, &house, day, name).unwrap();
        assert_eq!(["Door A", "Door B", "Gate"].map(of), before, "{day}");
    }
    assert_eq!(all(&marta), []);
}

#[test]
fn nothing_goes_that_whoever_purges_could_not_have_seen() {
    let house = house();
    let (marta, anna) = (house.seat("marta"), house.seat("anna"));
    house.desk.clock.advance(Duration::days(2));
    let purged = purge(&anna, &house, "2026-11-23 00:00", "anna.jsonl").unwrap();
    assert_eq!(purged.events, 1, "the event of a foreign key at the own door stays");
    let left: Vec<String> =
        all(&marta).into_iter().map(|row| format!("{} at {}", row.person.unwrap().1, row.door)).collect();
    assert_eq!(left.len(), 4);
    assert!(!left.contains(&"Abel Person at Door A".to_owned()), "{left:?}");
    let file = fs::read_to_string(path(&house, "anna.jsonl")).unwrap();
    assert!(!file.contains("Ben") && !file.contains("Gina") && !file.contains("Door B"), "{file}");
    // What is older than the days of the group is not hers to take away.
    house.desk.clock.advance(Duration::days(29));
    let ben = house.event("Ben at Door A");
    house.desk.sql(&format!("UPDATE events SET key_id = NULL WHERE id = {ben}"));
    assert!(matches!(purge(&anna, &house, "2026-12-20 00:00", "old.jsonl"), Err(PurgeError::Nothing)));
    assert_eq!(purge(&marta, &house, "2026-12-20 00:00", "old.jsonl").unwrap().events, 4);
}

#[test]
fn what_came_home_today_stays_a_day() {
    let house = house();
    let marta = house.seat("marta");
    let when = all(&marta)[0].received_at;
    house.desk.sql(&format!("UPDATE events SET happened_at = {}", at("2026-01-01 00:00").timestamp_millis()));
    house.desk.clock.set(when + purge::KEPT);
    let extent = |before: &str| purge::extent(marta.console, &marta.permit(), at(before)).unwrap();
    let old = extent("2030-01-01 00:00").unwrap();
    assert_eq!(old.events, 4, "what came last is not a day old yet");
    house.desk.clock.set(when + purge::KEPT + Duration::milliseconds(1));
    assert_eq!(extent("2030-01-01 00:00").unwrap().events, 5);
    let sooner = Extent { came_before: old.came_before + Duration::hours(1), ..old };
    let done = purge::purge(marta.console, &marta.permit(), sooner, &path(&house, "sooner.jsonl"));
    assert!(matches!(done, Err(PurgeError::Nothing)), "whatever a window says");
    // Not by a clock that nobody believes.
    house.desk.clock.set(when + Duration::days(400));
    let done = purge::purge(marta.console, &marta.permit(), old, &path(&house, "doubt.jsonl"));
    assert!(matches!(done, Err(PurgeError::Storage(StorageError::ClockInDoubt(_)))), "{done:?}");
    assert_eq!(all(&marta).len(), 5);
}

#[test]
fn nothing_is_taken_out_where_the_file_fails_or_something_has_changed() {
    let house = house();
    let marta = house.seat("marta");
    house.desk.clock.advance(Duration::days(2));
    fs::write(path(&house, "there.jsonl"), "somebody's").unwrap();
    let refused = purge(&marta, &house, "2026-11-23 00:00", "there.jsonl");
    assert!(matches!(refused, Err(PurgeError::Exists(_))));
    assert_eq!(fs::read(path(&house, "there.jsonl")).unwrap(), b"somebody's");
    let refused = purge(&marta, &house, "2026-11-23 00:00", "no/such/folder.jsonl");
    assert!(matches!(refused, Err(PurgeError::CannotWrite(_))));
    assert_eq!(all(&marta).len(), 5);
}

#[test]
fn a_purge_that_is_interrupted_loses_nothing() {
    for (at_point, verdict, stays) in [
        (Point::PurgeFileBegun, Verdict::DiskFull, false),
        (Point::PurgeFileBegun, Verdict::Killed, true),
        (Point::PurgeFileWritten, Verdict::Killed, true),
        (Point::PurgeFileChecked, Verdict::Killed, true),
        (Point::Commit, Verdict::DiskFull, true),
        (Point::Commit, Verdict::Killed, true),
    ] {
        let armed = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let fires = std::sync::Arc::clone(&armed);
        let faults = Faults::new(move |point| {
            let is_it = point == at_point && fires.load(std::sync::atomic::Ordering::Relaxed);
            if is_it { verdict } else { Verdict::GoOn }
        });
        let desk = desk_with(faults);
        desk.door("Lobby");
        let (ana, when) = (desk.user("Ana", "Ruiz"), at("2026-11-20 10:00").timestamp_millis());
        desk.sql(&format!(
            "INSERT INTO keys (id, user_id, serial, generation, capacity, assigned_at, assigned_by, last_sequence, written_sequence)
             VALUES (1, {}, x'01020304', 2, 1024, {when}, '', 1, 1);
             INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at, is_odd)
             SELECT code, 1, 1, {when}, 0, zeroblob(6), 1, {when}, 0 FROM doors",
            ana.0
        ));
        let extent = purge::extent(&desk.console, &desk.permit(), at("2026-11-21 00:00")).unwrap().unwrap();
        let file = desk.folder.path().join("events.jsonl");
        armed.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(purge::purge(&desk.console, &desk.permit(), extent, &file).is_err(), "{at_point:?}");
        armed.store(false, std::sync::atomic::Ordering::Relaxed);
        let count: i64 =
            desk.database().query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap();
        assert_eq!((count, file.exists()), (1, stays), "{at_point:?} {verdict:?}");
        let other = desk.folder.path().join("again.jsonl");
        purge::purge(&desk.console, &desk.permit(), extent, &other).unwrap();
    }
}

/// Abel's key with openings of two doors on it, and a way to bring them home once more.
struct Carrier<'h> {
    house: &'h House,
    journal: (Vec<u8>, Vec<u8>),
    key: keydesk::encoders::CardId,
}

impl<'h> Carrier<'h> {
    fn new(house: &'h House, times: &[(&str, &str)]) -> Self {
        let abel = house.user("Abel");
        house.desk.sql("DELETE FROM events");
        house.desk.change(abel, |draft| draft.options.audit_openings = true);
        let marta = house.seat("marta");
        let key = house.lay_key("Abel");
        encode::update(marta.console, &marta.permit(), abel, OldKey::LEAVE, &marta.at()).unwrap();
        let card = house.desk.tray.card(key).unwrap();
        for (name, time) in times {
            assert!(house.desk.lock(house.door(name)).writes(&card, OPENS, at(time)).is_some());
        }
        let file = |number| card.lock().file(*b"KD1", number).unwrap().to_vec();
        Carrier { house, journal: (file(1), file(2)), key }
    }

    /// Lays the key with all that it brought before, and reads it; how much of that is new.
    fn is_read(&self) -> usize {
        let marta = self.house.seat("marta");
        self.lay();
        let count = || self.house.rows("SELECT count(*) || '' FROM events")[0].parse::<usize>().unwrap();
        let before = count();
        let at = marta.at();
        encode::read_next(marta.console, &marta.permit(), &at, |_| at.stop.stop());
        count() - before
    }

    /// The same, and has it updated.
    fn bring_home(&self) -> usize {
        let (marta, abel) = (self.house.seat("marta"), self.house.user("Abel"));
        self.lay();
        let over = self.house.desk.over_all();
        encode::update(marta.console, &marta.permit(), abel, over, &marta.at()).unwrap().events
    }

    fn lay(&self) {
        let card = self.house.desk.tray.card(self.key).unwrap();
        card.lock().set_file(*b"KD1", 1, &self.journal.0).unwrap();
        card.lock().set_file(*b"KD1", 2, &self.journal.1).unwrap();
        self.house.lay_key("Abel");
    }
}

#[test]
fn an_event_that_was_purged_does_not_come_back() {
    let house = house();
    let carrier = Carrier::new(&house, &[("Door A", "2026-11-22 10:26"), ("Door B", "2026-11-22 10:27")]);
    assert_eq!(carrier.bring_home(), 2);
    assert_eq!(carrier.bring_home(), 0);
    let marta = house.seat("marta");
    let before = summary(&marta, &house, "Door A").unwrap();
    house.desk.clock.advance(Duration::days(2));
    assert_eq!(purge(&marta, &house, "2026-11-23 00:00", "events.jsonl").unwrap().events, 2);
    assert_eq!((carrier.bring_home(), all(&marta)), (0, Vec::new()), "the key still says it");
    assert_eq!(summary(&marta, &house, "Door A").unwrap(), before);
    // A lock that counts anew says something else under the same number, and later: that is new.
    house.desk.sql("UPDATE purged_counters SET before_at = 0");
    assert_eq!(carrier.bring_home(), 2);
}

#[test]
fn what_no_lock_proves_and_was_purged_does_not_come_back_either() {
    let house = house();
    let carrier = Carrier::new(&house, &[("Door A", "2026-11-22 10:26")]);
    assert_eq!(carrier.bring_home(), 1);
    // As if the lock had not proved it.
    house.desk.sql("UPDATE events SET set_up = NULL");
    house.desk.clock.advance(Duration::days(2));
    let marta = house.seat("marta");
    assert_eq!(purge(&marta, &house, "2026-11-23 00:00", "events.jsonl").unwrap().events, 1);
    assert_eq!(house.rows("SELECT counter || ' ' || set_up FROM purged_records"), ["0 0"]);
    assert_eq!(carrier.bring_home(), 1, "what is proven is another record than what is not");
}

#[test]
fn a_time_that_cannot_be_is_marked_as_it_comes_home() {
    let house = house();
    // The key was assigned on that day at 10:25.
    let carrier = Carrier::new(
        &house,
        &[("Door A", "2026-11-22 10:20"), ("Gate", "2026-11-21 10:00"), ("Door B", "2026-11-22 12:00")],
    );
    assert_eq!(carrier.bring_home(), 4, "a lock whose clock is behind says that as well");
    let marta = house.seat("marta");
    let odd = Query { doubts: vec![Doubt::OddClock], ..Query::default() };
    let odd: Vec<String> = rows(&marta, &find(&marta, &odd)).into_iter().map(|row| row.door).collect();
    assert_eq!(odd, ["Door B", "Gate", "Gate"], "after it came home, and before the key was anybody's");
}

// Names.

fn name_for(seat: &Seat<'_>, days: Option<&str>) {
    let page = options::users(seat.console, &seat.permit()).unwrap();
    let mut draft = page.draft;
    draft.forgets_names = days.is_some();
    if let Some(days) = days {
        draft.named_days = days.to_owned();
    }
    options::save_users(seat.console, &seat.permit(), page.version, &draft).unwrap();
}

fn do_what_is_due(house: &House) {
    jobs::run(&house.desk.console, Some(&house.desk.session), Job::Check).unwrap();
}

#[test]
fn after_its_days_an_event_names_nobody_first_on_the_screen_and_then_in_the_file() {
    let house = house();
    let marta = house.seat("marta");
    name_for(&marta, Some("7"));
    let (gina, event) = (house.user("Gina"), house.event("Gina at Gate"));
    let when = rows(&marta, &[event])[0].happened_at;
    let of_gina = || find(&marta, &Query { people: vec![gina], ..Query::default() });
    let by_name = || find(&marta, &Query { search: "gina".to_owned(), ..Query::default() });
    let keys =
        || house.rows(&format!("SELECT coalesce(key_id, 0) || hex(mac) FROM events WHERE id = {event}"));
    house.desk.clock.set(when + Duration::days(7));
    assert_eq!((of_gina(), by_name()), (vec![event], vec![event]));
    assert!(!rows(&marta, &[event])[0].is_nameless);
    house.desk.clock.set(when + Duration::days(7) + Duration::milliseconds(1));
    let row = rows(&marta, &[event]).remove(0);
    assert!(row.person.is_none() && row.is_nameless && row.door == "Gate", "it stays, without the name");
    assert_eq!((of_gina(), by_name()), (vec![], vec![]));
    let before = keys();
    do_what_is_due(&house);
    assert_ne!(keys(), before);
    assert_eq!(keys(), ["0000000000000"], "neither the key nor what was made with it");
    let lines = house.desk.trail(2);
    assert!(
        lines.iter().any(|(action, told)| action == "events-made-nameless" && told.contains("\"events\":1"))
    );
    // Whoever chooses otherwise later does not get it back.
    name_for(&marta, None);
    assert!(rows(&marta, &[event])[0].is_nameless);
    assert_eq!(all(&marta).iter().filter(|row| row.is_nameless).count(), 1);
    // And it begins with what is old by then.
    name_for(&marta, Some("1"));
    house.desk.clock.advance(Duration::days(1));
    do_what_is_due(&house);
    assert_eq!(house.rows("SELECT DISTINCT coalesce(key_id, 'nobody') FROM events"), ["nobody"]);
}

#[test]
fn an_event_without_a_name_is_known_again_when_a_key_brings_it_once_more() {
    let house = house();
    let carrier = Carrier::new(&house, &[("Door A", "2026-11-22 10:26"), ("Door B", "2026-11-22 10:27")]);
    assert_eq!(carrier.bring_home(), 2);
    let marta = house.seat("marta");
    name_for(&marta, Some("3"));
    house.desk.clock.advance(Duration::days(4));
    // Old by now, and still with a name in the file.
    assert_eq!(carrier.bring_home(), 0);
    do_what_is_due(&house);
    assert_eq!((carrier.bring_home(), all(&marta).len()), (0, 2));
    assert!(all(&marta).iter().all(|row| row.is_nameless));
    // What comes home late never had a name here.
    house.desk.sql("DELETE FROM events");
    assert_eq!((carrier.bring_home(), carrier.bring_home()), (2, 0));
    assert_eq!(house.rows("SELECT DISTINCT coalesce(key_id, 'nobody') FROM events"), ["nobody"]);
    assert_eq!(summary(&marta, &house, "Door A").unwrap().counted, Some(Counted { home: 1, missing: 0 }));
}

#[test]
fn names_are_not_taken_out_by_a_clock_in_doubt() {
    let house = house();
    let marta = house.seat("marta");
    name_for(&marta, Some("7"));
    let now = house.desk.console.clock().now();
    house.desk.clock.set(now + Duration::days(400));
    do_what_is_due(&house);
    assert_eq!(house.rows("SELECT count(*) || '' FROM events WHERE key_id IS NULL"), ["0"]);
    assert!(all(&marta).iter().all(|row| !row.is_nameless), "nor on the screen");
}

#[test]
fn a_file_of_purged_events_names_nobody_whom_the_trail_names_no_more() {
    let house = house();
    let marta = house.seat("marta");
    name_for(&marta, Some("7"));
    house.desk.clock.advance(Duration::days(8));
    purge(&marta, &house, "2026-11-24 00:00", "events.jsonl").unwrap();
    let file = fs::read_to_string(path(&house, "events.jsonl")).unwrap();
    assert!(file.contains("Door A") && !file.contains("Person"), "{file}");
}

#[test]
fn a_clock_that_was_ahead_has_made_nothing_too_old_once_it_is_set_right() {
    let house = house();
    let marta = house.seat("marta");
    name_for(&marta, Some("7"));
    let now = house.desk.console.clock().now();
    house.desk.clock.set(now + Duration::days(30));
    do_what_is_due(&house);
    assert_eq!(
        house.rows("SELECT count(*) || '' FROM events WHERE key_id IS NULL"),
        ["5"],
        "it was believed"
    );
    house.desk.clock.set(now + Duration::minutes(5));
    house.desk.confirm_time().unwrap();
    let carrier = Carrier::new(&house, &[("Door A", "2026-11-22 10:26"), ("Door B", "2026-11-22 10:27")]);
    assert_eq!(carrier.bring_home(), 2);
    assert!(all(&marta).iter().all(|row| !row.is_nameless), "it is minutes old");
    let named =
        house.rows("SELECT count(*) || '' FROM events WHERE key_id IS NOT NULL AND mac <> zeroblob(6)");
    assert_eq!(named, ["2"]);
}

#[test]
fn what_came_home_by_a_clock_that_was_ahead_can_be_purged_once_it_is_set_right() {
    let house = house();
    let marta = house.seat("marta");
    let now = house.desk.console.clock().now();
    house.desk.clock.set(now + Duration::days(20));
    let carrier = Carrier::new(&house, &[("Door A", "2026-11-22 10:26")]);
    let brought = carrier.bring_home();
    assert!(brought > 0);
    house.desk.clock.set(now);
    house.desk.confirm_time().unwrap();
    house.desk.clock.set(now + Duration::days(2));
    let purged = purge(&marta, &house, "2026-11-23 00:00", "events.jsonl").unwrap();
    assert_eq!(purged.events, brought);
}

#[test]
fn a_clock_in_doubt_dates_nothing_that_comes_home() {
    for wrong in ["2020-01-01 00:00", "2031-01-01 00:00"] {
        let house = house();
        let marta = house.seat("marta");
        name_for(&marta, Some("7"));
        let carrier = Carrier::new(&house, &[("Door A", "2026-11-22 10:26")]);
        let now = house.desk.console.clock().now();
        house.desk.clock.set(at(wrong));
        assert_eq!(carrier.is_read(), 1, "{wrong}");
        let row = all(&marta).remove(0);
        assert!(!row.is_nameless && !row.is_odd && row.received_at <= now, "{wrong}: {row:?}");
        house.desk.clock.set(now + Duration::hours(1));
        do_what_is_due(&house);
        assert!(!all(&marta)[0].is_nameless, "{wrong}");
        let extent = purge::extent(marta.console, &marta.permit(), at("2026-11-23 00:00")).unwrap();
        assert_eq!(extent, None, "{wrong}: it came an hour ago");
    }
}

/// A lock whose batteries were changed may say any time: how old that is, only its coming home tells.
#[test]
fn an_event_whose_time_cannot_be_names_somebody_for_as_long_as_another() {
    let house = house();
    let marta = house.seat("marta");
    name_for(&marta, Some("7"));
    let carrier = Carrier::new(&house, &[("Door A", "2000-01-01 00:05"), ("Door B", "2030-01-01 00:00")]);
    carrier.bring_home();
    let odd =
        || all(&marta).into_iter().filter(|row| row.is_odd).map(|row| row.is_nameless).collect::<Vec<_>>();
    assert!(odd().len() >= 2 && odd().iter().all(|is_nameless| !is_nameless), "{:?}", odd());
    do_what_is_due(&house);
    assert!(odd().iter().all(|is_nameless| !is_nameless));
    house.desk.clock.advance(Duration::days(8));
    assert!(odd().iter().all(|is_nameless| *is_nameless), "on the screen");
    do_what_is_due(&house);
    assert_eq!(house.rows("SELECT DISTINCT coalesce(key_id, 'nobody') FROM events"), ["nobody"]);
}

#[test]
fn what_came_from_a_door_that_nobody_knows_is_counted_and_goes_with_the_rest() {
    let house = house();
    let (marta, anna) = (house.seat("marta"), house.seat("anna"));
    house.desk.sql("UPDATE events SET door_code = 65001 WHERE id = (SELECT min(id) FROM events)");
    house.desk.clock.advance(Duration::days(2));
    let extent =
        |seat: &Seat<'_>| purge::extent(seat.console, &seat.permit(), at("2026-11-23 00:00")).unwrap();
    assert_eq!(extent(&anna).map(|extent| extent.events), Some(1), "her own door's");
    let counted = extent(&marta).unwrap().events;
    assert_eq!((counted, purge(&marta, &house, "2026-11-23 00:00", "events.jsonl").unwrap().events), (5, 5));
    assert_eq!(extent(&marta), None);
}

#[test]
fn the_number_of_an_event_is_given_once() {
    let house = house();
    let marta = house.seat("marta");
    let numbers = || house.rows("SELECT max(id) || '' FROM events");
    let before: i64 = numbers()[0].parse().unwrap();
    house.desk.clock.advance(Duration::days(2));
    purge(&marta, &house, "2026-11-23 00:00", "events.jsonl").unwrap();
    let carrier = Carrier::new(&house, &[("Door A", "2026-11-24 10:26")]);
    carrier.bring_home();
    let after: i64 = house.rows("SELECT min(id) || '' FROM events")[0].parse().unwrap();
    assert!(after > before, "{after} after {before}");
}
