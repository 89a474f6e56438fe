//! Who may open what, in whatever way it came, as far as whoever asks may see it.

use keydesk::domain::group::Access;
use keydesk::domain::permission::Permission as P;
use keydesk::domain::user::{Between, Grant, Limit};
use keydesk::operation::opening::{self, By, When};
use keydesk::operation::{At, Changes, Giving, user_access_levels, users, zones};

use crate::cards::{EV2, NOT_HERE, OPENS, ask, card};
use crate::desk::{at, desk};
use crate::house::{A, House, form, house};

fn put<To: Copy>(to: &[To], between: Option<Between>) -> Changes<To> {
    let give = to.iter().map(|to| Grant { to: *to, limit: Limit::within(between) }).collect();
    Changes { give, ..Changes::default() }
}

/// Abel has door A by itself and by the level of A, and door B by a zone of B that the level gives.
fn given_in_two_partitions() -> House {
    let house = house();
    let marta = house.seat("marta");
    let (console, session) = (marta.console, &marta.session);
    let permit = || session.permit().unwrap();
    let (level, zone) = (house.level("Level A"), house.zone("Zone B"));
    let doors =
        user_access_levels::given_doors(&session.permit().unwrap(), &put(&[house.door("Door A")], None));
    let members =
        user_access_levels::given_people(&session.permit().unwrap(), &put(&[house.user("Abel")], None));
    let gives = zones::given_to_levels(&session.permit().unwrap(), &put(&[zone], None));
    user_access_levels::give(console, &permit(), level, &doors.and(members).and(gives)).unwrap();
    let between = Between::new(at("2026-12-01 00:00"), at("2026-12-05 00:00")).ok();
    let inside = zones::given_doors(
        &session.permit().unwrap(),
        &session.permit().unwrap(),
        &put(&[house.door("Door B")], between),
    );
    zones::give(console, &session.permit().unwrap(), zone, &inside).unwrap();
    drop(marta);
    house
}

#[test]
fn every_way_is_named_and_when_all_of_them_together_hold() {
    let house = given_in_two_partitions();
    let marta = house.seat("marta");
    let (console, session) = (marta.console, &marta.session);
    let of_abel = opening::of_person(
        console,
        &session.permit().unwrap(),
        &session.permit().unwrap(),
        house.user("Abel"),
        At::Now,
    );
    let (opens, beyond) = of_abel.unwrap();
    let of = |name: &str| opens.iter().find(|opening| opening.name == name).unwrap();
    let level = By::Of(vec!["Level A".into()]);
    assert_eq!((of("Door A").by.clone(), of("Door A").when.clone()), (vec![By::Itself, level], When::Always));
    let by_zone = By::Of(vec!["Level A".into(), "Zone B".into()]);
    let between = Between::new(at("2026-12-01 00:00"), at("2026-12-05 00:00")).unwrap();
    assert_eq!(
        (of("Door B").by.clone(), of("Door B").when.clone()),
        (vec![by_zone.clone()], When::Limited(Some(between), vec![]))
    );
    assert_eq!(beyond, 0);
    let of_door = opening::of_door(
        console,
        &session.permit().unwrap(),
        &session.permit().unwrap(),
        house.door("Door B"),
        At::Now,
    );
    let (people, _) = of_door.unwrap();
    let abel = people.iter().find(|opening| opening.id == house.user("Abel")).unwrap();
    assert_eq!((abel.by.clone(), abel.when.clone()), (vec![by_zone], When::Limited(Some(between), vec![])));
}

#[test]
fn what_lies_out_of_reach_is_counted_and_not_named() {
    let mut house = given_in_two_partitions();
    // Whoever may see people and doors, and neither levels nor zones.
    let sees = [P::UsersView, P::DoorsView];
    house.add_group("marta", &form("Sees", &sees, &[(A, Access::Global)]));
    house.add_operator("marta", "vera", "Sees");
    let vera = house.seat("vera");
    let of_abel = opening::of_person(
        vera.console,
        &vera.session.permit().unwrap(),
        &vera.session.permit().unwrap(),
        house.user("Abel"),
        At::Now,
    );
    let (opens, beyond) = of_abel.unwrap();
    assert_eq!(opens.len(), 1, "{opens:?}");
    assert_eq!(
        (opens[0].name.as_str(), &opens[0].by[..], beyond),
        ("Door A", &[By::Itself, By::Unseen][..], 1)
    );
}

