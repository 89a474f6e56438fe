//! A writing in the database: phase 1, in which it is begun, and phase 3, in which it is known, open or undone. No card
//! is named here.

use super::order::Areas;
use super::recognise::{Remembered, Said};
use super::{Done, Error, Impediment, OldKey, Work, subject};
use crate::domain::access;
use crate::domain::denylist::{Refused, Slice};
use crate::domain::event::{Claim, Event, Happening, Journal, Report};
use crate::domain::image::{self, Flags, Header, KeyCode, Serial, Stamp, Statement};
use crate::domain::key::{self, Contents, Key, KeyId, Media, Says, Written};
use crate::domain::local::Window;
use crate::domain::moment::{self, ConfirmedTime, Moment, Zone};
use crate::domain::user::UserId;
use crate::domain::zone::Groups;
use crate::secret::keyring::Keyring;
use crate::session::Pass;
use crate::storage::audit::{Action, Entry, Fields, Trail};
use crate::storage::keys::{self, OfCard, Sealed};
use crate::storage::users::{self as rows, Stored};
use crate::storage::{self, Change, Outcome, Storage, View, cards, denylist, events, lockers, outputs, site};

/// Ends that lie no further apart are the same.
const SAME_END: chrono::Duration = chrono::Duration::minutes(5);

/// A writing that was begun, for as long as it takes.
pub(super) struct Begun {
    pub(super) key: Key,
    pub(super) name: String,
    pub(super) attempt: Written,
    pub(super) sealed: Sealed,
    /// What the card said when the work began; nothing, if no image was on it.
    pub(super) found: Option<Vec<u8>>,
    /// The image that the card is known to say.
    pub(super) before: Option<Vec<u8>>,
    /// Whether areas are to be made or changed.
    pub(super) re_edition: bool,
    /// What doors wrote on the card; nothing, where there is no journal yet.
    pub(super) journal: Option<Brought>,
    /// The groups of which the card says already which locker this key holds.
    pub(super) slots: Groups,
    /// The groups of which it says a locker that is there no more: nothing but a desk can empty that.
    pub(super) gone: Groups,
    /// How much of what it brought home was new.
    pub(super) events: usize,
    pub(super) image: Whereabouts,
}

impl Begun {
    /// Whether this is what the card says.
    pub(super) fn is_said_by(&self, said: &Said) -> bool {
        said.head.as_ref().is_some_and(|head| self.sealed.bytes.starts_with(head))
    }

    /// Whether the journal is begun or emptied; one of this key that has no records is left as it is.
    pub(super) fn empties_journal(&self) -> bool {
        match &self.journal {
            Some(brought) => {
                // What has room for lockers of more groups has room for less records.
                Some(brought.code) != self.key.id.code()
                    || !brought.journal.is_empty()
                    || brought.slots.highest() != self.sealed.layout.slots.highest()
            }
            None => self.sealed.layout.needs_journal(),
        }
    }

    /// The groups of which the key holds no locker from now on. Where room comes to be, something else may lie; of what it has
    /// no room for any more, and of lockers that are gone, nothing is left.
    pub(super) fn emptied_slots(&self) -> Groups {
        let slots = self.sealed.layout.slots;
        let before = self.journal.as_ref().map(|brought| brought.slots).unwrap_or_default();
        slots.without(self.slots).and(before.without(slots)).and(self.gone)
    }
}

/// What doors wrote on a card, and which key it was for them.
#[derive(Clone)]
pub(super) struct Brought {
    pub(super) code: KeyCode,
    pub(super) journal: Journal,
    pub(super) reports: Vec<Report>,
    /// The groups for whose lockers there is room, and the lockers that it says it holds.
    pub(super) slots: Groups,
    pub(super) claims: Vec<Claim>,
    /// What it carried of the denylist, and when it was written.
    pub(super) denylist: Option<Slice>,
    pub(super) written_at: Moment,
}

