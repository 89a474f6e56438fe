//! A stretch of days: from when until when, typed, or chosen by a name such as *Today*.

use super::Element;
use super::choice::{choice, segmented};
use crate::theme::space;
use chrono::{Datelike, Days, Months, NaiveDate};
use iced::Fill;
use iced::widget::{column, row};
use std::borrow::Cow;

/// A stretch that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    Today,
    /// Today and the six days before.
    SevenDays,
    /// Today and the twenty-nine days before.
    ThirtyDays,
    ThisMonth,
    LastMonth,
}

impl Preset {
    /// All of them, shortest first.
    pub const ALL: [Self; 5] =
        [Self::Today, Self::SevenDays, Self::ThirtyDays, Self::ThisMonth, Self::LastMonth];

    /// Its first and its last day.
    pub fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let before = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let first = today.with_day(1).unwrap_or(today);
        match self {
            Self::Today => (today, today),
            Self::SevenDays => (before(6), today),
            Self::ThirtyDays => (before(29), today),
            Self::ThisMonth => (first, today),
            Self::LastMonth => {
                let last = first.pred_opt().unwrap_or(first);
                (first.checked_sub_months(Months::new(1)).unwrap_or(first), last)
            }
        }
    }

    /// The one that goes from a day to a day.
    pub fn of(from: NaiveDate, until: NaiveDate, today: NaiveDate) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.days(today) == (from, until))
    }
}

/// Shows the names above the two fields in which the days are typed. `chosen` is what the fields say, if that is a
/// stretch; `words` gives each name.
pub fn range<'a, Message: 'a>(
    chosen: Option<(NaiveDate, NaiveDate)>,
    today: NaiveDate,
    words: impl Fn(Preset) -> Cow<'a, str>,
    on_choose: impl Fn(NaiveDate, NaiveDate) -> Message + 'a,
    fields: [Element<'a, Message>; 2],
) -> Element<'a, Message> {
    let names = Preset::ALL.into_iter().map(|preset| choice(Some(preset), words(preset))).collect();
    let named = chosen.and_then(|(from, until)| Preset::of(from, until, today));
    let names = segmented(names, named, move |preset: Option<Preset>| {
        let (from, until) = preset.unwrap_or(Preset::Today).days(today);
        on_choose(from, until)
    });
    let [from, until] = fields;
    column![Element::from(names.id("presets")), row![from, until].spacing(space::MD).width(Fill)]
        .spacing(space::MD)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(days(Preset::SevenDays), "2026-03-07 2026-03-13");
        assert_eq!(days(Preset::ThirtyDays), "2026-02-12 2026-03-13");
        assert_eq!(days(Preset::ThisMonth), "2026-03-01 2026-03-13");
        assert_eq!(days(Preset::LastMonth), "2026-02-01 2026-02-28");
        assert_eq!(Preset::LastMonth.days(day("2027-01-31")), (day("2026-12-01"), day("2026-12-31")));
    }

    #[test]
    fn two_days_have_the_first_name_that_fits() {
        let today = day("2026-03-07");
        assert_eq!(Preset::of(today, today, today), Some(Preset::Today));
        assert_eq!(
            Preset::of(day("2026-03-01"), today, today),
            Some(Preset::SevenDays),
            "and this month as well"
        );
        assert_eq!(Preset::of(day("2026-03-02"), today, today), None);
    }
}
