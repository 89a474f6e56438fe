//! Signing in: failures tell nothing, too many lock, a locked screen has no secrets.

use chrono::Duration;
use keydesk::domain::operator::{Draft, Language, Password, PasswordFault, Theme};
use keydesk::operation::own::{self, PasswordError, Preferences};
use keydesk::operation::sign_in::{self, Ask, Error, NewPassword, Pending, SignedIn, WhyNew};
use keydesk::operation::{four_eyes, operators};

use crate::desk::{Desk, PASSWORD, at, desk};
use crate::house::{House, house, operator, password};

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
    desk.colleague("ben", 2);
    for _ in 0..4 {
        assert!(matches!(try_with(&desk, "ben", "wrong"), Err(Error::Wrong)));
    }
    let until = at("2026-11-22 10:55");
    assert!(matches!(try_with(&desk, "ben", "wrong"), Err(Error::LockedUntil(moment)) if moment == until));
    assert_eq!(desk.trail(1)[0].0, "operator-locked-out");
    assert!(matches!(try_with(&desk, "ben", PASSWORD), Err(Error::LockedUntil(_))));
    let desk = desk.restarted();
    assert!(
        matches!(try_with(&desk, "ben", PASSWORD), Err(Error::LockedUntil(_))),
        "a new start forgets nothing"
    );
    desk.clock.set(until - Duration::milliseconds(1));
    assert!(matches!(try_with(&desk, "ben", PASSWORD), Err(Error::LockedUntil(_))));
    desk.clock.set(until);
    assert!(try_with(&desk, "ben", PASSWORD).is_ok());
}

fn fail(desk: &Desk, user: &str, times: usize) {
    for _ in 0..times {
        assert!(matches!(try_with(desk, user, "wrong"), Err(Error::Wrong)));
    }
}

#[test]
fn failures_are_forgotten_after_ten_quiet_minutes_or_a_good_sign_in() {
    let desk = desk();
    desk.colleague("ben", 2);
    fail(&desk, "ben", 4);
    desk.clock.advance(Duration::minutes(10));
    fail(&desk, "ben", 4);
    assert!(try_with(&desk, "ben", PASSWORD).is_ok());
    fail(&desk, "ben", 4);
}

#[test]
fn failures_outlive_the_program_and_a_clock_that_is_put_back_or_a_little_forward() {
    for shift in [Duration::zero(), Duration::days(-400), Duration::minutes(9)] {
        let desk = desk();
        desk.colleague("ben", 2);
        fail(&desk, "ben", 4);
        let desk = desk.restarted();
        desk.clock.advance(shift);
        let locked = try_with(&desk, "ben", "wrong");
        assert!(matches!(locked, Err(Error::LockedUntil(_))), "{shift}: {locked:?}");
    }
}

#[test]
fn a_clock_that_is_put_back_opens_no_lock_nor_keeps_it_for_years() {
    // Twenty days ahead the clock is believed, and the lock holds until somebody confirms the time; four hundred it is
    // not, and the lock begins at the last use.
    for (days, is_believed) in [(20, true), (400, false)] {
        let desk = desk();
        desk.colleague("ben", 2);
        desk.clock.advance(Duration::days(days));
        let until = at("2026-11-22 10:55");
        let are_locked = |until| {
            ["ben", "nobody"].iter().all(|name| {
                let tried = try_with(&desk, name, PASSWORD);
                matches!(tried, Err(Error::LockedUntil(moment)) if moment == until)
            })
        };
        for name in ["ben", "nobody"] {
            fail(&desk, name, 4);
            assert!(try_with(&desk, name, "wrong").is_err());
        }
        desk.clock.advance(Duration::days(-days));
        assert_eq!(desk.console.clock_in_doubt().is_some(), is_believed);
        if is_believed {
            assert!(are_locked(until + Duration::days(days)), "{days}");
            desk.confirm_time().unwrap();
        }
        assert!(are_locked(until), "{days}");
        desk.clock.advance(Duration::minutes(5));
        assert!(are_locked(until), "{days}: asking does not put it off");
        desk.clock.set(until);
        assert!(try_with(&desk, "ben", PASSWORD).is_ok(), "{days}");
        assert!(matches!(try_with(&desk, "nobody", PASSWORD), Err(Error::Wrong)), "{days}");
    }
}

