//! Phones that are keys: whose they are, and where the newest image of each is on its way. What locks know of such a key (its
//! number, the images, the denylist) stands in the row of `keys` that every phone has beside its own.

use rusqlite::params;

use super::view::Row;
use super::{Beyond, Change, Error, Noun, Unique, View, expect_one, keys, lockers, millis, users};
use crate::domain::image::{Digest, Header, Serial, Wanted};
use crate::domain::key::{Contents, Generation, Key, KeyId, Media, Written};
use crate::domain::moment::{self, Moment};
use crate::domain::phone::{BYTES_MAX, PublicKey};
use crate::domain::user::UserId;
use crate::domain::zone::Groups;
use crate::secret::Sealed;

/// A phone that is somebody's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The key, as that of a card.
    pub key: Key,
    /// What the newest image is known by.
    pub written: Written,
    pub public_key: PublicKey,
    /// What only the master secret makes.
    pub proof: [u8; 32],
    /// Whether what the newest image says depends on when it was made.
    pub is_timed: bool,
    pub queued_at: Moment,
    pub delivered_at: Option<Moment>,
    pub acknowledged_at: Option<Moment>,
    pub refused_at: Option<Moment>,
    /// The lowest number of an image that locks which were told of a ban open for.
    pub least: u32,
}

const PHONES: &str = "(SELECT p.key_id AS id, p.user_id, p.ended_at, p.public_key, p.proof, p.is_timed, p.queued_at, p.delivered_at,
        p.acknowledged_at, p.refused_at, k.serial, k.last_sequence, k.written_sequence, k.written_layout, k.written_content,
        k.written_at, k.written_from_at, k.written_until_at, w.layout, w.content, w.bytes,
        coalesce((SELECT d.below FROM denylist d WHERE d.key_id = p.key_id AND d.below < 4294967295), 0) AS least
    FROM phones p JOIN keys k ON k.id = p.key_id JOIN wanted w ON w.user_id = p.user_id)";
const COLUMNS: &str = "id, user_id, public_key, proof, is_timed, queued_at, delivered_at, acknowledged_at, refused_at, serial,
    last_sequence, written_sequence, written_layout, written_content, written_at, written_from_at, written_until_at, layout,
    content, bytes, least";

fn read(row: &Row<'_>) -> Result<Phone, Error> {
    let (id, user) = (row.get("id")?, row.get("user_id")?);
    let (public_key, proof): ([u8; 32], [u8; 32]) = (row.get("public_key")?, row.get("proof")?);
    let is_timed = row.get("is_timed")?;
    let (queued_at, delivered_at) = (row.get("queued_at")?, row.get("delivered_at")?);
    let (acknowledged_at, refused_at) = (row.get("acknowledged_at")?, row.get("refused_at")?);
    let (serial, last_sequence): (Serial, u32) = (row.get("serial")?, row.get("last_sequence")?);
    let written = Written {
        sequence: row.get("written_sequence")?,
        layout: row.get("written_layout")?,
        content: row.get("written_content")?,
        at: row.get("written_at")?,
        from: row.get("written_from_at")?,
        until: row.get("written_until_at")?,
    };
    let (layout, content): (Digest, Digest) = (row.get("layout")?, row.get("content")?);
    let wanted = Wanted { layout, content, bytes: row.get("bytes")? };
    let least = row.get("least")?;
    let media = Media { generation: MEDIA, capacity: BYTES_MAX, salt: None };
    let contents = Contents::Known(written);
    let key = Key { id, user, serial, media, contents, last_sequence, wanted };
    Ok(Phone {
        key,
        written,
        public_key: PublicKey(public_key),
        proof,
        is_timed,
        queued_at,
        delivered_at,
        acknowledged_at,
        refused_at,
        least,
    })
}

/// A phone is no chip of any generation; the row of its key has to say one.
const MEDIA: Generation = Generation::Ev3;

/// The phone that is a person's key, if there is one.
pub fn of_user(view: &View<'_>, user: &users::Stored) -> Result<Option<Phone>, Error> {
    Ok(view.belonging(user, COLUMNS, PHONES, "AND ended_at IS NULL", read)?.pop())
}

/// Every phone that is a key, whoever's.
pub fn all(view: &View<'_>) -> Result<Vec<Phone>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM {PHONES} WHERE ended_at IS NULL ORDER BY id");
    view.beyond(Beyond::Keys, &sql)?.list([], read)
}

