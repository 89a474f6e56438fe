//! Cardholders > Users.

use std::sync::Arc;

use crate::console::Console;
use crate::domain::access::{self, Holder, Link};
use crate::domain::access_point::Code;
use crate::domain::denylist::Refused;
use crate::domain::directory::{Directory, Filter, Holders, Query, Shown, list_name};
use crate::domain::door::{Door, DoorId};
use crate::domain::function::Function;
use crate::domain::image::{Image, Rules, Section, end};
use crate::domain::key::{self, Card, Contents, Facts, Key, Memory, Reason, Status};
use crate::domain::limited_occupancy_group::LimitedOccupancyGroup;
use crate::domain::local::Window;
use crate::domain::location::Location;
use crate::domain::locker::Locker;
use crate::domain::moment::{self, BelievedTime, Moment};
use crate::domain::output::Output;
use crate::domain::partition::{Partition, PartitionId};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, Permission, UsersAddDelete, UsersBan, UsersModify, UsersView,
};
use crate::domain::phone::Held;
use crate::domain::pin::PinCheck;
use crate::domain::text::Line;
use crate::domain::timetable::TimetableId;
use crate::domain::user::{self, BulkEdit, Defaults, Draft, Fault, Field, GENERAL_FIELDS, Pin, User, UserId};
use crate::domain::user_access_level::UserAccessLevel;
use crate::domain::zone::Zone;
use crate::secret;
use crate::session::{Permit, Session};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind, Trail};
pub use crate::storage::denylist::Listed;
use crate::storage::lockers::{self, HeldLocker};
use crate::storage::phones::{self, Phone};
use crate::storage::record;
use crate::storage::relations::RIGHTS;
use crate::storage::users::{self as rows, Keyholder, Stored};
use crate::storage::{self, Change, Outcome, Storage, Unique, Values, View, denylist, keys, site};

pub use crate::domain::access::Impact;

use super::crossings;
use super::foretold::{self, Foretold};
use super::matrix;
use super::partitions::{self, placed};
use super::records::{self, Kept};
use super::relations::{self, Ready, RelatedTo, Tie};
use super::undo::{self, Inverse, Left, Of, Undoable, Written};
use super::{Changes, Error, Giving, Related, Shared};

/// The people that a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Everybody that the query found, in its order.
    pub ids: Vec<UserId>,
    /// How many there are without search and filter.
    pub total: usize,
    /// The rows of the first of them, without reasons.
    pub first: Vec<Row>,
}

/// How many rows come with a listing: more than a window shows.
const FIRST_ROWS: usize = 50;

/// Finds people.
pub fn list(console: &Console, permit: &Permit<UsersView>, query: &Query) -> Result<Listing, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        let holders = holders(storage, view, query)?;
        let directory = storage.directory()?;
        let ids = directory.search(query, &holders, view.scope(), view.believed()?);
        let first = shown(view, &directory, ids.get(..FIRST_ROWS).unwrap_or(&ids))?;
        Ok(Listing { first, ids, total: directory.count(view.scope()) })
    })
}

/// Who may open one of the doors, or the lockers, that are asked for, in whatever way: the search keeps to those within
/// reach.
fn holders(storage: &Storage, view: &View<'_>, query: &Query) -> Result<Holders, Error> {
    let mut holders = Holders::default();
    for filter in &query.filters {
        match filter {
            Filter::Door(door) => {
                let code = in_reach(view, Permission::DoorsView, |seen| record::get::<Door>(seen, *door))?;
                holders.doors.extend(of_point(storage, code.map(|door| door.besides))?);
            }
            Filter::Locker(locker) => {
                let code =
                    in_reach(view, Permission::LockersView, |seen| record::get::<Locker>(seen, *locker))?;
                holders.lockers.extend(of_point(storage, code.map(|locker| locker.besides))?);
            }
            Filter::NeedsAttention
            | Filter::Status(_)
            | Filter::EndsWithin(_)
            | Filter::Banned
            | Filter::NotBanned
            | Filter::Partition(_) => {}
        }
    }
    Ok(holders)
}

/// What is asked for; nothing, where it is out of reach as where it is not there.
fn in_reach<T>(
    view: &View<'_>,
    seeing: Permission,
    get: impl FnOnce(&View<'_>) -> Result<T, storage::Error>,
) -> Result<Option<T>, storage::Error> {
    match view.holding(seeing).map(|seen| get(&seen)) {
        None | Some(Err(storage::Error::NoSuch(_))) => Ok(None),
        Some(got) => got.map(Some),
    }
}

fn of_point(storage: &Storage, code: Option<Code>) -> Result<Vec<UserId>, storage::Error> {
    code.map_or(Ok(Vec::new()), |code| storage.holders_of(code))
}

/// How many people within reach each of some filters lets through. By a door nobody is counted.
pub fn counts(
    console: &Console,
    permit: &Permit<UsersView>,
    filters: &[Filter],
) -> Result<Vec<usize>, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        Ok(storage.directory()?.count_by_filter(filters, view.scope(), view.believed()?))
    })
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The person.
    pub id: UserId,
    /// Name as lists show it.
    pub name: String,
    /// Title.
    pub title: String,
    /// External number.
    pub external_id: String,
    /// Name of the partition.
    pub partition: String,
    /// The free fields.
    pub general: [String; GENERAL_FIELDS],
    /// How many doors were given one by one.
    pub doors: usize,
    /// Until when the key opens anything.
    pub until: Option<Moment>,
    /// How the key stands.
    pub status: Status,
    /// Why, where that was asked for.
    pub reasons: Vec<Reason>,
    /// Whether the person is banned.
    pub banned: bool,
}

