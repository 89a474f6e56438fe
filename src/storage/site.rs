//! The site and its options.

use rusqlite::params;
use rusqlite::types::{FromSqlResult, Value, ValueRef};

use super::view::{Bind, Column, Row, plain};
use super::{Change, Error, View, What, events, millis};
use crate::domain::door_options;
use crate::domain::general_options;
use crate::domain::image::{Born, Chosen, Epoch, Records, SiteMark};
use crate::domain::moment::{Moment, from_key_minutes, key_minutes};
use crate::domain::operator::Policy;
use crate::domain::security;
use crate::domain::text::Line;
use crate::domain::throttle::Limits;
use crate::domain::user::{Defaults, GENERAL_FIELDS, Period, Unit};
use crate::domain::user_options;
use crate::secret::bearer::Identity;
use crate::secret::keyring::Keyring;

/// The site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub name: String,
    pub mark: SiteMark,
    pub verifying_key: [u8; 32],
    pub demo: Demo,
    pub partitions: bool,
    pub numbering: Numbering,
    /// Made of the epoch and the time of the last renewal with the master secret.
    pub epoch_proof: [u8; 32],
}

/// In which numbering keys and doors have their numbers, and of which epoch the keys of cards are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbering {
    pub born: Born,
    pub epoch: Epoch,
    /// When this file last renewed the keys of cards; nothing, if it never did.
    pub renewed: Option<Moment>,
}

impl From<Moment> for Numbering {
    /// The numbering that begins at a moment.
    fn from(now: Moment) -> Self {
        Numbering { born: Born(key_minutes(now)), epoch: Epoch::FIRST, renewed: None }
    }
}

/// Whether a site is there to try things on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demo {
    /// It is a real one.
    No,
    /// Its people and keys are made up.
    Yes,
    /// Its operators as well: the sign-in screen says how to enter.
    WithOperators,
}

impl Demo {
    const fn number(self) -> u8 {
        match self {
            Demo::No => 0,
            Demo::Yes => 1,
            Demo::WithOperators => 2,
        }
    }

    const fn from_number(number: u8) -> Demo {
        match number {
            0 => Demo::No,
            1 => Demo::Yes,
            _ => Demo::WithOperators,
        }
    }
}

/// Keeps the site: the first row of all.
pub fn insert(change: &Change<'_>, site: &Site) -> Result<(), Error> {
    change.write(
        "INSERT INTO site (id, name, mark, verifying_key, partitions, demo, born_at, key_epoch, key_epoch_proof,
                           keys_renewed_at, created_at, used_at)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)",
        params![
            site.name,
            site.mark.0,
            site.verifying_key,
            site.partitions,
            site.demo.number(),
            millis(from_key_minutes(site.numbering.born.0)),
            site.numbering.epoch.number(),
            site.epoch_proof,
            site.numbering.renewed.map(millis),
            millis(change.now())
        ],
    )?;
    let days = user_options::UNCANCELLABLE_DAYS;
    change.write("INSERT INTO user_options (id, uncancellable_days) VALUES (1, ?1)", [days])?;
    change.write("INSERT INTO local_options (id) VALUES (1)", [])?;
    change.write("INSERT INTO door_options (id) VALUES (1)", [])?;
    change.write("INSERT INTO general_options (id) VALUES (1)", [])?;
    change.write("INSERT INTO crossing_options (id) VALUES (1)", [])?;
    change.write("INSERT INTO security_options (id) VALUES (1)", [])?;
    Ok(())
}

/// The site.
pub fn get(view: &View<'_>) -> Result<Site, Error> {
    let sql = plain!(
        "SELECT s.name, s.mark, s.verifying_key, s.demo, s.partitions, s.born_at, s.key_epoch,
                s.key_epoch_proof, s.keys_renewed_at
         FROM site s WHERE s.id = 1"
    );
    view.plain(sql)?.one([], |row| {
        Ok(Site {
            name: row.get("name")?,
            mark: SiteMark(row.get("mark")?),
            verifying_key: row.get("verifying_key")?,
            demo: Demo::from_number(row.get("demo")?),
            partitions: row.get("partitions")?,
            numbering: Numbering {
                born: Born(key_minutes(row.get("born_at")?)),
                epoch: Epoch::new(row.get("key_epoch")?).ok_or_else(|| row.damaged("key_epoch"))?,
                renewed: row.get("keys_renewed_at")?,
            },
            epoch_proof: row.get("key_epoch_proof")?,
        })
    })
}

