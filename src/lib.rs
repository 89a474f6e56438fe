//! The whole of Keydesk without its window.

pub mod clock;
mod common_passwords;
pub mod console;
pub mod domain;
mod encoder;
pub mod fault;
mod listeners;
pub mod operation;
pub mod private_file;
pub mod secret;
pub mod session;
mod storage;

pub use encoder::simulator;
pub use listeners::Listening;

pub mod encoders {
    //! The encoders of this desk, as the window shows them.

    pub use crate::encoder::desk::{Desk, Encoder, News, Readers, Service, State, Unavailable};
    pub use crate::encoder::reader::Stop;
    pub use crate::encoder::signal::Signal;
    pub use crate::encoder::tray::{CardId, Label, NAME as SIMULATED, Tray, View};
}
