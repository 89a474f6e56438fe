//! What the program promises, measured on the build that is shipped: a table, and how many bars hold. Ratios are of
//! one run on one machine; nothing here is for operators.

mod access;
mod desk;
mod gate;
mod grid;
mod points;
mod rights;
mod trail;

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use keydesk::console::{Console, Environment, SITE_FILE};
use keydesk::domain::directory::Query;
use keydesk::domain::door::DoorId;
use keydesk::domain::group::{Draft as GroupDraft, GroupId};
use keydesk::domain::operator::{Language, Password};
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::encoders::{Readers, SIMULATED, Stop, Tray};
use keydesk::operation::demo::{self, ADMINISTRATOR, Size};
use keydesk::operation::encode::{self, At, OldKey, Step};
use keydesk::operation::first_start::{self, Origin};
use keydesk::operation::users::{self, Picture};
use keydesk::operation::{Changes, Giving};
use keydesk::operation::{doctor, doors, groups, sign_in};
use keydesk::secret::password::Cost;
use keydesk::session::Session;
use keydesk::simulator::{Card, Generation, Product, SharedCard, Storage};

use crate::headless::{Driver, input};
use crate::place::{Entry, Place};
use crate::rehearsal::{self, WINDOW};
use crate::window::{Application, Launch, Purpose};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// As large as a site gets; in a build that is not shipped, large enough to see that something is measured.
const SITE: Size = match cfg!(debug_assertions) {
    true => Size { people: 2_000, doors: 200, events: 100 },
    false => Size { people: 100_000, doors: 2_000, events: 100_000 },
};
const STARTS: usize = 9;
/// A window of 900 points shows more rows than that.
const ROWS_SHOWN: usize = 20;
const FRAMES: usize = 400;
const KEYSTROKES: usize = 2_000;
/// What a busy site writes in ten years.
const CHAIN: i64 = 1_000_000;

/// Measures a part, or everything.
pub fn run(part: &str, directory: &Path) -> Result<(), String> {
    let site = directory.join("site");
    match part {
        "all" => all(directory),
        "window" => start(&site),
        "desk" => made(&site).and_then(desk::bars).and_then(|bars| print(&bars)),
        "desk-window" => desk::show(directory),
        "desk-bare" => desk::show_bare(),
        "keystrokes" => made(&site).and_then(keystrokes).and_then(|bar| print(&[bar])),
        "frames" => made(&site).and_then(frames).and_then(|bar| print(&[bar])),
        "grid" => grid::bar_of_frames().and_then(|bar| print(&[bar])),
        "matrix" => made(&site).and_then(grid::bar_of_rights).and_then(|bar| print(&[bar])),
        "exchanges" => exchanges().and_then(|bars| print(&bars)),
        "images" => made(&site).and_then(images).and_then(|bars| print(&bars)),
        "access" => made(&site).and_then(access::bars).and_then(|bars| print(&bars)),
        "points" => points::bars().and_then(|bars| print(&bars)),
        "rights" => rights::bars(directory).and_then(|bars| print(&bars)),
        "signing" => signing().and_then(|bar| print(&[bar])),
        "verify" => verify().and_then(|bar| print(&[bar])),
        "group" => group().and_then(|bar| print(&[bar])),
        "trail" => trail::bars(directory).and_then(|bars| print(&bars)),
        "gate" => gate::bars().and_then(|bars| print(&bars)),
        other => Err(format!("there is nothing called {other} to measure").into()),
    }
    .map_err(|error| error.to_string())
}

struct Bar {
    what: String,
    measured: String,
    bar: &'static str,
    holds: bool,
}

fn bar(what: impl Into<String>, measured: String, bar: &'static str, holds: bool) -> Bar {
    Bar { what: what.into(), measured, bar, holds }
}

/// The site that is measured, which is made where there is none.
fn made(site: &Path) -> Outcome<&Path> {
    if !site.join(SITE_FILE).exists() {
        crate::say(&format!("making a site of {} people in {}", SITE.people, site.display()))?;
        demo::create(site, &environment(None), SITE, Language::English, Cost::LEAST)?;
    }
    Ok(site)
}

