//! The file is not trusted: what somebody else did to it, to its log or to its folder is found out and said, and what
//! is refused was not touched.

use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use keydesk::console::{Console, OpenError};
use keydesk::domain::operator::{OperatorId, Password};
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::Giving;
use keydesk::operation::{StorageError, doctor, operators, rescue};

use crate::desk::{Desk, clock, desk, environment};

/// What is done to a folder.
type Act<'a> = &'a dyn Fn(&Path);

fn open(folder: &Path) -> Result<Console, OpenError> {
    Console::open(folder, environment(&clock(), Faults::NONE))
}

fn refused(folder: &Path) -> StorageError {
    match open(folder) {
        Err(OpenError::Storage(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was opened"),
    }
}

/// The folder of a site with some people that is closed again.
fn closed(people: &[&str]) -> tempfile::TempDir {
    let desk = desk();
    for name in people {
        desk.user(name, "García");
    }
    drop(desk.console);
    desk.folder
}

/// The folder as a program leaves it that is killed now.
fn killed(desk: &Desk) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["site.db", "site.db-wal", "keydesk.lock"] {
        std::fs::copy(desk.folder.path().join(name), folder.path().join(name)).unwrap();
    }
    assert!(folder.path().join("site.db-wal").metadata().unwrap().len() > 0, "something is in the log");
    folder
}

/// Everything of a folder but when it was read: bytes, rights, stamps, places on the disk.
fn everything(folder: &Path) -> BTreeMap<String, (Vec<u8>, u32, [i64; 4], u64)> {
    let of = |path: &Path| {
        let metadata = path.symlink_metadata().unwrap();
        let bytes = if metadata.is_file() { std::fs::read(path).unwrap() } else { Vec::new() };
        let stamps = [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()];
        (bytes, metadata.mode(), stamps, metadata.ino())
    };
    let inside = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let named = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut all: BTreeMap<_, _> = inside.map(|path| (named(&path), of(&path))).collect();
    all.insert(".".into(), of(folder));
    all
}

/// Looks with the doctor as well, and holds that neither wrote anything.
fn untouched<T>(folder: &Path, look: impl FnOnce() -> T) -> T {
    let before = everything(folder);
    let result = look();
    doctor::examine(folder, &*clock());
    let after = everything(folder);
    let names = |all: &BTreeMap<String, _>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after), "nothing came, nothing went");
    for (name, state) in &before {
        assert!(*state == after[name], "{name} was touched");
    }
    result
}

fn sql(folder: &Path, script: &str) {
    rusqlite::Connection::open(folder.join("site.db")).unwrap().execute_batch(script).unwrap();
}

fn people(folder: &Path) -> i64 {
    let file = rusqlite::Connection::open(folder.join("site.db")).unwrap();
    file.query_row("SELECT count(*) FROM users", [], |row| row.get(0)).unwrap()
}

