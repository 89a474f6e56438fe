//! The encoders of this desk: one thread a reader, which works on one card at a time, and one that watches readers
//! and cards come and go.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

pub use super::pcsc::Service;
use super::pcsc::{self, PcscReader, Waker, Watcher};
use super::reader::Reader;
use super::tray::{self, Tray, TrayReader};
use crate::listeners::{Listeners, Listening};

/// What happens at the encoders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// An encoder came, went, or its state changed.
    Changed,
    /// A card was laid on the encoder of this name.
    CardLaid(String),
    /// The card was taken off the encoder of this name.
    CardTaken(String),
}

/// An encoder as screens show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoder {
    /// The name that the system gives it.
    pub name: String,
    /// What people read: as short as tells it from the others of this desk.
    pub label: String,
    /// Whether it is a simulation.
    pub simulated: bool,
    /// What it does.
    pub state: State,
    /// Whether it does nothing but bring keys up to date, by itself.
    pub only_updates: bool,
}

/// What an encoder does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing lies on it.
    Empty,
    /// A card lies on it.
    Holding,
    /// Work goes on.
    Busy,
}

/// Why an encoder cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    /// There is no encoder of that name, or none at all.
    #[error("there is no such encoder")]
    Absent,
    /// It is in use.
    #[error("the encoder is in use")]
    Busy,
    /// It is an update point: it brings keys up to date by itself, and does nothing else.
    #[error("the encoder only updates keys")]
    OnlyUpdates,
    /// The work broke off by a defect of the program. The encoder is ready for other work.
    #[error("the work broke off by a defect of the program")]
    BrokeOff,
}

type Job = Box<dyn FnOnce(&mut dyn Reader) + Send>;

struct Slot {
    simulated: bool,
    has_card: bool,
    /// Whether the last card could have been a key; nothing, as long as there was none.
    suits: Option<bool>,
    events: u32,
    busy: Arc<AtomicBool>,
    jobs: Sender<Job>,
}

impl Slot {
    /// Where it stands among the encoders.
    const fn rank(&self) -> u8 {
        match (self.has_card, self.suits) {
            (true, Some(true)) => 0,
            (false, Some(true)) => 1,
            (_, None) => 2,
            (_, Some(false)) => 3,
        }
    }
}

/// What people read for the names that the system gives: `maker model [interface] (serial) 00 01`. A device with
/// several slots has an interface for each, which is then all that differs; equal ones are counted.
fn labels(names: &[&str]) -> Vec<String> {
    let short: Vec<&str> = names.iter().map(|name| without_numbers(name)).collect();
    let label = |at: usize, label: &&str| {
        let same = |other: &&&str| *other == label;
        if short.iter().filter(same).count() < 2 {
            return (*label).to_owned();
        }
        format!("{label} ({})", short.iter().take(at + 1).filter(same).count())
    };
    short.iter().enumerate().map(|(at, short)| label(at, short)).collect()
}

fn without_numbers(name: &str) -> &str {
    let interface = name.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(inside, _)| inside);
    if let Some(interface) = interface.map(str::trim).filter(|inside| !inside.is_empty()) {
        return interface;
    }
    // The two numbers at the end are those of the device and the slot.
    let is_number = |word: &&str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut words = name.rsplitn(3, ' ');
    match (words.next(), words.next(), words.next()) {
        (Some(slot), Some(device), Some(rest)) if is_number(&slot) && is_number(&device) => rest,
        _ => name,
    }
}

#[derive(Default)]
struct Shared {
    slots: Mutex<BTreeMap<String, Slot>>,
    /// The names of those that only update keys, whether they are there or not.
    points: Mutex<BTreeSet<String>>,
    service: Mutex<Option<Service>>,
    listeners: Listeners<News>,
    closing: AtomicBool,
    waker: Waker,
}

/// The encoders of this desk.
pub struct Desk {
    shared: Arc<Shared>,
    tray: Option<Tray>,
    /// The tray of every simulated encoder.
    trays: Mutex<Vec<Tray>>,
    watchers: Mutex<Vec<thread::JoinHandle<()>>>,
}

impl Desk {
    /// Begins to watch: real readers if wanted, and the tray if there is one.
    pub fn open(readers: Readers, tray: Option<Tray>) -> Desk {
        let shared = Arc::new(Shared::default());
        let mut watchers = Vec::new();
        if readers == Readers::Watched {
            let shared = Arc::clone(&shared);
            watchers.extend(spawn_watcher("readers", move || watch_readers(&shared)));
        }
        let desk =
            Desk { shared, tray: tray.clone(), trays: Mutex::default(), watchers: Mutex::new(watchers) };
        if let Some(tray) = tray {
            desk.plug(tray::NAME, tray);
        }
        desk
    }

