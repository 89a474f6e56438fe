//! Access points > Doors, and door information: the number that keys name, what its lock is to do, and who has a right to it.

mod areas;
mod setting;

use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::door::{self, DoorId, Mode, Typed};
use keydesk::domain::permission::{
    DoorsAddDelete, DoorsModify, DoorsModifyAccess, DoorsView, LimitedOccupancyAreasModify,
    LimitedOccupancyAreasView, LocationsFunctionsModifyAccess, LocationsFunctionsView, LockdownAreasModify,
    LockdownAreasView, OutputsModifyAccess, OutputsView, RollCallAreasModify, RollCallAreasView,
    UserAccessLevelsModify, UserAccessLevelsView, UsersModify, UsersView, ZonesModifyAccess, ZonesView,
};
use keydesk::domain::user::UserId;
use keydesk::operation::doors::{self, Besides, Listed, Offered};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{
    Error, Noun, audit_trail, functions, locations, opening, outputs, user_access_levels, zones,
};
use keydesk::session::Permit;

use super::lock::{self, Only};

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{Column, EVENTS, Section, Sheet};
use crate::part::relation::{
    FUNCTIONS, LOCATIONS, OPENERS, OUTPUTS, PEOPLE, Relation, USER_ACCESS_LEVELS, ZONES,
};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::Listing;
use crate::screen::named::{self, Change, May, OwnFacets, RowOf, Thing, Things, operations};
use crate::widget::Element;

/// The list of doors.
pub type Doors = Listing<Things<Kind>>;

/// The screen of a door, or of a new one.
pub type Door = Information<May<Kind>>;

/// Doors, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// The rights over what doors are related to: to see it, and to change what is between the two.
#[derive(Clone)]
pub struct Ends {
    people: (Option<Permit<UsersView>>, Option<Permit<UsersModify>>),
    levels: (Option<Permit<UserAccessLevelsView>>, Option<Permit<UserAccessLevelsModify>>),
    zones: (Option<Permit<ZonesView>>, Option<Permit<ZonesModifyAccess>>),
    sides: (Option<Permit<LocationsFunctionsView>>, Option<Permit<LocationsFunctionsModifyAccess>>),
    outputs: (Option<Permit<OutputsView>>, Option<Permit<OutputsModifyAccess>>),
    roll_call: (Option<Permit<RollCallAreasView>>, Option<Permit<RollCallAreasModify>>),
    lockdown: (Option<Permit<LockdownAreasView>>, Option<Permit<LockdownAreasModify>>),
    occupancy: (Option<Permit<LimitedOccupancyAreasView>>, Option<Permit<LimitedOccupancyAreasModify>>),
}

impl Thing for Kind {
    type Id = DoorId;
    type Record = door::Door;
    type Own = Typed;
    type OwnChange = setting::Change;
    type Besides = Besides;
    type Listed = Listed;
    type View = DoorsView;
    type Modify = DoorsModify;
    type AddDelete = DoorsAddDelete;
    type Access = DoorsModifyAccess;
    type Ends = Ends;
    type Offered = Offered;
    type Facet = Only;

    const NAME: &'static str = "door";
    const ICON: Icon = Icon::DoorClosed;
    const NOUN: Noun = Noun::Door;
    const KIND: SubjectKind = SubjectKind::Door;
    const ENTRY: Entry = Entry::Doors;
    const TITLE: &'static str = "door-list-title";
    const DESCRIPTION: &'static str = "door-where";
    const NEW: Place = Place::NewDoor;
    const OWN_NOTE: Option<&'static str> = Some("schedule-note");
    const HAS_SHEET: bool = true;

    fn ends(context: &Context) -> Ends {
        Ends {
            people: (context.may(), context.may()),
            levels: (context.may(), context.may()),
            zones: (context.may(), context.may()),
            sides: (context.may(), context.may()),
            outputs: (context.may(), context.may()),
            roll_call: (context.may(), context.may()),
            lockdown: (context.may(), context.may()),
            occupancy: (context.may(), context.may()),
        }
    }

    operations!(doors);

