//! The page that specifies the bytes on a key, read and held against the program: tables and worked example.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;
use std::sync::Arc;

use chrono::{FixedOffset, Weekday};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use keydesk::clock::Clock as _;
use keydesk::domain::calendar::Kind;
use keydesk::domain::crossing;
use keydesk::domain::denylist::{Refused, Slice};
use keydesk::domain::door::Code;
use keydesk::domain::event::{self, Happening, Journal, JournalKey, Place, Report, SetUp, Slot, Slots};
use keydesk::domain::image::{
    self, Born, Chosen, Epoch, Fault, Flags, Grounds, Image, Issuer, KeyCode, Records, Rules, Serial,
    Signers, SiteMark, Stamp, Statement,
};
use keydesk::domain::local::{Local, LocalTime, Offset, Window};
use keydesk::domain::lock::{Decision, Denied, Lock, Mode, Owner, Proven, Refusal, Seen, Setup};
use keydesk::domain::moment;
use keydesk::domain::output::{self, Numbers};
use keydesk::domain::pin::{PinCheck, PinDigits, PinKey};
use keydesk::domain::timetable::{DAY_MINUTES, Day, Days, Hours, Stretch};
use keydesk::domain::user::{self, Between, Options, Period, Unit, Validity, Wiegand};
use keydesk::domain::zone::{self, Exceptions, Group, Groups};
use keydesk::fault::Faults;
use keydesk::secret::Secret;
use keydesk::secret::keyring::{self, Master};
use keydesk::simulator::{Card, Generation, Product, Storage};
use serde_json::Value;

use crate::cards::{an10922, desk_of, keys_of};
use crate::desk::at;

const PAGE: &str = include_str!("../../docs/key-format.md");

#[test]
fn the_page_says_what_the_program_does() {
    let example = Example::read();
    limits();
    header_and_sections();
    flags_and_kinds();
    reasons();
    costs();
    example.comes_from_its_master_secret();
    example.image_is_written_and_read();
    example.header_says_what_the_page_says();
    example.body_says_what_the_page_says();
    example.outputs_are_written_as_the_page_says();
    locations_and_functions_are_written_as_the_page_says();
    example.lockers_are_written_as_the_page_says();
    example.signature_is_for_one_card();
    example.doors_decide();
    example.journal_says_what_the_page_says();
    example.card_is_laid_out();
}

/// Every file for makers of locks is judged as it says. They were not made by this program.
#[test]
fn the_files_for_makers_of_locks_say_what_a_lock_decides() {
    let example = Example::read();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/keys");
    let (mut told, mut journals) = (BTreeSet::new(), 0);
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let fields = fields(&std::fs::read_to_string(&path).unwrap());
        match fields.get("image") {
            Some(image) => {
                let decision = &fields["decision"][0];
                assert_eq!(&example.judged(&fields, &hex(&image[0])), decision, "{}", path.display());
                told.insert(decision.clone());
            }
            None => {
                journals += 1;
                let records = fields.get("record").cloned().unwrap_or_default();
                let stated = (!fields.contains_key("journal is")).then_some(records);
                let reported = example.reported(&fields, &hex(&fields["journal"][0]));
                assert_eq!(reported, stated, "{}", path.display());
            }
        }
    }
    let drives =
        ["1, 3", "3", "3, 9", "9, 128"].map(|outputs| format!("open, longer time, drives {outputs}"));
    let expected = ["open, longer time", "silent", "take"].into_iter().map(str::to_owned).chain(drives);
    let reasons = [Refusal::Altered, Refusal::NotUnderstood, Refusal::OutOfDate, Refusal::Expired];
    let reasons = reasons.into_iter().chain([Refusal::NotActive, Refusal::NotHere, Refusal::NotNow]);
    let reasons = reasons.chain([Refusal::OccupancyOver, Refusal::HasAnother]);
    let reasons = reasons.chain([Refusal::Cancelled, Refusal::OldImage]);
    let reasons = reasons.map(|refusal| format!("refuse: {}", reason_name(refusal)));
    assert_eq!(told, expected.chain(reasons).collect());
    assert_eq!(journals, 19);
}

