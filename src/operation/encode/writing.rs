//! A writing on the card: phase 2. It is written, read back and compared; no lock is held.

use super::intent::{Begun, Whereabouts};
use super::recognise::brought;
use super::{Done, Error, Mismatch, Step, Work};
use crate::domain::zone::Groups;
use crate::encoder::layout::{BlankCard, Found, KeyCard, WriteError, Writing};
use crate::fault::Point;
use crate::session::Pass;

/// What is next to do with a card after a writing of it was begun.
pub(super) enum Next<'l, 'k> {
    /// It becomes ours, and all of it is written.
    TakeOver(BlankCard<'l, 'k>),
    /// What differs is written.
    Write(KeyCard<'l, 'k>),
    /// It says already what was to be written: that is read back.
    Compare(KeyCard<'l, 'k>),
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    /// The card came back: what is next to do with it. Nothing, if it is another one.
    pub(super) fn go_on<'l, 'k>(
        &self,
        found: Found<'l, 'k>,
        waiting: &mut Begun,
    ) -> Result<Option<Next<'l, 'k>>, Error> {
        match found {
            Found::Blank(card) if card.serial == waiting.key.serial => Ok(Some(Next::TakeOver(card))),
            Found::Key(mut key) if key.serial == waiting.key.serial => {
                let said = self.read(&mut key, waiting.key.id)?;
                if waiting.is_said_by(&said) {
                    return Ok(Some(Next::Compare(key)));
                }
                if said.head.is_some() && said.head != waiting.found {
                    let mismatch = waiting.key.mismatch(said.says).unwrap_or(Mismatch::PutBack);
                    return Err(self.differs(mismatch, &key.serial, Some(&waiting.key), &said)?);
                }
                // The commit did not come to pass. What was there before is read no more: all of it is written.
                // But doors may have written on it meanwhile.
                waiting.before = None;
                waiting.journal = brought(&mut key, &said)?;
                waiting.slots = said.slots_of(&waiting.key);
                waiting.gone = self.gone(waiting.journal.as_ref())?;
                waiting.events += self.bring_home(waiting)?;
                Ok(Some(Next::Write(key)))
            }
            Found::Blank(_) | Found::Key(_) => Ok(None),
        }
    }

    /// Does it, and compares what was written.
    pub(super) fn carry_out(&self, next: Next<'_, '_>, begun: &mut Begun) -> Result<Done, Error> {
        let mut key = match next {
            Next::TakeOver(card) => self.write(self.take_over(card, begun)?, begun)?,
            Next::Write(key) => self.write(key, begun)?,
            Next::Compare(key) => key,
        };
        (self.progress)(Step::Comparing);
        key.verify(&begun.sealed.bytes, begun.re_edition.then_some(&begun.sealed.layout))?;
        self.point(Point::AfterCard)?;
        let done = self.finish(begun, key.media(begun.key.media.capacity))?;
        self.point(Point::AfterOutcome)?;
        Ok(done)
    }

    /// Makes the card ours: nothing that it said before is on it then.
    fn take_over<'l, 'k>(
        &self,
        card: BlankCard<'l, 'k>,
        begun: &mut Begun,
    ) -> Result<KeyCard<'l, 'k>, Error> {
        (self.progress)(Step::Writing);
        (begun.before, begun.journal, begun.re_edition) = (None, None, true);
        (begun.slots, begun.gone) = (Groups::NONE, Groups::NONE);
        card.take_over(&begun.sealed.layout, |serial| {
            self.point(Point::AfterOwnerKey)?;
            Ok(self.note_ours(serial, begun)?)
        })
    }

    fn write<'l, 'k>(&self, mut key: KeyCard<'l, 'k>, begun: &mut Begun) -> Result<KeyCard<'l, 'k>, Error> {
        (self.progress)(Step::Writing);
        let writing = Writing {
            image: &begun.sealed.bytes,
            before: begun.before.as_deref(),
            layout: begun.re_edition.then_some(&begun.sealed.layout),
            empty_journal: begun.empties_journal(),
            slots: begun.sealed.layout.slots,
            emptied_slots: begun.emptied_slots(),
        };
        let written = key.write(&writing);
        if !matches!(written, Err(WriteError::Unsent(_))) {
            begun.image = Whereabouts::Out;
        }
        written.map_err(|error| Error::from(error.error()))?;
        Ok(key)
    }
}
