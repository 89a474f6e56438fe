//! Access points > Doors.

use crate::console::Console;
use crate::domain::access::{Edit, Link, Node};
use crate::domain::directory::{Holders, Query};
use crate::domain::door::{self, CodeDraft, Door, DoorId, Draft, Keypad, KeypadCode, Setting, Settings};
use crate::domain::limited_occupancy_area::LimitedOccupancyArea;
use crate::domain::lockdown_area::LockdownArea;
use crate::domain::output::Output;
use crate::domain::permission::{
    DoorsAddDelete, DoorsModify, DoorsModifyAccess, DoorsView, Permission, UsersModify, UsersView,
};
use crate::domain::pin::PinCheck;
use crate::domain::roll_call_area::{self, RollCallArea};
use crate::domain::user::{Limit, User, UserId, full_name};
use crate::domain::user_access_level::UserAccessLevel;
use crate::domain::zone::Zone;
use crate::secret;
use crate::session::{Permit, Proof, Session};
use crate::storage::audit::{Action, Entry, Fields, SubjectKind};
use crate::storage::doors::{self as rows, Stored};
use crate::storage::relations::{self as related, RIGHTS};
use crate::storage::{self, Change, Noun, Outcome, Values, access_points, locks, record, schedules, site};

pub use super::locks::{Besides, Offered};
pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::domain::visit::Reason;
pub use crate::storage::doors::ListRow;
pub use crate::storage::locks::{Listed, Lock};

use super::audit_trail;
use super::foretold::Foretold;
use super::locks as forms;
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, RelatedTo, Tie};
use super::{Changes, Error, Giving, Related, undo};

/// Every door that the operator may see, by name.
pub fn list(console: &Console, permit: &Permit<DoorsView>) -> Result<Vec<ListRow>, Error> {
    let storage = console.storage();
    storage.view(permit, |view| Ok(locks::list::<Door>(view, &storage.holders()?)?))
}

/// The same by their names alone: who may open them is not asked, which everybody's rights would have to be read for.
pub fn names(console: &Console, permit: &Permit<DoorsView>) -> Result<Vec<Related<DoorId>>, Error> {
    console.storage().view(permit, |view| Ok(related::all::<Door>(view)?))
}

/// Every door that the operator may see and give to people, by name.
pub fn choices_for_access(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
) -> Result<Vec<Related<DoorId>>, Error> {
    console.storage().view(permit, |view| Ok(related::all::<Door>(&view.where_also(Permission::DoorsView))?))
}

/// A door's screen.
pub type Page = records::Page<DoorId, Draft, Besides>;

impl KeptNamed for Door {
    const KIND: SubjectKind = SubjectKind::Door;
    const ADDED: Action = Action::DoorAdded;
    const CHANGED: Action = Action::DoorChanged;
    const REMOVED: Action = Action::DoorDeleted;
    const CHANGED_BY: Permission = Permission::DoorsModify;

    fn of_new(&self, change: &Change<'_>) -> Result<Values, Error> {
        Ok(rows::numbered(access_points::draw_code(change, Noun::Door)?))
    }

    fn expect_fitting(&self, change: &Change<'_>, _: Option<&Stored>) -> Result<(), Error> {
        locks::expect_followed(change, &self.settings)?;
        // A mode that needs a keypad or a code may come of what the door follows.
        let Some(id) = self.settings.opening.change() else {
            return Ok(());
        };
        let plans = schedules::plans(change, id)?;
        let lacks = |setting: Setting, fault: door::SettingFault| {
            Err(named::wrong::<Door>(setting.field(), fault.into()))
        };
        match self.settings.keypad {
            Keypad::None if plans.needs_keypad() => lacks(Setting::Keypad, door::SettingFault::KeypadMissing),
            _ if code(self).is_none() && plans.needs_code() => {
                lacks(Setting::Code, door::SettingFault::CodeMissing)
            }
            _ => Ok(()),
        }
    }

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        let Settings { opening, keypad, general: [first, second], .. } = &stored.settings;
        let fields = fields
            .with("number", stored.besides.number())
            .with("opening mode", opening.mode().key())
            .with("timed period", opening.period().map(|id| id.0))
            .with("automatic change", opening.change().map(|id| id.0))
            .with("open time", stored.settings.open_seconds)
            .with("increased open time", stored.settings.increased_seconds)
            .with("keypad", *keypad != Keypad::None)
            .with("audit on keys", stored.settings.audit_on_keys)
            .with("no audit trail", stored.settings.inhibit_audit)
            .with("antipassback", stored.settings.antipassback.key())
            .with("calendar", stored.settings.calendar.map(|id| id.0))
            .with("time zone", stored.settings.time_zone.map(|id| id.0))
            .with("timed period of outputs", stored.settings.outputs_period.map(|id| id.0));
        [("free field 1", first), ("free field 2", second)]
            .into_iter()
            .fold(fields, |fields, (name, text)| fields.with(name, text.as_str()))
    }

    fn tell_besides(entry: &mut Entry, door: &Door, before: &Stored) {
        if code(door) != code(before) {
            entry.after.set("keypad code", if code(door).is_some() { "changed" } else { "removed" });
        }
    }
}

