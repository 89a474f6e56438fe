//! Days that somebody else wrote down, read from a file: iCalendar (RFC 5545), as governments and schools publish it, or a
//! table with a day in each line.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{DAYS_MAX, YEARS};
use crate::domain::text;

/// A file that is larger is none of days.
pub const BYTES_MAX: usize = 1 << 20;

/// Of a name no more is shown.
const NAME_MAX: usize = 80;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The days, each with what it is called, if that is said.
    pub days: BTreeMap<NaiveDate, String>,
    /// How many lines or events were not understood, as a whole or in part.
    pub passed_over: usize,
}

/// Why nothing was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is larger than such a file is.
    TooBig,
    /// There is no day in it.
    NoDays,
    /// There are more days than a calendar holds.
    TooManyDays,
}

/// Reads the days from a year on. What comes again every year is taken for that one and the next; in a table, `day` says
/// how a day is written.
pub fn read(bytes: &[u8], year: i32, day: impl Fn(&str) -> Option<NaiveDate>) -> Result<Reading, Unreadable> {
    if bytes.len() > BYTES_MAX {
        return Err(Unreadable::TooBig);
    }
    let text = text_of(bytes);
    let reading = match text.trim_start().get(..15) {
        Some(begins) if begins.eq_ignore_ascii_case("BEGIN:VCALENDAR") => of_events(&text, year),
        _ => of_table(&text, year, day),
    };
    match reading.days.len() {
        0 => Err(Unreadable::NoDays),
        1..=DAYS_MAX => Ok(reading),
        _ => Err(Unreadable::TooManyDays),
    }
}

/// UTF-8, or what older programs of Western Europe write.
fn text_of(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).map(str::to_owned);
    let text = text.unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect());
    text.trim_start_matches('\u{feff}').to_owned()
}

/// An event, by the properties that matter here.
type Event<'f> = BTreeMap<&'f str, &'f str>;

/// What an event must not have to be understood: it says that some of its days are others.
const EXCEPTIONS: [&str; 3] = ["EXDATE", "RDATE", "RECURRENCE-ID"];

fn of_events(text: &str, year: i32) -> Reading {
    let mut reading = Reading { days: BTreeMap::new(), passed_over: 0 };
    let lines = unfolded(text);
    // Of the event that is open, and how many parts of it (its alarms) are.
    let (mut event, mut inner) = (None::<Event<'_>>, 0_usize);
    for (name, value) in lines.iter().filter_map(|line| property(line)) {
        let is_event = value.eq_ignore_ascii_case("VEVENT");
        match (name, &mut event) {
            ("BEGIN", None) if is_event => event = Some(Event::new()),
            ("BEGIN", Some(_)) => inner = inner.saturating_add(1),
            ("END", Some(open)) if inner == 0 => {
                let is_whole = take_event(&mut reading.days, open, year);
                reading.passed_over += usize::from(!is_whole);
                event = None;
            }
            ("END", Some(_)) => inner -= 1,
            (_, Some(open)) if inner == 0 => drop(open.insert(name, value)),
            (..) => {}
        }
        if reading.days.len() > DAYS_MAX {
            break;
        }
    }
    // The file ends in the midst of it.
    reading.passed_over += usize::from(event.is_some());
    reading
}

/// The lines as they were before they were folded (RFC 5545, 3.1).
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The name of a property, without what is said of it, and its value.
fn property(line: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let colon = line.find(|letter| {
        is_quoted ^= letter == '"';
        letter == ':' && !is_quoted
    })?;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    Some((name.split(';').next().unwrap_or(name), value))
}

/// Takes the days of an event; says whether all of it was understood.
fn take_event(days: &mut BTreeMap<NaiveDate, String>, event: &Event<'_>, year: i32) -> bool {
    if event.get("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")) {
        return true;
    }
    let Some(first) = event.get("DTSTART").and_then(|start| day_of(start)) else {
        return false;
    };
    let last = event.get("DTEND").map_or(Some(first), |end| last_day(end, first));
    let Some(length) = last.map(|last| (last - first).num_days()).filter(|length| (0..=366).contains(length))
    else {
        return false;
    };
    let lasts_otherwise = event.get("DURATION").is_some_and(|duration| *duration != "P1D");
    if lasts_otherwise || EXCEPTIONS.iter().any(|exception| event.contains_key(exception)) {
        return false;
    }
    let name = one_line(&unescaped(event.get("SUMMARY").copied().unwrap_or_default()));
    let mut put = |first: NaiveDate| {
        for day in first.iter_days().take(length as usize + 1).filter(|day| is_of(*day, year)) {
            days.entry(day).or_insert_with(|| name.clone());
        }
    };
    put(first);
    match event.get("RRULE") {
        None => true,
        Some(rule) if is_every_year(rule, first) => {
            let again = [year, year.saturating_add(1)].into_iter().filter(|year| *year > first.year());
            again.filter_map(|year| first.with_year(year)).for_each(put);
            true
        }
        Some(_) => false,
    }
}

