//! Access points > Locations and functions: both in one list, and the information of one: its number, its doors, and who has it.
//! The two kinds differ by their names alone.

use std::ops::Deref;

use iced::widget::column;
use keydesk::console::Console;
use keydesk::domain::crossing::{self, Number, Typed};
use keydesk::domain::function::{self, FunctionId};
use keydesk::domain::grouping::{Chosen, Grouping, GroupingId, Groupings, ValueId};
use keydesk::domain::location::{self, LocationId};
use keydesk::domain::named::{Field as Named, Own as _};
use keydesk::domain::partition::{Partition, PartitionId};
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, LocationsFunctionsAddDelete, LocationsFunctionsModify,
    LocationsFunctionsModifyAccess, LocationsFunctionsView, UsersModify, UsersView,
};
use keydesk::domain::text::folded;
use keydesk::domain::user::UserId;
use keydesk::operation::locations::{self, Besides, Impact, Listed};
use keydesk::operation::partitions::Choices;
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Error, ListRow, Noun, doors, functions};
use keydesk::session::Permit;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::Kind;
use crate::part::list::{self, Column, Facet, Field, Value, Whole, field};
use crate::part::relation::{DOORS, PEOPLE, Relation};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::{Listing, Records};
use crate::screen::named::{Change, May, RowOf, Thing, operations};
use crate::theme::{Tone, space};
use crate::widget::badge::badge;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::table::Cell;
use crate::widget::task::Task;
use crate::widget::{Element, form, surface, text};

/// The list of locations and functions.
pub type LocationsFunctions = Listing<All>;

/// The screen of a location, or of a new one.
pub type Location = Information<May<LocationKind>>;

/// The screen of a function, or of a new one.
pub type Function = Information<May<FunctionKind>>;

/// The rights over what they are related to: to see it, and to change what is between the two.
#[derive(Clone)]
pub struct Ends {
    doors: (Option<Permit<DoorsView>>, Option<Permit<DoorsModifyAccess>>),
    people: (Option<Permit<UsersView>>, Option<Permit<UsersModify>>),
}

/// The numbers that there are of locations and of functions, as far as the operator sees them.
type Numbers = [Vec<Number>; 2];

/// What the form takes from the others.
#[derive(Debug, Clone, Default)]
pub struct Offered {
    numbers: Numbers,
    groupings: Groupings,
}

#[derive(Debug, Clone)]
pub enum OwnChange {
    Number(String),
    Choose(GroupingId, Option<ValueId>),
}

/// What keys will take with these numbers, where one of them, of the first kind or of the second, is another by now.
fn bytes(numbers: &Numbers, kind: usize, was: Option<Number>, is: Option<Number>) -> usize {
    let highest = |at: usize| {
        let others = numbers.get(at).into_iter().flatten().copied();
        others.filter(|number| at != kind || Some(*number) != was).chain(is.filter(|_| at == kind)).max()
    };
    crossing::bytes(highest(0), highest(1))
}

