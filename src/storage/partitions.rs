//! Partitions, and whether the site uses them.

use rusqlite::params;

use super::record::{self, Among, Apart, Deleted, Place, Record};
use super::view::{Row, Values, plain};
use super::{Beyond, Error, Holding, Noun, Unique, View, expect_one, millis};
use crate::domain::delegation::Emptied;
use crate::domain::partition::{Checked, Content, Feature, Partition, PartitionId};

/// A stored partition.
pub type Stored = record::Stored<Checked>;

impl Record for Checked {
    type Id = PartitionId;
    type Besides = ();

    const NOUN: Noun = Noun::Partition;
    const TABLE: &'static str = "partitions";
    const COLUMNS: &'static str = "name, description";
    const OWN: &'static [(&'static str, Unique)] = &[("name_key", Unique::Name)];
    const AMONG: Among = Among::Reached;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "partition_id";

    fn read(_: &View<'_>, row: &Row<'_>) -> Result<(Checked, ()), Error> {
        Ok((Checked { name: row.get("name")?, description: row.get("description")? }, ()))
    }

    fn values(&self) -> Values {
        Values::none()
            .with("name", self.name.as_str())
            .with("name_key", self.name.key())
            .with("description", &self.description)
    }

    fn place(&self, id: PartitionId) -> Place {
        Place::Partition(id)
    }
}

impl Apart for Checked {}

/// Whether the site uses partitions.
pub fn feature(view: &View<'_>) -> Result<Feature, Error> {
    let sql = plain!("SELECT s.partitions FROM site s WHERE s.id = 1");
    let on: bool = view.plain(sql)?.one([], |row| row.get("partitions"))?;
    Ok(if on { Feature::On } else { Feature::Off })
}

/// Switches partitions on or off.
pub fn set_feature(change: &Holding<'_, '_>, feature: Feature) -> Result<(), Error> {
    change.write("UPDATE site SET partitions = ?1 WHERE id = 1", [feature == Feature::On])?;
    Ok(())
}

/// The partitions within reach of a permission, by name. Where the site uses none, there is General.
pub fn list(view: &View<'_>) -> Result<Vec<Partition>, Error> {
    let sql = "SELECT id AS partition_id, name FROM partitions ORDER BY id <> 1, name_key, id";
    Ok(view.within(sql, [], read)?.rows)
}

/// Every partition there is, whoever may access it: for the trail, and for what administrators are told.
pub fn names(view: &View<'_>) -> Result<Vec<Partition>, Error> {
    view.beyond(Beyond::Trail, "SELECT id AS partition_id, name FROM partitions ORDER BY id")?.list([], read)
}

fn read(row: &Row<'_>) -> Result<Partition, Error> {
    Ok(Partition { id: row.get("partition_id")?, name: row.get("name")? })
}

/// The partitions that the operator may access, General first and then by name.
pub fn all(view: &View<'_>) -> Result<Vec<Stored>, Error> {
    record::find(view, "ORDER BY id <> 1, name_key, id", [])
}

/// How many things of each kind lie in a partition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Those that lie there.
    pub contents: Vec<(Content, usize)>,
    /// Groups that may access it.
    pub groups: usize,
}

impl Counts {
    /// How many of a kind.
    pub fn of(&self, content: Content) -> usize {
        self.contents.iter().find(|(of, _)| *of == content).map_or(0, |(_, count)| *count)
    }
}

/// How many things lie in a partition.
pub fn counts(view: &View<'_>, id: PartitionId) -> Result<Counts, Error> {
    let count = |table: &str, live: &str| -> Result<usize, Error> {
        let sql = format!("SELECT count(*) AS count FROM {table} WHERE partition_id = ?1 {live}");
        view.beyond(Beyond::Counts, &sql)?.one([id.0], |row| row.get("count"))
    };
    let of_kind = |content: &Content| {
        let Lying { table, stays, .. } = Lying::of(*content);
        Ok((*content, count(table, if stays { "AND deleted_at IS NULL" } else { "" })?))
    };
    let contents = Content::ALL.iter().map(of_kind).collect::<Result<_, Error>>()?;
    Ok(Counts { contents, groups: count("group_partitions", "")? })
}

