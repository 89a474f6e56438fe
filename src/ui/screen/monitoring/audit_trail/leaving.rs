//! What leaves of the trail: all that is listed, as a file for a spreadsheet, or as pages to be printed. Both show what the list
//! shows, by the same rules.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::Fill;
use iced::widget::column;
use keydesk::console::Console;
use keydesk::domain::operator::Language;
use keydesk::domain::permission::AuditTrailView;
use keydesk::operation;
use keydesk::operation::audit_trail::{self, ListRow, Query};
use keydesk::private_file;
use keydesk::session::Permit;

use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::event;
use crate::part::file::{self, Choosing};
use crate::part::paper::{self, Keeping};
use crate::say::Say;
use crate::sheet::{self, Table};
use crate::spreadsheet;
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::task::Task;
use crate::widget::{Element, gauge, text};
use crate::words::Words;

/// The dialog.
pub enum Leaving {
    /// Into a file.
    Exporting { permit: Permit<AuditTrailView>, asked: Query, choosing: Choosing, is_working: bool },
    /// On paper; the rows are on their way.
    Printing { lines: Option<Arc<Lines>>, keeping: Keeping },
}

/// What is printed.
#[derive(Debug)]
pub struct Lines {
    rows: Vec<[String; COLUMNS]>,
    /// Whether there are more than are printed.
    has_more: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    File(file::Message),
    Exported(PathBuf, Result<usize, Failed>),
    Read(Answer<Arc<Lines>>),
    Paper(paper::Message),
    Close,
}

/// Why nothing was exported.
#[derive(Debug, Clone)]
pub enum Failed {
    File(ErrorKind),
    Trail(Arc<operation::Error>),
}

/// What came of it.
pub enum Outcome {
    Going(Action<Message>),
    /// It is over, and this is told.
    Over(Option<String>),
}

/// More would be a book.
const PRINTED_MAX: usize = 1_000;
/// So many are read at a time.
const PAGE: usize = 4_000;
const COLUMNS: usize = 5;

impl Leaving {
    /// Asks for a file to write what is listed into.
    pub fn export(context: &Context, permit: Permit<AuditTrailView>, asked: Query) -> Leaving {
        let words = &context.words;
        let name = format!("{} {}.csv", words.get("trail-file-name"), context.today().format("%F"));
        let title = words.get("trail-export-title").into_owned();
        let mut choosing = Choosing::to_write(title, &context.tools.documents(), name, &["csv"]);
        choosing.hint = Some(words.get("trail-export-hint").into_owned());
        Leaving::Exporting { permit, asked, choosing, is_working: false }
    }

    /// Reads what is to be printed.
    pub fn print(
        context: &Context,
        permit: Permit<AuditTrailView>,
        asked: Query,
    ) -> (Leaving, Task<Message>) {
        let language = context.words.language();
        let read = context.ask(move |console| {
            let (words, mut rows) = (Words::new(language), Vec::new());
            let say = Say { words: &words, clock: console.clock() };
            let asked = Query { max: PRINTED_MAX, ..asked };
            let found = audit_trail::find(console, &permit, &asked)?;
            for row in audit_trail::rows(console, &permit, &found.ids)? {
                let [time, door, person, event, received, ..] = cells(&say, &row);
                rows.push([time, door, person, event, received]);
            }
            Ok::<_, operation::Error>(Arc::new(Lines { rows, has_more: found.has_more }))
        });
        (Leaving::Printing { lines: None, keeping: Keeping::default() }, read.map(Message::Read))
    }

