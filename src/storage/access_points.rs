//! What access points of all kinds have in common: the numbers by which keys name them.

use std::collections::BTreeSet;

use super::named::NamedRecord;
use super::{Beyond, Change, Error, Noun, View, record};
use crate::domain::access_point::{AccessPoint, Code};
use crate::domain::door::Door;
use crate::domain::locker::Locker;
use crate::domain::permission::Permission;
use crate::domain::room::Room;
use crate::domain::suite::Suite;

/// The tables of all kinds.
const TABLES: &[&str] = &["doors", "lockers", "rooms", "suites"];

/// Draws a number for one of a kind, from those that no access point of this file ever had, of whatever kind. It is drawn, not
/// counted: a file that was put back does not know those that were added after it, and must not give their numbers to others.
pub fn draw_code(change: &Change<'_>, kind: Noun) -> Result<Code, Error> {
    let all = TABLES.iter().map(|table| format!("SELECT code FROM {table}")).collect::<Vec<_>>();
    let sql = format!("{} ORDER BY code", all.join(" UNION "));
    let had: Vec<u16> = change.beyond(Beyond::Numbers, &sql)?.list([], |row| row.get("code"))?;
    Code::drawn(&had, u32::from_le_bytes(crate::secret::random()?)).ok_or(Error::NoNumberLeft(kind))
}

/// What those of a kind within reach are called that have one of these numbers.
pub(crate) fn named<T: NamedRecord<Besides = Code>>(
    view: &View<'_>,
    codes: &BTreeSet<Code>,
) -> Result<Vec<(Code, String)>, Error> {
    // Numbers alone: nothing that was typed becomes a part of the statement.
    let numbers: Vec<String> = codes.iter().map(|code| code.number().to_string()).collect();
    let clause = format!("AND code IN ({}) ORDER BY id", numbers.join(", "));
    let found = record::find::<T>(view, &clause, [])?.into_iter();
    Ok(found.map(|stored| (stored.besides, stored.name.to_string())).collect())
}

/// Those of a kind within reach that have one of these numbers, by name: the number, which it is, and what it is called.
pub(crate) fn of_codes<T: NamedRecord<Besides = Code>>(
    view: &View<'_>,
    codes: &BTreeSet<Code>,
    point: fn(<T as NamedRecord>::Id) -> AccessPoint,
) -> Result<Vec<(Code, AccessPoint, String)>, Error> {
    let all = record::find::<T>(view, "ORDER BY name_key, id", [])?.into_iter();
    let meant = all.filter(|stored| codes.contains(&stored.besides));
    Ok(meant.map(|stored| (stored.besides, point(stored.id), stored.name.to_string())).collect())
}

/// Those of all kinds that have one of these numbers, as far as the operator may see each kind, by name; doors come first.
pub(crate) fn seen(
    view: &View<'_>,
    codes: &BTreeSet<Code>,
) -> Result<Vec<(Code, AccessPoint, String)>, Error> {
    let mut points = Vec::new();
    if let Some(seen) = view.holding(Permission::DoorsView) {
        points.extend(of_codes::<Door>(&seen, codes, AccessPoint::Door)?);
    }
    if let Some(seen) = view.holding(Permission::LockersView) {
        points.extend(of_codes::<Locker>(&seen, codes, AccessPoint::Locker)?);
    }
    if let Some(seen) = view.holding(Permission::RoomsView) {
        points.extend(of_codes::<Room>(&seen, codes, AccessPoint::Room)?);
        points.extend(of_codes::<Suite>(&seen, codes, AccessPoint::Suite)?);
    }
    Ok(points)
}
