//! What the forms of access points say of their locks, for doors, lockers and rooms alike.

use chrono::Duration;

use crate::console::Console;
use crate::domain::access_point::{self, Code};
use crate::domain::automatic_change::{AutomaticChangeId, Plans};
use crate::domain::calendar::CalendarId;
use crate::domain::door::Setting;
use crate::domain::named::{Fault, Field};
use crate::domain::room;
use crate::domain::time_zone::TimeZoneId;
use crate::domain::timed_period::{Stretches, TimedPeriodId};
use crate::storage::audit::Fields;
use crate::storage::locks::{self, Lock, Locked};
use crate::storage::named::NamedRecord;
use crate::storage::record::Stored;
use crate::storage::{self, Change, View, calendars, schedules, site, time_zones};

use super::audit_trail::Summary;
use super::{Error, named};

/// What the form of an access point offers besides partitions. Whoever may see one is told the names of what it can follow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offered {
    /// Timed periods.
    pub periods: Vec<(TimedPeriodId, String)>,
    /// Automatic changes.
    pub changes: Vec<(AutomaticChangeId, String)>,
    /// Calendars.
    pub calendars: Vec<(CalendarId, String)>,
    /// Time zones; none, where the site uses one alone.
    pub time_zones: Vec<(TimeZoneId, String)>,
    /// Whether the operator can give a keypad a code.
    pub may_set_code: bool,
    /// Whether a lock may note no openings at all.
    pub may_inhibit: bool,
    /// The names of the free fields; an empty one is not used.
    pub general: [String; 2],
}

/// What is told of an access point besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// The number by which keys name it.
    pub code: Code,
    /// How many people may open it, in whatever way, within reach or not.
    pub people: usize,
    /// How its lock stands.
    pub lock: Lock,
    /// Whether the operator may give it to anybody: it may be seen by one right, and given by another.
    pub may_give: bool,
    /// What the trail of events says of it, where the operator may see that; of doors alone.
    pub trail: Option<Summary>,
}

/// What is told of one besides its form.
pub(super) fn besides<T: Locked + NamedRecord<Besides = Code>>(
    console: &Console,
    view: &View<'_>,
    stored: &Stored<T>,
    may_give: bool,
) -> Result<Besides, Error> {
    let lock = locks::of_kind::<T>(view, Some(stored.id))?.remove(&stored.id);
    Ok(Besides {
        code: stored.besides,
        people: console.storage().holders_of(stored.besides)?.len(),
        lock: lock.ok_or(storage::Error::Damaged)?,
        may_give,
        trail: None,
    })
}

/// What there is to choose from.
pub(super) fn offered(view: &View<'_>) -> Result<Offered, Error> {
    let periods = schedules::names::<Stretches>(view)?.into_iter();
    let changes = schedules::names::<Plans>(view)?.into_iter();
    let calendars = calendars::list(view)?.into_iter();
    let time_zones = match site::general_options(view)?.several_time_zones {
        true => time_zones::list(view)?,
        false => Vec::new(),
    };
    let options = site::door_options(view)?;
    Ok(Offered {
        periods: periods.map(|(id, _, name)| (id, name)).collect(),
        changes: changes.map(|(id, _, name)| (id, name)).collect(),
        calendars: calendars.map(|row| (row.id, row.name)).collect(),
        time_zones: time_zones.into_iter().map(|row| (row.id, row.zone.name.to_string())).collect(),
        may_set_code: false,
        may_inhibit: options.may_inhibit,
        general: options.general.map(|name| name.to_string()),
    })
}

/// The same for one that follows nothing by the clock: the names of what it could follow are for whoever may choose it.
pub(super) fn offered_without_clock(view: &View<'_>) -> Result<Offered, Error> {
    Ok(Offered { periods: Vec::new(), changes: Vec::new(), ..offered(view)? })
}

/// What the trail says of a lock without a keypad.
pub(super) fn tell(fields: Fields, lock: &access_point::Lock) -> Fields {
    fields
        .with("opening mode", lock.opening.mode().key())
        .with("timed period", lock.opening.period().map(|id| id.0))
        .with("open time", lock.open_seconds)
        .with("increased open time", lock.increased_seconds)
        .with("audit on keys", lock.audit_on_keys)
        .with("no audit trail", lock.inhibit_audit)
        .with("calendar", lock.calendar.map(|id| id.0))
        .with("time zone", lock.time_zone.map(|id| id.0))
}

/// Refuses a last day out of service that has passed, unless it stood there already. One more day is let through: it may
/// not have passed where the site is.
pub(super) fn expect_to_come<T: NamedRecord>(
    change: &Change<'_>,
    settings: &room::Settings,
    before: Option<&room::Settings>,
) -> Result<(), Error> {
    let until = |settings: &room::Settings| settings.out_of_service.as_ref().and_then(|out| out.until);
    let passed = (change.now() - Duration::days(1)).date_naive();
    match until(settings).filter(|last| *last < passed) {
        Some(last) if before.and_then(until) != Some(last) => {
            Err(named::wrong::<T>(Field::Own(Setting::Until as usize), Fault::DayPast))
        }
        _ => Ok(()),
    }
}

/// What the trail says of a room, and of a suite.
pub(super) fn tell_room(fields: Fields, settings: &room::Settings) -> Fields {
    let ([first, second], out) = (&settings.general, settings.out_of_service.as_ref());
    tell(fields, &settings.lock)
        .with("free field 1", first.as_str())
        .with("free field 2", second.as_str())
        .with("out of service", out.map(|out| out.reason.to_string()))
        .with("out of service until", out.and_then(|out| out.until).map(|until| until.to_string()))
}

/// Fills in what the site has chosen for a new one.
pub(super) fn fill_room(view: &View<'_>, draft: &mut room::Draft) -> Result<(), Error> {
    let options = site::door_options(view)?;
    let lock = &mut draft.own.lock;
    lock.open_seconds = options.open_seconds.to_string();
    lock.increased_seconds = options.increased_seconds.to_string();
    lock.audit_on_keys = options.audit_on_keys;
    Ok(())
}
