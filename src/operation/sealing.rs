//! Who holds the site's secrets: whoever works with keys holds the keys of cards, and nobody else. They are sealed
//! to each operator's public key, by an operator who holds them; nobody can give what he lacks.

use std::collections::BTreeMap;

use x25519_dalek::PublicKey;

use super::Error;
use super::first_start::{MASTER, PINS};
use crate::domain::group::GroupId;
use crate::domain::partition::Feature;
use crate::secret::{Secret, seal_to};
use crate::session::Session;
use crate::storage::{Change, View, groups, operators, partitions};

/// Gives the keys of cards to every operator whose group works with keys by now, and takes them from those whose
/// group does no more. To be called by every change after which a group can do more or less, or an operator is in
/// another group or has new keys.
pub(super) fn reseal(change: &Change<'_>, session: &Session) -> Result<(), Error> {
    let mut known = BTreeMap::new();
    for holder in operators::holders(change, MASTER)? {
        let needs = match known.get(&holder.group) {
            Some(needs) => *needs,
            None => *known.entry(holder.group).or_insert(works_with_keys(change, holder.group)?),
        };
        match (needs, holder.has) {
            (true, false) => {
                let keyring = session.keyring().ok_or(Error::NoKeys)?;
                give(change, &holder, MASTER, keyring.master().secret())?;
            }
            (false, true) => operators::remove_secret(change, holder.id, MASTER)?,
            (true, true) | (false, false) => {}
        }
    }
    for holder in operators::holders(change, PINS)?.iter().filter(|holder| !holder.has) {
        give(change, holder, PINS, &session.pins().ok_or(Error::Locked)?)?;
    }
    Ok(())
}

/// Whether a group works with keys as the site uses partitions now.
fn works_with_keys(view: &View<'_>, group: GroupId) -> Result<bool, Error> {
    let feature: Feature = partitions::feature_in(view)?;
    Ok(groups::grants_with(view, group, feature)?.works_with_keys())
}

fn give(change: &Change<'_>, holder: &operators::Holder, name: &str, secret: &Secret) -> Result<(), Error> {
    let sealed = seal_to(&PublicKey::from(holder.public_key), name, secret.expose())?;
    Ok(operators::put_secret(change, holder.id, name, &sealed)?)
}
