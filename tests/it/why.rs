//! Why a key does not open: what its lock decides, how that came about, and what mends it.

use chrono::Duration;
use keydesk::clock::Clock as _;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::door::{DoorId, Mode};
use keydesk::domain::group::Access;
use keydesk::domain::lock::asked::Outside;
use keydesk::domain::permission::Permission as P;
use keydesk::domain::timetable::{Day, TypedPeriod};
use keydesk::domain::user::{Between, End, Grant, Limit, UserId};
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::why::{Cause, Doubt, Remedy};
use keydesk::operation::encode::{self, Next, ReadCard};
use keydesk::operation::users::{self, Ban};
use keydesk::operation::why::{self, Kind, Tale, Turn, What, Why};
use keydesk::operation::{
    At, Changes, Error, Giving, StorageError, cancelling, doors, timetables, user_access_levels, zones,
};
use keydesk::simulator::SharedCard;

use crate::cards::{APPLICATION, EV2, RIGHTS, card, rights};
use crate::desk::{Desk, at, desk};
use crate::house::{A, Seat, form, house};
use crate::reading::read;

fn keyed(desk: &Desk, user: UserId) -> SharedCard {
    let (id, shared) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(user).unwrap();
    shared
}

/// The key that lies there is read and held to a door.
fn ask_at(desk: &Desk, door: DoorId, at: At) -> Why {
    let card = read(desk).unwrap().card;
    why::of_key(&desk.console, &desk.permit(), &card, AccessPoint::Door(door), at).unwrap()
}

fn ask(desk: &Desk, door: DoorId) -> Why {
    ask_at(desk, door, At::Now)
}

fn wall(text: &str) -> At {
    At::Wall(at(text).naive_utc())
}

fn tale(why: &Why) -> Option<(What, Option<&str>)> {
    why.tale.as_ref().map(|tale| (tale.what.clone(), tale.by.as_deref()))
}

fn found(why: &Why) -> (Cause, Option<Remedy>, bool) {
    (why.cause.clone(), why.remedy, why.may_mend)
}

fn always<To: Copy>(to: To) -> Changes<To> {
    Changes { give: vec![Grant { to, limit: Limit::ALWAYS }], ..Changes::default() }
}

fn take<To: Copy>(to: To) -> Changes<To> {
    Changes { take: vec![to], ..Changes::default() }
}

fn level(desk: &Desk, name: &str) -> UserAccessLevelId {
    let mut draft = user_access_levels::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = name.to_owned();
    user_access_levels::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn members(desk: &Desk, level: UserAccessLevelId, changes: &Changes<UserId>) {
    let given = user_access_levels::given_people(&desk.permit(), changes);
    user_access_levels::give(&desk.console, &desk.permit(), level, &given).unwrap();
}

fn doors_of(desk: &Desk, level: UserAccessLevelId, changes: &Changes<DoorId>) {
    let given = user_access_levels::given_doors(&desk.permit(), changes);
    user_access_levels::give(&desk.console, &desk.permit(), level, &given).unwrap();
}

#[test]
fn what_was_given_since_is_not_on_the_key_and_an_update_brings_it() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    keyed(&desk, ada);
    assert_eq!(found(&ask(&desk, lobby)), (Cause::NoRight, Some(Remedy::Access), true));
    assert_eq!(ask(&desk, lobby).tale, None, "nobody ever gave it");
    desk.clock.advance(Duration::minutes(5));
    desk.give(ada, &[lobby]);
    let why = ask(&desk, lobby);
    assert_eq!(found(&why), (Cause::NoRight, Some(Remedy::Update), true));
    assert_eq!(tale(&why), Some((What::Itself(Turn::Given), Some("marta"))));
    assert_eq!(why.tale.unwrap().at, at("2026-11-22 10:30"));
    desk.update(ada).unwrap();
    let why = ask(&desk, lobby);
    assert_eq!((found(&why), why.tale, why.doubts), ((Cause::Opens, None, false), None, vec![]));
}