#[test]
fn whatever_a_schema_has_that_is_not_ours_is_refused_by_name_and_nothing_is_written() {
    let write = "PRAGMA writable_schema = ON;";
    let altered: &[(&str, &str)] = &[
        ("trigger t", "CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM audit; END"),
        (
            "trigger t",
            "CREATE TRIGGER t AFTER UPDATE ON operators BEGIN UPDATE operators SET group_id = 1; END",
        ),
        ("view v", "CREATE VIEW v AS SELECT * FROM users"),
        ("index i", "CREATE INDEX i ON users (phone)"),
        ("index i", "CREATE UNIQUE INDEX i ON users (last_name, id)"),
        ("table more", "CREATE TABLE more (a)"),
        ("table more", "CREATE VIRTUAL TABLE more USING fts5 (a)"),
        ("table sqlite_stat1", "ANALYZE"),
        ("table users", "ALTER TABLE users ADD COLUMN more TEXT"),
        ("table users", "ALTER TABLE users RENAME COLUMN phone TO telephone"),
        (
            "table events",
            "DROP TABLE events; CREATE TABLE events (id INTEGER PRIMARY KEY, door_code INTEGER)",
        ),
        ("view events", "DROP TABLE events; CREATE VIEW events AS SELECT 1 AS id"),
        ("index events_by_key", "DROP INDEX events_by_key"),
        ("trigger operators_counted_in", "DROP TRIGGER operators_counted_in"),
        (
            "trigger operators_counted_in",
            "DROP TRIGGER operators_counted_in;
             CREATE TRIGGER operators_counted_in AFTER INSERT ON operators BEGIN SELECT 1; END",
        ),
        (
            "table security_options",
            "UPDATE sqlite_schema SET sql = replace(sql, 'BETWEEN 8 AND 128', 'BETWEEN 0 AND 128') WHERE name = 'security_options'",
        ),
        ("table users", "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'users'"),
        (
            "index doors_by_name",
            "UPDATE sqlite_schema SET sql = replace(sql, 'deleted_at IS NULL', '0') WHERE name = 'doors_by_name'",
        ),
    ];
    for (what, script) in altered {
        let needs = if script.contains("UPDATE sqlite_schema") { write } else { "" };
        let script = format!("PRAGMA foreign_keys = OFF; {needs} {script};");
        let current = closed(&["Ana"]);
        sql(current.path(), &script);
        let (older, older_with_log) = (of_version_1(), of_version_1());
        sql(older.path(), &script);
        let in_log = left_in_log(older_with_log.path(), &script);
        for (kind, folder) in [("current", current), ("older", older), ("older, in the log", in_log)] {
            let error = untouched(folder.path(), || refused(folder.path()));
            match error {
                StorageError::Altered(named) => assert_eq!(named.to_string(), *what, "{kind}: {script}"),
                other => panic!("{kind}: {script}: {other}"),
            }
            let found = doctor::examine(folder.path(), &*clock()).database;
            assert!(matches!(found, Err(OpenError::Storage(StorageError::Altered(_)))), "{kind}: {script}");
        }
    }
}

#[test]
fn an_older_file_that_has_already_what_a_step_brings_is_refused_by_name_and_nothing_is_written() {
    let script = "CREATE TABLE calendars (a)";
    let (rollback, log, wal) = (of_version_1(), of_version_1(), of_version_1());
    sql(rollback.path(), script);
    let log = left_in_log(log.path(), script);
    sql(wal.path(), &format!("PRAGMA journal_mode = WAL; {script}"));
    for folder in [rollback, log, wal] {
        let error = untouched(folder.path(), || refused(folder.path()));
        assert!(error.to_string().ends_with("table calendars"), "{error}");
        let found = doctor::examine(folder.path(), &*clock()).database;
        assert!(matches!(found, Err(OpenError::Storage(StorageError::Altered(_)))));
    }
}

/// The folder of a site of the first version of the schema.
fn of_version_1() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases/version-1.db");
    std::fs::copy(kept, folder.path().join("site.db")).unwrap();
    folder
}

/// The folder as a program leaves it that ran a script and did not come to fold its log.
fn left_in_log(folder: &Path, script: &str) -> tempfile::TempDir {
    let file = rusqlite::Connection::open(folder.join("site.db")).unwrap();
    file.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0").unwrap();
    file.execute_batch(&format!("{script}; UPDATE file SET folded = commits, commits = commits + 1"))
        .unwrap();
    let left = tempfile::tempdir().unwrap();
    for name in ["site.db", "site.db-wal"] {
        std::fs::copy(folder.join(name), left.path().join(name)).unwrap();
    }
    left
}

