//! Outputs: devices beside a door that a key may drive, as the floors of a lift or an energy saver.

use super::named::{self, Own, named};

pub use super::named::{Fault, Faults, Field};

named! {
    /// An output: a device that keys may drive where they open a door.
    Output by OutputId, put by OutputsAddDelete,
    with
    /// The number by which keys and locks name it; one of the whole site.
    number: Number, typed as Typed;
}

/// The form of an output.
pub type Draft = named::Draft<Typed>;

/// The number by which keys and locks name an output: that of its relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(u8);

impl Number {
    /// The highest number.
    pub const MAX: u8 = 128;

    /// The number, if it is one.
    pub const fn new(number: u8) -> Option<Number> {
        if number >= 1 && number <= Number::MAX { Some(Number(number)) } else { None }
    }

    /// The lowest that is not among some; nothing, where none is left.
    pub fn lowest_but(used: Numbers) -> Option<Number> {
        (1..=Number::MAX).filter_map(Number::new).find(|number| !used.contains(*number))
    }

    /// The number.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// Some outputs, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Numbers(u128);

impl Numbers {
    /// None.
    pub const NONE: Numbers = Numbers(0);

    const fn bit(number: Number) -> u128 {
        1 << (number.0 - 1)
    }

    /// Whether one is among them.
    pub const fn contains(self, number: Number) -> bool {
        self.0 & Numbers::bit(number) != 0
    }

    /// They, rising.
    pub fn iter(self) -> impl Iterator<Item = Number> {
        (1..=Number::MAX).filter_map(Number::new).filter(move |number| self.contains(*number))
    }
}

impl FromIterator<Number> for Numbers {
    fn from_iter<I: IntoIterator<Item = Number>>(numbers: I) -> Self {
        Numbers(numbers.into_iter().fold(0, |bits, number| bits | Numbers::bit(number)))
    }
}

/// That number as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed(pub String);

impl Own for Typed {
    type Value = Number;

    fn of(number: &Number) -> Typed {
        Typed(number.number().to_string())
    }

    fn check(&self) -> Result<Number, Vec<(usize, Fault)>> {
        let number = self.0.trim().parse().ok().and_then(Number::new);
        number.ok_or_else(|| vec![(0, Fault::OutputNumber)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: u8) -> Number {
        Number::new(number).unwrap()
    }

    #[test]
    fn outputs_are_numbered_from_1_to_128() {
        let check = |typed: &str| Typed(typed.to_owned()).check().map(Number::number);
        assert_eq!([check("1"), check(" 128 ")], [Ok(1), Ok(128)]);
        for typed in ["0", "129", "256", "", "-1", "one"] {
            assert_eq!(check(typed), Err(vec![(0, Fault::OutputNumber)]), "{typed}");
        }
    }

    #[test]
    fn the_lowest_number_is_filled_in_that_is_not_used() {
        let lowest = |used: &[u8]| Number::lowest_but(used.iter().copied().map(number).collect());
        assert_eq!(lowest(&[]), Some(number(1)));
        assert_eq!(lowest(&[1, 2, 4]), Some(number(3)));
        assert_eq!(lowest(&(1..=127).collect::<Vec<_>>()), Some(number(128)));
        assert_eq!(lowest(&(1..=128).collect::<Vec<_>>()), None);
    }

    #[test]
    fn some_outputs_are_known_by_their_numbers() {
        let some: Numbers = [128, 1, 64].into_iter().map(number).collect();
        assert!(some.iter().map(Number::number).eq([1, 64, 128]));
        assert!(some.contains(number(64)) && !some.contains(number(63)));
        assert_eq!(Numbers::NONE.iter().count(), 0);
    }
}
