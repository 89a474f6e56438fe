//! The forms in which a command can reach a card.

#![warn(clippy::indexing_slicing)]

/// A command by its form.
pub enum Form<'a> {
    /// For the reader itself; a virtual reader passes it on.
    Pseudo(&'a [u8]),
    /// A command of ISO 7816-4.
    Iso(&'a [u8]),
    /// A card's own command inside one of ISO 7816-4: instruction and content.
    Wrapped(u8, &'a [u8]),
    /// A card's own command, bare: instruction and content.
    Native(u8, &'a [u8]),
    /// None of these; the status word says why.
    Malformed([u8; 2]),
}

const WRONG_LENGTH: [u8; 2] = [0x67, 0x00];
const WRONG_PARAMETERS: [u8; 2] = [0x6A, 0x86];

impl<'a> Form<'a> {
    /// Tells the form of a command by its first byte: no card's own command begins like the others.
    pub fn read(command: &'a [u8]) -> Self {
        match command {
            [] => Self::Malformed(WRONG_LENGTH),
            [0xFF, ..] => Self::Pseudo(command),
            [0x00, ..] => Self::Iso(command),
            [0x90, instruction, 0x00, 0x00, rest @ ..] => match unwrapped(rest) {
                Some(content) => Self::Wrapped(*instruction, content),
                None => Self::Malformed(WRONG_LENGTH),
            },
            [0x90, _, _, _, ..] => Self::Malformed(WRONG_PARAMETERS),
            [0x90, ..] => Self::Malformed(WRONG_LENGTH),
            [instruction, content @ ..] => Self::Native(*instruction, content),
        }
    }
}

/// Takes the lengths off: nothing, `Le`, `Lc content` or `Lc content Le`.
fn unwrapped(rest: &[u8]) -> Option<&[u8]> {
    match rest {
        [] | [0x00] => Some(&[]),
        [length, content @ ..] => {
            let length = usize::from(*length);
            let (content, le) = content.split_at_checked(length)?;
            (length > 0 && le.len() <= 1).then_some(content)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_command_may_come_with_and_without_its_lengths() {
        for (command, expected) in [
            (&[0x90, 0x6A, 0, 0][..], &[][..]),
            (&[0x90, 0x6A, 0, 0, 0], &[]),
            (&[0x90, 0x5A, 0, 0, 3, 1, 2, 3], &[1, 2, 3]),
            (&[0x90, 0x5A, 0, 0, 3, 1, 2, 3, 0], &[1, 2, 3]),
        ] {
            let Form::Wrapped(_, content) = Form::read(command) else { panic!("{command:?}") };
            assert_eq!(content, expected);
        }
    }

    #[test]
    fn wrong_lengths_are_told() {
        for command in [
            &[][..],
            &[0x90],
            &[0x90, 0x5A, 0],
            &[0x90, 0x5A, 0, 0, 3, 1, 2],
            &[0x90, 0x5A, 0, 0, 1, 2, 3, 4],
        ] {
            assert!(matches!(Form::read(command), Form::Malformed(WRONG_LENGTH)), "{command:?}");
        }
    }
}
