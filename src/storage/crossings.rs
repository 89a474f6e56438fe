//! Locations and functions.

use std::collections::HashMap;

use rusqlite::params;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use super::named::{self, NamedRecord};
use super::record::{self, Deleted, Record};
use super::view::{Column, Id, Row, Values};
use super::{Beyond, Change, Error, Noun, View};
use crate::domain::crossing::{Has, Number, Side, Typed};
use crate::domain::function::{Function, FunctionId};
use crate::domain::grouping::{Chosen, ValueId};
use crate::domain::location::{Location, LocationId};
use crate::domain::named::Kind;
use crate::domain::partition::PartitionId;
use crate::domain::user::User;

/// A location or a function as stored.
pub type Stored<T> = record::Stored<T>;

/// A location or a function.
pub(crate) trait Crossed: NamedRecord + Kind<Own = Typed> {
    /// The tables of who has it, and of its doors.
    const TABLES: [&'static str; 2];
    /// The table of its values of groupings.
    const VALUES: &'static str;
    /// Which of the two sides it is.
    const AT: usize;

    /// As the graph names it.
    fn side(id: <Self as Record>::Id) -> Side;

    /// Its number.
    fn number(&self) -> Number {
        self.own().number
    }
}

/// Both kinds differ by their names alone.
macro_rules! crossed {
    (
        $kind:ident as $id:ident, $at:literal, $table:literal, $owns_by:literal, $people:literal, $doors:literal,
        $values:literal
    ) => {
        impl NamedRecord for $kind {
            type Id = $id;
            type Besides = ();

            const NOUN: Noun = Noun::$kind;
            const TABLE: &'static str = $table;
            const COLUMNS: &'static str = "name, description, partition_id, external_id, number";
            const DELETED: Deleted = Deleted::Gone;
            const OWNS_BY: &'static str = $owns_by;

            fn besides(_: &Row<'_>) -> Result<(), Error> {
                Ok(())
            }

            fn read_own(view: &View<'_>, row: &Row<'_>, id: $id) -> Result<Has, Error> {
                Ok(Has { number: row.get("number")?, chosen: chosen::<$kind>(view, id)? })
            }

            fn own_values(&self) -> Values {
                Values::none().with("number", self.has.number.number())
            }

            fn write_own(&self, change: &Change<'_>, id: $id) -> Result<(), Error> {
                choose::<$kind>(change, id, &self.has.chosen)
            }
        }

        impl Crossed for $kind {
            const TABLES: [&'static str; 2] = [$people, $doors];
            const VALUES: &'static str = $values;
            const AT: usize = $at;

            fn side(id: $id) -> Side {
                Side::$kind(id)
            }
        }
    };
}

crossed! {
    Location as LocationId, 0, "locations", "location_id", "user_locations", "location_doors", "location_values"
}
crossed! {
    Function as FunctionId, 1, "functions", "function_id", "user_functions", "function_doors", "function_values"
}

/// The values of groupings that one has.
fn chosen<T: Crossed>(view: &View<'_>, id: <T as Record>::Id) -> Result<Chosen, Error> {
    let (values, own) = (T::VALUES, <T as NamedRecord>::OWNS_BY);
    let sql = format!(
        "SELECT v.grouping_id, v.id FROM {values} g JOIN grouping_values v ON v.id = g.value_id
         WHERE g.{own} = ?1 ORDER BY v.grouping_id"
    );
    let all = view.beyond(Beyond::Settings, &sql)?;
    let all = all.list([id.number()], |row| Ok((row.get("grouping_id")?, row.get("id")?)))?;
    Ok(all.into_iter().collect())
}

/// Writes which it has.
fn choose<T: Crossed>(change: &Change<'_>, id: <T as Record>::Id, wanted: &Chosen) -> Result<(), Error> {
    if chosen::<T>(change, id)? == *wanted {
        return Ok(());
    }
    let (values, own) = (T::VALUES, <T as NamedRecord>::OWNS_BY);
    change.write(&format!("DELETE FROM {values} WHERE {own} = ?1"), [id.number()])?;
    for value in wanted.values() {
        let sql = format!("INSERT INTO {values} ({own}, value_id) VALUES (?1, ?2)");
        change.write(&sql, [id.number(), value.0])?;
    }
    Ok(())
}

impl Column for Number {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Number::new(Column::read(value)?).ok_or(FromSqlError::InvalidType)
    }
}

/// What a list tells of a location or a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The number by which keys and locks are to name it.
    pub number: Number,
    /// How many people have it.
    pub users: usize,
    /// How many doors belong to it.
    pub doors: usize,
    /// Its values of groupings.
    pub chosen: Vec<ValueId>,
}

