//! The computer's clock is not trusted: one that shows a moment before the last use, or long after it, writes no key,
//! deletes nobody and ends nothing, until an administrator confirms it.

use chrono::{DateTime, Duration, Utc};
use keydesk::clock::Clock as _;
use keydesk::domain::directory::{Filter, Query};
use keydesk::domain::key::{Reason, Status};
use keydesk::domain::moment::Reading;
use keydesk::domain::operator::Password;
use keydesk::domain::user::{Draft, UserId};
use keydesk::encoders::SIMULATED;
use keydesk::operation::encode::{self, Error as EncodeError, Recognised};
use keydesk::operation::four_eyes::{self, DELAY};
use keydesk::operation::sign_in::{self, Error as SignInError};
use keydesk::operation::users;
use keydesk::operation::{self, StorageError, doctor, start, system_auditor};

use crate::cards::{EV2, card, memory};
use crate::desk::{Desk, PASSWORD, at, desk};
use crate::two_factor;

/// A clock as a computer without a battery has it, one of the day before, and two that are ahead.
const WRONG: [&str; 4] = ["2000-01-01 00:10", "2026-11-21 10:25", "2026-12-24 10:25", "2036-11-22 10:25"];

impl Desk {
    /// What an administrator sees and confirms.
    pub fn confirm_time(&self) -> Result<(), operation::Error> {
        let shown = self.console.clock_in_doubt().unwrap();
        start::confirm_time(&self.console, &self.session.administrator().unwrap(), shown)
    }

    fn status(&self, user: UserId) -> Status {
        users::rows(&self.console, &self.permit(), &[user]).unwrap().remove(0).status
    }

    /// Two people who may have keys whatever the clock shows.
    fn with_people(&self) -> (UserId, UserId) {
        let since = |draft: &mut Draft| draft.activation = Some(at("2000-01-01 00:00").naive_utc());
        (self.add_user("Ana", "García", since), self.add_user("Bob", "Reed", since))
    }
}

fn used_at(desk: &Desk) -> DateTime<Utc> {
    let millis: i64 = desk.database().query_row("SELECT used_at FROM site", [], |row| row.get(0)).unwrap();
    DateTime::from_timestamp_millis(millis).unwrap()
}

#[test]
fn a_clock_in_doubt_writes_no_key_and_deletes_nobody() {
    for wrong in WRONG {
        let desk = desk();
        let (ana, bob) = desk.with_people();
        let (id, card) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        let before = memory(&card);
        desk.clock.set(at(wrong));
        let desk = desk.again();
        let doubt = desk.console.clock_in_doubt().unwrap();
        assert_eq!((doubt.now, doubt.last), (at(wrong), at("2026-11-22 10:25")));
        let assigned = desk.assign(ana);
        let Err(EncodeError::Storage(StorageError::ClockInDoubt(said))) = assigned else {
            panic!("{assigned:?}")
        };
        assert_eq!(said, doubt);
        assert_eq!(memory(&card), before, "{wrong}");
        let deleted = users::delete(&desk.console, &desk.permit(), &[bob]);
        assert!(matches!(deleted, Err(operation::Error::Storage(StorageError::ClockInDoubt(_)))));
        assert_eq!(used_at(&desk), at("2026-11-22 10:25"), "signing in does not make it believed");
        desk.clock.set(at("2026-11-22 10:30"));
        assert_eq!(desk.console.clock_in_doubt(), None, "set right, it is believed at once");
        desk.assign(ana).unwrap();
        users::delete(&desk.console, &desk.permit(), &[bob]).unwrap();
    }
}

#[test]
fn a_key_in_the_works_is_not_begun_by_a_clock_that_jumped() {
    let desk = desk();
    let (ana, _) = desk.with_people();
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    desk.clock.advance(Duration::days(-1));
    assert!(matches!(desk.update(ana), Err(EncodeError::Storage(StorageError::ClockInDoubt(_)))));
    desk.clock.advance(Duration::days(1) - Reading::LEEWAY);
    desk.update(ana).unwrap();
}

