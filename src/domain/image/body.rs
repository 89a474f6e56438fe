//! The body of an image: its sections, and the rights that they say.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Fault, KeyCode, Records};
use crate::domain::crossing::Numbers;
use crate::domain::denylist::{self, Edition, Refused, Slice};
use crate::domain::door::Code;
use crate::domain::local::{Local, LocalTime, Offset, Window};
use crate::domain::output;
use crate::domain::pin::PinCheck;
use crate::domain::timetable::{DAY_MINUTES, Day, Days, Hours, Stretch};
use crate::domain::zone::{Exceptions, Group, Groups, Number};

/// The parts of a body, by the number that stands before each. A number that a reader does not know is passed
/// over if it is below 0x80, where sections only ever grant or inform, and refused from there on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Doors that open as long as the key is valid.
    Doors = 0x01,
    /// Doors that a timetable limits.
    TimedDoors = 0x02,
    /// Doors that open between two minutes.
    LimitedDoors = 0x03,
    /// Zones, with the doors that they do not open.
    Zones = 0x04,
    /// What the timetables on the key mean.
    Timetables = 0x05,
    /// Days that are none of the week.
    Days = 0x06,
    /// How local time goes.
    LocalTime = 0x07,
    /// Outputs that it drives, always or as a timetable says.
    Outputs = 0x09,
    /// Outputs that it drives between two minutes.
    LimitedOutputs = 0x0A,
    /// Lockers of which it takes one of a group, always or as a timetable says.
    FreeLockers = 0x0B,
    /// The same between two minutes.
    LimitedFreeLockers = 0x0C,
    /// Low zones of which every door opens always.
    LowZones = 0x0D,
    /// Locations and functions: the doors in which one of each meets.
    Crossing = 0x0E,
    /// The check of the PIN.
    Pin = 0x10,
    /// Which records the journal is for, if not for all.
    Records = 0x11,
    /// The groups of lockers for which it has room.
    Slots = 0x12,
    /// Keys that locks are to refuse.
    Denylist = 0x20,
}

/// The first number of a section that restricts.
const RESTRICTING: u8 = 0x80;

impl Section {
    const ALL: [Section; 17] = [
        Section::Doors,
        Section::TimedDoors,
        Section::LimitedDoors,
        Section::Zones,
        Section::Timetables,
        Section::Days,
        Section::LocalTime,
        Section::Outputs,
        Section::LimitedOutputs,
        Section::FreeLockers,
        Section::LimitedFreeLockers,
        Section::LowZones,
        Section::Crossing,
        Section::Pin,
        Section::Records,
        Section::Slots,
        Section::Denylist,
    ];

    /// The number by which it stands on keys.
    pub const fn number(self) -> u8 {
        self as u8
    }

    fn of(number: u8) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.number() == number)
    }
}

/// A right to one access point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The access point.
    pub door: Code,
    /// The timetable that limits it, by its number on this key; 0 is always.
    pub timetable: u8,
    /// The minutes between which it holds; `None` is as long as the key.
    pub between: Option<(u32, u32)>,
}

impl Entry {
    /// The most bytes by which one more entry without a timetable, or another limit of one, makes an image longer.
    pub const BYTES_MAX: u16 = (SECTION_HEAD + 2 + 1 + 2 * 4) as u16;

    const fn section(&self) -> Section {
        match (self.timetable, self.between) {
            (0, None) => Section::Doors,
            (_, None) => Section::TimedDoors,
            (_, Some(_)) => Section::LimitedDoors,
        }
    }

    /// Its place among others: by section, then by its fields.
    const fn order(&self) -> (Section, Entry) {
        (self.section(), *self)
    }

    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.door.number().to_le_bytes());
        if self.section() != Section::Doors {
            out.push(self.timetable);
        }
        if let Some((from, until)) = self.between {
            out.extend_from_slice(&from.to_le_bytes());
            out.extend_from_slice(&until.to_le_bytes());
        }
    }

    fn decode(section: Section, reader: &mut Reader<'_>) -> Result<Entry, Fault> {
        let door = reader.door()?;
        let timetable = if section == Section::Doors { 0 } else { reader.u8()? };
        let between =
            if section == Section::LimitedDoors { Some((reader.u32()?, reader.u32()?)) } else { None };
        let entry = Entry { door, timetable, between };
        let fits = entry.section() == section && between.is_none_or(|(from, until)| from < until);
        if fits { Ok(entry) } else { Err(Fault::Malformed) }
    }
}

/// A right to drive an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutputEntry {
    /// The output.
    pub output: output::Number,
    /// The timetable that limits it, by its number on this key; 0 is always.
    pub timetable: u8,
    /// The minutes between which it holds; `None` is as long as the key.
    pub between: Option<(u32, u32)>,
}

