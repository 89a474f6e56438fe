//! Moments and local days. A moment is UTC; what a person says ("until 24 December") is local, and a
//! [`Zone`] stands between the two.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// A point in time, UTC.
pub type Moment = DateTime<Utc>;

/// What the computer's clock shows, and the last moment at which it was believed. Nothing that a lock will believe, or
/// that cannot be undone, is done by a clock in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What it shows.
    pub now: Moment,
    /// The latest moment at which it was believed.
    pub last: Moment,
}

/// A moment that is not in doubt. Only [`Reading::confirmed`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfirmedTime(Moment);

impl ConfirmedTime {
    /// The moment.
    pub const fn moment(self) -> Moment {
        self.0
    }
}

/// The moment by which it is told how something stands: what the clock shows or, where that is in doubt, when it was last
/// believed. Only [`Reading::believed`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BelievedTime(Moment);

impl BelievedTime {
    /// The moment.
    pub const fn moment(self) -> Moment {
        self.0
    }
}

impl Reading {
    /// A clock may be put back by so much: one that is set by hand, or by a time server after a month without, was a few
    /// minutes fast. A time zone that was taken for UTC, the most common mistake, is half an hour at least.
    pub const LEEWAY: Duration = Duration::minutes(10);
    /// Nobody used the program for so long: either that is so, or the clock is ahead. A battery that failed, a dead
    /// clock or a mistyped year are farther off than this; holidays are not.
    pub const UNUSED_MAX: Duration = Duration::days(31);

    /// The moment, or the reading that is not believed.
    pub fn confirmed(self) -> Result<ConfirmedTime, Reading> {
        if self.is_behind() || self.is_ahead() { Err(self) } else { Ok(ConfirmedTime(self.now)) }
    }

    /// Whether the clock shows a moment before the last one that was believed.
    pub fn is_behind(self) -> bool {
        self.now < self.last - Reading::LEEWAY
    }

    /// Whether the clock shows a moment long after it.
    pub fn is_ahead(self) -> bool {
        self.now > self.last + Reading::UNUSED_MAX
    }

    /// The moment by which something must have ended to be over: a clock that is ahead ends nothing.
    pub fn ends_by(self) -> Moment {
        if self.is_ahead() { self.last } else { self.now }
    }

    /// The moment by which failures count and locks of accounts end. It is never before the last use, so that a clock
    /// that is put back and then forward again ends nothing either.
    pub fn steady(self) -> Moment {
        self.ends_by().max(self.last)
    }

    /// The moment by which people are told how something stands. It is [`Reading::steady`]: a clock in doubt neither
    /// expires a key on a screen nor brings one back.
    pub fn believed(self) -> BelievedTime {
        BelievedTime(self.steady())
    }

    /// The moment from which one counts back: a clock that is behind shows nothing that was too old before.
    pub fn counts_from(self) -> Moment {
        self.now.max(self.last)
    }
}

/// How the site's clock on the wall relates to UTC.
pub trait Zone {
    /// What the clock on the wall shows at a moment.
    fn local(&self, moment: Moment) -> NaiveDateTime;

    /// The moment at which the wall shows `local` for the first time; in the hour that spring skips, the
    /// moment at which the clock is put forward past it.
    fn first(&self, local: NaiveDateTime) -> Moment;

    /// The moment at which the wall shows `local` for the last time: the second one in the hour that autumn
    /// repeats, so that what ends at 02:30 ends at the later one.
    fn last(&self, local: NaiveDateTime) -> Moment;
}

impl Zone for chrono::FixedOffset {
    fn local(&self, moment: Moment) -> NaiveDateTime {
        moment.with_timezone(self).naive_local()
    }

    fn first(&self, local: NaiveDateTime) -> Moment {
        DateTime::from_naive_utc_and_offset(local - *self, Utc)
    }

    fn last(&self, local: NaiveDateTime) -> Moment {
        self.first(local)
    }
}

/// The moment at which the local day of `moment` plus `days` ends: midnight after it.
pub fn end_of_day_after(zone: &dyn Zone, moment: Moment, days: u32) -> Moment {
    let date = zone.local(moment).date();
    let next = date.checked_add_days(chrono::Days::new(u64::from(days) + 1)).unwrap_or(NaiveDate::MAX);
    zone.first(next.and_time(NaiveTime::MIN))
}

/// The end of the year 2199: no rule allows a later moment. A key could say many that are later.
pub fn far_future() -> Moment {
    DateTime::from_timestamp(KEY_EPOCH_SECONDS, 0).unwrap_or(DateTime::<Utc>::UNIX_EPOCH)
        + Duration::days(73_049)
}

/// The day from which keys count days.
pub const KEY_DAY_ZERO: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// 2000-01-01T00:00Z, from which keys count minutes.
const KEY_EPOCH_SECONDS: i64 = 946_684_800;

/// Minutes since 2000-01-01T00:00Z, as keys count; rounded down. Moments before that are 0; those too late
/// for the number, past the year 10,000, are the highest one.
pub fn key_minutes(moment: Moment) -> u32 {
    let minutes = (moment.timestamp() - KEY_EPOCH_SECONDS).div_euclid(60);
    u32::try_from(minutes.max(0)).unwrap_or(u32::MAX)
}

