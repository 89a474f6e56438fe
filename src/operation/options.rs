//! System > General options, but for what signing in asks: that is `security.rs`.

use crate::console::Console;
use crate::domain::access::Edit;
use crate::domain::directory::Directory;
use crate::domain::door_options;
use crate::domain::general_options;
use crate::domain::group::Scope;
use crate::domain::grouping::{self, Groupings};
use crate::domain::image::Records;
use crate::domain::moment::{self, Moment};
use crate::domain::permission::{ConfigurationGeneral, Permission};
use crate::domain::text::Line;
use crate::domain::user::Unit;
use crate::domain::user_options::{Draft, Options};
use crate::session::Permit;
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::{self, Noun, Outcome, View, groupings, locks, phones, site};

pub use crate::domain::access::Impact;

use super::foretold::{self, Foretold};
use super::{Error, undo};

/// A set of options, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<D> {
    /// The form, as it is saved.
    pub draft: D,
    /// Which state of the options this is: to be given back when they are saved.
    pub version: i64,
    /// When they were saved last, and by whom; never is nothing.
    pub changed: Option<(Moment, String)>,
    /// The keys that still have other areas than was chosen for all, where there are any.
    pub campaign: Option<Campaign>,
}

/// Keys that have other areas than they should since something was chosen for all of them: how far they have come to an
/// encoder follows from what they say, and from nothing that is counted besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Campaign {
    /// Since when.
    pub since: Moment,
    /// How many keys are left of those whose people are within reach.
    pub waiting: usize,
    /// When the last of them ends by itself.
    pub until: Moment,
}

/// How far the keys of the people who are seen have come; nothing, where none is left.
pub(super) fn campaign(
    view: &View<'_>,
    directory: &Directory,
    seen: &Scope,
) -> Result<Option<Campaign>, storage::Error> {
    let Some(since) = site::areas_changed(view)? else {
        return Ok(None);
    };
    // One that was written since has the areas that were chosen, whatever else it needs by now.
    let (waiting, until) = directory.not_re_edited_since(moment::key_minutes(since), seen, view.believed()?);
    Ok((waiting > 0).then(|| Campaign { since, waiting, until: moment::from_key_minutes(until) }))
}

/// What the site has chosen for all of itself.
pub fn general(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
) -> Result<Page<general_options::Draft>, Error> {
    console.storage().view(permit, |view| {
        let stored = site::stored_general_options(view)?;
        let draft = general_options::Draft::of(&stored.options);
        Ok(Page { draft, version: stored.version, changed: stored.changed, campaign: None })
    })
}

/// Keeps what the site has chosen for all of itself, as it was opened as `version`. The site goes back to one time zone where
/// no access point goes by another.
pub fn save_general(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
    version: i64,
    draft: &general_options::Draft,
) -> Result<(), Error> {
    let options = draft.check().map_err(Error::GeneralOptions)?;
    undo::forgetting(console, permit, |change| {
        let before = site::stored_general_options(change)?;
        if options == before.options && version == before.version {
            return Ok(Outcome::Unchanged(()));
        }
        if before.options.several_time_zones && !options.several_time_zones {
            let followers = locks::elsewhere(change)?;
            if followers.count() > 0 {
                return Err(storage::Error::Followed { noun: Noun::TimeZone, followers }.into());
            }
        }
        site::set_general_options(change, version, &options)?;
        if options.phone_folder != before.options.phone_folder && !options.phone_folder.is_empty() {
            phones::deliver_anew(change)?;
        }
        let subject =
            Subject { kind: SubjectKind::GeneralOptions, id: None, name: String::new(), partition: None };
        let entry = Entry::new(Action::GeneralOptionsChanged, subject)
            .change(&told_in_general(&before.options), told_in_general(&options));
        Ok(Outcome::Changed((), entry.into()))
    })?;
    console.outbox().begin_anew();
    Ok(console.look_at_site()?)
}

