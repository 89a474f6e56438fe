//! Keys > Read key: what a key says, beside what it should say.

use std::collections::BTreeSet;

use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::door::Draft;
use keydesk::domain::group::Access;
use keydesk::domain::key::{Mismatch, Status};
use keydesk::domain::lock::{Decision, Refusal};
use keydesk::domain::permission::Permission as P;
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::operation::encode::{self, Error, Holds, Next, Readout, To};
use keydesk::operation::users::{self, Picture};
use keydesk::operation::{Changes, Giving, doors};
use keydesk::simulator::SharedCard;

use crate::cards::{APPLICATION, EV2, RIGHTS, card, memory, rights};
use crate::desk::{Desk, desk};
use crate::house::{A, form, house};

/// The next key that is laid down, and nothing after it.
pub fn read(desk: &Desk) -> Result<Readout, Error> {
    let (at, mut came) = (desk.at(), Err(Error::Stopped));
    let next = encode::read_next(&desk.console, &desk.permit(), &at, |result| {
        came = result;
        at.stop.stop();
    });
    assert!(matches!(next, Next::End | Next::Turn), "{next:?}");
    came
}

fn keyed(desk: &Desk, user: UserId) -> SharedCard {
    let (id, shared) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(user).unwrap();
    shared
}

/// What is said of each thing: its name, whether the key opens it, and whether it should.
fn said(reading: &Readout) -> Vec<(&str, bool, bool)> {
    let said = reading.lines.iter();
    said.map(|line| (line.name.as_str(), !line.says.is_empty(), !line.wanted.is_empty())).collect()
}

/// What the lock of each thing would do, where it has one.
fn now(reading: &Readout) -> Vec<Option<Option<Decision>>> {
    reading.lines.iter().map(|line| line.now.map(|answer| answer.decision)).collect()
}

#[test]
fn a_key_is_read_beside_what_it_should_say_and_nothing_is_written_on_it() {
    let desk = desk();
    let (ada, lobby, gym) = (desk.user("Ada", "Kaya"), desk.door("Lobby"), desk.door("Gym"));
    desk.change(ada, |draft| draft.options.office = true);
    desk.give(ada, &[lobby]);
    let card = keyed(&desk, ada);
    let before = (memory(&card), rights(&card));
    let reading = read(&desk).unwrap();
    assert_eq!(said(&reading), [("Lobby", true, true)]);
    assert!(matches!(now(&reading)[..], [Some(Some(Decision::Open { .. }))]));
    assert_eq!(reading.lines.first().map(|line| line.to), Some(To::Point(AccessPoint::Door(lobby))));
    assert_eq!(
        (reading.user, reading.name.as_str(), reading.status),
        (ada, "Ada Kaya", Status::Synchronized)
    );
    assert_eq!((reading.mismatch, reading.beyond), (None, 0));
    assert!(reading.bytes < reading.capacity && reading.from <= reading.written_at);
    assert!(reading.options.iter().any(|option| option.key == "office" && option.says && option.wanted));

    desk.change_doors(ada, &[gym], &[lobby]);
    desk.change(ada, |draft| draft.options.office = false);
    let reading = read(&desk).unwrap();
    assert_eq!(said(&reading), [("Gym", false, true), ("Lobby", true, false)], "the key as it is");
    assert!(
        matches!(
            now(&reading)[..],
            [Some(Some(Decision::Refuse(Refusal::NotHere))), Some(Some(Decision::Open { .. }))]
        ),
        "locks go by what the key says"
    );
    assert_eq!(reading.status, Status::UpdateRequired);
    assert!(reading.options.iter().any(|option| option.key == "office" && option.says && !option.wanted));
    assert_eq!((memory(&card), rights(&card)), before, "nothing was written");
    desk.update(ada).unwrap();
    assert_eq!(said(&read(&desk).unwrap()), [("Gym", true, true)]);
}