    pub fn update(&mut self, context: &Context, message: Message) -> Outcome {
        let words = &context.words;
        match (self, message) {
            (_, Message::Close) => Outcome::Over(None),
            (Leaving::Exporting { permit, asked, choosing, is_working }, Message::File(message)) => {
                match choosing.update(&context.tools, message) {
                    file::Outcome::Going(task) => Outcome::Going(Action::Run(task.map(Message::File))),
                    file::Outcome::Cancelled => Outcome::Over(None),
                    file::Outcome::Taken(path) => {
                        *is_working = true;
                        let (permit, asked, language) = (permit.clone(), asked.clone(), words.language());
                        let (console, to) = (Arc::clone(&context.console), path.clone());
                        let done = task::blocking(move || export(&console, &permit, &asked, language, &to));
                        let done = done.map(move |done| Message::Exported(path.clone(), done));
                        Outcome::Going(Action::Run(done))
                    }
                }
            }
            (Leaving::Exporting { .. }, Message::Exported(path, Ok(count))) => {
                let path = path.display().to_string();
                let values = [("count", count.into()), ("path", path.into())];
                Outcome::Over(Some(words.with("trail-exported", values)))
            }
            (Leaving::Exporting { choosing, is_working, .. }, Message::Exported(path, Err(failed))) => {
                *is_working = false;
                let said = |id| words.with(id, [("path", path.display().to_string().into())]);
                choosing.error = Some(match failed {
                    Failed::Trail(failure) => return Outcome::Going(Action::Fail(failure)),
                    Failed::File(ErrorKind::AlreadyExists) => said("purge-exists"),
                    Failed::File(ErrorKind::StorageFull) => said("purge-file-disk-full"),
                    Failed::File(_) => words.get("file-not-written").into_owned(),
                });
                Outcome::Going(Action::None)
            }
            (Leaving::Printing { lines, .. }, Message::Read(Ok(read))) => {
                *lines = Some(read);
                Outcome::Going(Action::None)
            }
            (Leaving::Printing { .. }, Message::Read(Err(failure))) => Outcome::Going(Action::Fail(failure)),
            (Leaving::Printing { lines, keeping }, Message::Paper(message)) => {
                let make = || {
                    let lines = lines.as_deref()?;
                    let site = context.console.site();
                    let heads = HEADS.map(|id| words.get(id).into_owned());
                    let date = words.day(context.today());
                    let title = words.get("entry-audit-trail").into_owned();
                    sheet::table(&Table { title, site: &site.name, date, heads, rows: &lines.rows })
                };
                let page = paper::Page { name: words.get("trail-file-name").into_owned(), make };
                let kept = keeping.update(&context.tools, words, page, message);
                Outcome::Going(Action::Run(kept.map(Message::Paper)))
            }
            _ => Outcome::Going(Action::None),
        }
    }

    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        match self {
            Leaving::Exporting { is_working: true, .. } => dialog(words.get("trail-export-title"), is_live)
                .icon(Icon::Download, Tone::Accent)
                .body(gauge::working(words.get("trail-exporting")))
                .action(button(words.get("close")))
                .into(),
            Leaving::Exporting { choosing, .. } => choosing.view(words, is_live).map(Message::File),
            Leaving::Printing { lines, keeping } => {
                if let Some(file) = keeping.dialog(words, is_live) {
                    return file.map(Message::Paper);
                }
                let asked = dialog(words.get("trail-print-title"), is_live)
                    .width(Width::Confirm)
                    .icon(Icon::Printer, Tone::Accent)
                    .on_close(words.get("close"), Message::Close);
                let close = button(words.get("close")).kind(Kind::Primary).on_press(Message::Close);
                let Some(lines) = lines else {
                    return asked.body(gauge::working(words.get("list-loading"))).action(close).into();
                };
                let count = [("count", lines.rows.len().into())];
                let said = if lines.has_more { "trail-print-first" } else { "trail-print-all" };
                let body = column![
                    text::body(words.with(said, count)).width(Fill),
                    keeping.view(words).map(Message::Paper),
                ];
                asked.body(body.spacing(space::LG)).action(close).into()
            }
        }
    }
}

const HEADS: [&str; COLUMNS] = [
    "trail-column-time",
    "trail-column-door",
    "trail-column-person",
    "trail-column-event",
    "trail-column-received",
];

/// What leaves of an event: when, where, who, what, when it came home, and what is doubtful about it.
fn cells(say: &Say<'_>, row: &ListRow) -> [String; COLUMNS + 1] {
    let words = say.words;
    let person = match &row.person {
        Some((_, name)) => name.clone(),
        None if row.is_nameless => words.get("trail-nameless").into_owned(),
        None => words.get("trail-somebody").into_owned(),
    };
    let doubts = [(!row.is_proven, "trail-not-proven"), (row.is_odd, "trail-odd-clock")];
    let doubts = doubts.into_iter().filter(|(is, _)| *is).map(|(_, id)| words.get(id).into_owned());
    [
        say.plain_moment(row.happened_at),
        row.door.clone(),
        person,
        event::said(row, words).2.into_owned(),
        say.plain_moment(row.received_at),
        doubts.collect::<Vec<_>>().join(", "),
    ]
}

/// Writes all that is asked for into a new file, and says how many events that is. One that could not be finished is removed.
fn export(
    console: &Console,
    permit: &Permit<AuditTrailView>,
    asked: &Query,
    language: Language,
    path: &Path,
) -> Result<usize, Failed> {
    let of_file = |error: io::Error| {
        let kind = if private_file::is_full(&error) { ErrorKind::StorageFull } else { error.kind() };
        Failed::File(kind)
    };
    let file = private_file::create_new(path).map_err(of_file)?;
    let written = fill(console, permit, asked, language, file, &of_file);
    if written.is_err() {
        // We made it, and it is not whole.
        let _ = std::fs::remove_file(path);
    }
    written
}

fn fill(
    console: &Console,
    permit: &Permit<AuditTrailView>,
    asked: &Query,
    language: Language,
    file: File,
    of_file: &dyn Fn(io::Error) -> Failed,
) -> Result<usize, Failed> {
    let of_trail = |error: operation::Error| Failed::Trail(Arc::new(error));
    let words = Words::new(language);
    let say = Say { words: &words, clock: console.clock() };
    let separator = words.get("trail-export-separator").into_owned();
    let mut out = BufWriter::new(file);
    // Without this mark some spreadsheets take the letters for others.
    out.write_all("\u{feff}".as_bytes()).map_err(of_file)?;
    let heads = HEADS.into_iter().chain(["trail-doubt"]).map(|id| words.get(id).into_owned());
    out.write_all(spreadsheet::line(&separator, heads).as_bytes()).map_err(of_file)?;
    let (mut count, mut after) = (0, None);
    loop {
        let page = Query { after, max: PAGE, ..asked.clone() };
        let found = audit_trail::find(console, permit, &page).map_err(of_trail)?;
        after = found.ids.last().copied();
        for row in audit_trail::rows(console, permit, &found.ids).map_err(of_trail)? {
            count += 1;
            out.write_all(spreadsheet::line(&separator, cells(&say, &row)).as_bytes()).map_err(of_file)?;
        }
        if !found.has_more {
            break;
        }
    }
    let file = out.into_inner().map_err(|error| of_file(error.into_error()))?;
    file.sync_all().map_err(of_file)?;
    Ok(count)
}
