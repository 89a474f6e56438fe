//! Keys that locks are to refuse though they are not over: what is said of each, how keys carry it from the desk to the
//! locks, and how many a site may have.

use super::image::KeyCode;
use super::moment::{self, Moment};

/// Which images of a key are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// Those with a lower number than this: the key opens again when it was written anew.
    Below(u32),
    /// All of them: the key is cancelled.
    All,
}

impl Refused {
    /// The number by which keys and the database say it.
    pub const fn number(self) -> u32 {
        match self {
            Refused::Below(sequence) => sequence,
            Refused::All => u32::MAX,
        }
    }

    /// What a number says.
    pub const fn of_number(number: u32) -> Refused {
        match number {
            u32::MAX => Refused::All,
            below => Refused::Below(below),
        }
    }
}

/// What is said of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The key.
    pub code: KeyCode,
    /// Which images of it are refused.
    pub refused: Refused,
    /// The last day (UTC) on which one of them could open anything, counted from 2000-01-01: then a lock can forget it.
    pub until: u16,
}

impl Entry {
    /// Bytes of an entry on a key.
    pub const BYTES: usize = 10;
    /// Bytes of a slice before its entries.
    pub const EDITION_BYTES: usize = 4;

    /// Of a key that is over by this minute.
    pub fn new(code: KeyCode, refused: Refused, over_by: u32) -> Entry {
        Entry { code, refused, until: day_of(over_by) }
    }
}

/// The day of a minute.
pub fn day_of(minute: u32) -> u16 {
    u16::try_from(minute / (24 * 60)).unwrap_or(u16::MAX)
}

/// Counts the states of a site's denylist. It is the minute of the last change, or one more than before where that is later: a
/// database that was put back does not name a state of its own as one that there was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition(pub u32);

impl Edition {
    /// The one after the last.
    #[must_use]
    pub fn next(last: Option<Edition>, now: Moment) -> Edition {
        let minute = moment::key_minutes(now).max(1);
        Edition(last.map_or(minute, |Edition(last)| minute.max(last.saturating_add(1))))
    }
}

/// The part of the denylist that one key carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    edition: Edition,
    /// By key, each once; at least one.
    entries: Vec<Entry>,
}

impl Slice {
    /// No key carries more: a lock reads all of it with every key.
    pub const ENTRIES_MAX: usize = 24;

    /// A slice of these entries, in any order; nothing, if there are none, or one key comes twice.
    pub fn new(edition: Edition, mut entries: Vec<Entry>) -> Option<Slice> {
        entries.sort_unstable();
        let rises = entries.windows(2).all(|pair| !matches!(pair, [one, other] if one.code == other.code));
        (rises && !entries.is_empty()).then_some(Slice { edition, entries })
    }

    /// For how many entries there is room where so many bytes are left, with the head of the section.
    pub fn room(bytes: usize, head: usize) -> usize {
        (bytes.saturating_sub(head + Entry::EDITION_BYTES) / Entry::BYTES).min(Slice::ENTRIES_MAX)
    }

    /// Bytes of the smallest one, with the head of its section.
    pub const fn least_bytes() -> usize {
        3 + Entry::EDITION_BYTES + Entry::BYTES
    }

    /// The state of the denylist that it is taken from.
    pub const fn edition(&self) -> Edition {
        self.edition
    }

    /// What it says, by key.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// How many of the newest cancelled keys go first where not all entries have room: two thirds of it. The others have the rest in
/// turn, so that what is older goes on to reach doors that few keys pass; where there is hardly any room, every other writing.
pub const fn newest_of(room: usize, turn: u32) -> usize {
    match room {
        0..3 if turn.is_multiple_of(2) => room,
        0..3 => 0,
        _ => room - room / 3,
    }
}

/// How many keys there may be that can be cancelled: so many a lock has to remember.
pub const PLACES: usize = 65_535;
/// So long after a key on the denylist is over, it is still carried: for locks whose clock is behind.
pub const QUARANTINE_DAYS: i64 = 30;

/// How the places of the denylist are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places {
    /// Keys that could be cancelled any day.
    pub occupied: usize,
    /// Keys on the denylist that could still open something.
    pub listed: usize,
    /// Keys on the denylist that are over, and are carried a while yet.
    pub in_quarantine: usize,
}

