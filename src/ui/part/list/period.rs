//! A stretch of days to which a list of what happened is narrowed.

use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveTime};
use keydesk::console::Console;
use keydesk::domain::moment::Moment;

use super::Value;
use crate::context::Context;

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// One that has a name.
    Named(Preset),
    /// From a day to another, both as a whole; where there is none, without a bound.
    Between(Option<NaiveDate>, Option<NaiveDate>),
}

/// A stretch that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    Today,
    Yesterday,
    /// Today and the six days before.
    SevenDays,
    /// Today and the twenty-nine days before.
    ThirtyDays,
    ThisMonth,
    LastMonth,
}

impl Preset {
    /// All of them, shortest first.
    pub const ALL: [Self; 6] =
        [Self::Today, Self::Yesterday, Self::SevenDays, Self::ThirtyDays, Self::ThisMonth, Self::LastMonth];

    /// Its first and its last day.
    pub fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let before = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let first = today.with_day(1).unwrap_or(today);
        match self {
            Self::Today => (today, today),
            Self::Yesterday => (before(1), before(1)),
            Self::SevenDays => (before(6), today),
            Self::ThirtyDays => (before(29), today),
            Self::ThisMonth => (first, today),
            Self::LastMonth => {
                let last = first.pred_opt().unwrap_or(first);
                (first.checked_sub_months(Months::new(1)).unwrap_or(first), last)
            }
        }
    }
}

impl Period {
    /// What is offered without typing, each as a facet of a list.
    pub fn values<F>(context: &Context, facet: impl Fn(Period) -> F) -> Vec<Value<F>> {
        let offered = Preset::ALL.into_iter().map(Period::Named);
        offered.map(|period| (facet(period), period.said(context))).collect()
    }

    /// How a chip says it.
    pub fn said(self, context: &Context) -> String {
        let words = &context.words;
        let last = |days: u8| words.with("period-last-days", [("days", days.into())]);
        match self {
            Period::Named(Preset::Today) => words.get("date-today").into_owned(),
            Period::Named(Preset::Yesterday) => words.get("date-yesterday").into_owned(),
            Period::Named(Preset::SevenDays) => last(7),
            Period::Named(Preset::ThirtyDays) => last(30),
            Period::Named(Preset::ThisMonth) => words.get("period-this-month").into_owned(),
            Period::Named(Preset::LastMonth) => words.get("period-last-month").into_owned(),
            Period::Between(None, None) => String::new(),
            Period::Between(Some(from), None) => {
                words.with("period-from", [("from", words.day(from).into())])
            }
            Period::Between(None, Some(until)) => {
                words.with("period-until", [("until", words.day(until).into())])
            }
            Period::Between(Some(from), Some(until)) if from == until => words.day(from),
            Period::Between(Some(from), Some(until)) => {
                format!("{} – {}", words.day(from), words.day(until))
            }
        }
    }

    /// By what it is remembered.
    pub fn key(self) -> String {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        match self {
            Period::Named(preset) => key_of(preset).to_owned(),
            Period::Between(from, until) => format!("between:{}:{}", day(from), day(until)),
        }
    }

    /// The stretch that is remembered by a key.
    pub fn from_key(key: &str) -> Option<Period> {
        let day = |text: &str| match text {
            "" => Some(None),
            text => text.parse().ok().map(Some),
        };
        match key.split(':').collect::<Vec<_>>().as_slice() {
            ["between", from, until] => Some(Period::Between(day(from)?, day(until)?)),
            _ => Preset::ALL.into_iter().find(|preset| key_of(*preset) == key).map(Period::Named),
        }
    }

    /// Its first moment, and the first that does not belong to it any more.
    pub fn moments(self, console: &Console) -> (Option<Moment>, Option<Moment>) {
        let (from, until) = match self {
            Period::Named(preset) => {
                let today = console.clock().zone().local(console.believed_time().moment()).date();
                let (from, until) = preset.days(today);
                (Some(from), Some(until))
            }
            Period::Between(from, until) => (from, until),
        };
        // The last day belongs to it as a whole.
        let after = until.and_then(|day| day.succ_opt());
        (from.map(|day| begins(console, day)), after.map(|day| begins(console, day)))
    }
}

const fn key_of(preset: Preset) -> &'static str {
    match preset {
        Preset::Today => "today",
        Preset::Yesterday => "yesterday",
        Preset::SevenDays => "seven-days",
        Preset::ThirtyDays => "thirty-days",
        Preset::ThisMonth => "this-month",
        Preset::LastMonth => "last-month",
    }
}

/// The moment at which a local day begins.
pub fn begins(console: &Console, day: NaiveDate) -> Moment {
    console.clock().zone().first(day.and_time(NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_known_again_by_its_key_and_nonsense_is_none() {
        let day = "2026-03-02".parse().unwrap();
        let typed = [Period::Between(Some(day), None), Period::Between(None, None)];
        for period in Preset::ALL.into_iter().map(Period::Named).chain(typed) {
            assert_eq!(Period::from_key(&period.key()), Some(period));
        }
        for key in ["", "between:2026-13-01:", "between:", "tomorrow"] {
            assert_eq!(Period::from_key(key), None, "{key}");
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("it is a day")
    }

    #[test]
    fn a_name_says_two_days() {
        let days = |preset: Preset| {
            let (from, until) = preset.days(day("2026-03-13"));
            format!("{from} {until}")
        };
        assert_eq!(days(Preset::Today), "2026-03-13 2026-03-13");
        assert_eq!(days(Preset::Yesterday), "2026-03-12 2026-03-12");
        assert_eq!(days(Preset::SevenDays), "2026-03-07 2026-03-13");
        assert_eq!(days(Preset::ThirtyDays), "2026-02-12 2026-03-13");
        assert_eq!(days(Preset::ThisMonth), "2026-03-01 2026-03-13");
        assert_eq!(days(Preset::LastMonth), "2026-02-01 2026-02-28");
        assert_eq!(Preset::LastMonth.days(day("2027-01-31")), (day("2026-12-01"), day("2026-12-31")));
    }
}
