//! Schedules: what doors follow by the clock. There are two kinds, timed periods and automatic changes. They are the site's:
//! each has a number by which locks know it, a name, and its content; and a form in which that is typed.

use std::fmt::Debug;

use super::form::keep;
use super::named::{Fault as NamedFault, Faults, Field, Own};
use super::text::Line;
use super::timetable::{self, Days};

/// What a schedule says.
pub trait Content: Clone + Debug + PartialEq + Send + Sync + 'static {
    /// The form of it.
    type Typed: Own<Value = Self>;
}

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule<C> {
    /// Unique among schedules of its kind, whatever its case.
    pub name: Line<32>,
    /// What it is for.
    pub description: Line<200>,
    /// What it says.
    pub content: C,
}

/// The number by which locks know a schedule among those of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(u16);

impl Number {
    /// The highest number: a lock has room for so many of each kind.
    pub const MAX: u16 = 1_024;

    /// The number, if it is one.
    pub const fn new(number: u16) -> Option<Number> {
        if number >= 1 && number <= Number::MAX { Some(Number(number)) } else { None }
    }

    /// The lowest that is not among those that are used, which are given in their order; nothing, where none is left.
    pub fn lowest_but(used: &[u16]) -> Option<Number> {
        let lowest = (1..).zip(used).find(|(number, used)| number < *used).map(|(number, _)| number);
        Number::new(lowest.unwrap_or(u16::try_from(used.len() + 1).ok()?))
    }

    /// The number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// The most stretches of a timed period, and the most changes of a day: locks have room for so many.
pub const LINES_MAX: usize = 8;

/// Why something is no content of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is no stretch of a day.
    Period(timetable::Fault),
    /// It goes past midnight: as two stretches it can be said.
    PastMidnight,
    /// It is partly at the same time as another one, which is counted from 0.
    Overlaps(usize),
    /// There are more than a lock has room for.
    TooMany,
    /// A day does not begin with a mode: the first change is not at midnight.
    Hole,
    /// Two changes of a day are at the same time.
    SameTime,
    /// Nothing is said of these days.
    DaysMissing(Days),
    /// These days are said twice.
    DaysTwice(Days),
}

/// What a form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft<Typed> {
    /// As typed.
    pub name: String,
    /// As typed.
    pub description: String,
    /// What it says, as typed.
    pub own: Typed,
}

impl<C: Content> Schedule<C> {
    /// Its form.
    pub fn draft(&self) -> Draft<C::Typed> {
        let (name, description) = (self.name.to_string(), self.description.to_string());
        Draft { name, description, own: C::Typed::of(&self.content) }
    }
}

impl<Typed: Own> Draft<Typed> {
    /// Turns the form into what it is of, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Schedule<Typed::Value>, Faults> {
        let mut faults = Faults::new();
        let name = keep(&mut faults, Field::Name, Line::required(&self.name));
        let description = keep(&mut faults, Field::Description, Line::new(&self.description));
        let content = self.own.check();
        if let Err(wrong) = &content {
            faults.extend(wrong.iter().map(|(at, fault)| (Field::Own(*at), *fault)));
        }
        match (name, description, content) {
            (Some(name), Some(description), Ok(content)) => Ok(Schedule { name, description, content }),
            _ => Err(faults),
        }
    }
}

impl From<Fault> for NamedFault {
    fn from(fault: Fault) -> Self {
        NamedFault::Schedule(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_has_the_lowest_number_that_is_free() {
        let lowest = |used: &[u16]| Number::lowest_but(used).map(Number::number);
        assert_eq!(lowest(&[]), Some(1));
        assert_eq!(lowest(&[1, 2, 3]), Some(4));
        assert_eq!(lowest(&[2, 3]), Some(1));
        assert_eq!(lowest(&[1, 2, 4]), Some(3));
        let all: Vec<u16> = (1..=Number::MAX).collect();
        assert_eq!((lowest(&all[1..]), lowest(&all[..1_023]), lowest(&all)), (Some(1), Some(1_024), None));
    }
}
