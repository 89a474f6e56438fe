//! The rules of operator groups once more, as plainly as they can be said: sets of ticks, a list of groups, and no
//! cleverness. Written from the contract (rows G1 to G13), not from the sources, so that both can be held against
//! each other. Speed is no aim here; that a person can check it by reading is.
//!
//! The bench takes the same steps, so this file is also a module of `src/ui/measure.rs`. Nothing but
//! `keydesk measure gate` comes here; what an operator does is never decided by the model.

use std::collections::BTreeSet;

use keydesk::domain::group::{GroupId, Settings};
use keydesk::domain::operator::OperatorId;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{Permission, Reach};

/// A permission, and the partition whose tree it is ticked in; `None` is the global tree.
pub type Tick = (Permission, Option<PartitionId>);

/// What a group was given, or what somebody wants it to be given: the form with its ticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub ticks: BTreeSet<Tick>,
    pub access: BTreeSet<PartitionId>,
    pub custom: BTreeSet<PartitionId>,
    pub settings: Settings,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub id: GroupId,
    /// `None` is above Administrator.
    pub parent: Option<GroupId>,
    pub given: Given,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    pub id: OperatorId,
    pub group: GroupId,
    pub is_enabled: bool,
    /// What is known of each of the site's secrets.
    pub shares: [Share; 2],
}

/// How an operator stands to a secret of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Share {
    /// The one who made the operator's keys held it.
    pub is_vouched: bool,
    /// Somebody who held it gave it to these keys.
    pub is_given: bool,
    /// It is sealed to these keys.
    pub has: bool,
}

/// The share of whoever makes the site, in either secret.
pub const FIRST: [Share; 2] = [Share { is_vouched: true, is_given: true, has: true }; 2];

/// The site's secrets, in the order of an operator's shares: that of cards, and that of PINs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    Cards,
    Pins,
}

/// What kinds of things lie in partitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Person,
    Door,
}

/// A thing that lies in a partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    pub id: i64,
    pub kind: Kind,
    pub partition: PartitionId,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub groups: Vec<Group>,
    pub operators: Vec<Operator>,
    pub partitions: Vec<PartitionId>,
    pub things: Vec<Thing>,
    pub uses_partitions: bool,
    /// The number of the last thing that was made; none is used again.
    pub last: i64,
    /// The hours that have passed.
    pub now: u32,
    /// What was done to accounts and to what groups were given, oldest first; what is older than three days is left out.
    pub deeds: Vec<Deed>,
    /// Who asked, and when, for the act that takes two to wait instead.
    pub asked: Option<(OperatorId, u32)>,
}

/// Somebody did something at some hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deed {
    pub by: OperatorId,
    pub to: To,
    pub at: u32,
}

/// What was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    Account(OperatorId),
    Given(GroupId),
}

/// So many hours are a day.
pub const DAY: u32 = 24;

/// What an operator does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    AddGroup(Given),
    CopyGroup(GroupId),
    /// As the screen does it: what the giver lacks stays as it was.
    EditGroup(GroupId, Given),
    /// As somebody does it who goes around the screen: exactly that or nothing.
    ForceGroup(GroupId, Given),
    /// Its operators move to another group, or are deleted with it.
    DeleteGroup(GroupId, Option<GroupId>),
    AddOperator(GroupId),
    MoveOperator(OperatorId, GroupId),
    EnableOperator(OperatorId, bool),
    /// Moved and enabled or disabled at once.
    PutOperator(OperatorId, GroupId, bool),
    DeleteOperator(OperatorId),
    /// For somebody else: with keys that nobody has had before.
    SetPassword(OperatorId),
    /// One's own.
    ChangePassword,
    AddPartition,
    /// Its things go to another.
    DeletePartition(PartitionId, PartitionId),
    UsePartitions(bool),
    AddThing(Kind, PartitionId),
    MoveThing(i64, PartitionId),
    DeleteThing(i64),
    /// So many hours pass.
    Wait(u32),
    /// The act that takes two, with the word of this operator.
    WithWitness(OperatorId),
    /// The same act is asked for, to wait, as there is nobody to confirm it.
    AskToWait,
    /// It is called off.
    CallOff,
    /// It is done, after it has waited.
    AfterWaiting,
}

impl Secret {
    pub const ALL: [Secret; 2] = [Secret::Cards, Secret::Pins];

