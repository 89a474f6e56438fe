//! How an offline lock decides: a pure function of the lock, the key and the time, so that tests can judge a
//! written key as a door would. Guest rules, zones and timetables join with their entities; their places in
//! the order of decision are kept. Whatever a later desk writes that restricts a key is refused here.

use std::collections::{BTreeMap, BTreeSet};

use super::door::Code;
use super::event::{self, Event, Happening, Journal, JournalKey, Place};
use super::image::{Born, Entry, Epoch, Fault, Flags, Header, Image, KeyCode, Serial, Signers, SiteMark};
use super::moment::{self, Moment};
use super::pin::{PinDigits, PinKey};

/// Why a lock stays shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The image is not this site's for this card.
    Altered,
    /// The key was cancelled.
    Cancelled,
    /// A newer image of this key was here before.
    OldImage,
    /// The key is not valid yet.
    NotActive,
    /// The key is no longer valid.
    Expired,
    /// The key should have come back to an encoder.
    OutOfDate,
    /// The door is closed for an emergency.
    Emergency,
    /// The key has no right to this door.
    NotHere,
    /// The right does not hold at this time.
    NotNow,
    /// The door is locked from inside.
    Privacy,
    /// The code is missing or wrong.
    Pin,
    /// The key says what this lock does not know, or is of another numbering.
    NotUnderstood,
}

impl Refusal {
    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Refusal::Altered => "altered",
            Refusal::Cancelled => "cancelled",
            Refusal::OldImage => "old-image",
            Refusal::NotActive => "not-active",
            Refusal::Expired => "expired",
            Refusal::OutOfDate => "out-of-date",
            Refusal::Emergency => "emergency",
            Refusal::NotHere => "not-here",
            Refusal::NotNow => "not-now",
            Refusal::Privacy => "privacy",
            Refusal::Pin => "pin",
            Refusal::NotUnderstood => "not-understood",
        }
    }

    /// Every reason, by number.
    pub const ALL: &[Refusal] = &[
        Refusal::Altered,
        Refusal::Cancelled,
        Refusal::OldImage,
        Refusal::NotActive,
        Refusal::Expired,
        Refusal::OutOfDate,
        Refusal::Emergency,
        Refusal::NotHere,
        Refusal::NotNow,
        Refusal::Privacy,
        Refusal::Pin,
        Refusal::NotUnderstood,
    ];

    /// The reason's number in journals.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The reason of a number.
    pub fn from_number(number: u8) -> Option<Refusal> {
        Refusal::ALL.iter().copied().find(|refusal| refusal.number() == number)
    }
}

/// What a lock does with a key that is held to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It opens.
    Open {
        /// For the longer of its two times.
        extended: bool,
    },
    /// It stays shut and says why.
    Refuse(Refusal),
    /// It stays shut and says nothing: the key is not of this site.
    Ignore,
}

/// What a lock asks for besides a key.
#[derive(Debug, Clone, Default)]
pub enum Mode {
    /// Nothing: a right is enough.
    #[default]
    Standard,
    /// The key's PIN as well, checked under the site's PIN key.
    KeyAndPin(PinKey),
}

/// What a lock is told when it is set up.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The site that it belongs to.
    pub site: SiteMark,
    /// The numbering in which it has its number.
    pub born: Born,
    /// The public halves of the keys that sign images.
    pub signers: Signers,
    /// The newest epoch of whose cards it has the keys; it has those of the one before as well.
    pub epoch: Epoch,
    /// Its number.
    pub code: Code,
    /// The key with which it marks what it writes on keys.
    pub journal_key: JournalKey,
}

/// A card as it proved itself when the lock opened a session with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proven {
    /// The serial number.
    pub serial: Serial,
    /// The epoch of the key that it has.
    pub epoch: Epoch,
}

impl From<Serial> for Proven {
    /// A card of the first epoch.
    fn from(serial: Serial) -> Self {
        Proven { serial, epoch: Epoch::FIRST }
    }
}

