//! Operators: their own group and those below it, nobody else; always an administrator left; names that stay readable.

use chrono::Duration;
use keydesk::clock::Clock as _;
use keydesk::domain::directory::Query;
use keydesk::domain::group::{Access, GroupId};
use keydesk::domain::operator::{Draft, Fault, Field, Language, OperatorId, Password};
use keydesk::domain::permission::Permission as P;
use keydesk::domain::user;
use keydesk::operation::Giving;
use keydesk::operation::groups::{self, Fate};
use keydesk::operation::sign_in::{self, Ask, SignedIn, WhyNew};
use keydesk::operation::users::{self, Picture};
use keydesk::operation::{Error, Noun, StorageError, operators, own};

use crate::desk::PASSWORD;
use crate::house::{A, CLERK, House, Seat, form, house, operator, password, set, sign_in};
use crate::two_factor::set_up_for;

#[expect(clippy::needless_pass_by_value, reason = "each answer is asked where it is judged")]
#[track_caller]
fn no_such<T: std::fmt::Debug>(result: Result<T, Error>, noun: Noun) {
    assert!(matches!(&result, Err(Error::Storage(StorageError::NoSuch(it))) if *it == noun), "{result:?}");
}

fn add(seat: &Seat<'_>, draft: &Draft) -> Result<OperatorId, Error> {
    operators::add(seat.console, &seat.permit(), draft, &password(), &password())
}

/// Opens an operator, changes the form, and saves it.
fn change(seat: &Seat<'_>, id: OperatorId, change: impl FnOnce(&mut Draft)) -> Result<(), Error> {
    let page = seat.operator(id);
    let mut draft = page.draft;
    change(&mut draft);
    operators::save(seat.console, &seat.permit(), id, page.version, &draft)
}

fn delete(seat: &Seat<'_>, id: OperatorId) -> Result<(), Error> {
    operators::delete(seat.console, &seat.permit(), id)
}

fn set_password(seat: &Seat<'_>, id: OperatorId, password: &str) -> Result<(), Error> {
    let password = Password::new(password);
    operators::set_password(seat.console, &seat.permit(), id, &password, &password)
}

#[test]
fn listed_are_those_of_the_groups_in_reach() {
    let house = house();
    let names = |by: &str| {
        let seat = house.seat(by);
        let all = operators::list(seat.console, &seat.permit()).unwrap();
        all.into_iter().map(|row| row.user_name).collect::<Vec<_>>()
    };
    assert_eq!(names("anna"), ["alan", "anna", "carl", "clara"]);
    assert_eq!(names("clara"), ["carl", "clara"]);
    assert_eq!(names("bruno"), ["bella", "bruno"]);
    assert_eq!(names("cosima"), ["cosima"]);
    assert_eq!(names("marta").len(), 11);
}

#[test]
fn who_is_out_of_reach_does_not_exist() {
    let house = house();
    let anna = house.seat("anna");
    let draft = operator("somebody", house.group("Clerk A"));
    for id in [house.operator("bruno"), house.operator("marta"), OperatorId(999)] {
        no_such(operators::open(anna.console, &anna.permit(), id), Noun::Operator);
        no_such(operators::save(anna.console, &anna.permit(), id, 1, &draft), Noun::Operator);
        no_such(operators::explain(anna.console, &anna.permit(), id), Noun::Operator);
        no_such(operators::impact(anna.console, &anna.permit(), id, house.group("Clerk A")), Noun::Operator);
        no_such(operators::release(anna.console, &anna.permit(), id), Noun::Operator);
        no_such(operators::remove_two_factor(anna.console, &anna.permit(), id), Noun::Operator);
        no_such(delete(&anna, id), Noun::Operator);
        no_such(set_password(&anna, id, "a stronger one's new word"), Noun::Operator);
    }
}

#[test]
fn g3_nobody_is_put_into_a_group_out_of_reach() {
    let house = house();
    let anna = house.seat("anna");
    for group in [GroupId::ADMINISTRATOR, house.group("Manager B"), house.group("Clerk B"), GroupId(999)] {
        no_such(add(&anna, &operator("zoe", group)), Noun::Group);
        no_such(change(&anna, house.operator("clara"), |draft| draft.group = Some(group)), Noun::Group);
        no_such(operators::impact(anna.console, &anna.permit(), house.operator("clara"), group), Noun::Group);
    }
    let clara = anna.operator(house.operator("clara"));
    assert_eq!(clara.row.group_name, "Clerk A");
}

