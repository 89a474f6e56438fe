//! Giving rights on: what one operator may make of a group, what is left when a group goes, where things may be put,
//! who gains and loses what, and why somebody cannot do something. Pure functions over sets; `tests/it/model.rs`
//! holds them against a model that is as plain as can be.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use super::group::{Access, Given, Grants, GroupId, Settings};
use super::partition::{Feature, PartitionId};
use super::permission::{Permission, Reach, Set};

/// What becomes of a group when somebody who holds `giver` wants it to be `wanted`. What the giver lacks stays as
/// it was before, ticked or not; all else is as wanted. A custom tree has no tick that the global tree lacks, and a
/// partition that may not be accessed any more has none at all, whoever gave them.
///
/// `giver` is counted with partitions in use, whether the site uses them or not: what is given today must not
/// become more than the giver's on the day they are switched on.
#[must_use]
pub fn settled(before: &Given, wanted: &Given, giver: &Grants) -> Given {
    let theirs = giver.global();
    let global = wanted.global.intersection(theirs).union(before.global.difference(theirs));
    let partitions: BTreeSet<PartitionId> =
        before.partitions.keys().chain(wanted.partitions.keys()).copied().collect();
    let partitions = partitions
        .into_iter()
        .filter_map(|partition| {
            let reaches = giver.reaches(partition);
            let chosen = if reaches { wanted } else { before }.partitions.get(&partition)?;
            let bound = if reaches { giver.in_partition(partition) } else { Set::NONE };
            let was = before.in_partition(partition);
            let left =
                chosen.of(global).intersection(bound).union(was.difference(bound).intersection(global));
            let is_whole = left == global.intersection(Set::partitioned());
            let access = match chosen {
                Access::Global if is_whole => Access::Global,
                Access::Global | Access::Custom(_) => Access::Custom(left),
            };
            Some((partition, access))
        })
        .collect();
    Given {
        global,
        settings: settled_settings(before.settings, wanted.settings, giver.settings()),
        partitions,
    }
}

fn settled_settings(before: Settings, wanted: Settings, giver: Settings) -> Settings {
    let switch = |held: bool, wanted: bool, before: bool| if held { wanted } else { before };
    Settings {
        hotel_interface: switch(giver.hotel_interface, wanted.hotel_interface, before.hotel_interface),
        programmer_all_doors: switch(
            giver.programmer_all_doors,
            wanted.programmer_all_doors,
            before.programmer_all_doors,
        ),
        audit_all_partitions: switch(
            giver.audit_all_partitions,
            wanted.audit_all_partitions,
            before.audit_all_partitions,
        ),
        audit_days: settled_days(before.audit_days, wanted.audit_days, giver.audit_days),
    }
}

/// More days than the giver's are given by nobody; what was given before may stay.
fn settled_days(before: Option<u16>, wanted: Option<u16>, giver: Option<u16>) -> Option<u16> {
    let is_within = |days: Option<u16>| match (days, giver) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(days), Some(giver)) => days <= giver,
    };
    if is_within(wanted) || wanted == before {
        wanted
    } else if is_within(before) {
        giver
    } else {
        before
    }
}

/// Whether somebody who holds `giver` may make a group that was given `before` into `wanted`.
pub fn may_give(before: &Given, wanted: &Given, giver: &Grants) -> bool {
    settled(before, wanted, giver) == *wanted
}

/// What is left of `given` under a group that goes: the group moves up to where that one stood, and can do exactly
/// what it could.
#[must_use]
pub fn folded(given: &Given, above: &Given) -> Given {
    let global = given.global.intersection(above.global);
    let partitions = given
        .partitions
        .iter()
        .filter_map(|(partition, access)| {
            let over = above.partitions.get(partition)?;
            let both = match (access, over) {
                (Access::Global, Access::Global) => Access::Global,
                _ => Access::Custom(access.of(given.global).intersection(over.of(above.global))),
            };
            Some((*partition, both))
        })
        .collect();
    Given { global, settings: given.settings.intersection(above.settings), partitions }
}

