//! Cancelling a key that is gone: it is nobody's any more, and locks are told to refuse it, by the keys that are written from then
//! on. And what became of that: which locks know, which do not, and whose key would tell most of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;

use super::{Error, StorageError, undo};
use crate::console::Console;
use crate::domain::access_point::Code;
use crate::domain::denylist::{Places, Refused};
use crate::domain::image::Image;
use crate::domain::key::{Key, KeyId};
use crate::domain::moment::{self, Moment};
use crate::domain::permission::{AuditTrailView, DoorsView, Permission, UserKeysCancel, UsersView};
use crate::domain::user::UserId;
use crate::session::Permit;
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::denylist::{self, Whose};
use crate::storage::users as rows;
use crate::storage::{self, Noun, Outcome, View, access_points, events, keys};

/// What becomes of a key that is cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is over: nothing has to refuse it.
    Over,
    /// Locks are told to refuse it.
    Listed,
    /// It could not be told to be refused: it opens until it ends.
    NotCancellable,
}

/// A key that could be cancelled, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// The key.
    pub key: KeyId,
    /// Whose it is.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// The card's serial number.
    pub serial: String,
    /// What becomes of it.
    pub fate: Fate,
    /// Until when it opens something, where nothing refuses it.
    pub until: Moment,
    /// How the places of the denylist are used, to those who may see that.
    pub places: Option<Places>,
}

fn cancellation(view: &View<'_>, user: UserId) -> Result<(Cancellation, Key), Error> {
    let stored = rows::get(view, user)?;
    let key = keys::of_user(view, &stored)?.ok_or(StorageError::NoSuch(Noun::Key))?;
    let over_by = denylist::over_by(view, &key)?;
    let fate = if denylist::is_over(view, over_by)? {
        Fate::Over
    } else if denylist::can_be_cancelled(view, &key)? {
        Fate::Listed
    } else {
        Fate::NotCancellable
    };
    let said = Cancellation {
        key: key.id,
        user,
        name: stored.full_name(),
        serial: key.serial.to_string(),
        fate,
        until: moment::from_key_minutes(over_by),
        places: match view.holding(Permission::SystemResourcesView) {
            Some(_) => Some(denylist::places(view)?),
            None => None,
        },
    };
    Ok((said, key))
}

/// What cancelling the key of a person would do.
pub fn ask(console: &Console, permit: &Permit<UserKeysCancel>, user: UserId) -> Result<Cancellation, Error> {
    console.storage().view(permit, |view| Ok(cancellation(view, user)?.0))
}

/// Cancels the key of a person, if it is still that key. It needs no encoder, and is done at once: whatever is being written on
/// it meanwhile is refused as well. It is not refused where every place of the denylist is used.
pub fn cancel(
    console: &Console,
    permit: &Permit<UserKeysCancel>,
    user: UserId,
    key: KeyId,
) -> Result<Cancellation, Error> {
    undo::forgetting(console, permit, |change| {
        let (said, key) = cancellation(change, user).and_then(|found| {
            if found.0.key == key { Ok(found) } else { Err(StorageError::NoSuch(Noun::Key).into()) }
        })?;
        let over_by = moment::key_minutes(said.until);
        // One that is over may still open where a lock lost its clock, or this one is wrong: it is carried for a while.
        if said.fate != Fate::NotCancellable {
            denylist::put(change, &key, Refused::All, over_by)?;
        }
        denylist::cancel(change, &key, over_by)?;
        denylist::release(change)?;
        let stored = rows::get(change, user)?;
        let subject = Subject {
            kind: SubjectKind::Key,
            id: Some(key.id.0),
            name: stored.full_name(),
            partition: Some(stored.partition),
        };
        let entry = Entry::new(Action::KeyCancelled, subject).after(
            Fields::default()
                .with("serial", key.serial.to_string())
                .with("on the denylist", said.fate == Fate::Listed)
                .with_moment("may open doors until", said.until),
        );
        Ok::<_, Error>(Outcome::Changed(said, entry.into()))
    })
}

/// A door that a cancelled key could open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// Its number.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Whether its lock is known to refuse the key.
    pub knows: bool,
}

/// Somebody whose key passes doors that do not know yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Messenger {
    /// Who.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// How many of these doors the key opened lately.
    pub doors: usize,
}