#[test]
fn g3_a_clerk_moves_nobody_up() {
    let house = house();
    house.change_group("Clerk A", |given| given.global = given.global.with(P::OperatorsModify));
    let clara = house.seat("clara");
    let result = change(&clara, house.operator("carl"), |draft| draft.group = Some(house.group("Manager A")));
    no_such(result, Noun::Group);
    let result =
        change(&clara, house.operator("clara"), |draft| draft.group = Some(house.group("Manager A")));
    assert!(matches!(result, Err(Error::Oneself)));
}

#[test]
fn g3_resetting_the_password_of_somebody_stronger_is_no_way_up() {
    let house = house();
    house.change_group("Clerk A", |given| given.global = given.global.with(P::OperatorsModify));
    let clara = house.seat("clara");
    for stronger in ["anna", "marta", "bruno"] {
        no_such(set_password(&clara, house.operator(stronger), "three herons on the roof"), Noun::Operator);
        assert!(sign_in(clara.console, stronger).is_ok(), "{stronger}'s password is what it was");
    }
    set_password(&clara, house.operator("carl"), "three herons on the roof").unwrap();
    assert!(matches!(sign_in(clara.console, "carl"), Err(sign_in::Error::Wrong)));
}

#[test]
fn g3_enabling_somebody_gives_no_more_than_the_enabler_could() {
    let house = house();
    let marta = house.seat("marta");
    change(&marta, house.operator("bruno"), |draft| draft.enabled = false).unwrap();
    change(&marta, house.operator("carl"), |draft| draft.enabled = false).unwrap();
    let anna = house.seat("anna");
    let draft = Draft { enabled: true, ..operator("bruno", house.group("Clerk A")) };
    no_such(
        operators::save(anna.console, &anna.permit(), house.operator("bruno"), 2, &draft),
        Noun::Operator,
    );
    change(&anna, house.operator("carl"), |draft| draft.enabled = true).unwrap();
    assert!(sign_in(anna.console, "carl").is_ok());
    assert!(matches!(sign_in(anna.console, "bruno"), Err(sign_in::Error::Wrong)), "as if there were none");
}

#[test]
fn a_session_that_was_moved_down_has_less_at_its_next_act() {
    let house = house();
    let (anna, alan) = (house.seat("anna"), house.seat("alan"));
    let permit = alan.permit::<keydesk::domain::permission::UsersAddDelete>();
    change(&anna, house.operator("alan"), |draft| draft.group = Some(house.group("Clerk A"))).unwrap();
    let blank = || users::blank(alan.console, &permit);
    assert!(matches!(blank(), Err(Error::Storage(StorageError::NotPermitted))));
    let renewed = sign_in::renew(alan.console, &alan.session).unwrap();
    assert_eq!((renewed.group_name(), renewed.holds(P::UsersAddDelete)), ("Clerk A", false));
    assert!(renewed.holds(P::UsersView));
    assert!(renewed.permit::<keydesk::domain::permission::UsersAddDelete>().is_none());
}

#[test]
fn a_session_of_whoever_is_disabled_or_deleted_ends_at_its_next_act() {
    let house = house();
    let (anna, clara, carl) = (house.seat("anna"), house.seat("clara"), house.seat("carl"));
    change(&anna, house.operator("clara"), |draft| draft.enabled = false).unwrap();
    delete(&anna, house.operator("carl")).unwrap();
    for gone in [clara, carl] {
        let act = users::list(gone.console, &gone.permit(), &Query::default());
        assert!(matches!(act, Err(Error::Storage(StorageError::SignedOut))));
        assert!(own::preferences(gone.console, &gone.session.own()).is_err());
        assert!(sign_in::renew(gone.console, &gone.session).is_err());
    }
}

#[test]
fn what_moves_with_a_group_is_told_before() {
    let house = house();
    let anna = house.seat("anna");
    let to = house.group("Manager A");
    let difference = operators::impact(anna.console, &anna.permit(), house.operator("clara"), to).unwrap();
    assert!(difference.lost.is_empty());
    assert!(difference.gained.partitions[&A].holds(P::UsersBan));
    assert!(difference.gained.everywhere.holds(P::OperatorsModify));
}

