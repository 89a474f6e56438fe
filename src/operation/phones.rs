//! Phones that are keys. An operator says whose a phone is, and takes it away; everything between, the program does by itself:
//! what changed for the person becomes a new image, sealed to the phone, and goes to the folder that the site chose for them.
//!
//! An image is made while somebody is signed in who works with keys, whoever changed what; it is delivered whoever is there. Of
//! every phone the newest image alone is on its way. It is delivered at least once: first the file, then the note of it.

use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::Duration;

use super::encode::{self, Impediment};
use super::{Error, StorageError, undo};
use crate::console::Console;
use crate::domain::access;
use crate::domain::denylist::Refused;
use crate::domain::image::{self, Flags, Header, Statement};
use crate::domain::key::{self, KeyId};
use crate::domain::local::Window;
use crate::domain::moment::{self, ConfirmedTime, Moment, Zone};
use crate::domain::permission::{UserKeysAssign, UserKeysCancel, UsersView};
use crate::domain::phone::{self, BYTES_MAX, Held, PublicKey, Standing};
use crate::domain::user::UserId;
use crate::private_file;
use crate::secret::keyring::Keyring;
use crate::secret::{Sealed, seal_to};
use crate::session::{Permit, Session, Tenure};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind, Trail};
use crate::storage::phones::{self, Became, Made, Outgoing, Phone};
use crate::storage::users::{self as rows, Stored};
use crate::storage::{self, Change, Noun, Outcome, Role, Storage, View, denylist, keys, site};

pub use super::cancelling::Fate;

/// Why a phone does not become somebody's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// What was typed is not what a phone shows.
    Typed(phone::Fault),
    /// The person of this name has one.
    HasOne(String),
    /// The phone is a key already, this person's or another's.
    Taken,
    /// The person of this name may have no key now.
    Impeded(String, Impediment),
}

/// What is shown of the site to whoever sets up a phone.
pub fn site_code(_: &Console, permit: &Permit<UsersView>) -> String {
    let site = permit.session().site();
    phone::site(&site.mark.0, &site.verifying_key)
}

