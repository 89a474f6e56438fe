//! The directory as bytes, so that a large site opens without reading everybody from the database. Little-endian: a
//! stamp of what it is of, the counts, a line of fixed length for everybody by name, and the texts.

use std::io::Read;

use super::{Directory, Joined, Place, Row, Span, Texts};
use crate::domain::key::{Card, Facts, Match};
use crate::domain::partition::PartitionId;
use crate::domain::user::UserId;

/// What says of which moment a snapshot is.
pub type Stamp = [u8; 16];

/// Goes up with every change of the layout.
const MAGIC: [u8; 8] = *b"KDPEOP03";
const HEADER_BYTES: usize = 8 + 16 + 3 * 8;
const LINE_BYTES: usize = 39;

impl Directory {
    /// The directory as bytes.
    pub fn to_bytes(&self, stamp: &Stamp) -> Vec<u8> {
        let bytes_of =
            |span: fn(&Row) -> Span| self.people().map(|row| u64::from(span(row).length) + 1).sum::<u64>();
        let (text, shown) = (bytes_of(|row| row.text), bytes_of(|row| row.shown));
        let lines = self.by_name.len() * LINE_BYTES;
        let mut bytes = Vec::with_capacity(HEADER_BYTES + lines + text as usize + shown as usize);
        bytes.extend(MAGIC);
        bytes.extend(stamp);
        for count in [self.by_name.len() as u64, text, shown] {
            bytes.extend(count.to_le_bytes());
        }
        for row in self.people() {
            line(row, &mut bytes);
        }
        for (texts, span) in
            [(&self.text, (|row| row.text) as fn(&Row) -> Span), (&self.shown, |row| row.shown)]
        {
            for row in self.people() {
                bytes.extend(texts.get(span(row)).as_bytes());
                bytes.push(b'\n');
            }
        }
        bytes
    }

    /// The directory that is read; nothing, if it is of another moment, or is not what it should be. `length` is how
    /// many bytes there are: no more room is taken than that.
    pub fn read(from: &mut impl Read, length: u64, stamp: &Stamp) -> Option<Directory> {
        let mut header = [0; HEADER_BYTES];
        from.read_exact(&mut header).ok()?;
        let mut header = Fields(&header);
        if header.take::<8>()? != MAGIC || header.take::<16>()? != *stamp {
            return None;
        }
        let mut count = || Some(u64::from_le_bytes(header.take()?));
        let (people, text, shown) = (count()?, count()?, count()?);
        let lines = people.checked_mul(LINE_BYTES as u64)?;
        let whole = (HEADER_BYTES as u64).checked_add(lines)?.checked_add(text)?.checked_add(shown)?;
        if whole != length {
            return None;
        }
        let people = usize::try_from(people).ok()?;
        let mut part = |bytes: u64| {
            let mut part = vec![0; usize::try_from(bytes).ok()?];
            from.read_exact(&mut part).ok().map(|()| part)
        };
        let lines = part(lines)?;
        let (text, shown) = (String::from_utf8(part(text)?).ok()?, String::from_utf8(part(shown)?).ok()?);
        let mut directory = Directory {
            rows: Vec::with_capacity(people),
            index: std::collections::HashMap::with_capacity_and_hasher(people, super::ById::default()),
            by_name: Vec::with_capacity(people),
            text: Texts(text),
            shown: Texts(shown),
            joined: Joined::default(),
        };
        let (mut text_at, mut shown_at) = (0, 0);
        for fields in lines.chunks_exact(LINE_BYTES) {
            directory.take_line(&mut Fields(fields), &mut text_at, &mut shown_at)?;
        }
        for (row, span) in directory.rows.iter().map(|row| row.text).enumerate() {
            directory.joined.push(row as u32, directory.text.get(span));
        }
        let is_whole =
            text_at as usize == directory.text.0.len() && shown_at as usize == directory.shown.0.len();
        is_whole.then_some(directory)
    }

