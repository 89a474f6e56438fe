//! General options > Access points: what the site fills in for new doors, what their locks may leave out, and how their free
//! fields are called.

use super::door::{SettingFault, seconds};
use super::form::keep;
use super::named::Fault;
use super::text::{self, Line};

/// What the site has chosen for its doors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Filled in for a new door: for so long it stays unlocked.
    pub open_seconds: u8,
    /// Filled in for a new door: for so long, for those who need longer.
    pub increased_seconds: u8,
    /// Filled in for a new door: whether it notes openings on keys.
    pub audit_on_keys: bool,
    /// Whether a lock may note no openings at all. Where it may not, one that is set so notes them all the same.
    pub may_inhibit: bool,
    /// Whether what is known of who has which locker can be forgotten at the desk.
    pub lockers_controlled: bool,
    /// The names of the free fields; an empty one is not used.
    pub general: [Line<32>; 2],
}

/// What the form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As typed.
    pub open_seconds: String,
    /// As typed.
    pub increased_seconds: String,
    /// As ticked.
    pub audit_on_keys: bool,
    /// As ticked.
    pub may_inhibit: bool,
    /// As ticked.
    pub lockers_controlled: bool,
    /// As typed.
    pub general: [String; 2],
}

/// A field of the form that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Open,
    Increased,
    General1,
    General2,
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// The form of options that are.
    pub fn of(options: &Options) -> Draft {
        Draft {
            open_seconds: options.open_seconds.to_string(),
            increased_seconds: options.increased_seconds.to_string(),
            audit_on_keys: options.audit_on_keys,
            may_inhibit: options.may_inhibit,
            lockers_controlled: options.lockers_controlled,
            general: options.general.each_ref().map(|name| name.as_str().to_owned()),
        }
    }

    /// What a field holds.
    pub const fn typed(&self, field: Field) -> &String {
        let [first, second] = &self.general;
        match field {
            Field::Open => &self.open_seconds,
            Field::Increased => &self.increased_seconds,
            Field::General1 => first,
            Field::General2 => second,
        }
    }

    /// Types into a field.
    pub fn set(&mut self, field: Field, typed: String) {
        let [first, second] = &mut self.general;
        *match field {
            Field::Open => &mut self.open_seconds,
            Field::Increased => &mut self.increased_seconds,
            Field::General1 => first,
            Field::General2 => second,
        } = typed;
    }

    /// Turns the form into options, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Options, Faults> {
        let mut faults = Faults::new();
        let open = keep(&mut faults, Field::Open, seconds(&self.open_seconds));
        let increased = seconds(&self.increased_seconds).and_then(|increased| match open {
            Some(open) if increased < open => Err(SettingFault::ShorterThanOthers),
            _ => Ok(increased),
        });
        let increased = keep(&mut faults, Field::Increased, increased);
        let [first, second] = &self.general;
        let first: Option<Line<32>> = keep(&mut faults, Field::General1, Line::new(first));
        let second: Option<Line<32>> = keep(&mut faults, Field::General2, Line::new(second));
        if let (Some(first), Some(second)) = (&first, &second)
            && !first.is_empty()
            && text::key(first.as_str()) == text::key(second.as_str())
        {
            faults.push((Field::General2, Fault::Duplicate));
        }
        match (open, increased, first, second) {
            (Some(open_seconds), Some(increased_seconds), Some(first), Some(second)) if faults.is_empty() => {
                Ok(Options {
                    open_seconds,
                    increased_seconds,
                    audit_on_keys: self.audit_on_keys,
                    may_inhibit: self.may_inhibit,
                    lockers_controlled: self.lockers_controlled,
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

    fn options() -> Options {
        let general = ["Floor", ""].map(|name| Line::new(name).unwrap());
        Options {
            open_seconds: 6,
            increased_seconds: 20,
            audit_on_keys: true,
            may_inhibit: false,
            lockers_controlled: false,
            general,
        }
    }

    #[test]
    fn what_is_shown_is_what_is() {
        let ticked = Options { may_inhibit: true, audit_on_keys: false, ..options() };
        for options in [options(), ticked, Options { lockers_controlled: true, ..options() }] {
            assert_eq!(Draft::of(&options).check(), Ok(options));
        }
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let mut draft = Draft::of(&options());
        draft.set(Field::Open, "30".into());
        draft.set(Field::General2, "floor ".into());
        let shorter = Fault::Door(SettingFault::ShorterThanOthers);
        assert_eq!(
            draft.check(),
            Err(vec![(Field::Increased, shorter), (Field::General2, Fault::Duplicate)])
        );
        draft.set(Field::Open, "0".into());
        draft.set(Field::General2, String::new());
        assert_eq!(draft.check(), Err(vec![(Field::Open, Fault::Door(SettingFault::Seconds))]));
    }
}
