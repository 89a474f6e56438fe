//! Keys.

pub mod automatic_key_update;
