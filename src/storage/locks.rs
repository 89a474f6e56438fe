//! What the locks of access points hold and are to hold, what they follow by the clock, and which kinds of access points there
//! are that have one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use super::named::{self, ListRow, NamedRecord};
use super::view::{Id, Plain, Row, Values, plain};
use super::{Beyond, Change, Error, Noun, View, calendars, schedules, site, time_zones};
use crate::domain::access_point::{self, Code};
use crate::domain::automatic_change::{AutomaticChangeId, Plans};
use crate::domain::calendar::CalendarId;
use crate::domain::crossing;
use crate::domain::door::{self, Door, Follows, Mode, Opening};
use crate::domain::lock::Allowed;
use crate::domain::locker::Locker;
use crate::domain::moment::Moment;
use crate::domain::output;
use crate::domain::permission::Permission;
use crate::domain::room::Room;
use crate::domain::suite::Suite;
use crate::domain::time_zone::TimeZoneId;
use crate::domain::timed_period::{Stretches, TimedPeriodId};
use crate::domain::visit::{self, Held, Mark, Reason};
use crate::domain::zone;

/// A kind of access point that has a lock.
pub(crate) trait Locked: NamedRecord<Id: Hash + Eq> {
    /// The table that says what each lock is to do, called `s`; the column there by which it names the access point; and what
    /// is read of it.
    const SET: (&'static str, &'static str, &'static str);
    /// The table that says which of them are in which zone.
    const IN_ZONES: &'static str;
    /// The table of what was delivered to their locks.
    const VISITS: &'static str;
    /// The table that says which outputs they drive by themselves, if they can drive any.
    const DRIVES: Option<&'static str> = None;
    /// The tables that say to which locations and functions they belong, if they can belong to any.
    const SIDES: Option<[&'static str; 2]> = None;

    /// What that says, as the lock of a door would be set to do the same.
    fn set(row: &Row<'_>) -> Result<door::Settings, Error>;

    /// Whether it is a locker that belongs to whoever takes it, and for how long one may keep it.
    fn free(_row: &Row<'_>) -> Result<Option<Allowed>, Error> {
        Ok(None)
    }
}

type IdOf<T> = <T as NamedRecord>::Id;

/// How the lock of an access point stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// What it is to hold.
    pub wanted: Held,
    /// Why it needs a visit; nothing, where it needs none.
    pub reasons: Vec<Reason>,
    /// When somebody was there last.
    pub visited_at: Option<Moment>,
}

/// How the locks of a kind stand: that of one, or all. Which of them are within reach, the caller knows.
pub(crate) fn of_kind<T: Locked>(
    view: &View<'_>,
    of: Option<IdOf<T>>,
) -> Result<HashMap<IdOf<T>, Lock>, Error> {
    let (only, own) = (of.map(Id::number), <T as NamedRecord>::OWNS_BY);
    let mut zones: HashMap<IdOf<T>, Vec<zone::Number>> = HashMap::new();
    let sql = format!(
        "SELECT g.{own} AS point, z.number FROM {in_zones} g JOIN zones z ON z.id = g.zone_id
         WHERE ?1 IS NULL OR g.{own} = ?1 ORDER BY g.{own}, z.number",
        in_zones = T::IN_ZONES
    );
    for (point, zone) in view
        .beyond(Beyond::Settings, &sql)?
        .list([only], |row| Ok((row.get("point")?, row.get("number")?)))?
    {
        zones.entry(point).or_default().push(zone);
    }
    let mut outputs: HashMap<IdOf<T>, Vec<output::Number>> = HashMap::new();
    if let Some(drives) = T::DRIVES {
        let sql = format!(
            "SELECT g.{own} AS point, o.number FROM {drives} g JOIN outputs o ON o.id = g.output_id
             WHERE ?1 IS NULL OR g.{own} = ?1 ORDER BY g.{own}, o.number"
        );
        let all = view.beyond(Beyond::Settings, &sql)?;
        for (point, output) in all.list([only], |row| Ok((row.get("point")?, row.get("number")?)))? {
            outputs.entry(point).or_default().push(output);
        }
    }
    let mut sides: [HashMap<IdOf<T>, Vec<crossing::Number>>; 2] = Default::default();
    for ((table, of), sides) in T::SIDES.into_iter().flatten().zip(["location", "function"]).zip(&mut sides) {
        let sql = format!(
            "SELECT g.{own} AS point, o.number FROM {table} g JOIN {of}s o ON o.id = g.{of}_id
             WHERE ?1 IS NULL OR g.{own} = ?1 ORDER BY g.{own}, o.number"
        );
        let all = view.beyond(Beyond::Settings, &sql)?;
        for (point, number) in all.list([only], |row| Ok((row.get("point")?, row.get("number")?)))? {
            sides.entry(point).or_default().push(number);
        }
    }
    let sql = format!(
        "SELECT v.{own} AS point, v.visited_at, v.settings, v.schedule, v.calendar, v.zones, v.time_zone{driven}{crossed}
         FROM {visits} v
         WHERE ?1 IS NULL OR v.{own} = ?1 ORDER BY v.{own}",
        driven = if T::DRIVES.is_some() { ", v.outputs" } else { "" },
        crossed = if T::SIDES.is_some() { ", v.crossings" } else { "" },
        visits = T::VISITS
    );
    let visits = view.beyond(Beyond::Settings, &sql)?.list([only], |row| {
        let mark = |column| row.get(column).map(Mark);
        let (settings, schedule) = (mark("settings")?, mark("schedule")?);
        let (calendar, zones) = (mark("calendar")?, mark("zones")?);
        let outputs = if T::DRIVES.is_some() { mark("outputs")? } else { Mark::of_nothing() };
        let crossings = if T::SIDES.is_some() { mark("crossings")? } else { Mark::of_nothing() };
        let time_zone = mark("time_zone")?;
        let held = Held { settings, schedule, calendar, zones, outputs, crossings, time_zone };
        Ok((row.get("point")?, (row.get::<Moment>("visited_at")?, held)))
    })?;
    let visits: HashMap<IdOf<T>, (Moment, Held)> = visits.into_iter().collect();
    let periods = schedules::list::<Stretches>(view)?.into_iter();
    let periods: HashMap<_, _> =
        periods.map(|row| (row.id, Mark::of_period(row.number, &row.content))).collect();
    let changes = schedules::list::<Plans>(view)?.into_iter();
    let changes: HashMap<_, _> =
        changes.map(|row| (row.id, Mark::of_change(row.number, &row.content))).collect();
    let time_zones = time_zones::rules(view)?;
    let of_keys = Mark::of_days(&calendars::of_keys(view)?);
    let mut days: HashMap<CalendarId, Mark> = HashMap::new();
    let all = set::<T>(view, of)?;
    let mut locks = HashMap::with_capacity(all.len());
    let may_inhibit = site::door_options(view)?.may_inhibit;
    for (point, (mut settings, free)) in all {
        // A lock that may not leave openings out notes them, however it is set.
        settings.inhibit_audit &= may_inhibit;
        let schedule = match settings.opening.follows() {
            Follows::Nothing => None,
            Follows::Period(id) => Some(*periods.get(&id).ok_or(Error::Damaged)?),
            Follows::Change(id) => Some(*changes.get(&id).ok_or(Error::Damaged)?),
        };
        let outputs: output::Numbers = outputs.remove(&point).unwrap_or_default().into_iter().collect();
        let of_outputs = settings.outputs_period.filter(|_| outputs != output::Numbers::NONE);
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
        let time_zone = settings.time_zone.map(|id| time_zones.get(&id).ok_or(Error::Damaged)).transpose()?;
        let [locations, functions] = sides.each_mut().map(|sides| sides.remove(&point).unwrap_or_default());
        let wanted = Held {
            settings: Mark::of_settings(&settings).taken(free),
            schedule: schedule.unwrap_or_else(Mark::of_nothing),
            calendar,
            zones: Mark::of_zones(zones.remove(&point).unwrap_or_default()),
            outputs: Mark::of_outputs(outputs, of_outputs),
            crossings: Mark::of_crossings([&locations, &functions]),
            time_zone: Mark::of_time_zone(time_zone),
        };
        let visit = visits.get(&point);
        let reasons = visit::reasons(&wanted, visit.map(|(_, held)| held));
        locks.insert(point, Lock { wanted, reasons, visited_at: visit.map(|(at, _)| *at) });
    }
    Ok(locks)
}

/// What a lock is to do, as that of a door would be set to do the same; and of a locker that belongs to whoever takes it, for how
/// long one may keep it.
pub(crate) type Duty = (door::Settings, Option<Allowed>);

/// What the locks of a kind are to do, and whether each is of a locker that belongs to whoever takes it: that of one, or all.
/// Which of them are within reach, the caller knows.
pub(crate) fn set<T: Locked>(view: &View<'_>, of: Option<IdOf<T>>) -> Result<HashMap<IdOf<T>, Duty>, Error> {
    let (table, column, read) = T::SET;
    let sql = format!(
        "SELECT s.{column} AS point, {read} FROM {table} s WHERE ?1 IS NULL OR s.{column} = ?1 ORDER BY s.{column}"
    );
    let all = view.beyond(Beyond::Settings, &sql)?;
    let all = all.list([of.map(Id::number)], |row| Ok((row.get("point")?, (T::set(row)?, T::free(row)?))))?;
    Ok(all.into_iter().collect())
}

/// What a list tells of an access point.
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
    /// For how many days at least nobody opened it, as far as that was asked.
    pub unopened_days: Option<u16>,
}

impl AsRef<Listed> for Listed {
    fn as_ref(&self) -> &Listed {
        self
    }
}

/// Every one of a kind within reach, by name. How many people may open each comes with it.
pub(crate) fn list<T: Locked>(
    view: &View<'_>,
    holders: &[u32],
) -> Result<Vec<ListRow<IdOf<T>, Listed>>, Error> {
    list_with::<T, _>(view, holders, "", |_, listed| Ok(listed))
}

/// The same with what is told besides, read of these columns of a table that is called `o`.
pub(crate) fn list_with<T: Locked, Besides>(
    view: &View<'_>,
    holders: &[u32],
    columns: &str,
    besides: impl Fn(&Row<'_>, Listed) -> Result<Besides, Error>,
) -> Result<Vec<ListRow<IdOf<T>, Besides>>, Error> {
    let (locks, (set, column, _)) = (of_kind::<T>(view, None)?, T::SET);
    let own = if columns.is_empty() { String::new() } else { format!(", {columns}") };
    let columns = format!("o.code, (SELECT s.mode FROM {set} s WHERE s.{column} = o.id) AS mode{own}");
    named::list::<T, _>(view, &columns, |row| {
        let code: Code = row.get("code")?;
        let users = holders.get(usize::from(code.number())).map_or(0, |count| *count as usize);
        let mode: String = row.get("mode")?;
        let mode = Mode::from_key(&mode).ok_or_else(|| row.damaged("mode"))?;
        let lock: &Lock = locks.get(&row.get("id")?).ok_or(Error::Damaged)?;
        besides(row, Listed { mode, visit: lock.reasons.clone(), code, users, unopened_days: None })
    })
}

/// What such a lock is to do, as its row says.
pub(super) fn lock(row: &Row<'_>) -> Result<access_point::Lock, Error> {
    let mode: String = row.get("mode")?;
    let mode = Mode::from_key(&mode).ok_or_else(|| row.damaged("mode"))?;
    let opening = Opening::new(mode, row.get("timed_period_id")?, None);
    Ok(access_point::Lock {
        opening: opening.map_err(|_| row.damaged("timed_period_id"))?,
        open_seconds: row.get("open_seconds")?,
        increased_seconds: row.get("increased_seconds")?,
        audit_on_keys: row.get("audit_on_keys")?,
        inhibit_audit: row.get("inhibit_audit")?,
        calendar: row.get("calendar_id")?,
        time_zone: row.get("time_zone_id")?,
    })
}

/// The row of it, but for what it follows.
pub(super) fn values(lock: &access_point::Lock) -> Values {
    Values::none()
        .with("mode", lock.opening.mode().key())
        .with("open_seconds", lock.open_seconds)
        .with("increased_seconds", lock.increased_seconds)
        .with("audit_on_keys", lock.audit_on_keys)
        .with("inhibit_audit", lock.inhibit_audit)
        .with("calendar_id", lock.calendar.map(|calendar| calendar.0))
}

/// Writes by which time zone the lock of an access point goes, which was written just now.
pub(super) fn set_time_zone<T: Locked>(
    change: &Change<'_>,
    point: IdOf<T>,
    zone: Option<TimeZoneId>,
) -> Result<(), Error> {
    let table = <T as NamedRecord>::TABLE;
    let sql = format!(
        "SELECT d.code, g.time_zone_id FROM {table} d LEFT JOIN lock_time_zones g ON g.code = d.code WHERE d.id = ?1"
    );
    let stored = change.beyond(Beyond::Settings, &sql)?;
    let (code, before): (Code, Option<TimeZoneId>) =
        stored.one([point.number()], |row| Ok((row.get("code")?, row.get("time_zone_id")?)))?;
    if before == zone {
        return Ok(());
    }
    match zone {
        Some(zone) => change.write(
            "REPLACE INTO lock_time_zones (code, time_zone_id) VALUES (?1, ?2)",
            [i64::from(code.number()), zone.0],
        )?,
        None => change.write("DELETE FROM lock_time_zones WHERE code = ?1", [code.number()])?,
    };
    Ok(())
}

/// Something that locks follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Followed {
    Period(TimedPeriodId),
    Change(AutomaticChangeId),
    Calendar(CalendarId),
    TimeZone(TimeZoneId),
}

impl Followed {
    /// What the settings of a lock say that follows it, of an access point that is called `d`.
    fn so(self, column: &str) -> String {
        let (own, id) = match self {
            Followed::Period(id) => ("timed_period_id", id.0),
            Followed::Change(id) => ("automatic_change_id", id.0),
            Followed::Calendar(id) => ("calendar_id", id.0),
            Followed::TimeZone(id) => {
                return format!(
                    "{} IN (SELECT g.time_zone_id FROM lock_time_zones g WHERE g.code = d.code)",
                    id.0
                );
            }
        };
        format!("{id} IN (s.{own}{column})")
    }
}

/// The access points whose locks follow something: the names of those within reach, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Followers {
    /// Their names.
    pub names: Vec<String>,
    /// How many more.
    pub beyond: usize,
}

