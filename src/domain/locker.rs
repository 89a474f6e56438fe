//! Lockers: cupboards with a lock that decides by itself, as that of a door does.

use super::access_point::{Lock, TypedLock};
use super::door::{Mode, Setting};
use super::form::keep;
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
    /// A field for whatever the site wants.
    pub general: Line<32>,
}

/// The same as it is typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the settings' own")]
pub struct Typed {
    pub lock: TypedLock,
    pub general: [String; 1],
}

/// For so long a locker stays unlocked, and for those who need longer.
const OPEN_SECONDS: u8 = 4;
const INCREASED_SECONDS: u8 = 10;

impl Default for Typed {
    fn default() -> Typed {
        Typed { lock: TypedLock::new(OPEN_SECONDS, INCREASED_SECONDS), general: Default::default() }
    }
}

impl Own for Typed {
    type Value = Settings;

    fn of(settings: &Settings) -> Typed {
        Typed { lock: TypedLock::of(&settings.lock), general: [settings.general.to_string()] }
    }

    fn check(&self) -> Result<Settings, Vec<(usize, Fault)>> {
        let (mut faults, [general]) = (Vec::new(), &self.general);
        let lock = self.lock.check(&MODES, &mut faults);
        match (lock, keep(&mut faults, Setting::General1 as usize, Line::new(general))) {
            (Some(lock), Some(general)) => Ok(Settings { lock, general }),
            _ => Err(faults),
        }
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
