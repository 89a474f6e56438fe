//! The whole of Keydesk without its window.

mod encoder;

pub use encoder::simulator;
