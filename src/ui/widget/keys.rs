//! Which key of which keyboard was pressed.
//!
//! A shortcut is a letter or a digit that people read off a screen and look for on their keyboard. Latin keyboards have
//! the letter, wherever it is; others (Cyrillic, Greek, Hebrew) have it as the second print of the key, which only the
//! key's place tells. Digits are found by their place: some keyboards type signs there, others letters.

use iced::keyboard::key::{Code, Physical};
use iced::keyboard::{self, Key};

/// The Latin letter that a key means, in lower case.
pub fn letter(key: &Key, place: Physical) -> Option<char> {
    match key {
        Key::Character(typed) => {
            let mut typed = typed.chars();
            match (typed.next(), typed.next()) {
                (Some(only), None) if only.is_ascii_alphabetic() => Some(only.to_ascii_lowercase()),
                // A sign of a Latin keyboard: the letter is elsewhere on it.
                (Some(only), None) if only.is_ascii() => None,
                _ => letter_at(place),
            }
        }
        Key::Unidentified => letter_at(place),
        Key::Named(_) => None,
    }
}

/// The letter that an English keyboard has in a place.
fn letter_at(place: Physical) -> Option<char> {
    // iced looks at the place where the character is of another script.
    Key::Character("\u{44f}".into()).to_latin(place).filter(char::is_ascii_alphabetic)
}

/// The digit that a key means: in the row above the letters, whatever that types, or on the numeric pad.
pub fn digit(key: &Key, place: Physical) -> Option<u8> {
    let Key::Character(typed) = key else {
        // Without Num Lock, the pad moves.
        return None;
    };
    let of_place = match place {
        Physical::Code(code) => DIGITS.iter().position(|[row, pad]| *row == code || *pad == code),
        Physical::Unidentified(_) => None,
    };
    let of_place = of_place.and_then(|at| u8::try_from(at).ok());
    of_place.or_else(|| typed.chars().next()?.to_digit(10).and_then(|digit| u8::try_from(digit).ok()))
}

const DIGITS: [[Code; 2]; 10] = [
    [Code::Digit0, Code::Numpad0],
    [Code::Digit1, Code::Numpad1],
    [Code::Digit2, Code::Numpad2],
    [Code::Digit3, Code::Numpad3],
    [Code::Digit4, Code::Numpad4],
    [Code::Digit5, Code::Numpad5],
    [Code::Digit6, Code::Numpad6],
    [Code::Digit7, Code::Numpad7],
    [Code::Digit8, Code::Numpad8],
    [Code::Digit9, Code::Numpad9],
];

/// Whether the key of shortcuts is held, alone. Ctrl and Alt together are how some keyboards type signs.
pub fn is_ctrl(modifiers: keyboard::Modifiers) -> bool {
    modifiers.command() && !modifiers.shift() && !modifiers.alt()
}

/// Whether what is held makes a shortcut of a press, so that it types nothing. Ctrl and Alt together are how some
/// keyboards type signs, and Alt alone on a Mac.
pub fn is_command(modifiers: keyboard::Modifiers) -> bool {
    let has_alt = modifiers.alt() && !cfg!(target_os = "macos");
    modifiers.logo() || modifiers.control() != has_alt
}

/// Whether a press is a shortcut that a text must not see. X says of Ctrl and a digit or a sign that it typed that, and
/// iced would put it into the text; what Ctrl does in a text is left to it.
pub fn is_past_text(event: &iced::Event) -> bool {
    let iced::Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, physical_key, .. }) = event
    else {
        return false;
    };
    let is_edit = || modifiers.command() && matches!(letter(key, *physical_key), Some('a' | 'c' | 'v' | 'x'));
    !matches!(key, Key::Named(_)) && is_command(*modifiers) && !is_edit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Key {
        Key::Character(text.into())
    }

    fn at(code: Code) -> Physical {
        Physical::Code(code)
    }

    #[test]
    fn latin_keyboards_keep_their_letters() {
        assert_eq!(letter(&typed("s"), at(Code::KeyS)), Some('s'));
        assert_eq!(letter(&typed("S"), at(Code::KeyS)), Some('s'), "with Caps Lock");
        assert_eq!(letter(&typed("o"), at(Code::KeyS)), Some('o'), "Dvorak");
        assert_eq!(letter(&typed("a"), at(Code::KeyQ)), Some('a'), "AZERTY");
        assert_eq!(letter(&typed("'"), at(Code::KeyQ)), None, "Dvorak: the Q is elsewhere");
    }

    #[test]
    fn other_scripts_go_by_the_place_of_the_key() {
        for (script, text) in
            [("Cyrillic", "ы"), ("Greek", "σ"), ("Hebrew", "ד"), ("Arabic", "س"), ("Thai", "ห")]
        {
            assert_eq!(letter(&typed(text), at(Code::KeyS)), Some('s'), "{script}");
        }
        assert_eq!(letter(&typed("ı"), at(Code::KeyI)), Some('i'), "a Latin letter that is not English");
        assert_eq!(
            letter(&Key::Unidentified, at(Code::KeyK)),
            Some('k'),
            "a key that types nothing by itself"
        );
        assert_eq!(letter(&typed("ы"), at(Code::Semicolon)), None);
    }

    #[test]
    fn digits_are_found_in_their_row_and_on_the_pad() {
        assert_eq!(digit(&typed("&"), at(Code::Digit1)), Some(1), "AZERTY");
        assert_eq!(digit(&typed("ě"), at(Code::Digit2)), Some(2), "Czech");
        assert_eq!(digit(&typed("١"), at(Code::Digit1)), Some(1), "Arabic");
        assert_eq!(digit(&typed("7"), at(Code::Numpad7)), Some(7));
        let home = Key::Named(keyboard::key::Named::Home);
        assert_eq!(digit(&home, at(Code::Numpad7)), None, "the pad without Num Lock");
        assert_eq!(digit(&typed("a"), at(Code::KeyA)), None);
    }

    #[test]
    fn the_key_that_types_signs_is_no_shortcut() {
        use keyboard::Modifiers;
        assert!(is_ctrl(Modifiers::CTRL));
        assert!(!is_ctrl(Modifiers::CTRL | Modifiers::ALT));
        assert!(!is_ctrl(Modifiers::CTRL | Modifiers::SHIFT));
        assert!(!is_ctrl(Modifiers::ALT));
    }
}
