//! Timetables: on which days, and at which times of them, a right holds. A day is one of the week or, where a calendar
//! says so, one of a kind, and then it counts as no day of the week. Times are those of the clock on the wall.

use std::collections::BTreeMap;

use chrono::Weekday;

use super::calendar::Kind as OfDay;
use super::named::{self, Own, named};
use super::text;

/// What a day counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(u8);

impl Day {
    /// Every day that a timetable of ours can have.
    pub const ALL: [Day; 10] =
        [Day(0), Day(1), Day(2), Day(3), Day(4), Day(5), Day(6), Day(8), Day(9), Day(10)];

    /// How many kinds of calendar days keys have room for. Calendars of ours have fewer.
    pub const KINDS: u8 = 8;

    /// The number of the last day of the week; kinds are numbered from 1, behind it.
    const WEEK: u8 = 7;

    /// The day of a kind by its number on keys, if it is one.
    pub const fn of_kind(number: u8) -> Option<Day> {
        if number >= 1 && number <= Day::KINDS { Some(Day(Day::WEEK + number)) } else { None }
    }

    /// The number of its kind on keys; nothing, for a day of the week.
    pub const fn kind(self) -> Option<u8> {
        match self.0.checked_sub(Day::WEEK) {
            Some(0) | None => None,
            kind => kind,
        }
    }

    /// The day of the week after it. What follows a day of a kind is not known, and counts as one of that kind.
    #[must_use]
    pub const fn next(self) -> Day {
        if self.0 < Day::WEEK { Day((self.0 + 1) % Day::WEEK) } else { self }
    }
}

impl From<Weekday> for Day {
    fn from(weekday: Weekday) -> Self {
        Day(weekday.num_days_from_monday() as u8)
    }
}

impl From<OfDay> for Day {
    fn from(kind: OfDay) -> Self {
        Day(Day::WEEK + kind.number())
    }
}

/// Some days, as keys say them: a bit for each day of the week from Monday on, an empty one, a bit for each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Days(u16);

impl Days {
    /// The days of these bits, if each stands for a day.
    pub const fn of_bits(bits: u16) -> Option<Days> {
        if bits & 1 << Day::WEEK == 0 { Some(Days(bits)) } else { None }
    }

    /// The bits.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Whether a day is among them.
    pub const fn contains(self, day: Day) -> bool {
        self.0 & 1 << day.0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days.
    pub fn all(self) -> impl Iterator<Item = Day> {
        Day::ALL.into_iter().filter(move |day| self.contains(*day))
    }

    /// Those that are among others as well.
    #[must_use]
    pub const fn both(self, others: Days) -> Days {
        Days(self.0 & others.0)
    }
}

impl FromIterator<Day> for Days {
    fn from_iter<I: IntoIterator<Item = Day>>(days: I) -> Self {
        Days(days.into_iter().fold(0, |bits, day| bits | 1 << day.0))
    }
}

/// The minutes of a day.
pub const DAY_MINUTES: u16 = 24 * 60;

/// The same stretch of time on some days, in minutes of the local day. The last minute does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stretch {
    days: Days,
    from: u16,
    until: u16,
}

/// Why something is no stretch, or no timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It has no day.
    NoDay,
    /// It does not end after it starts. What goes past midnight is two stretches.
    EndsBeforeStart,
    /// It ends after the end of the day.
    PastMidnight,
    /// There are more periods than a timetable has.
    TooMany,
    /// It is no time of a day.
    NotATime,
}

impl Stretch {
    /// A stretch that has a length and lies within a day.
    pub fn new(days: Days, from: u16, until: u16) -> Result<Stretch, Fault> {
        match () {
            () if days.is_empty() => Err(Fault::NoDay),
            () if from >= until => Err(Fault::EndsBeforeStart),
            () if until > DAY_MINUTES => Err(Fault::PastMidnight),
            () => Ok(Stretch { days, from, until }),
        }
    }

    /// The days.
    pub const fn days(&self) -> Days {
        self.days
    }

