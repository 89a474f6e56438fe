//! Taking old events out of the trail, into a file that was read back and verified before anything is taken out. The file is
//! described in docs/trail-file.md.
//!
//! Nothing goes that whoever purges could not have seen: events at access points, and of people, out of reach stay, and what is
//! older than the days that the group is shown. So the file has all that is taken out, and tells its reader nothing new.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;

use chrono::{Duration, SecondsFormat};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::console::Console;
use crate::domain::access_point::AccessPoint;
use crate::domain::chain::{Hash, hex};
use crate::domain::event::Happening;
use crate::domain::group::Scope;
use crate::domain::moment::{ConfirmedTime, Moment};
use crate::domain::permission::{AuditTrailPurge, Permission};
use crate::fault::Point as Fault;
use crate::operation::system_auditor::{
    Digesting, LINE_MAX, PurgeError, die_at, file_name, line, trouble, written_whole,
};
use crate::private_file;
use crate::session::Permit;
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::events::{self as rows, Point, Row, Taken};
use crate::storage::{self, Outcome, View, site};

use super::since;

/// What came home later than this before now stays: whoever opened a door today cannot take that out today.
pub const KEPT: Duration = Duration::hours(24);
/// So many events are read at a time.
const PAGE: usize = 4_000;

/// What a purge would take out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// What happened before this moment.
    pub before: Moment,
    /// And came home before this one.
    pub came_before: Moment,
    /// How many events that is.
    pub events: usize,
}

/// What a purge of everything before a moment would take out; nothing, if nothing within reach is so old.
pub fn extent(
    console: &Console,
    permit: &Permit<AuditTrailPurge>,
    before: Moment,
) -> Result<Option<Extent>, storage::Error> {
    console.storage().view(permit, |view| {
        let came_before = view.ends_by()? - KEPT;
        let before = before.min(came_before);
        let reach = Reach::of(view)?;
        let events = match reach.is_everything {
            true => rows::count_old(view, before, came_before)?,
            false => {
                let mut events = 0;
                reach.each_page(view, (before, came_before), |page| {
                    events += page.len();
                    Ok::<_, storage::Error>(())
                })?;
                events
            }
        };
        Ok((events > 0).then_some(Extent { before, came_before, events }))
    })
}

/// What whoever purges may take out.
struct Reach {
    points: BTreeMap<u16, Point>,
    people: Scope,
    since: Option<Moment>,
    /// What is older names nobody, in the file neither.
    named_since: Option<Moment>,
    /// Whether that is all there is.
    is_everything: bool,
}

impl Reach {
    fn of(view: &View<'_>) -> Result<Reach, storage::Error> {
        let seen = view.where_also(Permission::AuditTrailView);
        let people = view.grants().scope(Permission::UsersView).unwrap_or_else(Scope::nowhere);
        let since = since(view)?;
        let is_everything =
            *seen.scope() == Scope::Everywhere && people == Scope::Everywhere && since.is_none();
        let named_since = rows::named_since(view)?;
        Ok(Reach { points: rows::points(&seen)?, people, since, named_since, is_everything })
    }

    fn has(&self, row: &Row) -> bool {
        // What came from no access point that is known is everybody's who may take out everything.
        (self.is_everything || self.points.contains_key(&row.door_code))
            && row.person.as_ref().is_none_or(|person| self.people.reaches(person.partition))
            && self.since.is_none_or(|since| row.happened_at >= since)
    }

    /// Hands on what is older and within reach, the oldest first.
    fn each_page<E: From<storage::Error>>(
        &self,
        view: &View<'_>,
        (before, came_before): (Moment, Moment),
        mut take: impl FnMut(Vec<Row>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut after = None;
        loop {
            let mut page = rows::oldest(view, before, came_before, after, PAGE)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some((last.happened_at.timestamp_millis(), last.id));
            page.retain(|row| self.has(row));
            take(page)?;
        }
    }

    /// An event as it stands in the file.
    fn told(&self, row: &Row) -> Told {
        let point = self.points.get(&row.door_code);
        let at = |moment: Moment| moment.to_rfc3339_opts(SecondsFormat::Secs, true);
        let person =
            row.person.as_ref().filter(|_| self.named_since.is_none_or(|since| row.is_named_since(since)));
        Told {
            event: row.id,
            happened_at: at(row.happened_at),
            received_at: at(row.received_at),
            is_odd: row.is_odd,
            kind: point.map(|point| kind(point.at).to_owned()).unwrap_or_default(),
            access_point: row.door_code,
            access_point_name: point.map(|point| point.name.clone()).unwrap_or_default(),
            happening: row.happening.byte(),
            what: what(row.happening),
            person: person.map(|person| person.id.0),
            person_name: person.map(|person| person.name.clone()),
            key: person.map(|person| person.key.0),
            counter: row.counter,
            set_up: row.set_up,
            // By it, whoever has the keys of the site could tell whose card that was.
            mac: person.map(|_| hex(&row.mac)),
        }
    }
}

const fn kind(point: AccessPoint) -> &'static str {
    match point {
        AccessPoint::Door(_) => "door",
        AccessPoint::Locker(_) => "locker",
        AccessPoint::Room(_) => "room",
        AccessPoint::Suite(_) => "suite",
    }
}

