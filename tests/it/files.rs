//! Folders and files that are not as they should be: a sentence, a next step, nothing lost.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use keydesk::console::{Console, OpenError};
use keydesk::fault::Faults;
use keydesk::operation::StorageError;

use crate::desk::{clock, desk, environment};

fn open(folder: &Path) -> Result<Console, OpenError> {
    Console::open(folder, environment(&clock(), Faults::NONE))
}

/// The folder of a site that is closed again.
fn closed() -> tempfile::TempDir {
    let desk = desk();
    desk.user("Ana", "García");
    drop(desk.console);
    desk.folder
}

#[test]
fn a_second_program_is_refused_and_the_first_goes_on() {
    let desk = desk();
    assert!(matches!(open(desk.folder.path()), Err(OpenError::InUse(_))));
    desk.user("Ana", "García");
    drop(desk.console);
    assert!(open(desk.folder.path()).is_ok());
}

#[test]
fn a_truncated_database_is_found_at_the_door_and_left_as_it_is() {
    let folder = closed();
    let path = folder.path().join("site.db");
    let whole = std::fs::read(&path).unwrap();
    for length in [1, 50, 99, 100, 4_096, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..length]).unwrap();
        let opened = open(folder.path());
        assert!(
            matches!(opened, Err(OpenError::Storage(StorageError::Damaged | StorageError::NotOurs(_)))),
            "{length} bytes: {:?}",
            opened.err()
        );
        assert_eq!(std::fs::read(&path).unwrap().len(), length);
    }
    std::fs::write(&path, &whole).unwrap();
    assert!(open(folder.path()).is_ok());
}

#[test]
fn another_programs_database_is_not_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("site.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE site (id INTEGER)").unwrap();
    assert!(matches!(open(folder.path()), Err(OpenError::Storage(StorageError::NotOurs(_)))));
    std::fs::write(&path, "just a text file, longer than one hundred bytes. ".repeat(4)).unwrap();
    assert!(matches!(open(folder.path()), Err(OpenError::Storage(StorageError::NotOurs(_)))));
}

#[test]
fn a_database_of_a_later_version_is_refused_by_name() {
    let folder = closed();
    let path = folder.path().join("site.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    assert!(matches!(open(folder.path()), Err(OpenError::Storage(StorageError::Newer { found: 99, .. }))));
}

#[test]
fn an_empty_file_is_no_site() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("site.db"), "").unwrap();
    assert!(matches!(open(folder.path()), Err(OpenError::Storage(StorageError::NoSite))));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(open(&file.join("site")), Err(OpenError::Folder(_))));
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = closed();
    let closed_folder = |mode| {
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            std::fs::set_permissions(file.unwrap().path(), std::fs::Permissions::from_mode(mode & 0o666))
                .unwrap();
        }
    };
    closed_folder(0o555);
    let opened = open(folder.path());
    // The administrator of the machine may write everywhere; everybody else is told.
    let may_write = std::fs::write(folder.path().join("probe"), "").is_ok();
    closed_folder(0o755);
    assert!(matches!(opened, Err(OpenError::Folder(_))) != may_write, "{:?}", opened.err());
}

#[test]
fn a_fresh_schema_and_an_opened_one_are_the_same() {
    let folder = closed();
    let schema = |connection: &rusqlite::Connection| -> Vec<String> {
        let mut statement = connection
            .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
            .unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let fresh = rusqlite::Connection::open_in_memory().unwrap();
    fresh.execute_batch(include_str!("../../schema.sql")).unwrap();
    let opened = rusqlite::Connection::open(folder.path().join("site.db")).unwrap();
    assert_eq!(schema(&opened), schema(&fresh));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_the_lock_is_no_site_that_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("keydesk.lock");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    // Whoever sweeps demo sites away would wait there for ever.
    assert!(made.success() && !keydesk::console::was_left(folder.path()) && pipe.exists());
}
