//! Pieces of screens with a state of their own.

pub mod brand;
pub mod card_keys;
pub mod confirm;
pub mod deletion;
pub mod encoder;
pub mod enrolment;
pub mod explain;
pub mod file;
pub mod finder;
pub mod four_eyes;
pub mod help;
pub mod key_card;
pub mod key_dialog;
pub mod list;
pub mod paper;
pub mod record;
pub mod recovery;
pub mod relation;
pub mod rights;
pub mod second_factor;
pub mod settings;
pub mod stage;
pub mod status;
pub mod tray;
pub mod turns;
pub mod when;