impl OutputEntry {
    const fn section(&self) -> Section {
        if self.between.is_some() { Section::LimitedOutputs } else { Section::Outputs }
    }

    /// Its place among others: by section, then by its fields.
    const fn order(&self) -> (Section, OutputEntry) {
        (self.section(), *self)
    }

    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&[self.output.number(), self.timetable]);
        if let Some((from, until)) = self.between {
            out.extend_from_slice(&from.to_le_bytes());
            out.extend_from_slice(&until.to_le_bytes());
        }
    }

    fn decode(section: Section, reader: &mut Reader<'_>) -> Result<OutputEntry, Fault> {
        let output = output::Number::new(reader.u8()?).ok_or(Fault::Malformed)?;
        let timetable = reader.u8()?;
        let between =
            if section == Section::LimitedOutputs { Some((reader.u32()?, reader.u32()?)) } else { None };
        if between.is_some_and(|(from, until)| from >= until) {
            return Err(Fault::Malformed);
        }
        Ok(OutputEntry { output, timetable, between })
    }
}

/// A right to take a locker, one of its group at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FreeEntry {
    /// The group.
    pub group: Group,
    /// The timetable that limits the taking, by its number on this key; 0 is always.
    pub timetable: u8,
    /// The minutes between which it holds; `None` is as long as the key.
    pub between: Option<(u32, u32)>,
    /// The locker.
    pub locker: Code,
}

impl FreeEntry {
    const fn section(&self) -> Section {
        if self.between.is_some() { Section::LimitedFreeLockers } else { Section::FreeLockers }
    }

    /// Its place among others: by section, then by its fields.
    const fn order(&self) -> (Section, FreeEntry) {
        (self.section(), *self)
    }

    /// Whether both stand in one stretch of lockers.
    fn is_beside(&self, other: &FreeEntry) -> bool {
        (self.group, self.timetable, self.between) == (other.group, other.timetable, other.between)
    }

    fn decode(section: Section, reader: &mut Reader<'_>) -> Result<Vec<FreeEntry>, Fault> {
        let group = Group::new(reader.u8()?).ok_or(Fault::Malformed)?;
        let timetable = reader.u8()?;
        let between =
            if section == Section::LimitedFreeLockers { Some((reader.u32()?, reader.u32()?)) } else { None };
        let mut lockers = Rising::default();
        for _ in 0..reader.u16()? {
            lockers.push(reader.door()?, |locker| *locker)?;
        }
        if lockers.0.is_empty() || between.is_some_and(|(from, until)| from >= until) {
            return Err(Fault::Malformed);
        }
        Ok(lockers.0.into_iter().map(|locker| FreeEntry { group, timetable, between, locker }).collect())
    }
}

/// What a key says of lockers of which it takes one at a time, behind what it says of outputs.
pub(super) fn encode_free(out: &mut Vec<u8>, rights: &Rights) {
    for section in [Section::FreeLockers, Section::LimitedFreeLockers] {
        let from = rights.free.partition_point(|entry| entry.section() < section);
        let until = rights.free.partition_point(|entry| entry.section() <= section);
        let of_section = rights.free.get(from..until).unwrap_or_default();
        encode_section(out, section, |out| {
            for lockers in of_section.chunk_by(FreeEntry::is_beside) {
                let Some(FreeEntry { group, timetable, between, .. }) = lockers.first() else {
                    continue;
                };
                out.extend_from_slice(&[group.number(), *timetable]);
                if let Some((from, until)) = between {
                    out.extend_from_slice(&from.to_le_bytes());
                    out.extend_from_slice(&until.to_le_bytes());
                }
                out.extend_from_slice(&(lockers.len() as u16).to_le_bytes());
                lockers.iter().for_each(|entry| out.extend_from_slice(&entry.locker.number().to_le_bytes()));
            }
        });
    }
}

pub(super) fn encode_slots(out: &mut Vec<u8>, slots: Groups) {
    encode_section(out, Section::Slots, |out| out.extend((!slots.is_empty()).then_some(slots.bits())));
}

/// A right that a timetable can limit, and a period.
trait Limited: Copy {
    type Order: Ord;

    fn order(&self) -> Self::Order;

    /// When it holds.
    fn limits(&self) -> (u8, Option<(u32, u32)>);

    /// A right to the same that holds then.
    fn limited(self, timetable: u8, between: Option<(u32, u32)>) -> Self;
}

impl Limited for Entry {
    type Order = (Section, Entry);

    fn order(&self) -> Self::Order {
        Entry::order(self)
    }

    fn limits(&self) -> (u8, Option<(u32, u32)>) {
        (self.timetable, self.between)
    }