    fn offered(console: &Console, permit: &Permit<DoorsView>) -> Result<Offered, Error> {
        doors::offered(console, permit)
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

    fn relations(may: &May<Kind>) -> Vec<Relation<door::Door>> {
        let [locations, functions] = sides(may);
        let given = [
            holders(may),
            access_levels(may),
            in_zones(may),
            locations,
            functions,
            openers(may),
            drives(may),
        ];
        given.into_iter().flatten().chain(areas::of_door(may)).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        lock::columns::<Kind>()
    }

    fn facets() -> Vec<OwnFacets<Only>> {
        lock::facets(&Mode::ALL).into_iter().chain([lock::unopened()]).collect()
    }

    fn offers(may: &May<Kind>, context: &Context, facet: Only) -> bool {
        let shown = context.session.grants().settings().audit_days;
        match facet {
            Only::Unopened(days) => may.trail.is_some() && audit_trail::may_ask(shown, days),
            Only::Mode(_) | Only::NeedsVisit | Only::NeedsNone => true,
        }
    }

    fn complete(
        may: &May<Kind>,
        console: &Console,
        rows: &mut [RowOf<Kind>],
        facets: &[named::Only<Only>],
    ) -> Result<(), Error> {
        let is_asked = facets.iter().any(|facet| matches!(facet, named::Only::Own(Only::Unopened(_))));
        let Some(trail) = may.trail.as_ref().filter(|_| is_asked) else {
            return Ok(());
        };
        let openings = audit_trail::last_openings(console, trail)?;
        for row in rows {
            let mut days = lock::UNOPENED_DAYS.into_iter().rev();
            row.besides.unopened_days = days.find(|days| openings.none_for(row.id, *days));
        }
        Ok(())
    }

    fn point(id: DoorId) -> Option<AccessPoint> {
        Some(AccessPoint::Door(id))
    }

    fn admits(listed: &Listed, facet: Only) -> bool {
        facet.admits(listed)
    }

    fn sheet(may: &May<Kind>, console: &Console, row: RowOf<Kind>) -> Result<Option<Sheet>, Error> {
        let people =
            may.ends.people.0.as_ref().map(|users| doors::holders(console, &may.view, users, row.id));
        let people = people.transpose()?;
        let people = people.map(|people| Section::related("people-title", "sheet-no-people", people));
        let of = audit_trail::Of::Point(AccessPoint::Door(row.id));
        let events = may.trail.as_ref().map(|trail| audit_trail::latest(console, trail, of, EVENTS));
        let who = |row: &audit_trail::ListRow| row.person.as_ref().map(|(_, name)| name.clone());
        let events = events.transpose()?.map(|events| Section::events(events, who));
        Ok(Some(Sheet {
            name: row.name,
            detail: row.description,
            state: None,
            sections: people.into_iter().chain(events).collect(),
        }))
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<setting::Change>>> {
        let code = fields.record.page().map(|page| page.besides.code.number());
        let on_keys = lock::number(fields.context, code);
        let own = setting::panels(fields).into_iter().map(|panel| panel.map(Change::Own));
        [on_keys].into_iter().chain(own).collect()
    }

    fn change(_: &Context, own: &mut Typed, change: setting::Change) {
        setting::change(own, change);
    }

    fn reached_by(_: &Typed, change: &setting::Change) -> Option<String> {
        if let setting::Change::NewCode = change { Some(setting::NEW_CODE.to_owned()) } else { None }
    }

    fn place(id: DoorId) -> Place {
        Place::Door(id)
    }
}

/// Who has it one by one.
fn holders(may: &May<Kind>) -> Option<Relation<door::Door>> {
    let (view, seen) = (may.view.clone(), may.ends.people.0.clone()?);
    let keys = seen.clone();
    let people = Relation::of_one(&PEOPLE, "door-people", move |console, id| {
        doors::holders(console, &view, &seen, id)
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
            .gives(move |changes| doors::given_people(&access, &users, changes)),
    )
}

/// By which access levels it is given.
fn access_levels(may: &May<Kind>) -> Option<Relation<door::Door>> {
    let by = (
        user_access_levels::of_door as _,
        user_access_levels::choices_to_give as _,
        user_access_levels::given_a_door as _,
    );
    may.related(&USER_ACCESS_LEVELS, "door-levels", &may.ends.levels, by)
}

/// Which zones it is in.
fn in_zones(may: &May<Kind>) -> Option<Relation<door::Door>> {
    let by = (zones::of_door as _, zones::choices_to_give as _, zones::given_a_door as _);
    may.related(&ZONES, "door-zones", &may.ends.zones, by)
}

/// Where it is, and what it is for.
fn sides(may: &May<Kind>) -> [Option<Relation<door::Door>>; 2] {
    let by = (locations::of_door as _, locations::choices_to_give as _, locations::given_a_door as _);
    let of_locations = may.related(&LOCATIONS, "door-locations", &may.ends.sides, by);
    let by = (functions::of_door as _, functions::choices_to_give as _, functions::given_a_door as _);
    let of_functions = may.related(&FUNCTIONS, "door-functions", &may.ends.sides, by);
    [of_locations, of_functions].map(|related| related.map(Relation::without_limits))
}

/// Which outputs it drives by itself.
fn drives(may: &May<Kind>) -> Option<Relation<door::Door>> {
    let by = (outputs::of_door as _, outputs::choices_to_give as _, outputs::given_a_door as _);
    let outputs = may.related(&OUTPUTS, "door-outputs", &may.ends.outputs, by)?;
    Some(outputs.titled("door-outputs").without_limits())
}

/// Who may open it, in whatever way.
fn openers(may: &May<Kind>) -> Option<Relation<door::Door>> {
    let (view, seen) = (may.view.clone(), may.ends.people.0.clone()?);
    let keys = seen.clone();
    let openers = move |console: &Console, id, at| opening::of_door(console, &view, &seen, id, at);
    Some(Relation::of_answers(&OPENERS, "door-openers", openers).with_keys(keys))
}
