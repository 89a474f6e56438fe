//! Whom a change touched: whoever has another row, or a key with another row, than before. The connection that writes
//! notes it by itself, so that nobody else has to think of it: what is in memory of these people is then read again.

use super::view::plain;
use super::{Change, Error};
use crate::domain::user::UserId;

/// What makes the connection that writes note it. The table and the triggers are its own, in memory, and no part of
/// the file.
pub fn noting() -> String {
    let mut sql = "CREATE TEMP TABLE touched (user_id INTEGER PRIMARY KEY);".to_owned();
    for (table, person) in [("users", "id"), ("keys", "user_id")] {
        for (event, rows) in [("INSERT", &["new"][..]), ("UPDATE", &["old", "new"]), ("DELETE", &["old"])] {
            let note =
                |row: &&str| format!("INSERT INTO touched VALUES ({row}.{person}) ON CONFLICT DO NOTHING;");
            let notes: String = rows.iter().map(note).collect();
            let name = format!("touched_by_{event}_of_{table}");
            sql += &format!("CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table} BEGIN {notes} END;");
        }
    }
    sql
}

/// Everybody whom a change touched, by number. From here on nobody is.
pub fn take(change: &Change<'_>) -> Result<Vec<UserId>, Error> {
    let touched = change.plain(plain!("SELECT user_id FROM touched ORDER BY user_id"))?;
    let touched = touched.list([], |row| row.get("user_id"))?;
    change.write("DELETE FROM touched", [])?;
    Ok(touched)
}
