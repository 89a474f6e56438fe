//! What a key says, as bytes. `docs/key-format.md` specifies every one of them; `tests/it/key_format.rs`
//! reads that page, its worked example included, and holds it against the program.
//!
//! *Content* is what any update point may rewrite: rights, validity, options. *Layout* is which areas a key
//! has at all: only an encoder changes it. The two are kept, compared and digested apart.
//!
//! An image is signed as a whole together with the serial number of the card that it stands on: bytes that
//! were edited, or copied from another card, are refused. Locks hold the public half of the key only, so
//! that nothing taken out of a door can make rights.
//!
//! What a reader does not know it passes over if it grants, and refuses if it restricts: sections up to 0x7F
//! grant or inform, sections from 0x80 on restrict, and so does everything in the header.

mod body;

use std::sync::Arc;

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::denylist::Slice;
use super::door::Code;
use super::local::{Local, Window};
use super::moment::{self, Moment, Zone};
use super::pin::PinCheck;
use super::user;
use super::zone::Groups;
use body::Reader;

pub use body::{Body, Crossing, Entry, FreeEntry, Grounds, OutputEntry, Rights, Section, Timing, ZoneEntry};

/// The version of the format that this program writes.
pub const VERSION: u8 = 1;
/// Bytes before the body: 64 of header, 64 of signature.
pub const HEADER_BYTES: usize = HEAD + SIGNATURE;
/// The longest body; 16 bits say its length, and no card's file is larger.
pub const BODY_BYTES_MAX: usize = 8_000;

const HEAD: usize = 64;
const SIGNATURE: usize = 64;
const MAGIC: [u8; 2] = *b"KD";
/// Said before what is signed, so that no signature made for another purpose can ever pass here.
const SIGNING_CONTEXT: &[u8] = b"keydesk key image 1\0";
/// "No end" in a field of minutes.
pub const NEVER: u32 = u32::MAX;

/// The serial number of a card: 4, 7 or 10 bytes as its maker burnt them in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Serial {
    bytes: [u8; 10],
    length: u8,
}

impl Serial {
    /// That of no card: what is asked about is on none.
    pub(super) const NONE: Serial = Serial { bytes: [0; 10], length: 7 };

    /// The serial number of these bytes, if there are 4, 7 or 10.
    pub fn new(serial: &[u8]) -> Option<Serial> {
        if !matches!(serial.len(), 4 | 7 | 10) {
            return None;
        }
        let mut bytes = [0; 10];
        bytes.get_mut(..serial.len())?.copy_from_slice(serial);
        Some(Serial { bytes, length: serial.len() as u8 })
    }

    /// The number of a phone, which takes the place of a serial number.
    pub(super) const fn of_phone(bytes: [u8; 10]) -> Serial {
        Serial { bytes, length: 10 }
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or(&self.bytes)
    }
}

impl std::fmt::Display for Serial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

/// The mark of a site: which installation a key belongs to. No secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SiteMark(pub [u8; 16]);

/// The number of a key, given once: what denylists speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyCode(pub u32);

/// The kind of a user's key, the only one of this version: visitors' and guests' keys have rules of their own,
/// and who does not know the rules refuses the key.
const KIND_USER: u8 = 1;

/// The minute in which a site's numbering began: numbers of keys and doors mean something only within one. It is
/// a new one after a recovery, when the old numbers are forgotten and given again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Born(pub u32);

/// Which keys of cards are in use: a new epoch begins when a lock was taken off its door, and what that lock
/// knew is worth nothing any more once every card was at an encoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Epoch(u8);

impl Epoch {
    /// The one that every site begins with.
    pub const FIRST: Epoch = Epoch(0);

    /// The epoch of a number, up to 254.
    pub const fn new(number: u8) -> Option<Epoch> {
        if number < u8::MAX { Some(Epoch(number)) } else { None }
    }

    /// The epoch of a key that a card keeps under this version byte.
    pub const fn of_version(version: u8) -> Option<Epoch> {
        match version.checked_sub(1) {
            Some(number) => Epoch::new(number),
            None => None,
        }
    }

    /// The number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The version byte under which cards keep the keys of this epoch.
    pub const fn version(self) -> u8 {
        self.0 + 1
    }
}

/// Who signs: the site, in which numbering, with which of its signing keys, and for cards of which epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issuer {
    /// The site.
    pub site: SiteMark,
    /// Its numbering.
    pub born: Born,
    /// The number of the key that signs.
    pub signer: u8,
    /// The epoch of the keys that the card should have.
    pub epoch: Epoch,
}

/// The public keys by which a reader knows images, by the number that the header says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signers([Option<VerifyingKey>; 4]);

impl Signers {
    /// The keys with these numbers; numbers go up to 3.
    pub const fn new(keys: [Option<VerifyingKey>; 4]) -> Signers {
        Signers(keys)
    }

    /// The key with a number, if the reader has it.
    pub fn get(&self, number: u8) -> Option<&VerifyingKey> {
        self.0.get(usize::from(number))?.as_ref()
    }
}

impl From<VerifyingKey> for Signers {
    fn from(first: VerifyingKey) -> Self {
        Signers([Some(first), None, None, None])
    }
}

/// What a key may do besides opening doors, as a lock reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u16);

impl Flags {
    /// Doors stay open for their longer time.
    pub const EXTENDED_OPENING: Flags = Flags(1);
    /// Opens a door that is locked from inside.
    pub const OVERRIDE_PRIVACY: Flags = Flags(1 << 1);
    /// Opens a door in lockdown.
    pub const OVERRIDE_LOCKDOWN: Flags = Flags(1 << 2);
    /// Switches lockdown.
    pub const SET_LOCKDOWN: Flags = Flags(1 << 3);
    /// May leave a door open.
    pub const OFFICE: Flags = Flags(1 << 4);
    /// Doors log on the key.
    pub const AUDIT_OPENINGS: Flags = Flags(1 << 5);
    /// There is room for the key's side. A section that restricts tells those who have to keep it.
    pub const ANTIPASSBACK: Flags = Flags(1 << 6);
    /// There is a PIN.
    pub const PIN: Flags = Flags(1 << 7);
    /// Can be cancelled through the denylist.
    pub const CANCELLABLE: Flags = Flags(1 << 8);

    const KNOWN: u16 = 0x01FF;

    /// Whether every flag of `other` is set.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// The flags that are content: without those that only say which areas there are.
    #[must_use]
    pub const fn content(self) -> Flags {
        Flags(self.0 & !(Flags::AUDIT_OPENINGS.0 | Flags::ANTIPASSBACK.0))
    }

    /// Whether doors write on the key: it has the file for that.
    pub const fn needs_journal(self) -> bool {
        self.has(Flags::AUDIT_OPENINGS) || self.has(Flags::ANTIPASSBACK)
    }

    fn of(options: user::Options, records: Option<Records>, pin: bool) -> Flags {
        let all = [
            (options.extended_opening, Flags::EXTENDED_OPENING),
            (options.override_privacy, Flags::OVERRIDE_PRIVACY),
            (options.override_lockdown, Flags::OVERRIDE_LOCKDOWN),
            (options.set_lockdown, Flags::SET_LOCKDOWN),
            (options.office, Flags::OFFICE),
            (options.audit_openings && records.is_some(), Flags::AUDIT_OPENINGS),
            (options.antipassback, Flags::ANTIPASSBACK),
            (pin, Flags::PIN),
            (options.cancellable, Flags::CANCELLABLE),
        ];
        Flags(all.iter().filter(|(on, _)| *on).fold(0, |bits, (_, flag)| bits | flag.0))
    }
}

/// Which records locks write into the journals of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Records {
    /// All that there are.
    #[default]
    All,
    /// None of refusals.
    Openings,
    /// None of openings.
    Refusals,
}

