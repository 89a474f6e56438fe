//! Schedules of doors: timed periods and automatic changes. What both have stands here once; a kind says with [`Kept`] its
//! tables.

use std::collections::HashMap;

use rusqlite::params;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use super::timetables::period;
use super::view::record::{Among, Apart, Deleted, Place, Record};
use super::view::{Column, Id, Plain, Row, Values, plain};
use super::{Beyond, Change, Error, Noun, Unique, View};
use crate::domain::automatic_change::{AutomaticChangeId, Mode, Plan, Plans, Step};
use crate::domain::schedule::{Content, Number, Schedule};
use crate::domain::timed_period::{Stretches, TimedPeriodId};
use crate::domain::timetable::Days;

/// A kind of schedule, and where it is kept.
pub(crate) trait Kept: Content {
    type Id: Id;

    const NOUN: Noun;
    const TABLE: &'static str;
    /// The column by which other tables name it.
    const OWNS_BY: &'static str;
    /// The columns by which doors follow it.
    const FOLLOWED_BY: &'static [&'static str];
    /// That by which lockers do, if they can.
    const FOLLOWED_BY_LOCKERS: Option<&'static str>;

    /// Asks for all of them, by name.
    const ALL: &'static [Plain];

    /// What the rows of one say.
    fn read(view: &View<'_>, id: Self::Id) -> Result<Self, Error>;

    /// Writes the rows of one anew.
    fn write(&self, change: &Change<'_>, id: Self::Id) -> Result<(), Error>;
}

impl<C: Kept> Record for Schedule<C> {
    type Id = C::Id;
    type Besides = Number;

    const NOUN: Noun = C::NOUN;
    const TABLE: &'static str = C::TABLE;
    const COLUMNS: &'static str = "number, name, description";
    const OWN: &'static [(&'static str, Unique)] = &[("name_key", Unique::Name)];
    const AMONG: Among = Among::All;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = C::OWNS_BY;

    fn read(view: &View<'_>, row: &Row<'_>) -> Result<(Schedule<C>, Number), Error> {
        let content = C::read(view, row.get("id")?)?;
        let (name, description) = (row.get("name")?, row.get("description")?);
        Ok((Schedule { name, description, content }, row.get("number")?))
    }

    fn values(&self) -> Values {
        Values::none()
            .with("name", &self.name)
            .with("name_key", self.name.key())
            .with("description", &self.description)
    }

    fn write_rows(&self, change: &Change<'_>, id: C::Id) -> Result<(), Error> {
        self.content.write(change, id)
    }

    fn place(&self, _: C::Id) -> Place {
        Place::Site
    }
}

impl<C: Kept> Apart for Schedule<C> {}

impl Column for Number {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Number::new(Column::read(value)?).ok_or(FromSqlError::InvalidType)
    }
}

impl Kept for Stretches {
    type Id = TimedPeriodId;

    const NOUN: Noun = Noun::TimedPeriod;
    const TABLE: &'static str = "timed_periods";
    const OWNS_BY: &'static str = "timed_period_id";
    const FOLLOWED_BY: &'static [&'static str] = &["timed_period_id", "outputs_period_id"];
    const FOLLOWED_BY_LOCKERS: Option<&'static str> = Some("timed_period_id");
    const ALL: &'static [Plain] =
        plain!("SELECT o.id, o.number, o.name, o.description FROM timed_periods o ORDER BY o.name_key, o.id");

    fn read(view: &View<'_>, id: TimedPeriodId) -> Result<Stretches, Error> {
        let sql = plain!(
            "SELECT days, from_minute, until_minute FROM timed_period_stretches
             WHERE timed_period_id = ?1 ORDER BY number"
        );
        Stretches::new(view.plain(sql)?.list([id.0], period)?).map_err(|_| Error::Damaged)
    }

    fn write(&self, change: &Change<'_>, id: TimedPeriodId) -> Result<(), Error> {
        change.write("DELETE FROM timed_period_stretches WHERE timed_period_id = ?1", [id.0])?;
        for (stretch, number) in self.all().iter().zip(1_i64..) {
            change.write(
                "INSERT INTO timed_period_stretches (timed_period_id, number, days, from_minute, until_minute)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![id.0, number, stretch.days().bits(), stretch.from(), stretch.until()],
            )?;
        }
        Ok(())
    }
}

impl Kept for Plans {
    type Id = AutomaticChangeId;

