//! The keys of cards, made anew: for when a lock was stolen, and whatever it knew is to be worth nothing. Every card is
//! given the new ones when it is written next, so administrators only, and never one alone.

use std::cmp::Ordering;

use super::four_eyes::{self, CardKeys, Confirmation};
use crate::console::Console;
use crate::domain::image::{Epoch, Header};
use crate::domain::moment::{self, Moment};
use crate::secret::keyring::Keyring;
use crate::session::Administrator;
use crate::storage::audit::{Action, Entry, Fields, Subject};
use crate::storage::site::Numbering;
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
        let epoch = after(site::get(change)?.numbering.epoch).ok_or(Error::NoneLeft)?;
        let (begun, action) = (Begun { epoch, renewed: Some(change.now()) }, Action::CardKeysRenewed);
        let (keys, entry) = begin(change, &keyring, begun, action, witness)?;
        Ok::<_, Error>(Outcome::Changed(keys, entry.into()))
    })
}

fn after(epoch: Epoch) -> Option<Epoch> {
    epoch.number().checked_add(1).and_then(Epoch::new)
}

/// What a card shows of epochs that the file has forgotten: it was put back, or made from the recovery sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forgotten {
    /// A later epoch than that of the file.
    Later(Epoch),
    /// An epoch that no card could have had yet when the keys were renewed here. A lock that was stolen before the
    /// renewal may know it: it is given to no card.
    GivenBefore(Epoch),
}

/// What a card shows of epochs that the file has forgotten, if anything: by the key that it has proven, and by the
/// header of the image that this site signed for it.
pub(super) fn forgotten(numbering: Numbering, proven: Epoch, said: Option<&Header>) -> Option<Forgotten> {
    let latest = said.map_or(proven, |said| said.issuer.epoch.max(proven));
    // Keys can be newer than the image: a card that left in between was given them only.
    let said = said.filter(|said| said.issuer.epoch == latest);
    let is_since = |renewed| {
        said.is_some_and(|said| {
            said.issuer.born >= numbering.born && said.issued_at >= moment::key_minutes(renewed)
        })
    };
    let is_before = numbering.renewed.is_some_and(|renewed| !is_since(renewed));
    match latest.cmp(&numbering.epoch) {
        Ordering::Less => None,
        Ordering::Equal => (is_before && said.is_some()).then_some(Forgotten::GivenBefore(latest)),
        Ordering::Greater if is_before => Some(Forgotten::GivenBefore(latest)),
        Ordering::Greater => Some(Forgotten::Later(latest)),
    }
}

/// Takes in what a card shows: no card is given keys of an earlier epoch from now on, nor any that were given before the
/// last renewal. Nothing, if there is nothing to be done.
pub(super) fn learn(
    change: &Change<'_>,
    keyring: &Keyring,
    proven: Epoch,
    said: Option<&Header>,
) -> Result<Option<Entry>, storage::Error> {
    let numbering = site::get(change)?.numbering;
    let (begun, action) = match forgotten(numbering, proven, said) {
        None => return Ok(None),
        Some(Forgotten::Later(epoch)) => {
            (Begun { epoch, renewed: numbering.renewed }, Action::LaterCardKeysFound)
        }
        Some(Forgotten::GivenBefore(epoch)) => {
            // Where none is left, the last one is the best there is.
            let Some(epoch) = after(epoch).or(Some(epoch).filter(|epoch| *epoch > numbering.epoch)) else {
                return Ok(None);
            };
            (Begun { epoch, renewed: Some(change.now()) }, Action::CardKeysRenewedAgain)
        }
    };
    Ok(Some(begin(change, keyring, begun, action, None)?.1))
}

/// An epoch that begins, and when the keys were last renewed then.
struct Begun {
    epoch: Epoch,
    renewed: Option<Moment>,
}

/// Begins an epoch, for whatever reason: how many keys are to be updated for it, and the line of the trail.
fn begin(
    change: &Change<'_>,
    keyring: &Keyring,
    Begun { epoch, renewed }: Begun,
    action: Action,
    witness: Option<String>,
) -> Result<(usize, Entry), storage::Error> {
    let site = site::get(change)?;
    site::set_epoch(change, keyring, epoch, renewed)?;
    let keys = keys::expect_anew(change, Moment::MIN_UTC)?;
    let subject = Subject::site(site.name);
    let before = Fields::default().with("card keys", site.numbering.epoch.number());
    let after = Fields::default()
        .with("card keys", epoch.number())
        .with("keys to be written anew", keys)
        .with("confirmed by", witness);
    Ok((keys, Entry { before, after, ..Entry::new(action, subject) }))
}
