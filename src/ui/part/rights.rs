//! Rights as people read them: the tree with its boxes, a set in words, and who gains and loses what.

use iced::widget::{Column, column, container, row};
use iced::{Fill, Padding};
use keydesk::domain::delegation::{Change, Difference};
use keydesk::domain::partition::{Partition, PartitionId};
use keydesk::domain::permission::{Entry, Menu, Permission, Set};
use keydesk::operation::groups::Effect;

use crate::icon::Icon;
use crate::theme::{Tone, size, space};
use crate::widget::tree::model::{Part, branch, leaf, locked};
use crate::widget::{Element, text};
use crate::words::{Words, grouped};

/// What a leaf of the tree is called under its entry.
pub fn deed(words: &Words, permission: Permission) -> String {
    words.get(&format!("deed-{}", permission.deed())).into_owned()
}

/// The same where there is room for two words.
pub fn short_deed(words: &Words, permission: Permission) -> String {
    match permission.deed() {
        "modify-access" => words.get("rights-short-access").into_owned(),
        "ban" => words.get("rights-short-bans").into_owned(),
        "pms-authorisations" => words.get("rights-short-pms").into_owned(),
        "third-party-readers" => words.get("rights-short-readers").into_owned(),
        _ => deed(words, permission),
    }
}

/// What an entry of the tree is called.
pub fn entry_name(words: &Words, entry: Entry) -> String {
    words.get(&format!("entry-{}", entry.key())).into_owned()
}

/// The same under the name of its menu, which need not be said again.
pub fn short_entry(words: &Words, entry: Entry) -> String {
    match entry {
        Entry::UserAccessLevels => words.get("rights-short-levels").into_owned(),
        Entry::TimedPeriods => words.get("rights-short-timed-periods").into_owned(),
        _ => entry_name(words, entry),
    }
}

/// The tree: menus, entries and permissions, of those in `shown`, with those in `held` ticked. An entry that has a
/// single permission is a leaf itself. What `lock` gives a reason for cannot be changed.
pub fn parts(
    words: &Words,
    shown: Set,
    held: Set,
    lock: impl Fn(Permission) -> Option<String>,
) -> Vec<Part<Permission>> {
    let leaf_of = |permission: Permission, label: String| match lock(permission) {
        Some(reason) => locked(permission, label, held.holds(permission), reason),
        None => leaf(permission, label, held.holds(permission)),
    };
    let entry_of = |entry: &Entry| {
        let leaves: Vec<Permission> =
            entry.leaves().iter().copied().filter(|leaf| shown.holds(*leaf)).collect();
        let name = entry_name(words, *entry);
        match (entry.leaves(), leaves.as_slice()) {
            (_, []) => None,
            ([only], _) => Some(leaf_of(*only, name)),
            (_, leaves) => {
                let parts = leaves.iter().map(|permission| leaf_of(*permission, deed(words, *permission)));
                Some(branch(name, parts.collect()))
            }
        }
    };
    let menus = Menu::ALL.iter().filter_map(|menu| {
        let entries: Vec<_> = menu.entries().iter().filter_map(entry_of).collect();
        let name = words.get(&format!("menu-{}", menu.key()));
        (!entries.is_empty()).then(|| branch(name.into_owned(), entries))
    });
    menus.collect()
}

/// A set in words, on one line.
pub fn names(words: &Words, set: Set) -> String {
    lines(words, set, None).join("; ")
}

/// A set in words, a line for each menu, and in which partitions, if not in all: whole menus and whole entries by their
/// names, parts of an entry with what is held of it.
fn lines(words: &Words, set: Set, partitions: Option<&str>) -> Vec<String> {
    let line = |menu: &Menu| {
        let entries: Vec<String> =
            menu.entries().iter().filter_map(|entry| held_of(words, *entry, set)).collect();
        if entries.is_empty() {
            return None;
        }
        let mut name = words.get(&format!("menu-{}", menu.key())).into_owned();
        if let Some(partitions) = partitions {
            name = words.with("rights-in", [("menu", name.into()), ("partitions", partitions.into())]);
        }
        Some(if menu.leaves().collect::<Set>().is_within(set) {
            words.with("rights-all-of", [("menu", name.into())])
        } else {
            words.with("rights-some-of", [("menu", name.into()), ("entries", entries.join(", ").into())])
        })
    };
    Menu::ALL.iter().filter_map(line).collect()
}