/// The rows of some people, without reasons; those that are gone or out of reach are left out. No disk is asked.
pub fn rows(console: &Console, permit: &Permit<UsersView>, ids: &[UserId]) -> Result<Vec<Row>, Error> {
    let storage = console.storage();
    storage.view(permit, |view| Ok(shown(view, &*storage.directory()?, ids)?))
}

fn shown(view: &View<'_>, directory: &Directory, ids: &[UserId]) -> Result<Vec<Row>, storage::Error> {
    let partitions = storage::partitions::list(view)?;
    let name_of = |id: PartitionId| partitions.iter().find(|partition| partition.id == id);
    let people = ids.iter().filter_map(|id| directory.shown(*id));
    let within = people.filter(|shown| view.scope().reaches(shown.partition));
    let now = view.believed()?;
    Ok(within.map(|shown| row(shown, name_of(shown.partition), now)).collect())
}

/// Whose key of these people's has least room left, and how full it is; of those that are equally full, the first.
pub fn fullest(
    console: &Console,
    permit: &Permit<UsersView>,
    ids: &[UserId],
) -> Result<Option<(UserId, Memory)>, Error> {
    let memory = console.storage().view(permit, |view| keys::memory_of(view, ids))?;
    Ok(memory
        .into_iter()
        .reduce(|fullest, next| if next.1.is_fuller_than(fullest.1) { next } else { fullest }))
}

/// The same rows with the reasons, which have to be read from the disk.
pub fn rows_with_reasons(
    console: &Console,
    permit: &Permit<UsersView>,
    ids: &[UserId],
) -> Result<Vec<Row>, Error> {
    let mut rows = rows(console, permit, ids)?;
    console.storage().view(permit, |view| {
        let rules = console.storage().rules(view)?;
        for row in rows.iter_mut().filter(|row| !matches!(row.status, Status::Synchronized | Status::NoKey)) {
            row.reasons = match reasons_of(&rules, view, row.id, row.status) {
                // Deleted meanwhile.
                Err(storage::Error::NoSuch(_)) => Vec::new(),
                reasons => reasons?,
            };
        }
        Ok(rows)
    })
}

fn row(shown: Shown<'_>, partition: Option<&Partition>, now: BelievedTime) -> Row {
    let [external_id, general @ ..] = shown.columns.map(str::to_owned);
    Row {
        id: shown.id,
        name: list_name(shown.first_name, shown.last_name),
        title: shown.title.to_owned(),
        external_id,
        partition: partition.map(|partition| partition.name.clone()).unwrap_or_default(),
        general,
        doors: shown.doors as usize,
        until: match shown.facts.card {
            Card::Known { until, .. } | Card::Open { until } => Some(moment::from_key_minutes(until)),
            Card::None => None,
        },
        status: shown.facts.status_at(now),
        reasons: Vec::new(),
        banned: shown.facts.banned,
    }
}

fn reasons_of(
    rules: &Rules,
    view: &View<'_>,
    id: UserId,
    status: Status,
) -> Result<Vec<Reason>, storage::Error> {
    let stored = record::get::<User>(view, id)?;
    let Some(key) = keys::of_user(view, &stored)? else {
        return Ok(Vec::new());
    };
    reasons(rules, view, &stored, &key, status)
}

pub(super) fn reasons(
    rules: &Rules,
    view: &View<'_>,
    stored: &Stored,
    key: &Key,
    status: Status,
) -> Result<Vec<Reason>, storage::Error> {
    let (holder, rights) = rows::holder(view, stored)?;
    let wanted = access::statement(&holder, &rights, rules);
    let written = match key.contents {
        Contents::Known(written) => keys::image(view, key.id, written.sequence)?,
        Contents::Open { .. } => None,
    };
    let decoded =
        written.as_ref().and_then(|sealed| Some((Image::decode(&sealed.bytes).ok()?, &sealed.layout)));
    let decoded = decoded.as_ref().map(|(image, layout)| (image, *layout));
    let epoch = site::get(view)?.numbering.epoch;
    let mut reasons = key::reasons(key, stored.besides.banned, status, &wanted, epoch, decoded);
    let now = view.believed()?.moment();
    let given_up = keys::given_up_until(view, stored)?.filter(|until| *until > now);
    reasons.extend(given_up.map(Reason::AnotherOut));
    Ok(reasons)
}

