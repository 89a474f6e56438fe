//! Whether a lock needs a visit: what it is to hold, beside what it was given when somebody was there last. What it is to hold
//! follows from the door and all that it refers to; nothing is noted when that changes, and what is changed back needs no
//! visit. A lock is never taken for up to date because something was saved.

use std::fmt;
use std::num::NonZeroU16;

use sha2::{Digest as _, Sha256};

use super::automatic_change::Plans;
use super::calendar::Days;
use super::crossing;
use super::door::{Keypad, KeypadCode, Settings};
use super::lock::Allowed;
use super::output;
use super::schedule::Number;
use super::time_zone::{Rule, Turn};
use super::timed_period::Stretches;
use super::zone;

/// Stands for a part of what a lock holds: equal parts have equal marks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Mark(pub [u8; Mark::BYTES]);

impl Mark {
    /// Bytes of a mark.
    pub const BYTES: usize = 16;

    fn of<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Mark {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        let mut mark = [0; Mark::BYTES];
        mark.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
        Mark(mark)
    }

    /// Of nothing at all.
    pub fn of_nothing() -> Mark {
        Mark::of([])
    }

    /// Of what a door is set to. Its name, and what it follows by the clock, are no part of that.
    pub fn of_settings(settings: &Settings) -> Mark {
        let check = match &settings.keypad {
            Keypad::None => None,
            Keypad::Fitted(KeypadCode::None | KeypadCode::New(_)) => Some(&[][..]),
            Keypad::Fitted(KeypadCode::Kept(check)) => Some(&check.0[..]),
        };
        let times = [settings.open_seconds, settings.increased_seconds];
        let yes = [settings.audit_on_keys, settings.inhibit_audit, check.is_some()].map(u8::from);
        let (mode, antipassback) = (settings.opening.mode().key(), settings.antipassback.key());
        Mark::of([mode.as_bytes(), antipassback.as_bytes(), &times, &yes, check.unwrap_or_default()])
    }

    /// The same of a locker that belongs to whoever takes it, as long as one may keep it.
    #[must_use]
    pub fn taken(self, free: Option<Allowed>) -> Mark {
        let Some(allowed) = free else { return self };
        let minutes = allowed.map_or(0, NonZeroU16::get).to_le_bytes();
        Mark::of([&b"free"[..], &minutes, &self.0])
    }

    /// Of a timed period.
    pub fn of_period(number: Number, stretches: &Stretches) -> Mark {
        // What holds at the same times is the same, however it was typed.
        let hours = stretches.hours();
        let stretch = hours.stretches().iter().map(|it| [it.days().bits(), it.from(), it.until()]);
        let stretches: Vec<u8> = stretch.flatten().flat_map(u16::to_le_bytes).collect();
        Mark::of([&b"period"[..], &number.number().to_le_bytes(), &stretches])
    }

    /// Of an automatic change.
    pub fn of_change(number: Number, plans: &Plans) -> Mark {
        let steps = plans.all().iter().flat_map(|(days, plan)| {
            plan.steps().iter().map(|step| format!("{:04X} {} {}\n", days.bits(), step.from, step.mode.key()))
        });
        let steps: String = steps.collect();
        Mark::of([&b"change"[..], &number.number().to_le_bytes(), steps.as_bytes()])
    }

    /// Of the days of a calendar.
    pub fn of_days(days: &Days) -> Mark {
        let day = days.iter().map(|(day, kind)| format!("{day} {}\n", kind.number()));
        Mark::of([&b"days"[..], day.collect::<String>().as_bytes()])
    }

    /// Of the time zone by which a lock goes; of none, where it goes by the site's time.
    pub fn of_time_zone(rule: Option<&Rule>) -> Mark {
        let Some(Rule { ahead, saving }) = rule else {
            return Mark::of_nothing();
        };
        let turn = |turn: &Turn| {
            let Turn { month, week, weekday, minute } = turn;
            format!(" {month} {} {} {minute}", week.number(), weekday.number_from_monday())
        };
        let saving = saving.as_ref();
        let saving = saving.map(|it| format!("{}{}{}", it.minutes, turn(&it.start), turn(&it.end)));
        let saving = saving.unwrap_or_default();
        Mark::of([&b"time zone"[..], &ahead.minutes().to_le_bytes(), saving.as_bytes()])
    }

    /// Of the zones that a door is in.
    pub fn of_zones(zones: impl IntoIterator<Item = zone::Number>) -> Mark {
        let mut numbers: Vec<u16> = zones.into_iter().map(zone::Number::number).collect();
        numbers.sort_unstable();
        let numbers: Vec<u8> = numbers.into_iter().flat_map(u16::to_le_bytes).collect();
        Mark::of([&b"zones"[..], &numbers])
    }

    /// Of the locations and the functions that a door belongs to, each rising.
    pub fn of_crossings([locations, functions]: [&[crossing::Number]; 2]) -> Mark {
        let bytes = |numbers: &[crossing::Number]| -> Vec<u8> {
            numbers.iter().flat_map(|number| number.number().to_le_bytes()).collect()
        };
        match (bytes(locations), bytes(functions)) {
            (locations, functions) if locations.is_empty() && functions.is_empty() => Mark::of_nothing(),
            (locations, functions) => Mark::of([&b"crossings"[..], &locations, &functions]),
        }
    }

