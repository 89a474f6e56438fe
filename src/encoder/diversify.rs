//! A key of its own for every card, out of one that is kept here (NXP AN10922, AES-128).

#![warn(clippy::indexing_slicing)]

use super::cipher::{self, Chain};
use crate::secret::Secret;

/// What a diversified key's message has in front: the constant for AES-128.
const CONSTANT: u8 = 0x01;

/// The most bytes that may diversify a key: two blocks less the constant.
pub const INPUT_BYTES_MAX: usize = 31;

/// Says that the diversification input is empty or longer than 31 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is diversified by 1 to 31 bytes")]
pub struct InputLength;

/// Derives the key that belongs to an input, such as a card's serial number and an application.
///
/// The message is always two blocks long, however short the input is: the plain CMAC of a short
/// message is another value, and a lock that computes it would refuse every card.
pub fn diversify(master: &Secret<16>, input: &[u8]) -> Result<Secret<16>, InputLength> {
    if input.is_empty() || input.len() > INPUT_BYTES_MAX {
        return Err(InputLength);
    }
    let mut chain = Chain::new(cipher::aes(master));
    let (whole, padded) = chain.subkeys();
    let subkey = if input.len() == INPUT_BYTES_MAX { whole } else { padded }.clone();

    let message = [CONSTANT].into_iter().chain(input.iter().copied());
    let padding = [0x80].into_iter().chain(std::iter::repeat(0));
    let mut blocks = [[0; 16]; 2];
    for (to, from) in blocks.as_flattened_mut().iter_mut().zip(message.chain(padding)) {
        *to = from;
    }
    let [first, mut last] = blocks;
    cipher::xor(&mut last, subkey.expose());
    chain.encipher(&first);
    let derived = chain.encipher(&last);
    Ok(Secret::new(derived.try_into().map_err(|_| InputLength)?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::hex;
    use super::*;

    fn key(text: &str) -> Secret<16> {
        Secret::new(hex(text).try_into().unwrap())
    }

    #[test]
    fn the_worked_example_of_an10922() {
        let master = key("00112233445566778899AABBCCDDEEFF");
        let chain = Chain::new(cipher::aes(&master));
        assert_eq!(chain.subkeys().0, &key("FBC9F75C9413C041DFEE452D3F0706D1"));
        assert_eq!(chain.subkeys().1, &key("F793EEB928278083BFDC8A5A7E0E0D25"));
        let input = hex("04782E21801D803042F54E585020416275");
        let derived = diversify(&master, &input).unwrap();
        assert_eq!(derived, key("A8DD63A3B89D54B37CA802473FDA9175"));
    }

    #[test]
    fn a_short_input_is_filled_to_two_blocks_and_is_not_a_plain_cmac() {
        let master = key("F3F9377698707B688EAF84ABE39E3791");
        let derived = diversify(&master, &hex("04DEADBEEFFEED")).unwrap();
        assert_eq!(derived, key("0BB408BAFF98B6EE9F2E1585777F6A51"));
        let plain = Chain::new(cipher::aes(&master)).mac(&hex("0104DEADBEEFFEED"));
        assert_eq!(plain.to_vec(), hex("721E2C01E81AF85D815633969CEA2607"));
    }

    #[test]
    fn an_input_of_31_bytes_fills_both_blocks_and_is_an_ordinary_cmac() {
        let master = key("00112233445566778899AABBCCDDEEFF");
        let input: Vec<u8> = (1..=31).collect();
        let message: Vec<u8> = [1].into_iter().chain(input.iter().copied()).collect();
        let ordinary = Chain::new(cipher::aes(&master)).mac(&message);
        assert_eq!(diversify(&master, &input).unwrap(), Secret::new(ordinary));
    }

    #[test]
    fn an_input_is_1_to_31_bytes_long() {
        let master = key("00112233445566778899AABBCCDDEEFF");
        assert_eq!(diversify(&master, &[]), Err(InputLength));
        assert_eq!(diversify(&master, &[0; 32]), Err(InputLength));
        assert!(diversify(&master, &[0]).is_ok());
    }
}
