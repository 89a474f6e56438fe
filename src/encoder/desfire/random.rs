//! Where our challenges come from.

use super::error::Error;

/// Fills bytes with chance; a test fills them with what a transcript says.
pub trait Random: Send {
    /// Fills all the bytes, or says that it cannot.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Error>;
}

/// The operating system's random numbers.
pub struct System;

impl Random for System {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        getrandom::fill(bytes).map_err(|_| Error::NoRandomness)
    }
}
