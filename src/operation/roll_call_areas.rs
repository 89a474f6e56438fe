//! Access points > Roll-call areas: where people are counted, and the doors at which they come in and go out.

use crate::console::Console;
use crate::domain::door::{Door, DoorId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, Permission, RollCallAreasAddDelete, RollCallAreasModify, RollCallAreasView,
};
use crate::domain::roll_call_area::{Draft, Entry, Exit, RollCallArea, RollCallAreaId};
use crate::session::Permit;
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::relations::{ROLL_CALL_ENTRIES, ROLL_CALL_EXITS};
use crate::storage::roll_call_areas::{self as rows, Stored};
use crate::storage::{Values, record};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::roll_call_areas::{ListRow, Listed};

use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, RelatedTo, Tie};
use super::{Changes, Error, Giving, Related};

/// A roll-call area's screen.
pub type Page = records::Page<RollCallAreaId, Draft, Besides>;

/// What is told of a roll-call area besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// Whether the operator may change at which doors people come and go.
    pub may_give: bool,
}

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

impl RelatedTo<Door, Entry> for RollCallArea {
    const TIE: Tie<Self, Door> = Tie::Plain(ROLL_CALL_ENTRIES);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::RollCallAreasModify, Permission::DoorsModifyAccess);
    const TOLD: Given = Given::EntryDoors;
}

impl RelatedTo<Door, Exit> for RollCallArea {
    const TIE: Tie<Self, Door> = Tie::Plain(ROLL_CALL_EXITS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::RollCallAreasModify, Permission::DoorsModifyAccess);
    const TOLD: Given = Given::ExitDoors;
}

impl RelatedTo<RollCallArea, Entry> for Door {
    const TIE: Tie<Self, RollCallArea> = Tie::Plain(ROLL_CALL_ENTRIES);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::DoorsModifyAccess, Permission::RollCallAreasModify);
}

impl RelatedTo<RollCallArea, Exit> for Door {
    const TIE: Tie<Self, RollCallArea> = Tie::Plain(ROLL_CALL_EXITS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::DoorsModifyAccess, Permission::RollCallAreasModify);
    const TOLD: Given = Given::ExitAreas;
}

/// Every roll-call area that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<RollCallAreasView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Every roll-call area that the operator may see and change, by name.
pub fn choices_to_give(
    console: &Console,
    permit: &Permit<RollCallAreasModify>,
) -> Result<Vec<Related<RollCallAreaId>>, Error> {
    named::choices_to_give::<RollCallArea>(console, permit, Permission::RollCallAreasView)
}

/// Opens a roll-call area's screen.
pub fn open(
    console: &Console,
    permit: &Permit<RollCallAreasView>,
    id: RollCallAreaId,
) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<RollCallArea>(view, id)?;
        let besides = Besides { may_give: relations::may_change::<RollCallArea, Door, Entry>(view, &stored) };
        let draft = Draft::of(&stored.value);
        Ok(records::page(stored, draft, besides))
    })
}

/// What the form of a roll-call area offers to choose from.
pub fn choices(console: &Console, permit: &Permit<RollCallAreasView>) -> Result<Choices, Error> {
    named::choices::<RollCallArea>(console, permit)
}

/// An empty form for a new roll-call area.
pub fn blank(console: &Console, permit: &Permit<RollCallAreasAddDelete>) -> Result<Draft, Error> {
    named::blank(console, permit)
}

/// Adds a roll-call area, with the doors at which people come and go.
pub fn add(
    console: &Console,
    permit: &Permit<RollCallAreasAddDelete>,
    draft: &Draft,
    giving: &Giving<RollCallArea>,
) -> Result<RollCallAreaId, Error> {
    named::add::<RollCallArea, _>(console, permit, draft, giving, |_| Ok(Values::none()))
}

