//! Access points > Lockdown areas, and lockdown area information: its doors, and what there is to be done in an emergency.

use std::convert::Infallible;

use iced::widget::column;
use keydesk::domain::lockdown_area::{self, LockdownAreaId};
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, LockdownAreasAddDelete, LockdownAreasModify, LockdownAreasView,
};
use keydesk::operation::lockdown_areas::{self, Besides, Listed};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Noun, doors};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column};
use crate::part::relation::{DOORS, Relation};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::Listing;
use crate::screen::named::{Change, May, RowOf, Thing, Things, operations};
use crate::theme::space;
use crate::widget::table::Cell;
use crate::widget::{Element, surface, text};

/// The list of lockdown areas.
pub type LockdownAreas = Listing<Things<Kind>>;

/// The screen of a lockdown area, or of a new one.
pub type LockdownArea = Information<May<Kind>>;

/// Lockdown areas, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

impl Thing for Kind {
    type Id = LockdownAreaId;
    type Record = lockdown_area::LockdownArea;
    type Own = ();
    type OwnChange = Infallible;
    type Besides = Besides;
    type Listed = Listed;
    type View = LockdownAreasView;
    type Modify = LockdownAreasModify;
    type AddDelete = LockdownAreasAddDelete;
    type Access = LockdownAreasModify;
    type Ends = (Option<Permit<DoorsView>>, Option<Permit<DoorsModifyAccess>>);
    type Offered = ();
    type Facet = list::Never;

    const NAME: &'static str = "lockdown-area";
    const ICON: Icon = Icon::DoorClosedLocked;
    const NOUN: Noun = Noun::LockdownArea;
    const KIND: SubjectKind = SubjectKind::LockdownArea;
    const ENTRY: Entry = Entry::LockdownAreas;
    const TITLE: &'static str = "entry-lockdown-areas";
    const DESCRIPTION: &'static str = "thing-what-for";
    const NEW: Place = Place::NewLockdownArea;
    const HAS_HOLDERS: bool = false;
    const TOUCHES_KEYS: bool = false;

    fn ends(context: &Context) -> Self::Ends {
        (context.may(), context.may())
    }

    operations!(lockdown_areas, no keys);

    fn people(_: &Besides) -> usize {
        0
    }

    fn people_listed(_: &Listed) -> usize {
        0
    }

    fn may_give(besides: &Besides) -> bool {
        besides.may_give
    }

    fn relations(may: &May<Kind>) -> Vec<Relation<lockdown_area::LockdownArea>> {
        let by =
            (lockdown_areas::doors as _, doors::choices_for_access as _, lockdown_areas::given_doors as _);
        let inside = may.related(&DOORS, "lockdown-area-doors", &may.ends, by);
        inside.map(Relation::without_limits).into_iter().collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        let doors = list::column("doors-title", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.doors.to_string())
        });
        vec![doors.end().least(72.0).by(|row| row.besides.doors)]
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<Infallible>>> {
        let words = &fields.context.words;
        let told = ["lockdown-told", "lockdown-set", "lockdown-override"];
        let [told, set, overrides] = told.map(|told| text::body(words.get(told)));
        let content = column![told, set, overrides].spacing(space::SM);
        vec![surface::panel(words.get("lockdown-in-emergency"), content).into()]
    }

    fn place(id: LockdownAreaId) -> Place {
        Place::LockdownArea(id)
    }
}
