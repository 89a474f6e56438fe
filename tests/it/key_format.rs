//! The page that specifies the bytes on a key, read and held against the program: tables and worked example.

use std::collections::{BTreeMap, BTreeSet};

use chrono::FixedOffset;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use keydesk::domain::door::Code;
use keydesk::domain::event::{self, Event, Happening, Journal};
use keydesk::domain::image::{
    self, Entry, Fault, Flags, Image, KeyCode, Kind, Serial, SiteMark, Stamp, Statement,
};
use keydesk::domain::lock::{Decision, Lock, Mode, Refusal};
use keydesk::domain::moment::{self, Moment};
use keydesk::domain::pin::{PinCheck, PinDigits, PinKey};
use keydesk::domain::user::{self, Between, Options, Period, Unit, Validity, Wiegand};
use keydesk::fault::Faults;
use keydesk::secret::Secret;
use keydesk::secret::keyring::{self, Master};
use keydesk::simulator::{Card, Generation, Product, Storage};
use serde_json::Value;

use crate::cards::desk_of;
use crate::desk::at;

const PAGE: &str = include_str!("../../docs/key-format.md");

#[test]
fn the_page_says_what_the_program_does() {
    let example = Example::read();
    limits();
    header_and_sections();
    flags_and_kinds();
    reasons();
    example.comes_from_its_master_secret();
    example.image_is_written_and_read();
    example.header_says_what_the_page_says();
    example.body_says_what_the_page_says();
    example.signature_is_for_one_card();
    example.doors_decide();
    example.journal_says_what_the_page_says();
    example.card_is_laid_out();
}

/// The bytes of the block with this label.
fn block(label: &str) -> Vec<u8> {
    let fence = format!("\n```hex {label}\n");
    let (_, rest) = PAGE.split_once(&fence).unwrap_or_else(|| panic!("no block {label:?}"));
    hex(rest.split_once("```").unwrap().0)
}

fn array<const N: usize>(label: &str) -> [u8; N] {
    block(label).try_into().unwrap_or_else(|_| panic!("{label:?} has not {N} bytes"))
}