#[test]
fn the_log_of_an_upgrade_is_that_of_its_own_file_and_of_no_other() {
    let older = of_version_1();
    // The site went on; a copy of it as it was is kept.
    let site = of_version_1();
    sql(site.path(), "UPDATE file SET folded = commits, commits = commits + 5");
    let left = tempfile::tempdir().unwrap();
    let (from, to) = (site.path().to_owned(), left.path().to_owned());
    let faults = Faults::new(move |point| {
        if point != Point::Upgraded {
            return Verdict::GoOn;
        }
        for name in ["site.db", "site.db-wal"] {
            std::fs::copy(from.join(name), to.join(name)).unwrap();
        }
        Verdict::Killed
    });
    assert!(Console::open(site.path(), environment(&clock(), faults)).is_err(), "it ended there");
    let path = left.path().join("site.db");
    let own = std::fs::read(&path).unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases/version-1-demo.db");
    for foreign in [older.path().join("site.db"), demo] {
        std::fs::copy(&foreign, &path).unwrap();
        let error = untouched(left.path(), || refused(left.path()));
        assert!(matches!(error, StorageError::ForeignLog(_)), "{}: {error}", foreign.display());
    }
    std::fs::write(&path, own).unwrap();
    drop(open(left.path()).unwrap());
    assert!(!left.path().join("site.db-wal").exists(), "it was played into its own file");
}

#[test]
fn a_schema_that_is_altered_under_the_open_window_stops_the_next_save() {
    let desk = desk();
    desk.user("Ana", "García");
    desk.sql("CREATE TRIGGER t AFTER UPDATE ON users BEGIN DELETE FROM audit; END");
    let lines = desk.trail(1_000).len();
    let draft = keydesk::operation::users::blank(&desk.console, &desk.permit()).unwrap();
    let draft = keydesk::domain::user::Draft { last_name: "Novak".into(), ..draft };
    let saved = keydesk::operation::users::add(
        &desk.console,
        &desk.permit(),
        &draft,
        &keydesk::operation::users::Picture::Keep,
        &Giving::nothing(),
    );
    assert!(format!("{saved:?}").contains("Altered(Schema(\"trigger\", \"t\"))"), "{saved:?}");
    assert_eq!(desk.trail(1_000).len(), lines);
}

