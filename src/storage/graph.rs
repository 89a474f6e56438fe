//! The access graph, and the only way to write what keys follow from. A change hands in [`Edit`]s; when it is done,
//! what the keys of all that they touch should say is settled in the same transaction. Where anything fails, the
//! graph in memory is as it was. What cards say is read again of everybody whom a change touched ([`super::touched`]).

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, RwLockWriteGuard};

use rusqlite::{Connection, params};

use super::relations::limit;
use super::users::read_holder;
use super::view::{Bind as _, Query, Row, Rows, Values, plain};
use super::{
    Beyond, Change, Error, Storage, View, calendars, millis, open, record, site, time_zones, timetables,
    zones,
};
use crate::domain::access::{
    Bundle, Carried, Edit, Effect, Graph, Holder, Impact, Leads, Link, Node, Reaching, Shift, Standing,
    Trial, Way,
};
use crate::domain::calendar::{Calendar, CalendarId, Days, Kind};
use crate::domain::crossing::Side;
use crate::domain::door::Code;
use crate::domain::function::FunctionId;
use crate::domain::image::{Chosen, Records, Rules, Statement, Wanted};
use crate::domain::key::Match;
use crate::domain::local::{Local, LocalTime, Window};
use crate::domain::location::LocationId;
use crate::domain::output::OutputId;
use crate::domain::time_zone::TimeZoneId;
use crate::domain::timetable::{Periods, TimetableId};
use crate::domain::user::{Limit, User, UserId};

impl Change<'_> {
    /// Makes a change of what keys follow from. Says how many rights it gave, limited otherwise, or took.
    pub fn edit(&self, edit: Edit) -> Result<usize, Error> {
        let rights = match &edit {
            Edit::Holder(holder) => {
                put_holder(self, holder)?;
                0
            }
            Edit::Link(link, limit) => {
                zones::expect_fitting(self, *link)?;
                put_link(self, *link, *limit)?
            }
            // The number stands in the row of the output, which is written with it.
            Edit::Numbered(..) => 0,
            // So does the group, in that of the zone.
            Edit::Grouped(..) => 0,
            Edit::Times(id, periods) => {
                put_periods(self, *id, periods)?;
                0
            }
            Edit::Days(id, days) => {
                put_days(self, *id, days)?;
                0
            }
            Edit::Time(digest) => {
                self.write("UPDATE local_options SET time = ?1 WHERE id = 1", [digest])?;
                0
            }
            Edit::Chosen(chosen) => {
                choose(self, chosen)?;
                0
            }
            Edit::GoBy(calendar, goes_by) => {
                go_by(self, *calendar, *goes_by)?;
                0
            }
            Edit::Unlink(link) => {
                let Linked { table, one, other } = Linked::of(*link);
                let sql = format!("DELETE FROM {table} WHERE {} = ?1 AND {} = ?2", one.0, other.0);
                self.write(&sql, [one.1, other.1])?
            }
            Edit::Gone(node) => {
                if let Node::Person(user) = node {
                    self.write("DELETE FROM wanted WHERE user_id = ?1", [user.0])?;
                    self.write("DELETE FROM user_crossings WHERE user_id = ?1", [user.0])?;
                }
                let (column, number) = column_of(*node);
                let mut last = 0;
                for table in LINKS.iter().filter(|(_, ends)| ends.contains(&column)).map(|(table, _)| table) {
                    last = self.write(&format!("DELETE FROM {table} WHERE {column} = ?1"), [number])?;
                }
                last
            }
        };
        self.edits.borrow_mut().push(edit);
        Ok(rights)
    }
}

fn put_holder(change: &Change<'_>, holder: &Holder) -> Result<(), Error> {
    let Holder { user, options, validity, pin, number, crossing } = holder;
    let values = Values::none()
        .with("extended_opening", options.extended_opening)
        .with("override_privacy", options.override_privacy)
        .with("override_lockdown", options.override_lockdown)
        .with("set_lockdown", options.set_lockdown)
        .with("office", options.office)
        .with("audit_openings", options.audit_openings)
        .with("antipassback", options.antipassback)
        .with("cancellable", options.cancellable)
        .with("activation_at", validity.activation)
        .with("expiration_at", validity.expiration)
        .with("period_count", validity.revalidation.map(|period| period.count))
        .with("period_unit", validity.revalidation.map(|period| period.unit))
        .with("pin_check", *pin)
        .with("wiegand", number.as_str());
    record::note::<User>(change, *user, &values)?;
    // Written where it is another one: rights are news to every screen that shows any.
    let stored = "SELECT timetable_id FROM user_crossings WHERE user_id = ?1";
    let stored = change.beyond(Beyond::Keys, stored)?.first([user.0], |row| row.get("timetable_id"))?;
    match crossing {
        _ if stored == *crossing => {}
        Some(timetable) => {
            change.write(
                "INSERT INTO user_crossings (user_id, timetable_id) VALUES (?1, ?2)
                 ON CONFLICT (user_id) DO UPDATE SET timetable_id = excluded.timetable_id",
                [user.0, timetable.0],
            )?;
        }
        None => {
            change.write("DELETE FROM user_crossings WHERE user_id = ?1", [user.0])?;
        }
    }
    // Settled when the change is done; until then it is like no key.
    change.write(
        "INSERT INTO wanted (user_id, layout, content, bytes) VALUES (?1, zeroblob(16), zeroblob(16), 0)
         ON CONFLICT (user_id) DO NOTHING",
        [user.0],
    )?;
    Ok(())
}