fn hex(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

/// The rows of all tables with these first columns under a heading, cells without their marks.
fn table(heading: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let of_heading =
        |line: &&str| line.trim_start_matches('#').trim_start() == heading && line.starts_with('#');
    let under = PAGE.lines().skip_while(|line| !of_heading(line)).skip(1);
    let mut is_wanted = false;
    let mut rows = Vec::new();
    for line in under.take_while(|line| !line.starts_with('#')) {
        if !line.starts_with('|') {
            is_wanted = false;
            continue;
        }
        let cells: Vec<String> = line
            .trim_matches('|')
            .replace("\\|", "¦")
            .split('|')
            .map(|cell| cell.trim().replace('`', "").replace('¦', "|"))
            .collect();
        if cells.starts_with(&columns.iter().map(|column| (*column).to_owned()).collect::<Vec<_>>()) {
            is_wanted = true;
        } else if is_wanted && !cells[0].starts_with("---") {
            rows.push(cells);
        }
    }
    assert!(!rows.is_empty(), "no table {columns:?} under {heading:?}");
    rows
}

/// The number that a cell begins with: decimal with commas, or hexadecimal.
fn number(cell: &str) -> usize {
    let word = cell.split_whitespace().next().unwrap().trim_end_matches([':', '.']).replace(',', "");
    match word.strip_prefix("0x") {
        Some(digits) => usize::from_str_radix(digits, 16).unwrap(),
        None => word.parse().unwrap_or_else(|_| panic!("{cell:?} is no number")),
    }
}

fn code(number: usize) -> Code {
    Code::new(number as u16).unwrap()
}

fn time(minutes: u32) -> String {
    moment::from_key_minutes(minutes).format("%F %R").to_string()
}

fn everything() -> Validity {
    Validity { activation: at("2026-01-01 00:00"), expiration: None, revalidation: None }
}

fn statement(options: Options, pin: Option<PinCheck>, doors: &[(Code, Option<Between>)]) -> Statement {
    Statement::of_user(options, everything(), pin, "", doors.iter().copied())
}

/// Bytes that nobody signed: for what is asked before a signature is looked at.
fn unsigned(statement: &Statement) -> Vec<u8> {
    let zone = FixedOffset::east_opt(0).unwrap();
    let now = at("2026-11-22 10:25");
    let stamp = Stamp { site: SiteMark([0; 16]), code: KeyCode(1), sequence: 1, now, zone: &zone };
    statement.image(&stamp).seal(Serial::new(&[4; 7]).unwrap(), |_| [0; 64])
}

fn limits() {
    let between = Between::new(at("2026-12-01 07:00"), at("2026-12-01 17:00")).unwrap();
    let bytes = |doors: usize, between: Option<Between>| {
        let doors: Vec<_> = (1..=doors).map(|number| (code(number), between)).collect();
        usize::from(statement(Options::default(), None, &doors).wanted().bytes)
    };
    let most =
        |capacity: usize, between| (1..).take_while(|doors| bytes(*doors, between) <= capacity).count();
    let with_pin = statement(Options::default(), Some(PinCheck([1; 12])), &[]).wanted().bytes;
    let sizes: BTreeMap<String, usize> = table("Files", &["Memory", "Free, at least", "Size of file 1"])
        .iter()
        .map(|row| {
            assert_eq!(number(&row[1]), 2 * number(&row[2]) + 960, "{row:?}");
            (row[0].clone(), number(&row[2]))
        })
        .collect();
    let rows = table("Limits", &["What", "Value"]);
    for row in &rows {
        let card = sizes.iter().find(|(card, _)| row[0].contains(&format!("of {card}")));
        let expected = match (row[0].as_str(), card) {
            ("Bytes of header and signature", _) => image::HEADER_BYTES,
            ("Bytes of the body, by the format", _) => image::BODY_BYTES_MAX,
            (text, Some((_, size))) if text.starts_with("Bytes of the image on") => *size,
            (text, Some((_, size))) if text.starts_with("Doors without a period on") => most(*size, None),
            (text, Some((_, size))) if text.starts_with("Doors with a period on") => {
                most(*size, Some(between))
            }
            ("Bytes that a PIN takes, with its section", _) => usize::from(with_pin) - image::HEADER_BYTES,
            ("Highest number of a door", _) => usize::from(Code::MAX),
            ("Doors that a desk gives one person one by one", _) => user::DOORS_MAX,
            ("Digits of a PIN, at least", _) => PinDigits::LENGTH_MIN,
            ("Digits of a PIN, at most", _) => PinDigits::LENGTH_MAX,
            ("Records of the journal", _) => event::RECORDS,
            ("Bytes of the journal", _) => event::BYTES,
            ("Digits of the number for older readers", _) => Wiegand::DIGITS_MAX,
            (other, _) => panic!("a limit that no test knows: {other:?}"),
        };
        assert_eq!(number(&row[1]), expected, "{}", row[0]);
    }
    assert_eq!((sizes.len(), rows.len()), (3, 19));
}

fn header_and_sections() {
    let mut end = 0;
    for row in table("Header", &["Offset", "Size", "Type", "Field"]) {
        assert_eq!(number(&row[0]), end, "{row:?}");
        end += number(&row[1]);
    }
    assert_eq!(end, image::HEADER_BYTES);
    let plain = unsigned(&statement(Options::default(), None, &[]));
    let with = |body: &[u8]| {
        let mut bytes = plain.clone();
        bytes[46..48].copy_from_slice(&(body.len() as u16).to_le_bytes());
        bytes.extend_from_slice(body);
        Image::decode(&bytes).is_ok()
    };
    // The shortest content that each section may have, as the table says it; one byte less or more is none.
    let entries = table("Body", &["Section", "Offset", "Size", "Type", "Field"]);
    for row in table("Body", &["Number", "Name", "Content"]) {
        if row[0] == "any other" {
            for unknown in [0x04, 0x0F, 0x11, 0x7F, 0xFF] {
                assert!(with(&[unknown, 0, 0]) && with(&[unknown, 2, 0, 0xAA, 0xBB]), "{unknown}");
            }
            continue;
        }
        let section = number(&row[0]) as u8;
        let fields = entries.iter().filter(|entry| number(&entry[0]) == usize::from(section));
        let length: usize = fields.map(|field| number(&field[2])).sum();
        let length = if row[1] == "PIN" { PinCheck::BYTES } else { length };
        assert!(row[2].contains(&format!("{length} bytes")), "{row:?}");
        let content: Vec<u8> = [5, 0, 1, 1, 0, 0, 0, 2, 0, 0, 0, 0].into_iter().take(length).collect();
        let body = |content: &[u8]| [&[section, content.len() as u8, 0], content].concat();
        assert!(with(&body(&content)), "{row:?}");
        assert!(!with(&body(&content[1..])) && !with(&body(&[&content[..], &[0]].concat())), "{row:?}");
    }
    assert!(with(&[]));
    assert!(!with(&[0, 0, 0]), "sections count from 1");
    for spoiled in [0, 2, 3, 45, 48, 63] {
        let mut bytes = plain.clone();
        bytes[spoiled] |= 0x80;
        assert!(Image::decode(&bytes).is_err(), "offset {spoiled}");
    }
}

fn flags_and_kinds() {
    let plain = Options::default();
    let by_name = |name: &str| match name {
        "extended opening" => (Options { extended_opening: true, ..plain }, None, Flags::EXTENDED_OPENING),
        "override privacy" => (Options { override_privacy: true, ..plain }, None, Flags::OVERRIDE_PRIVACY),
        "override lockdown" => (Options { override_lockdown: true, ..plain }, None, Flags::OVERRIDE_LOCKDOWN),
        "set lockdown" => (Options { set_lockdown: true, ..plain }, None, Flags::SET_LOCKDOWN),
        "office" => (Options { office: true, ..plain }, None, Flags::OFFICE),
        "audit openings" => (Options { audit_openings: true, ..plain }, None, Flags::AUDIT_OPENINGS),
        "antipassback" => (Options { antipassback: true, ..plain }, None, Flags::ANTIPASSBACK),
        "PIN" => (plain, Some(PinCheck([1; 12])), Flags::PIN),
        "cancellable" => (Options { cancellable: true, ..plain }, None, Flags::CANCELLABLE),
        other => panic!("a flag that no test knows: {other:?}"),
    };
    let mut known = 0;
    for row in table("Flags", &["Bit", "Value", "Name"]) {
        let (options, pin, flag) = by_name(&row[2]);
        let bytes = unsigned(&statement(options, pin, &[]));
        assert_eq!(usize::from(u16::from_le_bytes([bytes[44], bytes[45]])), number(&row[1]), "{row:?}");
        assert_eq!(1 << number(&row[0]), number(&row[1]), "{row:?}");
        assert!(Image::decode(&bytes).unwrap().header.flags.has(flag), "{row:?}");
        known |= number(&row[1]);
    }
    assert_eq!(known, 0x01FF);
    let mut bytes = unsigned(&statement(plain, None, &[]));
    let kinds = table("Kinds", &["Kind", "Name"]);
    for kind in 0..=u8::MAX {
        bytes[3] = kind;
        let named = kinds.iter().find(|row| number(&row[0]) == usize::from(kind)).map(|row| row[1].as_str());
        let read = Image::decode(&bytes).ok().map(|image| kind_name(image.header.kind));
        assert_eq!(read, named, "kind {kind}");
    }
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "user",
        Kind::Visitor => "visitor",
        Kind::Guest => "guest",
    }
}

