//! Users: the people who carry keys.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rusqlite::params;
use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};

use super::graph::{
    FUNCTIONS_THERE, LEVELS_THERE, LIMIT, LOCATIONS_THERE, OUTPUTS_THERE, POINTS, Points, ZONES_THERE,
};
use super::record::{self, Among, Deleted, Place, Record, Written};
use super::relations::{Listed, limit};
use super::site::general;
use super::view::{Bind, Column, Row, Values};
use super::{Beyond, Change, Error, Noun, Unique, View, timetables};
use crate::domain::access::{Edit, Holder, Node, Right, Target};
use crate::domain::delegation::Placed;
use crate::domain::directory::folded_text;
use crate::domain::door::Code;
use crate::domain::moment::ConfirmedTime;
use crate::domain::partition::PartitionId;
use crate::domain::pin::PinCheck;
use crate::domain::text::Line;
use crate::domain::timetable::{Hours, TimetableId};
use crate::domain::user::{Between, Limit, Options, Period, Pin, User, UserId, Validity, full_name};
use crate::domain::zone::Group;

/// A stored user.
pub type Stored = record::Stored<User>;

/// What the row of a user says besides the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    pub banned: bool,
    /// Whether a key was ever assigned.
    pub had_key: bool,
    pub pin_check: Option<PinCheck>,
}

impl Record for User {
    type Id = UserId;
    type Besides = Besides;

    const NOUN: Noun = Noun::User;
    const TABLE: &'static str = "users";
    const COLUMNS: &'static str =
        "title, first_name, last_name, external_id, partition_id, general_1, general_2,
        general_3, general_4, general_5, wiegand, authorization_codes, phone, extended_opening,
        override_privacy, override_lockdown, set_lockdown, office, audit_openings, antipassback, cancellable,
        activation_at, expiration_at, period_count, period_unit, pin_check, banned,
        (SELECT c.timetable_id FROM user_crossings c WHERE c.user_id = users.id) AS crossing,
        EXISTS (SELECT 1 FROM keys WHERE keys.user_id = users.id AND ended_at IS NULL)
        OR EXISTS (SELECT 1 FROM keys WHERE keys.user_id = users.id AND ended_at IS NOT NULL) AS had_key";
    const OWN: &'static [(&'static str, Unique)] = &[("external_id", Unique::ExternalId)];
    const AMONG: Among = Among::Partition;
    const DELETED: Deleted = Deleted::Marked;
    const OWNS_BY: &'static str = "user_id";

    fn read(_: &View<'_>, row: &Row<'_>) -> Result<(User, Besides), Error> {
        let user = User {
            title: row.get("title")?,
            first_name: row.get("first_name")?,
            last_name: row.get("last_name")?,
            external_id: row.get("external_id")?,
            partition: row.get("partition_id")?,
            general: general(row)?,
            wiegand: row.get("wiegand")?,
            authorization_codes: row.get("authorization_codes")?,
            phone: row.get("phone")?,
            options: options(row)?,
            validity: validity(row)?,
            crossing: row.get("crossing")?,
            pin: Pin::None,
        };
        let pin_check: Option<PinCheck> = row.get("pin_check")?;
        let pin = if pin_check.is_some() { Pin::Kept } else { Pin::None };
        let besides = Besides { banned: row.get("banned")?, had_key: row.get("had_key")?, pin_check };
        Ok((User { pin, ..user }, besides))
    }

    /// All but what the key follows from: that is written by [`Change::edit`] alone.
    fn values(&self) -> Values {
        let [general_1, general_2, general_3, general_4, general_5] = &self.general;
        let codes: Vec<&str> = self.authorization_codes.iter().map(Line::as_str).collect();
        Values::none()
            .with("title", &self.title)
            .with("first_name", &self.first_name)
            .with("last_name", &self.last_name)
            .with("external_id", &self.external_id)
            .with("general_1", general_1)
            .with("general_2", general_2)
            .with("general_3", general_3)
            .with("general_4", general_4)
            .with("general_5", general_5)
            .with("authorization_codes", codes.join("\n"))
            .with("phone", self.phone.as_str())
            .with("folded_text", folded(self))
    }

    fn place(&self, _: UserId) -> Place {
        Place::In(self.partition)
    }
}

/// A person who may be written: where they may be put, and with the check of the PIN.
#[derive(Debug)]
pub struct Keyholder<'t> {
    pub user: Placed<'t, User>,
    pub pin: Option<PinCheck>,
}

