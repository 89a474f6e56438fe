//! The system auditor: what it lists, whether the chain holds, and purges of which nothing is lost.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use chrono::Duration;
use keydesk::domain::chain::Fault;
use keydesk::domain::operator::OperatorId;
use keydesk::domain::permission::SystemAuditorView;
use keydesk::domain::user::{Grant, Limit};
use keydesk::fault::{Faults, Point, Verdict as Fate};
use keydesk::operation::system_auditor::{
    self, Action, Broken, CheckError, Extent, Field, Filter, Holds, PurgeError, Purged, Shown, Stored,
    SubjectKind, Verdict, Who, Why,
};
use keydesk::operation::{Changes, Giving, StorageError, What};
use keydesk::operation::{doctor, doors, four_eyes, outputs, user_access_levels as levels, users, zones};
use keydesk::session::Permit;

use crate::desk::{Desk, at, desk, desk_with};

impl Desk {
    fn may_look(&self) -> Permit<SystemAuditorView> {
        self.permit()
    }

    pub fn verdict(&self) -> Verdict {
        system_auditor::verify(&self.console, &self.may_look()).unwrap()
    }

    /// The number of the last entry. [`Desk::chain`] goes over all of them.
    pub fn last_entry(&self) -> i64 {
        self.database().query_row("SELECT max(sequence) FROM audit", [], |row| row.get(0)).unwrap()
    }

    pub fn chain(&self) -> Holds {
        match self.verdict() {
            Verdict::Holds(holds) => holds,
            broken @ Verdict::Broken(_) => panic!("{broken:?}"),
        }
    }

    fn broken(&self) -> Broken {
        match self.verdict() {
            Verdict::Broken(broken) => broken,
            holds @ Verdict::Holds(_) => panic!("{holds:?}"),
        }
    }

    fn found(&self, filter: &Filter) -> Vec<i64> {
        system_auditor::list(&self.console, &self.may_look(), filter).unwrap().0
    }

    /// As much as may be purged now.
    fn extent(&self) -> Option<Extent> {
        let now = self.console.clock().now();
        system_auditor::extent(&self.console, &self.may_purge(), now).unwrap()
    }

    fn purge(&self, path: &Path) -> Result<Purged, PurgeError> {
        let extent = self.extent().ok_or(PurgeError::Nothing)?;
        let confirmation = self.word_of("olga");
        system_auditor::purge(&self.console, &self.may_purge(), confirmation, extent, path)
    }