macro_rules! twin {
    (
        $(#[$doc:meta])* $kind:ident: $module:ident::$record:ident by $id:ident, $at:literal, $operations:ident,
        $name:literal, $icon:ident, $variant:ident, $new:ident, $people:literal, $doors:literal, $told:literal
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $kind;

        impl Thing for $kind {
            type Id = $id;
            type Record = $module::$record;
            type Own = Typed;
            type OwnChange = OwnChange;
            type Besides = Besides;
            type Listed = Listed;
            type View = LocationsFunctionsView;
            type Modify = LocationsFunctionsModify;
            type AddDelete = LocationsFunctionsAddDelete;
            type Access = LocationsFunctionsModifyAccess;
            type Ends = Ends;
            type Offered = Offered;
            type Facet = list::Never;

            const NAME: &'static str = $name;
            const ICON: Icon = Icon::$icon;
            const NOUN: Noun = Noun::$variant;
            const KIND: SubjectKind = SubjectKind::$variant;
            const ENTRY: Entry = Entry::LocationsFunctions;
            const TITLE: &'static str = "locations-functions-title";
            const DESCRIPTION: &'static str = "thing-what-for";
            const NEW: Place = Place::$new;

            fn ends(context: &Context) -> Ends {
                Ends { doors: (context.may(), context.may()), people: (context.may(), context.may()) }
            }

            operations!($operations);

            fn offered(
                console: &Console,
                permit: &Permit<LocationsFunctionsView>,
            ) -> Result<Offered, Error> {
                let (numbers, groupings) =
                    (locations::numbers(console, permit)?, locations::groupings(console, permit)?);
                Ok(Offered { numbers, groupings })
            }

            fn people(besides: &Besides) -> usize {
                besides.people
            }

            fn people_listed(listed: &Listed) -> usize {
                listed.users
            }

            fn may_give(besides: &Besides) -> bool {
                besides.may_give
            }

            fn relations(may: &May<$kind>) -> Vec<Relation<$module::$record>> {
                let by =
                    ($operations::doors as _, doors::choices_for_access as _, $operations::given_doors as _);
                let inside = may.related(&DOORS, $doors, &may.ends.doors, by);
                inside.into_iter().chain(Self::people_of(may)).map(Relation::without_limits).collect()
            }

            fn columns() -> Vec<Column<RowOf<$kind>>> {
                Vec::new()
            }

            fn panels<'a>(fields: &Fields<'a, May<$kind>>) -> Vec<Element<'a, Change<OwnChange>>> {
                let Fields { context, form, record } = *fields;
                let typed = |_, typed| Change::Own(OwnChange::Number(typed));
                let number = record.field(context, "crossing-number", Named::Own(0), &form.own.number, typed);
                let number_of = |own: &Typed| own.check().ok().map(|has| has.number);
                let was = record.page().and_then(|page| number_of(&page.draft.own));
                let offered = record.opened().map(|(read, _)| &read.choices.1);
                let taken =
                    offered.map(|offered| bytes(&offered.numbers, $at, was, number_of(&form.own).or(was)));
                let words = &context.words;
                let taken = words.with("crossing-bytes", [("bytes", taken.unwrap_or_default().into())]);
                let told = [words.get("crossing-number-told").into_owned(), taken, words.get($told).into_owned()];
                let [of_number, of_bytes, of_kind] = told.map(text::muted);
                let content = column![Element::from(number.required()), of_number, of_bytes, of_kind];
                let numbered = surface::panel(words.get("output-panel"), content.spacing(space::MD)).into();
                let groupings = offered.and_then(|offered| offered.groupings.get($at));
                let grouped = groupings.filter(|all| !all.is_empty()).map(|all| {
                    let fields = all.iter().filter_map(|grouping| grouped(fields, grouping, &form.own.chosen));
                    surface::panel(words.get("grouping-panel"), form::fields(fields)).into()
                });
                [numbered].into_iter().chain(grouped).collect()
            }

            fn change(_: &Context, own: &mut Typed, change: OwnChange) {
                match change {
                    OwnChange::Number(typed) => own.number = typed,
                    OwnChange::Choose(grouping, Some(value)) => {
                        own.chosen.insert(grouping, value);
                    }
                    OwnChange::Choose(grouping, None) => {
                        own.chosen.remove(&grouping);
                    }
                }
            }

            fn place(id: $id) -> Place {
                Place::$variant(id)
            }
        }

        impl $kind {
            /// Who has it.
            fn people_of(may: &May<$kind>) -> Option<Relation<$module::$record>> {
                let (view, seen) = (may.view.clone(), may.ends.people.0.clone()?);
                let keys = seen.clone();
                let people = Relation::of_one(&PEOPLE, $people, move |console, id| {
                    $operations::people(console, &view, &seen, id)
                });
                let people = people.with_keys(keys);
                let Some((access, users)) = may.access.clone().zip(may.ends.people.1.clone()) else {
                    return Some(people);
                };
                let (offering, picking) = (users.clone(), users.clone());
                // Who is offered comes from memory.
                Some(
                    people
                        .offers(move |console| doors::people_for_access(console, &offering))
                        .picks(move |console, ids: &[UserId]| doors::people_picked(console, &picking, ids))
                        .gives(move |changes| $operations::given_people(&access, &users, changes)),
                )
            }
        }
    };
}

/// Which value of a grouping it has.
fn grouped<'a, T: Thing>(
    fields: &Fields<'a, May<T>>,
    grouping: &'a Grouping,
    chosen: &Chosen,
) -> Option<Element<'a, Change<OwnChange>>> {
    let (words, id) = (&fields.context.words, grouping.id?);
    let none = item(None, words.get("grouping-none"));
    let values = grouping.values.iter().map(|(value, name)| item(*value, name.as_str()));
    let items: Vec<_> = [none].into_iter().chain(values).collect();
    let of = chosen.get(&id).copied();
    let select = select(grouping.name.as_str(), items, Some(of), move |value| {
        Change::Own(OwnChange::Choose(id, value))
    });
    let select = select.words(words.select("door-none-offered")).enabled(fields.record.may_edit());
    Some(select.into())
}

