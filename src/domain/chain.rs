//! The system auditor's chain: how an entry is hashed, what is signed when entries are purged, and how purged
//! entries stand in a file. docs/audit-file.md says the same to people.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::image::SiteMark;

/// SHA-256.
pub type Hash = [u8; 32];

/// What the hash before the first entry of a site is taken to be.
pub const ANCHOR: Hash = [0; 32];

/// An entry, as its hash covers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are the columns' own: schema.sql")]
pub struct Line<'l> {
    pub sequence: i64,
    pub happened_at: i64,
    pub operator_id: Option<i64>,
    #[serde(borrow)]
    pub operator_name: Cow<'l, str>,
    #[serde(borrow)]
    pub desk: Cow<'l, str>,
    #[serde(borrow)]
    pub action: Cow<'l, str>,
    #[serde(borrow)]
    pub subject: Cow<'l, str>,
    pub subject_id: Option<i64>,
    #[serde(borrow)]
    pub subject_name: Cow<'l, str>,
    pub partition_id: Option<i64>,
    #[serde(borrow)]
    pub before: Cow<'l, str>,
    #[serde(borrow)]
    pub after: Cow<'l, str>,
}

/// Takes columns one after the other, each with its length, so that no two rows read alike.
struct Columns(Sha256);

impl Columns {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn number(&mut self, number: i64) {
        self.bytes(&number.to_le_bytes());
    }

    /// Nothing has no bytes, and a number has eight.
    fn optional(&mut self, number: Option<i64>) {
        match number {
            Some(number) => self.number(number),
            None => self.bytes(&[]),
        }
    }

    fn hash(self) -> Hash {
        self.0.finalize().into()
    }
}

impl Line<'_> {
    /// The hash over the hash before and every column. Allocates nothing: a million of them are gone over at once.
    pub fn hash(&self, previous: &Hash) -> Hash {
        let mut columns = Columns(Sha256::new());
        columns.bytes(previous);
        columns.number(self.sequence);
        columns.number(self.happened_at);
        columns.optional(self.operator_id);
        columns.bytes(self.operator_name.as_bytes());
        columns.bytes(self.desk.as_bytes());
        columns.bytes(self.action.as_bytes());
        columns.bytes(self.subject.as_bytes());
        columns.optional(self.subject_id);
        columns.bytes(self.subject_name.as_bytes());
        columns.optional(self.partition_id);
        columns.bytes(self.before.as_bytes());
        columns.bytes(self.after.as_bytes());
        columns.hash()
    }
}

/// What stays of entries that were purged: the chain goes on from its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stub {
    /// The last entry that was taken out.
    pub through: i64,
    /// Its hash.
    pub hash: Hash,
    /// How many were taken out.
    pub entries: i64,
    /// When, in milliseconds.
    pub purged_at: i64,
    /// The entry of the chain that tells of it.
    pub told_by: i64,
    /// Who did it.
    pub operator: String,
    /// Who confirmed it; empty where the site has only one operator who may.
    pub witness: String,
    /// The name of the file that they were written to.
    pub file_name: String,
    /// Its SHA-256.
    pub file_digest: Hash,
}

/// What every signature of a stub begins with: the site's key signs images as well, and one must never pass for
/// the other.
const STUB_PURPOSE: &str = "keydesk purge of the system auditor 1";

impl Stub {
    /// What is signed: purpose, site, then every column, each with its length. A digest, so short whatever is in it.
    pub fn message(&self, mark: SiteMark) -> Vec<u8> {
        let mut columns = Columns(Sha256::new());
        columns.bytes(STUB_PURPOSE.as_bytes());
        columns.bytes(&mark.0);
        columns.number(self.through);
        columns.bytes(&self.hash);
        columns.number(self.entries);
        columns.number(self.purged_at);
        columns.number(self.told_by);
        columns.bytes(self.operator.as_bytes());
        columns.bytes(self.witness.as_bytes());
        columns.bytes(self.file_name.as_bytes());
        columns.bytes(&self.file_digest);
        // The purpose stands before the digest too: an image begins with a mark of its own and never with this.
        [STUB_PURPOSE.as_bytes(), &columns.hash()].concat()
    }
}

/// The first line of a file of purged entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Says what the file is.
    pub keydesk: String,
    /// The site's name, for people.
    pub site: String,
    /// The site's mark.
    pub mark: String,
    /// The number of the first entry.
    pub first: i64,
    /// The hash before it.
    pub previous: String,
}

