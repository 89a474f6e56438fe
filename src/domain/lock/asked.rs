//! What a lock would do with a key at a moment, asked of the lock itself: a key that nobody signed yet is held to a lock
//! that nobody set up yet. Both are as the site wants them; what a door has seen and heard in the meantime, nobody here knows.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;
use std::sync::Arc;

use super::{Decision, Denied, Ground, Lock, Mode as Asks, Owner, Seen, Setup, Typing};
use crate::domain::access_point::Code;
use crate::domain::automatic_change::{Mode, Plans};
use crate::domain::denylist::Refused;
use crate::domain::door;
use crate::domain::event::{Held, JournalKey, Slot, Slots};
use crate::domain::image::{
    BODY_BYTES_MAX, Born, Epoch, HEADER_BYTES, Image, Issuer, KeyCode, Serial, Signers, SiteMark, Stamp,
    Statement,
};
use crate::domain::local::Local;
use crate::domain::moment::{self, Moment, Zone};
use crate::domain::pin::PinKey;
use crate::domain::timetable::{Day, Hours};

/// What an access point follows by the clock, and what that says.
#[derive(Debug, Clone)]
pub enum Followed {
    /// Nothing.
    Nothing,
    /// A timed period, of these hours.
    Period(Hours),
    /// An automatic change.
    Change(Plans),
}

impl Followed {
    /// In which mode an access point is that opens so, on a day and in a minute of it. Where those are not known it is in the
    /// one that asks for a key alone.
    pub fn mode(&self, of: door::Mode, now: Option<(Day, u16)>) -> Mode {
        let holds = match (self, now) {
            (Followed::Period(hours), Some((day, minute))) => hours.holds(day, minute),
            (Followed::Nothing | Followed::Period(_) | Followed::Change(_), _) => false,
        };
        let within = |mode, otherwise| if holds { mode } else { otherwise };
        match of {
            door::Mode::Standard | door::Mode::ExitLeavesOpen => Mode::Standard,
            door::Mode::Office => Mode::Office,
            door::Mode::TimedOffice => within(Mode::Office, Mode::Standard),
            door::Mode::AutomaticOpening => within(Mode::Open, Mode::Standard),
            door::Mode::Toggle | door::Mode::ToggleExit => Mode::Toggle,
            door::Mode::TimedToggle => within(Mode::Toggle, Mode::Standard),
            door::Mode::Keypad | door::Mode::KeypadExit => Mode::Keypad,
            door::Mode::TimedKeypad => within(Mode::Keypad, Mode::Standard),
            door::Mode::KeyAndPin => Mode::KeyAndPin,
            door::Mode::TimedKeyAndPin => within(Mode::KeyAndPin, Mode::Standard),
            door::Mode::AutomaticOpeningOffice => within(Mode::Open, Mode::Office),
            door::Mode::AutomaticOpeningToggle => within(Mode::Open, Mode::Toggle),
            door::Mode::AutomaticChanges => match (self, now) {
                (Followed::Change(plans), Some((day, minute))) => {
                    plans.of(day).map(|plan| plan.mode_at(minute)).unwrap_or_default()
                }
                (Followed::Nothing | Followed::Period(_) | Followed::Change(_), _) => Mode::Standard,
            },
        }
    }
}

/// What an access point is set to, as far as its lock decides by it.
#[derive(Debug, Clone)]
pub struct Set {
    /// The number by which keys name it.
    pub code: Code,
    /// How it opens.
    pub mode: door::Mode,
    /// What it follows by the clock.
    pub followed: Followed,
    /// Days and local time where it is.
    pub local: Arc<Local>,
    /// Whether that is by a time zone of its own.
    pub has_own_time: bool,
    /// Whether it is a locker that belongs to whoever takes it, and for how many minutes one may keep it, if that is limited.
    pub free: Option<Option<NonZeroU16>>,
}

/// A lock that is asked, again and again: it remembers none of the keys.
#[derive(Debug, Clone)]
pub struct Asked {
    lock: Lock,
    mode: door::Mode,
    followed: Followed,
    local: Arc<Local>,
}

/// What a lock would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// What it decides; nothing, where no key has room for what this one should say.
    pub decision: Option<Decision>,
    /// In which mode it is then, by its own clock.
    pub mode: Mode,
}

/// Nobody signs what is asked about, no card carries it, and no lock is told any of these.
const KEY: KeyCode = KeyCode(0);
const NOBODY: Issuer = Issuer { site: SiteMark([0; 16]), born: Born(0), signer: 0, epoch: Epoch::FIRST };

/// A key that is asked about: what it would say if it was written at a moment.
#[derive(Debug, Clone)]
pub struct Key(Option<Image>);

impl Key {
    /// What it says, if it says anything.
    pub const fn image(&self) -> Option<&Image> {
        self.0.as_ref()
    }

