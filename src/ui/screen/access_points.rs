//! Access points.

pub mod door;
pub mod doors;
