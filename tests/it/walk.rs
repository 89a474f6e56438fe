//! A random walk: operators of random groups do random things, to the rules and to the model alike. After every
//! act both must give the same answers, and no law may be broken. Equal seeds take equal steps.
//!
//! The bench takes the same steps, so this file is also a module of `src/ui/measure.rs`, and says what went wrong
//! instead of panicking.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use keydesk::domain::delegation::{self, Difference, Emptied, Node, Verdict};
use keydesk::domain::four_eyes::{self, Account, Deed, Origin};
use keydesk::domain::group::{Access, Given, Grants, GroupId, Scope, Settings};
use keydesk::domain::moment::Moment;
use keydesk::domain::operator::OperatorId;
use keydesk::domain::partition::{Feature, PartitionId};
use keydesk::domain::permission::{Permission, Set};
use keydesk::domain::sealing::{self, Giver, Look, Need, Share};

use super::model::{
    self, Act, DAY, Group, Kind, Operator, Secret, Site, Thing, Tick, To, days, is_partitioned,
};

/// What a walk met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What was tried.
    pub steps: u64,
    /// What was done; the rest was refused, by both.
    pub done: u64,
    /// Of these, what operators did who are no administrators.
    pub delegated: u64,
    /// How often a thing went to another partition.
    pub moved: u64,
    /// How often a secret of the site was given to an operator, and how often it was taken away.
    pub given: u64,
    pub taken: u64,
    /// How often two did what takes two, and how often one did it after a day.
    pub by_two: u64,
    pub waited: u64,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        let Tally { steps, done, delegated, moved, given, taken, by_two, waited } = other;
        self.steps += steps;
        self.done += done;
        self.delegated += delegated;
        self.moved += moved;
        self.given += given;
        self.taken += taken;
        self.by_two += by_two;
        self.waited += waited;
    }
}

/// The rules at work: the state as operations keep it, and their answers from `keydesk::domain` alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    groups: BTreeMap<GroupId, (Option<GroupId>, Given)>,
    operators: BTreeMap<OperatorId, Seat>,
    things: BTreeMap<i64, (Kind, PartitionId)>,
    partitions: Vec<PartitionId>,
    feature: Feature,
    now: Moment,
    deeds: Vec<(Moment, Deed)>,
    /// The act that waits: who asked, and when it is due.
    waits: Option<(OperatorId, Moment)>,
}

/// An operator, as the rules have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seat {
    group: GroupId,
    is_enabled: bool,
    shares: [Share; 2],
}

const POSITIONS: [Feature; 2] = [Feature::On, Feature::Off];

fn moment(hours: u32) -> Moment {
    Moment::UNIX_EPOCH + Duration::hours(hours.into())
}

/// The form with its ticks, as the rules know it.
pub fn given(form: &model::Given) -> Given {
    let ticks = |at: Option<PartitionId>| -> Set {
        form.ticks.iter().filter(|tick| tick.1 == at).map(|(permission, _)| *permission).collect()
    };
    let access = |partition: &PartitionId| {
        let is_custom = form.custom.contains(partition);
        (*partition, if is_custom { Access::Custom(ticks(Some(*partition))) } else { Access::Global })
    };
    Given {
        global: ticks(None),
        settings: form.settings,
        partitions: form.access.iter().map(access).collect(),
    }
}

impl Rules {
    pub fn of(site: &Site) -> Rules {
        let group = |group: &Group| (group.id, (group.parent, given(&group.given)));
        let operator = |it: &Operator| {
            let share =
                |it: model::Share| Share { has: it.has, is_vouched: it.is_vouched, is_given: it.is_given };
            let shares = it.shares.map(share);
            (it.id, Seat { group: it.group, is_enabled: it.is_enabled, shares })
        };
        let deed = |it: &model::Deed| {
            let of = match it.to {
                To::Account(operator) => Origin::Operator(operator),
                To::Given(group) => Origin::Group(group),
            };
            (moment(it.at), Deed { by: Some(it.by), of, is_more_than_a_label: true })
        };
        Rules {
            groups: site.groups.iter().map(group).collect(),
            operators: site.operators.iter().map(operator).collect(),
            things: site.things.iter().map(|it| (it.id, (it.kind, it.partition))).collect(),
            partitions: site.partitions.clone(),
            feature: if site.uses_partitions { Feature::On } else { Feature::Off },
            now: moment(site.now),
            deeds: site.deeds.iter().map(deed).collect(),
            waits: site.asked.map(|(by, at)| (by, moment(at) + four_eyes::DELAY)),
        }
    }

    /// What was given from the topmost standard group down to this one.
    pub fn chain(&self, group: GroupId) -> Vec<Given> {
        let (mut chain, mut at) = (Vec::new(), group);
        while let Some((Some(parent), given)) = self.groups.get(&at) {
            chain.push(given.clone());
            at = *parent;
        }
        chain.reverse();
        chain
    }

    pub fn grants(&self, group: GroupId, feature: Feature) -> Grants {
        Grants::of(&self.chain(group), feature)
    }

    pub fn reach(&self, own: GroupId) -> BTreeSet<GroupId> {
        let node =
            |(id, (parent, _)): (&GroupId, &(Option<GroupId>, Given))| Node { id: *id, parent: *parent };
        delegation::reach(own, &self.groups.iter().map(node).collect::<Vec<_>>())
    }

    /// As operations do it. `number` is that of a new thing.
    pub fn does(&mut self, actor: OperatorId, act: &Act, number: i64) -> bool {
        let mut next = self.clone();
        let is_left = |it: &Seat| it.is_enabled && it.group == GroupId::ADMINISTRATOR;
        let is_done = next.change(actor, act, number).is_some()
            && next.operators.values().any(is_left)
            && next.seal(self, actor, act).is_some();
        if is_done {
            next.note(self, actor, act);
            *self = next;
        }
        is_done
    }

