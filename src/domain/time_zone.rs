//! Time zones: how local time goes where some of the site's locks are. One is what an offset and a rule of daylight saving say,
//! so that what a lock was told of it does not run out.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveDateTime, Utc, Weekday};

pub mod world;

use super::form::keep;
use super::local::{self, Offset};
use super::moment::{self, Moment, Zone};
use super::text::{self, Line};

/// A time zone's number in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeZoneId(pub i64);

/// A time zone as the rules want it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeZone {
    /// Unique among time zones, whatever its case.
    pub name: Line<32>,
    /// How local time goes there.
    pub rule: Rule,
}

/// How local time goes, in every year alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// By how much it is ahead of UTC while no daylight is saved.
    pub ahead: Offset,
    /// Daylight saving, where there is any.
    pub saving: Option<Saving>,
}

/// Daylight saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saving {
    /// By so many minutes clocks are put forward.
    pub minutes: u16,
    /// When they are put forward.
    pub start: Turn,
    /// When they are put back.
    pub end: Turn,
}

/// When clocks are changed, by what they showed until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The month, 1 to 12.
    pub month: u8,
    /// Which of its days of that name.
    pub week: Week,
    /// The day of the week.
    pub weekday: Weekday,
    /// The minute, counted from the beginning of that day: as far as three days later, or a day before.
    pub minute: i16,
}

/// The first to the fourth of a month, or the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the weeks' own")]
pub enum Week {
    First,
    Second,
    Third,
    Fourth,
    Last,
}

impl Week {
    /// All of them.
    pub const ALL: [Week; 5] = [Week::First, Week::Second, Week::Third, Week::Fourth, Week::Last];

    /// The number under which it is stored, 1 to 5.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The week of a number, if it is one.
    pub fn of(number: u8) -> Option<Week> {
        Week::ALL.into_iter().find(|week| week.number() == number)
    }
}

/// Minutes by which clocks can be put forward.
pub const SAVING_MINUTES: std::ops::RangeInclusive<u16> = 15..=180;
/// Minutes by which local time can be ahead of UTC, without daylight saving: as it is somewhere in the world.
pub const AHEAD_MINUTES: std::ops::RangeInclusive<i16> = -12 * 60..=14 * 60;
/// Minutes from the beginning of the day at which clocks can be changed.
pub const TURN_MINUTES: std::ops::RangeInclusive<i16> = -24 * 60..=72 * 60;

impl Turn {
    /// When that is in a year, by the clock on the wall before the change.
    fn in_year(self, year: i32) -> Option<NaiveDateTime> {
        let month = u32::from(self.month);
        let day = match self.week {
            Week::Last => (1..=5)
                .rev()
                .find_map(|week| NaiveDate::from_weekday_of_month_opt(year, month, self.weekday, week)),
            week => NaiveDate::from_weekday_of_month_opt(year, month, self.weekday, week.number()),
        };
        Some(day?.and_time(chrono::NaiveTime::MIN) + Duration::minutes(i64::from(self.minute)))
    }
}

/// Clocks are changed: at a moment, from one offset to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Moment,
    /// By how many minutes they were ahead of UTC until then.
    pub from: Offset,
    /// By how many they are from then on.
    pub to: Offset,
}

impl Change {
    /// What clocks show when they are changed: until then, and from then on.
    pub fn on_the_wall(&self) -> [NaiveDateTime; 2] {
        [self.from, self.to]
            .map(|offset| self.at.naive_utc() + Duration::minutes(i64::from(offset.minutes())))
    }
}

impl Rule {
    /// A zone without daylight saving.
    pub const fn always(ahead: Offset) -> Rule {
        Rule { ahead, saving: None }
    }

    fn saved(&self, saving: &Saving) -> Offset {
        let minutes = self.ahead.minutes().saturating_add_unsigned(saving.minutes);
        Offset::new(minutes).unwrap_or(self.ahead)
    }

    /// The changes that begin in a year, by the calendar there.
    fn changes_of(&self, year: i32) -> [Option<Change>; 2] {
        let Some(saving) = &self.saving else {
            return [None, None];
        };
        let (ahead, saved) = (self.ahead, self.saved(saving));
        let change = |turn: Turn, from: Offset, to: Offset| {
            let at = turn.in_year(year)? - Duration::minutes(i64::from(from.minutes()));
            Some(Change { at: utc(at), from, to })
        };
        [change(saving.start, ahead, saved), change(saving.end, saved, ahead)]
    }