    fn limited(self, timetable: u8, between: Option<(u32, u32)>) -> Entry {
        Entry { timetable, between, ..self }
    }
}

impl Limited for OutputEntry {
    type Order = (Section, OutputEntry);

    fn order(&self) -> Self::Order {
        OutputEntry::order(self)
    }

    fn limits(&self) -> (u8, Option<(u32, u32)>) {
        (self.timetable, self.between)
    }

    fn limited(self, timetable: u8, between: Option<(u32, u32)>) -> OutputEntry {
        OutputEntry { timetable, between, ..self }
    }
}

impl Limited for FreeEntry {
    type Order = (Section, FreeEntry);

    fn order(&self) -> Self::Order {
        FreeEntry::order(self)
    }

    fn limits(&self) -> (u8, Option<(u32, u32)>) {
        (self.timetable, self.between)
    }

    fn limited(self, timetable: u8, between: Option<(u32, u32)>) -> FreeEntry {
        FreeEntry { timetable, between, ..self }
    }
}

/// A right to the doors of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneEntry {
    /// The zone.
    pub zone: Number,
    /// The timetable that limits it, by its number on this key; 0 is always.
    pub timetable: u8,
    /// The doors that it does not open, though their locks may take them for doors of the zone.
    pub except: Exceptions,
}

impl ZoneEntry {
    const fn order(&self) -> (Number, u8) {
        (self.zone, self.timetable)
    }

    /// A right that holds always to every door of a zone.
    fn always(zone: Number) -> ZoneEntry {
        ZoneEntry { zone, timetable: 0, except: Exceptions::default() }
    }

    /// Which bit says it, if one does.
    fn bit(&self) -> Option<u8> {
        self.zone.place().filter(|_| self.timetable == 0 && self.except.doors().is_empty())
    }

    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.zone.number().to_le_bytes());
        let doors = self.except.doors();
        out.extend_from_slice(&[self.timetable, doors.len() as u8]);
        doors.iter().for_each(|door| out.extend_from_slice(&door.number().to_le_bytes()));
    }

    fn decode(reader: &mut Reader<'_>) -> Result<ZoneEntry, Fault> {
        let zone = Number::new(reader.u16()?).ok_or(Fault::Malformed)?;
        let (timetable, except) = (reader.u8()?, reader.exceptions()?);
        let entry = ZoneEntry { zone, timetable, except };
        // What a bit says is said by it.
        if entry.bit().is_some() { Err(Fault::Malformed) } else { Ok(entry) }
    }
}

/// The low zones whose bits are set. The bytes end with the last one that is.
fn decode_low_zones(content: &Reader<'_>) -> Result<Vec<ZoneEntry>, Fault> {
    let bytes = content.0;
    if bytes.last().is_none_or(|last| *last == 0) {
        return Err(Fault::Malformed);
    }
    let set = |place: usize| bytes.get(place / 8).is_some_and(|byte| byte & (1 << (place % 8)) != 0);
    let places = (0..bytes.len() * 8).filter(|place| set(*place));
    let zone = |place| u8::try_from(place).ok().and_then(Number::low).ok_or(Fault::Malformed);
    places.map(|place| zone(place).map(ZoneEntry::always)).collect()
}

pub(super) fn encode_low_zones(out: &mut Vec<u8>, rights: &Rights) {
    encode_section(out, Section::LowZones, |out| {
        let from = out.len();
        for place in rights.zones.iter().filter_map(ZoneEntry::bit).map(usize::from) {
            out.resize(out.len().max(from + place / 8 + 1), 0);
            if let Some(byte) = out.last_mut() {
                *byte |= 1 << (place % 8);
            }
        }
    });
}

/// A right to the doors in which a location and a function meet. A key has one at the most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// The timetable that limits it, by its number on this key; 0 is always.
    pub timetable: u8,
    /// The doors that it does not open, though their locks may take them for doors where two meet.
    pub except: Exceptions,
    /// The locations: at least one.
    pub locations: Numbers,
    /// The functions: at least one.
    pub functions: Numbers,
}

impl Crossing {
    fn encode(&self, out: &mut Vec<u8>) {
        let doors = self.except.doors();
        out.extend_from_slice(&[self.timetable, doors.len() as u8]);
        doors.iter().for_each(|door| out.extend_from_slice(&door.number().to_le_bytes()));
        out.push(self.locations.bits().len() as u8);
        out.extend_from_slice(self.locations.bits());
        out.extend_from_slice(self.functions.bits());
    }

    fn decode(mut reader: Reader<'_>) -> Result<Crossing, Fault> {
        let (timetable, except) = (reader.u8()?, reader.exceptions()?);
        let length = usize::from(reader.u8()?);
        let locations = Numbers::of_bits(reader.take(length)?).ok_or(Fault::Malformed)?;
        let functions = Numbers::of_bits(reader.0).ok_or(Fault::Malformed)?;
        Ok(Crossing { timetable, except, locations, functions })
    }
}

