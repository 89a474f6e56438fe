//! What a key said when it was read, as a text: to be copied, or kept as a file, without what says whose it is if that is wished.

use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::Fill;
use iced::widget::{column, row};
use keydesk::operation::encode::Readout;
use keydesk::operation::why::Why;
use keydesk::private_file;

use super::read_key::holds;
use crate::action::Action;
use crate::context::Context;
use crate::icon::Icon;
use crate::part::file::{self, Choosing};
use crate::part::relation::answer_cell;
use crate::spreadsheet::Rows;
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::check::check;
use crate::widget::dialog::{Width, dialog};
use crate::widget::{Element, text};

/// The dialog.
pub struct Report {
    readout: Readout,
    why: Option<Arc<Why>>,
    /// Whether names of people, and what leads to them, are left out.
    is_masked: bool,
    choosing: Option<Choosing>,
}

#[derive(Debug, Clone)]
pub enum Message {
    ToggleMasked,
    Copy,
    Save,
    File(file::Message),
    Saved(PathBuf, Result<(), ErrorKind>),
    Close,
}

/// What came of it.
pub enum Outcome {
    Going(Action<Message>),
    /// It is over.
    Over(Action<Message>),
}

const MASKED: &str = "report-masked";

impl Report {
    /// Of what was read, with what was told of it last.
    pub fn of(readout: Readout, why: Option<Arc<Why>>) -> Report {
        Report { readout, why, is_masked: false, choosing: None }
    }

