//! Doors.

use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use super::record::{self, Among, Deleted, Keyless, Place, Record};
use super::relations::Listed;
use super::view::{Column, Row, Values};
use super::{Beyond, Change, Error, Noun, Unique, View};
use crate::domain::access::{self, Edit, Node};
use crate::domain::door::{Code, Door, DoorId};
use crate::domain::partition::PartitionId;

/// A door as stored, and the number by which keys name it.
pub type Stored = record::Stored<Door>;

impl Record for Door {
    type Id = DoorId;
    type Besides = Code;

    const NOUN: Noun = Noun::Door;
    const TABLE: &'static str = "doors";
    const COLUMNS: &'static str = "name, description, partition_id, external_id, code";
    const OWN: &'static [(&'static str, Unique)] =
        &[("name_key", Unique::DoorName), ("external_id", Unique::DoorExternalId)];
    const AMONG: Among = Among::Partition;
    const DELETED: Deleted = Deleted::Marked;
    const OWNS_BY: &'static str = "door_id";

    fn read(_: &View<'_>, row: &Row<'_>) -> Result<(Door, Code), Error> {
        let door = Door {
            name: row.get("name")?,
            description: row.get("description")?,
            partition: row.get("partition_id")?,
            external_id: row.get("external_id")?,
        };
        Ok((door, row.get("code")?))
    }

    fn values(&self) -> Values {
        Values::none()
            .with("name", &self.name)
            .with("name_key", self.name.key())
            .with("description", &self.description)
            .with("external_id", &self.external_id)
    }

    fn place(&self, _: DoorId) -> Place {
        Place::In(self.partition)
    }
}

impl Keyless for Door {}

impl Stored {
    /// The door, as rights name it.
    pub const fn node(&self) -> access::Door {
        access::Door { id: self.id, code: self.besides }
    }
}

impl Listed for Door {
    const LISTED: &'static str = "o.name, o.description";
    const ORDER: &'static str = "o.name_key";

    fn listed(row: &Row<'_>) -> Result<(String, String), Error> {
        Ok((row.get("name")?, row.get("description")?))
    }
}

impl Column for Code {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Code::new(Column::read(value)?).ok_or(FromSqlError::InvalidType)
    }
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
    /// How many people may open it, in whatever way.
    pub users: usize,
}

/// Every door within reach, by name. How many people may open each comes with it.
pub fn list(view: &View<'_>, holders: &[u32]) -> Result<Vec<ListRow>, Error> {
    let within = view.within(
        "SELECT d.partition_id, d.id, d.code, d.name, d.description, p.name AS partition_name, d.external_id
         FROM doors d JOIN partitions p ON p.id = d.partition_id
         WHERE d.deleted_at IS NULL
         ORDER BY d.name_key, d.id",
        [],
        |row| {
            let code: Code = row.get("code")?;
            Ok(ListRow {
                partition: row.get("partition_id")?,
                id: row.get("id")?,
                code,
                name: row.get("name")?,
                description: row.get("description")?,
                partition_name: row.get("partition_name")?,
                external_id: row.get("external_id")?,
                users: holders.get(usize::from(Code::number(code))).map_or(0, |count| *count as usize),
            })
        },
    )?;
    Ok(within.rows)
}

/// How many doors are within reach.
pub fn count(view: &View<'_>) -> Result<usize, Error> {
    let within = view.within(
        "SELECT partition_id, count(*) AS doors FROM doors WHERE deleted_at IS NULL
         GROUP BY partition_id ORDER BY partition_id",
        [],
        |row| row.get::<usize>("doors"),
    )?;
    Ok(within.rows.into_iter().sum())
}

/// Draws a number from those that no door of this file ever had. It is drawn, not counted: a file that was put back
/// does not know the doors that were added after it, and must not give their numbers to others.
pub fn draw_code(change: &Change<'_>) -> Result<Code, Error> {
    let all = change.beyond(Beyond::Numbers, "SELECT code FROM doors ORDER BY code")?;
    let had: Vec<u16> = all.list([], |row| row.get("code"))?;
    Code::drawn(&had, u32::from_le_bytes(crate::secret::random()?)).ok_or(Error::NoCodeLeft)
}

/// The row of a door that has this number.
pub fn numbered(code: Code) -> Values {
    Values::none().with("code", code.number())
}

/// Deletes a door: the row and its number stay, the rights to it go.
pub fn delete(change: &Change<'_>, door: access::Door) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Door(door)))?;
    record::delete::<Door>(change, door.id, change.now())
}
