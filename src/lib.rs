//! The whole of Keydesk without its window.

pub mod clock;
mod common_passwords;
pub mod console;
pub mod domain;
mod encoder;
pub mod fault;
pub mod operation;
pub mod secret;
pub mod session;
mod storage;

pub use encoder::simulator;
