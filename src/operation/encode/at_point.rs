//! Keys at an update point: each that is laid down is read, what it brought is kept, and it is brought up to date, unless
//! that would change nothing. What the database does not want is never written, no key is assigned, and nothing is insisted
//! on. Nobody stands by: a key that was taken away too soon is not waited for when somebody else comes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::contacts::{Contacted, Deed};
use super::intent::Begun;
use super::order::Areas;
use super::recognise::{Said, brought};
use super::writing::Next;
use super::{At, Done, Error, OldKey, Signal, Step, Work};
use crate::console::Workshop;
use crate::domain::denylist::Slice;
use crate::domain::key::Key;
use crate::domain::moment::Moment;
use crate::encoder::layout::{Found, KeyCard};
use crate::encoder::reader::{Contact, Reader, Stop, Wait};
use crate::session::Pass;
use crate::storage::{self, denylist, encoders, site};

/// What was done with a key at an update point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Served {
    /// It was brought up to date.
    Updated(Done),
    /// It says already what it should: nothing was written.
    Current {
        /// Until when it is valid.
        until: Moment,
    },
}

/// What lies on the encoder after a key was served, or was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::operation) enum Lies {
    /// That key, if anything: it is waited for until it is taken away.
    That,
    /// One whose turn it is: somebody else's, or the same that was laid down again.
    Another,
}

/// Waits for the next key that is laid down, and serves it.
pub(in crate::operation) fn serve_next<P: Pass + Clone + Send + 'static>(
    shop: &Workshop,
    pass: &P,
    at: &At,
) -> (Result<Served, Error>, Lies) {
    let met_another = Arc::new(AtomicBool::new(false));
    let result = serve(shop, pass, at, &met_another);
    (result, if met_another.load(Ordering::SeqCst) { Lies::Another } else { Lies::That })
}

fn serve<P: Pass + Clone + Send + 'static>(
    shop: &Workshop,
    pass: &P,
    at: &At,
    met_another: &Arc<AtomicBool>,
) -> Result<Served, Error> {
    let work = Work::in_shop(shop, pass, at)?;
    work.expect_time()?;
    let deed = AtPoint { met_another: Arc::clone(met_another) };
    shop.desk.work_as_point(&at.encoder, move |reader| {
        let result = work.contacts(reader, &deed);
        match &result {
            Ok(_) => work.tell(reader, Step::Done, Signal::Done),
            Err(Error::Stopped | Error::NoKey) => reader.show(Signal::Idle, work.means),
            Err(error) => {
                reader.show(Signal::Failed, work.means);
                if error.is_of_haste() && !deed.met_another.load(Ordering::SeqCst) {
                    let comes = linger(reader, &work.wait.stop);
                    deed.met_another.store(comes, Ordering::SeqCst);
                }
            }
        }
        result
    })?
}

/// Whoever took the key away too soon sees for a moment that it was, unless one is laid down: whether one is.
fn linger(reader: &mut dyn Reader, stop: &Stop) -> bool {
    reader.wait_for_card(&Wait { limit: SEEN, stop: stop.clone() }).is_ok()
}

const SEEN: Duration = Duration::from_millis(1500);

/// Waits until the key that was served is taken away, and another one may come.
pub(in crate::operation) fn wait_until_free(
    shop: &Workshop,
    encoder: &str,
    stop: &Stop,
) -> Result<(), Error> {
    let wait = Wait { limit: AT_LEISURE, stop: stop.clone() };
    Ok(shop.desk.work_as_point(encoder, move |reader| reader.wait_for_removal(&wait))??)
}

/// Keys are left lying, over a weekend as well.
const AT_LEISURE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

impl Error {
    /// Whether the key was taken away while something was still to be done with it: nothing lies there now.
    pub(in crate::operation) const fn is_of_haste(&self) -> bool {
        matches!(self, Error::RemovedTooSoon | Error::Unknown { came_off: true })
    }
}

struct AtPoint {
    met_another: Arc<AtomicBool>,
}

/// What is begun with a key.
enum Begins<'l, 'k> {
    /// Nothing: it goes on as it is.
    Nothing(Served),
    Writing(Box<(Begun, Next<'l, 'k>)>),
}

