//! The simulated encoder: a tray of cards in memory, one of which can be laid on it. It is named a simulation
//! wherever it shows.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::link::{Link, LinkError};
use super::reader::{ConnectError, Contact, Means, Reader, Stop, Wait};
use super::signal::Signal;
use super::simulator::{Fault, Moment, Settled, SharedCard};
use crate::domain::image::Serial;

/// The name of the simulated encoder, among the names that the system gives to real ones.
pub const NAME: &str = "Simulated encoder";

/// A card of the tray, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CardId(pub usize);

/// A tray of simulated cards and the encoder beside it.
#[derive(Clone, Default)]
pub struct Tray(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    cards: Vec<TrayCard>,
    laid: Vec<CardId>,
    signal: Option<Signal>,
    /// Counts what happens, so that whoever waits sees also what came and went meanwhile.
    changes: u64,
    /// Counts the cards that were laid down or taken away.
    moves: u32,
    /// How long an exchange takes.
    pace: Duration,
    /// Whether the encoder was disconnected.
    is_gone: bool,
}

/// What a card is called, as whoever sees it has words for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// Somebody's key, by the name.
    KeyOf(String),
    /// A blank card, by its number.
    Blank(u8),
    /// A card of another system.
    OtherSystem,
    /// A card with little memory.
    Small,
    /// A tag that is no card for keys.
    Tag,
    /// What somebody wrote on it.
    Written(String),
}

impl From<&str> for Label {
    fn from(written: &str) -> Label {
        Label::Written(written.to_owned())
    }
}

#[derive(Clone)]
struct TrayCard {
    label: Label,
    card: SharedCard,
}

/// How the tray stands.
pub(super) struct Look {
    pub changes: u64,
    pub moves: u32,
    pub has_card: bool,
}

/// A card as the tray shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its place.
    pub id: CardId,
    /// What it is called.
    pub label: Label,
    /// Whether it lies on the encoder.
    pub is_laid: bool,
}

impl Tray {
    /// A tray with nothing in it.
    pub fn new() -> Tray {
        Tray::default()
    }

    /// Makes every exchange take this long, as it does over the air: so that there is time to take a card away.
    pub fn set_pace(&self, pace: Duration) {
        self.lock().pace = pace;
    }

    /// The card with a serial number.
    pub fn find(&self, serial: &[u8]) -> Option<CardId> {
        let state = self.lock();
        state.cards.iter().position(|card| card.card.lock().uid() == serial).map(CardId)
    }

    /// Puts a card into the tray.
    pub fn add(&self, label: impl Into<Label>, card: SharedCard) -> CardId {
        let mut state = self.lock();
        state.cards.push(TrayCard { label: label.into(), card });
        CardId(state.cards.len() - 1)
    }

    /// The cards of the tray.
    pub fn cards(&self) -> Vec<View> {
        let state = self.lock();
        let view = |(place, card): (usize, &TrayCard)| View {
            id: CardId(place),
            label: card.label.clone(),
            is_laid: state.laid.contains(&CardId(place)),
        };
        state.cards.iter().enumerate().map(view).collect()
    }

    /// The card at a place.
    pub fn card(&self, id: CardId) -> Option<SharedCard> {
        self.lock().cards.get(id.0).map(|card| card.card.clone())
    }

    /// Lays a card on the encoder; beside another one, if one lies there.
    pub fn lay(&self, id: CardId) {
        let mut state = self.lock();
        Self::notice_losses(&mut state);
        let Some(card) = state.cards.get(id.0).map(|card| card.card.clone()) else {
            return;
        };
        if !state.laid.contains(&id) {
            card.lock().lay();
            state.laid.push(id);
            self.moved(state);
        }
    }

    /// Takes a card off the encoder, whatever is being done with it.
    pub fn take_away(&self, id: CardId) {
        let mut state = self.lock();
        Self::notice_losses(&mut state);
        let Some(card) = state.cards.get(id.0).map(|card| card.card.clone()) else {
            return;
        };
        if state.laid.contains(&id) {
            card.lock().take_away();
            state.laid.retain(|laid| *laid != id);
            if state.laid.is_empty() && state.signal == Some(Signal::Done) {
                state.signal = None;
            }
            self.moved(state);
        }
    }

    /// Takes everything off the encoder.
    pub fn clear(&self) {
        for card in self.cards().into_iter().filter(|card| card.is_laid) {
            self.take_away(card.id);
        }
    }

    /// Sees to it that a card is taken away in the middle of what is done with it: at this exchange from now on.
    pub fn take_away_at(&self, id: CardId, exchange: u64) {
        if let Some(card) = self.card(id) {
            card.lock().plan(Fault { exchange, moment: Moment::DuringCommand(Settled::Undone) });
        }
    }

    /// Connects the encoder, or disconnects it.
    pub(super) fn set_plugged(&self, is_plugged: bool) {
        let mut state = self.lock();
        state.is_gone = !is_plugged;
        self.changed(state);
    }

    /// Whether the encoder is connected.
    pub(super) fn is_plugged(&self) -> bool {
        !self.lock().is_gone
    }

    /// What the encoder's light shows.
    pub fn signal(&self) -> Signal {
        self.lock().signal.unwrap_or(Signal::Idle)
    }

    /// How many things happened so far.
    pub(super) fn changes(&self) -> u64 {
        self.lock().changes
    }

