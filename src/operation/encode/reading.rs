//! A key is read: what it says, beside what the database wants of it. Nothing is written on it; what it brings home is
//! kept as at every encoder.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::recognise::{Said, brought};
use super::{Error, Mismatch, OldKey, Signal, Step, Work, subject};
use crate::console::Console;
use crate::domain::access;
use crate::domain::access_point::{AccessPoint, Code};
use crate::domain::event::Held;
use crate::domain::image::{self, Flags, Header, Image, Statement};
use crate::domain::key::{Facts, Key, KeyId, Reason, Status};
use crate::domain::lock::asked;
use crate::domain::moment::{self, Moment};
use crate::domain::output::{self, OutputId};
use crate::domain::permission::Permission;
use crate::domain::timetable::Hours;
use crate::domain::user::{Between, UserId};
use crate::domain::zone::Group;
use crate::encoder::layout::{Found, KeyCard};
use crate::encoder::link::LinkError;
use crate::encoder::reader::{Contact, Reader};
use crate::operation::answer::{At, Locks};
use crate::operation::users;
use crate::session::Pass;
use crate::storage::audit::{self, Action, Entry, Fields};
use crate::storage::lockers::{self, HeldLocker};
use crate::storage::users as rows;
use crate::storage::{self, Outcome, View, access_points, events, keys, outputs, timetables};

/// What a key says, beside what the database wants of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readout {
    /// Whose key it is.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// How it stands.
    pub status: Status,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The card's serial number.
    pub serial: String,
    /// When it was read.
    pub read_at: Moment,
    /// It says something else than what was written on it last.
    pub mismatch: Option<Mismatch>,
    /// When it was written, as it says.
    pub written_at: Moment,
    /// From when it is valid.
    pub from: Moment,
    /// Until when it opens anything without coming to an encoder again.
    pub until: Moment,
    /// Until when anything may open that was ever signed for its person: also what is not on this card.
    pub out_until: Moment,
    /// When it ends for good; nothing, if it can always be renewed.
    pub expires: Option<Moment>,
    /// What its holder may do besides opening doors.
    pub options: Vec<OptionRead>,
    /// What it opens, with what it should open, by name; what differs comes first.
    pub lines: Vec<Line>,
    /// How many more things it names, or should name, that the operator may not see.
    pub beyond: usize,
    /// How many of those differ.
    pub beyond_differing: usize,
    /// Bytes of what is written on it.
    pub bytes: u16,
    /// Bytes that there are.
    pub capacity: u16,
    /// The lockers of free assignment that it holds.
    pub lockers: Vec<HeldLocker>,
    /// How many records of doors it carries; nothing, where it has no room for any.
    pub records: Option<usize>,
    /// How many of those came home now.
    pub events: usize,
    /// The same for locks to be asked about it.
    pub card: ReadCard,
}

/// What a key said when it was read, for locks to be asked about it. All of it that the operator may see, the [`Readout`] says.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadCard {
    pub(in crate::operation) key: KeyId,
    pub(in crate::operation) user: UserId,
    pub(in crate::operation) image: Image,
    /// The lockers that it says it holds.
    pub(in crate::operation) held: Vec<Held>,
}

impl fmt::Debug for ReadCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReadCard")
    }
}

/// An option of the person, as the key says it and as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionRead {
    /// The name by which texts know it.
    pub key: &'static str,
    /// Whether the key says it.
    pub says: bool,
    /// Whether it should.
    pub wanted: bool,
}

/// Something that a key opens or drives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What.
    pub to: To,
    /// Its name.
    pub name: String,
    /// When, as the key says; never, where there is nothing.
    pub says: BTreeSet<Holds>,
    /// When, as it should say.
    pub wanted: BTreeSet<Holds>,
    /// Whether the key says something else than it should.
    differs: bool,
    /// What its lock would do with the key as it lies there, at the moment when it was read: nothing, where it has none, or where
    /// that hangs on a locker that the key holds.
    pub now: Option<asked::Answer>,
}

impl Line {
    /// Whether the key says something else than it should.
    pub const fn differs(&self) -> bool {
        self.differs
    }
}

/// What a key opens or drives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    /// An access point.
    Point(AccessPoint),
    /// An output.
    Output(OutputId),
}

/// When a right holds that a key says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holds {
    /// In these hours; nothing, if in all.
    pub hours: Option<Hours>,
    /// In hours that the operator may not see.
    pub is_unseen: bool,
    /// Between these minutes of keys; nothing, as long as the key.
    between: Option<(u32, u32)>,
    /// It is one of a group of which a key holds one.
    pub group: Option<Group>,
}

