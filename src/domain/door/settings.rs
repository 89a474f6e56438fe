//! What the lock of a door is to do: its mode, with what that takes, its times, its keypad, and what it notes.

use std::fmt;

use zeroize::Zeroizing;

use super::super::automatic_change::AutomaticChangeId;
use super::super::calendar::CalendarId;
use super::super::form::keep;
use super::super::named::{self, Field, Own};
use super::super::pin::{self, PinCheck, PinDigits};
use super::super::text::Line;
use super::super::time_zone::TimeZoneId;
use super::super::timed_period::TimedPeriodId;

/// How a door opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Mode {
    /// A key opens, and the door locks again.
    #[default]
    Standard,
    /// A key with the office option can leave the door open.
    Office,
    /// Office within the period.
    TimedOffice,
    /// The door is open within the period.
    AutomaticOpening,
    /// Any key leaves the door open, and the next one locks it.
    Toggle,
    /// Toggle within the period.
    TimedToggle,
    /// A code opens, and no key is needed.
    Keypad,
    /// A code opens within the period, a key always.
    TimedKeypad,
    /// A key and a code together open.
    KeyAndPin,
    /// A key and a code within the period, a key alone outside of it.
    TimedKeyAndPin,
    /// Open within the period, office outside of it.
    AutomaticOpeningOffice,
    /// Open within the period, toggle outside of it.
    AutomaticOpeningToggle,
    /// The mode of each moment is that of an automatic change.
    AutomaticChanges,
    /// Whoever leaves by the inner handle leaves the door open; a key locks it.
    ExitLeavesOpen,
    /// Toggle, and whoever leaves by the inner handle leaves the door open.
    ToggleExit,
    /// A code opens, and whoever leaves by the inner handle leaves the door open.
    KeypadExit,
}

/// What a mode follows by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// Nothing: it holds always.
    Nothing,
    /// A timed period.
    Period,
    /// An automatic change.
    Change,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 16] = [
        Mode::Standard,
        Mode::Office,
        Mode::TimedOffice,
        Mode::AutomaticOpening,
        Mode::Toggle,
        Mode::TimedToggle,
        Mode::Keypad,
        Mode::TimedKeypad,
        Mode::KeyAndPin,
        Mode::TimedKeyAndPin,
        Mode::AutomaticOpeningOffice,
        Mode::AutomaticOpeningToggle,
        Mode::AutomaticChanges,
        Mode::ExitLeavesOpen,
        Mode::ToggleExit,
        Mode::KeypadExit,
    ];

    /// The name under which it is stored.
    pub const fn key(self) -> &'static str {
        match self {
            Mode::Standard => "standard",
            Mode::Office => "office",
            Mode::TimedOffice => "timed-office",
            Mode::AutomaticOpening => "automatic-opening",
            Mode::Toggle => "toggle",
            Mode::TimedToggle => "timed-toggle",
            Mode::Keypad => "keypad",
            Mode::TimedKeypad => "timed-keypad",
            Mode::KeyAndPin => "key-and-pin",
            Mode::TimedKeyAndPin => "timed-key-and-pin",
            Mode::AutomaticOpeningOffice => "automatic-opening-office",
            Mode::AutomaticOpeningToggle => "automatic-opening-toggle",
            Mode::AutomaticChanges => "automatic-changes",
            Mode::ExitLeavesOpen => "exit-leaves-open",
            Mode::ToggleExit => "toggle-exit",
            Mode::KeypadExit => "keypad-exit",
        }
    }

    /// The mode of a name.
    pub fn from_key(key: &str) -> Option<Mode> {
        Mode::ALL.into_iter().find(|mode| mode.key() == key)
    }

    /// What it follows by the clock.
    pub const fn wants(self) -> Wants {
        match self {
            Mode::TimedOffice
            | Mode::AutomaticOpening
            | Mode::TimedToggle
            | Mode::TimedKeypad
            | Mode::TimedKeyAndPin
            | Mode::AutomaticOpeningOffice
            | Mode::AutomaticOpeningToggle => Wants::Period,
            Mode::AutomaticChanges => Wants::Change,
            Mode::Standard
            | Mode::Office
            | Mode::Toggle
            | Mode::Keypad
            | Mode::KeyAndPin
            | Mode::ExitLeavesOpen
            | Mode::ToggleExit
            | Mode::KeypadExit => Wants::Nothing,
        }
    }

    /// Whether the door needs a keypad for it, whatever it follows.
    pub const fn needs_keypad(self) -> bool {
        match self {
            Mode::Keypad | Mode::TimedKeypad | Mode::KeyAndPin | Mode::TimedKeyAndPin | Mode::KeypadExit => {
                true
            }
            Mode::Standard
            | Mode::Office
            | Mode::TimedOffice
            | Mode::AutomaticOpening
            | Mode::Toggle
            | Mode::TimedToggle
            | Mode::AutomaticOpeningOffice
            | Mode::AutomaticOpeningToggle
            | Mode::AutomaticChanges
            | Mode::ExitLeavesOpen
            | Mode::ToggleExit => false,
        }
    }

    /// Whether the code of the door opens it alone, so that there must be one.
    pub const fn needs_code(self) -> bool {
        matches!(self, Mode::Keypad | Mode::TimedKeypad | Mode::KeypadExit)
    }
}

