//! Access points > Locations and functions: functions, what doors are for. What they have in common with the other kind is
//! `operation/crossings.rs`.

use crate::console::Console;
use crate::domain::access::{Bundle, Link, Node};
use crate::domain::crossing::Side;
use crate::domain::door::{Door, DoorId};
use crate::domain::function::{Draft, Function, FunctionId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, LocationsFunctionsAddDelete, LocationsFunctionsModify,
    LocationsFunctionsModifyAccess, LocationsFunctionsView, UsersModify, UsersView,
};
use crate::domain::user::{User, UserId};
use crate::storage::View;
use crate::storage::audit::{Action, Given, SubjectKind};
use crate::storage::crossings as rows;
use crate::storage::relations::{FUNCTION_DOORS, USER_FUNCTIONS};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::crossings::Listed;

pub use super::crossings::Besides;

use super::crossings::{self, Crossing};
use super::named;
use super::records;
use super::relations::{self, End, Tie};

/// The screen of one.
pub type Page = records::Page<FunctionId, Draft, Besides>;

/// What a list shows of one.
pub type ListRow = rows::ListRow<FunctionId>;

impl Crossing for Function {
    const KIND: SubjectKind = SubjectKind::Function;
    const ACTIONS: [Action; 3] = [Action::FunctionAdded, Action::FunctionChanged, Action::FunctionDeleted];
}

impl End for Function {
    type Node = FunctionId;

    const TOLD: Given = Given::Functions;

    fn node(stored: &rows::Stored<Function>) -> FunctionId {
        stored.id
    }
}

named::operations! {
    thing: Function as FunctionId, view: LocationsFunctionsView, modify: LocationsFunctionsModify,
    giving: LocationsFunctionsModifyAccess, add_delete: LocationsFunctionsAddDelete,
    list: |_: &Console, within: &View<'_>| Ok(rows::list::<Function>(within)?),
    besides: |_: &Console, within: &_, stored: &_| crossings::besides(within, stored),
    node: |stored: &rows::Stored<Function>| Node::Bundle(Bundle::Side(Side::Function(stored.id))),
}

relations::ends! {
    of: Function as FunctionId, view: LocationsFunctionsView, giving: LocationsFunctionsModifyAccess,
    to: Door as DoorId, to_view: DoorsView, to_giving: DoorsModifyAccess,
    tie: Tie::Links(FUNCTION_DOORS, |stored, door| Link::SideDoor(Side::Function(stored.id), door)),
    listed: doors,
    given: given_doors,
}

relations::ends! {
    of: Door as DoorId, view: DoorsView, giving: DoorsModifyAccess,
    to: Function as FunctionId, to_view: LocationsFunctionsView, to_giving: LocationsFunctionsModifyAccess,
    tie: Tie::Links(FUNCTION_DOORS, |stored, function| Link::SideDoor(Side::Function(function), stored.node())),
    listed: of_door,
    given: given_a_door,
}

relations::ends! {
    of: Function as FunctionId, view: LocationsFunctionsView, giving: LocationsFunctionsModifyAccess,
    to: User as UserId, to_view: UsersView, to_giving: UsersModify,
    tie: Tie::Links(USER_FUNCTIONS, |stored, user| Link::PersonSide(user, Side::Function(stored.id))),
    listed: people,
    given: given_people,
}

relations::ends! {
    of: User as UserId, view: UsersView, giving: UsersModify,
    to: Function as FunctionId, to_view: LocationsFunctionsView, to_giving: LocationsFunctionsModifyAccess,
    tie: Tie::Links(USER_FUNCTIONS, |stored, function| Link::PersonSide(stored.id, Side::Function(function))),
    listed: of_person,
    shared: of_several,
    given_to: given_to_people,
}
