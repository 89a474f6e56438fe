//! A file to read or to write: a path to type, and the system's own dialog where there is one. Where there is none,
//! the system says the same as when nothing was chosen, so the path is always there to be typed.

use std::path::{Path, PathBuf};

use crate::icon::Icon;
use crate::theme::Tone;
use crate::tools::{self, Tools, Wanted};
use crate::widget::Element;
use crate::widget::button::button;
use crate::widget::dialog::dialog;
use crate::widget::field::field;
use crate::widget::task::Task;
use crate::widget::{form, notice, text};
use crate::words::Words;

/// Where the operator is with a file.
#[derive(Debug, Clone)]
pub struct Choosing {
    wanted: Wanted,
    path: String,
    /// What whoever chooses must know.
    pub note: Option<String>,
    /// What kind of file is meant.
    pub hint: Option<String>,
    /// What went wrong with the path, said by whoever uses it.
    pub error: Option<String>,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    PathChanged(String),
    Browse,
    Chosen(Option<PathBuf>),
    Cancel,
    Take,
}

/// What came of it.
pub enum Outcome {
    Going(Task<Message>),
    Cancelled,
    Taken(PathBuf),
}

impl Choosing {
    /// A file to be read.
    pub fn to_read(title: String, endings: &'static [&'static str]) -> Choosing {
        let wanted = Wanted { title, name: None, endings };
        Choosing { wanted, path: String::new(), note: None, hint: None, error: None }
    }

    /// A file to be written, with a place proposed.
    pub fn to_write(
        title: String,
        folder: &Path,
        name: String,
        endings: &'static [&'static str],
    ) -> Choosing {
        let path = folder.join(&name).display().to_string();
        Choosing {
            wanted: Wanted { title, name: Some(name), endings },
            path,
            note: None,
            hint: None,
            error: None,
        }
    }

    /// Takes what happened.
    pub fn update(&mut self, tools: &Tools, message: Message) -> Outcome {
        match message {
            Message::PathChanged(path) => {
                self.path = path;
                self.error = None;
                Outcome::Going(Task::none())
            }
            Message::Browse => Outcome::Going(tools::choose(tools, self.wanted.clone()).map(Message::Chosen)),
            Message::Chosen(Some(path)) => {
                self.path = path.display().to_string();
                self.error = None;
                Outcome::Going(Task::none())
            }
            Message::Chosen(None) => Outcome::Going(Task::none()),
            Message::Cancel => Outcome::Cancelled,
            Message::Take => Outcome::Taken(PathBuf::from(self.path.trim())),
        }
    }

    /// The dialog.
    pub fn view<'a>(&'a self, words: &'a Words, is_live: bool) -> Element<'a, Message> {
        let is_write = self.wanted.name.is_some();
        let take = (!self.path.trim().is_empty()).then_some(Message::Take);
        let path = field(words.get("file-path"), self.path.as_str())
            .id("path")
            .error(self.error.as_deref())
            .on_input(Message::PathChanged);
        let note = self.note.as_deref().map(|note| notice::banner(Tone::Warning, note, None));
        let hint = self.hint.as_deref().map(|hint| text::muted(hint).into());
        let browse = button(words.get("file-browse")).icon(Icon::FolderOpen).on_press(Message::Browse);
        let done = words.get(if is_write { "file-save" } else { "file-open" });
        dialog(self.wanted.title.as_str(), is_live)
            .body(form::fields(note.into_iter().chain(hint).chain([path.into()])))
            .aside(browse)
            .starts_at("path")
            .on_close(words.get("cancel"), Message::Cancel)
            .action(button(words.get("cancel")).on_press(Message::Cancel))
            .default_action(button(done).on_press_maybe(take))
            .into()
    }
}
