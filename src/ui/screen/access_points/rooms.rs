//! Access points > Rooms and suites: both in one list.

use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::partition::{Partition, PartitionId};
use keydesk::domain::permission::{AuditTrailView, RoomsAddDelete, RoomsView};
use keydesk::domain::room::{OutOfService, RoomId};
use keydesk::domain::suite::SuiteId;
use keydesk::domain::text::folded;
use keydesk::operation::partitions::Choices;
use keydesk::operation::rooms::{self, Listed};
use keydesk::operation::users::Impact;
use keydesk::operation::{Error, ListRow, audit_trail, suites};
use keydesk::session::Permit;

use super::lock;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::Kind;
use crate::part::list::{Column, Facet, Field, Value, Whole, column, field};
use crate::place::{Entry, Place};
use crate::screen::listing::{Listing, Records};
use crate::theme::Tone;
use crate::widget::badge::{Badge, badge};
use crate::widget::table::Cell;
use crate::widget::task::Task;

/// The list of rooms and suites.
pub type Rooms = Listing<All>;

/// Whether a room is in service today, in a word.
fn in_service<'a>(context: &'a Context, out: Option<&OutOfService>) -> Badge<'a> {
    let words = &context.words;
    match out {
        None => badge(words.get("room-in-service"), Tone::Success),
        Some(out) if !out.holds_on(context.today()) => {
            badge(words.get("room-back-in-service"), Tone::Neutral)
        }
        Some(OutOfService { until: None, .. }) => badge(words.get("room-out-of-service"), Tone::Warning),
        Some(OutOfService { until: Some(until), .. }) => {
            let values = [("until", words.date(*until).into())];
            badge(words.with("room-out-of-service-until", values), Tone::Warning)
        }
    }
}

/// What the list is of.
#[derive(Clone)]
pub struct All {
    view: Permit<RoomsView>,
    deleting: Option<Deleting>,
    /// The right to see what happened at one.
    trail: Option<Permit<AuditTrailView>>,
    partitions: Vec<Partition>,
}

/// One of either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Id {
    Room(RoomId),
    Suite(SuiteId),
}

type Row = ListRow<Id, Listed>;

/// What the list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only {
    Rooms,
    Suites,
    OutOfService,
    Partition(PartitionId),
}

impl Only {
    const fn name(self) -> &'static str {
        match self {
            Only::Rooms => "rooms-name",
            Only::Suites => "suites-name",
            Only::OutOfService => "room-out-of-service",
            Only::Partition(_) => "users-column-partition",
        }
    }
}

const KIND: Field = field("room-kind", Icon::Bed);
const SERVICE: Field = field("room-panel-service", Icon::BedDouble);
const PARTITION: Field = field("users-column-partition", Icon::Layers);

impl Facet for Only {
    fn field(&self) -> Field {
        match self {
            Only::Rooms | Only::Suites => KIND,
            Only::OutOfService => SERVICE,
            Only::Partition(_) => PARTITION,
        }
    }

    fn key(&self) -> String {
        match self {
            Only::Rooms => "rooms".to_owned(),
            Only::Suites => "suites".to_owned(),
            Only::OutOfService => "out-of-service".to_owned(),
            Only::Partition(partition) => format!("partition:{}", partition.0),
        }
    }

    fn from_key(key: &str) -> Option<Only> {
        match key {
            "rooms" => Some(Only::Rooms),
            "suites" => Some(Only::Suites),
            "out-of-service" => Some(Only::OutOfService),
            key => Some(Only::Partition(PartitionId(key.strip_prefix("partition:")?.parse().ok()?))),
        }
    }
}

/// The right to delete rooms and suites.
#[derive(Clone)]
pub struct Deleting(Permit<RoomsAddDelete>);

impl Kind for Deleting {
    type Of = Id;

    const NAME: &'static str = "room";

    fn delete(&self, context: &Context, of: Id) -> Option<Task<Answer<usize>>> {
        let Deleting(permit) = self.clone();
        let delete = move |console: &Console| match of {
            Id::Room(id) => rooms::delete(console, &permit, id),
            Id::Suite(id) => suites::delete(console, &permit, id),
        };
        Some(context.ask(delete).map(|answer: Answer<Impact>| answer.map(|impact| impact.keys())))
    }

    fn foretell(&self, context: &Context, of: Id) -> Option<Task<Answer<usize>>> {
        let Deleting(permit) = self.clone();
        let foretell = move |console: &Console| match of {
            Id::Room(id) => rooms::impact_of_deleting(console, &permit, id),
            Id::Suite(id) => suites::impact_of_deleting(console, &permit, id),
        };
        Some(context.ask(foretell).map(|answer: Answer<Impact>| answer.map(|impact| impact.keys())))
    }
}

/// A row of one kind as one of both.
fn row<Of>(row: ListRow<Of, Listed>, id: fn(Of) -> Id) -> Row {
    let ListRow { id: of, name, description, partition, partition_name, external_id, besides } = row;
    ListRow { id: id(of), name, description, partition, partition_name, external_id, besides }
}

impl Whole for All {
    type Id = Id;
    type Row = Row;
    type Facet = Only;

    const ENTRY: Entry = Entry::Rooms;

    fn all(&self, console: &Console) -> Result<Vec<Row>, Error> {
        let of_rooms = rooms::list(console, &self.view)?.into_iter().map(|it| row(it, Id::Room));
        let of_suites = suites::list(console, &self.view)?.into_iter().map(|it| row(it, Id::Suite));
        let mut rows: Vec<Row> = of_rooms.chain(of_suites).collect();
        rows.sort_by_cached_key(|row| folded(&row.name));
        Ok(rows)
    }

