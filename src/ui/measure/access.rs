//! A change that touches many keys: a door that everybody holds, one that a thousand hold, and one person.
//!
//! The walk at the end is that of `tests/it`, longer. It is built into the program because the build that is shipped is
//! the one to be measured; nothing but `keydesk measure access` calls it.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use keydesk::console::Console;
use keydesk::domain::access::{Edit, Link, Node, Point};
use keydesk::domain::calendar::Kind;
use keydesk::domain::directory::Query;
use keydesk::domain::door::DoorId;
use keydesk::domain::operator::Language;
use keydesk::domain::permission::Leaf;
use keydesk::domain::user::{BulkEdit, Grant, Limit, OptionName, UserId};
use keydesk::encoders::Tray;
use keydesk::operation::demo::{self, Size};
use keydesk::operation::users::{self, Impact, Picture};
use keydesk::operation::{Changes, Giving, doors};
use keydesk::operation::{StorageError, calendars, doctor, options, timetables};
use keydesk::secret::password::Cost;
use keydesk::session::{Permit, Session};

use super::{
    Bar, Outcome, bar, enter, environment, median, milliseconds, open_window, percentile, wait_for_list,
};
use crate::headless::input;

#[path = "../../../tests/it/edits.rs"]
mod edits;

const ROUNDS: usize = 3;
const A_THOUSAND: usize = 1_000;
const SAVES: usize = 101;
/// Two frames of sixty a second are so far apart.
const FRAME: Duration = Duration::from_micros(16_667);
const WALK: u64 = 3_000;
const WALKED: Size = Size { people: 300, doors: 40, events: 0 };

pub fn bars(site: &Path) -> Outcome<Vec<Bar>> {
    let mut bars = many(site)?;
    bars.push(frames(site)?);
    bars.push(walk()?);
    Ok(bars)
}

/// A site, and somebody who may do everything there.
struct Bench<'s> {
    console: &'s Console,
    session: &'s Arc<Session>,
}

/// What was measured of one kind of change.
#[derive(Default)]
struct Times {
    foretold: Vec<Duration>,
    /// What the graph alone takes for that.
    graph: Vec<Duration>,
    done: Vec<Duration>,
}

