//! Access points > Rooms and suites: room information: its lock, its suite, and whether it is in service.

use std::borrow::Cow;

use chrono::NaiveDate;
use iced::widget::column;
use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::door::Setting;
use keydesk::domain::permission::{
    RoomsAddDelete, RoomsModify, RoomsView, UsersView, ZonesModifyAccess, ZonesView,
};
use keydesk::domain::room::{self, MODES, RoomId, Typed};
use keydesk::operation::doors::Offered;
use keydesk::operation::rooms::{self, Besides, Listed};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Error, Noun, suites, zones};
use keydesk::session::Permit;

use super::lock;
use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column};
use crate::part::relation::{OPENERS, Relation, SUITES, ZONES};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::named::{Change, May, RowOf, Thing, operations};
use crate::theme::space;
use crate::widget::check::check;
use crate::widget::date::date_field;
use crate::widget::field::field;
use crate::widget::semantics::Mark;
use crate::widget::{Element, form, surface};

/// The screen of a room, or of a new one.
pub type Room = Information<May<Kind>>;

/// Rooms, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// The rights over what rooms and suites are related to: to see it, and to change what is between the two.
#[derive(Clone)]
pub struct Ends {
    pub rooms: (Option<Permit<RoomsView>>, Option<Permit<RoomsModify>>),
    pub zones: (Option<Permit<ZonesView>>, Option<Permit<ZonesModifyAccess>>),
    pub people: Option<Permit<UsersView>>,
}

impl Ends {
    pub fn of(context: &Context) -> Ends {
        Ends {
            rooms: (context.may(), context.may()),
            zones: (context.may(), context.may()),
            people: context.may(),
        }
    }
}

impl Thing for Kind {
    type Id = RoomId;
    type Record = room::Room;
    type Own = Typed;
    type OwnChange = OwnChange;
    type Besides = Besides;
    type Listed = Listed;
    type View = RoomsView;
    type Modify = RoomsModify;
    type AddDelete = RoomsAddDelete;
    type Access = RoomsModify;
    type Ends = Ends;
    type Offered = Offered;
    type Facet = list::Never;

    const NAME: &'static str = "room";
    const ICON: Icon = Icon::Bed;
    const NOUN: Noun = Noun::Room;
    const KIND: SubjectKind = SubjectKind::Room;
    const ENTRY: Entry = Entry::Rooms;
    const TITLE: &'static str = "entry-rooms";
    const DESCRIPTION: &'static str = "door-where";
    const NEW: Place = Place::NewRoom;
    const OWN_NOTE: Option<&'static str> = Some("room-note");

    fn ends(context: &Context) -> Ends {
        Ends::of(context)
    }

    operations!(rooms);

    fn offered(console: &Console, permit: &Permit<RoomsView>) -> Result<Offered, Error> {
        rooms::offered(console, permit)
    }

    fn people(besides: &Besides) -> usize {
        besides.people
    }

    fn people_listed(listed: &Listed) -> usize {
        listed.point.users
    }

    fn may_give(besides: &Besides) -> bool {
        besides.may_give
    }

