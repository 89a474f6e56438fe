//! What is to be done off the window's thread, or by the window itself, and the message that comes of it.
//!
//! iced's own task is a stream of one kind of message, and every step of its way (to the part, the screen, the desk, the
//! window) makes all of that machinery anew for another kind: a quarter of what was compiled at each edit of a screen. Here
//! what comes home has no kind until it is there, so the machinery stands once.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

use iced::advanced::widget::Operation;
use iced::futures::channel::mpsc::{self, UnboundedSender};

/// A message on its way, of whatever kind.
pub type Sealed = Box<dyn Any + Send>;

/// What is to be done; each thing that comes of it is a message.
#[must_use = "what nobody runs is not done"]
pub struct Task<M> {
    /// Everything that comes of it is an `M`.
    work: iced::Task<Sealed>,
    of: PhantomData<fn() -> M>,
}

/// Seals a message for the way.
pub fn seal<M: Send + 'static>(message: M) -> Sealed {
    Box::new(message)
}

impl<M: Send + 'static> Task<M> {
    fn new(work: iced::Task<Sealed>) -> Self {
        Task { work, of: PhantomData }
    }

    /// Nothing.
    pub fn none() -> Self {
        Task::new(iced::Task::none())
    }

    /// A message at once.
    pub fn done(message: M) -> Self {
        Task::new(iced::Task::done(seal(message)))
    }

    /// Several, all at the same time.
    pub fn batch(tasks: impl IntoIterator<Item = Task<M>>) -> Self {
        let works: Vec<_> = tasks.into_iter().map(|task| task.work).collect();
        Task::new(iced::Task::batch(works))
    }

    /// What is waited for.
    pub fn future(future: impl Future<Output = M> + Send + 'static) -> Self {
        let sealed: std::pin::Pin<Box<dyn Future<Output = Sealed> + Send>> =
            Box::pin(async move { seal(future.await) });
        Task::new(iced::Task::future(sealed))
    }

    /// Whatever is told through the teller, until it is dropped.
    pub fn told() -> (Teller<M>, Self) {
        let (sender, receiver) = mpsc::unbounded();
        (Teller { sender: Sealing(sender), of: PhantomData }, Task::new(iced::Task::stream(receiver)))
    }

    /// What the window itself does, and answers.
    pub fn of_window(task: iced::Task<M>) -> Self {
        Task::new(task.map(seal))
    }

    /// Goes through what is in the window. What comes of it is a sealed `M`.
    pub fn operate(operation: impl Operation<Sealed> + 'static) -> Self {
        Task::new(iced::advanced::widget::operate(operation))
    }

    /// The same, as somebody else's message.
    pub fn map<Other: Send + 'static>(self, map: impl FnMut(M) -> Other + Send + 'static) -> Task<Other> {
        let mut map = map;
        let step: Box<dyn FnMut(Sealed) -> iced::Task<Sealed> + Send> = Box::new(move |sealed| {
            // Nothing but an `M` is ever sealed by what makes one; anything else is told as nothing.
            match sealed.downcast::<M>() {
                Ok(message) => iced::Task::done(seal(map(*message))),
                Err(_) => iced::Task::none(),
            }
        });
        Task::new(self.work.then(step))
    }

    /// Out of how many pieces of work it is made.
    #[cfg(test)]
    pub fn units(&self) -> usize {
        self.work.units()
    }

    /// The same, for the window.
    pub fn for_window(self) -> iced::Task<M> {
        self.work.then(|sealed| match sealed.downcast::<M>() {
            Ok(message) => iced::Task::done(*message),
            Err(_) => iced::Task::none(),
        })
    }
}

impl<M> fmt::Debug for Task<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Task")
    }
}

/// Tells what happens while something is done.
pub struct Teller<M> {
    sender: Sealing,
    of: PhantomData<fn(M)>,
}

/// Tells what is sealed already.
#[derive(Clone)]
pub struct Sealing(UnboundedSender<Sealed>);

// A derived one would want the messages to be copied as well.
impl<M> Clone for Teller<M> {
    fn clone(&self) -> Self {
        Teller { sender: self.sender.clone(), of: PhantomData }
    }
}

impl<M: Send + 'static> Teller<M> {
    /// Tells it.
    pub fn tell(&self, message: M) {
        self.sender.tell(seal(message));
    }

    /// The same for messages of this kind that are sealed before.
    pub fn sealed(self) -> Sealing {
        self.sender
    }
}

impl Sealing {
    /// Tells it. Where nobody waits for it any more (a screen was left, a dialog closed), nobody hears of it.
    pub fn tell(&self, message: Sealed) {
        let _ = self.0.unbounded_send(message);
    }
}
