//! Everybody in memory, small: what a list of 100,000 people shows, and is searched, sorted and filtered by. Whoever
//! types a letter waits for no disk.

use std::cmp::Ordering;
use std::collections::HashMap;

use memchr::memmem::Finder;

use super::group::Scope;
use super::key::{Card, Facts, Status};
use super::moment::{self, Moment};
use super::partition::PartitionId;
use super::text;
use super::user::{GENERAL_FIELDS, UserId};

/// What the directory keeps of a person.
#[derive(Debug, Clone)]
pub struct Record<'t> {
    /// The person.
    pub id: UserId,
    /// The partition.
    pub partition: PartitionId,
    /// What the key's status follows from.
    pub facts: Facts,
    /// How many doors were given one by one.
    pub doors: u32,
    /// What lists show, a line each, as [`shown_text`] makes it.
    pub shown: &'t str,
    /// The folded name and all other folded text, as [`folded_text`] makes it.
    pub text: &'t str,
}

/// What lists show of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'t> {
    /// The person.
    pub id: UserId,
    /// The partition.
    pub partition: PartitionId,
    /// What the key's status follows from.
    pub facts: Facts,
    /// How many doors were given one by one.
    pub doors: u32,
    /// Title.
    pub title: &'t str,
    /// First name.
    pub first_name: &'t str,
    /// Last name.
    pub last_name: &'t str,
    /// The external number, and the free fields.
    pub columns: Columns<'t>,
}

/// What lists show of a person, as the directory keeps it.
pub fn shown_text(title: &str, first: &str, last: &str, columns: Columns<'_>) -> String {
    let mut shown = [title, first, last].join("\n");
    for column in columns {
        shown.push('\n');
        shown.push_str(column);
    }
    shown
}

/// The fields that a list can be sorted by beside the name: the external number and the free fields.
pub type Columns<'t> = [&'t str; COLUMNS];

const COLUMNS: usize = 1 + GENERAL_FIELDS;

/// The folded text of a person: the name as lists sort it, the columns, a line each, then every other field.
pub fn folded_text<'t>(
    first: &str,
    last: &str,
    columns: Columns<'_>,
    others: impl IntoIterator<Item = &'t str>,
) -> String {
    let mut folded = String::with_capacity(64);
    text::fold_into(&list_name(first, last), &mut folded);
    for column in columns {
        folded.push('\n');
        text::fold_into(column, &mut folded);
    }
    for other in others {
        if !other.is_empty() {
            folded.push('\n');
            text::fold_into(other, &mut folded);
        }
    }
    folded
}

/// The name as lists show and sort it: last name first.
pub fn list_name(first: &str, last: &str) -> String {
    match (first.is_empty(), last.is_empty()) {
        (false, false) => format!("{last}, {first}"),
        (true, _) => last.to_owned(),
        (false, true) => first.to_owned(),
    }
}

/// What a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Last name, then first.
    #[default]
    Name,
    /// Most urgent key first.
    Status,
    /// The key that ends first.
    Until,
    /// By partition.
    Partition,
    /// By the external number.
    ExternalId,
    /// By a free field.
    General(usize),
}

impl Sort {
    /// The line of the folded text that says it, if one does.
    const fn line(self) -> Option<usize> {
        match self {
            Sort::Name | Sort::Status | Sort::Until | Sort::Partition => None,
            Sort::ExternalId => Some(1),
            Sort::General(index) => Some(2 + index),
        }
    }
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words that must all occur, each anywhere.
    pub search: String,
    /// Only these.
    pub filter: Filter,
    /// In this order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
}

/// Which people a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Filter {
    /// All.
    #[default]
    Everybody,
    /// Whose key should come to an encoder.
    NeedsAttention,
    /// Whose key has this status.
    Status(Status),
    /// Whose key ends within this many days.
    EndsWithin(u16),
    /// Who is banned, with a key or without.
    Banned,
}

impl Filter {
    fn admits(self, facts: &Facts, now: Moment) -> bool {
        match self {
            Filter::Everybody => true,
            Filter::NeedsAttention => facts.status_at(now).needs_attention(),
            Filter::Status(status) => facts.status_at(now) == status,
            Filter::EndsWithin(days) => {
                let now = moment::key_minutes(now);
                matches!(facts.card, Card::Known { until, .. }
                    if until > now && until - now <= u32::from(days) * 24 * 60)
            }
            Filter::Banned => facts.banned,
        }
    }
}

