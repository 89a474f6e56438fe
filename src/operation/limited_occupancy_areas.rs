//! Access points > Limited occupancy areas: where no more than so many people may be at once.

use crate::console::Console;
use crate::domain::door::{Door, DoorId};
use crate::domain::limited_occupancy_area::{Draft, LimitedOccupancyArea, LimitedOccupancyAreaId};
use crate::domain::limited_occupancy_group::{LimitedOccupancyGroup, LimitedOccupancyGroupId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, LimitedOccupancyAreasAddDelete, LimitedOccupancyAreasModify,
    LimitedOccupancyAreasView, LimitedOccupancyGroupsModify, LimitedOccupancyGroupsView, Permission,
};
use crate::session::Permit;
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::limited_occupancy_areas::{self as rows, Stored};
use crate::storage::relations::{OCCUPANCY_DOORS, OCCUPANCY_GROUPS};
use crate::storage::{Values, record};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::limited_occupancy_areas::{ListRow, Listed};

use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, RelatedTo, Tie};
use super::{Changes, Error, Giving, Related};

/// Its screen.
pub type Page = records::Page<LimitedOccupancyAreaId, Draft, Besides>;

/// What is told of it besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// Whether the operator may change what belongs to it.
    pub may_give: bool,
}

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

impl RelatedTo<Door> for LimitedOccupancyArea {
    const TIE: Tie<Self, Door> = Tie::Plain(OCCUPANCY_DOORS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::LimitedOccupancyAreasModify, Permission::DoorsModifyAccess);
    const TOLD: Given = Given::InsideDoors;
}

impl RelatedTo<LimitedOccupancyArea> for Door {
    const TIE: Tie<Self, LimitedOccupancyArea> = Tie::Plain(OCCUPANCY_DOORS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::DoorsModifyAccess, Permission::LimitedOccupancyAreasModify);
}

impl RelatedTo<LimitedOccupancyGroup> for LimitedOccupancyArea {
    const TIE: Tie<Self, LimitedOccupancyGroup> = Tie::Plain(OCCUPANCY_GROUPS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::LimitedOccupancyAreasModify, Permission::LimitedOccupancyGroupsModify);
}

impl RelatedTo<LimitedOccupancyArea> for LimitedOccupancyGroup {
    const TIE: Tie<Self, LimitedOccupancyArea> = Tie::Plain(OCCUPANCY_GROUPS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::LimitedOccupancyGroupsModify, Permission::LimitedOccupancyAreasModify);
}

/// Every limited occupancy area that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<LimitedOccupancyAreasView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Every limited occupancy area that the operator may see and change, by name.
pub fn choices_to_give(
    console: &Console,
    permit: &Permit<LimitedOccupancyAreasModify>,
) -> Result<Vec<Related<LimitedOccupancyAreaId>>, Error> {
    named::choices_to_give::<LimitedOccupancyArea>(console, permit, Permission::LimitedOccupancyAreasView)
}

/// Opens the screen of one.
pub fn open(
    console: &Console,
    permit: &Permit<LimitedOccupancyAreasView>,
    id: LimitedOccupancyAreaId,
) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<LimitedOccupancyArea>(view, id)?;
        let besides = Besides {
            may_give: relations::may_change::<LimitedOccupancyArea, Door, _>(view, &stored)
                || relations::may_change::<LimitedOccupancyArea, LimitedOccupancyGroup, _>(view, &stored),
        };
        let draft = Draft::of(&stored.value);
        Ok(records::page(stored, draft, besides))
    })
}

/// What the form offers to choose from.
pub fn choices(console: &Console, permit: &Permit<LimitedOccupancyAreasView>) -> Result<Choices, Error> {
    named::choices::<LimitedOccupancyArea>(console, permit)
}

/// An empty form.
pub fn blank(console: &Console, permit: &Permit<LimitedOccupancyAreasAddDelete>) -> Result<Draft, Error> {
    named::blank(console, permit)
}

/// Adds one, with what belongs to it.
pub fn add(
    console: &Console,
    permit: &Permit<LimitedOccupancyAreasAddDelete>,
    draft: &Draft,
    giving: &Giving<LimitedOccupancyArea>,
) -> Result<LimitedOccupancyAreaId, Error> {
    named::add::<LimitedOccupancyArea, _>(console, permit, draft, giving, |_| Ok(Values::none()))
}

