//! Access points.

pub mod doors;
