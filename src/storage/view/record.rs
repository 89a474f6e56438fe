//! Records: what people open, save and delete. How a record is got within reach, added, saved by the one who read it
//! last, kept from having what another one has, and deleted stands here once; a kind of record says its columns, where
//! it lies, and which of its values are its own.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::ops::Deref;

use rusqlite::types::Value;
use rusqlite::{Params, params_from_iter};

use super::super::{Change, Error, Noun, Unique, expect_one, groups, relations};
use super::{Bind as _, Id, Row, Values, View};
use crate::domain::access::Edit;
use crate::domain::group::GroupId;
use crate::domain::moment::Moment;
use crate::domain::partition::PartitionId;

/// A kind of record: what of it is its own. Its table has the columns `id`, `row_version`, `changed_at` and
/// `changed_by`, and those that say what it is.
pub(crate) trait Record: Clone + Debug + PartialEq {
    /// Its number.
    type Id: Id;
    /// What the row says besides, which no form changes.
    type Besides: Clone + Debug + PartialEq;

    const NOUN: Noun;
    const TABLE: &'static str;
    /// What is read, as a SELECT says it.
    const COLUMNS: &'static str;
    /// Columns whose values must be unique.
    const OWN: &'static [(&'static str, Unique)];
    /// Within which records a value must be unique.
    const AMONG: Among;
    const DELETED: Deleted;
    /// The column by which other tables name it.
    const OWNS_BY: &'static str;

    fn read(view: &View<'_>, row: &Row<'_>) -> Result<(Self, Self::Besides), Error>;

    /// What is written, without the partition: where a record lies, [`Placed`](crate::domain::delegation::Placed) says.
    fn values(&self) -> Values;

    /// Writes what it has in rows of its own, after its row was written.
    fn write_rows(&self, _change: &Change<'_>, _id: Self::Id) -> Result<(), Error> {
        Ok(())
    }

    /// Where it is looked for.
    fn place(&self, id: Self::Id) -> Place;
}

/// Where a record is, and so who reaches it.
pub(crate) enum Place {
    /// In a partition: within the scope of the view.
    In(PartitionId),
    /// It is a partition, which the operator's group may access.
    Partition(PartitionId),
    /// It is a group, or in one: the operator's own group and those below are reached.
    Group(GroupId),
    /// It is the site's: whoever may see such things, by a permission for the installation, sees all of them.
    Site,
}

/// Within which records a value must be unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Among {
    /// Those of the same partition: that it is taken elsewhere would tell of things out of reach.
    Partition,
    /// Those within reach, likewise.
    Reached,
    /// All of the site.
    All,
}

/// What stays of a record that was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deleted {
    /// Its row, which says when.
    Marked,
    /// Nothing.
    Gone,
}

/// A record that lies in no partition.
pub(crate) trait Apart {}

/// A record that may be written: one that lies in a partition may lie there.
pub(crate) trait Written<R: Record> {
    fn record(&self) -> &R;
    fn partition(&self) -> Option<PartitionId>;

    /// What keys follow from: written with the row, by [`Change::edit`].
    fn edits(&self, _id: R::Id) -> Vec<Edit> {
        Vec::new()
    }
}

impl<R: Record + Apart> Written<R> for R {
    fn record(&self) -> &R {
        self
    }

    fn partition(&self) -> Option<PartitionId> {
        None
    }
}

impl<R: Record + Apart> Written<R> for &R {
    fn record(&self) -> &R {
        self
    }

    fn partition(&self) -> Option<PartitionId> {
        None
    }
}

/// A record as stored. There is none but those that were got.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored<R: Record> {
    pub id: R::Id,
    pub value: R,
    pub besides: R::Besides,
    pub version: i64,
    pub changed_at: Moment,
    pub changed_by: String,
    _got: Got,
}

#[derive(Debug, Clone, PartialEq)]
struct Got;

impl<R: Record> Deref for Stored<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.value
    }
}

impl<R: Record> Stored<R> {
    /// The record with another form.
    #[must_use]
    pub fn with(&self, value: R) -> Stored<R> {
        Stored { value, ..self.clone() }
    }

