//! What many may open by access levels, zones and timetables: how soon a change of one of these has found whose keys it
//! touches, and how soon the page of a large level is read.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Datelike;
use keydesk::console::Console;
use keydesk::domain::calendar::{self, Kind};
use keydesk::domain::directory::Query;
use keydesk::domain::door::DoorId;
use keydesk::domain::operator::Language;
use keydesk::domain::permission::Leaf;
use keydesk::domain::timetable::{Day, TimetableId, TypedPeriod};
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::zone::ZoneId;
use keydesk::operation::demo;
use keydesk::operation::users::{self, Impact};
use keydesk::operation::{Changes, calendars, doctor, doors, timetables, user_access_levels, zones};
use keydesk::secret::password::Cost;
use keydesk::session::{Permit, Session};

use super::desk::Process;
use super::{
    Bar, Outcome, SITE, SITE_FILE, bar, enter, environment, median, milliseconds, open_window, wait_for_list,
};
use crate::headless::Driver;
use crate::place::{Entry, Place};
use crate::widget::navigation;
use crate::window::{Application, Message, desk};

const ZONES: usize = 100;
const DOORS_OF_A_ZONE: usize = 15;
const LEVELS: usize = 200;
const TIMETABLES: usize = 20;
const CALENDARS: usize = 10;
/// Members of a large level, and of a small one.
const CROWD: usize = 20_000;
const FEW: usize = 20;
/// Of each kind.
const CHANGES: usize = 31;
const OPENINGS: usize = 101;

/// Of a change that touches everybody.
const LARGEST: Duration = Duration::from_millis(1_500);
const LARGEST_FORETOLD: Duration = Duration::from_millis(500);

const MANY: &str = "Bench, everybody";
const LARGE: &str = "Bench, large";
const SMALL: &str = "Bench, small";

/// What is promised of changes of access levels, zones, timetables and calendars.
pub fn bars(directory: &Path) -> Outcome<Vec<Bar>> {
    let site = &directory.join("rights");
    if !site.join(SITE_FILE).exists() {
        crate::say(&format!("making a site of {LEVELS} access levels in {}", site.display()))?;
        demo::create(site, &environment(None), SITE, Language::English, Cost::LEAST)?;
        let (console, session) = enter(site, None)?;
        Bench { console: &console, session: &session }.fill()?;
        // What was made after the keys were written marked them, and a change would mark none any more.
        demo::take_keys_as_written(&console, &session.administrator().ok_or("no administrator")?)?;
    }
    let before = Process::read(std::process::id())?.pss;
    let (console, session) = enter(site, None)?;
    let bench = Bench { console: &console, session: &session };
    let found = doctor::examine_images(&console)?;
    let mut bars = vec![bar(
        format!("the access graph of {} people and {} rights is read", found.people, found.rights),
        milliseconds(found.reading),
        "≤ 500 ms",
        found.reading <= Duration::from_millis(500),
    )];
    bars.extend(bench.random()?);
    bars.extend(bench.largest(found.one_pass)?);
    let levels = bench.large_and_small()?;
    let pss = Process::read(std::process::id())?.pss.saturating_sub(before);
    bars.push(bar(
        "resident memory (PSS) that the site and its graph took, without a window",
        format!("{:.1} MB", pss as f64 / 1024.0),
        "≤ 120 MB",
        pss <= 120 * 1024,
    ));
    let found = doctor::examine_images(&console)?;
    drop((console, session));
    bars.push(opening(site, levels)?);
    let what = format!("keys remembered wrongly after that, of {}", found.people);
    bars.push(bar(what, found.stale.to_string(), "0", found.stale == 0));
    Ok(bars)
}

/// A site, and somebody who may do everything there.
struct Bench<'s> {
    console: &'s Console,
    session: &'s Arc<Session>,
}

/// What was measured of changes of a kind.
#[derive(Default)]
struct Times {
    foretold: Vec<Duration>,
    done: Vec<Duration>,
    keys: usize,
}

impl Times {
    fn take(
        &mut self,
        foretell: impl FnOnce() -> Outcome<Impact>,
        change: impl FnOnce() -> Outcome<()>,
    ) -> Outcome<()> {
        let begun = Instant::now();
        self.keys = self.keys.max(black_box(foretell()?).keys());
        self.foretold.push(begun.elapsed());
        let begun = Instant::now();
        change()?;
        self.done.push(begun.elapsed());
        Ok(())
    }
}

