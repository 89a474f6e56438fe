//! Doors.

use rusqlite::{OptionalExtension as _, Row, params};

use super::users::{between, code as read_code};
use super::{Change, Error, Noun, Unique, View, expect_one, millis, moment};
use crate::domain::delegation::Placed;
use crate::domain::door::{Code, Door, DoorId};
use crate::domain::moment::Moment;
use crate::domain::partition::PartitionId;
use crate::domain::text::Line;
use crate::domain::user::{Between, UserId};

/// A door as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub id: DoorId,
    pub code: Code,
    pub door: Door,
    pub version: i64,
    pub changed_at: Moment,
    pub changed_by: String,
}

const STORED: &str = "SELECT id, code, name, description, partition_id, external_id, row_version, changed_at,
        changed_by
     FROM doors";

/// The door, if there is one within reach.
pub fn get(view: &View<'_>, id: DoorId) -> Result<Stored, Error> {
    let sql = format!("{STORED} WHERE id = ?1 AND deleted_at IS NULL");
    let stored = view.prepare(&sql)?.query_row([id.0], read_stored).optional()?;
    stored.filter(|stored| view.scope().reaches(stored.door.partition)).ok_or(Error::NoSuch(Noun::Door))
}

fn read_stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        id: DoorId(row.get(0)?),
        code: read_code(row, 1)?,
        door: Door {
            name: line(row, 2)?,
            description: line(row, 3)?,
            partition: PartitionId(row.get(4)?),
            external_id: line(row, 5)?,
        },
        version: row.get(6)?,
        changed_at: moment(row.get(7)?)?,
        changed_by: row.get(8)?,
    })
}

fn line<const MAX: usize>(row: &Row<'_>, index: usize) -> rusqlite::Result<Line<MAX>> {
    Line::new(row.get_ref(index)?.as_str()?)
        .map_err(|_| rusqlite::Error::InvalidColumnType(index, String::new(), rusqlite::types::Type::Text))
}

/// What a list shows of a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The door.
    pub id: DoorId,
    /// The number by which keys name it.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub description: String,
    /// The partition that it belongs to.
    pub partition: PartitionId,
    /// The name of that partition.
    pub partition_name: String,
    /// The number by which other systems know it.
    pub external_id: String,
    /// How many people have a right to it one by one.
    pub users: usize,
}

/// Every door within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let mut statement = view.prepare(
        "SELECT d.id, d.code, d.name, d.description, d.partition_id, p.name, d.external_id,
                (SELECT count(*) FROM user_doors g WHERE g.door_id = d.id)
         FROM doors d JOIN partitions p ON p.id = d.partition_id
         WHERE d.deleted_at IS NULL
         ORDER BY d.name_key, d.id",
    )?;
    let mut rows = statement.query([])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        let partition = PartitionId(row.get(4)?);
        if view.scope().reaches(partition) {
            list.push(ListRow {
                id: DoorId(row.get(0)?),
                code: read_code(row, 1)?,
                name: row.get(2)?,
                description: row.get(3)?,
                partition,
                partition_name: row.get(5)?,
                external_id: row.get(6)?,
                users: row.get(7)?,
            });
        }
    }
    Ok(list)
}

/// How many doors are within reach.
pub fn count(view: &View<'_>) -> Result<usize, Error> {
    let mut statement = view.prepare(
        "SELECT partition_id, count(*) FROM doors WHERE deleted_at IS NULL GROUP BY partition_id ORDER BY 1",
    )?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        if view.scope().reaches(PartitionId(row.get(0)?)) {
            count += row.get::<_, usize>(1)?;
        }
    }
    Ok(count)
}

/// Draws a number from those that no door of this file ever had. It is drawn, not counted: a file that was put back
/// does not know the doors that were added after it, and must not give their numbers to others.
pub fn draw_code(change: &Change<'_>) -> Result<Code, Error> {
    let mut statement = change.prepare("SELECT code FROM doors ORDER BY code")?;
    let had: Vec<u16> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let free = usize::from(Code::MAX).checked_sub(had.len()).filter(|free| *free > 0);
    let free = free.ok_or(Error::NoCodeLeft)? as u64;
    let drawn = u64::from(u32::from_le_bytes(crate::secret::random()?));
    // So many free ones come before it.
    let place = ((drawn * free) >> u32::BITS) as u16;
    let code = had.into_iter().fold(1 + place, |code, had| code + u16::from(had <= code));
    Code::new(code).ok_or(Error::NoCodeLeft)
}