/// What of an entry is held.
fn held_of(words: &Words, entry: Entry, set: Set) -> Option<String> {
    let held: Vec<Permission> = entry.leaves().iter().copied().filter(|leaf| set.holds(*leaf)).collect();
    let name = entry_name(words, entry);
    match held.len() {
        0 => None,
        all if all == entry.leaves().len() => Some(name),
        _ => {
            let deeds: Vec<String> =
                held.into_iter().map(|permission| deed(words, permission).to_lowercase()).collect();
            let values = [("entry", name.into()), ("deeds", deeds.join(", ").into())];
            Some(words.with("rights-of", values))
        }
    }
}

/// One side of a difference, a sentence a line; partitions in which the same is gained or lost are one line.
fn sentences(words: &Words, partitions: &[Partition], change: &Change) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(lines(words, change.everywhere, None));
    let mut alike: Vec<(Set, Vec<PartitionId>)> = Vec::new();
    for (partition, set) in &change.partitions {
        match alike.iter_mut().find(|(other, _)| other == set) {
            Some((_, among)) => among.push(*partition),
            None => alike.push((*set, vec![*partition])),
        }
    }
    for (set, among) in alike {
        let named: Vec<&str> = partitions
            .iter()
            .filter(|partition| among.contains(&partition.id))
            .map(|partition| partition.name.as_str())
            .collect();
        sentences.extend(lines(words, set, Some(&named.join(", "))));
    }
    let switches = [
        (change.hotel_interface, "rights-hotel"),
        (change.programmer_all_doors, "rights-programmer"),
        (change.audit_all_partitions, "rights-audit"),
    ];
    let switched = switches.into_iter().filter(|(is_changed, _)| *is_changed);
    sentences.extend(switched.map(|(_, id)| words.get(id).into_owned()));
    if let Some((Some(from), _)) = change.audit_days {
        sentences.push(words.with("rights-audit-days", [("from", from.into())]));
    }
    sentences
}

/// What is gained and lost, below each other.
pub fn difference<'a, M: 'a>(
    words: &Words,
    partitions: &[Partition],
    difference: &Difference,
) -> Element<'a, M> {
    let sides = [
        (Icon::CirclePlus, Tone::Success, "rights-gains", &difference.gained),
        (Icon::CircleMinus, Tone::Danger, "rights-loses", &difference.lost),
    ];
    let lines =
        sides.into_iter().filter(|(.., change)| !change.is_empty()).map(|(icon, tone, title, change)| {
            let mut side = column![text::label(words.get(title).into_owned())].spacing(2).width(Fill);
            for sentence in sentences(words, partitions, change) {
                side = side.push(text::body(sentence).width(Fill));
            }
            let icon = container(text::icon(icon, size::ICON, tone)).padding([1.0, 0.0]);
            row![icon, side].spacing(space::SM).into()
        });
    Column::with_children(lines).spacing(space::MD).width(Fill).into()
}

/// Who gains and loses what, group by group.
pub fn effects<'a, M: 'a>(words: &Words, partitions: &[Partition], effects: &[Effect]) -> Element<'a, M> {
    let groups = effects.iter().map(|effect| {
        let heading = column![
            text::section(effect.name.clone()),
            text::muted(who(words, effect.operators, &effect.some)).width(Fill)
        ];
        let inside = container(difference(words, partitions, &effect.difference))
            .padding(Padding::ZERO.top(space::SM));
        column![heading.spacing(2), inside].width(Fill).into()
    });
    Column::with_children(groups).spacing(space::XL).width(Fill).into()
}

/// Operators by name, as far as they are told.
fn who(words: &Words, count: usize, some: &[String]) -> String {
    let values = [("count", count.into()), ("names", some.join(", ").into())];
    match count {
        0 => words.get("rights-nobody").into_owned(),
        // Those of partitions are counted only.
        _ if some.len() < count && some.is_empty() => {
            words.with("group-operators", [("count", count.into())])
        }
        _ if some.len() < count => words.with("rights-who-more", values),
        _ => words.with("rights-who", values),
    }
}