/// What a lock remembers of a key that was here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Its newest image.
    pub sequence: u32,
    /// The minute at which every image of it up to that one is over: then this can be forgotten.
    pub over_by: u32,
}

/// A lock: what it was told when it was set up, and what it has seen since. All of it stays through loss of power,
/// except that then the clock is not set.
#[derive(Debug, Clone)]
pub struct Lock {
    /// What it was told.
    pub setup: Setup,
    /// What it asks for.
    pub mode: Mode,
    /// Whether it is closed for an emergency.
    pub emergency: bool,
    /// Whether somebody locked it from inside.
    pub privacy: bool,
    /// Whether it logs on keys that have room.
    pub audit_on_keys: bool,
    /// Whether its clock can be believed: after a change of batteries it cannot.
    pub clock_is_set: bool,
    /// Keys that no longer open.
    pub denylist: BTreeSet<KeyCode>,
    /// The keys that were here.
    pub seen: BTreeMap<KeyCode, Seen>,
    /// A minute that is over for certain.
    pub floor: u32,
    /// Counts what it wrote on keys.
    pub counter: u32,
}

/// Desks and doors agree on the time to within this. What was written later than that was written in a future that
/// the one or the other made up.
const CLOCKS_DIFFER_MINUTES: u32 = 24 * 60;

impl Lock {
    /// A lock fresh from its set-up.
    pub const fn new(setup: Setup) -> Lock {
        Lock {
            setup,
            mode: Mode::Standard,
            emergency: false,
            privacy: false,
            audit_on_keys: true,
            clock_is_set: true,
            denylist: BTreeSet::new(),
            seen: BTreeMap::new(),
            floor: 0,
            counter: 0,
        }
    }

    /// Decides about a key: the bytes of its rights file, the card that they stand on, and the code that was typed,
    /// if one was. Remembers the image's number, and the time that is over for certain.
    pub fn decide(
        &mut self,
        rights: &[u8],
        card: impl Into<Proven>,
        typed: Option<&PinDigits>,
        now: Moment,
    ) -> Decision {
        let card = card.into();
        let is_ours = Header::site_claimed_by(rights) == Some(self.setup.site);
        if !is_ours || !self.has_keys_of(card.epoch) {
            return Decision::Ignore;
        }
        let decided = self
            .accept(rights, card)
            .and_then(|image| self.decide_image(&image, typed, moment::key_minutes(now)));
        match decided {
            Ok(extended) => Decision::Open { extended },
            Err(refusal) => Decision::Refuse(refusal),
        }
    }

    /// Writes what happened on the key, if the key and the door both want that.
    pub fn log(
        &mut self,
        image: &Image,
        serial: Serial,
        journal: &mut Journal,
        decision: Decision,
        now: Moment,
    ) -> bool {
        let happening = match decision {
            Decision::Open { .. } => Happening::Opened,
            // What is not believed, or not understood, does not say either that it may be written on.
            Decision::Refuse(Refusal::Altered | Refusal::NotUnderstood) | Decision::Ignore => return false,
            Decision::Refuse(refusal) => Happening::Refused(refusal),
        };
        if !self.audit_on_keys || !image.header.flags.has(Flags::AUDIT_OPENINGS) {
            return false;
        }
        let place = Place::of(serial, &image.header);
        if self.is_ahead(&image.header, moment::key_minutes(now)) {
            self.append(&place, journal, Happening::ClocksDiffer, now);
        }
        self.append(&place, journal, happening, now)
    }

    fn append(&mut self, place: &Place, journal: &mut Journal, happening: Happening, at: Moment) -> bool {
        let event = Event { door: self.setup.code, happening, counter: self.counter, at };
        let is_written = journal.append(&self.setup.journal_key, place, event);
        if is_written {
            self.counter = self.counter.saturating_add(1).min(event::COUNTER_MAX);
        }
        is_written
    }

    /// Forgets the keys of which no earlier image can open any more.
    pub fn forget(&mut self, now: Moment) {
        let passed = self.passed(moment::key_minutes(now));
        self.seen.retain(|_, seen| seen.over_by > passed);
    }

