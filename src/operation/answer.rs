//! What locks would answer: keys as they are to be, held to locks as they are to be set, at a moment that is chosen.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::clock::Clock;
use crate::console::Console;
use crate::domain::access_point::{AccessPoint, Code};
use crate::domain::automatic_change::{AutomaticChangeId, Plans};
use crate::domain::calendar::CalendarId;
use crate::domain::door::{Door, Follows};
use crate::domain::image::{Image, Statement};
use crate::domain::key::{Card, Match};
use crate::domain::local::Local;
use crate::domain::lock::asked::{self, Asked, Followed, Key, Set};
use crate::domain::locker::Locker;
use crate::domain::moment::{self, Moment, Zone};
use crate::domain::room::Room;
use crate::domain::suite::Suite;
use crate::domain::time_zone::{Rule, TimeZoneId};
use crate::domain::timed_period::{Stretches, TimedPeriodId};
use crate::domain::timetable::Hours;
use crate::domain::user::UserId;
use crate::storage::locks::{self, Duty, Locked};
use crate::storage::{self, Storage, View, schedules, time_zones};

/// The moment that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum At {
    /// The one at which it is asked.
    #[default]
    Now,
    /// That at which clocks show this where the access point is; of two, the earlier one.
    Wall(NaiveDateTime),
}

/// What a lock would do with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// What it would do.
    pub told: asked::Answer,
    /// Whether the key does not say so yet: it has to be written first, or brought up to date.
    pub is_behind: bool,
}

/// What is needed to ask locks.
pub(super) struct Locks<'v, 'c> {
    storage: &'v Storage,
    clock: &'v dyn Clock,
    view: &'v View<'c>,
    at: At,
    now: Moment,
    periods: HashMap<TimedPeriodId, Hours>,
    changes: HashMap<AutomaticChangeId, Plans>,
    time_zones: HashMap<TimeZoneId, Rule>,
    local: HashMap<(Option<CalendarId>, Option<TimeZoneId>), Arc<Local>>,
}

/// So many keys are asked about at a stretch. Whoever saves something meanwhile waits for no more of them: a door can be
/// everybody's.
const AT_ONCE: usize = 200;

/// A lock, and the moment at which it is asked.
pub(super) struct AtLock {
    pub(super) lock: Asked,
    pub(super) at: Moment,
}

impl<'v, 'c> Locks<'v, 'c> {
    pub(super) fn of(console: &'v Console, view: &'v View<'c>, at: At) -> Result<Self, storage::Error> {
        Locks::with(console.storage(), console.clock(), view, at)
    }

    pub(super) fn with(
        storage: &'v Storage,
        clock: &'v dyn Clock,
        view: &'v View<'c>,
        at: At,
    ) -> Result<Self, storage::Error> {
        let periods = schedules::list::<Stretches>(view)?.into_iter();
        let changes = schedules::list::<Plans>(view)?.into_iter();
        Ok(Locks {
            storage,
            clock,
            view,
            at,
            now: view.believed()?.moment(),
            periods: periods.map(|row| (row.id, row.content.hours())).collect(),
            changes: changes.map(|row| (row.id, row.content)).collect(),
            time_zones: time_zones::rules(view)?,
            local: HashMap::new(),
        })
    }

    /// The locks of some access points that lie within reach, in their order.
    pub(super) fn of_points(
        &mut self,
        points: &[(Code, AccessPoint)],
    ) -> Result<Vec<AtLock>, storage::Error> {
        let mut doors = self
            .all::<Door>(points, |point| if let AccessPoint::Door(id) = point { Some(id) } else { None })?;
        let mut lockers =
            self.all::<Locker>(
                points,
                |point| if let AccessPoint::Locker(id) = point { Some(id) } else { None },
            )?;
        let mut rooms = self
            .all::<Room>(points, |point| if let AccessPoint::Room(id) = point { Some(id) } else { None })?;
        let mut suites = self
            .all::<Suite>(points, |point| if let AccessPoint::Suite(id) = point { Some(id) } else { None })?;
        let lock = |(code, point): &(Code, AccessPoint)| {
            let found = match point {
                AccessPoint::Door(id) => doors.remove(id),
                AccessPoint::Locker(id) => lockers.remove(id),
                AccessPoint::Room(id) => rooms.remove(id),
                AccessPoint::Suite(id) => suites.remove(id),
            };
            self.lock(*code, found.ok_or(storage::Error::Damaged)?)
        };
        points.iter().map(lock).collect()
    }

    /// What the locks of those of a kind are to do that are among some access points.
    fn all<T: Locked>(
        &self,
        points: &[(Code, AccessPoint)],
        of: impl Fn(AccessPoint) -> Option<T::Id>,
    ) -> Result<HashMap<T::Id, Duty>, storage::Error> {
        let mut of_kind = points.iter().filter_map(|(_, point)| of(*point));
        match (of_kind.next(), of_kind.next()) {
            (None, _) => Ok(HashMap::new()),
            (Some(one), None) => locks::set::<T>(self.view, Some(one)),
            (Some(_), Some(_)) => locks::set::<T>(self.view, None),
        }
    }

