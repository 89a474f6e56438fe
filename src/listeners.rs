//! Who is told of what happens by itself: at an encoder, or in a commit.

use std::sync::{Mutex, PoisonError};

type Listener<News> = Box<dyn FnMut(&News) -> Listening + Send>;

/// Whether a listener wants to hear more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listening {
    /// It does.
    Goes,
    /// Nobody hears it any more.
    Ended,
}

/// Those who are told.
pub(crate) struct Listeners<News>(Mutex<Vec<Listener<News>>>);

impl<News> Default for Listeners<News> {
    fn default() -> Self {
        Listeners(Mutex::default())
    }
}

impl<News> Listeners<News> {
    /// Tells one more from now on. It is called on the thread of whoever tells, and must not wait.
    pub fn add(&self, listener: impl FnMut(&News) -> Listening + Send + 'static) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
    }

    /// Tells everybody.
    pub fn tell(&self, news: &News) {
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain_mut(|listener| listener(news) == Listening::Goes);
    }
}