    fn check(&self, path: &Path) -> Result<Purged, CheckError> {
        system_auditor::check_file(&self.console, &self.may_look(), path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// A site with a second administrator, some entries, and a day later one more.
fn old_desk() -> Desk {
    old_desk_with(Faults::NONE)
}

fn old_desk_with(faults: Faults) -> Desk {
    let desk = desk_with(faults);
    desk.colleague("olga", 1);
    desk.user("Ana", "García");
    desk.door("Front");
    desk.clock.advance(Duration::hours(25));
    desk.user("Ben", "Carter");
    desk
}

#[test]
fn the_newest_comes_first_and_filters_narrow() {
    let desk = old_desk();
    let all = desk.found(&Filter::default());
    let rows = system_auditor::rows(&desk.console, &desk.may_look(), &all).unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row.action.clone(), row.subject_name.as_str())).collect();
    let known = Stored::Known;
    assert_eq!(
        said,
        [
            (known(Action::UserAdded), "Ben Carter"),
            (known(Action::DoorAdded), "Front"),
            (known(Action::UserAdded), "Ana García"),
            (known(Action::SignedIn), "marta"),
            (known(Action::SiteMade), "Hotel Aurora"),
        ]
    );
    assert_eq!(all, [5, 4, 3, 2, 1]);
    let filter = Filter::default;
    for (found, filter) in [
        (vec![5], Filter { from: Some(at("2026-11-23 11:25")), ..filter() }),
        (vec![4, 3, 2, 1], Filter { until: Some(at("2026-11-23 11:25")), ..filter() }),
        // Who signs in does it.
        (vec![1], Filter { who: vec![Who::System], ..filter() }),
        (vec![5, 4, 3, 2], Filter { who: vec![Who::Operator(OperatorId(1))], ..filter() }),
        (vec![5, 3], Filter { actions: vec![Action::UserAdded], ..filter() }),
        (vec![4], Filter { subjects: vec![SubjectKind::Door], ..filter() }),
        (vec![5, 4, 3], Filter { actions: vec![Action::DoorAdded, Action::UserAdded], ..filter() }),
        (vec![4, 1], Filter { subjects: vec![SubjectKind::Door, SubjectKind::Site], ..filter() }),
        (
            vec![4],
            Filter {
                who: vec![Who::System, Who::Operator(OperatorId(1))],
                subjects: vec![SubjectKind::Door],
                ..filter()
            },
        ),
        (vec![3], Filter { text: "garcia".into(), ..filter() }),
        (vec![5, 4, 3, 2], Filter { text: "MARTA  recep".into(), ..filter() }),
        (vec![], Filter { text: "%".into(), ..filter() }),
        (
            vec![5],
            Filter {
                text: "marta".into(),
                actions: vec![Action::UserAdded],
                from: Some(at("2026-11-23 00:00")),
                ..filter()
            },
        ),
    ] {
        assert_eq!(desk.found(&filter), found, "{filter:?}");
    }
    let who = system_auditor::operators(&desk.console, &desk.may_look()).unwrap();
    assert_eq!(who, [(Who::Operator(OperatorId(1)), "marta".to_owned()), (Who::System, String::new())]);
}

#[test]
fn a_change_of_access_is_found_from_either_end() {
    let desk = desk();
    let (ana, ben) = (desk.user("Ana", "García"), desk.user("Ben", "Carter"));
    let (front, back) = (desk.door("Front"), desk.door("Back"));
    let mut draft = levels::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Cleaning".to_owned();
    let cleaning = levels::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let last = || desk.found(&Filter::default())[0];
    let of = |kind, id| desk.found(&Filter { of: Some((kind, id)), ..Filter::default() });
    let mut draft = zones::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Floor".to_owned();
    let floor = zones::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let (door, user, level) = (SubjectKind::Door, SubjectKind::User, SubjectKind::UserAccessLevel);
    let zone = SubjectKind::Zone;
    let is_told = |to: &[(SubjectKind, i64)]| {
        let all = [
            (user, ana.0),
            (user, ben.0),
            (door, front.0),
            (door, back.0),
            (level, cleaning.0),
            (zone, floor.0),
        ];
        for (kind, id) in all {
            assert_eq!(of(kind, id).contains(&last()), to.contains(&(kind, id)), "{kind:?} {id}, {to:?}");
        }
    };
    fn given<To>(to: To) -> Changes<To> {
        Changes { give: vec![Grant { to, limit: Limit::ALWAYS }], ..Changes::default() }
    }
    fn taken<To>(to: To) -> Changes<To> {
        Changes { take: vec![to], ..Changes::default() }
    }
    let save_user = |giving| users::save_many(&desk.console, &desk.permit(), &[ana], &[], &giving).map(drop);
    let give_door = |giving| doors::give(&desk.console, &desk.permit(), front, &giving).map(drop);
    let save_level = |giving| {
        let page = levels::open(&desk.console, &desk.permit(), cleaning).unwrap();
        levels::save(&desk.console, &desk.permit(), cleaning, page.version, &page.draft, &giving).map(drop)
    };
    for act in [given, taken] {
        save_user(users::given_doors(&desk.permit(), &act(front))).unwrap();
        is_told(&[(user, ana.0), (door, front.0)]);
    }
    for act in [given, taken] {
        give_door(doors::given_people(&desk.permit(), &desk.permit(), &act(ben))).unwrap();
        is_told(&[(user, ben.0), (door, front.0)]);
        save_level(levels::given_people(&desk.permit(), &act(ben))).unwrap();
        is_told(&[(user, ben.0), (level, cleaning.0)]);
    }
    for act in [given, taken] {
        save_level(levels::given_doors(&desk.permit(), &act(back))).unwrap();
        is_told(&[(door, back.0), (level, cleaning.0)]);
    }
    for act in [given, taken] {
        save_user(levels::given_to_people(&desk.permit(), &act(cleaning))).unwrap();
        is_told(&[(user, ana.0), (level, cleaning.0)]);
        give_door(levels::given_a_door(&desk.permit(), &desk.permit(), &act(cleaning))).unwrap();
        is_told(&[(door, front.0), (level, cleaning.0)]);
    }
    let mut draft = outputs::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "Lift".to_owned();
    let lift = outputs::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()).unwrap();
    let lift_of = SubjectKind::Output;
    for act in [given, taken] {
        save_user(outputs::given_to_people(&desk.permit(), &act(lift))).unwrap();
        is_told(&[(user, ana.0)]);
        assert!(of(lift_of, lift.0).contains(&last()));
        give_door(outputs::given_a_door(&desk.permit(), &desk.permit(), &act(lift))).unwrap();
        is_told(&[(door, front.0)]);
        assert!(of(lift_of, lift.0).contains(&last()));
    }
    let save_zone = |giving| zones::give(&desk.console, &desk.permit(), floor, &giving).map(drop);
    for act in [given, taken] {
        save_zone(zones::given_doors(&desk.permit(), &desk.permit(), &act(back))).unwrap();
        is_told(&[(door, back.0), (zone, floor.0)]);
    }
    for act in [given, taken] {
        save_zone(zones::given_people(&desk.permit(), &desk.permit(), &act(ben))).unwrap();
        is_told(&[(user, ben.0), (zone, floor.0)]);
    }
    for act in [given, taken] {
        save_level(zones::given_to_levels(&desk.permit(), &act(floor))).unwrap();
        is_told(&[(level, cleaning.0), (zone, floor.0)]);
        save_user(zones::given_to_people(&desk.permit(), &act(floor))).unwrap();
        is_told(&[(user, ana.0), (zone, floor.0)]);
    }
    // What else narrows a list narrows this as well.
    let of_front = Filter { of: Some((door, front.0)), text: "ana".into(), ..Filter::default() };
    assert_eq!(desk.found(&of_front).len(), 2, "given to Ana, and taken");
    let added = Filter { actions: vec![Action::DoorAdded], ..of_front };
    assert!(desk.found(&added).is_empty());
}

