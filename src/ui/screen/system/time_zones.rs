//! System > Time zones: the site's own time, which is the computer's, and those by which locks go that lie elsewhere.

use keydesk::console::Console;
use keydesk::domain::permission::{TimeZonesAddDelete, TimeZonesView};
use keydesk::domain::time_zone::{Rule, TimeZoneId, clock};
use keydesk::operation;
use keydesk::operation::time_zones::{self, ListRow};
use keydesk::session::Permit;

use super::time_zone::{ahead_now, dates};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::Kind;
use crate::part::list::{Column, Never, Whole, column};
use crate::place::{Entry, Place};
use crate::screen::listing::{Listing, Records};
use crate::widget::table::Cell;
use crate::widget::task::Task;

/// The list of time zones.
pub type TimeZones = Listing<Zones>;

/// What the list is of.
#[derive(Clone)]
pub struct Zones {
    view: Permit<TimeZonesView>,
    add_delete: Option<Permit<TimeZonesAddDelete>>,
    /// How the site's own time is called.
    of_site: String,
}

/// The site's own time, or one of the others.
#[derive(Debug, Clone)]
pub struct Row {
    id: Option<TimeZoneId>,
    name: String,
    rule: Option<Rule>,
    points: usize,
}

impl Kind for Permit<TimeZonesAddDelete> {
    type Of = Option<TimeZoneId>;

    const NAME: &'static str = "time-zone";

    fn delete(&self, context: &Context, zone: Option<TimeZoneId>) -> Option<Task<Answer<usize>>> {
        let (permit, zone) = (self.clone(), zone?);
        Some(context.ask(move |console| time_zones::delete(console, &permit, zone).map(|()| 0)))
    }

    fn allows(&self, context: &Context, zone: Option<TimeZoneId>) -> Option<Task<Answer<()>>> {
        let (permit, zone) = (self.clone(), zone?);
        Some(context.ask(move |console| time_zones::may_delete(console, &permit, zone)))
    }
}

impl Whole for Zones {
    type Id = Option<TimeZoneId>;
    type Row = Row;
    type Facet = Never;

    const ENTRY: Entry = Entry::TimeZones;

    fn all(&self, console: &Console) -> Result<Vec<Row>, operation::Error> {
        let of_site = Row { id: None, name: self.of_site.clone(), rule: None, points: 0 };
        let others =
            time_zones::list(console, &self.view)?.into_iter().map(|ListRow { id, zone, points }| Row {
                id: Some(id),
                name: zone.name.to_string(),
                rule: Some(zone.rule),
                points,
            });
        Ok([of_site].into_iter().chain(others).collect())
    }

    fn id(row: &Row) -> Option<TimeZoneId> {
        row.id
    }

    fn name(row: &Row) -> &str {
        &row.name
    }

    fn text(row: &Row) -> String {
        row.name.clone()
    }

    fn columns(&self) -> Vec<Column<Row>> {
        vec![
            column("time-zone-name", 260.0, |row: &Row, _| Cell::strong(row.name.as_str())).least(140.0),
            column("time-zone-column-ahead", 110.0, |row: &Row, context| {
                Cell::text(clock(ahead_now(context, row.rule.as_ref())))
            })
            .least(90.0)
            .by(|row| row.rule.map(|rule| rule.ahead.minutes())),
            column("time-zone-saving", 280.0, |row: &Row, context| {
                Cell::text(dates(context, row.rule.as_ref()))
            })
            .grows()
            .least(120.0)
            .by(|row| row.rule.map(|rule| rule.saving.is_some())),
            column("time-zone-column-points", 130.0, |row: &Row, _| match row.id {
                Some(_) => Cell::number(row.points.to_string()),
                None => Cell::empty(),
            })
            .end()
            .least(110.0)
            .by(|row| row.points),
        ]
    }
}

impl Records for Zones {
    type Deleting = Permit<TimeZonesAddDelete>;

    const ICON: Icon = Icon::Globe;
    const TITLE: &'static str = "entry-time-zones";
    const NEW: Place = Place::NewTimeZone;

    fn of(context: &Context) -> Option<Zones> {
        let of_site = context.words.get("time-zone-of-site").into_owned();
        Some(Zones { view: context.may()?, add_delete: context.may(), of_site })
    }

    fn deleting(&self) -> Option<&Permit<TimeZonesAddDelete>> {
        self.add_delete.as_ref()
    }

    /// Further ones are added where the site uses several.
    fn may_add(&self, context: &Context) -> bool {
        self.add_delete.is_some() && context.console.site().several_time_zones
    }

    fn may_delete(&self, _: &Context, id: Option<TimeZoneId>) -> bool {
        id.is_some()
    }

    fn place(id: Option<TimeZoneId>) -> Place {
        Place::TimeZone(id)
    }
}
