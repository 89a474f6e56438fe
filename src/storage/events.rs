//! What keys brought home from doors.

pub mod measured;
mod nameless;
mod purged;

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashSet, VecDeque};

use rusqlite::params;

use super::view::plain;
use super::{Beyond, Change, Error, View, millis};
use crate::domain::access_point::{AccessPoint, Code};
use crate::domain::door::DoorId;
use crate::domain::event::{self, COUNTER_MAX, Happening, Report};
use crate::domain::key::KeyId;
use crate::domain::locker::LockerId;
use crate::domain::moment::Moment;
use crate::domain::partition::PartitionId;
use crate::domain::room::RoomId;
use crate::domain::search::Word;
use crate::domain::suite::SuiteId;
use crate::domain::text;
use crate::domain::user::{UserId, full_name};

pub(in crate::storage) use self::nameless::believe;
pub use self::nameless::{make_nameless, named_days, named_since, set_named_days};
pub use self::purged::{Taken, count_old, oldest, take_out};

const INSERT: &str =
    "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at, is_odd)
     VALUES (?1, CASE WHEN ?10 THEN ?2 END, ?3, ?4, ?5, CASE WHEN ?10 THEN ?6 ELSE zeroblob(6) END, ?7, ?8, ?9)
     ON CONFLICT (door_code, happened_at, key_id, happening, counter, mac) DO NOTHING";
/// The same, unless it is known without a name, or was purged.
const INSERT_NEW: &str =
    "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at, is_odd)
     SELECT ?1, CASE WHEN ?10 THEN ?2 END, ?3, ?4, ?5, CASE WHEN ?10 THEN ?6 ELSE zeroblob(6) END, ?7, ?8, ?9
     WHERE NOT EXISTS (
         SELECT 1 FROM events e
         WHERE e.door_code = ?1 AND e.happened_at = ?4 AND e.happening = ?3 AND e.counter = ?5
           AND e.set_up IS ?7 AND (e.key_id IS NULL OR (e.key_id = ?2 AND NOT ?10))
     ) AND NOT EXISTS (
         SELECT 1 FROM purged_counters p
         WHERE p.door_code = ?1 AND p.set_up = ?7 AND p.first_counter <= ?5 AND p.last_counter >= ?5
           AND p.before_at > ?4
     ) AND NOT EXISTS (
         SELECT 1 FROM purged_records p
         WHERE p.door_code = ?1 AND p.happened_at = ?4 AND p.happening = ?3 AND p.counter = ?5
           AND p.set_up = coalesce(?7, 0)
     )
     ON CONFLICT (door_code, happened_at, key_id, happening, counter, mac) DO NOTHING";

/// Keeps what a key brought; a record that came before is kept once, and one that was purged, or that names nobody any more,
/// does not come back. Says how many were new.
pub fn insert(change: &Change<'_>, key: KeyId, reports: &[Report]) -> Result<usize, Error> {
    if reports.is_empty() {
        return Ok(0);
    }
    let sql = "SELECT assigned_at FROM keys WHERE id = ?1";
    let assigned = change.beyond(Beyond::Events, sql)?.one([key.0], |row| row.get("assigned_at"))?;
    let nobody_before = nameless::nobody_before(change)?;
    // A clock in doubt dates nothing: what comes home by it would be too old for its name at once, or could be purged.
    let (reading, received) = (change.reading()?, change.reading()?.steady());
    let latest = if reading.confirmed().is_ok() { received } else { Moment::MAX_UTC };
    // Where nothing was ever purged or made nameless, nothing of that kind is looked for.
    let may_know = nameless::was_chosen(change)? || purged::has_any(change)?;
    reports.iter().try_fold(0, |count, report| {
        let at = report.event.at;
        let is_odd = event::is_odd(at, latest, assigned);
        // How old it is whose time cannot be, nobody knows: that counts from now.
        let is_named = is_odd || nobody_before.is_none_or(|before| at >= before);
        let added = change.write(
            if may_know { INSERT_NEW } else { INSERT },
            params![
                report.event.door.number(),
                key.0,
                report.event.happening.byte(),
                millis(at),
                report.event.counter,
                report.mac,
                report.set_up.map(|set_up| set_up.0),
                millis(received),
                is_odd,
                is_named
            ],
        )?;
        Ok(count + added)
    })
}

