//! The desk, where people feel it: a real window on a display of its own, beside a bare one of the same build. What is
//! timed ends when the picture on the display shows it.

use std::path::Path;
use std::time::{Duration, Instant};

use iced::{Program, Settings, Size, Task, window};
use keydesk::console::Environment;
use keydesk::encoders::Tray;
use keydesk::operation::demo::ADMINISTRATOR;
use keydesk::secret::password::{Cost, Record};

use super::{Bar, Outcome, bar, environment, median, milliseconds, percentile};
use crate::display::{self, Display, Hand};
use crate::place::{Entry, Place};
use crate::rehearsal::{self, WINDOW};
use crate::theme::{self, Theme};
use crate::window::{Application, Launch, Purpose};

const STARTS: usize = 9;
const SIGN_INS: usize = 9;
const KEYSTROKES: usize = 120;
/// The picture is whole when nothing was painted for so long; a caret blinks more seldom.
const STILL: Duration = Duration::from_millis(350);
const LIMIT: Duration = Duration::from_secs(60);
/// So often one looks for the first picture.
const GLANCE: Duration = Duration::from_millis(4);
/// The caret of an unused window stands still by then.
const REST: Duration = Duration::from_secs(15);
const IDLE: Duration = Duration::from_secs(30);

/// Opens the window on a site, on the display that there is.
pub fn show(site: &Path) -> Outcome<()> {
    let clock = Environment::default().clock;
    let launch = Launch {
        environment: environment(Some(Tray::new())),
        first: Place::Entry(Entry::Users),
        ..rehearsal::launch(site.to_owned(), Purpose::Site, clock, Tray::new())
    };
    Ok(iced_winit::run(Application(launch))?)
}

/// A window with a line of text, of the same build.
struct Bare;

impl Program for Bare {
    type State = ();
    type Message = ();
    type Theme = Theme;
    type Renderer = iced::Renderer;
    type Executor = iced::executor::Default;

    fn name() -> &'static str {
        "keydesk"
    }

    fn settings(&self) -> Settings {
        Settings { fonts: theme::fonts(), default_font: theme::REGULAR, ..Settings::default() }
    }

    fn window(&self) -> Option<window::Settings> {
        Some(window::Settings { size: WINDOW, ..window::Settings::default() })
    }

    fn boot(&self) -> ((), Task<()>) {
        ((), Task::none())
    }

    fn update(&self, (): &mut (), (): ()) -> Task<()> {
        Task::none()
    }

    fn view<'a>(&self, (): &'a (), _window: window::Id) -> iced::Element<'a, (), Theme> {
        iced::widget::text("bare").into()
    }
}

/// Opens it, on the display that there is.
pub fn show_bare() -> Outcome<()> {
    Ok(iced_winit::run(Bare)?)
}

/// Measures it, where a display can be had.
pub fn bars(site: &Path) -> Outcome<Vec<Bar>> {
    if let Some(missing) = display::missing() {
        crate::say(&format!("NOT MEASURED: the real window; {missing} is not there"))?;
        return Ok(Vec::new());
    }
    let mut bars = vec![first_content(site)?];
    bars.extend(at_work(site)?);
    Ok(bars)
}

fn open() -> Outcome<Display> {
    // With room around the window: else it makes itself smaller.
    Ok(Display::open(Size::new(WINDOW.width + 100.0, WINDOW.height + 100.0))?)
}

/// What the display shows.
fn look(display: &Display) -> Outcome<Vec<u8>> {
    Ok(display.look(WINDOW.width as usize, WINDOW.height as usize)?)
}

/// From the start of the program to the first picture with something in it.
fn time_to_content(part: &str, site: &Path) -> Outcome<Duration> {
    let display = open()?;
    let site = site.to_str().ok_or("the site's folder has no name in Unicode")?;
    let begun = Instant::now();
    let _window = display.start(std::env::current_exe()?, &["measure", part, site])?;
    while begun.elapsed() < LIMIT {
        let seen = look(&display)?;
        let mut dots = seen.chunks_exact(3);
        let ground = dots.next_back().unwrap_or_default();
        // Before the window there is black; the window's ground alone is not yet its content.
        if ground.iter().any(|colour| *colour != 0) && dots.any(|dot| dot != ground) {
            return Ok(begun.elapsed());
        }
        // Whoever looks all the time takes a processor from what is looked at.
        rest(GLANCE);
    }
    Err(format!("no picture of {part}").into())
}

fn first_content(site: &Path) -> Outcome<Bar> {
    let (mut full, mut bare) = (Vec::new(), Vec::new());
    // The first of each reads the program from the disk.
    for round in 0..=STARTS {
        for (part, times) in [("desk-window", &mut full), ("desk-bare", &mut bare)] {
            let time = time_to_content(part, site)?;
            if round > 0 {
                times.push(time);
            }
        }
    }
    let (full, bare) = (median(&mut full), median(&mut bare));
    let ratio = full.as_secs_f64() / bare.as_secs_f64();
    Ok(bar(
        format!("real window: first content painted ({full:.0?}), beside a bare window ({bare:.0?})"),
        format!("{ratio:.2}x"),
        "≤ 1.2x",
        ratio <= 1.2,
    ))
}