/// Refuses a site that is not the one that the operator's password knows: the file says of itself what somebody
/// wrote into it.
pub fn hold_against(view: &View<'_>, known: &Identity) -> Result<(), Error> {
    let sql = plain!("SELECT mark, verifying_key, born_at FROM site WHERE id = 1");
    let columns = view.plain(sql)?.one([], |row| {
        let verifying_key: [u8; 32] = row.get("verifying_key")?;
        Ok([
            ("mark", SiteMark(row.get("mark")?) == known.mark),
            ("verifying_key", verifying_key == known.verifying_key),
            ("born_at", Born(key_minutes(row.get("born_at")?)) == known.born),
        ])
    })?;
    match columns.into_iter().find(|(_, is_known)| !is_known) {
        None => Ok(()),
        Some((column, _)) => Err(Error::Altered(What::Site(column))),
    }
}

/// When the site was made.
pub fn made_at(view: &View<'_>) -> Result<Moment, Error> {
    view.plain(plain!("SELECT created_at FROM site WHERE id = 1"))?.one([], |row| row.get("created_at"))
}

/// Rejects an epoch not set with the master secret: a forged lower one would give cards the keys a stolen lock knows.
pub fn check_epoch(view: &View<'_>, keyring: &Keyring) -> Result<(), Error> {
    let Site { numbering: Numbering { born, epoch, renewed }, epoch_proof, .. } = get(view)?;
    if keyring.epoch_proof(born, epoch, renewed) == epoch_proof {
        Ok(())
    } else {
        Err(Error::Altered(What::Site("key_epoch")))
    }
}

/// Begins an epoch of the keys of cards; `renewed` is when this file last renewed them.
pub fn set_epoch(
    change: &Change<'_>,
    keyring: &Keyring,
    epoch: Epoch,
    renewed: Option<Moment>,
) -> Result<(), Error> {
    let proof = keyring.epoch_proof(get(change)?.numbering.born, epoch, renewed);
    change.write(
        "UPDATE site SET key_epoch = ?1, key_epoch_proof = ?2, keys_renewed_at = ?3 WHERE id = 1",
        params![epoch.number(), proof, renewed.map(millis)],
    )?;
    Ok(())
}

/// Marks the site as one to try things on.
pub fn set_demo(change: &Change<'_>, demo: Demo) -> Result<(), Error> {
    change.write("UPDATE site SET demo = ?1 WHERE id = 1", [demo.number()])?;
    Ok(())
}

/// Options of which there is one set, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<T> {
    pub options: T,
    pub version: i64,
    /// Nobody changed them yet.
    pub changed: Option<(Moment, String)>,
}

impl<T> Stored<T> {
    pub(super) fn of(row: &Row<'_>, options: T) -> Result<Stored<T>, Error> {
        let (at, by): (Moment, String) = (row.get("changed_at")?, row.get("changed_by")?);
        let changed = (at != Moment::UNIX_EPOCH).then_some((at, by));
        Ok(Stored { options, version: row.get("row_version")?, changed })
    }

    /// Who read older ones than these is told so.
    pub(super) fn expect(&self, change: &Change<'_>, version: i64) -> Result<(), Error> {
        if self.version == version {
            return Ok(());
        }
        let (at, by) = self.changed.clone().unwrap_or_else(|| (change.now(), String::new()));
        Err(Error::Conflict { by, at })
    }
}

/// General options > Users.
pub fn user_options(view: &View<'_>) -> Result<user_options::Options, Error> {
    Ok(stored_user_options(view)?.options)
}

/// The options of users, and who changed them last.
pub fn stored_user_options(view: &View<'_>) -> Result<Stored<user_options::Options>, Error> {
    let sql = plain!(
        "SELECT period_count, period_unit, audit_openings, names_locked, general_1, general_2, general_3,
                general_4, general_5, record_openings, record_refusals, uncancellable_days, row_version,
                changed_at, changed_by
         FROM user_options WHERE id = 1"
    );
    let named_days = events::named_days(view)?;
    view.plain(sql)?.one([], |row| {
        let options = user_options::Options {
            defaults: Defaults {
                period: Period { count: row.get("period_count")?, unit: row.get("period_unit")? },
                audit_openings: row.get("audit_openings")?,
            },
            names_locked: row.get("names_locked")?,
            general: general::<Option<Line<32>>>(row)?.map(Option::unwrap_or_default),
            chosen: chosen(row)?,
            named_days,
        };
        Stored::of(row, options)
    })
}

