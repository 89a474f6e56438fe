//! Days and hours as people read them.

use keydesk::domain::timetable::{Day, Days, Hours, time};

use crate::words::Words;

/// The name of a day, short.
pub fn short(day: Day) -> &'static str {
    const NAMES: [&str; 10] = [
        "timetable-monday",
        "timetable-tuesday",
        "timetable-wednesday",
        "timetable-thursday",
        "timetable-friday",
        "timetable-saturday",
        "timetable-sunday",
        "timetable-holiday",
        "timetable-special-1",
        "timetable-special-2",
    ];
    let at = Day::ALL.into_iter().position(|it| it == day);
    at.and_then(|at| NAMES.get(at)).copied().unwrap_or_default()
}

/// When it holds, in one line: `Mon–Fri 08:00–17:00, Sat 09:00–13:00`.
pub fn in_words(words: &Words, hours: &Hours) -> String {
    if hours.is_never() {
        return words.get("timetable-never").into_owned();
    }
    // Those of the same days stand together.
    let days = hours.stretches().chunk_by(|one, other| one.days() == other.days()).map(|together| {
        let days = together.first().map(|stretch| days_in_words(words, stretch.days())).unwrap_or_default();
        let times = together.iter().map(|it| format!("{}–{}", time(it.from()), time(it.until())));
        format!("{days} {}", times.collect::<Vec<_>>().join(", "))
    });
    days.collect::<Vec<_>>().join("; ")
}

/// Some days, three in a row and more as from the first to the last: `Mon–Fri, holidays`.
pub fn days_in_words(words: &Words, days: Days) -> String {
    if Day::ALL.into_iter().all(|day| days.contains(day)) {
        return words.get("timetable-all-days").into_owned();
    }
    let has: Vec<bool> = Day::ALL.into_iter().map(|day| days.contains(day)).collect();
    let (week, kinds) = has.split_at(has.len().min(7));
    let name =
        |at: usize| Day::ALL.get(at).map_or_else(String::new, |day| words.get(short(*day)).into_owned());
    let mut said = Vec::new();
    let mut at = 0;
    while at < week.len() {
        let length = week.iter().skip(at).take_while(|has| **has).count();
        match length {
            0 => at += 1,
            1 | 2 => said.extend((at..at + length).map(&name)),
            _ => said.push(format!("{}–{}", name(at), name(at + length - 1))),
        }
        at += length;
    }
    said.extend(kinds.iter().enumerate().filter(|(_, has)| **has).map(|(at, _)| name(week.len() + at)));
    said.join(", ")
}