/// Does something, and says when the first and the last picture of it came.
fn watch(display: &Display, hand: &mut Hand, what: &str) -> Outcome<(Duration, Duration)> {
    let mut seen = look(display)?;
    let begun = Instant::now();
    hand.does(what)?;
    let (mut first, mut last) = (None, begun);
    loop {
        let now = look(display)?;
        let at = Instant::now();
        if now != seen {
            (seen, last) = (now, at);
            first.get_or_insert(at);
        }
        if let Some(first) = first
            && at.duration_since(last) > STILL
        {
            return Ok((first.duration_since(begun), last.duration_since(begun)));
        }
        if begun.elapsed() > LIMIT {
            return Err(format!("nothing came of {what}").into());
        }
    }
}

fn at_work(site: &Path) -> Outcome<Vec<Bar>> {
    let path = site.to_str().ok_or("the site's folder has no name in Unicode")?;
    let (mut sign_ins, mut keys, mut idle) = (Vec::new(), Vec::new(), None);
    for round in 0..SIGN_INS {
        let display = open()?;
        let window = display.start(std::env::current_exe()?, &["measure", "desk-window", path])?;
        display.wait_for_window(LIMIT)?;
        let mut hand = display.hand()?;
        // The first field has the keyboard.
        watch(&display, &mut hand, &format!("type {}", ADMINISTRATOR.user_name))?;
        hand.does("key Tab")?;
        watch(&display, &mut hand, &format!("type {}", ADMINISTRATOR.password))?;
        let (_, listed) = watch(&display, &mut hand, "key Return")?;
        sign_ins.push(listed);
        if round + 1 < SIGN_INS {
            continue;
        }
        let typed = ["g", "a", "r", "c", "i", "a"].iter().chain(&["BackSpace"; 6]).cycle();
        for key in typed.take(KEYSTROKES) {
            keys.push(watch(&display, &mut hand, &format!("key {key}"))?.1);
        }
        rest(REST);
        let before = Process::read(window.id())?;
        rest(IDLE);
        idle = Some((before, Process::read(window.id())?));
    }
    let mut costs: Vec<Duration> = (0..SIGN_INS).map(|_| password_check()).collect::<Outcome<_>>()?;
    let (check, listed) = (median(&mut costs), median(&mut sign_ins));
    let (typical, slow) = (median(&mut keys), percentile(&mut keys, 99));
    let mut bars = vec![
        bar(
            format!(
                "real window: Sign in to the painted list, beyond the password's own check ({})",
                milliseconds(check)
            ),
            milliseconds(listed.saturating_sub(check)),
            "≤ 60 ms",
            listed <= check + Duration::from_millis(60),
        ),
        bar(
            format!("real window: a keystroke to the rows painted, p99 (median {})", milliseconds(typical)),
            milliseconds(slow),
            "≤ 16 ms",
            slow <= Duration::from_millis(16),
        ),
    ];
    if let Some((before, after)) = idle {
        let wakes = after.wakes.saturating_sub(before.wakes) as f64 / IDLE.as_secs_f64();
        let ticks = after.ticks.saturating_sub(before.ticks);
        bars.push(bar(
            "real window: wakes a second of one that nobody uses, all threads",
            format!("{wakes:.1}"),
            "≤ 2",
            wakes <= 2.0,
        ));
        bars.push(bar(
            format!("real window: its processor time in {} s, hundredths of a second", IDLE.as_secs()),
            ticks.to_string(),
            "≤ 1",
            ticks <= 1,
        ));
        bars.push(bar(
            "real window: resident memory (PSS), with the list of people",
            format!("{:.1} MB", after.pss as f64 / 1024.0),
            "≤ 60 MB",
            after.pss <= 60 * 1024,
        ));
    }
    Ok(bars)
}

/// Does nothing for so long.
fn rest(time: Duration) {
    let until = Instant::now() + time;
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        std::thread::park_timeout(left);
    }
}

/// What the check of a password takes on the site of the bench.
fn password_check() -> Outcome<Duration> {
    let password = keydesk::domain::operator::Password::new(ADMINISTRATOR.password);
    let begun = Instant::now();
    Record::make(&password, Cost::LEAST)?;
    Ok(begun.elapsed())
}

/// What the system knows of a process.
pub(super) struct Process {
    /// How often one of its threads went to sleep, and so was woken.
    wakes: u64,
    /// Processor time, in hundredths of a second.
    ticks: u64,
    /// Resident memory, in kB.
    pub pss: u64,
}

impl Process {
    pub fn read(id: u32) -> Outcome<Process> {
        let folder = Path::new("/proc").join(id.to_string());
        let mut wakes = 0;
        for task in std::fs::read_dir(folder.join("task"))? {
            let status = std::fs::read_to_string(task?.path().join("status"))?;
            let count = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            wakes += count.ok_or("no count of wakes")?.trim().parse::<u64>()?;
        }
        let stat = std::fs::read_to_string(folder.join("stat"))?;
        // After the name, which may hold anything: the 12th and 13th field are the times.
        let (_, rest) = stat.rsplit_once(')').ok_or("no times")?;
        let times = rest.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
        let ticks = times.sum::<Result<u64, _>>()?;
        let memory = std::fs::read_to_string(folder.join("smaps_rollup"))?;
        let pss = memory.lines().find_map(|line| line.strip_prefix("Pss:")).ok_or("no PSS")?;
        Ok(Process { wakes, ticks, pss: pss.trim().trim_end_matches("kB").trim().parse()? })
    }
}
