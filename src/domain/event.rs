//! What doors report, by way of the keys that pass them. A key with the log area carries a journal: a header
//! and records, written by locks, read and emptied at an encoder.
//!
//! A record carries its lock's own counter and a MAC under a key that only this lock and the desks have: anyone who
//! opens one lock writes the events of that door and of no other, and what is missing leaves a gap.
//!
//! Behind the records there is room for what locks of lockers keep there ([`Slot`]).

mod slot;

use std::fmt;

use aes::Aes128;
use chrono::Duration;
use cmac::{Cmac, KeyInit as _, Mac as _};
use subtle::ConstantTimeEq as _;

use super::door::Code;
use super::image::{Header, KeyCode, Serial};
use super::lock::Refusal;
use super::moment::{self, Moment};
use super::zone::Groups;
use crate::secret::Secret;

pub use slot::{Claim, Held, Slot, Slots};

/// What happened at a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The key opened it.
    Opened,
    /// The key was refused.
    Refused(Refusal),
    /// The door's battery is low.
    BatteryLow,
    /// The lock remembers as many keys as it can, and forgot one too early.
    MemoryFull,
    /// The key was written at a time that the door's clock has not reached.
    ClocksDiffer,
    /// The door learned from the key which others it is to refuse. The record says in place of the minute of which edition of
    /// the denylist.
    DenylistLearned,
    /// The key took the locker.
    Taken,
    /// Something that this version does not know, by its number.
    Unknown(u8),
}

/// A record of a key's journal, as its lock states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// The door.
    pub door: Code,
    /// What.
    pub happening: Happening,
    /// Counts what the lock wrote on keys, up to [`COUNTER_MAX`].
    pub counter: u32,
    /// When, to the minute, by the door's clock.
    pub at: Moment,
}

/// Clocks of locks and desks differ by no more than this; what is further off is odd.
pub const LEEWAY: Duration = Duration::minutes(10);

/// Whether the time that a lock stated cannot be: it is after the record came home, or before the key that brought it
/// was anybody's. One of the clocks was wrong.
pub fn is_odd(at: Moment, received: Moment, assigned: Moment) -> bool {
    let (earliest, latest) = (assigned.checked_sub_signed(LEEWAY), received.checked_add_signed(LEEWAY));
    earliest.is_some_and(|earliest| at < earliest) || latest.is_some_and(|latest| at > latest)
}

/// The highest value of a lock's counter.
pub const COUNTER_MAX: u32 = (1 << 24) - 1;

/// The bytes of a record's MAC.
pub type Mac = [u8; 6];

/// An event, and what is known of its author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// The event.
    pub event: Event,
    /// The MAC that came with it.
    pub mac: Mac,
    /// The set-up of the door's lock whose key made the MAC; nothing, if that lock did not write the record.
    pub set_up: Option<SetUp>,
}

/// Counts how often the lock of a door was set up, from 1 up: a lock that is set up anew gets another key for its
/// records and counts from the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SetUp(pub u16);

impl SetUp {
    /// The first one.
    pub const FIRST: SetUp = SetUp(1);
}

/// On which writing of which key, and on which card, a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The card.
    pub serial: Serial,
    /// The key.
    pub code: KeyCode,
    /// Which writing of it.
    pub sequence: u32,
}

impl Place {
    /// The place that a key's header names.
    pub const fn of(serial: Serial, header: &Header) -> Place {
        Place { serial, code: header.code, sequence: header.sequence }
    }
}

/// The key with which one lock marks its records.
#[derive(Clone)]
pub struct JournalKey(Secret<16>);

impl JournalKey {
    /// The key of these bytes.
    pub const fn new(bytes: [u8; 16]) -> JournalKey {
        JournalKey(Secret::new(bytes))
    }

    fn mac(&self, place: &Place, stated: &[u8], previous: Mac) -> Mac {
        let of_writing = place.sequence.to_le_bytes();
        self.mac_of((place.serial, place.code), &[&of_writing, stated, &previous])
    }

    fn mac_of(&self, (serial, code): (Serial, KeyCode), parts: &[&[u8]]) -> Mac {
        let mut mac = Cmac::<Aes128>::new(self.0.expose().into());
        mac.update(&[serial.as_bytes().len() as u8]);
        mac.update(serial.as_bytes());
        mac.update(&code.0.to_le_bytes());
        parts.iter().for_each(|part| mac.update(part));
        let mut short = Mac::default();
        short.iter_mut().zip(mac.finalize().into_bytes()).for_each(|(to, from)| *to = from);
        short
    }
}

impl fmt::Debug for JournalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JournalKey(…)")
    }
}