/// What is chosen for the keys of all.
pub(super) fn chosen(row: &Row<'_>) -> Result<Chosen, Error> {
    Ok(Chosen {
        records: Records::of(row.get("record_openings")?, row.get("record_refusals")?),
        uncancellable_days: row.get("uncancellable_days")?,
    })
}

/// Since when keys need other areas because of what was chosen for all of them; nothing, where nothing was switched yet.
pub fn areas_changed(view: &View<'_>) -> Result<Option<Moment>, Error> {
    let sql = plain!("SELECT areas_changed_at FROM user_options WHERE id = 1");
    view.plain(sql)?.one([], |row| row.get("areas_changed_at"))
}

/// Keeps the options of users that were read as `version`, but for what keys follow from: that is written by
/// [`Change::edit`] alone.
pub fn set_user_options(
    change: &Change<'_>,
    version: i64,
    options: &user_options::Options,
) -> Result<(), Error> {
    let before = stored_user_options(change)?;
    before.expect(change, version)?;
    if before.options.named_days != options.named_days {
        events::set_named_days(change, options.named_days)?;
    }
    set_general_fields(change, &options.general)?;
    let Defaults { period, audit_openings } = options.defaults;
    change.write(
        "UPDATE user_options
         SET period_count = ?1, period_unit = ?2, audit_openings = ?3, names_locked = ?4, changed_at = ?5,
             changed_by = ?6, row_version = row_version + 1
         WHERE id = 1",
        params![
            period.count,
            period.unit.bind(),
            audit_openings,
            options.names_locked,
            millis(change.now()),
            change.actor_name()
        ],
    )?;
    Ok(())
}

/// The free fields of a row: their names, or what stands in them.
pub fn general<T: Column>(row: &Row<'_>) -> Result<[T; GENERAL_FIELDS], Error> {
    Ok([
        row.get("general_1")?,
        row.get("general_2")?,
        row.get("general_3")?,
        row.get("general_4")?,
        row.get("general_5")?,
    ])
}

/// Names the free fields.
pub fn set_general_fields(change: &Change<'_>, general: &[Line<32>; GENERAL_FIELDS]) -> Result<(), Error> {
    let [first, second, third, fourth, fifth] = used(general);
    change.write(
        "UPDATE user_options
         SET general_1 = ?1, general_2 = ?2, general_3 = ?3, general_4 = ?4, general_5 = ?5
         WHERE id = 1",
        params![first, second, third, fourth, fifth],
    )?;
    Ok(())
}

impl Column for Unit {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(if value.as_str()? == "hours" { Unit::Hours } else { Unit::Days })
    }
}

impl Bind for Unit {
    fn bind(self) -> Value {
        match self {
            Unit::Days => "days".bind(),
            Unit::Hours => "hours".bind(),
        }
    }
}

/// General options > Access points.
pub fn door_options(view: &View<'_>) -> Result<door_options::Options, Error> {
    Ok(stored_door_options(view)?.options)
}

/// The options of doors, and who changed them last.
pub fn stored_door_options(view: &View<'_>) -> Result<Stored<door_options::Options>, Error> {
    let sql = plain!(
        "SELECT open_seconds, increased_seconds, audit_on_keys, may_inhibit, lockers_controlled, general_1,
                general_2, row_version, changed_at, changed_by
         FROM door_options WHERE id = 1"
    );
    view.plain(sql)?.one([], |row| {
        let name = |column| Ok::<_, Error>(row.get::<Option<Line<32>>>(column)?.unwrap_or_default());
        let options = door_options::Options {
            open_seconds: row.get("open_seconds")?,
            increased_seconds: row.get("increased_seconds")?,
            audit_on_keys: row.get("audit_on_keys")?,
            may_inhibit: row.get("may_inhibit")?,
            lockers_controlled: row.get("lockers_controlled")?,
            general: [name("general_1")?, name("general_2")?],
        };
        Stored::of(row, options)
    })
}

