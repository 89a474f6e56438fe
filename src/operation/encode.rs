//! Keys: recognise, assign, update. Writing a card is a change in two places, the only one that can half happen.
//! (1) In a transaction: rule, next sequence number, the attempt with its image. (2) With no lock held: write, commit
//! on the card, read back, compare. (3) In a transaction: *written*. Whatever ends this early leaves a card that
//! says the old image or the new one, and a database that does not say "written" of what is not.
//!
//! An image that was sent is out: what took it may be no card that forgets it, but a machine that plays one. So a
//! writing stays open until it or a later one was read back, or its time is over, and no number is given twice. A
//! card that says something else than what was read back from it is told apart, noted, and not written unasked.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::card_keys;
use crate::clock::Clock;
use crate::console::Console;
use crate::domain::access::{self, Right};
use crate::domain::event::{Journal, Report};
use crate::domain::image::{self, Epoch, Fault, Header, Image, KeyCode, Serial, Stamp, Statement};
pub use crate::domain::key::Mismatch;
use crate::domain::key::{self, Contents, Facts, Key, KeyId, Media, Reason, Says, Status, Written};
use crate::domain::moment::{self, ConfirmedTime, Moment, Reading};
use crate::domain::permission::{KeyUpdateAutomatically, UserKeysAssign, UsersView};
use crate::domain::user::{Between, UserId};
use crate::encoder::desfire;
pub use crate::encoder::desfire::Error as CommandError;
use crate::encoder::desk::Unavailable;
use crate::encoder::layout::{self, Found, KeyCard, Memory, WriteError, Writing};
pub use crate::encoder::layout::{Error as CardError, Stranger};
pub use crate::encoder::link::LinkError;
use crate::encoder::reader::{ConnectError, Contact, Means, Reader, Stop, Wait};
use crate::encoder::signal::Signal;
use crate::fault::{Point, Verdict};
use crate::secret::keyring::Keyring;
use crate::session::{Permit, Proof, Tenure};
use crate::storage::audit::{self, Action, Entry, Fields, Subject, SubjectKind, Trail};
use crate::storage::keys::{self, BySerial, Sealed};
use crate::storage::users::{self as rows, Stored};
use crate::storage::{self, Change, Outcome, Storage, View, Why, cards, encoders, events, site};

/// Why a key was not written, or not recognised.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// The encoder cannot be used.
    #[error(transparent)]
    Encoder(#[from] Unavailable),
    /// The operator has no keys of cards, or the screen is locked.
    #[error("the operator has no keys of cards")]
    NoSecrets,
    /// No key was laid on the encoder in time.
    #[error("no key was laid on the encoder in time")]
    NoKey,
    /// The operator called it off.
    #[error("the work was called off")]
    Stopped,
    /// More than one card lies on the encoder.
    #[error("more than one card is on the encoder")]
    SeveralCards,
    /// The reader or the way to it failed.
    #[error(transparent)]
    Link(LinkError),
    /// It is the key of another person; the name, if the operator may see that person. Nothing was changed.
    #[error("the key is another person's")]
    InvalidUserKey(Option<String>),
    /// The card carries no key.
    #[error("the card carries no key")]
    BlankCard,
    /// The card is not one for keys of this site. It was left as it is.
    #[error("the card is not for keys of this site: {0:?}")]
    Stranger(Stranger),
    /// It is a key of this site that belongs to nobody whom the database knows.
    #[error("the key `{0}` belongs to nobody known")]
    KeyOfNobody(Serial),
    /// It says something else than what the database knows. Nothing was written.
    #[error("the key `{1}` does not say what is known of it: {0:?}")]
    Mismatch(Mismatch, Serial),
    /// It is a key of this site, of a person out of this operator's reach.
    #[error("the key is of somebody out of reach")]
    OutOfReach,
    /// The person has a key already.
    #[error("the person has a key already")]
    HasKey,
    /// A first key was begun on another card and may be out.
    #[error("a first key was begun on the card `{serial}` and may be out until {until}")]
    BegunElsewhere {
        /// The other card's serial number.
        serial: Serial,
        /// Until when what was sent to it may open something.
        until: Moment,
    },
    /// The person has no key yet.
    #[error("the person has no key yet")]
    HasNoKey,
    /// The person is banned: keys are not brought up to date.
    #[error("the person is banned")]
    Banned,
    /// The person's time is over: any key would be expired.
    #[error("the person's time ended at {0}")]
    PersonExpired(Moment),
    /// The person's time begins after the end of any key that can be written today.
    #[error("the person's time begins at {from}, a key ends at {until} at the latest")]
    NeverValid {
        /// When the person's time begins.
        from: Moment,
        /// When a key that is written today ends at the latest.
        until: Moment,
    },
    /// The image has no room on the card.
    #[error("the key needs {needed} bytes, the card has {capacity}")]
    DoesNotFit {
        /// Bytes of the image.
        needed: u16,
        /// Bytes of the card.
        capacity: u16,
    },
    /// The key was removed before anything was sent to it, and did not come back. It says what it said before.
    #[error("the key was removed too soon and says what it said before")]
    RemovedTooSoon,
    /// The key was removed while it was written. What it says is not known until it is brought up to date.
    #[error("the key was removed while it changed")]
    Unknown,
    /// The card answers in a way that no card should.
    #[error("the card failed: {0}")]
    Card(layout::Error),
    /// A test made the program end here.
    #[error("killed by a test")]
    Killed,
}

impl From<layout::Error> for Error {
    fn from(error: layout::Error) -> Self {
        match error {
            layout::Error::Stranger(stranger) => Error::Stranger(stranger),
            layout::Error::Card(desfire::Error::Link(error)) => Error::Link(error),
            other => Error::Card(other),
        }
    }
}

