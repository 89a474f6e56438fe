//! The site and its options.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Change, Error, View, damaged, millis, moment};
use crate::domain::image::{Born, Epoch, SiteMark};
use crate::domain::moment::{Moment, from_key_minutes, key_minutes};
use crate::domain::operator::Policy;
use crate::domain::security;
use crate::domain::throttle::Limits;
use crate::domain::user::{Defaults, GENERAL_FIELDS, Period, Unit};
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
    /// Made of the epoch with the master secret.
    pub epoch_proof: [u8; 32],
}

/// In which numbering keys and doors have their numbers, and of which epoch the keys of cards are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbering {
    pub born: Born,
    pub epoch: Epoch,
}

impl From<Moment> for Numbering {
    /// The numbering that begins at a moment.
    fn from(now: Moment) -> Self {
        Numbering { born: Born(key_minutes(now)), epoch: Epoch::FIRST }
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
    change
        .prepare(
            "INSERT INTO site (id, name, mark, verifying_key, partitions, demo, born_at, key_epoch, key_epoch_proof,
                               created_at, used_at)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)",
        )?
        .execute(params![
            site.name,
            site.mark.0,
            site.verifying_key,
            site.partitions,
            site.demo.number(),
            millis(from_key_minutes(site.numbering.born.0)),
            site.numbering.epoch.number(),
            site.epoch_proof,
            millis(change.now())
        ])?;
    change.prepare("INSERT INTO user_options (id) VALUES (1)")?.execute([])?;
    change.prepare("INSERT INTO security_options (id) VALUES (1)")?.execute([])?;
    Ok(())
}

/// The site.
pub fn get(view: &View<'_>) -> Result<Site, Error> {
    view.prepare(
        "SELECT name, mark, verifying_key, demo, partitions, born_at, key_epoch, key_epoch_proof
         FROM site WHERE id = 1",
    )?
    .query_row([], |row| {
        Ok(Site {
            name: row.get(0)?,
            mark: SiteMark(row.get(1)?),
            verifying_key: row.get(2)?,
            demo: Demo::from_number(row.get(3)?),
            partitions: row.get(4)?,
            numbering: Numbering {
                born: Born(key_minutes(moment(row.get(5)?)?)),
                epoch: Epoch::new(row.get(6)?).ok_or_else(|| damaged(6))?,
            },
            epoch_proof: row.get(7)?,
        })
    })
    .optional()?
    .ok_or(Error::Damaged)
}

/// Refuses a site that is not the one that the operator's password knows: the file says of itself what somebody
/// wrote into it.
pub fn hold_against(view: &View<'_>, known: &Identity) -> Result<(), Error> {
    check_identity(view.connection, known)
}

pub(super) fn check_identity(connection: &Connection, known: &Identity) -> Result<(), Error> {
    let (mark, verifying_key, born) = connection
        .prepare_cached("SELECT mark, verifying_key, born_at FROM site WHERE id = 1")?
        .query_row([], |row| {
            let born = Born(key_minutes(moment(row.get(2)?)?));
            Ok((SiteMark(row.get(0)?), row.get::<_, [u8; 32]>(1)?, born))
        })
        .optional()?
        .ok_or(Error::Damaged)?;
    let columns = [
        ("mark", mark == known.mark),
        ("verifying_key", verifying_key == known.verifying_key),
        ("born_at", born == known.born),
    ];
    match columns.into_iter().find(|(_, is_known)| !is_known) {
        None => Ok(()),
        Some((column, _)) => Err(Error::Altered(format!("site {column}"))),
    }
}

/// Refuses an epoch of the keys of cards that nobody set who holds the master secret: by a lower one, keys would be
/// given what a stolen lock knows.
pub fn check_epoch(view: &View<'_>, keyring: &Keyring) -> Result<(), Error> {
    let Site { numbering: Numbering { born, epoch }, epoch_proof, .. } = get(view)?;
    if keyring.epoch_proof(born, epoch) == epoch_proof {
        Ok(())
    } else {
        Err(Error::Altered("site key_epoch".to_owned()))
    }
}

/// Begins an epoch of the keys of cards.
pub fn set_epoch(change: &Change<'_>, keyring: &Keyring, epoch: Epoch) -> Result<(), Error> {
    let proof = keyring.epoch_proof(get(change)?.numbering.born, epoch);
    change
        .prepare("UPDATE site SET key_epoch = ?1, key_epoch_proof = ?2 WHERE id = 1")?
        .execute(params![epoch.number(), proof])?;
    Ok(())
}

