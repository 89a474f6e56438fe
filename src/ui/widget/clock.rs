//! The time that widgets see.
//!
//! A tooltip that waits, a pulse, a double click and a type-ahead all ask here, so that the headless
//! driver can hold the time still: pictures are then equal byte for byte, and a test moves the time
//! instead of waiting for it. The clock belongs to the thread, as the window does.

use std::cell::Cell;
use std::time::Instant;

thread_local! {
    static STOPPED_AT: Cell<Option<Instant>> = const { Cell::new(None) };
    static IS_CALM: Cell<bool> = const { Cell::new(false) };
}

/// What time it is for the widgets of this thread.
pub fn now() -> Instant {
    STOPPED_AT.get().unwrap_or_else(Instant::now)
}

/// Holds the time of this thread's widgets still.
pub fn stop_at(instant: Instant) {
    STOPPED_AT.set(Some(instant));
}

/// Lets the time of this thread's widgets run again.
pub fn run() {
    STOPPED_AT.set(None);
}

/// Lets nothing of this thread's widgets move by itself, while their time goes on.
pub fn calm() {
    IS_CALM.set(true);
}

/// Whether a thing that moves by itself should not: time is held still, or everything is calm.
pub fn is_stopped() -> bool {
    IS_CALM.get() || STOPPED_AT.get().is_some()
}
