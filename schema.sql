-- Keydesk's database, whole and current: the data dictionary.
--
-- Rules of the house. Tables are STRICT; a rule that SQL can say is said here as well as in Rust. Moments are
-- milliseconds since 1970-01-01T00:00Z in columns named …_at. Yes and no are 1 and 0. Numbers of rows mean
-- nothing and are never used again (AUTOINCREMENT) where a key or an old line of the trail may still name
-- them. `row_version` grows with every change of a row: who saves says which one was read, and two who edit the
-- same row do not overwrite each other. `…_key` columns hold the text as it is compared (see `key` in src/domain/text.rs).
--
-- A file whose schema is not this one, word by word (comments aside), is refused at opening. A change of this file needs
-- a step in src/storage/schema.rs and a file of the version before in tests/databases.

-- What ties this file to the write-ahead log beside it: one row, written by every commit, so that any log says which
-- file it belongs to and where it begins (src/storage/tie.rs).
CREATE TABLE file (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Random, new whenever the file is opened; and what it was before.
    opening BLOB NOT NULL CHECK (length(opening) = 16),
    opening_before BLOB NOT NULL CHECK (length(opening_before) = 16),
    -- Commits so far, and how many of them this file had for certain when the last one was made.
    commits INTEGER NOT NULL,
    folded INTEGER NOT NULL
) STRICT;

-- The site: one row.
CREATE TABLE site (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    -- By this mark keys and locks know the site; derived from the master secret, itself no secret.
    mark BLOB NOT NULL CHECK (length(mark) = 16),
    -- Public half of the key that signs images.
    verifying_key BLOB NOT NULL CHECK (length(verifying_key) = 32),
    -- When this numbering of keys and doors began: stands on every key, and locks hold their own against it. A site
    -- that is made anew from its recovery sheet has a new one.
    born_at INTEGER NOT NULL,
    -- The epoch of the keys of cards, raised when a lock was taken off its door.
    key_epoch INTEGER NOT NULL DEFAULT 0 CHECK (key_epoch BETWEEN 0 AND 254),
    -- Made of the epoch with the master secret: who writes the file makes none.
    key_epoch_proof BLOB NOT NULL CHECK (length(key_epoch_proof) = 32),
    -- When this file last renewed the keys of cards; NULL is never. A card that had keys of today's epoch, or of a later
    -- one, before then got them in a life that the file has forgotten. Part of the proof.
    keys_renewed_at INTEGER,
    -- Whether the site uses partitions.
    partitions INTEGER NOT NULL DEFAULT 0 CHECK (partitions IN (0, 1)),
    -- A throw-away site with made-up people: says so on every screen.
    demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1, 2)),
    -- New with every change of what lists show of people: what was kept beside the database with another stamp is of
    -- another moment.
    people_stamp BLOB NOT NULL DEFAULT x'' CHECK (length(people_stamp) IN (0, 16)),
    created_at INTEGER NOT NULL,
    -- The latest moment at which something was done and the computer's clock was believed. One that shows an earlier
    -- moment, or one a month later, is in doubt until an administrator confirms it.
    used_at INTEGER NOT NULL
) STRICT;

-- General options > Users: one row.
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

-- General options > Access points: one row.
-- `lockers_controlled`: whether what is known of who has which locker can be forgotten at the desk.
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
, lockers_controlled INTEGER NOT NULL DEFAULT 0 CHECK (lockers_controlled IN (0, 1))) STRICT;

-- General options > General: one row.
CREATE TABLE general_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Whether locks can go by other time zones than the computer's.
    several_time_zones INTEGER NOT NULL DEFAULT 0 CHECK (several_time_zones IN (0, 1)),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL DEFAULT 0,
    changed_by TEXT NOT NULL DEFAULT ''
, phone_folder TEXT NOT NULL DEFAULT '' CHECK (length(phone_folder) <= 512)) STRICT;

-- General options > Security: one row.
CREATE TABLE security_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- This many failures within the window lock an operator out.
    failures_max INTEGER NOT NULL DEFAULT 5 CHECK (failures_max BETWEEN 3 AND 100),
    failures_window_minutes INTEGER NOT NULL DEFAULT 10 CHECK (failures_window_minutes BETWEEN 1 AND 1440),
    -- For this long, or until an administrator releases (NULL).
    lockout_minutes INTEGER DEFAULT 30 CHECK (lockout_minutes BETWEEN 1 AND 1440),
    password_length_min INTEGER NOT NULL DEFAULT 12 CHECK (password_length_min BETWEEN 8 AND 128),
    -- So many passwords before the present one are not taken again.
    password_history INTEGER NOT NULL DEFAULT 0 CHECK (password_history BETWEEN 0 AND 10),
    -- A password is good for so many days; NULL is for ever.
    password_days INTEGER CHECK (password_days BETWEEN 1 AND 3650),
    -- Whether everybody must sign in with a code of an authenticator as well as the password.
    two_factor_all INTEGER NOT NULL DEFAULT 0 CHECK (two_factor_all IN (0, 1)),
    -- The screen locks itself after this long without a key or a click.
    idle_lock_minutes INTEGER NOT NULL DEFAULT 10 CHECK (idle_lock_minutes BETWEEN 1 AND 240),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL DEFAULT 0,
    changed_by TEXT NOT NULL DEFAULT ''
) STRICT;

