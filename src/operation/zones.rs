//! Access points > Zones: doors that are given together.

use crate::console::Console;
use crate::domain::access::{Bundle, Edit, Link, Node};
use crate::domain::door::{Door, DoorId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, Permission, UserAccessLevelsModify, UserAccessLevelsView, UsersModify,
    UsersView, ZonesAddDelete, ZonesModify, ZonesModifyAccess, ZonesView,
};
use crate::domain::user::{User, UserId};
use crate::domain::user_access_level::{UserAccessLevel, UserAccessLevelId};
use crate::domain::zone::{Draft, Zone, ZoneId};
use crate::session::Permit;
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::relations::{LEVEL_ZONES, USER_ZONES, ZONE_DOORS};
use crate::storage::zones::{self as rows, Stored};
use crate::storage::{Outcome, record};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::zones::{ListRow, Listed};

use super::foretold::Foretold;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, RelatedTo, Tie};
use super::{Changes, Error, Giving, Related, Shared, undo};

/// A zone's screen.
pub type Page = records::Page<ZoneId, Draft, Besides>;

/// What is told of a zone besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// How many people were given it themselves, within reach or not.
    pub people: usize,
    /// Whether the operator may change what is in it, or who has it.
    pub may_give: bool,
}

impl KeptNamed for Zone {
    const KIND: SubjectKind = SubjectKind::Zone;
    const ADDED: Action = Action::ZoneAdded;
    const CHANGED: Action = Action::ZoneChanged;
    const REMOVED: Action = Action::ZoneDeleted;
    const CHANGED_BY: Permission = Permission::ZonesModify;

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        fields.with("number", stored.besides.number())
    }
}

impl End for Zone {
    type Node = ZoneId;

    const TOLD: Given = Given::Zones;

    fn node(stored: &Stored) -> ZoneId {
        stored.id
    }
}

impl RelatedTo<Door> for Zone {
    const TIE: Tie<Self, Door> = Tie::Rights(ZONE_DOORS, |stored, door| Link::ZoneDoor(stored.id, door));
    const CHANGED_BY: (Permission, Permission) =
        (Permission::ZonesModifyAccess, Permission::DoorsModifyAccess);
}

impl RelatedTo<Zone> for Door {
    const TIE: Tie<Self, Zone> = Tie::Rights(ZONE_DOORS, |stored, zone| Link::ZoneDoor(zone, stored.node()));
    const CHANGED_BY: (Permission, Permission) =
        (Permission::DoorsModifyAccess, Permission::ZonesModifyAccess);
}

impl RelatedTo<User> for Zone {
    const TIE: Tie<Self, User> = Tie::Rights(USER_ZONES, |stored, user| Link::PersonZone(user, stored.id));
    const CHANGED_BY: (Permission, Permission) = (Permission::ZonesModifyAccess, Permission::UsersModify);
}

impl RelatedTo<Zone> for User {
    const TIE: Tie<Self, Zone> = Tie::Rights(USER_ZONES, |stored, zone| Link::PersonZone(stored.id, zone));
    const CHANGED_BY: (Permission, Permission) = (Permission::UsersModify, Permission::ZonesModifyAccess);
}

impl RelatedTo<UserAccessLevel> for Zone {
    const TIE: Tie<Self, UserAccessLevel> =
        Tie::Rights(LEVEL_ZONES, |stored, level| Link::LevelZone(level, stored.id));
    const CHANGED_BY: (Permission, Permission) =
        (Permission::ZonesModifyAccess, Permission::UserAccessLevelsModify);
}

impl RelatedTo<Zone> for UserAccessLevel {
    const TIE: Tie<Self, Zone> = Tie::Rights(LEVEL_ZONES, |stored, zone| Link::LevelZone(stored.id, zone));
    const CHANGED_BY: (Permission, Permission) =
        (Permission::UserAccessLevelsModify, Permission::ZonesModifyAccess);
}

/// Every zone that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<ZonesView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Every zone that the operator may see and give, by name.
pub fn choices_to_give(
    console: &Console,
    permit: &Permit<ZonesModifyAccess>,
) -> Result<Vec<Related<ZoneId>>, Error> {
    named::choices_to_give::<Zone>(console, permit, Permission::ZonesView)
}