const fn reason_name(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Altered => "altered",
        Refusal::Cancelled => "cancelled",
        Refusal::OldImage => "old image",
        Refusal::NotActive => "not active",
        Refusal::Expired => "expired",
        Refusal::OutOfDate => "out of date",
        Refusal::Emergency => "emergency",
        Refusal::NotHere => "not here",
        Refusal::NotNow => "not now",
        Refusal::Privacy => "privacy",
        Refusal::Pin => "PIN",
    }
}

fn reasons() {
    let rows = table("Reasons", &["Number", "Reason", "Event"]);
    assert_eq!(rows.len(), Refusal::ALL.len());
    for (row, refusal) in rows.iter().zip(Refusal::ALL) {
        assert_eq!(row[1], reason_name(*refusal));
        assert_eq!(number(&row[0]), usize::from(refusal.number()));
        assert_eq!(number(&row[2]), usize::from(Happening::Refused(*refusal).byte()));
    }
    let decided = table("What a lock decides", &["Step", "If …", "then"]);
    let order: Vec<&str> = decided.iter().filter_map(|row| row[2].strip_prefix("refuse: ")).collect();
    assert_eq!(order, Refusal::ALL.iter().map(|refusal| reason_name(*refusal)).collect::<Vec<_>>());
    let events = table("The journal", &["Event", "Meaning"]);
    assert_eq!(number(&events[0][0]), usize::from(Happening::Opened.byte()));
    assert_eq!(number(&events[1][0]), usize::from(Happening::BatteryLow.byte()));
}

