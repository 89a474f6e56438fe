//! Locations and functions. A person opens the doors in which a location and a function meet that the person has, at the times
//! of one timetable for all of them.

use super::function::FunctionId;
use super::grouping::Chosen;
use super::location::LocationId;
use super::named::{Fault, Own};

/// A location or a function: what meets in a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Where doors are.
    Location(LocationId),
    /// What they are for.
    Function(FunctionId),
}

/// The number by which keys and locks name a location, or a function; each of the two has its own numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(u16);

impl Number {
    /// The highest number.
    pub const MAX: u16 = 1_024;

    /// The number, if it is one.
    pub const fn new(number: u16) -> Option<Number> {
        if number >= 1 && number <= Number::MAX { Some(Number(number)) } else { None }
    }

    /// The lowest that is not among some, which rise; nothing, where none is left.
    pub fn lowest_but(used: &[Number]) -> Option<Number> {
        (1..=Number::MAX).filter_map(Number::new).find(|number| used.binary_search(number).is_err())
    }

    /// How many bytes a key takes for bits up to this one.
    pub const fn bytes(self) -> usize {
        self.0.div_ceil(8) as usize
    }

    /// The number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// Some locations, or some functions, by their numbers: a bit for each, up to the last that is set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers(Vec<u8>);

impl Numbers {
    /// The most bytes that they take.
    pub const BYTES_MAX: usize = Number::MAX as usize / 8;

    /// Those whose bits are set: at least one, and the last byte has one of them.
    pub fn of_bits(bits: &[u8]) -> Option<Numbers> {
        let is_whole = bits.last().is_some_and(|last| *last != 0) && bits.len() <= Numbers::BYTES_MAX;
        is_whole.then(|| Numbers(bits.to_vec()))
    }

    /// Their bits.
    pub fn bits(&self) -> &[u8] {
        &self.0
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one is among these and among the others.
    pub fn meet(&self, others: &Numbers) -> bool {
        self.0.iter().zip(&others.0).any(|(one, other)| one & other != 0)
    }

    /// They, rising.
    pub fn iter(&self) -> impl Iterator<Item = Number> {
        let has = |number: &Number| {
            let place = usize::from(number.0 - 1);
            self.0.get(place / 8).is_some_and(|byte| byte & (1 << (place % 8)) != 0)
        };
        (1..=Number::MAX).filter_map(Number::new).filter(has)
    }
}

impl FromIterator<Number> for Numbers {
    fn from_iter<I: IntoIterator<Item = Number>>(numbers: I) -> Self {
        let mut bits = Vec::new();
        for number in numbers {
            let place = usize::from(number.0 - 1);
            bits.resize(bits.len().max(number.bytes()), 0);
            if let Some(byte) = bits.get_mut(place / 8) {
                *byte |= 1 << (place % 8);
            }
        }
        Numbers(bits)
    }
}

/// How many bytes a key takes at the least that names locations and functions up to these numbers: a bit for every number,
/// whether it is anybody's or not.
pub fn bytes(location: Option<Number>, function: Option<Number>) -> usize {
    [location, function].into_iter().flatten().map(Number::bytes).sum()
}

/// What a location or a function has besides its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Has {
    /// The number by which keys and locks name it.
    pub number: Number,
    /// Its values of groupings.
    pub chosen: Chosen,
}

/// The same as typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names are its own")]
pub struct Typed {
    pub number: String,
    pub chosen: Chosen,
}

impl Own for Typed {
    type Value = Has;

    fn of(has: &Has) -> Typed {
        Typed { number: has.number.number().to_string(), chosen: has.chosen.clone() }
    }

    fn check(&self) -> Result<Has, Vec<(usize, Fault)>> {
        let number = self.number.trim().parse().ok().and_then(Number::new);
        let number = number.ok_or_else(|| vec![(0, Fault::CrossingNumber)])?;
        Ok(Has { number, chosen: self.chosen.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: u16) -> Number {
        Number::new(number).unwrap()
    }

    #[test]
    fn they_are_numbered_from_1_to_1024() {
        let typed = |typed: &str| Typed { number: typed.to_owned(), ..Typed::default() };
        let check = |number: &str| typed(number).check().map(|has| has.number.number());
        assert_eq!([check("1"), check(" 1024 ")], [Ok(1), Ok(1_024)]);
        for typed in ["0", "1025", "65536", "", "-1", "one"] {
            assert_eq!(check(typed), Err(vec![(0, Fault::CrossingNumber)]), "{typed}");
        }
    }

    #[test]
    fn the_lowest_number_is_filled_in_that_is_not_used() {
        let lowest = |used: &[u16]| {
            let used: Vec<Number> = used.iter().copied().map(number).collect();
            Number::lowest_but(&used).map(Number::number)
        };
        assert_eq!(lowest(&[]), Some(1));
        assert_eq!(lowest(&[1, 2, 4]), Some(3));
        assert_eq!(lowest(&(1..=1_024).collect::<Vec<_>>()), None);
    }

    #[test]
    fn some_are_known_by_bits_up_to_the_last() {
        let some = |all: &[u16]| all.iter().copied().map(number).collect::<Numbers>();
        assert_eq!(some(&[9, 1, 8]).bits(), [0x81, 0x01]);
        assert!(some(&[9, 1, 8]).iter().map(Number::number).eq([1, 8, 9]));
        assert_eq!(Numbers::of_bits(some(&[5, 1_024]).bits()), Some(some(&[1_024, 5])));
        assert!(some(&[3, 700]).meet(&some(&[700, 2])) && !some(&[3, 700]).meet(&some(&[701, 2])));
        assert_eq!([&[][..], &[1, 0], &[1; 129]].map(Numbers::of_bits), [None, None, None]);
        assert!(some(&[]).is_empty() && !some(&[]).meet(&some(&[1])));
    }

    /// Number 11 of the edge cases.
    #[test]
    fn gaps_in_the_numbers_cost_memory() {
        assert_eq!(bytes(Some(number(125)), None), 16, "of locations 5 and 125");
        assert_eq!(bytes(Some(number(5)), None), 1);
        assert_eq!(bytes(Some(number(8)), Some(number(9))), 3);
        assert_eq!(bytes(Some(number(1_024)), Some(number(1_024))), 256);
        assert_eq!(bytes(None, None), 0);
    }
}
