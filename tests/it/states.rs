//! Every state that a small site can reach: two partitions, three groups (Administrator and two standard ones, side
//! by side or one under the other) and four permissions, two of each kind. In every state somebody sits in every
//! group and does everything there is to do. Answers are compared in both positions of the feature; since giving
//! counts with partitions in use, its position decides nothing else and is no part of a state.
//!
//! Two partitions are alike, and so are two permissions of things in partitions, and two groups side by side:
//! of states that differ by these names only, one is visited. What follows from the groups above one alone is
//! compared once for these groups. That a partition goes leads to no other states than that access to it does.
//!
//! Beside it, every state of who has the site's secrets: an administrator, up to two others in a group or in one below
//! it, made and remade by whoever may, while the groups come to work with keys, with PINs, with neither, or with keys
//! only as long as partitions are not used.
//!
//! And every state of what takes two: who could do it for a day, who made whom or a group within the day, and who waits.
//!
//! The tests visit a part of them, the same each time; `./dev bench gate` visits all, so this file is also a module of
//! `src/ui/measure.rs`.

use std::collections::{BTreeSet, HashMap, HashSet};

use keydesk::domain::delegation;
use keydesk::domain::group::{Given, Grants, GroupId};
use keydesk::domain::operator::OperatorId;
use keydesk::domain::partition::{Feature, PartitionId};
use keydesk::domain::permission::Permission;

use super::model::{self, Act, DAY, Group, Operator, Share, Site, Tick, To};
use super::walk::{self, Extent, Rules, Whole};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Found {
    /// States, each for up to eight that differ by names only.
    pub states: usize,
    /// Chains of groups whose answers were compared.
    pub chains: usize,
    /// Acts that were compared.
    pub acts: usize,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
}

struct Search {
    wishes: Wishes,
    /// Every form by its number, as the model and as the rules have it.
    forms: Vec<(model::Given, Given)>,
    /// Those of them that a screen can show.
    wishable: Vec<Code>,
    seen: HashSet<State>,
    open: Ahead<State>,
    /// What comes of a group of the second form, when an operator below the first tries every wish.
    given: HashMap<(Chain, Code), BTreeSet<Code>>,
    found: Found,
}

/// The forms of the standard groups from the top down.
type Chain = (Option<Code>, Option<Code>);

/// The states that are still to be visited: all of them, or as many as there is time for, which are then from all over.
struct Ahead<T> {
    states: Vec<T>,
    left: usize,
    dice: u64,
}

impl<T> Ahead<T> {
    fn new(first: Option<T>, most: usize) -> Ahead<T> {
        Ahead { states: first.into_iter().collect(), left: most, dice: 5 }
    }

    fn push(&mut self, state: T) {
        self.states.push(state);
    }

    fn next(&mut self) -> Option<T> {
        self.left = self.left.checked_sub(1)?;
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (self.dice >> 33) as usize % self.states.len().max(1);
        (at < self.states.len()).then(|| self.states.swap_remove(at))
    }
}

/// Visits every state, or so many, or says what is wrong in the first one where something is.
pub fn explore(wishes: Wishes, most: usize) -> Result<Found, String> {
    let both = |code| {
        let form = form(code);
        let given = walk::given(&form);
        (form, given)
    };
    let forms = (0..CODES).map(both).collect();
    let wishable = (0..CODES).filter(|code| is_form(*code)).collect();
    let (seen, given) = (HashSet::new(), HashMap::new());
    let mut search = Search {
        wishes,
        forms,
        wishable,
        seen,
        open: Ahead::new(None, most),
        given,
        found: Found::default(),
    };
    search.meet(State::None);
    while let Some(state) = search.open.next() {
        search.found.states += 1;
        search.visit(state).map_err(|what| format!("{state:?}: {what}"))?;
    }
    Ok(search.found)
}

impl Search {
    fn meet(&mut self, state: State) {
        let state = state.canonical();
        if self.seen.insert(state) {
            self.open.push(state);
        }
    }

