//! Operators: the people who sit at the console. An operator is not a cardholder.

use std::fmt;

use zeroize::Zeroizing;

use super::form::keep;
use super::group::GroupId;
use super::text::{self, Line, folded};

/// An operator's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperatorId(pub i64);

/// The name that others see: 1 to 56 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(Line<56>);

impl Name {
    /// Makes a name of what was typed.
    pub fn new(raw: &str) -> Result<Self, text::Fault> {
        Line::required(raw).map(Self)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// The name to sign in with: 1 to 64 characters; `Ann` and `ann` are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserName(Line<64>);

impl UserName {
    /// Makes a user name of what was typed.
    pub fn new(raw: &str) -> Result<Self, text::Fault> {
        Line::required(raw).map(Self)
    }

    /// The user name as it was typed.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The user name as it is compared.
    pub fn key(&self) -> String {
        self.0.key()
    }
}

/// The languages of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every language there is.
    pub const ALL: &[Language] = &[Language::English, Language::Spanish];

    /// The language's code, by which it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    /// The language of a stored code.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL.iter().copied().find(|language| language.code() == code)
    }
}

/// How the screen is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The name by which it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of a stored name.
    pub fn from_code(code: &str) -> Option<Theme> {
        [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.code() == code)
    }
}

/// An operator's form, as typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// 1 to 56 characters.
    pub name: String,
    /// 1 to 64 characters, unique whatever its case.
    pub user_name: String,
    /// Exactly one; `None` is not chosen yet.
    pub group: Option<GroupId>,
    /// The language of the screen.
    pub language: Language,
    /// Whether signing in is allowed.
    pub enabled: bool,
}

/// An operator as the rules want it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// The name that others see.
    pub name: Name,
    /// The name to sign in with.
    pub user_name: UserName,
    /// The group.
    pub group: GroupId,
    /// The language of the screen.
    pub language: Language,
    /// Whether signing in is allowed.
    pub enabled: bool,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name,
    UserName,
    Group,
    Password,
    Repeated,
}

/// Why a field is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text breaks a rule of texts.
    Text(text::Fault),
    /// It cannot be this one: user names are one for the whole site.
    Duplicate,
    /// Nothing was chosen.
    NotChosen,
    /// The password may not be anybody's.
    Password(PasswordFault),
    /// The two passwords differ.
    Differs,
}

impl From<text::Fault> for Fault {
    fn from(fault: text::Fault) -> Self {
        Fault::Text(fault)
    }
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// An empty form.
    pub fn empty(language: Language) -> Draft {
        Draft { name: String::new(), user_name: String::new(), group: None, language, enabled: true }
    }

    /// The form of an operator who exists.
    pub fn of(operator: &Operator) -> Draft {
        Draft {
            name: operator.name.as_str().to_owned(),
            user_name: operator.user_name.as_str().to_owned(),
            group: Some(operator.group),
            language: operator.language,
            enabled: operator.enabled,
        }
    }

    /// Turns the form into an operator, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Operator, Faults> {
        let mut faults = Faults::new();
        let name = keep(&mut faults, Field::Name, Name::new(&self.name));
        let user_name = keep(&mut faults, Field::UserName, UserName::new(&self.user_name));
        let group = keep(&mut faults, Field::Group, self.group.ok_or(Fault::NotChosen));
        match (name, user_name, group) {
            (Some(name), Some(user_name), Some(group)) => {
                Ok(Operator { name, user_name, group, language: self.language, enabled: self.enabled })
            }
            _ => Err(faults),
        }
    }
}

/// A password as typed. It does not print and wipes itself.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes what was typed; whether it may become somebody's password is [`Policy::check`]'s to say.
    pub fn new(typed: impl Into<String>) -> Password {
        Password(Zeroizing::new(typed.into()))
    }

    /// What was typed, in composed form: the same letters are the same password whichever keyboard made them.
    pub fn normalised(&self) -> Zeroizing<String> {
        use unicode_normalization::UnicodeNormalization;
        Zeroizing::new(self.0.nfc().collect())
    }

    /// Whether both were typed alike.
    pub fn is_same_as(&self, other: &Password) -> bool {
        self.normalised() == other.normalised()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// What a password must be like. There is no rule about kinds of characters: length and not being common
/// are what counts (NIST SP 800-63B-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// The fewest characters; at least [`Policy::FLOOR`].
    pub length_min: usize,
}

/// Why a password may not become anybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// It has too few characters.
    TooShort {
        /// The fewest characters allowed.
        min: usize,
    },
    /// It has too many.
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// It is one that many people use.
    Common,
    /// It is the user name, the site's name or the program's, with little else.
    Names,
    /// It is one character or a short piece again and again, or a row of keys or numbers.
    Pattern,
    /// The operator has it now, or had it not long ago.
    Used,
}