/// What the last of a chain of groups (from the topmost below Administrator down) was given, cut down by all above it:
/// given so to a group under Administrator, it can do exactly the same.
#[must_use]
pub fn flattened(chain: &[Given]) -> Option<Given> {
    chain.iter().rev().cloned().reduce(|given, above| folded(&given, &above))
}

/// A group as the tree of groups knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The group.
    pub id: GroupId,
    /// The group above; `None` is the Administrator group's.
    pub parent: Option<GroupId>,
}

/// The groups that an operator of `own` reaches: that one and all below it. For administrators that is
/// everything, because every group stands below theirs.
pub fn reach(own: GroupId, nodes: &[Node]) -> BTreeSet<GroupId> {
    let mut below: BTreeMap<GroupId, Vec<GroupId>> = BTreeMap::new();
    for node in nodes {
        if let Some(parent) = node.parent {
            below.entry(parent).or_default().push(node.id);
        }
    }
    let mut reached = BTreeSet::new();
    let mut open = vec![own];
    while let Some(group) = open.pop() {
        if reached.insert(group) {
            open.extend(below.get(&group).into_iter().flatten());
        }
    }
    reached
}

/// A thing that lies in a partition: what an operator may do with it follows from where it lies.
pub trait Lies {
    /// What lets an operator put such a thing into a partition.
    const PUT_BY: Permission;

    /// Where it lies.
    fn partition(&self) -> PartitionId;
}

/// Why a thing may not be put into a partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misplaced {
    /// The operator may put nothing of the kind there.
    OutOfReach,
    /// The operator could do more with it there than where it lies.
    MoreThere,
}

/// Whether an operator may move a thing. Moving is giving: what the mover may do with the thing there must be within
/// what the mover may do with it here, or a way through a second partition would lead around the first one's rules.
/// `held` is what the mover holds; `giver` the same with partitions in use, as in [`settled`].
pub fn may_move(
    put_by: Permission,
    from: PartitionId,
    to: PartitionId,
    held: &Grants,
    giver: &Grants,
) -> Result<(), Misplaced> {
    if from == to {
        return Ok(());
    }
    if !held.holds_in(put_by, to) {
        return Err(Misplaced::OutOfReach);
    }
    if giver.in_partition(to).is_within(giver.in_partition(from)) {
        Ok(())
    } else {
        Err(Misplaced::MoreThere)
    }
}

/// A thing where its operator may put it. Storage writes no other, and nothing else makes one:
///
/// ```compile_fail,E0423
/// use keydesk::domain::delegation::Placed;
/// use keydesk::domain::door::Door;
///
/// fn anywhere(door: &Door) -> Placed<'_, Door> {
///     Placed(door)
/// }
/// ```
#[derive(Debug)]
pub struct Placed<'t, T>(&'t T);

impl<'t, T: Lies> Placed<'t, T> {
    /// A new thing goes wherever such things may be put.
    pub fn new(thing: &'t T, held: &Grants) -> Result<Placed<'t, T>, Misplaced> {
        let may = held.holds_in(T::PUT_BY, thing.partition());
        if may { Ok(Placed(thing)) } else { Err(Misplaced::OutOfReach) }
    }

    /// A thing that was like `before` stays where it is, or goes where [`may_move`] lets it.
    pub fn again(
        before: &T,
        thing: &'t T,
        held: &Grants,
        giver: &Grants,
    ) -> Result<Placed<'t, T>, Misplaced> {
        may_move(T::PUT_BY, before.partition(), thing.partition(), held, giver)?;
        Ok(Placed(thing))
    }
}

impl<T> Deref for Placed<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}

/// All things of one partition, on their way to another.
#[derive(Debug, Clone, Copy)]
pub struct Emptied {
    from: PartitionId,
    to: PartitionId,
}

impl Emptied {
    /// Moves everything, whatever its kind, as far as each thing might be moved by itself.
    pub fn new(from: PartitionId, to: PartitionId, giver: &Grants) -> Result<Emptied, Misplaced> {
        let may = giver.in_partition(to).is_within(giver.in_partition(from));
        if may { Ok(Emptied { from, to }) } else { Err(Misplaced::MoreThere) }
    }

