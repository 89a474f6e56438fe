//! Access points > Doors.

use iced::Task;
use keydesk::console::Console;
use keydesk::domain::door::DoorId;
use keydesk::domain::partition::{Partition, PartitionId};
use keydesk::domain::permission::{AuditTrailView, DoorsAddDelete, DoorsView, UsersView};
use keydesk::domain::text::folded;
use keydesk::operation;
use keydesk::operation::audit_trail;
use keydesk::operation::doors::{self, ListRow};
use keydesk::session::Permit;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::Kind;
use crate::part::list::{Column, EVENTS, Facet, Field, Section, Sheet, Value, Whole, column, field};
use crate::place::{Entry, Place};
use crate::screen::listing::{Listing, Records};
use crate::widget::table::Cell;

/// The list of doors.
pub type Doors = Listing<Places>;

/// What the list is of.
#[derive(Clone)]
pub struct Places {
    view: Permit<DoorsView>,
    people: Option<Permit<UsersView>>,
    trail: Option<Permit<AuditTrailView>>,
    deleting: Deleting,
    partitions: Vec<Partition>,
}

/// The right to delete doors.
#[derive(Clone)]
pub struct Deleting(pub Option<Permit<DoorsAddDelete>>);

impl Kind for Deleting {
    type Of = DoorId;

    const NAME: &'static str = "door";

    fn delete(&self, context: &Context, door: DoorId) -> Option<Task<Answer<usize>>> {
        let permit = self.0.clone()?;
        let delete = move |console: &Console| doors::delete(console, &permit, door);
        Some(context.ask(delete).map(|answer| answer.map(|impact| impact.keys())))
    }

    fn foretell(&self, context: &Context, door: DoorId) -> Option<Task<Answer<usize>>> {
        let permit = self.0.clone()?;
        let foretell = move |console: &Console| doors::impact_of_deleting(console, &permit, door);
        Some(context.ask(foretell).map(|answer| answer.map(|impact| impact.keys())))
    }
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only {
    /// Doors of this partition.
    Partition(PartitionId),
    /// Doors that nobody can open.
    OfNobody,
}

const PARTITION: Field = field("users-column-partition", Icon::Layers);
const PEOPLE: Field = field("door-column-users", Icon::Users);

impl Facet for Only {
    fn field(&self) -> Field {
        match self {
            Only::Partition(_) => PARTITION,
            Only::OfNobody => PEOPLE,
        }
    }

    fn key(&self) -> String {
        match self {
            Only::Partition(partition) => format!("partition:{}", partition.0),
            Only::OfNobody => "nobody".to_owned(),
        }
    }

    fn from_key(key: &str) -> Option<Only> {
        match key.split_once(':') {
            Some(("partition", number)) => Some(Only::Partition(PartitionId(number.parse().ok()?))),
            None if key == "nobody" => Some(Only::OfNobody),
            _ => None,
        }
    }
}

impl Whole for Places {
    type Id = DoorId;
    type Row = ListRow;
    type Facet = Only;

    const ENTRY: Entry = Entry::Doors;

    fn all(&self, console: &Console) -> Result<Vec<ListRow>, operation::Error> {
        doors::list(console, &self.view)
    }

    fn id(row: &ListRow) -> DoorId {
        row.id
    }

    fn name(row: &ListRow) -> &str {
        &row.name
    }

    fn text(row: &ListRow) -> String {
        format!("{}\n{}\n{}", row.name, row.description, row.external_id)
    }

