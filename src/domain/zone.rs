//! Zones: many doors that are given together, and that a key can open by one right.

use std::collections::BTreeSet;

use super::access_point::{Code, drawn};
use super::named::{self, Own, named};

pub use super::named::{Fault, Faults, Field};

named! {
    /// A zone: doors that are given together.
    Zone by ZoneId, put by ZonesAddDelete,
    with
    /// How keys name it.
    kind: Kind, typed as Kind;
}

/// The form of a zone.
pub type Draft = named::Draft<Kind>;

/// How keys name a zone. It is chosen when the zone is made, and stays: its number says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Kind {
    /// By its number, at some bytes for each right.
    #[default]
    High,
    /// By a bit, where a right to it holds always. There are no more than 96.
    Low,
}

impl Kind {
    /// Both.
    pub const ALL: [Kind; 2] = [Kind::High, Kind::Low];

    /// The name by which texts and the trail know it.
    pub const fn key(self) -> &'static str {
        match self {
            Kind::High => "high",
            Kind::Low => "low",
        }
    }

    /// What a name says.
    pub fn from_key(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The numbers that are given to zones of this kind.
    const fn numbers(self) -> (u16, u16) {
        match self {
            Kind::High => (1, FIRST_LOW - 1),
            Kind::Low => (FIRST_LOW, FIRST_LOW + LOW_MAX - 1),
        }
    }
}

impl Own for Kind {
    type Value = Kind;

    fn of(kind: &Kind) -> Kind {
        *kind
    }

    fn check(&self) -> Result<Kind, Vec<(usize, Fault)>> {
        Ok(*self)
    }
}

/// The number of the first low zone.
const FIRST_LOW: u16 = 0xFF01;
/// How many low zones there are at most: a key has twelve bytes for them.
pub const LOW_MAX: u16 = 96;

/// The number by which keys and locks name a zone, from 1 up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(std::num::NonZeroU16);

impl Number {
    /// The number, if it is one.
    pub const fn new(number: u16) -> Option<Number> {
        match std::num::NonZeroU16::new(number) {
            Some(number) => Some(Number(number)),
            None => None,
        }
    }

    /// Draws one for a zone of a kind from those that no zone ever had, which are given in their order; nothing, where none is
    /// left. Every free number comes up for as many draws as any other.
    pub fn drawn(kind: Kind, had: &[u16], draw: u32) -> Option<Number> {
        let (first, last) = kind.numbers();
        let had: Vec<u16> =
            had.iter().filter(|had| (first..=last).contains(had)).map(|had| had - first + 1).collect();
        let drawn = drawn(&had, last - first + 1, draw)?;
        Number::new(first + drawn - 1)
    }

    /// Of which kind the zone is that has it.
    pub fn kind(self) -> Kind {
        self.place().map_or(Kind::High, |_| Kind::Low)
    }

    /// Which of the low zones it is, counted from 0, if it is one.
    pub fn place(self) -> Option<u8> {
        let (first, last) = Kind::Low.numbers();
        let place = (self.number() <= last).then(|| self.number().checked_sub(first))??;
        u8::try_from(place).ok()
    }

    /// The low zone at a place, counted from 0, if there is one.
    pub fn low(place: u8) -> Option<Number> {
        let number = FIRST_LOW.checked_add(u16::from(place)).and_then(Number::new)?;
        number.place().map(|_| number)
    }

    /// The number.
    pub const fn number(self) -> u16 {
        self.0.get()
    }
}

/// The doors that a right to a zone does not open: those that left the zone while their locks do not know it yet. They are
/// no more than a key has room for; a right with more of them is given door by door.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Exceptions(Vec<Code>);

impl Exceptions {
    /// The most that there are: a key counts them in one byte.
    pub const MAX: usize = u8::MAX as usize;

    /// These doors, in any order, if there are no more than there may be.
    pub fn new(doors: impl IntoIterator<Item = Code>) -> Option<Exceptions> {
        let doors: BTreeSet<Code> = doors.into_iter().collect();
        (doors.len() <= Exceptions::MAX).then(|| Exceptions(doors.into_iter().collect()))
    }

    /// The doors, rising.
    pub fn doors(&self) -> &[Code] {
        &self.0
    }

    /// Whether a door is among them.
    pub fn contains(&self, door: Code) -> bool {
        self.0.binary_search(&door).is_ok()
    }

    /// What both except: what is left closed where somebody has both rights.
    #[must_use]
    pub fn both(&self, other: &Exceptions) -> Exceptions {
        Exceptions(self.0.iter().copied().filter(|door| other.contains(*door)).collect())
    }

    /// Whether every door of these is among the others.
    pub fn are_among(&self, others: &Exceptions) -> bool {
        self.0.iter().all(|door| others.contains(*door))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doors(numbers: std::ops::RangeInclusive<u16>) -> impl Iterator<Item = Code> {
        numbers.map(|number| Code::new(number).unwrap())
    }

    #[test]
    fn zones_are_numbered_from_one() {
        assert_eq!(Number::new(0), None);
        assert_eq!(
            [1, u16::MAX].map(|number| Number::new(number).map(Number::number)),
            [Some(1), Some(u16::MAX)]
        );
    }

    /// Numbers 1 and 2 of the edge cases: there are 96 low zones, whatever became of them, and each number is of one kind.
    #[test]
    fn the_ninety_seventh_low_zone_has_no_number_and_no_high_one_has_a_low_ones() {
        let mut had: Vec<u16> = (1..=40).collect();
        for count in 0..LOW_MAX {
            let drawn = Number::drawn(Kind::Low, &had, u32::from(count) << 25).unwrap();
            assert_eq!((drawn.kind(), had.contains(&drawn.number())), (Kind::Low, false), "{count}");
            assert_eq!(drawn.place().and_then(Number::low), Some(drawn));
            had.push(drawn.number());
            had.sort_unstable();
        }
        assert_eq!(Number::drawn(Kind::Low, &had, 0), None);
        for draw in [0, u32::MAX / 2, u32::MAX] {
            let drawn = Number::drawn(Kind::High, &had, draw).unwrap();
            assert!(drawn.kind() == Kind::High && !had.contains(&drawn.number()), "{drawn:?}");
        }
        let all: Vec<u16> = (1..=u16::MAX).collect();
        assert_eq!(Number::drawn(Kind::High, &all, 7), None);
        assert_eq!([96, 255].map(Number::low), [None, None], "no bit is beyond the last low zone");
    }

    #[test]
    fn a_right_excepts_each_door_once_and_no_more_than_a_byte_counts() {
        let twice = Exceptions::new(doors(3..=4).chain(doors(1..=3))).unwrap();
        assert!(twice.doors().iter().copied().eq(doors(1..=4)));
        assert_eq!(Exceptions::new(doors(1..=255)).map(|doors| doors.doors().len()), Some(255));
        assert_eq!(Exceptions::new(doors(1..=256)), None);
    }

    #[test]
    fn who_has_two_rights_is_kept_out_by_what_both_except() {
        let except = |numbers| Exceptions::new(doors(numbers)).unwrap();
        assert_eq!(except(1..=3).both(&except(3..=5)), except(3..=3));
        assert!(except(2..=3).are_among(&except(1..=3)) && !except(1..=3).are_among(&except(2..=3)));
        assert!(Exceptions::default().are_among(&except(1..=1)));
    }
}
