//! Cards whose master key is ours. No card with one of these serial numbers comes from the factory any more.

use rusqlite::params;

use super::view::plain;
use super::{Change, Error, View, millis};
use crate::domain::image::Serial;

/// Whether the master key of a card with this serial number was ever changed to ours.
pub fn is_ours(view: &View<'_>, serial: &Serial) -> Result<bool, Error> {
    let sql = plain!("SELECT owned_at FROM cards WHERE serial = ?1");
    Ok(view.plain(sql)?.rows([serial.as_bytes()])?.next()?.is_some())
}

/// Notes that a card has our master key; says whether that is new.
pub fn note_ours(change: &Change<'_>, serial: &Serial) -> Result<bool, Error> {
    let noted = change.write(
        "INSERT INTO cards (serial, owned_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        params![serial.as_bytes(), millis(change.now())],
    )?;
    Ok(noted == 1)
}