    /// Connects one more simulated encoder.
    pub fn plug(&self, name: &str, tray: Tray) {
        tray.set_plugged(true);
        self.shared.add(name, true, Box::new(TrayReader::new(tray.clone())));
        let (shared, watched, name) = (Arc::clone(&self.shared), tray.clone(), name.to_owned());
        let watcher = spawn_watcher("tray", move || watch_tray(&shared, &name, &watched));
        self.watchers().extend(watcher);
        self.trays.lock().unwrap_or_else(PoisonError::into_inner).push(tray);
    }

    /// Disconnects a simulated encoder, whatever is being done with it.
    pub fn unplug(&self, name: &str, tray: &Tray) {
        self.shared.slots().remove(name);
        tray.set_plugged(false);
        self.shared.tell(&News::Changed);
    }

    fn watchers(&self) -> MutexGuard<'_, Vec<thread::JoinHandle<()>>> {
        self.watchers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The encoders that are there: first those that hold a card that can be a key, then those that held one, then
    /// those that never held any card, then those whose card is of another kind; among equals by name, and the
    /// simulated one last.
    pub fn encoders(&self) -> Vec<Encoder> {
        let points = self.shared.points();
        let slots = self.shared.slots();
        let names: Vec<&str> = slots.keys().map(String::as_str).collect();
        let labels = labels(&names);
        let mut ranked: Vec<((bool, u8), Encoder)> = slots
            .iter()
            .zip(labels)
            .map(|((name, slot), label)| {
                (
                    (slot.simulated, slot.rank()),
                    Encoder {
                        name: name.clone(),
                        label,
                        simulated: slot.simulated,
                        state: match (slot.busy.load(Ordering::SeqCst), slot.has_card) {
                            (true, _) => State::Busy,
                            (false, true) => State::Holding,
                            (false, false) => State::Empty,
                        },
                        only_updates: points.contains(name),
                    },
                )
            })
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, encoder)| encoder).collect()
    }

    /// Whether the PC/SC service runs; nothing, as long as nobody looked.
    pub fn service(&self) -> Option<Service> {
        *self.shared.service.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The tray of the simulated encoder, if there is one.
    pub const fn tray(&self) -> Option<&Tray> {
        self.tray.as_ref()
    }

    /// What happens from now on.
    pub fn listen(&self) -> Receiver<News> {
        let (sender, receiver) = mpsc::channel();
        self.tell(move |news| match sender.send(news.clone()) {
            Ok(()) => Listening::Goes,
            Err(_) => Listening::Ended,
        });
        receiver
    }

    /// Tells a listener what happens from now on. It is called on the encoders' own threads and must not wait.
    pub fn tell(&self, listener: impl FnMut(&News) -> Listening + Send + 'static) {
        self.shared.listeners.add(listener);
    }

    /// Leaves an encoder to its update point: from now on it is used for nothing else, also when it comes back after it was
    /// disconnected.
    pub(crate) fn reserve(&self, encoder: &str) {
        if self.shared.points().insert(encoder.to_owned()) {
            self.shared.tell(&News::Changed);
        }
    }

    /// Takes it back.
    pub(crate) fn release(&self, encoder: &str) {
        if self.shared.points().remove(encoder) {
            self.shared.tell(&News::Changed);
        }
    }

    /// Tells whoever shows encoders that something is otherwise.
    pub(crate) fn announce(&self) {
        self.shared.tell(&News::Changed);
    }

    /// Works with an encoder, alone, on its own thread; waits until the work is done.
    pub fn work<T: Send + 'static>(
        &self,
        encoder: &str,
        work: impl FnOnce(&mut dyn Reader) -> T + Send + 'static,
    ) -> Result<T, Unavailable> {
        if self.shared.points().contains(encoder) {
            return Err(Unavailable::OnlyUpdates);
        }
        self.work_as_point(encoder, work)
    }

    /// The same, for the update point to which the encoder was left.
    pub(crate) fn work_as_point<T: Send + 'static>(
        &self,
        encoder: &str,
        work: impl FnOnce(&mut dyn Reader) -> T + Send + 'static,
    ) -> Result<T, Unavailable> {
        let (jobs, busy) = {
            let slots = self.shared.slots();
            let slot = slots.get(encoder).ok_or(Unavailable::Absent)?;
            (slot.jobs.clone(), Arc::clone(&slot.busy))
        };
        if busy.swap(true, Ordering::SeqCst) {
            return Err(Unavailable::Busy);
        }
        self.shared.tell(&News::Changed);
        let (answer, answered) = mpsc::channel();
        let job = Box::new(move |reader: &mut dyn Reader| {
            // Nobody waits any more only when the program ends.
            let _ = answer.send(work(reader));
        });
        let result = jobs.send(job).map_err(|_| Unavailable::Absent);
        let value = result.and_then(|()| answered.recv().map_err(|_| Unavailable::BrokeOff));
        busy.store(false, Ordering::SeqCst);
        self.shared.tell(&News::Changed);
        value
    }
}

