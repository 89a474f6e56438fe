//! The second factor: an authenticator that shows a new code every half minute (TOTP, RFC 6238, with SHA-1, six
//! digits and 30 seconds: what every such app knows).

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{NoRandomness, Secret};
use crate::domain::moment::Moment;
use crate::domain::text;

/// What an authenticator makes its codes of. It does not print and wipes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticator(Secret<20>);

/// The half minute of a code, counted from 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step(pub i64);

impl Step {
    const SECONDS: i64 = 30;

    /// The half minute of a moment.
    pub const fn of(moment: Moment) -> Step {
        Step(moment.timestamp().div_euclid(Step::SECONDS))
    }
}

/// Six digits.
const MODULUS: u32 = 1_000_000;
/// The letters of Base32 (RFC 4648).
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

impl Authenticator {
    /// One that nobody knows yet.
    pub fn random() -> Result<Authenticator, NoRandomness> {
        Secret::random().map(Authenticator)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Authenticator> {
        bytes.try_into().ok().map(|bytes| Authenticator(Secret::new(bytes)))
    }

    pub(crate) const fn expose(&self) -> &[u8; 20] {
        self.0.expose()
    }

    /// The one whose secret somebody typed off a screen; blanks do not matter.
    pub fn parse(typed: &str) -> Option<Authenticator> {
        let mut bytes = Secret::new([0; 20]);
        let typed = Zeroizing::new(text::plain(typed));
        let mut letters = typed.bytes().filter(|letter| !letter.is_ascii_whitespace());
        for chunk in bytes.expose_mut().chunks_mut(5) {
            let mut bits = 0_u64;
            for _ in 0..8 {
                let letter = letters.next()?.to_ascii_uppercase();
                let value = LETTERS.iter().position(|known| *known == letter)?;
                bits = bits << 5 | value as u64;
            }
            chunk.copy_from_slice(bits.to_be_bytes().get(3..)?);
        }
        letters.next().is_none().then_some(Authenticator(bytes))
    }

    /// The secret in groups of four letters, to be typed by hand.
    pub fn groups(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(40));
        for (at, letter) in self.letters().bytes().enumerate() {
            if at > 0 && at.is_multiple_of(4) {
                text.push(' ');
            }
            text.push(char::from(letter));
        }
        text
    }

    /// The address that an authenticator's camera reads: the secret, and a name for it.
    pub fn uri(&self, label: &str) -> Zeroizing<String> {
        let mut uri = Zeroizing::new(String::with_capacity(256));
        uri.push_str("otpauth://totp/");
        push_escaped(&mut uri, label);
        uri.push_str("?secret=");
        uri.push_str(&self.letters());
        uri.push_str("&issuer=Keydesk");
        uri
    }

    fn letters(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(32));
        for chunk in self.expose().chunks(5) {
            let bits = chunk.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            for at in (0..8).rev() {
                let value = (bits >> (5 * at) & 31) as usize;
                text.extend(LETTERS.get(value).copied().map(char::from));
            }
        }
        text
    }

    /// The code that the authenticator shows in a half minute.
    pub fn code(&self, step: Step) -> Zeroizing<String> {
        Zeroizing::new(format!("{:06}", self.number(step)))
    }

    fn number(&self, step: Step) -> u32 {
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(self.expose()) else {
            debug_assert!(false, "an HMAC takes a key of any length");
            return MODULUS;
        };
        mac.update(&step.0.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest.last().copied().unwrap_or_default() & 15);
        let cut = digest.iter().skip(offset).take(4);
        let number = cut.fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        (number & 0x7FFF_FFFF) % MODULUS
    }

    /// The half minute for which the code is right: this one, the one before or the one after, because no two
    /// clocks are alike; but none that is `taken`, nor one before that. A code is good once.
    pub fn accepts(&self, typed: &str, now: Moment, taken: Option<Step>) -> Option<Step> {
        let mut typed = Zeroizing::new(text::plain(typed));
        typed.retain(|character| !matches!(character, ' ' | '-'));
        let Step(now) = Step::of(now);
        // All three are compared, whichever is right: how long it takes tells nothing.
        [now - 1, now, now + 1].map(Step).into_iter().fold(None, |right, step| {
            let is_same = bool::from(self.code(step).as_bytes().ct_eq(typed.as_bytes()));
            if is_same && taken.is_none_or(|taken| step > taken) { Some(step) } else { right }
        })
    }
}

/// Percent-encoding (RFC 3986), of everything that could mean something in an address.
fn push_escaped(uri: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    /// RFC 6238, appendix B.
    fn of_the_rfc() -> Authenticator {
        Authenticator::from_bytes(b"12345678901234567890").unwrap()
    }

    fn at(seconds: i64) -> Moment {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // The RFC shows eight digits; six are the last six of them.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(*of_the_rfc().code(Step::of(at(seconds))), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_for_one_step_of_skew_either_way() {
        let (authenticator, now) = (of_the_rfc(), at(1_234_567_890));
        let Step(step) = Step::of(now);
        for (skew, good) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let code = authenticator.code(Step(step + skew));
            let accepted = authenticator.accepts(&code, now, None);
            assert_eq!(accepted, good.then_some(Step(step + skew)), "{skew}");
        }
        for wrong in ["", "00592", "0059240", "005925", "00592x"] {
            assert_eq!(authenticator.accepts(wrong, now, None), None, "{wrong}");
        }
        assert!(authenticator.accepts(" 005 924 ", now, None).is_some(), "typed as apps show it");
    }

    #[test]
    fn a_code_is_never_taken_twice_nor_one_before_it() {
        let (authenticator, now) = (of_the_rfc(), at(1_234_567_890));
        let (step, code) = (Step::of(now), authenticator.code(Step::of(now)));
        assert_eq!(authenticator.accepts(&code, now, Some(step)), None);
        assert_eq!(authenticator.accepts(&authenticator.code(Step(step.0 - 1)), now, Some(step)), None);
        let next = Step(step.0 + 1);
        assert_eq!(authenticator.accepts(&authenticator.code(next), now, Some(step)), Some(next));
    }

    #[test]
    fn what_is_typed_by_hand_is_what_was_shown() {
        let authenticator = Authenticator::random().unwrap();
        let groups = authenticator.groups();
        assert_eq!(groups.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
        assert_eq!(Authenticator::parse(&groups.to_lowercase()), Some(authenticator));
        assert_eq!(*of_the_rfc().groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(Authenticator::parse(&groups[..37]), None);
        assert_eq!(Authenticator::parse("1EZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"), None);
    }

    #[test]
    fn the_address_says_whose_code_it_is() {
        assert_eq!(
            *of_the_rfc().uri("Keydesk: Hotel Zoë & Co (marta)"),
            "otpauth://totp/Keydesk%3A%20Hotel%20Zo%C3%AB%20%26%20Co%20%28marta%29\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Keydesk"
        );
    }

    #[test]
    fn it_does_not_print() {
        assert_eq!(format!("{:?}", of_the_rfc()), "Authenticator(Secret(…))");
    }
}
