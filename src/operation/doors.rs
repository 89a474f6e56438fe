//! Access points > Doors.

use crate::console::Console;
use crate::domain::access::{Edit, Link, Node};
use crate::domain::delegation::Misplaced;
use crate::domain::directory::Query;
use crate::domain::door::{Code, Door, DoorId, Draft, Fault, Field};
use crate::domain::group::Scope;
use crate::domain::moment::Moment;
use crate::domain::partition::{Partition, PartitionId};
use crate::domain::permission::{
    DoorsAddDelete, DoorsModify, DoorsModifyAccess, DoorsView, Permission, UsersModify, UsersView,
};
use crate::domain::text;
use crate::domain::user::{User, UserId, full_name};
use crate::session::Permit;
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind, Trail};
use crate::storage::doors::{self as rows, Stored};
use crate::storage::relations::{self as related, RIGHTS};
use crate::storage::{self, Change, Outcome, Unique, View, partitions, record, site};

pub use crate::domain::access::Impact;
pub use crate::storage::doors::ListRow;

use super::partitions::placed;
use super::{Changes, Error, Related, relations};

/// Every door that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<DoorsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Every door that the operator may see and give to people, by name.
pub fn choices_for_access(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
) -> Result<Vec<Related<DoorId>>, Error> {
    console.storage().view(permit, |view| Ok(related::all::<Door>(&view.where_also(Permission::DoorsView))?))
}

/// A door's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The door.
    pub id: DoorId,
    /// The number by which keys name it.
    pub code: Code,
    /// The form, as it is saved.
    pub draft: Draft,
    /// Which state of the record this is: to be given back when it is saved.
    pub version: i64,
    /// When it was saved last.
    pub changed_at: Moment,
    /// Who saved it.
    pub changed_by: String,
    /// How many people have a right to it one by one, within reach or not.
    pub people: usize,
    /// Whether the operator may give it to anybody: it may be seen by one right, and given by another.
    pub may_give: bool,
}

/// Opens a door's screen.
pub fn open(console: &Console, permit: &Permit<DoorsView>, id: DoorId) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Door>(view, id)?;
        Ok(Page {
            id,
            code: stored.besides,
            draft: Draft::of(&stored),
            version: stored.version,
            changed_at: stored.changed_at,
            people: rows::count_people(view, id)?,
            may_give: changed(view, &stored) != Scope::nowhere(),
            changed_by: stored.changed_by,
        })
    })
}

/// What the form of a door offers to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The partitions in which the operator may put doors.
    pub partitions: Vec<Partition>,
    /// Whether the site uses partitions at all.
    pub partitions_in_use: bool,
}

/// What the form of a door offers to choose from.
pub fn choices(console: &Console, permit: &Permit<DoorsView>) -> Result<Choices, Error> {
    console.storage().view(permit, |view| {
        let grants = view.grants();
        let may = |partition: &Partition| {
            grants.holds_in(Permission::DoorsAddDelete, partition.id)
                || grants.holds_in(Permission::DoorsModify, partition.id)
        };
        Ok(Choices {
            partitions: partitions::list(view)?.into_iter().filter(may).collect(),
            partitions_in_use: site::get(view)?.partitions,
        })
    })
}

/// An empty form for a new door.
pub fn blank(console: &Console, permit: &Permit<DoorsAddDelete>) -> Result<Draft, Error> {
    console.storage().view(permit, |view| {
        let partition =
            partitions::list(view)?.first().map_or(PartitionId::GENERAL, |partition| partition.id);
        Ok(Draft::empty(partition))
    })
}

/// Adds a door.
pub fn add(console: &Console, permit: &Permit<DoorsAddDelete>, draft: &Draft) -> Result<DoorId, Error> {
    let mut draft = draft.clone();
    if text::is_blank(&draft.external_id) {
        draft.external_id = super::made_up_number()?;
    }
    let door = draft.check().map_err(Error::Door)?;
    console.storage().change(permit, |change| {
        let code = rows::draw_code(change)?;
        let id = rows::insert(change, code, &placed(change, None, &door, misplaced)?).map_err(taken)?;
        let stored = record::get::<Door>(change, id)?;
        let entry = Entry::new(Action::DoorAdded, subject(&stored)).after(fields(&stored));
        Ok(Outcome::Changed(id, entry.into()))
    })
}