impl Records {
    /// Those of openings, those of refusals, both or none.
    pub const fn of(openings: bool, refusals: bool) -> Option<Records> {
        match (openings, refusals) {
            (true, true) => Some(Records::All),
            (true, false) => Some(Records::Openings),
            (false, true) => Some(Records::Refusals),
            (false, false) => None,
        }
    }

    /// Whether there are records of openings.
    pub const fn has_openings(self) -> bool {
        matches!(self, Records::All | Records::Openings)
    }

    /// Whether there are records of refusals.
    pub const fn has_refusals(self) -> bool {
        matches!(self, Records::All | Records::Refusals)
    }
}

/// What the site has chosen for all keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// Which records are written on keys that keep a journal; with none of them, no key has one.
    pub records: Option<Records>,
    /// A key that cannot be cancelled lasts for so many days at most; nothing is as long as any other.
    pub uncancellable_days: Option<u16>,
}

impl Default for Chosen {
    fn default() -> Self {
        Chosen { records: Some(Records::All), uncancellable_days: None }
    }
}

impl Chosen {
    /// When a key is valid of a person with these options: one that nothing could take back has a shorter period.
    #[must_use]
    pub fn limit(&self, options: user::Options, validity: user::Validity) -> user::Validity {
        let Some(days) = self.uncancellable_days.filter(|_| !options.cancellable) else {
            return validity;
        };
        let hours_max = days.saturating_mul(24);
        let revalidation = match validity.revalidation {
            Some(user::Period { count, unit: user::Unit::Hours }) => {
                user::Period { count: count.min(hours_max), unit: user::Unit::Hours }
            }
            Some(user::Period { count, unit: user::Unit::Days }) => {
                user::Period { count: count.min(days), unit: user::Unit::Days }
            }
            None => user::Period { count: days, unit: user::Unit::Days },
        };
        user::Validity { revalidation: Some(revalidation), ..validity }
    }
}

/// What the keys of all people go by.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// What the times of timetables mean.
    pub local: Arc<Local>,
    /// What the site has chosen.
    pub chosen: Chosen,
}

impl From<Arc<Local>> for Rules {
    fn from(local: Arc<Local>) -> Self {
        Rules { local, chosen: Chosen::default() }
    }
}

/// What a key must say, apart from what moves with every writing. Two statements with the same digest are the
/// same key to a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it may do besides opening doors.
    pub flags: Flags,
    /// When it is valid.
    pub validity: user::Validity,
    /// The check of the PIN, if there is one.
    pub pin: Option<PinCheck>,
    /// The number for older readers, in a file of its own; digits, or empty.
    pub number: String,
    rights: Rights,
    /// Which records its journal is for.
    records: Records,
    /// What the times of its timetables mean; nothing, where it has none.
    local: Option<Arc<Local>>,
    /// Whether there are more timetables than a key can number. The rights by those are left out, and it has no room.
    is_beyond: bool,
}

/// 16 bytes that stand for a layout or a content.
pub type Digest = [u8; 16];

/// What is wanted on a key, in the form in which it is compared with what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Stands for the layout.
    pub layout: Digest,
    /// Stands for the content.
    pub content: Digest,
    /// Bytes that the image needs in the rights file.
    pub bytes: u16,
}

impl Statement {
    /// The statement of a user's key. `doors` may come in any order; a right that is named twice is written
    /// once.
    pub fn of_user(
        options: user::Options,
        validity: user::Validity,
        pin: Option<PinCheck>,
        number: &str,
        doors: impl IntoIterator<Item = (Code, Option<user::Between>)>,
    ) -> Statement {
        let mut grounds = Grounds::default();
        for (door, between) in doors {
            let minutes =
                between.map(|limit| (moment::key_minutes(limit.from), moment::key_minutes(limit.until)));
            grounds.door(door, None, minutes);
        }
        Statement::of_grounds(options, validity, pin, number.to_owned(), grounds, &Rules::default())
    }

    /// The statement of a user's key with these rights, by the rules of all keys. Timetables hold by the days and the local
    /// time that these tell of, and never without.
    pub fn of_grounds(
        options: user::Options,
        validity: user::Validity,
        pin: Option<PinCheck>,
        number: String,
        grounds: Grounds<'_>,
        rules: &Rules,
    ) -> Statement {
        let is_beyond = grounds.is_beyond();
        let rights = Rights::from(grounds);
        let local = (!rights.timetables().is_empty()).then(|| Arc::clone(&rules.local));
        let flags = Flags::of(options, rules.chosen.records, pin.is_some());
        Statement {
            flags,
            validity: rules.chosen.limit(options, validity),
            pin,
            number,
            rights,
            records: rules.chosen.records.filter(|_| flags.has(Flags::AUDIT_OPENINGS)).unwrap_or_default(),
            local,
            is_beyond,
        }
    }

    /// The rights.
    pub const fn rights(&self) -> &Rights {
        &self.rights
    }

    /// Whether there are more timetables than a key can number.
    pub const fn is_beyond(&self) -> bool {
        self.is_beyond
    }

    /// The digests and the size of a statement without timetables: they follow from no window.
    pub fn wanted(&self) -> Wanted {
        let mut scratch = Vec::with_capacity(512);
        self.wanted_with(&mut scratch)
    }

    /// As [`Statement::wanted`], in a buffer that is used again and again.
    pub fn wanted_with(&self, scratch: &mut Vec<u8>) -> Wanted {
        self.wanted_in(Window::default(), scratch)
    }

    /// The digests and the size, as far as days and local time matter within a window. What a card says and what it should
    /// say are compared in the window of its image: from its writing until it must come back.
    pub fn wanted_in(&self, window: Window, scratch: &mut Vec<u8>) -> Wanted {
        scratch.clear();
        self.encode_lasting(scratch);
        let lasting = scratch.len();
        self.encode_policy(scratch);
        let content = scratch.len();
        self.encode_local(scratch, window);
        let (content, told) = scratch.split_at(content);
        let bytes = match u16::try_from(HEADER_BYTES + lasting + told.len()) {
            Ok(bytes) if !self.is_beyond => bytes,
            Ok(_) | Err(_) => u16::MAX,
        };
        // A key without timetables is told nothing, and its digest is that of its content alone.
        let parts = [&b"content"[..], content, told];
        let parts = if told.is_empty() { &parts[..2] } else { &parts[..] };
        Wanted { layout: self.layout().digest(), content: digest(parts), bytes }
    }

    /// Whether what it is told of days and local time depends on when it is written.
    pub const fn follows_time(&self) -> bool {
        self.local.is_some()
    }

    /// What the key is told of days and local time, if it is written for a window.
    pub fn told(&self, window: Window) -> Local {
        self.local.as_ref().map(|local| local.within(window)).unwrap_or_default()
    }

    /// How many bytes each section of the body takes that is written in a window, its head included.
    pub fn costs(&self, window: Window) -> Vec<(Section, usize)> {
        let mut body = Vec::new();
        self.encode_body(&mut body, window);
        body::costs(&body)
    }

    /// The areas that the key needs.
    pub fn layout(&self) -> Layout {
        Layout {
            log: self.flags.has(Flags::AUDIT_OPENINGS).then_some(self.records),
            antipassback: self.flags.has(Flags::ANTIPASSBACK),
            number: self.number.clone(),
            slots: self.rights.slots(),
        }
    }

    fn encode_body(&self, out: &mut Vec<u8>, window: Window) {
        self.rights.encode(out);
        self.encode_local(out, window);
        body::encode_outputs(out, &self.rights);
        body::encode_free(out, &self.rights);
        body::encode_low_zones(out, &self.rights);
        body::encode_crossing(out, &self.rights);
        body::encode_pin(out, self.pin);
        body::encode_records(out, self.records);
        body::encode_slots(out, self.rights.slots());
    }