    /// Keeps what the trail would say of accounts and of what groups were given.
    fn note(&mut self, before: &Rules, by: OperatorId, act: &Act) {
        let seat =
            |rules: &Rules, id: &OperatorId| rules.operators.get(id).map(|it| (it.group, it.is_enabled));
        let is_remade = |id: &OperatorId| *act == Act::SetPassword(*id);
        let operators =
            self.operators.keys().filter(|id| is_remade(id) || seat(self, id) != seat(before, id));
        // A partition that goes leaves no line of the groups that had access to it.
        let is_told = !matches!(act, Act::DeletePartition(..));
        let stands = |rules: &Rules, id: &GroupId| rules.groups.get(id).cloned();
        let groups = self.groups.keys().filter(|id| is_told && stands(self, id) != stands(before, id));
        let of: Vec<Origin> =
            groups.copied().map(Origin::Group).chain(operators.copied().map(Origin::Operator)).collect();
        let at = self.now;
        self.deeds
            .extend(of.into_iter().map(|of| (at, Deed { by: Some(by), of, is_more_than_a_label: true })));
        // No deed of three days ago counts; the walk is to stay quick.
        self.deeds.retain(|(then, _)| at < *then + Duration::days(3));
        self.waits = self
            .waits
            .filter(|(by, due)| self.operators.contains_key(by) && !four_eyes::is_forgotten(*due, at));
    }

    /// When somebody else last made an operator's account what it is.
    fn made(&self, operator: OperatorId) -> Option<Moment> {
        let (mut groups, mut at) = (Vec::new(), self.operators.get(&operator)?.group);
        while let Some((Some(parent), _)) = self.groups.get(&at) {
            groups.push(at);
            at = *parent;
        }
        let account = Account { operator, groups };
        self.deeds.iter().rev().find(|(_, deed)| account.is_made_by(*deed)).map(|(at, _)| *at)
    }

    fn is_entitled(&self, operator: OperatorId) -> bool {
        let seat = self.operators.get(&operator).filter(|it| it.is_enabled);
        seat.is_some_and(|it| self.grants(it.group, self.feature).holds(Permission::SystemAuditorPurge))
    }

    /// Whether nobody else holds the right to the act that takes two, but this operator does.
    fn is_alone(&self, operator: OperatorId) -> bool {
        self.operators.keys().all(|id| self.is_entitled(*id) == (*id == operator))
    }

    fn change(&mut self, actor: OperatorId, act: &Act, number: i64) -> Option<()> {
        use Permission as P;
        let own = self.operators.get(&actor).filter(|it| it.is_enabled)?.group;
        let held = self.grants(own, self.feature);
        // What is given today must not become more than the giver's on the day partitions are switched on.
        let giver = self.grants(own, Feature::On);
        let may = |permission| held.holds(permission).then_some(());
        let reach = self.reach(own);
        let within = |group: GroupId| reach.contains(&group).then_some(group);
        let standard = |group: GroupId| within(group).filter(|group| *group != GroupId::ADMINISTRATOR);
        let administrator = || (held == Grants::Everything).then_some(());
        match act {
            Act::AddGroup(wanted) => {
                may(P::OperatorGroupsAddDelete)?;
                let given = delegation::settled(&Given::nothing(), &given(wanted), &giver);
                self.groups.insert(GroupId(number), (Some(own), given));
            }
            Act::CopyGroup(group) => {
                may(P::OperatorGroupsAddDelete)?;
                let (_, wanted) = self.groups.get(&standard(*group)?)?;
                let given = delegation::settled(&Given::nothing(), wanted, &giver);
                self.groups.insert(GroupId(number), (Some(own), given));
            }
            Act::EditGroup(group, wanted) => {
                may(P::OperatorGroupsModify)?;
                let (_, before) = self.groups.get_mut(&standard(*group)?)?;
                *before = delegation::settled(before, &given(wanted), &giver);
            }
            Act::ForceGroup(group, wanted) => {
                may(P::OperatorGroupsModify)?;
                let (_, before) = self.groups.get_mut(&standard(*group)?)?;
                let wanted = given(wanted);
                delegation::may_give(before, &wanted, &giver).then_some(())?;
                *before = wanted;
            }
            Act::DeleteGroup(group, to) => {
                may(P::OperatorGroupsAddDelete)?;
                standard(*group).filter(|group| *group != own)?;
                to.map_or(Some(()), |to| within(to).filter(|to| to != group).map(|_| ()))?;
                let (above, gone) = self.groups.remove(group)?;
                for (parent, given) in self.groups.values_mut().filter(|(parent, _)| *parent == Some(*group))
                {
                    *parent = above;
                    *given = delegation::folded(given, &gone);
                }
                match to {
                    Some(to) => {
                        let theirs = self.operators.values_mut().filter(|it| it.group == *group);
                        theirs.for_each(|it| it.group = *to);
                    }
                    None => self.operators.retain(|_, it| it.group != *group),
                }
            }
            Act::AddOperator(group) => {
                may(P::OperatorsAddDelete)?;
                let seat = Seat { group: within(*group)?, is_enabled: true, shares: self.new_keys(actor) };
                self.operators.insert(OperatorId(number), seat);
            }
            Act::MoveOperator(operator, to) => {
                may(P::OperatorsModify)?;
                let operator = self.operators.get_mut(operator).filter(|it| reach.contains(&it.group))?;
                operator.group = within(*to)?;
            }
            Act::EnableOperator(operator, is_enabled) => {
                may(P::OperatorsModify)?;
                let operator = self.operators.get_mut(operator).filter(|it| reach.contains(&it.group))?;
                operator.is_enabled = *is_enabled;
            }
            Act::PutOperator(operator, to, is_enabled) => {
                may(P::OperatorsModify)?;
                let operator = self.operators.get_mut(operator).filter(|it| reach.contains(&it.group))?;
                (operator.group, operator.is_enabled) = (within(*to)?, *is_enabled);
            }
            Act::SetPassword(operator) => {
                may(P::OperatorsModify)?;
                let shares = self.new_keys(actor);
                let operator = Some(operator).filter(|it| **it != actor)?;
                self.operators.get_mut(operator).filter(|it| reach.contains(&it.group))?.shares = shares;
            }
            Act::ChangePassword => {
                let shares = &mut self.operators.get_mut(&actor)?.shares;
                *shares = shares.map(|share| Share { is_given: share.has, ..share });
            }
            Act::DeleteOperator(operator) => {
                may(P::OperatorsAddDelete)?;
                self.operators.get(operator).filter(|it| reach.contains(&it.group))?;
                self.operators.remove(operator);
            }
            Act::AddPartition => {
                administrator()?;
                self.partitions.push(PartitionId(number));
            }
            Act::DeletePartition(partition, to) => {
                administrator()?;
                (*partition != PartitionId::GENERAL && partition != to).then_some(())?;
                (self.partitions.contains(partition) && self.partitions.contains(to)).then_some(())?;
                let emptied = Emptied::new(*partition, *to, &giver).ok()?;
                for (_, at) in self.things.values_mut().filter(|(_, at)| *at == emptied.from()) {
                    *at = emptied.to();
                }
                self.partitions.retain(|it| it != partition);
                for (_, given) in self.groups.values_mut() {
                    given.partitions.remove(partition);
                }
            }
            Act::UsePartitions(uses) => {
                administrator()?;
                self.feature = if *uses { Feature::On } else { Feature::Off };
            }
            Act::AddThing(kind, partition) => {
                let (_, put_by) = kind.rights();
                self.partitions.contains(partition).then_some(())?;
                held.holds_in(put_by, *partition).then_some(())?;
                self.things.insert(number, (*kind, *partition));
            }
            Act::MoveThing(thing, to) => {
                let (kind, at) = self.things.get_mut(thing)?;
                let (save, put_by) = kind.rights();
                held.holds_in(save, *at).then_some(())?;
                // Operations look for the partition where the operator may save.
                let is_known = at == to || (self.partitions.contains(to) && held.holds_in(save, *to));
                is_known.then_some(())?;
                delegation::may_move(put_by, *at, *to, &held, &giver).ok()?;
                *at = *to;
            }
            Act::DeleteThing(thing) => {
                let (kind, at) = self.things.get(thing)?;
                held.holds_in(kind.rights().1, *at).then_some(())?;
                self.things.remove(thing);
            }
            Act::Wait(hours) => self.now += Duration::hours((*hours).into()),
            Act::WithWitness(witness) => {
                may(P::SystemAuditorPurge)?;
                (*witness != actor && self.is_entitled(*witness)).then_some(())?;
                four_eyes::two(self.made(actor), self.made(*witness), self.now).ok()?;
                self.waits = None;
            }
            Act::AskToWait => {
                self.is_alone(actor).then_some(())?;
                self.waits = self.waits.or(Some((actor, self.now + four_eyes::DELAY)));
            }
            Act::CallOff => {
                may(P::SystemAuditorPurge)?;
                self.waits.take()?;
            }
            Act::AfterWaiting => {
                self.is_alone(actor).then_some(())?;
                self.waits.take().filter(|(by, due)| *by == actor && *due <= self.now)?;
            }
        }
        Some(())
    }
}

