//! Access points > Rooms and suites: rooms. The staff get in by zones, and nobody is given a room by itself.

use crate::console::Console;
use crate::domain::access::{Link, Node, Point};
use crate::domain::access_point::AccessPoint;
use crate::domain::permission::{
    Permission, RoomsAddDelete, RoomsModify, RoomsView, UsersView, ZonesModifyAccess, ZonesView,
};
use crate::domain::room::{Draft, Room, RoomId};
use crate::domain::suite::{Suite, SuiteId};
use crate::domain::user::UserId;
use crate::domain::zone::{Zone, ZoneId};
use crate::session::Permit;
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::relations::{SUITE_ROOMS, ZONE_ROOMS};
use crate::storage::rooms::{self as rows, Stored};
use crate::storage::{Change, Noun, Values, View, access_points, locks, record};

pub use super::locks::{Besides, Offered};
pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::rooms::{ListRow, Listed};

use super::locks as forms;
use super::named::{self, KeptNamed};
use super::opening::{self, Opening};
use super::records;
use super::relations::{self, End, Tie};
use super::{At, Error};

/// A room's screen.
pub type Page = records::Page<RoomId, Draft, Besides>;

impl KeptNamed for Room {
    const KIND: SubjectKind = SubjectKind::Room;
    const ADDED: Action = Action::RoomAdded;
    const CHANGED: Action = Action::RoomChanged;
    const REMOVED: Action = Action::RoomDeleted;
    const CHANGED_BY: Permission = Permission::RoomsModify;

    fn of_new(&self, change: &Change<'_>) -> Result<Values, Error> {
        Ok(Values::none().with("code", access_points::draw_code(change, Noun::Room)?.number()))
    }

    fn fill(view: &View<'_>, draft: &mut Draft) -> Result<(), Error> {
        forms::fill_room(view, draft)
    }

    fn remove(change: &Change<'_>, id: RoomId) -> Result<Fields, Error> {
        rows::delete(change, record::get::<Room>(change, id)?.node())?;
        Ok(Fields::default())
    }

    fn expect_fitting(&self, change: &Change<'_>, before: Option<&Stored>) -> Result<(), Error> {
        forms::expect_to_come::<Room>(change, &self.settings, before.map(|before| &before.settings))?;
        Ok(locks::expect_followed(change, &self.settings.lock.as_of_a_door())?)
    }

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        forms::tell_room(fields.with("number", stored.besides.number()), &stored.settings)
    }
}

impl End for Room {
    type Node = Point<RoomId>;

    const TOLD: Given = Given::Rooms;

    fn node(stored: &Stored) -> Point<RoomId> {
        stored.node()
    }
}

fn besides(console: &Console, view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    let may_give = relations::may_change::<Room, Zone, _>(view, stored)
        || relations::may_change::<Room, Suite, _>(view, stored);
    forms::besides(console, view, stored, may_give)
}

fn rows_with_people(console: &Console, view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    Ok(rows::list(view, &console.storage().holders()?)?)
}

named::operations! {
    thing: Room as RoomId, view: RoomsView, modify: RoomsModify, giving: RoomsModify,
    add_delete: RoomsAddDelete,
    list: rows_with_people,
    besides: besides,
    node: |stored: &Stored| Node::Room(stored.node()),
}

/// What the form of a room offers to choose from besides partitions.
pub fn offered(console: &Console, permit: &Permit<RoomsView>) -> Result<Offered, Error> {
    console.storage().view(permit, forms::offered_without_clock)
}

/// Who may open a room, in whatever way, as far as the operator may see people, and how many more there are.
pub fn openers(
    console: &Console,
    permit: &Permit<RoomsView>,
    seen: &Permit<UsersView>,
    id: RoomId,
    at: At,
) -> Result<(Vec<Opening<UserId>>, usize), Error> {
    console.storage().view(permit, |view| {
        let room = record::get::<Room>(view, id)?;
        opening::people_at(console, view, seen, (room.besides, AccessPoint::Room(id)), at)
    })
}

relations::ends! {
    of: Room as RoomId, view: RoomsView, giving: RoomsModify,
    to: Zone as ZoneId, to_view: ZonesView, to_giving: ZonesModifyAccess,
    tie: Tie::Rights(ZONE_ROOMS, |stored, zone| Link::ZoneRoom(zone, stored.node())),
    listed: zones,
    given: given_zones,
}

relations::ends! {
    of: Zone as ZoneId, view: ZonesView, giving: ZonesModifyAccess,
    to: Room as RoomId, to_view: RoomsView, to_giving: RoomsModify,
    tie: Tie::Rights(ZONE_ROOMS, |stored, room| Link::ZoneRoom(stored.id, room)),
    listed: of_zone,
    given: given_to_zones,
}

relations::ends! {
    of: Room as RoomId, view: RoomsView, giving: RoomsModify,
    to: Suite as SuiteId, to_view: RoomsView, to_giving: RoomsModify,
    tie: Tie::Plain(SUITE_ROOMS),
    told: Given::IntoSuites,
    listed: suites,
    given: given_suites,
}

relations::ends! {
    of: Suite as SuiteId, view: RoomsView, giving: RoomsModify,
    to: Room as RoomId, to_view: RoomsView, to_giving: RoomsModify,
    tie: Tie::Plain(SUITE_ROOMS),
    told: Given::SuiteRooms,
    listed: of_suite,
    given: given_to_suites,
}
