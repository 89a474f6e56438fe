//! System.

pub mod network;
