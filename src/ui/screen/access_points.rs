//! Access points.

pub mod automatic_change;
pub mod doors;
pub mod limited_occupancy_areas;
pub mod locations_functions;
pub mod lock;
pub mod lockdown_areas;
pub mod lockers;
pub mod outputs;
pub mod roll_call_areas;
pub mod room;
pub mod rooms;
mod schedule;
pub mod suite;
pub mod timed_period;
pub mod timed_periods;
pub mod zones;
