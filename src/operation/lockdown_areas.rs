//! Access points > Lockdown areas: doors that are locked down together.

use crate::console::Console;
use crate::domain::door::{Door, DoorId};
use crate::domain::lockdown_area::{Draft, LockdownArea, LockdownAreaId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, LockdownAreasAddDelete, LockdownAreasModify, LockdownAreasView, Permission,
};
use crate::session::Permit;
use crate::storage::audit::{Action, Given, SubjectKind};
use crate::storage::lockdown_areas::{self as rows, Stored};
use crate::storage::relations::LOCKDOWN_DOORS;
use crate::storage::{Values, record};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::lockdown_areas::{ListRow, Listed};

use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, RelatedTo, Tie};
use super::{Changes, Error, Giving, Related};

/// Its screen.
pub type Page = records::Page<LockdownAreaId, Draft, Besides>;

/// What is told of it besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// Whether the operator may change what belongs to it.
    pub may_give: bool,
}

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

impl RelatedTo<Door> for LockdownArea {
    const TIE: Tie<Self, Door> = Tie::Plain(LOCKDOWN_DOORS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::LockdownAreasModify, Permission::DoorsModifyAccess);
    const TOLD: Given = Given::InsideDoors;
}

impl RelatedTo<LockdownArea> for Door {
    const TIE: Tie<Self, LockdownArea> = Tie::Plain(LOCKDOWN_DOORS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::DoorsModifyAccess, Permission::LockdownAreasModify);
}

/// Every lockdown area that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<LockdownAreasView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Every lockdown area that the operator may see and change, by name.
pub fn choices_to_give(
    console: &Console,
    permit: &Permit<LockdownAreasModify>,
) -> Result<Vec<Related<LockdownAreaId>>, Error> {
    named::choices_to_give::<LockdownArea>(console, permit, Permission::LockdownAreasView)
}

/// Opens the screen of one.
pub fn open(
    console: &Console,
    permit: &Permit<LockdownAreasView>,
    id: LockdownAreaId,
) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<LockdownArea>(view, id)?;
        let besides = Besides { may_give: relations::may_change::<LockdownArea, Door, _>(view, &stored) };
        let draft = Draft::of(&stored.value);
        Ok(records::page(stored, draft, besides))
    })
}

/// What the form offers to choose from.
pub fn choices(console: &Console, permit: &Permit<LockdownAreasView>) -> Result<Choices, Error> {
    named::choices::<LockdownArea>(console, permit)
}

/// An empty form.
pub fn blank(console: &Console, permit: &Permit<LockdownAreasAddDelete>) -> Result<Draft, Error> {
    named::blank(console, permit)
}

/// Adds one, with what belongs to it.
pub fn add(
    console: &Console,
    permit: &Permit<LockdownAreasAddDelete>,
    draft: &Draft,
    giving: &Giving<LockdownArea>,
) -> Result<LockdownAreaId, Error> {
    named::add::<LockdownArea, _>(console, permit, draft, giving, |_| Ok(Values::none()))
}

/// Saves one that was opened as `version`, and what belongs to it, at once.
pub fn save(
    console: &Console,
    permit: &Permit<LockdownAreasModify>,
    id: LockdownAreaId,
    version: i64,
    draft: &Draft,
    giving: &Giving<LockdownArea>,
) -> Result<Impact, Error> {
    let thing: LockdownArea = named::check(draft)?;
    relations::save(console, permit, id, Some((version, &thing)), giving, |_, _| Ok(None))
}

/// Changes what belongs to it, and leaves the lockdown area itself as it is.
pub fn give(
    console: &Console,
    permit: &Permit<LockdownAreasModify>,
    id: LockdownAreaId,
    giving: &Giving<LockdownArea>,
) -> Result<Impact, Error> {
    relations::save(console, permit, id, None, giving, |_, _| Ok(None))
}

/// Deletes one. What belonged to it stays.
pub fn delete(
    console: &Console,
    permit: &Permit<LockdownAreasAddDelete>,
    id: LockdownAreaId,
) -> Result<(), Error> {
    records::delete::<LockdownArea, _>(console, permit, id)
}

/// The doors of a lockdown area, as far as the operator may see doors, and how many more there are.
pub fn doors(
    console: &Console,
    permit: &Permit<LockdownAreasView>,
    others: &Permit<DoorsView>,
    id: LockdownAreaId,
) -> Result<(Vec<Related<DoorId>>, usize), Error> {
    relations::listed::<LockdownArea, Door, _>(console, permit, others, id)
}

/// The lockdown areas that a door is in, as far as the operator may see them, and how many more there are.
pub fn of_door(
    console: &Console,
    permit: &Permit<DoorsView>,
    others: &Permit<LockdownAreasView>,
    id: DoorId,
) -> Result<(Vec<Related<LockdownAreaId>>, usize), Error> {
    relations::listed::<Door, LockdownArea, _>(console, permit, others, id)
}

/// The doors that are put into a lockdown area and taken out of it.
pub fn given_doors(
    own: &Permit<LockdownAreasModify>,
    others: &Permit<DoorsModifyAccess>,
    changes: &Changes<DoorId>,
) -> Giving<LockdownArea> {
    relations::given::<LockdownArea, Door, _>(Some(own.into()), others, changes)
}

/// The lockdown areas that a door is put into and taken out of.
pub fn given_a_door(
    own: &Permit<DoorsModifyAccess>,
    others: &Permit<LockdownAreasModify>,
    changes: &Changes<LockdownAreaId>,
) -> Giving<Door> {
    relations::given::<Door, LockdownArea, _>(Some(own.into()), others, changes)
}
