//! The lockers that a key says it holds: read, and emptied at the desk. Nothing else on the key changes, and no image is
//! signed; so there is no writing that could be open, and what a card says in the end is asked of the card.

use super::contacts::{Contacted, Deed};
use super::{Error, LockersOfKey, Step, Work, subject};
use crate::domain::event::Claim;
use crate::domain::image::Serial;
use crate::domain::key::Key;
use crate::domain::user::UserId;
use crate::domain::zone::Groups;
use crate::encoder::layout::{Found, KeyCard, WriteError};
use crate::encoder::reader::{Contact, Reader};
use crate::fault::Point;
use crate::session::Pass;
use crate::storage::audit::{Action, Entry, Fields};
use crate::storage::users as rows;
use crate::storage::{self, Change, Outcome, keys, lockers};

/// The key of this person is to say that it holds no locker.
#[derive(Clone, Copy)]
pub(super) struct Reset(pub(super) UserId);

/// What is to be emptied, for as long as it takes.
pub(super) struct Resetting {
    serial: Serial,
    key: Key,
    slots: Groups,
    /// What it held when the work began.
    held: LockersOfKey,
    is_sent: bool,
}

/// A key that says what is known of it.
struct OnKey {
    key: Key,
    name: String,
    /// The groups for which it has room, and what it says there.
    slots: Groups,
    claims: Vec<Claim>,
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    /// Whose key lies there, and which lockers it says it holds.
    pub(super) fn lockers(&self, reader: &mut dyn Reader) -> Result<LockersOfKey, Error> {
        let mut contact = reader.connect(&self.wait.stop)?;
        let keyring = self.keyring()?;
        match self.found(&mut contact, &keyring)? {
            Found::Key(mut card) => {
                let on_key = self.on_key(&mut card, None)?;
                self.note_held(&on_key.key, on_key.slots, &on_key.claims)?;
                self.named(&on_key)
            }
            Found::Blank(_) => Err(Error::BlankCard),
        }
    }

    /// What a key says of lockers, if it says otherwise what is known of it; refused as any work with it is.
    fn on_key(&self, card: &mut KeyCard<'_, '_>, expected: Option<UserId>) -> Result<OnKey, Error> {
        let (remembered, said) = self.as_known(card, expected)?;
        let key = remembered.key;
        let header = said.of(&key).ok_or(Error::BlankCard)?;
        let claims = card.read_claims(header.code, said.slots)?;
        Ok(OnKey { key, name: remembered.name, slots: said.slots, claims })
    }

    fn named(&self, on_key: &OnKey) -> Result<LockersOfKey, Error> {
        let lockers = self.look(|view| lockers::named(view, &on_key.claims))?;
        Ok(LockersOfKey { user: on_key.key.user, name: on_key.name.clone(), lockers })
    }

    /// What it holds is known, and in the trail, before it is emptied.
    fn begin_reset(&self, serial: Serial, on_key: OnKey) -> Result<Resetting, Error> {
        let held = self.named(&on_key)?;
        let OnKey { key, slots, claims, .. } = on_key;
        self.storage.change(&self.proof, |change| {
            let told = self.told(change, &key, &claims)?;
            lockers::note_held(change, key.id, slots, &claims)?;
            let entry = self.entry(change, Action::KeyLockersResetBegun, &key)?;
            Ok::<_, Error>(Outcome::Changed((), entry.after(told).into()))
        })?;
        Ok(Resetting { serial, key, slots, held, is_sent: false })
    }

    fn finish_reset(&self, resetting: &Resetting) -> Result<(), Error> {
        let Resetting { key, slots, .. } = resetting;
        self.storage.change(&self.proof, |change| {
            lockers::note_held(change, key.id, *slots, &[])?;
            let entry = self.entry(change, Action::KeyLockersReset, key)?;
            let told = Fields::default().with("encoder", self.encoder.as_str());
            Ok::<_, Error>(Outcome::Changed((), entry.after(told).into()))
        })
    }

    /// The line of the trail, as long as the key is still that person's.
    fn entry(&self, change: &Change<'_>, action: Action, key: &Key) -> Result<Entry, Error> {
        let stored = rows::get(change, key.user)?;
        let is_live = keys::of_user(change, &stored)?.is_some_and(|live| live.id == key.id);
        if is_live {
            Ok(Entry::new(action, subject(key, &stored)))
        } else {
            Err(Error::KeyOfNobody(key.serial))
        }
    }

    fn told(&self, change: &Change<'_>, key: &Key, claims: &[Claim]) -> Result<Fields, storage::Error> {
        let names = lockers::names_for_trail(change, claims)?;
        Ok(Fields::default()
            .with("encoder", self.encoder.as_str())
            .with("serial", key.serial.to_string())
            .with("lockers", names))
    }
}

impl<P: Pass + Clone + Send + 'static> Deed<P> for Reset {
    type Begun = Resetting;
    type Done = LockersOfKey;

    fn contact(
        &self,
        work: &Work<P>,
        mut contact: Contact<'_>,
        begun: &mut Option<Resetting>,
    ) -> Result<Contacted<LockersOfKey>, Error> {
        let keyring = work.keyring()?;
        let mut card = match work.found(&mut contact, &keyring)? {
            Found::Key(card) => card,
            Found::Blank(_) if begun.is_some() => return Ok(Contacted::AnotherCard),
            Found::Blank(_) => return Err(Error::BlankCard),
        };
        if begun.as_ref().is_some_and(|begun| begun.serial != card.serial) {
            return Ok(Contacted::AnotherCard);
        }
        let on_key = work.on_key(&mut card, Some(self.0))?;
        let resetting = match begun {
            Some(begun) => begun,
            None if on_key.claims.is_empty() => return Ok(Contacted::Done(work.named(&on_key)?)),
            None => {
                work.point(Point::BeforeIntent)?;
                let resetting = work.begin_reset(card.serial, on_key)?;
                work.point(Point::AfterIntent)?;
                begun.insert(resetting)
            }
        };
        (work.progress)(Step::Writing);
        let emptied = card.empty_slots(resetting.slots);
        resetting.is_sent |= !matches!(emptied, Err(WriteError::Unsent(_)));
        emptied.map_err(|error| Error::from(error.error()))?;
        (work.progress)(Step::Comparing);
        card.verify_empty(resetting.slots)?;
        work.point(Point::AfterCard)?;
        work.finish_reset(resetting)?;
        work.point(Point::AfterOutcome)?;
        Ok(Contacted::Done(resetting.held.clone()))
    }

    /// What is kept of it is what was read last, and so it stays: the next contact says what became of it.
    fn give_up(&self, _: &Work<P>, begun: Option<Resetting>, error: Error) -> Error {
        let is_said =
            matches!(error, Error::Killed | Error::Storage(storage::Error::Killed) | Error::Mismatch(..));
        match begun.filter(|_| !is_said) {
            None => error,
            Some(Resetting { is_sent: true, .. }) => Error::LockersUnknown,
            Some(_) if error.is_of_removal() => Error::RemovedTooSoon,
            Some(_) => error,
        }
    }
}
