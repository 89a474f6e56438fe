//! Work that takes longer than a frame, off the window's thread.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::widget::clock;
use crate::widget::task::{Task, Teller};

/// Does something that waits (a file, a card, a password check) on a thread of its own. Its answer comes home in a
/// message; what is dropped before is done all the same, and nobody hears of it.
pub fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Task<T> {
    telling(|teller| teller.tell(work()))
}

/// The same for work that says how far it is.
pub fn telling<T: Send + 'static>(work: impl FnOnce(Teller<T>) + Send + 'static) -> Task<T> {
    let (teller, told) = Task::told();
    run(Box::new(move || work(teller)));
    told
}

/// Does something on a thread of its own.
pub fn run(work: Box<dyn FnOnce() + Send>) {
    // Without a thread nothing comes home, as if it took for ever; the system is then beyond help.
    let _ = std::thread::Builder::new().name("work".to_owned()).spawn(work);
}

/// Work that runs on other threads, and since when: a piece of it is under way as long as its [`Piece`] lives.
#[derive(Clone, Default)]
pub struct UnderWay(Arc<Mutex<BTreeMap<u64, Instant>>>);

/// A piece of work that is under way.
pub struct Piece {
    of: UnderWay,
    number: u64,
}

impl UnderWay {
    /// Begins a piece of work.
    pub fn begin(&self) -> Piece {
        let mut pieces = self.pieces();
        let number = pieces.last_key_value().map_or(0, |(last, _)| last + 1);
        pieces.insert(number, clock::now());
        drop(pieces);
        Piece { of: self.clone(), number }
    }

    /// Since when the oldest piece is under way, if there is any.
    pub fn since(&self) -> Option<Instant> {
        self.pieces().values().min().copied()
    }

    fn pieces(&self) -> MutexGuard<'_, BTreeMap<u64, Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        self.of.pieces().remove(&self.number);
    }
}

/// Something that cannot be copied on its way through messages, which are.
pub struct Carried<T>(Arc<Mutex<Option<T>>>);

// A derived one would want what is carried to be copied as well.
impl<T> Clone for Carried<T> {
    fn clone(&self) -> Self {
        Carried(Arc::clone(&self.0))
    }
}

impl<T> Carried<T> {
    /// Wraps it for the way.
    pub fn new(value: T) -> Self {
        Carried(Arc::new(Mutex::new(Some(value))))
    }

    /// Takes it out; nothing, the second time.
    pub fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl<T> fmt::Debug for Carried<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Carried")
    }
}
