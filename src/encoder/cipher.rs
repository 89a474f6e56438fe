//! Block ciphers, their chaining, CMAC and CRC-32: the primitives that both the host and the
//! simulated card stand on. What is made of them, each side writes for itself.

#![warn(clippy::indexing_slicing)]

use aes::Aes128;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use des::{Des, TdesEde2};
use zeroize::{Zeroize, Zeroizing};

use crate::secret::Secret;

/// Enciphers and deciphers one block of `N` bytes.
pub trait BlockCipher<const N: usize> {
    /// The low byte of the field's polynomial, with which CMAC doubles its subkeys.
    const POLYNOMIAL: u8;

    /// Enciphers a block in place.
    fn encipher(&self, block: &mut [u8; N]);

    /// Deciphers a block in place.
    fn decipher(&self, block: &mut [u8; N]);
}

impl BlockCipher<16> for Aes128 {
    const POLYNOMIAL: u8 = 0x87;

    fn encipher(&self, block: &mut [u8; 16]) {
        self.encrypt_block(block.into());
    }

    fn decipher(&self, block: &mut [u8; 16]) {
        self.decrypt_block(block.into());
    }
}

impl BlockCipher<8> for Des {
    const POLYNOMIAL: u8 = 0x1B;

    fn encipher(&self, block: &mut [u8; 8]) {
        self.encrypt_block(block.into());
    }

    fn decipher(&self, block: &mut [u8; 8]) {
        self.decrypt_block(block.into());
    }
}

impl BlockCipher<8> for TdesEde2 {
    const POLYNOMIAL: u8 = 0x1B;

    fn encipher(&self, block: &mut [u8; 8]) {
        self.encrypt_block(block.into());
    }

    fn decipher(&self, block: &mut [u8; 8]) {
        self.decrypt_block(block.into());
    }
}

/// Makes the AES-128 cipher of a key.
pub fn aes(key: &Secret<16>) -> Aes128 {
    Aes128::new(key.expose().into())
}

/// Makes the single DES cipher of a key; its parity bits mean nothing.
pub fn des(key: &Secret<8>) -> Des {
    Des::new(key.expose().into())
}

/// Makes the triple DES cipher of a double-length key.
pub fn tdes(key: &Secret<16>) -> TdesEde2 {
    TdesEde2::new(key.expose().into())
}

/// Chains blocks (CBC) and computes CMACs from one initial value that runs on from call to call.
pub struct Chain<C, const N: usize> {
    cipher: C,
    subkeys: (Secret<N>, Secret<N>),
    initial: Secret<N>,
}

impl<C: BlockCipher<N>, const N: usize> Chain<C, N> {
    /// Starts a chain at the initial value zero.
    pub fn new(cipher: C) -> Self {
        let mut zero = [0; N];
        cipher.encipher(&mut zero);
        let first = double::<N>(&zero, C::POLYNOMIAL);
        let second = double::<N>(&first, C::POLYNOMIAL);
        zero.zeroize();
        Self { cipher, subkeys: (Secret::new(first), Secret::new(second)), initial: Secret::new([0; N]) }
    }

    /// Lets the chain go on from another initial value.
    pub fn restart(&mut self, initial: [u8; N]) {
        *self.initial.expose_mut() = initial;
    }

    /// Returns the two CMAC subkeys: for whole and for padded messages.
    pub fn subkeys(&self) -> (&Secret<N>, &Secret<N>) {
        (&self.subkeys.0, &self.subkeys.1)
    }

    /// Enciphers one block without chaining, as an electronic code book would.
    pub fn encipher_block(&self, block: &mut [u8; N]) {
        self.cipher.encipher(block);
    }

    /// Enciphers a message, filled up with zeros to whole blocks.
    pub fn encipher(&mut self, plain: &[u8]) -> Vec<u8> {
        let mut output = plain.to_vec();
        output.resize(plain.len().next_multiple_of(N), 0);
        let (blocks, _) = output.as_chunks_mut::<N>();
        for block in blocks {
            xor(block, self.initial.expose());
            self.cipher.encipher(block);
            *self.initial.expose_mut() = *block;
        }
        output
    }

