//! Users: the people who carry keys for longer than a visit. A form fills a [`Draft`]; [`Draft::check`] turns
//! it into a [`User`] or says field by field what is wrong.

use std::fmt;

use chrono::NaiveDateTime;
use zeroize::Zeroizing;

use super::delegation::{Lies, Misplaced};
use super::form::keep;
use super::moment::{self, Moment, Zone};
use super::partition::PartitionId;
use super::permission::Permission;
use super::pin::{self, PinDigits};
use super::text::{self, Line};
use super::timetable::TimetableId;

/// A user's number. It is never used again, so that old lines of the trail keep their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserId(pub i64);

/// How many free fields a site can name for its users.
pub const GENERAL_FIELDS: usize = 5;
/// How many further credentials (long-range tags, number plates, remote controls) a user can have.
pub const AUTHORIZATION_CODES_MAX: usize = 10;

/// A user as the rules want it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Title, or whatever the site writes there.
    pub title: Line<32>,
    /// First name; this or the last name is never empty.
    pub first_name: Line<64>,
    /// Last name.
    pub last_name: Line<64>,
    /// The number by which other systems know the person; unique in the partition.
    pub external_id: Line<64>,
    /// The partition that the person belongs to.
    pub partition: PartitionId,
    /// The free fields, in the order of the options.
    pub general: [Line<64>; GENERAL_FIELDS],
    /// The number written for older readers; digits, empty where there is none.
    pub wiegand: Wiegand,
    /// Further credentials.
    pub authorization_codes: Vec<Line<32>>,
    /// Telephone number, international.
    pub phone: Phone,
    /// What the key may do besides opening doors.
    pub options: Options,
    /// From when, until when, and how long between two visits to an encoder.
    pub validity: Validity,
    /// When the doors open in which a location and a function of the person meet; nothing is always.
    pub crossing: Option<TimetableId>,
    /// The PIN for doors that ask for one.
    pub pin: Pin,
}

impl User {
    /// Title, first and last name in one line.
    pub fn full_name(&self) -> String {
        full_name(self.title.as_str(), self.first_name.as_str(), self.last_name.as_str())
    }
}

impl Lies for User {
    const PUT_BY: Permission = Permission::UsersAddDelete;

    fn partition(&self) -> PartitionId {
        self.partition
    }
}

/// Title, first and last name in one line.
pub fn full_name(title: &str, first: &str, last: &str) -> String {
    let parts: Vec<&str> = [title, first, last].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// A number for older readers: up to 20 digits, or none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wiegand(String);

impl Wiegand {
    /// The most digits.
    pub const DIGITS_MAX: usize = 20;

    /// Makes a number of what was typed.
    pub fn new(raw: &str) -> Result<Self, Fault> {
        let digits = text::plain(raw);
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Fault::NotDigits);
        }
        if digits.len() > Self::DIGITS_MAX {
            return Err(Fault::TooLong { max: Self::DIGITS_MAX });
        }
        Ok(Self(digits))
    }

    /// The digits; empty where there is no number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A telephone number as E.164 wants it: a plus and 7 to 15 digits; or none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phone(String);