/// A person's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The person.
    pub id: UserId,
    /// The form, as it is saved.
    pub draft: Draft,
    /// The name in one line.
    pub name: String,
    /// Which state of the record this is: to be given back when it is saved.
    pub version: i64,
    /// When it was saved last.
    pub changed_at: Moment,
    /// Who saved it.
    pub changed_by: String,
    /// Whether the person is banned.
    pub banned: bool,
    /// Whether name fields may not change any more.
    pub name_locked: bool,
    /// The key, if there is one.
    pub key: Option<KeyPage>,
    /// The phone that is a key as well, if there is one.
    pub phone: Option<Held>,
    /// Bytes that the image of the key needs or would need.
    pub needed_bytes: u16,
    /// What takes them: each section of the image, with its bytes. What is left is on every key.
    pub takes: Vec<(Section, usize)>,
    /// The portrait, as JPEG.
    pub picture: Option<Vec<u8>>,
    /// How many doors the person has, within reach or not.
    pub doors: usize,
    /// Whether the operator may give the person any door.
    pub may_give: bool,
    /// The cancelled keys that may still open something.
    pub cancelled: Vec<Listed>,
}

/// What a person's screen says of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPage {
    /// How it stands.
    pub status: Status,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The card's serial number.
    pub serial: String,
    /// Bytes that the card holds.
    pub capacity: u16,
    /// From when it opens anything, if that is later than now.
    pub from: Option<Moment>,
    /// Until when it opens anything.
    pub until: Moment,
    /// When it was last written, as far as that is known.
    pub written_at: Option<Moment>,
    /// The lockers that it held when it was read last.
    pub lockers: Vec<HeldLocker>,
}

/// Opens a person's screen.
pub fn open(console: &Console, permit: &Permit<UsersView>, id: UserId) -> Result<Page, Error> {
    console.storage().view(permit, |view| page(console, view, id))
}

fn page(console: &Console, view: &View<'_>, id: UserId) -> Result<Page, Error> {
    let stored = record::get::<User>(view, id)?;
    let options = site::user_options(view)?;
    let key = keys::of_user(view, &stored)?;
    let (holder, rights) = rows::holder(view, &stored)?;
    let (now, zone) = (view.believed()?.moment(), console.clock().zone());
    let rules = console.storage().rules(view)?;
    let statement = access::statement(&holder, &rights, &rules);
    let window = Window::new(now, end(statement.validity, now, zone));
    Ok(Page {
        id,
        draft: Draft::of(&stored.value, console.clock().zone()),
        name: stored.full_name(),
        version: stored.version,
        changed_at: stored.changed_at,
        changed_by: stored.changed_by.clone(),
        banned: stored.besides.banned,
        name_locked: options.names_locked && stored.besides.had_key,
        needed_bytes: statement.wanted_in(window, &mut Vec::new()).bytes,
        takes: statement.costs(window),
        picture: rows::picture(view, &stored)?,
        doors: rows::count_doors(view, id)?,
        cancelled: denylist::of_user(view, &stored)?
            .into_iter()
            .filter(|listed| listed.refused == Refused::All && listed.over_at > now)
            .collect(),
        may_give: may_give_access(view, &stored)
            || relations::may_change::<User, Output, _>(view, &stored)
            || relations::may_change::<User, LimitedOccupancyGroup, _>(view, &stored),
        key: key.map(|key| key_page(&rules, view, &stored, &key)).transpose()?,
        phone: super::phones::held(console.storage(), console.clock().zone(), view, &stored)?,
    })
}

/// Whether the operator may change in any way what somebody may open.
pub(super) fn may_give_access(view: &View<'_>, stored: &Stored) -> bool {
    relations::may_change::<User, Door, _>(view, stored)
        || relations::may_change::<User, Locker, _>(view, stored)
        || relations::may_change::<User, UserAccessLevel, _>(view, stored)
        || relations::may_change::<User, Zone, _>(view, stored)
        || relations::may_change::<User, Location, _>(view, stored)
        || relations::may_change::<User, Function, _>(view, stored)
}

fn key_page(rules: &Rules, view: &View<'_>, stored: &Stored, key: &Key) -> Result<KeyPage, storage::Error> {
    let now = view.believed()?;
    let status = Facts::of(stored.besides.banned, &stored.value.validity, Some(key)).status_at(now);
    Ok(KeyPage {
        status,
        reasons: reasons(rules, view, stored, key, status)?,
        serial: key.serial.to_string(),
        capacity: key.media.capacity,
        from: match key.contents {
            Contents::Known(written) => Some(written.from).filter(|from| *from > now.moment()),
            Contents::Open { .. } => None,
        },
        until: key.contents.until(),
        written_at: match key.contents {
            Contents::Known(written) => Some(written.at),
            Contents::Open { before, .. } => before.map(|before| before.at),
        },
        lockers: lockers::held_by(view, key.id)?,
    })
}

/// What the form of a person offers to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// Where people may be put.
    pub within: partitions::Choices,
    /// The names of the free fields; `None` is one that is not used.
    pub general: [Option<String>; GENERAL_FIELDS],
    /// What is filled in for somebody new.
    pub defaults: Defaults,
    /// By which timetables the doors of locations and functions can open.
    pub timetables: Vec<(TimetableId, String)>,
}

