//! Zones: many doors that are given together, and that a key can open by one right.

use std::collections::BTreeSet;

use super::access_point::{Code, drawn};
use super::named::named;

pub use super::named::{Draft, Fault, Faults, Field};

named! {
    /// A zone: doors that are given together.
    Zone by ZoneId, put by ZonesAddDelete;
}

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

    /// Draws one from those that no zone ever had, which are given in their order; nothing, where none is left. Every free
    /// number comes up for as many draws as any other.
    pub fn drawn(had: &[u16], draw: u32) -> Option<Number> {
        drawn(had, u16::MAX, draw).and_then(Number::new)
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
