//! Whose keys a change would touch: the people by name, as far as the operator may see people.

use crate::console::Console;
use crate::domain::access::{Edit, Effect};
use crate::domain::directory::list_name;
use crate::domain::group::Scope;
use crate::domain::key::Card;
use crate::domain::moment::{self, Moment};
use crate::domain::permission::Permission;
use crate::domain::user::{User, UserId};
use crate::session::Proof;
use crate::storage::{self, record};

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
}

/// So many are named.
const NAMED_MAX: usize = 50;

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
            whose.push(Whose { id, name: list_name(shown.first_name, shown.last_name), effect });
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
        Ok(foretold)
    })
}