/// Opens a zone's screen.
pub fn open(console: &Console, permit: &Permit<ZonesView>, id: ZoneId) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Zone>(view, id)?;
        let besides = Besides {
            people: rows::count_people(view, id)?,
            may_give: relations::may_change::<Zone, Door, _>(view, &stored)
                || relations::may_change::<Zone, User, _>(view, &stored)
                || relations::may_change::<Zone, UserAccessLevel, _>(view, &stored),
        };
        let draft = Draft::of(&stored.value);
        Ok(records::page(stored, draft, besides))
    })
}

/// What the form of a zone offers to choose from.
pub fn choices(console: &Console, permit: &Permit<ZonesView>) -> Result<Choices, Error> {
    named::choices::<Zone>(console, permit)
}

/// An empty form for a new zone.
pub fn blank(console: &Console, permit: &Permit<ZonesAddDelete>) -> Result<Draft, Error> {
    named::blank(console, permit)
}

/// Adds a zone, with its doors and those who have it at once.
pub fn add(
    console: &Console,
    permit: &Permit<ZonesAddDelete>,
    draft: &Draft,
    giving: &Giving<Zone>,
) -> Result<ZoneId, Error> {
    named::add::<Zone, _>(console, permit, draft, giving, |change| Ok(rows::numbered(change)?))
}

/// The doors that are put into a zone and taken out of it.
pub fn given_doors(
    access: &Permit<ZonesModifyAccess>,
    doors: &Permit<DoorsModifyAccess>,
    changes: &Changes<DoorId>,
) -> Giving<Zone> {
    relations::given::<Zone, Door, _>(Some(access.into()), doors, changes)
}

/// The people who are given a zone, and from whom it is taken.
pub fn given_people(
    access: &Permit<ZonesModifyAccess>,
    people: &Permit<UsersModify>,
    changes: &Changes<UserId>,
) -> Giving<Zone> {
    relations::given::<Zone, User, _>(Some(access.into()), people, changes)
}

/// The access levels that give a zone, and that give it no more.
pub fn given_levels(
    access: &Permit<ZonesModifyAccess>,
    levels: &Permit<UserAccessLevelsModify>,
    changes: &Changes<UserAccessLevelId>,
) -> Giving<Zone> {
    relations::given::<Zone, UserAccessLevel, _>(Some(access.into()), levels, changes)
}

/// Saves a zone that was opened as `version`, and what is given with it, at once. Says what that did to keys.
pub fn save(
    console: &Console,
    permit: &Permit<ZonesModify>,
    id: ZoneId,
    version: i64,
    draft: &Draft,
    giving: &Giving<Zone>,
) -> Result<Impact, Error> {
    let zone: Zone = named::check(draft)?;
    relations::save(console, permit, id, Some((version, &zone)), giving, |_, _| Ok(None))
}

/// Gives and takes, and leaves the zone itself as it is. Says what that did to keys.
pub fn give(
    console: &Console,
    permit: &Permit<ZonesModifyAccess>,
    id: ZoneId,
    giving: &Giving<Zone>,
) -> Result<Impact, Error> {
    relations::save(console, permit, id, None, giving, |_, _| Ok(None))
}

/// What giving and taking would do to keys.
pub fn impact(
    console: &Console,
    permit: &Permit<ZonesModifyAccess>,
    id: ZoneId,
    giving: &Giving<Zone>,
) -> Result<Impact, Error> {
    relations::impact(console, permit, id, giving)
}

/// Whose keys giving and taking would touch.
pub fn whose(
    console: &Console,
    permit: &Permit<ZonesModifyAccess>,
    id: ZoneId,
    giving: &Giving<Zone>,
) -> Result<Foretold, Error> {
    relations::whose(console, permit, id, giving)
}

/// Deletes a zone: whoever had its doors by it alone has them no more. Says what that did to keys.
pub fn delete(console: &Console, permit: &Permit<ZonesAddDelete>, id: ZoneId) -> Result<Impact, Error> {
    let storage = console.storage();
    undo::forgetting(console, permit, |change| {
        let stored = record::get::<Zone>(change, id)?;
        let people = rows::delete(change, id)?;
        let entry = records::gone(&stored).after(Fields::default().with("people who were given it", people));
        Ok(Outcome::Changed(storage.impact_of(change)?, entry.into()))
    })
}