    /// Whether a permission is of no use without it: whatever is done with keys takes the secret of cards, and so does
    /// every tile of a hotel but the one that only looks at rooms. Writing a key writes its PIN as well.
    pub fn is_needed_for(self, permission: Permission) -> bool {
        use Permission as P;
        let is_with_keys = (permission.key().starts_with("keys/") || permission.key().starts_with("hotels/"))
            && permission != P::HotelRoomStatus;
        match self {
            Secret::Cards => is_with_keys,
            Secret::Pins => is_with_keys || matches!(permission, P::UsersModify | P::UsersAddDelete),
        }
    }
}

impl Kind {
    /// What it takes to save one, and to put one somewhere or take it away.
    pub const fn rights(self) -> (Permission, Permission) {
        match self {
            Kind::Person => (Permission::UsersModify, Permission::UsersAddDelete),
            Kind::Door => (Permission::DoorsModify, Permission::DoorsAddDelete),
        }
    }
}

pub fn is_partitioned(permission: Permission) -> bool {
    permission.reach() == Reach::Partition
}

/// Days as a number: all of them are more than any.
pub fn days(settings: Settings) -> u16 {
    settings.audit_days.unwrap_or(u16::MAX)
}

impl Given {
    pub fn nothing() -> Given {
        let (ticks, access, custom) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Given { ticks, access, custom, settings: Settings::NARROWEST }
    }

    /// Whether it says yes to a permission, globally or for things of a partition.
    pub fn says(&self, (permission, at): Tick) -> bool {
        let Some(partition) = at else { return self.ticks.contains(&(permission, None)) };
        is_partitioned(permission)
            && self.ticks.contains(&(permission, None))
            && self.access.contains(&partition)
            && (!self.custom.contains(&partition) || self.ticks.contains(&(permission, at)))
    }

    /// What is ticked globally.
    pub fn globally(&self) -> Vec<Permission> {
        self.ticks.iter().filter(|(_, at)| at.is_none()).map(|(permission, _)| *permission).collect()
    }

    /// Gives access, with exactly these; custom is off only if it is asked to be and comes to the same.
    fn let_in(&mut self, partition: PartitionId, is_custom: bool, says: impl Fn(Permission) -> bool) {
        self.access.insert(partition);
        let could: Vec<Permission> = self.globally().into_iter().filter(|it| is_partitioned(*it)).collect();
        let can: Vec<Permission> = could.iter().copied().filter(|permission| says(*permission)).collect();
        if is_custom || can.len() < could.len() {
            self.custom.insert(partition);
            self.ticks.extend(can.into_iter().map(|permission| (permission, Some(partition))));
        }
    }
}

impl Site {
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    pub fn operator(&self, id: OperatorId) -> Option<&Operator> {
        self.operators.iter().find(|operator| operator.id == id)
    }

    /// The standard groups from this one up; Administrator, who may do everything, is not among them.
    pub fn chain(&self, id: GroupId) -> Vec<&Group> {
        let mut chain = Vec::new();
        let mut at = self.group(id);
        while let Some(group) = at {
            if group.id != GroupId::ADMINISTRATOR {
                chain.push(group);
            }
            at = group.parent.and_then(|parent| self.group(parent));
        }
        chain
    }

    /// Whether the group and every group above it say yes.
    pub fn holds(&self, group: GroupId, tick: Tick) -> bool {
        self.chain(group).iter().all(|group| group.given.says(tick))
    }

    /// Whether an operator of the group can do that with a thing of the partition, at this moment.
    pub fn can(&self, group: GroupId, permission: Permission, partition: PartitionId) -> bool {
        let counts = self.uses_partitions && is_partitioned(permission);
        self.holds(group, (permission, counts.then_some(partition)))
    }

    /// Whether whoever moves a thing there could do nothing with it there that was not possible here, on the day that
    /// partitions are used at least.
    pub fn gives_no_more(&self, group: GroupId, from: PartitionId, to: PartitionId) -> bool {
        let mut partitioned = Permission::ALL.iter().filter(|permission| is_partitioned(**permission));
        partitioned.all(|permission| {
            self.holds(group, (*permission, Some(from))) || !self.holds(group, (*permission, Some(to)))
        })
    }

