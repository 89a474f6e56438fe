//! Whose key a change touches: whatever is done, and whatever fails, what is remembered of every key is what is made
//! from nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use keydesk::console::Console;
use keydesk::domain::access::Effect;
use keydesk::domain::directory::{Filter, Query};
use keydesk::domain::door::{self, DoorId};
use keydesk::domain::key::Status;
use keydesk::domain::operator::{Language, Password};
use keydesk::domain::user::{Between, BulkEdit, DOORS_MAX, Fault, Field, Grant, Limit, Relimit, UserId};
use keydesk::encoders::Tray;
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::demo::{self, ADMINISTRATOR, Size};
use keydesk::operation::users::{self, Impact, Picture, Row};
use keydesk::operation::{Changes, doors};
use keydesk::operation::{Error, Noun, Points, Shared, Shifted, StorageError, Whose, doctor, sign_in};
use keydesk::secret::password::Cost;
use keydesk::session::Session;

use crate::cards::{EV2, card};
use crate::desk::{Desk, at, clock, desk, environment_with};
use crate::edits::{Tally, Walk};

/// Commits that fail, in turn by a full disk and by being killed, once `armed` is more than nothing: every so many.
fn failing(armed: &Arc<AtomicU64>) -> Faults {
    let (armed, passed) = (Arc::clone(armed), AtomicU64::new(0));
    Faults::new(move |point| {
        let every = armed.load(Ordering::SeqCst);
        if point != Point::Commit || every == 0 {
            return Verdict::GoOn;
        }
        match passed.fetch_add(1, Ordering::SeqCst) % (2 * every) {
            0 => Verdict::DiskFull,
            turn if turn == every => Verdict::Killed,
            _ => Verdict::GoOn,
        }
    })
}

#[test]
fn after_any_changes_and_failures_what_is_remembered_of_keys_is_what_is_made_from_nothing() {
    let mut all = Tally::default();
    for seed in [1, 2, 3] {
        let (folder, tray, armed) = (tempfile::tempdir().unwrap(), Tray::new(), Arc::default());
        let environment = environment_with(&clock(), failing(&armed), tray.clone());
        let size = Size { people: 30, doors: 6, events: 0 };
        demo::create(folder.path(), &environment, size, Language::English, Cost::LEAST).unwrap();
        let enter = || {
            let console = Console::open(folder.path(), environment.clone()).unwrap();
            let password = Password::new(ADMINISTRATOR.password);
            let session = sign_in::sign_in(&console, ADMINISTRATOR.user_name, &password).unwrap();
            (console, session.session().unwrap())
        };
        let (console, session) = enter();
        armed.store(4, Ordering::SeqCst);
        let mut walk = Walk::new(&console, &session, &tray, seed);
        let tally = walk.steps(60).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
        (all.done, all.refused, all.failed) =
            (all.done + tally.done, all.refused + tally.refused, all.failed + tally.failed);
        armed.store(0, Ordering::SeqCst);
        let before = rows(&console, &session);
        drop(console);
        let (console, session) = enter();
        let anew = rows(&console, &session);
        assert_eq!(before, anew, "seed {seed}: the list shows what it shows after a new start");
    }
    assert!(all.done > 80 && all.refused > 15 && all.failed > 15, "{all:?}");
}

/// Everybody as the list shows them.
fn rows(console: &Console, session: &Arc<Session>) -> Vec<Row> {
    let may = session.permit().unwrap();
    let ids = users::list(console, &may, &Query::default()).unwrap().ids;
    users::rows(console, &may, &ids).unwrap()
}

/// People whose keys are up to date.
fn with_keys(desk: &Desk, names: &[&str]) -> Vec<UserId> {
    let one = |(number, name): (usize, &&str)| {
        let user = desk.user(name, "García");
        let (id, _) = desk.put_in_tray(card(EV2, number as u8 + 1));
        desk.lay(id);
        desk.assign(user).unwrap();
        user
    };
    names.iter().enumerate().map(one).collect()
}

fn in_status(desk: &Desk, status: Status) -> Vec<UserId> {
    let query = Query { filters: vec![Filter::Status(status)], ..Query::default() };
    let mut ids = users::list(&desk.console, &desk.permit(), &query).unwrap().ids;
    ids.sort_unstable();
    ids
}

