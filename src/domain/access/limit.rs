//! When rights hold, as the graph keeps it: few limits are of one person alone.

use std::collections::HashMap;
use std::num::NonZeroU32;

use crate::domain::moment::{from_key_minutes, key_minutes};
use crate::domain::timetable::TimetableId;
use crate::domain::user::{Between, Limit};

/// Between which minutes something holds; nothing is always.
pub(super) type Minutes = Option<(u32, u32)>;

pub(super) fn moments(minutes: Minutes) -> Option<Between> {
    minutes.and_then(|(from, until)| Between::new(from_key_minutes(from), from_key_minutes(until)).ok())
}

/// When a right holds, or several that stand one behind the other: between these minutes, and while all of these timetables do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Term {
    pub minutes: Minutes,
    pub timed: Timed,
}

impl Term {
    fn of(between: Option<Between>, timetable: Option<u32>) -> Term {
        let minutes = between.map(|between| (key_minutes(between.from), key_minutes(between.until)));
        Term { minutes, timed: Timed::one(timetable) }
    }
}

/// Some timetables, by their places from 1 up, zeros first. Nothing stands behind more rights than a door in a zone of an
/// access level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Timed([u32; 3]);

impl Timed {
    pub const NONE: Timed = Timed([0; 3]);

    fn one(place: Option<u32>) -> Timed {
        place.map_or(Timed::NONE, |place| Timed([0, 0, place + 1]))
    }

    /// Their places.
    pub fn places(self) -> impl Iterator<Item = u32> {
        self.0.into_iter().filter_map(|number| number.checked_sub(1))
    }

    /// Both together; nothing, where that is more than there can be.
    fn both(self, other: Timed) -> Option<Timed> {
        if other == Timed::NONE || self == other {
            return Some(self);
        }
        let mut all: Vec<u32> = self.places().chain(other.places()).collect();
        all.sort_unstable();
        all.dedup();
        let mut timed = Timed::NONE;
        for (at, place) in (0..3).rev().zip(all.iter().rev()) {
            *timed.0.get_mut(at)? = place + 1;
        }
        (all.len() <= 3).then_some(timed)
    }
}

/// When two hold that stand one behind the other, as an access level has a limit and what it gives another; nothing, where
/// that is never.
pub(super) fn both(one: Term, other: Term) -> Option<Term> {
    let minutes = match (one.minutes, other.minutes) {
        (None, minutes) | (minutes, None) => minutes,
        (Some((from, until)), Some((other_from, other_until))) => {
            let (from, until) = (from.max(other_from), until.min(other_until));
            Some((from, until)).filter(|(from, until)| from < until).map(Some)?
        }
    };
    Some(Term { minutes, timed: one.timed.both(other.timed)? })
}

/// Whether and how a right is limited, by the number of its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct LimitNumber(Option<NonZeroU32>);

/// The limits that there are, in the minutes that keys say.
#[derive(Debug, Default)]
pub(super) struct Limits {
    all: Vec<Term>,
    numbers: HashMap<Term, LimitNumber>,
    /// The places of the timetables, from when one is named first. One that is gone keeps its own.
    places: HashMap<TimetableId, u32>,
    ids: Vec<TimetableId>,
}

impl Limits {
    /// The number of a limit; it has one from when it is named first.
    pub fn of(&mut self, limit: Limit) -> LimitNumber {
        let place = limit.timetable.map(|timetable| self.place_of(timetable));
        let term = Term::of(limit.between, place);
        if term == Term::default() {
            return LimitNumber(None);
        }
        *self.numbers.entry(term).or_insert_with(|| {
            self.all.push(term);
            LimitNumber(NonZeroU32::new(self.all.len() as u32))
        })
    }

    /// A limit as it is kept, unless it is by a timetable that was never named.
    pub fn named(&self, limit: Limit) -> Option<Term> {
        let place = match limit.timetable {
            Some(timetable) => Some(*self.places.get(&timetable)?),
            None => None,
        };
        Some(Term::of(limit.between, place))
    }

    pub fn term(&self, limit: LimitNumber) -> Term {
        let known = limit.0.and_then(|number| self.all.get(number.get() as usize - 1));
        known.copied().unwrap_or_default()
    }

    /// Every limit that there is.
    pub fn all(&self) -> impl Iterator<Item = LimitNumber> + '_ {
        (1..=self.all.len() as u32).map(|number| LimitNumber(NonZeroU32::new(number)))
    }

    /// The place of a timetable; it has one from when it is named first.
    pub fn place_of(&mut self, timetable: TimetableId) -> u32 {
        let ids = &mut self.ids;
        *self.places.entry(timetable).or_insert_with(|| {
            ids.push(timetable);
            ids.len() as u32 - 1
        })
    }

    /// The timetables of a term.
    pub fn timetables(&self, timed: Timed) -> impl Iterator<Item = TimetableId> + '_ {
        timed.places().filter_map(|place| self.ids.get(place as usize).copied())
    }

    /// Whether a limit is of timetables that something is true of.
    pub fn is_timed(&self, limit: LimitNumber, is_meant: impl Fn(u32) -> bool) -> bool {
        self.term(limit).timed.places().any(is_meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timetables_one_behind_the_other_are_known_whatever_their_order() {
        let one = |place| Timed::one(Some(place));
        let pair = one(7).both(one(2)).unwrap();
        assert_eq!(Some(pair), one(2).both(one(7)));
        assert_eq!(pair.places().collect::<Vec<_>>(), [2, 7]);
        let three = pair.both(one(4)).unwrap();
        assert_eq!(three.places().collect::<Vec<_>>(), [2, 4, 7]);
        assert_eq!(three.both(pair), Some(three));
        assert_eq!(three.both(Timed::NONE), Some(three));
        assert_eq!(three.both(one(9)), None, "what cannot be kept is not given");
        let between = |minutes| Term { minutes, timed: Timed::NONE };
        assert_eq!(both(between(Some((1, 5))), between(Some((5, 9)))), None);
        assert_eq!(both(between(Some((1, 6))), between(Some((5, 9)))), Some(between(Some((5, 6)))));
    }
}
