//! Operator groups: what a group was given, and what is left of it under the groups above. Groups form a tree;
//! what a group can do is what it was given, cut down by every group above it, computed at each act.

use std::collections::{BTreeMap, BTreeSet};

use super::form::keep;
use super::partition::{Feature, PartitionId};
use super::permission::{Permission, Reach, Set};
use super::text::{self, Line};

/// An operator group's number; 1 is *Administrator*, which every site has and nobody can delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub i64);

impl GroupId {
    /// The group that every site has, and that may do everything.
    pub const ADMINISTRATOR: GroupId = GroupId(1);
}

/// What a group's switches allow besides the tree. They count as permissions when they are given on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// After sign-in the hotel tiles show first.
    pub hotel_interface: bool,
    /// Manages the doors of every partition with the portable programmer.
    pub programmer_all_doors: bool,
    /// Sees the access points of every partition in the audit trail.
    pub audit_all_partitions: bool,
    /// Sees only this many latest days of the audit trail; `None` is all of it.
    pub audit_days: Option<u16>,
}

impl Settings {
    /// The most days that the audit trail can be limited to.
    pub const AUDIT_DAYS_MAX: u16 = 3_650;

    /// The narrowest settings: what a new group starts with.
    pub const NARROWEST: Settings = Settings {
        hotel_interface: false,
        programmer_all_doors: false,
        audit_all_partitions: false,
        audit_days: Some(1),
    };

    /// The widest settings: what administrators have.
    pub const WIDEST: Settings = Settings {
        hotel_interface: true,
        programmer_all_doors: true,
        audit_all_partitions: true,
        audit_days: None,
    };

    /// What both allow.
    #[must_use]
    pub fn intersection(self, other: Settings) -> Settings {
        Settings {
            hotel_interface: self.hotel_interface && other.hotel_interface,
            programmer_all_doors: self.programmer_all_doors && other.programmer_all_doors,
            audit_all_partitions: self.audit_all_partitions && other.audit_all_partitions,
            audit_days: match (self.audit_days, other.audit_days) {
                (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
                (days, None) | (None, days) => days,
            },
        }
    }

    /// Whether these settings allow nothing that the other do not.
    pub fn is_within(self, other: Settings) -> bool {
        self.intersection(other) == self
    }
}

/// How a group reaches a partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// With the group's global permissions.
    Global,
    /// With these only, which never exceed the global ones.
    Custom(Set),
}

/// What a group was given by its maker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The ticks of the global tree.
    pub global: Set,
    /// The group's switches.
    pub settings: Settings,
    /// The partitions it may access, and with what.
    pub partitions: BTreeMap<PartitionId, Access>,
}

impl Given {
    /// Nothing at all.
    pub fn nothing() -> Given {
        Given { global: Set::NONE, settings: Settings::NARROWEST, partitions: BTreeMap::new() }
    }

    /// The same, without the ticks of a partition's own tree that the global tree lacks: they are nothing, and must not
    /// become something on the day the global tick is set.
    #[must_use]
    pub fn narrowed(&self) -> Given {
        let narrowed = |(id, access): (&PartitionId, &Access)| match access {
            Access::Global => (*id, Access::Global),
            Access::Custom(_) => (*id, Access::Custom(access.of(self.global))),
        };
        Given { partitions: self.partitions.iter().map(narrowed).collect(), ..self.clone() }
    }

    /// What was given for things of a partition, without what has no partition.
    pub fn in_partition(&self, partition: PartitionId) -> Set {
        self.partitions.get(&partition).map_or(Set::NONE, |access| access.of(self.global))
    }
}

/// A group's form, as typed and ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As typed: 1 to 56 characters, unique among all groups, because all are listed.
    pub name: String,
    /// As typed: at most 200 characters.
    pub description: String,
    /// As ticked.
    pub given: Given,
}

/// A group as the rules want it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// 1 to 56 characters, unique.
    pub name: Line<56>,
    /// At most 200 characters.
    pub description: Line<200>,
    /// What it was given.
    pub given: Given,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name,
    Description,
    AuditDays,
}

