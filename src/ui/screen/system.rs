//! System.

pub mod network;
pub mod operator;
pub mod operators;
pub mod partition;
pub mod partitions;
