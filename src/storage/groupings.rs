//! Groupings of locations and functions, with their values.

use std::collections::BTreeSet;

use rusqlite::params;

use super::locks::Followers;
use super::named::NamedRecord;
use super::site::Stored;
use super::view::plain;
use super::{Change, Error, Noun, View, millis};
use crate::domain::function::Function;
use crate::domain::grouping::{Chosen, Grouping, GroupingId, Groupings, ValueId};
use crate::domain::location::Location;
use crate::domain::permission::Permission;
use crate::domain::text::Line;

/// How the two sides are stored.
const SIDES: [&str; 2] = ["location", "function"];

/// All of them, in their order, and who changed them last.
pub fn stored(view: &View<'_>) -> Result<Stored<Groupings>, Error> {
    let groupings = get(view)?;
    let sql = plain!("SELECT row_version, changed_at, changed_by FROM crossing_options WHERE id = 1");
    view.plain(sql)?.one([], |row| Stored::of(row, groupings.clone()))
}

/// All of them, in their order.
pub fn get(view: &View<'_>) -> Result<Groupings, Error> {
    let values =
        plain!("SELECT v.id, v.grouping_id, v.name FROM grouping_values v ORDER BY v.position, v.id");
    let values: Vec<(GroupingId, ValueId, Line<32>)> = view
        .plain(values)?
        .list([], |row| Ok((row.get("grouping_id")?, row.get("id")?, row.get("name")?)))?;
    let groupings = plain!("SELECT g.id, g.side, g.name FROM groupings g ORDER BY g.position, g.id");
    let groupings: Vec<(GroupingId, String, Line<32>)> =
        view.plain(groupings)?.list([], |row| Ok((row.get("id")?, row.get("side")?, row.get("name")?)))?;
    let mut sides = Groupings::default();
    for (id, side, name) in groupings {
        let own = values.iter().filter(|(of, ..)| *of == id);
        let values = own.map(|(_, id, name)| (Some(*id), name.clone())).collect();
        let at = SIDES.iter().position(|known| *known == side).ok_or(Error::Damaged)?;
        if let Some(side) = sides.get_mut(at) {
            side.push(Grouping { id: Some(id), name, values });
        }
    }
    Ok(sides)
}

/// Keeps groupings that were read as `version`. What is not among them any more goes; what is new gets a number.
pub fn set(change: &Change<'_>, version: i64, groupings: &Groupings) -> Result<(), Error> {
    stored(change)?.expect(change, version)?;
    let (kept, before) = (ids(groupings), ids(&get(change)?));
    if !kept.0.is_subset(&before.0) || !kept.1.is_subset(&before.1) {
        return Err(Error::NoSuch(Noun::Grouping));
    }
    for gone in before.1.difference(&kept.1) {
        change.write("DELETE FROM grouping_values WHERE id = ?1", [gone.0])?;
    }
    for gone in before.0.difference(&kept.0) {
        change.write("DELETE FROM groupings WHERE id = ?1", [gone.0])?;
    }
    for (side, groupings) in SIDES.iter().zip(groupings) {
        for (position, grouping) in groupings.iter().enumerate() {
            change.write(
                "INSERT INTO groupings (id, side, name, position) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position",
                params![grouping.id.map(|id| id.0), side, grouping.name.as_str(), position as i64],
            )?;
            let newest = plain!("SELECT max(g.id) AS id FROM groupings g");
            let id = match grouping.id {
                Some(id) => id.0,
                // No number is given twice, so the newest has the highest.
                None => change.plain(newest)?.one([], |row| row.get("id"))?,
            };
            for (position, (value, name)) in grouping.values.iter().enumerate() {
                change.write(
                    "INSERT INTO grouping_values (id, grouping_id, name, position) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position",
                    params![value.map(|value| value.0), id, name.as_str(), position as i64],
                )?;
            }
        }
    }
    change.write(
        "UPDATE crossing_options SET changed_at = ?1, changed_by = ?2, row_version = row_version + 1 WHERE id = 1",
        params![millis(change.now()), change.actor_name()],
    )?;
    Ok(())
}

/// The numbers of those that have one.
fn ids(groupings: &Groupings) -> (BTreeSet<GroupingId>, BTreeSet<ValueId>) {
    let all = || groupings.iter().flatten();
    let values = all().flat_map(|grouping| grouping.values.iter().filter_map(|(id, _)| *id));
    (all().filter_map(|grouping| grouping.id).collect(), values.collect())
}

/// The locations and functions that have a value which is not among some groupings: those that whoever looks may see, and how
/// many others.
pub fn users_of_others(view: &View<'_>, groupings: &Groupings) -> Result<Followers, Error> {
    let gone: Vec<i64> = ids(&get(view)?).1.difference(&ids(groupings).1).map(|value| value.0).collect();
    let of_locations = having::<Location>(view, "location_values", &gone)?;
    Ok(of_locations.and(having::<Function>(view, "function_values", &gone)?))
}

fn having<T: NamedRecord>(view: &View<'_>, values: &str, gone: &[i64]) -> Result<Followers, Error> {
    let (table, own) = (<T as NamedRecord>::TABLE, <T as NamedRecord>::OWNS_BY);
    let gone: Vec<String> = gone.iter().map(i64::to_string).collect();
    let sql = format!(
        "SELECT o.partition_id, o.name FROM {table} o
         WHERE EXISTS (SELECT 1 FROM {values} g WHERE g.{own} = o.id AND g.value_id IN ({}))
         ORDER BY o.name_key, o.id",
        gone.join(", ")
    );
    let seen = view.where_also(Permission::LocationsFunctionsView);
    let found = seen.within(&sql, [], |row| row.get("name"))?;
    Ok(Followers { names: found.rows, beyond: found.beyond })
}

/// Refuses what is chosen of a side and is not there.
pub fn expect_there(view: &View<'_>, at: usize, chosen: &Chosen) -> Result<(), Error> {
    let groupings = get(view)?;
    let side = groupings.get(at).map(Vec::as_slice).unwrap_or_default();
    let is_there = |(grouping, value): (&GroupingId, &ValueId)| {
        let grouping = side.iter().find(|it| it.id == Some(*grouping));
        grouping.is_some_and(|it| it.values.iter().any(|(id, _)| *id == Some(*value)))
    };
    if chosen.iter().all(is_there) { Ok(()) } else { Err(Error::NoSuch(Noun::Grouping)) }
}
