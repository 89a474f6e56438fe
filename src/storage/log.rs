//! A write-ahead log, read without SQLite: so that a file can be looked at together with its log, and nothing is
//! written (SQLite file format, 4).

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::Error;
use super::open::io;
use crate::private_file;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// The bytes that SQLite would see in a file with the log beside it; the log is played as far as it holds. Nothing,
/// if it holds no commit: then the file alone says everything.
pub fn image(path: &Path, log_path: &Path) -> Result<Option<Vec<u8>>, Error> {
    let read = |path: &Path| -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let mut file = private_file::open(path).map_err(|error| io(&error, path))?;
        file.seek(SeekFrom::Start(0)).map_err(|error| io(&error, path))?;
        file.read_to_end(&mut bytes).map_err(|error| io(&error, path))?;
        Ok(bytes)
    };
    let log = read(log_path)?;
    if commits(&log).next().is_none() {
        return Ok(None);
    }
    let mut image = read(path)?;
    play(&log, &mut image).ok_or_else(|| Error::ForeignLog(log_path.to_owned()))?;
    without_log(&mut image);
    Ok(Some(image))
}

/// Has the bytes of a file say that there is no log beside it: what is in memory has none.
pub fn without_log(image: &mut [u8]) {
    for version in image.get_mut(18..20).into_iter().flatten() {
        *version = 1;
    }
}

/// A commit: its pages, and how many the file has after it.
struct Commit<'l> {
    pages: Vec<(u32, &'l [u8])>,
    count: u32,
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

fn page_size(log: &[u8]) -> Option<usize> {
    let size = usize::try_from(number(log, 8)?).ok()?;
    (size.is_power_of_two() && (512..=65_536).contains(&size)).then_some(size)
}

/// The commits of a log, up to the first byte that does not hold.
fn commits(log: &[u8]) -> impl Iterator<Item = Commit<'_>> {
    let mut frames = frames(log);
    std::iter::from_fn(move || {
        let mut pages = Vec::new();
        for (page, count, bytes) in frames.by_ref() {
            pages.push((page, bytes));
            if count > 0 {
                return Some(Commit { pages, count });
            }
        }
        None
    })
}

/// Page, pages after a commit or 0, and bytes of each frame, as long as salts and sums are right.
fn frames(log: &[u8]) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let begun = (|| {
        let is_big = match number(log, 0)? {
            0x377f_0682 => false,
            0x377f_0683 => true,
            _ => return None,
        };
        let sum = sum(is_big, (0, 0), log.get(..24)?);
        let is_sound = number(log, 4) == Some(3_007_000) && (number(log, 24)?, number(log, 28)?) == sum;
        is_sound.then_some((is_big, sum, page_size(log)?, log.get(16..24)?))
    })();
    let mut state = begun.map(|(is_big, sum, size, salts)| (is_big, sum, size, salts, HEADER));
    std::iter::from_fn(move || {
        let (is_big, before, size, salts, at) = state.take()?;
        let head = log.get(at..at + FRAME_HEADER)?;
        let bytes = log.get(at + FRAME_HEADER..at + FRAME_HEADER + size)?;
        let after = sum(is_big, sum(is_big, before, head.get(..8)?), bytes);
        let page = number(head, 0).filter(|page| *page > 0)?;
        if head.get(8..16)? != salts || (number(head, 16)?, number(head, 20)?) != after {
            return None;
        }
        state = Some((is_big, after, size, salts, at + FRAME_HEADER + size));
        Some((page, number(head, 4)?, bytes))
    })
}

fn sum(is_big: bool, (mut one, mut two): (u32, u32), bytes: &[u8]) -> (u32, u32) {
    for pair in bytes.chunks_exact(8) {
        let word = |at: usize| {
            let word: [u8; 4] =
                pair.get(at..at + 4).and_then(|word| word.try_into().ok()).unwrap_or_default();
            if is_big { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
        };
        one = one.wrapping_add(word(0)).wrapping_add(two);
        two = two.wrapping_add(word(4)).wrapping_add(one);
    }
    (one, two)
}

/// Plays a log into the bytes of a file; nothing, where the two cannot belong together.
fn play(log: &[u8], image: &mut Vec<u8>) -> Option<()> {
    let size = page_size(log)?;
    let own = image.get(16..18).map(|own| usize::from(own[0]) << 8 | usize::from(own[1]));
    if own.is_some_and(|own| own != size && !(own == 1 && size == 65_536)) {
        return None;
    }
    let mut length = 0;
    for commit in commits(log) {
        length = usize::try_from(commit.count).ok()?.checked_mul(size)?;
        for (page, bytes) in commit.pages {
            let begins = usize::try_from(page - 1).ok()?.checked_mul(size)?;
            let ends = begins.checked_add(size)?;
            // A log that names pages far beyond the file is not to be believed.
            if ends > image.len().checked_add(log.len())? {
                return None;
            }
            if image.len() < ends {
                image.resize(ends, 0);
            }
            image.get_mut(begins..ends)?.copy_from_slice(bytes);
        }
    }
    if length > image.len() {
        return None;
    }
    image.truncate(length);
    Some(())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn a_log_that_was_read_by_hand_says_what_sqlite_says() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("a.db"), folder.path().join("b.db"));
        let open = Connection::open(&path).unwrap();
        open.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a);
             INSERT INTO t VALUES (randomblob(9000)); PRAGMA wal_checkpoint(TRUNCATE);
             INSERT INTO t VALUES (randomblob(20000)); DELETE FROM t WHERE rowid = 1; INSERT INTO t VALUES (3);",
        )
        .unwrap();
        let log = folder.path().join("a.db-wal");
        std::fs::write(&copy, image(&path, &log).unwrap().unwrap()).unwrap();
        let rows = |connection: &Connection| -> Vec<Vec<u8>> {
            let mut rows = connection.prepare("SELECT CAST(a AS BLOB) FROM t ORDER BY rowid").unwrap();
            rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        assert_eq!(rows(&Connection::open(&copy).unwrap()), rows(&open));
        // Cut anywhere, it is a shorter log or none, and never a mixture.
        let whole = std::fs::read(&log).unwrap();
        for length in (0..whole.len()).step_by(997) {
            std::fs::write(&log, &whole[..length]).unwrap();
            match image(&path, &log).unwrap() {
                None => {}
                Some(bytes) => {
                    std::fs::write(&copy, bytes).unwrap();
                    let says: String = Connection::open(&copy)
                        .unwrap()
                        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                        .unwrap();
                    assert_eq!(says, "ok", "{length}");
                }
            }
        }
    }
}
