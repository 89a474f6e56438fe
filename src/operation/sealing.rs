//! Who holds the site's secrets: whoever works with keys holds the keys of cards, whoever keeps people's PINs the key
//! of PIN checks, and nobody else. They are sealed to each operator's public key, by an operator who holds them;
//! nobody can give what he lacks.
//!
//! Who can write the file can write a public key, a group or a right. So every change after which somebody else may
//! be to hold a secret goes through [`change`], which looks before it as well as after: an operator who needs a secret
//! and has none, has one without need, or has one that nobody gave who holds it, was made so by hand; and a public key
//! that is not vouched for with the secret is not given it. What only takes away goes through [`take_away`].

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::Error;
use super::passwords::{self, ChosenBy};
use crate::console::Console;
use crate::domain::group::GroupId;
use crate::domain::image::Born;
use crate::domain::operator::OperatorId;
use crate::domain::partition::Feature;
use crate::domain::sealing::{self, Look, Need, Refused, Secret as Held, Share};
use crate::secret::bearer::{self, Bearer, Identity, Voucher};
use crate::secret::keyring::{self, Master};
use crate::secret::password::Record;
use crate::secret::{NoRandomness, Sealed, Secret, seal_to};
use crate::session::{Proof, Secrets, Session};
use crate::storage::audit::{Action, Entry, Subject};
use crate::storage::operators::{self, Account, Holder, Keys};
use crate::storage::{self, Change, Holding, Outcome, View, What, groups, partitions};

/// The secrets that are given on, by whoever holds them.
struct Giver([Option<Secret>; 2]);

impl Giver {
    fn of_master(master: &Master) -> Giver {
        Giver([Some(master.secret().clone()), Some(master.pins())])
    }

    fn of_session(session: &Session) -> Giver {
        let master = session.keyring().map(|keyring| keyring.master().secret().clone());
        Giver([master, session.pins()])
    }

    /// Each secret of the site, in the order of [`Bearer::vouchers`], and where it is there to be given.
    fn each(&self) -> impl Iterator<Item = (Held, Option<&Secret>)> {
        Held::ALL.into_iter().zip(self.0.iter().map(Option::as_ref))
    }
}

/// Changes something after which somebody else may come to hold the site's secrets: what a group can do, who is in it
/// or may sign in. Those who need them by then are given them, and they are taken from those who no longer do. What was
/// altered by hand before stops it, and is noted.
pub(super) fn change<P: Proof, T, E: From<Error> + From<storage::Error>>(
    console: &Console,
    proof: &P,
    act: impl FnOnce(&Holding<'_, '_>) -> Result<Outcome<T>, E>,
) -> Result<T, E> {
    let giver = Giver::of_session(proof.session());
    let mut found = None;
    let mut refuse = |holder: Holder| {
        let name = found.insert(holder).user_name.clone();
        storage::Error::Altered(What::Operator(name))
    };
    let done = console.storage().change(proof, |change| {
        let doubts = look(change, &giver)?.map_err(&mut refuse)?;
        let outcome = act(&Holding::looked_after(change))?;
        if let Outcome::Changed(..) = outcome {
            reseal(change, &giver, &doubts)?.map_err(&mut refuse)?;
        }
        Ok(outcome)
    });
    if let Some(holder) = found {
        let entry = altered(holder.id, &holder.user_name);
        console.storage().change(proof, |_| Ok::<_, E>(Outcome::Changed((), entry.into())))?;
    }
    done
}

/// Changes one operator so that he holds no secret afterwards: he is gone, or may not sign in. Nobody is given
/// anything by it, so what was altered by hand does not stop it: it is what can be done about that.
pub(super) fn take_away<P: Proof, T, E: From<Error> + From<storage::Error>>(
    console: &Console,
    proof: &P,
    operator: OperatorId,
    act: impl FnOnce(&Holding<'_, '_>) -> Result<Outcome<T>, E>,
) -> Result<T, E> {
    console.storage().change(proof, |change| {
        let outcome = act(&Holding::looked_after(change))?;
        if let Outcome::Unchanged(..) = outcome {
            return Ok(outcome);
        }
        for held in Held::ALL {
            let all = operators::holders(change, held.name())?;
            if let Some(holder) = all.into_iter().find(|holder| holder.id == operator && holder.enabled) {
                return Err(storage::Error::Altered(What::Operator(holder.user_name)).into());
            }
            operators::remove_secret(change, operator, held.name())?;
        }
        Ok(outcome)
    })
}

/// The entry that says that somebody else than this program changed what it holds of an operator.
pub(super) fn altered(operator: OperatorId, name: &str) -> Entry {
    Entry::new(Action::AlterationFound, Subject::operator(operator, name))
}

/// An operator, and how he stands to a secret.
struct Standing {
    holder: Holder,
    need: Need,
    share: Share,
}

