//! What was typed to start the program.

use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use keydesk::operation::demo::Size;
use lexopt::prelude::*;

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Job {
    /// Open the window.
    Window {
        place: Where,
        simulates: bool,
    },
    /// Make a demo site.
    Demo {
        directory: PathBuf,
        size: Size,
    },
    /// Say how everything is.
    Doctor {
        directory: Option<PathBuf>,
    },
    /// Try a reader with a blank card.
    WriteTest {
        reader: String,
    },
    /// Do the main job without a display.
    Tour {
        directory: PathBuf,
    },
    /// Measure; for those who build the program.
    Measure {
        part: String,
        directory: PathBuf,
    },
    /// Open the window as it is at rehearsal: the clock on its wall stands still, and nothing moves by itself. For the
    /// test that looks at a display.
    Rehearse,
    Version,
    Help,
}

/// Which site.
#[derive(Debug, PartialEq, Eq)]
pub enum Where {
    /// Where the platform keeps what programs know.
    Home,
    Directory(PathBuf),
    /// One that is thrown away at the end.
    Demo,
}

/// What cannot be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// What was not understood.
    Word(String),
    /// An option without what belongs to it.
    NoValue(String),
    /// What is made would lie in no folder.
    NoFolder(Makes),
    /// A site that is thrown away cannot be one that stays.
    ThrownAwayInFolder,
    /// A number that there cannot be so many of.
    Number { option: &'static str, range: RangeInclusive<usize> },
}

/// What is made in a folder that has to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Makes {
    DemoSite,
    Pictures,
}

impl From<lexopt::Error> for Refused {
    fn from(error: lexopt::Error) -> Self {
        Refused::Word(match error {
            lexopt::Error::MissingValue { option: Some(option) } => return Refused::NoValue(option),
            lexopt::Error::UnexpectedOption(option) => option,
            lexopt::Error::UnexpectedArgument(argument) => argument.to_string_lossy().into_owned(),
            lexopt::Error::ParsingFailed { value, .. } => value,
            other => other.to_string(),
        })
    }
}

/// Reads how many.
fn number(
    words: &mut lexopt::Parser,
    option: &'static str,
    range: RangeInclusive<usize>,
) -> Result<usize, Refused> {
    let number = words.value()?.parse().ok();
    number.filter(|number| range.contains(number)).ok_or(Refused::Number { option, range })
}