impl Rules {
    fn new_keys(&self, maker: OperatorId) -> [Share; 2] {
        let made_with = |share: Share| Share { is_vouched: share.has, ..Share::default() };
        self.operators.get(&maker).map(|it| it.shares.map(made_with)).unwrap_or_default()
    }

    /// Who needs each secret, by what the groups hold in this state.
    fn needs(&self) -> BTreeMap<OperatorId, [Need; 2]> {
        let mut known: BTreeMap<GroupId, [bool; 2]> = BTreeMap::new();
        let each = self.operators.iter().map(|(id, seat)| {
            let groups = *known.entry(seat.group).or_insert_with(|| {
                let grants = self.grants(seat.group, self.feature);
                sealing::Secret::ALL.map(|secret| secret.is_needed_by(&grants))
            });
            (*id, groups.map(|needs| Need::of(needs, seat.is_enabled)))
        });
        each.collect()
    }

    /// What becomes of the secrets: as operations do it, who look at every share before the act and settle it after it.
    /// What only takes away settles the one operator alone.
    fn seal(&mut self, before: &Rules, actor: OperatorId, act: &Act) -> Option<()> {
        match act {
            Act::EnableOperator(operator, false) => {
                let operator = self.operators.get_mut(operator)?;
                operator.shares = operator.shares.map(|share| Share { has: false, ..share });
                return Some(());
            }
            Act::ChangePassword | Act::DeleteOperator(_) => return Some(()),
            _ => {}
        }
        let actors = before.operators.get(&actor)?.shares;
        let givers = actors.map(|share| if share.has { Giver::Holds } else { Giver::Lacks });
        let mut looks: BTreeMap<OperatorId, [Look; 2]> = BTreeMap::new();
        for (id, needs) in before.needs() {
            let shares = before.operators.get(&id)?.shares;
            let look = |at: usize| Some(sealing::look(*shares.get(at)?, *needs.get(at)?, *givers.get(at)?));
            let looked = [look(0)?, look(1)?];
            (!looked.contains(&Look::Altered)).then_some(())?;
            looks.insert(id, looked);
        }
        for (id, needs) in self.needs() {
            let looked = looks.get(&id).copied().unwrap_or([Look::Sound; 2]);
            let shares = &mut self.operators.get_mut(&id)?.shares;
            for (((share, need), giver), look) in shares.iter_mut().zip(needs).zip(givers).zip(looked) {
                *share = sealing::settled(*share, need, giver, look).ok()?;
            }
        }
        Some(())
    }
}

/// What a group holds, with partitions in use and without: the global ticks count where there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    ticks: BTreeSet<Tick>,
    settings: Settings,
}

/// What there is to hold in a walk.
#[derive(Debug, Clone)]
pub struct Extent {
    pub permissions: Vec<Permission>,
    pub partitions: Vec<PartitionId>,
}

impl Extent {
    pub fn ticks(&self) -> impl Iterator<Item = Tick> {
        let at = |permission: &Permission| {
            let permission = *permission;
            let partitioned = self.partitions.iter().filter(move |_| is_partitioned(permission));
            [(permission, None)].into_iter().chain(partitioned.map(move |it| (permission, Some(*it))))
        };
        self.permissions.iter().flat_map(at)
    }
}

impl Holding {
    fn nothing() -> Holding {
        Holding { ticks: BTreeSet::new(), settings: Settings { audit_days: Some(0), ..Settings::NARROWEST } }
    }

    /// As the model has it.
    pub fn of(site: &Site, group: GroupId, extent: &Extent) -> Holding {
        let ticks = extent.ticks().filter(|tick| site.holds(group, *tick)).collect();
        Holding { ticks, settings: site.settings(group) }
    }