impl<P: Pass + Clone + Send + 'static> Deed<P> for AtPoint {
    type Begun = Begun;
    type Done = Served;

    fn contact(
        &self,
        work: &Work<P>,
        mut contact: Contact<'_>,
        begun: &mut Option<Begun>,
    ) -> Result<Contacted<Served>, Error> {
        let keyring = work.keyring()?;
        let found = work.found(&mut contact, &keyring)?;
        let (begun, next) = match begun {
            Some(waiting) => match work.go_on(found, waiting)? {
                Some(next) => (waiting, next),
                None => {
                    self.met_another.store(true, Ordering::SeqCst);
                    return Ok(Contacted::AnotherCard);
                }
            },
            None => match work.begin_at_point(found)? {
                Begins::Nothing(served) => return Ok(Contacted::Done(served)),
                Begins::Writing(writing) => {
                    let (new, next) = *writing;
                    (begun.insert(new), next)
                }
            },
        };
        Ok(Contacted::Done(Served::Updated(work.carry_out(next, begun)?)))
    }

    fn insists_on_its_card(&self) -> bool {
        false
    }

    fn give_up(&self, work: &Work<P>, begun: Option<Begun>, error: Error) -> Error {
        work.give_up(begun, error)
    }
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    fn begin_at_point<'l, 'k>(&self, found: Found<'l, 'k>) -> Result<Begins<'l, 'k>, Error> {
        let key = match found {
            Found::Key(key) => key,
            Found::Blank(_) => return Err(Error::BlankCard),
        };
        self.serve_key(key)
    }

    /// Whether a key that is right would take news of cancelled keys along, if it was written.
    fn has_news_for(&self, key: &Key, said: &Said) -> Result<bool, Error> {
        let has_room =
            Slice::least_bytes() <= usize::from(key.media.capacity.saturating_sub(key.wanted.bytes));
        let carries = said.denylist.as_ref().map(Slice::edition);
        Ok(has_room && self.look(|view| denylist::has_newer(view, key.id, carries))?)
    }

    fn serve_key<'l, 'k>(&self, mut key: KeyCard<'l, 'k>) -> Result<Begins<'l, 'k>, Error> {
        let Some(remembered) = self.remembered(&mut key, None)? else {
            return Err(self.nobodys(&mut key, OldKey::LEAVE)?);
        };
        // An assignment that was left unfinished is gone on with where it can be seen whose it is to be.
        if remembered.key.contents.is_half_made() {
            return Err(Error::BlankCard);
        }
        let said = self.read(&mut key, remembered.key.id)?;
        self.expect(OldKey::LEAVE, &key.serial, &remembered.key, &said)?;
        let journal = brought(&mut key, &said)?;
        // What is read now is what the next key is served by: an option that was changed a moment ago counts.
        let (areas, epoch) = self.look(|view| {
            let options = encoders::options(view, &self.encoder)?;
            let areas = if options.re_edits { Areas::AsWanted } else { Areas::AsTheyAre };
            Ok::<_, storage::Error>((areas, site::get(view)?.numbering.epoch))
        })?;
        let is_as_it_was = key.epoch() >= epoch
            && journal.as_ref().is_none_or(|brought| brought.journal.is_empty())
            && self.gone(journal.as_ref())?.is_empty()
            && !self.has_news_for(&remembered.key, &said)?;
        if is_as_it_was && let Some(until) = self.current_until(&remembered)? {
            if let Some(brought) = &journal {
                self.note_held(&remembered.key, said.slots, &brought.claims)?;
            }
            return Ok(Begins::Nothing(Served::Current { until }));
        }
        match self.update_read(key, &remembered, said, journal.clone(), areas) {
            Ok(writing) => Ok(Begins::Writing(Box::new(writing))),
            Err(refused @ (Error::ReEdition { .. } | Error::Impeded { .. })) => {
                if let Some(brought) = &journal {
                    self.keep_brought(&remembered.key, brought)?;
                }
                Err(refused)
            }
            Err(error) => Err(error),
        }
    }
}
