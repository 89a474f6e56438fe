//! What is kept in memory beside the database: read once, by a thread of its own, then kept up by every commit.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::JoinHandle;

use super::{Error, Storage};
use crate::domain::local::LocalTime;

/// Something in memory, or the thread that reads it.
pub struct InMemory<T> {
    name: &'static str,
    load: fn(&Path, &LocalTime) -> Result<T, Error>,
    time: Arc<LocalTime>,
    /// Whether somebody began to read. Set before anything is read, so that whatever is committed afterwards is told;
    /// whoever asks waits for nobody.
    begun: AtomicBool,
    thread: Mutex<Option<JoinHandle<Result<T, Error>>>>,
    done: OnceLock<RwLock<T>>,
}

impl<T: Send + 'static> InMemory<T> {
    /// What `load` reads, by a thread of this name.
    pub fn new(
        name: &'static str,
        load: fn(&Path, &LocalTime) -> Result<T, Error>,
        time: &Arc<LocalTime>,
    ) -> InMemory<T> {
        InMemory {
            name,
            load,
            time: Arc::clone(time),
            begun: AtomicBool::new(false),
            thread: Mutex::new(None),
            done: OnceLock::new(),
        }
    }

    /// Begins to read, in a thread of its own, unless that was begun.
    pub fn begin(&self, path: &Path) {
        // Where the lock is held, somebody waits for that thread, or reads.
        let Ok(mut thread) = self.thread.try_lock() else {
            return;
        };
        if thread.is_some() || self.done.get().is_some() {
            return;
        }
        self.begun.store(true, Ordering::SeqCst);
        let (load, path, time) = (self.load, path.to_owned(), Arc::clone(&self.time));
        let load = move || load(&path, &time);
        // Without a thread it is read by whoever asks first.
        *thread = std::thread::Builder::new().name(self.name.to_owned()).spawn(load).ok();
    }

    /// Whether somebody began to read. What nobody did will find every change in the database.
    pub fn is_begun(&self) -> bool {
        self.begun.load(Ordering::SeqCst)
    }

    /// Looks at it; waits until it is read.
    pub fn read(&self, storage: &Storage) -> Result<RwLockReadGuard<'_, T>, Error> {
        let lock = self.of(storage)?;
        loop {
            match lock.read() {
                Ok(kept) => return Ok(kept),
                Err(poisoned) => drop(poisoned),
            }
            drop(self.write(storage)?);
        }
    }

    /// Changes it; waits until it is read. What a panic left in the midst of a change is thrown away, and read anew.
    pub fn write(&self, storage: &Storage) -> Result<RwLockWriteGuard<'_, T>, Error> {
        let lock = self.of(storage)?;
        match lock.write() {
            Ok(kept) => Ok(kept),
            Err(poisoned) => {
                let mut kept = poisoned.into_inner();
                let loaded = (self.load)(storage.path(), &self.time)?;
                // It was read by the path.
                storage.tie.holds().map_err(|exchanged| storage.tie.error(exchanged))?;
                *kept = loaded;
                lock.clear_poison();
                Ok(kept)
            }
        }
    }

    fn of(&self, storage: &Storage) -> Result<&RwLock<T>, Error> {
        let holds = || storage.tie.holds().map_err(|exchanged| storage.tie.error(exchanged));
        self.finished(storage.path(), holds)
    }

    fn finished(&self, path: &Path, holds: impl FnOnce() -> Result<(), Error>) -> Result<&RwLock<T>, Error> {
        if let Some(done) = self.done.get() {
            return Ok(done);
        }
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if self.done.get().is_none() {
            self.begun.store(true, Ordering::SeqCst);
            let loaded = thread.take().and_then(|thread| thread.join().ok());
            let loaded = loaded.unwrap_or_else(|| (self.load)(path, &self.time));
            // It was read by the path.
            let loaded = loaded.and_then(|loaded| holds().map(|()| loaded));
            // Whoever asks next reads it anew.
            let loaded = loaded.inspect_err(|_| self.begun.store(false, Ordering::SeqCst))?;
            // Nobody else sets it: the lock is held.
            let _ = self.done.set(RwLock::new(loaded));
        }
        self.done.get().ok_or(Error::Damaged)
    }

    /// Waits for the thread that reads, so that its connection is closed. Gives what was read, if it is whole.
    pub fn close(&mut self) -> Option<&mut T> {
        let thread = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(loaded) = thread.and_then(|thread| thread.join().ok()).and_then(Result::ok) {
            let _ = self.done.set(RwLock::new(loaded));
        }
        self.done.get_mut().and_then(|done| done.get_mut().ok())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static KEPT: LazyLock<InMemory<bool>> = LazyLock::new(|| {
        // Somebody who commits something while it is read.
        let load = |_: &Path, _: &LocalTime| {
            std::thread::spawn(|| KEPT.is_begun()).join().map_err(|_| Error::Damaged)
        };
        InMemory::new("kept", load, &Arc::default())
    });

    #[test]
    fn what_is_committed_while_it_is_read_is_told() {
        assert!(!KEPT.is_begun());
        let told = KEPT.finished(Path::new(""), || Ok(())).unwrap();
        assert!(*told.read().unwrap());
    }
}
