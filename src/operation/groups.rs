//! System > Operator groups: the tree of groups, and the giving on of rights.

use std::collections::BTreeMap;

use crate::console::Console;
use crate::domain::delegation::{self, Difference, Verdict};
use crate::domain::group::{Access, Draft, Fault, Field, Given, Grants, Group, GroupId, Settings};
use crate::domain::moment::Moment;
use crate::domain::operator::OperatorId;
use crate::domain::partition::{Feature, Partition, PartitionId};
use crate::domain::permission::{
    OperatorGroupsAddDelete, OperatorGroupsModify, OperatorGroupsView, OperatorsAddDelete, OperatorsModify,
    Permission, Set,
};
use crate::session::Permit;
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind, Trail};
use crate::storage::groups::{self as rows, Stored};
use crate::storage::{self, Change, Outcome, Unique, View, operators, partitions, record};

use super::{Error, sealing};

/// A group as the list shows it. Every group is listed; of one out of reach there is no more than the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The group above, if that is within reach as well.
    pub above: Option<String>,
    /// How many operators it has.
    pub operators: Option<usize>,
    /// Whether it can be opened.
    pub in_reach: bool,
    /// Whether it is the operator's own.
    pub is_own: bool,
}

/// Every group: the Administrator group first, then by name.
pub fn list(console: &Console, permit: &Permit<OperatorGroupsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| {
        let (own, reach, sizes) = (rows::own(view)?, rows::reach(view)?, rows::sizes(view)?);
        let all = rows::all(view)?;
        let names: BTreeMap<GroupId, String> = all.iter().map(|row| (row.id, row.name.clone())).collect();
        let listed = all.into_iter().map(|row| {
            let in_reach = reach.contains(&row.id);
            let above = row.parent.filter(|above| in_reach && reach.contains(above));
            ListRow {
                id: row.id,
                name: row.name,
                description: if in_reach { row.description } else { String::new() },
                above: above.and_then(|above| names.get(&above).cloned()),
                operators: in_reach.then(|| sizes.get(&row.id).copied().unwrap_or_default()),
                in_reach,
                is_own: row.id == own,
            }
        });
        Ok(listed.collect())
    })
}

/// A group's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The group.
    pub id: GroupId,
    /// The form, as it is saved; partitions out of the operator's reach are not in it.
    pub draft: Draft,
    /// How many such partitions the group may access. They stay as they are.
    pub hidden_partitions: usize,
    /// The group above, if it is within reach.
    pub above: Option<String>,
    /// How many operators it has.
    pub operators: usize,
    /// Whether it is the operator's own.
    pub is_own: bool,
    /// Which state of the record this is: to be given back when it is saved.
    pub version: i64,
    /// When it was saved last.
    pub changed_at: Moment,
    /// Who saved it.
    pub changed_by: String,
}

impl Page {
    /// Whether it is the group that may do everything; only its name and description can be changed.
    pub fn is_administrator(&self) -> bool {
        self.id == GroupId::ADMINISTRATOR
    }
}

/// Opens a group's screen.
pub fn open(console: &Console, permit: &Permit<OperatorGroupsView>, id: GroupId) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Group>(view, id)?;
        let giver = giver(view)?;
        let reach = rows::reach(view)?;
        let all = rows::all(view)?;
        let above = stored.besides.filter(|above| reach.contains(above));
        let seen = visible(&stored.given, &giver);
        Ok(Page {
            id,
            hidden_partitions: stored.given.partitions.len() - seen.partitions.len(),
            draft: Draft { given: seen, ..Draft::of(&stored) },
            above: above.and_then(|above| all.into_iter().find(|row| row.id == above)).map(|row| row.name),
            operators: rows::sizes(view)?.get(&id).copied().unwrap_or_default(),
            is_own: id == rows::own(view)?,
            version: stored.version,
            changed_at: stored.changed_at,
            changed_by: stored.changed_by,
        })
    })
}

/// What the form of a group offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// What the operator holds, counted as if partitions were used: the bound on giving
    /// ([`delegation::settled`]).
    pub giver: Grants,
    /// The partitions that the operator may access.
    pub partitions: Vec<Partition>,
    /// Whether the site uses partitions.
    pub feature: Feature,
}

/// What the form of a group offers.
pub fn choices(console: &Console, permit: &Permit<OperatorGroupsView>) -> Result<Choices, Error> {
    console.storage().view(permit, |view| {
        Ok(Choices {
            giver: giver(view)?,
            partitions: reached_partitions(view)?,
            feature: partitions::feature(view)?,
        })
    })
}

