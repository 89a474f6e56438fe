//! Prints random keys held to random locks, whole and spoilt, and what the program makes of each, for the decoder
//! beside it to say the same.
//!
//! `key-corpus SEED COUNT`. A line is a case: its kind and fields, `name=value`, with tabs in between. A lock goes
//! on from case to case until the next `lock` line, and a site until the next `site` line.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use std::num::NonZeroU16;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{Days as After, FixedOffset};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use keydesk::domain::calendar::{self, Kind};
use keydesk::domain::crossing;
use keydesk::domain::denylist::{self, Edition, Refused, Slice};
use keydesk::domain::door::Code;
use keydesk::domain::event::{COUNTER_MAX, Event, Happening, Journal, Place, SetUp, Slot, Slots};
use keydesk::domain::image::{
    Born, Chosen, Entry, Epoch, FreeEntry, Grounds, Image, Issuer, KeyCode, NEVER, OutputEntry, Records,
    Rules, Serial, Signers, SiteMark, Stamp, Statement,
};
use keydesk::domain::local::{Local, LocalTime, Offset};
use keydesk::domain::lock::{Decision, Denied, Lock, Mode, Owner, Proven, Refusal, Seen, Setup};
use keydesk::domain::moment::{self, from_key_minutes};
use keydesk::domain::output;
use keydesk::domain::pin::{PinCheck, PinDigits, PinKey};
use keydesk::domain::timetable::{DAY_MINUTES, Days, Hours, Stretch};
use keydesk::domain::user::{Options, Period, Unit, Validity};
use keydesk::domain::zone::{self, Exceptions, Group, Groups};
use keydesk::secret::Secret;
use keydesk::secret::keyring::{self, Keyring, Master};

type Made<T> = Result<T, Box<dyn Error>>;

/// 2026-11-22 10:25, around which everything happens.
const NOW: u32 = 14_144_305;
const A_DAY: u32 = 1_440;
const LOCKS_OF_A_SITE: u32 = 40;
const KEYS_AT_A_LOCK: u32 = 8;
const ZONES: &[u16] = &[1, 5, 9, 65_280, 65_281, 65_290, 65_376, 65_377, 65_535];
const SIDES: &[u16] = &[1, 8, 9, 700, 1_024];
const GROUPS: &[u8] = &[1, 2, 8];
const OUTPUTS: &[u8] = &[1, 3, 7, 128];
/// Sets of days that timetables have: of the week, of calendars, and of kinds that no calendar has yet.
const DAYS: &[u16] =
    &[0x001F, 0x007F, 0x0060, 0x0001, 0x0100, 0x077F, 0x077F, 0x0200, 0x8000, 0xFF7F, 0xFF7F];
/// Minutes by which local time is ahead; the last ones are as far as it can be.
const OFFSETS: &[i16] = &[60, 60, 120, 0, -300, 345, 1_440, -1_440];
const PINS: &[&str] = &["4711", "4712", "123456", "00000000"];

/// Two points of the curve, as they are written: the one that adds nothing, and the one whose multiples keys are.
const ONE: [u8; 32] = {
    let mut point = [0; 32];
    point[0] = 1;
    point
};
const BASE: [u8; 32] = {
    let mut point = [0x66; 32];
    point[0] = 0x58;
    point
};

const HEAD: usize = 64;
const BODY: usize = 128;
/// Offsets in the header.
const VERSION: usize = 2;
const KIND: usize = 3;
const SITE: usize = 4;
const CODE: usize = 20;
const SEQUENCE: usize = 24;
const VALID_FROM: usize = 28;
const VALID_UNTIL: usize = 32;
const REFRESH_BY: usize = 36;
const ISSUED_AT: usize = 40;
const FLAGS: usize = 44;
const LENGTH: usize = 46;
const BORN: usize = 48;
const SIGNER: usize = 52;
const EPOCH: usize = 53;
const FURTHER_FLAGS: usize = 54;
const OVER_BY: usize = 56;
const RESERVED: usize = 60;

fn main() -> ExitCode {
    match print() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to complain if the standard error is closed.
            let _ = writeln!(io::stderr(), "key-corpus SEED COUNT: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print() -> Made<()> {
    let mut arguments = std::env::args().skip(1);
    let mut number = || -> Made<u64> { Ok(arguments.next().ok_or("two numbers are needed")?.parse()?) };
    let (seed, count) = (number()?, number()?);
    let mut corpus = Corpus { chance: Chance(seed), out: BufWriter::new(io::stdout().lock()), left: count };
    while corpus.left > 0 {
        corpus.site()?;
    }
    Ok(corpus.out.flush()?)
}

/// Numbers that only the seed decides (SplitMix64).
struct Chance(u64);

impl Chance {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: u32) -> u32 {
        (self.draw() % u64::from(bound)) as u32
    }

    fn place(&mut self, length: usize) -> usize {
        (self.draw() % length.max(1) as u64) as usize
    }

    fn one_in(&mut self, number: u32) -> bool {
        self.below(number) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.place(from.len())]
    }

    /// Some of these, in their order.
    fn some<T: Copy>(&mut self, from: &[T]) -> Vec<T> {
        from.iter().copied().filter(|_| self.one_in(2)).collect()
    }

    /// A minute of a day, often one that something else begins or ends in.
    fn minute_of_day(&mut self) -> u16 {
        self.pick(&[0, 60, 480, 481, 720, 1_019, 1_020, 1_439, 1_440])
    }

    /// The days, the first minute and the last of a stretch.
    fn stretch(&mut self) -> (u16, u16, u16) {
        let from = self.minute_of_day().min(DAY_MINUTES - 1);
        (self.pick(DAYS), from, self.minute_of_day().max(from + 1))
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.draw() as u8)
    }

    /// A minute around this one, most often on it or just before.
    fn near(&mut self, minute: u32) -> u32 {
        match self.below(4) {
            0 => minute.saturating_sub(1),
            1 => minute.saturating_add(self.below(5_000)),
            _ => minute,
        }
    }
}

/// A site, with all four of the keys that may sign for it.
struct Site {
    secret: Secret,
    mark: SiteMark,
    keyring: Keyring,
    pin_key: PinKey,
    signing: [SigningKey; 4],
    born: Born,
}

impl Site {
    fn new(secret: [u8; 32]) -> Site {
        let secret = Secret::new(secret);
        let master = Master::new(secret.clone());
        let signing = ["", "/1", "/2", "/3"]
            .map(|number| SigningKey::from_bytes(&secret.derive(&format!("keydesk image signing{number}"))));
        Site {
            mark: master.mark(),
            pin_key: keyring::pin_key(&master.pins()),
            keyring: Keyring::of(master),
            secret,
            signing,
            born: Born(NOW - 500_000),
        }
    }

    /// The key that an image says it is signed with.
    fn signer_of(&self, image: &[u8]) -> &SigningKey {
        &self.signing[usize::from(image[SIGNER]) % self.signing.len()]
    }
}

struct Corpus<W> {
    chance: Chance,
    out: W,
    left: u64,
}

/// What is held to a lock.
struct Held {
    bytes: Vec<u8>,
    how: String,
    serial: Serial,
    epoch: Epoch,
}

