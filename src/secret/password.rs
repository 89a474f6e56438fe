//! How passwords are kept: one way, with parameters and salt in each record (Argon2id, RFC 9106). One run
//! gives both the check of the password and the key that opens the operator's own secrets.

use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{NoRandomness, Secret, random};
use crate::domain::operator::Password;
use crate::domain::throttle::Attempt;

/// What one check of a password costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in kibibytes.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// What new records cost: 46 MiB, one pass (OWASP ASVS 5.0, appendix C).
    pub const DEFAULT: Cost = Cost { memory_kib: 46 * 1024, passes: 1, lanes: 1 };

    /// As cheap as can be: for tests and for measuring what is not signing in.
    pub const LEAST: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };

    /// The most that a record may ask for: a damaged one must not take the memory of the whole machine.
    const MEMORY_KIB_MAX: u32 = 1024 * 1024;
    const PASSES_MAX: u32 = 16;
}

/// A password as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What a check costs.
    pub cost: Cost,
    /// The record's own salt.
    pub salt: [u8; 16],
    /// What the password leads to; does not lead back.
    pub check: [u8; 32],
}

/// A record that asks for what cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its parameters are out of bounds.
    #[error("the password record is damaged")]
    Damaged,
    /// The system gave no random numbers.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// What a right password opens.
#[derive(Debug)]
pub struct Opened {
    /// The key that wraps the operator's own secrets.
    pub wrapping: Secret,
}

impl Record {
    /// The record of a new password, and what it opens.
    pub fn make(password: &Password, cost: Cost) -> Result<(Record, Opened), Fault> {
        let salt = random()?;
        let stretched = stretch(password, cost, &salt)?;
        let record = Record { cost, salt, check: stretched.derive("keydesk password check") };
        Ok((record, Opened { wrapping: stretched.derive_secret("keydesk operator wrapping") }))
    }

    /// What the password opens, or `None` if it is not the one.
    pub fn open(&self, password: &Password, _: &Attempt) -> Result<Option<Opened>, Fault> {
        self.try_open(password)
    }

    /// Whether a password that is chosen is this one over again. The answer is for whoever has shown to know the
    /// present one, and for nobody else: it tells what the password is or was.
    pub fn is_chosen_again(&self, chosen: &Password) -> Result<bool, Fault> {
        Ok(self.try_open(chosen)?.is_some())
    }

    fn try_open(&self, password: &Password) -> Result<Option<Opened>, Fault> {
        let stretched = stretch(password, self.cost, &self.salt)?;
        let check: [u8; 32] = stretched.derive("keydesk password check");
        let is_right: bool = check.ct_eq(&self.check).into();
        Ok(is_right.then(|| Opened { wrapping: stretched.derive_secret("keydesk operator wrapping") }))
    }

    /// Whether the record was made cheaper than new ones are.
    pub fn is_outdated(&self, cost: Cost) -> bool {
        self.cost != cost
    }
}

/// Costs as much time as a real check and opens nothing: for user names that do not exist.
pub fn pretend(password: &Password, cost: Cost) -> Result<(), Fault> {
    stretch(password, cost, &[0; 16]).map(|_| ())
}

fn stretch(password: &Password, cost: Cost, salt: &[u8; 16]) -> Result<Secret, Fault> {
    if cost.memory_kib > Cost::MEMORY_KIB_MAX || cost.passes > Cost::PASSES_MAX {
        return Err(Fault::Damaged);
    }
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| Fault::Damaged)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut out = Zeroizing::new([0; 32]);
    argon
        .hash_password_into(password.normalised().as_bytes(), salt, out.as_mut_slice())
        .map_err(|_| Fault::Damaged)?;
    Ok(Secret::new(*out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_its_record_and_no_other_does() {
        let (record, opened) = Record::make(&Password::new("twelve chars"), Cost::LEAST).unwrap();
        let again = record.try_open(&Password::new("twelve chars")).unwrap().unwrap();
        assert_eq!(again.wrapping, opened.wrapping);
        assert!(record.try_open(&Password::new("Twelve chars")).unwrap().is_none());
    }

    #[test]
    fn the_same_password_twice_makes_two_records() {
        let make = || Record::make(&Password::new("twelve chars"), Cost::LEAST).unwrap().0;
        assert_ne!(make().check, make().check);
    }

    #[test]
    fn the_same_letters_are_the_same_password() {
        let (record, _) = Record::make(&Password::new("cafe\u{301} con leche"), Cost::LEAST).unwrap();
        assert!(record.try_open(&Password::new("café con leche")).unwrap().is_some());
    }

    #[test]
    fn a_damaged_record_does_not_take_the_machine() {
        let (mut record, _) = Record::make(&Password::new("twelve chars"), Cost::LEAST).unwrap();
        record.cost.memory_kib = u32::MAX;
        assert_eq!(record.try_open(&Password::new("twelve chars")).unwrap_err(), Fault::Damaged);
    }
}