    /// What stands in the body and does not move with every writing.
    fn encode_lasting(&self, out: &mut Vec<u8>) {
        self.rights.encode(out);
        body::encode_outputs(out, &self.rights);
        body::encode_free(out, &self.rights);
        body::encode_low_zones(out, &self.rights);
        body::encode_crossing(out, &self.rights);
        body::encode_pin(out, self.pin);
        body::encode_records(out, self.records);
        body::encode_slots(out, self.rights.slots());
    }

    fn encode_local(&self, out: &mut Vec<u8>, window: Window) {
        if let Some(local) = &self.local {
            body::encode_local(out, local, window);
        }
    }

    /// What stands in the header and does not move with every writing, for the digest.
    fn encode_policy(&self, out: &mut Vec<u8>) {
        out.push(KIND_USER);
        out.extend_from_slice(&self.flags.0.to_le_bytes());
        out.extend_from_slice(&moment::key_minutes(self.validity.activation).to_le_bytes());
        out.extend_from_slice(&self.expiration_minutes().to_le_bytes());
        let (unit, count) = match self.validity.revalidation {
            None => (0_u8, 0_u16),
            Some(user::Period { count, unit: user::Unit::Days }) => (1, count),
            Some(user::Period { count, unit: user::Unit::Hours }) => (2, count),
        };
        out.push(unit);
        out.extend_from_slice(&count.to_le_bytes());
    }

    fn expiration_minutes(&self) -> u32 {
        self.validity.expiration.map_or(NEVER, moment::key_minutes)
    }

    /// The image that says this statement from `stamp` on.
    pub fn image(&self, stamp: &Stamp<'_>) -> Image {
        let until = self.expiration_minutes();
        let ends = end(self.validity, stamp.now, stamp.zone);
        let window = Window::new(stamp.now, ends);
        let refresh_by = moment::key_minutes(ends).min(until);
        let mut bytes = Vec::new();
        self.encode_body(&mut bytes, window);
        Image {
            header: Header {
                issuer: stamp.issuer,
                code: stamp.code,
                sequence: stamp.sequence,
                valid_from: moment::key_minutes(self.validity.activation),
                valid_until: until,
                refresh_by,
                issued_at: moment::key_minutes(stamp.now),
                flags: self.flags,
                over_by: stamp.earlier_over_by.map_or(refresh_by, |earlier| earlier.max(refresh_by)),
            },
            body: Body {
                rights: self.rights.clone(),
                local: self.told(window),
                pin: self.pin,
                records: self.records,
                denylist: None,
            },
            bytes,
            is_restricted: false,
        }
    }
}

/// What moves with every writing of a key.
pub struct Stamp<'z> {
    /// Who signs.
    pub issuer: Issuer,
    /// The number of the key.
    pub code: KeyCode,
    /// One more than at the last writing: a lock refuses what is older than the newest that it has seen.
    pub sequence: u32,
    /// The minute at which every earlier image of this key is over; nothing, for the first.
    pub earlier_over_by: Option<u32>,
    /// The moment of writing.
    pub now: Moment,
    /// Local days, for periods that end at midnight.
    pub zone: &'z dyn Zone,
}

/// No key lasts longer than this many days without being written anew, whatever was typed: nothing but the
/// denylist could take it back.
const LONGEST_DAYS: u32 = 7 * 365;

/// When a key that is written now must have come back, or ends. Its period begins when it is written or becomes valid,
/// whichever is later: one that is made ahead of its time is good for as long as any other.
pub fn end(validity: user::Validity, now: Moment, zone: &dyn Zone) -> Moment {
    let longest = moment::end_of_day_after(zone, now, LONGEST_DAYS);
    let start = now.max(validity.activation);
    let refresh = match validity.revalidation {
        None => longest,
        Some(user::Period { count, unit: user::Unit::Days }) => {
            moment::end_of_day_after(zone, start, u32::from(count))
        }
        Some(user::Period { count, unit: user::Unit::Hours }) => {
            start + chrono::Duration::hours(i64::from(count))
        }
    };
    let end = refresh.min(longest);
    validity.expiration.map_or(end, |expiration| end.min(expiration))
}

/// From when and until when a key that is written now opens anything; nothing, where it never would: its person's time
/// begins after the end of every key that can be written today, or is over.
pub fn life(validity: user::Validity, now: Moment, zone: &dyn Zone) -> Option<user::Between> {
    user::Between::new(now.max(validity.activation), end(validity, now, zone)).ok()
}

/// Which areas a key has. Only an encoder changes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Room for doors to log, and which records they write there; nothing, where they write none.
    pub log: Option<Records>,
    /// Room for the side of antipassback doors.
    pub antipassback: bool,
    /// The number for older readers, in a file of its own; empty where there is none.
    pub number: String,
    /// Room for a locker of each of these groups.
    pub slots: Groups,
}

impl Layout {
    /// 16 bytes that stand for the layout.
    pub fn digest(&self) -> Digest {
        let areas = [VERSION, u8::from(self.log.is_some()), u8::from(self.antipassback)];
        let number = self.number.as_bytes();
        // A journal for all records, and one without room for lockers, is what one was before it could be otherwise.
        let records = self.log.and_then(body::number_of).map(|records| [records]);
        let slots = (!self.slots.is_empty()).then(|| [Section::Slots.number(), self.slots.bits()]);
        let further = records.iter().map(<[u8; 1]>::as_slice).chain(slots.iter().map(<[u8; 2]>::as_slice));
        let parts: Vec<&[u8]> = [&b"layout"[..], &areas, number].into_iter().chain(further).collect();
        digest(&parts)
    }

    /// Whether the key needs the file that doors write.
    pub const fn needs_journal(&self) -> bool {
        self.log.is_some() || self.antipassback || !self.slots.is_empty()
    }
}

/// 16 bytes that stand for some parts, one after the other.
pub(super) fn digest(parts: &[&[u8]]) -> Digest {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u32).to_le_bytes());
        hash.update(part);
    }
    let mut short = Digest::default();
    short.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    short
}

/// The header of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Who wrote it.
    pub issuer: Issuer,
    /// The number of the key.
    pub code: KeyCode,
    /// Counts the writings.
    pub sequence: u32,
    /// First minute of validity.
    pub valid_from: u32,
    /// First minute after it, or [`NEVER`].
    pub valid_until: u32,
    /// First minute at which the key should have come back; at most `valid_until`.
    pub refresh_by: u32,
    /// The minute of writing.
    pub issued_at: u32,
    /// What it may do besides opening doors.
    pub flags: Flags,
    /// First minute at which this image and every earlier one of the key is over: until then a lock must not
    /// forget the sequence number. At least `refresh_by`, and later where an earlier image lasts longer.
    pub over_by: u32,
}

/// A whole image, as it is written and as a lock reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The header.
    pub header: Header,
    /// The rights.
    pub body: Body,
    /// The rights as they stand on the key, sections of later versions included.
    bytes: Vec<u8>,
    /// Whether there are sections that restrict in a way that this version does not know.
    is_restricted: bool,
}

/// Why bytes are not an image of this site and this card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is less than a header, or less body than the header says.
    #[error("the image is cut short")]
    Short,
    /// It does not begin as an image does.
    #[error("the bytes are no key image")]
    NotAnImage,
    /// It says something that this version does not know, and that could be a restriction.
    #[error("the image says what this version does not understand")]
    NotUnderstood,
    /// It says something that the format does not allow.
    #[error("the image is malformed")]
    Malformed,
    /// The signature is not this site's for this card.
    #[error("the image is not signed by this site for this card")]
    Signature,
}

impl Image {
    /// The bytes of the image, signed for a card.
    pub fn seal(&self, serial: Serial, sign: impl FnOnce(&[u8]) -> [u8; SIGNATURE]) -> Vec<u8> {
        let head = self.encode_head();
        let signature = sign(&signed_message(&head, serial, &self.bytes));
        let mut out = Vec::with_capacity(HEADER_BYTES + self.bytes.len());
        out.extend_from_slice(&head);
        out.extend_from_slice(&signature);
        out.extend_from_slice(&self.bytes);
        out
    }

