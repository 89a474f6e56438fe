//! What a key with timetables must be told besides: which days are none of the week, and how local time goes. A lock then
//! needs no calendar, no time zone and no rules of summer time.

use std::collections::BTreeMap;

use super::calendar::Days;
use super::image::{self, Digest, Header};
use super::moment::{self, Moment, Zone};
use super::timetable::{DAY_MINUTES, Day};

/// The minutes in which a key can be used: what lies outside of them no lock has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    from: u32,
    until: u32,
}

impl Window {
    /// From when a key is written until when it must have come back.
    pub fn new(issued_at: Moment, refresh_by: Moment) -> Window {
        Window { from: moment::key_minutes(issued_at), until: moment::key_minutes(refresh_by) }
    }

    /// That of an image.
    pub const fn of(header: &Header) -> Window {
        Window { from: header.issued_at, until: header.refresh_by }
    }
}

/// By how many minutes local time is ahead of UTC: a day at the most, either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Offset(i16);

impl Offset {
    /// So many minutes, if it is no more than a day.
    pub const fn new(minutes: i16) -> Option<Offset> {
        if minutes.unsigned_abs() <= DAY_MINUTES { Some(Offset(minutes)) } else { None }
    }

    /// The minutes.
    pub const fn minutes(self) -> i16 {
        self.0
    }

    /// What holds in a zone from a minute on.
    pub(super) fn of(zone: &dyn Zone, minute: u32) -> Offset {
        let moment = moment::from_key_minutes(minute);
        let ahead = (zone.local(moment) - moment.naive_utc()).num_minutes();
        let day = i64::from(DAY_MINUTES);
        Offset(ahead.clamp(-day, day) as i16)
    }
}

/// From which minutes on a zone is ahead by how much, after one minute and up to another. It is asked about every week between.
pub(super) fn changes(zone: &dyn Zone, from: u32, until: u32) -> Vec<(u32, Offset)> {
    let mut minute = from;
    let mut offset = Offset::of(zone, minute);
    let mut changes = Vec::new();
    while minute < until {
        let (mut before, mut after) = (minute, (minute + 7 * u32::from(DAY_MINUTES)).min(until));
        minute = after;
        if Offset::of(zone, after) == offset {
            continue;
        }
        // The minute of the change lies between the two.
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if Offset::of(zone, middle) == offset { before = middle } else { after = middle }
        }
        (minute, offset) = (after, Offset::of(zone, after));
        changes.push((minute, offset));
    }
    changes
}

/// How local time goes: from each of these minutes on, by what it is ahead of UTC.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocalTime(Vec<(u32, Offset)>);

impl LocalTime {
    /// The local time of a zone, from the first minute that keys can say to the last one that a person's time may have.
    /// Asks the zone about every week of two hundred years: it is made once, and kept. No zone puts its clocks back and forth
    /// again within one.
    pub fn of(zone: &dyn Zone) -> LocalTime {
        let end = moment::key_minutes(moment::far_future());
        let first = (0, Offset::of(zone, 0));
        LocalTime([first].into_iter().chain(changes(zone, 0, end)).collect())
    }

    /// Local time that changes at these minutes, and was ahead by `first` before.
    pub fn changing(first: Offset, changes: impl IntoIterator<Item = (Moment, Offset)>) -> LocalTime {
        let changes = changes.into_iter().map(|(at, offset)| (moment::key_minutes(at), offset));
        let by_minute: BTreeMap<u32, Offset> = std::iter::once((0, first)).chain(changes).collect();
        let mut changes: Vec<(u32, Offset)> = by_minute.into_iter().collect();
        changes.dedup_by_key(|(_, offset)| *offset);
        LocalTime(changes)
    }

    /// 16 bytes that stand for it.
    pub fn digest(&self) -> Digest {
        let changes = self.0.iter().flat_map(|(minute, offset)| {
            minute.to_le_bytes().into_iter().chain(offset.minutes().to_le_bytes())
        });
        image::digest(&[b"local time", &changes.collect::<Vec<u8>>()])
    }

    /// What a key says of it, as it was read: minutes rise.
    pub(super) const fn as_read(changes: Vec<(u32, Offset)>) -> LocalTime {
        LocalTime(changes)
    }

    /// The changes, rising.
    pub fn changes(&self) -> &[(u32, Offset)] {
        &self.0
    }