#[test]
fn an_entry_says_what_was_and_what_is() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let added = system_auditor::open(&desk.console, &desk.may_look(), 3).unwrap().unwrap();
    let field = |name: &str| added.fields.iter().find(|field| field.name == name).unwrap();
    assert_eq!(field("first name").after, Some(Shown::Text("Ana".into())));
    assert_eq!(field("first name").before, None);
    assert_eq!(field("antipassback").after, Some(Shown::Yes(false)));
    assert_eq!(added.row.subject_name, "Ana García");
    assert!(system_auditor::open(&desk.console, &desk.may_look(), 99).unwrap().is_none());
    let _ = ana;
}

#[test]
fn what_stands_in_a_row_is_not_believed() {
    let desk = desk();
    for text in ["", "[]", "{", "null", "{\"a\":1} x", "\u{7f}"] {
        desk.database()
            .execute("UPDATE audit SET after = ?1, action = 'x', subject = 'y' WHERE sequence = 2", [text])
            .unwrap();
        let entry = system_auditor::open(&desk.console, &desk.may_look(), 2).unwrap().unwrap();
        assert_eq!(entry.row.action, Stored::Unknown("x".into()));
        assert_eq!(entry.row.subject, Stored::Unknown("y".into()));
        let after = Some(Shown::Unreadable(text.into()));
        let before = Some(Shown::Unreadable("{}".into()));
        assert_eq!(entry.fields, [Field { name: String::new(), before, after }]);
    }
    let nested = r#"{"list":[1,"two",null,true],"object":{"a":1},"long":123456789012345678901234567890}"#;
    desk.database().execute("UPDATE audit SET after = ?1 WHERE sequence = 2", [nested]).unwrap();
    let entry = system_auditor::open(&desk.console, &desk.may_look(), 2).unwrap().unwrap();
    assert_eq!(entry.fields.len(), 3);
}

