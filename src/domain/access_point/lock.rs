//! What the lock of an access point is to do that has neither a keypad nor two sides: that of a locker, and that of a room.

use super::super::calendar::CalendarId;
use super::super::door::{self, Antipassback, Keypad, Mode, Opening, Setting, SettingFault, seconds};
use super::super::form::keep;
use super::super::named::Fault;
use super::super::text::Line;
use super::super::time_zone::TimeZoneId;
use super::super::timed_period::TimedPeriodId;

/// What such a lock is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// How it opens.
    pub opening: Opening,
    /// For so long it stays unlocked.
    pub open_seconds: u8,
    /// For so long, for those who need longer.
    pub increased_seconds: u8,
    /// Whether it notes openings on keys that have room for them.
    pub audit_on_keys: bool,
    /// Whether it notes no openings at all.
    pub inhibit_audit: bool,
    /// The calendar that it follows; nothing is the one that keys follow.
    pub calendar: Option<CalendarId>,
    /// The time zone by which it goes; nothing is the site's own time.
    pub time_zone: Option<TimeZoneId>,
}

impl Lock {
    /// What the lock of a door would be set to that does the same.
    pub fn as_of_a_door(&self) -> door::Settings {
        door::Settings {
            opening: self.opening,
            open_seconds: self.open_seconds,
            increased_seconds: self.increased_seconds,
            keypad: Keypad::None,
            audit_on_keys: self.audit_on_keys,
            inhibit_audit: self.inhibit_audit,
            antipassback: Antipassback::None,
            calendar: self.calendar,
            time_zone: self.time_zone,
            outputs_period: None,
            general: [Line::default(), Line::default()],
        }
    }
}

/// The same as it is typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the settings' own")]
pub struct TypedLock {
    pub mode: Mode,
    pub period: Option<TimedPeriodId>,
    pub open_seconds: String,
    pub increased_seconds: String,
    pub audit_on_keys: bool,
    pub inhibit_audit: bool,
    pub calendar: Option<CalendarId>,
    pub time_zone: Option<TimeZoneId>,
}

impl TypedLock {
    /// What is filled in for a new one: so long it stays unlocked, and so long for those who need longer.
    pub fn new(open_seconds: u8, increased_seconds: u8) -> TypedLock {
        TypedLock {
            mode: Mode::Standard,
            period: None,
            open_seconds: open_seconds.to_string(),
            increased_seconds: increased_seconds.to_string(),
            audit_on_keys: true,
            inhibit_audit: false,
            calendar: None,
            time_zone: None,
        }
    }

    /// The form of what exists.
    pub fn of(lock: &Lock) -> TypedLock {
        TypedLock {
            mode: lock.opening.mode(),
            period: lock.opening.period(),
            open_seconds: lock.open_seconds.to_string(),
            increased_seconds: lock.increased_seconds.to_string(),
            audit_on_keys: lock.audit_on_keys,
            inhibit_audit: lock.inhibit_audit,
            calendar: lock.calendar,
            time_zone: lock.time_zone,
        }
    }

    /// Turns it into what it is of, which opens in one of some modes; or notes what is wrong with which of its fields.
    pub fn check(&self, modes: &[Mode], faults: &mut Vec<(usize, Fault)>) -> Option<Lock> {
        let of_modes = modes.contains(&self.mode).then_some(self.mode).ok_or(SettingFault::ModeOfDoors);
        let mode = keep(faults, Setting::Mode as usize, of_modes);
        let opening = mode.map(|mode| Opening::new(mode, self.period, None));
        let opening = opening.and_then(|opening| keep(faults, Setting::Period as usize, opening));
        let open = keep(faults, Setting::Open as usize, seconds(&self.open_seconds));
        let increased = seconds(&self.increased_seconds).and_then(|increased| match open {
            Some(open) if increased < open => Err(SettingFault::ShorterThanOthers),
            _ => Ok(increased),
        });
        let increased = keep(faults, Setting::Increased as usize, increased);
        Some(Lock {
            opening: opening?,
            open_seconds: open?,
            increased_seconds: increased?,
            audit_on_keys: self.audit_on_keys,
            inhibit_audit: self.inhibit_audit,
            calendar: self.calendar,
            time_zone: self.time_zone,
        })
    }
}