    const NOUN: Noun = Noun::AutomaticChange;
    const TABLE: &'static str = "automatic_changes";
    const OWNS_BY: &'static str = "automatic_change_id";
    const FOLLOWED_BY: &'static [&'static str] = &["automatic_change_id"];
    const FOLLOWED_BY_LOCKERS: Option<&'static str> = None;
    const ALL: &'static [Plain] = plain!(
        "SELECT o.id, o.number, o.name, o.description FROM automatic_changes o ORDER BY o.name_key, o.id"
    );

    fn read(view: &View<'_>, id: AutomaticChangeId) -> Result<Plans, Error> {
        let sql = plain!(
            "SELECT days, from_minute, mode FROM automatic_change_steps
             WHERE automatic_change_id = ?1 ORDER BY days, from_minute"
        );
        let steps = view.plain(sql)?.list([id.0], |row| {
            let days = Days::of_bits(row.get("days")?).ok_or_else(|| row.damaged("days"))?;
            let mode: String = row.get("mode")?;
            let mode = Mode::from_key(&mode).ok_or_else(|| row.damaged("mode"))?;
            Ok((days, Step { from: row.get("from_minute")?, mode }))
        })?;
        let of_days = steps.chunk_by(|(one, _), (next, _)| one == next);
        let plans = of_days.map(|steps| {
            let days = steps.first().map(|(days, _)| *days).unwrap_or_default();
            Plan::new(steps.iter().map(|(_, step)| *step).collect()).map(|plan| (days, plan))
        });
        let plans = plans.collect::<Result<Vec<_>, _>>().map_err(|_| Error::Damaged)?;
        Plans::new(plans).map_err(|_| Error::Damaged)
    }

    fn write(&self, change: &Change<'_>, id: AutomaticChangeId) -> Result<(), Error> {
        change.write("DELETE FROM automatic_change_steps WHERE automatic_change_id = ?1", [id.0])?;
        for (days, plan) in self.all() {
            for step in plan.steps() {
                change.write(
                    "INSERT INTO automatic_change_steps (automatic_change_id, days, from_minute, mode)
                     VALUES (?1, ?2, ?3, ?4)",
                    params![id.0, days.bits(), step.from, step.mode.key()],
                )?;
            }
        }
        Ok(())
    }
}

/// What a list shows of a schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRow<Id, C> {
    /// Which it is.
    pub id: Id,
    /// The number by which locks know it.
    pub number: Number,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it says.
    pub content: C,
    /// How many doors and lockers follow it.
    pub doors: usize,
}

/// Every schedule of a kind, by name: for whoever sees them, or doors that follow them.
pub fn list<C: Kept>(view: &View<'_>) -> Result<Vec<ListRow<C::Id, C>>, Error> {
    let following = C::FOLLOWED_BY.iter();
    let following = following.map(|column| {
        format!("SELECT 'door' AS kind, s.door_id AS lock, s.{column} AS id FROM door_settings s")
    });
    let lockers = C::FOLLOWED_BY_LOCKERS.map(|column| {
        format!("SELECT 'locker' AS kind, l.id AS lock, l.{column} AS id FROM lockers l WHERE l.deleted_at IS NULL")
    });
    let following: Vec<String> = following.chain(lockers).collect();
    let counts = format!(
        "SELECT f.id, count(*) AS doors FROM ({}) f WHERE f.id IS NOT NULL GROUP BY f.id",
        following.join(" UNION ")
    );
    let counts = view.beyond(Beyond::Counts, &counts)?;
    let counts = counts.list([], |row| Ok((row.get::<C::Id>("id")?.number(), row.get("doors")?)))?;
    let counts: HashMap<i64, usize> = counts.into_iter().collect();
    view.plain(C::ALL)?.list([], |row| {
        let id: C::Id = row.get("id")?;
        let (name, description) = (row.get("name")?, row.get("description")?);
        let doors = counts.get(&id.number()).copied().unwrap_or_default();
        Ok(ListRow { id, number: row.get("number")?, name, description, content: C::read(view, id)?, doors })
    })
}

/// The same by their numbers and names alone.
pub fn names<C: Kept>(view: &View<'_>) -> Result<Vec<(C::Id, Number, String)>, Error> {
    view.plain(C::ALL)?.list([], |row| Ok((row.get("id")?, row.get("number")?, row.get("name")?)))
}

/// The row of one that has the lowest number which is free.
pub fn numbered<C: Kept>(change: &Change<'_>) -> Result<Values, Error> {
    let mut used: Vec<u16> = names::<C>(change)?.iter().map(|(_, number, _)| number.number()).collect();
    used.sort_unstable();
    let number = Number::lowest_but(&used).ok_or(Error::NoNumberLeft(C::NOUN))?;
    Ok(Values::none().with("number", number.number()))
}

/// What an automatic change says.
pub fn plans(view: &View<'_>, id: AutomaticChangeId) -> Result<Plans, Error> {
    Plans::read(view, id)
}
