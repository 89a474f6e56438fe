//! Timed periods: when a door is in a mode that holds only at times. Outside of them it opens to keys alone.

use super::named::{self, Own};
use super::schedule::{self, Content, Fault, LINES_MAX, Schedule};
use super::timetable::{self, Day, Hours, Stretch, TypedPeriod, minute};

/// A timed period's number in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimedPeriodId(pub i64);

/// A timed period of doors.
pub type TimedPeriod = Schedule<Stretches>;

/// The form of a timed period.
pub type Draft = schedule::Draft<Typed>;

/// The stretches of a timed period, none at the same time as another. One without any never holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stretches(Vec<Stretch>);

impl Stretches {
    /// These stretches; or which of them cannot be, and why.
    pub fn new(stretches: Vec<Stretch>) -> Result<Stretches, Vec<(usize, Fault)>> {
        let overlap = |one: &Stretch, other: &Stretch| {
            !one.days().both(other.days()).is_empty()
                && one.from() < other.until()
                && other.from() < one.until()
        };
        let mut faults = Vec::new();
        for (at, one) in stretches.iter().enumerate() {
            let other = stretches.iter().take(at).position(|other| overlap(one, other));
            faults.extend(other.map(|other| (at, Fault::Overlaps(other))));
        }
        if stretches.len() > LINES_MAX {
            faults.push((LINES_MAX, Fault::TooMany));
        }
        if faults.is_empty() { Ok(Stretches(stretches)) } else { Err(faults) }
    }

    /// The stretches as they were given.
    pub fn all(&self) -> &[Stretch] {
        &self.0
    }

    /// When it holds.
    pub fn hours(&self) -> Hours {
        Hours::of(self.0.iter().copied())
    }
}

impl Content for Stretches {
    type Typed = Typed;
}

/// The stretches as they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed(pub Vec<TypedPeriod>);

impl Own for Typed {
    type Value = Stretches;

    fn of(stretches: &Stretches) -> Typed {
        Typed(stretches.all().iter().map(TypedPeriod::of).collect())
    }

    fn check(&self) -> Result<Stretches, Vec<(usize, named::Fault)>> {
        let (mut faults, mut stretches) = (Vec::new(), Vec::with_capacity(self.0.len()));
        for (at, typed) in self.0.iter().enumerate() {
            match check(typed) {
                Ok(stretch) => stretches.push(stretch),
                Err(fault) => faults.push((at, fault)),
            }
        }
        // Places are those of what is typed: what overlaps is said once all of it can be read.
        let stretches = if faults.is_empty() { Stretches::new(stretches) } else { Err(faults) };
        stretches.map_err(|wrong| wrong.into_iter().map(|(at, fault)| (at, fault.into())).collect())
    }
}

fn check(typed: &TypedPeriod) -> Result<Stretch, Fault> {
    typed.check().map_err(|fault| match fault {
        timetable::Fault::EndsBeforeStart if is_past_midnight(typed) => Fault::PastMidnight,
        fault => Fault::Period(fault),
    })
}

fn is_past_midnight(typed: &TypedPeriod) -> bool {
    minute(&typed.from).zip(minute(&typed.until)).is_some_and(|(from, until)| until < from)
}

/// What goes past midnight, as two stretches: until midnight, and from there on the day after.
pub fn split(typed: &TypedPeriod) -> Option<[TypedPeriod; 2]> {
    check(typed).is_err_and(|fault| fault == Fault::PastMidnight).then(|| {
        let midnight = |minute| timetable::time(minute);
        let evening = TypedPeriod { until: midnight(timetable::DAY_MINUTES), ..typed.clone() };
        let days = typed.days.all().map(Day::next).collect();
        [evening, TypedPeriod { days, from: midnight(0), until: typed.until.clone() }]
    })
}

#[cfg(test)]
mod tests {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

    use super::super::calendar::Kind;
    use super::super::timetable::Days;
    use super::super::timetable::tests::stretch;
    use super::*;

    fn typed(days: impl IntoIterator<Item = impl Into<Day>>, from: &str, until: &str) -> TypedPeriod {
        let days = days.into_iter().map(Into::into).collect();
        TypedPeriod { days, from: from.to_owned(), until: until.to_owned() }
    }

    fn faults(typed: &[TypedPeriod]) -> Vec<(usize, named::Fault)> {
        Typed(typed.to_vec()).check().err().unwrap_or_default()
    }

    /// Number 6 of the edge cases: a stretch at the same time as another is refused, and it is said of which.
    #[test]
    fn stretches_of_one_day_do_not_overlap_and_may_touch() {
        let (office, late) = (typed([Mon, Tue], "08:00", "17:00"), typed([Tue, Wed], "16:59", "20:00"));
        assert_eq!(faults(&[office.clone(), late]), [(1, Fault::Overlaps(0).into())]);
        assert_eq!(faults(&[office.clone(), typed([Tue], "17:00", "20:00")]), []);
        assert_eq!(faults(&[office.clone(), typed([Wed], "08:00", "20:00")]), []);
        assert_eq!(faults(&[office.clone(), typed([Kind::Holiday], "08:00", "20:00")]), []);
        let twice = [typed([Sun], "1", "2"), office.clone(), office];
        assert_eq!(faults(&twice), [(2, Fault::Overlaps(1).into())]);
    }

    #[test]
    fn a_whole_day_is_a_stretch_and_a_night_is_two() {
        let whole = typed(Day::ALL, "00:00", "24:00");
        assert_eq!(Typed(vec![whole]).check().unwrap().all(), [stretch(Day::ALL, "00:00-24:00")]);
        let night = typed([Fri, Sun], "22:00", "06:00");
        assert_eq!(faults(std::slice::from_ref(&night)), [(0, Fault::PastMidnight.into())]);
        let halves = split(&night).unwrap();
        assert_eq!(halves, [typed([Fri, Sun], "22:00", "24:00"), typed([Sat, Mon], "00:00", "06:00")]);
        assert!(faults(&halves).is_empty() && halves.iter().all(|half| split(half).is_none()));
        // What follows a holiday is not known.
        let [_, morning] = split(&typed([Kind::Holiday], "22", "6")).unwrap();
        assert_eq!(morning.days, [Day::from(Kind::Holiday)].into_iter().collect::<Days>());
        let nothing = Fault::Period(timetable::Fault::EndsBeforeStart);
        assert_eq!(faults(&[typed([Thu], "6", "6")]), [(0, nothing.into())]);
        assert!(split(&typed([Thu], "6", "6")).is_none() && split(&typed([Thu], "22", "?")).is_none());
    }

    #[test]
    fn there_are_eight_stretches_at_most_and_none_hold_never() {
        let hours =
            |count: u16| (0..count).map(|hour| typed([Mon], &hour.to_string(), &(hour + 1).to_string()));
        assert_eq!(faults(&hours(8).collect::<Vec<_>>()), []);
        assert_eq!(faults(&hours(9).collect::<Vec<_>>()), [(8, Fault::TooMany.into())]);
        assert!(Typed::default().check().unwrap().hours().is_never());
    }
}
