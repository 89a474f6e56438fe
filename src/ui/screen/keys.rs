//! Keys.

pub mod automatic_key_update;
pub mod read_key;
mod report;
pub mod reset_locker_data;