/// The real readers that are there now, and whether a card lies on each, without opening a desk.
pub fn look() -> (Service, Vec<(String, bool)>) {
    let (service, seen) = pcsc::list();
    (service, seen.into_iter().map(|reader| (reader.name, reader.has_card)).collect())
}

/// A real reader, to be used by nobody else meanwhile.
pub fn reader(name: &str) -> Option<impl Reader + use<>> {
    PcscReader::new(name)
}

/// Whether real readers are watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// They are.
    Watched,
    /// They are left alone: for tests, and where only the simulated encoder is wanted.
    Ignored,
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::SeqCst);
        // Without their slots the readers' threads end by themselves.
        self.shared.slots().clear();
        let watchers = std::mem::take(&mut *self.watchers());
        let trays = std::mem::take(&mut *self.trays.lock().unwrap_or_else(PoisonError::into_inner));
        for watcher in watchers {
            // One that was about to wait when it was woken is woken again.
            while !watcher.is_finished() {
                self.shared.waker.wake();
                trays.iter().for_each(Tray::wake);
                watcher.thread().unpark();
                thread::park_timeout(CLOSING);
            }
            // A watcher that panicked has nothing left to say.
            let _ = watcher.join();
        }
    }
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Option<thread::JoinHandle<()>> {
    // Without a thread there is no encoder, and the screens say so.
    thread::Builder::new().name(name.to_owned()).spawn(run).ok()
}

/// A thread that watches until it is told to end; one that panics begins anew.
fn spawn_watcher(name: &str, watch: impl Fn() + Send + 'static) -> Option<thread::JoinHandle<()>> {
    spawn(name, move || {
        while panic::catch_unwind(AssertUnwindSafe(&watch)).is_err() {
            thread::park_timeout(RETRY);
        }
    })
}

impl Shared {
    fn points(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.points.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn slots(&self) -> MutexGuard<'_, BTreeMap<String, Slot>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, news: &News) {
        self.listeners.tell(news);
    }

    /// Gives a reader a thread of its own.
    fn add(&self, name: &str, simulated: bool, mut reader: Box<dyn Reader>) {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let run = move || {
            while let Ok(job) = waiting.recv() {
                // A job that panics ends itself, not the encoder: whoever waits for it is told by the silence.
                let _ = panic::catch_unwind(AssertUnwindSafe(|| job(reader.as_mut())));
            }
        };
        if spawn("reader", run).is_some() {
            let busy = Arc::new(AtomicBool::new(false));
            let slot = Slot { simulated, has_card: false, suits: None, events: 0, busy, jobs };
            self.slots().insert(name.to_owned(), slot);
            self.tell(&News::Changed);
        }
    }

    /// Notes whether a card lies on a reader, and tells it.
    fn note_card(&self, name: &str, has_card: bool, suits: bool, events: u32) {
        let mut slots = self.slots();
        let Some(slot) = slots.get_mut(name) else {
            return;
        };
        let (was, before) = (slot.has_card, slot.events);
        (slot.has_card, slot.events) = (has_card, events);
        if has_card {
            slot.suits = Some(suits);
        }
        drop(slots);
        // A card that came and went between two looks, or was changed for another, is reported as taken and laid.
        if was && (!has_card || events != before) {
            self.tell(&News::CardTaken(name.to_owned()));
        }
        if has_card && (!was || events != before) {
            self.tell(&News::CardLaid(name.to_owned()));
        }
    }
}

fn watch_readers(shared: &Shared) {
    let mut watcher = Watcher::new(shared.waker.clone());
    while !shared.closing.load(Ordering::SeqCst) {
        let (service, seen) = watcher.look();
        note_service(shared, service);
        note_readers(shared, &seen);
        if service != Service::Running && !shared.closing.load(Ordering::SeqCst) {
            thread::park_timeout(RETRY);
        }
    }
}

/// How often it is tried whether the service runs again.
const RETRY: Duration = Duration::from_secs(2);
/// How often a watcher of a tray looks though nothing happened.
const LOOK: Duration = Duration::from_secs(60);
/// How often watchers are woken that are to end.
const CLOSING: Duration = Duration::from_millis(2);

fn note_service(shared: &Shared, service: Service) {
    let mut known = shared.service.lock().unwrap_or_else(PoisonError::into_inner);
    let changed = known.replace(service) != Some(service);
    drop(known);
    if changed {
        shared.tell(&News::Changed);
    }
}