fn told_in_general(options: &general_options::Options) -> Fields {
    Fields::default()
        .with("name", options.name.as_str())
        .with("several time zones", options.several_time_zones)
        .with("folder for phones", options.phone_folder.as_str())
}

/// The groupings of locations and of functions.
pub fn crossings(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
) -> Result<Page<grouping::Draft>, Error> {
    console.storage().view(permit, |view| {
        let stored = groupings::stored(view)?;
        let draft = grouping::Draft::of(&stored.options);
        Ok(Page { draft, version: stored.version, changed: stored.changed, campaign: None })
    })
}

/// Keeps groupings as they were opened as `version`. A value that a location or a function has stays.
pub fn save_crossings(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
    version: i64,
    draft: &grouping::Draft,
) -> Result<(), Error> {
    let wanted = draft.check().map_err(Error::Groupings)?;
    undo::forgetting(console, permit, |change| {
        let before = groupings::stored(change)?;
        if wanted == before.options && version == before.version {
            return Ok(Outcome::Unchanged(()));
        }
        let users = groupings::users_of_others(change, &wanted)?;
        if users.count() > 0 {
            return Err(storage::Error::GroupingInUse(users).into());
        }
        groupings::set(change, version, &wanted)?;
        let subject =
            Subject { kind: SubjectKind::Groupings, id: None, name: String::new(), partition: None };
        let entry = Entry::new(Action::GroupingsChanged, subject)
            .change(&told_of_groupings(&before.options), told_of_groupings(&wanted));
        Ok(Outcome::Changed((), entry.into()))
    })
}

fn told_of_groupings([locations, functions]: &Groupings) -> Fields {
    let told = |groupings: &Vec<grouping::Grouping>| {
        let one = |grouping: &grouping::Grouping| {
            let values: Vec<&str> = grouping.values.iter().map(|(_, name)| name.as_str()).collect();
            format!("{}: {}", grouping.name, values.join(", "))
        };
        groupings.iter().map(one).collect::<Vec<_>>()
    };
    Fields::default()
        .with("groupings of locations", told(locations))
        .with("groupings of functions", told(functions))
}

/// What the site has chosen for its people.
pub fn users(console: &Console, permit: &Permit<ConfigurationGeneral>) -> Result<Page<Draft>, Error> {
    console.storage().view(permit, |view| {
        let stored = site::stored_user_options(view)?;
        let seen = view.grants().scope(Permission::UsersView).unwrap_or_else(Scope::nowhere);
        Ok(Page {
            draft: Draft::of(&stored.options),
            version: stored.version,
            changed: stored.changed,
            campaign: campaign(view, &*console.storage().directory()?, &seen)?,
        })
    })
}

/// Keeps what the site has chosen for its people, as it was opened as `version`. Says what that did to keys.
pub fn save_users(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
    version: i64,
    draft: &Draft,
) -> Result<Impact, Error> {
    let options = draft.check().map_err(Error::UserOptions)?;
    undo::forgetting(console, permit, |change| {
        let before = site::stored_user_options(change)?;
        if options == before.options && version == before.version {
            return Ok(Outcome::Unchanged(Impact::default()));
        }
        site::set_user_options(change, version, &options)?;
        if options.chosen != before.options.chosen {
            change.edit(Edit::Chosen(options.chosen))?;
        }
        let impact = console.storage().impact_of(change)?;
        let subject =
            Subject { kind: SubjectKind::UserOptions, id: None, name: String::new(), partition: None };
        let mut entry =
            Entry::new(Action::UserOptionsChanged, subject).change(&told(&before.options), told(&options));
        if impact != Impact::default() {
            entry.after.set("keys that need an encoder", impact.re_editions);
            entry.after.set("keys that need an update", impact.updates);
        }
        Ok(Outcome::Changed(impact, entry.into()))
    })
}

/// What saving a form would do to keys: what is wrong with it does nothing.
pub fn impact_of_users(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
    draft: &Draft,
) -> Result<Impact, Error> {
    Ok(console.storage().foretell(&edits(console, permit, draft)?)?)
}

