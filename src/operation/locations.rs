//! Access points > Locations and functions: locations, where doors are. What they have in common with the other kind is
//! `operation/crossings.rs`.

use crate::console::Console;
use crate::domain::access::{Bundle, Link, Node};
use crate::domain::crossing::{Number, Side};
use crate::domain::door::{Door, DoorId};
use crate::domain::grouping::Groupings;
use crate::domain::location::{Draft, Location, LocationId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, LocationsFunctionsAddDelete, LocationsFunctionsModify,
    LocationsFunctionsModifyAccess, LocationsFunctionsView, UsersModify, UsersView,
};
use crate::domain::user::{User, UserId};
use crate::session::Permit;
use crate::storage::View;
use crate::storage::audit::{Action, Given, SubjectKind};
use crate::storage::crossings as rows;
use crate::storage::relations::{LOCATION_DOORS, USER_LOCATIONS};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::crossings::Listed;

pub use super::crossings::Besides;

use super::Error;
use super::crossings::{self, Crossing};
use super::named;
use super::records;
use super::relations::{self, End, Tie};

/// The screen of one.
pub type Page = records::Page<LocationId, Draft, Besides>;

/// What a list shows of one.
pub type ListRow = rows::ListRow<LocationId>;

/// The numbers of the locations and of the functions that the operator may see, rising.
pub fn numbers(
    console: &Console,
    permit: &Permit<LocationsFunctionsView>,
) -> Result<[Vec<Number>; 2], Error> {
    console.storage().view(permit, |view| {
        Ok([rows::numbers::<Location>(view)?, rows::numbers::<crate::domain::function::Function>(view)?])
    })
}

/// The groupings of locations and of functions.
pub fn groupings(console: &Console, permit: &Permit<LocationsFunctionsView>) -> Result<Groupings, Error> {
    console.storage().view(permit, |view| Ok(crate::storage::groupings::get(view)?))
}

impl Crossing for Location {
    const KIND: SubjectKind = SubjectKind::Location;
    const ACTIONS: [Action; 3] = [Action::LocationAdded, Action::LocationChanged, Action::LocationDeleted];
}

impl End for Location {
    type Node = LocationId;

    const TOLD: Given = Given::Locations;

    fn node(stored: &rows::Stored<Location>) -> LocationId {
        stored.id
    }
}

named::operations! {
    thing: Location as LocationId, view: LocationsFunctionsView, modify: LocationsFunctionsModify,
    giving: LocationsFunctionsModifyAccess, add_delete: LocationsFunctionsAddDelete,
    list: |_: &Console, within: &View<'_>| Ok(rows::list::<Location>(within)?),
    besides: |_: &Console, within: &_, stored: &_| crossings::besides(within, stored),
    node: |stored: &rows::Stored<Location>| Node::Bundle(Bundle::Side(Side::Location(stored.id))),
}

relations::ends! {
    of: Location as LocationId, view: LocationsFunctionsView, giving: LocationsFunctionsModifyAccess,
    to: Door as DoorId, to_view: DoorsView, to_giving: DoorsModifyAccess,
    tie: Tie::Links(LOCATION_DOORS, |stored, door| Link::SideDoor(Side::Location(stored.id), door)),
    listed: doors,
    given: given_doors,
}

relations::ends! {
    of: Door as DoorId, view: DoorsView, giving: DoorsModifyAccess,
    to: Location as LocationId, to_view: LocationsFunctionsView, to_giving: LocationsFunctionsModifyAccess,
    tie: Tie::Links(LOCATION_DOORS, |stored, location| Link::SideDoor(Side::Location(location), stored.node())),
    listed: of_door,
    given: given_a_door,
}

relations::ends! {
    of: Location as LocationId, view: LocationsFunctionsView, giving: LocationsFunctionsModifyAccess,
    to: User as UserId, to_view: UsersView, to_giving: UsersModify,
    tie: Tie::Links(USER_LOCATIONS, |stored, user| Link::PersonSide(user, Side::Location(stored.id))),
    listed: people,
    given: given_people,
}

relations::ends! {
    of: User as UserId, view: UsersView, giving: UsersModify,
    to: Location as LocationId, to_view: LocationsFunctionsView, to_giving: LocationsFunctionsModifyAccess,
    tie: Tie::Links(USER_LOCATIONS, |stored, location| Link::PersonSide(stored.id, Side::Location(location))),
    listed: of_person,
    shared: of_several,
    given_to: given_to_people,
}
