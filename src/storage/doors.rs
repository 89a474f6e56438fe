//! Doors.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::params;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use super::named::{self, NamedRecord};
use super::record::{self, Deleted};
use super::schedules::Kept as _;
use super::view::{Column, Plain, Row, Values, plain};
use super::{Beyond, Change, Error, Noun, View, calendars, schedules, site};
use crate::domain::access::{self, Edit, Node};
use crate::domain::automatic_change::{AutomaticChangeId, Plans};
use crate::domain::calendar::CalendarId;
use crate::domain::door::{
    Antipassback, Code, Door, DoorId, Follows, Keypad, KeypadCode, Mode, Opening, Settings,
};
use crate::domain::moment::Moment;
use crate::domain::output;
use crate::domain::permission::Permission;
use crate::domain::pin::PinCheck;
use crate::domain::timed_period::{Stretches, TimedPeriodId};
use crate::domain::timetable::Hours;
use crate::domain::visit::{self, Held, Mark, Reason};
use crate::domain::zone;

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
        Ok(())
    }
}

impl Stored {
    /// The door, as rights name it.
    pub const fn node(&self) -> access::Point<DoorId> {
        access::Point { id: self.id, code: self.besides }
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
     s.general_1, s.general_2";

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
        outputs_period: row.get("outputs_period_id")?,
        general: [row.get("general_1")?, row.get("general_2")?],
    })
}

/// Something that doors follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Followed {
    Period(TimedPeriodId),
    Change(AutomaticChangeId),
    Calendar(CalendarId),
}

/// The doors that follow something: the names of those within reach, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Followers {
    /// Their names.
    pub doors: Vec<String>,
    /// How many more.
    pub beyond: usize,
}

impl Followers {
    /// How many doors that are.
    pub fn count(&self) -> usize {
        self.doors.len() + self.beyond
    }
}

/// The doors that follow something, by name: those that whoever looks may see, and how many others.
pub(crate) fn followers(view: &View<'_>, of: Followed) -> Result<Followers, Error> {
    following(view, of, "TRUE")
}

/// The same of those that have no keypad.
pub(crate) fn followers_without_keypad(view: &View<'_>, of: AutomaticChangeId) -> Result<Followers, Error> {
    following(view, Followed::Change(of), "s.keypad = 0")
}

/// The same of those that have no code.
pub(crate) fn followers_without_code(view: &View<'_>, of: AutomaticChangeId) -> Result<Followers, Error> {
    following(view, Followed::Change(of), "s.keypad_check IS NULL")
}

fn following(view: &View<'_>, of: Followed, narrowed: &str) -> Result<Followers, Error> {
    let (follows, id) = match of {
        Followed::Period(id) => ("?1 IN (s.timed_period_id, s.outputs_period_id)", id.0),
        Followed::Change(id) => ("s.automatic_change_id = ?1", id.0),
        Followed::Calendar(id) => ("s.calendar_id = ?1", id.0),
    };
    let sql = format!(
        "SELECT d.partition_id, d.name FROM door_settings s JOIN doors d ON d.id = s.door_id
         WHERE {follows} AND {narrowed} ORDER BY d.name_key, d.id"
    );
    let seen = view.where_also(Permission::DoorsView);
    let found = seen.within(&sql, [id], |row| row.get("name"))?;
    Ok(Followers { doors: found.rows, beyond: found.beyond })
}

/// Refuses what a door is to follow and is not there.
pub fn expect_followed(view: &View<'_>, settings: &Settings) -> Result<(), Error> {
    let is_there =
        |sql: &[Plain], id: i64| Ok::<_, Error>(view.plain(sql)?.first([id], |_| Ok(()))?.is_some());
    for period in settings.opening.period().into_iter().chain(settings.outputs_period) {
        if !is_there(plain!("SELECT p.id FROM timed_periods p WHERE p.id = ?1"), period.0)? {
            return Err(Error::NoSuch(Noun::TimedPeriod));
        }
    }
    if let Some(change) = settings.opening.change()
        && !is_there(plain!("SELECT c.id FROM automatic_changes c WHERE c.id = ?1"), change.0)?
    {
        return Err(Error::NoSuch(Noun::AutomaticChange));
    }
    match settings.calendar {
        Some(calendar) if !is_there(plain!("SELECT c.id FROM calendars c WHERE c.id = ?1"), calendar.0)? => {
            Err(Error::NoSuch(Noun::Calendar))
        }
        _ => Ok(()),
    }
}

