//! What the window needs from outside, handed in so that a test hands in its own: files to read and write, and the
//! system's program to show or print one.

#[cfg(target_os = "linux")]
#[path = "tools/x11.rs"]
mod typing;
#[cfg(windows)]
#[path = "tools/windows.rs"]
mod typing;
#[cfg(not(any(target_os = "linux", windows)))]
#[path = "tools/nowhere.rs"]
mod typing;

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use keydesk::domain::desktop_reader::Ending;

use crate::widget::task::Task;

/// Something that is waited for.
pub type Soon<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What a file dialog is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What stands above it.
    pub title: String,
    /// The name that is proposed, where a file is to be written.
    pub name: Option<String>,
    /// The endings of files that are of use.
    pub endings: &'static [&'static str],
}

/// Why a text was not typed into the active program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untyped {
    /// This desktop lets no program type into another.
    NotHere,
    /// It would not be typed.
    Failed,
}

/// The outside.
pub trait Outside: Send + Sync {
    /// Lets the operator choose a file; nothing, if nothing was chosen, or if the system has no such dialog.
    fn choose(&self, wanted: Wanted) -> Soon<Option<PathBuf>>;
    /// Shows a file with the system's own program for it, from where it can be printed.
    fn show(&self, path: &Path) -> std::io::Result<()>;
    /// Types a text, and the key after it, into the active program.
    fn type_text(&self, text: &str, ending: Ending) -> Result<(), Untyped>;
    /// Where documents are usually kept.
    fn documents(&self) -> PathBuf;
}

/// The outside, shared.
pub type Tools = Arc<dyn Outside>;

/// Lets the operator choose a file.
pub fn choose(tools: &Tools, wanted: Wanted) -> Task<Option<PathBuf>> {
    Task::future(tools.choose(wanted))
}

/// The computer that the program runs on.
pub struct Computer;

impl Outside for Computer {
    fn choose(&self, wanted: Wanted) -> Soon<Option<PathBuf>> {
        let Wanted { title, name, endings } = wanted;
        let dialog = rfd::AsyncFileDialog::new().set_title(title);
        let label = endings.join(", ");
        let dialog = if endings.is_empty() { dialog } else { dialog.add_filter(label, endings) };
        Box::pin(async move {
            let chosen = match name {
                Some(name) => dialog.set_file_name(name).save_file().await,
                None => dialog.pick_file().await,
            };
            chosen.map(|file| file.path().to_owned())
        })
    }

    fn show(&self, path: &Path) -> std::io::Result<()> {
        let mut command = std::process::Command::new(OPENER);
        // The child is left to itself: what shows the file may stay open longer than this program.
        command.arg(path).spawn().map(|_| ())
    }

    fn type_text(&self, text: &str, ending: Ending) -> Result<(), Untyped> {
        typing::type_text(text, ending)
    }

    fn documents(&self) -> PathBuf {
        let folders = directories::UserDirs::new();
        let documents = folders.as_ref().and_then(|folders| folders.document_dir());
        let home = folders.as_ref().map(directories::UserDirs::home_dir);
        documents.or(home).map_or_else(|| PathBuf::from("."), Path::to_owned)
    }
}

const OPENER: &str = if cfg!(windows) {
    "explorer"
} else if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};
