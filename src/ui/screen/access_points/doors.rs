//! Access points > Doors, and door information: the fields that a key needs, and who has a right to it.

use std::convert::Infallible;

use iced::widget::column;
use keydesk::console::Console;
use keydesk::domain::door::{self, DoorId};
use keydesk::domain::permission::{
    AuditTrailView, DoorsAddDelete, DoorsModify, DoorsModifyAccess, DoorsView, UserAccessLevelsModify,
    UserAccessLevelsView, UsersModify, UsersView, ZonesModifyAccess, ZonesView,
};
use keydesk::domain::user::UserId;
use keydesk::operation::doors::{self, Besides, Listed};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Error, Noun, audit_trail, opening, user_access_levels, zones};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column, EVENTS, Section, Sheet};
use crate::part::relation::{OPENERS, PEOPLE, Relation, USER_ACCESS_LEVELS, ZONES};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::Listing;
use crate::screen::named::{Change, May, RowOf, Thing, Things, operations};
use crate::theme::space;
use crate::widget::table::Cell;
use crate::widget::{Element, form, surface, text};

/// The list of doors.
pub type Doors = Listing<Things<Kind>>;

/// The screen of a door, or of a new one.
pub type Door = Information<May<Kind>>;

/// Doors, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// The rights over what doors are related to.
#[derive(Clone)]
pub struct Ends {
    users: Option<Permit<UsersView>>,
    /// The right over people to give doors to them.
    people: Option<Permit<UsersModify>>,
    levels: Option<Permit<UserAccessLevelsView>>,
    /// The right over access levels to change what they give.
    modify_levels: Option<Permit<UserAccessLevelsModify>>,
    zones: Option<Permit<ZonesView>>,
    /// The right over zones to put doors into them.
    modify_zones: Option<Permit<ZonesModifyAccess>>,
    trail: Option<Permit<AuditTrailView>>,
}

impl Thing for Kind {
    type Id = DoorId;
    type Record = door::Door;
    type Own = ();
    type OwnChange = Infallible;
    type Besides = Besides;
    type Listed = Listed;
    type View = DoorsView;
    type Modify = DoorsModify;
    type AddDelete = DoorsAddDelete;
    type Access = DoorsModifyAccess;
    type Ends = Ends;

    const NAME: &'static str = "door";
    const ICON: Icon = Icon::DoorClosed;
    const NOUN: Noun = Noun::Door;
    const KIND: SubjectKind = SubjectKind::Door;
    const ENTRY: Entry = Entry::Doors;
    const TITLE: &'static str = "door-list-title";
    const DESCRIPTION: &'static str = "door-where";
    const NEW: Place = Place::NewDoor;
    const HAS_SHEET: bool = true;

    fn ends(context: &Context) -> Ends {
        Ends {
            users: context.may(),
            people: context.may(),
            levels: context.may(),
            modify_levels: context.may(),
            zones: context.may(),
            modify_zones: context.may(),
            trail: context.may(),
        }
    }

    operations!(doors);

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
        holders(may).into_iter().chain(access_levels(may)).chain(in_zones(may)).chain(openers(may)).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        let number = list::column("door-column-number", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.code.number().to_string())
        });
        vec![number.end().least(80.0).yields(2).by(|row| row.besides.code)]
    }

    fn sheet(may: &May<Kind>, console: &Console, row: RowOf<Kind>) -> Result<Option<Sheet>, Error> {
        let people = may.ends.users.as_ref().map(|users| doors::holders(console, &may.view, users, row.id));
        let people = people.transpose()?;
        let people = people.map(|people| Section::related("people-title", "sheet-no-people", people));
        let of = audit_trail::Of::Door(row.id);
        let events = may.ends.trail.as_ref().map(|trail| audit_trail::latest(console, trail, of, EVENTS));
        let who = |row: &audit_trail::ListRow| row.person.as_ref().map(|(_, name)| name.clone());
        let events = events.transpose()?.map(|events| Section::events(events, who));
        Ok(Some(Sheet {
            name: row.name,
            detail: row.description,
            state: None,
            sections: people.into_iter().chain(events).collect(),
        }))
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change>> {
        let words = &fields.context.words;
        let number: Element<'a, Change> = match fields.record.page() {
            Some(page) => text::mono(page.besides.code.number().to_string()).into(),
            None => text::muted(words.get("door-number-later")).into(),
        };
        let content = column![
            form::pairs([(words.get("door-column-number"), number)]),
            text::muted(words.get("door-number-hint"))
        ]
        .spacing(space::SM);
        vec![surface::panel(words.get("door-panel-keys"), content).into()]
    }

    fn place(id: DoorId) -> Place {
        Place::Door(id)
    }
}

/// Who has it one by one.
fn holders(may: &May<Kind>) -> Option<Relation<door::Door>> {
    let (view, seen) = (may.view.clone(), may.ends.users.clone()?);
    let keys = seen.clone();
    let people = Relation::of_one(&PEOPLE, "door-people", move |console, id| {
        doors::holders(console, &view, &seen, id)
    });
    let people = people.with_keys(keys);
    let Some((access, users)) = may.access.clone().zip(may.ends.people.clone()) else {
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
    let (view, seen) = (may.view.clone(), may.ends.levels.clone()?);
    let levels = Relation::of_one(&USER_ACCESS_LEVELS, "door-levels", move |console, id| {
        user_access_levels::of_door(console, &view, &seen, id)
    });
    let Some((access, modify)) = may.access.clone().zip(may.ends.modify_levels.clone()) else {
        return Some(levels);
    };
    let offering = modify.clone();
    Some(
        levels
            .offers(move |console| user_access_levels::choices_to_give(console, &offering))
            .gives(move |changes| user_access_levels::given_a_door(&access, &modify, changes)),
    )
}

/// Which zones it is in.
fn in_zones(may: &May<Kind>) -> Option<Relation<door::Door>> {
    let (view, seen) = (may.view.clone(), may.ends.zones.clone()?);
    let inside =
        Relation::of_one(&ZONES, "door-zones", move |console, id| zones::of_door(console, &view, &seen, id));
    let Some((access, modify)) = may.access.clone().zip(may.ends.modify_zones.clone()) else {
        return Some(inside);
    };
    let offering = modify.clone();
    Some(
        inside
            .offers(move |console| zones::choices_to_give(console, &offering))
            .gives(move |changes| zones::given_a_door(&access, &modify, changes)),
    )
}

/// Who may open it, in whatever way.
fn openers(may: &May<Kind>) -> Option<Relation<door::Door>> {
    let (view, seen) = (may.view.clone(), may.ends.users.clone()?);
    let keys = seen.clone();
    let openers = move |console: &Console, id| opening::of_door(console, &view, &seen, id);
    Some(Relation::of_one(&OPENERS, "door-openers", openers).with_keys(keys).that_follows())
}