/// An access point of which events tell: which it is, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub at: AccessPoint,
    pub name: String,
}

/// All access points within reach by their numbers, those that were deleted as well: their events stay.
pub fn points(view: &View<'_>) -> Result<BTreeMap<u16, Point>, Error> {
    some_points(view, ["1"; 4])
}

/// Those within reach of some numbers.
pub fn points_of_codes(view: &View<'_>, codes: &BTreeSet<u16>) -> Result<BTreeMap<u16, Point>, Error> {
    // Numbers alone: nothing that was typed becomes a part of the statement.
    let codes: Vec<String> = codes.iter().map(u16::to_string).collect();
    let is_one = format!("code IN ({})", codes.join(", "));
    some_points(view, [is_one.as_str(); 4])
}

/// Those of some that are within reach.
pub fn points_of(view: &View<'_>, points: &[AccessPoint]) -> Result<BTreeMap<u16, Point>, Error> {
    let mut ids: [Vec<String>; 4] = Default::default();
    let [doors, lockers, rooms, suites] = &mut ids;
    for point in points {
        match point {
            AccessPoint::Door(id) => doors.push(id.0.to_string()),
            AccessPoint::Locker(id) => lockers.push(id.0.to_string()),
            AccessPoint::Room(id) => rooms.push(id.0.to_string()),
            AccessPoint::Suite(id) => suites.push(id.0.to_string()),
        }
    }
    let is_one = ids.map(|ids| format!("id IN ({})", ids.join(", ")));
    some_points(view, is_one.each_ref().map(String::as_str))
}

fn some_points(view: &View<'_>, narrowed: [&str; 4]) -> Result<BTreeMap<u16, Point>, Error> {
    let [doors, lockers, rooms, suites] = narrowed;
    let sql = format!(
        "SELECT partition_id, code, name, id, 1 AS kind FROM doors WHERE {doors}
         UNION ALL SELECT partition_id, code, name, id, 2 FROM lockers WHERE {lockers}
         UNION ALL SELECT partition_id, code, name, id, 3 FROM rooms WHERE {rooms}
         UNION ALL SELECT partition_id, code, name, id, 4 FROM suites WHERE {suites}"
    );
    let within = view.within(&sql, [], |row| {
        let (code, name, id, kind): (u16, _, i64, u8) =
            (row.get("code")?, row.get("name")?, row.get("id")?, row.get("kind")?);
        let at = match kind {
            1 => AccessPoint::Door(DoorId(id)),
            2 => AccessPoint::Locker(LockerId(id)),
            3 => AccessPoint::Room(RoomId(id)),
            _ => AccessPoint::Suite(SuiteId(id)),
        };
        Ok((code, Point { at, name }))
    })?;
    Ok(within.rows.into_iter().collect())
}

/// Which events come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest.
    #[default]
    Newest,
    /// The oldest.
    Oldest,
}

/// Why an event is not simply to be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// No lock of the door proves it.
    NotProven,
    /// Its time cannot be.
    OddClock,
}

/// Happenings, by the numbers that keys and the database know them by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happenings([bool; 256]);

impl Happenings {
    /// Those that something lets through.
    pub fn of(lets: impl Fn(Happening) -> bool) -> Happenings {
        let mut all = [false; 256];
        for (byte, is_in) in (0..=u8::MAX).zip(all.iter_mut()) {
            *is_in = lets(Happening::from_byte(byte));
        }
        Happenings(all)
    }

    fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or_default()
    }

    fn bytes(&self) -> impl Iterator<Item = u8> {
        (0..=u8::MAX).filter(|byte| self.has(*byte))
    }
}

