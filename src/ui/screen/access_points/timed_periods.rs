//! Access points > Timed periods and automatic changes: both kinds of schedule in one list.

use keydesk::console::Console;
use keydesk::domain::automatic_change::{AutomaticChangeId, Plans};
use keydesk::domain::permission::{TimedPeriodsModify, TimedPeriodsView};
use keydesk::domain::schedule::Number;
use keydesk::domain::text::folded;
use keydesk::domain::timed_period::{Stretches, TimedPeriodId};
use keydesk::domain::timetable::time;
use keydesk::operation::{self, automatic_changes, timed_periods};
use keydesk::session::Permit;

use super::automatic_change;
use crate::context::{Answer, Context};
use crate::days;
use crate::icon::Icon;
use crate::part::deletion::Kind;
use crate::part::list::{Column, Facet, Field, Value, Whole, column, field};
use crate::place::{Entry, Place};
use crate::screen::listing::{Listing, Records};
use crate::theme::Tone;
use crate::widget::badge::badge;
use crate::widget::table::Cell;
use crate::widget::task::Task;
use crate::words::Words;

/// The list of timed periods and automatic changes.
pub type TimedPeriods = Listing<Schedules>;

/// What the list is of.
#[derive(Clone)]
pub struct Schedules {
    view: Permit<TimedPeriodsView>,
    modify: Option<Permit<TimedPeriodsModify>>,
}

/// One of either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Id {
    Period(TimedPeriodId),
    Change(AutomaticChangeId),
}

/// What is shown of one.
#[derive(Debug, Clone)]
pub struct Row {
    id: Id,
    number: Number,
    name: String,
    description: String,
    says: Says,
    doors: usize,
}

/// What one says.
#[derive(Debug, Clone)]
enum Says {
    Periods(Stretches),
    Changes(Plans),
}

impl Says {
    const fn kind(&self) -> Only {
        match self {
            Says::Periods(_) => Only::Periods,
            Says::Changes(_) => Only::Changes,
        }
    }

