//! Access points > Lockers, and locker information: the number that keys name, what its lock is to do, and who has a right to
//! it.

use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::door::Mode;
use keydesk::domain::locker::{self, HOURS, LockerId, MODES, Typed};
use keydesk::domain::permission::{
    LockersAddDelete, LockersModify, LockersModifyAccess, LockersView, UserAccessLevelsModify,
    UserAccessLevelsView, UsersModify, UsersView, ZonesModifyAccess, ZonesView,
};
use keydesk::domain::text::folded;
use keydesk::domain::user::UserId;
use keydesk::operation::doors::{self, Offered};
use keydesk::operation::lockers::{self, Besides, Listed, Taken};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Error, Noun, opening, user_access_levels, zones};
use keydesk::session::Permit;

use super::lock;
use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column, Facet, Field, Section, Sheet};
use crate::part::relation::{OPENERS, PEOPLE, Relation, USER_ACCESS_LEVELS, ZONES};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::{Forgetting, Listing};
use crate::screen::named::{Change, May, OwnFacets, RowOf, Thing, Things, operations};
use crate::theme::space;
use crate::widget::check::check;
use crate::widget::field::field;
use crate::widget::semantics::Mark;
use crate::widget::table::Cell;
use crate::widget::{Element, form, surface, text};

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
    type OwnChange = OwnChange;
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
    const HAS_SHEET: bool = true;

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
        let taken = list::column("locker-taken", 150.0, |row: &RowOf<Kind>, context| {
            Cell::text(holder(context, row.besides.is_free, row.besides.taken.as_ref()).unwrap_or_default())
        });
        let since = list::column("locker-since", 140.0, |row: &RowOf<Kind>, context| {
            let taken = row.besides.taken.as_ref();
            Cell::text(taken.map(|taken| context.say().moment(taken.since)).unwrap_or_default())
        });
        let read = list::column("locker-read", 140.0, |row: &RowOf<Kind>, context| {
            let taken = row.besides.taken.as_ref();
            Cell::text(taken.map(|taken| context.say().moment(taken.read_at)).unwrap_or_default())
        });
        let own = [
            taken.least(110.0).yields(1).by(|row| {
                let taken = row.besides.taken.as_ref();
                (
                    !row.besides.is_free,
                    taken.is_none(),
                    taken.and_then(|taken| taken.by.as_deref().map(folded)),
                )
            }),
            since.least(120.0).yields(4).by(|row| row.besides.taken.as_ref().map(|taken| taken.since)),
            read.least(120.0).yields(5).by(|row| row.besides.taken.as_ref().map(|taken| taken.read_at)),
        ];
        lock::columns::<Kind>().into_iter().chain(own).collect()
    }

    fn facets() -> Vec<OwnFacets<Only>> {
        let of_locks = lock::facets(&MODES).into_iter();
        let of_locks = of_locks.map(|(field, facets)| {
            (field, facets.into_iter().map(|(facet, name)| (Only::Lock(facet), name)).collect())
        });
        let taken = vec![(Only::Taken, "locker-is-taken"), (Only::Untaken, "locker-is-free")];
        of_locks.chain([(TAKEN, taken)]).collect()
    }

    fn sheet(may: &May<Kind>, console: &Console, row: RowOf<Kind>) -> Result<Option<Sheet>, Error> {
        let users = may.ends.people.0.as_ref();
        let people = users.map(|users| lockers::people(console, &may.view, users, row.id)).transpose()?;
        let people = people.map(|people| Section::related("people-title", "sheet-no-people", people));
        let zones = may.ends.zones.0.as_ref();
        let zones = zones.map(|zones| lockers::zones(console, &may.view, zones, row.id)).transpose()?;
        let zones = zones.map(|zones| Section::related("zones-title", "locker-zones-none", zones));
        Ok(Some(Sheet {
            name: row.name,
            detail: row.description,
            state: None,
            sections: people.into_iter().chain(zones).collect(),
        }))
    }

    fn admits(listed: &Listed, facet: Only) -> bool {
        match facet {
            Only::Lock(facet) => facet.admits(listed),
            Only::Taken => listed.taken.is_some(),
            Only::Untaken => listed.is_free && listed.taken.is_none(),
        }
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<OwnChange>>> {
        let page = fields.record.page();
        let own = &fields.form.own;
        let on_keys = lock::number(fields.context, page.map(|page| page.besides.code.number()));
        let standing = page.map(|page| lock::standing(fields.context, &page.besides.lock));
        let modes: &[Mode] = if own.free { &[Mode::Toggle] } else { &MODES };
        let settings = lock::panels(fields, modes, &own.lock, &own.general);
        let settings = settings.into_iter().map(|panel| panel.map(OwnChange::Lock));
        let own = settings.chain([free(fields)]);
        let own = own.map(|panel| panel.map(Change::Own));
        [on_keys].into_iter().chain(standing).chain(own).collect()
    }

    fn change(_: &Context, own: &mut Typed, change: OwnChange) {
        match change {
            OwnChange::Lock(change) => lock::change(&mut own.lock, &mut own.general, change),
            OwnChange::Free(is_free) => {
                own.free = is_free;
                // What is taken and opened in turn opens in no other way.
                own.lock.mode = if is_free { Mode::Toggle } else { Typed::default().lock.mode };
            }
            OwnChange::Hours(typed) => own.hours = typed,
            OwnChange::Minutes(typed) => own.minutes = typed,
        }
    }

    const FORGETTING: Option<Forgetting> = Some(Forgetting {
        label: "locker-forget",
        title: "locker-forget-title",
        sentence: "locker-forget-sentence",
        told: "locker-forgotten",
    });

    fn may_forget(listed: &Listed) -> bool {
        listed.may_forget
    }

    fn forget(console: &Console, permit: &Permit<LockersModify>, ids: &[LockerId]) -> Result<usize, Error> {
        lockers::forget_holders(console, permit, ids)
    }

    fn place(id: LockerId) -> Place {
        Place::Locker(id)
    }

    fn point(id: LockerId) -> Option<AccessPoint> {
        Some(AccessPoint::Locker(id))
    }
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only {
    Lock(lock::Only),
    Taken,
    /// Nobody is known to have it.
    Untaken,
}

const TAKEN: Field = list::field("locker-taken", Icon::LockKeyhole);

impl Facet for Only {
    fn field(&self) -> Field {
        match self {
            Only::Lock(facet) => facet.field(),
            Only::Taken | Only::Untaken => TAKEN,
        }
    }

    fn key(&self) -> String {
        match self {
            Only::Lock(facet) => facet.key(),
            Only::Taken => "taken".to_owned(),
            Only::Untaken => "untaken".to_owned(),
        }
    }

    fn from_key(key: &str) -> Option<Only> {
        match key {
            "taken" => Some(Only::Taken),
            "untaken" => Some(Only::Untaken),
            key => lock::Only::from_key(key).map(Only::Lock),
        }
    }
}

/// Who has a locker, as far as that is known; nothing of one that is not taken.
fn holder(context: &Context, is_free: bool, taken: Option<&Taken>) -> Option<String> {
    let words = &context.words;
    match taken {
        _ if !is_free => None,
        None => Some(words.get("locker-nobody").into_owned()),
        Some(Taken { by: None, .. }) => Some(words.get("locker-somebody").into_owned()),
        Some(Taken { by: Some(name), .. }) => Some(name.clone()),
    }
}

/// What is done to the form.
#[derive(Debug, Clone)]
pub enum OwnChange {
    Lock(lock::Change),
    Free(bool),
    Hours(String),
    Minutes(String),
}

/// Whether it is nobody's until somebody takes it, and for how long one may keep it.
fn free<'a>(fields: &Fields<'a, May<Kind>>) -> Element<'a, OwnChange> {
    let Fields { context, record, .. } = *fields;
    let (words, own) = (&context.words, &fields.form.own);
    let mark = if own.free { Mark::On } else { Mark::Off };
    let tick = check(words.get("locker-free"), mark).hint(words.get("locker-free-hint"));
    let tick = tick.on_toggle_maybe(record.may_edit().then_some(OwnChange::Free(!own.free)));
    let at = locker::Field::Own(HOURS);
    let kept = own.free.then(|| {
        let hours = record.field(context, "locker-hours", at, &own.hours, |_, typed| OwnChange::Hours(typed));
        let minutes = field(words.get("locker-minutes"), &own.minutes).id("minutes");
        let minutes = minutes.on_input_maybe(record.may_edit().then_some(OwnChange::Minutes));
        form::beside([hours.hint(words.get("locker-kept-hint")).into(), minutes.into()])
    });
    let told = own.free.then(|| text::muted(words.get("locker-free-master")).into());
    let known = record.page().filter(|_| own.free).map(|page| {
        let taken = page.besides.taken.as_ref();
        let mut pairs = vec![("locker-taken", holder(context, true, taken).unwrap_or_default())];
        if let Some(Taken { since, read_at, .. }) = taken {
            pairs.push(("locker-since", context.say().moment(*since)));
            pairs.push(("locker-read", context.say().moment(*read_at)));
        }
        let pairs = pairs.into_iter().map(|(id, said)| (words.get(id), Element::from(text::body(said))));
        iced::widget::column![form::pairs(pairs), text::muted(words.get("locker-taken-hint"))]
            .spacing(space::SM)
            .into()
    });
    let content = form::fields([Element::from(tick)].into_iter().chain(kept).chain(known).chain(told));
    surface::panel(words.get("locker-panel-free"), content).into()
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
    let (keys, of) = (seen.clone(), view.clone());
    // Whoever has the right to a free one as to a door is its master.
    let title = move |console: &Console, id: LockerId| {
        Ok(lockers::is_free(console, &of, id)?.then_some("openers-of-free-title"))
    };
    let openers = move |console: &Console, id, at| opening::of_locker(console, &view, &seen, id, at);
    Some(Relation::of_answers(&OPENERS, "locker-openers", openers).with_keys(keys).titled_by(title))
}