impl RelatedTo<User> for Door {
    const TIE: Tie<Self, User> = Tie::Rights(RIGHTS, |stored, user| Link::PersonDoor(user, stored.node()));
    const CHANGED_BY: (Permission, Permission) = (Permission::DoorsModifyAccess, Permission::UsersModify);
}

/// The check of the code of a door, if it has one.
const fn code(door: &Door) -> Option<&KeypadCode> {
    match &door.settings.keypad {
        Keypad::None | Keypad::Fitted(KeypadCode::None) => None,
        Keypad::Fitted(code) => Some(code),
    }
}

/// The door with the check of a new code in place of its digits. A new one is another check even of the same digits: that it
/// was the same is told to nobody.
fn sealed(session: &Session, draft: &Draft) -> Result<Door, Error> {
    let mut door: Door = named::check(draft)?;
    if let Keypad::Fitted(KeypadCode::New(digits)) = &door.settings.keypad {
        // It takes the key of PIN checks, which those have who keep people's PINs.
        let lacks = if session.is_locked() { Error::Locked } else { Error::NoKeys };
        let check = PinCheck::of(&session.pin_key().ok_or(lacks)?, secret::random()?, digits);
        door.settings.keypad = Keypad::Fitted(KeypadCode::Kept(check));
    }
    Ok(door)
}

/// Refuses a code that was kept of another door, or of none: only who holds the key of PIN checks gives a door a code. The
/// save itself tells of a door that is of another version by now.
fn expect_own_code(
    console: &Console,
    proof: &impl Proof,
    door: Option<(DoorId, i64)>,
    draft: &Draft,
) -> Result<(), Error> {
    let CodeDraft::Keep(kept) = &draft.own.code else {
        return Ok(());
    };
    let is_own = |(id, version): (DoorId, i64)| {
        console.storage().view(proof, |view| {
            let stored = record::get::<Door>(view, id)?;
            Ok::<_, Error>(stored.version != version || code(&stored) == Some(&KeypadCode::Kept(*kept)))
        })
    };
    if door.map(is_own).transpose()?.unwrap_or_default() {
        return Ok(());
    }
    Err(named::wrong::<Door>(Setting::Code.field(), door::SettingFault::CodeMissing.into()))
}

/// What the form of a door offers to choose from besides partitions.
pub fn offered(console: &Console, permit: &Permit<DoorsView>) -> Result<Offered, Error> {
    let offered = console.storage().view(permit, forms::offered)?;
    Ok(Offered { may_set_code: permit.session().pin_key().is_some(), ..offered })
}

/// Opens a door's screen.
pub fn open(console: &Console, permit: &Permit<DoorsView>, id: DoorId) -> Result<Page, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Door>(view, id)?;
        let lock = locks::of_kind::<Door>(view, Some(id))?.remove(&id).ok_or(storage::Error::Damaged)?;
        let besides = Besides {
            code: stored.besides,
            lock,
            people: console.storage().holders_of(stored.besides)?.len(),
            may_give: relations::may_change::<Door, User, _>(view, &stored)
                || relations::may_change::<Door, UserAccessLevel, _>(view, &stored)
                || relations::may_change::<Door, Zone, _>(view, &stored)
                || relations::may_change::<Door, Output, _>(view, &stored)
                || relations::may_change::<Door, RollCallArea, roll_call_area::Entry>(view, &stored)
                || relations::may_change::<Door, LockdownArea, _>(view, &stored)
                || relations::may_change::<Door, LimitedOccupancyArea, _>(view, &stored),
            trail: audit_trail::summary(view, id, stored.besides)?,
        };
        let draft = Draft::of(&stored.value);
        Ok(records::page(stored, draft, besides))
    })
}

/// What the form of a door offers to choose from.
pub fn choices(console: &Console, permit: &Permit<DoorsView>) -> Result<Choices, Error> {
    named::choices::<Door>(console, permit)
}

/// A form for a new door, with what the site fills in.
pub fn blank(console: &Console, permit: &Permit<DoorsAddDelete>) -> Result<Draft, Error> {
    let mut draft = named::blank::<Door>(console, permit)?;
    let options = console.storage().view(permit, |view| site::door_options(view).map_err(Error::from))?;
    draft.own.open_seconds = options.open_seconds.to_string();
    draft.own.increased_seconds = options.increased_seconds.to_string();
    draft.own.audit_on_keys = options.audit_on_keys;
    Ok(draft)
}

