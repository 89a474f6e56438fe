//! SQLite: the only part that says SQL. One writer, readers beside it, and everybody's names in memory. The
//! only ways to rows are [`Storage::view`] and [`Storage::change`]; both take a proof, ask the database again
//! whether the right is still held, and hand out the scope in which it is.

pub(crate) mod audit;
pub(crate) mod delayed_acts;
pub(crate) mod directory;
pub(crate) mod doors;
pub(crate) mod encoders;
pub(crate) mod events;
pub(crate) mod graph;
pub(crate) mod groups;
pub(crate) mod keys;
mod open;
pub(crate) mod operators;
pub(crate) mod partitions;
pub(crate) mod site;
pub(crate) mod users;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::clock::Clock;
use crate::domain::group::{Grants, Scope};
use crate::domain::moment::Moment;
use crate::domain::operator::OperatorId;
use crate::domain::user::UserId;
use crate::fault::{Faults, Point, Verdict};
use crate::session::{Own, Proof};

use self::audit::Trail;

/// What can go wrong with stored things.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is out of this operator's reach: the two are told apart nowhere.
    #[error("no such {0:?}")]
    NoSuch(Noun),
    /// Somebody else saved it first.
    #[error("{by} changed it at {at}")]
    Conflict {
        /// Who.
        by: String,
        /// When.
        at: Moment,
    },
    /// Another record has this value, which is one's own.
    #[error("the {0:?} is taken")]
    Taken(Unique),
    /// The operator's group does not hold the permission any more.
    #[error("the permission is not held any more")]
    NotPermitted,
    /// The operator was disabled or deleted, or the screen is locked.
    #[error("the operator is not signed in any more")]
    SignedOut,
    /// There are as many doors as keys can name.
    #[error("every access point number is in use")]
    NoCodeLeft,
    /// The disk has no room. Nothing was changed.
    #[error("the disk is full")]
    DiskFull,
    /// The folder or the file cannot be written.
    #[error("{} cannot be written", .0.display())]
    ReadOnly(PathBuf),
    /// The folder or the file cannot be opened.
    #[error("{} cannot be opened", .0.display())]
    CannotOpen(PathBuf),
    /// The file is damaged. It is left as it is.
    #[error("the database is damaged")]
    Damaged,
    /// The file is something else than a Keydesk database.
    #[error("{} is no Keydesk database", .0.display())]
    NotOurs(PathBuf),
    /// The file was made by a later version of the program.
    #[error("the database has version {found}, this program knows {known}")]
    Newer {
        /// The file's version.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// There is no site in this folder yet.
    #[error("there is no site here")]
    NoSite,
    /// There is a site in this folder already.
    #[error("there is a site here already")]
    SiteExists,
    /// The system gave no random numbers. Nothing was changed.
    #[error("the system gave no random numbers")]
    NoRandomness,
    /// A test made the program end here.
    #[error("killed by a test")]
    Killed,
    /// Anything else that SQLite says.
    #[error("the database reports: {0}")]
    Sqlite(rusqlite::Error),
}

/// A thing that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the things' own")]
pub enum Noun {
    User,
    Door,
    Key,
    Encoder,
    Operator,
    Partition,
    Group,
}

/// A value that no two records share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the values' own")]
pub enum Unique {
    UserExternalId,
    DoorName,
    DoorExternalId,
    UserName,
    Serial,
    GroupName,
    PartitionName,
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Damaged,
            Some(ErrorCode::ReadOnly) => Error::ReadOnly(PathBuf::new()),
            _ => Error::Sqlite(error),
        }
    }
}

impl From<crate::secret::NoRandomness> for Error {
    fn from(_: crate::secret::NoRandomness) -> Self {
        Error::NoRandomness
    }
}

/// Who acts, as the trail names it.
#[derive(Debug, Clone)]
pub(crate) enum Actor {
    Operator { id: OperatorId, name: String },
    System(Role),
}

/// The system itself acts under a name as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Makes a site, when there is nobody yet.
    FirstStart,
    /// Checks passwords, before anybody is signed in.
    SignIn,
    /// Makes up a demo site.
    Demo,
}

impl Role {
    pub const fn name(self) -> &'static str {
        match self {
            Role::FirstStart => "first start",
            Role::SignIn => "sign-in",
            Role::Demo => "demo",
        }
    }
}

/// The database of one site.
pub(crate) struct Storage {
    path: PathBuf,
    clock: Arc<dyn Clock>,
    desk: String,
    faults: Faults,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    directory: directory::Loading,
}

/// By whose right a change is made.
enum Admission<'p, P> {
    Proof(&'p P),
    Role(Role),
}

/// More readers than this at once wait for none: they are opened and closed again.
const READERS_KEPT_MAX: usize = 3;