/// What of the trail is asked for.
pub struct Query<'q> {
    /// The access points whose events are shown.
    pub points: &'q BTreeMap<u16, Point>,
    /// Whether these are all that there are.
    pub is_every_point: bool,
    /// Nothing older is shown.
    pub since: Option<Moment>,
    /// Only what is older is shown.
    pub until: Option<Moment>,
    /// Only what came home from one moment on, and before another.
    pub arrived: (Option<Moment>, Option<Moment>),
    /// Only those of some access points.
    pub only_at: Option<&'q BTreeSet<u16>>,
    /// Only those of some people.
    pub only_of: Option<&'q HashSet<UserId>>,
    /// Only these happenings.
    pub happenings: &'q Happenings,
    /// Only what is in one of these doubts, if there are any.
    pub doubts: &'q [Doubt],
    /// What is older names nobody.
    pub named_since: Option<Moment>,
    /// Words, each with the people who have it in them: access point or person must match every one.
    pub words: &'q [(Word, HashSet<UserId>)],
    /// Which come first.
    pub order: Order,
    /// Only what follows after this event.
    pub after: Option<i64>,
    /// No more than so many.
    pub max: usize,
}

/// A stretch of what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stretch {
    /// The numbers of the events, in their order.
    pub ids: Vec<i64>,
    /// Whether more follow.
    pub has_more: bool,
}

/// Where an event stands among the others.
type Place = (i64, i64);

/// What an event is chosen by.
struct Event {
    place: Place,
    door: u16,
    happening: u8,
    user: Option<UserId>,
    more: Option<More>,
}

/// What no index has of it, and is read where something is chosen by it.
struct More {
    received_at: Moment,
    is_proven: bool,
    is_odd: bool,
}

/// What events are of that are read one behind the other.
#[derive(Clone, Copy)]
enum Of {
    Everything,
    Happening(u8),
    Doubt(Doubt),
    ArrivedFrom(Moment),
    Door(u16),
    Key(KeyId),
}

/// The events of one of these, read as far as they are needed.
struct Stream {
    of: Of,
    /// What was read and not taken yet.
    ahead: VecDeque<Event>,
    /// What was read last.
    from: Place,
    /// So many are read next: few of each at first, and more of those that go on.
    rows: usize,
    is_over: bool,
}

/// Where no more doors and people than this are meant, their events are read; else those of all, of which many are
/// then meant.
const STREAMS_MAX: usize = 2_000;
/// So many events are read at a time, at first and at most.
const ROWS: std::ops::RangeInclusive<usize> = 16..=4_000;
/// Among several ways to what is meant, it is counted how much each would read, as far as this, and only of ways with no more
/// streams than that: counting must not take longer than reading.
const COUNTED_MAX: usize = 20_000;
const COUNTED_STREAMS_MAX: usize = 400;

/// Finds a stretch of what is asked for.
pub fn find(view: &View<'_>, query: &Query<'_>) -> Result<Stretch, Error> {
    let Some(from) = begin(view, query)? else { return Ok(Stretch::default()) };
    // Names are compared where words are looked for, and nowhere else.
    let is_of_words = !query.words.is_empty();
    let folded = |point: &Point| if is_of_words { text::folded(&point.name) } else { String::new() };
    let names: BTreeMap<u16, String> =
        query.points.iter().map(|(code, point)| (*code, folded(point))).collect();
    let mut streams = streams(view, query, &names, from)?;
    let mut heads = BinaryHeap::new();
    for (number, stream) in streams.iter_mut().enumerate() {
        heads.extend(stream.head(view, query)?.map(|place| (place, number)));
    }
    let (mut found, mut last) = (Stretch::default(), None);
    while let Some((head, number)) = heads.pop() {
        let Some(stream) = streams.get_mut(number) else { break };
        let event = stream.ahead.pop_front();
        // Where the oldest come first, nothing that follows is older than this.
        if event.as_ref().is_some_and(|event| query.until.is_some_and(|until| event.place.0 >= millis(until)))
        {
            break;
        }
        heads.extend(stream.head(view, query)?.map(|place| (place, number)));
        // One may be meant by its door and by its person.
        let is_new = last.replace(head) != Some(head);
        let Some(event) = event.filter(|event| is_new && query.means(event, &names)) else { continue };
        if found.ids.len() == query.max {
            found.has_more = true;
            break;
        }
        found.ids.push(event.place.1);
    }
    Ok(found)
}

