//! How an offline lock decides: a pure function of the lock, the key and the time, so that tests can judge a
//! written key as a door would. Guest rules join with their entities; their places in
//! the order of decision are kept. Whatever a later desk writes that restricts a key is refused here.

pub mod asked;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use super::crossing;
use super::denylist::{self, Edition, Refused};
use super::door::Code;
use super::event::{self, Event, Happening, Journal, JournalKey, Place, Slot, Slots};
use super::image::{
    Body, Born, Epoch, Fault, Flags, FreeEntry, Header, Image, KeyCode, Serial, Signers, SiteMark,
};
use super::local::{Local, Window};
use super::moment::{self, Moment};
use super::output::{self, Numbers};
use super::pin::{PinDigits, PinKey};
use super::timetable::{Day, Hours};
use super::zone::{self, Group};

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
    /// The time for which a locker may be kept is over.
    OccupancyOver = 14,
    /// The key has another locker of the group.
    HasAnother = 15,
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
            Refusal::OccupancyOver => "occupancy-over",
            Refusal::HasAnother => "has-another",
        }
    }

    /// Every reason, by number; those of 12 and 13 are kept for what is to come.
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
        Refusal::OccupancyOver,
        Refusal::HasAnother,
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
        /// The outputs that it drives meanwhile.
        outputs: Numbers,
    },
    /// It closes, and is the key's until that opens it again.
    Take,
    /// It stays as it is and says why.
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
    /// The zones that its door was in by then.
    pub zones: BTreeSet<zone::Number>,
    /// The locations and the functions that its door belonged to by then.
    pub crossings: [crossing::Numbers; 2],
    /// Whether it is a locker that belongs to whoever takes it, and for how many minutes one may keep it, if that is limited.
    pub free: Option<Allowed>,
    /// The outputs that it drives for every key that it opens for: always, or while a timed period holds.
    pub automatic_outputs: BTreeMap<output::Number, Option<Hours>>,
    /// What the times of its timed periods mean.
    pub local: Local,
    /// Whether that is by a time zone of its own: then timetables of keys hold by it as well.
    pub has_own_time: bool,
    /// The key with which it marks what it writes on keys.
    pub journal_key: JournalKey,
}

/// For how long whoever takes a locker may keep it, in minutes; nothing is as long as one likes.
pub type Allowed = Option<NonZeroU16>;

/// Whose a locker is that somebody took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The key.
    pub key: KeyCode,
    /// The minute in which it was taken; nothing, if the clock was not set then.
    pub since: Option<u32>,
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