impl Brought {
    /// The records, as they are kept. What a lock learned is dated by the edition; it did so after the key was written.
    pub(super) fn dated(&self) -> Vec<Report> {
        let dated = self.reports.iter().map(|report| match report.event.happening {
            Happening::DenylistLearned => {
                Report { event: Event { at: self.written_at, ..report.event }, ..*report }
            }
            _ => *report,
        });
        dated.collect()
    }

    /// Keeps the records before a card is emptied of them: what happens next must not lose what it brought
    /// home. Says how many were new. A key that was made elsewhere has no place for them here.
    pub(super) fn keep(&self, change: &Change<'_>, serial: &Serial) -> Result<usize, storage::Error> {
        if let Some(slice) = &self.denylist {
            denylist::note_learned(change, slice, &self.reports)?;
        }
        let reports = self.dated();
        match keys::of_card(change, self.code, serial)? {
            Some(OfCard::Live(key)) => {
                lockers::note_held(change, key, self.slots, &self.claims)?;
                events::insert(change, key, &reports)
            }
            Some(OfCard::Ended(key)) => events::insert(change, key, &reports),
            None => Ok(0),
        }
    }
}

/// Whether an image that was not read back may be known outside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whereabouts {
    /// Not a byte of one was sent.
    Here,
    /// One was sent, or may have been.
    Out,
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    /// Nobody is asked for a key that could not be written then.
    pub(super) fn expect_time(&self) -> Result<(), storage::Error> {
        self.look(|view| view.confirmed_time().map(drop))
    }

    /// Phase 1 of an update.
    pub(super) fn begin_update(
        &self,
        remembered: &Remembered,
        media: Media,
        (said, journal): (Said, Option<Brought>),
        before: Option<&Sealed>,
        areas: Areas,
    ) -> Result<Begun, Error> {
        self.storage.change(&self.proof, |change| {
            let stored = rows::get(change, remembered.user)?;
            // The person may have been given another key since the card was recognised.
            let key = keys::of_user(change, &stored)?.filter(|key| key.id == remembered.key.id);
            let mut key = key.ok_or(Error::KeyOfNobody(remembered.key.serial))?;
            let (statement, time) = self.allowed(change, &stored, Some(media.capacity))?;
            let has_layout = before.is_some_and(|before| before.layout == statement.layout());
            if !has_layout && areas == Areas::AsTheyAre {
                return Err(Error::ReEdition { user: stored.id, name: stored.full_name() });
            }
            let earlier = said.of(&key);
            let takes_place = earlier.is_some_and(|earlier| !earlier.flags.has(Flags::CANCELLABLE));
            if takes_place {
                Self::expect_place(change, &stored, &statement)?;
            }
            // Locks that were told of a ban refuse lower ones.
            let sequence = next_sequence(&key, earlier, time)?.max(denylist::lowest(change, key.id)?);
            key.last_sequence = key.last_sequence.max(sequence - 1);
            let (attempt, sealed) = self.seal(
                change,
                &statement,
                (key.id, &key.serial, media.capacity),
                sequence,
                earlier,
                time,
            )?;
            if let (Contents::Open { attempt, .. }, Says::Kept(said), Some(before)) =
                (key.contents, said.says, before)
                && said == attempt.sequence
            {
                keys::set_known(change, &key, &attempt, media, before.layout.slots)?;
                key.contents = Contents::Known(attempt);
            }
            keys::set_attempt(change, &key, &attempt)?;
            keys::put_image(change, key.id, sequence, &sealed)?;
            let events = journal.as_ref().map_or(Ok(0), |brought| brought.keep(change, &key.serial))?;
            // What is still open stays open until this one is read back.
            let image = match key.contents {
                Contents::Known(_) => Whereabouts::Here,
                Contents::Open { .. } => Whereabouts::Out,
            };
            let entry = Entry::new(Action::KeyUpdateBegun, subject(&key, &stored)).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("writing", sequence)
                    .with("the key said", said.sequence())
                    .with("re-edition", !has_layout)
                    .with("events", events),
            );
            let begun = Begun {
                slots: said.slots_of(&key),
                key: Key { media, ..key },
                name: stored.full_name(),
                attempt,
                sealed,
                found: said.head,
                before: before.map(|before| before.bytes.clone()),
                re_edition: !has_layout,
                gone: gone(change, journal.as_ref())?,
                journal,
                events,
                image,
            };
            Ok(Outcome::Changed(begun, entry.into()))
        })
    }

    /// Until when a key goes on as it is, if bringing it up to date would change nothing: it says what it should, nothing is
    /// open, and it would end no later. It is asked of who may have one written.
    pub(super) fn current_until(&self, remembered: &Remembered) -> Result<Option<Moment>, Error> {
        let Contents::Known(written) = remembered.key.contents else {
            return Ok(None);
        };
        let wanted = remembered.key.wanted;
        if (wanted.layout, wanted.content) != (written.layout, written.content) {
            return Ok(None);
        }
        self.look(|view| {
            let stored = rows::get(view, remembered.user)?;
            let is_over = stored.validity.expiration.is_some_and(|end| end <= view.now());
            if stored.besides.banned || is_over {
                return Ok(None);
            }
            let (holder, rights) = rows::holder(view, &stored)?;
            let validity = access::statement(&holder, &rights, &self.storage.rules(view)?).validity;
            let until = image::end(validity, view.now(), self.clock.zone());
            // One that is laid down twice in passing is not written twice.
            let is_same = until - written.until < SAME_END && written.until > view.now();
            Ok(is_same.then_some(written.until))
        })
        .map_err(Error::from)
    }

    /// Keeps what a key brought home that is left as it is.
    pub(super) fn keep_brought(&self, key: &Key, brought: &Brought) -> Result<usize, Error> {
        self.storage.change(&self.proof, |change| {
            let events = brought.keep(change, &key.serial)?;
            if events == 0 {
                return Ok(Outcome::Unchanged(0));
            }
            let entry = Entry::new(Action::KeyRead, subject(key, &rows::get(change, key.user)?))
                .after(Fields::default().with("encoder", self.encoder.as_str()).with("events", events));
            Ok(Outcome::Changed(events, entry.into()))
        })
    }

    /// The first writing of a key: all of it is written, areas included.
    pub(super) fn begin_key(
        &self,
        user: UserId,
        old_key: OldKey,
        serial: Serial,
        media: Media,
        found: Option<(Said, Option<Brought>)>,
    ) -> Result<Begun, Error> {
        let (said, journal) = found.map_or((None, None), |(said, journal)| (Some(said), journal));
        self.storage.change(&self.proof, |change| {
            let stored = rows::get(change, user)?;
            let (statement, time) = self.allowed(change, &stored, Some(media.capacity))?;
            let (known, given_up) = match keys::of_user(change, &stored)? {
                Some(key) if key.contents.is_half_made() && key.serial != serial => {
                    (None, Some(self.give_up_begun(change, &key, &stored, old_key)?))
                }
                known => (known, None),
            };
            let earlier = known.as_ref().and_then(|key| said.as_ref()?.of(key));
            let (id, sequence, image) = match &known {
                None => {
                    Self::expect_place(change, &stored, &statement)?;
                    (keys::draw_id(change)?, key::first_sequence(time), Whereabouts::Here)
                }
                // What was sent before may be out already.
                Some(key) if key.contents.is_half_made() => {
                    let sequence = next_sequence(key, earlier, time)?.max(denylist::lowest(change, key.id)?);
                    (key.id, sequence, Whereabouts::Out)
                }
                Some(_) => return Err(Error::HasKey),
            };
            let (attempt, sealed) =
                self.seal(change, &statement, (id, &serial, media.capacity), sequence, earlier, time)?;
            match &known {
                None => keys::insert(change, id, user, &serial, media, &attempt).map_err(taken)?,
                Some(key) => keys::set_attempt(change, key, &attempt)?,
            }
            let key = keys::of_user(change, &stored)?.ok_or(Error::HasNoKey)?;
            keys::put_image(change, key.id, sequence, &sealed)?;
            let events = journal.as_ref().map_or(Ok(0), |brought| brought.keep(change, &serial))?;
            let entry = Entry::new(Action::KeyAssignmentBegun, subject(&key, &stored)).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("serial", serial.to_string())
                    .with("events", events),
            );
            let begun = Begun {
                slots: said.as_ref().map(|said| said.slots_of(&key)).unwrap_or_default(),
                key,
                name: stored.full_name(),
                attempt,
                sealed,
                found: said.and_then(|said| said.head),
                before: None,
                re_edition: true,
                gone: gone(change, journal.as_ref())?,
                journal,
                events,
                image,
            };
            Ok(Outcome::Changed(begun, given_up.into_iter().fold(entry.into(), Trail::and)))
        })
    }

    /// A key that comes to be one that can be cancelled needs a place of the denylist.
    fn expect_place(change: &Change<'_>, stored: &Stored, statement: &Statement) -> Result<(), Error> {
        if statement.flags.has(Flags::CANCELLABLE) && !denylist::has_place(change)? {
            let (user, name) = (stored.id, stored.full_name());
            return Err(Error::Impeded { user, name, by: Impediment::NoPlaceToCancel });
        }
        Ok(())
    }

    /// Ends a first key that was begun on another card, if its time is over or the operator said so. What was sent
    /// counts as the person's until then.
    fn give_up_begun(
        &self,
        change: &Change<'_>,
        key: &Key,
        stored: &Stored,
        old_key: OldKey,
    ) -> Result<Entry, Error> {
        let until = key.contents.until();
        if until > change.now() && old_key.abandoned != Some(key.serial) {
            return Err(Error::BegunElsewhere { serial: key.serial, until });
        }
        // Who kept what was sent is refused wherever that is heard.
        let over_by = denylist::over_by(change, key)?;
        if !denylist::is_over(change, over_by)? && denylist::can_be_cancelled(change, key)? {
            denylist::put(change, key, Refused::All, over_by)?;
        }
        keys::end(change, key)?;
        Ok(Entry::new(Action::KeyGivenUp, subject(key, stored)).after(
            Fields::default()
                .with("serial", key.serial.to_string())
                .with_moment("may open doors until", until),
        ))
    }

    /// A first writing of which nobody knows whether it came to pass, as if it had just been sent.
    pub(super) fn written_unseen(&self, key: Key, attempt: Written, said: Said) -> Result<Begun, Error> {
        let sealed = self.look(|view| keys::image(view, key.id, attempt.sequence))?;
        // The key may have ended since the card was recognised.
        let sealed = sealed.ok_or(Error::KeyOfNobody(key.serial))?;
        let name = self.look(|view| rows::get(view, key.user))?.full_name();
        Ok(Begun {
            slots: said.slots_of(&key),
            key,
            name,
            attempt,
            sealed,
            found: said.head,
            before: None,
            re_edition: true,
            gone: Groups::NONE,
            journal: None,
            events: 0,
            image: Whereabouts::Out,
        })
    }

    /// What a person's key is to say, if the person may have one written at all.
    fn allowed(
        &self,
        change: &Change<'_>,
        stored: &Stored,
        capacity: Option<u16>,
    ) -> Result<(Statement, ConfirmedTime), Error> {
        let allowed = allowed(&self.storage, self.clock.zone(), change, stored, capacity)?;
        allowed.map_err(|by| Error::Impeded { user: stored.id, name: stored.full_name(), by })
    }

    /// The image of a statement for a card, and what it is known by.
    fn seal(
        &self,
        change: &Change<'_>,
        statement: &Statement,
        of: (KeyId, &Serial, u16),
        sequence: u32,
        earlier: Option<Header>,
        time: ConfirmedTime,
    ) -> Result<(Written, Sealed), Error> {
        let by = (&*self.keyring()?, self.clock.zone());
        Ok(seal(change, by, statement, of, sequence, earlier, time)?)
    }

    /// Which groups a card that came back says a locker of that is there no more.
    pub(super) fn gone(&self, journal: Option<&Brought>) -> Result<Groups, Error> {
        Ok(self.look(|view| gone(view, journal))?)
    }

    /// Keeps what doors wrote on a card while it was away; how much that was.
    pub(super) fn bring_home(&self, begun: &Begun) -> Result<usize, Error> {
        let Some(brought) = &begun.journal else { return Ok(0) };
        self.storage.change(&self.proof, |change| {
            let events = brought.keep(change, &begun.key.serial)?;
            if events == 0 {
                return Ok(Outcome::Unchanged(0));
            }
            let action = match begun.key.contents {
                Contents::Open { before: None, .. } => Action::KeyAssignmentBegun,
                Contents::Known(_) | Contents::Open { .. } => Action::KeyUpdateBegun,
            };
            let stored = rows::get(change, begun.key.user)?;
            let entry = Entry::new(action, subject(&begun.key, &stored)).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("writing", begun.attempt.sequence)
                    .with("events", events),
            );
            Ok(Outcome::Changed(events, entry.into()))
        })
    }

    /// Notes for good that a card has our master key.
    pub(super) fn note_ours(&self, serial: &Serial, begun: &Begun) -> Result<(), storage::Error> {
        self.storage.change(&self.proof, |change| {
            if !cards::note_ours(change, serial)? {
                return Ok(Outcome::Unchanged(()));
            }
            let stored = rows::get(change, begun.key.user)?;
            let entry = Entry::new(Action::CardMadeOurs, subject(&begun.key, &stored)).after(
                Fields::default().with("encoder", self.encoder.as_str()).with("serial", serial.to_string()),
            );
            Ok(Outcome::Changed((), entry.into()))
        })
    }

    /// Phase 3: what is on the card was read back and is known.
    pub(super) fn finish(&self, begun: &Begun, media: Media) -> Result<Done, Error> {
        self.storage.change(&self.proof, |change| {
            let stored = rows::get(change, begun.key.user)?;
            keys::set_known(change, &begun.key, &begun.attempt, media, begun.sealed.layout.slots)?;
            let entry = Entry::new(Action::KeyWritten, subject(&begun.key, &stored)).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("writing", begun.attempt.sequence)
                    .with_moment("valid until", begun.attempt.until),
            );
            let done = Done {
                user: begun.key.user,
                name: begun.name.clone(),
                until: begun.attempt.until,
                re_edition: begun.re_edition,
                events: begun.events,
            };
            Ok(Outcome::Changed(done, entry.into()))
        })
    }

    /// The key did not come back, or cannot be written. As long as not a byte of an image was sent, it says what it
    /// said before, and the database says so too; afterwards nobody knows until a later writing is read back.
    pub(super) fn give_up(&self, begun: Option<Begun>, error: Error) -> Error {
        let Some(begun) = begun else { return error };
        if matches!(error, Error::Killed | Error::Storage(storage::Error::Killed)) {
            return error;
        }
        let came_off = error.is_of_removal();
        let noted = self.storage.change(&self.proof, |change| {
            let stored = rows::get(change, begun.key.user)?;
            let action = match (begun.image, begun.key.contents) {
                (Whereabouts::Out, _) => Action::KeyWritingOpen,
                (Whereabouts::Here, Contents::Open { before: None, .. }) => {
                    keys::undo(change, &begun.key)?;
                    Action::KeyAssignmentUndone
                }
                (Whereabouts::Here, _) => {
                    keys::clear_attempt(change, &begun.key, &begun.attempt)?;
                    Action::KeyUpdateUndone
                }
            };
            let entry = Entry::new(action, subject(&begun.key, &stored))
                .after(Fields::default().with("encoder", self.encoder.as_str()));
            Ok::<_, storage::Error>(Outcome::Changed((), entry.into()))
        });
        match (noted, begun.image) {
            (_, Whereabouts::Out) if matches!(error, Error::Mismatch(..)) => error,
            // What could not be noted stays open, and is settled at the next contact.
            (Err(_), _) | (Ok(()), Whereabouts::Out) => Error::Unknown { came_off },
            (Ok(()), Whereabouts::Here) if came_off => Error::RemovedTooSoon,
            (Ok(()), Whereabouts::Here) => error,
        }
    }
}

