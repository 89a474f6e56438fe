//! Keydesk's integration tests: one program, a module a topic.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod acts;
mod desk;
mod doors;
mod house;

mod access;
mod accounted;
mod architecture;
mod audit_trail;
mod auditor;
mod breaches;
mod calendars;
mod cards;
mod clock;
mod command_line;
mod demo;
mod edits;
mod faults;
mod files;
mod first_start;
mod four_eyes;
mod gate;
mod groups;
mod history;
mod house_walk;
mod interference;
mod jobs;
mod key_format;
mod keys;
mod laws;
mod lock;
mod matrix;
mod model;
mod moving;
mod news;
mod opening;
mod operators;
mod partitions;
mod pcscd;
mod power;
mod security;
mod sign_in;
mod states;
mod tamper;
mod timed_periods;
mod timetables;
mod two_factor;
mod undo;
mod untrusted_file;
mod user_access_levels;
mod users;
mod walk;
mod witness;
mod zones;
