//! SQLite: the only part that says SQL. One writer, readers beside it, and everybody's names in memory. The
//! only ways to rows are [`Storage::view`] and [`Storage::change`]; both take a proof, ask the database again
//! whether the right is still held, and hand out the scope in which it is.

pub(crate) mod access_points;
pub(crate) mod audit;
pub(crate) mod calendars;
pub(crate) mod cards;
pub(crate) mod clock;
pub(crate) mod crossings;
pub(crate) mod delayed_acts;
pub(crate) mod denylist;
pub(crate) mod directory;
pub(crate) mod doors;
pub(crate) mod encoders;
pub(crate) mod events;
mod examination;
pub(crate) mod graph;
pub(crate) mod groupings;
pub(crate) mod groups;
mod in_memory;
pub(crate) mod keys;
pub(crate) mod limited_occupancy_areas;
pub(crate) mod limited_occupancy_groups;
pub(crate) mod lockdown_areas;
pub(crate) mod lockers;
pub(crate) mod locks;
mod log;
pub(crate) mod named;
pub(crate) mod news;
mod open;
pub(crate) mod operators;
pub(crate) mod outputs;
pub(crate) mod partitions;
pub(crate) mod phones;
pub(crate) mod relations;
pub(crate) mod roll_call_areas;
pub(crate) mod rooms;
pub(crate) mod schedules;
mod schema;
pub(crate) mod site;
pub(crate) mod suites;
mod tie;
pub(crate) mod time_zones;
pub(crate) mod timetables;
mod touched;
mod upgrade;
pub(crate) mod user_access_levels;
pub(crate) mod users;
mod view;
pub(crate) mod ways;
pub(crate) mod zones;

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use crate::clock::Clock;
use crate::domain::access::{Edit, Graph};
use crate::domain::group::{Given, Grants};
use crate::domain::local::LocalTime;
use crate::domain::moment::{Moment, Reading};
use crate::domain::operator::OperatorId;
use crate::domain::partition::Feature;
use crate::domain::permission::{Permission, Set};
use crate::domain::user::UserId;
use crate::fault::{Faults, Point, Verdict};
use crate::private_file;
use crate::session::{Bearer, Own, Pass, Point as UpdatePoint, Session};

use self::audit::Trail;
use self::examination::Examination;
use self::graph::{Mark, Settled};
use self::in_memory::InMemory;
use self::news::{News, Written};
use self::open::{Fold, Opened};
use self::tie::{Exchanged, Tie};