    fn lock(&mut self, code: Code, (settings, free): Duty) -> Result<AtLock, storage::Error> {
        let opening = settings.opening;
        let followed = match opening.follows() {
            Follows::Nothing => Some(Followed::Nothing),
            Follows::Period(id) => self.periods.get(&id).cloned().map(Followed::Period),
            Follows::Change(id) => self.changes.get(&id).cloned().map(Followed::Change),
        };
        let rule = match settings.time_zone {
            Some(id) => Some(*self.time_zones.get(&id).ok_or(storage::Error::Damaged)?),
            None => None,
        };
        let at = match (self.at, &rule) {
            (At::Now, _) => self.now,
            (At::Wall(local), Some(rule)) => rule.first(local),
            (At::Wall(local), None) => self.clock.zone().first(local),
        };
        let lock = Asked::of(Set {
            code,
            mode: opening.mode(),
            followed: followed.ok_or(storage::Error::Damaged)?,
            local: self.local(settings.calendar, settings.time_zone)?,
            has_own_time: rule.is_some(),
            free,
        });
        Ok(AtLock { lock, at })
    }

    fn local(
        &mut self,
        calendar: Option<CalendarId>,
        zone: Option<TimeZoneId>,
    ) -> Result<Arc<Local>, storage::Error> {
        if let Some(known) = self.local.get(&(calendar, zone)) {
            return Ok(Arc::clone(known));
        }
        let local = Arc::new(self.storage.local(self.view, calendar, zone)?);
        self.local.insert((calendar, zone), Arc::clone(&local));
        Ok(local)
    }

    /// What some locks would do with a person's key: nothing, where that person is gone.
    pub(super) fn of_person(
        &self,
        user: UserId,
        locks: impl IntoIterator<Item = AtLock>,
    ) -> Result<Vec<Answer>, storage::Error> {
        let (mut answers, mut locks) = (Vec::new(), locks.into_iter());
        let held = self.held([user])?.remove(&user).unwrap_or_default();
        self.storage.each_statement([user], |_, statement| {
            // Mostly all are asked at one moment.
            let mut key: Option<(Moment, Key)> = None;
            answers.extend(locks.by_ref().map(|AtLock { mut lock, at }| {
                let written = self.written(at);
                let (_, key) = match key.take().filter(|(then, _)| *then == written) {
                    Some(known) => key.insert(known),
                    None => key.insert((written, Key::of(statement, written, self.clock.zone()))),
                };
                held.asked(&mut lock, key, at)
            }));
        })?;
        Ok(answers)
    }

    /// What some locks would do with a key that is written so. It is held to each for the first time, and holds no locker; no lock
    /// was told that it was cancelled.
    pub(super) fn of_card(image: Image, locks: impl IntoIterator<Item = AtLock>) -> Vec<asked::Answer> {
        let key = Key::from(image);
        locks.into_iter().map(|AtLock { mut lock, at }| lock.answer(&key, false, at)).collect()
    }

    /// What a lock would do with the keys of some people, by who they are.
    pub(super) fn of_people(
        &self,
        users: impl IntoIterator<Item = UserId>,
        AtLock { mut lock, at }: AtLock,
    ) -> Result<HashMap<UserId, Answer>, storage::Error> {
        let (written, zone) = (self.written(at), self.clock.zone());
        let held = self.held(users)?;
        let users: Vec<UserId> = held.keys().copied().collect();
        let mut answers = HashMap::with_capacity(held.len());
        for some in users.chunks(AT_ONCE) {
            self.storage.each_statement(some.iter().copied(), |user, statement| {
                let answer = held.get(&user).map(|held| {
                    let key = Key::of(statement, written, zone);
                    held.asked(&mut lock, &key, at)
                });
                answers.extend(answer.map(|answer| (user, answer)));
            })?;
        }
        Ok(answers)
    }

    /// The key that somebody should have, as it would be written for a moment that is asked about.
    pub(super) fn wanted(&self, statement: &Statement, at: Moment) -> Key {
        Key::of(statement, self.written(at), self.clock.zone())
    }

    /// When the key is written that is asked about: now, or before the moment that is asked about.
    fn written(&self, at: Moment) -> Moment {
        self.now.min(at)
    }

    fn held(&self, users: impl IntoIterator<Item = UserId>) -> Result<HashMap<UserId, Held>, storage::Error> {
        let directory = self.storage.directory()?;
        let held = |user| {
            let facts = directory.shown(user).map(|shown| shown.facts).unwrap_or_default();
            (user, Held(facts.card))
        };
        Ok(users.into_iter().map(held).collect())
    }
}

/// What there is to be known of a key besides what it should say. No lock is told yet that somebody is banned: a key that is
/// out opens until it ends.
#[derive(Default)]
struct Held(Card);

impl Held {
    fn asked(&self, lock: &mut Asked, key: &Key, at: Moment) -> Answer {
        Answer { told: lock.answer(key, false, at), is_behind: self.is_behind(at) }
    }

    /// Whether the key does not say at a moment what is answered: it says something else, or has ended by then.
    fn is_behind(&self, at: Moment) -> bool {
        match self.0 {
            Card::None | Card::Open { .. } => true,
            Card::Known { match_, until, .. } => match_ != Match::Same || moment::key_minutes(at) >= until,
        }
    }
}