#[test]
fn an_administrator_confirms_what_is_shown_and_the_trail_says_so() {
    for wrong in WRONG {
        let desk = desk();
        let (ana, bob) = desk.with_people();
        let (id, _) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        desk.clock.set(at(wrong));
        let shown = desk.console.clock_in_doubt().unwrap();
        desk.clock.advance(Duration::minutes(11));
        let administrator = desk.session.administrator().unwrap();
        let jumped = start::confirm_time(&desk.console, &administrator, shown);
        assert!(
            matches!(jumped, Err(operation::Error::Storage(StorageError::ClockInDoubt(_)))),
            "not what was shown"
        );
        desk.confirm_time().unwrap();
        let (action, after) = desk.trail(1).remove(0);
        assert_eq!(action, "time-confirmed");
        assert!(after.contains(&wrong[..10]), "{after}");
        assert_eq!(desk.console.clock_in_doubt(), None);
        desk.assign(ana).unwrap();
        users::delete(&desk.console, &desk.permit(), &[bob]).unwrap();
        let desk = desk.again();
        assert_eq!(desk.console.clock_in_doubt(), None, "{wrong}: it is remembered");
        assert!(desk.trail(9).len() > 3, "the order is that of the entries, whatever they say of the time");
    }
}

#[test]
fn confirming_twice_or_without_need_is_nothing() {
    let desk = desk();
    let reading = Reading { now: at("2026-11-22 10:25"), last: at("2026-11-22 10:25") };
    let newest = desk.trail(1);
    start::confirm_time(&desk.console, &desk.session.administrator().unwrap(), reading).unwrap();
    assert_eq!(desk.trail(1), newest);
}

#[test]
fn a_clock_that_is_ahead_ends_no_lock_and_forgives_no_failure() {
    let desk = desk();
    desk.colleague("ben", 2);
    let try_with =
        |desk: &Desk, password: &str| sign_in::sign_in(&desk.console, "ben", &Password::new(password));
    for _ in 0..4 {
        assert!(matches!(try_with(&desk, "wrong"), Err(SignInError::Wrong)));
    }
    desk.clock.advance(Duration::days(3_650));
    assert!(matches!(try_with(&desk, "wrong"), Err(SignInError::LockedUntil(_))), "none was forgiven");
    desk.clock.advance(Duration::days(1));
    assert!(matches!(try_with(&desk, PASSWORD), Err(SignInError::LockedUntil(_))), "and the lock holds");
    desk.clock.set(at("2026-11-22 10:56"));
    assert!(try_with(&desk, PASSWORD).is_ok());
}

#[test]
fn a_clock_that_is_put_back_and_set_right_ends_no_lock_and_forgives_no_failure() {
    for back in [Duration::minutes(-9), Duration::hours(-1), Duration::days(-400)] {
        let (desk, until) = (desk(), at("2026-11-22 10:55"));
        desk.colleague("ben", 2);
        let try_with = |password: &str| sign_in::sign_in(&desk.console, "ben", &Password::new(password));
        let is_locked = |password: &str| matches!(try_with(password), Err(SignInError::LockedUntil(moment)) if moment == until);
        desk.clock.advance(back);
        for _ in 0..4 {
            assert!(matches!(try_with("wrong"), Err(SignInError::Wrong)));
        }
        desk.clock.set(at("2026-11-22 10:25"));
        assert!(is_locked("wrong"), "{back}: the failures count");
        desk.clock.advance(back);
        assert!(is_locked(PASSWORD), "{back}");
        desk.clock.set(at("2026-11-22 10:54"));
        assert!(is_locked(PASSWORD), "{back}: the lock holds");
        desk.clock.set(until);
        assert!(try_with(PASSWORD).is_ok(), "{back}");
    }
}

