//! What this desk remembers of its window from one start to the next, before anybody is signed in. It lies beside the
//! site, holds nothing of it, and is of no consequence: one that cannot be read is made anew.

use std::io::Read as _;
use std::path::Path;

use keydesk::domain::operator::{Language, Theme};
use keydesk::private_file;
use serde::{Deserialize, Serialize};

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Memory {
    /// The code of the language that was chosen last.
    language: Option<String>,
    /// The code of the colours that were chosen last.
    theme: Option<String>,
    /// The width and height of the window, in points.
    size: Option<(f32, f32)>,
}

const FILE: &str = "window.json";
/// What is longer was not written here.
const BYTES_MAX: u64 = 64 * 1024;
/// No window is restored smaller than it can be used, or larger than any screen.
const WIDTH: std::ops::RangeInclusive<f32> = 800.0..=8_000.0;
const HEIGHT: std::ops::RangeInclusive<f32> = 560.0..=5_000.0;

impl Memory {
    /// Reads what was remembered.
    pub fn read(directory: &Path) -> Memory {
        let file = private_file::open(&directory.join(FILE)).map(|file| file.take(BYTES_MAX));
        file.ok().and_then(|file| serde_json::from_reader(file).ok()).unwrap_or_default()
    }

    /// Remembers; where that cannot be, nothing is lost but a habit.
    pub fn keep(&self, directory: &Path) {
        if let Ok(text) = serde_json::to_string_pretty(self) {
            let _ = private_file::replace(&directory.join(FILE), text.as_bytes());
        }
    }

    /// The language, or the one that the system speaks.
    pub fn language(&self) -> Language {
        let known = self.language.as_deref().and_then(Language::from_code);
        known.or_else(system_language).unwrap_or_default()
    }

    /// Remembers a language.
    pub fn set_language(&mut self, language: Language) {
        self.language = Some(language.code().to_owned());
    }

    /// The colours.
    pub fn theme(&self) -> Theme {
        self.theme.as_deref().and_then(Theme::from_code).unwrap_or_default()
    }

    /// Remembers the colours.
    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = Some(theme.code().to_owned());
    }

    /// The size of the window.
    pub fn size(&self) -> Option<(f32, f32)> {
        self.size.filter(|(width, height)| WIDTH.contains(width) && HEIGHT.contains(height))
    }

    /// Remembers the size of the window.
    pub const fn set_size(&mut self, width: f32, height: f32) {
        self.size = Some((width, height));
    }
}

fn system_language() -> Option<Language> {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.is_empty()).then_some(value)
    })?;
    Language::from_code(named.get(..2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_nonsense_is_not() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Memory::read(folder.path()), Memory::default());
        let mut memory = Memory::default();
        memory.set_language(Language::Spanish);
        memory.set_theme(Theme::Dark);
        memory.set_size(1_200.0, 800.0);
        memory.keep(folder.path());
        let read = Memory::read(folder.path());
        assert_eq!(
            (read.language(), read.theme(), read.size()),
            (Language::Spanish, Theme::Dark, Some((1_200.0, 800.0)))
        );
        std::fs::write(folder.path().join(FILE), "{\"size\": [1, 1], \"theme\": \"pink\"}").unwrap();
        let read = Memory::read(folder.path());
        assert_eq!((read.theme(), read.size()), (Theme::Light, None));
        std::fs::write(folder.path().join(FILE), "nonsense").unwrap();
        assert_eq!(Memory::read(folder.path()), Memory::default());
    }
}