fn all(directory: &Path) -> Outcome<()> {
    let site = directory.join("site");
    let site = made(&site)?;
    let mut bars = starts(directory)?;
    bars.extend(desk::bars(site)?);
    bars.push(keystrokes(site)?);
    bars.push(frames(site)?);
    bars.push(grid::bar_of_frames()?);
    bars.push(grid::bar_of_rights(site)?);
    bars.extend(exchanges()?);
    bars.extend(images(site)?);
    bars.extend(access::bars(site)?);
    bars.extend(points::bars()?);
    bars.extend(rights::bars(directory)?);
    bars.push(signing()?);
    bars.push(verify()?);
    bars.push(group()?);
    bars.extend(trail::bars(directory)?);
    bars.extend(gate::bars()?);
    print(&bars)
}

fn print(bars: &[Bar]) -> Outcome<()> {
    let width = bars.iter().map(|bar| bar.what.chars().count()).max().unwrap_or_default();
    let measured = bars.iter().map(|bar| bar.measured.chars().count()).max().unwrap_or_default();
    let limit = bars.iter().map(|bar| bar.bar.chars().count()).max().unwrap_or_default();
    for bar in bars {
        let holds = if bar.holds { "holds" } else { "DOES NOT HOLD" };
        crate::say(&format!(
            "{:width$}  {:>measured$}  {:<limit$}  {holds}",
            bar.what, bar.measured, bar.bar
        ))?;
    }
    let held = bars.iter().filter(|bar| bar.holds).count();
    crate::say(&format!("{held} of {} bars hold", bars.len()))?;
    Ok(())
}

fn environment(tray: Option<Tray>) -> Environment {
    Environment { readers: Readers::Ignored, age_passwords: false, tray, ..Environment::default() }
}

// From the start of the process to the first picture.

fn starts(directory: &Path) -> Outcome<Vec<Bar>> {
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    // The first one reads the program and the site from the disk.
    for round in 0..=STARTS {
        let (time, pss) = time_start("window", directory)?;
        if round > 0 {
            times.push(time);
            memory.push(pss);
        }
    }
    let time = median(&mut times);
    memory.sort_unstable();
    let pss = memory.get(memory.len() / 2).copied().unwrap_or_default();
    Ok(vec![bar(
        format!(
            "resident memory (PSS) with the Users list painted, {} people, without a display (after {time:.0?})",
            SITE.people
        ),
        format!("{:.1} MB", pss as f64 / 1024.0),
        "≤ 60 MB",
        pss <= 60 * 1024,
    )])
}

fn time_start(part: &str, directory: &Path) -> Outcome<(Duration, u64)> {
    let begun = Instant::now();
    let mut child = Command::new(std::env::current_exe()?)
        .args(["measure", part])
        .arg(directory)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
    let painted = lines.next().ok_or("it ended before it painted")??;
    let time = begun.elapsed();
    if painted != "painted" {
        return Err(painted.into());
    }
    let pss = lines.next().ok_or("it did not say its memory")??.parse()?;
    child.wait()?;
    Ok((time, pss))
}

fn start(site: &Path) -> Outcome<()> {
    let mut driver = open_window(site)?;
    // As a window does: it paints what it has while the rest is on its way.
    driver.picture(1.0);
    driver.until("the desk", |window| window.desk().is_some())?;
    driver.picture(1.0);
    // In view, not only asked for.
    wait_for_list(&mut driver)?;
    driver.picture(1.0);
    painted()
}

/// Waits until the list is in view from top to bottom, with its count.
fn wait_for_list(driver: &mut Driver<Application>) -> Outcome<()> {
    let count = format!("{} people", crate::words::grouped(SITE.people as i64));
    driver.wait("the list", |driver| {
        let texts = driver.texts();
        // Names are shown as "Last, First"; one more such text is the operator's own.
        texts.contains(&count) && texts.iter().filter(|text| text.contains(", ")).count() > ROWS_SHOWN
    })?;
    Ok(())
}

fn open_window(site: &Path) -> Outcome<Driver<Application>> {
    let clock = Environment::default().clock;
    let launch = Launch {
        // A demo site has an encoder of its own; one that is there already needs no second look.
        environment: environment(Some(Tray::new())),
        signed_in: Some(ADMINISTRATOR),
        first: Place::Entry(Entry::Users),
        ..rehearsal::launch(site.to_owned(), Purpose::Site, clock, Tray::new())
    };
    Ok(Driver::begin(Application(launch), WINDOW)?)
}

fn painted() -> Outcome<()> {
    let mut out = std::io::stdout();
    writeln!(out, "painted")?;
    out.flush()?;
    let smaps = std::fs::read_to_string("/proc/self/smaps_rollup")?;
    let pss = smaps.lines().find_map(|line| line.strip_prefix("Pss:")).ok_or("no PSS")?;
    writeln!(out, "{}", pss.trim().trim_end_matches("kB").trim())?;
    Ok(())
}

