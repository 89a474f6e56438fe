//! The console: a site's database and the encoders of this desk, held by one program at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use crate::clock::{Clock, SystemClock};
use crate::domain::access_point::Code;
use crate::domain::calendar::CalendarId;
use crate::domain::door::{Door, DoorId};
use crate::domain::event::SetUp;
use crate::domain::lock::{Allowed, Setup};
use crate::domain::locker::{Locker, LockerId};
use crate::domain::moment::{BelievedTime, Moment, Reading};
use crate::domain::output;
use crate::domain::permission::{DoorsView, Leaf, LockersView};
use crate::domain::throttle::{Pace, Strangers};
use crate::domain::time_zone::TimeZoneId;
use crate::domain::timetable::Hours;
use crate::encoder::desk::{Desk, Readers};
use crate::encoder::tray::Tray;
use crate::fault::Faults;
use crate::operation::jobs::Slate;
use crate::operation::phones::Outbox;
use crate::operation::points::Points;
use crate::operation::undo::Saves;
use crate::private_file;
use crate::secret::password::Cost;
use crate::session::Permit;
use crate::storage::{self, Outcome, Role, Storage, View};

/// The name of the database in the site's folder.
pub const SITE_FILE: &str = "site.db";
/// The file that says that a program has the folder.
const LOCK_FILE: &str = "keydesk.lock";

pub use crate::storage::news::{About, Committed, News};
pub use crate::storage::site::Demo;

/// What a screen shows of a site before anybody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Whether it is there to try things on.
    pub demo: Demo,
    /// Whether its locks can go by other time zones than the computer's.
    pub several_time_zones: bool,
}

/// What the file says of it.
fn read_site(storage: &Storage) -> Result<Site, storage::Error> {
    storage.as_system(Role::SignIn, |view| {
        let site = storage::site::get(view)?;
        let several_time_zones = storage::site::general_options(view)?.several_time_zones;
        Ok(Outcome::Unchanged(Site { name: site.name, demo: site.demo, several_time_zones }))
    })
}

/// A site, open.
pub struct Console {
    /// The first to go: they work with all that follows.
    points: Points,
    storage: Arc<Storage>,
    site: RwLock<Arc<Site>>,
    desk: Arc<Desk>,
    environment: Environment,
    /// Who tried to sign in and is nobody.
    strangers: Mutex<Strangers>,
    /// How fast the last administrator's codes are tried.
    pace: Mutex<Pace>,
    /// When what is done by itself is to be thought of again.
    slate: Slate,
    /// When the keys of phones are to be thought of again.
    outbox: Outbox,
    /// What was saved last, and can be undone.
    kept: Saves,
    /// Held as long as the site is open.
    _lock: Lock,
}

/// What the console needs from outside.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Says what time it is.
    pub clock: Arc<dyn Clock>,
    /// The name of this desk in the trail.
    pub desk: String,
    /// What tests make fail.
    pub faults: Faults,
    /// Whether passwords that were kept more cheaply than today are kept anew at sign-in.
    pub age_passwords: bool,
    /// Whether real readers are watched.
    pub readers: Readers,
    /// The tray of the simulated encoder, if there is to be one.
    pub tray: Option<Tray>,
}

impl Default for Environment {
    fn default() -> Self {
        Environment {
            clock: Arc::new(SystemClock),
            desk: desk_name(),
            faults: Faults::NONE,
            age_passwords: true,
            readers: Readers::Watched,
            tray: None,
        }
    }
}

impl Environment {
    pub(crate) fn storage(&self) -> storage::Setting {
        storage::Setting {
            clock: Arc::clone(&self.clock),
            desk: self.desk.clone(),
            faults: self.faults.clone(),
        }
    }
}

fn desk_name() -> String {
    let name = std::env::var("HOSTNAME").ok().or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    let name = name.or_else(|| std::env::var("COMPUTERNAME").ok()).unwrap_or_default();
    let name: String = name.trim().chars().filter(|character| !character.is_control()).take(64).collect();
    if name.is_empty() { "desk".to_owned() } else { name }
}

/// Why a site could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another program has this folder open.
    #[error("{} is in use by another Keydesk", .0.display())]
    InUse(PathBuf),
    /// The folder cannot be created or written to.
    #[error("{} cannot be written", .0.display())]
    Folder(PathBuf),
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