    fn read(view: &View<'_>, row: &Row<'_>) -> Result<Stored<R>, Error> {
        let (id, version) = (row.get("id")?, row.get("row_version")?);
        let (changed_at, changed_by) = (row.get("changed_at")?, row.get("changed_by")?);
        let (value, besides) = R::read(view, row)?;
        Ok(Stored { id, value, besides, version, changed_at, changed_by, _got: Got })
    }
}

/// What a view reaches. Which groups, is found out once.
struct Reach<'v, 'c> {
    view: &'v View<'c>,
    groups: Option<BTreeSet<GroupId>>,
}

impl Reach<'_, '_> {
    fn has(&mut self, place: &Place) -> Result<bool, Error> {
        match place {
            Place::In(partition) => Ok(self.view.scope.reaches(*partition)),
            Place::Partition(partition) => Ok(self.view.grants.reaches(*partition)),
            Place::Site => Ok(self.view.reaches_site()),
            Place::Group(group) => {
                let groups = match self.groups.take() {
                    Some(groups) => groups,
                    None => groups::reach(self.view)?,
                };
                Ok(self.groups.insert(groups).contains(group))
            }
        }
    }
}

/// Excludes deleted rows.
const fn live<R: Record>() -> &'static str {
    match R::DELETED {
        Deleted::Marked => "deleted_at IS NULL",
        Deleted::Gone => "TRUE",
    }
}

/// The records within reach that a clause is true of, in its order.
pub(crate) fn find<R: Record>(
    view: &View<'_>,
    clause: &str,
    parameters: impl Params,
) -> Result<Vec<Stored<R>>, Error> {
    let (columns, table, live) = (R::COLUMNS, R::TABLE, live::<R>());
    let sql = format!(
        "SELECT id, row_version, changed_at, changed_by, {columns} FROM {table} WHERE {live} {clause}"
    );
    let mut reach = Reach { view, groups: None };
    let mut query = view.query(&sql)?;
    let mut rows = query.rows(parameters)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let stored = Stored::<R>::read(view, &row)?;
        if reach.has(&stored.place(stored.id))? {
            found.push(stored);
        }
    }
    Ok(found)
}

/// The record, if there is one within reach.
pub(crate) fn get<R: Record>(view: &View<'_>, id: R::Id) -> Result<Stored<R>, Error> {
    find(view, "AND id = ?1", [id.number()])?.pop().ok_or(Error::NoSuch(R::NOUN))
}

/// Adds a record, with what its row says besides.
pub(crate) fn insert<R: Record>(
    change: &Change<'_>,
    record: &impl Written<R>,
    besides: Values,
) -> Result<R::Id, Error> {
    let values = values(change, record, None, besides)?;
    let columns: Vec<&str> = values.columns().collect();
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
    let sql = format!("INSERT INTO {} ({}) VALUES ({})", R::TABLE, columns.join(", "), places.join(", "));
    change.write(&sql, params_from_iter(values.values()))?;
    let id = R::Id::of(change.connection.last_insert_rowid());
    write_others(change, id, record)?;
    Ok(id)
}

/// Writes what of a record is not in its row.
fn write_others<R: Record>(change: &Change<'_>, id: R::Id, record: &impl Written<R>) -> Result<(), Error> {
    record.record().write_rows(change, id)?;
    for edit in record.edits(id) {
        change.edit(edit)?;
    }
    Ok(())
}

/// Saves a record that was read as `version`; one who read an older one is told so.
pub(crate) fn update<R: Record>(
    change: &Change<'_>,
    id: R::Id,
    version: i64,
    record: &impl Written<R>,
) -> Result<(), Error> {
    update_with(change, id, version, record, Values::none())
}

/// Saves a record, with what its row says besides.
pub(crate) fn update_with<R: Record>(
    change: &Change<'_>,
    id: R::Id,
    version: i64,
    record: &impl Written<R>,
    besides: Values,
) -> Result<(), Error> {
    let stored = get::<R>(change, id)?;
    if stored.version != version {
        return Err(Error::Conflict { by: stored.changed_by, at: stored.changed_at });
    }
    put::<R>(change, id, &values(change, record, Some(id), besides)?, RAISED)?;
    write_others(change, id, record)
}

