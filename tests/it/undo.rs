//! Undo of what was saved last: it brings back what was, takes what the save took, and leads around no rule.

use std::sync::Arc;

use chrono::Duration;
use keydesk::console::Console;
use keydesk::domain::calendar;
use keydesk::domain::delegation::Misplaced;
use keydesk::domain::door::{self, DoorId};
use keydesk::domain::key::Status;
use keydesk::domain::permission::{Permission as P, UsersView};
use keydesk::domain::user::{Between, BulkEdit, Field, Grant, Limit, PinDraft, UserId};
use keydesk::operation::Giving;
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::undo::{self, Error, Of, Save, Token, Undone};
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{Changes, calendars, doors, timetables};
use keydesk::operation::{Error as Refused, Noun, Related, StorageError, jobs, sign_in};
use keydesk::session::Session;

use crate::cards::{EV2, card};
use crate::desk::{Desk, at, desk};
use crate::house::{A, B, Seat, house};

/// What the operator of a session saved last; nothing, if there is nothing.
fn token(console: &Console, session: &Arc<Session>) -> Token {
    undo::last(console, &session.own()).map_or(Token::NONE, |last| last.token)
}

fn undone(desk: &Desk) -> Result<Undone, Error> {
    let token = token(&desk.console, &desk.session);
    undo::undo(&desk.console, &desk.session.own(), token)
}

fn doors_of(desk: &Desk, user: UserId) -> Vec<(DoorId, Option<Between>)> {
    let found = users::doors(&desk.console, &desk.permit(), &desk.permit(), user).unwrap().0;
    found.into_iter().map(|Related { id, limit, .. }| (id, limit.between)).collect()
}

fn put_and_remove(desk: &Desk, user: UserId, changes: &Changes<DoorId>) {
    let page = users::open(&desk.console, &desk.permit(), user).unwrap();
    let doors = &users::given_doors(&desk.permit(), changes);
    users::save(&desk.console, &desk.permit(), user, page.version, &page.draft, &Picture::Keep, doors)
        .unwrap();
}

/// What the operator of a seat saves of a person.
fn save(seat: &Seat<'_>, id: UserId, change: impl FnOnce(&mut keydesk::domain::user::Draft)) {
    let users::Page { version, mut draft, .. } = seat.person(id);
    change(&mut draft);
    users::save(seat.console, &seat.permit(), id, version, &draft, &Picture::Keep, &Giving::nothing())
        .unwrap();
}

#[test]
fn what_was_given_is_taken_and_what_was_taken_is_given_back_as_it_was() {
    let desk = desk();
    let (ana, lobby, gym, pool) =
        (desk.user("Ana", "Belmonte"), desk.door("Lobby"), desk.door("Gym"), desk.door("Pool"));
    let weekend = Some(Between::new(at("2026-11-28 00:00"), at("2026-11-30 00:00")).unwrap());
    let limited = |to, between| Grant { to, limit: Limit::within(between) };
    put_and_remove(&desk, ana, &Changes::of(vec![limited(gym, weekend), limited(pool, None)], vec![]));
    let before = doors_of(&desk, ana);
    let changes = Changes::of(vec![limited(lobby, None), limited(pool, weekend)], vec![gym]);
    put_and_remove(&desk, ana, &changes);
    assert_ne!(doors_of(&desk, ana), before);
    let Save { of, token, .. } = undo::last(&desk.console, &desk.session.own()).unwrap();
    let entry = desk.chain().head;
    assert_eq!(of, Of::One(SubjectKind::User, ana.0));
    assert_eq!(undone(&desk).unwrap().written_since, 0);
    assert_eq!(doors_of(&desk, ana), before);
    let trail = desk.trail(2);
    assert_eq!(trail[1], ("undone".to_owned(), format!("{{\"entry\":{entry}}}")));
    assert_eq!(trail[0].0, "access-changed");
    let again = undo::undo(&desk.console, &desk.session.own(), token);
    assert!(matches!(again, Err(Error::Nothing)), "an undo is not undone");
    undone(&desk).unwrap();
    assert_eq!(doors_of(&desk, ana), [], "the save before that is the last then");
    assert_eq!(undo::last(&desk.console, &desk.session.own()), None);
}

