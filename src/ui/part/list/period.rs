//! A stretch of days to which a list of what happened is narrowed.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};
use keydesk::console::Console;
use keydesk::domain::moment::Moment;

use super::Value;
use crate::context::Context;

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Today,
    /// So many, and today is the last of them.
    LastDays(u16),
    ThisMonth,
    /// From a day to another, both as a whole; where there is none, without a bound.
    Between(Option<NaiveDate>, Option<NaiveDate>),
}

impl Period {
    /// What is offered without typing.
    const OFFERED: [Period; 4] =
        [Period::Today, Period::LastDays(7), Period::LastDays(30), Period::ThisMonth];

    /// What is offered without typing, each as a facet of a list.
    pub fn values<F>(context: &Context, facet: impl Fn(Period) -> F) -> Vec<Value<F>> {
        Period::OFFERED.into_iter().map(|period| (facet(period), period.said(context))).collect()
    }

    /// How a chip says it.
    pub fn said(self, context: &Context) -> String {
        let words = &context.words;
        match self {
            Period::Today => words.get("date-today").into_owned(),
            Period::LastDays(days) => words.with("period-last-days", [("days", days.into())]),
            Period::ThisMonth => words.get("period-this-month").into_owned(),
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
            Period::Today => "today".to_owned(),
            Period::LastDays(days) => format!("last:{days}"),
            Period::ThisMonth => "this-month".to_owned(),
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
            ["today"] => Some(Period::Today),
            ["this-month"] => Some(Period::ThisMonth),
            ["last", days] => Some(Period::LastDays(days.parse().ok()?)),
            ["between", from, until] => Some(Period::Between(day(from)?, day(until)?)),
            _ => None,
        }
    }

    fn days(self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let back = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        match self {
            Period::Today => (Some(today), Some(today)),
            Period::LastDays(days) => (Some(back(u64::from(days).saturating_sub(1))), Some(today)),
            Period::ThisMonth => (today.with_day(1), Some(today)),
            Period::Between(from, until) => (from, until),
        }
    }

    /// Its first moment, and the first that does not belong to it any more.
    pub fn moments(self, console: &Console) -> (Option<Moment>, Option<Moment>) {
        let today = console.clock().zone().local(console.believed_time().moment()).date();
        let (from, until) = self.days(today);
        // The last day belongs to it as a whole.
        let after = until.and_then(|day| day.succ_opt());
        (from.map(|day| begins(console, day)), after.map(|day| begins(console, day)))
    }
}

/// The moment at which a local day begins.
pub fn begins(console: &Console, day: NaiveDate) -> Moment {
    console.clock().zone().first(day.and_time(NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_stretch_of_days_ends_today_and_has_as_many_days_as_it_says() {
        let today = day("2026-03-02");
        let of = |period: Period| period.days(today);
        assert_eq!(of(Period::Today), (Some(today), Some(today)));
        assert_eq!(of(Period::LastDays(7)), (Some(day("2026-02-24")), Some(today)));
        assert_eq!(of(Period::LastDays(1)), of(Period::Today));
        assert_eq!(of(Period::ThisMonth), (Some(day("2026-03-01")), Some(today)));
        assert_eq!(of(Period::Between(Some(today), None)), (Some(today), None));
    }

    #[test]
    fn a_stretch_is_known_again_by_its_key_and_nonsense_is_none() {
        let typed = [Period::Between(Some(day("2026-03-02")), None), Period::Between(None, None)];
        for period in Period::OFFERED.into_iter().chain(typed) {
            assert_eq!(Period::from_key(&period.key()), Some(period));
        }
        for key in ["", "last:", "last:x", "between:2026-13-01:", "between:", "tomorrow"] {
            assert_eq!(Period::from_key(key), None, "{key}");
        }
    }
}