pub(crate) use self::audit::Role;
pub(crate) use self::open::{Looked, look, protected};
pub(crate) use self::view::{Beyond, Id, Values, View, record};

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
    /// Somebody is in another one, and may be in one only.
    #[error("in another {0:?}")]
    InAnother(Noun),
    /// Every door number has been given out: deleted doors keep theirs.
    #[error("every access point number has been given out")]
    NoNumberLeft(Noun),
    /// As many low zones were made as a key can say.
    #[error("every low zone was made")]
    NoLowZoneLeft,
    /// What a zone is on keys is chosen once.
    #[error("the zone stays what it is on keys")]
    ZoneKindStays,
    /// A zone of which one takes a locker holds nothing else.
    #[error("a zone of free assignment holds lockers of free assignment and nothing else")]
    ZoneOfLockers,
    /// Whoever may take a locker takes it as one of one group.
    #[error("the locker is in a zone of another group")]
    LockerInOtherGroup,
    /// A locker that lies in a zone of which one takes a locker stays one that is taken.
    #[error("the locker lies in a zone of free assignment")]
    LockerInFreeZone,
    /// What is known of who has a locker is forgotten only where the site has chosen that.
    #[error("the site does not control its lockers")]
    LockersNotControlled,
    /// The key was written as often as it can be.
    #[error("every number of a writing of the key is used up")]
    NoKeyNumberLeft,
    /// A timetable limits something, and is not deleted.
    #[error("the timetable is used {} times", .0.all())]
    TimetableInUse(timetables::Uses),
    /// Locks follow it, and it is not deleted.
    #[error("{count} locks follow the {noun:?}", count = followers.count())]
    Followed {
        /// What they follow.
        noun: Noun,
        /// Of which access points.
        followers: locks::Followers,
    },
    /// Doors that have no keypad follow it, and would need one.
    #[error("{} doors have no keypad", .0.count())]
    NoKeypad(locks::Followers),
    /// Doors that have no code of their own follow it, and would need one.
    #[error("{} doors have no code", .0.count())]
    NoCode(locks::Followers),
    /// The digits of a code are not stored.
    #[error("the code was not sealed")]
    CodeNotSealed,
    /// Keys go by the calendar, and it is not deleted.
    #[error("keys go by the calendar")]
    CalendarInUse,
    /// Locations or functions have values of groupings that would go.
    #[error("{count} locations and functions have such a value", count = .0.count())]
    GroupingInUse(locks::Followers),
    /// The site uses one time zone alone.
    #[error("the site uses one time zone alone")]
    OneTimeZone,
    /// Somebody would have more doors than one person may have.
    #[error("somebody would have too many doors")]
    TooManyDoors,
    /// The rights of this one are not as they were seen any more.
    #[error("the rights of {0} were changed meanwhile")]
    RightsChanged(String),
    /// The computer's clock is in doubt, and the act hangs on the time.
    #[error("the clock shows {}, and was believed at {} last", .0.now, .0.last)]
    ClockInDoubt(Reading),
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
    /// Something in the file is not what this program made of it.
    #[error("the database was altered: {0}")]
    Altered(What),
    /// The log beside the file was not written for it: one of the two was replaced.
    #[error("{} is not this database's", .0.display())]
    ForeignLog(PathBuf),
    /// The open file does not lie at its path any more; it is whole, and can be saved elsewhere.
    #[error("{} was moved or replaced while it was open", .0.display())]
    Moved(PathBuf),
    /// The open file lies at its path, so there is nothing to be saved elsewhere.
    #[error("the database is in its place")]
    InItsPlace,
    /// Something was written over the open file.
    #[error("{} was overwritten while it was open", .0.display())]
    Overwritten(PathBuf),
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

/// What in a file is not as this program made it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// An operator's account, by the user name: the group, the keys, or the secrets that are sealed to it.
    #[error("operator {0}")]
    Operator(String),
    /// What the file says of which site it is, by the column.
    #[error("site {0}")]
    Site(&'static str),
    /// A table, an index, a trigger or a view, by its kind and its name in the file.
    #[error("{0} {1}")]
    Schema(String, String),
    /// The schema as a whole: it says something twice.
    #[error("schema")]
    WholeSchema,
}

/// A thing that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the things' own")]
pub enum Noun {
    User,
    UserAccessLevel,
    Door,
    Locker,
    Room,
    Suite,
    Zone,
    Key,
    Encoder,
    Operator,
    Partition,
    Group,
    Calendar,
    TimeZone,
    Timetable,
    TimedPeriod,
    AutomaticChange,
    LimitedOccupancyArea,
    LimitedOccupancyGroup,
    RollCallArea,
    LockdownArea,
    Output,
    Location,
    Function,
    Grouping,
}

/// A value that no two records share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the values' own")]
pub enum Unique {
    Name,
    ExternalId,
    UserName,
    Serial,
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Damaged,
            // What cannot be written is named by who knows which file it is: [`open::named`].
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

impl Actor {
    /// Whoever is signed in.
    pub fn of(session: &Session) -> Actor {
        Actor::Operator { id: session.operator(), name: session.name().to_owned() }
    }

