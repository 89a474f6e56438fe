//! Access points > Lockers, and locker information: the number that keys name, what its lock is to do, and who has a right to
//! it.

use keydesk::console::Console;
use keydesk::domain::locker::{self, LockerId, MODES, Typed};
use keydesk::domain::permission::{
    LockersAddDelete, LockersModify, LockersModifyAccess, LockersView, UserAccessLevelsModify,
    UserAccessLevelsView, UsersModify, UsersView, ZonesModifyAccess, ZonesView,
};
use keydesk::domain::user::UserId;
use keydesk::operation::doors::{self, Offered};
use keydesk::operation::lockers::{self, Besides, Listed};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Error, Noun, opening, user_access_levels, zones};
use keydesk::session::Permit;

use super::lock::{self, Only};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::Column;
use crate::part::relation::{OPENERS, PEOPLE, Relation, USER_ACCESS_LEVELS, ZONES};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::Listing;
use crate::screen::named::{Change, May, OwnFacets, RowOf, Thing, Things, operations};
use crate::widget::Element;

/// The list of lockers.
pub type Lockers = Listing<Things<Kind>>;

/// The screen of a locker, or of a new one.
pub type Locker = Information<May<Kind>>;

/// Lockers, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// The rights over what lockers are related to: to see it, and to change what is between the two.
#[derive(Clone)]
pub struct Ends {
    people: (Option<Permit<UsersView>>, Option<Permit<UsersModify>>),
    levels: (Option<Permit<UserAccessLevelsView>>, Option<Permit<UserAccessLevelsModify>>),
    zones: (Option<Permit<ZonesView>>, Option<Permit<ZonesModifyAccess>>),
}

impl Thing for Kind {
    type Id = LockerId;
    type Record = locker::Locker;
    type Own = Typed;
    type OwnChange = lock::Change;
    type Besides = Besides;
    type Listed = Listed;
    type View = LockersView;
    type Modify = LockersModify;
    type AddDelete = LockersAddDelete;
    type Access = LockersModifyAccess;
    type Ends = Ends;
    type Offered = Offered;
    type Facet = Only;

    const NAME: &'static str = "locker";
    const ICON: Icon = Icon::LockKeyhole;
    const NOUN: Noun = Noun::Locker;
    const KIND: SubjectKind = SubjectKind::Locker;
    const ENTRY: Entry = Entry::Lockers;
    const TITLE: &'static str = "entry-lockers";
    const DESCRIPTION: &'static str = "door-where";
    const NEW: Place = Place::NewLocker;
    const OWN_NOTE: Option<&'static str> = Some("schedule-note");

    fn ends(context: &Context) -> Ends {
        Ends {
            people: (context.may(), context.may()),
            levels: (context.may(), context.may()),
            zones: (context.may(), context.may()),
        }
    }

    operations!(lockers);

    fn offered(console: &Console, permit: &Permit<LockersView>) -> Result<Offered, Error> {
        lockers::offered(console, permit)
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

    fn relations(may: &May<Kind>) -> Vec<Relation<locker::Locker>> {
        let own = people(may).into_iter().chain(access_levels(may)).chain(in_zones(may));
        own.chain(openers(may)).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        lock::columns::<Kind>()
    }

    fn facets() -> Vec<OwnFacets<Only>> {
        lock::facets(&MODES)
    }

    fn admits(listed: &Listed, facet: Only) -> bool {
        facet.admits(listed)
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<lock::Change>>> {
        let page = fields.record.page();
        let own = &fields.form.own;
        let on_keys = lock::number(fields.context, page.map(|page| page.besides.code.number()));
        let standing = page.map(|page| lock::standing(fields.context, &page.besides.lock));
        let settings = lock::panels(fields, &MODES, &own.lock, &own.general);
        let own = settings.into_iter().map(|panel| panel.map(Change::Own));
        [on_keys].into_iter().chain(standing).chain(own).collect()
    }

    fn change(_: &Context, own: &mut Typed, change: lock::Change) {
        lock::change(&mut own.lock, &mut own.general, change);
    }

    fn place(id: LockerId) -> Place {
        Place::Locker(id)
    }
}

/// Who has it one by one.
fn people(may: &May<Kind>) -> Option<Relation<locker::Locker>> {
    let (view, seen) = (may.view.clone(), may.ends.people.0.clone()?);
    let keys = seen.clone();
    let people = Relation::of_one(&PEOPLE, "locker-people", move |console, id| {
        lockers::people(console, &view, &seen, id)
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
            .gives(move |changes| lockers::given_people(&access, &users, changes)),
    )
}

/// By which access levels it is given.
fn access_levels(may: &May<Kind>) -> Option<Relation<locker::Locker>> {
    let by = (lockers::levels as _, user_access_levels::choices_to_give as _, lockers::given_levels as _);
    may.related(&USER_ACCESS_LEVELS, "locker-levels", &may.ends.levels, by)
}

/// Which zones it is in.
fn in_zones(may: &May<Kind>) -> Option<Relation<locker::Locker>> {
    let by = (lockers::zones as _, zones::choices_to_give as _, lockers::given_zones as _);
    may.related(&ZONES, "locker-zones", &may.ends.zones, by)
}

/// Who may open it, in whatever way.
fn openers(may: &May<Kind>) -> Option<Relation<locker::Locker>> {
    let (view, seen) = (may.view.clone(), may.ends.people.0.clone()?);
    let keys = seen.clone();
    let openers = move |console: &Console, id| opening::of_locker(console, &view, &seen, id);
    Some(Relation::of_one(&OPENERS, "locker-openers", openers).with_keys(keys).that_follows())
}
