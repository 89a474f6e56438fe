//! System > Partitions: slices of the installation for different operators. Who may see and rename them, the tree
//! says; only administrators add and delete them and switch them on and off, because that moves things between the
//! rights of others.

use crate::console::Console;
use crate::domain::delegation::{Difference, Emptied, Lies, Misplaced, Placed};
use crate::domain::partition::{Checked, Content, Draft, Fault, Feature, Field, Partition, PartitionId};
use crate::domain::permission::{PartitionsModify, PartitionsView, Permission};
use crate::session::{Administrator, Permit, Session};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::partitions::{self as rows, Stored};
use crate::storage::{self, Change, Outcome, Unique, View, groups, record};

pub use crate::storage::partitions::Counts;

use super::groups::{Effect, giver};
use super::records::{self, Kept};
use super::{Error, sealing};

/// A partition as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The partition.
    pub id: PartitionId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// How many things of each kind lie in it that the operator may see there.
    pub contents: Vec<(Content, usize)>,
}

impl ListRow {
    /// How many things of a kind lie in it, if the operator may see them there.
    pub fn of(&self, content: Content) -> Option<usize> {
        self.contents.iter().find(|(of, _)| *of == content).map(|(_, count)| *count)
    }
}

/// The partitions that the operator may access: General first, then by name.
pub fn list(console: &Console, permit: &Permit<PartitionsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| {
        let row = |stored: Stored| -> Result<ListRow, Error> {
            let mut contents = rows::counts(view, stored.id)?.contents;
            contents.retain(|(content, _)| view.grants().holds_in(content.seen_by(), stored.id));
            Ok(ListRow {
                id: stored.id,
                name: stored.name.as_str().to_owned(),
                description: stored.description.to_string(),
                contents,
            })
        };
        rows::all(view)?.into_iter().map(row).collect()
    })
}

/// Whether the site uses partitions.
pub fn feature(console: &Console, permit: &Permit<PartitionsView>) -> Result<Feature, Error> {
    console.storage().view(permit, |view| Ok(rows::feature(view)?))
}

/// A partition's screen.
pub type Page = records::Page<PartitionId, Draft>;

impl Kept for Checked {
    type There<'r> = &'r Checked;

    const KIND: SubjectKind = SubjectKind::Partition;
    const ADDED: Action = Action::PartitionAdded;
    const CHANGED: Action = Action::PartitionChanged;
    const REMOVED: Action = Action::PartitionDeleted;

    fn told(&self, id: PartitionId) -> (String, Option<PartitionId>) {
        (self.name.as_str().to_owned(), Some(id))
    }

    fn fields(stored: &Stored) -> Fields {
        Fields::default().with("name", stored.name.as_str()).with("description", stored.description.as_str())
    }

    fn there<'r>(&'r self, _: &Session, _: &Change<'_>, _: Option<&Stored>) -> Result<&'r Checked, Error> {
        Ok(self)
    }

    fn taken(unique: Unique) -> Option<Error> {
        let is_name = unique == Unique::Name;
        is_name.then(|| Error::Partition(vec![(Field::Name, Fault::Duplicate)]))
    }
}

/// Opens a partition's screen.
pub fn open(console: &Console, permit: &Permit<PartitionsView>, id: PartitionId) -> Result<Page, Error> {
    records::open::<Checked, _, _>(console, permit, id, Draft::of)
}

/// Adds a partition. It belongs to no standard group: nobody but administrators reaches it before it is given.
pub fn add(console: &Console, administrator: &Administrator, draft: &Draft) -> Result<PartitionId, Error> {
    records::add(console, administrator, &draft.check().map_err(Error::Partition)?)
}

/// Saves a partition that was opened as `version`.
pub fn save(
    console: &Console,
    permit: &Permit<PartitionsModify>,
    id: PartitionId,
    version: i64,
    draft: &Draft,
) -> Result<(), Error> {
    records::save(console, permit, id, version, &draft.check().map_err(Error::Partition)?)
}

/// How many things of each kind a partition has: what would move, if it were deleted.
pub fn counts(console: &Console, administrator: &Administrator, id: PartitionId) -> Result<Counts, Error> {
    console.storage().view(administrator, |view| {
        record::get::<Checked>(view, id)?;
        Ok(rows::counts(view, id)?)
    })
}

/// Names or numbers that both partitions have are told, so many at most.
const CLASHES_MAX: usize = 5;

