//! Keys.

pub mod automatic_key_update;
pub mod read_key;
