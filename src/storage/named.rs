//! Things that have a name and lie in a partition ([`Named`]): their columns, what is theirs alone, and what a list shows of
//! them stand here once. A kind says with [`NamedRecord`] its table, and what its rows say besides.

use std::fmt::Debug;

use super::record::{Among, Deleted, Place, Record, Written};
use super::relations::{Listed, there};
use super::view::{Id, Row, Values};
use super::{Change, Error, Noun, Unique, View};
use crate::domain::access::Edit;
use crate::domain::delegation::{Lies, Placed};
use crate::domain::named::{Kind, Named, Own};
use crate::domain::partition::PartitionId;

/// A kind of record whose row has the fields of [`Named`]. What else is typed of it stands in that row too, or in rows of its
/// own, and keys may follow from it.
pub(crate) trait NamedRecord: Kind + Lies + Clone + Debug + PartialEq {
    type Id: Id;
    /// What the row says besides, which no form changes.
    type Besides: Clone + Debug + PartialEq;

    const NOUN: Noun;
    const TABLE: &'static str;
    /// What is read, as a SELECT says it: [`Named::COLUMNS`], and what the row says besides.
    const COLUMNS: &'static str;
    const DELETED: Deleted;
    /// The column by which other tables name it.
    const OWNS_BY: &'static str;

    fn besides(row: &Row<'_>) -> Result<Self::Besides, Error>;

    /// What it has besides those fields: from its row, or from rows of its own.
    fn read_own(view: &View<'_>, row: &Row<'_>, id: <Self as NamedRecord>::Id) -> Result<OwnOf<Self>, Error>;

    /// What of that stands in its row.
    fn own_values(&self) -> Values {
        Values::none()
    }

    /// Writes what of it is in rows of its own and keys do not follow from.
    fn write_own(&self, _change: &Change<'_>, _id: <Self as NamedRecord>::Id) -> Result<(), Error> {
        Ok(())
    }

    /// What keys follow from.
    fn edits(&self, _id: <Self as NamedRecord>::Id) -> Vec<Edit> {
        Vec::new()
    }
}

/// What a kind has besides the fields that all have.
pub(crate) type OwnOf<T> = <<T as Kind>::Own as Own>::Value;

impl<T: NamedRecord> Record for T {
    type Id = <T as NamedRecord>::Id;
    type Besides = <T as NamedRecord>::Besides;

    const NOUN: Noun = <T as NamedRecord>::NOUN;
    const TABLE: &'static str = <T as NamedRecord>::TABLE;
    const COLUMNS: &'static str = <T as NamedRecord>::COLUMNS;
    const OWN: &'static [(&'static str, Unique)] =
        &[("name_key", Unique::Name), ("external_id", Unique::ExternalId)];
    const AMONG: Among = Among::Partition;
    const DELETED: Deleted = <T as NamedRecord>::DELETED;
    const OWNS_BY: &'static str = <T as NamedRecord>::OWNS_BY;

    fn read(view: &View<'_>, row: &Row<'_>) -> Result<(T, <T as NamedRecord>::Besides), Error> {
        let own = T::read_own(view, row, row.get("id")?)?;
        Ok((T::of(Named::read(row)?, own), T::besides(row)?))
    }

    fn values(&self) -> Values {
        let named: &Named = self;
        Values::none()
            .with("name", &named.name)
            .with("name_key", named.name.key())
            .with("description", &named.description)
            .with("external_id", &named.external_id)
            .and(self.own_values())
    }

    fn write_rows(&self, change: &Change<'_>, id: <T as NamedRecord>::Id) -> Result<(), Error> {
        self.write_own(change, id)
    }

    fn place(&self, _: <T as NamedRecord>::Id) -> Place {
        Place::In(self.partition())
    }
}

impl<T: NamedRecord> Written<T> for Placed<'_, T> {
    fn record(&self) -> &T {
        self
    }

    fn partition(&self) -> Option<PartitionId> {
        Some(T::partition(self))
    }

    fn edits(&self, id: <T as NamedRecord>::Id) -> Vec<Edit> {
        T::edits(self, id)
    }
}

impl<T: NamedRecord> Listed for T {
    const LISTED: &'static str = "o.name, o.description";
    const ORDER: &'static str = "o.name_key";

    fn listed(row: &Row<'_>) -> Result<(String, String), Error> {
        Ok((row.get("name")?, row.get("description")?))
    }
}

impl Named {
    /// What is read of it, as a SELECT says it.
    pub(super) const COLUMNS: &'static str = "name, description, partition_id, external_id";

    fn read(row: &Row<'_>) -> Result<Named, Error> {
        Ok(Named {
            name: row.get("name")?,
            description: row.get("description")?,
            partition: row.get("partition_id")?,
            external_id: row.get("external_id")?,
        })
    }
}

/// What a list shows of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow<Id, Besides> {
    /// Which it is.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Where it is, or what it is for.
    pub description: String,
    /// The partition that it belongs to.
    pub partition: PartitionId,
    /// The name of that partition.
    pub partition_name: String,
    /// The number by which other systems know it.
    pub external_id: String,
    /// What is told of it besides.
    pub besides: Besides,
}

/// Every one of a kind within reach, by name. What is told besides is read of `columns`, from a table that is called `o`.
pub(crate) fn list<T: NamedRecord, Besides>(
    view: &View<'_>,
    columns: &str,
    besides: impl Fn(&Row<'_>) -> Result<Besides, Error>,
) -> Result<Vec<ListRow<<T as NamedRecord>::Id, Besides>>, Error> {
    let (table, there) = (<T as NamedRecord>::TABLE, there::<T>());
    let columns = if columns.is_empty() { String::new() } else { format!(", {columns}") };
    let sql = format!(
        "SELECT o.partition_id, o.id, o.name, o.description, p.name AS partition_name, o.external_id{columns}
         FROM {table} o JOIN partitions p ON p.id = o.partition_id
         WHERE {there}
         ORDER BY o.name_key, o.id"
    );
    let within = view.within(&sql, [], |row| {
        Ok(ListRow {
            partition: row.get("partition_id")?,
            id: row.get("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            partition_name: row.get("partition_name")?,
            external_id: row.get("external_id")?,
            besides: besides(row)?,
        })
    })?;
    Ok(within.rows)
}