    /// How many changes are at this minute or before.
    fn begun(&self, minute: u32) -> usize {
        self.0.partition_point(|(from, _)| *from <= minute)
    }

    /// The local minute, counted as keys count; nothing, where that is not known.
    fn at(&self, minute: u32) -> Option<u32> {
        u32::try_from(self.wide(minute)?).ok()
    }

    /// The same, also where keys do not count any more.
    fn wide(&self, minute: u32) -> Option<i64> {
        let (_, offset) = self.0.get(self.begun(minute).checked_sub(1)?)?;
        Some(i64::from(minute) + i64::from(offset.0))
    }

    /// What a key of this window says: what holds when it begins, as if it always had, and the changes within.
    pub fn within(&self, window: Window) -> impl Iterator<Item = (u32, Offset)> + '_ {
        let begun = self.begun(window.from);
        let first = begun.checked_sub(1).and_then(|at| self.0.get(at)).map(|(_, offset)| (0, *offset));
        let further = self.0.get(begun..).unwrap_or_default().iter().copied();
        first.into_iter().chain(further.take_while(move |(minute, _)| *minute < window.until))
    }
}

/// Days and local time together: what the times of a timetable mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Local {
    /// The days that are none of the week, by the number that keys give them.
    days: BTreeMap<u16, Day>,
    time: LocalTime,
}

impl Local {
    /// What the days of a calendar and a local time mean together. Days that no key can name are left out.
    pub fn new(calendar: &Days, time: LocalTime) -> Local {
        let number = |day: chrono::NaiveDate| u16::try_from((day - moment::KEY_DAY_ZERO).num_days()).ok();
        let days =
            calendar.iter().filter_map(|(day, kind)| Some((number(*day)?, Day::from(*kind)))).collect();
        Local { days, time }
    }

    /// The same, as it was read.
    pub(super) const fn as_read(days: BTreeMap<u16, Day>, time: LocalTime) -> Local {
        Local { days, time }
    }

    /// What day it is at a minute, and the minute of that day; nothing, where local time is not known.
    pub fn at(&self, minute: u32) -> Option<(Day, u16)> {
        let local = self.time.at(minute)?;
        Some((self.kind_of(local / u32::from(DAY_MINUTES)), (local % u32::from(DAY_MINUTES)) as u16))
    }

    /// The same where local time goes otherwise, of what a key of this window was told. It was told of the days from that in
    /// which its window begins to that of its last minute, as they are by its own local time. Of a day before or after that
    /// nobody there knows whether it is one of the week: nothing.
    pub fn at_elsewhere(&self, time: &LocalTime, minute: u32, window: Window) -> Option<(Day, u16)> {
        let day = |time: &LocalTime, minute| {
            time.wide(minute).map(|local| local.div_euclid(i64::from(DAY_MINUTES)))
        };
        let told = day(&self.time, window.from)?..=day(&self.time, window.until.checked_sub(1)?)?;
        let (local, on) = (time.at(minute)?, day(time, minute)?);
        let minute = (local % u32::from(DAY_MINUTES)) as u16;
        told.contains(&on).then(|| (self.kind_of(local / u32::from(DAY_MINUTES)), minute))
    }

    fn kind_of(&self, day: u32) -> Day {
        let of_calendar = u16::try_from(day).ok().and_then(|day| self.days.get(&day));
        of_calendar.copied().unwrap_or_else(|| day_of_week(day))
    }

    /// The days that are none of the week, by the number that keys give them.
    pub const fn days(&self) -> &BTreeMap<u16, Day> {
        &self.days
    }

    /// How local time goes.
    pub const fn time(&self) -> &LocalTime {
        &self.time
    }

    /// The days of this window that are none of the week: from the day in which it begins to that of its last minute.
    pub fn days_within(&self, window: Window) -> impl Iterator<Item = (u16, Day)> + '_ {
        let day = |minute| Some(self.time.at(minute)? / u32::from(DAY_MINUTES));
        let last = window.until.checked_sub(1).filter(|last| *last >= window.from);
        let (first, last) = match (day(window.from), last.and_then(day)) {
            (Some(first), Some(last)) => (first, last),
            _ => (1, 0),
        };
        // Not `range`, which has no answer for one that ends before it begins.
        let is_within = move |day: u16| (first..=last).contains(&u32::from(day));
        let from = u16::try_from(first).unwrap_or(u16::MAX);
        self.days.range(from..).take_while(move |(day, _)| is_within(**day)).map(|(day, kind)| (*day, *kind))
    }

    /// What a key of this window is told.
    #[must_use]
    pub fn within(&self, window: Window) -> Local {
        Local {
            days: self.days_within(window).collect(),
            time: LocalTime(self.time.within(window).collect()),
        }
    }
}