    /// Where the things lay.
    pub const fn from(self) -> PartitionId {
        self.from
    }

    /// Where they go.
    pub const fn to(self) -> PartitionId {
        self.to
    }
}

/// Why a group cannot do something: the group of the chain that stops it, counted from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It can.
    Held,
    /// This group was not given the permission.
    NotGiven(usize),
    /// This group may not access the partition.
    NoAccess(usize),
    /// This group's own tree for the partition has the tick taken away.
    TakenAway(usize),
}

/// Whether what `chain` gives (from the topmost group below Administrator down) holds a permission, in a partition
/// if it is one that holds partition by partition, and if not, what stops it: the lowest group that does, because
/// that is the one to mend first.
pub fn why(chain: &[Given], feature: Feature, permission: Permission, partition: PartitionId) -> Verdict {
    let stops = |(index, given): (usize, &Given)| {
        if !given.global.holds(permission) {
            return Some(Verdict::NotGiven(index));
        }
        if permission.reach() == Reach::Installation || feature == Feature::Off {
            return None;
        }
        match given.partitions.get(&partition) {
            None => Some(Verdict::NoAccess(index)),
            Some(access) if access.of(given.global).holds(permission) => None,
            Some(_) => Some(Verdict::TakenAway(index)),
        }
    };
    chain.iter().enumerate().rev().find_map(stops).unwrap_or(Verdict::Held)
}

/// What somebody has more and less after a change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// What is gained.
    pub gained: Change,
    /// What is lost.
    pub lost: Change,
}

/// One side of a [`Difference`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// Permissions that have no partition, or all where the site uses none.
    pub everywhere: Set,
    /// Permissions by partition.
    pub partitions: BTreeMap<PartitionId, Set>,
    /// The hotel tiles after sign-in.
    pub hotel_interface: bool,
    /// Every door with the portable programmer.
    pub programmer_all_doors: bool,
    /// Every partition's access points in the audit trail.
    pub audit_all_partitions: bool,
    /// The latest days of the audit trail: from so many to so many; `None` is all.
    pub audit_days: Option<(Option<u16>, Option<u16>)>,
}

impl Change {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Change::default()
    }
}

impl Difference {
    /// What is gained and lost from one state to the other, among these partitions; `Off` is a site without any.
    pub fn between(
        before: &Grants,
        after: &Grants,
        partitions: &[PartitionId],
        feature: Feature,
    ) -> Difference {
        Difference {
            gained: more(before, after, partitions, feature),
            lost: more(after, before, partitions, feature),
        }
    }

    /// Whether nothing is gained and nothing lost.
    pub fn is_empty(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty()
    }
}

