//! Texts with rules, and the one place that reads what people type or paste. A text is checked once, where it comes
//! in, and its type remembers: no [`Line`] holds anything that nobody can see. Numbers, codes and dates come in through
//! [`plain`]. Texts are searched and sorted as [`folded`], and compared by their [`key`].

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};

/// Why a text is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is nothing in it to see, and there must be.
    Empty,
    /// It has more characters than fit.
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// It has a control character, or one that is no character at all.
    Unprintable,
}

/// One line of text of at most `MAX` characters: trimmed, in composed form, printable, without what nobody can see.
/// May be empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// Makes a line of what was typed or read.
    pub fn new(raw: &str) -> Result<Self, Fault> {
        let text = seen(raw);
        if text.chars().any(is_unprintable) {
            return Err(Fault::Unprintable);
        }
        if text.chars().count() > MAX {
            return Err(Fault::TooLong { max: MAX });
        }
        Ok(Self(text))
    }

    /// Makes a line that has at least one character to see.
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

    /// The text as it is compared: see [`key`].
    pub fn key(&self) -> String {
        key(&self.0)
    }
}

impl<const MAX: usize> std::fmt::Display for Line<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether there is nothing in a text that anybody could see.
pub fn is_blank(raw: &str) -> bool {
    seen(raw).is_empty()
}

