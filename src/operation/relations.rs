//! Relations: what is listed of a record at its other end, and what is given and taken with one save, from either end. Which
//! edits that comes to, within reach of the rights over both ends, and how the trail tells of it, stands here once; a kind
//! of record says with [`RelatedTo`] how it is related to another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::console::Console;
use crate::domain::access::{self, Edit, Impact, Link};
use crate::domain::delegation::Lies;
use crate::domain::door::{Door, DoorId};
use crate::domain::group::Scope;
use crate::domain::permission::Permission;
use crate::domain::text::folded;
use crate::domain::timetable::{Timetable, TimetableId};
use crate::domain::user::{Grant, Limit, Relimit, User, UserId};
use crate::session::{Claim, Proof, Session};
use crate::storage::audit::{self, Action, Entry, Fields, Given, Trail};
use crate::storage::record::{self, Record, Stored};
use crate::storage::relations::{self as related, Listed, Pair, Plain, Related, Relation, Table};
use crate::storage::{self, Change, Id, Noun, View, users};

use super::Error;
use super::foretold::{self, Foretold};
use super::records::{self, Kept};
use super::undo::{self, Inverse, Left};

/// What becomes of what a record has, or each of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes<To> {
    /// Giving to those who lack it: whoever has it keeps it as it is.
    pub give: Vec<Grant<To>>,
    /// Limited otherwise for those who have it: nobody gets it by that.
    pub limit: Vec<(To, Relimit)>,
    /// Taken from those who have it.
    pub take: Vec<To>,
    /// What was seen of some when that was decided, nothing for who lacked it: where one is otherwise by now, somebody else
    /// was faster, and all of it is refused.
    pub seen: Vec<(To, Option<Limit>)>,
}

impl<To> Default for Changes<To> {
    fn default() -> Self {
        Changes { give: Vec::new(), limit: Vec::new(), take: Vec::new(), seen: Vec::new() }
    }
}

impl<To> Changes<To> {
    /// What becomes of some, each as it was seen and as it is to be; nothing stands for not having it.
    pub fn of_seen(each: impl IntoIterator<Item = (To, Option<Limit>, Option<Limit>)>) -> Self
    where
        To: Clone,
    {
        let mut changes = Changes::default();
        for (to, was, is) in each {
            match (was, is) {
                (None, Some(limit)) => changes.give.push(Grant { to: to.clone(), limit }),
                (Some(_), Some(limit)) => changes.limit.push((to.clone(), Relimit::to(limit))),
                (_, None) => changes.take.push(to.clone()),
            }
            changes.seen.push((to, was));
        }
        changes
    }

    /// What is put is so afterwards for each, whether it had it otherwise or lacked it; the rest is taken.
    pub fn of(put: Vec<Grant<To>>, take: Vec<To>) -> Self
    where
        To: Clone,
    {
        let limit = put.iter().map(|grant| (grant.to.clone(), Relimit::to(grant.limit))).collect();
        Changes { give: put, limit, take, seen: Vec::new() }
    }

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
    /// Whether all of those who have it have it by the same limit.
    pub is_same: bool,
}

/// What is given to a record and taken from it at the other ends of its relations, each with the rights that it takes. `R` is
/// the kind of record.
pub struct Giving<R> {
    each: Vec<Arc<dyn Gives>>,
    to: PhantomData<fn() -> R>,
}

impl<R> Giving<R> {
    /// Nothing.
    pub const fn nothing() -> Self {
        Giving { each: Vec::new(), to: PhantomData }
    }

    /// Both. Where both are about the same relation to the same kind, the other one counts: each is worked out against what there is.
    #[must_use]
    pub fn and(mut self, other: Giving<R>) -> Self {
        self.each.retain(|gives| other.each.iter().all(|it| it.ends() != gives.ends()));
        self.each.extend(other.each);
        self
    }

    /// Whether nothing is given and nothing taken.
    pub fn is_empty(&self) -> bool {
        self.each.iter().all(|gives| gives.is_empty())
    }
}

impl<R> Clone for Giving<R> {
    fn clone(&self) -> Self {
        Giving { each: self.each.clone(), to: PhantomData }
    }
}

impl<R> Default for Giving<R> {
    fn default() -> Self {
        Giving::nothing()
    }
}