impl Followers {
    /// How many that are.
    pub fn count(&self) -> usize {
        self.names.len() + self.beyond
    }

    pub(super) fn and(mut self, other: Followers) -> Followers {
        self.names.extend(other.names);
        Followers { names: self.names, beyond: self.beyond + other.beyond }
    }
}

/// The access points whose locks follow something, kind by kind and by name: those that whoever looks may see, and how many
/// others.
pub(crate) fn followers(view: &View<'_>, of: Followed) -> Result<Followers, Error> {
    // Doors follow a period by the outputs that they drive as well.
    let besides = if matches!(of, Followed::Period(_)) { ", s.outputs_period_id" } else { "" };
    let doors = set_so::<Door>(view, Permission::DoorsView, &of.so(besides))?;
    match of {
        // Only doors follow one.
        Followed::Change(_) => Ok(doors),
        Followed::Period(_) => Ok(doors.and(set_so::<Locker>(view, Permission::LockersView, &of.so(""))?)),
        Followed::Calendar(_) | Followed::TimeZone(_) => Ok(doors.and(others_set_so(view, &of.so(""))?)),
    }
}

/// The doors that follow an automatic change and have no keypad.
pub(crate) fn followers_without_keypad(view: &View<'_>, of: AutomaticChangeId) -> Result<Followers, Error> {
    let so = format!("s.automatic_change_id = {} AND s.keypad = 0", of.0);
    set_so::<Door>(view, Permission::DoorsView, &so)
}