impl Phone {
    /// Makes a number of what was typed or pasted: `0034` and `tel:+34` are `+34`, the `(0)` that is dialled at home only
    /// is left out, and so is whatever stands between the digits.
    pub fn new(raw: &str) -> Result<Self, Fault> {
        let plain = text::plain(raw).to_lowercase();
        let scheme = plain.strip_prefix("tel").map(|rest| rest.trim_start_matches(['.', ' ']));
        let number = scheme.map_or(plain.as_str(), |rest| rest.strip_prefix(':').unwrap_or(rest));
        let mut number = number.to_owned();
        number.retain(|c| !matches!(c, ' ' | '.' | '-' | '/' | '_' | '·'));
        // Behind the country's number only: in front of it, or with more in the brackets, it is another one.
        let mut number = match number.split_once("(0)") {
            Some((country, rest)) if !country.is_empty() => format!("{country}{rest}"),
            _ => number,
        };
        number.retain(|c| !matches!(c, '(' | ')'));
        if number.is_empty() && scheme.is_none() {
            return Ok(Self::default());
        }
        let digits = number.strip_prefix('+').or_else(|| number.strip_prefix("00")).ok_or(Fault::Phone)?;
        let fits = (7..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            // No country's number begins with nought.
            && !digits.starts_with('0');
        if fits { Ok(Self(format!("+{digits}"))) } else { Err(Fault::Phone) }
    }

    /// The number; empty where there is none.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a key may do besides opening doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Doors stay open for their longer time.
    pub extended_opening: bool,
    /// Opens a door that is locked from inside.
    pub override_privacy: bool,
    /// Opens a door that is in lockdown.
    pub override_lockdown: bool,
    /// May switch a door into and out of lockdown.
    pub set_lockdown: bool,
    /// May leave a door open that allows it.
    pub office: bool,
    /// The key keeps a log of openings. Needs room on the key: a change is for an encoder.
    pub audit_openings: bool,
    /// The key keeps on which side of a door it is. Needs room on the key: a change is for an encoder.
    pub antipassback: bool,
    /// The next key can be cancelled through the denylist.
    pub cancellable: bool,
}

/// When a person's keys are valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// Not before this moment.
    pub activation: Moment,
    /// Not from this moment on, if there is an end.
    pub expiration: Option<Moment>,
    /// How long a key lasts between two visits to an encoder, if it must come back at all.
    pub revalidation: Option<Period>,
}

/// How long a key lasts after it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// How many; at least 1.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

/// What an update period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Whole days: the key ends at midnight after the last one.
    Days,
    /// Hours: the key ends on the minute.
    Hours,
}

impl Unit {
    /// The most that can be counted: three years of days, one year of hours.
    pub const fn count_max(self) -> u16 {
        match self {
            Unit::Days => 1_095,
            Unit::Hours => 8_760,
        }
    }
}

/// Whether there is a PIN, as the rules see it: the digits themselves are sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pin {
    /// There is none.
    None,
    /// There is one, and it stays as it is.
    Kept,
    /// There is a new one.
    New(PinDigits),
}

/// What is given: a door to a person, or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant<To> {
    /// What is at the other end.
    pub to: To,
    /// When it holds.
    pub limit: Limit,
}

/// When something that is given holds: within a period, and while a timetable does, if it has the one or the other. Without
/// either it holds always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Limit {
    /// Only between these moments.
    pub between: Option<Between>,
    /// Only while this timetable holds.
    pub timetable: Option<TimetableId>,
}

/// What becomes of the limit of something that is given: each part is put, or left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relimit {
    /// The period from then on, if there is to be one; nothing leaves it as it is.
    pub between: Option<Option<Between>>,
    /// The timetable, likewise.
    pub timetable: Option<Option<TimetableId>>,
}

impl Relimit {
    /// Both parts are put.
    pub const fn to(limit: Limit) -> Relimit {
        Relimit { between: Some(limit.between), timetable: Some(limit.timetable) }
    }

    /// What a limit becomes.
    pub fn of(self, limit: Limit) -> Limit {
        Limit {
            between: self.between.unwrap_or(limit.between),
            timetable: self.timetable.unwrap_or(limit.timetable),
        }
    }
}

impl Limit {
    /// None: it holds as long as the key.
    pub const ALWAYS: Limit = Limit { between: None, timetable: None };

    /// Within a period alone, if there is one.
    pub const fn within(between: Option<Between>) -> Limit {
        Limit { between, timetable: None }
    }
}

/// A stretch of time, as keys count it, in minutes: its start belongs to it, its end does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Between {
    /// The first moment.
    pub from: Moment,
    /// The first moment after it; always in a later minute than `from`.
    pub until: Moment,
}

impl Between {
    /// Makes a stretch that has a length on a key too: one within a minute has none, and no reader takes it.
    pub fn new(from: Moment, until: Moment) -> Result<Between, Fault> {
        let has_length = moment::key_minutes(from) < moment::key_minutes(until);
        if has_length { Ok(Between { from, until }) } else { Err(Fault::EndsBeforeStart) }
    }

    /// Whether the moment lies in it.
    pub fn contains(&self, moment: Moment) -> bool {
        self.from <= moment && moment < self.until
    }

    /// When both hold, where one limits what the other is given by; no stretch is always. Nothing, where that is never.
    pub fn both(one: Option<Between>, other: Option<Between>) -> Option<Option<Between>> {
        match (one, other) {
            (None, limit) | (limit, None) => Some(limit),
            (Some(one), Some(other)) => {
                Between::new(one.from.max(other.from), one.until.min(other.until)).ok().map(Some)
            }
        }
    }

