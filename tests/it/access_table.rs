//! Rights as a table: what stands in its cells and by what, what is changed in many of them at once, and who may.

use keydesk::domain::access::Impact;
use keydesk::domain::door::DoorId;
use keydesk::domain::group::Access;
use keydesk::domain::permission::Permission as P;
use keydesk::domain::user::{Between, Grant, Limit, User, UserId};
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::operation::matrix::Cell;
use keydesk::operation::opening::{By, When};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{
    Changes, Error, Giving, Noun, StorageError, undo, user_access_levels as levels, users, zones,
};

use crate::desk::{Desk, at, desk};
use crate::house::{A, form, house};

/// What is put into a cell, which was seen as it was.
type Put<To> = (To, Option<Limit>, Option<Limit>);

fn doors(desk: &Desk, each: Vec<Put<DoorId>>) -> Giving<User> {
    users::given_doors(&desk.permit(), &Changes::of_seen(each))
}

fn cells(desk: &Desk, people: &[UserId], doors: &[DoorId]) -> Vec<Vec<Option<Cell>>> {
    users::cells_of_doors(&desk.console, &desk.permit(), &desk.permit(), people, doors).unwrap()
}

/// Until when it is limited; nothing stands for always.
fn until(text: &str) -> Limit {
    Limit::within(Between::new(at("2026-11-01 00:00"), at(text)).ok())
}

fn own(cell: &Option<Cell>) -> Option<Limit> {
    cell.as_ref().unwrap().own.as_ref().map(|own| own.limit)
}

fn add_level(desk: &Desk, name: &str) -> UserAccessLevelId {
    let mut draft = levels::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = name.to_owned();
    levels::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap()
}

fn give<To: Copy>(to: &[To], limit: Limit) -> Changes<To> {
    Changes { give: to.iter().map(|to| Grant { to: *to, limit }).collect(), ..Changes::default() }
}

#[test]
fn a_cell_says_what_was_given_by_itself_and_what_comes_through_what() {
    let desk = desk();
    let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "Novak"));
    let (front, back, gym) = (desk.door("Front"), desk.door("Back"), desk.door("Gym"));
    let staff = add_level(&desk, "Staff");
    let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Ground floor".to_owned();
    let floor = zones::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let inside = zones::given_doors(&desk.permit(), &desk.permit(), &give(&[back], Limit::ALWAYS));
    zones::give(&desk.console, &desk.permit(), floor, &inside).unwrap();
    let gives = levels::given_doors(&desk.permit(), &give(&[front], until("2026-12-10 00:00")))
        .and(zones::given_to_levels(&desk.permit(), &give(&[floor], Limit::ALWAYS)))
        .and(levels::given_people(&desk.permit(), &give(&[ana], Limit::ALWAYS)));
    levels::give(&desk.console, &desk.permit(), staff, &gives).unwrap();
    desk.give(ana, &[front]);

    let found = cells(&desk, &[ana, bob], &[front, back, gym]);
    let of_ana = |at: usize| found[0][at].clone().unwrap();
    assert_eq!(own(&found[0][0]), Some(Limit::ALWAYS));
    let through = of_ana(0).through.unwrap();
    assert_eq!(through.by, [By::Of(vec!["Staff".into()])]);
    let Limit { between, .. } = until("2026-12-10 00:00");
    assert_eq!(through.when, When::Limited(between, vec![]));
    assert_eq!(of_ana(1).own, None);
    assert_eq!(of_ana(1).through.unwrap().by, [By::Of(vec!["Staff".into(), "Ground floor".into()])]);
    assert_eq!((of_ana(2).own, of_ana(2).through), (None, None));
    for cell in &found[1] {
        let cell = cell.as_ref().unwrap();
        assert_eq!((cell.own.as_ref(), cell.through.as_ref(), cell.may_change), (None, None, true));
    }

    let of_zones =
        zones::cells_of_people(&desk.console, &desk.permit(), &desk.permit(), &[ana, bob], &[floor]).unwrap();
    let of_ana = of_zones[0][0].clone().unwrap();
    assert_eq!((of_ana.own, of_ana.through.unwrap().by), (None, vec![By::Of(vec!["Staff".into()])]));
    assert_eq!(of_zones[1][0].as_ref().unwrap().through, None);
    let of_staff =
        levels::cells_of_doors(&desk.console, &desk.permit(), &desk.permit(), &[staff], &[front, back]);
    let of_staff = of_staff.unwrap();
    assert_eq!(own(&of_staff[0][0]), Some(until("2026-12-10 00:00")));
    let through = of_staff[0][1].as_ref().unwrap().through.as_ref().unwrap();
    assert_eq!(through.by, [By::Of(vec!["Ground floor".into()])]);
    let of_staff =
        zones::cells_of_levels(&desk.console, &desk.permit(), &desk.permit(), &[staff], &[floor]).unwrap();
    assert_eq!(own(&of_staff[0][0]), Some(Limit::ALWAYS));
}