impl From<ConnectError> for Error {
    fn from(error: ConnectError) -> Self {
        match error {
            ConnectError::NoCard => Error::NoKey,
            ConnectError::Stopped => Error::Stopped,
            ConnectError::SeveralCards => Error::SeveralCards,
            ConnectError::Link(error) => Error::Link(error),
        }
    }
}

/// How the work goes: for whoever watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Waiting for a key.
    Waiting,
    /// A key lies there; it is read.
    Reading,
    /// It is written: it must stay.
    Writing,
    /// It is read back and compared.
    Comparing,
    /// It was removed too soon: put it back, and it goes on.
    PutBack,
    /// It is done: remove it.
    Done,
}

/// Where and under whose eyes the work is done.
#[derive(Clone)]
pub struct Job {
    /// The encoder's name.
    pub encoder: String,
    /// Calls it off, as long as that can be.
    pub stop: Stop,
    /// Told every step.
    pub progress: Arc<dyn Fn(Step) + Send + Sync>,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Whose key it is.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// Until when the key is valid now.
    pub until: Moment,
    /// Whether areas were changed as well as the content.
    pub re_edition: bool,
    /// How many events the key brought home.
    pub events: usize,
}

/// What the operator insists on. Each word is said of one card and holds for no other; both may be needed at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OldKey {
    /// The card that is written over, though it is a key that is nobody's any more, or a [`Mismatch`].
    pub replaced: Option<Serial>,
    /// The card on which a first key was left unfinished, which is abandoned for the one that lies there.
    pub abandoned: Option<Serial>,
}

impl OldKey {
    /// Nothing is insisted on: an old key is left as it is, and said so.
    pub const LEAVE: OldKey = OldKey { replaced: None, abandoned: None };

    /// What is insisted on, and as well what an error asks about; nothing, if it asks about no card.
    pub fn and(self, error: &Error) -> Option<OldKey> {
        match error {
            Error::KeyOfNobody(serial) | Error::Mismatch(_, serial) => {
                Some(OldKey { replaced: Some(*serial), ..self })
            }
            Error::BegunElsewhere { serial, .. } => Some(OldKey { abandoned: Some(*serial), ..self }),
            _ => None,
        }
    }

    fn replaces(&self, serial: &Serial) -> bool {
        self.replaced.as_ref() == Some(serial)
    }
}

/// Assigns a person the first key, or goes on with an assignment that was interrupted.
pub fn assign(
    console: &Console,
    permit: &Permit<UserKeysAssign>,
    user: UserId,
    old_key: OldKey,
    job: &Job,
) -> Result<Done, Error> {
    Work::begin(console, permit, job)?.run(console, Task::Assign(user, old_key))
}

/// Brings the key of one person up to date; content and layout.
pub fn update(
    console: &Console,
    permit: &Permit<UserKeysAssign>,
    user: UserId,
    old_key: OldKey,
    job: &Job,
) -> Result<Done, Error> {
    Work::begin(console, permit, job)?.run(console, Task::Update(Some(user), old_key))
}

/// Brings whatever key is laid on the encoder up to date; content and layout. One that does not say what is known
/// of it is left as it is.
pub fn update_any(
    console: &Console,
    permit: &Permit<KeyUpdateAutomatically>,
    job: &Job,
) -> Result<Done, Error> {
    Work::begin(console, permit, job)?.run(console, Task::Update(None, OldKey::LEAVE))
}

/// Brings the key that lies on the encoder up to date, as long as it is still the one that was shown: this person's.
/// One that does not say what is known of it is left as it is.
pub fn update_laid(
    console: &Console,
    permit: &Permit<KeyUpdateAutomatically>,
    user: UserId,
    job: &Job,
) -> Result<Done, Error> {
    Work::begin(console, permit, job)?.run(console, Task::Update(Some(user), OldKey::LEAVE))
}

/// What a person's key would say, before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The name.
    pub name: String,
    /// What the clock shows, if it is not believed: no key can be written then.
    pub doubt: Option<Reading>,
    /// From when and until when it would be valid; nothing, where it never would be.
    pub life: Option<Between>,
    /// Whether it would become valid later than now.
    pub is_ahead: bool,
    /// Whether it would end later than the key does now.
    pub renews: bool,
    /// How many doors it would open.
    pub doors: usize,
    /// How many doors were given for a time in which it is not valid.
    pub doors_outside: usize,
    /// Bytes that it needs.
    pub bytes: u16,
    /// Bytes that the card holds; nothing, where there is no key yet.
    pub capacity: Option<u16>,
    /// How the key stands now.
    pub status: Status,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Says what a person's key would say.
pub fn preview(
    console: &Console,
    permit: &Permit<UserKeysAssign>,
    user: UserId,
) -> Result<Preview, storage::Error> {
    console.storage().view(permit, |view| {
        let stored = rows::get(view, user)?;
        let (holder, rights) = rows::holder(view, &stored)?;
        let statement = access::statement(&holder, &rights);
        let key = keys::of_user(view, &stored)?;
        let now = view.believed()?;
        let status = Facts::of(stored.besides.banned, &stored.validity, key.as_ref()).status_at(now);
        let life = image::life(stored.validity, now.moment(), console.clock().zone());
        let opens = |right: &&Right| match (&life, &right.between) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(life), Some(between)) => life.meets(between),
        };
        let doors = rights.iter().filter(opens).count();
        let ends = key.as_ref().map(|key| key.contents.until());
        Ok(Preview {
            name: stored.full_name(),
            renews: life.as_ref().is_some_and(|life| Some(life.until) > ends),
            doubt: view.reading()?.confirmed().err(),
            life,
            is_ahead: stored.validity.activation > now.moment(),
            doors,
            doors_outside: rights.len() - doors,
            bytes: statement.wanted().bytes,
            capacity: key.as_ref().map(|key| key.media.capacity),
            status,
            reasons: match &key {
                Some(key) => super::users::reasons(view, &stored, key, status)?,
                None => Vec::new(),
            },
        })
    })
}