/// Bytes before the records: version, room for records, records in it, records that were lost, and twelve that are
/// kept for antipassback.
pub const HEADER_BYTES: usize = 16;
const SIDE_BYTES: usize = 12;
/// Bytes of a record.
pub const RECORD_BYTES: usize = 16;
/// Bytes of a record before its MAC.
const STATED_BYTES: usize = 10;

const VERSION: u8 = 2;

/// A journal as it stands on a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    room: u8,
    lost: u8,
    /// Kept for the key's side: whoever adds a record leaves it as it is.
    side: [u8; SIDE_BYTES],
    /// Oldest first.
    records: Vec<[u8; RECORD_BYTES]>,
}

/// A journal that says what none can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key's journal is malformed")]
pub struct Malformed;

impl Journal {
    /// An empty journal in a file of this many bytes, with room behind it for the lockers of some groups.
    pub fn empty(file_bytes: usize, slots: Groups) -> Journal {
        let room = file_bytes.saturating_sub(HEADER_BYTES) / RECORD_BYTES;
        let room = u8::try_from(room).unwrap_or(u8::MAX).saturating_sub(slots.highest());
        Journal { room, lost: 0, side: [0; SIDE_BYTES], records: Vec::new() }
    }

    /// The header, by which what stands behind it counts or does not.
    pub fn header(&self) -> [u8; HEADER_BYTES] {
        let mut header = [0; HEADER_BYTES];
        let said = [VERSION, self.room, self.records.len() as u8, self.lost];
        header.iter_mut().zip(said.into_iter().chain(self.side)).for_each(|(to, from)| *to = from);
        header
    }

    /// The bytes of the journal.
    pub fn encode(&self) -> Vec<u8> {
        [self.header().as_slice(), self.records.as_flattened()].concat()
    }

    /// How many bytes of records stand behind a header.
    pub fn record_bytes(header: &[u8]) -> Result<usize, Malformed> {
        let (&[version, room, count], _) = header.split_first_chunk::<3>().ok_or(Malformed)?;
        if version == VERSION && count <= room {
            Ok(usize::from(count) * RECORD_BYTES)
        } else {
            Err(Malformed)
        }
    }

    /// The journal in these bytes.
    pub fn decode(bytes: &[u8]) -> Result<Journal, Malformed> {
        let (header, behind) = bytes.split_first_chunk::<HEADER_BYTES>().ok_or(Malformed)?;
        let counted = behind.get(..Journal::record_bytes(header)?).ok_or(Malformed)?;
        let &[_version, room, _count, lost, ref side @ ..] = header;
        Ok(Journal { room, lost, side: *side, records: counted.as_chunks().0.to_vec() })
    }

    /// For how many records there is room.
    pub const fn room(&self) -> u8 {
        self.room
    }

    /// Whether nothing was written in it.
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty() && self.lost == 0
    }

    /// How many records found no room; 255 is that many or more.
    pub const fn lost(&self) -> u8 {
        self.lost
    }

    /// Adds a record of a lock, if there is room for it, and counts it as lost otherwise.
    pub fn append(&mut self, key: &JournalKey, place: &Place, event: Event) -> bool {
        if self.records.len() >= usize::from(self.room) {
            self.lost = self.lost.saturating_add(1);
            return false;
        }
        let stated = event.encode();
        let mac = key.mac(place, &stated, self.records.last().map_or(Mac::default(), mac_of));
        let mut record = [0; RECORD_BYTES];
        record.iter_mut().zip(stated.into_iter().chain(mac)).for_each(|(to, from)| *to = from);
        self.records.push(record);
        true
    }

    /// What the journal reports, oldest first. `keys` are those that the lock of a door may have. A record of a door
    /// that is none is passed over.
    pub fn reports(&self, place: &Place, keys: impl Fn(Code) -> Vec<(SetUp, JournalKey)>) -> Vec<Report> {
        let before = std::iter::once(Mac::default()).chain(self.records.iter().map(mac_of));
        let report = |(record, previous): (&[u8; RECORD_BYTES], Mac)| {
            let (stated, mac) = (record.first_chunk::<STATED_BYTES>()?, mac_of(record));
            let event = Event::decode(stated)?;
            let set_up = keys(event.door)
                .into_iter()
                .find(|(_, key)| key.mac(place, stated, previous).ct_eq(&mac).into())
                .map(|(set_up, _)| set_up);
            Some(Report { event, mac, set_up })
        };
        self.records.iter().zip(before).filter_map(report).collect()
    }
}

fn mac_of(record: &[u8; RECORD_BYTES]) -> Mac {
    let [.., a, b, c, d, e, f] = *record;
    [a, b, c, d, e, f]
}