#[test]
fn many_cells_are_saved_at_once_foretold_and_undone() {
    let desk = desk();
    let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "Novak"));
    let (front, back) = (desk.door("Front"), desk.door("Back"));
    desk.give(ana, &[front]);
    let each = [
        (ana, doors(&desk, vec![(front, Some(Limit::ALWAYS), None), (back, None, Some(Limit::ALWAYS))])),
        (bob, doors(&desk, vec![(front, None, Some(until("2026-12-10 00:00")))])),
    ];
    let foretold = users::impact_of_each(&desk.console, &desk.permit(), &each).unwrap();
    let whose = users::whose_of_each(&desk.console, &desk.permit(), &each).unwrap();
    assert_eq!((foretold, whose.some.len()), (Impact::default(), 0), "nobody has a key yet");
    let before = desk.chain().head;
    users::save_each(&desk.console, &desk.permit(), &each).unwrap();
    assert_eq!(desk.chain().head, before + 2, "a line for each person");
    let saved = cells(&desk, &[ana, bob], &[front, back]);
    assert_eq!([own(&saved[0][0]), own(&saved[0][1])], [None, Some(Limit::ALWAYS)]);
    assert_eq!([own(&saved[1][0]), own(&saved[1][1])], [Some(until("2026-12-10 00:00")), None]);

    let proof = desk.session.own();
    let last = undo::last(&desk.console, &proof).unwrap();
    assert_eq!(last.of, undo::Of::Several(SubjectKind::User));
    undo::undo(&desk.console, &proof, last.token).unwrap();
    let undone = cells(&desk, &[ana, bob], &[front, back]);
    assert_eq!([own(&undone[0][0]), own(&undone[0][1])], [Some(Limit::ALWAYS), None]);
    assert_eq!([own(&undone[1][0]), own(&undone[1][1])], [None, None]);
}

#[test]
fn a_cell_that_somebody_else_changed_meanwhile_refuses_all_of_it() {
    let desk = desk();
    let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "Novak"));
    let (front, back) = (desk.door("Front"), desk.door("Back"));
    let given = Some(Limit::ALWAYS);
    let seen_as = |was: Option<Limit>| {
        [
            (ana, doors(&desk, vec![(back, None, given)])),
            (bob, doors(&desk, vec![(front, was, if was.is_none() { given } else { None })])),
        ]
    };
    // Meanwhile Bob got it for a while, was given it for ever, and lost it: each time the other saw it otherwise.
    for (is, was) in [(Some(until("2026-12-10 00:00")), None), (given, None), (None, given)] {
        let put = Changes::of(is.map(|limit| Grant { to: front, limit }).into_iter().collect(), vec![]);
        let put = if is.is_none() { Changes { take: vec![front], ..Changes::default() } } else { put };
        let giving = users::given_doors(&desk.permit(), &put);
        users::save_many(&desk.console, &desk.permit(), &[bob], &[], &giving).unwrap();
        let each = seen_as(was);
        let before = desk.chain().head;
        for refused in [
            users::save_each(&desk.console, &desk.permit(), &each),
            users::impact_of_each(&desk.console, &desk.permit(), &each),
        ] {
            let Err(Error::Storage(StorageError::RightsChanged(name))) = refused else {
                panic!("{refused:?}");
            };
            assert_eq!(name, "Bob Novak");
        }
        let now = cells(&desk, &[ana, bob], &[front, back]);
        assert_eq!((own(&now[0][1]), own(&now[1][0])), (None, is), "nothing of it was written");
        assert_eq!(desk.chain().head, before, "and nothing told");
    }
}

#[test]
fn what_lies_out_of_reach_is_no_cell_and_refuses_all_that_is_saved_with_it() {
    let mut house = house();
    let rights = [P::UsersView, P::UsersModify, P::DoorsView, P::DoorsModifyAccess];
    house.add_group("marta", &form("Gives", &rights, &[(A, Access::Global)]));
    house.add_operator("marta", "vera", "Gives");
    let vera = house.seat("vera");
    let (console, session) = (vera.console, &vera.session);
    let permit = || session.permit::<keydesk::domain::permission::UsersModify>().unwrap();
    let (ada, bea) = (house.user("Ada"), house.user("Bea"));
    let (door_a, door_b) = (house.door("Door A"), house.door("Door B"));
    let nobody = UserId(999_999);
    let found = users::cells_of_doors(
        console,
        &session.permit().unwrap(),
        &session.permit().unwrap(),
        &[ada, bea, nobody],
        &[door_a, door_b, DoorId(999_999)],
    );
    let found = found.unwrap();
    assert!(found[0][0].as_ref().unwrap().may_change);
    assert_eq!((&found[0][1], &found[0][2]), (&None, &None), "a foreign door is as one that is not there");
    assert_eq!(found[1], [None, None, None]);
    assert_eq!(found[2], found[1], "a foreign person is as one who is not there");

    let given = |door: DoorId| {
        let access = session.permit().unwrap();
        let was = if door == door_a { own(&found[0][0]) } else { None };
        users::given_doors(&access, &Changes::of_seen([(door, was, Some(until("2026-12-10 00:00")))]))
    };
    for (each, noun) in [
        ([(ada, given(door_a)), (bea, given(door_a))], Noun::User),
        ([(ada, given(door_a)), (ada, given(door_b))], Noun::Door),
    ] {
        let refused = users::save_each(console, &permit(), &each);
        assert!(
            matches!(&refused, Err(Error::Storage(StorageError::NoSuch(of))) if *of == noun),
            "{refused:?}"
        );
        let now = users::cells_of_doors(
            console,
            &session.permit().unwrap(),
            &session.permit().unwrap(),
            &[ada],
            &[door_a],
        );
        let before = found[0][0].as_ref().unwrap();
        assert_eq!(now.unwrap()[0][0].as_ref().unwrap(), before, "nothing of it was written");
    }
}
