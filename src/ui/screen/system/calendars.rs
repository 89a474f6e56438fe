//! System > Calendars.

use chrono::Datelike as _;
use keydesk::console::Console;
use keydesk::domain::calendar::{self, CalendarId};
use keydesk::domain::permission::{CalendarsModify, CalendarsView};
use keydesk::domain::text::folded;
use keydesk::operation;
use keydesk::operation::calendars::{self, ListRow};
use keydesk::session::Permit;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::Kind;
use crate::part::list::{Column, Never, Whole, column};
use crate::place::{Entry, Place};
use crate::screen::listing::{Listing, Records};
use crate::theme::Tone;
use crate::widget::badge::badge;
use crate::widget::table::Cell;
use crate::widget::task::Task;

/// The list of calendars.
pub type Calendars = Listing<Years>;

/// What the list is of.
#[derive(Clone)]
pub struct Years {
    view: Permit<CalendarsView>,
    modify: Option<Permit<CalendarsModify>>,
}

impl Kind for Permit<CalendarsModify> {
    type Of = CalendarId;

    const NAME: &'static str = "calendar";

    fn delete(&self, context: &Context, calendar: CalendarId) -> Option<Task<Answer<usize>>> {
        let permit = self.clone();
        Some(context.ask(move |console| calendars::delete(console, &permit, calendar).map(|()| 0)))
    }

    fn allows(&self, context: &Context, calendar: CalendarId) -> Option<Task<Answer<()>>> {
        let permit = self.clone();
        Some(context.ask(move |console| calendars::may_delete(console, &permit, calendar)))
    }
}

impl Whole for Years {
    type Id = CalendarId;
    type Row = ListRow;
    type Facet = Never;

    const ENTRY: Entry = Entry::Calendars;

    fn all(&self, console: &Console) -> Result<Vec<ListRow>, operation::Error> {
        calendars::list(console, &self.view)
    }

    fn id(row: &ListRow) -> CalendarId {
        row.id
    }

    fn name(row: &ListRow) -> &str {
        &row.name
    }

    fn text(row: &ListRow) -> String {
        format!("{}\n{}", row.name, row.description)
    }

    fn columns(&self) -> Vec<Column<ListRow>> {
        vec![
            column("calendar-name", 240.0, |row: &ListRow, _| Cell::strong(row.name.as_str())).least(140.0),
            column("calendar-description", 320.0, |row: &ListRow, _| Cell::text(row.description.as_str()))
                .grows()
                .least(120.0)
                .yields(1)
                .by(|row| folded(&row.description)),
            column("calendar-column-days", 110.0, |row: &ListRow, _| Cell::number(row.days.to_string()))
                .end()
                .by(|row| row.days),
            column("calendar-column-last", 170.0, |row: &ListRow, context| {
                match calendar::runs_out(row.last, context.today()) {
                    Some(year) => {
                        let year = year.to_string();
                        let told = context.words.with("calendar-runs-out", [("year", year.into())]);
                        Cell::badge(badge(told, Tone::Warning))
                    }
                    None => row.last.map_or_else(Cell::empty, |last| Cell::text(last.year().to_string())),
                }
            })
            .least(160.0)
            .by(|row| row.last),
            column("calendar-column-of-keys", 110.0, |row: &ListRow, context| match row.is_of_keys {
                true => Cell::badge(badge(context.words.get("calendar-is-of-keys"), Tone::Success)),
                false => Cell::empty(),
            })
            .least(90.0),
        ]
    }
}

impl Records for Years {
    type Deleting = Permit<CalendarsModify>;

    const ICON: Icon = Icon::CalendarDays;
    const TITLE: &'static str = "entry-calendars";
    const NEW: Place = Place::NewCalendar;

    fn of(context: &Context) -> Option<Years> {
        Some(Years { view: context.may()?, modify: context.may() })
    }

    fn deleting(&self) -> Option<&Permit<CalendarsModify>> {
        self.modify.as_ref()
    }

    fn place(id: CalendarId) -> Place {
        Place::Calendar(id)
    }
}