/// Why a field is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text breaks a rule of texts.
    Text(text::Fault),
    /// Another group has it already.
    Duplicate,
    /// The days are not 1 to [`Settings::AUDIT_DAYS_MAX`].
    Days,
}

impl From<text::Fault> for Fault {
    fn from(fault: text::Fault) -> Self {
        Fault::Text(fault)
    }
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// The form of a group that exists.
    pub fn of(group: &Group) -> Draft {
        Draft {
            name: group.name.as_str().to_owned(),
            description: group.description.as_str().to_owned(),
            given: group.given.clone(),
        }
    }

    /// Turns the form into a group, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Group, Faults> {
        let mut faults = Faults::new();
        let name = keep(&mut faults, Field::Name, Line::required(&self.name));
        let description = keep(&mut faults, Field::Description, Line::new(&self.description));
        let days = self.given.settings.audit_days;
        if days.is_some_and(|days| days == 0 || days > Settings::AUDIT_DAYS_MAX) {
            faults.push((Field::AuditDays, Fault::Days));
        }
        match (name, description) {
            (Some(name), Some(description)) if faults.is_empty() => {
                Ok(Group { name, description, given: self.given.narrowed() })
            }
            _ => Err(faults),
        }
    }
}

/// What a group or an operator can do at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grants {
    /// Everything, in partitions that do not exist yet as well: administrators.
    Everything,
    /// What is left of what was given.
    Limited(Limited),
}

/// What is left of what a standard group was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limited {
    global: Set,
    settings: Settings,
    reach: Partitions,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Partitions {
    /// The feature is off: the global permissions hold for all there is.
    Off,
    /// By partition; one that is absent is out of reach.
    Each {
        sets: BTreeMap<PartitionId, Set>,
        /// What is held in any of them: most questions are whether something is held at all.
        anywhere: Set,
    },
}

/// The partitions in which a permission is held: what every look at partitioned rows is cut down to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    Everywhere,
    /// These.
    Partitions(BTreeSet<PartitionId>),
}

impl Scope {
    /// No partition.
    pub const fn nowhere() -> Scope {
        Scope::Partitions(BTreeSet::new())
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Scope) -> Scope {
        match (self, other) {
            (Scope::Everywhere, scope) | (scope, Scope::Everywhere) => scope.clone(),
            (Scope::Partitions(one), Scope::Partitions(other)) => Scope::Partitions(one & other),
        }
    }

    /// Whether the partition is in it.
    pub fn reaches(&self, partition: PartitionId) -> bool {
        match self {
            Scope::Everywhere => true,
            Scope::Partitions(partitions) => partitions.contains(&partition),
        }
    }
}

impl Grants {
    /// What a standard group can do. `chain` is what was given from the topmost group below Administrator down
    /// to the group itself; an empty chain is the Administrator group.
    pub fn of(chain: &[Given], feature: Feature) -> Grants {
        chain.iter().fold(Grants::Everything, |above, given| above.cut_down(given, feature))
    }

    fn cut_down(self, given: &Given, feature: Feature) -> Grants {
        let mine = Limited::of(given, feature);
        Grants::Limited(match self {
            Grants::Everything => mine,
            Grants::Limited(above) => above.intersection(&mine),
        })
    }

    /// Whether the permission is held at all: everywhere, or in some partition.
    pub fn holds(&self, permission: Permission) -> bool {
        match self {
            Grants::Everything => true,
            Grants::Limited(limited) => limited.holds(permission),
        }
    }

    /// Whether the partition may be accessed, with whatever permissions.
    pub fn reaches(&self, partition: PartitionId) -> bool {
        match self {
            Grants::Everything => true,
            Grants::Limited(limited) => limited.reaches(partition),
        }
    }

    /// Whether somebody who holds this works with keys, and so needs the keys of cards.
    pub fn works_with_keys(&self) -> bool {
        match self {
            Grants::Everything => true,
            Grants::Limited(limited) => Set::with_keys().iter().any(|permission| limited.holds(permission)),
        }
    }

    /// Whether somebody who holds this keeps people's PINs, or writes them on keys, and so needs the key of PIN checks.
    pub fn works_with_pins(&self) -> bool {
        self.works_with_keys()
            || self.holds(Permission::UsersModify)
            || self.holds(Permission::UsersAddDelete)
    }

