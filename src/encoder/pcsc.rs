//! Real readers, by way of PC/SC. The only file that says `pcsc`.
//!
//! What the PC/SC service's own documentation leaves open and what was tried: a context that waits can do nothing
//! else, so whoever watches readers has a context of its own; a context is dead for ever once the service was
//! restarted, so every piece of work establishes a new one; a card is used within a transaction, because other
//! programs get in between. And neither beginning a transaction nor a transmission has an end of its own or can be
//! called off: a contact has a thread of its own, and one that does not answer is left behind.

use std::ffi::{CStr, CString};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use pcsc::{Card, Context, Disposition, Error, Protocols, ReaderState, Scope, ShareMode, State};

use super::link::{Link, LinkError};
use super::reader::{ConnectError, Contact, Means, Reader, Stop, Wait};
use super::signal::{Family, Signal};
use super::tray::serial_of;

/// A reader by its name.
pub struct PcscReader {
    name: CString,
    family: Option<Family>,
    /// How many cards had come and gone when the last one was seen.
    events: u32,
}

/// How often whoever waits looks whether the work was called off.
const LOOK: Duration = Duration::from_millis(100);
/// Another program may be in the middle of something for so long: most are done within a second or two, and who stands
/// at the desk should soon read that it is another program, not the key.
const IN_USE: Duration = Duration::from_secs(5);
/// No exchange takes longer; making the areas of a card takes two seconds.
const EXCHANGE: Duration = Duration::from_secs(10);
/// Letting go of a card that answers takes less.
const RELEASE: Duration = Duration::from_secs(1);

impl PcscReader {
    pub fn new(name: &str) -> Option<PcscReader> {
        let cname = CString::new(name).ok()?;
        Some(PcscReader { family: Family::of(name), name: cname, events: 0 })
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

impl Reader for PcscReader {
    fn wait_for_card(&mut self, wait: &Wait) -> Result<(), ConnectError> {
        let context = Context::establish(Scope::User).map_err(link_error)?;
        self.wait_until(&context, wait, |state, _| {
            let seen = state.event_state();
            seen.contains(State::PRESENT) && !seen.contains(State::MUTE)
        })
    }

    fn connect(&mut self, stop: &Stop) -> Result<Contact<'_>, ConnectError> {
        let mut link = PcscLink::open(self.name.clone(), stop)?;
        let serial = serial_of(&mut link)?;
        Ok(Contact { serial, link: Box::new(link) })
    }

    fn wait_for_removal(&mut self, wait: &Wait) -> Result<(), ConnectError> {
        let context = Context::establish(Scope::User).map_err(link_error)?;
        self.wait_until(&context, wait, |state, before| {
            !state.event_state().contains(State::PRESENT) || state.event_count() != before
        })
    }

    fn show(&mut self, signal: Signal, means: Means) {
        let escapes = self.family.map(|family| family.escapes(signal, means)).unwrap_or_default();
        for escape in escapes {
            // Light and sound are a courtesy: what cannot be shown is not shown.
            let _ = self.escape(&escape);
        }
    }
}

/// A card, on a thread of its own: see the module.
struct PcscLink {
    commands: Option<Sender<Vec<u8>>>,
    answers: Receiver<Result<Vec<u8>, Error>>,
}

impl PcscLink {
    /// Waits until the card is ours alone, for as long as another program may have it.
    fn open(name: CString, stop: &Stop) -> Result<PcscLink, ConnectError> {
        let (commands, orders) = mpsc::channel();
        let (answer, answers) = mpsc::channel();
        thread::Builder::new()
            .name("card".to_owned())
            .spawn(move || {
                // Anyone who left hears nothing of it.
                let _ = serve(&name, &orders, &answer).map_err(|error| answer.send(Err(error)));
            })
            .map_err(|_| LinkError::ReaderLost)?;
        let link = PcscLink { commands: Some(commands), answers };
        let mut left = IN_USE;
        loop {
            match link.answers.recv_timeout(LOOK) {
                Ok(Ok(_ready)) => return Ok(link),
                Ok(Err(error)) => return Err(link_error(error).into()),
                Err(RecvTimeoutError::Disconnected) => return Err(LinkError::ReaderLost.into()),
                Err(RecvTimeoutError::Timeout) if stop.is_stopped() => return Err(ConnectError::Stopped),
                Err(RecvTimeoutError::Timeout) if left.is_zero() => {
                    return Err(LinkError::ReaderInUse.into());
                }
                Err(RecvTimeoutError::Timeout) => left = left.saturating_sub(LOOK),
            }
        }
    }
}

/// Carries commands to the card until nobody sends any, and lets go of it without a reset: a reset of a card that is
/// being changed for another leaves the service in doubt about what lies there.
fn serve(
    name: &CStr,
    orders: &Receiver<Vec<u8>>,
    answer: &Sender<Result<Vec<u8>, Error>>,
) -> Result<(), Error> {
    let context = Context::establish(Scope::User)?;
    let mut card = connect_card(&context, name, orders)?;
    let transaction = card.transaction()?;
    // Nobody waits any more if another program had the card for too long.
    if answer.send(Ok(Vec::new())).is_ok() {
        let mut buffer = [0; pcsc::MAX_BUFFER_SIZE];
        for command in orders {
            let said = transaction.transmit(&command, &mut buffer).map(<[u8]>::to_vec);
            if answer.send(said).is_err() {
                break;
            }
        }
    }
    drop(transaction);
    // A card that is gone is let go of already.
    let _ = card.disconnect(Disposition::LeaveCard);
    Ok(())
}

/// Connects as soon as no other program has the card, or until nobody waits for it any more: how long that is, and
/// whether the work is called off, [`PcscLink::open`] alone decides.
fn connect_card(context: &Context, name: &CStr, orders: &Receiver<Vec<u8>>) -> Result<Card, Error> {
    loop {
        match context.connect(name, ShareMode::Shared, Protocols::ANY) {
            Err(Error::SharingViolation)
                if matches!(orders.recv_timeout(LOOK), Err(RecvTimeoutError::Timeout)) => {}
            connected => return connected,
        }
    }
}

impl Link for PcscLink {
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
        let commands = self.commands.as_ref().ok_or(LinkError::CardLost)?;
        commands.send(command.to_vec()).map_err(|_| LinkError::CardLost)?;
        match self.answers.recv_timeout(EXCHANGE) {
            // A card that is pulled in the middle of its answer leaves a short one.
            Ok(Ok(answer)) if answer.len() < 2 => Err(LinkError::CardLost),
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(link_error(error)),
            Err(RecvTimeoutError::Disconnected) => Err(LinkError::CardLost),
            Err(RecvTimeoutError::Timeout) => {
                // Its answer, if one comes yet, must not be taken for that to another command.
                self.commands = None;
                Err(LinkError::TimedOut)
            }
        }
    }
}

