//! Access points > Roll-call areas: where people are counted, and the doors at which they come in and go out.

use crate::domain::door::{Door, DoorId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, Permission, RollCallAreasAddDelete, RollCallAreasModify, RollCallAreasView,
};
use crate::domain::roll_call_area::{Draft, Entry, Exit, RollCallArea, RollCallAreaId};
use crate::storage::View;
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::relations::{ROLL_CALL_ENTRIES, ROLL_CALL_EXITS};
use crate::storage::roll_call_areas::{self as rows, Stored};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::roll_call_areas::{ListRow, Listed};

use super::Error;
pub use super::named::Besides;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, Tie};

/// A roll-call area's screen.
pub type Page = records::Page<RollCallAreaId, Draft, Besides>;

impl KeptNamed for RollCallArea {
    const KIND: SubjectKind = SubjectKind::RollCallArea;
    const ADDED: Action = Action::RollCallAreaAdded;
    const CHANGED: Action = Action::RollCallAreaChanged;
    const REMOVED: Action = Action::RollCallAreaDeleted;
    const CHANGED_BY: Permission = Permission::RollCallAreasModify;

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        fields.with("purpose", stored.purpose.key())
    }
}

impl End for RollCallArea {
    type Node = RollCallAreaId;

    const TOLD: Given = Given::EntryAreas;

    fn node(stored: &Stored) -> RollCallAreaId {
        stored.id
    }
}

fn besides(view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    Ok(Besides { may_give: relations::may_change::<RollCallArea, Door, Entry>(view, stored) })
}

named::operations! {
    thing: RollCallArea as RollCallAreaId, view: RollCallAreasView, modify: RollCallAreasModify, giving: RollCallAreasModify,
    add_delete: RollCallAreasAddDelete, besides: besides,
}

relations::ends! {
    of: RollCallArea as RollCallAreaId, view: RollCallAreasView, giving: RollCallAreasModify,
    to: Door as DoorId, to_view: DoorsView, to_giving: DoorsModifyAccess,
    by: Entry,
    tie: Tie::Plain(ROLL_CALL_ENTRIES),
    told: Given::EntryDoors,
    listed: entries,
    given: given_entries,
}

relations::ends! {
    of: RollCallArea as RollCallAreaId, view: RollCallAreasView, giving: RollCallAreasModify,
    to: Door as DoorId, to_view: DoorsView, to_giving: DoorsModifyAccess,
    by: Exit,
    tie: Tie::Plain(ROLL_CALL_EXITS),
    told: Given::ExitDoors,
    listed: exits,
    given: given_exits,
}

relations::ends! {
    of: Door as DoorId, view: DoorsView, giving: DoorsModifyAccess,
    to: RollCallArea as RollCallAreaId, to_view: RollCallAreasView, to_giving: RollCallAreasModify,
    by: Entry,
    tie: Tie::Plain(ROLL_CALL_ENTRIES),
    listed: entered_at,
    given: made_an_entry,
}

relations::ends! {
    of: Door as DoorId, view: DoorsView, giving: DoorsModifyAccess,
    to: RollCallArea as RollCallAreaId, to_view: RollCallAreasView, to_giving: RollCallAreasModify,
    by: Exit,
    tie: Tie::Plain(ROLL_CALL_EXITS),
    told: Given::ExitAreas,
    listed: left_at,
    given: made_an_exit,
}