impl Holds {
    /// Between these moments; nothing, as long as the key.
    pub fn between(&self) -> Option<Between> {
        let (from, until) = self.between?;
        Some(Between { from: moment::from_key_minutes(from), until: moment::from_key_minutes(until) })
    }
}

/// What rights lead to, as a key names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Point(Code),
    Output(output::Number),
}

type Opened = BTreeMap<Named, BTreeSet<Holds>>;

/// The options of people, as keys say them.
const OPTIONS: &[(Flags, &str)] = &[
    (Flags::EXTENDED_OPENING, "extended-opening"),
    (Flags::OVERRIDE_PRIVACY, "override-privacy"),
    (Flags::OVERRIDE_LOCKDOWN, "override-lockdown"),
    (Flags::SET_LOCKDOWN, "set-lockdown"),
    (Flags::OFFICE, "office"),
    (Flags::AUDIT_OPENINGS, "audit-openings"),
    (Flags::ANTIPASSBACK, "antipassback"),
    (Flags::CANCELLABLE, "cancellable"),
    (Flags::PIN, "pin"),
];

/// What rights open and drive, and when.
fn held(rights: &image::Rights) -> Opened {
    let mut held = Opened::new();
    let mut hold = |named, timetable: u8, between, group| {
        let hours =
            (timetable != 0).then(|| rights.timetables().get(&timetable).cloned().unwrap_or_default());
        held.entry(named).or_default().insert(Holds { hours, is_unseen: false, between, group });
    };
    for entry in rights.entries() {
        hold(Named::Point(entry.door), entry.timetable, entry.between, None);
    }
    for entry in rights.free() {
        hold(Named::Point(entry.locker), entry.timetable, entry.between, Some(entry.group));
    }
    for entry in rights.outputs() {
        hold(Named::Output(entry.output), entry.timetable, entry.between, None);
    }
    held
}