/// What a door follows by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// Nothing.
    Nothing,
    /// A timed period.
    Period(TimedPeriodId),
    /// An automatic change.
    Change(AutomaticChangeId),
}

/// A mode with what it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    mode: Mode,
    follows: Follows,
}

impl Opening {
    /// A mode with what it follows, of what was chosen; what it does not follow is left out.
    pub fn new(
        mode: Mode,
        period: Option<TimedPeriodId>,
        change: Option<AutomaticChangeId>,
    ) -> Result<Opening, SettingFault> {
        let follows = match mode.wants() {
            Wants::Nothing => Follows::Nothing,
            Wants::Period => Follows::Period(period.ok_or(SettingFault::PeriodMissing)?),
            Wants::Change => Follows::Change(change.ok_or(SettingFault::ChangeMissing)?),
        };
        Ok(Opening { mode, follows })
    }

    /// The mode.
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// What it follows.
    pub const fn follows(&self) -> Follows {
        self.follows
    }

    /// The timed period that it follows.
    pub const fn period(&self) -> Option<TimedPeriodId> {
        if let Follows::Period(period) = self.follows { Some(period) } else { None }
    }

    /// The automatic change that it follows.
    pub const fn change(&self) -> Option<AutomaticChangeId> {
        if let Follows::Change(change) = self.follows { Some(change) } else { None }
    }
}

/// The code that is typed at a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeypadCode {
    /// There is none: people's own PINs are typed.
    None,
    /// The check of the one that there is; never the digits.
    Kept(PinCheck),
    /// A new one, of which the check is to be made.
    New(PinDigits),
}

/// Whether there is a keypad at a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keypad {
    /// There is none.
    None,
    /// There is one, with its code.
    Fitted(KeypadCode),
}

/// Whether a door tells ways in from ways out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Antipassback {
    /// It does not.
    #[default]
    None,
    /// Who comes through goes out: from in to out.
    InToOut,
    /// Who comes through goes in: from out to in.
    OutToIn,
}

impl Antipassback {
    /// Every kind.
    pub const ALL: [Antipassback; 3] = [Antipassback::None, Antipassback::InToOut, Antipassback::OutToIn];