    /// The name under which the trail knows who acts.
    fn name(&self) -> &str {
        match self {
            Actor::Operator { name, .. } => name,
            Actor::System(role) => role.key(),
        }
    }
}

/// The database of one site.
pub(crate) struct Storage {
    clock: Arc<dyn Clock>,
    desk: String,
    faults: Faults,
    readers: Mutex<Vec<Connection>>,
    /// When the clock was last believed, for whoever only looks.
    used_at: AtomicI64,
    directory: InMemory<directory::Kept>,
    graph: InMemory<Graph>,
    /// How local time goes on this computer.
    time: Arc<LocalTime>,
    /// Whether what keys should say is known to be settled by that.
    is_time_settled: AtomicBool,
    news: News,
    examination: Examination,
    writer: Mutex<Writer>,
    /// Dropped after every connection.
    tie: Tie,
}

/// The connection that writes.
struct Writer {
    connection: Connection,
    /// How many commits the file itself has for certain.
    folded: i64,
    /// What was taken away still stands in the log, because somebody reads it.
    holds_what_went: bool,
    /// Of the schema, when it was checked.
    schema_version: i64,
    /// Something was written over the open file: nothing more is written to it.
    is_overwritten: bool,
}

/// What a transaction comes to beside the rows.
#[derive(Default)]
struct Filled<'s> {
    used_at: Option<Moment>,
    touched: Vec<Touched>,
    settled: Option<Settled<'s>>,
    takes_away: bool,
    written: Written,
}

/// A person of whom something was changed, as it is to be in memory; nothing, for one who is deleted.
struct Touched {
    user: UserId,
    record: Option<directory::Owned>,
}

/// By whose right a change is made.
enum Admission<'p, P> {
    Pass(&'p P),
    Role(Role),
}

/// More readers than this at once wait for none: they are opened and closed again.
const READERS_KEPT_MAX: usize = 3;

/// A log of so many bytes is folded into the file after a commit: more than a change of a thousand keys writes.
const LOG_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// For so long a commit that took secrets away waits for who still reads the log with them in it.
const FOLD_WAIT: Duration = Duration::from_secs(2);

