//! What the program does by itself: when it is due, under which role, and what the trail says of it.

use chrono::Duration;
use keydesk::operation::jobs::{self, Job, Ran};
use keydesk::operation::system_auditor::{self, Broken, Verdict, Why};
use keydesk::operation::{doctor, start};

use crate::desk::{Desk, desk};

fn check(desk: &Desk) -> Ran {
    jobs::run(&desk.console, Job::Check).unwrap()
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
fn a_broken_chain_is_told_to_administrators_until_it_holds_again() {
    let desk = desk();
    let door = desk.door("Lobby");
    let administrator = desk.session.administrator().unwrap();
    let unsound = || start::unsound(&desk.console, &administrator).unwrap();
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
    assert_eq!(unsound(), Some(desk.console.clock().now()));
    rename("Lobby");
    desk.clock.advance(Duration::hours(24));
    check(&desk);
    assert_eq!(unsound(), None);
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
            assert!(start::unsound(&desk.console, &administrator).unwrap().is_some(), "{script}");
            let verdict = system_auditor::verify(&desk.console, &auditor).unwrap();
            assert!(
                matches!(verdict, Verdict::Broken(Broken { sequence: 1, why: Why::Altered })),
                "{script}"
            );
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
