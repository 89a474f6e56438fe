//! Access points > Roll-call areas, and roll-call area information: what it is in a roll call, and at which doors people come
//! in and go out.

use iced::widget::column;
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, RollCallAreasAddDelete, RollCallAreasModify, RollCallAreasView,
};
use keydesk::domain::roll_call_area::{self, Purpose, RollCallAreaId};
use keydesk::operation::roll_call_areas::{self, Besides, Listed};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Noun, doors};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column, Facet, Field, field};
use crate::part::relation::{DOORS, Relation};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::Listing;
use crate::screen::named::{Change, May, OwnFacets, RowOf, Thing, Things, operations};
use crate::theme::space;
use crate::widget::choice::{choice, radio_group};
use crate::widget::table::Cell;
use crate::widget::{Element, surface, text};

/// The list of roll-call areas.
pub type RollCallAreas = Listing<Things<Kind>>;

/// The screen of a roll-call area, or of a new one.
pub type RollCallArea = Information<May<Kind>>;

/// Roll-call areas, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

impl Thing for Kind {
    type Id = RollCallAreaId;
    type Record = roll_call_area::RollCallArea;
    type Own = Purpose;
    type OwnChange = Purpose;
    type Besides = Besides;
    type Listed = Listed;
    type View = RollCallAreasView;
    type Modify = RollCallAreasModify;
    type AddDelete = RollCallAreasAddDelete;
    type Access = RollCallAreasModify;
    type Ends = (Option<Permit<DoorsView>>, Option<Permit<DoorsModifyAccess>>);
    type Offered = ();
    type Facet = Only;

    const NAME: &'static str = "roll-call-area";
    const ICON: Icon = Icon::ListChecks;
    const NOUN: Noun = Noun::RollCallArea;
    const KIND: SubjectKind = SubjectKind::RollCallArea;
    const ENTRY: Entry = Entry::RollCallAreas;
    const TITLE: &'static str = "entry-roll-call-areas";
    const DESCRIPTION: &'static str = "thing-what-for";
    const NEW: Place = Place::NewRollCallArea;
    const HAS_HOLDERS: bool = false;
    const TOUCHES_KEYS: bool = false;

    fn ends(context: &Context) -> Self::Ends {
        (context.may(), context.may())
    }

    operations!(roll_call_areas, no keys);

    fn people(_: &Besides) -> usize {
        0
    }

    fn people_listed(_: &Listed) -> usize {
        0
    }

    fn may_give(besides: &Besides) -> bool {
        besides.may_give
    }

    fn relations(may: &May<Kind>) -> Vec<Relation<roll_call_area::RollCallArea>> {
        entries(may).into_iter().chain(exits(may)).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        let purpose = list::column("roll-call-purpose", 150.0, |row: &RowOf<Kind>, context| {
            Cell::text(context.words.get(name(row.besides.purpose)).into_owned())
        });
        let entries = list::column("roll-call-entries", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.entries.to_string())
        });
        let exits = list::column("roll-call-exits", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.exits.to_string())
        });
        vec![
            purpose.least(120.0).by(|row| row.besides.purpose),
            entries.end().least(76.0).by(|row| row.besides.entries),
            exits.end().least(76.0).by(|row| row.besides.exits),
        ]
    }

    fn facets() -> Vec<OwnFacets<Only>> {
        vec![(PURPOSE, Purpose::ALL.map(|purpose| (Only(purpose), name(purpose))).into())]
    }

    fn admits(listed: &Listed, Only(purpose): Only) -> bool {
        listed.purpose == purpose
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<Purpose>>> {
        let words = &fields.context.words;
        let purposes = Purpose::ALL
            .map(|purpose| choice(purpose, words.get(name(purpose))).hint(words.get(hint(purpose))));
        let purposes = radio_group(purposes.into(), Some(fields.form.own), Change::Own);
        let purposes = purposes.id("purpose").enabled(fields.record.may_edit());
        let told = text::muted(words.get("roll-call-told"));
        let content = column![Element::from(purposes), told].spacing(space::MD);
        vec![surface::panel(words.get("roll-call-purpose"), content).into()]
    }

    fn change(_: &Context, own: &mut Purpose, change: Purpose) {
        *own = change;
    }

    fn place(id: RollCallAreaId) -> Place {
        Place::RollCallArea(id)
    }
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Only(Purpose);

const PURPOSE: Field = field("roll-call-purpose", Icon::ListChecks);

impl Facet for Only {
    fn field(&self) -> Field {
        PURPOSE
    }

    fn key(&self) -> String {
        self.0.key().to_owned()
    }

    fn from_key(key: &str) -> Option<Only> {
        Purpose::from_key(key).map(Only)
    }
}

const fn name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Inside => "roll-call-inside",
        Purpose::AssemblyPoint => "roll-call-assembly-point",
    }
}

const fn hint(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Inside => "roll-call-inside-hint",
        Purpose::AssemblyPoint => "roll-call-assembly-point-hint",
    }
}

/// At which doors people come in.
fn entries(may: &May<Kind>) -> Option<Relation<roll_call_area::RollCallArea>> {
    let by =
        (roll_call_areas::entries as _, doors::choices_for_access as _, roll_call_areas::given_entries as _);
    let entries = may.related(&DOORS, "roll-call-entries", &may.ends, by)?;
    Some(entries.titled("roll-call-entries").without_limits())
}

/// At which doors they go out.
fn exits(may: &May<Kind>) -> Option<Relation<roll_call_area::RollCallArea>> {
    let by = (roll_call_areas::exits as _, doors::choices_for_access as _, roll_call_areas::given_exits as _);
    let exits = may.related(&DOORS, "roll-call-exits", &may.ends, by)?;
    Some(exits.titled("roll-call-exits").without_limits())
}