    /// The name under which it is stored.
    pub const fn key(self) -> &'static str {
        match self {
            Antipassback::None => "none",
            Antipassback::InToOut => "in-to-out",
            Antipassback::OutToIn => "out-to-in",
        }
    }

    /// The kind of a name.
    pub fn from_key(key: &str) -> Option<Antipassback> {
        Antipassback::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// What the lock of a door is to do, and what else is kept of the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How it opens.
    pub opening: Opening,
    /// For so long it stays unlocked.
    pub open_seconds: u8,
    /// For so long, for those who need longer.
    pub increased_seconds: u8,
    /// Its keypad.
    pub keypad: Keypad,
    /// Whether it notes openings on keys that have room for them.
    pub audit_on_keys: bool,
    /// Whether its lock notes no openings at all.
    pub inhibit_audit: bool,
    /// Whether it tells ways in from ways out.
    pub antipassback: Antipassback,
    /// The calendar that its lock follows; nothing is the one that keys follow.
    pub calendar: Option<CalendarId>,
    /// The time zone by which its lock goes; nothing is the site's own time.
    pub time_zone: Option<TimeZoneId>,
    /// While this timed period holds it drives its automatic outputs; nothing is always.
    pub outputs_period: Option<TimedPeriodId>,
    /// Two fields for whatever the site wants.
    pub general: [Line<32>; 2],
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Setting {
    Mode,
    Period,
    Change,
    Open,
    Increased,
    Keypad,
    Code,
    Calendar,
    TimeZone,
    OutputsPeriod,
    General1,
    General2,
    /// Why a room is out of service.
    Reason,
    /// Until when.
    Until,
}

impl Setting {
    /// The field.
    pub const fn field(self) -> Field {
        Field::Own(self as usize)
    }
}

/// Why a door cannot be set so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingFault {
    /// The mode holds at times, and no timed period was chosen.
    PeriodMissing,
    /// The mode follows an automatic change, and none was chosen.
    ChangeMissing,
    /// It is no number of seconds that a lock takes.
    Seconds,
    /// Those who need longer would have less time than others.
    ShorterThanOthers,
    /// The mode needs a keypad.
    KeypadMissing,
    /// A code alone opens in that mode, and there is none.
    CodeMissing,
    /// Only doors open in that mode.
    ModeOfDoors,
    /// It is no code.
    Code(pin::Fault),
}

impl From<SettingFault> for named::Fault {
    fn from(fault: SettingFault) -> Self {
        named::Fault::Door(fault)
    }
}

/// What a form does to the code of a door.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum CodeDraft {
    /// There is none, or it is taken away.
    #[default]
    Off,
    /// The one that there is stays.
    Keep(PinCheck),
    /// A new one, as typed.
    New(Zeroizing<String>),
}

impl fmt::Debug for CodeDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CodeDraft::Off => "Off",
            CodeDraft::Keep(_) => "Keep",
            CodeDraft::New(_) => "New(…)",
        })
    }
}

/// The settings as they are typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the settings' own")]
pub struct Typed {
    pub mode: Mode,
    pub period: Option<TimedPeriodId>,
    pub change: Option<AutomaticChangeId>,
    pub open_seconds: String,
    pub increased_seconds: String,
    pub has_keypad: bool,
    pub code: CodeDraft,
    pub audit_on_keys: bool,
    pub inhibit_audit: bool,
    pub antipassback: Antipassback,
    pub calendar: Option<CalendarId>,
    pub time_zone: Option<TimeZoneId>,
    pub outputs_period: Option<TimedPeriodId>,
    pub general: [String; 2],
}

impl Default for Typed {
    fn default() -> Typed {
        Typed {
            mode: Mode::Standard,
            period: None,
            change: None,
            open_seconds: "6".to_owned(),
            increased_seconds: "20".to_owned(),
            has_keypad: false,
            code: CodeDraft::Off,
            audit_on_keys: true,
            inhibit_audit: false,
            antipassback: Antipassback::None,
            calendar: None,
            time_zone: None,
            outputs_period: None,
            general: Default::default(),
        }
    }
}

/// A lock counts no further, and must open for a moment.
pub(in crate::domain) fn seconds(typed: &str) -> Result<u8, SettingFault> {
    let typed = super::super::text::plain(typed);
    typed.parse().ok().filter(|seconds| *seconds > 0).ok_or(SettingFault::Seconds)
}