impl Bench<'_> {
    fn may<P: Leaf>(&self) -> Outcome<Permit<P>> {
        Ok(self.session.permit().ok_or("no permit")?)
    }

    fn add_door(&self) -> Outcome<DoorId> {
        let mut door = doors::blank(self.console, &self.may()?)?;
        door.name = format!("Bench {}", self.console.clock().now().timestamp_micros());
        Ok(doors::add(self.console, &self.may()?, &door, &Giving::nothing())?)
    }

    /// The door as rights name it.
    fn node(&self, id: DoorId) -> Outcome<Point<DoorId>> {
        let code = doors::open(self.console, &self.may()?, id)?.besides.code;
        Ok(Point { id, code })
    }

    fn change(&self, door: DoorId, changes: &Changes<UserId>, times: &mut Times) -> Outcome<()> {
        let (access, people) = (self.may()?, self.may()?);
        let node = self.node(door)?;
        let link = |user: &UserId| Link::PersonDoor(*user, node);
        // In the order of people, as the operation makes them.
        let give = changes.give.iter().map(|grant| Edit::Link(link(&grant.to), grant.limit));
        let take = changes.take.iter().map(|user| Edit::Unlink(link(user)));
        times.foretell_alone(self.console, &give.chain(take).collect::<Vec<_>>())?;
        let foretell =
            || doors::impact(self.console, &access, door, &doors::given_people(&access, &people, changes));
        times.foretell(|| Ok(foretell()?))?;
        times.make(|| {
            Ok(doors::give(self.console, &access, door, &doors::given_people(&access, &people, changes))?)
        })
    }

    fn delete(&self, door: DoorId, times: &mut Times) -> Outcome<()> {
        let add = self.may()?;
        times.foretell_alone(self.console, &[Edit::Gone(Node::Door(self.node(door)?))])?;
        times.foretell(|| Ok(doors::impact_of_deleting(self.console, &add, door)?))?;
        times.make(|| Ok(doors::delete(self.console, &add, door)?))
    }

    /// Gives doors to these people and takes them away again, in each of the ways that there are.
    fn rounds(&self, people: &[UserId]) -> Outcome<[(&'static str, Times); 3]> {
        let give = Changes::of(
            people.iter().map(|user| Grant { to: *user, limit: Limit::ALWAYS }).collect(),
            Vec::new(),
        );
        let take = Changes::of(Vec::new(), people.to_vec());
        let [mut given, mut taken, mut deleted] = [Times::default(), Times::default(), Times::default()];
        for _ in 0..ROUNDS {
            let door = self.add_door()?;
            self.change(door, &give, &mut given)?;
            self.change(door, &take, &mut taken)?;
            self.change(door, &give, &mut given)?;
            self.delete(door, &mut deleted)?;
        }
        Ok([("given to", given), ("taken from", taken), ("deleted, held by", deleted)])
    }

    /// A timetable holds at other times and as before again, and a day of the calendar of keys becomes a holiday and none.
    fn times(&self) -> Outcome<Vec<Bar>> {
        let (view, modify) = (self.may()?, self.may()?);
        let all = timetables::list(self.console, &view)?;
        let used = all.iter().max_by_key(|row| row.besides.uses.all()).ok_or("no timetable")?.id;
        let (mut times, mut keys) = (Times::default(), 0);
        for round in 0..2 * ROUNDS {
            let mut page = timetables::open(self.console, &view, used)?;
            let period = page.draft.own.0.first_mut().ok_or("no period")?;
            (if round % 2 == 0 { "18:30" } else { "19:00" }).clone_into(&mut period.until);
            let draft = &page.draft;
            keys = keys.max(timetables::impact(self.console, &modify, used, draft)?.keys());
            times.foretell(|| Ok(timetables::impact(self.console, &modify, used, draft)?))?;
            times.make(|| Ok(timetables::save(self.console, &modify, used, page.version, draft)?))?;
        }
        let what = format!("a timetable that marks {keys} keys is changed");
        let mut bars = bars_of_times(&what, &mut times);
        let (view, modify) = (self.may()?, self.may()?);
        let all = calendars::list(self.console, &view)?;
        let of_keys = all.iter().find(|row| row.is_of_keys).ok_or("no calendar")?.id;
        let tomorrow = self.console.clock().now().date_naive() + chrono::Days::new(1);
        let (mut times, mut keys) = (Times::default(), 0);
        for _ in 0..2 * ROUNDS {
            let mut page = calendars::open(self.console, &view, of_keys)?;
            if page.draft.days.remove(&tomorrow).is_none() {
                page.draft.days.insert(tomorrow, Kind::Holiday);
            }
            let draft = &page.draft;
            keys = keys.max(calendars::impact(self.console, &modify, of_keys, draft)?.keys());
            times.foretell(|| Ok(calendars::impact(self.console, &modify, of_keys, draft)?))?;
            times.make(|| Ok(calendars::save(self.console, &modify, of_keys, page.version, draft)?))?;
        }
        let what = format!("a day that marks {keys} keys is painted");
        bars.extend(bars_of_times(&what, &mut times));
        Ok(bars)
    }

    /// What doors write on the keys of all is switched off and on again, where everybody's keep a journal.
    fn options(&self, people: &[UserId]) -> Outcome<Vec<Bar>> {
        let may = self.may()?;
        let audit = [BulkEdit::Option(OptionName::AuditOpenings, true)];
        users::save_many(self.console, &self.may()?, people, &audit, &Giving::nothing())?;
        let (mut times, mut keys) = (Times::default(), 0);
        for _ in 0..2 * ROUNDS {
            let mut page = options::users(self.console, &may)?;
            page.draft.refusals = !page.draft.refusals;
            let draft = &page.draft;
            keys = keys.max(options::impact_of_users(self.console, &may, draft)?.keys());
            times.foretell(|| Ok(options::impact_of_users(self.console, &may, draft)?))?;
            times.make(|| Ok(options::save_users(self.console, &may, page.version, draft)?))?;
        }
        let what = format!("what is written on keys is switched, which marks {keys}");
        Ok(bars_of_times(&what, &mut times))
    }

    fn one_person(&self, person: UserId) -> Outcome<Times> {
        let mut times = Times::default();
        let door = self.add_door()?;
        let (view, modify, access) = (self.may()?, self.may()?, self.may()?);
        for round in 0..SAVES {
            let page = users::open(self.console, &view, person)?;
            let mut changes = Changes::default();
            if round % 2 == 0 {
                changes.give.push(Grant { to: door, limit: Limit::ALWAYS });
            } else {
                changes.take.push(door);
            }
            let doors = &users::given_doors(&access, &changes);
            times.foretell(|| Ok(users::impact(self.console, &modify, person, &page.draft, doors)?))?;
            let (draft, version) = (&page.draft, page.version);
            times.make(|| {
                Ok(users::save(self.console, &modify, person, version, draft, &Picture::Keep, doors)?)
            })?;
        }
        self.delete(door, &mut Times::default())?;
        Ok(times)
    }
}

