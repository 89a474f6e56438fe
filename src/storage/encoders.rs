//! Encoders that were seen at this desk, and how each should behave.

use std::collections::BTreeMap;

use rusqlite::params;

use super::view::{Row, plain};
use super::{Change, Error, Noun, View, expect_one};
use crate::secret::keyring::Consent;

/// How an encoder should behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether it may beep.
    pub sound: bool,
    /// Whether it may shine.
    pub light: bool,
    /// How long it waits for a key.
    pub wait_seconds: u16,
    /// Whether it does nothing but bring keys up to date, by itself.
    pub update_point: bool,
    /// Whether it also makes the areas that a key lacks, where it does that.
    pub re_edits: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { sound: true, light: true, wait_seconds: 20, update_point: false, re_edits: false }
    }
}

/// How an encoder should behave; one that was never set up behaves as new ones do.
pub fn options(view: &View<'_>, name: &str) -> Result<Options, Error> {
    let sql =
        plain!("SELECT sound, light, wait_seconds, update_point, re_edits FROM encoders WHERE name = ?1");
    let found = view.plain(sql)?.first([name], |row| {
        Ok(Options {
            sound: row.get("sound")?,
            light: row.get("light")?,
            wait_seconds: row.get("wait_seconds")?,
            update_point: row.get("update_point")?,
            re_edits: row.get("re_edits")?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// Keeps how an encoder should behave. One that is no update point has no consent to serve by itself; nor has one that is to
/// do something else than it had when the consent was given.
pub fn set_options(change: &Change<'_>, name: &str, options: Options) -> Result<(), Error> {
    let changed = change.write(
        "INSERT INTO encoders (name, sound, light, wait_seconds, update_point, re_edits)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (name) DO UPDATE
         SET sound = excluded.sound, light = excluded.light, wait_seconds = excluded.wait_seconds,
             update_point = excluded.update_point, re_edits = excluded.re_edits,
             point_consent = CASE WHEN excluded.update_point = 1 AND excluded.re_edits = re_edits
                 THEN point_consent END,
             row_version = row_version + 1",
        params![
            name,
            options.sound,
            options.light,
            options.wait_seconds,
            options.update_point,
            options.re_edits
        ],
    )?;
    expect_one(changed, Noun::Encoder)
}

/// The encoders that are update points, and the consent of each that may serve while nobody is there.
pub fn update_points(view: &View<'_>) -> Result<BTreeMap<String, Option<Consent>>, Error> {
    let sql =
        plain!("SELECT name, point_consent, re_edits FROM encoders WHERE update_point = 1 ORDER BY name");
    let rows = view.plain(sql)?.list([], |row| Ok((row.get("name")?, consented(row)?)))?;
    Ok(rows.into_iter().collect())
}

fn consented(row: &Row<'_>) -> Result<Option<Consent>, Error> {
    let (mark, re_edits): (Option<_>, _) = (row.get("point_consent")?, row.get("re_edits")?);
    Ok(mark.map(|mark| Consent { mark, re_edits }))
}

/// The consent to an update point that serves while nobody is there.
pub fn consent(view: &View<'_>, name: &str) -> Result<Option<Consent>, Error> {
    let sql = plain!("SELECT point_consent, re_edits FROM encoders WHERE name = ?1 AND update_point = 1");
    Ok(view.plain(sql)?.first([name], consented)?.flatten())
}

/// Lets an update point serve while nobody is there, or not any more.
pub fn set_consent(change: &Change<'_>, name: &str, mark: Option<[u8; 32]>) -> Result<(), Error> {
    let changed = change.write(
        "UPDATE encoders SET point_consent = ?2, row_version = row_version + 1
         WHERE name = ?1 AND update_point = 1",
        params![name, mark],
    )?;
    expect_one(changed, Noun::Encoder)
}
