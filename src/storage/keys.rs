//! Keys: the cards that people carry, what was written on them and what is wanted.

use std::collections::BTreeMap;

use rusqlite::params;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use super::view::{Column, Id as _, Row};
use super::{Beyond, Change, Error, Noun, Unique, View, cards, expect_one, lockers, millis, users};
use crate::domain::image::{Header, Image, KeyCode, Layout, Serial, Wanted};
use crate::domain::key::{Contents, Generation, Key, KeyId, Media, Memory, Salt, Written};
use crate::domain::moment::Moment;
use crate::domain::user::UserId;
use crate::domain::zone::Groups;

const KEY: &str = "id, user_id, serial, generation, capacity, salt,
    (SELECT layout FROM wanted w WHERE w.user_id = keys.user_id) AS wanted_layout,
    (SELECT content FROM wanted w WHERE w.user_id = keys.user_id) AS wanted_content,
    (SELECT bytes FROM wanted w WHERE w.user_id = keys.user_id) AS wanted_bytes,
    written_sequence, written_layout, written_content, written_at, written_from_at, written_until_at,
    attempt_sequence, attempt_layout, attempt_content, attempt_at, attempt_from_at, attempt_until_at,
    open_until_at, last_sequence";

/// The live key of a user, if there is one.
pub fn of_user(view: &View<'_>, user: &users::Stored) -> Result<Option<Key>, Error> {
    Ok(view.belonging(user, KEY, "keys", "AND ended_at IS NULL", read)?.pop())
}

/// How many of these people's keys were begun to be written at a moment or later. The people come by number.
pub fn count_begun_since(view: &View<'_>, users: &[UserId], at: Moment) -> Result<usize, Error> {
    let sql =
        format!("SELECT {KEY} FROM keys WHERE ended_at IS NULL AND coalesce(attempt_at, written_at) >= ?1");
    let keys = view.beyond(Beyond::Counts, &sql)?.list([millis(at)], read)?;
    let is_one = |key: &&Key| key.contents.begun_at() >= at && users.binary_search(&key.user).is_ok();
    Ok(keys.iter().filter(is_one).count())
}

/// Of the keys of these people within reach: the bytes that each needs, and those that its card holds.
pub fn memory_of(view: &View<'_>, users: &[UserId]) -> Result<Vec<(UserId, Memory)>, Error> {
    let sql = "SELECT u.partition_id, k.user_id, k.capacity, w.bytes FROM json_each(?1) j
               CROSS JOIN keys k ON k.user_id = j.value AND k.ended_at IS NULL
               JOIN users u ON u.id = k.user_id JOIN wanted w ON w.user_id = k.user_id ORDER BY j.key";
    let ids: Vec<String> = users.iter().map(|id| id.number().to_string()).collect();
    let read = |row: &Row<'_>| {
        Ok((row.get("user_id")?, Memory { needed: row.get("bytes")?, capacity: row.get("capacity")? }))
    };
    Ok(view.within(sql, [format!("[{}]", ids.join(","))], read)?.rows)
}

/// A key on the encoder, by the card's serial number.
pub enum BySerial {
    /// A key of somebody within reach.
    Within(Box<Key>),
    /// A key of this site, of somebody out of reach: for the trail, never for a screen.
    Beyond(Box<Key>),
    /// No live key is known by this number.
    Unknown,
}

/// The live key with a serial number.
pub fn by_serial(view: &View<'_>, serial: &Serial) -> Result<BySerial, Error> {
    let sql = format!(
        "SELECT (SELECT u.partition_id FROM users u WHERE u.id = keys.user_id) AS partition_id, {KEY}
         FROM keys WHERE serial = ?1 AND ended_at IS NULL"
    );
    let read = |row: &Row<'_>| Ok((row.get("partition_id")?, Box::new(read(row)?)));
    let found = view.beyond(Beyond::Cards, &sql)?.first([serial.as_bytes()], read)?;
    Ok(match found {
        None => BySerial::Unknown,
        Some((partition, key)) if view.scope().reaches(partition) => BySerial::Within(key),
        Some((_, key)) => BySerial::Beyond(key),
    })
}

