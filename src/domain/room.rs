//! Rooms: where guests stay; and what a suite has as a room has it.

use chrono::NaiveDate;

use super::access_point::{Lock, TypedLock};
use super::door::{Mode, Setting};
use super::form::keep;
use super::named::{self, Own, named};
use super::text::{self, Line};

pub use super::named::{Fault, Faults, Field};

named! {
    /// A room.
    Room by RoomId, put by RoomsAddDelete,
    with
    /// What its lock is to do, and what else is kept of it.
    settings: Settings, typed as Typed;
}

/// The form of a room, and of a suite.
pub type Draft = named::Draft<Typed>;

/// How a room can open: nothing that follows the clock, as a guest comes at any hour.
pub const MODES: [Mode; 4] = [Mode::Standard, Mode::Toggle, Mode::ExitLeavesOpen, Mode::ToggleExit];

/// What a room has besides its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What its lock is to do.
    pub lock: Lock,
    /// Two fields for whatever the site wants.
    pub general: [Line<32>; 2],
    /// Whether it is given to no guest.
    pub out_of_service: Option<OutOfService>,
}

/// Why a room is given to no guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfService {
    /// What is wrong.
    pub reason: Line<100>,
    /// The last day of that, if it is known.
    pub until: Option<NaiveDate>,
}

/// The same as it is typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the settings' own")]
pub struct Typed {
    pub lock: TypedLock,
    pub general: [String; 2],
    pub is_out_of_service: bool,
    pub reason: String,
    /// Its last day; empty is open.
    pub until: TypedDay,
}

/// A day as typed, and the day that this is, if it is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedDay {
    /// Nothing was typed yet of the day that there is.
    pub typed: String,
    /// The day; nothing, where none is meant or none can be read.
    pub day: Option<NaiveDate>,
}

impl TypedDay {
    fn check(&self) -> Result<Option<NaiveDate>, Fault> {
        if self.day.is_none() && !text::plain(&self.typed).is_empty() {
            Err(Fault::Day)
        } else {
            Ok(self.day)
        }
    }
}

impl OutOfService {
    /// Whether it still is, on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

/// For so long a room stays unlocked, and for those who need longer.
const OPEN_SECONDS: u8 = 6;
const INCREASED_SECONDS: u8 = 20;

impl Default for Typed {
    fn default() -> Typed {
        Typed {
            lock: TypedLock::new(OPEN_SECONDS, INCREASED_SECONDS),
            general: Default::default(),
            is_out_of_service: false,
            reason: String::new(),
            until: TypedDay::default(),
        }
    }
}

impl Own for Typed {
    type Value = Settings;

    const NAME_MAX: usize = 24;

    fn of(settings: &Settings) -> Typed {
        let out = settings.out_of_service.as_ref();
        Typed {
            lock: TypedLock::of(&settings.lock),
            general: settings.general.each_ref().map(ToString::to_string),
            is_out_of_service: out.is_some(),
            reason: out.map(|out| out.reason.to_string()).unwrap_or_default(),
            until: TypedDay { typed: String::new(), day: out.and_then(|out| out.until) },
        }
    }

    fn check(&self) -> Result<Settings, Vec<(usize, Fault)>> {
        let (mut faults, [first, second]) = (Vec::new(), &self.general);
        let lock = self.lock.check(&MODES, &mut faults);
        let first = keep(&mut faults, Setting::General1 as usize, Line::new(first));
        let second = keep(&mut faults, Setting::General2 as usize, Line::new(second));
        let mut out_of_service = None;
        if self.is_out_of_service {
            let reason = keep(&mut faults, Setting::Reason as usize, Line::required(&self.reason));
            let until = keep(&mut faults, Setting::Until as usize, self.until.check());
            out_of_service = reason.zip(until).map(|(reason, until)| OutOfService { reason, until });
        }
        match (lock, first, second) {
            (Some(lock), Some(first), Some(second)) if faults.is_empty() => {
                Ok(Settings { lock, general: [first, second], out_of_service })
            }
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::door::SettingFault;
    use super::super::partition::PartitionId;
    use super::*;

    fn faults(typed: &Typed) -> Vec<(usize, Fault)> {
        typed.check().err().unwrap_or_default()
    }

    #[test]
    fn a_room_has_a_name_of_1_to_24_characters() {
        let with = |name: String| Draft { name, ..Draft::empty(PartitionId::GENERAL) }.check::<Room>();
        assert!(with("R".repeat(24)).is_ok());
        assert_eq!(
            with("R".repeat(25)),
            Err(vec![(Field::Name, Fault::Text(text::Fault::TooLong { max: 24 }))])
        );
        assert_eq!(with(String::new()), Err(vec![(Field::Name, Fault::Text(text::Fault::Empty))]));
    }

    #[test]
    fn a_room_opens_in_the_modes_that_follow_no_clock_and_need_no_keypad() {
        for mode in Mode::ALL {
            let lock = TypedLock { mode, ..Typed::default().lock };
            let refused = vec![(Setting::Mode as usize, SettingFault::ModeOfDoors.into())];
            let found = faults(&Typed { lock, ..Typed::default() });
            assert_eq!(found, if MODES.contains(&mode) { Vec::new() } else { refused }, "{mode:?}");
        }
    }

    #[test]
    fn a_room_is_out_of_service_for_a_reason_and_until_a_day_or_with_no_end() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
        let out = Typed { is_out_of_service: true, reason: "Water damage".into(), ..Typed::default() };
        let open = out.check().unwrap().out_of_service.unwrap();
        assert!(open.until.is_none() && open.holds_on(day));
        assert_eq!(
            faults(&Typed { reason: " ".into(), ..out.clone() }),
            [(Setting::Reason as usize, text::Fault::Empty.into())]
        );
        let until = |typed: &str, day| Typed { until: TypedDay { typed: typed.into(), day }, ..out.clone() };
        assert_eq!(faults(&until("soon", None)), [(Setting::Until as usize, Fault::Day)]);
        let settings = until("24.12.2026", Some(day)).check().unwrap();
        let dated = settings.out_of_service.clone().unwrap();
        assert!(
            dated.holds_on(day) && !dated.holds_on(day.succ_opt().unwrap()),
            "the last day belongs to it"
        );
        assert_eq!(Typed::of(&settings).check(), Ok(settings));
        // What is typed of it counts for nothing while it is in service.
        assert_eq!(faults(&Typed { is_out_of_service: false, ..until("soon", None) }), []);
    }
}
