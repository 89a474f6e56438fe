//! A card says which it is, for the desktop reader: its serial number, the number of the key, or whose it is. Nothing is written
//! on it, and nothing else is read.

use super::recognise::Remembered;
use super::{Error, OldKey, Signal, Step, Work};
use crate::console::Console;
use crate::domain::desktop_reader::{Format, What};
use crate::domain::user::UserId;
use crate::encoder::layout::{Found, KeyCard};
use crate::encoder::link::LinkError;
use crate::encoder::reader::Reader;
use crate::session::Pass;
use crate::storage::users as rows;

/// What is typed of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// What is typed.
    pub text: String,
    /// Whose key it is, for whoever may see that person; nothing, where only the card's serial number was asked for.
    pub of: Option<(UserId, String)>,
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    /// Waits for a card and says what is typed of it.
    pub(super) fn identify(self, console: &Console, format: Format) -> Result<Identified, Error> {
        let encoder = self.encoder.clone();
        console.desk().work(&encoder, move |reader| {
            let result = self.identifying(reader, &format);
            reader.show(
                match &result {
                    Ok(_) => Signal::Done,
                    Err(Error::Stopped) => Signal::Idle,
                    Err(_) => Signal::Failed,
                },
                self.means,
            );
            result
        })?
    }

    fn identifying(&self, reader: &mut dyn Reader, format: &Format) -> Result<Identified, Error> {
        reader.show(Signal::Waiting, self.means);
        (self.progress)(Step::Waiting);
        reader.wait_for_card(&self.wait)?;
        reader.show(Signal::Working, self.means);
        let mut contact = reader.connect(&self.wait.stop)?;
        (self.progress)(Step::Reading);
        let shown = contact.serial;
        // Whoever does not encode has no keys of cards, and need not have any for what every card shows by itself.
        let found = match self.tenure.keyring() {
            Some(keyring) => match self.found(&mut contact, &keyring) {
                Ok(Found::Key(card)) => return self.identified(card, format),
                Ok(Found::Blank(card)) => Ok(card.serial),
                Err(error @ Error::Stranger(_)) => shown.ok_or(error),
                Err(Error::Link(LinkError::CardLost)) => Err(Error::RemovedTooSoon),
                Err(error) => Err(error),
            },
            None if self.tenure.is_over() => Err(Error::Stopped),
            None => shown.filter(|_| format.what == What::Serial).ok_or(Error::NoSecrets),
        };
        match format.what {
            What::Serial => found.map(|serial| Identified { text: format.of_serial(&serial), of: None }),
            What::Number | What::Identifier => Err(found.err().unwrap_or(Error::BlankCard)),
        }
    }

    /// The same of a card that is a key of this site: one that does not say what is known of it is nobody's.
    fn identified(&self, mut card: KeyCard<'_, '_>, format: &Format) -> Result<Identified, Error> {
        if format.what == What::Serial {
            return Ok(Identified { text: format.of_serial(&card.serial), of: None });
        }
        let lost = |error| match error {
            Error::Link(LinkError::CardLost) => Error::RemovedTooSoon,
            error => error,
        };
        let Some(remembered) = self.remembered(&mut card, None).map_err(lost)? else {
            return Err(self.nobodys(&mut card, OldKey::LEAVE)?);
        };
        let (said, mismatch) = self.read_settled(&mut card, &remembered).map_err(lost)?;
        let Remembered { key, user, .. } = remembered;
        if let Some(mismatch) = mismatch {
            return Err(self.differs(mismatch, &card.serial, Some(&key), &said)?);
        }
        // The reader serves the whole site; whose key it is, only whoever may see that person learns.
        let name = self.name_if_visible(user)?;
        let text = match (format.what, &name) {
            (What::Serial, _) => Some(format.of_serial(&card.serial)),
            (What::Number, _) => key.id.code().map(|number| format.of_number(number)),
            (What::Identifier, None) => return Err(Error::OutOfReach),
            (What::Identifier, Some(name)) => {
                let stored = self.look(|view| rows::get(view, user))?;
                let text = format.of_identifier(stored.external_id.as_str());
                Some(text.ok_or_else(|| Error::NoIdentifier(name.clone()))?)
            }
        };
        let text = text.ok_or(Error::KeyOfNobody(card.serial))?;
        Ok(Identified { text, of: name.map(|name| (user, name)) })
    }
}
