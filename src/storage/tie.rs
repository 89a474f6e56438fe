//! What ties the file, the write-ahead log beside it and the path together. SQLite takes all three for granted: a log
//! of another file is played into this one, and a file that was exchanged under an open connection is written on.
//!
//! Every commit writes the row of `file`, so that any log, however short, says which opening of which file it was
//! written in and where it begins. A log is this file's if it was begun at a state that the file has; the state of
//! the file is then that row as the file itself holds it.

use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension as _};

use super::Error;
use crate::private_file;

/// An opening of a file: random, so that no two are alike.
pub struct Opening([u8; 16]);

impl Opening {
    fn begin(connection: &Connection, counted: &str) -> Result<Opening, Error> {
        let opening = Opening(crate::secret::random()?);
        let sql = format!("UPDATE file SET opening_before = opening, opening = ?1, {counted}");
        if connection.execute(&sql, [opening.0])? == 1 { Ok(opening) } else { Err(Error::Damaged) }
    }
}

/// The row of `file`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    opening: Vec<u8>,
    before: Vec<u8>,
    commits: i64,
    folded: i64,
}

impl State {
    /// The state that a connection sees; nothing, where the log still holds the very first one.
    pub fn of(connection: &Connection) -> Result<Option<State>, Error> {
        let is_there: bool = connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'file')",
            [],
            |row| row.get(0),
        )?;
        if !is_there {
            return Ok(None);
        }
        let state = connection
            .query_row("SELECT opening, opening_before, commits, folded FROM file WHERE id = 1", [], |row| {
                Ok(State {
                    opening: row.get(0)?,
                    before: row.get(1)?,
                    commits: row.get(2)?,
                    folded: row.get(3)?,
                })
            })
            .optional()?;
        Ok(state)
    }

    /// Whether a log that leads to this state was begun at what the file itself holds.
    pub fn follows(&self, file: Option<&State>) -> bool {
        match file {
            Some(file) => {
                (file.opening == self.opening || file.opening == self.before)
                    && (self.folded..=self.commits).contains(&file.commits)
            }
            None => self.folded == 0,
        }
    }
}

/// How the file at the path is not the one that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchanged {
    /// Another lies at the path, or none: the open one is somewhere else, and whole.
    Moved,
    /// Something was written over the open one.
    Overwritten,
}

/// The file that is open.
pub struct Tie {
    path: PathBuf,
    /// Never closed before the last connection: closing it would take SQLite's locks along.
    kept: File,
    opening: Opening,
    /// Where in the file the page of the row of `file` lies.
    page: std::ops::Range<u64>,
    /// That page, as the file had it when the log was last folded; nothing, if it did not name this opening.
    says: Mutex<Option<Vec<u8>>>,
}

impl Tie {
    /// Holds on to a file that is about to be connected to.
    pub fn hold(path: &Path) -> Result<File, Error> {
        private_file::open(path).map_err(|error| super::open::io(&error, path))
    }

    /// Begins an opening: the log says which one, and the file once it was folded.
    pub fn begin(path: &Path, kept: File, connection: &Connection) -> Result<Tie, Error> {
        let opening = Opening::begin(connection, "commits = commits + 1")?;
        Tie::of(path, kept, connection, opening)
    }

    /// Begins an opening of a file that has everything, in the transaction of a commit: that one is the first of its log.
    pub fn begin_folded(change: &Connection) -> Result<Opening, Error> {
        Opening::begin(change, "folded = commits, commits = commits + 1")
    }