/// A kind of access points, and the links that lead to such.
pub(super) struct Points {
    table: &'static str,
    /// The column by which links name one.
    column: &'static str,
    /// The tables of those links: of people, of access levels, and of zones.
    pub of_people: Option<&'static str>,
    pub of_levels: Option<&'static str>,
    pub in_zones: &'static str,
}

/// All kinds there are.
pub(super) const POINTS: &[Points] = &[
    Points {
        table: "doors",
        column: DOOR,
        of_people: Some("user_doors"),
        of_levels: Some("user_access_level_doors"),
        in_zones: "zone_doors",
    },
    Points {
        table: "lockers",
        column: LOCKER,
        of_people: Some("user_lockers"),
        of_levels: Some("user_access_level_lockers"),
        in_zones: "zone_lockers",
    },
    Points { table: "rooms", column: ROOM, of_people: None, of_levels: None, in_zones: "zone_rooms" },
    Points { table: "suites", column: SUITE, of_people: None, of_levels: None, in_zones: "zone_suites" },
];

impl Points {
    /// What a link `g` leads to, called `d`, where that is there. What is gone or deleted gives nothing, whoever left rows that
    /// say so; and what a key is signed for goes by the same as what it should say.
    pub fn there(&self) -> String {
        let Points { table, column, .. } = self;
        format!("JOIN {table} d ON d.id = g.{column} AND d.deleted_at IS NULL")
    }
}

/// The same of what is given together.
pub(super) const LEVELS_THERE: &str = "JOIN user_access_levels l ON l.id = g.user_access_level_id";
pub(super) const ZONES_THERE: &str = "JOIN zones z ON z.id = g.zone_id AND z.deleted_at IS NULL";
pub(super) const OUTPUTS_THERE: &str = "JOIN outputs o ON o.id = g.output_id";
pub(super) const LOCATIONS_THERE: &str = "JOIN locations s ON s.id = g.location_id";
pub(super) const FUNCTIONS_THERE: &str = "JOIN functions s ON s.id = g.function_id";

const USER: &str = "user_id";
const DOOR: &str = "door_id";
const LOCKER: &str = "locker_id";
const ROOM: &str = "room_id";
const SUITE: &str = "suite_id";
const LEVEL: &str = "user_access_level_id";
const ZONE: &str = "zone_id";
const OUTPUT: &str = "output_id";
const LOCATION: &str = "location_id";
const FUNCTION: &str = "function_id";

/// The tables of links, each with the columns that name its two ends. Of what is gone, the rights that people had to it
/// themselves are taken last, and counted.
const LINKS: &[(&str, [&str; 2])] = &[
    ("user_access_level_zones", [LEVEL, ZONE]),
    ("user_access_level_doors", [LEVEL, DOOR]),
    ("zone_doors", [ZONE, DOOR]),
    ("user_access_level_lockers", [LEVEL, LOCKER]),
    ("zone_lockers", [ZONE, LOCKER]),
    ("user_access_level_outputs", [LEVEL, OUTPUT]),
    ("zone_rooms", [ZONE, ROOM]),
    ("zone_suites", [ZONE, SUITE]),
    ("location_doors", [LOCATION, DOOR]),
    ("function_doors", [FUNCTION, DOOR]),
    ("user_locations", [USER, LOCATION]),
    ("user_functions", [USER, FUNCTION]),
    ("user_access_level_users", [USER, LEVEL]),
    ("user_outputs", [USER, OUTPUT]),
    ("user_zones", [USER, ZONE]),
    ("user_doors", [USER, DOOR]),
    ("user_lockers", [USER, LOCKER]),
];

/// The column by which links name a node, and its number.
const fn column_of(node: Node) -> (&'static str, i64) {
    match node {
        Node::Timetable(timetable) => ("timetable_id", timetable.0),
        Node::Calendar(calendar) => ("calendar_id", calendar.0),
        Node::Person(user) => (USER, user.0),
        Node::Door(door) => (DOOR, door.id.0),
        Node::Locker(locker) => (LOCKER, locker.id.0),
        Node::Output(output) => (OUTPUT, output.0),
        Node::Room(room) => (ROOM, room.id.0),
        Node::Suite(suite) => (SUITE, suite.id.0),
        Node::Bundle(Bundle::Level(level)) => (LEVEL, level.0),
        Node::Bundle(Bundle::Zone(zone)) => (ZONE, zone.0),
        Node::Bundle(Bundle::Side(Side::Location(location))) => (LOCATION, location.0),
        Node::Bundle(Bundle::Side(Side::Function(function))) => (FUNCTION, function.0),
    }
}