/// A key that a card is, or was.
pub enum OfCard {
    Live(KeyId),
    Ended(KeyId),
}

/// The key that a card with a serial number was, by the number that it says; nothing, if the card was made elsewhere.
pub fn of_card(view: &View<'_>, code: KeyCode, serial: &Serial) -> Result<Option<OfCard>, Error> {
    let sql = "SELECT id, ended_at IS NULL AS is_live FROM keys WHERE id = ?1 AND serial = ?2";
    view.beyond(Beyond::Cards, sql)?.first(params![code.0, serial.as_bytes()], |row| {
        let id = row.get("id")?;
        Ok(if row.get("is_live")? { OfCard::Live(id) } else { OfCard::Ended(id) })
    })
}

/// The cards of which nothing was ever read back, within reach or not, also where the key was given up: for recognising
/// those that hide their numbers. Each is tried on the card, which takes some hundredths of a second. Those that are
/// still somebody's come first.
pub fn half_made(view: &View<'_>) -> Result<Vec<Serial>, Error> {
    let sql = "SELECT k.serial FROM keys k
         WHERE k.written_sequence IS NULL
           AND NOT EXISTS (SELECT 1 FROM keys w WHERE w.serial = k.serial AND w.written_sequence IS NOT NULL)
         GROUP BY k.serial
         ORDER BY min(k.ended_at IS NOT NULL), max(k.assigned_at) DESC, k.serial
         LIMIT 40";
    view.beyond(Beyond::Cards, sql)?.list([], |row| row.get("serial"))
}

impl Column for Serial {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Serial::new(value.as_blob()?).ok_or(FromSqlError::InvalidType)
    }
}

impl Column for Generation {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Generation::from_number(Column::read(value)?).ok_or(FromSqlError::InvalidType)
    }
}

impl Column for Salt {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Column::read(value).map(Salt)
    }
}

fn read(row: &Row<'_>) -> Result<Key, Error> {
    let (id, user, serial) = (row.get("id")?, row.get("user_id")?, row.get("serial")?);
    let media =
        Media { generation: row.get("generation")?, capacity: row.get("capacity")?, salt: row.get("salt")? };
    let wanted = Wanted {
        layout: row.get("wanted_layout")?,
        content: row.get("wanted_content")?,
        bytes: row.get("wanted_bytes")?,
    };
    let written = written(
        row,
        [
            "written_sequence",
            "written_layout",
            "written_content",
            "written_at",
            "written_from_at",
            "written_until_at",
        ],
    )?;
    let attempt = self::written(
        row,
        [
            "attempt_sequence",
            "attempt_layout",
            "attempt_content",
            "attempt_at",
            "attempt_from_at",
            "attempt_until_at",
        ],
    )?;
    let contents = match (written, attempt, row.get("open_until_at")?) {
        (Some(written), None, None) => Contents::Known(written),
        (before, Some(attempt), Some(until)) => Contents::Open { before, attempt, until },
        (_, None, Some(_)) | (_, Some(_), None) | (None, None, None) => {
            return Err(row.damaged("open_until_at"));
        }
    };
    Ok(Key { id, user, serial, media, wanted, contents, last_sequence: row.get("last_sequence")? })
}

fn written(row: &Row<'_>, columns: [&str; 6]) -> Result<Option<Written>, Error> {
    let [sequence, layout, content, at, from, until] = columns;
    let Some(sequence) = row.get(sequence)? else {
        return Ok(None);
    };
    Ok(Some(Written {
        sequence,
        layout: row.get(layout)?,
        content: row.get(content)?,
        at: row.get(at)?,
        from: row.get(from)?,
        until: row.get(until)?,
    }))
}

/// An image as it is written on a card, and the areas of that card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub bytes: Vec<u8>,
    pub layout: Layout,
}