#[test]
fn whatever_is_refused_at_opening_was_only_looked_at() {
    let path = |folder: &Path| folder.join("site.db");
    let cut = |folder: &Path| {
        let whole = std::fs::read(path(folder)).unwrap();
        std::fs::write(path(folder), &whole[..whole.len() - 1]).unwrap();
    };
    let spoil: &[(&str, Act<'_>)] = &[
        ("Newer", &|folder| sql(folder, "PRAGMA user_version = 99")),
        ("NotOurs", &|folder| sql(folder, "PRAGMA user_version = 0")),
        ("NotOurs", &|folder| sql(folder, "PRAGMA user_version = -7")),
        ("NotOurs", &|folder| sql(folder, "PRAGMA application_id = 1")),
        ("Damaged", &cut),
        ("Damaged", &|folder| sql(folder, "PRAGMA foreign_keys = OFF; DELETE FROM site")),
        ("Damaged", &|folder| {
            let without =
                "UPDATE sqlite_schema SET sql = replace(sql, 'UNIQUE', '') WHERE name = 'operators'";
            sql(folder, &format!("PRAGMA writable_schema = ON; {without}"));
        }),
        ("NoSite", &|folder| std::fs::remove_file(path(folder)).unwrap()),
        ("NoSite", &|folder| std::fs::write(path(folder), "").unwrap()),
        ("NotOurs", &|folder| std::fs::write(path(folder), "text".repeat(100)).unwrap()),
        ("ForeignLog", &|folder| std::fs::write(folder.join("site.db-journal"), "a journal").unwrap()),
        ("CannotOpen", &|folder| {
            std::fs::rename(path(folder), folder.join("elsewhere.db")).unwrap();
            std::os::unix::fs::symlink("elsewhere.db", path(folder)).unwrap();
        }),
        ("CannotOpen", &|folder| {
            std::fs::remove_file(path(folder)).unwrap();
            std::fs::create_dir(path(folder)).unwrap();
        }),
    ];
    for (number, (expected, spoil)) in spoil.iter().enumerate() {
        let folder = closed(&["Ana"]);
        spoil(folder.path());
        let error = untouched(folder.path(), || refused(folder.path()));
        assert!(format!("{error:?}").starts_with(expected), "{number}: {error:?}");
        // Neither is a folder in which no program ever was.
        std::fs::remove_file(folder.path().join("keydesk.lock")).unwrap();
        let again = untouched(folder.path(), || refused(folder.path()));
        assert_eq!(format!("{again:?}"), format!("{error:?}"));
    }
    let nowhere = tempfile::tempdir().unwrap().path().join("none");
    assert!(matches!(refused(&nowhere), StorageError::NoSite) && !nowhere.exists());
}

#[test]
fn the_doctor_writes_nothing_of_a_sound_site_closed_killed_or_open() {
    let folder = closed(&["Ana"]);
    let report = untouched(folder.path(), || doctor::examine(folder.path(), &*clock())).database.unwrap();
    assert_eq!((report.damage, report.protected), (vec![], None));
    let desk = desk();
    desk.user("Ana", "García");
    let folder = killed(&desk);
    let report = untouched(folder.path(), || doctor::examine(folder.path(), &*clock())).database.unwrap();
    assert!(report.damage.is_empty() && report.chain.is_ok(), "what the log holds is looked at as well");
    let lines = desk.trail(1_000).len();
    assert_eq!(report.chain, Ok(i64::try_from(lines).unwrap()));
    let open = untouched(desk.folder.path(), || doctor::examine(desk.folder.path(), &*clock())).database;
    assert!(matches!(open, Err(OpenError::InUse(_))));
}

#[test]
fn what_a_killed_program_left_in_its_log_is_there_again() {
    let desk = desk();
    desk.user("Ana", "García");
    let folder = killed(&desk);
    drop(open(folder.path()).unwrap());
    assert_eq!(people(folder.path()), 1);
    assert!(!folder.path().join("site.db-wal").exists());
}

#[test]
fn a_log_that_is_not_the_files_is_refused_and_the_file_is_sound_without_it() {
    let elsewhere = closed(&["Eva", "Isa", "Ida"]);
    let site = desk();
    site.user("Ana", "García");
    let newer = site.again();
    // A clean copy from before, of another site, of the same site as it went on.
    drop(newer.console);
    let backup = std::fs::read(newer.folder.path().join("site.db")).unwrap();
    let desk = Desk {
        console: open(newer.folder.path()).unwrap(),
        tray: newer.tray,
        folder: newer.folder,
        session: newer.session,
        clock: newer.clock,
        faults: newer.faults,
    };
    let desk = Desk { session: again(&desk), ..desk };
    desk.user("Ben", "Novak");
    let left = killed(&desk);
    desk.user("Cleo", "Novak");
    let path = left.path().join("site.db");
    drop(desk.console);
    let further = std::fs::read(desk.folder.path().join("site.db")).unwrap();
    let other = std::fs::read(elsewhere.path().join("site.db")).unwrap();
    for (put, count) in [(backup, 1), (other, 3), (further, 3)] {
        std::fs::write(&path, &put).unwrap();
        let error = untouched(left.path(), || refused(left.path()));
        assert!(matches!(&error, StorageError::ForeignLog(log) if log.ends_with("site.db-wal")), "{error}");
        let found = doctor::examine(left.path(), &*clock()).database;
        assert!(matches!(found, Err(OpenError::Storage(StorageError::ForeignLog(_)))));
        let log = left.path().join("site.db-wal");
        let kept = std::fs::read(&log).unwrap();
        // What the sentence says to do.
        std::fs::remove_file(&log).unwrap();
        drop(open(left.path()).unwrap());
        assert_eq!(people(left.path()), count, "the file that was put there wins");
        std::fs::write(&log, kept).unwrap();
    }
    // A log whose file is gone is the last that is left of it, and no new site is made over it.
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(untouched(left.path(), || refused(left.path())), StorageError::ForeignLog(_)));
    std::fs::write(&path, "").unwrap();
    assert!(matches!(untouched(left.path(), || refused(left.path())), StorageError::ForeignLog(_)));
}