/// What a lock knows of a key that it is to refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denied {
    /// Which of its images.
    pub refused: Refused,
    /// The last day on which one of them could open anything.
    pub until: u16,
    /// Whether the desk was told that this is known.
    pub is_reported: bool,
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
    /// Keys of which some images no longer open, or none.
    pub denylist: BTreeMap<KeyCode, Denied>,
    /// The keys that were here.
    pub seen: BTreeMap<KeyCode, Seen>,
    /// A minute that is over for certain.
    pub floor: u32,
    /// Counts what it wrote on keys.
    pub counter: u32,
    /// Whose it is, if it is a locker that somebody took.
    pub owner: Option<Owner>,
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
            denylist: BTreeMap::new(),
            seen: BTreeMap::new(),
            floor: 0,
            counter: 0,
            owner: None,
        }
    }

    /// Decides about a key: the bytes of its rights file, the card that they stand on, and the code that was typed,
    /// if one was. Remembers the image's number, and the time that is over for certain. The key holds no locker.
    pub fn decide(
        &mut self,
        rights: &[u8],
        card: impl Into<Proven>,
        typed: Option<&PinDigits>,
        now: Moment,
    ) -> Decision {
        self.decide_with(rights, card, typed, &mut Slots::default(), now)
    }

    /// The same, with the lockers that the key holds. What is to stand there afterwards is left there.
    pub fn decide_with(
        &mut self,
        rights: &[u8],
        card: impl Into<Proven>,
        typed: Option<&PinDigits>,
        slots: &mut Slots,
        now: Moment,
    ) -> Decision {
        let card = card.into();
        let is_ours = Header::site_claimed_by(rights) == Some(self.setup.site);
        if !is_ours || !self.has_keys_of(card.epoch) {
            return Decision::Ignore;
        }
        let image = match self.accept(rights, card) {
            Ok(image) => image,
            Err(refusal) => return Decision::Refuse(refusal),
        };
        self.decide_about(&image, card.serial, typed.map_or(Typing::Nothing, Typing::Digits), slots, now)
    }

    /// The same about an image that is believed to be this site's for a card.
    fn decide_about(
        &mut self,
        image: &Image,
        serial: Serial,
        typed: Typing<'_>,
        slots: &mut Slots,
        now: Moment,
    ) -> Decision {
        let minute = moment::key_minutes(now);
        self.learn(image, minute);
        let decided = self.decide_image(image, typed, slots, minute);
        if let Ok(Turn::Take(group)) = decided {
            let key = (serial, image.header.code, group);
            let taken = Slot::taken(&self.setup.journal_key, key, (self.setup.code, self.counter, now));
            slots.set(group, Some(taken));
            self.counter = self.counter.saturating_add(1).min(event::COUNTER_MAX);
            let since = self.clock_is_set.then_some(minute);
            self.owner = Some(Owner { key: image.header.code, since });
        }
        self.set_right(image, slots);
        match decided {
            Ok(Turn::Open) => Decision::Open {
                extended: image.header.flags.has(Flags::EXTENDED_OPENING),
                outputs: self.drives(image, minute),
            },
            Ok(Turn::Take(_)) => Decision::Take,
            Err(refusal) => Decision::Refuse(refusal),
        }
    }

    /// Takes over what a key carries of the denylist, whether it opens for that key or not. What is over is not kept, and what is
    /// known already only ever denies more.
    fn learn(&mut self, image: &Image, minute: u32) {
        let Some(slice) = &image.body.denylist else { return };
        let today = denylist::day_of(self.passed(minute));
        for entry in slice.entries().iter().filter(|entry| entry.until >= today) {
            let denied = Denied { refused: entry.refused, until: entry.until, is_reported: false };
            let known = self.denylist.entry(entry.code).or_insert(denied);
            if known.refused < denied.refused {
                known.refused = denied.refused;
                known.is_reported = false;
            }
            known.until = known.until.max(denied.until);
        }
    }

    /// Tells the desk on a key that it knows what this key carries, where that was not told before; says whether it did.
    fn report(&mut self, image: &Image, place: &Place, journal: &mut Journal) -> bool {
        let Some(slice) = &image.body.denylist else { return false };
        let is_news = |denied: Option<&Denied>| denied.is_some_and(|denied| !denied.is_reported);
        if !slice.entries().iter().any(|entry| is_news(self.denylist.get(&entry.code))) {
            return false;
        }
        let Edition(edition) = slice.edition();
        let at = moment::from_key_minutes(edition);
        let is_told = self.append(place, journal, Happening::DenylistLearned, at);
        for entry in slice.entries().iter().filter(|_| is_told) {
            if let Some(denied) = self.denylist.get_mut(&entry.code) {
                denied.is_reported |= denied.refused <= entry.refused;
            }
        }
        is_told
    }

    /// A key that says that it holds this locker, and does not, says so no more.
    fn set_right(&self, image: &Image, slots: &mut Slots) {
        let is_held =
            self.setup.free.is_some() && self.owner.is_some_and(|owner| owner.key == image.header.code);
        for group in image.body.rights.slots().iter() {
            let is_here = slots.get(group).is_some_and(|slot| slot.locker() == self.setup.code);
            if is_here && !is_held {
                slots.set(group, None);
            }
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
        let may_write = self.audit_on_keys && image.header.flags.has(Flags::AUDIT_OPENINGS);
        let place = Place::of(serial, &image.header);
        let records = image.body.records;
        let (happening, is_wanted) = match decision {
            Decision::Open { .. } => (Happening::Opened, records.has_openings()),
            Decision::Take => (Happening::Taken, records.has_openings()),
            // What is not believed, or not understood, does not say either that it may be written on.
            Decision::Refuse(Refusal::Altered | Refusal::NotUnderstood) | Decision::Ignore => return false,
            Decision::Refuse(refusal) => (Happening::Refused(refusal), records.has_refusals()),
        };
        if !may_write {
            return false;
        }
        let is_told = self.report(image, &place, journal);
        if !is_wanted {
            return is_told;
        }
        if self.is_ahead(&image.header, moment::key_minutes(now)) {
            self.append(&place, journal, Happening::ClocksDiffer, now);
        }
        self.append(&place, journal, happening, now) || is_told
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
        let today = denylist::day_of(passed);
        self.denylist.retain(|_, denied| denied.until >= today);
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

    /// What it does, or why it does nothing.
    fn decide_image(
        &mut self,
        image: &Image,
        typed: Typing<'_>,
        slots: &Slots,
        now: u32,
    ) -> Result<Turn, Refusal> {
        let header = &image.header;
        // A cancelled key is told so before anything else is weighed, expired or not.
        let refused = self.denylist.get(&header.code).map(|denied| denied.refused);
        refuse(Refusal::Cancelled, refused == Some(Refused::All))?;
        refuse(Refusal::OldImage, refused.is_some_and(|refused| Refused::Below(header.sequence) < refused))?;
        let newest = self.seen.get(&header.code).copied();
        refuse(Refusal::OldImage, newest.is_some_and(|newest| header.sequence < newest.sequence))?;
        let seen = Seen { sequence: header.sequence, over_by: header.over_by };
        self.seen.insert(header.code, seen);
        // What the lock's own clock says is certain; without one, that a desk wrote the key before now.
        self.floor = self.floor.max(if self.clock_is_set { now } else { header.issued_at });
        let passed = self.passed(now);
        refuse(Refusal::NotActive, self.clock_is_set && now < header.valid_from)?;
        refuse(Refusal::Expired, passed >= header.valid_until)?;
        refuse(Refusal::OutOfDate, passed >= header.refresh_by)?;
        refuse(Refusal::Emergency, self.emergency && !header.flags.has(Flags::OVERRIDE_LOCKDOWN))?;
        let clock = self.clock_is_set.then_some(now);
        let turn = match self.setup.free {
            None => self.weigh(image, clock),
            Some(allowed) => self.weigh_free(image, slots, (clock, passed), allowed),
        }?;
        let is_right = |key: &PinKey| {
            image.body.pin.is_some_and(|check| match typed {
                Typing::Nothing => false,
                Typing::Digits(digits) => check.accepts(key, digits),
                Typing::WhatIsRight => true,
            })
        };
        let opens = match &self.mode {
            Mode::Standard => true,
            Mode::KeyAndPin(key) => is_right(key),
        };
        refuse(Refusal::Pin, !opens)?;
        if turn == Turn::Open {
            // Nobody has what stands open.
            self.owner = None;
        }
        Ok(turn)
    }

    /// The outputs that it drives for a key that it opens for.
    fn drives(&self, image: &Image, now: u32) -> Numbers {
        let now = self.clock_is_set.then_some(now);
        let body = &image.body;
        let of_key = body.rights.outputs().iter().filter(|entry| {
            self.holds(&Ground { timetable: entry.timetable, between: entry.between }, image, now)
        });
        let holds = |hours: &Hours| {
            let (day, minute) = self.setup.local.at(now?)?;
            Some(hours.holds(day, minute))
        };
        let automatic = self.setup.automatic_outputs.iter();
        let automatic =
            automatic.filter(|(_, hours)| hours.as_ref().is_none_or(|hours| holds(hours) == Some(true)));
        of_key.map(|entry| entry.output).chain(automatic.map(|(output, _)| *output)).collect()
    }

    /// A door, or a locker that is opened as one.
    fn weigh(&self, image: &Image, now: Option<u32>) -> Result<Turn, Refusal> {
        let mut grounds = self.grounds(&image.body).peekable();
        refuse(Refusal::NotHere, grounds.peek().is_none())?;
        refuse(Refusal::NotNow, !grounds.any(|ground| self.holds(&ground, image, now)))?;
        refuse(Refusal::Privacy, self.privacy && !image.header.flags.has(Flags::OVERRIDE_PRIVACY))?;
        Ok(Turn::Open)
    }

    /// A locker that belongs to whoever takes it. A right to it as to a door is that of a master: it opens what nobody has, and
    /// with the option for what is locked from inside what somebody has as well.
    fn weigh_free(
        &self,
        image: &Image,
        slots: &Slots,
        (now, passed): (Option<u32>, u32),
        allowed: Allowed,
    ) -> Result<Turn, Refusal> {
        let (header, body) = (&image.header, &image.body);
        let mut as_a_door = self.grounds(body).peekable();
        let to_take = || body.rights.free().iter().filter(|entry| entry.locker == self.setup.code);
        refuse(Refusal::NotHere, as_a_door.peek().is_none() && to_take().next().is_none())?;
        let is_door_now = as_a_door.any(|ground| self.holds(&ground, image, now));
        let Some(owner) = self.owner else {
            let taken = to_take().find(|entry| {
                self.holds(&Ground { timetable: entry.timetable, between: entry.between }, image, now)
            });
            let Some(FreeEntry { group, .. }) = taken else {
                return if is_door_now { Ok(Turn::Open) } else { Err(Refusal::NotNow) };
            };
            let is_another = |slot: &Slot| slot.locker() != self.setup.code;
            refuse(Refusal::HasAnother, slots.get(*group).is_some_and(is_another))?;
            return Ok(Turn::Take(*group));
        };
        // A timetable says when one may take a locker. Whoever has it gets it open at any time, as long as the right lasts.
        let lasts =
            |entry: &&FreeEntry| self.holds(&Ground { timetable: 0, between: entry.between }, image, now);
        let is_its = owner.key == header.code;
        // Whoever was given it as a door meanwhile does not lose what lies in it.
        let is_own = is_its && (is_door_now || to_take().any(|entry| lasts(&entry)));
        let end =
            owner.since.zip(allowed).map(|(since, minutes)| since.saturating_add(u32::from(minutes.get())));
        let is_over = end.is_some_and(|end| passed >= end);
        let overrides = is_door_now && header.flags.has(Flags::OVERRIDE_PRIVACY);
        if is_own && !is_over || overrides {
            return Ok(Turn::Open);
        }
        Err(match (is_own, is_its) {
            (true, _) => Refusal::OccupancyOver,
            (false, true) => Refusal::NotNow,
            (false, false) => Refusal::NotHere,
        })
    }

    /// The rights of a key that are about this lock's door.
    fn grounds<'b>(&self, body: &'b Body) -> impl Iterator<Item = Ground> + use<'b, '_> {
        let of_door = body.rights.entries().iter().filter(|entry| entry.door == self.setup.code);
        let of_door = of_door.map(|entry| Ground { timetable: entry.timetable, between: entry.between });
        let of_zones = body.rights.zones().iter().filter(|entry| {
            self.setup.zones.contains(&entry.zone) && !entry.except.contains(self.setup.code)
        });
        let [locations, functions] = &self.setup.crossings;
        let of_crossing = body.rights.crossing().filter(|crossing| {
            let meets = crossing.locations.meet(locations) && crossing.functions.meet(functions);
            meets && !crossing.except.contains(self.setup.code)
        });
        let of_zones = of_zones.map(|entry| entry.timetable);
        let several = of_zones.chain(of_crossing.map(|crossing| crossing.timetable));
        of_door.chain(several.map(|timetable| Ground { timetable, between: None }))
    }

    /// Whether a right holds at this minute. Without a clock only what holds always does; and a timetable holds only if the
    /// key says what it means, and how local time goes.
    fn holds(&self, ground: &Ground, image: &Image, now: Option<u32>) -> bool {
        let Ground { timetable, between } = *ground;
        let is_within = between.is_none_or(|(from, until)| now.is_some_and(|now| from <= now && now < until));
        let holds = || {
            let hours = image.body.rights.timetables().get(&timetable)?;
            let (day, minute) = self.day_of(image, now?)?;
            Some(hours.holds(day, minute))
        };
        is_within && (timetable == 0 || holds() == Some(true))
    }

    /// What day it is for the timetables of a key, and which minute of that day.
    fn day_of(&self, image: &Image, now: u32) -> Option<(Day, u16)> {
        let told = &image.body.local;
        if self.setup.has_own_time {
            told.at_elsewhere(self.setup.local.time(), now, Window::of(&image.header))
        } else {
            told.at(now)
        }
    }
}

