//! System.

pub mod network;
pub mod operator_group;
pub mod operator_groups;
pub mod security;
pub mod system_auditor;