impl Policy {
    /// The fewest characters that a site can ask for.
    pub const FLOOR: usize = 8;
    /// The most characters of a password.
    pub const LENGTH_MAX: usize = 128;

    /// What a new site asks for.
    pub const DEFAULT: Policy = Policy { length_min: 12 };

    /// Whether the password may be used by someone whom `names` name (user name, site, …). `is_common` says
    /// whether a folded text stands in the list of common passwords.
    pub fn check(
        &self,
        password: &Password,
        names: &[&str],
        is_common: impl Fn(&str) -> bool,
    ) -> Result<(), PasswordFault> {
        let text = password.normalised();
        let length = text.chars().count();
        if length < self.length_min {
            return Err(PasswordFault::TooShort { min: self.length_min });
        }
        if length > Policy::LENGTH_MAX {
            return Err(PasswordFault::TooLong { max: Policy::LENGTH_MAX });
        }
        let folded = Zeroizing::new(folded(&text));
        let core = folded.trim_matches(|character: char| !character.is_alphabetic());
        if is_common(&folded) || (core.chars().count() >= Self::CORE_MIN && is_common(core)) {
            return Err(PasswordFault::Common);
        }
        if is_pattern(&folded) || is_pattern(core) {
            return Err(PasswordFault::Pattern);
        }
        if names.iter().any(|name| is_little_more_than(&folded, name)) {
            return Err(PasswordFault::Names);
        }
        Ok(())
    }

    /// A common word of this many letters with numbers and signs around it is still a common password.
    const CORE_MIN: usize = 4;
}

/// Rows that fingers find by themselves.
const ROWS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
];

fn is_pattern(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let repeats = (1..=4).any(|size| {
        characters.len() > size && characters.iter().zip(characters.iter().skip(size)).all(|(a, b)| a == b)
    });
    let backwards: String = characters.iter().rev().collect();
    let runs = characters.len() >= 6 && ROWS.iter().any(|row| row.contains(text) || row.contains(&backwards));
    repeats || runs
}

/// Whether the folded password is the name and at most three characters that are not letters of it.
fn is_little_more_than(password: &str, name: &str) -> bool {
    let name: String = folded(name).chars().filter(|character| character.is_alphanumeric()).collect();
    let plain: String = password.chars().filter(|character| character.is_alphanumeric()).collect();
    if name.chars().count() < 4 || !plain.contains(&name) {
        return false;
    }
    plain.replace(&name, "").chars().count() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str) -> Result<(), PasswordFault> {
        let common = ["password", "letmein", "correcthorse", "dragon"];
        Policy::DEFAULT
            .check(&Password::new(password), &["marta", "Hotel Aurora"], |text| common.contains(&text))
    }

    #[test]
    fn a_password_has_12_to_128_characters_of_any_kind() {
        assert_eq!(check("elevenchars"), Err(PasswordFault::TooShort { min: 12 }));
        assert_eq!(check("twelve chars"), Ok(()));
        assert_eq!(check("ключ под ковриком"), Ok(()));
        assert_eq!(check(&"a1b2c3d4 ".repeat(15)[..128]), Ok(()));
        assert_eq!(check(&"x y".repeat(43)), Err(PasswordFault::TooLong { max: 128 }));
    }

    #[test]
    fn a_common_word_with_ornaments_is_common() {
        for password in ["password2026", "Password1234!", "!!!dragon!!!!!!", "123Letmein456"] {
            assert_eq!(check(password), Err(PasswordFault::Common), "{password}");
        }
    }

    #[test]
    fn a_row_of_keys_is_no_password() {
        for password in ["aaaaaaaaaaaa", "123456789012", "qwertyuiopas", "abcabcabcabc", "1q2w3e4r5t6y"] {
            assert_eq!(check(password), Err(PasswordFault::Pattern), "{password}");
        }
    }

    #[test]
    fn ones_own_name_is_no_password() {
        assert_eq!(check("Hotel-Aurora-1"), Err(PasswordFault::Names));
        assert_eq!(check("marta.marta.1"), Err(PasswordFault::Names));
        assert_eq!(check("marta walks her dog"), Ok(()));
    }

    #[test]
    fn a_password_does_not_print() {
        assert_eq!(format!("{:?}", Password::new("correct horse battery")), "Password(…)");
    }

    #[test]
    fn user_names_compare_without_case() {
        assert_eq!(UserName::new("Ann").unwrap().key(), UserName::new("aNN").unwrap().key());
        assert!(UserName::new(&"x".repeat(64)).is_ok() && UserName::new(&"x".repeat(65)).is_err());
    }
}