impl<W: Write> Corpus<W> {
    fn line(&mut self, kind: &str, fields: &[(&str, String)]) -> io::Result<()> {
        write!(self.out, "{kind}")?;
        for (name, value) in fields {
            write!(self.out, "\t{name}={value}")?;
        }
        writeln!(self.out)
    }

    fn site(&mut self) -> Made<()> {
        let site = Site::new(self.chance.bytes());
        // The program has the first of them itself.
        let [_, further @ ..] = &site.signing;
        let public = std::iter::once(site.keyring.verifying_key())
            .chain(further.iter().map(SigningKey::verifying_key))
            .map(|key| hex(key.as_bytes()));
        self.line(
            "site",
            &[
                ("master", hex(site.secret.expose())),
                ("mark", hex(&site.mark.0)),
                ("public keys", listed(public)),
            ],
        )?;
        for _ in 0..LOCKS_OF_A_SITE {
            let mut lock = self.lock(&site)?;
            for _ in 0..KEYS_AT_A_LOCK {
                if self.left == 0 {
                    return Ok(());
                }
                self.left -= 1;
                match self.chance.below(10) {
                    0 => self.journal(&site)?,
                    1 => self.forget(&mut lock)?,
                    _ => self.key(&site, &mut lock)?,
                }
            }
        }
        Ok(())
    }

    fn lock(&mut self, site: &Site) -> Made<Lock> {
        let chance = &mut self.chance;
        let code = code(chance.pick(&[1, 12, 300, 64_000]))?;
        let set_up = SetUp(chance.pick(&[1, 2, 30]));
        let has_signer: [bool; 4] = std::array::from_fn(|number| number == 0 || chance.one_in(2));
        // Under a key of small order anybody can sign: no lock is given one, and no lock may believe it.
        let weak = chance.one_in(10).then(|| VerifyingKey::from_bytes(&ONE)).transpose()?;
        let signer = |number: usize| {
            let own = has_signer[number].then(|| site.signing[number].verifying_key());
            if number == 3 { weak.or(own) } else { own }
        };
        let has_own_time = chance.one_in(4);
        let local = if has_own_time {
            let first = Offset::new(chance.pick(OFFSETS)).ok_or("no offset")?;
            let then = Offset::new(chance.pick(OFFSETS)).ok_or("no offset")?;
            let change = (from_key_minutes(NOW + chance.below(3_000)), then);
            Local::new(&calendar::Days::new(), LocalTime::changing(first, [change]))
        } else {
            Local::default()
        };
        let mut lock = Lock::new(Setup {
            site: if chance.one_in(40) { SiteMark(chance.bytes()) } else { site.mark },
            born: site.born,
            signers: Signers::new(std::array::from_fn(signer)),
            epoch: epoch(chance.pick(&[0, 0, 1, 2, 254]))?,
            code,
            zones: zones(&chance.some(ZONES))?,
            crossings: [sides(&chance.some(SIDES))?, sides(&chance.some(SIDES))?],
            free: chance.one_in(3).then(|| NonZeroU16::new(chance.pick(&[0, 0, 1, 3_000]))),
            automatic_outputs: chance
                .some(&[3, 128])
                .into_iter()
                .map(|number| Ok((output(number)?, None)))
                .collect::<Made<_>>()?,
            local,
            has_own_time,
            journal_key: site.keyring.journal_key(code, set_up),
        });
        if chance.one_in(3) {
            lock.mode = Mode::KeyAndPin(site.pin_key.clone());
        }
        lock.emergency = chance.one_in(8);
        lock.privacy = chance.one_in(8);
        lock.audit_on_keys = !chance.one_in(8);
        lock.counter = chance.pick(&[0, 0, 4_711, COUNTER_MAX - 1]);
        lock.floor = chance.pick(&[0, 0, 0, NOW - 1_000, NOW + 20_000]);
        if chance.one_in(4) {
            lock.denylist = (0..chance.below(3))
                .map(|_| {
                    let refused = Refused::of_number(chance.pick(&[1, 3, u32::MAX]));
                    let is_reported = chance.one_in(2);
                    (
                        KeyCode(1 + chance.below(4)),
                        Denied { refused, until: denied_until(chance), is_reported },
                    )
                })
                .collect();
        }
        if chance.one_in(4) {
            let seen = Seen { sequence: 1 + chance.below(5), over_by: chance.near(NOW + 30_000) };
            lock.seen.insert(KeyCode(1 + chance.below(4)), seen);
        }
        if lock.setup.free.is_some() && !chance.one_in(3) {
            let since = (!chance.one_in(8)).then(|| chance.near(NOW));
            lock.owner = Some(Owner { key: KeyCode(1 + chance.below(4)), since });
        }
        let has_pin = matches!(lock.mode, Mode::KeyAndPin(_));
        let signers = (0..4_u8).filter_map(|number| {
            lock.setup.signers.get(number).map(|key| format!("{number}:{}", hex(key.as_bytes())))
        });
        self.line(
            "lock",
            &[
                ("door", code.number().to_string()),
                ("site", hex(&lock.setup.site.0)),
                ("born", lock.setup.born.0.to_string()),
                ("signers", listed(signers)),
                ("epoch", lock.setup.epoch.number().to_string()),
                ("set-up", set_up.0.to_string()),
                ("zones", listed(lock.setup.zones.iter().map(|zone| zone.number()))),
                ("locations", listed(lock.setup.crossings[0].iter().map(crossing::Number::number))),
                ("functions", listed(lock.setup.crossings[1].iter().map(crossing::Number::number))),
                (
                    "automatic outputs",
                    listed(lock.setup.automatic_outputs.keys().map(|output| output.number())),
                ),
                (
                    "own time",
                    listed(
                        lock.setup.local.time().changes().iter().map(|(minute, ahead)| {
                            format!("{minute}:{}", i32::from(ahead.minutes()) + 1_440)
                        }),
                    ),
                ),
                (
                    "free",
                    lock.setup
                        .free
                        .map(|kept| kept.map_or(0, NonZeroU16::get).to_string())
                        .unwrap_or_default(),
                ),
                ("taken", taken(&lock)),
                ("asks for", if has_pin { "key and PIN" } else { "key" }.into()),
                ("lockdown", lock.emergency.to_string()),
                ("privacy", lock.privacy.to_string()),
                ("logs", lock.audit_on_keys.to_string()),
                ("counter", lock.counter.to_string()),
                ("floor", lock.floor.to_string()),
                ("denylist", denied(&lock)),
                ("seen", seen(&lock)),
            ],
        )?;
        Ok(lock)
    }

    fn forget(&mut self, lock: &mut Lock) -> Made<()> {
        lock.clock_is_set = !self.chance.one_in(4);
        let now = self.chance.near(NOW + 30_000);
        lock.forget(from_key_minutes(now));
        let fields = [
            ("time", now.to_string()),
            ("clock is set", lock.clock_is_set.to_string()),
            ("seen", seen(lock)),
            ("denylist", denied(lock)),
        ];
        Ok(self.line("forget", &fields)?)
    }