/// What the form of a person offers to choose from.
pub fn choices(console: &Console, permit: &Permit<UsersView>) -> Result<Choices, Error> {
    console.storage().view(permit, |view| {
        let options = site::user_options(view)?;
        Ok(Choices {
            within: partitions::choices(view, &[Permission::UsersAddDelete, Permission::UsersModify])?,
            general: options.general.map(|name| Some(name.to_string()).filter(|name| !name.is_empty())),
            defaults: options.defaults,
            timetables: crossings::timetables(view)?,
        })
    })
}

/// An empty form for somebody new.
pub fn blank(console: &Console, permit: &Permit<UsersAddDelete>) -> Result<Draft, Error> {
    console.storage().view(permit, |view| {
        let now = console.clock().zone().local(view.believed()?.moment());
        let to_the_minute = now.date().and_hms_opt(0, 0, 0).unwrap_or(now);
        Ok(Draft::empty(partitions::first(view)?, to_the_minute, &site::user_options(view)?.defaults))
    })
}

/// What becomes of a portrait.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Picture {
    /// It stays.
    #[default]
    Keep,
    /// It is taken away.
    Remove,
    /// It is replaced by this JPEG, which [`portrait`] made.
    Replace(Vec<u8>),
}

impl Kept for User {
    type There<'r> = Keyholder<'r>;

    const KIND: SubjectKind = SubjectKind::User;
    const ADDED: Action = Action::UserAdded;
    const CHANGED: Action = Action::UserChanged;
    const REMOVED: Action = Action::UserDeleted;

    fn told(&self, _: UserId) -> (String, Option<PartitionId>) {
        (self.full_name(), Some(self.partition))
    }

    fn fields(stored: &Stored) -> Fields {
        fields(&stored.value)
    }

    fn there<'r>(
        &'r self,
        by: &Session,
        change: &Change<'_>,
        before: Option<&Stored>,
    ) -> Result<Keyholder<'r>, Error> {
        if self.external_id.is_empty() {
            return Err(Error::User(vec![(Field::ExternalId, Fault::Required)]));
        }
        let name = |user: &User| (user.title.clone(), user.first_name.clone(), user.last_name.clone());
        if let Some(before) = before
            && before.besides.had_key
            && name(before) != name(self)
            && site::user_options(change)?.names_locked
        {
            return Err(Error::User(vec![(Field::LastName, Fault::NameLocked)]));
        }
        crossings::expect_retimed(change, self, before)?;
        let was = before.map(|before| &before.value);
        let user = placed(change, was, self, |why| Error::User(vec![(Field::Partition, why.into())]))?;
        let pin = pin_check(by, self, before.and_then(|before| before.besides.pin_check))?;
        Ok(Keyholder { user, pin })
    }

    fn is_stored(there: &Keyholder<'_>, before: &Stored) -> bool {
        there.pin == before.besides.pin_check
            && User { pin: before.pin.clone(), ..there.user.clone() } == before.value
    }

    /// What a PIN was is kept nowhere.
    fn is_undone_to(&self, before: &Stored) -> bool {
        self.pin == before.pin
    }

    fn tell_besides(entry: &mut Entry, there: &Keyholder<'_>, before: &Stored) {
        if there.pin != before.besides.pin_check {
            entry.after.set("pin", if there.pin.is_some() { "changed" } else { "removed" });
        }
    }

    fn taken(unique: Unique) -> Option<Error> {
        let is_external = unique == Unique::ExternalId;
        is_external.then(|| Error::User(vec![(Field::ExternalId, Fault::Duplicate)]))
    }
}

impl RelatedTo<Door> for User {
    const TIE: Tie<Self, Door> = Tie::Rights(RIGHTS, |stored, door| Link::PersonDoor(stored.id, door));
    const CHANGED_BY: (Permission, Permission) = (Permission::UsersModify, Permission::DoorsModifyAccess);
}

/// The doors that are given to a person, or to each of several, and taken away.
pub fn given_doors(doors: &Permit<DoorsModifyAccess>, changes: &Changes<DoorId>) -> Giving<User> {
    relations::given::<User, Door, _>(None, doors, changes)
}

/// Adds a person.
pub fn add(
    console: &Console,
    permit: &Permit<UsersAddDelete>,
    draft: &Draft,
    picture: &Picture,
    given: &Giving<User>,
) -> Result<UserId, Error> {
    let mut draft = draft.clone();
    super::number(&mut draft.external_id)?;
    let user = draft.check(console.clock().zone()).map_err(Error::User)?;
    undo::forgetting(console, permit, |change| {
        let (stored, added) = records::put(change, permit.session(), &user, Values::none())?;
        put_picture(change, stored.id, picture)?;
        let given = given.ready(change, stored.id)?.told(change, &stored)?;
        let trail = given.into_iter().fold(Trail::from(added), Trail::and);
        Ok(Outcome::Changed(stored.id, trail))
    })
    .map_err(of_person)
}