    /// The first minute.
    pub const fn from(&self) -> u16 {
        self.from
    }

    /// The first minute after it; at most [`DAY_MINUTES`].
    pub const fn until(&self) -> u16 {
        self.until
    }

    /// Whether it has a minute of a day.
    pub const fn holds(&self, day: Day, minute: u16) -> bool {
        self.days.contains(day) && self.from <= minute && minute < self.until
    }
}

/// When a timetable holds, in the one form that all timetables of the same meaning share: the times of each day,
/// overlapping and touching ones as one, and days that have the same time together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Hours(Vec<Stretch>);

impl Hours {
    /// Whenever one of these stretches holds.
    pub fn of(stretches: impl IntoIterator<Item = Stretch>) -> Hours {
        let mut stretches: Vec<Stretch> = stretches.into_iter().collect();
        stretches.sort_unstable_by_key(|stretch| (stretch.from, stretch.until));
        let mut times: BTreeMap<(u16, u16), u16> = BTreeMap::new();
        for day in (0..u16::BITS).map(|bit| 1 << bit) {
            let mut of_day = stretches.iter().filter(|stretch| stretch.days.0 & day != 0);
            let Some(mut last) = of_day.next().map(|first| (first.from, first.until)) else {
                continue;
            };
            for next in of_day {
                if next.from <= last.1 {
                    last.1 = last.1.max(next.until);
                } else {
                    *times.entry(last).or_default() |= day;
                    last = (next.from, next.until);
                }
            }
            *times.entry(last).or_default() |= day;
        }
        let stretch = |((from, until), days)| Stretch { days: Days(days), from, until };
        let mut stretches: Vec<Stretch> = times.into_iter().map(stretch).collect();
        stretches.sort_unstable();
        Hours(stretches)
    }

    /// When both hold.
    #[must_use]
    pub fn both(&self, other: &Hours) -> Hours {
        let common = |one: &Stretch, other: &Stretch| {
            let days = Days(one.days.0 & other.days.0);
            Stretch::new(days, one.from.max(other.from), one.until.min(other.until)).ok()
        };
        Hours::of(self.0.iter().flat_map(|one| other.0.iter().filter_map(move |other| common(one, other))))
    }

    /// The stretches, rising by days, by first minute, and by last.
    pub fn stretches(&self) -> &[Stretch] {
        &self.0
    }

    /// Whether it holds at no time.
    pub const fn is_never(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it holds in a minute of a day.
    pub fn holds(&self, day: Day, minute: u16) -> bool {
        self.0.iter().any(|stretch| stretch.holds(day, minute))
    }
}

/// The most periods of a timetable. The same time on several days is one.
pub const PERIODS_MAX: usize = 8;

/// The periods of a timetable. One without any never holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Periods(Vec<Stretch>);

impl Periods {
    /// These periods, which may overlap.
    pub fn new(periods: Vec<Stretch>) -> Result<Periods, Fault> {
        if periods.len() > PERIODS_MAX { Err(Fault::TooMany) } else { Ok(Periods(periods)) }
    }

    /// The periods as they were given.
    pub fn all(&self) -> &[Stretch] {
        &self.0
    }

    /// When it holds.
    pub fn hours(&self) -> Hours {
        Hours::of(self.0.iter().copied())
    }

    /// Whether it holds in a minute of a day.
    pub fn holds(&self, day: Day, minute: u16) -> bool {
        self.0.iter().any(|period| period.holds(day, minute))
    }
}

named! {
    /// A timetable: when what is given by it holds.
    Timetable by TimetableId, put by TimetablesModify,
    with
    /// When it holds.
    periods: Periods, typed as Typed;
}

/// The form of a timetable.
pub type Draft = named::Draft<Typed>;

/// The periods as they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed(pub Vec<TypedPeriod>);

/// A period as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedPeriod {
    /// As chosen.
    pub days: Days,
    /// As typed.
    pub from: String,
    /// As typed; midnight at the end of the day is 24:00, or 0:00.
    pub until: String,
}