    /// A key held to a lock, which decides, and notes it down where there is a journal.
    fn key(&mut self, site: &Site, lock: &mut Lock) -> Made<()> {
        let held = self.held(site, lock)?;
        let journal_before = self.journal_file();
        let typed = match self.chance.below(3) {
            0 => None,
            _ => Some(self.chance.pick(PINS)),
        };
        let decoded = Image::decode(&held.bytes).ok();
        let now = self.time(decoded.as_ref());
        lock.clock_is_set = !self.chance.one_in(4);
        let digits = typed.map(pin).transpose()?;
        let card = Proven { serial: held.serial, epoch: held.epoch };
        let slots_before = self.slots(site, lock, held.serial, decoded.as_ref())?;
        let said = Slots::decode(Groups::of_bits(0xFF), &slots_before);
        let mut slots = said;
        let at = from_key_minutes(now);
        let decision = lock.decide_with(&held.bytes, card, digits.as_ref(), &mut slots, at);
        // A lock writes the slots that it changes, and no others.
        let mut slots_after = slots_before.clone();
        for group in Groups::of_bits(0xFF).iter().filter(|group| said.get(*group) != slots.get(*group)) {
            let offset = Slots::offset(slots_after.len(), group).ok_or("no place for a slot")?;
            let written = slots.encode(Groups::from_iter([group]));
            put(&mut slots_after, offset, written.get(..16).ok_or("no slot")?);
        }
        let held_after = decoded.as_ref().map_or_else(Vec::new, |image| {
            let slots = Slots::decode(image.body.rights.slots(), &slots_after);
            let keys = |locker| {
                [1, 2, 30].map(|number| (SetUp(number), site.keyring.journal_key(locker, SetUp(number))))
            };
            slots.claims((held.serial, image.header.code), |locker| keys(locker).into())
        });
        let held_after = held_after.iter().filter(|claim| claim.is_proven).map(|claim| {
            let held = claim.held;
            format!("{}:{}:{}", held.group.number(), held.locker.number(), moment::key_minutes(held.since))
        });
        let journal_after = decoded.as_ref().zip(Journal::decode(&journal_before).ok()).map_or_else(
            || journal_before.clone(),
            |(image, mut journal)| {
                lock.log(image, held.serial, &mut journal, decision, from_key_minutes(now));
                overwritten(&journal_before, &journal.encode())
            },
        );
        let fields = [
            ("how", held.how),
            ("serial", hex(held.serial.as_bytes())),
            ("epoch", held.epoch.number().to_string()),
            ("typed", typed.unwrap_or_default().to_owned()),
            ("time", now.to_string()),
            ("clock is set", lock.clock_is_set.to_string()),
            ("image", hex(&held.bytes)),
            ("journal", hex(&journal_before)),
            ("rights", decoded.map_or_else(|| "none".into(), |image| rights(&image))),
            ("decision", words(decision)),
            ("floor", lock.floor.to_string()),
            ("seen", seen(lock)),
            ("denylist", denied(lock)),
            ("counter", lock.counter.to_string()),
            ("journal after", hex(&journal_after)),
            ("slots", hex(&slots_before)),
            ("slots after", hex(&slots_after)),
            ("held", listed(held_after)),
            ("taken", taken(lock)),
        ];
        Ok(self.line("key", &fields)?)
    }

    /// The end of a file with slots: those of lockers, and what is none.
    fn slots(&mut self, site: &Site, lock: &Lock, serial: Serial, image: Option<&Image>) -> Made<Vec<u8>> {
        let chance = &mut self.chance;
        let mut slots = Slots::default();
        for group in Groups::of_bits(0xFF).iter() {
            if chance.one_in(2) {
                continue;
            }
            let locker = if chance.one_in(2) { lock.setup.code } else { code(chance.pick(&[1, 12, 400]))? };
            let set_up = SetUp(chance.pick(&[1, 2, 30, 31]));
            let number = image.map_or(KeyCode(7), |image| image.header.code);
            let taken = (locker, chance.below(5), from_key_minutes(chance.near(NOW)));
            let key = site.keyring.journal_key(locker, set_up);
            slots.set(group, Some(Slot::taken(&key, (serial, number, group), taken)));
        }
        let mut bytes = slots.encode(Groups::of_bits(0xFF));
        if chance.one_in(4) {
            let place = chance.place(bytes.len());
            bytes[place] = chance.draw() as u8;
        }
        Ok(bytes)
    }

    /// When a key is held to a lock: most often when it should open, otherwise where something begins or ends.
    fn time(&mut self, image: Option<&Image>) -> u32 {
        let chance = &mut self.chance;
        let Some(Image { header, body, .. }) = image.filter(|_| chance.one_in(2)) else {
            return NOW + chance.below(3_000);
        };
        let mut edges = vec![header.valid_from, header.valid_until, header.refresh_by, header.over_by];
        edges.extend(header.issued_at.checked_sub(A_DAY));
        let periods = body.rights.entries().iter().filter_map(|entry| entry.between);
        edges.extend(periods.flat_map(|(from, until)| [from, until]));
        let changes = body.local.time().changes();
        edges.extend(changes.iter().map(|(minute, _)| *minute));
        // The edges of timetables, and midnight, on one of the next days.
        let stretches = body.rights.timetables().values().flat_map(Hours::stretches);
        let minutes = stretches.flat_map(|stretch| [stretch.from(), stretch.until()]).chain([0]);
        for (_, ahead) in changes {
            let today = (NOW / A_DAY + chance.below(4)) * A_DAY;
            let local = minutes.clone().map(|minute| today + u32::from(minute));
            edges.extend(local.filter_map(|minute| minute.checked_add_signed(-i32::from(ahead.minutes()))));
        }
        let edge = chance.pick(&edges);
        chance.near(edge.min(NEVER - 1))
    }

    /// An image for a card: as the program writes it, or as it could be written; whole or spoilt.
    fn held(&mut self, site: &Site, lock: &Lock) -> Made<Held> {
        let serial = self.serial()?;
        let newest = lock.setup.epoch.number();
        let epoch = epoch(match self.chance.below(12) {
            0 => self.chance.pick(&[0, 1, 2, 3, 254]),
            1..6 => newest.saturating_sub(1),
            _ => newest,
        })?;
        let (mut bytes, mut how) = if self.chance.one_in(4) {
            (self.written(site, lock, epoch)?, "written".to_owned())
        } else {
            self.composed(site, lock, epoch)?
        };
        let chance = &mut self.chance;
        if chance.one_in(8) {
            write!(how, ", {}", spoil_header(chance, &mut bytes))?;
        }
        seal(site.signer_of(&bytes), &mut bytes, serial);
        if chance.one_in(8) {
            write!(how, ", {}", spoil_sealed(chance, &mut bytes, serial, site)?)?;
        }
        Ok(Held { bytes, how, serial, epoch })
    }

    fn serial(&mut self) -> Made<Serial> {
        let bytes = self.chance.bytes::<10>();
        let length = self.chance.pick(&[7, 7, 7, 7, 4, 10]);
        Ok(Serial::new(&bytes[..length]).ok_or("no serial number")?)
    }