    fn holds(&self, permission: Permission) -> bool {
        self.ticks.contains(&(permission, None))
    }

    /// The laws' only way to say *not more than*.
    fn is_within(&self, bounds: &[&Holding]) -> bool {
        let tick = |tick: &Tick| bounds.iter().any(|bound| bound.ticks.contains(tick));
        let switch =
            |of: fn(&Settings) -> bool| !of(&self.settings) || bounds.iter().any(|it| of(&it.settings));
        self.ticks.iter().all(tick)
            && switch(|it| it.hotel_interface)
            && switch(|it| it.programmer_all_doors)
            && switch(|it| it.audit_all_partitions)
            && bounds.iter().any(|bound| days(self.settings) <= days(bound.settings))
    }

    /// What is in both.
    fn intersection(&self, other: &Holding) -> Holding {
        let ticks = self.ticks.intersection(&other.ticks).copied().collect();
        Holding { ticks, settings: self.settings.intersection(other.settings) }
    }

    fn add(&mut self, more: &Holding) {
        self.ticks.extend(&more.ticks);
        let (mine, theirs) = (&mut self.settings, more.settings);
        mine.hotel_interface |= theirs.hotel_interface;
        mine.programmer_all_doors |= theirs.programmer_all_doors;
        mine.audit_all_partitions |= theirs.audit_all_partitions;
        if days(theirs) > days(*mine) {
            mine.audit_days = theirs.audit_days;
        }
    }
}

type Check = Result<(), String>;

fn must(holds: bool, what: impl FnOnce() -> String) -> Check {
    if holds { Ok(()) } else { Err(what()) }
}

/// Whether rules and model give the same answers about every group, with partitions in use and without. A group that
/// stands as it stood, under groups that do, is known already: answers follow from nothing else.
pub fn compare(
    rules: &Rules,
    site: &Site,
    extent: &Extent,
    before: Option<(&Site, &BTreeMap<GroupId, Holding>)>,
) -> Result<BTreeMap<GroupId, Holding>, String> {
    must(*rules == Rules::of(site), || format!("the states differ: {rules:?} / {site:?}"))?;
    let before = before.filter(|(before, _)| before.partitions == site.partitions);
    let mut holdings = BTreeMap::new();
    for group in site.groups.iter().map(|group| group.id) {
        let known = before.filter(|(before, _)| before.chain(group) == site.chain(group));
        if let Some(known) = known.and_then(|(_, known)| known.get(&group)) {
            holdings.insert(group, known.clone());
            continue;
        }
        holdings.insert(group, compare_group(rules, site, extent, group)?);
    }
    Ok(holdings)
}

/// The same of one group.
pub fn compare_group(rules: &Rules, site: &Site, extent: &Extent, group: GroupId) -> Result<Holding, String> {
    let holding = Holding::of(site, group, extent);
    for feature in POSITIONS {
        let grants = rules.grants(group, feature);
        compare_answers(&grants, &holding, extent, feature, |partition| site.reaches(group, partition))
            .map_err(|what| format!("group {group:?} with partitions {feature:?}: {what}"))?;
    }
    Ok(holding)
}

fn compare_answers(
    grants: &Grants,
    holding: &Holding,
    extent: &Extent,
    feature: Feature,
    reaches: impl Fn(PartitionId) -> bool,
) -> Check {
    must(grants.settings() == holding.settings, || format!("settings: {:?}", grants.settings()))?;
    for partition in &extent.partitions {
        must(grants.reaches(*partition) == (feature == Feature::Off || reaches(*partition)), || {
            format!("reaches {partition:?}")
        })?;
    }
    for permission in extent.permissions.iter().copied() {
        let counts = feature == Feature::On && is_partitioned(permission);
        let holds = |at| holding.ticks.contains(&(permission, at));
        let held: Vec<PartitionId> =
            extent.partitions.iter().copied().filter(|it| holds(counts.then_some(*it))).collect();
        let is_held = if counts { !held.is_empty() } else { holds(None) };
        let scope = match grants.scope(permission) {
            None => !is_held,
            Some(Scope::Everywhere) => is_held && (!counts || held == extent.partitions),
            Some(Scope::Partitions(scope)) => counts && is_held && scope.into_iter().eq(held.iter().copied()),
        };
        must(scope, || {
            format!("the scope of {permission:?} is {:?}, not {held:?}", grants.scope(permission))
        })?;
        must(grants.holds(permission) == is_held, || format!("holds {permission:?}"))?;
        must(grants.global().holds(permission) == holds(None), || format!("global {permission:?}"))?;
        for partition in &extent.partitions {
            must(grants.holds_in(permission, *partition) == held.contains(partition), || {
                format!("holds {permission:?} in {partition:?}")
            })?;
        }
    }
    Ok(())
}

/// Random numbers that are the same for the same seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound.max(1) as u64) as usize
    }

    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).copied()
    }

    /// A form with random ticks, begun as one of these.
    pub fn form(&mut self, begun: &[&model::Given], extent: &Extent) -> model::Given {
        let mut form = match self.pick(begun) {
            Some(begun) if self.percent(80) => begun.clone(),
            _ => model::Given::nothing(),
        };
        if self.percent(if begun.is_empty() { 80 } else { 10 }) {
            form.ticks = extent.ticks().collect();
            form.access = extent.partitions.iter().copied().collect();
            form.settings = Settings::WIDEST;
        }
        let chance = self.pick(&[1, 1, 2, 5, 10, 40]).unwrap_or(10);
        // Those who may give nothing on make a dull walk.
        if self.percent(98) {
            form.ticks.extend(GIVING.map(|permission| (permission, None)));
        }
        for permission in &extent.permissions {
            self.turn(chance, (*permission, None), &mut form.ticks);
        }
        for partition in &extent.partitions {
            self.turn(chance, *partition, &mut form.access);
            if form.access.contains(partition) {
                self.turn(chance / 2, *partition, &mut form.custom);
            } else {
                form.custom.remove(partition);
            }
            for permission in &extent.permissions {
                self.turn(chance, (*permission, Some(*partition)), &mut form.ticks);
            }
        }
        // A tree that is not custom has no ticks of its own; that of a form is seldom untidy.
        let is_tidy = self.percent(90);
        let (access, custom) = (form.access.clone(), form.custom.clone());
        form.ticks.retain(|(_, at)| at.is_none_or(|at| access.contains(&at) && custom.contains(&at)));
        if is_tidy {
            let said = form.clone();
            form.ticks.retain(|tick| said.says(*tick));
        }
        let settings = &mut form.settings;
        for switch in [
            &mut settings.hotel_interface,
            &mut settings.programmer_all_doors,
            &mut settings.audit_all_partitions,
        ] {
            *switch ^= self.percent(chance);
        }
        if self.percent(chance) {
            settings.audit_days = self.pick(&[None, Some(1), Some(2), Some(7), Some(30)]).flatten();
        }
        form
    }

    fn turn<T: Ord + Copy>(&mut self, chance: usize, one: T, set: &mut BTreeSet<T>) {
        if self.percent(chance) && !set.remove(&one) {
            set.insert(one);
        }
    }
}