/// What became of a cancelled key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aftermath {
    /// The key.
    pub key: KeyId,
    /// Whose it was; nobody, where that person was deleted.
    pub user: Option<UserId>,
    /// The name.
    pub name: String,
    /// When it was cancelled.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// From when on it opens nothing, by itself.
    pub over_at: Moment,
    /// Whether that is so by now.
    pub is_over: bool,
    /// The doors that it could open; those that do not know first.
    pub doors: Vec<Door>,
    /// How many more there are, out of reach, that know and that do not.
    pub beside: (usize, usize),
    /// Whose key would tell most of those that do not know, if it were written now; the one that would tell most first.
    pub messengers: Vec<Messenger>,
}

/// Those who passed a door within so many days know the way.
const LATELY: Duration = Duration::days(30);
/// So many of them are named.
const MESSENGERS_MAX: usize = 5;

/// What became of a cancelled key of a person within reach. Doors are named within reach; who passes them is said to those who
/// may see the audit trail.
pub fn aftermath(
    console: &Console,
    permit: &Permit<UsersView>,
    doors: &Permit<DoorsView>,
    trail: Option<&Permit<AuditTrailView>>,
    key: KeyId,
) -> Result<Aftermath, Error> {
    console.storage().view(permit, |view| {
        let Whose { listed, name, is_there } = denylist::cancelled_one(view, key)?;
        let known: BTreeSet<Code> = denylist::known_at(view, key)?.into_iter().collect();
        let codes = denylist::there(view, &opened_by(view, key)?)?;
        let seen = access_points::seen(&view.of(doors)?, &codes)?;
        let names: BTreeMap<Code, String> = seen.into_iter().map(|(code, _, name)| (code, name)).collect();
        let mut doors = Vec::new();
        let mut beside = (0, 0);
        for code in &codes {
            let knows = known.contains(code);
            match names.get(code) {
                Some(name) => doors.push(Door { code: *code, name: name.clone(), knows }),
                None if knows => beside.0 += 1,
                None => beside.1 += 1,
            }
        }
        doors.sort_by(|one, other| {
            (one.knows, &one.name, one.code).cmp(&(other.knows, &other.name, other.code))
        });
        let now = view.believed()?.moment();
        let is_over = now >= listed.over_at;
        let unknowing: Vec<Code> = doors.iter().filter(|door| !door.knows).map(|door| door.code).collect();
        let messengers = match trail {
            Some(trail) if !is_over => {
                let trail = view.of(trail)?;
                messengers(view, &trail, &unknowing, now - LATELY)?
            }
            Some(_) | None => Vec::new(),
        };
        Ok(Aftermath {
            key,
            user: is_there.then_some(listed.user),
            name,
            at: listed.listed_at,
            by: listed.listed_by,
            over_at: listed.over_at,
            is_over,
            doors,
            beside,
            messengers,
        })
    })
}

/// What the images of a key could open that are kept.
fn opened_by(view: &View<'_>, key: KeyId) -> Result<BTreeSet<Code>, storage::Error> {
    let mut codes = BTreeSet::new();
    for sealed in keys::images(view, key)?.values() {
        let Ok(image) = Image::decode(&sealed.bytes) else { continue };
        let rights = &image.body.rights;
        codes.extend(rights.entries().iter().map(|entry| entry.door));
        codes.extend(rights.free().iter().map(|entry| entry.locker));
    }
    Ok(codes)
}

/// Who opened most of these doors since a moment, of the people within reach.
fn messengers(
    view: &View<'_>,
    trail: &View<'_>,
    doors: &[Code],
    since: Moment,
) -> Result<Vec<Messenger>, storage::Error> {
    // Nobody is named by what names nobody any more.
    let since = super::audit_trail::since(trail)?.max(events::named_since(trail)?).max(Some(since));
    let told = events::points(&trail.as_far_as_events())?;
    let doors = doors.iter().filter(|door| told.contains_key(&door.number()));
    let mut passed: BTreeMap<UserId, usize> = BTreeMap::new();
    for door in doors {
        for user in denylist::openers(trail, *door, since)? {
            *passed.entry(user).or_default() += 1;
        }
    }
    let mut passed: Vec<(UserId, usize)> = passed.into_iter().collect();
    passed.sort_by_key(|(user, doors)| (std::cmp::Reverse(*doors), *user));
    let named = passed.into_iter().filter_map(|(user, doors)| {
        let stored = rows::get(view, user).ok()?;
        let has_key = keys::of_user(view, &stored).ok()?.is_some() && !stored.besides.banned;
        has_key.then(|| Messenger { user, name: stored.full_name(), doors })
    });
    Ok(named.take(MESSENGERS_MAX).collect())
}