/// Adds a door under a number.
pub fn insert(change: &Change<'_>, code: Code, door: &Placed<'_, Door>) -> Result<DoorId, Error> {
    let inserted = change
        .prepare(
            "INSERT INTO doors (code, name, name_key, description, partition_id, external_id, changed_at,
                                changed_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            code.number(),
            door.name.as_str(),
            door.name.key(),
            door.description.as_str(),
            door.partition.0,
            door.external_id.as_str(),
            millis(change.now()),
            change.actor_name()
        ])?;
    if inserted == 1 {
        Ok(DoorId(change.connection.last_insert_rowid()))
    } else {
        Err(taken(change, door, None)?)
    }
}

/// Saves a door that was read as `version`; whoever read an older one is told so.
pub fn update(change: &Change<'_>, id: DoorId, version: i64, door: &Placed<'_, Door>) -> Result<(), Error> {
    let stored = get(change, id)?;
    if stored.version != version {
        return Err(Error::Conflict { by: stored.changed_by, at: stored.changed_at });
    }
    let changed = change
        .prepare(
            "UPDATE OR IGNORE doors
             SET name = ?2, name_key = ?3, description = ?4, partition_id = ?5, external_id = ?6, changed_at = ?7,
                 changed_by = ?8, row_version = row_version + 1
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            door.name.as_str(),
            door.name.key(),
            door.description.as_str(),
            door.partition.0,
            door.external_id.as_str(),
            millis(change.now()),
            change.actor_name()
        ])?;
    if changed == 1 { Ok(()) } else { Err(taken(change, door, Some(id))?) }
}

/// Which of its values another door of the partition has.
fn taken(change: &Change<'_>, door: &Door, own: Option<DoorId>) -> Result<Error, Error> {
    let name_is_taken: bool = change
        .prepare(
            "SELECT EXISTS (SELECT 1 FROM doors
                            WHERE partition_id = ?1 AND name_key = ?2 AND deleted_at IS NULL AND id IS NOT ?3)",
        )?
        .query_row(
            params![door.partition.0, door.name.key(), own.map(|own| own.0)],
            |row| row.get(0),
        )?;
    Ok(Error::Taken(if name_is_taken { Unique::DoorName } else { Unique::DoorExternalId }))
}

/// Deletes a door: the row and its number stay, the rights to it go.
pub fn delete(change: &Change<'_>, id: DoorId) -> Result<(), Error> {
    change.prepare("DELETE FROM user_doors WHERE door_id = ?1")?.execute([id.0])?;
    let changed = change
        .prepare(
            "UPDATE doors SET deleted_at = ?2, changed_at = ?2, changed_by = ?3, row_version = row_version + 1
             WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .execute(params![id.0, millis(change.now()), change.actor_name()])?;
    expect_one(changed, Noun::Door)
}

/// A person with a right to a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderRow {
    /// The person.
    pub user: UserId,
    /// Title.
    pub title: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Only between these moments, if limited.
    pub between: Option<Between>,
}

/// Everybody with a right to a door whom the view of users reaches, by name, and how many there are beyond.
pub fn holders(users: &View<'_>, door: DoorId) -> Result<(Vec<HolderRow>, usize), Error> {
    let mut statement = users.prepare(
        "SELECT u.id, u.title, u.first_name, u.last_name, g.from_at, g.until_at, u.partition_id
         FROM user_doors g JOIN users u ON u.id = g.user_id
         WHERE g.door_id = ?1
         ORDER BY u.folded_text, u.id",
    )?;
    let mut rows = statement.query([door.0])?;
    let (mut within, mut beyond) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        if users.scope().reaches(PartitionId(row.get(6)?)) {
            within.push(HolderRow {
                user: UserId(row.get(0)?),
                title: row.get(1)?,
                first_name: row.get(2)?,
                last_name: row.get(3)?,
                between: between(row, 4, 5)?,
            });
        } else {
            beyond += 1;
        }
    }
    Ok((within, beyond))
}

/// Everybody with a right to a door, whoever may see them. For their keys, not for the screen.
pub fn all_holders(change: &Change<'_>, door: DoorId) -> Result<Vec<UserId>, Error> {
    let mut statement =
        change.prepare("SELECT user_id FROM user_doors WHERE door_id = ?1 ORDER BY user_id")?;
    let holders = statement.query_map([door.0], |row| row.get(0).map(UserId))?.collect::<Result<_, _>>()?;
    Ok(holders)
}