/// A kind of thing that lies in partitions, and moves when its partition is deleted.
struct Lying {
    table: &'static str,
    /// What people call one, as SQL says it.
    name: &'static str,
    /// Columns whose values are unique within a partition.
    own: &'static [&'static str],
    /// Whether the row of a deleted one stays.
    stays: bool,
}

impl Lying {
    /// The things of a kind; `tests/it/architecture.rs` holds them against schema.sql.
    const fn of(content: Content) -> Lying {
        let (table, stays) = match content {
            Content::Users => {
                let name = "trim(one.first_name || ' ' || one.last_name)";
                return Lying { table: "users", name, own: &["external_id"], stays: true };
            }
            Content::Doors => ("doors", true),
            Content::Lockers => ("lockers", true),
            Content::Rooms => ("rooms", true),
            Content::Suites => ("suites", true),
            Content::Zones => ("zones", true),
            Content::UserAccessLevels => ("user_access_levels", false),
            Content::Timetables => ("timetables", false),
            Content::RollCallAreas => ("roll_call_areas", false),
            Content::LimitedOccupancyGroups => ("limited_occupancy_groups", false),
            Content::LimitedOccupancyAreas => ("limited_occupancy_areas", false),
            Content::LockdownAreas => ("lockdown_areas", false),
            Content::Locations => ("locations", false),
            Content::Functions => ("functions", false),
            Content::Outputs => ("outputs", false),
        };
        Lying { table, name: "one.name", own: &["name_key", "external_id"], stays }
    }

    fn all() -> impl Iterator<Item = Lying> {
        Content::ALL.iter().map(|content| Lying::of(*content))
    }
}

/// What both partitions have a thing of, by names and external numbers that must be unique in one: the first few.
pub fn clashes(
    view: &View<'_>,
    from: PartitionId,
    to: PartitionId,
    first: usize,
) -> Result<Vec<String>, Error> {
    let of_kind = |Lying { table, name, own, stays }: Lying| {
        let same: Vec<String> = own.iter().map(|column| format!("other.{column} = one.{column}")).collect();
        let same = same.join(" OR ");
        let [one, other] = match stays {
            true => ["AND one.deleted_at IS NULL", "AND other.deleted_at IS NULL"],
            false => ["", ""],
        };
        format!(
            "SELECT one.partition_id, {name} AS name FROM {table} one JOIN {table} other
                 ON ({same}) AND other.partition_id = ?2 {other}
             WHERE one.partition_id = ?1 {one}"
        )
    };
    let all: Vec<String> = Lying::all().map(of_kind).collect();
    let sql = format!("{} ORDER BY name LIMIT ?3", all.join(" UNION "));
    let first = i64::try_from(first).unwrap_or(i64::MAX);
    Ok(view.within(&sql, params![from.0, to.0, first], |row| row.get("name"))?.rows)
}

/// Deletes a partition; its things go to another.
pub fn delete(change: &Holding<'_, '_>, emptied: Emptied) -> Result<(), Error> {
    let (id, to) = (emptied.from(), emptied.to());
    let moved = params![id.0, to.0, millis(change.now()), change.actor_name()];
    for Lying { table, .. } in Lying::all() {
        let sql = format!(
            "UPDATE {table}
             SET partition_id = ?2, changed_at = ?3, changed_by = ?4, row_version = row_version + 1
             WHERE partition_id = ?1"
        );
        change.write(&sql, moved)?;
    }
    expect_one(change.write("DELETE FROM partitions WHERE id = ?1 AND id <> 1", [id.0])?, Noun::Partition)
}