    /// Deciphers whole blocks, or returns nothing if there is a part of one.
    pub fn decipher(&mut self, cryptogram: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        if !cryptogram.len().is_multiple_of(N) {
            return None;
        }
        let mut output = Zeroizing::new(cryptogram.to_vec());
        let (blocks, _) = output.as_chunks_mut::<N>();
        for block in blocks {
            let next = *block;
            self.cipher.decipher(block);
            xor(block, self.initial.expose());
            *self.initial.expose_mut() = next;
        }
        Some(output)
    }

    /// Computes the CMAC of a message from the running initial value, which becomes the CMAC.
    pub fn mac(&mut self, message: &[u8]) -> [u8; N] {
        let whole = !message.is_empty() && message.len().is_multiple_of(N);
        let mut padded = Zeroizing::new(message.to_vec());
        if !whole {
            padded.push(0x80);
            let filled = padded.len().next_multiple_of(N);
            padded.resize(filled, 0);
        }
        let (blocks, _) = padded.as_chunks_mut::<N>();
        if let Some(last) = blocks.last_mut() {
            let subkey = if whole { &self.subkeys.0 } else { &self.subkeys.1 };
            xor(last, subkey.expose());
        }
        for block in blocks {
            xor(block, self.initial.expose());
            self.cipher.encipher(block);
            *self.initial.expose_mut() = *block;
        }
        *self.initial.expose()
    }
}

/// Adds the second block to the first, bit by bit without carry.
pub fn xor<const N: usize>(block: &mut [u8; N], other: &[u8; N]) {
    for (byte, other) in block.iter_mut().zip(other) {
        *byte ^= other;
    }
}

fn double<const N: usize>(block: &[u8; N], polynomial: u8) -> [u8; N] {
    let mut output = [0; N];
    let mut carry = 0;
    for (to, from) in output.iter_mut().zip(block).rev() {
        *to = (from << 1) | carry;
        carry = from >> 7;
    }
    if let Some(last) = output.last_mut() {
        *last ^= carry * polynomial;
    }
    output
}

/// Computes DESFire's CRC-32 over several parts: the usual polynomial without the final inversion.
pub fn crc32(parts: &[&[u8]]) -> [u8; 4] {
    let mut crc = u32::MAX;
    for byte in parts.iter().flat_map(|part| part.iter()) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let lowest = crc & 1;
            crc = (crc >> 1) ^ (0xEDB8_8320 * lowest);
        }
    }
    crc.to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::super::tests::hex;
    use super::*;

    fn chain() -> Chain<Aes128, 16> {
        let key = hex("2B7E151628AED2A6ABF7158809CF4F3C");
        Chain::new(aes(&Secret::new(key.try_into().unwrap())))
    }

    #[test]
    fn the_mac_of_rfc_4493_holds_for_every_kind_of_length() {
        let message = hex(
            "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710",
        );
        for (length, mac) in [
            (0, "BB1D6929E95937287FA37D129B756746"),
            (16, "070A16B46B4D4144F79BDD9DD04A287C"),
            (40, "DFA66747DE9AE63030CA32611497C827"),
            (64, "51F0BEBF7E3B9D92FC49741779363CFE"),
        ] {
            assert_eq!(chain().mac(&message[..length]).to_vec(), hex(mac), "{length}");
        }
    }

    #[test]
    fn what_is_enciphered_is_deciphered_and_the_initial_value_runs_on() {
        let (mut sender, mut receiver) = (chain(), chain());
        for message in [&[1_u8; 16][..], &[2; 20], &[], &[3; 48]] {
            let cryptogram = sender.encipher(message);
            let plain = receiver.decipher(&cryptogram).unwrap();
            assert_eq!(&plain[..message.len()], message);
            assert!(plain[message.len()..].iter().all(|byte| *byte == 0));
        }
        assert!(receiver.decipher(&[0; 15]).is_none());
    }

    #[test]
    fn triple_des_with_equal_halves_is_single_des() {
        let mut single = [5; 8];
        let mut triple = [5; 8];
        des(&Secret::new([9; 8])).encipher(&mut single);
        tdes(&Secret::new([9; 16])).encipher(&mut triple);
        assert_eq!(single, triple);
    }

    #[test]
    fn the_checksum_is_the_usual_one_without_its_final_inversion() {
        // The usual CRC-32 of "123456789" is CBF43926.
        assert_eq!(crc32(&[b"1234", b"56789"]), (!0xCBF4_3926_u32).to_le_bytes());
    }
}
