//! What every screen is handed: the console, who is signed in, and how the operator wants things said.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use keydesk::console::{Console, Demo};
use keydesk::domain::desktop_reader::Format;
use keydesk::domain::moment::Moment;
use keydesk::domain::permission::Leaf;
use keydesk::encoders::{Encoder, SIMULATED, Service};
use keydesk::operation::own::Preferences;
use keydesk::operation::points::{self, Seen};
use keydesk::operation::{self, StorageError};
use keydesk::session::{Permit, Session};

use crate::memory::Lists;
use crate::say::Say;
use crate::task::{self, UnderWay};
use crate::theme::Theme;
use crate::tools::Tools;
use crate::widget::table::Density;
use crate::widget::task::{Sealed, Sealing, Task, seal};
use crate::words::Words;

/// Why an operation was not done; shared, because messages are copied.
pub type Failure = Arc<operation::Error>;
/// What an operation came to.
pub type Answer<T> = Result<T, Failure>;

/// What every screen is handed.
pub struct Context {
    pub console: Arc<Console>,
    pub session: Arc<Session>,
    pub words: Words,
    pub preferences: Preferences,
    pub tools: Tools,
    pub encoders: Vec<Encoder>,
    pub service: Option<Service>,
    /// The encoders that bring keys up to date by themselves.
    pub points: Vec<Seen>,
    /// How lists are used at this desk.
    pub lists: Lists,
    /// How high rows are.
    pub density: Density,
    /// In which form the desktop reader types at this desk.
    pub typed_as: Format,
    /// Whether this window is the one in front.
    pub is_in_front: bool,
    /// How wide the window is, once that is known.
    pub width: f32,
    /// What was asked of the console and is not answered yet.
    pub under_way: UnderWay,
}

impl Context {
    /// The proof that the operator may do something, if the operator may.
    pub fn may<P: Leaf>(&self) -> Option<Permit<P>> {
        self.session.permit()
    }

    /// Asks the console for something, off the window's thread.
    pub fn ask<T: Send + 'static, E: Into<operation::Error> + 'static>(
        &self,
        work: impl FnOnce(&Console) -> Result<T, E> + Send + 'static,
    ) -> Task<Answer<T>> {
        let (teller, told) = Task::told();
        let work =
            move |console: &Console| seal::<Answer<T>>(work(console).map_err(|error| Arc::new(error.into())));
        let broke_off = || seal::<Answer<T>>(Err(Arc::new(operation::Error::BrokeOff)));
        self.run(Box::new(work), broke_off, teller.sealed());
        told
    }

    /// Asks for whatever it is.
    fn run(
        &self,
        work: Box<dyn FnOnce(&Console) -> Sealed + Send>,
        broke_off: fn() -> Sealed,
        teller: Sealing,
    ) {
        let console = Arc::clone(&self.console);
        let piece = self.under_way.begin();
        task::run(Box::new(move || {
            // A defect is an answer as well: nobody waits for one that does not come.
            let answer = panic::catch_unwind(AssertUnwindSafe(|| work(&console)));
            drop(piece);
            teller.tell(answer.unwrap_or_else(|_| broke_off()));
        }));
    }

    /// Says what went wrong.
    pub fn say(&self) -> Say<'_> {
        Say { words: &self.words, clock: self.console.clock() }
    }

    /// What the clock on the wall shows at a moment.
    pub fn local(&self, moment: Moment) -> NaiveDateTime {
        self.console.clock().zone().local(moment)
    }

    /// Of which moment all states of keys are, while the clock is in doubt.
    pub fn reckoned(&self) -> String {
        let at = self.say().moment(self.console.believed_time().moment());
        self.words.with("clock-reckoned", [("at", at.into())])
    }

    /// Today's date on the wall; by a clock in doubt, the last day on which it was believed.
    pub fn today(&self) -> NaiveDate {
        self.local(self.console.believed_time().moment()).date()
    }

    /// The colours of the window.
    pub fn theme(&self) -> Theme {
        theme_of(self.preferences.theme)
    }

    /// The encoder that the operator works with: the one that was chosen, or else the first real one, which is the one
    /// with a card that can be a key; on a demo site the simulated one, as long as nothing else was chosen. One that only
    /// updates keys is it where there is no other.
    pub fn encoder(&self) -> Option<&Encoder> {
        let chosen = self.preferences.encoder.as_deref();
        let is_demo = self.console.site().demo != Demo::No;
        let others = || self.encoders.iter().filter(|encoder| !encoder.only_updates);
        let named = |encoder: &&Encoder| Some(encoder.name.as_str()) == chosen;
        others()
            .find(named)
            .or_else(|| others().find(|encoder| encoder.simulated == is_demo))
            .or_else(|| others().next())
            .or_else(|| self.encoders.iter().find(named))
            .or(self.encoders.first())
    }

    /// The update point at an encoder.
    pub fn point(&self, encoder: &str) -> Option<&Seen> {
        self.points.iter().find(|point| point.encoder == encoder)
    }

    /// What people read for the name of an encoder.
    pub fn label<'a>(&'a self, name: &'a str) -> &'a str {
        let known = self.encoders.iter().find(|encoder| encoder.name == name);
        known.map_or(name, |encoder| encoder.label.as_str())
    }

    /// Looks anew which encoders there are.
    pub fn look_at_encoders(&mut self) {
        self.encoders = self.console.desk().encoders();
        for encoder in self.encoders.iter_mut().filter(|encoder| encoder.name == SIMULATED) {
            encoder.label = self.words.get("tray-title").into_owned();
        }
        self.service = self.console.desk().service();
        self.points = points::seen(&self.console, &self.session.own());
    }
}

/// The colours that an operator chose.
pub const fn theme_of(theme: keydesk::domain::operator::Theme) -> Theme {
    match theme {
        keydesk::domain::operator::Theme::Light => Theme::Light,
        keydesk::domain::operator::Theme::Dark => Theme::Dark,
    }
}

/// Whether the operator's rights shrank or ended since the session was made.
pub fn is_about_rights(error: &operation::Error) -> bool {
    matches!(error, operation::Error::Storage(StorageError::NotPermitted | StorageError::SignedOut))
}
