//! What doors report, by way of the keys that pass them. A key with the log area carries a journal: a header
//! and records of eight bytes, written by locks, read and emptied at an encoder.

use super::door::Code;
use super::moment::{self, Moment};

/// What happened at a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The key opened it.
    Opened,
    /// The key was refused.
    Refused(super::lock::Refusal),
    /// The door's battery is low.
    BatteryLow,
}

/// A record of a key's journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// The door.
    pub door: Code,
    /// When, to the minute, by the door's clock.
    pub at: Moment,
    /// What.
    pub happening: Happening,
}

/// Bytes before the records: version, room for records, records in it, antipassback side, door and minute.
pub const HEADER_BYTES: usize = 16;
/// Bytes of a record.
pub const RECORD_BYTES: usize = 8;
/// The records that a key has room for.
pub const RECORDS: usize = 22;
/// Bytes of a journal.
pub const BYTES: usize = HEADER_BYTES + RECORDS * RECORD_BYTES;

const VERSION: u8 = 1;

/// A journal as it stands on a key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Journal {
    /// The records, oldest first.
    pub events: Vec<Event>,
}

/// A journal that says what none can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key's journal is malformed")]
pub struct Malformed;

impl Journal {
    /// The bytes of the journal; what does not fit is left out from the end.
    pub fn encode(&self) -> [u8; BYTES] {
        let count = self.events.len().min(RECORDS);
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.extend_from_slice(&[VERSION, RECORDS as u8, count as u8]);
        bytes.resize(HEADER_BYTES, 0);
        for event in self.events.iter().take(RECORDS) {
            bytes.extend_from_slice(&event.encode());
        }
        let mut fixed = [0; BYTES];
        fixed.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        fixed
    }

    /// Whether a file that begins with these bytes was never made a journal: it is as the card creates it.
    pub fn is_missing(header: &[u8]) -> bool {
        header.iter().take(HEADER_BYTES).all(|byte| *byte == 0)
    }

    /// The journal in these bytes. Records that this version does not know are passed over.
    pub fn decode(bytes: &[u8]) -> Result<Journal, Malformed> {
        let (header, records) = bytes.split_at_checked(HEADER_BYTES).ok_or(Malformed)?;
        let (&[version, room, count], _) = header.split_first_chunk::<3>().ok_or(Malformed)?;
        let fits = version == VERSION && count <= room && usize::from(room) * RECORD_BYTES <= records.len();
        if !fits {
            return Err(Malformed);
        }
        let events = records
            .chunks_exact(RECORD_BYTES)
            .take(usize::from(count))
            .filter_map(|record| Event::decode(record.first_chunk()?))
            .collect();
        Ok(Journal { events })
    }

    /// Adds a record, if there is room for it.
    pub fn append(&mut self, event: Event) -> bool {
        let fits = self.events.len() < RECORDS;
        if fits {
            self.events.push(event);
        }
        fits
    }
}

impl Event {
    fn encode(&self) -> [u8; RECORD_BYTES] {
        let [low, high] = self.door.number().to_le_bytes();
        let [a, b, c, d] = moment::key_minutes(self.at).to_le_bytes();
        [low, high, self.happening.byte(), 0, a, b, c, d]
    }

    fn decode(bytes: &[u8; RECORD_BYTES]) -> Option<Event> {
        let [low, high, happening, _, a, b, c, d] = *bytes;
        Some(Event {
            door: Code::new(u16::from_le_bytes([low, high]))?,
            at: moment::from_key_minutes(u32::from_le_bytes([a, b, c, d])),
            happening: Happening::from_byte(happening)?,
        })
    }
}

impl Happening {
    /// The number by which keys and the database know it.
    pub const fn byte(self) -> u8 {
        match self {
            Happening::Opened => 1,
            Happening::BatteryLow => 2,
            Happening::Refused(refusal) => 0x40 + refusal.number(),
        }
    }

    /// What a number means.
    pub fn from_byte(byte: u8) -> Option<Happening> {
        match byte {
            1 => Some(Happening::Opened),
            2 => Some(Happening::BatteryLow),
            number => super::lock::Refusal::from_number(number.checked_sub(0x40)?).map(Happening::Refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lock::Refusal;
    use crate::domain::moment::tests::at;

    fn event(happening: Happening) -> Event {
        Event { door: Code::new(12).unwrap(), at: at("2026-11-22 10:25"), happening }
    }

    #[test]
    fn a_journal_brings_home_what_was_written() {
        let events: Vec<Event> = [Happening::Opened, Happening::BatteryLow]
            .into_iter()
            .chain(Refusal::ALL.iter().map(|refusal| Happening::Refused(*refusal)))
            .map(event)
            .collect();
        let journal = Journal { events };
        assert_eq!(Journal::decode(&journal.encode()), Ok(journal));
    }

    #[test]
    fn a_full_journal_takes_no_more() {
        let mut journal = Journal::default();
        for _ in 0..RECORDS {
            assert!(journal.append(event(Happening::Opened)));
        }
        assert!(!journal.append(event(Happening::Opened)));
        assert_eq!(Journal::decode(&journal.encode()).unwrap().events.len(), RECORDS);
    }

    #[test]
    fn strange_journals_are_refused() {
        assert_eq!(Journal::decode(&[1, 2]), Err(Malformed));
        assert_eq!(Journal::decode(&[0; BYTES]), Err(Malformed), "version 0");
        assert!(Journal::is_missing(&[0; BYTES]) && !Journal::is_missing(&Journal::default().encode()));
        let mut bytes = Journal::default().encode();
        bytes[2] = RECORDS as u8 + 1;
        assert_eq!(Journal::decode(&bytes), Err(Malformed), "more records than room");
    }
}
