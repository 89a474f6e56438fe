//! Reading the chain: a list of it, and one entry whole. What stands in a row was written by some version of
//! this program at best, and is believed nowhere.

use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;
use serde_json::Value;

use super::super::view::{Bind as _, Plain, Row as SqlRow, plain};
use super::super::{Error, View, millis, moment};
use super::{Action, ENTRIES, Given, Stored, SubjectKind, read_line};
use crate::domain::chain::{Hash, Line};
use crate::domain::four_eyes::{Account, Deed, Origin};
use crate::domain::moment::Moment;
use crate::domain::operator::OperatorId;
use crate::domain::search::Search;
use crate::domain::text::folded;

/// What a list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// At this moment or later.
    pub from: Option<Moment>,
    /// Before this moment.
    pub until: Option<Moment>,
    /// Who did it, if only some are meant.
    pub who: Vec<Who>,
    /// What was done, likewise.
    pub actions: Vec<Action>,
    /// What it was done to, likewise.
    pub subjects: Vec<SubjectKind>,
    /// The one thing that it was done to, or that was given or taken by it, by its number in the database.
    pub of: Option<(SubjectKind, i64)>,
    /// Words of which each stands in the operator's name, the thing's name or the desk's.
    pub text: String,
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// An operator, who may be gone.
    Operator(OperatorId),
    /// The system itself: nobody was signed in.
    System,
}

/// An entry, as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number.
    pub sequence: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub who: Who,
    /// The name at that time; of the system, the role it acted under.
    pub who_name: String,
    /// At which desk.
    pub desk: String,
    /// What was done.
    pub action: Stored<Action>,
    /// What it was done to.
    pub subject: Stored<SubjectKind>,
    /// The thing's name at that time.
    pub subject_name: String,
}

/// An entry with all that it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// What a list shows.
    pub row: Row,
    /// The fields, in the order of their names.
    pub fields: Vec<Field>,
    /// Its hash.
    pub hash: Hash,
}

/// A field that an entry speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The field's name, as stored.
    pub name: String,
    /// What it was; nothing, where it was nothing or where only what it became was kept.
    pub before: Option<Shown>,
    /// What it became; nothing, where it is nothing any more.
    pub after: Option<Shown>,
}

/// A stored value, of whatever kind it turns out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// Nothing.
    Nothing,
    /// Yes or no.
    Yes(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// Several.
    Several(Vec<Shown>),
    /// Nothing that can be read; as it stands there.
    Unreadable(String),
}

