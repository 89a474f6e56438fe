//! The session of DESFire EV1: one initial value runs through every MAC and every cryptogram.

#![warn(clippy::indexing_slicing)]

use aes::Aes128;
use des::Des;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{Command, Received, Sent};
use crate::encoder::cipher::{self, Chain};
use crate::encoder::desfire::error::Integrity;
use crate::secret::Secret;

/// How much of a MAC is sent.
const MAC_BYTES: usize = 8;

/// The status of every answer that a session opens; MAC and checksum cover it.
const DONE: u8 = 0x00;

/// A session that AuthenticateAES or the ISO authentication with DES began.
pub struct Chained(Keyed);

enum Keyed {
    Aes(Box<Chain<Aes128, 16>>),
    Des(Box<Chain<Des, 8>>),
}

impl Chained {
    /// Begins a session with an AES session key.
    pub fn aes(key: &Secret<16>) -> Self {
        Self(Keyed::Aes(Box::new(Chain::new(cipher::aes(key)))))
    }

    /// Begins a session with a single DES session key.
    pub fn des(key: &Secret<8>) -> Self {
        Self(Keyed::Des(Box::new(Chain::new(cipher::des(key)))))
    }

    /// Returns the content to send for a command.
    pub fn seal(&mut self, command: &Command<'_>) -> Vec<u8> {
        let Command { instruction, header, body, trailer, sent, .. } = command;
        match sent {
            Sent::Plain | Sent::Managed => {
                self.mac(&[&[*instruction], header, body]);
                [*header, *body].concat()
            }
            Sent::Maced => {
                let mac = self.mac(&[&[*instruction], header, body]);
                [*header, *body, &mac[..]].concat()
            }
            Sent::Full => {
                let checksum = cipher::crc32(&[&[*instruction], header, body]);
                let plain = Zeroizing::new([*body, &checksum[..], trailer].concat());
                [*header, &self.encipher(&plain)[..]].concat()
            }
        }
    }

    /// Checks an answer to a command and returns what it says.
    pub fn open(&mut self, command: &Command<'_>, answer: &[u8]) -> Result<Vec<u8>, Integrity> {
        match command.received {
            Received::Plain | Received::Maced => self.open_maced(answer),
            Received::Full(bytes) => self.open_full(answer, bytes),
            // Such an answer has no content, and there is nothing left to check it with.
            Received::SessionEnd => Err(Integrity::Mac),
        }
    }

    fn open_maced(&mut self, answer: &[u8]) -> Result<Vec<u8>, Integrity> {
        let (content, received) = answer.split_last_chunk::<MAC_BYTES>().ok_or(Integrity::Mac)?;
        let expected = self.mac(&[content, &[DONE]]);
        if !bool::from(expected.ct_eq(received)) {
            return Err(Integrity::Mac);
        }
        Ok(content.to_vec())
    }

    fn open_full(&mut self, answer: &[u8], bytes: usize) -> Result<Vec<u8>, Integrity> {
        let whole = (bytes + size_of::<u32>()).next_multiple_of(self.block_bytes());
        if answer.len() != whole {
            return Err(Integrity::Padding);
        }
        let plain = self.decipher(answer).ok_or(Integrity::Padding)?;
        let (content, rest) = plain.split_at_checked(bytes).ok_or(Integrity::Padding)?;
        let (received, padding) = rest.split_first_chunk::<4>().ok_or(Integrity::Checksum)?;
        let expected = cipher::crc32(&[content, &[DONE]]);
        if !bool::from(expected.ct_eq(received)) {
            return Err(Integrity::Checksum);
        }
        if padding.iter().any(|byte| *byte != 0) {
            return Err(Integrity::Padding);
        }
        Ok(content.to_vec())
    }

    const fn block_bytes(&self) -> usize {
        match &self.0 {
            Keyed::Aes(_) => 16,
            Keyed::Des(_) => 8,
        }
    }

    fn mac(&mut self, parts: &[&[u8]]) -> [u8; MAC_BYTES] {
        let message = Zeroizing::new(parts.concat());
        match &mut self.0 {
            Keyed::Aes(chain) => {
                let [a, b, c, d, e, f, g, h, ..] = chain.mac(&message);
                [a, b, c, d, e, f, g, h]
            }
            Keyed::Des(chain) => chain.mac(&message),
        }
    }

    fn encipher(&mut self, plain: &[u8]) -> Vec<u8> {
        match &mut self.0 {
            Keyed::Aes(chain) => chain.encipher(plain),
            Keyed::Des(chain) => chain.encipher(plain),
        }
    }

    fn decipher(&mut self, cryptogram: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match &mut self.0 {
            Keyed::Aes(chain) => chain.decipher(cryptogram),
            Keyed::Des(chain) => chain.decipher(cryptogram),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a card with the same key, but careless, would answer.
    fn answer(plain: &[u8]) -> Vec<u8> {
        Chain::new(cipher::aes(&Secret::new([1; 16]))).encipher(plain)
    }

    fn open(answer: &[u8]) -> Result<Vec<u8>, Integrity> {
        Chained::aes(&Secret::new([1; 16])).open_full(answer, 7)
    }

    #[test]
    fn an_enciphered_answer_has_its_length_its_checksum_and_zeros() {
        let content = [9; 7];
        let checksum = cipher::crc32(&[&content, &[DONE]]);
        let right = [&content[..], &checksum].concat();
        assert_eq!(open(&answer(&right)), Ok(content.to_vec()));
        let marked = [&right[..], &[0x80]].concat();
        assert_eq!(open(&answer(&marked)), Err(Integrity::Padding));
        let longer = [&right[..], &[0; 6]].concat();
        assert_eq!(open(&answer(&longer)), Err(Integrity::Padding));
        let wrong = [&content[..], &cipher::crc32(&[&content])].concat();
        assert_eq!(open(&answer(&wrong)), Err(Integrity::Checksum));
        assert_eq!(open(&answer(&right)[..15]), Err(Integrity::Padding));
        assert_eq!(open(&[]), Err(Integrity::Padding));
    }
}