#[test]
fn whoever_is_moved_has_the_keys_of_cards_by_the_new_group() {
    let house = house();
    let marta = house.seat("marta");
    let has_keys = |name: &str| {
        !house
            .rows(&format!(
                "SELECT secret FROM operator_secrets
                 WHERE secret = 'master' AND operator_id = {}",
                house.operator(name).0
            ))
            .is_empty()
    };
    assert!(has_keys("clara") && !has_keys("cosima"));
    change(&marta, house.operator("clara"), |draft| draft.group = Some(house.group("Custom"))).unwrap();
    change(&marta, house.operator("cosima"), |draft| draft.group = Some(house.group("Clerk A"))).unwrap();
    assert!(!has_keys("clara") && has_keys("cosima"));
    set_password(&marta, house.operator("cosima"), "three herons on the roof").unwrap();
    assert!(has_keys("cosima"), "they were sealed to the new pair of keys");
}

/// Adds a second administrator.
fn with_second(house: &mut House) -> OperatorId {
    house.add_operator("marta", "berta", "Administrator")
}

#[test]
fn g5_the_last_administrator_stays_whoever_asks() {
    let mut house = house();
    let berta = with_second(&mut house);
    let (marta_id, custom) = (house.operator("marta"), house.group("Custom"));
    let (marta, berta_seat) = (house.seat("marta"), house.seat("berta"));
    // While there are two, either can go by the hand of the other.
    change(&marta, berta, |draft| draft.enabled = false).unwrap();
    // Disabled ones do not count: nobody takes the one that is left away, not even a session from before.
    assert!(matches!(delete(&berta_seat, marta_id), Err(Error::Storage(StorageError::SignedOut))));
    change(&marta, berta, |draft| draft.enabled = true).unwrap();
    // The two take each other away at once: the second is refused.
    change(&berta_seat, marta_id, |draft| draft.group = Some(custom)).unwrap();
    assert!(matches!(delete(&marta, berta), Err(Error::Storage(StorageError::NotPermitted))));
    assert_eq!(house.rows("SELECT user_name FROM operators WHERE group_id = 1 AND enabled"), ["berta"]);
    let result = delete(&berta_seat, berta);
    assert!(matches!(result, Err(Error::Oneself)));
    let result = change(&berta_seat, berta, |draft| draft.enabled = false);
    assert!(matches!(result, Err(Error::Oneself)));
    let result = change(&berta_seat, berta, |draft| draft.group = Some(custom));
    assert!(matches!(result, Err(Error::Oneself)));
    let fate = Fate::Deleted(berta_seat.permit());
    let result = groups::delete(berta_seat.console, &berta_seat.permit(), GroupId::ADMINISTRATOR, &fate);
    assert!(matches!(result, Err(Error::LastAdministrator)));
    let fate = Fate::Moved(berta_seat.permit(), custom);
    let result = groups::delete(berta_seat.console, &berta_seat.permit(), GroupId::ADMINISTRATOR, &fate);
    assert!(matches!(result, Err(Error::LastAdministrator)));
}

#[test]
fn g5_an_administrator_who_is_locked_out_does_not_count_as_one_who_is_left() {
    let mut house = house();
    let berta = with_second(&mut house);
    let berta_seat = house.seat("berta");
    for _ in 0..5 {
        let _ = sign_in::sign_in(&house.desk.console, "berta", &Password::new("wrong"));
    }
    // Berta is signed in still, and locked out at the door: without marta nobody could come in.
    let marta = house.operator("marta");
    assert!(matches!(delete(&berta_seat, marta), Err(Error::LastAdministrator)));
    let result = change(&berta_seat, marta, |draft| draft.enabled = false);
    assert!(matches!(result, Err(Error::LastAdministrator)));
    let result = change(&berta_seat, marta, |draft| draft.group = Some(house.group("Custom")));
    assert!(matches!(result, Err(Error::LastAdministrator)));
    operators::release(berta_seat.console, &berta_seat.permit(), berta).unwrap();
    delete(&berta_seat, marta).unwrap();
}

