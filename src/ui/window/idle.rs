//! How long nobody has touched the desk, by two clocks: that of the computer's work, which may stand while it sleeps, and
//! that on the wall, which anybody may set. Whichever says longer counts, and a wall clock that is put back counts as
//! too long.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use keydesk::domain::moment::{Moment, Reading};

use crate::widget::clock;

/// After this long without a key or a click, nobody is taken to be there: long enough to read a page, short enough to
/// find a pause.
const STILL: Duration = Duration::from_secs(60);

/// When the desk was touched last.
#[derive(Debug, Default)]
pub struct Idle(Mutex<Option<Touched>>);

#[derive(Debug, Clone, Copy)]
struct Touched {
    worked: Instant,
    wall: Moment,
    /// The desk locks itself after so long.
    limit: Duration,
}

impl Touched {
    fn is_over(self, wall: Moment) -> bool {
        let slept_too_long = (wall - self.wall).to_std().is_ok_and(|passed| passed >= self.limit);
        clock::now().saturating_duration_since(self.worked) >= self.limit
            || slept_too_long
            || wall < self.wall - Reading::LEEWAY
    }
}

impl Idle {
    /// Begins to count, for a desk that locks itself after `limit`.
    pub fn begin(&self, wall: Moment, limit: Duration) {
        self.set(Some(Touched { worked: clock::now(), wall, limit }));
    }

    /// Counts no more: the desk is locked, or nobody is signed in.
    pub fn stop(&self) {
        self.set(None);
    }

    /// Somebody touches the desk. Says whether that comes too late: then it does not count.
    pub fn touch(&self, wall: Moment) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = state.is_some_and(|touched| touched.is_over(wall));
        if let Some(touched) = state.as_mut().filter(|_| !is_over) {
            (touched.worked, touched.wall) = (clock::now(), wall);
        }
        is_over
    }

    /// Whether nobody has touched the desk for a while, so that what is done by itself keeps nobody waiting.
    pub fn is_still(&self) -> bool {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_none_or(|touched| clock::now().saturating_duration_since(touched.worked) >= STILL)
    }

    /// Whether the desk is to lock itself.
    pub fn is_over(&self, wall: Moment) -> bool {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_some_and(|touched| touched.is_over(wall))
    }

    fn set(&self, touched: Option<Touched>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = touched;
    }
}