    fn relations(may: &May<Kind>) -> Vec<Relation<room::Room>> {
        let by = (rooms::suites as _, suites::choices_to_give as _, rooms::given_suites as _);
        let suite = may.related(&SUITES, "room-suites", &may.ends.rooms, by).map(Relation::without_limits);
        let by = (rooms::zones as _, zones::choices_to_give as _, rooms::given_zones as _);
        let in_zones = may.related(&ZONES, "room-zones", &may.ends.zones, by);
        suite.into_iter().chain(in_zones).chain(openers(may)).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        Vec::new()
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<OwnChange>>> {
        panels(fields)
    }

    fn change(_: &Context, own: &mut Typed, change: OwnChange) {
        changed(own, change);
    }

    fn place(id: RoomId) -> Place {
        Place::Room(id)
    }

    fn point(id: RoomId) -> Option<AccessPoint> {
        Some(AccessPoint::Room(id))
    }
}

/// Who may open it, in whatever way.
fn openers(may: &May<Kind>) -> Option<Relation<room::Room>> {
    let (view, seen) = (may.view.clone(), may.ends.people.clone()?);
    let keys = seen.clone();
    let openers = move |console: &Console, id, at| rooms::openers(console, &view, &seen, id, at);
    Some(Relation::of_answers(&OPENERS, "room-openers", openers).with_keys(keys))
}

/// What is done to what a room, or a suite, has besides its name.
#[derive(Debug, Clone)]
pub enum OwnChange {
    Lock(lock::Change),
    OutOfService(bool),
    Reason(String),
    Until(String, Option<NaiveDate>),
}

/// Changes what is typed and chosen.
pub fn changed(own: &mut Typed, change: OwnChange) {
    match change {
        OwnChange::Lock(change) => lock::change(&mut own.lock, &mut own.general, change),
        OwnChange::OutOfService(is_out) => own.is_out_of_service = is_out,
        OwnChange::Reason(typed) => own.reason = typed,
        OwnChange::Until(typed, day) => (own.until.typed, own.until.day) = (typed, day),
    }
}

/// The panels of a room, and of a suite.
pub fn panels<'a, T>(fields: &Fields<'a, May<T>>) -> Vec<Element<'a, Change<OwnChange>>>
where
    T: Thing<Own = Typed, Besides = Besides, Offered = Offered>,
{
    let (page, own) = (fields.record.page(), &fields.form.own);
    let on_keys = lock::number(fields.context, page.map(|page| page.besides.code.number()));
    let service = surface::panel(fields.context.words.get("room-panel-service"), service(fields));
    let service = Element::from(service).map(Change::Own);
    let standing = page.map(|page| lock::standing(fields.context, &page.besides.lock));
    let settings = lock::panels(fields, &MODES, &own.lock, &own.general).into_iter();
    let settings = settings.map(|panel| panel.map(|change| Change::Own(OwnChange::Lock(change))));
    [on_keys, service].into_iter().chain(standing).chain(settings).collect()
}

/// Whether it is given to guests; and if not, why, and until when.
fn service<'a, T: Thing<Own = Typed>>(fields: &Fields<'a, May<T>>) -> Element<'a, OwnChange> {
    let Fields { context, form: draft, record } = *fields;
    let (words, own, may_edit) = (&context.words, &draft.own, record.may_edit());
    let mark = if own.is_out_of_service { Mark::On } else { Mark::Off };
    let out = check(words.get("room-out-of-service"), mark).hint(words.get("room-out-of-service-hint"));
    let out = out.on_toggle_maybe(may_edit.then_some(OwnChange::OutOfService(!own.is_out_of_service)));
    if !own.is_out_of_service {
        return column![Element::from(out)].into();
    }
    let reason = record.field(context, "room-reason", Setting::Reason.field(), &own.reason, |_, typed| {
        OwnChange::Reason(typed)
    });
    // A day that is there is shown as this language writes it, until somebody types.
    let typed = match own.until.day.filter(|_| own.until.typed.is_empty()) {
        Some(day) => Cow::Owned(words.date(day)),
        None => Cow::Borrowed(own.until.typed.as_str()),
    };
    let today = context.today();
    let read = move |typed: &str| context.words.read_date(typed, today).ok();
    let until = field(words.get("room-until"), typed)
        .placeholder(words.get("room-until-open"))
        .error(record.fault(context, Setting::Until.field()))
        .on_input_maybe(may_edit.then_some(move |typed: String| {
            let day = read(&typed);
            OwnChange::Until(typed, day)
        }));
    let until: Element<'a, OwnChange> = match may_edit {
        true => date_field(until, own.until.day, today, words.calendar(), move |day| {
            OwnChange::Until(context.words.date(day), Some(day))
        })
        .into(),
        false => until.into(),
    };
    column![Element::from(out), form::beside([reason.into(), until])].spacing(space::MD).into()
}
