//! Doors.

use std::collections::BTreeMap;

use rusqlite::params;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use super::locks::{self, Listed, Locked};
use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::schedules::Kept as _;
use super::view::{Column, Row, Values};
use super::{Beyond, Change, Error, Noun, View};
use crate::domain::access::{Edit, Node, Point};
use crate::domain::door::{Antipassback, Code, Door, DoorId, Keypad, KeypadCode, Mode, Opening, Settings};
use crate::domain::output;
use crate::domain::pin::PinCheck;
use crate::domain::timed_period::Stretches;
use crate::domain::timetable::Hours;

/// A door as stored, and the number by which keys name it.
pub type Stored = record::Stored<Door>;

impl NamedRecord for Door {
    type Id = DoorId;
    type Besides = Code;

    const NOUN: Noun = Noun::Door;
    const TABLE: &'static str = "doors";
    const COLUMNS: &'static str = "name, description, partition_id, external_id, code";
    const DELETED: Deleted = Deleted::Marked;
    const OWNS_BY: &'static str = "door_id";

    fn besides(row: &Row<'_>) -> Result<Code, Error> {
        row.get("code")
    }

    fn read_own(view: &View<'_>, _: &Row<'_>, id: DoorId) -> Result<Settings, Error> {
        let sql = format!("SELECT {SETTINGS} FROM door_settings s WHERE s.door_id = ?1");
        view.beyond(Beyond::Settings, &sql)?.one([id.0], settings)
    }

    fn write_own(&self, change: &Change<'_>, id: DoorId) -> Result<(), Error> {
        let Settings { opening, keypad, general: [first, second], .. } = &self.settings;
        let (keypad, check) = match keypad {
            Keypad::None => (false, None),
            Keypad::Fitted(KeypadCode::None) => (true, None),
            Keypad::Fitted(KeypadCode::Kept(check)) => (true, Some(check.0)),
            // Digits are not stored: whoever saves makes the check of them first.
            Keypad::Fitted(KeypadCode::New(_)) => return Err(Error::CodeNotSealed),
        };
        change.write(
            "REPLACE INTO door_settings (
                 door_id, mode, timed_period_id, automatic_change_id, open_seconds, increased_seconds, keypad,
                 keypad_check, audit_on_keys, inhibit_audit, antipassback, calendar_id, outputs_period_id, general_1,
                 general_2
             ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            params![
                id.0,
                opening.mode().key(),
                opening.period().map(|period| period.0),
                opening.change().map(|change| change.0),
                self.settings.open_seconds,
                self.settings.increased_seconds,
                keypad,
                check,
                self.settings.audit_on_keys,
                self.settings.inhibit_audit,
                self.settings.antipassback.key(),
                self.settings.calendar.map(|calendar| calendar.0),
                self.settings.outputs_period.map(|period| period.0),
                first.as_str(),
                second.as_str(),
            ],
        )?;
        locks::set_time_zone::<Door>(change, id, self.settings.time_zone)
    }
}

impl Stored {
    /// The door, as rights name it.
    pub const fn node(&self) -> Point<DoorId> {
        Point { id: self.id, code: self.besides }
    }
}

impl Column for Code {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Code::new(Column::read(value)?).ok_or(FromSqlError::InvalidType)
    }
}

/// What the row of a door's settings says, of a table that is called `s`.
const SETTINGS: &str = "s.mode, s.timed_period_id, s.automatic_change_id, s.open_seconds, s.increased_seconds,
     s.keypad, s.keypad_check, s.audit_on_keys, s.inhibit_audit, s.antipassback, s.calendar_id, s.outputs_period_id,
     s.general_1, s.general_2,
     (SELECT g.time_zone_id FROM lock_time_zones g JOIN doors d ON d.code = g.code WHERE d.id = s.door_id)
         AS time_zone_id";

fn settings(row: &Row<'_>) -> Result<Settings, Error> {
    let (mode, antipassback): (String, String) = (row.get("mode")?, row.get("antipassback")?);
    let mode = Mode::from_key(&mode).ok_or_else(|| row.damaged("mode"))?;
    let antipassback = Antipassback::from_key(&antipassback).ok_or_else(|| row.damaged("antipassback"))?;
    let opening = Opening::new(mode, row.get("timed_period_id")?, row.get("automatic_change_id")?);
    let check: Option<PinCheck> = row.get("keypad_check")?;
    Ok(Settings {
        opening: opening.map_err(|_| row.damaged("timed_period_id"))?,
        open_seconds: row.get("open_seconds")?,
        increased_seconds: row.get("increased_seconds")?,
        keypad: match row.get("keypad")? {
            true => Keypad::Fitted(check.map_or(KeypadCode::None, KeypadCode::Kept)),
            false => Keypad::None,
        },
        audit_on_keys: row.get("audit_on_keys")?,
        inhibit_audit: row.get("inhibit_audit")?,
        antipassback,
        calendar: row.get("calendar_id")?,
        time_zone: row.get("time_zone_id")?,
        outputs_period: row.get("outputs_period_id")?,
        general: [row.get("general_1")?, row.get("general_2")?],
    })
}

impl Locked for Door {
    const SET: (&'static str, &'static str, &'static str) = ("door_settings", "door_id", SETTINGS);
    const IN_ZONES: &'static str = "zone_doors";
    const VISITS: &'static str = "lock_visits";
    const DRIVES: Option<&'static str> = Some("door_outputs");
    const SIDES: Option<[&'static str; 2]> = Some(["location_doors", "function_doors"]);

    fn set(row: &Row<'_>) -> Result<Settings, Error> {
        settings(row)
    }
}

/// The outputs that the lock of a door drives by itself: always, or while a timed period holds.
pub fn automatic_outputs(
    view: &View<'_>,
    door: &Stored,
) -> Result<BTreeMap<output::Number, Option<Hours>>, Error> {
    let period = door.settings.outputs_period.map(|id| Stretches::read(view, id)).transpose()?;
    let hours = period.map(|stretches| stretches.hours());
    let sql = "SELECT o.number FROM door_outputs g JOIN outputs o ON o.id = g.output_id
         WHERE g.door_id = ?1 ORDER BY o.number";
    let outputs = view.beyond(Beyond::Settings, sql)?;
    outputs.list([door.id.0], |row| Ok((row.get("number")?, hours.clone()))).map(BTreeMap::from_iter)
}

/// What a list shows of a door.
pub type ListRow = named::ListRow<DoorId, Listed>;

/// How many doors are within reach.
pub fn count(view: &View<'_>) -> Result<usize, Error> {
    let within = view.within(
        "SELECT partition_id, count(*) AS doors FROM doors WHERE deleted_at IS NULL
         GROUP BY partition_id ORDER BY partition_id",
        [],
        |row| row.get::<usize>("doors"),
    )?;
    Ok(within.rows.into_iter().sum())
}

/// The row of a door that has this number.
pub fn numbered(code: Code) -> Values {
    Values::none().with("code", code.number())
}

/// Deletes a door: the row and its number stay, the rights to it go.
pub fn delete(change: &Change<'_>, door: Point<DoorId>) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Door(door)))?;
    // What it followed is nobody's any more, and can be deleted.
    change.write("DELETE FROM door_settings WHERE door_id = ?1", [door.id.0])?;
    locks::set_time_zone::<Door>(change, door.id, None)?;
    change.write("DELETE FROM lock_visits WHERE door_id = ?1", [door.id.0])?;
    record::delete::<Door>(change, door.id, change.now())
}