/// What lies on an encoder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognised {
    /// Somebody's key.
    Key {
        /// Whose.
        user: UserId,
        /// The name.
        name: String,
        /// How it stands.
        status: Status,
        /// Why.
        reasons: Vec<Reason>,
        /// The card's serial number.
        serial: String,
        /// From when it is valid.
        from: Moment,
        /// Until when it is valid.
        until: Moment,
    },
    /// A card whose first writing was interrupted.
    HalfMade {
        /// Whose key it was to be.
        user: UserId,
        /// The name.
        name: String,
    },
    /// A card that can become a key.
    Blank {
        /// The card's serial number.
        serial: String,
        /// Bytes for the image.
        capacity: u16,
    },
    /// A key of this site that does not say what is known of it.
    Mismatch {
        /// Whose it is, and the name; nothing, if it is nobody's whom the database knows.
        user: Option<(UserId, String)>,
        /// How it differs.
        mismatch: Mismatch,
        /// The card's serial number.
        serial: String,
    },
    /// A key of this site, of somebody out of reach.
    OutOfReach,
    /// A key of this site that belongs to nobody known.
    KeyOfNobody,
    /// No card for keys of this site.
    Stranger(Stranger),
}

/// Finds out what lies on an encoder, and settles what was open about it. Writes nothing on the card.
pub fn recognise(
    console: &Console,
    permit: &Permit<KeyUpdateAutomatically>,
    encoder: &str,
) -> Result<Recognised, Error> {
    let job = Job { encoder: encoder.to_owned(), stop: Stop::default(), progress: Arc::new(|_| ()) };
    let work = Work::begin(console, permit, &job)?;
    console.desk().work(encoder, move |reader| {
        let result = work.recognise(reader);
        reader.show(Signal::Idle, work.means);
        result
    })?
}

/// Waits until nothing lies on an encoder any more, so that what comes next is another key; or until it is called off.
pub fn wait_until_free(
    console: &Console,
    permit: &Permit<KeyUpdateAutomatically>,
    encoder: &str,
    stop: Stop,
) -> Result<(), Error> {
    // Reads nothing; checks the permission, so that this call fails like the others.
    console.storage().view(permit, |_| Ok::<_, storage::Error>(()))?;
    let tenure = with_keys(permit).ok_or(Error::Stopped)?;
    let wait = Wait { limit: AT_LEISURE, stop: stop.or(move || tenure.is_over()) };
    Ok(console.desk().work(encoder, move |reader| reader.wait_for_removal(&wait))??)
}

/// The time until the next lock, for whoever has the keys of cards.
fn with_keys(proof: &impl Proof) -> Option<Tenure> {
    proof.session().tenure().filter(|tenure| tenure.keyring().is_some())
}

/// A key may lie on an encoder over night.
const AT_LEISURE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Everything that work at an encoder needs, on the encoder's own thread.
struct Work<P> {
    encoder: String,
    storage: Arc<Storage>,
    clock: Arc<dyn Clock>,
    tenure: Tenure,
    proof: P,
    wait: Wait,
    means: Means,
    progress: Arc<dyn Fn(Step) + Send + Sync>,
}

#[derive(Clone, Copy)]
enum Task {
    Assign(UserId, OldKey),
    /// The key of one person, or any.
    Update(Option<UserId>, OldKey),
}

/// A writing that was begun, for as long as it takes.
struct Begun {
    key: Key,
    name: String,
    attempt: Written,
    sealed: Sealed,
    /// What the card said when the work began; nothing, if no image was on it.
    found: Option<Vec<u8>>,
    /// The image that the card is known to say.
    before: Option<Vec<u8>>,
    /// Whether areas are to be made or changed.
    re_edition: bool,
    /// What doors wrote on the card; nothing, where there is no journal yet.
    journal: Option<Brought>,
    /// How much of what it brought home was new.
    events: usize,
    image: Whereabouts,
}

impl Begun {
    /// Whether this is what the card says.
    fn is_said_by(&self, said: &Said) -> bool {
        said.head.as_ref().is_some_and(|head| self.sealed.bytes.starts_with(head))
    }

    /// Whether the journal is begun or emptied; one of this key that has no records is left as it is.
    fn empties_journal(&self) -> bool {
        match &self.journal {
            Some(brought) => Some(brought.code) != self.key.id.code() || !brought.journal.is_empty(),
            None => self.sealed.layout.needs_journal(),
        }
    }
}

/// What doors wrote on a card, and which key it was for them.
struct Brought {
    code: KeyCode,
    journal: Journal,
    reports: Vec<Report>,
}

impl Brought {
    /// What stands on the card, as far as an image that can be believed says that doors write on it.
    fn read(card: &mut KeyCard<'_, '_>, said: &Said) -> Result<Option<Brought>, Error> {
        let Some(header) = said.header.filter(|header| header.flags.needs_journal()) else {
            return Ok(None);
        };
        let read = card.read_journal(&header)?;
        Ok(read.map(|(journal, reports)| Brought { code: header.code, journal, reports }))
    }

    /// Keeps the records before a card is emptied of them: what happens next must not lose what it brought
    /// home. Says how many were new. A key that was made elsewhere has no place for them here.
    fn keep(&self, change: &Change<'_>, serial: &Serial) -> Result<usize, storage::Error> {
        match keys::of_card(change, self.code, serial)? {
            Some(key) => events::insert(change, key, &self.reports),
            None => Ok(0),
        }
    }
}

/// What a card was found to say.
struct Said {
    says: Says,
    /// The head of the image; nothing, if none was ever written.
    head: Option<Vec<u8>>,
    /// What the head says, if it is that of an image that this site signed for this card. A claim of a card moves
    /// nothing of ours.
    header: Option<Header>,
}

impl Said {
    /// The number of the writing that the card says.
    fn sequence(&self) -> Option<u32> {
        self.header.map(|header| header.sequence)
    }

