//! System > System resources: what a site has only so much of.

use chrono::Duration;

use super::Error;
use crate::console::Console;
use crate::domain::denylist::Places;
use crate::domain::key::KeyId;
use crate::domain::moment::Moment;
use crate::domain::permission::{Permission, SystemResourcesView};
use crate::domain::user::UserId;
use crate::session::Permit;
use crate::storage::denylist::Whose;
use crate::storage::{self, View, denylist};

/// A cancelled key that takes a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancelled {
    /// The key.
    pub key: KeyId,
    /// Whose it was.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// When it was cancelled.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// From when on it opens nothing, by itself.
    pub over_at: Moment,
    /// How many locks are known to refuse it.
    pub known_at: usize,
}

/// What is used of what a site has only so much of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resources {
    /// The places of the denylist.
    pub places: Places,
    /// When they are used up, if it goes on as in the last months.
    pub used_up: Option<Moment>,
    /// The cancelled keys of people within reach, those that take a place the longest first.
    pub cancelled: Vec<Cancelled>,
    /// How many more there are.
    pub beside: usize,
}

/// So many cancelled keys are listed.
const LISTED_MAX: usize = 100;
/// What comes is reckoned from so many days.
const PAST: i64 = 90;
/// What is further away is not foretold.
const FORETOLD_DAYS_MAX: i64 = 10 * 365;

/// Says what is used. Cancelled keys are named to those who may see their people.
pub fn resources(console: &Console, permit: &Permit<SystemResourcesView>) -> Result<Resources, Error> {
    console.storage().view(permit, |view| {
        let places = denylist::places(view)?;
        let (cancelled, beside) = match view.holding(Permission::UsersView) {
            Some(users) => {
                let (listed, beside) = denylist::cancelled_within(&users, LISTED_MAX)?;
                let named = listed.into_iter().map(|Whose { listed, name, .. }| Cancelled {
                    key: listed.key,
                    user: listed.user,
                    name,
                    at: listed.listed_at,
                    by: listed.listed_by,
                    over_at: listed.over_at,
                    known_at: listed.known_at,
                });
                (named.collect(), beside)
            }
            None => (Vec::new(), places.listed + places.in_quarantine),
        };
        Ok(Resources { places, used_up: used_up(view, places)?, cancelled, beside })
    })
}

/// When the places are used up, by how many more were used than some months ago.
fn used_up(view: &View<'_>, places: Places) -> Result<Option<Moment>, storage::Error> {
    let now = view.believed()?.moment();
    let before = denylist::used_at(view, now - Duration::days(PAST))?;
    let used = denylist::used_at(view, now)?;
    Ok(foretold(used, before, places.free()).and_then(|days| now.checked_add_signed(Duration::days(days))))
}

/// After how many days so many free places are used up, where more are used than before.
fn foretold(used: usize, before: usize, free: usize) -> Option<i64> {
    let more = used.checked_sub(before).filter(|more| *more > 0)?;
    Some((free as i64).saturating_mul(PAST) / more as i64).filter(|days| *days <= FORETOLD_DAYS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_grow_fewer_are_foretold_to_run_out() {
        assert_eq!(foretold(64_000, 63_100, 900), Some(90));
        assert_eq!(foretold(65_535, 65_534, 0), Some(0));
        assert_eq!(foretold(1_000, 1_000, 64_000), None);
        assert_eq!(foretold(1_000, 2_000, 64_000), None, "they grow more");
        assert_eq!(foretold(1_001, 1_000, 64_000), None, "too far away to be told");
    }
}