/// Keeps the options of doors that were read as `version`.
pub fn set_door_options(
    change: &Change<'_>,
    version: i64,
    options: &door_options::Options,
) -> Result<(), Error> {
    stored_door_options(change)?.expect(change, version)?;
    let [first, second] = used(&options.general);
    change.write(
        "UPDATE door_options
         SET open_seconds = ?1, increased_seconds = ?2, audit_on_keys = ?3, may_inhibit = ?4,
             lockers_controlled = ?5, general_1 = ?6, general_2 = ?7, changed_at = ?8, changed_by = ?9,
             row_version = row_version + 1
         WHERE id = 1",
        params![
            options.open_seconds,
            options.increased_seconds,
            options.audit_on_keys,
            options.may_inhibit,
            options.lockers_controlled,
            first,
            second,
            millis(change.now()),
            change.actor_name()
        ],
    )?;
    Ok(())
}

/// General options > General: what the site has chosen for all of itself.
pub fn general_options(view: &View<'_>) -> Result<general_options::Options, Error> {
    Ok(stored_general_options(view)?.options)
}

/// That, and who changed it last.
pub fn stored_general_options(view: &View<'_>) -> Result<Stored<general_options::Options>, Error> {
    let sql = plain!(
        "SELECT s.name, g.several_time_zones, g.phone_folder, g.row_version, g.changed_at, g.changed_by
         FROM general_options g JOIN site s ON s.id = 1 WHERE g.id = 1"
    );
    view.plain(sql)?.one([], |row| {
        let (name, several_time_zones) = (row.get("name")?, row.get("several_time_zones")?);
        let phone_folder = row.get("phone_folder")?;
        Stored::of(row, general_options::Options { name, several_time_zones, phone_folder })
    })
}

/// Keeps the options of all of the site that were read as `version`.
pub fn set_general_options(
    change: &Change<'_>,
    version: i64,
    options: &general_options::Options,
) -> Result<(), Error> {
    stored_general_options(change)?.expect(change, version)?;
    change.write("UPDATE site SET name = ?1 WHERE id = 1", [options.name.as_str()])?;
    change.write(
        "UPDATE general_options
         SET several_time_zones = ?1, changed_at = ?2, changed_by = ?3, phone_folder = ?4,
             row_version = row_version + 1
         WHERE id = 1",
        params![
            options.several_time_zones,
            millis(change.now()),
            change.actor_name(),
            options.phone_folder.as_str()
        ],
    )?;
    Ok(())
}

/// The names of free fields, as they are stored: one that is not used has none.
fn used<const N: usize>(general: &[Line<32>; N]) -> [Option<&str>; N] {
    general.each_ref().map(|name| Some(name.as_str()).filter(|name| !name.is_empty()))
}

/// General options > Security: the options of signing in.
pub fn security_options(view: &View<'_>) -> Result<security::Options, Error> {
    Ok(stored_security(view)?.options)
}

/// The options of signing in, and who changed them last.
pub fn stored_security(view: &View<'_>) -> Result<Stored<security::Options>, Error> {
    let sql = plain!(
        "SELECT failures_max, failures_window_minutes, lockout_minutes, password_length_min, password_history,
                password_days, two_factor_all, idle_lock_minutes, row_version, changed_at, changed_by
         FROM security_options WHERE id = 1"
    );
    view.plain(sql)?.one([], |row| {
        let options = security::Options {
            limits: Limits {
                failures_max: row.get("failures_max")?,
                window_minutes: row.get("failures_window_minutes")?,
                lockout_minutes: row.get("lockout_minutes")?,
            },
            policy: Policy { length_min: row.get("password_length_min")? },
            password_history: row.get("password_history")?,
            password_days: row.get("password_days")?,
            two_factor_all: row.get("two_factor_all")?,
            idle_lock_minutes: row.get("idle_lock_minutes")?,
        };
        Stored::of(row, options)
    })
}

/// Keeps the options of signing in that were read as `version`; one who read older ones is told so.
pub fn set_security(change: &Change<'_>, version: i64, options: &security::Options) -> Result<(), Error> {
    stored_security(change)?.expect(change, version)?;
    change.write(
        "UPDATE security_options
         SET failures_max = ?1, failures_window_minutes = ?2, lockout_minutes = ?3,
             password_length_min = ?4, password_history = ?5, password_days = ?6, two_factor_all = ?7,
             idle_lock_minutes = ?8, changed_at = ?9, changed_by = ?10, row_version = row_version + 1
         WHERE id = 1",
        params![
            options.limits.failures_max,
            options.limits.window_minutes,
            options.limits.lockout_minutes,
            options.policy.length_min,
            options.password_history,
            options.password_days,
            options.two_factor_all,
            options.idle_lock_minutes,
            millis(change.now()),
            change.actor_name()
        ],
    )?;
    Ok(())
}