/// Whose keys saving a form would touch.
pub fn whose_of_users(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
    draft: &Draft,
) -> Result<Foretold, Error> {
    foretold::of(console, permit, &edits(console, permit, draft)?)
}

fn edits(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
    draft: &Draft,
) -> Result<Vec<Edit>, Error> {
    let before = console.storage().view(permit, |view| site::user_options(view).map_err(Error::from))?;
    let chosen = draft.check().ok().map(|options| options.chosen);
    let differs = chosen.filter(|chosen| *chosen != before.chosen);
    Ok(differs.map(Edit::Chosen).into_iter().collect())
}

/// What the site has chosen for its doors.
pub fn doors(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
) -> Result<Page<door_options::Draft>, Error> {
    console.storage().view(permit, |view| {
        let stored = site::stored_door_options(view)?;
        let draft = door_options::Draft::of(&stored.options);
        Ok(Page { draft, version: stored.version, changed: stored.changed, campaign: None })
    })
}

/// Keeps what the site has chosen for its locks, as it was opened as `version`. Says how many locks need a visit for it.
pub fn save_doors(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
    version: i64,
    draft: &door_options::Draft,
) -> Result<usize, Error> {
    let options = draft.check().map_err(Error::DoorOptions)?;
    undo::forgetting(console, permit, |change| {
        let before = site::stored_door_options(change)?;
        if options == before.options && version == before.version {
            return Ok(Outcome::Unchanged(0));
        }
        let visits = visits(change, &before.options, &options)?;
        site::set_door_options(change, version, &options)?;
        let subject =
            Subject { kind: SubjectKind::DoorOptions, id: None, name: String::new(), partition: None };
        let entry = Entry::new(Action::DoorOptionsChanged, subject)
            .change(&told_of_doors(&before.options), told_of_doors(&options));
        Ok(Outcome::Changed(visits, entry.into()))
    })
}

/// How many locks would need a visit if a form was saved: what is wrong with it needs none.
pub fn visits_for(
    console: &Console,
    permit: &Permit<ConfigurationGeneral>,
    draft: &door_options::Draft,
) -> Result<usize, Error> {
    console.storage().view(permit, |view| match draft.check() {
        Ok(options) => Ok(visits(view, &site::door_options(view)?, &options)?),
        Err(_) => Ok(0),
    })
}

/// The locks that are to hold something else: those of doors that are set to note no openings, where that comes to mean
/// something or nothing.
fn visits(
    view: &View<'_>,
    before: &door_options::Options,
    after: &door_options::Options,
) -> Result<usize, storage::Error> {
    if before.may_inhibit == after.may_inhibit { Ok(0) } else { Ok(locks::inhibited(view)?.count()) }
}

fn told_of_doors(options: &door_options::Options) -> Fields {
    let names: Vec<&str> = options.general.iter().map(Line::as_str).collect();
    Fields::default()
        .with("open time", options.open_seconds)
        .with("increased open time", options.increased_seconds)
        .with("audit on keys", options.audit_on_keys)
        .with("locks may keep no record", options.may_inhibit)
        .with("control of lockers", options.lockers_controlled)
        .with("free fields", names)
}

fn told(options: &Options) -> Fields {
    let period = options.defaults.period;
    let names: Vec<&str> = options.general.iter().map(Line::as_str).collect();
    Fields::default()
        .with("update period", period.count)
        .with("update period in", if period.unit == Unit::Days { "days" } else { "hours" })
        .with("audit openings", options.defaults.audit_openings)
        .with("names locked", options.names_locked)
        .with("free fields", names)
        .with("openings on keys", options.chosen.records.is_some_and(Records::has_openings))
        .with("refusals on keys", options.chosen.records.is_some_and(Records::has_refusals))
        .with("days of keys that cannot be cancelled", options.chosen.uncancellable_days)
        .with("days of names in events", options.named_days)
}