/// The same of those that have no code.
pub(crate) fn followers_without_code(view: &View<'_>, of: AutomaticChangeId) -> Result<Followers, Error> {
    let so = format!("s.automatic_change_id = {} AND s.keypad_check IS NULL", of.0);
    set_so::<Door>(view, Permission::DoorsView, &so)
}

/// The access points whose locks go by a time zone of their own.
pub(crate) fn elsewhere(view: &View<'_>) -> Result<Followers, Error> {
    let so = "EXISTS (SELECT 1 FROM lock_time_zones g WHERE g.code = d.code)";
    Ok(set_so::<Door>(view, Permission::DoorsView, so)?.and(others_set_so(view, so)?))
}

/// The access points whose locks are set to note no openings.
pub fn inhibited(view: &View<'_>) -> Result<Followers, Error> {
    let so = "s.inhibit_audit = 1";
    let doors = set_so::<Door>(view, Permission::DoorsView, so)?;
    Ok(doors.and(others_set_so(view, so)?))
}

/// Of all kinds but doors.
fn others_set_so(view: &View<'_>, so: &str) -> Result<Followers, Error> {
    let lockers = set_so::<Locker>(view, Permission::LockersView, so)?;
    let rooms = set_so::<Room>(view, Permission::RoomsView, so)?;
    Ok(lockers.and(rooms).and(set_so::<Suite>(view, Permission::RoomsView, so)?))
}

