//! System > System auditor: who did what, when; whether the chain holds; and taking old entries out of it, into a
//! file that was read back and verified before anything is deleted. The file is described in docs/audit-file.md.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Duration;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::four_eyes::{self, Confirmation};
use crate::console::Console;
use crate::domain::chain::{self, Fault, Foot, Hash, Head, Reading, Stub, Written, hex};
use crate::domain::moment::Moment;
use crate::domain::permission::{SystemAuditorPurge, SystemAuditorView};
use crate::fault::{Point, Verdict as Fate};
use crate::private_file;
use crate::secret::keyring::Keyring;
use crate::session::{Permit, Session};
use crate::storage::audit::{self, Entry, Fields, Purge, Subject};
use crate::storage::site;
use crate::storage::{self, Change, Outcome, View};

pub use crate::storage::audit::{
    Action, Broken, Field, Filter, Given, Holds, Role, Row, Shown, Stored, SubjectKind, Verdict, Who, Whole,
    Why,
};

/// The numbers of the entries that a filter lets through, the newest first, and how many there are in all.
pub fn list(
    console: &Console,
    permit: &Permit<SystemAuditorView>,
    filter: &Filter,
) -> Result<(Vec<i64>, usize), storage::Error> {
    console.storage().view(permit, |view| audit::find(view, filter))
}

/// Some entries, as a list shows them.
pub fn rows(
    console: &Console,
    permit: &Permit<SystemAuditorView>,
    sequences: &[i64],
) -> Result<Vec<Row>, storage::Error> {
    console.storage().view(permit, |view| audit::rows(view, sequences))
}

/// Who stands in the chain, by name; the system itself last, without one.
pub fn operators(
    console: &Console,
    permit: &Permit<SystemAuditorView>,
) -> Result<Vec<(Who, String)>, storage::Error> {
    console.storage().view(permit, audit::choices)
}

/// An entry with all that it says; nothing, if it was purged.
pub fn open(
    console: &Console,
    permit: &Permit<SystemAuditorView>,
    sequence: i64,
) -> Result<Option<Whole>, storage::Error> {
    console.storage().view(permit, |view| audit::whole(view, sequence))
}

/// Goes over the whole chain. Takes a second for half a million entries: not for the window's own thread.
pub fn verify(console: &Console, permit: &Permit<SystemAuditorView>) -> Result<Verdict, storage::Error> {
    // Which key signs, the chain asks of the file; that it is the site's was held against the session first.
    console.storage().view(permit, audit::verify)
}

/// How young an entry must not be to be purged: whatever somebody does and then hides by a purge stays a day in
/// front of everybody, the signing in that led to it included. The newest entry stays in any case, so that the chain
/// goes on from something. (A clock that is set forward by less than a month makes entries older than they
/// are. The purge itself, with both names, is then the newest entry, and the file has the rest.)
pub const KEPT: Duration = Duration::hours(24);

/// What a purge would take out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The first entry.
    pub first: i64,
    /// The last entry.
    pub through: i64,
    /// Entries from this moment on stay.
    pub before: Moment,
}

impl Extent {
    /// How many entries.
    pub const fn entries(&self) -> i64 {
        self.through - self.first + 1
    }
}

/// What a purge of everything before a moment would take out; nothing, if there is nothing so old. Entries of the last
/// 24 hours stay, whatever the moment.
pub fn extent(
    console: &Console,
    permit: &Permit<SystemAuditorPurge>,
    before: Moment,
) -> Result<Option<Extent>, storage::Error> {
    console.storage().view(permit, |view| extent_in(view, before))
}

fn extent_in(view: &View<'_>, before: Moment) -> Result<Option<Extent>, storage::Error> {
    let before = before.min(view.ends_by()? - KEPT);
    let found = audit::beginning(view, before)?;
    Ok(found.map(|(first, through)| Extent { first, through, before }))
}

/// What was purged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// The first entry that was taken out.
    pub first: i64,
    /// The last one.
    pub through: i64,
    /// When.
    pub at: Moment,
    /// Who did it.
    pub operator: String,
    /// Who confirmed it, where somebody could.
    pub witness: Option<String>,
    /// The name of the file, as it was then.
    pub file_name: String,
    /// The SHA-256 of the file.
    pub digest: Hash,
}