    pub fn update(&mut self, context: &Context, message: Message) -> Outcome {
        let words = &context.words;
        Outcome::Going(match message {
            Message::ToggleMasked => {
                self.is_masked = !self.is_masked;
                Action::None
            }
            Message::Copy => {
                let mut rows = Rows::default();
                self.lines(context).iter().for_each(|line| rows.push([line.as_str()]));
                let told = Action::Tell(Tone::Success, words.get("report-copied").into_owned());
                return Outcome::Over(Action::All(vec![Action::Run(rows.copy()), told]));
            }
            Message::Save => {
                let name = format!("{} {}.txt", words.get("report-file-name"), context.today().format("%F"));
                let (title, folder) = (words.get("report").into_owned(), context.tools.documents());
                self.choosing = Some(Choosing::to_write(title, &folder, name, &["txt"]));
                Action::None
            }
            Message::File(message) => {
                match self.choosing.as_mut().map(|it| it.update(&context.tools, message)) {
                    Some(file::Outcome::Going(task)) => Action::Run(task.map(Message::File)),
                    Some(file::Outcome::Cancelled) | None => {
                        self.choosing = None;
                        Action::None
                    }
                    Some(file::Outcome::Taken(path)) => {
                        let (content, to) = (self.lines(context).join("\r\n") + "\r\n", path.clone());
                        let written = task::blocking(move || write(&to, &content));
                        Action::Run(written.map(move |written| Message::Saved(path.clone(), written)))
                    }
                }
            }
            Message::Saved(path, Ok(())) => {
                let path = path.display().to_string();
                let told = words.with("report-saved", [("path", path.into())]);
                return Outcome::Over(Action::Tell(Tone::Success, told));
            }
            Message::Saved(path, Err(kind)) => {
                let said = |id| words.with(id, [("path", path.display().to_string().into())]);
                if let Some(choosing) = &mut self.choosing {
                    choosing.error = Some(match kind {
                        ErrorKind::AlreadyExists => said("purge-exists"),
                        ErrorKind::StorageFull => said("purge-file-disk-full"),
                        _ => words.get("file-not-written").into_owned(),
                    });
                }
                Action::None
            }
            Message::Close => return Outcome::Over(Action::None),
        })
    }

    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        if let Some(choosing) = &self.choosing {
            return choosing.view(words, is_live).map(Message::File);
        }
        let masked = check(words.get("report-masked"), self.is_masked.into()).id(MASKED);
        let buttons = row![
            button(words.get("report-copy")).icon(Icon::Copy).on_press(Message::Copy),
            button(words.get("report-save")).icon(Icon::Download).on_press(Message::Save),
        ];
        let sentence = if self.why.is_some() { "report-with-why" } else { "report-without-why" };
        let body = column![
            text::body(words.get(sentence)).width(Fill),
            Element::from(masked.on_toggle(Message::ToggleMasked)),
            text::muted(words.get("report-masked-hint")).width(Fill),
            buttons.spacing(space::SM),
        ];
        dialog(words.get("report"), is_live)
            .width(Width::Confirm)
            .icon(Icon::FileText, Tone::Accent)
            .starts_at(MASKED)
            .on_close(words.get("close"), Message::Close)
            .body(body.spacing(space::LG))
            .action(button(words.get("close")).kind(Kind::Primary).on_press(Message::Close))
            .into()
    }

    /// The text, line by line.
    fn lines(&self, context: &Context) -> Vec<String> {
        let (words, say, read) = (&context.words, context.say(), &self.readout);
        let left_out = || words.get("report-left-out").into_owned();
        let own = |value: &str| if self.is_masked { left_out() } else { value.to_owned() };
        let fact = |id: &str, value: String| format!("{}: {value}", words.get(id));
        let mut lines = vec![
            words.get("report").into_owned(),
            words.with("read-at", [("at", say.plain_moment(read.read_at).into())]),
            String::new(),
            fact("report-person", own(&read.name)),
            fact("read-serial", own(&read.serial)),
            fact("report-status", words.get(&format!("status-{}", read.status.key())).into_owned()),
        ];
        if !read.reasons.is_empty() {
            lines.push(say.reasons(&read.reasons));
        }
        lines.extend(read.mismatch.map(|mismatch| say.mismatch(mismatch).0));
        lines.push(fact("read-written", say.plain_moment(read.written_at)));
        lines.push(fact("read-from", say.plain_moment(read.from)));
        lines.push(fact("read-until", say.plain_end(read.until)));
        lines.extend(read.expires.map(|expires| fact("read-expires", say.plain_end(expires))));
        for option in &read.options {
            let name = words.get(&format!("option-{}", option.key));
            let said = match (option.says, option.wanted) {
                (true, false) => words.with("read-option-goes", [("option", name.into())]),
                (false, true) => words.with("read-option-comes", [("option", name.into())]),
                _ => name.into_owned(),
            };
            lines.push(fact("read-options", said));
        }
        for locker in &read.lockers {
            let name = locker.name.clone().unwrap_or_else(|| words.get("read-locker-unseen").into_owned());
            let since = words.with("read-since", [("since", say.plain_moment(locker.since).into())]);
            lines.push(fact("read-locker", format!("{}, {since}", own(&name))));
        }
        let bytes = [("bytes", read.bytes.into()), ("capacity", read.capacity.into())];
        lines.push(fact("read-memory", words.with("read-bytes", bytes)));
        lines.extend(read.records.map(|records| fact("read-records", records.to_string())));
        lines.push(String::new());
        for line in &read.lines {
            let now = line.now.map(|told| answer_cell(context, told).as_text().to_owned());
            let now = now.map(|now| fact("read-now", now));
            let says = fact("read-says", holds(context, &line.says));
            let wanted = line.differs().then(|| fact("read-wanted", holds(context, &line.wanted)));
            let told: Vec<String> = now.into_iter().chain([says]).chain(wanted).collect();
            lines.push(format!("{} | {}", line.name, told.join(" | ")));
        }
        if read.beyond > 0 {
            let counts = [("count", read.beyond.into()), ("differing", read.beyond_differing.into())];
            lines.push(words.with("read-beyond", counts));
        }
        if let Some(why) = &self.why {
            lines.extend(self.why_lines(context, why));
        }
        lines
    }

    fn why_lines(&self, context: &Context, why: &Why) -> Vec<String> {
        let (words, say) = (&context.words, context.say());
        let mut why = why.clone();
        if self.is_masked {
            why.name = words.get("report-this-person").into_owned();
            if let Some(tale) = &mut why.tale {
                tale.by = None;
            }
        }
        let asked = [("door", why.point_name.as_str().into()), ("at", say.plain_moment(why.at).into())];
        let mut lines = vec![String::new(), words.with("report-asked", asked), say.why(&why)];
        lines.extend(say.why_next(&why));
        lines.extend(say.why_looks(&why));
        lines
    }
}

/// Writes it into a new file. One that could not be finished is removed.
fn write(path: &Path, content: &str) -> Result<(), ErrorKind> {
    let kind = |error: io::Error| {
        if private_file::is_full(&error) { ErrorKind::StorageFull } else { error.kind() }
    };
    let mut file = private_file::create_new(path).map_err(kind)?;
    let written = file.write_all(content.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // We made it, and it is not whole.
        let _ = std::fs::remove_file(path);
    }
    written.map_err(kind)
}
