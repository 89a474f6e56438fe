//! Cardholders > User access levels.

use iced::Task;
use keydesk::console::Console;
use keydesk::domain::partition::{Partition, PartitionId};
use keydesk::domain::permission::{UserAccessLevelsAddDelete, UserAccessLevelsView};
use keydesk::domain::text::folded;
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::operation;
use keydesk::operation::user_access_levels::{self as levels, ListRow};
use keydesk::session::Permit;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::Kind;
use crate::part::list::{Column, Facet, Field, Value, Whole, column, field};
use crate::place::{Entry, Place};
use crate::screen::listing::{Listing, Records};
use crate::widget::table::Cell;

/// The list of access levels.
pub type UserAccessLevels = Listing<Levels>;

/// What the list is of.
#[derive(Clone)]
pub struct Levels {
    view: Permit<UserAccessLevelsView>,
    deleting: Option<Permit<UserAccessLevelsAddDelete>>,
    partitions: Vec<Partition>,
}

impl Kind for Permit<UserAccessLevelsAddDelete> {
    type Of = UserAccessLevelId;

    const NAME: &'static str = "user-access-level";

    fn delete(&self, context: &Context, level: UserAccessLevelId) -> Option<Task<Answer<usize>>> {
        let permit = self.clone();
        let delete = move |console: &Console| levels::delete(console, &permit, level);
        Some(context.ask(delete).map(|answer| answer.map(|impact| impact.keys())))
    }

    fn foretell(&self, context: &Context, level: UserAccessLevelId) -> Option<Task<Answer<usize>>> {
        let permit = self.clone();
        let foretell = move |console: &Console| levels::impact_of_deleting(console, &permit, level);
        Some(context.ask(foretell).map(|answer| answer.map(|impact| impact.keys())))
    }
}

/// What the list can be narrowed to: the levels of a partition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OfPartition(PartitionId);

const PARTITION: Field = field("users-column-partition", Icon::Layers);

impl Facet for OfPartition {
    fn field(&self) -> Field {
        PARTITION
    }

    fn key(&self) -> String {
        format!("partition:{}", self.0.0)
    }

    fn from_key(key: &str) -> Option<OfPartition> {
        let number = key.strip_prefix("partition:")?.parse().ok()?;
        Some(OfPartition(PartitionId(number)))
    }
}

impl Whole for Levels {
    type Id = UserAccessLevelId;
    type Row = ListRow;
    type Facet = OfPartition;

    const ENTRY: Entry = Entry::UserAccessLevels;

    fn all(&self, console: &Console) -> Result<Vec<ListRow>, operation::Error> {
        levels::list(console, &self.view)
    }

    fn id(row: &ListRow) -> UserAccessLevelId {
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
            column("user-access-level-name", 240.0, |row: &ListRow, _| Cell::strong(row.name.as_str()))
                .least(150.0),
            column("user-access-level-description", 260.0, |row: &ListRow, _| {
                Cell::text(row.description.as_str())
            })
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
            column("user-access-level-members", 100.0, |row: &ListRow, _| {
                Cell::number(row.users.to_string())
            })
            .end()
            .least(84.0)
            .by(|row| row.users),
            column("doors-title", 90.0, |row: &ListRow, _| Cell::number(row.doors.to_string()))
                .end()
                .least(72.0)
                .by(|row| row.doors),
            column("users-column-external-id", 128.0, |row: &ListRow, _| {
                Cell::mono(row.external_id.as_str())
            })
            .least(96.0)
            .yields(2)
            .by(|row| folded(&row.external_id)),
        ]);
        columns
    }

    fn fields(&self, _: &Context) -> Vec<Field> {
        (!self.partitions.is_empty()).then_some(PARTITION).into_iter().collect()
    }

    fn values(&self, _: &Context, _: Field) -> Vec<Value<OfPartition>> {
        let partitions = self.partitions.iter();
        partitions.map(|partition| (OfPartition(partition.id), partition.name.clone())).collect()
    }

    fn admits(row: &ListRow, facet: &OfPartition) -> bool {
        row.partition == facet.0
    }
}

impl Records for Levels {
    type Deleting = Permit<UserAccessLevelsAddDelete>;

    const ICON: Icon = Icon::Layers;
    const TITLE: &'static str = "entry-user-access-levels";
    const NEW: Place = Place::NewUserAccessLevel;

    fn of(context: &Context) -> Option<Levels> {
        Some(Levels { view: context.may()?, deleting: context.may(), partitions: Vec::new() })
    }

    fn deleting(&self) -> Option<&Permit<UserAccessLevelsAddDelete>> {
        self.deleting.as_ref()
    }

    fn in_question(row: &ListRow) -> usize {
        row.users
    }

    fn place(id: UserAccessLevelId) -> Place {
        Place::UserAccessLevel(id)
    }

    fn ask_for_partitions(&self, context: &Context) -> Option<Task<Answer<Vec<Partition>>>> {
        let view = self.view.clone();
        let choices = context.ask(move |console| levels::choices(console, &view));
        let used = |choices: levels::Choices| match choices.partitions_in_use {
            true => choices.within_reach,
            false => Vec::new(),
        };
        Some(choices.map(move |answer| answer.map(used)))
    }

    fn show_partitions(&mut self, partitions: Vec<Partition>) {
        self.partitions = partitions;
    }
}