/// Has a phone be somebody's key, beside a card. It is known by the text that it shows. The first image is made at once.
pub fn enrol(
    console: &Console,
    permit: &Permit<UserKeysAssign>,
    user: UserId,
    typed: &str,
) -> Result<(), Error> {
    let public_key = PublicKey::parse(typed).map_err(|fault| Error::Phone(Fault::Typed(fault)))?;
    let lacking = if permit.session().is_locked() { Error::Locked } else { Error::NoKeys };
    let keyring = permit.session().keyring().ok_or(lacking)?;
    let (storage, zone) = (console.storage(), console.clock().zone());
    undo::forgetting(console, permit, |change| {
        let stored = rows::get(change, user)?;
        if phones::of_user(change, &stored)?.is_some() {
            return Err(Error::Phone(Fault::HasOne(stored.full_name())));
        }
        if phones::is_taken(change, &public_key)? {
            return Err(Error::Phone(Fault::Taken));
        }
        let impeded = |by| Error::Phone(Fault::Impeded(stored.full_name(), by));
        let allowed = encode::allowed(storage, zone, change, &stored, Some(BYTES_MAX))?;
        let (statement, time) = allowed.map_err(impeded)?;
        if statement.flags.has(Flags::CANCELLABLE) && !denylist::has_place(change)? {
            return Err(impeded(Impediment::NoPlaceToCancel));
        }
        let id = keys::draw_id(change)?;
        let made =
            make(change, (&*keyring, zone), &statement, (id, &public_key), key::first_sequence(time), time)?;
        // A key that is none: nobody could open what is sealed to it.
        let made = made.ok_or(Error::Phone(Fault::Typed(phone::Fault::NotOne)))?;
        phones::insert(change, id, user, (&public_key, &keyring.phone_proof(id, user, &public_key)), &made)?;
        let entry = Entry::new(Action::PhoneKeyAssigned, subject(id, &stored)).after(
            Fields::default()
                .with("serial", public_key.serial().to_string())
                .with_moment("valid until", made.written.until),
        );
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// What became of a phone that is a key no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Whose it was.
    pub name: String,
    /// What becomes of what is out.
    pub fate: Fate,
    /// Until when that opens something, where nothing refuses it.
    pub until: Moment,
}

/// Takes the phone key of a person away, if it is still that one. Locks are told to refuse it, as they are of a card that was
/// cancelled; the phone itself is asked for nothing.
pub fn remove(
    console: &Console,
    permit: &Permit<UserKeysCancel>,
    user: UserId,
    key: KeyId,
) -> Result<Removed, Error> {
    undo::forgetting(console, permit, |change| {
        let stored = rows::get(change, user)?;
        let phone = phones::of_user(change, &stored)?.filter(|phone| phone.key.id == key);
        let phone = phone.ok_or(StorageError::NoSuch(Noun::Key))?;
        let (fate, until) = cancel(change, &phone)?;
        let entry = Entry::new(Action::KeyCancelled, subject(key, &stored)).after(
            Fields::default()
                .with("serial", phone.key.serial.to_string())
                .with("on the denylist", fate == Fate::Listed)
                .with_moment("may open doors until", until),
        );
        Ok(Outcome::Changed(Removed { name: stored.full_name(), fate, until }, entry.into()))
    })
}

fn cancel(change: &Change<'_>, phone: &Phone) -> Result<(Fate, Moment), storage::Error> {
    let over_by = denylist::over_by(change, &phone.key)?;
    let fate = if denylist::is_over(change, over_by)? {
        Fate::Over
    } else if denylist::can_be_cancelled(change, &phone.key)? {
        Fate::Listed
    } else {
        Fate::NotCancellable
    };
    if fate != Fate::NotCancellable {
        denylist::put(change, &phone.key, Refused::All, over_by)?;
    }
    phones::end(change, phone, over_by)?;
    denylist::release(change)?;
    Ok((fate, moment::from_key_minutes(over_by)))
}

fn subject(key: KeyId, stored: &Stored) -> Subject {
    let (name, partition) = (stored.full_name(), Some(stored.partition));
    Subject { kind: SubjectKind::Key, id: Some(key.0), name, partition }
}

/// The next image for a phone; nothing, where nobody could open it.
fn make(
    change: &Change<'_>,
    by: (&Keyring, &dyn Zone),
    statement: &Statement,
    (id, public_key): (KeyId, &PublicKey),
    sequence: u32,
    time: ConfirmedTime,
) -> Result<Option<Made>, Error> {
    let of = (id, &public_key.serial(), BYTES_MAX);
    let (written, image) = encode::seal(change, by, statement, of, sequence, None, time)?;
    let sealed = seal_to(&public_key.0.into(), phone::PURPOSE, &image.bytes)?;
    let is_timed = statement.follows_time();
    Ok((!sealed.0.is_empty()).then_some(Made { written, image, sealed, is_timed }))
}

/// How the phone of a person stands, if there is one.
pub(super) fn held(
    storage: &Storage,
    zone: &dyn Zone,
    view: &View<'_>,
    stored: &Stored,
) -> Result<Option<Held>, storage::Error> {
    let Some(phone) = phones::of_user(view, stored)? else { return Ok(None) };
    let (standing, since) = match want(storage, zone, view, stored, &phone)? {
        Want::Next => (Standing::Due, None),
        Want::TooMuch => (Standing::DoesNotFit, None),
        Want::Nothing => match (phone.acknowledged_at, phone.delivered_at, phone.refused_at) {
            (Some(at), _, _) => (Standing::Acknowledged, Some(at)),
            (None, Some(at), _) => (Standing::Delivered, Some(at)),
            (None, None, Some(at)) => (Standing::Refused, Some(at)),
            (None, None, None) => (Standing::Queued, Some(phone.queued_at)),
        },
    };
    Ok(Some(Held {
        key: phone.key.id,
        serial: phone.key.serial.to_string(),
        made_at: phone.written.at,
        until: phone.written.until,
        standing,
        since,
    }))
}

/// What a phone needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    /// Nothing: it says what it should, or the person may have no key now.
    Nothing,
    /// The next image.
    Next,
    /// The next image, which is too long.
    TooMuch,
}

/// Ends that lie no further apart are the same.
const SAME_END: Duration = Duration::minutes(5);

/// What the phone of a person needs. What it says and what it should say are compared in the window of its own image, which is
/// not that of the card.
fn want(
    storage: &Storage,
    zone: &dyn Zone,
    view: &View<'_>,
    stored: &Stored,
    phone: &Phone,
) -> Result<Want, storage::Error> {
    let (now, written) = (view.believed()?.moment(), &phone.written);
    let is_over = stored.validity.expiration.is_some_and(|end| end <= now);
    if stored.besides.banned || is_over {
        return Ok(Want::Nothing);
    }
    let (holder, rights) = rows::holder(view, stored)?;
    let statement = access::statement(&holder, &rights, &storage.rules(view)?);
    if image::life(statement.validity, now, zone).is_none() {
        return Ok(Want::Nothing);
    }
    let end = image::end(statement.validity, now, zone);
    let is_as_wanted = match keys::image(view, phone.key.id, written.sequence)? {
        Some(sealed) => Header::decode(&sealed.bytes).is_ok_and(|(header, _)| {
            let wanted = statement.wanted_in(Window::of(&header), &mut Vec::new());
            (wanted.layout, wanted.content) == (written.layout, written.content)
        }),
        None => false,
    };
    let is_good = is_as_wanted && phone.least <= written.sequence && written.at <= now;
    let renews = is_half_over(phone, now) && end - written.until > SAME_END;
    if is_good && !renews {
        return Ok(Want::Nothing);
    }
    let needed = statement.wanted_in(Window::new(now, end), &mut Vec::new()).bytes;
    Ok(if needed > BYTES_MAX { Want::TooMuch } else { Want::Next })
}

/// Whether more than half of its time is used up.
fn is_half_over(phone: &Phone, now: Moment) -> bool {
    let written = &phone.written;
    written.until - now < (written.until - written.at.max(written.from)) / 2
}

/// Whether it has to be looked what a phone needs. What is compared here follows from no window; what depends on one is looked at
/// whenever anything was committed.
fn may_want(phone: &Phone, now: Moment) -> bool {
    let (wanted, written) = (&phone.key.wanted, &phone.written);
    phone.is_timed
        || (wanted.layout, wanted.content) != (written.layout, written.content)
        || phone.least > written.sequence
        || written.at > now
        || is_half_over(phone, now)
}

/// When the keys of phones are to be thought of again. What waits stands in the database.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    slate: Mutex<Slate>,
    is_going_on: AtomicBool,
}