/// The worked example, as the page has it.
struct Example {
    secret: Secret,
    site: SiteMark,
    signer: VerifyingKey,
    pin_key: PinKey,
    serial: Serial,
    other: Serial,
    bytes: Vec<u8>,
    image: Image,
}

impl Example {
    fn read() -> Example {
        let serial = |label| Serial::new(&block(label)).unwrap();
        let signer = VerifyingKey::from_bytes(&array("public key")).unwrap();
        let (bytes, own) = (block("image"), serial("serial"));
        Example {
            secret: Secret::new(array("master secret")),
            site: SiteMark(array("site mark")),
            signer,
            pin_key: PinKey::new(array("pin key")),
            serial: own,
            other: serial("other serial"),
            image: Image::open(&bytes, own, &signer).unwrap(),
            bytes,
        }
    }

    fn master(&self) -> Master {
        Master::new(self.secret.clone())
    }

    fn comes_from_its_master_secret(&self) {
        let master = self.master();
        assert_eq!((master.mark(), master.verifying_key()), (self.site, self.signer));
        let check = |key: &PinKey| PinCheck::of(key, [7, 0, 0, 0], &PinDigits::new("4711").unwrap());
        assert_eq!(check(&keyring::pin_key(&master.pins())), check(&self.pin_key));
        let purposes = table("Keys", &["What", "Purpose", "Length"]);
        let purposes: BTreeSet<&str> = purposes.iter().map(|row| row[1].as_str()).collect();
        let known = ["keydesk image signing", "keydesk pins", "keydesk site mark"];
        assert_eq!(purposes, BTreeSet::from(known));
        assert_eq!(self.secret.derive::<16>("keydesk site mark"), self.site.0);
        assert_eq!(self.signing().verifying_key(), self.signer);
        let pins = self.secret.derive_secret("keydesk pins").derive::<16>("keydesk pin check");
        assert_eq!(pins.as_slice(), block("pin key"));
        let roles = table("The keys of the example", &["Key", "Role", "Role key", "Key on this card"]);
        let purposes = table("Keys", &["Key", "Role", "Purpose"]);
        assert_eq!(roles.len(), purposes.len());
        for (role, purpose) in roles.iter().zip(&purposes) {
            assert_eq!(role[..2], purpose[..2]);
            assert_eq!(self.secret.derive::<16>(&purpose[2]).as_slice(), hex(&role[2]), "{role:?}");
            assert_eq!(role[2] == role[3], purpose[3].contains("no"), "{role:?}");
        }
        let input = [self.serial.as_bytes(), b"KD1", &self.site.0[..8]].concat();
        assert_eq!(input, block("diversification input"));
    }

    fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(self.secret.derive_secret("keydesk image signing").expose())
    }

    /// The same statement gives the same bytes, and they read back as what was stated.
    fn image_is_written_and_read(&self) {
        let validity = Validity {
            activation: at("2026-01-01 00:00"),
            expiration: Some(at("2027-07-01 00:00")),
            revalidation: Some(Period { count: 30, unit: Unit::Days }),
        };
        let options =
            Options { extended_opening: true, audit_openings: true, cancellable: true, ..Options::default() };
        let pin = PinCheck::of(&self.pin_key, [7, 0, 0, 0], &PinDigits::new("4711").unwrap());
        let between = Between::new(at("2026-12-01 07:00"), at("2026-12-01 17:00")).unwrap();
        let doors = [(code(12), None), (code(300), None), (code(7), Some(between))];
        let statement = Statement::of_user(options, validity, Some(pin), "", doors);
        let zone = FixedOffset::east_opt(3_600).unwrap();
        let now = at("2026-11-22 10:25");
        let stamp = Stamp { site: self.site, code: KeyCode(1_042), sequence: 5, now, zone: &zone };
        let image = statement.image(&stamp);
        assert_eq!(image, self.image);
        let signing = self.signing();
        assert_eq!(image.seal(self.serial, |message| signing.sign(message).to_bytes()), self.bytes);
        assert_eq!(self.image.length(), self.bytes.len());
        let behind = [&self.bytes[..], &[0xAA; 40]].concat();
        assert_eq!(Image::open(&behind, self.serial, &self.signer).as_ref(), Ok(&self.image));
    }

    fn header_says_what_the_page_says(&self) {
        let header = &self.image.header;
        let minute = |minutes: u32| format!("minute {minutes}: {}", time(minutes));
        let bits = u16::from_le_bytes([self.bytes[44], self.bytes[45]]);
        let names: Vec<String> = table("Flags", &["Bit", "Value", "Name"])
            .into_iter()
            .filter(|row| usize::from(bits) & number(&row[1]) != 0)
            .map(|row| row[2].clone())
            .collect();
        let value = |field: &str| match field {
            "magic" => "KD".to_owned(),
            "version" => image::VERSION.to_string(),
            "kind" => kind_name(header.kind).to_owned(),
            "site mark" => "the example's".to_owned(),
            "key number" => header.code.0.to_string(),
            "sequence" => header.sequence.to_string(),
            "valid from" => minute(header.valid_from),
            "valid until" => minute(header.valid_until),
            "refresh by" => minute(header.refresh_by),
            "issued at" => minute(header.issued_at),
            "flags" => format!("0x{bits:04X}: {}", names.join(", ")),
            "body length" => (self.bytes.len() - image::HEADER_BYTES).to_string(),
            "reserved" => "zero".to_owned(),
            "signature" => "valid for the serial number above, and for no other".to_owned(),
            other => panic!("a field that no test knows: {other:?}"),
        };
        let layout = table("Header", &["Offset", "Size", "Type", "Field"]);
        let rows = table("The header of the example", &["Offset", "Bytes", "Field", "Value"]);
        assert_eq!(rows.len(), layout.len());
        for (row, layout) in rows.iter().zip(&layout) {
            assert_eq!((&row[0], &row[2]), (&layout[0], &layout[3]));
            let (start, size) = (number(&layout[0]), number(&layout[1]));
            let bytes = &self.bytes[start..start + size];
            match row[1].split_once('…') {
                None => assert_eq!(hex(&row[1]), bytes, "{row:?}"),
                Some((front, back)) => {
                    assert!(bytes.starts_with(&hex(front)) && bytes.ends_with(&hex(back)), "{row:?}");
                }
            }
            assert_eq!(row[3], value(&row[2]));
        }
        assert_eq!(header.site, self.site);
    }

    fn body_says_what_the_page_says(&self) {
        let body = &self.image.body;
        let rows = table("The body of the example", &["Offset", "Bytes", "Meaning"]);
        let mut end = image::HEADER_BYTES;
        for row in &rows {
            assert_eq!(number(&row[0]), end, "{row:?}");
            let bytes = hex(&row[1]);
            assert_eq!(bytes, self.bytes[end..end + bytes.len()], "{row:?}");
            if row[2].starts_with("section") {
                let length = u16::from_le_bytes([bytes[1], bytes[2]]);
                assert_eq!(row[2], format!("section 0x{:02X}, {length} bytes", bytes[0]));
            }
            end += bytes.len();
        }
        assert_eq!(end, self.bytes.len());
        let said = |entry: &Entry| match entry.between {
            None => format!("door {}, always", entry.door.number()),
            Some((from, until)) => format!(
                "door {}, timetable {}, from {} until {}",
                entry.door.number(),
                entry.timetable,
                time(from),
                time(until)
            ),
        };
        let doors: Vec<&str> =
            rows.iter().map(|row| row[2].as_str()).filter(|text| text.starts_with("door")).collect();
        assert_eq!(doors, body.entries.iter().map(said).collect::<Vec<_>>());
        let pin = rows.last().unwrap();
        assert_eq!(pin[2], "salt 7, and the check of 4711");
        assert_eq!(body.pin.unwrap().0.as_slice(), hex(&pin[1]));
    }

    fn signature_is_for_one_card(&self) {
        let refused = Image::open(&self.bytes, self.other, &self.signer);
        assert_eq!(refused, Err(Fault::Signature), "copied to another card");
        for at in 0..self.bytes.len() {
            let mut altered = self.bytes.clone();
            altered[at] ^= 1;
            assert!(Image::open(&altered, self.serial, &self.signer).is_err(), "offset {at}");
        }
        // Once more without the program's own decoder, as a lock maker would.
        let (head, rest) = self.bytes.split_at(64);
        let (signature, body) = rest.split_first_chunk::<64>().unwrap();
        let signed = [&block("signed front")[..], head, body].concat();
        assert!(self.signer.verify_strict(&signed, &Signature::from_bytes(signature)).is_ok());
    }

    fn doors_decide(&self) {
        let columns = ["Door", "Asks for", "Typed", "Time", "What else", "Decision"];
        let rows = table("The decisions of the example", &columns);
        for row in &rows {
            assert_eq!(self.decided(row), row[5], "{row:?}");
        }
        let first: BTreeSet<(&str, &str)> =
            rows.iter().take(4).map(|row| (row[0].as_str(), row[3].as_str())).collect();
        assert_eq!(first.len(), 4, "two doors at two moments");
        let told: BTreeSet<&str> = rows.iter().filter_map(|row| row[5].strip_prefix("refuse: ")).collect();
        assert_eq!(told.len(), Refusal::ALL.len(), "every reason has its example");
    }

    /// What a lock says in the case of a row of the page.
    fn decided(&self, row: &[String]) -> String {
        let mut lock = Lock::new(self.site, self.signer, code(number(&row[0])));
        let (mut bytes, mut serial) = (self.bytes.clone(), self.serial);
        match row[1].as_str() {
            "key" => {}
            "key and PIN" => lock.mode = Mode::KeyAndPin(self.pin_key.clone()),
            other => panic!("a way of asking that no test knows: {other:?}"),
        }
        match row[4].as_str() {
            "" => {}
            "the image stands on the other card" => serial = self.other,
            "the last byte of the body is changed" => *bytes.last_mut().unwrap() ^= 1,
            "the last byte of the body is cut off" => bytes.truncate(bytes.len() - 1),
            "flag bit 9 is set" => bytes[45] |= 1 << 1,
            "the lock is of another site" => lock.site = SiteMark([1; 16]),
            "the denylist names key 1042" => lock.denylist = BTreeSet::from([KeyCode(1_042)]),
            "the lock has seen sequence 6" => lock.newest = BTreeMap::from([(KeyCode(1_042), 6)]),
            "the lock has seen sequence 5" => lock.newest = BTreeMap::from([(KeyCode(1_042), 5)]),
            "the lock is in lockdown" => lock.emergency = true,
            "the door is locked from inside" => lock.privacy = true,
            "the clock is not set" => lock.clock_is_set = false,
            other => panic!("a circumstance that no test knows: {other:?}"),
        }
        let typed = PinDigits::new(&row[2]).ok();
        match lock.decide(&bytes, serial, typed.as_ref(), at(&row[3])) {
            Decision::Open { extended: true } => "open, longer time".to_owned(),
            Decision::Open { extended: false } => "open".to_owned(),
            Decision::Refuse(refusal) => format!("refuse: {}", reason_name(refusal)),
            Decision::Ignore => "silent".to_owned(),
        }
    }

    fn journal_says_what_the_page_says(&self) {
        let mut bytes = block("journal");
        let rows = table("The journal of the example", &["Offset", "Bytes", "Meaning"]);
        let said: Vec<u8> = rows.iter().flat_map(|row| hex(&row[1])).collect();
        assert_eq!(said, bytes);
        bytes.resize(event::BYTES, 0);
        let journal = Journal::decode(&bytes).unwrap();
        let records: Vec<&str> = rows.iter().skip(4).map(|row| row[2].as_str()).collect();
        let text = |event: &Event| {
            let (door, byte) = (event.door.number(), event.happening.byte());
            format!("door {door}, {}, event 0x{byte:02X}", time(moment::key_minutes(event.at)))
        };
        assert_eq!(records, journal.events.iter().map(text).collect::<Vec<_>>());
        // The same, as two locks write it.
        let mut written = Journal::default();
        let mut log = |door, now: Moment, decision| {
            Lock::new(self.site, self.signer, code(door)).log(&self.image, &mut written, decision, now)
        };
        let now = at("2026-11-22 11:00");
        assert!(log(12, now, Decision::Open { extended: true }));
        assert!(log(7, now, Decision::Refuse(Refusal::NotNow)));
        assert_eq!(written.encode().as_slice(), bytes);
    }

    /// A card that the program wrote for the example's site has the page's application, keys and files.
    fn card_is_laid_out(&self) {
        let cards = [
            (Generation::Ev1, Storage::K2, "2 KB"),
            (Generation::Ev2, Storage::K4, "4 KB"),
            (Generation::Ev3, Storage::K8, "8 KB"),
        ];
        let sizes = table("Files", &["Memory", "Free, at least", "Size of file 1"]);
        for (generation, storage, name) in cards {
            let size = sizes.iter().find(|row| row[0] == name).map(|row| number(&row[2])).unwrap();
            let uid = self.serial.as_bytes().try_into().unwrap();
            self.written(Card::new(Product::Desfire(generation, storage), uid), size);
        }
    }

    fn written(&self, card: Card, rights_bytes: usize) {
        let desk = desk_of(&self.secret, Faults::NONE);
        let user = desk.add_user("Ana", "García", |draft| {
            draft.options.audit_openings = true;
            draft.wiegand = "4711".into();
        });
        let (id, card) = desk.put_in_tray(card);
        desk.lay(id);
        desk.assign(user).unwrap();

        let memory: Value = serde_json::to_value(&*card.lock()).unwrap();
        let memory = &memory["memory"];
        let bytes = |value: &Value| -> Vec<u8> { serde_json::from_value(value.clone()).unwrap() };
        let [application] = memory["applications"].as_array().unwrap().as_slice() else {
            panic!("one application")
        };
        let stated = table("The application", &["What", "Bytes"]);
        assert_eq!(bytes(&application["id"]), hex(stated[0][1].split_once(" (").unwrap().0));
        let settings = [&memory["settings"], &application["settings"]];
        assert!(settings.iter().all(|settings| **settings == number(&stated[2][1])));
        let keys = application["keys"].as_array().unwrap();
        assert_eq!(0x80 | keys.len(), number(&stated[3][1]));
        let rows = table("The keys of the example", &["Key", "Role", "Role key", "Key on this card"]);
        for (row, key) in rows.iter().zip(std::iter::once(&memory["key"]).chain(keys)) {
            assert_eq!(bytes(&key["bytes"]), hex(&row[3]), "{row:?}");
            assert_eq!(key["kind"], "Aes");
            assert_eq!(key["version"], number(&stated[4][1]));
        }
        let files = application["files"].as_array().unwrap();
        let rows = table("Files", &["Number", "Name", "Type", "Mode", "Size", "Access rights"]);
        assert_eq!((rows.len(), files.len()), (3, 3));
        for (row, file) in rows.iter().zip(files) {
            assert_eq!(file["number"], number(&row[0]));
            assert_eq!(file["kind"].as_str().unwrap().to_lowercase(), row[2]);
            assert_eq!(file["mode"], number(&row[3]));
            let size = if row[4] == "see below" { rights_bytes } else { number(&row[4]) };
            assert_eq!(file["content"].as_array().unwrap().len(), size, "{row:?}");
            assert_eq!(bytes(&file["rights"]), hex(&row[5]), "{row:?}");
        }
        let image = Image::open(&bytes(&files[0]["content"]), self.serial, &self.signer).unwrap();
        assert_eq!(image.header.site, self.site);
        assert_eq!(bytes(&files[1]["content"]), Journal::default().encode(), "an empty journal");
        assert_eq!(bytes(&files[2]["content"]), [b"4711".as_slice(), &[0; 28]].concat());
    }
}
