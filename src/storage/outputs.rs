//! Outputs.

use rusqlite::params;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::view::{Column, Row, Values};
use super::{Beyond, Change, Error, Noun, View, millis};
use crate::domain::access::{Edit, Node};
use crate::domain::image::Statement;
use crate::domain::moment::Moment;
use crate::domain::output::{Number, Numbers, Output, OutputId};

/// An output as stored.
pub type Stored = record::Stored<Output>;

impl NamedRecord for Output {
    type Id = OutputId;
    type Besides = ();

    const NOUN: Noun = Noun::Output;
    const TABLE: &'static str = "outputs";
    const COLUMNS: &'static str = "name, description, partition_id, external_id, number";
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "output_id";

    fn besides(_: &Row<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn read_own(_: &View<'_>, row: &Row<'_>, _: OutputId) -> Result<Number, Error> {
        row.get("number")
    }

    fn own_values(&self) -> Values {
        Values::none().with("number", self.number.number())
    }

    fn edits(&self, id: OutputId) -> Vec<Edit> {
        vec![Edit::Numbered(id, self.number)]
    }
}

impl Column for Number {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Number::new(Column::read(value)?).ok_or(FromSqlError::InvalidType)
    }
}

/// What a list tells of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The number by which keys name it.
    pub number: Number,
    /// How many people were given it themselves.
    pub users: usize,
    /// How many access levels give it.
    pub levels: usize,
    /// How many doors drive it by themselves.
    pub doors: usize,
}

/// What a list shows of an output.
pub type ListRow = named::ListRow<OutputId, Listed>;

/// Every output within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let columns = "o.number,
         (SELECT count(*) FROM user_outputs g WHERE g.output_id = o.id) AS users,
         (SELECT count(*) FROM user_access_level_outputs g WHERE g.output_id = o.id) AS levels,
         (SELECT count(*) FROM door_outputs g WHERE g.output_id = o.id) AS doors";
    named::list::<Output, _>(view, columns, |row| {
        let (number, users) = (row.get("number")?, row.get("users")?);
        Ok(Listed { number, users, levels: row.get("levels")?, doors: row.get("doors")? })
    })
}

/// How many people were given an output themselves, within reach or not.
pub fn count_people(view: &View<'_>, output: OutputId) -> Result<usize, Error> {
    let sql = "SELECT count(*) AS people FROM user_outputs WHERE output_id = ?1";
    view.beyond(Beyond::Counts, sql)?.one([output.0], |row| row.get("people"))
}

/// The numbers that are no new output's: those of outputs, and those that keys may still say of one that is gone or has
/// another number by now.
pub fn used(view: &View<'_>) -> Result<Numbers, Error> {
    let all = view.beyond(Beyond::Numbers, "SELECT number FROM outputs ORDER BY number")?;
    let mut used: Vec<Number> = all.list([], |row| row.get("number"))?;
    let said = "SELECT number FROM output_numbers WHERE until_at > ?1 ORDER BY number";
    let said = view.beyond(Beyond::Numbers, said)?;
    used.extend(said.list([millis(view.ends_by()?)], |row| row.get::<Number>("number"))?);
    Ok(used.into_iter().collect())
}

/// Whether another output has a number.
pub fn is_taken(view: &View<'_>, number: Number, by_another_than: Option<OutputId>) -> Result<bool, Error> {
    let sql = "SELECT id FROM outputs WHERE number = ?1 AND id IS NOT ?2";
    let mut other = view.beyond(Beyond::Numbers, sql)?;
    Ok(other.first(params![number.number(), by_another_than.map(|id| id.0)], |_| Ok(()))?.is_some())
}

/// Until when a key may say a number of another output than this one, if one may.
pub fn is_said_until(view: &View<'_>, number: Number, of: Option<OutputId>) -> Result<Option<Moment>, Error> {
    let sql = "SELECT until_at FROM output_numbers WHERE number = ?1 AND output IS NOT ?2 AND until_at > ?3";
    let until = params![number.number(), of.map(|id| id.0), millis(view.ends_by()?)];
    view.beyond(Beyond::Numbers, sql)?.first(until, |row| row.get("until_at"))
}

/// Notes that a key may say the numbers of a statement until some moment.
pub fn note_said(change: &Change<'_>, statement: &Statement, until: Moment) -> Result<(), Error> {
    for entry in statement.rights().outputs() {
        change.write(
            "INSERT INTO output_numbers (number, output, until_at)
             SELECT number, id, ?2 FROM outputs WHERE number = ?1
             ON CONFLICT (number) DO UPDATE
             SET until_at = CASE WHEN output = excluded.output THEN max(until_at, excluded.until_at)
                 ELSE excluded.until_at END, output = excluded.output",
            params![entry.output.number(), millis(until)],
        )?;
    }
    Ok(())
}

/// Deletes an output: nobody drives it any more. Says how many people had been given it themselves.
pub fn delete(change: &Change<'_>, output: OutputId) -> Result<usize, Error> {
    let people = change.edit(Edit::Gone(Node::Output(output)))?;
    record::delete::<Output>(change, output, change.now())?;
    Ok(people)
}