impl<P: Pass + Clone + Send + 'static> Work<P> {
    /// Waits for a key and reads it.
    pub(super) fn read_key(self, console: &Console) -> Result<Readout, Error> {
        self.at_encoder(console, Work::reading)
    }

    /// Does something at the encoder, and shows there what came of it.
    pub(super) fn at_encoder<T: Send + 'static>(
        self,
        console: &Console,
        act: impl FnOnce(&Self, &mut dyn Reader) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let encoder = self.encoder.clone();
        console.desk().work(&encoder, move |reader| {
            let result = act(&self, reader);
            reader.show(
                match &result {
                    Ok(_) => Signal::Done,
                    Err(Error::Stopped) => Signal::Idle,
                    Err(_) => Signal::Failed,
                },
                self.means,
            );
            result
        })?
    }

    /// Waits for a card that is only to be read.
    pub(super) fn next_laid<'r>(&self, reader: &'r mut dyn Reader) -> Result<Contact<'r>, Error> {
        reader.show(Signal::Waiting, self.means);
        (self.progress)(Step::Waiting);
        reader.wait_for_card(&self.wait)?;
        reader.show(Signal::Working, self.means);
        let contact = reader.connect(&self.wait.stop)?;
        (self.progress)(Step::Reading);
        Ok(contact)
    }

    fn reading(&self, reader: &mut dyn Reader) -> Result<Readout, Error> {
        let mut contact = self.next_laid(reader)?;
        let keyring = self.keyring()?;
        let read = match self.found(&mut contact, &keyring) {
            Ok(Found::Key(card)) => self.reading_of(card),
            Ok(Found::Blank(_)) => Err(Error::BlankCard),
            Err(error) => Err(error),
        };
        match read {
            Err(Error::Link(LinkError::CardLost)) => Err(Error::RemovedTooSoon),
            read => read,
        }
    }

    fn reading_of(&self, mut card: KeyCard<'_, '_>) -> Result<Readout, Error> {
        let Some(remembered) = self.remembered(&mut card, None)? else {
            return Err(self.nobodys(&mut card, OldKey::LEAVE)?);
        };
        let key = &remembered.key;
        let (said, mut mismatch) = self.read_settled(&mut card, &remembered)?;
        if said.head.is_none() && mismatch.is_none() {
            return Err(Error::BlankCard);
        }
        let found = self.image_of(key, &said, &mut card)?;
        if found.is_none() {
            mismatch = mismatch.or(Some(Mismatch::Altered));
        }
        let noted = mismatch.map(|it| self.differs(it, &card.serial, Some(key), &said)).transpose()?;
        // What is not of this key, or cannot be believed, is not shown as what it says.
        let Some((header, image)) = found else {
            return Err(noted.unwrap_or(Error::BlankCard));
        };
        let brought = brought(&mut card, &said)?;
        let records = brought.as_ref().map(|brought| brought.reports.len());
        let events = self.storage.change(&self.proof, |change| {
            let events = match &brought {
                None => 0,
                Some(brought) if mismatch.is_none() => brought.keep(change, &card.serial)?,
                // Which lockers it held when it said that is no news.
                Some(brought) => events::insert(change, key.id, &brought.dated())?,
            };
            let entry = Entry::new(Action::KeyRead, subject(key, &rows::get(change, key.user)?)).after(
                Fields::default()
                    .with("encoder", self.encoder.as_str())
                    .with("the key says", said.sequence())
                    .with("events", events),
            );
            // A card can be laid down every second.
            let since = change.now() - chrono::Duration::hours(1);
            Ok::<_, Error>(
                match events == 0 && audit::is_raised(change, &entry, since, Action::MismatchesSeen)? {
                    true => Outcome::Unchanged(events),
                    false => Outcome::Changed(events, entry.into()),
                },
            )
        })?;
        let capacity = card.capacity()?;
        self.look(|view| {
            let stored = rows::get(view, remembered.user)?;
            let Some(key) = keys::of_user(view, &stored)? else {
                return Ok(None);
            };
            let now = view.believed()?;
            let status = Facts::of(stored.besides.banned, &stored.validity, Some(&key)).status_at(now);
            let rules = self.storage.rules(view)?;
            let (holder, rights) = rows::holder(view, &stored)?;
            let statement = access::statement(&holder, &rights, &rules);
            let bytes = u16::try_from(image.length()).unwrap_or(u16::MAX);
            let lockers = lockers::held_by(view, key.id)?;
            let (mut lines, beyond, beyond_differing) = lines(view, &image, &statement)?;
            self.ask_locks(view, image.clone(), &lockers, &mut lines)?;
            let slots = brought.iter().flat_map(|brought| &brought.claims).map(|claim| claim.held);
            let card = ReadCard { key: key.id, user: stored.id, image, held: slots.collect() };
            Ok(Some(Readout {
                user: stored.id,
                name: stored.full_name(),
                status,
                reasons: users::reasons(&rules, view, &stored, &key, status)?,
                serial: key.serial.to_string(),
                read_at: now.moment(),
                mismatch,
                written_at: moment::from_key_minutes(header.issued_at),
                from: moment::from_key_minutes(header.valid_from),
                until: moment::from_key_minutes(header.refresh_by),
                out_until: moment::from_key_minutes(header.refresh_by)
                    .max(key.contents.until())
                    .max(keys::given_up_until(view, &stored)?.unwrap_or(Moment::MIN_UTC)),
                expires: (header.valid_until != image::NEVER)
                    .then(|| moment::from_key_minutes(header.valid_until)),
                options: options(&header, &statement),
                lines: lines.into_iter().map(|(_, line)| line).collect(),
                beyond,
                beyond_differing,
                bytes,
                capacity,
                lockers,
                records,
                events,
                card,
            }))
        })?
        .ok_or(Error::KeyOfNobody(card.serial))
    }

    /// Asks the lock of each access point what it would do with the key now.
    fn ask_locks(
        &self,
        view: &View<'_>,
        image: Image,
        held: &[HeldLocker],
        lines: &mut [(Named, Line)],
    ) -> Result<(), storage::Error> {
        let is_free = |group| held.iter().all(|held| held.group != group);
        let mut asked: Vec<((Code, AccessPoint), &mut Line)> = Vec::new();
        for (named, line) in lines {
            let hangs_on_held = line.says.iter().filter_map(|holds| holds.group).any(|group| !is_free(group));
            if let (Named::Point(code), To::Point(point), false) = (*named, line.to, hangs_on_held) {
                asked.push(((code, point), line));
            }
        }
        let points: Vec<(Code, AccessPoint)> = asked.iter().map(|(point, _)| *point).collect();
        let locks = Locks::with(&self.storage, &*self.clock, view, At::Now)?.of_points(&points)?;
        for ((_, line), answer) in asked.into_iter().zip(Locks::of_card(image, locks)) {
            line.now = Some(answer);
        }
        Ok(())
    }

    /// All that stands on the card, if it is this key's and this site signed it for this card.
    pub(super) fn image_of(
        &self,
        key: &Key,
        said: &Said,
        card: &mut KeyCard<'_, '_>,
    ) -> Result<Option<(Header, Image)>, Error> {
        let length = |header| {
            let head = said.head.as_ref()?;
            Some((header, head.len() + Header::body_bytes(head)?))
        };
        let Some((header, length)) = said.of(key).and_then(length) else {
            return Ok(None);
        };
        if length > usize::from(card.capacity()?) {
            return Ok(None);
        }
        let bytes = card.read_rights(length)?;
        let image = Image::open(&bytes, card.serial, &self.keyring()?.signers()).ok();
        Ok(image.filter(|image| image.header == header).map(|image| (header, image)))
    }
}

