//! System.

pub mod network;
pub mod system_auditor;