/// An empty form for a new group: no tick; access to the operator's first partition, because a group without any could
/// do next to nothing; and as many days of the audit trail as the operator has, should the trail be ticked.
pub fn blank(console: &Console, permit: &Permit<OperatorGroupsAddDelete>) -> Result<Draft, Error> {
    console.storage().view(permit, |view| {
        let first = reached_partitions(view)?.into_iter().next();
        let giver = giver(view)?;
        let audit_days = giver.settings().audit_days;
        let given = Given {
            partitions: first.map(|partition| (partition.id, Access::Global)).into_iter().collect(),
            settings: Settings { audit_days, ..Settings::NARROWEST },
            ..Given::nothing()
        };
        let given = delegation::settled(&Given::nothing(), &given, &giver);
        Ok(Draft { name: String::new(), description: String::new(), given })
    })
}

/// A form for a new group that can do what another can, as far as the operator can give it: ticks that are in force
/// nowhere, because a group above lacks them, are not copied to where they might be. The name is still that of the
/// other.
pub fn copy(
    console: &Console,
    permit: &Permit<OperatorGroupsAddDelete>,
    id: GroupId,
) -> Result<Draft, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Group>(view, id)?;
        let chain: Vec<Given> = rows::chain(view, id)?.into_iter().map(|(_, given)| given).collect();
        let given = match delegation::flattened(&chain) {
            Some(given) => given,
            None => Given { partitions: everywhere(view)?, ..stored.given.clone() },
        };
        let given = delegation::settled(&Given::nothing(), &given, &giver(view)?);
        Ok(Draft { given, ..Draft::of(&stored) })
    })
}

/// Access to every partition of the operator's.
fn everywhere(view: &View<'_>) -> Result<BTreeMap<PartitionId, Access>, Error> {
    let reached = reached_partitions(view)?.into_iter();
    Ok(reached.map(|partition| (partition.id, Access::Global)).collect())
}

/// Adds a group under the operator's own.
pub fn add(
    console: &Console,
    permit: &Permit<OperatorGroupsAddDelete>,
    draft: &Draft,
) -> Result<GroupId, Error> {
    let group = draft.check().map_err(Error::Group)?;
    console.storage().change(permit, |change| {
        knows_partitions(change, &group.given)?;
        if !delegation::may_give(&Given::nothing(), &group.given, &giver(change)?) {
            return Err(Error::BeyondYours);
        }
        let id = rows::insert(change, rows::own(change)?, &group).map_err(taken)?;
        let entry = Entry::new(Action::GroupAdded, subject(id, &group)).after(fields(change, &group)?);
        Ok(Outcome::Changed(id, entry.into()))
    })
}