/// What a list shows of one.
pub type ListRow<Id> = named::ListRow<Id, Listed>;

/// Every one of a kind within reach, by name.
pub(crate) fn list<T: Crossed>(view: &View<'_>) -> Result<Vec<ListRow<<T as NamedRecord>::Id>>, Error> {
    let ([people, doors], own) = (T::TABLES, <T as NamedRecord>::OWNS_BY);
    let columns = format!(
        "o.number, (SELECT count(*) FROM {people} g WHERE g.{own} = o.id) AS users,
         (SELECT count(*) FROM {doors} g WHERE g.{own} = o.id) AS doors"
    );
    let chosen = chosen_of_all::<T>(view)?;
    named::list::<T, _>(view, &columns, |row| {
        let chosen = chosen.get(&row.get("id")?).cloned().unwrap_or_default();
        let (users, doors) = (row.get("users")?, row.get("doors")?);
        Ok(Listed { number: row.get("number")?, users, doors, chosen })
    })
}

/// The values of groupings of all of a kind, by its number.
fn chosen_of_all<T: Crossed>(view: &View<'_>) -> Result<HashMap<i64, Vec<ValueId>>, Error> {
    let (values, own) = (T::VALUES, <T as NamedRecord>::OWNS_BY);
    let sql = format!("SELECT g.{own} AS of, g.value_id FROM {values} g ORDER BY g.{own}, g.value_id");
    let mut all: HashMap<i64, Vec<ValueId>> = HashMap::new();
    for (of, value) in
        view.beyond(Beyond::Settings, &sql)?.list([], |row| Ok((row.get("of")?, row.get("value_id")?)))?
    {
        all.entry(of).or_default().push(value);
    }
    Ok(all)
}

/// How many people have one, within reach or not.
pub(crate) fn count_people<T: Crossed>(view: &View<'_>, id: <T as Record>::Id) -> Result<usize, Error> {
    let ([people, _], own) = (T::TABLES, <T as NamedRecord>::OWNS_BY);
    let sql = format!("SELECT count(*) AS people FROM {people} WHERE {own} = ?1");
    view.beyond(Beyond::Counts, &sql)?.one([id.number()], |row| row.get("people"))
}

/// The numbers of all of a kind, rising. No key says one, as locks are not told theirs: what is nobody's is free.
pub(crate) fn used<T: Crossed>(view: &View<'_>) -> Result<Vec<Number>, Error> {
    let sql = format!("SELECT number FROM {} ORDER BY number", <T as NamedRecord>::TABLE);
    view.beyond(Beyond::Numbers, &sql)?.list([], |row| row.get("number"))
}

/// The numbers of those of a kind that are within reach, rising.
pub(crate) fn numbers<T: Crossed>(view: &View<'_>) -> Result<Vec<Number>, Error> {
    let sql = format!("SELECT partition_id, number FROM {} ORDER BY number", <T as NamedRecord>::TABLE);
    Ok(view.within(&sql, [], |row| row.get("number"))?.rows)
}

/// Whether another one of the kind has a number.
pub(crate) fn is_taken<T: Crossed>(
    view: &View<'_>,
    number: Number,
    by_another_than: Option<<T as Record>::Id>,
) -> Result<bool, Error> {
    let sql = format!("SELECT id FROM {} WHERE number = ?1 AND id IS NOT ?2", <T as NamedRecord>::TABLE);
    let mut other = view.beyond(Beyond::Numbers, &sql)?;
    Ok(other.first(params![number.number(), by_another_than.map(Id::number)], |_| Ok(()))?.is_some())
}

/// In which partitions the locations and functions of a person lie, within reach or not.
pub(crate) fn partitions_of_person(
    view: &View<'_>,
    person: &record::Stored<User>,
) -> Result<Vec<PartitionId>, Error> {
    let sql = "SELECT o.partition_id FROM user_locations g JOIN locations o ON o.id = g.location_id WHERE g.user_id = ?1
         UNION SELECT o.partition_id FROM user_functions g JOIN functions o ON o.id = g.function_id WHERE g.user_id = ?1
         ORDER BY partition_id";
    view.beyond(Beyond::Keys, sql)?.list([person.id.0], |row| row.get("partition_id"))
}