/// Where a link stands: its table, and the columns that name its two ends.
struct Linked {
    table: &'static str,
    one: (&'static str, i64),
    other: (&'static str, i64),
}

/// The tables of links of which each holds always, or when something else says.
const UNLIMITED: &[&str] = &["location_doors", "function_doors", "user_locations", "user_functions"];

impl Linked {
    fn of(link: Link) -> Linked {
        let linked = |table, one, other| Linked { table, one, other };
        match link {
            Link::PersonDoor(user, door) => linked("user_doors", (USER, user.0), (DOOR, door.id.0)),
            Link::PersonLevel(user, level) => {
                linked("user_access_level_users", (USER, user.0), (LEVEL, level.0))
            }
            Link::PersonZone(user, zone) => linked("user_zones", (USER, user.0), (ZONE, zone.0)),
            Link::LevelDoor(level, door) => {
                linked("user_access_level_doors", (LEVEL, level.0), (DOOR, door.id.0))
            }
            Link::LevelZone(level, zone) => {
                linked("user_access_level_zones", (LEVEL, level.0), (ZONE, zone.0))
            }
            Link::ZoneDoor(zone, door) => linked("zone_doors", (ZONE, zone.0), (DOOR, door.id.0)),
            Link::PersonLocker(user, locker) => linked("user_lockers", (USER, user.0), (LOCKER, locker.id.0)),
            Link::LevelLocker(level, locker) => {
                linked("user_access_level_lockers", (LEVEL, level.0), (LOCKER, locker.id.0))
            }
            Link::ZoneLocker(zone, locker) => linked("zone_lockers", (ZONE, zone.0), (LOCKER, locker.id.0)),
            Link::PersonOutput(user, output) => linked("user_outputs", (USER, user.0), (OUTPUT, output.0)),
            Link::LevelOutput(level, output) => {
                linked("user_access_level_outputs", (LEVEL, level.0), (OUTPUT, output.0))
            }
            Link::ZoneRoom(zone, room) => linked("zone_rooms", (ZONE, zone.0), (ROOM, room.id.0)),
            Link::ZoneSuite(zone, suite) => linked("zone_suites", (ZONE, zone.0), (SUITE, suite.id.0)),
            Link::PersonSide(user, Side::Location(location)) => {
                linked("user_locations", (USER, user.0), (LOCATION, location.0))
            }
            Link::PersonSide(user, Side::Function(function)) => {
                linked("user_functions", (USER, user.0), (FUNCTION, function.0))
            }
            Link::SideDoor(Side::Location(location), door) => {
                linked("location_doors", (LOCATION, location.0), (DOOR, door.id.0))
            }
            Link::SideDoor(Side::Function(function), door) => {
                linked("function_doors", (FUNCTION, function.0), (DOOR, door.id.0))
            }
        }
    }
}

fn put_link(change: &Change<'_>, link: Link, limit: Limit) -> Result<usize, Error> {
    let Linked { table, one, other } = Linked::of(link);
    let (own, far) = (one.0, other.0);
    if UNLIMITED.contains(&table) {
        let sql = format!(
            "INSERT INTO {table} ({own}, {far}) VALUES (?1, ?2) ON CONFLICT ({own}, {far}) DO NOTHING"
        );
        return change.write(&sql, [one.1, other.1]);
    }
    let sql = format!(
        "INSERT INTO {table} ({own}, {far}, from_at, until_at, timetable_id) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT ({own}, {far}) DO UPDATE
         SET from_at = excluded.from_at, until_at = excluded.until_at, timetable_id = excluded.timetable_id
         WHERE from_at IS NOT excluded.from_at OR until_at IS NOT excluded.until_at
            OR timetable_id IS NOT excluded.timetable_id"
    );
    change.write(
        &sql,
        params![
            one.1,
            other.1,
            limit.between.map(|between| millis(between.from)),
            limit.between.map(|between| millis(between.until)),
            limit.timetable.map(|timetable| timetable.0),
        ],
    )
}

/// Writes when a timetable holds.
fn put_periods(change: &Change<'_>, id: TimetableId, periods: &Periods) -> Result<(), Error> {
    change.write("DELETE FROM timetable_periods WHERE timetable_id = ?1", [id.0])?;
    for (number, period) in (1..).zip(periods.all()) {
        change.write(
            "INSERT INTO timetable_periods (timetable_id, number, days, from_minute, until_minute)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id.0, number, period.days().bits(), period.from(), period.until()],
        )?;
    }
    Ok(())
}

/// Writes which days of a calendar are none of the week.
fn put_days(change: &Change<'_>, id: CalendarId, days: &Days) -> Result<(), Error> {
    change.write("DELETE FROM calendar_days WHERE calendar_id = ?1", [id.0])?;
    for (day, kind) in days {
        let row = params![id.0, day.bind(), kind.number()];
        change.write("INSERT INTO calendar_days (calendar_id, day, kind) VALUES (?1, ?2, ?3)", row)?;
    }
    Ok(())
}

/// Has keys go by a calendar, or not by it.
fn go_by(change: &Change<'_>, id: CalendarId, goes_by: bool) -> Result<(), Error> {
    if goes_by {
        // Whoever has the other one open is told that it was changed.
        let sql = plain!("SELECT calendar_id FROM local_options WHERE id = 1 AND calendar_id <> ?1");
        let other: Option<CalendarId> = change.plain(sql)?.first([id.0], |row| row.get("calendar_id"))?;
        other.map_or(Ok(()), |other| record::set::<Calendar>(change, other, Values::none()))?;
    }
    let sql = if goes_by {
        "UPDATE local_options SET calendar_id = ?1 WHERE calendar_id IS NOT ?1"
    } else {
        "UPDATE local_options SET calendar_id = NULL WHERE calendar_id = ?1"
    };
    change.write(sql, [id.0]).map(|_| ())
}

/// Keeps what is chosen for all keys, and when it was that they came to need other areas.
fn choose(change: &Change<'_>, Chosen { records, uncancellable_days }: &Chosen) -> Result<(), Error> {
    let openings = records.is_some_and(Records::has_openings);
    let refusals = records.is_some_and(Records::has_refusals);
    change.write(
        "UPDATE user_options
         SET areas_changed_at = CASE WHEN record_openings = ?1 AND record_refusals = ?2 THEN areas_changed_at ELSE ?4 END,
             record_openings = ?1, record_refusals = ?2, uncancellable_days = ?3
         WHERE id = 1",
        params![openings, refusals, uncancellable_days, millis(change.now())],
    )?;
    Ok(())
}

/// A change in the graph that is not committed yet. Dropped, it is undone.
pub struct Settled<'s> {
    trial: Trial<RwLockWriteGuard<'s, Graph>>,
    marks: Vec<Mark>,
}

/// What a change came to for one person: how the key compares now, and the number of rights.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    pub user: UserId,
    pub match_: Option<Match>,
    pub rights: u32,
}

