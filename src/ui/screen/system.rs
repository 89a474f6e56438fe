//! System.

pub mod network;
pub mod security;
