//! What lies on an encoder: which card it is, whose, and whether it says what is known of it. Nothing is written on it.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::intent::Brought;
use super::{CardError, Error, Mismatch, OldKey, Recognised, Stranger, Work, action_of, subject};
use crate::domain::denylist::Slice;
use crate::domain::event::Claim;
use crate::domain::image::{Epoch, Fault, Header, Image, Serial};
use crate::domain::key::{Contents, Facts, Key, KeyId, Says};
use crate::domain::moment;
use crate::domain::permission::UsersView;
use crate::domain::user::UserId;
use crate::domain::zone::Groups;
use crate::encoder::layout::{self, Found, KeyCard, Memory};
use crate::encoder::reader::{Contact, Reader};
use crate::operation::{card_keys, users};
use crate::secret::keyring::Keyring;
use crate::session::{Bearer, Pass};
use crate::storage::audit::{self, Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::denylist::{self, Whose};
use crate::storage::keys::{self, BySerial, OfCard, Sealed};
use crate::storage::users as rows;
use crate::storage::{self, Beyond, Change, Outcome, cards, lockers, site};

/// What a card was found to say.
#[derive(Clone)]
pub(super) struct Said {
    pub(super) says: Says,
    /// The head of the image; nothing, if none was ever written.
    pub(super) head: Option<Vec<u8>>,
    /// What the head says, if it is that of an image that this site signed for this card. A claim of a card moves
    /// nothing of ours.
    pub(super) header: Option<Header>,
    /// The groups of lockers for which that image has room.
    pub(super) slots: Groups,
    /// What that image carries of the denylist.
    pub(super) denylist: Option<Slice>,
}

/// What an image says beside its rights.
#[derive(Default)]
struct Beside {
    slots: Groups,
    denylist: Option<Slice>,
}

impl Said {
    /// The number of the writing that the card says.
    pub(super) fn sequence(&self) -> Option<u32> {
        self.header.map(|header| header.sequence)
    }

    /// The groups of lockers for which it has room, if it is that of this key.
    pub(super) fn slots_of(&self, key: &Key) -> Groups {
        self.of(key).map(|_| self.slots).unwrap_or_default()
    }

    /// What the head says, if it is that of this key.
    pub(super) fn of(&self, key: &Key) -> Option<Header> {
        self.header.filter(|header| key.id.code() == Some(header.code))
    }
}

/// A key and its person, and the images that the database keeps of it.
pub(super) struct Remembered {
    pub(super) key: Key,
    pub(super) user: UserId,
    pub(super) name: String,
    pub(super) images: BTreeMap<u32, Sealed>,
}

/// A card of this site under a serial number that no live key has.
pub(super) enum Stray {
    /// It never was a key.
    Blank,
    /// It was a key that has ended.
    OfNobody,
    /// It says what the database does not know of.
    Mismatch(Mismatch),
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    pub(super) fn recognise(&self, reader: &mut dyn Reader) -> Result<Recognised, Error> {
        let mut contact = reader.connect(&self.wait.stop)?;
        let keyring = self.keyring()?;
        match self.found(&mut contact, &keyring) {
            Ok(Found::Key(key)) => self.recognise_key(key),
            Ok(Found::Blank(card)) => self.recognise_blank(card.serial, card.capacity),
            Err(Error::Stranger(stranger)) => Ok(Recognised::Stranger(stranger)),
            Err(error) => Err(error),
        }
    }

    pub(super) fn found<'l, 'k>(
        &self,
        contact: &'l mut Contact<'_>,
        keyring: &'k Keyring,
    ) -> Result<Found<'l, 'k>, Error> {
        let half_made = self.look(keys::half_made)?;
        let media = |serial: &Serial| {
            let known = self.look(|view| keys::by_serial(view, serial)).ok()?;
            match known {
                BySerial::Within(key) => Some(key.media),
                BySerial::Beyond(_) | BySerial::Unknown => None,
            }
        };
        let epoch = self.look(|view| Ok(site::get(view)?.numbering.epoch))?;
        let unread = Cell::new(None);
        let is_ours = |serial: &Serial| {
            self.look(|view| cards::is_ours(view, serial)).unwrap_or_else(|error| {
                unread.set(Some(error));
                true
            })
        };
        let memory = Memory { media: &media, half_made: &half_made, is_ours: &is_ours, epoch };
        let found = layout::recognise(&mut *contact.link, contact.serial, keyring, &memory);
        if let Some(error) = unread.take() {
            return Err(error.into());
        }
        if let Err(CardError::Stranger(Stranger::SerialTaken(serial))) = &found {
            self.note_taken(serial)?;
        }
        let mut found = found?;
        if let Found::Key(card) = &mut found {
            self.settle_deletion(card)?;
        }
        Ok(found)
    }

    fn recognise_key(&self, mut card: KeyCard<'_, '_>) -> Result<Recognised, Error> {
        let remembered = match self.remembered(&mut card, None) {
            Ok(Some(remembered)) => remembered,
            Ok(None) => return self.recognise_stray(card),
            Err(Error::OutOfReach) => return Ok(Recognised::OutOfReach),
            Err(error) => return Err(error),
        };
        let key = &remembered.key;
        let (said, mismatch) = self.read_settled(&mut card, &remembered)?;
        if let Some(mismatch) = mismatch {
            self.differs(mismatch, &card.serial, Some(key), &said)?;
            let user = Some((key.user, remembered.name));
            return Ok(Recognised::Mismatch { user, mismatch, serial: card.serial.to_string() });
        }
        if let Some(header) = said.of(key) {
            self.note_held(key, said.slots, &card.read_claims(header.code, said.slots)?)?;
        }
        self.storage.view(&self.proof, |view| {
            let stored = rows::get(view, remembered.user)?;
            let key = keys::of_user(view, &stored)?.ok_or(Error::HasNoKey)?;
            if key.contents.is_half_made() {
                return Ok(Recognised::HalfMade { user: stored.id, name: remembered.name });
            }
            let now = view.believed()?;
            let status = Facts::of(stored.besides.banned, &stored.validity, Some(&key)).status_at(now);
            Ok(Recognised::Key {
                user: stored.id,
                name: remembered.name,
                status,
                reasons: users::reasons(&self.storage.rules(view)?, view, &stored, &key, status)?,
                serial: key.serial.to_string(),
                from: key.contents.from(),
                until: key.contents.until(),
            })
        })
    }

    /// What a key says, and whether that is what is known of it. What was open about it is settled.
    pub(super) fn read_settled(
        &self,
        card: &mut KeyCard<'_, '_>,
        remembered: &Remembered,
    ) -> Result<(Said, Option<Mismatch>), Error> {
        let said = self.read_beside(card, &remembered.images)?;
        let mismatch = match remembered.key.mismatch(said.says) {
            None => self.settle(remembered, &said, card)?,
            some => some,
        };
        Ok((said, mismatch))
    }

    /// A card of this site that belongs to nobody known: an old key, or one that never came to be.
    fn recognise_stray(&self, mut card: KeyCard<'_, '_>) -> Result<Recognised, Error> {
        let serial = card.serial.to_string();
        let (said, stray) = self.read_stray(&mut card)?;
        Ok(match stray {
            Stray::Blank => Recognised::Blank { serial, capacity: card.capacity()? },
            Stray::OfNobody => self.cancelled(&card.serial, &said)?.unwrap_or(Recognised::KeyOfNobody),
            Stray::Mismatch(mismatch) => {
                self.differs(mismatch, &card.serial, None, &said)?;
                Recognised::Mismatch { user: None, mismatch, serial }
            }
        })
    }

    /// What is told of a key that nobody has any more because it was cancelled.
    fn cancelled(&self, serial: &Serial, said: &Said) -> Result<Option<Recognised>, Error> {
        let Says::Signed { code, .. } = said.says else { return Ok(None) };
        let found = self.look(|view| match keys::of_card(view, code, serial)? {
            Some(OfCard::Ended(key)) => denylist::cancelled_one(view, key).map(Some),
            Some(OfCard::Live(_)) | None => Ok(None),
        });
        let found = match found {
            Ok(found) => found,
            // Of somebody out of reach nothing is told.
            Err(storage::Error::NoSuch(_)) => None,
            Err(error) => return Err(error.into()),
        };
        let Some(Whose { listed, .. }) = found else { return Ok(None) };
        let name = self.name_if_visible(listed.user)?;
        Ok(Some(Recognised::Cancelled { name, at: listed.listed_at, by: listed.listed_by }))
    }

    fn recognise_blank(&self, serial: Serial, capacity: u16) -> Result<Recognised, Error> {
        self.storage.view(&self.proof, |view| {
            Ok(match keys::by_serial(view, &serial)? {
                BySerial::Within(key) if matches!(key.contents, Contents::Open { before: None, .. }) => {
                    Recognised::HalfMade { user: key.user, name: rows::get(view, key.user)?.full_name() }
                }
                BySerial::Beyond(_) => Recognised::OutOfReach,
                BySerial::Within(_) | BySerial::Unknown => {
                    Recognised::Blank { serial: serial.to_string(), capacity }
                }
            })
        })
    }

    /// Whose key it is, and what the database remembers of it; nothing, if it is nobody's whom the database knows.
    pub(super) fn remembered(
        &self,
        card: &mut KeyCard<'_, '_>,
        expected: Option<UserId>,
    ) -> Result<Option<Remembered>, Error> {
        let known = self.look(|view| {
            if let Some(expected) = expected {
                rows::get(view, expected)?;
            }
            keys::by_serial(view, &card.serial)
        })?;
        let key = match known {
            BySerial::Within(key) => *key,
            BySerial::Beyond(key) => {
                self.watch(card, &key)?;
                return Err(expected.map_or(Error::OutOfReach, |_| Error::InvalidUserKey(None)));
            }
            BySerial::Unknown => return Ok(None),
        };
        if expected.is_some_and(|expected| expected != key.user) {
            self.watch(card, &key)?;
            return Err(Error::InvalidUserKey(self.name_if_visible(key.user)?));
        }
        Ok(Some(self.look(|view| {
            let name = rows::get(view, key.user)?.full_name();
            Ok(Remembered { user: key.user, name, images: keys::images(view, key.id)?, key })
        })?))
    }

    /// The key that lies there, which says what is known of it, and what that is; refused as any work with it is, if not.
    pub(super) fn as_known(
        &self,
        card: &mut KeyCard<'_, '_>,
        expected: Option<UserId>,
    ) -> Result<(Remembered, Said), Error> {
        let Some(remembered) = self.remembered(card, expected)? else {
            return Err(self.nobodys(card, OldKey::LEAVE)?);
        };
        let (said, mismatch) = self.read_settled(card, &remembered)?;
        if let Some(mismatch) = mismatch {
            return Err(self.differs(mismatch, &card.serial, Some(&remembered.key), &said)?);
        }
        if said.head.is_none() {
            return Err(Error::BlankCard);
        }
        Ok((remembered, said))
    }

    /// A key that is refused whatever it says, as another person's, also of somebody out of reach: if it does not say
    /// what is known of it, the trail has it, and the operator learns nothing of that.
    pub(super) fn watch(&self, card: &mut KeyCard<'_, '_>, key: &Key) -> Result<(), Error> {
        let said = self.read(card, key.id)?;
        if let Some(mismatch) = key.mismatch(said.says) {
            self.differs(mismatch, &card.serial, Some(key), &said)?;
        }
        Ok(())
    }

    /// What a card says, held against the images that are kept of a key.
    pub(super) fn read(&self, card: &mut KeyCard<'_, '_>, key: KeyId) -> Result<Said, Error> {
        let kept = self.look(|view| keys::images(view, key))?;
        self.read_beside(card, &kept)
    }

    pub(super) fn read_beside(
        &self,
        card: &mut KeyCard<'_, '_>,
        kept: &BTreeMap<u32, Sealed>,
    ) -> Result<Said, Error> {
        let said = self.said(card, kept)?;
        self.learn_epoch(card.epoch(), said.header.as_ref())?;
        Ok(said)
    }

    fn said(&self, card: &mut KeyCard<'_, '_>, kept: &BTreeMap<u32, Sealed>) -> Result<Said, Error> {
        let head = card.read_head()?;
        if head.iter().all(|byte| *byte == 0) {
            return Ok(Said {
                says: Says::Nothing,
                head: None,
                header: None,
                slots: Groups::NONE,
                denylist: None,
            });
        }
        let is_kept = kept.iter().find(|(_, sealed)| sealed.bytes.starts_with(&head));
        let (says, header, Beside { slots, denylist }) = if let Some((sequence, sealed)) = is_kept {
            let header = Header::decode(&head).ok().map(|(header, _)| header);
            let denylist = Image::decode(&sealed.bytes).ok().and_then(|image| image.body.denylist);
            (Says::Kept(*sequence), header, Beside { slots: sealed.layout.slots, denylist })
        } else {
            self.forgotten(card, &head)?
        };
        Ok(Said { says, head: Some(head), header, slots, denylist })
    }

    /// What an image is that nobody remembers, and its header, for which lockers it has room and what it carries of the denylist, if
    /// this site signed it for this card.
    fn forgotten(
        &self,
        card: &mut KeyCard<'_, '_>,
        head: &[u8],
    ) -> Result<(Says, Option<Header>, Beside), Error> {
        let keyring = self.keyring()?;
        let claims_ours = Header::site_claimed_by(head) == Some(keyring.mark());
        let nothing = Beside::default();
        let Some(body) = Header::body_bytes(head).filter(|_| claims_ours) else {
            return Ok((Says::Altered, None, nothing));
        };
        let length = head.len() + body;
        if length > usize::from(card.capacity()?) {
            return Ok((Says::Altered, None, nothing));
        }
        let bytes = card.read_rights(length)?;
        let (header, carried) = match Image::open(&bytes, card.serial, &keyring.signers()) {
            Ok(image) => {
                let (slots, denylist) = (image.body.rights.slots(), image.body.denylist);
                (image.header, Beside { slots, denylist })
            }
            Err(Fault::NotUnderstood) if Image::is_signed(&bytes, card.serial, &keyring.signers()) => {
                return Ok((Says::NotUnderstood, None, nothing));
            }
            Err(_) => return Ok((Says::Altered, None, nothing)),
        };
        let says = self.look(|view| {
            // A number of another numbering is not the key that has it here.
            Ok(match header.issuer.born.cmp(&site::get(view)?.numbering.born) {
                Ordering::Less => Says::EarlierNumbering,
                Ordering::Greater => Says::LaterNumbering,
                Ordering::Equal => {
                    let is_known = keys::of_card(view, header.code, &card.serial)?.is_some();
                    Says::Signed { code: header.code, sequence: header.sequence, is_known }
                }
            })
        })?;
        Ok((says, Some(header), carried))
    }

    /// A card of this site, under a serial number that no live key has.
    pub(super) fn read_stray(&self, card: &mut KeyCard<'_, '_>) -> Result<(Said, Stray), Error> {
        let said = self.read_beside(card, &BTreeMap::new())?;
        let stray = match said.says {
            Says::Nothing => Stray::Blank,
            Says::Signed { is_known: true, .. } => Stray::OfNobody,
            Says::Signed { is_known: false, .. } | Says::LaterNumbering | Says::Kept(_) => {
                Stray::Mismatch(Mismatch::Newer)
            }
            Says::EarlierNumbering => Stray::Mismatch(Mismatch::EarlierNumbering),
            Says::NotUnderstood => Stray::Mismatch(Mismatch::NotUnderstood),
            Says::Altered => Stray::Mismatch(Mismatch::Altered),
        };
        Ok((said, stray))
    }

    /// Why a key that nobody has is not brought up to date, also where the operator said so: it can only be assigned.
    pub(super) fn nobodys(&self, card: &mut KeyCard<'_, '_>, old_key: OldKey) -> Result<Error, Error> {
        let (said, stray) = self.read_stray(card)?;
        Ok(match stray {
            Stray::Blank => Error::BlankCard,
            Stray::Mismatch(_) if old_key.replaces(&card.serial) => Error::KeyOfNobody(card.serial),
            Stray::OfNobody => match self.cancelled(&card.serial, &said)? {
                Some(Recognised::Cancelled { name, at, by }) => Error::KeyCancelled { name, at, by },
                Some(_) | None => Error::KeyOfNobody(card.serial),
            },
            Stray::Mismatch(mismatch) => self.differs(mismatch, &card.serial, None, &said)?,
        })
    }

    /// Refuses a card that does not say what is known of the key, unless the operator said that it be written over.
    pub(super) fn expect(
        &self,
        old_key: OldKey,
        serial: &Serial,
        key: &Key,
        said: &Said,
    ) -> Result<(), Error> {
        match key.mismatch(said.says) {
            Some(mismatch) if !old_key.replaces(serial) => {
                Err(self.differs(mismatch, serial, Some(key), said)?)
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Notes that a card does not say what is known of it, and makes that the answer.
    pub(super) fn differs(
        &self,
        mismatch: Mismatch,
        serial: &Serial,
        key: Option<&Key>,
        said: &Said,
    ) -> Result<Error, Error> {
        let action = action_of(mismatch);
        self.storage.change(&self.proof, |change| {
            let subject = match key {
                Some(key) => subject(key, &rows::get(&change.everywhere(Beyond::Trail), key.user)?),
                None => card_subject(serial),
            };
            let entry = Entry::new(action, subject).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("serial", serial.to_string())
                    .with("writing", key.map(|key| key.contents.sequence()))
                    .with("the key says", said.sequence()),
            );
            Ok(raise(change, Error::Mismatch(mismatch, *serial), entry)?)
        })
    }

    /// A writing that is open is closed if the card says it, to the last byte. What the card says otherwise tells
    /// nothing of what was sent.
    fn settle(
        &self,
        remembered: &Remembered,
        said: &Said,
        card: &mut KeyCard<'_, '_>,
    ) -> Result<Option<Mismatch>, Error> {
        let key = &remembered.key;
        let (Contents::Open { attempt, .. }, Says::Kept(sequence)) = (key.contents, said.says) else {
            return Ok(None);
        };
        let Some(sealed) = remembered.images.get(&sequence).filter(|_| sequence == attempt.sequence) else {
            return Ok(None);
        };
        match card.verify(&sealed.bytes, Some(&sealed.layout)) {
            Ok(()) => {}
            Err(CardError::ReadBackDiffers) => return Ok(Some(Mismatch::Altered)),
            Err(error) => return Err(error.into()),
        }
        self.storage.change(&self.proof, |change| {
            let media = card.media(key.media.capacity);
            keys::set_known(change, key, &attempt, media, sealed.layout.slots)?;
            let stored = rows::get(change, key.user)?;
            let entry = Entry::new(Action::KeySettled, subject(key, &stored)).after(
                Fields::default().with("encoder", self.encoder.as_str()).with("the key says", sequence),
            );
            Ok(Outcome::Changed(None, entry.into()))
        })
    }

    /// Keeps which lockers a key holds, where that is not known yet.
    pub(super) fn note_held(&self, key: &Key, slots: Groups, claims: &[Claim]) -> Result<(), Error> {
        if !self.look(|view| lockers::is_held_otherwise(view, key.id, slots, claims))? {
            return Ok(());
        }
        self.storage.change(&self.proof, |change| {
            lockers::note_held(change, key.id, slots, claims)?;
            let held = claims.iter().filter(|claim| claim.is_proven).count();
            let entry = Entry::new(Action::KeyLockersRead, subject(key, &rows::get(change, key.user)?))
                .after(
                    Fields::default().with("encoder", self.encoder.as_str()).with("lockers it holds", held),
                );
            Ok(Outcome::Changed((), entry.into()))
        })
    }

    /// Learns what a card shows of epochs that the file has forgotten.
    fn learn_epoch(&self, proven: Epoch, said: Option<&Header>) -> Result<(), Error> {
        let numbering = self.look(|view| Ok(site::get(view)?.numbering))?;
        if card_keys::forgotten(numbering, proven, said).is_none() {
            return Ok(());
        }
        let keyring = self.keyring()?;
        self.storage.change(&self.proof, |change| {
            Ok(match card_keys::learn(change, &keyring, proven, said)? {
                None => Outcome::Unchanged(()),
                Some(mut entry) => {
                    entry.after.set("encoder", self.encoder.as_str());
                    Outcome::Changed((), entry.into())
                }
            })
        })
    }

    /// Notes that something shows a serial number that a card of ours has: one of the two is no card.
    fn note_taken(&self, serial: &Serial) -> Result<(), storage::Error> {
        self.storage.change(&self.proof, |change| {
            let entry = Entry::new(Action::SerialTaken, card_subject(serial)).after(
                Fields::default().with("encoder", self.encoder.as_str()).with("serial", serial.to_string()),
            );
            raise(change, (), entry)
        })
    }

    /// The name of a person, if the operator may see that person.
    pub(super) fn name_if_visible(&self, user: UserId) -> Result<Option<String>, Error> {
        let users = match self.proof.bearer() {
            Bearer::Operator(session) => session.permit::<UsersView>(),
            Bearer::Point(_) => None,
        };
        let Some(users) = users else {
            return Ok(None);
        };
        let name = self.look(|view| Ok(rows::get(&view.of(&users)?, user)?.full_name()));
        match name {
            Ok(name) => Ok(Some(name)),
            Err(storage::Error::NoSuch(_) | storage::Error::NotPermitted) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// What stands on the card, as far as an image that can be believed says that doors write on it.
pub(super) fn brought(card: &mut KeyCard<'_, '_>, said: &Said) -> Result<Option<Brought>, Error> {
    let slots = said.slots;
    let Some(header) = said.header.filter(|header| header.flags.needs_journal() || !slots.is_empty()) else {
        return Ok(None);
    };
    let Some((journal, reports)) = card.read_journal(&header)? else {
        return Ok(None);
    };
    let claims = card.read_claims(header.code, slots)?;
    let denylist = said.denylist.clone();
    let written_at = moment::from_key_minutes(header.issued_at);
    Ok(Some(Brought { code: header.code, journal, reports, slots, claims, denylist, written_at }))
}

/// Writes what a card shows into the trail, once a day and as long as nobody took note: whoever plays a card with a
/// machine can lay it down every second.
fn raise<T>(change: &Change<'_>, value: T, entry: Entry) -> Result<Outcome<T>, storage::Error> {
    let since = change.now() - chrono::Duration::days(1);
    Ok(if audit::is_raised(change, &entry, since, Action::MismatchesSeen)? {
        Outcome::Unchanged(value)
    } else {
        Outcome::Changed(value, entry.into())
    })
}

/// A card that is nobody's key, as the trail names it.
fn card_subject(serial: &Serial) -> Subject {
    Subject { kind: SubjectKind::Key, id: None, name: serial.to_string(), partition: None }
}