#[derive(Debug, Clone)]
struct Row {
    id: UserId,
    partition: PartitionId,
    facts: Facts,
    doors: u32,
    name: u16,
    text: Span,
    shown: Span,
}

/// A person among the others by name, with what most searches need to know: it is read from the first to the last.
#[derive(Debug, Clone, Copy)]
struct Place {
    letters: Letters,
    id: UserId,
    row: u32,
}

/// Texts, one behind the other.
#[derive(Debug, Default)]
struct Texts {
    text: String,
    /// Bytes that no row uses any more.
    unused: usize,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    length: u32,
}

impl Texts {
    fn push(&mut self, text: &str) -> Span {
        let span = Span { start: self.text.len() as u32, length: text.len() as u32 };
        self.text.push_str(text);
        span
    }

    fn get(&self, span: Span) -> &str {
        let start = span.start as usize;
        self.text.get(start..start + span.length as usize).unwrap_or_default()
    }

    fn forget(&mut self, span: Span) {
        self.unused += span.length as usize;
    }

    /// Drops what no row uses, once that is a quarter of it.
    fn compact<'s>(&mut self, spans: impl Iterator<Item = &'s mut Span>) {
        if self.unused * 4 < self.text.len() {
            return;
        }
        let mut kept = Texts { text: String::with_capacity(self.text.len() - self.unused), unused: 0 };
        for span in spans {
            *span = kept.push(self.get(*span));
        }
        *self = kept;
    }
}

/// Everybody.
#[derive(Debug, Default)]
pub struct Directory {
    rows: Vec<Row>,
    index: HashMap<UserId, u32>,
    by_name: Vec<Place>,
    text: Texts,
    shown: Texts,
}

