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

    /// The part of a text that the first word is found in, in bytes: where a word begins, rather than within one.
    /// `None` where folding does more than change letters one by one.
    pub fn place(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let spellings = self.0.words().first()?.anywhere();
        let whole = folded(text);
        // Where each byte of the folded text comes from.
        let mut origins = Vec::with_capacity(whole.len());
        let mut one_by_one = String::with_capacity(whole.len());
        for (at, letter) in text.char_indices() {
            let letter = if letter == ' ' { " ".to_owned() } else { folded(letter.encode_utf8(&mut [0; 4])) };
            origins.extend(std::iter::repeat_n(at, letter.len()));
            one_by_one.push_str(&letter);
        }
        if one_by_one != whole {
            return None;
        }
        let is_beginning =
            |at: &usize| !whole.get(..*at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let (start, word) = spellings.iter().find_map(|word| {
            let all = || whole.match_indices(word.as_str()).map(|(at, _)| at);
            Some((all().find(is_beginning).or_else(|| all().next())?, word))
        })?;
        let end = origins.get(start + word.len()).copied().unwrap_or(text.len());
        Some(*origins.get(start)?..end)
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
        assert_eq!(Query::new("zoe").place("Petrov, Zoë"), Some(8..12), "an accent is not in the way");
        assert_eq!(Query::new("la").place("Castellano, Lara"), Some(12..14), "where a word begins");
        assert_eq!(Query::new("la").place("Castellano"), Some(6..8));
        assert_eq!(Query::new("strasse").place("Straße"), Some(0..7));
        assert_eq!(Query::new("x").place("Front door"), None);
    }

    #[test]
    fn type_ahead_asks_for_the_beginning() {
        assert!(begins("Élodie", "el"));
        assert!(!begins("Front door", "door"));
    }
}
