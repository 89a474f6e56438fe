//! A secret that is being typed: it does not print, and wipes itself.

use std::fmt;

use zeroize::Zeroizing;

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed(Zeroizing<String>);

impl Typed {
    /// What was typed.
    pub fn new(typed: String) -> Typed {
        Typed(Zeroizing::new(typed))
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As the rules take a password.
    pub fn password(&self) -> keydesk::domain::operator::Password {
        keydesk::domain::operator::Password::new(self.0.as_str())
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed(…)")
    }
}
