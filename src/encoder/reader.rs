//! What a reader is to whoever works with a card: it waits for one, connects to it, and shows how the work goes.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::link::{Link, LinkError};
use super::signal::Signal;
use crate::domain::image::Serial;

/// A reader, real or simulated. It belongs to the one thread that works with it.
pub trait Reader: Send {
    /// Waits until a card lies there.
    fn wait_for_card(&mut self, wait: &Wait) -> Result<(), ConnectError>;

    /// Connects to the card that lies there, for this work alone. Another program that is in the middle of something
    /// is waited for, but not for long.
    fn connect(&mut self, stop: &Stop) -> Result<Contact<'_>, ConnectError>;

    /// Waits until the card of the last contact is taken away, or changed for another.
    fn wait_for_removal(&mut self, wait: &Wait) -> Result<(), ConnectError>;

    /// Shows how the work goes, with what light and sound the reader has. A reader that has none shows nothing.
    fn show(&mut self, signal: Signal, means: Means);
}

/// A card on a reader.
pub struct Contact<'r> {
    /// The serial number that the reader says; nothing, if it says none.
    pub serial: Option<Serial>,
    /// The wire to the card.
    pub link: Box<dyn Link + 'r>,
}

/// Why there is no card to work with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// No card was laid down in time.
    #[error("no card was laid on the reader in time")]
    NoCard,
    /// The work was called off.
    #[error("the work was called off")]
    Stopped,
    /// More than one card lies there.
    #[error("more than one card is on the reader")]
    SeveralCards,
    /// The card or the reader failed.
    #[error(transparent)]
    Link(#[from] LinkError),
}

/// How long to wait, and who can call it off.
#[derive(Debug, Clone)]
pub struct Wait {
    /// For so long at most.
    pub limit: Duration,
    /// Ends the waiting early.
    pub stop: Stop,
}

/// Calls work off: asked at every step that can still be left undone.
#[derive(Clone, Default)]
pub struct Stop {
    called: Arc<AtomicBool>,
    /// What else calls the work off.
    over: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
}

impl Stop {
    /// Calls the work off.
    pub fn stop(&self) {
        self.called.store(true, Ordering::SeqCst);
    }

    /// Whether the work was called off.
    pub fn is_stopped(&self) -> bool {
        self.called.load(Ordering::SeqCst) || self.over.as_ref().is_some_and(|over| over())
    }

    /// The same, and called off as well once something is over.
    pub(crate) fn or(self, over: impl Fn() -> bool + Send + Sync + 'static) -> Stop {
        let Stop { called, over: earlier } = self;
        let over = move || earlier.as_ref().is_some_and(|earlier| earlier()) || over();
        Stop { called, over: Some(Arc::new(over)) }
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stop").field(&self.is_stopped()).finish()
    }
}

/// What a reader may use to show something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means {
    /// Light.
    pub light: bool,
    /// Sound.
    pub sound: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_called_off_by_whichever_of_its_conditions_comes_first() {
        for ended in 0..2 {
            let flags = [(); 2].map(|()| Arc::new(AtomicBool::new(false)));
            let stop = flags
                .iter()
                .cloned()
                .fold(Stop::default(), |stop, flag| stop.or(move || flag.load(Ordering::SeqCst)));
            assert!(!stop.is_stopped());
            flags[ended].store(true, Ordering::SeqCst);
            assert!(stop.is_stopped(), "{ended}");
        }
        let stop = Stop::default();
        let both = stop.clone().or(|| false);
        stop.stop();
        assert!(both.is_stopped());
    }
}
