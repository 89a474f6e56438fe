//! The one place that says what time it is.

use std::fmt;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Local, MappedLocalTime, NaiveDateTime, TimeZone as _, Utc};

use crate::domain::moment::{Moment, Zone};

/// Says what time it is, and how the clock on the wall relates to it.
pub trait Clock: fmt::Debug + Send + Sync {
    /// This moment.
    fn now(&self) -> Moment;

    /// How much time has passed since some moment of this run of the program. Nobody can set this one.
    fn passed(&self) -> Duration;

    /// The site's time zone.
    fn zone(&self) -> &dyn Zone;
}

/// The computer's own clock and time zone.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the system")]
    fn now(&self) -> Moment {
        Utc::now()
    }

    fn passed(&self) -> Duration {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed()
    }

    fn zone(&self) -> &dyn Zone {
        &LocalZone
    }
}

/// The computer's time zone.
#[derive(Debug, Clone, Copy)]
struct LocalZone;

impl Zone for LocalZone {
    fn local(&self, moment: Moment) -> NaiveDateTime {
        moment.with_timezone(&Local).naive_local()
    }

    fn first(&self, local: NaiveDateTime) -> Moment {
        self.resolve(local, |first, _| first)
    }

    fn last(&self, local: NaiveDateTime) -> Moment {
        self.resolve(local, |_, last| last)
    }
}

impl LocalZone {
    fn resolve(
        self,
        local: NaiveDateTime,
        choose: impl Fn(DateTime<Local>, DateTime<Local>) -> DateTime<Local>,
    ) -> Moment {
        match Local.from_local_datetime(&local) {
            MappedLocalTime::Single(moment) => moment.to_utc(),
            MappedLocalTime::Ambiguous(first, last) => choose(first, last).to_utc(),
            // The clock is put forward past this time: it is read with the offset of the hour before.
            MappedLocalTime::None => {
                let before = local - chrono::Duration::hours(3);
                match Local.from_local_datetime(&before).earliest() {
                    Some(moment) => moment.to_utc() + chrono::Duration::hours(3),
                    None => local.and_utc(),
                }
            }
        }
    }
}

/// Another clock, put back or forward: for making a demo site that has a past.
#[derive(Debug)]
pub struct ShiftedClock {
    base: Arc<dyn Clock>,
    shift_ms: AtomicI64,
}

impl ShiftedClock {
    /// A clock that shows what the other one shows, until it is shifted.
    pub const fn new(base: Arc<dyn Clock>) -> ShiftedClock {
        ShiftedClock { base, shift_ms: AtomicI64::new(0) }
    }

    /// Shows another moment from now on, so far from the other clock's.
    pub fn shift(&self, by: chrono::Duration) {
        self.shift_ms.store(by.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Moment {
        self.base.now() + chrono::Duration::milliseconds(self.shift_ms.load(Ordering::SeqCst))
    }

    fn passed(&self) -> Duration {
        self.base.passed()
    }

    fn zone(&self) -> &dyn Zone {
        self.base.zone()
    }
}

/// A clock that stands still until it is put forward: for tests, and for making demo sites.
#[derive(Debug)]
pub struct SetClock {
    now: Mutex<Moment>,
    passed_ms: AtomicU64,
    zone: chrono::FixedOffset,
}

impl SetClock {
    /// A clock that shows this moment, in this zone.
    pub const fn new(now: Moment, zone: chrono::FixedOffset) -> SetClock {
        SetClock { now: Mutex::new(now), passed_ms: AtomicU64::new(0), zone }
    }

    /// Puts the clock to another moment, as somebody does who sets it: no time passes.
    pub fn set(&self, now: Moment) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Lets so much time pass, or puts the clock back.
    pub fn advance(&self, by: chrono::Duration) {
        self.passed_ms.fetch_add(u64::try_from(by.num_milliseconds()).unwrap_or_default(), Ordering::SeqCst);
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn passed(&self) -> Duration {
        Duration::from_millis(self.passed_ms.load(Ordering::SeqCst))
    }

    fn zone(&self) -> &dyn Zone {
        &self.zone
    }
}
