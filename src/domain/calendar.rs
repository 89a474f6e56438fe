//! Calendars: which days are holidays or special, for everything that behaves differently on them.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

pub mod reading;

use super::form::keep;
use super::text::{self, Line};

/// A calendar's number in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CalendarId(pub i64);

/// The kind of a day that is not a normal one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A public holiday, as a rule.
    Holiday,
    /// A kind that the site defines for itself.
    Special1,
    /// A second such kind.
    Special2,
}

impl Kind {
    /// Every kind.
    pub const ALL: &[Kind] = &[Kind::Holiday, Kind::Special1, Kind::Special2];

    /// The number under which it is stored, 1 to 3.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The kind of a number, if it is one.
    pub fn of(number: u8) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.number() == number)
    }
}

/// The days that are not normal ones.
pub type Days = BTreeMap<NaiveDate, Kind>;

/// The year in which a calendar has no day, though it had some until its `last`: this year, or from November on the next. Keys
/// and locks that go by it would treat its holidays as normal days.
pub fn runs_out(last: Option<NaiveDate>, today: NaiveDate) -> Option<i32> {
    let needed = if today.month() >= 11 { today.year() + 1 } else { today.year() };
    last.filter(|last| last.year() < needed).map(|_| needed)
}

/// The most days that one calendar holds: almost three years of nothing else, and as much as a form can show.
pub const DAYS_MAX: usize = 1_000;

/// The years that they lie in: those of people's dates, which keys can say (docs/key-format.md).
pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// A calendar as the rules want it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Unique among calendars, whatever its case.
    pub name: Line<32>,
    /// What it is for.
    pub description: Line<200>,
    /// Its days that are not normal ones.
    pub days: Days,
    /// Whether keys go by it: at most one is such.
    pub is_of_keys: bool,
}

/// What a form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// As typed.
    pub name: String,
    /// As typed.
    pub description: String,
    /// As chosen.
    pub days: Days,
    /// As chosen.
    pub is_of_keys: bool,
    /// A day as typed, which is not among them yet.
    pub day: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name,
    Description,
    Days,
    Day,
}

/// Why a field is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text breaks a rule of texts.
    Text(text::Fault),
    /// Another calendar has it already.
    Duplicate,
    /// There are more days than a calendar has.
    TooManyDays,
    /// A day is of a year that is none of ours.
    FarYear,
    /// What is typed was not added.
    NotAdded,
}

impl From<text::Fault> for Fault {
    fn from(fault: text::Fault) -> Self {
        Fault::Text(fault)
    }
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// The form of a calendar that exists.
    pub fn of(calendar: &Calendar) -> Draft {
        let Calendar { name, description, days, is_of_keys } = calendar;
        let (name, description) = (name.to_string(), description.to_string());
        Draft { name, description, days: days.clone(), is_of_keys: *is_of_keys, day: String::new() }
    }

    /// Turns the form into a calendar, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Calendar, Faults> {
        let mut faults = Faults::new();
        let name = keep(&mut faults, Field::Name, Line::required(&self.name));
        let description = keep(&mut faults, Field::Description, Line::new(&self.description));
        let days = keep(&mut faults, Field::Days, check_days(&self.days));
        let is_added = if text::is_blank(&self.day) { Ok(()) } else { Err(Fault::NotAdded) };
        match (name, description, days, keep(&mut faults, Field::Day, is_added)) {
            (Some(name), Some(description), Some(days), Some(())) => {
                Ok(Calendar { name, description, days, is_of_keys: self.is_of_keys })
            }
            _ => Err(faults),
        }
    }
}

fn check_days(days: &Days) -> Result<Days, Fault> {
    if days.len() > DAYS_MAX {
        return Err(Fault::TooManyDays);
    }
    if days.keys().any(|day| !YEARS.contains(&day.year())) {
        return Err(Fault::FarYear);
    }
    Ok(days.clone())
}

#[cfg(test)]
mod tests {
    /// Number 17 of the edge cases.
    #[test]
    fn a_calendar_runs_out_two_months_before_a_year_of_which_it_says_nothing() {
        let day = |day: &str| day.parse::<NaiveDate>().unwrap();
        let in_doubt = |last: &str, today| runs_out(Some(day(last)), day(today));
        assert_eq!(in_doubt("2026-12-25", "2026-10-31"), None);
        assert_eq!(in_doubt("2026-12-25", "2026-11-01"), Some(2027));
        assert_eq!(in_doubt("2027-01-01", "2026-12-31"), None);
        assert_eq!(in_doubt("2025-12-25", "2026-02-01"), Some(2026));
        assert_eq!(runs_out(None, day("2026-12-31")), None, "one without days needs none");
    }

    use chrono::Days as After;

    use super::*;

    fn days(first: &str, count: u64) -> Days {
        let first: NaiveDate = first.parse().unwrap();
        (0..count).map(|after| (first + After::new(after), Kind::Holiday)).collect()
    }

    fn with(days: Days) -> Result<Calendar, Faults> {
        Draft { name: "Public holidays".into(), days, ..Draft::default() }.check()
    }

    #[test]
    fn a_calendar_has_a_thousand_days_of_two_hundred_years() {
        assert_eq!(with(days("2026-01-01", 1_000)).map(|calendar| calendar.days.len()), Ok(1_000));
        assert_eq!(with(days("2026-01-01", 1_001)), Err(vec![(Field::Days, Fault::TooManyDays)]));
        assert!(with(days("2000-01-01", 1)).is_ok() && with(days("2199-12-31", 1)).is_ok());
        for outside in ["1999-12-31", "2200-01-01"] {
            assert_eq!(with(days(outside, 1)), Err(vec![(Field::Days, Fault::FarYear)]));
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let draft = Draft {
            is_of_keys: true,
            name: String::new(),
            description: "x".repeat(201),
            days: days("1999-12-31", 1),
            day: "24/12".into(),
        };
        let fields: Vec<Field> = draft.check().unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [Field::Name, Field::Description, Field::Days, Field::Day]);
    }

    #[test]
    fn kinds_are_known_by_their_numbers() {
        assert_eq!(
            [0, 1, 2, 3, 4].map(Kind::of).map(|kind| kind.map(Kind::number)),
            [None, Some(1), Some(2), Some(3), None]
        );
    }
}
