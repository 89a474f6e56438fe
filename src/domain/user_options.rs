//! General options > Users: what the site fills in for new people, how their free fields are called, and what holds for the
//! keys of all.

use super::form::keep;
use super::image::{Chosen, Records};
use super::text::{self, Line};
use super::user::{self, Defaults, GENERAL_FIELDS, PeriodDraft};

/// What the site has chosen for its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What is filled in for somebody new.
    pub defaults: Defaults,
    /// Whether a name stays as it is once the person had a key.
    pub names_locked: bool,
    /// The names of the free fields; an empty one is not used.
    pub general: [Line<32>; GENERAL_FIELDS],
    /// What holds for the keys of all.
    pub chosen: Chosen,
    /// For how many days events say who it was; nothing is for good.
    pub named_days: Option<u16>,
}

/// What the form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As typed.
    pub period: PeriodDraft,
    /// As ticked.
    pub audit_openings: bool,
    /// As ticked.
    pub names_locked: bool,
    /// As typed.
    pub general: [String; GENERAL_FIELDS],
    /// Whether openings are written on keys.
    pub openings: bool,
    /// Whether refusals are.
    pub refusals: bool,
    /// Whether keys that cannot be cancelled have a shorter life.
    pub limits_uncancellable: bool,
    /// As typed, in days; means nothing unless they have.
    pub uncancellable_days: String,
    /// Whether events name nobody after a while.
    pub forgets_names: bool,
    /// As typed, in days; means nothing unless they do.
    pub named_days: String,
}

/// A field of the form that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Period,
    General(usize),
    UncancellableDays,
    NamedDays,
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, user::Fault)>;

/// The longest life of a key that cannot be cancelled.
pub const UNCANCELLABLE_DAYS_MAX: u16 = 7;
/// How long that is on a new site.
pub const UNCANCELLABLE_DAYS: u16 = 3;
/// For how many days events say who it was, at most, where that is not for good.
pub const NAMED_DAYS_MAX: u16 = 3_650;
/// What is filled in where that is chosen.
pub const NAMED_DAYS: u16 = 90;

impl Draft {
    /// The form of options that are.
    pub fn of(options: &Options) -> Draft {
        let Options { defaults, names_locked, general, chosen, named_days } = options;
        Draft {
            period: PeriodDraft::from(defaults.period),
            audit_openings: defaults.audit_openings,
            names_locked: *names_locked,
            general: general.each_ref().map(|name| name.as_str().to_owned()),
            openings: chosen.records.is_some_and(Records::has_openings),
            refusals: chosen.records.is_some_and(Records::has_refusals),
            limits_uncancellable: chosen.uncancellable_days.is_some(),
            uncancellable_days: chosen.uncancellable_days.unwrap_or(UNCANCELLABLE_DAYS).to_string(),
            forgets_names: named_days.is_some(),
            named_days: named_days.unwrap_or(NAMED_DAYS).to_string(),
        }
    }

    /// What a field holds.
    pub fn typed(&self, field: Field) -> &str {
        match field {
            Field::Period => &self.period.count,
            Field::General(index) => self.general.get(index).map_or("", String::as_str),
            Field::UncancellableDays => &self.uncancellable_days,
            Field::NamedDays => &self.named_days,
        }
    }

    /// Types into a field.
    pub fn set(&mut self, field: Field, typed: String) {
        let kept = match field {
            Field::Period => Some(&mut self.period.count),
            Field::General(index) => self.general.get_mut(index),
            Field::UncancellableDays => Some(&mut self.uncancellable_days),
            Field::NamedDays => Some(&mut self.named_days),
        };
        if let Some(kept) = kept {
            *kept = typed;
        }
    }

