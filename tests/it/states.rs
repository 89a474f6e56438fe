//! Every state that a small site can reach: two partitions, three groups (Administrator and two standard ones, side
//! by side or one under the other) and four permissions, two of each kind. In every state somebody sits in every
//! group and does everything there is to do. Answers are compared in both positions of the feature; since giving
//! counts with partitions in use, its position decides nothing else and is no part of a state.
//!
//! Two partitions are alike, and so are two permissions of things in partitions, and two groups side by side:
//! of states that differ by these names only, one is visited.
//!
//! The bench does the same, so this file is also a module of `src/ui/measure.rs`.

use std::collections::BTreeSet;

use keydesk::domain::delegation;
use keydesk::domain::group::{Given, GroupId};
use keydesk::domain::operator::OperatorId;
use keydesk::domain::partition::{Feature, PartitionId};
use keydesk::domain::permission::Permission;

use super::model::{self, Act, Group, Operator, Site};
use super::walk::{self, Extent, Rules};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Found {
    /// States, each for up to eight that differ by names only.
    pub states: usize,
    /// Acts that were compared in them.
    pub acts: u64,
}

/// Which forms are tried at an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wishes {
    /// What differs by one tick or switch: leads to every state.
    OneTick,
    /// Every form there is.
    All,
}

const PERMISSIONS: [Permission; 4] = [
    Permission::OperatorGroupsModify,
    Permission::OperatorGroupsAddDelete,
    Permission::UsersView,
    Permission::DoorsView,
];
const PARTITIONS: [PartitionId; 2] = [PartitionId(1), PartitionId(2)];

/// What a group was given, as a number: four bits of the global tree, then for each partition access, custom, and
/// the two ticks of its own tree.
type Code = u16;
const CODES: Code = 1 << 12;

/// The standard groups of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    None,
    One(Code),
    SideBySide(Code, Code),
    /// The second stands under the first.
    Under(Code, Code),
}

fn form(code: Code) -> model::Given {
    let mut given = model::Given::nothing();
    let mut tick = |bit: usize, permission: usize, at| {
        if code >> bit & 1 == 1 {
            given.ticks.extend(PERMISSIONS.get(permission).map(|it| (*it, at)));
        }
    };
    (0..4).for_each(|bit| tick(bit, bit, None));
    for (first, partition) in [4, 8].into_iter().zip(PARTITIONS) {
        tick(first + 2, 2, Some(partition));
        tick(first + 3, 3, Some(partition));
        if code >> first & 1 == 1 {
            given.access.insert(partition);
        }
        if code >> (first + 1) & 1 == 1 {
            given.custom.insert(partition);
        }
    }
    given
}

fn code(given: &model::Given) -> Code {
    let bit = |is_set: bool, bit: usize| Code::from(is_set) << bit;
    let mut code = 0;
    for (at, permission) in PERMISSIONS.into_iter().enumerate() {
        code |= bit(given.ticks.contains(&(permission, None)), at);
        for (first, partition) in [4, 8].into_iter().zip(PARTITIONS) {
            code |= bit(given.ticks.contains(&(permission, Some(partition))), first + at);
        }
    }
    for (first, partition) in [4, 8].into_iter().zip(PARTITIONS) {
        code |= bit(given.access.contains(&partition), first);
        code |= bit(given.custom.contains(&partition), first + 1);
    }
    code
}

/// Whether it can be a form: nothing is custom where there is no access, nothing ticked where nothing is custom.
const fn is_form(code: Code) -> bool {
    let (access, custom) = (code & 0x110, code >> 1 & 0x110);
    let ticks = (code >> 2 | code >> 3) & 0x110;
    custom & !access == 0 && ticks & !custom == 0
}

/// Whether forms that differ by this differ by a permission of the global tree, or in one partition.
const fn is_one_tick(difference: Code) -> bool {
    difference & 0xFF0 == 0 && difference.count_ones() == 1 || difference & !0x0F0 == 0 || difference & !0xF00 == 0
}

/// Exchanges the partitions' names.
const fn with_partitions_swapped(code: Code) -> Code {
    code & 0x00F | (code & 0x0F0) << 4 | (code & 0xF00) >> 4
}

/// Exchanges the names of the permissions that hold partition by partition.
const fn with_permissions_swapped(code: Code) -> Code {
    code & 0x333 | (code & 0x444) << 1 | (code & 0x888) >> 1
}

