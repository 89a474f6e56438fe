//! Users: the people who carry keys.

use rusqlite::{OptionalExtension as _, Row, params};

use super::site::unit_of;
use super::{Change, Error, Noun, Unique, View, Why, damaged, doors, expect_one, millis, moment};
use crate::domain::access::{Edit, Holder, Node, Right};
use crate::domain::delegation::Placed;
use crate::domain::directory::folded_text;
use crate::domain::door::{Code, DoorId};
use crate::domain::moment::{ConfirmedTime, Moment};
use crate::domain::partition::PartitionId;
use crate::domain::pin::PinCheck;
use crate::domain::text::Line;
use crate::domain::user::{Between, Options, Period, Phone, Pin, User, UserId, Validity, Wiegand};

/// A user as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub id: UserId,
    pub user: User,
    pub banned: bool,
    pub version: i64,
    pub changed_at: Moment,
    pub changed_by: String,
    /// Whether a key was ever assigned.
    pub had_key: bool,
    pub pin_check: Option<PinCheck>,
}

const STORED: &str = "SELECT id, title, first_name, last_name, external_id, partition_id, general_1, general_2,
        general_3, general_4, general_5, wiegand, authorization_codes, phone, extended_opening, override_privacy,
        override_lockdown, set_lockdown, office, audit_openings, antipassback, cancellable, activation_at,
        expiration_at, period_count, period_unit, pin_check, banned, row_version, changed_at, changed_by,
        EXISTS (SELECT 1 FROM keys WHERE keys.user_id = users.id)
     FROM users";

/// The user, if there is one within reach.
pub fn get(view: &View<'_>, id: UserId) -> Result<Stored, Error> {
    let sql = format!("{STORED} WHERE id = ?1 AND deleted_at IS NULL");
    let stored = view.prepare(&sql)?.query_row([id.0], read_stored).optional()?;
    stored.filter(|stored| view.scope().reaches(stored.user.partition)).ok_or(Error::NoSuch(Noun::User))
}

fn read_stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let period = match (row.get(24)?, row.get::<_, Option<String>>(25)?) {
        (Some(count), Some(unit)) => Some(Period { count, unit: unit_of(&unit) }),
        _ => None,
    };
    let pin_check: Option<[u8; PinCheck::BYTES]> = row.get(26)?;
    let codes: String = row.get(12)?;
    let user = User {
        title: line(row, 1)?,
        first_name: line(row, 2)?,
        last_name: line(row, 3)?,
        external_id: line(row, 4)?,
        partition: PartitionId(row.get(5)?),
        general: [line(row, 6)?, line(row, 7)?, line(row, 8)?, line(row, 9)?, line(row, 10)?],
        wiegand: Wiegand::new(row.get_ref(11)?.as_str()?).map_err(|_| damaged(11))?,
        authorization_codes: codes
            .lines()
            .map(|code| Line::new(code).map_err(|_| damaged(12)))
            .collect::<Result<_, _>>()?,
        phone: Phone::new(row.get_ref(13)?.as_str()?).map_err(|_| damaged(13))?,
        options: Options {
            extended_opening: row.get(14)?,
            override_privacy: row.get(15)?,
            override_lockdown: row.get(16)?,
            set_lockdown: row.get(17)?,
            office: row.get(18)?,
            audit_openings: row.get(19)?,
            antipassback: row.get(20)?,
            cancellable: row.get(21)?,
        },
        validity: Validity {
            activation: moment(row.get(22)?)?,
            expiration: row.get::<_, Option<i64>>(23)?.map(moment).transpose()?,
            revalidation: period,
        },
        pin: if pin_check.is_some() { Pin::Kept } else { Pin::None },
    };
    Ok(Stored {
        id: UserId(row.get(0)?),
        user,
        banned: row.get(27)?,
        version: row.get(28)?,
        changed_at: moment(row.get(29)?)?,
        changed_by: row.get(30)?,
        had_key: row.get(31)?,
        pin_check: pin_check.map(PinCheck),
    })
}

