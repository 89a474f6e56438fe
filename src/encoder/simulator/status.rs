//! The status bytes of a DESFire card, as the card itself writes them.

/// A command was carried out.
pub const OK: u8 = 0x00;
/// Nothing is pending.
pub const NO_CHANGES: u8 = 0x0C;
/// The memory is full.
pub const OUT_OF_MEMORY: u8 = 0x0E;
/// The command is not known.
pub const ILLEGAL_COMMAND: u8 = 0x1C;
/// MAC, checksum or padding do not hold.
pub const INTEGRITY: u8 = 0x1E;
/// There is no such key.
pub const NO_SUCH_KEY: u8 = 0x40;
/// The length is wrong.
pub const LENGTH: u8 = 0x7E;
/// The settings forbid it.
pub const PERMISSION_DENIED: u8 = 0x9D;
/// A parameter is wrong.
pub const PARAMETER: u8 = 0x9E;
/// There is no such application.
pub const APPLICATION_NOT_FOUND: u8 = 0xA0;
/// The authenticated key does not allow it.
pub const AUTHENTICATION: u8 = 0xAE;
/// There is more, or more is awaited.
pub const MORE: u8 = 0xAF;
/// It reaches beyond the file.
pub const BOUNDARY: u8 = 0xBE;
/// The card itself failed.
pub const CARD_FAILED: u8 = 0xC1;
/// The last command was not finished.
pub const ABORTED: u8 = 0xCA;
/// There are too many applications.
pub const COUNT: u8 = 0xCE;
/// It exists already.
pub const DUPLICATE: u8 = 0xDE;
/// There is no such file.
pub const FILE_NOT_FOUND: u8 = 0xF0;