/// Everything found, the newest first, by number. Says also how many there are in all.
pub fn find(view: &View<'_>, filter: &Filter) -> Result<(Vec<i64>, usize), Error> {
    let sql = plain!(
        "SELECT (SELECT min(sequence) FROM audit) AS first, (SELECT max(sequence) FROM audit) AS last,
                count(*) AS count
         FROM audit"
    );
    let bounds = |row: &SqlRow<'_>| Ok((row.get("first")?, row.get("last")?, row.get("count")?));
    let (first, last, count): (Option<i64>, Option<i64>, i64) = view.plain(sql)?.one([], bounds)?;
    let total = usize::try_from(count).map_err(|_| Error::Damaged)?;
    if *filter == (Filter { text: filter.text.trim().to_owned(), ..Filter::default() })
        && filter.text.trim().is_empty()
        && let (Some(first), Some(last)) = (first, last)
        && last.checked_sub(first).and_then(|span| span.checked_add(1)) == Some(count)
    {
        // Nothing narrows it and nothing is missing: a million numbers need not be read to be known.
        return Ok(((first..=last).rev().collect(), total));
    }
    let search = Search::new(&filter.text);
    let given = filter.of.map(|(kind, id)| (kind, Given::of(kind).collect::<Vec<_>>(), id));
    let given = given.filter(|(_, given, _)| !given.is_empty());
    let (mut sql, mut values): (Vec<Plain>, Vec<Sql>) = (plain!("SELECT sequence").to_vec(), Vec::new());
    if !search.is_empty() {
        sql.extend(plain!(", operator_name, subject_name, desk"));
    }
    if given.is_some() {
        sql.extend(plain!(", subject, subject_id, after"));
    }
    sql.extend(plain!("FROM audit WHERE TRUE"));
    let mut narrow = |clause: &[Plain], value: Option<Sql>| {
        sql.extend(clause);
        values.extend(value);
    };
    if let Some(from) = filter.from {
        narrow(plain!("AND happened_at >= ?"), Some(from.bind()));
    }
    if let Some(until) = filter.until {
        narrow(plain!("AND happened_at < ?"), Some(until.bind()));
    }
    if let Some((kind, id)) = filter.of {
        narrow(plain!("AND (subject = ?"), Some(kind.key().bind()));
        narrow(plain!("AND subject_id = ?"), Some(id.bind()));
        if let Some((_, given, _)) = &given {
            // Told by an entry of another thing: by which of these, its fields say.
            narrow(plain!("OR action IN (?"), Some(Action::AccessChanged.key().bind()));
            narrow(plain!(", ?) AND (FALSE"), Some(Action::BelongingChanged.key().bind()));
            for name in given.iter().flat_map(|given| given.numbers()) {
                narrow(plain!("OR instr(after, ?) > 0"), Some(Value::String(name).to_string().bind()));
            }
            narrow(plain!(")"), None);
        }
        narrow(plain!(")"), None);
    }
    // Of several of one kind one is enough.
    let mut narrow_to_any = |clauses: Vec<(&[Plain], Option<Sql>)>| {
        if clauses.is_empty() {
            return;
        }
        narrow(plain!("AND (FALSE"), None);
        clauses.into_iter().for_each(|(clause, value)| narrow(clause, value));
        narrow(plain!(")"), None);
    };
    let who = filter.who.iter().map(|who| match who {
        Who::Operator(id) => (plain!("OR operator_id = ?"), Some(id.bind())),
        Who::System => (plain!("OR operator_id IS NULL"), None),
    });
    narrow_to_any(who.collect());
    let actions = filter.actions.iter();
    narrow_to_any(actions.map(|it| (plain!("OR action = ?"), Some(it.key().bind()))).collect());
    let subjects = filter.subjects.iter();
    narrow_to_any(subjects.map(|it| (plain!("OR subject = ?"), Some(it.key().bind()))).collect());
    narrow(plain!("ORDER BY sequence DESC"), None);
    let mut entries = view.plain(&sql)?;
    let mut rows = entries.rows(params_from_iter(values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let sequence = row.get("sequence")?;
        let is_told = match &given {
            Some((kind, given, id)) => is_about(&row, *kind, *id) || tells_of(&row, given, *id),
            None => true,
        };
        if is_told && (search.is_empty() || says(&row, &search)) {
            found.push(sequence);
        }
    }
    Ok((found, total))
}

/// Whether an entry has the words in it. One that cannot be read is not kept from whoever looks for anything.
fn says(row: &SqlRow<'_>, search: &Search) -> bool {
    let texts = ["operator_name", "subject_name", "desk"].map(|column| row.text(column));
    let [Ok(operator), Ok(subject), Ok(desk)] = texts else {
        return true;
    };
    search.finds(&folded(&format!("{operator}\n{subject}\n{desk}")))
}

/// Whether an entry is about a thing itself.
fn is_about(row: &SqlRow<'_>, kind: SubjectKind, id: i64) -> bool {
    row.text("subject").is_ok_and(|subject| subject == kind.key())
        && row.get("subject_id").is_ok_and(|subject: Option<i64>| subject == Some(id))
}

/// Whether an entry says that a thing was given or taken. One that cannot be read is not kept from whoever looks for it.
fn tells_of(row: &SqlRow<'_>, given: &[Given], id: i64) -> bool {
    row.text("after").map_or(true, |after| given.iter().any(|given| given.is_told(after, id)))
}

/// The entries of some numbers; what is not there is left out.
pub fn rows(view: &View<'_>, sequences: &[i64]) -> Result<Vec<Row>, Error> {
    let mut entry = view.plain(plain!(ENTRIES, "WHERE sequence = ?1"))?;
    let mut rows = Vec::with_capacity(sequences.len());
    for sequence in sequences {
        rows.extend(entry.first([sequence], |row| shown(&read_line(row)?.0))?);
    }
    Ok(rows)
}

fn shown(line: &Line<'_>) -> Result<Row, Error> {
    Ok(Row {
        sequence: line.sequence,
        at: moment(line.happened_at)?,
        who: line.operator_id.map_or(Who::System, |id| Who::Operator(OperatorId(id))),
        who_name: line.operator_name.clone().into_owned(),
        desk: line.desk.clone().into_owned(),
        action: Stored::of(line.action.clone().into_owned()),
        subject: Stored::of(line.subject.clone().into_owned()),
        subject_name: line.subject_name.clone().into_owned(),
    })
}

/// One entry with all that it says; nothing, if there is none of this number.
pub fn whole(view: &View<'_>, sequence: i64) -> Result<Option<Whole>, Error> {
    view.plain(plain!(ENTRIES, "WHERE sequence = ?1"))?.first([sequence], |row| {
        let (line, hash) = read_line(row)?;
        Ok(Whole { row: shown(&line)?, fields: fields(&line.before, &line.after), hash })
    })
}

/// When somebody else last made an account what it is. The newest entry says so, whatever the clock said before it.
pub fn last_made(view: &View<'_>, account: &Account) -> Result<Option<Moment>, Error> {
    // Everybody signs in every day: one's own entries would be most, and count for nothing.
    let mut entries = view.plain(plain!(
        "SELECT sequence, happened_at, operator_id, before, after FROM audit
         WHERE subject = ?1 AND subject_id = ?2 AND operator_id IS NOT ?3 ORDER BY sequence DESC"
    ))?;
    let mut newest = None;
    for of in account.origins() {
        let (kind, id) = match of {
            Origin::Operator(operator) => (SubjectKind::Operator, operator.0),
            Origin::Group(group) => (SubjectKind::Group, group.0),
        };
        let mut rows = entries.rows((kind.key(), id, account.operator.0))?;
        while let Some(row) = rows.next()? {
            let (sequence, at): (i64, Moment) = (row.get("sequence")?, row.get("happened_at")?);
            let fields = fields(row.text("before")?, row.text("after")?);
            let is_label = |field: &Field| ["name", "description"].contains(&field.name.as_str());
            let is_more_than_a_label = !fields.iter().all(is_label);
            if account.is_made_by(Deed { by: row.get("operator_id")?, of, is_more_than_a_label }) {
                newest = newest.max(Some((sequence, at)));
                break;
            }
        }
    }
    Ok(newest.map(|(_, at)| at))
}

fn fields(before: &str, after: &str) -> Vec<Field> {
    let parsed = (serde_json::from_str(before), serde_json::from_str(after));
    let (Ok(Value::Object(was)), Ok(Value::Object(is))) = parsed else {
        let unreadable = |text: &str| Some(Shown::Unreadable(text.to_owned()));
        return vec![Field { name: String::new(), before: unreadable(before), after: unreadable(after) }];
    };
    let mut names: Vec<&String> = was.keys().chain(is.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .map(|name| Field {
            name: name.clone(),
            before: was.get(name).map(Shown::of),
            after: is.get(name).map(Shown::of),
        })
        .collect()
}

impl Shown {
    fn of(value: &Value) -> Shown {
        match value {
            Value::Null => Shown::Nothing,
            Value::Bool(yes) => Shown::Yes(*yes),
            Value::Number(number) => Shown::Number(number.to_string()),
            Value::String(text) => Shown::Text(text.clone()),
            Value::Array(values) => Shown::Several(values.iter().map(Shown::of).collect()),
            Value::Object(_) => Shown::Unreadable(value.to_string()),
        }
    }
}

/// Who stands in the chain, each with the newest name: by name, the system last.
pub fn choices(view: &View<'_>) -> Result<Vec<(Who, String)>, Error> {
    // From one number to the next larger one: as many steps as there are operators, not entries.
    let sql = plain!(
        "WITH RECURSIVE ids (id) AS (
             SELECT min(operator_id) FROM audit
             UNION ALL
             SELECT (SELECT min(operator_id) FROM audit WHERE operator_id > ids.id) FROM ids WHERE ids.id IS NOT NULL
         )
         SELECT id, (SELECT operator_name FROM audit WHERE operator_id = ids.id ORDER BY sequence DESC LIMIT 1)
                AS name
         FROM ids WHERE id IS NOT NULL
         ORDER BY id"
    );
    // One whose name cannot be read is told by number.
    let mut found: Vec<(Who, String)> = view.plain(sql)?.list([], |row| {
        let id = OperatorId(row.get("id")?);
        Ok((Who::Operator(id), row.text("name").map_or_else(|_| id.0.to_string(), str::to_owned)))
    })?;
    found.sort_by_cached_key(|(_, name)| folded(name));
    found.push((Who::System, String::new()));
    Ok(found)
}

/// The numbers of the first entry and of the last one before a moment, with what lies between; the newest entry of all
/// is never among them. Nothing, if there is none so old.
pub fn beginning(view: &View<'_>, before: Moment) -> Result<Option<(i64, i64)>, Error> {
    let sql = plain!(
        "SELECT (SELECT min(sequence) FROM audit) AS first, (SELECT max(sequence) FROM audit) AS last"
    );
    let bounds: (Option<i64>, Option<i64>) =
        view.plain(sql)?.one([], |row| Ok((row.get("first")?, row.get("last")?)))?;
    let (Some(first), Some(newest)) = bounds else {
        return Ok(None);
    };
    // Nothing was done later than what came after it: an entry of a clock that was ahead is as old as the next one of a
    // clock that was right. None is of a clock that was behind: a change says no moment before the last use.
    let sql = plain!("SELECT max(sequence) AS last FROM audit WHERE happened_at < ?1");
    let old: Option<i64> = view.plain(sql)?.one([millis(before)], |row| row.get("last"))?;
    let through = old.map(|old| old.min(newest - 1));
    Ok(through.filter(|through| *through >= first).map(|through| (first, through)))
}

/// Goes from the first entry to this one.
pub fn walk<E: From<Error>>(
    view: &View<'_>,
    through: i64,
    mut visit: impl FnMut(&Line<'_>, &Hash) -> Result<(), E>,
) -> Result<(), E> {
    let mut entries = view.plain(plain!(ENTRIES, "WHERE sequence <= ?1 ORDER BY sequence"))?;
    let mut rows = entries.rows([through])?;
    while let Some(row) = rows.next()? {
        let (line, hash) = read_line(&row)?;
        visit(&line, &hash)?;
    }
    Ok(())
}

/// The hash before an entry: that of the one before it, or what a purge left.
pub fn hash_before(view: &View<'_>, first: i64) -> Result<Hash, Error> {
    let sql = plain!(
        "SELECT hash FROM audit WHERE sequence = ?1
         UNION ALL
         SELECT hash FROM audit_purges WHERE through_sequence = ?1"
    );
    match view.plain(sql)?.first([first - 1], |row| row.get("hash"))? {
        Some(hash) => Ok(hash),
        None if first == 1 => Ok(crate::domain::chain::ANCHOR),
        None => Err(Error::Damaged),
    }
}