    /// A key that says this. It is read as a lock reads it.
    pub fn of(statement: &Statement, now: Moment, zone: &dyn Zone) -> Key {
        let stamp = Stamp { issuer: NOBODY, code: KEY, sequence: 1, earlier_over_by: None, now, zone };
        let image = Some(statement.image(&stamp)).filter(|_| !statement.is_beyond());
        let written = image.filter(|image| image.length() <= HEADER_BYTES + BODY_BYTES_MAX);
        let bytes = written.map(|image| image.seal(Serial::NONE, |_| [0; 64]));
        Key(bytes.and_then(|bytes| Image::decode(&bytes).ok()))
    }
}

/// What a lock may remember of a key that is held to it, as far as somebody else knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// Which of its images it was told to refuse.
    pub refused: Option<Refused>,
    /// The newest of its images that was here.
    pub newest: Option<u32>,
    /// The lockers that the key holds. What it holds is its own also for the lock of that locker.
    pub held: Vec<Held>,
}

/// Why a right that a key says does not hold at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// It begins at this minute of keys.
    Before(u32),
    /// It was over at this minute of keys.
    After(u32),
    /// It is limited to these hours, and this is the day, if that is known there.
    Hours(Hours, Option<Day>),
}

impl From<Image> for Key {
    /// A key that was written so.
    fn from(image: Image) -> Self {
        Key(Some(image))
    }
}

impl Asked {
    /// The lock of an access point that is set so, fresh from its set-up: nobody locked it from inside, there is no emergency,
    /// and nobody has it, if it can be taken. It is told no zones, locations and functions yet, as no lock is: keys name the
    /// access points.
    pub fn of(set: Set) -> Asked {
        let Set { code, mode, followed, local, has_own_time, free } = set;
        let setup = Setup {
            site: NOBODY.site,
            born: NOBODY.born,
            signers: Signers::default(),
            epoch: NOBODY.epoch,
            code,
            zones: BTreeSet::new(),
            crossings: Default::default(),
            free,
            automatic_outputs: BTreeMap::new(),
            // Timetables of keys hold by what the key says of days, unless the lock has a time of its own.
            local: if has_own_time { Local::clone(&local) } else { Local::default() },
            has_own_time,
            journal_key: JournalKey::new([0; 16]),
        };
        Asked { lock: Lock::new(setup), mode, followed, local }
    }

    /// In which mode it is at a moment, by its own clock.
    pub fn mode_at(&self, at: Moment) -> Mode {
        self.followed.mode(self.mode, self.local.at(moment::key_minutes(at)))
    }

    /// What it would do with a key, held to it for the first time at a moment, by somebody who knows the PIN if there is one. The
    /// key of who is banned is on every denylist.
    pub fn answer(&mut self, key: &Key, is_banned: bool, at: Moment) -> Answer {
        let refused = is_banned.then_some(Refused::All);
        self.answer_knowing(key, &Remembered { refused, ..Remembered::default() }, at)
    }

    /// The same, where the lock remembers something of the key.
    pub fn answer_knowing(&mut self, key: &Key, remembered: &Remembered, at: Moment) -> Answer {
        let mode = self.mode_at(at);
        self.lock.mode = match mode {
            Mode::KeyAndPin => Asks::KeyAndPin(PinKey::new([0; 16])),
            Mode::Standard | Mode::Office | Mode::Open | Mode::Toggle | Mode::Keypad => Asks::Standard,
        };
        let Some(image) = &key.0 else {
            return Answer { decision: None, mode };
        };
        let code = image.header.code;
        let denied = |refused| (code, Denied { refused, until: u16::MAX, is_reported: true });
        self.lock.denylist = remembered.refused.map(denied).into_iter().collect();
        let seen = |sequence| (code, Seen { sequence, over_by: u32::MAX });
        self.lock.seen = remembered.newest.map(seen).into_iter().collect();
        (self.lock.floor, self.lock.owner) = (0, None);
        let mut slots = Slots::default();
        for Held { group, locker, since } in &remembered.held {
            let of = (Serial::NONE, code, *group);
            slots.set(*group, Some(Slot::taken(&self.lock.setup.journal_key, of, (*locker, 0, *since))));
            if *locker == self.lock.setup.code {
                self.lock.owner = Some(Owner { key: code, since: Some(moment::key_minutes(*since)) });
            }
        }
        let typed = Typing::WhatIsRight;
        let decision = Some(self.lock.decide_about(image, Serial::NONE, typed, &mut slots, at));
        Answer { decision, mode }
    }

