//! Relations: what is listed of a record at its other end, and what is given and taken with one save, from either end. Which
//! edits that comes to, within reach of the rights over both ends, and how the trail tells of it, stands here once; a kind
//! of record says with [`RelatedTo`] how it is related to another.

use std::collections::BTreeMap;

use crate::console::Console;
use crate::domain::access::{self, Edit, Impact, Link};
use crate::domain::delegation::Lies;
use crate::domain::door::Door;
use crate::domain::group::Scope;
use crate::domain::permission::Permission;
use crate::domain::text::folded;
use crate::domain::user::{Grant, User, UserId};
use crate::session::Proof;
use crate::storage::audit::{Action, Entry, Fields, Trail};
use crate::storage::record::{self, Record, Stored};
use crate::storage::relations::{self as related, Listed, Related, Relation};
use crate::storage::{self, Change, Id as _, View, users};

use super::Error;
use super::records::{self, Kept};
use super::undo::{self, Inverse, Left};

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

/// What becomes of what several records have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForAll<To> {
    /// Given to those who lack it: whoever has it keeps it as it is.
    pub give: Vec<Grant<To>>,
    /// Limited otherwise for those who have it: nobody gets it by that.
    pub limit: Vec<Grant<To>>,
    /// Taken from those who have it.
    pub take: Vec<To>,
}

impl<To> Default for ForAll<To> {
    fn default() -> Self {
        ForAll { give: Vec::new(), limit: Vec::new(), take: Vec::new() }
    }
}

impl<To> ForAll<To> {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.give.is_empty() && self.limit.is_empty() && self.take.is_empty()
    }
}

/// What several records have: how many of them have it, and whether all of those in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared<Id> {
    /// As the first of them has it; that may be changed, if it may be for each.
    pub related: Related<Id>,
    /// How many of them have it.
    pub held_by: usize,
    /// How many they are.
    pub of: usize,
    /// Whether all of those who have it have it between the same moments.
    pub is_same: bool,
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
        Ok(record::get::<User>(reach, id)?.full_name())
    }
}

/// A kind of record as it is related to those at the other end.
pub(super) trait RelatedTo<To: End>: Kept + Lies {
    const RELATION: Relation;
    /// The rights over this end and over the other one that it takes to change what is between them.
    const CHANGED_BY: (Permission, Permission);

    /// What is between the two, as rights name it.
    fn link(stored: &Stored<Self>, to: To::Node) -> Link;
}

/// What is listed of the other end, and how much more there is.
type Listing<Row> = (Vec<Row>, usize);

/// What is related to a record, as far as the other end is within reach, and how much more there is.
pub(super) fn listed<R: RelatedTo<To>, To: Listed + End, P: Proof>(
    console: &Console,
    permit: &P,
    others: &impl Proof,
    id: R::Id,
) -> Result<Listing<Related<To::Id>>, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<R>(view, id)?;
        let changed = changed::<R, To>(view, &stored);
        let found = related::of::<R, To>(&view.of(others)?, R::RELATION, &stored, &changed)?;
        Ok((found.rows, found.beyond))
    })
}

/// Where whoever looks may change the relations of a record: where the right over the other end is held, if the record
/// itself lies where the right over it is.
pub(super) fn changed<R: RelatedTo<To>, To: End>(view: &View<'_>, stored: &Stored<R>) -> Scope {
    let (grants, (over, over_others)) = (view.grants(), R::CHANGED_BY);
    let may = grants.scope(over).is_some_and(|scope| scope.reaches(stored.value.partition()));
    grants.scope(over_others).filter(|_| may).unwrap_or_else(Scope::nowhere)
}

/// What is given to a record and taken from it, by the rights over both ends.
pub(super) struct Given<'a, Own, Others, To: Record> {
    /// The right over the record itself, where it lies before it is saved: moving it is no way to be allowed to give.
    pub own: &'a Own,
    pub others: &'a Others,
    pub changes: &'a Changes<To::Id>,
}

impl<Own: Proof, Others: Proof, To: End> Given<'_, Own, Others, To> {
    /// What it comes to, where all of it is within reach. Nothing is given yet.
    pub fn ready<'c, R: RelatedTo<To>>(
        &self,
        view: &View<'c>,
        id: R::Id,
    ) -> Result<Ready<'c, To>, storage::Error> {
        let stored = record::get::<R>(&view.of(self.own)?, id)?;
        let reach = view.of(self.others)?;
        let each = Each::of::<To>(&reach, self.changes, |to| R::link(&stored, to))?;
        Ok(Ready { each, reach })
    }
}

/// What is to be given and taken.
pub(super) struct Ready<'c, To: End> {
    each: Each<To::Id>,
    /// Where the other end is within reach.
    reach: View<'c>,
}

