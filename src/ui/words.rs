//! Every text of the window, in the operator's language. The texts are in `assets/i18n`; a test holds the
//! languages against each other and against the sources.

use std::borrow::Cow;
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Weekday};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use keydesk::domain::operator::Language;
use keydesk::domain::{text, timetable};
use unic_langid::{LanguageIdentifier, langid};

use crate::widget::{date, option};

/// A language: its texts, and how it writes dates and numbers.
pub struct Words {
    language: Language,
    bundle: FluentBundle<&'static FluentResource>,
    calendar: date::Words<'static>,
    short_months: Vec<String>,
}

/// A value that a text puts into itself.
pub type Value<'v> = FluentValue<'v>;

/// The files of a language: one for each menu, and those that every screen needs.
macro_rules! files {
    ($language:literal) => {
        files!($language: "everywhere", "menus", "desk", "sign_in", "trouble", "keys", "start", "cardholders", "access_points", "monitoring", "system", "auditor", "four_eyes", "command_line")
    };
    ($language:literal: $($file:literal),*) => {
        &[$(($file, include_str!(concat!("../../assets/i18n/", $language, "/", $file, ".ftl")))),*]
    };
}

/// The files with their names.
type Files = &'static [(&'static str, &'static str)];

const fn source(language: Language) -> (Files, LanguageIdentifier) {
    match language {
        Language::English => (files!("en"), langid!("en")),
        Language::Spanish => (files!("es"), langid!("es")),
    }
}

/// The texts of a language, parsed once: every desk that is opened and every language that is chosen takes them from here.
fn parsed(language: Language) -> &'static [FluentResource] {
    fn parse(language: Language) -> Vec<FluentResource> {
        let (files, _) = source(language);
        let parse = |(_, texts): &(_, &str)| match FluentResource::try_new((*texts).to_owned()) {
            Ok(resource) => resource,
            // A broken line is left out; a test says so long before.
            Err((resource, _)) => resource,
        };
        files.iter().map(parse).collect()
    }
    static ENGLISH: LazyLock<Vec<FluentResource>> = LazyLock::new(|| parse(Language::English));
    static SPANISH: LazyLock<Vec<FluentResource>> = LazyLock::new(|| parse(Language::Spanish));
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    }
}

/// The names of all texts.
#[cfg(test)]
pub fn ids() -> std::collections::HashSet<&'static str> {
    let (files, _) = source(Language::English);
    let lines = files.iter().flat_map(|(_, texts)| texts.lines());
    lines.filter_map(|line| line.split_once(" =").map(|(id, _)| id)).collect()
}

/// A text of the menus, in whatever language.
pub fn of_menus(language: Language, id: &str) -> Option<&'static str> {
    let (files, _) = source(language);
    let mut lines = files.iter().filter(|(name, _)| *name == "menus").flat_map(|(_, texts)| texts.lines());
    lines.find_map(|line| line.strip_prefix(id)?.strip_prefix(" = "))
}

