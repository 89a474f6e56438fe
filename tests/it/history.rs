//! The database has a history: a file of every version is kept, opens, and is then as a fresh one. A schema that is
//! changed without a new version is found here, because the kept file of that version has another.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use keydesk::console::{Console, Demo, SITE_FILE};
use keydesk::domain::operator::{Language, Password};
use keydesk::fault::Faults;
use keydesk::operation::Giving;
use keydesk::operation::demo::{self, Size};
use keydesk::operation::jobs::{self, Job};
use keydesk::operation::users::{self, Picture};
use keydesk::operation::{doctor, sign_in};
use keydesk::secret::password::Cost;
use rusqlite::Connection;

use crate::acts::{ACTS, MORE, Target, act};
use crate::desk::{clock, environment};
use crate::house::{A, House, house, password};

/// Where the files lie: `version-1.db` has every kind of row, `version-1-demo.db` is a demo site.
fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases")
}

/// The kept files, with the version in each.
fn files() -> Vec<(PathBuf, i64)> {
    let mut files: Vec<_> = std::fs::read_dir(kept())
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "db"))
        .map(|path| {
            let version = version(&Connection::open(&path).unwrap());
            (path, version)
        })
        .collect();
    files.sort();
    files
}

fn version(file: &Connection) -> i64 {
    file.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

fn rows(file: &Connection, sql: &str) -> Vec<String> {
    let mut statement = file.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn tables(file: &Connection) -> Vec<String> {
    rows(
        file,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
}

/// Types, keys, defaults, checks: everything that a schema says, and how its tables are linked and indexed.
fn schema(file: &Connection) -> Vec<String> {
    rows(
        file,
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || COALESCE(sql, '') FROM sqlite_schema ORDER BY type, name",
    )
}

/// A house with something in every table.
fn with_every_kind_of_row() -> House {
    let house = house();
    house.desk.sql("UPDATE security_options SET password_history = 2");
    // Nothing goes to locks yet.
    house.desk.sql(
        "INSERT INTO lock_visits (door_id, visited_at, settings, schedule, calendar, zones, outputs, crossings, time_zone)
         SELECT id, changed_at, zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16)
         FROM doors",
    );
    for one in ["room", "suite"] {
        house.desk.sql(&format!(
            "INSERT INTO {one}_visits ({one}_id, visited_at, settings, schedule, calendar, zones, time_zone)
             SELECT id, changed_at, zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16) FROM {one}s"
        ));
    }
    house.desk.sql(
        "INSERT INTO locker_visits (locker_id, visited_at, settings, schedule, calendar, zones, time_zone)
         SELECT id, changed_at, zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16) FROM lockers",
    );
    let portrait = image::RgbImage::from_pixel(8, 8, image::Rgb([90, 120, 150]));
    let mut png = Vec::new();
    portrait.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let (marta, id) = (house.seat("marta"), house.user("Abel"));
    let page = users::open(marta.console, &marta.permit(), id).unwrap();
    let picture = Picture::Replace(users::portrait(&png).unwrap());
    users::save(marta.console, &marta.permit(), id, page.version, &page.draft, &picture, &Giving::nothing())
        .unwrap();
    for (by, name) in [
        ("marta", "network::set_options"),
        ("clara", "own::switch_two_factor_on"),
        ("anna", "own::change_password"),
        ("marta", "system_auditor::purge"),
        ("marta", "user_access_levels::save, a door"),
        ("marta", "users::save, an access level"),
        ("marta", "users::save, a zone"),
        ("marta", "users::save, a locker"),
        ("marta", "user_access_levels::give, a locker"),
        ("marta", "zones::give, a locker"),
        ("marta", "suites::give, a room"),
        ("marta", "zones::give, a room"),
        ("marta", "zones::give, a suite"),
        ("marta", "zones::give, a door"),
        ("marta", "user_access_levels::give, a zone"),
        ("marta", "users::save, a location"),
        ("marta", "users::save, a function"),
        ("marta", "users::save, a timetable of locations"),
        ("marta", "locations::give, a door"),
        ("marta", "functions::give, a door"),
        ("marta", "users::save, an output"),
        ("marta", "user_access_levels::give, an output"),
        ("marta", "doors::give, an output"),
        ("marta", "roll_call_areas::give, a door"),
        ("marta", "roll_call_areas::give, an exit"),
        ("marta", "lockdown_areas::give, a door"),
        ("marta", "limited_occupancy_areas::give, a door"),
        ("marta", "limited_occupancy_areas::give, a group"),
        ("marta", "limited_occupancy_groups::give, a person"),
        ("marta", "doors::save, a time zone"),
        ("marta", "locations::save, a value"),
        ("marta", "functions::save, a value"),
        ("marta", "phones::enrol"),
        ("marta", "four_eyes::ask"),
    ] {
        let row = ACTS.iter().chain(MORE).find(|row| row.0 == name).unwrap();
        let answer = act(&house, row, by, A, Target::Own).unwrap();
        assert!(answer.0.starts_with("Ok("), "{name}: {}", answer.0);
    }
    house.desk.sql(
        "INSERT INTO locker_holdings (key_id, free_group, locker_id, since_at, read_at)
         SELECT k.id, 1, l.id, k.assigned_at, k.assigned_at FROM keys k, lockers l LIMIT 1",
    );
    house
        .desk
        .sql("INSERT INTO key_deletions (key_id, last_sequence) SELECT id, last_sequence FROM keys LIMIT 1");
    house.desk.sql(
        "INSERT INTO denylist (key_id, below, over_at, edition, listed_at, listed_by)
         SELECT id, 4294967295, assigned_at, 1, assigned_at, 'Marta' FROM keys LIMIT 1;
         INSERT INTO denylist_reports (key_id, door_code, received_at) SELECT key_id, 1, 0 FROM denylist",
    );
    house.desk.sql(
        "INSERT INTO purged_counters (door_code, set_up, first_counter, last_counter, before_at)
         SELECT code, 1, 0, 4, changed_at FROM doors;
         INSERT INTO purged_records (door_code, happened_at, happening, counter, set_up)
         SELECT code, changed_at, 1, 5, 0 FROM doors;
         INSERT INTO purged_openings (door_code, opened_at) SELECT code, changed_at FROM doors;
         INSERT INTO event_options (id, named_days) VALUES (1, 3650)",
    );
    // No key says an output yet.
    house.desk.sql("INSERT INTO output_numbers (number, output, until_at) VALUES (1, 1, 0)");
    house
}