    /// An image as the program writes it.
    fn written(&mut self, site: &Site, lock: &Lock, epoch: Epoch) -> Made<Vec<u8>> {
        let chance = &mut self.chance;
        let mut some = || chance.one_in(3);
        let options = Options {
            extended_opening: some(),
            override_privacy: some(),
            override_lockdown: some(),
            set_lockdown: some(),
            office: some(),
            audit_openings: some(),
            antipassback: some(),
            cancellable: some(),
        };
        let validity = Validity {
            activation: from_key_minutes(chance.near(NOW) - 10_000 * chance.below(2)),
            expiration: chance.one_in(2).then(|| from_key_minutes(NOW + chance.below(40_000))),
            revalidation: chance.one_in(2).then(|| Period {
                count: 1 + chance.below(40) as u16,
                unit: chance.pick(&[Unit::Days, Unit::Hours]),
            }),
        };
        let pin = chance.one_in(2).then(|| chance.pick(PINS));
        let pin = pin.map(pin_of(site, chance.bytes())).transpose()?;
        let timetables = self.timetables()?;
        let mut grounds = Grounds::default();
        for number in self.doors(lock) {
            let from = self.chance.near(NOW);
            let until = from + 1 + self.chance.below(3_000);
            let between = self.chance.one_in(2).then_some((from, until));
            grounds.door(code(number)?, self.timetable(&timetables), between);
        }
        for number in self.chance.some(ZONES) {
            let doors: Vec<Code> = self.doors(lock).into_iter().map(code).collect::<Made<_>>()?;
            let except = Exceptions::new(doors).ok_or("too many exceptions")?;
            let zone = zone::Number::new(number).ok_or("no zone")?;
            grounds.zone(zone, self.timetable(&timetables), except);
        }
        let given = [sides(&self.chance.some(SIDES))?, sides(&self.chance.some(SIDES))?];
        let doors: Vec<Code> = self.doors(lock).into_iter().map(code).collect::<Made<_>>()?;
        let except = if self.chance.one_in(2) { doors } else { Vec::new() };
        let except = Exceptions::new(except).ok_or("too many exceptions")?;
        grounds.crossing(given, self.timetable(&timetables), except);
        for number in self.chance.some(OUTPUTS) {
            let from = self.chance.near(NOW);
            let between = self.chance.one_in(2).then(|| (from, from + 1 + self.chance.below(3_000)));
            grounds.output(output(number)?, self.timetable(&timetables), between);
        }
        for number in self.chance.some(GROUPS) {
            let group = Group::new(number).ok_or("no group")?;
            if self.chance.one_in(2) {
                grounds.slot(group);
            }
            for locker in self.doors(lock) {
                let from = self.chance.near(NOW);
                let between = self.chance.one_in(2).then(|| (from, from + 1 + self.chance.below(3_000)));
                grounds.free_locker(code(locker)?, group, self.timetable(&timetables), between);
            }
        }
        let local = Arc::new(self.local()?);
        let chance = &mut self.chance;
        let records = Records::of(chance.below(3) > 0, chance.below(3) > 0);
        let chosen = Chosen { records, uncancellable_days: chance.one_in(4).then_some(3) };
        let stamp = Stamp {
            issuer: Issuer { site: site.mark, born: site.born, signer: 0, epoch },
            code: KeyCode(1 + chance.below(4)),
            sequence: 1 + chance.below(5),
            earlier_over_by: chance.one_in(2).then(|| chance.near(NOW + 30_000)),
            now: from_key_minutes(chance.near(NOW)),
            zone: &FixedOffset::east_opt(3_600).ok_or("no zone")?,
        };
        let statement =
            Statement::of_grounds(options, validity, pin, String::new(), grounds, &Rules { local, chosen });
        let unsealed = Serial::new(&[0; 7]).ok_or("no serial number")?;
        let image = statement.image(&stamp);
        let image = match Slice::new(Edition(NOW), self.denied()) {
            Some(slice) if self.chance.one_in(2) => image.carrying(slice),
            Some(_) | None => image,
        };
        Ok(image.seal(unsealed, |_| [0; 64]))
    }

    /// What a key carries of the denylist: of keys that lie here as well.
    fn denied(&mut self) -> Vec<denylist::Entry> {
        let chance = &mut self.chance;
        let codes: BTreeSet<u32> = (0..chance.below(4)).map(|_| 1 + chance.below(6)).collect();
        let refused = |chance: &mut Chance| Refused::of_number(chance.pick(&[1, 3, 4, u32::MAX]));
        let entry = |code| denylist::Entry {
            code: KeyCode(code),
            refused: refused(chance),
            until: denied_until(chance),
        };
        codes.into_iter().map(entry).collect()
    }

    /// The same as the format allows it, or nearly.
    fn denylist_section(&mut self) -> Vec<u8> {
        let mut section = (NOW - self.chance.below(3)).to_le_bytes().to_vec();
        for denylist::Entry { code, refused, until } in self.denied() {
            section.extend(code.0.to_le_bytes());
            section.extend(refused.number().to_le_bytes());
            section.extend(until.to_le_bytes());
        }
        if self.chance.one_in(30) {
            let length = section.len();
            section.truncate(length - 1 - self.chance.place(3));
        }
        section
    }

    /// Some timetables, one or another of which never holds.
    fn timetables(&mut self) -> Made<Vec<Hours>> {
        let mut timetable = || {
            let stretches = (0..self.chance.below(4)).map(|_| {
                let (days, from, until) = self.chance.stretch();
                let days = Days::of_bits(days).ok_or("a day that is none")?;
                Stretch::new(days, from, until).map_err(|fault| format!("no stretch: {fault:?}").into())
            });
            Ok(Hours::of(stretches.collect::<Made<Vec<Stretch>>>()?))
        };
        (0..3).map(|_| timetable()).collect()
    }