impl Times {
    fn foretell(&mut self, foretell: impl Fn() -> Outcome<Impact>) -> Outcome<()> {
        let begun = Instant::now();
        black_box(foretell()?);
        self.foretold.push(begun.elapsed());
        Ok(())
    }

    fn foretell_alone(&mut self, console: &Console, edits: &[Edit]) -> Outcome<()> {
        // The fastest of a few, as the pass beside which it is held.
        let mut least = doctor::examine_foretelling(console, edits)?;
        for _ in 1..ROUNDS {
            least = least.min(doctor::examine_foretelling(console, edits)?);
        }
        self.graph.push(least);
        Ok(())
    }

    fn make<T>(&mut self, change: impl FnOnce() -> Outcome<T>) -> Outcome<()> {
        let begun = Instant::now();
        black_box(change()?);
        self.done.push(begun.elapsed());
        Ok(())
    }
}

fn many(site: &Path) -> Outcome<Vec<Bar>> {
    let (console, session) = enter(site, None)?;
    let bench = Bench { console: &console, session: &session };
    let mut people = users::list(&console, &bench.may()?, &Query::default())?.ids;
    people.sort_unstable();
    let found = least(&console)?;
    let pass = found.one_pass.as_secs_f64();
    let mut bars = Vec::new();
    for (count, limit, within) in [
        (people.len(), "≤ 1000 ms", Duration::from_secs(1)),
        (A_THOUSAND, "≤ 50 ms", Duration::from_millis(50)),
    ] {
        for (what, mut times) in bench.rounds(people.get(..count).unwrap_or(&people))? {
            let (foretold, done) = (median(&mut times.foretold), median(&mut times.done));
            for (how, time) in [("durable", done), ("foretold", foretold)] {
                let what = format!("a door is {what} {count} people, {how}");
                bars.push(bar(what, milliseconds(time), limit, time <= within));
            }
            // The fastest of each, as of the pass.
            let alone = times.graph.iter().min().copied().unwrap_or_default();
            let ratio = alone.as_secs_f64() / pass.max(f64::EPSILON);
            bars.push(bar(
                format!(
                    "of that, what the graph takes ({}), to one pass over it ({}; what every key must say takes {})",
                    milliseconds(alone),
                    milliseconds(found.one_pass),
                    milliseconds(found.images),
                ),
                format!("{ratio:.2}x"),
                "≤ 5x",
                ratio <= 5.0,
            ));
        }
    }
    bars.extend(bench.times()?);
    bars.extend(bench.options(&people)?);
    let person = *people.first().ok_or("nobody")?;
    let mut times = bench.one_person(person)?;
    let limit = Duration::from_millis(2);
    for (what, time) in [("durable", median(&mut times.done)), ("foretold", median(&mut times.foretold))] {
        let what = format!("one person is given a door or loses it, {what}, median");
        bars.push(bar(what, milliseconds(time), "≤ 2 ms", time <= limit));
    }
    let found = doctor::examine_images(&console)?;
    let what = format!("keys remembered wrongly after that, of {}", found.people);
    bars.push(bar(what, found.stale.to_string(), "0", found.stale == 0));
    Ok(bars)
}

