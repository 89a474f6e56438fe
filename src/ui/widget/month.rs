//! The days of a month as a calendar lays them out. Pure.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    first: NaiveDate,
}

/// The days of a calendar's page: six weeks, so that it keeps its height.
pub const DAYS: usize = 42;

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Whether a day is in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }

    /// So many months later, or earlier.
    pub fn plus(self, months: i32) -> Self {
        Self { first: plus_months(self.first, months) }
    }

    /// The days of its page, from the last days of the month before on.
    pub fn page(self, week_start: Weekday) -> impl Iterator<Item = NaiveDate> {
        let before = self.first.weekday().days_since(week_start);
        let start = self.first - Days::new(u64::from(before));
        start.iter_days().take(DAYS)
    }
}

/// The day so many months later, or earlier; the last of the month where the day does not exist.
pub fn plus_months(day: NaiveDate, months: i32) -> NaiveDate {
    let distance = Months::new(months.unsigned_abs());
    let moved = if months < 0 { day.checked_sub_months(distance) } else { day.checked_add_months(distance) };
    moved.unwrap_or(day)
}

/// The day so many days later, or earlier.
pub fn plus_days(day: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) };
    moved.unwrap_or(day)
}

/// The weekdays in the order of a week that starts with one.
pub fn week(start: Weekday) -> [Weekday; 7] {
    let mut day = start;
    std::array::from_fn(|_| {
        let this = day;
        day = day.succ();
        this
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_page_starts_with_the_week_that_holds_the_first() {
        let march = Month::of(day("2026-03-13"));
        let page: Vec<_> = march.page(Weekday::Mon).collect();
        assert_eq!(page.first(), Some(&day("2026-02-23")));
        assert_eq!(page.last(), Some(&day("2026-04-05")));
        let sunday: Vec<_> = march.page(Weekday::Sun).collect();
        assert_eq!(sunday.first(), Some(&day("2026-03-01")));
    }

    #[test]
    fn months_are_turned_over_the_year_and_keep_to_days_that_exist() {
        assert_eq!(Month::of(day("2025-12-31")).plus(1).first(), day("2026-01-01"));
        assert_eq!(plus_months(day("2026-01-31"), 1), day("2026-02-28"));
        assert_eq!(plus_months(day("2024-02-29"), 12), day("2025-02-28"));
        assert_eq!(plus_months(day("2026-01-15"), -1), day("2025-12-15"));
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        assert_eq!(plus_days(NaiveDate::MAX, 7), NaiveDate::MAX);
        assert_eq!(plus_months(NaiveDate::MIN, -1), NaiveDate::MIN);
    }

    #[test]
    fn a_week_may_start_on_any_day() {
        assert_eq!(week(Weekday::Sat)[..3], [Weekday::Sat, Weekday::Sun, Weekday::Mon]);
    }
}