/// What is typed beside a key.
#[derive(Debug, Clone, Copy)]
enum Typing<'t> {
    Nothing,
    Digits(&'t PinDigits),
    /// The PIN of the key, if it has one: nobody knows it who asks what a lock would do.
    WhatIsRight,
}

/// What comes of a key that is not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Open,
    /// It closes for the key, which keeps that in the slot of this group.
    Take(Group),
}

/// A right to a door or an output, as far as it says when.
struct Ground {
    timetable: u8,
    between: Option<(u32, u32)>,
}

const fn refuse(refusal: Refusal, is_so: bool) -> Result<(), Refusal> {
    if is_so { Err(refusal) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{self, Kind};
    use crate::domain::image::tests::{
        ISSUER, code, except, sealed, serial, signer, signers, stamp, statement, validity, zone,
    };
    use crate::domain::image::{Chosen, Grounds, Issuer, Records, Rules, Stamp, Statement};
    use crate::domain::local::{Local, LocalTime};
    use crate::domain::moment::Zone as _;
    use crate::domain::moment::tests::{Europe, at, utc};
    use crate::domain::pin::PinCheck;
    use crate::domain::timetable::tests::stretch;
    use crate::domain::timetable::{Days, Periods, Stretch};
    use crate::domain::user::{Between, Options, Period, Unit, Validity};
    use crate::domain::zone::{Exceptions, Groups};
    use chrono::{Datelike as _, Timelike as _, Weekday};
    use ed25519_dalek::Signer as _;
    use std::sync::Arc;

    const OPEN: Decision = Decision::Open { extended: false, outputs: Numbers::NONE };

    fn lock(number: u16) -> Lock {
        Lock::new(Setup {
            site: ISSUER.site,
            born: ISSUER.born,
            signers: signers(),
            epoch: Epoch::FIRST,
            code: code(number),
            zones: BTreeSet::new(),
            crossings: Default::default(),
            free: None,
            automatic_outputs: BTreeMap::new(),
            local: Local::default(),
            has_own_time: false,
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
        lock.denylist
            .insert(KeyCode(77), Denied { refused: Refused::All, until: u16::MAX, is_reported: true });
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
        assert_eq!(
            ask(&mut lock(12), &extended, now),
            Decision::Open { extended: true, outputs: Numbers::NONE }
        );
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
        let mut journal = Journal::empty(192, Groups::NONE);
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
        let mut journal = Journal::empty(192, Groups::NONE);
        assert!(door.log(&image(&audited), serial(), &mut journal, OPEN, at("2026-11-21 10:25")));
        assert!(door.log(&image(&audited), serial(), &mut journal, OPEN, before));
        let happenings: Vec<Happening> =
            events(&journal, &image(&audited)).iter().map(|event| event.happening).collect();
        assert_eq!(happenings, [Happening::Opened, Happening::ClocksDiffer, Happening::Opened]);
    }

    #[test]
    fn a_journal_for_some_records_gets_no_others() {
        let now = at("2026-11-22 11:00");
        let options = Options { audit_openings: true, ..Options::default() };
        for (openings, refusals) in [(true, true), (true, false), (false, true), (false, false)] {
            let chosen = Chosen { records: Records::of(openings, refusals), ..Chosen::default() };
            let rules = Rules { chosen, ..Rules::default() };
            let grounds = Grounds::default();
            let key = Statement::of_grounds(options, validity(), None, String::new(), grounds, &rules);
            let image = Image::decode(&sealed(&key, 1)).unwrap();
            let (mut door, mut journal) = (lock(12), Journal::empty(192, Groups::NONE));
            assert_eq!(door.log(&image, serial(), &mut journal, OPEN, now), openings);
            let not_here = refused(Refusal::NotHere);
            assert_eq!(door.log(&image, serial(), &mut journal, not_here, now), refusals);
            assert_eq!(image.header.flags.needs_journal(), openings || refusals);
        }
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
            resigned(bytes)
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

    /// The same bytes with the site's signature, whatever they say.
    fn resigned(mut bytes: Vec<u8>) -> Vec<u8> {
        let signed =
            [&b"keydesk key image 1\0\x07"[..], serial().as_bytes(), &bytes[..64], &bytes[128..]].concat();
        let signature = signer().sign(&signed).to_bytes();
        bytes[64..128].copy_from_slice(&signature);
        bytes
    }

    /// A key with this body.
    fn saying(body: &[&[u8]]) -> Vec<u8> {
        let mut bytes = sealed(&statement(&[]), 4);
        bytes.extend(body.concat());
        bytes[46] = (bytes.len() - 128) as u8;
        resigned(bytes)
    }

    fn output(number: u8) -> output::Number {
        output::Number::new(number).unwrap()
    }

    #[test]
    fn a_door_that_opens_drives_what_the_key_has_at_that_moment_and_what_is_its_own() {
        let work = Hours::of([stretch([Weekday::Mon], "08:00-17:00")]);
        let mut grounds = Grounds::default();
        grounds.door(code(12), None, None);
        grounds.output(output(1), None, None);
        grounds.output(output(3), Some(&work), None);
        grounds.output(output(4), None, Some((minutes("2026-11-23 09:00"), minutes("2026-11-24 09:00"))));
        let local = Local::new(&calendar::Days::new(), LocalTime::of(&utc()));
        let key = Statement::of_grounds(
            Options::default(),
            validity(),
            None,
            String::new(),
            grounds,
            &Arc::new(local.clone()).into(),
        );
        let key = sealed(&key, 4);
        let drives = |lock: &mut Lock, now: &str| match lock.decide(&key, serial(), None, at(now)) {
            Decision::Open { outputs, .. } => outputs.iter().map(output::Number::number).collect::<Vec<_>>(),
            other => panic!("{now}: {other:?}"),
        };
        let mut door = lock(12);
        // The 23rd is a Monday.
        assert_eq!(drives(&mut door, "2026-11-22 10:00"), [1]);
        assert_eq!(drives(&mut door, "2026-11-23 08:59"), [1, 3]);
        assert_eq!(drives(&mut door, "2026-11-23 09:00"), [1, 3, 4]);
        assert_eq!(drives(&mut door, "2026-11-24 08:59"), [1, 4]);
        door.setup.automatic_outputs = [(output(9), None), (output(128), Some(work.clone()))].into();
        assert_eq!(drives(&mut door, "2026-11-23 17:00"), [1, 4, 9], "no lock knows the time by itself");
        door.setup.local = local;
        assert_eq!(drives(&mut door, "2026-11-23 16:59"), [1, 3, 4, 9, 128]);
        door.clock_is_set = false;
        assert_eq!(drives(&mut door, "2026-11-23 16:59"), [1, 9], "without a clock what holds always");
        let mut other = lock(13);
        other.setup.automatic_outputs = [(output(9), None)].into();
        let decision = other.decide(&key, serial(), None, at("2026-11-23 16:59"));
        assert_eq!(decision, refused(Refusal::NotHere), "an output is no right to a door");
    }

    #[test]
    fn a_zone_opens_the_doors_that_were_told_they_are_in_it_but_for_its_exceptions() {
        let mut grounds = Grounds::default();
        grounds.zone(zone(5), None, except(&[13]));
        let key = Statement::of_grounds(
            Options::default(),
            validity(),
            None,
            String::new(),
            grounds,
            &Rules::default(),
        );
        let ask = |door: u16, zones: &[u16]| {
            let mut lock = lock(door);
            lock.setup.zones = zones.iter().map(|number| zone(*number)).collect();
            ask(&mut lock, &key, "2026-11-22 11:00")
        };
        assert_eq!(ask(12, &[4, 5]), OPEN);
        assert_eq!(ask(12, &[4, 6]), refused(Refusal::NotHere));
        assert_eq!(ask(12, &[]), refused(Refusal::NotHere));
        assert_eq!(ask(13, &[5]), refused(Refusal::NotHere), "it left the zone, and its lock does not know");
        assert_eq!(ask(14, &[5]), OPEN);
    }

    /// A key that opens door 12 while a timetable holds, good for so long that both changes of local time lie within.
    fn timed(stretches: impl IntoIterator<Item = Stretch>, days: &[(&str, Kind)]) -> Vec<u8> {
        let days: calendar::Days = days.iter().map(|(day, kind)| (day.parse().unwrap(), *kind)).collect();
        let hours = Hours::of(stretches);
        let mut grounds = Grounds::default();
        grounds.door(code(12), Some(&hours), None);
        let local = Arc::new(Local::new(&days, LocalTime::of(&Europe)));
        issued(&of_a_year(grounds, &local), &Stamp { now: at("2026-02-10 10:25"), ..stamp(&Europe, 4) })
    }

    fn of_a_year(grounds: Grounds<'_>, local: &Arc<Local>) -> Statement {
        let revalidation = Some(Period { count: 300, unit: Unit::Days });
        let validity = Validity { revalidation, ..validity() };
        Statement::of_grounds(
            Options::default(),
            validity,
            None,
            String::new(),
            grounds,
            &Arc::clone(local).into(),
        )
    }

    fn opens(bytes: &[u8], now: &str) -> bool {
        match lock(12).decide(bytes, serial(), None, at(now)) {
            Decision::Open { .. } => true,
            Decision::Refuse(Refusal::NotNow) => false,
            other => panic!("{now}: {other:?}"),
        }
    }

    #[test]
    fn a_timetable_goes_by_the_clock_on_the_wall() {
        let key = timed([stretch([Weekday::Mon, Weekday::Tue], "08:00-17:00")], &[]);
        for (now, is_open) in [
            ("2026-03-02 06:59", false),
            ("2026-03-02 07:00", true),
            ("2026-03-02 15:59", true),
            ("2026-03-02 16:00", false),
            ("2026-03-04 12:00", false),
            // Two hours ahead in summer.
            ("2026-06-01 05:59", false),
            ("2026-06-01 06:00", true),
            ("2026-06-01 14:59", true),
            ("2026-06-01 15:00", false),
        ] {
            assert_eq!(opens(&key, now), is_open, "{now}");
        }
        let whole_day = timed([stretch([Weekday::Mon], "00:00-24:00")], &[]);
        for (now, is_open) in [
            ("2026-03-01 22:59", false),
            ("2026-03-01 23:00", true),
            ("2026-03-02 22:59", true),
            ("2026-03-02 23:00", false),
        ] {
            assert_eq!(opens(&whole_day, now), is_open, "{now}");
        }
    }

    #[test]
    fn hours_that_are_skipped_hold_never_and_those_that_are_repeated_twice() {
        // 29 March goes from 02:00 to 03:00; 25 October from 03:00 back to 02:00. Both are Sundays.
        let key = timed([stretch([Weekday::Sun], "02:00-03:00")], &[]);
        let (skipped, repeated) = (at("2026-03-29 00:00"), at("2026-10-25 00:00"));
        let open = |from: Moment| -> Vec<i64> {
            let minutes = (0..180).filter(|minute| {
                let now = from + chrono::Duration::minutes(*minute);
                matches!(lock(12).decide(&key, serial(), None, now), Decision::Open { .. })
            });
            minutes.collect()
        };
        assert!(open(skipped).is_empty());
        assert_eq!(open(repeated), (0..120).collect::<Vec<i64>>());
        let past = timed([stretch([Weekday::Sun], "01:59-03:01")], &[]);
        let minutes = ["2026-03-29 00:59", "2026-03-29 01:00", "2026-03-29 01:01"];
        assert_eq!(minutes.map(|now| opens(&past, now)), [true, true, false]);
    }

    #[test]
    fn a_day_of_a_calendar_is_no_day_of_the_week() {
        let days = [("2026-03-02", Kind::Holiday), ("2026-03-03", Kind::Special2)];
        let work = timed([stretch([Weekday::Mon, Weekday::Tue], "08:00-17:00")], &days);
        let feasts = timed([stretch([Kind::Holiday], "08:00-17:00")], &days);
        for (now, at_work, at_feasts) in [
            ("2026-03-02 12:00", false, true),
            ("2026-03-03 12:00", false, false),
            ("2026-03-09 12:00", true, false),
        ] {
            assert_eq!((opens(&work, now), opens(&feasts, now)), (at_work, at_feasts), "{now}");
        }
    }

    #[test]
    fn a_timetable_that_cannot_be_judged_holds_never() {
        let key = timed([stretch(Day::ALL, "00:00-24:00")], &[]);
        let mut door = lock(12);
        assert_eq!(door.decide(&key, serial(), None, at("2026-03-02 12:00")), OPEN);
        door.clock_is_set = false;
        let decision = door.decide(&key, serial(), None, at("2026-03-02 12:00"));
        assert_eq!(decision, refused(Refusal::NotNow), "the clock is not set");
        let doors = [2, 3, 0, 12, 0, 1];
        let timetable = [5, 8, 0, 1, 1, 0x7F, 0, 0, 0, 0xA0, 5];
        let since = |minute: u32| [&[7, 6, 0][..], &minute.to_le_bytes(), &[0xA0, 5]].concat();
        let now = minutes("2026-11-22 11:00");
        let opens = |body: &[&[u8]]| opens(&saying(body), "2026-11-22 11:00");
        assert!(opens(&[&doors, &timetable, &since(now)]));
        assert!(!opens(&[&doors, &timetable]), "no local time");
        assert!(!opens(&[&doors, &timetable, &since(now + 1)]), "none yet");
        assert!(!opens(&[&doors, &since(0)]), "no meaning");
        assert!(!opens(&[&[2, 3, 0, 12, 0, 2], &timetable, &since(0)]), "that of another one");
        let feast = |kind: u8| [6, 3, 0, 0x5E, 0x26, kind];
        let of_kind_8 = [5, 8, 0, 1, 1, 0, 0x80, 0, 0, 0xA0, 5];
        assert!(
            !opens(&[&doors, &timetable, &feast(8), &since(0)]),
            "a day of a kind that no calendar has yet"
        );
        assert!(opens(&[&doors, &of_kind_8, &feast(8), &since(0)]));
    }

    /// A site as its database has it, and what its locks were told, some time ago, of the zones that their doors are in.
    struct Site {
        /// The doors of each location and each function, as the database has them, and as locks were told.
        sides: [BTreeMap<u16, BTreeSet<Code>>; 2],
        sides_told: [BTreeMap<u16, BTreeSet<Code>>; 2],
        members: BTreeMap<zone::Number, BTreeSet<Code>>,
        told: BTreeMap<zone::Number, BTreeSet<Code>>,
        timetables: Vec<Periods>,
        calendar: calendar::Days,
        given: Vec<Given>,
        /// The outputs that each door drives by itself: always, or in a timed period of these hours.
        automatic: BTreeMap<Code, BTreeMap<output::Number, Option<usize>>>,
    }

    /// A right as the site gives it: to what, in which of its timetables, and between which moments.
    #[derive(Debug)]
    enum Given {
        Door(Code, Option<usize>, Option<Between>),
        Zone(zone::Number, Option<usize>),
        Output(output::Number, Option<usize>, Option<Between>),
        /// Some locations and some functions.
        Crossing([BTreeSet<u16>; 2], Option<usize>),
    }

    fn numbers(all: &BTreeSet<u16>) -> crossing::Numbers {
        all.iter().filter_map(|number| crossing::Number::new(*number)).collect()
    }

    /// The doors in which one of each meets.
    fn met(sides: &[BTreeMap<u16, BTreeSet<Code>>; 2], given: &[BTreeSet<u16>; 2]) -> BTreeSet<Code> {
        let of = |at: usize| -> BTreeSet<Code> {
            given[at].iter().flat_map(|number| &sides[at][number]).copied().collect()
        };
        of(0).intersection(&of(1)).copied().collect()
    }

    const ISSUED: &str = "2026-02-10 10:25";

    impl Site {
        fn made_up(dice: &mut Dice) -> Site {
            let mut members = || -> BTreeMap<zone::Number, BTreeSet<Code>> {
                (1..=3)
                    .map(|number| (zone(number), (1..=4).filter(|_| dice.one_in(2)).map(code).collect()))
                    .collect()
            };
            let (members, told) = (members(), members());
            let mut doors_of = || -> BTreeMap<u16, BTreeSet<Code>> {
                [1, 9].map(|number| (number, (1..=4).filter(|_| dice.one_in(2)).map(code).collect())).into()
            };
            let (sides, sides_told) = ([doors_of(), doors_of()], [doors_of(), doors_of()]);
            let timetables = (0..4)
                .map(|_| Periods::new((0..dice.below(4)).map(|_| dice.stretch()).collect()).unwrap())
                .collect();
            let first = at(ISSUED).date_naive();
            // A third of all days.
            let kind = |day| Some((first + chrono::Days::new(day), *Kind::ALL.get(dice.below(9) as usize)?));
            let calendar = (0..300).filter_map(kind).collect();
            let mut given: Vec<Given> = (0..1 + dice.below(5))
                .map(|_| {
                    let timetable = (!dice.one_in(4)).then(|| dice.below(4) as usize);
                    if dice.one_in(2) {
                        return Given::Zone(zone(1 + dice.below(3) as u16), timetable);
                    }
                    let between = dice.one_in(3).then(|| {
                        let from = dice.moment();
                        Between::new(from, from + chrono::Duration::hours(1 + dice.below(1_000) as i64))
                            .unwrap()
                    });
                    if dice.one_in(2) {
                        return Given::Output(output(1 + dice.below(3) as u8), timetable, between);
                    }
                    Given::Door(code(1 + dice.below(4) as u16), timetable, between)
                })
                .collect();
            if dice.one_in(2) {
                let mut some = || [1, 9].into_iter().filter(|_| !dice.one_in(3)).collect();
                let sides = [some(), some()];
                given.push(Given::Crossing(sides, (!dice.one_in(4)).then(|| dice.below(4) as usize)));
            }
            let mut automatic = || -> BTreeMap<output::Number, Option<usize>> {
                let some = (3..=5).map(output).filter(|_| dice.one_in(3)).collect::<Vec<_>>();
                let period = |output| (output, (!dice.one_in(2)).then(|| dice.below(4) as usize));
                some.into_iter().map(period).collect()
            };
            let automatic = (1..=4).map(|door| (code(door), automatic())).collect();
            Site { sides, sides_told, members, told, timetables, calendar, given, automatic }
        }

        /// The key: doors that left a zone and do not know it are excepted, those that joined and do not know it are named.
        fn key(&self, time: &LocalTime) -> Vec<u8> {
            let hours: Vec<Hours> = self.timetables.iter().map(Periods::hours).collect();
            let mut grounds = Grounds::default();
            for given in &self.given {
                match given {
                    Given::Door(door, timetable, between) => {
                        let minutes = |limit: &Between| {
                            (moment::key_minutes(limit.from), moment::key_minutes(limit.until))
                        };
                        grounds.door(*door, timetable.map(|at| &hours[at]), between.as_ref().map(minutes));
                    }
                    Given::Output(output, timetable, between) => {
                        let minutes = |limit: &Between| {
                            (moment::key_minutes(limit.from), moment::key_minutes(limit.until))
                        };
                        let between = between.as_ref().map(minutes);
                        grounds.output(*output, timetable.map(|at| &hours[at]), between);
                    }
                    Given::Crossing(given, timetable) => {
                        let timetable = timetable.map(|at| &hours[at]);
                        let (wanted, told) = (met(&self.sides, given), met(&self.sides_told, given));
                        let left = Exceptions::new(told.difference(&wanted).copied()).unwrap();
                        grounds.crossing(given.each_ref().map(numbers), timetable, left);
                        wanted.difference(&told).for_each(|door| grounds.door(*door, timetable, None));
                    }
                    Given::Zone(zone, timetable) => {
                        let timetable = timetable.map(|at| &hours[at]);
                        let (members, told) = (&self.members[zone], &self.told[zone]);
                        let left = Exceptions::new(told.difference(members).copied()).unwrap();
                        grounds.zone(*zone, timetable, left);
                        members.difference(told).for_each(|door| grounds.door(*door, timetable, None));
                    }
                }
            }
            let local = Arc::new(Local::new(&self.calendar, time.clone()));
            let stamp = Stamp { now: at(ISSUED), ..stamp(&Europe, 4) };
            issued(&of_a_year(grounds, &local), &stamp)
        }

        fn lock(&self, door: Code, local: &Local) -> Lock {
            let mut lock = lock(door.number());
            let zones = self.told.iter().filter(|(_, doors)| doors.contains(&door));
            lock.setup.zones = zones.map(|(zone, _)| *zone).collect();
            lock.setup.crossings = self.sides_told.each_ref().map(|of| {
                let own = of.iter().filter(|(_, doors)| doors.contains(&door));
                numbers(&own.map(|(number, _)| *number).collect())
            });
            let hours = |period: &Option<usize>| period.map(|at| self.timetables[at].hours());
            let automatic = self.automatic[&door].iter().map(|(output, period)| (*output, hours(period)));
            lock.setup.automatic_outputs = automatic.collect();
            lock.setup.local = local.clone();
            lock
        }

        /// What is driven when a door opens: what is given and holds then, and what the door drives by itself.
        fn drives(&self, door: Code, now: Option<Moment>) -> Numbers {
            let holds = |at: Option<usize>| {
                at.is_none_or(|at| now.is_some_and(|now| self.holds(&self.timetables[at], now)))
            };
            let given = self.given.iter().filter_map(|given| match given {
                Given::Output(output, timetable, between) => {
                    let in_period =
                        between.is_none_or(|between| now.is_some_and(|now| between.contains(now)));
                    (in_period && holds(*timetable)).then_some(*output)
                }
                Given::Door(..) | Given::Zone(..) | Given::Crossing(..) => None,
            });
            let automatic = self.automatic[&door].iter().filter(|(_, period)| holds(**period));
            given.chain(automatic.map(|(output, _)| *output)).collect()
        }

        /// What the site wants at a door and a moment; without a moment, if the door does not know the time.
        fn wants(&self, door: Code, now: Option<Moment>) -> Decision {
            let mut has_right = false;
            for given in &self.given {
                let (is_here, timetable, between) = match given {
                    Given::Door(of, timetable, between) => (*of == door, timetable, *between),
                    Given::Zone(zone, timetable) => (self.members[zone].contains(&door), timetable, None),
                    Given::Crossing(given, timetable) => {
                        (met(&self.sides, given).contains(&door), timetable, None)
                    }
                    Given::Output(..) => continue,
                };
                let timetable = timetable.map(|at| &self.timetables[at]);
                if !is_here || timetable.is_some_and(|timetable| timetable.all().is_empty()) {
                    continue;
                }
                has_right = true;
                let in_period = between.is_none_or(|between| now.is_some_and(|now| between.contains(now)));
                if in_period
                    && timetable.is_none_or(|timetable| now.is_some_and(|now| self.holds(timetable, now)))
                {
                    return Decision::Open { extended: false, outputs: self.drives(door, now) };
                }
            }
            Decision::Refuse(if has_right { Refusal::NotNow } else { Refusal::NotHere })
        }

        fn holds(&self, timetable: &Periods, now: Moment) -> bool {
            let wall = Europe.local(now);
            let day = match self.calendar.get(&wall.date()) {
                Some(kind) => Day::from(*kind),
                None => Day::from(wall.weekday()),
            };
            let minute = (wall.hour() * 60 + wall.minute()) as u16;
            timetable.all().iter().any(|period| {
                period.days().contains(day) && (period.from()..period.until()).contains(&minute)
            })
        }
    }

    struct Dice(u64);

    impl Dice {
        fn below(&mut self, bound: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % bound
        }

        fn one_in(&mut self, number: u64) -> bool {
            self.below(number) == 0
        }

        /// Often on an edge that other things are on as well: midnight, and the hours around which local time changes.
        fn minute(&mut self) -> u16 {
            let edges = [0, 60, 119, 120, 121, 180, 181, 720, 1_439, 1_440];
            if self.one_in(2) { edges[self.below(10) as usize] } else { self.below(1_441) as u16 }
        }

        fn stretch(&mut self) -> Stretch {
            let days: Days = Day::ALL.into_iter().filter(|_| self.one_in(2)).collect();
            let (one, other) = (self.minute(), self.minute());
            let days = if days.is_empty() { [Day::ALL[6]].into_iter().collect() } else { days };
            Stretch::new(days, one.min(other).min(1_439), one.max(other).max(one.min(other).min(1_439) + 1))
                .unwrap()
        }

        /// A moment in the time of the key, often around an edge.
        fn moment(&mut self) -> Moment {
            let day = match self.below(6) {
                0 => at("2026-03-29 00:00"),
                1 => at("2026-10-25 00:00"),
                _ => at("2026-02-11 00:00") + chrono::Duration::days(self.below(290) as i64),
            };
            // The local minute, an hour or two before it in UTC.
            let ahead = 60 * (1 + self.below(2) as i64);
            day + chrono::Duration::minutes(i64::from(self.minute()) - ahead)
        }
    }

    #[test]
    fn a_lock_opens_when_the_site_wants_it_and_at_no_other_time() {
        let (mut dice, time) = (Dice(11), LocalTime::of(&Europe));
        let mut met: BTreeMap<String, u32> = BTreeMap::new();
        for _ in 0..400 {
            let site = Site::made_up(&mut dice);
            let (key, local) = (site.key(&time), Local::new(&site.calendar, time.clone()));
            for _ in 0..40 {
                let (door, now) = (code(1 + dice.below(4) as u16), dice.moment());
                let mut lock = site.lock(door, &local);
                lock.clock_is_set = !dice.one_in(8);
                let wanted = site.wants(door, lock.clock_is_set.then_some(now));
                let decision = lock.decide(&key, serial(), None, now);
                assert_eq!(decision, wanted, "door {}, {now}, {:?}", door.number(), site.given);
                let met_so = match decision {
                    Decision::Open { outputs: Numbers::NONE, .. } => "open".to_owned(),
                    Decision::Open { .. } => "open and driving".to_owned(),
                    other => format!("{other:?}"),
                };
                *met.entry(met_so).or_default() += 1;
            }
        }
        assert!(met.len() == 4 && met.values().all(|count| *count > 1_000), "{met:?}");
    }

    /// Keys of one person, who may take lockers 1 and 2 of the first group and 3 of the second.
    fn taking(code: u32, sequence: u32, more: impl Fn(&mut Grounds<'_>)) -> Vec<u8> {
        let local = Arc::new(Local::new(&calendar::Days::new(), LocalTime::of(&utc())));
        let work = Hours::of([stretch([Weekday::Sun], "08:00-12:00")]);
        let mut grounds = Grounds::default();
        for (locker, group) in [(1, 1), (2, 1), (3, 2)] {
            grounds.free_locker(self::code(locker), group_of(group), Some(&work), None);
        }
        more(&mut grounds);
        let utc = utc();
        let stamp = Stamp { code: KeyCode(code), now: at("2026-11-22 07:00"), ..stamp(&utc, sequence) };
        issued(&of_a_year(grounds, &local), &stamp)
    }

    fn group_of(number: u8) -> Group {
        Group::new(number).unwrap()
    }

    fn locker(number: u16, allowed: Option<u16>) -> Lock {
        let mut lock = lock(number);
        lock.setup.free = Some(allowed.and_then(NonZeroU16::new));
        lock
    }

    /// The lockers that a key says it holds.
    fn said(slots: &Slots) -> Vec<(u8, u16)> {
        let one = |group: Group| Some((group.number(), slots.get(group)?.locker().number()));
        Group::all().filter_map(one).collect()
    }

    /// Number 12 of the edge cases: a second locker of the same group is refused, one of another group is not.
    #[test]
    fn a_key_takes_one_locker_of_each_group_and_opens_it_again() {
        let (key, other) = (taking(7, 4, |_| ()), taking(8, 4, |_| ()));
        let [mut one, mut two, mut three] = [1, 2, 3].map(|number| locker(number, None));
        let (mut slots, mut others) = (Slots::default(), Slots::default());
        let ask = |lock: &mut Lock, key: &[u8], slots: &mut Slots, time: &str| {
            lock.decide_with(key, serial(), None, slots, at(&format!("2026-11-22 {time}")))
        };
        assert_eq!(ask(&mut one, &key, &mut slots, "07:59"), refused(Refusal::NotNow));
        assert_eq!(ask(&mut one, &key, &mut slots, "08:00"), Decision::Take);
        assert_eq!(said(&slots), [(1, 1)]);
        assert_eq!(ask(&mut two, &key, &mut slots, "08:01"), refused(Refusal::HasAnother));
        assert_eq!(ask(&mut three, &key, &mut slots, "08:02"), Decision::Take);
        assert_eq!(said(&slots), [(1, 1), (2, 3)]);
        assert_eq!(ask(&mut one, &other, &mut others, "08:03"), refused(Refusal::NotHere));
        assert_eq!(ask(&mut two, &other, &mut others, "08:04"), Decision::Take);
        // Whoever has it gets it open when no locker is to be taken any more.
        assert_eq!(ask(&mut one, &key, &mut slots, "23:00"), OPEN);
        assert_eq!((said(&slots), one.owner), (vec![(2, 3)], None));
        assert_eq!(ask(&mut one, &key, &mut slots, "23:01"), refused(Refusal::NotNow));
    }

    #[test]
    fn a_locker_is_kept_no_longer_than_it_may_be() {
        let key = taking(7, 4, |_| ());
        for (time, decision) in [("09:59", OPEN), ("10:00", refused(Refusal::OccupancyOver))] {
            let (mut lock, mut slots) = (locker(1, Some(120)), Slots::default());
            let mut ask = |time: &str| {
                lock.decide_with(&key, serial(), None, &mut slots, at(&format!("2026-11-22 {time}")))
            };
            assert_eq!(ask("08:00"), Decision::Take);
            assert_eq!(ask(time), decision);
        }
        let (mut lock, mut slots) = (locker(1, Some(120)), Slots::default());
        lock.owner = Some(Owner { key: KeyCode(7), since: None });
        let decision = lock.decide_with(&key, serial(), None, &mut slots, at("2026-11-22 23:00"));
        assert_eq!(decision, OPEN, "nobody knows since when");
    }

    #[test]
    fn a_master_opens_what_is_taken_and_nobody_has_it_then() {
        let door = |flags: bool| {
            let mut master = statement(&[1]);
            if flags {
                let options = Options { override_privacy: true, ..Options::default() };
                master = Statement::of_user(options, validity(), None, "", [(code(1), None)]);
            }
            let utc = utc();
            let stamp = Stamp { code: KeyCode(9), now: at("2026-11-22 07:00"), ..stamp(&utc, 4) };
            issued(&master, &stamp)
        };
        let (key, mut slots) = (taking(7, 4, |_| ()), Slots::default());
        let mut lock = locker(1, None);
        let now = at("2026-11-22 08:00");
        let ask = |lock: &mut Lock, key: &[u8], slots: &mut Slots| {
            lock.decide_with(key, serial(), None, slots, now)
        };
        assert_eq!(ask(&mut lock, &door(false), &mut Slots::default()), OPEN, "nobody has it");
        assert_eq!(ask(&mut lock, &key, &mut slots), Decision::Take);
        assert_eq!(ask(&mut lock, &door(false), &mut Slots::default()), refused(Refusal::NotHere));
        assert_eq!(ask(&mut lock, &door(true), &mut Slots::default()), OPEN);
        assert_eq!((lock.owner, said(&slots)), (None, vec![(1, 1)]), "the key says so still");
        let mut two = locker(2, None);
        assert_eq!(ask(&mut two, &key, &mut slots), refused(Refusal::HasAnother));
        // At the locker itself that is nothing, and it is the key's anew.
        assert_eq!(ask(&mut lock, &key, &mut slots), Decision::Take);
        assert_eq!(ask(&mut lock, &key, &mut slots), OPEN);
        assert_eq!(ask(&mut two, &key, &mut slots), Decision::Take);
    }

    #[test]
    fn a_key_that_holds_a_locker_no_more_says_so_no_more_when_it_is_there() {
        let (key, mut slots) = (taking(7, 4, |_| ()), Slots::default());
        let mut lock = locker(1, None);
        let now = at("2026-11-22 08:00");
        assert_eq!(lock.decide_with(&key, serial(), None, &mut slots, now), Decision::Take);
        lock.owner = Some(Owner { key: KeyCode(8), since: None });
        let decision = lock.decide_with(&key, serial(), None, &mut slots, now);
        assert_eq!((decision, said(&slots)), (refused(Refusal::NotHere), vec![]));
        // A lock that was set up as that of a door knows of no lockers, and opens none by such a right.
        assert_eq!(self::lock(1).decide(&key, serial(), None, now), refused(Refusal::NotHere));
    }

    #[test]
    fn whoever_has_a_locker_opens_it_by_the_right_to_a_door_as_well_and_is_told_when_it_is_the_time() {
        let (key, mut slots) = (taking(7, 4, |_| ()), Slots::default());
        let mut lock = locker(1, None);
        let (now, utc) = (at("2026-11-22 08:00"), utc());
        assert_eq!(lock.decide_with(&key, serial(), None, &mut slots, now), Decision::Take);
        let later =
            |sequence| Stamp { code: KeyCode(7), now: at("2026-11-22 07:00"), ..stamp(&utc, sequence) };
        let mut over = Grounds::default();
        over.slot(group_of(1));
        over.free_locker(code(1), group_of(1), None, Some((1, 2)));
        let local = Arc::new(Local::new(&calendar::Days::new(), LocalTime::of(&utc)));
        let over = issued(&of_a_year(over, &local), &later(5));
        let decision = lock.decide_with(&over, serial(), None, &mut slots, now);
        assert_eq!(decision, refused(Refusal::NotNow), "the right is there, and its period is over");
        let door = issued(&statement(&[1]), &later(6));
        assert_eq!(lock.decide_with(&door, serial(), None, &mut slots, now), OPEN);
        assert_eq!(lock.owner, None);
    }

    #[test]
    fn whoever_lost_the_right_opens_the_locker_no_more() {
        let (key, mut slots) = (taking(7, 4, |_| ()), Slots::default());
        let mut lock = locker(1, None);
        let now = at("2026-11-22 08:00");
        assert_eq!(lock.decide_with(&key, serial(), None, &mut slots, now), Decision::Take);
        let mut without = Grounds::default();
        without.slot(group_of(1));
        let local = Arc::new(Local::new(&calendar::Days::new(), LocalTime::of(&utc())));
        let utc = utc();
        let stamp = Stamp { code: KeyCode(7), now: at("2026-11-22 07:00"), ..stamp(&utc, 5) };
        let later = issued(&of_a_year(without, &local), &stamp);
        let decision = lock.decide_with(&later, serial(), None, &mut slots, now);
        assert_eq!((decision, said(&slots)), (refused(Refusal::NotHere), vec![(1, 1)]));
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