/// A happening in a word that does not change.
fn what(happening: Happening) -> String {
    match happening {
        Happening::Opened => "opened".to_owned(),
        Happening::Taken => "taken".to_owned(),
        Happening::BatteryLow => "battery-low".to_owned(),
        Happening::MemoryFull => "memory-full".to_owned(),
        Happening::ClocksDiffer => "clocks-differ".to_owned(),
        Happening::DenylistLearned => "denylist-learned".to_owned(),
        Happening::Refused(reason) => format!("refused-{}", reason.key()),
        Happening::Unknown(_) => "unknown".to_owned(),
    }
}

/// The first line of a file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    keydesk: String,
    site: String,
    mark: String,
    before: String,
}

impl Head {
    const FORMAT: &str = "purged events, format 1";
}

/// An event in a file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    event: i64,
    happened_at: String,
    received_at: String,
    is_odd: bool,
    kind: String,
    access_point: u16,
    access_point_name: String,
    happening: u8,
    what: String,
    person: Option<i64>,
    person_name: Option<String>,
    key: Option<i64>,
    counter: u32,
    set_up: Option<u16>,
    mac: Option<String>,
}

/// The last line of a file: that it is whole.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foot {
    events: usize,
    /// SHA-256 of the lines of the events.
    digest: String,
}

/// What was purged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// How many events were taken out.
    pub events: usize,
    /// What happened before this moment.
    pub before: Moment,
    /// The name of the file.
    pub file_name: String,
    /// The SHA-256 of the file.
    pub digest: Hash,
}

/// Purges what was shown by [`extent`]: writes it to a new file, reads the file back and holds every line against the
/// database, and only then takes the events out.
///
/// Stopped anywhere, nothing is lost: until the last step the events are in the database, and with it they are in a
/// file that was verified. A file that was begun and could not be finished is removed; one that is whole stays.
pub fn purge(
    console: &Console,
    permit: &Permit<AuditTrailPurge>,
    extent: Extent,
    path: &Path,
) -> Result<Purged, PurgeError> {
    let storage = console.storage();
    let (written, named_since, since) = storage.view(permit, |view| {
        // No younger than may be, whatever was asked for.
        let kept = view.confirmed_time().map(ConfirmedTime::moment)? - KEPT;
        if extent.came_before > kept || extent.before > extent.came_before {
            return Err(PurgeError::Nothing);
        }
        let reach = Reach::of(view)?;
        let written = written_whole(path, |file| write(console, view, &reach, extent, file, path))?;
        read_back(view, &reach, extent, path, &written)?;
        Ok((written, reach.named_since, reach.since))
    })?;
    die_at(console, Fault::PurgeFileChecked)?;
    storage.change(permit, |change| {
        let time = change.confirmed_time()?;
        // Whom a line names, and how far back it goes, was told by the clock when it was written.
        let reach = Reach { named_since, since, ..Reach::of(change)? };
        let (mut taken, mut events, mut digest) = (Taken::default(), 0, Sha256::new());
        reach.each_page(change, (extent.before, extent.came_before), |page| {
            for row in &page {
                let mut told = serde_json::to_vec(&reach.told(row)).map_err(|_| PurgeError::Changed)?;
                told.push(b'\n');
                digest.update(&told);
            }
            events += rows::take_out(change, &page, &mut taken, time)?;
            Ok::<_, PurgeError>(())
        })?;
        // What the file says is what was taken out, line by line.
        if events != written.events || <Hash>::from(digest.finalize()) != written.lines {
            return Err(PurgeError::Changed);
        }
        taken.keep(change, extent.before)?;
        let file_name = file_name(path);
        let subject =
            Subject { kind: SubjectKind::Events, id: None, name: file_name.clone(), partition: None };
        let after = Fields::default()
            .with_moment("before", extent.before)
            .with("events", events)
            .with("file", file_name.as_str())
            .with("file digest", hex(&written.digest));
        let purged = Purged { events, before: extent.before, file_name, digest: written.digest };
        Ok(Outcome::Changed(purged, Entry::new(Action::EventsPurged, subject).after(after).into()))
    })
}