impl Storage {
    /// Makes the database of a new site in an empty place. `fill` writes the first rows.
    pub fn create<E: From<Error>>(
        path: &Path,
        setting: Setting,
        fill: impl FnOnce(&Change<'_>) -> Result<Trail, E>,
    ) -> Result<Storage, E> {
        let storage = Storage::around(setting, open::create(path)?)?;
        storage
            .as_system(Role::FirstStart, |change| fill(change).map(|trail| Outcome::Changed((), trail)))?;
        Ok(storage)
    }

    /// Opens the database of a site that was looked at.
    pub fn open(looked: Looked, setting: Setting) -> Result<Storage, Error> {
        let opened = open::open(looked, &setting)?;
        let storage = Storage::around(setting, opened)?;
        let used_at = clock::used_at(&storage.writer().connection)?;
        storage.remember_use(used_at);
        Ok(storage)
    }

    fn around(setting: Setting, opened: Opened) -> Result<Storage, Error> {
        let Opened { connection, tie } = opened;
        connection.execute_batch(&touched::noting()).map_err(Error::from)?;
        let writer = Writer {
            folded: Tie::commits(&connection)?,
            holds_what_went: false,
            schema_version: schema_version(&connection)?,
            is_overwritten: false,
            connection,
        };
        let time = Arc::new(LocalTime::of(setting.clock.zone()));
        Ok(Storage {
            desk: setting.desk,
            faults: setting.faults,
            readers: Mutex::new(Vec::new()),
            used_at: AtomicI64::new(i64::MIN),
            directory: InMemory::new("directory", directory::read, &time),
            graph: InMemory::new("graph", graph::read, &time),
            time,
            is_time_settled: AtomicBool::new(false),
            news: News::default(),
            examination: Examination::default(),
            writer: Mutex::new(writer),
            tie,
            clock: setting.clock,
        })
    }

    /// Begins to read everybody's names in the background.
    pub fn load_directory(&self) {
        self.directory.begin(self.path());
    }

    /// Looks at rows. `look` sees one consistent snapshot.
    pub fn view<P: Pass, T, E: From<Error>>(
        &self,
        proof: &P,
        look: impl FnOnce(&View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = self.reader()?;
        let result = self.look(&connection, proof, look);
        self.give_back(connection);
        result
    }

    fn look<P: Pass, T, E: From<Error>>(
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
    pub fn change<P: Pass, T, E: From<Error>>(
        &self,
        proof: &P,
        act: impl FnOnce(&Change<'_>) -> Result<Outcome<T>, E>,
    ) -> Result<T, E> {
        self.transact(&Admission::Pass(proof), act)
    }

    /// Changes rows as the system itself, under a named role: before anybody can be signed in, and nowhere else.
    pub fn as_system<T, E: From<Error>>(
        &self,
        role: Role,
        act: impl FnOnce(&Change<'_>) -> Result<Outcome<T>, E>,
    ) -> Result<T, E> {
        self.transact::<Own, _, _>(&Admission::Role(role), act)
    }

    fn transact<P: Pass, T, E: From<Error>>(
        &self,
        admission: &Admission<'_, P>,
        act: impl FnOnce(&Change<'_>) -> Result<Outcome<T>, E>,
    ) -> Result<T, E> {
        self.commit(|transaction| {
            let view = match admission {
                Admission::Pass(proof) => self.admit(transaction, *proof)?,
                Admission::Role(role) => self.admit_system(transaction, *role),
            };
            let change = Change::by(view);
            let (value, trail) = match act(&change)? {
                Outcome::Changed(value, trail) => (value, trail),
                Outcome::Unchanged(value) => return Ok((value, None)),
            };
            graph::settle_time(self, &change)?;
            let people = touched::take(&change)?;
            let settled = graph::settle(self, &change, &people)?;
            audit::append(&change, &self.desk, trail)?;
            // Taken before the stamps below, which every commit writes.
            let written = change.written.get();
            let used_at = clock::note_use(&change)?;
            let touched = change.touched(&people)?;
            if !touched.is_empty() || settled.is_some() {
                directory::stamp(&change)?;
            }
            let takes_away = change.takes_away.get();
            Ok((value, Some(Filled { used_at, touched, settled, takes_away, written })))
        })
    }

    /// The way of every commit. Nothing is committed where `fill` gives nothing to commit.
    fn commit<'s, T, E: From<Error>>(
        &'s self,
        fill: impl FnOnce(&Transaction<'_>) -> Result<(T, Option<Filled<'s>>), E>,
    ) -> Result<T, E> {
        let mut writer = self.writer();
        writer.hold(&self.tie)?;
        let folded = writer.folded;
        let transaction = writer
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| open::named(error, self.path()))?;
        let (value, filled) = fill(&transaction)?;
        let Some(Filled { used_at, touched, settled, takes_away, written }) = filled else {
            return Ok(value);
        };
        Tie::note(&transaction, folded)?;
        self.before_commit(&transaction)?;
        self.tie.holds().map_err(|exchanged| self.tie.error(exchanged))?;
        transaction.commit().map_err(Error::from)?;
        let marks = settled.map(Settled::keep).unwrap_or_default();
        self.remember_use(used_at);
        // The rows are others now, also where that cannot be said: the file may be put back in its place. What is in
        // memory and could not be read is read from them.
        let told = self.tell(&touched, &marks);
        self.news.note(written);
        writer.holds_what_went |= takes_away;
        // What goes over the file holds an older moment of it, and folds by itself when it is over.
        let is_gone_over = writer.holds_what_went && self.call_off_examination();
        writer.fold(&self.tie, if is_gone_over { Duration::ZERO } else { FOLD_WAIT });
        // It is saved where it is looked for, or it is not said to be saved.
        writer.hold(&self.tie)?;
        // What was said to be saved is saved, whatever becomes of what is in memory.
        if let Err(error) = told {
            debug_assert!(false, "what is in memory could not be read: {error}");
        }
        Ok(value)
    }

    /// Tells what is in memory of a change. What nobody began to read will find the change in the database.
    fn tell(&self, touched: &[Touched], marks: &[Mark]) -> Result<(), Error> {
        if !(touched.is_empty() && marks.is_empty()) && self.directory.is_begun() {
            self.directory.write(self)?.apply(touched, marks);
        }
        Ok(())
    }

    /// What commits were about.
    pub const fn news(&self) -> &News {
        &self.news
    }

    /// Whether the open file does not lie in its place any more.
    pub fn is_adrift(&self) -> bool {
        self.tie.holds() == Err(Exchanged::Moved)
    }

    /// Saves the whole site to a new file, when the open one does not lie in its place any more. At any other time
    /// nobody takes a copy of everything by this way.
    pub fn rescue(&self, to: &Path) -> Result<(), Error> {
        let mut writer = self.writer();
        match writer.hold(&self.tie) {
            Ok(()) => return Err(Error::InItsPlace),
            Err(Error::Moved(_)) => {}
            Err(error) => return Err(error),
        }
        // SQLite takes names as text.
        let name = to.to_str().ok_or_else(|| Error::CannotOpen(to.to_owned()))?;
        let file = private_file::create_new(to).map_err(|error| match error {
            error if private_file::is_full(&error) => Error::DiskFull,
            // No folder there, a file there, no right: another place is to be chosen.
            _ => Error::ReadOnly(to.to_owned()),
        })?;
        let saved = writer
            .connection
            .execute("VACUUM INTO ?1", [name])
            .map_err(|error| open::named(error, to))
            .and_then(|_| file.sync_all().map_err(|error| open::io(&error, to)))
            .and_then(|()| look(to)?.damage())
            .and_then(|damage| if damage.is_empty() { Ok(()) } else { Err(Error::Damaged) });
        if saved.is_err() {
            // It is not whole, and would only be taken for it.
            let _ = std::fs::remove_file(to);
        }
        saved
    }

    fn admit<'c, P: Pass>(&self, connection: &'c Connection, pass: &P) -> Result<View<'c>, Error> {
        let session = match pass.bearer() {
            Bearer::Operator(session) => session,
            Bearer::Point(point) => return self.admit_point(connection, point),
        };
        let stranger = View::of_stranger(connection, Actor::of(session), self.clock.now());
        site::hold_against(&stranger, &session.site())?;
        let grants = operators::grants(&stranger, session.operator())?;
        let scope = pass.scope(&grants).ok_or(Error::NotPermitted)?;
        let view = stranger.admitted(grants, scope, pass.reach());
        session.keyring().map_or(Ok(()), |keyring| site::check_epoch(&view, &keyring))?;
        Ok(view)
    }

    /// An update point acts under a role, holds what bringing keys up to date takes, and is asked at every act whether it
    /// may still serve by itself.
    fn admit_point<'c>(&self, connection: &'c Connection, point: &UpdatePoint) -> Result<View<'c>, Error> {
        let actor = Actor::System(Role::UpdatePoint);
        let stranger = View::of_stranger(connection, actor, self.clock.now());
        site::hold_against(&stranger, point.site())?;
        if encoders::consent(&stranger, point.encoder())?.as_ref() != Some(point.consent()) {
            return Err(Error::NotPermitted);
        }
        let grants = Grants::of(
            &[Given { global: Set::NONE.with(Permission::KeyUpdateAutomatically), ..Given::nothing() }],
            Feature::Off,
        );
        let scope = point.scope(&grants).ok_or(Error::NotPermitted)?;
        let view = stranger.admitted(grants, scope, point.reach());
        let keyring = point.tenure().and_then(|tenure| tenure.keyring());
        keyring.map_or(Ok(()), |keyring| site::check_epoch(&view, &keyring))?;
        Ok(view)
    }