impl Words {
    /// The texts of a language.
    pub fn new(language: Language) -> Words {
        let (_, identifier) = source(language);
        let mut bundle = FluentBundle::new(vec![identifier]);
        // The marks around what is put in would be in the way of whoever copies a text.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) if number.value.fract() == 0.0 => Some(grouped(number.value as i64)),
            _ => None,
        }));
        for resource in parsed(language) {
            bundle.add_resource_overriding(resource);
        }
        let mut words = Words { language, bundle, calendar: empty_calendar(), short_months: Vec::new() };
        words.calendar = words.make_calendar();
        words.short_months = words.list("date-months-short");
        words
    }

    /// Which language it is.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A text.
    pub fn get(&self, id: &str) -> Cow<'_, str> {
        self.format(id, None)
    }

    /// A text with something put into it.
    pub fn with<const N: usize>(&self, id: &str, values: [(&str, Value<'_>); N]) -> String {
        let mut arguments = FluentArgs::with_capacity(N);
        for (name, value) in values {
            arguments.set(name, value);
        }
        self.format(id, Some(&arguments)).into_owned()
    }

    fn format(&self, id: &str, arguments: Option<&FluentArgs<'_>>) -> Cow<'_, str> {
        match self.bundle.get_message(id).and_then(|message| message.value()) {
            Some(pattern) => self.bundle.format_pattern(pattern, arguments, &mut Vec::new()),
            // Better a strange word than a missing button; a test finds it.
            None => Cow::Owned(id.to_owned()),
        }
    }

    /// The words of drop-downs that are searched, with what they say where nothing was found.
    pub fn select(&self, none: &str) -> option::Words<'_> {
        option::Words { search: self.get("select-search"), none: self.get(none) }
    }

    /// The words of calendars.
    pub const fn calendar(&self) -> &date::Words<'static> {
        &self.calendar
    }

    fn list(&self, id: &str) -> Vec<String> {
        self.get(id).split(' ').map(str::to_owned).collect()
    }

    fn make_calendar(&self) -> date::Words<'static> {
        let (months, weekdays) = (self.list("date-months"), self.list("date-weekdays"));
        let pick = |from: &[String], at: usize| Cow::Owned(from.get(at).cloned().unwrap_or_default());
        date::Words {
            months: std::array::from_fn(|at| pick(&months, at)),
            weekdays: std::array::from_fn(|at| pick(&weekdays, at)),
            today: Cow::Owned(self.get("date-today").into_owned()),
            week_start: Weekday::Mon,
        }
    }

    /// The day of the week, in two or three letters.
    pub fn weekday(&self, date: NaiveDate) -> &str {
        let at = date.weekday().num_days_from_monday() as usize;
        self.calendar.weekdays.get(at).map(Cow::as_ref).unwrap_or_default()
    }

    /// A date, as people say it.
    pub fn day(&self, date: NaiveDate) -> String {
        format!("{} {} {}", date.day(), self.short_month(date.month0() as usize), date.year())
    }

    /// A month in three or four letters, January being 0.
    pub fn short_month(&self, month: usize) -> &str {
        self.short_months.get(month).map(String::as_str).unwrap_or_default()
    }

    /// A date, as it is typed and as it leaves for other programs.
    pub fn date(&self, date: NaiveDate) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        match self.language {
            Language::English => format!("{year:04}-{month:02}-{day:02}"),
            Language::Spanish => format!("{day:02}/{month:02}/{year:04}"),
        }
    }

    /// A time of day, to the minute.
    pub fn time(&self, time: NaiveTime) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// A date and a time of day, as people say it.
    pub fn moment(&self, local: NaiveDateTime) -> String {
        format!("{}, {}", self.day(local.date()), self.time(local.time()))
    }

    /// The same as digits, for copying and for export.
    pub fn plain_moment(&self, local: NaiveDateTime) -> String {
        format!("{} {}", self.date(local.date()), self.time(local.time()))
    }

    /// The end of something: one at midnight is the day before, because that is the last day.
    pub fn end(&self, local: NaiveDateTime) -> String {
        match last_day(local) {
            Some(last) => self.day(last),
            None => self.moment(local),
        }
    }

    /// The same as digits, for copying and for export.
    pub fn plain_end(&self, local: NaiveDateTime) -> String {
        match last_day(local) {
            Some(last) => self.date(last),
            None => self.plain_moment(local),
        }
    }

    /// How a date is typed, as an example.
    pub fn date_example(&self) -> &'static str {
        match self.language {
            Language::English => "2026-12-31",
            Language::Spanish => "31/12/2026",
        }
    }

    /// Reads a date as people type it, the day first or, as computers have it, the year. A year of two digits is one
    /// around today's, if only one can be meant.
    pub fn read_date(&self, typed: &str, today: NaiveDate) -> Result<NaiveDate, DateFault> {
        let typed = text::plain(typed);
        if typed.is_empty() {
            return Err(DateFault::Missing);
        }
        let parts = typed.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty());
        let months: Vec<String> = (1..=12).map(|month| format!("{month:02}")).collect();
        // A month is typed as it is shown, or whole.
        let number = |part: &str| (0..12).find(|month| is_month(part, self.short_month(*month)));
        let parts: Vec<&str> = parts
            .map(|part| number(part).and_then(|month| months.get(month)).map_or(part, String::as_str))
            .collect();
        let is_number = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let [a, b, c] = parts.as_slice() else {
            let begins = |part: &str| self.short_months.iter().any(|short| is_month(short, part));
            let may_go_on = parts.len() < 3 && parts.iter().all(|part| is_number(part) || begins(part));
            return Err(if may_go_on { DateFault::Unfinished } else { DateFault::NotADate });
        };
        if !parts.iter().all(is_number) {
            return Err(DateFault::NotADate);
        }
        match (a.len(), c.len()) {
            (4, _) => whole_year(a, b, c),
            (_, 4) => whole_year(c, b, a),
            // The beginning of a year of four digits.
            (_, 1 | 3) => Err(DateFault::Unfinished),
            (..) if matches!(*c, "19" | "20" | "21") => Err(DateFault::Unfinished),
            (..) => {
                let day_first = short_year(c, b, a, today);
                let year_first = short_year(a, b, c, today).filter(|_| a.len() == 2 && typed.contains('-'));
                match (day_first, year_first) {
                    (Some(one), Some(other)) if one != other => Err(DateFault::WhichYear),
                    (Some(day), _) | (None, Some(day)) => Ok(day),
                    (None, None) if calendar_day(&format!("20{c}"), b, a).is_some() => {
                        Err(DateFault::WhichYear)
                    }
                    (None, None) => Err(DateFault::NotADate),
                }
            }
        }
    }

    /// Why something is no date, and what is.
    pub fn date_fault(&self, fault: DateFault) -> String {
        let example = [("example", self.date_example().into())];
        match fault {
            DateFault::Missing => self.get("fault-no-date").into_owned(),
            DateFault::Unfinished | DateFault::NotADate => self.with("fault-not-a-date", example),
            DateFault::WhichYear => self.with("fault-which-year", example),
            DateFault::FarYear => self.get("fault-outside-calendar").into_owned(),
        }
    }

    /// Reads a time of day: `14:05`, `1405`, `14`.
    pub fn read_time(&self, typed: &str) -> Option<NaiveTime> {
        let minute = timetable::minute(typed)?;
        NaiveTime::from_hms_opt(u32::from(minute / 60), u32::from(minute % 60), 0)
    }
}

