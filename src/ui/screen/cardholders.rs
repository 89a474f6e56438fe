//! Cardholders.

pub mod edit_users;
pub mod user;
pub mod users;
