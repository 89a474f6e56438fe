//! The system auditor's chain. Written by a commit and by nothing else; each entry's hash covers the entry and
//! the hash before it, so that one that is altered or taken out shows.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::{Actor, Change, Error, View, millis};
use crate::domain::partition::PartitionId;

/// What was done. The name is stored and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    SiteMade,
    DemoMade,
    SignedIn,
    SignInFailed,
    CodeTaken,
    OperatorLockedOut,
    SignedOut,
    ScreenLocked,
    PasswordChanged,
    SettingsChanged,
    UserAdded,
    UserChanged,
    UserDeleted,
    UserBanned,
    UserUnbanned,
    AccessChanged,
    DoorAdded,
    DoorChanged,
    DoorDeleted,
    KeyAssignmentBegun,
    KeyUpdateBegun,
    KeyWritten,
    KeyWritingOpen,
    KeySettled,
    KeyAssignmentUndone,
    KeyUpdateUndone,
    EncoderChanged,
    EncoderTested,
    PasswordReset,
    OperatorAdded,
    OperatorChanged,
    OperatorDeleted,
    OperatorReleased,
    TwoFactorOn,
    TwoFactorOff,
    GroupAdded,
    GroupChanged,
    GroupDeleted,
    PartitionAdded,
    PartitionChanged,
    PartitionDeleted,
    PartitionsSwitched,
    SecurityChanged,
    AuditPurged,
    ActDelayed,
    ActCalledOff,
    RecoveryShown,
}

impl Action {
    /// The name under which it is stored, and by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Action::SiteMade => "site-made",
            Action::DemoMade => "demo-made",
            Action::SignedIn => "signed-in",
            Action::SignInFailed => "sign-in-failed",
            Action::CodeTaken => "code-taken",
            Action::OperatorLockedOut => "operator-locked-out",
            Action::SignedOut => "signed-out",
            Action::ScreenLocked => "screen-locked",
            Action::PasswordChanged => "password-changed",
            Action::SettingsChanged => "settings-changed",
            Action::UserAdded => "user-added",
            Action::UserChanged => "user-changed",
            Action::UserDeleted => "user-deleted",
            Action::UserBanned => "user-banned",
            Action::UserUnbanned => "user-unbanned",
            Action::AccessChanged => "access-changed",
            Action::DoorAdded => "door-added",
            Action::DoorChanged => "door-changed",
            Action::DoorDeleted => "door-deleted",
            Action::KeyAssignmentBegun => "key-assignment-begun",
            Action::KeyUpdateBegun => "key-update-begun",
            Action::KeyWritten => "key-written",
            Action::KeyWritingOpen => "key-writing-open",
            Action::KeySettled => "key-settled",
            Action::KeyAssignmentUndone => "key-assignment-undone",
            Action::KeyUpdateUndone => "key-update-undone",
            Action::EncoderChanged => "encoder-changed",
            Action::EncoderTested => "encoder-tested",
            Action::PasswordReset => "password-reset",
            Action::OperatorAdded => "operator-added",
            Action::OperatorChanged => "operator-changed",
            Action::OperatorDeleted => "operator-deleted",
            Action::OperatorReleased => "operator-released",
            Action::TwoFactorOn => "two-factor-on",
            Action::TwoFactorOff => "two-factor-off",
            Action::GroupAdded => "group-added",
            Action::GroupChanged => "group-changed",
            Action::GroupDeleted => "group-deleted",
            Action::PartitionAdded => "partition-added",
            Action::PartitionChanged => "partition-changed",
            Action::PartitionDeleted => "partition-deleted",
            Action::PartitionsSwitched => "partitions-switched",
            Action::SecurityChanged => "security-changed",
            Action::AuditPurged => "audit-purged",
            Action::ActDelayed => "act-delayed",
            Action::ActCalledOff => "act-called-off",
            Action::RecoveryShown => "recovery-shown",
        }
    }
}

/// What it was done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub kind: SubjectKind,
    pub id: Option<i64>,
    /// Its name at that time, so that the line stays readable when the thing is gone.
    pub name: String,
    pub partition: Option<PartitionId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    Site,
    Operator,
    User,
    Door,
    Key,
    Encoder,
    Group,
    Partition,
    Security,
    Auditor,
}

impl SubjectKind {
    pub const fn key(self) -> &'static str {
        match self {
            SubjectKind::Site => "site",
            SubjectKind::Operator => "operator",
            SubjectKind::User => "user",
            SubjectKind::Door => "door",
            SubjectKind::Key => "key",
            SubjectKind::Encoder => "encoder",
            SubjectKind::Group => "group",
            SubjectKind::Partition => "partition",
            SubjectKind::Security => "security",
            SubjectKind::Auditor => "auditor",
        }
    }
}

/// Fields by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(Map<String, Value>);

impl Fields {
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Fields {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn to_json(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }
}

/// Only the fields that differ, as they were and as they are.
pub fn difference(before: &Fields, after: Fields) -> (Fields, Fields) {
    let (mut was, mut is) = (Fields::default(), Fields::default());
    for (name, value) in after.0 {
        if before.0.get(&name) != Some(&value) {
            if let Some(old) = before.0.get(&name) {
                was.set(&name, old.clone());
            }
            is.set(&name, value);
        }
    }
    (was, is)
}

/// A line of the trail.
#[derive(Debug, Clone)]
pub struct Entry {
    pub action: Action,
    pub subject: Subject,
    pub before: Fields,
    pub after: Fields,
}

impl Entry {
    pub fn new(action: Action, subject: Subject) -> Entry {
        Entry { action, subject, before: Fields::default(), after: Fields::default() }
    }

    #[must_use]
    pub fn after(mut self, after: Fields) -> Entry {
        self.after = after;
        self
    }