#[test]
fn a_form_is_as_it_was_and_the_doors_with_it() {
    let desk = desk();
    let (ana, lobby) = (desk.user("Ana", "Belmonte"), desk.door("Lobby"));
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    let mut draft = page.draft.clone();
    (draft.last_name, draft.title) = ("Ruiz".into(), "Dr.".into());
    let changes = Changes::of(vec![Grant { to: lobby, limit: Limit::ALWAYS }], vec![]);
    let doors = &users::given_doors(&desk.permit(), &changes);
    users::save(&desk.console, &desk.permit(), ana, page.version, &draft, &Picture::Keep, doors).unwrap();
    undone(&desk).unwrap();
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().draft, page.draft);
    assert_eq!(doors_of(&desk, ana), []);
    let actions: Vec<_> = desk.trail(3).into_iter().map(|(action, _)| action).collect();
    assert_eq!(actions, ["access-changed", "user-changed", "undone"]);
}

#[test]
fn the_people_of_a_door_are_as_they_were_and_the_door_with_them() {
    let desk = desk();
    let (ana, bob, lobby) = (desk.user("Ana", "Belmonte"), desk.user("Bob", "Carter"), desk.door("Lobby"));
    desk.give(ana, &[lobby]);
    let changes = Changes::of(vec![Grant { to: bob, limit: Limit::ALWAYS }], vec![ana]);
    doors::give(
        &desk.console,
        &desk.permit(),
        lobby,
        &doors::given_people(&desk.permit(), &desk.permit(), &changes),
    )
    .unwrap();
    let last = || token(&desk.console, &desk.session);
    let door = || undo::undo(&desk.console, &desk.session.own(), last());
    door().unwrap();
    assert_eq!((doors_of(&desk, ana), doors_of(&desk, bob)), (vec![(lobby, None)], vec![]));
    let open = || doors::open(&desk.console, &desk.permit(), lobby).unwrap();
    let (page, mut draft) = (open(), open().draft);
    draft.name = "Main lobby".into();
    let over = (&desk.permit(), &desk.permit());
    doors::save(
        &desk.console,
        &desk.permit(),
        lobby,
        page.version,
        &draft,
        &doors::given_people(over.0, over.1, &changes),
    )
    .unwrap();
    door().unwrap();
    assert_eq!(open().draft, page.draft);
    assert_eq!((doors_of(&desk, ana), doors_of(&desk, bob)), (vec![(lobby, None)], vec![]));
}

#[test]
fn what_was_changed_since_is_not_undone() {
    let desk = desk();
    let (ana, lobby, gym) = (desk.user("Ana", "Belmonte"), desk.door("Lobby"), desk.door("Gym"));
    // The form, by another save.
    desk.change(ana, |draft| draft.title = "Dr.".into());
    desk.colleague("paul", 1);
    let paul = crate::house::sign_in(&desk.console, "paul").unwrap();
    let seat = Seat { console: &desk.console, session: paul };
    desk.sql(&format!("UPDATE users SET row_version = row_version + 1 WHERE id = {}", ana.0));
    assert!(matches!(undone(&desk), Err(Error::ChangedSince)));
    // The doors, from the other end and with another period.
    desk.give(ana, &[lobby, gym]);
    let weekend = Between::new(at("2026-11-28 00:00"), at("2026-11-30 00:00")).ok();
    let limited = Changes::of(vec![Grant { to: ana, limit: Limit::within(weekend) }], vec![]);
    let slot = undo::last(&desk.console, &desk.session.own()).unwrap();
    doors::give(
        &desk.console,
        &seat.permit(),
        lobby,
        &doors::given_people(&seat.permit(), &seat.permit(), &limited),
    )
    .unwrap();
    assert_ne!(undo::last(&desk.console, &seat.session.own()), Some(slot), "another one saved that");
    assert!(matches!(undone(&desk), Err(Error::ChangedSince)));
    let others = undo::undo(&desk.console, &seat.session.own(), slot.token);
    assert!(matches!(others, Err(Error::Nothing)), "and it is not for others to undo");
    assert_eq!(doors_of(&desk, ana).len(), 2);
}