pub(super) fn encode_crossing(out: &mut Vec<u8>, rights: &Rights) {
    encode_section(out, Section::Crossing, |out| {
        if let Some(crossing) = &rights.crossing {
            crossing.encode(out);
        }
    });
}

/// How a right is limited by timetables, on the key that it is gathered for. A right by hours that never come is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing(Option<u8>);

impl Timing {
    /// By none.
    pub const ALWAYS: Timing = Timing(Some(0));
}

/// The rights that a key is to say, by what they mean and in any order; a right may be named several times.
#[derive(Debug, Default)]
pub struct Grounds<'h> {
    entries: Vec<Entry>,
    zones: Vec<ZoneEntry>,
    outputs: Vec<OutputEntry>,
    free: Vec<FreeEntry>,
    slots: Groups,
    crossing: Option<Crossing>,
    /// The timetables that were named; the first one has number 1 until they are put into order.
    hours: Vec<Cow<'h, Hours>>,
    is_beyond: bool,
}

impl<'h> Grounds<'h> {
    /// None yet, with room for so many doors.
    pub fn with_capacity(doors: usize) -> Grounds<'h> {
        Grounds { entries: Vec::with_capacity(doors), ..Grounds::default() }
    }

    /// Gives a door: while a timetable holds, if there is one, and between two minutes, if it is limited.
    pub fn door(&mut self, door: Code, timetable: Option<&'h Hours>, between: Option<(u32, u32)>) {
        let timing = self.timing_of(timetable);
        self.timed_door(door, timing, between);
    }

    /// The same, by a timetable that was named.
    pub fn timed_door(&mut self, door: Code, Timing(timing): Timing, between: Option<(u32, u32)>) {
        if let Some(timetable) = timing {
            self.entries.push(Entry { door, timetable, between });
        }
    }

    /// Gives a zone with exceptions: while a timetable holds, if there is one.
    pub fn zone(&mut self, zone: Number, timetable: Option<&'h Hours>, except: Exceptions) {
        if let Timing(Some(timetable)) = self.timing_of(timetable) {
            self.zones.push(ZoneEntry { zone, timetable, except });
        }
    }

    /// Gives the doors in which one of some locations and one of some functions meet, but for exceptions: while a timetable
    /// holds, if there is one. There is one such right on a key; without the one or the other there is none.
    pub fn crossing(
        &mut self,
        [locations, functions]: [Numbers; 2],
        timetable: Option<&'h Hours>,
        except: Exceptions,
    ) {
        if locations.is_empty() || functions.is_empty() {
            return;
        }
        if let Timing(Some(timetable)) = self.timing_of(timetable) {
            self.crossing = Some(Crossing { timetable, except, locations, functions });
        }
    }

    /// Lets an output be driven: while a timetable holds, if there is one, and between two minutes, if it is limited.
    pub fn output(
        &mut self,
        output: output::Number,
        timetable: Option<&'h Hours>,
        between: Option<(u32, u32)>,
    ) {
        let timing = self.timing_of(timetable);
        self.timed_output(output, timing, between);
    }

    /// The same, by a timetable that was named.
    pub fn timed_output(
        &mut self,
        output: output::Number,
        Timing(timing): Timing,
        between: Option<(u32, u32)>,
    ) {
        if let Some(timetable) = timing {
            self.outputs.push(OutputEntry { output, timetable, between });
        }
    }

    /// Gives room for a locker of a group.
    pub const fn slot(&mut self, group: Group) {
        self.slots.insert(group);
    }

    /// Lets a locker be taken, one of its group at a time: while a timetable holds, if there is one, and between two minutes,
    /// if it is limited.
    pub fn free_locker(
        &mut self,
        locker: Code,
        group: Group,
        timetable: Option<&'h Hours>,
        between: Option<(u32, u32)>,
    ) {
        let timing = self.timing_of(timetable);
        self.timed_free_locker(locker, group, timing, between);
    }

    /// The same, by a timetable that was named.
    pub fn timed_free_locker(
        &mut self,
        locker: Code,
        group: Group,
        Timing(timing): Timing,
        between: Option<(u32, u32)>,
    ) {
        // Without room for it nothing could be taken.
        self.slot(group);
        if let Some(timetable) = timing {
            self.free.push(FreeEntry { group, timetable, between, locker });
        }
    }

    fn timing_of(&mut self, timetable: Option<&'h Hours>) -> Timing {
        timetable.map_or(Timing::ALWAYS, |hours| self.timing(Cow::Borrowed(hours)))
    }

    /// Names a timetable.
    pub fn timing(&mut self, hours: Cow<'h, Hours>) -> Timing {
        if hours.is_never() {
            return Timing(None);
        }
        let known = self.hours.iter().position(|known| *known == hours);
        let number = u8::try_from(known.unwrap_or(self.hours.len()) + 1).ok();
        match (known, number) {
            (None, Some(_)) => self.hours.push(hours),
            (_, None) => self.is_beyond = true,
            (Some(_), Some(_)) => {}
        }
        Timing(number)
    }

    /// Whether there are more timetables than a key can number.
    pub(super) const fn is_beyond(&self) -> bool {
        self.is_beyond
    }
}

