//! Access points > Zones, and zone information: its doors, and who has them together.

use keydesk::console::Console;
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, LockersModifyAccess, LockersView, RoomsModify, RoomsView,
    UserAccessLevelsModify, UserAccessLevelsView, UsersModify, UsersView, ZonesAddDelete, ZonesModify,
    ZonesModifyAccess, ZonesView,
};
use keydesk::domain::user::UserId;
use keydesk::domain::zone::{self, Group, ZoneId};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::zones::{self, Besides, Listed};
use keydesk::operation::{Noun, doors, lockers, opening, rooms, suites, user_access_levels};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column, Facet, Field, field};
use crate::part::relation::{DOORS, LOCKERS, OPENERS, PEOPLE, ROOMS, Relation, SUITES, USER_ACCESS_LEVELS};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::Listing;
use crate::screen::named::{Change, May, OwnFacets, RowOf, Thing, Things, operations};
use crate::theme::space;
use crate::widget::choice::{choice, radio_group};
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::table::Cell;
use crate::widget::{Element, surface, text};

/// The list of zones.
pub type Zones = Listing<Things<Kind>>;

/// The screen of a zone, or of a new one.
pub type Zone = Information<May<Kind>>;

/// Zones, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// The rights over what zones are related to: to see it, and to change what is between the two.
#[derive(Clone)]
pub struct Ends {
    doors: (Option<Permit<DoorsView>>, Option<Permit<DoorsModifyAccess>>),
    lockers: (Option<Permit<LockersView>>, Option<Permit<LockersModifyAccess>>),
    rooms: (Option<Permit<RoomsView>>, Option<Permit<RoomsModify>>),
    people: (Option<Permit<UsersView>>, Option<Permit<UsersModify>>),
    levels: (Option<Permit<UserAccessLevelsView>>, Option<Permit<UserAccessLevelsModify>>),
}

impl Thing for Kind {
    type Id = ZoneId;
    type Record = zone::Zone;
    type Own = zone::Kind;
    type OwnChange = zone::Kind;
    type Besides = Besides;
    type Listed = Listed;
    type View = ZonesView;
    type Modify = ZonesModify;
    type AddDelete = ZonesAddDelete;
    type Access = ZonesModifyAccess;
    type Ends = Ends;
    type Offered = ();
    type Facet = Only;

    const NAME: &'static str = "zone";
    const ICON: Icon = Icon::Map;
    const NOUN: Noun = Noun::Zone;
    const KIND: SubjectKind = SubjectKind::Zone;
    const ENTRY: Entry = Entry::Zones;
    const TITLE: &'static str = "entry-zones";
    const DESCRIPTION: &'static str = "thing-what-for";
    const NEW: Place = Place::NewZone;

    fn ends(context: &Context) -> Ends {
        Ends {
            doors: (context.may(), context.may()),
            lockers: (context.may(), context.may()),
            rooms: (context.may(), context.may()),
            people: (context.may(), context.may()),
            levels: (context.may(), context.may()),
        }
    }

    operations!(zones);

    fn people(besides: &Besides) -> usize {
        besides.people
    }

    fn people_listed(listed: &Listed) -> usize {
        listed.users
    }

    fn is_of_nobody(listed: &Listed) -> bool {
        listed.users == 0 && listed.levels == 0
    }

    fn may_give(besides: &Besides) -> bool {
        besides.may_give
    }