#[test]
fn a_right_from_before_is_asked_anew() {
    let house = house();
    let (ada, door) = (house.user("Ada"), house.door("Second door A"));
    let give = |anna: &Seat<'_>| {
        let users::Page { version, draft, .. } = anna.person(ada);
        let changes = Changes::of(vec![Grant { to: door, limit: Limit::ALWAYS }], vec![]);
        let doors = &users::given_doors(&anna.permit(), &changes);
        users::save(anna.console, &anna.permit(), ada, version, &draft, &Picture::Keep, doors).unwrap();
    };
    let anna = house.seat("anna");
    give(&anna);
    let own = anna.session.own();
    house.change_group("Manager A", |given| given.global = given.global.without(P::DoorsModifyAccess));
    let token = token(anna.console, &anna.session);
    let refused = undo::undo(anna.console, &own, token);
    assert!(
        matches!(refused, Err(Error::Operation(Refused::Storage(StorageError::NotPermitted)))),
        "{refused:?}"
    );
    let (console, session) = (anna.console, &house.desk.session);
    let refused = undo::undo(console, &session.own(), token);
    assert!(matches!(refused, Err(Error::Nothing)), "what another one saved: {refused:?}");
    house.change_group("Manager A", |given| given.global = given.global.with(P::DoorsModifyAccess));
    // What somebody else saved is not in the way, but what it did is.
    let page = doors::open(console, &session.permit().unwrap(), door).unwrap();
    let draft = door::Draft { partition: B, ..page.draft };
    doors::save(console, &session.permit().unwrap(), door, page.version, &draft, &Giving::nothing()).unwrap();
    let refused = undo::undo(anna.console, &own, token);
    let is_out_of_reach =
        matches!(refused, Err(Error::Operation(Refused::Storage(StorageError::NoSuch(Noun::Door)))));
    assert!(is_out_of_reach, "{refused:?}");
}

#[test]
fn nobody_is_moved_back_to_where_the_operator_may_do_more() {
    let house = house();
    let paul = house.seat("paul");
    let bea = house.user("Bea");
    save(&paul, bea, |draft| draft.partition = A);
    let refused = undo::undo(paul.console, &paul.session.own(), token(paul.console, &paul.session));
    let Err(Error::Operation(Refused::User(faults))) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(faults, [(Field::Partition, Misplaced::MoreThere.into())]);
    assert_eq!(house.seat("marta").person(bea).draft.partition, A);
}

#[test]
fn what_became_of_the_key_since_is_told() {
    let desk = desk();
    let (ana, lobby) = (desk.user("Ana", "Belmonte"), desk.door("Lobby"));
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    desk.clock.advance(Duration::minutes(1));
    desk.give(ana, &[lobby]);
    desk.clock.advance(Duration::minutes(1));
    desk.update(ana).unwrap();
    let undone = undone(&desk).unwrap();
    assert_eq!(
        (undone.impact.updates, undone.written_since),
        (1, 1),
        "the key opens the door until it is updated"
    );
    let view = desk.permit::<UsersView>();
    let shown = users::rows(&desk.console, &view, &[ana]).unwrap();
    assert_eq!(shown[0].status, Status::UpdateRequired);
}

#[test]
fn it_is_undone_soon_or_not_at_all() {
    for (minutes, is_kept) in [(59, true), (60, false), (-1, false)] {
        let desk = desk();
        let ana = desk.user("Ana", "Belmonte");
        desk.change(ana, |draft| draft.title = "Dr.".into());
        desk.clock.advance(Duration::minutes(minutes));
        assert_eq!(undo::last(&desk.console, &desk.session.own()).is_some(), is_kept, "{minutes}");
        assert_eq!(undone(&desk).is_ok(), is_kept, "{minutes}");
    }
}