fn bars_of_times(what: &str, times: &mut Times) -> Vec<Bar> {
    let (foretold, done) = (median(&mut times.foretold), median(&mut times.done));
    let bars = [
        ("durable", done, "≤ 1500 ms", Duration::from_millis(1_500)),
        ("foretold", foretold, "≤ 500 ms", Duration::from_millis(500)),
    ];
    let bar =
        |(how, time, limit, within)| bar(format!("{what}, {how}"), milliseconds(time), limit, time <= within);
    bars.map(bar).into()
}

/// The fastest of a few passes.
fn least(console: &Console) -> Result<doctor::Images, StorageError> {
    let mut least = doctor::examine_images(console)?;
    for _ in 1..ROUNDS {
        let again = doctor::examine_images(console)?;
        least.images = least.images.min(again.images);
        least.one_pass = least.one_pass.min(again.one_pass);
    }
    Ok(least)
}

/// The list is scrolled while a door is given to everybody and deleted.
fn frames(site: &Path) -> Outcome<Bar> {
    let mut driver = open_window(site)?;
    wait_for_list(&mut driver)?;
    driver.settle();
    driver.move_to(iced::Point::new(800.0, 500.0));
    let context = driver.state().desk().ok_or("no desk")?.context();
    let (console, session) = (Arc::clone(&context.console), Arc::clone(&context.session));
    let work = std::thread::spawn(move || {
        let bench = Bench { console: &console, session: &session };
        let change = || {
            let people = users::list(&console, &bench.may()?, &Query::default())?.ids;
            let put = people.iter().map(|user| Grant { to: *user, limit: Limit::ALWAYS }).collect();
            let door = bench.add_door()?;
            let changes = Changes::of(put, Vec::new());
            bench.change(door, &changes, &mut Times::default())?;
            bench.delete(door, &mut Times::default())
        };
        change().map_err(|error: Box<dyn std::error::Error>| error.to_string())
    });
    let mut frames = Vec::new();
    while !work.is_finished() {
        frames.push(driver.timed(input::wheel(if frames.len() % 200 < 100 { 1.0 } else { -1.0 })).total());
        driver.settle();
    }
    work.join().map_err(|_| "the work ended early")??;
    let (count, typical, frame) = (frames.len(), median(&mut frames), percentile(&mut frames, 99));
    let typical = milliseconds(typical);
    Ok(bar(
        format!("a frame with its pixels while that is done, 1400×900, p99 of {count} (median {typical})"),
        milliseconds(frame),
        "≤ 16.67 ms",
        frame <= FRAME,
    ))
}

/// Random changes of a small site, each held against what is made from nothing.
fn walk() -> Outcome<Bar> {
    let (folder, tray) = (tempfile::tempdir()?, Tray::new());
    let environment = environment(Some(tray.clone()));
    demo::create(folder.path(), &environment, WALKED, Language::English, Cost::LEAST)?;
    let (console, session) = enter(folder.path(), Some(tray.clone()))?;
    let begun = Instant::now();
    let walked = edits::Walk::new(&console, &session, &tray, 1).steps(WALK);
    let (tally, wrong) = match walked {
        Ok(tally) => (tally, 0),
        Err(what) => {
            crate::say(&what)?;
            (edits::Tally::default(), 1)
        }
    };
    Ok(bar(
        format!(
            "keys remembered wrongly after one of {WALK} random changes ({} done, {} refused, in {:.0?})",
            tally.done,
            tally.refused,
            begun.elapsed()
        ),
        wrong.to_string(),
        "0",
        wrong == 0 && tally.done > 0 && tally.refused > 0 && tally.failed == 0,
    ))
}