/// What deleting a zone would do to keys.
pub fn impact_of_deleting(
    console: &Console,
    permit: &Permit<ZonesAddDelete>,
    id: ZoneId,
) -> Result<Impact, Error> {
    let stored = console.storage().view(permit, |view| record::get::<Zone>(view, id))?;
    Ok(console.storage().foretell(&[Edit::Gone(Node::Bundle(Bundle::Zone(stored.id)))])?)
}

/// The doors of a zone, as far as the operator may see doors, and how many more there are.
pub fn doors(
    console: &Console,
    permit: &Permit<ZonesView>,
    doors: &Permit<DoorsView>,
    id: ZoneId,
) -> Result<(Vec<Related<DoorId>>, usize), Error> {
    relations::listed::<Zone, Door, _>(console, permit, doors, id)
}

/// Who was given a zone, as far as the operator may see people, and how many more there are.
pub fn people(
    console: &Console,
    permit: &Permit<ZonesView>,
    users: &Permit<UsersView>,
    id: ZoneId,
) -> Result<(Vec<Related<UserId>>, usize), Error> {
    relations::listed::<Zone, User, _>(console, permit, users, id)
}

/// The access levels that give a zone, as far as the operator may see them, and how many more there are.
pub fn levels(
    console: &Console,
    permit: &Permit<ZonesView>,
    levels: &Permit<UserAccessLevelsView>,
    id: ZoneId,
) -> Result<(Vec<Related<UserAccessLevelId>>, usize), Error> {
    relations::listed::<Zone, UserAccessLevel, _>(console, permit, levels, id)
}

/// The zones that a person was given, as far as the operator may see them, and how many more there are.
pub fn of_person(
    console: &Console,
    permit: &Permit<UsersView>,
    zones: &Permit<ZonesView>,
    id: UserId,
) -> Result<(Vec<Related<ZoneId>>, usize), Error> {
    relations::listed::<User, Zone, _>(console, permit, zones, id)
}

/// The zones that several people have, as far as the operator may see such, and the most that one has beyond.
pub fn of_several(
    console: &Console,
    permit: &Permit<UsersView>,
    zones: &Permit<ZonesView>,
    ids: &[UserId],
) -> Result<(Vec<Shared<ZoneId>>, usize), Error> {
    relations::shared::<User, Zone, _>(console, permit, zones, ids)
}

/// The zones that a door is in, as far as the operator may see them, and how many more there are.
pub fn of_door(
    console: &Console,
    permit: &Permit<DoorsView>,
    zones: &Permit<ZonesView>,
    id: DoorId,
) -> Result<(Vec<Related<ZoneId>>, usize), Error> {
    relations::listed::<Door, Zone, _>(console, permit, zones, id)
}

/// The zones that an access level gives, as far as the operator may see them, and how many more there are.
pub fn of_level(
    console: &Console,
    permit: &Permit<UserAccessLevelsView>,
    zones: &Permit<ZonesView>,
    id: UserAccessLevelId,
) -> Result<(Vec<Related<ZoneId>>, usize), Error> {
    relations::listed::<UserAccessLevel, Zone, _>(console, permit, zones, id)
}

/// The zones that a person, or each of several, is given and that are taken away.
pub fn given_to_people(zones: &Permit<ZonesModifyAccess>, changes: &Changes<ZoneId>) -> Giving<User> {
    relations::given::<User, Zone, _>(None, zones, changes)
}

/// The zones that a door is put into and taken out of.
pub fn given_a_door(
    access: &Permit<DoorsModifyAccess>,
    zones: &Permit<ZonesModifyAccess>,
    changes: &Changes<ZoneId>,
) -> Giving<Door> {
    relations::given::<Door, Zone, _>(Some(access.into()), zones, changes)
}

/// The zones that an access level gives and takes.
pub fn given_to_levels(
    zones: &Permit<ZonesModifyAccess>,
    changes: &Changes<ZoneId>,
) -> Giving<UserAccessLevel> {
    relations::given::<UserAccessLevel, Zone, _>(None, zones, changes)
}
