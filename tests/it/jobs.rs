//! What the program does by itself: when it is due, under which role, and what the trail says of it.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use chrono::Duration;
use keydesk::domain::operator::{Draft, OperatorId};
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::jobs::{self, Job, Ran};
use keydesk::operation::system_auditor::{self, Broken, Verdict as Chain, Why};
use keydesk::operation::{doctor, operators, sign_in, start};

use crate::desk::{Desk, desk, desk_with};

fn check(desk: &Desk) -> Ran {
    jobs::run(&desk.console, Some(&desk.session), Job::Check).unwrap()
}

#[test]
fn the_check_is_done_once_a_day_and_says_so_in_the_trail() {
    let desk = desk();
    assert_eq!(jobs::due(&desk.console), Some(Job::Check), "nothing is known of it yet");
    assert_eq!(check(&desk), Ran::Done);
    assert_eq!(desk.trail(1), [("site-checked".to_owned(), r#"{"entries":2}"#.to_owned())]);
    assert_eq!((jobs::due(&desk.console), check(&desk)), (None, Ran::NotDue));
    desk.clock.advance(Duration::hours(24) - Duration::seconds(1));
    assert_eq!((jobs::due(&desk.console), check(&desk)), (None, Ran::NotDue));
    desk.clock.advance(Duration::seconds(1));
    assert_eq!((jobs::due(&desk.console), check(&desk)), (Some(Job::Check), Ran::Done));
    let who: (Option<i64>, String) = desk
        .database()
        .query_row("SELECT operator_id, operator_name FROM audit ORDER BY sequence DESC", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(who, (None, "check".to_owned()));
}

#[test]
fn the_trail_remembers_over_a_new_start() {
    let desk = desk();
    check(&desk);
    let desk = desk.again();
    assert_eq!(check(&desk), Ran::NotDue);
    assert_eq!(jobs::due(&desk.console), None);
}

#[test]
fn what_was_found_is_told_to_administrators_until_one_takes_note() {
    let desk = desk();
    let door = desk.door("Lobby");
    let administrator = desk.session.administrator().unwrap();
    let unsound = || start::checked(&desk.console, &administrator).unwrap().unsound;
    check(&desk);
    assert_eq!(unsound(), None);
    let rename = |name| {
        desk.sql(&format!(
            "UPDATE audit SET subject_name = '{name}' WHERE subject = 'door' AND subject_id = {}",
            door.0
        ));
    };
    rename("Cellar");
    desk.clock.advance(Duration::hours(24));
    assert_eq!(check(&desk), Ran::Done);
    let (action, found) = desk.trail(1).remove(0);
    assert_eq!(action, "check-failed");
    assert!(found.contains("broken at entry"), "{found}");
    let shown = unsound().unwrap();
    assert_eq!(shown.at, desk.console.clock().now());
    // It mends itself before anybody saw it, which is no reason to say nothing.
    rename("Lobby");
    desk.clock.advance(Duration::hours(24));
    check(&desk);
    assert_eq!(desk.trail(1).remove(0).0, "site-checked");
    assert_eq!(unsound(), Some(shown));
    start::take_note_of_check(&desk.console, &administrator, &shown).unwrap();
    assert_eq!((unsound(), desk.trail(1).remove(0).0), (None, "check-seen".to_owned()));
    // What is found later is not what was seen.
    rename("Cellar");
    desk.clock.advance(Duration::hours(24));
    check(&desk);
    let later = unsound().unwrap();
    start::take_note_of_check(&desk.console, &administrator, &shown).unwrap();
    assert_eq!(unsound(), Some(later));
}

#[test]
fn a_site_that_nobody_went_over_for_a_week_says_so() {
    let desk = desk();
    let administrator = desk.session.administrator().unwrap();
    let not_since = || start::checked(&desk.console, &administrator).unwrap().not_since;
    let made = desk.console.clock().now();
    desk.clock.advance(Duration::days(7));
    assert_eq!(not_since(), None);
    desk.clock.advance(Duration::seconds(1));
    assert_eq!(not_since(), Some(made), "it never was");
    check(&desk);
    assert_eq!(not_since(), None);
    let checked = desk.console.clock().now();
    desk.clock.advance(Duration::days(8));
    assert_eq!(not_since(), Some(checked));
}

#[test]
fn the_key_that_the_file_says_is_the_sites_is_held_against_the_session() {
    let desk = desk();
    desk.sql("UPDATE site SET verifying_key = randomblob(32)");
    assert_eq!(check(&desk), Ran::Done);
    let (action, found) = desk.trail(1).remove(0);
    assert_eq!(action, "check-failed");
    assert!(found.contains("site verifying_key"), "{found}");
}

/// Holds the check in the middle until it is let go.
struct Held {
    faults: Faults,
    there: Receiver<()>,
    go_on: Sender<()>,
}

fn held() -> Held {
    let ((told, there), (go_on, wait)) = (channel(), channel());
    let (told, wait) = (Mutex::new(told), Mutex::new(wait));
    let faults = Faults::new(move |point| {
        if point == Point::Examining {
            told.lock().unwrap().send(()).unwrap();
            wait.lock().unwrap().recv().unwrap();
        }
        Verdict::GoOn
    });
    Held { faults, there, go_on }
}

/// Every byte of the folder.
fn folder_has(desk: &Desk, bytes: &[u8]) -> bool {
    std::fs::read_dir(desk.folder.path()).unwrap().any(|file| {
        let file = std::fs::read(file.unwrap().path()).unwrap();
        file.windows(bytes.len()).any(|window| window == bytes)
    })
}

/// An operator with what is sealed to the account.
fn colleague(desk: &Desk) -> (OperatorId, Vec<u8>) {
    desk.colleague("ben", 1);
    let sql = "SELECT o.id, s.sealed FROM operators o JOIN operator_secrets s ON s.operator_id = o.id
               WHERE o.user_name = 'ben' ORDER BY s.secret LIMIT 1";
    let row = desk.database().query_row(sql, [], |row| Ok((row.get(0).map(OperatorId)?, row.get(1)?)));
    row.unwrap()
}

fn disable(desk: &Desk, operator: OperatorId) {
    let page = operators::open(&desk.console, &desk.permit(), operator).unwrap();
    let draft = Draft { enabled: false, ..page.draft };
    operators::save(&desk.console, &desk.permit(), operator, page.version, &draft).unwrap();
}

#[test]
fn a_check_gives_way_to_who_takes_a_secret_away() {
    let Held { faults, there, go_on } = held();
    let desk = desk_with(faults);
    let (ben, seal) = colleague(&desk);
    assert!(folder_has(&desk, &seal));
    std::thread::scope(|scope| {
        let checking = scope.spawn(|| check(&desk));
        there.recv().unwrap();
        let begun = Instant::now();
        disable(&desk, ben);
        assert!(begun.elapsed() < std::time::Duration::from_secs(2), "nobody waits for the check");
        go_on.send(()).unwrap();
        assert_eq!(checking.join().unwrap(), Ran::PutOff);
    });
    assert!(!folder_has(&desk, &seal), "neither the file nor its log has it");
    assert_eq!(jobs::due(&desk.console), None, "it is thought of again later");
    desk.clock.advance(Duration::hours(1));
    assert_eq!(jobs::due(&desk.console), Some(Job::Check));
}

#[test]
fn a_check_gives_way_to_who_locks_and_who_signs_out() {
    for leave in [sign_in::lock, sign_in::sign_out] {
        let Held { faults, there, go_on } = held();
        let desk = desk_with(faults);
        let lines = desk.trail(100).len();
        std::thread::scope(|scope| {
            let checking = scope.spawn(|| check(&desk));
            there.recv().unwrap();
            let own = desk.session.own();
            leave(&desk.console, &own).unwrap();
            go_on.send(()).unwrap();
            assert_eq!(checking.join().unwrap(), Ran::PutOff);
        });
        assert_eq!(desk.trail(100).len(), lines + 1, "who left, and no check");
    }
}

#[test]
fn a_window_that_is_closed_during_a_check_leaves_nothing_in_the_log() {
    let Held { faults, there, go_on } = held();
    let desk = desk_with(faults);
    let (ben, seal) = colleague(&desk);
    std::thread::scope(|scope| {
        let checking = scope.spawn(|| check(&desk));
        there.recv().unwrap();
        disable(&desk, ben);
        let closing = scope.spawn(|| desk.console.settle());
        go_on.send(()).unwrap();
        closing.join().unwrap();
        // Whoever still has the site open ends with the program, and is not waited for.
        assert!(!folder_has(&desk, &seal));
        checking.join().unwrap();
    });
}

#[test]
fn rows_that_refer_to_nothing_are_damage() {
    let desk = desk();
    desk.sql("PRAGMA foreign_keys = OFF; INSERT INTO user_doors (user_id, door_id) VALUES (77, 88)");
    check(&desk);
    let (action, found) = desk.trail(1).remove(0);
    assert_eq!(action, "check-failed");
    assert!(found.contains("user_doors refers to what is not there"), "{found}");
}

#[test]
fn what_cannot_be_read_is_told_and_silences_nothing() {
    let spoilt = [
        "UPDATE audit SET subject_name = CAST(x'ff' AS TEXT)",
        "PRAGMA ignore_check_constraints = ON; UPDATE audit SET hash = zeroblob(31)",
        "PRAGMA ignore_check_constraints = ON; UPDATE audit SET hash = zeroblob(31) WHERE sequence = 1",
        "PRAGMA ignore_check_constraints = ON; UPDATE site SET mark = x'00'",
    ];
    for script in spoilt {
        let desk = desk();
        desk.door("Lobby");
        let administrator = desk.session.administrator().unwrap();
        let (auditor, kept) = (desk.permit(), desk.session.clone());
        // What is wrong beside it is found all the same.
        desk.sql("PRAGMA foreign_keys = OFF; INSERT INTO user_doors (user_id, door_id) VALUES (77, 88)");
        desk.sql(script);
        assert_eq!(check(&desk), Ran::Done, "{script}");
        let (action, found) = desk.trail(1).remove(0);
        assert_eq!(action, "check-failed", "{script}");
        assert!(found.contains("user_doors refers to what is not there"), "{script}: {found}");
        if script.contains("audit") {
            assert!(found.contains(r#""broken at entry":1"#), "{script}: {found}");
            assert!(start::checked(&desk.console, &administrator).unwrap().unsound.is_some(), "{script}");
            let verdict = system_auditor::verify(&desk.console, &auditor).unwrap();
            assert!(matches!(verdict, Chain::Broken(Broken { sequence: 1, why: Why::Altered })), "{script}");
            let (folder, clock) = (desk.folder, desk.clock);
            drop((desk.console, kept));
            let health = doctor::examine(folder.path(), &*clock).database.unwrap();
            assert_eq!(health.chain, Err(1), "{script}");
        }
    }
}

#[test]
fn a_clock_in_doubt_holds_nothing_up() {
    let desk = desk();
    check(&desk);
    desk.clock.advance(Duration::days(40));
    assert!(desk.console.clock_in_doubt().is_some());
    assert_eq!((jobs::due(&desk.console), check(&desk)), (Some(Job::Check), Ran::Done));
    assert_eq!(jobs::due(&desk.console), None);
}

#[test]
fn a_clock_that_was_ahead_and_is_set_right_holds_nothing_up() {
    let desk = desk();
    desk.clock.advance(Duration::days(30));
    assert_eq!(check(&desk), Ran::Done);
    desk.clock.advance(-Duration::days(30));
    let administrator = desk.session.administrator().unwrap();
    let shown = desk.console.clock_in_doubt().unwrap();
    start::confirm_time(&desk.console, &administrator, shown).unwrap();
    assert_eq!((jobs::due(&desk.console), check(&desk)), (Some(Job::Check), Ran::Done));
    assert_eq!(
        (jobs::due(&desk.console), check(&desk)),
        (None, Ran::NotDue),
        "it is not asked again and again"
    );
}

#[test]
fn a_date_that_somebody_wrote_holds_nothing_up() {
    let last = chrono::DateTime::<chrono::Utc>::MAX_UTC.timestamp_millis();
    for forged in [crate::desk::at("2026-11-22 10:26").timestamp_millis(), last, last + 1, i64::MAX, i64::MIN]
    {
        let desk = desk();
        check(&desk);
        desk.sql(&format!("UPDATE audit SET happened_at = {forged} WHERE action = 'site-checked'"));
        assert_eq!(check(&desk), Ran::Done, "{forged}");
        assert_eq!((jobs::due(&desk.console), check(&desk)), (None, Ran::NotDue), "{forged}");
    }
}