-- Slices of the installation that different operators look after. 1 is General. A name is unique among the
-- partitions that whoever gives it can reach; that it is taken elsewhere would tell of things out of reach.
CREATE TABLE partitions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 56),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;

-- Operator groups, a tree: what a group can do is what it was given, cut down by every group above it.
-- 1 is Administrator, the only one without a group above.
CREATE TABLE operator_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id INTEGER REFERENCES operator_groups (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 56),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    hotel_interface INTEGER NOT NULL DEFAULT 0 CHECK (hotel_interface IN (0, 1)),
    programmer_all_doors INTEGER NOT NULL DEFAULT 0 CHECK (programmer_all_doors IN (0, 1)),
    audit_all_partitions INTEGER NOT NULL DEFAULT 0 CHECK (audit_all_partitions IN (0, 1)),
    -- Only this many latest days of the audit trail; NULL is all of it.
    audit_days INTEGER CHECK (audit_days BETWEEN 1 AND 3650),
    -- How many operators the group has, kept up by the triggers below: a group of ten thousand opens as fast as one
    -- of ten.
    operators INTEGER NOT NULL DEFAULT 0 CHECK (operators >= 0),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    CHECK ((id = 1) = (parent_id IS NULL))
) STRICT;
CREATE INDEX operator_groups_by_parent ON operator_groups (parent_id);

-- The ticks of a group's global tree; leaves only, by their names.
CREATE TABLE group_permissions (
    group_id INTEGER NOT NULL REFERENCES operator_groups (id) ON DELETE CASCADE,
    permission TEXT NOT NULL,
    PRIMARY KEY (group_id, permission)
) STRICT, WITHOUT ROWID;

-- The partitions that a group may access; with `custom` only what group_partition_permissions says.
CREATE TABLE group_partitions (
    group_id INTEGER NOT NULL REFERENCES operator_groups (id) ON DELETE CASCADE,
    partition_id INTEGER NOT NULL REFERENCES partitions (id) ON DELETE CASCADE,
    custom INTEGER NOT NULL DEFAULT 0 CHECK (custom IN (0, 1)),
    PRIMARY KEY (group_id, partition_id)
) STRICT, WITHOUT ROWID;

