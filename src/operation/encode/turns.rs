//! Keys one after the other: one is laid down, something is done with it, it is taken away, and the next may come. What is
//! done with each is said by whoever takes turns; when a turn is over, and what ends them all, stands here once.

use std::time::Duration;

use super::{At, Done, Error, Unavailable, tenure};
use crate::console::Console;
use crate::encoder::reader::Wait;
use crate::session::Pass;
use crate::storage;

/// What comes after a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Another one: nobody came, or the key was taken away.
    Turn,
    /// Nothing, until there is an encoder that is not in use.
    Encoder,
    /// Nothing: it was called off, or the operator may not go on.
    End,
}

/// How many keys came, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Brought up to date.
    pub updated: usize,
    /// Brought up to date with areas that were changed.
    pub re_edited: usize,
    /// Left as they are.
    pub refused: usize,
    /// What they brought home.
    pub events: usize,
}

impl Tally {
    /// Counts what came of one.
    pub fn count(&mut self, result: &Result<Done, Error>) {
        match result {
            Ok(done) if done.re_edition => self.re_edited += 1,
            Ok(_) => self.updated += 1,
            Err(_) => self.refused += 1,
        }
        self.events += result.as_ref().map_or(0, |done| done.events);
    }
}

/// One turn: does something with the next key that is laid down, tells what came of it, and waits until it is taken away.
pub(super) fn turn<P: Pass, T>(
    console: &Console,
    proof: &P,
    at: &At,
    act: impl FnOnce() -> Result<T, Error>,
    told: impl FnOnce(Result<T, Error>),
) -> Next {
    match act() {
        Err(Error::NoKey) => return Next::Turn,
        Err(Error::Stopped) => return Next::End,
        Err(Error::Encoder(Unavailable::Absent | Unavailable::Busy | Unavailable::OnlyUpdates)) => {
            return Next::Encoder;
        }
        result => told(result),
    }
    match wait_until_free(console, proof, at) {
        Ok(()) | Err(Error::Link(_)) => Next::Turn,
        Err(Error::Encoder(_)) => Next::Encoder,
        // Whoever may not wait there may not write the next one either.
        Err(_) => Next::End,
    }
}

/// Waits until nothing lies on the encoder any more, so that what comes next is another key. The encoder itself says so.
fn wait_until_free(console: &Console, proof: &impl Pass, at: &At) -> Result<(), Error> {
    // Reads nothing: a right that was taken away meanwhile ends the turns.
    console.storage().view(proof, |_| Ok::<_, storage::Error>(()))?;
    let tenure = tenure(proof).ok_or(Error::Stopped)?;
    let wait = Wait { limit: AT_LEISURE, stop: at.stop.clone().or(move || tenure.is_over()) };
    Ok(console.desk().work(&at.encoder, move |reader| reader.wait_for_removal(&wait))??)
}

/// Keys are left on encoders, over a weekend as well.
const AT_LEISURE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