    fn in_words(&self, words: &Words) -> String {
        match self {
            Says::Periods(stretches) => days::in_words(words, &stretches.hours()),
            Says::Changes(plans) => {
                let plans = plans.all().iter().map(|(days, plan)| {
                    let steps = plan.steps().iter();
                    let steps = steps.map(|step| {
                        format!("{} {}", time(step.from), words.get(automatic_change::name(step.mode)))
                    });
                    let steps: Vec<String> = steps.collect();
                    format!("{} {}", days::days_in_words(words, *days), steps.join(", "))
                });
                plans.collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only {
    Periods,
    Changes,
}

impl Only {
    const ALL: [Only; 2] = [Only::Periods, Only::Changes];

    const fn name(self) -> &'static str {
        match self {
            Only::Periods => "schedule-period",
            Only::Changes => "schedule-change",
        }
    }
}

const KIND: Field = field("schedule-kind", Icon::CalendarClock);

impl Facet for Only {
    fn field(&self) -> Field {
        KIND
    }

    fn key(&self) -> String {
        self.name().to_owned()
    }

    fn from_key(key: &str) -> Option<Only> {
        Only::ALL.into_iter().find(|only| only.name() == key)
    }
}

impl Kind for Permit<TimedPeriodsModify> {
    type Of = Id;

    const NAME: &'static str = "schedule";

    fn delete(&self, context: &Context, id: Id) -> Option<Task<Answer<usize>>> {
        let permit = self.clone();
        Some(context.ask(move |console| {
            match id {
                Id::Period(id) => timed_periods::delete(console, &permit, id)?,
                Id::Change(id) => automatic_changes::delete(console, &permit, id)?,
            }
            Ok::<_, operation::Error>(0)
        }))
    }

    fn allows(&self, context: &Context, id: Id) -> Option<Task<Answer<()>>> {
        let permit = self.clone();
        Some(context.ask(move |console| match id {
            Id::Period(id) => timed_periods::may_delete(console, &permit, id),
            Id::Change(id) => automatic_changes::may_delete(console, &permit, id),
        }))
    }
}

impl Whole for Schedules {
    type Id = Id;
    type Row = Row;
    type Facet = Only;

    const ENTRY: Entry = Entry::TimedPeriods;

    fn all(&self, console: &Console) -> Result<Vec<Row>, operation::Error> {
        let periods = timed_periods::list(console, &self.view)?.into_iter().map(|row| Row {
            id: Id::Period(row.id),
            number: row.number,
            name: row.name,
            description: row.description,
            says: Says::Periods(row.content),
            doors: row.doors,
        });
        let changes = automatic_changes::list(console, &self.view)?.into_iter().map(|row| Row {
            id: Id::Change(row.id),
            number: row.number,
            name: row.name,
            description: row.description,
            says: Says::Changes(row.content),
            doors: row.doors,
        });
        let mut rows: Vec<Row> = periods.chain(changes).collect();
        rows.sort_by_cached_key(|row| folded(&row.name));
        Ok(rows)
    }

    fn id(row: &Row) -> Id {
        row.id
    }

    fn name(row: &Row) -> &str {
        &row.name
    }

    fn text(row: &Row) -> String {
        format!("{}\n{}", row.name, row.description)
    }

    fn columns(&self) -> Vec<Column<Row>> {
        vec![
            column("thing-name", 200.0, |row: &Row, _| Cell::strong(row.name.as_str())).least(140.0),
            column("schedule-kind", 150.0, |row: &Row, context| {
                Cell::badge(badge(context.words.get(row.says.kind().name()), Tone::Neutral))
            })
            .least(130.0)
            .by(|row| row.says.kind() as u8),
            column("schedule-says", 300.0, |row: &Row, context| match &row.says {
                Says::Periods(stretches) if stretches.all().is_empty() => {
                    Cell::badge(badge(context.words.get("schedule-never"), Tone::Warning))
                }
                says => Cell::text(says.in_words(&context.words)),
            })
            .grows()
            .least(160.0),
            column("schedule-doors", 90.0, |row: &Row, _| Cell::number(row.doors.to_string()))
                .end()
                .least(72.0)
                .by(|row| row.doors),
            column("thing-what-for", 200.0, |row: &Row, _| Cell::text(row.description.as_str()))
                .least(120.0)
                .yields(2)
                .by(|row| folded(&row.description)),
            column("schedule-number", 90.0, |row: &Row, _| Cell::number(row.number.number().to_string()))
                .end()
                .least(80.0)
                .yields(1)
                .by(|row| row.number),
        ]
    }

    fn fields(&self, _: &Context) -> Vec<Field> {
        vec![KIND]
    }

    fn values(&self, context: &Context, _: Field) -> Vec<Value<Only>> {
        Only::ALL.into_iter().map(|only| (only, context.words.get(only.name()).into_owned())).collect()
    }

    fn admits(row: &Row, facet: &Only) -> bool {
        row.says.kind() == *facet
    }
}

impl Records for Schedules {
    type Deleting = Permit<TimedPeriodsModify>;

    const ICON: Icon = Icon::CalendarClock;
    const TITLE: &'static str = "entry-timed-periods";
    const NEW: Place = Place::NewTimedPeriod;
    const ALSO_NEW: Option<(&'static str, Place)> =
        Some(("automatic-change-another", Place::NewAutomaticChange));

    fn of(context: &Context) -> Option<Schedules> {
        Some(Schedules { view: context.may()?, modify: context.may() })
    }

    fn deleting(&self) -> Option<&Permit<TimedPeriodsModify>> {
        self.modify.as_ref()
    }

    fn in_question(row: &Row) -> usize {
        row.doors
    }

    fn place(id: Id) -> Place {
        match id {
            Id::Period(id) => Place::TimedPeriod(id),
            Id::Change(id) => Place::AutomaticChange(id),
        }
    }
}