/// Saves a person who was opened as `version`. Says what that did to the key.
pub fn save(
    console: &Console,
    permit: &Permit<UsersModify>,
    id: UserId,
    version: i64,
    draft: &Draft,
    picture: &Picture,
    given: &Giving<User>,
) -> Result<Impact, Error> {
    let user = draft.check(console.clock().zone()).map_err(Error::User)?;
    relations::save(console, permit, id, Some((version, &user)), given, |change, stored| {
        if *picture == Picture::Keep {
            return Ok(None);
        }
        put_picture(change, id, picture)?;
        let is_replaced = matches!(picture, Picture::Replace(_));
        let fields = Fields::default().with("picture", is_replaced);
        Ok(Some(records::entry(Action::UserChanged, stored).after(fields)))
    })
    .map_err(of_person)
}

/// The check of the person's PIN. A new one is another check even of the same digits: that it was the same is told to
/// nobody.
fn pin_check(session: &Session, user: &User, before: Option<PinCheck>) -> Result<Option<PinCheck>, Error> {
    Ok(match &user.pin {
        Pin::None => None,
        Pin::Kept => before,
        Pin::New(digits) => {
            // An operator who was allowed to keep PINs after signing in has no key for them yet.
            let lacks = if session.is_locked() { Error::Locked } else { Error::NoKeys };
            let key = session.pin_key().ok_or(lacks)?;
            Some(PinCheck::of(&key, secret::random()?, digits))
        }
    })
}

/// How one of many people was saved.
#[derive(Debug)]
pub struct SavedOne {
    /// Who.
    pub id: UserId,
    /// The name.
    pub name: String,
    /// What was wrong, if anything.
    pub faults: user::Faults,
}

/// Applies edits to many people at once, and gives to them and takes from them, in one transaction: to each to whom all of
/// it can be applied. Says to whom it could not.
pub fn save_many(
    console: &Console,
    permit: &Permit<UsersModify>,
    ids: &[UserId],
    edits: &[BulkEdit],
    given: &Giving<User>,
) -> Result<Vec<SavedOne>, Error> {
    let zone = console.clock().zone();
    undo::keeping(console, permit, |change| {
        let (mut saved, mut trail, mut left) = (Vec::with_capacity(ids.len()), Vec::new(), Vec::new());
        for id in ids {
            let stored = record::get::<User>(change, *id)?;
            let mut draft = Draft::of(&stored.value, zone);
            edits.iter().for_each(|edit| draft.apply(edit));
            let user = draft.check(zone);
            let faults = match save_one_of_many(console, change, permit, &stored, user, given) {
                Ok((entries, _)) if entries.is_empty() => Vec::new(),
                Ok((entries, was)) => {
                    trail.extend(entries);
                    left.push(was);
                    Vec::new()
                }
                Err(Error::User(faults)) => faults,
                Err(other) => return Err(other),
            };
            saved.push(SavedOne { id: *id, name: stored.full_name(), faults });
        }
        let left = undo::Several::of(left);
        let kept = left.map(|left| Inverse::of(change, &permit.into(), left)).transpose()?;
        Ok(match Trail::of(trail) {
            Some(trail) => (kept, Outcome::Changed(saved, trail)),
            None => (None, Outcome::Unchanged(saved)),
        })
    })
}

/// All of it or nothing: what can be wrong with one of many is found before anything of that one is written. Says what it
/// takes to undo it, where that can be.
fn save_one_of_many(
    console: &Console,
    change: &Change<'_>,
    permit: &Permit<UsersModify>,
    stored: &Stored,
    user: Result<User, user::Faults>,
    given: &Giving<User>,
) -> Result<(Vec<Entry>, Option<Left<User>>), Error> {
    let user = user.map_err(Error::User)?;
    let mut ready = ready_of_many(console, change, stored, given)?;
    let remembered = ready.remembered().filter(|_| user.is_undone_to(stored));
    let saved = records::put_again(change, permit.session(), stored.id, stored.version, &user)?;
    let left = remembered.map(|given| Left::of(stored, saved.as_ref().map(|_| stored), given));
    let given = ready.told(change, &stored.with(user))?;
    Ok((saved.into_iter().chain(given).collect(), left))
}

/// That somebody would be given more than there may be stands at the doors of the person.
fn too_many_doors() -> Error {
    Error::User(vec![(Field::Doors, Fault::TooMany { max: user::DOORS_MAX })])
}

fn of_person(error: Error) -> Error {
    if matches!(error, Error::Storage(storage::Error::TooManyDoors)) { too_many_doors() } else { error }
}

/// What one of many is given; refused, where that would be more than there may be.
fn ready_of_many<'c>(
    console: &Console,
    view: &View<'c>,
    stored: &Stored,
    given: &Giving<User>,
) -> Result<Ready<'c>, Error> {
    let ready = given.ready(view, stored.id)?;
    let edits: Vec<access::Edit> = ready.edits().cloned().collect();
    if console.storage().gives_too_many(&edits)? {
        return Err(too_many_doors());
    }
    Ok(ready)
}

