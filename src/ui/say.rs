//! Says what went wrong in a sentence and what to do next, in the operator's language.

mod why;

use keydesk::clock::Clock;
use keydesk::console::OpenError;
use keydesk::domain::crossing;
use keydesk::domain::key::Reason;
use keydesk::domain::limited_occupancy_area::Most;
use keydesk::domain::moment::{Moment, Reading};
use keydesk::domain::operator::PasswordFault;
use keydesk::domain::output;
use keydesk::domain::{
    calendar, chain, door, group, named, operator, partition, phone, pin, schedule, security, text,
    time_zone, timetable, user,
};
use keydesk::operation::encode::{self, CardError, CommandError, Impediment, LinkError, Mismatch, Stranger};
use keydesk::operation::own::{PasswordError, TwoFactorError};
use keydesk::operation::phones;
use keydesk::operation::system_auditor::{Broken, CheckError, PurgeError, Why};
use keydesk::operation::timed_periods::Followers;
use keydesk::operation::timetables::Uses;
use keydesk::operation::undo::{self, Undone};
use keydesk::operation::{self, Noun, StorageError, What, demo, first_start, four_eyes, sign_in};
use keydesk::secret::recovery;

use crate::days::days_in_words;
use crate::words::Words;

/// Says things in a language and a time zone.
#[derive(Clone, Copy)]
pub struct Say<'w> {
    pub words: &'w Words,
    pub clock: &'w dyn Clock,
}

/// A name where there is room for so many letters: without its middle, since names differ at their ends.
pub fn short(name: &str, letters_max: usize) -> String {
    let count = name.chars().count();
    if count <= letters_max {
        return name.to_owned();
    }
    let kept = letters_max.saturating_sub(1);
    let head = kept.div_ceil(2);
    let letters = name.chars();
    let tail = letters.clone().skip(count - (kept - head));
    letters.take(head).chain(std::iter::once('…')).chain(tail).collect()
}

/// Where nothing can be done about the clock but to set it, or to ask.
pub const CLOCK: [&str; 2] = ["trouble-clock-behind", "trouble-clock-ahead"];

/// What is so, where the database says no to the writing of a key: its own sentence says why and what to do.
const fn not_recorded(error: &StorageError) -> &'static str {
    match error {
        StorageError::ClockInDoubt(_) => "key-clock",
        StorageError::NotPermitted | StorageError::SignedOut => "key-not-permitted",
        StorageError::NoSuch(_) => "key-gone",
        StorageError::NoKeyNumberLeft => "key-used-up",
        StorageError::Conflict { .. } | StorageError::RightsChanged(_) | StorageError::Taken(_) => {
            "key-changed-meanwhile"
        }
        StorageError::NoNumberLeft(_)
        | StorageError::NoLowZoneLeft
        | StorageError::ZoneKindStays
        | StorageError::ZoneOfLockers
        | StorageError::LockerInOtherGroup
        | StorageError::LockerInFreeZone
        | StorageError::LockersNotControlled
        | StorageError::InAnother(_)
        | StorageError::NoRandomness
        | StorageError::TimetableInUse(_)
        | StorageError::CalendarInUse
        | StorageError::OneTimeZone
        | StorageError::GroupingInUse(_)
        | StorageError::Followed { .. }
        | StorageError::NoKeypad(_)
        | StorageError::NoCode(_)
        | StorageError::CodeNotSealed
        | StorageError::TooManyDoors => "key-not-made",
        StorageError::Moved(_)
        | StorageError::InItsPlace
        | StorageError::Overwritten(_)
        | StorageError::ForeignLog(_)
        | StorageError::Damaged
        | StorageError::Altered(_)
        | StorageError::NotOurs(_)
        | StorageError::Newer { .. }
        | StorageError::NoSite
        | StorageError::SiteExists
        | StorageError::CannotOpen(_)
        | StorageError::ReadOnly(_)
        | StorageError::DiskFull
        | StorageError::Killed
        | StorageError::Sqlite(_) => "key-database",
    }
}

