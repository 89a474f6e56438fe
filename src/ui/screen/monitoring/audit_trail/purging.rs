//! Purging old events: until when, into which file, and what came of it.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::Months;
use iced::widget::{column, row};
use iced::{Bottom, Fill};
use keydesk::domain::permission::AuditTrailPurge;
use keydesk::operation::audit_trail::purge::{self, Extent, Purged};
use keydesk::operation::system_auditor::PurgeError;
use keydesk::session::Permit;

use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::list::begins;
use crate::task;
use crate::theme::{Tone, space};
use crate::tools::{self, Wanted};
use crate::widget::button::{Kind, button};
use crate::widget::date::date_field;
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::field;
use crate::widget::task::Task;
use crate::widget::{Element, form, gauge, notice, text};

/// The dialog.
pub struct Purging {
    permit: Permit<AuditTrailPurge>,
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
    Go,
    Purged(Result<Purged, Arc<PurgeError>>),
    Close,
}

const BEFORE: &str = "purge-before";
const ENDINGS: &[&str] = &["jsonl"];
/// What is proposed: a year stays.
const KEPT_MONTHS: Months = Months::new(12);

impl Purging {
    pub fn begin(context: &Context, permit: Permit<AuditTrailPurge>) -> (Purging, Task<Message>) {
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
        let counted = context.ask(move |console| purge::extent(console, &permit, begins(console, day)));
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
            Message::PathChanged(path) => {
                (self.path, self.error) = (path, None);
                Action::None
            }
            Message::Browse => {
                let title = context.words.get("purge-file").into_owned();
                let wanted = Wanted { title, name: Some(file_name(context)), endings: ENDINGS };
                Action::Run(tools::choose(&context.tools, wanted).map(Message::Chosen))
            }
            Message::Chosen(Some(path)) => {
                (self.path, self.error) = (path.display().to_string(), None);
                Action::None
            }
            Message::Go => {
                let Some(Some(extent)) = self.extent else {
                    return Action::None;
                };
                self.phase = Phase::Working;
                let (permit, console) = (self.permit.clone(), Arc::clone(&context.console));
                let path = PathBuf::from(self.path.trim());
                let purged =
                    task::blocking(move || purge::purge(&console, &permit, extent, &path).map_err(Arc::new));
                Action::Run(purged.map(Message::Purged))
            }
            Message::Purged(Ok(purged)) => {
                self.phase = Phase::Done(purged);
                Action::None
            }
            Message::Purged(Err(error)) => {
                (self.phase, self.error) = (Phase::Form, Some(error));
                Action::Run(self.count(context))
            }
            Message::Counted(..) | Message::Chosen(None) | Message::Close => Action::None,
        }
    }

    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let title = words.get("trail-purge-title");
        match &self.phase {
            Phase::Form => self.view_form(context, is_live),
            // What was begun is ended.
            Phase::Working => dialog(title, is_live)
                .icon(Icon::Archive, Tone::Accent)
                .body(gauge::working(words.get("purge-working")))
                .action(button(words.get("close")))
                .into(),
            Phase::Done(purged) => {
                let values = [
                    ("count", purged.events.into()),
                    ("before", context.say().moment(purged.before).into()),
                    ("file", purged.file_name.as_str().into()),
                ];
                let done = notice::banner(Tone::Success, words.with("trail-purge-done", values), None);
                let hint = text::muted(words.get("trail-purge-done-hint")).width(Fill);
                dialog(title, is_live)
                    .icon(Icon::Archive, Tone::Success)
                    .body(column![done, hint].spacing(space::LG))
                    .on_close(words.get("close"), Message::Close)
                    .default_action(button(words.get("close")).on_press(Message::Close))
                    .into()
            }
        }
    }

    fn view_form<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let day = words.read_date(&self.before, context.today());
        let before = field(words.get("trail-purge-before"), self.before.as_str())
            .id(BEFORE)
            .error(day.err().map(|fault| words.date_fault(fault)))
            .on_input(Message::BeforeChanged);
        let before = date_field(before, day.ok(), context.today(), words.calendar(), |date| {
            Message::BeforeChanged(words.date(date))
        });
        let count = match self.extent {
            None if day.is_err() => String::new(),
            None => words.get("list-loading").into_owned(),
            Some(None) => words.get("trail-purge-nothing").into_owned(),
            Some(Some(extent)) => words.with("trail-purge-count", [("count", extent.events.into())]),
        };
        let path = field(words.get("purge-file"), self.path.as_str())
            .hint(words.get("purge-file-hint"))
            .width(Fill)
            .on_input(Message::PathChanged);
        let browse = button(words.get("file-browse")).icon(Icon::FolderOpen).on_press(Message::Browse);
        let is_ready = matches!(self.extent, Some(Some(_))) && !self.path.trim().is_empty();
        let error = self.error.as_deref();
        let error = error.map(|error| match error {
            PurgeError::Nothing => words.get("trail-purge-nothing").into_owned(),
            error => context.say().purge(error),
        });
        let error = error.map(|error| notice::banner(Tone::Danger, error, None));
        let fields = form::fields([
            column![Element::from(before), text::muted(count)].spacing(space::FIELD).into(),
            path.into(),
        ]);
        let body = column![text::body(words.get("trail-purge-sentence")).width(Fill)]
            .extend(error)
            .push(fields)
            .spacing(space::LG);
        dialog(words.get("trail-purge-title"), is_live)
            .width(Width::Form)
            .icon(Icon::Archive, Tone::Danger)
            .body(body)
            .aside(row![browse].align_y(Bottom))
            .starts_at(BEFORE)
            .on_close(words.get("cancel"), Message::Close)
            .action(button(words.get("cancel")).on_press(Message::Close))
            .action(
                button(words.get("trail-purge-go"))
                    .kind(Kind::Destructive)
                    .on_press_maybe(is_ready.then_some(Message::Go)),
            )
            .into()
    }
}

/// The name that is proposed for a file: it says when it was made.
fn file_name(context: &Context) -> String {
    format!("{} {}.jsonl", context.words.get("trail-purge-file-name"), context.today().format("%F"))
}