impl TypedPeriod {
    /// The form of a period.
    pub fn of(period: &Stretch) -> TypedPeriod {
        TypedPeriod { days: period.days, from: time(period.from), until: time(period.until) }
    }

    /// The period, if it is one.
    pub fn check(&self) -> Result<Stretch, Fault> {
        let from = minute(&self.from).ok_or(Fault::NotATime)?;
        let until = match minute(&self.until).ok_or(Fault::NotATime)? {
            0 => DAY_MINUTES,
            until => until,
        };
        Stretch::new(self.days, from, until)
    }
}

impl Own for Typed {
    type Value = Periods;

    fn of(periods: &Periods) -> Typed {
        Typed(periods.all().iter().map(TypedPeriod::of).collect())
    }

    fn check(&self) -> Result<Periods, Vec<(usize, named::Fault)>> {
        let wrong = |at, fault| (at, named::Fault::Period(fault));
        let mut faults = Vec::new();
        let mut periods = Vec::with_capacity(self.0.len());
        for (at, typed) in self.0.iter().enumerate() {
            match typed.check() {
                Ok(period) => periods.push(period),
                Err(fault) => faults.push(wrong(at, fault)),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Periods::new(periods).map_err(|fault| vec![wrong(PERIODS_MAX, fault)])
    }
}

/// A minute of the day as it is typed, by the clock of 24 hours: `8`, `8:30`, `8.30`, `8h30`, `0830`, and `24:00` for its end.
pub fn minute(typed: &str) -> Option<u16> {
    let typed = text::plain(typed);
    let typed = typed.as_str();
    let (hour, minute) = match typed.split_once([':', '.', 'h']) {
        Some((hour, minute)) => (hour, if minute.is_empty() { "0" } else { minute }),
        None if typed.len() == 4 => typed.split_at_checked(2)?,
        None => (typed, "0"),
    };
    let number = |text: &str| -> Option<u16> {
        let is_number = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let of_day = hour * 60 + minute;
    (minute < 60 && of_day <= DAY_MINUTES).then_some(of_day)
}

/// A minute of the day as it is read: `08:30`.
pub fn time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const WEEK: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

    /// A stretch as tests write it: days, and `08:00-17:30`.
    pub fn stretch(days: impl IntoIterator<Item = impl Into<Day>>, time: &str) -> Stretch {
        let minute = |text: &str| -> u16 {
            let (hours, minutes) = text.split_once(':').unwrap();
            hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()
        };
        let (from, until) = time.split_once('-').unwrap();
        Stretch::new(days.into_iter().map(Into::into).collect(), minute(from), minute(until)).unwrap()
    }

    #[test]
    fn a_stretch_has_a_day_and_a_length_and_ends_by_midnight() {
        let days: Days = [Day::from(Weekday::Mon)].into_iter().collect();
        assert!(Stretch::new(days, 0, 1).is_ok() && Stretch::new(days, 1_439, 1_440).is_ok());
        assert_eq!(Stretch::new(days, 600, 600), Err(Fault::EndsBeforeStart));
        assert_eq!(Stretch::new(days, 601, 600), Err(Fault::EndsBeforeStart));
        assert_eq!(Stretch::new(days, 0, 1_441), Err(Fault::PastMidnight));
        assert_eq!(Stretch::new(Days::default(), 0, 1), Err(Fault::NoDay));
    }

    #[test]
    fn days_are_known_by_their_bits() {
        let bits = |day: Day| [day].into_iter().collect::<Days>().bits();
        assert_eq!([Weekday::Mon, Weekday::Sun].map(|day| bits(day.into())), [0x0001, 0x0040]);
        assert_eq!(
            [OfDay::Holiday, OfDay::Special1, OfDay::Special2].map(|kind| bits(kind.into())),
            [0x0100, 0x0200, 0x0400]
        );
        assert_eq!(Day::ALL.into_iter().collect::<Days>().bits(), 0x077F);
        assert_eq!(
            [0, 1, 8, 9].map(|kind| Day::of_kind(kind).map(bits)),
            [None, Some(0x0100), Some(0x8000), None]
        );
        assert_eq!(Days::of_bits(0x0080), None);
        for kind in 1..=Day::KINDS {
            assert_eq!(Day::of_kind(kind).and_then(Day::kind), Some(kind));
        }
        assert_eq!(Day::from(Weekday::Sun).kind(), None);
    }

    #[test]
    fn a_timetable_has_eight_periods_at_most_and_none_holds_never() {
        let periods = |count| vec![stretch(WEEK, "08:00-17:00"); count];
        assert!(Periods::new(periods(8)).is_ok());
        assert_eq!(Periods::new(periods(9)), Err(Fault::TooMany));
        let never = Periods::new(Vec::new()).unwrap();
        assert!(never.hours().is_never());
        assert!(Day::ALL.into_iter().all(|day| (0..DAY_MINUTES).all(|minute| !never.holds(day, minute))));
    }

    #[test]
    fn times_that_overlap_or_touch_are_one_and_days_with_the_same_time_are_together() {
        for (given, canonical) in [
            (
                vec![stretch(WEEK, "08:00-12:00"), stretch(WEEK, "12:00-17:00")],
                vec![stretch(WEEK, "08:00-17:00")],
            ),
            (
                vec![stretch([Weekday::Sat], "09:00-13:00"), stretch([Weekday::Sun], "09:00-13:00")],
                vec![stretch([Weekday::Sat, Weekday::Sun], "09:00-13:00")],
            ),
            (
                vec![stretch(WEEK, "08:00-12:00"), stretch([Weekday::Mon], "11:00-14:00")],
                vec![
                    stretch([Weekday::Mon], "08:00-14:00"),
                    stretch(WEEK.into_iter().skip(1), "08:00-12:00"),
                ],
            ),
            (
                vec![stretch(WEEK, "00:00-24:00"), stretch([Weekday::Wed], "10:00-11:00")],
                vec![stretch(WEEK, "00:00-24:00")],
            ),
            (
                vec![stretch(WEEK, "13:00-17:00"), stretch(WEEK, "08:00-12:59")],
                vec![stretch(WEEK, "08:00-12:59"), stretch(WEEK, "13:00-17:00")],
            ),
        ] {
            assert_eq!(Hours::of(given.clone()).stretches(), canonical, "{given:?}");
        }
    }

    #[test]
    fn the_hours_hold_when_a_period_does_and_are_one_form_for_one_meaning() {
        let mut state = 7_u64;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound
        };
        let mut forms: BTreeMap<Vec<bool>, Hours> = BTreeMap::new();
        for _ in 0..2_000 {
            let periods: Vec<Stretch> = (0..below(9))
                .map(|_| {
                    // Few days and quarters of an hour, so that the same meaning comes in many forms.
                    let days = Days::of_bits([0x0003, 0x0001, 0x0101, 0x0100][below(4) as usize]).unwrap();
                    let (from, length) = (below(6) as u16, 1 + below(4) as u16);
                    Stretch::new(days, from * 15, (from + length) * 15).unwrap()
                })
                .collect();
            let timetable = Periods::new(periods).unwrap();
            let hours = timetable.hours();
            let held = |minute: u16, day: Day| timetable.holds(day, minute);
            let days = [Day(0), Day(1), Day(8)];
            let meaning: Vec<bool> =
                days.iter().flat_map(|day| (0..150).map(|minute| held(minute, *day))).collect();
            let same: Vec<bool> =
                days.iter().flat_map(|day| (0..150).map(|minute| hours.holds(*day, minute))).collect();
            assert_eq!(meaning, same, "{timetable:?}");
            assert_eq!(Hours::of(hours.stretches().iter().copied()), hours);
            let form = forms.entry(meaning).or_insert_with(|| hours.clone());
            assert_eq!(*form, hours, "one meaning, one form");
        }
        assert!(forms.len() > 100 && forms.len() < 1_800, "{}", forms.len());
    }
}