    fn has_keys_of(&self, epoch: Epoch) -> bool {
        let newest = self.setup.epoch.number();
        epoch.number() == newest || epoch.number().checked_add(1) == Some(newest)
    }

    /// The latest minute that is over for certain.
    fn passed(&self, now: u32) -> u32 {
        if self.clock_is_set { now.max(self.floor) } else { self.floor }
    }

    /// Whether a key was written in what is the future here.
    fn is_ahead(&self, header: &Header, now: u32) -> bool {
        self.clock_is_set && header.issued_at > now.saturating_add(CLOCKS_DIFFER_MINUTES)
    }

    /// The image, if it is this site's for this card and says nothing that is not known here.
    fn accept(&self, rights: &[u8], card: Proven) -> Result<Image, Refusal> {
        let (header, _) = Header::decode(rights).map_err(|_| Refusal::NotUnderstood)?;
        refuse(Refusal::NotUnderstood, header.issuer.born != self.setup.born)?;
        refuse(Refusal::NotUnderstood, self.setup.signers.get(header.issuer.signer).is_none())?;
        let image = Image::open(rights, card.serial, &self.setup.signers).map_err(|fault| match fault {
            Fault::NotUnderstood => Refusal::NotUnderstood,
            Fault::Short | Fault::NotAnImage | Fault::Malformed | Fault::Signature => Refusal::Altered,
        })?;
        // A card was given its later keys before it was given this image: one that has only the earlier ones is not
        // that card.
        refuse(Refusal::Altered, header.issuer.epoch > card.epoch)?;
        Ok(image)
    }

    /// Whether it opens for the longer of its two times, or why it does not open.
    fn decide_image(&mut self, image: &Image, typed: Option<&PinDigits>, now: u32) -> Result<bool, Refusal> {
        let header = &image.header;
        // A cancelled key is told so before anything else is weighed, expired or not.
        refuse(Refusal::Cancelled, self.denylist.contains(&header.code))?;
        let newest = self.seen.get(&header.code).copied();
        refuse(Refusal::OldImage, newest.is_some_and(|newest| header.sequence < newest.sequence))?;
        let seen = Seen { sequence: header.sequence, over_by: header.over_by };
        self.seen.insert(header.code, seen);
        // What the lock's own clock says is certain; without one, that a desk wrote the key before now.
        self.floor = self.floor.max(if self.clock_is_set { now } else { header.issued_at });
        self.weigh(image, typed, now)?;
        Ok(header.flags.has(Flags::EXTENDED_OPENING))
    }

    fn weigh(&self, image: &Image, typed: Option<&PinDigits>, now: u32) -> Result<(), Refusal> {
        let header = &image.header;
        let passed = self.passed(now);
        refuse(Refusal::NotActive, self.clock_is_set && now < header.valid_from)?;
        refuse(Refusal::Expired, passed >= header.valid_until)?;
        refuse(Refusal::OutOfDate, passed >= header.refresh_by)?;
        refuse(Refusal::Emergency, self.emergency && !header.flags.has(Flags::OVERRIDE_LOCKDOWN))?;
        let mut grounds = image.body.entries.iter().filter(|entry| entry.door == self.setup.code).peekable();
        refuse(Refusal::NotHere, grounds.peek().is_none())?;
        refuse(Refusal::NotNow, !grounds.any(|entry| self.holds_now(entry, now)))?;
        refuse(Refusal::Privacy, self.privacy && !header.flags.has(Flags::OVERRIDE_PRIVACY))?;
        let is_right = |key: &PinKey| {
            image.body.pin.zip(typed).is_some_and(|(check, digits)| check.accepts(key, digits))
        };
        let opens = match &self.mode {
            Mode::Standard => true,
            Mode::KeyAndPin(key) => is_right(key),
        };
        refuse(Refusal::Pin, !opens)
    }

    /// Whether a right holds at this minute. Without a clock only what holds always does.
    fn holds_now(&self, entry: &Entry, now: u32) -> bool {
        match entry.between {
            None => entry.timetable == 0,
            Some((from, until)) => self.clock_is_set && entry.timetable == 0 && from <= now && now < until,
        }
    }
}