/// Saves a door that was opened as `version`.
pub fn save(
    console: &Console,
    permit: &Permit<DoorsModify>,
    id: DoorId,
    version: i64,
    draft: &Draft,
) -> Result<(), Error> {
    let door = draft.check().map_err(Error::Door)?;
    console.storage().change(permit, |change| {
        Ok(match save_one(change, id, version, &door)? {
            Some(entry) => Outcome::Changed((), entry.into()),
            None => Outcome::Unchanged(()),
        })
    })
}

/// Writes a door; nothing, where nothing differs.
fn save_one(change: &Change<'_>, id: DoorId, version: i64, door: &Door) -> Result<Option<Entry>, Error> {
    let before = record::get::<Door>(change, id)?;
    if *door == before.value && version == before.version {
        return Ok(None);
    }
    if door.external_id.is_empty() {
        let fault = Fault::Text(text::Fault::Empty);
        return Err(Error::Door(vec![(Field::ExternalId, fault)]));
    }
    let there = placed(change, Some(&before.value), door, misplaced)?;
    record::update(change, id, version, &there).map_err(taken)?;
    let after = before.with(door.clone());
    let entry = Entry::new(Action::DoorChanged, subject(&after)).change(&fields(&before), fields(&after));
    Ok(Some(entry))
}

/// Deletes a door and every right to it. Says what that did to keys.
pub fn delete(console: &Console, permit: &Permit<DoorsAddDelete>, id: DoorId) -> Result<Impact, Error> {
    let storage = console.storage();
    storage.change(permit, |change| {
        let stored = record::get::<Door>(change, id)?;
        let rights = rows::delete(change, stored.node())?;
        let entry = Entry::new(Action::DoorDeleted, subject(&stored))
            .after(Fields::default().with("people who had it", rights));
        Ok(Outcome::Changed(storage.impact_of(change)?, entry.into()))
    })
}

/// What deleting a door would do to keys.
pub fn impact_of_deleting(
    console: &Console,
    permit: &Permit<DoorsAddDelete>,
    id: DoorId,
) -> Result<Impact, Error> {
    let stored = console.storage().view(permit, |view| record::get::<Door>(view, id))?;
    Ok(console.storage().foretell(&[Edit::Gone(Node::Door(stored.node()))])?)
}

/// What becomes of the people who have a right to a door: needs the right over both ends.
pub type PeopleChanges = Changes<UserId>;

/// Gives a door to people, and takes it from others. Says what that did to keys.
pub fn change_people(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
    people: &Permit<UsersModify>,
    id: DoorId,
    changes: &PeopleChanges,
) -> Result<Impact, Error> {
    let storage = console.storage();
    storage.change(permit, |change| {
        let stored = record::get::<Door>(change, id)?;
        Ok(match give(change, &change.of(people)?, &stored, changes)? {
            Some(entry) => Outcome::Changed(storage.impact_of(change)?, entry.into()),
            None => Outcome::Unchanged(Impact::default()),
        })
    })
}

/// Saves a door that was opened as `version`, and who has it, at once. Says what that did to keys.
pub fn save_with_people(
    console: &Console,
    permit: &Permit<DoorsModify>,
    (access, people): (&Permit<DoorsModifyAccess>, &Permit<UsersModify>),
    id: DoorId,
    version: i64,
    draft: &Draft,
    changes: &PeopleChanges,
) -> Result<Impact, Error> {
    let door = draft.check().map_err(Error::Door)?;
    let storage = console.storage();
    storage.change(permit, |change| {
        // Where the door lies before it is saved: moving it is no way to be allowed to give it.
        let stored = record::get::<Door>(&change.of(access)?, id)?;
        let given = give(change, &change.of(people)?, &stored, changes)?;
        let saved = save_one(change, id, version, &door)?;
        Ok(match Trail::of(saved.into_iter().chain(given)) {
            Some(trail) => Outcome::Changed(storage.impact_of(change)?, trail),
            None => Outcome::Unchanged(Impact::default()),
        })
    })
}