/// What a file came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    events: usize,
    /// The SHA-256 of the lines of its events, and of the whole file.
    lines: Hash,
    digest: Hash,
}

fn head(view: &View<'_>, extent: Extent) -> Result<Head, storage::Error> {
    let site = site::get(view)?;
    Ok(Head {
        keydesk: Head::FORMAT.to_owned(),
        site: site.name,
        mark: hex(&site.mark.0),
        before: extent.before.to_rfc3339_opts(SecondsFormat::Secs, true),
    })
}

fn write(
    console: &Console,
    view: &View<'_>,
    reach: &Reach,
    extent: Extent,
    file: File,
    path: &Path,
) -> Result<Written, PurgeError> {
    let failed = |error: io::Error| trouble(path, &error);
    let mut out = Digesting { inner: BufWriter::new(file), digest: Sha256::new() };
    line(&mut out, &head(view, extent)?).map_err(failed)?;
    out.flush().map_err(failed)?;
    die_at(console, Fault::PurgeFileBegun)?;
    let (mut events, mut lines) = (0, Sha256::new());
    reach.each_page(view, (extent.before, extent.came_before), |page| {
        for row in &page {
            let mut told = serde_json::to_vec(&reach.told(row)).map_err(|_| PurgeError::Changed)?;
            told.push(b'\n');
            lines.update(&told);
            out.write_all(&told).map_err(failed)?;
        }
        events += page.len();
        Ok::<_, PurgeError>(())
    })?;
    if events == 0 {
        return Err(PurgeError::Nothing);
    }
    let lines: Hash = lines.finalize().into();
    line(&mut out, &Foot { events, digest: hex(&lines) }).map_err(failed)?;
    let Digesting { inner, digest } = out;
    let file = inner.into_inner().map_err(|error| trouble(path, error.error()))?;
    file.sync_all().map_err(failed)?;
    die_at(console, Fault::PurgeFileWritten)?;
    Ok(Written { events, lines, digest: digest.finalize().into() })
}

/// Reads the file that was just written, and holds every line of it against the database.
fn read_back(
    view: &View<'_>,
    reach: &Reach,
    extent: Extent,
    path: &Path,
    written: &Written,
) -> Result<(), PurgeError> {
    private_file::sync_folder_of(path);
    let differs = || PurgeError::ReadBackDiffers(path.to_owned());
    let mut file = BufReader::new(private_file::open_chosen(path).map_err(|_| differs())?);
    let (mut digest, mut bytes) = (Sha256::new(), Vec::new());
    let mut next = |digest: &mut Sha256| -> Result<Vec<u8>, PurgeError> {
        bytes.clear();
        file.by_ref().take(LINE_MAX).read_until(b'\n', &mut bytes).map_err(|_| differs())?;
        digest.update(&bytes);
        Ok(bytes.clone())
    };
    let is = |line: Vec<u8>, expected: &Head| {
        serde_json::from_slice::<Head>(&line).is_ok_and(|read| read == *expected)
    };
    if !is(next(&mut digest)?, &head(view, extent)?) {
        return Err(differs());
    }
    let mut events = 0;
    reach.each_page(view, (extent.before, extent.came_before), |page| {
        for row in &page {
            let read = serde_json::from_slice::<Told>(&next(&mut digest)?).map_err(|_| differs())?;
            if read != reach.told(row) {
                return Err(differs());
            }
        }
        events += page.len();
        Ok(())
    })?;
    let foot = serde_json::from_slice::<Foot>(&next(&mut digest)?).map_err(|_| differs())?;
    let is_over = next(&mut digest)?.is_empty();
    let holds = is_over
        && foot == (Foot { events: written.events, digest: hex(&written.lines) })
        && events == written.events
        && <Hash>::from(digest.finalize()) == written.digest;
    if holds { Ok(()) } else { Err(differs()) }
}