#[test]
fn what_is_kept_nowhere_is_not_undone_nor_what_was_saved_before() {
    let desk = desk();
    let ana = desk.user("Ana", "Belmonte");
    desk.change(ana, |draft| draft.title = "Dr.".into());
    desk.change(ana, |draft| draft.pin = PinDraft::New("4711".to_owned().into()));
    assert!(matches!(undone(&desk), Err(Error::Nothing)), "the PIN before");
    desk.change(ana, |draft| draft.title = "Prof.".into());
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    let picture = Picture::Remove;
    users::save(&desk.console, &desk.permit(), ana, page.version, &page.draft, &picture, &Giving::nothing())
        .unwrap();
    assert!(matches!(undone(&desk), Err(Error::Nothing)), "the picture before");
    // A save of nothing is none.
    desk.change(ana, |draft| draft.title = "Dr.".into());
    desk.change(ana, |_| ());
    undone(&desk).unwrap();
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().draft.title, "Prof.");
}

#[test]
fn what_was_saved_before_something_else_was_done_is_not_the_last_any_more() {
    let desk = desk();
    let [ana, bob] = ["Ana", "Bob"].map(|name| desk.user(name, "Belmonte"));
    let lobby = desk.door("Lobby");
    desk.change(bob, |draft| draft.pin = PinDraft::New("4711".to_owned().into()));
    let acts: [(&str, &dyn Fn()); 3] = [
        ("more than can be kept", &|| {
            let edits = [BulkEdit::PinOff];
            users::save_many(&desk.console, &desk.permit(), &[bob], &edits, &Giving::nothing()).unwrap();
        }),
        ("somebody who goes", &|| {
            let cleo = desk.user("Cleo", "Duarte");
            users::delete(&desk.console, &desk.permit(), &[cleo]).unwrap();
        }),
        ("somebody new", &|| {
            desk.user("Cleo", "Belmonte");
        }),
    ];
    for (at, (what, act)) in acts.into_iter().enumerate() {
        desk.change(ana, |draft| draft.title = format!("Dr. {at}"));
        assert!(undo::last(&desk.console, &desk.session.own()).is_some(), "{what}");
        act();
        assert!(undo::last(&desk.console, &desk.session.own()).is_none(), "{what}");
        assert!(matches!(undone(&desk), Err(Error::Nothing)), "{what}");
    }
    // The form of a door is a save of its own, and undone as one.
    desk.change(ana, |draft| draft.title = "Prof.".into());
    let open = || doors::open(&desk.console, &desk.permit(), lobby).unwrap();
    let page = open();
    let draft = door::Draft { description: "East".into(), ..page.draft.clone() };
    doors::save(&desk.console, &desk.permit(), lobby, page.version, &draft, &Giving::nothing()).unwrap();
    undone(&desk).unwrap();
    assert_eq!(open().draft, page.draft);
    undone(&desk).unwrap();
    assert!(matches!(undone(&desk), Err(Error::Nothing)), "and nothing from before somebody new");
}

#[test]
fn the_saves_of_an_hour_are_undone_one_after_another() {
    let desk = desk();
    let (ana, lobby, gym) = (desk.user("Ana", "Belmonte"), desk.door("Lobby"), desk.door("Gym"));
    let title = |title: &str| desk.change(ana, |draft| draft.title = title.into());
    let now = || (users::open(&desk.console, &desk.permit(), ana).unwrap().draft, doors_of(&desk, ana));
    let ban = |ban| users::ban(&desk.console, &desk.permit(), &[ana], ban).map(drop).unwrap();
    let saves: [&dyn Fn(); 8] = [
        &|| title("Dr."),
        &|| desk.give(ana, &[lobby]),
        &|| title("Prof."),
        &|| ban(Ban::PutOn),
        &|| title("Dr."),
        &|| ban(Ban::Lift),
        &|| {
            let edits = [BulkEdit::Title("Mme".into())];
            users::save_many(&desk.console, &desk.permit(), &[ana], &edits, &Giving::nothing()).unwrap();
        },
        &|| desk.change_doors(ana, &[gym], &[lobby]),
    ];
    let mut states = Vec::new();
    for save in saves {
        states.push(now());
        save();
        desk.clock.advance(Duration::minutes(7));
    }
    for before in states.into_iter().rev() {
        undone(&desk).unwrap();
        assert_eq!(now(), before);
    }
    assert!(matches!(undone(&desk), Err(Error::Nothing)));
}