impl Times {
    fn bars(
        &mut self,
        what: &str,
        done: (Duration, &'static str),
        foretold: (Duration, &'static str),
    ) -> Vec<Bar> {
        let of = |how, times: &mut Vec<Duration>, (within, limit)| {
            let time = median(times);
            bar(format!("{what}, {how}"), milliseconds(time), limit, time <= within)
        };
        vec![of("durable", &mut self.done, done), of("foretold", &mut self.foretold, foretold)]
    }
}

fn give<To: Clone>(to: To) -> Changes<To> {
    Changes::of(vec![Grant { to, limit: Limit::ALWAYS }], Vec::new())
}

fn take<To: Clone>(to: To) -> Changes<To> {
    Changes::of(Vec::new(), vec![to])
}

impl Bench<'_> {
    fn may<P: Leaf>(&self) -> Outcome<Permit<P>> {
        Ok(self.session.permit().ok_or("no permit")?)
    }

    fn doors(&self) -> Outcome<Vec<DoorId>> {
        Ok(doors::names(self.console, &self.may()?)?.into_iter().map(|door| door.id).collect())
    }

    fn people(&self) -> Outcome<Vec<UserId>> {
        let mut people = users::list(self.console, &self.may()?, &Query::default())?.ids;
        people.sort_unstable();
        Ok(people)
    }

    fn level(&self, name: &str, gives: &Changes<ZoneId>, people: &[UserId]) -> Outcome<UserAccessLevelId> {
        let mut draft = user_access_levels::blank(self.console, &self.may()?)?;
        name.clone_into(&mut draft.name);
        let members = people.iter().map(|user| Grant { to: *user, limit: Limit::ALWAYS }).collect();
        let zones = zones::given_to_levels(&self.may()?, gives);
        let giving =
            zones.and(user_access_levels::given_people(&self.may()?, &Changes::of(members, Vec::new())));
        Ok(user_access_levels::add(self.console, &self.may()?, &draft, &giving)?)
    }

    /// Makes what the site has besides its people and doors.
    fn fill(&self) -> Outcome<()> {
        let (doors, people) = (self.doors()?, self.people()?);
        for number in 0..CALENDARS.saturating_sub(calendars::list(self.console, &self.may()?)?.len()) {
            let draft = calendar::Draft { name: format!("Bench {number}"), ..calendar::Draft::default() };
            calendars::add(self.console, &self.may()?, &draft)?;
        }
        let mut hours = Vec::new();
        for number in 0..TIMETABLES {
            let mut draft = timetables::blank(self.console, &self.may()?)?;
            draft.name = format!("Bench {number}");
            let days = Day::ALL.into_iter().take(5).collect();
            let (from, until) = (format!("0{}:{:02}", 6 + number % 3, number), "18:00".to_owned());
            draft.own.0.push(TypedPeriod { days, from, until });
            hours.push(timetables::add(self.console, &self.may()?, &draft)?);
        }
        let mut all_zones = Vec::new();
        for number in 0..ZONES {
            let mut draft = zones::blank(self.console, &self.may()?)?;
            draft.name = format!("Bench {number}");
            let within =
                doors.iter().skip(number * DOORS_OF_A_ZONE % doors.len().max(1)).take(DOORS_OF_A_ZONE);
            let within = within.map(|door| Grant { to: *door, limit: Limit::ALWAYS }).collect();
            let within = zones::given_doors(&self.may()?, &self.may()?, &Changes::of(within, Vec::new()));
            all_zones.push(zones::add(self.console, &self.may()?, &draft, &within)?);
        }
        let members = people.chunks(people.len().div_ceil(LEVELS).max(1));
        for ((number, members), zone) in members.enumerate().zip(all_zones.iter().cycle()) {
            // Every other level gives its zone at the hours of a timetable.
            let timetable = hours.get(number / 2 % TIMETABLES).copied().filter(|_| number % 2 == 0);
            let grant = Grant { to: *zone, limit: Limit { between: None, timetable } };
            self.level(&format!("Bench {number}"), &Changes::of(vec![grant], Vec::new()), members)?;
        }
        for (name, count) in [(MANY, people.len()), (LARGE, CROWD), (SMALL, FEW)] {
            self.level(name, &Changes::default(), people.get(..count).unwrap_or(&people))?;
        }
        Ok(())
    }

    fn levels(&self, is_meant: impl Fn(&str) -> bool) -> Outcome<Vec<UserAccessLevelId>> {
        let all = user_access_levels::list(self.console, &self.may()?)?.into_iter();
        Ok(all.filter(|level| is_meant(&level.name)).map(|level| level.id).collect())
    }

    fn give_to_level(
        &self,
        level: UserAccessLevelId,
        doors: &Changes<DoorId>,
        times: &mut Times,
    ) -> Outcome<()> {
        let may = self.may()?;
        let giving = user_access_levels::given_doors(&self.may()?, doors);
        times.take(
            || Ok(user_access_levels::impact(self.console, &may, level, &giving)?),
            || {
                user_access_levels::give(self.console, &may, level, &giving)?;
                Ok(())
            },
        )
    }

    fn put_in_zone(&self, zone: ZoneId, doors: &Changes<DoorId>, times: &mut Times) -> Outcome<()> {
        let may = self.may()?;
        let giving = zones::given_doors(&self.may()?, &self.may()?, doors);
        times.take(
            || Ok(zones::impact(self.console, &may, zone, &giving)?),
            || {
                zones::give(self.console, &may, zone, &giving)?;
                Ok(())
            },
        )
    }

    fn end_later(&self, timetable: TimetableId, minute: usize, times: &mut Times) -> Outcome<()> {
        let modify = self.may()?;
        let mut page = timetables::open(self.console, &self.may()?, timetable)?;
        page.draft.own.0.first_mut().ok_or("no period")?.until = format!("19:{:02}", minute % 60);
        let draft = &page.draft;
        times.take(
            || Ok(timetables::impact(self.console, &modify, timetable, draft)?),
            || {
                timetables::save(self.console, &modify, timetable, page.version, draft)?;
                Ok(())
            },
        )
    }

    /// The day of keys' calendar becomes a holiday, or none.
    fn mark_day(&self, after: u64, times: &mut Times) -> Outcome<()> {
        let modify = self.may()?;
        let all = calendars::list(self.console, &self.may()?)?;
        let of_keys = all.iter().find(|row| row.is_of_keys).ok_or("no calendar")?.id;
        let mut page = calendars::open(self.console, &self.may()?, of_keys)?;
        let day = self.console.clock().now().date_naive() + chrono::Days::new(1 + after % 20);
        if page.draft.days.remove(&day).is_none() {
            // A day that is the week's own anyway would change nothing.
            let kind = if day.weekday().num_days_from_monday() < 5 { Kind::Holiday } else { Kind::Special1 };
            page.draft.days.insert(day, kind);
        }
        let draft = &page.draft;
        times.take(
            || Ok(calendars::impact(self.console, &modify, of_keys, draft)?),
            || {
                calendars::save(self.console, &modify, of_keys, page.version, draft)?;
                Ok(())
            },
        )
    }

    /// Random changes of each kind.
    fn random(&self) -> Outcome<Vec<Bar>> {
        let doors = self.doors()?;
        let levels =
            self.levels(|name| name.starts_with("Bench ") && ![MANY, LARGE, SMALL].contains(&name))?;
        let zones = zones::list(self.console, &self.may()?)?.into_iter();
        let zones: Vec<_> =
            zones.filter(|zone| zone.name.starts_with("Bench ")).map(|zone| zone.id).collect();
        let hours = timetables::list(self.console, &self.may()?)?.into_iter();
        let hours: Vec<_> = hours.filter(|row| row.name.starts_with("Bench ")).map(|row| row.id).collect();
        let mut draw = Draw(1);
        let mut all: [(&str, Times); 4] = [
            ("an access level", Times::default()),
            ("a zone", Times::default()),
            ("a timetable", Times::default()),
            ("the calendar of keys", Times::default()),
        ];
        for round in 0..CHANGES {
            let door = *draw.of(&doors).ok_or("no door")?;
            let level = *draw.of(&levels).ok_or("no level")?;
            let zone = *draw.of(&zones).ok_or("no zone")?;
            let timetable = *draw.of(&hours).ok_or("no timetable")?;
            let [(_, of_level), (_, of_zone), (_, of_timetable), (_, of_calendar)] = &mut all;
            // What is given is taken again, so that the site stays as large as it was.
            for changes in [give(door), take(door)] {
                self.give_to_level(level, &changes, of_level)?;
                self.put_in_zone(zone, &changes, of_zone)?;
            }
            self.end_later(timetable, round, of_timetable)?;
            self.mark_day(draw.next(), of_calendar)?;
        }
        let (mut every, mut bars) = (Times::default(), Vec::new());
        for (what, mut times) in all {
            every.done.extend(&times.done);
            every.foretold.extend(&times.foretold);
            let keys = times.keys;
            bars.extend(times.bars(
                &format!("{what} is changed, at most {keys} keys, median"),
                (LARGEST, "≤ 1500 ms"),
                (LARGEST_FORETOLD, "≤ 500 ms"),
            ));
        }
        bars.extend(every.bars(
            "any of these, median",
            (Duration::from_millis(50), "≤ 50 ms"),
            (Duration::from_millis(20), "≤ 20 ms"),
        ));
        Ok(bars)
    }

    /// A door is given to the level of everybody, and taken again.
    fn largest(&self, one_pass: Duration) -> Outcome<Vec<Bar>> {
        let level = *self.levels(|name| name == MANY)?.first().ok_or("no such level")?;
        let doors = self.doors()?;
        let mut times = Times::default();
        for door in doors.iter().rev().take(3) {
            for changes in [give(*door), take(*door)] {
                self.give_to_level(level, &changes, &mut times)?;
            }
        }
        let keys = times.keys;
        // The fastest, as of the pass.
        let least = times.foretold.iter().min().copied().unwrap_or_default();
        let ratio = least.as_secs_f64() / one_pass.as_secs_f64().max(f64::EPSILON);
        let what = format!("an access level of everybody is changed, {keys} keys");
        let mut bars = times.bars(&what, (LARGEST, "≤ 1500 ms"), (LARGEST_FORETOLD, "≤ 500 ms"));
        bars.push(bar(
            format!("of that, the fastest, to one pass over the graph ({})", milliseconds(one_pass)),
            format!("{ratio:.2}x"),
            "≤ 5x",
            ratio <= 5.0,
        ));
        Ok(bars)
    }

    /// The two whose pages are opened: of many members, and of few.
    fn large_and_small(&self) -> Outcome<[UserAccessLevelId; 2]> {
        let [large, small] = [LARGE, SMALL].map(|meant| self.levels(|name| name == meant));
        Ok([*large?.first().ok_or("no level")?, *small?.first().ok_or("no level")?])
    }
}

/// The page of a level of many is opened in a window until it is painted, beside that of a level of few, one after the
/// other.
fn opening(site: &Path, [large, small]: [UserAccessLevelId; 2]) -> Outcome<Bar> {
    let mut driver = open_window(site)?;
    let go = |driver: &mut Driver<Application>, place| {
        driver.message(Message::Desk(desk::Message::Navigate(navigation::Event::Show(place))));
    };
    wait_for_list(&mut driver)?;
    let (mut of_large, mut of_small) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        for (level, name, times) in [(large, LARGE, &mut of_large), (small, SMALL, &mut of_small)] {
            go(&mut driver, Place::Entry(Entry::UserAccessLevels));
            driver.wait("the list", |driver| driver.shows("Bench 1"))?;
            driver.settle();
            driver.picture(1.0);
            let begun = Instant::now();
            go(&mut driver, Place::UserAccessLevel(level));
            driver.wait("the page", |driver| driver.shows(name) && driver.shows("Identification"))?;
            driver.picture(1.0);
            times.push(begun.elapsed());
        }
    }
    let (large, small) = (median(&mut of_large), median(&mut of_small));
    let ratio = large.as_secs_f64() / small.as_secs_f64().max(f64::EPSILON);
    Ok(bar(
        format!(
            "a level of {CROWD} members is opened and painted ({}), to one of {FEW} ({})",
            milliseconds(large),
            milliseconds(small)
        ),
        format!("{ratio:.2}x"),
        "≤ 1.5x",
        ratio <= 1.5,
    ))
}

/// The same numbers at every run.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = self.next() as usize % all.len().max(1);
        all.get(at)
    }
}