#[test]
fn others_are_deleted_and_disabled_however_it_is_with_the_administrators() {
    let house = house();
    let anna = house.seat("anna");
    house.desk.sql("UPDATE operators SET locked_until_at = 9000000000000 WHERE user_name = 'marta'");
    change(&anna, house.operator("clara"), |draft| draft.enabled = false).unwrap();
    delete(&anna, house.operator("clara")).unwrap();
    delete(&anna, house.operator("carl")).unwrap();
}

#[test]
fn a_lost_second_factor_is_taken_away_by_somebody_in_reach_and_a_second_time_is_nothing() {
    let house = house();
    let (anna, clara) = (house.seat("anna"), house.operator("clara"));
    set_up_for(&house.desk, &house.seat("clara").session);
    assert!(anna.operator(clara).row.two_factor);
    let first = sign_in::sign_in(anna.console, "clara", &password());
    assert!(matches!(first, Ok(SignedIn::Asks(Ask::Code(_)))), "{first:?}");
    let remove = || operators::remove_two_factor(anna.console, &anna.permit(), clara).unwrap();
    remove();
    assert!(!anna.operator(clara).row.two_factor);
    assert!(matches!(sign_in::sign_in(anna.console, "clara", &password()), Ok(SignedIn::In(_))));
    let lines = || {
        let sql = "SELECT operator_name || ' ' || subject_name FROM audit WHERE action = 'two-factor-off'";
        house.rows(sql)
    };
    assert_eq!(lines(), ["Anna clara"]);
    remove();
    assert_eq!(lines().len(), 1);
}

#[test]
fn whoever_is_locked_out_comes_in_with_a_password_that_somebody_in_reach_sets() {
    let house = house();
    let (anna, clara) = (house.seat("anna"), house.operator("clara"));
    let try_with = |password: &str| sign_in::sign_in(anna.console, "clara", &Password::new(password));
    assert!(!anna.operator(clara).is_locked);
    for _ in 0..5 {
        assert!(try_with("wrong").is_err());
    }
    let page = anna.operator(clara);
    let until = page.row.locked_until.unwrap();
    assert!(page.is_locked);
    let now = house.desk.clock.now();
    house.desk.clock.set(until - Duration::milliseconds(1));
    assert!(anna.operator(clara).is_locked);
    house.desk.clock.set(until);
    assert!(!anna.operator(clara).is_locked, "it is over by itself");
    house.desk.clock.set(now);
    assert!(matches!(try_with(PASSWORD), Err(sign_in::Error::LockedUntil(_))));
    set_password(&anna, clara, "three herons on the roof").unwrap();
    assert!(!anna.operator(clara).is_locked && anna.operator(clara).must_change);
    assert!(matches!(try_with("three herons on the roof"), Ok(SignedIn::Asks(Ask::NewPassword(_)))));
}

#[test]
fn nobody_does_to_oneself_what_cannot_be_undone() {
    let house = house();
    for name in ["marta", "anna"] {
        let (seat, id) = (house.seat(name), house.operator(name));
        assert!(seat.operator(id).is_oneself && !seat.operator(house.operator("clara")).is_oneself);
        assert!(matches!(delete(&seat, id), Err(Error::Oneself)));
        assert!(matches!(set_password(&seat, id, "three herons on the roof"), Err(Error::Oneself)));
        assert!(matches!(
            operators::remove_two_factor(seat.console, &seat.permit(), id),
            Err(Error::Oneself)
        ));
        assert!(matches!(change(&seat, id, |draft| draft.enabled = false), Err(Error::Oneself)));
        change(&seat, id, |draft| draft.name = "Someone else".into()).unwrap();
    }
}

#[test]
fn user_names_are_unique_for_the_whole_site_whatever_their_case() {
    let house = house();
    let anna = house.seat("anna");
    let clerks = house.group("Clerk A");
    for taken in ["clara", "CLARA", "Bruno"] {
        let result = add(&anna, &operator(taken, clerks));
        assert!(
            matches!(&result, Err(Error::Operator(faults)) if *faults == [(Field::UserName, Fault::Duplicate)]),
            "{taken}: {result:?}"
        );
        let result = change(&anna, house.operator("carl"), |draft| draft.user_name = taken.to_owned());
        assert!(
            matches!(&result, Err(Error::Operator(faults)) if *faults == [(Field::UserName, Fault::Duplicate)]),
            "{taken}: {result:?}"
        );
    }
    change(&anna, house.operator("carl"), |draft| draft.user_name = "CARL".into()).unwrap();
}