impl Head {
    /// What [`Head::keydesk`] says.
    pub const FORMAT: &str = "purged entries of the system auditor, format 1";
}

/// An entry in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written<'l> {
    /// The entry.
    #[serde(borrow)]
    pub entry: Line<'l>,
    /// Its hash.
    pub hash: Cow<'l, str>,
}

/// The last line of a file: without it the file is not whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foot {
    /// How many entries the file has.
    pub entries: i64,
    /// The number of the last one.
    pub through: i64,
    /// Its hash.
    pub hash: String,
}

/// Bytes as people and files write them.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Why a file of purged entries is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The first line is another's.
    #[error("the file has no entries of the system auditor")]
    NotAPurge,
    /// The entry of this number is not what was written, or is missing.
    #[error("entry {0} is not what was written")]
    Altered(i64),
    /// The end is missing.
    #[error("the end of the file is missing")]
    CutOff,
    /// Something follows the last line.
    #[error("something follows the end")]
    Trailing,
}

/// Reads a file of purged entries line by line, and holds every hash against the one before.
#[derive(Debug)]
pub struct Reading {
    head: Head,
    first: i64,
    next: i64,
    previous: Hash,
    is_ended: bool,
}

impl Reading {
    /// Begins with the first line.
    pub fn begin(line: &str) -> Result<Reading, Fault> {
        let head: Head = serde_json::from_str(line).map_err(|_| Fault::NotAPurge)?;
        let previous = from_hex(&head.previous).ok_or(Fault::NotAPurge)?;
        if head.keydesk != Head::FORMAT || head.first < 1 {
            return Err(Fault::NotAPurge);
        }
        let first = head.first;
        Ok(Reading { head, first, next: first, previous, is_ended: false })
    }

    /// Takes the next line.
    pub fn take(&mut self, line: &str) -> Result<(), Fault> {
        if self.is_ended {
            return Err(Fault::Trailing);
        }
        if let Ok(written) = serde_json::from_str::<Written<'_>>(line) {
            let hash = written.entry.hash(&self.previous);
            if written.entry.sequence != self.next || written.hash != hex(&hash) {
                return Err(Fault::Altered(self.next));
            }
            self.next = self.next.checked_add(1).ok_or(Fault::Altered(self.next))?;
            self.previous = hash;
            return Ok(());
        }
        let foot: Foot = serde_json::from_str(line).map_err(|_| Fault::Altered(self.next))?;
        let is_right = foot.entries == self.entries()
            && foot.through == self.next - 1
            && foot.hash == hex(&self.previous)
            && foot.entries > 0;
        if !is_right {
            return Err(Fault::Altered(self.next));
        }
        self.is_ended = true;
        Ok(())
    }

    /// What is wrong with a file whose next line is none.
    pub const fn unreadable(&self) -> Fault {
        if self.is_ended { Fault::Trailing } else { Fault::CutOff }
    }

    /// What the whole file says, once its last line was taken.
    pub fn end(self) -> Result<Contents, Fault> {
        let entries = self.entries();
        if self.is_ended {
            let (first, through, hash) = (self.first, self.next - 1, self.previous);
            Ok(Contents { head: self.head, first, through, entries, hash })
        } else {
            Err(Fault::CutOff)
        }
    }

    const fn entries(&self) -> i64 {
        self.next - self.first
    }
}

/// What a file of purged entries says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Its first line.
    pub head: Head,
    /// The first entry.
    pub first: i64,
    /// The last entry.
    pub through: i64,
    /// How many entries.
    pub entries: i64,
    /// The hash of the last entry.
    pub hash: Hash,
}