/// The doors that several people have, as far as the operator may see doors, and the most that one of them has beyond.
pub fn doors_of_many(
    console: &Console,
    permit: &Permit<UsersView>,
    doors: &Permit<DoorsView>,
    ids: &[UserId],
) -> Result<(Vec<Shared<DoorId>>, usize), Error> {
    relations::shared::<User, Door, _>(console, permit, doors, ids)
}

/// What saving a person would do to the key.
pub fn impact(
    console: &Console,
    permit: &Permit<UsersModify>,
    id: UserId,
    draft: &Draft,
    given: &Giving<User>,
) -> Result<Impact, Error> {
    let Ok(user) = draft.check(console.clock().zone()) else {
        return Ok(Impact::default());
    };
    let edits = console.storage().view(permit, |view| {
        let stored = record::get::<User>(view, id)?;
        let mut edits = vec![holder_edit(view, permit.session(), &stored, &user)?];
        edits.extend(given.ready(view, id)?.edits().cloned());
        Ok::<_, Error>(edits)
    })?;
    Ok(console.storage().foretell(&edits)?)
}

/// What applying edits to many people would do to their keys.
pub fn impact_of_many(
    console: &Console,
    permit: &Permit<UsersModify>,
    ids: &[UserId],
    edits: &[BulkEdit],
    given: &Giving<User>,
) -> Result<Impact, Error> {
    Ok(console.storage().foretell(&edits_of_many(console, permit, ids, edits, given)?)?)
}

/// Whose keys applying edits to many people would touch.
pub fn whose_of_many(
    console: &Console,
    permit: &Permit<UsersModify>,
    ids: &[UserId],
    edits: &[BulkEdit],
    given: &Giving<User>,
) -> Result<Foretold, Error> {
    foretold::of(console, permit, &edits_of_many(console, permit, ids, edits, given)?)
}

