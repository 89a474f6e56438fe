-- The schema of version 1, word by word, without its comments: by it a file of that version is known for one of ours.
CREATE TABLE file (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    opening BLOB NOT NULL CHECK (length(opening) = 16),
    opening_before BLOB NOT NULL CHECK (length(opening_before) = 16),
    commits INTEGER NOT NULL,
    folded INTEGER NOT NULL
) STRICT;
CREATE TABLE site (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    mark BLOB NOT NULL CHECK (length(mark) = 16),
    verifying_key BLOB NOT NULL CHECK (length(verifying_key) = 32),
    born_at INTEGER NOT NULL,
    key_epoch INTEGER NOT NULL DEFAULT 0 CHECK (key_epoch BETWEEN 0 AND 254),
    key_epoch_proof BLOB NOT NULL CHECK (length(key_epoch_proof) = 32),
    keys_renewed_at INTEGER,
    partitions INTEGER NOT NULL DEFAULT 0 CHECK (partitions IN (0, 1)),
    demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1, 2)),
    people_stamp BLOB NOT NULL DEFAULT x'' CHECK (length(people_stamp) IN (0, 16)),
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
) STRICT;
CREATE TABLE user_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    period_count INTEGER NOT NULL DEFAULT 30 CHECK (period_count BETWEEN 1 AND 8760),
    period_unit TEXT NOT NULL DEFAULT 'days' CHECK (period_unit IN ('days', 'hours')),
    audit_openings INTEGER NOT NULL DEFAULT 0 CHECK (audit_openings IN (0, 1)),
    names_locked INTEGER NOT NULL DEFAULT 0 CHECK (names_locked IN (0, 1)),
    general_1 TEXT CHECK (length(general_1) BETWEEN 1 AND 32),
    general_2 TEXT CHECK (length(general_2) BETWEEN 1 AND 32),
    general_3 TEXT CHECK (length(general_3) BETWEEN 1 AND 32),
    general_4 TEXT CHECK (length(general_4) BETWEEN 1 AND 32),
    general_5 TEXT CHECK (length(general_5) BETWEEN 1 AND 32)
) STRICT;
CREATE TABLE security_options (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    failures_max INTEGER NOT NULL DEFAULT 5 CHECK (failures_max BETWEEN 3 AND 100),
    failures_window_minutes INTEGER NOT NULL DEFAULT 10 CHECK (failures_window_minutes BETWEEN 1 AND 1440),
    lockout_minutes INTEGER DEFAULT 30 CHECK (lockout_minutes BETWEEN 1 AND 1440),
    password_length_min INTEGER NOT NULL DEFAULT 12 CHECK (password_length_min BETWEEN 8 AND 128),
    password_history INTEGER NOT NULL DEFAULT 0 CHECK (password_history BETWEEN 0 AND 10),
    password_days INTEGER CHECK (password_days BETWEEN 1 AND 3650),
    two_factor_all INTEGER NOT NULL DEFAULT 0 CHECK (two_factor_all IN (0, 1)),
    idle_lock_minutes INTEGER NOT NULL DEFAULT 10 CHECK (idle_lock_minutes BETWEEN 1 AND 240),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL DEFAULT 0,
    changed_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE partitions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 56),
    name_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE operator_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id INTEGER REFERENCES operator_groups (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 56),
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    hotel_interface INTEGER NOT NULL DEFAULT 0 CHECK (hotel_interface IN (0, 1)),
    programmer_all_doors INTEGER NOT NULL DEFAULT 0 CHECK (programmer_all_doors IN (0, 1)),
    audit_all_partitions INTEGER NOT NULL DEFAULT 0 CHECK (audit_all_partitions IN (0, 1)),
    audit_days INTEGER CHECK (audit_days BETWEEN 1 AND 3650),
    operators INTEGER NOT NULL DEFAULT 0 CHECK (operators >= 0),
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    CHECK ((id = 1) = (parent_id IS NULL))
) STRICT;
CREATE INDEX operator_groups_by_parent ON operator_groups (parent_id);
CREATE TABLE group_permissions (
    group_id INTEGER NOT NULL REFERENCES operator_groups (id) ON DELETE CASCADE,
    permission TEXT NOT NULL,
    PRIMARY KEY (group_id, permission)
) STRICT, WITHOUT ROWID;
CREATE TABLE group_partitions (
    group_id INTEGER NOT NULL REFERENCES operator_groups (id) ON DELETE CASCADE,
    partition_id INTEGER NOT NULL REFERENCES partitions (id) ON DELETE CASCADE,
    custom INTEGER NOT NULL DEFAULT 0 CHECK (custom IN (0, 1)),
    PRIMARY KEY (group_id, partition_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE group_partition_permissions (
    group_id INTEGER NOT NULL,
    partition_id INTEGER NOT NULL,
    permission TEXT NOT NULL,
    PRIMARY KEY (group_id, partition_id, permission),
    FOREIGN KEY (group_id, partition_id) REFERENCES group_partitions (group_id, partition_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE operators (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES operator_groups (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 56),
    user_name TEXT NOT NULL CHECK (length(user_name) BETWEEN 1 AND 64),
    user_name_key TEXT NOT NULL UNIQUE,
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    language TEXT NOT NULL DEFAULT 'en',
    theme TEXT NOT NULL DEFAULT 'light' CHECK (theme IN ('light', 'dark')),
    encoder TEXT,
    password_memory_kib INTEGER NOT NULL,
    password_passes INTEGER NOT NULL,
    password_lanes INTEGER NOT NULL,
    password_salt BLOB NOT NULL CHECK (length(password_salt) = 16),
    password_check BLOB NOT NULL CHECK (length(password_check) = 32),
    password_changed_at INTEGER NOT NULL,
    password_must_change INTEGER NOT NULL DEFAULT 0 CHECK (password_must_change IN (0, 1)),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    private_key BLOB NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    failed_at INTEGER,
    locked_until_at INTEGER,
    last_sign_in_at INTEGER,
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
CREATE TABLE operator_secrets (
    operator_id INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    secret TEXT NOT NULL CHECK (secret IN ('pins', 'master', 'two-factor')),
    sealed BLOB NOT NULL,
    PRIMARY KEY (operator_id, secret)
) STRICT, WITHOUT ROWID;
CREATE TABLE operator_vouches (
    operator_id INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    secret TEXT NOT NULL CHECK (secret IN ('pins', 'master')),
    vouch BLOB NOT NULL CHECK (length(vouch) = 32),
    given BLOB CHECK (length(given) = 32),
    PRIMARY KEY (operator_id, secret)
) STRICT, WITHOUT ROWID;
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
CREATE UNIQUE INDEX doors_by_name ON doors (partition_id, name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX doors_by_external_id ON doors (partition_id, external_id) WHERE deleted_at IS NULL;
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
    period_count INTEGER CHECK (period_count BETWEEN 1 AND 8760),
    period_unit TEXT CHECK (period_unit IN ('days', 'hours')),
    pin_check BLOB CHECK (length(pin_check) = 12),
    banned INTEGER NOT NULL DEFAULT 0 CHECK (banned IN (0, 1)),
    folded_text TEXT NOT NULL,
    deleted_at INTEGER,
    row_version INTEGER NOT NULL DEFAULT 1,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    CHECK ((period_count IS NULL) = (period_unit IS NULL)),
    CHECK (first_name <> '' OR last_name <> '')
) STRICT;
CREATE UNIQUE INDEX users_by_external_id ON users (partition_id, external_id) WHERE deleted_at IS NULL;
CREATE TABLE user_pictures (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    jpeg BLOB NOT NULL CHECK (length(jpeg) <= 262144)
) STRICT;
CREATE TABLE user_doors (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    from_at INTEGER,
    until_at INTEGER,
    PRIMARY KEY (user_id, door_id),
    CHECK ((from_at IS NULL) = (until_at IS NULL)),
    CHECK (until_at > from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_doors_by_door ON user_doors (door_id);
CREATE TABLE wanted (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    layout BLOB NOT NULL CHECK (length(layout) = 16),
    content BLOB NOT NULL CHECK (length(content) = 16),
    bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE keys (
    id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 4294967295),
    user_id INTEGER NOT NULL REFERENCES users (id),
    serial BLOB NOT NULL CHECK (length(serial) IN (4, 7, 10)),
    generation INTEGER NOT NULL CHECK (generation BETWEEN 1 AND 3),
    capacity INTEGER NOT NULL CHECK (capacity BETWEEN 128 AND 8192),
    salt BLOB CHECK (length(salt) = 8),
    assigned_at INTEGER NOT NULL,
    assigned_by TEXT NOT NULL,
    ended_at INTEGER,
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
    open_until_at INTEGER CHECK (open_until_at >= attempt_until_at),
    CHECK (written_sequence IS NOT NULL OR attempt_sequence IS NOT NULL),
    CHECK (attempt_sequence > written_sequence OR attempt_sequence IS NULL OR written_sequence IS NULL),
    CHECK (max(coalesce(written_sequence, 0), coalesce(attempt_sequence, 0)) <= last_sequence),
    CHECK ((attempt_sequence IS NULL) = (open_until_at IS NULL) OR ended_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX keys_live_by_user ON keys (user_id) WHERE ended_at IS NULL;
CREATE INDEX keys_ended_by_user ON keys (user_id) WHERE ended_at IS NOT NULL;
CREATE UNIQUE INDEX keys_live_by_serial ON keys (serial) WHERE ended_at IS NULL;
CREATE INDEX keys_by_serial ON keys (serial);
CREATE TABLE key_images (
    key_id INTEGER NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    image BLOB NOT NULL CHECK (length(image) BETWEEN 128 AND 8192),
    log INTEGER NOT NULL CHECK (log IN (0, 1)),
    antipassback INTEGER NOT NULL CHECK (antipassback IN (0, 1)),
    number TEXT NOT NULL,
    PRIMARY KEY (key_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE cards (
    serial BLOB PRIMARY KEY CHECK (length(serial) IN (4, 7, 10)),
    owned_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    door_code INTEGER NOT NULL,
    key_id INTEGER NOT NULL REFERENCES keys (id),
    happening INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    counter INTEGER NOT NULL CHECK (counter BETWEEN 0 AND 16777215),
    mac BLOB NOT NULL CHECK (length(mac) = 6),
    set_up INTEGER CHECK (set_up BETWEEN 1 AND 65535),
    received_at INTEGER NOT NULL,
    UNIQUE (door_code, happened_at, key_id, happening, counter, mac)
) STRICT;
CREATE INDEX events_by_counter ON events (door_code, set_up, counter);
CREATE INDEX events_by_key ON events (key_id, happened_at);
CREATE INDEX events_by_moment ON events (happened_at, id);
CREATE INDEX events_but_openings ON events (happened_at, id) WHERE happening <> 1;
CREATE TABLE encoders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 128),
    sound INTEGER NOT NULL DEFAULT 1 CHECK (sound IN (0, 1)),
    light INTEGER NOT NULL DEFAULT 1 CHECK (light IN (0, 1)),
    wait_seconds INTEGER NOT NULL DEFAULT 20 CHECK (wait_seconds BETWEEN 5 AND 120),
    row_version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    happened_at INTEGER NOT NULL,
    operator_id INTEGER,
    operator_name TEXT NOT NULL,
    desk TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER,
    subject_name TEXT NOT NULL,
    partition_id INTEGER,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject, subject_id);
CREATE INDEX audit_by_operator ON audit (operator_id);
CREATE INDEX audit_by_moment ON audit (happened_at);
CREATE INDEX audit_by_action ON audit (action);
CREATE TABLE audit_purges (
    through_sequence INTEGER PRIMARY KEY,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    entries INTEGER NOT NULL,
    purged_at INTEGER NOT NULL,
    told_by INTEGER NOT NULL CHECK (told_by > through_sequence),
    operator_name TEXT NOT NULL,
    witness_name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_digest BLOB NOT NULL CHECK (length(file_digest) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE TABLE delayed_acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    act TEXT NOT NULL CHECK (act IN ('purge-audit', 'show-recovery', 'renew-card-keys')),
    operator_id INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
    asked_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL
) STRICT;