    fn columns(&self) -> Vec<Column<ListRow>> {
        let mut columns = vec![
            column("door-column-name", 240.0, |row: &ListRow, _| Cell::strong(row.name.as_str()))
                .least(160.0),
            column("door-column-where", 220.0, |row: &ListRow, _| Cell::text(row.description.as_str()))
                .grows()
                .least(120.0)
                .yields(1)
                .by(|row| folded(&row.description)),
        ];
        columns.extend((!self.partitions.is_empty()).then(|| {
            column("users-column-partition", 140.0, |row: &ListRow, _| {
                Cell::text(row.partition_name.as_str())
            })
            .least(96.0)
            .by(|row| folded(&row.partition_name))
        }));
        columns.extend([
            column("door-column-users", 90.0, |row: &ListRow, _| Cell::number(row.users.to_string()))
                .end()
                .least(72.0)
                .by(|row| row.users),
            column("door-column-number", 90.0, |row: &ListRow, _| {
                Cell::number(row.code.number().to_string())
            })
            .end()
            .least(80.0)
            .yields(2)
            .by(|row| row.code),
            column("users-column-external-id", 128.0, |row: &ListRow, _| {
                Cell::mono(row.external_id.as_str())
            })
            .least(96.0)
            .yields(3)
            .by(|row| folded(&row.external_id)),
        ]);
        columns
    }

    fn sheet(&self, console: &Console, id: DoorId) -> Result<Option<Sheet>, operation::Error> {
        let mut rows = doors::list(console, &self.view)?;
        let Some(at) = rows.iter().position(|row| row.id == id) else {
            return Ok(None);
        };
        let row = rows.swap_remove(at);
        let people = self.people.as_ref().map(|people| doors::holders(console, &self.view, people, id));
        let people = people.transpose()?;
        let people = people.map(|people| Section::related("door-column-users", "sheet-no-people", people));
        let of = audit_trail::Of::Door(id);
        let events = self.trail.as_ref().map(|trail| audit_trail::latest(console, trail, of, EVENTS));
        let who = |row: &audit_trail::ListRow| row.person.as_ref().map(|(_, name)| name.clone());
        let events = events.transpose()?.map(|events| Section::events(events, who));
        Ok(Some(Sheet {
            name: row.name,
            detail: row.description,
            state: None,
            sections: people.into_iter().chain(events).collect(),
        }))
    }

    fn fields(&self, _: &Context) -> Vec<Field> {
        let partition = (!self.partitions.is_empty()).then_some(PARTITION);
        std::iter::once(PEOPLE).chain(partition).collect()
    }

    fn values(&self, context: &Context, field: Field) -> Vec<Value<Only>> {
        if field == PEOPLE {
            return vec![(Only::OfNobody, context.words.get("door-of-nobody").into_owned())];
        }
        let partitions = self.partitions.iter();
        partitions.map(|partition| (Only::Partition(partition.id), partition.name.clone())).collect()
    }

    fn admits(row: &ListRow, facet: &Only) -> bool {
        match facet {
            Only::Partition(partition) => row.partition == *partition,
            Only::OfNobody => row.users == 0,
        }
    }
}

impl Records for Places {
    type Deleting = Deleting;

    const HAS_SHEET: bool = true;
    const ICON: Icon = Icon::DoorClosed;
    const TITLE: &'static str = "door-list-title";
    const NEW: Place = Place::NewDoor;

    fn of(context: &Context) -> Option<Places> {
        Some(Places {
            view: context.may()?,
            people: context.may(),
            trail: context.may(),
            deleting: Deleting(context.may()),
            partitions: Vec::new(),
        })
    }

    fn deleting(&self) -> Option<&Deleting> {
        self.deleting.0.as_ref().map(|_| &self.deleting)
    }

    fn in_question(row: &ListRow) -> usize {
        row.users
    }

    fn place(id: DoorId) -> Place {
        Place::Door(id)
    }

    fn ask_for_partitions(&self, context: &Context) -> Option<Task<Answer<Vec<Partition>>>> {
        let view = self.view.clone();
        let choices = context.ask(move |console| doors::choices(console, &view));
        let used = |choices: doors::Choices| match choices.partitions_in_use {
            true => choices.within_reach,
            false => Vec::new(),
        };
        Some(choices.map(move |answer| answer.map(used)))
    }

    fn show_partitions(&mut self, partitions: Vec<Partition>) {
        self.partitions = partitions;
    }
}