#[test]
fn of_two_administrators_one_is_let_in_and_confirms_whatever_the_clock_shows() {
    let both = ["marta", "otto"];
    for wrong in WRONG {
        let desk = desk();
        desk.colleague("otto", 1);
        desk.clock.set(at(wrong));
        let try_with =
            |name: &str, password: &str| sign_in::sign_in(&desk.console, name, &Password::new(password));
        for name in both.into_iter().chain(both) {
            for _ in 0..5 {
                assert!(try_with(name, "wrong").is_err());
            }
        }
        let shown = desk.console.clock_in_doubt().unwrap();
        let mut sessions =
            both.iter().filter_map(|name| try_with(name, PASSWORD).and_then(sign_in::SignedIn::session).ok());
        let administrator = sessions.next().unwrap().administrator().unwrap();
        assert!(sessions.next().is_none(), "{wrong}: the other is locked");
        start::confirm_time(&desk.console, &administrator, shown).unwrap();
    }
}

#[test]
fn codes_of_the_last_administrator_are_paced_by_the_time_that_passes() {
    let half_a_minute = Duration::seconds(30);
    for wrong in ["2027-01-01 10:25", "2036-11-22 10:25"] {
        let desk = desk();
        let phone = two_factor::set_up_for(&desk, &desk.session);
        desk.clock.set(at(wrong));
        for _ in 0..5 {
            let tried = sign_in::sign_in(&desk.console, "marta", &Password::new("wrong"));
            assert!(matches!(tried, Err(SignInError::Wrong)));
        }
        let pending = two_factor::asks_code(&desk, "marta");
        let confirm = |code: &str| sign_in::confirm_code(&desk.console, &pending, code);
        desk.clock.advance(half_a_minute);
        assert!(matches!(confirm(&phone.wrong(&desk)), Err(SignInError::WrongCode)));
        assert!(matches!(confirm(&phone.code(&desk)), Err(SignInError::NextCode)), "{wrong}");
        desk.clock.set(desk.clock.now() + half_a_minute);
        assert!(matches!(confirm(&phone.code(&desk)), Err(SignInError::NextCode)), "the clock was only set");
        let desk = desk.restarted();
        let pending = two_factor::asks_code(&desk, "marta");
        let confirm = |code: &str| sign_in::confirm_code(&desk.console, &pending, code);
        assert!(matches!(confirm(&phone.code(&desk)), Err(SignInError::NextCode)), "nor helps a new start");
        desk.clock.advance(half_a_minute);
        let session = confirm(&phone.code(&desk)).unwrap().session().unwrap();
        let shown = desk.console.clock_in_doubt().unwrap();
        start::confirm_time(&desk.console, &session.administrator().unwrap(), shown).unwrap();
    }
}

#[test]
fn a_day_is_not_waited_for_by_turning_the_clock() {
    for shift in [Duration::days(40), Duration::days(-40)] {
        let desk = desk();
        let administrator = desk.session.administrator().unwrap();
        four_eyes::ask(&desk.console, &administrator).unwrap();
        desk.clock.advance(shift);
        let taken = four_eyes::waited(&desk.console, &administrator);
        assert!(taken.is_err(), "{shift}");
        desk.confirm_time().unwrap();
        let need = four_eyes::need(&desk.console, &administrator).unwrap();
        assert!(matches!(need, four_eyes::Need::Delay(None)), "it is asked for anew");
        four_eyes::ask(&desk.console, &administrator).unwrap();
        desk.clock.advance(DELAY);
        assert!(four_eyes::waited(&desk.console, &administrator).is_ok());
    }
    let desk = desk();
    desk.clock.set(at("2000-01-01 00:10"));
    let early = four_eyes::ask(&desk.console, &desk.session.administrator().unwrap());
    assert!(early.is_err(), "it would be due as soon as the clock is right");
}

#[test]
fn a_clock_that_is_ahead_makes_no_entry_old_enough_to_purge() {
    let desk = desk();
    desk.clock.advance(Duration::days(3_650));
    desk.door("Front");
    let extent = system_auditor::extent(&desk.console, &desk.permit(), at("2100-01-01 00:00")).unwrap();
    assert_eq!(extent, None);
}

