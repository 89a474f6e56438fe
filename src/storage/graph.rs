//! The access graph, read whole: for questions that reach many people at once.

use rusqlite::Connection;

use super::users::{between, code};
use super::{Error, Storage, moment, site};
use crate::domain::access::{Graph, Holder, Right};
use crate::domain::image::Wanted;
use crate::domain::pin::PinCheck;
use crate::domain::user::{Options, Period, UserId, Validity};

/// Everybody with everything they may open.
pub fn load(connection: &Connection) -> Result<Graph, Error> {
    let mut graph = Graph::default();
    let mut rights = connection.prepare(
        "SELECT g.user_id, d.code, g.from_at, g.until_at
         FROM user_doors g JOIN doors d ON d.id = g.door_id
         ORDER BY g.user_id, g.door_id",
    )?;
    let mut rights = rights.query([])?;
    let mut pending: Option<(i64, Right)> = None;
    let mut next = || -> rusqlite::Result<Option<(i64, Right)>> {
        let Some(row) = rights.next()? else {
            return Ok(None);
        };
        Ok(Some((row.get(0)?, Right { door: code(row, 1)?, between: between(row, 2, 3)? })))
    };
    let mut users = connection.prepare(
        "SELECT id, extended_opening, override_privacy, override_lockdown, set_lockdown, office, audit_openings,
                antipassback, cancellable, activation_at, expiration_at, period_count, period_unit, pin_check,
                wiegand
         FROM users
         WHERE deleted_at IS NULL
         ORDER BY id",
    )?;
    let mut users = users.query([])?;
    while let Some(row) = users.next()? {
        let holder = holder(row)?;
        let mut own = Vec::new();
        // Both queries come in the order of users: the rights of this one are the next in line.
        loop {
            let Some((user, right)) = pending.take().map_or_else(&mut next, |right| Ok(Some(right)))? else {
                break;
            };
            if user > holder.user.0 {
                pending = Some((user, right));
                break;
            }
            if user == holder.user.0 {
                own.push(right);
            }
        }
        graph.add(holder, own);
    }
    Ok(graph)
}

fn holder(row: &rusqlite::Row<'_>) -> rusqlite::Result<Holder> {
    let period = match (row.get(11)?, row.get::<_, Option<String>>(12)?) {
        (Some(count), Some(unit)) => Some(Period { count, unit: site::unit_of(&unit) }),
        _ => None,
    };
    Ok(Holder {
        user: UserId(row.get(0)?),
        options: Options {
            extended_opening: row.get(1)?,
            override_privacy: row.get(2)?,
            override_lockdown: row.get(3)?,
            set_lockdown: row.get(4)?,
            office: row.get(5)?,
            audit_openings: row.get(6)?,
            antipassback: row.get(7)?,
            cancellable: row.get(8)?,
        },
        validity: Validity {
            activation: moment(row.get(9)?)?,
            expiration: row.get::<_, Option<i64>>(10)?.map(moment).transpose()?,
            revalidation: period,
        },
        pin: row.get::<_, Option<[u8; PinCheck::BYTES]>>(13)?.map(PinCheck),
        number: row.get(14)?,
    })
}

fn count_stale(connection: &Connection, wanted: &[(UserId, Wanted)]) -> Result<usize, Error> {
    let mut statement = connection.prepare(
        "SELECT count(*) FROM keys
         WHERE user_id = ?1 AND ended_at IS NULL
           AND (wanted_layout <> ?2 OR wanted_content <> ?3 OR wanted_bytes <> ?4)",
    )?;
    wanted.iter().try_fold(0, |stale, (user, wanted)| {
        let row = (user.0, wanted.layout, wanted.content, wanted.bytes);
        Ok(stale + statement.query_row(row, |row| row.get::<_, usize>(0))?)
    })
}

impl Storage {
    /// How many live keys are remembered to be wanted as something else than this.
    pub fn count_stale(&self, wanted: &[(UserId, Wanted)]) -> Result<usize, Error> {
        let connection = self.reader()?;
        let stale = count_stale(&connection, wanted);
        self.give_back(connection);
        stale
    }

    /// The access graph as it stands now.
    pub fn graph(&self) -> Result<Graph, Error> {
        let connection = self.reader()?;
        let graph = load(&connection);
        self.give_back(connection);
        graph
    }
}