twin! {
    /// Locations, as a kind of thing.
    LocationKind: location::Location by LocationId, 0, locations, "location", MapPin, Location, NewLocation,
    "location-people", "location-doors", "location-told"
}
twin! {
    /// Functions, as a kind of thing.
    FunctionKind: function::Function by FunctionId, 1, functions, "function", Tag, Function, NewFunction,
    "function-people", "function-doors", "function-told"
}

/// What the list is of.
#[derive(Clone)]
pub struct All {
    view: Permit<LocationsFunctionsView>,
    deleting: Option<Deleting>,
    partitions: Vec<Partition>,
}

/// One of either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Id {
    Location(LocationId),
    Function(FunctionId),
}

/// A row of either kind, with the names of its values of groupings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    of: ListRow<Id, Listed>,
    values: Vec<String>,
}

impl Deref for Row {
    type Target = ListRow<Id, Listed>;

    fn deref(&self) -> &Self::Target {
        &self.of
    }
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only {
    Locations,
    Functions,
    Partition(PartitionId),
}

impl Only {
    const fn name(self) -> &'static str {
        match self {
            Only::Locations => "locations-name",
            Only::Functions => "functions-name",
            Only::Partition(_) => "users-column-partition",
        }
    }

    const fn of(id: Id) -> Only {
        match id {
            Id::Location(_) => Only::Locations,
            Id::Function(_) => Only::Functions,
        }
    }
}

const KIND: Field = field("room-kind", Icon::MapPin);
const PARTITION: Field = field("users-column-partition", Icon::Layers);

impl Facet for Only {
    fn field(&self) -> Field {
        match self {
            Only::Locations | Only::Functions => KIND,
            Only::Partition(_) => PARTITION,
        }
    }

    fn key(&self) -> String {
        match self {
            Only::Locations => "locations".to_owned(),
            Only::Functions => "functions".to_owned(),
            Only::Partition(partition) => format!("partition:{}", partition.0),
        }
    }

    fn from_key(key: &str) -> Option<Only> {
        match key {
            "locations" => Some(Only::Locations),
            "functions" => Some(Only::Functions),
            key => Some(Only::Partition(PartitionId(key.strip_prefix("partition:")?.parse().ok()?))),
        }
    }
}

/// The right to delete locations and functions.
#[derive(Clone)]
pub struct Deleting(Permit<LocationsFunctionsAddDelete>);

impl Kind for Deleting {
    type Of = Id;

    const NAME: &'static str = "location";

    fn delete(&self, context: &Context, of: Id) -> Option<Task<Answer<usize>>> {
        let Deleting(permit) = self.clone();
        let delete = move |console: &Console| match of {
            Id::Location(id) => locations::delete(console, &permit, id),
            Id::Function(id) => functions::delete(console, &permit, id),
        };
        Some(context.ask(delete).map(|answer: Answer<Impact>| answer.map(|impact| impact.keys())))
    }

    fn foretell(&self, context: &Context, of: Id) -> Option<Task<Answer<usize>>> {
        let Deleting(permit) = self.clone();
        let foretell = move |console: &Console| match of {
            Id::Location(id) => locations::impact_of_deleting(console, &permit, id),
            Id::Function(id) => functions::impact_of_deleting(console, &permit, id),
        };
        Some(context.ask(foretell).map(|answer: Answer<Impact>| answer.map(|impact| impact.keys())))
    }
}

/// A row of one kind as one of both.
fn row<Of>(row: ListRow<Of, Listed>, id: fn(Of) -> Id, groupings: &[Grouping]) -> Row {
    let ListRow { id: of, name, description, partition, partition_name, external_id, besides } = row;
    let values = groupings.iter().flat_map(|grouping| &grouping.values);
    let has = |value: &Option<ValueId>| value.is_some_and(|value| besides.chosen.contains(&value));
    let values = values.filter(|(value, _)| has(value)).map(|(_, name)| name.to_string()).collect();
    let of = ListRow { id: id(of), name, description, partition, partition_name, external_id, besides };
    Row { of, values }
}

impl Whole for All {
    type Id = Id;
    type Row = Row;
    type Facet = Only;