    fn timetable<'t>(&mut self, timetables: &'t [Hours]) -> Option<&'t Hours> {
        if self.chance.one_in(3) { None } else { timetables.get(self.chance.place(timetables.len())) }
    }

    /// What a desk knows of days and local time, which most often changes soon.
    fn local(&mut self) -> Made<Local> {
        let chance = &mut self.chance;
        let today = from_key_minutes(NOW).date_naive();
        let day = |ahead: u64| {
            today.checked_sub_days(After::new(1)).and_then(|day| day.checked_add_days(After::new(ahead)))
        };
        let kinds = (0..40).filter_map(day).filter_map(|day| Some((day, *Kind::ALL.get(chance.place(8))?)));
        let calendar: calendar::Days = kinds.collect();
        let offset = |chance: &mut Chance| Offset::new(chance.pick(OFFSETS)).ok_or("no offset");
        let first = offset(chance)?;
        let changes = (0..chance.below(3)).map(|_| {
            let at = NOW - 1_000 + chance.below(5_000);
            Ok((from_key_minutes(at), offset(chance)?))
        });
        let changes: Vec<_> = changes.collect::<Made<_>>()?;
        Ok(Local::new(&calendar, LocalTime::changing(first, changes)))
    }

    /// Doors that rights are for: the lock's own or its neighbours.
    fn doors(&mut self, lock: &Lock) -> BTreeSet<u16> {
        let own = lock.setup.code.number();
        (0..self.chance.below(4))
            .map(|_| self.chance.pick(&[own, own, own, own.max(2) - 1, own.min(63_999) + 1]))
            .collect()
    }

    /// An image that the format allows, or nearly: the program does not write all of them.
    fn composed(&mut self, site: &Site, lock: &Lock, epoch: Epoch) -> Made<(Vec<u8>, String)> {
        let mut sections = self.sections(site, lock)?;
        let mut how = "composed".to_owned();
        if self.chance.one_in(8) && !sections.is_empty() {
            write!(how, ", {}", spoil_sections(&mut self.chance, &mut sections))?;
        }
        let mut body = Vec::new();
        for (number, content) in &sections {
            body.push(*number);
            body.extend((content.len() as u16).to_le_bytes());
            body.extend(content);
        }
        let chance = &mut self.chance;
        if chance.one_in(40) && !body.is_empty() {
            how += ", a section of another length";
            body[1] ^= 1 << chance.below(3);
        }
        if chance.one_in(40) {
            how += ", bytes behind the sections";
            body.extend(&[0x7F, 1][..1 + chance.place(2)]);
        }
        let valid_until = if chance.one_in(3) { NEVER } else { NOW + chance.below(40_000) };
        let refresh_by =
            if chance.one_in(20) { valid_until } else { valid_until.min(NOW + chance.below(30_000)) };
        let over_by =
            if chance.one_in(2) { refresh_by } else { refresh_by.saturating_add(chance.below(10_000)) };
        let issued_at = match chance.below(60) {
            0 => NEVER,
            1..4 => NOW + 10_000,
            _ => NOW - 1_000 + chance.below(3_000),
        };
        let valid_from = chance.near(NOW) - 50_000 * chance.below(2);
        let signer = match chance.below(10) {
            0 => chance.below(4) as u8,
            _ => (0..4).rev().find(|number| lock.setup.signers.get(*number).is_some()).unwrap_or(0),
        };
        let of_epoch = match chance.below(10) {
            0 => epoch.number().saturating_add(1),
            1 => epoch.number().saturating_sub(1),
            _ => epoch.number(),
        };
        let mut bytes = vec![0; BODY];
        put(&mut bytes, 0, &[b'K', b'D', 1, 1]);
        put(&mut bytes, SITE, &site.mark.0);
        for (offset, number) in [
            (CODE, 1 + chance.below(4)),
            (SEQUENCE, 1 + chance.below(5)),
            (VALID_FROM, valid_from),
            (VALID_UNTIL, valid_until),
            (REFRESH_BY, refresh_by),
            (ISSUED_AT, issued_at),
            (BORN, site.born.0),
            (OVER_BY, over_by),
        ] {
            put(&mut bytes, offset, &number.to_le_bytes());
        }
        put(&mut bytes, FLAGS, &(chance.below(0x200) as u16).to_le_bytes());
        put(&mut bytes, LENGTH, &(body.len() as u16).to_le_bytes());
        put(&mut bytes, SIGNER, &[signer, of_epoch]);
        bytes.extend(body);
        Ok((bytes, how))
    }

    fn sections(&mut self, site: &Site, lock: &Lock) -> Made<Vec<(u8, Vec<u8>)>> {
        let mut sections = BTreeMap::new();
        let always = self.doors(lock).into_iter().flat_map(u16::to_le_bytes).collect();
        let doors = self.doors(lock);
        // Timetable 0 is malformed here.
        let timetable = |door| (door, self.chance.pick(&[1, 1, 1, 2, 2, 7, 7, 255, 255, 255, 0]));
        let limited: BTreeSet<(u16, u8)> = doors.into_iter().map(timetable).collect();
        let limited = limited.iter().flat_map(|(door, timetable)| {
            let [low, high] = door.to_le_bytes();
            [low, high, *timetable]
        });
        let limited: Vec<u8> = limited.collect();
        let mut between = BTreeSet::new();
        for door in self.doors(lock) {
            for _ in 0..1 + self.chance.below(3) {
                let from = self.chance.near(NOW);
                let until = self.chance.pick(&[from + 1, from + 2_000, NEVER]);
                between.insert((door, self.chance.pick(&[0, 0, 0, 1, 255]), from, until));
            }
        }
        let between = between.iter().flat_map(|(door, timetable, from, until): &(u16, u8, u32, u32)| {
            [&door.to_le_bytes()[..], &[*timetable], &from.to_le_bytes(), &until.to_le_bytes()].concat()
        });
        sections.insert(0x03, between.collect());
        if self.chance.one_in(2) {
            sections.insert(0x04, self.zone_entries(lock));
        }
        if self.chance.below(3) > 0 {
            self.timetable_sections(&mut sections);
        }
        if self.chance.one_in(2) {
            self.output_sections(&mut sections);
        }
        if self.chance.one_in(2) {
            self.locker_sections(lock, &mut sections);
        }
        if self.chance.one_in(3) {
            sections.insert(0x0D, self.low_zones());
        }
        if self.chance.one_in(3) {
            sections.insert(0x20, self.denylist_section());
        }
        if self.chance.one_in(2) {
            sections.insert(0x0E, self.crossing(lock));
        }
        let chance = &mut self.chance;
        if chance.one_in(2) {
            sections.insert(0x01, always);
        }
        if chance.one_in(2) {
            sections.insert(0x02, limited);
        }
        if chance.one_in(3) {
            sections.remove(&0x03);
        }
        if chance.below(3) > 0 {
            let salt = chance.bytes();
            let PinCheck(check) = pin_of(site, salt)(chance.pick(PINS))?;
            sections.insert(0x10, check.to_vec());
        }
        if chance.one_in(3) {
            sections.insert(0x11, chance.pick(&[&[1][..], &[1], &[2], &[2], &[0], &[3], &[1, 2]]).to_vec());
        }
        sections.retain(|_, content: &mut Vec<u8>| !content.is_empty());
        if chance.one_in(6) {
            let number = chance.pick(&[0x08, 0x0F, 0x13, 0x21, 0x7F]);
            let length = chance.place(12);
            sections.insert(number, chance.bytes::<12>()[..length].to_vec());
        }
        if chance.one_in(16) {
            let number = chance.pick(&[0x80, 0x81, 0x82, 0x83, 0x84, 0xFF]);
            let length = chance.place(12);
            sections.insert(number, chance.bytes::<12>()[..length].to_vec());
        }
        Ok(sections.into_iter().collect())
    }

    /// Zones, some of them the lock's, with exceptions, which it may be among.
    fn zone_entries(&mut self, lock: &Lock) -> Vec<u8> {
        let mut content = Vec::new();
        for zone in self.chance.some(ZONES) {
            for timetable in self.chance.some(&[0, 1, 2, 255]) {
                let excepted = self.doors(lock);
                content.extend(zone.to_le_bytes());
                content.extend([timetable, excepted.len() as u8]);
                content.extend(excepted.into_iter().flat_map(u16::to_le_bytes));
            }
        }
        content
    }

    /// Rights to outputs, always and between two minutes.
    fn output_sections(&mut self, sections: &mut BTreeMap<u8, Vec<u8>>) {
        let chance = &mut self.chance;
        let (mut always, mut between) = (BTreeSet::new(), BTreeSet::new());
        for _ in 0..chance.below(4) {
            // 0 and 129 are no outputs.
            let number = chance.pick(&[1, 1, 3, 3, 3, 7, 7, 7, 128, 128, 128, 0, 129]);
            let timetable = chance.pick(&[0, 0, 1, 2, 255]);
            if chance.one_in(2) {
                always.insert((number, timetable));
            } else {
                let from = chance.near(NOW);
                between.insert((number, timetable, from, chance.pick(&[from + 1, from + 2_000, NEVER])));
            }
        }
        let entries = always.into_iter().flat_map(|(number, timetable): (u8, u8)| [number, timetable]);
        sections.insert(0x09, entries.collect());
        let entries = between.iter().flat_map(|(number, timetable, from, until): &(u8, u8, u32, u32)| {
            [&[*number, *timetable][..], &from.to_le_bytes(), &until.to_le_bytes()].concat()
        });
        sections.insert(0x0A, entries.collect());
    }

    /// Rights to take lockers, always and between two minutes, and room for them.
    fn locker_sections(&mut self, lock: &Lock, sections: &mut BTreeMap<u8, Vec<u8>>) {
        // 0 and 9 are no groups, and a group without a slot is malformed.
        let groups =
            if self.chance.one_in(20) { self.chance.some(&[0, 1, 9]) } else { self.chance.some(GROUPS) };
        let (mut always, mut between) = (Vec::new(), Vec::new());
        for group in &groups {
            for timetable in self.chance.some(&[0, 1, 255]) {
                let lockers = self.doors(lock);
                let limited = self.chance.one_in(2);
                let content = if limited { &mut between } else { &mut always };
                if lockers.is_empty() && !self.chance.one_in(20) {
                    continue;
                }
                content.extend([*group, timetable]);
                if limited {
                    let from = self.chance.near(NOW);
                    content.extend(from.to_le_bytes());
                    content.extend(self.chance.pick(&[from + 1, from + 2_000, NEVER]).to_le_bytes());
                }
                content.extend((lockers.len() as u16).to_le_bytes());
                content.extend(lockers.into_iter().flat_map(u16::to_le_bytes));
            }
        }
        sections.insert(0x0B, always);
        sections.insert(0x0C, between);
        let slots: u8 = match self.chance.below(12) {
            0 => self.chance.draw() as u8,
            _ => groups
                .iter()
                .filter(|group| (1..=8).contains(*group))
                .fold(0, |bits, group| bits | 1 << (group - 1)),
        };
        if slots != 0 || self.chance.one_in(20) {
            sections.insert(0x12, vec![slots]);
        }
    }

    /// Low zones as bits, seldom in a form that is none.
    fn low_zones(&mut self) -> Vec<u8> {
        let chance = &mut self.chance;
        let mut bits = [0; 13];
        for place in chance.some(&[0_usize, 9, 9, 95]) {
            bits[place / 8] |= 1 << (place % 8);
        }
        let needed = bits.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        let length = if chance.one_in(12) { chance.place(13) } else { needed };
        bits[..length].to_vec()
    }

    /// Locations and functions, seldom in a form that is none.
    fn crossing(&mut self, lock: &Lock) -> Vec<u8> {
        let excepted = if self.chance.one_in(3) { self.doors(lock) } else { BTreeSet::new() };
        let chance = &mut self.chance;
        let mut content = vec![chance.pick(&[0, 0, 1, 2, 255]), excepted.len() as u8];
        content.extend(excepted.into_iter().flat_map(u16::to_le_bytes));
        let mut bits = || -> Vec<u8> {
            let some = sides(&chance.some(SIDES)).unwrap_or_default();
            if chance.one_in(12) { [some.bits(), &[0]].concat() } else { some.bits().to_vec() }
        };
        let (locations, functions) = (bits(), bits());
        content.push(locations.len() as u8);
        content.extend(locations);
        content.extend(functions);
        content
    }

    /// What timetables mean, in whatever form; days and local time, which may be missing or come too late.
    fn timetable_sections(&mut self, sections: &mut BTreeMap<u8, Vec<u8>>) {
        let chance = &mut self.chance;
        let mut timetables = Vec::new();
        for number in chance.some(&[1, 1, 2, 7, 255]).into_iter().collect::<BTreeSet<u8>>() {
            let stretches: BTreeSet<_> = (0..1 + chance.below(4)).map(|_| chance.stretch()).collect();
            timetables.extend([number, stretches.len() as u8]);
            timetables.extend(
                stretches.into_iter().flat_map(|(days, from, until)| {
                    [days, from, until].into_iter().flat_map(u16::to_le_bytes)
                }),
            );
        }
        sections.insert(0x05, timetables);
        let today = (NOW / A_DAY) as u16;
        let days: BTreeMap<u16, u8> = (0..chance.below(5))
            .map(|_| (today - 1 + chance.below(6) as u16, 1 + chance.below(8) as u8))
            .collect();
        sections.insert(
            0x06,
            days.into_iter().flat_map(|(day, kind)| [&day.to_le_bytes()[..], &[kind]].concat()).collect(),
        );
        let starts = [0, NOW - 40_000, NOW - 40_000, NOW + 500, NOW + 1_500];
        let changes: BTreeMap<u32, i16> =
            chance.some(&starts).into_iter().map(|minute| (minute, chance.pick(OFFSETS))).collect();
        let change = |(minute, offset): (u32, i16)| {
            [&minute.to_le_bytes()[..], &DAY_MINUTES.saturating_add_signed(offset).to_le_bytes()].concat()
        };
        sections.insert(0x07, changes.into_iter().flat_map(change).collect());
    }

    /// The journal of a card that is held to a lock, whoever wrote what stands in it.
    fn journal_file(&mut self) -> Vec<u8> {
        let chance = &mut self.chance;
        let (size, room) = chance.pick(&[(192, 11), (512, 31)]);
        let count = if chance.one_in(4) { room } else { chance.below(u32::from(room)) as u8 };
        let mut file: Vec<u8> = std::iter::repeat_with(|| chance.draw() as u8).take(size).collect();
        put(&mut file, 0, &[2, room, count, chance.pick(&[0, 1, 254, 255])]);
        if chance.one_in(20) {
            spoil_journal(chance, &mut file);
        }
        file
    }

    /// A journal that comes home, and what a desk makes of it that knows some of the lock's keys.
    fn journal(&mut self, site: &Site) -> Made<()> {
        let serial = self.serial()?;
        let chance = &mut self.chance;
        let place = Place { serial, code: KeyCode(1 + chance.below(4)), sequence: 1 + chance.below(5) };
        let mut journal = Journal::empty(192, Groups::NONE);
        for _ in 0..chance.below(12) {
            let door = code(chance.pick(&[1, 12, 300, 64_000]))?;
            let key = site.keyring.journal_key(door, SetUp(1 + chance.below(3) as u16));
            let event = Event {
                door,
                happening: Happening::from_byte(chance.draw() as u8),
                counter: chance.below(COUNTER_MAX + 1),
                at: from_key_minutes(chance.draw() as u32),
            };
            let elsewhere = Place { sequence: 9, ..place };
            let place = if chance.one_in(8) { &elsewhere } else { &place };
            journal.append(&key, place, event);
        }
        let mut file = overwritten(&[0; 192], &journal.encode());
        if chance.one_in(3) {
            spoil_journal(chance, &mut file);
        }
        let set_ups = chance.below(4) as u16;
        let known = |door| {
            (1..=set_ups)
                .map(|number| (SetUp(number), site.keyring.journal_key(door, SetUp(number))))
                .collect()
        };
        let records = Journal::decode(&file).map_or_else(
            |_| "unreadable".to_owned(),
            |journal| {
                listed(journal.reports(&place, known).iter().map(|report| {
                    let Event { door, happening, counter, at } = report.event;
                    let (event, minute) = (happening.byte(), moment::key_minutes(at));
                    let set_up = report.set_up.map_or(0, |set_up| set_up.0);
                    format!("{}:{event}:{counter}:{minute}:{set_up}", door.number())
                }))
            },
        );
        let fields = [
            ("serial", hex(serial.as_bytes())),
            ("key number", place.code.0.to_string()),
            ("sequence", place.sequence.to_string()),
            ("set-ups", set_ups.to_string()),
            ("journal", hex(&file)),
            ("records", records),
        ];
        Ok(self.line("journal", &fields)?)
    }
}

