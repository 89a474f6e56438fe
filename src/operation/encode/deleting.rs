//! A key that was handed back is deleted: everything is taken off its card, which can become another key then. The card
//! comes first and the database second, so that nothing counts as deleted that may still open a door. That it was begun is
//! kept with the key; a card that comes back empty afterwards, at whatever encoder, is what was meant (`settle_deletion`).

use super::contacts::{Contacted, Deed};
use super::recognise::brought;
use super::{Error, Mismatch, Step, Work, subject};
use crate::domain::image::Serial;
use crate::domain::key::Key;
use crate::domain::user::UserId;
use crate::encoder::layout::{self, Found, KeyCard};
use crate::encoder::link::LinkError;
use crate::encoder::reader::Contact;
use crate::fault::Point;
use crate::session::Pass;
use crate::storage::audit::{Action, Entry, Fields};
use crate::storage::keys::BySerial;
use crate::storage::users as rows;
use crate::storage::{self, Outcome, keys, lockers};

/// What was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// Whose key it was.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// How many events the key brought home.
    pub events: usize,
}

/// The key of this person is to be deleted.
#[derive(Clone, Copy)]
pub(super) struct Deletion(pub(super) UserId);

/// A deletion that was begun.
pub(super) struct Deleting {
    serial: Serial,
    key: Key,
    deleted: Deleted,
    /// Something was sent to the card.
    is_sent: bool,
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    /// The key of that person lies there and says what is known of it: what it brought is kept, and what is about to be done is
    /// noted.
    fn begin_deleting(&self, card: &mut KeyCard<'_, '_>, user: UserId) -> Result<Deleting, Error> {
        let (remembered, said) = self.as_known(card, Some(user))?;
        let key = &remembered.key;
        if self.image_of(key, &said, card)?.is_none() {
            return Err(self.differs(Mismatch::Altered, &card.serial, Some(key), &said)?);
        }
        let brought = brought(card, &said)?;
        self.point(Point::BeforeIntent)?;
        let events = self.storage.change(&self.proof, |change| {
            let events = brought.as_ref().map_or(Ok(0), |brought| brought.keep(change, &card.serial))?;
            keys::begin_deletion(change, key)?;
            let held = lockers::held_by(change, key.id)?.len();
            let entry = Entry::new(Action::KeyDeletionBegun, subject(key, &rows::get(change, user)?)).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("the key said", said.sequence())
                    .with("lockers it holds", held)
                    .with("events", events),
            );
            Ok::<_, Error>(Outcome::Changed(events, entry.into()))
        })?;
        self.point(Point::AfterIntent)?;
        let deleted = Deleted { user, name: remembered.name, events };
        Ok(Deleting { serial: card.serial, key: remembered.key, deleted, is_sent: false })
    }

    /// A card on which nothing stands, though a key of somebody should, where its deletion was begun: it is done.
    pub(super) fn settle_deletion(&self, card: &mut KeyCard<'_, '_>) -> Result<(), Error> {
        let begun = self.look(|view| match keys::by_serial(view, &card.serial)? {
            BySerial::Within(key) if keys::is_being_deleted(view, &key)? => Ok(Some(key)),
            BySerial::Within(_) | BySerial::Beyond(_) | BySerial::Unknown => Ok(None),
        })?;
        match begun {
            Some(key) if is_empty(card)? => self.end_deleted(&key),
            Some(_) | None => Ok(()),
        }
    }

    /// Ends a key of which nothing is on its card any more, unless another image of it was signed meanwhile.
    fn end_deleted(&self, key: &Key) -> Result<(), Error> {
        self.storage.change(&self.proof, |change| {
            let stored = rows::get(change, key.user)?;
            if !keys::is_being_deleted(change, key)? {
                return Err(Error::PerhapsErased);
            }
            keys::end(change, key)?;
            let entry = Entry::new(Action::KeyDeleted, subject(key, &stored)).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("serial", key.serial.to_string()),
            );
            Ok(Outcome::Changed((), entry.into()))
        })
    }

    fn is_live(&self, key: &Key) -> Result<bool, storage::Error> {
        self.look(|view| {
            Ok(matches!(keys::by_serial(view, &key.serial)?, BySerial::Within(live) if live.id == key.id))
        })
    }
}

/// Whether nothing is on a card of ours.
fn is_empty(card: &mut KeyCard<'_, '_>) -> Result<bool, Error> {
    Ok(card.read_head()?.iter().all(|byte| *byte == 0))
}

impl<P: Pass + Clone + Send + 'static> Deed<P> for Deletion {
    type Begun = Deleting;
    type Done = Deleted;

    fn contact(
        &self,
        work: &Work<P>,
        mut contact: Contact<'_>,
        begun: &mut Option<Deleting>,
    ) -> Result<Contacted<Deleted>, Error> {
        let keyring = work.keyring()?;
        let mut card = match work.found(&mut contact, &keyring)? {
            Found::Key(card) => card,
            Found::Blank(_) if begun.is_some() => return Ok(Contacted::AnotherCard),
            Found::Blank(_) => return Err(Error::BlankCard),
        };
        let deleting = match begun {
            Some(begun) if begun.serial != card.serial => return Ok(Contacted::AnotherCard),
            // It came back empty, and that was settled.
            Some(begun) if !work.is_live(&begun.key)? && is_empty(&mut card)? => {
                return Ok(Contacted::Done(begun.deleted.clone()));
            }
            Some(begun) => {
                begun.deleted.events += work.begin_deleting(&mut card, self.0)?.deleted.events;
                begun
            }
            None => begun.insert(work.begin_deleting(&mut card, self.0)?),
        };
        (work.progress)(Step::Writing);
        deleting.is_sent = true;
        card.erase()?;
        (work.progress)(Step::Comparing);
        if !is_empty(&mut card)? {
            return Err(Error::Card(layout::Error::ReadBackDiffers));
        }
        work.point(Point::AfterCard)?;
        work.end_deleted(&deleting.key)?;
        work.point(Point::AfterOutcome)?;
        Ok(Contacted::Done(deleting.deleted.clone()))
    }

    fn give_up(&self, _work: &Work<P>, begun: Option<Deleting>, error: Error) -> Error {
        match begun {
            _ if matches!(error, Error::Killed | Error::Storage(storage::Error::Killed)) => error,
            Some(begun) if begun.is_sent => Error::PerhapsErased,
            Some(_) if error.is_of_removal() => Error::RemovedTooSoon,
            None if matches!(error, Error::Link(LinkError::CardLost)) => Error::RemovedTooSoon,
            Some(_) | None => error,
        }
    }
}
