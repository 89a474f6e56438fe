//! The list of passwords that many people use, kept in the program: no network is asked.

use std::collections::HashSet;
use std::sync::OnceLock;

static LIST: &str = include_str!("../assets/passwords/common.txt");

/// Whether a folded text stands in the list.
pub fn contain(folded: &str) -> bool {
    static SET: OnceLock<HashSet<&str>> = OnceLock::new();
    SET.get_or_init(|| LIST.lines().collect()).contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_uses_is_in_the_list() {
        for password in ["password", "qwerty", "letmein", "123456789", "iloveyou"] {
            assert!(contain(password), "{password}");
        }
        assert!(!contain("the heron on the second roof"));
        assert!(LIST.lines().count() > 3_000);
    }
}