impl Directory {
    /// The directory of these people, who may come in any order.
    pub fn of<'t>(records: impl IntoIterator<Item = Record<'t>>) -> Directory {
        let mut records: Vec<Record<'t>> = records.into_iter().collect();
        // Rows and texts lie in the order in which lists read them.
        records.sort_unstable_by(|a, b| name_in(a.text).cmp(name_in(b.text)).then(a.id.cmp(&b.id)));
        let mut directory = Directory::default();
        for record in &records {
            let place = directory.append(record);
            directory.by_name.push(place);
        }
        directory.text.text.shrink_to_fit();
        directory.shown.text.shrink_to_fit();
        directory.rows.shrink_to_fit();
        directory
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What the status of a person's key follows from.
    pub fn facts(&self, id: UserId) -> Option<Facts> {
        self.index.get(&id).and_then(|row| self.rows.get(*row as usize)).map(|row| row.facts)
    }

    /// What lists show of a person.
    pub fn shown(&self, id: UserId) -> Option<Shown<'_>> {
        let row = self.index.get(&id).and_then(|row| self.rows.get(*row as usize))?;
        let mut lines = self.shown.get(row.shown).split('\n');
        let mut line = || lines.next().unwrap_or_default();
        Some(Shown {
            id,
            partition: row.partition,
            facts: row.facts,
            doors: row.doors,
            title: line(),
            first_name: line(),
            last_name: line(),
            columns: std::array::from_fn(|_| line()),
        })
    }

    /// Puts a person in, or in place of what was known.
    pub fn put(&mut self, record: &Record<'_>) {
        self.remove(record.id);
        let place = self.append(record);
        let at = self.by_name.partition_point(|other| self.compare_names(other.row, place.row) == Ordering::Less);
        self.by_name.insert(at, place);
        self.text.compact(self.rows.iter_mut().map(|row| &mut row.text));
        self.shown.compact(self.rows.iter_mut().map(|row| &mut row.shown));
    }

    /// Takes a person out.
    pub fn remove(&mut self, id: UserId) {
        let Some(gone) = self.index.remove(&id) else {
            return;
        };
        if let Some(row) = self.rows.get(gone as usize) {
            self.text.forget(row.text);
            self.shown.forget(row.shown);
        }
        // The last row moves into the gap, so that rows stay without holes.
        let last = self.rows.len() as u32 - 1;
        self.by_name.retain(|place| place.row != gone);
        self.rows.swap_remove(gone as usize);
        if let Some(moved) = self.rows.get(gone as usize) {
            self.index.insert(moved.id, gone);
            self.by_name.iter_mut().filter(|place| place.row == last).for_each(|place| place.row = gone);
        }
    }

    /// The people that the query asks for and the scope reaches, in its order.
    pub fn search(&self, query: &Query, scope: &Scope, now: Moment) -> Vec<UserId> {
        let words = Words::of(&query.search);
        let is_open = *scope == Scope::Everywhere && query.filter == Filter::Everybody;
        let row = |place: &Place| self.rows.get(place.row as usize);
        let places = self.by_name.iter().filter(|place| {
            words.occur_in(place.letters, || row(place).map(|row| self.text_of(row)).unwrap_or_default())
                && (is_open
                    || row(place).is_some_and(|row| {
                        scope.reaches(row.partition) && query.filter.admits(&row.facts, now)
                    }))
        });
        if query.sort == Sort::Name {
            let mut found: Vec<UserId> = places.map(|place| place.id).collect();
            if query.descending {
                found.reverse();
            }
            return found;
        }
        let mut found: Vec<&Row> = places.filter_map(row).collect();
        self.order(&mut found, query, now);
        found.into_iter().map(|row| row.id).collect()
    }

    /// Where the first of these people is whose name, as lists sort it, begins with what was typed.
    pub fn first_beginning(&self, ids: &[UserId], typed: &str, scope: &Scope) -> Option<usize> {
        let beginning = text::folded(typed);
        let begins = |at: &u32| {
            self.name_of(*at).starts_with(beginning.as_bytes())
                && self.rows.get(*at as usize).is_some_and(|row| scope.reaches(row.partition))
        };
        ids.iter().position(|id| self.index.get(id).is_some_and(begins))
    }

    /// How many people of the scope have a key of each status.
    pub fn count_by_status(&self, scope: &Scope, now: Moment) -> HashMap<Status, usize> {
        let mut counts = HashMap::new();
        for row in self.rows.iter().filter(|row| scope.reaches(row.partition)) {
            *counts.entry(row.facts.status_at(now)).or_insert(0) += 1;
        }
        counts
    }

    /// How many people are in the scope.
    pub fn count(&self, scope: &Scope) -> usize {
        match scope {
            Scope::Everywhere => self.rows.len(),
            Scope::Partitions(_) => self.rows.iter().filter(|row| scope.reaches(row.partition)).count(),
        }
    }

    fn append(&mut self, record: &Record<'_>) -> Place {
        let row = self.rows.len() as u32;
        self.index.insert(record.id, row);
        self.rows.push(Row {
            id: record.id,
            partition: record.partition,
            facts: record.facts,
            doors: record.doors,
            name: u16::try_from(name_in(record.text).len()).unwrap_or(u16::MAX),
            text: self.text.push(record.text),
            shown: self.shown.push(record.shown),
        });
        Place { letters: Letters::of(record.text.as_bytes()), id: record.id, row }
    }

    fn text_of(&self, row: &Row) -> &[u8] {
        self.text.get(row.text).as_bytes()
    }

    fn name_of(&self, row: u32) -> &[u8] {
        self.rows
            .get(row as usize)
            .map(|row| self.text_of(row).get(..usize::from(row.name)).unwrap_or_default())
            .unwrap_or_default()
    }

    fn compare_names(&self, a: u32, b: u32) -> Ordering {
        let id = |row: u32| self.rows.get(row as usize).map(|row| row.id);
        self.name_of(a).cmp(self.name_of(b)).then_with(|| id(a).cmp(&id(b)))
    }

    fn order(&self, found: &mut [&Row], query: &Query, now: Moment) {
        let until = |row: &Row| match row.facts.card {
            Card::Known { until, .. } => until,
            Card::Open => 0,
            Card::None => u32::MAX,
        };
        // The rows come sorted by name, and these sorts keep that order among equals.
        match query.sort {
            Sort::Name => {}
            Sort::Status => found.sort_by_cached_key(|row| row.facts.status_at(now)),
            Sort::Until => found.sort_by_key(|row| until(row)),
            Sort::Partition => found.sort_by_key(|row| row.partition),
            Sort::ExternalId | Sort::General(_) => {
                let line = query.sort.line().unwrap_or_default();
                found.sort_by_cached_key(|row| Filled(self.line_of(row, line)));
            }
        }
        if query.descending {
            found.reverse();
        }
    }

    fn line_of(&self, row: &Row, line: usize) -> &[u8] {
        self.text_of(row).split(|byte| *byte == b'\n').nth(line).unwrap_or_default()
    }
}