/// Saves a roll-call area that was opened as `version`, and its doors with it, at once.
pub fn save(
    console: &Console,
    permit: &Permit<RollCallAreasModify>,
    id: RollCallAreaId,
    version: i64,
    draft: &Draft,
    giving: &Giving<RollCallArea>,
) -> Result<Impact, Error> {
    let area: RollCallArea = named::check(draft)?;
    relations::save(console, permit, id, Some((version, &area)), giving, |_, _| Ok(None))
}

/// Changes at which doors people come and go, and leaves the roll-call area itself as it is.
pub fn give(
    console: &Console,
    permit: &Permit<RollCallAreasModify>,
    id: RollCallAreaId,
    giving: &Giving<RollCallArea>,
) -> Result<Impact, Error> {
    relations::save(console, permit, id, None, giving, |_, _| Ok(None))
}

/// Deletes a roll-call area. Its doors stay.
pub fn delete(
    console: &Console,
    permit: &Permit<RollCallAreasAddDelete>,
    id: RollCallAreaId,
) -> Result<(), Error> {
    records::delete::<RollCallArea, _>(console, permit, id)
}

/// The doors at which people come into a roll-call area, as far as the operator may see doors, and how many more there are.
pub fn entries(
    console: &Console,
    permit: &Permit<RollCallAreasView>,
    doors: &Permit<DoorsView>,
    id: RollCallAreaId,
) -> Result<(Vec<Related<DoorId>>, usize), Error> {
    relations::listed::<RollCallArea, Door, Entry>(console, permit, doors, id)
}

/// The doors at which people go out of a roll-call area, likewise.
pub fn exits(
    console: &Console,
    permit: &Permit<RollCallAreasView>,
    doors: &Permit<DoorsView>,
    id: RollCallAreaId,
) -> Result<(Vec<Related<DoorId>>, usize), Error> {
    relations::listed::<RollCallArea, Door, Exit>(console, permit, doors, id)
}

/// The roll-call areas into which people come at a door, as far as the operator may see them, and how many more there are.
pub fn entered_at(
    console: &Console,
    permit: &Permit<DoorsView>,
    areas: &Permit<RollCallAreasView>,
    id: DoorId,
) -> Result<(Vec<Related<RollCallAreaId>>, usize), Error> {
    relations::listed::<Door, RollCallArea, Entry>(console, permit, areas, id)
}

/// The roll-call areas of which people go out at a door, likewise.
pub fn left_at(
    console: &Console,
    permit: &Permit<DoorsView>,
    areas: &Permit<RollCallAreasView>,
    id: DoorId,
) -> Result<(Vec<Related<RollCallAreaId>>, usize), Error> {
    relations::listed::<Door, RollCallArea, Exit>(console, permit, areas, id)
}

/// The doors at which people come into a roll-call area, and no longer do.
pub fn given_entries(
    areas: &Permit<RollCallAreasModify>,
    doors: &Permit<DoorsModifyAccess>,
    changes: &Changes<DoorId>,
) -> Giving<RollCallArea> {
    relations::given::<RollCallArea, Door, Entry>(Some(areas.into()), doors, changes)
}

/// The doors at which people go out of a roll-call area, and no longer do.
pub fn given_exits(
    areas: &Permit<RollCallAreasModify>,
    doors: &Permit<DoorsModifyAccess>,
    changes: &Changes<DoorId>,
) -> Giving<RollCallArea> {
    relations::given::<RollCallArea, Door, Exit>(Some(areas.into()), doors, changes)
}

/// The roll-call areas into which people come at a door, and no longer do.
pub fn made_an_entry(
    access: &Permit<DoorsModifyAccess>,
    areas: &Permit<RollCallAreasModify>,
    changes: &Changes<RollCallAreaId>,
) -> Giving<Door> {
    relations::given::<Door, RollCallArea, Entry>(Some(access.into()), areas, changes)
}

/// The roll-call areas of which people go out at a door, and no longer do.
pub fn made_an_exit(
    access: &Permit<DoorsModifyAccess>,
    areas: &Permit<RollCallAreasModify>,
    changes: &Changes<RollCallAreaId>,
) -> Giving<Door> {
    relations::given::<Door, RollCallArea, Exit>(Some(access.into()), areas, changes)
}
