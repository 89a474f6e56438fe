//! Relations: what a record has at the other end, as a list shows it. A kind of relation is a table that names both its
//! ends; a kind of record says once what such lists show of it. Rights are written by [`super::Change::edit`] alone.

use std::collections::BTreeMap;

use super::record::{Deleted, Record, Stored};
use super::view::{Id as _, Row, Within};
use super::{Error, View};
use crate::domain::group::Scope;
use crate::domain::partition::PartitionId;
use crate::domain::permission::Permission;
use crate::domain::user::{Between, Limit};

/// A kind of relation: its table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Relation(&'static str);

/// Who may open what.
pub(crate) const RIGHTS: Relation = Relation("user_doors");
/// Who has which access level.
pub(crate) const LEVEL_USERS: Relation = Relation("user_access_level_users");
/// Which access level opens what.
pub(crate) const LEVEL_DOORS: Relation = Relation("user_access_level_doors");
/// Who may open what is in which zone.
pub(crate) const USER_ZONES: Relation = Relation("user_zones");
/// Which access level opens what is in which zone.
pub(crate) const LEVEL_ZONES: Relation = Relation("user_access_level_zones");
/// Which door is in which zone.
pub(crate) const ZONE_DOORS: Relation = Relation("zone_doors");

/// A record at the other end of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related<Id> {
    /// Which it is.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What tells it from others of the same name.
    pub detail: String,
    /// When it holds.
    pub limit: Limit,
    /// The name of the timetable, where the operator may see it.
    pub timetable: Option<String>,
    /// Whether the operator may take it away and limit it.
    pub may_change: bool,
}

/// A kind of record that is listed at the other end of relations.
pub(crate) trait Listed: Record {
    /// What is read of it, from a table that is called `o`.
    const LISTED: &'static str;
    /// By name.
    const ORDER: &'static str;

    /// The name, and what tells it from others of the same name.
    fn listed(row: &Row<'_>) -> Result<(String, String), Error>;
}

/// What is related to a record and within reach, by name. What lies in `changed` may be changed by whoever looks.
pub(crate) fn of<Owner: Record, R: Listed>(
    reach: &View<'_>,
    relation: Relation,
    owner: &Stored<Owner>,
    changed: &Scope,
) -> Result<Within<Related<R::Id>>, Error> {
    let (Relation(relation), table, there) = (relation, R::TABLE, there::<R>());
    let (listed, order, own, other) = (R::LISTED, R::ORDER, Owner::OWNS_BY, R::OWNS_BY);
    let sql = format!(
        "SELECT o.partition_id, o.id, {listed}, r.from_at, r.until_at, r.timetable_id,
                t.name AS timetable, t.partition_id AS timetable_partition
         FROM {relation} r JOIN {table} o ON o.id = r.{other} LEFT JOIN timetables t ON t.id = r.timetable_id
         WHERE r.{own} = ?1 AND {there}
         ORDER BY {order}, o.id"
    );
    let timetables = reach.grants().scope(Permission::TimetablesView).unwrap_or_else(Scope::nowhere);
    reach.within(&sql, [owner.id.number()], |row| {
        let (name, detail) = R::listed(row)?;
        let lies: Option<PartitionId> = row.get("timetable_partition")?;
        let is_seen = lies.is_some_and(|partition| timetables.reaches(partition));
        let timetable = if is_seen { row.get("timetable")? } else { None };
        let may_change = changed.reaches(row.get("partition_id")?);
        Ok(Related { id: row.get("id")?, name, detail, limit: limit(row)?, timetable, may_change })
    })
}

/// Everything within reach that could be related to something, by name.
pub(crate) fn all<R: Listed>(reach: &View<'_>) -> Result<Vec<Related<R::Id>>, Error> {
    let (table, listed, order, there) = (R::TABLE, R::LISTED, R::ORDER, there::<R>());
    let sql =
        format!("SELECT o.partition_id, o.id, {listed} FROM {table} o WHERE {there} ORDER BY {order}, o.id");
    Ok(reach.within(&sql, [], unrelated::<R>)?.rows)
}

/// Some of that, in the order in which they are asked for.
pub(crate) fn some<R: Listed>(reach: &View<'_>, ids: &[R::Id]) -> Result<Vec<Related<R::Id>>, Error> {
    let (table, listed, there) = (R::TABLE, R::LISTED, there::<R>());
    let sql = format!("SELECT o.partition_id, o.id, {listed} FROM {table} o WHERE o.id = ?1 AND {there}");
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(reach.within(&sql, [id.number()], unrelated::<R>)?.rows);
    }
    Ok(found)
}

/// Which of some records are related to a record that was got, and when.
pub(crate) fn among<Owner: Record, R: Record>(
    view: &View<'_>,
    relation: Relation,
    owner: &Stored<Owner>,
    ids: &[R::Id],
) -> Result<BTreeMap<R::Id, Limit>, Error> {
    let (Relation(table), other) = (relation, R::OWNS_BY);
    let columns = format!("{other} AS other, from_at, until_at, timetable_id");
    // Of many, all that are related are read: that many numbers are no sentence.
    let numbers = (ids.len() <= NUMBERS_MAX).then(|| {
        let numbers: Vec<String> = ids.iter().map(|id| id.number().to_string()).collect();
        format!("AND {other} IN ({})", numbers.join(", "))
    });
    let narrowed = format!("{} ORDER BY {other}", numbers.unwrap_or_default());
    let found =
        view.belonging(owner, &columns, table, &narrowed, |row| Ok((row.get("other")?, limit(row)?)))?;
    Ok(found.into_iter().collect())
}

/// So many are asked for by their numbers.
const NUMBERS_MAX: usize = 500;

/// What tells a record that is there from one that was deleted, where that leaves anything.
pub(super) const fn there<R: Record>() -> &'static str {
    match R::DELETED {
        Deleted::Marked => "o.deleted_at IS NULL",
        Deleted::Gone => "true",
    }
}

/// What could be related: a right over it was asked for.
fn unrelated<R: Listed>(row: &Row<'_>) -> Result<Related<R::Id>, Error> {
    let (name, detail) = R::listed(row)?;
    Ok(Related { id: row.get("id")?, name, detail, limit: Limit::ALWAYS, timetable: None, may_change: true })
}

/// When a right holds.
pub(crate) fn limit(row: &Row<'_>) -> Result<Limit, Error> {
    let between = match (row.get("from_at")?, row.get("until_at")?) {
        (Some(from), Some(until)) => Some(Between::new(from, until).map_err(|_| row.damaged("until_at"))?),
        _ => None,
    };
    Ok(Limit { between, timetable: row.get("timetable_id")? })
}