#[test]
fn those_whom_a_door_touches_are_marked_as_was_foretold_and_nobody_else_and_back_again() {
    let desk = desk();
    let people = with_keys(&desk, &["Ana", "Bob", "Cleo", "Dan"]);
    let (front, keyless) = (desk.door("Front"), desk.user("Eva", "Ohne"));
    let modify = || (desk.permit(), desk.permit());
    let put = |users: &[UserId]| {
        Changes::of(users.iter().map(|user| Grant { to: *user, limit: Limit::ALWAYS }).collect(), Vec::new())
    };
    let three = [people[0], people[1], people[3]];
    let given = put(&[&three[..], &[keyless]].concat());
    let (access, people_too) = modify();
    let impact =
        doors::impact(&desk.console, &access, front, &doors::given_people(&access, &people_too, &given))
            .unwrap();
    assert_eq!(impact, Impact { updates: 3, ..Impact::default() });
    let whose =
        doors::whose(&desk.console, &access, front, &doors::given_people(&access, &people_too, &given))
            .unwrap();
    let gains = Points { some: vec!["Front".into()], ..Points::default() };
    let named = |name: &str, id| {
        let shift = Shifted { gains: gains.clone(), ..Shifted::default() };
        Whose { id, name: name.to_owned(), effect: Effect::Update, shift }
    };
    let three_by_name =
        [named("García, Ana", three[0]), named("García, Bob", three[1]), named("García, Dan", three[2])];
    assert_eq!((whose.some.as_slice(), whose.more, whose.beyond), (&three_by_name[..], 0, 0));
    assert!(whose.latest.is_some_and(|latest| latest > at("2026-11-22 00:00")));
    assert_eq!(in_status(&desk, Status::UpdateRequired), [], "foretelling marks nobody");
    let done = doors::give(&desk.console, &access, front, &doors::given_people(&access, &people_too, &given))
        .unwrap();
    assert_eq!(done, impact, "what was foretold");
    assert_eq!(in_status(&desk, Status::UpdateRequired), three);
    assert_eq!(in_status(&desk, Status::Synchronized), [people[2]]);
    let (action, told) = &desk.trail(1)[0];
    let names = r#"{"given to":["Ana García","Bob García","Dan García","Eva Ohne"],"#;
    assert!(action == "access-changed" && told.starts_with(names), "{told}");
    doors::give(&desk.console, &access, front, &doors::given_people(&access, &people_too, &put(&[])))
        .unwrap();
    assert_eq!(&desk.trail(1)[0].1, told, "nothing is said where nothing was done");

    let impact = doors::impact_of_deleting(&desk.console, &desk.permit(), front).unwrap();
    assert_eq!(impact, Impact::default(), "what is taken before it was written changes no key");
    assert_eq!(doors::delete(&desk.console, &desk.permit(), front).unwrap(), impact);
    assert_eq!(in_status(&desk, Status::UpdateRequired), []);
    assert_eq!(in_status(&desk, Status::Synchronized), people);
    assert_eq!(doctor::examine_images(&desk.console).unwrap().stale, 0);
}

#[test]
fn a_door_is_given_to_nobody_where_one_of_them_may_not_have_it() {
    let desk = desk();
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    let put = |user| Changes::of([ana, user].map(|to| Grant { to, limit: Limit::ALWAYS }).into(), Vec::new());
    let change = |changes: &Changes<UserId>| {
        doors::give(
            &desk.console,
            &desk.permit(),
            front,
            &doors::given_people(&desk.permit(), &desk.permit(), changes),
        )
    };
    let absent = change(&put(UserId(999)));
    assert!(matches!(absent, Err(Error::Storage(StorageError::NoSuch(Noun::User)))));
    let laden = desk.user("Bob", "Müller");
    // One more than is given: the number of the front door was drawn, and may be one of these.
    desk.sql(&format!(
        "WITH RECURSIVE n (code) AS (SELECT 0 UNION ALL SELECT code + 1 FROM n WHERE code < {DOORS_MAX})
         INSERT OR IGNORE INTO doors (code, name, name_key, partition_id, external_id, changed_at, changed_by)
         SELECT 60000 + code, 'n' || code, 'n' || code, 1, 'n' || code, 0, '' FROM n"
    ));
    desk.set_up_doors();
    let all = doors::list(&desk.console, &desk.permit()).unwrap();
    let others = all.iter().filter(|row| row.id != front).take(DOORS_MAX);
    let give = |grants: Vec<Grant<DoorId>>| {
        let page = users::open(&desk.console, &desk.permit(), laden).unwrap();
        let (changes, permit) = (Changes::of(grants, Vec::new()), desk.permit());
        let doors = &users::given_doors(&permit, &changes);
        users::save(&desk.console, &desk.permit(), laden, page.version, &page.draft, &Picture::Keep, doors)
    };
    give(others.map(|row| Grant { to: row.id, limit: Limit::ALWAYS }).collect()).unwrap();
    let too_many = change(&put(laden));
    assert!(matches!(too_many, Err(Error::Storage(StorageError::TooManyDoors))), "{too_many:?}");
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().doors, 0);
    assert_eq!(doctor::examine_images(&desk.console).unwrap().stale, 0);
}