/// Why nothing was purged.
#[derive(Debug, thiserror::Error)]
pub enum PurgeError {
    /// It is not confirmed.
    #[error(transparent)]
    FourEyes(#[from] four_eyes::Error),
    /// There is nothing so old.
    #[error("there is nothing to purge")]
    Nothing,
    /// The chain does not hold: a purge would hide where.
    #[error("the chain is broken at entry {}", .0.sequence)]
    Broken(Broken),
    /// There is a file of this name. It was left as it is.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The file cannot be written.
    #[error("{} cannot be written", .0.display())]
    CannotWrite(PathBuf),
    /// The disk of the file has no room.
    #[error("the disk of {} is full", .0.display())]
    FileDiskFull(PathBuf),
    /// The file reads back as something else than was written.
    #[error("{} does not read back as it was written", .0.display())]
    ReadBackDiffers(PathBuf),
    /// What was to be purged is not as it was written any more: somebody was quicker.
    #[error("what was to be purged has changed")]
    Changed,
    /// The session has no keys of the site to sign with: the screen is locked, or the operator was never given them.
    #[error("the operator has no keys of the site")]
    NoSecrets,
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

/// Purges what was shown by [`extent`]: writes it to a new file, reads the file back and holds every entry against the
/// database, and only then takes the entries out. What stays is signed with the site's key.
///
/// Stopped anywhere, nothing is lost: until the last step the entries are in the database, and with it they are in a
/// file that was verified. A file that was begun and could not be finished is removed; one that is whole stays.
pub fn purge(
    console: &Console,
    permit: &Permit<SystemAuditorPurge>,
    confirmation: Confirmation<Permit<SystemAuditorPurge>>,
    extent: Extent,
    path: &Path,
) -> Result<Purged, PurgeError> {
    let keyring = permit.session().keyring().ok_or(PurgeError::NoSecrets)?;
    let written = console.storage().view(permit, |view| {
        confirmation.check(view, permit)?;
        if let Verdict::Broken(broken) = audit::verify(view)? {
            return Err(PurgeError::Broken(broken));
        }
        // No more than what was confirmed, and still no younger than may be.
        let now = extent_in(view, extent.before)?.ok_or(PurgeError::Nothing)?;
        if extent.first != now.first || !(now.first..=now.through).contains(&extent.through) {
            return Err(PurgeError::Nothing);
        }
        let written = write_file(console, view, extent, path)?;
        read_back(extent, path, &written)?;
        Ok(written)
    })?;
    die_at(console, Point::PurgeFileChecked)?;
    console.storage().change(permit, |change| {
        let witness = confirmation.use_up(change, permit)?;
        let purge = Going { extent, written, witness, file_name: file_name(path) };
        take_out(change, permit.session(), &keyring, purge)
    })
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A purge whose file is verified.
struct Going {
    extent: Extent,
    written: FileSum,
    witness: Option<String>,
    file_name: String,
}

/// What a file came to: its last entry's hash, and its own SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileSum {
    head: Hash,
    digest: Hash,
}

fn take_out(
    change: &Change<'_>,
    session: &Arc<Session>,
    keyring: &Keyring,
    going: Going,
) -> Result<Outcome<Purged>, PurgeError> {
    let Going { extent, written, witness, file_name } = going;
    // Entries are only ever added, but another purge may have come before this one.
    let is_still_so = audit::hash_before(change, extent.through + 1)? == written.head;
    let taken = audit::take_out(change, extent.through, change.confirmed_time()?)?;
    if !is_still_so || taken != extent.entries() {
        return Err(PurgeError::Nothing);
    }
    let told_by = audit::next_sequence(change)?;
    let stub = Stub {
        through: extent.through,
        hash: written.head,
        entries: taken,
        purged_at: change.now().timestamp_millis(),
        told_by,
        operator: session.name().to_owned(),
        witness: witness.clone().unwrap_or_default(),
        file_name,
        file_digest: written.digest,
    };
    let signature = keyring.sign(&stub.message(keyring.mark()));
    let subject = Subject {
        kind: SubjectKind::Auditor,
        id: Some(extent.through),
        name: stub.file_name.clone(),
        partition: None,
    };
    let after = Fields::default()
        .with("first entry", extent.first)
        .with("last entry", extent.through)
        .with("entries", taken)
        .with("confirmed by", witness.clone())
        .with("file", stub.file_name.as_str())
        .with("file digest", hex(&stub.file_digest));
    let purged = Purged {
        first: extent.first,
        through: extent.through,
        at: change.now(),
        operator: stub.operator.clone(),
        witness,
        file_name: stub.file_name.clone(),
        digest: stub.file_digest,
    };
    audit::insert_purge(change, &Purge { stub, signature })?;
    Ok(Outcome::Changed(purged, Entry::new(Action::AuditPurged, subject).after(after).into()))
}

/// Lets tests end the program here.
pub(super) fn die_at(console: &Console, point: Point) -> Result<(), PurgeError> {
    match console.storage().faults().at(point) {
        Fate::GoOn => Ok(()),
        Fate::DiskFull => Err(storage::Error::DiskFull.into()),
        Fate::Killed => Err(storage::Error::Killed.into()),
    }
}

// Writing a file.

fn write_file(
    console: &Console,
    view: &View<'_>,
    extent: Extent,
    path: &Path,
) -> Result<FileSum, PurgeError> {
    written_whole(path, |file| fill(console, view, extent, file, &|error| trouble(path, error)))
}

/// What is wrong with a file that is to be written.
pub(super) fn trouble(path: &Path, error: &io::Error) -> PurgeError {
    match error.kind() {
        ErrorKind::AlreadyExists => PurgeError::Exists(path.to_owned()),
        _ if private_file::is_full(error) => PurgeError::FileDiskFull(path.to_owned()),
        _ => PurgeError::CannotWrite(path.to_owned()),
    }
}

/// Makes a new file and fills it. One that could not be finished is removed.
pub(super) fn written_whole<T>(
    path: &Path,
    fill: impl FnOnce(File) -> Result<T, PurgeError>,
) -> Result<T, PurgeError> {
    let file = private_file::create_new(path).map_err(|error| trouble(path, &error))?;
    let written = fill(file);
    match &written {
        Ok(_) | Err(PurgeError::Storage(storage::Error::Killed)) => {}
        // We made it, and it is not whole: it would only stand in the way of the next try.
        Err(_) => drop(std::fs::remove_file(path)),
    }
    written
}

/// Writes, and takes the digest of what goes by.
pub(super) struct Digesting<W> {
    pub(super) inner: W,
    pub(super) digest: Sha256,
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.digest.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn fill(
    console: &Console,
    view: &View<'_>,
    extent: Extent,
    file: File,
    trouble: &dyn Fn(&io::Error) -> PurgeError,
) -> Result<FileSum, PurgeError> {
    let mut out = Digesting { inner: BufWriter::new(file), digest: Sha256::new() };
    let site = site::get(view)?;
    let mut head = audit::hash_before(view, extent.first)?;
    let first_line = Head {
        keydesk: Head::FORMAT.to_owned(),
        site: site.name,
        mark: hex(&site.mark.0),
        first: extent.first,
        previous: hex(&head),
    };
    line(&mut out, &first_line).map_err(|error| trouble(&error))?;
    out.flush().map_err(|error| trouble(&error))?;
    die_at(console, Point::PurgeFileBegun)?;
    audit::walk(view, extent.through, |entry, hash| {
        head = *hash;
        let written = Written { entry: entry.clone(), hash: hex(hash).into() };
        line(&mut out, &written).map_err(|error| trouble(&error))
    })?;
    let foot = Foot { entries: extent.entries(), through: extent.through, hash: hex(&head) };
    line(&mut out, &foot).map_err(|error| trouble(&error))?;
    let Digesting { inner, digest } = out;
    let file = inner.into_inner().map_err(|error| trouble(error.error()))?;
    file.sync_all().map_err(|error| trouble(&error))?;
    die_at(console, Point::PurgeFileWritten)?;
    Ok(FileSum { head, digest: digest.finalize().into() })
}

pub(super) fn line<W: Write>(out: &mut W, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

// Reading a file.

/// No entry is longer: what is, was not written by us, and is not read into memory.
pub(super) const LINE_MAX: u64 = 16 * 1024 * 1024;

/// Why a file does not read.
enum Unread {
    Io,
    Fault(Fault),
}

impl From<io::Error> for Unread {
    fn from(_: io::Error) -> Self {
        Unread::Io
    }
}

impl From<Fault> for Unread {
    fn from(fault: Fault) -> Self {
        Unread::Fault(fault)
    }
}

/// Reads a whole file, line by line, and holds every entry against the one before. Gives what it says and its SHA-256.
fn read_file(path: &Path) -> Result<(chain::Contents, Hash), Unread> {
    let mut file = BufReader::new(private_file::open_chosen(path)?);
    let (mut digest, mut bytes, mut reading) = (Sha256::new(), Vec::new(), None::<Reading>);
    loop {
        bytes.clear();
        file.by_ref().take(LINE_MAX).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            break;
        }
        digest.update(&bytes);
        let text = bytes.strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
        match (&mut reading, text) {
            (None, Some(text)) => reading = Some(Reading::begin(text)?),
            (None, None) => return Err(Fault::NotAPurge.into()),
            (Some(reading), Some(text)) => reading.take(text)?,
            (Some(reading), None) => return Err(reading.unreadable().into()),
        }
    }
    let contents = reading.ok_or(Fault::NotAPurge).and_then(Reading::end)?;
    Ok((contents, digest.finalize().into()))
}

/// Reads the file that was just written, and holds it against the database. The hash of an entry covers every column
/// and the entry before: where the last hashes are equal, all entries are.
fn read_back(extent: Extent, path: &Path, written: &FileSum) -> Result<(), PurgeError> {
    private_file::sync_folder_of(path);
    let differs = || PurgeError::ReadBackDiffers(path.to_owned());
    let (contents, digest) = read_file(path).map_err(|_| differs())?;
    let holds = digest == written.digest
        && contents.hash == written.head
        && (contents.first, contents.through) == (extent.first, extent.through);
    if holds { Ok(()) } else { Err(differs()) }
}

/// Why a file is not what a purge of this site left.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The file cannot be read.
    #[error("{} cannot be read", .0.display())]
    CannotRead(PathBuf),
    /// What stands in it is not what was written.
    #[error(transparent)]
    Fault(Fault),
    /// It holds in itself, and no purge of this site left it.
    #[error("no purge of this site left this file")]
    Unknown,
    /// A purge of this site left a file with these entries, and it was another one.
    #[error("the file is not the one that was written")]
    Differs,
    /// What the site remembers of the purge was altered.
    #[error("what stays of the purge was altered")]
    PurgeAltered,
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

/// Checks a file that a purge wrote: every entry against the one before, and the whole against what the site signed.
pub fn check_file(
    console: &Console,
    permit: &Permit<SystemAuditorView>,
    path: &Path,
) -> Result<Purged, CheckError> {
    let (contents, digest) = read_file(path).map_err(|unread| match unread {
        Unread::Io => CheckError::CannotRead(path.to_owned()),
        Unread::Fault(fault) => CheckError::Fault(fault),
    })?;
    let (purge, site) = console.storage().view(permit, |view| {
        Ok::<_, storage::Error>((audit::purge_of(view, contents.through)?, site::get(view)?))
    })?;
    let Some(Purge { stub, signature }) = purge.filter(|purge| purge.stub.hash == contents.hash) else {
        return Err(CheckError::Unknown);
    };
    let key = VerifyingKey::from_bytes(&site.verifying_key).map_err(|_| CheckError::PurgeAltered)?;
    let signed = key.verify_strict(&stub.message(site.mark), &Signature::from_bytes(&signature));
    if signed.is_err() {
        return Err(CheckError::PurgeAltered);
    }
    if stub.file_digest != digest || stub.entries != contents.entries {
        return Err(CheckError::Differs);
    }
    Ok(Purged {
        first: contents.first,
        through: contents.through,
        at: Moment::from_timestamp_millis(stub.purged_at).ok_or(storage::Error::Damaged)?,
        operator: stub.operator,
        witness: Some(stub.witness).filter(|witness| !witness.is_empty()),
        file_name: stub.file_name,
        digest,
    })
}
