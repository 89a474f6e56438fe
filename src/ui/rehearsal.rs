//! The window on a site of its own, without a display: for the tour, the pictures and the tests of the screens. The
//! clock on its wall stands still.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Offset as _, Utc};
use iced::Size as Extent;
use keydesk::clock::{Clock, SetClock};
use keydesk::console::Environment;
use keydesk::domain::desktop_reader::Ending;
use keydesk::domain::operator::Language;
use keydesk::encoders::{CardId, Readers, Tray};
use keydesk::fault::Faults;
use keydesk::operation::demo::{ADMINISTRATOR, Login};
use keydesk::secret::password::Cost;
use tempfile::TempDir;

use crate::headless::{Driver, Error};
use crate::memory::Memory;
use crate::part::tray::label;
use crate::place::{Entry, Place};
use crate::tools::{Computer, Soon, Tools, Untyped, Wanted};
use crate::window::{Application, Launch, Purpose};
use crate::words::Words;

/// The window at rehearsal.
pub struct Rehearsal {
    pub driver: Driver<Application>,
    pub tray: Tray,
    /// In which cards are called, whatever the window speaks.
    words: Words,
    #[cfg_attr(not(test), expect(dead_code, reason = "what a test looks into"))]
    pub folder: TempDir,
}

/// How large the window is at rehearsal, as on most desks.
pub const WINDOW: Extent = Extent::new(1_400.0, 900.0);

/// What a rehearsal begins with.
pub fn launch(directory: PathBuf, purpose: Purpose, clock: Arc<dyn Clock>, tray: Tray) -> Launch {
    Launch {
        directory,
        environment: Environment {
            clock,
            desk: "reception".to_owned(),
            faults: Faults::NONE,
            age_passwords: false,
            readers: Readers::Ignored,
            tray: Some(tray),
        },
        purpose,
        // Nobody has to be kept from guessing the passwords of a rehearsal.
        cost: Cost::LEAST,
        pace: Duration::ZERO,
        tools: Arc::new(Nobody) as Tools,
        memory: Memory::default(),
        remembers: false,
        signed_in: None,
        first: Place::Entry(Entry::Start),
    }
}

impl Rehearsal {
    /// Opens the window on a demo site, and signs somebody in.
    pub fn of_demo(login: Option<Login>) -> Result<Rehearsal, Error> {
        Rehearsal::open(Purpose::Demo, |launch| launch.signed_in = login)
    }

    /// Opens the window.
    pub fn open(purpose: Purpose, adjust: impl FnOnce(&mut Launch)) -> Result<Rehearsal, Error> {
        let folder = tempfile::tempdir().map_err(Error::Executor)?;
        let tray = Tray::new();
        let mut launch = launch(folder.path().join("site"), purpose, Arc::new(morning()), tray.clone());
        adjust(&mut launch);
        let driver = Driver::new(Application(launch), WINDOW)?;
        Ok(Rehearsal { driver, tray, words: Words::new(Language::English), folder })
    }

    /// Opens the window on a demo site with its administrator at the desk.
    pub fn at_desk() -> Result<Rehearsal, Error> {
        let mut rehearsal = Rehearsal::of_demo(Some(ADMINISTRATOR))?;
        rehearsal.driver.until("the desk", |window| window.desk().is_some())?;
        rehearsal.driver.settle();
        Ok(rehearsal)
    }

    /// The cards of the tray, each with what it is called in English.
    pub fn cards(&self) -> Vec<(CardId, String)> {
        self.tray.cards().into_iter().map(|card| (card.id, label(&self.words, &card.label))).collect()
    }

    /// Lays a card of the tray on the encoder, by the beginning of its label.
    pub fn lay(&mut self, label: &str) -> Result<(), Error> {
        let card = self.cards().into_iter().find(|(_, called)| called.starts_with(label));
        let (card, _) = card.ok_or_else(|| Error::NotFound(label.to_owned()))?;
        self.tray.clear();
        self.tray.lay(card);
        Ok(())
    }
}

/// A Sunday morning in November 2026, 10:25.
pub fn morning() -> SetClock {
    SetClock::new(DateTime::from_timestamp(1_795_343_100, 0).unwrap_or_default(), Utc.fix())
}

/// A computer at which nobody chooses a file or looks at a sheet of paper.
struct Nobody;

impl crate::tools::Outside for Nobody {
    fn choose(&self, _wanted: Wanted) -> Soon<Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn show(&self, _path: &std::path::Path) -> std::io::Result<()> {
        Ok(())
    }

    fn type_text(&self, _text: &str, _ending: Ending) -> Result<(), Untyped> {
        Err(Untyped::NotHere)
    }

    fn documents(&self) -> PathBuf {
        Computer.documents()
    }
}