/// Every operator, by what the groups hold now. Without the secret it is believed what the file says of it.
fn standings(view: &View<'_>, held: Held, secret: Option<&Secret>) -> Result<Vec<Standing>, Error> {
    let feature: Feature = partitions::feature(view)?;
    let mut known: BTreeMap<GroupId, bool> = BTreeMap::new();
    let mut all = Vec::new();
    for holder in operators::holders(view, held.name())? {
        let group_needs = match known.get(&holder.group) {
            Some(needs) => *needs,
            None => {
                let needs = held.is_needed_by(&groups::grants_with(view, holder.group, feature)?);
                *known.entry(holder.group).or_insert(needs)
            }
        };
        let need = Need::of(group_needs, holder.enabled);
        let share = Share {
            has: holder.has,
            is_vouched: secret
                .map_or(holder.vouch.is_some(), |secret| holder.vouch == Some(vouch(&holder, secret))),
            is_given: secret
                .map_or(holder.given.is_some(), |secret| holder.given == Some(given(&holder, secret))),
        };
        all.push(Standing { holder, need, share });
    }
    Ok(all)
}

const fn giver(secret: Option<&Secret>) -> sealing::Giver {
    match secret {
        Some(_) => sealing::Giver::Holds,
        None => sealing::Giver::Lacks,
    }
}

/// Those whose share looked doubtful.
type Doubts = Vec<(Held, OperatorId)>;

/// Looks at every share; the first operator with whom something was altered, or else those in doubt.
fn look(view: &View<'_>, all: &Giver) -> Result<Result<Doubts, Holder>, Error> {
    let mut doubts = Doubts::new();
    for (held, secret) in all.each() {
        for Standing { holder, need, share } in standings(view, held, secret)? {
            match sealing::look(share, need, giver(secret)) {
                Look::Sound => {}
                Look::InDoubt => doubts.push((held, holder.id)),
                Look::Altered => return Ok(Err(holder)),
            }
        }
    }
    Ok(Ok(doubts))
}

fn vouch(holder: &Holder, secret: &Secret) -> [u8; 32] {
    bearer::vouch(&bearer::voucher(secret, holder.id), &holder.public_key)
}

fn given(holder: &Holder, secret: &Secret) -> [u8; 32] {
    bearer::given(secret, holder.id, &holder.public_key)
}

/// Gives and takes what the groups need by now. An operator who is in doubt and would be given something is handed back.
fn reseal(change: &Change<'_>, all: &Giver, doubts: &Doubts) -> Result<Result<(), Holder>, Error> {
    for (held, secret) in all.each() {
        for Standing { holder, need, share } in standings(change, held, secret)? {
            let is_in_doubt = doubts.contains(&(held, holder.id));
            let before = if is_in_doubt { Look::InDoubt } else { Look::Sound };
            match sealing::settled(share, need, giver(secret), before) {
                Ok(after) => settle(change, (held, secret), &holder, after)?,
                Err(Refused::NoneToGive) => return Err(Error::NoKeys),
                Err(Refused::NotVouched) => return Err(Error::NotVouched(holder.user_name)),
                Err(Refused::Altered) => return Ok(Err(holder)),
            }
        }
    }
    Ok(Ok(()))
}

/// Makes an operator's share what it is to be.
fn settle(
    change: &Change<'_>,
    (held, secret): (Held, Option<&Secret>),
    holder: &Holder,
    after: Share,
) -> Result<(), Error> {
    let (id, name) = (holder.id, held.name());
    if holder.has && !after.has {
        operators::remove_secret(change, id, name)?;
    }
    if holder.given.is_some() && !after.is_given {
        operators::put_given(change, id, name, None)?;
    }
    // Without the secret, what was given stays as it is.
    let Some(secret) = secret else { return Ok(()) };
    let given = given(holder, secret);
    if after.is_given && holder.given != Some(given) {
        operators::put_given(change, id, name, Some(given))?;
    }
    if after.has && !holder.has {
        let sealed = seal_to(&holder.public_key.into(), name, secret.expose())?;
        operators::put_secret(change, id, name, &sealed)?;
    }
    Ok(())
}

/// Makes operators and groups where the master secret is at hand: on a site that is being made.
pub(super) fn make<T, E: From<storage::Error>>(
    change: &Change<'_>,
    master: &Master,
    make: impl FnOnce(&Holding<'_, '_>) -> Result<T, E>,
) -> Result<T, E> {
    let made = make(&Holding::looked_after(change))?;
    match reseal(change, &Giver::of_master(master), &Doubts::new()) {
        Ok(Ok(())) => Ok(made),
        Err(Error::Storage(error)) => Err(error.into()),
        // Every account of such a site was made with the master secret.
        Ok(Err(_)) | Err(_) => Err(storage::Error::Damaged.into()),
    }
}