impl<To: End> Ready<'_, To> {
    /// As keys follow from it.
    pub fn edits(self) -> impl Iterator<Item = Edit> {
        self.each.given.into_iter().chain(self.each.taken).map(|(_, edit)| edit)
    }

    /// Gives and takes. Says how the trail tells of it, if anything was done: of what was given or limited otherwise, and
    /// of what was taken, and not of what was so already.
    pub fn apply(self, change: &Change<'_>) -> Result<Option<Fields>, storage::Error> {
        let Ready { each: Each { given, taken }, reach } = self;
        let mut told = None;
        for (what, edits) in [(To::GIVEN, given), (To::TAKEN, taken)] {
            let mut done = Vec::with_capacity(edits.len());
            for (id, edit) in edits {
                if change.edit(edit)? > 0 {
                    done.push(id);
                }
            }
            if !done.is_empty() {
                tell::<To>(told.get_or_insert_default(), what, &reach, done)?;
            }
        }
        Ok(told)
    }
}

/// How the trail tells of what was given to a record and taken from it.
pub(super) fn told<R: Kept>(stored: &Stored<R>, fields: Fields) -> Entry {
    records::entry(Action::AccessChanged, stored).after(fields)
}

/// What several records have, by name, and the most that one of them has beyond what is within reach.
pub(super) fn shared<R: RelatedTo<To>, To: Listed + End, P: Proof>(
    console: &Console,
    permit: &P,
    others: &impl Proof,
    ids: &[R::Id],
) -> Result<Listing<Shared<To::Id>>, Error> {
    console.storage().view(permit, |view| {
        let reach = view.of(others)?;
        let (mut found, mut places, mut beyond) = (Vec::<Shared<To::Id>>::new(), BTreeMap::new(), 0);
        for id in ids {
            let stored = record::get::<R>(view, *id)?;
            let changed = changed::<R, To>(view, &stored);
            let of_one = related::of::<R, To>(&reach, R::RELATION, &stored, &changed)?;
            beyond = of_one.beyond.max(beyond);
            for related in of_one.rows {
                let place = *places.entry(related.id).or_insert(found.len());
                match found.get_mut(place) {
                    Some(shared) => {
                        shared.held_by += 1;
                        shared.is_same &= shared.related.between == related.between;
                        shared.related.may_change &= related.may_change;
                    }
                    None => found.push(Shared { related, held_by: 1, of: ids.len(), is_same: true }),
                }
            }
        }
        found.sort_by_cached_key(|shared| (folded(&shared.related.name), shared.related.id));
        Ok((found, beyond))
    })
}

/// What each of several is given and what is taken from it: what it lacks of what is given to all, and what it has of what is
/// limited or taken. What is out of reach is refused, whether it has that or not.
pub(super) fn of_each<R: RelatedTo<To>, To: End>(
    view: &View<'_>,
    others: &impl Proof,
    stored: &Stored<R>,
    all: &ForAll<To::Id>,
) -> Result<Changes<To::Id>, storage::Error> {
    let granted = all.give.iter().chain(&all.limit).map(|grant| grant.to);
    let ids: Vec<To::Id> = granted.chain(all.take.iter().copied()).collect();
    To::nodes(&view.of(others)?, &ids)?;
    let has = related::among::<R, To>(view, R::RELATION, stored, &ids)?;
    let given = all.give.iter().filter(|grant| !has.contains_key(&grant.to));
    let limited = all.limit.iter().filter(|grant| has.contains_key(&grant.to));
    Ok(Changes {
        put: given.chain(limited).copied().collect(),
        remove: all.take.iter().filter(|to| has.contains_key(to)).copied().collect(),
    })
}

/// Saves a record that was opened as a version, what is given to it and taken from it, or both at once, so that it can be
/// undone. Says what that did to keys. What is written `besides` is not kept to be undone.
pub(super) fn save<R: RelatedTo<To>, To: End, Own: Proof, Others: Proof>(
    console: &Console,
    permit: &impl Proof,
    id: R::Id,
    form: Option<(i64, &R)>,
    given: Option<&Given<'_, Own, Others, To>>,
    besides: impl FnOnce(&Change<'_>, &Stored<R>) -> Result<Option<Entry>, Error>,
) -> Result<Impact, Error>
where
    undo::What: From<Left<R, To>>,
{
    undo::kept(console, permit, |change| {
        let stored = record::get::<R>(change, id)?;
        let left = Left::<R, To>::by(change, &stored, given.map(|given| given.changes))?;
        let given = given.map(|given| given.ready::<R>(change, id)?.apply(change)).transpose()?.flatten();
        let by = permit.session();
        let saved = form.map(|(version, record)| records::put_again(change, by, id, version, record));
        let saved = saved.transpose()?.flatten();
        let after = form.map_or_else(|| stored.clone(), |(_, record)| stored.with(record.clone()));
        let given = given.map(|fields| told(&after, fields));
        let besides = besides(change, &after)?;
        let is_all_kept = besides.is_none() && form.is_none_or(|(_, record)| record.is_undone_to(&stored));
        let left = left.filter(|_| is_all_kept);
        let left = left.map(|left| if saved.is_some() { left.with_form(&stored) } else { left });
        let kept = left.map(|left| Inverse::of(change, by, left)).transpose()?;
        Ok((kept, Trail::of(saved.into_iter().chain(besides).chain(given))))
    })
}

/// The edits, each with what it is about.
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
