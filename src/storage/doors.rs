//! Doors.

use std::collections::BTreeSet;

use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::{Column, Row, Values};
use super::{Beyond, Change, Error, Noun, View};
use crate::domain::access::{self, Edit, Node};
use crate::domain::door::{Code, Door, DoorId};

/// A door as stored, and the number by which keys name it.
pub type Stored = record::Stored<Door>;

impl NamedRecord for Door {
    type Id = DoorId;
    type Besides = Code;

    const NOUN: Noun = Noun::Door;
    const TABLE: &'static str = "doors";
    const COLUMNS: &'static str = "name, description, partition_id, external_id, code";
    const DELETED: Deleted = Deleted::Marked;
    const OWNS_BY: &'static str = "door_id";

    fn besides(row: &Row<'_>) -> Result<Code, Error> {
        row.get("code")
    }

    fn read_own(_: &View<'_>, _: DoorId) -> Result<(), Error> {
        Ok(())
    }
}

impl Stored {
    /// The door, as rights name it.
    pub const fn node(&self) -> access::Door {
        access::Door { id: self.id, code: self.besides }
    }
}

impl Column for Code {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Code::new(Column::read(value)?).ok_or(FromSqlError::InvalidType)
    }
}

/// What a list tells of a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The number by which keys name it.
    pub code: Code,
    /// How many people may open it, in whatever way.
    pub users: usize,
}

/// What a list shows of a door.
pub type ListRow = named::ListRow<DoorId, Listed>;

/// Every door within reach, by name. How many people may open each comes with it.
pub fn list(view: &View<'_>, holders: &[u32]) -> Result<Vec<ListRow>, Error> {
    named::list::<Door, _>(view, "o.code", |row| {
        let code: Code = row.get("code")?;
        let users = holders.get(usize::from(code.number())).map_or(0, |count| *count as usize);
        Ok(Listed { code, users })
    })
}

/// The doors within reach that have one of these numbers, by name.
pub fn of_codes(view: &View<'_>, codes: &BTreeSet<Code>) -> Result<Vec<Stored>, Error> {
    let all = record::find::<Door>(view, "ORDER BY name_key, id", [])?;
    Ok(all.into_iter().filter(|door| codes.contains(&door.besides)).collect())
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
    Code::drawn(&had, u32::from_le_bytes(crate::secret::random()?)).ok_or(Error::NoNumberLeft(Noun::Door))
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