    /// Ties to a file the opening of it that was begun.
    pub fn of(path: &Path, kept: File, connection: &Connection, opening: Opening) -> Result<Tie, Error> {
        let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, u64>(0));
        let size = number("PRAGMA page_size")?;
        let root = number("SELECT rootpage FROM sqlite_schema WHERE name = 'file'")?;
        let begins = root.saturating_sub(1) * size;
        Ok(Tie { path: path.to_owned(), kept, opening, page: begins..begins + size, says: Mutex::default() })
    }

    /// Folds the log into the file. Nothing else writes the file, so that it says the same until the next time.
    pub fn folding<T>(&self, fold: impl FnOnce() -> T) -> T {
        let mut says = self.says.lock().unwrap_or_else(PoisonError::into_inner);
        let folded = fold();
        let Opening(opening) = &self.opening;
        *says = self.read().filter(|page| page.windows(opening.len()).any(|bytes| bytes == opening));
        folded
    }

    fn read(&self) -> Option<Vec<u8>> {
        let mut page = vec![0; usize::try_from(self.page.end - self.page.start).ok()?];
        read_at(&self.kept, &mut page, self.page.start).ok().map(|()| page)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file at the path is still the one that is open, and still what was written to it.
    pub fn holds(&self) -> Result<(), Exchanged> {
        if !self.is_in_its_place() {
            return Err(Exchanged::Moved);
        }
        let says = self.says.lock().unwrap_or_else(PoisonError::into_inner);
        if says.is_some() && *says == self.read() { Ok(()) } else { Err(Exchanged::Overwritten) }
    }

    /// The error that says so.
    pub fn error(&self, how: Exchanged) -> Error {
        match how {
            Exchanged::Moved => Error::Moved(self.path.clone()),
            Exchanged::Overwritten => Error::Overwritten(self.path.clone()),
        }
    }

    fn is_in_its_place(&self) -> bool {
        match (self.path.symlink_metadata(), self.kept.metadata()) {
            (Ok(there), Ok(kept)) => is_same(&there, &kept),
            _ => false,
        }
    }

    /// The row, in the transaction of a commit.
    pub fn note(connection: &Connection, folded: i64) -> Result<(), Error> {
        connection
            .prepare_cached("UPDATE file SET commits = commits + 1, folded = ?1")?
            .execute([folded])
            .map(|_| ())
            .map_err(Error::from)
    }

    /// How many commits there were.
    pub fn commits(connection: &Connection) -> Result<i64, Error> {
        Ok(connection.prepare_cached("SELECT commits FROM file")?.query_row([], |row| row.get(0))?)
    }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Elsewhere the system lets nobody move or replace a file that is open, nor the folders above it.
#[cfg(not(unix))]
fn is_same(one: &Metadata, _: &Metadata) -> bool {
    one.is_file()
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> std::io::Result<()> {
    let mut done = 0;
    while let Some(rest) = bytes.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match std::os::windows::fs::FileExt::seek_read(file, rest, offset + done as u64)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            count => done += count,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(opening: u8, before: u8, commits: i64, folded: i64) -> State {
        State { opening: vec![opening; 16], before: vec![before; 16], commits, folded }
    }

    #[test]
    fn a_log_is_a_files_if_it_was_begun_at_a_state_that_the_file_has() {
        let log = state(2, 1, 30, 21);
        assert!(log.follows(Some(&state(2, 1, 21, 0))), "the state at which it was begun");
        assert!(log.follows(Some(&state(2, 1, 25, 21))), "folded in part");
        assert!(log.follows(Some(&state(2, 1, 30, 21))), "folded whole");
        assert!(!log.follows(Some(&state(2, 1, 20, 0))), "an older copy of the same opening");
        assert!(!log.follows(Some(&state(2, 1, 31, 21))), "a newer one");
        assert!(!log.follows(Some(&state(1, 0, 20, 9))), "a copy from before this opening");
        assert!(!log.follows(Some(&state(3, 2, 25, 21))), "an opening that came after");
        assert!(!log.follows(Some(&state(9, 8, 25, 21))), "another file");
        assert!(!log.follows(None), "an empty file");
        let first = state(2, 1, 21, 20);
        assert!(first.follows(Some(&state(1, 0, 20, 9))), "ended before the opening was folded in");
        assert!(state(1, 0, 1, 0).follows(None), "ended before anything was");
    }
}
