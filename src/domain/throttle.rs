//! How often signing in may fail. Failures are counted by [`Reading::steady`](super::moment::Reading::steady): a clock
//! that is put back, or far ahead, forgives nothing and ends no lock.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};

use chrono::Duration;

use super::moment::{Moment, far_future};

/// What the site asks of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// This many failures within the window lock.
    pub failures_max: u32,
    /// Failures are forgotten after so long without another.
    pub window_minutes: u32,
    /// A lock lasts so long; `None` is until an administrator releases.
    pub lockout_minutes: Option<u32>,
}

/// What is known of the failures of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Throttle {
    /// How many there were.
    pub failures: u32,
    /// When the last one was.
    pub failed_at: Option<Moment>,
    /// Until when nobody is let in.
    pub locked_until: Option<Moment>,
}

/// Whether an account may be locked by failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lockable {
    /// As any other.
    Yes,
    /// It is the last administrator's: nobody could release it.
    LastAdministrator,
}

impl Throttle {
    /// A check of a password can be made to cost so many more at most.
    const EXTRA_CHECKS_MAX: u32 = 5;

    /// The failures that still count at a moment. Those that are "later" than now count: the clock was put back.
    pub fn counted(&self, limits: &Limits, now: Moment) -> u32 {
        let window = Duration::minutes(i64::from(limits.window_minutes));
        if self.failed_at.is_some_and(|failed| now - failed < window) { self.failures } else { 0 }
    }

    /// Until when the account is locked, if it is.
    pub fn lock_at(&self, now: Moment) -> Option<Moment> {
        self.locked_until.filter(|until| now < *until)
    }

    /// The same lock, when the clock was put back since: it begins anew now, so that it is neither over sooner nor
    /// lasts for as long as the clock was ahead. Nothing, if that is not so, or if only an administrator ends it.
    pub fn relocked(&self, limits: &Limits, now: Moment) -> Option<Throttle> {
        self.lock_at(now).filter(|until| *until < far_future())?;
        let was_put_back = self.failed_at.is_some_and(|failed| now < failed);
        was_put_back.then(|| Throttle {
            failed_at: Some(now),
            locked_until: self.locked_until.map(|until| until.min(limits.lock_end(now))),
            ..*self
        })
    }

    /// After one more failure.
    #[must_use]
    pub fn failed(&self, limits: &Limits, now: Moment, lockable: Lockable) -> Throttle {
        let failures = self.counted(limits, now).saturating_add(1);
        let locks = failures >= limits.failures_max && lockable == Lockable::Yes;
        Throttle { failures, failed_at: Some(now), locked_until: locks.then(|| limits.lock_end(now)) }
    }

    /// How many checks' worth of work more the next check costs an account that is not locked: none, until the
    /// failures would have locked another.
    pub fn extra_checks(&self, limits: &Limits, now: Moment) -> u32 {
        let beyond = (self.counted(limits, now) + 1).saturating_sub(limits.failures_max);
        beyond.min(Throttle::EXTRA_CHECKS_MAX)
    }
}

/// The leave to try one password. Every check of one takes it, and only [`Throttle::attempt`] gives it: there is no
/// place to guess where failures do not count.
#[derive(Debug)]
pub struct Attempt(());

impl Throttle {
    /// Leave to try a password, or until when there is none. A lock that others left behind does not hold the last
    /// administrator.
    pub fn attempt(&self, lockable: Lockable, now: Moment) -> Result<Attempt, Moment> {
        match (lockable, self.lock_at(now)) {
            (Lockable::Yes, Some(until)) => Err(until),
            (Lockable::Yes, None) | (Lockable::LastAdministrator, _) => Ok(Attempt(())),
        }
    }
}

impl Limits {
    fn lock_end(&self, now: Moment) -> Moment {
        self.lockout_minutes.map_or_else(far_future, |minutes| now + Duration::minutes(i64::from(minutes)))
    }
}

/// Names that nobody has: they lock as accounts do, so that a lock does not tell which names there are. Nothing of it
/// is stored; a program that is started anew has forgotten them. Nor are the names themselves kept: one of them may be
/// a password that was typed into the wrong field.
#[derive(Debug, Default)]
pub struct Strangers {
    known: BTreeMap<u64, Throttle>,
    hash: RandomState,
}

impl Strangers {
    /// Limits the table, so that invented names cannot fill memory.
    const NAMES_MAX: usize = 1_000;

    /// Until when a name is locked, if it is.
    pub fn lock_at(&self, name: &str, now: Moment) -> Option<Moment> {
        self.known.get(&self.hash.hash_one(name))?.lock_at(now)
    }

    /// Notes a failure; says until when the name is locked, if it is now.
    pub fn fail(&mut self, name: &str, limits: &Limits, now: Moment) -> Option<Moment> {
        let name = self.hash.hash_one(name);
        if self.known.len() >= Strangers::NAMES_MAX && !self.known.contains_key(&name) {
            let oldest = self.known.iter().min_by_key(|(_, throttle)| throttle.failed_at);
            if let Some(oldest) = oldest.map(|(name, _)| *name) {
                self.known.remove(&oldest);
            }
        }
        let throttle = self.known.entry(name).or_default();
        *throttle = throttle.failed(limits, now, Lockable::Yes);
        throttle.locked_until
    }

    /// Does with the names what confirming the time does with accounts: no lock is longer than one from now.
    pub fn set_right(&mut self, limits: &Limits, now: Moment) {
        for throttle in self.known.values_mut().filter(|throttle| throttle.failed_at > Some(now)) {
            *throttle = throttle.relocked(limits, now).unwrap_or(*throttle);
            throttle.failed_at = Some(now);
        }
    }
}