// The list at work.

fn keystrokes(site: &Path) -> Outcome<Bar> {
    let (console, session) = enter(site, None)?;
    let permit = session.permit().ok_or("no permit")?;
    let names = [
        "garcia",
        "belmonte ana",
        "petrov",
        "e-0012",
        "reception",
        "zoë",
        "o'neill",
        "10233",
        "müller",
        "kwame",
    ];
    let mut times = Vec::with_capacity(KEYSTROKES);
    // What is typed letter by letter, as people do.
    let mut typed = names.iter().cycle().flat_map(|name| {
        name.char_indices().map(move |(at, letter)| name.get(..at + letter.len_utf8()).unwrap_or(name))
    });
    // The first one finds the directory loaded.
    users::list(&console, &permit, &Query::default())?;
    while times.len() < KEYSTROKES {
        let query = Query { search: typed.next().unwrap_or_default().to_owned(), ..Query::default() };
        let begun = Instant::now();
        let found = users::list(&console, &permit, &query)?;
        times.push(begun.elapsed());
        std::hint::black_box(found);
    }
    let p99 = percentile(&mut times, 99);
    Ok(bar(
        "keystroke to the right 50 rows, engine, p99",
        milliseconds(p99),
        "≤ 2 ms",
        p99 <= Duration::from_millis(2),
    ))
}

fn frames(site: &Path) -> Outcome<Bar> {
    let mut driver = open_window(site)?;
    wait_for_list(&mut driver)?;
    driver.settle();
    driver.move_to(iced::Point::new(800.0, 500.0));
    let (mut frames, mut whole) = (Vec::with_capacity(FRAMES), Vec::with_capacity(FRAMES));
    for _ in 0..FRAMES {
        let timing = driver.timed(input::wheel(1.0));
        frames.push(timing.update + timing.view + timing.draw);
        whole.push(timing.total());
        driver.settle();
    }
    let (frame, typical) = (percentile(&mut frames, 99), median(&mut whole));
    let whole = percentile(&mut whole, 99);
    Ok(bar(
        format!(
            "a frame of the scrolling list, 1400×900: update, view, layout, draw, p99 ({} with its pixels, median {})",
            milliseconds(whole),
            milliseconds(typical)
        ),
        milliseconds(frame),
        "≤ 16 ms",
        frame <= Duration::from_millis(16),
    ))
}

fn enter(site: &Path, tray: Option<Tray>) -> Outcome<(Console, Arc<Session>)> {
    let console = Console::open(site, environment(tray))?;
    let session =
        sign_in::sign_in(&console, ADMINISTRATOR.user_name, &Password::new(ADMINISTRATOR.password))?
            .session()?;
    Ok((console, session))
}

// Exchanges with a card.

struct Counted {
    image: u16,
    update: u64,
    read_back: u64,
    bytes_read: u64,
    bytes_written: u64,
}

fn exchanges() -> Outcome<Vec<Bar>> {
    let mut bars = Vec::new();
    for (generation, name, floor, limit) in
        [(Generation::Ev1, "EV1", 20, "≤ 19 + 1"), (Generation::Ev2, "EV2", 10, "≤ 9 + 1")]
    {
        let site = Bench::new(Product::Desfire(generation, Storage::K4))?;
        let whole = site.update(&site.others)?;
        bars.push(bar(
            format!(
                "exchanges of an update on {name} to an image of {} bytes ({} out, {} in; {} more read it back)",
                whole.image, whole.bytes_written, whole.bytes_read, whole.read_back
            ),
            whole.update.to_string(),
            limit,
            whole.update <= floor,
        ));
        if generation == Generation::Ev2 {
            let mut changed = site.others.clone();
            changed.truncate(changed.len().saturating_sub(6));
            let part = site.update(&changed)?;
            bars.push(bar(
                format!("the same when six doors were taken away ({} bytes out)", part.bytes_written),
                part.update.to_string(),
                "≤ 7",
                part.update <= 7,
            ));
        }
    }
    Ok(bars)
}

/// A site with one person, whose key says some five hundred bytes.
struct Bench {
    _folder: tempfile::TempDir,
    console: Console,
    session: Arc<Session>,
    card: SharedCard,
    person: UserId,
    others: Vec<DoorId>,
}

const DOORS: usize = 130;