/// What a person's key is to say, if the person may have one made at all.
pub(in crate::operation) fn allowed(
    storage: &Storage,
    zone: &dyn Zone,
    change: &Change<'_>,
    stored: &Stored,
    capacity: Option<u16>,
) -> Result<Result<(Statement, ConfirmedTime), Impediment>, storage::Error> {
    if stored.besides.banned {
        return Ok(Err(Impediment::Banned));
    }
    let time = change.confirmed_time()?;
    if let Some(expiration) = stored.validity.expiration.filter(|end| *end <= change.now()) {
        return Ok(Err(Impediment::PersonExpired(expiration)));
    }
    let (holder, rights) = rows::holder(change, stored)?;
    let statement = access::statement(&holder, &rights, &storage.rules(change)?);
    let validity = statement.validity;
    let until = image::end(validity, change.now(), zone);
    if image::life(validity, change.now(), zone).is_none() {
        return Ok(Err(Impediment::NeverValid { from: validity.activation, until }));
    }
    let window = Window::new(change.now(), until);
    let needed = statement.wanted_in(window, &mut Vec::new()).bytes;
    Ok(match capacity.filter(|capacity| needed > *capacity) {
        Some(capacity) => Err(Impediment::DoesNotFit { needed, capacity }),
        None => Ok((statement, time)),
    })
}