    /// Whether the two have a minute in common.
    pub fn meets(&self, other: &Between) -> bool {
        Between::new(self.from.max(other.from), self.until.min(other.until)).is_ok()
    }
}

/// The most doors that a person can be given one by one; more belong in a zone.
pub const DOORS_MAX: usize = 1_000;

/// What a form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As typed.
    pub title: String,
    /// As typed.
    pub first_name: String,
    /// As typed.
    pub last_name: String,
    /// As typed; empty is filled in when a user is made.
    pub external_id: String,
    /// As chosen.
    pub partition: PartitionId,
    /// As typed.
    pub general: [String; GENERAL_FIELDS],
    /// As typed.
    pub wiegand: String,
    /// As typed, one after the other; empty ones are left out.
    pub authorization_codes: Vec<String>,
    /// As typed.
    pub phone: String,
    /// As ticked.
    pub options: Options,
    /// Local date and time, or nothing that could be understood.
    pub activation: Option<NaiveDateTime>,
    /// Whether there is an end, and which.
    pub expiration: End,
    /// Whether keys must come back, and how often.
    pub revalidation: Option<PeriodDraft>,
    /// As chosen: the timetable of the doors of locations and functions.
    pub crossing: Option<TimetableId>,
    /// What becomes of the PIN.
    pub pin: PinDraft,
}

/// The end of a draft's validity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// There is none.
    Never,
    /// Local date and time, or nothing that could be understood.
    At(Option<NaiveDateTime>),
}

/// An update period as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodDraft {
    /// As typed.
    pub count: String,
    /// As chosen.
    pub unit: Unit,
}

/// What a form does to the PIN.
#[derive(Clone, PartialEq, Eq)]
pub enum PinDraft {
    /// There is none, or it is taken away.
    Off,
    /// The one that there is stays.
    Keep,
    /// A new one, as typed.
    New(Zeroizing<String>),
}

impl fmt::Debug for PinDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PinDraft::Off => "Off",
            PinDraft::Keep => "Keep",
            PinDraft::New(_) => "New(…)",
        })
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Title,
    FirstName,
    LastName,
    ExternalId,
    Partition,
    General(usize),
    Wiegand,
    AuthorizationCodes,
    Phone,
    Activation,
    Expiration,
    UpdatePeriod,
    /// The timetable of locations and functions.
    Crossing,
    Pin,
    Doors,
    Picture,
}

/// Why a field is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is empty and may not be.
    Required,
    /// A person needs a first or a last name.
    NameRequired,
    /// It has more characters than fit.
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// It has a character that cannot be shown.
    Unprintable,
    /// It has something that is no digit.
    NotDigits,
    /// It is no whole number between these.
    OutOfRange {
        /// The lowest number allowed.
        min: u16,
        /// The highest number allowed.
        max: u16,
    },
    /// It is no PIN.
    Pin(pin::Fault),
    /// It is no international telephone number.
    Phone,
    /// It is no date and time.
    NotADate,
    /// It lies outside the years that a key can say.
    OutsideCalendar,
    /// The end is not after the start.
    EndsBeforeStart,
    /// There are more than fit.
    TooMany {
        /// The most allowed.
        max: usize,
    },
    /// Another record has it already.
    Duplicate,
    /// The name is locked because a key was issued.
    NameLocked,
    /// It is nothing that this operator may choose.
    OutOfReach,
    /// The operator could do more with it there than where it is.
    MoreThere,
    /// The picture cannot be read.
    PictureUnreadable,
    /// The picture has too many bytes or dots.
    PictureTooBig,
}

impl From<text::Fault> for Fault {
    fn from(fault: text::Fault) -> Self {
        match fault {
            text::Fault::Empty => Fault::Required,
            text::Fault::TooLong { max } => Fault::TooLong { max },
            text::Fault::Unprintable => Fault::Unprintable,
        }
    }
}