impl<R> fmt::Debug for Giving<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Giving({})", self.each.len())
    }
}

/// What is given and taken: the end of a relation that is not the record on the screen.
pub(super) trait End: Kept {
    /// As rights name it.
    type Node;

    /// How the trail calls those that are given and taken.
    const TOLD: Given;

    fn node(stored: &Stored<Self>) -> Self::Node;

    /// Those of some numbers; refused, where one of them is out of reach. That is asked of the database: what is in
    /// memory may come from the snapshot beside it, which anybody can write who can write there, and no trail tells.
    fn nodes(reach: &View<'_>, ids: &[Self::Id]) -> Result<Vec<Self::Node>, storage::Error> {
        ids.iter().map(|id| Ok(Self::node(&record::get::<Self>(reach, *id)?))).collect()
    }

    /// The name.
    fn name(reach: &View<'_>, id: Self::Id) -> Result<String, storage::Error> {
        Ok(record::get::<Self>(reach, id)?.told(id).0)
    }
}

impl End for Door {
    type Node = access::Point<DoorId>;

    const TOLD: Given = Given::Doors;

    fn node(stored: &Stored<Door>) -> access::Point<DoorId> {
        stored.node()
    }
}

impl End for User {
    type Node = UserId;

    const TOLD: Given = Given::Users;

    fn node(stored: &Stored<User>) -> UserId {
        stored.id
    }

    fn nodes(reach: &View<'_>, ids: &[UserId]) -> Result<Vec<UserId>, storage::Error> {
        users::expect_within(reach, ids.iter().copied())?;
        Ok(ids.to_vec())
    }
}

/// A kind of record as it is related to those at the other end; where it is in several ways, `By` says in which.
pub(super) trait RelatedTo<To: End, By = ()>: Kept + Lies {
    const TIE: Tie<Self, To>;
    /// The rights over this end and over the other one that it takes to change what is between them.
    const CHANGED_BY: (Permission, Permission);
    /// How the trail calls those at the other end that are given and taken.
    const TOLD: Given = To::TOLD;
}

/// What is between two kinds of records.
pub(super) enum Tie<R: Record, To: End> {
    /// Rights, and how one is named: keys follow from them.
    Rights(Relation, fn(&Stored<R>, To::Node) -> Link),
    /// Nothing that keys follow from.
    Plain(Plain),
    /// What belongs together without a limit, and how that is named: keys follow from it.
    Links(Plain, fn(&Stored<R>, To::Node) -> Link),
}

impl<R: Record, To: End> Tie<R, To> {
    pub const fn table(&self) -> Table {
        match self {
            Tie::Rights(relation, _) => Table::Rights(*relation),
            Tie::Plain(plain) | Tie::Links(plain, _) => Table::Plain(*plain),
        }
    }
}

