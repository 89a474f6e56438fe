//! Sealing: for who holds a key (XChaCha20-Poly1305), and for who holds the private half of one (X25519, then
//! the same).

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{NoRandomness, Secret, random};

/// Sealed bytes: nonce, then ciphertext and tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

/// It was not sealed with this key for this purpose, or it was altered since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sealed bytes do not open with this key")]
pub struct OpenFailed;

const NONCE: usize = 24;

impl Secret {
    /// Seals bytes for one purpose.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Sealed, NoRandomness> {
        let nonce: [u8; NONCE] = random()?;
        let payload = Payload { msg: plain, aad: purpose.as_bytes() };
        // Encryption fails only for messages of 256 GB and more; what is sealed here has a few dozen bytes.
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        Ok(Sealed([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what was sealed with this secret for this purpose.
    pub fn open(&self, purpose: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, OpenFailed> {
        let (nonce, sealed) = sealed.0.split_first_chunk::<NONCE>().ok_or(OpenFailed)?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        let opened = self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| OpenFailed)?;
        Ok(Zeroizing::new(opened))
    }

    /// Opens what was sealed to the public half of this private key.
    pub fn open_with_private(
        &self,
        purpose: &str,
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, OpenFailed> {
        let (theirs, sealed) = sealed.0.split_first_chunk::<32>().ok_or(OpenFailed)?;
        let private = StaticSecret::from(*self.expose());
        let shared = shared(&private, &PublicKey::from(*theirs), &PublicKey::from(*theirs), &self.public())?;
        shared.open(purpose, &Sealed(sealed.to_vec()))
    }

    /// The public half of this private key.
    pub fn public(&self) -> PublicKey {
        PublicKey::from(&StaticSecret::from(*self.expose()))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.expose().into())
    }
}

/// Seals bytes so that only the holder of the private half can open them.
pub fn seal_to(public: &PublicKey, purpose: &str, plain: &[u8]) -> Result<Sealed, NoRandomness> {
    let once = Secret::random()?;
    let private = StaticSecret::from(*once.expose());
    // Rejects low-order public keys: what is sealed to it opens for nobody.
    let Ok(shared) = shared(&private, public, &once.public(), public) else {
        return Ok(Sealed(Vec::new()));
    };
    let sealed = shared.seal(purpose, plain)?;
    Ok(Sealed([once.public().as_bytes().as_slice(), &sealed.0].concat()))
}

fn shared(
    private: &StaticSecret,
    theirs: &PublicKey,
    once: &PublicKey,
    receiver: &PublicKey,
) -> Result<Secret, OpenFailed> {
    let shared = private.diffie_hellman(theirs);
    if !shared.was_contributory() {
        return Err(OpenFailed);
    }
    // Both public keys take part, so that a sealing cannot be passed off as one to somebody else.
    let mut material = Zeroizing::new(Vec::with_capacity(96));
    material.extend_from_slice(shared.as_bytes());
    material.extend_from_slice(once.as_bytes());
    material.extend_from_slice(receiver.as_bytes());
    let mut key = [0; 32];
    let expanded =
        hkdf::Hkdf::<sha2::Sha256>::new(None, &material).expand(b"keydesk sealed to an operator", &mut key);
    debug_assert!(expanded.is_ok(), "32 bytes are always to be had");
    Ok(Secret::new(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_for_its_purpose_unaltered() {
        let key = Secret::random().unwrap();
        let sealed = key.seal("a", b"secret").unwrap();
        assert_eq!(key.open("a", &sealed).unwrap().as_slice(), b"secret");
        assert!(key.open("b", &sealed).is_err());
        assert!(Secret::random().unwrap().open("a", &sealed).is_err());
        for position in 0..sealed.0.len() {
            let mut altered = sealed.clone();
            altered.0[position] ^= 1;
            assert!(key.open("a", &altered).is_err(), "byte {position}");
        }
        assert!(key.open("a", &Sealed(vec![1, 2, 3])).is_err());
    }

    #[test]
    fn only_the_private_half_opens_what_was_sealed_to_the_public_one() {
        let (ana, ben) = (Secret::random().unwrap(), Secret::random().unwrap());
        let sealed = seal_to(&ana.public(), "site", b"secret").unwrap();
        assert_eq!(ana.open_with_private("site", &sealed).unwrap().as_slice(), b"secret");
        assert!(ben.open_with_private("site", &sealed).is_err());
        assert!(ana.open_with_private("other", &sealed).is_err());
        assert!(ana.open_with_private("site", &Sealed(Vec::new())).is_err());
    }
}