/// Adds a door, and gives it to people, access levels and zones at once.
pub fn add(
    console: &Console,
    permit: &Permit<DoorsAddDelete>,
    draft: &Draft,
    giving: &Giving<Door>,
) -> Result<DoorId, Error> {
    expect_own_code(console, permit, None, draft)?;
    let seal = |draft: &Draft| sealed(permit.session(), draft);
    named::add_made::<Door, _>(console, permit, draft, seal, giving)
}

/// What is given to people and taken from them with a door.
pub fn given_people(
    access: &Permit<DoorsModifyAccess>,
    people: &Permit<UsersModify>,
    changes: &Changes<UserId>,
) -> Giving<Door> {
    relations::given::<Door, User, _>(Some(access.into()), people, changes)
}

/// Saves a door that was opened as `version`, and what is given with it, at once. Says what that did to keys.
pub fn save(
    console: &Console,
    permit: &Permit<DoorsModify>,
    id: DoorId,
    version: i64,
    draft: &Draft,
    given: &Giving<Door>,
) -> Result<Impact, Error> {
    let door = sealed(permit.session(), draft)?;
    expect_own_code(console, permit, Some((id, version)), draft)?;
    relations::save(console, permit, id, Some((version, &door)), given, |_, _| Ok(None))
}

/// Gives and takes, and leaves the door itself as it is. Says what that did to keys.
pub fn give(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
    id: DoorId,
    given: &Giving<Door>,
) -> Result<Impact, Error> {
    relations::save(console, permit, id, None, given, |_, _| Ok(None))
}

/// What giving and taking would do to keys.
pub fn impact(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
    id: DoorId,
    given: &Giving<Door>,
) -> Result<Impact, Error> {
    relations::impact(console, permit, id, given)
}

/// Whose keys giving and taking would touch.
pub fn whose(
    console: &Console,
    permit: &Permit<DoorsModifyAccess>,
    id: DoorId,
    given: &Giving<Door>,
) -> Result<Foretold, Error> {
    relations::whose(console, permit, id, given)
}

/// Deletes a door and every right to it. Says what that did to keys.
pub fn delete(console: &Console, permit: &Permit<DoorsAddDelete>, id: DoorId) -> Result<Impact, Error> {
    let storage = console.storage();
    undo::forgetting(console, permit, |change| {
        let stored = record::get::<Door>(change, id)?;
        let holders = storage.holders_of(stored.besides)?.len();
        rows::delete(change, stored.node())?;
        let entry = records::gone(&stored).after(Fields::default().with("people who had it", holders));
        Ok(Outcome::Changed(storage.impact_of(change)?, entry.into()))
    })
}

/// What deleting a door would do to keys.
pub fn impact_of_deleting(
    console: &Console,
    permit: &Permit<DoorsAddDelete>,
    id: DoorId,
) -> Result<Impact, Error> {
    let stored = console.storage().view(permit, |view| record::get::<Door>(view, id))?;
    Ok(console.storage().foretell(&[Edit::Gone(Node::Door(stored.node()))])?)
}

/// Who has a right to a door, as far as the operator may see people, and how many more there are.
pub fn holders(
    console: &Console,
    permit: &Permit<DoorsView>,
    users: &Permit<UsersView>,
    id: DoorId,
) -> Result<(Vec<Related<UserId>>, usize), Error> {
    relations::listed::<Door, User, _>(console, permit, users, id)
}

/// Everybody whom the operator may see and give doors, by name.
pub fn people_for_access(
    console: &Console,
    permit: &Permit<UsersModify>,
) -> Result<Vec<Related<UserId>>, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        let directory = storage.directory()?;
        let seen = view.where_also(Permission::UsersView);
        let all = directory.search(&Query::default(), &Holders::default(), seen.scope(), view.believed()?);
        let people = all.into_iter().filter_map(|id| directory.shown(id));
        let related = people.map(|shown| Related {
            id: shown.id,
            name: full_name(shown.title, shown.first_name, shown.last_name),
            detail: shown.columns.first().copied().unwrap_or_default().to_owned(),
            limit: Limit::ALWAYS,
            timetable: None,
            may_change: true,
        });
        Ok(related.collect())
    })
}

/// Some of them as the file has them: what is in memory may come from the snapshot beside it, and who is given a door is
/// told from others by the name. Those who are gone are left out.
pub fn people_picked(
    console: &Console,
    permit: &Permit<UsersModify>,
    ids: &[UserId],
) -> Result<Vec<Related<UserId>>, Error> {
    console
        .storage()
        .view(permit, |view| Ok(related::some::<User>(&view.where_also(Permission::UsersView), ids)?))
}