/// The texts of a difference: of none, of what is gained, of what is lost, of both.
pub type Told = [&'static str; 4];

/// In a column whose row says whose difference it is.
pub const IN_ROW: Told = ["rights-same", "rights-gained", "rights-lost", "rights-both"];
/// In a sentence about an operator.
pub const OF_OPERATOR: Told =
    ["operator-impact-same", "operator-impact-gained", "operator-impact-lost", "operator-impact-both"];

/// How much is gained and lost.
pub fn gains_and_loses(words: &Words, difference: &Difference, told: Told) -> String {
    let (gained, lost) = (count(&difference.gained), count(&difference.lost));
    let values = [("gained", gained.into()), ("lost", lost.into())];
    let [none, gains, loses, both] = told;
    let id = match (gained, lost) {
        (0, 0) => none,
        (_, 0) => gains,
        (0, _) => loses,
        _ => both,
    };
    words.with(id, values)
}

/// How many permissions there are in one side of a difference, each once, and switches as such.
fn count(change: &Change) -> u32 {
    let permissions = change.partitions.values().copied().fold(change.everywhere, Set::union);
    let switches = [
        change.hotel_interface,
        change.programmer_all_doors,
        change.audit_all_partitions,
        change.audit_days.is_some(),
    ];
    permissions.count() + switches.map(u32::from).iter().sum::<u32>()
}

/// How many operators a change reaches, and whether they gain or lose by it.
pub fn summary(words: &Words, effects: &[Effect]) -> String {
    let reached = || effects.iter().filter(|effect| effect.operators > 0);
    let count: usize = reached().map(|effect| effect.operators).sum();
    let gains = reached().any(|effect| !effect.difference.gained.is_empty());
    let loses = reached().any(|effect| !effect.difference.lost.is_empty());
    let id = match (gains, loses) {
        (false, false) => return words.get("rights-summary-nobody").into_owned(),
        (true, false) => "rights-summary-gains",
        (false, true) => "rights-summary-loses",
        (true, true) => "rights-summary-both",
    };
    words.with(id, [("count", count.into())])
}

/// How many permissions a set has, of how many.
pub fn share(words: &Words, set: Set, of: Set) -> String {
    let values =
        [("count", grouped(i64::from(set.count())).into()), ("total", grouped(i64::from(of.count())).into())];
    words.with("group-permissions-count", values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use keydesk::domain::group::GroupId;
    use keydesk::domain::operator::Language;

    #[test]
    fn every_part_of_the_tree_has_a_name_in_every_language() {
        for language in Language::ALL {
            let words = Words::new(*language);
            let ids = Permission::ALL.iter().flat_map(|permission| {
                [format!("deed-{}", permission.deed()), format!("entry-{}", permission.entry().key())]
            });
            for id in ids.chain(Menu::ALL.iter().map(|menu| format!("menu-{}", menu.key()))) {
                assert_ne!(words.get(&id), id, "{language:?}");
            }
        }
    }

    #[test]
    fn a_set_is_said_as_shortly_as_can_be() {
        let words = Words::new(Language::English);
        let keys: Set = Menu::Keys.leaves().collect();
        assert_eq!(names(&words, keys), "Keys: everything");
        let some = Set::NONE.with(Permission::UsersView).with(Permission::UsersModify);
        assert_eq!(names(&words, some), "Cardholders: Users (view, modify)");
        let more = some.with(Permission::KeyRead).with(Permission::KeyDelete);
        assert_eq!(names(&words, more), "Cardholders: Users (view, modify); Keys: Read key, Delete key");
        assert_eq!(names(&words, Set::NONE), "");
    }

    #[test]
    fn partitions_that_gain_the_same_are_told_together() {
        let words = Words::new(Language::English);
        let partition = |id, name: &str| Partition { id: PartitionId(id), name: name.to_owned() };
        let partitions = [partition(1, "General"), partition(2, "Annex")];
        let set = Set::NONE.with(Permission::KeyRead);
        let change = Change {
            partitions: [(PartitionId(1), set), (PartitionId(2), set)].into(),
            audit_days: Some((Some(7), None)),
            ..Change::default()
        };
        let told = sentences(&words, &partitions, &change);
        assert_eq!(told, ["Keys in General, Annex: Read key", "The audit trail beyond the latest 7 days"]);
    }

    #[test]
    fn who_only_gains_does_not_lose() {
        let words = Words::new(Language::English);
        let some = Change { everywhere: Set::NONE.with(Permission::KeyRead), ..Change::default() };
        let effect = |operators, gained: &Change, lost: &Change| Effect {
            group: GroupId::ADMINISTRATOR,
            name: "Reception".to_owned(),
            operators,
            some: Vec::new(),
            difference: Difference { gained: gained.clone(), lost: lost.clone() },
        };
        let none = Change::default();
        for (effects, told) in [
            (vec![effect(1, &some, &none)], "One operator gains permissions, from the next thing they do."),
            (vec![effect(2, &none, &some)], "2 operators lose permissions, from the next thing they do."),
            (
                vec![effect(2, &none, &some), effect(1, &some, &none)],
                "3 operators gain or lose permissions, from the next thing they do.",
            ),
            (vec![effect(0, &some, &some)], "Nobody is in a group that this changes."),
        ] {
            assert_eq!(summary(&words, &effects), told);
        }
        let difference = Difference { gained: some.clone(), lost: none };
        assert_eq!(gains_and_loses(&words, &difference, OF_OPERATOR), "The operator gains one permission.");
        assert_eq!(gains_and_loses(&words, &difference, IN_ROW), "Gains one permission");
    }
}
