//! Texts with rules. A text is checked once, where it comes in, and its type remembers.

use unicode_normalization::UnicodeNormalization;

/// Why a text is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is empty and may not be.
    Empty,
    /// It has more characters than fit.
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// It has a control character or one that turns the direction of writing.
    Unprintable,
}

/// One line of text of at most `MAX` characters: trimmed, in composed form, printable. May be empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// Makes a line of what was typed or read.
    pub fn new(raw: &str) -> Result<Self, Fault> {
        let text: String = raw.trim().nfc().collect();
        if text.chars().any(is_unprintable) {
            return Err(Fault::Unprintable);
        }
        if text.chars().count() > MAX {
            return Err(Fault::TooLong { max: MAX });
        }
        Ok(Self(text))
    }

    /// Makes a line that has at least one character.
    pub fn required(raw: &str) -> Result<Self, Fault> {
        let line = Self::new(raw)?;
        if line.is_empty() { Err(Fault::Empty) } else { Ok(line) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<const MAX: usize> std::fmt::Display for Line<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Control characters, and the invisible ones that would show a name in another order than it is stored.
/// Joiners stay: Persian and Hindi names need them.
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The text as searching and sorting see it: lower case, without accents, `ß` as `ss`.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded text to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.chars().map(|character| character.to_ascii_lowercase()));
        return;
    }
    for character in
        text.nfd().filter(|character| !unicode_normalization::char::is_combining_mark(*character))
    {
        match character {
            'ß' => out.push_str("ss"),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'ł' | 'Ł' => out.push('l'),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'þ' | 'Þ' => out.push_str("th"),
            'ı' => out.push('i'),
            other => out.extend(other.to_lowercase()),
        }
    }
}

/// The folded text without the `e` by which `ä`, `ö` and `ü` are spelled out, or `None` when that changes
/// nothing: whoever types "mueller" also finds "Müller".
pub fn without_spelled_umlauts(folded: &str) -> Option<String> {
    let mut shorter = String::with_capacity(folded.len());
    let mut rest = folded.chars().peekable();
    while let Some(character) = rest.next() {
        shorter.push(character);
        if matches!(character, 'a' | 'o' | 'u') && rest.peek() == Some(&'e') {
            rest.next();
        }
    }
    (shorter.len() != folded.len()).then_some(shorter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_what_people_are_called() {
        for name in ["Zoë", "Łukasz", "van der Berg", "محمد", "נועה", "O’Neill-Þór", "प्रिया", "李", "👩‍🚒"]
        {
            assert_eq!(Line::<32>::new(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn a_line_is_trimmed_and_composed() {
        assert_eq!(Line::<8>::new("  Zoe\u{308} ").unwrap().as_str(), "Zoë");
    }

    #[test]
    fn a_line_counts_characters_on_both_sides_of_its_bound() {
        assert!(Line::<4>::new("Zoëé").is_ok());
        assert_eq!(Line::<4>::new("Zoëés"), Err(Fault::TooLong { max: 4 }));
        assert_eq!(Line::<64>::new(&"x".repeat(2_000)), Err(Fault::TooLong { max: 64 }));
        assert_eq!(Line::<4>::required("   "), Err(Fault::Empty));
    }

    #[test]
    fn a_line_has_nothing_hidden_in_it() {
        for text in
            ["a\0b", "a\tb", "a\nb", "a\u{7f}", "a\u{85}b", "\u{202E}nimda", "a\u{2066}b", "\u{feff}a"]
        {
            assert_eq!(Line::<32>::new(text), Err(Fault::Unprintable), "{text:?}");
        }
    }

    #[test]
    fn searching_sees_letters_not_accents() {
        assert_eq!(folded("Jürgen MÜLLER"), "jurgen muller");
        assert_eq!(folded("Straße Łódź Ångström Æsir"), "strasse lodz angstrom aesir");
        assert_eq!(folded("Zoe\u{308}"), "zoe");
        assert_eq!(without_spelled_umlauts("mueller").as_deref(), Some("muller"));
        assert_eq!(without_spelled_umlauts("muller"), None);
    }
}