fn bench_site() -> first_start::Draft {
    let password = Password::new(ADMINISTRATOR.password);
    first_start::Draft {
        site: "Bench".to_owned(),
        user_name: ADMINISTRATOR.user_name.to_owned(),
        repeated: password.clone(),
        password,
        language: Language::English,
    }
}

impl Bench {
    fn new(product: Product) -> Outcome<Bench> {
        let folder = tempfile::tempdir()?;
        let tray = Tray::new();
        let plan = first_start::plan(&bench_site(), Origin::New)?;
        let (console, session) =
            first_start::create(folder.path(), environment(Some(tray.clone())), &plan, Cost::LEAST)?;
        let may_add = session.permit().ok_or("no permit")?;
        let mut all = Vec::new();
        for number in 0..2 * DOORS {
            let mut door = doors::blank(&console, &may_add)?;
            door.name = format!("Door {number}");
            all.push(doors::add(&console, &may_add, &door, &Giving::nothing())?);
        }
        // As keys have them: numbers are drawn, and what is taken away should be one stretch of the image.
        let may_view = session.permit().ok_or("no permit")?;
        all.sort_by_cached_key(|door| {
            doors::open(&console, &may_view, *door).map(|page| page.besides.code).ok()
        });
        let may_add = session.permit().ok_or("no permit")?;
        let mut person = users::blank(&console, &may_add)?;
        person.last_name = "Bench".to_owned();
        let person = users::add(&console, &may_add, &person, &Picture::Keep, &Giving::nothing())?;
        let card = SharedCard::new(Card::new(product, [0x04, 1, 2, 3, 4, 5, 6]));
        let id = tray.add("card", card.clone());
        tray.lay(id);
        let others = all.split_off(DOORS);
        let bench = Bench { _folder: folder, console, session, card, person, others };
        bench.give(&all)?;
        let permit = bench.session.permit().ok_or("no permit")?;
        encode::assign(&bench.console, &permit, bench.person, OldKey::LEAVE, &bench.at(Arc::default()))?;
        Ok(bench)
    }

    /// Gives the person these doors and no others.
    fn give(&self, wanted: &[DoorId]) -> Outcome<()> {
        let (view, view_doors) =
            (self.session.permit().ok_or("no permit")?, self.session.permit().ok_or("no permit")?);
        let page = users::open(&self.console, &view, self.person)?;
        let (held, _) = users::doors(&self.console, &view, &view_doors, self.person)?;
        let remove = held.iter().map(|row| row.id).filter(|door| !wanted.contains(door)).collect();
        let put = wanted.iter().map(|door| Grant { to: *door, limit: Limit::ALWAYS }).collect();
        let (modify, access) =
            (self.session.permit().ok_or("no permit")?, self.session.permit().ok_or("no permit")?);
        let changes = Changes::of(put, remove);
        let (id, version) = (self.person, page.version);
        users::save(
            &self.console,
            &modify,
            id,
            version,
            &page.draft,
            &Picture::Keep,
            &users::given_doors(&access, &changes),
        )?;
        Ok(())
    }

    fn at(&self, at_read_back: Arc<Mutex<u64>>) -> At {
        let card = self.card.clone();
        let progress = move |step| {
            if step == Step::Comparing
                && let Ok(mut count) = at_read_back.lock()
            {
                *count = card.lock().traffic().exchanges;
            }
        };
        At { encoder: SIMULATED.to_owned(), stop: Stop::default(), progress: Arc::new(progress) }
    }

    fn update(&self, wanted: &[DoorId]) -> Outcome<Counted> {
        self.give(wanted)?;
        self.card.lock().reset_traffic();
        let at_read_back = Arc::new(Mutex::new(0));
        let permit = self.session.permit().ok_or("no permit")?;
        let image = encode::preview(&self.console, &permit, self.person)?.bytes;
        encode::update(
            &self.console,
            &permit,
            self.person,
            OldKey::LEAVE,
            &self.at(Arc::clone(&at_read_back)),
        )?;
        let traffic = self.card.lock().traffic();
        let update = *at_read_back.lock().map_err(|error| error.to_string())?;
        Ok(Counted {
            image,
            update,
            read_back: traffic.exchanges - update,
            bytes_read: traffic.bytes_out,
            bytes_written: traffic.bytes_in,
        })
    }
}

// Signing in, at what passwords cost today.

const SIGN_INS: usize = 20;

