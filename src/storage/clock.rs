//! Whether the computer's clock is believed, and what is set right when it was wrong for a while.

use rusqlite::{Connection, params};

use super::open::Looked;
use super::view::{Plain, Query, plain};
use super::{Change, Error, Filled, Storage, View, events, keys, millis, operators, site};
use crate::domain::moment::{BelievedTime, ConfirmedTime, Moment, Reading};
use crate::secret::authenticator::Step;

impl View<'_> {
    /// The moment, if the clock is not in doubt: what cannot be undone asks for it.
    pub fn confirmed_time(&self) -> Result<ConfirmedTime, Error> {
        self.reading()?.confirmed().map_err(Error::ClockInDoubt)
    }

    /// The moment by which a wait must have ended to be over.
    pub fn ends_by(&self) -> Result<Moment, Error> {
        Ok(self.reading()?.ends_by())
    }

    /// The moment by which it is told how keys stand.
    pub fn believed(&self) -> Result<BelievedTime, Error> {
        Ok(self.reading()?.believed())
    }

    /// What the clock shows, and when it was last believed.
    pub fn reading(&self) -> Result<Reading, Error> {
        let now = self.now();
        // Before there is a site, there is nothing to hold the clock against.
        Ok(Reading { now, last: self.last_used()?.unwrap_or(now) })
    }

    fn last_used(&self) -> Result<Option<Moment>, Error> {
        self.plain(USED_AT)?.first([], |row| row.get("used_at"))
    }
}

impl Storage {
    /// Believes the clock of a demo site that is being made, whose past is made up by putting it back.
    pub fn believe_made_up_clock(&self) -> Result<(), Error> {
        let now = self.clock.now();
        self.commit(|transaction| {
            transaction.execute("UPDATE site SET used_at = ?1 WHERE id = 1 AND demo <> 0", [millis(now)])?;
            Ok(((), Some(Filled { used_at: Some(now), ..Filled::default() })))
        })
    }
}

impl Looked {
    /// The latest moment at which the clock was believed.
    pub fn used_at(&self) -> Result<Moment, Error> {
        used_at(self.connection())?.ok_or(Error::Damaged)
    }
}

const USED_AT: &[Plain] = plain!("SELECT used_at FROM site WHERE id = 1");

/// The latest moment at which the clock was believed.
pub fn used_at(connection: &Connection) -> Result<Option<Moment>, Error> {
    Query::plain(connection, USED_AT)?.first([], |row| row.get("used_at"))
}

/// Notes that something was done now, unless the clock is in doubt.
pub fn note_use(change: &Change<'_>) -> Result<Option<Moment>, Error> {
    if let Ok(now) = change.reading()?.confirmed() {
        let now = millis(now.moment());
        change.write("UPDATE site SET used_at = ?1 WHERE id = 1 AND used_at < ?1", [now])?;
    }
    change.last_used()
}

/// What was set right with a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetRight {
    /// Keys that were written at a later moment than now, and are to be written anew.
    pub keys: usize,
    /// Acts that waited for a moment, and are to be asked for anew.
    pub acts: usize,
}

/// Believes the clock from now on, whatever it showed before. What was written down at a moment that is still to come is
/// set right: it would hold something up, or hold, for as long as the clock was ahead.
pub fn believe(change: &Change<'_>) -> Result<SetRight, Error> {
    // Before the moments of the failures are set right: by them such a lock is known.
    let limits = site::security_options(change)?.limits;
    for (operator, throttle) in operators::failed_after(change, change.now())? {
        if let Some(relocked) = throttle.relocked(&limits, change.now()) {
            operators::set_throttle(change, operator, &relocked)?;
        }
    }
    let now = millis(change.now());
    change.write("UPDATE site SET used_at = ?1 WHERE id = 1", [now])?;
    // A code of a step to come was never shown, unless by an authenticator that is ahead as well.
    let step = Step::of(change.now()).0 + 1;
    change.write(
        "UPDATE operators
         SET failed_at = min(failed_at, ?1), password_changed_at = min(password_changed_at, ?1),
             last_sign_in_at = min(last_sign_in_at, ?1), two_factor_step = min(two_factor_step, ?2)",
        params![now, step],
    )?;
    change.write("UPDATE operator_passwords SET replaced_at = min(replaced_at, ?1)", [now])?;
    // Such a key ends later than it should.
    let keys = keys::expect_anew(change, change.now())?;
    events::believe(change)?;
    // They were to wait for a day, which a clock that jumps does not let pass.
    let acts = change.write("DELETE FROM delayed_acts", [])?;
    Ok(SetRight { keys, acts })
}
