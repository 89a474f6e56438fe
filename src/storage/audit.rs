//! The system auditor's chain. Written by a commit and by nothing else; each entry's hash covers the entry and
//! the hash before it, so that one that is altered or taken out shows.

mod given;
mod purges;
mod raised;
mod reading;
mod verify;

use chrono::SecondsFormat;
use rusqlite::params;
use serde_json::{Map, Value};

pub use self::given::{Given, Numbers, tell};
pub use self::purges::{Purge, insert_purge, purge_of, take_out};
pub use self::raised::{Raised, is_raised, last_of, raised_since};
pub use self::reading::{
    Field, Filter, Row, Shown, Who, Whole, beginning, choices, find, hash_before, last_made, rows, walk,
    whole,
};
pub use self::verify::{Broken, Holds, Verdict, Why, verify, verify_whole};

use super::view::{self, plain};
use super::{Actor, Change, Error, View, millis};
use crate::domain::chain::{ANCHOR, Hash, Line};
use crate::domain::moment::Moment;
use crate::domain::operator::OperatorId;
use crate::domain::partition::PartitionId;
use crate::session::Session;

/// Declares names that are stored: as values to list, to store and to read again.
macro_rules! stored_names {
    ($(#[$about:meta])* $name:ident { $( $value:ident $key:literal ),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the names say it")]
        pub enum $name { $( $value ),+ }

        impl $name {
            /// Every one there is.
            pub const ALL: &[$name] = &[ $( $name::$value ),+ ];

            /// The name under which it is stored, and by which texts know it. It never changes.
            pub const fn key(self) -> &'static str {
                match self { $( $name::$value => $key ),+ }
            }
        }

        impl Named for $name {
            fn from_key(key: &str) -> Option<$name> {
                match key { $( $key => Some($name::$value), )+ _ => None }
            }
        }
    };
}

trait Named: Sized {
    fn from_key(key: &str) -> Option<Self>;
}

/// A name as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored<T> {
    /// One of ours.
    Known(T),
    /// One that this version does not know: a later one wrote it, or nobody did.
    Unknown(String),
}

#[expect(private_bounds, reason = "only the names of this file are stored so")]
impl<T: Named> Stored<T> {
    fn of(key: String) -> Stored<T> {
        T::from_key(&key).map_or(Stored::Unknown(key), Stored::Known)
    }
}