    /// The image in these bytes, if it is whole, signed for this card, and understood. What lies behind the body
    /// is not looked at.
    pub fn open(bytes: &[u8], serial: Serial, signers: &Signers) -> Result<Image, Fault> {
        let image = Image::parse(bytes)?;
        let signer = signers.get(image.header.issuer.signer).ok_or(Fault::NotUnderstood)?;
        verify(bytes, &image.bytes, serial, signer)?;
        image.understood()
    }

    /// Whether these bytes are signed for this card as an image of this version is, whatever they say.
    pub fn is_signed(bytes: &[u8], serial: Serial, signers: &Signers) -> bool {
        let body =
            Header::body_bytes(bytes).and_then(|length| bytes.get(HEADER_BYTES..HEADER_BYTES + length));
        let signer = bytes.get(SIGNER_AT).and_then(|number| signers.get(*number));
        body.zip(signer).is_some_and(|(body, signer)| verify(bytes, body, serial, signer).is_ok())
    }

    /// The image in these bytes, signature unseen: for showing what a key claims, never for a decision.
    pub fn decode(bytes: &[u8]) -> Result<Image, Fault> {
        Image::parse(bytes)?.understood()
    }

    fn parse(bytes: &[u8]) -> Result<Image, Fault> {
        let (header, length) = Header::decode(bytes)?;
        let bytes = bytes.get(HEADER_BYTES..HEADER_BYTES + length).ok_or(Fault::Short)?.to_vec();
        let (body, is_restricted) = Body::decode(&bytes)?;
        Ok(Image { header, body, bytes, is_restricted })
    }

    fn understood(self) -> Result<Image, Fault> {
        if self.is_restricted { Err(Fault::NotUnderstood) } else { Ok(self) }
    }

    /// How many bytes the image takes.
    pub fn length(&self) -> usize {
        HEADER_BYTES + self.bytes.len()
    }

    /// How many entries of the denylist it has room for on a card.
    pub fn room_for_denied(&self, capacity: u16) -> usize {
        let bytes = usize::from(capacity).min(HEADER_BYTES + BODY_BYTES_MAX);
        Slice::room(bytes.saturating_sub(self.length()), body::SECTION_HEAD)
    }

    /// The same image, which carries a part of the denylist as well.
    #[must_use]
    pub fn carrying(mut self, slice: Slice) -> Image {
        body::encode_denylist(&mut self.bytes, &slice);
        self.body.denylist = Some(slice);
        self
    }

    fn encode_head(&self) -> [u8; HEAD] {
        let header = &self.header;
        let mut head = Vec::with_capacity(HEAD);
        head.extend_from_slice(&MAGIC);
        head.extend_from_slice(&[VERSION, KIND_USER]);
        head.extend_from_slice(&header.issuer.site.0);
        for number in [
            header.code.0,
            header.sequence,
            header.valid_from,
            header.valid_until,
            header.refresh_by,
            header.issued_at,
        ] {
            head.extend_from_slice(&number.to_le_bytes());
        }
        head.extend_from_slice(&header.flags.0.to_le_bytes());
        head.extend_from_slice(&(self.bytes.len() as u16).to_le_bytes());
        head.extend_from_slice(&header.issuer.born.0.to_le_bytes());
        head.extend_from_slice(&[header.issuer.signer, header.issuer.epoch.number()]);
        head.extend_from_slice(&NO_RESTRICTIONS.to_le_bytes());
        head.extend_from_slice(&header.over_by.to_le_bytes());
        let mut fixed = [0; HEAD];
        fixed.iter_mut().zip(head).for_each(|(to, from)| *to = from);
        fixed
    }
}

/// Where a head says how long the body is: in every version.
const LENGTH_AT: usize = 46;
/// Where a head says who signed it.
const SIGNER_AT: usize = 52;
/// Further flags, all of which restrict: this version knows none.
const NO_RESTRICTIONS: u16 = 0;

/// Whether the head of these bytes holds the signature of the head and a body.
fn verify(bytes: &[u8], body: &[u8], serial: Serial, signer: &VerifyingKey) -> Result<(), Fault> {
    let head = bytes.get(..HEAD).ok_or(Fault::Short)?;
    let signature: &[u8; SIGNATURE] =
        bytes.get(HEAD..HEADER_BYTES).and_then(|slice| slice.try_into().ok()).ok_or(Fault::Short)?;
    signer
        .verify_strict(&signed_message(head, serial, body), &Signature::from_bytes(signature))
        .map_err(|_| Fault::Signature)
}

fn signed_message(head: &[u8], serial: Serial, body: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(SIGNING_CONTEXT.len() + 11 + head.len() + body.len());
    message.extend_from_slice(SIGNING_CONTEXT);
    message.push(serial.length);
    message.extend_from_slice(serial.as_bytes());
    message.extend_from_slice(head);
    message.extend_from_slice(body);
    message
}

impl Header {
    /// The site that bytes claim to be an image of, in whatever version: what every version has in one place.
    pub fn site_claimed_by(bytes: &[u8]) -> Option<SiteMark> {
        let mut reader = Reader(bytes.get(..HEAD)?);
        let (magic, [_version, _kind]) = (reader.array().ok()?, reader.array().ok()?);
        (magic == MAGIC).then(|| reader.array().ok().map(SiteMark))?
    }

    /// How long the body is that follows a head, in whatever version.
    pub fn body_bytes(head: &[u8]) -> Option<usize> {
        let length = head.get(LENGTH_AT..LENGTH_AT + 2)?.try_into().ok()?;
        Some(usize::from(u16::from_le_bytes(length)))
    }