/// One walk: a site of its own, from its first start on.
pub struct Walk {
    seed: u64,
    dice: Dice,
    extent: Extent,
    site: Site,
    rules: Rules,
    holdings: BTreeMap<GroupId, Holding>,
    /// For each group, all that was ever given to it by somebody who held it at that moment.
    ledger: BTreeMap<GroupId, Holding>,
    whole: Whole,
    tally: Tally,
}

const GROUPS_MAX: usize = 7;
const OPERATORS_MAX: usize = 9;
const PARTITIONS_MAX: usize = 4;
const THINGS_MAX: usize = 6;

/// Without these nobody but administrators does anything here.
const GIVING: [Permission; 4] = [
    Permission::OperatorGroupsModify,
    Permission::OperatorGroupsAddDelete,
    Permission::OperatorsModify,
    Permission::OperatorsAddDelete,
];

/// Without these nothing is ever moved.
const MOVING: [Permission; 4] = [
    Permission::UsersModify,
    Permission::UsersAddDelete,
    Permission::DoorsModify,
    Permission::DoorsAddDelete,
];

/// Without this nobody but administrators works with the keys of cards.
const SEALING: [Permission; 1] = [Permission::KeyRead];

/// Without this nobody but administrators does what takes two.
const BY_TWO: [Permission; 1] = [Permission::SystemAuditorPurge];

impl Walk {
    /// One walk in a hundred knows the whole tree; the others a few leaves of it, of both kinds.
    pub fn new(seed: u64) -> Result<Walk, String> {
        let mut dice = Dice(seed);
        let mut permissions: BTreeSet<Permission> = GIVING.into();
        permissions.extend(MOVING);
        permissions.extend(SEALING);
        permissions.extend(BY_TWO);
        if dice.below(100) == 0 {
            permissions.extend(Permission::ALL);
        } else {
            while permissions.len() < 12 {
                permissions.extend(dice.pick(Permission::ALL));
            }
        }
        let (id, group) = (OperatorId(1), GroupId::ADMINISTRATOR);
        let site = Site {
            groups: vec![Group { id: group, parent: None, given: model::Given::nothing() }],
            operators: vec![Operator { id, group, is_enabled: true, shares: model::FIRST }],
            partitions: vec![PartitionId::GENERAL],
            things: Vec::new(),
            uses_partitions: dice.percent(70),
            last: 1,
            now: 0,
            deeds: Vec::new(),
            asked: None,
        };
        let extent =
            Extent { permissions: permissions.into_iter().collect(), partitions: site.partitions.clone() };
        let rules = Rules::of(&site);
        let holdings = compare(&rules, &site, &extent, None)?;
        let (ledger, whole, tally) = (BTreeMap::new(), [(id, 0)].into(), Tally::default());
        Ok(Walk { seed, dice, extent, site, rules, holdings, ledger, whole, tally })
    }

