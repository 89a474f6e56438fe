//! Cardholders > Limited occupancy groups: people who are counted together where only so many may be.

use crate::domain::limited_occupancy_area::LimitedOccupancyArea;
use crate::domain::limited_occupancy_group::{Draft, LimitedOccupancyGroup, LimitedOccupancyGroupId};
use crate::domain::permission::{
    LimitedOccupancyGroupsAddDelete, LimitedOccupancyGroupsModify, LimitedOccupancyGroupsView, Permission,
    UsersModify, UsersView,
};
use crate::domain::user::{User, UserId};
use crate::storage::View;
use crate::storage::audit::{Action, Given, SubjectKind};
use crate::storage::limited_occupancy_groups::{self as rows, Stored};
use crate::storage::relations::OCCUPANCY_USERS;

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::limited_occupancy_groups::{ListRow, Listed};

use super::Error;
pub use super::named::Besides;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, Tie};

/// Its screen.
pub type Page = records::Page<LimitedOccupancyGroupId, Draft, Besides>;

impl KeptNamed for LimitedOccupancyGroup {
    const KIND: SubjectKind = SubjectKind::LimitedOccupancyGroup;
    const ADDED: Action = Action::LimitedOccupancyGroupAdded;
    const CHANGED: Action = Action::LimitedOccupancyGroupChanged;
    const REMOVED: Action = Action::LimitedOccupancyGroupDeleted;
    const CHANGED_BY: Permission = Permission::LimitedOccupancyGroupsModify;
}

impl End for LimitedOccupancyGroup {
    type Node = LimitedOccupancyGroupId;

    const TOLD: Given = Given::LimitedOccupancyGroups;

    fn node(stored: &Stored) -> LimitedOccupancyGroupId {
        stored.id
    }
}

fn besides(view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    Ok(Besides {
        may_give: relations::may_change::<LimitedOccupancyGroup, User, _>(view, stored)
            || relations::may_change::<LimitedOccupancyGroup, LimitedOccupancyArea, _>(view, stored),
    })
}

named::operations! {
    thing: LimitedOccupancyGroup as LimitedOccupancyGroupId, view: LimitedOccupancyGroupsView, modify: LimitedOccupancyGroupsModify, giving: LimitedOccupancyGroupsModify,
    add_delete: LimitedOccupancyGroupsAddDelete, besides: besides,
}

relations::ends! {
    of: LimitedOccupancyGroup as LimitedOccupancyGroupId, view: LimitedOccupancyGroupsView, giving: LimitedOccupancyGroupsModify,
    to: User as UserId, to_view: UsersView, to_giving: UsersModify,
    tie: Tie::Plain(OCCUPANCY_USERS),
    told: Given::Members,
    listed: people,
    given: given_people,
}

relations::ends! {
    of: User as UserId, view: UsersView, giving: UsersModify,
    to: LimitedOccupancyGroup as LimitedOccupancyGroupId, to_view: LimitedOccupancyGroupsView, to_giving: LimitedOccupancyGroupsModify,
    tie: Tie::Plain(OCCUPANCY_USERS),
    listed: of_person,
    given_to: given_to_people,
}