    /// Whether an operator of the group can do, anywhere and at this moment, what takes the secret.
    pub fn needs(&self, group: GroupId, secret: Secret) -> bool {
        let can = |permission: &Permission| {
            let counts = self.uses_partitions && is_partitioned(*permission);
            if counts {
                self.partitions.iter().any(|at| self.holds(group, (*permission, Some(*at))))
            } else {
                self.holds(group, (*permission, None))
            }
        };
        let ticked = self.group(group).map(|group| group.given.globally()).unwrap_or_default();
        group == GroupId::ADMINISTRATOR || ticked.iter().filter(|it| secret.is_needed_for(**it)).any(can)
    }

    /// Whether the operator may sign in and do the act that takes two, as one of the two.
    pub fn is_entitled(&self, operator: OperatorId) -> bool {
        let operator = self.operator(operator).filter(|it| it.is_enabled);
        operator.is_some_and(|it| self.holds(it.group, (Permission::SystemAuditorPurge, None)))
    }

    /// Whether nobody else could confirm the act.
    fn is_alone(&self, operator: OperatorId) -> bool {
        !self.operators.iter().any(|it| it.id != operator && self.is_entitled(it.id))
    }

    /// Whether nobody else made the account, changed it, or changed what a group above it was given, within a day.
    fn is_vouched_for(&self, operator: OperatorId) -> bool {
        let Some(group) = self.operator(operator).map(|it| it.group) else { return false };
        let above: Vec<GroupId> = self.chain(group).iter().map(|it| it.id).collect();
        self.deeds.iter().filter(|it| it.by != operator && self.now < it.at + DAY).all(|it| match it.to {
            To::Account(account) => account != operator,
            To::Given(group) => !above.contains(&group),
        })
    }

    /// Who asked for the act that waits, and when, unless that is forgotten: a week after it was due.
    fn waiting(&self) -> Option<(OperatorId, u32)> {
        self.asked.filter(|(by, at)| self.operator(*by).is_some() && self.now < at + 8 * DAY)
    }

    /// Notes what an operator did to accounts and groups.
    fn note(&mut self, before: &Site, by: OperatorId, act: &Act) {
        let to = match act {
            Act::AddGroup(_) | Act::CopyGroup(_) => vec![To::Given(GroupId(self.last))],
            Act::EditGroup(group, _) | Act::ForceGroup(group, _) => {
                let is_changed = before.group(*group) != self.group(*group);
                is_changed.then_some(To::Given(*group)).into_iter().collect()
            }
            Act::AddOperator(_) => vec![To::Account(OperatorId(self.last))],
            Act::SetPassword(operator) => vec![To::Account(*operator)],
            _ => {
                // A group that moves up keeps what came from the one above it, which is no longer there to tell of it.
                let stood = |it: &&Group| before.group(it.id).is_some_and(|was| was.parent != it.parent);
                let moved_up = self.groups.iter().filter(stood).map(|it| To::Given(it.id));
                let was = |it: &Operator| before.operator(it.id).map(|was| (was.group, was.is_enabled));
                let is_changed = |it: &&Operator| was(it) != Some((it.group, it.is_enabled));
                let operators = self.operators.iter().filter(is_changed).map(|it| To::Account(it.id));
                moved_up.chain(operators).collect()
            }
        };
        let at = self.now;
        self.deeds.extend(to.into_iter().map(|to| Deed { by, to, at }));
        self.deeds.retain(|it| at < it.at + 3 * DAY);
    }

    /// Whether it is sealed to the operator.
    pub fn has(&self, operator: OperatorId, secret: Secret) -> bool {
        self.operator(operator).is_some_and(|it| it.shares[secret as usize].has)
    }

    /// What becomes of the secrets after an act: whoever needs one by now gets it, from the actor, who must have it,
    /// and to keys that were made by one who had it; everybody else loses it. Nothing where that cannot be.
    fn resealed(&self, before: &Site, actor: OperatorId) -> Option<Site> {
        let mut site = self.clone();
        for operator in &mut site.operators {
            for secret in Secret::ALL {
                let share = &mut operator.shares[secret as usize];
                if !self.needs(operator.group, secret) {
                    (share.has, share.is_given) = (false, false);
                    continue;
                }
                if !share.is_given || (operator.is_enabled && !share.has) {
                    (before.has(actor, secret) && share.is_vouched).then_some(())?;
                    share.is_given = true;
                }
                share.has = operator.is_enabled;
            }
        }
        Some(site)
    }

