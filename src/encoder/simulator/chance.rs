//! Where a simulated card takes its challenges and random serial numbers from.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// A source of chance.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Chance {
    /// The operating system's.
    System,
    /// The same sequence from the same seed, for tests.
    Seeded(u64),
    /// These bytes first, for transcripts; then zeros.
    Fixed(VecDeque<u8>),
}

impl Chance {
    /// Returns some bytes, or nothing if the system has none.
    pub(super) fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        match self {
            Self::System => getrandom::fill(&mut bytes).ok()?,
            Self::Seeded(state) => bytes.fill_with(|| step(state)),
            Self::Fixed(queue) => bytes.fill_with(|| queue.pop_front().unwrap_or(0)),
        }
        Some(bytes)
    }
}

/// Steps Marsaglia's xorshift; good enough to vary tests, and for nothing else.
fn step(state: &mut u64) -> u8 {
    let mut next = (*state).max(1);
    next ^= next << 13;
    next ^= next >> 7;
    next ^= next << 17;
    *state = next;
    next.to_be_bytes()[0]
}
