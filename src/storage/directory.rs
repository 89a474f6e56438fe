//! Everybody in memory: read once while the program starts, then kept up by every commit.

use std::ops::Deref;
use std::path::Path;
use std::sync::RwLockReadGuard;

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::graph::Mark;
use super::in_memory::InMemory;
use super::{Change, Error, Touched, open};
use crate::domain::directory::snapshot::Stamp;
use crate::domain::directory::{Directory, Record, shown_text};
use crate::domain::key::Facts;
use crate::domain::partition::PartitionId;
use crate::domain::user::UserId;
use crate::private_file;

/// A directory, and of which moment the snapshot beside the database is, as far as that is known.
pub struct Kept {
    directory: Directory,
    snapshot: Option<Stamp>,
}

/// From so many people on a snapshot is worth its file: fewer are read as fast from the database.
const SNAPSHOT_PEOPLE_MIN: usize = 5_000;
/// The snapshot beside the database. It can be thrown away at any time.
const SNAPSHOT_FILE: &str = "people.cache";

/// The directory while somebody looks at it.
pub struct Reading<'d>(RwLockReadGuard<'d, Kept>);

impl<'d> Reading<'d> {
    pub const fn of(kept: RwLockReadGuard<'d, Kept>) -> Reading<'d> {
        Reading(kept)
    }
}

impl Deref for Reading<'_> {
    type Target = Directory;

    fn deref(&self) -> &Directory {
        &self.0.directory
    }
}

impl Kept {
    /// Brings it up to date with a commit.
    pub(super) fn apply(&mut self, touched: &[Touched], marks: &[Mark]) {
        for mark in marks {
            self.directory.set_key(mark.user, mark.match_, mark.rights);
        }
        let records =
            touched.iter().map(|touched| (touched.user, touched.record.as_ref().map(Owned::borrow)));
        self.directory.change(records);
    }
}

/// Keeps what was read for the next start.
pub fn close(directory: &mut InMemory<Kept>, path: &Path, connection: &Connection) {
    if let (Some(kept), Ok(stamp)) = (directory.close(), stamp_of(connection))
        && kept.snapshot != Some(stamp)
    {
        keep(path, &kept.directory, &stamp);
    }
}

/// A record with its text.
pub struct Owned {
    id: UserId,
    partition: PartitionId,
    facts: Facts,
    doors: u32,
    shown: String,
    text: String,
}

impl Owned {
    fn borrow(&self) -> Record<'_> {
        Record {
            id: self.id,
            partition: self.partition,
            facts: self.facts,
            doors: self.doors,
            shown: &self.shown,
            text: &self.text,
        }
    }
}

const COLUMNS: &str = "u.id, u.partition_id, u.folded_text, u.banned, u.period_count IS NOT NULL,
        u.expiration_at, k.id, k.attempt_sequence IS NOT NULL, max(k.written_at, k.written_from_at),
        max(coalesce(k.written_until_at, 0), coalesce(k.open_until_at, 0)),
        k.written_layout = w.layout AND w.bytes <= k.capacity,
        k.written_content = w.content AND k.written_until_at / 60000 > k.written_from_at / 60000, k.serial,
        (SELECT count(*) FROM user_doors d WHERE d.user_id = u.id), u.title, u.first_name, u.last_name,
        u.external_id, u.general_1, u.general_2, u.general_3, u.general_4, u.general_5
     FROM users u LEFT JOIN keys k ON k.user_id = u.id AND k.ended_at IS NULL
         LEFT JOIN wanted w ON w.user_id = u.id";

/// Reads the directory of the file at a path.
pub fn read(path: &Path) -> Result<Kept, Error> {
    let connection = open::reader(path)?;
    // Of one moment: a change that comes meanwhile is told to the directory afterwards.
    let transaction = connection.unchecked_transaction()?;
    let stamp = stamp_of(&transaction)?;
    let kept = || {
        let mut file = private_file::open(&path.with_file_name(SNAPSHOT_FILE)).ok()?;
        let length = file.metadata().ok()?.len();
        Directory::read(&mut file, length, &stamp)
    };
    match kept() {
        Some(directory) => Ok(Kept { directory, snapshot: Some(stamp) }),
        None => Ok(Kept { directory: read_all(&transaction)?, snapshot: None }),
    }
}

/// Gives the people a new stamp, in the transaction of a change that touched one.
pub(super) fn stamp(change: &Change<'_>) -> Result<(), Error> {
    let stamp: Stamp = crate::secret::random()?;
    change.prepare("UPDATE site SET people_stamp = ?1")?.execute([stamp])?;
    Ok(())
}

/// A site in which nobody was touched yet has none; it has nobody either.
fn stamp_of(connection: &Connection) -> Result<Stamp, Error> {
    let stamp: Vec<u8> = connection.query_row("SELECT people_stamp FROM site", [], |row| row.get(0))?;
    Ok(stamp.try_into().unwrap_or_default())
}

/// Keeps a snapshot; where that cannot be, the next start takes longer and nothing else.
fn keep(path: &Path, directory: &Directory, stamp: &Stamp) {
    if directory.len() < SNAPSHOT_PEOPLE_MIN {
        return;
    }
    let _ = private_file::replace(&path.with_file_name(SNAPSHOT_FILE), &directory.to_bytes(stamp));
}

fn read_all(connection: &Connection) -> Result<Directory, Error> {
    let sql = format!("SELECT {COLUMNS} WHERE u.deleted_at IS NULL ORDER BY u.id");
    let mut statement = connection.prepare(&sql)?;
    let records: Vec<Owned> = statement.query_map([], owned)?.collect::<Result<_, _>>()?;
    Ok(Directory::of(records.iter().map(Owned::borrow)))
}

/// The record of one person as it stands in the change; nothing for one who is deleted.
pub(super) fn record(change: &Change<'_>, user: UserId) -> Result<Option<Owned>, Error> {
    let sql = format!("SELECT {COLUMNS} WHERE u.id = ?1 AND u.deleted_at IS NULL");
    Ok(change.prepare(&sql)?.query_row([user.0], owned).optional()?)
}

fn owned(row: &Row<'_>) -> rusqlite::Result<Owned> {
    use crate::domain::key::{Card, Match};
    let minutes = |index| row.get(index).and_then(super::moment).map(crate::domain::moment::key_minutes);
    let card = if row.get::<_, Option<i64>>(6)?.is_none() {
        Card::None
    } else if row.get(7)? {
        Card::Open { until: minutes(9)? }
    } else {
        let expiration: Option<i64> = row.get(5)?;
        let until: i64 = row.get(9)?;
        Card::Known {
            match_: Match::of(row.get(10)?, row.get(11)?),
            written: minutes(8)?,
            until: minutes(9)?,
            renews: row.get(4)? && expiration.is_none_or(|expiration| expiration > until),
        }
    };
    let mut text: String = row.get(2)?;
    if let Some(serial) = row.get::<_, Option<Vec<u8>>>(12)? {
        text.push('\n');
        serial.iter().for_each(|byte| text.push_str(&format!("{byte:02x}")));
    }
    let line = |index: usize| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
    let columns = [line(17)?, line(18)?, line(19)?, line(20)?, line(21)?, line(22)?];
    Ok(Owned {
        doors: row.get(13)?,
        shown: shown_text(line(14)?, line(15)?, line(16)?, columns),
        id: UserId(row.get(0)?),
        partition: PartitionId(row.get(1)?),
        facts: Facts { banned: row.get(3)?, card },
        text,
    })
}