    /// What the head says, if it is that of this key.
    fn of(&self, key: &Key) -> Option<Header> {
        self.header.filter(|header| key.id.code() == Some(header.code))
    }
}

/// The number of the next image of a key. A file that was put back does not know what was signed after it; what the
/// card says of it counts as well.
fn next_sequence(key: &Key, said: Option<Header>, time: ConfirmedTime) -> Result<u32, Error> {
    let last = said.map_or(0, |said| said.sequence).max(key.last_sequence);
    Ok(key::next_sequence(last, time).ok_or(storage::Error::NoKeyNumberLeft)?)
}

/// Whether an image that was not read back may be known outside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whereabouts {
    /// Not a byte of one was sent.
    Here,
    /// One was sent, or may have been.
    Out,
}

/// What one contact with a card came to.
enum Contacted {
    Done(Done),
    /// It was another card than the one that is waited for.
    AnotherCard,
}

/// Readers look for their card several times a second; none takes longer than this to miss it.
const LOSS_NOTICED: Duration = Duration::from_secs(2);

/// A card that is lost this often is not lost by hand.
const CONTACTS_MAX: u32 = 20;

impl<P: Proof + Clone + Send + 'static> Work<P> {
    fn begin(console: &Console, proof: &P, job: &Job) -> Result<Work<P>, Error> {
        let tenure = with_keys(proof).ok_or(Error::NoSecrets)?;
        let over = tenure.clone();
        let options: encoders::Options =
            console.storage().view(proof, |view| encoders::options(view, &job.encoder))?;
        Ok(Work {
            encoder: job.encoder.clone(),
            storage: Arc::clone(console.shared_storage()),
            clock: Arc::clone(console.shared_clock()),
            tenure,
            proof: proof.clone(),
            wait: Wait {
                limit: Duration::from_secs(u64::from(options.wait_seconds)),
                stop: job.stop.clone().or(move || over.is_over()),
            },
            means: Means { light: options.light, sound: options.sound },
            progress: Arc::clone(&job.progress),
        })
    }

    fn run(self, console: &Console, task: Task) -> Result<Done, Error> {
        // Nobody is asked for a key that could not be written then.
        self.look(|view| view.confirmed_time().map(drop))?;
        let encoder = self.encoder.clone();
        console.desk().work(&encoder, move |reader| {
            let result = self.write(reader, task);
            match &result {
                Ok(_) => self.tell(reader, Step::Done, Signal::Done),
                Err(Error::Stopped) => reader.show(Signal::Idle, self.means),
                Err(_) => reader.show(Signal::Failed, self.means),
            }
            result
        })?
    }

    fn tell(&self, reader: &mut dyn Reader, step: Step, signal: Signal) {
        reader.show(signal, self.means);
        (self.progress)(step);
    }

    /// Contact after contact, until it is done or cannot be done. A key that is removed too soon is waited for,
    /// and the work goes on where it was.
    fn write(&self, reader: &mut dyn Reader, task: Task) -> Result<Done, Error> {
        let mut begun = None;
        let mut step = Step::Waiting;
        for _ in 0..CONTACTS_MAX {
            self.tell(reader, step, Signal::Waiting);
            if let Err(error) = reader.wait_for_card(&self.wait) {
                return Err(self.give_up(begun, error.into()));
            }
            reader.show(Signal::Working, self.means);
            let contacted = match reader.connect(&self.wait.stop) {
                Ok(contact) => {
                    // Not before: as long as another program has the card, it may be called off.
                    (self.progress)(Step::Reading);
                    self.contact(contact, task, &mut begun)
                }
                Err(error) => Err(error.into()),
            };
            step = match contacted {
                Ok(Contacted::Done(done)) => return Ok(done),
                Ok(Contacted::AnotherCard) => {
                    self.tell(reader, Step::PutBack, Signal::Failed);
                    if let Err(error) = reader.wait_for_removal(&self.wait) {
                        return Err(self.give_up(begun, error.into()));
                    }
                    Step::PutBack
                }
                Err(Error::Link(LinkError::CardLost)) => {
                    self.notice_loss(reader);
                    Step::PutBack
                }
                Err(error) => return Err(self.give_up(begun, error)),
            };
        }
        Err(self.give_up(begun, Error::Link(LinkError::CardLost)))
    }

    /// The keys of cards, for one contact or one signature: a lock ends what waits, and begins no other key. A writing
    /// that was begun goes on with what its contact has.
    fn keyring(&self) -> Result<Arc<Keyring>, Error> {
        self.tenure.keyring().ok_or(Error::Stopped)
    }

    /// Some readers say for a while that the card is still there. One that was only reset is tried again.
    fn notice_loss(&self, reader: &mut dyn Reader) {
        let wait = Wait { limit: LOSS_NOTICED, stop: self.wait.stop.clone() };
        let _ = reader.wait_for_removal(&wait);
    }

    fn contact(
        &self,
        mut contact: Contact<'_>,
        task: Task,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted, Error> {
        let keyring = self.keyring()?;
        let found = self.found(&mut contact, &keyring)?;
        match (begun.is_some(), found, task) {
            (true, found, _) => self.go_on(found, begun),
            (false, Found::Key(key), Task::Update(expected, old_key)) => {
                self.update(key, expected, old_key, begun)
            }
            (false, Found::Blank(_), Task::Update(..)) => Err(Error::BlankCard),
            (false, Found::Blank(card), Task::Assign(user, old_key)) => {
                self.begin_assignment(&card, user, old_key, begun)?;
                self.take_over(card, begun)
            }
            (false, Found::Key(key), Task::Assign(user, old_key)) => {
                self.assign_over(key, user, old_key, begun)
            }
        }
    }

    fn found<'l, 'k>(
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
        Ok(found?)
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
                Some(entry) => Outcome::Changed((), entry.into()),
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

    /// Notes for good that a card has our master key.
    fn note_ours(&self, serial: &Serial, begun: &Begun) -> Result<(), Error> {
        self.point(Point::AfterOwnerKey)?;
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

    fn look<T>(
        &self,
        look: impl FnOnce(&View<'_>) -> Result<T, storage::Error>,
    ) -> Result<T, storage::Error> {
        self.storage.view(&self.proof, look)
    }

    /// The card came back, or another one did.
    fn go_on(&self, found: Found<'_, '_>, begun: &mut Option<Begun>) -> Result<Contacted, Error> {
        let Some(waiting) = begun.as_mut() else {
            return Ok(Contacted::AnotherCard);
        };
        match found {
            Found::Blank(card) if card.serial == waiting.key.serial => self.take_over(card, begun),
            Found::Key(mut key) if key.serial == waiting.key.serial => {
                let said = self.read(&mut key, waiting.key.id)?;
                if waiting.is_said_by(&said) {
                    return self.compare(key, begun);
                }
                if said.head.is_some() && said.head != waiting.found {
                    let mismatch = waiting.key.mismatch(said.says).unwrap_or(Mismatch::PutBack);
                    return Err(self.differs(mismatch, &key.serial, Some(&waiting.key), &said)?);
                }
                // The commit did not come to pass. What was there before is read no more: all of it is written.
                // But doors may have written on it meanwhile.
                waiting.before = None;
                waiting.journal = Brought::read(&mut key, &said)?;
                waiting.events += self.bring_home(waiting)?;
                self.put(key, begun)
            }
            Found::Blank(_) | Found::Key(_) => Ok(Contacted::AnotherCard),
        }
    }

    /// Keeps what doors wrote on a card while it was away; how much that was.
    fn bring_home(&self, begun: &Begun) -> Result<usize, Error> {
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

    /// Makes the card ours and writes it: nothing that it said before is on it then.
    fn take_over(
        &self,
        card: layout::BlankCard<'_, '_>,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted, Error> {
        let Some(waiting) = begun.as_mut() else {
            return Ok(Contacted::AnotherCard);
        };
        (self.progress)(Step::Writing);
        (waiting.before, waiting.journal, waiting.re_edition) = (None, None, true);
        let key = card.take_over(&waiting.sealed.layout, |serial| self.note_ours(serial, waiting))?;
        self.put(key, begun)
    }

    /// Writes, and compares what was written.
    fn put(&self, mut key: KeyCard<'_, '_>, begun: &mut Option<Begun>) -> Result<Contacted, Error> {
        let Some(waiting) = begun.as_mut() else {
            return Ok(Contacted::AnotherCard);
        };
        (self.progress)(Step::Writing);
        let writing = Writing {
            image: &waiting.sealed.bytes,
            before: waiting.before.as_deref(),
            layout: waiting.re_edition.then_some(&waiting.sealed.layout),
            empty_journal: waiting.empties_journal(),
        };
        let written = key.write(&writing);
        if !matches!(written, Err(WriteError::Unsent(_))) {
            waiting.image = Whereabouts::Out;
        }
        written.map_err(|error| Error::from(error.error()))?;
        self.compare(key, begun)
    }

    fn compare(&self, mut key: KeyCard<'_, '_>, begun: &mut Option<Begun>) -> Result<Contacted, Error> {
        let Some(waiting) = begun.as_mut() else {
            return Ok(Contacted::AnotherCard);
        };
        (self.progress)(Step::Comparing);
        key.verify(&waiting.sealed.bytes, waiting.re_edition.then_some(&waiting.sealed.layout))?;
        self.point(Point::AfterCard)?;
        let done = self.finish(waiting, key.media(waiting.key.media.capacity))?;
        *begun = None;
        self.point(Point::AfterOutcome)?;
        Ok(Contacted::Done(done))
    }

    /// The key of a person lies there: begins to bring it up to date, and does.
    fn update(
        &self,
        mut key: KeyCard<'_, '_>,
        expected: Option<UserId>,
        old_key: OldKey,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted, Error> {
        let Some(remembered) = self.remembered(&mut key, expected)? else {
            return Err(self.nobodys(&mut key, old_key)?);
        };
        let said = self.read(&mut key, remembered.key.id)?;
        if said.head.is_none() && remembered.key.contents.is_half_made() {
            return Err(Error::BlankCard);
        }
        self.expect(old_key, &key.serial, &remembered.key, &said)?;
        let journal = Brought::read(&mut key, &said)?;
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
        *begun = Some(self.begin_update(&remembered, media, said, before, journal)?);
        self.point(Point::AfterIntent)?;
        self.put(key, begun)
    }

    /// Phase 1 of an update.
    fn begin_update(
        &self,
        remembered: &Remembered,
        media: Media,
        said: Said,
        before: Option<&Sealed>,
        journal: Option<Brought>,
    ) -> Result<Begun, Error> {
        self.storage.change(&self.proof, |change| {
            let stored = rows::get(change, remembered.user)?;
            // The person may have been given another key since the card was recognised.
            let key = keys::of_user(change, &stored)?.filter(|key| key.id == remembered.key.id);
            let mut key = key.ok_or(Error::KeyOfNobody(remembered.key.serial))?;
            let (statement, time) = self.allowed(change, &stored, Some(media.capacity))?;
            let earlier = said.of(&key);
            let sequence = next_sequence(&key, earlier, time)?;
            key.last_sequence = key.last_sequence.max(sequence - 1);
            let (attempt, sealed) =
                self.seal(change, &statement, (key.id, &key.serial), sequence, earlier, time)?;
            if let (Contents::Open { attempt, .. }, Says::Kept(said), Some(_)) =
                (key.contents, said.says, before)
                && said == attempt.sequence
            {
                keys::set_known(change, &key, &attempt, media)?;
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
            let has_layout = before.is_some_and(|before| before.layout == sealed.layout);
            let entry = Entry::new(Action::KeyUpdateBegun, subject(&key, &stored)).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("writing", sequence)
                    .with("the key said", said.sequence())
                    .with("re-edition", !has_layout)
                    .with("events", events),
            );
            let begun = Begun {
                key: Key { media, ..key },
                name: stored.full_name(),
                attempt,
                sealed,
                found: said.head,
                before: before.map(|before| before.bytes.clone()),
                re_edition: !has_layout,
                journal,
                events,
                image,
            };
            Ok(Outcome::Changed(begun, entry.into()))
        })
    }

    /// Phase 1 of an assignment: of a new key, or of one that was begun on this very card.
    fn begin_assignment(
        &self,
        card: &layout::BlankCard<'_, '_>,
        user: UserId,
        old_key: OldKey,
        begun: &mut Option<Begun>,
    ) -> Result<(), Error> {
        let media = Media { generation: card.generation, capacity: card.capacity, salt: None };
        self.point(Point::BeforeIntent)?;
        *begun = Some(self.begin_key(user, old_key, card.serial, media, None)?);
        self.point(Point::AfterIntent)
    }

    /// The first writing of a key: all of it is written, areas included.
    fn begin_key(
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
                None => (keys::draw_id(change)?, key::first_sequence(time), Whereabouts::Here),
                // What was sent before may be out already.
                Some(key) if key.contents.is_half_made() => {
                    (key.id, next_sequence(key, earlier, time)?, Whereabouts::Out)
                }
                Some(_) => return Err(Error::HasKey),
            };
            let (attempt, sealed) = self.seal(change, &statement, (id, &serial), sequence, earlier, time)?;
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
                key,
                name: stored.full_name(),
                attempt,
                sealed,
                found: said.and_then(|said| said.head),
                before: None,
                re_edition: true,
                journal,
                events,
                image,
            };
            Ok(Outcome::Changed(begun, given_up.into_iter().fold(entry.into(), Trail::and)))
        })
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
        keys::end(change, key)?;
        Ok(Entry::new(Action::KeyGivenUp, subject(key, stored)).after(
            Fields::default()
                .with("serial", key.serial.to_string())
                .with_moment("may open doors until", until),
        ))
    }

    /// A card with a key of this site lies there, and a first key is to be assigned.
    fn assign_over(
        &self,
        mut key: KeyCard<'_, '_>,
        user: UserId,
        old_key: OldKey,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted, Error> {
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
            BySerial::Unknown => return self.assign_over_stray(key, user, old_key, begun),
        };
        let said = self.read(&mut key, begun_before.id)?;
        match (said.says, begun_before.contents) {
            // One that never was a key is blank.
            (Says::Nothing, _) => self.start_anew(key, user, old_key, begun),
            (Says::Kept(sequence), Contents::Open { attempt, .. }) if sequence == attempt.sequence => {
                *begun = self.written_unseen(*begun_before, attempt, said)?;
                self.compare(key, begun)
            }
            (_, _) => {
                self.expect(old_key, &serial, &begun_before, &said)?;
                self.replace(key, user, old_key, said, begun)
            }
        }
    }

    /// A card that is nobody's whom the database knows: what it says is lost if the operator said so.
    fn assign_over_stray(
        &self,
        mut key: KeyCard<'_, '_>,
        user: UserId,
        old_key: OldKey,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted, Error> {
        let (said, stray) = self.read_stray(&mut key)?;
        match (stray, old_key.replaces(&key.serial)) {
            (Stray::Blank, _) => self.start_anew(key, user, old_key, begun),
            (Stray::OfNobody, false) => Err(Error::KeyOfNobody(key.serial)),
            (Stray::Mismatch(mismatch), false) => Err(self.differs(mismatch, &key.serial, None, &said)?),
            (Stray::OfNobody | Stray::Mismatch(_), true) => self.replace(key, user, old_key, said, begun),
        }
    }

    /// The card carries an image that is to be lost: the journal is brought home, and all of it written anew.
    fn replace(
        &self,
        mut key: KeyCard<'_, '_>,
        user: UserId,
        old_key: OldKey,
        said: Said,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted, Error> {
        let journal = Brought::read(&mut key, &said)?;
        let capacity = key.capacity()?;
        let media = key.media(capacity);
        self.point(Point::BeforeIntent)?;
        *begun = Some(self.begin_key(user, old_key, key.serial, media, Some((said, journal)))?);
        self.point(Point::AfterIntent)?;
        self.put(key, begun)
    }

    /// A first writing of which nobody knows whether it came to pass, as if it had just been sent.
    fn written_unseen(&self, key: Key, attempt: Written, said: Said) -> Result<Option<Begun>, Error> {
        let Some(sealed) = self.look(|view| keys::image(view, key.id, attempt.sequence))? else {
            return Ok(None);
        };
        let name = self.look(|view| rows::get(view, key.user))?.full_name();
        Ok(Some(Begun {
            key,
            name,
            attempt,
            sealed,
            found: said.head,
            before: None,
            re_edition: true,
            journal: None,
            events: 0,
            image: Whereabouts::Out,
        }))
    }

    fn start_anew(
        &self,
        key: KeyCard<'_, '_>,
        user: UserId,
        old_key: OldKey,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted, Error> {
        let card = key.cleared()?;
        self.begin_assignment(&card, user, old_key, begun)?;
        self.take_over(card, begun)
    }

    /// What a person's key is to say, if the person may have one written at all.
    fn allowed(
        &self,
        change: &Change<'_>,
        stored: &Stored,
        capacity: Option<u16>,
    ) -> Result<(Statement, ConfirmedTime), Error> {
        if stored.besides.banned {
            return Err(Error::Banned);
        }
        let time = change.confirmed_time()?;
        if let Some(expiration) = stored.validity.expiration.filter(|end| *end <= change.now()) {
            return Err(Error::PersonExpired(expiration));
        }
        let (validity, zone) = (stored.validity, self.clock.zone());
        if image::life(validity, change.now(), zone).is_none() {
            let until = image::end(validity, change.now(), zone);
            return Err(Error::NeverValid { from: validity.activation, until });
        }
        let (holder, rights) = rows::holder(change, stored)?;
        let statement = access::statement(&holder, &rights);
        let needed = statement.wanted().bytes;
        match capacity.filter(|capacity| needed > *capacity) {
            Some(capacity) => Err(Error::DoesNotFit { needed, capacity }),
            None => Ok((statement, time)),
        }
    }

    /// The image of a statement for a card, and what it is known by. It says when it was written, and locks believe it.
    fn seal(
        &self,
        change: &Change<'_>,
        statement: &Statement,
        (key, serial): (KeyId, &Serial),
        sequence: u32,
        earlier: Option<Header>,
        time: ConfirmedTime,
    ) -> Result<(Written, Sealed), Error> {
        let code = key.code().ok_or(storage::Error::NoKeyNumberLeft)?;
        // Who signs is asked of the keyring, not of the file.
        let keyring = self.keyring()?;
        let numbering = site::get(change)?.numbering;
        let stamp = Stamp {
            issuer: keyring.issuer(numbering.born, numbering.epoch),
            code,
            sequence,
            // The card may know of a later image than a file that was put back.
            earlier_over_by: keys::over_by(change, key)?.max(earlier.map(|said| said.over_by)),
            now: time.moment(),
            zone: self.clock.zone(),
        };
        let image = statement.image(&stamp);
        let bytes = image.seal(*serial, |message| keyring.sign(message));
        let wanted = statement.wanted();
        let written = Written {
            sequence,
            layout: wanted.layout,
            content: wanted.content,
            at: time.moment(),
            from: statement.validity.activation,
            until: moment::from_key_minutes(image.header.refresh_by),
        };
        Ok((written, Sealed { bytes, layout: statement.layout() }))
    }

    /// Phase 3: what is on the card was read back and is known.
    fn finish(&self, begun: &Begun, media: Media) -> Result<Done, Error> {
        self.storage.change(&self.proof, |change| {
            let stored = rows::get(change, begun.key.user)?;
            keys::set_known(change, &begun.key, &begun.attempt, media)?;
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
    fn give_up(&self, begun: Option<Begun>, error: Error) -> Error {
        let Some(begun) = begun else { return error };
        if matches!(error, Error::Killed | Error::Storage(storage::Error::Killed)) {
            return error;
        }
        let came_off = matches!(
            error,
            Error::NoKey | Error::Stopped | Error::Link(LinkError::CardLost) | Error::SeveralCards
        );
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
            (Err(_), _) | (Ok(()), Whereabouts::Out) => Error::Unknown,
            (Ok(()), Whereabouts::Here) if came_off => Error::RemovedTooSoon,
            (Ok(()), Whereabouts::Here) => error,
        }
    }

    /// Whose key it is, and what the database remembers of it; nothing, if it is nobody's whom the database knows.
    fn remembered(
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

    /// A key that is refused whatever it says, as another person's, also of somebody out of reach: if it does not say
    /// what is known of it, the trail has it, and the operator learns nothing of that.
    fn watch(&self, card: &mut KeyCard<'_, '_>, key: &Key) -> Result<(), Error> {
        let said = self.read(card, key.id)?;
        if let Some(mismatch) = key.mismatch(said.says) {
            self.differs(mismatch, &card.serial, Some(key), &said)?;
        }
        Ok(())
    }

    /// What a card says, held against the images that are kept of a key.
    fn read(&self, card: &mut KeyCard<'_, '_>, key: KeyId) -> Result<Said, Error> {
        let kept = self.look(|view| keys::images(view, key))?;
        self.read_beside(card, &kept)
    }

    fn read_beside(&self, card: &mut KeyCard<'_, '_>, kept: &BTreeMap<u32, Sealed>) -> Result<Said, Error> {
        let said = self.said(card, kept)?;
        self.learn_epoch(card.epoch(), said.header.as_ref())?;
        Ok(said)
    }

    fn said(&self, card: &mut KeyCard<'_, '_>, kept: &BTreeMap<u32, Sealed>) -> Result<Said, Error> {
        let head = card.read_head()?;
        if head.iter().all(|byte| *byte == 0) {
            return Ok(Said { says: Says::Nothing, head: None, header: None });
        }
        let is_kept = kept.iter().find(|(_, sealed)| sealed.bytes.starts_with(&head));
        let (says, header) = if let Some((sequence, _)) = is_kept {
            (Says::Kept(*sequence), Header::decode(&head).ok().map(|(header, _)| header))
        } else {
            self.forgotten(card, &head)?
        };
        Ok(Said { says, head: Some(head), header })
    }

    /// What an image is that nobody remembers, and its header, if this site signed it for this card.
    fn forgotten(&self, card: &mut KeyCard<'_, '_>, head: &[u8]) -> Result<(Says, Option<Header>), Error> {
        let keyring = self.keyring()?;
        let claims_ours = Header::site_claimed_by(head) == Some(keyring.mark());
        let Some(body) = Header::body_bytes(head).filter(|_| claims_ours) else {
            return Ok((Says::Altered, None));
        };
        let length = head.len() + body;
        if length > usize::from(card.capacity()?) {
            return Ok((Says::Altered, None));
        }
        let bytes = card.read_rights(length)?;
        let header = match Image::open(&bytes, card.serial, &keyring.signers()) {
            Ok(image) => image.header,
            Err(Fault::NotUnderstood) if Image::is_signed(&bytes, card.serial, &keyring.signers()) => {
                return Ok((Says::NotUnderstood, None));
            }
            Err(_) => return Ok((Says::Altered, None)),
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
        Ok((says, Some(header)))
    }

    /// A card of this site, under a serial number that no live key has.
    fn read_stray(&self, card: &mut KeyCard<'_, '_>) -> Result<(Said, Stray), Error> {
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
    fn nobodys(&self, card: &mut KeyCard<'_, '_>, old_key: OldKey) -> Result<Error, Error> {
        let (said, stray) = self.read_stray(card)?;
        Ok(match stray {
            Stray::Blank => Error::BlankCard,
            Stray::Mismatch(_) if old_key.replaces(&card.serial) => Error::KeyOfNobody(card.serial),
            Stray::OfNobody => Error::KeyOfNobody(card.serial),
            Stray::Mismatch(mismatch) => self.differs(mismatch, &card.serial, None, &said)?,
        })
    }

    /// Refuses a card that does not say what is known of the key, unless the operator said that it be written over.
    fn expect(&self, old_key: OldKey, serial: &Serial, key: &Key, said: &Said) -> Result<(), Error> {
        match key.mismatch(said.says) {
            Some(mismatch) if !old_key.replaces(serial) => {
                Err(self.differs(mismatch, serial, Some(key), said)?)
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Notes that a card does not say what is known of it, and makes that the answer.
    fn differs(
        &self,
        mismatch: Mismatch,
        serial: &Serial,
        key: Option<&Key>,
        said: &Said,
    ) -> Result<Error, Error> {
        let action = action_of(mismatch);
        self.storage.change(&self.proof, |change| {
            let subject = match key {
                Some(key) => subject(key, &rows::get(&change.everywhere(Why::Trail), key.user)?),
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

    /// The name of a person, if the operator may see that person.
    fn name_if_visible(&self, user: UserId) -> Result<Option<String>, Error> {
        let Some(users) = self.proof.session().permit::<UsersView>() else {
            return Ok(None);
        };
        let name = self.look(|view| Ok(rows::get(&view.of(&users)?, user)?.full_name()));
        match name {
            Ok(name) => Ok(Some(name)),
            Err(storage::Error::NoSuch(_) | storage::Error::NotPermitted) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn recognise(&self, reader: &mut dyn Reader) -> Result<Recognised, Error> {
        let mut contact = reader.connect(&self.wait.stop)?;
        let keyring = self.keyring()?;
        match self.found(&mut contact, &keyring) {
            Ok(Found::Key(key)) => self.recognise_key(key),
            Ok(Found::Blank(card)) => self.recognise_blank(card.serial, card.capacity),
            Err(Error::Stranger(stranger)) => Ok(Recognised::Stranger(stranger)),
            Err(error) => Err(error),
        }
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

    fn recognise_key(&self, mut card: KeyCard<'_, '_>) -> Result<Recognised, Error> {
        let remembered = match self.remembered(&mut card, None) {
            Ok(Some(remembered)) => remembered,
            Ok(None) => return self.recognise_stray(card),
            Err(Error::OutOfReach) => return Ok(Recognised::OutOfReach),
            Err(error) => return Err(error),
        };
        let key = &remembered.key;
        let said = self.read_beside(&mut card, &remembered.images)?;
        let mismatch = match key.mismatch(said.says) {
            None => self.settle(&remembered, &said, &mut card)?,
            some => some,
        };
        if let Some(mismatch) = mismatch {
            self.differs(mismatch, &card.serial, Some(key), &said)?;
            let user = Some((key.user, remembered.name));
            return Ok(Recognised::Mismatch { user, mismatch, serial: card.serial.to_string() });
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
                reasons: super::users::reasons(view, &stored, &key, status)?,
                serial: key.serial.to_string(),
                from: key.contents.from(),
                until: key.contents.until(),
            })
        })
    }

    /// A card of this site that belongs to nobody known: an old key, or one that never came to be.
    fn recognise_stray(&self, mut card: KeyCard<'_, '_>) -> Result<Recognised, Error> {
        let serial = card.serial.to_string();
        let (said, stray) = self.read_stray(&mut card)?;
        Ok(match stray {
            Stray::Blank => Recognised::Blank { serial, capacity: card.capacity()? },
            Stray::OfNobody => Recognised::KeyOfNobody,
            Stray::Mismatch(mismatch) => {
                self.differs(mismatch, &card.serial, None, &said)?;
                Recognised::Mismatch { user: None, mismatch, serial }
            }
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
            keys::set_known(change, key, &attempt, card.media(key.media.capacity))?;
            let stored = rows::get(change, key.user)?;
            let entry = Entry::new(Action::KeySettled, subject(key, &stored)).after(
                Fields::default().with("encoder", self.encoder.as_str()).with("the key says", sequence),
            );
            Ok(Outcome::Changed(None, entry.into()))
        })
    }

    /// Lets tests end the program here.
    fn point(&self, point: Point) -> Result<(), Error> {
        match self.storage.faults().at(point) {
            Verdict::GoOn => Ok(()),
            Verdict::Killed | Verdict::DiskFull => Err(Error::Killed),
        }
    }
}

/// A key and its person, and the images that the database keeps of it.
struct Remembered {
    key: Key,
    user: UserId,
    name: String,
    images: BTreeMap<u32, Sealed>,
}

/// A card of this site under a serial number that no live key has.
enum Stray {
    /// It never was a key.
    Blank,
    /// It was a key that has ended.
    OfNobody,
    /// It says what the database does not know of.
    Mismatch(Mismatch),
}

fn taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Taken(_) => Error::InvalidUserKey(None),
        other => other.into(),
    }
}

/// The line of the trail that says how a key differs.
pub(super) const fn action_of(mismatch: Mismatch) -> Action {
    match mismatch {
        Mismatch::PutBack => Action::KeyPutBack,
        Mismatch::Altered => Action::KeyAltered,
        Mismatch::Newer => Action::KeyNewer,
        Mismatch::EarlierNumbering => Action::KeyEarlierNumbering,
        Mismatch::NotUnderstood => Action::KeyNotUnderstood,
    }
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

/// A key, as the trail names it.
fn subject(key: &Key, stored: &Stored) -> Subject {
    Subject {
        kind: SubjectKind::Key,
        id: Some(key.id.0),
        name: stored.full_name(),
        partition: Some(stored.partition),
    }
}