    fn admit_system<'c>(&self, connection: &'c Connection, role: Role) -> View<'c> {
        View::of_system(connection, role, self.clock.now())
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

    fn remember_use(&self, at: Option<Moment>) {
        if let Some(at) = at {
            self.used_at.store(millis(at), Ordering::Relaxed);
        }
    }

    /// What the clock shows, and when it was last believed. Asks no disk.
    pub fn reading(&self) -> Reading {
        let now = self.clock.now();
        let last = Moment::from_timestamp_millis(self.used_at.load(Ordering::Relaxed));
        Reading { now, last: last.unwrap_or(now) }
    }

    /// The directory of everybody, read to the end.
    pub fn directory(&self) -> Result<directory::Reading<'_>, Error> {
        Ok(directory::Reading::of(self.directory.read(self)?))
    }

    /// Begins to read the graph, in a thread of its own, so that the first change need not wait for it.
    pub fn get_ready(&self) {
        self.graph.begin(self.path());
    }

    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    pub fn path(&self) -> &Path {
        self.tie.path()
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        // A panic in a change rolls its transaction back; the connection is sound.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader(&self) -> Result<Connection, Error> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let holds = || self.tie.holds().map_err(|exchanged| self.tie.error(exchanged));
        holds()?;
        match kept {
            Some(kept) => Ok(kept),
            None => {
                let opened = open::reader(self.path())?;
                // It was opened by the path.
                holds().map(|()| opened)
            }
        }
    }

    fn give_back(&self, connection: Connection) {
        let mut kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < READERS_KEPT_MAX {
            kept.push(connection);
        }
    }
}