fn give(
    change: &Change<'_>,
    people: &View<'_>,
    stored: &Stored,
    changes: &PeopleChanges,
) -> Result<Option<Entry>, storage::Error> {
    let given =
        relations::change::<User>(change, people, changes, |user| Link::PersonDoor(user, stored.node()))?;
    Ok(given.map(|fields| Entry::new(Action::AccessChanged, subject(stored)).after(fields)))
}

/// What changing the people of a door would do to keys.
pub fn impact_of_people(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
    people: &Permit<UsersModify>,
    id: DoorId,
    changes: &PeopleChanges,
) -> Result<Impact, Error> {
    let storage = console.storage();
    let edits = storage.view(permit, |view| {
        let door = record::get::<Door>(view, id)?.node();
        relations::edits::<User>(&view.of(people)?, changes, |user| Link::PersonDoor(user, door))
    })?;
    Ok(storage.foretell(&edits)?)
}

/// Who has a right to a door, as far as the operator may see people, and how many more there are.
pub fn holders(
    console: &Console,
    permit: &Permit<DoorsView>,
    users: &Permit<UsersView>,
    id: DoorId,
) -> Result<(Vec<Related<UserId>>, usize), Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Door>(view, id)?;
        let holders = related::of::<Door, User>(&view.of(users)?, RIGHTS, &stored, &changed(view, &stored))?;
        Ok((holders.rows, holders.beyond))
    })
}

/// Where people are to whom the operator may give a door.
fn changed(view: &View<'_>, stored: &Stored) -> Scope {
    relations::changed(view, (Permission::DoorsModifyAccess, stored.partition), Permission::UsersModify)
}

/// Everybody whom the operator may see and give doors, by name.
pub fn people_for_access(
    console: &Console,
    permit: &Permit<UsersModify>,
) -> Result<Vec<Related<UserId>>, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        let directory = storage.directory()?;
        let seen = view.where_also(Permission::UsersView);
        let all = directory.search(&Query::default(), seen.scope(), view.believed()?);
        let people = all.into_iter().filter_map(|id| directory.shown(id));
        let related = people.map(|shown| Related {
            id: shown.id,
            name: full_name(shown.title, shown.first_name, shown.last_name),
            detail: shown.columns.first().copied().unwrap_or_default().to_owned(),
            between: None,
            may_change: true,
        });
        Ok(related.collect())
    })
}

/// Some of them as the file has them: what is in memory may come from the snapshot beside it, and who is given a door is
/// told from others by the name. Those who are gone are left out.
pub fn people_picked(
    console: &Console,
    permit: &Permit<UsersModify>,
    ids: &[UserId],
) -> Result<Vec<Related<UserId>>, Error> {
    console
        .storage()
        .view(permit, |view| Ok(related::some::<User>(&view.where_also(Permission::UsersView), ids)?))
}

fn misplaced(why: Misplaced) -> Error {
    Error::Door(vec![(Field::Partition, why.into())])
}

fn taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Taken(Unique::DoorName) => Error::Door(vec![(Field::Name, Fault::Duplicate)]),
        storage::Error::Taken(Unique::DoorExternalId) => {
            Error::Door(vec![(Field::ExternalId, Fault::Duplicate)])
        }
        other => other.into(),
    }
}

fn subject(stored: &Stored) -> Subject {
    Subject {
        kind: SubjectKind::Door,
        id: Some(stored.id.0),
        name: stored.name.to_string(),
        partition: Some(stored.partition),
    }
}

fn fields(stored: &Stored) -> Fields {
    Fields::default()
        .with("name", stored.name.as_str())
        .with("description", stored.description.as_str())
        .with("partition", stored.partition.0)
        .with("external id", stored.external_id.as_str())
        .with("number", stored.besides.number())
}