#[test]
fn a_line_of_the_auditor_leads_to_the_save_it_tells_of_and_to_no_other() {
    let desk = desk();
    let [ana, bob] = ["Ana", "Bob"].map(|name| desk.user(name, "Belmonte"));
    let lobby = desk.door("Lobby");
    let of_line = |line| undo::of_line(&desk.console, &desk.permit(), line);
    let before = desk.chain().head;
    put_and_remove(&desk, ana, &Changes::of(vec![Grant { to: lobby, limit: Limit::ALWAYS }], vec![]));
    desk.change(ana, |draft| draft.title = "Dr.".into());
    let titled = desk.chain().head;
    desk.change(bob, |draft| draft.pin = PinDraft::New("4711".to_owned().into()));
    assert_eq!(undo::last(&desk.console, &desk.session.own()), None, "what cannot be undone is the last");
    assert_eq!((of_line(before), of_line(desk.chain().head)), (None, None));
    let (given, saved) = (of_line(before + 1).unwrap(), of_line(titled).unwrap());
    assert_ne!(given, saved);
    undo::undo(&desk.console, &desk.session.own(), given.token).unwrap();
    assert_eq!(doors_of(&desk, ana), [], "a form that was saved since is not in the way");
    assert_eq!((of_line(before + 1), of_line(titled)), (None, Some(saved)));
    // Nobody undoes by a line what another one saved.
    desk.colleague("paul", 1);
    let paul = crate::house::sign_in(&desk.console, "paul").unwrap();
    let seat = Seat { console: &desk.console, session: paul };
    assert_eq!(undo::of_line(&desk.console, &seat.permit(), titled), None);
}

#[test]
fn several_lines_of_one_save_lead_to_it() {
    let desk = desk();
    let people = ["Ana", "Bob", "Cleo"].map(|name| desk.user(name, "Belmonte"));
    let before = desk.chain().head;
    let edits = [BulkEdit::Title("Dr.".into())];
    users::save_many(&desk.console, &desk.permit(), &people, &edits, &Giving::nothing()).unwrap();
    let last = undo::last(&desk.console, &desk.session.own());
    for line in before + 1..=before + 3 {
        assert_eq!(undo::of_line(&desk.console, &desk.permit(), line), last, "{line}");
    }
    assert_eq!(undo::of_line(&desk.console, &desk.permit(), before + 4), None);
}

#[test]
fn so_many_saves_are_kept_as_there_is_room_for() {
    let desk = desk();
    let people: Vec<_> = (0..500).map(|at| desk.user(&format!("Ana {at}"), "Belmonte")).collect();
    let own = desk.session.own();
    let save = |title: &str| {
        let edits = [BulkEdit::Title(title.into())];
        users::save_many(&desk.console, &desk.permit(), &people, &edits, &Giving::nothing()).unwrap();
        undo::last(&desk.console, &own).unwrap().token
    };
    let saves = ["a", "b", "c", "d", "e"].map(save);
    let refused = undo::foretell(&desk.console, &own, saves[0]);
    assert!(matches!(refused, Err(Error::Nothing)), "{refused:?}");
    for _ in 0..4 {
        undone(&desk).unwrap();
    }
    assert_eq!(users::open(&desk.console, &desk.permit(), people[0]).unwrap().draft.title, "a");
    assert!(matches!(undone(&desk), Err(Error::Nothing)));
}