/// A text as it was before it was escaped (RFC 5545, 3.3.11).
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(
                letters.next().map(|letter| if letter.eq_ignore_ascii_case(&'n') { ' ' } else { letter }),
            ),
            letter => plain.push(letter),
        }
    }
    plain
}

/// Whether a day is of a year of ours, and not of one before.
fn is_of(day: NaiveDate, year: i32) -> bool {
    day.year() >= year && YEARS.contains(&day.year())
}

/// The date of a value with or without a time. One in universal time is of no day that everybody would agree on.
fn day_of(value: &str) -> Option<NaiveDate> {
    let is_local = !value.ends_with(['Z', 'z']);
    NaiveDate::parse_from_str(value.get(..8)?, "%Y%m%d").ok().filter(|_| is_local)
}

/// The last day of what ends then: a date is the day after it, and so is midnight.
fn last_day(end: &str, first: NaiveDate) -> Option<NaiveDate> {
    let day = day_of(end)?;
    let is_before = end.get(8..).is_none_or(|time| time.is_empty() || time.starts_with("T000000"));
    if is_before { Some(day.pred_opt()?.max(first)) } else { Some(day) }
}

/// Whether a rule means the same day of every year and nothing else.
fn is_every_year(rule: &str, first: NaiveDate) -> bool {
    let mut parts = rule.split(';').filter(|part| !part.is_empty());
    let is_yearly = parts.clone().any(|part| part == "FREQ=YEARLY");
    is_yearly
        && parts.all(|part| match part.split_once('=') {
            Some(("FREQ", "YEARLY")) | Some(("INTERVAL", "1")) | Some(("WKST", _)) => true,
            Some(("BYMONTH", month)) => month.parse() == Ok(first.month()),
            Some(("BYMONTHDAY", day)) => day.parse() == Ok(first.day()),
            _ => false,
        })
}

fn of_table(text: &str, year: i32, day: impl Fn(&str) -> Option<NaiveDate>) -> Reading {
    let head = text.lines().next().unwrap_or_default();
    let most = [';', '\t', ','].into_iter().max_by_key(|separator| head.matches(*separator).count());
    let mut rows = csv::ReaderBuilder::new();
    rows.has_headers(false).flexible(true).trim(csv::Trim::All).delimiter(most.unwrap_or(',') as u8);
    let mut reading = Reading { days: BTreeMap::new(), passed_over: 0 };
    for (line, row) in rows.from_reader(text.as_bytes()).records().enumerate() {
        let found = row.ok().and_then(|row| {
            let (at, date) = row.iter().enumerate().find_map(|(at, cell)| Some((at, day(cell)?)))?;
            let names = row.iter().enumerate().filter(|(other, cell)| *other != at && !cell.is_empty());
            Some((date, one_line(names.map(|(_, cell)| cell).next().unwrap_or_default())))
        });
        match found {
            Some((date, name)) if is_of(date, year) => {
                reading.days.entry(date).or_insert(name);
            }
            Some(_) => {}
            // Columns have heads.
            None => reading.passed_over += usize::from(line > 0),
        }
        if reading.days.len() > DAYS_MAX {
            break;
        }
    }
    reading
}

