//! Work that takes longer than a frame, off the window's thread.

use iced::Task;
use iced::futures::channel::mpsc::{self, UnboundedSender};

/// Does something that waits (a file, a card, a password check) on a thread of its own. Its answer comes home in a
/// message; what is dropped before is done all the same, and nobody hears of it.
pub fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Task<T> {
    telling(|sender| {
        // Nobody waits for it any more.
        let _ = sender.unbounded_send(work());
    })
}

/// The same for work that says how far it is.
pub fn telling<T: Send + 'static>(work: impl FnOnce(UnboundedSender<T>) + Send + 'static) -> Task<T> {
    let (sender, receiver) = mpsc::unbounded();
    // Without a thread nothing comes home, as if it took for ever; the system is then beyond help.
    let _ = std::thread::Builder::new().name("work".to_owned()).spawn(move || work(sender));
    Task::stream(receiver)
}
