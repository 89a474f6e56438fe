//! Cardholders > Limited occupancy groups, and limited occupancy group information: who is in it, and where they are counted.

use std::convert::Infallible;

use keydesk::domain::limited_occupancy_group::{self, LimitedOccupancyGroupId};
use keydesk::domain::permission::{
    LimitedOccupancyAreasModify, LimitedOccupancyAreasView, LimitedOccupancyGroupsAddDelete,
    LimitedOccupancyGroupsModify, LimitedOccupancyGroupsView, UsersModify, UsersView,
};
use keydesk::domain::user::UserId;
use keydesk::operation::limited_occupancy_groups::{self as groups, Besides, Listed};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Noun, doors, limited_occupancy_areas as areas};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column};
use crate::part::relation::{LIMITED_OCCUPANCY_AREAS, PEOPLE, Relation};
use crate::place::{Entry, Place};
use crate::screen::information::Information;
use crate::screen::listing::Listing;
use crate::screen::named::{May, RowOf, Thing, Things, operations};
use crate::widget::table::Cell;

/// The list of limited occupancy groups.
pub type LimitedOccupancyGroups = Listing<Things<Kind>>;

/// The screen of a limited occupancy group, or of a new one.
pub type LimitedOccupancyGroup = Information<May<Kind>>;

type Record = limited_occupancy_group::LimitedOccupancyGroup;

/// Limited occupancy groups, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// The rights over what they are related to: to see it, and to change what is between the two.
#[derive(Clone)]
pub struct Ends {
    people: (Option<Permit<UsersView>>, Option<Permit<UsersModify>>),
    areas: (Option<Permit<LimitedOccupancyAreasView>>, Option<Permit<LimitedOccupancyAreasModify>>),
}

impl Thing for Kind {
    type Id = LimitedOccupancyGroupId;
    type Record = Record;
    type Own = ();
    type OwnChange = Infallible;
    type Besides = Besides;
    type Listed = Listed;
    type View = LimitedOccupancyGroupsView;
    type Modify = LimitedOccupancyGroupsModify;
    type AddDelete = LimitedOccupancyGroupsAddDelete;
    type Access = LimitedOccupancyGroupsModify;
    type Ends = Ends;
    type Offered = ();
    type Facet = list::Never;

    const NAME: &'static str = "limited-occupancy-group";
    const ICON: Icon = Icon::Contact;
    const NOUN: Noun = Noun::LimitedOccupancyGroup;
    const KIND: SubjectKind = SubjectKind::LimitedOccupancyGroup;
    const ENTRY: Entry = Entry::LimitedOccupancyGroups;
    const TITLE: &'static str = "entry-limited-occupancy-groups";
    const DESCRIPTION: &'static str = "thing-what-for";
    const NEW: Place = Place::NewLimitedOccupancyGroup;
    const TOUCHES_KEYS: bool = false;

    fn ends(context: &Context) -> Ends {
        Ends { people: (context.may(), context.may()), areas: (context.may(), context.may()) }
    }

    operations!(groups, no keys);

    fn people(_: &Besides) -> usize {
        0
    }

    fn people_listed(listed: &Listed) -> usize {
        listed.users
    }

    fn may_give(besides: &Besides) -> bool {
        besides.may_give
    }

    fn relations(may: &May<Kind>) -> Vec<Relation<Record>> {
        let by = (groups::people as _, doors::people_for_access as _, groups::given_people as _);
        let people = may.related(&PEOPLE, "limited-occupancy-group-people", &may.ends.people, by);
        let people = people.map(|people| match may.ends.people.1.clone() {
            // Who is offered comes from memory.
            Some(picking) => {
                people.picks(move |console, ids: &[UserId]| doors::people_picked(console, &picking, ids))
            }
            None => people,
        });
        let by = (areas::of_group as _, areas::choices_to_give as _, areas::given_a_group as _);
        let ends = &may.ends.areas;
        let areas = may.related(&LIMITED_OCCUPANCY_AREAS, "limited-occupancy-group-areas", ends, by);
        let areas = areas.map(|areas| areas.titled("occupancy-areas"));
        people.into_iter().chain(areas).map(Relation::without_limits).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        let areas = list::column("occupancy-areas", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.areas.to_string())
        });
        vec![areas.end().least(72.0).by(|row| row.besides.areas)]
    }

    fn place(id: LimitedOccupancyGroupId) -> Place {
        Place::LimitedOccupancyGroup(id)
    }
}
