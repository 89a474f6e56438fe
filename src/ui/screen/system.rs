//! System.

pub mod calendar;
pub mod calendars;
pub mod desktop_reader;
pub mod network;
pub mod operator;
pub mod operator_group;
pub mod operator_groups;
pub mod operators;
pub mod options;
pub mod partition;
pub mod partitions;
pub mod security;
pub mod system_auditor;
pub mod system_resources;
pub mod time_zone;
pub mod time_zones;
