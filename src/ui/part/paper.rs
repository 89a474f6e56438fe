//! A page to be kept: saved as a file, or shown by the system's own program, from where it is printed.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::{column, row};
use keydesk::private_file::{self, Shown};

use crate::icon::Icon;
use crate::part::file::{self, Choosing};
use crate::task;
use crate::theme::{Tone, space};
use crate::tools::Tools;
use crate::widget::button::button;
use crate::widget::task::Task;
use crate::widget::{Element, text};
use crate::words::Words;

/// Where a page is kept.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    choosing: Option<Choosing>,
    kept: Option<Kept>,
}

#[derive(Debug, Clone)]
enum Kept {
    Saved(PathBuf),
    /// As another program shows it: gone with this page.
    Shown {
        _page: Arc<Shown>,
    },
    NotShown,
}

#[derive(Debug, Clone)]
pub enum Message {
    Save,
    Print,
    File(file::Message),
    Written(Result<PathBuf, ()>),
    Shown(Result<Arc<Shown>, ()>),
}

/// A page: what it is called, and how it is made.
pub struct Page<F> {
    /// What stands above the question for a file, and the file's name without its ending.
    pub name: String,
    pub make: F,
}

impl Keeping {
    /// Whether the page was kept in some way.
    pub const fn is_kept(&self) -> bool {
        matches!(self.kept, Some(Kept::Saved(_) | Kept::Shown { .. }))
    }

    /// Takes what happened.
    pub fn update(
        &mut self,
        tools: &Tools,
        words: &Words,
        page: Page<impl FnOnce() -> Option<Vec<u8>>>,
        message: Message,
    ) -> Task<Message> {
        let file_name = format!("{}.pdf", page.name);
        match message {
            Message::Save => {
                self.choosing = Some(Choosing::to_write(page.name, &tools.documents(), file_name, &["pdf"]));
                Task::none()
            }
            Message::File(message) => match self.choosing.as_mut().map(|file| file.update(tools, message)) {
                Some(file::Outcome::Going(task)) => task.map(Message::File),
                Some(file::Outcome::Cancelled) => {
                    self.choosing = None;
                    Task::none()
                }
                Some(file::Outcome::Taken(path)) => {
                    let pdf = (page.make)().unwrap_or_default();
                    let written = task::blocking(move || {
                        private_file::replace(&path, &pdf).map(|()| path).map_err(|_| ())
                    });
                    written.map(Message::Written)
                }
                None => Task::none(),
            },
            Message::Written(Ok(path)) => {
                (self.choosing, self.kept) = (None, Some(Kept::Saved(path)));
                Task::none()
            }
            Message::Written(Err(())) => {
                if let Some(choosing) = &mut self.choosing {
                    choosing.error = Some(words.get("file-not-written").into_owned());
                }
                Task::none()
            }
            Message::Print => {
                let (pdf, tools) = ((page.make)().unwrap_or_default(), Arc::clone(tools));
                let shown = task::blocking(move || {
                    let shown = Shown::new(&file_name, &pdf).map_err(|_| ())?;
                    tools.show(shown.path()).map(|()| Arc::new(shown)).map_err(|_| ())
                });
                shown.map(Message::Shown)
            }
            Message::Shown(shown) => {
                self.kept = Some(shown.map_or(Kept::NotShown, |page| Kept::Shown { _page: page }));
                Task::none()
            }
        }
    }

    /// The buttons, and what came of them.
    pub fn view<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let said = match &self.kept {
            None => None,
            Some(Kept::Saved(path)) => {
                let path = path.display().to_string();
                Some(text::toned(words.with("sheet-saved", [("path", path.into())]), Tone::Success))
            }
            Some(Kept::Shown { .. }) => Some(text::toned(words.get("sheet-printed"), Tone::Success)),
            Some(Kept::NotShown) => Some(text::toned(words.get("sheet-not-shown"), Tone::Danger)),
        };
        let buttons = row![
            button(words.get("paper-save")).icon(Icon::Download).on_press(Message::Save),
            button(words.get("paper-print")).icon(Icon::Printer).on_press(Message::Print),
        ];
        column![buttons.spacing(space::SM)].extend(said.map(Element::from)).spacing(space::SM).into()
    }

    /// The question for a file, if it is open.
    pub fn dialog<'a>(&'a self, words: &'a Words, is_live: bool) -> Option<Element<'a, Message>> {
        Some(self.choosing.as_ref()?.view(words, is_live).map(Message::File))
    }
}