impl Settled<'_> {
    /// The change is committed: it stays. Says what became of everybody whom it touched.
    pub fn keep(self) -> Vec<Mark> {
        self.trial.keep();
        self.marks
    }
}

/// Where local time goes otherwise than when keys were settled last, as after a move or under new rules of summer time, those
/// with timetables are settled with the next change, whatever that is about.
pub fn settle_time(storage: &Storage, change: &Change<'_>) -> Result<(), Error> {
    if storage.is_time_settled.load(Ordering::Relaxed) {
        return Ok(());
    }
    let sql = plain!("SELECT time FROM local_options WHERE id = 1");
    let settled_by: Vec<u8> = change.plain(sql)?.one([], |row| row.get("time"))?;
    let time = storage.time.digest();
    if settled_by == time {
        // What is written in this change may still be taken back.
        storage.is_time_settled.store(true, Ordering::Relaxed);
        return Ok(());
    }
    let is_timed = LINKS
        .iter()
        .map(|(table, _)| *table)
        .filter(|table| !UNLIMITED.contains(table))
        .chain(["user_crossings"])
        .map(|table| format!("SELECT 1 AS used FROM {table} WHERE timetable_id IS NOT NULL"));
    let is_timed =
        format!("SELECT EXISTS ({}) AS is_timed", is_timed.collect::<Vec<_>>().join(" UNION ALL "));
    let is_timed: bool = change.beyond(Beyond::Keys, &is_timed)?.one([], |row| row.get("is_timed"))?;
    if is_timed {
        // Signing in, and what the program does by itself, waits for nobody's keys and fails with none.
        return if change.is_of_an_operator() { change.edit(Edit::Time(time)).map(|_| ()) } else { Ok(()) };
    }
    change.write("UPDATE local_options SET time = ?1 WHERE id = 1", [time])?;
    Ok(())
}

/// Settles what a change touches: makes its edits in the graph, and writes what the keys of those should say, and of those
/// whose cards say something else now.
pub fn settle<'s>(
    storage: &'s Storage,
    change: &Change<'_>,
    people: &[UserId],
) -> Result<Option<Settled<'s>>, Error> {
    let edits = change.edits.take();
    if edits.is_empty() && people.is_empty() {
        return Ok(None);
    }
    let cards = people.iter().map(|user| Ok((*user, card(change, *user)?)));
    let cards = cards.collect::<Result<Vec<_>, Error>>()?;
    let mut trial = Trial::with_cards(storage.graph.write(storage)?, &edits, &cards);
    if trial.gives_too_many() {
        return Err(Error::TooManyDoors);
    }
    let mut marks = Vec::with_capacity(trial.touched().len());
    trial.settle(|user, due| {
        let Wanted { layout, content, bytes } = due.wanted;
        change.write(
            "INSERT INTO wanted (user_id, layout, content, bytes) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (user_id) DO UPDATE
             SET layout = excluded.layout, content = excluded.content, bytes = excluded.bytes",
            params![user.0, layout, content, bytes],
        )?;
        marks.push(Mark { user, match_: due.match_, rights: due.rights as u32 });
        Ok::<_, Error>(())
    })?;
    Ok(Some(Settled { trial, marks }))
}

impl Storage {
    /// What a key goes by that is written now, from the rows.
    pub fn rules(&self, view: &View<'_>) -> Result<Rules, Error> {
        let local = Arc::new(Local::new(&calendars::of_keys(view)?, LocalTime::clone(&self.time)));
        Ok(Rules { local, chosen: site::user_options(view)?.chosen })
    }