fn edits_of_many(
    console: &Console,
    permit: &Permit<UsersModify>,
    ids: &[UserId],
    edits: &[BulkEdit],
    given: &Giving<User>,
) -> Result<Vec<access::Edit>, Error> {
    let zone = console.clock().zone();
    console.storage().view(permit, |view| {
        let mut all = Vec::with_capacity(ids.len());
        for id in ids {
            let stored = record::get::<User>(view, *id)?;
            let mut draft = Draft::of(&stored.value, zone);
            edits.iter().for_each(|edit| draft.apply(edit));
            // Those to whom it cannot be applied stay as they are.
            let Ok(user) = draft.check(zone) else {
                continue;
            };
            match ready_of_many(console, view, &stored, given) {
                Ok(ready) => {
                    all.push(holder_edit(view, permit.session(), &stored, &user)?);
                    all.extend(ready.edits().cloned());
                }
                Err(Error::User(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(all)
    })
}

/// What saving a person changes of what the key follows from; refused, where saving is refused for that.
fn holder_edit(
    view: &View<'_>,
    session: &Session,
    stored: &Stored,
    user: &User,
) -> Result<access::Edit, Error> {
    crossings::expect_retimed(view, user, Some(stored))?;
    let pin = pin_check(session, user, stored.besides.pin_check)?;
    Ok(access::Edit::Holder(Holder::of(stored.id, user, pin)))
}

/// Whether a ban is put on or lifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ban {
    /// The person's key is not brought up to date any more, and locks are told to refuse it.
    PutOn,
    /// It is again.
    Lift,
}

impl Ban {
    const fn other(self) -> Ban {
        match self {
            Ban::PutOn => Ban::Lift,
            Ban::Lift => Ban::PutOn,
        }
    }

    /// Bans somebody who was not banned, or the other way round; nothing, where it is so already.
    fn apply(self, change: &Change<'_>, stored: &Stored) -> Result<Option<Entry>, storage::Error> {
        let (banned, action) = match self {
            Ban::PutOn => (true, Action::UserBanned),
            Ban::Lift => (false, Action::UserUnbanned),
        };
        if stored.besides.banned == banned {
            return Ok(None);
        }
        rows::set_banned(change, stored.id, banned)?;
        if let Some(key) = keys::of_user(change, stored)? {
            match self {
                Ban::PutOn => denylist::hold(change, &key)?,
                Ban::Lift => denylist::lift(change, &key)?,
            }
        }
        if let Some(phone) = phones::of_user(change, stored)? {
            match self {
                Ban::PutOn => denylist::hold(change, &phone.key)?,
                // The next image is made by itself.
                Ban::Lift => denylist::is_still_held(change, phone.key.id).map(drop)?,
            }
        }
        Ok(Some(records::entry(action, stored)))
    }
}

/// People who were banned, or are banned no more.
struct Bans {
    ban: Ban,
    /// As they were meant: some were so already.
    of: Of,
    changed: Vec<Written>,
}

impl Undoable for Bans {
    fn of(&self) -> Of {
        self.of
    }

    fn count(&self) -> usize {
        self.changed.len()
    }

    fn written(&self) -> Vec<&Written> {
        self.changed.iter().collect()
    }

    fn changed(&self) -> Vec<undo::Changed> {
        self.changed.iter().map(|written| undo::Changed::Ban(UserId(written.id()))).collect()
    }

    fn undo(
        &self,
        change: &Change<'_>,
        _by: &Arc<Session>,
        undone: &dyn Fn(Subject) -> Entry,
    ) -> Result<Vec<Entry>, undo::Error> {
        let mut trail = Vec::new();
        for written in &self.changed {
            let stored = record::get::<User>(change, UserId(written.id()))?;
            let entry = self.ban.other().apply(change, &stored)?.ok_or(undo::Error::ChangedSince)?;
            trail.extend([undone(records::subject(&stored)), entry]);
        }
        Ok(trail)
    }
}

/// Bans people, or lifts the ban. Locks are told to refuse a key that can be cancelled, as they are of a cancelled one; after
/// the ban it has to be written anew. Any other opens until it ends.
pub fn ban(console: &Console, permit: &Permit<UsersBan>, ids: &[UserId], ban: Ban) -> Result<usize, Error> {
    undo::keeping(console, permit, |change| {
        let (mut trail, mut changed) = (Vec::new(), Vec::new());
        for id in ids {
            let stored = record::get::<User>(change, *id)?;
            let entry = ban.apply(change, &stored)?;
            changed.extend(entry.as_ref().map(|_| Written::of(&stored)));
            trail.extend(entry);
        }
        let count = changed.len();
        let kept = (count <= undo::SEVERAL_MAX).then(|| Bans { ban, of: Of::people(ids), changed });
        let kept = kept.map(|bans| Inverse::of(change, &permit.into(), bans)).transpose()?;
        Ok(match Trail::of(trail) {
            Some(trail) => (kept, Outcome::Changed(count, trail)),
            None => (None, Outcome::Unchanged(0)),
        })
    })
}

/// Deletes people. Refused as long as a key of theirs opens something, or may: it would go on opening.
pub fn delete(console: &Console, permit: &Permit<UsersAddDelete>, ids: &[UserId]) -> Result<(), Error> {
    undo::forgetting(console, permit, |change| {
        let now = change.confirmed_time()?;
        let mut trail = Vec::new();
        for id in ids {
            let (stored, key, phone) = deletable(change, *id, now.moment())?;
            if let Some(key) = key {
                keys::end(change, &key)?;
            }
            if let Some(phone) = phone {
                phones::end(change, &phone, moment::key_minutes(phone.written.until))?;
            }
            rows::delete(change, *id, now)?;
            trail.push(records::entry(Action::UserDeleted, &stored));
        }
        Ok::<_, Error>(match Trail::of(trail) {
            Some(trail) => Outcome::Changed((), trail),
            None => Outcome::Unchanged(()),
        })
    })?;
    // What could be undone may tell of one of them.
    console.kept().forget_people();
    Ok(())
}

/// Whether nothing refuses that people are deleted, before it is asked.
pub fn may_delete(console: &Console, permit: &Permit<UsersAddDelete>, ids: &[UserId]) -> Result<(), Error> {
    console.storage().view(permit, |view| {
        let now = view.confirmed_time()?;
        ids.iter().try_for_each(|id| deletable(view, *id, now.moment()).map(drop))
    })
}

/// A person of whom no key opens anything, with the key that ended by itself.
fn deletable(
    view: &View<'_>,
    id: UserId,
    now: Moment,
) -> Result<(Stored, Option<Key>, Option<Phone>), Error> {
    let stored = record::get::<User>(view, id)?;
    let key = keys::of_user(view, &stored)?;
    let given_up = keys::given_up_until(view, &stored)?;
    let ends = key.as_ref().map(|key| key.contents.until()).filter(|until| *until > now);
    match (ends, given_up.filter(|until| *until > now)) {
        (Some(ends), out) => Err(Error::HoldsKey(stored.full_name(), out.map_or(ends, |out| out.max(ends)))),
        (None, Some(until)) => Err(Error::KeyIsOut(stored.full_name(), until)),
        (None, None) => {
            let phone = phones::of_user(view, &stored)?;
            if let Some(phone) = &phone {
                let until = moment::from_key_minutes(denylist::over_by(view, &phone.key)?);
                if until > now {
                    return Err(Error::HoldsPhone(stored.full_name(), until));
                }
            }
            Ok((stored, key, phone))
        }
    }
}

/// The doors of a person that the operator may see, and how many more there are.
pub fn doors(
    console: &Console,
    permit: &Permit<UsersView>,
    doors: &Permit<DoorsView>,
    id: UserId,
) -> Result<(Vec<Related<DoorId>>, usize), Error> {
    relations::listed::<User, Door, _>(console, permit, doors, id)
}

/// What each of some people has of each of some doors.
pub fn cells_of_doors(
    console: &Console,
    permit: &Permit<UsersView>,
    doors: &Permit<DoorsView>,
    ids: &[UserId],
    to: &[DoorId],
) -> Result<Vec<matrix::Cells>, Error> {
    matrix::cells::<User, Door, _>(console, permit, doors, ids, to)
}

/// Gives to each of several people and takes from each, in one transaction: all of it or nothing. Says what that did to
/// keys.
pub fn save_each(
    console: &Console,
    permit: &Permit<UsersModify>,
    each: &[(UserId, Giving<User>)],
) -> Result<Impact, Error> {
    matrix::save(console, permit, each).map_err(of_person)
}

/// What that would do to keys.
pub fn impact_of_each(
    console: &Console,
    permit: &Permit<UsersModify>,
    each: &[(UserId, Giving<User>)],
) -> Result<Impact, Error> {
    matrix::impact(console, permit, each)
}

/// Whose keys that would touch.
pub fn whose_of_each(
    console: &Console,
    permit: &Permit<UsersModify>,
    each: &[(UserId, Giving<User>)],
) -> Result<Foretold, Error> {
    matrix::whose(console, permit, each)
}

fn put_picture(change: &Change<'_>, id: UserId, picture: &Picture) -> Result<(), storage::Error> {
    match picture {
        Picture::Keep => Ok(()),
        Picture::Remove => rows::set_picture(change, id, None),
        Picture::Replace(jpeg) => rows::set_picture(change, id, Some(jpeg)),
    }
}

/// The largest picture file that is read at all.
pub const PICTURE_FILE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// The edges of a portrait.
const PORTRAIT_EDGE: u32 = 512;
/// The largest picture that is decoded, in pixels a side: a small file can claim to be enormous.
const PICTURE_EDGE_MAX: u32 = 12_000;

/// Makes a portrait of a picture file (PNG or JPEG): the square in the middle, at most 512 by 512, upright as the camera
/// was held, without what it wrote beside the picture.
pub fn portrait(file: &[u8]) -> Result<Vec<u8>, Fault> {
    if file.len() > PICTURE_FILE_BYTES_MAX {
        return Err(Fault::PictureTooBig);
    }
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(PICTURE_EDGE_MAX);
    limits.max_image_height = Some(PICTURE_EDGE_MAX);
    let mut reader = image::ImageReader::new(std::io::Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| Fault::PictureUnreadable)?;
    reader.limits(limits);
    let picture = upright(reader).map_err(|error| match error {
        image::ImageError::Limits(_) => Fault::PictureTooBig,
        _ => Fault::PictureUnreadable,
    })?;
    let edge = picture.width().min(picture.height());
    let (left, top) = ((picture.width() - edge) / 2, (picture.height() - edge) / 2);
    let square = picture.crop_imm(left, top, edge, edge);
    let small = if edge > PORTRAIT_EDGE { square.thumbnail(PORTRAIT_EDGE, PORTRAIT_EDGE) } else { square };
    let small = on_white(&small);
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 85)
        .encode_image(&small)
        .map_err(|_| Fault::PictureUnreadable)?;
    Ok(jpeg)
}

/// The picture, turned as its file says that the camera was held (EXIF, in JPEG and PNG alike).
fn upright(
    reader: image::ImageReader<std::io::Cursor<&[u8]>>,
) -> Result<image::DynamicImage, image::ImageError> {
    use image::ImageDecoder as _;
    let mut limits = image::Limits::default();
    let mut decoder = reader.into_decoder()?;
    limits.reserve(decoder.total_bytes())?;
    // What cannot be read says nothing, and the picture is as good as it was.
    let held = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = image::DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(held);
    Ok(picture)
}

/// The picture as it is on paper: what is seen through shows white.
fn on_white(picture: &image::DynamicImage) -> image::RgbImage {
    let picture = picture.to_rgba8();
    image::RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let image::Rgba([red, green, blue, alpha]) = *picture.get_pixel(x, y);
        let over = |colour: u8| {
            let mixed = u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
            (mixed / 255) as u8
        };
        image::Rgb([red, green, blue].map(over))
    })
}

fn fields(user: &User) -> Fields {
    let general: Vec<&str> = user.general.iter().map(Line::as_str).collect();
    let codes: Vec<&str> = user.authorization_codes.iter().map(Line::as_str).collect();
    let period = user.validity.revalidation.map(|period| format!("{} {:?}", period.count, period.unit));
    let mut fields = Fields::default()
        .with("title", user.title.as_str())
        .with("first name", user.first_name.as_str())
        .with("last name", user.last_name.as_str())
        .with("external id", user.external_id.as_str())
        .with("partition", user.partition.0)
        .with("general", general)
        .with("wiegand", user.wiegand.as_str())
        .with("authorization codes", codes)
        .with("phone", user.phone.as_str())
        .with_moment("activation", user.validity.activation)
        .with_moment("expiration", user.validity.expiration)
        .with("update period", period)
        .with("locations timetable", user.crossing.map(|timetable| timetable.0));
    for option in user::OptionName::ALL {
        fields.set(option.key(), user.options.is_on(*option));
    }
    fields
}