const fn refuse(refusal: Refusal, is_so: bool) -> Result<(), Refusal> {
    if is_so { Err(refusal) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::image::tests::{
        ISSUER, code, sealed, serial, signer, signers, stamp, statement, validity,
    };
    use crate::domain::image::{Issuer, Stamp, Statement};
    use crate::domain::moment::tests::{at, utc};
    use crate::domain::pin::PinCheck;
    use crate::domain::user::{Between, Options};
    use ed25519_dalek::Signer as _;

    const OPEN: Decision = Decision::Open { extended: false };

    fn lock(number: u16) -> Lock {
        Lock::new(Setup {
            site: ISSUER.site,
            born: ISSUER.born,
            signers: signers(),
            epoch: Epoch::FIRST,
            code: code(number),
            journal_key: JournalKey::new([1; 16]),
        })
    }

    /// What a desk signs that stamps like this.
    fn issued(statement: &Statement, stamp: &Stamp<'_>) -> Vec<u8> {
        statement.image(stamp).seal(serial(), |bytes| signer().sign(bytes).to_bytes())
    }

    fn minutes(text: &str) -> u32 {
        moment::key_minutes(at(text))
    }

    fn ask(lock: &mut Lock, statement: &Statement, now: &str) -> Decision {
        lock.decide(&sealed(statement, 1), serial(), None, at(now))
    }

    #[test]
    fn a_right_opens_its_door_and_no_other() {
        let key = statement(&[12, 13]);
        assert_eq!(ask(&mut lock(12), &key, "2026-11-22 11:00"), OPEN);
        assert_eq!(ask(&mut lock(14), &key, "2026-11-22 11:00"), Decision::Refuse(Refusal::NotHere));
    }

    #[test]
    fn validity_begins_and_ends_on_the_minute() {
        // Written on 22 November for 30 days: the last one is 22 December.
        let key = statement(&[12]);
        for (now, decision) in [
            ("2025-12-31 23:59:59", Decision::Refuse(Refusal::NotActive)),
            ("2026-01-01 00:00:00", OPEN),
            ("2026-12-22 23:59:59", OPEN),
            ("2026-12-23 00:00:00", Decision::Refuse(Refusal::OutOfDate)),
        ] {
            assert_eq!(ask(&mut lock(12), &key, now), decision, "{now}");
        }
        let mut ending = statement(&[12]);
        ending.validity.expiration = Some(at("2026-12-01 12:00"));
        assert_eq!(ask(&mut lock(12), &ending, "2026-12-01 11:59:59"), OPEN);
        assert_eq!(ask(&mut lock(12), &ending, "2026-12-01 12:00"), Decision::Refuse(Refusal::Expired));
    }

    #[test]
    fn a_right_with_a_period_holds_in_it() {
        let between = Between::new(at("2026-12-01 08:00"), at("2026-12-02 08:00")).unwrap();
        let key = Statement::of_user(Options::default(), validity(), None, "", [(code(12), Some(between))]);
        let not_now = Decision::Refuse(Refusal::NotNow);
        assert_eq!(ask(&mut lock(12), &key, "2026-12-01 07:59"), not_now);
        assert_eq!(ask(&mut lock(12), &key, "2026-12-01 08:00"), OPEN);
        assert_eq!(ask(&mut lock(12), &key, "2026-12-02 08:00"), not_now);
        let mut unset = lock(12);
        unset.clock_is_set = false;
        assert_eq!(ask(&mut unset, &key, "2026-12-01 09:00"), not_now);
    }

    #[test]
    fn an_old_image_put_back_is_refused_where_the_new_one_was() {
        let mut lock = lock(12);
        let (old, new) = (sealed(&statement(&[12]), 4), sealed(&statement(&[13]), 5));
        let now = at("2026-11-22 11:00");
        assert_eq!(lock.decide(&old, serial(), None, now), OPEN);
        assert_eq!(lock.decide(&new, serial(), None, now), Decision::Refuse(Refusal::NotHere));
        assert_eq!(lock.decide(&old, serial(), None, now), Decision::Refuse(Refusal::OldImage));
    }

    #[test]
    fn a_forged_image_is_refused_and_a_strangers_is_not_spoken_to() {
        let now = at("2026-11-22 11:00");
        let mut altered = sealed(&statement(&[12]), 4);
        *altered.last_mut().unwrap() ^= 1;
        assert_eq!(lock(12).decide(&altered, serial(), None, now), Decision::Refuse(Refusal::Altered));
        let mut stranger = lock(12);
        stranger.setup.site = SiteMark([1; 16]);
        assert_eq!(stranger.decide(&sealed(&statement(&[12]), 4), serial(), None, now), Decision::Ignore);
        assert_eq!(lock(12).decide(b"nothing of ours", serial(), None, now), Decision::Ignore);
    }

    #[test]
    fn a_cancelled_key_is_refused_even_when_it_is_expired() {
        let mut lock = lock(12);
        lock.denylist.insert(KeyCode(77));
        let cancelled = Decision::Refuse(Refusal::Cancelled);
        assert_eq!(ask(&mut lock, &statement(&[12]), "2026-11-22 11:00"), cancelled);
        assert_eq!(ask(&mut lock, &statement(&[12]), "2030-11-22 11:00"), cancelled);
    }

    #[test]
    fn options_open_what_others_may_not() {
        let now = "2026-11-22 11:00";
        let with = |options| Statement::of_user(options, validity(), None, "", [(code(12), None)]);
        let (plain, strong) = (
            with(Options::default()),
            with(Options { override_privacy: true, override_lockdown: true, ..Options::default() }),
        );
        let (mut private, mut emergency) = (lock(12), lock(12));
        (private.privacy, emergency.emergency) = (true, true);
        assert_eq!(ask(&mut private, &plain, now), Decision::Refuse(Refusal::Privacy));
        assert_eq!(ask(&mut private, &strong, now), OPEN);
        assert_eq!(ask(&mut emergency, &plain, now), Decision::Refuse(Refusal::Emergency));
        assert_eq!(ask(&mut emergency, &strong, now), OPEN);
        let extended = with(Options { extended_opening: true, ..Options::default() });
        assert_eq!(ask(&mut lock(12), &extended, now), Decision::Open { extended: true });
    }

    #[test]
    fn a_door_that_wants_a_code_wants_the_keys_own() {
        let mut door = lock(12);
        let key = PinKey::new([3; 16]);
        let (pin, wrong) = (PinDigits::new("1234").unwrap(), PinDigits::new("1235").unwrap());
        let check = PinCheck::of(&key, [7, 0, 0, 0], &pin);
        door.mode = Mode::KeyAndPin(key);
        let doors = || [(code(12), None)];
        let with = Statement::of_user(Options::default(), validity(), Some(check), "", doors());
        let without = Statement::of_user(Options::default(), validity(), None, "", doors());
        let now = at("2026-11-22 11:00");
        let refused = Decision::Refuse(Refusal::Pin);
        assert_eq!(door.decide(&sealed(&with, 1), serial(), Some(&pin), now), OPEN);
        assert_eq!(door.decide(&sealed(&with, 1), serial(), Some(&wrong), now), refused);
        assert_eq!(door.decide(&sealed(&with, 1), serial(), None, now), refused);
        assert_eq!(door.decide(&sealed(&without, 1), serial(), None, now), refused);
    }

    #[test]
    fn what_happened_goes_home_on_keys_that_have_room_for_it() {
        let now = at("2026-11-22 11:00");
        let audited = Statement::of_user(
            Options { audit_openings: true, ..Options::default() },
            validity(),
            None,
            "",
            [(code(12), None)],
        );
        let mut journal = Journal::empty(192);
        let image = |statement: &Statement| Image::decode(&sealed(statement, 1)).unwrap();
        let mut door = lock(12);
        assert!(door.log(&image(&audited), serial(), &mut journal, OPEN, now));
        assert!(!door.log(&image(&statement(&[12])), serial(), &mut journal, OPEN, now));
        for silent in [Decision::Ignore, refused(Refusal::Altered), refused(Refusal::NotUnderstood)] {
            assert!(!door.log(&image(&audited), serial(), &mut journal, silent, now), "{silent:?}");
        }
        assert!(door.log(&image(&audited), serial(), &mut journal, refused(Refusal::NotNow), now));
        let opened = Event { door: code(12), at: now, happening: Happening::Opened, counter: 0 };
        let not_now = Event { happening: Happening::Refused(Refusal::NotNow), counter: 1, ..opened };
        assert_eq!(events(&journal, &image(&audited)), [opened, not_now]);
        // The key comes from a desk that is more than a day ahead.
        let before = at("2026-11-21 10:24");
        let mut journal = Journal::empty(192);
        assert!(door.log(&image(&audited), serial(), &mut journal, OPEN, at("2026-11-21 10:25")));
        assert!(door.log(&image(&audited), serial(), &mut journal, OPEN, before));
        let happenings: Vec<Happening> =
            events(&journal, &image(&audited)).iter().map(|event| event.happening).collect();
        assert_eq!(happenings, [Happening::Opened, Happening::ClocksDiffer, Happening::Opened]);
    }

    fn events(journal: &Journal, image: &Image) -> Vec<Event> {
        let reports = journal.reports(&Place::of(serial(), &image.header), |_| {
            vec![(event::SetUp::FIRST, JournalKey::new([1; 16]))]
        });
        assert!(reports.iter().all(|report| report.set_up.is_some()));
        reports.iter().map(|report| report.event).collect()
    }

    const fn refused(refusal: Refusal) -> Decision {
        Decision::Refuse(refusal)
    }

    #[test]
    fn whatever_a_later_desk_writes_that_restricts_stays_shut() {
        let now = at("2026-11-22 11:00");
        let resign = |spoil: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = sealed(&statement(&[12]), 4);
            spoil(&mut bytes);
            let signed =
                [&b"keydesk key image 1\0\x07"[..], serial().as_bytes(), &bytes[..64], &bytes[128..]]
                    .concat();
            bytes[64..128].copy_from_slice(&signer().sign(&signed).to_bytes());
            bytes
        };
        let append = |bytes: &mut Vec<u8>, section: &[u8]| {
            bytes.extend_from_slice(section);
            bytes[46] += section.len() as u8;
        };
        let decided = |bytes: &[u8]| lock(12).decide(bytes, serial(), None, now);
        let not_understood = refused(Refusal::NotUnderstood);
        assert_eq!(decided(&resign(&|_| ())), OPEN);
        assert_eq!(decided(&resign(&|bytes| append(bytes, &[0x7F, 1, 0, 9]))), OPEN);
        assert_eq!(decided(&resign(&|bytes| append(bytes, &[0x81, 1, 0, 9]))), not_understood);
        assert_eq!(decided(&resign(&|bytes| bytes[44] |= 0x40)), OPEN, "room for a side, and no rule");
        for (offset, value) in [(2, 2), (3, 2), (3, 3), (45, 2), (52, 1), (54, 1), (56, 1), (63, 1)] {
            let bytes = resign(&|bytes| bytes[offset] ^= value);
            let decision = if offset == 56 { OPEN } else { not_understood };
            assert_eq!(decided(&bytes), decision, "offset {offset}");
        }
        let mut forged = resign(&|bytes| append(bytes, &[0x81, 1, 0, 9]));
        *forged.last_mut().unwrap() ^= 1;
        assert_eq!(decided(&forged), refused(Refusal::Altered), "the signature is looked at first");
    }

    #[test]
    fn a_key_of_another_numbering_is_not_understood() {
        let now = at("2026-11-22 11:00");
        for born in [Born(ISSUER.born.0 - 1), Born(ISSUER.born.0 + 1)] {
            let mut recovered = lock(12);
            recovered.setup.born = born;
            let decision = recovered.decide(&sealed(&statement(&[12]), 4), serial(), None, now);
            assert_eq!(decision, refused(Refusal::NotUnderstood));
            assert!(recovered.seen.is_empty());
        }
    }

    #[test]
    fn a_lock_has_the_keys_of_two_epochs_and_an_image_belongs_to_its_own_or_later_ones() {
        let now = at("2026-11-22 11:00");
        let epoch = |number| Epoch::new(number).unwrap();
        let issuer = Issuer { epoch: epoch(3), ..ISSUER };
        let bytes = issued(&statement(&[12]), &Stamp { issuer, ..stamp(&utc(), 1) });
        let mut door = lock(12);
        for (held, card, decision) in [
            (3, 3, OPEN),
            (4, 3, OPEN),
            (4, 4, OPEN),
            (5, 3, Decision::Ignore),
            (2, 3, Decision::Ignore),
            (3, 2, refused(Refusal::Altered)),
        ] {
            door.setup.epoch = epoch(held);
            let card = Proven { serial: serial(), epoch: epoch(card) };
            assert_eq!(door.decide(&bytes, card, None, now), decision, "{held}, {card:?}");
        }
    }

    #[test]
    fn a_lock_without_a_clock_opens_for_nothing_that_it_knows_to_be_over() {
        let key = |now: &str| issued(&statement(&[12]), &Stamp { now: at(now), ..stamp(&utc(), 1) });
        // Thirty days from the first: over at the beginning of 2 November.
        let old = key("2026-10-02 09:00");
        let mut door = lock(12);
        door.clock_is_set = false;
        let ask = |door: &mut Lock, bytes: &[u8]| door.decide(bytes, serial(), None, at("2030-01-01 00:00"));
        assert_eq!(ask(&mut door, &old), OPEN, "it knows nothing");
        assert_eq!(door.floor, minutes("2026-10-02 09:00"));
        assert_eq!(ask(&mut door, &key("2026-11-01 23:59")), OPEN);
        assert_eq!(ask(&mut door, &old), OPEN);
        assert_eq!(ask(&mut door, &key("2026-11-02 00:00")), OPEN);
        assert_eq!(ask(&mut door, &old), refused(Refusal::OutOfDate), "a key was written after its end");
        // A clock that was set, and lost.
        let mut door = lock(12);
        assert_eq!(door.decide(&old, serial(), None, at("2026-11-01 23:59")), OPEN);
        assert_eq!(door.decide(&old, serial(), None, at("2026-11-02 00:00")), refused(Refusal::OutOfDate));
        door.clock_is_set = false;
        assert_eq!(ask(&mut door, &old), refused(Refusal::OutOfDate), "no battery brings it back");
        door.clock_is_set = true;
        let earlier = door.decide(&old, serial(), None, at("2026-10-15 00:00"));
        assert_eq!(earlier, refused(Refusal::OutOfDate), "nor does a clock that is put back");
    }

    #[test]
    fn a_lock_forgets_a_key_when_no_earlier_image_of_it_opens_any_more() {
        let last = minutes("2026-12-30 00:00");
        let now = at("2026-11-22 11:00");
        let mut short = statement(&[13]);
        short.validity.expiration = Some(at("2026-11-25 00:00"));
        let old = issued(&statement(&[12]), &Stamp { now, ..stamp(&utc(), 4) });
        let new = issued(&short, &Stamp { now, earlier_over_by: Some(last), ..stamp(&utc(), 5) });
        let mut door = lock(12);
        door.decide(&new, serial(), None, now);
        for (time, decision) in
            [("2026-11-26 00:00", Refusal::OldImage), ("2026-12-29 23:59", Refusal::OldImage)]
        {
            door.forget(at(time));
            assert_eq!(door.decide(&old, serial(), None, at(time)), refused(decision), "{time}");
        }
        door.forget(at("2026-12-30 00:00"));
        assert!(door.seen.is_empty());
        let decision = door.decide(&old, serial(), None, at("2026-12-30 00:00"));
        assert_eq!(decision, refused(Refusal::OutOfDate));
    }
}
