//! Cardholders > User access levels, and access level information: its name, what it opens, and whose it is.

use std::convert::Infallible;

use keydesk::console::Console;
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, LockersModifyAccess, LockersView, OutputsModifyAccess, OutputsView,
    UserAccessLevelsAddDelete, UserAccessLevelsModify, UserAccessLevelsView, UsersModify, UsersView,
    ZonesModifyAccess, ZonesView,
};
use keydesk::domain::user::UserId;
use keydesk::domain::user_access_level::{self, UserAccessLevelId};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::user_access_levels::{self as levels, Besides, Listed};
use keydesk::operation::{Noun, doors, lockers, opening, outputs, zones};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column};
use crate::part::relation::{DOORS, LOCKERS, OPENS, OUTPUTS, PEOPLE, Relation, ZONES};
use crate::place::{Entry, Place};
use crate::screen::information::Information;
use crate::screen::listing::{Listing, TableOf};
use crate::screen::named::{May, RowOf, Thing, Things, operations};
use crate::widget::table::Cell;

/// The list of access levels.
pub type UserAccessLevels = Listing<Things<Kind>>;

/// The screen of an access level, or of a new one.
pub type UserAccessLevel = Information<May<Kind>>;

/// Access levels, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// The rights over what access levels are related to.
#[derive(Clone)]
pub struct Ends {
    users: Option<Permit<UsersView>>,
    /// The right over people to make them members.
    people: Option<Permit<UsersModify>>,
    doors: Option<Permit<DoorsView>>,
    /// The right over doors to give them.
    access: Option<Permit<DoorsModifyAccess>>,
    lockers: Option<Permit<LockersView>>,
    /// The right over lockers to give them.
    access_lockers: Option<Permit<LockersModifyAccess>>,
    zones: Option<Permit<ZonesView>>,
    /// The right over zones to give them.
    modify_zones: Option<Permit<ZonesModifyAccess>>,
    outputs: Option<Permit<OutputsView>>,
    /// The right over outputs to give them.
    modify_outputs: Option<Permit<OutputsModifyAccess>>,
}

impl Thing for Kind {
    type Id = UserAccessLevelId;
    type Record = user_access_level::UserAccessLevel;
    type Own = ();
    type OwnChange = Infallible;
    type Besides = Besides;
    type Listed = Listed;
    type View = UserAccessLevelsView;
    type Modify = UserAccessLevelsModify;
    type AddDelete = UserAccessLevelsAddDelete;
    type Access = UserAccessLevelsModify;
    type Ends = Ends;
    type Offered = ();
    type Facet = list::Never;

    const NAME: &'static str = "user-access-level";
    const ICON: Icon = Icon::Layers;
    const NOUN: Noun = Noun::UserAccessLevel;
    const KIND: SubjectKind = SubjectKind::UserAccessLevel;
    const ENTRY: Entry = Entry::UserAccessLevels;
    const TITLE: &'static str = "entry-user-access-levels";
    const DESCRIPTION: &'static str = "thing-what-for";
    const NEW: Place = Place::NewUserAccessLevel;
    const AS_TABLE: Option<TableOf<UserAccessLevelId>> = Some(Place::LevelsMatrix);

    fn ends(context: &Context) -> Ends {
        Ends {
            users: context.may(),
            people: context.may(),
            doors: context.may(),
            access: context.may(),
            lockers: context.may(),
            access_lockers: context.may(),
            zones: context.may(),
            modify_zones: context.may(),
            outputs: context.may(),
            modify_outputs: context.may(),
        }
    }

    operations!(levels);

    fn people(besides: &Besides) -> usize {
        besides.members
    }

    fn people_listed(listed: &Listed) -> usize {
        listed.users
    }

    fn may_give(besides: &Besides) -> bool {
        besides.may_give
    }

    fn relations(may: &May<Kind>) -> Vec<Relation<user_access_level::UserAccessLevel>> {
        let own = opens(may)
            .into_iter()
            .chain(opens_lockers(may))
            .chain(gives(may))
            .chain(drives(may))
            .chain(members(may));
        own.chain(opens_in_the_end(may)).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        let doors = list::column("doors-title", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.doors.to_string())
        });
        let lockers = list::column("lockers-title", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.lockers.to_string())
        });
        let zones = list::column("zones-title", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.zones.to_string())
        });
        vec![
            doors.end().least(72.0).by(|row| row.besides.doors),
            lockers.end().least(76.0).yields(3).by(|row| row.besides.lockers),
            zones.end().least(72.0).yields(2).by(|row| row.besides.zones),
        ]
    }

    fn place(id: UserAccessLevelId) -> Place {
        Place::UserAccessLevel(id)
    }
}

