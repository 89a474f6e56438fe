//! Access points: what has a lock that decides by itself, of whatever kind. Keys name each by a number, and all kinds share
//! these numbers.

mod lock;

use super::door::DoorId;
use super::locker::LockerId;
use super::room::RoomId;
use super::suite::SuiteId;

pub use lock::{Lock, TypedLock};

/// An access point of whatever kind, by its number in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccessPoint {
    /// A door.
    Door(DoorId),
    /// A locker.
    Locker(LockerId),
    /// A room.
    Room(RoomId),
    /// The entrance of a suite.
    Suite(SuiteId),
}

/// The number by which keys name an access point, 1 to 64,000. It is not given to another one, of whatever kind,
/// while a key that still names it could be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(u16);

impl Code {
    /// The highest number.
    pub const MAX: u16 = 64_000;

    /// The number, if it is one.
    pub const fn new(number: u16) -> Option<Code> {
        if number >= 1 && number <= Code::MAX { Some(Code(number)) } else { None }
    }

    /// Draws one from those that none ever had, which are given in their order; nothing, where none is left. Every free
    /// number comes up for as many draws as any other.
    pub fn drawn(had: &[u16], draw: u32) -> Option<Code> {
        drawn(had, Code::MAX, draw).and_then(Code::new)
    }

    /// The number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// Draws a number from 1 to `max` that is not among those that were had.
pub(super) fn drawn(had: &[u16], max: u16, draw: u32) -> Option<u16> {
    let free = usize::from(max).checked_sub(had.len())? as u64;
    // So many free ones come before it.
    let place = u16::try_from((u64::from(draw) * free) >> u32::BITS).ok().filter(|_| free > 0)?;
    Some(had.iter().fold(1 + place, |number, had| number + u16::from(*had <= number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_drawn_from_all_that_none_had_and_from_no_others() {
        let had: Vec<u16> = (1..=Code::MAX).filter(|number| number % 3 != 0 || *number < 30).collect();
        let free: Vec<u16> = (30..=Code::MAX).filter(|number| number % 3 == 0).collect();
        let step = (1_u64 << u32::BITS) as f64 / free.len() as f64;
        for (place, number) in free.iter().enumerate().step_by(997) {
            // The first and the last draw that come to this place.
            let first = (place as f64 * step).ceil() as u32;
            let last = ((place + 1) as f64 * step).ceil() as u64 - 1;
            for draw in [first, last as u32] {
                assert_eq!(Code::drawn(&had, draw).map(Code::number), Some(*number), "{draw}");
            }
        }
        let all: Vec<u16> = (1..=Code::MAX).collect();
        assert_eq!(Code::drawn(&all[1..], u32::MAX).map(Code::number), Some(1));
        assert_eq!(Code::drawn(&all, 0), None);
        assert_eq!(Code::drawn(&[], u32::MAX).map(Code::number), Some(Code::MAX));
    }

    #[test]
    fn codes_run_from_1_to_64_000() {
        assert_eq!((Code::new(0), Code::new(64_001)), (None, None));
        assert!(Code::new(1).is_some() && Code::new(64_000).is_some());
    }
}
