//! Access points > Lockers.

use std::num::NonZeroU16;
use std::ops::Deref;

use crate::console::Console;
use crate::domain::access::{Link, Node, Point};
use crate::domain::locker::{Draft, Locker, LockerId};
use crate::domain::permission::{
    LockersAddDelete, LockersModify, LockersModifyAccess, LockersView, Permission, UserAccessLevelsModify,
    UserAccessLevelsView, UsersModify, UsersView, ZonesModifyAccess, ZonesView,
};
use crate::domain::user::{User, UserId};
use crate::domain::user_access_level::{UserAccessLevel, UserAccessLevelId};
use crate::domain::zone::{Zone, ZoneId};
use crate::session::Permit;
use crate::storage::audit::{Action, Fields, Given, SubjectKind, Trail};
use crate::storage::lockers::{self as rows, Stored};
use crate::storage::relations::{self as related, LEVEL_LOCKERS, USER_LOCKERS, ZONE_LOCKERS};
use crate::storage::{self, Change, Noun, Outcome, Values, View, access_points, locks, record, site, zones};

pub use super::locks::Offered;
pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::lockers::{HeldLocker, ListRow, Listed, Taken};

use super::locks as forms;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, Tie};
use super::undo;
use super::{Error, Related};

/// A locker's screen.
pub type Page = records::Page<LockerId, Draft, Besides>;

/// What is told of a locker besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// What is told of every access point.
    pub point: forms::Besides,
    /// Who has it, as far as that is known.
    pub taken: Option<Taken>,
}

impl Deref for Besides {
    type Target = forms::Besides;

    fn deref(&self) -> &forms::Besides {
        &self.point
    }
}

impl KeptNamed for Locker {
    const KIND: SubjectKind = SubjectKind::Locker;
    const ADDED: Action = Action::LockerAdded;
    const CHANGED: Action = Action::LockerChanged;
    const REMOVED: Action = Action::LockerDeleted;
    const CHANGED_BY: Permission = Permission::LockersModify;

    fn of_new(&self, change: &Change<'_>) -> Result<Values, Error> {
        Ok(Values::none().with("code", access_points::draw_code(change, Noun::Locker)?.number()))
    }

    fn fill(view: &View<'_>, draft: &mut Draft) -> Result<(), Error> {
        draft.own.lock.audit_on_keys = site::door_options(view)?.audit_on_keys;
        Ok(())
    }

    fn remove(change: &Change<'_>, id: LockerId) -> Result<Fields, Error> {
        rows::delete(change, record::get::<Locker>(change, id)?.node())?;
        Ok(Fields::default())
    }

    /// One save makes a locker ordinary and takes it out of the zone.
    fn expect_whole(&self, change: &Change<'_>, id: LockerId) -> Result<(), Error> {
        if self.settings.free.is_none() && zones::is_in_free(change, id)? {
            return Err(storage::Error::LockerInFreeZone.into());
        }
        Ok(())
    }

    fn expect_fitting(&self, change: &Change<'_>, _: Option<&Stored>) -> Result<(), Error> {
        Ok(locks::expect_followed(change, &self.settings.lock.as_of_a_door())?)
    }

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        let fields = fields.with("number", stored.besides.number());
        let free = stored.settings.free;
        forms::tell(fields, &stored.settings.lock)
            .with("free assignment", free.is_some())
            .with("kept for minutes", free.flatten().map(NonZeroU16::get))
            .with("free field 1", stored.settings.general.as_str())
    }
}

impl End for Locker {
    type Node = Point<LockerId>;

    const TOLD: Given = Given::Lockers;

    fn node(stored: &Stored) -> Point<LockerId> {
        stored.node()
    }
}

fn besides(console: &Console, view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    let may_give = relations::may_change::<Locker, User, _>(view, stored)
        || relations::may_change::<Locker, UserAccessLevel, _>(view, stored)
        || relations::may_change::<Locker, Zone, _>(view, stored);
    let point = forms::besides(console, view, stored, may_give)?;
    Ok(Besides { point, taken: rows::taken_by(view, stored.id)? })
}

/// The list, with how many people may open each.
fn rows_with_people(console: &Console, view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    Ok(rows::list(view, &console.storage().holders()?)?)
}