    const ENTRY: Entry = Entry::LocationsFunctions;

    fn all(&self, console: &Console) -> Result<Vec<Row>, Error> {
        let [first, second] = &locations::groupings(console, &self.view)?;
        let of_locations = locations::list(console, &self.view)?.into_iter();
        let of_locations = of_locations.map(|it| row(it, Id::Location, first));
        let of_functions = functions::list(console, &self.view)?.into_iter();
        let of_functions = of_functions.map(|it| row(it, Id::Function, second));
        let mut rows: Vec<Row> = of_locations.chain(of_functions).collect();
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
        format!("{}\n{}\n{}\n{}", row.name, row.description, row.external_id, row.values.join("\n"))
    }

    fn columns(&self) -> Vec<Column<Row>> {
        let mut columns = vec![
            list::column("thing-name", 180.0, |row: &Row, _| Cell::strong(row.name.as_str())).least(120.0),
            list::column("room-kind", 110.0, |row: &Row, context| {
                Cell::badge(badge(context.words.get(Only::of(row.id).name()), Tone::Neutral))
            })
            .least(96.0)
            .by(|row| matches!(row.id, Id::Function(_))),
            list::column("thing-what-for", 220.0, |row: &Row, _| Cell::text(row.description.as_str()))
                .grows()
                .least(110.0)
                .yields(1)
                .by(|row| folded(&row.description)),
        ];
        columns.push(
            list::column("grouping-panel", 170.0, |row: &Row, _| Cell::text(row.values.join(" · ")))
                .least(96.0)
                .yields(2)
                .by(|row| folded(&row.values.join(" "))),
        );
        columns.extend((!self.partitions.is_empty()).then(|| {
            list::column("users-column-partition", 140.0, |row: &Row, _| {
                Cell::text(row.partition_name.as_str())
            })
            .least(96.0)
            .by(|row| folded(&row.partition_name))
        }));
        columns.extend([
            list::column("people-title", 90.0, |row: &Row, _| Cell::number(row.besides.users.to_string()))
                .end()
                .least(72.0)
                .by(|row| row.besides.users),
            list::column("doors-title", 90.0, |row: &Row, _| Cell::number(row.besides.doors.to_string()))
                .end()
                .least(72.0)
                .by(|row| row.besides.doors),
            list::column("crossing-number", 90.0, |row: &Row, _| {
                Cell::number(row.besides.number.number().to_string())
            })
            .end()
            .least(80.0)
            .yields(2)
            .by(|row| row.besides.number),
        ]);
        columns
    }

    fn fields(&self, _: &Context) -> Vec<Field> {
        let partition = (!self.partitions.is_empty()).then_some(PARTITION);
        [KIND].into_iter().chain(partition).collect()
    }

    fn values(&self, context: &Context, field: Field) -> Vec<Value<Only>> {
        if field == KIND {
            let said = |only: Only| (only, context.words.get(only.name()).into_owned());
            return [Only::Locations, Only::Functions].map(said).into();
        }
        let partitions = self.partitions.iter();
        partitions.map(|partition| (Only::Partition(partition.id), partition.name.clone())).collect()
    }

    fn admits(row: &Row, facet: &Only) -> bool {
        match facet {
            Only::Locations | Only::Functions => Only::of(row.id) == *facet,
            Only::Partition(partition) => row.partition == *partition,
        }
    }
}

impl Records for All {
    type Deleting = Deleting;

    const ICON: Icon = Icon::MapPin;
    const TITLE: &'static str = "locations-functions-title";
    const NEW: Place = Place::NewLocation;
    const ALSO_NEW: Option<(&'static str, Place)> = Some(("function-new", Place::NewFunction));

    fn of(context: &Context) -> Option<All> {
        Some(All { view: context.may()?, deleting: context.may().map(Deleting), partitions: Vec::new() })
    }

    fn deleting(&self) -> Option<&Deleting> {
        self.deleting.as_ref()
    }

    fn in_question(row: &Row) -> usize {
        row.besides.users
    }

    fn place(id: Id) -> Place {
        match id {
            Id::Location(id) => Place::Location(id),
            Id::Function(id) => Place::Function(id),
        }
    }

    fn ask_for_partitions(&self, context: &Context) -> Option<Task<Answer<Vec<Partition>>>> {
        let view = self.view.clone();
        let choices = context.ask(move |console| locations::choices(console, &view));
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
