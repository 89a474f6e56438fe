//! General options > Security: read by those who may see the options, changed by administrators.

use keydesk::domain::operator::{Password, PasswordFault};
use keydesk::domain::security::{Draft, Fault, Field};
use keydesk::operation::own::{self, PasswordError};
use keydesk::operation::security::{self, Page};
use keydesk::operation::{Error, StorageError, sign_in};

use crate::desk::{Desk, PASSWORD, desk};

fn page(desk: &Desk) -> Page {
    security::options(&desk.console, &desk.permit()).unwrap()
}

fn save(desk: &Desk, version: i64, draft: &Draft) -> Result<(), Error> {
    security::save(&desk.console, &desk.session.administrator().unwrap(), version, draft)
}

#[test]
fn a_new_site_asks_what_the_field_asks() {
    let Page { draft, changed, without_two_factor, .. } = page(&desk());
    assert_eq!([&draft.failures, &draft.window, &draft.lockout], ["5", "10", "30"]);
    assert_eq!([&draft.length, &draft.history, &draft.idle], ["12", "0", "10"]);
    assert!(!draft.until_released && !draft.expires && !draft.two_factor_all);
    assert_eq!((changed, without_two_factor), (None, 1));
}

#[test]
fn what_is_saved_holds_and_stands_in_the_trail_with_before_and_after() {
    let desk = desk();
    let before = page(&desk);
    let draft = Draft { length: "16".into(), until_released: true, ..before.draft.clone() };
    save(&desk, before.version, &draft).unwrap();
    let after = page(&desk);
    assert_eq!(after.draft, draft);
    assert_eq!(after.changed.unwrap().1, "marta");
    let (action, fields) = desk.trail(1).remove(0);
    assert_eq!(action, "security-changed");
    assert_eq!(fields, r#"{"locked for minutes":null,"password length":16}"#);
    let short = Password::new("fifteen letters");
    let changed =
        own::change_password(&desk.console, &desk.session.own(), &Password::new(PASSWORD), &short, &short);
    assert!(matches!(changed, Err(PasswordError::Refused(PasswordFault::TooShort { min: 16 }))));
    save(&desk, after.version, &draft).unwrap();
    assert_eq!(desk.trail(1)[0].0, "security-changed", "nothing changed, nothing is said");
    assert_eq!(page(&desk).version, after.version);
}

#[test]
fn whoever_saves_what_was_read_before_is_told_so() {
    let desk = desk();
    let Page { draft, version, .. } = page(&desk);
    save(&desk, version, &Draft { idle: "5".into(), ..draft.clone() }).unwrap();
    let conflict = save(&desk, version, &Draft { idle: "20".into(), ..draft });
    assert!(matches!(conflict, Err(Error::Storage(StorageError::Conflict { by, .. })) if by == "marta"));
    assert_eq!(page(&desk).draft.idle, "5");
}

#[test]
fn what_is_wrong_is_said_by_field_and_nothing_is_saved() {
    let desk = desk();
    let Page { draft, version, .. } = page(&desk);
    let wrong = Draft { failures: "2".into(), history: "11".into(), idle: "20".into(), ..draft.clone() };
    let Err(Error::Security(faults)) = save(&desk, version, &wrong) else { panic!("it was saved") };
    assert_eq!(
        faults,
        [(Field::Failures, Fault { min: 3, max: 100 }), (Field::History, Fault { min: 0, max: 10 })]
    );
    assert_eq!(page(&desk).draft, draft);
}

#[test]
fn an_administrator_who_is_one_no_more_changes_nothing() {
    let desk = desk();
    desk.colleague("ben", 2);
    let Page { draft, version, .. } = page(&desk);
    desk.sql("UPDATE operators SET group_id = 2 WHERE user_name = 'marta'");
    let saved = save(&desk, version, &Draft { idle: "5".into(), ..draft });
    assert!(matches!(saved, Err(Error::Storage(StorageError::NotPermitted))));
}

#[test]
fn whoever_may_see_the_options_but_is_no_administrator_sees_them_only() {
    let mut desk = desk();
    desk.colleague("ben", 2);
    desk.sql("INSERT INTO group_permissions VALUES (2, 'system/configuration/general')");
    let signed_in = sign_in::sign_in(&desk.console, "ben", &Password::new(PASSWORD)).unwrap();
    desk.session = signed_in.session().unwrap();
    assert_eq!(page(&desk).draft.length, "12");
    assert!(desk.session.administrator().is_none());
}

#[test]
fn it_says_how_many_would_have_to_set_up_a_second_factor() {
    let desk = desk();
    desk.colleague("ben", 2);
    desk.colleague("ana", 1);
    desk.sql(
        "INSERT INTO operator_secrets SELECT id, 'two-factor', x'00' FROM operators WHERE user_name = 'ana'",
    );
    assert_eq!(page(&desk).without_two_factor, 2);
    desk.sql("UPDATE operators SET enabled = 0 WHERE user_name = 'ben'");
    assert_eq!(page(&desk).without_two_factor, 1, "who cannot sign in has nothing to set up");
}
