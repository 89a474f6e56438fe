//! What the program promises, measured.

use std::path::Path;

/// Measures a part.
pub fn run(_part: &str, _directory: &Path) -> Result<(), String> {
    Ok(())
}