/// The lines `name: value` of a file; bytes may go on in further lines. What comes often is a list.
fn fields(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines() {
        match line.split_once(':') {
            Some((name, value)) => {
                last = name.to_owned();
                fields.entry(last.clone()).or_default().push(value.trim().to_owned());
            }
            None => fields.get_mut(&last).unwrap().last_mut().unwrap().push_str(line),
        }
    }
    fields
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

fn output(number: u8) -> output::Number {
    output::Number::new(number).unwrap()
}

fn numbered(zone: u16) -> zone::Number {
    zone::Number::new(zone).unwrap()
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
    let issuer = Issuer { site: SiteMark([0; 16]), born: Born(0), signer: 0, epoch: Epoch::FIRST };
    let stamp = Stamp { issuer, code: KeyCode(1), sequence: 1, earlier_over_by: None, now, zone: &zone };
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
    let rows = table("Files", &["Memory", "Free, at least", "Size of file 1", "Size of file 2"]);
    let sizes: BTreeMap<String, (usize, usize)> = rows
        .iter()
        .map(|row| {
            let (rights, journal) = (number(&row[2]), number(&row[3]));
            assert_eq!(number(&row[1]), 2 * (rights + journal) + 576, "{row:?}");
            (row[0].clone(), (rights, journal))
        })
        .collect();
    let forever = Validity { expiration: Some(at("2199-12-31 00:00")), ..everything() };
    let (now, utc) = (at("2026-11-22 00:00"), FixedOffset::east_opt(0).unwrap());
    let longest = (image::end(forever, now, &utc) - now).num_days() - 1;
    let rows = table("Limits", &["What", "Value"]);
    for row in &rows {
        let card = sizes.iter().find(|(card, _)| row[0].contains(&format!("of {card}")));
        let expected = match (row[0].as_str(), card) {
            ("Bytes of header and signature", _) => image::HEADER_BYTES,
            ("Bytes of the body, by the format", _) => image::BODY_BYTES_MAX,
            (text, Some((_, (size, _)))) if text.starts_with("Bytes of the image on") => *size,
            (text, Some((_, (size, _)))) if text.starts_with("Doors without a period on") => {
                most(*size, None)
            }
            (text, Some((_, (size, _)))) if text.starts_with("Doors with a period on") => {
                most(*size, Some(between))
            }
            (text, Some((_, (_, journal)))) if text.starts_with("Records of the journal on") => {
                let records = usize::from(Journal::empty(*journal, Groups::NONE).header()[1]);
                assert_eq!(event::HEADER_BYTES + records * event::RECORD_BYTES, *journal, "{row:?}");
                records
            }
            ("Days that a key lasts without being written anew, at most", _) => longest as usize,
            ("Highest number of a door", _) => usize::from(Code::MAX),
            ("Highest number of a zone", _) => usize::from(u16::MAX),
            ("Doors that a zone excepts, on one key", _) => Exceptions::MAX,
            ("Highest number of an output", _) => usize::from(output::Number::MAX),
            ("Highest number of a location, and of a function", _) => usize::from(crossing::Number::MAX),
            ("Groups of lockers", _) => usize::from(Group::MAX),
            ("Timetables on one key", _) => most_timetables(),
            ("Minutes of a day", _) => usize::from(DAY_MINUTES),
            ("Doors that a desk gives one person one by one", _) => user::DOORS_MAX,
            ("Digits of a PIN, at least", _) => PinDigits::LENGTH_MIN,
            ("Digits of a PIN, at most", _) => PinDigits::LENGTH_MAX,
            ("Entries of the denylist on one key", _) => Slice::ENTRIES_MAX,
            ("Digits of the number for older readers", _) => Wiegand::DIGITS_MAX,
            (other, _) => panic!("a limit that no test knows: {other:?}"),
        };
        assert_eq!(number(&row[1]), expected, "{}", row[0]);
    }
    assert_eq!((sizes.len(), rows.len()), (3, 28));
}

/// The hours of so many minutes, each on its own.
fn minutes(count: u16) -> Hours {
    let monday: Days = [Day::from(Weekday::Mon)].into_iter().collect();
    Hours::of((0..count).map(|minute| Stretch::new(monday, 2 * minute, 2 * minute + 1).unwrap()))
}

fn group(number: usize) -> Group {
    Group::new(number as u8).unwrap()
}

fn granted(local: &Local, pin: Option<PinCheck>, grounds: Grounds<'_>) -> Statement {
    let (options, local) = (Options::default(), Arc::new(local.clone()));
    Statement::of_grounds(options, everything(), pin, String::new(), grounds, &local.into())
}

fn most_timetables() -> usize {
    let hours: Vec<Hours> = (1..=300).map(minutes).collect();
    let fits = |count: usize| {
        let mut grounds = Grounds::default();
        hours[..count].iter().for_each(|hours| grounds.door(code(1), Some(hours), None));
        granted(&Local::default(), None, grounds).rights().timetables().len() == count
    };
    (1..).take_while(|count| fits(*count)).last().unwrap()
}

/// What one more of a thing takes, beside the first one.
fn costs() {
    let utc = Offset::new(0).unwrap();
    let summers = |count| {
        let summer =
            |month: u32| (at(&format!("2026-{month:02}-01 00:00")), Offset::new(month as i16).unwrap());
        LocalTime::changing(utc, (1..=count as u32).map(summer))
    };
    let holidays = |count| {
        let day = |day: usize| (format!("2026-12-{day:02}").parse().unwrap(), Kind::Holiday);
        (1..=count).map(day).collect()
    };
    let year = Window::new(at("2026-01-01 00:00"), at("2027-01-01 00:00"));
    let taken = |what: &str, count: usize| {
        let (mut grounds, mut local, mut pin) =
            (Grounds::default(), Local::new(&holidays(1), summers(1)), None);
        let between = Some((1, 2));
        let numbers = || (1..=count).map(code);
        let hours: Vec<Hours> = (1..=1 + count as u16).map(minutes).collect();
        let zone = |number: usize| zone::Number::new(number as u16).unwrap();
        match what {
            "Section" => return taken_by_sections(),
            "Door" => numbers().for_each(|door| grounds.door(door, None, None)),
            "Door with a timetable" => numbers().for_each(|door| grounds.door(door, Some(&hours[0]), None)),
            "Door with a period, with a timetable or without" => {
                grounds.door(code(1), Some(&hours[0]), between);
                numbers().skip(1).for_each(|door| grounds.door(door, None, between));
            }
            "Zone, with a timetable or without" => {
                grounds.zone(zone(1), Some(&hours[0]), Exceptions::default());
                (2..=count).for_each(|number| grounds.zone(zone(number), None, Exceptions::default()));
            }
            "Door that a zone excepts" => {
                grounds.zone(zone(1), None, Exceptions::new(numbers()).unwrap());
            }
            "Locations, or functions, for each 8 numbers up to the highest" => {
                let side = |number: u16| crossing::Number::new(number).into_iter().collect();
                grounds.crossing([side(8 * count as u16), side(1)], None, Exceptions::default());
            }
            // Each timetable has one locker.
            "Lockers of free assignment of a group, for each timetable, without the lockers" => {
                (1..=count).for_each(|number| grounds.free_locker(code(1), group(number), None, None));
            }
            "Lockers of free assignment of a group, for each timetable and period, without the lockers" => {
                (1..=count).for_each(|number| grounds.free_locker(code(1), group(number), None, between));
            }
            "Locker of free assignment" => {
                numbers().for_each(|locker| grounds.free_locker(locker, group(1), None, None));
            }
            "Slots, for however many groups" => {
                (2..=count).for_each(|number| grounds.slot(group(number)));
            }
            "Output, with a timetable or without" => {
                grounds.output(output(1), Some(&hours[0]), None);
                (2..=count).for_each(|number| grounds.output(output(number as u8), None, None));
            }
            "Output with a period, with a timetable or without" => {
                grounds.output(output(1), Some(&hours[0]), between);
                (2..=count).for_each(|number| grounds.output(output(number as u8), None, between));
            }
            // Each has a door and one stretch more than the one before.
            "Timetable" => hours[..count].iter().for_each(|hours| grounds.door(code(1), Some(hours), None)),
            "Stretch of a timetable" => grounds.door(code(1), Some(&hours[count]), None),
            "Calendar day" => {
                grounds.door(code(1), Some(&hours[0]), None);
                local = Local::new(&holidays(count), summers(1));
            }
            "Change of local time" => {
                grounds.door(code(1), Some(&hours[0]), None);
                local = Local::new(&holidays(1), summers(count));
            }
            "Which records the journal is for, if not for all" => {
                let options = Options { audit_openings: true, ..Options::default() };
                let records = if count > 1 { Records::Openings } else { Records::All };
                let chosen = Chosen { records: Some(records), uncancellable_days: None };
                let rules = Rules { chosen, ..Rules::default() };
                let number = String::new();
                let said = Statement::of_grounds(options, everything(), None, number, grounds, &rules);
                return usize::from(said.wanted().bytes);
            }
            "PIN" => pin = (count > 1).then_some(PinCheck([1; PinCheck::BYTES])),
            other => panic!("a cost that no test knows: {other:?}"),
        }
        usize::from(granted(&local, pin, grounds).wanted_in(year, &mut Vec::new()).bytes)
    };
    let rows = table("Limits", &["What", "Bytes"]);
    for row in &rows {
        let beside = match row[0].as_str() {
            "Timetable" => 3 + 2 * 6,
            "Lockers of free assignment of a group, for each timetable, without the lockers"
            | "Lockers of free assignment of a group, for each timetable and period, without the lockers" => {
                2
            }
            "Slots, for however many groups" => 3,
            "PIN" | "Which records the journal is for, if not for all" => 3,
            _ => 0,
        };
        let one_more = taken(&row[0], 2) - if row[0] == "Section" { 0 } else { taken(&row[0], 1) };
        assert_eq!(number(&row[1]), one_more - beside, "{}", row[0]);
    }
    assert_eq!(rows.len(), 19);
}

/// The bytes of the example of locations and functions.
fn locations_and_functions_are_written_as_the_page_says() {
    let said = block("locations and functions");
    let rows = table("Locations and functions (`0x0E`)", &["Offset", "Bytes", "Meaning"]);
    assert_eq!(rows.iter().flat_map(|row| hex(&row[1])).collect::<Vec<u8>>(), said);
    let side = |all: &[u16]| all.iter().filter_map(|number| crossing::Number::new(*number)).collect();
    let (mut grounds, work) = (Grounds::default(), minutes(1));
    grounds.crossing([side(&[10, 1]), side(&[3])], Some(&work), Exceptions::new([code(41)]).unwrap());
    assert!(unsigned(&granted(&Local::default(), None, grounds)).ends_with(&said));
}

/// What the section of a single door takes beside the door.
fn taken_by_sections() -> usize {
    let one = statement(Options::default(), None, &[(code(1), None)]).costs(Window::default());
    assert_eq!(one.len(), 1);
    one[0].1 - 2
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
        let unknown = match row[0].as_str() {
            "any other up to 0x7F" => Some((&[0x08, 0x0F, 0x13, 0x7F][..], true)),
            "0x80 to 0xFF" => Some((&[0x80, 0x81, 0xFF][..], false)),
            _ => None,
        };
        if let Some((numbers, passes)) = unknown {
            for unknown in numbers {
                assert_eq!(with(&[*unknown, 0, 0]), passes, "{unknown}");
                assert_eq!(with(&[*unknown, 2, 0, 0xAA, 0xBB]), passes, "{unknown}");
            }
            continue;
        }
        let section = number(&row[0]) as u8;
        let fields = entries.iter().filter(|entry| number(&entry[0]) == usize::from(section));
        // No zone needs an exception; a timetable needs one stretch.
        let fields = fields.filter(|field| !field[4].contains("excepted doors"));
        let length: usize = fields.map(|field| number(&field[2])).sum();
        let length = if row[1] == "PIN" { PinCheck::BYTES } else { length };
        let unit = if length == 1 { "byte" } else { "bytes" };
        assert!(row[2].contains(&format!("{length} {unit}")), "{row:?}");
        let content = match section {
            4 => vec![5, 0, 1, 0],
            5 => vec![5, 1, 1, 0, 0, 0, 1, 0],
            0x0E => vec![5, 0, 1, 1, 1],
            0x11 | 0x12 => vec![1],
            0x0B => vec![1, 0, 1, 0, 7, 0],
            0x20 => vec![5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9, 0],
            0x0C => vec![1, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 7, 0],
            _ => [5, 0, 1, 1, 0, 0, 0, 2, 0, 0, 0, 0].into_iter().take(length).collect(),
        };
        assert_eq!(content.len(), length, "{row:?}");
        // Whatever may be taken has a slot.
        let slot: &[u8] = if matches!(section, 0x0B | 0x0C) { &[0x12, 1, 0, 1] } else { &[] };
        let body = |content: &[u8]| [&[section, content.len() as u8, 0], content, slot].concat();
        assert!(with(&body(&content)), "{row:?}");
        assert!(!with(&body(&content[1..])) && !with(&body(&[&content[..], &[0]].concat())), "{row:?}");
    }
    assert!(with(&[]));
    assert!(!with(&[0, 0, 0]), "sections count from 1");
    for spoiled in [0, 2, 3, 45, 54, 55, 60, 63] {
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
        let is_known = named.is_some_and(|name| !name.ends_with("not in this version"));
        assert_eq!((Image::decode(&bytes).is_ok(), is_known), (kind == 1, kind == 1), "kind {kind}");
    }
    assert_eq!(kinds.len(), 3);
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
        Refusal::NotUnderstood => "not understood",
        Refusal::OccupancyOver => "occupancy over",
        Refusal::HasAnother => "has another",
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
    let columns = ["Step", "If …", "then"];
    let mut decided = table("What a lock decides", &columns);
    decided.extend(table("Lockers of free assignment (`0x0B`, `0x0C` and `0x12`)", &columns));
    let told: BTreeSet<&str> = decided.iter().filter_map(|row| row[2].strip_prefix("refuse: ")).collect();
    assert_eq!(told, Refusal::ALL.iter().map(|refusal| reason_name(*refusal)).collect());
    let events = table("The journal", &["Event", "Meaning"]);
    let named: Vec<usize> = events.iter().map(|row| number(&row[0])).collect();
    let known = [
        Happening::Opened,
        Happening::BatteryLow,
        Happening::MemoryFull,
        Happening::ClocksDiffer,
        Happening::DenylistLearned,
        Happening::Taken,
    ];
    assert_eq!(named[..6], known.map(|happening| usize::from(happening.byte())));
    assert_eq!(named[6..], [0x40]);
    let unknown = (0..=u8::MAX).filter(|byte| matches!(Happening::from_byte(*byte), Happening::Unknown(_)));
    assert_eq!(unknown.count(), 256 - known.len() - Refusal::ALL.len());
}

