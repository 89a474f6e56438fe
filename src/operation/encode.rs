//! Keys: recognise, assign, update. Writing a card is a change in two places, the only one that can half happen.
//! (1) In a transaction: rule, next sequence number, the attempt with its image. (2) With no lock held: write, commit
//! on the card, read back, compare. (3) In a transaction: *written*. Whatever ends this early leaves a card that
//! says the old image or the new one, and a database that does not say "written" of what is not.
//!
//! An image that was sent is out: what took it may be no card that forgets it, but a machine that plays one. So a
//! writing stays open until it or a later one was read back, or its time is over, and no number is given twice. A
//! card that says something else than what was read back from it is told apart, noted, and not written unasked.
//!
//! An [`At`] says where and under whose eyes, an `Order` what is to be done, and `Work` does it: contact after
//! contact (`contacts.rs`) it finds out what lies there (`recognise.rs`), holds that against the order (`order.rs`),
//! notes what it is about to do (`intent.rs`, which knows no card), and writes the card (`writing.rs`). A key that is only
//! read is held against what it should say (`reading.rs`); one that was handed back is deleted (`deleting.rs`), and one that
//! holds lockers can be freed of them (`lockers.rs`). Where keys come one after the other, each has its turn (`turns.rs`), and
//! where nobody stands by, an update point brings them up to date (`at_point.rs`).

mod at_point;
mod contacts;
mod deleting;
mod identifying;
mod intent;
mod lockers;
mod order;
mod reading;
mod recognise;
mod turns;
mod writing;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

pub use self::at_point::Served;
pub(super) use self::at_point::{Lies, serve_next, wait_until_free};
pub use self::deleting::Deleted;
use self::deleting::Deletion;
pub use self::identifying::Identified;
pub(super) use self::intent::{allowed, seal};
use self::order::Order;
pub(super) use self::reading::SeenHours;
pub use self::reading::{Holds, Line, OptionRead, ReadCard, Readout, To};
pub use self::turns::{Next, Tally};
use crate::clock::Clock;
use crate::console::{Console, Workshop};
use crate::domain::access::{self, Right};
use crate::domain::desktop_reader::What;
use crate::domain::image::{self, Serial};
pub use crate::domain::key::Mismatch;
use crate::domain::key::{Facts, Key, Reason, Status};
use crate::domain::local::Window;
use crate::domain::moment::{Moment, Reading};
use crate::domain::permission::{
    DesktopReaderUse, KeyDelete, KeyRead, KeyResetLockerData, KeyUpdateAutomatically, Leaf, UserKeysAssign,
};
use crate::domain::timetable::Hours;
use crate::domain::user::{Between, UserId};
use crate::encoder::desfire;
pub use crate::encoder::desfire::Error as CommandError;
use crate::encoder::desk::Unavailable;
use crate::encoder::layout;
pub use crate::encoder::layout::{Error as CardError, Stranger};
pub use crate::encoder::link::LinkError;
use crate::encoder::reader::{ConnectError, Means, Stop, Wait};
use crate::encoder::signal::Signal;
use crate::fault::{Point, Verdict};
use crate::secret::keyring::Keyring;
use crate::session::{Bearer, Pass, Permit, Tenure};
use crate::storage::audit::{Action, Subject, SubjectKind};
pub use crate::storage::lockers::{HeldLocker, LockerOnKey};
use crate::storage::users::{self as rows, Stored};
use crate::storage::{self, Storage, View, encoders, keys, lockers as rows_of_lockers};

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
    /// The key was cancelled: it is nobody's, and locks are told to refuse it.
    #[error("the key was cancelled at {at}")]
    KeyCancelled {
        /// Whose it was, if the operator may see that person.
        name: Option<String>,
        /// When it was cancelled.
        at: Moment,
        /// By whom.
        by: String,
    },
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
    /// This person, whose keys the operator may write, can have no key written now. Nothing was changed.
    #[error("no key is written for person {user:?}: {by}")]
    Impeded {
        /// Who it is.
        user: UserId,
        /// The name.
        name: String,
        /// What stands in the way.
        by: Impediment,
    },
    /// The key of this person needs areas that it has not, and they are made at the desk. Nothing was written.
    #[error("the key of person {user:?} needs other areas, which are made at the desk")]
    ReEdition {
        /// Whose key it is.
        user: UserId,
        /// The name.
        name: String,
    },
    /// The key was removed before anything was sent to it, and did not come back. It says what it said before.
    #[error("the key was removed too soon and says what it said before")]
    RemovedTooSoon,
    /// The key was removed while it was written. What it says is not known until it is brought up to date.
    #[error("the key was removed while it changed")]
    Unknown {
        /// Whether it was taken away, or the work called off; else something failed.
        came_off: bool,
    },
    /// The key was removed while everything was taken off it. It counts as a key until it was deleted.
    #[error("the key was removed while it was erased")]
    PerhapsErased,
    /// The key was removed while the lockers that it says it holds were emptied. Whether it still says them is not known.
    #[error("the key was removed while its lockers were reset")]
    LockersUnknown,
    /// The card answers in a way that no card should.
    #[error("the card failed: {0}")]
    Card(layout::Error),
    /// A test made the program end here.
    #[error("killed by a test")]
    Killed,
}