#[test]
fn a_chain_that_holds_says_how_long_it_is_and_its_head() {
    let desk = desk();
    let first = desk.chain();
    assert_eq!((first.entries, first.head, first.purged), (2, 2, 0));
    desk.user("Ana", "García");
    let second = desk.chain();
    assert_eq!((second.entries, second.head), (3, 3));
    assert_ne!(first.hash, second.hash);
}

#[test]
fn a_chain_made_for_measuring_holds() {
    let folder = tempfile::tempdir().unwrap();
    let chain = doctor::examine_chain(folder.path(), 20_000).unwrap();
    assert!(chain.holds && chain.entries == 20_000, "{chain:?}");
}

#[test]
fn one_entry_that_cannot_be_read_keeps_no_other_from_being_read() {
    let desk = old_desk();
    for change in ["happened_at = 9223372036854775807", "subject_name = CAST(x'ff' AS TEXT)"] {
        desk.sql("CREATE TABLE kept AS SELECT * FROM audit");
        desk.sql(&format!("UPDATE audit SET {change} WHERE sequence = 4"));
        let rows = |ids: &[i64]| system_auditor::rows(&desk.console, &desk.may_look(), ids);
        assert!(rows(&[5, 4, 3]).unwrap_err().is_of_a_row(), "{change}");
        assert_eq!(rows(&[5, 3]).unwrap().len(), 2);
        assert_eq!(desk.found(&Filter::default()), [5, 4, 3, 2, 1], "{change}");
        desk.sql("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; DROP TABLE kept");
    }
    desk.sql("UPDATE audit SET desk = CAST(x'ff' AS TEXT) WHERE sequence = 4");
    let found = desk.found(&Filter { text: "garcia".into(), ..Filter::default() });
    assert_eq!(found, [4, 3], "what cannot be read is kept from no search");
    desk.sql("UPDATE audit SET operator_name = CAST(x'ff' AS TEXT) WHERE operator_id = 1");
    let who = system_auditor::operators(&desk.console, &desk.may_look()).unwrap();
    assert!(who.contains(&(Who::Operator(OperatorId(1)), "1".to_owned())), "{who:?}");
    assert!(!StorageError::DiskFull.is_of_a_row());
}

#[test]
fn any_column_that_is_altered_shows() {
    let desk = desk();
    desk.user("Ana", "García");
    desk.door("Front");
    for change in [
        "happened_at = happened_at + 1",
        "operator_id = 7",
        "operator_id = NULL",
        "operator_name = 'olga'",
        "desk = 'other'",
        "action = 'user-deleted'",
        "subject = 'door'",
        "subject_id = 99",
        "subject_name = 'x'",
        "partition_id = 9",
        "before = '{\"a\":1}'",
        "after = '{}'",
        "hash = zeroblob(32)",
        "sequence = 99",
    ] {
        desk.sql("CREATE TABLE kept AS SELECT * FROM audit");
        desk.sql(&format!("UPDATE audit SET {change} WHERE sequence = 3"));
        assert_eq!(desk.broken().sequence, 3, "{change}");
        desk.sql("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; DROP TABLE kept");
    }
    assert_eq!(desk.chain().entries, 4);
}

#[test]
fn an_entry_that_is_taken_out_shows() {
    let desk = desk();
    for number in 0..4 {
        desk.door(&format!("Door {number}"));
    }
    desk.sql("DELETE FROM audit WHERE sequence = 4");
    assert_eq!(desk.broken(), Broken { sequence: 4, why: Why::Missing });
    desk.sql("DELETE FROM audit WHERE sequence <= 4");
    assert_eq!(desk.broken(), Broken { sequence: 1, why: Why::NoBeginning });
    desk.sql("DELETE FROM audit");
    assert_eq!(desk.broken(), Broken { sequence: 1, why: Why::NoBeginning });
}

