//! Cards and the readers they lie on: the only part that talks to hardware.

mod cipher;
pub mod desfire;
pub mod desk;
mod diversify;
pub mod layout;
pub mod link;
pub mod pcsc;
pub mod reader;
pub mod signal;
pub mod simulator;
pub mod tray;

#[cfg(test)]
mod tests;