/// What work at an encoder needs of a site that is open.
#[derive(Clone)]
pub(crate) struct Workshop {
    pub storage: Arc<Storage>,
    pub clock: Arc<dyn Clock>,
    pub desk: Arc<Desk>,
}

/// The right to a folder: given back when it is dropped, or when the program ends however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

/// Takes a folder for this program alone, and makes it if there is none.
pub(crate) fn lock(directory: &Path) -> Result<Lock, OpenError> {
    let cannot = |_: io::Error| OpenError::Folder(directory.to_owned());
    private_file::make_folder(directory).map_err(cannot)?;
    take(directory, private_file::open_or_create(&directory.join(LOCK_FILE)).map_err(cannot)?)
}

/// Takes a folder in which a program has been before; writes nothing. Where none has been, nobody is.
pub(crate) fn lock_if_used(directory: &Path) -> Result<Option<Lock>, OpenError> {
    match private_file::open(&directory.join(LOCK_FILE)) {
        Ok(file) => take(directory, file).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(_) => Err(OpenError::Folder(directory.to_owned())),
    }
}

/// Whether a program was in a folder and has left it, however it ended.
pub fn was_left(directory: &Path) -> bool {
    matches!(lock_if_used(directory), Ok(Some(_)))
}

fn take(directory: &Path, file: File) -> Result<Lock, OpenError> {
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(directory.to_owned())),
        Err(TryLockError::Error(_)) => Err(OpenError::Folder(directory.to_owned())),
    }
}

/// What the lock of an access point is told of it.
struct Told {
    code: Code,
    calendar: Option<CalendarId>,
    time_zone: Option<TimeZoneId>,
    free: Option<Allowed>,
    automatic_outputs: BTreeMap<output::Number, Option<Hours>>,
}

impl Console {
    /// Opens the site in a folder. What is refused was only looked at. There is none yet: [`storage::Error::NoSite`].
    pub fn open(directory: &Path, environment: Environment) -> Result<Console, OpenError> {
        let held = lock_if_used(directory)?;
        let looked = storage::look(&directory.join(SITE_FILE))?;
        let lock = held.map_or_else(|| lock(directory), Ok)?;
        let storage = Storage::open(looked, environment.storage())?;
        Ok(Console::around(storage, environment, lock)?)
    }

    pub(crate) fn around(
        storage: Storage,
        environment: Environment,
        lock: Lock,
    ) -> Result<Console, storage::Error> {
        let storage = Arc::new(storage);
        let site = RwLock::new(Arc::new(read_site(&storage)?));
        storage.load_directory();
        let desk = Arc::new(Desk::open(environment.readers, environment.tray.clone()));
        let points = Points::of(Workshop {
            storage: Arc::clone(&storage),
            clock: Arc::clone(&environment.clock),
            desk: Arc::clone(&desk),
        });
        let pace = Mutex::new(Pace::beginning(environment.clock.passed()));
        let (strangers, slate, outbox) = (Mutex::default(), Slate::default(), Outbox::default());
        let kept = Saves::default();
        Ok(Console {
            points,
            storage,
            site,
            desk,
            environment,
            strangers,
            pace,
            slate,
            outbox,
            kept,
            _lock: lock,
        })
    }

