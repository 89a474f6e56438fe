//! Four eyes: a second operator's word for one act of one session, once and not for long; or a day's wait.

use chrono::Duration;
use keydesk::domain::operator::Password;
use keydesk::domain::permission::{SystemAuditorPurge, SystemAuditorView};
use keydesk::operation::four_eyes::{self, Confirmation, DELAY, DELAY_HOLDS, Error, Need, WITNESS_HOLDS};
use keydesk::operation::recovery;
use keydesk::operation::sign_in::{self, Ask, SignedIn};
use keydesk::operation::system_auditor::{self, Filter};
use keydesk::secret::recovery::{Code, Sheet};
use keydesk::session::{Administrator, Permit};

use crate::desk::{Desk, PASSWORD, desk};
use crate::two_factor::{self, Phone};

impl Desk {
    /// A group that holds nothing.
    pub fn group(&self) -> i64 {
        let database = self.database();
        let sql = "INSERT INTO operator_groups (parent_id, name, name_key, changed_at, changed_by)
             VALUES (1, 'Night', 'night', 0, '')";
        database.execute(sql, ()).unwrap();
        database.last_insert_rowid()
    }

    pub fn may_purge(&self) -> Permit<SystemAuditorPurge> {
        self.permit()
    }

    pub fn word_of(&self, user_name: &str) -> Confirmation<Permit<SystemAuditorPurge>> {
        let password = Password::new(PASSWORD);
        let word = four_eyes::confirm(&self.console, &self.may_purge(), user_name, &password, "");
        Confirmation::Witness(word.unwrap())
    }

    fn administrator(&self) -> Administrator {
        self.session.administrator().unwrap()
    }

    fn confirm(&self, user_name: &str, password: &str) -> Result<Confirmation<Administrator>, Error> {
        let password = Password::new(password);
        four_eyes::confirm(&self.console, &self.administrator(), user_name, &password, "")
            .map(Confirmation::Witness)
    }

    fn show(&self, confirmation: Confirmation<Administrator>) -> Result<recovery::Recovery, recovery::Error> {
        recovery::show(&self.console, &self.administrator(), confirmation)
    }

    /// The newest entry, as "what: field=value …".
    pub fn newest(&self) -> String {
        let permit: Permit<SystemAuditorView> = self.permit();
        let (ids, _) = system_auditor::list(&self.console, &permit, &Filter::default()).unwrap();
        let entry = system_auditor::open(&self.console, &permit, ids[0]).unwrap().unwrap();
        let fields: Vec<String> =
            entry.fields.iter().map(|field| format!("{}={:?}", field.name, field.after)).collect();
        format!("{:?} by {}: {}", entry.row.action, entry.row.who_name, fields.join(" "))
    }
}