impl Query<'_> {
    /// Whether it matters whose key it was.
    fn is_of_people(&self) -> bool {
        self.only_of.is_some() || !self.words.is_empty()
    }

    /// Whether something is chosen by what no index has.
    fn needs_more(&self) -> bool {
        self.arrived != (None, None)
            || !self.doubts.is_empty()
            || (self.named_since.is_some() && self.is_of_people())
    }

    /// Whether an event is one of those that are asked for.
    fn means(&self, event: &Event, names: &BTreeMap<u16, String>) -> bool {
        let Some(name) = names.get(&event.door) else { return false };
        let more = event.more.as_ref();
        // Whom an event names no more, it is not found by.
        let user = event.user.filter(|_| {
            self.named_since.is_none_or(|since| {
                let is_odd = more.is_some_and(|more| more.is_odd);
                (event.place.0 >= millis(since) || is_odd)
                    && more.is_none_or(|more| more.received_at >= since)
            })
        });
        let has_come = |more: &More| {
            self.arrived.0.is_none_or(|from| more.received_at >= from)
                && self.arrived.1.is_none_or(|until| more.received_at < until)
        };
        let is_in = |more: &More, doubt: &Doubt| match doubt {
            Doubt::NotProven => !more.is_proven,
            Doubt::OddClock => more.is_odd,
        };
        self.happenings.has(event.happening)
            && self.only_at.is_none_or(|doors| doors.contains(&event.door))
            && self.only_of.is_none_or(|people| user.is_some_and(|user| people.contains(&user)))
            && more.is_none_or(has_come)
            && more.is_none_or(|more| {
                self.doubts.is_empty() || self.doubts.iter().any(|doubt| is_in(more, doubt))
            })
            && self
                .words
                .iter()
                .all(|(word, people)| word.is_in(name) || user.is_some_and(|user| people.contains(&user)))
    }
}

/// After which place to begin; nowhere, if the event after which it is to go on is not there.
fn begin(view: &View<'_>, query: &Query<'_>) -> Result<Option<Place>, Error> {
    let Some(after) = query.after else {
        return Ok(Some(match query.order {
            Order::Newest => query.until.map_or((i64::MAX, i64::MAX), |until| (millis(until), i64::MIN)),
            Order::Oldest => (i64::MIN, i64::MIN),
        }));
    };
    // One that is not shown is answered as one that is not there.
    let sql = "SELECT door_code, happened_at FROM events WHERE id = ?1";
    let read = |row: &super::view::Row<'_>| Ok((row.get("door_code")?, row.get("happened_at")?));
    let found: Option<(u16, Moment)> = view.beyond(Beyond::Events, sql)?.first([after], read)?;
    let is_shown = |(door, at): &(u16, Moment)| {
        query.points.contains_key(door)
            && query.since.is_none_or(|since| *at >= since)
            && query.until.is_none_or(|until| *at < until)
    };
    Ok(found.filter(is_shown).map(|(_, at)| (millis(at), after)))
}

/// Of what the events are to be read. Each thing that is asked for is a way to all that is meant: the access points and people
/// that a word means, those that were chosen, those that are shown, where not all are; what is no opening; what is in doubt;
/// what came lately. The way is taken that reads least.
fn streams(
    view: &View<'_>,
    query: &Query<'_>,
    names: &BTreeMap<u16, String>,
    from: Place,
) -> Result<Vec<Stream>, Error> {
    let doors = |word: &Word| -> Vec<u16> {
        names.iter().filter(|(_, name)| word.is_in(name)).map(|(code, _)| *code).collect()
    };
    let nobody = HashSet::new();
    let shown = (!query.is_every_point).then(|| (names.keys().copied().collect(), &nobody));
    let chosen_doors = query.only_at.map(|doors| (doors.iter().copied().collect(), &nobody));
    let chosen_people = query.only_of.map(|people| (Vec::new(), people));
    let by_name = query.words.iter().map(|(word, people)| (doors(word), people));
    let mut meant: Vec<(Vec<u16>, &HashSet<UserId>)> =
        by_name.chain(shown).chain(chosen_doors).chain(chosen_people).collect();
    meant.retain(|(doors, people)| doors.len() + people.len() <= STREAMS_MAX);
    meant.sort_by_key(|(doors, people)| doors.len() + people.len());
    let mut ways = Vec::new();
    for (doors, people) in meant {
        ways.push(of_those(view, doors, people)?);
    }
    if !query.doubts.is_empty() {
        ways.push(query.doubts.iter().map(|doubt| Of::Doubt(*doubt)).collect());
    }
    if !query.happenings.has(Happening::Opened.byte()) {
        ways.push(query.happenings.bytes().map(Of::Happening).collect());
    }
    let all = best(view, query, ways)?;
    // No more than is wanted, at first: what is not meant is passed over with more.
    let rows = ROWS.end().min(&query.max.saturating_add(1)) / all.len().max(1);
    let rows = rows.max(*ROWS.start());
    let stream = |of| Stream { of, ahead: VecDeque::new(), from, rows, is_over: false };
    Ok(all.into_iter().map(stream).collect())
}

