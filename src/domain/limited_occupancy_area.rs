//! Limited occupancy areas: where no more than so many people may be at once.

use super::named::{self, Own, named};

pub use super::named::{Fault, Faults, Field};

named! {
    /// A limited occupancy area.
    LimitedOccupancyArea by LimitedOccupancyAreaId, put by LimitedOccupancyAreasAddDelete,
    with
    /// How many may be in it at once.
    most: Most, typed as Typed;
}

/// The form of a limited occupancy area.
pub type Draft = named::Draft<Typed>;

/// How many people may be in an area at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Most(u16);

impl Most {
    /// The most that there can be.
    pub const MAX: u16 = 9_999;

    /// So many, if that is a limit.
    pub const fn new(people: u16) -> Option<Most> {
        if people >= 1 && people <= Most::MAX { Some(Most(people)) } else { None }
    }

    /// How many.
    pub const fn people(self) -> u16 {
        self.0
    }
}

/// That number as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed(pub String);

impl Own for Typed {
    type Value = Most;

    fn of(most: &Most) -> Typed {
        Typed(most.people().to_string())
    }

    fn check(&self) -> Result<Most, Vec<(usize, Fault)>> {
        let most = self.0.trim().parse().ok().and_then(Most::new);
        most.ok_or_else(|| vec![(0, Fault::Occupancy)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_has_room_for_somebody_and_not_for_everybody() {
        let check = |typed: &str| Typed(typed.to_owned()).check().map(Most::people);
        assert_eq!([check("1"), check(" 9999 ")], [Ok(1), Ok(9_999)]);
        for typed in ["0", "10000", "", "-1", "ten", "99999999"] {
            assert_eq!(check(typed), Err(vec![(0, Fault::Occupancy)]), "{typed}");
        }
    }
}
