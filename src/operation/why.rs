//! Why a key does not open: what the lock of an access point decides at a moment about what a key said when it was read; since when,
//! and by whom, it is so; and what mends it, where the operator may do that. It is asked of the lock (`answer.rs`), and nothing is
//! changed here.

use chrono::{DateTime, Duration};

use super::answer::{At, AtLock, Locks};
use super::encode::{ReadCard, SeenHours};
use super::opening::Names;
use super::{Error, audit_trail, users};
use crate::console::Console;
use crate::domain::access::{self, Bundle};
use crate::domain::access_point::{AccessPoint, Code};
use crate::domain::automatic_change::Mode;
use crate::domain::crossing::Side;
use crate::domain::denylist::Refused;
use crate::domain::door::Door;
use crate::domain::event::{Happening, LEEWAY};
use crate::domain::key::{Contents, Key};
use crate::domain::lock::asked::{self, Outside};
use crate::domain::lock::{Decision, Refusal};
use crate::domain::locker::Locker;
use crate::domain::moment::{Moment, key_minutes};
use crate::domain::permission::{KeyRead, Permission};
use crate::domain::room::Room;
use crate::domain::suite::Suite;
use crate::domain::user::UserId;
use crate::domain::why::{self, Cause, Doubt, Known, Remedy, Tie};
use crate::session::Permit;
use crate::storage::audit::{self, Action, Filter, Shown, SubjectKind, Who};
use crate::storage::events;
pub use crate::storage::events::Lately;
use crate::storage::locks::{self, Locked};
use crate::storage::named::NamedRecord;
use crate::storage::users::{self as rows, Stored};
use crate::storage::{self, Noun, View, denylist, keys, record, ways};

/// Why a lock does what it does with a key at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Whose key it is.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// Which access point.
    pub point: AccessPoint,
    /// What it is called.
    pub point_name: String,
    /// The moment that was asked about.
    pub at: Moment,
    /// What the lock does.
    pub told: asked::Answer,
    /// Why.
    pub cause: Cause,
    /// Whether hours that limit it are not told, as the operator may not see them.
    pub hides_hours: bool,
    /// What may stand in the way though it should open.
    pub doubts: Vec<Doubt>,
    /// What it would do if the key was brought up to date.
    pub updated: Option<Decision>,
    /// How that came about, as far as the system auditor tells.
    pub tale: Option<Tale>,
    /// What mends it, if anything at the desk does.
    pub remedy: Option<Remedy>,
    /// Whether the operator may do that.
    pub may_mend: bool,
    /// Why somebody must go to the lock: it may hold other settings than those by which this was answered.
    pub needs_visit: bool,
    /// What the lock reported lately, where the operator may see that.
    pub lately: Option<Lately>,
    /// What it did with this key last, as far as that came home and the operator may see it.
    pub last: Option<(Happening, Moment)>,
}

impl Why {
    /// Whether it stands open then, so that no key is needed.
    pub fn stands_open(&self) -> bool {
        self.told.mode == Mode::Open
    }
}

/// How it came about that a key opens something, or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tale {
    /// What was done.
    pub what: What,
    /// When.
    pub at: Moment,
    /// By whom, where that was an operator and the one who asks may see it.
    pub by: Option<String>,
}

/// What was done. A name that is missing is one that the operator may not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It was given to the person, or taken away.
    Itself(Turn),
    /// What gives several at once was given to the person, or taken away.
    OfPerson(Turn, Kind, Option<String>),
    /// It was put into what gives several at once, or taken out of it.
    OfPoint(Turn, Kind, Option<String>),
    /// A zone was given to an access level, or taken away: first the zone, then the level.
    OfLevel(Turn, Option<String>, Option<String>),
    /// What gave it was deleted.
    Deleted(Kind, Option<String>),
    /// The person was banned.
    Banned,
    /// The key was cancelled.
    Cancelled,
    /// The person's start was set.
    Start,
    /// The person's end was set.
    End,
}

/// Whether something was given or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It was given.
    Given,
    /// It was taken away.
    Taken,
}

/// What gives several access points at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An access level.
    Level,
    /// A zone.
    Zone,
    /// A location.
    Location,
    /// A function.
    Function,
}

impl Kind {
    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Kind::Level => "level",
            Kind::Zone => "zone",
            Kind::Location => "location",
            Kind::Function => "function",
        }
    }

    const fn of(bundle: Bundle) -> Kind {
        match bundle {
            Bundle::Level(_) => Kind::Level,
            Bundle::Zone(_) => Kind::Zone,
            Bundle::Side(Side::Location(_)) => Kind::Location,
            Bundle::Side(Side::Function(_)) => Kind::Function,
        }
    }
}

