//! Opening a database: look, then open, then upgrade. Looking writes nothing, neither in the file nor beside it, and
//! everything that is refused is refused by looking: a newer file by name, an altered one with what differs, a log
//! that is not this file's. A damaged one is never mended by deleting it.

use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::tie::{State, Tie};
use super::{Error, Setting, log, schema, upgrade};
use crate::fault::{Point, Verdict};
use crate::private_file;

/// Another connection of this program may be writing for so long.
const BUSY: Duration = Duration::from_secs(5);

/// A database that was looked at: read, and nothing else.
pub struct Looked {
    path: PathBuf,
    connection: Connection,
    version: i64,
}

/// A database that is open to be written.
pub struct Opened {
    pub connection: Connection,
    pub tie: Tie,
}

/// Makes a database where none is.
pub fn create(path: &Path) -> Result<Opened, Error> {
    match path.symlink_metadata() {
        Ok(found) if found.is_file() && found.len() == 0 => {}
        Ok(_) => return Err(Error::SiteExists),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // SQLite would let everybody read what it makes itself.
            private_file::create_new(path).map_err(|error| io(&error, path))?;
        }
        Err(error) => return Err(io(&error, path)),
    }
    no_log_of_another(path)?;
    private_file::keep_private(path).map_err(|error| io(&error, path))?;
    let kept = Tie::hold(path)?;
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let script = format!(
        "BEGIN IMMEDIATE; {};
         INSERT INTO file (id, opening, opening_before, commits, folded) VALUES (1, zeroblob(16), zeroblob(16), 0, 0);
         PRAGMA user_version = {}; PRAGMA application_id = {}; COMMIT;",
        schema::SCHEMA,
        schema::VERSION,
        schema::APPLICATION
    );
    connection.execute_batch(&script).map_err(|error| named(error, path))?;
    begin(path, kept, connection)
}

/// Opens a database that was looked at, and brings it to this version.
pub fn open(looked: Looked, setting: &Setting) -> Result<Opened, Error> {
    let Looked { path, connection, version } = looked;
    drop(connection);
    if let Some(protected) = protected(&path) {
        return Err(Error::ReadOnly(protected));
    }
    for own in [path.clone(), beside(&path, "-wal"), beside(&path, "-shm")] {
        match private_file::keep_private(&own) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(io(&error, &own)),
            Ok(()) | Err(_) => {}
        }
    }
    let kept = Tie::hold(&path)?;
    let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if version == schema::VERSION {
        schema::check(&connection, version)?;
        begin(&path, kept, connection)
    } else {
        open_older(&path, kept, connection, version, setting)
    }
}

/// What an earlier program left in the log is folded in first: the file alone is then the older one, and the log that is
/// begun with the upgrade is known for that of this very state of it.
fn open_older(
    path: &Path,
    kept: File,
    mut connection: Connection,
    version: i64,
    setting: &Setting,
) -> Result<Opened, Error> {
    if fold(&connection, Duration::ZERO)? != Fold::Whole {
        return Err(Error::CannotOpen(path.to_owned()));
    }
    let mut begun = None;
    schema::upgrade(&mut connection, version, |transaction| {
        begun = Some(upgrade::finish(transaction, path, &kept, version, setting)?);
        Ok(())
    })?;
    if setting.faults.at(Point::Upgraded) == Verdict::Killed {
        return Err(Error::Killed);
    }
    let tie = Tie::of(path, kept, &connection, begun.ok_or(Error::Damaged)?)?;
    folded(tie, connection)
}

fn begin(path: &Path, kept: File, connection: Connection) -> Result<Opened, Error> {
    let tie = Tie::begin(path, kept, &connection)?;
    folded(tie, connection)
}

fn folded(tie: Tie, connection: Connection) -> Result<Opened, Error> {
    if tie.folding(|| fold(&connection, Duration::ZERO))? == Fold::Whole {
        Ok(Opened { connection, tie })
    } else {
        // Somebody else reads the file at this moment.
        Err(Error::CannotOpen(tie.path().to_owned()))
    }
}

/// How far the log was folded into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// The file has everything, and the log is empty.
    Whole,
    /// The file has everything; somebody still reads the log, which stays as it is.
    Read,
    /// The file lacks something: somebody reads an older state of it.
    Part,
}