/// Between two days of the calendar.
fn days(from: &str, until: &str) -> Option<Between> {
    let at = |day: &str| at(&format!("{day} 00:00"));
    Some(Between::new(at(from), at(until)).unwrap())
}

#[test]
fn several_are_given_what_they_lack_and_nobody_loses_a_period_by_that() {
    let desk = desk();
    let people = with_keys(&desk, &["Ana", "Bob", "Cleo"]);
    let [front, gym, pool] = ["Front", "Gym", "Pool"].map(|name| desk.door(name));
    let weekend = days("2026-11-28", "2026-11-30");
    let give = |user: UserId, to, between| {
        let changes = Changes::of(vec![Grant { to: user, limit: Limit::within(between) }], Vec::new());
        doors::give(
            &desk.console,
            &desk.permit(),
            to,
            &doors::given_people(&desk.permit(), &desk.permit(), &changes),
        )
        .unwrap();
    };
    give(people[0], front, weekend);
    people.iter().for_each(|user| give(*user, pool, None));
    let shared = || {
        let (rows, beyond) =
            users::doors_of_many(&desk.console, &desk.permit(), &desk.permit(), &people).unwrap();
        assert_eq!(beyond, 0);
        let row = |row: Shared<DoorId>| {
            (row.related.name, row.held_by, row.of, row.is_same, row.related.limit.between)
        };
        rows.into_iter().map(row).collect::<Vec<_>>()
    };
    let name = |name: &str| name.to_owned();
    assert_eq!(shared(), [(name("Front"), 1, 3, true, weekend), (name("Pool"), 3, 3, true, None)]);
    let grant = |to, between| Grant { to, limit: Limit::within(between) };
    let all = Changes {
        give: vec![grant(front, None), grant(gym, weekend)],
        limit: vec![],
        take: vec![pool],
        ..Changes::default()
    };
    let permit = desk.permit();
    let doors = &users::given_doors(&permit, &all);
    let foretold = users::impact_of_many(&desk.console, &desk.permit(), &people, &[], doors).unwrap();
    assert_eq!(foretold, Impact::default(), "each of their keys needs an update already");
    let saved = users::save_many(&desk.console, &desk.permit(), &people, &[], doors).unwrap();
    assert!(saved.iter().all(|one| one.faults.is_empty()));
    assert_eq!(shared(), [(name("Front"), 3, 3, false, weekend), (name("Gym"), 3, 3, true, weekend)]);
    assert_eq!(in_status(&desk, Status::UpdateRequired), people);
    let told: Vec<_> = desk.trail(3).into_iter().map(|(action, after)| format!("{action} {after}")).collect();
    let taken = format!(r#""taken away":["Pool"],"taken away numbers":["{}"]"#, pool.0);
    let given = |names: &str, numbers: String| {
        format!(r#"access-changed {{"given":[{names}],"given numbers":[{numbers}],{taken}}}"#)
    };
    let both = given(r#""Front","Gym""#, format!(r#""{}–{}""#, front.0, gym.0));
    let only_gym = given(r#""Gym""#, format!(r#""{}""#, gym.0));
    assert_eq!(told, [both.as_str(), &both, &only_gym]);
    let again = users::save_many(&desk.console, &desk.permit(), &people, &[], doors).unwrap();
    assert!(again.iter().all(|one| one.faults.is_empty()));
    assert_eq!(format!("access-changed {}", desk.trail(1)[0].1), both, "nothing was left to do");
    assert_eq!(doctor::examine_images(&desk.console).unwrap().stale, 0);
}

#[test]
fn who_would_have_too_many_doors_is_named_and_keeps_all_as_it_is_while_the_others_get_theirs() {
    let desk = desk();
    let (ana, laden, front) = (desk.user("Ana", "García"), desk.user("Bob", "Müller"), desk.door("Front"));
    // One more than is given: the number of the front door was drawn, and may be one of these.
    desk.sql(&format!(
        "WITH RECURSIVE n (code) AS (SELECT 0 UNION ALL SELECT code + 1 FROM n WHERE code < {DOORS_MAX})
         INSERT OR IGNORE INTO doors (code, name, name_key, partition_id, external_id, changed_at, changed_by)
         SELECT 60000 + code, 'n' || code, 'n' || code, 1, 'n' || code, 0, '' FROM n"
    ));
    desk.set_up_doors();
    let others = doors::list(&desk.console, &desk.permit()).unwrap().into_iter();
    let others: Vec<DoorId> = others.map(|row| row.id).filter(|id| *id != front).collect();
    let permit = desk.permit();
    let save = |people: &[UserId], edits: &[BulkEdit], all: &Changes<DoorId>| {
        users::save_many(&desk.console, &desk.permit(), people, edits, &users::given_doors(&permit, all))
            .unwrap()
    };
    let full = others.iter().take(DOORS_MAX).map(|to| Grant { to: *to, limit: Limit::ALWAYS }).collect();
    let full = Changes { give: full, ..Changes::default() };
    assert!(save(&[laden], &[], &full)[0].faults.is_empty());
    let one = Changes { give: vec![Grant { to: front, limit: Limit::ALWAYS }], ..Changes::default() };
    let saved = save(&[laden, ana], &[BulkEdit::Title("Dr".into())], &one);
    assert_eq!(saved[0].faults, [(Field::Doors, Fault::TooMany { max: DOORS_MAX })]);
    assert!(saved[1].faults.is_empty());
    let as_it_is = |id| {
        let page = users::open(&desk.console, &desk.permit(), id).unwrap();
        (page.draft.title, page.doors)
    };
    assert_eq!(as_it_is(laden), (String::new(), DOORS_MAX));
    assert_eq!(as_it_is(ana), ("Dr".to_owned(), 1));
    // One for another: what counts is what there is at the end.
    let swap = Changes { take: vec![others[0]], ..one };
    assert!(save(&[laden], &[], &swap)[0].faults.is_empty());
    assert_eq!(as_it_is(laden).1, DOORS_MAX);
}

#[test]
fn a_period_for_several_limits_those_who_have_the_door_and_gives_it_to_nobody() {
    let desk = desk();
    let people = ["Ana", "Bob"].map(|name| desk.user(name, "García"));
    let (front, weekend) = (desk.door("Front"), days("2026-11-28", "2026-11-30"));
    let permit = desk.permit();
    let save = |all: &Changes<DoorId>| {
        users::save_many(&desk.console, &desk.permit(), &people, &[], &users::given_doors(&permit, all))
            .unwrap();
        people.map(|user| {
            let (doors, _) = users::doors(&desk.console, &desk.permit(), &desk.permit(), user).unwrap();
            doors.into_iter().map(|row| row.limit.between).next()
        })
    };
    let changes = Changes::of(vec![Grant { to: people[0], limit: Limit::ALWAYS }], Vec::new());
    doors::give(
        &desk.console,
        &desk.permit(),
        front,
        &doors::given_people(&desk.permit(), &desk.permit(), &changes),
    )
    .unwrap();
    let limit = vec![Grant { to: front, limit: Limit::within(weekend) }];
    let relimit = |grants: &[Grant<DoorId>]| -> Vec<(DoorId, Relimit)> {
        grants.iter().map(|grant| (grant.to, Relimit::to(grant.limit))).collect()
    };
    assert_eq!(save(&Changes { limit: relimit(&limit), ..Changes::default() }), [Some(weekend), None]);
    let always = vec![Grant { to: front, limit: Limit::ALWAYS }];
    assert_eq!(save(&Changes { limit: relimit(&always), ..Changes::default() }), [Some(None), None]);
    assert_eq!(
        save(&Changes { give: limit.clone(), limit: relimit(&limit), ..Changes::default() }),
        [Some(weekend), Some(weekend)]
    );
}

#[test]
fn a_door_and_who_has_it_are_saved_together_or_not_at_all() {
    let desk = desk();
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    let before = doors::open(&desk.console, &desk.permit(), front).unwrap();
    let save = |description: &str, changes: &Changes<UserId>| {
        let (permit, access, people) = (desk.permit(), desk.permit(), desk.permit());
        let draft = door::Draft { description: description.into(), ..before.draft.clone() };
        let over = (&access, &people);
        doors::save(
            &desk.console,
            &permit,
            front,
            before.version,
            &draft,
            &doors::given_people(over.0, over.1, changes),
        )
    };
    let as_it_is = || {
        let page = doors::open(&desk.console, &desk.permit(), front).unwrap();
        let (holders, _) = doors::holders(&desk.console, &desk.permit(), &desk.permit(), front).unwrap();
        (page.draft.description, holders.into_iter().map(|row| row.name).collect::<Vec<_>>())
    };
    let give = |to| Changes::of(vec![Grant { to, limit: Limit::ALWAYS }], Vec::new());
    let absent = save("East", &give(UserId(999)));
    assert!(matches!(absent, Err(Error::Storage(StorageError::NoSuch(Noun::User)))));
    assert_eq!(as_it_is(), (before.draft.description.clone(), Vec::new()));
    save("East", &give(ana)).unwrap();
    assert_eq!(as_it_is(), ("East".to_owned(), vec!["Ana García".to_owned()]));
    assert_eq!(desk.trail(2).into_iter().map(|(action, _)| action).collect::<Vec<_>>(), SAVED);
    let take = Changes::of(Vec::new(), vec![ana]);
    let stale = save("West", &take);
    assert!(matches!(stale, Err(Error::Storage(StorageError::Conflict { .. }))));
    assert_eq!(as_it_is(), ("East".to_owned(), vec!["Ana García".to_owned()]));
}

/// What the trail says of a door that was saved with its people, the last first.
const SAVED: [&str; 2] = ["access-changed", "door-changed"];

#[test]
fn the_trail_names_some_of_many_and_leaves_nobody_out() {
    let desk = desk();
    let front = desk.door("Front");
    let people: Vec<UserId> = (10..65).map(|number| desk.user(&format!("P{number}"), "Many")).collect();
    let put = people.iter().rev().map(|user| Grant { to: *user, limit: Limit::ALWAYS }).collect();
    let changes = Changes::of(put, Vec::new());
    doors::give(
        &desk.console,
        &desk.permit(),
        front,
        &doors::given_people(&desk.permit(), &desk.permit(), &changes),
    )
    .unwrap();
    let names: Vec<String> = (10..60).map(|number| format!("\"P{number} Many\"")).collect();
    let (first, last) = (people[0].0, people[54].0);
    let told = format!(
        r#"{{"given to":[{}],"given to numbers":["{first}–{last}"],"given to others":5}}"#,
        names.join(",")
    );
    assert_eq!(desk.trail(1)[0].1, told);
}

#[test]
fn after_a_panic_in_a_change_what_is_remembered_of_keys_is_read_anew() {
    let (folder, tray) = (tempfile::tempdir().unwrap(), Tray::new());
    let panics = Arc::new(AtomicU64::new(0));
    let armed = Arc::clone(&panics);
    let faults = Faults::new(move |point| {
        assert!(point != Point::Commit || armed.load(Ordering::SeqCst) == 0, "a panic on purpose");
        Verdict::GoOn
    });
    let environment = environment_with(&clock(), faults, tray);
    let size = Size { people: 10, doors: 3, events: 0 };
    demo::create(folder.path(), &environment, size, Language::English, Cost::LEAST).unwrap();
    let console = Console::open(folder.path(), environment).unwrap();
    let password = Password::new(ADMINISTRATOR.password);
    let session = sign_in::sign_in(&console, ADMINISTRATOR.user_name, &password).unwrap().session().unwrap();
    let before = rows(&console, &session);
    let door = doors::list(&console, &session.permit().unwrap()).unwrap()[0].id;
    let delete = || doors::delete(&console, &session.permit().unwrap(), door);
    panics.store(1, Ordering::SeqCst);
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(delete)).is_err());
    panics.store(0, Ordering::SeqCst);
    assert_eq!(doctor::examine_images(&console).unwrap().stale, 0);
    assert_eq!(rows(&console, &session), before);
    let foretold = doors::impact_of_deleting(&console, &session.permit().unwrap(), door).unwrap();
    assert_eq!(delete().unwrap(), foretold);
    assert_eq!(doctor::examine_images(&console).unwrap().stale, 0);
}