    /// Whether the permission is held for things of the partition.
    pub fn holds_in(&self, permission: Permission, partition: PartitionId) -> bool {
        self.in_partition(partition).holds(permission)
    }

    /// The permissions held for things of the partition; those without a partition included.
    pub fn in_partition(&self, partition: PartitionId) -> Set {
        match self {
            Grants::Everything => Set::ALL,
            Grants::Limited(limited) => limited.in_partition(partition),
        }
    }

    /// The permissions of the global tree.
    pub fn global(&self) -> Set {
        match self {
            Grants::Everything => Set::ALL,
            Grants::Limited(limited) => limited.global,
        }
    }

    /// The switches.
    pub fn settings(&self) -> Settings {
        match self {
            Grants::Everything => Settings::WIDEST,
            Grants::Limited(limited) => limited.settings,
        }
    }

    /// The partitions in which the permission is held, or `None` where it is held nowhere.
    pub fn scope(&self, permission: Permission) -> Option<Scope> {
        match self {
            Grants::Everything => Some(Scope::Everywhere),
            Grants::Limited(limited) => limited.scope(permission),
        }
    }

    /// Whether everything that these grants allow, for every partition and switch, the other allow as well:
    /// the bound on all giving.
    pub fn is_within(&self, other: &Grants) -> bool {
        match (self, other) {
            (_, Grants::Everything) => true,
            (Grants::Everything, Grants::Limited(_)) => false,
            (Grants::Limited(mine), Grants::Limited(theirs)) => mine.is_within(theirs),
        }
    }
}

impl Limited {
    fn of(given: &Given, feature: Feature) -> Limited {
        let reach = match feature {
            Feature::Off => Partitions::Off,
            Feature::On => Partitions::each(
                given.partitions.iter().map(|(partition, access)| (*partition, access.of(given.global))),
            ),
        };
        Limited { global: given.global, settings: given.settings, reach }
    }

    fn intersection(&self, other: &Limited) -> Limited {
        let global = self.global.intersection(other.global);
        let reach = match (&self.reach, &other.reach) {
            (Partitions::Off, Partitions::Off) => Partitions::Off,
            (Partitions::Each { sets, .. }, Partitions::Off)
            | (Partitions::Off, Partitions::Each { sets, .. }) => {
                Partitions::each(sets.iter().map(|(id, set)| (*id, set.intersection(global))))
            }
            (Partitions::Each { sets: mine, .. }, Partitions::Each { sets: theirs, .. }) => {
                Partitions::each(mine.iter().filter_map(|(id, set)| {
                    Some((*id, set.intersection(*theirs.get(id)?).intersection(global)))
                }))
            }
        };
        Limited { global, settings: self.settings.intersection(other.settings), reach }
    }

    fn reaches(&self, partition: PartitionId) -> bool {
        match &self.reach {
            Partitions::Off => true,
            Partitions::Each { sets, .. } => sets.contains_key(&partition),
        }
    }

    fn in_partition(&self, partition: PartitionId) -> Set {
        match &self.reach {
            Partitions::Off => self.global,
            Partitions::Each { sets, .. } => {
                let installation = self.global.intersection(Set::installation());
                sets.get(&partition).map_or(installation, |set| set.union(installation))
            }
        }
    }

    fn holds(&self, permission: Permission) -> bool {
        if !self.global.holds(permission) {
            return false;
        }
        match (permission.reach(), &self.reach) {
            (Reach::Installation, _) | (_, Partitions::Off) => true,
            (Reach::Partition, Partitions::Each { anywhere, .. }) => anywhere.holds(permission),
        }
    }

    fn scope(&self, permission: Permission) -> Option<Scope> {
        if !self.holds(permission) {
            return None;
        }
        match (permission.reach(), &self.reach) {
            (Reach::Installation, _) | (_, Partitions::Off) => Some(Scope::Everywhere),
            (Reach::Partition, Partitions::Each { sets, .. }) => Some(Scope::Partitions(
                sets.iter().filter(|(_, set)| set.holds(permission)).map(|(id, _)| *id).collect(),
            )),
        }
    }