#[test]
fn the_days_of_a_calendar_and_the_hours_of_a_timetable_are_as_they_were() {
    let desk = desk();
    let mut draft = timetables::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Mornings".into();
    let hours = timetables::add(&desk.console, &desk.permit(), &draft).unwrap();
    let page = timetables::open(&desk.console, &desk.permit(), hours).unwrap();
    let mut draft = page.draft.clone();
    draft.description = "Early".into();
    timetables::save(&desk.console, &desk.permit(), hours, page.version, &draft).unwrap();
    undone(&desk).unwrap();
    assert_eq!(timetables::open(&desk.console, &desk.permit(), hours).unwrap().draft, page.draft);
    let new = calendar::Draft { name: "Holidays".into(), ..calendar::Draft::default() };
    let id = calendars::add(&desk.console, &desk.permit(), &new).unwrap();
    let page = calendars::open(&desk.console, &desk.permit(), id).unwrap();
    let mut draft = page.draft.clone();
    draft.description = "Ours".into();
    calendars::save(&desk.console, &desk.permit(), id, page.version, &draft).unwrap();
    undone(&desk).unwrap();
    assert_eq!(calendars::open(&desk.console, &desk.permit(), id).unwrap().draft, page.draft);
}

#[test]
fn several_people_are_each_as_they_were_or_none_of_them_is() {
    let desk = desk();
    let people = ["Ana", "Bob", "Cleo"].map(|name| desk.user(name, "Belmonte"));
    let [ana, bob, cleo] = people;
    let (lobby, gym) = (desk.door("Lobby"), desk.door("Gym"));
    desk.give(ana, &[gym]);
    desk.change(cleo, |draft| draft.title = "Dr.".into());
    let draft = |id| users::open(&desk.console, &desk.permit(), id).unwrap().draft;
    let as_they_are = || people.map(|id| (draft(id), doors_of(&desk, id)));
    let save = || {
        let changes = Changes::of(vec![Grant { to: lobby, limit: Limit::ALWAYS }], vec![gym]);
        let (edits, permit) = ([BulkEdit::Title("Dr.".into())], desk.permit());
        let doors = users::given_doors(&permit, &changes);
        users::save_many(&desk.console, &desk.permit(), &people, &edits, &doors).unwrap();
    };
    let before = as_they_are();
    save();
    let Save { of, .. } = undo::last(&desk.console, &desk.session.own()).unwrap();
    assert_eq!(of, Of::Several(SubjectKind::User));
    undone(&desk).unwrap();
    assert_eq!(as_they_are(), before);
    let told = desk.trail(8).into_iter().map(|(action, _)| action);
    assert_eq!(told.filter(|action| action == "undone").count(), 3, "of each it is told");
    // One of them was changed since: nothing of anybody is undone.
    save();
    desk.sql(&format!("DELETE FROM user_doors WHERE user_id = {} AND door_id = {}", bob.0, lobby.0));
    let changed = as_they_are();
    assert!(matches!(undone(&desk), Err(Error::ChangedSince)));
    assert_eq!(as_they_are(), changed);
}

#[test]
fn a_ban_is_lifted_and_put_on_again_as_it_was() {
    let desk = desk();
    let [ana, bob] = ["Ana", "Bob"].map(|name| desk.user(name, "Belmonte"));
    let ban = |ids: &[UserId], ban| users::ban(&desk.console, &desk.permit(), ids, ban).unwrap();
    let banned = || [ana, bob].map(|id| users::open(&desk.console, &desk.permit(), id).unwrap().banned);
    let of = || undo::last(&desk.console, &desk.session.own()).unwrap().of;
    ban(&[bob], Ban::PutOn);
    assert_eq!(of(), Of::One(SubjectKind::User, bob.0));
    assert_eq!(ban(&[ana, bob], Ban::PutOn), 1);
    assert_eq!(of(), Of::Several(SubjectKind::User));
    undone(&desk).unwrap();
    assert_eq!(banned(), [false, true], "who was banned before still is");
    let told: Vec<_> = desk.trail(2).into_iter().map(|(action, _)| action).collect();
    assert_eq!(told, ["user-unbanned", "undone"]);
    ban(&[bob], Ban::Lift);
    undone(&desk).unwrap();
    assert_eq!(banned(), [false, true]);
    // A ban that changes nobody is none.
    ban(&[ana], Ban::PutOn);
    assert_eq!(ban(&[ana, bob], Ban::PutOn), 0);
    undone(&desk).unwrap();
    assert_eq!(banned(), [false, true]);
    // Lifted meanwhile by somebody else.
    ban(&[ana], Ban::PutOn);
    desk.sql(&format!("UPDATE users SET banned = 0 WHERE id = {}", ana.0));
    assert!(matches!(undone(&desk), Err(Error::ChangedSince)));
}