/// One direction of a relation: what it takes to change it from here, and the operations that list and give what is at the other
/// end. `given` takes the rights over both ends; `given_to` only that over the other one, as the record itself is saved by the
/// right over this end. `shared` lists for several records at once. `tests/it/gate.rs` reads the permissions from here.
macro_rules! ends {
    (
        of: $of:ident as $of_id:ident, view: $view:ident, giving: $giving:ident,
        to: $to:ident as $to_id:ident, to_view: $to_view:ident, to_giving: $to_giving:ident,
        by: $by:ty,
        tie: $tie:expr,
        $(told: $told:expr,)?
        $(listed: $listed:ident,)?
        $(shared: $shared:ident,)?
        $(cells: $cells:ident,)?
        $(given: $given:ident,)?
        $(given_to: $given_to:ident,)?
    ) => {
        impl $crate::operation::relations::RelatedTo<$to, $by> for $of {
            const TIE: $crate::operation::relations::Tie<Self, $to> = $tie;
            const CHANGED_BY: ($crate::domain::permission::Permission, $crate::domain::permission::Permission) = (
                <$giving as $crate::domain::permission::Leaf>::PERMISSION,
                <$to_giving as $crate::domain::permission::Leaf>::PERMISSION,
            );
            $(const TOLD: $crate::storage::audit::Given = $told;)?
        }

        $(
        /// What is at the other end, as far as the operator may see it, and how much more there is.
        pub fn $listed(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$view>,
            others: &$crate::session::Permit<$to_view>,
            id: $of_id,
        ) -> Result<(Vec<$crate::operation::Related<$to_id>>, usize), $crate::operation::Error> {
            $crate::operation::relations::listed::<$of, $to, $by>(
                console, permit, others, id,
            )
        }
        )?

        $(
        /// The same of several, with how many of them each belongs to.
        pub fn $shared(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$view>,
            others: &$crate::session::Permit<$to_view>,
            ids: &[$of_id],
        ) -> Result<(Vec<$crate::operation::Shared<$to_id>>, usize), $crate::operation::Error> {
            $crate::operation::relations::shared::<$of, $to, $by>(
                console, permit, others, ids,
            )
        }
        )?

        $(
        /// What each of some has of each of some others.
        pub fn $cells(
            console: &$crate::console::Console,
            permit: &$crate::session::Permit<$view>,
            others: &$crate::session::Permit<$to_view>,
            ids: &[$of_id],
            to: &[$to_id],
        ) -> Result<Vec<$crate::operation::matrix::Cells>, $crate::operation::Error> {
            $crate::operation::matrix::cells::<$of, $to, $by>(
                console, permit, others, ids, to,
            )
        }
        )?

        $(
        /// What is given to it and taken from it at the other end.
        pub fn $given(
            own: &$crate::session::Permit<$giving>,
            others: &$crate::session::Permit<$to_giving>,
            changes: &$crate::operation::Changes<$to_id>,
        ) -> $crate::operation::Giving<$of> {
            $crate::operation::relations::given::<$of, $to, $by>(
                Some(own.into()), others, changes,
            )
        }
        )?

        $(
        /// What is given to it and taken from it at the other end.
        pub fn $given_to(
            others: &$crate::session::Permit<$to_giving>,
            changes: &$crate::operation::Changes<$to_id>,
        ) -> $crate::operation::Giving<$of> {
            $crate::operation::relations::given::<$of, $to, $by>(
                None, others, changes,
            )
        }
        )?
    };
    (
        of: $of:ident as $of_id:ident, view: $view:ident, giving: $giving:ident,
        to: $to:ident as $to_id:ident, to_view: $to_view:ident, to_giving: $to_giving:ident,
        tie: $($rest:tt)+
    ) => {
        $crate::operation::relations::ends! {
            of: $of as $of_id, view: $view, giving: $giving,
            to: $to as $to_id, to_view: $to_view, to_giving: $to_giving,
            by: (),
            tie: $($rest)+
        }
    };
}
pub(super) use ends;

/// What is listed of the other end, and how much more there is.
type Listing<Row> = (Vec<Row>, usize);

/// What is related to a record, as far as the other end is within reach, and how much more there is.
pub(super) fn listed<R: RelatedTo<To, By>, To: Listed + End, By>(
    console: &Console,
    permit: &impl Proof,
    others: &impl Proof,
    id: R::Id,
) -> Result<Listing<Related<To::Id>>, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<R>(view, id)?;
        let changed = changed::<R, To, By>(view, &stored);
        let found = related::of::<R, To>(&view.of(others)?, R::TIE.table(), &stored, &changed)?;
        Ok((found.rows, found.beyond))
    })
}

/// Where whoever looks may change the relations of a record: where the right over the other end is held, if the record
/// itself lies where the right over it is.
pub(super) fn changed<R: RelatedTo<To, By>, To: End, By>(view: &View<'_>, stored: &Stored<R>) -> Scope {
    let (grants, (over, over_others)) = (view.grants(), R::CHANGED_BY);
    let may = grants.scope(over).is_some_and(|scope| scope.reaches(stored.value.partition()));
    grants.scope(over_others).filter(|_| may).unwrap_or_else(Scope::nowhere)
}

/// Whether whoever looks may change any of that.
pub(super) fn may_change<R: RelatedTo<To, By>, To: End, By>(view: &View<'_>, stored: &Stored<R>) -> bool {
    changed::<R, To, By>(view, stored) != Scope::nowhere()
}