impl Drop for PcscLink {
    fn drop(&mut self) {
        // What comes next finds the card free, if its thread still answers.
        if self.commands.take().is_some() {
            let _ = self.answers.recv_timeout(RELEASE);
        }
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
    waker: Waker,
}

/// A reader as the watcher sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub name: String,
    pub has_card: bool,
    /// Whether the card, if one lies there, came by radio: keys do, and nothing in the slot for cards with contacts
    /// is one.
    pub is_by_radio: bool,
    /// Grows with every card that is laid down or taken away.
    pub events: u32,
}

/// How long one look of the watcher takes at most. It is told of everything, and looks once in a while to be sure;
/// macOS does not tell that readers come and go.
const WATCH: Duration = Duration::from_secs(if cfg!(target_os = "macos") { 1 } else { 10 });

/// Ends a look of a watcher early, from another thread.
#[derive(Clone, Default)]
pub struct Waker(Arc<Mutex<Option<Context>>>);

impl Waker {
    /// Does so, if one is going on.
    pub fn wake(&self) {
        if let Some(context) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // One that cannot be ended ends by itself.
            let _ = context.cancel();
        }
    }

    fn looks_by(&self, context: Option<&Context>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = context.cloned();
    }
}

impl Watcher {
    pub fn new(waker: Waker) -> Watcher {
        Watcher { context: None, states: Vec::new(), waker }
    }

    /// Waits until something changes, or somebody wakes it, and says how things are.
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
        // The first look tells how things are, and waits for nothing.
        let (context, limit) = match self.context.take() {
            Some(context) => (context, WATCH),
            None => (Context::establish(Scope::User)?, Duration::ZERO),
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
        self.waker.looks_by(Some(&context));
        let changed = context.get_status_change(limit, &mut self.states);
        self.waker.looks_by(None);
        match changed {
            Ok(()) | Err(Error::Timeout | Error::Cancelled) => {}
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
                is_by_radio: state.atr().starts_with(&[0x3B]) && state.atr().get(2..4) == Some(&[0x80, 0x01]),
                events: state.event_count(),
            })
            .collect())
    }
}

/// The readers that the system knows at this moment, and whether the service runs.
pub fn list() -> (Service, Vec<Seen>) {
    Watcher::new(Waker::default()).look()
}
