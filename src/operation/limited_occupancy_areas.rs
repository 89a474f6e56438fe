//! Access points > Limited occupancy areas: where no more than so many people may be at once.

use crate::domain::door::{Door, DoorId};
use crate::domain::limited_occupancy_area::{Draft, LimitedOccupancyArea, LimitedOccupancyAreaId};
use crate::domain::limited_occupancy_group::{LimitedOccupancyGroup, LimitedOccupancyGroupId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, LimitedOccupancyAreasAddDelete, LimitedOccupancyAreasModify,
    LimitedOccupancyAreasView, LimitedOccupancyGroupsModify, LimitedOccupancyGroupsView, Permission,
};
use crate::storage::View;
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::limited_occupancy_areas::{self as rows, Stored};
use crate::storage::relations::{OCCUPANCY_DOORS, OCCUPANCY_GROUPS};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::limited_occupancy_areas::{ListRow, Listed};

use super::Error;
pub use super::named::Besides;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, Tie};

/// Its screen.
pub type Page = records::Page<LimitedOccupancyAreaId, Draft, Besides>;

impl KeptNamed for LimitedOccupancyArea {
    const KIND: SubjectKind = SubjectKind::LimitedOccupancyArea;
    const ADDED: Action = Action::LimitedOccupancyAreaAdded;
    const CHANGED: Action = Action::LimitedOccupancyAreaChanged;
    const REMOVED: Action = Action::LimitedOccupancyAreaDeleted;
    const CHANGED_BY: Permission = Permission::LimitedOccupancyAreasModify;

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        fields.with("at most", stored.most.people())
    }
}

impl End for LimitedOccupancyArea {
    type Node = LimitedOccupancyAreaId;

    const TOLD: Given = Given::LimitedOccupancyAreas;

    fn node(stored: &Stored) -> LimitedOccupancyAreaId {
        stored.id
    }
}

fn besides(view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    Ok(Besides {
        may_give: relations::may_change::<LimitedOccupancyArea, Door, _>(view, stored)
            || relations::may_change::<LimitedOccupancyArea, LimitedOccupancyGroup, _>(view, stored),
    })
}

named::operations! {
    thing: LimitedOccupancyArea as LimitedOccupancyAreaId, view: LimitedOccupancyAreasView, modify: LimitedOccupancyAreasModify, giving: LimitedOccupancyAreasModify,
    add_delete: LimitedOccupancyAreasAddDelete, besides: besides,
}

relations::ends! {
    of: LimitedOccupancyArea as LimitedOccupancyAreaId, view: LimitedOccupancyAreasView, giving: LimitedOccupancyAreasModify,
    to: Door as DoorId, to_view: DoorsView, to_giving: DoorsModifyAccess,
    tie: Tie::Plain(OCCUPANCY_DOORS),
    told: Given::InsideDoors,
    listed: doors,
    given: given_doors,
}

relations::ends! {
    of: Door as DoorId, view: DoorsView, giving: DoorsModifyAccess,
    to: LimitedOccupancyArea as LimitedOccupancyAreaId, to_view: LimitedOccupancyAreasView, to_giving: LimitedOccupancyAreasModify,
    tie: Tie::Plain(OCCUPANCY_DOORS),
    listed: of_door,
    given: given_a_door,
}

relations::ends! {
    of: LimitedOccupancyArea as LimitedOccupancyAreaId, view: LimitedOccupancyAreasView, giving: LimitedOccupancyAreasModify,
    to: LimitedOccupancyGroup as LimitedOccupancyGroupId, to_view: LimitedOccupancyGroupsView, to_giving: LimitedOccupancyGroupsModify,
    tie: Tie::Plain(OCCUPANCY_GROUPS),
    listed: groups,
    given: given_groups,
}

relations::ends! {
    of: LimitedOccupancyGroup as LimitedOccupancyGroupId, view: LimitedOccupancyGroupsView, giving: LimitedOccupancyGroupsModify,
    to: LimitedOccupancyArea as LimitedOccupancyAreaId, to_view: LimitedOccupancyAreasView, to_giving: LimitedOccupancyAreasModify,
    tie: Tie::Plain(OCCUPANCY_GROUPS),
    listed: of_group,
    given: given_a_group,
}