/// The rights that a key says, in the one order in which they are written, with what their timetables mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rights {
    entries: Vec<Entry>,
    zones: Vec<ZoneEntry>,
    outputs: Vec<OutputEntry>,
    free: Vec<FreeEntry>,
    slots: Groups,
    crossing: Option<Crossing>,
    timetables: BTreeMap<u8, Hours>,
}

impl From<Grounds<'_>> for Rights {
    fn from(grounds: Grounds<'_>) -> Self {
        let Grounds { mut entries, zones, mut outputs, mut free, slots, crossing, hours, .. } = grounds;
        entries.sort_unstable_by_key(Entry::order);
        entries.dedup();
        outputs.sort_unstable_by_key(OutputEntry::order);
        outputs.dedup();
        free.sort_unstable_by_key(FreeEntry::order);
        free.dedup();
        // All of one section, as most are: none contains another.
        let is_of_one = entries.first().map(Entry::section) == entries.last().map(Entry::section);
        let mut rights = Rights {
            entries: if is_of_one { entries } else { uncovered(&entries) },
            zones: merged(zones),
            outputs: uncovered(&outputs),
            free: uncovered(&free),
            slots,
            crossing,
            timetables: BTreeMap::new(),
        };
        if !hours.is_empty() {
            rights.number(&hours);
        }
        rights
    }
}

impl Rights {
    /// The rights to single doors.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The rights to zones.
    pub fn zones(&self) -> &[ZoneEntry] {
        &self.zones
    }

    /// The rights to drive outputs.
    pub fn outputs(&self) -> &[OutputEntry] {
        &self.outputs
    }

    /// The rights to take lockers.
    pub fn free(&self) -> &[FreeEntry] {
        &self.free
    }

    /// The groups of lockers for which the key has room.
    pub const fn slots(&self) -> Groups {
        self.slots
    }

    /// The right to the doors in which a location and a function meet.
    pub const fn crossing(&self) -> Option<&Crossing> {
        self.crossing.as_ref()
    }

    /// The timetables, by their numbers on this key.
    pub const fn timetables(&self) -> &BTreeMap<u8, Hours> {
        &self.timetables
    }

    /// Numbers the timetables that are used from 1 up, in the order of what they mean: equal rights get equal bytes.
    fn number(&mut self, hours: &[Cow<'_, Hours>]) {
        let used = |number| {
            self.entries.iter().any(|entry| entry.timetable == number)
                || self.zones.iter().any(|entry| entry.timetable == number)
                || self.outputs.iter().any(|entry| entry.timetable == number)
                || self.free.iter().any(|entry| entry.timetable == number)
                || self.crossing.as_ref().is_some_and(|crossing| crossing.timetable == number)
        };
        let mut used: Vec<(&Hours, u8)> =
            hours.iter().map(AsRef::as_ref).zip(1..=u8::MAX).filter(|(_, number)| used(*number)).collect();
        used.sort_unstable();
        let numbers: BTreeMap<u8, u8> =
            used.iter().zip(1..=u8::MAX).map(|((_, given), number)| (*given, number)).collect();
        // A right by a timetable that has no number would be one that holds always: it is none.
        let renumber = |timetable: &mut u8| match (*timetable, numbers.get(timetable)) {
            (0, _) => true,
            (_, None) => false,
            (_, Some(number)) => {
                *timetable = *number;
                true
            }
        };
        self.entries.retain_mut(|entry| renumber(&mut entry.timetable));
        self.zones.retain_mut(|entry| renumber(&mut entry.timetable));
        self.outputs.retain_mut(|entry| renumber(&mut entry.timetable));
        self.free.retain_mut(|entry| renumber(&mut entry.timetable));
        if self.crossing.as_mut().is_some_and(|crossing| !renumber(&mut crossing.timetable)) {
            self.crossing = None;
        }
        self.entries.sort_unstable_by_key(Entry::order);
        self.zones.sort_unstable_by_key(ZoneEntry::order);
        self.outputs.sort_unstable_by_key(OutputEntry::order);
        self.free.sort_unstable_by_key(FreeEntry::order);
        self.timetables = (1..=u8::MAX).zip(used.into_iter().map(|(hours, _)| hours.clone())).collect();
    }

    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        for section in [Section::Doors, Section::TimedDoors, Section::LimitedDoors] {
            let of_section = self.entries.iter().filter(|entry| entry.section() == section);
            encode_section(out, section, |out| of_section.for_each(|entry| entry.encode(out)));
        }
        encode_section(out, Section::Zones, |out| {
            self.zones.iter().filter(|entry| entry.bit().is_none()).for_each(|entry| entry.encode(out));
        });
        encode_section(out, Section::Timetables, |out| {
            for (number, hours) in &self.timetables {
                let stretches = hours.stretches();
                out.extend_from_slice(&[*number, stretches.len() as u8]);
                for stretch in stretches {
                    for field in [stretch.days().bits(), stretch.from(), stretch.until()] {
                        out.extend_from_slice(&field.to_le_bytes());
                    }
                }
            }
        });
    }
}

