//! Random changes of what keys follow from, some of them refused in the middle. After each, what the database and the
//! graph in memory remember of every key must be what is made from nothing. Equal seeds take equal steps.
//!
//! The bench takes the same steps, so this file is also a module of `src/ui/measure.rs`, and says what went wrong
//! instead of panicking.

use std::sync::Arc;

use keydesk::console::Console;
use keydesk::domain::calendar::{self, CalendarId, Kind};
use keydesk::domain::directory::Query;
use keydesk::domain::door::{DoorId, Fault, Field};
use keydesk::domain::locker::LockerId;
use keydesk::domain::output::{self, OutputId};
use keydesk::domain::permission::Leaf;
use keydesk::domain::room::RoomId;
use keydesk::domain::suite::SuiteId;
use keydesk::domain::timetable::{Day, TimetableId, TypedPeriod};
use keydesk::domain::user::{Between, BulkEdit, End, Grant, Limit, OptionName, PinDraft, UserId};
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::zone::ZoneId;
use keydesk::encoders::{SIMULATED, Stop, Tray};
use keydesk::operation::Changes;
use keydesk::operation::Giving;
use keydesk::operation::encode::{self, At, OldKey};
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{
    Error, Noun, StorageError, calendars, demo, doctor, doors, functions, locations, lockers, outputs, rooms,
    suites, timetables, user_access_levels, zones,
};
use keydesk::session::{Permit, Session};

/// What a walk met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub done: u64,
    /// What was refused as the step expects it.
    pub refused: u64,
    /// What a full disk or an end in the midst of it kept from being done.
    pub failed: u64,
}

/// A site on which somebody changes this and that.
pub struct Walk<'s> {
    console: &'s Console,
    session: &'s Arc<Session>,
    tray: &'s Tray,
    state: u64,
}

/// A number that nobody and nothing has.
const ABSENT: i64 = 999_999_999;

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Done,
    Refused,
    Failed,
}

type Step = Result<Ended, String>;

/// How it ended, where that is one of the ends that the step expects.
fn ended<T>(result: Result<T, Error>, is_expected: impl FnOnce(&Error) -> bool) -> Step {
    match result {
        Ok(_) => Ok(Ended::Done),
        Err(Error::Storage(StorageError::DiskFull | StorageError::Killed)) => Ok(Ended::Failed),
        Err(error) if is_expected(&error) => Ok(Ended::Refused),
        Err(error) => Err(error.to_string()),
    }
}

/// Somebody or something was asked for that is not there.
const fn is_absent(error: &Error) -> bool {
    matches!(
        error,
        Error::Storage(StorageError::NoSuch(
            Noun::User
                | Noun::Door
                | Noun::Locker
                | Noun::UserAccessLevel
                | Noun::Zone
                | Noun::Output
                | Noun::Location
                | Noun::Function
                | Noun::Timetable
        ))
    )
}

const fn never(_: &Error) -> bool {
    false
}

fn told<T, E: std::fmt::Display>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