impl Storage {
    /// Makes the database of a new site in an empty place. `fill` writes the first rows.
    pub fn create<E: From<Error>>(
        path: &Path,
        setting: Setting,
        fill: impl FnOnce(&Change<'_>) -> Result<Trail, E>,
    ) -> Result<Storage, E> {
        let connection = open::create(path)?;
        let storage = Storage::around(path, setting, connection);
        storage
            .as_system(Role::FirstStart, |change| fill(change).map(|trail| Outcome::Changed((), trail)))?;
        Ok(storage)
    }

    /// Opens the database of a site.
    pub fn open(path: &Path, setting: Setting) -> Result<Storage, Error> {
        Ok(Storage::around(path, setting, open::open(path)?))
    }

    fn around(path: &Path, setting: Setting, connection: Connection) -> Storage {
        Storage {
            path: path.to_owned(),
            clock: setting.clock,
            desk: setting.desk,
            faults: setting.faults,
            writer: Mutex::new(connection),
            readers: Mutex::new(Vec::new()),
            directory: directory::Loading::default(),
        }
    }

    /// Begins to read everybody's names in the background.
    pub fn load_directory(self: &Arc<Self>) {
        directory::Loading::begin(self);
    }

    /// Looks at rows. `look` sees one consistent snapshot.
    pub fn view<P: Proof, T, E: From<Error>>(
        &self,
        proof: &P,
        look: impl FnOnce(&View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = self.reader()?;
        let result = self.look(&connection, proof, look);
        self.give_back(connection);
        result
    }

    fn look<P: Proof, T, E: From<Error>>(
        &self,
        connection: &Connection,
        proof: &P,
        look: impl FnOnce(&View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = connection.unchecked_transaction().map_err(Error::from)?;
        let view = self.admit(&transaction, proof)?;
        look(&view)
    }

    /// Changes rows, all or none, with the lines of the trail that say so.
    pub fn change<P: Proof, T, E: From<Error>>(
        &self,
        proof: &P,
        act: impl FnOnce(&Change<'_>) -> Result<Outcome<T>, E>,
    ) -> Result<T, E> {
        self.transact(&Admission::Proof(proof), act)
    }

    /// Changes rows as the system itself, under a named role: before anybody can be signed in, and nowhere else.
    pub fn as_system<T, E: From<Error>>(
        &self,
        role: Role,
        act: impl FnOnce(&Change<'_>) -> Result<Outcome<T>, E>,
    ) -> Result<T, E> {
        self.transact::<Own, _, _>(&Admission::Role(role), act)
    }

    fn transact<P: Proof, T, E: From<Error>>(
        &self,
        admission: &Admission<'_, P>,
        act: impl FnOnce(&Change<'_>) -> Result<Outcome<T>, E>,
    ) -> Result<T, E> {
        let mut connection = self.writer();
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        let view = match admission {
            Admission::Proof(proof) => self.admit(&transaction, *proof)?,
            Admission::Role(role) => self.admit_system(&transaction, *role),
        };
        let change = Change { view, touched: RefCell::default() };
        let (value, trail) = match act(&change)? {
            Outcome::Changed(value, trail) => (value, trail),
            Outcome::Unchanged(value) => return Ok(value),
        };
        audit::append(&change, &self.desk, trail)?;
        let touched = change.touched_records()?;
        if !touched.is_empty() {
            directory::stamp(&change)?;
        }
        drop(change);
        self.before_commit(&transaction)?;
        transaction.commit().map_err(Error::from)?;
        // What was said to be saved is saved, whatever becomes of the list.
        if let Err(error) = self.directory.apply(self, touched) {
            debug_assert!(false, "the directory could not be read: {error}");
        }
        Ok(value)
    }

    fn admit<'c, P: Proof>(&self, connection: &'c Connection, proof: &P) -> Result<View<'c>, Error> {
        let session = proof.session();
        let grants = operators::grants(connection, session.operator())?;
        let scope = proof.scope(&grants).ok_or(Error::NotPermitted)?;
        Ok(View {
            connection,
            grants: Arc::new(grants),
            scope,
            actor: Actor::Operator { id: session.operator(), name: session.name().to_owned() },
            now: self.clock.now(),
        })
    }

    fn admit_system<'c>(&self, connection: &'c Connection, role: Role) -> View<'c> {
        View {
            connection,
            grants: Arc::new(Grants::Everything),
            scope: Scope::Everywhere,
            actor: Actor::System(role),
            now: self.clock.now(),
        }
    }

    /// Lets tests fill the disk: SQLite itself then finds no page for one more row.
    fn before_commit(&self, connection: &Connection) -> Result<(), Error> {
        match self.faults.at(Point::Commit) {
            Verdict::GoOn => Ok(()),
            Verdict::Killed => Err(Error::Killed),
            Verdict::DiskFull => {
                let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
                connection.pragma_update(None, "max_page_count", pages)?;
                let full = connection.execute_batch(
                    "CREATE TABLE one_more (row BLOB); INSERT INTO one_more VALUES (zeroblob(1000000));",
                );
                connection.pragma_update(None, "max_page_count", i64::from(u32::MAX) - 1)?;
                full.map_err(Error::from)
            }
        }
    }

    /// The directory of everybody, read to the end.
    pub fn directory(&self) -> Result<directory::Reading<'_>, Error> {
        self.directory.read(self)
    }

    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What SQLite finds wrong with the file; nothing, when it is sound.
    pub fn integrity(&self) -> Result<Vec<String>, Error> {
        let connection = self.reader()?;
        let lines = connection
            .prepare("PRAGMA integrity_check(20)")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<Vec<String>, _>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A panic in a change rolls its transaction back; the connection is sound.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader(&self) -> Result<Connection, Error> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.map_or_else(|| open::reader(&self.path), Ok)
    }

    fn give_back(&self, connection: Connection) {
        let mut kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < READERS_KEPT_MAX {
            kept.push(connection);
        }
    }
}

impl Drop for Storage {
    /// The writer is the last to close: then SQLite folds the write-ahead log into the file and removes it.
    fn drop(&mut self) {
        self.directory.close(&self.path, self.writer.get_mut().unwrap_or_else(PoisonError::into_inner));
        self.readers.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// What a database is opened with.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    pub clock: Arc<dyn Clock>,
    /// The name of this desk in the trail.
    pub desk: String,
    pub faults: Faults,
}

/// Rows as one operator may see them, at one moment.
pub(crate) struct View<'c> {
    connection: &'c Connection,
    grants: Arc<Grants>,
    scope: Scope,
    actor: Actor,
    now: Moment,
}

impl<'c> View<'c> {
    /// The same moment by another permission of the same operator.
    pub fn of<P: Proof>(&self, proof: &P) -> Result<View<'c>, Error> {
        if let Actor::Operator { id, .. } = self.actor
            && id != proof.session().operator()
        {
            return Err(Error::NotPermitted);
        }
        let scope = proof.scope(&self.grants).ok_or(Error::NotPermitted)?;
        Ok(View {
            connection: self.connection,
            grants: Arc::clone(&self.grants),
            scope,
            actor: self.actor.clone(),
            now: self.now,
        })
    }

