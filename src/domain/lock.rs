//! How an offline lock decides: a pure function of the lock, the key and the time, so that tests can judge a
//! written key as a door would. Guest rules, zones and timetables join with their entities; their places in
//! the order of decision are kept.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::VerifyingKey;

use super::door::Code;
use super::event::{Event, Happening, Journal};
use super::image::{Entry, Fault, Flags, Image, KeyCode, Serial, SiteMark};
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
        }
    }

    /// Every reason, in the order of decision.
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

/// A lock: what it was told when it was set up, and what it has seen since.
#[derive(Debug, Clone)]
pub struct Lock {
    /// The site that it belongs to.
    pub site: SiteMark,
    /// The public half of the key that signs images.
    pub signer: VerifyingKey,
    /// Its number.
    pub code: Code,
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
    /// The newest image of each key that was here.
    pub newest: BTreeMap<KeyCode, u32>,
}

impl Lock {
    /// A lock fresh from its set-up.
    pub fn new(site: SiteMark, signer: VerifyingKey, code: Code) -> Lock {
        Lock {
            site,
            signer,
            code,
            mode: Mode::Standard,
            emergency: false,
            privacy: false,
            audit_on_keys: true,
            clock_is_set: true,
            denylist: BTreeSet::new(),
            newest: BTreeMap::new(),
        }
    }

    /// Decides about a key: the bytes of its rights file, its serial number, and the code that was typed, if
    /// one was. Remembers the image's number.
    pub fn decide(
        &mut self,
        rights: &[u8],
        serial: Serial,
        typed: Option<&PinDigits>,
        now: Moment,
    ) -> Decision {
        match Image::open(rights, serial, &self.signer) {
            Ok(image) => self.decide_image(&image, typed, now),
            Err(Fault::Signature | Fault::Malformed | Fault::Short) if self.names_this_site(rights) => {
                Decision::Refuse(Refusal::Altered)
            }
            Err(_) => Decision::Ignore,
        }
    }

    /// Writes what happened on the key, if the key and the door both want that.
    pub fn log(&self, image: &Image, journal: &mut Journal, decision: Decision, now: Moment) -> bool {
        let happening = match decision {
            Decision::Open { .. } => Happening::Opened,
            Decision::Refuse(refusal) => Happening::Refused(refusal),
            Decision::Ignore => return false,
        };
        self.audit_on_keys
            && image.header.flags.has(Flags::AUDIT_OPENINGS)
            && journal.append(Event { door: self.code, at: now, happening })
    }

    fn names_this_site(&self, rights: &[u8]) -> bool {
        super::image::Header::decode(rights).is_ok_and(|(header, _)| header.site == self.site)
    }

    fn decide_image(&mut self, image: &Image, typed: Option<&PinDigits>, now: Moment) -> Decision {
        let header = &image.header;
        if header.site != self.site {
            return Decision::Ignore;
        }
        // A cancelled key is told so before anything else is weighed, expired or not.
        if self.denylist.contains(&header.code) {
            return Decision::Refuse(Refusal::Cancelled);
        }
        if self.newest.get(&header.code).is_some_and(|newest| header.sequence < *newest) {
            return Decision::Refuse(Refusal::OldImage);
        }
        self.newest.insert(header.code, header.sequence);
        match self.weigh(image, typed, moment::key_minutes(now)) {
            Ok(()) => Decision::Open { extended: header.flags.has(Flags::EXTENDED_OPENING) },
            Err(refusal) => Decision::Refuse(refusal),
        }
    }

    fn weigh(&self, image: &Image, typed: Option<&PinDigits>, now: u32) -> Result<(), Refusal> {
        let header = &image.header;
        if self.clock_is_set {
            refuse(Refusal::NotActive, now < header.valid_from)?;
            refuse(Refusal::Expired, now >= header.valid_until)?;
            refuse(Refusal::OutOfDate, now >= header.refresh_by)?;
        }
        refuse(Refusal::Emergency, self.emergency && !header.flags.has(Flags::OVERRIDE_LOCKDOWN))?;
        let mut grounds = image.body.entries.iter().filter(|entry| entry.door == self.code).peekable();
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
    use crate::domain::image::Statement;
    use crate::domain::image::tests::{SITE, code, sealed, serial, signer, statement, validity};
    use crate::domain::moment::tests::at;
    use crate::domain::pin::PinCheck;
    use crate::domain::user::{Between, Options};

    const OPEN: Decision = Decision::Open { extended: false };

    fn lock(number: u16) -> Lock {
        Lock::new(SITE, signer().verifying_key(), code(number))
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
        stranger.site = SiteMark([1; 16]);
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
        let mut journal = Journal::default();
        let image = |statement: &Statement| Image::decode(&sealed(statement, 1)).unwrap();
        assert!(lock(12).log(&image(&audited), &mut journal, OPEN, now));
        assert!(!lock(12).log(&image(&statement(&[12])), &mut journal, OPEN, now));
        assert_eq!(journal.events, [Event { door: code(12), at: now, happening: Happening::Opened }]);
    }
}