#[test]
fn what_was_taken_away_is_told_with_who_and_when_and_by_which_way() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    let cleaning = level(&desk, "Cleaning");
    doors_of(&desk, cleaning, &always(lobby));
    members(&desk, cleaning, &always(ada));
    desk.give(ada, &[lobby]);
    keyed(&desk, ada);
    // The one way is taken, and the other is left.
    desk.change_doors(ada, &[], &[lobby]);
    desk.update(ada).unwrap();
    assert_eq!(ask(&desk, lobby).cause, Cause::Opens);
    desk.clock.advance(Duration::minutes(1));
    members(&desk, cleaning, &take(ada));
    let why = ask(&desk, lobby);
    assert_eq!(why.cause, Cause::Opens, "the lock goes by the key");
    let taken = |what: fn(Turn, Kind, Option<String>) -> What| {
        Some((what(Turn::Taken, Kind::Level, Some("Cleaning".into())), Some("marta")))
    };
    assert_eq!(tale(&why), taken(What::OfPerson), "it opens by what is not wanted any more");
    desk.update(ada).unwrap();
    let why = ask(&desk, lobby);
    assert_eq!(found(&why), (Cause::NoRight, Some(Remedy::Access), true));
    assert_eq!(tale(&why), taken(What::OfPerson));
    assert_eq!(why.tale.unwrap().at, at("2026-11-22 10:26"));
    // From the other end: the door is taken out of the level.
    members(&desk, cleaning, &always(ada));
    doors_of(&desk, cleaning, &take(lobby));
    desk.update(ada).unwrap();
    assert_eq!(tale(&ask(&desk, lobby)), taken(What::OfPoint));
    doors_of(&desk, cleaning, &always(lobby));
    assert_eq!(ask(&desk, lobby).remedy, Some(Remedy::Update));
    user_access_levels::delete(&desk.console, &desk.permit(), cleaning).unwrap();
    let deleted = What::Deleted(Kind::Level, Some("Cleaning".into()));
    assert_eq!(tale(&ask(&desk, lobby)), Some((deleted, Some("marta"))));
}

#[test]
fn a_zone_that_an_access_level_gave_is_told_as_what_it_was() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    let cleaning = level(&desk, "Cleaning");
    let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Floor".to_owned();
    let floor = zones::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let inside = zones::given_doors(&desk.permit(), &desk.permit(), &always(lobby));
    let levels = |changes: &Changes<UserAccessLevelId>| {
        let given = zones::given_levels(&desk.permit(), &desk.permit(), changes);
        zones::give(&desk.console, &desk.permit(), floor, &given).unwrap();
    };
    zones::give(&desk.console, &desk.permit(), floor, &inside).unwrap();
    members(&desk, cleaning, &always(ada));
    keyed(&desk, ada);
    levels(&always(cleaning));
    let names = |turn| What::OfLevel(turn, Some("Floor".into()), Some("Cleaning".into()));
    let why = ask(&desk, lobby);
    assert_eq!((why.remedy, tale(&why)), (Some(Remedy::Update), Some((names(Turn::Given), Some("marta")))));
    levels(&take(cleaning));
    assert_eq!(tale(&ask(&desk, lobby)), Some((names(Turn::Taken), Some("marta"))));
}

#[test]
fn a_key_is_not_valid_yet_over_or_was_too_long_away() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    desk.give(ada, &[lobby]);
    desk.change(ada, |draft| draft.activation = Some(at("2026-11-24 00:00").naive_utc()));
    keyed(&desk, ada);
    let why = ask(&desk, lobby);
    assert_eq!(found(&why), (Cause::NotYet(at("2026-11-24 00:00")), Some(Remedy::Validity), true));
    assert_eq!(tale(&why), Some((What::Start, Some("marta"))));
    assert_eq!(ask_at(&desk, lobby, wall("2026-11-24 00:00")).cause, Cause::Opens);
    desk.change(ada, |draft| draft.activation = Some(at("2026-11-22 00:00").naive_utc()));
    assert_eq!(ask(&desk, lobby).remedy, Some(Remedy::Update));
    desk.update(ada).unwrap();
    // It must come to an encoder within 30 days.
    let away = ask_at(&desk, lobby, wall("2026-12-23 12:00"));
    assert!(matches!(away.cause, Cause::OutOfDate(_)), "{away:?}");
    assert_eq!(away.remedy, None, "none that is written now lasts until then");
    desk.clock.advance(Duration::days(31));
    let away = ask(&desk, lobby);
    assert!(matches!(away.cause, Cause::OutOfDate(_)));
    assert_eq!((away.remedy, away.may_mend), (Some(Remedy::Update), true));
}