impl From<Misplaced> for Fault {
    fn from(why: Misplaced) -> Self {
        match why {
            Misplaced::OutOfReach => Fault::OutOfReach,
            Misplaced::MoreThere => Fault::MoreThere,
        }
    }
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// An empty form.
    pub fn empty(partition: PartitionId, activation: NaiveDateTime, defaults: &Defaults) -> Draft {
        Draft {
            title: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            external_id: String::new(),
            partition,
            general: Default::default(),
            wiegand: String::new(),
            authorization_codes: Vec::new(),
            phone: String::new(),
            options: Options {
                audit_openings: defaults.audit_openings,
                cancellable: true,
                ..Options::default()
            },
            activation: Some(activation),
            expiration: End::Never,
            revalidation: Some(PeriodDraft::from(defaults.period)),
            crossing: None,
            pin: PinDraft::Off,
        }
    }

    /// The form of a user that exists.
    pub fn of(user: &User, zone: &dyn Zone) -> Draft {
        Draft {
            title: user.title.as_str().to_owned(),
            first_name: user.first_name.as_str().to_owned(),
            last_name: user.last_name.as_str().to_owned(),
            external_id: user.external_id.as_str().to_owned(),
            partition: user.partition,
            general: user.general.clone().map(|line| line.as_str().to_owned()),
            wiegand: user.wiegand.as_str().to_owned(),
            authorization_codes: user
                .authorization_codes
                .iter()
                .map(|code| code.as_str().to_owned())
                .collect(),
            phone: user.phone.as_str().to_owned(),
            options: user.options,
            activation: Some(zone.local(user.validity.activation)),
            expiration: match user.validity.expiration {
                None => End::Never,
                Some(moment) => End::At(Some(zone.local(moment))),
            },
            revalidation: user.validity.revalidation.map(PeriodDraft::from),
            crossing: user.crossing,
            pin: match user.pin {
                Pin::None => PinDraft::Off,
                Pin::Kept | Pin::New(_) => PinDraft::Keep,
            },
        }
    }

    /// Turns the form into a user, or says what is wrong with every field at once.
    pub fn check(&self, zone: &dyn Zone) -> Result<User, Faults> {
        let mut faults = Faults::new();
        let title = keep(&mut faults, Field::Title, Line::new(&self.title));
        let first_name = keep(&mut faults, Field::FirstName, Line::new(&self.first_name));
        let last_name = keep(&mut faults, Field::LastName, Line::new(&self.last_name));
        if text::is_blank(&self.first_name) && text::is_blank(&self.last_name) {
            faults.push((Field::LastName, Fault::NameRequired));
        }
        let external_id = keep(&mut faults, Field::ExternalId, Line::new(&self.external_id));
        let general = std::array::from_fn(|index| {
            let raw = self.general.get(index).map_or("", String::as_str);
            keep(&mut faults, Field::General(index), Line::new(raw)).unwrap_or_default()
        });
        let wiegand = keep(&mut faults, Field::Wiegand, Wiegand::new(&self.wiegand));
        let codes = keep(&mut faults, Field::AuthorizationCodes, self.check_codes());
        let phone = keep(&mut faults, Field::Phone, Phone::new(&self.phone));
        let validity = self.check_validity(zone, &mut faults);
        let pin = keep(&mut faults, Field::Pin, self.check_pin());
        match (title, first_name, last_name, external_id, wiegand, codes, phone, validity, pin) {
            (
                Some(title),
                Some(first_name),
                Some(last_name),
                Some(external_id),
                Some(wiegand),
                Some(authorization_codes),
                Some(phone),
                Some(validity),
                Some(pin),
            ) if faults.is_empty() => Ok(User {
                title,
                first_name,
                last_name,
                external_id,
                partition: self.partition,
                general,
                wiegand,
                authorization_codes,
                phone,
                options: self.options,
                validity,
                crossing: self.crossing,
                pin,
            }),
            _ => Err(faults),
        }
    }

    fn check_codes(&self) -> Result<Vec<Line<32>>, Fault> {
        let codes: Vec<Line<32>> = self
            .authorization_codes
            .iter()
            .filter(|code| !text::is_blank(code))
            .map(|code| Line::new(code).map_err(Fault::from))
            .collect::<Result<_, _>>()?;
        if codes.len() > AUTHORIZATION_CODES_MAX {
            return Err(Fault::TooMany { max: AUTHORIZATION_CODES_MAX });
        }
        Ok(codes)
    }