/// A pair of keys that nobody has had before, for an account that somebody makes or makes anew: vouched for with
/// every secret that this somebody holds.
pub(super) struct Outfit {
    site: Identity,
    giver: Giver,
}

impl Outfit {
    pub(super) fn by_master(master: &Master, born: Born) -> Outfit {
        Outfit { site: master.identity(born), giver: Giver::of_master(master) }
    }

    pub(super) fn by_session(session: &Session) -> Outfit {
        Outfit { site: session.site(), giver: Giver::of_session(session) }
    }

    /// The keys of an operator, sealed under what the password gives.
    pub(super) fn make(&self, operator: OperatorId, wrapping: &Secret) -> Result<Keys, NoRandomness> {
        let of = |secret: &Option<Secret>| secret.as_ref().map(|secret| bearer::voucher(secret, operator));
        let [master, pins] = &self.giver.0;
        let vouchers = [of(master), of(pins)];
        keys(&Bearer { private: Secret::random()?, site: self.site, vouchers }, wrapping)
    }
}

fn keys(bearer: &Bearer, wrapping: &Secret) -> Result<Keys, NoRandomness> {
    let public_key = bearer.private.public().to_bytes();
    let vouch =
        |voucher: &Option<Voucher>| voucher.as_ref().map(|voucher| bearer::vouch(voucher, &public_key));
    let vouches = Held::ALL.into_iter().zip(&bearer.vouchers);
    Ok(Keys {
        public_key,
        private_key: bearer.seal(wrapping)?,
        vouches: vouches.filter_map(|(held, voucher)| Some((held.name(), vouch(voucher)?))).collect(),
    })
}

/// The site's secrets that are sealed to an operator; refused, where they or the public key are not those that the
/// password knows.
pub(super) fn open(account: &Account, bearer: &Bearer) -> Result<Secrets, storage::Error> {
    let open = |held: Held| -> Result<Option<Secret>, storage::Error> {
        let Some(sealed) = account.secrets.get(held.name()) else { return Ok(None) };
        let opened = unseal(account, bearer, held.name(), sealed)?;
        opened
            .as_slice()
            .try_into()
            .map(|bytes| Some(Secret::new(bytes)))
            .map_err(|_| altered_account(account))
    };
    let (master, pins) = (open(Held::Master)?.map(Master::new), open(Held::Pins)?);
    let is_ours = bearer.private.public().to_bytes() == account.public_key
        && master.as_ref().is_none_or(|master| master.identity(bearer.site.born) == bearer.site)
        && pins.as_ref().is_none_or(|pins| keyring::pins_mark(pins) == bearer.site.pins);
    if is_ours { Ok(Secrets::new(pins, master)) } else { Err(altered_account(account)) }
}

fn unseal(
    account: &Account,
    bearer: &Bearer,
    name: &str,
    sealed: &Sealed,
) -> Result<Zeroizing<Vec<u8>>, storage::Error> {
    bearer.private.open_with_private(name, sealed).map_err(|_| altered_account(account))
}

/// What the file holds for an account is not what this program wrote.
pub(super) fn altered_account(account: &Account) -> storage::Error {
    storage::Error::Altered(What::Operator(account.user_name.clone()))
}

/// Another pair of keys for an operator who chose another password: with the old password and an old file nobody
/// opens what is sealed from now on.
pub(super) struct Renewal {
    before: Bearer,
    pub(super) after: Bearer,
    keys: Keys,
}

impl Renewal {
    pub(super) fn make(before: &Bearer, wrapping: &Secret) -> Result<Renewal, NoRandomness> {
        let after = Bearer { private: Secret::random()?, ..before.clone() };
        Ok(Renewal { before: before.clone(), keys: keys(&after, wrapping)?, after })
    }

    /// Keeps the new password and the pair. Whatever was sealed to the old pair is sealed to the new one.
    pub(super) fn keep(
        &self,
        change: &Change<'_>,
        account: &Account,
        password: &Record,
    ) -> Result<(), storage::Error> {
        let public = self.after.private.public();
        let mut resealed = Vec::new();
        for (name, sealed) in &account.secrets {
            let opened = unseal(account, &self.before, name, sealed)?;
            let held = Held::ALL.into_iter().find(|held| held.name() == name);
            let secret = held.and(opened.as_slice().try_into().ok()).map(Secret::new);
            let given = secret.map(|secret| bearer::given(&secret, account.id, public.as_bytes()));
            resealed.push((name, seal_to(&public, name, &opened)?, given));
        }
        passwords::keep_new(change, account.id, password, &self.keys, ChosenBy::Bearer)?;
        for (name, sealed, given) in resealed {
            operators::put_secret(change, account.id, name, &sealed)?;
            operators::put_given(change, account.id, name, given)?;
        }
        Ok(())
    }
}
