//! Purging old entries: until when, into which file, who confirms, and what came of it.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::Months;
use iced::widget::{column, row};
use iced::{Bottom, Fill};
use keydesk::domain::permission::SystemAuditorPurge;
use keydesk::operation::system_auditor::{self as auditor, Extent, PurgeError, Purged};
use keydesk::session::Permit;

use super::entry;
use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::four_eyes::{self, FourEyes};
use crate::part::list::begins;
use crate::task;
use crate::theme::{Tone, space};
use crate::tools::{self, Wanted};
use crate::widget::button::button;
use crate::widget::date::date_field;
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::field;
use crate::widget::task::Task;
use crate::widget::{Element, form, gauge, notice, text};
use crate::words::grouped as digits;

/// The dialog.
pub struct Purging {
    permit: Permit<SystemAuditorPurge>,
    before: String,
    path: String,
    /// Goes up with every change of the day, so that a late answer is known for late.
    asked: u64,
    extent: Option<Option<Extent>>,
    error: Option<Arc<PurgeError>>,
    phase: Phase,
}

enum Phase {
    Form,
    /// What was shown is what is purged, whatever is written meanwhile.
    Confirming(Extent, FourEyes<Permit<SystemAuditorPurge>>),
    Working,
    Done(Purged),
}

#[derive(Debug, Clone)]
pub enum Message {
    BeforeChanged(String),
    Counted(u64, Answer<Option<Extent>>),
    PathChanged(String),
    Browse,
    Chosen(Option<PathBuf>),
    Next,
    FourEyes(four_eyes::Message<Permit<SystemAuditorPurge>>),
    Purged(Result<Purged, Arc<PurgeError>>),
    Close,
}

const BEFORE: &str = "purge-before";
const ENDINGS: &[&str] = &["jsonl"];
/// What is proposed: a year stays.
const KEPT_MONTHS: Months = Months::new(12);

impl Purging {
    pub fn begin(context: &Context, permit: Permit<SystemAuditorPurge>) -> (Purging, Task<Message>) {
        let today = context.today();
        let before = today.checked_sub_months(KEPT_MONTHS).unwrap_or(today);
        let path = context.tools.documents().join(file_name(context));
        let mut purging = Purging {
            permit,
            before: context.words.date(before),
            path: path.display().to_string(),
            asked: 0,
            extent: None,
            error: None,
            phase: Phase::Form,
        };
        let task = purging.count(context);
        (purging, task)
    }

    fn count(&mut self, context: &Context) -> Task<Message> {
        self.asked += 1;
        self.extent = None;
        let Ok(day) = context.words.read_date(&self.before, context.today()) else {
            return Task::none();
        };
        let (asked, permit) = (self.asked, self.permit.clone());
        let counted = context.ask(move |console| auditor::extent(console, &permit, begins(console, day)));
        counted.map(move |answer| Message::Counted(asked, answer))
    }