/// The access points that the operator may see, by name; doors come first.
pub fn points(
    console: &Console,
    permit: &Permit<KeyRead>,
) -> Result<Vec<(AccessPoint, String)>, storage::Error> {
    console.storage().view(permit, |view| {
        let mut points = Vec::new();
        list::<Door>(view, Permission::DoorsView, AccessPoint::Door, &mut points)?;
        list::<Locker>(view, Permission::LockersView, AccessPoint::Locker, &mut points)?;
        list::<Room>(view, Permission::RoomsView, AccessPoint::Room, &mut points)?;
        list::<Suite>(view, Permission::RoomsView, AccessPoint::Suite, &mut points)?;
        Ok(points)
    })
}

fn list<T: NamedRecord>(
    view: &View<'_>,
    permission: Permission,
    point: fn(<T as NamedRecord>::Id) -> AccessPoint,
    points: &mut Vec<(AccessPoint, String)>,
) -> Result<(), storage::Error> {
    if let Some(seen) = view.holding(permission) {
        let all = record::find::<T>(&seen, "ORDER BY name_key, id", [])?.into_iter();
        points.extend(all.map(|stored| (point(stored.id), stored.name.to_string())));
    }
    Ok(())
}

/// An access point that is asked about.
struct Asked {
    code: Code,
    name: String,
    needs_visit: bool,
}

fn found(view: &View<'_>, point: AccessPoint) -> Result<Asked, storage::Error> {
    match point {
        AccessPoint::Door(id) => of_kind::<Door>(view, Permission::DoorsView, id),
        AccessPoint::Locker(id) => of_kind::<Locker>(view, Permission::LockersView, id),
        AccessPoint::Room(id) => of_kind::<Room>(view, Permission::RoomsView, id),
        AccessPoint::Suite(id) => of_kind::<Suite>(view, Permission::RoomsView, id),
    }
}

fn of_kind<T: Locked + NamedRecord<Besides = Code>>(
    view: &View<'_>,
    permission: Permission,
    id: <T as NamedRecord>::Id,
) -> Result<Asked, storage::Error> {
    let seen = view.holding(permission).ok_or(storage::Error::NoSuch(<T as NamedRecord>::NOUN))?;
    let stored = record::get::<T>(&seen, id)?;
    let lock = locks::of_kind::<T>(view, Some(id))?.remove(&id).ok_or(storage::Error::Damaged)?;
    let name = stored.name.to_string();
    Ok(Asked { code: stored.besides, name, needs_visit: !lock.reasons.is_empty() })
}

/// Why the lock of an access point does what it does with a key that was read, of somebody within reach.
pub fn of_key(
    console: &Console,
    permit: &Permit<KeyRead>,
    card: &ReadCard,
    point: AccessPoint,
    at: At,
) -> Result<Why, Error> {
    console.storage().view(permit, |view| {
        let stored = rows::get(view, card.user)?;
        let asked = found(view, point)?;
        let trail = Trail::of(view, &stored, card, &asked)?;
        let mut locks = Locks::of(console, view, at)?;
        let AtLock { mut lock, at } =
            locks.of_points(&[(asked.code, point)])?.pop().ok_or(storage::Error::Damaged)?;
        let key = keys::of_user(view, &stored)?.filter(|key| key.id == card.key);
        let known = known(view, &stored, card, &asked, (&trail, key.as_ref()), at)?;
        let (holder, rights) = rows::holder(view, &stored)?;
        let rules = console.storage().rules(view)?;
        let wanted = locks.wanted(&access::statement(&holder, &rights, &rules), at);
        let why::Why { told, mut cause, doubts, mut updated, mut remedy } =
            why::of(&card.image, &wanted, &mut lock, &known, at);
        // What has no room on the card is not written on it.
        if key.is_some_and(|key| key.wanted.bytes > key.media.capacity) {
            updated = None;
            remedy = remedy.filter(|remedy| !matches!(remedy, Remedy::Update | Remedy::LiftBan));
        }
        let hides_hours = hide(view, &mut cause)?;
        let tale = tale(view, &stored, card, point, (&cause, &doubts, updated))?;
        Ok(Why {
            user: stored.id,
            name: stored.full_name(),
            point,
            point_name: asked.name,
            at,
            told,
            hides_hours,
            doubts,
            updated,
            tale,
            may_mend: remedy.is_some_and(|remedy| may_mend(view, &stored, remedy)),
            remedy,
            needs_visit: asked.needs_visit,
            lately: trail.lately,
            last: trail.last,
            cause,
        })
    })
}

/// What events tell of it, to those who may see them.
struct Trail {
    lately: Option<Lately>,
    last: Option<(Happening, Moment)>,
}

