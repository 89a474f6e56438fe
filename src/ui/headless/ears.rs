//! What the program's subscriptions have heard.
//!
//! Events go to subscriptions on threads of their own, and what comes of one comes home when it comes: a key that no
//! widget wants is done by the window only then. A person at a display never notices; a test that looks at once would. So
//! the stream of events of each subscription is counted: when it asks for the next one, it has done with the one before,
//! and what it had to say is on its way.

use iced::advanced::subscription::{Event, EventStream, Hasher, Recipe};
use iced::futures::stream::{BoxStream, Stream};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll};

/// The ears of all subscriptions.
#[derive(Clone, Default)]
pub struct Ears(Arc<Mutex<Vec<Weak<AtomicUsize>>>>);

impl Ears {
    /// An event goes to all of them.
    pub fn tell(&self) {
        self.each(|behind| {
            behind.fetch_add(1, Ordering::SeqCst);
        });
    }

    /// By how many events the one that is furthest behind is so.
    pub fn behind(&self) -> usize {
        let mut most = 0;
        self.each(|behind| most = most.max(behind.load(Ordering::SeqCst)));
        most
    }

    fn each(&self, mut visit: impl FnMut(&AtomicUsize)) {
        let mut ears = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What does not listen, or not any more, has put its ear away.
        ears.retain(|ear| ear.upgrade().map(|behind| visit(&behind)).is_some());
    }

    /// Gives a subscription an ear; `heard` is called whenever it has done with an event, or listens no more.
    pub fn of<M: 'static>(
        &self,
        recipe: Box<dyn Recipe<Output = M>>,
        heard: impl Fn() + Send + 'static,
    ) -> Box<dyn Recipe<Output = M>> {
        Box::new(Listening { recipe, ears: self.clone(), heard: Box::new(heard) })
    }
}

type Heard = Box<dyn Fn() + Send>;

struct Listening<M> {
    recipe: Box<dyn Recipe<Output = M>>,
    ears: Ears,
    heard: Heard,
}

impl<M> Recipe for Listening<M> {
    type Output = M;

    fn hash(&self, state: &mut Hasher) {
        self.recipe.hash(state);
    }

    fn stream(self: Box<Self>, input: EventStream) -> BoxStream<'static, M> {
        let behind = Arc::new(AtomicUsize::new(0));
        self.ears.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&behind));
        let counted = Counted { input, behind, has_one: false, heard: self.heard };
        self.recipe.stream(Box::pin(counted))
    }
}

/// The events of one subscription, counted.
struct Counted {
    input: EventStream,
    behind: Arc<AtomicUsize>,
    /// Whether it was given an event that it has not done with.
    has_one: bool,
    heard: Heard,
}

impl Stream for Counted {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Event>> {
        if std::mem::take(&mut self.has_one) {
            self.behind.fetch_sub(1, Ordering::SeqCst);
            (self.heard)();
        }
        let next = self.input.as_mut().poll_next(context);
        self.has_one = matches!(next, Poll::Ready(Some(_)));
        next
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        // It is not waited for any more, and whoever waits looks again.
        self.behind.store(0, Ordering::SeqCst);
        (self.heard)();
    }
}