/// The moment of a key's minute count.
pub fn from_key_minutes(minutes: u32) -> Moment {
    DateTime::from_timestamp(KEY_EPOCH_SECONDS + i64::from(minutes) * 60, 0)
        .unwrap_or(DateTime::<Utc>::UNIX_EPOCH)
}

#[cfg(test)]
pub(crate) mod tests {
    use chrono::Datelike as _;

    use super::*;

    /// A moment from text, UTC, as tests write it: `2026-03-01 23:59:59` or `2026-03-01 23:59`.
    pub fn at(text: &str) -> Moment {
        let format = if text.len() > 16 { "%F %T" } else { "%F %R" };
        NaiveDateTime::parse_from_str(text, format).unwrap().and_utc()
    }

    /// The same, shown by a clock that nobody doubts.
    pub fn believed(text: &str) -> BelievedTime {
        Reading { now: at(text), last: at(text) }.believed()
    }

    pub fn utc() -> chrono::FixedOffset {
        chrono::FixedOffset::east_opt(0).unwrap()
    }

    /// The zone of most of Europe: an hour ahead, two from the last Sunday of March to that of October, both at 01:00 UTC.
    pub struct Europe;

    impl Zone for Europe {
        fn local(&self, moment: Moment) -> NaiveDateTime {
            let last_sunday = |month| {
                let last = NaiveDate::from_ymd_opt(moment.year(), month, 31).unwrap();
                let sunday = last - Duration::days(i64::from(last.weekday().num_days_from_sunday()));
                sunday.and_hms_opt(1, 0, 0).unwrap().and_utc()
            };
            let is_summer = last_sunday(3) <= moment && moment < last_sunday(10);
            moment.naive_utc() + Duration::hours(if is_summer { 2 } else { 1 })
        }

        fn first(&self, local: NaiveDateTime) -> Moment {
            self.shown(local).min().unwrap_or_else(|| local.and_utc() - Duration::hours(1))
        }

        fn last(&self, local: NaiveDateTime) -> Moment {
            self.shown(local).max().unwrap_or_else(|| local.and_utc() - Duration::hours(1))
        }
    }

    impl Europe {
        /// When the clock on the wall shows this: once, twice, or never.
        fn shown(&self, local: NaiveDateTime) -> impl Iterator<Item = Moment> {
            [1, 2]
                .map(|ahead| local.and_utc() - Duration::hours(ahead))
                .into_iter()
                .filter(move |moment| Europe.local(*moment) == local)
        }
    }

    #[test]
    fn a_day_ends_at_local_midnight() {
        let east = chrono::FixedOffset::east_opt(2 * 3600).unwrap();
        assert_eq!(end_of_day_after(&east, at("2026-09-29 23:30"), 0), at("2026-09-30 22:00"));
        assert_eq!(end_of_day_after(&east, at("2026-09-29 08:25"), 30), at("2026-10-29 22:00"));
    }

    #[test]
    fn a_clock_is_believed_from_a_little_before_its_last_use_to_a_month_after() {
        let last = at("2026-11-28 10:25");
        let reading = |now: &str| Reading { now: at(now), last };
        for (now, behind, ahead) in [
            ("2000-01-01 00:10:00", true, false),
            ("2026-11-28 10:14:59", true, false),
            ("2026-11-28 10:15:00", false, false),
            ("2026-11-28 10:25:00", false, false),
            ("2026-12-29 10:25:00", false, false),
            ("2026-12-29 10:25:01", false, true),
            ("2036-11-28 10:25:00", false, true),
        ] {
            let reading = reading(now);
            assert_eq!((reading.is_behind(), reading.is_ahead()), (behind, ahead), "{now}");
            let confirmed = reading.confirmed().map(ConfirmedTime::moment);
            assert_eq!(confirmed, if behind || ahead { Err(reading) } else { Ok(at(now)) });
        }
        assert_eq!(reading("2036-11-28 10:25:00").ends_by(), last);
        for stands in ["2000-01-01 00:10:00", "2026-11-28 10:24:59", "2036-11-28 10:25:00"] {
            assert_eq!(reading(stands).steady(), last, "{stands}");
            assert_eq!(reading(stands).believed().moment(), last, "{stands}");
        }
        assert_eq!(reading("2026-11-29 10:25:00").steady(), at("2026-11-29 10:25:00"));
        assert_eq!(reading("2000-01-01 00:10:00").counts_from(), last);
    }

    #[test]
    fn keys_count_minutes_from_the_year_2000() {
        assert_eq!(key_minutes(at("2000-01-01 00:00")), 0);
        assert_eq!(key_minutes(at("1999-12-31 00:00")), 0);
        assert_eq!(key_minutes(at("2000-01-02 00:01:59")), 1441);
        assert_eq!(from_key_minutes(key_minutes(at("2026-11-22 03:31"))), at("2026-11-22 03:31"));
        assert!(key_minutes(far_future()) < u32::MAX);
    }
}