-- The ticks of a partition's own tree: never beyond the global ones.
CREATE TABLE group_partition_permissions (
    group_id INTEGER NOT NULL,
    partition_id INTEGER NOT NULL,
    permission TEXT NOT NULL,
    PRIMARY KEY (group_id, partition_id, permission),
    FOREIGN KEY (group_id, partition_id) REFERENCES group_partitions (group_id, partition_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The people who sign in. Passwords are kept one way (Argon2id) with parameters and salt of their own.
CREATE TABLE operators (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES operator_groups (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 56),
    user_name TEXT NOT NULL CHECK (length(user_name) BETWEEN 1 AND 64),
    user_name_key TEXT NOT NULL UNIQUE,
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    language TEXT NOT NULL DEFAULT 'en',
    theme TEXT NOT NULL DEFAULT 'light' CHECK (theme IN ('light', 'dark')),
    -- The encoder that this operator uses, by the name that the system gives it; NULL is the first one found.
    encoder TEXT,
    password_memory_kib INTEGER NOT NULL,
    password_passes INTEGER NOT NULL,
    password_lanes INTEGER NOT NULL,
    password_salt BLOB NOT NULL CHECK (length(password_salt) = 16),
    password_check BLOB NOT NULL CHECK (length(password_check) = 32),
    password_changed_at INTEGER NOT NULL,
    -- Somebody else chose the password: another one must be chosen at the next sign-in.
    password_must_change INTEGER NOT NULL DEFAULT 0 CHECK (password_must_change IN (0, 1)),
    -- Secrets are sealed to the public half. What the password seals is the private half, and which site this is.
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    private_key BLOB NOT NULL,
    -- Failed sign-ins since the last good one, within the window.
    failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    failed_at INTEGER,
    locked_until_at INTEGER,
    last_sign_in_at INTEGER,
    -- The step of the last code of an authenticator: none is taken twice.
    two_factor_step INTEGER,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE INDEX operators_by_group ON operators (group_id);
CREATE TRIGGER operators_counted_in AFTER INSERT ON operators BEGIN
    UPDATE operator_groups SET operators = operators + 1 WHERE id = new.group_id;
END;
CREATE TRIGGER operators_counted_out AFTER DELETE ON operators BEGIN
    UPDATE operator_groups SET operators = operators - 1 WHERE id = old.group_id;
END;
CREATE TRIGGER operators_counted_over AFTER UPDATE OF group_id ON operators WHEN new.group_id <> old.group_id BEGIN
    UPDATE operator_groups SET operators = operators - 1 WHERE id = old.group_id;
    UPDATE operator_groups SET operators = operators + 1 WHERE id = new.group_id;
END;

-- Passwords that an operator had before, one way as the present one, so that they are not taken again.
CREATE TABLE operator_passwords (
    operator_id INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    replaced_at INTEGER NOT NULL,
    memory_kib INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    lanes INTEGER NOT NULL,
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    check_value BLOB NOT NULL CHECK (length(check_value) = 32)
) STRICT;
CREATE INDEX operator_passwords_by_operator ON operator_passwords (operator_id, replaced_at);

-- Secrets sealed to an operator. Of the site's: 'pins' to those who keep PINs, 'master' to those who encode. The operator's own:
-- 'two-factor', what the authenticator makes its codes of; who has none signs in without.
CREATE TABLE operator_secrets (
    operator_id INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    secret TEXT NOT NULL CHECK (secret IN ('pins', 'master', 'two-factor')),
    sealed BLOB NOT NULL,
    PRIMARY KEY (operator_id, secret)
) STRICT, WITHOUT ROWID;

-- What vouches for an operator's public key with a secret of the site (src/secret/bearer.rs): without it the secret is
-- not sealed to that key, whoever put it there. Made by those who hold the secret, for accounts that they make.
-- `given` says that one who holds the secret gave it to this operator and key: it stays while the operator is disabled, and
-- goes when the group needs the secret no more.
CREATE TABLE operator_vouches (
    operator_id INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    secret TEXT NOT NULL CHECK (secret IN ('pins', 'master')),
    vouch BLOB NOT NULL CHECK (length(vouch) = 32),
    given BLOB CHECK (length(given) = 32),
    PRIMARY KEY (operator_id, secret)
) STRICT, WITHOUT ROWID;

-- Calendars, of the site as a whole: which days are not normal ones.
CREATE TABLE calendars (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;

-- Their days: 1 is a holiday, 2 and 3 are the two kinds of special days. A day that has no row is a normal one.
CREATE TABLE calendar_days (
    calendar_id INTEGER NOT NULL REFERENCES calendars (id) ON DELETE CASCADE,
    -- So many after 1970-01-01: of the years 2000 to 2199.
    day INTEGER NOT NULL CHECK (day BETWEEN 10957 AND 84005),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    PRIMARY KEY (calendar_id, day)
) STRICT, WITHOUT ROWID;

-- Time zones by which locks can go that lie elsewhere than the computer, of the site as a whole. How local time goes there is a
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

-- What doors follow by the clock, of the site as a whole. Locks know them by their numbers: the lowest that is free is given
-- to a new one.
CREATE TABLE timed_periods (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 1024),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;

-- When they hold: days and minutes as those of timetables are said. One without any never holds.
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

-- From which minute on a door is in which mode, on these days: every day begins with one at midnight.
CREATE TABLE automatic_change_steps (
    automatic_change_id INTEGER NOT NULL REFERENCES automatic_changes (id) ON DELETE CASCADE,
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 1919 AND days & 128 = 0),
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    mode TEXT NOT NULL CHECK (mode IN ('standard', 'office', 'open', 'toggle', 'keypad', 'key-and-pin')),
    PRIMARY KEY (automatic_change_id, days, from_minute)
) STRICT, WITHOUT ROWID;

-- Doors. `code` is the number by which keys and locks know them, drawn at random; a deleted door keeps its row and
-- its number for good, so that no key in circulation opens another door, no lock left hanging becomes another door,
-- and no event that comes home late is another door's.
CREATE TABLE doors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code INTEGER NOT NULL UNIQUE CHECK (code BETWEEN 1 AND 64000),
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
-- Unique within the partition: that a name is taken elsewhere would tell of things out of reach.
CREATE UNIQUE INDEX doors_by_name ON doors (partition_id, name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX doors_by_external_id ON doors (partition_id, external_id) WHERE deleted_at IS NULL;

-- What the lock of a door is to do; nothing of it stands on keys. A door that is deleted has none.
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
CREATE INDEX door_settings_by_timed_period ON door_settings (timed_period_id) WHERE timed_period_id IS NOT NULL;
CREATE INDEX door_settings_by_automatic_change ON door_settings (automatic_change_id) WHERE automatic_change_id IS NOT NULL;
CREATE INDEX door_settings_by_calendar ON door_settings (calendar_id) WHERE calendar_id IS NOT NULL;
CREATE INDEX door_settings_by_outputs_period ON door_settings (outputs_period_id) WHERE outputs_period_id IS NOT NULL;

-- What the lock of a door was given when somebody was there last, part by part, as marks of it (src/domain/visit.rs). A lock
-- without a row was never set up. Whether one needs a visit follows from this and from what it is to hold.
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

-- Lockers, and what their locks are to do. Their numbers and those of doors are drawn from one set: keys tell no kind from
-- another. A deleted one keeps the row and its number.
-- `free_minutes`: for how long whoever takes it may keep it, 0 for as long as one likes; NULL is a locker that is opened as a
-- door is.
CREATE TABLE lockers (
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
, free_minutes INTEGER CHECK (free_minutes IS NULL OR free_minutes BETWEEN 0 AND 44640 AND mode = 'toggle')) STRICT;
CREATE UNIQUE INDEX lockers_by_name ON lockers (partition_id, name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX lockers_by_external_id ON lockers (partition_id, external_id) WHERE deleted_at IS NULL;
CREATE INDEX lockers_by_timed_period ON lockers (timed_period_id) WHERE timed_period_id IS NOT NULL;
CREATE INDEX lockers_by_calendar ON lockers (calendar_id) WHERE calendar_id IS NOT NULL;

-- What their locks were given, as `lock_visits` says it of doors.
CREATE TABLE locker_visits (
    locker_id INTEGER PRIMARY KEY REFERENCES lockers (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16),
    time_zone BLOB NOT NULL CHECK (length(time_zone) = 16)
) STRICT;

-- Rooms, and suites with a lock at their entrance; with their numbers on keys, and what their locks are to do, as lockers have it.
CREATE TABLE rooms (
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

-- Which rooms are in which suite: every room in one at most.
CREATE TABLE suite_rooms (
    suite_id INTEGER NOT NULL REFERENCES suites (id) ON DELETE CASCADE,
    room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    PRIMARY KEY (suite_id, room_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX suite_rooms_by_room ON suite_rooms (room_id);

-- What their locks were given.
CREATE TABLE room_visits (
    room_id INTEGER PRIMARY KEY REFERENCES rooms (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16),
    time_zone BLOB NOT NULL CHECK (length(time_zone) = 16)
) STRICT;
CREATE TABLE suite_visits (
    suite_id INTEGER PRIMARY KEY REFERENCES suites (id) ON DELETE CASCADE,
    visited_at INTEGER NOT NULL,
    settings BLOB NOT NULL CHECK (length(settings) = 16),
    schedule BLOB NOT NULL CHECK (length(schedule) = 16),
    calendar BLOB NOT NULL CHECK (length(calendar) = 16),
    zones BLOB NOT NULL CHECK (length(zones) = 16),
    time_zone BLOB NOT NULL CHECK (length(time_zone) = 16)
) STRICT;

-- People who carry keys. A deleted one keeps the row and its number; the name stays readable in the trail.
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL DEFAULT '',
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    external_id TEXT NOT NULL,
    partition_id INTEGER NOT NULL REFERENCES partitions (id),
    general_1 TEXT NOT NULL DEFAULT '',
    general_2 TEXT NOT NULL DEFAULT '',
    general_3 TEXT NOT NULL DEFAULT '',
    general_4 TEXT NOT NULL DEFAULT '',
    general_5 TEXT NOT NULL DEFAULT '',
    wiegand TEXT NOT NULL DEFAULT '' CHECK (wiegand NOT GLOB '*[^0-9]*'),
    -- Further credentials, one a line.
    authorization_codes TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    extended_opening INTEGER NOT NULL DEFAULT 0 CHECK (extended_opening IN (0, 1)),
    override_privacy INTEGER NOT NULL DEFAULT 0 CHECK (override_privacy IN (0, 1)),
    override_lockdown INTEGER NOT NULL DEFAULT 0 CHECK (override_lockdown IN (0, 1)),
    set_lockdown INTEGER NOT NULL DEFAULT 0 CHECK (set_lockdown IN (0, 1)),
    office INTEGER NOT NULL DEFAULT 0 CHECK (office IN (0, 1)),
    audit_openings INTEGER NOT NULL DEFAULT 0 CHECK (audit_openings IN (0, 1)),
    antipassback INTEGER NOT NULL DEFAULT 0 CHECK (antipassback IN (0, 1)),
    cancellable INTEGER NOT NULL DEFAULT 1 CHECK (cancellable IN (0, 1)),
    activation_at INTEGER NOT NULL DEFAULT 0,
    expiration_at INTEGER CHECK (expiration_at > activation_at),
    -- How long a key lasts between two visits to an encoder; NULL is as long as the person.
    period_count INTEGER CHECK (period_count BETWEEN 1 AND 8760),
    period_unit TEXT CHECK (period_unit IN ('days', 'hours')),
    -- The keyed check of the PIN; never the digits.
    pin_check BLOB CHECK (length(pin_check) = 12),
    banned INTEGER NOT NULL DEFAULT 0 CHECK (banned IN (0, 1)),
    -- Name and all other texts, folded: what lists are searched and sorted by.
    folded_text TEXT NOT NULL,
    deleted_at INTEGER,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    CHECK ((period_count IS NULL) = (period_unit IS NULL)),
    CHECK (first_name <> '' OR last_name <> '')
) STRICT;
CREATE UNIQUE INDEX users_by_external_id ON users (partition_id, external_id) WHERE deleted_at IS NULL;

-- Portraits, apart: lists never read them. JPEG, at most 512 by 512.
CREATE TABLE user_pictures (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    jpeg BLOB NOT NULL CHECK (length(jpeg) <= 262144)
) STRICT;

-- Roll-call areas: where people are counted, and the doors at which they come in and go out. No key says anything of it.
CREATE TABLE roll_call_areas (
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

-- A door can be both: then the side from which it was opened tells.
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

-- Lockdown areas: doors that are locked down together. No key says anything of them: what a key may do in a lockdown, the
-- options of its person say.
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

-- Limited occupancy areas: where no more than so many people may be at once. Locks that stand alone count nobody, and no
-- key says anything of it.
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

-- The people who are counted there together.
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

-- Somebody is in one group at most.
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
CREATE INDEX limited_occupancy_area_groups_by_group ON limited_occupancy_area_groups (limited_occupancy_group_id);

-- Timetables: on which days, and at which times of them, what is given holds.
CREATE TABLE timetables (
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

-- Rights of a person to a door, one a pair; limited to a stretch of time, by a timetable, or not.
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
CREATE INDEX user_doors_by_door ON user_doors (door_id);
CREATE INDEX user_doors_by_timetable ON user_doors (timetable_id) WHERE timetable_id IS NOT NULL;

-- Access levels: rights that all of their members have. They leave nothing behind when they are deleted.
CREATE TABLE user_access_levels (
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

-- Their members; limited in the same way.
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
CREATE INDEX user_access_level_users_by_level ON user_access_level_users (user_access_level_id);
CREATE INDEX user_access_level_users_by_timetable ON user_access_level_users (timetable_id) WHERE timetable_id IS NOT NULL;

-- What they open, limited in the same way; a key has it as long as both allow.
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
CREATE INDEX user_access_level_doors_by_door ON user_access_level_doors (door_id);
CREATE INDEX user_access_level_doors_by_timetable ON user_access_level_doors (timetable_id) WHERE timetable_id IS NOT NULL;

-- Zones: doors that are given together. `number` is how keys can name one; it is given once, as that of a door is, and a
-- deleted zone keeps its row.
-- `free_group`: whoever has it takes one of its lockers, which are of this group; NULL is a zone of which everything is opened.
-- What was added to a table that others refer to stands behind the rest, as SQLite writes it.
CREATE TABLE zones (
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
, free_group INTEGER CHECK (free_group IS NULL OR free_group BETWEEN 1 AND 8 AND number NOT BETWEEN 65281 AND 65376)) STRICT;
CREATE UNIQUE INDEX zones_by_name ON zones (partition_id, name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX zones_by_external_id ON zones (partition_id, external_id) WHERE deleted_at IS NULL;

-- The doors of a zone; limited in the same way. A key has one as long as all that leads to it allow.
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
CREATE INDEX zone_doors_by_door ON zone_doors (door_id);
CREATE INDEX zone_doors_by_timetable ON zone_doors (timetable_id) WHERE timetable_id IS NOT NULL;

-- Rights to lockers: of a person, by an access level, and by a zone; limited in the same way.
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
CREATE INDEX zone_lockers_by_timetable ON zone_lockers (timetable_id) WHERE timetable_id IS NOT NULL;

-- The rooms and suites of a zone: the staff get in by it.
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
CREATE INDEX zone_suites_by_timetable ON zone_suites (timetable_id) WHERE timetable_id IS NOT NULL;

-- Who was given a zone, and which access levels give it, limited in the same way.
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
CREATE INDEX user_zones_by_zone ON user_zones (zone_id);
CREATE INDEX user_zones_by_timetable ON user_zones (timetable_id) WHERE timetable_id IS NOT NULL;
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
CREATE INDEX user_access_level_zones_by_zone ON user_access_level_zones (zone_id);
CREATE INDEX user_access_level_zones_by_timetable ON user_access_level_zones (timetable_id) WHERE timetable_id IS NOT NULL;

-- Outputs: devices beside doors that keys may drive, as the floors of a lift. `number` is that of the relay, and how keys and
-- locks name it: one of the whole site, whichever partition it lies in.
CREATE TABLE outputs (
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

-- Who may drive an output, and which access levels let them, limited as rights to doors are.
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

-- Which outputs a door drives by itself, for every key that it lets in. That gives no right of which a key says anything.
CREATE TABLE door_outputs (
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    output_id INTEGER NOT NULL REFERENCES outputs (id) ON DELETE CASCADE,
    PRIMARY KEY (door_id, output_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX door_outputs_by_output ON door_outputs (output_id);

-- Which output a number stood for last on a key, and when the last image that says so is over. Until then the number is given
-- to no other output, whether that one is still there or not.
CREATE TABLE output_numbers (
    number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 128),
    output INTEGER NOT NULL,
    until_at INTEGER NOT NULL
) STRICT;

-- Locations and functions. Who has some of each opens the doors in which one of the locations and one of the functions meet.
-- `number` is how keys and locks are to name them, each of the two kinds by numbers of the whole site.
CREATE TABLE locations (
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

-- When those doors open to somebody, whatever meets in them: who has no row here opens them always.
CREATE TABLE user_crossings (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    timetable_id INTEGER NOT NULL REFERENCES timetables (id)
) STRICT;
CREATE INDEX user_crossings_by_timetable ON user_crossings (timetable_id);

-- What every person's key should say, whether there is one or not: what it is compared by, and the bytes that it needs.
-- Settled in the transaction of every change that touches it (src/storage/graph.rs). Apart, and narrow, because one
-- change can touch everybody's.
CREATE TABLE wanted (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    layout BLOB NOT NULL CHECK (length(layout) = 16),
    content BLOB NOT NULL CHECK (length(content) = 16),
    bytes INTEGER NOT NULL
) STRICT;

-- Keys and the cards that carry them; the number is the code by which locks know the key. What the card should
-- say stands in `wanted`; `written_…` is what was last read back from
-- it; `attempt_…` is the newest image that may have left the desk while neither it nor a later one was read
-- back. The status follows from these and the clock, and is stored nowhere.
CREATE TABLE keys (
    -- Drawn at random, and never given twice: a key that has ended keeps its row.
    id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 4294967295),
    user_id INTEGER NOT NULL REFERENCES users (id),
    -- The card's serial number.
    serial BLOB NOT NULL CHECK (length(serial) IN (4, 7, 10)),
    -- The chip's generation (1 to 3) and the bytes of its file for the image.
    generation INTEGER NOT NULL CHECK (generation BETWEEN 1 AND 3),
    capacity INTEGER NOT NULL CHECK (capacity BETWEEN 128 AND 8192),
    -- The salt of the card's issue, as the card said it last. The card is opened with it, and asked for its salt only
    -- if that fails: what stands here can cost two exchanges, and makes nobody believe a card. NULL is not known.
    salt BLOB CHECK (length(salt) = 8),
    assigned_at INTEGER NOT NULL,
    assigned_by TEXT NOT NULL,
    -- When the key ceased to be this person's; NULL is a live key.
    ended_at INTEGER,
    -- The highest number under which an image was ever signed, sent or not. It only rises: there are never two
    -- images under one number.
    last_sequence INTEGER NOT NULL CHECK (last_sequence BETWEEN 1 AND 4294967295),
    written_sequence INTEGER,
    written_layout BLOB CHECK (length(written_layout) = 16),
    written_content BLOB CHECK (length(written_content) = 16),
    written_at INTEGER,
    written_from_at INTEGER,
    written_until_at INTEGER,
    attempt_sequence INTEGER,
    attempt_layout BLOB CHECK (length(attempt_layout) = 16),
    attempt_content BLOB CHECK (length(attempt_content) = 16),
    attempt_at INTEGER,
    attempt_from_at INTEGER,
    attempt_until_at INTEGER,
    -- When no image that may be out opens anything any more; also of attempts before the newest.
    open_until_at INTEGER CHECK (open_until_at >= attempt_until_at),
    CHECK (written_sequence IS NOT NULL OR attempt_sequence IS NOT NULL),
    CHECK (attempt_sequence > written_sequence OR attempt_sequence IS NULL OR written_sequence IS NULL),
    CHECK (max(coalesce(written_sequence, 0), coalesce(attempt_sequence, 0)) <= last_sequence),
    -- Of a key that ended before a byte was sent, nothing is out.
    CHECK ((attempt_sequence IS NULL) = (open_until_at IS NULL) OR ended_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX keys_live_by_user ON keys (user_id) WHERE ended_at IS NULL;
CREATE INDEX keys_ended_by_user ON keys (user_id) WHERE ended_at IS NOT NULL;
CREATE UNIQUE INDEX keys_live_by_serial ON keys (serial) WHERE ended_at IS NULL;
CREATE INDEX keys_by_serial ON keys (serial);

-- The images of `written_…`, of `attempt_…` and of attempts between the two, byte for byte as they stand on the
-- card or may stand there, and the areas of that card. Apart, because lists read keys and never images.
CREATE TABLE key_images (
    key_id INTEGER NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    image BLOB NOT NULL CHECK (length(image) BETWEEN 128 AND 8192),
    log INTEGER NOT NULL CHECK (log IN (0, 1)),
    antipassback INTEGER NOT NULL CHECK (antipassback IN (0, 1)),
    number TEXT NOT NULL,
    PRIMARY KEY (key_id, sequence)
) STRICT, WITHOUT ROWID;

-- Keys of which everything is to be taken off their cards, while it is not known whether that was done: an empty card is what
-- was meant then. It holds as long as no image was signed under a higher number.
CREATE TABLE key_deletions (
    key_id INTEGER PRIMARY KEY REFERENCES keys (id) ON DELETE CASCADE,
    last_sequence INTEGER NOT NULL
) STRICT;

-- Phones that are keys, at most one of a person beside the card. Each has a row in `keys` as well, under which locks and the
-- denylist know it; that one is no live key of a card from its first day on, and `ended_at` here says whether it goes on.
CREATE TABLE phones (
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

-- Keys that locks are to refuse though they are not over: those that were cancelled, and those of which only later images are to
-- open anything. Keys that are written carry it to the locks. A row goes a while after its key is over.
CREATE TABLE denylist (
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

-- Which locks are known to refuse such a key: they reported it on a key that was read since.
CREATE TABLE denylist_reports (
    key_id INTEGER NOT NULL REFERENCES denylist (key_id) ON DELETE CASCADE,
    door_code INTEGER NOT NULL CHECK (door_code BETWEEN 1 AND 64000),
    received_at INTEGER NOT NULL,
    PRIMARY KEY (key_id, door_code)
) STRICT, WITHOUT ROWID;

-- Which locker of a group a key held when it was read last, as the lock of the locker says there. It is what is known, and
-- no more: the lock may have been opened since. Nothing is known any more of a key that has ended or was written without room
-- for the group, nor of a locker that is gone or is one of free assignment no longer.
CREATE TABLE locker_holdings (
    key_id INTEGER NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
    free_group INTEGER NOT NULL CHECK (free_group BETWEEN 1 AND 8),
    locker_id INTEGER NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    since_at INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (key_id, free_group)
) STRICT, WITHOUT ROWID;
CREATE INDEX locker_holdings_by_locker ON locker_holdings (locker_id);

-- Cards that were given our master key. A row stays for good: what shows the factory's key under one of these numbers
-- is not the card that it says, or that card was never the one that was given the key.
CREATE TABLE cards (
    serial BLOB PRIMARY KEY CHECK (length(serial) IN (4, 7, 10)),
    -- When the card acknowledged it, or was first read back as a key of ours.
    owned_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What keys brought home from doors. The same record from two readings is one row; two that differ in a single
-- byte are two.
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
CREATE INDEX events_by_counter ON events (door_code, set_up, counter);
CREATE INDEX events_by_key ON events (key_id, happened_at) WHERE key_id IS NOT NULL;
CREATE INDEX events_by_moment ON events (happened_at, id);
CREATE INDEX events_by_arrival ON events (received_at, happened_at);
-- All but openings, which are most: a low battery in ten years of openings is found at once.
CREATE INDEX events_by_happening ON events (happening, happened_at, id) WHERE happening <> 1;
CREATE INDEX events_in_doubt ON events (happened_at, id) WHERE set_up IS NULL OR is_odd = 1;

-- What was purged from the events, as little as is needed to know it again when a key brings it once more, and to tell
-- it from what never came home: the stretches of a lock's counter, and how old at most an event of them is.
CREATE TABLE purged_counters (
    door_code INTEGER NOT NULL,
    set_up INTEGER NOT NULL CHECK (set_up BETWEEN 1 AND 65535),
    first_counter INTEGER NOT NULL,
    last_counter INTEGER NOT NULL CHECK (last_counter >= first_counter),
    before_at INTEGER NOT NULL,
    PRIMARY KEY (door_code, set_up, first_counter)
) STRICT, WITHOUT ROWID;
-- The same of what no counter tells from others: what no lock proves, and what came after the counter's end.
CREATE TABLE purged_records (
    door_code INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    happening INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    -- Zero is what no lock of this door proves.
    set_up INTEGER NOT NULL CHECK (set_up BETWEEN 0 AND 65535),
    PRIMARY KEY (door_code, happened_at, happening, counter, set_up)
) STRICT, WITHOUT ROWID;
-- When a door was last opened, by what was purged.
CREATE TABLE purged_openings (
    door_code INTEGER PRIMARY KEY,
    opened_at INTEGER NOT NULL
) STRICT;

-- For how long events say who it was. No row is for good.
CREATE TABLE event_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    named_days INTEGER CHECK (named_days BETWEEN 1 AND 3650),
    -- What is older names nobody any more.
    nobody_before_at INTEGER
) STRICT;

-- Encoders that were seen at this desk, and how each should behave.
-- `update_point`: whether it does nothing but bring keys up to date, by itself; `re_edits`: whether it also makes areas that a
-- key lacks; `point_consent`: an administrator's consent that it serves while nobody is there, made with the master secret.
CREATE TABLE encoders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 128),
    sound INTEGER NOT NULL DEFAULT 1 CHECK (sound IN (0, 1)),
    light INTEGER NOT NULL DEFAULT 1 CHECK (light IN (0, 1)),
    -- How long to wait for a key.
    wait_seconds INTEGER NOT NULL DEFAULT 20 CHECK (wait_seconds BETWEEN 5 AND 120),
    row_version INTEGER NOT NULL DEFAULT 1
, update_point INTEGER NOT NULL DEFAULT 0 CHECK (update_point IN (0, 1)), re_edits INTEGER NOT NULL DEFAULT 0 CHECK (re_edits IN (0, 1)), point_consent BLOB CHECK (point_consent IS NULL OR length(point_consent) = 32 AND update_point = 1)) STRICT;

-- The system auditor: who did what, when. Written by a commit and by nothing else, never changed. Each hash
-- covers the row and the hash before it, so that a row that is altered or taken out shows.
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    happened_at INTEGER NOT NULL,
    -- The operator; NULL is the system itself, under the role in operator_name.
    operator_id INTEGER,
    operator_name TEXT NOT NULL,
    desk TEXT NOT NULL,
    action TEXT NOT NULL,
    -- What it was done to, with its name at that time.
    subject TEXT NOT NULL,
    subject_id INTEGER,
    subject_name TEXT NOT NULL,
    partition_id INTEGER,
    -- Fields before and after, as JSON objects with the changed fields only.
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject, subject_id);
CREATE INDEX audit_by_operator ON audit (operator_id);
CREATE INDEX audit_by_moment ON audit (happened_at);
CREATE INDEX audit_by_action ON audit (action);

-- What was purged from the auditor's chain, one line a purge: the chain goes on from `hash`. The signature is
-- made with the site's key over every column, so that nobody takes out the beginning of the chain unseen.
CREATE TABLE audit_purges (
    -- The last entry that was taken out, and its hash.
    through_sequence INTEGER PRIMARY KEY,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    entries INTEGER NOT NULL,
    purged_at INTEGER NOT NULL,
    -- The entry of the chain that tells of it.
    told_by INTEGER NOT NULL CHECK (told_by > through_sequence),
    operator_name TEXT NOT NULL,
    -- The second operator who confirmed it; empty where the site has only one.
    witness_name TEXT NOT NULL,
    -- The file that the entries were written to, and its SHA-256.
    file_name TEXT NOT NULL,
    file_digest BLOB NOT NULL CHECK (length(file_digest) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

-- Acts that need two operators, on a site that has only one: they wait, and can be called off until then.
CREATE TABLE delayed_acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    act TEXT NOT NULL CHECK (act IN ('purge-audit', 'show-recovery', 'renew-card-keys')),
    operator_id INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    asked_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL
) STRICT;