/// Why something that was typed is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing is typed.
    Missing,
    /// It may still become one.
    Unfinished,
    /// It is none.
    NotADate,
    /// The year has two digits, and could be another one as well, or is none around today.
    WhichYear,
    /// No key can say such a year.
    FarYear,
}

impl DateFault {
    /// Whether typing on may set it right.
    pub const fn is_begun(self) -> bool {
        match self {
            DateFault::Missing | DateFault::Unfinished => true,
            DateFault::NotADate | DateFault::WhichYear | DateFault::FarYear => false,
        }
    }
}

/// The last day of what ends at midnight.
fn last_day(end: NaiveDateTime) -> Option<NaiveDate> {
    end.date().pred_opt().filter(|_| end.time() == NaiveTime::MIN)
}

/// Whether somebody typed a month that is shown as `short`: so, or with more letters.
fn is_month(typed: &str, short: &str) -> bool {
    let (typed, short) = (typed.to_lowercase(), short.trim_end_matches('.').to_lowercase());
    !short.is_empty() && typed.starts_with(&short) && typed.chars().all(char::is_alphabetic)
}

fn whole_year(year: &str, month: &str, day: &str) -> Result<NaiveDate, DateFault> {
    let date = calendar_day(year, month, day).ok_or(DateFault::NotADate)?;
    if YEARS.contains(&date.year()) { Ok(date) } else { Err(DateFault::FarYear) }
}

/// A date whose year has two digits, if it is one of those that people mean by them.
fn short_year(year: &str, month: &str, day: &str, today: NaiveDate) -> Option<NaiveDate> {
    let date = calendar_day(&format!("20{year}"), month, day)?;
    let meant = today.year() - SHORT_YEARS_BACK..=today.year() + SHORT_YEARS_ON;
    meant.contains(&date.year()).then_some(date)
}

