//! Which chip a simulated card has, and what shows of it before anyone is authenticated.

#![warn(clippy::indexing_slicing)]

use serde::{Deserialize, Serialize};

/// A chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Product {
    /// A DESFire card.
    Desfire(Generation, Storage),
    /// An NTAG 424 DNA, whose answer to reset is a DESFire's.
    Ntag424,
    /// A DESFire Light, whose answer to reset is a DESFire's.
    DesfireLight,
    /// A MIFARE Classic 1K, which is only a memory.
    Classic1k,
}

/// A DESFire card's generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Generation {
    /// DESFire EV1.
    Ev1,
    /// DESFire EV2.
    Ev2,
    /// DESFire EV3.
    Ev3,
}

/// How much a DESFire card holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Storage {
    /// 256 bytes: too small for an ordinary key.
    B256,
    /// 2 KB.
    K2,
    /// 4 KB.
    K4,
    /// 8 KB.
    K8,
}

impl Storage {
    /// Returns what is free on an empty card, in bytes; chips hold more than their name says.
    pub(super) const fn free_bytes(self) -> usize {
        match self {
            Self::B256 => 256,
            Self::K2 => 2304,
            Self::K4 => 4864,
            Self::K8 => 7936,
        }
    }

    const fn code(self) -> u8 {
        match self {
            Self::B256 => 0x10,
            Self::K2 => 0x16,
            Self::K4 => 0x18,
            Self::K8 => 0x1A,
        }
    }
}

/// What DESFire chips answer to a request for their parameters, from the factory.
pub(super) const ATS: [u8; 6] = [0x06, 0x75, 0x77, 0x81, 0x02, 0x80];

impl Product {
    /// Returns how much an empty card holds.
    pub(super) const fn free_bytes(self) -> usize {
        match self {
            Self::Desfire(_, storage) => storage.free_bytes(),
            Self::Ntag424 | Self::DesfireLight | Self::Classic1k => 0,
        }
    }

    /// Returns the hardware and the software part of the answer to GetVersion.
    pub(super) const fn versions(self) -> [[u8; 7]; 2] {
        match self {
            Self::Desfire(generation, storage) => {
                let (hardware, software) = match generation {
                    Generation::Ev1 => (0x01, 0x01),
                    Generation::Ev2 => (0x12, 0x02),
                    Generation::Ev3 => (0x33, 0x03),
                };
                let code = storage.code();
                [
                    [0x04, 0x01, 0x01, hardware, 0x00, code, 0x05],
                    [0x04, 0x01, 0x01, software, 0x00, code, 0x05],
                ]
            }
            Self::Ntag424 => {
                [[0x04, 0x04, 0x02, 0x30, 0x00, 0x11, 0x05], [0x04, 0x04, 0x02, 0x01, 0x02, 0x11, 0x05]]
            }
            Self::DesfireLight | Self::Classic1k => {
                [[0x04, 0x08, 0x01, 0x30, 0x00, 0x13, 0x05], [0x04, 0x08, 0x01, 0x00, 0x02, 0x13, 0x05]]
            }
        }
    }

    /// Returns the answer to reset that a PC/SC reader makes up for the chip.
    pub(super) fn atr(self, ats: &[u8]) -> Vec<u8> {
        if self == Self::Classic1k {
            return vec![
                0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, 0x03, 0x00, 0x01,
                0x00, 0x00, 0x00, 0x00, 0x6A,
            ];
        }
        let historical: Vec<u8> = ats.iter().copied().skip(5).take(15).collect();
        let count = u8::try_from(historical.len()).unwrap_or(0);
        let mut atr = vec![0x3B, 0x80 | count, 0x80, 0x01];
        atr.extend(historical);
        let check = atr.iter().skip(1).fold(0, |check, byte| check ^ byte);
        atr.push(check);
        atr
    }

    /// Returns the serial number as anticollision shows it.
    pub(super) fn shown_uid(self, uid: &[u8]) -> Vec<u8> {
        match self {
            Self::Classic1k => uid.iter().copied().take(4).collect(),
            Self::Desfire(..) | Self::Ntag424 | Self::DesfireLight => uid.to_vec(),
        }
    }

    /// Returns the answer to a request for parameters, which a mere memory does not have.
    pub(super) fn ats(self, ats: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Classic1k => None,
            Self::Desfire(..) | Self::Ntag424 | Self::DesfireLight => Some(ats.to_vec()),
        }
    }

    pub(super) fn sak(self) -> Vec<u8> {
        match self {
            Self::Classic1k => vec![0x08],
            Self::Desfire(..) | Self::Ntag424 | Self::DesfireLight => vec![0x20],
        }
    }

    pub(super) fn atqa(self) -> Vec<u8> {
        match self {
            Self::Classic1k => vec![0x00, 0x04],
            Self::Desfire(..) | Self::Ntag424 | Self::DesfireLight => vec![0x03, 0x44],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_impostors_answer_to_reset_like_a_desfire_card() {
        let desfire = Product::Desfire(Generation::Ev2, Storage::K4);
        for product in [desfire, Product::Ntag424, Product::DesfireLight] {
            assert_eq!(product.atr(&ATS), [0x3B, 0x81, 0x80, 0x01, 0x80, 0x80]);
        }
        assert_ne!(Product::Classic1k.atr(&ATS), desfire.atr(&ATS));
    }

    #[test]
    fn a_changed_ats_changes_the_answer_to_reset() {
        let ats = [0x08, 0x75, 0x77, 0x81, 0x02, 0x80, 0x41, 0x42];
        let atr = Product::Desfire(Generation::Ev1, Storage::K2).atr(&ats);
        assert_eq!(atr, [0x3B, 0x83, 0x80, 0x01, 0x80, 0x41, 0x42, 0x81]);
    }
}
