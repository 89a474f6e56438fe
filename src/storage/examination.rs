//! Going over the whole file while others work with it. A moment of the file that is held for long keeps what was taken
//! away in the log: so it gives way to whoever takes something away, locks, signs out or closes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::view::{View, plain};
use super::{Error, Role, Storage, audit, open, site};
use crate::fault::Point;
use crate::secret::bearer::Identity;

/// What going over the whole file came to: each part, whatever the other came to.
pub(crate) struct Examined {
    pub chain: Result<audit::Verdict, Error>,
    /// What SQLite finds wrong with it; nothing, when it is sound.
    pub damage: Result<Vec<String>, Error>,
}

/// The one that is going on, if any.
#[derive(Default)]
pub(super) struct Examination {
    called_off: Mutex<Option<Arc<AtomicBool>>>,
    over: Condvar,
}

/// One that is going on, until this is dropped.
struct Going<'e> {
    of: &'e Examination,
    called_off: Arc<AtomicBool>,
}

/// After so many steps of SQLite it is asked whether to go on: far less than a millisecond.
const STEPS: i32 = 100;

impl Examination {
    fn begin(&self) -> Option<Going<'_>> {
        let mut slot = self.slot();
        let called_off = Arc::<AtomicBool>::default();
        let is_free = slot.is_none();
        is_free.then(|| {
            *slot = Some(Arc::clone(&called_off));
            Going { of: self, called_off }
        })
    }

    /// Ends the one that is going on, soon. Says whether there is one.
    pub fn call_off(&self) -> bool {
        let slot = self.slot();
        slot.iter().for_each(|called_off| called_off.store(true, Ordering::Relaxed));
        slot.is_some()
    }

    fn wait(&self) {
        let over = self.over.wait_while(self.slot(), |slot| slot.is_some());
        drop(over.unwrap_or_else(PoisonError::into_inner));
    }

    fn slot(&self) -> MutexGuard<'_, Option<Arc<AtomicBool>>> {
        self.called_off.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Going<'_> {
    fn drop(&mut self) {
        *self.of.slot() = None;
        self.of.over.notify_all();
    }
}

impl Storage {
    /// Goes over the whole file, and holds what it says of itself against what is known of the site. Shows no row of it.
    /// Nothing, where it was called off, or where somebody else does it already.
    pub fn examine(&self, known: Option<&Identity>) -> Result<Option<Examined>, Error> {
        let Some(going) = self.examination.begin() else { return Ok(None) };
        let mut connection = self.reader()?;
        let called_off = Arc::clone(&going.called_off);
        connection.progress_handler(STEPS, Some(move || called_off.load(Ordering::Relaxed)))?;
        let now = self.clock().now();
        let moment = connection.unchecked_transaction().map_err(Error::from);
        let chain =
            moment.and_then(|moment| self.examine_chain(&View::of_system(&moment, Role::Check, now), known));
        // At another moment: none is held for as long as both take.
        let damage = open::damage(&connection);
        connection.progress_handler(0, None::<fn() -> bool>)?;
        self.give_back(connection);
        let is_called_off = going.called_off.load(Ordering::Relaxed);
        drop(going);
        self.fold_what_went();
        Ok((!is_called_off).then_some(Examined { chain, damage }))
    }

    fn examine_chain(&self, view: &View<'_>, known: Option<&Identity>) -> Result<audit::Verdict, Error> {
        let held = known.map_or(Ok(()), |known| site::hold_against(view, known));
        // Where nothing was asked yet, no moment is held.
        view.plain(plain!("SELECT id FROM site"))?.first([], |_| Ok(()))?;
        self.faults().at(Point::Examining);
        let verdict = audit::verify_whole(&|sql| view.plain(sql));
        held.and(verdict)
    }

    /// Calls off what goes over the file: whoever leaves the desk, or takes something away, does not wait for it, nor
    /// does what was taken away wait in the log.
    pub fn call_off_examination(&self) -> bool {
        self.examination.call_off()
    }

    /// Calls it off, waits until it is over, and folds what was taken away: the program is about to end, whoever still
    /// holds the storage then.
    pub fn settle(&self) {
        if self.examination.call_off() {
            self.examination.wait();
        }
        self.fold_what_went();
    }

    fn fold_what_went(&self) {
        let mut writer = self.writer();
        if writer.holds_what_went && writer.hold(&self.tie).is_ok() {
            writer.fold(&self.tie, super::FOLD_WAIT);
        }
    }
}