    fn offset(&self, moment: Moment) -> Offset {
        let year = moment.year();
        let changes = (year - 1..=year + 1).flat_map(|year| self.changes_of(year)).flatten();
        let last = changes.filter(|change| change.at <= moment).max_by_key(|change| change.at);
        last.map_or(self.ahead, |change| change.to)
    }

    /// The moments at which the clock there shows a time: none, one, or two.
    fn moments(&self, local: NaiveDateTime) -> impl Iterator<Item = Moment> {
        let saved = self.saving.as_ref().map(|saving| self.saved(saving));
        let offsets = saved.into_iter().chain([self.ahead]);
        offsets.filter_map(move |offset| {
            let moment = utc(local - Duration::minutes(i64::from(offset.minutes())));
            (self.offset(moment) == offset).then_some(moment)
        })
    }

    /// The moment of a time that is skipped: it is read by the offset of the hour before.
    fn skipped(&self, local: NaiveDateTime) -> Moment {
        utc(local - Duration::minutes(i64::from(self.ahead.minutes())))
    }
}

const fn utc(time: NaiveDateTime) -> Moment {
    DateTime::from_naive_utc_and_offset(time, Utc)
}

impl Zone for Rule {
    fn local(&self, moment: Moment) -> NaiveDateTime {
        moment.naive_utc() + Duration::minutes(i64::from(self.offset(moment).minutes()))
    }

    fn first(&self, local: NaiveDateTime) -> Moment {
        self.moments(local).min().unwrap_or_else(|| self.skipped(local))
    }

    fn last(&self, local: NaiveDateTime) -> Moment {
        self.moments(local).max().unwrap_or_else(|| self.skipped(local))
    }
}

/// The changes of the clocks of a zone in a calendar year there, whatever says them.
pub fn changes_in(zone: &dyn Zone, year: i32) -> Vec<Change> {
    let begin = |year| {
        NaiveDate::from_ymd_opt(year, 1, 1).map(|day| zone.first(day.and_time(chrono::NaiveTime::MIN)))
    };
    let (Some(from), Some(until)) = (begin(year), begin(year + 1)) else {
        return Vec::new();
    };
    let (from, until) = (moment::key_minutes(from), moment::key_minutes(until));
    let mut before = Offset::of(zone, from);
    let changes = local::changes(zone, from, until).into_iter();
    let change = |(at, to)| {
        let from = std::mem::replace(&mut before, to);
        Change { at: moment::from_key_minutes(at), from, to }
    };
    changes.map(change).collect()
}

/// What a form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As typed.
    pub name: String,
    /// Of a new one: the zone of the world of which it is a copy.
    pub world: Option<&'static str>,
    /// As typed and chosen.
    pub rule: Typed,
}

impl Default for Draft {
    fn default() -> Self {
        Draft { name: String::new(), world: None, rule: Typed::of(&Rule::always(Offset::default())) }
    }
}

/// A rule as typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the rule's own")]
pub struct Typed {
    pub ahead: String,
    pub saves: bool,
    pub minutes: String,
    pub start: TypedTurn,
    pub end: TypedTurn,
}

/// When clocks are changed, as typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the turn's own")]
pub struct TypedTurn {
    pub month: u8,
    pub week: Week,
    pub weekday: Weekday,
    pub time: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name,
    World,
    Ahead,
    Minutes,
    Start,
    End,
}

/// Why a field is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text breaks a rule of texts.
    Text(text::Fault),
    /// Another time zone has it already.
    Duplicate,
    /// No zone of the world was chosen.
    NoWorld,
    /// It is no time, or further from UTC than any place is.
    Ahead,
    /// It is no number of minutes by which clocks are put forward.
    Minutes,
    /// It is no time of day at which clocks are changed.
    Time,
    /// Clocks would be put back within two months of being put forward, or the other way round.
    TooNear,
}

impl From<text::Fault> for Fault {
    fn from(fault: text::Fault) -> Self {
        Fault::Text(fault)
    }
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// The form of a zone that exists.
    pub fn of(zone: &TimeZone) -> Draft {
        Draft { name: zone.name.to_string(), world: None, rule: Typed::of(&zone.rule) }
    }

    /// The new zone that the form asks for: a copy of one of the world's, under a name.
    pub fn check_new(&self) -> Result<TimeZone, Faults> {
        let mut faults = Faults::new();
        let name = keep(&mut faults, Field::Name, Line::required(&self.name));
        let world = self.world.and_then(world::rule_of).ok_or(Fault::NoWorld);
        match (name, keep(&mut faults, Field::World, world)) {
            (Some(name), Some(rule)) => Ok(TimeZone { name, rule }),
            _ => Err(faults),
        }
    }
}