    /// What the lock of a door that follows a calendar, and goes by a time zone, is told of days and local time; nothing is the
    /// calendar of keys, and the site's own time.
    pub fn local(
        &self,
        view: &View<'_>,
        calendar: Option<CalendarId>,
        zone: Option<TimeZoneId>,
    ) -> Result<Local, Error> {
        let days = calendar.map_or_else(|| calendars::of_keys(view), |id| calendars::days(view, id))?;
        let time = match zone {
            Some(zone) => LocalTime::of(time_zones::rules(view)?.get(&zone).ok_or(Error::Damaged)?),
            None => LocalTime::clone(&self.time),
        };
        Ok(Local::new(&days, time))
    }

    /// What a change would do to keys. Nothing is changed.
    pub fn foretell(&self, edits: &[Edit]) -> Result<Impact, Error> {
        Ok(self.graph.write(self)?.foretell(edits))
    }

    /// Whose keys a change would touch, and how. Nothing is changed.
    pub fn foretell_whose(&self, edits: &[Edit]) -> Result<Vec<(UserId, Effect)>, Error> {
        Ok(self.graph.write(self)?.foretell_whose(edits))
    }

    /// What a change would do to what some people may open. Nothing is changed.
    pub fn foretell_shifts(&self, edits: &[Edit], users: &[UserId]) -> Result<Vec<(UserId, Shift)>, Error> {
        Ok(self.graph.write(self)?.foretell_shifts(edits, users))
    }

    /// How many people may open each door, in whatever way, by its number on keys.
    pub fn holders(&self) -> Result<Vec<u32>, Error> {
        Ok(self.graph.read(self)?.holders())
    }

    /// Who may open a door, in whatever way.
    pub fn holders_of(&self, door: Code) -> Result<Vec<UserId>, Error> {
        Ok(self.graph.read(self)?.holders_of(door))
    }

    /// Goes over what the keys of these people must say; those who are gone are left out.
    pub fn each_statement(
        &self,
        users: impl IntoIterator<Item = UserId>,
        mut each: impl FnMut(UserId, &Statement),
    ) -> Result<(), Error> {
        let graph = self.graph.read(self)?;
        for user in users {
            if let Some(statement) = graph.statement_of(user) {
                each(user, &statement);
            }
        }
        Ok(())
    }

    /// Every way in which a person may open a door.
    pub fn ways_of(&self, user: UserId) -> Result<Vec<Way>, Error> {
        Ok(self.graph.read(self)?.ways_of(user))
    }

    /// Every way in which who has a bundle may open a door by it.
    pub fn ways_in(&self, bundle: Bundle) -> Result<Vec<Way>, Error> {
        Ok(self.graph.read(self)?.ways_in(bundle))
    }

    /// Everybody who has a bundle, each with every way.
    pub fn ways_to_bundle(&self, bundle: Bundle) -> Result<Vec<Reaching<()>>, Error> {
        Ok(self.graph.read(self)?.ways_to_bundle(bundle))
    }

    /// Every way in which a person may drive an output.
    pub fn ways_to_outputs(&self, user: UserId) -> Result<Vec<Way<OutputId>>, Error> {
        Ok(self.graph.read(self)?.ways_to_outputs(user))
    }

    /// Everybody who may drive an output, each with every way.
    pub fn ways_to_output(&self, output: OutputId) -> Result<Vec<Reaching<()>>, Error> {
        Ok(self.graph.read(self)?.ways_to_output(output))
    }

    /// Everybody who may open a door, each with every way.
    pub fn ways_to(&self, door: Code) -> Result<Vec<(UserId, Vec<Way>)>, Error> {
        Ok(self.graph.read(self)?.ways_to(door))
    }

    /// Whether some edits would give somebody more than there may be.
    pub fn gives_too_many(&self, edits: &[Edit]) -> Result<bool, Error> {
        Ok(Trial::make(self.graph.write(self)?, edits).gives_too_many())
    }

    /// Whose keys follow from what a change changed by now, by number.
    pub fn touched_by(&self, change: &Change<'_>) -> Result<Vec<UserId>, Error> {
        Ok(Trial::make(self.graph.write(self)?, &change.edits.borrow()).touched().to_vec())
    }

    /// What a change does to keys, as far as it goes by now. It holds the only connection that writes, so that this is
    /// what becomes of them when it is settled.
    pub fn impact_of(&self, change: &Change<'_>) -> Result<Impact, Error> {
        self.foretell(&change.edits.borrow())
    }

    /// The access graph, made from nothing of the rows as they stand now.
    pub fn graph_from_nothing(&self) -> Result<Graph, Error> {
        let connection = self.reader()?;
        let graph = load(&connection, &self.time);
        self.give_back(connection);
        graph
    }

    /// How much is remembered otherwise than the rows say, in the database or in memory: what keys should say, which was
    /// made from nothing of this graph, what their cards say, and how the two compare.
    pub fn count_stale(&self, graph: &Graph, wanted: &[(UserId, Wanted)]) -> Result<usize, Error> {
        let connection = self.reader()?;
        let stored = stored(&connection);
        self.give_back(connection);
        let kept = self.graph.read(self)?;
        Ok(differing(wanted.iter().copied(), stored?)
            + differing(wanted.iter().copied(), kept.wanted())
            + differing(graph.cards(), kept.cards())
            + differing(graph.compared(), kept.compared()))
    }
}

