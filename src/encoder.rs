//! Cards and the readers they lie on: the only part that talks to hardware.

mod cipher;
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the driver speaks the whole protocol; what no operation needs proves the simulator"
    )
)]
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