fn set_so<T: Locked>(view: &View<'_>, seen_by: Permission, so: &str) -> Result<Followers, Error> {
    let ((set, column, _), table) = (T::SET, <T as NamedRecord>::TABLE);
    let sql = format!(
        "SELECT d.partition_id, d.name FROM {set} s JOIN {table} d ON d.id = s.{column}
         WHERE {so} AND d.deleted_at IS NULL ORDER BY d.name_key, d.id"
    );
    let found = view.where_also(seen_by).within(&sql, [], |row| row.get("name"))?;
    Ok(Followers { names: found.rows, beyond: found.beyond })
}

/// Refuses what a lock is to follow and is not there.
pub fn expect_followed(view: &View<'_>, settings: &door::Settings) -> Result<(), Error> {
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
    if let Some(zone) = settings.time_zone {
        // Where the site uses one alone, nothing goes by another.
        let is_used = site::general_options(view)?.several_time_zones;
        if !is_used || !is_there(plain!("SELECT z.id FROM time_zones z WHERE z.id = ?1"), zone.0)? {
            return Err(Error::NoSuch(Noun::TimeZone));
        }
    }
    match settings.calendar {
        Some(calendar) if !is_there(plain!("SELECT c.id FROM calendars c WHERE c.id = ?1"), calendar.0)? => {
            Err(Error::NoSuch(Noun::Calendar))
        }
        _ => Ok(()),
    }
}
