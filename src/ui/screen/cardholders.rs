//! Cardholders.

pub mod cancelled_key;
pub mod edit_users;
pub mod limited_occupancy_groups;
pub mod matrix;
pub mod timetables;
pub mod user;
pub mod user_access_levels;
pub mod users;