fn spoil_journal(chance: &mut Chance, file: &mut Vec<u8>) {
    let records = file.len() / 16;
    match chance.below(7) {
        0 => file[0] = chance.pick(&[0, 1, 3, 255]),
        1 => (file[1], file[2]) = chance.pick(&[(3, 4), (0, 1), (11, 12)]),
        2 => (file[1], file[2]) = (255, chance.pick(&[records as u8, records as u8 - 1])),
        3 => file.truncate(chance.place(file.len())),
        // A record of no door.
        4 => put(file, 16 * (1 + chance.place(3)), &chance.pick(&[0, 64_001, u16::MAX]).to_le_bytes()),
        5 => {
            let (first, second) = file[16..48].split_at_mut(16);
            first.swap_with_slice(second);
        }
        _ => {
            let at = chance.place(file.len());
            file[at] ^= 1 << chance.below(8);
        }
    }
}

/// Lets a header say what is not so, or not known, and names it.
fn spoil_header(chance: &mut Chance, bytes: &mut [u8]) -> &'static str {
    let minute = |bytes: &[u8], offset: usize| {
        bytes[offset..offset + 4].iter().rev().fold(0, |number: u32, byte| number << 8 | u32::from(*byte))
    };
    match chance.below(14) {
        0 => {
            bytes[chance.place(2)] ^= 0x20;
            "no magic"
        }
        1 => {
            bytes[VERSION] = chance.pick(&[0, 2, 255]);
            "another version"
        }
        2 => {
            bytes[KIND] = chance.pick(&[0, 2, 3, 4, 255]);
            "another kind"
        }
        3 => {
            bytes[SITE + chance.place(16)] ^= 1;
            "another site"
        }
        4 => {
            bytes[FLAGS + 1] |= 2 << chance.below(7);
            "an unknown flag"
        }
        5 => {
            bytes[FURTHER_FLAGS + chance.place(2)] |= 1 << chance.below(8);
            "a further flag"
        }
        6 => {
            bytes[RESERVED + chance.place(4)] |= 1 << chance.below(8);
            "a reserved byte"
        }
        7 => {
            bytes[EPOCH] = 255;
            "no epoch"
        }
        8 => {
            bytes[SIGNER] = chance.pick(&[1, 2, 3, 4, 255]);
            "another signer"
        }
        9 => {
            bytes[BORN + chance.place(4)] ^= 1;
            "born otherwise"
        }
        10 => {
            let over_by = minute(bytes, REFRESH_BY).saturating_sub(1);
            put(bytes, OVER_BY, &over_by.to_le_bytes());
            "over before its end"
        }
        11 => {
            let valid_until = minute(bytes, REFRESH_BY).saturating_sub(1);
            put(bytes, VALID_UNTIL, &valid_until.to_le_bytes());
            "to come back after its end"
        }
        12 => {
            let length = chance.pick(&[0, 1, 8_000, 8_001, u16::MAX]);
            put(bytes, LENGTH, &length.to_le_bytes());
            "a body of another length"
        }
        _ => {
            let at = chance.place(HEAD);
            bytes[at] ^= 1 << chance.below(8);
            "a bit of the header"
        }
    }
}