/// The events of these access points, and those of these people's keys.
fn of_those(view: &View<'_>, doors: Vec<u16>, people: &HashSet<UserId>) -> Result<Vec<Of>, Error> {
    let mut all: Vec<Of> = doors.into_iter().map(Of::Door).collect();
    // Two indices, and so two questions.
    let sql = "SELECT id FROM keys WHERE user_id = ?1 AND ended_at IS NULL
               UNION ALL SELECT id FROM keys WHERE user_id = ?1 AND ended_at IS NOT NULL";
    for person in people {
        let keys: Vec<KeyId> = view.beyond(Beyond::Events, sql)?.list([person.0], |row| row.get("id"))?;
        all.extend(keys.into_iter().map(Of::Key));
    }
    Ok(all)
}

/// The way on which least is read; where all are long, that of few access points and people, whose events are a small part of
/// what there is.
fn best(view: &View<'_>, query: &Query<'_>, mut ways: Vec<Vec<Of>>) -> Result<Vec<Of>, Error> {
    let arrived = query.arrived.0.map(|from| vec![Of::ArrivedFrom(from)]);
    let is_only_one = ways.len() == 1 && arrived.is_none();
    let (mut shortest, mut least) = (None, COUNTED_MAX);
    if !is_only_one {
        // What came lately is sorted as it is read, and is a way only if it is short.
        for way in ways.iter().chain(&arrived).filter(|way| way.len() <= COUNTED_STREAMS_MAX) {
            let mut rows = 0;
            for of in way {
                rows += count(view, query, *of, least - rows)?;
                if rows >= least {
                    break;
                }
            }
            if rows < least {
                (shortest, least) = (Some(way.clone()), rows);
            }
        }
    }
    if let Some(shortest) = shortest {
        return Ok(shortest);
    }
    let few = ways.iter().position(|way| way.len() <= COUNTED_STREAMS_MAX).unwrap_or_default();
    Ok(if ways.is_empty() { vec![Of::Everything] } else { ways.swap_remove(few) })
}

impl Of {
    /// By which index its events are read, on what condition, and the number in that. Which index is said here, where there is
    /// a choice: a site that was begun today has nothing to judge it by.
    const fn read_by(self) -> (&'static str, &'static str, i64) {
        match self {
            Of::Everything => ("events_by_moment", "?4 = 0", 0),
            Of::Happening(byte) => {
                ("events_by_happening", "e.happening = ?4 AND e.happening <> 1", byte as i64)
            }
            Of::Doubt(Doubt::NotProven) => ("events_in_doubt", "?4 = 0 AND e.set_up IS NULL", 0),
            Of::Doubt(Doubt::OddClock) => ("events_in_doubt", "?4 = 0 AND e.is_odd = 1", 0),
            Of::ArrivedFrom(from) => ("events_by_arrival", "e.received_at >= ?4", from.timestamp_millis()),
            Of::Door(code) => ("sqlite_autoindex_events_1", "e.door_code = ?4", code as i64),
            Of::Key(key) => ("events_by_key", "e.key_id = ?4", key.0),
        }
    }
}

