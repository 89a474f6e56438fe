//! Signing in: failures tell nothing, too many lock, a locked screen has no secrets.

use chrono::Duration;
use keydesk::domain::operator::{Language, Password, PasswordFault, Theme};
use keydesk::operation::own::{self, PasswordError, Preferences};
use keydesk::operation::sign_in::{self, Error};

use crate::desk::{Desk, PASSWORD, at, desk};

fn try_with(desk: &Desk, user: &str, password: &str) -> Result<(), Error> {
    sign_in::sign_in(&desk.console, user, &Password::new(password)).map(|_| ())
}

#[test]
fn user_names_have_no_case_and_passwords_do() {
    let desk = desk();
    assert!(try_with(&desk, "MARTA", PASSWORD).is_ok());
    assert!(matches!(try_with(&desk, "marta", &PASSWORD.to_uppercase()), Err(Error::Wrong)));
}

#[test]
fn a_failure_does_not_tell_which_part_was_wrong() {
    let desk = desk();
    let wrong = |user, password| try_with(&desk, user, password).unwrap_err().to_string();
    assert_eq!(wrong("marta", "wrong"), wrong("nobody", PASSWORD));
    assert_eq!(wrong("", ""), wrong("x".repeat(2_000).as_str(), "\0"));
}

#[test]
fn five_failures_within_ten_minutes_lock_for_thirty() {
    let desk = desk();
    for _ in 0..4 {
        assert!(matches!(try_with(&desk, "marta", "wrong"), Err(Error::Wrong)));
    }
    let until = at("2026-11-22 10:55");
    assert!(matches!(try_with(&desk, "marta", "wrong"), Err(Error::LockedUntil(moment)) if moment == until));
    assert!(matches!(try_with(&desk, "marta", PASSWORD), Err(Error::LockedUntil(_))));
    let desk = desk.restarted();
    assert!(
        matches!(try_with(&desk, "marta", PASSWORD), Err(Error::LockedUntil(_))),
        "a new start forgets nothing"
    );
    desk.clock.set(until - Duration::milliseconds(1));
    assert!(matches!(try_with(&desk, "marta", PASSWORD), Err(Error::LockedUntil(_))));
    desk.clock.set(until);
    assert!(try_with(&desk, "marta", PASSWORD).is_ok());
}

#[test]
fn failures_are_forgotten_after_ten_quiet_minutes_or_a_good_sign_in() {
    let desk = desk();
    let fail = |times| {
        (0..times).for_each(|_| assert!(matches!(try_with(&desk, "marta", "wrong"), Err(Error::Wrong))));
    };
    fail(4);
    desk.clock.advance(Duration::minutes(10));
    fail(4);
    assert!(try_with(&desk, "marta", PASSWORD).is_ok());
    fail(4);
}

#[test]
fn a_locked_screen_opens_with_the_password_of_whoever_locked_it() {
    let desk = desk();
    sign_in::lock(&desk.console, &desk.session.own()).unwrap();
    assert!(desk.session.is_locked());
    assert!(matches!(
        sign_in::unlock(&desk.console, &desk.session, &Password::new("wrong")),
        Err(Error::Wrong)
    ));
    assert!(desk.session.is_locked());
    sign_in::unlock(&desk.console, &desk.session, &Password::new(PASSWORD)).unwrap();
    assert!(!desk.session.is_locked());
}

#[test]
fn ones_own_settings_are_kept() {
    let desk = desk();
    let settings =
        Preferences { language: Language::Spanish, theme: Theme::Dark, encoder: Some("Reader 1".into()) };
    own::set_preferences(&desk.console, &desk.session.own(), &settings).unwrap();
    let desk = desk.again();
    assert_eq!(own::preferences(&desk.console, &desk.session.own()).unwrap(), settings);
}

#[test]
fn a_new_password_replaces_the_old_one() {
    let desk = desk();
    let change = |old: &str, new: &str, repeated: &str| {
        let (old, new, repeated) = (Password::new(old), Password::new(new), Password::new(repeated));
        own::change_password(&desk.console, &desk.session.own(), &old, &new, &repeated)
    };
    let new = "two herons on the roof";
    assert!(matches!(change("wrong", new, new), Err(PasswordError::WrongOld)));
    assert!(matches!(change(PASSWORD, new, "else"), Err(PasswordError::Differs)));
    assert!(matches!(
        change(PASSWORD, "short", "short"),
        Err(PasswordError::Refused(PasswordFault::TooShort { min: 12 }))
    ));
    change(PASSWORD, new, new).unwrap();
    assert!(matches!(try_with(&desk, "marta", PASSWORD), Err(Error::Wrong)));
    let session = sign_in::sign_in(&desk.console, "marta", &Password::new(new)).unwrap();
    assert!(!session.is_locked(), "the secrets came along");
}