/// Whether a phone, whoever's, is a key under this public key.
pub fn is_taken(view: &View<'_>, public_key: &PublicKey) -> Result<bool, Error> {
    let sql = "SELECT 1 AS one FROM phones WHERE public_key = ?1 AND ended_at IS NULL";
    Ok(view.beyond(Beyond::Cards, sql)?.rows([public_key.0])?.next()?.is_some())
}

/// An image on its way to a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What it is known by.
    pub written: Written,
    /// The image.
    pub image: keys::Sealed,
    /// The same, sealed to the phone.
    pub sealed: Sealed,
    /// Whether what it says depends on when it was made.
    pub is_timed: bool,
}

/// Begins a phone key with its first image. The row in `keys` is that of a key which is on no card: nobody finds it where live
/// cards are looked for, and what may be out of it counts as the person's.
pub fn insert(
    change: &Change<'_>,
    id: KeyId,
    user: UserId,
    (public_key, proof): (&PublicKey, &[u8; 32]),
    made: &Made,
) -> Result<(), Error> {
    let (written, now) = (&made.written, millis(change.now()));
    change.write(
        "INSERT INTO keys (id, user_id, serial, generation, capacity, assigned_at, assigned_by, ended_at, last_sequence,
                           written_sequence, written_layout, written_content, written_at, written_from_at,
                           written_until_at, open_until_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6, ?8, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            id.0,
            user.0,
            public_key.serial().as_bytes(),
            MEDIA.number(),
            BYTES_MAX,
            now,
            change.actor_name(),
            written.sequence,
            written.layout,
            written.content,
            millis(written.at),
            millis(written.from),
            millis(written.until),
            over_at(&made.image),
        ],
    )?;
    let inserted = change.write(
        "INSERT INTO phones (key_id, user_id, public_key, proof, is_timed, sealed, queued_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
        params![id.0, user.0, public_key.0, proof, made.is_timed, made.sealed.0, now],
    )?;
    if inserted != 1 {
        return Err(Error::Taken(Unique::Serial));
    }
    keys::put_image(change, id, written.sequence, &made.image)
}

fn over_at(image: &keys::Sealed) -> Option<i64> {
    let (header, _) = Header::decode(&image.bytes).ok()?;
    Some(millis(moment::from_key_minutes(header.over_by)))
}

/// Puts the next image of a phone in the place of the one before, delivered or not. What was never delivered opens nothing.
pub fn put(change: &Change<'_>, phone: &Phone, made: &Made) -> Result<(), Error> {
    let (id, written, now) = (phone.key.id, &made.written, millis(change.now()));
    let changed = change.write(
        "UPDATE keys
         SET last_sequence = ?2, written_sequence = ?2, written_layout = ?3, written_content = ?4, written_at = ?5,
             written_from_at = ?6, written_until_at = ?7, open_until_at = max(coalesce(open_until_at, 0), ?8)
         WHERE id = ?1 AND last_sequence < ?2",
        params![
            id.0,
            written.sequence,
            written.layout,
            written.content,
            millis(written.at),
            millis(written.from),
            millis(written.until),
            over_at(&made.image),
        ],
    )?;
    expect_one(changed, Noun::Key)?;
    let changed = change.write(
        "UPDATE phones
         SET is_timed = ?2, sealed = ?3, queued_at = ?4, delivered_at = NULL, acknowledged_at = NULL, refused_at = NULL
         WHERE key_id = ?1 AND ended_at IS NULL",
        params![id.0, made.is_timed, made.sealed.0, now],
    )?;
    expect_one(changed, Noun::Key)?;
    forget_images(change, phone)?;
    keys::put_image(change, id, written.sequence, &made.image)
}

/// Forgets the images of a phone that open nothing: those that are over, and the newest, if it was never delivered.
fn forget_images(change: &Change<'_>, phone: &Phone) -> Result<(), Error> {
    let now = moment::key_minutes(change.confirmed_time()?.moment());
    for (sequence, sealed) in keys::images(change, phone.key.id)? {
        let is_over = Header::decode(&sealed.bytes).is_ok_and(|(header, _)| header.refresh_by <= now);
        let is_here = sequence == phone.written.sequence && phone.delivered_at.is_none();
        if is_over || is_here {
            let forgotten = "DELETE FROM key_images WHERE key_id = ?1 AND sequence = ?2";
            change.write(forgotten, params![phone.key.id.0, sequence])?;
        }
    }
    Ok(())
}