fn line<const MAX: usize>(row: &Row<'_>, index: usize) -> rusqlite::Result<Line<MAX>> {
    Line::new(row.get_ref(index)?.as_str()?).map_err(|_| damaged(index))
}

/// Adds a user.
pub fn insert(change: &Change<'_>, user: &Placed<'_, User>, pin: Option<PinCheck>) -> Result<UserId, Error> {
    let inserted = change
        .prepare(
            "INSERT INTO users (title, first_name, last_name, external_id, partition_id, general_1, general_2,
                                general_3, general_4, general_5, authorization_codes, phone, folded_text,
                                changed_at, changed_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            user.title.as_str(),
            user.first_name.as_str(),
            user.last_name.as_str(),
            user.external_id.as_str(),
            user.partition.0,
            user.general[0].as_str(),
            user.general[1].as_str(),
            user.general[2].as_str(),
            user.general[3].as_str(),
            user.general[4].as_str(),
            codes(user),
            user.phone.as_str(),
            folded(user),
            millis(change.now()),
            change.actor_name(),
        ])?;
    if inserted != 1 {
        return Err(Error::Taken(Unique::UserExternalId));
    }
    let id = UserId(change.connection.last_insert_rowid());
    change.edit(Edit::Holder(Holder::of(id, user, pin)))?;
    Ok(id)
}

/// Saves a user who was read as `version`; whoever read an older one is told so.
pub fn update(
    change: &Change<'_>,
    id: UserId,
    version: i64,
    user: &Placed<'_, User>,
    pin: Option<PinCheck>,
) -> Result<(), Error> {
    let stored = get(change, id)?;
    if stored.version != version {
        return Err(Error::Conflict { by: stored.changed_by, at: stored.changed_at });
    }
    let changed = change
        .prepare(
            "UPDATE OR IGNORE users
             SET title = ?2, first_name = ?3, last_name = ?4, external_id = ?5, partition_id = ?6, general_1 = ?7,
                 general_2 = ?8, general_3 = ?9, general_4 = ?10, general_5 = ?11, authorization_codes = ?12,
                 phone = ?13, folded_text = ?14, changed_at = ?15, changed_by = ?16, row_version = row_version + 1
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            user.title.as_str(),
            user.first_name.as_str(),
            user.last_name.as_str(),
            user.external_id.as_str(),
            user.partition.0,
            user.general[0].as_str(),
            user.general[1].as_str(),
            user.general[2].as_str(),
            user.general[3].as_str(),
            user.general[4].as_str(),
            codes(user),
            user.phone.as_str(),
            folded(user),
            millis(change.now()),
            change.actor_name(),
        ])?;
    // The row is there: what kept it from changing is the number that another one has.
    if changed != 1 {
        return Err(Error::Taken(Unique::UserExternalId));
    }
    change.edit(Edit::Holder(Holder::of(id, user, pin)))?;
    Ok(())
}

fn codes(user: &User) -> String {
    let codes: Vec<&str> = user.authorization_codes.iter().map(Line::as_str).collect();
    codes.join("\n")
}

fn folded(user: &User) -> String {
    let [a, b, c, d, e] = &user.general;
    let columns = [&user.external_id, a, b, c, d, e].map(Line::as_str);
    let others = [user.title.as_str(), user.wiegand.as_str(), user.phone.as_str()];
    let codes = user.authorization_codes.iter().map(Line::as_str);
    folded_text(user.first_name.as_str(), user.last_name.as_str(), columns, others.into_iter().chain(codes))
}

