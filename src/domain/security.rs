//! General options > Security: what the site asks of signing in.

use super::operator::Policy;
use super::text;
use super::throttle::Limits;

/// What the site asks of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How often signing in may fail.
    pub limits: Limits,
    /// What a new password must be like.
    pub policy: Policy,
    /// So many passwords before the present one are not taken again.
    pub password_history: u32,
    /// A password is good for so many days; `None` is for ever.
    pub password_days: Option<u32>,
    /// Whether everybody must have a second factor.
    pub two_factor_all: bool,
    /// The screen locks itself after so long without a key or a click.
    pub idle_lock_minutes: u32,
}

/// What the form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As typed.
    pub failures: String,
    /// As typed, in minutes.
    pub window: String,
    /// As typed, in minutes; means nothing if `until_released`.
    pub lockout: String,
    /// A lock lasts until an administrator releases.
    pub until_released: bool,
    /// As typed.
    pub length: String,
    /// As typed.
    pub history: String,
    /// Whether passwords expire.
    pub expires: bool,
    /// As typed; means nothing unless passwords expire.
    pub days: String,
    /// Whether everybody must have a second factor.
    pub two_factor_all: bool,
    /// As typed, in minutes.
    pub idle: String,
}

/// A field of the form that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Failures,
    Window,
    Lockout,
    Length,
    History,
    Days,
    Idle,
}

/// It is no whole number within these bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Field {
    /// The least and the most that a field takes.
    pub const fn bounds(self) -> Fault {
        let (min, max) = match self {
            Field::Failures => (3, 100),
            Field::Window | Field::Lockout => (1, 1_440),
            Field::Length => (Policy::FLOOR as u32, Policy::LENGTH_MAX as u32),
            Field::History => (0, 10),
            Field::Days => (1, 3_650),
            Field::Idle => (1, 240),
        };
        Fault { min, max }
    }
}

/// What stands in a field that is switched off, should it be switched on.
const LOCKOUT_MINUTES: u32 = 30;
const PASSWORD_DAYS: u32 = 365;

impl Draft {
    /// The form of options that are.
    pub fn of(options: &Options) -> Draft {
        let Options { limits, policy, .. } = options;
        Draft {
            failures: limits.failures_max.to_string(),
            window: limits.window_minutes.to_string(),
            lockout: limits.lockout_minutes.unwrap_or(LOCKOUT_MINUTES).to_string(),
            until_released: limits.lockout_minutes.is_none(),
            length: policy.length_min.to_string(),
            history: options.password_history.to_string(),
            expires: options.password_days.is_some(),
            days: options.password_days.unwrap_or(PASSWORD_DAYS).to_string(),
            two_factor_all: options.two_factor_all,
            idle: options.idle_lock_minutes.to_string(),
        }
    }

    /// What a field holds.
    pub fn typed(&self, field: Field) -> &str {
        match field {
            Field::Failures => &self.failures,
            Field::Window => &self.window,
            Field::Lockout => &self.lockout,
            Field::Length => &self.length,
            Field::History => &self.history,
            Field::Days => &self.days,
            Field::Idle => &self.idle,
        }
    }

    /// Types into a field.
    pub fn set(&mut self, field: Field, typed: String) {
        *match field {
            Field::Failures => &mut self.failures,
            Field::Window => &mut self.window,
            Field::Lockout => &mut self.lockout,
            Field::Length => &mut self.length,
            Field::History => &mut self.history,
            Field::Days => &mut self.days,
            Field::Idle => &mut self.idle,
        } = typed;
    }

    /// Turns the form into options, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Options, Faults> {
        let mut faults = Faults::new();
        let mut read = |field: Field| {
            let bounds = field.bounds();
            let number = text::number(self.typed(field));
            let number = number.filter(|number| (bounds.min..=bounds.max).contains(number));
            number.unwrap_or_else(|| {
                faults.push((field, bounds));
                bounds.min
            })
        };
        let options = Options {
            limits: Limits {
                failures_max: read(Field::Failures),
                window_minutes: read(Field::Window),
                lockout_minutes: (!self.until_released).then(|| read(Field::Lockout)),
            },
            policy: Policy { length_min: read(Field::Length) as usize },
            password_history: read(Field::History),
            password_days: self.expires.then(|| read(Field::Days)),
            two_factor_all: self.two_factor_all,
            idle_lock_minutes: read(Field::Idle),
        };
        if faults.is_empty() { Ok(options) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: Options = Options {
        limits: Limits { failures_max: 5, window_minutes: 10, lockout_minutes: Some(30) },
        policy: Policy::DEFAULT,
        password_history: 0,
        password_days: None,
        two_factor_all: false,
        idle_lock_minutes: 10,
    };

    #[test]
    fn what_is_shown_is_what_is() {
        let all = Options { password_days: Some(90), two_factor_all: true, password_history: 10, ..OPTIONS };
        let forever = Options { limits: Limits { lockout_minutes: None, ..OPTIONS.limits }, ..OPTIONS };
        for options in [OPTIONS, all, forever] {
            assert_eq!(Draft::of(&options).check(), Ok(options));
        }
    }

    #[test]
    fn every_number_has_a_least_and_a_most() {
        use Field::{Days, Failures, History, Idle, Length, Lockout, Window};
        for field in [Failures, Window, Lockout, Length, History, Days, Idle] {
            let with = |typed: String| {
                let mut draft = Draft { expires: true, ..Draft::of(&OPTIONS) };
                draft.set(field, typed);
                draft.check()
            };
            let bounds @ Fault { min, max } = field.bounds();
            assert!(with(min.to_string()).is_ok() && with(format!(" {max} ")).is_ok(), "{field:?}");
            for wrong in [(max + 1).to_string(), (i64::from(min) - 1).to_string(), "x".into(), String::new()]
            {
                assert_eq!(with(wrong), Err(vec![(field, bounds)]));
            }
        }
    }

    #[test]
    fn what_is_switched_off_may_hold_anything() {
        let draft =
            Draft { until_released: true, lockout: "x".into(), days: "x".into(), ..Draft::of(&OPTIONS) };
        let options = draft.check().unwrap();
        assert_eq!((options.limits.lockout_minutes, options.password_days), (None, None));
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let draft = Draft { failures: "2".into(), idle: "0".into(), ..Draft::of(&OPTIONS) };
        let fields: Vec<Field> = draft.check().unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [Field::Failures, Field::Idle]);
    }
}
