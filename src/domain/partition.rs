//! Partitions: slices of the installation that are looked after by different operators. A lock knows nothing
//! of them.

use super::text::{Fault, Line};

/// A partition's number; 1 is *General*, which every site has and nobody can delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartitionId(pub i64);

impl PartitionId {
    /// The partition that every site has.
    pub const GENERAL: PartitionId = PartitionId(1);
}

/// A partition's name: 1 to 56 characters, unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(Line<56>);

impl Name {
    /// Makes a name of what was typed.
    pub fn new(raw: &str) -> Result<Self, Fault> {
        Line::required(raw).map(Self)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// A partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// Its number.
    pub id: PartitionId,
    /// Its name.
    pub name: String,
}

/// Whether the installation uses partitions. Switched off, every thing is in reach of every group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// Groups reach only the partitions that they may access.
    On,
    /// There is one partition, General, and everybody reaches it.
    Off,
}
