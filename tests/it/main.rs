//! Keydesk's integration tests: one program, a module a topic.

mod desk;

mod architecture;
mod cards;
mod faults;
mod files;
mod first_start;
mod keys;
mod power;
mod sign_in;
mod users;