/// How fast codes are tried for the last administrator, whom nothing locks: one in half a minute. It goes by the time
/// that passes, because a clock in doubt stands still and anybody may set one. Nothing of it is stored: a new start of
/// the program waits as well.
#[derive(Debug)]
pub struct Pace {
    last: std::time::Duration,
}

impl Pace {
    /// A code is shown for so long.
    const EVERY: std::time::Duration = std::time::Duration::from_secs(30);

    /// The pace of a program that starts after so much time.
    pub const fn beginning(now: std::time::Duration) -> Pace {
        Pace { last: now }
    }

    /// Whether it is too soon for another code.
    pub fn must_wait(&self, now: std::time::Duration) -> bool {
        now.saturating_sub(self.last) < Pace::EVERY
    }

    /// Notes that a code was wrong.
    pub const fn failed(&mut self, now: std::time::Duration) {
        self.last = now;
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    const LIMITS: Limits = Limits { failures_max: 5, window_minutes: 10, lockout_minutes: Some(30) };

    fn minute(minute: i64) -> Moment {
        DateTime::from_timestamp(1_795_343_100 + 60 * minute, 0).unwrap()
    }

    fn failed(times: &[i64], lockable: Lockable) -> Throttle {
        let fail = |throttle: Throttle, at: &i64| throttle.failed(&LIMITS, minute(*at), lockable);
        times.iter().fold(Throttle::default(), fail)
    }

    #[test]
    fn as_many_failures_as_allowed_lock_and_one_less_does_not() {
        assert_eq!(failed(&[0, 1, 2, 3], Lockable::Yes).lock_at(minute(3)), None);
        let throttle = failed(&[0, 1, 2, 3, 4], Lockable::Yes);
        assert_eq!(throttle.lock_at(minute(33)), Some(minute(34)));
        assert_eq!(throttle.lock_at(minute(34)), None);
    }

    #[test]
    fn a_quiet_window_forgets_and_a_little_less_does_not() {
        assert_eq!(failed(&[0, 0, 0, 0, 10], Lockable::Yes).failures, 1);
        assert_eq!(failed(&[0, 0, 0, 0, 9], Lockable::Yes).failures, 5);
    }

    #[test]
    fn a_clock_that_was_put_back_forgives_nothing() {
        assert_eq!(failed(&[0, 0, 0, 0, -600], Lockable::Yes).failures, 5);
        let throttle = failed(&[0; 5], Lockable::Yes);
        assert!(throttle.lock_at(minute(-600)).is_some());
    }

    #[test]
    fn a_name_that_a_clock_ahead_locked_is_set_right_as_an_account_is() {
        let forever = Limits { lockout_minutes: None, ..LIMITS };
        let set_right = |limits: &Limits, after: &Limits| {
            let mut strangers = Strangers::default();
            for _ in 0..5 {
                strangers.fail("nobody", limits, minute(500_000));
            }
            strangers.set_right(after, minute(0));
            strangers.lock_at("nobody", minute(0))
        };
        assert_eq!(set_right(&LIMITS, &LIMITS), Some(minute(30)));
        assert_eq!(set_right(&LIMITS, &forever), Some(minute(500_030)));
        assert_eq!(set_right(&forever, &LIMITS), Some(far_future()), "that one only an administrator ends");
    }

    #[test]
    fn codes_are_paced_by_the_time_that_passes_and_from_the_start_of_the_program() {
        let seconds = std::time::Duration::from_secs;
        let mut pace = Pace::beginning(seconds(5));
        assert_eq!([5, 34, 35].map(|now| pace.must_wait(seconds(now))), [true, true, false]);
        pace.failed(seconds(40));
        assert_eq!([40, 69, 70].map(|now| pace.must_wait(seconds(now))), [true, true, false]);
    }

    #[test]
    fn the_last_administrator_waits_longer_instead_and_not_for_ever() {
        let extra =
            |times| failed(&vec![0; times], Lockable::LastAdministrator).extra_checks(&LIMITS, minute(0));
        assert_eq!([0, 4, 5, 6, 9, 50].map(extra), [0, 0, 1, 2, 5, 5]);
        let throttle = failed(&[0; 50], Lockable::LastAdministrator);
        assert_eq!(throttle.lock_at(minute(0)), None);
        assert_eq!(throttle.extra_checks(&LIMITS, minute(10)), 0);
    }

    #[test]
    fn there_is_leave_to_try_until_the_lock_and_after_it() {
        let leave = |throttle: Throttle, lockable, at| throttle.attempt(lockable, minute(at)).map(|_| ());
        let (four, five) = (failed(&[0; 4], Lockable::Yes), failed(&[0; 5], Lockable::Yes));
        assert_eq!(leave(four, Lockable::Yes, 0), Ok(()));
        assert_eq!(leave(five, Lockable::Yes, 29), Err(minute(30)));
        assert_eq!(leave(five, Lockable::Yes, 30), Ok(()));
        assert_eq!(leave(five, Lockable::LastAdministrator, 0), Ok(()));
    }

    #[test]
    fn a_name_that_nobody_has_locks_as_an_account_does() {
        let mut strangers = Strangers::default();
        let mut fail = |name: &str| strangers.fail(name, &LIMITS, minute(0));
        assert_eq!([0; 4].map(|_| fail("nobody")), [None; 4]);
        assert_eq!(fail("nobody"), Some(minute(30)));
        assert_eq!(fail("somebody"), None);
        for number in 0..2 * Strangers::NAMES_MAX {
            assert_eq!(fail(&number.to_string()), None);
        }
        assert_eq!(strangers.known.len(), Strangers::NAMES_MAX);
    }
}