#[test]
fn an_end_that_was_put_forward_is_told_with_who_did_that() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    desk.give(ada, &[lobby]);
    let ends = |time: &str| End::At(Some(at(time).naive_utc()));
    desk.change(ada, |draft| draft.expiration = ends("2026-11-25 12:00"));
    keyed(&desk, ada);
    let then = wall("2026-11-26 12:00");
    let why = ask_at(&desk, lobby, then);
    assert!(matches!(why.cause, Cause::Ended(_)), "{why:?}");
    assert_eq!((why.remedy, tale(&why)), (Some(Remedy::Validity), Some((What::End, Some("marta")))));
    let set_at = why.tale.unwrap().at;
    desk.clock.advance(Duration::hours(1));
    desk.change(ada, |draft| draft.expiration = ends("2026-12-25 12:00"));
    let why = ask_at(&desk, lobby, then);
    assert_eq!(why.remedy, Some(Remedy::Update));
    assert_eq!(why.tale.unwrap().at, set_at, "whoever put it off since did not end it");
}

#[test]
fn a_right_holds_in_its_hours_on_its_days_and_within_its_period() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    let mut draft = timetables::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Mornings".into();
    // Every day of the week, and no holiday.
    let days = Day::ALL.into_iter().filter(|day| day.kind().is_none()).collect();
    draft.own.0 = vec![TypedPeriod { days, from: "08:00".into(), until: "12:00".into() }];
    let mornings = timetables::add(&desk.console, &desk.permit(), &draft).unwrap();
    let between = Between::new(at("2026-11-22 10:00"), at("2026-11-30 00:00")).ok();
    let limit = Limit { between, timetable: Some(mornings) };
    let page = users::open(&desk.console, &desk.permit(), ada).unwrap();
    let changes = Changes { give: vec![Grant { to: lobby, limit }], ..Changes::default() };
    let given = &users::given_doors(&desk.permit(), &changes);
    users::save(&desk.console, &desk.permit(), ada, page.version, &page.draft, &users::Picture::Keep, given)
        .unwrap();
    keyed(&desk, ada);
    assert_eq!(ask(&desk, lobby).cause, Cause::Opens, "it is 10:25");
    let outside = |why: Why| match why.cause {
        Cause::Outside(all) => all,
        other => panic!("{other:?}"),
    };
    let why = ask_at(&desk, lobby, wall("2026-11-22 12:00"));
    assert_eq!((why.remedy, why.hides_hours), (Some(Remedy::Access), false));
    assert!(matches!(outside(why)[..], [Outside::Hours(_, Some(_))]));
    let after = outside(ask_at(&desk, lobby, wall("2026-11-30 09:00")));
    assert!(matches!(after[..], [Outside::After(_)]), "{after:?}");
    let before = outside(ask_at(&desk, lobby, wall("2026-11-22 09:00")));
    assert!(matches!(before[..], [Outside::Before(_)]), "{before:?}");
}

