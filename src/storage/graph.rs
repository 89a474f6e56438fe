//! The access graph, and the only way to write what keys follow from. A change hands in [`Edit`]s; when it is done,
//! what the keys of all that they touch should say is settled in the same transaction. Where anything fails, the
//! graph in memory is as it was. What cards say is read again of everybody whom a change touched ([`super::touched`]).

use std::path::Path;
use std::sync::RwLockWriteGuard;

use rusqlite::{Connection, params};

use super::relations::between;
use super::users::read_holder;
use super::view::{Query, Row, Rows, Values};
use super::{Beyond, Change, Error, Storage, millis, open, record};
use crate::domain::access::{
    Bundle, Carried, Edit, Effect, Graph, Holder, Impact, Leads, Link, Node, Right, Standing, Trial, Way,
};
use crate::domain::door::Code;
use crate::domain::image::Wanted;
use crate::domain::key::Match;
use crate::domain::user::{Between, User, UserId};

impl Change<'_> {
    /// Makes a change of what keys follow from. Says how many rights it gave, limited otherwise, or took.
    pub fn edit(&self, edit: Edit) -> Result<usize, Error> {
        let rights = match &edit {
            Edit::Holder(holder) => {
                put_holder(self, holder)?;
                0
            }
            Edit::Link(link, between) => put_link(self, *link, *between)?,
            Edit::Unlink(link) => {
                let Linked { table, one, other } = Linked::of(*link);
                let sql = format!("DELETE FROM {table} WHERE {} = ?1 AND {} = ?2", one.0, other.0);
                self.write(&sql, [one.1, other.1])?
            }
            Edit::Gone(node) => {
                if let Node::Person(user) = node {
                    self.write("DELETE FROM wanted WHERE user_id = ?1", [user.0])?;
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
    let Holder { user, options, validity, pin, number } = holder;
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
    // Settled when the change is done; until then it is like no key.
    change.write(
        "INSERT INTO wanted (user_id, layout, content, bytes) VALUES (?1, zeroblob(16), zeroblob(16), 0)
         ON CONFLICT (user_id) DO NOTHING",
        [user.0],
    )?;
    Ok(())
}

/// What a link `g` leads to, where that is there. What is gone or deleted gives nothing, whoever left rows that say so; and
/// what a key is signed for goes by the same as what it should say.
pub(super) const DOORS_THERE: &str = "JOIN doors d ON d.id = g.door_id AND d.deleted_at IS NULL";
pub(super) const LEVELS_THERE: &str = "JOIN user_access_levels l ON l.id = g.user_access_level_id";
pub(super) const ZONES_THERE: &str = "JOIN zones z ON z.id = g.zone_id AND z.deleted_at IS NULL";

const USER: &str = "user_id";
const DOOR: &str = "door_id";
const LEVEL: &str = "user_access_level_id";
const ZONE: &str = "zone_id";

/// The tables of links, each with the columns that name its two ends. Of what is gone, the rights that people had to it
/// themselves are taken last, and counted.
const LINKS: &[(&str, [&str; 2])] = &[
    ("user_access_level_zones", [LEVEL, ZONE]),
    ("user_access_level_doors", [LEVEL, DOOR]),
    ("zone_doors", [ZONE, DOOR]),
    ("user_access_level_users", [USER, LEVEL]),
    ("user_zones", [USER, ZONE]),
    ("user_doors", [USER, DOOR]),
];

/// The column by which links name a node, and its number.
const fn column_of(node: Node) -> (&'static str, i64) {
    match node {
        Node::Person(user) => (USER, user.0),
        Node::Door(door) => (DOOR, door.id.0),
        Node::Bundle(Bundle::Level(level)) => (LEVEL, level.0),
        Node::Bundle(Bundle::Zone(zone)) => (ZONE, zone.0),
    }
}

/// Where a link stands: its table, and the columns that name its two ends.
struct Linked {
    table: &'static str,
    one: (&'static str, i64),
    other: (&'static str, i64),
}

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
        }
    }
}

fn put_link(change: &Change<'_>, link: Link, between: Option<Between>) -> Result<usize, Error> {
    let Linked { table, one, other } = Linked::of(link);
    let (own, far) = (one.0, other.0);
    let sql = format!(
        "INSERT INTO {table} ({own}, {far}, from_at, until_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT ({own}, {far}) DO UPDATE
         SET from_at = excluded.from_at, until_at = excluded.until_at
         WHERE from_at IS NOT excluded.from_at OR until_at IS NOT excluded.until_at"
    );
    change.write(
        &sql,
        params![
            one.1,
            other.1,
            between.map(|between| millis(between.from)),
            between.map(|between| millis(between.until))
        ],
    )
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

/// Settles what a change touches: makes its edits in the graph, and writes what the keys of those should say.
pub fn settle<'s>(storage: &'s Storage, change: &Change<'_>) -> Result<Option<Settled<'s>>, Error> {
    let edits = change.edits.take();
    if edits.is_empty() {
        return Ok(None);
    }
    let mut trial = Trial::make(storage.graph.write(storage)?, &edits);
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
    /// What a change would do to keys. Nothing is changed.
    pub fn foretell(&self, edits: &[Edit]) -> Result<Impact, Error> {
        Ok(self.graph.write(self)?.foretell(edits))
    }

    /// Whose keys a change would touch, and how. Nothing is changed.
    pub fn foretell_whose(&self, edits: &[Edit]) -> Result<Vec<(UserId, Effect)>, Error> {
        Ok(self.graph.write(self)?.foretell_whose(edits))
    }

    /// How many people may open each door, in whatever way, by its number on keys.
    pub fn holders(&self) -> Result<Vec<u32>, Error> {
        Ok(self.graph.read(self)?.holders())
    }

    /// Who may open a door, in whatever way.
    pub fn holders_of(&self, door: Code) -> Result<Vec<UserId>, Error> {
        Ok(self.graph.read(self)?.holders_of(door))
    }

    /// Every way in which a person may open a door.
    pub fn ways_of(&self, user: UserId) -> Result<Vec<Way>, Error> {
        Ok(self.graph.read(self)?.ways_of(user))
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
        let graph = load(&connection);
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

/// Reads the graph of the file at a path.
pub fn read(path: &Path) -> Result<Graph, Error> {
    let connection = open::reader(path)?;
    // Of one moment: a change that comes meanwhile is made in the graph afterwards.
    let transaction = connection.unchecked_transaction()?;
    load(&transaction)
}

/// Everybody with everything they may open, and what their cards say.
fn load(connection: &Connection) -> Result<Graph, Error> {
    let mut graph = Graph::default();
    let gives = [
        format!(
            "SELECT g.user_access_level_id AS level, NULL AS zone, d.code, NULL AS inner_zone, g.from_at, g.until_at
             FROM user_access_level_doors g {DOORS_THERE}
             ORDER BY g.user_access_level_id, g.door_id"
        ),
        format!(
            "SELECT g.user_access_level_id AS level, NULL AS zone, NULL AS code, z.id AS inner_zone, g.from_at,
                    g.until_at
             FROM user_access_level_zones g {ZONES_THERE}
             ORDER BY g.user_access_level_id, g.zone_id"
        ),
        format!(
            "SELECT NULL AS level, g.zone_id AS zone, d.code, NULL AS inner_zone, g.from_at, g.until_at
             FROM zone_doors g {DOORS_THERE}
             ORDER BY g.zone_id, g.door_id"
        ),
    ];
    for sql in gives {
        let mut given = Query::whole(connection, Beyond::Keys, &sql)?;
        let mut given = given.rows([])?;
        while let Some(row) = given.next()? {
            let level = row.get::<Option<_>>("level")?.map(Bundle::Level);
            let bundle = level.or(row.get::<Option<_>>("zone")?.map(Bundle::Zone));
            let door = row.get::<Option<_>>("code")?.map(Leads::Door);
            let leads = door.or(row.get::<Option<_>>("inner_zone")?.map(Bundle::Zone).map(Leads::Bundle));
            if let (Some(bundle), Some(leads)) = (bundle, leads) {
                graph.add_to(bundle, leads, between(&row)?);
            }
        }
    }
    let sql = format!(
        "SELECT g.user_id, d.code, g.from_at, g.until_at
         FROM user_doors g {DOORS_THERE}
         ORDER BY g.user_id, g.door_id"
    );
    let mut rights = Query::whole(connection, Beyond::Keys, &sql)?;
    let mut rights =
        InTurn::of(rights.rows([])?, |row| Ok(Right { door: row.get("code")?, between: between(row)? }));
    let sql = format!(
        "SELECT g.user_id, g.user_access_level_id, g.from_at, g.until_at
         FROM user_access_level_users g {LEVELS_THERE}
         ORDER BY g.user_id, g.user_access_level_id"
    );
    let mut levels = Query::whole(connection, Beyond::Keys, &sql)?;
    let mut levels = InTurn::of(levels.rows([])?, |row| {
        Ok((Bundle::Level(row.get("user_access_level_id")?), between(row)?))
    });
    let sql = format!(
        "SELECT g.user_id, g.zone_id, g.from_at, g.until_at
         FROM user_zones g {ZONES_THERE}
         ORDER BY g.user_id, g.zone_id"
    );
    let mut zones = Query::whole(connection, Beyond::Keys, &sql)?;
    let mut zones = InTurn::of(zones.rows([])?, |row| Ok((Bundle::Zone(row.get("zone_id")?), between(row)?)));
    let mut users = Query::whole(
        connection,
        Beyond::Keys,
        "SELECT id, extended_opening, override_privacy, override_lockdown, set_lockdown, office, audit_openings,
                antipassback, cancellable, activation_at, expiration_at, period_count, period_unit, pin_check,
                wiegand
         FROM users
         WHERE deleted_at IS NULL
         ORDER BY id",
    )?;
    let mut users = users.rows([])?;
    while let Some(row) = users.next()? {
        let holder = read_holder(&row)?;
        let (own, levels) = (rights.of_user(holder.user)?, levels.of_user(holder.user)?);
        let zones = zones.of_user(holder.user)?;
        graph.add(&holder, own.drain(..), levels.drain(..).chain(zones.drain(..)));
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
        coalesce(attempt_layout, written_layout) AS layout, coalesce(attempt_content, written_content) AS content
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
    Ok(Carried { layout: row.get("layout")?, content: row.get("content")?, capacity, standing })
}