/// The day of the week of a day that keys count: the first one was a Saturday.
fn day_of_week(day: u32) -> Day {
    const WEEK: [chrono::Weekday; 7] = {
        use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        [Sat, Sun, Mon, Tue, Wed, Thu, Fri]
    };
    WEEK.into_iter().cycle().nth(day as usize % 7).map_or(Day::from(chrono::Weekday::Sat), Day::from)
}

#[cfg(test)]
pub(crate) mod tests {
    use chrono::{Datelike as _, NaiveDate, Weekday};

    use super::*;
    use crate::domain::calendar::Kind;
    use crate::domain::moment::tests::{Europe, at, utc};

    fn window(from: &str, until: &str) -> Window {
        Window::new(at(from), at(until))
    }

    fn offset(minutes: i16) -> Offset {
        Offset::new(minutes).unwrap()
    }

    fn calendar() -> Days {
        [("2026-11-22", Kind::Holiday), ("2026-12-08", Kind::Special1), ("2026-12-23", Kind::Special2)]
            .into_iter()
            .map(|(day, kind)| (day.parse().unwrap(), kind))
            .collect()
    }

    fn days(local: &Local, from: &str, until: &str) -> Vec<(u16, Day)> {
        local.days_within(window(from, until)).collect()
    }

    #[test]
    fn days_of_the_week_are_those_of_the_calendar_on_the_wall() {
        let local = Local::new(&Days::new(), LocalTime::of(&utc()));
        for text in ["2000-01-01 00:00", "2026-11-22 10:25", "2028-02-29 23:59", "2199-12-31 12:00"] {
            let moment = at(text);
            let minute = (moment.time() - chrono::NaiveTime::MIN).num_minutes() as u16;
            let said = local.at(moment::key_minutes(moment));
            assert_eq!(said, Some((Day::from(moment.weekday()), minute)), "{text}");
        }
    }

    #[test]
    fn local_time_is_what_the_zone_says_at_every_change() {
        let time = LocalTime::of(&Europe);
        assert_eq!(time.0[0], (0, offset(60)));
        assert_eq!(time.0.len(), 1 + 2 * 200);
        for (minute, _) in &time.0 {
            for minute in [minute.saturating_sub(1), *minute, minute + 1] {
                let wall = Europe.local(moment::from_key_minutes(minute));
                let said = moment::from_key_minutes(time.at(minute).unwrap()).naive_utc();
                assert_eq!(said, wall, "{minute}");
            }
        }
        let summer = [(at("2026-03-29 01:00"), offset(120)), (at("2026-10-25 01:00"), offset(60))];
        let written = LocalTime::changing(offset(60), summer);
        let year = window("2026-01-01 00:00", "2027-01-01 00:00");
        assert!(written.within(year).eq(time.within(year)));
        assert_eq!(LocalTime::of(&utc()).0, [(0, offset(0))]);
        let nothing_changes = LocalTime::changing(offset(0), [(at("2026-01-01 00:00"), offset(0))]);
        assert_eq!(nothing_changes, LocalTime::of(&utc()));
    }

    #[test]
    fn an_offset_is_a_day_at_the_most() {
        assert_eq!(
            [-1_441, -1_440, 1_440, 1_441].map(|minutes| Offset::new(minutes).is_some()),
            [false, true, true, false]
        );
    }

    #[test]
    fn a_window_has_what_holds_when_it_begins_and_the_changes_within() {
        let time = LocalTime::of(&Europe);
        let changes = |from: &str, until: &str| -> Vec<(u32, i16)> {
            time.within(window(from, until)).map(|(minute, offset)| (minute, offset.minutes())).collect()
        };
        let change = |text, ahead| (moment::key_minutes(at(text)), ahead);
        assert_eq!(changes("2026-11-22 10:25", "2026-12-22 23:00"), [(0, 60)]);
        assert_eq!(changes("2026-10-25 01:00", "2027-03-28 01:00"), [(0, 60)]);
        assert_eq!(
            changes("2026-10-25 00:59", "2027-03-28 01:01"),
            [(0, 120), change("2026-10-25 01:00", 60), change("2027-03-28 01:00", 120)]
        );
        assert_eq!(changes("2026-11-22 10:25", "2026-11-22 10:25"), [(0, 60)], "an empty window");
        assert_eq!(changes("2026-11-22 10:25", "2026-01-01 00:00"), [(0, 60)]);
    }

