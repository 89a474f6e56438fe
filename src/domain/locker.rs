//! Lockers: cupboards with a lock that decides by itself, as that of a door does. One of free assignment is nobody's until
//! somebody takes it.

use std::num::NonZeroU16;

use super::access_point::{Lock, TypedLock};
use super::door::{Mode, Setting};
use super::form::keep;
use super::lock::Allowed;
use super::named::{self, Own, named};
use super::text::Line;

pub use super::named::{Fault, Faults, Field};

named! {
    /// A locker.
    Locker by LockerId, put by LockersAddDelete,
    with
    /// What its lock is to do, and what else is kept of it.
    settings: Settings, typed as Typed;
}

/// The form of a locker.
pub type Draft = named::Draft<Typed>;

/// How a locker can open: it has no inner handle, and no keypad.
pub const MODES: [Mode; 4] = [Mode::Standard, Mode::Toggle, Mode::TimedToggle, Mode::AutomaticOpening];

/// What a locker has besides its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What its lock is to do.
    pub lock: Lock,
    /// Whether it is nobody's until somebody takes it, and for how long one may keep it then.
    pub free: Option<Allowed>,
    /// A field for whatever the site wants.
    pub general: Line<32>,
}

/// The same as it is typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the settings' own")]
pub struct Typed {
    pub lock: TypedLock,
    pub free: bool,
    pub hours: String,
    pub minutes: String,
    pub general: [String; 1],
}

/// For so long a locker stays unlocked, and for those who need longer.
const OPEN_SECONDS: u8 = 4;
const INCREASED_SECONDS: u8 = 10;

impl Default for Typed {
    fn default() -> Typed {
        let (hours, minutes) = Default::default();
        let lock = TypedLock::new(OPEN_SECONDS, INCREASED_SECONDS);
        Typed { lock, free: false, hours, minutes, general: Default::default() }
    }
}

impl Own for Typed {
    type Value = Settings;

    fn of(settings: &Settings) -> Typed {
        let allowed = settings.free.flatten().map_or(0, NonZeroU16::get);
        let typed = |count: u16| if count > 0 { count.to_string() } else { String::new() };
        Typed {
            lock: TypedLock::of(&settings.lock),
            free: settings.free.is_some(),
            hours: typed(allowed / 60),
            minutes: typed(allowed % 60),
            general: [settings.general.to_string()],
        }
    }

    fn check(&self) -> Result<Settings, Vec<(usize, Fault)>> {
        let (mut faults, [general]) = (Vec::new(), &self.general);
        // One that is taken and opened in turn opens in no other way.
        let (mode, modes): (_, &[Mode]) =
            if self.free { (Mode::Toggle, &[Mode::Toggle]) } else { (self.lock.mode, &MODES) };
        let lock = TypedLock { mode, ..self.lock.clone() }.check(modes, &mut faults);
        let free = keep(&mut faults, HOURS, self.allowed());
        match (lock, free, keep(&mut faults, Setting::General1 as usize, Line::new(general))) {
            (Some(lock), Some(free), Some(general)) => Ok(Settings { lock, free, general }),
            _ => Err(faults),
        }
    }
}

/// The field of the hours for which a locker may be kept, behind those that doors have.
pub const HOURS: usize = 100;
/// A locker that is kept for longer is somebody's, and is given to that person.
const KEPT_MINUTES_MAX: u16 = 31 * 24 * 60;

impl Typed {
    fn allowed(&self) -> Result<Option<Allowed>, Fault> {
        if !self.free {
            return Ok(None);
        }
        let count = |typed: &str| match typed.trim() {
            "" => Some(0),
            typed => typed.parse::<u16>().ok().filter(|_| typed.bytes().all(|byte| byte.is_ascii_digit())),
        };
        let minutes = count(&self.minutes).filter(|minutes| *minutes < 60);
        let minutes = count(&self.hours)
            .and_then(|hours| hours.checked_mul(60)?.checked_add(minutes?))
            .filter(|minutes| *minutes <= KEPT_MINUTES_MAX);
        minutes.map(|minutes| Some(NonZeroU16::new(minutes))).ok_or(Fault::KeptFor)
    }
}

#[cfg(test)]
mod tests {
    use super::super::door::SettingFault;
    use super::super::timed_period::TimedPeriodId;
    use super::*;

    fn faults(lock: TypedLock) -> Vec<(usize, Fault)> {
        Typed { lock, ..Typed::default() }.check().err().unwrap_or_default()
    }

    fn fault(setting: Setting, fault: SettingFault) -> Vec<(usize, Fault)> {
        vec![(setting as usize, fault.into())]
    }

    #[test]
    fn a_locker_opens_in_the_modes_that_need_neither_a_keypad_nor_an_inner_handle() {
        let new = Typed::default().lock;
        for mode in Mode::ALL {
            let period = Some(TimedPeriodId(1));
            let found = faults(TypedLock { mode, period, ..new.clone() });
            let refused = fault(Setting::Mode, SettingFault::ModeOfDoors);
            assert_eq!(found, if MODES.contains(&mode) { Vec::new() } else { refused }, "{mode:?}");
        }
        let timed = TypedLock { mode: Mode::TimedToggle, ..new };
        assert_eq!(faults(timed), fault(Setting::Period, SettingFault::PeriodMissing));
    }

    #[test]
    fn a_locker_that_is_taken_opens_in_turn_and_is_kept_for_a_month_at_most() {
        let typed = |hours: &str, minutes: &str| Typed {
            free: true,
            hours: hours.into(),
            minutes: minutes.into(),
            ..Typed::default()
        };
        let allowed =
            |typed: &Typed| typed.check().map(|settings| settings.free.unwrap().map(NonZeroU16::get));
        for (hours, minutes, kept) in
            [("", "", None), ("0", "0", None), ("2", "", Some(120)), ("1", "59", Some(119))]
        {
            assert_eq!(allowed(&typed(hours, minutes)), Ok(kept), "{hours}:{minutes}");
        }
        assert_eq!(allowed(&typed("744", "0")), Ok(Some(44_640)));
        for (hours, minutes) in [("744", "1"), ("0", "60"), ("x", ""), ("+1", ""), ("99999", "")] {
            assert_eq!(
                allowed(&typed(hours, minutes)),
                Err(vec![(HOURS, Fault::KeptFor)]),
                "{hours}:{minutes}"
            );
        }
        let settings = typed("8", "30").check().unwrap();
        assert_eq!(settings.lock.opening.mode(), Mode::Toggle);
        assert_eq!(Typed::of(&settings).check(), Ok(settings));
        assert_eq!(Typed { free: false, ..typed("x", "") }.check().map(|settings| settings.free), Ok(None));
    }

    #[test]
    fn those_who_need_longer_have_no_less_time_at_a_locker() {
        assert_eq!(faults(TypedLock::new(4, 4)), []);
        assert_eq!(faults(TypedLock::new(4, 3)), fault(Setting::Increased, SettingFault::ShorterThanOthers));
        let none = TypedLock { open_seconds: "0".into(), ..TypedLock::new(4, 10) };
        assert_eq!(faults(none), fault(Setting::Open, SettingFault::Seconds));
    }

    #[test]
    fn what_a_lock_does_is_what_that_of_a_door_does_that_is_set_so() {
        let settings = Typed::default().check().unwrap();
        let door = settings.lock.as_of_a_door();
        assert_eq!((door.open_seconds, door.increased_seconds), (OPEN_SECONDS, INCREASED_SECONDS));
        assert_eq!(Typed::of(&settings), Typed::default());
    }
}