    pub fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::BeforeChanged(typed) => {
                (self.before, self.error) = (typed, None);
                Action::Run(self.count(context))
            }
            Message::Counted(asked, answer) if asked == self.asked => match answer {
                Ok(extent) => {
                    self.extent = Some(extent);
                    Action::None
                }
                Err(failure) => Action::Fail(failure),
            },
            Message::Counted(..) => Action::None,
            Message::PathChanged(path) => {
                (self.path, self.error) = (path, None);
                Action::None
            }
            Message::Browse => {
                let (title, name) = (context.words.get("purge-file").into_owned(), Some(file_name(context)));
                let wanted = Wanted { title, name, endings: ENDINGS };
                Action::Run(tools::choose(&context.tools, wanted).map(Message::Chosen))
            }
            Message::Chosen(Some(path)) => {
                (self.path, self.error) = (path.display().to_string(), None);
                Action::None
            }
            Message::Chosen(None) => Action::None,
            Message::Next => match self.extent {
                Some(Some(extent)) => {
                    let what = context.words.with(
                        "purge-what",
                        [
                            ("count", extent.entries().into()),
                            ("through", extent.through.into()),
                            ("path", self.path.trim().into()),
                        ],
                    );
                    let (asked, task) = FourEyes::open(context, self.permit.clone(), what);
                    (self.phase, self.error) = (Phase::Confirming(extent, asked), None);
                    Action::Run(task.map(Message::FourEyes))
                }
                Some(None) | None => Action::None,
            },
            Message::FourEyes(message) => self.confirm(context, message),
            Message::Purged(Ok(purged)) => {
                self.phase = Phase::Done(purged);
                Action::None
            }
            Message::Purged(Err(error)) => {
                (self.phase, self.error) = (Phase::Form, Some(error));
                Action::Run(self.count(context))
            }
            Message::Close => Action::None,
        }
    }

    fn confirm(
        &mut self,
        context: &Context,
        message: four_eyes::Message<Permit<SystemAuditorPurge>>,
    ) -> Action<Message> {
        let Phase::Confirming(extent, asked) = &mut self.phase else {
            return Action::None;
        };
        match asked.update(context, message) {
            four_eyes::Outcome::Run(task) => Action::Run(task.map(Message::FourEyes)),
            four_eyes::Outcome::Closed => {
                self.phase = Phase::Form;
                Action::None
            }
            four_eyes::Outcome::Failed(failure) => {
                self.phase = Phase::Form;
                Action::Fail(failure)
            }
            four_eyes::Outcome::Confirmed(confirmation) => {
                let extent = *extent;
                self.phase = Phase::Working;
                let (permit, console) = (self.permit.clone(), Arc::clone(&context.console));
                let path = PathBuf::from(self.path.trim());
                let purged = task::blocking(move || {
                    auditor::purge(&console, &permit, confirmation, extent, &path).map_err(Arc::new)
                });
                Action::Run(purged.map(Message::Purged))
            }
        }
    }

    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        match &self.phase {
            Phase::Form => self.view_form(context, is_live),
            Phase::Confirming(_, asked) => asked.view(context, is_live).map(Message::FourEyes),
            // What was begun is ended; it takes a few seconds for a million entries.
            Phase::Working => dialog(words.get("purge-title"), is_live)
                .icon(Icon::Archive, Tone::Accent)
                .body(gauge::working(words.get("purge-working")))
                .action(button(words.get("close")))
                .into(),
            Phase::Done(purged) => {
                let body = column![
                    notice::banner(Tone::Success, words.get("purge-done"), None),
                    pairs(context, purged)
                ];
                dialog(words.get("purge-title"), is_live)
                    .icon(Icon::Archive, Tone::Success)
                    .body(body.spacing(space::LG))
                    .on_close(words.get("close"), Message::Close)
                    .default_action(button(words.get("close")).on_press(Message::Close))
                    .into()
            }
        }
    }

    fn view_form<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let day = words.read_date(&self.before, context.today());
        let before = field(words.get("purge-before"), self.before.as_str())
            .id(BEFORE)
            .error(day.err().map(|fault| words.date_fault(fault)))
            .on_input(Message::BeforeChanged);
        let before = date_field(before, day.ok(), context.today(), words.calendar(), |date| {
            Message::BeforeChanged(words.date(date))
        });
        let count = match self.extent {
            None if day.is_err() => String::new(),
            None => words.get("list-loading").into_owned(),
            Some(None) => words.get("purge-nothing").into_owned(),
            Some(Some(extent)) => words.with(
                "purge-count",
                [("count", extent.entries().into()), ("through", extent.through.into())],
            ),
        };
        let path = field(words.get("purge-file"), self.path.as_str())
            .hint(words.get("purge-file-hint"))
            .width(Fill)
            .on_input(Message::PathChanged);
        let browse = button(words.get("file-browse")).icon(Icon::FolderOpen).on_press(Message::Browse);
        let is_ready = matches!(self.extent, Some(Some(_))) && !self.path.trim().is_empty();
        let next = is_ready.then_some(Message::Next);
        let error = self.error.as_deref();
        let error = error.map(|error| notice::banner(Tone::Danger, context.say().purge(error), None));
        let fields = form::fields([
            column![Element::from(before), text::muted(count)].spacing(space::FIELD).into(),
            path.into(),
        ]);
        let body = column![text::body(words.get("purge-sentence")).width(Fill)]
            .extend(error)
            .push(fields)
            .spacing(space::LG);
        dialog(words.get("purge-title"), is_live)
            .width(Width::Form)
            .icon(Icon::Archive, Tone::Danger)
            .body(body)
            .aside(row![browse].align_y(Bottom))
            .starts_at(BEFORE)
            .on_close(words.get("cancel"), Message::Close)
            .action(button(words.get("cancel")).on_press(Message::Close))
            .default_action(button(words.get("purge-next")).on_press_maybe(next))
            .into()
    }
}

/// The name that is proposed for a file: it says when it was made.
fn file_name(context: &Context) -> String {
    format!("{} {}.jsonl", context.words.get("purge-file-name"), context.today().format("%F"))
}

/// What was purged.
pub fn pairs<'a, M: 'a>(context: &'a Context, purged: &'a Purged) -> Element<'a, M> {
    let words = &context.words;
    let label = |text: String| Element::from(text::label(text).width(Fill));
    let entries =
        words.with("purged-entries", [("first", purged.first.into()), ("through", purged.through.into())]);
    let witness = purged.witness.as_deref();
    let count = digits(purged.through - purged.first + 1);
    form::pairs([
        (words.get("purged-count"), label(count)),
        (words.get("purged-numbers"), label(entries)),
        (words.get("purged-at"), label(entry::exact(context, purged.at))),
        (words.get("purged-by"), label(purged.operator.clone())),
        (words.get("purged-confirmed-by"), label(witness.unwrap_or("–").to_owned())),
        (words.get("purged-file"), label(purged.file_name.clone())),
        (words.get("purged-digest"), text::mono(entry::grouped(&purged.digest).join("\n")).into()),
    ])
}