/// By hand, in a file whose references nobody checks then.
#[test]
fn what_is_gone_gives_nothing_and_a_key_is_signed_for_what_it_should_say() {
    for by_hand in [
        "DELETE FROM user_access_levels",
        "DELETE FROM zones",
        "UPDATE zones SET deleted_at = 1",
        "UPDATE doors SET deleted_at = 1 WHERE name = 'Back'",
    ] {
        let desk = desk();
        let (ana, front, back) = (desk.user("Ana", "García"), desk.door("Front"), desk.door("Back"));
        let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
        draft.name = "Floor".to_owned();
        let zone = zones::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        let mut draft = user_access_levels::blank(&desk.console, &desk.permit()).unwrap();
        draft.name = "Level".to_owned();
        let level =
            user_access_levels::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
        let inside = zones::given_doors(&desk.permit(), &desk.permit(), &put(&[back], None));
        let levels = zones::given_levels(&desk.permit(), &desk.permit(), &put(&[level], None));
        zones::give(&desk.console, &desk.permit(), zone, &inside.and(levels)).unwrap();
        let member = user_access_levels::given_people(&desk.permit(), &put(&[ana], None));
        user_access_levels::give(&desk.console, &desk.permit(), level, &member).unwrap();
        desk.give(ana, &[front]);
        let (id, key) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        desk.assign(ana).unwrap();
        assert_eq!(ask(&desk, &key, back), OPENS);
        desk.sql(&format!("PRAGMA foreign_keys = OFF; {by_hand}"));
        let desk = desk.again();
        // What the key should say is made anew of the rows as they are now.
        let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
        let mut draft = page.draft;
        draft.options.office = true;
        let saved = users::save(
            &desk.console,
            &desk.permit(),
            ana,
            page.version,
            &draft,
            &users::Picture::Keep,
            &Giving::nothing(),
        );
        saved.unwrap();
        desk.lay(id);
        desk.update(ana).unwrap();
        let key_page = users::open(&desk.console, &desk.permit(), ana).unwrap().key.unwrap();
        assert_eq!(key_page.status, keydesk::domain::key::Status::Synchronized, "{by_hand}");
        assert_eq!(ask(&desk, &key, front), OPENS, "{by_hand}");
        // Nobody asks at a door that is deleted.
        if !by_hand.contains("doors") {
            assert_eq!(ask(&desk, &key, back), NOT_HERE, "{by_hand}");
        }
    }
}

#[test]
fn what_a_level_opens_and_who_has_a_zone_is_told_in_whatever_way_it_comes() {
    let house = house();
    let (console, session) = (&house.desk.console, &house.desk.session);
    let (level, zone, abel) = (house.level("Level A"), house.zone("Zone A"), house.user("Abel"));
    let access = house.desk.permit();
    let doors = zones::given_doors(&access, &house.desk.permit(), &put(&[house.door("Door A")], None));
    zones::give(console, &access, zone, &doors).unwrap();
    let zone_of_level = zones::given_to_levels(&house.desk.permit(), &put(&[zone], None));
    user_access_levels::give(console, &house.desk.permit(), level, &zone_of_level).unwrap();
    let members = user_access_levels::given_people(&house.desk.permit(), &put(&[abel], None));
    user_access_levels::give(console, &house.desk.permit(), level, &members).unwrap();
    let (opens, beyond) =
        opening::of_level(console, &session.permit().unwrap(), &session.permit().unwrap(), level).unwrap();
    let told: Vec<_> = opens.iter().map(|opening| (opening.name.as_str(), opening.by.clone())).collect();
    assert_eq!(told, [("Door A", vec![By::Of(vec!["Zone A".into()])])]);
    assert_eq!(beyond, 0);
    let (people, _) =
        opening::of_zone(console, &session.permit().unwrap(), &session.permit().unwrap(), zone).unwrap();
    let told: Vec<_> = people.iter().map(|opening| (opening.id, opening.by.clone())).collect();
    assert_eq!(told, [(abel, vec![By::Of(vec!["Level A".into()])])]);
}

#[test]
fn a_lock_answers_for_the_key_that_is_out_whoever_was_banned_and_no_longer_than_it_lasts() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    desk.give(ada, &[lobby]);
    let (id, key) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    let until = desk.assign(ada).unwrap().until;
    let answer = |at: At| {
        let (opens, _) = opening::of_person(&desk.console, &desk.permit(), &desk.permit(), ada, at).unwrap();
        let answer = opens.first().unwrap().answer.unwrap();
        (answer.told.decision.unwrap(), answer.is_behind)
    };
    assert_eq!(answer(At::Now), (OPENS, false));
    users::ban(&desk.console, &desk.permit(), &[ada], users::Ban::PutOn).unwrap();
    assert_eq!(ask(&desk, &key, lobby), OPENS, "no lock heard of that");
    assert_eq!(answer(At::Now), (OPENS, false));
    let minute = chrono::Duration::minutes(1);
    assert!(!answer(At::Wall((until - minute).naive_utc())).1);
    assert!(answer(At::Wall((until + minute).naive_utc())).1, "that key is over by then");
}