impl Stream {
    /// Where the next event stands, by the order in which they are taken: the greatest comes first.
    fn head(&mut self, view: &View<'_>, query: &Query<'_>) -> Result<Option<Place>, Error> {
        if self.ahead.is_empty() && !self.is_over {
            let read = read_stream(view, query, self.of, self.from, self.rows)?;
            self.is_over = read.len() < self.rows;
            self.from = read.last().map_or(self.from, |last| last.place);
            self.rows = (self.rows * 4).min(*ROWS.end());
            self.ahead.extend(read);
        }
        let turned = |(at, id): Place| match query.order {
            Order::Newest => (at, id),
            Order::Oldest => (!at, !id),
        };
        Ok(self.ahead.front().map(|event| turned(event.place)))
    }
}

/// How many events of a stream there are in the time that is asked about, as far as it matters.
fn count(view: &View<'_>, query: &Query<'_>, of: Of, max: usize) -> Result<usize, Error> {
    let (by, only, id) = of.read_by();
    let sql = format!(
        "SELECT count(*) AS rows FROM (
             SELECT 1 FROM events e INDEXED BY {by}
             WHERE {only} AND e.happened_at >= ?1 AND e.happened_at < ?2 LIMIT ?3
         )"
    );
    let (since, until) = (query.since.map_or(i64::MIN, millis), query.until.map_or(i64::MAX, millis));
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    view.beyond(Beyond::Events, &sql)?.one(params![since, until, max, id], |row| row.get("rows"))
}

fn read_stream(
    view: &View<'_>,
    query: &Query<'_>,
    of: Of,
    from: Place,
    rows: usize,
) -> Result<Vec<Event>, Error> {
    let (by, only, id) = of.read_by();
    let (follows, order) = match query.order {
        Order::Newest => ("<", "DESC"),
        Order::Oldest => (">", "ASC"),
    };
    let needs_more = query.needs_more();
    let more = if needs_more { ", e.received_at, e.set_up IS NOT NULL AS is_proven, e.is_odd" } else { "" };
    let (user, keys) = match query.is_of_people() {
        true => ("k.user_id", "LEFT JOIN keys k ON k.id = e.key_id"),
        false => ("NULL AS user_id", ""),
    };
    let sql = format!(
        "SELECT e.happened_at, e.id, e.door_code, e.happening, {user}{more}
         FROM events e INDEXED BY {by} {keys}
         WHERE {only} AND e.happened_at >= ?1 AND (e.happened_at, e.id) {follows} (?2, ?3)
         ORDER BY e.happened_at {order}, e.id {order} LIMIT ?5"
    );
    let (since, rows) = (query.since.map_or(i64::MIN, millis), i64::try_from(rows).unwrap_or(i64::MAX));
    view.beyond(Beyond::Events, &sql)?.list(params![since, from.0, from.1, id, rows], |row| {
        Ok(Event {
            place: (row.get("happened_at")?, row.get("id")?),
            door: row.get("door_code")?,
            happening: row.get("happening")?,
            user: row.get("user_id")?,
            more: match needs_more {
                true => Some(More {
                    received_at: row.get("received_at")?,
                    is_proven: row.get("is_proven")?,
                    is_odd: row.get("is_odd")?,
                }),
                false => None,
            },
        })
    })
}

/// A line of the trail of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    pub door_code: u16,
    /// Whose key it was; nobody, where it names nobody any more.
    pub person: Option<Person>,
    pub happening: Happening,
    pub is_proven: bool,
    pub is_odd: bool,
    pub happened_at: Moment,
    pub received_at: Moment,
    /// The lock's own count.
    pub counter: u32,
    pub set_up: Option<u16>,
    /// By which the lock proves it; zeros, where it names nobody any more.
    pub mac: event::Mac,
}

impl Row {
    /// Whether it names somebody, where what is older than a moment names nobody. How old it is whose time cannot be, only
    /// its coming home says.
    pub fn is_named_since(&self, since: Moment) -> bool {
        self.received_at >= since && (self.happened_at >= since || self.is_odd)
    }
}

/// Whose key it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub partition: PartitionId,
    pub name: String,
    pub key: KeyId,
}