    fn relations(may: &May<Kind>) -> Vec<Relation<zone::Zone>> {
        let own = doors_in(may)
            .into_iter()
            .chain(lockers_in(may))
            .chain(rooms_in(may))
            .chain(people(may))
            .chain(levels(may));
        own.chain(openers(may)).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        let doors = list::column("doors-title", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.doors.to_string())
        });
        let lockers = list::column("lockers-title", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.lockers.to_string())
        });
        let rooms = list::column("rooms-title", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.rooms.to_string())
        });
        let levels = list::column("user-access-levels-title", 120.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.levels.to_string())
        });
        let kind = list::column("zone-kind", 110.0, |row: &RowOf<Kind>, context| {
            Cell::text(match row.besides.kind.group() {
                Some(group) => context.words.with("zone-free-of", [("group", group.number().into())]).into(),
                None => context.words.get(name(row.besides.kind)),
            })
        });
        vec![
            kind.least(96.0).yields(1).by(|row| row.besides.kind),
            doors.end().least(72.0).by(|row| row.besides.doors),
            lockers.end().least(76.0).yields(3).by(|row| row.besides.lockers),
            rooms.end().least(76.0).yields(3).by(|row| row.besides.rooms),
            levels.end().least(110.0).yields(2).by(|row| row.besides.levels),
        ]
    }

    fn facets() -> Vec<OwnFacets<Only>> {
        vec![(KIND, zone::Kind::ALL.map(|kind| (Only(kind), name(kind))).into())]
    }

    fn admits(listed: &Listed, Only(kind): Only) -> bool {
        listed.kind.key() == kind.key()
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<zone::Kind>>> {
        let words = &fields.context.words;
        let own = fields.form.own;
        let may_choose = fields.record.may_edit() && fields.record.is_new();
        // Which group it is of is chosen beside it.
        let kinds = zone::Kind::ALL.map(|kind| if kind.key() == own.key() { own } else { kind });
        let kinds = kinds.map(|kind| choice(kind, words.get(name(kind))).hint(words.get(hint(kind))));
        let kinds = radio_group(kinds.into(), Some(own), Change::Own);
        let kinds = kinds.id("kind").enabled(may_choose);
        let group = own.group().map(|group| {
            let groups: Vec<_> = Group::all().map(|group| item(group, group.number().to_string())).collect();
            let chosen = |group| Change::Own(zone::Kind::Free(group));
            let select = select(words.get("zone-group"), groups, Some(group), chosen);
            Element::from(select.hint(words.get("zone-group-hint")).enabled(may_choose))
        });
        let told = text::muted(words.get("zone-kind-stays"));
        let shown = [Element::from(kinds)].into_iter().chain(group).chain([told.into()]);
        let content = iced::widget::Column::with_children(shown).spacing(space::MD);
        vec![surface::panel(words.get("zone-kind"), content).into()]
    }

    fn change(_: &Context, own: &mut zone::Kind, change: zone::Kind) {
        *own = change;
    }

    fn place(id: ZoneId) -> Place {
        Place::Zone(id)
    }
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Only(zone::Kind);

const KIND: Field = field("zone-kind", Icon::Map);

impl Facet for Only {
    fn field(&self) -> Field {
        KIND
    }

    fn key(&self) -> String {
        self.0.key().to_owned()
    }

    fn from_key(key: &str) -> Option<Only> {
        zone::Kind::from_key(key).map(Only)
    }
}

const fn name(kind: zone::Kind) -> &'static str {
    match kind {
        zone::Kind::High => "zone-high",
        zone::Kind::Low => "zone-low",
        zone::Kind::Free(_) => "zone-free",
    }
}

const fn hint(kind: zone::Kind) -> &'static str {
    match kind {
        zone::Kind::High => "zone-high-hint",
        zone::Kind::Low => "zone-low-hint",
        zone::Kind::Free(_) => "zone-free-hint",
    }
}

/// What is in it.
fn doors_in(may: &May<Kind>) -> Option<Relation<zone::Zone>> {
    let by = (zones::doors as _, doors::choices_for_access as _, zones::given_doors as _);
    may.related(&DOORS, "zone-doors", &may.ends.doors, by)
}

/// The lockers in it.
fn lockers_in(may: &May<Kind>) -> Option<Relation<zone::Zone>> {
    let by = (lockers::of_zone as _, lockers::choices_to_give as _, lockers::given_to_zones as _);
    may.related(&LOCKERS, "zone-lockers", &may.ends.lockers, by)
}

/// The rooms in it, and the entrances of suites.
fn rooms_in(may: &May<Kind>) -> Vec<Relation<zone::Zone>> {
    let by = (rooms::of_zone as _, rooms::choices_to_give as _, rooms::given_to_zones as _);
    let inside = may.related(&ROOMS, "zone-rooms", &may.ends.rooms, by);
    let by = (suites::of_zone as _, suites::choices_to_give as _, suites::given_to_zones as _);
    let of_suites = may.related(&SUITES, "zone-suites", &may.ends.rooms, by);
    inside.into_iter().chain(of_suites).collect()
}

/// Who may open its doors, in whatever way they have it.
fn openers(may: &May<Kind>) -> Option<Relation<zone::Zone>> {
    let (view, seen) = (may.view.clone(), may.ends.people.0.clone()?);
    let keys = seen.clone();
    let openers = move |console: &Console, id| opening::of_zone(console, &view, &seen, id);
    Some(Relation::of_one(&OPENERS, "zone-openers", openers).with_keys(keys).that_follows())
}

/// Who was given it.
fn people(may: &May<Kind>) -> Option<Relation<zone::Zone>> {
    let (view, seen) = (may.view.clone(), may.ends.people.0.clone()?);
    let keys = seen.clone();
    let people =
        Relation::of_one(&PEOPLE, "zone-people", move |console, id| zones::people(console, &view, &seen, id));
    let people = people.with_keys(keys.clone()).with_fullest_key(keys);
    let Some((access, users)) = may.access.clone().zip(may.ends.people.1.clone()) else {
        return Some(people);
    };
    let (offering, picking) = (users.clone(), users.clone());
    // Who is offered comes from memory.
    Some(
        people
            .offers(move |console| doors::people_for_access(console, &offering))
            .picks(move |console, ids: &[UserId]| doors::people_picked(console, &picking, ids))
            .gives(move |changes| zones::given_people(&access, &users, changes)),
    )
}

/// Which access levels give it.
fn levels(may: &May<Kind>) -> Option<Relation<zone::Zone>> {
    let by = (zones::levels as _, user_access_levels::choices_to_give as _, zones::given_levels as _);
    may.related(&USER_ACCESS_LEVELS, "zone-levels", &may.ends.levels, by)
}
