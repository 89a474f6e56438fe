//! Real readers, by way of PC/SC. The only file that says `pcsc`.
//!
//! What the PC/SC service's own documentation leaves open and what was tried: a context that waits can do nothing
//! else, so whoever watches readers has a context of its own; a context is dead for ever once the service was
//! restarted, so every piece of work establishes a new one; a card is used within a transaction, because other
//! programs get in between; a transmission cannot be called off.

use std::ffi::{CStr, CString};
use std::time::Duration;

use pcsc::{Card, Context, Disposition, Error, Protocols, ReaderState, Scope, ShareMode, State, Transaction};

use super::link::{Link, LinkError};
use super::reader::{ConnectError, Contact, Means, Reader, Wait};
use super::signal::{Family, Signal};
use super::tray::serial_of;

/// A reader by its name.
pub struct PcscReader {
    name: CString,
    family: Option<Family>,
    /// The card of the work that goes on.
    card: Option<Card>,
    /// How many cards had come and gone when the last one was seen.
    events: u32,
}

/// How often whoever waits looks whether the work was called off.
const LOOK: Duration = Duration::from_millis(100);
/// Another program may be in the middle of something for so long.
const IN_USE_TRIES: u32 = 10;

impl PcscReader {
    pub fn new(name: &str) -> Option<PcscReader> {
        let cname = CString::new(name).ok()?;
        Some(PcscReader { family: Family::of(name), name: cname, card: None, events: 0 })
    }

    /// Waits until the reader's state is as wanted; the count is that of the last card seen.
    fn wait_until(
        &mut self,
        context: &Context,
        wait: &Wait,
        is_there: impl Fn(&ReaderState, u32) -> bool,
    ) -> Result<(), ConnectError> {
        let mut states = [ReaderState::new(self.name.clone(), State::UNAWARE)];
        let mut left = wait.limit;
        loop {
            if wait.stop.is_stopped() {
                return Err(ConnectError::Stopped);
            }
            match context.get_status_change(LOOK, &mut states) {
                Ok(()) | Err(Error::Timeout) => {}
                Err(error) => return Err(link_error(error).into()),
            }
            for state in &mut states {
                let seen = state.event_state();
                if seen.intersects(State::UNKNOWN | State::UNAVAILABLE) {
                    return Err(LinkError::ReaderLost.into());
                }
                if is_there(state, self.events) {
                    self.events = state.event_count();
                    return Ok(());
                }
                state.sync_current_state();
            }
            if left.is_zero() {
                return Err(ConnectError::NoCard);
            }
            left = left.saturating_sub(LOOK);
        }
    }

    /// Lets go of the card without resetting it: a reset of a card that is being changed for another leaves the
    /// service in doubt about what lies there.
    fn release(&mut self) {
        if let Some(card) = self.card.take() {
            // A card that is gone is let go of already.
            let _ = card.disconnect(Disposition::LeaveCard);
        }
    }

    fn escape(&self, command: &[u8]) -> Result<(), Error> {
        let context = Context::establish(Scope::User)?;
        let card = context.connect(&self.name, ShareMode::Direct, Protocols::UNDEFINED)?;
        let mut answer = [0; 64];
        let result = card.control(pcsc::ctl_code(ESCAPE.into()), command, &mut answer).map(|_| ());
        let _ = card.disconnect(Disposition::LeaveCard);
        result
    }
}

/// The function of escapes: 1 under pcsc-lite, 3500 under Windows.
const ESCAPE: u32 = if cfg!(windows) { 3500 } else { 1 };

impl Drop for PcscReader {
    fn drop(&mut self) {
        self.release();
    }
}

impl Reader for PcscReader {
    fn wait_for_card(&mut self, wait: &Wait) -> Result<(), ConnectError> {
        self.release();
        let context = Context::establish(Scope::User).map_err(link_error)?;
        self.wait_until(&context, wait, |state, _| {
            let seen = state.event_state();
            seen.contains(State::PRESENT) && !seen.contains(State::MUTE)
        })
    }

    fn connect(&mut self) -> Result<Contact<'_>, ConnectError> {
        self.release();
        let context = Context::establish(Scope::User).map_err(link_error)?;
        let card = connect_card(&context, &self.name)?;
        let card = self.card.insert(card);
        let transaction = card.transaction().map_err(link_error)?;
        let mut link = PcscLink { transaction };
        let serial = serial_of(&mut link)?;
        Ok(Contact { serial, link: Box::new(link) })
    }

    fn wait_for_removal(&mut self, wait: &Wait) -> Result<(), ConnectError> {
        self.release();
        let context = Context::establish(Scope::User).map_err(link_error)?;
        self.wait_until(&context, wait, |state, before| {
            !state.event_state().contains(State::PRESENT) || state.event_count() != before
        })
    }

    fn show(&mut self, signal: Signal, means: Means) {
        self.release();
        let escapes = self.family.map(|family| family.escapes(signal, means)).unwrap_or_default();
        for escape in escapes {
            // Light and sound are a courtesy: what cannot be shown is not shown.
            let _ = self.escape(&escape);
        }
    }
}