/// What is given to a record of one kind and taken from it at ends of one other kind, by the right over those. `own` is the
/// right over the record itself, where that is another than the one by which the record is saved.
pub(super) fn given<R, To, By>(
    own: Option<Claim>,
    others: impl Into<Claim>,
    changes: &Changes<To::Id>,
) -> Giving<R>
where
    R: RelatedTo<To, By> + 'static,
    To: End + 'static,
    To::Id: Send + Sync,
    By: 'static,
{
    let giving = GivenAtOne::<R, To, By> {
        own,
        others: others.into(),
        changes: changes.clone(),
        was_so: false,
        of: PhantomData,
    };
    Giving { each: vec![Arc::new(giving)], to: PhantomData }
}

/// What is given at ends of one kind, whichever that is. The record is named by its number.
pub(super) trait Gives: Send + Sync {
    fn is_empty(&self) -> bool;

    /// In which relation they are: its table, and theirs.
    fn ends(&self) -> [&'static str; 2];

    /// What it comes to, where all of it is within reach. Nothing is given yet.
    fn ready<'c>(&self, view: &View<'c>, id: i64) -> Result<Part<'c>, storage::Error>;
}

/// What was given at ends of one kind, and how it was before.
pub(super) trait Remembered: Send + Sync {
    /// Whether it is as it was left.
    fn is_as_left(&self, view: &View<'_>, id: i64) -> Result<bool, storage::Error>;

    /// What gives back what was taken, and takes what was given, by the same rights of who is signed in now.
    fn inverse(&self, by: &Arc<Session>) -> Arc<dyn Gives>;
}

struct GivenAtOne<R, To: Record, By> {
    own: Option<Claim>,
    others: Claim,
    changes: Changes<To::Id>,
    /// Whether it was so before, and is put back.
    was_so: bool,
    of: PhantomData<fn() -> (R, By)>,
}

impl<R: RelatedTo<To, By>, To: End, By> GivenAtOne<R, To, By> {
    /// The record as far as the right over it reaches, where it lies before it is saved: moving it is no way to be
    /// allowed to give.
    fn record(&self, view: &View<'_>, id: i64) -> Result<Stored<R>, storage::Error> {
        let id = R::Id::of(id);
        self.own.as_ref().map_or_else(|| record::get(view, id), |own| record::get(&view.of(own)?, id))
    }
}

impl<R: RelatedTo<To, By> + 'static, To: End + 'static, By: 'static> Gives for GivenAtOne<R, To, By>
where
    To::Id: Send + Sync,
{
    fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn ends(&self) -> [&'static str; 2] {
        [R::TIE.table().name(), To::TABLE]
    }

    fn ready<'c>(&self, view: &View<'c>, id: i64) -> Result<Part<'c>, storage::Error> {
        let stored = self.record(view, id)?;
        let reach = view.of(&self.others)?;
        let give: BTreeMap<To::Id, Limit> =
            self.changes.give.iter().map(|grant| (grant.to, grant.limit)).collect();
        let limit: BTreeMap<To::Id, Relimit> = self.changes.limit.iter().copied().collect();
        let take: BTreeSet<To::Id> = self.changes.take.iter().copied().collect();
        let seen: BTreeMap<To::Id, Option<Limit>> = self.changes.seen.iter().copied().collect();
        // In their order, as their rows lie: otherwise the disk is asked for one page after the other, over and over.
        let ids: BTreeSet<To::Id> = give.keys().chain(limit.keys()).chain(&take).copied().collect();
        let ids: Vec<To::Id> = ids.into_iter().collect();
        // What is out of reach is refused, whether the record has it or not.
        let nodes = To::nodes(&reach, &ids)?;
        let before = access_of::<R, To, By>(view, &stored, &ids)?;
        let mut part = Part {
            given: Vec::new(),
            taken: Vec::new(),
            left: None,
            told: R::TOLD,
            name: |reach, id| To::name(reach, To::Id::of(id)),
            reach,
        };
        let (mut pairs, mut limited_by) = (Vec::new(), BTreeSet::new());
        let is_plain = matches!(R::TIE, Tie::Plain(_) | Tie::Links(..));
        for ((to, node), was) in ids.into_iter().zip(nodes).zip(before) {
            if seen.get(&to).is_some_and(|seen| *seen != was.limit()) {
                return Err(storage::Error::RightsChanged(stored.told(stored.id).0));
            }
            let is = match was {
                Access::Given(_) if take.contains(&to) => Access::No,
                // Some have no period: there it is given, or not.
                Access::Given(_) if is_plain => was,
                Access::No if is_plain => give.get(&to).map_or(was, |_| Access::Given(Limit::ALWAYS)),
                Access::Given(before) => limit.get(&to).map_or(was, |limit| Access::Given(limit.of(before))),
                Access::No => give.get(&to).map_or(was, |limit| Access::Given(*limit)),
            };
            if is == was {
                continue;
            }
            match is {
                Access::Given(limit) if !self.was_so && limit.timetable != was.timetable() => {
                    limited_by.extend(limit.timetable);
                }
                Access::Given(_) | Access::No => {}
            }
            let act = match (R::TIE, is) {
                (Tie::Rights(_, link) | Tie::Links(_, link), Access::Given(limit)) => {
                    Act::Edit(Edit::Link(link(&stored, node), limit))
                }
                (Tie::Rights(_, link) | Tie::Links(_, link), Access::No) => {
                    Act::Edit(Edit::Unlink(link(&stored, node)))
                }
                (Tie::Plain(plain), Access::Given(_)) => Act::Put(Pair::of::<R, To>(plain, &stored, to)),
                (Tie::Plain(plain), Access::No) => Act::Part(Pair::of::<R, To>(plain, &stored, to)),
            };
            let acts = if is == Access::No { &mut part.taken } else { &mut part.given };
            acts.push((to.number(), act));
            if pairs.len() <= REMEMBERED_MAX {
                pairs.push(Between { to, was, is });
            }
        }
        // By what is out of reach nothing is limited anew.
        for timetable in limited_by {
            let seen = view.holding(Permission::TimetablesView);
            let seen = seen.ok_or(storage::Error::NoSuch(Noun::Timetable))?;
            record::get::<Timetable>(&seen, timetable)?;
        }
        if pairs.len() <= REMEMBERED_MAX {
            let (own, others) = (self.own.as_ref().map(Claim::permission), self.others.permission());
            part.left = Some(Box::new(Pairs::<R, To, By> { own, others, pairs, of: PhantomData }));
        }
        Ok(part)
    }
}