    #[must_use]
    pub fn change(mut self, before: &Fields, after: Fields) -> Entry {
        (self.before, self.after) = difference(before, after);
        self
    }
}

/// What a change says of itself: at least one entry.
#[derive(Debug)]
pub struct Trail {
    first: Entry,
    rest: Vec<Entry>,
}

impl Trail {
    #[must_use]
    pub fn and(mut self, entry: Entry) -> Trail {
        self.rest.push(entry);
        self
    }

    /// The trail of these entries, if there is any.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Option<Trail> {
        let mut entries = entries.into_iter();
        Some(Trail { first: entries.next()?, rest: entries.collect() })
    }
}

impl From<Entry> for Trail {
    fn from(first: Entry) -> Trail {
        Trail { first, rest: Vec::new() }
    }
}

/// What the hash before the first entry is taken to be.
const ANCHOR: [u8; 32] = [0; 32];

/// A stored entry, as the hash covers it.
struct Line<'l> {
    sequence: i64,
    happened_at: i64,
    operator_id: Option<i64>,
    operator_name: &'l str,
    desk: &'l str,
    action: &'l str,
    subject: &'l str,
    subject_id: Option<i64>,
    subject_name: &'l str,
    partition_id: Option<i64>,
    before: &'l str,
    after: &'l str,
}

impl Line<'_> {
    /// SHA-256 over the hash before and every column, each with its length, so that no two rows read alike.
    fn hash(&self, previous: &[u8; 32]) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut take = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        let optional =
            |number: Option<i64>| number.map_or(Vec::new(), |number| number.to_le_bytes().to_vec());
        take(previous);
        take(&self.sequence.to_le_bytes());
        take(&self.happened_at.to_le_bytes());
        take(&optional(self.operator_id));
        take(self.operator_name.as_bytes());
        take(self.desk.as_bytes());
        take(self.action.as_bytes());
        take(self.subject.as_bytes());
        take(&optional(self.subject_id));
        take(self.subject_name.as_bytes());
        take(&optional(self.partition_id));
        take(self.before.as_bytes());
        take(self.after.as_bytes());
        hash.finalize().into()
    }
}

/// Appends a trail to the chain, in the transaction of its change.
pub(super) fn append(change: &Change<'_>, desk: &str, trail: Trail) -> Result<(), Error> {
    let (mut sequence, mut previous) = head(change.connection)?;
    let (operator_id, operator_name) = match &change.actor {
        Actor::Operator { id, name } => (Some(id.0), name.as_str()),
        Actor::System(role) => (None, role.name()),
    };
    for entry in std::iter::once(trail.first).chain(trail.rest) {
        sequence += 1;
        let line = Line {
            sequence,
            happened_at: millis(change.now()),
            operator_id,
            operator_name,
            desk,
            action: entry.action.key(),
            subject: entry.subject.kind.key(),
            subject_id: entry.subject.id,
            subject_name: &entry.subject.name,
            partition_id: entry.subject.partition.map(|partition| partition.0),
            before: &entry.before.to_json(),
            after: &entry.after.to_json(),
        };
        previous = insert(change, &line, &previous)?;
    }
    Ok(())
}

fn insert(view: &View<'_>, line: &Line<'_>, previous: &[u8; 32]) -> Result<[u8; 32], Error> {
    let hash = line.hash(previous);
    view.prepare(
        "INSERT INTO audit (sequence, happened_at, operator_id, operator_name, desk, action, subject,
                            subject_id, subject_name, partition_id, before, after, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        line.sequence,
        line.happened_at,
        line.operator_id,
        line.operator_name,
        line.desk,
        line.action,
        line.subject,
        line.subject_id,
        line.subject_name,
        line.partition_id,
        line.before,
        line.after,
        hash,
    ])?;
    Ok(hash)
}

/// The number and the hash of the newest entry.
fn head(connection: &Connection) -> Result<(i64, [u8; 32]), Error> {
    let head = connection
        .prepare_cached("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(head.unwrap_or((0, ANCHOR)))
}

/// Where a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The first entry whose hash is not what it should be, or that is missing.
    pub sequence: i64,
}

/// Goes over the whole chain: how many entries hold, and the last hash; or where it breaks.
pub(super) fn verify(connection: &Connection) -> Result<Result<(i64, [u8; 32]), Broken>, Error> {
    let mut statement = connection.prepare(
        "SELECT sequence, happened_at, operator_id, operator_name, desk, action, subject, subject_id,
                subject_name, partition_id, before, after, hash
         FROM audit
         ORDER BY sequence",
    )?;
    let mut rows = statement.query([])?;
    let (mut count, mut previous) = (0, ANCHOR);
    while let Some(row) = rows.next()? {
        let text = |index: usize| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
        let line = Line {
            sequence: row.get(0)?,
            happened_at: row.get(1)?,
            operator_id: row.get(2)?,
            operator_name: text(3)?,
            desk: text(4)?,
            action: text(5)?,
            subject: text(6)?,
            subject_id: row.get(7)?,
            subject_name: text(8)?,
            partition_id: row.get(9)?,
            before: text(10)?,
            after: text(11)?,
        };
        let stored: [u8; 32] = row.get(12)?;
        let hash = line.hash(&previous);
        if line.sequence != count + 1 || hash != stored {
            return Ok(Err(Broken { sequence: count + 1 }));
        }
        (count, previous) = (line.sequence, hash);
    }
    Ok(Ok((count, previous)))
}

impl super::Storage {
    /// Goes over the whole chain of the system auditor.
    pub fn verify_audit(&self) -> Result<Result<(i64, [u8; 32]), Broken>, Error> {
        verify(&self.writer())
    }
}
