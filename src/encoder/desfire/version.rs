//! What a card says of itself before it knows anyone: the answer to GetVersion.

#![warn(clippy::indexing_slicing)]

use std::fmt;

use super::error::Protocol;

/// A card's serial number, seven bytes, given by its maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uid(pub [u8; 7]);

impl fmt::Display for Uid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02X}"))
    }
}

/// What a chip is; several kinds cannot be told apart by their answer to reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// A DESFire card.
    Desfire,
    /// A DESFire Light: one fixed application, not for our keys.
    DesfireLight,
    /// An NTAG 424 DNA or another label chip: not for our keys.
    Ntag,
    /// A chip of another kind or of another maker.
    Other(u8),
}

/// A DESFire card's generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// DESFire EV1: AES with checksums.
    Ev1,
    /// DESFire EV2: also EV2 sessions.
    Ev2,
    /// DESFire EV3: also EV2 sessions.
    Ev3,
    /// A generation that this program was not tested with.
    Other(u8),
}

/// What a card says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// What the chip is.
    pub product: Product,
    /// The chip's generation.
    pub generation: Generation,
    /// How much the chip can hold at least, as it claims; 0 if the claim makes no sense.
    pub storage_bytes: u32,
    /// The serial number, or nothing if the card hides it (GetCardUID tells it in a session).
    pub uid: Option<Uid>,
}

/// The maker's number of NXP, in ISO 7816-6.
const NXP: u8 = 0x04;

impl Version {
    /// Reads the joined answer of 28 bytes: 7 of hardware, 7 of software, 14 of production.
    pub fn decode(answer: &[u8]) -> Result<Self, Protocol> {
        let (hardware, rest) = answer.split_first_chunk::<7>().ok_or(Protocol::AnswerLength)?;
        let (_software, rest) = rest.split_first_chunk::<7>().ok_or(Protocol::AnswerLength)?;
        let (uid, batch) = rest.split_first_chunk::<7>().ok_or(Protocol::AnswerLength)?;
        if batch.len() != 7 {
            return Err(Protocol::AnswerLength);
        }
        let [vendor, kind, _subtype, major, _minor, storage, _protocol] = *hardware;
        Ok(Self {
            product: match (vendor, kind) {
                (NXP, 0x01) => Product::Desfire,
                (NXP, 0x08) => Product::DesfireLight,
                (NXP, 0x04) => Product::Ntag,
                (_, other) => Product::Other(other),
            },
            generation: match major {
                0x01 => Generation::Ev1,
                0x12 => Generation::Ev2,
                0x33 => Generation::Ev3,
                other => Generation::Other(other),
            },
            storage_bytes: 1_u32.checked_shl(u32::from(storage >> 1)).unwrap_or(0),
            uid: Some(Uid(*uid)).filter(|uid| *uid != Uid([0; 7])),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::hex;
    use super::*;

    #[test]
    fn a_real_ev3_card_is_read() {
        let answer = hex("04010133001805040101030018050464D59ADD1E9021136230304024");
        let version = Version::decode(&answer).unwrap();
        assert_eq!(version.product, Product::Desfire);
        assert_eq!(version.generation, Generation::Ev3);
        assert_eq!(version.storage_bytes, 4096);
        assert_eq!(version.uid.unwrap().to_string(), "0464D59ADD1E90");
    }

    #[test]
    fn a_hidden_serial_number_is_none() {
        let answer = hex("04010112001A0504010102001A050000000000000021136230304024");
        let version = Version::decode(&answer).unwrap();
        assert_eq!((version.generation, version.uid), (Generation::Ev2, None));
    }

    #[test]
    fn any_other_length_is_refused() {
        for length in (0..28).chain([29, 36]) {
            assert_eq!(Version::decode(&vec![4; length]), Err(Protocol::AnswerLength), "{length}");
        }
    }

    #[test]
    fn another_makers_chip_is_no_desfire() {
        let answer = hex("05010101001805050101010018050464D59ADD1E9021136230304024");
        assert_eq!(Version::decode(&answer).unwrap().product, Product::Other(1));
    }
}