/// What was given to more than so many, or taken from them, is not kept to be undone: it stands in memory.
const REMEMBERED_MAX: usize = 1000;

struct Pairs<R, To: Record, By> {
    own: Option<Permission>,
    others: Permission,
    pairs: Vec<Between<To::Id>>,
    of: PhantomData<fn() -> (R, By)>,
}

/// What is between two: how it was, and how it was left.
#[derive(Debug, Clone, Copy)]
struct Between<To> {
    to: To,
    was: Access,
    is: Access,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    No,
    Given(Limit),
}

impl Access {
    const fn limit(self) -> Option<Limit> {
        match self {
            Access::Given(limit) => Some(limit),
            Access::No => None,
        }
    }

    fn timetable(self) -> Option<TimetableId> {
        self.limit().and_then(|limit| limit.timetable)
    }
}

fn access_of<R: RelatedTo<To, By>, To: End, By>(
    view: &View<'_>,
    stored: &Stored<R>,
    ids: &[To::Id],
) -> Result<Vec<Access>, storage::Error> {
    let found = related::among::<R, To>(view, R::TIE.table(), stored, ids)?;
    Ok(ids.iter().map(|id| found.get(id).map_or(Access::No, |limit| Access::Given(*limit))).collect())
}

impl<R: RelatedTo<To, By> + 'static, To: End + 'static, By: 'static> Remembered for Pairs<R, To, By>
where
    To::Id: Send + Sync,
{
    fn is_as_left(&self, view: &View<'_>, id: i64) -> Result<bool, storage::Error> {
        let ids: Vec<To::Id> = self.pairs.iter().map(|pair| pair.to).collect();
        let access = access_of::<R, To, By>(view, &record::get(view, R::Id::of(id))?, &ids)?;
        Ok(self.pairs.iter().map(|pair| pair.is).eq(access))
    }

    fn inverse(&self, by: &Arc<Session>) -> Arc<dyn Gives> {
        let mut changes = Changes::default();
        for Between { to, was, is } in &self.pairs {
            match (*was, *is) {
                (Access::Given(limit), Access::No) => changes.give.push(Grant { to: *to, limit }),
                (Access::Given(limit), Access::Given(_)) => changes.limit.push((*to, Relimit::to(limit))),
                (Access::No, _) => changes.take.push(*to),
            }
        }
        let own = self.own.map(|own| Claim::of(by, own));
        let others = Claim::of(by, self.others);
        Arc::new(GivenAtOne::<R, To, By> { own, others, changes, was_so: true, of: PhantomData })
    }
}

