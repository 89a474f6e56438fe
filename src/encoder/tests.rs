//! Both sides of the protocol against each other, against other people's numbers and hosts.

use super::secret::Secret;

/// Reads bytes written as hexadecimal digits; blanks do not count.
pub fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    assert!(digits.len().is_multiple_of(2), "half a byte in {text:?}");
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

/// Reads a key written as hexadecimal digits.
pub fn secret<const N: usize>(text: &str) -> Secret<N> {
    Secret::new(hex(text).try_into().unwrap())
}