#[test]
fn a_purge_leaves_a_file_a_signed_line_and_a_chain_that_goes_on() {
    let desk = old_desk();
    let path = desk.file("old.jsonl");
    let purged = desk.purge(&path).unwrap();
    assert_eq!((purged.first, purged.through), (1, 4));
    assert_eq!(purged.witness.as_deref(), Some("olga"));
    let holds = desk.chain();
    assert_eq!((holds.entries, holds.head, holds.purged), (2, 6, 4));
    let newest = desk.newest();
    assert!(newest.contains("AuditPurged") && newest.contains("olga") && newest.contains("old.jsonl"));
    assert!(newest.contains(&keydesk::domain::chain::hex(&purged.digest)), "{newest}");
    assert_eq!(desk.check(&path).unwrap(), purged);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let lines = fs::read_to_string(&path).unwrap();
    assert_eq!(lines.lines().count(), 6);
    assert!(lines.contains("Ana García") && !lines.contains("Ben Carter"), "a day stays");
    assert_eq!(desk.found(&Filter::default()), [6, 5]);
    let desk = desk.again();
    assert_eq!(desk.chain().purged, 4);
}

#[test]
fn a_day_and_the_newest_entry_stay_whatever_is_asked() {
    let desk = desk();
    desk.colleague("olga", 1);
    let path = desk.file("a");
    assert!(matches!(desk.purge(&path), Err(PurgeError::Nothing)));
    desk.clock.advance(Duration::hours(24) - Duration::milliseconds(1));
    assert!(matches!(desk.purge(&path), Err(PurgeError::Nothing)));
    assert!(!path.exists());
    desk.clock.advance(Duration::days(30));
    assert_eq!(desk.purge(&path).unwrap().through, 1, "entry 2 is the newest");
    assert_eq!(desk.chain().entries, 2);
}

#[test]
fn no_more_is_purged_than_was_shown_and_nothing_that_is_too_young() {
    let desk = old_desk();
    let shown = desk.extent().unwrap();
    let purge = |extent| {
        let path = desk.file("one");
        system_auditor::purge(&desk.console, &desk.may_purge(), desk.word_of("olga"), extent, &path)
    };
    for extent in [
        Extent { through: shown.through + 1, ..shown },
        Extent { through: i64::MAX, before: at("2030-01-01 00:00"), ..shown },
        Extent { through: 0, ..shown },
        Extent { first: 2, ..shown },
    ] {
        assert!(matches!(purge(extent), Err(PurgeError::Nothing)), "{extent:?}");
    }
    assert_eq!(purge(Extent { through: 2, ..shown }).unwrap().through, 2);
    assert!(matches!(purge(shown), Err(PurgeError::Nothing)), "another purge came first");
    assert_eq!(desk.chain().purged, 2);
}

#[test]
fn entries_after_a_clock_was_put_back_are_not_older_than_those_before() {
    let desk = desk();
    desk.colleague("olga", 1);
    desk.door("now");
    desk.clock.advance(Duration::days(-10));
    desk.door("earlier");
    desk.clock.advance(Duration::days(10) + Duration::hours(1));
    desk.door("later");
    let extent = system_auditor::extent(&desk.console, &desk.may_purge(), at("2030-01-01 00:00")).unwrap();
    assert_eq!(extent, None, "the first entries are an hour old, and the older one stands after them");
}

