//! What is given and taken with one save, from either end of a relation: which edits that comes to, within reach of the
//! right over the other end, and how the trail tells of it.

use crate::domain::access::{self, Edit, Link};
use crate::domain::door::Door;
use crate::domain::group::Scope;
use crate::domain::partition::PartitionId;
use crate::domain::permission::Permission;
use crate::domain::user::{Grant, User, UserId};
use crate::storage::audit::Fields;
use crate::storage::record::{self, Record};
use crate::storage::{self, Change, Id as _, View, users};

/// What is given and taken at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes<To> {
    /// What is given, or whose period changes.
    pub put: Vec<Grant<To>>,
    /// What is taken away.
    pub remove: Vec<To>,
}

impl<To> Default for Changes<To> {
    fn default() -> Self {
        Changes { put: Vec::new(), remove: Vec::new() }
    }
}

impl<To> Changes<To> {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.put.is_empty() && self.remove.is_empty()
    }
}

/// What is given and taken: the end of a relation that is not the record on the screen.
pub(super) trait End: Record {
    /// As rights name it.
    type Node;

    /// How the trail calls what is given.
    const GIVEN: &'static str;
    /// How the trail calls what is taken.
    const TAKEN: &'static str;
    /// So many are named in one line of the trail.
    const NAMED_MAX: usize;

    /// Those of some numbers; refused, where one of them is out of reach. That is asked of the database: what is in
    /// memory may come from the snapshot beside it, which anybody can write who can write there, and no trail tells.
    fn nodes(reach: &View<'_>, ids: &[Self::Id]) -> Result<Vec<Self::Node>, storage::Error>;

    /// The name.
    fn name(reach: &View<'_>, id: Self::Id) -> Result<String, storage::Error>;
}

impl End for Door {
    type Node = access::Door;

    const GIVEN: &'static str = "given";
    const TAKEN: &'static str = "taken away";
    /// A person has no more doors than can be named.
    const NAMED_MAX: usize = usize::MAX;

    fn nodes(reach: &View<'_>, ids: &[Self::Id]) -> Result<Vec<access::Door>, storage::Error> {
        ids.iter().map(|id| Ok(record::get::<Door>(reach, *id)?.node())).collect()
    }

    fn name(reach: &View<'_>, id: Self::Id) -> Result<String, storage::Error> {
        Ok(record::get::<Door>(reach, id)?.name.to_string())
    }
}

impl End for User {
    type Node = UserId;

    const GIVEN: &'static str = "given to";
    const TAKEN: &'static str = "taken from";
    const NAMED_MAX: usize = 20;

    fn nodes(reach: &View<'_>, ids: &[UserId]) -> Result<Vec<UserId>, storage::Error> {
        users::expect_within(reach, ids.iter().copied())?;
        Ok(ids.to_vec())
    }

    fn name(reach: &View<'_>, id: UserId) -> Result<String, storage::Error> {
        Ok(users::get(reach, id)?.full_name())
    }
}

/// Where whoever looks may change the relations of a record: where the right over the other end is held, if the record
/// itself lies where the right over it is.
pub(super) fn changed(
    view: &View<'_>,
    (over, lies): (Permission, PartitionId),
    over_others: Permission,
) -> Scope {
    let grants = view.grants();
    let may = grants.scope(over).is_some_and(|scope| scope.reaches(lies));
    grants.scope(over_others).filter(|_| may).unwrap_or_else(Scope::nowhere)
}

/// What the changes come to, where all of what is at the other end is within reach.
pub(super) fn edits<E: End>(
    reach: &View<'_>,
    changes: &Changes<E::Id>,
    link: impl Fn(E::Node) -> Link,
) -> Result<Vec<Edit>, storage::Error> {
    let Each { given, taken } = Each::of::<E>(reach, changes, link)?;
    Ok(given.into_iter().chain(taken).map(|(_, edit)| edit).collect())
}

/// The same, each with what it is about.
struct Each<Id> {
    given: Vec<(Id, Edit)>,
    taken: Vec<(Id, Edit)>,
}

impl<Id: Copy + Ord> Each<Id> {
    fn of<E: End<Id = Id>>(
        reach: &View<'_>,
        changes: &Changes<Id>,
        link: impl Fn(E::Node) -> Link,
    ) -> Result<Each<Id>, storage::Error> {
        // As their rows lie, not by name: otherwise the disk is asked for one page after the other, over and over.
        let (mut put, mut remove) = (changes.put.clone(), changes.remove.clone());
        put.sort_by_key(|grant| grant.to);
        remove.sort_unstable();
        let given: Vec<Id> = put.iter().map(|grant| grant.to).collect();
        let (given, taken) = (E::nodes(reach, &given)?, E::nodes(reach, &remove)?);
        let given = given.into_iter().zip(put);
        let taken = taken.into_iter().zip(remove);
        Ok(Each {
            given: given.map(|(to, grant)| (grant.to, Edit::Link(link(to), grant.between))).collect(),
            taken: taken.map(|(from, id)| (id, Edit::Unlink(link(from)))).collect(),
        })
    }
}

/// Gives and takes. Says how the trail tells of it, if anything was done: of what was given or limited otherwise, and of
/// what was taken, and not of what was so already.
pub(super) fn change<E: End>(
    change: &Change<'_>,
    reach: &View<'_>,
    changes: &Changes<E::Id>,
    link: impl Fn(E::Node) -> Link,
) -> Result<Option<Fields>, storage::Error> {
    let Each { given, taken } = Each::of::<E>(reach, changes, link)?;
    let mut told = None;
    for (what, edits) in [(E::GIVEN, given), (E::TAKEN, taken)] {
        let mut done = Vec::with_capacity(edits.len());
        for (id, edit) in edits {
            if change.edit(edit)? > 0 {
                done.push(id);
            }
        }
        if !done.is_empty() {
            tell::<E>(told.get_or_insert_default(), what, reach, done)?;
        }
    }
    Ok(told)
}

/// Tells of what was given, or taken. Nothing is left out of the trail: the first are named, and where
/// there are more, all of them stand there by number, those that follow each other as one stretch.
fn tell<E: End>(
    told: &mut Fields,
    what: &str,
    reach: &View<'_>,
    mut ids: Vec<E::Id>,
) -> Result<(), storage::Error> {
    ids.sort_unstable();
    ids.dedup();
    // From the rows: what is in memory may come from the snapshot.
    let names = ids.iter().take(E::NAMED_MAX).map(|id| E::name(reach, *id));
    told.set(what, names.collect::<Result<Vec<_>, _>>()?);
    if ids.len() > E::NAMED_MAX {
        let numbers: Vec<i64> = ids.iter().map(|id| id.number()).collect();
        let stretch = |stretch: &[i64]| match stretch {
            [] => None,
            [only] => Some(only.to_string()),
            [first, .., last] => Some(format!("{first}–{last}")),
        };
        let stretches: Vec<_> = numbers.chunk_by(|a, b| b - a == 1).filter_map(stretch).collect();
        told.set(&format!("{what} others"), ids.len() - E::NAMED_MAX);
        told.set(&format!("{what} numbers"), stretches);
    }
    Ok(())
}
