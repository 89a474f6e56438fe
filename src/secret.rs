//! Secrets: what the site's master secret leads to, how it is wrapped, and how passwords are kept. Nothing
//! here prints, and everything wipes itself.

pub mod authenticator;
pub(crate) mod bearer;
pub mod keyring;
pub mod password;
pub mod recovery;
mod seal;

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroize as _;

pub use seal::{OpenFailed, Sealed, seal_to};

/// The operating system gave no random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random numbers")]
pub struct NoRandomness;

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// Secret bytes. They do not print, compare in constant time and wipe themselves.
#[derive(Clone)]
pub struct Secret<const N: usize = 32>([u8; N]);

impl<const N: usize> Secret<N> {
    /// A new secret that nobody knows.
    pub fn random() -> Result<Self, NoRandomness> {
        random().map(Secret)
    }

    /// The secret of these bytes.
    pub const fn new(bytes: [u8; N]) -> Self {
        Secret(bytes)
    }

    /// The bytes.
    pub const fn expose(&self) -> &[u8; N] {
        &self.0
    }

    /// The bytes, to be filled.
    pub(crate) const fn expose_mut(&mut self) -> &mut [u8; N] {
        &mut self.0
    }
}

impl<const N: usize> PartialEq for Secret<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl<const N: usize> Eq for Secret<N> {}

impl Secret {
    /// `N` bytes for one purpose (HKDF-SHA256, RFC 5869): they do not lead back, nor to another purpose.
    pub fn derive<const N: usize>(&self, purpose: &str) -> [u8; N] {
        const { assert!(N <= 255 * 32, "HKDF-SHA256 gives no more") };
        let mut bytes = [0; N];
        let expanded = Hkdf::<Sha256>::new(None, &self.0).expand(purpose.as_bytes(), &mut bytes);
        debug_assert!(expanded.is_ok(), "the length was checked when this was compiled");
        bytes
    }

    /// A secret for one purpose.
    pub fn derive_secret(&self, purpose: &str) -> Secret {
        Secret(self.derive(purpose))
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_are_apart() {
        let secret = Secret::new([1; 32]);
        assert_ne!(secret.derive::<32>("a"), secret.derive::<32>("b"));
        assert_eq!(secret.derive::<32>("a"), secret.derive::<32>("a"));
        assert_ne!(secret.derive::<32>("a"), *secret.expose());
    }

    #[test]
    fn a_secret_does_not_print() {
        assert_eq!(format!("{:?}", Secret::new([1; 32])), "Secret(…)");
    }

    #[test]
    fn no_two_secrets_are_alike() {
        assert_ne!(Secret::<32>::random().unwrap(), Secret::random().unwrap());
    }
}