/// What the connection that writes keeps of the file, in kB: the rows of a change that touches everybody lie there and
/// are not read twice. Given back with the log that such a change makes.
const WRITER_CACHE_KIB: i64 = 24 * 1024;

/// Folds the log into the file and empties it, as far as readers let it.
pub fn fold(connection: &Connection, wait: Duration) -> Result<Fold, Error> {
    connection.busy_timeout(wait)?;
    let done = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    });
    connection.busy_timeout(BUSY)?;
    connection.execute_batch("PRAGMA shrink_memory")?;
    Ok(match done? {
        (0, _, _) => Fold::Whole,
        (_, log, folded) if log == folded => Fold::Read,
        _ => Fold::Part,
    })
}

/// A connection that only looks, at a file that is open already.
pub fn reader(path: &Path) -> Result<Connection, Error> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    schema::check(&connection, schema::VERSION)?;
    Ok(connection)
}

/// The file or its folder, where that cannot be written.
pub fn protected(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    private_file::protected(&[path, folder]).map(Path::to_owned)
}

/// Looks at a database, its log included, and says what is wrong with it.
pub fn look(path: &Path) -> Result<Looked, Error> {
    check_file(path)?;
    let file = connect_unwritten(path)?;
    let log_path = beside(path, "-wal");
    let image = if is_filled(&log_path) { log::image(path, &log_path)? } else { None };
    let connection = match image {
        None => file,
        Some(image) => {
            let with_log = in_memory(&image, Use::Look).map_err(|_| Error::Damaged)?;
            let follows = |with_log: &Connection, file: &Connection| -> Result<bool, Error> {
                let (after, before) = (State::of(with_log)?, State::of(file)?);
                Ok(after.is_some_and(|after| after.follows(before.as_ref())))
            };
            // Two that do not belong together cannot be read either.
            if !follows(&with_log, &file).unwrap_or(false) {
                return Err(Error::ForeignLog(log_path));
            }
            with_log
        }
    };
    let version = schema::version(&connection)?.ok_or_else(|| Error::NotOurs(path.to_owned()))?;
    if version > schema::VERSION {
        return Err(Error::Newer { found: version, known: schema::VERSION });
    }
    schema::check(&connection, version)?;
    let connection = if version < schema::VERSION { rehearsed(connection, version)? } else { connection };
    let sites: i64 = connection.query_row("SELECT count(*) FROM site", [], |row| row.get(0))?;
    if sites == 1 { Ok(Looked { path: path.to_owned(), connection, version }) } else { Err(Error::Damaged) }
}

impl Looked {
    /// The database, to be read.
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// What SQLite finds wrong with it; nothing, when it is sound.
    pub fn damage(&self) -> Result<Vec<String>, Error> {
        damage(&self.connection)
    }
}

/// What SQLite finds wrong with a file; nothing, when it is sound.
pub fn damage(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut lines = connection
        .prepare("PRAGMA integrity_check(20)")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    lines.retain(|line| line != "ok");
    let mut loose = connection.prepare("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check")?;
    for table in loose.query_map([], |row| row.get::<_, String>(0))? {
        lines.push(format!("{} refers to what is not there", table?));
    }
    // Of an older file not all of them are there yet.
    let points = ["doors", "lockers", "rooms", "suites"];
    let there = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1");
    let mut there = there?;
    let mut codes = Vec::new();
    for table in points {
        if there.exists([table])? {
            codes.push(format!("SELECT code FROM {table}"));
        }
    }
    let twice = format!("SELECT code FROM ({}) GROUP BY code HAVING count(*) > 1", codes.join(" UNION ALL "));
    let mut twice = connection.prepare(&twice)?;
    for code in twice.query_map([], |row| row.get::<_, i64>(0))? {
        lines.push(format!("the number {} is of more than one access point", code?));
    }
    Ok(lines)
}