/// How many differ of two lists by number.
fn differing<T: PartialEq>(
    these: impl IntoIterator<Item = (UserId, T)>,
    those: impl IntoIterator<Item = (UserId, T)>,
) -> usize {
    let (mut these, mut those) = (these.into_iter().peekable(), those.into_iter().peekable());
    let mut differing = 0;
    loop {
        let order = match (these.peek(), those.peek()) {
            (None, None) => return differing,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((this, _)), Some((that, _))) => this.cmp(that),
        };
        let this = if order.is_le() { these.next() } else { None };
        let that = if order.is_ge() { those.next() } else { None };
        differing += usize::from(this != that);
    }
}

fn stored(connection: &Connection) -> Result<Vec<(UserId, Wanted)>, Error> {
    let sql = "SELECT user_id, layout, content, bytes FROM wanted ORDER BY user_id";
    Query::whole(connection, Beyond::Keys, sql)?.list([], |row| {
        let (layout, content) = (row.get("layout")?, row.get("content")?);
        Ok((row.get("user_id")?, Wanted { layout, content, bytes: row.get("bytes")? }))
    })
}

/// Reads the graph of the file at a path, where local time goes so.
pub fn read(path: &Path, time: &LocalTime) -> Result<Graph, Error> {
    let connection = open::reader(path)?;
    // Of one moment: a change that comes meanwhile is made in the graph afterwards.
    let transaction = connection.unchecked_transaction()?;
    load(&transaction, time)
}

/// When something is limited, as a SELECT says it of a link `g`.
pub(super) const LIMIT: &str = "g.from_at, g.until_at, g.timetable_id";

