//! A card says which it is, for the desktop reader: its serial number, the number of the key, or whose it is. Nothing is written
//! on it, and nothing else is read.

use super::{Error, Work};
use crate::console::Console;
use crate::domain::desktop_reader::{Mark, What};
use crate::domain::user::UserId;
use crate::encoder::layout::{Found, KeyCard};
use crate::encoder::link::LinkError;
use crate::encoder::reader::Reader;
use crate::session::Pass;
use crate::storage::users as rows;

/// By what a card is known, and to whom it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// By what.
    pub mark: Mark,
    /// Whose key it is, for whoever may see that person; nothing, where only the card's serial number was asked for.
    pub of: Option<(UserId, String)>,
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    /// Waits for a card and says by what it is known.
    pub(super) fn identify(self, console: &Console, what: What) -> Result<Identified, Error> {
        self.at_encoder(console, move |work, reader| work.identifying(reader, what))
    }

    fn identifying(&self, reader: &mut dyn Reader, what: What) -> Result<Identified, Error> {
        let mut contact = self.next_laid(reader)?;
        let shown = contact.serial;
        let unkeyed = |serial, error| match what {
            What::Serial => Ok(Identified { mark: Mark::Serial(serial), of: None }),
            What::Number | What::ExternalId => Err(error),
        };
        // Whoever does not encode has no keys of cards, and need not have any for what every card shows by itself.
        let identified = match self.tenure.keyring() {
            Some(keyring) => match self.found(&mut contact, &keyring) {
                Ok(Found::Key(card)) => self.identified(card, what),
                Ok(Found::Blank(card)) => unkeyed(card.serial, Error::BlankCard),
                Err(error @ Error::Stranger(_)) => match shown {
                    Some(serial) => unkeyed(serial, error),
                    None => Err(error),
                },
                Err(error) => Err(error),
            },
            None if self.tenure.is_over() => Err(Error::Stopped),
            None => match shown {
                Some(serial) => unkeyed(serial, Error::NoSecrets),
                None => Err(Error::NoSecrets),
            },
        };
        match identified {
            Err(Error::Link(LinkError::CardLost)) => Err(Error::RemovedTooSoon),
            identified => identified,
        }
    }

    /// The same of a card that is a key of this site: one that does not say what is known of it is nobody's.
    fn identified(&self, mut card: KeyCard<'_, '_>, what: What) -> Result<Identified, Error> {
        if what == What::Serial {
            return Ok(Identified { mark: Mark::Serial(card.serial), of: None });
        }
        let (remembered, said) = self.as_known(&mut card, None)?;
        let header = said.of(&remembered.key).ok_or(Error::BlankCard)?;
        // The reader serves the whole site; whose key it is, only whoever may see that person learns.
        let user = remembered.user;
        let name = self.name_if_visible(user)?;
        let mark = match what {
            What::ExternalId if name.is_none() => return Err(Error::OutOfReach),
            What::ExternalId => {
                let stored = self.look(|view| rows::get(view, user))?;
                Mark::ExternalId(stored.external_id.as_str().to_owned())
            }
            What::Serial | What::Number => Mark::Number(header.code),
        };
        Ok(Identified { mark, of: name.map(|name| (user, name)) })
    }
}
