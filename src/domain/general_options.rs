//! General options > General: what the site has chosen for all of itself.

use super::form::keep;
use super::text::{self, Line};

/// What the site has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What the site is called.
    pub name: Line<64>,
    /// Whether locks can go by other time zones than the computer's.
    pub several_time_zones: bool,
    /// The folder to which the keys of phones are delivered; empty is none.
    pub phone_folder: Line<512>,
}

/// What the form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As typed.
    pub name: String,
    /// As ticked.
    pub several_time_zones: bool,
    /// As typed.
    pub phone_folder: String,
}

/// A field of the form that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name,
    PhoneFolder,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text is wrong.
    Text(text::Fault),
    /// It does not say where the folder is, wherever one stands.
    NotWhole,
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// The form of options that are.
    pub fn of(options: &Options) -> Draft {
        Draft {
            name: options.name.to_string(),
            several_time_zones: options.several_time_zones,
            phone_folder: options.phone_folder.to_string(),
        }
    }

    /// Turns the form into options, or says what is wrong with it.
    pub fn check(&self) -> Result<Options, Faults> {
        let mut faults = Faults::new();
        let name = keep(&mut faults, Field::Name, Line::required(&self.name));
        let phone_folder = keep(&mut faults, Field::PhoneFolder, folder(&self.phone_folder));
        match (name, phone_folder) {
            (Some(name), Some(phone_folder)) => {
                Ok(Options { name, several_time_zones: self.several_time_zones, phone_folder })
            }
            _ => Err(faults),
        }
    }
}

impl From<text::Fault> for Fault {
    fn from(fault: text::Fault) -> Self {
        Fault::Text(fault)
    }
}

/// A folder as it is found from wherever one stands, of whatever system.
fn folder(typed: &str) -> Result<Line<512>, Fault> {
    let line = Line::new(typed)?;
    let has_drive = matches!(line.as_str().as_bytes(), [b'a'..=b'z' | b'A'..=b'Z', b':', b'/' | b'\\', ..]);
    let is_whole = has_drive || line.as_str().starts_with(['/', '\\']);
    if line.is_empty() || is_whole { Ok(line) } else { Err(Fault::NotWhole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_what_is_and_a_site_has_a_name() {
        for several_time_zones in [false, true] {
            let phone_folder = Line::new("/srv/phones").unwrap();
            let options =
                Options { name: Line::new("Hotel Miramar").unwrap(), several_time_zones, phone_folder };
            assert_eq!(Draft::of(&options).check(), Ok(options));
        }
        assert_eq!(draft(" ", "").check(), Err(vec![(Field::Name, Fault::Text(text::Fault::Empty))]));
    }

    #[test]
    fn a_folder_is_none_or_whole() {
        for whole in ["", "  ", "/srv/phones", r"C:\Phones", "d:/phones", r"\\server\phones"] {
            assert!(draft("Hotel", whole).check().is_ok(), "{whole}");
        }
        for part in ["phones", "./phones", "../phones", "C:phones", "C:", "~/phones"] {
            assert_eq!(
                draft("Hotel", part).check(),
                Err(vec![(Field::PhoneFolder, Fault::NotWhole)]),
                "{part}"
            );
        }
    }

    fn draft(name: &str, phone_folder: &str) -> Draft {
        Draft { name: name.into(), several_time_zones: false, phone_folder: phone_folder.into() }
    }
}