/// The doors that are set to note no openings in their locks.
pub fn inhibited(view: &View<'_>) -> Result<Followers, Error> {
    let sql = "SELECT d.partition_id, d.name FROM door_settings s JOIN doors d ON d.id = s.door_id
         WHERE s.inhibit_audit = 1 ORDER BY d.name_key, d.id";
    let seen = view.where_also(Permission::DoorsView);
    let found = seen.within(sql, [], |row| row.get("name"))?;
    Ok(Followers { doors: found.rows, beyond: found.beyond })
}

/// How the lock of a door stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// What it is to hold.
    pub wanted: Held,
    /// Why it needs a visit; nothing, where it needs none.
    pub reasons: Vec<Reason>,
    /// When somebody was there last.
    pub visited_at: Option<Moment>,
}

/// How locks stand: that of one door, or all. Which doors are within reach, the caller knows.
pub fn locks(view: &View<'_>, of: Option<DoorId>) -> Result<HashMap<DoorId, Lock>, Error> {
    let mut zones: HashMap<DoorId, Vec<zone::Number>> = HashMap::new();
    let sql = "SELECT g.door_id, z.number FROM zone_doors g JOIN zones z ON z.id = g.zone_id
         WHERE ?1 IS NULL OR g.door_id = ?1 ORDER BY g.door_id, z.number";
    for (door, zone) in view
        .beyond(Beyond::Settings, sql)?
        .list([of.map(|door| door.0)], |row| Ok((row.get::<DoorId>("door_id")?, row.get("number")?)))?
    {
        zones.entry(door).or_default().push(zone);
    }
    let mut outputs: HashMap<DoorId, Vec<output::Number>> = HashMap::new();
    let sql = "SELECT g.door_id, o.number FROM door_outputs g JOIN outputs o ON o.id = g.output_id
         WHERE ?1 IS NULL OR g.door_id = ?1 ORDER BY g.door_id, o.number";
    for (door, output) in view
        .beyond(Beyond::Settings, sql)?
        .list([of.map(|door| door.0)], |row| Ok((row.get::<DoorId>("door_id")?, row.get("number")?)))?
    {
        outputs.entry(door).or_default().push(output);
    }
    let sql = "SELECT v.door_id, v.visited_at, v.settings, v.schedule, v.calendar, v.zones, v.outputs FROM lock_visits v
         WHERE ?1 IS NULL OR v.door_id = ?1 ORDER BY v.door_id";
    let visits = view.beyond(Beyond::Settings, sql)?.list([of.map(|door| door.0)], |row| {
        let mark = |column| row.get(column).map(Mark);
        let (settings, schedule) = (mark("settings")?, mark("schedule")?);
        let (zones, outputs) = (mark("zones")?, mark("outputs")?);
        let held = Held { settings, schedule, calendar: mark("calendar")?, zones, outputs };
        Ok((row.get::<DoorId>("door_id")?, (row.get::<Moment>("visited_at")?, held)))
    })?;
    let visits: HashMap<DoorId, (Moment, Held)> = visits.into_iter().collect();
    let periods = schedules::list::<Stretches>(view)?.into_iter();
    let periods: HashMap<_, _> =
        periods.map(|row| (row.id, Mark::of_period(row.number, &row.content))).collect();
    let changes = schedules::list::<Plans>(view)?.into_iter();
    let changes: HashMap<_, _> =
        changes.map(|row| (row.id, Mark::of_change(row.number, &row.content))).collect();
    let of_keys = Mark::of_days(&calendars::of_keys(view)?);
    let mut days: HashMap<CalendarId, Mark> = HashMap::new();
    let sql = format!(
        "SELECT s.door_id, {SETTINGS} FROM door_settings s WHERE ?1 IS NULL OR s.door_id = ?1 ORDER BY s.door_id"
    );
    let all = view
        .beyond(Beyond::Settings, &sql)?
        .list([of.map(|door| door.0)], |row| Ok((row.get::<DoorId>("door_id")?, settings(row)?)))?;
    let mut locks = HashMap::with_capacity(all.len());
    let may_inhibit = site::door_options(view)?.may_inhibit;
    for (door, mut settings) in all {
        // A lock that may not leave openings out notes them, however its door is set.
        settings.inhibit_audit &= may_inhibit;
        let schedule = match settings.opening.follows() {
            Follows::Nothing => None,
            Follows::Period(id) => Some(*periods.get(&id).ok_or(Error::Damaged)?),
            Follows::Change(id) => Some(*changes.get(&id).ok_or(Error::Damaged)?),
        };
        let outputs: output::Numbers = outputs.remove(&door).unwrap_or_default().into_iter().collect();
        let has_outputs = outputs != output::Numbers::NONE;
        let of_outputs = settings.outputs_period.filter(|_| has_outputs);
        let of_outputs = of_outputs.map(|id| periods.get(&id).copied().ok_or(Error::Damaged)).transpose()?;
        // A lock that follows nothing by the clock needs no days.
        let calendar = match (schedule.or(of_outputs), settings.calendar) {
            (None, _) => Mark::of_nothing(),
            (Some(_), None) => of_keys,
            (Some(_), Some(id)) => match days.entry(id) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(unknown) => *unknown.insert(Mark::of_days(&calendars::days(view, id)?)),
            },
        };
        let wanted = Held {
            settings: Mark::of_settings(&settings),
            schedule: schedule.unwrap_or_else(Mark::of_nothing),
            calendar,
            zones: Mark::of_zones(zones.remove(&door).unwrap_or_default()),
            outputs: Mark::of_outputs(outputs, of_outputs),
        };
        let visit = visits.get(&door);
        let reasons = visit::reasons(&wanted, visit.map(|(_, held)| held));
        locks.insert(door, Lock { wanted, reasons, visited_at: visit.map(|(at, _)| *at) });
    }
    Ok(locks)
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

