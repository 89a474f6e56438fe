//! Everybody in memory: read once while the program starts, then kept up by every commit.

use std::ops::Deref;
use std::path::Path;
use std::sync::RwLockReadGuard;

use rusqlite::Connection;

use super::graph::Mark;
use super::in_memory::InMemory;
use super::view::{Query, Row, plain};
use super::{Beyond, Change, Error, Touched, open};
use crate::domain::directory::snapshot::Stamp;
use crate::domain::directory::{Directory, Record, shown_text};
use crate::domain::key::{Facts, KeyId};
use crate::domain::local::LocalTime;
use crate::domain::moment::{Moment, key_minutes};
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

const PERSON: &str = "SELECT u.id, u.partition_id, u.folded_text, u.banned, k.id AS key_id,
        k.attempt_sequence IS NOT NULL AS is_open,
        max(coalesce(k.written_until_at, 0), coalesce(k.open_until_at, 0)) AS until_at, u.expiration_at,
        k.written_layout = w.layout AND w.bytes <= k.capacity AS is_like_layout,
        k.written_content = w.content AND k.written_until_at / 60000 > k.written_from_at / 60000
            AS is_like_content,
        max(k.written_at, k.written_from_at) AS written_at, u.period_count IS NOT NULL AS renews, k.serial,
        (SELECT count(*) FROM user_doors d WHERE d.user_id = u.id)
            + (SELECT count(*) FROM user_lockers l WHERE l.user_id = u.id) AS doors, u.title, u.first_name, u.last_name,
        u.external_id, u.general_1, u.general_2, u.general_3, u.general_4, u.general_5
     FROM users u LEFT JOIN keys k ON k.user_id = u.id AND k.ended_at IS NULL
         LEFT JOIN wanted w ON w.user_id = u.id
     WHERE u.deleted_at IS NULL";

/// Reads the directory of the file at a path.
pub fn read(path: &Path, _: &LocalTime) -> Result<Kept, Error> {
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
    change.write("UPDATE site SET people_stamp = ?1", [stamp])?;
    Ok(())
}

/// A site in which nobody was touched yet has none; it has nobody either.
fn stamp_of(connection: &Connection) -> Result<Stamp, Error> {
    let sql = plain!("SELECT people_stamp FROM site");
    let stamp: Vec<u8> = Query::plain(connection, sql)?.one([], |row| row.get("people_stamp"))?;
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
    let people = Query::whole(connection, Beyond::Directory, &format!("{PERSON} ORDER BY u.id"))?;
    let records = people.list([], owned)?;
    Ok(Directory::of(records.iter().map(Owned::borrow)))
}

/// The record of one person as it stands in the change; nothing for one who is deleted.
pub(super) fn record(change: &Change<'_>, user: UserId) -> Result<Option<Owned>, Error> {
    change.beyond(Beyond::Directory, &format!("{PERSON} AND u.id = ?1"))?.first([user.0], owned)
}

fn owned(row: &Row<'_>) -> Result<Owned, Error> {
    use crate::domain::key::{Card, Match};
    let (id, partition) = (row.get("id")?, row.get("partition_id")?);
    let mut text: String = row.get("folded_text")?;
    let banned = row.get("banned")?;
    let card = if row.get::<Option<KeyId>>("key_id")?.is_none() {
        Card::None
    } else if row.get("is_open")? {
        Card::Open { until: key_minutes(row.get("until_at")?) }
    } else {
        let until: Moment = row.get("until_at")?;
        let expiration: Option<Moment> = row.get("expiration_at")?;
        Card::Known {
            match_: Match::of(row.get("is_like_layout")?, row.get("is_like_content")?),
            written: key_minutes(row.get("written_at")?),
            until: key_minutes(until),
            renews: row.get("renews")? && expiration.is_none_or(|expiration| expiration > until),
        }
    };
    if let Some(serial) = row.get::<Option<Vec<u8>>>("serial")? {
        text.push('\n');
        serial.iter().for_each(|byte| text.push_str(&format!("{byte:02x}")));
    }
    let doors = row.get("doors")?;
    let (title, first_name, last_name) =
        (row.text("title")?, row.text("first_name")?, row.text("last_name")?);
    let columns = [
        row.text("external_id")?,
        row.text("general_1")?,
        row.text("general_2")?,
        row.text("general_3")?,
        row.text("general_4")?,
        row.text("general_5")?,
    ];
    let shown = shown_text(title, first_name, last_name, columns);
    Ok(Owned { id, partition, facts: Facts { banned, card }, doors, shown, text })
}
