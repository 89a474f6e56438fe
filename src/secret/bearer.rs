//! What an operator's password seals: the private key, which site it is of, and what vouches for the public key.
//!
//! Anyone who can write the file can put anything in place of what stands there, but cannot seal under a password. So
//! what the file says of the site is held against this. And a site's secret is given only to a public key that is
//! vouched for with that very secret: otherwise it would be sealed to whoever put a public key there.

use zeroize::Zeroizing;

use super::seal::{OpenFailed, Sealed};
use super::{NoRandomness, Secret};
use crate::domain::image::{Born, SiteMark};
use crate::domain::operator::OperatorId;

/// Which site it is. No secret; but for its beginning it is derived from the master secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The mark by which keys and locks know it.
    pub mark: SiteMark,
    /// The public half of the key that signs images.
    pub verifying_key: [u8; 32],
    /// The mark of the secret of PIN checks.
    pub pins: [u8; 16],
    /// When this numbering of keys and doors began.
    pub born: Born,
}

/// A secret that vouches for the public keys of one operator: only the operator, and who holds the site's secret that
/// it was made of, have it.
pub type Voucher = Secret;

/// The voucher of an operator that a secret of the site leads to.
pub fn voucher(secret: &Secret, operator: OperatorId) -> Voucher {
    secret.derive_secret(&format!("keydesk voucher {}", operator.0))
}

/// What vouches for a public key.
pub fn vouch(voucher: &Voucher, public_key: &[u8; 32]) -> [u8; 32] {
    let letters: String = public_key.iter().map(|byte| format!("{byte:02x}")).collect();
    voucher.derive(&format!("keydesk public key {letters}"))
}

/// What says that the secret was given to an operator and a public key. Unlike what vouches for the key, nobody makes it
/// without the secret itself.
pub fn given(secret: &Secret, operator: OperatorId, public_key: &[u8; 32]) -> [u8; 32] {
    vouch(&secret.derive_secret(&format!("keydesk given {}", operator.0)), public_key)
}

/// What the password of one operator seals.
#[derive(Debug, Clone)]
pub struct Bearer {
    /// The private key: opens what is sealed to the operator.
    pub private: Secret,
    /// The site that it is of.
    pub site: Identity,
    /// By each secret of the site that whoever made the account held: of the master secret, and of that of PIN checks.
    pub vouchers: [Option<Voucher>; 2],
}

const PURPOSE: &str = "keydesk operator bearer";
const BYTES: usize = 32 + 16 + 32 + 16 + 4 + 2 * 33;

impl Bearer {
    /// Seals it under what a password gives.
    pub fn seal(&self, wrapping: &Secret) -> Result<Sealed, NoRandomness> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(BYTES));
        bytes.extend_from_slice(self.private.expose());
        bytes.extend_from_slice(&self.site.mark.0);
        bytes.extend_from_slice(&self.site.verifying_key);
        bytes.extend_from_slice(&self.site.pins);
        bytes.extend_from_slice(&self.site.born.0.to_le_bytes());
        for voucher in &self.vouchers {
            bytes.push(u8::from(voucher.is_some()));
            bytes.extend_from_slice(voucher.as_ref().map_or(&[0; 32], |voucher| voucher.expose()));
        }
        wrapping.seal(PURPOSE, &bytes)
    }

    /// Opens it.
    pub fn open(wrapping: &Secret, sealed: &Sealed) -> Result<Bearer, OpenFailed> {
        let opened = wrapping.open(PURPOSE, sealed)?;
        Bearer::read(&opened).ok_or(OpenFailed)
    }

    fn read(bytes: &[u8]) -> Option<Bearer> {
        let bytes: &[u8; BYTES] = bytes.try_into().ok()?;
        let (private, bytes) = bytes.split_first_chunk()?;
        let (mark, bytes) = bytes.split_first_chunk()?;
        let (verifying_key, bytes) = bytes.split_first_chunk()?;
        let (pins, bytes) = bytes.split_first_chunk()?;
        let (born, bytes) = bytes.split_first_chunk()?;
        let voucher = |bytes: &[u8]| -> Option<Option<Voucher>> {
            match bytes.split_first_chunk()? {
                ([0], _) => Some(None),
                ([1], voucher) => Some(Some(Secret::new(voucher.try_into().ok()?))),
                _ => None,
            }
        };
        let (master, of_pins) = bytes.split_at_checked(33)?;
        Some(Bearer {
            private: Secret::new(*private),
            site: Identity {
                mark: SiteMark(*mark),
                verifying_key: *verifying_key,
                pins: *pins,
                born: Born(u32::from_le_bytes(*born)),
            },
            vouchers: [voucher(master)?, voucher(of_pins)?],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::keyring::Master;

    fn bearer(vouchers: [Option<Voucher>; 2]) -> Bearer {
        let site = Master::new(Secret::new([7; 32])).identity(Born(13_675_680));
        Bearer { private: Secret::new([5; 32]), site, vouchers }
    }

    #[test]
    fn what_a_password_seals_opens_whole() {
        let wrapping = Secret::new([1; 32]);
        for vouchers in [[None, None], [Some(Secret::new([2; 32])), None], [None, Some(Secret::new([3; 32]))]]
        {
            let bearer = bearer(vouchers);
            let opened = Bearer::open(&wrapping, &bearer.seal(&wrapping).unwrap()).unwrap();
            assert_eq!((opened.private, opened.site), (bearer.private, bearer.site));
            assert_eq!(opened.vouchers, bearer.vouchers);
        }
        let sealed = bearer([None, None]).seal(&wrapping).unwrap();
        assert!(Bearer::open(&Secret::new([9; 32]), &sealed).is_err());
        let other = wrapping.seal(PURPOSE, &[0; BYTES - 1]).unwrap();
        assert!(Bearer::open(&wrapping, &other).is_err());
    }

    #[test]
    fn a_voucher_is_one_operators_and_vouches_for_one_key() {
        let secret = Secret::new([7; 32]);
        let ana = voucher(&secret, OperatorId(2));
        assert_ne!(ana, voucher(&secret, OperatorId(3)));
        assert_ne!(ana, voucher(&Secret::new([8; 32]), OperatorId(2)));
        assert_eq!(vouch(&ana, &[1; 32]), vouch(&ana, &[1; 32]));
        assert_ne!(vouch(&ana, &[1; 32]), vouch(&ana, &[2; 32]));
        assert_ne!(vouch(&ana, &[1; 32]), given(&secret, OperatorId(2), &[1; 32]));
        assert_ne!(given(&secret, OperatorId(3), &[1; 32]), given(&secret, OperatorId(2), &[1; 32]));
        assert_ne!(given(&secret, OperatorId(2), &[2; 32]), given(&secret, OperatorId(2), &[1; 32]));
    }
}