impl Writer {
    /// Whether the file at the path is still the open one, with our schema in it. Where another lies there now, the
    /// open one is made whole, so that it can be put back; where something was written over it, nothing more is.
    fn hold(&mut self, tie: &Tie) -> Result<(), Error> {
        if self.is_overwritten {
            return Err(tie.error(Exchanged::Overwritten));
        }
        match tie.holds() {
            Ok(()) => {}
            Err(Exchanged::Moved) => {
                // The log beside the path would be taken for the other file's.
                let _ = tie.folding(|| open::fold(&self.connection, FOLD_WAIT));
                return Err(tie.error(Exchanged::Moved));
            }
            Err(Exchanged::Overwritten) => {
                self.is_overwritten = true;
                self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
                return Err(tie.error(Exchanged::Overwritten));
            }
        }
        let version = schema_version(&self.connection)?;
        if version != self.schema_version {
            schema::check(&self.connection, schema::VERSION)?;
            self.schema_version = version;
        }
        Ok(())
    }

    /// Folds the log into the file when it is long, and at once where something was taken away: what is folded is
    /// written over there, and gone from the log. For that `wait` says how long readers are waited for. What cannot be
    /// now is done after the next commit.
    fn fold(&mut self, tie: &Tie, wait: Duration) {
        let log = open::beside(tie.path(), "-wal");
        let is_long = log.symlink_metadata().is_ok_and(|log| log.len() > LOG_BYTES_MAX);
        if !is_long && !self.holds_what_went {
            return;
        }
        let wait = if self.holds_what_went { wait } else { Duration::ZERO };
        let folded = tie.folding(|| open::fold(&self.connection, wait));
        if let (Ok(Fold::Whole | Fold::Read), Ok(commits)) = (&folded, Tie::commits(&self.connection)) {
            self.folded = commits;
        }
        if matches!(folded, Ok(Fold::Whole)) {
            self.holds_what_went = false;
        }
    }
}

impl Drop for Storage {
    /// The writer is the last to close: then SQLite folds the write-ahead log into the file and removes it.
    fn drop(&mut self) {
        self.graph.close();
        let writer = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner);
        // Beside another file the snapshot would be of no use.
        if writer.hold(&self.tie).is_ok() {
            directory::close(&mut self.directory, self.tie.path(), &writer.connection);
        }
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

/// A change in the making.
pub(crate) struct Change<'c> {
    view: View<'c>,
    /// What it changed of what keys follow from: [`graph::settle`] looks after the keys.
    edits: RefCell<Vec<Edit>>,
    /// Whether it takes something away that nobody is to find in the file afterwards.
    takes_away: Cell<bool>,
    /// What it wrote.
    written: Cell<Written>,
}