/// What a list tells of a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// How it opens.
    pub mode: Mode,
    /// Why its lock needs a visit; nothing, where it needs none.
    pub visit: Vec<Reason>,
    /// The number by which keys name it.
    pub code: Code,
    /// How many people may open it, in whatever way.
    pub users: usize,
}

/// What a list shows of a door.
pub type ListRow = named::ListRow<DoorId, Listed>;

/// Every door within reach, by name. How many people may open each comes with it.
pub fn list(view: &View<'_>, holders: &[u32]) -> Result<Vec<ListRow>, Error> {
    let locks = locks(view, None)?;
    let columns = "o.code, (SELECT s.mode FROM door_settings s WHERE s.door_id = o.id) AS mode";
    named::list::<Door, _>(view, columns, |row| {
        let code: Code = row.get("code")?;
        let users = holders.get(usize::from(code.number())).map_or(0, |count| *count as usize);
        let mode: String = row.get("mode")?;
        let mode = Mode::from_key(&mode).ok_or_else(|| row.damaged("mode"))?;
        let lock: &Lock = locks.get(&row.get("id")?).ok_or(Error::Damaged)?;
        Ok(Listed { mode, visit: lock.reasons.clone(), code, users })
    })
}

/// The doors within reach that have one of these numbers, by name.
pub fn of_codes(view: &View<'_>, codes: &BTreeSet<Code>) -> Result<Vec<Stored>, Error> {
    let all = record::find::<Door>(view, "ORDER BY name_key, id", [])?;
    Ok(all.into_iter().filter(|door| codes.contains(&door.besides)).collect())
}

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
pub fn delete(change: &Change<'_>, door: access::Point<DoorId>) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Door(door)))?;
    // What it followed is nobody's any more, and can be deleted.
    change.write("DELETE FROM door_settings WHERE door_id = ?1", [door.id.0])?;
    change.write("DELETE FROM lock_visits WHERE door_id = ?1", [door.id.0])?;
    record::delete::<Door>(change, door.id, change.now())
}