    /// The site that is open.
    pub fn site(&self) -> Arc<Site> {
        Arc::clone(&self.site.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks anew what screens show of the site.
    pub(crate) fn look_at_site(&self) -> Result<(), storage::Error> {
        let site = Arc::new(read_site(&self.storage)?);
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = site;
        Ok(())
    }

    pub(crate) fn storage(&self) -> &Storage {
        &self.storage
    }

    /// Reads beforehand, in a thread of its own, what the first change would wait for. Whoever opens a desk says when: the
    /// lists come first.
    pub fn get_ready(&self) {
        self.storage.get_ready();
    }

    /// Calls off what the program does by itself, and leaves nothing in the log that was taken away: the window is closed,
    /// and nobody waits for who still works with the site.
    pub fn settle(&self) {
        self.storage.settle();
    }

    pub(crate) fn workshop(&self) -> Workshop {
        Workshop {
            storage: Arc::clone(&self.storage),
            clock: Arc::clone(&self.environment.clock),
            desk: Arc::clone(&self.desk),
        }
    }

    /// The encoders that bring keys up to date by themselves.
    pub(crate) const fn points(&self) -> &Points {
        &self.points
    }

    /// What commits were about, for whoever shows it.
    pub fn news(&self) -> &News {
        self.storage.news()
    }

    /// The encoders of this desk.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// What a new password costs to check; a site that does not age its passwords is there to try things on.
    pub(crate) const fn password_cost(&self) -> Cost {
        if self.environment.age_passwords { Cost::DEFAULT } else { Cost::LEAST }
    }

    pub(crate) fn strangers(&self) -> MutexGuard<'_, Strangers> {
        self.strangers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) const fn slate(&self) -> &Slate {
        &self.slate
    }

    pub(crate) const fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    pub(crate) const fn kept(&self) -> &Saves {
        &self.kept
    }

    pub(crate) const fn ages_passwords(&self) -> bool {
        self.environment.age_passwords
    }

    /// What the lock of a door is set up with, but for the keys of cards. It comes from the keys of cards and not
    /// from the file, so that whoever writes the file sets no lock up for keys of their own.
    pub fn lock_setup(&self, permit: &Permit<DoorsView>, door: DoorId) -> Result<Setup, storage::Error> {
        self.setup(permit, |view| {
            let stored = storage::record::get::<Door>(view, door)?;
            let outputs = storage::doors::automatic_outputs(view, &stored)?;
            Ok(Told {
                code: stored.besides,
                calendar: stored.settings.calendar,
                time_zone: stored.settings.time_zone,
                free: None,
                automatic_outputs: outputs,
            })
        })
    }

    /// The same of the lock of a locker.
    pub fn lock_setup_of_locker(
        &self,
        permit: &Permit<LockersView>,
        locker: LockerId,
    ) -> Result<Setup, storage::Error> {
        self.setup(permit, |view| {
            let stored = storage::record::get::<Locker>(view, locker)?;
            Ok(Told {
                code: stored.besides,
                calendar: stored.settings.lock.calendar,
                time_zone: stored.settings.lock.time_zone,
                free: stored.settings.free,
                automatic_outputs: BTreeMap::new(),
            })
        })
    }

    fn setup<P: Leaf>(
        &self,
        permit: &Permit<P>,
        lock: impl FnOnce(&View<'_>) -> Result<Told, storage::Error>,
    ) -> Result<Setup, storage::Error> {
        let keyring = permit.session().keyring().ok_or(storage::Error::NotPermitted)?;
        self.storage.view(permit, |view| {
            let Told { code, calendar, time_zone, free, automatic_outputs } = lock(view)?;
            let numbering = storage::site::get(view)?.numbering;
            Ok(Setup {
                site: keyring.mark(),
                born: numbering.born,
                signers: keyring.signers(),
                epoch: numbering.epoch,
                code,
                zones: BTreeSet::new(),
                // As with zones: no lock is told its locations and functions yet, and keys name the doors.
                crossings: Default::default(),
                free,
                automatic_outputs,
                local: self.storage.local(view, calendar, time_zone)?,
                has_own_time: time_zone.is_some(),
                journal_key: keyring.journal_key(code, SetUp::FIRST),
            })
        })
    }

    /// The clock's reading, if it is in doubt. Looks at memory only.
    pub fn clock_in_doubt(&self) -> Option<Reading> {
        self.storage.reading().confirmed().err()
    }

    /// The moment by which accounts are locked or not: a clock in doubt ends no lock.
    pub fn steady_now(&self) -> Moment {
        self.storage.reading().steady()
    }

    /// The moment by which it is told how keys stand: a clock in doubt is not asked. Looks at memory only.
    pub fn believed_time(&self) -> BelievedTime {
        self.storage.reading().believed()
    }

    /// Whether the file of the site was moved or replaced while it is open: then it can be saved elsewhere.
    pub fn is_adrift(&self) -> bool {
        self.storage.is_adrift()
    }

    /// The console's clock.
    pub fn clock(&self) -> &dyn Clock {
        self.environment.clock.as_ref()
    }
}