    fn act(&mut self) -> Option<(OperatorId, Act)> {
        let dice = &mut self.dice;
        let site = &self.site;
        let operators: Vec<OperatorId> = site.operators.iter().map(|it| it.id).collect();
        // Mostly those who can do something and are not administrators.
        let may_give = |it: &&Operator| {
            let can =
                self.holdings.get(&it.group).is_some_and(|it| GIVING.iter().any(|leaf| it.holds(*leaf)));
            it.is_enabled && it.group != GroupId::ADMINISTRATOR && can
        };
        let delegates: Vec<OperatorId> = site.operators.iter().filter(may_give).map(|it| it.id).collect();
        let is_anybody = dice.percent(25) || delegates.is_empty();
        let actor = dice.pick(if is_anybody { &operators } else { &delegates })?;
        let own = site.operator(actor)?.group;
        let groups: Vec<GroupId> = site.groups.iter().map(|group| group.id).collect();
        let reached: Vec<GroupId> = groups.iter().copied().filter(|it| site.is_in_reach(own, *it)).collect();
        // Mostly what is in reach: the rest is refused, which is soon seen.
        let near = |dice: &mut Dice| {
            let is_near = dice.percent(85);
            dice.pick(if is_near { &reached } else { &groups })
        };
        let (group, to) = (near(dice)?, near(dice)?);
        let operator = dice.pick(&operators)?;
        let givens: Vec<&model::Given> = [group, own, to]
            .iter()
            .filter(|group| **group != GroupId::ADMINISTRATOR)
            .filter_map(|id| site.group(*id))
            .map(|group| &group.given)
            .collect();
        let (some, many) = (groups.len() < 4, groups.len() >= GROUPS_MAX);
        let roll = dice.below(160);
        // What takes two is mostly tried by those who could, and the act that waits by the one who asked for it.
        let entitled: Vec<OperatorId> =
            operators.iter().copied().filter(|id| site.is_entitled(*id)).collect();
        let is_by_two = (142..160).contains(&roll) && !entitled.is_empty() && dice.percent(85);
        let asked = site.asked.map(|(by, _)| by).filter(|_| roll >= 157);
        let actor = if is_by_two { asked.or(dice.pick(&entitled)).unwrap_or(actor) } else { actor };
        let operator = if is_by_two { dice.pick(&entitled).unwrap_or(operator) } else { operator };
        let act = match roll {
            0..12 if !many => Act::AddGroup(dice.form(&givens, &self.extent)),
            12..16 if !many => Act::CopyGroup(group),
            16..46 => Act::EditGroup(group, dice.form(&givens, &self.extent)),
            46..64 => Act::ForceGroup(group, dice.form(givens.get(..1).unwrap_or_default(), &self.extent)),
            64..71 if !some => Act::DeleteGroup(group, dice.percent(60).then_some(to)),
            71..80 if operators.len() < OPERATORS_MAX => Act::AddOperator(group),
            80..88 => Act::MoveOperator(operator, to),
            88..91 => Act::EnableOperator(operator, dice.percent(60)),
            91..93 => Act::DeleteOperator(operator),
            93..95 if site.partitions.len() < PARTITIONS_MAX => Act::AddPartition,
            95..97 => Act::DeletePartition(dice.pick(&site.partitions)?, dice.pick(&site.partitions)?),
            97..99 => Act::UsePartitions(dice.percent(70)),
            99..105 if site.things.len() < THINGS_MAX => {
                let kind = if dice.percent(50) { Kind::Person } else { Kind::Door };
                Act::AddThing(kind, dice.pick(&site.partitions)?)
            }
            125..130 => Act::SetPassword(operator),
            130..132 => Act::ChangePassword,
            132..136 => Act::PutOperator(operator, to, dice.percent(50)),
            136..142 => Act::Wait(dice.pick(&[1, 6, 12, 23, DAY, DAY, 2 * DAY, 7 * DAY])?),
            142..154 => Act::WithWitness(operator),
            154..156 => Act::AskToWait,
            156..157 => Act::CallOff,
            157..160 => Act::AfterWaiting,
            105..125 if !site.things.is_empty() => {
                // Mostly what the actor may save: the rest is refused, which is soon seen.
                let may_save = |it: &&Thing| site.can(own, it.kind.rights().0, it.partition);
                let near: Vec<i64> = site.things.iter().filter(may_save).map(|it| it.id).collect();
                let all: Vec<i64> = site.things.iter().map(|it| it.id).collect();
                let is_near = dice.percent(85) && !near.is_empty();
                let thing = dice.pick(if is_near { &near } else { &all })?;
                if dice.percent(95) {
                    Act::MoveThing(thing, dice.pick(&site.partitions)?)
                } else {
                    Act::DeleteThing(thing)
                }
            }
            _ => Act::EditGroup(group, dice.form(&givens, &self.extent)),
        };
        Some((actor, act))
    }

    /// Takes steps, and says at the first broken law which, where, and by what act.
    pub fn go(&mut self, steps: u64) -> Result<Tally, String> {
        for _ in 0..steps {
            let Some((actor, act)) = self.act() else { return Err("there is nobody left".to_owned()) };
            let step = self.tally.steps;
            self.step(actor, &act)
                .map_err(|what| format!("seed {}, step {step}, {actor:?}: {act:?}: {what}", self.seed))?;
        }
        Ok(self.tally)
    }

    fn step(&mut self, actor: OperatorId, act: &Act) -> Check {
        self.tally.steps += 1;
        let after = self.site.after(actor, act);
        let is_done = self.rules.does(actor, act, self.site.last + 1);
        must(is_done == after.is_some(), || format!("the rules say {is_done}, the model does not"))?;
        let Some(after) = after else { return Ok(()) };
        self.tally.done += 1;
        let before = std::mem::replace(&mut self.site, after);
        self.extent.partitions.clone_from(&self.site.partitions);
        let holdings = compare(&self.rules, &self.site, &self.extent, Some((&before, &self.holdings)))?;
        let held = std::mem::replace(&mut self.holdings, holdings);
        self.no_more_than_the_actor_held(&before, &held, actor)?;
        self.no_more_over_any_thing(&before, &held, actor)?;
        self.no_more_than_was_given(&before, &held, actor)?;
        self.less_is_less(&before, &held, act)?;
        secrets_stay_with_those_who_need_them(&before, &self.site, actor, act)?;
        two_are_two(&before, &self.whole, actor, act)?;
        self.whole = whole_since(&self.whole, &self.site, actor, act);
        self.tally.by_two += u64::from(matches!(act, Act::WithWitness(_)));
        self.tally.waited += u64::from(*act == Act::AfterWaiting);
        self.tally.given += secrets(&self.site).difference(&secrets(&before)).count() as u64;
        self.tally.taken += secrets(&before).difference(&secrets(&self.site)).count() as u64;
        self.reasons_and_differences()
    }

    /// An act gives nobody more than who does it held, beside what they held themselves.
    fn no_more_than_the_actor_held(
        &mut self,
        before: &Site,
        held: &BTreeMap<GroupId, Holding>,
        actor: OperatorId,
    ) -> Check {
        let nothing = Holding::nothing();
        let own = before.operator(actor).map_or(GroupId::ADMINISTRATOR, |actor| actor.group);
        if own == GroupId::ADMINISTRATOR {
            return Ok(());
        }
        self.tally.delegated += 1;
        let actors = held.get(&own).unwrap_or(&nothing);
        for (group, holding) in &self.holdings {
            let theirs = held.get(group).unwrap_or(&nothing);
            must(holding.is_within(&[theirs, actors]), || format!("{group:?} gained {holding:?}"))?;
        }
        for operator in &self.site.operators {
            let was = before.operator(operator.id).and_then(|was| held.get(&was.group)).unwrap_or(&nothing);
            let is = self.holdings.get(&operator.group).unwrap_or(&nothing);
            must(is.is_within(&[was, actors]), || format!("{operator:?} gained {is:?}"))?;
        }
        Ok(())
    }

