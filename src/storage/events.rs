//! What keys brought home from doors.

use std::collections::{BTreeMap, BinaryHeap, HashSet, VecDeque};

use rusqlite::params;

use super::{Beyond, Change, Error, View, millis};
use crate::domain::door::DoorId;
use crate::domain::event::{Happening, Report};
use crate::domain::key::KeyId;
use crate::domain::moment::Moment;
use crate::domain::partition::PartitionId;
use crate::domain::search::Word;
use crate::domain::text;
use crate::domain::user::{UserId, full_name};

/// Keeps what a key brought; a record that came before is kept once. Says how many were new.
pub fn insert(change: &Change<'_>, key: KeyId, reports: &[Report]) -> Result<usize, Error> {
    reports.iter().try_fold(0, |count, report| {
        let added = change.write(
            "INSERT INTO events (door_code, key_id, happening, happened_at, counter, mac, set_up, received_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (door_code, happened_at, key_id, happening, counter, mac) DO NOTHING",
            params![
                report.event.door.number(),
                key.0,
                report.event.happening.byte(),
                millis(report.event.at),
                report.event.counter,
                report.mac,
                report.set_up.map(|set_up| set_up.0),
                millis(change.now())
            ],
        )?;
        Ok(count + added)
    })
}

/// The names of all access points within reach by their numbers, those that were deleted as well: their events stay.
pub fn points(view: &View<'_>) -> Result<BTreeMap<u16, String>, Error> {
    let sql = "SELECT partition_id, code, name FROM doors
         UNION ALL SELECT partition_id, code, name FROM lockers
         UNION ALL SELECT partition_id, code, name FROM rooms
         UNION ALL SELECT partition_id, code, name FROM suites
         ORDER BY code";
    let within = view.within(sql, [], |row| Ok((row.get("code")?, row.get("name")?)))?;
    Ok(within.rows.into_iter().collect())
}

/// The number of a door within reach.
pub fn code(view: &View<'_>, door: DoorId) -> Result<Option<u16>, Error> {
    let sql = "SELECT partition_id, code FROM doors WHERE id = ?1";
    Ok(view.within(sql, [door.0], |row| row.get("code"))?.rows.pop())
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

/// What of the trail is asked for.
pub struct Query<'q> {
    /// The doors whose events are shown.
    pub points: &'q BTreeMap<u16, String>,
    /// Whether these are all that there are.
    pub is_every_point: bool,
    /// Nothing older is shown.
    pub since: Option<Moment>,
    /// Only what is older is shown.
    pub until: Option<Moment>,
    /// Only those of somebody, or of a door.
    pub only: Option<Only>,
    /// Only these happenings.
    pub is_shown: &'q dyn Fn(Happening) -> bool,
    /// Words, each with the people who have it in them: door or person must match every one.
    pub words: &'q [(Word, HashSet<UserId>)],
    /// Which come first.
    pub order: Order,
    /// Only what follows after this event.
    pub after: Option<i64>,
    /// No more than so many.
    pub max: usize,
}

/// Whose events alone, or which door's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    User(UserId),
    Door(u16),
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
    user: UserId,
}

