//! Access points > Lockdown areas: doors that are locked down together.

use crate::domain::door::{Door, DoorId};
use crate::domain::lockdown_area::{Draft, LockdownArea, LockdownAreaId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, LockdownAreasAddDelete, LockdownAreasModify, LockdownAreasView, Permission,
};
use crate::storage::View;
use crate::storage::audit::{Action, Given, SubjectKind};
use crate::storage::lockdown_areas::{self as rows, Stored};
use crate::storage::relations::LOCKDOWN_DOORS;

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::lockdown_areas::{ListRow, Listed};

use super::Error;
pub use super::named::Besides;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, Tie};

/// Its screen.
pub type Page = records::Page<LockdownAreaId, Draft, Besides>;

impl KeptNamed for LockdownArea {
    const KIND: SubjectKind = SubjectKind::LockdownArea;
    const ADDED: Action = Action::LockdownAreaAdded;
    const CHANGED: Action = Action::LockdownAreaChanged;
    const REMOVED: Action = Action::LockdownAreaDeleted;
    const CHANGED_BY: Permission = Permission::LockdownAreasModify;
}

impl End for LockdownArea {
    type Node = LockdownAreaId;

    const TOLD: Given = Given::LockdownAreas;

    fn node(stored: &Stored) -> LockdownAreaId {
        stored.id
    }
}

fn besides(view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    Ok(Besides { may_give: relations::may_change::<LockdownArea, Door, _>(view, stored) })
}

named::operations! {
    thing: LockdownArea as LockdownAreaId, view: LockdownAreasView, modify: LockdownAreasModify, giving: LockdownAreasModify,
    add_delete: LockdownAreasAddDelete, besides: besides,
}

relations::ends! {
    of: LockdownArea as LockdownAreaId, view: LockdownAreasView, giving: LockdownAreasModify,
    to: Door as DoorId, to_view: DoorsView, to_giving: DoorsModifyAccess,
    tie: Tie::Plain(LOCKDOWN_DOORS),
    told: Given::InsideDoors,
    listed: doors,
    given: given_doors,
}

relations::ends! {
    of: Door as DoorId, view: DoorsView, giving: DoorsModifyAccess,
    to: LockdownArea as LockdownAreaId, to_view: LockdownAreasView, to_giving: LockdownAreasModify,
    tie: Tie::Plain(LOCKDOWN_DOORS),
    listed: of_door,
    given: given_a_door,
}
