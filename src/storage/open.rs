//! Opening a database: create, check, upgrade. A newer one is refused by name; a damaged one is never mended
//! by deleting it.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::Error;

/// The schema of this version, whole.
const SCHEMA: &str = include_str!("../../schema.sql");
/// The version of that schema.
pub const VERSION: i64 = 1;
/// Marks the file as ours: "KDsk".
const APPLICATION: i64 = 0x4B44_736B;
/// Steps from each version to the next; the first leads from version 1 to 2.
const MIGRATIONS: &[&str] = &[];
const _: () = assert!(MIGRATIONS.len() as i64 == VERSION - 1, "a version needs the step that leads to it");

/// Another connection of this program may be writing for so long.
const BUSY: Duration = Duration::from_secs(5);

/// Makes a database where none is.
pub fn create(path: &Path) -> Result<Connection, Error> {
    if path.try_exists().map_err(|error| io(&error, path))? && !is_empty(path)? {
        return Err(Error::SiteExists);
    }
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    let script = format!(
        "BEGIN IMMEDIATE; {SCHEMA}; PRAGMA user_version = {VERSION}; PRAGMA application_id = {APPLICATION}; COMMIT;"
    );
    connection.execute_batch(&script).map_err(|error| named(error, path))?;
    Ok(connection)
}

/// Opens a database that is there, and brings it to this version.
pub fn open(path: &Path) -> Result<Connection, Error> {
    check_file(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    upgrade(&mut connection, path)?;
    Ok(connection)
}

/// A connection that only looks.
pub fn reader(path: &Path) -> Result<Connection, Error> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Every setting of a connection, in one place. WAL and FULL: what was said to be saved is saved, and readers
/// do not wait for the writer. `trusted_schema` off: a doctored file runs nothing. `cell_size_check`: damage
/// is found where it is read.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| named(error, path))?;
    let set = || -> rusqlite::Result<()> {
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(128);
        connection.execute_batch(
            "PRAGMA foreign_keys = ON;
             PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA synchronous = FULL;",
        )?;
        if flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) {
            connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
            connection.query_row("PRAGMA journal_size_limit = 16777216", [], |_| Ok(()))?;
        }
        Ok(())
    };
    set().map_err(|error| named(error, path))?;
    Ok(connection)
}

/// Looks at the file before SQLite does: SQLite would make an empty file into a database, and finds out that
/// the end is missing only when it comes there.
fn check_file(path: &Path) -> Result<(), Error> {
    let mut file = File::open(path).map_err(|error| io(&error, path))?;
    let length = file.metadata().map_err(|error| io(&error, path))?.len();
    if length == 0 {
        return Err(Error::NoSite);
    }
    let mut header = [0_u8; 100];
    file.read_exact(&mut header).map_err(|_| Error::NotOurs(path.to_owned()))?;
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(Error::NotOurs(path.to_owned()));
    }
    let number = |at: usize| -> u64 {
        let bytes = header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        u64::from(bytes.map_or(0, u32::from_be_bytes))
    };
    let page = match u64::from(header[16]) << 8 | u64::from(header[17]) {
        1 => 65_536,
        size => size,
    };
    // A fresh one that was not folded yet says who made it in the log beside it.
    let has_log = path.with_extension("db-wal").metadata().is_ok_and(|log| log.len() > 0);
    if !has_log && number(68) != APPLICATION as u64 {
        return Err(Error::NotOurs(path.to_owned()));
    }
    // The count of pages is valid when it was written by the same change as the counter (SQLite file format,
    // 1.3.7). A write-ahead log beside the file can still hold the end of it.
    let (counter, pages, valid_for) = (number(24), number(28), number(92));
    if counter == valid_for && !has_log && length < pages * page {
        return Err(Error::Damaged);
    }
    Ok(())
}

fn upgrade(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let pragma = |connection: &Connection, name: &str| -> Result<i64, Error> {
        connection
            .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
            .map_err(|error| named(error, path))
    };
    if pragma(connection, "application_id")? != APPLICATION {
        return Err(Error::NotOurs(path.to_owned()));
    }
    let found = pragma(connection, "user_version")?;
    if found > VERSION {
        return Err(Error::Newer { found, known: VERSION });
    }
    let done = usize::try_from(found - 1).map_err(|_| Error::NotOurs(path.to_owned()))?;
    let steps = MIGRATIONS.get(done..).unwrap_or_default();
    if steps.is_empty() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for step in steps {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(transaction.commit()?)
}

fn is_empty(path: &Path) -> Result<bool, Error> {
    Ok(path.metadata().map_err(|error| io(&error, path))?.len() == 0)
}

fn io(error: &std::io::Error, path: &Path) -> Error {
    match error.kind() {
        ErrorKind::NotFound => Error::NoSite,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(path.to_owned()),
        ErrorKind::StorageFull => Error::DiskFull,
        _ => Error::CannotOpen(path.to_owned()),
    }
}

/// SQLite's word for a file, with the file's name.
fn named(error: rusqlite::Error, path: &Path) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen) => Error::CannotOpen(path.to_owned()),
        Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::PermissionDenied) => {
            Error::ReadOnly(path.to_owned())
        }
        _ => Error::from(error),
    }
}