/// Saves a group that was opened as `version`. Operators in it, or in a group below, gain or lose at their next act.
pub fn save(
    console: &Console,
    permit: &Permit<OperatorGroupsModify>,
    id: GroupId,
    version: i64,
    draft: &Draft,
) -> Result<(), Error> {
    let group = draft.check().map_err(Error::Group)?;
    sealing::change(console, permit, |change| {
        let before = record::get::<Group>(change, id)?;
        let group = Group { given: made_of(change, &before, &group.given)?, ..group };
        if group == before.value && version == before.version {
            return Ok(Outcome::Unchanged(()));
        }
        rows::update(change, id, version, &group).map_err(taken)?;
        let entry = Entry::new(Action::GroupChanged, subject(id, &group))
            .change(&fields(change, &before)?, fields(change, &group)?);
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// What a group becomes of what its form says; refused, where the form gives or takes what is not the operator's.
fn made_of(view: &View<'_>, before: &Stored, wanted: &Given) -> Result<Given, Error> {
    if before.id == GroupId::ADMINISTRATOR {
        return Ok(before.given.clone());
    }
    knows_partitions(view, wanted)?;
    let giver = giver(view)?;
    let made = delegation::settled(&before.given, wanted, &giver);
    // Partitions out of reach are not in the form; that they are there is no fault of it.
    if visible(&made, &giver) == *wanted { Ok(made) } else { Err(Error::BeyondYours) }
}

/// Refuses a form with a partition that is gone, or out of reach: the two are told apart nowhere.
fn knows_partitions(view: &View<'_>, wanted: &Given) -> Result<(), Error> {
    let known = reached_partitions(view)?;
    let is_known = |id: &PartitionId| known.iter().any(|partition| partition.id == *id);
    if wanted.partitions.keys().all(is_known) {
        Ok(())
    } else {
        Err(Error::Storage(storage::Error::NoSuch(storage::Noun::Partition)))
    }
}

/// What a change would do to the operators of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The group.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// How many operators it has.
    pub operators: usize,
    /// The names of the first few of them.
    pub some: Vec<String>,
    /// What they gain and lose.
    pub difference: Difference,
}

/// Of so many operators the names are told; the rest are counted.
const NAMED_MAX: usize = 20;

/// Who would gain and lose what, if the group were saved like this: the group itself and every group below it for
/// which something changes.
pub fn impact(
    console: &Console,
    permit: &Permit<OperatorGroupsModify>,
    id: GroupId,
    draft: &Draft,
) -> Result<Vec<Effect>, Error> {
    console.storage().view(permit, |view| {
        let before = record::get::<Group>(view, id)?;
        let made = made_of(view, &before, &draft.given.narrowed())?;
        let feature = partitions::feature(view)?;
        let seen: Vec<PartitionId> =
            reached_partitions(view)?.into_iter().map(|partition| partition.id).collect();
        let sizes = rows::sizes(view)?;
        let below = delegation::reach(id, &rows::nodes(view)?);
        let mut effects = Vec::new();
        for row in rows::all(view)?.into_iter().filter(|row| below.contains(&row.id)) {
            let chain = rows::chain(view, row.id)?;
            let was: Vec<Given> = chain.iter().map(|(_, given)| given.clone()).collect();
            let is: Vec<Given> = chain
                .into_iter()
                .map(|(group, given)| if group == id { made.clone() } else { given })
                .collect();
            let (was, is) = (Grants::of(&was, feature), Grants::of(&is, feature));
            let difference = Difference::between(&was, &is, &seen, feature);
            if !difference.is_empty() {
                effects.push(Effect {
                    group: row.id,
                    name: row.name,
                    operators: sizes.get(&row.id).copied().unwrap_or_default(),
                    some: names_of(view, row.id)?,
                    difference,
                });
            }
        }
        effects.sort_by_key(|effect| effect.group != id);
        Ok(effects)
    })
}

fn names_of(view: &View<'_>, group: GroupId) -> Result<Vec<String>, Error> {
    Ok(operators::of_group(view, group, NAMED_MAX)?.into_iter().map(|row| row.name).collect())
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The operator.
    pub id: OperatorId,
    /// The name.
    pub name: String,
    /// The name to sign in with.
    pub user_name: String,
    /// Whether signing in is allowed.
    pub enabled: bool,
}

/// The operators of a group, by name.
pub fn members(
    console: &Console,
    permit: &Permit<OperatorGroupsView>,
    id: GroupId,
) -> Result<Vec<Member>, Error> {
    console.storage().view(permit, |view| {
        record::get::<Group>(view, id)?;
        let all = operators::of_group(view, id, usize::MAX)?.into_iter();
        let member = |row: operators::ListRow| Member {
            id: row.id,
            name: row.name,
            user_name: row.user_name,
            enabled: row.enabled,
        };
        Ok(all.map(member).collect())
    })
}

/// What deleting a group would take along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// How many operators it has.
    pub operators: usize,
    /// The names of the first few of them.
    pub some: Vec<String>,
    /// The groups below it, which move up and can do what they could.
    pub below: Vec<String>,
    /// The groups to which its operators could be moved.
    pub targets: Vec<(GroupId, String)>,
}

/// What deleting a group would take along.
pub fn deletion(
    console: &Console,
    permit: &Permit<OperatorGroupsAddDelete>,
    id: GroupId,
) -> Result<Deletion, Error> {
    console.storage().view(permit, |view| {
        may_delete(view, id)?;
        let all = rows::all(view)?;
        let reach = rows::reach(view)?;
        let below = all.iter().filter(|row| row.parent == Some(id)).map(|row| row.name.clone()).collect();
        let targets = all
            .into_iter()
            .filter(|row| row.id != id && reach.contains(&row.id))
            .map(|row| (row.id, row.name));
        Ok(Deletion {
            operators: rows::sizes(view)?.get(&id).copied().unwrap_or_default(),
            some: names_of(view, id)?,
            below,
            targets: targets.collect(),
        })
    })
}

/// What becomes of the operators of a group that is deleted. Managing groups is not managing operators: either
/// takes a permit of its own.
#[derive(Debug, Clone)]
pub enum Fate {
    /// There are none.
    Nobody,
    /// They are deleted.
    Deleted(Permit<OperatorsAddDelete>),
    /// They go to another group.
    Moved(Permit<OperatorsModify>, GroupId),
}

/// Deletes a group. The groups below it move up, with what was left of theirs under it.
pub fn delete(
    console: &Console,
    permit: &Permit<OperatorGroupsAddDelete>,
    id: GroupId,
    fate: &Fate,
) -> Result<(), Error> {
    sealing::change(console, permit, |change| {
        let stored = may_delete(change, id)?;
        let people = operators::of_group(change, id, usize::MAX)?;
        let mut entries = Vec::new();
        match fate {
            Fate::Nobody if people.is_empty() => {}
            Fate::Nobody => return Err(Error::HasOperators(people.len())),
            Fate::Deleted(operators) => {
                change.of(operators)?;
                for person in &people {
                    operators::delete(change, person.id)?;
                    let before = Fields::default().with("group", person.group_name.as_str());
                    entries.push(
                        Entry::new(
                            Action::OperatorDeleted,
                            Subject::operator(person.id, person.user_name.as_str()),
                        )
                        .before(before),
                    );
                }
            }
            Fate::Moved(operators, to) => {
                change.of(operators)?;
                let target = may_put_into(change, *to)?;
                if *to == id {
                    return Err(Error::Storage(storage::Error::NoSuch(storage::Noun::Group)));
                }
                operators::move_all(change, id, *to)?;
                for person in &people {
                    let was = Fields::default().with("group", person.group_name.as_str());
                    let is = Fields::default().with("group", target.as_str());
                    let entry = Entry::new(
                        Action::OperatorChanged,
                        Subject::operator(person.id, person.user_name.as_str()),
                    );
                    entries.push(entry.change(&was, is));
                }
            }
        }
        let parent = stored.besides.unwrap_or(GroupId::ADMINISTRATOR);
        let above = record::get::<Group>(change, parent)?;
        for below in rows::nodes(change)?.into_iter().filter(|node| node.parent == Some(id)) {
            let before = record::get::<Group>(change, below.id)?;
            let given = delegation::folded(&before.given, &stored.given);
            rows::move_up(change, below.id, parent, &given)?;
            // What the group above was given is now told of this one: whoever gave it made its operators what they are.
            let was = fields(change, &before)?.with("parent", stored.name.as_str());
            let after = record::get::<Group>(change, below.id)?;
            let is = fields(change, &after)?.with("parent", above.name.as_str());
            entries.push(Entry::new(Action::GroupChanged, subject(below.id, &after)).change(&was, is));
        }
        let gone = Entry::new(Action::GroupDeleted, subject(id, &stored)).before(fields(change, &stored)?);
        rows::delete(change, id)?;
        let trail = entries.into_iter().fold(Trail::from(gone), Trail::and);
        Ok(Outcome::Changed((), trail))
    })
}

/// The Administrator group stays, and so does one's own: whoever deleted it would delete oneself.
fn may_delete(view: &View<'_>, id: GroupId) -> Result<Stored, Error> {
    let stored = record::get::<Group>(view, id)?;
    if id == GroupId::ADMINISTRATOR {
        return Err(Error::LastAdministrator);
    }
    if id == rows::own(view)? {
        return Err(Error::Oneself);
    }
    Ok(stored)
}

/// Putting an operator into a group is giving what the group has. Says the group's name.
pub(super) fn may_put_into(view: &View<'_>, id: GroupId) -> Result<String, Error> {
    let target = record::get::<Group>(view, id)?;
    let giver = giver(view)?;
    if rows::grants_with(view, id, Feature::On)?.is_within(&giver) {
        Ok(target.name.as_str().to_owned())
    } else {
        Err(Error::BeyondYours)
    }
}

/// What the operator holds, as the bound on giving.
pub(super) fn giver(view: &View<'_>) -> Result<Grants, Error> {
    Ok(rows::grants_with(view, rows::own(view)?, Feature::On)?)
}

/// The partitions that the operator could give: those of their own group, whether the site uses them now or not.
pub(super) fn reached_partitions(view: &View<'_>) -> Result<Vec<Partition>, Error> {
    let giver = giver(view)?;
    let all = partitions::all(view)?.into_iter();
    Ok(all
        .filter(|partition| giver.reaches(partition.id))
        .map(|partition| Partition { id: partition.id, name: partition.name.as_str().to_owned() })
        .collect())
}

/// What the giver may know of what a group was given: not which partitions there are besides the giver's own.
fn visible(given: &Given, giver: &Grants) -> Given {
    let partitions = given.partitions.iter().filter(|(partition, _)| giver.reaches(**partition));
    Given { partitions: partitions.map(|(id, access)| (*id, *access)).collect(), ..given.clone() }
}

/// What somebody can do, and why not what somebody cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The group that is explained.
    pub group: String,
    /// What was given to the groups from the topmost below Administrator down to it. None is the Administrator
    /// group.
    chain: Vec<Given>,
    /// The names of those groups.
    names: Vec<String>,
    /// Whether the site uses partitions.
    pub feature: Feature,
    /// The partitions of whoever asks.
    pub partitions: Vec<Partition>,
    /// The switches as they are after all groups above.
    pub settings: Settings,
}

