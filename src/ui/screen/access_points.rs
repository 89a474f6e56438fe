//! Access points.

pub mod doors;
pub mod zones;