/// What it says, a third way: four bits for the global tree, then two for each partition. What a chain of groups
/// holds is the bitwise and of it.
const fn says(code: Code) -> Code {
    let mut said = code & 0xF;
    let mut first = 4;
    while first < 12 {
        let (access, custom, ticks) = (code >> first & 1, code >> (first + 1) & 1, code >> (first + 2) & 3);
        let ticks = if custom == 1 { ticks } else { 3 };
        if access == 1 {
            said |= (ticks & code >> 2 & 3) << first;
        }
        first += 4;
    }
    said
}

fn held(site: &Site, group: GroupId) -> Code {
    site.chain(group).iter().fold(Code::MAX, |all, group| all & says(code(&group.given)))
}

impl State {
    fn each(self, f: impl Fn(Code) -> Code) -> State {
        match self {
            State::None => State::None,
            State::One(a) => State::One(f(a)),
            State::SideBySide(a, b) => State::SideBySide(f(a).min(f(b)), f(a).max(f(b))),
            State::Under(a, b) => State::Under(f(a), f(b)),
        }
    }

    /// The one that stands for all of other names.
    fn canonical(self) -> State {
        let (one, other) = (self.each(|code| code), self.each(with_partitions_swapped));
        one.min(other).min(one.each(with_permissions_swapped)).min(other.each(with_permissions_swapped))
    }

    /// The standard groups, with the one above each.
    fn groups(self) -> Vec<(GroupId, GroupId, Code)> {
        let (top, first, second) = (GroupId::ADMINISTRATOR, GroupId(2), GroupId(3));
        match self {
            State::None => Vec::new(),
            State::One(a) => vec![(first, top, a)],
            State::SideBySide(a, b) => vec![(first, top, a), (second, top, b)],
            State::Under(a, b) => vec![(first, top, a), (second, first, b)],
        }
    }

    fn of(site: &Site) -> State {
        let mut standard = site.groups.iter().filter(|group| group.id != GroupId::ADMINISTRATOR);
        match (standard.next(), standard.next()) {
            (Some(a), Some(b)) if b.parent == Some(a.id) => State::Under(code(&a.given), code(&b.given)),
            (Some(a), Some(b)) => State::SideBySide(code(&a.given), code(&b.given)),
            (Some(a), None) => State::One(code(&a.given)),
            (None, _) => State::None,
        }
    }

    /// The same with another form for one of the groups.
    fn with(self, group: GroupId, code: Code) -> State {
        let is_first = group == GroupId(2);
        match self {
            State::None | State::One(_) => State::One(code),
            State::SideBySide(_, b) if is_first => State::SideBySide(code, b),
            State::SideBySide(a, _) => State::SideBySide(a, code),
            State::Under(_, b) if is_first => State::Under(code, b),
            State::Under(a, _) => State::Under(a, code),
        }
    }
}

struct Search {
    wishes: Wishes,
    /// Every form by its number, as the model and as the rules have it.
    forms: Vec<(model::Given, Given)>,
    seen: BTreeSet<State>,
    open: Vec<State>,
    acts: u64,
}

/// Visits every state, or says what is wrong in the first one where something is.
pub fn explore(wishes: Wishes) -> Result<Found, String> {
    let both = |code| {
        let form = form(code);
        let given = walk::given(&form);
        (form, given)
    };
    let forms = (0..CODES).map(both).collect();
    let mut search = Search { wishes, forms, seen: BTreeSet::new(), open: Vec::new(), acts: 0 };
    search.meet(State::None);
    while let Some(state) = search.open.pop() {
        search.visit(state).map_err(|what| format!("{state:?}: {what}"))?;
    }
    Ok(Found { states: search.seen.len(), acts: search.acts })
}

impl Search {
    fn meet(&mut self, state: State) {
        let state = state.canonical();
        if self.seen.insert(state) {
            self.open.push(state);
        }
    }