/// Changes what no form changes.
pub(crate) fn set<R: Record>(change: &Change<'_>, id: R::Id, values: Values) -> Result<(), Error> {
    put::<R>(change, id, &values.and(changed(change)), RAISED)
}

/// Notes in the row of a record that something was changed that hangs on it, now and by whoever does it; anyone who has it
/// open can save it all the same.
pub(crate) fn touch<R: Record>(change: &Change<'_>, id: R::Id) -> Result<(), Error> {
    put::<R>(change, id, &changed(change), "")
}

/// Notes in the row of a record what is no change of it: anyone who has it open can save it all the same.
pub(crate) fn note<R: Record>(change: &Change<'_>, id: R::Id, values: &Values) -> Result<(), Error> {
    put::<R>(change, id, values, "")
}

/// Deletes a record.
pub(crate) fn delete<R: Record>(change: &Change<'_>, id: R::Id, at: Moment) -> Result<(), Error> {
    match R::DELETED {
        Deleted::Marked => {
            relations::leave::<R>(change, id)?;
            set::<R>(change, id, Values::none().with("deleted_at", at))
        }
        Deleted::Gone => {
            let gone = change.write(&format!("DELETE FROM {} WHERE id = ?1", R::TABLE), [id.number()])?;
            expect_one(gone, R::NOUN)
        }
    }
}

/// What a change does to the number of the state of a record.
const RAISED: &str = ", row_version = row_version + 1";

fn put<R: Record>(change: &Change<'_>, id: R::Id, values: &Values, raised: &str) -> Result<(), Error> {
    let assigned: Vec<String> =
        (2..).zip(values.columns()).map(|(place, column)| format!("{column} = ?{place}")).collect();
    let (table, assigned, live) = (R::TABLE, assigned.join(", "), live::<R>());
    let sql = format!("UPDATE {table} SET {assigned}{raised} WHERE id = ?1 AND {live}");
    let id = id.bind();
    let written = change.write(&sql, params_from_iter(std::iter::once(&id).chain(values.values())))?;
    expect_one(written, R::NOUN)
}

fn values<R: Record>(
    change: &Change<'_>,
    record: &impl Written<R>,
    id: Option<R::Id>,
    besides: Values,
) -> Result<Values, Error> {
    let (own, partition) = (record.record().values(), record.partition());
    for (column, unique) in R::OWN {
        let value = own.of(column).ok_or(Error::Damaged)?;
        if is_taken::<R>(change, column, value, partition, id)? {
            return Err(Error::Taken(*unique));
        }
    }
    let lies = match partition {
        Some(partition) => Values::none().with("partition_id", partition),
        None => Values::none(),
    };
    Ok(own.and(lies).and(besides).and(changed(change)))
}

fn changed(change: &Change<'_>) -> Values {
    Values::none().with("changed_at", change.now()).with("changed_by", change.actor_name())
}

/// Whether another record has the value.
fn is_taken<R: Record>(
    view: &View<'_>,
    column: &str,
    value: &Value,
    partition: Option<PartitionId>,
    but: Option<R::Id>,
) -> Result<bool, Error> {
    let others = |and: &str| {
        let (table, live) = (R::TABLE, live::<R>());
        view.query(&format!(
            "SELECT id FROM {table} WHERE {live} AND {column} = ?1 AND id IS NOT ?2 {and} ORDER BY id"
        ))
    };
    let but = but.map(Id::number);
    match R::AMONG {
        Among::Partition => {
            let partition = partition.map(Id::number);
            let mut others = others("AND partition_id = ?3")?;
            Ok(others.rows((value, but, partition))?.next()?.is_some())
        }
        Among::All => Ok(others("")?.rows((value, but))?.next()?.is_some()),
        Among::Reached => {
            let others: Vec<R::Id> = others("")?.list((value, but), |row| row.get("id"))?;
            Ok(others.into_iter().any(|other| get::<R>(view, other).is_ok()))
        }
    }
}
