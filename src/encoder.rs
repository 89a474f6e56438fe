//! Cards and the readers they lie on: the only part that talks to hardware.

#![cfg_attr(
    not(test),
    expect(dead_code, reason = "the operations that encode cards come next")
)]

mod cipher;
pub mod desfire;
pub mod desk;
mod diversify;
pub mod layout;
pub mod link;
pub mod pcsc;
pub mod reader;
mod secret;
pub mod signal;
pub mod simulator;
pub mod tray;

#[cfg(test)]
mod tests;