impl Trail {
    fn of(view: &View<'_>, stored: &Stored, card: &ReadCard, asked: &Asked) -> Result<Trail, storage::Error> {
        let nothing = Trail { lately: None, last: None };
        let Some(trail) = view.holding(Permission::AuditTrailView) else {
            return Ok(nothing);
        };
        let codes = [asked.code.number()].into();
        if events::points_of_codes(&trail.as_far_as_events(), &codes)?.is_empty() {
            return Ok(nothing);
        }
        let since = audit_trail::since(&trail)?;
        // What names nobody any more does not say that it was this key.
        let named_since = since.max(events::named_since(view)?);
        // Whose key it was, the trail says to those who may see that person.
        let is_known = view.grants().holds_in(Permission::UsersView, stored.partition);
        let last = match is_known {
            true => events::last_of_key(view, asked.code, card.key, named_since)?,
            false => None,
        };
        Ok(Trail { lately: Some(events::lately(view, asked.code, since)?), last })
    }
}

/// What was known of the key at a moment beside what it says: nobody asks about one that was deleted meanwhile.
fn known(
    view: &View<'_>,
    stored: &Stored,
    card: &ReadCard,
    asked: &Asked,
    (trail, key): (&Trail, Option<&Key>),
    at: Moment,
) -> Result<Known, storage::Error> {
    let listed = denylist::get(view, card.key)?;
    let refused = match &listed {
        None => None,
        Some(listed) => {
            let is_told = denylist::known_at(view, card.key)?.contains(&asked.code);
            Some((listed.refused, is_told && listed.listed_at <= at))
        }
    };
    match (key, refused) {
        (None, Some((Refused::All, _))) | (Some(_), _) => {}
        (None, _) => return Err(storage::Error::NoSuch(Noun::Key)),
    }
    Ok(Known {
        is_banned: stored.besides.banned,
        refused,
        newer: key.and_then(|key| newer(key, card, trail, at)),
        held: card.held.clone(),
    })
}

/// A later writing that was read back, and whether the lock met the key after that. Its clock and the desk's may differ a little.
fn newer(key: &Key, card: &ReadCard, trail: &Trail, asked_at: Moment) -> Option<(u32, bool)> {
    let written = match key.contents {
        Contents::Known(written) => Some(written),
        Contents::Open { before, .. } => before,
    };
    let written =
        written.filter(|written| written.sequence > card.image.header.sequence && written.at <= asked_at)?;
    let after = written.at + Duration::minutes(1) + LEEWAY;
    Some((written.sequence, trail.last.is_some_and(|(_, at)| at > after)))
}

/// Takes out hours that the operator may not see; says whether there were any.
fn hide(view: &View<'_>, cause: &mut Cause) -> Result<bool, storage::Error> {
    let Cause::Outside(all) = cause else {
        return Ok(false);
    };
    let seen = SeenHours::of(view)?;
    let is_seen = |outside: &Outside| match outside {
        Outside::Hours(hours, _) => seen.has(hours),
        Outside::Before(_) | Outside::After(_) => true,
    };
    let before = all.len();
    all.retain(is_seen);
    Ok(all.len() < before)
}

/// Whether the operator may do what mends it.
fn may_mend(view: &View<'_>, stored: &Stored, remedy: Remedy) -> bool {
    let may = |permission| view.grants().holds_in(permission, stored.partition);
    match remedy {
        Remedy::Update => may(Permission::UserKeysAssign),
        Remedy::LiftBan => may(Permission::UsersBan),
        Remedy::Validity | Remedy::Pin => may(Permission::UsersView) && may(Permission::UsersModify),
        Remedy::Access => may(Permission::UsersView) && users::may_give_access(view, stored),
    }
}

/// How it came about, as the entry tells that made the difference. Who it was is told to those who may see the auditor.
fn tale(
    view: &View<'_>,
    stored: &Stored,
    card: &ReadCard,
    point: AccessPoint,
    (cause, doubts, updated): (&Cause, &[Doubt], Option<Decision>),
) -> Result<Option<Tale>, storage::Error> {
    if *cause == Cause::Cancelled || doubts.contains(&Doubt::Cancelled) {
        let listed = denylist::get(view, card.key)?;
        let tale = |listed: denylist::Listed| Tale {
            what: What::Cancelled,
            at: listed.listed_at,
            by: sees_auditor(view).then_some(listed.listed_by),
        };
        return Ok(listed.map(tale));
    }
    if *cause == Cause::BelowBan || doubts.contains(&Doubt::BelowBan) {
        return newest(view, stored.id, Action::UserBanned, What::Banned, |_| true);
    }
    match cause {
        Cause::NotYet(from) => changed(view, stored, "activation", *from, What::Start),
        Cause::Ended(until) => changed(view, stored, "expiration", *until, What::End),
        Cause::NoRight => came(view, stored, point),
        // It opens by what is not wanted any more.
        Cause::Opens if updated == Some(Decision::Refuse(Refusal::NotHere)) => came(view, stored, point),
        Cause::Opens
        | Cause::Cancelled
        | Cause::BelowBan
        | Cause::NewerSeen
        | Cause::OutOfDate(_)
        | Cause::Outside(_)
        | Cause::NoPin
        | Cause::HasAnother
        | Cause::OccupancyOver
        | Cause::OfTheLock(_) => Ok(None),
    }
}