/// Saves one that was opened as `version`, and what belongs to it, at once.
pub fn save(
    console: &Console,
    permit: &Permit<LimitedOccupancyAreasModify>,
    id: LimitedOccupancyAreaId,
    version: i64,
    draft: &Draft,
    giving: &Giving<LimitedOccupancyArea>,
) -> Result<Impact, Error> {
    let thing: LimitedOccupancyArea = named::check(draft)?;
    relations::save(console, permit, id, Some((version, &thing)), giving, |_, _| Ok(None))
}

/// Changes what belongs to it, and leaves the limited occupancy area itself as it is.
pub fn give(
    console: &Console,
    permit: &Permit<LimitedOccupancyAreasModify>,
    id: LimitedOccupancyAreaId,
    giving: &Giving<LimitedOccupancyArea>,
) -> Result<Impact, Error> {
    relations::save(console, permit, id, None, giving, |_, _| Ok(None))
}

/// Deletes one. What belonged to it stays.
pub fn delete(
    console: &Console,
    permit: &Permit<LimitedOccupancyAreasAddDelete>,
    id: LimitedOccupancyAreaId,
) -> Result<(), Error> {
    records::delete::<LimitedOccupancyArea, _>(console, permit, id)
}

/// The doors that lead into an area, as far as the operator may see doors, and how many more there are.
pub fn doors(
    console: &Console,
    permit: &Permit<LimitedOccupancyAreasView>,
    others: &Permit<DoorsView>,
    id: LimitedOccupancyAreaId,
) -> Result<(Vec<Related<DoorId>>, usize), Error> {
    relations::listed::<LimitedOccupancyArea, Door, _>(console, permit, others, id)
}

/// The groups that are counted in an area, likewise.
pub fn groups(
    console: &Console,
    permit: &Permit<LimitedOccupancyAreasView>,
    others: &Permit<LimitedOccupancyGroupsView>,
    id: LimitedOccupancyAreaId,
) -> Result<(Vec<Related<LimitedOccupancyGroupId>>, usize), Error> {
    relations::listed::<LimitedOccupancyArea, LimitedOccupancyGroup, _>(console, permit, others, id)
}

/// The areas into which a door leads, as far as the operator may see them, and how many more there are.
pub fn of_door(
    console: &Console,
    permit: &Permit<DoorsView>,
    others: &Permit<LimitedOccupancyAreasView>,
    id: DoorId,
) -> Result<(Vec<Related<LimitedOccupancyAreaId>>, usize), Error> {
    relations::listed::<Door, LimitedOccupancyArea, _>(console, permit, others, id)
}

/// The areas in which a group is counted, likewise.
pub fn of_group(
    console: &Console,
    permit: &Permit<LimitedOccupancyGroupsView>,
    others: &Permit<LimitedOccupancyAreasView>,
    id: LimitedOccupancyGroupId,
) -> Result<(Vec<Related<LimitedOccupancyAreaId>>, usize), Error> {
    relations::listed::<LimitedOccupancyGroup, LimitedOccupancyArea, _>(console, permit, others, id)
}

/// The doors that lead into an area, and that no longer do.
pub fn given_doors(
    own: &Permit<LimitedOccupancyAreasModify>,
    others: &Permit<DoorsModifyAccess>,
    changes: &Changes<DoorId>,
) -> Giving<LimitedOccupancyArea> {
    relations::given::<LimitedOccupancyArea, Door, _>(Some(own.into()), others, changes)
}

/// The groups that are counted in an area, and that no longer are.
pub fn given_groups(
    own: &Permit<LimitedOccupancyAreasModify>,
    others: &Permit<LimitedOccupancyGroupsModify>,
    changes: &Changes<LimitedOccupancyGroupId>,
) -> Giving<LimitedOccupancyArea> {
    relations::given::<LimitedOccupancyArea, LimitedOccupancyGroup, _>(Some(own.into()), others, changes)
}

/// The areas into which a door leads, and no longer leads.
pub fn given_a_door(
    own: &Permit<DoorsModifyAccess>,
    others: &Permit<LimitedOccupancyAreasModify>,
    changes: &Changes<LimitedOccupancyAreaId>,
) -> Giving<Door> {
    relations::given::<Door, LimitedOccupancyArea, _>(Some(own.into()), others, changes)
}

/// The areas in which a group is counted, and no longer is.
pub fn given_a_group(
    own: &Permit<LimitedOccupancyGroupsModify>,
    others: &Permit<LimitedOccupancyAreasModify>,
    changes: &Changes<LimitedOccupancyAreaId>,
) -> Giving<LimitedOccupancyGroup> {
    relations::given::<LimitedOccupancyGroup, LimitedOccupancyArea, _>(Some(own.into()), others, changes)
}