/// Keeps the file of a site that is closed, small and whole.
fn keep(site: &Path, name: &str) {
    let file = Connection::open(site.join(SITE_FILE)).unwrap();
    let to = kept().join(format!("version-{}{name}.db", version(&file)));
    let _ = std::fs::remove_file(&to);
    file.execute("VACUUM INTO ?1", [to.to_str().unwrap()]).unwrap();
}

#[test]
#[ignore = "writes the files of this version into tests/databases, once, when the version is done"]
fn the_files_of_this_version_are_written() {
    std::fs::create_dir_all(kept()).unwrap();
    let house = with_every_kind_of_row();
    let folder = house.desk.folder;
    drop(house.desk.console);
    keep(folder.path(), "");
    let folder = tempfile::tempdir().unwrap();
    let size = Size { people: 12, doors: 4, events: 6 };
    demo::create(folder.path(), &environment(&clock(), Faults::NONE), size, Language::English, Cost::LEAST)
        .unwrap();
    keep(folder.path(), "-demo");
}

#[test]
fn the_file_of_this_version_is_kept_and_has_every_kind_of_row() {
    let fresh = Connection::open_in_memory().unwrap();
    fresh.execute_batch(include_str!("../../schema.sql")).unwrap();
    let newest = files().into_iter().map(|(_, version)| version).max().unwrap();
    let path = kept().join(format!("version-{newest}.db"));
    let file = Connection::open(&path).unwrap();
    assert_eq!(
        tables(&file),
        tables(&fresh),
        "schema.sql has another version than the newest file that is kept"
    );
    for table in tables(&file) {
        let count: i64 =
            file.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert!(count > 0, "{} has no row in {table}", path.display());
    }
}

#[test]
fn every_kept_file_opens_and_is_then_as_a_fresh_one() {
    let fresh = crate::desk::desk();
    let folder = fresh.folder;
    drop(fresh.console);
    let fresh = Connection::open(folder.path().join(SITE_FILE)).unwrap();
    assert!(files().len() >= 2, "a site and a demo site");
    for (path, _) in files() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join(SITE_FILE);
        std::fs::copy(&path, &site).unwrap();
        let before = Connection::open(&site).unwrap();
        let counts = |file: &Connection, tables: &[String]| -> Vec<(String, i64)> {
            let count = |table: &String| {
                file.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
            };
            tables.iter().map(|table| (table.clone(), count(table))).collect()
        };
        let known: Vec<String> =
            tables(&before).into_iter().filter(|table| tables(&fresh).contains(table)).collect();
        let rows_before = counts(&before, &known);
        drop(before);
        let named = path.display();
        let console =
            Console::open(folder.path(), environment(&clock(), Faults::NONE)).unwrap_or_else(|error| {
                panic!("{named}: {error}; a changed schema is a new version with a step")
            });
        let images = doctor::examine_images(&console).unwrap();
        assert_eq!(images.stale, 0, "{named}: what keys must say was brought up as well");
        let (user_name, typed) = match console.site().demo {
            Demo::No => ("marta", password()),
            Demo::Yes | Demo::WithOperators => {
                (demo::ADMINISTRATOR.user_name, Password::new(demo::ADMINISTRATOR.password))
            }
        };
        sign_in::sign_in(&console, user_name, &typed).unwrap().session().unwrap();
        drop(console);
        let health = doctor::examine(folder.path(), &*clock()).database.unwrap();
        assert!(health.damage.is_empty() && health.chain.is_ok(), "{named}: {health:?}");
        let after = Connection::open(&site).unwrap();
        assert_eq!(version(&after), version(&fresh), "{named}");
        assert_eq!(schema(&after), schema(&fresh), "{named}: brought up, it is as a fresh one");
        let lines = |rows: Vec<(String, i64)>| -> Vec<(String, i64)> {
            // Signing in is a line.
            rows.into_iter()
                .map(|(table, count)| if table == "audit" { (table, 0) } else { (table, count) })
                .collect()
        };
        assert_eq!(lines(counts(&after, &known)), lines(rows_before), "{named}: no row was lost");
    }
}