impl Explanation {
    /// Whether it is of the Administrator group.
    pub fn is_administrator(&self) -> bool {
        self.chain.is_empty()
    }

    /// Whether a permission is held in a partition; and if not, what stops it, with the name of the group that does.
    pub fn of(&self, permission: Permission, partition: PartitionId) -> (Verdict, Option<&str>) {
        let verdict = delegation::why(&self.chain, self.feature, permission, partition);
        let stopper = match verdict {
            Verdict::Held => None,
            Verdict::NotGiven(at) | Verdict::NoAccess(at) | Verdict::TakenAway(at) => {
                self.names.get(at).map(String::as_str)
            }
        };
        (verdict, stopper)
    }

    /// Everything that is held in a partition.
    pub fn held(&self, partition: PartitionId) -> Set {
        let held = |permission: &Permission| self.of(*permission, partition).0 == Verdict::Held;
        Permission::ALL.iter().copied().filter(held).collect()
    }
}

/// What the operators of a group can do, and why not what they cannot.
pub fn explain(
    console: &Console,
    permit: &Permit<OperatorGroupsView>,
    id: GroupId,
) -> Result<Explanation, Error> {
    console.storage().view(permit, |view| explanation(view, id))
}

/// The same, in a view that is open already.
pub(super) fn explanation(view: &View<'_>, id: GroupId) -> Result<Explanation, Error> {
    let stored = record::get::<Group>(view, id)?;
    let names: BTreeMap<GroupId, String> =
        rows::all(view)?.into_iter().map(|row| (row.id, row.name)).collect();
    let feature = partitions::feature(view)?;
    let (groups, chain): (Vec<GroupId>, Vec<Given>) = rows::chain(view, id)?.into_iter().unzip();
    Ok(Explanation {
        group: stored.name.as_str().to_owned(),
        names: groups.iter().map(|group| names.get(group).cloned().unwrap_or_default()).collect(),
        feature,
        partitions: reached_partitions(view)?,
        settings: Grants::of(&chain, feature).settings(),
        chain,
    })
}