    /// Keys that nobody has had before, made by an operator.
    fn new_keys(&self, maker: OperatorId) -> [Share; 2] {
        Secret::ALL.map(|secret| Share { is_vouched: self.has(maker, secret), ..Share::default() })
    }

    /// Whether the group and every group above it have access to the partition.
    pub fn reaches(&self, group: GroupId, partition: PartitionId) -> bool {
        self.chain(group).iter().all(|group| group.given.access.contains(&partition))
    }

    pub fn settings(&self, group: GroupId) -> Settings {
        let mut all = Settings::WIDEST;
        for above in self.chain(group) {
            all.hotel_interface &= above.given.settings.hotel_interface;
            all.programmer_all_doors &= above.given.settings.programmer_all_doors;
            all.audit_all_partitions &= above.given.settings.audit_all_partitions;
            if days(above.given.settings) < days(all) {
                all.audit_days = above.given.settings.audit_days;
            }
        }
        all
    }

    /// Whether an operator of `own` reaches the group: it is that one or stands below it.
    pub fn is_in_reach(&self, own: GroupId, group: GroupId) -> bool {
        let is_there = self.group(group).is_some();
        is_there && (own == GroupId::ADMINISTRATOR || self.chain(group).iter().any(|above| above.id == own))
    }

    /// What comes of a wish: what the giver lacks stays as it was, all else is as wanted.
    pub fn settled(&self, giver: GroupId, before: &Given, wanted: &Given) -> Given {
        let mut after = Given::nothing();
        for (permission, _) in before.ticks.union(&wanted.ticks) {
            let whose = if self.holds(giver, (*permission, None)) { wanted } else { before };
            if whose.says((*permission, None)) {
                after.ticks.insert((*permission, None));
            }
        }
        for partition in before.access.union(&wanted.access) {
            let whose = if self.reaches(giver, *partition) { wanted } else { before };
            if whose.access.contains(partition) {
                after.let_in(*partition, whose.custom.contains(partition), |permission| {
                    let tick = (permission, Some(*partition));
                    let whose = if self.holds(giver, tick) { wanted } else { before };
                    whose.says(tick)
                });
            }
        }
        let (was, theirs) = (before.settings, self.settings(giver));
        after.settings = wanted.settings;
        if !theirs.hotel_interface {
            after.settings.hotel_interface = was.hotel_interface;
        }
        if !theirs.programmer_all_doors {
            after.settings.programmer_all_doors = was.programmer_all_doors;
        }
        if !theirs.audit_all_partitions {
            after.settings.audit_all_partitions = was.audit_all_partitions;
        }
        if days(wanted.settings) > days(theirs) {
            let widest = if days(was) > days(theirs) { was } else { theirs };
            after.settings.audit_days = widest.audit_days;
        }
        after
    }

    /// Whether every single difference is the giver's to make.
    pub fn may_give(&self, giver: GroupId, before: &Given, wanted: &Given) -> bool {
        let (was, is, theirs) = (before.settings, wanted.settings, self.settings(giver));
        let settings = (was.hotel_interface == is.hotel_interface || theirs.hotel_interface)
            && (was.programmer_all_doors == is.programmer_all_doors || theirs.programmer_all_doors)
            && (was.audit_all_partitions == is.audit_all_partitions || theirs.audit_all_partitions)
            && (days(was) == days(is) || days(is) <= days(theirs));
        let mut ticks = before.ticks.union(&wanted.ticks).map(|(permission, _)| *permission);
        let mut partitions = before.access.union(&wanted.access);
        let tick = |permission| {
            let tick = (permission, None);
            before.says(tick) == wanted.says(tick) || self.holds(giver, tick)
        };
        let partition = |at: &PartitionId| {
            let is_reached = self.reaches(giver, *at);
            if !wanted.access.contains(at) {
                return is_reached;
            }
            let tick = |permission| {
                let tick = (permission, Some(*at));
                let was_lost_globally = before.says(tick) && !wanted.says((permission, None));
                before.says(tick) == wanted.says(tick) || was_lost_globally || self.holds(giver, tick)
            };
            let is_needed = |permission| is_partitioned(permission) && !wanted.says((permission, Some(*at)));
            let switch = is_reached
                || before.custom.contains(at) == wanted.custom.contains(at)
                || (wanted.custom.contains(at) && wanted.globally().into_iter().any(is_needed));
            let all = before.globally().into_iter().chain(wanted.globally()).all(tick);
            (is_reached || before.access.contains(at)) && switch && all
        };
        // No tick of a partition without its global one.
        let is_tidy = wanted.ticks.iter().all(|tick| wanted.says(*tick));
        settings && ticks.all(tick) && partitions.all(partition) && is_tidy
    }