    fn visit(&mut self, state: State) -> Result<(), String> {
        let top = GroupId::ADMINISTRATOR;
        let standard = state.groups();
        let site = self.site(&standard)?;
        let rules = Rules::of(&site);
        let extent = Extent { permissions: PERMISSIONS.to_vec(), partitions: PARTITIONS.to_vec() };
        walk::compare(&rules, &site, &extent, None)?;
        for own in site.groups.iter().map(|group| group.id) {
            // A third standard group would be one too many.
            if standard.len() < 2 && site.holds(own, (Permission::OperatorGroupsAddDelete, None)) {
                let wishes = (0..CODES).filter(|code| is_form(*code));
                for code in self.give(&site, &rules, own, 0, wishes)? {
                    self.meet(match (state, own == top) {
                        (State::One(a), true) => State::SideBySide(a, code),
                        (State::One(a), false) => State::Under(a, code),
                        _ => State::One(code),
                    });
                }
            }
            for (group, _, before) in &standard {
                if site.holds(own, (Permission::OperatorGroupsModify, None)) && site.is_in_reach(own, *group) {
                    let all = self.wishes == Wishes::All;
                    let is_wish = |wish: &Code| is_form(*wish) && (all || is_one_tick(*wish ^ before));
                    for code in self.give(&site, &rules, own, *before, (0..CODES).filter(is_wish))? {
                        self.meet(state.with(*group, code));
                    }
                }
                self.act(&site, &rules, own, &Act::DeleteGroup(*group, None))?;
            }
        }
        // As good as new, it is another partition.
        self.act(&site, &rules, top, &Act::DeletePartition(PartitionId(2)))
    }

    fn site(&self, standard: &[(GroupId, GroupId, Code)]) -> Result<Site, String> {
        let top = Group { id: GroupId::ADMINISTRATOR, parent: None, given: model::Given::nothing() };
        let mut groups = vec![top];
        for (id, parent, code) in standard {
            let (given, _) = self.forms.get(usize::from(*code)).ok_or("no such form")?;
            groups.push(Group { id: *id, parent: Some(*parent), given: given.clone() });
        }
        let operator = |group: &Group| Operator { id: OperatorId(group.id.0), group: group.id, is_enabled: true };
        let operators = groups.iter().map(operator).collect();
        Ok(Site { groups, operators, partitions: PARTITIONS.to_vec(), uses_partitions: true, last: 3 })
    }

    /// Wishes each of these, and says what comes of it.
    fn give(
        &mut self,
        site: &Site,
        rules: &Rules,
        giver: GroupId,
        before: Code,
        wishes: impl Iterator<Item = Code>,
    ) -> Result<BTreeSet<Code>, String> {
        let grants = rules.grants(giver, Feature::On);
        let held = held(site, giver);
        let mut outcomes = BTreeSet::new();
        let (was, was_given) = self.forms.get(usize::from(before)).ok_or("no such form")?;
        for wish in wishes {
            self.acts += 1;
            let (wanted, wanted_given) = self.forms.get(usize::from(wish)).ok_or("no such form")?;
            let settled = code(&site.settled(giver, was, wanted));
            let (_, expected) = self.forms.get(usize::from(settled)).ok_or("no such form")?;
            let what = || format!("{giver:?} makes {before:03x} into {wish:03x}, which comes to {settled:03x}");
            if delegation::settled(was_given, wanted_given, &grants) != *expected {
                return Err(format!("{}: the rules differ", what()));
            }
            let may = delegation::may_give(was_given, wanted_given, &grants);
            if may != site.may_give(giver, was, wanted) || may != (settled == wish) {
                return Err(format!("{}: allowed as it is? {may}", what()));
            }
            if says(settled) & !(says(before) | held) != 0 {
                return Err(format!("{}: more than its giver held", what()));
            }
            outcomes.insert(settled);
        }
        Ok(outcomes)
    }

    fn act(&mut self, site: &Site, rules: &Rules, own: GroupId, act: &Act) -> Result<(), String> {
        self.acts += 1;
        let actor = OperatorId(own.0);
        let (after, mut next) = (site.after(actor, act), rules.clone());
        let is_done = next.does(actor, act, site.last + 1);
        if is_done != after.is_some() || after.as_ref().is_some_and(|after| Rules::of(after) != next) {
            return Err(format!("{own:?}: {act:?}: the rules differ"));
        }
        if let Some(after) = after {
            for group in after.groups.iter().map(|group| group.id) {
                if held(&after, group) & !held(site, group) != 0 {
                    return Err(format!("{own:?}: {act:?}: {group:?} gained"));
                }
            }
            self.meet(State::of(&after));
        }
        Ok(())
    }
}