    fn id(row: &Row) -> Id {
        row.id
    }

    fn name(row: &Row) -> &str {
        &row.name
    }

    fn text(row: &Row) -> String {
        let suite = row.besides.suite.as_deref().unwrap_or_default();
        format!("{}\n{}\n{}\n{suite}", row.name, row.description, row.external_id)
    }

    fn columns(&self) -> Vec<Column<Row>> {
        let mut columns = vec![
            column("thing-name", 180.0, |row: &Row, _| Cell::strong(row.name.as_str())).least(120.0),
            column("room-kind", 110.0, |row: &Row, context| {
                let kind = if let Id::Suite(_) = row.id { Only::Suites } else { Only::Rooms };
                Cell::badge(badge(context.words.get(kind.name()), Tone::Neutral))
            })
            .least(96.0)
            .by(|row| matches!(row.id, Id::Suite(_))),
            column("suites-name", 130.0, |row: &Row, _| {
                Cell::text(row.besides.suite.as_deref().unwrap_or_default())
            })
            .least(96.0)
            .by(|row| row.besides.suite.as_deref().map(folded)),
            column("door-where", 180.0, |row: &Row, _| Cell::text(row.description.as_str()))
                .grows()
                .least(110.0)
                .yields(1)
                .by(|row| folded(&row.description)),
            column("room-panel-service", 180.0, |row: &Row, context| {
                Cell::badge(in_service(context, row.besides.out_of_service.as_ref()))
            })
            .least(130.0)
            .by(|row| row.besides.out_of_service.is_some()),
        ];
        columns.extend((!self.partitions.is_empty()).then(|| {
            column("users-column-partition", 140.0, |row: &Row, _| Cell::text(row.partition_name.as_str()))
                .least(96.0)
                .by(|row| folded(&row.partition_name))
        }));
        columns.extend([
            column("people-title", 90.0, |row: &Row, _| Cell::number(row.besides.point.users.to_string()))
                .end()
                .least(72.0)
                .by(|row| row.besides.point.users),
            column("rooms-title", 90.0, |row: &Row, _| match row.id {
                Id::Suite(_) => Cell::number(row.besides.rooms.to_string()),
                Id::Room(_) => Cell::empty(),
            })
            .end()
            .least(72.0)
            .yields(2)
            .by(|row| row.besides.rooms),
            column("door-lock", 150.0, |row: &Row, context| {
                Cell::badge(lock::state(context, &row.besides.point.visit))
            })
            .least(130.0)
            .yields(3)
            .by(|row| row.besides.point.visit.len()),
            column("door-column-number", 90.0, |row: &Row, _| {
                Cell::number(row.besides.point.code.number().to_string())
            })
            .end()
            .least(80.0)
            .yields(4)
            .by(|row| row.besides.point.code),
        ]);
        columns
    }

    fn fields(&self, _: &Context) -> Vec<Field> {
        let partition = (!self.partitions.is_empty()).then_some(PARTITION);
        [KIND, SERVICE].into_iter().chain(partition).collect()
    }

    fn values(&self, context: &Context, field: Field) -> Vec<Value<Only>> {
        let said = |only: Only| (only, context.words.get(only.name()).into_owned());
        if field == KIND {
            return [Only::Rooms, Only::Suites].map(said).into();
        }
        if field == SERVICE {
            return vec![said(Only::OutOfService)];
        }
        let partitions = self.partitions.iter();
        partitions.map(|partition| (Only::Partition(partition.id), partition.name.clone())).collect()
    }

    fn admits(row: &Row, facet: &Only) -> bool {
        match facet {
            Only::Rooms => matches!(row.id, Id::Room(_)),
            Only::Suites => matches!(row.id, Id::Suite(_)),
            Only::OutOfService => row.besides.out_of_service.is_some(),
            Only::Partition(partition) => row.partition == *partition,
        }
    }
}

impl Records for All {
    type Deleting = Deleting;

    const ICON: Icon = Icon::Bed;
    const TITLE: &'static str = "entry-rooms";
    const NEW: Place = Place::NewRoom;
    const ALSO_NEW: Option<(&'static str, Place)> = Some(("suite-new", Place::NewSuite));

    fn of(context: &Context) -> Option<All> {
        let (deleting, trail) = (context.may().map(Deleting), context.may());
        Some(All { view: context.may()?, deleting, trail, partitions: Vec::new() })
    }

    fn deleting(&self) -> Option<&Deleting> {
        self.deleting.as_ref()
    }

    fn in_question(row: &Row) -> usize {
        row.besides.point.users
    }

    fn place(id: Id) -> Place {
        match id {
            Id::Room(id) => Place::Room(id),
            Id::Suite(id) => Place::Suite(id),
        }
    }

    fn trail(&self, id: Id) -> Option<Place> {
        let point = match id {
            Id::Room(id) => AccessPoint::Room(id),
            Id::Suite(id) => AccessPoint::Suite(id),
        };
        let place = || Place::TrailOf(audit_trail::Of::Point(point));
        self.trail.as_ref().map(|_| place())
    }

    fn ask_for_partitions(&self, context: &Context) -> Option<Task<Answer<Vec<Partition>>>> {
        let view = self.view.clone();
        let choices = context.ask(move |console| rooms::choices(console, &view));
        let used = |choices: Choices| match choices.partitions_in_use {
            true => choices.within_reach,
            false => Vec::new(),
        };
        Some(choices.map(move |answer| answer.map(used)))
    }

    fn show_partitions(&mut self, partitions: Vec<Partition>) {
        self.partitions = partitions;
    }
}
