//! The whole of Keydesk without its window.

pub mod clock;
pub mod domain;
mod encoder;
pub mod fault;
pub mod secret;
pub mod session;
mod storage;
