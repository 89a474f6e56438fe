//! The keys of cards, made anew: for when a lock was stolen, and whatever it knew is to be worth nothing. Every card is
//! given the new ones when it is written next, so administrators only, and never one alone.

use super::four_eyes::{self, CardKeys, Confirmation};
use crate::console::Console;
use crate::domain::image::Epoch;
use crate::domain::moment::Moment;
use crate::secret::keyring::Keyring;
use crate::session::Administrator;
use crate::storage::audit::{Action, Entry, Fields, Subject};
use crate::storage::{self, Change, Outcome, keys, site};

/// Why the keys of cards stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not confirmed.
    #[error(transparent)]
    FourEyes(#[from] four_eyes::Error),
    /// The session has no keys of cards: the screen is locked, or the operator was never given them.
    #[error("the operator has no keys of the site")]
    NoSecrets,
    /// They were renewed as often as cards can tell apart.
    #[error("there is no epoch left")]
    NoneLeft,
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

/// Begins another epoch of the keys of cards: says how many keys are to be updated for it. Until then they keep what
/// they have.
pub fn renew(
    console: &Console,
    by: &Administrator,
    confirmation: Confirmation<CardKeys>,
) -> Result<usize, Error> {
    let keyring = by.session().keyring().ok_or(Error::NoSecrets)?;
    console.storage().change(by, |change| {
        let witness = confirmation.use_up(change, &CardKeys::from(by.clone()))?;
        let next = site::get(change)?.numbering.epoch.number().checked_add(1).and_then(Epoch::new);
        let (keys, entry) =
            begin(change, &keyring, next.ok_or(Error::NoneLeft)?, Action::CardKeysRenewed, witness)?;
        Ok::<_, Error>(Outcome::Changed(keys, entry.into()))
    })
}

/// Begins an epoch, for whatever reason: how many keys are to be updated for it, and the line of the trail.
pub(super) fn begin(
    change: &Change<'_>,
    keyring: &Keyring,
    epoch: Epoch,
    action: Action,
    witness: Option<String>,
) -> Result<(usize, Entry), storage::Error> {
    let site = site::get(change)?;
    site::set_epoch(change, keyring, epoch)?;
    let keys = keys::expect_anew(change, Moment::MIN_UTC)?;
    let subject = Subject::site(site.name);
    let before = Fields::default().with("card keys", site.numbering.epoch.number());
    let after = Fields::default()
        .with("card keys", epoch.number())
        .with("keys to be written anew", keys)
        .with("confirmed by", witness);
    Ok((keys, Entry { action, subject, before, after }))
}