/// Everybody with everything they may open, and what their cards say.
fn load(connection: &Connection, time: &LocalTime) -> Result<Graph, Error> {
    let mut graph = Graph::of(time.clone());
    load_times(connection, &mut graph)?;
    let numbers = Query::whole(connection, Beyond::Keys, "SELECT id, number FROM outputs ORDER BY id")?;
    for (output, number) in numbers.list([], |row| Ok((row.get("id")?, row.get("number")?)))? {
        graph.add_output(output, number);
    }
    let groups = "SELECT id, free_group FROM zones WHERE free_group IS NOT NULL ORDER BY id";
    for (zone, group) in Query::whole(connection, Beyond::Keys, groups)?
        .list([], |row| Ok((row.get("id")?, row.get("free_group")?)))?
    {
        graph.add_group(zone, group);
    }
    let by_levels = POINTS.iter().filter_map(|points| {
        let (table, column, there) = (points.of_levels?, points.column, points.there());
        Some(format!(
            "SELECT g.user_access_level_id AS level, NULL AS zone, d.code, NULL AS inner_zone, NULL AS output, {LIMIT}
             FROM {table} g {there}
             ORDER BY g.user_access_level_id, g.{column}"
        ))
    });
    let zones_by_levels = format!(
        "SELECT g.user_access_level_id AS level, NULL AS zone, NULL AS code, z.id AS inner_zone, NULL AS output, {LIMIT}
         FROM user_access_level_zones g {ZONES_THERE}
         ORDER BY g.user_access_level_id, g.zone_id"
    );
    let by_zones = POINTS.iter().map(|points| {
        let (table, column, there) = (points.in_zones, points.column, points.there());
        format!(
            "SELECT NULL AS level, g.zone_id AS zone, d.code, NULL AS inner_zone, NULL AS output, {LIMIT}
             FROM {table} g {there}
             ORDER BY g.zone_id, g.{column}"
        )
    });
    let outputs_by_levels = format!(
        "SELECT g.user_access_level_id AS level, NULL AS zone, NULL AS code, NULL AS inner_zone, o.id AS output, {LIMIT}
         FROM user_access_level_outputs g {OUTPUTS_THERE}
         ORDER BY g.user_access_level_id, g.output_id"
    );
    for sql in by_levels.chain([zones_by_levels, outputs_by_levels]).chain(by_zones) {
        let mut given = Query::whole(connection, Beyond::Keys, &sql)?;
        let mut given = given.rows([])?;
        while let Some(row) = given.next()? {
            let level = row.get::<Option<_>>("level")?.map(Bundle::Level);
            let bundle = level.or(row.get::<Option<_>>("zone")?.map(Bundle::Zone));
            let point = row.get::<Option<_>>("code")?.map(Leads::Point);
            let output = row.get::<Option<_>>("output")?.map(Leads::Output);
            let zone = row.get::<Option<_>>("inner_zone")?.map(Bundle::Zone).map(Leads::Bundle);
            let leads = point.or(output).or(zone);
            if let (Some(bundle), Some(leads)) = (bundle, leads) {
                graph.add_to(bundle, leads, limit(&row)?);
            }
        }
    }
    load_sides(connection, &mut graph, (LOCATION, LOCATIONS_THERE), |id| Side::Location(LocationId(id)))?;
    load_sides(connection, &mut graph, (FUNCTION, FUNCTIONS_THERE), |id| Side::Function(FunctionId(id)))?;
    let by_people = POINTS.iter().filter_map(|points| {
        let (table, column, there) = (points.of_people?, points.column, points.there());
        Some(format!("SELECT g.user_id, g.{column} AS point, d.code, {LIMIT} FROM {table} g {there}"))
    });
    let sql = format!("{} ORDER BY user_id, point", by_people.collect::<Vec<_>>().join(" UNION ALL "));
    let mut points = Query::whole(connection, Beyond::Keys, &sql)?;
    let mut points = InTurn::of(points.rows([])?, |row| Ok((Leads::Point(row.get("code")?), limit(row)?)));
    let sql = format!(
        "SELECT g.user_id, g.user_access_level_id, {LIMIT}
         FROM user_access_level_users g {LEVELS_THERE}
         ORDER BY g.user_id, g.user_access_level_id"
    );
    let mut levels = Query::whole(connection, Beyond::Keys, &sql)?;
    let mut levels = InTurn::of(levels.rows([])?, |row| {
        Ok((Leads::Bundle(Bundle::Level(row.get("user_access_level_id")?)), limit(row)?))
    });
    let sql = format!(
        "SELECT g.user_id, g.zone_id, {LIMIT}
         FROM user_zones g {ZONES_THERE}
         ORDER BY g.user_id, g.zone_id"
    );
    let mut zones = Query::whole(connection, Beyond::Keys, &sql)?;
    let mut zones = InTurn::of(zones.rows([])?, |row| {
        Ok((Leads::Bundle(Bundle::Zone(row.get("zone_id")?)), limit(row)?))
    });
    let sql = format!(
        "SELECT g.user_id, g.output_id, {LIMIT}
         FROM user_outputs g {OUTPUTS_THERE}
         ORDER BY g.user_id, g.output_id"
    );
    let mut outputs = Query::whole(connection, Beyond::Keys, &sql)?;
    let mut outputs =
        InTurn::of(outputs.rows([])?, |row| Ok((Leads::Output(row.get("output_id")?), limit(row)?)));
    let sql = format!(
        "SELECT g.user_id, g.location_id, NULL AS function_id FROM user_locations g {LOCATIONS_THERE}
         UNION ALL SELECT g.user_id, NULL AS location_id, g.function_id FROM user_functions g {FUNCTIONS_THERE}
         ORDER BY user_id, location_id, function_id"
    );
    let mut sides = Query::whole(connection, Beyond::Keys, &sql)?;
    let mut sides = InTurn::of(sides.rows([])?, |row| {
        let location = row.get::<Option<_>>("location_id")?.map(Side::Location);
        let function = row.get::<Option<_>>("function_id")?.map(Side::Function);
        let side = location.or(function).ok_or_else(|| row.damaged("location_id"))?;
        Ok((Leads::Bundle(Bundle::Side(side)), Limit::ALWAYS))
    });
    let mut users = Query::whole(
        connection,
        Beyond::Keys,
        "SELECT id, extended_opening, override_privacy, override_lockdown, set_lockdown, office, audit_openings,
                antipassback, cancellable, activation_at, expiration_at, period_count, period_unit, pin_check,
                wiegand, (SELECT c.timetable_id FROM user_crossings c WHERE c.user_id = users.id) AS crossing
         FROM users
         WHERE deleted_at IS NULL
         ORDER BY id",
    )?;
    let mut users = users.rows([])?;
    while let Some(row) = users.next()? {
        let holder = read_holder(&row)?;
        let (points, levels) = (points.of_user(holder.user)?, levels.of_user(holder.user)?);
        let (zones, outputs) = (zones.of_user(holder.user)?, outputs.of_user(holder.user)?);
        let sides = sides.of_user(holder.user)?;
        let bundles = levels.drain(..).chain(zones.drain(..)).chain(sides.drain(..));
        graph.add(&holder, points.drain(..).chain(outputs.drain(..)).chain(bundles));
    }
    // By their own numbers, as they lie: by those of people the disk would be asked for one after the other.
    let mut cards = Query::whole(connection, Beyond::Keys, &format!("{CARD} ORDER BY id"))?;
    let mut cards = cards.rows([])?;
    while let Some(row) = cards.next()? {
        graph.set_card(row.get("user_id")?, Some(carried(&row)?));
    }
    graph.shrink();
    Ok(graph)
}

/// The doors of locations, or of functions, by the column that names one and by that it is there.
fn load_sides(
    connection: &Connection,
    graph: &mut Graph,
    (column, there): (&str, &str),
    side: fn(i64) -> Side,
) -> Result<(), Error> {
    for (table, ends) in LINKS.iter().filter(|(_, ends)| *ends == [column, DOOR]) {
        let sql = format!(
            "SELECT g.{column} AS side, d.code
             FROM {table} g {there} JOIN doors d ON d.id = g.{door} AND d.deleted_at IS NULL
             ORDER BY g.{column}, d.code",
            door = ends[1],
        );
        let doors = Query::whole(connection, Beyond::Keys, &sql)?;
        for (of, code) in doors.list([], |row| Ok((row.get("side")?, row.get("code")?)))? {
            graph.add_to(Bundle::Side(side(of)), Leads::Point(code), Limit::ALWAYS);
        }
    }
    Ok(())
}

