//! Checking a file that a purge wrote.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::column;
use keydesk::domain::permission::SystemAuditorView;
use keydesk::operation::system_auditor::{self as auditor, CheckError, Purged};
use keydesk::session::Permit;

use super::purging::pairs;
use crate::context::Context;
use crate::icon::Icon;
use crate::part::file::{self, Choosing};
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::button;
use crate::widget::dialog::dialog;
use crate::widget::task::Task;
use crate::widget::{Element, gauge, notice};

/// The dialog.
pub struct Checking {
    permit: Permit<SystemAuditorView>,
    choosing: Choosing,
    phase: Phase,
}

enum Phase {
    Choosing,
    Working,
    Right(Purged),
}

#[derive(Debug, Clone)]
pub enum Message {
    File(file::Message),
    Checked(Result<Purged, Arc<CheckError>>),
    Close,
}

impl Checking {
    pub fn begin(context: &Context, permit: Permit<SystemAuditorView>) -> Checking {
        let title = context.words.get("auditor-check").into_owned();
        Checking { permit, choosing: Choosing::to_read(title, &["jsonl"]), phase: Phase::Choosing }
    }

    /// Takes what happened; nothing comes of it when it was called off.
    pub fn update(&mut self, context: &Context, message: Message) -> Option<Task<Message>> {
        match message {
            Message::File(message) => match self.choosing.update(&context.tools, message) {
                file::Outcome::Going(task) => Some(task.map(Message::File)),
                file::Outcome::Cancelled => None,
                file::Outcome::Taken(path) => Some(self.check(context, path)),
            },
            Message::Checked(Ok(purged)) => {
                self.phase = Phase::Right(purged);
                Some(Task::none())
            }
            Message::Checked(Err(error)) => {
                self.phase = Phase::Choosing;
                self.choosing.error = Some(context.say().purged_file(&error));
                Some(Task::none())
            }
            Message::Close => None,
        }
    }

    fn check(&mut self, context: &Context, path: PathBuf) -> Task<Message> {
        self.phase = Phase::Working;
        let (permit, console) = (self.permit.clone(), Arc::clone(&context.console));
        let checked = task::blocking(move || auditor::check_file(&console, &permit, &path).map_err(Arc::new));
        checked.map(Message::Checked)
    }

    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        match &self.phase {
            Phase::Choosing => self.choosing.view(words, is_live).map(Message::File),
            Phase::Working => dialog(words.get("auditor-check"), is_live)
                .icon(Icon::FileCheck, Tone::Accent)
                .body(gauge::working(words.get("auditor-checking")))
                .on_close(words.get("close"), Message::Close)
                .action(button(words.get("close")).on_press(Message::Close))
                .into(),
            Phase::Right(purged) => {
                let body = column![
                    notice::banner(Tone::Success, words.get("auditor-file-holds"), None),
                    pairs(context, purged)
                ];
                dialog(words.get("auditor-check"), is_live)
                    .icon(Icon::FileCheck, Tone::Success)
                    .body(body.spacing(space::LG))
                    .on_close(words.get("close"), Message::Close)
                    .default_action(button(words.get("close")).on_press(Message::Close))
                    .into()
            }
        }
    }
}
