//! Access points > Doors.

use crate::console::Console;
use crate::domain::access::{self, Edit, Link, Node};
use crate::domain::delegation::Misplaced;
use crate::domain::door::{Code, Door, DoorId, Draft, Fault, Field};
use crate::domain::moment::Moment;
use crate::domain::partition::{Partition, PartitionId};
use crate::domain::permission::{
    DoorsAddDelete, DoorsModify, DoorsModifyAccess, DoorsView, Permission, UsersModify, UsersView,
};
use crate::domain::text;
use crate::domain::user::{Between, UserId};
use crate::session::Permit;
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::doors::{self as rows, Stored};
use crate::storage::{self, Outcome, Unique, View, partitions, record, site, users};

pub use crate::domain::access::Impact;
pub use crate::storage::doors::{HolderRow, ListRow};

use super::Error;
use super::partitions::placed;

/// Every door that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<DoorsView>) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
}

/// Every door that the operator may give to people, by name.
pub fn choices_for_access(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| Ok(rows::list(view)?))
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
        let before = record::get::<Door>(change, id)?;
        if door == before.value && version == before.version {
            return Ok(Outcome::Unchanged(()));
        }
        if door.external_id.is_empty() {
            let fault = Fault::Text(text::Fault::Empty);
            return Err(Error::Door(vec![(Field::ExternalId, fault)]));
        }
        let there = placed(change, Some(&before.value), &door, misplaced)?;
        record::update(change, id, version, &there).map_err(taken)?;
        let after = before.with(door.clone());
        let entry = Entry::new(Action::DoorChanged, subject(&after)).change(&fields(&before), fields(&after));
        Ok(Outcome::Changed((), entry.into()))
    })
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeopleChanges {
    /// People who are given the door, or whose period changes.
    pub put: Vec<(UserId, Option<Between>)>,
    /// People from whom it is taken.
    pub remove: Vec<UserId>,
}

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
        let mut touched = 0;
        let reach = change.of(people)?;
        for edit in people_edits(&reach, stored.node(), changes)? {
            touched += change.edit(edit)?;
        }
        if touched == 0 {
            return Ok(Outcome::Unchanged(Impact::default()));
        }
        let given: Vec<UserId> = changes.put.iter().map(|(user, _)| *user).collect();
        let mut after = Fields::default();
        if let Some(people) = named(&reach, &given)? {
            after.set("given to", people.first);
            if people.others > 0 {
                after.set("given to others", people.others);
                after.set("given to numbers", people.numbers);
            }
        }
        if let Some(people) = named(&reach, &changes.remove)? {
            after.set("taken from", people.first);
            if people.others > 0 {
                after.set("taken from others", people.others);
                after.set("taken from numbers", people.numbers);
            }
        }
        let entry = Entry::new(Action::AccessChanged, subject(&stored)).after(after);
        Ok(Outcome::Changed(storage.impact_of(change)?, entry.into()))
    })
}

/// What the same would do to keys.
pub fn impact_of_people(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
    people: &Permit<UsersModify>,
    id: DoorId,
    changes: &PeopleChanges,
) -> Result<Impact, Error> {
    let storage = console.storage();
    let edits = storage.view(permit, |view| {
        let stored = record::get::<Door>(view, id)?;
        people_edits(&view.of(people)?, stored.node(), changes)
    })?;
    Ok(storage.foretell(&edits)?)
}

/// The changes as edits, where all of the people are within reach. That is asked of the database: what is in memory may
/// come from the snapshot beside it, which anybody can write who can write there, and no trail tells.
fn people_edits(
    reach: &View<'_>,
    door: access::Door,
    changes: &PeopleChanges,
) -> Result<Vec<Edit>, storage::Error> {
    // As their rows lie, not by name: otherwise the disk is asked for one page after the other, over and over.
    let (mut put, mut remove) = (changes.put.clone(), changes.remove.clone());
    put.sort_by_key(|(user, _)| *user);
    remove.sort_unstable();
    let given = put.iter().map(|(user, _)| *user);
    users::expect_within(reach, given.chain(remove.iter().copied()))?;
    let link = |user: UserId| Link::PersonDoor(user, door);
    let given = put.into_iter().map(|(user, between)| Edit::Link(link(user), between));
    let taken = remove.into_iter().map(|user| Edit::Unlink(link(user)));
    Ok(given.chain(taken).collect())
}

/// People, as the trail keeps many.
struct Named {
    /// The names of the first of them.
    first: Vec<String>,
    /// How many more there are.
    others: usize,
    /// All of them by number, those that follow each other as one stretch: nobody is left out of the trail.
    numbers: Vec<String>,
}

/// So many people are named in one line of the trail.
const NAMED_MAX: usize = 20;

/// People as the trail keeps them, if there are any.
fn named(reach: &View<'_>, people: &[UserId]) -> Result<Option<Named>, storage::Error> {
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    if people.is_empty() {
        return Ok(None);
    }
    // From the rows: what is in memory may come from the snapshot.
    let name = |user: &UserId| users::get(reach, *user).map(|stored| stored.full_name());
    let first = people.iter().take(NAMED_MAX).map(name).collect::<Result<Vec<_>, _>>()?;
    let stretch = |stretch: &[UserId]| match (stretch.first()?, stretch.last()?) {
        (first, last) if first == last => Some(first.0.to_string()),
        (first, last) => Some(format!("{}–{}", first.0, last.0)),
    };
    let numbers = people.chunk_by(|a, b| b.0 - a.0 == 1).filter_map(stretch).collect();
    Ok(Some(Named { others: people.len() - first.len(), first, numbers }))
}

/// Who has a right to a door, as far as the operator may see people, and how many more there are.
pub fn holders(
    console: &Console,
    permit: &Permit<DoorsView>,
    users: &Permit<UsersView>,
    id: DoorId,
) -> Result<(Vec<HolderRow>, usize), Error> {
    console.storage().view(permit, |view| {
        record::get::<Door>(view, id)?;
        let holders = rows::holders(&view.of(users)?, id)?;
        Ok((holders.rows, holders.beyond))
    })
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
