//! A simulated card as the host's side sees it.

#![warn(clippy::indexing_slicing)]

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Card;
use crate::encoder::link::{self, LinkError};

/// A card that several hands can reach: who lays it down, who takes it away, who writes it.
#[derive(Clone, Debug)]
pub struct SharedCard(Arc<Mutex<Card>>);

impl SharedCard {
    /// Shares a card.
    pub fn new(card: Card) -> Self {
        Self(Arc::new(Mutex::new(card)))
    }

    /// Lends the card to one hand at a time.
    pub fn lock(&self) -> MutexGuard<'_, Card> {
        // A hand that panicked leaves a card as a lost power does: there is nothing to mend.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Connects to the card as it lies there now, and powers it up anew.
    pub fn connect(&self) -> Link {
        let mut card = self.lock();
        card.power_on();
        Link { card: self.clone(), laying: card.layings() }
    }
}

/// A connection to a simulated card, which ends when the card is taken away, though it come back.
#[derive(Debug)]
pub struct Link {
    card: SharedCard,
    laying: u64,
}

impl link::Link for Link {
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
        let mut card = self.card.lock();
        if card.layings() != self.laying {
            return Err(LinkError::CardLost);
        }
        card.exchange(command).map_err(|_| LinkError::CardLost)
    }
}
