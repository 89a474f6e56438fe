//! Random changes of what keys follow from, some of them refused in the middle. After each, what the database and the
//! graph in memory remember of every key must be what is made from nothing. Equal seeds take equal steps.
//!
//! The bench takes the same steps, so this file is also a module of `src/ui/measure.rs`, and says what went wrong
//! instead of panicking.

use std::sync::Arc;

use keydesk::console::Console;
use keydesk::domain::directory::Query;
use keydesk::domain::door::DoorId;
use keydesk::domain::permission::Leaf;
use keydesk::domain::user::{Between, BulkEdit, End, Grant, OptionName, PinDraft, UserId};
use keydesk::encoders::{SIMULATED, Stop, Tray};
use keydesk::operation::encode::{self, Job, OldKey, Step};
use keydesk::operation::users::{self, Ban, DoorChanges, Picture};
use keydesk::operation::{demo, doctor, doors};
use keydesk::session::{Permit, Session};

/// What a walk met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub done: u64,
    pub refused: u64,
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

type Done = Result<(), String>;

fn told<T, E: std::fmt::Display>(result: Result<T, E>) -> Done {
    result.map(|_| ()).map_err(|error| error.to_string())
}

impl<'s> Walk<'s> {
    pub const fn new(console: &'s Console, session: &'s Arc<Session>, tray: &'s Tray, seed: u64) -> Walk<'s> {
        Walk { console, session, tray, state: seed }
    }

    /// Takes so many steps; ends at the first after which something is remembered wrongly.
    pub fn steps(&mut self, count: u64) -> Result<Tally, String> {
        let mut tally = Tally::default();
        for number in 0..count {
            let (what, done) = self.step()?;
            match &done {
                Ok(()) => tally.done += 1,
                Err(_) => tally.refused += 1,
            }
            let found = doctor::examine_images(self.console).map_err(|error| error.to_string())?;
            if found.stale > 0 {
                return Err(format!(
                    "step {number}, {what}, {done:?}: {} keys are remembered wrongly",
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

    fn between(&mut self) -> Option<Between> {
        let now = self.console.clock().now();
        let days = 1 + self.below(3) as i64;
        let limit = Between::new(now, now + chrono::Duration::days(days)).ok();
        if self.below(3) == 0 { limit } else { None }
    }

    fn step(&mut self) -> Result<(&'static str, Done), String> {
        let people = self.people()?;
        let all = doors::list(self.console, &self.may()?).map_err(|error| error.to_string())?;
        let all: Vec<DoorId> = all.iter().map(|row| row.id).collect();
        let Some(person) = people.get(self.below(people.len())).copied() else {
            return Ok(("a person is added", self.add(&all)?));
        };
        Ok(match self.below(12) {
            0 => ("a person is added", self.add(&all)?),
            1 | 2 => ("a person is saved", self.save(person)?),
            3 | 4 => ("a person's doors are changed", self.change_doors(person, &all)?),
            5 => ("many are edited", self.save_many(&people)?),
            6 => {
                let some = self.some(&people, UserId(ABSENT));
                ("people are deleted", told(users::delete(self.console, &self.may()?, &some)))
            }
            7 if all.len() > 3 => {
                let door = all.get(self.below(all.len())).copied().unwrap_or(DoorId(ABSENT));
                ("a door is deleted", told(doors::delete(self.console, &self.may()?, door)))
            }
            7 => ("a door is added", self.add_door()?),
            8 | 9 => ("a door's people are changed", self.change_people(&people, &all)?),
            10 => {
                let ban = if self.below(2) == 0 { Ban::PutOn } else { Ban::Lift };
                ("somebody is banned or not", told(users::ban(self.console, &self.may()?, &[person], ban)))
            }
            _ => ("a key is brought up to date", self.encode(person)?),
        })
    }

    fn add(&mut self, all: &[DoorId]) -> Result<Done, String> {
        let mut draft = users::blank(self.console, &self.may()?).map_err(|error| error.to_string())?;
        draft.last_name = format!("Person {}", self.below(1_000));
        draft.wiegand = ["", "4711"].get(self.below(2)).copied().unwrap_or_default().to_owned();
        let changes = self.changes(all);
        let doors = self.may()?;
        let doors = Some((&doors, &changes));
        Ok(told(users::add(self.console, &self.may()?, &draft, &Picture::Keep, doors)))
    }

    fn add_door(&mut self) -> Result<Done, String> {
        let mut draft = doors::blank(self.console, &self.may()?).map_err(|error| error.to_string())?;
        draft.name = format!("Door {}", self.below(1_000));
        Ok(told(doors::add(self.console, &self.may()?, &draft)))
    }

    fn changes(&mut self, all: &[DoorId]) -> DoorChanges {
        let put = self.some(all, DoorId(ABSENT));
        let put = put.into_iter().map(|door| Grant { door, between: self.between() }).collect();
        DoorChanges { put, remove: self.some(all, DoorId(ABSENT)) }
    }

    fn save(&mut self, person: UserId) -> Result<Done, String> {
        let page = users::open(self.console, &self.may()?, person).map_err(|error| error.to_string())?;
        let mut draft = page.draft;
        match self.below(6) {
            0 => draft.options.office = !draft.options.office,
            1 => draft.options.audit_openings = !draft.options.audit_openings,
            2 => draft.pin = PinDraft::New("2580".to_owned().into()),
            3 => draft.pin = PinDraft::Off,
            4 => draft.expiration = End::Never,
            _ => draft.phone = format!("+3460000{:04}", self.below(10_000)),
        }
        let version = page.version - i64::from(self.below(5) == 0);
        Ok(told(users::save(self.console, &self.may()?, person, version, &draft, &Picture::Keep, None)))
    }

    fn change_doors(&mut self, person: UserId, all: &[DoorId]) -> Result<Done, String> {
        let page = users::open(self.console, &self.may()?, person).map_err(|error| error.to_string())?;
        let changes = self.changes(all);
        let doors = self.may()?;
        let (draft, doors) = (page.draft, Some((&doors, &changes)));
        Ok(told(users::save(self.console, &self.may()?, person, page.version, &draft, &Picture::Keep, doors)))
    }

    fn save_many(&mut self, people: &[UserId]) -> Result<Done, String> {
        // More than are put in their places one by one.
        let some = if self.below(3) == 0 { people.to_vec() } else { self.some(people, UserId(ABSENT)) };
        let on = self.below(2) == 0;
        let edit = match self.below(3) {
            0 => BulkEdit::Option(OptionName::Office, on),
            1 => BulkEdit::Option(OptionName::Antipassback, on),
            _ => BulkEdit::Title(format!("T{}", self.below(3))),
        };
        Ok(told(users::save_many(self.console, &self.may()?, &some, &[edit])))
    }

    fn change_people(&mut self, people: &[UserId], all: &[DoorId]) -> Result<Done, String> {
        let door = all.get(self.below(all.len())).copied().unwrap_or(DoorId(ABSENT));
        let (put, remove) = match self.below(4) {
            0 => (people.to_vec(), Vec::new()),
            1 => (Vec::new(), people.to_vec()),
            _ => (self.some(people, UserId(ABSENT)), self.some(people, UserId(ABSENT))),
        };
        let put = put.into_iter().map(|user| (user, self.between())).collect();
        let changes = doors::PeopleChanges { put, remove };
        let (access, modify) = (self.may()?, self.may()?);
        Ok(told(doors::change_people(self.console, &access, &modify, door, &changes)))
    }

    fn encode(&mut self, person: UserId) -> Result<Done, String> {
        let Some(card) =
            demo::hand_out(self.console, &self.may()?, person).map_err(|error| error.to_string())?
        else {
            return Ok(Err("no key".to_owned()));
        };
        self.tray.clear();
        self.tray.lay(card);
        let stop = Stop::default();
        let calls_off = stop.clone();
        let progress = move |step| {
            if step == Step::PutBack {
                calls_off.stop();
            }
        };
        let job = Job { encoder: SIMULATED.to_owned(), stop, progress: Arc::new(progress) };
        Ok(told(encode::update(self.console, &self.may()?, person, OldKey::Leave, &job)))
    }
}