/// Reads what was typed, the program's own name first.
pub fn read(typed: impl IntoIterator<Item = OsString>) -> Result<Job, Refused> {
    let mut words = lexopt::Parser::from_iter(typed);
    let mut verb: Option<String> = None;
    let mut arguments = Vec::new();
    let (mut directory, mut reader) = (None, None);
    let (mut is_demo, mut simulates) = (false, false);
    let mut size = Size::BELIEVABLE;
    while let Some(word) = words.next()? {
        match (word, verb.as_deref()) {
            (Long("help") | Short('h'), _) => return Ok(Job::Help),
            (Long("version") | Short('V'), _) => return Ok(Job::Version),
            (Long("data"), None | Some("demo" | "doctor")) => directory = Some(PathBuf::from(words.value()?)),
            (Long("demo"), None) => is_demo = true,
            (Long("simulate"), None) => simulates = true,
            (Long("people"), Some("demo")) => size.people = number(&mut words, "--people", Size::PEOPLE)?,
            (Long("doors"), Some("demo")) => size.doors = number(&mut words, "--doors", Size::DOORS)?,
            (Long("events"), Some("demo")) => size.events = number(&mut words, "--events", Size::EVENTS)?,
            (Long("write-test"), Some("doctor")) => reader = Some(words.value()?.string()?),
            (Value(value), None) => verb = Some(value.string()?),
            (Value(value), Some("tour" | "measure")) => arguments.push(value.string()?),
            (word, _) => return Err(word.unexpected().into()),
        }
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let missing = |what: &str| Refused::Word(what.to_owned());
    match (verb.as_deref(), arguments.as_slice()) {
        (None, []) => {
            let place = match directory {
                // One of its own, or one that is thrown away: not both.
                Some(_) if is_demo => return Err(Refused::ThrownAwayInFolder),
                Some(directory) => Where::Directory(directory),
                None if is_demo => Where::Demo,
                None => Where::Home,
            };
            Ok(Job::Window { place, simulates })
        }
        (Some("demo"), []) => {
            let directory = directory.ok_or(Refused::NoFolder(Makes::DemoSite))?;
            Ok(Job::Demo { directory, size })
        }
        (Some("doctor"), []) => Ok(match reader {
            Some(reader) => Job::WriteTest { reader },
            None => Job::Doctor { directory },
        }),
        (Some("rehearse"), []) => Ok(Job::Rehearse),
        (Some("tour"), []) => Err(Refused::NoFolder(Makes::Pictures)),
        (Some("tour"), [directory]) => Ok(Job::Tour { directory: directory.into() }),
        (Some("measure"), [part, directory]) => {
            Ok(Job::Measure { part: (*part).to_owned(), directory: directory.into() })
        }
        (Some(other), _) => Err(missing(other)),
        (None, _) => Err(missing("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Result<Job, Refused> {
        read(std::iter::once("keydesk").chain(line.split_whitespace()).map(OsString::from))
    }

    #[test]
    fn what_can_be_typed_is_understood() {
        let window = |place, simulates| Ok(Job::Window { place, simulates });
        assert_eq!(typed(""), window(Where::Home, false));
        assert_eq!(typed("--simulate"), window(Where::Home, true));
        assert_eq!(typed("--demo"), window(Where::Demo, false));
        assert_eq!(typed("--data /srv/site"), window(Where::Directory("/srv/site".into()), false));
        let size = Size { people: 7, doors: 3, events: 0 };
        assert_eq!(
            typed("demo --people 7 --doors=3 --events 0 --data d"),
            Ok(Job::Demo { directory: "d".into(), size })
        );
        assert_eq!(typed("demo --data d"), Ok(Job::Demo { directory: "d".into(), size: Size::BELIEVABLE }));
        assert_eq!(typed("doctor"), Ok(Job::Doctor { directory: None }));
        assert_eq!(typed("doctor --data d"), Ok(Job::Doctor { directory: Some("d".into()) }));
        let spoken = ["keydesk", "doctor", "--write-test", "Virtual PCD 00 00"].map(OsString::from);
        assert_eq!(read(spoken), Ok(Job::WriteTest { reader: "Virtual PCD 00 00".into() }));
        assert_eq!(typed("tour out"), Ok(Job::Tour { directory: "out".into() }));
        assert_eq!(typed("--version"), Ok(Job::Version));
        assert_eq!(typed("doctor --help"), Ok(Job::Help));
    }

    #[test]
    fn everything_else_is_named() {
        for (line, named) in [
            ("--dmeo", "--dmeo"),
            ("dance", "dance"),
            ("doctor now", "now"),
            ("--people 3", "--people"),
            ("tour a b", "tour"),
        ] {
            assert_eq!(typed(line), Err(Refused::Word(named.to_owned())), "{line}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        for (line, missing) in [
            ("demo", Refused::NoFolder(Makes::DemoSite)),
            ("demo --people 3", Refused::NoFolder(Makes::DemoSite)),
            ("tour", Refused::NoFolder(Makes::Pictures)),
            ("--demo --data d", Refused::ThrownAwayInFolder),
            ("--data", Refused::NoValue("--data".into())),
            ("demo --data", Refused::NoValue("--data".into())),
            ("demo --data d --people", Refused::NoValue("--people".into())),
            ("doctor --write-test", Refused::NoValue("--write-test".into())),
        ] {
            assert_eq!(typed(line), Err(missing), "{line}");
        }
    }

    #[test]
    fn a_size_that_cannot_be_is_refused_with_what_can() {
        for (option, range) in
            [("--people", Size::PEOPLE), ("--doors", Size::DOORS), ("--events", Size::EVENTS)]
        {
            let too_many = range.end() + 1;
            let over = format!("{}0", u64::MAX);
            for number in
                ["-1", "many", "1.5", "", "99999999999", over.as_str(), too_many.to_string().as_str()]
            {
                let typed = ["keydesk", "demo", option, number, "--data", "d"].map(OsString::from);
                assert_eq!(read(typed), Err(Refused::Number { option, range: range.clone() }), "{number}");
            }
            let least = range.start().to_string();
            let typed = ["keydesk", "demo", option, &least, "--data", "d"].map(OsString::from);
            assert!(matches!(read(typed), Ok(Job::Demo { .. })), "{option} {least}");
        }
        for option in ["--people", "--doors"] {
            let typed = ["keydesk", "demo", option, "0", "--data", "d"].map(OsString::from);
            assert!(matches!(read(typed), Err(Refused::Number { .. })), "{option}");
        }
    }
}