#[test]
fn whoever_read_an_older_operator_is_told_who_saved_first() {
    let house = house();
    let (anna, alan) = (house.seat("anna"), house.seat("alan"));
    let id = house.operator("clara");
    let page = anna.operator(id);
    change(&alan, id, |draft| draft.name = "Clara Clerk".into()).unwrap();
    let mut draft = page.draft;
    draft.enabled = false;
    let result = operators::save(anna.console, &anna.permit(), id, page.version, &draft);
    assert!(matches!(result, Err(Error::Storage(StorageError::Conflict { by, .. })) if by == "Alan"));
    assert!(anna.operator(id).row.enabled);
}

#[test]
fn who_changed_a_thing_in_reach_is_named_though_out_of_reach() {
    let house = house();
    let (anna, marta) = (house.seat("anna"), house.seat("marta"));
    no_such(operators::open(anna.console, &anna.permit(), house.operator("marta")), Noun::Operator);
    let (clara, abel) = (house.operator("clara"), house.user("Abel"));
    let (stale, stale_person) = (anna.operator(clara), anna.person(abel));
    change(&marta, clara, |draft| draft.name = "Clara Night".into()).unwrap();
    house.desk.change(abel, |draft| draft.phone = "+34600123456".into());
    assert_eq!(anna.operator(clara).changed_by, "marta");
    let result = operators::save(anna.console, &anna.permit(), clara, stale.version, &stale.draft);
    assert!(matches!(result, Err(Error::Storage(StorageError::Conflict { by, .. })) if by == "marta"));
    let mine = user::Draft { phone: "+34600654321".into(), ..stale_person.draft };
    let result = users::save(
        anna.console,
        &anna.permit(),
        abel,
        stale_person.version,
        &mine,
        &Picture::Keep,
        &Giving::nothing(),
    );
    assert!(matches!(result, Err(Error::Storage(StorageError::Conflict { by, .. })) if by == "marta"));
    // The name is all: it opens nothing.
    assert!(
        !operators::list(anna.console, &anna.permit()).unwrap().iter().any(|row| row.user_name == "marta")
    );
}

#[test]
fn a_save_that_changes_nothing_is_no_change() {
    let house = house();
    let (anna, clara) = (house.seat("anna"), house.operator("clara"));
    let save = |version, draft: &Draft| operators::save(anna.console, &anna.permit(), clara, version, draft);
    let lines = || house.rows("SELECT CAST(count(*) AS TEXT) FROM audit");
    let (first, before) = (anna.operator(clara), lines());
    save(first.version, &first.draft).unwrap();
    assert_eq!((anna.operator(clara).version, lines()), (first.version, before));
    save(first.version, &Draft { name: "Clara Night".into(), ..first.draft.clone() }).unwrap();
    let page = anna.operator(clara);
    assert_eq!(page.version, first.version + 1);
    let stale = save(first.version, &page.draft);
    assert!(matches!(stale, Err(Error::Storage(StorageError::Conflict { .. }))), "{stale:?}");
}

#[test]
fn names_stay_in_the_trail_when_their_bearers_are_gone() {
    let house = house();
    let (anna, clara) = (house.seat("anna"), house.seat("clara"));
    let ada = clara.person(house.user("Ada"));
    let mut draft = ada.draft;
    draft.phone = "+34600123456".into();
    users::save(
        clara.console,
        &clara.permit(),
        ada.id,
        ada.version,
        &draft,
        &Picture::Keep,
        &Giving::nothing(),
    )
    .unwrap();
    delete(&anna, house.operator("clara")).unwrap();
    let by = house
        .rows("SELECT operator_name FROM audit WHERE action = 'user-changed' ORDER BY sequence DESC LIMIT 1");
    assert_eq!(by, ["Clara"]);
    let of = house.rows("SELECT subject_name FROM audit WHERE action = 'operator-deleted'");
    assert_eq!(of, ["clara"]);
    assert_eq!(anna.person(ada.id).changed_by, "Clara");
    house.desk.chain();
    // The number is not given again: an old line never speaks of somebody new.
    assert_ne!(add(&anna, &operator("zoe", house.group("Clerk A"))).unwrap(), house.operator("clara"));
}

