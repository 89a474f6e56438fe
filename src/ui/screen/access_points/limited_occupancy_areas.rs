//! Access points > Limited occupancy areas, and limited occupancy area information: how many may be there, by which doors one
//! comes, and who is counted.

use iced::widget::column;
use keydesk::domain::limited_occupancy_area::{self, LimitedOccupancyAreaId, Typed};
use keydesk::domain::named::Field;
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, LimitedOccupancyAreasAddDelete, LimitedOccupancyAreasModify,
    LimitedOccupancyAreasView, LimitedOccupancyGroupsModify, LimitedOccupancyGroupsView,
};
use keydesk::operation::limited_occupancy_areas::{self as areas, Besides, Listed};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Noun, doors, limited_occupancy_groups};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column};
use crate::part::relation::{DOORS, LIMITED_OCCUPANCY_GROUPS, Relation};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::Listing;
use crate::screen::named::{Change, May, RowOf, Thing, Things, operations};
use crate::theme::space;
use crate::widget::table::Cell;
use crate::widget::{Element, surface, text};

/// The list of limited occupancy areas.
pub type LimitedOccupancyAreas = Listing<Things<Kind>>;

/// The screen of a limited occupancy area, or of a new one.
pub type LimitedOccupancyArea = Information<May<Kind>>;

type Record = limited_occupancy_area::LimitedOccupancyArea;

/// Limited occupancy areas, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// The rights over what they are related to: to see it, and to change what is between the two.
#[derive(Clone)]
pub struct Ends {
    doors: (Option<Permit<DoorsView>>, Option<Permit<DoorsModifyAccess>>),
    groups: (Option<Permit<LimitedOccupancyGroupsView>>, Option<Permit<LimitedOccupancyGroupsModify>>),
}

impl Thing for Kind {
    type Id = LimitedOccupancyAreaId;
    type Record = Record;
    type Own = Typed;
    type OwnChange = String;
    type Besides = Besides;
    type Listed = Listed;
    type View = LimitedOccupancyAreasView;
    type Modify = LimitedOccupancyAreasModify;
    type AddDelete = LimitedOccupancyAreasAddDelete;
    type Access = LimitedOccupancyAreasModify;
    type Ends = Ends;
    type Offered = ();
    type Facet = list::Never;

    const NAME: &'static str = "limited-occupancy-area";
    const ICON: Icon = Icon::Gauge;
    const NOUN: Noun = Noun::LimitedOccupancyArea;
    const KIND: SubjectKind = SubjectKind::LimitedOccupancyArea;
    const ENTRY: Entry = Entry::LimitedOccupancyAreas;
    const TITLE: &'static str = "entry-limited-occupancy-areas";
    const DESCRIPTION: &'static str = "thing-what-for";
    const NEW: Place = Place::NewLimitedOccupancyArea;
    const HAS_HOLDERS: bool = false;
    const TOUCHES_KEYS: bool = false;

    fn ends(context: &Context) -> Ends {
        Ends { doors: (context.may(), context.may()), groups: (context.may(), context.may()) }
    }

    operations!(areas, no keys);

    fn people(_: &Besides) -> usize {
        0
    }

    fn people_listed(_: &Listed) -> usize {
        0
    }

    fn may_give(besides: &Besides) -> bool {
        besides.may_give
    }

    fn relations(may: &May<Kind>) -> Vec<Relation<Record>> {
        let by = (areas::doors as _, doors::choices_for_access as _, areas::given_doors as _);
        let inside = may.related(&DOORS, "limited-occupancy-area-doors", &may.ends.doors, by);
        let by =
            (areas::groups as _, limited_occupancy_groups::choices_to_give as _, areas::given_groups as _);
        let ends = &may.ends.groups;
        let groups = may.related(&LIMITED_OCCUPANCY_GROUPS, "limited-occupancy-area-groups", ends, by);
        let groups = groups.map(|groups| groups.titled("occupancy-groups"));
        inside.into_iter().chain(groups).map(Relation::without_limits).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        let most = list::column("occupancy-most", 120.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.most.people().to_string())
        });
        let doors = list::column("doors-title", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.doors.to_string())
        });
        let groups = list::column("occupancy-groups", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.groups.to_string())
        });
        vec![
            most.end().least(110.0).by(|row| row.besides.most),
            doors.end().least(72.0).by(|row| row.besides.doors),
            groups.end().least(72.0).by(|row| row.besides.groups),
        ]
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<String>>> {
        let Fields { context, form, record } = *fields;
        let typed = |_, typed| Change::Own(typed);
        let most = record.field(context, "occupancy-most", Field::Own(0), &form.own.0, typed).required();
        let told = text::muted(context.words.get("occupancy-told"));
        let content = column![Element::from(most), told].spacing(space::MD);
        vec![surface::panel(context.words.get("occupancy-panel"), content).into()]
    }

    fn change(_: &Context, own: &mut Typed, typed: String) {
        own.0 = typed;
    }

    fn place(id: LimitedOccupancyAreaId) -> Place {
        Place::LimitedOccupancyArea(id)
    }
}