/// What is to be given and taken.
#[derive(Default)]
pub(super) struct Ready<'c>(Vec<Part<'c>>);

/// What is to be written between two records.
enum Act {
    Edit(Edit),
    Put(Pair),
    Part(Pair),
}

impl Act {
    /// As keys follow from it, if they do.
    const fn edit(&self) -> Option<&Edit> {
        match self {
            Act::Edit(edit) => Some(edit),
            Act::Put(_) | Act::Part(_) => None,
        }
    }

    /// Says how much that changed.
    fn apply(self, change: &Change<'_>) -> Result<usize, storage::Error> {
        match self {
            Act::Edit(edit) => change.edit(edit),
            Act::Put(pair) => pair.put(change),
            Act::Part(pair) => pair.part(change),
        }
    }
}

/// What is to be given and taken at ends of one kind.
pub(super) struct Part<'c> {
    given: Vec<(i64, Act)>,
    taken: Vec<(i64, Act)>,
    /// What has to be remembered to undo it; nothing, if that is too much.
    left: Option<Box<dyn Remembered>>,
    told: Given,
    name: fn(&View<'_>, i64) -> Result<String, storage::Error>,
    /// Where the other end is within reach.
    reach: View<'c>,
}

impl<'c> Ready<'c> {
    /// What all of it comes to, where all of it is within reach.
    pub fn of<'g>(
        view: &View<'c>,
        id: impl Id,
        each: impl IntoIterator<Item = &'g Arc<dyn Gives>>,
    ) -> Result<Ready<'c>, storage::Error> {
        let parts = each.into_iter().filter(|gives| !gives.is_empty());
        parts.map(|gives| gives.ready(view, id.number())).collect::<Result<_, _>>().map(Ready)
    }

    /// What has to be remembered to undo it; nothing, if that is too much.
    pub fn remembered(&mut self) -> Option<Vec<Box<dyn Remembered>>> {
        self.0.iter_mut().map(|part| part.left.take()).collect()
    }

    /// As keys follow from it.
    pub fn edits(&self) -> impl Iterator<Item = &Edit> {
        self.0.iter().flat_map(|part| part.given.iter().chain(&part.taken)).filter_map(|(_, act)| act.edit())
    }

    /// Gives and takes. Says how the trail tells of it, if anything was done: of what was given or limited otherwise, and
    /// of what was taken, and not of what was so already.
    pub fn apply(self, change: &Change<'_>) -> Result<Option<Fields>, storage::Error> {
        let mut told = None;
        for Part { given, taken, told: what, name, reach, .. } in self.0 {
            let [is_given, is_taken] = what.names();
            // What is taken makes room first.
            for (what, acts) in [(is_taken, taken), (is_given, given)] {
                let mut done = Vec::with_capacity(acts.len());
                for (id, act) in acts {
                    if act.apply(change)? > 0 {
                        done.push(id);
                    }
                }
                if !done.is_empty() {
                    // From the rows: what is in memory may come from the snapshot.
                    audit::tell(told.get_or_insert_default(), what, |id| name(&reach, id), done)?;
                }
            }
        }
        Ok(told)
    }

    /// Gives and takes, and says how the trail tells of it.
    pub fn told<R: Kept>(
        self,
        change: &Change<'_>,
        stored: &Stored<R>,
    ) -> Result<Option<Entry>, storage::Error> {
        let gives_rights = self.edits().next().is_some();
        let action = if gives_rights { Action::AccessChanged } else { Action::BelongingChanged };
        let told = |fields| records::entry(action, stored).after(fields);
        Ok(self.apply(change)?.map(told))
    }
}

