//! Contact after contact with a card, until a deed is done or cannot be. No rows are named here.

use std::time::Duration;

use super::intent::Begun;
use super::order::Order;
use super::{Done, Error, Step, Work};
use crate::console::Console;
use crate::encoder::link::LinkError;
use crate::encoder::reader::{Contact, Reader, Wait};
use crate::encoder::signal::Signal;
use crate::session::Pass;

/// What is done with a card, contact after contact.
pub(super) trait Deed<P> {
    /// What was begun, and is gone on with when the card comes back.
    type Begun;
    /// What was done.
    type Done;

    /// One contact: what lies there, and what comes of that.
    fn contact(
        &self,
        work: &Work<P>,
        contact: Contact<'_>,
        begun: &mut Option<Self::Begun>,
    ) -> Result<Contacted<Self::Done>, Error>;

    /// Whether another card that is laid down meanwhile is to be taken away first, so that the one that is waited for can come
    /// back. Where nobody stands by, it is somebody else's turn.
    fn insists_on_its_card(&self) -> bool {
        true
    }

    /// The card did not come back, or it cannot be done: what is so then.
    fn give_up(&self, work: &Work<P>, begun: Option<Self::Begun>, error: Error) -> Error;
}

/// What one contact with a card came to.
pub(super) enum Contacted<T> {
    Done(T),
    /// It was another card than the one that is waited for.
    AnotherCard,
}

/// Readers look for their card several times a second; none takes longer than this to miss it.
const LOSS_NOTICED: Duration = Duration::from_secs(2);

/// A card that is lost this often is not lost by hand.
const CONTACTS_MAX: u32 = 20;

impl<P: Pass + Clone + Send + 'static> Work<P> {
    /// Carries out an order: a key is written.
    pub(super) fn run(self, console: &Console, order: Order) -> Result<Done, Error> {
        // Nobody is asked for a key that could not be written then.
        self.expect_time()?;
        self.carry_through(console, order)
    }

    /// Does something with a card, however often it is taken away meanwhile.
    pub(super) fn carry_through<D>(self, console: &Console, deed: D) -> Result<D::Done, Error>
    where
        D: Deed<P> + Send + 'static,
        D::Done: Send + 'static,
    {
        let encoder = self.encoder.clone();
        console.desk().work(&encoder, move |reader| {
            let result = self.contacts(reader, &deed);
            match &result {
                Ok(_) => self.tell(reader, Step::Done, Signal::Done),
                Err(Error::Stopped) => reader.show(Signal::Idle, self.means),
                Err(_) => reader.show(Signal::Failed, self.means),
            }
            result
        })?
    }

    pub(super) fn tell(&self, reader: &mut dyn Reader, step: Step, signal: Signal) {
        reader.show(signal, self.means);
        (self.progress)(step);
    }

    /// Contact after contact, until it is done or cannot be done. A key that is removed too soon is waited for,
    /// and the work goes on where it was.
    pub(super) fn contacts<D: Deed<P>>(&self, reader: &mut dyn Reader, deed: &D) -> Result<D::Done, Error> {
        let mut begun = None;
        let mut step = Step::Waiting;
        for _ in 0..CONTACTS_MAX {
            self.tell(reader, step, Signal::Waiting);
            if let Err(error) = reader.wait_for_card(&self.wait) {
                return Err(deed.give_up(self, begun, error.into()));
            }
            reader.show(Signal::Working, self.means);
            let contacted = match reader.connect(&self.wait.stop) {
                Ok(contact) => {
                    // Not before: as long as another program has the card, it may be called off.
                    (self.progress)(Step::Reading);
                    deed.contact(self, contact, &mut begun)
                }
                Err(error) => Err(error.into()),
            };
            step = match contacted {
                Ok(Contacted::Done(done)) => return Ok(done),
                Ok(Contacted::AnotherCard) if !deed.insists_on_its_card() => {
                    return Err(deed.give_up(self, begun, Error::Link(LinkError::CardLost)));
                }
                Ok(Contacted::AnotherCard) => {
                    self.tell(reader, Step::PutBack, Signal::Failed);
                    if let Err(error) = reader.wait_for_removal(&self.wait) {
                        return Err(deed.give_up(self, begun, error.into()));
                    }
                    Step::PutBack
                }
                Err(Error::Link(LinkError::CardLost)) => {
                    self.notice_loss(reader);
                    Step::PutBack
                }
                Err(error) => return Err(deed.give_up(self, begun, error)),
            };
        }
        Err(deed.give_up(self, begun, Error::Link(LinkError::CardLost)))
    }

    /// Some readers say for a while that the card is still there. One that was only reset is tried again.
    fn notice_loss(&self, reader: &mut dyn Reader) {
        let wait = Wait { limit: LOSS_NOTICED, stop: self.wait.stop.clone() };
        let _ = reader.wait_for_removal(&wait);
    }
}

impl<P: Pass + Clone + Send + 'static> Deed<P> for Order {
    type Begun = Begun;
    type Done = Done;

    fn contact(
        &self,
        work: &Work<P>,
        mut contact: Contact<'_>,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted<Done>, Error> {
        let keyring = work.keyring()?;
        let found = work.found(&mut contact, &keyring)?;
        let (begun, next) = match begun {
            Some(waiting) => match work.go_on(found, waiting)? {
                Some(next) => (waiting, next),
                None => return Ok(Contacted::AnotherCard),
            },
            None => {
                let (new, next) = work.begin(found, *self)?;
                (begun.insert(new), next)
            }
        };
        work.carry_out(next, begun).map(Contacted::Done)
    }

    fn give_up(&self, work: &Work<P>, begun: Option<Begun>, error: Error) -> Error {
        work.give_up(begun, error)
    }
}
