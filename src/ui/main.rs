//! Keydesk's window, and what the program does without one.

mod action;
mod command;
mod command_line;
mod context;
mod days;
mod display;
mod doctor;
mod headless;
mod icon;
mod measure;
mod memory;
mod part;
mod place;
mod rehearsal;
mod say;
mod screen;
mod sheet;
mod spreadsheet;
mod task;
mod theme;
mod tools;
mod tour;
mod typed;
mod widget;
mod window;
mod words;

#[cfg(test)]
mod scenes;

use std::cell::LazyCell;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use keydesk::console::{self, Environment};
use keydesk::encoders::Tray;
use keydesk::operation::demo::{self, Size};
use keydesk::private_file;
use keydesk::secret::password::Cost;

use command_line::{Job, Makes, Refused, Where};
use memory::Memory;
use place::{Entry, Place};
use window::{Application, Launch, Purpose, opening};
use words::Words;

fn main() -> ExitCode {
    // A window has its own.
    let words: LazyCell<Words> = LazyCell::new(|| Words::new(Memory::default().language()));
    let job = match command_line::read(std::env::args_os()) {
        Ok(job) => job,
        Err(refused) => return fail(&not_understood(&words, refused)),
    };
    match run(&words, job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(says) => fail(&says),
    }
}

/// What is wrong with what was typed, and what to type.
fn not_understood(words: &Words, refused: Refused) -> String {
    match refused {
        Refused::Word(word) => words.with("command-unknown", [("word", word.into())]),
        Refused::NoValue(option) => words.with("command-no-value", [("option", option.into())]),
        Refused::NoFolder(Makes::DemoSite) => words.get("command-demo-folder").into_owned(),
        Refused::NoFolder(Makes::Pictures) => words.get("command-tour-folder").into_owned(),
        Refused::ThrownAwayInFolder => words.get("command-demo-data").into_owned(),
        Refused::Number { option, range } => {
            let (least, most) = range.into_inner();
            let values = [("option", option.into()), ("least", least.into()), ("most", most.into())];
            words.with("command-number", values)
        }
    }
}

fn run(words: &LazyCell<Words>, job: Job) -> Result<(), String> {
    match job {
        Job::Window { place, simulates } => open_window(words, place, simulates),
        Job::Demo { directory, size } => make_demo(words, &directory, size),
        Job::Doctor { directory } => doctor::report(words, &directory.unwrap_or_else(home)),
        Job::WriteTest { reader } => doctor::write_test(words, &reader),
        Job::Tour { directory } => tour::run(words, &directory),
        Job::Measure { part, directory } => measure::run(&part, &directory),
        Job::Rehearse => rehearse(words),
        Job::Version => say(&words.with("doctor-version", [("version", env!("CARGO_PKG_VERSION").into())])),
        Job::Help => say(&words.get("command-help")),
    }
}

/// Says a line to whoever started the program.
fn say(line: &str) -> Result<(), String> {
    match writeln!(std::io::stdout(), "{line}") {
        // The listener has heard enough. What is still to be done is done all the same.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        said => said.map_err(|error| error.to_string()),
    }
}

fn fail(says: &str) -> ExitCode {
    // Where nobody can be told, the exit code must do.
    let _ = writeln!(std::io::stderr(), "{says}");
    ExitCode::FAILURE
}

/// Where the platform keeps what programs know of this computer. Not what follows an account to others, as a roaming
/// folder of Windows does: it is copied while nobody looks, and a database is not whole in a copy.
fn home() -> PathBuf {
    let known = directories::ProjectDirs::from("", "", "keydesk");
    known.map_or_else(|| PathBuf::from("keydesk"), |known| known.data_local_dir().to_owned())
}

fn open_window(words: &LazyCell<Words>, place: Where, simulates: bool) -> Result<(), String> {
    if !has_display() {
        return Err(words.get("command-no-display").into_owned());
    }
    // Held until the window is closed: then the demo site is gone.
    let mut thrown_away = None;
    let (directory, purpose) = match place {
        Where::Home => (home(), Purpose::Site),
        Where::Directory(directory) => (directory, Purpose::Site),
        Where::Demo => {
            let made = private_file::passing_folder(DEMO_PREFIX);
            let made = made.map_err(|error| failed(words, &error))?;
            let directory = made.path().to_owned();
            sweep_demos(&directory);
            thrown_away = Some(made);
            (directory, Purpose::Demo)
        }
    };
    note_panics(&directory);
    let tray = match purpose {
        // Its cards come when the site is made.
        Purpose::Demo => Some(Tray::new()),
        Purpose::Site if simulates => Some(opening::stocked_tray().map_err(|error| failed(words, &error))?),
        Purpose::Site => None,
    };
    let launch = Launch {
        environment: Environment { tray, ..Environment::default() },
        purpose,
        cost: Cost::DEFAULT,
        pace: opening::PACE,
        tools: Arc::new(tools::Computer),
        memory: Memory::read(&directory),
        remembers: purpose == Purpose::Site,
        signed_in: None,
        first: Place::Entry(Entry::Start),
        directory,
    };
    let result = iced_winit::run(Application(launch)).map_err(|error| failed(words, &error));
    drop(thrown_away);
    result
}

/// Opens the window on a display as it is at rehearsal, so that the two can be compared.
fn rehearse(words: &Words) -> Result<(), String> {
    if !has_display() {
        return Err(words.get("command-no-display").into_owned());
    }
    let folder = private_file::passing_folder("keydesk-rehearsal-").map_err(|error| failed(words, &error))?;
    let (site, clock) = (folder.path().join("site"), Arc::new(rehearsal::morning()));
    widget::clock::calm();
    let launch = rehearsal::launch(site, Purpose::Demo, clock, Tray::new());
    iced_winit::run(Application(launch)).map_err(|error| failed(words, &error))
}

/// No person would call a folder so that is to stay.
const DEMO_PREFIX: &str = "keydesk-thrown-away-";

/// Throws away demo sites that a program left behind which was not closed but ended: those of this account that
/// nobody holds.
fn sweep_demos(own: &Path) {
    for folder in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let path = folder.path();
        if folder.file_name().to_string_lossy().starts_with(DEMO_PREFIX)
            && private_file::is_of_the_same_account(&path, own)
            && console::was_left(&path)
        {
            // One that cannot be thrown away now is thrown away another time.
            let _ = std::fs::remove_dir_all(path);
        }
    }
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET") || is_set("DISPLAY")
}

/// A panic is a defect; what is known of it lies beside the site, for whoever mends it.
fn note_panics(directory: &Path) {
    let file = directory.join("crash.txt");
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let version = env!("CARGO_PKG_VERSION");
        // Where it cannot be written, there is still the usual way.
        let _ = private_file::replace(&file, format!("keydesk {version}: {panic}\n").as_bytes());
        usual(panic);
    }));
}

fn make_demo(words: &Words, directory: &Path, size: Size) -> Result<(), String> {
    let environment = Environment { tray: None, ..Environment::default() };
    demo::create(directory, &environment, size, words.language(), Cost::DEFAULT)
        .map_err(|error| failed(words, &error))?;
    let path = directory.display().to_string();
    let Size { people, doors, events } = size;
    say(&words.with(
        "demo-made",
        [
            ("people", people.into()),
            ("doors", doors.into()),
            ("events", events.into()),
            ("path", path.into()),
        ],
    ))
}

fn failed(words: &Words, error: &dyn std::error::Error) -> String {
    words.with("command-failed", [("says", error.to_string().into())])
}