/// Why no key is written for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Impediment {
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
    /// Every place of the denylist is used: the key could not be cancelled.
    #[error("the denylist has no place left")]
    NoPlaceToCancel,
    /// The image has no room on the card.
    #[error("the key needs {needed} bytes, the card has {capacity}")]
    DoesNotFit {
        /// Bytes of the image.
        needed: u16,
        /// Bytes of the card.
        capacity: u16,
    },
}

impl Error {
    /// Whether the key was taken away, or the work called off: nothing is wrong with either.
    const fn is_of_removal(&self) -> bool {
        matches!(self, Error::NoKey | Error::Stopped | Error::Link(LinkError::CardLost) | Error::SeveralCards)
    }
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
pub struct At {
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
    at: &At,
) -> Result<Done, Error> {
    Work::at(console, permit, at)?.run(console, Order::Assign(user, old_key))
}

/// Brings the key of one person up to date; content and layout.
pub fn update(
    console: &Console,
    permit: &Permit<UserKeysAssign>,
    user: UserId,
    old_key: OldKey,
    at: &At,
) -> Result<Done, Error> {
    Work::at(console, permit, at)?.run(console, Order::Update(Some(user), old_key))
}

/// Brings whatever key is laid on the encoder up to date; content and layout. One that does not say what is known
/// of it is left as it is.
pub fn update_any(
    console: &Console,
    permit: &Permit<KeyUpdateAutomatically>,
    at: &At,
) -> Result<Done, Error> {
    Work::at(console, permit, at)?.run(console, Order::Update(None, OldKey::LEAVE))
}

/// Brings the next key that is laid on the encoder up to date, tells what came of it, and waits until it is taken away.
pub fn update_next(
    console: &Console,
    permit: &Permit<KeyUpdateAutomatically>,
    at: &At,
    told: impl FnOnce(Result<Done, Error>),
) -> Next {
    turns::turn(console, permit, at, || update_any(console, permit, at), told)
}

/// Reads the next key that is laid on the encoder, tells what it says, and waits until it is taken away. Nothing is written
/// on it.
pub fn read_next(
    console: &Console,
    permit: &Permit<KeyRead>,
    at: &At,
    told: impl FnOnce(Result<Readout, Error>),
) -> Next {
    turns::turn(console, permit, at, || Work::at(console, permit, at)?.read_key(console), told)
}

/// The same, for whoever deletes keys: whose it is, and what would go.
pub fn read_next_to_delete(
    console: &Console,
    permit: &Permit<KeyDelete>,
    at: &At,
    told: impl FnOnce(Result<Readout, Error>),
) -> Next {
    turns::turn(console, permit, at, || Work::at(console, permit, at)?.read_key(console), told)
}

/// Says by what the next card that is laid on the encoder is known, for the desktop reader, and waits until it is taken away. For a
/// serial number the operator needs no keys of cards. Nothing is written on it.
pub fn identify_next(
    console: &Console,
    permit: &Permit<DesktopReaderUse>,
    at: &At,
    what: What,
    told: impl FnOnce(Result<Identified, Error>),
) -> Next {
    let identify = || Work::with_or_without_keys(console, permit, at)?.identify(console, what);
    turns::turn(console, permit, at, identify, told)
}

/// Deletes the key of a person that lies on the encoder, or is laid there next: nothing is on the card then, and the person
/// has no key. Tells what came of it, and waits until it is taken away. A card that does not say what is known of the key is
/// left as it is.
pub fn delete_next(
    console: &Console,
    permit: &Permit<KeyDelete>,
    user: UserId,
    at: &At,
    told: impl FnOnce(Result<Deleted, Error>),
) -> Next {
    let delete = || Work::at(console, permit, at)?.carry_through(console, Deletion(user));
    turns::turn(console, permit, at, delete, told)
}

/// Brings the key that lies on the encoder up to date, as long as it is still the one that was shown: this person's.
/// One that does not say what is known of it is left as it is.
pub fn update_laid(
    console: &Console,
    permit: &Permit<KeyUpdateAutomatically>,
    user: UserId,
    at: &At,
) -> Result<Done, Error> {
    Work::at(console, permit, at)?.run(console, Order::Update(Some(user), OldKey::LEAVE))
}

/// A key, and the lockers that it says it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockersOfKey {
    /// Whose key it is.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// The lockers, group by group.
    pub lockers: Vec<LockerOnKey>,
}