impl Written<User> for Keyholder<'_> {
    fn record(&self) -> &User {
        &self.user
    }

    fn partition(&self) -> Option<PartitionId> {
        Some(self.user.partition)
    }

    fn edits(&self, id: UserId) -> Vec<Edit> {
        vec![Edit::Holder(Holder::of(id, &self.user, self.pin))]
    }
}

impl Listed for User {
    const LISTED: &'static str = "o.title, o.first_name, o.last_name, o.external_id";
    const ORDER: &'static str = "o.folded_text";

    fn listed(row: &Row<'_>) -> Result<(String, String), Error> {
        let [title, first_name, last_name]: [String; 3] =
            [row.get("title")?, row.get("first_name")?, row.get("last_name")?];
        Ok((full_name(&title, &first_name, &last_name), row.get("external_id")?))
    }
}

/// Refuses people of whom one is not within reach.
pub fn expect_within(view: &View<'_>, people: impl Iterator<Item = UserId>) -> Result<(), Error> {
    for user in people {
        let sql = "SELECT partition_id FROM users WHERE id = ?1 AND deleted_at IS NULL";
        if view.within(sql, [user.0], |_| Ok(()))?.rows.is_empty() {
            return Err(Error::NoSuch(Noun::User));
        }
    }
    Ok(())
}

/// What the key of a person follows from, besides doors.
pub fn read_holder(row: &Row<'_>) -> Result<Holder, Error> {
    Ok(Holder {
        user: row.get("id")?,
        options: options(row)?,
        validity: validity(row)?,
        pin: row.get("pin_check")?,
        number: row.get("wiegand")?,
        crossing: row.get("crossing")?,
    })
}

fn options(row: &Row<'_>) -> Result<Options, Error> {
    Ok(Options {
        extended_opening: row.get("extended_opening")?,
        override_privacy: row.get("override_privacy")?,
        override_lockdown: row.get("override_lockdown")?,
        set_lockdown: row.get("set_lockdown")?,
        office: row.get("office")?,
        audit_openings: row.get("audit_openings")?,
        antipassback: row.get("antipassback")?,
        cancellable: row.get("cancellable")?,
    })
}

fn validity(row: &Row<'_>) -> Result<Validity, Error> {
    let (activation, expiration) = (row.get("activation_at")?, row.get("expiration_at")?);
    let revalidation = match (row.get("period_count")?, row.get("period_unit")?) {
        (Some(count), Some(unit)) => Some(Period { count, unit }),
        _ => None,
    };
    Ok(Validity { activation, expiration, revalidation })
}

impl Column for PinCheck {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Column::read(value).map(PinCheck)
    }
}

impl Bind for PinCheck {
    fn bind(self) -> Value {
        self.0.bind()
    }
}

/// Several short texts, one a line.
impl Column for Vec<Line<32>> {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let lines = value.as_str()?.lines();
        lines.map(|line| Line::new(line).map_err(|_| FromSqlError::InvalidType)).collect()
    }
}

/// The user, if there is one within reach.
pub fn get(view: &View<'_>, id: UserId) -> Result<Stored, Error> {
    record::get(view, id)
}

fn folded(user: &User) -> String {
    let [a, b, c, d, e] = &user.general;
    let columns = [&user.external_id, a, b, c, d, e].map(Line::as_str);
    let others = [user.title.as_str(), user.wiegand.as_str(), user.phone.as_str()];
    let codes = user.authorization_codes.iter().map(Line::as_str);
    folded_text(user.first_name.as_str(), user.last_name.as_str(), columns, others.into_iter().chain(codes))
}

/// Bans a user, or lifts the ban.
pub fn set_banned(change: &Change<'_>, id: UserId, banned: bool) -> Result<(), Error> {
    record::set::<User>(change, id, Values::none().with("banned", banned))
}

/// Deletes a user: the row stays for the trail, the rights go.
pub fn delete(change: &Change<'_>, id: UserId, at: ConfirmedTime) -> Result<(), Error> {
    change.edit(Edit::Gone(Node::Person(id)))?;
    change.write("DELETE FROM user_pictures WHERE user_id = ?1", [id.0])?;
    record::delete::<User>(change, id, at.moment())
}