    /// No act of an operator raises what that operator may do with any thing, as partitions are used and as if they were.
    fn no_more_over_any_thing(
        &mut self,
        before: &Site,
        held: &BTreeMap<GroupId, Holding>,
        actor: OperatorId,
    ) -> Check {
        let (Some(was), Some(is)) = (before.operator(actor), self.site.operator(actor)) else {
            return Ok(());
        };
        let (Some(had), Some(has)) = (held.get(&was.group), self.holdings.get(&is.group)) else {
            return Err("a group holds nothing at all".to_owned());
        };
        for thing in &self.site.things {
            let Some(lay) = before.things.iter().find(|it| it.id == thing.id) else { continue };
            self.tally.moved += u64::from(lay != thing);
            // Switching partitions is for those who may do everything anyway.
            for uses in [self.site.uses_partitions, true] {
                let over = |it: &Holding, thing: &Thing, permission| {
                    let counts = uses && is_partitioned(permission);
                    it.ticks.contains(&(permission, counts.then_some(thing.partition)))
                };
                let raised = self
                    .extent
                    .permissions
                    .iter()
                    .find(|permission| over(has, thing, **permission) && !over(had, lay, **permission));
                must(raised.is_none(), || format!("{raised:?} of {thing:?}, which was {lay:?}"))?;
            }
        }
        Ok(())
    }

    /// Whatever a group holds, somebody gave to this very group who held it then; so it was with every group above.
    fn no_more_than_was_given(
        &mut self,
        before: &Site,
        held: &BTreeMap<GroupId, Holding>,
        actor: OperatorId,
    ) -> Check {
        let own = before.operator(actor).map_or(GroupId::ADMINISTRATOR, |actor| actor.group);
        let mut everything = Holding { ticks: self.extent.ticks().collect(), settings: Settings::WIDEST };
        if own != GroupId::ADMINISTRATOR {
            everything = held.get(&own).cloned().unwrap_or_else(Holding::nothing);
        }
        let partitions = &self.site.partitions;
        self.ledger.retain(|group, entry| {
            entry.ticks.retain(|(_, at)| at.is_none_or(|at| partitions.contains(&at)));
            self.site.group(*group).is_some()
        });
        let nothing = Holding::nothing();
        for group in self.site.groups.iter().filter(|group| group.id != GroupId::ADMINISTRATOR) {
            let entry = self.ledger.entry(group.id).or_insert_with(|| Holding {
                // The first day of the trail is everybody's.
                settings: Settings::NARROWEST,
                ..Holding::nothing()
            });
            if before.group(group.id) != Some(group) {
                let ticks = self.extent.ticks().filter(|tick| group.given.says(*tick)).collect();
                let says = Holding { ticks, settings: group.given.settings };
                entry.add(&says.intersection(&everything));
                must(says.is_within(&[&*entry]), || format!("{:?} was given {says:?} by nobody", group.id))?;
            }
            let holds = self.holdings.get(&group.id).unwrap_or(&nothing);
            must(holds.is_within(&[&*entry]), || format!("{:?} holds {holds:?}", group.id))?;
            let above = group.parent.and_then(|parent| self.holdings.get(&parent));
            must(above.is_some_and(|above| holds.is_within(&[above])), || format!("{:?} exceeds", group.id))?;
        }
        Ok(())
    }

    /// Taking away allows nobody more, and takes nothing from what another group was given.
    fn less_is_less(&self, before: &Site, held: &BTreeMap<GroupId, Holding>, act: &Act) -> Check {
        let (Act::EditGroup(group, _) | Act::ForceGroup(group, _)) = act else { return Ok(()) };
        let (Some(was), Some(is)) = (before.group(*group), self.site.group(*group)) else { return Ok(()) };
        for other in before.groups.iter().filter(|other| other.id != *group) {
            must(self.site.group(other.id) == Some(other), || format!("{:?} was changed as well", other.id))?;
        }
        let is_less = self.extent.ticks().all(|tick| was.given.says(tick) || !is.given.says(tick))
            && is.given.settings.is_within(was.given.settings);
        let gained =
            self.holdings.iter().find(|(id, it)| !held.get(id).is_some_and(|was| it.is_within(&[was])));
        must(!is_less || gained.is_none(), || format!("less for {group:?} is more: {gained:?}"))
    }

    /// Why not, and who gains and loses what, say the same as the answers themselves.
    fn reasons_and_differences(&mut self) -> Check {
        let groups: Vec<GroupId> = self.holdings.keys().copied().collect();
        let (Some(one), Some(other)) = (self.dice.pick(&groups), self.dice.pick(&groups)) else {
            return Ok(());
        };
        let partition = self.dice.pick(&self.extent.partitions).unwrap_or(PartitionId::GENERAL);
        let permission = self.dice.pick(&self.extent.permissions).unwrap_or(Permission::UsersView);
        let (Some(mine), Some(theirs)) = (self.holdings.get(&one), self.holdings.get(&other)) else {
            return Ok(());
        };
        for feature in POSITIONS {
            let (chain, site) = (self.rules.chain(one), &self.site);
            let counts = feature == Feature::On && is_partitioned(permission);
            let tick = (permission, counts.then_some(partition));
            let verdict = delegation::why(&chain, feature, permission, partition);
            must(verdict == self.verdict(one, tick), || format!("why {tick:?} of {one:?}: {verdict:?}"))?;
            let (a, b) = (self.rules.grants(one, feature), self.rules.grants(other, feature));
            let is_of = |tick: &&Tick| match tick.1 {
                None => feature == Feature::Off || !is_partitioned(tick.0),
                Some(_) => feature == Feature::On,
            };
            let lacks = |few: &Holding, many: &Holding| -> BTreeSet<Tick> {
                many.ticks.difference(&few.ticks).filter(is_of).copied().collect()
            };
            let found = Difference::between(&a, &b, &self.extent.partitions, feature);
            for (side, few, many) in [(&found.gained, mine, theirs), (&found.lost, theirs, mine)] {
                let everywhere = side.everywhere.iter().map(|permission| (permission, None));
                let each = |(at, set): (&PartitionId, &Set)| -> Vec<Tick> {
                    let at = Some(*at);
                    set.iter().map(|permission| (permission, at)).collect()
                };
                let told: BTreeSet<Tick> = everywhere
                    .chain(side.partitions.iter().flat_map(each))
                    .filter(|it| self.knows(it.0))
                    .collect();
                must(told == lacks(few, many), || format!("difference of {one:?} and {other:?}: {found:?}"))?;
                let (had, has) = (few.settings, many.settings);
                let switches = side.hotel_interface == (has.hotel_interface && !had.hotel_interface)
                    && side.programmer_all_doors == (has.programmer_all_doors && !had.programmer_all_doors)
                    && side.audit_all_partitions == (has.audit_all_partitions && !had.audit_all_partitions)
                    && side.audit_days == (days(has) > days(had)).then_some((had.audit_days, has.audit_days));
                must(switches, || format!("settings of {one:?} and {other:?}: {found:?}"))?;
                let is_nothing =
                    told.is_empty() && Holding { settings: has, ..Holding::nothing() }.is_within(&[few]);
                // Administrators hold what this walk does not know.
                let is_known = a != Grants::Everything && b != Grants::Everything;
                must(!is_known || side.is_empty() == is_nothing, || format!("nothing? {side:?}"))?;
            }
            let is_nothing = found.gained.is_empty() && found.lost.is_empty();
            must(found.is_empty() == is_nothing, || format!("nothing? {found:?}"))?;
            // Within reach is within bounds; and the bound says what the ticks say.
            let is_above = site.is_in_reach(other, one);
            must(!is_above || a.is_within(&b), || format!("{one:?} is in reach of {other:?}, not within"))?;
            if feature == Feature::On {
                let exceeds = mine.is_within(&[theirs]);
                must(
                    a.is_within(&b) == exceeds || b == Grants::Everything || a == Grants::Everything,
                    || format!("{one:?} within {other:?}"),
                )?;
            }
            let now = self.rules.grants(one, self.rules.feature).holds_in(permission, partition);
            must(now == site.can(one, permission, partition), || format!("{one:?} can {permission:?}"))?;
            must(self.rules.reach(other).contains(&one) == is_above, || {
                format!("{other:?} reaches {one:?}")
            })?;
        }
        Ok(())
    }

