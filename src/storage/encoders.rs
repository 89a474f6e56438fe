//! Encoders that were seen at this desk, and how each should behave.

use rusqlite::params;

use super::view::plain;
use super::{Change, Error, Noun, View, expect_one};

/// How an encoder should behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether it may beep.
    pub sound: bool,
    /// Whether it may shine.
    pub light: bool,
    /// How long it waits for a key.
    pub wait_seconds: u16,
}

impl Default for Options {
    fn default() -> Self {
        Options { sound: true, light: true, wait_seconds: 20 }
    }
}

/// How an encoder should behave; one that was never set up behaves as new ones do.
pub fn options(view: &View<'_>, name: &str) -> Result<Options, Error> {
    let sql = plain!("SELECT sound, light, wait_seconds FROM encoders WHERE name = ?1");
    let found = view.plain(sql)?.first([name], |row| {
        Ok(Options {
            sound: row.get("sound")?,
            light: row.get("light")?,
            wait_seconds: row.get("wait_seconds")?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// Keeps how an encoder should behave.
pub fn set_options(change: &Change<'_>, name: &str, options: Options) -> Result<(), Error> {
    let changed = change.write(
        "INSERT INTO encoders (name, sound, light, wait_seconds) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (name) DO UPDATE
         SET sound = excluded.sound, light = excluded.light, wait_seconds = excluded.wait_seconds,
             row_version = row_version + 1",
        params![name, options.sound, options.light, options.wait_seconds],
    )?;
    expect_one(changed, Noun::Encoder)
}
