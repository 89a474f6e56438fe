//! Type-ahead: letters typed at a list, which together begin the name of a row.

use super::clock;
use std::time::{Duration, Instant};

/// Letters that follow each other within this time are one word.
const WORD: Duration = Duration::from_millis(900);

/// What has been typed at a list so far.
#[derive(Debug, Clone, Default)]
pub struct Typing {
    word: String,
    last_at: Option<Instant>,
}

/// Whether a letter begins a word or goes on with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    First,
    Further,
}

impl Typing {
    /// Whether a word is being typed, so that a space belongs to it.
    pub fn is_going_on(&self) -> bool {
        self.last_at.is_some_and(|at| clock::now().saturating_duration_since(at) <= WORD)
    }

    /// Takes what a key has typed; `None` if that is no letter of a word.
    pub fn push(&mut self, text: &str) -> Option<Letter> {
        let is_first = !self.is_going_on();
        if text.chars().any(char::is_control) || (is_first && text.trim().is_empty()) {
            return None;
        }
        if is_first {
            self.word.clear();
        }
        self.word.push_str(text);
        self.last_at = Some(clock::now());
        Some(if is_first { Letter::First } else { Letter::Further })
    }

    /// The word so far.
    pub fn word(&self) -> &str {
        &self.word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_a_row_are_a_word_and_later_ones_begin_another() {
        let start = Instant::now();
        clock::stop_at(start);
        let mut typing = Typing::default();
        assert_eq!(typing.push(" "), None);
        assert_eq!(typing.push("d"), Some(Letter::First));
        clock::stop_at(start + WORD);
        assert_eq!(typing.push("o"), Some(Letter::Further));
        assert_eq!(typing.push(" "), Some(Letter::Further));
        assert_eq!(typing.word(), "do ");
        clock::stop_at(start + WORD * 3);
        assert!(!typing.is_going_on());
        assert_eq!(typing.push("k"), Some(Letter::First));
        assert_eq!(typing.word(), "k");
        assert_eq!(typing.push("\r"), None);
    }
}
