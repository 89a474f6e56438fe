//! Whose keys a change would touch: the people by name, as far as the operator may see people.

use std::collections::{BTreeSet, HashMap};

use crate::console::Console;
use crate::domain::access::{Edit, Effect, Shift};
use crate::domain::access_point::Code;
use crate::domain::directory::list_name;
use crate::domain::door::Door;
use crate::domain::group::Scope;
use crate::domain::key::Card;
use crate::domain::locker::Locker;
use crate::domain::moment::{self, Moment};
use crate::domain::permission::Permission;
use crate::domain::room::Room;
use crate::domain::suite::Suite;
use crate::domain::text::folded;
use crate::domain::user::{User, UserId};
use crate::session::Proof;
use crate::storage::{self, View, access_points, record};

use super::Error;

/// Whose keys a change would touch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Foretold {
    /// The first of them, the gravest first and then by name.
    pub some: Vec<Whose>,
    /// How many more there are whom the operator may see.
    pub more: usize,
    /// How many more there are out of reach.
    pub beyond: usize,
    /// Until when the last of those keys opens what it says now, if nobody updates it.
    pub latest: Option<Moment>,
}

/// Somebody whose key would be touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// The person.
    pub id: UserId,
    /// The name, as lists show it.
    pub name: String,
    /// What the change would do to the key.
    pub effect: Effect,
    /// What it would do to what the person may open.
    pub shift: Shifted,
}

/// What somebody gains and loses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Shifted {
    /// What opens that did not.
    pub gains: Points,
    /// What did, and does no more.
    pub loses: Points,
    /// What opens at other times, or in another way, than it did.
    pub retimed: Points,
}

/// Some access points, as far as the operator may see them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Points {
    /// The first of them, by name.
    pub some: Vec<String>,
    /// How many more there are.
    pub more: usize,
    /// How many more there are out of reach.
    pub beyond: usize,
}

impl Points {
    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.some.is_empty() && self.more == 0 && self.beyond == 0
    }
}

/// So many are named.
const NAMED_MAX: usize = 50;
/// So many access points of what one of them gains, or loses.
const POINTS_MAX: usize = 8;

/// Whose keys edits would touch. Nothing is changed.
pub(super) fn of(console: &Console, permit: &impl Proof, edits: &[Edit]) -> Result<Foretold, Error> {
    let storage = console.storage();
    let touched = storage.foretell_whose(edits)?;
    storage.view(permit, |view| {
        let seen = view.grants().scope(Permission::UsersView).unwrap_or_else(Scope::nowhere);
        let directory = storage.directory()?;
        let (mut foretold, mut whose) = (Foretold::default(), Vec::new());
        for (id, effect) in touched {
            let Some(shown) = directory.shown(id).filter(|shown| seen.reaches(shown.partition)) else {
                foretold.beyond += 1;
                continue;
            };
            if let Card::Known { until, .. } | Card::Open { until } = shown.facts.card {
                foretold.latest = foretold.latest.max(Some(moment::from_key_minutes(until)));
            }
            whose.push(Whose {
                id,
                name: list_name(shown.first_name, shown.last_name),
                effect,
                shift: Shifted::default(),
            });
        }
        whose.sort_by(|one, other| {
            (one.effect, &one.name, one.id).cmp(&(other.effect, &other.name, other.id))
        });
        foretold.more = whose.len().saturating_sub(NAMED_MAX);
        whose.truncate(NAMED_MAX);
        // Who is named to somebody who decides by it is named as the file has it: what is in memory may come from the
        // snapshot beside it.
        let Some(people) = view.holding(Permission::UsersView) else {
            return Ok(foretold);
        };
        for one in whose {
            match record::get::<User>(&people, one.id) {
                Ok(stored) => {
                    let name = list_name(stored.first_name.as_str(), stored.last_name.as_str());
                    foretold.some.push(Whose { name, ..one });
                }
                // By the file, out of reach.
                Err(storage::Error::NoSuch(_)) => foretold.beyond += 1,
                Err(other) => return Err(other.into()),
            }
        }
        let some: Vec<UserId> = foretold.some.iter().map(|whose| whose.id).collect();
        let shifts: HashMap<UserId, Shift> = storage.foretell_shifts(edits, &some)?.into_iter().collect();
        let names = names_of(view, &shifts)?;
        for whose in &mut foretold.some {
            if let Some(Shift { gains, loses, retimed }) = shifts.get(&whose.id) {
                let [gains, loses, retimed] = [gains, loses, retimed].map(|codes| named(&names, codes));
                whose.shift = Shifted { gains, loses, retimed };
            }
        }
        Ok(foretold)
    })
}

/// What the access points are called that some people gain and lose, of those within reach; in the order of their names.
fn names_of(view: &View<'_>, shifts: &HashMap<UserId, Shift>) -> Result<Vec<(Code, String)>, storage::Error> {
    let codes = shifts.values().flat_map(|shift| [&shift.gains, &shift.loses, &shift.retimed]);
    let codes: BTreeSet<Code> = codes.flatten().copied().collect();
    let mut names = Vec::new();
    if let Some(seen) = view.holding(Permission::DoorsView) {
        names.extend(access_points::named::<Door>(&seen, &codes)?);
    }
    if let Some(seen) = view.holding(Permission::LockersView) {
        names.extend(access_points::named::<Locker>(&seen, &codes)?);
    }
    if let Some(seen) = view.holding(Permission::RoomsView) {
        names.extend(access_points::named::<Room>(&seen, &codes)?);
        names.extend(access_points::named::<Suite>(&seen, &codes)?);
    }
    names.sort_by_cached_key(|(code, name)| (folded(name), *code));
    Ok(names)
}

/// Those of some access points that have a name here.
fn named(names: &[(Code, String)], codes: &[Code]) -> Points {
    let of = |(code, name): &(Code, String)| codes.contains(code).then(|| name.clone());
    let mut some: Vec<String> = names.iter().filter_map(of).collect();
    let beyond = codes.len() - some.len();
    let more = some.len().saturating_sub(POINTS_MAX);
    some.truncate(POINTS_MAX);
    Points { some, more, beyond }
}