    #[test]
    fn a_window_has_its_local_days_from_that_of_the_writing_to_that_of_the_last_minute() {
        let local = Local::new(&calendar(), LocalTime::of(&Europe));
        let numbers = |from, until| -> Vec<Option<u8>> {
            days(&local, from, until).into_iter().map(|(_, day)| day.kind()).collect()
        };
        assert_eq!(numbers("2026-11-22 10:25", "2026-12-22 23:00"), [Some(1), Some(2)]);
        assert_eq!(numbers("2026-11-22 22:59", "2026-12-22 23:01"), [Some(1), Some(2), Some(3)]);
        assert_eq!(numbers("2026-11-22 23:00", "2026-12-07 23:00"), [], "local midnight");
        assert_eq!(numbers("2026-11-22 10:25", "2026-11-22 10:25"), [], "an empty window");
        assert_eq!(numbers("2026-12-22 00:00", "2026-11-01 00:00"), [], "none at all");
        let cut = local.within(window("2026-12-01 00:00", "2026-12-22 23:00"));
        assert_eq!(cut.at(moment::key_minutes(at("2026-12-08 10:00"))), Some((Kind::Special1.into(), 660)));
        let unknown = cut.at(moment::key_minutes(at("2026-11-22 10:00")));
        assert_eq!(unknown, Some((Weekday::Sun.into(), 660)));
    }

    #[test]
    fn days_that_no_key_can_name_are_left_out() {
        let kind = |year| (NaiveDate::from_ymd_opt(year, 6, 7).unwrap(), Kind::Holiday);
        let local = Local::new(&[kind(1999), kind(2179), kind(2180)].into(), LocalTime::of(&utc()));
        assert!(local.days.is_empty());
        let last = [(NaiveDate::from_ymd_opt(2179, 6, 6).unwrap(), Kind::Holiday)];
        assert_eq!(Local::new(&last.into(), LocalTime::of(&utc())).days.len(), 1);
        assert_eq!(Local::default().at(0), None, "nothing was told");
        let later = Local::as_read(BTreeMap::new(), LocalTime::as_read(vec![(5, offset(60))]));
        assert_eq!([4, 5].map(|minute| later.at(minute)), [None, Some((Weekday::Sat.into(), 65))]);
    }

    #[test]
    fn elsewhere_it_is_another_hour_and_perhaps_a_day_of_which_nothing_is_told() {
        let key = Local::new(&calendar(), LocalTime::of(&Europe));
        let window = window("2026-12-01 10:00", "2026-12-08 10:00");
        let key = key.within(window);
        let utc_at = at;
        let at =
            |time: &LocalTime, moment| key.at_elsewhere(time, moment::key_minutes(utc_at(moment)), window);
        let west = LocalTime::as_read(vec![(0, offset(0))]);
        assert_eq!(at(&west, "2026-12-07 23:30"), Some((Weekday::Mon.into(), 23 * 60 + 30)));
        assert_eq!(at(&LocalTime::of(&Europe), "2026-12-07 23:30"), Some((Kind::Special1.into(), 30)));
        let far_east = LocalTime::as_read(vec![(0, offset(14 * 60))]);
        assert_eq!(at(&far_east, "2026-12-07 11:00"), Some((Kind::Special1.into(), 60)));
        assert_eq!(at(&far_east, "2026-12-08 09:59"), Some((Kind::Special1.into(), 23 * 60 + 59)));
        assert_eq!(at(&far_east, "2026-12-08 10:00"), None, "the 9th: nobody told of it");
        let far_west = LocalTime::as_read(vec![(0, offset(-12 * 60))]);
        assert_eq!(at(&far_west, "2026-12-01 11:00"), None, "the 30th of November");
        assert_eq!(at(&far_west, "2026-12-01 12:00"), Some((Weekday::Tue.into(), 0)));
        let untold = Local::default();
        assert_eq!(untold.at_elsewhere(&west, window.from, window), None, "a key that says no local time");
    }
}
