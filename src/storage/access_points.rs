//! What access points of all kinds have in common: the numbers by which keys name them.

use super::{Beyond, Change, Error, Noun};
use crate::domain::access_point::Code;

/// The tables of all kinds.
const TABLES: &[&str] = &["doors"];

/// Draws a number for one of a kind, from those that no access point of this file ever had, of whatever kind. It is drawn, not
/// counted: a file that was put back does not know those that were added after it, and must not give their numbers to others.
pub fn draw_code(change: &Change<'_>, kind: Noun) -> Result<Code, Error> {
    let all = TABLES.iter().map(|table| format!("SELECT code FROM {table}")).collect::<Vec<_>>();
    let sql = format!("{} ORDER BY code", all.join(" UNION "));
    let had: Vec<u16> = change.beyond(Beyond::Numbers, &sql)?.list([], |row| row.get("code"))?;
    Code::drawn(&had, u32::from_le_bytes(crate::secret::random()?)).ok_or(Error::NoNumberLeft(kind))
}
