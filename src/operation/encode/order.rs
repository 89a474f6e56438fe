//! What is to be done, held against what lies on the encoder: what is begun by it, or why nothing is.

use super::intent::{Begun, Brought};
use super::recognise::{Remembered, Said, Stray, brought};
use super::writing::Next;
use super::{CardError, Error, OldKey, Work};
use crate::domain::key::{Contents, Media, Says};
use crate::domain::user::UserId;
use crate::encoder::layout::{BlankCard, Found, KeyCard};
use crate::fault::Point;
use crate::session::Pass;
use crate::storage::keys::{self, BySerial};

/// What is to be done.
#[derive(Clone, Copy)]
pub(super) enum Order {
    /// A person's first key.
    Assign(UserId, OldKey),
    /// The key of one person, or any.
    Update(Option<UserId>, OldKey),
}

/// Whether areas that a key lacks are made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Areas {
    /// What the database wants is made.
    AsWanted,
    /// None is: a key that needs one is left as it is.
    AsTheyAre,
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    /// What is begun with what lies there, and what is next to do with it. Nothing was written then.
    pub(super) fn begin<'l, 'k>(
        &self,
        found: Found<'l, 'k>,
        order: Order,
    ) -> Result<(Begun, Next<'l, 'k>), Error> {
        match (found, order) {
            (Found::Key(key), Order::Update(expected, old_key)) => {
                self.update(key, expected, old_key, Areas::AsWanted)
            }
            (Found::Blank(_), Order::Update(..)) => Err(Error::BlankCard),
            (Found::Blank(card), Order::Assign(user, old_key)) => self.assign(card, user, old_key),
            (Found::Key(key), Order::Assign(user, old_key)) => self.assign_over(key, user, old_key),
        }
    }

    /// The key of a person lies there, and is to be brought up to date.
    fn update<'l, 'k>(
        &self,
        mut key: KeyCard<'l, 'k>,
        expected: Option<UserId>,
        old_key: OldKey,
        areas: Areas,
    ) -> Result<(Begun, Next<'l, 'k>), Error> {
        let Some(remembered) = self.remembered(&mut key, expected)? else {
            return Err(self.nobodys(&mut key, old_key)?);
        };
        let said = self.read(&mut key, remembered.key.id)?;
        if said.head.is_none() && remembered.key.contents.is_half_made() {
            return Err(Error::BlankCard);
        }
        self.expect(old_key, &key.serial, &remembered.key, &said)?;
        let journal = brought(&mut key, &said)?;
        self.update_read(key, &remembered, said, journal, areas)
    }

    /// The same, of a key that was read and says what is known of it.
    pub(super) fn update_read<'l, 'k>(
        &self,
        mut key: KeyCard<'l, 'k>,
        remembered: &Remembered,
        said: Said,
        journal: Option<Brought>,
        areas: Areas,
    ) -> Result<(Begun, Next<'l, 'k>), Error> {
        let before = match said.says {
            Says::Kept(sequence) => remembered.images.get(&sequence),
            Says::Nothing
            | Says::Signed { .. }
            | Says::EarlierNumbering
            | Says::LaterNumbering
            | Says::NotUnderstood
            | Says::Altered => None,
        };
        let before = match (remembered.key.contents, before) {
            // A writing that is open was not read back: it is believed only now.
            (Contents::Open { .. }, Some(sealed)) => match key.verify(&sealed.bytes, Some(&sealed.layout)) {
                Ok(()) => Some(sealed),
                Err(CardError::ReadBackDiffers) => None,
                Err(error) => return Err(error.into()),
            },
            (Contents::Known(_) | Contents::Open { .. }, before) => before,
        };
        let media = key.media(remembered.key.media.capacity);
        self.point(Point::BeforeIntent)?;
        let begun = self.begin_update(remembered, media, (said, journal), before, areas)?;
        self.point(Point::AfterIntent)?;
        Ok((begun, Next::Write(key)))
    }

    /// A first writing of a blank card: of a new key, or of one that was begun on this very card.
    fn assign<'l, 'k>(
        &self,
        card: BlankCard<'l, 'k>,
        user: UserId,
        old_key: OldKey,
    ) -> Result<(Begun, Next<'l, 'k>), Error> {
        let media = Media { generation: card.generation, capacity: card.capacity, salt: None };
        self.point(Point::BeforeIntent)?;
        let begun = self.begin_key(user, old_key, card.serial, media, None)?;
        self.point(Point::AfterIntent)?;
        Ok((begun, Next::TakeOver(card)))
    }

    /// A card with a key of this site lies there, and a first key is to be assigned.
    fn assign_over<'l, 'k>(
        &self,
        mut key: KeyCard<'l, 'k>,
        user: UserId,
        old_key: OldKey,
    ) -> Result<(Begun, Next<'l, 'k>), Error> {
        let serial = key.serial;
        let begun_before = match self.look(|view| keys::by_serial(view, &serial))? {
            BySerial::Beyond(known) => {
                self.watch(&mut key, &known)?;
                return Err(Error::OutOfReach);
            }
            BySerial::Within(known) if known.user != user => {
                self.watch(&mut key, &known)?;
                return Err(Error::InvalidUserKey(self.name_if_visible(known.user)?));
            }
            BySerial::Within(known) if known.contents.is_half_made() => known,
            BySerial::Within(_) => return Err(Error::HasKey),
            BySerial::Unknown => return self.assign_over_stray(key, user, old_key),
        };
        let said = self.read(&mut key, begun_before.id)?;
        match (said.says, begun_before.contents) {
            // One that never was a key is blank.
            (Says::Nothing, _) => self.start_anew(key, user, old_key),
            (Says::Kept(sequence), Contents::Open { attempt, .. }) if sequence == attempt.sequence => {
                let begun = self.written_unseen(*begun_before, attempt, said)?;
                Ok((begun, Next::Compare(key)))
            }
            (_, _) => {
                self.expect(old_key, &serial, &begun_before, &said)?;
                self.replace(key, user, old_key, said)
            }
        }
    }

    /// A card that is nobody's whom the database knows: what it says is lost if the operator said so.
    fn assign_over_stray<'l, 'k>(
        &self,
        mut key: KeyCard<'l, 'k>,
        user: UserId,
        old_key: OldKey,
    ) -> Result<(Begun, Next<'l, 'k>), Error> {
        let (said, stray) = self.read_stray(&mut key)?;
        match (stray, old_key.replaces(&key.serial)) {
            (Stray::Blank, _) => self.start_anew(key, user, old_key),
            (Stray::OfNobody, false) => Err(Error::KeyOfNobody(key.serial)),
            (Stray::Mismatch(mismatch), false) => Err(self.differs(mismatch, &key.serial, None, &said)?),
            (Stray::OfNobody | Stray::Mismatch(_), true) => self.replace(key, user, old_key, said),
        }
    }

    /// The card carries an image that is to be lost: the journal is brought home, and all of it written anew.
    fn replace<'l, 'k>(
        &self,
        mut key: KeyCard<'l, 'k>,
        user: UserId,
        old_key: OldKey,
        said: Said,
    ) -> Result<(Begun, Next<'l, 'k>), Error> {
        let journal = brought(&mut key, &said)?;
        let capacity = key.capacity()?;
        let media = key.media(capacity);
        self.point(Point::BeforeIntent)?;
        let begun = self.begin_key(user, old_key, key.serial, media, Some((said, journal)))?;
        self.point(Point::AfterIntent)?;
        Ok((begun, Next::Write(key)))
    }

    fn start_anew<'l, 'k>(
        &self,
        key: KeyCard<'l, 'k>,
        user: UserId,
        old_key: OldKey,
    ) -> Result<(Begun, Next<'l, 'k>), Error> {
        self.assign(key.cleared()?, user, old_key)
    }
}