    fn knows(&self, permission: Permission) -> bool {
        self.extent.permissions.contains(&permission)
    }

    /// The lowest group that stops it, and by what.
    fn verdict(&self, group: GroupId, (permission, at): Tick) -> Verdict {
        let mut depth = self.rules.chain(group).len();
        let mut next = self.site.group(group);
        while let Some(group) = next.filter(|group| group.parent.is_some()) {
            depth -= 1;
            if !group.given.says((permission, None)) {
                return Verdict::NotGiven(depth);
            }
            if at.is_some_and(|at| !group.given.access.contains(&at)) {
                return Verdict::NoAccess(depth);
            }
            if !group.given.says((permission, at)) {
                return Verdict::TakenAway(depth);
            }
            next = group.parent.and_then(|parent| self.site.group(parent));
        }
        Verdict::Held
    }
}

/// Who has which secret.
fn secrets(site: &Site) -> BTreeSet<(OperatorId, Secret)> {
    let each = site.operators.iter().flat_map(|it| Secret::ALL.map(|secret| (it.id, secret)));
    each.filter(|(id, secret)| site.has(*id, *secret)).collect()
}

/// Everybody who may sign in and works with a secret has it, and nobody else. One who has it now and did not, or has it
/// by other keys, got it from the actor, who had it; and so had the one who made the keys that it is sealed to.
pub fn secrets_stay_with_those_who_need_them(
    before: &Site,
    site: &Site,
    actor: OperatorId,
    act: &Act,
) -> Check {
    for operator in &site.operators {
        let is_remade = *act == Act::SetPassword(operator.id);
        for (secret, share) in Secret::ALL.into_iter().zip(operator.shares) {
            let what = |says: &str| format!("{:?} {says}: {secret:?}", operator.id);
            let needs = operator.is_enabled && site.needs(operator.group, secret);
            must(share.has || !needs, || what("needs what he has not"))?;
            must(needs || !share.has, || what("has what he does not need"))?;
            must(share.is_vouched || !share.has, || what("has it by keys that nobody vouches for"))?;
            let is_more = share.has && (is_remade || !before.has(operator.id, secret));
            must(!is_more || before.has(actor, secret), || what("got it from one who lacks it"))?;
            let was = before.operator(operator.id).filter(|_| !is_remade).map(|was| was.shares);
            let was_vouched = was.is_some_and(|was| was[secret as usize].is_vouched);
            let is_vouched_anew = share.is_vouched && !was_vouched;
            must(!is_vouched_anew || before.has(actor, secret), || what("has keys vouched for by nobody"))?;
        }
    }
    Ok(())
}

/// Since when each operator could have done what takes two, without a break and by a password that nobody else gave.
pub type Whole = BTreeMap<OperatorId, u32>;

/// The same after an act of somebody.
pub fn whole_since(whole: &Whole, site: &Site, actor: OperatorId, act: &Act) -> Whole {
    let entitled = site.operators.iter().map(|it| it.id).filter(|id| site.is_entitled(*id));
    let is_remade = |id: OperatorId| id != actor && *act == Act::SetPassword(id);
    let since = |id| whole.get(&id).filter(|_| !is_remade(id)).copied().unwrap_or(site.now);
    entitled.map(|id| (id, since(id))).collect()
}

/// What takes two is done by two who both could have done it for a whole day; or by one whom nobody else could have
/// confirmed, a day after that one asked for it, and no later than a week after that.
pub fn two_are_two(before: &Site, whole: &Whole, actor: OperatorId, act: &Act) -> Check {
    let for_a_day = |id: &OperatorId| whole.get(id).is_some_and(|since| since + DAY <= before.now);
    match act {
        Act::WithWitness(witness) => {
            must(*witness != actor, || "one is no two".to_owned())?;
            must(for_a_day(&actor) && for_a_day(witness), || format!("not for a day: {whole:?}"))
        }
        Act::AfterWaiting => {
            let (is_alone, asked) = (whole.keys().eq([&actor]), before.asked);
            let is_due = |(by, at)| by == actor && (at + DAY..at + 8 * DAY).contains(&before.now);
            must(is_alone && asked.is_some_and(is_due), || format!("{asked:?}, {whole:?}"))
        }
        _ => Ok(()),
    }
}

/// How long one walk is: long enough for deep trees, short enough to begin anew often.
const LENGTH: u64 = 500;

/// Walks of many sites, one after the other, until so many steps are taken.
pub fn steps(seed: u64, steps: u64) -> Result<Tally, String> {
    let (mut all, mut seed) = (Tally::default(), seed);
    while all.steps < steps {
        let tally = Walk::new(seed)?.go(LENGTH.min(steps - all.steps))?;
        all += tally;
        seed += 1;
    }
    Ok(all)
}