impl Typed {
    fn keypad(&self) -> Result<Keypad, SettingFault> {
        Ok(match (&self.code, self.has_keypad) {
            (_, false) => Keypad::None,
            (CodeDraft::Off, true) => Keypad::Fitted(KeypadCode::None),
            (CodeDraft::Keep(check), true) => Keypad::Fitted(KeypadCode::Kept(*check)),
            (CodeDraft::New(digits), true) => {
                Keypad::Fitted(KeypadCode::New(PinDigits::new(digits).map_err(SettingFault::Code)?))
            }
        })
    }
}

impl Own for Typed {
    type Value = Settings;

    fn of(settings: &Settings) -> Typed {
        let (has_keypad, code) = match &settings.keypad {
            Keypad::None => (false, CodeDraft::Off),
            Keypad::Fitted(KeypadCode::Kept(check)) => (true, CodeDraft::Keep(*check)),
            Keypad::Fitted(KeypadCode::None | KeypadCode::New(_)) => (true, CodeDraft::Off),
        };
        Typed {
            mode: settings.opening.mode(),
            period: settings.opening.period(),
            change: settings.opening.change(),
            open_seconds: settings.open_seconds.to_string(),
            increased_seconds: settings.increased_seconds.to_string(),
            has_keypad,
            code,
            audit_on_keys: settings.audit_on_keys,
            inhibit_audit: settings.inhibit_audit,
            antipassback: settings.antipassback,
            calendar: settings.calendar,
            time_zone: settings.time_zone,
            outputs_period: settings.outputs_period,
            general: settings.general.each_ref().map(ToString::to_string),
        }
    }

