//! What keys brought home from doors.

use rusqlite::params;

use super::{Change, Error, millis};
use crate::domain::event::Event;
use crate::domain::key::KeyId;

/// Keeps events that a key brought; one that came before is kept once. Says how many were new.
pub fn insert(change: &Change<'_>, key: KeyId, events: &[Event]) -> Result<usize, Error> {
    let mut statement = change.prepare(
        "INSERT INTO events (door_code, key_id, happening, happened_at, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (door_code, happened_at, key_id, happening) DO NOTHING",
    )?;
    events.iter().try_fold(0, |count, event| {
        let added = statement.execute(params![
            event.door.number(),
            key.0,
            event.happening.byte(),
            millis(event.at),
            millis(change.now())
        ])?;
        Ok(count + added)
    })
}
