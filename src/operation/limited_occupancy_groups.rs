//! Cardholders > Limited occupancy groups: people who are counted together where only so many may be.

use crate::console::Console;
use crate::domain::limited_occupancy_area::LimitedOccupancyArea;
use crate::domain::limited_occupancy_group::{Draft, LimitedOccupancyGroup, LimitedOccupancyGroupId};
use crate::domain::permission::{
    LimitedOccupancyGroupsAddDelete, LimitedOccupancyGroupsModify, LimitedOccupancyGroupsView, Permission,
    UsersModify, UsersView,
};
use crate::domain::user::{User, UserId};
use crate::session::Permit;
use crate::storage::audit::{Action, Given, SubjectKind};
use crate::storage::limited_occupancy_groups::{self as rows, Stored};
use crate::storage::relations::OCCUPANCY_USERS;
use crate::storage::{Values, record};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::limited_occupancy_groups::{ListRow, Listed};

use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, RelatedTo, Tie};
use super::{Changes, Error, Giving, Related};

/// Its screen.
pub type Page = records::Page<LimitedOccupancyGroupId, Draft, Besides>;

/// What is told of it besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// Whether the operator may change what belongs to it.
    pub may_give: bool,
}

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

impl RelatedTo<User> for LimitedOccupancyGroup {
    const TIE: Tie<Self, User> = Tie::Plain(OCCUPANCY_USERS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::LimitedOccupancyGroupsModify, Permission::UsersModify);
    const TOLD: Given = Given::Members;
}

impl RelatedTo<LimitedOccupancyGroup> for User {
    const TIE: Tie<Self, LimitedOccupancyGroup> = Tie::Plain(OCCUPANCY_USERS);
    const CHANGED_BY: (Permission, Permission) =
        (Permission::UsersModify, Permission::LimitedOccupancyGroupsModify);
}

/// Every limited occupancy group that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<LimitedOccupancyGroupsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Every limited occupancy group that the operator may see and change, by name.
pub fn choices_to_give(
    console: &Console,
    permit: &Permit<LimitedOccupancyGroupsModify>,
) -> Result<Vec<Related<LimitedOccupancyGroupId>>, Error> {
    named::choices_to_give::<LimitedOccupancyGroup>(console, permit, Permission::LimitedOccupancyGroupsView)
}

/// Opens the screen of one.
pub fn open(
    console: &Console,
    permit: &Permit<LimitedOccupancyGroupsView>,
    id: LimitedOccupancyGroupId,
) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<LimitedOccupancyGroup>(view, id)?;
        let besides = Besides {
            may_give: relations::may_change::<LimitedOccupancyGroup, User, _>(view, &stored)
                || relations::may_change::<LimitedOccupancyGroup, LimitedOccupancyArea, _>(view, &stored),
        };
        let draft = Draft::of(&stored.value);
        Ok(records::page(stored, draft, besides))
    })
}

/// What the form offers to choose from.
pub fn choices(console: &Console, permit: &Permit<LimitedOccupancyGroupsView>) -> Result<Choices, Error> {
    named::choices::<LimitedOccupancyGroup>(console, permit)
}

/// An empty form.
pub fn blank(console: &Console, permit: &Permit<LimitedOccupancyGroupsAddDelete>) -> Result<Draft, Error> {
    named::blank(console, permit)
}

/// Adds one, with what belongs to it.
pub fn add(
    console: &Console,
    permit: &Permit<LimitedOccupancyGroupsAddDelete>,
    draft: &Draft,
    giving: &Giving<LimitedOccupancyGroup>,
) -> Result<LimitedOccupancyGroupId, Error> {
    named::add::<LimitedOccupancyGroup, _>(console, permit, draft, giving, |_| Ok(Values::none()))
}

/// Saves one that was opened as `version`, and what belongs to it, at once.
pub fn save(
    console: &Console,
    permit: &Permit<LimitedOccupancyGroupsModify>,
    id: LimitedOccupancyGroupId,
    version: i64,
    draft: &Draft,
    giving: &Giving<LimitedOccupancyGroup>,
) -> Result<Impact, Error> {
    let thing: LimitedOccupancyGroup = named::check(draft)?;
    relations::save(console, permit, id, Some((version, &thing)), giving, |_, _| Ok(None))
}

/// Changes what belongs to it, and leaves the limited occupancy group itself as it is.
pub fn give(
    console: &Console,
    permit: &Permit<LimitedOccupancyGroupsModify>,
    id: LimitedOccupancyGroupId,
    giving: &Giving<LimitedOccupancyGroup>,
) -> Result<Impact, Error> {
    relations::save(console, permit, id, None, giving, |_, _| Ok(None))
}

/// Deletes one. What belonged to it stays.
pub fn delete(
    console: &Console,
    permit: &Permit<LimitedOccupancyGroupsAddDelete>,
    id: LimitedOccupancyGroupId,
) -> Result<(), Error> {
    records::delete::<LimitedOccupancyGroup, _>(console, permit, id)
}

/// The people of a group, as far as the operator may see people, and how many more there are.
pub fn people(
    console: &Console,
    permit: &Permit<LimitedOccupancyGroupsView>,
    others: &Permit<UsersView>,
    id: LimitedOccupancyGroupId,
) -> Result<(Vec<Related<UserId>>, usize), Error> {
    relations::listed::<LimitedOccupancyGroup, User, _>(console, permit, others, id)
}

/// The group that somebody is in, as far as the operator may see it, and whether there is one beyond.
pub fn of_person(
    console: &Console,
    permit: &Permit<UsersView>,
    others: &Permit<LimitedOccupancyGroupsView>,
    id: UserId,
) -> Result<(Vec<Related<LimitedOccupancyGroupId>>, usize), Error> {
    relations::listed::<User, LimitedOccupancyGroup, _>(console, permit, others, id)
}

/// The people who are put into a group and taken out of it.
pub fn given_people(
    own: &Permit<LimitedOccupancyGroupsModify>,
    others: &Permit<UsersModify>,
    changes: &Changes<UserId>,
) -> Giving<LimitedOccupancyGroup> {
    relations::given::<LimitedOccupancyGroup, User, _>(Some(own.into()), others, changes)
}

/// The group that somebody is put into, and the one that they leave.
pub fn given_to_people(
    others: &Permit<LimitedOccupancyGroupsModify>,
    changes: &Changes<LimitedOccupancyGroupId>,
) -> Giving<User> {
    relations::given::<User, LimitedOccupancyGroup, _>(None, others, changes)
}