/// A decision in the words of the page.
fn words(decision: Decision) -> String {
    match decision {
        Decision::Open { extended, outputs } => {
            let opens = if extended { "open, longer time" } else { "open" };
            let outputs: Vec<String> = outputs.iter().map(|output| output.number().to_string()).collect();
            match outputs.is_empty() {
                true => opens.to_owned(),
                false => format!("{opens}, drives {}", outputs.join(", ")),
            }
        }
        Decision::Refuse(refusal) => format!("refuse: {}", reason_name(refusal)),
        Decision::Take => "take".to_owned(),
        Decision::Ignore => "silent".to_owned(),
    }
}

/// The worked example, as the page has it.
struct Example {
    secret: Secret,
    site: SiteMark,
    signer: VerifyingKey,
    signers: Signers,
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
        let signers = Signers::from(signer);
        Example {
            secret: Secret::new(array("master secret")),
            site: SiteMark(array("site mark")),
            signer,
            pin_key: PinKey::new(array("pin key")),
            serial: own,
            other: serial("other serial"),
            image: Image::open(&bytes, own, &signers).unwrap(),
            signers,
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
        let purposes = table("What else comes from the master secret", &["What", "Purpose", "Length"]);
        let purposes: BTreeSet<&str> = purposes.iter().map(|row| row[1].as_str()).collect();
        let known = ["keydesk image signing", "keydesk journals", "keydesk pins", "keydesk site mark"];
        assert_eq!(purposes, BTreeSet::from(known));
        assert_eq!(self.secret.derive::<16>("keydesk site mark"), self.site.0);
        assert_eq!(self.signing().verifying_key(), self.signer);
        let pins = self.secret.derive_secret("keydesk pins").derive::<16>("keydesk pin check");
        assert_eq!(pins.as_slice(), block("pin key"));
        let roles = table("The keys of the example", &["Key", "Role", "Role key", "Key on this card"]);
        let purposes = table("Keys", &["Key", "Role", "Purpose"]);
        assert_eq!(roles.len(), purposes.len());
        let input = [self.serial.as_bytes(), b"KD1", &self.site.0[..8]].concat();
        let salted = [&input[..], &block("salt")].concat();
        assert_eq!(salted, block("diversification input"));
        for (role, purpose) in roles.iter().zip(&purposes) {
            assert_eq!(role[..2], purpose[..2]);
            let role_key = self.secret.derive::<16>(&purpose[2]);
            assert_eq!(role_key.as_slice(), hex(&role[2]), "{role:?}");
            let own = match (purpose[3].as_str(), purpose[4].as_str()) {
                ("**no**", "no") => role_key.to_vec(),
                ("yes", "no") => an10922(&role_key, &input),
                ("yes", "yes") => an10922(&role_key, &salted),
                other => panic!("{other:?}"),
            };
            assert_eq!(own, hex(&role[3]), "{role:?}");
        }
        let later = self.secret.derive::<16>("keydesk lock/1");
        for key in [later.to_vec(), an10922(&later, &salted)] {
            let text: String = key.iter().map(|byte| format!("{byte:02X}")).collect();
            assert!(PAGE.contains(&text), "the lock key of epoch 1");
        }
        for row in table("The journal of the example", &["Door", "Key"]) {
            assert_eq!(self.journal_secret(number(&row[0])).as_slice(), hex(&row[1]), "{row:?}");
        }
    }