#[derive(Debug, Default)]
struct Slate {
    /// The commits that were known when they were thought of last, and whether somebody was there who works with keys.
    seen: Option<(u64, bool)>,
    not_before: Option<Moment>,
    /// How often nothing could be delivered, one time after the other.
    failures: u32,
}

impl Outbox {
    fn slate(&self) -> MutexGuard<'_, Slate> {
        self.slate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It is delivered somewhere else from now on: what failed there is no reason to wait here.
    pub fn begin_anew(&self) {
        *self.slate() = Slate::default();
    }
}

impl Slate {
    /// Whether what waits may be delivered; a clock that was put back holds nothing up.
    fn is_time(&self, now: Moment) -> bool {
        self.not_before.is_none_or(|at| now >= at || at - now > RETRY_LONGEST)
    }
}

/// Held while they are thought of, so that nobody else does.
struct GoingOn<'o>(&'o AtomicBool);

impl Drop for GoingOn<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// What failed is tried again after so long, and after another failure twice as long, up to a limit.
const RETRY_FIRST: Duration = Duration::seconds(30);
const RETRY_LONGEST: Duration = Duration::hours(1);
/// It is looked after so long whether a phone took what was delivered.
const RECEIPTS: Duration = Duration::minutes(1);
/// And whether a key is to be renewed.
const RENEWALS: Duration = Duration::minutes(10);