/// Begins a key: nothing is known to be on the card yet, `attempt` is about to be.
pub fn insert(
    change: &Change<'_>,
    id: KeyId,
    user: UserId,
    serial: &Serial,
    media: Media,
    attempt: &Written,
) -> Result<(), Error> {
    let inserted = change.write(
        "INSERT INTO keys (id, user_id, serial, generation, capacity, assigned_at, assigned_by,
                           attempt_sequence, attempt_layout, attempt_content, attempt_at, attempt_from_at,
                           attempt_until_at, open_until_at, last_sequence, salt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?8, ?14)
         ON CONFLICT DO NOTHING",
        params![
            id.0,
            user.0,
            serial.as_bytes(),
            media.generation.number(),
            media.capacity,
            millis(change.now()),
            change.actor_name(),
            attempt.sequence,
            attempt.layout,
            attempt.content,
            millis(attempt.at),
            millis(attempt.from),
            millis(attempt.until),
            media.salt.map(|salt| salt.0),
        ],
    )?;
    if inserted == 1 { Ok(()) } else { Err(Error::Taken(Unique::Serial)) }
}

/// Draws a number that no key of this file ever had. It is drawn, not counted: a file that was put back does not know
/// the keys that were given after it, and must not give their numbers to others.
pub fn draw_id(change: &Change<'_>) -> Result<KeyId, Error> {
    for _ in 0..DRAWS_MAX {
        let drawn = u32::from_le_bytes(crate::secret::random()?);
        let mut had = change.beyond(Beyond::Numbers, "SELECT id FROM keys WHERE id = ?1")?;
        let is_had = had.rows([drawn])?.next()?.is_some();
        if drawn != 0 && !is_had {
            return Ok(KeyId(i64::from(drawn)));
        }
    }
    // So many that are had already were not drawn.
    Err(Error::NoRandomness)
}

/// Of four thousand million numbers a site uses so few that the second draw is hardly ever needed.
const DRAWS_MAX: usize = 64;

/// Notes what is about to be written on a card, under a number that no image of the key had before. What may be
/// out already stays so.
pub fn set_attempt(change: &Change<'_>, key: &Key, attempt: &Written) -> Result<(), Error> {
    let changed = change.write(
        "UPDATE keys
         SET attempt_sequence = ?2, attempt_layout = ?3, attempt_content = ?4, attempt_at = ?5,
             attempt_from_at = ?6, attempt_until_at = ?7,
             open_until_at = max(coalesce(open_until_at, ?7), ?7), last_sequence = ?2
         WHERE id = ?1 AND ended_at IS NULL AND last_sequence < ?2",
        params![
            key.id.0,
            attempt.sequence,
            attempt.layout,
            attempt.content,
            millis(attempt.at),
            millis(attempt.from),
            millis(attempt.until),
        ],
    )?;
    expect_one(changed, Noun::Key)
}

/// Notes that everything is about to be taken off the card of a key, which says its newest image. Whatever is signed for it
/// later makes nothing of that.
pub fn begin_deletion(change: &Change<'_>, key: &Key) -> Result<(), Error> {
    let sql = "INSERT INTO key_deletions (key_id, last_sequence) VALUES (?1, ?2)
         ON CONFLICT (key_id) DO UPDATE SET last_sequence = excluded.last_sequence";
    expect_one(change.write(sql, params![key.id.0, key.last_sequence])?, Noun::Key)
}

/// Whether everything was to be taken off the card of a key, and nothing was signed for it since.
pub fn is_being_deleted(view: &View<'_>, key: &Key) -> Result<bool, Error> {
    let sql = "SELECT k.id FROM key_deletions d JOIN keys k ON k.id = d.key_id AND k.last_sequence = d.last_sequence
         WHERE d.key_id = ?1 AND d.last_sequence = ?2 AND k.ended_at IS NULL";
    let found =
        view.beyond(Beyond::Cards, sql)?.list(params![key.id.0, key.last_sequence], |row| row.get("id"))?;
    Ok(found.into_iter().any(|id: KeyId| id == key.id))
}