/// What a key says of outputs, behind what it says of times.
pub(super) fn encode_outputs(out: &mut Vec<u8>, rights: &Rights) {
    for section in [Section::Outputs, Section::LimitedOutputs] {
        let of_section = rights.outputs.iter().filter(|entry| entry.section() == section);
        encode_section(out, section, |out| of_section.for_each(|entry| entry.encode(out)));
    }
}

/// Without the rights that another one to the same contains: one that holds always needs no timetable and no period
/// beside it, one with a timetable no period with the same. They come in order, so that those without a period come first.
fn uncovered<E: Limited>(entries: &[E]) -> Vec<E> {
    let whole = entries.partition_point(|entry| entry.limits().1.is_none());
    let (containing, _) = entries.split_at(whole);
    let has = |entry: E| containing.binary_search_by_key(&entry.order(), Limited::order).is_ok();
    let is_covered = |entry: &E| {
        let (timetable, between) = entry.limits();
        (timetable != 0 || between.is_some()) && has(entry.limited(0, None))
            || between.is_some() && has(entry.limited(timetable, None))
    };
    entries.iter().filter(|entry| !is_covered(entry)).copied().collect()
}

/// Rights to the same zone with the same timetable as one, which excepts what all of them except; without those that one
/// that holds always contains.
fn merged(mut zones: Vec<ZoneEntry>) -> Vec<ZoneEntry> {
    zones.sort_unstable_by_key(ZoneEntry::order);
    zones.dedup_by(|next, kept| {
        let is_same = next.order() == kept.order();
        if is_same {
            kept.except = kept.except.both(&next.except);
        }
        is_same
    });
    let always: Vec<ZoneEntry> = zones.iter().filter(|entry| entry.timetable == 0).cloned().collect();
    let contains = |zone: Number| {
        always.binary_search_by_key(&zone, |entry| entry.zone).ok().and_then(|at| always.get(at))
    };
    zones.retain(|entry| {
        entry.timetable == 0
            || contains(entry.zone).is_none_or(|always| !always.except.are_among(&entry.except))
    });
    zones
}

/// The body of an image, as a lock reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// What it opens.
    pub rights: Rights,
    /// What the times of its timetables mean.
    pub local: Local,
    /// The check of the PIN.
    pub pin: Option<PinCheck>,
    /// Which records its journal is for, if it has one.
    pub records: Records,
    /// Keys that the locks are to refuse which this key is held to. No right of its own, and nothing that it is compared by.
    pub denylist: Option<Slice>,
}