    fn take_line(&mut self, fields: &mut Fields<'_>, text_at: &mut u32, shown_at: &mut u32) -> Option<()> {
        let id = UserId(i64::from_le_bytes(fields.take()?));
        let partition = PartitionId(i64::from_le_bytes(fields.take()?));
        let facts = facts(fields)?;
        let doors = u32::from_le_bytes(fields.take()?);
        let name = u16::from_le_bytes(fields.take()?);
        let mut span = |at: &mut u32| {
            let length = u32::from_le_bytes(fields.take()?);
            let span = Span { start: *at, length };
            *at = at.checked_add(length)?.checked_add(1)?;
            Some(span)
        };
        let (text, shown) = (span(text_at)?, span(shown_at)?);
        let row = self.rows.len() as u32;
        self.index.insert(id, row);
        self.rows.push(Row { id, partition, facts, doors, name, text, shown });
        self.by_name.push(Place { id, row });
        Some(())
    }
}

/// Bytes that are read from the front.
struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }
}

fn line(row: &Row, bytes: &mut Vec<u8>) {
    bytes.extend(row.id.0.to_le_bytes());
    bytes.extend(row.partition.0.to_le_bytes());
    let banned = u8::from(row.facts.banned);
    let (kind, written, until) = match row.facts.card {
        Card::None => (0, 0, 0),
        Card::Open { until } => (1, 0, until),
        Card::Known { match_, written, until, renews } => {
            let match_ = match match_ {
                Match::Same => 2,
                Match::Content => 3,
                Match::Layout => 4,
            };
            (match_ | u8::from(renews) << 4, written, until)
        }
    };
    bytes.push(kind | banned << 7);
    bytes.extend(written.to_le_bytes());
    bytes.extend(until.to_le_bytes());
    bytes.extend(row.doors.to_le_bytes());
    bytes.extend(row.name.to_le_bytes());
    bytes.extend(row.text.length.to_le_bytes());
    bytes.extend(row.shown.length.to_le_bytes());
}

fn facts(fields: &mut Fields<'_>) -> Option<Facts> {
    let [flags] = fields.take()?;
    let (written, until) = (u32::from_le_bytes(fields.take()?), u32::from_le_bytes(fields.take()?));
    let known = |match_| Card::Known { match_, written, until, renews: flags & 0x10 != 0 };
    let card = match flags & 0x0F {
        0 => Card::None,
        1 => Card::Open { until },
        2 => known(Match::Same),
        3 => known(Match::Content),
        4 => known(Match::Layout),
        _ => return None,
    };
    Some(Facts { banned: flags & 0x80 != 0, card })
}

#[cfg(test)]
mod tests {

    use super::super::tests::{NOW, people_of, remove};
    use super::*;
    use crate::domain::directory::{Holders, Query};
    use crate::domain::group::Scope;
    use crate::domain::moment::tests::believed;

    const STAMP: Stamp = [7; 16];

    fn read(mut bytes: &[u8], stamp: &Stamp) -> Option<Directory> {
        let length = bytes.len() as u64;
        Directory::read(&mut bytes, length, stamp)
    }

    #[test]
    fn what_is_kept_comes_back_and_goes_on_changing() {
        let cards = [
            Card::None,
            Card::Open { until: 5 },
            Card::Known { match_: Match::Layout, written: 1, until: 9, renews: true },
            Card::Known { match_: Match::Same, written: 3, until: 4, renews: false },
        ];
        let mut before = people_of(&cards);
        remove(&mut before, 1);
        let mut after = read(&before.to_bytes(&STAMP), &STAMP).unwrap();
        let all = |directory: &Directory| {
            let ids =
                directory.search(&Query::default(), &Holders::default(), &Scope::Everywhere, believed(NOW));
            ids.iter().map(|id| format!("{:?}", directory.shown(*id))).collect::<Vec<_>>()
        };
        assert_eq!(all(&after), all(&before));
        remove(&mut after, 2);
        remove(&mut before, 2);
        assert_eq!(all(&after), all(&before));
        assert_eq!(after.to_bytes(&STAMP), before.to_bytes(&STAMP));
    }

    #[test]
    fn what_is_of_another_moment_or_damaged_is_left_alone() {
        let bytes = people_of(&[Card::None, Card::Open { until: 5 }]).to_bytes(&STAMP);
        assert!(read(&bytes, &[8; 16]).is_none());
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length], &STAMP).is_none(), "{length}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xFF;
            // Nothing, or a directory that answers.
            if let Some(directory) = read(&damaged, &STAMP) {
                let query = Query { search: "a".into(), ..Query::default() };
                directory.search(
                    &query,
                    &Holders::default(),
                    &Scope::Everywhere,
                    super::super::tests::believed_now(),
                );
            }
        }
    }
}