/// What is read of an event.
const ROW: &str =
    "SELECT e.id, e.door_code, u.id AS user_id, u.partition_id, u.title, u.first_name, u.last_name, e.key_id,
            e.happening, e.happened_at, e.received_at, e.counter, e.set_up, e.is_odd, e.mac
     FROM events e";
const PERSON: &str = "LEFT JOIN keys k ON k.id = e.key_id LEFT JOIN users u ON u.id = k.user_id";

fn read(row: &super::view::Row<'_>) -> Result<Row, Error> {
    let (id, door_code, user): (_, _, Option<UserId>) =
        (row.get("id")?, row.get("door_code")?, row.get("user_id")?);
    let person = match user {
        None => None,
        Some(user) => Some(Person {
            id: user,
            partition: row.get("partition_id")?,
            name: full_name(row.text("title")?, row.text("first_name")?, row.text("last_name")?),
            key: row.get("key_id")?,
        }),
    };
    let happening = Happening::from_byte(row.get("happening")?);
    let (happened_at, received_at, counter) =
        (row.get("happened_at")?, row.get("received_at")?, row.get("counter")?);
    let (set_up, is_odd): (Option<u16>, _) = (row.get("set_up")?, row.get("is_odd")?);
    let (is_proven, mac) = (set_up.is_some(), row.get("mac")?);
    Ok(Row {
        id,
        door_code,
        person,
        happening,
        is_proven,
        is_odd,
        happened_at,
        received_at,
        counter,
        set_up,
        mac,
    })
}

/// Some events, in the order in which they are asked for; those that are not there are left out.
pub fn get(view: &View<'_>, ids: &[i64]) -> Result<Vec<Row>, Error> {
    let sql = format!("{ROW} {PERSON} WHERE e.id = ?1");
    let mut asked = view.beyond(Beyond::Events, &sql)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(asked.first([id], read)?);
    }
    Ok(found)
}

/// How far the counter of a door's lock is home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// How many records came home, those that were purged as well.
    pub home: u32,
    /// How many the lock wrote besides, before the last that came home.
    pub missing: u32,
}

/// How far the counter of a door's lock is home, of the records that are not older than a moment; nothing, where no record of
/// it is proven. A lock counts what it wrote on keys, from nothing up and without a gap: what is missing stands on keys that were
/// not read since.
pub fn counted(view: &View<'_>, code: Code, since: Option<Moment>) -> Result<Option<Counted>, Error> {
    let (when, since) = match since {
        None => ("?2 IS NULL", None),
        Some(since) => ("happened_at >= ?2", Some(millis(since))),
    };
    let sql = format!(
        "SELECT set_up, count(DISTINCT counter) AS home, min(counter) AS first, max(counter) AS last
         FROM events INDEXED BY events_by_counter
         WHERE door_code = ?1 AND set_up IS NOT NULL AND counter < ?3 AND {when}
         GROUP BY set_up ORDER BY set_up DESC LIMIT 1"
    );
    let read = |row: &super::view::Row<'_>| {
        let home: u32 = row.get("home")?;
        Ok((row.get::<u16>("set_up")?, home, row.get::<u32>("first")?, row.get::<u32>("last")?))
    };
    let mut asked = view.beyond(Beyond::Events, &sql)?;
    let found = asked.first(params![code.number(), since, COUNTER_MAX], read)?;
    let purged = plain!(
        "SELECT p.set_up, p.first_counter, p.last_counter FROM purged_counters p
         WHERE p.door_code = ?1 ORDER BY p.set_up, p.first_counter"
    );
    let purged: Vec<(u16, u32, u32)> = view.plain(purged)?.list([code.number()], |row| {
        Ok((row.get("set_up")?, row.get("first_counter")?, row.get("last_counter")?))
    })?;
    let newest = purged.last().map(|(set_up, ..)| *set_up).filter(|_| since.is_none());
    let Some(set_up) = found.map(|(set_up, ..)| set_up).max(newest) else {
        return Ok(None);
    };
    let (home, first, last) = match found {
        Some((of, home, first, last)) if of == set_up => (home, first, Some(last)),
        _ => (0, 0, None),
    };
    // Who sees the latest days only is told of those.
    let first = if since.is_some() { first } else { 0 };
    let purged = purged.into_iter().filter(|(of, ..)| *of == set_up);
    let purged: Vec<(u32, u32)> = match (since, last) {
        (None, _) | (_, None) => purged.map(|(_, first, last)| (first, last)).collect(),
        (Some(_), Some(highest)) => purged
            .map(|(_, low, high)| (low.max(first), high.min(highest)))
            .filter(|(low, high)| low <= high)
            .collect(),
    };
    let gone: u32 = purged.iter().map(|(low, high)| high - low + 1).sum();
    let last = purged.iter().map(|(_, high)| *high).chain(last).max().unwrap_or_default();
    let home = home + gone;
    Ok(Some(Counted { home, missing: (last + 1).saturating_sub(first).saturating_sub(home) }))
}