    fn check_validity(&self, zone: &dyn Zone, faults: &mut Faults) -> Option<Validity> {
        let activation =
            keep(faults, Field::Activation, check_moment(self.activation, |local| zone.first(local)));
        let expiration = match self.expiration {
            End::Never => Some(None),
            End::At(local) => {
                keep(faults, Field::Expiration, check_moment(local, |local| zone.last(local))).map(Some)
            }
        };
        if let (Some(from), Some(Some(until))) = (activation, expiration)
            && Between::new(from, until).is_err()
        {
            faults.push((Field::Expiration, Fault::EndsBeforeStart));
        }
        let revalidation = match &self.revalidation {
            None => Some(None),
            Some(draft) => keep(faults, Field::UpdatePeriod, draft.check()).map(Some),
        };
        Some(Validity { activation: activation?, expiration: expiration?, revalidation: revalidation? })
    }

    fn check_pin(&self) -> Result<Pin, Fault> {
        match &self.pin {
            PinDraft::Off => Ok(Pin::None),
            PinDraft::Keep => Ok(Pin::Kept),
            PinDraft::New(digits) => PinDigits::new(digits).map(Pin::New).map_err(Fault::Pin),
        }
    }
}

/// What a site fills in for new users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    /// The update period.
    pub period: Period,
    /// Whether keys keep a log of openings.
    pub audit_openings: bool,
}

impl PeriodDraft {
    pub(super) fn check(&self) -> Result<Period, Fault> {
        let max = self.unit.count_max();
        match text::number(&self.count) {
            Some(count) if (1..=max).contains(&count) => Ok(Period { count, unit: self.unit }),
            Some(_) | None => Err(Fault::OutOfRange { min: 1, max }),
        }
    }
}

impl From<Period> for PeriodDraft {
    fn from(period: Period) -> Self {
        PeriodDraft { count: period.count.to_string(), unit: period.unit }
    }
}

/// One field of many users at once: what editing many together applies. What is not touched stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum BulkEdit {
    Title(String),
    Partition(PartitionId),
    General(usize, String),
    Option(OptionName, bool),
    Activation(Option<NaiveDateTime>),
    Expiration(End),
    Revalidation(Option<PeriodDraft>),
    PinOff,
}

/// A key option by name, so that it can be listed and touched alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the options' own")]
pub enum OptionName {
    ExtendedOpening,
    OverridePrivacy,
    OverrideLockdown,
    SetLockdown,
    Office,
    AuditOpenings,
    Antipassback,
    Cancellable,
}

impl OptionName {
    /// Every option, in the order of the screen.
    pub const ALL: &[OptionName] = &[
        OptionName::ExtendedOpening,
        OptionName::Office,
        OptionName::OverridePrivacy,
        OptionName::OverrideLockdown,
        OptionName::SetLockdown,
        OptionName::AuditOpenings,
        OptionName::Antipassback,
        OptionName::Cancellable,
    ];

    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            OptionName::ExtendedOpening => "extended-opening",
            OptionName::OverridePrivacy => "override-privacy",
            OptionName::OverrideLockdown => "override-lockdown",
            OptionName::SetLockdown => "set-lockdown",
            OptionName::Office => "office",
            OptionName::AuditOpenings => "audit-openings",
            OptionName::Antipassback => "antipassback",
            OptionName::Cancellable => "cancellable",
        }
    }

    /// Whether a change needs the key at an encoder, because it needs or frees room on it.
    pub const fn changes_layout(self) -> bool {
        matches!(self, OptionName::AuditOpenings | OptionName::Antipassback)
    }
}

impl Options {
    /// Whether the option is on.
    pub const fn is_on(&self, name: OptionName) -> bool {
        match name {
            OptionName::ExtendedOpening => self.extended_opening,
            OptionName::OverridePrivacy => self.override_privacy,
            OptionName::OverrideLockdown => self.override_lockdown,
            OptionName::SetLockdown => self.set_lockdown,
            OptionName::Office => self.office,
            OptionName::AuditOpenings => self.audit_openings,
            OptionName::Antipassback => self.antipassback,
            OptionName::Cancellable => self.cancellable,
        }
    }