/// Deletes a partition; its things go to another. General stays.
pub fn delete(
    console: &Console,
    administrator: &Administrator,
    id: PartitionId,
    to: PartitionId,
) -> Result<(), Error> {
    sealing::change(console, administrator, |change| {
        let stored = record::get::<Checked>(change, id)?;
        if id == PartitionId::GENERAL {
            return Err(Error::GeneralStays);
        }
        let target = record::get::<Checked>(change, to)?;
        if to == id {
            return Err(Error::Storage(storage::Error::NoSuch(storage::Noun::Partition)));
        }
        let clashes = rows::clashes(change, id, to, CLASHES_MAX)?;
        if !clashes.is_empty() {
            return Err(Error::Clashes(clashes));
        }
        let counts = rows::counts(change, id)?;
        let emptied = Emptied::new(id, to, change.grants()).map_err(|_| Error::BeyondYours)?;
        rows::delete(change, emptied)?;
        let moved = Fields::default().with("moved to", target.name.as_str());
        let contents = counts.contents.iter();
        let after = contents.fold(moved, |fields, (content, count)| fields.with(content.told(), *count));
        let entry = records::gone(&stored).after(after);
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// The partitions that the form of a thing offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// Those in which the operator may put such things.
    pub partitions: Vec<Partition>,
    /// Whether the site uses partitions at all.
    pub partitions_in_use: bool,
    /// Those within reach, by name.
    pub within_reach: Vec<Partition>,
}

/// The partitions in which the operator holds one of these permissions.
pub(super) fn choices(view: &View<'_>, by: &[Permission]) -> Result<Choices, Error> {
    let grants = view.grants();
    let may = |partition: &&Partition| by.iter().any(|permission| grants.holds_in(*permission, partition.id));
    let within_reach = rows::list(view)?;
    Ok(Choices {
        partitions: within_reach.iter().filter(may).cloned().collect(),
        within_reach,
        partitions_in_use: storage::site::get(view)?.partitions,
    })
}

/// The partition that a new thing is put into, as long as nobody chose another.
pub(super) fn first(view: &View<'_>) -> Result<PartitionId, Error> {
    Ok(rows::list(view)?.first().map_or(PartitionId::GENERAL, |partition| partition.id))
}

/// A thing where the operator may put it: a new one, or one that was like `before`. A partition that is not there is
/// out of reach.
pub(super) fn placed<'t, T: Lies>(
    change: &Change<'_>,
    before: Option<&T>,
    thing: &'t T,
    refused: impl Fn(Misplaced) -> Error,
) -> Result<Placed<'t, T>, Error> {
    let is_new_there = before.is_none_or(|before| before.partition() != thing.partition());
    if is_new_there && !rows::list(change)?.iter().any(|known| known.id == thing.partition()) {
        return Err(refused(Misplaced::OutOfReach));
    }
    let placed = match before {
        None => Placed::new(thing, change.grants()),
        Some(before) => Placed::again(before, thing, change.grants(), &giver(change)?),
    };
    placed.map_err(refused)
}

/// Who would gain and lose what, if partitions were switched on or off.
pub fn impact(
    console: &Console,
    administrator: &Administrator,
    feature: Feature,
) -> Result<Vec<Effect>, Error> {
    console.storage().view(administrator, |view| {
        let now = rows::feature(view)?;
        let seen: Vec<PartitionId> = rows::names(view)?.into_iter().map(|known| known.id).collect();
        let sizes = groups::sizes(view)?;
        let mut effects = Vec::new();
        for row in groups::all(view)? {
            let before = groups::grants_with(view, row.id, now)?;
            let after = groups::grants_with(view, row.id, feature)?;
            // Told partition by partition, whichever side knows of none.
            let difference = Difference::between(&before, &after, &seen, Feature::On);
            if !difference.is_empty() {
                effects.push(Effect {
                    group: row.id,
                    name: row.name,
                    operators: sizes.get(&row.id).copied().unwrap_or_default(),
                    some: Vec::new(),
                    difference,
                });
            }
        }
        Ok(effects)
    })
}

/// Switches partitions on or off. Off, everybody reaches everything by the global permissions; what groups were
/// given stays as it is for the day they are switched on again.
pub fn switch(console: &Console, administrator: &Administrator, feature: Feature) -> Result<(), Error> {
    sealing::change(console, administrator, |change| {
        let before = rows::feature(change)?;
        if before == feature {
            return Ok(Outcome::Unchanged(()));
        }
        rows::set_feature(change, feature)?;
        let field = |feature| Fields::default().with("partitions in use", feature == Feature::On);
        let subject = Subject::site(site_name(change)?);
        let entry = Entry::new(Action::PartitionsSwitched, subject).change(&field(before), field(feature));
        Ok(Outcome::Changed((), entry.into()))
    })
}

fn site_name(view: &View<'_>) -> Result<String, Error> {
    Ok(storage::site::get(view)?.name)
}
