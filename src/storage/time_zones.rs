//! Time zones.

use std::collections::HashMap;

use chrono::Weekday;

use super::record::{Among, Apart, Deleted, Place, Record};
use super::view::{Id as _, Row, Values, plain};
use super::{Error, Noun, Unique, View};
use crate::domain::local::Offset;
use crate::domain::time_zone::{Rule, Saving, TURN_MINUTES, TimeZone, TimeZoneId, Turn, Typed, Week};

impl Record for TimeZone {
    type Id = TimeZoneId;
    type Besides = ();

    const NOUN: Noun = Noun::TimeZone;
    const TABLE: &'static str = "time_zones";
    const COLUMNS: &'static str = COLUMNS;
    const OWN: &'static [(&'static str, Unique)] = &[("name_key", Unique::Name)];
    const AMONG: Among = Among::All;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "time_zone_id";

    fn read(_: &View<'_>, row: &Row<'_>) -> Result<(TimeZone, ()), Error> {
        Ok((TimeZone { name: row.get("name")?, rule: rule(row)? }, ()))
    }

    fn values(&self) -> Values {
        let Rule { ahead, saving } = &self.rule;
        let turn = |of: fn(&Saving) -> Turn| saving.as_ref().map(of);
        let (start, end) = (turn(|saving| saving.start), turn(|saving| saving.end));
        Values::none()
            .with("name", &self.name)
            .with("name_key", self.name.key())
            .with("ahead_minutes", ahead.minutes())
            .with("saving_minutes", saving.as_ref().map(|saving| saving.minutes))
            .with("start_month", start.map(|turn| turn.month))
            .with("start_week", start.map(|turn| turn.week.number()))
            .with("start_weekday", start.map(|turn| turn.weekday.number_from_monday()))
            .with("start_minute", start.map(|turn| turn.minute))
            .with("end_month", end.map(|turn| turn.month))
            .with("end_week", end.map(|turn| turn.week.number()))
            .with("end_weekday", end.map(|turn| turn.weekday.number_from_monday()))
            .with("end_minute", end.map(|turn| turn.minute))
    }

    fn place(&self, _: TimeZoneId) -> Place {
        Place::Site
    }
}

impl Apart for TimeZone {}

const COLUMNS: &str =
    "name, ahead_minutes, saving_minutes, start_month, start_week, start_weekday, start_minute,
     end_month, end_week, end_weekday, end_minute";

/// What a row says of local time. Whoever wrote the file may have written anything.
fn rule(row: &Row<'_>) -> Result<Rule, Error> {
    let ahead = Offset::new(row.get("ahead_minutes")?).ok_or_else(|| row.damaged("ahead_minutes"))?;
    let saving = match row.get::<Option<u16>>("saving_minutes")? {
        None => None,
        Some(minutes) => {
            let start = turn(row, ["start_month", "start_week", "start_weekday", "start_minute"])?;
            let end = turn(row, ["end_month", "end_week", "end_weekday", "end_minute"])?;
            Some(Saving { minutes, start, end })
        }
    };
    // No form would have taken anything else.
    let rule = Rule { ahead, saving };
    if Typed::of(&rule).check() == Ok(rule) { Ok(rule) } else { Err(row.damaged("saving_minutes")) }
}

fn turn(row: &Row<'_>, [month, week, weekday, minute]: [&'static str; 4]) -> Result<Turn, Error> {
    let weekday_of = |number: u8| Weekday::try_from(number.checked_sub(1)?).ok();
    let turn = Turn {
        month: row.get(month)?,
        week: Week::of(row.get(week)?).ok_or_else(|| row.damaged(week))?,
        weekday: weekday_of(row.get(weekday)?).ok_or_else(|| row.damaged(weekday))?,
        minute: row.get(minute)?,
    };
    if !(1..=12).contains(&turn.month) {
        return Err(row.damaged(month));
    }
    if TURN_MINUTES.contains(&turn.minute) { Ok(turn) } else { Err(row.damaged(minute)) }
}

/// The rules of all of them.
pub(crate) fn rules(view: &View<'_>) -> Result<HashMap<TimeZoneId, Rule>, Error> {
    Ok(list(view)?.into_iter().map(|row| (row.id, row.zone.rule)).collect())
}

/// A time zone as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The time zone.
    pub id: TimeZoneId,
    /// What it is.
    pub zone: TimeZone,
    /// How many access points go by it, within reach or not.
    pub points: usize,
}

/// Every time zone, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let sql = plain!(
        "SELECT z.id, z.name, z.ahead_minutes, z.saving_minutes, z.start_month, z.start_week, z.start_weekday,
                z.start_minute, z.end_month, z.end_week, z.end_weekday, z.end_minute,
                (SELECT count(*) FROM lock_time_zones g WHERE g.time_zone_id = z.id) AS points
         FROM time_zones z ORDER BY z.name_key, z.id"
    );
    view.plain(sql)?.list([], |row| {
        let zone = TimeZone { name: row.get("name")?, rule: rule(row)? };
        Ok(ListRow { id: row.get("id")?, zone, points: row.get("points")? })
    })
}

/// How many access points go by one, within reach or not.
pub fn count_points(view: &View<'_>, id: TimeZoneId) -> Result<usize, Error> {
    let sql = plain!("SELECT count(*) AS points FROM lock_time_zones g WHERE g.time_zone_id = ?1");
    view.plain(sql)?.one([id.number()], |row| row.get("points"))
}