    fn is_within(&self, other: &Limited) -> bool {
        let partitions = match (&self.reach, &other.reach) {
            (_, Partitions::Off) => true,
            (Partitions::Off, Partitions::Each { .. }) => self.global.is_empty(),
            (Partitions::Each { sets: mine, .. }, Partitions::Each { sets: theirs, .. }) => {
                mine.iter().all(|(id, set)| {
                    set.is_empty() || theirs.get(id).is_some_and(|theirs| set.is_within(*theirs))
                })
            }
        };
        self.global.is_within(other.global) && self.settings.is_within(other.settings) && partitions
    }
}

impl Partitions {
    fn each(sets: impl Iterator<Item = (PartitionId, Set)>) -> Partitions {
        let sets: BTreeMap<PartitionId, Set> = sets.collect();
        let anywhere = sets.values().copied().fold(Set::NONE, Set::union);
        Partitions::Each { sets, anywhere }
    }
}

impl Access {
    /// What it comes to in its partition, of these global ticks.
    #[must_use]
    pub fn of(self, global: Set) -> Set {
        let global = global.intersection(Set::partitioned());
        match self {
            Access::Global => global,
            Access::Custom(custom) => custom.intersection(global),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::permission::Permission as P;

    const A: PartitionId = PartitionId(1);
    const B: PartitionId = PartitionId(2);

    fn given(global: &[P], partitions: &[(PartitionId, Access)]) -> Given {
        Given {
            global: global.iter().copied().collect(),
            settings: Settings::WIDEST,
            partitions: partitions.iter().copied().collect(),
        }
    }

    #[test]
    fn a_permission_holds_in_the_partitions_of_the_group() {
        let grants = Grants::of(&[given(&[P::UsersView], &[(A, Access::Global)])], Feature::On);
        assert!(grants.holds_in(P::UsersView, A));
        assert!(!grants.holds_in(P::UsersView, B));
        assert_eq!(grants.scope(P::UsersView), Some(Scope::Partitions([A].into())));
        assert_eq!(grants.scope(P::DoorsView), None);
    }

    #[test]
    fn a_custom_tree_takes_away_and_never_adds() {
        let custom: Set = [P::UsersView, P::DoorsView].into_iter().collect();
        let group =
            given(&[P::UsersView, P::UsersModify], &[(A, Access::Custom(custom)), (B, Access::Global)]);
        let grants = Grants::of(&[group], Feature::On);
        assert!(grants.holds_in(P::UsersView, A));
        assert!(!grants.holds_in(P::UsersModify, A) && grants.holds_in(P::UsersModify, B));
        assert!(!grants.holds_in(P::DoorsView, A), "a custom tick beyond the global ones is nothing");
    }

    #[test]
    fn a_group_has_no_more_than_the_groups_above_it() {
        let above = given(&[P::UsersView], &[(A, Access::Global)]);
        let below = given(&[P::UsersView, P::UsersModify], &[(A, Access::Global), (B, Access::Global)]);
        let grants = Grants::of(&[above.clone(), below], Feature::On);
        assert_eq!(grants, Grants::of(&[above], Feature::On));
    }

    #[test]
    fn without_partitions_the_global_tree_is_all_there_is() {
        let grants = Grants::of(&[given(&[P::UsersView], &[])], Feature::Off);
        assert_eq!(grants.scope(P::UsersView), Some(Scope::Everywhere));
    }

    #[test]
    fn what_has_no_partition_needs_none() {
        let grants = Grants::of(&[given(&[P::NetworkView, P::UsersView], &[])], Feature::On);
        assert_eq!(grants.scope(P::NetworkView), Some(Scope::Everywhere));
        assert!(!grants.holds(P::UsersView), "held in no partition is not held");
    }

    #[test]
    fn a_form_says_what_is_wrong_with_every_field() {
        let draft = |name: &str, days| {
            let settings = Settings { audit_days: days, ..Settings::NARROWEST };
            let given = Given { settings, ..Given::nothing() };
            Draft { name: name.into(), description: "Keys only".into(), given }
        };
        let group = draft("Reception", None).check().unwrap();
        assert_eq!((group.name.as_str(), group.given.settings.audit_days), ("Reception", None));
        assert_eq!(Draft::of(&group), draft("Reception", None), "a form of what is there is that");
        for days in [1, 2, Settings::AUDIT_DAYS_MAX] {
            assert!(draft("Reception", Some(days)).check().is_ok(), "{days}");
        }
        for days in [0, Settings::AUDIT_DAYS_MAX + 1] {
            assert_eq!(draft("Reception", Some(days)).check(), Err(vec![(Field::AuditDays, Fault::Days)]));
        }
        let empty = (Field::Name, Fault::Text(text::Fault::Empty));
        assert_eq!(draft(" ", Some(0)).check(), Err(vec![empty, (Field::AuditDays, Fault::Days)]));
        let mut long = draft("Reception", None);
        long.description = "x".repeat(201);
        let faults = long.check().unwrap_err();
        assert!(matches!(faults.as_slice(), [(Field::Description, Fault::Text(_))]), "{faults:?}");
    }

    #[test]
    fn a_scope_reaches_the_partitions_in_it() {
        let scope = Scope::Partitions([A].into());
        assert!(scope.reaches(A) && !scope.reaches(B));
        assert!(Scope::Everywhere.reaches(A) && Scope::Everywhere.reaches(B));
    }

    #[test]
    fn who_holds_something_of_keys_works_with_them() {
        let works = |global: &[P], partitions: &[(PartitionId, Access)]| {
            Grants::of(&[given(global, partitions)], Feature::On).works_with_keys()
        };
        assert!(works(&[P::KeyRead, P::UsersView], &[(A, Access::Global)]));
        assert!(!works(&[P::KeyRead], &[]), "there is no partition to do it in");
        assert!(!works(&[P::UsersView, P::HotelRoomStatus], &[(A, Access::Global)]));
        assert!(Grants::Everything.works_with_keys());
    }

    #[test]
    fn settings_count_when_they_are_given_on() {
        let mut narrow = given(&[], &[]);
        narrow.settings.audit_days = Some(7);
        let mut wide = given(&[], &[]);
        wide.settings.audit_days = Some(30);
        let (narrow, wide) = (Grants::of(&[narrow], Feature::On), Grants::of(&[wide], Feature::On));
        assert!(narrow.is_within(&wide) && !wide.is_within(&narrow));
        assert!(wide.is_within(&Grants::Everything) && !Grants::Everything.is_within(&wide));
    }

    #[test]
    fn a_bound_holds_partition_by_partition() {
        let custom = Access::Custom([P::UsersView].into_iter().collect());
        let both = [P::UsersView, P::UsersModify];
        let grants =
            |partitions: &[(PartitionId, Access)]| Grants::of(&[given(&both, partitions)], Feature::On);
        let (part, whole) = (grants(&[(A, custom)]), grants(&[(A, Access::Global)]));
        assert!(part.is_within(&whole) && !whole.is_within(&part));
        assert!(!whole.is_within(&grants(&[(B, Access::Global)])));
        let bare = grants(&[(A, Access::Global), (B, Access::Custom(Set::NONE))]);
        assert!(bare.is_within(&whole), "access with nothing to do there is nothing");
    }

    #[test]
    fn with_partitions_and_without_do_not_mix_into_more() {
        let (on, off) = (Feature::On, Feature::Off);
        let group = given(&[P::UsersView, P::DoorsView], &[(A, Access::Global)]);
        let other = given(&[P::UsersView], &[]);
        let (counted, all) = (Limited::of(&group, on), Limited::of(&other, off));
        for mixed in [counted.intersection(&all), all.intersection(&counted)] {
            assert!(mixed.in_partition(A).holds(P::UsersView) && !mixed.in_partition(A).holds(P::DoorsView));
            assert!(!mixed.reaches(B) && !mixed.in_partition(B).holds(P::UsersView));
        }
        assert!(!all.is_within(&counted), "everywhere is more than in some partitions");
        assert!(Limited::of(&given(&[], &[]), off).is_within(&counted));
        assert!(Limited::of(&other, on).is_within(&all));
    }
}