/// Breaks the form of one section or of their order, and names how.
fn spoil_sections(chance: &mut Chance, sections: &mut [(u8, Vec<u8>)]) -> &'static str {
    let at = chance.place(sections.len());
    let (number, content) = &mut sections[at];
    match chance.below(9) {
        0 => {
            *number = chance.draw() as u8;
            "a section of another number"
        }
        1 => {
            *number = 0;
            "section 0"
        }
        2 => {
            content.clear();
            "an empty section"
        }
        3 => {
            content.pop();
            "a shorter section"
        }
        4 => {
            content.push(1);
            "a longer section"
        }
        5 => {
            let door: u16 = chance.pick(&[0, 64_001, u16::MAX]);
            content.splice(..content.len().min(2), door.to_le_bytes());
            "no door"
        }
        6 => {
            content.extend_from_within(..);
            "entries twice"
        }
        7 => {
            let last = content.len().saturating_sub(chance.place(8));
            content[last.saturating_sub(1)..].fill(0);
            "zeros"
        }
        _ => {
            let last = sections.len() - 1;
            sections.swap(at, last);
            "sections in another order"
        }
    }
}

/// Cuts, moves or forges an image that was signed, and names how.
fn spoil_sealed(chance: &mut Chance, bytes: &mut Vec<u8>, serial: Serial, site: &Site) -> Made<&'static str> {
    Ok(match chance.below(8) {
        0 => {
            bytes.truncate(chance.place(bytes.len()));
            "cut off"
        }
        1 => {
            bytes.pop();
            "cut off by one"
        }
        2 => {
            bytes.extend(chance.bytes::<9>());
            "longer"
        }
        3 => {
            let other = Serial::new(&[4; 7]).ok_or("no serial number")?;
            seal(site.signer_of(bytes), bytes, other);
            "another card's"
        }
        4 => {
            let [first, second, ..] = &site.signing;
            seal(if bytes[SIGNER] == 0 { second } else { first }, bytes, serial);
            "another signer's"
        }
        5 => {
            add_group_order(bytes);
            "S not reduced"
        }
        6 => {
            let (point, times) = chance.pick(&[(ONE, 0), (BASE, 1)]);
            put(bytes, HEAD, &point);
            bytes[HEAD + 32..BODY].fill(0);
            bytes[HEAD + 32] = times;
            "signed by nobody"
        }
        _ => {
            let at = chance.place(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
            "a bit flipped"
        }
    })
}

/// Signs an image for a card, over as much of the body as there is.
fn seal(key: &SigningKey, bytes: &mut [u8], serial: Serial) {
    let length = usize::from(u16::from_le_bytes([bytes[LENGTH], bytes[LENGTH + 1]]));
    let body = &bytes[BODY..bytes.len().min(BODY + length)];
    let serial = serial.as_bytes();
    let message =
        [b"keydesk key image 1\0", &[serial.len() as u8][..], serial, &bytes[..HEAD], body].concat();
    let signature = key.sign(&message).to_bytes();
    put(bytes, HEAD, &signature);
}