impl<R> Giving<R> {
    /// What it comes to, where all of it is within reach. Nothing is given yet.
    pub(super) fn ready<'c>(&self, view: &View<'c>, id: impl Id) -> Result<Ready<'c>, storage::Error> {
        Ready::of(view, id, &self.each)
    }

    /// The edits by which keys follow from it.
    pub(super) fn edits(
        &self,
        console: &Console,
        permit: &impl Proof,
        id: impl Id,
    ) -> Result<Vec<Edit>, Error> {
        let view = |view: &View<'_>| Ok::<_, Error>(self.ready(view, id)?.edits().cloned().collect());
        console.storage().view(permit, view)
    }
}

/// What several records have, by name, and the most that one of them has beyond what is within reach.
pub(super) fn shared<R: RelatedTo<To, By>, To: Listed + End, By>(
    console: &Console,
    permit: &impl Proof,
    others: &impl Proof,
    ids: &[R::Id],
) -> Result<Listing<Shared<To::Id>>, Error> {
    console.storage().view(permit, |view| {
        let reach = view.of(others)?;
        let (mut found, mut places, mut beyond) = (Vec::<Shared<To::Id>>::new(), BTreeMap::new(), 0);
        for id in ids {
            let stored = record::get::<R>(view, *id)?;
            let changed = changed::<R, To, By>(view, &stored);
            let of_one = related::of::<R, To>(&reach, R::TIE.table(), &stored, &changed)?;
            beyond = of_one.beyond.max(beyond);
            for related in of_one.rows {
                let place = *places.entry(related.id).or_insert(found.len());
                match found.get_mut(place) {
                    Some(shared) => {
                        shared.held_by += 1;
                        shared.is_same &= shared.related.limit == related.limit;
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

/// Saves a record that was opened as a version, what is given to it and taken from it, or both at once, so that it can be
/// undone. Says what that did to keys. What is written `besides` is not kept to be undone.
pub(super) fn save<R>(
    console: &Console,
    permit: impl Into<Claim>,
    id: R::Id,
    form: Option<(i64, &R)>,
    given: &Giving<R>,
    besides: impl FnOnce(&Change<'_>, &Stored<R>) -> Result<Option<Entry>, Error>,
) -> Result<Impact, Error>
where
    R: Kept + Send + Sync + 'static,
    R::Id: Send + Sync,
{
    let permit = permit.into();
    undo::kept(console, &permit, |change| {
        let stored = record::get::<R>(change, id)?;
        let mut given = given.ready(change, id)?;
        let remembered = given.remembered();
        let saved =
            form.map(|(version, record)| records::put_again(change, permit.session(), id, version, record));
        let saved = saved.transpose()?.flatten();
        let after = form.map_or_else(|| stored.clone(), |(_, record)| stored.with(record.clone()));
        let given = given.told(change, &after)?;
        after.value.expect_whole(change, id)?;
        if given.is_some() && saved.is_none() {
            record::touch::<R>(change, id)?;
        }
        let besides = besides(change, &after)?;
        let is_all_kept = besides.is_none() && form.is_none_or(|(_, record)| record.is_undone_to(&stored));
        let form = saved.as_ref().map(|_| &stored);
        let left = remembered.filter(|_| is_all_kept).map(|given| Left::of(&stored, form, given));
        let kept = left.map(|left| Inverse::of(change, &permit, left)).transpose()?;
        Ok((kept, Trail::of(saved.into_iter().chain(besides).chain(given))))
    })
}

/// Saves a record that was opened as `version`, of which its form is all. Says what that did to keys.
pub(super) fn save_form<R>(
    console: &Console,
    permit: impl Into<Claim>,
    id: R::Id,
    version: i64,
    record: &R,
) -> Result<Impact, Error>
where
    R: Kept + Send + Sync + 'static,
    R::Id: Send + Sync,
{
    save(console, permit, id, Some((version, record)), &Giving::nothing(), |_, _| Ok(None))
}

/// What giving and taking would do to keys.
pub(super) fn impact<R: Record>(
    console: &Console,
    permit: &impl Proof,
    id: R::Id,
    given: &Giving<R>,
) -> Result<Impact, Error> {
    Ok(console.storage().foretell(&given.edits(console, permit, id)?)?)
}

/// Whose keys giving and taking would touch.
pub(super) fn whose<R: Record>(
    console: &Console,
    permit: &impl Proof,
    id: R::Id,
    given: &Giving<R>,
) -> Result<Foretold, Error> {
    foretold::of(console, permit, &given.edits(console, permit, id)?)
}
