//! A card in memory.
