//! The second factor: set up by choice or because everybody must, asked at every sign-in, no code taken twice.

use std::sync::Arc;

use chrono::Duration;
use keydesk::domain::operator::Password;
use keydesk::operation::own::{self, TwoFactor, TwoFactorError};
use keydesk::operation::sign_in::{self, Ask, Code, Error, Pending, SignedIn};
use keydesk::secret::authenticator::{Authenticator, Step};
use keydesk::session::Session;

use crate::desk::{Desk, PASSWORD, desk};

/// The phone in somebody's hand.
pub struct Phone(Authenticator);

impl Phone {
    fn of(groups: &str) -> Phone {
        Phone(Authenticator::parse(groups).unwrap())
    }

    pub fn code(&self, desk: &Desk) -> String {
        self.code_in(desk, 0)
    }

    fn code_in(&self, desk: &Desk, steps: i64) -> String {
        let Step(now) = Step::of(desk.console.clock().now());
        self.0.code(Step(now + steps)).to_string()
    }

    pub fn wrong(&self, desk: &Desk) -> String {
        if self.code(desk) == "000000" { "000001".into() } else { "000000".into() }
    }
}

fn begin(desk: &Desk, user: &str) -> SignedIn {
    sign_in::sign_in(&desk.console, user, &Password::new(PASSWORD)).unwrap()
}

#[track_caller]
pub fn asks_code(desk: &Desk, user: &str) -> Pending<Code> {
    match begin(desk, user) {
        SignedIn::Asks(Ask::Code(pending)) => pending,
        other => panic!("{other:?}"),
    }
}

/// Marta's own phone, set up half a minute ago.
fn desk_with_phone() -> (Desk, Phone) {
    let desk = desk();
    let phone = set_up(&desk);
    desk.clock.advance(Duration::seconds(30));
    (desk, phone)
}

fn set_up(desk: &Desk) -> Phone {
    set_up_for(desk, &desk.session)
}

/// Sets a second factor up for whoever is signed in.
pub fn set_up_for(desk: &Desk, session: &Arc<Session>) -> Phone {
    let own = session.own();
    let enrolment = own::begin_two_factor(&desk.console, &own).unwrap();
    let phone = Phone::of(&enrolment.groups());
    own::switch_two_factor_on(&desk.console, &own, &enrolment, &phone.code(desk)).unwrap();
    phone
}

fn standing(desk: &Desk) -> TwoFactor {
    own::two_factor(&desk.console, &desk.session.own()).unwrap()
}

#[test]
fn a_second_factor_is_kept_only_when_a_code_shows_that_the_phone_has_it() {
    let desk = desk();
    let own = desk.session.own();
    assert_eq!(standing(&desk), TwoFactor { is_on: false, is_required: false });
    let enrolment = own::begin_two_factor(&desk.console, &own).unwrap();
    assert_eq!(enrolment.label(), "Keydesk: Hotel Aurora (marta)");
    let phone = Phone::of(&enrolment.groups());
    let on = |code: &str| own::switch_two_factor_on(&desk.console, &own, &enrolment, code);
    assert!(matches!(on(&phone.wrong(&desk)), Err(TwoFactorError::WrongCode)));
    assert!(begin(&desk, "marta").session().is_ok(), "nothing is asked yet");
    on(&phone.code(&desk)).unwrap();
    assert!(standing(&desk).is_on);
    assert_eq!(desk.trail(1)[0].0, "two-factor-on");
    assert!(matches!(own::begin_two_factor(&desk.console, &own), Err(TwoFactorError::AlreadyOn)));
    assert!(matches!(on(&phone.code_in(&desk, 1)), Err(TwoFactorError::AlreadyOn)));
}

#[test]
fn a_code_is_asked_at_every_sign_in_and_none_is_taken_twice() {
    let (desk, phone) = desk_with_phone();
    let pending = asks_code(&desk, "marta");
    assert!(matches!(begin(&desk, "marta").session(), Err(Error::Unfinished)));
    let confirm = |code: &str| sign_in::confirm_code(&desk.console, &pending, code);
    assert!(matches!(confirm(&phone.wrong(&desk)), Err(Error::WrongCode)));
    let session = confirm(&phone.code(&desk)).unwrap().session().unwrap();
    assert!(!session.is_locked(), "the secrets came along");
    assert!(matches!(confirm(&phone.code(&desk)), Err(Error::WrongCode)), "it was taken");
    assert!(matches!(confirm(&phone.code_in(&desk, -1)), Err(Error::WrongCode)), "so is the one before it");
    let desk = desk.restarted();
    let pending = asks_code(&desk, "marta");
    let confirm = |code: &str| sign_in::confirm_code(&desk.console, &pending, code);
    assert!(matches!(confirm(&phone.code(&desk)), Err(Error::WrongCode)), "a new start forgets nothing");
    assert!(confirm(&phone.code_in(&desk, 1)).is_ok());
}