/// Whether there may be something to make or to deliver. Looks at memory only.
pub fn due(console: &Console, signed_in: Option<&Session>) -> bool {
    let outbox = console.outbox();
    if outbox.is_going_on.load(Ordering::Acquire) {
        return false;
    }
    let (slate, now) = (outbox.slate(), console.clock().now());
    let has_keys = signed_in.is_some_and(|session| session.keyring().is_some());
    let is_news = slate
        .seen
        .is_none_or(|(commits, had_keys)| console.news().commits() != commits || has_keys && !had_keys);
    is_news || slate.is_time(now)
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ran {
    /// Images that were made.
    pub made: usize,
    /// Images that were delivered.
    pub delivered: usize,
    /// Images that phones said they took.
    pub acknowledged: usize,
    /// Whether something could not be delivered.
    pub is_refused: bool,
}

/// Makes what is to be made, if somebody is signed in who works with keys, and delivers what waits.
pub fn run(console: &Console, signed_in: Option<&Session>) -> Result<Ran, Error> {
    let outbox = console.outbox();
    if outbox.is_going_on.swap(true, Ordering::AcqRel) {
        return Ok(Ran::default());
    }
    let going_on = GoingOn(&outbox.is_going_on);
    let tenure = signed_in.and_then(Session::tenure);
    let has_keys = tenure.as_ref().is_some_and(|tenure| tenure.keyring().is_some());
    let may_deliver = {
        let mut slate = outbox.slate();
        slate.seen = Some((console.news().commits(), has_keys));
        slate.failures == 0 || slate.is_time(console.clock().now())
    };
    let made = tenure.filter(|_| has_keys).map_or(Ok(0), |tenure| make_all(console, &tenure));
    if !may_deliver && let Ok(made) = made {
        return Ok(Ran { made, ..Ran::default() });
    }
    let ran = made.and_then(|made| deliver_all(console, Ran { made, ..Ran::default() }));
    let mut slate = outbox.slate();
    let has_failed = !ran.as_ref().is_ok_and(|(ran, _)| !ran.is_refused);
    slate.failures = if has_failed { slate.failures.saturating_add(1) } else { 0 };
    let wait = match &ran {
        _ if has_failed => (RETRY_FIRST * (1 << (slate.failures - 1).min(7))).min(RETRY_LONGEST),
        Ok((_, true)) => RECEIPTS,
        Ok((_, false)) | Err(_) => RENEWALS,
    };
    slate.not_before = console.clock().now().checked_add_signed(wait);
    drop((slate, going_on));
    ran.map(|(ran, _)| ran)
}

/// No more images are made in one change: whoever saves meanwhile waits for it.
const MADE_MAX: usize = 50;

fn make_all(console: &Console, tenure: &Tenure) -> Result<usize, Error> {
    let (storage, zone) = (console.storage(), console.clock().zone());
    let wanting: Vec<UserId> = storage.as_system(Role::Phones, |view| {
        // Nothing is made while the clock is in doubt.
        let Ok(now) = view.confirmed_time() else { return Ok(Outcome::Unchanged(Vec::new())) };
        let phones = phones::all(view)?.into_iter();
        let wanting = phones.filter(|phone| may_want(phone, now.moment())).map(|phone| phone.key.user);
        Ok::<_, storage::Error>(Outcome::Unchanged(wanting.collect()))
    })?;
    let mut made = 0;
    for some in wanting.chunks(MADE_MAX) {
        // The screen may be locked by now.
        let Some(keyring) = tenure.keyring() else { break };
        made += storage.as_system(Role::Phones, |change| {
            let mut trail = Vec::new();
            for user in some {
                trail.extend(make_next(storage, (&*keyring, zone), change, *user)?);
            }
            let made = trail.iter().filter(|entry| entry.action == Action::PhoneKeyMade).count();
            Ok::<_, Error>(match Trail::of(trail) {
                Some(trail) => Outcome::Changed(made, trail),
                None => Outcome::Unchanged(0),
            })
        })?;
    }
    Ok(made)
}

/// Makes the next image of the phone of somebody, if it needs one. Of a phone that nobody enrolled who had the keys of the site
/// nothing is signed: it is taken away.
fn make_next(
    storage: &Storage,
    by: (&Keyring, &dyn Zone),
    change: &Change<'_>,
    user: UserId,
) -> Result<Option<Entry>, Error> {
    let stored = match rows::get(change, user) {
        // Deleted meanwhile.
        Err(storage::Error::NoSuch(_)) => return Ok(None),
        stored => stored?,
    };
    let Some(phone) = phones::of_user(change, &stored)? else { return Ok(None) };
    let id = phone.key.id;
    if by.0.phone_proof(id, user, &phone.public_key) != phone.proof
        || phone.public_key.serial() != phone.key.serial
    {
        cancel(change, &phone)?;
        return Ok(Some(Entry::new(Action::AlterationFound, subject(id, &stored))));
    }
    if want(storage, by.1, change, &stored, &phone)? != Want::Next {
        return Ok(None);
    }
    let Ok((statement, time)) = encode::allowed(storage, by.1, change, &stored, Some(BYTES_MAX))? else {
        return Ok(None);
    };
    let sequence = key::next_sequence(phone.key.last_sequence, time);
    let sequence = sequence.ok_or(StorageError::NoKeyNumberLeft)?.max(phone.least);
    let Some(made) = make(change, by, &statement, (id, &phone.public_key), sequence, time)? else {
        return Ok(None);
    };
    phones::put(change, &phone, &made)?;
    let told = Fields::default().with("writing", sequence).with_moment("valid until", made.written.until);
    Ok(Some(Entry::new(Action::PhoneKeyMade, subject(id, &stored)).after(told)))
}

/// Delivers what waits, in the order in which it was made, and takes note of what phones say. Says whether one is waited for.
fn deliver_all(console: &Console, mut ran: Ran) -> Result<(Ran, bool), Error> {
    let storage = console.storage();
    let (folder, outgoing) = storage.as_system(Role::Phones, |view| {
        let folder = site::general_options(view)?.phone_folder;
        Ok::<_, storage::Error>(Outcome::Unchanged((folder, phones::outgoing(view)?)))
    })?;
    let (mut waits, mut is_away) = (false, false);
    let mut became = Vec::new();
    for image in outgoing {
        let came = match (folder.as_str(), &image.sealed) {
            // Where nothing is delivered, nothing is to be taken out; and what lies there by now may be the successor's.
            ("", None) => Some(Became::Withdrawn),
            (_, None) if image.has_successor => Some(Became::Withdrawn),
            ("", Some(_)) => None,
            // A share that is not there takes long to say so: it is asked once, for all that wait.
            (_, Some(_)) if is_away && !image.is_delivered => Some(Became::Refused),
            _ if is_away => None,
            (folder, None) => withdraw(Path::new(folder), &image),
            (folder, Some(sealed)) if !image.is_delivered => Some(deliver(Path::new(folder), &image, sealed)),
            (folder, Some(_)) => acknowledged(Path::new(folder), &image),
        };
        waits |= came.is_none() && !folder.is_empty();
        became.extend(came.map(|came| (image, came)));
        if came == Some(Became::Refused) {
            ran.is_refused = true;
            is_away = is_away || !Path::new(folder.as_str()).is_dir();
        }
        waits |= came == Some(Became::Delivered);
    }
    for some in became.chunks(MADE_MAX) {
        let (delivered, acknowledged) = storage.as_system(Role::Phones, |change| note_all(change, some))?;
        ran.delivered += delivered;
        ran.acknowledged += acknowledged;
    }
    Ok((ran, waits))
}

/// Notes what became of images. Says how many were delivered, and how many taken.
fn note_all(
    change: &Change<'_>,
    became: &[(Outgoing, Became)],
) -> Result<Outcome<(usize, usize)>, storage::Error> {
    let (mut trail, mut delivered, mut acknowledged) = (Vec::new(), 0, 0);
    for (image, became) in became {
        if !phones::note(change, image, *became)? {
            continue;
        }
        let action = match became {
            Became::Delivered => {
                delivered += 1;
                Action::PhoneKeyDelivered
            }
            Became::Acknowledged => {
                acknowledged += 1;
                Action::PhoneKeyAcknowledged
            }
            Became::Refused => Action::PhoneKeyRefused,
            Became::Withdrawn => Action::PhoneKeyWithdrawn,
        };
        let subject = match rows::get(change, image.user) {
            // Deleted since.
            Err(storage::Error::NoSuch(_)) => Subject {
                kind: SubjectKind::Key,
                id: Some(image.key.0),
                name: image.serial.to_string(),
                partition: None,
            },
            stored => subject(image.key, &stored?),
        };
        trail.push(Entry::new(action, subject).after(Fields::default().with("writing", image.sequence)));
    }
    Ok(match Trail::of(trail) {
        Some(trail) => Outcome::Changed((delivered, acknowledged), trail),
        None => Outcome::Unchanged((0, 0)),
    })
}

/// Puts the file for a phone into the folder, whole or not at all, in place of the one before. The folder is not made: one that is
/// not there is a disk or a share that is not there.
fn deliver(folder: &Path, image: &Outgoing, sealed: &Sealed) -> Became {
    let path = folder.join(phone::file_name(&image.serial));
    let file = [phone::MAGIC.as_slice(), &sealed.0].concat();
    match private_file::replace(&path, &file) {
        Ok(()) => {
            private_file::sync_folder_of(&path);
            Became::Delivered
        }
        Err(_) => Became::Refused,
    }
}

/// Takes the files for a phone out of the folder that is a key no more; nothing, where that cannot be done now.
fn withdraw(folder: &Path, image: &Outgoing) -> Option<Became> {
    let files = [phone::file_name(&image.serial), phone::receipt_name(&image.serial)];
    let is_gone = |name: &String| match std::fs::remove_file(folder.join(name)) {
        Ok(()) => true,
        Err(error) => error.kind() == std::io::ErrorKind::NotFound && folder.is_dir(),
    };
    files.iter().all(is_gone).then_some(Became::Withdrawn)
}

/// Whether a phone says that it took the image that was delivered.
fn acknowledged(folder: &Path, image: &Outgoing) -> Option<Became> {
    let said = private_file::open(&folder.join(phone::receipt_name(&image.serial))).ok()?;
    let mut text = String::new();
    said.take(RECEIPT_BYTES_MAX).read_to_string(&mut text).ok()?;
    (text.trim() == phone::receipt(image.image.as_ref()?)).then_some(Became::Acknowledged)
}

/// What is longer is no receipt.
const RECEIPT_BYTES_MAX: u64 = 256;