/// From how full the list is said to be so, in hundredths.
const STEPS: [usize; 3] = [80, 90, 95];

impl Places {
    /// Those that are in use.
    pub const fn used(&self) -> usize {
        self.occupied + self.listed + self.in_quarantine
    }

    /// Those that are free.
    pub const fn free(&self) -> usize {
        PLACES.saturating_sub(self.used())
    }

    /// How full it is, in hundredths, rounded down.
    pub const fn hundredths(&self) -> usize {
        self.used() * 100 / PLACES
    }

    /// The highest of the steps that it has reached, if any: 80, 90 or 95 hundredths.
    pub fn reached(&self) -> Option<usize> {
        STEPS.into_iter().rev().find(|step| self.used() * 100 >= PLACES * step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::tests::at;

    fn entry(code: u32) -> Entry {
        Entry::new(KeyCode(code), Refused::All, 1_000_000)
    }

    #[test]
    fn an_edition_only_rises_and_does_not_go_back_with_the_clock() {
        let now = at("2026-12-01 10:00");
        let first = Edition::next(None, now);
        assert_eq!(first, Edition(moment::key_minutes(now)));
        assert_eq!(Edition::next(Some(first), now), Edition(first.0 + 1));
        assert_eq!(Edition::next(Some(first), at("2026-11-01 10:00")), Edition(first.0 + 1));
        assert!(Edition::next(Some(first), at("2026-12-02 10:00")).0 > first.0 + 1);
    }

    #[test]
    fn a_slice_has_each_key_once_and_is_never_empty() {
        assert_eq!(Slice::new(Edition(1), Vec::new()), None);
        assert_eq!(Slice::new(Edition(1), vec![entry(4), entry(4)]), None);
        let below = Entry { refused: Refused::Below(9), ..entry(4) };
        assert_eq!(Slice::new(Edition(1), vec![entry(4), below]), None);
        let slice = Slice::new(Edition(1), vec![entry(9), entry(4)]).unwrap();
        assert_eq!(slice.entries(), [entry(4), entry(9)]);
    }

    #[test]
    fn a_key_carries_what_has_room_and_no_more_than_a_lock_can_read() {
        assert_eq!([0, 7, 16, 17, 26, 27, 37].map(|bytes| Slice::room(bytes, 3)), [0, 0, 0, 1, 1, 2, 3]);
        assert_eq!(Slice::room(8_000, 3), Slice::ENTRIES_MAX);
        assert_eq!([0, 1, 2, 3, 24].map(|room| newest_of(room, 8)), [0, 1, 2, 2, 16]);
        assert_eq!([0, 1, 2, 3, 24].map(|room| newest_of(room, 9)), [0, 0, 0, 2, 16], "each has its turn");
    }

    #[test]
    fn places_are_counted_once_each_and_said_to_run_out() {
        let places = |occupied| Places { occupied, listed: 20, in_quarantine: 15 };
        assert_eq!(places(65_500).free(), 0);
        assert_eq!(places(70_000).free(), 0, "more than there are");
        assert_eq!((places(0).free(), places(0).hundredths()), (65_500, 0));
        let reached = |used: usize| Places { occupied: used, ..Places::default() }.reached();
        assert_eq!(reached(52_427), None);
        assert_eq!(reached(52_428), Some(80));
        assert_eq!(reached(58_982), Some(90));
        assert_eq!(reached(62_259), Some(95));
        assert_eq!(reached(90_000), Some(95));
    }

    #[test]
    fn a_number_says_below_which_image_or_all_of_them() {
        for refused in [Refused::All, Refused::Below(1), Refused::Below(u32::MAX - 1)] {
            assert_eq!(Refused::of_number(refused.number()), refused);
        }
        assert!(Refused::All > Refused::Below(u32::MAX - 1), "what denies more is more");
    }
}