    /// Waits until something happened since `seen`, but not longer than the limit.
    pub(super) fn wait(&self, seen: u64, limit: Duration) -> Look {
        let mut state = self.lock();
        if state.changes == seen {
            let waited = self.0.changed.wait_timeout(state, limit);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        Self::notice_losses(&mut state);
        Look { changes: state.changes, moves: state.moves, has_card: !state.laid.is_empty() }
    }

    /// Waits as long as an exchange takes; a card that is laid down or taken away ends the wait.
    fn take_time(&self) {
        let state = self.lock();
        let (pace, moves) = (state.pace, state.moves);
        if !pace.is_zero() {
            // Woken early or poisoned, the exchange goes on: it tells what became of the card.
            let _ = self.0.changed.wait_timeout_while(state, pace, |state| state.moves == moves);
        }
    }

    /// Looks whether an exchange lost the card, and wakes whoever waits for that.
    fn tell_losses(&self) {
        let mut state = self.lock();
        let before = state.changes;
        Self::notice_losses(&mut state);
        if state.changes != before {
            drop(state);
            self.0.changed.notify_all();
        }
    }

    /// Wakes whoever waits, though nothing happened.
    pub(super) fn wake(&self) {
        drop(self.lock());
        self.0.changed.notify_all();
    }

    /// A planned fault takes a card away without a hand.
    fn notice_losses(state: &mut State) {
        let State { cards, laid, changes, moves, .. } = state;
        let before = laid.len();
        laid.retain(|id| cards.get(id.0).is_some_and(|card| card.card.lock().is_laid()));
        let lost = before - laid.len();
        *changes += lost as u64;
        *moves += lost as u32;
    }

    fn moved(&self, mut state: MutexGuard<'_, State>) {
        state.moves += 1;
        self.changed(state);
    }

    fn changed(&self, mut state: MutexGuard<'_, State>) {
        state.changes += 1;
        drop(state);
        self.0.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Tray {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.cards()).finish()
    }
}

/// The reader's side of the tray.
pub(super) struct TrayReader {
    tray: Tray,
    /// How many cards had come and gone when the last contact began.
    moves: u32,
}

/// How often whoever waits looks whether the work was called off.
const LOOK: Duration = Duration::from_millis(50);

impl TrayReader {
    pub(super) const fn new(tray: Tray) -> TrayReader {
        TrayReader { tray, moves: 0 }
    }

    fn wait_until<T>(
        &self,
        wait: &Wait,
        mut look: impl FnMut(&State) -> Option<Result<T, ConnectError>>,
    ) -> Result<T, ConnectError> {
        let mut left = wait.limit;
        loop {
            let seen = {
                let mut state = self.tray.lock();
                Tray::notice_losses(&mut state);
                if state.is_gone {
                    return Err(LinkError::ReaderLost.into());
                }
                if let Some(result) = look(&state) {
                    return result;
                }
                state.changes
            };
            if wait.stop.is_stopped() {
                return Err(ConnectError::Stopped);
            }
            if left.is_zero() {
                return Err(ConnectError::NoCard);
            }
            let step = left.min(LOOK);
            if self.tray.wait(seen, step).changes == seen {
                left = left.saturating_sub(step);
            }
        }
    }
}

impl Reader for TrayReader {
    fn wait_for_card(&mut self, wait: &Wait) -> Result<(), ConnectError> {
        self.wait_until(wait, |state| (!state.laid.is_empty()).then_some(Ok(())))
    }

    fn connect(&mut self, _stop: &Stop) -> Result<Contact<'_>, ConnectError> {
        let card = {
            let mut state = self.tray.lock();
            Tray::notice_losses(&mut state);
            self.moves = state.moves;
            if state.is_gone {
                return Err(LinkError::ReaderLost.into());
            }
            match state.laid.as_slice() {
                [] => None,
                [id] => state.cards.get(id.0).map(|card| card.card.clone()),
                [_, _, ..] => return Err(ConnectError::SeveralCards),
            }
        };
        let link = card.ok_or(LinkError::CardLost)?.connect();
        let mut link = Paced { tray: self.tray.clone(), link };
        let serial = serial_of(&mut link)?;
        Ok(Contact { serial, link: Box::new(link) })
    }

    fn wait_for_removal(&mut self, wait: &Wait) -> Result<(), ConnectError> {
        let before = self.moves;
        self.wait_until(wait, |state| (state.laid.is_empty() || state.moves != before).then_some(Ok(())))
    }

    fn show(&mut self, signal: Signal, means: Means) {
        let mut state = self.tray.lock();
        state.signal = means.light.then_some(signal);
        self.tray.changed(state);
    }
}

/// A link on which every exchange takes its time.
struct Paced<L> {
    tray: Tray,
    link: L,
}

impl<L: Link> Link for Paced<L> {
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
        self.tray.take_time();
        if !self.tray.is_plugged() {
            return Err(LinkError::ReaderLost);
        }
        let answer = self.link.exchange(command);
        self.tray.tell_losses();
        answer
    }
}

/// The serial number that a reader says (PC/SC part 3): nothing, if it says none.
pub(super) fn serial_of(link: &mut dyn Link) -> Result<Option<Serial>, LinkError> {
    let answer = link.exchange(&[0xFF, 0xCA, 0x00, 0x00, 0x00])?;
    Ok(answer.strip_suffix(&[0x90, 0x00]).and_then(Serial::new))
}