/// Says which lockers the key that lies on an encoder holds. Writes nothing on it.
pub fn lockers_of_key(
    console: &Console,
    permit: &Permit<KeyResetLockerData>,
    encoder: &str,
) -> Result<LockersOfKey, Error> {
    let at = At { encoder: encoder.to_owned(), stop: Stop::default(), progress: Arc::new(|_| ()) };
    let work = Work::at(console, permit, &at)?;
    console.desk().work(encoder, move |reader| {
        let result = work.lockers(reader);
        reader.show(Signal::Idle, work.means);
        result
    })?
}

/// Has this person's key say that it holds no locker, and changes nothing else on it; says which it held. The locks of the
/// lockers do not know of that: they stay taken until the key or a master opens them.
pub fn reset_lockers(
    console: &Console,
    permit: &Permit<KeyResetLockerData>,
    user: UserId,
    at: &At,
) -> Result<LockersOfKey, Error> {
    Work::at(console, permit, at)?.carry_through(console, lockers::Reset(user))
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
    /// The lockers that it was read to hold and that it will not say any more: it has no right to them then, and their locks go
    /// on taking them for its own.
    pub loses: Vec<HeldLocker>,
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
        let rules = console.storage().rules(view)?;
        let statement = access::statement(&holder, &rights, &rules);
        let key = keys::of_user(view, &stored)?;
        let now = view.believed()?;
        let status = Facts::of(stored.besides.banned, &stored.validity, key.as_ref()).status_at(now);
        let (moment, zone) = (now.moment(), console.clock().zone());
        let life = image::life(statement.validity, moment, zone);
        let window = Window::new(moment, image::end(statement.validity, moment, zone));
        // A door can come in several ways, each with its own period.
        let opens = |right: &&Right| match (&life, &right.between) {
            _ if right.hours.as_ref().is_some_and(Hours::is_never) => false,
            (None, _) => false,
            (Some(_), None) => true,
            (Some(life), Some(between)) => life.meets(between),
        };
        let different = |rights: &mut dyn Iterator<Item = &Right>| -> usize {
            let point = |right: &Right| match right.to {
                access::Target::Point(point) | access::Target::Locker(point, _) => Some(point),
                access::Target::Slot(_) | access::Target::Output(_) => None,
            };
            rights.filter_map(point).collect::<BTreeSet<_>>().len()
        };
        let doors = different(&mut rights.iter().filter(opens));
        let all = different(&mut rights.iter());
        let ends = key.as_ref().map(|key| key.contents.until());
        let held = key.as_ref().map(|key| rows_of_lockers::held_by(view, key.id)).transpose()?;
        let slots = statement.layout().slots;
        Ok(Preview {
            loses: held.into_iter().flatten().filter(|held| !slots.contains(held.group)).collect(),
            name: stored.full_name(),
            renews: life.as_ref().is_some_and(|life| Some(life.until) > ends),
            doubt: view.reading()?.confirmed().err(),
            life,
            is_ahead: stored.validity.activation > now.moment(),
            doors,
            doors_outside: all - doors,
            bytes: statement.wanted_in(window, &mut Vec::new()).bytes,
            capacity: key.as_ref().map(|key| key.media.capacity),
            status,
            reasons: match &key {
                Some(key) => super::users::reasons(&rules, view, &stored, key, status)?,
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
    /// A key that was cancelled.
    Cancelled {
        /// Whose it was, if the operator may see that person.
        name: Option<String>,
        /// When it was cancelled.
        at: Moment,
        /// By whom.
        by: String,
    },
    /// No card for keys of this site.
    Stranger(Stranger),
}

/// Finds out what lies on an encoder, and settles what was open about it. Writes nothing on the card.
pub fn recognise(
    console: &Console,
    permit: &Permit<KeyUpdateAutomatically>,
    encoder: &str,
) -> Result<Recognised, Error> {
    recognise_by(console, permit, encoder)
}

/// The same, for whoever gives people keys and updates them.
pub fn recognise_to_assign(
    console: &Console,
    permit: &Permit<UserKeysAssign>,
    encoder: &str,
) -> Result<Recognised, Error> {
    recognise_by(console, permit, encoder)
}

fn recognise_by<P: Leaf>(console: &Console, permit: &Permit<P>, encoder: &str) -> Result<Recognised, Error> {
    let at = At { encoder: encoder.to_owned(), stop: Stop::default(), progress: Arc::new(|_| ()) };
    let work = Work::at(console, permit, &at)?;
    console.desk().work(encoder, move |reader| {
        let result = work.recognise(reader);
        reader.show(Signal::Idle, work.means);
        result
    })?
}

/// The time until the next lock.
fn tenure(pass: &impl Pass) -> Option<Tenure> {
    match pass.bearer() {
        Bearer::Operator(session) => session.tenure(),
        Bearer::Point(point) => point.tenure(),
    }
}

/// The same, for whoever has the keys of cards.
fn with_keys(pass: &impl Pass) -> Option<Tenure> {
    tenure(pass).filter(|tenure| tenure.keyring().is_some())
}

/// Work at an encoder: everything that it needs, on the encoder's own thread.
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

impl<P: Pass + Clone + Send + 'static> Work<P> {
    fn at(console: &Console, proof: &P, at: &At) -> Result<Work<P>, Error> {
        Work::in_shop(&console.workshop(), proof, at)
    }

    /// The same for what can be done without the keys of cards.
    fn with_or_without_keys(console: &Console, proof: &P, at: &At) -> Result<Work<P>, Error> {
        let tenure = tenure(proof).ok_or(Error::Stopped)?;
        Work::during(tenure, &console.workshop(), proof, at)
    }

    fn in_shop(shop: &Workshop, proof: &P, at: &At) -> Result<Work<P>, Error> {
        let tenure = with_keys(proof).ok_or(Error::NoSecrets)?;
        Work::during(tenure, shop, proof, at)
    }

    fn during(tenure: Tenure, shop: &Workshop, proof: &P, at: &At) -> Result<Work<P>, Error> {
        let over = tenure.clone();
        let options: encoders::Options =
            shop.storage.view(proof, |view| encoders::options(view, &at.encoder))?;
        Ok(Work {
            encoder: at.encoder.clone(),
            storage: Arc::clone(&shop.storage),
            clock: Arc::clone(&shop.clock),
            tenure,
            proof: proof.clone(),
            wait: Wait {
                limit: Duration::from_secs(u64::from(options.wait_seconds)),
                stop: at.stop.clone().or(move || over.is_over()),
            },
            means: Means { light: options.light, sound: options.sound },
            progress: Arc::clone(&at.progress),
        })
    }

    /// The keys of cards, for one contact or one signature: a lock ends what waits, and begins no other key. A writing
    /// that was begun goes on with what its contact has.
    fn keyring(&self) -> Result<Arc<Keyring>, Error> {
        self.tenure.keyring().ok_or(Error::Stopped)
    }

    fn look<T>(
        &self,
        look: impl FnOnce(&View<'_>) -> Result<T, storage::Error>,
    ) -> Result<T, storage::Error> {
        self.storage.view(&self.proof, look)
    }

    /// Lets tests end the program here.
    fn point(&self, point: Point) -> Result<(), Error> {
        match self.storage.faults().at(point) {
            Verdict::GoOn => Ok(()),
            Verdict::Killed | Verdict::DiskFull => Err(Error::Killed),
        }
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

/// A key, as the trail names it.
fn subject(key: &Key, stored: &Stored) -> Subject {
    Subject {
        kind: SubjectKind::Key,
        id: Some(key.id.0),
        name: stored.full_name(),
        partition: Some(stored.partition),
    }
}