named::operations! {
    thing: Locker as LockerId, view: LockersView, modify: LockersModify, giving: LockersModifyAccess,
    add_delete: LockersAddDelete, list: rows_with_people, besides: besides,
    node: |stored: &Stored| Node::Locker(stored.node()),
}

/// Whether a locker belongs to whoever takes it.
pub fn is_free(console: &Console, permit: &Permit<LockersView>, id: LockerId) -> Result<bool, Error> {
    let stored = console.storage().view(permit, |view| record::get::<Locker>(view, id))?;
    Ok(stored.settings.free.is_some())
}

/// Every locker that the operator may see, by name: who may open them is not asked.
pub fn names(console: &Console, permit: &Permit<LockersView>) -> Result<Vec<Related<LockerId>>, Error> {
    console.storage().view(permit, |view| Ok(related::all::<Locker>(view)?))
}

/// What the form of a locker offers to choose from besides partitions.
pub fn offered(console: &Console, permit: &Permit<LockersView>) -> Result<Offered, Error> {
    let offered = console.storage().view(permit, forms::offered)?;
    // No locker follows an automatic change.
    Ok(Offered { changes: Vec::new(), ..offered })
}

/// Forgets who is known to have some lockers, where the site has chosen that this can be done; says of how many. Keys go on
/// saying what they say, and the locks of the lockers know nothing of it.
pub fn forget_holders(
    console: &Console,
    permit: &Permit<LockersModify>,
    ids: &[LockerId],
) -> Result<usize, Error> {
    undo::forgetting(console, permit, |change| {
        if !site::door_options(change)?.lockers_controlled {
            return Err(storage::Error::LockersNotControlled.into());
        }
        let mut trail = Vec::new();
        for id in ids {
            let stored = record::get::<Locker>(change, *id)?;
            if rows::forget_holders(change, *id)? > 0 {
                trail.push(records::entry(Action::LockerHoldersForgotten, &stored));
            }
        }
        let count = trail.len();
        Ok(match Trail::of(trail) {
            Some(trail) => Outcome::Changed(count, trail),
            None => Outcome::Unchanged(0),
        })
    })
}

relations::ends! {
    of: Locker as LockerId, view: LockersView, giving: LockersModifyAccess,
    to: User as UserId, to_view: UsersView, to_giving: UsersModify,
    tie: Tie::Rights(USER_LOCKERS, |stored, user| Link::PersonLocker(user, stored.node())),
    listed: people,
    given: given_people,
}

relations::ends! {
    of: User as UserId, view: UsersView, giving: UsersModify,
    to: Locker as LockerId, to_view: LockersView, to_giving: LockersModifyAccess,
    tie: Tie::Rights(USER_LOCKERS, |stored, locker| Link::PersonLocker(stored.id, locker)),
    listed: of_person,
    shared: of_several,
    given_to: given_to_people,
}

relations::ends! {
    of: Locker as LockerId, view: LockersView, giving: LockersModifyAccess,
    to: UserAccessLevel as UserAccessLevelId, to_view: UserAccessLevelsView, to_giving: UserAccessLevelsModify,
    tie: Tie::Rights(LEVEL_LOCKERS, |stored, level| Link::LevelLocker(level, stored.node())),
    listed: levels,
    given: given_levels,
}

relations::ends! {
    of: UserAccessLevel as UserAccessLevelId, view: UserAccessLevelsView, giving: UserAccessLevelsModify,
    to: Locker as LockerId, to_view: LockersView, to_giving: LockersModifyAccess,
    tie: Tie::Rights(LEVEL_LOCKERS, |stored, locker| Link::LevelLocker(stored.id, locker)),
    listed: of_level,
    given_to: given_to_levels,
}

relations::ends! {
    of: Locker as LockerId, view: LockersView, giving: LockersModifyAccess,
    to: Zone as ZoneId, to_view: ZonesView, to_giving: ZonesModifyAccess,
    tie: Tie::Rights(ZONE_LOCKERS, |stored, zone| Link::ZoneLocker(zone, stored.node())),
    listed: zones,
    given: given_zones,
}

relations::ends! {
    of: Zone as ZoneId, view: ZonesView, giving: ZonesModifyAccess,
    to: Locker as LockerId, to_view: LockersView, to_giving: LockersModifyAccess,
    tie: Tie::Rights(ZONE_LOCKERS, |stored, locker| Link::ZoneLocker(stored.id, locker)),
    listed: of_zone,
    given: given_to_zones,
}
