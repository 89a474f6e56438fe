//! Cardholders > User access levels: what all members of a level may open.

use crate::console::Console;
use crate::domain::access::{Bundle, Edit, Link, Node};
use crate::domain::door::{Door, DoorId};
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
use crate::storage::{Outcome, Values, record};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::user_access_levels::{ListRow, Listed};

use super::foretold::Foretold;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, RelatedTo, Tie};
use super::{Changes, Error, Giving, Related, Shared, undo};

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
}

impl End for UserAccessLevel {
    type Node = UserAccessLevelId;

    const TOLD: Given = Given::UserAccessLevels;

    fn node(stored: &Stored) -> UserAccessLevelId {
        stored.id
    }
}

impl RelatedTo<User> for UserAccessLevel {
    const TIE: Tie<Self, User> = Tie::Rights(LEVEL_USERS, |stored, user| Link::PersonLevel(user, stored.id));
    const CHANGED_BY: (Permission, Permission) =
        (Permission::UserAccessLevelsModify, Permission::UsersModify);
}

impl RelatedTo<UserAccessLevel> for User {
    const TIE: Tie<Self, UserAccessLevel> =
        Tie::Rights(LEVEL_USERS, |stored, level| Link::PersonLevel(stored.id, level));
    const CHANGED_BY: (Permission, Permission) =
        (Permission::UsersModify, Permission::UserAccessLevelsModify);
}

impl RelatedTo<Door> for UserAccessLevel {
    const TIE: Tie<Self, Door> = Tie::Rights(LEVEL_DOORS, |stored, door| Link::LevelDoor(stored.id, door));
    const CHANGED_BY: (Permission, Permission) =
        (Permission::UserAccessLevelsModify, Permission::DoorsModifyAccess);
}

impl RelatedTo<UserAccessLevel> for Door {
    const TIE: Tie<Self, UserAccessLevel> =
        Tie::Rights(LEVEL_DOORS, |stored, level| Link::LevelDoor(level, stored.node()));
    const CHANGED_BY: (Permission, Permission) =
        (Permission::DoorsModifyAccess, Permission::UserAccessLevelsModify);
}

/// Every access level that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<UserAccessLevelsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Every access level that the operator may see and change, by name.
pub fn choices_to_give(
    console: &Console,
    permit: &Permit<UserAccessLevelsModify>,
) -> Result<Vec<Related<UserAccessLevelId>>, Error> {
    named::choices_to_give::<UserAccessLevel>(console, permit, Permission::UserAccessLevelsView)
}

/// Opens an access level's screen.
pub fn open(
    console: &Console,
    permit: &Permit<UserAccessLevelsView>,
    id: UserAccessLevelId,
) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<UserAccessLevel>(view, id)?;
        let gives = relations::may_change::<UserAccessLevel, User, _>(view, &stored)
            || relations::may_change::<UserAccessLevel, Door, _>(view, &stored)
            || relations::may_change::<UserAccessLevel, Zone, _>(view, &stored);
        let besides = Besides { members: rows::count_members(view, id)?, may_give: gives };
        let draft = Draft::of(&stored.value);
        Ok(records::page(stored, draft, besides))
    })
}

/// What the form of an access level offers to choose from.
pub fn choices(console: &Console, permit: &Permit<UserAccessLevelsView>) -> Result<Choices, Error> {
    named::choices::<UserAccessLevel>(console, permit)
}

/// An empty form for a new access level.
pub fn blank(console: &Console, permit: &Permit<UserAccessLevelsAddDelete>) -> Result<Draft, Error> {
    named::blank(console, permit)
}

/// Adds an access level, and gives it doors and people at once.
pub fn add(
    console: &Console,
    permit: &Permit<UserAccessLevelsAddDelete>,
    draft: &Draft,
    giving: &Giving<UserAccessLevel>,
) -> Result<UserAccessLevelId, Error> {
    named::add::<UserAccessLevel, _>(console, permit, draft, giving, |_| Ok(Values::none()))
}

/// The doors that an access level gives and takes.
pub fn given_doors(doors: &Permit<DoorsModifyAccess>, changes: &Changes<DoorId>) -> Giving<UserAccessLevel> {
    relations::given::<UserAccessLevel, Door, _>(None, doors, changes)
}

/// The people who become members of an access level, and who are members no more.
pub fn given_people(people: &Permit<UsersModify>, changes: &Changes<UserId>) -> Giving<UserAccessLevel> {
    relations::given::<UserAccessLevel, User, _>(None, people, changes)
}

/// Saves an access level that was opened as `version`, and what is given with it, at once. Says what that did to keys.
pub fn save(
    console: &Console,
    permit: &Permit<UserAccessLevelsModify>,
    id: UserAccessLevelId,
    version: i64,
    draft: &Draft,
    giving: &Giving<UserAccessLevel>,
) -> Result<Impact, Error> {
    let level: UserAccessLevel = named::check(draft)?;
    relations::save(console, permit, id, Some((version, &level)), giving, |_, _| Ok(None))
}