    /// The header in the first bytes of an image, and how long the body is. Says nothing about who wrote it.
    pub fn decode(bytes: &[u8]) -> Result<(Header, usize), Fault> {
        let mut reader = Reader(bytes.get(..HEAD).ok_or(Fault::Short)?);
        if reader.array()? != MAGIC {
            return Err(Fault::NotAnImage);
        }
        if reader.array()? != [VERSION, KIND_USER] {
            return Err(Fault::NotUnderstood);
        }
        let site = SiteMark(reader.array()?);
        let (code, sequence) = (KeyCode(reader.u32()?), reader.u32()?);
        let (valid_from, valid_until) = (reader.u32()?, reader.u32()?);
        let (refresh_by, issued_at) = (reader.u32()?, reader.u32()?);
        let (flags, length) = (Flags(reader.u16()?), usize::from(reader.u16()?));
        let born = Born(reader.u32()?);
        let [signer, epoch] = reader.array()?;
        let restrictions = reader.u16()?;
        let over_by = reader.u32()?;
        let is_understood = flags.0 & !Flags::KNOWN == 0
            && restrictions == NO_RESTRICTIONS
            && reader.0.iter().all(|byte| *byte == 0)
            && refresh_by <= valid_until
            && refresh_by <= over_by
            && length <= BODY_BYTES_MAX;
        let epoch = Epoch::new(epoch).filter(|_| is_understood).ok_or(Fault::NotUnderstood)?;
        let header = Header {
            issuer: Issuer { site, born, signer, epoch },
            code,
            sequence,
            valid_from,
            valid_until,
            refresh_by,
            issued_at,
            flags,
            over_by,
        };
        Ok((header, length))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::calendar::Kind;
    use crate::domain::local::LocalTime;
    use crate::domain::moment::tests::{Europe, at, utc};
    use crate::domain::timetable::tests::stretch;
    use crate::domain::timetable::{Hours, Stretch};
    use crate::domain::user::{Between, Options, Period, Unit, Validity};
    use crate::domain::zone::{self, Exceptions};
    use chrono::Weekday::{self, Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    use ed25519_dalek::{Signer as _, SigningKey};

    pub fn code(number: u16) -> Code {
        Code::new(number).unwrap()
    }

    pub fn signer() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    pub fn serial() -> Serial {
        Serial::new(&[4, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66]).unwrap()
    }

    pub const ISSUER: Issuer = Issuer {
        site: SiteMark(*b"a site's mark..."),
        born: Born(13_675_680),
        signer: 0,
        epoch: Epoch::FIRST,
    };

    pub fn validity() -> Validity {
        Validity {
            activation: at("2026-01-01 00:00"),
            expiration: None,
            revalidation: Some(Period { count: 30, unit: Unit::Days }),
        }
    }

    pub fn statement(doors: &[u16]) -> Statement {
        let doors = doors.iter().map(|number| (code(*number), None));
        Statement::of_user(Options::default(), validity(), None, "", doors)
    }

    pub fn stamp(zone: &dyn Zone, sequence: u32) -> Stamp<'_> {
        let (now, earlier_over_by) = (at("2026-11-22 10:25"), None);
        Stamp { issuer: ISSUER, code: KeyCode(77), sequence, earlier_over_by, now, zone }
    }

    pub fn sealed(statement: &Statement, sequence: u32) -> Vec<u8> {
        statement.image(&stamp(&utc(), sequence)).seal(serial(), |bytes| signer().sign(bytes).to_bytes())
    }

    pub fn signers() -> Signers {
        signer().verifying_key().into()
    }

    fn open(bytes: &[u8]) -> Result<Image, Fault> {
        Image::open(bytes, serial(), &signers())
    }

    fn rich() -> Statement {
        let limited = Between::new(at("2026-12-01 08:00"), at("2026-12-02 00:00")).unwrap();
        let options = Options { office: true, audit_openings: true, ..Options::default() };
        let doors = [(code(300), None), (code(7), Some(limited)), (code(12), None)];
        Statement::of_user(options, validity(), Some(PinCheck([9; 12])), "1234", doors)
    }

    pub fn zone(number: u16) -> zone::Number {
        zone::Number::new(number).unwrap()
    }

    pub fn except(doors: &[u16]) -> Exceptions {
        Exceptions::new(doors.iter().map(|door| code(*door))).unwrap()
    }

    fn days(days: &[(&str, Kind)]) -> crate::domain::calendar::Days {
        days.iter().map(|(day, kind)| (day.parse().unwrap(), *kind)).collect()
    }

    const WORK: [Weekday; 5] = [Mon, Tue, Wed, Thu, Fri];

    /// What a key that has everything is told of a calendar.
    fn local() -> Arc<Local> {
        let days = days(&[("2026-12-08", Kind::Holiday), ("2026-12-24", Kind::Special1)]);
        Arc::new(Local::new(&days, LocalTime::of(&Europe)))
    }

    /// The statement of a key with these rights, for days and local time.
    pub fn granted<'h>(local: &Arc<Local>, grant: impl FnOnce(&mut Grounds<'h>)) -> Statement {
        let mut grounds = Grounds::default();
        grant(&mut grounds);
        let (options, pin) = (Options::default(), Some(PinCheck([9; 12])));
        Statement::of_grounds(options, validity(), pin, String::new(), grounds, &Arc::clone(local).into())
    }

    fn hours(stretches: impl IntoIterator<Item = Stretch>) -> Hours {
        Hours::of(stretches)
    }

    /// A key that says everything that this version can say.
    fn full() -> Statement {
        let work = hours([stretch(WORK, "08:00-12:00"), stretch(WORK, "13:00-17:00")]);
        let feasts = hours([stretch([Kind::Holiday, Kind::Special2], "00:00-24:00")]);
        let weekend = hours([stretch([Sat, Sun], "10:00-14:00")]);
        let december = Some((14_156_000, 14_160_000));
        granted(&local(), |grounds| {
            grounds.door(code(300), None, None);
            grounds.door(code(12), None, None);
            grounds.door(code(45), Some(&work), None);
            grounds.door(code(45), Some(&weekend), None);
            grounds.door(code(7), None, december);
            grounds.door(code(8), Some(&feasts), december);
            grounds.zone(zone(5), Some(&work), except(&[41, 40]));
            grounds.zone(zone(6), None, except(&[]));
            grounds.zone(zone(0xFF09), None, except(&[]));
        })
    }

    fn wanted_in(statement: &Statement, from: &str, until: &str) -> Wanted {
        statement.wanted_in(Window::new(at(from), at(until)), &mut Vec::new())
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        for statement in [rich(), full()] {
            let image = statement.image(&stamp(&utc(), 5));
            let opened = open(&sealed(&statement, 5)).unwrap();
            assert_eq!(opened, image);
            assert!(opened.header.flags.has(Flags::PIN));
            let wanted = statement.wanted_in(Window::of(&image.header), &mut Vec::new());
            assert_eq!(wanted.bytes as usize, image.length());
        }
        let rights = full().rights().clone();
        assert_eq!((rights.entries().len(), rights.zones().len(), rights.timetables().len()), (6, 3, 3));
    }

    /// Those that stand in the files of sites that have no timetables; they were computed without this program.
    #[test]
    fn the_digests_of_keys_without_timetables_stay_as_they_are() {
        for (statement, content, bytes) in [
            (statement(&[]), "23da154660b09a32c23c4fb57aff52d4", 128),
            (statement(&[1, 2, 3]), "24080e1ff03d7193c3f6685041a32687", 137),
            (rich(), "d27ba8b5f29481521abd770a28b841b9", 164),
        ] {
            let wanted = statement.wanted();
            let digest: String = wanted.content.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!((digest.as_str(), wanted.bytes), (content, bytes));
            assert_eq!(
                wanted_in(&statement, "2026-01-01 00:00", "2027-01-01 00:00"),
                wanted,
                "in any window"
            );
        }
    }

    #[test]
    fn timetables_are_numbered_by_what_they_mean_and_only_those_that_are_used() {
        let morning = hours([stretch(WORK, "08:00-12:00")]);
        let other_form = hours([stretch([Mon, Tue], "08:00-12:00"), stretch([Fri, Thu, Wed], "08:00-12:00")]);
        let evening = hours([stretch(WORK, "16:00-20:00")]);
        let never = Hours::default();
        let one = granted(&local(), |grounds| {
            grounds.door(code(1), Some(&evening), None);
            grounds.door(code(2), Some(&morning), None);
            grounds.zone(zone(3), Some(&morning), except(&[]));
        });
        let same = granted(&local(), |grounds| {
            grounds.zone(zone(3), Some(&other_form), except(&[]));
            grounds.door(code(9), Some(&never), None);
            grounds.zone(zone(9), Some(&never), except(&[]));
            grounds.door(code(2), Some(&morning), None);
            grounds.door(code(1), Some(&evening), None);
            grounds.door(code(2), Some(&other_form), Some((1, 2)));
        });
        assert_eq!(one, same);
        let said: Vec<(u16, u8)> =
            one.rights().entries().iter().map(|entry| (entry.door.number(), entry.timetable)).collect();
        assert_eq!(said, [(1, 2), (2, 1)]);
        assert!(one.rights().timetables().iter().eq([(&1, &morning), (&2, &evening)]));
        let always = granted(&local(), |grounds| {
            grounds.door(code(1), Some(&evening), None);
            grounds.door(code(1), None, None);
            grounds.door(code(1), None, Some((1, 2)));
        });
        assert!(always.rights().timetables().is_empty(), "what opens always needs no timetable");
        assert_eq!(always.wanted().bytes as usize, HEADER_BYTES + 5 + 15, "and is told no local time");
    }

    #[test]
    fn rights_to_a_zone_are_one_and_except_what_all_of_them_except() {
        let work = hours([stretch(WORK, "08:00-12:00")]);
        let mut grounds = Grounds::default();
        grounds.zone(zone(5), None, except(&[1, 2]));
        grounds.zone(zone(5), None, except(&[2, 3]));
        let merged = ZoneEntry { zone: zone(5), timetable: 0, except: except(&[2]) };
        assert_eq!(Rights::from(grounds).zones(), [merged]);
        let (all, some): (&[u16], &[u16]) = (&[1, 2], &[1]);
        for (always, timed, kept) in [(some, all, 1), (all, all, 1), (all, some, 2)] {
            let mut grounds = Grounds::default();
            grounds.zone(zone(5), None, except(always));
            grounds.zone(zone(5), Some(&work), except(timed));
            assert_eq!(Rights::from(grounds).zones().len(), kept, "{always:?}, {timed:?}");
        }
    }

    #[test]
    fn a_day_makes_a_key_stale_in_its_window_and_nowhere_else() {
        let work = hours([stretch(WORK, "08:00-12:00")]);
        let key = |calendar: &[(&str, Kind)], zone: &dyn Zone| {
            let local = Arc::new(Local::new(&days(calendar), LocalTime::of(zone)));
            granted(&local, |grounds| grounds.door(code(1), Some(&work), None))
        };
        let content = |key: &Statement| wanted_in(key, "2026-11-22 10:25", "2026-12-22 23:00").content;
        let plain = key(&[("2026-12-08", Kind::Holiday)], &Europe);
        for (calendar, is_same) in [
            (&[("2026-12-08", Kind::Holiday), ("2026-11-21", Kind::Holiday)][..], true),
            (&[("2026-12-08", Kind::Holiday), ("2026-12-23", Kind::Holiday)], true),
            (&[("2026-12-08", Kind::Holiday), ("2026-11-22", Kind::Holiday)], false),
            (&[("2026-12-08", Kind::Holiday), ("2026-12-22", Kind::Holiday)], false),
            (&[("2026-12-08", Kind::Special1)], false),
            (&[], false),
        ] {
            assert_eq!(content(&key(calendar, &Europe)) == content(&plain), is_same, "{calendar:?}");
        }
        let east = chrono::FixedOffset::east_opt(3_600).unwrap();
        let same_winter = key(&[("2026-12-08", Kind::Holiday)], &east);
        assert_eq!(content(&same_winter), content(&plain), "summer time is not in its window");
        assert_ne!(content(&key(&[("2026-12-08", Kind::Holiday)], &utc())), content(&plain));
        let year = |key| wanted_in(key, "2026-11-22 10:25", "2027-11-22 23:00").content;
        assert_ne!(year(&same_winter), year(&plain));
        assert_ne!(year(&plain), content(&plain), "another window, another digest");
    }

    /// Whether a key is stale is seen by digests alone: they must differ exactly where what would be written does.
    #[test]
    fn two_keys_have_one_digest_if_and_only_if_they_would_say_the_same() {
        let mut state = 3_u64;
        let mut below = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % bound
        };
        let all = [
            hours([stretch(WORK, "08:00-12:00")]),
            hours([stretch([Sat], "08:00-12:00")]),
            hours([stretch([Mon, Tue, Wed, Thu, Fri], "08:00-10:00"), stretch(WORK, "10:00-12:00")]),
            Hours::default(),
        ];
        let winter = chrono::FixedOffset::east_opt(3_600).unwrap();
        let times = [LocalTime::of(&Europe), LocalTime::of(&utc()), LocalTime::of(&winter)];
        let dates = ["2026-11-21", "2026-11-22", "2026-12-22", "2026-12-23", "2027-06-01"];
        let windows = [
            Window::new(at("2026-11-22 10:25"), at("2026-12-22 23:00")),
            Window::new(at("2026-11-22 10:25"), at("2027-11-22 23:00")),
        ];
        let keys: Vec<Statement> = (0..300)
            .map(|_| {
                let kinds = [None, None, Some(Kind::Holiday), Some(Kind::Special2)];
                let calendar = dates.iter().filter_map(|day| Some((*day, kinds[below(4)]?)));
                let local = Local::new(&days(&calendar.collect::<Vec<_>>()), times[below(3)].clone());
                granted(&Arc::new(local), |grounds| {
                    for _ in 0..below(3) {
                        grounds.door(code(1 + below(2) as u16), all.get(below(6)), None);
                    }
                    if below(3) == 0 {
                        grounds.zone(zone(1), all.get(below(6)), except(&[1, 2][..below(3)]));
                    }
                })
            })
            .collect();
        let (mut same, mut different) = (0, 0);
        for window in windows {
            let said = |key: &Statement| {
                let mut body = Vec::new();
                key.encode_body(&mut body, window);
                (key.wanted_in(window, &mut Vec::new()).content, body)
            };
            let said: Vec<(Digest, Vec<u8>)> = keys.iter().map(said).collect();
            for (one, (digest, body)) in said.iter().enumerate() {
                for (other_digest, other) in &said[..one] {
                    assert_eq!(digest == other_digest, body == other);
                    if body == other { same += 1 } else { different += 1 }
                }
            }
        }
        assert!(same > 2_000 && different > 20_000, "{same}, {different}");
    }

    #[test]
    fn a_low_zone_is_a_bit_where_it_holds_always_for_every_door_and_an_entry_otherwise() {
        let low = |place| zone::Number::low(place).unwrap();
        let window = Window::new(at("2026-11-22 10:25"), at("2026-12-22 23:00"));
        let costs = |key: &Statement| {
            let costs = key.costs(window).into_iter().collect::<std::collections::BTreeMap<_, _>>();
            (costs.get(&Section::Zones).copied(), costs.get(&Section::LowZones).copied())
        };
        let work = hours([stretch(WORK, "08:00-12:00")]);
        let key = granted(&Arc::default(), |grounds| {
            for place in [95, 0, 9, 8] {
                grounds.zone(low(place), None, except(&[]));
            }
            grounds.zone(low(1), None, except(&[7]));
            grounds.zone(low(9), None, except(&[8]));
            grounds.zone(low(9), Some(&work), except(&[]));
            grounds.zone(zone(2), None, except(&[]));
        });
        // Two entries, one with an exception; the two rights that a bit contains are none of their own.
        assert_eq!(costs(&key), (Some(3 + 6 + 4), Some(3 + 12)));
        let few = granted(&Arc::default(), |grounds| grounds.zone(low(0), None, except(&[])));
        assert_eq!(costs(&few), (None, Some(3 + 1)));
    }

    #[test]
    fn every_byte_of_a_key_is_some_sections_cost() {
        for statement in [statement(&[]), rich(), full()] {
            let window = Window::new(at("2026-11-22 10:25"), at("2026-12-22 23:00"));
            let costs = statement.costs(window);
            let sum: usize = costs.iter().map(|(_, bytes)| bytes).sum();
            assert_eq!(HEADER_BYTES + sum, statement.wanted_in(window, &mut Vec::new()).bytes as usize);
        }
        let window = Window::new(at("2026-11-22 10:25"), at("2027-11-22 23:00"));
        assert_eq!(
            full().costs(window),
            [
                (Section::Doors, 3 + 2 * 2),
                (Section::TimedDoors, 3 + 2 * 3),
                (Section::LimitedDoors, 3 + 2 * 11),
                (Section::Zones, 3 + 4 + 2 * 2 + 4),
                (Section::Timetables, 3 + (2 + 2 * 6) + (2 + 6) + (2 + 6)),
                (Section::Days, 3 + 2 * 3),
                (Section::LocalTime, 3 + 3 * 6),
                (Section::LowZones, 3 + 2),
                (Section::Pin, 3 + 12),
            ]
        );
    }

    #[test]
    fn more_timetables_than_a_key_can_number_have_no_room_anywhere() {
        let minutes =
            |number: u16| Stretch::new([Mon.into()].into_iter().collect(), number, number + 1).unwrap();
        let all: Vec<Hours> = (0..256).map(|number| hours([minutes(number)])).collect();
        let key = |count: usize| {
            granted(&local(), |grounds| {
                all[..count].iter().for_each(|hours| grounds.door(code(1), Some(hours), None));
            })
        };
        assert!(key(255).wanted().bytes < 3_072);
        assert_eq!(key(256).wanted().bytes, u16::MAX);
        assert_eq!(key(256).rights(), key(255).rights(), "and no right by another timetable than its own");
    }

    #[test]
    fn one_changed_bit_anywhere_is_refused() {
        let bytes = sealed(&full(), 5);
        for position in 0..bytes.len() * 8 {
            let mut altered = bytes.clone();
            altered[position / 8] ^= 1 << (position % 8);
            assert!(open(&altered).is_err(), "bit {position}");
        }
    }

    #[test]
    fn bytes_of_another_card_are_refused() {
        let bytes = sealed(&rich(), 5);
        let other = Serial::new(&[4, 0x11, 0x22, 0x33, 0x44, 0x55, 0x67]).unwrap();
        assert_eq!(Image::open(&bytes, other, &signers()), Err(Fault::Signature));
    }

    #[test]
    fn every_cut_is_refused_and_what_lies_behind_is_not_looked_at() {
        let bytes = sealed(&full(), 5);
        for length in 0..bytes.len() {
            assert!(open(&bytes[..length]).is_err(), "{length} bytes");
        }
        let mut longer = bytes.clone();
        longer.extend_from_slice(&[0xAA; 40]);
        assert_eq!(open(&longer).unwrap(), open(&bytes).unwrap());
    }

    #[test]
    fn a_change_that_is_undone_leaves_no_trace() {
        let before = statement(&[1, 2, 3]).wanted();
        assert_ne!(statement(&[1, 2]).wanted().content, before.content);
        assert_eq!(statement(&[3, 1, 2, 2]).wanted(), before);
    }

    #[test]
    fn layout_and_content_are_told_apart() {
        let with = |options| Statement::of_user(options, validity(), None, "", []).wanted();
        let (plain, office) =
            (with(Options::default()), with(Options { office: true, ..Options::default() }));
        let log = with(Options { audit_openings: true, ..Options::default() });
        assert!(plain.layout == office.layout && plain.content != office.content);
        assert_ne!(plain.layout, log.layout);
        let number = |number| Statement::of_user(Options::default(), validity(), None, number, []).wanted();
        assert_ne!(number("1").layout, number("2").layout);
        assert_eq!(number("1").content, number("2").content);
    }

    #[test]
    fn a_key_ends_at_midnight_or_on_the_minute_and_never_after_the_person() {
        let now = at("2026-09-29 10:25");
        let with = |count, unit, expiration: Option<&str>| Validity {
            activation: at("2026-01-01 00:00"),
            expiration: expiration.map(at),
            revalidation: Some(Period { count, unit }),
        };
        assert_eq!(end(with(30, Unit::Days, None), now, &utc()), at("2026-10-30 00:00"));
        assert_eq!(end(with(36, Unit::Hours, None), now, &utc()), at("2026-09-30 22:25"));
        assert_eq!(end(with(30, Unit::Days, Some("2026-10-05 12:00")), now, &utc()), at("2026-10-05 12:00"));
        let once = |expiration| Validity { revalidation: None, ..with(1, Unit::Days, expiration) };
        assert_eq!(end(once(Some("2026-10-05 12:00")), now, &utc()), at("2026-10-05 12:00"));
    }

    #[test]
    fn no_key_lasts_longer_than_seven_years_whatever_was_typed() {
        let (now, longest) = (at("2026-09-29 10:25"), at("2033-09-28 00:00"));
        let with = |revalidation, expiration: Option<&str>| Validity {
            activation: at("2026-01-01 00:00"),
            expiration: expiration.map(at),
            revalidation,
        };
        let years = Some(Period { count: 8_760, unit: Unit::Days });
        for validity in [
            with(None, None),
            with(None, Some("2199-12-31 00:00")),
            with(years, None),
            with(years, Some("2199-12-31 00:00")),
        ] {
            assert_eq!(end(validity, now, &utc()), longest, "{validity:?}");
            let said = Statement::of_user(Options::default(), validity, None, "", []);
            let header = said.image(&Stamp { now, ..stamp(&utc(), 1) }).header;
            assert_eq!(header.refresh_by, moment::key_minutes(longest), "{validity:?}");
        }
    }

    #[test]
    fn an_image_says_until_when_earlier_ones_must_be_remembered() {
        let image =
            |earlier_over_by| statement(&[1]).image(&Stamp { earlier_over_by, ..stamp(&utc(), 2) }).header;
        let refresh_by = image(None).refresh_by;
        assert_eq!(image(None).over_by, refresh_by);
        assert_eq!(image(Some(refresh_by - 1)).over_by, refresh_by);
        assert_eq!(image(Some(refresh_by + 1)).over_by, refresh_by + 1, "an earlier one lasts longer");
    }

    #[test]
    fn what_a_header_says_and_nobody_knows_is_not_understood() {
        let seal = |spoil: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = sealed(&rich(), 5);
            spoil(&mut bytes);
            Image::decode(&bytes)
        };
        let not_understood = Err(Fault::NotUnderstood);
        assert!(seal(&|_| ()).is_ok());
        for (offset, value) in [
            (2, 0),
            (2, 2),
            (3, 0),
            (3, 2),
            (3, 3),
            (45, 0x02),
            (45, 0x80),
            (47, 0xFF),
            (53, 0xFF),
            (54, 1),
            (55, 0x80),
            (58, 0),
            (60, 1),
            (63, 1),
        ] {
            assert_eq!(seal(&|bytes| bytes[offset] = value), not_understood, "offset {offset}, {value}");
        }
        assert_eq!(seal(&|bytes| bytes[0] = b'k'), Err(Fault::NotAnImage));
        let mut other_signer = sealed(&rich(), 5);
        other_signer[52] = 1;
        assert_eq!(open(&other_signer), not_understood, "a reader that has no such key");
        other_signer[52] = 4;
        assert_eq!(open(&other_signer), not_understood);
    }

    #[test]
    fn a_period_begins_when_the_key_becomes_valid_if_that_is_later() {
        let now = at("2026-11-28 10:25");
        let with = |activation, revalidation, expiration: Option<&str>| Validity {
            activation: at(activation),
            expiration: expiration.map(at),
            revalidation,
        };
        let period = |count, unit| Some(Period { count, unit });
        for (validity, from, until) in [
            (with("2027-03-01 00:00", period(30, Unit::Days), None), "2027-03-01 00:00", "2027-04-01 00:00"),
            (with("2027-03-01 07:00", period(12, Unit::Hours), None), "2027-03-01 07:00", "2027-03-01 19:00"),
            (with("2026-11-28 10:26", period(1, Unit::Hours), None), "2026-11-28 10:26", "2026-11-28 11:26"),
            (with("2026-01-01 00:00", period(1, Unit::Hours), None), "2026-11-28 10:25", "2026-11-28 11:25"),
            (with("2027-03-01 00:00", None, None), "2027-03-01 00:00", "2033-11-27 00:00"),
            (
                with("2027-03-01 00:00", period(30, Unit::Days), Some("2027-03-03 12:00")),
                "2027-03-01 00:00",
                "2027-03-03 12:00",
            ),
            // The end of what can be written today cuts the period short.
            (with("2033-11-26 00:00", period(30, Unit::Days), None), "2033-11-26 00:00", "2033-11-27 00:00"),
        ] {
            let life = life(validity, now, &utc()).unwrap();
            assert_eq!((life.from, life.until), (at(from), at(until)), "{validity:?}");
            let header = Statement { validity, ..rich() }.image(&Stamp { now, ..stamp(&utc(), 3) }).header;
            assert!(header.valid_from < header.refresh_by, "a lock finds a minute in which it opens");
        }
        for never in [
            with("2033-11-27 00:00", period(30, Unit::Days), None),
            with("2100-01-01 00:00", None, Some("2101-01-01 00:00")),
            with("2026-01-01 00:00", None, Some("2026-11-28 10:25")),
        ] {
            assert_eq!(life(never, now, &utc()), None, "{never:?}");
        }
    }

    #[test]
    fn strange_bytes_are_refused_or_say_exactly_what_was_read() {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let seed = sealed(&full(), 1);
        let (mut refused, mut read) = (0, 0);
        for _ in 0..20_000 {
            let mut bytes = seed.clone();
            for _ in 0..8 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 33) as usize % bytes.len();
                bytes[at] = (state >> 25) as u8;
            }
            if state >> 63 == 0 {
                bytes.truncate((state >> 13) as usize % (bytes.len() + 1));
            }
            assert!(bytes == seed || open(&bytes).is_err(), "not what was signed: {bytes:02x?}");
            match Image::decode(&bytes) {
                Err(_) => refused += 1,
                Ok(image) => {
                    let signature = bytes[HEAD..HEADER_BYTES].try_into().unwrap();
                    let whole = &bytes[..image.length()];
                    assert_eq!(image.seal(serial(), |_| signature), whole, "no other bytes say the same");
                    read += 1;
                }
            }
        }
        assert!(refused > 15_000 && read > 100, "{refused} refused, {read} read");
    }

    #[test]
    fn only_canonical_bytes_are_an_image() {
        let image = |body: &[u8]| {
            let mut bytes = sealed(&statement(&[]), 1);
            bytes[46..48].copy_from_slice(&(body.len() as u16).to_le_bytes());
            bytes.extend_from_slice(body);
            Image::decode(&bytes)
        };
        assert!(image(&[1, 2, 0, 5, 0]).is_ok());
        assert!(image(&[0x7F, 1, 0, 0xEE]).is_ok(), "a section that grants is passed over");
        for restricting in [0x80, 0x81, 0xFF] {
            assert_eq!(image(&[1, 2, 0, 5, 0, restricting, 0, 0]), Err(Fault::NotUnderstood));
        }
        for body in [
            &[1, 4, 0, 5, 0, 5, 0][..],      // the same door twice
            &[1, 4, 0, 6, 0, 5, 0],          // doors out of order
            &[1, 2, 0, 0, 0],                // door 0
            &[1, 0, 0],                      // a section with nothing in it
            &[2, 3, 0, 5, 0, 0],             // "always" where timetables stand
            &[0x10, 1, 0, 1, 1, 2, 0, 5, 0], // sections out of order
            &[1, 3, 0, 5, 0, 1],             // half a door
        ] {
            assert!(image(body).is_err(), "{body:?}");
        }
        assert!(image(&[2, 3, 0, 5, 0, 9]).is_ok(), "a timetable that the key does not define");
        // Zones: zone, timetable, how many exceptions, exceptions.
        let zones = |content: &[u8]| image(&[&[4, content.len() as u8, 0], content].concat());
        for content in [&[5, 0, 0, 0][..], &[5, 0, 9, 2, 7, 0, 8, 0], &[5, 0, 0, 0, 5, 0, 1, 0]] {
            assert!(zones(content).is_ok(), "{content:?}");
        }
        for content in [
            &[][..],
            &[0, 0, 0, 0],                   // zone 0
            &[5, 0, 0],                      // no count
            &[5, 0, 0, 1],                   // an exception that is not there
            &[5, 0, 0, 1, 0, 0],             // door 0
            &[5, 0, 0, 2, 8, 0, 7, 0],       // exceptions out of order
            &[5, 0, 0, 2, 7, 0, 7, 0],       // the same one twice
            &[5, 0, 0, 0, 5, 0, 0, 1, 7, 0], // the same zone and timetable twice
            &[5, 0, 1, 0, 5, 0, 0, 0],       // out of order
        ] {
            assert!(zones(content).is_err(), "{content:?}");
        }
        // What a bit says stands in no entry; a bit is set in the last byte, and there are twelve.
        let low = |content: &[u8]| image(&[&[0x0D, content.len() as u8, 0], content].concat());
        assert!(zones(&[0x01, 0xFF, 0, 0]).is_err() && zones(&[0x60, 0xFF, 0, 0]).is_err());
        for content in
            [&[0x01, 0xFF, 1, 0][..], &[0x60, 0xFF, 0, 1, 7, 0], &[0, 0xFF, 0, 0], &[0x61, 0xFF, 0, 0]]
        {
            assert!(zones(content).is_ok(), "{content:?}");
        }
        let twelve = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80];
        assert!(low(&[1]).is_ok() && low(&twelve).is_ok());
        for content in [&[][..], &[0], &[1, 0], &[&twelve[..], &[1]].concat(), &[0x80; 32], &[1; 80]] {
            assert!(low(content).is_err(), "{content:?}");
        }
        // Timetables: number, how many stretches, stretches.
        let timetables = |content: &[u8]| image(&[&[5, content.len() as u8, 0], content].concat());
        let (first, second) = ([1, 0, 0x20, 1, 0x80, 1], [1, 0x80, 0, 0, 0xA0, 5]);
        let with = |front: &[u8], stretches: &[[u8; 6]]| [front, &stretches.concat()].concat();
        for content in [with(&[1, 2], &[first, second]), with(&[255, 1], &[first])] {
            assert!(timetables(&content).is_ok(), "{content:?}");
        }
        for content in [
            with(&[], &[]),
            with(&[0, 1], &[first]),                                      // timetable 0
            with(&[1, 0], &[]),                                           // none
            with(&[1, 2], &[first]),                                      // one that is not there
            with(&[1, 2], &[second, first]),                              // out of order
            with(&[1, 2], &[first, first]),                               // the same one twice
            with(&[1, 1], &[[0, 0, 0, 0, 1, 0]]),                         // no day
            with(&[1, 1], &[[0x81, 0, 0, 0, 1, 0]]),                      // a day that is none
            with(&[1, 1], &[[1, 0, 1, 0, 1, 0]]),                         // no length
            with(&[1, 1], &[[1, 0, 1, 0, 0, 0]]),                         // less
            with(&[1, 1], &[[1, 0, 0, 0, 0xA1, 5]]),                      // past midnight
            [with(&[1, 1], &[first]), with(&[1, 1], &[second])].concat(), // the same number twice
        ] {
            assert!(timetables(&content).is_err(), "{content:?}");
        }
        // Calendar days: day, kind.
        assert!(image(&[6, 6, 0, 1, 0, 1, 2, 0, 8]).is_ok());
        for body in [
            &[6, 0, 0][..],
            &[6, 3, 0, 1, 0, 0],          // no kind
            &[6, 3, 0, 1, 0, 9],          // one that is none
            &[6, 6, 0, 1, 0, 1, 1, 0, 2], // two kinds of one day
            &[6, 6, 0, 2, 0, 1, 1, 0, 1], // out of order
            &[6, 2, 0, 1, 0],             // half a day
        ] {
            assert!(image(body).is_err(), "{body:?}");
        }
        // Local time: minute, offset.
        assert!(image(&[7, 12, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x40, 0x0B]).is_ok());
        for body in [
            &[7, 0, 0][..],
            &[7, 6, 0, 0, 0, 0, 0, 0x41, 0x0B], // more than a day ahead
            &[7, 12, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], // the same minute twice
            &[7, 5, 0, 0, 0, 0, 0, 0],          // half an entry
        ] {
            assert!(image(body).is_err(), "{body:?}");
        }
    }
}