fn from_hex(text: &str) -> Option<Hash> {
    let mut bytes = ANCHOR;
    if text.len() != bytes.len() * 2 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(sequence: i64, after: &str) -> Line<'_> {
        Line {
            sequence,
            happened_at: 1_700_000_000_000,
            operator_id: Some(1),
            operator_name: "marta".into(),
            desk: "reception".into(),
            action: "user-added".into(),
            subject: "user".into(),
            subject_id: Some(7),
            subject_name: "Ana \"the\"\nGarcía".into(),
            partition_id: None,
            before: "{}".into(),
            after: after.into(),
        }
    }

    /// The lines of a file of three entries.
    fn file() -> Vec<String> {
        let head = Head {
            keydesk: Head::FORMAT.into(),
            site: "Hotel Aurora".into(),
            mark: hex(&[1; 16]),
            first: 4,
            previous: hex(&[9; 32]),
        };
        let mut lines = vec![serde_json::to_string(&head).unwrap()];
        let mut previous = [9; 32];
        for sequence in 4..7 {
            let entry = line(sequence, r#"{"title":"Dr."}"#);
            previous = entry.hash(&previous);
            lines.push(serde_json::to_string(&Written { entry, hash: hex(&previous).into() }).unwrap());
        }
        let foot = Foot { entries: 3, through: 6, hash: hex(&previous) };
        lines.push(serde_json::to_string(&foot).unwrap());
        lines
    }

    fn read(lines: &[String]) -> Result<Contents, Fault> {
        let mut reading = Reading::begin(lines.first().map_or("", String::as_str))?;
        for line in lines.get(1..).unwrap_or_default() {
            reading.take(line)?;
        }
        reading.end()
    }

    #[test]
    fn a_column_that_moves_into_its_neighbour_changes_the_hash() {
        let mut one = line(1, "{}");
        let mut other = one.clone();
        (one.operator_name, one.desk) = ("ab".into(), "c".into());
        (other.operator_name, other.desk) = ("a".into(), "bc".into());
        assert_ne!(one.hash(&ANCHOR), other.hash(&ANCHOR));
        let zero = Line { operator_id: Some(0), ..one.clone() };
        let none = Line { operator_id: None, ..one };
        assert_ne!(zero.hash(&ANCHOR), none.hash(&ANCHOR));
    }

    #[test]
    fn a_file_reads_as_it_was_written() {
        let contents = read(&file()).unwrap();
        assert_eq!((contents.first, contents.through, contents.entries), (4, 6, 3));
    }

    #[test]
    fn any_letter_that_is_altered_is_found() {
        let lines = file();
        for (number, line) in lines.iter().enumerate() {
            for at in (0..line.len()).filter(|at| line.is_char_boundary(*at)) {
                let Some(letter) = line.as_bytes().get(at).filter(|byte| byte.is_ascii_alphanumeric()) else {
                    continue;
                };
                let mut altered = lines.clone();
                let other = if *letter == b'1' { "2" } else { "1" };
                altered[number].replace_range(at..=at, other);
                // The site's name and mark are covered by the digest of the whole file.
                if let Ok(contents) = read(&altered) {
                    assert_eq!(number, 0, "{}", altered[number]);
                    assert!(contents.head.site != "Hotel Aurora" || contents.head.mark != hex(&[1; 16]));
                }
            }
        }
    }

    #[test]
    fn a_line_that_is_missing_or_too_many_is_found() {
        let lines = file();
        for taken in 0..lines.len() {
            let mut rest = lines.clone();
            rest.remove(taken);
            assert!(read(&rest).is_err(), "without line {taken}");
        }
        let mut longer = lines.clone();
        longer.push(String::new());
        assert_eq!(read(&longer), Err(Fault::Trailing));
        assert_eq!(read(&lines[..4]), Err(Fault::CutOff));
    }

    #[test]
    fn what_is_signed_differs_with_every_column_and_site() {
        let stub = Stub {
            through: 6,
            hash: [1; 32],
            entries: 3,
            purged_at: 5,
            told_by: 9,
            operator: "marta".into(),
            witness: "olga".into(),
            file_name: "a".into(),
            file_digest: [2; 32],
        };
        let mark = SiteMark([1; 16]);
        let others = [
            Stub { through: 7, ..stub.clone() },
            Stub { hash: [3; 32], ..stub.clone() },
            Stub { entries: 4, ..stub.clone() },
            Stub { purged_at: 6, ..stub.clone() },
            Stub { told_by: 8, ..stub.clone() },
            Stub { operator: "mart".into(), witness: "aolga".into(), ..stub.clone() },
            Stub { witness: String::new(), ..stub.clone() },
            Stub { file_name: "b".into(), ..stub.clone() },
            Stub { file_digest: [3; 32], ..stub.clone() },
        ];
        for other in others {
            assert_ne!(stub.message(mark), other.message(mark), "{other:?}");
        }
        assert_ne!(stub.message(mark), stub.message(SiteMark([2; 16])));
    }
}