    /// Turns the form into options, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Options, Faults> {
        let mut faults = Faults::new();
        let period = keep(&mut faults, Field::Period, self.period.check());
        let general: [Line<32>; GENERAL_FIELDS] = std::array::from_fn(|index| {
            let field = Field::General(index);
            keep(&mut faults, field, Line::new(self.typed(field))).unwrap_or_default()
        });
        for (index, name) in general.iter().enumerate() {
            let is_taken = |other: &Line<32>| text::key(other.as_str()) == text::key(name.as_str());
            if !name.is_empty() && general.iter().take(index).any(is_taken) {
                faults.push((Field::General(index), user::Fault::Duplicate));
            }
        }
        let days = self.limits_uncancellable.then(|| {
            let (min, max) = (1, UNCANCELLABLE_DAYS_MAX);
            let days = text::number(&self.uncancellable_days).filter(|days| (min..=max).contains(days));
            keep(&mut faults, Field::UncancellableDays, days.ok_or(user::Fault::OutOfRange { min, max }))
        });
        let named = self.forgets_names.then(|| {
            let (min, max) = (1, NAMED_DAYS_MAX);
            let days = text::number(&self.named_days).filter(|days| (min..=max).contains(days));
            keep(&mut faults, Field::NamedDays, days.ok_or(user::Fault::OutOfRange { min, max }))
        });
        match period {
            Some(period) if faults.is_empty() => Ok(Options {
                defaults: Defaults { period, audit_openings: self.audit_openings },
                names_locked: self.names_locked,
                general,
                chosen: Chosen {
                    records: Records::of(self.openings, self.refusals),
                    uncancellable_days: days.flatten(),
                },
                named_days: named.flatten(),
            }),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::user::{Fault, Period, Unit};

    fn options() -> Options {
        Options {
            defaults: Defaults { period: Period { count: 30, unit: Unit::Days }, audit_openings: true },
            names_locked: false,
            general: ["Department", "", "Number", "", ""].map(|name| Line::new(name).unwrap()),
            chosen: Chosen { records: Some(Records::Refusals), uncancellable_days: Some(3) },
            named_days: None,
        }
    }

    #[test]
    fn what_is_shown_is_what_is() {
        for records in [None, Some(Records::All), Some(Records::Openings), Some(Records::Refusals)] {
            for uncancellable_days in [None, Some(1), Some(UNCANCELLABLE_DAYS_MAX)] {
                let options = Options { chosen: Chosen { records, uncancellable_days }, ..options() };
                assert_eq!(Draft::of(&options).check(), Ok(options));
            }
        }
        for named_days in [Some(1), Some(NAMED_DAYS_MAX)] {
            let options = Options { named_days, ..options() };
            assert_eq!(Draft::of(&options).check(), Ok(options));
        }
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let mut draft = Draft::of(&options());
        draft.set(Field::Period, "0".into());
        draft.set(Field::General(4), " DEPARTMENT".into());
        draft.set(Field::UncancellableDays, "8".into());
        let days = Fault::OutOfRange { min: 1, max: 7 };
        let period = Fault::OutOfRange { min: 1, max: 1_095 };
        let faults = vec![
            (Field::Period, period),
            (Field::General(4), Fault::Duplicate),
            (Field::UncancellableDays, days),
        ];
        assert_eq!(draft.check(), Err(faults));
        let mut forgetting = Draft { forgets_names: true, ..Draft::of(&options()) };
        for wrong in ["0", "3651", "a week", ""] {
            forgetting.set(Field::NamedDays, wrong.into());
            let range = Fault::OutOfRange { min: 1, max: NAMED_DAYS_MAX };
            assert_eq!(forgetting.check(), Err(vec![(Field::NamedDays, range)]), "{wrong}");
        }
        forgetting.forgets_names = false;
        assert_eq!(forgetting.check().unwrap().named_days, None, "then it means nothing");
        let unlimited = Draft { limits_uncancellable: false, ..Draft::of(&options()) };
        assert_eq!(unlimited.check().unwrap().chosen.uncancellable_days, None);
    }
}
