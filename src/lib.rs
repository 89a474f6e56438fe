//! The whole of Keydesk without its window.

pub mod domain;
mod encoder;
pub mod secret;