    /// The partitions within reach.
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// What the operator's group holds at this moment.
    pub fn grants(&self) -> &Grants {
        &self.grants
    }

    pub const fn now(&self) -> Moment {
        self.now
    }

    /// The name under which the trail knows who acts.
    pub fn actor_name(&self) -> &str {
        match &self.actor {
            Actor::Operator { name, .. } => name,
            Actor::System(role) => role.name(),
        }
    }

    fn prepare(&self, sql: &str) -> rusqlite::Result<rusqlite::CachedStatement<'c>> {
        self.connection.prepare_cached(sql)
    }
}

/// A change in the making.
pub(crate) struct Change<'c> {
    view: View<'c>,
    touched: RefCell<BTreeSet<UserId>>,
}

impl<'c> Deref for Change<'c> {
    type Target = View<'c>;

    fn deref(&self) -> &View<'c> {
        &self.view
    }
}

impl<'c> Change<'c> {
    /// The same moment without bounds: for what a key must say, never for what a screen shows.
    pub fn everywhere(&self) -> View<'c> {
        View {
            connection: self.view.connection,
            grants: Arc::clone(&self.view.grants),
            scope: Scope::Everywhere,
            actor: self.view.actor.clone(),
            now: self.view.now,
        }
    }

    /// Notes that a person's row in the directory must be read again.
    fn touch(&self, user: UserId) {
        self.touched.borrow_mut().insert(user);
    }

    fn touched_records(&self) -> Result<Vec<(UserId, Option<directory::Owned>)>, Error> {
        let touched = self.touched.borrow();
        touched.iter().map(|user| Ok((*user, directory::record(self, *user)?))).collect()
    }
}

/// What a change came to.
pub(crate) enum Outcome<T> {
    /// Rows were changed, and this is said of it.
    Changed(T, Trail),
    /// Nothing was to be changed, and nothing was.
    Unchanged(T),
}

/// Whether exactly one row was changed; otherwise there was none such.
fn expect_one(changed: usize, noun: Noun) -> Result<(), Error> {
    if changed == 1 { Ok(()) } else { Err(Error::NoSuch(noun)) }
}

/// A column that says what no rule allows.
fn damaged(column: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, String::new(), rusqlite::types::Type::Null)
}

/// A moment as it is stored.
fn millis(moment: Moment) -> i64 {
    moment.timestamp_millis()
}

/// A stored moment; one that no calendar has is damage.
fn moment(millis: i64) -> rusqlite::Result<Moment> {
    Moment::from_timestamp_millis(millis).ok_or(rusqlite::Error::IntegralValueOutOfRange(0, millis))
}