    /// Why each right that a key says to it does not hold at a moment; nothing of those that do.
    pub fn outside(&self, key: &Key, at: Moment) -> Vec<Outside> {
        let Some(image) = &key.0 else {
            return Vec::new();
        };
        let now = moment::key_minutes(at);
        let to_take = image.body.rights.free().iter().filter(|entry| entry.locker == self.lock.setup.code);
        let to_take = to_take.map(|entry| Ground { timetable: entry.timetable, between: entry.between });
        let all = self.lock.grounds(&image.body).chain(to_take);
        let failing = all.filter(|ground| !self.lock.holds(ground, image, Some(now)));
        let why = |Ground { timetable, between }| match between {
            Some((from, _)) if now < from => Outside::Before(from),
            Some((_, until)) if now >= until => Outside::After(until),
            Some(_) | None => {
                let hours = image.body.rights.timetables().get(&timetable).cloned().unwrap_or_default();
                Outside::Hours(hours, self.lock.day_of(image, now).map(|(day, _)| day))
            }
        };
        failing.map(why).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::domain::automatic_change::{Plan, Step};
    use crate::domain::calendar::Kind;
    use crate::domain::image::tests::{code, statement};
    use crate::domain::local::LocalTime;
    use crate::domain::lock::Refusal;
    use crate::domain::moment::tests::{Europe, at, utc};
    use crate::domain::timetable::tests::stretch;

    fn lock(mode: door::Mode, followed: Followed) -> Asked {
        let days = [("2026-12-08".parse().unwrap(), Kind::Holiday)].into();
        Asked::of(Set {
            code: code(12),
            mode,
            followed,
            local: Arc::new(Local::new(&days, LocalTime::of(&Europe))),
            has_own_time: false,
            free: None,
        })
    }

    #[test]
    fn a_mode_that_holds_at_times_does_so_by_the_clock_and_the_calendar_of_the_lock() {
        let mornings = || Followed::Period(Hours::of([stretch([Weekday::Tue], "08:00-12:00")]));
        let (before, within, holiday) = ("2026-12-01 06:59", "2026-12-01 07:00", "2026-12-08 09:00");
        for (mode, in_it, otherwise) in [
            (door::Mode::TimedOffice, Mode::Office, Mode::Standard),
            (door::Mode::AutomaticOpening, Mode::Open, Mode::Standard),
            (door::Mode::TimedToggle, Mode::Toggle, Mode::Standard),
            (door::Mode::TimedKeypad, Mode::Keypad, Mode::Standard),
            (door::Mode::TimedKeyAndPin, Mode::KeyAndPin, Mode::Standard),
            (door::Mode::AutomaticOpeningOffice, Mode::Open, Mode::Office),
            (door::Mode::AutomaticOpeningToggle, Mode::Open, Mode::Toggle),
        ] {
            let lock = lock(mode, mornings());
            let modes = [before, within, holiday].map(|time| lock.mode_at(at(time)));
            assert_eq!(modes, [otherwise, in_it, otherwise], "{mode:?}");
            assert_eq!(lock.followed.mode(mode, None), otherwise, "whose clock is not set");
        }
        let step = |from, mode| Step { from, mode };
        let plan = Plan::new(vec![step(0, Mode::KeyAndPin), step(8 * 60, Mode::Open)]).unwrap();
        let always = Plans::new([(Day::ALL.into_iter().collect(), plan)]).unwrap();
        let lock = lock(door::Mode::AutomaticChanges, Followed::Change(always));
        let modes = [before, within, holiday].map(|time| lock.mode_at(at(time)));
        assert_eq!(modes, [Mode::KeyAndPin, Mode::Open, Mode::Open]);
    }

    #[test]
    fn whoever_has_a_pin_is_taken_to_know_it_and_who_has_none_is_refused_while_it_is_asked_for() {
        let mornings = Followed::Period(Hours::of([stretch(Day::ALL, "08:00-12:00")]));
        let mut door = lock(door::Mode::TimedKeyAndPin, mornings);
        let mut with = statement(&[12]);
        with.pin = Some(crate::domain::pin::PinCheck([7; 12]));
        let [with, without] =
            [with, statement(&[12])].map(|said| Key::of(&said, at("2026-12-01 05:00"), &utc()));
        let decided = |door: &mut Asked, key: &Key, is_banned, time: &str| match door
            .answer(key, is_banned, at(time))
            .decision
            .unwrap()
        {
            Decision::Open { .. } => Ok(()),
            Decision::Refuse(refusal) => Err(refusal),
            other => panic!("{other:?}"),
        };
        assert_eq!(decided(&mut door, &without, false, "2026-12-01 06:59"), Ok(()));
        assert_eq!(decided(&mut door, &without, false, "2026-12-01 07:00"), Err(Refusal::Pin));
        assert_eq!(decided(&mut door, &with, false, "2026-12-01 07:00"), Ok(()));
        assert_eq!(decided(&mut door, &with, true, "2026-12-01 07:00"), Err(Refusal::Cancelled));
        // It was asked at a later moment before, and about a key that was cancelled: nothing of that stays.
        assert_eq!(decided(&mut door, &with, false, "2026-12-01 06:00"), Ok(()));
        let end = [("2026-12-31 23:59", Ok(())), ("2027-01-01 00:00", Err(Refusal::OutOfDate))];
        for (time, decision) in end {
            assert_eq!(decided(&mut door, &without, false, time), decision, "{time}");
        }
    }
}