fn refused(result: Result<recovery::Recovery, recovery::Error>) -> Error {
    match result {
        Err(recovery::Error::FourEyes(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_second_operator_who_holds_the_right_confirms_and_both_stand_in_the_chain() {
    let desk = desk();
    desk.colleague("olga", 1);
    assert_eq!(four_eyes::need(&desk.console, &desk.administrator()).unwrap(), Need::Witness);
    let shown = desk.show(desk.confirm("Olga", PASSWORD).unwrap()).unwrap();
    let code = Code::parse(&shown.code()).unwrap();
    let sheet = Sheet::parse(&shown.sheet().lines().join("\n")).unwrap();
    assert!(sheet.open(&code).is_ok() && shown.is_code(&shown.code().to_lowercase()));
    let newest = desk.newest();
    assert!(newest.contains("RecoveryShown") && newest.contains("by marta"), "{newest}");
    assert!(newest.contains(r#"confirmed by=Some(Text("olga"))"#), "{newest}");
}

#[test]
fn a_word_says_who_gave_it_and_for_what_and_no_more() {
    let desk = desk();
    desk.colleague("olga", 1);
    let password = Password::new(PASSWORD);
    let word = four_eyes::confirm(&desk.console, &desk.administrator(), "olga", &password, "").unwrap();
    assert_eq!(word.name(), "olga");
    assert_eq!(format!("{word:?}"), r#"Witness("olga")"#);
    assert_eq!(format!("{:?}", Confirmation::Witness(word)), r#"show-recovery("olga")"#);
    assert_eq!(format!("{:?}", desk.word_of("olga")), r#"purge-audit("olga")"#);
}

#[test]
fn nobody_confirms_the_own_act() {
    let desk = desk();
    desk.colleague("olga", 1);
    for name in ["marta", "MARTA", " marta "] {
        assert!(matches!(desk.confirm(name, PASSWORD), Err(Error::Same)), "{name}");
    }
}

#[test]
fn without_the_right_nobody_confirms() {
    let desk = desk();
    desk.colleague("olga", 1);
    desk.colleague("nils", desk.group());
    assert!(matches!(desk.confirm("nils", PASSWORD), Err(Error::NotEntitled)));
    let word = desk.confirm("olga", PASSWORD).unwrap();
    desk.database().execute("UPDATE operators SET group_id = 2 WHERE user_name = 'olga'", ()).unwrap();
    assert!(matches!(refused(desk.show(word)), Error::NotEntitled), "the right was lost meanwhile");
    desk.database().execute("UPDATE operators SET group_id = 1 WHERE user_name = 'olga'", ()).unwrap();
    let word = desk.confirm("olga", PASSWORD).unwrap();
    desk.database().execute("UPDATE operators SET enabled = 0 WHERE user_name = 'olga'", ()).unwrap();
    assert!(matches!(refused(desk.show(word)), Error::NotEntitled), "the account was disabled meanwhile");
}

#[test]
fn failures_count_as_those_of_signing_in_do() {
    let desk = desk();
    desk.colleague("olga", 1);
    for _ in 0..4 {
        let wrong = desk.confirm("olga", "wrong");
        assert!(matches!(wrong, Err(Error::SignIn(sign_in::Error::Wrong))));
    }
    let locked = desk.confirm("olga", "wrong");
    assert!(matches!(locked, Err(Error::SignIn(sign_in::Error::LockedUntil(_)))));
    let locked = sign_in::sign_in(&desk.console, "olga", &Password::new(PASSWORD));
    assert!(matches!(locked, Err(sign_in::Error::LockedUntil(_))));
    assert!(matches!(desk.confirm("nobody", "wrong"), Err(Error::SignIn(sign_in::Error::Wrong))));
    assert_eq!(
        four_eyes::need(&desk.console, &desk.administrator()).unwrap(),
        Need::Witness,
        "whoever is locked out is still there"
    );
}

/// Olga's word with a code of her second factor.
fn word_with_code(desk: &Desk, code: &str) -> Result<Confirmation<Administrator>, Error> {
    let password = Password::new(PASSWORD);
    four_eyes::confirm(&desk.console, &desk.administrator(), "olga", &password, code)
        .map(Confirmation::Witness)
}

/// A site where Olga, the second administrator, has a second factor.
fn desk_with_phone() -> (Desk, Phone) {
    let desk = desk();
    desk.colleague("olga", 1);
    let olga = sign_in::sign_in(&desk.console, "olga", &Password::new(PASSWORD)).unwrap().session().unwrap();
    let phone = two_factor::set_up_for(&desk, &olga);
    desk.clock.advance(Duration::seconds(30));
    (desk, phone)
}

#[test]
fn a_witness_with_a_second_factor_gives_a_code_of_it() {
    let (desk, phone) = desk_with_phone();
    let lines = desk.trail(100).len();
    for none in ["", "  "] {
        let word = word_with_code(&desk, none);
        assert!(matches!(word, Err(Error::SignIn(sign_in::Error::CodeWanted))), "{word:?}");
    }
    assert_eq!(desk.trail(100).len(), lines, "that a code is asked is no failure");
    let word = word_with_code(&desk, &phone.wrong(&desk));
    assert!(matches!(word, Err(Error::SignIn(sign_in::Error::WrongCode))), "{word:?}");
    assert!(desk.trail(1)[0].1.contains(r#""wrong":"code""#));
    let code = phone.code(&desk);
    let word = word_with_code(&desk, &code).unwrap();
    let again = word_with_code(&desk, &code);
    assert!(matches!(again, Err(Error::SignIn(sign_in::Error::WrongCode))), "no code is taken twice");
    desk.show(word).unwrap();
    // Nor is it at the door.
    let asked = sign_in::sign_in(&desk.console, "olga", &Password::new(PASSWORD)).unwrap();
    let SignedIn::Asks(Ask::Code(pending)) = asked else { panic!("{asked:?}") };
    let taken = sign_in::confirm_code(&desk.console, &pending, &code);
    assert!(matches!(taken, Err(sign_in::Error::WrongCode)));
}

#[test]
fn wrong_codes_of_a_witness_lock_as_those_of_signing_in_do() {
    let (desk, phone) = desk_with_phone();
    for _ in 0..4 {
        let word = word_with_code(&desk, &phone.wrong(&desk));
        assert!(matches!(word, Err(Error::SignIn(sign_in::Error::WrongCode))));
    }
    let locked = word_with_code(&desk, &phone.wrong(&desk));
    assert!(matches!(locked, Err(Error::SignIn(sign_in::Error::LockedUntil(_)))), "{locked:?}");
    let locked = word_with_code(&desk, &phone.code(&desk));
    assert!(matches!(locked, Err(Error::SignIn(sign_in::Error::LockedUntil(_)))), "{locked:?}");
}

#[test]
fn whoever_could_not_sign_in_with_the_password_alone_is_no_witness() {
    let desk = desk();
    desk.colleague("olga", 1);
    for (asks, asks_no_more) in [
        (
            "UPDATE operators SET password_must_change = 1 WHERE user_name = 'olga'",
            "UPDATE operators SET password_must_change = 0",
        ),
        (
            "UPDATE security_options SET password_days = 1;
             UPDATE operators SET password_changed_at = password_changed_at - 86400000 WHERE user_name = 'olga'",
            "UPDATE security_options SET password_days = NULL",
        ),
        (
            "UPDATE security_options SET two_factor_all = 1",
            "UPDATE security_options SET two_factor_all = 0",
        ),
    ] {
        desk.sql(asks);
        let word = desk.confirm("olga", PASSWORD);
        assert!(matches!(word, Err(Error::SignIn(sign_in::Error::Unfinished))), "{asks}: {word:?}");
        let wrong = desk.confirm("olga", "wrong");
        assert!(matches!(wrong, Err(Error::SignIn(sign_in::Error::Wrong))), "nobody is told more: {wrong:?}");
        desk.sql(asks_no_more);
        desk.show(desk.confirm("olga", PASSWORD).unwrap()).unwrap();
    }
}

#[test]
fn a_word_holds_five_minutes_by_the_clock() {
    let desk = desk();
    desk.colleague("olga", 1);
    for (after, holds) in [
        (WITNESS_HOLDS - Duration::milliseconds(1), true),
        (WITNESS_HOLDS, false),
        (Duration::milliseconds(-1), false),
    ] {
        let word = desk.confirm("olga", PASSWORD).unwrap();
        desk.clock.advance(after);
        let shown = desk.show(word);
        assert_eq!(shown.is_ok(), holds, "{after}");
        if !holds {
            assert!(matches!(refused(shown), Error::TooOld));
        }
    }
}

#[test]
fn a_word_is_for_the_session_that_asked() {
    let desk = desk();
    desk.colleague("olga", 1);
    let word = desk.confirm("olga", PASSWORD).unwrap();
    let renewed = sign_in::renew(&desk.console, &desk.session).unwrap();
    recovery::show(&desk.console, &renewed.administrator().unwrap(), word).unwrap();
    let word = desk.confirm("olga", PASSWORD).unwrap();
    let again =
        sign_in::sign_in(&desk.console, "marta", &Password::new(PASSWORD)).unwrap().session().unwrap();
    let shown = recovery::show(&desk.console, &again.administrator().unwrap(), word);
    assert!(matches!(refused(shown), Error::OtherSession));
}

#[test]
fn a_locked_screen_shows_nothing() {
    let desk = desk();
    desk.colleague("olga", 1);
    let word = desk.confirm("olga", PASSWORD).unwrap();
    desk.session.lock();
    assert!(matches!(desk.show(word), Err(recovery::Error::NoSecrets)));
}

#[test]
fn where_nobody_else_holds_the_right_the_act_waits_a_day() {
    let desk = desk();
    desk.colleague("nils", desk.group());
    let by = desk.administrator();
    let waited = || four_eyes::waited(&desk.console, &by).map(Confirmation::Delay);
    assert_eq!(four_eyes::need(&desk.console, &by).unwrap(), Need::Delay(None));
    assert!(matches!(waited(), Err(Error::NotAsked)));
    four_eyes::ask(&desk.console, &by).unwrap();
    assert!(desk.newest().contains("ActDelayed"));
    let Need::Delay(Some(first)) = four_eyes::need(&desk.console, &by).unwrap() else { panic!() };
    assert!(first.is_own && !first.is_due && first.due_at == first.asked_at + DELAY);
    desk.clock.advance(DELAY - Duration::milliseconds(1));
    four_eyes::ask(&desk.console, &by).unwrap();
    let due = first.due_at;
    assert!(matches!(waited(), Err(Error::NotDue(at)) if at == due), "asking again changes nothing");
    desk.clock.advance(Duration::milliseconds(1));
    let (one, other) = (waited().unwrap(), waited().unwrap());
    assert_eq!(format!("{one:?}"), r#"show-recovery("delay")"#);
    assert_eq!(format!("{:?}", four_eyes::waited(&desk.console, &by).unwrap()), "Delay");
    desk.show(one).unwrap();
    assert!(matches!(refused(desk.show(other)), Error::NotAsked), "one wait is one act");
    assert!(matches!(waited(), Err(Error::NotAsked)));
}

#[test]
fn an_act_that_waits_is_called_off_or_forgotten() {
    let desk = desk();
    let by = desk.administrator();
    assert!(matches!(four_eyes::call_off(&desk.console, &by), Err(Error::NotAsked)));
    four_eyes::ask(&desk.console, &by).unwrap();
    desk.clock.advance(DELAY);
    let ripe = four_eyes::waited(&desk.console, &by).unwrap();
    four_eyes::call_off(&desk.console, &by).unwrap();
    assert!(desk.newest().contains("ActCalledOff"));
    assert!(matches!(refused(desk.show(Confirmation::Delay(ripe))), Error::NotAsked));
    four_eyes::ask(&desk.console, &by).unwrap();
    desk.clock.advance(DELAY + DELAY_HOLDS);
    assert!(matches!(four_eyes::waited(&desk.console, &by), Err(Error::NotAsked)), "nobody did it in time");
    assert_eq!(four_eyes::need(&desk.console, &by).unwrap(), Need::Delay(None));
    four_eyes::ask(&desk.console, &by).unwrap();
    let waiting: i64 =
        desk.database().query_row("SELECT count(*) FROM delayed_acts", (), |row| row.get(0)).unwrap();
    assert_eq!(waiting, 1, "what was forgotten is gone");
}

#[test]
fn whoever_is_added_meanwhile_is_the_second_pair_of_eyes() {
    let desk = desk();
    let by = desk.administrator();
    four_eyes::ask(&desk.console, &by).unwrap();
    desk.clock.advance(DELAY);
    let ripe = four_eyes::waited(&desk.console, &by).unwrap();
    desk.colleague("olga", 1);
    assert!(matches!(refused(desk.show(Confirmation::Delay(ripe))), Error::OtherCan));
    assert!(matches!(four_eyes::waited(&desk.console, &by), Err(Error::OtherCan)));
    assert!(matches!(four_eyes::ask(&desk.console, &by), Err(Error::OtherCan)));
    assert_eq!(four_eyes::need(&desk.console, &by).unwrap(), Need::Witness);
}

#[test]
fn one_act_that_waits_is_no_other() {
    let desk = desk();
    four_eyes::ask(&desk.console, &desk.administrator()).unwrap();
    desk.clock.advance(DELAY);
    assert!(matches!(four_eyes::waited(&desk.console, &desk.may_purge()), Err(Error::NotAsked)));
}