#[test]
fn an_entry_of_a_clock_that_was_ahead_is_as_old_as_the_next_one() {
    // Three weeks ahead the clock is believed, and must be confirmed again; ten years ahead it is not.
    for ahead in [Duration::days(21), Duration::days(3_650)] {
        let desk = desk();
        desk.colleague("olga", 1);
        let right = desk.console.clock().now();
        desk.clock.advance(ahead);
        desk.door("ahead");
        desk.clock.set(right);
        if desk.console.clock_in_doubt().is_some() {
            desk.confirm_time().unwrap();
        }
        desk.door("right");
        let extent =
            || system_auditor::extent(&desk.console, &desk.may_purge(), at("2030-01-01 00:00")).unwrap();
        assert_eq!(extent(), None, "{ahead}");
        let sql = "SELECT max(sequence) FROM audit";
        let through: i64 = desk.database().query_row(sql, [], |row| row.get(0)).unwrap();
        desk.clock.advance(Duration::hours(25));
        desk.door("newest");
        assert_eq!(extent().map(|extent| extent.through), Some(through), "{ahead}");
    }
}

#[test]
fn purges_follow_one_another_and_old_files_can_still_be_checked() {
    let desk = old_desk();
    let (one, other) = (desk.file("one"), desk.file("other"));
    let first = desk.purge(&one).unwrap();
    assert!(matches!(desk.purge(&desk.file("none")), Err(PurgeError::Nothing)));
    desk.clock.advance(Duration::hours(25));
    desk.door("Side");
    let second = desk.purge(&other).unwrap();
    assert_eq!((second.first, second.through), (5, 6));
    assert_eq!(desk.chain().purged, 6);
    assert_eq!((desk.check(&one).unwrap(), desk.check(&other).unwrap()), (first, second));
}