fn calendar_day(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The years that keys can say.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;
/// What is valid began a few years ago at most, and ends within some twenty.
const SHORT_YEARS_BACK: i32 = 4;
const SHORT_YEARS_ON: i32 = 20;

/// A whole number in groups of three, from five digits on.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "−".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len() > 4 && (digits.len() - at).is_multiple_of(3) {
            text.push(NARROW_SPACE);
        }
        text.push(digit);
    }
    text
}

/// It keeps the groups of a number together, and is what both languages write.
const NARROW_SPACE: char = '\u{202f}';

const fn empty_calendar() -> date::Words<'static> {
    const NONE: Cow<'static, str> = Cow::Borrowed("");
    date::Words { months: [NONE; 12], weekdays: [NONE; 7], today: NONE, week_start: Weekday::Mon }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    use super::*;

    /// Every text of a language, and what it puts into itself.
    fn texts(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let (files, _) = source(language);
        let mut found = BTreeMap::new();
        let mut current = None;
        for (file, texts) in files {
            FluentResource::try_new((*texts).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("{file}: {errors:?}"));
        }
        let lines = files.iter().flat_map(|(_, texts)| texts.lines());
        for line in lines.filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                assert!(
                    found.insert(id.to_owned(), BTreeSet::new()).is_none(),
                    "{language:?} says {id} twice"
                );
                current = Some(id.to_owned());
            }
            let variables = line.split('$').skip(1).map(|rest| {
                rest.chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
                    .collect::<String>()
            });
            if let Some(set) = current.as_ref().and_then(|id| found.get_mut(id)) {
                set.extend(variables);
            }
        }
        found
    }

    fn sources() -> Vec<(PathBuf, String)> {
        let mut pending = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")];
        let mut found = Vec::new();
        while let Some(path) = pending.pop() {
            if path.is_dir() {
                pending.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                // These tests name texts that are not there.
                let is_this = path.ends_with("words.rs");
                let text = if is_this { text.split("mod tests {").next().unwrap().to_owned() } else { text };
                found.push((path.clone(), written_out(&text)));
            }
        }
        found
    }

    /// A source with what its macro `twin` says once for two kinds written out for each.
    fn written_out(text: &str) -> String {
        let Some((before, rest)) = text.split_once("macro_rules! twin {") else {
            return text.to_owned();
        };
        let (twin, after) = rest.split_once("\n}\n").unwrap();
        let (takes, says) = twin.split_once(") => {").unwrap();
        let words = |text: &str| -> Vec<String> {
            let is_word = |c: char| c.is_alphanumeric() || "_$\"-".contains(c);
            text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        // What stands before the first of them is its doc.
        let names: Vec<String> = words(takes.rsplit("$(#[$doc:meta])*").next().unwrap())
            .into_iter()
            .filter(|word| word.starts_with('$'))
            .collect();
        let mut out = format!("{before}{after}");
        for twin in after.split("twin! {").skip(1) {
            let twin = twin.split_once("\n}").unwrap().0;
            let twin = twin.lines().filter(|line| !line.trim_start().starts_with("///")).collect::<Vec<_>>();
            let values: Vec<String> =
                words(&twin.join("\n")).into_iter().filter(|word| word != "by").collect();
            assert_eq!(values.len(), names.len(), "every name of the macro has a value");
            let mut said = says.replace("\n        ", "\n");
            for (name, value) in names.iter().zip(&values) {
                said = said.replace(name, value);
            }
            out.push_str(&said);
        }
        out
    }

    /// The ids that the sources ask for: `words.get("…")` and `words.with("…"`; with the values that they give,
    /// where those stand there.
    fn asked() -> Vec<(String, Option<BTreeSet<String>>)> {
        let mut asked = Vec::new();
        for (_, text) in sources() {
            let flat = text.replace(char::is_whitespace, " ");
            for ask in [".get(\"", ".with(\"", ".get( \"", ".with( \""] {
                for (at, _) in flat.match_indices(ask) {
                    let rest = &flat[at + ask.len()..];
                    let (id, rest) = rest.split_once('"').unwrap();
                    let is_id = !id.is_empty()
                        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                    if !is_id {
                        continue;
                    }
                    let mut values = BTreeSet::new();
                    let is_written_out = rest.trim_start_matches([',', ' ']).starts_with('[');
                    if ask.contains("with") {
                        let list = rest.split_once(']').map_or(rest, |(list, _)| list);
                        // Every value begins as `("name", …)`.
                        for (at, _) in list.match_indices("(\"") {
                            let name = list[at + 2..].split('"').next().unwrap();
                            values.insert(name.to_owned());
                        }
                    }
                    let are_known = ask.contains("get") || is_written_out;
                    asked.push((id.to_owned(), are_known.then_some(values)));
                }
            }
        }
        asked
    }

    #[test]
    fn every_file_of_texts_is_read() {
        for language in Language::ALL {
            let (files, identifier) = source(*language);
            let folder =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/i18n").join(identifier.to_string());
            let names = |entry: std::io::Result<std::fs::DirEntry>| {
                entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()
            };
            let there: BTreeSet<String> = std::fs::read_dir(folder).unwrap().map(names).collect();
            assert_eq!(there, files.iter().map(|(name, _)| (*name).to_owned()).collect());
        }
    }

    #[test]
    fn every_text_is_there_in_every_language_and_puts_the_same_into_itself() {
        let english = texts(Language::English);
        for language in Language::ALL {
            let other = texts(*language);
            for (id, values) in &english {
                assert_eq!(other.get(id), Some(values), "{language:?}: {id}");
            }
            let more: Vec<_> = other.keys().filter(|id| !english.contains_key(*id)).collect();
            assert!(more.is_empty(), "{language:?} has more: {more:?}");
        }
    }

    #[test]
    fn every_text_that_a_screen_asks_for_is_there() {
        let english = texts(Language::English);
        for (id, values) in asked() {
            let wanted = english.get(&id).unwrap_or_else(|| panic!("no text {id:?}"));
            if let Some(values) = values {
                assert!(wanted.is_subset(&values), "{id}: wants {wanted:?}, is given {values:?}");
            }
        }
    }

    /// A part that asks for texts by the name of what it is of.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Part {
        Record,
        Deletion,
        Listing,
        /// What has a name and lies in a partition: record, deletion and list at once.
        Thing,
        Relation,
        /// What a relation leads to.
        Far,
    }

    /// What a part is of.
    struct Implementation {
        of: Part,
        name: String,
        body: String,
    }

    /// What the parts are of, as the sources say it; without what tests make up.
    fn implementations() -> Vec<Implementation> {
        let (mut found, mut named) = (Vec::new(), 0);
        for (_, text) in sources() {
            let text = text.split("mod tests {").next().unwrap();
            let bodies = |of: &str| -> Vec<String> {
                let begins = format!("\nimpl {of} for ");
                let found = text.split(&begins).skip(1);
                found.map(|rest| rest.split("\n}\n").next().unwrap().to_owned()).collect()
            };
            let after = |body: &str, mark: &str| -> Option<String> {
                let (_, rest) = body.split_once(mark)?;
                rest.split(['"', '{']).next().map(|name| name.trim_end_matches('-').to_owned())
            };
            let constant = "const NAME: &'static str = \"";
            let kinds = bodies("Kind");
            let name_of_kind = kinds.first().and_then(|body| after(body, constant));
            let sources = bodies("Source").into_iter().filter_map(|body| {
                let name = after(&body, constant)?;
                Some(Implementation { of: Part::Record, name, body })
            });
            found.extend(sources);
            found.extend(bodies("Schedule").into_iter().map(|body| {
                let name = after(&body, constant).unwrap();
                Implementation { of: Part::Record, name, body: "fn may_add(".to_owned() }
            }));
            found.extend(bodies("Thing").into_iter().flat_map(|body| {
                let name = after(&body, constant).unwrap();
                let part = |of, body: &str| Implementation { of, name: name.clone(), body: body.to_owned() };
                let touches_keys = !body.contains("TOUCHES_KEYS: bool = false");
                let own = [
                    part(Part::Thing, &body),
                    part(Part::Record, "fn may_add("),
                    part(Part::Deletion, if touches_keys { "fn foretell(" } else { "" }),
                ];
                // Where two kinds stand in one list, that is of its own.
                let listing = text.contains("Listing<Things<Kind>>").then(|| part(Part::Listing, ""));
                own.into_iter().chain(listing).collect::<Vec<_>>()
            }));
            found.extend(kinds.into_iter().map(|body| {
                let name = after(&body, constant).unwrap();
                Implementation { of: Part::Deletion, name, body }
            }));
            found.extend(bodies("Records").into_iter().map(|body| {
                let name = name_of_kind.clone().unwrap();
                Implementation { of: Part::Listing, name, body }
            }));
            let on_one_line = Vec::from_iter(text.split_whitespace()).join(" ");
            found.extend(on_one_line.split("pub static ").skip(1).filter_map(|rest| {
                let (constant, rest) = rest.split_once(": Far = Far { text: \"")?;
                let name = rest.split('"').next()?.to_owned();
                Some(Implementation { of: Part::Far, name, body: relations_to(constant) })
            }));
            found.extend(relations(text).into_iter().filter_map(|relation| {
                let name = relation.split_once('"')?.1.split('"').next()?.to_owned();
                let body =
                    if text.contains(".gives(") || text.contains(".related(") { "fn gives(" } else { "" };
                Some(Implementation { of: Part::Relation, name, body: body.to_owned() })
            }));
            named += text.matches(constant).count();
        }
        let of = |parts: &[Part]| found.iter().filter(|it| parts.contains(&it.of)).count();
        // A thing has one for both.
        let have_names = of(&[Part::Record, Part::Deletion]) - of(&[Part::Thing]);
        assert_eq!(have_names, named, "whatever has a name is found");
        found
    }

    /// The relations of a source, each with what is done with it: what it leads to stands first in it. Those that are
    /// related by their operations are offered as well.
    fn relations(text: &str) -> Vec<String> {
        let text = Vec::from_iter(text.split_whitespace()).join(" ").replace("( &", "(&");
        let text = text.replace(".related(&", "Relation::of_related(&");
        let relations = text.split("Relation::of_").skip(1);
        relations
            .filter(|it| it.split_once("(&").is_some_and(|(of, _)| !of.contains('(')))
            .map(str::to_owned)
            .collect()
    }

    /// What is done at the ends of all relations that lead to one kind.
    fn relations_to(constant: &str) -> String {
        let constant = format!("(&{constant}, ");
        let mut done = String::new();
        for (_, text) in sources() {
            let text = text.split("mod tests {").next().unwrap();
            for relation in relations(text).iter().filter(|it| it.contains(&constant)) {
                done.extend(relation.starts_with("several").then_some("fn of_several("));
                let is_offered = relation.starts_with("related") || relation.contains(".offers(");
                done.extend(is_offered.then_some("fn offers("));
                done.extend((!relation.contains(".titled(")).then_some("fn untitled("));
                // What is listed in a dialog alone is all that there is.
                done.extend((!relation.contains(".shown_if(")).then_some("fn shown("));
                done.extend(relation.contains(".picks(").then_some("fn picks("));
            }
        }
        done
    }

    /// What a part asks of a name: how the id ends, of which it asks that where a function is written and another is not.
    const ENDS: &[(Part, &str, &str, &str)] = &[
        (Part::Record, "new", "may_add", "heading"),
        (Part::Record, "new-detail", "may_add", "heading"),
        (Part::Record, "gone", "", "gone"),
        (Part::Deletion, "delete", "", ""),
        (Part::Deletion, "delete-title", "", ""),
        (Part::Deletion, "delete-sentence", "", ""),
        (Part::Deletion, "delete-keys", "foretell", ""),
        (Part::Listing, "add", "", ""),
        (Part::Listing, "open", "", ""),
        (Part::Listing, "search", "", ""),
        (Part::Listing, "count", "", ""),
        (Part::Listing, "found", "", ""),
        (Part::Listing, "none", "", ""),
        (Part::Listing, "none-next", "", ""),
        (Part::Listing, "none-found", "", ""),
        (Part::Listing, "none-found-next", "", ""),
        (Part::Thing, "no-impact", "", ""),
        (Part::Far, "title", "untitled", ""),
        (Part::Far, "name", "", ""),
        (Part::Far, "detail", "", ""),
        (Part::Far, "add", "offers", ""),
        // Of what is read again when it is picked there is too much to be offered by name.
        (Part::Far, "put", "offers", "picks"),
        (Part::Far, "show", "shown", ""),
        (Part::Far, "search", "offers", ""),
        (Part::Far, "no-match", "offers", ""),
        (Part::Far, "beyond", "shown", ""),
        (Part::Far, "beyond-some", "of_several", ""),
        // Of what is only looked at, in a dialog.
        (Part::Relation, "of", "", "gives"),
        (Part::Relation, "none", "", ""),
        (Part::Relation, "none-next", "", ""),
    ];

    /// The ids that parts ask for by the name of what they are of.
    fn asked_by_name() -> BTreeSet<String> {
        let writes = |body: &str, function: &str| {
            [format!("fn {function}("), format!("fn {function}<")].iter().any(|it| body.contains(it))
        };
        let mut asked = BTreeSet::new();
        for Implementation { of, name, body } in implementations() {
            let ends = ENDS.iter().filter(|(part, _, with, without)| {
                *part == of
                    && (with.is_empty() || writes(&body, with))
                    && (without.is_empty() || !writes(&body, without))
            });
            asked.extend(ends.map(|(_, end, ..)| format!("{name}-{end}")));
        }
        asked
    }

    /// What lists related records, the part with tests last.
    const RELATION: &str = include_str!("part/relation.rs");
    const FAR: &str = concat!(include_str!("part/relation/adding.rs"), include_str!("part/relation.rs"));

    #[test]
    fn what_parts_ask_of_a_name_is_listed_as_they_ask_it() {
        for (part, source, marks) in [
            (Part::Record, include_str!("part/record/editing.rs"), ["\"{}-"].as_slice()),
            (Part::Deletion, include_str!("part/deletion.rs"), &["\"{}-"]),
            (Part::Listing, include_str!("screen/listing.rs"), &["\"{}-"]),
            (Part::Thing, include_str!("screen/named.rs"), &["\"{}-"]),
            (Part::Relation, RELATION, &["own(\""]),
            (Part::Far, FAR, &["far(\"", "word(\""]),
        ] {
            let source = source.split("mod tests {").next().unwrap();
            let ends = marks.iter().flat_map(|mark| source.split(mark).skip(1));
            let ends = ends.filter_map(|rest| rest.split('"').next()).filter(|end| !end.contains('{'));
            let listed = ENDS.iter().filter(|(of, ..)| *of == part).map(|(_, end, ..)| *end);
            assert_eq!(ends.collect::<BTreeSet<_>>(), listed.collect(), "{part:?}");
        }
    }

    #[test]
    fn every_text_that_a_part_asks_of_a_name_is_there() {
        let (asked, english) = (asked_by_name(), texts(Language::English));
        let missing: Vec<_> = asked.iter().filter(|id| !english.contains_key(*id)).collect();
        assert!(missing.is_empty(), "no texts {missing:?}");
        for part in [Part::Record, Part::Deletion, Part::Listing, Part::Thing, Part::Relation, Part::Far] {
            assert!(implementations().iter().filter(|it| it.of == part).count() > 1, "{part:?}");
        }
    }

    #[test]
    fn every_text_is_used() {
        // The ids stand in quotes; of families, such as `"status-{}"`, what goes before the brace.
        let mut quoted = BTreeSet::new();
        for (_, text) in sources() {
            quoted.extend(text.split('"').map(|piece| match piece.split_once('{') {
                Some((family, _)) => format!("{family}{{"),
                None => piece.to_owned(),
            }));
        }
        quoted.extend(asked_by_name());
        let is_used = |id: &str| {
            quoted.contains(id)
                || id.match_indices('-').any(|(at, _)| quoted.contains(&format!("{}{{", &id[..=at])))
        };
        let english = texts(Language::English);
        let idle: Vec<_> = english.keys().filter(|id| !is_used(id)).collect();
        assert!(idle.is_empty(), "nobody asks for {idle:?}");
    }

    #[test]
    fn dates_are_written_as_the_language_does_and_read_again() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        for (language, written) in [(Language::English, "2026-03-09"), (Language::Spanish, "09/03/2026")] {
            let words = Words::new(language);
            assert_eq!(words.date(date), written);
            for typed in
                [written, " 2026-3-9 ", "9/3/26", "9.3.26", "9-3-2026", "09 03 2026", "9.\u{a0}3.\u{a0}26"]
            {
                assert_eq!(words.read_date(typed, date), Ok(date), "{typed}");
            }
            let shown = format!("9 {} 2026", words.short_month(2));
            let whole = if language == Language::English { "09 march 26" } else { "09-marzo-26" };
            assert_eq!([shown.as_str(), whole].map(|typed| words.read_date(typed, date)), [Ok(date); 2]);
            let example = words.read_date(words.date_example(), date);
            assert_eq!(example.map(|date| date.year()), Ok(2026));
        }
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_told_why() {
        let words = Words::new(Language::English);
        let today = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        for (fault, typed) in [
            (DateFault::Missing, ["", " "].as_slice()),
            (
                DateFault::Unfinished,
                ["9", "31/12/", "31/12/2", "31/12/20", "31/12/202", "2026-03", "24 d", "24 Dec"].as_slice(),
            ),
            (
                DateFault::NotADate,
                &[
                    "2026-02-30",
                    "20260309",
                    "a/b/c",
                    "30 Feb 2026",
                    "24 Dek 2026",
                    "9/3/2026/1",
                    "12/31/2026",
                    "31/2/26",
                ],
            ),
            (DateFault::NotADate, &["+1/2/2026", "2026-011-01", "soon"]),
            (DateFault::WhichYear, &["3/11/85", "1/1/47", "26-12-31", "3/11/05"]),
            (DateFault::FarYear, &["3/11/1926", "2206-11-03", "0000-01-01", "31/12/9999"]),
        ] {
            for typed in typed {
                assert_eq!(words.read_date(typed, today), Err(fault), "{typed}");
            }
        }
        for (typed, read) in
            [("26-11-03", "2026-11-03"), ("3-11-26", "2026-11-03"), ("26-11-26", "2026-11-26")]
        {
            assert_eq!(words.read_date(typed, today).unwrap().to_string(), read);
        }
        for (typed, read) in
            [("31/12/46", "2046-12-31"), ("1/1/22", "2022-01-01"), ("31/12/2099", "2099-12-31")]
        {
            assert_eq!(words.read_date(typed, today).unwrap().to_string(), read);
        }
    }

    #[test]
    fn times_are_read_as_people_type_them() {
        let words = Words::new(Language::English);
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        for (typed, read) in [
            ("14:05", time(14, 5)),
            ("9.30", time(9, 30)),
            ("1405", time(14, 5)),
            ("7", time(7, 0)),
            ("8h", time(8, 0)),
            ("24:00", None),
            ("12:60", None),
            ("", None),
            ("x", None),
            ("123", None),
            ("-1", None),
        ] {
            assert_eq!(words.read_time(typed), read, "{typed}");
        }
    }

    #[test]
    fn an_end_at_midnight_is_the_day_before() {
        let words = Words::new(Language::English);
        let at = |text| NaiveDateTime::parse_from_str(text, "%F %R").unwrap();
        assert_eq!(words.end(at("2026-12-23 00:00")), "22 Dec 2026");
        assert_eq!(words.end(at("2026-12-23 12:30")), "23 Dec 2026, 12:30");
        assert_eq!(words.plain_end(at("2026-12-23 00:00")), "2026-12-22");
        assert_eq!(words.plain_end(at("2026-12-23 12:30")), "2026-12-23 12:30");
        let spanish = Words::new(Language::Spanish);
        assert_eq!(spanish.end(at("2026-09-23 12:30")), "23 sept 2026, 12:30");
    }

    #[test]
    fn large_numbers_are_grouped() {
        for (number, text) in
            [(0, "0"), (9_999, "9999"), (10_000, "10\u{202f}000"), (-1_234_567, "−1\u{202f}234\u{202f}567")]
        {
            assert_eq!(grouped(number), text);
        }
    }
}