#[test]
fn who_may_ban_no_more_undoes_no_ban() {
    let house = house();
    let anna = house.seat("anna");
    let ada = house.user("Ada");
    users::ban(anna.console, &anna.permit(), &[ada], Ban::PutOn).unwrap();
    let token = token(anna.console, &anna.session);
    house.change_group("Manager A", |given| given.global = given.global.without(P::UsersBan));
    let refused = undo::undo(anna.console, &anna.session.own(), token);
    assert!(
        matches!(refused, Err(Error::Operation(Refused::Storage(StorageError::NotPermitted)))),
        "{refused:?}"
    );
}

#[test]
fn a_door_that_is_gone_is_not_given_back() {
    let desk = desk();
    let (ana, lobby) = (desk.user("Ana", "Belmonte"), desk.door("Lobby"));
    desk.give(ana, &[lobby]);
    desk.change_doors(ana, &[], &[lobby]);
    desk.colleague("paul", 1);
    let paul = crate::house::sign_in(&desk.console, "paul").unwrap();
    doors::delete(&desk.console, &paul.permit().unwrap(), lobby).unwrap();
    let refused = undone(&desk);
    assert!(
        matches!(refused, Err(Error::Operation(Refused::Storage(StorageError::NoSuch(Noun::Door))))),
        "{refused:?}"
    );
    assert_eq!(doors_of(&desk, ana), []);
}

#[test]
fn what_an_undo_would_come_to_is_told_before_and_nothing_is_done() {
    let desk = desk();
    let (ana, lobby) = (desk.user("Ana", "Belmonte"), desk.door("Lobby"));
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    desk.clock.advance(Duration::minutes(1));
    desk.give(ana, &[lobby]);
    desk.update(ana).unwrap();
    let last = token(&desk.console, &desk.session);
    let written = desk.chain().head;
    let foretold = undo::foretell(&desk.console, &desk.session.own(), last).unwrap();
    assert_eq!((foretold.impact.updates, foretold.written_since), (1, 1));
    assert_eq!(doors_of(&desk, ana), [(lobby, None)]);
    let view = desk.permit::<UsersView>();
    assert_eq!(users::rows(&desk.console, &view, &[ana]).unwrap()[0].status, Status::Synchronized);
    assert_eq!(desk.chain().head, written);
    assert_eq!(token(&desk.console, &desk.session), last, "it can still be undone");
    assert_eq!(undone(&desk).unwrap(), foretold);
    let refused = undo::foretell(&desk.console, &desk.session.own(), last);
    assert!(matches!(refused, Err(Error::Nothing)));
    // Of a door as well.
    let changes = Changes::of(vec![Grant { to: ana, limit: Limit::ALWAYS }], vec![]);
    doors::give(
        &desk.console,
        &desk.permit(),
        lobby,
        &doors::given_people(&desk.permit(), &desk.permit(), &changes),
    )
    .unwrap();
    let Save { token, of, .. } = undo::last(&desk.console, &desk.session.own()).unwrap();
    assert_eq!(of, Of::One(SubjectKind::Door, lobby.0));
    let foretell = || undo::foretell(&desk.console, &desk.session.own(), token);
    foretell().unwrap();
    assert_eq!(doors_of(&desk, ana), [(lobby, None)]);
    desk.change_doors(ana, &[], &[lobby]);
    assert!(matches!(foretell(), Err(Error::ChangedSince)));
}