    fn visit(&mut self, state: State) -> Result<(), String> {
        match state {
            State::None => self.add((None, None), State::One),
            State::One(a) => {
                self.compare(state, GroupId(2))?;
                self.bound(a)?;
                self.add((None, None), |code| State::SideBySide(a, code))?;
                self.add((Some(a), None), |code| State::Under(a, code))?;
                self.edit((None, None), a, State::One)?;
                self.edit((Some(a), None), a, State::One)?;
                self.meet(State::None);
                Ok(())
            }
            State::SideBySide(a, b) => {
                for above in [(None, None), (Some(a), None)] {
                    self.edit(above, a, |code| State::SideBySide(code, b))?;
                }
                for above in [(None, None), (Some(b), None)] {
                    self.edit(above, b, |code| State::SideBySide(a, code))?;
                }
                self.meet(State::One(a));
                self.meet(State::One(b));
                Ok(())
            }
            State::Under(a, b) => {
                self.compare(state, GroupId(3))?;
                for above in [(None, None), (Some(a), None)] {
                    self.edit(above, a, |code| State::Under(code, b))?;
                }
                for above in [(None, None), (Some(a), None), (Some(a), Some(b))] {
                    self.edit(above, b, |code| State::Under(a, code))?;
                }
                self.meet(State::One(a));
                self.fold(a, b)
            }
        }
    }

    fn form(&self, code: Code) -> Result<&(model::Given, Given), String> {
        self.forms.get(usize::from(code)).ok_or_else(|| "there is no such form".to_owned())
    }

    fn site(&self, chain: Chain) -> Result<Site, String> {
        let mut groups =
            vec![Group { id: GroupId::ADMINISTRATOR, parent: None, given: model::Given::nothing() }];
        for (code, id) in [chain.0, chain.1].into_iter().flatten().zip(2..) {
            let (given, _) = self.form(code)?;
            groups.push(Group { id: GroupId(id), parent: Some(GroupId(id - 1)), given: given.clone() });
        }
        Ok(Site {
            groups,
            operators: Vec::new(),
            things: Vec::new(),
            partitions: PARTITIONS.to_vec(),
            uses_partitions: true,
            last: 3,
            now: 0,
            deeds: Vec::new(),
            asked: None,
        })
    }

    fn compare(&mut self, state: State, group: GroupId) -> Result<(), String> {
        self.found.chains += 1;
        let site = match state {
            State::None => self.site((None, None)),
            State::One(a) | State::SideBySide(a, _) => self.site((Some(a), None)),
            State::Under(a, b) => self.site((Some(a), Some(b))),
        }?;
        let extent = Extent { permissions: PERMISSIONS.to_vec(), partitions: PARTITIONS.to_vec() };
        let rules = Rules::of(&site);
        walk::compare_group(&rules, &site, &extent, group)?;
        self.moves(&rules, &site, state, group)
    }

    /// Every move of a thing that whoever may see a door may put somewhere, there and back, in both positions of the
    /// feature.
    fn moves(&mut self, rules: &Rules, site: &Site, state: State, group: GroupId) -> Result<(), String> {
        let held = match state {
            State::None => Code::MAX,
            State::One(a) | State::SideBySide(a, _) => says(a),
            State::Under(a, b) => says(a) & says(b),
        };
        let [one, other] = PARTITIONS;
        let over = |partition| if partition == one { held >> 4 & 3 } else { held >> 8 & 3 };
        for (from, to) in [(one, other), (other, one)] {
            for feature in [Feature::On, Feature::Off] {
                let (now, giver) = (rules.grants(group, feature), rules.grants(group, Feature::On));
                let may = delegation::may_move(Permission::DoorsView, from, to, &now, &giver).is_ok();
                let mut used = site.clone();
                used.uses_partitions = feature == Feature::On;
                let expected =
                    used.can(group, Permission::DoorsView, to) && used.gives_no_more(group, from, to);
                if may != expected || (may && over(to) & !over(from) != 0) {
                    return Err(format!("{group:?} moves from {from:?} to {to:?}: {may}"));
                }
                self.found.acts += 1;
            }
        }
        Ok(())
    }

    /// Whether what one form gives is within what another does.
    fn bound(&self, mine: Code) -> Result<(), String> {
        let grants =
            |code| Ok::<_, String>(Grants::of(std::slice::from_ref(&self.form(code)?.1), Feature::On));
        let held = grants(mine)?;
        for theirs in self.wishable.iter().copied() {
            if held.is_within(&grants(theirs)?) != (says(mine) & !says(theirs) == 0) {
                return Err(format!("{mine:03x} is within {theirs:03x}, or not"));
            }
        }
        Ok(())
    }