/// The folder of a site of an earlier version, after something was done to its file.
fn of_version_1(script: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join(SITE_FILE);
    std::fs::copy(kept().join("version-1.db"), &site).unwrap();
    Connection::open(&site).unwrap().execute_batch(script).unwrap();
    folder
}

fn last_line(folder: &Path) -> (String, String, String, String) {
    let file = Connection::open(folder.join(SITE_FILE)).unwrap();
    let sql = "SELECT operator_name, action, before, after FROM audit ORDER BY sequence DESC LIMIT 1";
    file.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap()
}

#[test]
fn an_upgrade_keeps_a_copy_of_the_file_as_it_was_and_says_so_in_the_trail() {
    let folder = of_version_1("");
    let (site, copy) = (folder.path().join(SITE_FILE), folder.path().join("site.version-1.db"));
    let before = tables(&Connection::open(&site).unwrap());
    drop(Console::open(folder.path(), environment(&clock(), Faults::NONE)).unwrap());
    let told = |after: &str| {
        let line = ("upgrade", "site-upgraded", r#"{"version":1}"#, after);
        (line.0.to_owned(), line.1.to_owned(), line.2.to_owned(), line.3.to_owned())
    };
    assert_eq!(last_line(folder.path()), told(r#"{"copy":"site.version-1.db","version":10}"#));
    assert_eq!(copy.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let kept = Connection::open(&copy).unwrap();
    assert_eq!((version(&kept), tables(&kept)), (1, before));
    drop(kept);
    // The copy is a site of its own, which opens.
    let whole = std::fs::read(&copy).unwrap();
    std::fs::write(&site, &whole).unwrap();
    std::fs::write(&copy, "somebody else's").unwrap();
    drop(Console::open(folder.path(), environment(&clock(), Faults::NONE)).unwrap());
    assert_eq!(last_line(folder.path()), told(r#"{"copy that was there":"site.version-1.db","version":10}"#));
    assert_eq!(std::fs::read(&copy).unwrap(), b"somebody else's", "never over one that is there");
    let lines = |folder: &Path| {
        rows(&Connection::open(folder.join(SITE_FILE)).unwrap(), "SELECT action FROM audit ORDER BY sequence")
    };
    let after_one = lines(folder.path());
    drop(Console::open(folder.path(), environment(&clock(), Faults::NONE)).unwrap());
    assert_eq!(lines(folder.path()), after_one, "it is done once");
}

#[test]
fn what_an_earlier_program_left_in_its_log_is_in_the_copy_as_well() {
    let folder = of_version_1("");
    let site = folder.path().join(SITE_FILE);
    let file = Connection::open(&site).unwrap();
    file.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0").unwrap();
    file.execute_batch(
        "UPDATE site SET name = 'Late'; UPDATE file SET folded = commits, commits = commits + 1",
    )
    .unwrap();
    let left = tempfile::tempdir().unwrap();
    for name in ["site.db", "site.db-wal"] {
        std::fs::copy(folder.path().join(name), left.path().join(name)).unwrap();
    }
    let console = Console::open(left.path(), environment(&clock(), Faults::NONE)).unwrap();
    assert_eq!(console.site().name, "Late");
    drop(console);
    let copy = Connection::open(left.path().join("site.version-1.db")).unwrap();
    assert_eq!(rows(&copy, "SELECT name FROM site"), ["Late"]);
}

#[test]
fn a_reference_that_was_loose_before_is_left_to_the_check() {
    let folder = of_version_1(
        "PRAGMA foreign_keys = OFF; INSERT INTO user_doors (user_id, door_id) VALUES (7777, 8888)",
    );
    let health = doctor::examine(folder.path(), &*clock()).database.unwrap();
    assert_eq!(health.damage, ["user_doors refers to what is not there"]);
    let console = Console::open(folder.path(), environment(&clock(), Faults::NONE)).unwrap();
    jobs::run(&console, None, Job::Check).unwrap();
    drop(console);
    let (_, action, _, found) = last_line(folder.path());
    assert_eq!(action, "check-failed");
    assert!(found.contains("user_doors refers to what is not there"), "{found}");
}