/// The hours of the timetables that the operator may see.
pub(in crate::operation) struct SeenHours(BTreeSet<Hours>);

impl SeenHours {
    pub(in crate::operation) fn of(view: &View<'_>) -> Result<Self, storage::Error> {
        let Some(reach) = view.holding(Permission::TimetablesView) else {
            return Ok(SeenHours(BTreeSet::new()));
        };
        let own: Vec<Hours> =
            timetables::list(&reach)?.into_iter().map(|row| row.besides.periods.hours()).collect();
        // What an access level gives by one, and the zone in it by another, holds while both do.
        let paired = own.get(..PAIRED_MAX).unwrap_or(&own);
        let both = paired.iter().flat_map(|one| paired.iter().map(|other| one.both(other)));
        Ok(SeenHours(both.chain(own.iter().cloned()).collect()))
    }

    pub(in crate::operation) fn has(&self, hours: &Hours) -> bool {
        self.0.contains(hours)
    }

    fn seen(&self, holds: Holds) -> Holds {
        match &holds.hours {
            Some(hours) if !self.has(hours) => Holds { hours: None, is_unseen: true, ..holds },
            Some(_) | None => holds,
        }
    }
}

/// Of more, those by two at once are not told.
const PAIRED_MAX: usize = 64;

fn options(header: &Header, statement: &Statement) -> Vec<OptionRead> {
    let read = |(flag, key): &(Flags, &'static str)| OptionRead {
        key,
        says: header.flags.has(*flag),
        wanted: statement.flags.has(*flag),
    };
    OPTIONS.iter().map(read).filter(|option| option.says || option.wanted).collect()
}

/// What keys name, and what is said of it; how many more there are, and how many of those differ.
type Lines = (Vec<(Named, Line)>, usize, usize);

/// What a key says of each thing beside what it should say, as far as the operator may see what that is.
fn lines(view: &View<'_>, image: &Image, statement: &Statement) -> Result<Lines, storage::Error> {
    let (mut says, mut wanted) = (held(&image.body.rights), held(statement.rights()));
    let all: BTreeSet<Named> = says.keys().chain(wanted.keys()).copied().collect();
    let differing = |named: &Named| says.get(named) != wanted.get(named);
    let all_differing = all.iter().filter(|named| differing(named)).count();
    let codes = all.iter().filter_map(|named| match named {
        Named::Point(code) => Some(*code),
        Named::Output(_) => None,
    });
    let points = access_points::seen(view, &codes.collect())?;
    let mut seen: Vec<_> =
        points.into_iter().map(|(code, point, name)| (Named::Point(code), To::Point(point), name)).collect();
    if let Some(reach) = view.holding(Permission::OutputsView) {
        let named = outputs::list(&reach)?
            .into_iter()
            .map(|output| (Named::Output(output.besides.number), To::Output(output.id), output.name));
        seen.extend(named.filter(|(named, ..)| all.contains(named)));
    }
    let hours = SeenHours::of(view)?;
    let mut lines: Vec<(Named, Line)> = seen
        .into_iter()
        .map(|(named, to, name)| {
            let (says, wanted) = (says.remove(&named), wanted.remove(&named));
            let (says, wanted) = (says.unwrap_or_default(), wanted.unwrap_or_default());
            let differs = says != wanted;
            let [says, wanted] = [says, wanted].map(|all| all.into_iter().map(|it| hours.seen(it)).collect());
            (named, Line { to, name, says, wanted, differs, now: None })
        })
        .collect();
    lines.sort_by_key(|(_, line)| !line.differs());
    let beyond = all.len().saturating_sub(lines.len());
    let beyond_differing =
        all_differing.saturating_sub(lines.iter().filter(|(_, line)| line.differs()).count());
    Ok((lines, beyond, beyond_differing))
}