/// The folded name at the beginning of a folded text.
fn name_in(text: &str) -> &[u8] {
    text.split('\n').next().unwrap_or_default().as_bytes()
}

/// A text to sort by: what is not filled in comes last.
#[derive(PartialEq, Eq)]
struct Filled<'t>(&'t [u8]);

impl Ord for Filled<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.is_empty().cmp(&other.0.is_empty()).then_with(|| self.0.cmp(other.0))
    }
}

impl PartialOrd for Filled<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Which letters and which pairs of neighbouring letters occur in a text, as bits: a text that lacks one of the word
/// can not contain the word. A letter from a to z and a digit have a bit to themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letters {
    pairs: [u64; 2],
    singles: u64,
}

impl Letters {
    fn of(text: &[u8]) -> Letters {
        let singles = text.iter().fold(0, |bits, byte| bits | 1 << single(*byte));
        let mut pairs = [0; 2];
        for pair in text.windows(2) {
            if let [a, b] = pair {
                let bit = (u32::from(*a).wrapping_mul(31) ^ u32::from(*b).wrapping_mul(7)) % 127;
                if let Some(half) = pairs.get_mut((bit / 64) as usize) {
                    *half |= 1 << (bit % 64);
                }
            }
        }
        Letters { pairs, singles }
    }

    const fn may_contain(self, word: Letters) -> bool {
        let ([a, b], [c, d]) = (self.pairs, word.pairs);
        a & c == c && b & d == d && self.singles & word.singles == word.singles
    }
}

const fn single(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => byte - b'a',
        b'0'..=b'9' => 26 + byte - b'0',
        other => 36 + other % 28,
    }
}

/// A spelling of a word.
struct Spelling {
    letters: Letters,
    /// Nothing, where the letters alone decide.
    finder: Option<Finder<'static>>,
}

impl Spelling {
    fn of(word: &str) -> Spelling {
        let decides = matches!(word.as_bytes(), [byte] if single(*byte) < 36);
        let finder = (!decides).then(|| Finder::new(word.as_bytes()).into_owned());
        Spelling { letters: Letters::of(word.as_bytes()), finder }
    }
}

/// The words of a search; each may be spelled in two ways.
struct Words(Vec<Vec<Spelling>>);

impl Words {
    fn of(search: &str) -> Words {
        let folded = text::folded(search);
        let word = |word: &str| {
            let other = text::without_spelled_umlauts(word);
            std::iter::once(Spelling::of(word)).chain(other.as_deref().map(Spelling::of)).collect()
        };
        Words(folded.split_whitespace().map(word).collect())
    }