    fn journal_secret(&self, door: usize) -> [u8; 16] {
        self.secret.derive_secret("keydesk journals").derive(&format!("keydesk journal/{door}/1"))
    }

    fn journal_key(&self, door: usize) -> JournalKey {
        JournalKey::new(self.journal_secret(door))
    }

    fn lock(&self, door: usize) -> Lock {
        Lock::new(Setup {
            site: self.site,
            born: Born(13_631_520),
            signers: self.signers.clone(),
            epoch: Epoch::FIRST,
            code: code(door),
            zones: BTreeSet::new(),
            crossings: Default::default(),
            free: None,
            automatic_outputs: BTreeMap::new(),
            local: Local::default(),
            has_own_time: false,
            journal_key: self.journal_key(door),
        })
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
        let stretch =
            |days: &[Day], from, until| Stretch::new(days.iter().copied().collect(), from, until).unwrap();
        let work = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri].map(Day::from);
        let work = Hours::of([stretch(&work, 480, 1_020)]);
        let feasts = stretch(&[Kind::Holiday.into()], 600, 720);
        let feasts = Hours::of([feasts, stretch(&[Weekday::Sat.into()], 540, 780)]);
        let mut grounds = Grounds::default();
        grounds.door(code(46), Some(&feasts), None);
        grounds.door(code(45), Some(&work), None);
        grounds.zone(numbered(9), None, Exceptions::default());
        grounds.zone(numbered(5), Some(&work), Exceptions::new([code(41)]).unwrap());
        let minute = |text| moment::key_minutes(at(text));
        grounds.door(code(7), None, Some((minute("2026-12-01 07:00"), minute("2026-12-01 17:00"))));
        grounds.door(code(300), None, None);
        grounds.door(code(12), None, None);
        let ahead = |minutes| Offset::new(minutes).unwrap();
        let changes = [(at("2026-10-25 01:00"), ahead(60)), (at("2027-03-28 01:00"), ahead(120))];
        let holidays = [("2026-12-08".parse().unwrap(), Kind::Holiday)].into();
        let local = Arc::new(Local::new(&holidays, LocalTime::changing(ahead(120), changes)));
        let statement =
            Statement::of_grounds(options, validity, Some(pin), String::new(), grounds, &local.into());
        let zone = FixedOffset::east_opt(3_600).unwrap();
        let now = at("2026-11-22 10:25");
        let issuer = Issuer { site: self.site, born: Born(13_631_520), signer: 0, epoch: Epoch::FIRST };
        let earlier_over_by = Some(moment::key_minutes(at("2026-12-30 23:00")));
        let stamp = Stamp { issuer, code: KeyCode(1_042), sequence: 5, earlier_over_by, now, zone: &zone };
        let image = statement.image(&stamp);
        assert_eq!(image, self.image);
        let signing = self.signing();
        assert_eq!(image.seal(self.serial, |message| signing.sign(message).to_bytes()), self.bytes);
        assert_eq!(self.image.length(), self.bytes.len());
        let behind = [&self.bytes[..], &[0xAA; 40]].concat();
        assert_eq!(Image::open(&behind, self.serial, &self.signers).as_ref(), Ok(&self.image));
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
            "kind" => "user".to_owned(),
            "site mark" => "the example's".to_owned(),
            "key number" => header.code.0.to_string(),
            "sequence" => header.sequence.to_string(),
            "valid from" => minute(header.valid_from),
            "valid until" => minute(header.valid_until),
            "refresh by" => minute(header.refresh_by),
            "issued at" => minute(header.issued_at),
            "flags" => format!("0x{bits:04X}: {}", names.join(", ")),
            "body length" => (self.bytes.len() - image::HEADER_BYTES).to_string(),
            "born" => minute(header.issuer.born.0),
            "signer" => header.issuer.signer.to_string(),
            "epoch" => header.issuer.epoch.number().to_string(),
            "further flags" => "none".to_owned(),
            "over by" => minute(header.over_by),
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
        assert_eq!(header.issuer.site, self.site);
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
        let stated = |of: &[&str]| -> Vec<&str> {
            let texts = rows.iter().map(|row| row[2].as_str());
            texts.filter(|text| of.iter().any(|of| text.contains(of))).collect()
        };
        let rights = &body.rights;
        let doors = rights.entries().iter().map(|entry| {
            let door = entry.door.number();
            match (entry.timetable, entry.between) {
                (0, None) => format!("door {door}, always"),
                (timetable, None) => format!("door {door}, timetable {timetable}"),
                (timetable, Some((from, until))) => {
                    format!("door {door}, timetable {timetable}, from {} until {}", time(from), time(until))
                }
            }
        });
        let zones = rights.zones().iter().map(|entry| {
            let doors: Vec<String> =
                entry.except.doors().iter().map(|door| format!("door {}", door.number())).collect();
            let except = if doors.is_empty() { "nothing".to_owned() } else { doors.join(" and ") };
            format!("zone {}, timetable {}, except {except}", entry.zone.number(), entry.timetable)
        });
        assert_eq!(stated(&["door ", "zone "]), doors.chain(zones).collect::<Vec<_>>());
        let stretch = |stretch: &Stretch| {
            let (days, from, until) = (stretch.days().bits(), stretch.from(), stretch.until());
            format!("days 0x{days:04X} from minute {from} until {until}")
        };
        let timetables = rights.timetables().iter().map(|(number, hours)| {
            let stretches: Vec<String> = hours.stretches().iter().map(stretch).collect();
            format!("timetable {number}: {}", stretches.join(", "))
        });
        let days = body.local.days().iter().map(|(day, kind)| {
            let date = moment::KEY_DAY_ZERO + chrono::Days::new(u64::from(*day));
            format!("day {day}, kind {}: {date}", kind.kind().unwrap())
        });
        let changes = body
            .local
            .time()
            .changes()
            .iter()
            .map(|(minute, offset)| format!("{} minutes ahead from minute {minute}", offset.minutes()));
        let times: Vec<String> = timetables.chain(days).chain(changes).collect();
        assert_eq!(stated(&[": days ", ", kind ", " ahead from "]), times);
        let pin = rows.last().unwrap();
        assert_eq!(pin[2], "salt 7, and the check of 4711");
        assert_eq!(body.pin.unwrap().0.as_slice(), hex(&pin[1]));
    }

    fn signature_is_for_one_card(&self) {
        let refused = Image::open(&self.bytes, self.other, &self.signers);
        assert_eq!(refused, Err(Fault::Signature), "copied to another card");
        for at in 0..self.bytes.len() {
            let mut altered = self.bytes.clone();
            altered[at] ^= 1;
            assert!(Image::open(&altered, self.serial, &self.signers).is_err(), "offset {at}");
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
        let of_lockers = [Refusal::OccupancyOver, Refusal::HasAnother];
        assert_eq!(
            told.len() + of_lockers.len(),
            Refusal::ALL.len(),
            "every reason of a door has its example"
        );
    }

    /// The bytes of the example of outputs, and what a lock drives by them.
    fn outputs_are_written_as_the_page_says(&self) {
        let said = block("outputs");
        let rows = table("Outputs (`0x09` and `0x0A`)", &["Offset", "Bytes", "Meaning"]);
        assert_eq!(rows.iter().flat_map(|row| hex(&row[1])).collect::<Vec<u8>>(), said);
        let days: Days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]
            .into_iter()
            .map(Day::from)
            .collect();
        let work = Hours::of([Stretch::new(days, 480, 1_020).unwrap()]);
        let ahead = LocalTime::changing(Offset::new(60).unwrap(), []);
        let mut grounds = Grounds::default();
        grounds.door(code(12), None, None);
        let period = ["2026-12-01 07:00", "2026-12-01 17:00"].map(|time| moment::key_minutes(at(time)));
        grounds.output(output(4), None, Some((period[0], period[1])));
        grounds.output(output(7), Some(&work), None);
        grounds.output(output(7), Some(&work), Some((period[0], period[1])));
        grounds.output(output(3), None, None);
        grounds.output(output(3), Some(&work), None);
        grounds.output(output(1), None, None);
        let said_in_full = granted(&Local::new(&BTreeMap::new(), ahead), None, grounds);
        let bytes = unsigned(&said_in_full);
        assert!(bytes.ends_with(&said), "what another entry contains is left out");
        let (image, mut bytes) = (self.signing(), bytes);
        bytes[4..20].copy_from_slice(&self.site.0);
        bytes[48..52].copy_from_slice(&13_631_520_u32.to_le_bytes());
        let front = [&b"keydesk key image 1\0\x07"[..], self.serial.as_bytes()].concat();
        let message = [&front, &bytes[..64], &bytes[128..]].concat();
        bytes[64..128].copy_from_slice(&image.sign(&message).to_bytes());
        for (now, drives) in [("2026-12-01 09:30", "1, 3, 4, 7"), ("2026-12-05 09:30", "1, 3")] {
            let decision = words(self.lock(12).decide(&bytes, self.serial, None, at(now)));
            assert_eq!(decision, format!("open, drives {drives}"));
            let told = drives.rsplit_once(", ").map(|(first, last)| format!("{first} and {last}")).unwrap();
            assert!(PAGE.contains(&told), "{told}");
        }
    }

    fn lockers_are_written_as_the_page_says(&self) {
        let said = [block("lockers of free assignment"), block("slots")].concat();
        let heading = "Lockers of free assignment (`0x0B`, `0x0C` and `0x12`)";
        let rows = table(heading, &["Offset", "Bytes", "Meaning"]);
        assert_eq!(rows.iter().flat_map(|row| hex(&row[1])).collect::<Vec<u8>>(), said);
        let (mut grounds, work) = (Grounds::default(), minutes(1));
        for locker in [401, 400] {
            grounds.free_locker(code(locker), group(1), None, None);
            grounds.free_locker(code(locker), group(1), Some(&work), Some((1, 2)));
        }
        for locker in [502, 500, 501] {
            grounds.free_locker(code(locker), group(2), Some(&work), None);
        }
        let statement = granted(&Local::default(), None, grounds);
        let groups = statement.layout().slots;
        assert!(unsigned(&statement).ends_with(&said), "what another entry contains is left out");
        assert_eq!(Journal::empty(512, groups).room(), 29);
        assert_eq!([1, 2].map(|number| Slots::offset(512, group(number))), [Some(496), Some(480)]);
        let taken = (code(401), 0, at("2026-11-22 11:00"));
        let key = (self.serial, KeyCode(1_042), group(1));
        let mut slots = Slots::default();
        slots.set(group(1), Some(Slot::taken(&self.journal_key(401), key, taken)));
        assert_eq!(slots.encode(Groups::from_iter([group(1)])), block("slot"));
        let journal_key: String = self.journal_secret(401).iter().map(|byte| format!("{byte:02X}")).collect();
        assert!(PAGE.contains(&format!("`{journal_key}`")));
    }

    /// What a lock says in the case of a row of the page.
    fn decided(&self, row: &[String]) -> String {
        let mut lock = self.lock(number(&row[0]));
        let seen = |sequence| BTreeMap::from([(KeyCode(1_042), Seen { sequence, over_by: image::NEVER })]);
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
            "the lock is of another site" => lock.setup.site = SiteMark([1; 16]),
            "the lock was born a minute later" => lock.setup.born = Born(13_631_521),
            "the lock has no signer 0" => {
                lock.setup.signers = Signers::new([None, Some(self.signer), None, None]);
            }
            "the lock has the keys of epochs 1 and 2" => lock.setup.epoch = Epoch::new(2).unwrap(),
            "the denylist names key 1042" => {
                let denied = Denied { refused: Refused::All, until: u16::MAX, is_reported: true };
                lock.denylist = BTreeMap::from([(KeyCode(1_042), denied)]);
            }
            "the lock has seen sequence 6" => lock.seen = seen(6),
            "the lock has seen sequence 5" => lock.seen = seen(5),
            "the lock is in lockdown" => lock.emergency = true,
            "the door is locked from inside" => lock.privacy = true,
            "the clock is not set" => lock.clock_is_set = false,
            other if other.starts_with("the door is in zone ") => {
                lock.setup.zones = [numbered(other.rsplit_once(' ').unwrap().1.parse().unwrap())].into();
            }
            other => {
                let (clock, floor) = other.rsplit_once("the floor is ").unwrap();
                lock.clock_is_set = match clock {
                    "" => true,
                    "the clock is not set, and " => false,
                    other => panic!("a circumstance that no test knows: {other:?}"),
                };
                lock.floor = moment::key_minutes(at(floor));
            }
        }
        let typed = PinDigits::new(&row[2]).ok();
        words(lock.decide(&bytes, serial, typed.as_ref(), at(&row[3])))
    }

    fn journal_says_what_the_page_says(&self) {
        let mut bytes = block("journal");
        let rows = table("The journal of the example", &["Offset", "Bytes", "Meaning"]);
        let said: Vec<u8> = rows.iter().flat_map(|row| hex(&row[1])).collect();
        assert_eq!(said, bytes);
        let behind = [&bytes[..], &[0; 80]].concat();
        let journal = Journal::decode(&behind).unwrap();
        let records: Vec<&str> = rows.iter().skip(5).map(|row| row[2].as_str()).collect();
        let place = Place::of(self.serial, &self.image.header);
        assert_eq!(records, self.reports(&journal, &place));
        // The same, as two locks write it.
        let mut written = Journal::empty(512, Groups::NONE);
        let mut log = |door, counter, decision| {
            let mut lock = self.lock(door);
            lock.counter = counter;
            lock.log(&self.image, self.serial, &mut written, decision, at("2026-11-22 11:00"))
        };
        assert!(log(12, 4_711, Decision::Open { extended: true, outputs: Numbers::NONE }));
        assert!(log(7, 19, Decision::Refuse(Refusal::NotNow)));
        assert_eq!(written.encode(), bytes);
        bytes[20] ^= 1;
        let spoiled = Journal::decode(&bytes).unwrap();
        assert!(self.reports(&spoiled, &place)[0].ends_with("not proven"));
    }

    /// What the lock of a file decides.
    fn judged(&self, fields: &BTreeMap<String, Vec<String>>, image: &[u8]) -> String {
        let number = |name: &str| number(&fields[name][0]);
        let mut lock = self.lock(number("door"));
        lock.setup.site = SiteMark(hex(&fields["site"][0]).try_into().unwrap());
        lock.setup.born = Born(number("born") as u32);
        lock.setup.epoch = Epoch::new(number("epoch") as u8).unwrap();
        assert_eq!(hex(&fields["public key 0"][0]), self.signer.as_bytes());
        let zones = fields.get("zones").map(|zones| zones[0].split(',')).into_iter().flatten();
        lock.setup.zones = zones.map(|zone| numbered(zone.parse().unwrap())).collect();
        lock.setup.crossings = ["locations", "functions"].map(|name| {
            let all = fields.get(name).map(|all| all[0].split(',')).into_iter().flatten();
            all.map(|number| crossing::Number::new(number.parse().unwrap()).unwrap()).collect()
        });
        let outputs = fields.get("automatic outputs").map(|all| all[0].split(',')).into_iter().flatten();
        lock.setup.automatic_outputs =
            outputs.map(|number| (output(number.trim().parse().unwrap()), None)).collect();
        if let Some(own) = fields.get("own time") {
            let changes = own[0].split(',').map(|change| change.split_once(':').unwrap());
            let changes = changes.map(|(minute, ahead)| {
                let ahead = Offset::new(ahead.parse::<i16>().unwrap() - 1_440).unwrap();
                (moment::from_key_minutes(minute.parse().unwrap()), ahead)
            });
            let changes: Vec<_> = changes.collect();
            lock.setup.local = Local::new(&BTreeMap::new(), LocalTime::changing(changes[0].1, changes));
            lock.setup.has_own_time = true;
        }
        lock.floor = number("floor") as u32;
        lock.clock_is_set = fields["time"][0] != "not set";
        let now = if lock.clock_is_set { at(&fields["time"][0]) } else { at("2100-01-01 00:00") };
        let serial = Serial::new(&hex(&fields["serial"][0])).unwrap();
        let epoch = Epoch::new(number("card epoch") as u8).unwrap();
        let kept = fields.get("free assignment").map(|kept| kept[0].parse::<u16>().unwrap_or_default());
        lock.setup.free = kept.map(NonZeroU16::new);
        lock.owner = fields.get("taken").map(|taken| {
            let (key, since) = taken[0].split_once(", ").unwrap();
            Owner { key: KeyCode(key.parse().unwrap()), since: since.parse().ok() }
        });
        let denied = fields.get("denylist").map(|all| all[0].split(',')).into_iter().flatten();
        lock.denylist = denied
            .map(|entry| {
                let [code, below, until] = [0, 1, 2].map(|at| entry.split(':').nth(at).unwrap());
                let refused = Refused::of_number(below.parse().unwrap());
                (
                    KeyCode(code.parse().unwrap()),
                    Denied { refused, until: until.parse().unwrap(), is_reported: true },
                )
            })
            .collect();
        let before = fields.get("slots").map(|slots| hex(&slots[0])).unwrap_or_default();
        let groups: Groups = (1..=before.len() / event::RECORD_BYTES).map(group).collect();
        let mut slots = Slots::decode(groups, &before);
        let decision = lock.decide_with(image, Proven { serial, epoch }, None, &mut slots, now);
        let after = fields.get("slots after").map(|slots| hex(&slots[0])).unwrap_or_default();
        assert_eq!(slots.encode(groups), after, "{}", fields["what"][0]);
        let taken = lock.owner.map(|owner| {
            format!("{}, {}", owner.key.0, owner.since.map_or("unknown".into(), |since| since.to_string()))
        });
        assert_eq!(taken.as_ref(), fields.get("taken after").map(|taken| &taken[0]), "{}", fields["what"][0]);
        let denied = lock
            .denylist
            .iter()
            .map(|(code, Denied { refused, until, .. })| format!("{}:{}:{until}", code.0, refused.number()));
        let denied = Vec::from_iter(denied).join(",");
        let said = fields.get("denylist after").map(|all| all[0].as_str()).unwrap_or_default();
        assert_eq!(denied, said, "{}", fields["what"][0]);
        words(decision)
    }

    /// What a desk keeps of the journal of a file; nothing, if it is unreadable.
    fn reported(&self, fields: &BTreeMap<String, Vec<String>>, journal: &[u8]) -> Option<Vec<String>> {
        let place = Place {
            serial: Serial::new(&hex(&fields["serial"][0])).unwrap(),
            code: KeyCode(number(&fields["key number"][0]) as u32),
            sequence: number(&fields["sequence"][0]) as u32,
        };
        Some(self.reports(&Journal::decode(journal).ok()?, &place))
    }

    /// What a desk makes of a journal, in the words of the page.
    fn reports(&self, journal: &Journal, place: &Place) -> Vec<String> {
        let keys = |door: Code| vec![(SetUp::FIRST, self.journal_key(usize::from(door.number())))];
        let text = |Report { event, set_up, .. }: &Report| {
            let (door, byte, counter) = (event.door.number(), event.happening.byte(), event.counter);
            let at = time(moment::key_minutes(event.at));
            let proven = if set_up.is_some() { "proven" } else { "not proven" };
            format!("door {door}, event 0x{byte:02X}, counter {counter}, {at}, {proven}")
        };
        journal.reports(place, keys).iter().map(text).collect()
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
            let row = sizes.iter().find(|row| row[0] == name).unwrap();
            let uid = self.serial.as_bytes().try_into().unwrap();
            let card = || Card::new(Product::Desfire(generation, storage), uid);
            self.written(card(), number(&row[2]), number(&row[3]), false);
            self.written(card().with_random_uid(), number(&row[2]), number(&row[3]), true);
        }
    }

    fn written(&self, card: Card, rights_bytes: usize, journal_bytes: usize, is_hidden: bool) {
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
        let should = keys_of(&self.secret, &card, 0);
        for (key, should) in std::iter::once(&memory["key"]).chain(keys).zip(should) {
            assert_eq!(bytes(&key["bytes"]), should);
            assert_eq!(key["kind"], "Aes");
            assert_eq!(key["version"], number(&stated[4][1]));
        }
        assert!(stated[5][1].starts_with("1 + [epoch]"));
        let files = application["files"].as_array().unwrap();
        let rows = table("Files", &["Number", "Name", "Type", "Mode", "Size", "Access rights"]);
        assert_eq!((rows.len(), files.len()), (4, 4));
        // The one difference of a card that hides its number, as the page says it below the table.
        let stated = |cell: &str| match (is_hidden, cell) {
            (true, "0x00") => "0x03".to_owned(),
            (true, "00 EF") => "00 1F".to_owned(),
            (_, cell) => cell.to_owned(),
        };
        for (row, file) in rows.iter().zip(files) {
            assert_eq!(file["number"], number(&row[0]));
            assert_eq!(file["kind"].as_str().unwrap().to_lowercase(), row[2]);
            assert_eq!(file["mode"], number(&stated(&row[3])));
            let size = match (row[4].as_str(), row[1].as_str()) {
                ("see below", "rights") => rights_bytes,
                ("see below", "journal") => journal_bytes,
                (size, _) => number(size),
            };
            assert_eq!(file["content"].as_array().unwrap().len(), size, "{row:?}");
            assert_eq!(bytes(&file["rights"]), hex(&stated(&row[5])), "{row:?}");
        }
        let image = Image::open(&bytes(&files[1]["content"]), self.serial, &self.signers).unwrap();
        assert_eq!(image.header.issuer.site, self.site);
        assert_eq!(image.header.issuer.born, Born(moment::key_minutes(desk.clock.now())));
        let empty = Journal::empty(journal_bytes, Groups::NONE).header();
        assert!(bytes(&files[2]["content"]).starts_with(&empty), "an empty journal");
        assert_eq!(bytes(&files[3]["content"]), [b"4711".as_slice(), &[0; 28]].concat());
    }
}
