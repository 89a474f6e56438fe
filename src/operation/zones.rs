//! Access points > Zones: doors that are given together.

use crate::domain::access::{Bundle, Link, Node};
use crate::domain::door::{Door, DoorId};
use crate::domain::locker::Locker;
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, Permission, UserAccessLevelsModify, UserAccessLevelsView, UsersModify,
    UsersView, ZonesAddDelete, ZonesModify, ZonesModifyAccess, ZonesView,
};
use crate::domain::room::Room;
use crate::domain::suite::Suite;
use crate::domain::user::{User, UserId};
use crate::domain::user_access_level::{UserAccessLevel, UserAccessLevelId};
use crate::domain::zone::{Draft, Group, Zone, ZoneId};
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::relations::{LEVEL_ZONES, USER_ZONES, ZONE_DOORS};
use crate::storage::zones::{self as rows, Stored};
use crate::storage::{self, Change, Values, View};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::zones::{ListRow, Listed};

use super::Error;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, Tie};

/// A zone's screen.
pub type Page = records::Page<ZoneId, Draft, Besides>;

/// What is told of a zone besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// How many people were given it themselves, within reach or not.
    pub people: usize,
    /// Whether the operator may change what is in it, or who has it.
    pub may_give: bool,
}

impl KeptNamed for Zone {
    const KIND: SubjectKind = SubjectKind::Zone;
    const ADDED: Action = Action::ZoneAdded;
    const CHANGED: Action = Action::ZoneChanged;
    const REMOVED: Action = Action::ZoneDeleted;
    const CHANGED_BY: Permission = Permission::ZonesModify;

    fn of_new(&self, change: &Change<'_>) -> Result<Values, Error> {
        Ok(rows::numbered(change, self.kind)?)
    }

    fn expect_fitting(&self, _: &Change<'_>, before: Option<&Stored>) -> Result<(), Error> {
        let stays = before.is_none_or(|before| before.kind == self.kind);
        if stays { Ok(()) } else { Err(storage::Error::ZoneKindStays.into()) }
    }

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        fields
            .with("number", stored.besides.number())
            .with("kind", stored.kind.key())
            .with("group of lockers", stored.kind.group().map(Group::number))
    }

    fn remove(change: &Change<'_>, id: ZoneId) -> Result<Fields, Error> {
        Ok(Fields::default().with("people who were given it", rows::delete(change, id)?))
    }
}

impl End for Zone {
    type Node = ZoneId;

    const TOLD: Given = Given::Zones;

    fn node(stored: &Stored) -> ZoneId {
        stored.id
    }
}

fn besides(view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    Ok(Besides {
        people: rows::count_people(view, stored.id)?,
        may_give: relations::may_change::<Zone, Door, _>(view, stored)
            || relations::may_change::<Zone, Locker, _>(view, stored)
            || relations::may_change::<Zone, Room, _>(view, stored)
            || relations::may_change::<Zone, Suite, _>(view, stored)
            || relations::may_change::<Zone, User, _>(view, stored)
            || relations::may_change::<Zone, UserAccessLevel, _>(view, stored),
    })
}

named::operations! {
    thing: Zone as ZoneId, view: ZonesView, modify: ZonesModify, giving: ZonesModifyAccess,
    add_delete: ZonesAddDelete, besides: besides,
    node: |id| Node::Bundle(Bundle::Zone(id)),
}

relations::ends! {
    of: Zone as ZoneId, view: ZonesView, giving: ZonesModifyAccess,
    to: Door as DoorId, to_view: DoorsView, to_giving: DoorsModifyAccess,
    tie: Tie::Rights(ZONE_DOORS, |stored, door| Link::ZoneDoor(stored.id, door)),
    listed: doors,
    given: given_doors,
}

relations::ends! {
    of: Door as DoorId, view: DoorsView, giving: DoorsModifyAccess,
    to: Zone as ZoneId, to_view: ZonesView, to_giving: ZonesModifyAccess,
    tie: Tie::Rights(ZONE_DOORS, |stored, zone| Link::ZoneDoor(zone, stored.node())),
    listed: of_door,
    given: given_a_door,
}

relations::ends! {
    of: Zone as ZoneId, view: ZonesView, giving: ZonesModifyAccess,
    to: User as UserId, to_view: UsersView, to_giving: UsersModify,
    tie: Tie::Rights(USER_ZONES, |stored, user| Link::PersonZone(user, stored.id)),
    listed: people,
    given: given_people,
}

relations::ends! {
    of: User as UserId, view: UsersView, giving: UsersModify,
    to: Zone as ZoneId, to_view: ZonesView, to_giving: ZonesModifyAccess,
    tie: Tie::Rights(USER_ZONES, |stored, zone| Link::PersonZone(stored.id, zone)),
    listed: of_person,
    shared: of_several,
    cells: cells_of_people,
    given_to: given_to_people,
}

relations::ends! {
    of: Zone as ZoneId, view: ZonesView, giving: ZonesModifyAccess,
    to: UserAccessLevel as UserAccessLevelId, to_view: UserAccessLevelsView, to_giving: UserAccessLevelsModify,
    tie: Tie::Rights(LEVEL_ZONES, |stored, level| Link::LevelZone(level, stored.id)),
    listed: levels,
    given: given_levels,
}

relations::ends! {
    of: UserAccessLevel as UserAccessLevelId, view: UserAccessLevelsView, giving: UserAccessLevelsModify,
    to: Zone as ZoneId, to_view: ZonesView, to_giving: ZonesModifyAccess,
    tie: Tie::Rights(LEVEL_ZONES, |stored, zone| Link::LevelZone(stored.id, zone)),
    listed: of_level,
    cells: cells_of_levels,
    given_to: given_to_levels,
}