#[test]
fn what_was_written_down_by_a_clock_that_was_ahead_is_set_right() {
    let desk = desk();
    desk.colleague("ben", 2);
    let (ana, bob) = desk.with_people();
    let (first, second) = (desk.put_in_tray(card(EV2, 1)).0, desk.put_in_tray(card(EV2, 2)).0);
    desk.lay(first);
    desk.assign(ana).unwrap();
    // Three weeks ahead is not in doubt yet.
    desk.clock.set(at("2026-12-13 10:25"));
    desk.tray.clear();
    desk.lay(second);
    desk.assign(bob).unwrap();
    let wrong = Password::new("wrong");
    for _ in 0..5 {
        let _ = sign_in::sign_in(&desk.console, "ben", &wrong);
    }
    desk.sql("UPDATE operators SET password_changed_at = 1797200000000, two_factor_step = 99999999");
    desk.clock.set(at("2026-11-22 12:00"));
    desk.confirm_time().unwrap();
    assert_eq!((desk.status(ana), desk.status(bob)), (Status::Synchronized, Status::UpdateRequired));
    let page = users::open(&desk.console, &desk.permit(), bob).unwrap();
    assert_eq!(page.key.unwrap().reasons, [Reason::Validity], "it ends later than it should");
    assert_eq!(desk.update(bob).unwrap().until, at("2026-12-23 00:00"));
    assert_eq!(desk.status(bob), Status::Synchronized);
    let late: i64 = desk
        .database()
        .query_row(
            "SELECT count(*) FROM operators
             WHERE failed_at > ?1 OR locked_until_at > ?1 + 1800000 OR password_changed_at > ?1
                   OR last_sign_in_at > ?1 OR two_factor_step > ?1 / 30000 + 1",
            [at("2026-11-22 12:00").timestamp_millis()],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(late, 0);
    desk.clock.set(at("2026-11-22 12:30"));
    let again = sign_in::sign_in(&desk.console, "ben", &Password::new(PASSWORD));
    assert!(again.is_ok(), "the lock is over after half an hour, not after three weeks");
}

#[test]
fn the_doctor_names_a_clock_in_doubt() {
    for (now, is_well) in
        [("2000-01-01 00:10", false), ("2026-11-22 11:00", true), ("2030-01-01 00:00", false)]
    {
        let desk = desk();
        let folder = desk.folder.path().to_owned();
        let clock = std::sync::Arc::clone(&desk.clock);
        let Desk { console, folder: _folder, .. } = desk;
        drop(console);
        clock.set(at(now));
        let report = doctor::examine(&folder, &*clock);
        assert_eq!(report.database.unwrap().clock.is_ok(), is_well, "{now}");
    }
}

#[test]
fn keys_are_shown_as_of_the_last_moment_at_which_the_clock_was_believed() {
    for wrong in WRONG {
        let desk = desk();
        let (ana, _) = desk.with_people();
        let (id, _) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        desk.assign(ana).unwrap();
        desk.clock.set(at(wrong));
        assert_eq!(desk.status(ana), Status::Synchronized, "{wrong}");
        let counted = start::keys(&desk.console, &desk.permit()).unwrap();
        assert_eq!((counted.count(Status::Synchronized), counted.count(Status::Expired)), (1, 0), "{wrong}");
        let filters = vec![Filter::Status(Status::Synchronized)];
        let listed = users::list(&desk.console, &desk.permit(), &Query { filters, ..Query::default() });
        assert_eq!(listed.unwrap().ids, [ana], "{wrong}");
        let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
        assert_eq!(page.key.unwrap().status, Status::Synchronized, "{wrong}");
        let laid = encode::recognise(&desk.console, &desk.permit(), SIMULATED);
        let Ok(Recognised::Key { status, .. }) = laid else { panic!("{laid:?}") };
        assert_eq!(status, Status::Synchronized, "{wrong}");
        let begins = users::blank(&desk.console, &desk.permit()).unwrap().activation;
        assert_eq!(begins, Some(at("2026-11-22 00:00").naive_utc()), "{wrong}: nor does anybody begin by it");
    }
}