#[test]
fn the_code_that_set_it_up_is_taken_too() {
    let desk = desk();
    let phone = set_up(&desk);
    let pending = asks_code(&desk, "marta");
    let confirm = |code: &str| sign_in::confirm_code(&desk.console, &pending, code);
    assert!(matches!(confirm(&phone.code(&desk)), Err(Error::WrongCode)));
    assert!(confirm(&phone.code_in(&desk, 1)).is_ok());
}

#[test]
fn a_wrong_code_counts_as_a_wrong_password_does() {
    let (desk, phone) = desk_with_phone();
    desk.colleague("ana", 1);
    let wrong = || sign_in::sign_in(&desk.console, "marta", &Password::new("wrong"));
    assert!(matches!(wrong(), Err(Error::Wrong)));
    assert!(matches!(wrong(), Err(Error::Wrong)));
    let pending = asks_code(&desk, "marta");
    let confirm = |code: &str| sign_in::confirm_code(&desk.console, &pending, code);
    assert!(matches!(confirm(&phone.wrong(&desk)), Err(Error::WrongCode)));
    assert!(desk.trail(1)[0].1.contains(r#""wrong":"code""#));
    asks_code(&desk, "marta");
    assert!(
        matches!(confirm(&phone.wrong(&desk)), Err(Error::WrongCode)),
        "the right password forgets nothing before its code"
    );
    assert!(matches!(confirm(&phone.wrong(&desk)), Err(Error::LockedUntil(_))));
    assert!(matches!(confirm(&phone.code(&desk)), Err(Error::LockedUntil(_))));
    let signed_in = sign_in::sign_in(&desk.console, "marta", &Password::new(PASSWORD));
    assert!(matches!(signed_in, Err(Error::LockedUntil(_))));
}

#[test]
fn the_last_administrator_gets_one_try_in_half_a_minute_instead_of_a_lock() {
    let (desk, phone) = desk_with_phone();
    let pending = asks_code(&desk, "marta");
    let confirm = |code: &str| sign_in::confirm_code(&desk.console, &pending, code);
    for _ in 0..5 {
        assert!(matches!(confirm(&phone.wrong(&desk)), Err(Error::WrongCode)));
    }
    assert!(desk.trail(1)[0].1.contains("not locked"));
    assert!(matches!(confirm(&phone.code(&desk)), Err(Error::NextCode)));
    desk.clock.advance(Duration::seconds(30));
    assert!(matches!(confirm(&phone.wrong(&desk)), Err(Error::WrongCode)));
    assert!(matches!(confirm(&phone.code(&desk)), Err(Error::NextCode)));
    desk.clock.advance(Duration::seconds(30));
    assert!(confirm(&phone.code(&desk)).unwrap().session().is_ok());
}

#[test]
fn everybody_sets_one_up_at_the_next_sign_in_where_the_site_asks_it() {
    let desk = desk();
    desk.sql("UPDATE security_options SET two_factor_all = 1");
    assert_eq!(standing(&desk), TwoFactor { is_on: false, is_required: true });
    let SignedIn::Asks(Ask::Enrolment(pending)) = begin(&desk, "marta") else {
        panic!("nothing was asked");
    };
    let phone = Phone::of(&pending.enrolment().groups());
    let enrol = |code: &str| sign_in::enrol(&desk.console, &pending, code);
    for _ in 0..12 {
        assert!(matches!(enrol(&phone.wrong(&desk)), Err(Error::WrongCode)), "slips cost nothing");
    }
    assert!(enrol(&phone.code(&desk)).unwrap().session().is_ok());
    assert_eq!(
        desk.trail(2).into_iter().map(|line| line.0).collect::<Vec<_>>(),
        ["signed-in", "two-factor-on"]
    );
    desk.clock.advance(Duration::seconds(30));
    assert!(matches!(enrol(&phone.code(&desk)), Err(Error::BeginAnew)), "nobody replaces it so");
    let pending = asks_code(&desk, "marta");
    assert!(sign_in::confirm_code(&desk.console, &pending, &phone.code(&desk)).is_ok());
    let off = own::switch_two_factor_off(&desk.console, &desk.session.own(), &Password::new(PASSWORD));
    assert!(matches!(off, Err(TwoFactorError::Required)));
}

#[test]
fn it_goes_on_from_code_to_new_password() {
    let (desk, phone) = desk_with_phone();
    desk.sql("UPDATE operators SET password_must_change = 1");
    let pending = asks_code(&desk, "marta");
    let code = phone.code(&desk);
    let SignedIn::Asks(Ask::NewPassword(next)) =
        sign_in::confirm_code(&desk.console, &pending, &code).unwrap()
    else {
        panic!("no new password was asked");
    };
    assert!(matches!(sign_in::confirm_code(&desk.console, &pending, &code), Err(Error::WrongCode)));
    let new = Password::new("two herons on the roof");
    let session = sign_in::replace_password(&desk.console, &next, &new, &new).unwrap().session().unwrap();
    assert!(!session.is_locked());
    desk.clock.advance(Duration::seconds(30));
    let SignedIn::Asks(Ask::Code(pending)) = sign_in::sign_in(&desk.console, "marta", &new).unwrap() else {
        panic!("no code was asked");
    };
    assert!(
        sign_in::confirm_code(&desk.console, &pending, &phone.code(&desk)).is_ok(),
        "the secret came along with the new password"
    );
}

#[test]
fn a_locked_screen_asks_what_signing_in_asks() {
    let (desk, phone) = desk_with_phone();
    sign_in::lock(&desk.console, &desk.session.own()).unwrap();
    let unlock = |code: &str| sign_in::unlock(&desk.console, &desk.session, &Password::new(PASSWORD), code);
    desk.clock.advance(Duration::seconds(30));
    assert!(matches!(unlock(""), Err(Error::CodeWanted)));
    assert!(matches!(unlock(&phone.wrong(&desk)), Err(Error::WrongCode)));
    assert!(desk.session.is_locked());
    desk.sql("UPDATE operators SET password_must_change = 1");
    assert!(matches!(unlock(&phone.code(&desk)), Err(Error::Unfinished)), "somebody else has set it");
    assert!(desk.session.is_locked());
    desk.sql("UPDATE operators SET password_must_change = 0");
    unlock(&phone.code(&desk)).unwrap();
    assert!(!desk.session.is_locked());
    let lines: Vec<String> = desk.trail(2).into_iter().map(|(action, _)| action).collect();
    assert_eq!(lines, ["signed-in", "code-taken"]);
    desk.session.lock();
    assert!(matches!(unlock(&phone.code(&desk)), Err(Error::WrongCode)), "no code is taken twice");
}

#[test]
fn wrong_codes_at_a_locked_screen_lock_the_account() {
    let (desk, phone) = desk_with_phone();
    desk.colleague("olga", 1);
    desk.session.lock();
    let unlock =
        || sign_in::unlock(&desk.console, &desk.session, &Password::new(PASSWORD), &phone.wrong(&desk));
    for _ in 0..4 {
        assert!(matches!(unlock(), Err(Error::WrongCode)));
    }
    assert!(matches!(unlock(), Err(Error::LockedUntil(_))));
}

#[test]
fn it_is_switched_off_with_the_password_and_set_up_anew_at_once() {
    let (desk, _) = desk_with_phone();
    let off =
        |password| own::switch_two_factor_off(&desk.console, &desk.session.own(), &Password::new(password));
    assert!(matches!(off("wrong"), Err(TwoFactorError::WrongPassword)));
    assert!(standing(&desk).is_on);
    off(PASSWORD).unwrap();
    assert_eq!(desk.trail(1)[0].0, "two-factor-off");
    assert!(!standing(&desk).is_on);
    let lines = desk.trail(100).len();
    off(PASSWORD).unwrap();
    assert_eq!(desk.trail(100).len(), lines, "it is off already");
    assert!(begin(&desk, "marta").session().is_ok());
    set_up(&desk);
}

#[test]
fn nothing_in_the_file_leads_to_the_codes() {
    let desk = desk();
    let own = desk.session.own();
    let enrolment = own::begin_two_factor(&desk.console, &own).unwrap();
    let phone = Phone::of(&enrolment.groups());
    own::switch_two_factor_on(&desk.console, &own, &enrolment, &phone.code(&desk)).unwrap();
    let text = enrolment.groups().replace(' ', "");
    let folder = desk.restarted().folder;
    for file in ["site.db", "site.db-wal"] {
        let bytes = std::fs::read(folder.path().join(file)).unwrap_or_default();
        assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()), "{file}");
    }
}