/// How many doors and lockers a user was given one by one, within reach or not.
pub fn count_doors(view: &View<'_>, user: UserId) -> Result<usize, Error> {
    let sql = "SELECT (SELECT count(*) FROM user_doors WHERE user_id = ?1)
         + (SELECT count(*) FROM user_lockers WHERE user_id = ?1) AS doors";
    view.beyond(Beyond::Counts, sql)?.one([user.0], |row| row.get("doors"))
}

/// All that a user's key follows from: every right, whoever may see it. For the key, not for the screen.
pub fn holder(view: &View<'_>, stored: &Stored) -> Result<(Holder, Vec<Right>), Error> {
    const LEVEL: &str = "user_access_level_id";
    let (user, given) = (stored.id.0, Given { view, hours: RefCell::default() });
    let mut rights = given.points(|points| points.of_people, "user_id", user, &Had::default())?;
    rights.extend(given.outputs(("user_outputs", "user_id"), user, &Had::default())?);
    let mut zones = given.zones(("user_zones", "user_id"), user, &Had::default())?;
    let sql = format!(
        "SELECT l.id AS other, {LIMIT}
         FROM user_access_level_users g {LEVELS_THERE}
         WHERE g.user_id = ?1
         ORDER BY l.id"
    );
    for (level, had) in given.of::<i64>(&sql, user, &Had::default())? {
        rights.extend(given.points(|points| points.of_levels, LEVEL, level, &had)?);
        rights.extend(given.outputs(("user_access_level_outputs", LEVEL), level, &had)?);
        zones.extend(given.zones(("user_access_level_zones", LEVEL), level, &had)?);
    }
    let of_groups = given.groups()?;
    for (zone, had) in zones {
        let in_it = given.points(|points| Some(points.in_zones), "zone_id", zone, &had)?;
        match of_groups.get(&zone) {
            None => rights.extend(in_it),
            Some(group) => rights.extend(taken_of(*group, in_it)),
        }
    }
    rights.extend(given.crossed(user, stored.crossing)?);
    Ok((Holder::of(stored.id, stored, stored.besides.pin_check), rights))
}

/// What somebody has of a zone of which one takes a locker: room for one of the group, and what can be taken.
fn taken_of(group: Group, rights: Vec<Right>) -> impl Iterator<Item = Right> {
    let slot = Right { to: Target::Slot(group), between: None, hours: None };
    let taken = move |right: Right| match right.to {
        Target::Point(locker) => Right { to: Target::Locker(locker, group), ..right },
        Target::Locker(..) | Target::Slot(_) | Target::Output(_) => right,
    };
    std::iter::once(slot).chain(rights.into_iter().map(taken))
}

/// When somebody has what gives something on: between two moments, and in some hours, if either limits it.
#[derive(Clone, Default)]
struct Had {
    between: Option<Between>,
    hours: Option<Hours>,
}

/// What is given to one person, read from the rows, with when the timetables hold that came so far.
struct Given<'v, 'c> {
    view: &'v View<'c>,
    hours: RefCell<BTreeMap<TimetableId, Hours>>,
}

impl Given<'_, '_> {
    /// The access points that something gives to whoever has it so: by the table of each kind, and the column that names it
    /// there.
    fn points(
        &self,
        links: fn(&Points) -> Option<&'static str>,
        own: &str,
        number: i64,
        had: &Had,
    ) -> Result<Vec<Right>, Error> {
        let mut rights = Vec::new();
        for points in POINTS {
            let Some(table) = links(points) else {
                continue;
            };
            let sql = format!(
                "SELECT d.code AS other, {LIMIT}
                 FROM {table} g {there}
                 WHERE g.{own} = ?1
                 ORDER BY d.code",
                there = points.there()
            );
            let right = |(point, Had { between, hours })| Right { to: Target::Point(point), between, hours };
            rights.extend(self.of(&sql, number, had)?.into_iter().map(right));
        }
        Ok(rights)
    }

    /// The outputs that something lets drive, likewise.
    fn outputs(&self, (table, own): (&str, &str), number: i64, had: &Had) -> Result<Vec<Right>, Error> {
        let sql = format!(
            "SELECT o.number AS other, {LIMIT}
             FROM {table} g {OUTPUTS_THERE}
             WHERE g.{own} = ?1
             ORDER BY o.number"
        );
        let right = |(output, Had { between, hours })| Right { to: Target::Output(output), between, hours };
        Ok(self.of(&sql, number, had)?.into_iter().map(right).collect())
    }