/// What events are of that are read one behind the other.
#[derive(Clone, Copy)]
enum Of {
    Everything,
    AllButOpenings,
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

/// Finds a stretch of what is asked for.
pub fn find(view: &View<'_>, query: &Query<'_>) -> Result<Stretch, Error> {
    let Some(from) = begin(view, query)? else { return Ok(Stretch::default()) };
    let names: BTreeMap<u16, String> =
        query.points.iter().map(|(code, name)| (*code, text::folded(name))).collect();
    let is_meant = |event: &Event| {
        let is_found = |name: &String| {
            query.words.iter().all(|(word, people)| word.is_in(name) || people.contains(&event.user))
        };
        let is_it = match query.only {
            None => true,
            Some(Only::User(user)) => event.user == user,
            Some(Only::Door(code)) => event.door == code,
        };
        is_it
            && (query.is_shown)(Happening::from_byte(event.happening))
            && names.get(&event.door).is_some_and(is_found)
    };
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
        let Some(event) = event.filter(|event| is_new && is_meant(event)) else { continue };
        if found.ids.len() == query.max {
            found.has_more = true;
            break;
        }
        found.ids.push(event.place.1);
    }
    Ok(found)
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

/// Of what the events are to be read: of the word that means the fewest doors and people, all that it means; without a
/// word, of the doors that are shown, where not all are. Where no openings are asked for, what is left is few.
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
    let meant = query.words.iter().map(|(word, people)| (doors(word), people)).chain(shown);
    let one: HashSet<UserId> = query.only.iter().filter_map(|only| only.user()).collect();
    let only = query.only.map(|only| (Vec::from_iter(only.door()), &one));
    let meant = meant.chain(only);
    let fewest = meant.min_by_key(|(doors, people)| doors.len() + people.len());
    let stream = |of, rows| Stream { of, ahead: VecDeque::new(), from, rows, is_over: false };
    if !(query.is_shown)(Happening::Opened) {
        return Ok(vec![stream(Of::AllButOpenings, *ROWS.end())]);
    }
    let few = fewest.filter(|(doors, people)| doors.len() + people.len() <= STREAMS_MAX);
    let Some((doors, people)) = few else {
        return Ok(vec![stream(Of::Everything, *ROWS.end())]);
    };
    let mut all: Vec<Of> = doors.into_iter().map(Of::Door).collect();
    // Two indices, and so two questions.
    let sql = "SELECT id FROM keys WHERE user_id = ?1 AND ended_at IS NULL
               UNION ALL SELECT id FROM keys WHERE user_id = ?1 AND ended_at IS NOT NULL";
    for person in people {
        let keys: Vec<KeyId> = view.beyond(Beyond::Events, sql)?.list([person.0], |row| row.get("id"))?;
        all.extend(keys.into_iter().map(Of::Key));
    }
    let rows = (ROWS.end() / all.len().max(1)).max(*ROWS.start());
    Ok(all.into_iter().map(|of| stream(of, rows)).collect())
}

impl Only {
    const fn user(self) -> Option<UserId> {
        match self {
            Only::User(user) => Some(user),
            Only::Door(_) => None,
        }
    }

    const fn door(self) -> Option<u16> {
        match self {
            Only::User(_) => None,
            Only::Door(code) => Some(code),
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

fn read_stream(
    view: &View<'_>,
    query: &Query<'_>,
    of: Of,
    from: Place,
    rows: usize,
) -> Result<Vec<Event>, Error> {
    // Which index, where there is a choice, is said here: a site that was begun today has nothing to judge it by.
    let (by, only, id) = match of {
        Of::Everything => ("events_by_moment", "?4 = 0", 0),
        Of::AllButOpenings => ("events_but_openings", "?4 = 0 AND e.happening <> 1", 0),
        Of::Door(code) => ("sqlite_autoindex_events_1", "e.door_code = ?4", i64::from(code)),
        Of::Key(key) => ("events_by_key", "e.key_id = ?4", key.0),
    };
    let (follows, order) = match query.order {
        Order::Newest => ("<", "DESC"),
        Order::Oldest => (">", "ASC"),
    };
    let sql = format!(
        "SELECT e.happened_at, e.id, e.door_code, e.happening, k.user_id
         FROM events e INDEXED BY {by} CROSS JOIN keys k ON k.id = e.key_id
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
        })
    })
}

/// A line of the trail of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    pub door_code: u16,
    pub user: UserId,
    pub user_partition: PartitionId,
    pub user_name: String,
    pub happening: Happening,
    pub is_proven: bool,
    pub happened_at: Moment,
    pub received_at: Moment,
}

/// One event.
pub fn get(view: &View<'_>, id: i64) -> Result<Option<Row>, Error> {
    let sql = "SELECT e.id, e.door_code, u.id AS user_id, u.partition_id, u.title, u.first_name, u.last_name,
                e.happening, e.happened_at, e.received_at, e.set_up IS NOT NULL AS is_proven
         FROM events e JOIN keys k ON k.id = e.key_id JOIN users u ON u.id = k.user_id
         WHERE e.id = ?1";
    view.beyond(Beyond::Events, sql)?.first([id], |row| {
        Ok(Row {
            id: row.get("id")?,
            door_code: row.get("door_code")?,
            user: row.get("user_id")?,
            user_partition: row.get("partition_id")?,
            user_name: full_name(row.text("title")?, row.text("first_name")?, row.text("last_name")?),
            happening: Happening::from_byte(row.get("happening")?),
            happened_at: row.get("happened_at")?,
            received_at: row.get("received_at")?,
            is_proven: row.get("is_proven")?,
        })
    })
}