    fn check(&self) -> Result<Settings, Vec<(usize, named::Fault)>> {
        let mut faults: Vec<(usize, named::Fault)> = Vec::new();
        let table = if self.mode.wants() == Wants::Change { Setting::Change } else { Setting::Period };
        let opening = keep(&mut faults, table as usize, Opening::new(self.mode, self.period, self.change));
        let open = keep(&mut faults, Setting::Open as usize, seconds(&self.open_seconds));
        let increased = seconds(&self.increased_seconds).and_then(|increased| match open {
            Some(open) if increased < open => Err(SettingFault::ShorterThanOthers),
            _ => Ok(increased),
        });
        let increased = keep(&mut faults, Setting::Increased as usize, increased);
        if self.mode.needs_keypad() && !self.has_keypad {
            faults.push((Setting::Keypad as usize, SettingFault::KeypadMissing.into()));
        } else if self.mode.needs_code() && self.code == CodeDraft::Off {
            faults.push((Setting::Code as usize, SettingFault::CodeMissing.into()));
        }
        let keypad = keep(&mut faults, Setting::Code as usize, self.keypad());
        let [first, second] = &self.general;
        let general = [
            keep(&mut faults, Setting::General1 as usize, Line::new(first)),
            keep(&mut faults, Setting::General2 as usize, Line::new(second)),
        ];
        match (opening, open, increased, keypad, general) {
            (Some(opening), Some(open), Some(increased), Some(keypad), [Some(first), Some(second)])
                if faults.is_empty() =>
            {
                Ok(Settings {
                    opening,
                    open_seconds: open,
                    increased_seconds: increased,
                    keypad,
                    audit_on_keys: self.audit_on_keys,
                    inhibit_audit: self.inhibit_audit,
                    antipassback: self.antipassback,
                    calendar: self.calendar,
                    time_zone: self.time_zone,
                    outputs_period: self.outputs_period,
                    general: [first, second],
                })
            }
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Option<TimedPeriodId> = Some(TimedPeriodId(1));
    const CHANGE: Option<AutomaticChangeId> = Some(AutomaticChangeId(1));

    fn faults(typed: &Typed) -> Vec<(usize, named::Fault)> {
        typed.check().err().unwrap_or_default()
    }

    fn fault(setting: Setting, fault: SettingFault) -> Vec<(usize, named::Fault)> {
        vec![(setting as usize, fault.into())]
    }

    /// Number 5 of the edge cases, and the rest of the table: what each of the 16 modes takes.
    #[test]
    fn a_mode_takes_a_period_a_change_or_a_keypad_and_is_refused_without() {
        let code = CodeDraft::Keep(PinCheck([7; PinCheck::BYTES]));
        for mode in Mode::ALL {
            let whole = Typed {
                mode,
                period: PERIOD,
                change: CHANGE,
                has_keypad: true,
                code: code.clone(),
                ..Typed::default()
            };
            let settings = whole.check().unwrap();
            let follows = match mode.wants() {
                Wants::Nothing => Follows::Nothing,
                Wants::Period => Follows::Period(TimedPeriodId(1)),
                Wants::Change => Follows::Change(AutomaticChangeId(1)),
            };
            assert_eq!(settings.opening.follows(), follows, "{mode:?} keeps nothing that it does not follow");
            let without = Typed { period: None, ..whole.clone() };
            let missing = fault(Setting::Period, SettingFault::PeriodMissing);
            assert_eq!(faults(&without), if mode.wants() == Wants::Period { missing } else { Vec::new() });
            let without = Typed { change: None, ..whole.clone() };
            let missing = fault(Setting::Change, SettingFault::ChangeMissing);
            assert_eq!(faults(&without), if mode.wants() == Wants::Change { missing } else { Vec::new() });
            let without = Typed { has_keypad: false, ..whole.clone() };
            let missing = fault(Setting::Keypad, SettingFault::KeypadMissing);
            assert_eq!(faults(&without), if mode.needs_keypad() { missing } else { Vec::new() });
            let without = Typed { code: CodeDraft::Off, ..whole };
            let missing = fault(Setting::Code, SettingFault::CodeMissing);
            assert_eq!(faults(&without), if mode.needs_code() { missing } else { Vec::new() });
        }
        let count = |wants| Mode::ALL.into_iter().filter(|mode| mode.wants() == wants).count();
        assert_eq!([Wants::Nothing, Wants::Period, Wants::Change].map(count), [8, 7, 1]);
        assert!(Mode::ALL.into_iter().all(|mode| Mode::from_key(mode.key()) == Some(mode)));
    }

    #[test]
    fn those_who_need_longer_have_no_less_time() {
        let times = |open: &str, increased: &str| {
            let typed =
                Typed { open_seconds: open.into(), increased_seconds: increased.into(), ..Typed::default() };
            faults(&typed)
        };
        assert_eq!(times("6", "20"), []);
        assert_eq!(times("6", "6"), []);
        assert_eq!(times("6", "5"), fault(Setting::Increased, SettingFault::ShorterThanOthers));
        assert_eq!(times("1", "255"), []);
        assert_eq!(times("0", "20"), fault(Setting::Open, SettingFault::Seconds));
        assert_eq!(times("6", "256"), fault(Setting::Increased, SettingFault::Seconds));
        assert_eq!(times("six", "20"), fault(Setting::Open, SettingFault::Seconds));
    }

    #[test]
    fn a_code_has_4_to_8_digits_does_not_print_and_goes_with_the_keypad() {
        let with = |code: &str| Typed {
            has_keypad: true,
            code: CodeDraft::New(Zeroizing::new(code.to_owned())),
            ..Typed::default()
        };
        let length = pin::Fault::Length { min: 4, max: 8 };
        assert_eq!(faults(&with("123")), fault(Setting::Code, SettingFault::Code(length)));
        assert_eq!(faults(&with("12a4")), fault(Setting::Code, SettingFault::Code(pin::Fault::NotDigits)));
        let settings = with("1234").check().unwrap();
        assert!(!format!("{:?} {settings:?}", with("1234")).contains("1234"));
        let none = Typed { has_keypad: false, ..with("1234") }.check().unwrap();
        assert_eq!(none.keypad, Keypad::None);
    }
}