/// Adds the order of the group to a signature's S: the same point by another number.
fn add_group_order(bytes: &mut [u8]) {
    const ORDER: [u8; 32] = [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut carry = 0;
    for (byte, more) in bytes[HEAD + 32..BODY].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(more) + carry;
        (*byte, carry) = (sum as u8, sum >> 8);
    }
}

fn put(bytes: &mut [u8], offset: usize, what: &[u8]) {
    bytes[offset..offset + what.len()].copy_from_slice(what);
}

/// What stands in a file after something was written at its beginning.
fn overwritten(file: &[u8], beginning: &[u8]) -> Vec<u8> {
    [beginning, file.get(beginning.len()..).unwrap_or_default()].concat()
}

fn code(number: u16) -> Made<Code> {
    Ok(Code::new(number).ok_or("no door")?)
}

fn epoch(number: u8) -> Made<Epoch> {
    Ok(Epoch::new(number).ok_or("no epoch")?)
}

fn pin(digits: &str) -> Made<PinDigits> {
    Ok(PinDigits::new(digits).map_err(|fault| format!("no PIN: {fault:?}"))?)
}

fn pin_of(site: &Site, salt: [u8; 4]) -> impl Fn(&str) -> Made<PinCheck> {
    move |digits| Ok(PinCheck::of(&site.pin_key, salt, &pin(digits)?))
}

fn words(decision: Decision) -> String {
    match decision {
        Decision::Open { extended, outputs } => {
            let opens = if extended { "open, longer time" } else { "open" };
            let outputs: Vec<String> = outputs.iter().map(|output| output.number().to_string()).collect();
            if outputs.is_empty() { opens.into() } else { format!("{opens}, drives {}", outputs.join(", ")) }
        }
        Decision::Refuse(Refusal::Pin) => "refuse: PIN".into(),
        Decision::Refuse(refusal) => format!("refuse: {}", refusal.key().replace('-', " ")),
        Decision::Take => "take".into(),
        Decision::Ignore => "silent".into(),
    }
}

/// What a lock knows of keys that it is to refuse.
fn denied(lock: &Lock) -> String {
    listed(lock.denylist.iter().map(|(code, denied)| {
        format!("{}:{}:{}:{}", code.0, denied.refused.number(), denied.until, u8::from(denied.is_reported))
    }))
}

/// The last day of an entry of the denylist: most often one that is to come.
fn denied_until(chance: &mut Chance) -> u16 {
    (NOW / A_DAY) as u16 + chance.pick(&[0, 1, 3, 20, 22, 40]) - chance.pick(&[0, 0, 0, 1])
}

fn seen(lock: &Lock) -> String {
    listed(lock.seen.iter().map(|(key, seen)| format!("{}:{}:{}", key.0, seen.sequence, seen.over_by)))
}

/// The rights of an image, zones behind doors, and what its timetables mean.
fn rights(image: &Image) -> String {
    let Image { body, .. } = image;
    let doors = body.rights.entries().iter().map(|Entry { door, timetable, between }| {
        let (from, until) =
            between.map_or_else(Default::default, |(from, until)| (from.to_string(), until.to_string()));
        format!("{}:{timetable}:{from}:{until}", door.number())
    });
    let zones = body.rights.zones().iter().map(|entry| {
        let doors: Vec<String> = entry.except.doors().iter().map(|door| door.number().to_string()).collect();
        format!("zone {}:{}:{}", entry.zone.number(), entry.timetable, doors.join("."))
    });
    let outputs = body.rights.outputs().iter().map(|OutputEntry { output, timetable, between }| {
        let (from, until) =
            between.map_or_else(Default::default, |(from, until)| (from.to_string(), until.to_string()));
        format!("output {}:{timetable}:{from}:{until}", output.number())
    });
    let crossing = body.rights.crossing().map(|crossing| {
        let joined =
            |numbers: Vec<u16>| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
        let excepted = joined(crossing.except.doors().iter().map(|door| door.number()).collect());
        let [locations, functions] = [&crossing.locations, &crossing.functions]
            .map(|all| joined(all.iter().map(crossing::Number::number).collect()));
        format!("crossing {}:{excepted}:{locations}:{functions}", crossing.timetable)
    });
    let timetables = body.rights.timetables().iter().map(|(number, hours)| {
        let times = |bit: u32| {
            let mut times: Vec<&Stretch> =
                hours.stretches().iter().filter(|stretch| stretch.days().bits() >> bit & 1 == 1).collect();
            times.sort_unstable_by_key(|stretch| stretch.from());
            times.iter().map(|time| format!("{}-{}", time.from(), time.until())).collect::<Vec<_>>().join(".")
        };
        format!("timetable {number}:{}", (0..u16::BITS).map(times).collect::<Vec<_>>().join("/"))
    });
    let days = body.local.days().iter();
    let days = days.map(|(day, kind)| format!("day {day}:{}", kind.kind().unwrap_or_default()));
    let changes = body.local.time().changes().iter();
    let changes = changes.map(|(minute, offset)| format!("from {minute}:{}", offset.minutes()));
    let is_beside = |one: &FreeEntry, other: &FreeEntry| {
        (one.group, one.timetable, one.between) == (other.group, other.timetable, other.between)
    };
    let lockers = body.rights.free().chunk_by(is_beside).filter_map(|lockers| {
        let FreeEntry { group, timetable, between, .. } = lockers.first()?;
        let (from, until) =
            between.map_or_else(Default::default, |(from, until)| (from.to_string(), until.to_string()));
        let lockers: Vec<String> = lockers.iter().map(|entry| entry.locker.number().to_string()).collect();
        Some(format!("lockers {}:{timetable}:{from}:{until}:{}", group.number(), lockers.join(".")))
    });
    let slots = body.rights.slots().iter().map(|group| format!("slot {}", group.number()));
    let rights = doors.chain(zones).chain(crossing).chain(outputs).chain(lockers).chain(slots);
    listed(rights.chain(timetables).chain(days).chain(changes))
}

fn output(number: u8) -> Made<output::Number> {
    Ok(output::Number::new(number).ok_or("no output")?)
}

fn sides(numbers: &[u16]) -> Made<crossing::Numbers> {
    let sides: Option<_> = numbers.iter().map(|number| crossing::Number::new(*number)).collect();
    Ok(sides.ok_or("no location")?)
}

fn zones(numbers: &[u16]) -> Made<BTreeSet<zone::Number>> {
    let zones: Option<_> = numbers.iter().map(|number| zone::Number::new(*number)).collect();
    Ok(zones.ok_or("no zone")?)
}

fn listed(items: impl IntoIterator<Item = impl ToString>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(",")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Which key has a locker, and since when.
fn taken(lock: &Lock) -> String {
    let since = |owner: Owner| owner.since.map_or_else(|| "unknown".into(), |since| since.to_string());
    lock.owner.map(|owner| format!("{}, {}", owner.key.0, since(owner))).unwrap_or_default()
}
