//! General options > General: what the site has chosen for all of itself.

use super::text::{self, Line};

/// What the site has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What the site is called.
    pub name: Line<64>,
    /// Whether locks can go by other time zones than the computer's.
    pub several_time_zones: bool,
}

/// What the form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As typed.
    pub name: String,
    /// As ticked.
    pub several_time_zones: bool,
}

/// A field of the form that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name,
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, text::Fault)>;

impl Draft {
    /// The form of options that are.
    pub fn of(options: &Options) -> Draft {
        Draft { name: options.name.to_string(), several_time_zones: options.several_time_zones }
    }

    /// Turns the form into options, or says what is wrong with it.
    pub fn check(&self) -> Result<Options, Faults> {
        let name = Line::required(&self.name).map_err(|fault| vec![(Field::Name, fault)])?;
        Ok(Options { name, several_time_zones: self.several_time_zones })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_what_is_and_a_site_has_a_name() {
        for several_time_zones in [false, true] {
            let options = Options { name: Line::new("Hotel Miramar").unwrap(), several_time_zones };
            assert_eq!(Draft::of(&options).check(), Ok(options));
        }
        let nameless = Draft { name: " ".into(), several_time_zones: false };
        assert_eq!(nameless.check(), Err(vec![(Field::Name, text::Fault::Empty)]));
    }
}