/// The timetables, the calendars, by which of them keys go, and what is chosen for all keys.
fn load_times(connection: &Connection, graph: &mut Graph) -> Result<(), Error> {
    let sql = "SELECT t.timetable_id, t.days, t.from_minute, t.until_minute
         FROM timetable_periods t ORDER BY t.timetable_id, t.number";
    let periods = Query::whole(connection, Beyond::Keys, sql)?;
    let mut periods = periods.list([], |row| Ok((row.get("timetable_id")?, timetables::period(row)?)))?;
    while let Some((timetable, _)) = periods.first() {
        let timetable = *timetable;
        let others = periods.split_off(periods.partition_point(|(of, _)| *of <= timetable));
        let own = std::mem::replace(&mut periods, others).into_iter().map(|(_, period)| period);
        graph.add_timetable(timetable, &timetables::of_rows(own.collect())?);
    }
    let sql = "SELECT d.calendar_id, d.day, d.kind FROM calendar_days d ORDER BY d.calendar_id, d.day";
    let mut calendars: Vec<(_, Days)> = Vec::new();
    for (calendar, day, kind) in Query::whole(connection, Beyond::Keys, sql)?.list([], |row| {
        let kind = Kind::of(row.get("kind")?).ok_or_else(|| row.damaged("kind"))?;
        Ok((row.get("calendar_id")?, row.get("day")?, kind))
    })? {
        match calendars.last_mut().filter(|(last, _)| *last == calendar) {
            Some((_, days)) => days.insert(day, kind),
            None => {
                calendars.push((calendar, Days::from([(day, kind)])));
                None
            }
        };
    }
    for (calendar, days) in calendars {
        graph.add_calendar(calendar, days);
    }
    let sql = "SELECT calendar_id FROM local_options WHERE id = 1";
    // A site that is just being made has no such row yet.
    let calendar = Query::whole(connection, Beyond::Keys, sql)?.first([], |row| row.get("calendar_id"))?;
    graph.go_by(calendar.flatten());
    let sql = "SELECT record_openings, record_refusals, uncancellable_days FROM user_options WHERE id = 1";
    let chosen = Query::whole(connection, Beyond::Keys, sql)?.first([], site::chosen)?;
    graph.choose(chosen.unwrap_or_default());
    Ok(())
}

/// Rows that come in the order of users, as users come themselves: those of each are the next in line.
struct InTurn<'s, T, F> {
    rows: Rows<'s>,
    read: F,
    pending: Option<(UserId, T)>,
    own: Vec<T>,
}

impl<'s, T, F: FnMut(&Row<'_>) -> Result<T, Error>> InTurn<'s, T, F> {
    const fn of(rows: Rows<'s>, read: F) -> Self {
        InTurn { rows, read, pending: None, own: Vec::new() }
    }

    fn next(&mut self) -> Result<Option<(UserId, T)>, Error> {
        if let Some(pending) = self.pending.take() {
            return Ok(Some(pending));
        }
        let Some(row) = self.rows.next()? else {
            return Ok(None);
        };
        Ok(Some((row.get("user_id")?, (self.read)(&row)?)))
    }

    /// Those of a user; those of users before are passed over.
    fn of_user(&mut self, wanted: UserId) -> Result<&mut Vec<T>, Error> {
        self.own.clear();
        while let Some((user, value)) = self.next()? {
            if user > wanted {
                self.pending = Some((user, value));
                break;
            }
            if user == wanted {
                self.own.push(value);
            }
        }
        Ok(&mut self.own)
    }
}

const CARD: &str = "SELECT user_id, capacity, attempt_sequence IS NOT NULL AS is_open,
        written_until_at / 60000 > written_from_at / 60000 AS is_valid,
        coalesce(attempt_layout, written_layout) AS layout, coalesce(attempt_content, written_content) AS content,
        coalesce(attempt_at, written_at) AS begun_at, coalesce(attempt_until_at, written_until_at) AS until_at
     FROM keys WHERE ended_at IS NULL";

/// What the card of a person's key says, as it stands in the change.
pub fn card(change: &Change<'_>, user: UserId) -> Result<Option<Carried>, Error> {
    change.beyond(Beyond::Keys, &format!("{CARD} AND user_id = ?1"))?.first([user.0], carried)
}

fn carried(row: &Row<'_>) -> Result<Carried, Error> {
    let capacity = row.get("capacity")?;
    let standing = match (row.get("is_open")?, row.get("is_valid")?) {
        (true, _) => Standing::Open,
        (false, Some(true)) => Standing::Known,
        (false, Some(false)) => Standing::NeverValid,
        (false, None) => return Err(row.damaged("written_until_at")),
    };
    let window = Window::new(row.get("begun_at")?, row.get("until_at")?);
    Ok(Carried { layout: row.get("layout")?, content: row.get("content")?, capacity, standing, window })
}

impl Storage {
    /// In which ways each of some people or bundles comes to each of some rights by what gives several at once.
    pub fn ways_among(&self, from: &[Node], to: &[Leads]) -> Result<Vec<Vec<Way<usize>>>, Error> {
        Ok(self.graph.read(self)?.ways_among(from, to))
    }
}
