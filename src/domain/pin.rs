//! PINs. A PIN is never stored: the database and the key hold a keyed check of it, which says whether digits
//! are right and does not say the digits.

use std::fmt;

use aes::Aes128;
use cmac::{Cmac, KeyInit as _, Mac as _};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, Zeroizing};

use super::text;

/// A PIN of 4 to 8 digits. It does not print and wipes itself.
#[derive(Clone, PartialEq, Eq)]
pub struct PinDigits(Zeroizing<String>);

/// Why digits are no PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is something that is no digit.
    NotDigits,
    /// There are too few or too many.
    Length {
        /// The fewest digits allowed.
        min: usize,
        /// The most digits allowed.
        max: usize,
    },
}

impl PinDigits {
    /// The fewest digits.
    pub const LENGTH_MIN: usize = 4;
    /// The most digits.
    pub const LENGTH_MAX: usize = 8;

    /// Makes a PIN of what was typed.
    pub fn new(raw: &str) -> Result<Self, Fault> {
        let digits = Zeroizing::new(text::plain(raw));
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Fault::NotDigits);
        }
        if !(Self::LENGTH_MIN..=Self::LENGTH_MAX).contains(&digits.len()) {
            return Err(Fault::Length { min: Self::LENGTH_MIN, max: Self::LENGTH_MAX });
        }
        Ok(Self(digits))
    }
}

impl fmt::Debug for PinDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinDigits(…)")
    }
}

/// The key under which PINs are checked: locks that ask for a PIN hold it. It leads to no other secret.
#[derive(Clone)]
pub struct PinKey([u8; 16]);

impl PinKey {
    /// The key of these bytes.
    pub const fn new(bytes: [u8; 16]) -> PinKey {
        PinKey(bytes)
    }
}

impl Drop for PinKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for PinKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinKey(…)")
    }
}

/// The keyed check of a PIN: four bytes of salt, drawn for each, and eight of AES-CMAC (NIST SP 800-38B) over salt
/// and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinCheck(pub [u8; PinCheck::BYTES]);

impl PinCheck {
    /// Bytes of a check.
    pub const BYTES: usize = 12;

    /// The check of a PIN with a salt of its own, so that equal digits give unequal checks: whoever may set a PIN must
    /// not find out one by trying.
    pub fn of(key: &PinKey, salt: [u8; 4], digits: &PinDigits) -> PinCheck {
        let mut mac = Cmac::<Aes128>::new(&key.0.into());
        mac.update(&salt);
        mac.update(digits.0.as_bytes());
        let mut check = [0; PinCheck::BYTES];
        let bytes = salt.into_iter().chain(mac.finalize().into_bytes());
        check.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        PinCheck(check)
    }

    /// Whether digits are right: what a lock asks.
    pub fn accepts(&self, key: &PinKey, digits: &PinDigits) -> bool {
        let [a, b, c, d, ..] = self.0;
        Self::of(key, [a, b, c, d], digits).0.ct_eq(&self.0).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> PinDigits {
        PinDigits::new(text).unwrap()
    }

    #[test]
    fn a_check_knows_its_digits_its_salt_and_its_site() {
        let (key, other) = (PinKey::new([1; 16]), PinKey::new([2; 16]));
        let check = PinCheck::of(&key, [7; 4], &digits("1234"));
        assert_eq!(check, PinCheck::of(&key, [7; 4], &digits("1234")));
        assert_ne!(check, PinCheck::of(&key, [8; 4], &digits("1234")));
        assert!(check.accepts(&key, &digits("1234")));
        assert!(!check.accepts(&key, &digits("1235")));
        assert!(!check.accepts(&other, &digits("1234")));
    }

    #[test]
    fn nothing_of_a_pin_prints() {
        assert_eq!(format!("{:?} {:?}", digits("1234"), PinKey::new([1; 16])), "PinDigits(…) PinKey(…)");
    }

    #[test]
    fn a_pin_has_4_to_8_digits() {
        assert_eq!(PinDigits::new("12a4"), Err(Fault::NotDigits));
        assert_eq!(
            PinDigits::new("\u{200e}１２３４"),
            PinDigits::new("1234"),
            "whichever keyboard is switched on"
        );
        assert_eq!(PinDigits::new("12\u{200b}3"), Err(Fault::Length { min: 4, max: 8 }));
        assert_eq!(PinDigits::new("123"), Err(Fault::Length { min: 4, max: 8 }));
        assert_eq!(PinDigits::new("123456789"), Err(Fault::Length { min: 4, max: 8 }));
        assert!(PinDigits::new("1234").is_ok() && PinDigits::new("12345678").is_ok());
    }
}