impl Typed {
    /// A rule as it is shown. Where no daylight is saved, what most of Europe does is filled in.
    pub fn of(rule: &Rule) -> Typed {
        let saving = rule.saving.unwrap_or(OF_EUROPE);
        let turn = |turn: Turn| TypedTurn {
            month: turn.month,
            week: turn.week,
            weekday: turn.weekday,
            time: clock(turn.minute),
        };
        Typed {
            ahead: clock(rule.ahead.minutes()),
            saves: rule.saving.is_some(),
            minutes: saving.minutes.to_string(),
            start: turn(saving.start),
            end: turn(saving.end),
        }
    }

    /// Turns it into a rule, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Rule, Faults> {
        let mut faults = Faults::new();
        let ahead = read_clock(&self.ahead).filter(|minutes| AHEAD_MINUTES.contains(minutes));
        let ahead = keep(&mut faults, Field::Ahead, ahead.and_then(Offset::new).ok_or(Fault::Ahead));
        if !self.saves {
            return ahead.map(Rule::always).ok_or(faults);
        }
        let minutes = self.minutes.trim().parse().ok().filter(|minutes| SAVING_MINUTES.contains(minutes));
        let minutes = keep(&mut faults, Field::Minutes, minutes.ok_or(Fault::Minutes));
        let start = keep(&mut faults, Field::Start, self.start.check());
        let end = self.end.check().and_then(|end| match months_between(self.start.month, end.month) {
            0 | 1 => Err(Fault::TooNear),
            _ => Ok(end),
        });
        let end = keep(&mut faults, Field::End, end);
        match (ahead, minutes, start, end) {
            (Some(ahead), Some(minutes), Some(start), Some(end)) => {
                Ok(Rule { ahead, saving: Some(Saving { minutes, start, end }) })
            }
            _ => Err(faults),
        }
    }
}

impl TypedTurn {
    fn check(&self) -> Result<Turn, Fault> {
        let minute = read_clock(&self.time).filter(|minute| TURN_MINUTES.contains(minute));
        let is_month = (1..=12).contains(&self.month);
        let (month, week, weekday) = (self.month, self.week, self.weekday);
        minute.filter(|_| is_month).map(|minute| Turn { month, week, weekday, minute }).ok_or(Fault::Time)
    }
}

/// How far two months are apart, whichever comes first in the year.
pub fn months_between(one: u8, other: u8) -> u8 {
    let apart = one.abs_diff(other) % 12;
    apart.min(12 - apart)
}

const OF_EUROPE: Saving = Saving { minutes: 60, start: last_sunday(3, 120), end: last_sunday(10, 180) };

const fn last_sunday(month: u8, minute: i16) -> Turn {
    Turn { month, week: Week::Last, weekday: Weekday::Sun, minute }
}

/// Hours and minutes as people write them, with a sign before the day begins.
pub fn clock(minutes: i16) -> String {
    let (sign, minutes) = (if minutes < 0 { "-" } else { "" }, minutes.unsigned_abs());
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Reads that; a sign of either kind may stand before it, and whole hours do without minutes.
fn read_clock(typed: &str) -> Option<i16> {
    let typed = typed.trim();
    let (sign, typed) = match typed.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, typed.strip_prefix('+').unwrap_or(typed)),
    };
    let (hours, minutes) = typed.split_once(':').unwrap_or((typed, "00"));
    let number = |digits: &str, most: usize| {
        let is_number =
            (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse::<i16>().ok()).flatten()
    };
    let minutes = number(minutes, 2).filter(|minutes| *minutes < 60)?;
    Some(sign * (number(hours, 2)? * 60 + minutes))
}