/// What was typed or pasted where a number, a code or a date belongs, as a plain keyboard types it: digits of every
/// script and width are `0` to `9`, blanks, dashes and quotes of every kind the one of ASCII, and what nobody can see
/// is gone. Whether the rest is a number is for whoever asks to say.
pub fn plain(raw: &str) -> String {
    // Made in one piece, so that no copy of a secret is left where it grew.
    let mut out = String::with_capacity(raw.len());
    for character in raw.chars().filter(|character| !is_ignorable(*character)) {
        let character = as_typed(character);
        let mut parts = std::iter::once(character).nfkd();
        let plain = match (digit(character), parts.next(), parts.next()) {
            (Some(digit), ..) => digit,
            // Superscripts and numbers in circles are no digits.
            (None, Some(part), None) if !character.is_numeric() => part,
            (None, ..) => character,
        };
        if !(plain.is_whitespace() && out.is_empty()) {
            out.push(plain);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The whole number that was typed, if it is one.
pub fn number<N: std::str::FromStr>(raw: &str) -> Option<N> {
    plain(raw).parse().ok()
}

/// The text without what nobody can see: trimmed, one blank where there were several, composed. Nothing, if nothing
/// of it can be seen.
pub(super) fn seen(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest =
        raw.chars().filter(|character| is_joiner(*character) || !is_ignorable(*character)).peekable();
    let mut before = None;
    while let Some(character) = rest.next() {
        if is_joiner(character) {
            if let (Some(before), Some(after)) = (before, rest.peek())
                && joins(character, before, *after)
            {
                out.push(character);
            }
            continue;
        }
        if !is_space(character) {
            out.push(character);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
        before = Some(character);
    }
    let is_mark = |character: char| {
        matches!(
            character.general_category(),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        )
    };
    match out.chars().all(|character| character.is_whitespace() || is_joiner(character) || is_mark(character))
    {
        true => String::new(),
        false => out.trim().nfc().collect(),
    }
}

/// Whether a character can be in no text: it controls something, ends a line, or is none.
fn is_unprintable(character: char) -> bool {
    let number = character as u32;
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{FDD0}'..='\u{FDEF}')
        || number & 0xFFFE == 0xFFFE
}

/// What Unicode calls default ignorable (DerivedCoreProperties), joiners included, and what annotates other
/// characters: no font shows them. Among them are those that turn the direction of writing, fillers, tags, and what
/// chooses between variants of a character.
fn is_ignorable(character: char) -> bool {
    match character {
        // Signs that are written, around or over the digits that follow.
        '\u{0600}'..='\u{0605}' | '\u{06DD}' | '\u{070F}' | '\u{0890}' | '\u{0891}' | '\u{08E2}' => false,
        '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' => false,
        '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' => true,
        '\u{180B}'..='\u{180F}' | '\u{2065}' | '\u{3164}' | '\u{FFA0}' => true,
        '\u{FE00}'..='\u{FE0F}' | '\u{FFF0}'..='\u{FFFC}' | '\u{E0000}'..='\u{E0FFF}' => true,
        other => !other.is_ascii() && other.general_category() == GeneralCategory::Format,
    }
}

/// Blanks of every kind, on one line. Two of them are no blanks for Unicode, and look like one.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{2800}' | '\u{1D159}')
        || character.general_category() == GeneralCategory::SpaceSeparator
}

const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
const ZERO_WIDTH_JOINER: char = '\u{200D}';

const fn is_joiner(character: char) -> bool {
    matches!(character, ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER)
}

/// Whether a joiner shows between these two. Persian and Hindi names need it, and so do pictures of several parts;
/// elsewhere it only makes another text of one that looks the same. As names of the Internet have it (RFC 5892, A.1).
fn joins(joiner: char, before: char, after: char) -> bool {
    /// The class of signs that take the vowel from an Indian consonant.
    const VIRAMA: u8 = 9;
    let is_virama = |character| canonical_combining_class(character) == VIRAMA;
    // Arabic, Syriac, N'Ko, Mandaic; Mongolian; Adlam.
    let is_cursive = |character: char| {
        matches!(character, '\u{0620}'..='\u{08FF}' | '\u{1820}'..='\u{18AA}' | '\u{1E900}'..='\u{1E94B}')
            && character.is_alphabetic()
    };
    let is_picture = |character: char| !character.is_ascii() && character.is_emoji_char();
    let is_letter = |character: char| {
        character.is_alphabetic() || character.general_category() == GeneralCategory::NonspacingMark
    };
    (is_virama(before) && is_letter(after))
        || (is_letter(before) && is_virama(after))
        || (is_cursive(before) && is_cursive(after))
        || (joiner == ZERO_WIDTH_JOINER && is_picture(before) && is_picture(after))
}

/// The blank, dash or quote of a plain keyboard for whatever stands in its place.
fn as_typed(character: char) -> char {
    match character {
        _ if character.is_ascii() => character,
        '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2035}' | '\u{2039}' | '\u{203A}' => '\'',
        '\u{00B4}'
        | '\u{02B9}'..='\u{02BD}'
        | '\u{02C8}'
        | '\u{055A}'
        | '\u{05F3}'
        | '\u{07F4}'
        | '\u{07F5}' => '\'',
        '\u{1FBD}' | '\u{1FBF}' | '\u{1FEF}' | '\u{1FFD}' | '\u{A78B}' | '\u{A78C}' | '\u{FF07}'
        | '\u{FF40}' => '\'',
        '\u{05F4}'
        | '\u{201E}'
        | '\u{2E42}'
        | '\u{2033}'
        | '\u{2036}'
        | '\u{301D}'..='\u{301F}'
        | '\u{FF02}' => '"',
        '\u{02D7}' | '\u{2043}' | '\u{2212}' | '\u{FF0D}' => '-',
        _ => match character.general_category() {
            GeneralCategory::DashPunctuation => '-',
            GeneralCategory::InitialPunctuation | GeneralCategory::FinalPunctuation => '"',
            _ if is_space(character) => ' ',
            _ => character,
        },
    }
}

/// The digit of ASCII for one of any script. Each script has its ten one behind the other, from nought on.
fn digit(character: char) -> Option<char> {
    let is_digit = |character: &char| character.general_category() == GeneralCategory::DecimalNumber;
    if character.is_ascii() || !is_digit(&character) {
        return character.is_ascii_digit().then_some(character);
    }
    let before = ('\0'..character).rev().take_while(is_digit).count();
    char::from_digit((before % 10) as u32, 10)
}

/// The text as searching and sorting see it: case, accents and width aside, `ß` as `ss`, each kind of blank, dash and
/// quote alike, and without what nobody can see.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded text to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    fold(text, Accents::Dropped, out);
}

/// The text by which two are told to be the same name: as [`folded`], but accents are kept. *Müller* is found by
/// whoever types *muller*, and is another name.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    fold(text, Accents::Kept, &mut key);
    key
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Accents {
    Dropped,
    Kept,
}

fn fold(text: &str, accents: Accents, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.chars().map(|character| character.to_ascii_lowercase()));
        return;
    }
    let seen = text.chars().filter(|character| !is_ignorable(*character));
    for character in seen.map(as_typed).nfkd() {
        let is_left_out = match accents {
            Accents::Dropped => is_accent(character),
            // The dot of a Turkish capital: a small `i` has one anyway.
            Accents::Kept => character == '\u{307}' && out.ends_with('i'),
        };
        // The line that stretches an Arabic word is no letter of it.
        if is_left_out || character == '\u{640}' {
            continue;
        }
        let character = as_typed(character);
        if let Some(digit) = digit(character) {
            out.push(digit);
            continue;
        }
        // Lower, upper and lower case again is what Unicode calls case folding once a text is decomposed: `ß` and `ẞ`,
        // all three kinds of `σ`, and `i` and `ı` become one.
        let folded = character.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
        for letter in folded {
            match without_stroke(letter).filter(|_| accents == Accents::Dropped) {
                Some(plain) => out.push_str(plain),
                None => out.push(letter),
            }
        }
    }
}