    /// What a group is given when one above it goes: what both say.
    pub fn folded(given: &Given, above: &Given) -> Given {
        let mut both = Given::nothing();
        let ticks = given.globally().into_iter().map(|permission| (permission, None));
        both.ticks = ticks.filter(|tick| above.says(*tick)).collect();
        for partition in given.access.intersection(&above.access) {
            let is_custom = given.custom.contains(partition) || above.custom.contains(partition);
            both.let_in(*partition, is_custom, |permission| {
                let tick = (permission, Some(*partition));
                given.says(tick) && above.says(tick)
            });
        }
        let (a, b) = (given.settings, above.settings);
        both.settings = Settings {
            hotel_interface: a.hotel_interface && b.hotel_interface,
            programmer_all_doors: a.programmer_all_doors && b.programmer_all_doors,
            audit_all_partitions: a.audit_all_partitions && b.audit_all_partitions,
            audit_days: if days(a) < days(b) { a.audit_days } else { b.audit_days },
        };
        both
    }

    fn number(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    /// The state after an act, or nothing where it is refused.
    pub fn after(&self, actor: OperatorId, act: &Act) -> Option<Site> {
        use Permission as P;
        let own = self.operator(actor).filter(|operator| operator.is_enabled)?.group;
        let is_administrator = own == GroupId::ADMINISTRATOR;
        let may = |permission| self.holds(own, (permission, None)).then_some(());
        let standard = |id: &GroupId| {
            self.group(*id).filter(|_| *id != GroupId::ADMINISTRATOR && self.is_in_reach(own, *id))
        };
        let theirs = |id: &OperatorId| self.operator(*id).filter(|it| self.is_in_reach(own, it.group));
        let mut site = self.clone();
        match act {
            Act::AddGroup(wanted) => {
                may(P::OperatorGroupsAddDelete)?;
                let given = self.settled(own, &Given::nothing(), wanted);
                let id = GroupId(site.number());
                site.groups.push(Group { id, parent: Some(own), given });
            }
            Act::CopyGroup(group) => {
                return self.after(actor, &Act::AddGroup(standard(group)?.given.clone()));
            }
            Act::EditGroup(group, wanted) => {
                may(P::OperatorGroupsModify)?;
                let given = self.settled(own, &standard(group)?.given, wanted);
                site.groups.iter_mut().find(|it| it.id == *group)?.given = given;
            }
            Act::ForceGroup(group, wanted) => {
                may(P::OperatorGroupsModify)?;
                self.may_give(own, &standard(group)?.given, wanted).then_some(())?;
                site.groups.iter_mut().find(|it| it.id == *group)?.given = wanted.clone();
            }
            Act::DeleteGroup(group, to) => {
                may(P::OperatorGroupsAddDelete)?;
                let gone = standard(group).filter(|group| group.id != own)?;
                to.is_none_or(|to| to != *group && self.is_in_reach(own, to)).then_some(())?;
                site.groups.retain(|it| it.id != *group);
                for below in site.groups.iter_mut().filter(|below| below.parent == Some(*group)) {
                    below.parent = gone.parent;
                    below.given = Site::folded(&below.given, &gone.given);
                }
                for operator in &mut site.operators {
                    operator.group =
                        if operator.group == *group { to.unwrap_or(*group) } else { operator.group };
                }
                site.operators.retain(|operator| operator.group != *group);
            }
            Act::AddOperator(group) => {
                may(P::OperatorsAddDelete)?;
                self.is_in_reach(own, *group).then_some(())?;
                let id = OperatorId(site.number());
                let shares = self.new_keys(actor);
                site.operators.push(Operator { id, group: *group, is_enabled: true, shares });
            }
            Act::MoveOperator(id, to) => {
                may(P::OperatorsModify)?;
                theirs(id).filter(|_| self.is_in_reach(own, *to))?;
                site.operators.iter_mut().find(|it| it.id == *id)?.group = *to;
            }
            Act::EnableOperator(id, is_enabled) => {
                may(P::OperatorsModify)?;
                theirs(id)?;
                site.operators.iter_mut().find(|it| it.id == *id)?.is_enabled = *is_enabled;
            }
            Act::PutOperator(id, to, is_enabled) => {
                may(P::OperatorsModify)?;
                theirs(id).filter(|_| self.is_in_reach(own, *to))?;
                let operator = site.operators.iter_mut().find(|it| it.id == *id)?;
                (operator.group, operator.is_enabled) = (*to, *is_enabled);
            }
            Act::SetPassword(id) => {
                may(P::OperatorsModify)?;
                theirs(id).filter(|it| it.id != actor)?;
                let keys = self.new_keys(actor);
                site.operators.iter_mut().find(|it| it.id == *id)?.shares = keys;
            }
            Act::ChangePassword => {
                // What was sealed to the old keys is sealed to the new ones, by their owner.
                let operator = site.operators.iter_mut().find(|it| it.id == actor)?;
                for share in &mut operator.shares {
                    share.is_given = share.has;
                }
            }
            Act::DeleteOperator(id) => {
                may(P::OperatorsAddDelete)?;
                theirs(id)?;
                site.operators.retain(|it| it.id != *id);
            }
            Act::AddPartition => {
                is_administrator.then_some(())?;
                let id = PartitionId(site.number());
                site.partitions.push(id);
            }
            Act::DeletePartition(id, to) => {
                (is_administrator && *id != PartitionId::GENERAL && to != id).then_some(())?;
                (self.partitions.contains(id) && self.partitions.contains(to)).then_some(())?;
                for thing in site.things.iter_mut().filter(|thing| thing.partition == *id) {
                    thing.partition = *to;
                }
                site.partitions.retain(|it| it != id);
                for Group { given, .. } in &mut site.groups {
                    given.access.remove(id);
                    given.custom.remove(id);
                    given.ticks.retain(|(_, at)| *at != Some(*id));
                }
            }
            Act::UsePartitions(uses) => {
                is_administrator.then_some(())?;
                site.uses_partitions = *uses;
            }
            Act::AddThing(kind, partition) => {
                let (_, put) = kind.rights();
                (self.partitions.contains(partition) && self.can(own, put, *partition)).then_some(())?;
                let id = site.number();
                site.things.push(Thing { id, kind: *kind, partition: *partition });
            }
            Act::MoveThing(id, to) => {
                let thing = site.things.iter_mut().find(|thing| thing.id == *id)?;
                let (save, put) = thing.kind.rights();
                let from = thing.partition;
                self.can(own, save, from).then_some(())?;
                if *to != from {
                    (self.partitions.contains(to) && self.can(own, put, *to)).then_some(())?;
                    (self.can(own, save, *to) && self.gives_no_more(own, from, *to)).then_some(())?;
                }
                thing.partition = *to;
            }
            Act::DeleteThing(id) => {
                let thing = self.things.iter().find(|thing| thing.id == *id)?;
                self.can(own, thing.kind.rights().1, thing.partition).then_some(())?;
                site.things.retain(|thing| thing.id != *id);
            }
            Act::Wait(hours) => site.now += hours,
            Act::WithWitness(witness) => {
                (*witness != actor && self.is_entitled(actor) && self.is_entitled(*witness)).then_some(())?;
                (self.is_vouched_for(actor) && self.is_vouched_for(*witness)).then_some(())?;
                site.asked = None;
            }
            Act::AskToWait => {
                (self.is_entitled(actor) && self.is_alone(actor)).then_some(())?;
                site.asked = self.waiting().or(Some((actor, self.now)));
            }
            Act::CallOff => {
                self.is_entitled(actor).then_some(())?;
                self.waiting()?;
                site.asked = None;
            }
            Act::AfterWaiting => {
                (self.is_entitled(actor) && self.is_alone(actor)).then_some(())?;
                self.waiting().filter(|(by, at)| *by == actor && at + DAY <= self.now)?;
                site.asked = None;
            }
        }
        site.note(self, actor, act);
        site.asked = site.waiting();
        // Somebody must always be left who may do everything.
        let is_left = |it: &Operator| it.is_enabled && it.group == GroupId::ADMINISTRATOR;
        site.operators.iter().any(is_left).then_some(())?;
        site.resealed(self, actor)
    }
}