fn signing() -> Outcome<Bar> {
    let folder = tempfile::tempdir()?;
    let plan = first_start::plan(&bench_site(), Origin::New)?;
    let (console, _) = first_start::create(folder.path(), environment(None), &plan, Cost::DEFAULT)?;
    let password = Password::new(ADMINISTRATOR.password);
    let mut times = Vec::with_capacity(SIGN_INS);
    for _ in 0..SIGN_INS {
        let begun = Instant::now();
        let session = sign_in::sign_in(&console, ADMINISTRATOR.user_name, &password)?.session()?;
        times.push(begun.elapsed());
        std::hint::black_box(session);
    }
    let p99 = percentile(&mut times, 99);
    let memory = Cost::DEFAULT.memory_kib / 1024;
    Ok(bar(
        format!("signing in, Argon2id over {memory} MiB, p99"),
        milliseconds(p99),
        "≤ 500 ms",
        p99 <= Duration::from_millis(500),
    ))
}

// Every image from nothing.

fn images(site: &Path) -> Outcome<Vec<Bar>> {
    let (console, _session) = enter(site, None)?;
    let mut found = doctor::examine_images(&console)?;
    for _ in 0..2 {
        let again = doctor::examine_images(&console)?;
        if again.images < found.images {
            found = again;
        }
    }
    let ratio = found.images.as_secs_f64() / found.one_pass.as_secs_f64().max(f64::EPSILON);
    Ok(vec![bar(
        format!(
            "images of {} people and {} rights from nothing ({ratio:.0}x one pass over the data, read in {:.0?})",
            found.people, found.rights, found.reading
        ),
        milliseconds(found.images),
        "≤ 500 ms",
        found.images <= Duration::from_millis(500) && found.stale == 0,
    )])
}

// The system auditor's chain.

fn verify() -> Outcome<Bar> {
    let folder = tempfile::tempdir()?;
    let found = doctor::examine_chain(folder.path(), CHAIN)?;
    Ok(bar(
        format!("verifying a chain of {} entries of the system auditor", found.entries),
        milliseconds(found.verifying),
        "≤ 2000 ms",
        found.holds && found.verifying <= Duration::from_secs(2),
    ))
}

// The screen of a group, however many are in it.

const SMALL_GROUP: usize = 10;
const LARGE_GROUP: usize = 10_000;
const OPENINGS: usize = 501;

fn group() -> Outcome<Bar> {
    let [mut small, mut large] = [GroupBench::new(SMALL_GROUP)?, GroupBench::new(LARGE_GROUP)?];
    // In turn, so that whatever else the machine does befalls both.
    for _ in 0..OPENINGS {
        small.open()?;
        large.open()?;
    }
    let (few, many) = (median(&mut small.times), median(&mut large.times));
    let ratio = many.as_secs_f64() / few.as_secs_f64().max(f64::EPSILON);
    Ok(bar(
        format!(
            "a group of {LARGE_GROUP} operators opens ({}), to one of {SMALL_GROUP} ({})",
            milliseconds(many),
            milliseconds(few)
        ),
        format!("{ratio:.2}x"),
        "≤ 1.5x",
        ratio <= 1.5,
    ))
}

/// A site with one group of so many operators.
struct GroupBench {
    _folder: tempfile::TempDir,
    console: Console,
    session: Arc<Session>,
    group: GroupId,
    times: Vec<Duration>,
}

impl GroupBench {
    fn new(operators: usize) -> Outcome<GroupBench> {
        let folder = tempfile::tempdir()?;
        let size = Size { people: 10, doors: 10, events: 0 };
        demo::create(folder.path(), &environment(None), size, Language::English, Cost::LEAST)?;
        let (console, session) = enter(folder.path(), None)?;
        let may_add = session.permit().ok_or("no permit")?;
        let form = GroupDraft { name: "Bench".to_owned(), ..groups::blank(&console, &may_add)? };
        let group = groups::add(&console, &may_add, &form)?;
        demo::crowd(&console, &session.permit().ok_or("no permit")?, group, operators)?;
        Ok(GroupBench { _folder: folder, console, session, group, times: Vec::new() })
    }

    /// What the group's screen asks when it is opened.
    fn open(&mut self) -> Outcome<()> {
        let permit = self.session.permit().ok_or("no permit")?;
        let begun = Instant::now();
        let page = groups::open(&self.console, &permit, self.group)?;
        let choices = groups::choices(&self.console, &permit)?;
        self.times.push(begun.elapsed());
        std::hint::black_box((page, choices));
        Ok(())
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

fn median(times: &mut [Duration]) -> Duration {
    percentile(times, 50)
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get(times.len() * percent / 100).copied().unwrap_or_default()
}