impl<'c> Deref for Change<'c> {
    type Target = View<'c>;

    fn deref(&self) -> &View<'c> {
        &self.view
    }
}

impl<'c> Change<'c> {
    fn by(view: View<'c>) -> Change<'c> {
        let (edits, takes_away, written) = (RefCell::default(), Cell::new(false), Cell::default());
        Change { view, edits, takes_away, written }
    }

    /// Notes that something is taken away for good: after the commit neither the file nor its log holds it.
    fn take_away(&self) {
        self.takes_away.set(true);
    }

    /// Notes what a statement writes.
    fn note_written(&self, sql: &str) {
        let mut written = self.written.get();
        written.note(sql);
        self.written.set(written);
    }

    fn touched(&self, people: &[UserId]) -> Result<Vec<Touched>, Error> {
        let read = |user: &UserId| Ok(Touched { user: *user, record: directory::record(self, *user)? });
        people.iter().map(read).collect()
    }
}

/// A change after which somebody else may come to hold the site's secrets: who is in which group and may sign in, and
/// what a group can do, is changed with this and with nothing less. `operation/sealing.rs` makes it, and looks after
/// the secrets.
pub(crate) struct Holding<'a, 'c>(&'a Change<'c>);

impl<'a, 'c> Holding<'a, 'c> {
    pub const fn looked_after(change: &'a Change<'c>) -> Holding<'a, 'c> {
        Holding(change)
    }
}

impl<'c> Deref for Holding<'_, 'c> {
    type Target = Change<'c>;

    fn deref(&self) -> &Change<'c> {
        self.0
    }
}

/// What a change came to.
pub(crate) enum Outcome<T> {
    /// Rows were changed, and this is said of it.
    Changed(T, Trail),
    /// Nothing was to be changed, and nothing was.
    Unchanged(T),
}

/// Grows with every change of a schema, whoever makes it.
fn schema_version(connection: &Connection) -> Result<i64, Error> {
    Ok(connection.prepare_cached("PRAGMA schema_version")?.query_row([], |row| row.get(0))?)
}

impl Error {
    /// Whether it is about the file as a whole, its place, the clock or whoever asks: what is asked next fares no better.
    pub const fn is_lasting(&self) -> bool {
        matches!(
            self,
            Error::DiskFull
                | Error::ReadOnly(_)
                | Error::CannotOpen(_)
                | Error::Damaged
                | Error::Altered(_)
                | Error::ForeignLog(_)
                | Error::Moved(_)
                | Error::Overwritten(_)
                | Error::NotOurs(_)
                | Error::NoRandomness
                | Error::ClockInDoubt(_)
                | Error::NotPermitted
                | Error::SignedOut
        )
    }

    /// Whether a row would refer to what is not there.
    pub fn is_of_a_reference(&self) -> bool {
        let Error::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) = self else { return false };
        failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY
    }

    /// Whether a row says what this program does not write: then the rows beside it can be read all the same.
    pub const fn is_of_a_row(&self) -> bool {
        matches!(
            self,
            Error::Sqlite(
                rusqlite::Error::InvalidColumnType(..) | rusqlite::Error::IntegralValueOutOfRange(..)
            )
        )
    }
}

/// Whether exactly one row was changed; otherwise there was none such.
fn expect_one(changed: usize, noun: Noun) -> Result<(), Error> {
    if changed == 1 { Ok(()) } else { Err(Error::NoSuch(noun)) }
}

/// A moment as it is stored.
fn millis(moment: Moment) -> i64 {
    moment.timestamp_millis()
}

/// A stored moment; one that no calendar has is damage.
fn moment(millis: i64) -> rusqlite::Result<Moment> {
    Moment::from_timestamp_millis(millis).ok_or(rusqlite::Error::IntegralValueOutOfRange(0, millis))
}