/// Bans a user, or lifts the ban.
pub fn set_banned(change: &Change<'_>, id: UserId, banned: bool) -> Result<(), Error> {
    let changed = change
        .prepare(
            "UPDATE users SET banned = ?2, changed_at = ?3, changed_by = ?4, row_version = row_version + 1
             WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .execute(params![id.0, banned, millis(change.now()), change.actor_name()])?;
    change.touch(id);
    expect_one(changed, Noun::User)
}

/// Deletes a user: the row stays for the trail, the rights go.
pub fn delete(change: &Change<'_>, id: UserId, at: ConfirmedTime) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Person(id)))?;
    change.prepare("DELETE FROM user_pictures WHERE user_id = ?1")?.execute([id.0])?;
    let changed = change
        .prepare(
            "UPDATE users SET deleted_at = ?2, changed_at = ?2, changed_by = ?3, row_version = row_version + 1
             WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .execute(params![id.0, millis(at.moment()), change.actor_name()])?;
    change.touch(id);
    expect_one(changed, Noun::User)
}

/// A right of a user to a door, with what a list shows of the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorRow {
    /// The door.
    pub door: DoorId,
    /// The number by which keys name it.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub description: String,
    /// Only between these moments, if limited.
    pub between: Option<Between>,
}

/// The doors of a user that the view of doors reaches, by name, and how many there are beyond its reach.
pub fn doors(doors: &View<'_>, user: UserId) -> Result<(Vec<DoorRow>, usize), Error> {
    let mut statement = doors.prepare(
        "SELECT d.id, d.code, d.name, d.description, g.from_at, g.until_at, d.partition_id
         FROM user_doors g JOIN doors d ON d.id = g.door_id
         WHERE g.user_id = ?1
         ORDER BY d.name_key, d.id",
    )?;
    let mut rows = statement.query([user.0])?;
    let (mut within, mut beyond) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        if doors.scope().reaches(PartitionId(row.get(6)?)) {
            within.push(DoorRow {
                door: DoorId(row.get(0)?),
                code: code(row, 1)?,
                name: row.get(2)?,
                description: row.get(3)?,
                between: between(row, 4, 5)?,
            });
        } else {
            beyond += 1;
        }
    }
    Ok((within, beyond))
}

pub fn code(row: &Row<'_>, index: usize) -> rusqlite::Result<Code> {
    Code::new(row.get(index)?).ok_or_else(|| damaged(index))
}

pub fn between(row: &Row<'_>, from: usize, until: usize) -> rusqlite::Result<Option<Between>> {
    let ends = (row.get::<_, Option<i64>>(from)?, row.get::<_, Option<i64>>(until)?);
    match ends {
        (Some(start), Some(end)) => {
            Between::new(moment(start)?, moment(end)?).map(Some).map_err(|_| damaged(from))
        }
        _ => Ok(None),
    }
}

/// How many doors a user has, within reach or not.
pub fn count_doors(view: &View<'_>, user: UserId) -> Result<usize, Error> {
    Ok(view
        .prepare("SELECT count(*) FROM user_doors WHERE user_id = ?1")?
        .query_row([user.0], |row| row.get(0))?)
}

/// All that a user's key follows from: every right, whoever may see it. For the key, not for the screen.
pub fn holder(view: &View<'_>, stored: &Stored) -> Result<(Holder, Vec<Right>), Error> {
    let rights = view.beyond(
        Why::Keys,
        "SELECT d.code, g.from_at, g.until_at
         FROM user_doors g JOIN doors d ON d.id = g.door_id
         WHERE g.user_id = ?1
         ORDER BY d.code",
    )?;
    let rights = rights
        .list([stored.id.0], |row| Ok(Right { door: row.get("code")?, between: doors::between(row)? }))?;
    Ok((Holder::of(stored.id, &stored.user, stored.pin_check), rights))
}

/// Keeps a portrait, or takes it away.
pub fn set_picture(change: &Change<'_>, user: UserId, jpeg: Option<&[u8]>) -> Result<(), Error> {
    match jpeg {
        Some(jpeg) => change
            .prepare(
                "INSERT INTO user_pictures (user_id, jpeg) VALUES (?1, ?2)
                 ON CONFLICT (user_id) DO UPDATE SET jpeg = excluded.jpeg",
            )?
            .execute(params![user.0, jpeg])?,
        None => change.prepare("DELETE FROM user_pictures WHERE user_id = ?1")?.execute([user.0])?,
    };
    Ok(())
}

/// The portrait of a user.
pub fn picture(view: &View<'_>, user: UserId) -> Result<Option<Vec<u8>>, Error> {
    Ok(view
        .prepare("SELECT jpeg FROM user_pictures WHERE user_id = ?1")?
        .query_row([user.0], |row| row.get(0))
        .optional()?)
}