impl Say<'_> {
    fn get(&self, id: &str) -> String {
        self.words.get(id).into_owned()
    }

    /// A moment on the wall.
    pub fn moment(&self, moment: Moment) -> String {
        self.words.moment(self.clock.zone().local(moment))
    }

    /// The same as digits, for copying and for export.
    pub fn plain_moment(&self, moment: Moment) -> String {
        self.words.plain_moment(self.clock.zone().local(moment))
    }

    /// The end of something.
    pub fn end(&self, moment: Moment) -> String {
        self.words.end(self.clock.zone().local(moment))
    }

    /// The same as digits, for copying and for export.
    pub fn plain_end(&self, moment: Moment) -> String {
        self.words.plain_end(self.clock.zone().local(moment))
    }

    /// Why an operation was not done.
    pub fn operation(&self, error: &operation::Error) -> String {
        match error {
            operation::Error::Storage(error) => self.storage(error),
            operation::Error::User(_)
            | operation::Error::Named(..)
            | operation::Error::Group(_)
            | operation::Error::Operator(_)
            | operation::Error::Partition(_)
            | operation::Error::Calendar(_)
            | operation::Error::TimeZone(_)
            | operation::Error::GeneralOptions(_)
            | operation::Error::Groupings(_)
            | operation::Error::Security(_)
            | operation::Error::UserOptions(_)
            | operation::Error::DoorOptions(_) => self.get("trouble-fields"),
            operation::Error::BeyondYours => self.get("trouble-beyond-yours"),
            operation::Error::LastAdministrator => self.get("trouble-last-administrator"),
            operation::Error::Oneself => self.get("trouble-oneself"),
            operation::Error::HasOperators(count) => {
                self.words.with("trouble-has-operators", [("count", (*count).into())])
            }
            operation::Error::GeneralStays => self.get("trouble-general-stays"),
            operation::Error::Clashes(names) => {
                self.words.with("trouble-clashes", [("names", names.join(", ").into())])
            }
            operation::Error::NoKeys => self.get("trouble-no-keys"),
            operation::Error::NotVouched(name) => {
                self.words.with("trouble-not-vouched", [("name", name.as_str().into())])
            }
            operation::Error::HoldsKey(name, until) => {
                let values = [("name", name.as_str().into()), ("until", self.end(*until).into())];
                self.words.with("trouble-holds-key", values)
            }
            operation::Error::KeyIsOut(name, until) => {
                let values = [("name", name.as_str().into()), ("until", self.end(*until).into())];
                self.words.with("trouble-key-is-out", values)
            }
            operation::Error::HoldsPhone(name, until) => {
                let values = [("name", name.as_str().into()), ("until", self.end(*until).into())];
                self.words.with("trouble-holds-phone", values)
            }
            operation::Error::Phone(fault) => self.phone(fault),
            operation::Error::BrokeOff => self.get("trouble-broke-off"),
            operation::Error::Locked => self.get("trouble-locked"),
            operation::Error::NoRandomness(_) => self.get("trouble-randomness"),
        }
    }

    /// What was undone.
    pub fn undone(&self, undone: &Undone) -> String {
        let what = self.what_is_undone(undone);
        let (text, count) = match (undone.written_since, undone.impact.keys()) {
            (_, 0) => ("undone", 0),
            (0, keys) => ("undone-keys", keys),
            (written, _) => ("undone-written", written),
        };
        self.words.with(text, [("what", what.into()), ("count", count.into())])
    }

    /// What goes back to what it was.
    pub fn what_is_undone(&self, undone: &Undone) -> String {
        match undone.what.as_slice() {
            few @ ([_] | [_, _] | [_, _, _]) => few.join(", "),
            several => self.words.with("undone-of-several", [("count", several.len().into())]),
        }
    }

    /// What undoing something would do to keys, before it is done.
    pub fn undoing(&self, undone: &Undone) -> Vec<String> {
        let said = |text, count: usize| self.words.with(text, [("count", count.into())]);
        let written = (undone.written_since > 0).then(|| said("undo-then-written", undone.written_since));
        std::iter::once(said("undo-then-keys", undone.impact.keys())).chain(written).collect()
    }

    /// Why nothing was undone.
    pub fn not_undone(&self, error: &undo::Error) -> String {
        let why = match error {
            undo::Error::Nothing => self.get("undo-nothing"),
            undo::Error::ChangedSince => self.get("undo-changed-since"),
            // No field is marked: it is said what would be wrong.
            undo::Error::Operation(operation::Error::User(faults)) if !faults.is_empty() => {
                faults.iter().map(|(_, fault)| self.user(*fault)).collect::<Vec<_>>().join(" ")
            }
            undo::Error::Operation(operation::Error::Named(_, faults)) if !faults.is_empty() => {
                let said = faults.iter().map(|(field, fault)| self.named(*field, *fault));
                said.collect::<Vec<_>>().join(" ")
            }
            undo::Error::Operation(error) => self.operation(error),
        };
        self.words.with("undo-refused", [("why", why.into())])
    }

    /// What the database says.
    pub fn storage(&self, error: &StorageError) -> String {
        let path = |path: &std::path::Path| path.display().to_string();
        match error {
            StorageError::NoSuch(noun) => self.missing(*noun),
            StorageError::Conflict { by, at } => self
                .words
                .with("trouble-conflict", [("by", by.as_str().into()), ("at", self.moment(*at).into())]),
            StorageError::Taken(_) => self.get("trouble-taken"),
            StorageError::NotPermitted => self.get("trouble-not-permitted"),
            StorageError::SignedOut => self.get("trouble-signed-out"),
            StorageError::InAnother(Noun::Suite) => self.get("trouble-in-another-suite"),
            StorageError::InAnother(_) => self.get("trouble-in-another-group"),
            StorageError::NoNumberLeft(Noun::Zone) => self.get("trouble-no-zone-number-left"),
            StorageError::NoNumberLeft(Noun::Location | Noun::Function) => {
                self.get("trouble-no-crossing-number-left")
            }
            StorageError::NoNumberLeft(Noun::Output) => self.get("trouble-no-output-number-left"),
            StorageError::NoLowZoneLeft => self.get("trouble-no-low-zone-left"),
            StorageError::ZoneKindStays => self.get("trouble-zone-kind-stays"),
            StorageError::ZoneOfLockers => self.get("trouble-zone-of-lockers"),
            StorageError::LockerInOtherGroup => self.get("trouble-locker-in-other-group"),
            StorageError::LockerInFreeZone => self.get("trouble-locker-in-free-zone"),
            StorageError::LockersNotControlled => self.get("trouble-lockers-not-controlled"),
            StorageError::NoNumberLeft(Noun::TimedPeriod | Noun::AutomaticChange) => {
                self.get("trouble-no-schedule-number-left")
            }
            StorageError::NoNumberLeft(_) => self.get("trouble-no-code-left"),
            StorageError::NoKeyNumberLeft => self.get("trouble-no-key-number-left"),
            StorageError::TimetableInUse(uses) => self.timetable_in_use(*uses),
            StorageError::CalendarInUse => self.get("trouble-calendar-in-use"),
            StorageError::OneTimeZone => self.get("trouble-one-time-zone"),
            StorageError::GroupingInUse(users) => self.followed("trouble-grouping-in-use", users),
            StorageError::Followed { noun: Noun::TimeZone, followers } => {
                self.followed("trouble-time-zone-followed", followers)
            }
            StorageError::Followed { followers, .. } => self.followed("trouble-followed", followers),
            StorageError::NoKeypad(followers) => self.followed("trouble-no-keypad", followers),
            StorageError::NoCode(followers) => self.followed("trouble-no-code", followers),
            StorageError::CodeNotSealed => self.get("trouble-broke-off"),
            StorageError::TooManyDoors => {
                self.words.with("trouble-too-many-doors", [("max", user::DOORS_MAX.into())])
            }
            StorageError::RightsChanged(name) => {
                self.words.with("trouble-rights-changed", [("name", name.as_str().into())])
            }
            StorageError::ClockInDoubt(reading) => self.clock_in_doubt(*reading, CLOCK),
            StorageError::DiskFull => self.get("trouble-disk-full"),
            StorageError::ReadOnly(at) => self.words.with("trouble-read-only", [("path", path(at).into())]),
            StorageError::CannotOpen(at) => {
                self.words.with("trouble-cannot-open", [("path", path(at).into())])
            }
            StorageError::Damaged => self.get("trouble-damaged"),
            StorageError::Altered(what) => {
                self.words.with("trouble-altered", [("what", self.altered(what).into())])
            }
            StorageError::ForeignLog(at) => {
                self.words.with("trouble-foreign-log", [("path", path(at).into())])
            }
            StorageError::Moved(at) => self.words.with("trouble-moved", [("path", path(at).into())]),
            StorageError::InItsPlace => self.get("trouble-in-its-place"),
            StorageError::Overwritten(at) => {
                self.words.with("trouble-overwritten", [("path", path(at).into())])
            }
            StorageError::NotOurs(at) => self.words.with("trouble-not-ours", [("path", path(at).into())]),
            StorageError::Newer { found, known } => {
                self.words.with("trouble-newer", [("found", (*found).into()), ("known", (*known).into())])
            }
            StorageError::NoSite => self.get("trouble-no-site"),
            StorageError::SiteExists => self.get("trouble-site-exists"),
            StorageError::NoRandomness => self.get("trouble-randomness"),
            StorageError::Killed => self.get("trouble-database"),
            StorageError::Sqlite(error) => {
                self.words.with("trouble-database-says", [("says", error.to_string().into())])
            }
        }
    }

    /// What in a file is not as the program made it.
    fn altered(&self, what: &What) -> String {
        match what {
            What::Operator(name) => self.words.with("altered-operator", [("name", name.as_str().into())]),
            What::Site(column) => self.words.with("altered-site", [("name", (*column).into())]),
            What::Schema(_, name) => self.words.with("altered-schema", [("name", name.as_str().into())]),
            What::WholeSchema => self.get("altered-whole-schema"),
        }
    }

    fn missing(&self, noun: Noun) -> String {
        self.get(match noun {
            Noun::User => "trouble-no-user",
            Noun::Door => "trouble-no-door",
            Noun::Key => "trouble-no-key",
            Noun::Encoder => "trouble-no-encoder",
            Noun::Operator => "trouble-no-operator",
            Noun::Partition => "trouble-no-partition",
            Noun::Group => "trouble-no-group",
            Noun::Calendar => "trouble-no-calendar",
            Noun::TimeZone => "trouble-no-time-zone",
            Noun::Grouping => "trouble-no-grouping",
            Noun::Timetable => "trouble-no-timetable",
            Noun::TimedPeriod => "trouble-no-timed-period",
            Noun::AutomaticChange => "trouble-no-automatic-change",
            Noun::UserAccessLevel => "trouble-no-user-access-level",
            Noun::Locker => "trouble-no-locker",
            Noun::Room => "trouble-no-room",
            Noun::Suite => "trouble-no-suite",
            Noun::Zone => "trouble-no-zone",
            Noun::Output => "trouble-no-output",
            Noun::Location => "trouble-no-location",
            Noun::Function => "trouble-no-function",
            Noun::LockdownArea => "trouble-no-lockdown-area",
            Noun::LimitedOccupancyArea => "trouble-no-limited-occupancy-area",
            Noun::LimitedOccupancyGroup => "trouble-no-limited-occupancy-group",
            Noun::RollCallArea => "trouble-no-roll-call-area",
        })
    }

    /// Why a site was not opened.
    pub fn opening(&self, error: &OpenError) -> String {
        match error {
            OpenError::InUse(path) => {
                self.words.with("trouble-in-use", [("path", path.display().to_string().into())])
            }
            OpenError::Folder(path) => {
                self.words.with("trouble-folder", [("path", path.display().to_string().into())])
            }
            OpenError::Storage(error) => self.storage(error),
        }
    }

    /// Why nobody was signed in.
    pub fn sign_in(&self, error: &sign_in::Error) -> String {
        match error {
            sign_in::Error::CodeWanted => self.get("sign-in-code-wanted"),
            sign_in::Error::Wrong => self.get("sign-in-wrong"),
            sign_in::Error::LockedUntil(until) if *until >= keydesk::domain::moment::far_future() => {
                self.get("sign-in-locked")
            }
            sign_in::Error::LockedUntil(until) => {
                self.words.with("sign-in-locked-until", [("until", self.moment(*until).into())])
            }
            sign_in::Error::WrongCode => self.get("sign-in-code-wrong"),
            sign_in::Error::NextCode => self.get("sign-in-code-next"),
            sign_in::Error::Refused(fault) => self.password(*fault),
            sign_in::Error::Differs => self.get("fault-password-differs"),
            sign_in::Error::BeginAnew => self.get("sign-in-begin-anew"),
            sign_in::Error::Unfinished => self.get("sign-in-unfinished"),
            sign_in::Error::Storage(error) => self.storage(error),
            sign_in::Error::Damaged => self.get("sign-in-damaged"),
        }
    }

    /// Why no site was made.
    pub fn first_start(&self, error: &first_start::Error) -> String {
        match error {
            first_start::Error::Faults(_) => self.get("trouble-fields"),
            first_start::Error::Storage(error) => self.storage(error),
            first_start::Error::NoRandomness(_) => self.get("trouble-randomness"),
            first_start::Error::Password(_) => self.get("trouble-memory"),
            first_start::Error::Open(error) => self.opening(error),
        }
    }

    /// Why there is no demo site.
    pub fn demo(&self, error: &demo::Error) -> String {
        match error {
            demo::Error::FirstStart(error) => self.first_start(error),
            demo::Error::Storage(error) => self.storage(error),
            demo::Error::Operation(error) => self.operation(error),
            demo::Error::Encode(error) => self.encoding(error).1,
            demo::Error::NoRandomness(_) => self.get("trouble-randomness"),
            demo::Error::Password(_) => self.get("trouble-memory"),
            // The window asks for no other size, and what is made up keeps the rules.
            demo::Error::Size | demo::Error::MadeUp => self.get("trouble-demo"),
        }
    }

    /// Why a password is not accepted.
    pub fn password(&self, fault: PasswordFault) -> String {
        match fault {
            PasswordFault::TooShort { min } => self.words.with("fault-password-short", [("min", min.into())]),
            PasswordFault::TooLong { max } => self.words.with("fault-password-long", [("max", max.into())]),
            PasswordFault::Common => self.get("fault-password-common"),
            PasswordFault::Names => self.get("fault-password-names"),
            PasswordFault::Pattern => self.get("fault-password-pattern"),
            PasswordFault::Used => self.get("fault-password-used"),
        }
    }

    /// Why a password was not changed, unless a field is to blame.
    pub fn change_of_password(&self, error: &PasswordError) -> String {
        match error {
            PasswordError::WrongOld => self.get("fault-password-old"),
            PasswordError::LockedUntil(until) => self.sign_in(&sign_in::Error::LockedUntil(*until)),
            PasswordError::Refused(fault) => self.password(*fault),
            PasswordError::Differs => self.get("fault-password-differs"),
            PasswordError::Storage(error) => self.storage(error),
            PasswordError::Damaged => self.get("sign-in-damaged"),
        }
    }

    /// Why a second factor is as it was.
    pub fn two_factor(&self, error: &TwoFactorError) -> String {
        match error {
            TwoFactorError::WrongCode => self.get("sign-in-code-wrong"),
            TwoFactorError::WrongPassword => self.get("fault-password-old"),
            TwoFactorError::LockedUntil(until) => self.sign_in(&sign_in::Error::LockedUntil(*until)),
            TwoFactorError::Required => self.get("settings-two-factor-required"),
            TwoFactorError::AlreadyOn => self.get("settings-two-factor-already-on"),
            TwoFactorError::Storage(error) => self.storage(error),
            TwoFactorError::Damaged => self.get("sign-in-damaged"),
        }
    }

    /// Why a field of the security options is not accepted.
    pub fn security(&self, fault: security::Fault) -> String {
        self.words.with("fault-bounds", [("min", fault.min.into()), ("max", fault.max.into())])
    }

    /// Why a recovery sheet gives nothing.
    pub fn recovery(&self, fault: recovery::Fault) -> String {
        self.get(match fault {
            recovery::Fault::NotASheet => "fault-not-a-sheet",
            recovery::Fault::WrongCode => "fault-wrong-code",
        })
    }

    /// Why an act is not confirmed.
    pub fn four_eyes(&self, error: &four_eyes::Error) -> String {
        use four_eyes::Error;
        match error {
            Error::Same => self.get("four-eyes-same"),
            Error::NotEntitled => self.get("four-eyes-not-entitled"),
            Error::SignIn(sign_in::Error::Unfinished) => self.get("four-eyes-unfinished"),
            Error::SignIn(error) => self.sign_in(error),
            Error::TooOld => self.get("four-eyes-too-old"),
            Error::OtherSession => self.get("four-eyes-other-session"),
            Error::OtherCan => self.get("four-eyes-other-can"),
            Error::NotAsked => self.get("four-eyes-not-asked"),
            Error::NotYet(from) => {
                self.words.with("four-eyes-not-yet", [("from", self.moment(*from).into())])
            }
            Error::YouNotYet(from) => {
                self.words.with("four-eyes-you-not-yet", [("from", self.moment(*from).into())])
            }
            Error::NotDue(due) => self.words.with("four-eyes-not-due", [("due", self.moment(*due).into())]),
            Error::Storage(error) => self.storage(error),
        }
    }

    /// Why no new recovery sheet was made.
    pub fn showing_recovery(&self, error: &operation::recovery::Error) -> String {
        use operation::recovery::Error;
        match error {
            Error::FourEyes(error) => self.four_eyes(error),
            Error::NoSecrets => self.get("trouble-no-secrets"),
            Error::NoRandomness(_) => self.get("trouble-randomness"),
            Error::Storage(error) => self.storage(error),
        }
    }

    /// Why the keys of cards were not renewed.
    pub fn renewing_card_keys(&self, error: &operation::card_keys::Error) -> String {
        use operation::card_keys::Error;
        match error {
            Error::FourEyes(error) => self.four_eyes(error),
            Error::NoSecrets => self.get("trouble-no-secrets"),
            Error::NoneLeft => self.get("card-keys-none-left"),
            Error::Storage(error) => self.storage(error),
        }
    }

    /// Where the system auditor's chain is broken, and how.
    pub fn broken(&self, broken: Broken) -> String {
        let number = || [("number", broken.sequence.into())];
        match broken.why {
            Why::Altered => self.words.with("auditor-broken-altered", number()),
            Why::Missing => self.words.with("auditor-broken-missing", number()),
            Why::NoBeginning => self.words.with("auditor-broken-no-beginning", number()),
            Why::PurgeAltered => self.words.with("auditor-broken-purge-altered", number()),
            Why::PurgeMissing => self.words.with("auditor-broken-purge-missing", number()),
            Why::PurgeUntold => self.words.with("auditor-broken-purge-untold", number()),
            Why::PurgeUnknown => self.words.with("auditor-broken-purge-unknown", number()),
            Why::SiteKey => self.get("auditor-broken-site-key"),
        }
    }

    /// Why nothing was purged.
    pub fn purge(&self, error: &PurgeError) -> String {
        let path = |path: &std::path::Path| [("path", path.display().to_string().into())];
        match error {
            PurgeError::FourEyes(error) => self.four_eyes(error),
            PurgeError::Nothing => self.get("purge-nothing"),
            PurgeError::Broken(broken) => {
                self.words.with("purge-broken", [("what", self.broken(*broken).into())])
            }
            PurgeError::Exists(at) => self.words.with("purge-exists", path(at)),
            PurgeError::CannotWrite(at) => self.words.with("purge-cannot-write", path(at)),
            PurgeError::FileDiskFull(at) => self.words.with("purge-file-disk-full", path(at)),
            PurgeError::ReadBackDiffers(at) => self.words.with("purge-read-back-differs", path(at)),
            PurgeError::Changed => self.get("purge-changed"),
            PurgeError::NoSecrets => self.get("trouble-no-secrets"),
            PurgeError::Storage(error) => self.storage(error),
        }
    }

    /// Why a file is not what a purge left.
    pub fn purged_file(&self, error: &CheckError) -> String {
        match error {
            CheckError::CannotRead(path) => {
                self.words.with("check-cannot-read", [("path", path.display().to_string().into())])
            }
            CheckError::Fault(chain::Fault::NotAPurge) => self.get("check-not-a-purge"),
            CheckError::Fault(chain::Fault::Altered(number)) => {
                self.words.with("check-altered", [("number", (*number).into())])
            }
            CheckError::Fault(chain::Fault::CutOff) => self.get("check-cut-off"),
            CheckError::Fault(chain::Fault::Trailing) | CheckError::Differs => self.get("check-differs"),
            CheckError::Unknown => self.get("check-unknown"),
            CheckError::PurgeAltered => self.get("check-purge-altered"),
            CheckError::Storage(error) => self.storage(error),
        }
    }

    /// Why a text is not accepted.
    pub fn text(&self, fault: text::Fault) -> String {
        match fault {
            text::Fault::Empty => self.get("fault-required"),
            text::Fault::TooLong { max } => self.words.with("fault-too-long", [("max", max.into())]),
            text::Fault::Unprintable => self.get("fault-unprintable"),
        }
    }

    /// Why a field of a user is not accepted.
    pub fn user(&self, fault: user::Fault) -> String {
        use user::Fault;
        match fault {
            Fault::Required => self.get("fault-required"),
            Fault::NameRequired => self.get("fault-name-required"),
            Fault::TooLong { max } => self.words.with("fault-too-long", [("max", max.into())]),
            Fault::Unprintable => self.get("fault-unprintable"),
            Fault::NotDigits => self.get("fault-not-digits"),
            Fault::OutOfRange { min, max } => {
                self.words.with("fault-out-of-range", [("min", min.into()), ("max", max.into())])
            }
            Fault::Pin(fault) => self.pin(fault),
            Fault::Phone => self.get("fault-phone"),
            Fault::NotADate => {
                self.words.with("fault-not-a-date", [("example", self.words.date_example().into())])
            }
            Fault::OutsideCalendar => self.get("fault-outside-calendar"),
            Fault::EndsBeforeStart => self.get("fault-ends-before-start"),
            Fault::TooMany { max } => self.words.with("fault-too-many", [("max", max.into())]),
            Fault::Duplicate => self.get("fault-external-id-taken"),
            Fault::NameLocked => self.get("fault-name-locked"),
            Fault::OutOfReach => self.get("fault-out-of-reach"),
            Fault::MoreThere => self.get("fault-more-there"),
            Fault::PictureUnreadable => self.get("fault-picture-unreadable"),
            Fault::PictureTooBig => self.get("fault-picture-too-big"),
        }
    }

    /// Why a field is not accepted of what has a name.
    pub fn named(&self, field: named::Field, fault: named::Fault) -> String {
        match (field, fault) {
            (_, named::Fault::Text(fault)) => self.text(fault),
            (named::Field::Name, named::Fault::Duplicate) => self.get("fault-name-taken"),
            (named::Field::Own(_), named::Fault::Duplicate) => self.get("fault-output-number-taken"),
            (_, named::Fault::Duplicate) => self.get("fault-external-id-taken"),
            (_, named::Fault::OutOfReach) => self.get("fault-out-of-reach"),
            (_, named::Fault::MoreThere) => self.get("fault-more-there"),
            (_, named::Fault::Period(fault)) => self.period(fault),
            (_, named::Fault::Door(fault)) => self.door(fault),
            (_, named::Fault::Day) => self.get("fault-day"),
            (_, named::Fault::DayPast) => self.get("fault-day-past"),
            (_, named::Fault::Schedule(fault)) => self.schedule(fault),
            (_, named::Fault::OutputNumber) => {
                self.words.with("fault-output-number", [("max", output::Number::MAX.into())])
            }
            (_, named::Fault::CrossingNumber) => {
                self.words.with("fault-crossing-number", [("max", crossing::Number::MAX.into())])
            }
            (_, named::Fault::CrossingTaken) => self.get("fault-crossing-taken"),
            (_, named::Fault::OnKeysUntil(until)) => {
                self.words.with("fault-output-number-on-keys", [("until", self.end(until).into())])
            }
            (_, named::Fault::KeptFor) => self.get("fault-kept-for"),
            (_, named::Fault::Occupancy) => self.words.with("fault-occupancy", [("max", Most::MAX.into())]),
        }
    }

    fn pin(&self, fault: pin::Fault) -> String {
        match fault {
            pin::Fault::NotDigits => self.get("fault-not-digits"),
            pin::Fault::Length { min, max } => {
                self.words.with("fault-pin-length", [("min", min.into()), ("max", max.into())])
            }
        }
    }

    fn door(&self, fault: door::SettingFault) -> String {
        match fault {
            door::SettingFault::PeriodMissing => self.get("fault-door-period-missing"),
            door::SettingFault::ChangeMissing => self.get("fault-door-change-missing"),
            door::SettingFault::Seconds => self.get("fault-door-seconds"),
            door::SettingFault::ShorterThanOthers => self.get("fault-door-shorter"),
            door::SettingFault::KeypadMissing => self.get("fault-door-keypad-missing"),
            door::SettingFault::CodeMissing => self.get("fault-door-code-missing"),
            door::SettingFault::ModeOfDoors => self.get("fault-door-mode-of-doors"),
            door::SettingFault::Code(fault) => self.pin(fault),
        }
    }

    /// That doors follow something: a few of their names, and how many more there are.
    fn followed(&self, text: &str, followers: &Followers) -> String {
        const NAMED: usize = 3;
        let names: Vec<&str> = followers.names.iter().take(NAMED).map(String::as_str).collect();
        let more = followers.count() - names.len();
        let doors = match (names.is_empty(), more) {
            (false, 0) => names.join(", "),
            (true, more) => self.words.with("trouble-doors-unseen", [("count", more.into())]),
            (false, more) => {
                let values = [("names", names.join(", ").into()), ("count", more.into())];
                self.words.with("trouble-doors-and-more", values)
            }
        };
        self.words.with(text, [("doors", doors.into())])
    }

    fn schedule(&self, fault: schedule::Fault) -> String {
        use schedule::Fault;
        let of_days = |text, days| self.words.with(text, [("days", days_in_words(self.words, days).into())]);
        match fault {
            Fault::Period(fault) => self.period(fault),
            Fault::PastMidnight => self.get("fault-schedule-past-midnight"),
            Fault::Overlaps(other) => {
                self.words.with("fault-schedule-overlaps", [("number", (other + 1).into())])
            }
            Fault::TooMany => {
                self.words.with("fault-schedule-too-many", [("max", schedule::LINES_MAX.into())])
            }
            Fault::Hole => self.get("fault-schedule-hole"),
            Fault::SameTime => self.get("fault-schedule-same-time"),
            Fault::DaysMissing(missing) => of_days("fault-schedule-days-missing", missing),
            Fault::DaysTwice(twice) => of_days("fault-schedule-days-twice", twice),
        }
    }

    fn period(&self, fault: timetable::Fault) -> String {
        match fault {
            timetable::Fault::NoDay => self.get("fault-period-no-day"),
            timetable::Fault::EndsBeforeStart => self.get("fault-period-ends-before-start"),
            timetable::Fault::PastMidnight | timetable::Fault::NotATime => self.get("fault-not-a-time"),
            timetable::Fault::TooMany => {
                self.words.with("fault-period-too-many", [("max", timetable::PERIODS_MAX.into())])
            }
        }
    }

    fn timetable_in_use(&self, uses: Uses) -> String {
        let Uses { people, levels, zones } = uses;
        let uses = [("used-by-people", people), ("used-by-levels", levels), ("used-by-zones", zones)];
        let uses = uses.into_iter().filter(|(_, count)| *count > 0);
        let uses: Vec<_> = uses.map(|(id, count)| self.words.with(id, [("count", count.into())])).collect();
        self.words.with("trouble-timetable-in-use", [("uses", uses.join(", ").into())])
    }

    /// Why a field of a group is not accepted.
    pub fn group(&self, fault: group::Fault) -> String {
        match fault {
            group::Fault::Text(fault) => self.text(fault),
            group::Fault::Duplicate => self.get("group-name-taken"),
            group::Fault::Days => self.get("group-days-fault"),
        }
    }

    /// Why a field of an operator is not accepted.
    pub fn operator(&self, fault: operator::Fault) -> String {
        match fault {
            operator::Fault::Text(fault) => self.text(fault),
            operator::Fault::Duplicate => self.get("fault-user-name-taken"),
            operator::Fault::NotChosen => self.get("fault-not-chosen"),
            operator::Fault::Password(fault) => self.password(fault),
            operator::Fault::Differs => self.get("fault-password-differs"),
        }
    }

    /// Why a field of a partition is not accepted.
    pub fn partition(&self, fault: partition::Fault) -> String {
        match fault {
            partition::Fault::Text(fault) => self.text(fault),
            partition::Fault::Duplicate => self.get("fault-partition-name-taken"),
        }
    }

    /// Why a field of a calendar is not accepted.
    pub fn calendar(&self, fault: calendar::Fault) -> String {
        match fault {
            calendar::Fault::Text(fault) => self.text(fault),
            calendar::Fault::Duplicate => self.get("fault-calendar-name-taken"),
            calendar::Fault::TooManyDays => {
                self.words.with("fault-calendar-days", [("max", calendar::DAYS_MAX.into())])
            }
            calendar::Fault::FarYear => self.get("fault-calendar-year"),
            calendar::Fault::NotAdded => self.get("fault-calendar-not-added"),
        }
    }

    /// What is wrong with a field of a time zone.
    pub fn time_zone(&self, fault: time_zone::Fault) -> String {
        use time_zone::Fault;
        match fault {
            Fault::Text(fault) => self.text(fault),
            Fault::Duplicate => self.get("fault-time-zone-name-taken"),
            Fault::NoWorld => self.get("fault-time-zone-world"),
            Fault::Ahead => self.get("fault-time-zone-ahead"),
            Fault::Minutes => self.get("fault-time-zone-minutes"),
            Fault::Time => self.get("fault-time-zone-time"),
            Fault::TooNear => self.get("fault-time-zone-near"),
        }
    }

    /// Why a key has its status, a line each.
    pub fn reasons(&self, reasons: &[Reason]) -> String {
        reasons.iter().map(|reason| self.reason(reason)).collect::<Vec<_>>().join("\n")
    }

    /// Why a key has its status.
    pub fn reason(&self, reason: &Reason) -> String {
        match *reason {
            Reason::Banned => self.get("reason-banned"),
            Reason::PerhapsOut(at) => self.words.with("reason-perhaps-out", [("at", self.end(at).into())]),
            Reason::AnotherOut(at) => self.words.with("reason-another-out", [("at", self.end(at).into())]),
            Reason::Interrupted(at) => {
                self.words.with("reason-interrupted", [("at", self.moment(at).into())])
            }
            Reason::Ended(at) => self.words.with("reason-ended", [("at", self.end(at).into())]),
            Reason::Ends(at) => self.words.with("reason-ends", [("at", self.end(at).into())]),
            Reason::HalfUsed => self.get("reason-half-used"),
            Reason::DoesNotFit { needed, capacity } => self
                .words
                .with("reason-does-not-fit", [("needed", needed.into()), ("capacity", capacity.into())]),
            Reason::Log => self.get("reason-log"),
            Reason::Records => self.get("reason-records"),
            Reason::Antipassback => self.get("reason-antipassback"),
            Reason::Lockers => self.get("reason-lockers"),
            Reason::Number => self.get("reason-number"),
            Reason::DoorsAdded(count) => self.words.with("reason-doors-added", [("count", count.into())]),
            Reason::DoorsRemoved(count) => self.words.with("reason-doors-removed", [("count", count.into())]),
            Reason::PeriodsChanged(count) => {
                self.words.with("reason-periods-changed", [("count", count.into())])
            }
            Reason::ZonesAdded(count) => self.words.with("reason-zones-added", [("count", count.into())]),
            Reason::ZonesRemoved(count) => self.words.with("reason-zones-removed", [("count", count.into())]),
            Reason::ZonesChanged(count) => self.words.with("reason-zones-changed", [("count", count.into())]),
            Reason::OutputsAdded(count) => self.words.with("reason-outputs-added", [("count", count.into())]),
            Reason::OutputsRemoved(count) => {
                self.words.with("reason-outputs-removed", [("count", count.into())])
            }
            Reason::Crossing => self.get("reason-crossing"),
            Reason::OutputsChanged(count) => {
                self.words.with("reason-outputs-changed", [("count", count.into())])
            }
            Reason::Days => self.get("reason-days"),
            Reason::Pin => self.get("reason-pin"),
            Reason::Options => self.get("reason-options"),
            Reason::Validity => self.get("reason-validity"),
            Reason::CardKeys => self.get("reason-card-keys"),
        }
    }

    /// Why a key was not written: what is so, and what to do next.
    pub fn encoding(&self, error: &encode::Error) -> (String, String) {
        use encode::Error;
        let both = |id: &str| (self.get(&format!("key-{id}")), self.get(&format!("key-{id}-next")));
        match error {
            Error::Storage(error) => (self.get(not_recorded(error)), self.storage(error)),
            Error::Encoder(keydesk::encoders::Unavailable::Absent) => both("no-encoder"),
            Error::Encoder(keydesk::encoders::Unavailable::Busy) => both("encoder-busy"),
            Error::Encoder(keydesk::encoders::Unavailable::OnlyUpdates) => both("only-updates"),
            Error::Encoder(keydesk::encoders::Unavailable::BrokeOff) => both("broke-off"),
            Error::NoSecrets => both("no-secrets"),
            Error::NoKey => both("none"),
            Error::Stopped => both("stopped"),
            Error::SeveralCards => both("several"),
            Error::Link(error) => match error {
                LinkError::ReaderLost => both("reader-lost"),
                LinkError::ServiceLost => both("service-lost"),
                LinkError::ReaderInUse => both("reader-in-use"),
                LinkError::CardLost | LinkError::TimedOut | LinkError::Unresponsive => both("silent"),
                LinkError::CalledOff => both("stopped"),
                LinkError::LimitPassed => self.failed(&self.get("card-limit")),
                LinkError::ReaderFault(fault) => {
                    let fault = format!("{fault:#010x}");
                    self.failed(&self.words.with("card-reader-fault", [("fault", fault.into())]))
                }
            },
            Error::InvalidUserKey(name) => {
                let (what, next) = both("invalid");
                match name {
                    Some(name) => {
                        (what, self.words.with("key-invalid-named", [("name", name.as_str().into())]))
                    }
                    None => (what, next),
                }
            }
            Error::BlankCard => both("blank"),
            Error::Stranger(stranger) => self.stranger(*stranger),
            Error::KeyOfNobody(_) => both("of-nobody"),
            Error::KeyCancelled { name, at, by } => self.cancelled(name.as_deref(), *at, by),
            Error::Mismatch(mismatch, _) => self.mismatch(*mismatch),
            Error::OutOfReach => both("out-of-reach"),
            Error::BegunElsewhere { serial, until } => {
                let values = [("serial", serial.to_string().into()), ("until", self.end(*until).into())];
                (self.get("key-begun-elsewhere"), self.words.with("key-begun-elsewhere-next", values))
            }
            Error::HasKey => both("has-key"),
            Error::HasNoKey => both("has-none"),
            Error::Impeded { name, by, .. } => self.impediment(name, by),
            Error::ReEdition { name, .. } => {
                let what = self.words.with("key-needs-desk", [("name", name.as_str().into())]);
                (what, self.get("key-needs-desk-next"))
            }
            Error::RemovedTooSoon => both("removed"),
            Error::Unknown { .. } => both("unknown"),
            Error::PerhapsErased => both("perhaps-erased"),
            Error::LockersUnknown => both("lockers-unknown"),
            Error::Card(CardError::ReadBackDiffers) => both("differs"),
            Error::Card(CardError::Stranger(stranger)) => self.stranger(*stranger),
            Error::Card(CardError::Card(CommandError::Link(error))) => self.encoding(&Error::Link(*error)),
            Error::Card(CardError::Card(error)) => self.failed(&self.command(*error)),
            Error::Killed => (self.get("key-database"), self.get("trouble-database")),
        }
    }

    /// That a key was cancelled, and whose it was.
    pub fn cancelled(&self, name: Option<&str>, at: Moment, by: &str) -> (String, String) {
        let what = [("at", self.moment(at).into()), ("by", by.into())];
        let next = match name {
            Some(name) => self.words.with("key-cancelled-of", [("name", name.into())]),
            None => self.get("key-cancelled-next"),
        };
        (self.words.with("key-cancelled", what), next)
    }

    /// Why no key is written for a person, and what to do.
    fn phone(&self, fault: &phones::Fault) -> String {
        match fault {
            phones::Fault::Typed(phone::Fault::NotOne) => self.get("phone-not-one"),
            phones::Fault::Typed(phone::Fault::Mistyped) => self.get("phone-mistyped"),
            phones::Fault::Taken => self.get("phone-taken"),
            phones::Fault::HasOne(name) => self.words.with("phone-has-one", [("name", name.as_str().into())]),
            phones::Fault::Impeded(name, by) => {
                let (what, next) = self.impediment(name, by);
                format!("{what} {next}")
            }
        }
    }

    fn impediment(&self, name: &str, by: &Impediment) -> (String, String) {
        match by {
            Impediment::Banned => {
                (self.words.with("key-banned", [("name", name.into())]), self.get("key-banned-next"))
            }
            Impediment::PersonExpired(at) => {
                let what = self
                    .words
                    .with("key-person-expired", [("name", name.into()), ("at", self.end(*at).into())]);
                (what, self.get("key-person-expired-next"))
            }
            Impediment::NeverValid { from, until } => {
                let values = [("from", self.moment(*from).into()), ("until", self.end(*until).into())];
                let next = self.words.with("key-never-valid-next", values);
                (self.words.with("key-never-valid", [("name", name.into())]), next)
            }
            Impediment::NoPlaceToCancel => (self.get("key-no-place"), self.get("key-no-place-next")),
            Impediment::DoesNotFit { needed, capacity } => {
                let values = [("needed", (*needed).into()), ("capacity", (*capacity).into())];
                let next = self.words.with("key-does-not-fit-next", values);
                (self.words.with("key-does-not-fit", [("name", name.into())]), next)
            }
        }
    }

    /// How a key differs from what is known of it, and what to do.
    pub fn mismatch(&self, mismatch: Mismatch) -> (String, String) {
        let id = format!("key-{}", mismatch.key());
        (self.get(&id), self.get(&format!("{id}-next")))
    }

    /// What the clock shows and when it was last believed, in the sentence of a place: for before, and for long after.
    pub fn clock_in_doubt(&self, reading: Reading, [behind, ahead]: [&str; 2]) -> String {
        let values = [("now", self.moment(reading.now).into()), ("last", self.moment(reading.last).into())];
        self.words.with(if reading.is_behind() { behind } else { ahead }, values)
    }

    /// Why an encoder did not pass its test.
    pub fn write_test(&self, error: &encode::Error) -> (String, String) {
        match error {
            // Whosever key it is: it must not be written over here.
            encode::Error::KeyOfNobody(_) | encode::Error::Stranger(Stranger::OtherSite) => {
                (self.get("network-test-key"), self.get("network-test-key-next"))
            }
            other => self.encoding(other),
        }
    }

    /// Why a command to a card failed.
    fn command(&self, error: CommandError) -> String {
        match error {
            CommandError::Link(_) => self.get("key-silent"),
            CommandError::Card(status) => {
                let status = format!("{:#04x}", u8::from(status));
                self.words.with("card-refused", [("status", status.into())])
            }
            CommandError::Integrity(_) => self.get("card-not-genuine"),
            CommandError::Protocol(_) => self.get("card-not-understood"),
            CommandError::NotAuthenticated
            | CommandError::WrongSession
            | CommandError::OutOfRange
            | CommandError::SessionExhausted => self.get("card-limit"),
            CommandError::NoRandomness => self.get("card-no-randomness"),
        }
    }

    fn failed(&self, says: &str) -> (String, String) {
        (self.get("key-failed"), self.words.with("key-failed-next", [("says", says.into())]))
    }

    /// Why a card is left as it is.
    pub fn stranger(&self, stranger: Stranger) -> (String, String) {
        let both = |id: &str| (self.get(&format!("key-{id}")), self.get(&format!("key-{id}-next")));
        match stranger {
            Stranger::OtherSite => both("other-site"),
            Stranger::InUse => both("in-use"),
            Stranger::SerialTaken(serial) => {
                let values = [("serial", serial.to_string().into())];
                (self.get("key-serial-taken"), self.words.with("key-serial-taken-next", values))
            }
            Stranger::TooSmall { needed, free } => {
                let values = [("needed", needed.into()), ("free", free.into())];
                (self.get("key-too-small"), self.words.with("key-too-small-next", values))
            }
            Stranger::NotSuitable => both("not-suitable"),
        }
    }
}

