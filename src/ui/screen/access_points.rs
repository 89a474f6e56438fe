//! Access points.

pub mod automatic_change;
pub mod doors;
mod schedule;
pub mod timed_period;
pub mod timed_periods;
pub mod zones;