#[test]
fn who_is_banned_is_told_so_and_a_key_from_before_a_ban_is_written_anew() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    desk.give(ada, &[lobby]);
    keyed(&desk, ada);
    desk.clock.advance(Duration::minutes(1));
    users::ban(&desk.console, &desk.permit(), &[ada], Ban::PutOn).unwrap();
    let why = ask(&desk, lobby);
    assert_eq!((&why.cause, &why.doubts[..], why.remedy), (&Cause::Opens, &[Doubt::BelowBan][..], None));
    assert_eq!(tale(&why), Some((What::Banned, Some("marta"))));
    // The lock reported that it knows.
    let reported = "INSERT INTO denylist_reports (key_id, door_code, received_at)
         SELECT d.key_id, p.code, 0 FROM denylist d, doors p";
    desk.sql(reported);
    let why = ask(&desk, lobby);
    assert_eq!(found(&why), (Cause::BelowBan, Some(Remedy::LiftBan), true));
    assert_eq!(tale(&why), Some((What::Banned, Some("marta"))));
    // News of it is on its way, so that the ban stays on the list when it is lifted.
    desk.sql("UPDATE denylist SET carried = 1");
    users::ban(&desk.console, &desk.permit(), &[ada], Ban::Lift).unwrap();
    assert_eq!(found(&ask(&desk, lobby)), (Cause::BelowBan, Some(Remedy::Update), true));
    desk.update(ada).unwrap();
    assert_eq!(ask(&desk, lobby).cause, Cause::Opens);
}

#[test]
fn a_key_that_was_cancelled_after_it_was_read_is_told_so_and_one_that_was_deleted_is_no_key() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    desk.give(ada, &[lobby]);
    keyed(&desk, ada);
    let card = read(&desk).unwrap().card;
    let ask =
        |card: &ReadCard| why::of_key(&desk.console, &desk.permit(), card, AccessPoint::Door(lobby), At::Now);
    let key = cancelling::ask(&desk.console, &desk.permit(), ada).unwrap().key;
    cancelling::cancel(&desk.console, &desk.permit(), ada, key).unwrap();
    let why = ask(&card).unwrap();
    assert_eq!((&why.cause, &why.doubts[..], why.remedy), (&Cause::Opens, &[Doubt::Cancelled][..], None));
    assert_eq!(tale(&why), Some((What::Cancelled, Some("marta"))));
    desk.sql(
        "INSERT INTO denylist_reports (key_id, door_code, received_at)
         SELECT d.key_id, p.code, 0 FROM denylist d, doors p",
    );
    assert_eq!(found(&ask(&card).unwrap()), (Cause::Cancelled, None, false));
    desk.sql("DELETE FROM denylist");
    assert!(matches!(ask(&card), Err(Error::Storage(StorageError::NoSuch(_)))));
}

#[test]
fn a_key_that_was_put_back_is_refused_where_the_lock_met_the_later_writing() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    desk.change(ada, |draft| draft.options.audit_openings = true);
    desk.give(ada, &[lobby]);
    let card = keyed(&desk, ada);
    let old = rights(&card).unwrap();
    desk.clock.advance(Duration::minutes(1));
    desk.change(ada, |draft| draft.options.office = true);
    desk.update(ada).unwrap();
    desk.clock.advance(Duration::minutes(30));
    let new = rights(&card).unwrap();
    card.lock().set_file(APPLICATION, RIGHTS, &old).unwrap();
    let why = ask(&desk, lobby);
    assert_eq!((why.cause, &why.doubts[..]), (Cause::Opens, &[Doubt::Newer][..]));
    // It was at the lock with what was written later, and that came home.
    card.lock().set_file(APPLICATION, RIGHTS, &new).unwrap();
    desk.lock(lobby).pass(&card);
    read(&desk).unwrap();
    card.lock().set_file(APPLICATION, RIGHTS, &old).unwrap();
    let why = ask(&desk, lobby);
    assert_eq!(found(&why), (Cause::NewerSeen, Some(Remedy::Update), true));
    assert!(why.last.is_some() && why.lately.is_some_and(|lately| lately.last.is_some()));
}

#[test]
fn a_lock_that_asks_for_a_pin_says_so() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    desk.give(ada, &[lobby]);
    keyed(&desk, ada);
    let page = doors::open(&desk.console, &desk.permit(), lobby).unwrap();
    let mut draft = page.draft;
    (draft.own.mode, draft.own.has_keypad) = (Mode::KeyAndPin, true);
    doors::save(&desk.console, &desk.permit(), lobby, page.version, &draft, &Giving::nothing()).unwrap();
    let why = ask(&desk, lobby);
    assert_eq!(found(&why), (Cause::NoPin, Some(Remedy::Pin), true));
    assert!(why.needs_visit, "nobody told the lock yet");
}