impl Event {
    fn encode(&self) -> [u8; STATED_BYTES] {
        let [low, high] = self.door.number().to_le_bytes();
        let [first, second, third, _] = self.counter.min(COUNTER_MAX).to_le_bytes();
        let [a, b, c, d] = moment::key_minutes(self.at).to_le_bytes();
        [low, high, self.happening.byte(), first, second, third, a, b, c, d]
    }

    fn decode(bytes: &[u8; STATED_BYTES]) -> Option<Event> {
        let [low, high, happening, first, second, third, a, b, c, d] = *bytes;
        Some(Event {
            door: Code::new(u16::from_le_bytes([low, high]))?,
            happening: Happening::from_byte(happening),
            counter: u32::from_le_bytes([first, second, third, 0]),
            at: moment::from_key_minutes(u32::from_le_bytes([a, b, c, d])),
        })
    }
}

/// The number of the event of a refusal is this and the number of the reason.
const REFUSED: u8 = 0x40;

impl Happening {
    /// The number by which keys and the database know it.
    pub const fn byte(self) -> u8 {
        match self {
            Happening::Opened => 1,
            Happening::BatteryLow => 2,
            Happening::MemoryFull => 3,
            Happening::ClocksDiffer => 4,
            Happening::DenylistLearned => 5,
            Happening::Taken => 6,
            Happening::Refused(refusal) => REFUSED + refusal.number(),
            Happening::Unknown(byte) => byte,
        }
    }