#[test]
fn what_a_key_brings_home_is_kept_once_when_it_is_read() {
    let desk = desk();
    let (ada, lobby) = (desk.user("Ada", "Kaya"), desk.door("Lobby"));
    desk.change(ada, |draft| draft.options.audit_openings = true);
    desk.give(ada, &[lobby]);
    let card = keyed(&desk, ada);
    desk.lock(lobby).pass(&card);
    let of = |reading: Readout| (reading.records, reading.events);
    assert_eq!(of(read(&desk).unwrap()), (Some(1), 1));
    assert_eq!(of(read(&desk).unwrap()), (Some(1), 0), "known already");
    let kept = desk.database().query_row("SELECT count(*) FROM events", [], |row| row.get::<_, u8>(0));
    assert_eq!(kept.unwrap(), 1);
    assert_eq!(desk.update(ada).unwrap().events, 0);
}

#[test]
fn a_key_that_was_put_back_is_read_as_what_it_says_and_told_apart() {
    let desk = desk();
    let (ada, lobby, gym) = (desk.user("Ada", "Kaya"), desk.door("Lobby"), desk.door("Gym"));
    desk.give(ada, &[lobby]);
    let card = keyed(&desk, ada);
    let old = rights(&card).unwrap();
    desk.change_doors(ada, &[gym], &[lobby]);
    desk.update(ada).unwrap();
    card.lock().set_file(APPLICATION, RIGHTS, &old).unwrap();
    let reading = read(&desk).unwrap();
    assert_eq!(reading.mismatch, Some(Mismatch::PutBack));
    assert_eq!(said(&reading), [("Gym", false, true), ("Lobby", true, false)]);
}

#[test]
fn what_is_no_key_of_somebody_in_reach_is_not_read() {
    let desk = desk();
    let (id, shared) = desk.put_in_tray(card(EV2, 7));
    desk.lay(id);
    assert!(matches!(read(&desk), Err(Error::BlankCard)));
    let ada = desk.user("Ada", "Kaya");
    desk.assign(ada).unwrap();
    assert!(read(&desk).is_ok());
    let bytes = rights(&shared).unwrap();
    let altered = bytes.iter().map(|byte| byte ^ 1).collect::<Vec<_>>();
    shared.lock().set_file(APPLICATION, RIGHTS, &altered).unwrap();
    assert!(
        matches!(read(&desk), Err(Error::Mismatch(Mismatch::Altered, _))),
        "what cannot be believed is not shown"
    );
    shared.lock().set_file(APPLICATION, RIGHTS, &bytes).unwrap();
    desk.sql("UPDATE keys SET ended_at = 0");
    assert!(matches!(read(&desk), Err(Error::KeyOfNobody(_))));
}

#[test]
fn hours_of_a_timetable_that_an_operator_may_not_see_are_not_told() {
    let mut house = house();
    house.add_group(
        "marta",
        &form("Reader", &[P::KeyRead, P::DoorsView, P::UsersView], &[(A, Access::Global)]),
    );
    house.add_operator("marta", "rita", "Reader");
    let abel = house.user("Abel");
    let desk = &house.desk;
    let draft = doors::blank(&desk.console, &desk.permit()).unwrap();
    let draft = Draft { name: "Vault".to_owned(), partition: A, ..draft };
    let door = doors::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let limit = Limit { timetable: Some(house.timetable("Timetable A")), ..Limit::ALWAYS };
    let page = users::open(&desk.console, &desk.permit(), abel).unwrap();
    let changes = Changes { give: vec![Grant { to: door, limit }], ..Changes::default() };
    let doors = &users::given_doors(&desk.permit(), &changes);
    users::save(&desk.console, &desk.permit(), abel, page.version, &page.draft, &Picture::Keep, doors)
        .unwrap();
    house.lay_key("Abel");
    desk.update(abel).unwrap();
    let said = |user_name: &str| {
        let seat = house.seat(user_name);
        let (at, mut came) = (desk.at(), Err(Error::Stopped));
        encode::read_next(seat.console, &seat.permit(), &at, |result| {
            came = result;
            at.stop.stop();
        });
        let readout = came.unwrap();
        let line = readout.lines.iter().find(|line| line.name == "Vault").unwrap();
        let told = |all: &BTreeSet<Holds>| all.iter().any(|holds| holds.hours.is_some());
        let unseen = |all: &BTreeSet<Holds>| all.iter().any(|holds| holds.is_unseen);
        assert!(!line.differs());
        ([told(&line.says), told(&line.wanted)], [unseen(&line.says), unseen(&line.wanted)])
    };
    assert_eq!(said("marta"), ([true; 2], [false; 2]));
    assert_eq!(said("rita"), ([false; 2], [true; 2]));
}