fn read_by(seat: &Seat<'_>) -> ReadCard {
    let (at, mut came) = (seat.at(), Err(encode::Error::Stopped));
    let next = encode::read_next(seat.console, &seat.permit(), &at, |result| {
        came = result;
        at.stop.stop();
    });
    assert!(matches!(next, Next::End | Next::Turn));
    came.unwrap().card
}

#[test]
fn who_did_it_and_what_mends_it_is_told_as_far_as_the_group_of_who_asks_goes() {
    let mut house = house();
    let sees = [P::KeyRead, P::DoorsView, P::UsersView];
    house.add_group("marta", &form("Reader", &sees, &[(A, Access::Global)]));
    house.add_operator("marta", "rita", "Reader");
    let (abel, door) = (house.user("Abel"), house.door("Door A"));
    house.lay_key("Abel");
    house.desk.change_doors(abel, &[], &[door]);
    house.desk.update(abel).unwrap();
    let ask = |user_name: &str, door: &str| {
        let seat = house.seat(user_name);
        let card = read_by(&seat);
        let door = AccessPoint::Door(house.door(door));
        why::of_key(seat.console, &seat.permit(), &card, door, At::Now)
    };
    let told = |user_name| {
        let why = ask(user_name, "Door A").unwrap();
        let Some(Tale { what: What::Itself(Turn::Taken), by, .. }) = why.tale else { panic!("{why:?}") };
        (by, why.remedy, why.may_mend, why.lately.is_some())
    };
    assert_eq!(told("marta"), (Some("marta".into()), Some(Remedy::Access), true, true));
    assert_eq!(told("anna"), (None, Some(Remedy::Access), true, true), "no auditor, and no name");
    assert_eq!(told("rita"), (None, Some(Remedy::Access), false, false));
    // What lies out of reach is not there.
    for nobody in ["anna", "rita"] {
        let asked = ask(nobody, "Door B");
        assert!(matches!(asked, Err(Error::Storage(StorageError::NoSuch(_)))), "{asked:?}");
        let seat = house.seat(nobody);
        let points = why::points(seat.console, &seat.permit()).unwrap();
        let names: Vec<&str> = points.iter().map(|(_, name)| name.as_str()).collect();
        assert!(names.contains(&"Door A") && !names.contains(&"Door B"), "{names:?}");
    }
    // Nor is somebody out of reach, whoever read the key.
    house.lay_key("Ben");
    let bens = read_by(&house.seat("marta"));
    let anna = house.seat("anna");
    let asked =
        why::of_key(anna.console, &anna.permit(), &bens, AccessPoint::Door(house.door("Door A")), At::Now);
    assert!(matches!(asked, Err(Error::Storage(StorageError::NoSuch(_)))), "{asked:?}");
}

#[test]
fn what_a_lock_reported_is_told_as_far_back_as_the_group_may_see() {
    let mut house = house();
    house.add_event("Abel", "Door A", "2026-11-10 08:00");
    let sees = [P::KeyRead, P::DoorsView, P::AuditTrailView];
    house.add_group("marta", &form("Trail", &sees, &[(A, Access::Global)]));
    house.add_operator("marta", "tess", "Trail");
    house.lay_key("Abel");
    let ask = |user_name: &str| {
        let seat = house.seat(user_name);
        let card = read_by(&seat);
        let door = AccessPoint::Door(house.door("Door A"));
        let why = why::of_key(seat.console, &seat.permit(), &card, door, At::Now).unwrap();
        (why.lately.unwrap().last, why.last.map(|(_, at)| at))
    };
    let then = Some(at("2026-11-10 08:00"));
    assert_eq!(ask("tess").1, None, "whose key it was is told to those who see people");
    let last = ask("anna");
    assert!(last.0 >= then && last.1 >= then, "{last:?}");
    house.change_group("Manager A", |given| given.settings.audit_days = Some(3));
    assert!(house.desk.clock.now() - at("2026-11-10 08:00") > Duration::days(3));
    assert_ne!(ask("anna").1, then);
}
