//! Phones that are keys: the public key by which one is known, as it is shown and typed, and the number that takes the place
//! of a card's serial number. `docs/digital-keys.md` specifies both.

use sha2::{Digest as _, Sha256};

use super::chain::hex;
use super::image::Serial;
use super::key::KeyId;
use super::moment::Moment;
use super::text;

/// The public half of the key pair that a phone made for itself (X25519): what is sealed to it opens on that phone alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey(pub [u8; 32]);

/// What a phone shows begins so.
const PHONE: &str = "kd-phone:1:";
/// What is shown of the site, for the phone, begins so.
const SITE: &str = "kd-site:1:";
/// The first byte of the number of every phone. No card has a number of ten bytes that begins so: in this place stands the
/// maker of a chip, and no maker has this number.
const OF_PHONES: u8 = 0xF0;

/// Why a text is not what a phone shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is nothing that a phone shows.
    NotOne,
    /// It is what a phone shows, with a character that is another.
    Mistyped,
}

impl PublicKey {
    /// What was typed, pasted or scanned.
    pub fn parse(typed: &str) -> Result<PublicKey, Fault> {
        let typed: String = text::plain(typed).split_whitespace().collect::<String>().to_ascii_lowercase();
        let rest = typed.strip_prefix(PHONE).ok_or(Fault::NotOne)?;
        let (key, check) = rest.split_once(':').ok_or(Fault::NotOne)?;
        let key = PublicKey(bytes(key).ok_or(Fault::NotOne)?);
        let check: [u8; 4] = bytes(check).ok_or(Fault::NotOne)?;
        if check == key.check() { Ok(key) } else { Err(Fault::Mistyped) }
    }

    /// The text that a phone shows for it.
    pub fn shown(&self) -> String {
        format!("{PHONE}{}:{}", hex(&self.0), hex(&self.check()))
    }

    fn check(&self) -> [u8; 4] {
        first_of(Sha256::new().chain_update(b"keydesk phone check").chain_update(self.0))
    }

    /// What images are bound to, as they are to the serial number of a card.
    pub fn serial(&self) -> Serial {
        let hash: [u8; 9] =
            first_of(Sha256::new().chain_update(b"keydesk phone serial").chain_update(self.0));
        let mut serial = [OF_PHONES; 10];
        serial.iter_mut().skip(1).zip(hash).for_each(|(to, from)| *to = from);
        Serial::of_phone(serial)
    }
}

/// What is shown of a site to whoever sets up a phone: the mark of the site and the public half of the key that signs.
pub fn site(mark: &[u8; 16], verifying_key: &[u8; 32]) -> String {
    format!("{SITE}{}:{}", hex(mark), hex(verifying_key))
}

/// The name of the file in which a phone finds its key.
pub fn file_name(serial: &Serial) -> String {
    format!("{}.kdkey", serial.to_string().to_ascii_lowercase())
}

/// The name of the file in which a phone says that it took an image.
pub fn receipt_name(serial: &Serial) -> String {
    format!("{}.receipt", serial.to_string().to_ascii_lowercase())
}

/// What a phone says that took an image: nobody knows it who did not open it.
pub fn receipt(image: &[u8]) -> String {
    let hash = Sha256::new().chain_update(b"keydesk phone receipt").chain_update(image);
    hex(&first_of::<32>(hash))
}

/// What stands at the beginning of a file for a phone.
pub const MAGIC: [u8; 4] = *b"KDP1";
/// For what an image is sealed to a phone.
pub const PURPOSE: &str = "keydesk phone key 1";
/// No image for a phone is longer than that of the largest card.
pub const BYTES_MAX: u16 = 8_000;

/// Where the key of a phone is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// What it is to say changed since: the next is made as soon as somebody is there who works with keys.
    Due,
    /// What it is to say has no room.
    DoesNotFit,
    /// It waits to be delivered.
    Queued,
    /// It could not be delivered where it was to be; it is tried again.
    Refused,
    /// It was delivered.
    Delivered,
    /// The phone said that it took it.
    Acknowledged,
}

impl Standing {
    /// Every one there is.
    pub const ALL: &[Standing] = &[
        Standing::Due,
        Standing::DoesNotFit,
        Standing::Queued,
        Standing::Refused,
        Standing::Delivered,
        Standing::Acknowledged,
    ];

    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Standing::Due => "due",
            Standing::DoesNotFit => "does-not-fit",
            Standing::Queued => "queued",
            Standing::Refused => "refused",
            Standing::Delivered => "delivered",
            Standing::Acknowledged => "acknowledged",
        }
    }
}

/// The phone that is somebody's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The number of its key.
    pub key: KeyId,
    /// The number that takes the place of a serial number.
    pub serial: String,
    /// When the newest image was made.
    pub made_at: Moment,
    /// Until when it opens anything.
    pub until: Moment,
    /// Where the newest image is.
    pub standing: Standing,
    /// Since when; nothing, where that is not known.
    pub since: Option<Moment>,
}

fn first_of<const N: usize>(hash: Sha256) -> [u8; N] {
    let mut first = [0; N];
    first.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    first
}

fn bytes<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    let pairs = digits.chunks_exact(2);
    if digits.len() != N * 2 {
        return None;
    }
    let mut out = [0; N];
    for (to, pair) in out.iter_mut().zip(pairs) {
        *to = pair.iter().fold(0, |byte, digit| (byte << 4) | *digit as u8);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_phone_shows_is_read_however_it_was_broken_and_any_other_character_is_told() {
        let key = PublicKey(std::array::from_fn(|at| at as u8));
        let shown = key.shown();
        assert!(shown.starts_with("kd-phone:1:000102") && shown.len() == PHONE.len() + 64 + 1 + 8);
        assert_eq!(PublicKey::parse(&shown), Ok(key));
        assert_eq!(
            PublicKey::parse(&format!(" {}\n {} ", &shown[..30], shown[30..].to_uppercase())),
            Ok(key)
        );
        for at in PHONE.len()..shown.len() {
            let other = if shown.as_bytes()[at] == b'7' { "8" } else { "7" };
            let typed = format!("{}{other}{}", &shown[..at], &shown[at + 1..]);
            assert!(PublicKey::parse(&typed).is_err(), "{at}");
        }
        for wrong in ["", "kd-phone:1:", "kd-phone:2:00:00", &shown[..shown.len() - 2], &format!("{shown}00")]
        {
            assert_eq!(PublicKey::parse(wrong), Err(Fault::NotOne), "{wrong}");
        }
    }

    #[test]
    fn a_phone_has_a_number_that_no_card_has_and_no_other_phone() {
        let (one, other) = (PublicKey([1; 32]).serial(), PublicKey([2; 32]).serial());
        assert_ne!(one, other);
        assert_eq!((one.as_bytes().len(), one.as_bytes()[0]), (10, 0xF0));
        assert_eq!(file_name(&one), format!("{}.kdkey", hex(one.as_bytes())));
    }
}
