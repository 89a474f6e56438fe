//! Cardholders > User access levels: what all members of a level may open.

use crate::console::Console;
use crate::domain::access::{Bundle, Link, Node};
use crate::domain::door::{Door, DoorId};
use crate::domain::locker::Locker;
use crate::domain::output::Output;
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, Permission, UserAccessLevelsAddDelete, UserAccessLevelsModify,
    UserAccessLevelsView, UsersModify, UsersView,
};
use crate::domain::user::{User, UserId};
use crate::domain::user_access_level::{Draft, UserAccessLevel, UserAccessLevelId};
use crate::domain::zone::Zone;
use crate::session::Permit;
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::relations::{LEVEL_DOORS, LEVEL_USERS};
use crate::storage::user_access_levels::{self as rows, Stored};
use crate::storage::{Change, View};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::user_access_levels::{ListRow, Listed};

use super::Error;
use super::foretold::Foretold;
use super::matrix;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, Giving, Tie};

/// An access level's screen.
pub type Page = records::Page<UserAccessLevelId, Draft, Besides>;

/// What is told of an access level besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// How many members it has, within reach or not.
    pub members: usize,
    /// Whether the operator may change what it gives, or who has it.
    pub may_give: bool,
}

impl KeptNamed for UserAccessLevel {
    const KIND: SubjectKind = SubjectKind::UserAccessLevel;
    const ADDED: Action = Action::UserAccessLevelAdded;
    const CHANGED: Action = Action::UserAccessLevelChanged;
    const REMOVED: Action = Action::UserAccessLevelDeleted;
    const CHANGED_BY: Permission = Permission::UserAccessLevelsModify;

    fn remove(change: &Change<'_>, id: UserAccessLevelId) -> Result<Fields, Error> {
        Ok(Fields::default().with("members", rows::delete(change, id)?))
    }
}

impl End for UserAccessLevel {
    type Node = UserAccessLevelId;

    const TOLD: Given = Given::UserAccessLevels;

    fn node(stored: &Stored) -> UserAccessLevelId {
        stored.id
    }
}

fn besides(view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    Ok(Besides {
        members: rows::count_members(view, stored.id)?,
        may_give: relations::may_change::<UserAccessLevel, User, _>(view, stored)
            || relations::may_change::<UserAccessLevel, Door, _>(view, stored)
            || relations::may_change::<UserAccessLevel, Locker, _>(view, stored)
            || relations::may_change::<UserAccessLevel, Zone, _>(view, stored)
            || relations::may_change::<UserAccessLevel, Output, _>(view, stored),
    })
}

named::operations! {
    thing: UserAccessLevel as UserAccessLevelId, view: UserAccessLevelsView, modify: UserAccessLevelsModify, giving: UserAccessLevelsModify,
    add_delete: UserAccessLevelsAddDelete, besides: besides,
    node: |id| Node::Bundle(Bundle::Level(id)),
}

relations::ends! {
    of: UserAccessLevel as UserAccessLevelId, view: UserAccessLevelsView, giving: UserAccessLevelsModify,
    to: User as UserId, to_view: UsersView, to_giving: UsersModify,
    tie: Tie::Rights(LEVEL_USERS, |stored, user| Link::PersonLevel(user, stored.id)),
    listed: members,
    given_to: given_people,
}

relations::ends! {
    of: User as UserId, view: UsersView, giving: UsersModify,
    to: UserAccessLevel as UserAccessLevelId, to_view: UserAccessLevelsView, to_giving: UserAccessLevelsModify,
    tie: Tie::Rights(LEVEL_USERS, |stored, level| Link::PersonLevel(stored.id, level)),
    listed: of_person,
    shared: of_several,
    given_to: given_to_people,
}

relations::ends! {
    of: UserAccessLevel as UserAccessLevelId, view: UserAccessLevelsView, giving: UserAccessLevelsModify,
    to: Door as DoorId, to_view: DoorsView, to_giving: DoorsModifyAccess,
    tie: Tie::Rights(LEVEL_DOORS, |stored, door| Link::LevelDoor(stored.id, door)),
    listed: doors,
    cells: cells_of_doors,
    given_to: given_doors,
}

relations::ends! {
    of: Door as DoorId, view: DoorsView, giving: DoorsModifyAccess,
    to: UserAccessLevel as UserAccessLevelId, to_view: UserAccessLevelsView, to_giving: UserAccessLevelsModify,
    tie: Tie::Rights(LEVEL_DOORS, |stored, level| Link::LevelDoor(level, stored.node())),
    listed: of_door,
    given: given_a_door,
}

/// Gives to each of several access levels and takes from each, in one transaction: all of it or nothing. Says what that did
/// to keys.
pub fn save_each(
    console: &Console,
    permit: &Permit<UserAccessLevelsModify>,
    each: &[(UserAccessLevelId, Giving<UserAccessLevel>)],
) -> Result<Impact, Error> {
    matrix::save(console, permit, each)
}

/// What that would do to keys.
pub fn impact_of_each(
    console: &Console,
    permit: &Permit<UserAccessLevelsModify>,
    each: &[(UserAccessLevelId, Giving<UserAccessLevel>)],
) -> Result<Impact, Error> {
    matrix::impact(console, permit, each)
}

/// Whose keys that would touch.
pub fn whose_of_each(
    console: &Console,
    permit: &Permit<UserAccessLevelsModify>,
    each: &[(UserAccessLevelId, Giving<UserAccessLevel>)],
) -> Result<Foretold, Error> {
    matrix::whose(console, permit, each)
}