/// Notes that the one writing that is open never left the desk: the card says what it said before. Its number is
/// not given again.
pub fn clear_attempt(change: &Change<'_>, key: &Key, attempt: &Written) -> Result<(), Error> {
    let changed = change.write(
        "UPDATE keys
         SET attempt_sequence = NULL, attempt_layout = NULL, attempt_content = NULL, attempt_at = NULL,
             attempt_from_at = NULL, attempt_until_at = NULL, open_until_at = NULL
         WHERE id = ?1 AND ended_at IS NULL AND written_sequence IS NOT NULL AND attempt_sequence = ?2",
        params![key.id.0, attempt.sequence],
    )?;
    change.write(
        "DELETE FROM key_images WHERE key_id = ?1 AND sequence = ?2",
        params![key.id.0, attempt.sequence],
    )?;
    expect_one(changed, Noun::Key)
}

/// Notes what was read back from a card. That closes the writing of it and those before it; a later one stays open.
/// What it stands for is what the row says of it, if that is still there: it may have become one that is to be written
/// anew ([`expect_anew`]) while it was in the works. Of groups of lockers for which it has no room it holds none.
pub fn set_known(
    change: &Change<'_>,
    key: &Key,
    written: &Written,
    media: Media,
    slots: Groups,
) -> Result<(), Error> {
    let changed = change.write(
        "UPDATE keys
         SET written_sequence = ?2, written_layout = ?3,
             written_content = CASE WHEN attempt_sequence = ?2 THEN attempt_content ELSE ?4 END,
             written_at = ?5, written_from_at = ?6, written_until_at = ?7, generation = ?8, capacity = ?9,
             salt = ?10,
             (attempt_sequence, attempt_layout, attempt_content, attempt_at, attempt_from_at,
              attempt_until_at, open_until_at) =
             (SELECT attempt_sequence, attempt_layout, attempt_content, attempt_at, attempt_from_at,
                     attempt_until_at, open_until_at
              WHERE attempt_sequence > ?2)
         WHERE id = ?1 AND ended_at IS NULL AND coalesce(written_sequence, 0) <= ?2",
        params![
            key.id.0,
            written.sequence,
            written.layout,
            written.content,
            millis(written.at),
            millis(written.from),
            millis(written.until),
            media.generation.number(),
            media.capacity,
            media.salt.map(|salt| salt.0),
        ],
    )?;
    change.write(
        "DELETE FROM key_images WHERE key_id = ?1 AND sequence < ?2",
        params![key.id.0, written.sequence],
    )?;
    lockers::forget_held(change, key.id, slots)?;
    // What carries a key of ours is a card of ours, also where a file that was put back has forgotten it.
    cards::note_ours(change, &key.serial)?;
    expect_one(changed, Noun::Key)
}

/// Ends a key. What may be out of it counts as the person's until its end; which lockers it holds is no news any more.
pub fn end(change: &Change<'_>, key: &Key) -> Result<(), Error> {
    lockers::forget_held(change, key.id, Groups::NONE)?;
    change.write("DELETE FROM key_deletions WHERE key_id = ?1", [key.id.0])?;
    let changed = change.write(
        "UPDATE keys SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL",
        params![key.id.0, millis(change.now())],
    )?;
    expect_one(changed, Noun::Key)
}

/// Ends a key of which not a byte was ever sent.
pub fn undo(change: &Change<'_>, key: &Key) -> Result<(), Error> {
    end(change, key)?;
    change.write("UPDATE keys SET open_until_at = NULL WHERE id = ?1", [key.id.0])?;
    change.write("DELETE FROM key_images WHERE key_id = ?1", [key.id.0])?;
    Ok(())
}

/// Until when keys of a user that were given up may open something.
pub fn given_up_until(view: &View<'_>, user: &users::Stored) -> Result<Option<Moment>, Error> {
    let latest = "max(open_until_at) AS until_at";
    // What was read back, and locks are told to refuse, is in nobody's way.
    let ended = "AND ended_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM phones p WHERE p.key_id = keys.id AND p.ended_at IS NULL)
         AND (written_sequence IS NULL
         OR NOT EXISTS (SELECT 1 FROM denylist d WHERE d.key_id = keys.id AND d.below = 4294967295))";
    let until: Vec<Option<Moment>> =
        view.belonging(user, latest, "keys", ended, |row| row.get("until_at"))?;
    Ok(until.into_iter().flatten().next())
}