/// Marks the site as one to try things on.
pub fn set_demo(change: &Change<'_>, demo: Demo) -> Result<(), Error> {
    change.prepare("UPDATE site SET demo = ?1 WHERE id = 1")?.execute([demo.number()])?;
    Ok(())
}

/// General options > Users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserOptions {
    pub defaults: Defaults,
    pub names_locked: bool,
    /// The names of the free fields; `None` is one that is not used.
    pub general: [Option<String>; GENERAL_FIELDS],
}

/// The options of users.
pub fn user_options(view: &View<'_>) -> Result<UserOptions, Error> {
    let options = view
        .prepare(
            "SELECT period_count, period_unit, audit_openings, names_locked, general_1, general_2, general_3,
                    general_4, general_5
             FROM user_options WHERE id = 1",
        )?
        .query_row([], |row| {
            let unit: String = row.get(1)?;
            Ok(UserOptions {
                defaults: Defaults {
                    period: Period { count: row.get(0)?, unit: unit_of(&unit) },
                    audit_openings: row.get(2)?,
                },
                names_locked: row.get(3)?,
                general: [row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?],
            })
        })?;
    Ok(options)
}

/// Names the free fields.
pub fn set_general_fields(
    change: &Change<'_>,
    general: &[Option<String>; GENERAL_FIELDS],
) -> Result<(), Error> {
    let [first, second, third, fourth, fifth] = general;
    change
        .prepare(
            "UPDATE user_options
             SET general_1 = ?1, general_2 = ?2, general_3 = ?3, general_4 = ?4, general_5 = ?5
             WHERE id = 1",
        )?
        .execute(params![first, second, third, fourth, fifth])?;
    Ok(())
}

pub fn unit_of(text: &str) -> Unit {
    if text == "hours" { Unit::Hours } else { Unit::Days }
}

pub const fn unit_text(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => "days",
        Unit::Hours => "hours",
    }
}

/// General options > Security, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSecurity {
    pub options: security::Options,
    pub version: i64,
    /// Nobody changed them yet.
    pub changed: Option<(Moment, String)>,
}

/// The options of signing in.
pub fn security_options(view: &View<'_>) -> Result<security::Options, Error> {
    Ok(stored_security(view)?.options)
}

/// The options of signing in, and who changed them last.
pub fn stored_security(view: &View<'_>) -> Result<StoredSecurity, Error> {
    let stored = view
        .prepare(
            "SELECT failures_max, failures_window_minutes, lockout_minutes, password_length_min,
                    password_history, password_days, two_factor_all, idle_lock_minutes, row_version, changed_at,
                    changed_by
             FROM security_options WHERE id = 1",
        )?
        .query_row([], |row| {
            let options = security::Options {
                limits: Limits {
                    failures_max: row.get(0)?,
                    window_minutes: row.get(1)?,
                    lockout_minutes: row.get(2)?,
                },
                policy: Policy { length_min: row.get(3)? },
                password_history: row.get(4)?,
                password_days: row.get(5)?,
                two_factor_all: row.get(6)?,
                idle_lock_minutes: row.get(7)?,
            };
            let (at, by): (i64, String) = (row.get(9)?, row.get(10)?);
            let changed = if at == 0 { None } else { Some((moment(at)?, by)) };
            Ok(StoredSecurity { options, version: row.get(8)?, changed })
        })?;
    Ok(stored)
}

/// Keeps the options of signing in that were read as `version`; whoever read older ones is told so.
pub fn set_security(change: &Change<'_>, version: i64, options: &security::Options) -> Result<(), Error> {
    let stored = stored_security(change)?;
    if stored.version != version {
        let (at, by) = stored.changed.unwrap_or_else(|| (change.now(), String::new()));
        return Err(Error::Conflict { by, at });
    }
    change
        .prepare(
            "UPDATE security_options
             SET failures_max = ?1, failures_window_minutes = ?2, lockout_minutes = ?3,
                 password_length_min = ?4, password_history = ?5, password_days = ?6, two_factor_all = ?7,
                 idle_lock_minutes = ?8, changed_at = ?9, changed_by = ?10, row_version = row_version + 1
             WHERE id = 1",
        )?
        .execute(params![
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
        ])?;
    Ok(())
}
