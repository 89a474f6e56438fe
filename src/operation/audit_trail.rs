//! Monitoring > Audit trail: what keys brought home from doors, within the operator's partitions and as far back as
//! the group's settings allow.

use std::collections::HashSet;

use chrono::Duration;

use crate::console::Console;
use crate::domain::door::DoorId;
use crate::domain::event::Happening;
use crate::domain::group::Scope;
use crate::domain::moment::Moment;
use crate::domain::permission::{AuditTrailView, Permission};
use crate::domain::search::Search;
use crate::domain::user::UserId;
use crate::session::Permit;
use crate::storage::View;
use crate::storage::events as rows;
pub use crate::storage::events::Order;
use crate::storage::users;

use super::{Error, StorageError};

/// Which events are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Doors that were opened.
    Opened,
    /// Keys that were refused.
    Refused,
    /// Doors whose battery is low.
    BatteryLow,
}

impl Filter {
    fn shows(self, happening: Happening) -> bool {
        match self {
            Filter::Opened => happening == Happening::Opened,
            Filter::BatteryLow => happening == Happening::BatteryLow,
            Filter::Refused => matches!(happening, Happening::Refused(_)),
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Words of the door's or the person's name.
    pub search: String,
    /// Only events that one of these shows, if there are any.
    pub filters: Vec<Filter>,
    /// Nothing older.
    pub from: Option<Moment>,
    /// Only what is older.
    pub until: Option<Moment>,
    /// Which come first.
    pub order: Order,
    /// Only what follows after this event.
    pub after: Option<i64>,
    /// No more than so many.
    pub max: usize,
}

impl Default for Query {
    fn default() -> Query {
        Query {
            search: String::new(),
            filters: Vec::new(),
            from: None,
            until: None,
            order: Order::default(),
            after: None,
            max: STRETCH,
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The events, in their order.
    pub ids: Vec<i64>,
    /// Whether more follow.
    pub has_more: bool,
    /// Only this many latest days are shown to the operator's group.
    pub days: Option<u16>,
}

/// So many events are found at a time, unless more are asked for.
pub const STRETCH: usize = 500;

/// An event as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The event.
    pub id: i64,
    /// When it happened, by the door's clock.
    pub happened_at: Moment,
    /// When the key brought it.
    pub received_at: Moment,
    /// The door.
    pub door: String,
    /// Whose key it was; nobody who is out of the operator's reach is named.
    pub person: Option<(UserId, String)>,
    /// What happened.
    pub happening: Happening,
    /// Whether the lock of this door wrote it: what is not proven can be made up by whoever opened another lock.
    pub is_proven: bool,
}

/// The earliest moment that the group's settings show.
fn since(view: &View<'_>) -> Result<Option<Moment>, StorageError> {
    let Some(days) = view.grants().settings().audit_days else {
        return Ok(None);
    };
    Ok(Some(view.reading()?.counts_from() - Duration::days(i64::from(days))))
}

/// Finds a stretch of the trail. A site writes millions of events: only those of what is meant are read, as far as it
/// takes.
pub fn find(console: &Console, permit: &Permit<AuditTrailView>, query: &Query) -> Result<Found, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        let reach = view.as_far_as_events();
        let points = rows::points(&reach)?;
        // An operator who may not see somebody finds nothing by the name either.
        let users = view.holding(Permission::UsersView);
        let words = Search::new(&query.search).words().to_vec().into_iter().map(|word| {
            let people = match &users {
                Some(users) => storage.directory()?.people_with(&word, users.scope()),
                None => HashSet::default(),
            };
            Ok::<_, Error>((word, people))
        });
        let words: Vec<_> = words.collect::<Result<_, _>>()?;
        let asked = rows::Query {
            points: &points,
            is_every_point: *reach.scope() == Scope::Everywhere,
            since: since(view)?.max(query.from),
            until: query.until,
            only: None,
            is_shown: &|happening| {
                query.filters.is_empty() || query.filters.iter().any(|filter| filter.shows(happening))
            },
            words: &words,
            order: query.order,
            after: query.after,
            max: query.max,
        };
        let rows::Stretch { ids, has_more } = rows::find(view, &asked)?;
        Ok(Found { ids, has_more, days: view.grants().settings().audit_days })
    })
}

/// Whose events, or those of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Of a person's keys.
    Person(UserId),
    /// At a door.
    Door(DoorId),
}

/// The newest events of somebody or of a door; none, where that is out of reach.
pub fn latest(
    console: &Console,
    permit: &Permit<AuditTrailView>,
    of: Of,
    max: usize,
) -> Result<Vec<ListRow>, Error> {
    let stretch = console.storage().view(permit, |view| {
        let reach = view.as_far_as_events();
        let only = match of {
            Of::Person(user) => match view.holding(Permission::UsersView) {
                None => None,
                Some(seen) => match users::expect_within(&seen, [user].into_iter()) {
                    Ok(()) => Some(rows::Only::User(user)),
                    Err(StorageError::NoSuch(_)) => None,
                    Err(other) => return Err(other.into()),
                },
            },
            Of::Door(door) => rows::code(&reach, door)?.map(rows::Only::Door),
        };
        let Some(only) = only else {
            return Ok(Vec::new());
        };
        let asked = rows::Query {
            points: &rows::points(&reach)?,
            is_every_point: *reach.scope() == Scope::Everywhere,
            since: since(view)?,
            until: None,
            only: Some(only),
            is_shown: &|_| true,
            words: &[],
            order: Order::Newest,
            after: None,
            max,
        };
        Ok::<_, Error>(rows::find(view, &asked)?.ids)
    })?;
    rows(console, permit, &stretch)
}

/// The rows of some events; one that is out of reach is left out, as one that is not there.
pub fn rows(console: &Console, permit: &Permit<AuditTrailView>, ids: &[i64]) -> Result<Vec<ListRow>, Error> {
    console.storage().view(permit, |view| {
        let (points, since) = (rows::points(&view.as_far_as_events())?, since(view)?);
        let mut listed = Vec::new();
        for id in ids {
            let Some(row) = rows::get(view, *id)? else { continue };
            let Some(door) = points.get(&row.door_code) else { continue };
            if since.is_some_and(|since| row.happened_at < since) {
                continue;
            }
            let is_known = view.grants().holds_in(Permission::UsersView, row.user_partition);
            listed.push(ListRow {
                id: row.id,
                happened_at: row.happened_at,
                received_at: row.received_at,
                door: door.clone(),
                person: is_known.then_some((row.user, row.user_name)),
                happening: row.happening,
                is_proven: row.is_proven,
            });
        }
        Ok(listed)
    })
}