#[cfg(test)]
mod tests {
    use keydesk::domain::operator::Language;

    use super::*;

    #[test]
    fn a_key_that_was_not_written_is_said_to_be_for_what_it_was() {
        let words = Words::new(Language::English);
        let say = Say { words: &words, clock: &crate::rehearsal::morning() };
        let now = keydesk::domain::moment::far_future();
        for (error, title) in [
            (StorageError::ClockInDoubt(Reading { now, last: now }), "The clock is in doubt"),
            (StorageError::NotPermitted, "You may not write this key"),
            (StorageError::SignedOut, "You may not write this key"),
            (StorageError::NoSuch(Noun::User), "It is no longer there"),
            (StorageError::NoKeyNumberLeft, "This key is used up"),
            (StorageError::NoRandomness, "The key could not be made"),
            (StorageError::DiskFull, "Nothing could be recorded"),
        ] {
            let sentence = say.storage(&error);
            assert_eq!(say.encoding(&encode::Error::Storage(error)), (title.to_owned(), sentence));
        }
    }

    /// The same in English and in Spanish.
    fn both(says: impl Fn(Say<'_>) -> String) -> [String; 2] {
        [Language::English, Language::Spanish].map(|language| {
            let words = Words::new(language);
            says(Say { words: &words, clock: &crate::rehearsal::morning() })
        })
    }

    #[test]
    fn what_was_altered_is_said_in_the_operators_language_with_its_name() {
        for (what, name, spanish) in [
            (What::Operator("nora".into()), "nora", "la cuenta de"),
            (What::Site("mark"), "mark", "instalación"),
            (What::Schema("trigger".into(), "t_x".into()), "t_x", "la estructura del archivo"),
            (What::WholeSchema, "", "la estructura del archivo"),
        ] {
            let [english, said] = both(|say| say.storage(&StorageError::Altered(what.clone())));
            assert!(english.contains(name) && said.contains(name) && said.contains(spanish), "{said}");
            assert!(!said.contains(&what.to_string()), "{said}");
        }
    }

    #[test]
    fn what_a_card_and_a_reader_report_is_said_in_the_operators_language() {
        let card = |error| encode::Error::Card(CardError::Card(error));
        for error in [
            encode::Error::Link(LinkError::LimitPassed),
            encode::Error::Link(LinkError::ReaderFault(0x8010_0001)),
            card(CommandError::NotAuthenticated),
            card(CommandError::OutOfRange),
            card(CommandError::NoRandomness),
            card(CommandError::Link(LinkError::CardLost)),
        ] {
            let [english, spanish] = both(|say| say.encoding(&error).1);
            assert_ne!(english, spanish);
            assert!(!spanish.contains(&error.to_string()), "{spanish}");
        }
    }
}