#[test]
fn what_somebody_can_do_is_explained_and_what_stops_it_is_named() {
    let house = house();
    house.change_group("Manager A", |given| given.global = given.global.difference(set(&[P::UsersModify])));
    let anna = house.seat("anna");
    let clara = operators::explain(anna.console, &anna.permit(), house.operator("clara")).unwrap();
    assert_eq!(clara.group, "Clerk A");
    let partitions: Vec<_> = clara.partitions.iter().map(|partition| partition.id).collect();
    assert_eq!(partitions, [A], "no partition is named that is out of anna's reach");
    assert_eq!(clara.of(P::UsersModify, A).1, Some("Manager A"));
    assert_eq!(clara.of(P::UsersBan, A).1, Some("Clerk A"));
    assert_eq!(clara.held(A), set(CLERK).difference(set(&[P::UsersModify])));
}

#[test]
fn a_new_operator_is_let_in_with_what_the_group_can_do() {
    let mut house = house();
    house.add_group("anna", &form("Doorman", &[P::DoorsView], &[(A, Access::Global)]));
    house.add_operator("anna", "dora", "Doorman");
    let dora = house.seat("dora");
    assert!(dora.session.holds(P::DoorsView) && !dora.session.holds(P::UsersView));
    let page = house.seat("anna").operator(house.operator("dora"));
    assert_eq!((page.row.group_name.as_str(), page.row.enabled), ("Doorman", true));
}

#[test]
fn a_new_operator_chooses_another_password_first_and_not_at_all_while_disabled() {
    let house = house();
    let anna = house.seat("anna");
    let try_with = |name: &str| sign_in::sign_in(anna.console, name, &password());
    let enabled = operator("dora", house.group("Clerk A"));
    add(&anna, &enabled).unwrap();
    let asked = try_with("dora").unwrap();
    let SignedIn::Asks(Ask::NewPassword(pending)) = asked else { panic!("{asked:?}") };
    assert_eq!(pending.why(), WhyNew::ChosenByOther);
    let id = add(&anna, &Draft { enabled: false, ..operator("dina", house.group("Clerk A")) }).unwrap();
    assert!(matches!(try_with("dina"), Err(sign_in::Error::Wrong)));
    let page = anna.operator(id);
    assert!(!page.row.enabled && page.must_change);
}

#[test]
fn what_is_added_and_changed_stands_in_the_trail_with_before_and_after() {
    let house = house();
    let anna = house.seat("anna");
    let id = add(&anna, &operator("dora", house.group("Clerk A"))).unwrap();
    change(&anna, id, |draft| {
        *draft = Draft {
            name: "Dora Night".into(),
            user_name: "dora.night".into(),
            group: Some(house.group("Manager A")),
            language: Language::Spanish,
            enabled: false,
        };
    })
    .unwrap();
    delete(&anna, id).unwrap();
    let lines = house.rows(&format!(
        "SELECT operator_name || ' ' || action || ' ' || subject_name || ' ' || before || after FROM audit
         WHERE subject = 'operator' AND subject_id = {} ORDER BY sequence",
        id.0
    ));
    let was = r#"{"enabled":true,"group":"Clerk A","language":"en","name":"Dora","user name":"dora"}"#;
    let is = r#"{"enabled":false,"group":"Manager A","language":"es","name":"Dora Night","user name":"dora.night"}"#;
    assert_eq!(
        lines,
        [
            format!("Anna operator-added dora {{}}{was}"),
            format!("Anna operator-changed dora.night {was}{is}"),
            format!("Anna operator-deleted dora.night {is}{{}}")
        ]
    );
}

#[test]
fn whoever_sets_a_password_learns_nothing_of_the_one_before() {
    let house = house();
    let marta = house.seat("marta");
    marta.session.lock();
    let set = |text: &str| {
        let new = Password::new(text);
        let result =
            operators::set_password(marta.console, &marta.permit(), house.operator("anna"), &new, &new);
        format!("{result:?}")
    };
    let (right, wrong) = (set(PASSWORD), set("three herons on the roof"));
    assert!(right.starts_with("Err") && right == wrong, "{right} / {wrong}");
}