    /// Of the outputs that a door drives by itself, and the timed period in which it does.
    pub fn of_outputs(outputs: output::Numbers, period: Option<Mark>) -> Mark {
        let numbers: Vec<u8> = outputs.iter().map(output::Number::number).collect();
        if numbers.is_empty() {
            return Mark::of_nothing();
        }
        // Where there are none, it is the same in which period.
        let period = period.as_ref().map_or(&[][..], |mark| &mark.0[..]);
        Mark::of([&b"outputs"[..], &numbers, period])
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What a lock holds, or is to hold, part by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// What the door is set to.
    pub settings: Mark,
    /// What it follows by the clock.
    pub schedule: Mark,
    /// The days that are none of the week, for a door that follows something by the clock.
    pub calendar: Mark,
    /// The zones that it is in.
    pub zones: Mark,
    /// The outputs that it drives by itself.
    pub outputs: Mark,
    /// Its locations and functions.
    pub crossings: Mark,
    /// The time zone by which it goes, where that is not the site's own.
    pub time_zone: Mark,
}

/// Why a lock needs a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody has set it up yet.
    NotSetUp,
    /// The door is set otherwise.
    Settings,
    /// It follows something else by the clock.
    Schedule,
    /// Other days are holidays or special.
    Calendar,
    /// It is in other zones.
    Zones,
    /// It drives other outputs by itself, or at other times.
    Outputs,
    /// It belongs to other locations or functions.
    Crossings,
    /// It goes by another time zone, or local time goes otherwise there.
    TimeZone,
}

/// Why a lock that is to hold this needs a visit; nothing, where it holds it.
pub fn reasons(wanted: &Held, delivered: Option<&Held>) -> Vec<Reason> {
    let Some(delivered) = delivered else {
        return vec![Reason::NotSetUp];
    };
    let differs = [
        (Reason::Settings, wanted.settings != delivered.settings),
        (Reason::Schedule, wanted.schedule != delivered.schedule),
        (Reason::Calendar, wanted.calendar != delivered.calendar),
        (Reason::Zones, wanted.zones != delivered.zones),
        (Reason::Outputs, wanted.outputs != delivered.outputs),
        (Reason::Crossings, wanted.crossings != delivered.crossings),
        (Reason::TimeZone, wanted.time_zone != delivered.time_zone),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(reason, _)| reason).collect()
}

#[cfg(test)]
mod tests {
    use super::super::door::Typed;
    use super::super::named::Own as _;
    use super::super::time_zone::{self, Saving};
    use super::super::timetable::tests::stretch;
    use super::super::timetable::{Day, Stretch};
    use super::*;

    fn held(typed: &Typed, stretches: Vec<Stretch>) -> Held {
        Held {
            settings: Mark::of_settings(&typed.check().unwrap()),
            schedule: Mark::of_period(Number::new(1).unwrap(), &Stretches::new(stretches).unwrap()),
            calendar: Mark::of_nothing(),
            zones: Mark::of_zones([]),
            outputs: Mark::of_outputs(output::Numbers::NONE, None),
            crossings: Mark::of_crossings([&[], &[]]),
            time_zone: Mark::of_time_zone(None),
        }
    }

    #[test]
    fn a_lock_that_nobody_has_set_up_needs_a_visit_for_that_alone() {
        let held = held(&Typed::default(), Vec::new());
        assert_eq!(reasons(&held, None), [Reason::NotSetUp]);
        assert_eq!(reasons(&held, Some(&held)), []);
    }

    #[test]
    fn what_is_changed_back_needs_no_visit_and_what_means_the_same_is_the_same() {
        let day = |time| stretch(Day::ALL, time);
        let before = held(&Typed::default(), vec![day("08:00-12:00"), day("12:00-18:00")]);
        let longer = Typed { open_seconds: "7".into(), ..Typed::default() };
        let after = held(&longer, vec![day("08:00-17:00")]);
        assert_eq!(reasons(&after, Some(&before)), [Reason::Settings, Reason::Schedule]);
        let named = Typed { general: ["North wing".into(), String::new()], ..Typed::default() };
        assert_eq!(reasons(&held(&named, vec![day("08:00-18:00")]), Some(&before)), []);
        let zones = [2, 1].map(|number| zone::Number::new(number).unwrap());
        let inside = Held { zones: Mark::of_zones(zones), ..before };
        assert_eq!(reasons(&inside, Some(&before)), [Reason::Zones]);
        assert_eq!(Mark::of_zones(zones), Mark::of_zones(zones.into_iter().rev()));
        let seven = [crossing::Number::new(7).unwrap()];
        let [located, meant] = [[&seven[..], &[]], [&[], &seven]]
            .map(|numbers| Held { crossings: Mark::of_crossings(numbers), ..before });
        assert_eq!(reasons(&located, Some(&before)), [Reason::Crossings]);
        assert_eq!(reasons(&meant, Some(&located)), [Reason::Crossings]);
        let outputs: output::Numbers = [3, 7].into_iter().filter_map(output::Number::new).collect();
        let driving = Held { outputs: Mark::of_outputs(outputs, None), ..before };
        assert_eq!(reasons(&driving, Some(&before)), [Reason::Outputs]);
        let at_times = Held { outputs: Mark::of_outputs(outputs, Some(before.schedule)), ..before };
        assert_eq!(reasons(&at_times, Some(&driving)), [Reason::Outputs]);
        let canary = time_zone::world::rule_of("Atlantic/Canary").unwrap();
        let saving = canary.saving.map(|saving| Saving { minutes: 30, ..saving });
        let elsewhere = |rule: &Rule| Held { time_zone: Mark::of_time_zone(Some(rule)), ..before };
        assert_eq!(reasons(&elsewhere(&canary), Some(&before)), [Reason::TimeZone]);
        for other in [Rule { saving, ..canary }, Rule { saving: None, ..canary }] {
            assert_eq!(reasons(&elsewhere(&other), Some(&elsewhere(&canary))), [Reason::TimeZone]);
        }
        let of_none = Mark::of_outputs(output::Numbers::NONE, Some(before.schedule));
        assert_eq!(of_none, before.outputs, "a period of no outputs is nothing that a lock holds");
    }
}