#[test]
fn what_was_purged_stands_in_no_byte_of_the_site() {
    let desk = old_desk();
    let hashes: Vec<Vec<u8>> = {
        let database = desk.database();
        let mut rows = database.prepare("SELECT hash FROM audit WHERE sequence <= 2").unwrap();
        rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let stands = |hash: &Vec<u8>| {
        fs::read_dir(desk.folder.path()).unwrap().any(|file| {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            bytes.windows(hash.len()).any(|window| window == hash)
        })
    };
    assert!(hashes.iter().all(stands));
    desk.purge(&desk.file("one")).unwrap();
    assert!(!hashes.iter().any(stands));
}

#[test]
fn what_a_purge_left_cannot_be_altered_unseen() {
    let desk = old_desk();
    desk.purge(&desk.file("one")).unwrap();
    for change in [
        "hash = zeroblob(32)",
        "entries = 3",
        "purged_at = purged_at + 1",
        "told_by = told_by + 1",
        "operator_name = 'olga'",
        "witness_name = ''",
        "file_name = 'x'",
        "file_digest = zeroblob(32)",
        "signature = zeroblob(64)",
        "through_sequence = 5",
    ] {
        desk.sql("CREATE TABLE kept AS SELECT * FROM audit_purges");
        desk.sql(&format!("UPDATE audit_purges SET {change}"));
        assert_eq!(desk.broken().why, Why::PurgeAltered, "{change}");
        desk.sql("DELETE FROM audit_purges; INSERT INTO audit_purges SELECT * FROM kept; DROP TABLE kept");
    }
    desk.chain();
    desk.sql("DELETE FROM audit_purges");
    assert_eq!(desk.broken(), Broken { sequence: 1, why: Why::NoBeginning });
}

#[test]
fn signatures_of_two_purges_do_not_change_places() {
    let desk = old_desk();
    desk.purge(&desk.file("one")).unwrap();
    desk.clock.advance(Duration::hours(25));
    desk.door("Side");
    desk.purge(&desk.file("other")).unwrap();
    desk.sql("CREATE TABLE kept AS SELECT * FROM audit_purges");
    desk.sql(
        "UPDATE audit_purges SET signature =
             (SELECT signature FROM kept WHERE kept.through_sequence <> audit_purges.through_sequence)",
    );
    assert_eq!(desk.broken(), Broken { sequence: 4, why: Why::PurgeAltered });
    desk.sql("DELETE FROM audit_purges; INSERT INTO audit_purges SELECT * FROM kept");
    desk.chain();
    desk.sql("DELETE FROM audit_purges WHERE through_sequence = 4");
    assert_eq!(desk.broken(), Broken { sequence: 1, why: Why::PurgeMissing });
}

#[test]
fn a_beginning_without_a_signature_of_this_site_is_broken() {
    let (desk, other) = (old_desk(), old_desk());
    other.purge(&other.file("one")).unwrap();
    let path = other.file("site.db");
    desk.sql(&format!(
        "ATTACH '{}' AS other; INSERT INTO audit_purges SELECT * FROM other.audit_purges;
         DELETE FROM audit WHERE sequence <= 4",
        path.display()
    ));
    assert_eq!(desk.broken().why, Why::PurgeAltered, "another site signed it");
    desk.sql(&format!(
        "ATTACH '{}' AS other;
         UPDATE site SET verifying_key = (SELECT verifying_key FROM other.site),
             mark = (SELECT mark FROM other.site)",
        path.display()
    ));
    let verified = system_auditor::verify(&desk.console, &desk.may_look());
    assert!(
        matches!(verified, Err(StorageError::Altered(What::Site(_)))),
        "whoever signed in before knows the site's key"
    );
}

#[test]
fn a_purge_and_the_entry_that_tells_of_it_go_together() {
    let desk = old_desk();
    desk.purge(&desk.file("one")).unwrap();
    desk.sql("DELETE FROM audit WHERE action = 'audit-purged'");
    assert_eq!(desk.broken(), Broken { sequence: 6, why: Why::PurgeUntold });
}

#[test]
fn a_broken_chain_is_not_purged() {
    let desk = old_desk();
    desk.sql("UPDATE audit SET subject_name = 'x' WHERE sequence = 5");
    let path = desk.file("one");
    let broken = desk.purge(&path);
    assert!(matches!(broken, Err(PurgeError::Broken(Broken { sequence: 5, why: Why::Altered }))));
    assert!(!path.exists());
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let desk = old_desk();
    let path = desk.file("one");
    fs::write(&path, "mine").unwrap();
    assert!(matches!(desk.purge(&path), Err(PurgeError::Exists(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert!(matches!(desk.purge(&desk.file("no/such/folder")), Err(PurgeError::CannotWrite(_))));
    assert!(matches!(desk.purge(desk.folder.path()), Err(PurgeError::Exists(_))));
    assert_eq!(desk.chain().entries, 5);
}

#[test]
fn a_link_is_not_followed() {
    let desk = old_desk();
    let (path, target) = (desk.file("link"), desk.file("target"));
    std::os::unix::fs::symlink(&target, &path).unwrap();
    assert!(matches!(desk.purge(&path), Err(PurgeError::Exists(_))));
    assert!(!target.exists());
}

/// Fails at one point that is passed for the n-th time since it was armed.
#[derive(Clone, Default)]
struct Armed(Arc<Mutex<Option<(usize, Fate)>>>, Arc<AtomicUsize>, Arc<Mutex<Vec<Point>>>);

impl Armed {
    fn faults(&self) -> Faults {
        let Armed(at, passed, points) = self.clone();
        Faults::new(move |point| match *at.lock().unwrap() {
            Some((wanted, fate)) => {
                points.lock().unwrap().push(point);
                if passed.fetch_add(1, Ordering::SeqCst) == wanted { fate } else { Fate::GoOn }
            }
            None => Fate::GoOn,
        })
    }

    fn arm(&self, fate: Option<(usize, Fate)>) {
        self.1.store(0, Ordering::SeqCst);
        *self.0.lock().unwrap() = fate;
    }
}

#[test]
fn stopped_at_any_step_nothing_is_lost() {
    for fate in [Fate::Killed, Fate::DiskFull] {
        let mut points = BTreeSet::new();
        for step in 0..4 {
            let armed = Armed::default();
            let desk = old_desk_with(armed.faults());
            let path = desk.file("one");
            let word = desk.word_of("olga");
            let extent = desk.extent().unwrap();
            armed.arm(Some((step, fate)));
            let purged = system_auditor::purge(&desk.console, &desk.may_purge(), word, extent, &path);
            let expected = match fate {
                Fate::DiskFull => matches!(purged, Err(PurgeError::Storage(StorageError::DiskFull))),
                _ => matches!(purged, Err(PurgeError::Storage(StorageError::Killed))),
            };
            assert!(expected, "{step} {fate:?}: {purged:?}");
            armed.arm(None);
            points.extend(armed.2.lock().unwrap().iter().map(|point| format!("{point:?}")));
            let desk = desk.restarted();
            assert_eq!(desk.chain().entries, 5, "{step} {fate:?}");
            let is_whole = step >= 2;
            match desk.check(&path) {
                Err(CheckError::CannotRead(_)) => assert!(fate == Fate::DiskFull && step < 2),
                Err(CheckError::Fault(Fault::CutOff)) => assert!(fate == Fate::Killed && step == 0),
                Err(CheckError::Unknown) => assert!(is_whole || (fate == Fate::Killed && step == 1)),
                other => panic!("{step} {fate:?}: {other:?}"),
            }
            desk.purge(&desk.file("other")).unwrap();
            assert_eq!(desk.chain().purged, 4);
        }
        assert_eq!(points.len(), 4, "{points:?}");
    }
}

#[test]
fn a_word_is_used_up_by_a_purge_that_comes_to_nothing_as_well() {
    let desk = old_desk();
    let word = desk.word_of("olga");
    desk.clock.advance(four_eyes::WITNESS_HOLDS);
    let (extent, path) = (desk.extent().unwrap(), desk.file("one"));
    let purged = system_auditor::purge(&desk.console, &desk.may_purge(), word, extent, &path);
    assert!(matches!(purged, Err(PurgeError::FourEyes(four_eyes::Error::TooOld))));
    assert!(!path.exists(), "nothing was begun");
}

#[test]
fn a_locked_session_signs_nothing() {
    let desk = old_desk();
    let word = desk.word_of("olga");
    desk.session.lock();
    let (extent, path) = (desk.extent().unwrap(), desk.file("one"));
    let purged = system_auditor::purge(&desk.console, &desk.may_purge(), word, extent, &path);
    assert!(matches!(purged, Err(PurgeError::NoSecrets)));
}

#[test]
fn a_file_that_was_altered_later_shows() {
    let desk = old_desk();
    let path = desk.file("one");
    desk.purge(&path).unwrap();
    let whole = fs::read_to_string(&path).unwrap();
    let with = |text: String| {
        fs::write(&path, text).unwrap();
        desk.check(&path).unwrap_err()
    };
    let fault = |error| match error {
        CheckError::Fault(fault) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(with(whole.replace("Ana", "Eva"))), Fault::Altered(3));
    let without: String =
        whole.lines().filter(|line| !line.contains("Ana")).map(|line| format!("{line}\n")).collect();
    assert_eq!(fault(with(without)), Fault::Altered(3));
    assert_eq!(fault(with(whole.trim_end().to_owned())), Fault::CutOff);
    assert_eq!(fault(with(String::new())), Fault::NotAPurge);
    assert_eq!(fault(with("hello\n".into())), Fault::NotAPurge);
    assert_eq!(fault(with(format!("{whole}\n"))), Fault::Trailing);
    let renamed = with(whole.replacen("Hotel Aurora", "Hotel Borealis", 1));
    assert!(matches!(renamed, CheckError::Differs), "{renamed:?}");
    assert!(matches!(desk.check(&desk.file("none")), Err(CheckError::CannotRead(_))));
    fs::write(&path, &whole).unwrap();
    assert!(desk.check(&path).is_ok());
    desk.sql("UPDATE audit_purges SET witness_name = 'x'");
    assert!(matches!(desk.check(&path), Err(CheckError::PurgeAltered)));
}

#[test]
fn a_file_of_another_site_is_not_ours() {
    let (desk, other) = (old_desk(), old_desk());
    let path = other.file("one");
    other.purge(&path).unwrap();
    assert!(matches!(desk.check(&path), Err(CheckError::Unknown)));
}
