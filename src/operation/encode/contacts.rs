//! Contact after contact with a card, until the order is carried out or cannot be. No rows are named here.

use std::time::Duration;

use super::intent::Begun;
use super::order::Order;
use super::{Done, Error, Step, Work};
use crate::console::Console;
use crate::encoder::link::LinkError;
use crate::encoder::reader::{Contact, Reader, Wait};
use crate::encoder::signal::Signal;
use crate::session::Proof;

/// What one contact with a card came to.
enum Contacted {
    Done(Done),
    /// It was another card than the one that is waited for.
    AnotherCard,
}

/// Readers look for their card several times a second; none takes longer than this to miss it.
pub(super) const LOSS_NOTICED: Duration = Duration::from_secs(2);

/// A card that is lost this often is not lost by hand.
const CONTACTS_MAX: u32 = 20;

impl<P: Proof + Clone + Send + 'static> Work<P> {
    pub(super) fn run(self, console: &Console, order: Order) -> Result<Done, Error> {
        // Nobody is asked for a key that could not be written then.
        self.expect_time()?;
        let encoder = self.encoder.clone();
        console.desk().work(&encoder, move |reader| {
            let result = self.contacts(reader, order);
            match &result {
                Ok(_) => self.tell(reader, Step::Done, Signal::Done),
                Err(Error::Stopped) => reader.show(Signal::Idle, self.means),
                Err(_) => reader.show(Signal::Failed, self.means),
            }
            result
        })?
    }

    fn tell(&self, reader: &mut dyn Reader, step: Step, signal: Signal) {
        reader.show(signal, self.means);
        (self.progress)(step);
    }

    /// Contact after contact, until it is done or cannot be done. A key that is removed too soon is waited for,
    /// and the work goes on where it was.
    fn contacts(&self, reader: &mut dyn Reader, order: Order) -> Result<Done, Error> {
        let mut begun = None;
        let mut step = Step::Waiting;
        for _ in 0..CONTACTS_MAX {
            self.tell(reader, step, Signal::Waiting);
            if let Err(error) = reader.wait_for_card(&self.wait) {
                return Err(self.give_up(begun, error.into()));
            }
            reader.show(Signal::Working, self.means);
            let contacted = match reader.connect(&self.wait.stop) {
                Ok(contact) => {
                    // Not before: as long as another program has the card, it may be called off.
                    (self.progress)(Step::Reading);
                    self.contact(contact, order, &mut begun)
                }
                Err(error) => Err(error.into()),
            };
            step = match contacted {
                Ok(Contacted::Done(done)) => return Ok(done),
                Ok(Contacted::AnotherCard) => {
                    self.tell(reader, Step::PutBack, Signal::Failed);
                    if let Err(error) = reader.wait_for_removal(&self.wait) {
                        return Err(self.give_up(begun, error.into()));
                    }
                    Step::PutBack
                }
                Err(Error::Link(LinkError::CardLost)) => {
                    self.notice_loss(reader);
                    Step::PutBack
                }
                Err(error) => return Err(self.give_up(begun, error)),
            };
        }
        Err(self.give_up(begun, Error::Link(LinkError::CardLost)))
    }

    /// Some readers say for a while that the card is still there. One that was only reset is tried again.
    fn notice_loss(&self, reader: &mut dyn Reader) {
        let wait = Wait { limit: LOSS_NOTICED, stop: self.wait.stop.clone() };
        let _ = reader.wait_for_removal(&wait);
    }

    /// One contact: what lies there, what is begun by it, and what comes of that.
    fn contact(
        &self,
        mut contact: Contact<'_>,
        order: Order,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted, Error> {
        let keyring = self.keyring()?;
        let found = self.found(&mut contact, &keyring)?;
        let (begun, next) = match begun {
            Some(waiting) => match self.go_on(found, waiting)? {
                Some(next) => (waiting, next),
                None => return Ok(Contacted::AnotherCard),
            },
            None => {
                let (new, next) = self.begin(found, order)?;
                (begun.insert(new), next)
            }
        };
        self.carry_out(next, begun).map(Contacted::Done)
    }
}