/// Marks over, under and through letters, by their combining class: accents, the points of Arabic and Hebrew, tones.
/// The vowels of Indian scripts, Thai and Tibetan, and what turns a kana into another, are letters.
fn is_accent(character: char) -> bool {
    matches!(canonical_combining_class(character), 1 | 6 | 7 | 10..=36 | 107 | 122 | 200..)
        || character.general_category() == GeneralCategory::EnclosingMark
}

/// Letters whose stroke or second letter is no mark for Unicode.
const fn without_stroke(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// A folded word that has punctuation between its letters, without it: `o'neill` as `oneill`; nothing, if it has none.
pub fn joined(word: &str) -> Option<String> {
    let core = word.trim_matches(is_punctuation);
    core.contains(is_punctuation).then(|| core.chars().filter(|letter| !is_punctuation(*letter)).collect())
}

/// The words of a folded text that have punctuation between their letters, without it.
pub fn joined_words(folded: &str) -> impl Iterator<Item = String> {
    folded.split([' ', '\n']).filter_map(joined)
}

/// Whether a folded text begins with what was typed, folded as well; punctuation need not be typed, nor be there.
pub fn begins(folded: &str, typed: &str) -> bool {
    let letters = |text| str::chars(text).filter(|letter| !is_punctuation(*letter));
    let mut beginning = letters(folded);
    folded.starts_with(typed)
        || (letters(typed).next().is_some() && letters(typed).all(|letter| beginning.next() == Some(letter)))
}

/// What stands between the letters of a word or around it, but is none of them.
fn is_punctuation(character: char) -> bool {
    if character.is_ascii() {
        // The others of ASCII are signs: a number with a plus is another number.
        return character.is_ascii_punctuation()
            && !matches!(character, '$' | '+' | '<' | '=' | '>' | '^' | '|' | '~');
    }
    character.general_category_group() == GeneralCategoryGroup::Punctuation
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
        for text in [
            "a\0b",
            "a\tb",
            "a\nb",
            "a\u{7f}b",
            "a\u{85}b",
            "a\u{2029}b",
            "a\u{FDD0}",
            "a\u{FFFE}",
            "a\u{1FFFF}",
        ] {
            assert_eq!(Line::<32>::new(text), Err(Fault::Unprintable), "{text:?}");
        }
    }

    /// Of every kind that there is; none of them shows.
    const UNSEEN: &[char] = &[
        '\u{AD}',
        '\u{34F}',
        '\u{61C}',
        '\u{115F}',
        '\u{1160}',
        '\u{17B4}',
        '\u{180B}',
        '\u{180E}',
        '\u{200B}',
        '\u{200C}',
        '\u{200D}',
        '\u{200E}',
        '\u{200F}',
        '\u{202A}',
        '\u{202C}',
        '\u{202E}',
        '\u{2060}',
        '\u{2064}',
        '\u{2066}',
        '\u{2069}',
        '\u{206F}',
        '\u{3164}',
        '\u{FE00}',
        '\u{FE0F}',
        '\u{FEFF}',
        '\u{FFA0}',
        '\u{FFF9}',
        '\u{FFFC}',
        '\u{1BCA0}',
        '\u{1D173}',
        '\u{E0001}',
        '\u{E0041}',
        '\u{E0100}',
        '\u{E0FFF}',
    ];
    /// They look like a blank.
    const BLANKS: &[char] = &[
        '\u{A0}', '\u{1680}', '\u{2000}', '\u{2007}', '\u{200A}', '\u{202F}', '\u{205F}', '\u{2800}',
        '\u{3000}',
    ];

    #[test]
    fn what_nobody_can_see_makes_no_name_and_no_other_name() {
        for unseen in UNSEEN {
            let with = |text: &str| text.replace('*', &unseen.to_string());
            assert_eq!(Line::<32>::required(&with("*")), Err(Fault::Empty), "{unseen:?}");
            assert_eq!(Line::<32>::required(&with(" ** ")), Err(Fault::Empty), "{unseen:?}");
            assert_eq!(Line::<32>::new(&with("*A*na* B.*")).unwrap().as_str(), "Ana B.", "{unseen:?}");
            assert_eq!(Line::<32>::new(&with("Zoe*\u{308}*")).unwrap().as_str(), "Zoë", "{unseen:?}");
            assert_eq!(Line::<3>::new(&with("A*n*a****")).map(|line| line.to_string()), Ok("Ana".into()));
            assert_eq!(folded(&with("Jü*rgen*")), "jurgen");
            assert_eq!(key(&with("*Ann")), "ann");
            assert!(is_blank(&with("*")) && plain(&with("*1*2*")) == "12", "{unseen:?}");
        }
        for blank in BLANKS {
            let with = |text: &str| text.replace('*', &blank.to_string());
            assert_eq!(Line::<32>::required(&with("*")), Err(Fault::Empty), "{blank:?}");
            assert_eq!(Line::<32>::new(&with("*Ana*  *B.*")).unwrap().as_str(), "Ana B.", "{blank:?}");
            assert_eq!(folded(&with("Zoë*B")), "zoe b", "{blank:?}");
            assert_eq!(plain(&with("*1*2*")), "1 2", "{blank:?}");
        }
        assert_eq!(Line::<32>::required("\u{301}\u{200D}"), Err(Fault::Empty), "a mark over nothing");
    }

    #[test]
    fn joiners_stay_where_they_show() {
        for name in ["علی\u{200C}رضا", "क्\u{200D}ष", "র\u{200D}্য", "👩\u{200D}🚒"] {
            assert_eq!(Line::<32>::new(name).unwrap().as_str(), name);
        }
        let name = "علی\u{200C}رضا";
        assert_eq!(
            folded(name),
            folded(&name.replace('\u{200C}', "")),
            "and whoever searches need not type them"
        );
    }

    #[test]
    fn a_line_is_the_same_when_it_is_read_again() {
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut random = |below: u32| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 16) as u32 % below
        };
        let pieces: Vec<char> =
            UNSEEN.iter().chain(BLANKS).copied().chain("aé\u{301}ßس्क👩-’ ".chars()).collect();
        for _ in 0..20_000 {
            let text: String = (0..random(8))
                .filter_map(|_| match random(4) {
                    0 => char::from_u32(random(0x2_0000)),
                    _ => pieces.get(random(pieces.len() as u32) as usize).copied(),
                })
                .collect();
            let Ok(line) = Line::<64>::new(&text) else { continue };
            assert_eq!(Line::<64>::new(line.as_str()).as_ref(), Ok(&line), "{text:?}");
            assert_eq!(line.is_empty(), is_blank(&text), "{text:?}");
            for fold in [folded, key] {
                assert_eq!(fold(&text.replace('\u{200C}', "")), fold(&fold(&text)), "{text:?}");
            }
        }
    }

    #[test]
    fn numbers_are_read_however_they_were_typed() {
        for typed in [
            "2026-11-28",
            "２０２６－１１－２８",
            "٢٠٢٦-١١-٢٨",
            "۲۰۲۶‑۱۱‑۲۸",
            "२०२६–११–२८",
            " 2026−11−28\u{a0}",
        ] {
            assert_eq!(plain(typed), "2026-11-28", "{typed}");
        }
        assert_eq!(plain("＋３４（６００）１２／３４．５６：７"), "+34(600)12/34.56:7");
        assert_eq!((plain("1²"), plain("①"), plain("½")), ("1²".into(), "①".into(), "½".into()), "no digits");
        assert_eq!(
            (number("\u{200E}１２ "), number::<u8>("256"), number::<u8>("1 2")),
            (Some(12_u8), None, None)
        );
    }

    #[test]
    fn every_script_has_its_digits_in_tens() {
        let digits: Vec<char> =
            ('\0'..=char::MAX).filter(|it| it.general_category() == GeneralCategory::DecimalNumber).collect();
        for ten in digits.chunks(10) {
            let read: String = ten.iter().filter_map(|it| digit(*it)).collect();
            assert_eq!(read, "0123456789", "{ten:?}");
        }
    }

    #[test]
    fn searching_sees_letters_not_accents() {
        assert_eq!(folded("Jürgen MÜLLER"), "jurgen muller");
        assert_eq!(folded("Straße Łódź Ångström Æsir"), "strasse lodz angstrom aesir");
        assert_eq!(folded("Zoe\u{308}"), "zoe");
        for (name, typed) in [
            ("O’Brien", "o'brien"),
            ("O\u{2BC}Brien O´Brien O‘Brien O＇Brien", "o'brien o'brien o'brien o'brien"),
            ("D„Arc“ «X» ״", "d\"arc\" \"x\" \""),
            ("Anne\u{2011}Marie Anne–Marie Anne−Marie", "anne-marie anne-marie anne-marie"),
            ("Ａｎａ　ﬁnn Ⓐ ǆ ſ", "ana finn a dz s"),
            ("STRASSE STRAẞE straße", "strasse strasse strasse"),
            ("İSMAİL ISMAIL ısmaıl", "ismail ismail ismail"),
            ("ΟΔΥΣΣΕΎΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ"),
            ("مُحَمَّد محـمد ﻣﺤﻤﺪ أحمد", "محمد محمد محمد احمد"),
            ("שָׁלוֹם", "שלום"),
            ("ｶﾞ ガ", "ガ ガ".nfd().collect::<String>().as_str()),
            ("Nguyễn Ħal Þór", "nguyen hal thor"),
            ("ᲐᲜᲐ ԱՆՆԱ և", "ანა աննա եւ"),
            ("क़लम ٣", "कलम 3"),
        ] {
            assert_eq!(folded(name), typed, "{name}");
        }
        assert!(folded("한국").starts_with(&folded("하")), "what is being typed is found");
        assert_ne!(folded("राम"), folded("रमा"), "vowels are letters");
        assert_ne!(folded("が"), folded("か"));
        assert_eq!(without_spelled_umlauts("mueller").as_deref(), Some("muller"));
        assert_eq!(without_spelled_umlauts("muller"), None);
    }

    #[test]
    fn a_word_is_joined_where_punctuation_stands_between_its_letters() {
        for (word, without) in [
            ("o'neill", Some("oneill")),
            ("(o'neill),", Some("oneill")),
            ("e-000015", Some("e000015")),
            ("neill,", None),
            ("+34600", None),
            ("-", None),
            ("", None),
            ("क्षमा", None),
        ] {
            assert_eq!(joined(word).as_deref(), without, "{word}");
        }
        assert!(begins("o'neill, mary", "oneill mary") && begins("oneill", "o'n") && begins("-x", "-"));
        assert!(!begins("o'neill", "neill") && !begins("o'neill", "'") && !begins("ana", "anab"));
    }

    #[test]
    fn names_are_the_same_whatever_their_case_and_width() {
        for (one, other) in [
            ("ismail", "İSMAİL"),
            ("İsmail", "ISMAIL"),
            ("straße", "STRASSE"),
            ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
            ("O'Brien", "o’brien"),
            ("Ａｎｎ", "ann"),
            ("Zoë", "ZOE\u{308}"),
        ] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("Müller"), key("Muller"));
        assert_ne!(key("Øst"), key("Ost"));
    }
}
