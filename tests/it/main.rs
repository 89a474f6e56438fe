//! Keydesk's integration tests: one program, a module a topic.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod desk;

mod architecture;
mod auditor;
mod cards;
mod demo;
mod faults;
mod files;
mod first_start;
mod four_eyes;
mod gate;
mod key_format;
mod keys;
mod pcscd;
mod power;
mod security;
mod sign_in;
mod two_factor;
mod users;