impl Body {
    /// The body, and whether something restricts it that this version does not know.
    pub(super) fn decode(bytes: &[u8]) -> Result<(Body, bool), Fault> {
        let mut body = Body::default();
        let (mut days, mut changes) = (BTreeMap::new(), Vec::new());
        let mut is_restricted = false;
        for part in parts(bytes) {
            let (number, content) = part?;
            match Section::of(number) {
                Some(section @ (Section::Doors | Section::TimedDoors | Section::LimitedDoors)) => {
                    let entries = content.rising(|reader| Entry::decode(section, reader), |entry| *entry)?;
                    body.rights.entries.extend(entries);
                }
                Some(Section::Zones) => {
                    body.rights.zones = content.rising(ZoneEntry::decode, ZoneEntry::order)?;
                }
                Some(Section::Timetables) => {
                    let timetables = content.rising(decode_timetable, |(number, _)| *number)?;
                    body.rights.timetables = timetables.into_iter().collect();
                }
                Some(Section::Days) => {
                    days = content.rising(decode_day, |(day, _)| *day)?.into_iter().collect();
                }
                Some(Section::LowZones) => body.rights.zones.extend(decode_low_zones(&content)?),
                Some(Section::Crossing) => body.rights.crossing = Some(Crossing::decode(content)?),
                Some(Section::LocalTime) => changes = content.rising(decode_change, |(minute, _)| *minute)?,
                Some(section @ (Section::Outputs | Section::LimitedOutputs)) => {
                    let outputs =
                        content.rising(|reader| OutputEntry::decode(section, reader), |entry| *entry)?;
                    body.rights.outputs.extend(outputs);
                }
                Some(section @ (Section::FreeLockers | Section::LimitedFreeLockers)) => {
                    let stretches = content.rising(
                        |reader| FreeEntry::decode(section, reader),
                        |lockers| lockers.first().map(|entry| (entry.group, entry.timetable, entry.between)),
                    )?;
                    body.rights.free.extend(stretches.into_iter().flatten());
                }
                Some(Section::Slots) => match content.whole()? {
                    [0] => return Err(Fault::Malformed),
                    [bits] => body.rights.slots = Groups::of_bits(bits),
                },
                Some(Section::Pin) => body.pin = Some(content.whole().map(PinCheck)?),
                Some(Section::Records) => {
                    body.records = records_of(content.whole()?).ok_or(Fault::Malformed)?;
                }
                Some(Section::Denylist) => body.denylist = Some(decode_denylist(content)?),
                None => is_restricted |= number >= RESTRICTING,
            }
        }
        let has_slot = |entry: &FreeEntry| body.rights.slots.contains(entry.group);
        if !body.rights.free.iter().all(has_slot) {
            return Err(Fault::Malformed);
        }
        body.rights.zones.sort_unstable_by_key(ZoneEntry::order);
        body.local = Local::as_read(days, LocalTime::as_read(changes));
        Ok((body, is_restricted))
    }
}

pub(super) fn encode_pin(out: &mut Vec<u8>, pin: Option<PinCheck>) {
    encode_section(out, Section::Pin, |out| {
        if let Some(PinCheck(check)) = pin {
            out.extend_from_slice(&check);
        }
    });
}

/// The bits of records of openings and of refusals; nothing for both, of which no key says anything.
pub(super) const fn number_of(records: Records) -> Option<u8> {
    match records {
        Records::All => None,
        Records::Openings => Some(1),
        Records::Refusals => Some(2),
    }
}

const fn records_of([bits]: [u8; 1]) -> Option<Records> {
    match bits {
        1 => Some(Records::Openings),
        2 => Some(Records::Refusals),
        _ => None,
    }
}

pub(super) fn encode_records(out: &mut Vec<u8>, records: Records) {
    encode_section(out, Section::Records, |out| out.extend(number_of(records)));
}

/// What a key of this window is told of days and local time.
pub(super) fn encode_local(out: &mut Vec<u8>, local: &Local, window: Window) {
    encode_section(out, Section::Days, |out| {
        for (day, kind) in local.days_within(window) {
            out.extend_from_slice(&day.to_le_bytes());
            out.extend(kind.kind());
        }
    });
    encode_section(out, Section::LocalTime, |out| {
        for (minute, offset) in local.time().within(window) {
            out.extend_from_slice(&minute.to_le_bytes());
            out.extend_from_slice(&DAY_MINUTES.saturating_add_signed(offset.minutes()).to_le_bytes());
        }
    });
}

fn decode_timetable(reader: &mut Reader<'_>) -> Result<(u8, Hours), Fault> {
    let (number, count) = (reader.u8()?, reader.u8()?);
    let mut stretches = Rising::default();
    for _ in 0..count {
        let days = Days::of_bits(reader.u16()?).ok_or(Fault::Malformed)?;
        let stretch = Stretch::new(days, reader.u16()?, reader.u16()?).map_err(|_| Fault::Malformed)?;
        stretches.push(stretch, |stretch| *stretch)?;
    }
    if number == 0 || count == 0 { Err(Fault::Malformed) } else { Ok((number, Hours::of(stretches.0))) }
}

fn decode_day(reader: &mut Reader<'_>) -> Result<(u16, Day), Fault> {
    Ok((reader.u16()?, Day::of_kind(reader.u8()?).ok_or(Fault::Malformed)?))
}

fn decode_change(reader: &mut Reader<'_>) -> Result<(u32, Offset), Fault> {
    let (minute, ahead) = (reader.u32()?, reader.u16()?);
    let offset = ahead.checked_signed_diff(DAY_MINUTES).and_then(Offset::new);
    Ok((minute, offset.ok_or(Fault::Malformed)?))
}

