//! Keydesk's integration tests: one program, a module a topic.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod desk;

mod architecture;
mod cards;
mod demo;
mod faults;
mod files;
mod first_start;
mod gate;
mod key_format;
mod keys;
mod laws;
mod model;
mod pcscd;
mod power;
mod sign_in;
mod states;
mod users;
mod walk;