    /// Switches the option.
    pub const fn set(&mut self, name: OptionName, on: bool) {
        let field = match name {
            OptionName::ExtendedOpening => &mut self.extended_opening,
            OptionName::OverridePrivacy => &mut self.override_privacy,
            OptionName::OverrideLockdown => &mut self.override_lockdown,
            OptionName::SetLockdown => &mut self.set_lockdown,
            OptionName::Office => &mut self.office,
            OptionName::AuditOpenings => &mut self.audit_openings,
            OptionName::Antipassback => &mut self.antipassback,
            OptionName::Cancellable => &mut self.cancellable,
        };
        *field = on;
    }
}

impl Draft {
    /// Applies one edit of many.
    pub fn apply(&mut self, edit: &BulkEdit) {
        match edit {
            BulkEdit::Title(title) => self.title.clone_from(title),
            BulkEdit::Partition(partition) => self.partition = *partition,
            BulkEdit::General(index, value) => {
                if let Some(field) = self.general.get_mut(*index) {
                    field.clone_from(value);
                }
            }
            BulkEdit::Option(name, on) => self.options.set(*name, *on),
            BulkEdit::Activation(activation) => self.activation = *activation,
            BulkEdit::Expiration(end) => self.expiration = *end,
            BulkEdit::Revalidation(period) => self.revalidation.clone_from(period),
            BulkEdit::PinOff => self.pin = PinDraft::Off,
        }
    }
}

/// The years that people's dates may lie in; keys could say more.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