fn sees_auditor(view: &View<'_>) -> bool {
    view.holding(Permission::SystemAuditorView).is_some()
}

fn told_by(view: &View<'_>, row: audit::Row, what: What) -> Tale {
    let by = match row.who {
        Who::Operator(_) if sees_auditor(view) => Some(row.who_name),
        Who::Operator(_) | Who::System => None,
    };
    Tale { what, at: row.at, by }
}

/// What was given or taken, that the access point comes to the person or does no more.
fn came(view: &View<'_>, stored: &Stored, point: AccessPoint) -> Result<Option<Tale>, storage::Error> {
    let now = ways::now(view, stored.id, point)?;
    let told = ways::told(view, stored.id, point)?;
    let (sequences, entries): (Vec<i64>, Vec<why::Told>) = told.into_iter().unzip();
    let Some((at, tie)) = why::turned(&now, &entries) else {
        return Ok(None);
    };
    let (Some(sequence), Some(entry)) = (sequences.get(at), entries.get(at)) else {
        return Ok(None);
    };
    let Some(row) = audit::rows(view, &[*sequence])?.pop() else {
        return Ok(None);
    };
    let what = match entry.gone {
        Some(gone) => What::Deleted(
            Kind::of(gone),
            sees_auditor(view).then(|| row.subject_name.clone()).filter(|name| !name.is_empty()),
        ),
        None => named(view, tie, if why::leads(&now) { Turn::Given } else { Turn::Taken })?,
    };
    // That one thing was given to another is told to whoever sees both.
    let sees_person = view.grants().holds_in(Permission::UsersView, stored.partition);
    let is_seen = match &what {
        What::Itself(_) => sees_person,
        What::OfPerson(.., name) => sees_person && name.is_some(),
        What::OfPoint(.., name) => name.is_some(),
        What::OfLevel(_, zone, level) => zone.is_some() && level.is_some(),
        What::Deleted(_, name) => name.is_some(),
        What::Cancelled | What::Banned | What::Start | What::End => true,
    };
    Ok(is_seen.then(|| told_by(view, row, what)))
}

fn named(view: &View<'_>, tie: Tie, turn: Turn) -> Result<What, storage::Error> {
    let mut names = Names::of(view);
    Ok(match tie {
        Tie::Itself => What::Itself(turn),
        Tie::Person(bundle) => What::OfPerson(turn, Kind::of(bundle), names.of_bundle(bundle)?),
        Tie::Point(bundle) => What::OfPoint(turn, Kind::of(bundle), names.of_bundle(bundle)?),
        Tie::Zone(level, zone) => {
            let zone = names.of_bundle(Bundle::Zone(zone))?;
            What::OfLevel(turn, zone, names.of_bundle(Bundle::Level(level))?)
        }
    })
}

/// Who set a field of the person to the moment that the key says.
fn changed(
    view: &View<'_>,
    stored: &Stored,
    field: &str,
    said: Moment,
    what: What,
) -> Result<Option<Tale>, storage::Error> {
    newest(view, stored.id, Action::UserChanged, what, |whole| {
        let is_said = |shown: &Shown| match shown {
            Shown::Text(text) => moment_of(text).is_some_and(|set| key_minutes(set) == key_minutes(said)),
            _ => false,
        };
        whole.fields.iter().any(|told| {
            told.name == field && told.before != told.after && told.after.as_ref().is_some_and(is_said)
        })
    })
}

/// A moment as entries say it.
fn moment_of(text: &str) -> Option<Moment> {
    Some(DateTime::parse_from_rfc3339(text).ok()?.to_utc())
}

/// The newest entry of an action about a person that is meant.
fn newest(
    view: &View<'_>,
    user: UserId,
    action: Action,
    what: What,
    is_meant: impl Fn(&audit::Whole) -> bool,
) -> Result<Option<Tale>, storage::Error> {
    let of = Some((SubjectKind::User, user.0));
    let (sequences, _) = audit::find(view, &Filter { of, actions: vec![action], ..Filter::default() })?;
    for sequence in sequences {
        if let Some(whole) = audit::whole(view, sequence)?.filter(&is_meant) {
            return Ok(Some(told_by(view, whole.row, what)));
        }
    }
    Ok(None)
}
