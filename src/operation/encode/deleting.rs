//! A key that was handed back is deleted: everything is taken off its card, which can become another key then. The card
//! comes first and the database second, so that nothing counts as deleted that may still open a door.

use super::recognise::{Remembered, brought};
use super::{Error, OldKey, Signal, Step, Work, subject};
use crate::console::Console;
use crate::domain::key::Says;
use crate::domain::user::UserId;
use crate::encoder::layout::{self, Found, KeyCard};
use crate::encoder::link::LinkError;
use crate::encoder::reader::{Reader, Wait};
use crate::fault::Point;
use crate::session::Proof;
use crate::storage::audit::{Action, Entry, Fields};
use crate::storage::users as rows;
use crate::storage::{self, Outcome, keys};

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

/// How far it is.
#[derive(Default)]
struct Begun {
    /// Something was sent to the card.
    is_sent: bool,
    events: usize,
}

/// A card that is lost this often is not lost by hand.
const CONTACTS_MAX: u32 = 20;

impl<P: Proof + Clone + Send + 'static> Work<P> {
    /// Waits for the key of a person and deletes it.
    pub(super) fn delete_key(self, console: &Console, user: UserId) -> Result<Deleted, Error> {
        let encoder = self.encoder.clone();
        console.desk().work(&encoder, move |reader| {
            let result = self.deleting(reader, user);
            match &result {
                Ok(_) => {
                    reader.show(Signal::Done, self.means);
                    (self.progress)(Step::Done);
                }
                Err(Error::Stopped) => reader.show(Signal::Idle, self.means),
                Err(_) => reader.show(Signal::Failed, self.means),
            }
            result
        })?
    }

    /// Contact after contact, until nothing is on it any more. One that is removed too soon is waited for.
    fn deleting(&self, reader: &mut dyn Reader, user: UserId) -> Result<Deleted, Error> {
        let mut begun = Begun::default();
        let mut step = Step::Waiting;
        for _ in 0..CONTACTS_MAX {
            reader.show(Signal::Waiting, self.means);
            (self.progress)(step);
            match self.erasing(reader, user, &mut begun) {
                Err(Error::Link(LinkError::CardLost)) => {
                    let wait = Wait { limit: super::contacts::LOSS_NOTICED, stop: self.wait.stop.clone() };
                    let _ = reader.wait_for_removal(&wait);
                    step = Step::PutBack;
                }
                Err(Error::NoKey | Error::Stopped) if begun.is_sent => return Err(Error::PerhapsErased),
                Err(Error::NoKey | Error::Stopped) if step == Step::PutBack => {
                    return Err(Error::RemovedTooSoon);
                }
                result => return result,
            }
        }
        Err(if begun.is_sent { Error::PerhapsErased } else { Error::RemovedTooSoon })
    }

    fn erasing(&self, reader: &mut dyn Reader, user: UserId, begun: &mut Begun) -> Result<Deleted, Error> {
        reader.wait_for_card(&self.wait)?;
        reader.show(Signal::Working, self.means);
        let mut contact = reader.connect(&self.wait.stop)?;
        (self.progress)(Step::Reading);
        let keyring = self.keyring()?;
        let Found::Key(mut card) = self.found(&mut contact, &keyring)? else {
            return Err(Error::BlankCard);
        };
        let Some(remembered) = self.remembered(&mut card, Some(user))? else {
            return Err(self.nobodys(&mut card, OldKey::LEAVE)?);
        };
        let said = self.read_beside(&mut card, &remembered.images)?;
        let key = &remembered.key;
        if said.says != Says::Nothing {
            self.expect(OldKey::LEAVE, &card.serial, key, &said)?;
            let brought = brought(&mut card, &said)?;
            self.point(Point::BeforeIntent)?;
            begun.events += self.storage.change(&self.proof, |change| {
                let events = brought.as_ref().map_or(Ok(0), |brought| brought.keep(change, &card.serial))?;
                let entry = Entry::new(Action::KeyDeletionBegun, subject(key, &rows::get(change, key.user)?))
                    .after(
                        Fields::default()
                            .with("encoder", self.encoder.as_str())
                            .with("the key said", said.sequence())
                            .with("events", events),
                    );
                Ok::<_, Error>(Outcome::Changed(events, entry.into()))
            })?;
            self.point(Point::AfterIntent)?;
            (self.progress)(Step::Writing);
            begun.is_sent = true;
            card.erase()?;
            (self.progress)(Step::Comparing);
        } else if key.contents.is_half_made() {
            return Err(Error::BlankCard);
        }
        self.finish_deleting(&remembered, &mut card, begun)
    }

    /// Reads back that nothing is on it, and ends the key.
    fn finish_deleting(
        &self,
        remembered: &Remembered,
        card: &mut KeyCard<'_, '_>,
        begun: &Begun,
    ) -> Result<Deleted, Error> {
        if card.read_head()?.iter().any(|byte| *byte != 0) {
            return Err(Error::Card(layout::Error::ReadBackDiffers));
        }
        self.point(Point::AfterCard)?;
        let deleted = self.storage.change(&self.proof, |change| {
            let stored = rows::get(change, remembered.user)?;
            keys::end(change, &remembered.key)?;
            let entry = Entry::new(Action::KeyDeleted, subject(&remembered.key, &stored)).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("serial", card.serial.to_string()),
            );
            let deleted = Deleted { user: stored.id, name: stored.full_name(), events: begun.events };
            Ok::<_, storage::Error>(Outcome::Changed(deleted, entry.into()))
        })?;
        self.point(Point::AfterOutcome)?;
        Ok(deleted)
    }
}