impl<'s> Walk<'s> {
    pub const fn new(console: &'s Console, session: &'s Arc<Session>, tray: &'s Tray, seed: u64) -> Walk<'s> {
        Walk { console, session, tray, state: seed }
    }

    /// Takes so many steps; ends at the first after which something is remembered wrongly.
    pub fn steps(&mut self, count: u64) -> Result<Tally, String> {
        let mut tally = Tally::default();
        for number in 0..count {
            let (what, ended) = self.step();
            let ended = ended.map_err(|error| format!("step {number}, {what}: {error}"))?;
            match ended {
                Ended::Done => tally.done += 1,
                Ended::Refused => tally.refused += 1,
                Ended::Failed => tally.failed += 1,
            }
            let found = doctor::examine_images(self.console).map_err(|error| error.to_string())?;
            if found.stale > 0 {
                return Err(format!(
                    "step {number}, {what}, {ended:?}: {} keys are remembered wrongly",
                    found.stale
                ));
            }
        }
        Ok(tally)
    }

    fn may<P: Leaf>(&self) -> Result<Permit<P>, String> {
        self.session.permit().ok_or_else(|| "no permit".to_owned())
    }

    fn people(&self) -> Result<Vec<UserId>, String> {
        let found = users::list(self.console, &self.may()?, &Query::default());
        found.map(|found| found.ids).map_err(|error| error.to_string())
    }

    fn below(&mut self, bound: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.state >> 33) % bound.max(1) as u64) as usize
    }

    /// A few of these, now and then one that is not there at the end, so that what was begun is refused.
    fn some<T: Copy>(&mut self, of: &[T], absent: T) -> Vec<T> {
        let count = self.below(4);
        let mut some: Vec<T> = (0..count).filter_map(|_| of.get(self.below(of.len())).copied()).collect();
        if self.below(6) == 0 {
            some.push(absent);
        }
        some
    }

    fn limit(&mut self) -> Limit {
        let now = self.console.clock().now();
        let days = 1 + self.below(3) as i64;
        let between = Between::new(now, now + chrono::Duration::days(days)).ok();
        let between = if self.below(3) == 0 { between } else { None };
        let all = self.timetables().unwrap_or_default();
        let timetable = all.get(self.below(all.len() * 3)).copied();
        // Now and then one that is not there, so that what was begun is refused.
        let timetable = if self.below(24) == 0 { Some(TimetableId(ABSENT)) } else { timetable };
        Limit { between, timetable }
    }

    fn timetables(&self) -> Result<Vec<TimetableId>, String> {
        let all = told(timetables::list(self.console, &self.may()?))?;
        Ok(all.iter().map(|row| row.id).collect())
    }

    fn change_timetable(&mut self) -> Step {
        let all = self.timetables()?;
        let (modify, some) = (self.may()?, all.get(self.below(all.len())).copied());
        let in_use = |error: &Error| matches!(error, Error::Storage(StorageError::TimetableInUse(_)));
        if let Some(timetable) = some.filter(|_| self.below(8) == 0) {
            return ended(timetables::delete(self.console, &modify, timetable), in_use);
        }
        let mut draft = match some.filter(|_| all.len() > 2) {
            Some(timetable) => told(timetables::open(self.console, &self.may()?, timetable))?.draft,
            None => told(timetables::blank(self.console, &modify))?,
        };
        if draft.name.is_empty() {
            draft.name = format!("Timetable {}", all.len());
        }
        let periods = (0..self.below(3)).map(|_| TypedPeriod {
            days: Day::ALL.into_iter().filter(|_| self.below(2) == 0).chain([Day::ALL[0]]).collect(),
            from: format!("{:02}:00", self.below(12)),
            until: format!("{:02}:30", 12 + self.below(12)),
        });
        draft.own.0 = periods.collect();
        let is_taken = |error: &Error| matches!(error, Error::Named(Noun::Timetable, faults) if *faults == [(Field::Name, Fault::Duplicate)]);
        match some.filter(|_| all.len() > 2) {
            Some(timetable) => {
                let version = told(timetables::open(self.console, &self.may()?, timetable))?.version;
                ended(timetables::save(self.console, &modify, timetable, version, &draft), is_taken)
            }
            None => ended(timetables::add(self.console, &modify, &draft), is_taken),
        }
    }

    /// Days in the life of keys and long after it, and which calendar keys go by.
    fn change_calendar(&mut self) -> Step {
        let all: Vec<CalendarId> =
            told(calendars::list(self.console, &self.may()?))?.iter().map(|row| row.id).collect();
        let (modify, some) = (self.may()?, all.get(self.below(all.len())).copied());
        let in_use = |error: &Error| matches!(error, Error::Storage(StorageError::CalendarInUse));
        if let Some(calendar) = some.filter(|_| self.below(8) == 0) {
            return ended(calendars::delete(self.console, &modify, calendar), in_use);
        }
        let today = self.console.clock().now().date_naive();
        let day = today + chrono::Days::new([1, 9, 25, 400].get(self.below(4)).copied().unwrap_or(1));
        let (kind, is_of_keys, number) = (self.below(3), self.below(3) > 0, self.below(1_000));
        let change = |draft: &mut calendar::Draft| {
            match kind {
                0 => draft.days.remove(&day),
                1 => draft.days.insert(day, Kind::Holiday),
                _ => draft.days.insert(day, Kind::Special1),
            };
            draft.is_of_keys = is_of_keys;
        };
        match some.filter(|_| all.len() > 1) {
            Some(calendar) => {
                let mut page = told(calendars::open(self.console, &self.may()?, calendar))?;
                change(&mut page.draft);
                let saved = calendars::save(self.console, &modify, calendar, page.version, &page.draft);
                ended(saved, never)
            }
            None => {
                let mut draft = calendar::Draft { name: format!("Year {number}"), ..Default::default() };
                change(&mut draft);
                let is_taken = |error: &Error| matches!(error, Error::Calendar(_));
                ended(calendars::add(self.console, &modify, &draft), is_taken)
            }
        }
    }

    fn step(&mut self) -> (&'static str, Step) {
        match self.below(29) {
            26 | 27 => ("a location is changed", self.change_location()),
            28 => ("a function is changed", self.change_function()),
            23 | 24 => ("an output is changed", self.change_output()),
            0 => ("a person is added", self.add()),
            1 | 2 => ("a person is saved", self.save()),
            3 | 4 => ("a person's doors are changed", self.change_doors()),
            5 if self.below(2) == 0 => ("rights of several are changed in their table", self.change_cells()),
            5 => ("many are edited", self.save_many()),
            6 => ("people are deleted", self.delete()),
            7 => ("a door is added or deleted", self.add_or_delete_door()),
            8 | 9 => ("a door's people are changed", self.change_people()),
            10 => ("somebody is banned or not", self.ban()),
            11 | 12 => ("an access level is changed", self.change_level()),
            13 | 14 => ("a zone is changed", self.change_zone()),
            15 | 16 => ("a timetable is changed", self.change_timetable()),
            17 => ("a calendar is changed", self.change_calendar()),
            18 | 19 => ("a locker is changed", self.change_locker()),
            20 => ("lockers are given", self.give_lockers()),
            21 | 22 => ("a room is changed", self.change_room()),
            _ => ("a key is brought up to date", self.encode()),
        }
    }

    fn doors(&self) -> Result<Vec<DoorId>, String> {
        Ok(told(doors::list(self.console, &self.may()?))?.iter().map(|row| row.id).collect())
    }

    /// Somebody who is there; where nobody is, somebody who is not.
    fn person(&mut self) -> Result<UserId, String> {
        let people = self.people()?;
        Ok(people.get(self.below(people.len())).copied().unwrap_or(UserId(ABSENT)))
    }

    fn add(&mut self) -> Step {
        let mut draft = told(users::blank(self.console, &self.may()?))?;
        draft.last_name = format!("Person {}", self.below(1_000));
        draft.wiegand = ["", "4711"].get(self.below(2)).copied().unwrap_or_default().to_owned();
        let changes = self.changes()?;
        let doors = self.may()?;
        let doors = &users::given_doors(&doors, &changes);
        ended(users::add(self.console, &self.may()?, &draft, &Picture::Keep, doors), is_absent)
    }

    fn delete(&mut self) -> Step {
        let people = self.people()?;
        let some = self.some(&people, UserId(ABSENT));
        let is_expected =
            |error: &Error| is_absent(error) || matches!(error, Error::HoldsKey(..) | Error::KeyIsOut(..));
        ended(users::delete(self.console, &self.may()?, &some), is_expected)
    }

    fn add_or_delete_door(&mut self) -> Step {
        let all = self.doors()?;
        if let Some(door) = all.get(self.below(all.len())).filter(|_| all.len() > 3) {
            return ended(doors::delete(self.console, &self.may()?, *door), never);
        }
        let mut draft = told(doors::blank(self.console, &self.may()?))?;
        draft.name = format!("Door {}", self.below(1_000));
        let is_taken = |error: &Error| matches!(error, Error::Named(Noun::Door, faults) if *faults == [(Field::Name, Fault::Duplicate)]);
        ended(doors::add(self.console, &self.may()?, &draft, &Giving::nothing()), is_taken)
    }

    fn ban(&mut self) -> Step {
        let (person, ban) = (self.person()?, if self.below(2) == 0 { Ban::PutOn } else { Ban::Lift });
        ended(users::ban(self.console, &self.may()?, &[person], ban), never)
    }

    fn changes(&mut self) -> Result<Changes<DoorId>, String> {
        let all = self.doors()?;
        Ok(self.changes_of(&all, DoorId(ABSENT)))
    }

    fn save(&mut self) -> Step {
        let person = self.person()?;
        let page = told(users::open(self.console, &self.may()?, person))?;
        let mut draft = page.draft;
        match self.below(7) {
            0 => draft.options.office = !draft.options.office,
            1 => draft.options.audit_openings = !draft.options.audit_openings,
            2 => draft.pin = PinDraft::New("2580".to_owned().into()),
            3 => draft.pin = PinDraft::Off,
            4 => draft.expiration = End::Never,
            5 => {
                let all = told(timetables::list(self.console, &self.may()?))?;
                draft.crossing = all.get(self.below(all.len() + 1)).map(|row| row.id);
            }
            _ => draft.phone = format!("+3460000{:04}", self.below(10_000)),
        }
        let is_late = self.below(5) == 0;
        let version = page.version - i64::from(is_late);
        let saved = users::save(
            self.console,
            &self.may()?,
            person,
            version,
            &draft,
            &Picture::Keep,
            &Giving::nothing(),
        );
        ended(saved, |error| is_late && matches!(error, Error::Storage(StorageError::Conflict { .. })))
    }

    fn change_doors(&mut self) -> Step {
        let person = self.person()?;
        let page = told(users::open(self.console, &self.may()?, person))?;
        let changes = self.changes()?;
        let doors = self.may()?;
        let (draft, doors) = (page.draft, &users::given_doors(&doors, &changes));
        let saved =
            users::save(self.console, &self.may()?, person, page.version, &draft, &Picture::Keep, doors);
        ended(saved, is_absent)
    }

    fn save_many(&mut self) -> Step {
        let people = self.people()?;
        // More than are put in their places one by one.
        let some = if self.below(3) == 0 { people } else { self.some(&people, UserId(ABSENT)) };
        let on = self.below(2) == 0;
        let edit = match self.below(3) {
            0 => BulkEdit::Option(OptionName::Office, on),
            1 => BulkEdit::Option(OptionName::Antipassback, on),
            _ => BulkEdit::Title(format!("T{}", self.below(3))),
        };
        ended(users::save_many(self.console, &self.may()?, &some, &[edit], &Giving::nothing()), is_absent)
    }

    /// Cells of several people and doors, each as it was seen.
    fn change_cells(&mut self) -> Step {
        let (people, doors) = (self.people()?, self.doors()?);
        let (mut rows, mut columns) = (self.some(&people, UserId(ABSENT)), self.some(&doors, DoorId(ABSENT)));
        rows.sort_unstable();
        rows.dedup();
        columns.sort_unstable();
        columns.dedup();
        let seen = users::cells_of_doors(self.console, &self.may()?, &self.may()?, &rows, &columns);
        let mut each = Vec::new();
        for (person, cells) in rows.iter().zip(told(seen)?) {
            let mut put = Vec::new();
            for (door, cell) in columns.iter().zip(cells) {
                let was = cell.and_then(|cell| cell.own).map(|own| own.limit);
                put.push((*door, was, if self.below(2) == 0 { Some(self.limit()) } else { None }));
            }
            each.push((*person, users::given_doors(&self.may()?, &Changes::of_seen(put))));
        }
        ended(users::save_each(self.console, &self.may()?, &each), is_absent)
    }

    fn change_people(&mut self) -> Step {
        let (people, all) = (self.people()?, self.doors()?);
        let door = all.get(self.below(all.len())).copied().unwrap_or(DoorId(ABSENT));
        let (put, remove) = match self.below(4) {
            0 => (people, Vec::new()),
            1 => (Vec::new(), people),
            _ => (self.some(&people, UserId(ABSENT)), self.some(&people, UserId(ABSENT))),
        };
        let put = put.into_iter().map(|user| Grant { to: user, limit: self.limit() }).collect();
        let changes = Changes::of(put, remove);
        let (access, modify) = (self.may()?, self.may()?);
        ended(
            doors::give(self.console, &access, door, &doors::given_people(&access, &modify, &changes)),
            is_absent,
        )
    }

    fn levels(&self) -> Result<Vec<UserAccessLevelId>, String> {
        let all = told(user_access_levels::list(self.console, &self.may()?))?;
        Ok(all.iter().map(|row| row.id).collect())
    }

    fn zones(&self) -> Result<Vec<ZoneId>, String> {
        Ok(told(zones::list(self.console, &self.may()?))?.iter().map(|row| row.id).collect())
    }

    /// Some of these put, and some taken.
    fn changes_of<To: Copy>(&mut self, all: &[To], absent: To) -> Changes<To> {
        let put = self.some(all, absent);
        let put = put.into_iter().map(|to| Grant { to, limit: self.limit() }).collect();
        Changes::of(put, self.some(all, absent))
    }

    fn change_level(&mut self) -> Step {
        let all = self.levels()?;
        let Some(level) = all.get(self.below(all.len())).copied() else {
            let mut draft = told(user_access_levels::blank(self.console, &self.may()?))?;
            draft.name = "Level".to_owned();
            return ended(
                user_access_levels::add(self.console, &self.may()?, &draft, &Giving::nothing()),
                never,
            );
        };
        if self.below(12) == 0 {
            return ended(user_access_levels::delete(self.console, &self.may()?, level), never);
        }
        let giving = match self.below(3) {
            0 => {
                let doors = self.changes()?;
                user_access_levels::given_doors(&self.may()?, &doors)
            }
            1 => {
                let people = self.people()?;
                let people = self.changes_of(&people, UserId(ABSENT));
                user_access_levels::given_people(&self.may()?, &people)
            }
            _ => {
                let all = self.zones()?;
                let changes = self.changes_of(&all, ZoneId(ABSENT));
                zones::given_to_levels(&self.may()?, &changes)
            }
        };
        ended(user_access_levels::give(self.console, &self.may()?, level, &giving), is_absent)
    }

    fn change_zone(&mut self) -> Step {
        let all = self.zones()?;
        let Some(zone) = all.get(self.below(all.len())).copied() else {
            let mut draft = told(zones::blank(self.console, &self.may()?))?;
            draft.name = "Zone".to_owned();
            return ended(zones::add(self.console, &self.may()?, &draft, &Giving::nothing()), never);
        };
        if self.below(12) == 0 {
            return ended(zones::delete(self.console, &self.may()?, zone), never);
        }
        let access = self.may()?;
        let giving = match self.below(3) {
            0 | 1 => {
                let doors = self.changes()?;
                zones::given_doors(&access, &self.may()?, &doors)
            }
            _ => {
                let people = self.people()?;
                let people = self.changes_of(&people, UserId(ABSENT));
                zones::given_people(&access, &self.may()?, &people)
            }
        };
        ended(zones::give(self.console, &access, zone, &giving), is_absent)
    }

    fn lockers(&self) -> Result<Vec<LockerId>, String> {
        Ok(told(lockers::list(self.console, &self.may()?))?.iter().map(|row| row.id).collect())
    }

    fn change_locker(&mut self) -> Step {
        let all = self.lockers()?;
        let Some(locker) = all.get(self.below(all.len())).copied().filter(|_| all.len() > 2) else {
            let mut draft = told(lockers::blank(self.console, &self.may()?))?;
            draft.name = format!("Locker {}", self.below(1_000));
            let is_taken = |error: &Error| matches!(error, Error::Named(Noun::Locker, faults) if *faults == [(Field::Name, Fault::Duplicate)]);
            return ended(lockers::add(self.console, &self.may()?, &draft, &Giving::nothing()), is_taken);
        };
        if self.below(12) == 0 {
            return ended(lockers::delete(self.console, &self.may()?, locker), never);
        }
        let access = self.may()?;
        let giving = match self.below(3) {
            0 => {
                let people = self.people()?;
                let people = self.changes_of(&people, UserId(ABSENT));
                lockers::given_people(&access, &self.may()?, &people)
            }
            1 => {
                let all = self.levels()?;
                let levels = self.changes_of(&all, UserAccessLevelId(ABSENT));
                lockers::given_levels(&access, &self.may()?, &levels)
            }
            _ => {
                let all = self.zones()?;
                let zones = self.changes_of(&all, ZoneId(ABSENT));
                lockers::given_zones(&access, &self.may()?, &zones)
            }
        };
        ended(lockers::give(self.console, &access, locker, &giving), is_absent)
    }

    /// A room is added, deleted, or put into zones; a suite, now and then.
    fn change_room(&mut self) -> Step {
        let all: Vec<RoomId> =
            told(rooms::list(self.console, &self.may()?))?.iter().map(|row| row.id).collect();
        let of_suites: Vec<SuiteId> =
            told(suites::list(self.console, &self.may()?))?.iter().map(|row| row.id).collect();
        let name = format!("Room {}", self.below(1_000));
        let is_taken = |noun| move |error: &Error| matches!(error, Error::Named(of, faults) if *of == noun && *faults == [(Field::Name, Fault::Duplicate)]);
        let zones = self.zones()?;
        let zones = self.changes_of(&zones, ZoneId(ABSENT));
        let access = self.may()?;
        if self.below(3) == 0 {
            let Some(suite) = of_suites.first().copied() else {
                let mut draft = told(suites::blank(self.console, &self.may()?))?;
                draft.name = name;
                let added = suites::add(self.console, &self.may()?, &draft, &Giving::nothing());
                return ended(added, is_taken(Noun::Suite));
            };
            let giving = suites::given_zones(&access, &self.may()?, &zones);
            return ended(suites::give(self.console, &access, suite, &giving), is_absent);
        }
        let Some(room) = all.get(self.below(all.len())).copied().filter(|_| all.len() > 2) else {
            let mut draft = told(rooms::blank(self.console, &self.may()?))?;
            draft.name = name;
            return ended(
                rooms::add(self.console, &self.may()?, &draft, &Giving::nothing()),
                is_taken(Noun::Room),
            );
        };
        if self.below(12) == 0 {
            return ended(rooms::delete(self.console, &self.may()?, room), never);
        }
        let giving = rooms::given_zones(&access, &self.may()?, &zones);
        ended(rooms::give(self.console, &access, room, &giving), is_absent)
    }

    /// From the other end: to a person, by an access level, by a zone.
    fn give_lockers(&mut self) -> Step {
        let all = self.lockers()?;
        let changes = self.changes_of(&all, LockerId(ABSENT));
        let of_lockers = self.may()?;
        let (levels, zones) = (self.levels()?, self.zones()?);
        match (self.below(3), levels.first(), zones.first()) {
            (0, Some(level), _) => {
                let giving = lockers::given_to_levels(&of_lockers, &changes);
                ended(user_access_levels::give(self.console, &self.may()?, *level, &giving), is_absent)
            }
            (1, _, Some(zone)) => {
                let access = self.may()?;
                let giving = lockers::given_to_zones(&access, &of_lockers, &changes);
                ended(zones::give(self.console, &access, *zone, &giving), is_absent)
            }
            _ => {
                let person = self.person()?;
                let page = told(users::open(self.console, &self.may()?, person))?;
                let giving = lockers::given_to_people(&of_lockers, &changes);
                let (draft, modify) = (page.draft, self.may()?);
                let saved =
                    users::save(self.console, &modify, person, page.version, &draft, &Picture::Keep, &giving);
                ended(saved, is_absent)
            }
        }
    }

    fn outputs(&self) -> Result<Vec<OutputId>, String> {
        Ok(told(outputs::list(self.console, &self.may()?))?.iter().map(|row| row.id).collect())
    }

    fn change_output(&mut self) -> Step {
        let all = self.outputs()?;
        let some = all.get(self.below(all.len())).copied().filter(|_| all.len() > 2);
        let Some(output) = some else {
            let mut draft = told(outputs::blank(self.console, &self.may()?))?;
            draft.name = format!("Output {}", self.below(1_000));
            let is_taken = |error: &Error| matches!(error, Error::Named(Noun::Output, faults) if *faults == [(Field::Name, Fault::Duplicate)]);
            return ended(outputs::add(self.console, &self.may()?, &draft, &Giving::nothing()), is_taken);
        };
        let giving = match self.below(12) {
            0 => return ended(outputs::delete(self.console, &self.may()?, output), never),
            1..=3 => {
                // Another number, which keys may still say of another one.
                let mut page = told(outputs::open(self.console, &self.may()?, output))?;
                page.draft.own = output::Typed((1 + self.below(6)).to_string());
                let giving = Giving::nothing();
                let (modify, version) = (self.may()?, page.version);
                let saved = outputs::save(self.console, &modify, output, version, &page.draft, &giving);
                return ended(
                    saved,
                    |error| matches!(error, Error::Named(Noun::Output, faults) if faults.len() == 1),
                );
            }
            4..=6 => {
                let people = self.people()?;
                let people = self.changes_of(&people, UserId(ABSENT));
                outputs::given_people(&self.may()?, &self.may()?, &people)
            }
            7 | 8 => {
                let doors = self.changes()?;
                outputs::given_doors(&self.may()?, &self.may()?, &doors)
            }
            _ => {
                let levels = self.levels()?;
                let levels = self.changes_of(&levels, UserAccessLevelId(ABSENT));
                outputs::given_levels(&self.may()?, &self.may()?, &levels)
            }
        };
        ended(outputs::give(self.console, &self.may()?, output, &giving), is_absent)
    }

    fn change_location(&mut self) -> Step {
        let all = told(locations::list(self.console, &self.may()?))?;
        let some = all.get(self.below(all.len())).map(|row| row.id).filter(|_| all.len() > 2);
        let Some(location) = some else {
            let mut draft = told(locations::blank(self.console, &self.may()?))?;
            draft.name = format!("Location {}", self.below(1_000));
            let is_taken = |error: &Error| matches!(error, Error::Named(Noun::Location, faults) if *faults == [(Field::Name, Fault::Duplicate)]);
            return ended(locations::add(self.console, &self.may()?, &draft, &Giving::nothing()), is_taken);
        };
        let giving = match self.below(9) {
            0 => return ended(locations::delete(self.console, &self.may()?, location), never),
            1..=4 => {
                let people = self.people()?;
                let people = self.changes_of(&people, UserId(ABSENT));
                locations::given_people(&self.may()?, &self.may()?, &people)
            }
            _ => {
                let doors = self.changes()?;
                locations::given_doors(&self.may()?, &self.may()?, &doors)
            }
        };
        ended(locations::give(self.console, &self.may()?, location, &giving), is_absent)
    }

    fn change_function(&mut self) -> Step {
        let all = told(functions::list(self.console, &self.may()?))?;
        let some = all.get(self.below(all.len())).map(|row| row.id).filter(|_| all.len() > 2);
        let Some(function) = some else {
            let mut draft = told(functions::blank(self.console, &self.may()?))?;
            draft.name = format!("Function {}", self.below(1_000));
            let is_taken = |error: &Error| matches!(error, Error::Named(Noun::Function, faults) if *faults == [(Field::Name, Fault::Duplicate)]);
            return ended(functions::add(self.console, &self.may()?, &draft, &Giving::nothing()), is_taken);
        };
        let giving = match self.below(9) {
            0 => return ended(functions::delete(self.console, &self.may()?, function), never),
            1..=4 => {
                let people = self.people()?;
                let people = self.changes_of(&people, UserId(ABSENT));
                functions::given_people(&self.may()?, &self.may()?, &people)
            }
            _ => {
                let doors = self.changes()?;
                functions::given_doors(&self.may()?, &self.may()?, &doors)
            }
        };
        ended(functions::give(self.console, &self.may()?, function, &giving), is_absent)
    }

    fn encode(&mut self) -> Step {
        let person = self.person()?;
        let Some(card) = told(demo::hand_out(self.console, &self.may()?, person))? else {
            return Ok(Ended::Refused);
        };
        self.tray.clear();
        self.tray.lay(card);
        let stop = Stop::default();
        let calls_off = stop.clone();
        let progress = move |step| {
            if step == encode::Step::PutBack {
                calls_off.stop();
            }
        };
        let at = At { encoder: SIMULATED.to_owned(), stop, progress: Arc::new(progress) };
        match encode::update(self.console, &self.may()?, person, OldKey::LEAVE, &at) {
            Ok(_) => Ok(Ended::Done),
            // Where that kept it from being noted, what the card says is not known.
            Err(
                encode::Error::Unknown { .. }
                | encode::Error::Storage(StorageError::DiskFull | StorageError::Killed),
            ) => Ok(Ended::Failed),
            Err(encode::Error::Impeded { .. } | encode::Error::Stopped) => Ok(Ended::Refused),
            Err(error) => Err(error.to_string()),
        }
    }
}