/// The image of a statement for a card or a phone, and what it is known by. It says when it was written, and locks believe it.
pub(in crate::operation) fn seal(
    change: &Change<'_>,
    (keyring, zone): (&Keyring, &dyn Zone),
    statement: &Statement,
    (key, serial, capacity): (KeyId, &Serial, u16),
    sequence: u32,
    earlier: Option<Header>,
    time: ConfirmedTime,
) -> Result<(Written, Sealed), storage::Error> {
    let code = key.code().ok_or(storage::Error::NoKeyNumberLeft)?;
    // Who signs is asked of the keyring, not of the file.
    let numbering = site::get(change)?.numbering;
    let stamp = Stamp {
        issuer: keyring.issuer(numbering.born, numbering.epoch),
        code,
        sequence,
        // The card may know of a later image than a file that was put back.
        earlier_over_by: keys::over_by(change, key)?.max(earlier.map(|said| said.over_by)),
        now: time.moment(),
        zone,
    };
    let image = statement.image(&stamp);
    // What is left of the room takes news of other keys to the locks.
    let room = image.room_for_denied(capacity);
    let image = match denylist::take_slice(change, key, room, sequence)? {
        Some(slice) => image.carrying(slice),
        None => image,
    };
    let bytes = image.seal(*serial, |message| keyring.sign(message));
    let wanted = statement.wanted_in(Window::of(&image.header), &mut Vec::new());
    let written = Written {
        sequence,
        layout: wanted.layout,
        content: wanted.content,
        at: time.moment(),
        from: statement.validity.activation,
        until: moment::from_key_minutes(image.header.refresh_by),
    };
    outputs::note_said(change, statement, written.until)?;
    Ok((written, Sealed { bytes, layout: statement.layout() }))
}

/// The number of the next image of a key. A file that was put back does not know what was signed after it; what the
/// card says of it counts as well.
fn next_sequence(key: &Key, said: Option<Header>, time: ConfirmedTime) -> Result<u32, Error> {
    let last = said.map_or(0, |said| said.sequence).max(key.last_sequence);
    Ok(key::next_sequence(last, time).ok_or(storage::Error::NoKeyNumberLeft)?)
}

fn gone(view: &View<'_>, journal: Option<&Brought>) -> Result<Groups, storage::Error> {
    journal.map_or(Ok(Groups::NONE), |brought| lockers::gone(view, &brought.claims))
}

fn taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Taken(_) => Error::InvalidUserKey(None),
        other => other.into(),
    }
}
