//! Monitoring.

pub mod audit_trail;