fn again(desk: &Desk) -> std::sync::Arc<keydesk::session::Session> {
    let password = Password::new(crate::desk::PASSWORD);
    keydesk::operation::sign_in::sign_in(&desk.console, "marta", &password).unwrap().session().unwrap()
}

fn add(desk: &Desk) -> Result<(), String> {
    let blank = keydesk::operation::users::blank(&desk.console, &desk.permit())
        .map_err(|error| format!("{error:?}"))?;
    let draft = keydesk::domain::user::Draft { last_name: "Novak".into(), ..blank };
    let picture = keydesk::operation::users::Picture::Keep;
    keydesk::operation::users::add(&desk.console, &desk.permit(), &draft, &picture, &Giving::nothing())
        .map(drop)
        .map_err(|error| format!("{error:?}"))
}

#[test]
fn a_file_that_does_not_lie_in_its_place_any_more_stops_all_saving_and_can_be_saved_elsewhere() {
    let elsewhere = closed(&["Eva", "Isa", "Ida"]);
    let other = std::fs::read(elsewhere.path().join("site.db")).unwrap();
    let renamed = |folder: &Path| {
        std::fs::rename(folder.join("site.db"), folder.join("site (conflicted copy).db")).unwrap();
    };
    let exchanges: [(&str, Act<'_>); 4] = [
        ("renamed", &renamed),
        ("replaced", &|folder| {
            renamed(folder);
            std::fs::write(folder.join("site.db"), &other).unwrap();
        }),
        ("replaced by a link to itself", &|folder| {
            renamed(folder);
            std::os::unix::fs::symlink("site (conflicted copy).db", folder.join("site.db")).unwrap();
        }),
        ("deleted", &|folder| std::fs::remove_file(folder.join("site.db")).unwrap()),
    ];
    for (how, exchange) in exchanges {
        let desk = desk();
        desk.user("Ana", "García");
        let taken = tempfile::tempdir().unwrap();
        let copy = taken.path().join("copy.db");
        let own = desk.session.own();
        assert!(rescue::save_copy(&desk.console, &own, &copy).is_err(), "nothing is to be rescued yet");
        exchange(desk.folder.path());
        for _ in 0..2 {
            let saved = add(&desk);
            assert!(saved.as_ref().is_err_and(|error| error.contains("Moved")), "{how}: {saved:?}");
        }
        rescue::save_copy(&desk.console, &own, &copy).unwrap();
        assert!(rescue::save_copy(&desk.console, &own, &copy).is_err(), "never over a file that is there");
        assert_eq!(copy.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let folder = desk.folder.path().to_owned();
        drop(desk.console);
        if how == "replaced" {
            drop(open(&folder).unwrap());
            assert_eq!(people(&folder), 3, "the file that lies there now is what it was");
        }
        let saved = folder.join("site (conflicted copy).db");
        if saved.exists() {
            let moved = rusqlite::Connection::open(saved).unwrap();
            let count: i64 = moved.query_row("SELECT count(*) FROM users", [], |row| row.get(0)).unwrap();
            assert_eq!(count, 1, "{how}: the file that was moved lacks nothing");
        }
        // The copy takes its place.
        for name in ["site.db", "site.db-wal", "site.db-shm"] {
            let _ = std::fs::remove_file(folder.join(name));
        }
        std::fs::copy(&copy, folder.join("site.db")).unwrap();
        drop(open(&folder).unwrap());
        assert_eq!(people(&folder), 1);
    }
}

#[test]
fn a_folder_that_was_moved_stops_all_saving() {
    let desk = desk();
    desk.user("Ana", "García");
    let moved = tempfile::tempdir().unwrap();
    std::fs::rename(desk.folder.path(), moved.path().join("site")).unwrap();
    assert!(add(&desk).is_err_and(|error| error.contains("Moved")));
    std::fs::rename(moved.path().join("site"), desk.folder.path()).unwrap();
    add(&desk).unwrap();
}

#[test]
fn a_file_that_something_was_written_over_stops_all_saving_and_stays_as_it_was_put() {
    let elsewhere = closed(&["Eva", "Isa", "Ida"]);
    let site = desk();
    site.user("Ana", "García");
    drop(site.console);
    let backup = std::fs::read(site.folder.path().join("site.db")).unwrap();
    let other = std::fs::read(elsewhere.path().join("site.db")).unwrap();
    for put in [backup, other, vec![0; 100_000], b"short".to_vec()] {
        let desk = desk();
        desk.user("Ben", "Novak");
        let path = desk.folder.path().join("site.db");
        std::fs::write(&path, &put).unwrap();
        assert!(add(&desk).is_err_and(|error| error.contains("Overwritten")));
        assert!(add(&desk).is_err_and(|error| error.contains("Overwritten")));
        let copy = desk.folder.path().join("copy.db");
        assert!(rescue::save_copy(&desk.console, &desk.session.own(), &copy).is_err(), "half of it is gone");
        assert!(!copy.exists());
        drop(desk.console);
        assert_eq!(std::fs::read(&path).unwrap(), put, "nothing was folded into it");
        assert!(open(desk.folder.path()).is_err());
    }
}

#[test]
fn an_older_copy_of_the_same_opening_that_is_written_over_the_file_stops_all_saving() {
    let desk = desk();
    let path = desk.folder.path().join("site.db");
    desk.colleague("ben", 2);
    let copy = std::fs::read(&path).unwrap();
    // What was taken away is folded in at once, and would be back.
    let ben = desk
        .database()
        .query_row("SELECT id FROM operators WHERE user_name = 'ben'", [], |row| row.get(0).map(OperatorId))
        .unwrap();
    let new = Password::new("the heron on the roof");
    operators::set_password(&desk.console, &desk.permit(), ben, &new, &new).unwrap();
    assert_ne!(std::fs::read(&path).unwrap(), copy);
    assert!(add(&desk).is_ok());
    std::fs::write(&path, &copy).unwrap();
    assert!(add(&desk).is_err_and(|error| error.contains("Overwritten")));
    drop(desk.console);
    assert_eq!(std::fs::read(&path).unwrap(), copy, "nothing was folded into it");
}

#[test]
fn what_is_write_protected_is_named_at_opening_and_by_the_doctor() {
    for protect in ["site.db", "."] {
        let folder = closed(&["Ana"]);
        let path = folder.path().join(protect);
        let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        mode(if protect == "." { 0o500 } else { 0o400 });
        let error = untouched(folder.path(), || refused(folder.path()));
        let named = path.canonicalize().unwrap();
        assert!(
            matches!(&error, StorageError::ReadOnly(path) if path.canonicalize().unwrap() == named),
            "{error:?}"
        );
        let health = doctor::examine(folder.path(), &*clock()).database.unwrap();
        assert_eq!(health.protected.unwrap().canonicalize().unwrap(), named);
        mode(if protect == "." { 0o700 } else { 0o600 });
        drop(open(folder.path()).unwrap());
    }
}

#[test]
fn every_file_of_a_site_is_for_the_own_account_alone_in_a_folder_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let clock = clock();
    let plan = keydesk::operation::first_start::plan(
        &crate::desk::draft(),
        keydesk::operation::first_start::Origin::New,
    )
    .unwrap();
    let made = keydesk::operation::first_start::create(
        folder.path(),
        environment(&clock, Faults::NONE),
        &plan,
        keydesk::secret::password::Cost::LEAST,
    )
    .unwrap();
    let private = |when: &str| {
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let path = file.unwrap().path();
            assert_eq!(
                path.metadata().unwrap().permissions().mode() & 0o077,
                0,
                "{when}: {}",
                path.display()
            );
        }
    };
    private("open");
    drop(made);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        std::fs::set_permissions(file.unwrap().path(), std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    let console = open(folder.path()).unwrap();
    let database = folder.path().join("site.db");
    assert_eq!(database.metadata().unwrap().permissions().mode() & 0o777, 0o600, "one from before is closed");
    drop(console);
}