fn check_moment(
    local: Option<NaiveDateTime>,
    moment: impl Fn(NaiveDateTime) -> Moment,
) -> Result<Moment, Fault> {
    use chrono::Datelike;
    let local = local.ok_or(Fault::NotADate)?;
    if YEARS.contains(&local.year()) { Ok(moment(local)) } else { Err(Fault::OutsideCalendar) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::moment::tests::{at, utc};

    fn draft() -> Draft {
        let defaults = Defaults { period: Period { count: 30, unit: Unit::Days }, audit_openings: false };
        let mut draft = Draft::empty(PartitionId::GENERAL, at("2026-11-22 08:00").naive_utc(), &defaults);
        draft.last_name = "García".to_owned();
        draft
    }

    /// A user who may be changed by a test.
    pub fn user() -> User {
        draft().check(&utc()).unwrap()
    }

    fn faults(change: impl FnOnce(&mut Draft)) -> Faults {
        let mut draft = draft();
        change(&mut draft);
        draft.check(&utc()).err().unwrap_or_default()
    }

    #[test]
    fn a_name_is_all_that_a_person_needs() {
        assert_eq!(user().full_name(), "García");
        assert_eq!(faults(|d| d.last_name = "  ".into()), [(Field::LastName, Fault::NameRequired)]);
        assert_eq!(
            faults(|d| {
                d.last_name.clear();
                d.first_name = "Ana".into();
            }),
            []
        );
    }

    #[test]
    fn a_name_is_something_to_see() {
        for unseen in [
            "\u{200b}", "\u{3164}", "\u{2800}", "\u{ad}", "\u{200d}", "\u{2060}", "\u{180e}", "\u{200e}",
            "\u{fe0f}",
        ] {
            let required = [(Field::LastName, Fault::NameRequired)];
            assert_eq!(faults(|d| d.last_name = unseen.into()), required, "{unseen:?}");
            let mut draft = draft();
            draft.authorization_codes = vec![unseen.into(), format!("7{unseen}")];
            draft.wiegand = format!("{unseen}12\u{ff13}");
            let user = draft.check(&utc()).unwrap();
            assert_eq!((user.authorization_codes.len(), user.wiegand.as_str()), (1, "123"), "{unseen:?}");
        }
    }

    #[test]
    fn a_period_has_at_least_a_minute_of_those_that_keys_count() {
        let length = |from, until| Between::new(at(from), at(until)).map(|_| ());
        assert_eq!(length("2026-12-01 07:00:59", "2026-12-01 07:01:00"), Ok(()));
        let none = Err(Fault::EndsBeforeStart);
        assert_eq!(length("2026-12-01 07:00:00", "2026-12-01 07:00:59"), none);
        assert_eq!(length("2026-12-01 07:00:00", "2026-12-01 07:00:00"), none);
        assert_eq!(length("2026-12-01 07:01:00", "2026-12-01 07:00:00"), none);
        assert_eq!(length("1999-01-01 00:00", "1999-12-31 00:00"), none, "keys count from 2000");
    }

    #[test]
    fn every_fault_is_told_at_once_and_at_its_field() {
        let faults = faults(|d| {
            d.first_name = "x".repeat(65);
            d.external_id = "a\u{7}b".into();
            d.phone = "0699".into();
            d.wiegand = "12a".into();
        });
        assert_eq!(
            faults,
            [
                (Field::FirstName, Fault::TooLong { max: 64 }),
                (Field::ExternalId, Fault::Unprintable),
                (Field::Wiegand, Fault::NotDigits),
                (Field::Phone, Fault::Phone),
            ]
        );
    }

    #[test]
    fn a_pin_has_4_to_8_digits() {
        for (digits, fine) in
            [("123", false), ("1234", true), ("12345678", true), ("123456789", false), ("12a4", false)]
        {
            let result = faults(|d| d.pin = PinDraft::New(Zeroizing::new(digits.into())));
            assert_eq!(result.is_empty(), fine, "{digits}");
        }
    }

    #[test]
    fn a_phone_number_is_international() {
        for raw in [
            "+34 (600) 12-34.56",
            "\u{202a}+34 600 123 456\u{202c}",
            "\u{2068}+34\u{202f}600\u{a0}123\u{2011}456\u{2069}\u{200e}",
            "＋３４　６００　１２３　４５６",
            "+٣٤ ٦٠٠ ١٢٣ ٤٥٦",
            "+34\u{ad}600–123—456",
            "+34 (0) 600 123 456",
            "+34(0)600/123.456",
            "0034 600 123 456",
            "(0034) 600\u{a0}12\u{a0}34\u{a0}56",
            "00 34 (0) 600-123-456",
            "(+34) 600·12·34·56",
            "tel:+34-600-123-456",
            "Tel.: +34 600 123 456",
            "TEL: 0034600123456",
        ] {
            assert_eq!(Phone::new(raw).unwrap().as_str(), "+34600123456", "{raw}");
        }
        for raw in [
            "+123456",
            "+1234567890123456",
            "600123456",
            "+34 6x0 123 456",
            "+",
            "(0) 600 123 456",
            "0600123456",
            "+0600123456",
            "000600123456",
            "tel:",
            "++34600123456",
        ] {
            assert_eq!(Phone::new(raw), Err(Fault::Phone), "{raw}");
        }
    }

    #[test]
    fn an_end_is_after_its_start() {
        let end = |text| move |d: &mut Draft| d.expiration = End::At(Some(at(text).naive_utc()));
        assert_eq!(faults(end("2026-11-22 08:00")), [(Field::Expiration, Fault::EndsBeforeStart)]);
        assert_eq!(faults(end("2026-11-22 08:00:59")), [(Field::Expiration, Fault::EndsBeforeStart)]);
        assert_eq!(faults(end("2026-11-22 08:01")), []);
        assert_eq!(faults(end("2200-01-01 00:00")), [(Field::Expiration, Fault::OutsideCalendar)]);
        assert_eq!(faults(|d| d.expiration = End::At(None)), [(Field::Expiration, Fault::NotADate)]);
    }

    #[test]
    fn an_update_period_has_its_bounds() {
        for (count, unit, fine) in [
            ("0", Unit::Days, false),
            ("1", Unit::Days, true),
            ("1095", Unit::Days, true),
            ("1096", Unit::Days, false),
            ("8760", Unit::Hours, true),
            ("8761", Unit::Hours, false),
            ("70000", Unit::Hours, false),
            ("-1", Unit::Days, false),
            ("", Unit::Days, false),
        ] {
            let result = faults(|d| {
                d.revalidation = Some(PeriodDraft { count: count.into(), unit });
            });
            assert_eq!(result.is_empty(), fine, "{count} {unit:?}");
        }
    }

    #[test]
    fn a_form_of_a_user_gives_the_user_again() {
        let user = user();
        assert_eq!(Draft::of(&user, &utc()).check(&utc()).unwrap(), user);
    }

    #[test]
    fn many_edits_touch_only_their_fields() {
        let mut draft = draft();
        draft.apply(&BulkEdit::Option(OptionName::Office, true));
        draft.apply(&BulkEdit::General(9, "nowhere".into()));
        let user = draft.check(&utc()).unwrap();
        assert!(user.options.office);
        assert_eq!(User { options: Options { office: false, ..user.options }, ..user }, self::user());
    }
}