/// Gives and takes, and leaves the access level itself as it is. Says what that did to keys.
pub fn give(
    console: &Console,
    permit: &Permit<UserAccessLevelsModify>,
    id: UserAccessLevelId,
    giving: &Giving<UserAccessLevel>,
) -> Result<Impact, Error> {
    relations::save(console, permit, id, None, giving, |_, _| Ok(None))
}

/// What giving and taking would do to keys.
pub fn impact(
    console: &Console,
    permit: &Permit<UserAccessLevelsModify>,
    id: UserAccessLevelId,
    giving: &Giving<UserAccessLevel>,
) -> Result<Impact, Error> {
    relations::impact(console, permit, id, giving)
}

/// Whose keys giving and taking would touch.
pub fn whose(
    console: &Console,
    permit: &Permit<UserAccessLevelsModify>,
    id: UserAccessLevelId,
    giving: &Giving<UserAccessLevel>,
) -> Result<Foretold, Error> {
    relations::whose(console, permit, id, giving)
}

/// Deletes an access level: its members have its rights by it no more. Says what that did to keys.
pub fn delete(
    console: &Console,
    permit: &Permit<UserAccessLevelsAddDelete>,
    id: UserAccessLevelId,
) -> Result<Impact, Error> {
    let storage = console.storage();
    undo::forgetting(console, permit, |change| {
        let stored = record::get::<UserAccessLevel>(change, id)?;
        let members = rows::delete(change, id)?;
        let entry = records::gone(&stored).after(Fields::default().with("members", members));
        Ok(Outcome::Changed(storage.impact_of(change)?, entry.into()))
    })
}

/// What deleting an access level would do to keys.
pub fn impact_of_deleting(
    console: &Console,
    permit: &Permit<UserAccessLevelsAddDelete>,
    id: UserAccessLevelId,
) -> Result<Impact, Error> {
    let stored = console.storage().view(permit, |view| record::get::<UserAccessLevel>(view, id))?;
    Ok(console.storage().foretell(&[Edit::Gone(Node::Bundle(Bundle::Level(stored.id)))])?)
}

/// The members of an access level, as far as the operator may see people, and how many more there are.
pub fn members(
    console: &Console,
    permit: &Permit<UserAccessLevelsView>,
    users: &Permit<UsersView>,
    id: UserAccessLevelId,
) -> Result<(Vec<Related<UserId>>, usize), Error> {
    relations::listed::<UserAccessLevel, User, _>(console, permit, users, id)
}

/// The doors that an access level opens, as far as the operator may see doors, and how many more there are.
pub fn doors(
    console: &Console,
    permit: &Permit<UserAccessLevelsView>,
    doors: &Permit<DoorsView>,
    id: UserAccessLevelId,
) -> Result<(Vec<Related<DoorId>>, usize), Error> {
    relations::listed::<UserAccessLevel, Door, _>(console, permit, doors, id)
}

/// The access levels of a person that the operator may see, and how many more there are.
pub fn of_person(
    console: &Console,
    permit: &Permit<UsersView>,
    levels: &Permit<UserAccessLevelsView>,
    id: UserId,
) -> Result<(Vec<Related<UserAccessLevelId>>, usize), Error> {
    relations::listed::<User, UserAccessLevel, _>(console, permit, levels, id)
}

/// The access levels that several people have, as far as the operator may see such, and the most that one has beyond.
pub fn of_several(
    console: &Console,
    permit: &Permit<UsersView>,
    levels: &Permit<UserAccessLevelsView>,
    ids: &[UserId],
) -> Result<(Vec<Shared<UserAccessLevelId>>, usize), Error> {
    relations::shared::<User, UserAccessLevel, _>(console, permit, levels, ids)
}

/// The access levels that open a door, as far as the operator may see them, and how many more there are.
pub fn of_door(
    console: &Console,
    permit: &Permit<DoorsView>,
    levels: &Permit<UserAccessLevelsView>,
    id: DoorId,
) -> Result<(Vec<Related<UserAccessLevelId>>, usize), Error> {
    relations::listed::<Door, UserAccessLevel, _>(console, permit, levels, id)
}

/// The access levels that a person, or each of several, is given and that are taken away.
pub fn given_to_people(
    levels: &Permit<UserAccessLevelsModify>,
    changes: &Changes<UserAccessLevelId>,
) -> Giving<User> {
    relations::given::<User, UserAccessLevel, _>(None, levels, changes)
}

/// The access levels by which a door is given, and by which no more.
pub fn given_a_door(
    access: &Permit<DoorsModifyAccess>,
    levels: &Permit<UserAccessLevelsModify>,
    changes: &Changes<UserAccessLevelId>,
) -> Giving<Door> {
    relations::given::<Door, UserAccessLevel, _>(Some(access.into()), levels, changes)
}