/// Makes every live key that was written after a moment one that is to be written anew: what it says counts as something
/// else than what is wanted. Says how many they are.
pub fn expect_anew(change: &Change<'_>, after: Moment) -> Result<usize, Error> {
    change.write(
        "UPDATE keys
         SET written_content = CASE WHEN written_at > ?1 THEN zeroblob(16) ELSE written_content END,
             attempt_content = CASE WHEN attempt_at > ?1 THEN zeroblob(16) ELSE attempt_content END
         WHERE ended_at IS NULL AND (written_at > ?1 OR attempt_at > ?1)",
        [millis(after)],
    )
}

/// Makes a live key one that is to be written anew.
pub fn expect_anew_of(change: &Change<'_>, key: KeyId) -> Result<(), Error> {
    let changed = change.write(
        "UPDATE keys
         SET written_content = CASE WHEN written_sequence IS NOT NULL THEN zeroblob(16) END,
             attempt_content = CASE WHEN attempt_sequence IS NOT NULL THEN zeroblob(16) END
         WHERE id = ?1 AND ended_at IS NULL",
        [key.0],
    )?;
    expect_one(changed, Noun::Key)
}

/// Has every key that was written say what is wanted of it now, although its card does not; says how many. For demo sites.
pub fn take_as_written(change: &Change<'_>) -> Result<usize, Error> {
    change.write(
        "UPDATE keys SET
             written_layout = (SELECT w.layout FROM wanted w WHERE w.user_id = keys.user_id),
             written_content = (SELECT w.content FROM wanted w WHERE w.user_id = keys.user_id)
         WHERE written_sequence IS NOT NULL AND ended_at IS NULL",
        [],
    )
}

/// Keeps an image, byte for byte. There is never a second one under the same number.
pub fn put_image(change: &Change<'_>, key: KeyId, sequence: u32, sealed: &Sealed) -> Result<(), Error> {
    change.write(
        "INSERT INTO key_images (key_id, sequence, image, log, antipassback, number)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            key.0,
            sequence,
            sealed.bytes,
            sealed.layout.log.is_some(),
            sealed.layout.antipassback,
            sealed.layout.number
        ],
    )?;
    Ok(())
}

/// The images of a key that are kept, by their numbers.
pub fn images(view: &View<'_>, key: KeyId) -> Result<BTreeMap<u32, Sealed>, Error> {
    let sql = "SELECT image, log, antipassback, number, sequence FROM key_images WHERE key_id = ?1 ORDER BY sequence";
    let images = view.beyond(Beyond::Cards, sql)?;
    let images = images.list([key.0], |row| Ok((row.get("sequence")?, sealed(row)?)))?;
    Ok(images.into_iter().collect())
}

/// The minute at which all images of a key are over that were signed so far. Each says that of those before it.
pub fn over_by(view: &View<'_>, key: KeyId) -> Result<Option<u32>, Error> {
    let images = images(view, key)?.into_values();
    Ok(images.filter_map(|sealed| Some(Header::decode(&sealed.bytes).ok()?.0.over_by)).max())
}

/// An image that was kept.
pub fn image(view: &View<'_>, key: KeyId, sequence: u32) -> Result<Option<Sealed>, Error> {
    let sql = "SELECT image, log, antipassback, number FROM key_images WHERE key_id = ?1 AND sequence = ?2";
    view.beyond(Beyond::Cards, sql)?.first(params![key.0, sequence], sealed)
}

fn sealed(row: &Row<'_>) -> Result<Sealed, Error> {
    let (log, antipassback) = (row.get("log")?, row.get("antipassback")?);
    let (log, bytes): (bool, Vec<u8>) = (log, row.get("image")?);
    // Which records the journal is for, and for which lockers there is room, the image itself says.
    let (records, slots) = Image::decode(&bytes)
        .map(|image| (image.body.records, image.body.rights.slots()))
        .unwrap_or_default();
    let layout = Layout { log: log.then_some(records), antipassback, number: row.get("number")?, slots };
    Ok(Sealed { bytes, layout })
}