fn note_readers(shared: &Shared, seen: &[pcsc::Seen]) {
    let gone: Vec<String> = {
        let slots = shared.slots();
        let is_gone = |name: &&String| !seen.iter().any(|reader| reader.name == **name);
        slots
            .iter()
            .filter(|(_, slot)| !slot.simulated)
            .map(|(name, _)| name)
            .filter(is_gone)
            .cloned()
            .collect()
    };
    for name in gone {
        shared.slots().remove(&name);
        shared.tell(&News::Changed);
    }
    for reader in seen {
        let is_new = !shared.slots().contains_key(&reader.name);
        if is_new && let Some(new) = PcscReader::new(&reader.name) {
            shared.add(&reader.name, false, Box::new(new));
        }
        shared.note_card(&reader.name, reader.has_card, reader.is_by_radio, reader.events);
    }
}

fn watch_tray(shared: &Shared, name: &str, tray: &Tray) {
    let mut seen = tray.changes();
    while !shared.closing.load(Ordering::SeqCst) && tray.is_plugged() {
        let look = tray.wait(seen, LOOK);
        if look.changes != seen {
            shared.note_card(name, look.has_card, true, look.moves);
            shared.tell(&News::Changed);
        }
        seen = look.changes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> Desk {
        Desk::open(Readers::Ignored, Some(Tray::new()))
    }

    #[test]
    fn encoders_are_called_by_what_tells_them_apart() {
        let names = [
            "ACS ACR1252 Reader [ACR1252 Reader PICC] 00 00",
            "ACS ACR1252 Reader [ACR1252 Reader PICC] 01 00",
            "ACS ACR122U 02 00",
            "HID OMNIKEY 5422 [OMNIKEY 5422 Smartcard Reader] (KA1) 03 00",
            "HID OMNIKEY 5422 [OMNIKEY 5422CL Smartcard Reader] (KA1) 03 01",
            "Simulated encoder",
        ];
        let said = labels(&names);
        assert_eq!(
            said,
            [
                "ACR1252 Reader PICC (1)",
                "ACR1252 Reader PICC (2)",
                "ACS ACR122U",
                "OMNIKEY 5422 Smartcard Reader",
                "OMNIKEY 5422CL Smartcard Reader",
                "Simulated encoder",
            ]
        );
    }

    #[test]
    fn the_slot_with_a_card_that_is_no_key_comes_last() {
        let shared = Arc::new(Shared::default());
        let desk = Desk {
            shared: Arc::clone(&shared),
            tray: None,
            trays: Mutex::default(),
            watchers: Mutex::default(),
        };
        let first = || desk.encoders().first().map(|encoder| encoder.name.clone());
        for name in ["A contacts", "B antenna", "C antenna"] {
            shared.add(name, false, Box::new(TrayReader::new(Tray::new())));
        }
        shared.note_card("A contacts", true, false, 1);
        assert_eq!(first().as_deref(), Some("B antenna"), "a card for ever in the slot is no key");
        shared.note_card("C antenna", true, true, 1);
        assert_eq!(first().as_deref(), Some("C antenna"), "the one that holds a key");
        shared.note_card("C antenna", false, true, 2);
        assert_eq!(first().as_deref(), Some("C antenna"), "the one that held a key last");
        assert_eq!(desk.encoders().last().map(|encoder| encoder.name.clone()).as_deref(), Some("A contacts"));
    }

    #[test]
    fn work_that_panics_does_not_take_the_encoder_with_it() {
        let desk = desk();
        for _ in 0..3 {
            let broken = desk.work(tray::NAME, |_| -> u8 { panic!("a defect") });
            assert_eq!(broken, Err(Unavailable::BrokeOff));
            assert_eq!(desk.encoders()[0].state, State::Empty);
            assert_eq!(desk.work(tray::NAME, |_| 7), Ok(7));
        }
    }

    #[test]
    fn a_listener_that_panics_takes_no_watcher_with_it() {
        let desk = desk();
        let mut panics = 2;
        let (sender, heard) = mpsc::channel();
        desk.tell(move |news| {
            if panics > 0 {
                panics -= 1;
                panic!("a defect");
            }
            // The test hears as much as it waits for.
            let _ = sender.send(news.clone());
            Listening::Goes
        });
        let tray = desk.tray().unwrap();
        let card = super::super::simulator::Card::new(
            super::super::simulator::Product::Ntag424,
            [4, 1, 2, 3, 4, 5, 6],
        );
        let id = tray.add("card", super::super::simulator::SharedCard::new(card));
        // Whatever is not seen because the watcher begins anew is seen the next time.
        let laid = (0..100).any(|_| {
            tray.clear();
            tray.lay(id);
            heard.recv_timeout(RETRY * 2).is_ok()
        });
        assert!(laid, "the watcher goes on");
    }
}
