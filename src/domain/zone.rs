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

/// What a right to a zone is on keys. It is chosen when the zone is made, and stays: locks and keys go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Kind {
    /// One to all of its doors, by its number, at some bytes for each right.
    #[default]
    High,
    /// The same by a bit, where the right holds always. There are no more than 96.
    Low,
    /// One to take any of its lockers that nobody has, and no more than one locker of a group at a time.
    Free(Group),
}

impl Kind {
    /// One of each.
    pub const ALL: [Kind; 3] = [Kind::High, Kind::Low, Kind::Free(Group::FIRST)];

    /// The name by which texts and the trail know it.
    pub const fn key(self) -> &'static str {
        match self {
            Kind::High => "high",
            Kind::Low => "low",
            Kind::Free(_) => "free",
        }
    }

    /// What a name says, of the first group where there are groups.
    pub fn from_key(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The group of its lockers, if whoever has the zone takes one of them.
    pub const fn group(self) -> Option<Group> {
        match self {
            Kind::Free(group) => Some(group),
            Kind::High | Kind::Low => None,
        }
    }

    /// The numbers that are given to zones of this kind.
    const fn numbers(self) -> (u16, u16) {
        match self {
            Kind::High | Kind::Free(_) => (1, FIRST_LOW - 1),
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

/// Lockers of which somebody has one at a time, wherever they are: every zone of the group counts. A key keeps room for one
/// record for each group up to the highest that it has, in place of a record of its journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Group(u8);

impl Group {
    /// The one that every zone begins with.
    pub const FIRST: Group = Group(1);
    /// So many there are: on the smallest card three records are left for the journal then.
    pub const MAX: u8 = 8;

    /// The group of a number, from 1 up.
    pub const fn new(number: u8) -> Option<Group> {
        if number >= 1 && number <= Group::MAX { Some(Group(number)) } else { None }
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Group> {
        (1..=Group::MAX).map(Group)
    }

    /// The number.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// Some groups of lockers: those for which a key has room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Groups(u8);

impl Groups {
    /// None.
    pub const NONE: Groups = Groups(0);

    /// The groups whose bits are set: that of the first is the lowest.
    pub const fn of_bits(bits: u8) -> Groups {
        Groups(bits)
    }

    /// A bit for each.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Adds one.
    pub const fn insert(&mut self, group: Group) {
        self.0 |= 1 << (group.0 - 1);
    }

    /// Whether it is among them.
    pub const fn contains(self, group: Group) -> bool {
        self.0 & 1 << (group.0 - 1) != 0
    }

    /// Each of them, rising.
    pub fn iter(self) -> impl Iterator<Item = Group> {
        Group::all().filter(move |group| self.contains(*group))
    }

    /// These and the others.
    #[must_use]
    pub const fn and(self, others: Groups) -> Groups {
        Groups(self.0 | others.0)
    }

    /// Those that the others are without.
    #[must_use]
    pub const fn without(self, others: Groups) -> Groups {
        Groups(self.0 & !others.0)
    }

    /// The number of the highest; 0, where there is none.
    pub const fn highest(self) -> u8 {
        (u8::BITS - self.0.leading_zeros()) as u8
    }
}

impl FromIterator<Group> for Groups {
    fn from_iter<I: IntoIterator<Item = Group>>(groups: I) -> Groups {
        groups.into_iter().fold(Groups::NONE, |mut all, group| {
            all.insert(group);
            all
        })
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

    /// Of which kind the zone is that has it, whose lockers are of a group, if they are of one. No low zone has one.
    pub fn kind(self, group: Option<Group>) -> Option<Kind> {
        match (self.place(), group) {
            (None, None) => Some(Kind::High),
            (Some(_), None) => Some(Kind::Low),
            (None, Some(group)) => Some(Kind::Free(group)),
            (Some(_), Some(_)) => None,
        }
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
            assert_eq!(
                (drawn.kind(None), had.contains(&drawn.number())),
                (Some(Kind::Low), false),
                "{count}"
            );
            assert_eq!(drawn.place().and_then(Number::low), Some(drawn));
            had.push(drawn.number());
            had.sort_unstable();
        }
        assert_eq!(Number::drawn(Kind::Low, &had, 0), None);
        for draw in [0, u32::MAX / 2, u32::MAX] {
            let drawn = Number::drawn(Kind::High, &had, draw).unwrap();
            assert!(drawn.kind(None) == Some(Kind::High) && !had.contains(&drawn.number()), "{drawn:?}");
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
    fn groups_are_bits_and_no_low_zone_has_one() {
        assert_eq!(
            [0, 1, 8, 9].map(|number| Group::new(number).map(Group::number)),
            [None, Some(1), Some(8), None]
        );
        let groups: Groups = [2, 5].into_iter().filter_map(Group::new).collect();
        assert_eq!((groups.bits(), groups.highest()), (0b1_0010, 5));
        assert_eq!(groups.iter().map(Group::number).collect::<Vec<_>>(), [2, 5]);
        assert_eq!((Groups::NONE.highest(), Groups::of_bits(0x80).highest()), (0, Group::MAX));
        let (high, low) = (Number::new(7).unwrap(), Number::low(0).unwrap());
        assert_eq!(high.kind(Some(Group::FIRST)), Some(Kind::Free(Group::FIRST)));
        assert_eq!(low.kind(Some(Group::FIRST)), None);
    }

    #[test]
    fn who_has_two_rights_is_kept_out_by_what_both_except() {
        let except = |numbers| Exceptions::new(doors(numbers)).unwrap();
        assert_eq!(except(1..=3).both(&except(3..=5)), except(3..=3));
        assert!(except(2..=3).are_among(&except(1..=3)) && !except(1..=3).are_among(&except(2..=3)));
        assert!(Exceptions::default().are_among(&except(1..=1)));
    }
}
