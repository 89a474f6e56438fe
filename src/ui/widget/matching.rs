//! What is found when someone types into a search box.
//!
//! Every word that is typed must occur, in any order, whatever its case and its accents: `zoe pet`
//! finds *Petrov, Zoë*.

use keydesk::domain::search::Search;
use keydesk::domain::text::{self, folded};

/// Words to look for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query(Search);

impl Query {
    /// Reads what was typed.
    pub fn new(typed: &str) -> Self {
        Self(Search::new(typed))
    }

    /// Whether nothing is looked for.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text has all words.
    pub fn finds(&self, text: &str) -> bool {
        self.is_empty() || self.0.finds(&folded(text))
    }

    /// Whether two texts together have all words.
    pub fn finds_either(&self, text: &str, detail: &str) -> bool {
        if detail.is_empty() {
            return self.finds(text);
        }
        let (text, detail) = (folded(text), folded(detail));
        self.0.words().iter().all(|word| word.is_in(&text) || word.is_in(&detail))
    }

    /// The part of a text that the first word is found in, in bytes; `None` where folding has moved
    /// the letters.
    pub fn place(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let spellings = self.0.words().first()?.anywhere();
        let folded = folded(text);
        if folded.len() != text.len() {
            return None;
        }
        let (start, word) = spellings.iter().find_map(|word| Some((folded.find(word)?, word)))?;
        let end = start + word.len();
        text.get(start..end).map(|_| start..end)
    }
}

/// Whether a text begins with what was typed, for type-ahead.
pub fn begins(text: &str, typed: &str) -> bool {
    text::begins(&folded(text), &folded(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        assert!(Query::new("ZOE").finds("Zoë Petrov"));
        assert!(Query::new("lukasz").finds("Łukasz"));
        assert!(Query::new("Ελλ").finds("ελληνικά"));
        assert!(!Query::new("zob").finds("Zoë"));
    }

    #[test]
    fn every_word_must_be_there_in_any_order() {
        assert!(Query::new("pet  zo").finds("Zoë Petrov"));
        assert!(!Query::new("pet anna").finds("Zoë Petrov"));
        assert!(Query::new("room east").finds_either("Room 104", "East wing"));
    }

    #[test]
    fn nothing_typed_finds_everything() {
        assert!(Query::new("  ").finds("anything"));
    }

    #[test]
    fn the_place_of_the_first_word_is_known() {
        assert_eq!(Query::new("do").place("Front door"), Some(6..8));
        assert_eq!(Query::new("zoe").place("Zoë"), None);
    }

    #[test]
    fn type_ahead_asks_for_the_beginning() {
        assert!(begins("Élodie", "el"));
        assert!(!begins("Front door", "door"));
    }
}