    /// A new group of every form there is.
    fn add(&mut self, own: Chain, make: impl Fn(Code) -> State) -> Result<(), String> {
        for code in self.give(own, Permission::OperatorGroupsAddDelete, 0, &self.wishable.clone())? {
            self.meet(make(code));
        }
        Ok(())
    }

    /// Every wish for a group of this form.
    fn edit(&mut self, own: Chain, before: Code, make: impl Fn(Code) -> State) -> Result<(), String> {
        if !self.given.contains_key(&(own, before)) {
            let is_all = self.wishes == Wishes::All;
            let is_wish = |wish: &Code| is_all || (wish ^ before).is_power_of_two();
            let wishes: Vec<Code> = self.wishable.iter().copied().filter(is_wish).collect();
            let outcomes = self.give(own, Permission::OperatorGroupsModify, before, &wishes)?;
            self.given.insert((own, before), outcomes);
        }
        let outcomes = self.given.get(&(own, before)).cloned().unwrap_or_default();
        outcomes.into_iter().for_each(|code| self.meet(make(code)));
        Ok(())
    }

    /// What comes of each wish, if an operator of the lowest group of `own` may wish at all.
    fn give(
        &mut self,
        own: Chain,
        needed: Permission,
        before: Code,
        wishes: &[Code],
    ) -> Result<BTreeSet<Code>, String> {
        let site = self.site(own)?;
        let giver = site.groups.last().map_or(GroupId::ADMINISTRATOR, |group| group.id);
        let grants = Rules::of(&site).grants(giver, Feature::On);
        let mut outcomes = BTreeSet::new();
        if !grants.holds(needed) {
            return Ok(outcomes);
        }
        let held = [own.0, own.1].into_iter().flatten().fold(Code::MAX, |held, code| held & says(code));
        let (was, was_given) = self.form(before)?;
        for wish in wishes.iter().copied() {
            let (wanted, wanted_given) = self.form(wish)?;
            let settled = code(&site.settled(giver, was, wanted));
            let (_, expected) = self.form(settled)?;
            let what =
                || format!("{giver:?} makes {before:03x} into {wish:03x}, which comes to {settled:03x}");
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
        self.found.acts += wishes.len();
        Ok(outcomes)
    }

    /// The group above goes.
    fn fold(&mut self, above: Code, below: Code) -> Result<(), String> {
        let ((above_form, above_given), (form, given)) = (self.form(above)?, self.form(below)?);
        let left = code(&Site::folded(form, above_form));
        if delegation::folded(given, above_given) != self.form(left)?.1 {
            return Err("the rules differ when the first group goes".to_owned());
        }
        if says(left) != says(above) & says(below) {
            return Err(format!("{left:03x} is left when the first group goes"));
        }
        self.found.acts += 1;
        self.meet(State::One(left));
        Ok(())
    }
}

/// Those in the groups whose secrets are tried, besides the administrator.
pub const OTHERS_MAX: usize = 2;
const ABOVE: GroupId = GroupId(2);
const BELOW: GroupId = GroupId(3);
const FIRST: OperatorId = OperatorId(1);

/// What a group may be made here: whoever is in it manages the operators and groups of its reach, and works with these.
fn desk(works_with: &[Permission], has_access: bool) -> model::Given {
    let giving = [
        Permission::OperatorGroupsModify,
        Permission::OperatorGroupsAddDelete,
        Permission::OperatorsModify,
        Permission::OperatorsAddDelete,
    ];
    let mut given = model::Given::nothing();
    given.ticks = giving.iter().chain(works_with).map(|permission| (*permission, None)).collect();
    if has_access {
        given.access.insert(PartitionId::GENERAL);
    }
    given
}

/// What two states have in common that differ by the names of operators only.
type Likeness = (bool, Vec<(BTreeSet<Tick>, BTreeSet<PartitionId>)>, Vec<(GroupId, bool, [Share; 2])>);

fn likeness(site: &Site) -> Likeness {
    let groups = site.groups.iter().map(|it| (it.given.ticks.clone(), it.given.access.clone()));
    let others = site.operators.iter().filter(|it| it.id != FIRST);
    let mut others: Vec<_> = others.map(|it| (it.group, it.is_enabled, it.shares)).collect();
    others.sort_unstable();
    (site.uses_partitions, groups.collect(), others)
}

/// What somebody may try in a state.
fn acts(site: &Site, forms: &[model::Given]) -> Vec<Act> {
    let groups = [GroupId::ADMINISTRATOR, ABOVE, BELOW];
    let mut acts = vec![Act::ChangePassword, Act::UsePartitions(!site.uses_partitions)];
    // The group below can do no more than the one above it, so two forms of it lead everywhere.
    let below = forms.iter().step_by(2).map(|form| (BELOW, form));
    let edits = forms.iter().map(|form| (ABOVE, form)).chain(below);
    let is_other =
        |(id, form): &(GroupId, &model::Given)| site.group(*id).is_some_and(|it| it.given != **form);
    acts.extend(edits.filter(is_other).map(|(id, form)| Act::EditGroup(id, form.clone())));
    if site.operators.len() <= OTHERS_MAX {
        acts.extend(groups.map(Act::AddOperator));
    }
    for id in site.operators.iter().map(|it| it.id).filter(|id| *id != FIRST) {
        acts.extend([Act::SetPassword(id), Act::DeleteOperator(id), Act::EnableOperator(id, false)]);
        // Also to where the operator is, so that this is enabling and moving alone as well.
        for to in groups {
            acts.extend([true, false].map(|is_enabled| Act::PutOperator(id, to, is_enabled)));
        }
    }
    acts
}

/// A site with one administrator, and with a group below another, each given so much.
fn begun(above: &model::Given, below: &model::Given) -> Site {
    let group = |id, parent, given: &model::Given| Group { id, parent, given: given.clone() };
    Site {
        groups: vec![
            group(GroupId::ADMINISTRATOR, None, &model::Given::nothing()),
            group(ABOVE, Some(GroupId::ADMINISTRATOR), above),
            group(BELOW, Some(ABOVE), below),
        ],
        operators: vec![Operator {
            id: FIRST,
            group: GroupId::ADMINISTRATOR,
            is_enabled: true,
            shares: model::FIRST,
        }],
        partitions: vec![PartitionId::GENERAL],
        things: Vec::new(),
        uses_partitions: true,
        last: 3,
        now: 0,
        deeds: Vec::new(),
        asked: None,
    }
}

/// What comes of an act, by the model; said to be wrong where the rules make something else of it.
fn in_both(site: &Site, rules: &Rules, actor: OperatorId, act: &Act) -> Result<Option<Site>, String> {
    let after = site.after(actor, act);
    let mut next = rules.clone();
    if next.does(actor, act, site.last + 1) != after.is_some() {
        return Err("the rules and the model differ".to_owned());
    }
    match after {
        Some(after) if next != Rules::of(&after) => {
            Err(format!("the rules make {next:?} of it, the model {after:?}"))
        }
        after => Ok(after),
    }
}

/// Visits every state of the secrets of a few operators, or so many, or says by which act a law is broken.
pub fn explore_secrets(most: usize) -> Result<Found, String> {
    let keys = [Permission::KeyRead];
    let forms =
        [desk(&keys, true), desk(&keys, false), desk(&[Permission::UsersModify], true), desk(&[], true)];
    let [_, _, pins, _] = &forms;
    let first = begun(pins, pins);
    let (mut seen, mut open) = (BTreeSet::from([likeness(&first)]), Ahead::new(Some(first), most));
    let mut found = Found::default();
    while let Some(site) = open.next() {
        found.states += 1;
        let rules = Rules::of(&site);
        for actor in site.operators.iter().map(|it| it.id) {
            for act in acts(&site, &forms) {
                found.acts += 1;
                let broken = |what: String| format!("{actor:?}: {act:?}: {what}, in {site:?}");
                let Some(after) = in_both(&site, &rules, actor, &act).map_err(broken)? else { continue };
                walk::secrets_stay_with_those_who_need_them(&site, &after, actor, &act).map_err(broken)?;
                if seen.insert(likeness(&after)) {
                    // No time passes here.
                    open.push(Site { deeds: Vec::new(), ..after });
                }
            }
        }
    }
    Ok(found)
}

/// What two states have in common in which the same may come of what takes two: what the groups were given; for each
/// operator where and whether one is let in, the secrets, whether one could do it for a day, and whether somebody else
/// made the account within the day, or one of the groups; whether anybody made these; and who waits, due or not.
type Standing = (Vec<(GroupId, BTreeSet<Tick>)>, [bool; 2], Vec<Stand>, Option<(usize, bool)>);
type Stand = (GroupId, bool, [Share; 2], Option<bool>, [bool; 3]);

fn standing(site: &Site, whole: &Whole) -> Standing {
    let groups = site.groups.iter().map(|it| (it.id, it.given.ticks.clone())).collect();
    let is_of_today = |at: u32| site.now < at + DAY;
    let made = |to: To| site.deeds.iter().filter(move |it| it.to == to && is_of_today(it.at));
    let (above, below) = (To::Given(ABOVE), To::Given(BELOW));
    let stand = |it: &Operator| {
        let is_made = |to| made(to).any(|deed| deed.by != it.id);
        let is_whole = whole.get(&it.id).map(|since| !is_of_today(*since));
        (it.group, it.is_enabled, it.shares, is_whole, [To::Account(it.id), above, below].map(is_made))
    };
    let place = |id| site.operators.iter().position(|it| it.id == id);
    let asked = site.asked.and_then(|(by, at)| Some((place(by)?, is_of_today(at))));
    let is_made = [above, below].map(|to| made(to).next().is_some());
    (groups, is_made, site.operators.iter().map(stand).collect(), asked)
}

/// What somebody may try in a state on the way to what takes two.
fn acts_on_the_way_to_two(site: &Site, forms: &[model::Given], others_max: usize) -> Vec<Act> {
    let mut acts = vec![Act::Wait(DAY), Act::AskToWait, Act::CallOff, Act::AfterWaiting];
    let is_other = |form: &&model::Given| site.group(ABOVE).is_some_and(|it| it.given != **form);
    acts.extend(forms.iter().filter(is_other).map(|form| Act::EditGroup(ABOVE, form.clone())));
    acts.push(Act::DeleteGroup(ABOVE, Some(BELOW)));
    let groups = [GroupId::ADMINISTRATOR, BELOW];
    if site.operators.len() <= others_max {
        acts.extend(groups.map(Act::AddOperator));
    }
    for id in site.operators.iter().map(|it| it.id) {
        acts.extend([Act::SetPassword(id), Act::DeleteOperator(id), Act::WithWitness(id)]);
        for to in groups {
            acts.extend([true, false].map(|is_enabled| Act::PutOperator(id, to, is_enabled)));
        }
    }
    acts
}

/// Visits every state of what takes two in which there are no more than so many others, or `most` of them, or says by which
/// act somebody did it who was no two. The others are administrators, or in a group below one that comes to hold the right, holds it
/// no more, or goes. Days pass here as wholes.
pub fn explore_witnesses(others_max: usize, most: usize) -> Result<Found, String> {
    let forms = [desk(&[], true), desk(&[Permission::SystemAuditorPurge], true)];
    let [without, with] = &forms;
    let first = begun(without, with);
    let whole: Whole = [(FIRST, 0)].into();
    let (mut seen, mut open) =
        (BTreeSet::from([standing(&first, &whole)]), Ahead::new(Some((first, whole)), most));
    let mut found = Found::default();
    while let Some((site, whole)) = open.next() {
        found.states += 1;
        let rules = Rules::of(&site);
        for actor in site.operators.iter().map(|it| it.id) {
            for act in acts_on_the_way_to_two(&site, &forms, others_max) {
                found.acts += 1;
                let broken = |what: String| format!("{actor:?}: {act:?}: {what}, in {site:?}");
                let Some(after) = in_both(&site, &rules, actor, &act).map_err(broken)? else { continue };
                walk::two_are_two(&site, &whole, actor, &act).map_err(broken)?;
                let since = walk::whole_since(&whole, &after, actor, &act);
                if seen.insert(standing(&after, &since)) {
                    open.push((after, since));
                }
            }
        }
    }
    Ok(found)
}