fn taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Taken(Unique::Name) => Error::Group(vec![(Field::Name, Fault::Duplicate)]),
        other => other.into(),
    }
}

fn subject(id: GroupId, group: &Group) -> Subject {
    Subject {
        kind: SubjectKind::Group,
        id: Some(id.0),
        name: group.name.as_str().to_owned(),
        partition: None,
    }
}

fn fields(change: &Change<'_>, group: &Group) -> Result<Fields, Error> {
    let keys = |set: Set| set.iter().map(Permission::key).collect::<Vec<_>>();
    let settings = group.given.settings;
    let names: BTreeMap<PartitionId, String> =
        partitions::names(change)?.into_iter().map(|partition| (partition.id, partition.name)).collect();
    let partitions = group.given.partitions.iter().map(|(id, access)| {
        let name = names.get(id).cloned().unwrap_or_else(|| id.0.to_string());
        match access {
            Access::Global => name,
            Access::Custom(set) => format!("{name}: {}", keys(*set).join(", ")),
        }
    });
    Ok(Fields::default()
        .with("name", group.name.as_str())
        .with("description", group.description.as_str())
        .with("permissions", keys(group.given.global))
        .with("partitions", partitions.collect::<Vec<_>>())
        .with("hotel interface", settings.hotel_interface)
        .with("programmer for all doors", settings.programmer_all_doors)
        .with("audit trail of all partitions", settings.audit_all_partitions)
        .with("audit trail days", settings.audit_days))
}
