//! The site and its options.

use rusqlite::{OptionalExtension as _, params};

use super::{Change, Error, View, millis};
use crate::domain::image::SiteMark;
use crate::domain::operator::Policy;
use crate::domain::user::{Defaults, GENERAL_FIELDS, Period, Unit};

/// The site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub name: String,
    pub mark: SiteMark,
    pub verifying_key: [u8; 32],
    pub demo: Demo,
    pub partitions: bool,
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
            "INSERT INTO site (id, name, mark, verifying_key, partitions, demo, created_at)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            site.name,
            site.mark.0,
            site.verifying_key,
            site.partitions,
            site.demo.number(),
            millis(change.now())
        ])?;
    change.prepare("INSERT INTO user_options (id) VALUES (1)")?.execute([])?;
    change.prepare("INSERT INTO security_options (id) VALUES (1)")?.execute([])?;
    Ok(())
}

/// The site.
pub fn get(view: &View<'_>) -> Result<Site, Error> {
    view.prepare("SELECT name, mark, verifying_key, demo, partitions FROM site WHERE id = 1")?
        .query_row([], |row| {
            Ok(Site {
                name: row.get(0)?,
                mark: SiteMark(row.get(1)?),
                verifying_key: row.get(2)?,
                demo: Demo::from_number(row.get(3)?),
                partitions: row.get(4)?,
            })
        })
        .optional()?
        .ok_or(Error::Damaged)
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

/// General options > Security.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecurityOptions {
    pub failures_max: u32,
    pub failures_window_minutes: u32,
    /// `None` is until an administrator releases.
    pub lockout_minutes: Option<u32>,
    pub policy: Policy,
    pub idle_lock_minutes: u32,
}

/// The options of signing in.
pub fn security_options(view: &View<'_>) -> Result<SecurityOptions, Error> {
    let options = view
        .prepare(
            "SELECT failures_max, failures_window_minutes, lockout_minutes, password_length_min, idle_lock_minutes
             FROM security_options WHERE id = 1",
        )?
        .query_row([], |row| {
            Ok(SecurityOptions {
                failures_max: row.get(0)?,
                failures_window_minutes: row.get(1)?,
                lockout_minutes: row.get(2)?,
                policy: Policy { length_min: row.get(3)? },
                idle_lock_minutes: row.get(4)?,
            })
        })?;
    Ok(options)
}
