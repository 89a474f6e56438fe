//! The schema: what schema.sql says, how older files come to it, and whether a file has it. A file with anything
//! else in it is refused: a trigger or a view would run with every change, and a table without its checks would keep
//! what the program takes for checked.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Error, What};

/// The schema of this version, whole.
pub const SCHEMA: &str = include_str!("../../schema.sql");
/// The version of that schema.
pub const VERSION: i64 = 10;
/// The schemas of the versions before, from the first: by its own an older file is held to be ours before any step.
const EARLIER: &[&str] = &[
    include_str!("schema/version-1.sql"),
    include_str!("schema/version-2.sql"),
    include_str!("schema/version-3.sql"),
    include_str!("schema/version-4.sql"),
    include_str!("schema/version-5.sql"),
    include_str!("schema/version-6.sql"),
    include_str!("schema/version-7.sql"),
    include_str!("schema/version-8.sql"),
    include_str!("schema/version-9.sql"),
];
const _: () = assert!(EARLIER.len() as i64 == VERSION - 1, "the schema of every version before is kept");
/// Marks the file as ours: "KDsk".
pub const APPLICATION: i64 = 0x4B44_736B;

/// A step from one version to the next, in the transaction of all of them.
type Step = fn(&Transaction<'_>) -> Result<(), Error>;

/// Steps from each version to the next; the first leads from version 1 to 2. What is only SQL is
/// [`sql`]; where digests must be made anew, a step is a function. A table whose definition
/// changes is made anew and filled, so that a file that was brought up is equal to a fresh one. Every version's own
/// file stays in tests/databases.
const MIGRATIONS: &[Step] = &[
    calendars,
    user_access_levels,
    zones,
    timetables,
    schedules,
    areas_and_options,
    crossings,
    further,
    life_of_keys,
];
const _: () = assert!(MIGRATIONS.len() as i64 == VERSION - 1, "a version needs the step that leads to it");

/// To version 2: calendars.
fn calendars(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE calendars (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE calendar_days (
    calendar_id INTEGER NOT NULL REFERENCES calendars (id) ON DELETE CASCADE,
    -- So many after 1970-01-01: of the years 2000 to 2199.
    day INTEGER NOT NULL CHECK (day BETWEEN 10957 AND 84005),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    PRIMARY KEY (calendar_id, day)
) STRICT, WITHOUT ROWID;",
    )
}

/// To version 3: user access levels. They had no rights before, so that no key says anything else.
fn user_access_levels(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE user_access_levels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX user_access_levels_by_name ON user_access_levels (partition_id, name_key);
CREATE UNIQUE INDEX user_access_levels_by_external_id ON user_access_levels (partition_id, external_id);
CREATE TABLE user_access_level_users (
    user_access_level_id INTEGER NOT NULL REFERENCES user_access_levels (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    PRIMARY KEY (user_id, user_access_level_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_access_level_users_by_level ON user_access_level_users (user_access_level_id);
CREATE TABLE user_access_level_doors (
    user_access_level_id INTEGER NOT NULL REFERENCES user_access_levels (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    PRIMARY KEY (user_access_level_id, door_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_access_level_doors_by_door ON user_access_level_doors (door_id);",
    )
}

/// To version 4: zones. There were none before, so that no key says anything else.
fn zones(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE zones (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 65535),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    deleted_at INTEGER,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX zones_by_name ON zones (partition_id, name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX zones_by_external_id ON zones (partition_id, external_id) WHERE deleted_at IS NULL;
CREATE TABLE zone_doors (
    zone_id INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    PRIMARY KEY (zone_id, door_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX zone_doors_by_door ON zone_doors (door_id);
CREATE TABLE user_zones (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    zone_id INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    PRIMARY KEY (user_id, zone_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_zones_by_zone ON user_zones (zone_id);
CREATE TABLE user_access_level_zones (
    user_access_level_id INTEGER NOT NULL REFERENCES user_access_levels (id) ON DELETE CASCADE,
    zone_id INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    PRIMARY KEY (user_access_level_id, zone_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_access_level_zones_by_zone ON user_access_level_zones (zone_id);",
    )
}

/// To version 5: timetables, by which what is given can be limited. Nothing was before, so that no key says anything else.
fn timetables(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE timetables (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX timetables_by_name ON timetables (partition_id, name_key);
CREATE UNIQUE INDEX timetables_by_external_id ON timetables (partition_id, external_id);

-- Their periods; a timetable without any never holds.
CREATE TABLE timetable_periods (
    timetable_id INTEGER NOT NULL REFERENCES timetables (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 8),
    -- A bit a day: Monday to Sunday from the lowest, then from 256 on holidays and both kinds of special days.
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 1919 AND days & 128 = 0),
    -- Minutes of the local day; the last one does not belong to it.
    from_minute INTEGER NOT NULL CHECK (from_minute >= 0),
    until_minute INTEGER NOT NULL CHECK (until_minute > from_minute AND until_minute <= 1440),
    PRIMARY KEY (timetable_id, number)
) STRICT, WITHOUT ROWID;

-- What the times of timetables mean on keys: one row.
CREATE TABLE local_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Which days are none of the week; NULL is that every day is one.
    calendar_id INTEGER REFERENCES calendars (id),
    -- Stands for the local time by which `wanted` was settled; empty before the first time. Where the computer knows another
    -- one, with a new time zone or new rules of summer time, it is settled anew.
    time BLOB NOT NULL DEFAULT x'' CHECK (length(time) IN (0, 16))
) STRICT;
INSERT INTO local_options (id) VALUES (1);",
    )?;
    sql(
        change,
        r"ALTER TABLE user_doors RENAME TO former;
CREATE TABLE user_doors (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (user_id, door_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO user_doors (user_id, door_id, from_at, until_at)
SELECT user_id, door_id, from_at, until_at FROM former;
DROP TABLE former;
CREATE INDEX user_doors_by_door ON user_doors (door_id);
CREATE INDEX user_doors_by_timetable ON user_doors (timetable_id) WHERE timetable_id IS NOT NULL;
ALTER TABLE user_access_level_users RENAME TO former;
CREATE TABLE user_access_level_users (
    user_access_level_id INTEGER NOT NULL REFERENCES user_access_levels (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (user_id, user_access_level_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO user_access_level_users (user_access_level_id, user_id, from_at, until_at)
SELECT user_access_level_id, user_id, from_at, until_at FROM former;
DROP TABLE former;
CREATE INDEX user_access_level_users_by_level ON user_access_level_users (user_access_level_id);
CREATE INDEX user_access_level_users_by_timetable ON user_access_level_users (timetable_id) WHERE timetable_id IS NOT NULL;
ALTER TABLE user_access_level_doors RENAME TO former;
CREATE TABLE user_access_level_doors (
    user_access_level_id INTEGER NOT NULL REFERENCES user_access_levels (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (user_access_level_id, door_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO user_access_level_doors (user_access_level_id, door_id, from_at, until_at)
SELECT user_access_level_id, door_id, from_at, until_at FROM former;
DROP TABLE former;
CREATE INDEX user_access_level_doors_by_door ON user_access_level_doors (door_id);
CREATE INDEX user_access_level_doors_by_timetable ON user_access_level_doors (timetable_id) WHERE timetable_id IS NOT NULL;
ALTER TABLE zone_doors RENAME TO former;
CREATE TABLE zone_doors (
    zone_id INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (zone_id, door_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO zone_doors (zone_id, door_id, from_at, until_at)
SELECT zone_id, door_id, from_at, until_at FROM former;
DROP TABLE former;
CREATE INDEX zone_doors_by_door ON zone_doors (door_id);
CREATE INDEX zone_doors_by_timetable ON zone_doors (timetable_id) WHERE timetable_id IS NOT NULL;
ALTER TABLE user_zones RENAME TO former;
CREATE TABLE user_zones (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    zone_id INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (user_id, zone_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO user_zones (user_id, zone_id, from_at, until_at)
SELECT user_id, zone_id, from_at, until_at FROM former;
DROP TABLE former;
CREATE INDEX user_zones_by_zone ON user_zones (zone_id);
CREATE INDEX user_zones_by_timetable ON user_zones (timetable_id) WHERE timetable_id IS NOT NULL;
ALTER TABLE user_access_level_zones RENAME TO former;
CREATE TABLE user_access_level_zones (
    user_access_level_id INTEGER NOT NULL REFERENCES user_access_levels (id) ON DELETE CASCADE,
    zone_id INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (user_access_level_id, zone_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO user_access_level_zones (user_access_level_id, zone_id, from_at, until_at)
SELECT user_access_level_id, zone_id, from_at, until_at FROM former;
DROP TABLE former;
CREATE INDEX user_access_level_zones_by_zone ON user_access_level_zones (zone_id);
CREATE INDEX user_access_level_zones_by_timetable ON user_access_level_zones (timetable_id) WHERE timetable_id IS NOT NULL;",
    )
}

/// To version 6: what locks are to do, and what doors follow by the clock. Keys say nothing of it.
fn schedules(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE timed_periods (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 1024),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE timed_period_stretches (
    timed_period_id INTEGER NOT NULL REFERENCES timed_periods (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 8),
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 1919 AND days & 128 = 0),
    from_minute INTEGER NOT NULL CHECK (from_minute >= 0),
    until_minute INTEGER NOT NULL CHECK (until_minute > from_minute AND until_minute <= 1440),
    PRIMARY KEY (timed_period_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE automatic_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 1024),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE automatic_change_steps (
    automatic_change_id INTEGER NOT NULL REFERENCES automatic_changes (id) ON DELETE CASCADE,
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 1919 AND days & 128 = 0),
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    mode TEXT NOT NULL CHECK (mode IN ('standard', 'office', 'open', 'toggle', 'keypad', 'key-and-pin')),
    PRIMARY KEY (automatic_change_id, days, from_minute)
) STRICT, WITHOUT ROWID;
CREATE TABLE door_settings (
    door_id INTEGER PRIMARY KEY REFERENCES doors (id) ON DELETE CASCADE,
    mode TEXT NOT NULL CHECK (mode IN (
        'standard', 'office', 'timed-office', 'automatic-opening', 'toggle', 'timed-toggle',
        'keypad', 'timed-keypad', 'key-and-pin', 'timed-key-and-pin',
        'automatic-opening-office', 'automatic-opening-toggle', 'automatic-changes',
        'exit-leaves-open', 'toggle-exit', 'keypad-exit'
    )),
    -- What it follows by the clock: one of both, where the mode takes one.
    timed_period_id INTEGER REFERENCES timed_periods (id),
    automatic_change_id INTEGER REFERENCES automatic_changes (id),
    open_seconds INTEGER NOT NULL CHECK (open_seconds BETWEEN 1 AND 255),
    increased_seconds INTEGER NOT NULL CHECK (increased_seconds BETWEEN open_seconds AND 255),
    keypad INTEGER NOT NULL CHECK (keypad IN (0, 1)),
    -- The keyed check of the code that is typed there; never the digits.
    keypad_check BLOB CHECK (keypad_check IS NULL OR (length(keypad_check) = 12 AND keypad = 1)),
    audit_on_keys INTEGER NOT NULL CHECK (audit_on_keys IN (0, 1)),
    inhibit_audit INTEGER NOT NULL CHECK (inhibit_audit IN (0, 1)),
    antipassback TEXT NOT NULL CHECK (antipassback IN ('none', 'in-to-out', 'out-to-in')),
    -- NULL is the calendar that keys follow.
    calendar_id INTEGER REFERENCES calendars (id),
    general_1 TEXT NOT NULL DEFAULT '' CHECK (length(general_1) <= 32),
    general_2 TEXT NOT NULL DEFAULT '' CHECK (length(general_2) <= 32),
    CHECK (timed_period_id IS NULL OR automatic_change_id IS NULL)
) STRICT;
CREATE INDEX door_settings_by_timed_period ON door_settings (timed_period_id) WHERE timed_period_id IS NOT NULL;
CREATE INDEX door_settings_by_automatic_change ON door_settings (automatic_change_id) WHERE automatic_change_id IS NOT NULL;
CREATE INDEX door_settings_by_calendar ON door_settings (calendar_id) WHERE calendar_id IS NOT NULL;
CREATE TABLE lock_visits (
    door_id INTEGER PRIMARY KEY REFERENCES doors (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16)
) STRICT;
INSERT INTO door_settings (
    door_id, mode, open_seconds, increased_seconds, keypad, audit_on_keys, inhibit_audit, antipassback
)
SELECT id, 'standard', 6, 20, 0, 1, 0, 'none' FROM doors WHERE deleted_at IS NULL;",
    )
}

/// To version 7: areas, options, lockers, outputs, rooms and suites.
fn areas_and_options(change: &Transaction<'_>) -> Result<(), Error> {
    areas(change)?;
    options(change)?;
    lockers(change)?;
    outputs(change)?;
    rooms(change)
}

/// To version 7 as well: rooms and suites, likewise.
fn rooms(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE rooms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code INTEGER NOT NULL UNIQUE CHECK (code BETWEEN 1 AND 64000),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 24),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('standard', 'toggle', 'exit-leaves-open', 'toggle-exit')),
    open_seconds INTEGER NOT NULL CHECK (open_seconds BETWEEN 1 AND 255),
    increased_seconds INTEGER NOT NULL CHECK (increased_seconds BETWEEN open_seconds AND 255),
    audit_on_keys INTEGER NOT NULL CHECK (audit_on_keys IN (0, 1)),
    inhibit_audit INTEGER NOT NULL CHECK (inhibit_audit IN (0, 1)),
    -- NULL is the calendar that keys follow.
    calendar_id INTEGER REFERENCES calendars (id),
    general_1 TEXT NOT NULL DEFAULT '' CHECK (length(general_1) <= 32),
    general_2 TEXT NOT NULL DEFAULT '' CHECK (length(general_2) <= 32),
    -- Why it is given to no guest, and its last day of that, so many after 1970-01-01; NULL is in service, and an open end.
    out_of_service TEXT CHECK (length(out_of_service) BETWEEN 1 AND 100),
    out_of_service_until INTEGER CHECK (out_of_service_until IS NULL OR out_of_service IS NOT NULL),
    deleted_at INTEGER,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX rooms_by_name ON rooms (partition_id, name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX rooms_by_external_id ON rooms (partition_id, external_id) WHERE deleted_at IS NULL;
CREATE INDEX rooms_by_calendar ON rooms (calendar_id) WHERE calendar_id IS NOT NULL;
CREATE TABLE suites (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code INTEGER NOT NULL UNIQUE CHECK (code BETWEEN 1 AND 64000),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 24),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('standard', 'toggle', 'exit-leaves-open', 'toggle-exit')),
    open_seconds INTEGER NOT NULL CHECK (open_seconds BETWEEN 1 AND 255),
    increased_seconds INTEGER NOT NULL CHECK (increased_seconds BETWEEN open_seconds AND 255),
    audit_on_keys INTEGER NOT NULL CHECK (audit_on_keys IN (0, 1)),
    inhibit_audit INTEGER NOT NULL CHECK (inhibit_audit IN (0, 1)),
    -- NULL is the calendar that keys follow.
    calendar_id INTEGER REFERENCES calendars (id),
    general_1 TEXT NOT NULL DEFAULT '' CHECK (length(general_1) <= 32),
    general_2 TEXT NOT NULL DEFAULT '' CHECK (length(general_2) <= 32),
    -- Why it is given to no guest, and its last day of that, so many after 1970-01-01; NULL is in service, and an open end.
    out_of_service TEXT CHECK (length(out_of_service) BETWEEN 1 AND 100),
    out_of_service_until INTEGER CHECK (out_of_service_until IS NULL OR out_of_service IS NOT NULL),
    deleted_at INTEGER,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX suites_by_name ON suites (partition_id, name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX suites_by_external_id ON suites (partition_id, external_id) WHERE deleted_at IS NULL;
CREATE INDEX suites_by_calendar ON suites (calendar_id) WHERE calendar_id IS NOT NULL;
CREATE TABLE suite_rooms (
    suite_id INTEGER NOT NULL REFERENCES suites (id) ON DELETE CASCADE,
    room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    PRIMARY KEY (suite_id, room_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX suite_rooms_by_room ON suite_rooms (room_id);
CREATE TABLE room_visits (
    room_id INTEGER PRIMARY KEY REFERENCES rooms (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16)
) STRICT;
CREATE TABLE suite_visits (
    suite_id INTEGER PRIMARY KEY REFERENCES suites (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16)
) STRICT;
CREATE TABLE zone_rooms (
    zone_id INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (zone_id, room_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX zone_rooms_by_room ON zone_rooms (room_id);
CREATE INDEX zone_rooms_by_timetable ON zone_rooms (timetable_id) WHERE timetable_id IS NOT NULL;
CREATE TABLE zone_suites (
    zone_id INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    suite_id INTEGER NOT NULL REFERENCES suites (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (zone_id, suite_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX zone_suites_by_suite ON zone_suites (suite_id);
CREATE INDEX zone_suites_by_timetable ON zone_suites (timetable_id) WHERE timetable_id IS NOT NULL;",
    )
}

/// To version 7 as well: lockers, of which there is none yet.
fn lockers(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE lockers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code INTEGER NOT NULL UNIQUE CHECK (code BETWEEN 1 AND 64000),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('standard', 'toggle', 'timed-toggle', 'automatic-opening')),
    timed_period_id INTEGER REFERENCES timed_periods (id),
    open_seconds INTEGER NOT NULL CHECK (open_seconds BETWEEN 1 AND 255),
    increased_seconds INTEGER NOT NULL CHECK (increased_seconds BETWEEN open_seconds AND 255),
    audit_on_keys INTEGER NOT NULL CHECK (audit_on_keys IN (0, 1)),
    inhibit_audit INTEGER NOT NULL CHECK (inhibit_audit IN (0, 1)),
    -- NULL is the calendar that keys follow.
    calendar_id INTEGER REFERENCES calendars (id),
    general_1 TEXT NOT NULL DEFAULT '' CHECK (length(general_1) <= 32),
    deleted_at INTEGER,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX lockers_by_name ON lockers (partition_id, name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX lockers_by_external_id ON lockers (partition_id, external_id) WHERE deleted_at IS NULL;
CREATE INDEX lockers_by_timed_period ON lockers (timed_period_id) WHERE timed_period_id IS NOT NULL;
CREATE INDEX lockers_by_calendar ON lockers (calendar_id) WHERE calendar_id IS NOT NULL;
CREATE TABLE locker_visits (
    locker_id INTEGER PRIMARY KEY REFERENCES lockers (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16)
) STRICT;
CREATE TABLE user_lockers (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    locker_id INTEGER NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (user_id, locker_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_lockers_by_locker ON user_lockers (locker_id);
CREATE INDEX user_lockers_by_timetable ON user_lockers (timetable_id) WHERE timetable_id IS NOT NULL;
CREATE TABLE user_access_level_lockers (
    user_access_level_id INTEGER NOT NULL REFERENCES user_access_levels (id) ON DELETE CASCADE,
    locker_id INTEGER NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (user_access_level_id, locker_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_access_level_lockers_by_locker ON user_access_level_lockers (locker_id);
CREATE INDEX user_access_level_lockers_by_timetable ON user_access_level_lockers (timetable_id) WHERE timetable_id IS NOT NULL;
CREATE TABLE zone_lockers (
    zone_id INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    locker_id INTEGER NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (zone_id, locker_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX zone_lockers_by_locker ON zone_lockers (locker_id);
CREATE INDEX zone_lockers_by_timetable ON zone_lockers (timetable_id) WHERE timetable_id IS NOT NULL;",
    )
}

/// To version 7: outputs. There were none before, so that no key says anything else.
fn outputs(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE outputs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 128),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX outputs_by_name ON outputs (partition_id, name_key);
CREATE UNIQUE INDEX outputs_by_external_id ON outputs (partition_id, external_id);
CREATE TABLE user_outputs (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    output_id INTEGER NOT NULL REFERENCES outputs (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (user_id, output_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_outputs_by_output ON user_outputs (output_id);
CREATE INDEX user_outputs_by_timetable ON user_outputs (timetable_id) WHERE timetable_id IS NOT NULL;
CREATE TABLE user_access_level_outputs (
    user_access_level_id INTEGER NOT NULL REFERENCES user_access_levels (id) ON DELETE CASCADE,
    output_id INTEGER NOT NULL REFERENCES outputs (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    timetable_id INTEGER REFERENCES timetables (id),
    PRIMARY KEY (user_access_level_id, output_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_access_level_outputs_by_output ON user_access_level_outputs (output_id);
CREATE INDEX user_access_level_outputs_by_timetable ON user_access_level_outputs (timetable_id) WHERE timetable_id IS NOT NULL;
CREATE TABLE door_outputs (
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    output_id INTEGER NOT NULL REFERENCES outputs (id) ON DELETE CASCADE,
    PRIMARY KEY (door_id, output_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX door_outputs_by_output ON door_outputs (output_id);
CREATE TABLE output_numbers (
    number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 128),
    output INTEGER NOT NULL,
    until_at INTEGER NOT NULL
) STRICT;
ALTER TABLE door_settings RENAME TO former;
CREATE TABLE door_settings (
    door_id INTEGER PRIMARY KEY REFERENCES doors (id) ON DELETE CASCADE,
    mode TEXT NOT NULL CHECK (mode IN (
        'standard', 'office', 'timed-office', 'automatic-opening', 'toggle', 'timed-toggle',
        'keypad', 'timed-keypad', 'key-and-pin', 'timed-key-and-pin',
        'automatic-opening-office', 'automatic-opening-toggle', 'automatic-changes',
        'exit-leaves-open', 'toggle-exit', 'keypad-exit'
    )),
    -- What it follows by the clock: one of both, where the mode takes one.
    timed_period_id INTEGER REFERENCES timed_periods (id),
    automatic_change_id INTEGER REFERENCES automatic_changes (id),
    open_seconds INTEGER NOT NULL CHECK (open_seconds BETWEEN 1 AND 255),
    increased_seconds INTEGER NOT NULL CHECK (increased_seconds BETWEEN open_seconds AND 255),
    keypad INTEGER NOT NULL CHECK (keypad IN (0, 1)),
    -- The keyed check of the code that is typed there; never the digits.
    keypad_check BLOB CHECK (keypad_check IS NULL OR (length(keypad_check) = 12 AND keypad = 1)),
    audit_on_keys INTEGER NOT NULL CHECK (audit_on_keys IN (0, 1)),
    inhibit_audit INTEGER NOT NULL CHECK (inhibit_audit IN (0, 1)),
    antipassback TEXT NOT NULL CHECK (antipassback IN ('none', 'in-to-out', 'out-to-in')),
    -- NULL is the calendar that keys follow.
    calendar_id INTEGER REFERENCES calendars (id),
    -- In which timed period it drives its automatic outputs; NULL is always.
    outputs_period_id INTEGER REFERENCES timed_periods (id),
    general_1 TEXT NOT NULL DEFAULT '' CHECK (length(general_1) <= 32),
    general_2 TEXT NOT NULL DEFAULT '' CHECK (length(general_2) <= 32),
    CHECK (timed_period_id IS NULL OR automatic_change_id IS NULL)
) STRICT;
INSERT INTO door_settings (
    door_id, mode, timed_period_id, automatic_change_id, open_seconds, increased_seconds, keypad, keypad_check,
    audit_on_keys, inhibit_audit, antipassback, calendar_id, general_1, general_2
)
SELECT door_id, mode, timed_period_id, automatic_change_id, open_seconds, increased_seconds, keypad, keypad_check,
    audit_on_keys, inhibit_audit, antipassback, calendar_id, general_1, general_2
FROM former;
DROP TABLE former;
CREATE INDEX door_settings_by_timed_period ON door_settings (timed_period_id) WHERE timed_period_id IS NOT NULL;
CREATE INDEX door_settings_by_automatic_change ON door_settings (automatic_change_id) WHERE automatic_change_id IS NOT NULL;
CREATE INDEX door_settings_by_calendar ON door_settings (calendar_id) WHERE calendar_id IS NOT NULL;
CREATE INDEX door_settings_by_outputs_period ON door_settings (outputs_period_id) WHERE outputs_period_id IS NOT NULL;
ALTER TABLE lock_visits RENAME TO former;
CREATE TABLE lock_visits (
    door_id INTEGER PRIMARY KEY REFERENCES doors (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16),
    outputs BLOB NOT NULL CHECK (length(outputs) = 16)
) STRICT;
INSERT INTO lock_visits (door_id, visited_at, settings, schedule, calendar, zones, outputs)
SELECT door_id, visited_at, settings, schedule, calendar, zones, x'E3B0C44298FC1C149AFBF4C8996FB924' FROM former;
DROP TABLE former;",
    )
}

/// To version 7: areas. They give no rights, so that no key says anything else.
fn areas(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE roll_call_areas (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('inside', 'assembly-point')),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX roll_call_areas_by_name ON roll_call_areas (partition_id, name_key);
CREATE UNIQUE INDEX roll_call_areas_by_external_id ON roll_call_areas (partition_id, external_id);
CREATE TABLE roll_call_area_entries (
    roll_call_area_id INTEGER NOT NULL REFERENCES roll_call_areas (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    PRIMARY KEY (roll_call_area_id, door_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX roll_call_area_entries_by_door ON roll_call_area_entries (door_id);
CREATE TABLE roll_call_area_exits (
    roll_call_area_id INTEGER NOT NULL REFERENCES roll_call_areas (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    PRIMARY KEY (roll_call_area_id, door_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX roll_call_area_exits_by_door ON roll_call_area_exits (door_id);
CREATE TABLE lockdown_areas (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX lockdown_areas_by_name ON lockdown_areas (partition_id, name_key);
CREATE UNIQUE INDEX lockdown_areas_by_external_id ON lockdown_areas (partition_id, external_id);
CREATE TABLE lockdown_area_doors (
    lockdown_area_id INTEGER NOT NULL REFERENCES lockdown_areas (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    PRIMARY KEY (lockdown_area_id, door_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lockdown_area_doors_by_door ON lockdown_area_doors (door_id);
CREATE TABLE limited_occupancy_areas (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    people_max INTEGER NOT NULL CHECK (people_max BETWEEN 1 AND 9999),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX limited_occupancy_areas_by_name ON limited_occupancy_areas (partition_id, name_key);
CREATE UNIQUE INDEX limited_occupancy_areas_by_external_id ON limited_occupancy_areas (partition_id, external_id);
CREATE TABLE limited_occupancy_area_doors (
    limited_occupancy_area_id INTEGER NOT NULL REFERENCES limited_occupancy_areas (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    PRIMARY KEY (limited_occupancy_area_id, door_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX limited_occupancy_area_doors_by_door ON limited_occupancy_area_doors (door_id);
CREATE TABLE limited_occupancy_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX limited_occupancy_groups_by_name ON limited_occupancy_groups (partition_id, name_key);
CREATE UNIQUE INDEX limited_occupancy_groups_by_external_id ON limited_occupancy_groups (partition_id, external_id);
CREATE TABLE limited_occupancy_group_users (
    limited_occupancy_group_id INTEGER NOT NULL REFERENCES limited_occupancy_groups (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (limited_occupancy_group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX limited_occupancy_group_users_by_user ON limited_occupancy_group_users (user_id);
CREATE TABLE limited_occupancy_area_groups (
    limited_occupancy_area_id INTEGER NOT NULL REFERENCES limited_occupancy_areas (id) ON DELETE CASCADE,
    limited_occupancy_group_id INTEGER NOT NULL REFERENCES limited_occupancy_groups (id) ON DELETE CASCADE,
    PRIMARY KEY (limited_occupancy_area_id, limited_occupancy_group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX limited_occupancy_area_groups_by_group ON limited_occupancy_area_groups (limited_occupancy_group_id);",
    )
}

/// To version 7 as well: what holds for the keys of all people, and for all doors. It holds as it did before, so that no key says
/// anything else, and no lock is to hold anything else.
fn options(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"ALTER TABLE user_options RENAME TO former;
CREATE TABLE user_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Filled in for new users: how long a key lasts between two visits to an encoder.
    period_count INTEGER NOT NULL DEFAULT 30 CHECK (period_count BETWEEN 1 AND 8760),
    period_unit TEXT NOT NULL DEFAULT 'days' CHECK (period_unit IN ('days', 'hours')),
    -- Filled in for new users: whether keys keep a log of openings.
    audit_openings INTEGER NOT NULL DEFAULT 0 CHECK (audit_openings IN (0, 1)),
    -- Whether names are locked once a key was issued, so that the trail stays truthful.
    names_locked INTEGER NOT NULL DEFAULT 0 CHECK (names_locked IN (0, 1)),
    -- Names of the free fields; NULL is a field that is not used.
    general_1 TEXT CHECK (length(general_1) BETWEEN 1 AND 32),
    general_2 TEXT CHECK (length(general_2) BETWEEN 1 AND 32),
    general_3 TEXT CHECK (length(general_3) BETWEEN 1 AND 32),
    general_4 TEXT CHECK (length(general_4) BETWEEN 1 AND 32),
    general_5 TEXT CHECK (length(general_5) BETWEEN 1 AND 32),
    -- For the keys of all: which records locks write on those that keep a log.
    record_openings INTEGER NOT NULL DEFAULT 1 CHECK (record_openings IN (0, 1)),
    record_refusals INTEGER NOT NULL DEFAULT 1 CHECK (record_refusals IN (0, 1)),
    -- For the keys of all: how long one lasts at most that cannot be cancelled; NULL is as long as any other.
    uncancellable_days INTEGER CHECK (uncancellable_days BETWEEN 1 AND 7),
    -- When keys last came to need other areas by what holds for all of them; NULL is never.
    areas_changed_at INTEGER,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL DEFAULT 0,
    changed_by TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO user_options (
    id, period_count, period_unit, audit_openings, names_locked, general_1, general_2, general_3, general_4, general_5
)
SELECT id, period_count, period_unit, audit_openings, names_locked, general_1, general_2, general_3, general_4, general_5
FROM former;
DROP TABLE former;
CREATE TABLE door_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Filled in for new doors.
    open_seconds INTEGER NOT NULL DEFAULT 6 CHECK (open_seconds BETWEEN 1 AND 255),
    increased_seconds INTEGER NOT NULL DEFAULT 20 CHECK (increased_seconds BETWEEN open_seconds AND 255),
    audit_on_keys INTEGER NOT NULL DEFAULT 1 CHECK (audit_on_keys IN (0, 1)),
    -- Whether a lock may note no openings at all; where it may not, `door_settings.inhibit_audit` does nothing.
    may_inhibit INTEGER NOT NULL DEFAULT 0 CHECK (may_inhibit IN (0, 1)),
    -- Names of the free fields; NULL is a field that is not used.
    general_1 TEXT CHECK (length(general_1) BETWEEN 1 AND 32),
    general_2 TEXT CHECK (length(general_2) BETWEEN 1 AND 32),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL DEFAULT 0,
    changed_by TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO door_options (id, may_inhibit)
SELECT 1, EXISTS (SELECT 1 FROM door_settings WHERE inhibit_audit = 1);",
    )
}

/// To version 8: locations and functions. There were none before, so that no key says anything else; and that a lock was told of
/// none is so of all that were visited.
fn crossings(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE locations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 1024),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX locations_by_name ON locations (partition_id, name_key);
CREATE UNIQUE INDEX locations_by_external_id ON locations (partition_id, external_id);
CREATE TABLE location_doors (
    location_id INTEGER NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    PRIMARY KEY (location_id, door_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX location_doors_by_door ON location_doors (door_id);
CREATE TABLE user_locations (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    location_id INTEGER NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, location_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_locations_by_location ON user_locations (location_id);
CREATE TABLE functions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 1024),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    external_id TEXT NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX functions_by_name ON functions (partition_id, name_key);
CREATE UNIQUE INDEX functions_by_external_id ON functions (partition_id, external_id);
CREATE TABLE function_doors (
    function_id INTEGER NOT NULL REFERENCES functions (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    PRIMARY KEY (function_id, door_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX function_doors_by_door ON function_doors (door_id);
CREATE TABLE user_functions (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    function_id INTEGER NOT NULL REFERENCES functions (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, function_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_functions_by_function ON user_functions (function_id);
CREATE TABLE user_crossings (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    timetable_id INTEGER NOT NULL REFERENCES timetables (id)
) STRICT;
CREATE INDEX user_crossings_by_timetable ON user_crossings (timetable_id);
ALTER TABLE lock_visits RENAME TO former;
CREATE TABLE lock_visits (
    door_id INTEGER PRIMARY KEY REFERENCES doors (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16),
    outputs BLOB NOT NULL CHECK (length(outputs) = 16),
    crossings BLOB NOT NULL CHECK (length(crossings) = 16)
) STRICT;
INSERT INTO lock_visits (door_id, visited_at, settings, schedule, calendar, zones, outputs, crossings)
SELECT door_id, visited_at, settings, schedule, calendar, zones, outputs, x'e3b0c44298fc1c149afbf4c8996fb924' FROM former;
DROP TABLE former;",
    )
}

/// To version 9: time zones. The site used one before, and so does every lock that was visited.
fn time_zones(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"-- Time zones by which locks can go that lie elsewhere than the computer, of the site as a whole. How local time goes there is a
-- rule: an offset, and daylight saving, where there is any.
CREATE TABLE time_zones (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL UNIQUE,
    -- By how many minutes local time is ahead of UTC while no daylight is saved.
    ahead_minutes INTEGER NOT NULL CHECK (ahead_minutes BETWEEN -720 AND 840),
    -- By how many minutes clocks are put forward; NULL is never, and then nothing else is there.
    saving_minutes INTEGER CHECK (saving_minutes BETWEEN 15 AND 180),
    -- When they are: which of the days of that name in the month, 5 is the last; and which minute after its beginning, by what
    -- clocks showed until then.
    start_month INTEGER CHECK (start_month BETWEEN 1 AND 12),
    start_week INTEGER CHECK (start_week BETWEEN 1 AND 5),
    start_weekday INTEGER CHECK (start_weekday BETWEEN 1 AND 7),
    start_minute INTEGER CHECK (start_minute BETWEEN -1440 AND 4320),
    -- When they are put back.
    end_month INTEGER CHECK (end_month BETWEEN 1 AND 12),
    end_week INTEGER CHECK (end_week BETWEEN 1 AND 5),
    end_weekday INTEGER CHECK (end_weekday BETWEEN 1 AND 7),
    end_minute INTEGER CHECK (end_minute BETWEEN -1440 AND 4320),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    CHECK ((saving_minutes IS NULL) = (start_month IS NULL)),
    CHECK ((saving_minutes IS NULL) = (start_week IS NULL)),
    CHECK ((saving_minutes IS NULL) = (start_weekday IS NULL)),
    CHECK ((saving_minutes IS NULL) = (start_minute IS NULL)),
    CHECK ((saving_minutes IS NULL) = (end_month IS NULL)),
    CHECK ((saving_minutes IS NULL) = (end_week IS NULL)),
    CHECK ((saving_minutes IS NULL) = (end_weekday IS NULL)),
    CHECK ((saving_minutes IS NULL) = (end_minute IS NULL))
) STRICT;

-- Which access points go by one, of whatever kind, by the number that keys and locks know them by. One without a row goes by
-- the site's own time.
CREATE TABLE lock_time_zones (
    code INTEGER PRIMARY KEY CHECK (code BETWEEN 1 AND 64000),
    time_zone_id INTEGER NOT NULL REFERENCES time_zones (id)
) STRICT;
CREATE INDEX lock_time_zones_by_time_zone ON lock_time_zones (time_zone_id);
-- General options > General: one row.
CREATE TABLE general_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Whether locks can go by other time zones than the computer's.
    several_time_zones INTEGER NOT NULL DEFAULT 0 CHECK (several_time_zones IN (0, 1)),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL DEFAULT 0,
    changed_by TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO general_options (id) VALUES (1);

-- General options > Locations/Functions: one row, and the groupings of locations and of functions, each with the values that one
-- of them can have. Keys and locks know nothing of them.
CREATE TABLE crossing_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL DEFAULT 0,
    changed_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE groupings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    side TEXT NOT NULL CHECK (side IN ('location', 'function')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE grouping_values (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    grouping_id INTEGER NOT NULL REFERENCES groupings (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX grouping_values_by_grouping ON grouping_values (grouping_id);
CREATE TABLE location_values (
    location_id INTEGER NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    value_id INTEGER NOT NULL REFERENCES grouping_values (id),
    PRIMARY KEY (location_id, value_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX location_values_by_value ON location_values (value_id);
CREATE TABLE function_values (
    function_id INTEGER NOT NULL REFERENCES functions (id) ON DELETE CASCADE,
    value_id INTEGER NOT NULL REFERENCES grouping_values (id),
    PRIMARY KEY (function_id, value_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX function_values_by_value ON function_values (value_id);
INSERT INTO crossing_options (id) VALUES (1);
ALTER TABLE lock_visits RENAME TO former;
CREATE TABLE lock_visits (
    door_id INTEGER PRIMARY KEY REFERENCES doors (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16),
    outputs BLOB NOT NULL CHECK (length(outputs) = 16),
    crossings BLOB NOT NULL CHECK (length(crossings) = 16),
    time_zone BLOB NOT NULL CHECK (length(time_zone) = 16)
) STRICT;
INSERT INTO lock_visits (door_id, visited_at, settings, schedule, calendar, zones, outputs, crossings, time_zone)
SELECT door_id, visited_at, settings, schedule, calendar, zones, outputs, crossings, x'e3b0c44298fc1c149afbf4c8996fb924' FROM former;
DROP TABLE former;
ALTER TABLE locker_visits RENAME TO former;
CREATE TABLE locker_visits (
    locker_id INTEGER PRIMARY KEY REFERENCES lockers (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16),
    time_zone BLOB NOT NULL CHECK (length(time_zone) = 16)
) STRICT;
INSERT INTO locker_visits (locker_id, visited_at, settings, schedule, calendar, zones, time_zone)
SELECT locker_id, visited_at, settings, schedule, calendar, zones, x'e3b0c44298fc1c149afbf4c8996fb924' FROM former;
DROP TABLE former;
ALTER TABLE room_visits RENAME TO former;
CREATE TABLE room_visits (
    room_id INTEGER PRIMARY KEY REFERENCES rooms (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16),
    time_zone BLOB NOT NULL CHECK (length(time_zone) = 16)
) STRICT;
INSERT INTO room_visits (room_id, visited_at, settings, schedule, calendar, zones, time_zone)
SELECT room_id, visited_at, settings, schedule, calendar, zones, x'e3b0c44298fc1c149afbf4c8996fb924' FROM former;
DROP TABLE former;
ALTER TABLE suite_visits RENAME TO former;
CREATE TABLE suite_visits (
    suite_id INTEGER PRIMARY KEY REFERENCES suites (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16),
    time_zone BLOB NOT NULL CHECK (length(time_zone) = 16)
) STRICT;
INSERT INTO suite_visits (suite_id, visited_at, settings, schedule, calendar, zones, time_zone)
SELECT suite_id, visited_at, settings, schedule, calendar, zones, x'e3b0c44298fc1c149afbf4c8996fb924' FROM former;
DROP TABLE former;",
    )
}

/// To version 9: what each part of it says.
fn further(change: &Transaction<'_>) -> Result<(), Error> {
    time_zones(change)?;
    free_lockers(change)
}

/// To version 9: zones and lockers of which one takes a locker. There were none before, so that no key says anything else. What
/// other tables refer to stays, and columns are added to it: `schema.sql` has them as SQLite writes them then.
fn free_lockers(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"ALTER TABLE zones ADD COLUMN free_group INTEGER CHECK (free_group IS NULL OR free_group BETWEEN 1 AND 8 AND number NOT BETWEEN 65281 AND 65376);
ALTER TABLE lockers ADD COLUMN free_minutes INTEGER CHECK (free_minutes IS NULL OR free_minutes BETWEEN 0 AND 44640 AND mode = 'toggle');
ALTER TABLE door_options ADD COLUMN lockers_controlled INTEGER NOT NULL DEFAULT 0 CHECK (lockers_controlled IN (0, 1));
CREATE TABLE locker_holdings (
    key_id INTEGER NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
    free_group INTEGER NOT NULL CHECK (free_group BETWEEN 1 AND 8),
    locker_id INTEGER NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    since_at INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (key_id, free_group)
) STRICT, WITHOUT ROWID;
CREATE INDEX locker_holdings_by_locker ON locker_holdings (locker_id);
CREATE TABLE key_deletions (
    key_id INTEGER PRIMARY KEY REFERENCES keys (id) ON DELETE CASCADE,
    last_sequence INTEGER NOT NULL
) STRICT;",
    )
}

/// To version 10: what becomes of keys after they were written.
fn life_of_keys(change: &Transaction<'_>) -> Result<(), Error> {
    events(change)?;
    update_points(change)?;
    denylist(change)?;
    phones(change)
}

/// To version 10: phones that are keys, and the folder to which their keys are delivered.
fn phones(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE phones (
    key_id INTEGER PRIMARY KEY REFERENCES keys (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id),
    -- What images are sealed to, and bound to instead of the serial number of a card.
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    -- Made with the master secret when the phone was enrolled: for a phone without it nothing is signed.
    proof BLOB NOT NULL CHECK (length(proof) = 32),
    ended_at INTEGER,
    -- Whether what the newest image says depends on when it was made.
    is_timed INTEGER NOT NULL CHECK (is_timed IN (0, 1)),
    -- The newest image, sealed to the phone, and where it is; NULL is one that was withdrawn after the end.
    sealed BLOB CHECK (length(sealed) BETWEEN 128 AND 9000),
    queued_at INTEGER NOT NULL,
    delivered_at INTEGER,
    acknowledged_at INTEGER CHECK (acknowledged_at IS NULL OR delivered_at IS NOT NULL),
    -- When delivering it failed, the first time since it was made.
    refused_at INTEGER,
    CHECK (sealed IS NOT NULL OR ended_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX phones_live_by_user ON phones (user_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX phones_live_by_public_key ON phones (public_key) WHERE ended_at IS NULL;
CREATE INDEX phones_by_user ON phones (user_id);
ALTER TABLE general_options ADD COLUMN phone_folder TEXT NOT NULL DEFAULT '' CHECK (length(phone_folder) <= 512);",
    )
}

/// To version 10: events that name nobody any more, whose time cannot be, and that were purged.
fn events(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"ALTER TABLE events RENAME TO former;
CREATE TABLE events (
    -- A number is given once: a file of what was purged tells of it by that.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    door_code INTEGER NOT NULL,
    -- The key that brought it; NULL is one that names nobody any more, by the site's rules. Its MAC is zeros: whoever has
    -- the keys of the site could tell by it which card that was.
    key_id INTEGER REFERENCES keys (id),
    happening INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    -- The lock's own count of what it wrote on keys: a gap is a record that never came home.
    counter INTEGER NOT NULL CHECK (counter BETWEEN 0 AND 16777215),
    mac BLOB NOT NULL CHECK (length(mac) = 6),
    -- The set-up of the door's lock whose key made the MAC; NULL is a record that no lock of this door proves.
    set_up INTEGER CHECK (set_up BETWEEN 1 AND 65535),
    received_at INTEGER NOT NULL,
    -- Whether its time cannot be: after it came home, or before the key was anybody's.
    is_odd INTEGER NOT NULL CHECK (is_odd IN (0, 1)),
    UNIQUE (door_code, happened_at, key_id, happening, counter, mac)
) STRICT;
INSERT INTO events (id, door_code, key_id, happening, happened_at, counter, mac, set_up, received_at, is_odd)
SELECT e.id, e.door_code, e.key_id, e.happening, e.happened_at, e.counter, e.mac, e.set_up, e.received_at,
       e.happened_at > e.received_at + 600000 OR e.happened_at < k.assigned_at - 600000
FROM former e JOIN keys k ON k.id = e.key_id;
DROP TABLE former;
CREATE INDEX events_by_counter ON events (door_code, set_up, counter);
CREATE INDEX events_by_key ON events (key_id, happened_at) WHERE key_id IS NOT NULL;
CREATE INDEX events_by_moment ON events (happened_at, id);
CREATE INDEX events_by_arrival ON events (received_at, happened_at);
CREATE INDEX events_by_happening ON events (happening, happened_at, id) WHERE happening <> 1;
CREATE INDEX events_in_doubt ON events (happened_at, id) WHERE set_up IS NULL OR is_odd = 1;
CREATE TABLE purged_counters (
    door_code INTEGER NOT NULL,
    set_up INTEGER NOT NULL CHECK (set_up BETWEEN 1 AND 65535),
    first_counter INTEGER NOT NULL,
    last_counter INTEGER NOT NULL CHECK (last_counter >= first_counter),
    before_at INTEGER NOT NULL,
    PRIMARY KEY (door_code, set_up, first_counter)
) STRICT, WITHOUT ROWID;
CREATE TABLE purged_records (
    door_code INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    happening INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    -- Zero is what no lock of this door proves.
    set_up INTEGER NOT NULL CHECK (set_up BETWEEN 0 AND 65535),
    PRIMARY KEY (door_code, happened_at, happening, counter, set_up)
) STRICT, WITHOUT ROWID;
CREATE TABLE purged_openings (
    door_code INTEGER PRIMARY KEY,
    opened_at INTEGER NOT NULL
) STRICT;
CREATE TABLE event_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    named_days INTEGER CHECK (named_days BETWEEN 1 AND 3650),
    -- What is older names nobody any more.
    nobody_before_at INTEGER
) STRICT;",
    )
}

/// To version 10: no encoder was an update point before.
fn update_points(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"ALTER TABLE encoders ADD COLUMN update_point INTEGER NOT NULL DEFAULT 0 CHECK (update_point IN (0, 1));
ALTER TABLE encoders ADD COLUMN re_edits INTEGER NOT NULL DEFAULT 0 CHECK (re_edits IN (0, 1));
ALTER TABLE encoders ADD COLUMN point_consent BLOB CHECK (point_consent IS NULL OR length(point_consent) = 32 AND update_point = 1);",
    )
}

/// To version 10: nobody was on the denylist before.
fn denylist(change: &Transaction<'_>) -> Result<(), Error> {
    sql(
        change,
        r"CREATE TABLE denylist (
    key_id INTEGER PRIMARY KEY REFERENCES keys (id),
    -- Images with a lower number are refused; 4294967295 is all of them.
    below INTEGER NOT NULL CHECK (below BETWEEN 1 AND 4294967295),
    -- From when on no image of the key opens anything.
    over_at INTEGER NOT NULL,
    -- The state of the denylist that began with this.
    edition INTEGER NOT NULL UNIQUE CHECK (edition BETWEEN 1 AND 4294967295),
    listed_at INTEGER NOT NULL,
    listed_by TEXT NOT NULL,
    -- Whether a key was signed that carries it: locks may know.
    carried INTEGER NOT NULL DEFAULT 0 CHECK (carried IN (0, 1))
) STRICT;
CREATE TABLE denylist_reports (
    key_id INTEGER NOT NULL REFERENCES denylist (key_id) ON DELETE CASCADE,
    door_code INTEGER NOT NULL CHECK (door_code BETWEEN 1 AND 64000),
    received_at INTEGER NOT NULL,
    PRIMARY KEY (key_id, door_code)
) STRICT, WITHOUT ROWID;",
    )
}

/// A step that is only SQL.
fn sql(change: &Transaction<'_>, script: &str) -> Result<(), Error> {
    Ok(change.execute_batch(script)?)
}

/// Brings a file of an older version to this one, with what is to be committed `with` it, or leaves it as it was.
/// References that were loose before are left to whoever looks for damage.
pub fn upgrade(
    connection: &mut Connection,
    found: i64,
    with: impl FnOnce(&Transaction<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    upgrade_by(connection, found, MIGRATIONS, with)
}

fn upgrade_by(
    connection: &mut Connection,
    found: i64,
    steps: &[Step],
    with: impl FnOnce(&Transaction<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let done = usize::try_from(found - 1).map_err(|_| Error::Damaged)?;
    let steps = steps.get(done..).unwrap_or_default();
    // References are whole again when the last step is done, and are checked then.
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let loose_before = loose(&transaction)?;
    for step in steps {
        step(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    let is_new =
        |(what, count): (&(String, String), &i64)| loose_before.get(what).is_none_or(|was| was < count);
    if loose(&transaction)?.iter().any(is_new) {
        return Err(Error::Damaged);
    }
    check(&transaction, VERSION)?;
    with(&transaction)?;
    transaction.commit()?;
    Ok(connection.pragma_update(None, "foreign_keys", true)?)
}

/// How many rows of which table refer to what is not there in another.
fn loose(connection: &Connection) -> Result<BTreeMap<(String, String), i64>, Error> {
    let sql = "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A thing of a schema: its kind, its name, the table that it belongs to, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Thing {
    kind: String,
    name: String,
    table: String,
    sql: Option<String>,
}

/// Refuses a schema that is not that of a version, thing by thing and word by word, and names what differs.
pub fn check(connection: &Connection, version: i64) -> Result<(), Error> {
    static OURS: [OnceLock<Vec<Thing>>; VERSION as usize] = [const { OnceLock::new() }; VERSION as usize];
    let before = usize::try_from(version - 1).map_err(|_| Error::Damaged)?;
    let kept = OURS.get(before).ok_or(Error::Damaged)?;
    let ours = match kept.get() {
        Some(ours) => ours,
        None => {
            let fresh = Connection::open_in_memory()?;
            fresh.execute_batch(EARLIER.get(before).copied().unwrap_or(SCHEMA))?;
            let read = things(&fresh)?;
            kept.get_or_init(|| read)
        }
    };
    let found = things(connection)?;
    // Mostly it is so to the letter.
    if found == *ours {
        return Ok(());
    }
    let (found, ours) = (in_words(found), in_words(ours.clone()));
    let strange = found.iter().find(|thing| !ours.contains(thing));
    let missing = ours.iter().find(|thing| !found.contains(thing));
    match strange.or(missing) {
        Some(thing) => Err(Error::Altered(What::Schema(thing.kind.clone(), thing.name.clone()))),
        None if found.len() != ours.len() => Err(Error::Altered(What::WholeSchema)),
        None => Ok(()),
    }
}

fn things(connection: &Connection) -> Result<Vec<Thing>, Error> {
    let mut statement =
        connection.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rows = statement.query_map([], |row| {
        Ok(Thing { kind: row.get(0)?, name: row.get(1)?, table: row.get(2)?, sql: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What is said, whatever stands beside it for people.
fn in_words(things: Vec<Thing>) -> Vec<Thing> {
    let in_words = |thing: Thing| Thing { sql: thing.sql.as_deref().map(without_comments), ..thing };
    things.into_iter().map(in_words).collect()
}

/// The words of a definition: comments and the space between are for people. What stands in quotes stays. What is a
/// comment and what is space is as SQLite has it: what is passed over here must be passed over there, and what is read
/// here must be read there.
fn without_comments(sql: &str) -> String {
    let mut words = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("--") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            // The star that opens it does not close it.
            comment.find("*/").map_or(rest.len(), |end| end + 4)
        } else if first.is_ascii_whitespace() {
            // What else Unicode calls a space is a letter to SQLite: a column of another name, and without its type.
            first.len_utf8()
        } else {
            let length = match first {
                '\'' | '"' | '`' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
                '[' => rest.find(']').map_or(rest.len(), |end| end + 1),
                _ => first.len_utf8(),
            };
            words.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        };
        if !words.ends_with(' ') {
            words.push(' ');
        }
        rest = &rest[length..];
    }
    words
}

/// The numbers in a file's header that say whose it is, and of which version.
pub fn version(connection: &Connection) -> Result<Option<i64>, Error> {
    let number = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    if number("application_id")? != APPLICATION {
        return Ok(None);
    }
    Ok(Some(number("user_version")?).filter(|version| *version >= 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh() -> Connection {
        let fresh = Connection::open_in_memory().unwrap();
        fresh.execute_batch(SCHEMA).unwrap();
        fresh.pragma_update(None, "user_version", VERSION).unwrap();
        fresh
    }

    #[test]
    fn comments_and_space_are_no_part_of_a_schema_and_quotes_are() {
        let words =
            without_comments("CREATE  TABLE t ( -- a 'comment'\n a /* b */ TEXT CHECK (a <> '-- x  y'))");
        assert_eq!(words, "CREATE TABLE t ( a TEXT CHECK (a <> '-- x  y'))");
    }

    /// To a reader for whom a comment ends where SQLite lets it go on, these say the same as ours.
    #[test]
    fn what_sqlite_passes_over_is_not_ours() {
        for (table, ours, instead) in
            [("doors", "NOT NULL CHECK", "/*/ NOT NULL /**/ CHECK"), ("doors", ") STRICT", ") /*/ STRICT")]
        {
            let file = fresh();
            file.pragma_update(None, "writable_schema", true).unwrap();
            let altered = file
                .execute(
                    "UPDATE sqlite_schema SET sql = replace(sql, ?2, ?3) WHERE name = ?1 AND instr(sql, ?2)",
                    [table, ours, instead],
                )
                .unwrap();
            assert_eq!(altered, 1, "{table} has {ours}");
            let refused = check(&file, VERSION);
            assert!(
                matches!(&refused, Err(Error::Altered(What::Schema(_, name))) if name == table),
                "{instead}: {refused:?}"
            );
        }
    }

    #[test]
    fn what_only_unicode_calls_a_space_is_none() {
        let words = "CREATE TABLE t (a TEXT)";
        for space in ['\t', '\n', '\r', '\x0C'] {
            assert_eq!(without_comments(&words.replace(' ', &space.to_string())), words);
        }
        // The vertical tab is a space to SQLite after another one only, and is better refused.
        for letter in ['\x0B', '\u{85}', '\u{A0}', '\u{1680}', '\u{2003}', '\u{2028}', '\u{202F}', '\u{3000}']
        {
            let other = words.replace("a TEXT", &format!("a{letter}TEXT"));
            assert_ne!(without_comments(&other), words, "{letter:?}");
            let beside = words.replace("a TEXT", &format!("a {letter} TEXT"));
            assert_ne!(without_comments(&beside), words, "{letter:?}");
        }
    }

    #[test]
    fn a_fresh_schema_is_ours() {
        check(&fresh(), VERSION).unwrap();
    }

    #[test]
    fn a_step_that_fails_or_leads_elsewhere_leaves_the_file_as_it_was() {
        let dump = |connection: &Connection| -> Vec<Thing> { in_words(things(connection).unwrap()) };
        let mut file = fresh();
        let before = dump(&file);
        let elsewhere: Step = |change| sql(change, "CREATE TABLE more (id INTEGER) STRICT");
        let there_and_back: Step = |change| sql(change, "CREATE TABLE more (id INTEGER); DROP TABLE more");
        let nothing = |_: &Transaction<'_>| Ok(());
        assert!(matches!(upgrade_by(&mut file, 1, &[elsewhere], nothing), Err(Error::Altered(_))));
        let broken: Step = |change| sql(change, "DROP TABLE events; SELECT nonsense");
        assert!(upgrade_by(&mut file, 1, &[elsewhere, broken], nothing).is_err());
        let no = |_: &Transaction<'_>| Err(Error::DiskFull);
        assert!(matches!(upgrade_by(&mut file, 1, &[there_and_back], no), Err(Error::DiskFull)));
        assert_eq!(dump(&file), before);
        upgrade_by(&mut file, 1, &[there_and_back], nothing).unwrap();
        assert_eq!(dump(&file), before);
    }

    #[test]
    fn a_step_may_leave_references_loose_that_were_and_no_others() {
        let mut file = fresh();
        file.pragma_update(None, "foreign_keys", false).unwrap();
        file.execute_batch("INSERT INTO calendar_days (calendar_id, day, kind) VALUES (7, 11000, 1)")
            .unwrap();
        let nothing = |_: &Transaction<'_>| Ok(());
        let again: Step = |change| sql(change, "UPDATE calendar_days SET calendar_id = 8");
        upgrade_by(&mut file, 1, &[again], nothing).unwrap();
        let another: Step =
            |change| sql(change, "INSERT INTO calendar_days (calendar_id, day, kind) VALUES (8, 11001, 1)");
        assert!(matches!(upgrade_by(&mut file, 1, &[another], nothing), Err(Error::Damaged)));
    }
}
