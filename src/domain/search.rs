//! What somebody looks for: words, each of which must occur, and the ways in which one may be spelled. Every list and
//! every box that one types into searches by it.

use super::text;

/// The words that were typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Search(Vec<Word>);

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    anywhere: Vec<String>,
    beginning: Vec<String>,
}

/// Where in a name something was found, the nearest first: it is what people begin with when they type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// It is the whole name, in whatever order its words stand.
    Whole,
    /// At its beginning.
    Beginning,
    /// Where another word of it begins.
    Word,
    /// Within a word.
    Inside,
    /// Not in the name.
    Elsewhere,
}

/// A number of so many digits is no accident: it may be typed from its middle on, with whatever stands between them.
const DIGITS_MIN: usize = 6;

impl Search {
    /// Reads what was typed.
    pub fn new(typed: &str) -> Search {
        Search(text::folded(typed).split_whitespace().map(Word::of).collect())
    }

    /// The words.
    pub fn words(&self) -> &[Word] {
        &self.0
    }

    /// Whether nothing is looked for.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where in a folded name the words are found: as far as the farthest of them.
    pub fn nearness(&self, folded_name: &str) -> Nearness {
        if self.is_whole(folded_name) {
            return Nearness::Whole;
        }
        let farthest = self.0.iter().map(|word| word.nearness(folded_name)).max();
        farthest.unwrap_or(Nearness::Beginning)
    }

    /// Whether the words are those of a folded name, and no others.
    fn is_whole(&self, folded_name: &str) -> bool {
        let mut names = folded_name.split_whitespace().map(|name| name.trim_matches(','));
        let is_looked_for =
            |name: &str| self.0.iter().any(|word| word.anywhere.iter().any(|spelling| spelling == name));
        folded_name.split_whitespace().count() == self.0.len() && names.all(is_looked_for)
    }

    /// Whether a folded text has every word.
    pub fn finds(&self, folded: &str) -> bool {
        self.0.iter().all(|word| word.is_in(folded))
    }
}

impl Word {
    fn of(word: &str) -> Word {
        let with_umlauts = |word: String| {
            let other = text::without_spelled_umlauts(&word);
            std::iter::once(word).chain(other)
        };
        let joined = text::joined(word);
        let mut anywhere: Vec<String> = with_umlauts(word.to_owned()).collect();
        anywhere.extend(joined.iter().filter(|joined| is_long_number(joined)).cloned());
        let beginning = joined.unwrap_or_else(|| word.to_owned());
        Word { anywhere, beginning: with_umlauts(beginning).collect() }
    }

    /// What is found wherever it stands.
    pub fn anywhere(&self) -> &[String] {
        &self.anywhere
    }

    /// What is found where a word begins that is written without its punctuation here or there: `oneill` is *O'Neill*,
    /// but `cialop` is no *García-López*.
    pub fn beginning(&self) -> &[String] {
        &self.beginning
    }

    fn nearness(&self, name: &str) -> Nearness {
        let begins = |text: &str| {
            self.anywhere.iter().chain(&self.beginning).any(|spelling| text.starts_with(spelling.as_str()))
        };
        let mut words = name.split(|letter: char| !letter.is_alphanumeric());
        if begins(name)
            || text::joined(name.split(',').next().unwrap_or_default()).is_some_and(|name| begins(&name))
        {
            Nearness::Beginning
        } else if words.any(begins) || text::joined_words(name).any(|word| begins(&word)) {
            Nearness::Word
        } else if self.is_in(name) {
            Nearness::Inside
        } else {
            Nearness::Elsewhere
        }
    }

    /// Whether a folded text has the word.
    pub fn is_in(&self, folded: &str) -> bool {
        let begins = |word: &str| self.beginning.iter().any(|beginning| word.starts_with(beginning));
        self.anywhere.iter().any(|spelling| folded.contains(spelling))
            || folded.split_whitespace().any(begins)
            || text::joined_words(folded).any(|word| begins(&word))
    }
}

fn is_long_number(text: &str) -> bool {
    text.len() >= DIGITS_MIN && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> bool {
        Search::new(typed).finds(&text::folded(text))
    }

    #[test]
    fn punctuation_within_a_word_need_not_be_typed_nor_be_there() {
        for (one, other) in [
            ("O'Neill", "oneill"),
            ("O’Neill, Mary", "mary oneill"),
            ("O`Neill", "oneill"),
            ("E-000015", "e000015"),
            ("García-López", "garcialopez"),
            ("Anne\u{2011}Marie", "annema"),
            ("Gal·la", "galla"),
            ("(O'Neill)", "oneill"),
            ("D.C. 12/34_56", "123456"),
            ("Mueller-Lüdenscheidt", "muellerludenscheidt"),
        ] {
            assert!(finds(other, one), "{other} finds {one}");
        }
        for (typed, text) in [
            ("o'neill", "Oneill"),
            ("e-000015", "E000015"),
            ("O’NEILL", "O-Neill"),
            ("garcía-lópez", "Garcialopez"),
            ("600-123-456", "+34600123456"),
            ("600.12.34.56", "+34600123456"),
        ] {
            assert!(finds(typed, text), "{typed} finds {text}");
        }
    }

    #[test]
    fn what_only_meets_across_punctuation_is_not_found() {
        for (typed, text) in [
            ("cialop", "García-López"),
            ("anamarie", "Ana, Marie"),
            ("anamarie", "Ana Marie"),
            ("o'n", "Ronaldo"),
            ("5-1", "+34600518"),
            ("00-0015", "E-100015"),
            ("neillm", "O'Neill, Mary"),
        ] {
            assert!(!finds(typed, text), "{typed} does not find {text}");
        }
    }

    #[test]
    fn the_beginning_of_a_name_is_nearer_than_that_of_a_word_and_that_nearer_than_the_inside() {
        let nearness = |typed: &str, name: &str| Search::new(typed).nearness(&text::folded(name));
        for (typed, name, near) in [
            ("la", "Larsen, Ana", Nearness::Beginning),
            ("LÁ", "Larsen, Ana", Nearness::Beginning),
            ("la", "Brennan, Lara", Nearness::Word),
            ("la", "García-Larsen, Ana", Nearness::Word),
            ("la", "Brennan, Clara", Nearness::Inside),
            ("la", "Petrov, Zoë", Nearness::Elsewhere),
            ("oneill", "O’Neill, Mary", Nearness::Beginning),
            ("ana lars", "Larsen, Ana", Nearness::Word),
            ("lars na", "Larsen, Ana", Nearness::Inside),
            ("", "Larsen, Ana", Nearness::Beginning),
        ] {
            assert_eq!(nearness(typed, name), near, "{typed} in {name}");
        }
        assert!(Nearness::Beginning < Nearness::Word && Nearness::Word < Nearness::Inside);
        assert!(Nearness::Inside < Nearness::Elsewhere);
    }

    #[test]
    fn every_word_must_be_there_in_any_order_and_nothing_finds_everything() {
        assert!(finds("pet  zo", "Zoë Petrov"));
        assert!(!finds("pet anna", "Zoë Petrov"));
        assert!(finds("  ", "anything") && Search::new(" ").is_empty());
        assert!(finds("mueller", "Müller") && finds("muller", "Müller"));
        assert!(finds("-", "E-15"), "a mark alone is what it is");
    }
}
