//! When the file of the site was moved or replaced under the open window: what is open is saved elsewhere.

use std::path::Path;

use crate::console::Console;
use crate::session::Own;
use crate::storage;

/// Saves the whole site to a new file, to be put in place of the one that is gone. Only while it is gone; and no line
/// of the trail says so, because there is no file in which it would last.
pub fn save_copy(console: &Console, _: &Own, to: &Path) -> Result<(), storage::Error> {
    console.storage().rescue(to)
}