/// What `many` has and `few` lacks.
fn more(few: &Grants, many: &Grants, partitions: &[PartitionId], feature: Feature) -> Change {
    let everywhere = match feature {
        Feature::On => many.global().difference(few.global()).intersection(Set::installation()),
        Feature::Off => many.global().difference(few.global()),
    };
    let by_partition = |partition: &PartitionId| {
        let set = many.in_partition(*partition).difference(few.in_partition(*partition));
        (*partition, set.intersection(Set::partitioned()))
    };
    let partitions = match feature {
        Feature::On => partitions.iter().map(by_partition).filter(|(_, set)| !set.is_empty()).collect(),
        Feature::Off => BTreeMap::new(),
    };
    let (had, has) = (few.settings(), many.settings());
    let is_wider = match (had.audit_days, has.audit_days) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(had), Some(has)) => has > had,
    };
    Change {
        everywhere,
        partitions,
        hotel_interface: has.hotel_interface && !had.hotel_interface,
        programmer_all_doors: has.programmer_all_doors && !had.programmer_all_doors,
        audit_all_partitions: has.audit_all_partitions && !had.audit_all_partitions,
        audit_days: is_wider.then_some((had.audit_days, has.audit_days)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::permission::Permission as P;

    const A: PartitionId = PartitionId(1);
    const B: PartitionId = PartitionId(2);

    fn set(permissions: &[P]) -> Set {
        permissions.iter().copied().collect()
    }

    fn given(global: &[P], partitions: &[(PartitionId, Access)]) -> Given {
        Given {
            global: set(global),
            settings: Settings::NARROWEST,
            partitions: partitions.iter().copied().collect(),
        }
    }

    fn holds(given: &Given) -> Grants {
        Grants::of(std::slice::from_ref(given), Feature::On)
    }

    #[test]
    fn what_the_giver_lacks_can_be_neither_given_nor_taken() {
        let giver = holds(&given(&[P::UsersView], &[(A, Access::Global)]));
        let before = given(&[P::DoorsView], &[(A, Access::Global)]);
        let wanted = given(&[P::UsersView, P::NetworkView], &[(A, Access::Global)]);
        let after = settled(&before, &wanted, &giver);
        assert_eq!(after.global, set(&[P::UsersView, P::DoorsView]));
        assert!(!may_give(&before, &wanted, &giver) && may_give(&before, &after, &giver));
    }

    #[test]
    fn a_global_tick_gives_nothing_in_a_partition_where_the_giver_lacks_it() {
        let custom = Access::Custom(set(&[P::UsersView]));
        let giver = holds(&given(&[P::UsersView, P::UsersModify], &[(A, Access::Global), (B, custom)]));
        let wanted = given(&[P::UsersView, P::UsersModify], &[(A, Access::Global), (B, Access::Global)]);
        let after = settled(&Given::nothing(), &wanted, &giver);
        assert_eq!(after.partitions, [(A, Access::Global), (B, custom)].into());
    }

    #[test]
    fn a_partition_out_of_reach_stays_as_it_is_and_gains_nothing() {
        let giver = holds(&given(&[P::UsersView, P::UsersModify], &[(A, Access::Global)]));
        let before = given(&[P::UsersView], &[(B, Access::Global)]);
        let wanted = given(&[P::UsersView, P::UsersModify], &[]);
        let after = settled(&before, &wanted, &giver);
        assert_eq!(after.partitions, [(B, Access::Custom(set(&[P::UsersView])))].into());
    }

    #[test]
    fn a_custom_tick_does_not_outlive_its_global_tick() {
        let custom = Access::Custom(set(&[P::UsersView, P::DoorsView]));
        let before = given(&[P::UsersView, P::DoorsView], &[(A, custom)]);
        let wanted = given(&[P::DoorsView], &[(A, custom)]);
        let after = settled(&before, &wanted, &Grants::Everything);
        assert_eq!(after.partitions, [(A, Access::Custom(set(&[P::DoorsView])))].into());
    }

    #[test]
    fn settings_are_given_on_as_permissions_are() {
        let mut giver = given(&[], &[]);
        giver.settings = Settings { hotel_interface: true, audit_days: Some(7), ..Settings::NARROWEST };
        let mut wanted = given(&[], &[]);
        wanted.settings = Settings::WIDEST;
        let after = settled(&Given::nothing(), &wanted, &holds(&giver));
        assert_eq!(after.settings, giver.settings);
        let wide = Given { settings: Settings::WIDEST, ..Given::nothing() };
        assert_eq!(settled(&wide, &wanted, &holds(&giver)).settings, Settings::WIDEST, "it was so before");
    }

    #[test]
    fn a_group_that_moves_up_can_do_what_it_could() {
        let above = given(
            &[P::UsersView, P::DoorsView],
            &[(A, Access::Global), (B, Access::Custom(set(&[P::UsersView])))],
        );
        let mut below = given(&[P::UsersView, P::DoorsView, P::NetworkView], &[(B, Access::Global)]);
        below.settings = Settings { audit_days: Some(7), ..Settings::WIDEST };
        let moved = folded(&below, &above);
        assert_eq!(moved.settings, above.settings);
        for feature in [Feature::On, Feature::Off] {
            let before = Grants::of(&[above.clone(), below.clone()], feature);
            assert_eq!(Grants::of(std::slice::from_ref(&moved), feature), before, "{feature:?}");
        }
    }

    #[test]
    fn a_flattened_chain_can_do_what_its_last_group_can() {
        let top = given(&[P::UsersView, P::DoorsView], &[(A, Access::Custom(set(&[P::UsersView])))]);
        let middle = given(&[P::UsersView, P::NetworkView], &[(A, Access::Global), (B, Access::Global)]);
        let low = given(&[P::UsersView, P::DoorsView, P::NetworkView], &[(A, Access::Global)]);
        let chain = [top, middle, low];
        let flat = flattened(&chain).unwrap();
        for feature in [Feature::On, Feature::Off] {
            let whole = Grants::of(&chain, feature);
            assert_eq!(Grants::of(std::slice::from_ref(&flat), feature), whole, "{feature:?}");
        }
        assert_eq!(flattened(&[]), None);
    }

    #[test]
    fn one_reaches_the_own_group_and_what_stands_under_it() {
        let node =
            |id, parent: i64| Node { id: GroupId(id), parent: (parent > 0).then_some(GroupId(parent)) };
        let nodes = [node(1, 0), node(2, 1), node(3, 2), node(4, 1), node(5, 3)];
        assert_eq!(reach(GroupId(2), &nodes), [2, 3, 5].map(GroupId).into());
        assert_eq!(reach(GroupId::ADMINISTRATOR, &nodes).len(), 5);
        let round = [node(2, 3), node(3, 2)];
        assert_eq!(reach(GroupId(2), &round).len(), 2, "damage does not turn for ever");
    }

    #[test]
    fn it_is_said_which_group_stops_something() {
        let top = given(&[P::UsersView, P::DoorsView, P::NetworkView], &[(A, Access::Global)]);
        let low = given(
            &[P::UsersView, P::DoorsView],
            &[(A, Access::Custom(set(&[P::UsersView]))), (B, Access::Global)],
        );
        let chain = [top, low];
        let why = |permission, partition| why(&chain, Feature::On, permission, partition);
        assert_eq!(why(P::UsersView, A), Verdict::Held);
        assert_eq!(why(P::DoorsView, A), Verdict::TakenAway(1));
        assert_eq!(why(P::UsersView, B), Verdict::NoAccess(0));
        assert_eq!(why(P::NetworkView, A), Verdict::NotGiven(1));
        assert_eq!(super::why(&chain, Feature::Off, P::DoorsView, B), Verdict::Held);
    }

    #[test]
    fn who_gains_and_loses_what_is_told_by_partition() {
        let before = holds(&given(&[P::UsersView, P::NetworkView], &[(A, Access::Global)]));
        let after = holds(&given(&[P::UsersView, P::DoorsView], &[(B, Access::Global)]));
        let difference = Difference::between(&before, &after, &[A, B], Feature::On);
        assert_eq!(difference.gained.partitions, [(B, set(&[P::UsersView, P::DoorsView]))].into());
        assert_eq!(difference.lost.partitions, [(A, set(&[P::UsersView]))].into());
        assert_eq!(difference.lost.everywhere, set(&[P::NetworkView]));
        assert!(difference.gained.everywhere.is_empty());
    }

    #[test]
    fn what_stays_as_it_was_is_no_difference() {
        let less = holds(&given(&[P::UsersView], &[(A, Access::Global)]));
        let more = holds(&given(&[P::UsersView, P::NetworkView], &[(A, Access::Global)]));
        let difference = |before, after| Difference::between(before, after, &[A, B], Feature::On);
        assert!(difference(&less, &less).is_empty());
        let only_gained = difference(&less, &more);
        assert!(!only_gained.is_empty() && !only_gained.gained.is_empty() && only_gained.lost.is_empty());
        let only_lost = difference(&more, &less);
        assert!(!only_lost.is_empty() && only_lost.gained.is_empty() && !only_lost.lost.is_empty());
    }
}
