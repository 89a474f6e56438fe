//! Keydesk's integration tests: one program, a module a topic.

mod desk;

mod architecture;
mod faults;
mod files;
mod first_start;
mod sign_in;
mod users;