/// Ends a phone key. What may be out of it counts as the person's until its end, unless locks are told to refuse it.
pub fn end(change: &Change<'_>, phone: &Phone, over_by: u32) -> Result<(), Error> {
    let (id, now) = (phone.key.id, millis(change.now()));
    lockers::forget_held(change, id, Groups::NONE)?;
    let sql = "UPDATE phones SET ended_at = ?2 WHERE key_id = ?1 AND ended_at IS NULL";
    expect_one(change.write(sql, params![id.0, now])?, Noun::Key)?;
    let over_at = millis(moment::from_key_minutes(over_by));
    let changed = change.write(
        "UPDATE keys SET ended_at = ?2, open_until_at = max(coalesce(open_until_at, ?3), ?3) WHERE id = ?1",
        params![id.0, now, over_at],
    )?;
    expect_one(changed, Noun::Key)
}

/// What is to be brought out: an image, or that there is none any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub key: KeyId,
    pub user: UserId,
    pub sequence: u32,
    pub serial: Serial,
    /// Nothing, where the phone is no key any more.
    pub sealed: Option<Sealed>,
    /// Whether the same phone is a key again, under another number.
    pub has_successor: bool,
    pub is_delivered: bool,
    /// The image, where the phone has not said that it took it.
    pub image: Option<Vec<u8>>,
}

/// What waits to be delivered, acknowledged or withdrawn, in the order in which it was made.
pub fn outgoing(view: &View<'_>) -> Result<Vec<Outgoing>, Error> {
    let sql = "SELECT p.key_id, p.user_id, k.written_sequence, k.serial, p.sealed, p.ended_at, p.delivered_at, i.image,
             EXISTS (SELECT 1 FROM phones q WHERE q.public_key = p.public_key AND q.ended_at IS NULL) AS has_successor
         FROM phones p JOIN keys k ON k.id = p.key_id
         LEFT JOIN key_images i ON i.key_id = p.key_id AND i.sequence = k.written_sequence
         WHERE p.sealed IS NOT NULL AND (p.ended_at IS NOT NULL OR p.acknowledged_at IS NULL)
         ORDER BY p.queued_at, p.key_id";
    view.beyond(Beyond::Keys, sql)?.list([], |row| {
        let (key, user) = (row.get("key_id")?, row.get("user_id")?);
        let (sequence, serial) = (row.get("written_sequence")?, row.get("serial")?);
        let sealed: Vec<u8> = row.get("sealed")?;
        let has_ended = row.get::<Option<Moment>>("ended_at")?.is_some();
        let is_delivered = row.get::<Option<Moment>>("delivered_at")?.is_some();
        let sealed = (!has_ended).then_some(Sealed(sealed));
        let (image, has_successor) = (row.get("image")?, row.get("has_successor")?);
        Ok(Outgoing { key, user, sequence, serial, sealed, has_successor, is_delivered, image })
    })
}

/// What became of an image that was on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    Delivered,
    Acknowledged,
    Refused,
    Withdrawn,
}

/// Notes what became of it, if it is still the newest and that is news.
pub fn note(change: &Change<'_>, of: &Outgoing, became: Became) -> Result<bool, Error> {
    let is_newest = "key_id = ?1 AND (SELECT written_sequence FROM keys k WHERE k.id = key_id) = ?3";
    let sql = match became {
        Became::Delivered => format!(
            "UPDATE phones SET delivered_at = ?2, refused_at = NULL
             WHERE {is_newest} AND ended_at IS NULL AND delivered_at IS NULL"
        ),
        Became::Acknowledged => format!(
            "UPDATE phones SET acknowledged_at = ?2, delivered_at = coalesce(delivered_at, ?2), refused_at = NULL
             WHERE {is_newest} AND ended_at IS NULL AND acknowledged_at IS NULL"
        ),
        Became::Refused => format!(
            "UPDATE phones SET refused_at = ?2
             WHERE {is_newest} AND ended_at IS NULL AND delivered_at IS NULL AND refused_at IS NULL"
        ),
        Became::Withdrawn => format!(
            "UPDATE phones SET sealed = NULL WHERE {is_newest} AND ended_at <= ?2 AND sealed IS NOT NULL"
        ),
    };
    Ok(change.write(&sql, params![of.key.0, millis(change.now()), of.sequence])? > 0)
}

/// The images that were made are to be delivered once more: they go somewhere else from now on.
pub fn deliver_anew(change: &Change<'_>) -> Result<usize, Error> {
    change.write(
        "UPDATE phones SET queued_at = ?1, delivered_at = NULL, acknowledged_at = NULL, refused_at = NULL
         WHERE ended_at IS NULL AND sealed IS NOT NULL",
        [millis(change.now())],
    )
}