/// When an access point was last opened, as far as that came home, is proven, and its time can be; nothing older than a moment.
pub fn last_opened(view: &View<'_>, code: u16, since: Option<Moment>) -> Result<Option<Moment>, Error> {
    let sql = "SELECT happened_at FROM events INDEXED BY sqlite_autoindex_events_1
               WHERE door_code = ?1 AND happening = 1 AND set_up IS NOT NULL AND is_odd = 0
               ORDER BY happened_at DESC LIMIT 1";
    let here: Option<Moment> =
        view.beyond(Beyond::Events, sql)?.first([code], |row| row.get("happened_at"))?;
    let sql = plain!("SELECT p.opened_at FROM purged_openings p WHERE p.door_code = ?1");
    let purged: Option<Moment> = view.plain(sql)?.first([code], |row| row.get("opened_at"))?;
    Ok(here.max(purged).filter(|at| since.is_none_or(|since| *at >= since)))
}

/// What a lock reported lately, as far as that came home, is proven, and its time can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lately {
    /// When it reported last.
    pub last: Option<Moment>,
    /// When it said last that its battery is low.
    pub battery_low: Option<Moment>,
    /// When it said last that a key was written at a time that its clock had not reached.
    pub clocks_differ: Option<Moment>,
}

/// So many reports of a lock are looked through.
const LATELY_MAX: i64 = 500;

/// What a lock reported lately; nothing older than a moment.
pub fn lately(view: &View<'_>, code: Code, since: Option<Moment>) -> Result<Lately, Error> {
    let sql = "SELECT happening, happened_at FROM events INDEXED BY sqlite_autoindex_events_1
               WHERE door_code = ?1 AND set_up IS NOT NULL AND is_odd = 0
               ORDER BY happened_at DESC LIMIT ?2";
    let reports = view.beyond(Beyond::Events, sql)?.list(params![code.number(), LATELY_MAX], |row| {
        Ok((Happening::from_byte(row.get("happening")?), row.get::<Moment>("happened_at")?))
    })?;
    let mut lately = Lately::default();
    for (happening, at) in reports {
        if since.is_some_and(|since| at < since) {
            break;
        }
        lately.last = lately.last.max(Some(at));
        let kept = match happening {
            Happening::BatteryLow => &mut lately.battery_low,
            Happening::ClocksDiffer => &mut lately.clocks_differ,
            _ => continue,
        };
        *kept = (*kept).max(Some(at));
    }
    Ok(lately)
}

/// What a lock did with a key last, and when, as far as that came home, is proven, and its time can be; nothing older than a moment.
pub fn last_of_key(
    view: &View<'_>,
    code: Code,
    key: KeyId,
    since: Option<Moment>,
) -> Result<Option<(Happening, Moment)>, Error> {
    let sql = "SELECT happening, happened_at FROM events
               WHERE key_id = ?1 AND door_code = ?2 AND set_up IS NOT NULL AND is_odd = 0
                 AND (?3 IS NULL OR (happened_at >= ?3 AND received_at >= ?3))
               ORDER BY happened_at DESC, counter DESC LIMIT 1";
    view.beyond(Beyond::Events, sql)?.first(params![key.0, code.number(), since.map(millis)], |row| {
        Ok((Happening::from_byte(row.get("happening")?), row.get("happened_at")?))
    })
}