pub(super) fn encode_denylist(out: &mut Vec<u8>, slice: &Slice) {
    encode_section(out, Section::Denylist, |out| {
        out.extend_from_slice(&slice.edition().0.to_le_bytes());
        for denylist::Entry { code, refused, until } in slice.entries() {
            out.extend_from_slice(&code.0.to_le_bytes());
            out.extend_from_slice(&refused.number().to_le_bytes());
            out.extend_from_slice(&until.to_le_bytes());
        }
    });
}

fn decode_denylist(mut content: Reader<'_>) -> Result<Slice, Fault> {
    let edition = Edition(content.u32()?);
    let entry = |reader: &mut Reader<'_>| {
        let (code, refused) = (KeyCode(reader.u32()?), Refused::of_number(reader.u32()?));
        let is_one = code.0 != 0 && refused.number() != 0;
        let until = reader.u16()?;
        if is_one { Ok(denylist::Entry { code, refused, until }) } else { Err(Fault::Malformed) }
    };
    Slice::new(edition, content.rising(entry, |entry| entry.code)?).ok_or(Fault::Malformed)
}

/// How many bytes each section of a body takes, its head included.
pub(super) fn costs(body: &[u8]) -> Vec<(Section, usize)> {
    let cost =
        |(number, content): (u8, Reader<'_>)| Some((Section::of(number)?, SECTION_HEAD + content.0.len()));
    parts(body).map_while(Result::ok).filter_map(cost).collect()
}

fn encode_section(out: &mut Vec<u8>, section: Section, body: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    out.extend_from_slice(&[section.number(), 0, 0]);
    body(out);
    let length = out.len() - start - SECTION_HEAD;
    if length == 0 {
        out.truncate(start);
    } else if let Some(field) = out.get_mut(start + 1..start + SECTION_HEAD) {
        field.copy_from_slice(&(length as u16).to_le_bytes());
    }
}

/// Bytes before the content of a section.
pub(super) const SECTION_HEAD: usize = 3;

/// The sections of a body, whatever they say, by their numbers.
fn parts(body: &[u8]) -> impl Iterator<Item = Result<(u8, Reader<'_>), Fault>> {
    let mut reader = Reader(body);
    let mut last = 0;
    std::iter::from_fn(move || (!reader.0.is_empty()).then(|| reader.section(&mut last)))
}

/// Takes bytes off the front, and says so when there are not enough.
pub(super) struct Reader<'b>(pub(super) &'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], Fault> {
        let (front, rest) = self.0.split_at_checked(count).ok_or(Fault::Short)?;
        self.0 = rest;
        Ok(front)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        self.take(N)?.try_into().map_err(|_| Fault::Short)
    }

    fn u8(&mut self) -> Result<u8, Fault> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16, Fault> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Fault> {
        self.array().map(u32::from_le_bytes)
    }

    /// Excepted doors, rising, behind how many they are.
    fn exceptions(&mut self) -> Result<Exceptions, Fault> {
        let mut doors = Rising::default();
        for _ in 0..self.u8()? {
            doors.push(self.door()?, |door| *door)?;
        }
        Exceptions::new(doors.0).ok_or(Fault::Malformed)
    }

    fn door(&mut self) -> Result<Code, Fault> {
        Code::new(self.u16()?).ok_or(Fault::Malformed)
    }

    /// The next section: its number, which must be above the last one's, and its content.
    fn section(&mut self, last: &mut u8) -> Result<(u8, Reader<'b>), Fault> {
        let number = self.u8()?;
        if number <= *last {
            return Err(Fault::Malformed);
        }
        *last = number;
        let length = usize::from(self.u16()?);
        Ok((number, Reader(self.take(length)?)))
    }

    /// Entries up to the end, one at least, which rise by what tells them apart.
    fn rising<T, K: Ord>(
        mut self,
        entry: impl Fn(&mut Reader<'b>) -> Result<T, Fault>,
        order: impl Fn(&T) -> K,
    ) -> Result<Vec<T>, Fault> {
        let mut entries = Rising::default();
        entries.push(entry(&mut self)?, &order)?;
        while !self.0.is_empty() {
            entries.push(entry(&mut self)?, &order)?;
        }
        Ok(entries.0)
    }

    fn whole<const N: usize>(self) -> Result<[u8; N], Fault> {
        self.0.try_into().map_err(|_| Fault::Malformed)
    }
}

/// Things that rise strictly.
struct Rising<T>(Vec<T>);

impl<T> Default for Rising<T> {
    fn default() -> Self {
        Rising(Vec::new())
    }
}

impl<T> Rising<T> {
    fn push<K: Ord>(&mut self, next: T, order: impl Fn(&T) -> K) -> Result<(), Fault> {
        if self.0.last().is_some_and(|last| order(last) >= order(&next)) {
            return Err(Fault::Malformed);
        }
        self.0.push(next);
        Ok(())
    }
}