fn connect_card(context: &Context, name: &CStr) -> Result<Card, ConnectError> {
    let mut tries = 0;
    loop {
        match context.connect(name, ShareMode::Shared, Protocols::ANY) {
            Ok(card) => return Ok(card),
            Err(Error::SharingViolation) if tries < IN_USE_TRIES => {
                tries += 1;
                // Waits without sleeping: the reader's state may change meanwhile, which is as good.
                let mut states = [ReaderState::new(name, State::UNAWARE)];
                let _ = context.get_status_change(LOOK, &mut states);
                states.iter_mut().for_each(ReaderState::sync_current_state);
                let _ = context.get_status_change(LOOK, &mut states);
            }
            Err(error) => return Err(link_error(error).into()),
        }
    }
}

struct PcscLink<'t> {
    transaction: Transaction<'t>,
}

impl Link for PcscLink<'_> {
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
        let mut buffer = [0; pcsc::MAX_BUFFER_SIZE];
        let answer = self.transaction.transmit(command, &mut buffer).map_err(link_error)?;
        // A card that is pulled in the middle of its answer leaves a short one.
        if answer.len() < 2 { Err(LinkError::CardLost) } else { Ok(answer.to_vec()) }
    }
}

fn link_error(error: Error) -> LinkError {
    match error {
        Error::NotTransacted
        | Error::RemovedCard
        | Error::ResetCard
        | Error::UnpoweredCard
        | Error::NoSmartcard => LinkError::CardLost,
        Error::ReaderUnavailable | Error::UnknownReader | Error::NoReadersAvailable => LinkError::ReaderLost,
        Error::NoService
        | Error::ServiceStopped
        | Error::CommError
        | Error::InvalidHandle
        | Error::ServerTooBusy
        | Error::SecurityViolation
        | Error::NoAccess => LinkError::ServiceLost,
        Error::SharingViolation => LinkError::ReaderInUse,
        Error::Timeout => LinkError::TimedOut,
        Error::UnresponsiveCard | Error::ProtoMismatch | Error::CardUnsupported => LinkError::Unresponsive,
        Error::Cancelled | Error::CancelledByUser => LinkError::CalledOff,
        other => LinkError::ReaderFault(other as u32),
    }
}

/// Whether the PC/SC service lets us in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// It runs and lets us in.
    Running,
    /// It does not run.
    Stopped,
    /// It runs, and this user may not use it.
    Forbidden,
}

/// Watches readers and cards come and go.
pub struct Watcher {
    context: Option<Context>,
    states: Vec<ReaderState>,
}

/// A reader as the watcher sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub name: String,
    pub has_card: bool,
    /// Grows with every card that is laid down or taken away.
    pub events: u32,
}

/// How long one look of the watcher takes at most; then it asks whether it is still wanted.
const WATCH: Duration = Duration::from_millis(500);

impl Watcher {
    pub const fn new() -> Watcher {
        Watcher { context: None, states: Vec::new() }
    }

    /// Waits until something changes, but not for long, and says how things are.
    pub fn look(&mut self) -> (Service, Vec<Seen>) {
        match self.try_look() {
            Ok(seen) => (Service::Running, seen),
            Err(error) => {
                self.context = None;
                self.states.clear();
                let forbidden = matches!(error, Error::SecurityViolation | Error::NoAccess);
                (if forbidden { Service::Forbidden } else { Service::Stopped }, Vec::new())
            }
        }
    }

    fn try_look(&mut self) -> Result<Vec<Seen>, Error> {
        let context = match self.context.take() {
            Some(context) => context,
            None => Context::establish(Scope::User)?,
        };
        let names = match context.list_readers_owned() {
            Ok(names) => names,
            Err(Error::NoReadersAvailable) => Vec::new(),
            Err(error) => return Err(error),
        };
        self.states.retain(|state| {
            state.name() == pcsc::PNP_NOTIFICATION()
                || names.iter().any(|name| name.as_c_str() == state.name())
        });
        let is_known = |states: &[ReaderState], name: &CStr| states.iter().any(|state| state.name() == name);
        if !is_known(&self.states, pcsc::PNP_NOTIFICATION()) {
            self.states.push(ReaderState::new(pcsc::PNP_NOTIFICATION(), State::UNAWARE));
        }
        for name in names {
            if !is_known(&self.states, &name) {
                self.states.push(ReaderState::new(name, State::UNAWARE));
            }
        }
        match context.get_status_change(WATCH, &mut self.states) {
            Ok(()) | Err(Error::Timeout) => {}
            Err(error) => return Err(error),
        }
        self.states.iter_mut().for_each(ReaderState::sync_current_state);
        self.context = Some(context);
        let readers = self.states.iter().filter(|state| state.name() != pcsc::PNP_NOTIFICATION());
        Ok(readers
            .filter(|state| !state.event_state().intersects(State::UNKNOWN | State::UNAVAILABLE))
            .map(|state| Seen {
                name: state.name().to_string_lossy().into_owned(),
                has_card: state.event_state().contains(State::PRESENT),
                events: state.event_count(),
            })
            .collect())
    }
}

/// The readers that the system knows at this moment, and whether the service runs.
pub fn list() -> (Service, Vec<Seen>) {
    Watcher::new().look()
}