stored_names! {
    /// What was done.
    Action {
        SiteMade "site-made",
        DemoMade "demo-made",
        SignedIn "signed-in",
        SignInFailed "sign-in-failed",
        CodeTaken "code-taken",
        OperatorLockedOut "operator-locked-out",
        SignedOut "signed-out",
        ScreenLocked "screen-locked",
        PasswordChanged "password-changed",
        SettingsChanged "settings-changed",
        UserAdded "user-added",
        UserChanged "user-changed",
        UserDeleted "user-deleted",
        UserBanned "user-banned",
        UserUnbanned "user-unbanned",
        AccessChanged "access-changed",
        BelongingChanged "belonging-changed",
        DoorAdded "door-added",
        DoorChanged "door-changed",
        DoorDeleted "door-deleted",
        KeyAssignmentBegun "key-assignment-begun",
        KeyUpdateBegun "key-update-begun",
        KeyLockersRead "key-lockers-read",
        KeyRead "key-read",
        KeyDeletionBegun "key-deletion-begun",
        KeyDeleted "key-deleted",
        KeyCancelled "key-cancelled",
        KeyLockersResetBegun "key-lockers-reset-begun",
        KeyLockersReset "key-lockers-reset",
        CardMadeOurs "card-made-ours",
        SerialTaken "serial-taken",
        KeyWritten "key-written",
        KeyWritingOpen "key-writing-open",
        KeySettled "key-settled",
        KeyPutBack "key-put-back",
        KeyAltered "key-altered",
        KeyNewer "key-newer",
        KeyEarlierNumbering "key-earlier-numbering",
        KeyNotUnderstood "key-not-understood",
        MismatchesSeen "mismatches-seen",
        KeyAssignmentUndone "key-assignment-undone",
        KeyUpdateUndone "key-update-undone",
        KeyGivenUp "key-given-up",
        PhoneKeyAssigned "phone-key-assigned",
        PhoneKeyMade "phone-key-made",
        PhoneKeyDelivered "phone-key-delivered",
        PhoneKeyRefused "phone-key-refused",
        PhoneKeyAcknowledged "phone-key-acknowledged",
        PhoneKeyWithdrawn "phone-key-withdrawn",
        EncoderChanged "encoder-changed",
        EncoderTested "encoder-tested",
        PasswordReset "password-reset",
        OperatorAdded "operator-added",
        OperatorChanged "operator-changed",
        OperatorDeleted "operator-deleted",
        OperatorReleased "operator-released",
        TwoFactorOn "two-factor-on",
        TwoFactorOff "two-factor-off",
        GroupAdded "group-added",
        GroupChanged "group-changed",
        GroupDeleted "group-deleted",
        PartitionAdded "partition-added",
        PartitionChanged "partition-changed",
        PartitionDeleted "partition-deleted",
        PartitionsSwitched "partitions-switched",
        UserAccessLevelAdded "user-access-level-added",
        UserAccessLevelChanged "user-access-level-changed",
        UserAccessLevelDeleted "user-access-level-deleted",
        LockerAdded "locker-added",
        LockerChanged "locker-changed",
        LockerDeleted "locker-deleted",
        LockerHoldersForgotten "locker-holders-forgotten",
        RoomAdded "room-added",
        RoomChanged "room-changed",
        RoomDeleted "room-deleted",
        SuiteAdded "suite-added",
        SuiteChanged "suite-changed",
        SuiteDeleted "suite-deleted",
        ZoneAdded "zone-added",
        ZoneChanged "zone-changed",
        ZoneDeleted "zone-deleted",
        OutputAdded "output-added",
        OutputChanged "output-changed",
        OutputDeleted "output-deleted",
        LocationAdded "location-added",
        LocationChanged "location-changed",
        LocationDeleted "location-deleted",
        FunctionAdded "function-added",
        FunctionChanged "function-changed",
        FunctionDeleted "function-deleted",
        LockdownAreaAdded "lockdown-area-added",
        LockdownAreaChanged "lockdown-area-changed",
        LockdownAreaDeleted "lockdown-area-deleted",
        LimitedOccupancyAreaAdded "limited-occupancy-area-added",
        LimitedOccupancyAreaChanged "limited-occupancy-area-changed",
        LimitedOccupancyAreaDeleted "limited-occupancy-area-deleted",
        LimitedOccupancyGroupAdded "limited-occupancy-group-added",
        LimitedOccupancyGroupChanged "limited-occupancy-group-changed",
        LimitedOccupancyGroupDeleted "limited-occupancy-group-deleted",
        RollCallAreaAdded "roll-call-area-added",
        RollCallAreaChanged "roll-call-area-changed",
        RollCallAreaDeleted "roll-call-area-deleted",
        TimetableAdded "timetable-added",
        TimetableChanged "timetable-changed",
        TimetableDeleted "timetable-deleted",
        TimedPeriodAdded "timed-period-added",
        TimedPeriodChanged "timed-period-changed",
        TimedPeriodDeleted "timed-period-deleted",
        AutomaticChangeAdded "automatic-change-added",
        AutomaticChangeChanged "automatic-change-changed",
        AutomaticChangeDeleted "automatic-change-deleted",
        CalendarAdded "calendar-added",
        CalendarChanged "calendar-changed",
        CalendarDeleted "calendar-deleted",
        TimeZoneAdded "time-zone-added",
        TimeZoneChanged "time-zone-changed",
        TimeZoneDeleted "time-zone-deleted",
        SecurityChanged "security-changed",
        UserOptionsChanged "user-options-changed",
        DoorOptionsChanged "door-options-changed",
        GeneralOptionsChanged "general-options-changed",
        GroupingsChanged "groupings-changed",
        AuditPurged "audit-purged",
        EventsPurged "events-purged",
        EventsMadeNameless "events-made-nameless",
        ActDelayed "act-delayed",
        ActCalledOff "act-called-off",
        RecoveryShown "recovery-shown",
        CardKeysRenewed "card-keys-renewed",
        LaterCardKeysFound "later-card-keys-found",
        CardKeysRenewedAgain "card-keys-renewed-again",
        TimeConfirmed "time-confirmed",
        AlterationFound "alteration-found",
        SiteUpgraded "site-upgraded",
        SiteChecked "site-checked",
        CheckFailed "check-failed",
        CheckSeen "check-seen",
        Undone "undone",
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

impl Subject {
    /// An operator, by the user name.
    pub fn operator(id: OperatorId, user_name: impl Into<String>) -> Subject {
        Subject { kind: SubjectKind::Operator, id: Some(id.0), name: user_name.into(), partition: None }
    }

    /// The site.
    pub fn site(name: impl Into<String>) -> Subject {
        Subject { kind: SubjectKind::Site, id: None, name: name.into(), partition: None }
    }
}

stored_names! {
    /// The kind of thing that something was done to.
    SubjectKind {
        Site "site",
        Operator "operator",
        User "user",
        Door "door",
        Key "key",
        Encoder "encoder",
        Group "group",
        Partition "partition",
        Calendar "calendar",
        TimeZone "time-zone",
        Timetable "timetable",
        TimedPeriod "timed-period",
        AutomaticChange "automatic-change",
        UserAccessLevel "user-access-level",
        Locker "locker",
        Room "room",
        Suite "suite",
        Zone "zone",
        Output "output",
        Location "location",
        Function "function",
        RollCallArea "roll-call-area",
        LimitedOccupancyGroup "limited-occupancy-group",
        LimitedOccupancyArea "limited-occupancy-area",
        LockdownArea "lockdown-area",
        Security "security",
        UserOptions "user-options",
        DoorOptions "door-options",
        GeneralOptions "general-options",
        Groupings "groupings",
        Auditor "auditor",
        Events "events",
    }
}

stored_names! {
    /// The name under which the system itself acts.
    Role {
        // Makes a site, when there is nobody yet.
        FirstStart "first start",
        // Checks passwords, before anybody is signed in.
        SignIn "sign-in",
        // Makes up a demo site.
        Demo "demo",
        // Brings the file of an older version to this one.
        Upgrade "upgrade",
        // Goes over the file once a day.
        Check "check",
        // Takes names out of what is too old to have any.
        Forget "forget",
        // Brings keys up to date at an encoder while nobody need be there.
        UpdatePoint "update point",
        // Makes and delivers the keys of phones.
        Phones "phones",
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

    /// A moment, if there is one, as every line of the trail writes it.
    #[must_use]
    pub fn with_moment(self, name: &str, moment: impl Into<Option<Moment>>) -> Fields {
        let written = |moment: Moment| moment.to_rfc3339_opts(SecondsFormat::Secs, true);
        self.with(name, moment.into().map(written))
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
    /// Who did it, if not whoever makes the change: who signs in is known when it has succeeded.
    pub by: Option<Actor>,
}

impl Entry {
    pub fn new(action: Action, subject: Subject) -> Entry {
        Entry { action, subject, before: Fields::default(), after: Fields::default(), by: None }
    }

    /// Is the deed of somebody whom the change itself lets in.
    #[must_use]
    pub fn by(mut self, session: &Session) -> Entry {
        self.by = Some(Actor::of(session));
        self
    }

    #[must_use]
    pub fn before(mut self, before: Fields) -> Entry {
        self.before = before;
        self
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

    /// How many entries there are.
    pub const fn count(&self) -> usize {
        1 + self.rest.len()
    }
}

impl From<Entry> for Trail {
    fn from(first: Entry) -> Trail {
        Trail { first, rest: Vec::new() }
    }
}

/// Appends a trail to the chain, in the transaction of its change.
pub fn append(change: &Change<'_>, desk: &str, trail: Trail) -> Result<(), Error> {
    let (mut sequence, mut previous) = head(change)?;
    // A clock that is behind shows nothing as older than what stands before it.
    let happened_at = millis(change.reading()?.counts_from());
    for entry in std::iter::once(trail.first).chain(trail.rest) {
        sequence += 1;
        let (operator_id, operator_name) = match entry.by.as_ref().unwrap_or(change.actor()) {
            Actor::Operator { id, name } => (Some(id.0), name.as_str()),
            Actor::System(role) => (None, role.key()),
        };
        let line = Line {
            sequence,
            happened_at,
            operator_id,
            operator_name: operator_name.into(),
            desk: desk.into(),
            action: entry.action.key().into(),
            subject: entry.subject.kind.key().into(),
            subject_id: entry.subject.id,
            subject_name: entry.subject.name.into(),
            partition_id: entry.subject.partition.map(|partition| partition.0),
            before: entry.before.to_json().into(),
            after: entry.after.to_json().into(),
        };
        previous = insert(change, &line, &previous)?;
    }
    Ok(())
}

fn insert(change: &Change<'_>, line: &Line<'_>, previous: &Hash) -> Result<Hash, Error> {
    let hash = line.hash(previous);
    change.write(
        "INSERT INTO audit (sequence, happened_at, operator_id, operator_name, desk, action, subject,
                            subject_id, subject_name, partition_id, before, after, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            line.sequence,
            line.happened_at,
            line.operator_id,
            line.operator_name.as_ref(),
            line.desk.as_ref(),
            line.action.as_ref(),
            line.subject.as_ref(),
            line.subject_id,
            line.subject_name.as_ref(),
            line.partition_id,
            line.before.as_ref(),
            line.after.as_ref(),
            hash,
        ],
    )?;
    Ok(hash)
}

/// The number and the hash of the newest entry.
fn head(view: &View<'_>) -> Result<(i64, Hash), Error> {
    let sql = plain!("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
    // One that cannot be read breaks the chain where it stands. What comes after it, that it is broken above all, is
    // still to be said.
    let head =
        view.plain(sql)?.first([], |row| Ok((row.get("sequence")?, row.get("hash").unwrap_or(ANCHOR))))?;
    Ok(head.unwrap_or((0, ANCHOR)))
}

/// The number that the first entry of this change will have.
pub fn next_sequence(change: &Change<'_>) -> Result<i64, Error> {
    Ok(head(change)?.0 + 1)
}

/// Entries whole: a condition or an order may follow.
const ENTRIES: &str =
    "SELECT sequence, happened_at, operator_id, operator_name, desk, action, subject, subject_id,
        subject_name, partition_id, before, after, hash
     FROM audit";

/// A row, as its hash covers it, and the hash that stands beside it. Borrows: a million rows are read so.
fn read_line<'r>(row: &'r view::Row<'_>) -> Result<(Line<'r>, Hash), Error> {
    let line = Line {
        sequence: row.get("sequence")?,
        happened_at: row.get("happened_at")?,
        operator_id: row.get("operator_id")?,
        operator_name: row.text("operator_name")?.into(),
        desk: row.text("desk")?.into(),
        action: row.text("action")?.into(),
        subject: row.text("subject")?.into(),
        subject_id: row.get("subject_id")?,
        subject_name: row.text("subject_name")?.into(),
        partition_id: row.get("partition_id")?,
        before: row.text("before")?.into(),
        after: row.text("after")?.into(),
    };
    Ok((line, row.get("hash")?))
}