    /// The zones that something gives, likewise.
    fn zones(&self, (table, own): (&str, &str), number: i64, had: &Had) -> Result<Vec<(i64, Had)>, Error> {
        let sql = format!(
            "SELECT z.id AS other, {LIMIT}
             FROM {table} g {ZONES_THERE}
             WHERE g.{own} = ?1
             ORDER BY z.id"
        );
        self.of(&sql, number, had)
    }

    /// The groups of the zones of which one takes a locker, by the numbers of these.
    fn groups(&self) -> Result<BTreeMap<i64, Group>, Error> {
        let sql = "SELECT id, free_group FROM zones WHERE free_group IS NOT NULL ORDER BY id";
        let groups = self.view.beyond(Beyond::Keys, sql)?;
        let groups = groups.list([], |row| Ok((row.get("id")?, row.get("free_group")?)))?;
        Ok(groups.into_iter().collect())
    }

    /// The doors in which a location and a function of somebody meet, at the times of a timetable, if there is one.
    fn crossed(&self, user: i64, timetable: Option<TimetableId>) -> Result<Vec<Right>, Error> {
        let sql = format!(
            "SELECT d.code
             FROM doors d
             WHERE d.deleted_at IS NULL
               AND d.id IN (SELECT o.door_id
                            FROM user_locations g {LOCATIONS_THERE} JOIN location_doors o ON o.location_id = s.id
                            WHERE g.user_id = ?1)
               AND d.id IN (SELECT o.door_id
                            FROM user_functions g {FUNCTIONS_THERE} JOIN function_doors o ON o.function_id = s.id
                            WHERE g.user_id = ?1)
             ORDER BY d.code"
        );
        let doors: Vec<Code> = self.view.beyond(Beyond::Keys, &sql)?.list([user], |row| row.get("code"))?;
        let hours = timetable.map(|timetable| self.hours(timetable)).transpose()?;
        let right = |door| Right { to: Target::Point(door), between: None, hours: hours.clone() };
        Ok(doors.into_iter().map(right).collect())
    }

    fn of<T: Column>(&self, sql: &str, number: i64, had: &Had) -> Result<Vec<(T, Had)>, Error> {
        let row = |row: &Row<'_>| Ok((row.get("other")?, limit(row)?));
        let rows: Vec<(T, Limit)> = self.view.beyond(Beyond::Keys, sql)?.list([number], row)?;
        let mut given = Vec::with_capacity(rows.len());
        for (to, limit) in rows {
            given.extend(self.both(had, limit)?.map(|had| (to, had)));
        }
        Ok(given)
    }

    /// When something holds that is given on; nothing, where that is never.
    fn both(&self, had: &Had, limit: Limit) -> Result<Option<Had>, Error> {
        let own = limit.timetable.map(|timetable| self.hours(timetable)).transpose()?;
        let hours = match (&had.hours, own) {
            (None, hours) => hours,
            (Some(hours), None) => Some(hours.clone()),
            (Some(one), Some(other)) => Some(one.both(&other)),
        };
        Ok(Between::both(had.between, limit.between).map(|between| Had { between, hours }))
    }

    fn hours(&self, timetable: TimetableId) -> Result<Hours, Error> {
        if let Some(known) = self.hours.borrow().get(&timetable) {
            return Ok(known.clone());
        }
        let hours = timetables::periods(self.view, timetable)?.hours();
        self.hours.borrow_mut().insert(timetable, hours.clone());
        Ok(hours)
    }
}

/// Keeps a portrait, or takes it away.
pub fn set_picture(change: &Change<'_>, user: UserId, jpeg: Option<&[u8]>) -> Result<(), Error> {
    match jpeg {
        Some(jpeg) => change.write(
            "INSERT INTO user_pictures (user_id, jpeg) VALUES (?1, ?2)
             ON CONFLICT (user_id) DO UPDATE SET jpeg = excluded.jpeg",
            params![user.0, jpeg],
        )?,
        None => change.write("DELETE FROM user_pictures WHERE user_id = ?1", [user.0])?,
    };
    Ok(())
}

/// The portrait of a user.
pub fn picture(view: &View<'_>, user: &Stored) -> Result<Option<Vec<u8>>, Error> {
    Ok(view.belonging(user, "jpeg", "user_pictures", "", |row| row.get("jpeg"))?.pop())
}