    /// What a number means.
    pub fn from_byte(byte: u8) -> Happening {
        match byte {
            1 => Happening::Opened,
            2 => Happening::BatteryLow,
            3 => Happening::MemoryFull,
            4 => Happening::ClocksDiffer,
            5 => Happening::DenylistLearned,
            6 => Happening::Taken,
            _ => byte
                .checked_sub(REFUSED)
                .and_then(Refusal::from_number)
                .map_or(Happening::Unknown(byte), Happening::Refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::image::tests::serial;
    use crate::domain::moment::tests::at;

    const BYTES: usize = 192;
    const ROOM: u32 = 11;

    fn door(number: u16) -> Code {
        Code::new(number).unwrap()
    }

    fn event(counter: u32, happening: Happening) -> Event {
        Event { door: door(12), happening, counter, at: at("2026-11-22 10:25") }
    }

    fn key(number: u8) -> JournalKey {
        JournalKey::new([number; 16])
    }

    fn place() -> Place {
        Place { serial: serial(), code: KeyCode(77), sequence: 5 }
    }

    /// The journal that the lock of door 12 wrote, once for each counter.
    fn written(counters: std::ops::Range<u32>) -> Journal {
        let mut journal = Journal::empty(BYTES, Groups::NONE);
        for counter in counters {
            journal.append(&key(1), &place(), event(counter, Happening::Opened));
        }
        journal
    }

    /// The counters of what is reported, and whether the lock proves it.
    fn read(journal: &Journal, place: &Place) -> Vec<(u32, bool)> {
        let keys =
            |door: Code| vec![(SetUp(2), key(9)), (SetUp::FIRST, key(door.number().wrapping_sub(11) as u8))];
        let reports = journal.reports(place, keys);
        reports.iter().map(|report| (report.event.counter, report.set_up == Some(SetUp::FIRST))).collect()
    }

    #[test]
    fn a_journal_brings_home_what_was_written() {
        let known = [
            Happening::Opened,
            Happening::BatteryLow,
            Happening::MemoryFull,
            Happening::ClocksDiffer,
            Happening::DenylistLearned,
            Happening::Taken,
        ];
        let refused = Refusal::ALL.iter().map(|refusal| Happening::Refused(*refusal));
        let unknown = [0, 7, 0x3F, 0x4C, 0x50, 0xFF].map(Happening::Unknown);
        for happening in known.into_iter().chain(refused).chain(unknown) {
            let mut journal = Journal::empty(BYTES, Groups::NONE);
            let event = event(COUNTER_MAX, happening);
            assert!(journal.append(&key(1), &place(), event));
            assert_eq!(Journal::decode(&journal.encode()).as_ref(), Ok(&journal));
            let reports = journal.reports(&place(), |_| vec![(SetUp::FIRST, key(1))]);
            assert_eq!((reports[0].event, reports[0].set_up), (event, Some(SetUp::FIRST)));
        }
    }

    #[test]
    fn a_time_is_odd_that_is_after_it_came_home_or_before_the_key_was_anybodys() {
        let (assigned, received) = (at("2026-11-01 08:00"), at("2026-11-22 10:25"));
        for (stated, is) in [
            ("2026-11-01 07:49", true),
            ("2026-11-01 07:50", false),
            ("2026-11-22 10:35", false),
            ("2026-11-22 10:36", true),
            ("2000-01-01 00:00", true),
        ] {
            assert_eq!(is_odd(at(stated), received, assigned), is, "{stated}");
        }
        assert!(!is_odd(received, received, Moment::MAX_UTC.min(received)));
    }

    #[test]
    fn a_full_journal_takes_no_more_and_counts_what_is_lost() {
        let mut journal = written(0..ROOM);
        assert_eq!((journal.encode().len(), journal.lost()), (BYTES, 0));
        let more = |journal: &mut Journal| journal.append(&key(1), &place(), event(99, Happening::Opened));
        assert!(!more(&mut journal));
        assert_eq!((journal.lost(), read(&journal, &place()).len()), (1, ROOM as usize));
        for _ in 0..300 {
            more(&mut journal);
        }
        assert_eq!(Journal::decode(&journal.encode()).unwrap().lost(), 255);
        assert!(!journal.is_empty() && Journal::empty(BYTES, Groups::NONE).is_empty());
    }

    #[test]
    fn a_record_proves_its_door_its_key_its_writing_and_its_place() {
        let journal = written(0..3);
        assert_eq!(read(&journal, &place()), [(0, true), (1, true), (2, true)]);
        let other_card = Place { serial: Serial::new(&[4; 7]).unwrap(), ..place() };
        for elsewhere in
            [other_card, Place { code: KeyCode(78), ..place() }, Place { sequence: 6, ..place() }]
        {
            assert!(read(&journal, &elsewhere).iter().all(|(_, is_proven)| !is_proven), "{elsewhere:?}");
        }
        let mut forged = written(0..2);
        forged.append(&key(1), &place(), Event { door: door(13), ..event(7, Happening::Opened) });
        assert_eq!(
            read(&forged, &place()),
            [(0, true), (1, true), (7, false)],
            "the lock of door 12 at door 13"
        );
        let mut without = journal.clone();
        without.records.remove(1);
        assert_eq!(read(&without, &place()), [(0, true), (2, false)], "what followed the missing one");
        let mut swapped = journal;
        swapped.records.swap(0, 1);
        assert_eq!(read(&swapped, &place()), [(1, false), (0, false), (2, false)]);
    }

    #[test]
    fn a_lock_that_adds_a_record_leaves_the_keys_side_as_it_is() {
        let mut bytes = written(0..1).encode();
        bytes[4..HEADER_BYTES].copy_from_slice(&[7; SIDE_BYTES]);
        let mut journal = Journal::decode(&bytes).unwrap();
        journal.append(&key(1), &place(), event(1, Happening::Opened));
        assert_eq!(journal.header(), [&[VERSION, ROOM as u8, 2, 0][..], &[7; SIDE_BYTES]].concat()[..]);
        assert_eq!(
            Journal::empty(BYTES, Groups::NONE).header()[4..],
            [0; SIDE_BYTES],
            "a desk begins without one"
        );
    }

    #[test]
    fn one_changed_bit_of_a_record_is_not_proven() {
        let journal = written(0..1);
        for bit in 0..RECORD_BYTES * 8 {
            let mut altered = journal.clone();
            altered.records[0][bit / 8] ^= 1 << (bit % 8);
            assert!(read(&altered, &place()).iter().all(|(_, is_proven)| !is_proven), "bit {bit}");
        }
    }

    #[test]
    fn strange_journals_are_refused() {
        assert_eq!(Journal::decode(&[2, 2]), Err(Malformed));
        assert_eq!(Journal::decode(&[0; BYTES]), Err(Malformed), "version 0");
        let mut bytes = Journal::empty(BYTES, Groups::NONE).encode();
        assert!(Journal::decode(&bytes).is_ok());
        bytes[2] = 12;
        assert_eq!(Journal::decode(&[&bytes[..], &[0; BYTES]].concat()), Err(Malformed), "more than room");
        bytes[2] = 1;
        assert_eq!(Journal::decode(&bytes), Err(Malformed), "records that are not there");
        for version in [1, 3] {
            bytes[0] = version;
            assert_eq!(Journal::decode(&[&bytes[..], &[0; BYTES]].concat()), Err(Malformed));
        }
    }

    #[test]
    fn a_record_of_no_door_is_passed_over_and_counts_in_the_chain() {
        let mut journal = written(0..1);
        let mut none = journal.records[0];
        (none[0], none[1]) = (0, 0);
        journal.records.push(none);
        journal.append(&key(1), &place(), event(1, Happening::Opened));
        assert_eq!(read(&journal, &place()), [(0, true), (1, true)]);
    }
}