/// The zones of the world, by name, made once.
pub static WORLD: LazyLock<Vec<(&'static str, Rule)>> = LazyLock::new(world::all);

#[cfg(test)]
mod tests {
    use super::super::local::LocalTime;
    use super::super::moment::tests::{Europe, at};
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%F %R").unwrap()
    }

    fn europe() -> Rule {
        Rule { ahead: Offset::new(60).unwrap(), saving: Some(OF_EUROPE) }
    }

    #[test]
    fn a_rule_says_what_clocks_on_the_wall_do() {
        assert_eq!(LocalTime::of(&europe()), LocalTime::of(&Europe), "for two hundred years");
        let sydney = world::rule_of("Australia/Sydney").unwrap();
        let wall = |moment| sydney.local(at(moment)).format("%F %R").to_string();
        assert_eq!(wall("2026-01-01 00:00"), "2026-01-01 11:00", "where summer is at the turn of the year");
        assert_eq!(
            [wall("2026-04-04 15:59"), wall("2026-04-04 16:00")],
            ["2026-04-05 02:59", "2026-04-05 02:00"]
        );
        assert_eq!(
            [wall("2026-10-03 15:59"), wall("2026-10-03 16:00")],
            ["2026-10-04 01:59", "2026-10-04 03:00"]
        );
        let gaza = world::rule_of("Asia/Gaza").unwrap();
        let turns: Vec<String> = changes_in(&gaza, 2026).iter().map(|it| it.at.to_string()).collect();
        assert_eq!(
            turns,
            ["2026-03-28 00:00:00 UTC", "2026-10-23 23:00:00 UTC"],
            "fifty hours into a Thursday"
        );
    }

    /// Number 15 of the edge cases.
    #[test]
    fn an_hour_that_is_repeated_begins_at_the_first_and_ends_at_the_second() {
        let half_past_two = local("2026-10-25 02:30");
        assert_eq!(europe().first(half_past_two), at("2026-10-25 00:30"));
        assert_eq!(europe().last(half_past_two), at("2026-10-25 01:30"));
        assert_eq!(europe().last(local("2026-10-25 03:00")), at("2026-10-25 02:00"));
    }

    /// Number 16 of the edge cases.
    #[test]
    fn a_time_that_is_skipped_is_an_hour_later() {
        let rule = europe();
        for moment in [rule.first(local("2026-03-29 02:30")), rule.last(local("2026-03-29 02:30"))] {
            assert_eq!(moment, at("2026-03-29 01:30"));
            assert_eq!(rule.local(moment), local("2026-03-29 03:30"));
        }
    }

    #[test]
    fn the_changes_of_a_year_are_told_by_their_dates() {
        let told = |rule: &Rule, year| -> Vec<(String, i16)> {
            let changes = changes_in(rule, year);
            changes.iter().map(|it| (it.at.format("%F %R").to_string(), it.to.minutes())).collect()
        };
        let of_2027 = [("2027-03-28 01:00".to_owned(), 120), ("2027-10-31 01:00".to_owned(), 60)];
        assert_eq!(told(&europe(), 2027), of_2027);
        assert_eq!(told(&Rule::always(Offset::default()), 2027), []);
        assert_eq!(changes_in(&Europe, 2027), changes_in(&europe(), 2027));
    }

    #[test]
    fn what_is_typed_is_read_and_every_fault_is_told_at_once() {
        let typed = Typed::of(&europe());
        assert_eq!(typed.check(), Ok(europe()));
        assert_eq!(typed.ahead, "01:00");
        let off = Typed { saves: false, ..typed.clone() };
        assert_eq!(off.check(), Ok(Rule::always(Offset::new(60).unwrap())));
        for (typed, minutes) in [("-3:30", -210), ("−3", -180), ("+14", 840), ("05:45", 345)] {
            assert_eq!(read_clock(typed), Some(minutes), "{typed}");
        }
        for wrong in ["", "1:60", "1:", ":30", "1h", "--1", "+-1", "100", "1:2:3"] {
            assert_eq!(read_clock(wrong), None, "{wrong}");
        }
        let wrong = Typed {
            ahead: "14:01".into(),
            minutes: "14".into(),
            start: TypedTurn { time: "72:01".into(), ..typed.start.clone() },
            end: TypedTurn { month: 4, ..typed.end.clone() },
            ..typed.clone()
        };
        let faults = [
            (Field::Ahead, Fault::Ahead),
            (Field::Minutes, Fault::Minutes),
            (Field::Start, Fault::Time),
            (Field::End, Fault::TooNear),
        ];
        assert_eq!(wrong.check(), Err(faults.into()));
        assert_eq!([months_between(12, 1), months_between(3, 10), months_between(6, 6)], [1, 5, 0]);
        let new = Draft::default();
        assert_eq!(
            new.check_new(),
            Err(vec![(Field::Name, text::Fault::Empty.into()), (Field::World, Fault::NoWorld)])
        );
        let named = Draft { name: "Las Palmas".into(), world: Some("Atlantic/Canary"), ..new };
        assert_eq!(named.check_new().unwrap().rule, world::rule_of("Atlantic/Canary").unwrap());
    }
}