/// A name as it is shown: without what nobody can see, and not longer than a line.
fn one_line(name: &str) -> String {
    let name: String = name.chars().take(NAME_MAX).collect();
    text::seen(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn read_it(text: &str) -> Result<Reading, Unreadable> {
        read(text.as_bytes(), 2026, |cell| {
            NaiveDate::parse_from_str(cell, "%Y-%m-%d")
                .or_else(|_| NaiveDate::parse_from_str(cell, "%d/%m/%Y"))
                .ok()
        })
    }

    fn days_of(reading: &Reading) -> Vec<(String, &str)> {
        reading.days.iter().map(|(day, name)| (day.to_string(), name.as_str())).collect()
    }

    fn events(all: &[&str]) -> String {
        let mut text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//somebody//EN\r\n".to_owned();
        for event in all {
            text.push_str(&format!("BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n"));
        }
        text + "END:VCALENDAR\r\n"
    }

    #[test]
    fn events_are_whole_days_their_last_one_is_not_theirs_and_names_may_be_folded() {
        let reading = read_it(&events(&[
            "DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20260102\r\nSUMMARY:New Year",
            "DTSTART;VALUE=DATE:20260402\r\nDTEND;VALUE=DATE:20260404\r\nSUMMARY:Maundy Thursday\\, Good\r\n  Friday",
            "DTSTART;TZID=Europe/Madrid:20261224T140000\r\nDTEND;TZID=Europe/Madrid:20261225T000000\r\nSUMMARY:Early close",
            "DTSTART:20261231\nBEGIN:VALARM\nSUMMARY:Not its name\nDTSTART:20300101\nEND:VALARM",
            "DTSTART;X-A=\"a:b\";VALUE=DATE:20260601\nSTATUS:CANCELLED",
        ]))
        .unwrap();
        assert_eq!(reading.passed_over, 0);
        assert_eq!(
            days_of(&reading),
            [
                ("2026-01-01".to_owned(), "New Year"),
                ("2026-04-02".to_owned(), "Maundy Thursday, Good Friday"),
                ("2026-04-03".to_owned(), "Maundy Thursday, Good Friday"),
                ("2026-12-24".to_owned(), "Early close"),
                ("2026-12-31".to_owned(), ""),
            ]
        );
    }

    #[test]
    fn what_comes_every_year_comes_in_the_years_asked_for_and_other_rules_are_passed_over() {
        let reading = read_it(&events(&[
            "DTSTART;VALUE=DATE:20201225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas",
            "DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=2",
            "DTSTART;VALUE=DATE:20260525\r\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\r\nSUMMARY:Spring",
            "SUMMARY:No day at all",
            "DTSTART:20261224T230000Z\r\nSUMMARY:Of which day?",
            "DTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20270501",
            "DTSTART;VALUE=DATE:20260301\r\nDTEND;VALUE=DATE:20290301\r\nSUMMARY:Three years",
            "DTSTART;VALUE=DATE:20260801\r\nDURATION:P3D\r\nSUMMARY:Three days",
        ]))
        .unwrap();
        let days: Vec<String> = reading.days.keys().map(ToString::to_string).collect();
        assert_eq!(days, ["2026-05-25", "2026-12-25", "2027-12-25"], "and nothing of years gone by");
        assert_eq!(reading.passed_over, 6);
        let torn = events(&["DTSTART:20261225"]) + "BEGIN:VEVENT\r\nDTSTART:20261226";
        assert_eq!(read_it(&torn).map(|reading| (reading.days.len(), reading.passed_over)), Ok((1, 1)));
    }

    #[test]
    fn a_table_has_a_day_in_each_line_wherever_it_stands_and_whatever_separates() {
        let expected = [("2026-05-01".to_owned(), "Labour; day"), ("2026-10-12".to_owned(), "Fiesta")];
        for text in [
            "Name;Date\n\"Labour; day\";01/05/2026\nFiesta;12/10/2026\nnonsense;x\n",
            "\u{feff}2026-05-01,\"Labour; day\"\r\n2026-10-12,Fiesta\r\nsomething,else\r\n",
            "Date\tName\n2026-05-01\tLabour; day\n2026-10-12\tFiesta\n\tnothing",
        ] {
            let reading = read_it(text).unwrap();
            assert_eq!(days_of(&reading), expected, "{text}");
            assert_eq!(reading.passed_over, 1, "{text}");
        }
        let latin: Vec<u8> = b"2026-05-01;D\xeda del Trabajo".to_vec();
        let reading = read(&latin, 2026, |cell| cell.parse().ok()).unwrap();
        assert_eq!(reading.days[&date("2026-05-01")], "Día del Trabajo");
    }

    #[test]
    fn what_is_no_list_of_days_says_so() {
        assert_eq!(read_it(""), Err(Unreadable::NoDays));
        assert_eq!(read_it("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"), Err(Unreadable::NoDays));
        assert_eq!(read(&vec![b'x'; BYTES_MAX + 1], 2026, |_| None), Err(Unreadable::TooBig));
        let first = date("2026-01-01");
        let many: String = first.iter_days().take(1_001).map(|day| format!("{day}\n")).collect();
        assert_eq!(read_it(&many), Err(Unreadable::TooManyDays));
        let deep = "BEGIN:A\n".repeat(100_000);
        let long = format!("BEGIN:VEVENT\nDTSTART:20260101\n{}\n x", "A".repeat(200_000));
        for hostile in [deep, long, ":\n".repeat(300_000), "BEGIN:VEVENT\n".repeat(70_000)] {
            assert_eq!(read_it(&format!("BEGIN:VCALENDAR\n{hostile}")), Err(Unreadable::NoDays));
        }
    }
}