    fn occur_in<'t>(&self, letters: Letters, text: impl Fn() -> &'t [u8]) -> bool {
        self.0.iter().all(|spellings| {
            spellings.iter().any(|spelling| {
                letters.may_contain(spelling.letters)
                    && spelling.finder.as_ref().is_none_or(|finder| finder.find(text()).is_some())
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::key::Match;
    use crate::domain::moment::tests::at;

    const NOW: &str = "2026-11-22 10:00";

    fn record(id: i64, text: &str) -> Record<'_> {
        Record { id: UserId(id), partition: PartitionId(1 + id % 2), facts: Facts::default(), doors: 0, shown: "", text }
    }

    fn people() -> Directory {
        let names = [("Ana", "García"), ("Jürgen", "Müller"), ("Zoë", "Ångström"), ("Bob", "")];
        let texts: Vec<String> = names
            .iter()
            .map(|(first, last)| folded_text(first, last, [""; COLUMNS], ["finance", "+34600123456"]))
            .collect();
        Directory::of(texts.iter().enumerate().map(|(id, text)| record(id as i64, text)))
    }

    fn find(directory: &Directory, search: &str) -> Vec<i64> {
        let query = Query { search: search.into(), ..Query::default() };
        directory.search(&query, &Scope::Everywhere, at(NOW)).iter().map(|id| id.0).collect()
    }

    #[test]
    fn people_are_found_by_any_words_in_any_field() {
        let people = people();
        assert_eq!(find(&people, ""), [2, 3, 0, 1], "by last name, accents aside");
        assert_eq!(find(&people, "gar ana"), [0]);
        assert_eq!(find(&people, "MUELLER"), [1]);
        assert_eq!(find(&people, "muller"), [1]);
        assert_eq!(find(&people, "angstr finance"), [2]);
        assert_eq!(find(&people, "600123 bob"), [3]);
        assert_eq!(find(&people, "gar bob"), [] as [i64; 0]);
    }

    #[test]
    fn typing_a_beginning_finds_the_first_who_begins_with_it() {
        let people = people();
        let ids = people.search(&Query::default(), &Scope::Everywhere, at(NOW));
        assert_eq!(people.first_beginning(&ids, "GAR", &Scope::Everywhere), Some(2));
        assert_eq!(people.first_beginning(&ids, "ana", &Scope::Everywhere), None, "the last name comes first");
    }

    #[test]
    fn what_is_out_of_scope_is_not_there() {
        let query = Query::default();
        let scope = Scope::Partitions([PartitionId(1)].into());
        assert_eq!(people().search(&query, &scope, at(NOW)), [UserId(2), UserId(0)]);
        assert_eq!(people().count(&scope), 2);
        let foreign = people().first_beginning(&[UserId(1)], "mul", &scope);
        assert_eq!(foreign, None, "nor by its first letters");
    }

    #[test]
    fn it_follows_changes_as_if_it_were_made_anew() {
        let mut state = 0x1234_5678_u64;
        let mut random = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut model = std::collections::BTreeMap::<i64, String>::new();
        let mut directory = Directory::default();
        for _ in 0..3_000 {
            let id = random(60) as i64;
            if random(3) == 0 {
                directory.remove(UserId(id));
                model.remove(&id);
            } else {
                let text =
                    folded_text(&format!("n{}", random(50)), &format!("l{}", random(9)), [""; COLUMNS], [""]);
                directory.put(&record(id, &text));
                model.insert(id, text);
            }
        }
        let anew = Directory::of(model.iter().map(|(id, text)| record(*id, text)));
        for search in ["", "n1", "l3", "n2 l4", "zzz"] {
            assert_eq!(find(&directory, search), find(&anew, search), "{search:?}");
        }
        assert_eq!(directory.len(), model.len());
        assert!(directory.text.text.len() < 2 * anew.text.text.len(), "unused text is dropped");
    }

    #[test]
    fn a_list_is_sorted_by_a_free_field_and_what_is_empty_comes_last() {
        let texts: Vec<String> = [("4", "kitchen"), ("3", ""), ("2", "bar"), ("1", "Bar")]
            .map(|(number, unit)| folded_text("", "same", [number, unit, "", "", "", ""], []))
            .into();
        let people = Directory::of(texts.iter().enumerate().map(|(id, text)| record(id as i64, text)));
        let list = |sort| {
            let query = Query { sort, ..Query::default() };
            people.search(&query, &Scope::Everywhere, at(NOW)).iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(list(Sort::General(0)), [2, 3, 0, 1], "equals stay as they are by name");
        assert_eq!(list(Sort::ExternalId), [3, 2, 1, 0]);
    }

    #[test]
    fn filters_and_orders_follow_the_status() {
        let now = moment::key_minutes(at(NOW));
        let known = |match_, until| Card::Known { match_, written: now - 1_000, until, renews: true };
        let cards = [
            Card::None,
            known(Match::Same, now + 60 * 24 * 60),
            known(Match::Content, now + 2_000),
            known(Match::Same, now - 1),
            Card::Open,
        ];
        let records = cards.iter().enumerate().map(|(id, card)| Record {
            facts: Facts { banned: id == 1, card: *card },
            ..record(id as i64, ["e", "d", "c", "b", "a"][id])
        });
        let people = Directory::of(records);
        let list = |filter, sort| {
            let query = Query { filter, sort, ..Query::default() };
            let found = people.search(&query, &Scope::Everywhere, at(NOW));
            found.iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(list(Filter::Everybody, Sort::Status), [1, 4, 3, 2, 0]);
        assert_eq!(list(Filter::NeedsAttention, Sort::Name), [4, 3, 2]);
        assert_eq!(list(Filter::Status(Status::NoKey), Sort::Name), [0]);
        assert_eq!(list(Filter::EndsWithin(7), Sort::Name), [2]);
        assert_eq!(list(Filter::Banned, Sort::Name), [1]);
        assert_eq!(people.count_by_status(&Scope::Everywhere, at(NOW))[&Status::Unknown], 1);
    }
}
