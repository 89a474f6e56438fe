//! Cards and the readers they lie on: the only part that talks to hardware.

#![cfg_attr(
    not(test),
    expect(dead_code, reason = "the operations that encode cards come next")
)]

mod cipher;
mod desfire;
mod diversify;
mod link;
mod secret;
pub mod simulator;

#[cfg(test)]
mod tests;