#[test]
fn the_last_administrator_is_never_locked_out() {
    let desk = desk();
    desk.colleague("ben", 2);
    fail(&desk, "marta", 12);
    let (action, after) = desk.trail(1).remove(0);
    assert_eq!(action, "sign-in-failed");
    assert!(after.contains(r#""not locked":"the last administrator""#) && after.contains("12"), "{after}");
    assert!(try_with(&desk, "marta", PASSWORD).is_ok(), "the right password is always taken");
}

#[test]
fn an_administrator_beside_another_is_locked_and_the_other_is_not() {
    let desk = desk();
    desk.colleague("ana", 1);
    fail(&desk, "marta", 4);
    assert!(matches!(try_with(&desk, "marta", "wrong"), Err(Error::LockedUntil(_))));
    fail(&desk, "ana", 12);
    assert!(try_with(&desk, "ana", PASSWORD).is_ok());
    assert!(matches!(try_with(&desk, "marta", PASSWORD), Err(Error::LockedUntil(_))));
    desk.sql("UPDATE operators SET enabled = 0 WHERE user_name = 'ana'");
    assert!(try_with(&desk, "marta", PASSWORD).is_ok(), "now the last one, whatever was before");
    desk.sql("UPDATE operators SET locked_until_at = NULL, failures = 0 WHERE user_name = 'marta'");
    fail(&desk, "marta", 6);
}

#[test]
fn the_last_administrator_is_locked_out_by_no_door_while_the_other_is() {
    let desk = desk();
    desk.colleague("olga", 1);
    let olga = sign_in::sign_in(&desk.console, "olga", &Password::new(PASSWORD)).unwrap().session().unwrap();
    // A lock that only an administrator ends.
    desk.sql("UPDATE security_options SET lockout_minutes = NULL");
    fail(&desk, "olga", 4);
    assert!(matches!(try_with(&desk, "olga", "wrong"), Err(Error::LockedUntil(_))));
    let wrong = Password::new("wrong");
    let by = olga.administrator().unwrap();
    for _ in 0..6 {
        fail(&desk, "marta", 1);
        assert!(matches!(sign_in::unlock(&desk.console, &desk.session, &wrong, ""), Err(Error::Wrong)));
        let word = four_eyes::confirm(&desk.console, &by, "marta", &wrong, "");
        assert!(matches!(word, Err(four_eyes::Error::SignIn(Error::Wrong))), "{word:?}");
    }
    assert!(try_with(&desk, "marta", PASSWORD).is_ok());
    assert!(
        matches!(try_with(&desk, "olga", PASSWORD), Err(Error::LockedUntil(_))),
        "for as long as it takes"
    );
}

#[test]
fn whoever_became_the_last_administrator_is_not_locked_out_however_that_came() {
    let other = |house: &House, change: &dyn Fn(&mut Draft)| {
        let (marta, berta) = (house.seat("marta"), house.operator("berta"));
        let page = marta.operator(berta);
        let mut draft = page.draft;
        change(&mut draft);
        operators::save(marta.console, &marta.permit(), berta, page.version, &draft).unwrap();
    };
    type Deed<'d> = &'d dyn Fn(&House);
    let gone: [(&str, Deed<'_>); 3] = [
        ("disabled", &|house| other(house, &|draft| draft.enabled = false)),
        ("moved", &|house| other(house, &|draft| draft.group = Some(house.group("Nothing")))),
        ("deleted", &|house| {
            let marta = house.seat("marta");
            operators::delete(marta.console, &marta.permit(), house.operator("berta")).unwrap();
        }),
    ];
    for (how, go) in gone {
        let mut house = house();
        house.add_operator("marta", "berta", "Administrator");
        fail(&house.desk, "marta", 4);
        go(&house);
        fail(&house.desk, "marta", 8);
        assert!(try_with(&house.desk, "marta", PASSWORD).is_ok(), "{how}");
    }
}

#[test]
fn a_lock_does_not_tell_who_exists() {
    let desk = desk();
    desk.colleague("ben", 2);
    desk.colleague("eve", 2);
    desk.sql("UPDATE operators SET enabled = 0 WHERE user_name = 'eve'");
    let tries = |user: &str| -> Vec<String> {
        (0..7).map(|_| try_with(&desk, user, "wrong").unwrap_err().to_string()).collect()
    };
    let ben = tries("ben");
    assert!(ben[4].contains("locked"));
    assert_eq!(tries("Nobody"), ben);
    assert_eq!(tries("eve"), ben);
    assert!(matches!(try_with(&desk, "nobody", PASSWORD), Err(Error::LockedUntil(_))), "whatever its case");
    desk.clock.advance(Duration::minutes(9));
    let ben = tries("ben");
    assert!(ben.iter().all(|said| said.contains("10:55")), "asking does not put it off: {ben:?}");
    assert_eq!((tries("Nobody"), tries("eve")), (ben.clone(), ben));
    desk.clock.advance(Duration::minutes(-9));
    desk.clock.advance(Duration::minutes(30));
    assert!(matches!(try_with(&desk, "nobody", "wrong"), Err(Error::Wrong)));
}

#[test]
fn what_the_trail_says_of_a_failure_is_so() {
    let desk = desk();
    desk.colleague("ben", 2);
    for number in 1..=4 {
        fail(&desk, "ben", 1);
        let said = format!(r#"{{"failures":{number},"wrong":"password"}}"#);
        assert_eq!(desk.trail(1), [("sign-in-failed".to_owned(), said)]);
    }
    assert!(try_with(&desk, "ben", "wrong").is_err());
    let lock = [("operator-locked-out".to_owned(), r#"{"failures":5,"wrong":"password"}"#.to_owned())];
    assert_eq!(desk.trail(1), lock);
    assert!(try_with(&desk, "ben", "wrong").is_err());
    assert_eq!(desk.trail(1), lock, "a try at a lock is no other lock");
    fail(&desk, "be\u{7}n\n", 1);
    let name: String = desk
        .database()
        .query_row("SELECT subject_name FROM audit ORDER BY sequence DESC LIMIT 1", (), |row| row.get(0))
        .unwrap();
    assert_eq!(name, "", "a name that nobody has may be a password");
}

#[test]
fn signing_out_wipes_the_secrets_and_stands_in_the_trail() {
    let desk = desk();
    sign_in::sign_out(&desk.console, &desk.session.own()).unwrap();
    assert!(desk.session.is_locked());
    assert_eq!(desk.trail(1)[0].0, "signed-out");
}

#[test]
fn a_locked_screen_opens_with_the_password_of_whoever_locked_it() {
    let desk = desk();
    sign_in::lock(&desk.console, &desk.session.own()).unwrap();
    assert!(desk.session.is_locked());
    assert!(matches!(
        sign_in::unlock(&desk.console, &desk.session, &Password::new("wrong"), ""),
        Err(Error::Wrong)
    ));
    assert!(desk.session.is_locked());
    sign_in::unlock(&desk.console, &desk.session, &Password::new(PASSWORD), "").unwrap();
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
    assert!(matches!(change(PASSWORD, PASSWORD, PASSWORD), Err(PasswordError::Refused(PasswordFault::Used))));
    change(PASSWORD, new, new).unwrap();
    assert!(matches!(try_with(&desk, "marta", PASSWORD), Err(Error::Wrong)));
    let session = sign_in::sign_in(&desk.console, "marta", &Password::new(new)).unwrap().session().unwrap();
    assert!(!session.is_locked(), "the secrets came along");
}

#[test]
fn the_last_passwords_are_not_taken_again() {
    let desk = desk();
    desk.sql("UPDATE security_options SET password_history = 2");
    let passwords = [PASSWORD, "two herons on the roof", "three herons on the roof", "four herons on it"];
    let change = |from: usize, to: usize| {
        let (old, new) = (Password::new(passwords[from]), Password::new(passwords[to]));
        own::change_password(&desk.console, &desk.session.own(), &old, &new, &new)
    };
    let is_used = |result| matches!(result, Err(PasswordError::Refused(PasswordFault::Used)));
    change(0, 1).unwrap();
    change(1, 2).unwrap();
    assert!(is_used(change(2, 2)), "the present one");
    assert!(is_used(change(2, 1)), "the one before");
    assert!(is_used(change(2, 0)), "two before");
    change(2, 3).unwrap();
    change(3, 0).unwrap();
    desk.sql("UPDATE security_options SET password_history = 0");
    change(0, 3).unwrap();
}

fn asked(desk: &Desk, user: &str, password: &str) -> Pending<NewPassword> {
    match sign_in::sign_in(&desk.console, user, &Password::new(password)).unwrap() {
        SignedIn::Asks(Ask::NewPassword(pending)) => pending,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_password_that_somebody_else_chose_must_be_replaced_before_anything() {
    let desk = desk();
    desk.colleague("ben", 2);
    desk.sql("UPDATE operators SET password_must_change = 1 WHERE user_name = 'ben'");
    let lines = desk.trail(100).len();
    let pending = asked(&desk, "ben", PASSWORD);
    assert_eq!(desk.trail(100).len(), lines, "nobody is signed in yet");
    assert_eq!((pending.why(), pending.length_min()), (WhyNew::ChosenByOther, 12));
    let printed = format!("{pending:?}");
    assert!(printed.contains("Opened { operator: OperatorId(2), .. }"), "who, and no secret: {printed}");
    let replace = |new: &str, repeated: &str| {
        let (new, repeated) = (Password::new(new), Password::new(repeated));
        sign_in::replace_password(&desk.console, &pending, &new, &repeated)
    };
    assert!(matches!(replace(PASSWORD, PASSWORD), Err(Error::Refused(PasswordFault::Used))));
    assert!(matches!(replace("short", "short"), Err(Error::Refused(PasswordFault::TooShort { min: 12 }))));
    let new = "two herons on the roof";
    assert!(matches!(replace(new, "else"), Err(Error::Differs)));
    let session = replace(new, new).unwrap().session().unwrap();
    assert_eq!(session.user_name(), "ben");
    assert!(!session.is_locked());
    assert_eq!(
        desk.trail(2).into_iter().map(|line| line.0).collect::<Vec<_>>(),
        ["signed-in", "password-changed"]
    );
    assert!(
        matches!(replace("three herons on it", "three herons on it"), Err(Error::BeginAnew)),
        "only once"
    );
    assert!(matches!(try_with(&desk, "ben", PASSWORD), Err(Error::Wrong)));
    let session = sign_in::sign_in(&desk.console, "ben", &Password::new(new)).unwrap().session();
    assert!(session.is_ok(), "it is asked only once");
}

#[test]
fn a_password_expires_when_its_days_are_over() {
    let desk = desk();
    desk.sql("UPDATE security_options SET password_days = 90");
    desk.clock.advance(Duration::days(90) - Duration::milliseconds(1));
    assert!(try_with(&desk, "marta", PASSWORD).is_ok());
    desk.clock.advance(Duration::milliseconds(1));
    let pending = asked(&desk, "marta", PASSWORD);
    assert_eq!(pending.why(), WhyNew::Expired);
    let new = Password::new("two herons on the roof");
    sign_in::replace_password(&desk.console, &pending, &new, &new).unwrap().session().unwrap();
    desk.clock.advance(Duration::days(89));
    assert!(try_with(&desk, "marta", "two herons on the roof").is_ok());
}

#[test]
fn signing_in_that_is_left_half_done_is_over_after_ten_minutes_or_when_the_account_changes() {
    let desk = desk();
    desk.colleague("ben", 2);
    desk.sql("UPDATE operators SET password_must_change = 1 WHERE user_name = 'ben'");
    let pending = asked(&desk, "ben", PASSWORD);
    let new = Password::new("two herons on the roof");
    let replace = || sign_in::replace_password(&desk.console, &pending, &new, &new);
    let salt: String = desk
        .database()
        .query_row("SELECT hex(password_salt) FROM operators WHERE user_name = 'ben'", [], |row| row.get(0))
        .unwrap();
    let put_back = format!("UPDATE operators SET password_salt = x'{salt}' WHERE user_name = 'ben'");
    for (before, after) in [
        ("UPDATE operators SET enabled = 0 WHERE user_name = 'ben'", "UPDATE operators SET enabled = 1"),
        ("UPDATE operators SET password_salt = zeroblob(16) WHERE user_name = 'ben'", put_back.as_str()),
    ] {
        desk.sql(before);
        assert!(matches!(replace(), Err(Error::BeginAnew)), "{before}");
        desk.sql(after);
    }
    desk.clock.advance(Duration::minutes(10));
    assert!(matches!(replace(), Err(Error::BeginAnew)));
    desk.clock.advance(Duration::minutes(-20));
    assert!(matches!(replace(), Err(Error::BeginAnew)), "nor before it began");
    desk.clock.advance(Duration::minutes(19));
    assert!(replace().is_ok());
}

#[test]
fn a_cheap_password_is_kept_anew_and_is_not_younger_for_that() {
    let desk = desk();
    desk.sql("UPDATE security_options SET password_days = 90");
    let Desk { folder, console, session, clock, faults, tray } = desk;
    drop(console);
    let environment = keydesk::console::Environment {
        age_passwords: true,
        ..crate::desk::environment_with(&clock, faults.clone(), tray.clone())
    };
    let console = keydesk::console::Console::open(folder.path(), environment).unwrap();
    let desk = Desk { folder, console, session, clock, faults, tray };
    desk.clock.advance(Duration::days(80));
    assert!(try_with(&desk, "marta", PASSWORD).is_ok());
    assert!(desk.trail(1)[0].1.contains("today's cost"));
    assert!(try_with(&desk, "marta", PASSWORD).is_ok());
    assert_eq!(desk.trail(1)[0].0, "signed-in", "once is enough");
    desk.clock.advance(Duration::days(10));
    assert_eq!(asked(&desk, "marta", PASSWORD).why(), WhyNew::Expired);
}

#[test]
fn guesses_count_in_ones_own_settings_as_at_the_door() {
    type Guess = fn(&Desk, &Password) -> String;
    let changes: Guess = |desk, wrong| {
        let new = Password::new("two herons on the roof");
        format!("{:?}", own::change_password(&desk.console, &desk.session.own(), wrong, &new, &new))
    };
    let switches: Guess =
        |desk, wrong| format!("{:?}", own::switch_two_factor_off(&desk.console, &desk.session.own(), wrong));
    let unlocks: Guess =
        |desk, wrong| format!("{:?}", sign_in::unlock(&desk.console, &desk.session, wrong, ""));
    for guess in [changes, switches, unlocks] {
        let desk = desk();
        desk.colleague("olga", 1);
        let wrong = Password::new("wrong");
        for _ in 0..4 {
            assert!(guess(&desk, &wrong).contains("Wrong"));
        }
        assert!(guess(&desk, &wrong).contains("LockedUntil"));
        assert!(guess(&desk, &Password::new(PASSWORD)).contains("LockedUntil"), "not even the right one now");
        assert_eq!(desk.trail(1)[0].0, "operator-locked-out");
        assert!(matches!(try_with(&desk, "marta", PASSWORD), Err(Error::LockedUntil(_))));
        desk.clock.advance(Duration::minutes(30));
        assert!(!guess(&desk, &Password::new(PASSWORD)).contains("Locked"));
    }
}

#[test]
fn what_is_typed_into_the_wrong_field_is_not_kept() {
    let desk = desk();
    desk.colleague("olga", 1);
    desk.sql("UPDATE operators SET enabled = 0 WHERE user_name = 'olga'");
    let typed = "the heron on the rooftop";
    assert!(matches!(try_with(&desk, typed, ""), Err(Error::Wrong)));
    let by = desk.session.administrator().unwrap();
    let word = four_eyes::confirm(&desk.console, &by, typed, &Password::new("olga"), "");
    assert!(matches!(word, Err(four_eyes::Error::SignIn(Error::Wrong))));
    assert!(matches!(try_with(&desk, "OLGA", PASSWORD), Err(Error::Wrong)));
    let sql = "SELECT subject_name FROM audit WHERE action = 'sign-in-failed' ORDER BY sequence";
    let database = desk.database();
    let mut names = database.prepare(sql).unwrap();
    let names: Vec<String> = names.query_map((), |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(names, ["", "", "olga"], "the name of an account is, and nothing else");
    let folder = desk.restarted().folder;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(typed.len()).any(|window| window == typed.as_bytes()));
    }
}

#[test]
fn user_names_are_compared_as_they_are_searched() {
    let house = house();
    let marta = house.seat("marta");
    for (name, typed) in [
        ("ismail", &["\u{130}SMA\u{130}L", "ISMA\u{130}L", "\u{131}smail"][..]),
        ("stra\u{df}e", &["STRASSE", "Strasse", "STRA\u{1E9E}E"]),
        ("zo\u{eb}", &["ZOE\u{308}", "ZO\u{cb}"]),
    ] {
        let draft = Draft { user_name: name.into(), ..operator("new", house.group("Nothing")) };
        let (first, console) = (password(), marta.console);
        operators::add(console, &marta.permit(), &draft, &first, &first).unwrap();
        for typed in typed {
            let signed_in = sign_in::sign_in(console, typed, &first);
            assert!(matches!(signed_in, Ok(SignedIn::Asks(_))), "{typed}: {signed_in:?}");
            let again = Draft { user_name: (*typed).into(), ..draft.clone() };
            let again = operators::add(console, &marta.permit(), &again, &first, &first);
            assert!(matches!(again, Err(keydesk::operation::Error::Operator(_))), "{typed} is {name}");
        }
    }
}