/// It holds personal data: of nobody who is gone, and of nothing that an operator saved who went home.
#[test]
fn what_could_be_undone_is_forgotten_when_it_is_too_old_and_when_its_operator_is_gone() {
    let desk = desk();
    let ana = desk.user("Ana", "Belmonte");
    let own = desk.session.own();
    let kept = || undo::last(&desk.console, &own).is_some();
    let save = |title: &str| desk.change(ana, |draft| draft.title = title.into());
    save("Dr.");
    assert!(kept());
    let ben = desk.user("Ben", "Carter");
    users::delete(&desk.console, &desk.permit(), &[ben]).unwrap();
    assert!(!kept(), "somebody is gone");
    save("Prof.");
    desk.clock.advance(Duration::minutes(61));
    jobs::due(&desk.console);
    desk.clock.advance(-Duration::minutes(61));
    assert!(!kept(), "it was forgotten while nobody asked");
    save("Dr.");
    sign_in::lock(&desk.console, &own).unwrap();
    assert!(kept(), "whoever locks the screen comes back");
    sign_in::sign_out(&desk.console, &own).unwrap();
    assert!(!kept(), "and who signs out does not");
    save("Prof.");
    assert!(!kept(), "what was under way then is kept no more");
}

#[test]
fn what_is_undone_is_what_was_asked_for_and_nothing_that_was_saved_after() {
    let desk = desk();
    let ana = desk.user("Ana", "Belmonte");
    desk.change(ana, |draft| draft.title = "Dr.".into());
    let before = token(&desk.console, &desk.session);
    desk.change(ana, |draft| draft.title = "Prof.".into());
    let refused = undo::undo(&desk.console, &desk.session.own(), before);
    assert!(matches!(refused, Err(Error::ChangedSince)), "{refused:?}");
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().draft.title, "Prof.");
}

#[test]
fn a_ban_that_was_put_on_again_is_not_lifted_with_an_earlier_one() {
    let desk = desk();
    let ana = desk.user("Ana", "Belmonte");
    let ban = |ban| users::ban(&desk.console, &desk.permit(), &[ana], ban).map(drop).unwrap();
    ban(Ban::PutOn);
    let first = token(&desk.console, &desk.session);
    ban(Ban::Lift);
    ban(Ban::PutOn);
    let refused = undo::undo(&desk.console, &desk.session.own(), first);
    assert!(matches!(refused, Err(Error::ChangedSince)), "{refused:?}");
    assert!(users::open(&desk.console, &desk.permit(), ana).unwrap().banned);
    // Likewise a door that was given, taken and given again.
    let lobby = desk.door("Lobby");
    desk.give(ana, &[lobby]);
    let first = token(&desk.console, &desk.session);
    desk.change_doors(ana, &[], &[lobby]);
    desk.change_doors(ana, &[lobby], &[]);
    let refused = undo::undo(&desk.console, &desk.session.own(), first);
    assert!(matches!(refused, Err(Error::ChangedSince)), "{refused:?}");
    assert_eq!(doors_of(&desk, ana).len(), 1);
}

#[test]
fn what_was_limited_by_a_timetable_that_is_gone_is_not_given_back() {
    let desk = desk();
    let (ana, lobby) = (desk.user("Ana", "Belmonte"), desk.door("Lobby"));
    let mut draft = timetables::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Mornings".into();
    let hours = timetables::add(&desk.console, &desk.permit(), &draft).unwrap();
    let limit = Limit { timetable: Some(hours), ..Limit::ALWAYS };
    put_and_remove(&desk, ana, &Changes::of(vec![Grant { to: lobby, limit }], vec![]));
    desk.change_doors(ana, &[], &[lobby]);
    let taken = token(&desk.console, &desk.session);
    timetables::delete(&desk.console, &desk.permit(), hours).unwrap();
    let refused = undo::undo(&desk.console, &desk.session.own(), taken);
    assert!(matches!(refused, Err(Error::ChangedSince)), "{refused:?}");
    assert_eq!(doors_of(&desk, ana), []);
}

#[test]
fn a_save_is_not_the_last_again_because_a_later_one_is_forgotten() {
    let desk = desk();
    let (ana, bob) = (desk.user("Ana", "Belmonte"), desk.user("Bob", "Carter"));
    desk.change(ana, |draft| draft.title = "Dr.".into());
    desk.clock.advance(Duration::minutes(30));
    desk.change(bob, |draft| draft.title = "Dr.".into());
    desk.clock.advance(-Duration::minutes(25));
    assert!(matches!(undone(&desk), Err(Error::Nothing)));
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().draft.title, "Dr.");
}
