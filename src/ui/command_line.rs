//! What was typed to start the program.

use std::ffi::OsString;
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

/// What was not understood.
#[derive(Debug, PartialEq, Eq)]
pub struct NotUnderstood(pub String);

impl From<lexopt::Error> for NotUnderstood {
    fn from(error: lexopt::Error) -> Self {
        NotUnderstood(match error {
            lexopt::Error::UnexpectedOption(option) => option,
            lexopt::Error::UnexpectedArgument(argument) => argument.to_string_lossy().into_owned(),
            lexopt::Error::MissingValue { option: Some(option) } => option,
            lexopt::Error::ParsingFailed { value, .. } => value,
            other => other.to_string(),
        })
    }
}

/// Reads what was typed, the program's own name first.
pub fn read(typed: impl IntoIterator<Item = OsString>) -> Result<Job, NotUnderstood> {
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
            (Long("people"), Some("demo")) => size.people = words.value()?.parse()?,
            (Long("doors"), Some("demo")) => size.doors = words.value()?.parse()?,
            (Long("events"), Some("demo")) => size.events = words.value()?.parse()?,
            (Long("write-test"), Some("doctor")) => reader = Some(words.value()?.string()?),
            (Value(value), None) => verb = Some(value.string()?),
            (Value(value), Some("tour" | "measure")) => arguments.push(value.string()?),
            (word, _) => return Err(word.unexpected().into()),
        }
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let missing = |what: &str| NotUnderstood(what.to_owned());
    match (verb.as_deref(), arguments.as_slice()) {
        (None, []) => {
            let place = match directory {
                // One of its own, or one that is thrown away: not both.
                Some(_) if is_demo => return Err(missing("--demo --data")),
                Some(directory) => Where::Directory(directory),
                None if is_demo => Where::Demo,
                None => Where::Home,
            };
            Ok(Job::Window { place, simulates })
        }
        (Some("demo"), []) => Ok(Job::Demo { directory: directory.ok_or_else(|| missing("demo"))?, size }),
        (Some("doctor"), []) => Ok(match reader {
            Some(reader) => Job::WriteTest { reader },
            None => Job::Doctor { directory },
        }),
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

    fn typed(line: &str) -> Result<Job, NotUnderstood> {
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
            ("demo", "demo"),
            ("demo --people many --data d", "many"),
            ("demo --people -1 --data d", "-1"),
            ("doctor now", "now"),
            ("--people 3", "--people"),
            ("--data", "--data"),
            ("--demo --data d", "--demo --data"),
            ("tour", "tour"),
            ("tour a b", "tour"),
        ] {
            assert_eq!(typed(line), Err(NotUnderstood(named.to_owned())), "{line}");
        }
    }
}
