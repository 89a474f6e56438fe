//! Bytes that must not be seen: keys, session keys and the challenges they are made of.

#![warn(clippy::indexing_slicing)]

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// Holds bytes that do not print, are compared in constant time and are wiped when dropped.
#[derive(Clone)]
pub struct Secret<const N: usize>([u8; N]);

impl<const N: usize> Secret<N> {
    /// Takes bytes as a secret.
    pub const fn new(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    /// Lends the bytes, to the one who computes with them.
    pub fn expose(&self) -> &[u8; N] {
        &self.0
    }

    /// Lends the bytes to be filled.
    pub fn expose_mut(&mut self) -> &mut [u8; N] {
        &mut self.0
    }
}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Secret({N} bytes)")
    }
}

impl<const N: usize> PartialEq for Secret<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl<const N: usize> Eq for Secret<N> {}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_its_length_only() {
        assert_eq!(format!("{:?}", Secret::new([7; 16])), "Secret(16 bytes)");
    }

    #[test]
    fn secrets_are_equal_when_all_their_bytes_are() {
        let mut other = Secret::new([7; 8]);
        assert_eq!(Secret::new([7; 8]), other);
        other.expose_mut()[7] = 6;
        assert_ne!(Secret::new([7; 8]), other);
    }
}