/// What it opens in the end, what is in its zones too.
fn opens_in_the_end(may: &May<Kind>) -> Option<Relation<user_access_level::UserAccessLevel>> {
    let (view, seen) = (may.view.clone(), may.ends.doors.clone()?);
    let opens = move |console: &Console, id| opening::of_level(console, &view, &seen, id);
    Some(Relation::of_one(&OPENS, "user-access-level-opens", opens).that_follows())
}

/// The doors that it opens.
fn opens(may: &May<Kind>) -> Option<Relation<user_access_level::UserAccessLevel>> {
    let (view, seen) = (may.view.clone(), may.ends.doors.clone()?);
    let opens = Relation::of_one(&DOORS, "user-access-level-doors", move |console, id| {
        levels::doors(console, &view, &seen, id)
    });
    let Some(access) = may.ends.access.clone().filter(|_| may.modify.is_some()) else {
        return Some(opens);
    };
    let offering = access.clone();
    Some(
        opens
            .offers(move |console| doors::choices_for_access(console, &offering))
            .gives(move |changes| levels::given_doors(&access, changes)),
    )
}

/// Which lockers it opens.
fn opens_lockers(may: &May<Kind>) -> Option<Relation<user_access_level::UserAccessLevel>> {
    let (view, seen) = (may.view.clone(), may.ends.lockers.clone()?);
    let opens = Relation::of_one(&LOCKERS, "user-access-level-lockers", move |console, id| {
        lockers::of_level(console, &view, &seen, id)
    });
    let Some(access) = may.ends.access_lockers.clone().filter(|_| may.modify.is_some()) else {
        return Some(opens);
    };
    let offering = access.clone();
    Some(
        opens
            .offers(move |console| lockers::choices_to_give(console, &offering))
            .gives(move |changes| lockers::given_to_levels(&access, changes)),
    )
}

/// Which zones it gives.
fn gives(may: &May<Kind>) -> Option<Relation<user_access_level::UserAccessLevel>> {
    let (view, seen) = (may.view.clone(), may.ends.zones.clone()?);
    let gives = Relation::of_one(&ZONES, "user-access-level-zones", move |console, id| {
        zones::of_level(console, &view, &seen, id)
    });
    let Some(modify) = may.ends.modify_zones.clone().filter(|_| may.modify.is_some()) else {
        return Some(gives);
    };
    let offering = modify.clone();
    Some(
        gives
            .offers(move |console| zones::choices_to_give(console, &offering))
            .gives(move |changes| zones::given_to_levels(&modify, changes)),
    )
}

/// Which outputs it lets drive.
fn drives(may: &May<Kind>) -> Option<Relation<user_access_level::UserAccessLevel>> {
    let (view, seen) = (may.view.clone(), may.ends.outputs.clone()?);
    let drives = Relation::of_one(&OUTPUTS, "user-access-level-outputs", move |console, id| {
        outputs::of_level(console, &view, &seen, id)
    });
    let Some(modify) = may.ends.modify_outputs.clone().filter(|_| may.modify.is_some()) else {
        return Some(drives);
    };
    let offering = modify.clone();
    Some(
        drives
            .offers(move |console| outputs::choices_to_give(console, &offering))
            .gives(move |changes| outputs::given_to_levels(&modify, changes)),
    )
}

/// Whose it is.
fn members(may: &May<Kind>) -> Option<Relation<user_access_level::UserAccessLevel>> {
    let (view, seen) = (may.view.clone(), may.ends.users.clone()?);
    let keys = seen.clone();
    let members = Relation::of_one(&PEOPLE, "user-access-level-people", move |console, id| {
        levels::members(console, &view, &seen, id)
    });
    let members = members.with_keys(keys.clone()).with_fullest_key(keys);
    let Some(people) = may.ends.people.clone().filter(|_| may.modify.is_some()) else {
        return Some(members);
    };
    let (offering, picking) = (people.clone(), people.clone());
    // Who is offered comes from memory.
    Some(
        members
            .offers(move |console| doors::people_for_access(console, &offering))
            .picks(move |console, ids: &[UserId]| doors::people_picked(console, &picking, ids))
            .gives(move |changes| levels::given_people(&people, changes)),
    )
}
