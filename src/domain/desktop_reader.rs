//! What the desktop reader types of a key into the program in front, in the form that another program expects.

use super::image::{KeyCode, Serial};

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum What {
    /// The card's serial number.
    #[default]
    Serial,
    /// The number of the key.
    Number,
    /// The External ID of the person.
    ExternalId,
}

/// What a card is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Its serial number.
    Serial(Serial),
    /// The number of the key.
    Number(KeyCode),
    /// The External ID of the person.
    ExternalId(String),
}

/// How a serial number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notation {
    /// Hexadecimal, in the order in which the card says its bytes.
    #[default]
    Hexadecimal,
    /// Hexadecimal, the last byte first.
    HexadecimalReversed,
    /// Decimal, in the order in which the card says its bytes.
    Decimal,
    /// Decimal, the last byte first.
    DecimalReversed,
}

/// The key that is pressed after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ending {
    /// None.
    Nothing,
    /// Enter.
    #[default]
    Enter,
    /// Tab.
    Tab,
}

/// What stands before it: short, and nothing but what can be typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefix(String);

/// The most characters before it.
pub const PREFIX_MAX: usize = 16;

/// What is typed of a key, and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Format {
    /// What.
    pub what: What,
    /// How a serial number is written.
    pub notation: Notation,
    /// What stands before it.
    pub prefix: Prefix,
    /// The key that is pressed after it.
    pub ending: Ending,
}

/// The names by which something of a few is kept.
macro_rules! keys {
    ($name:ident { $($which:ident $key:literal),+ }) => {
        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$which),+];

            /// The name by which it is kept and texts know it.
            pub const fn key(self) -> &'static str {
                match self { $($name::$which => $key),+ }
            }

            /// What has this name.
            pub fn from_key(key: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|known| known.key() == key)
            }
        }
    };
}

keys!(What { Serial "serial", Number "number", ExternalId "external-id" });
keys!(Notation {
    Hexadecimal "hexadecimal",
    HexadecimalReversed "hexadecimal-reversed",
    Decimal "decimal",
    DecimalReversed "decimal-reversed"
});
keys!(Ending { Nothing "nothing", Enter "enter", Tab "tab" });

impl Prefix {
    /// What was typed: without what no keyboard types, and no longer than [`PREFIX_MAX`].
    pub fn new(typed: &str) -> Prefix {
        Prefix(typed.chars().filter(|letter| !letter.is_control()).take(PREFIX_MAX).collect())
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Notation {
    /// A serial number in this form.
    pub fn of(self, serial: &Serial) -> String {
        let bytes = serial.as_bytes();
        let reversed = || bytes.iter().rev();
        let number = |bytes: &mut dyn Iterator<Item = &u8>| {
            bytes.fold(0_u128, |number, byte| (number << 8) | u128::from(*byte)).to_string()
        };
        match self {
            Notation::Hexadecimal => serial.to_string(),
            Notation::HexadecimalReversed => reversed().map(|byte| format!("{byte:02X}")).collect(),
            Notation::Decimal => number(&mut bytes.iter()),
            Notation::DecimalReversed => number(&mut reversed()),
        }
    }
}

impl Format {
    /// What is typed.
    pub fn text(&self, mark: &Mark) -> String {
        let text = match mark {
            Mark::Serial(serial) => self.notation.of(serial),
            Mark::Number(number) => number.0.to_string(),
            // One that was written into the file by hand presses no keys either.
            Mark::ExternalId(id) => id.chars().filter(|letter| !letter.is_control()).collect(),
        };
        format!("{}{text}", self.prefix.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial(bytes: &[u8]) -> Serial {
        Serial::new(bytes).unwrap()
    }

    #[test]
    fn a_serial_number_is_written_in_every_form() {
        let seven = serial(&[0x04, 0xa1, 0x00, 0x10, 0x20, 0x30, 0x40]);
        assert_eq!(Notation::Hexadecimal.of(&seven), "04A10010203040");
        assert_eq!(Notation::HexadecimalReversed.of(&seven), "4030201000A104");
        assert_eq!(Notation::Decimal.of(&seven), "1302921549459520");
        assert_eq!(Notation::DecimalReversed.of(&seven), "18067312775045380");
        let most = serial(&[0xff; 10]);
        assert_eq!(Notation::Decimal.of(&most), "1208925819614629174706175");
        assert_eq!(Notation::HexadecimalReversed.of(&serial(&[1, 2, 3, 4])), "04030201");
    }

    #[test]
    fn nothing_that_is_typed_presses_a_key_of_its_own() {
        let format = Format { prefix: Prefix::new("K\n-\t"), ..Format::default() };
        assert_eq!(format.text(&Mark::Number(KeyCode(17))), "K-17");
        assert_eq!(format.text(&Mark::ExternalId("A\u{1b}\r12".to_owned())), "K-A12");
        assert_eq!(format.text(&Mark::Serial(serial(&[1, 2, 3, 4]))), "K-01020304");
        assert_eq!(Prefix::new(&"x".repeat(40)).as_str().len(), PREFIX_MAX);
    }

    #[test]
    fn what_is_kept_is_found_again() {
        assert!(What::ALL.iter().all(|what| What::from_key(what.key()) == Some(*what)));
        assert!(Notation::ALL.iter().all(|notation| Notation::from_key(notation.key()) == Some(*notation)));
        assert!(Ending::ALL.iter().all(|ending| Ending::from_key(ending.key()) == Some(*ending)));
        assert_eq!(What::from_key("pin"), None);
    }
}