/// Every setting of a connection, in one place. WAL and FULL: what was said to be saved is saved, and readers
/// do not wait for the writer. No view is ours; DEFENSIVE and `trusted_schema` off: what a doctored file says is not
/// run. `cell_size_check`: damage is found where it is read. `secure_delete`: what is taken away is gone. The log is
/// folded by [`fold`] alone, so that the file says how far it was.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| named(error, path))?;
    let set = || -> rusqlite::Result<()> {
        harden(&connection)?;
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(128);
        connection.execute_batch(
            "PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA synchronous = FULL;",
        )?;
        if flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) {
            connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
            connection.query_row("PRAGMA wal_autocheckpoint = 0", [], |_| Ok(()))?;
            connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
            connection.query_row("PRAGMA secure_delete = ON", [], |_| Ok(()))?;
        }
        Ok(())
    };
    set().map_err(|error| named(error, path))?;
    Ok(connection)
}

fn harden(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.execute_batch("PRAGMA cell_size_check = ON")
}

/// A connection to the file alone that makes no log and no index of it, and takes no locks.
fn connect_unwritten(path: &Path) -> Result<Connection, Error> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri(path), flags).map_err(|error| named(error, path))?;
    harden(&connection).map_err(|error| named(error, path))?;
    Ok(connection)
}

/// What is done with a database in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Look,
    Change,
}

fn in_memory(image: &[u8], used: Use) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact(rusqlite::MAIN_DB, image, image.len(), used == Use::Look)?;
    harden(&connection)?;
    Ok(connection)
}

/// A file of an older version as it would be when it was brought to this one, in memory: what stands in the way of that
/// is found before the file is touched.
fn rehearsed(mut older: Connection, version: i64) -> Result<Connection, Error> {
    let mut image = older.serialize(rusqlite::MAIN_DB)?.to_vec();
    drop(older);
    log::without_log(&mut image);
    let mut connection = in_memory(&image, Use::Change)?;
    drop(image);
    schema::upgrade(&mut connection, version, |_| Ok(()))?;
    Ok(connection)
}

/// The path as SQLite reads it in an address; whatever is not plain is written as a number.
fn uri(path: &Path) -> OsString {
    let mut uri = String::from(if cfg!(windows) { "file:///" } else { "file:" });
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                uri.push(char::from(*byte));
            }
            b'\\' | b':' if cfg!(windows) => uri.push(if *byte == b':' { ':' } else { '/' }),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri.into()
}

/// Looks at the file before SQLite does: SQLite would make an empty file into a database, would play a rollback
/// journal that somebody left, and finds out that the end is missing only when it comes there.
fn check_file(path: &Path) -> Result<(), Error> {
    let mut file = match private_file::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            no_log_of_another(path)?;
            return Err(Error::NoSite);
        }
        // What cannot be read cannot be opened, whatever may be written.
        opened => opened.map_err(|_| Error::CannotOpen(path.to_owned()))?,
    };
    let length = file.metadata().map_err(|error| io(&error, path))?.len();
    if length == 0 {
        no_log_of_another(path)?;
        return Err(Error::NoSite);
    }
    let journal = beside(path, "-journal");
    if is_filled(&journal) {
        return Err(Error::ForeignLog(journal));
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
    let has_log = is_filled(&beside(path, "-wal"));
    if !has_log && number(68) != schema::APPLICATION as u64 {
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

/// Where there is no file, what a log holds is the last that is left of one.
fn no_log_of_another(path: &Path) -> Result<(), Error> {
    let logs = [beside(path, "-wal"), beside(path, "-journal")];
    logs.into_iter().find(|log| is_filled(log)).map_or(Ok(()), |log| Err(Error::ForeignLog(log)))
}

fn is_filled(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.len() > 0)
}

/// The file beside the database that SQLite names so.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

pub fn io(error: &std::io::Error, path: &Path) -> Error {
    match error.kind() {
        _ if private_file::is_full(error) => Error::DiskFull,
        ErrorKind::NotFound => Error::NoSite,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(path.to_owned()),
        _ => Error::CannotOpen(path.to_owned()),
    }
}

/// SQLite's word for a file, with the file's name.
pub fn named(error: rusqlite::Error, path: &Path) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen) => Error::CannotOpen(path.to_owned()),
        Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::PermissionDenied) => {
            Error::ReadOnly(path.to_owned())
        }
        _ => Error::from(error),
    }
}
