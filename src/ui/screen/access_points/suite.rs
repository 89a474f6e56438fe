//! Access points > Rooms and suites: suite information: the lock of its entrance, and its rooms.

use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::permission::{RoomsAddDelete, RoomsModify, RoomsView};
use keydesk::domain::room::Typed;
use keydesk::domain::suite::{self, SuiteId};
use keydesk::operation::doors::Offered;
use keydesk::operation::rooms::{self, Besides, Listed};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Error, Noun, suites, zones};
use keydesk::session::Permit;

use super::room::{self, Ends, OwnChange};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column};
use crate::part::relation::{OPENERS, ROOMS, Relation, ZONES};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::named::{Change, May, RowOf, Thing, operations};
use crate::widget::Element;

/// The screen of a suite, or of a new one.
pub type Suite = Information<May<Kind>>;

/// Suites, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

impl Thing for Kind {
    type Id = SuiteId;
    type Record = suite::Suite;
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

    const NAME: &'static str = "suite";
    const ICON: Icon = Icon::BedDouble;
    const NOUN: Noun = Noun::Suite;
    const KIND: SubjectKind = SubjectKind::Suite;
    const ENTRY: Entry = Entry::Rooms;
    const TITLE: &'static str = "entry-rooms";
    const DESCRIPTION: &'static str = "door-where";
    const NEW: Place = Place::NewSuite;
    const OWN_NOTE: Option<&'static str> = Some("room-note");

    fn ends(context: &Context) -> Ends {
        Ends::of(context)
    }

    operations!(suites);

    fn offered(console: &Console, permit: &Permit<RoomsView>) -> Result<Offered, Error> {
        suites::offered(console, permit)
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

    fn relations(may: &May<Kind>) -> Vec<Relation<suite::Suite>> {
        let by = (rooms::of_suite as _, rooms::choices_to_give as _, rooms::given_to_suites as _);
        let inside = may.related(&ROOMS, "suite-rooms", &may.ends.rooms, by).map(Relation::without_limits);
        let by = (suites::zones as _, zones::choices_to_give as _, suites::given_zones as _);
        let in_zones = may.related(&ZONES, "suite-zones", &may.ends.zones, by);
        inside.into_iter().chain(in_zones).chain(openers(may)).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        Vec::new()
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<OwnChange>>> {
        room::panels(fields)
    }

    fn change(_: &Context, own: &mut Typed, change: OwnChange) {
        room::changed(own, change);
    }

    fn place(id: SuiteId) -> Place {
        Place::Suite(id)
    }

    fn point(id: SuiteId) -> Option<AccessPoint> {
        Some(AccessPoint::Suite(id))
    }
}

/// Who may open its entrance, in whatever way.
fn openers(may: &May<Kind>) -> Option<Relation<suite::Suite>> {
    let (view, seen) = (may.view.clone(), may.ends.people.clone()?);
    let keys = seen.clone();
    let openers = move |console: &Console, id, at| suites::openers(console, &view, &seen, id, at);
    Some(Relation::of_answers(&OPENERS, "suite-openers", openers).with_keys(keys))
}
