//! Update points: how many keys a minute, with exchanges that take as long as those of real cards; and a soak, in which keys
//! are pulled, and everything that was laid down must be told of once.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use chrono::{FixedOffset, Utc};
use keydesk::clock::SetClock;
use keydesk::console::{Console, Environment};
use keydesk::domain::key::Status;
use keydesk::domain::user::UserId;
use keydesk::encoders::{CardId, News, SIMULATED, Stop, Tray};
use keydesk::operation::Giving;
use keydesk::operation::encode::{self, At, OldKey, Step};
use keydesk::operation::first_start::{self, Origin};
use keydesk::operation::network::{self, Options};
use keydesk::operation::points::{self, Seen};
use keydesk::operation::users::{self, Picture};
use keydesk::secret::password::Cost;
use keydesk::session::Session;
use keydesk::simulator::{Card, Fault, Generation, Moment, Product, Settled, SharedCard, Storage};

use super::{Bar, Outcome, bar, bench_site, environment};

const READERS: [&str; 4] = ["Lobby", "Garage", "Pool", "Back door"];
/// What the exchanges of an update of a real card take together.
const OF_A_CARD: Duration = Duration::from_millis(150);
const KEYS: u8 = 10;
const ROUNDS: usize = if cfg!(debug_assertions) { 1 } else { 6 };
const LAID: usize = if cfg!(debug_assertions) { 40 } else { 4_000 };
/// Something hangs that takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Four encoders that serve, each with keys of its own.
struct Lobby {
    console: Console,
    session: Arc<Session>,
    clock: Arc<SetClock>,
    readers: Vec<Reader>,
    _folder: tempfile::TempDir,
}

struct Reader {
    name: &'static str,
    tray: Tray,
    keys: Vec<(UserId, CardId, SharedCard)>,
}

pub fn bars() -> Outcome<Vec<Bar>> {
    Ok(vec![pace()?, soak()?])
}

/// How many keys a minute four readers serve.
fn pace() -> Outcome<Bar> {
    let lobby = Lobby::new()?;
    let exchanges = lobby.exchanges()?;
    let pace = OF_A_CARD / exchanges;
    lobby.readers.iter().for_each(|reader| reader.tray.set_pace(pace));
    let mut taken = Duration::ZERO;
    for _ in 0..ROUNDS {
        // Another day: every key is to end later.
        lobby.clock.advance(chrono::Duration::days(1));
        let begun = Instant::now();
        lobby.at_each_reader(|reader| {
            for (_, id, _) in &reader.keys {
                lobby.serve(reader, *id)?;
            }
            Ok(())
        })?;
        taken += begun.elapsed();
    }
    let served = ROUNDS * READERS.len() * usize::from(KEYS);
    let updated: usize = lobby.seen().iter().map(|seen| seen.tally.updated).sum();
    let a_minute = served as f64 * 60.0 / taken.as_secs_f64();
    Ok(bar(
        format!(
            "keys a minute at four update points, {exchanges} exchanges of {pace:.1?} each ({updated} of the last {} were written)",
            READERS.len() * usize::from(KEYS)
        ),
        format!("{a_minute:.0}"),
        "≥ 240",
        a_minute >= 240.0,
    ))
}

/// Keys are laid down and pulled at random: each is told of once, and says what it should in the end.
fn soak() -> Outcome<Bar> {
    let lobby = Lobby::new()?;
    let before: usize =
        lobby.seen().iter().filter_map(|seen| seen.last).map(|told| told.number as usize).sum();
    let each = LAID / READERS.len();
    let begun = Instant::now();
    for round in 0..each.div_ceil(usize::from(KEYS)) {
        lobby.clock.advance(chrono::Duration::hours(13));
        lobby.at_each_reader(|reader| {
            let mut dice = round as u64 * 31 + reader.name.len() as u64;
            for (_, id, card) in &reader.keys {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                if dice >> 62 == 0 {
                    let exchange = (dice >> 40) % 14 + 1;
                    card.lock().plan(Fault { exchange, moment: Moment::DuringCommand(Settled::Undone) });
                }
                lobby.serve(reader, *id)?;
            }
            Ok(())
        })?;
    }
    let laid = each.div_ceil(usize::from(KEYS)) * usize::from(KEYS) * READERS.len();
    let told: usize = lobby.seen().iter().filter_map(|seen| seen.last).map(|told| told.number as usize).sum();
    let permit = lobby.session.permit().ok_or("no permit")?;
    let mut wrong = (told - before).abs_diff(laid);
    for (user, ..) in lobby.readers.iter().flat_map(|reader| &reader.keys) {
        let status = users::open(&lobby.console, &permit, *user)?.key.map(|key| key.status);
        wrong += usize::from(status != Some(Status::Synchronized));
    }
    Ok(bar(
        format!(
            "told twice, not told or not as it should be, of {laid} keys laid on four update points, a quarter of them pulled ({:.0?})",
            begun.elapsed()
        ),
        wrong.to_string(),
        "0",
        wrong == 0,
    ))
}

impl Lobby {
    fn new() -> Outcome<Lobby> {
        let folder = tempfile::tempdir()?;
        let (tray, no_offset) = (Tray::new(), FixedOffset::east_opt(0).ok_or("no zone")?);
        let now = Environment::default().clock.now().with_timezone(&Utc);
        let clock = Arc::new(SetClock::new(now, no_offset));
        let plan = first_start::plan(&bench_site(), Origin::New)?;
        let environment =
            Environment { clock: Arc::clone(&clock) as Arc<_>, ..environment(Some(tray.clone())) };
        let (console, session) = first_start::create(folder.path(), environment, &plan, Cost::LEAST)?;
        let mut readers = Vec::new();
        for (place, name) in READERS.into_iter().enumerate() {
            let reader = Tray::new();
            let mut keys = Vec::new();
            for number in 0..KEYS {
                let uid = [0x04, 1, 2, 3, 4, u8::try_from(place)?, number];
                let card = SharedCard::new(Card::new(Product::Desfire(Generation::Ev2, Storage::K4), uid));
                let mut person = users::blank(&console, &session.permit().ok_or("no permit")?)?;
                person.last_name = format!("{name} {number}");
                let may_add = session.permit().ok_or("no permit")?;
                let user = users::add(&console, &may_add, &person, &Picture::Keep, &Giving::nothing())?;
                let id = tray.add("card", card.clone());
                tray.clear();
                tray.lay(id);
                let at =
                    At { encoder: SIMULATED.to_owned(), stop: Stop::default(), progress: Arc::new(|_| ()) };
                let may_assign = session.permit().ok_or("no permit")?;
                encode::assign(&console, &may_assign, user, OldKey::LEAVE, &at)?;
                tray.clear();
                keys.push((user, reader.add("card", card.clone()), card));
            }
            console.desk().plug(name, reader.clone());
            let options = Options { update_point: true, ..Options::default() };
            network::set_options(&console, &session.permit().ok_or("no permit")?, name, options)?;
            readers.push(Reader { name, tray: reader, keys });
        }
        Ok(Lobby { console, session, clock, readers, _folder: folder })
    }

    fn seen(&self) -> Vec<Seen> {
        points::seen(&self.console, &self.session.own())
    }

    /// How many exchanges the update of one key takes.
    fn exchanges(&self) -> Outcome<u32> {
        let reader = self.readers.first().ok_or("no reader")?;
        let (_, id, card) = reader.keys.first().ok_or("no key")?;
        self.clock.advance(chrono::Duration::days(1));
        let before = card.lock().traffic().exchanges;
        self.serve(reader, *id)?;
        let taken = card.lock().traffic().exchanges - before;
        Ok(u32::try_from(taken)?.max(1))
    }

    fn at_each_reader(&self, work: impl Fn(&Reader) -> Outcome<()> + Sync) -> Outcome<()> {
        let results: Vec<Result<(), String>> = thread::scope(|scope| {
            let work = &work;
            let threads: Vec<_> = self
                .readers
                .iter()
                .map(|reader| scope.spawn(move || work(reader).map_err(|error| error.to_string())))
                .collect();
            let ended = |thread: thread::ScopedJoinHandle<'_, _>| {
                thread.join().unwrap_or_else(|_| Err("a reader broke off".to_owned()))
            };
            threads.into_iter().map(ended).collect()
        });
        results.into_iter().collect::<Result<(), _>>().map_err(Into::into)
    }

    /// Lays a key down until it is told what came of it, and takes it away. One that was pulled is put back.
    fn serve(&self, reader: &Reader, id: CardId) -> Outcome<()> {
        let news = self.console.desk().listen();
        let seen = || self.seen().into_iter().find(|seen| seen.encoder == reader.name).ok_or("no such point");
        let before = seen()?.last.map_or(0, |told| told.number);
        reader.tray.lay(id);
        loop {
            let now = seen()?;
            if now.last.is_some_and(|told| told.number > before) {
                break;
            }
            if now.step == Some(Step::PutBack) {
                reader.tray.lay(id);
            }
            news.recv_timeout(PATIENCE).map(|_: News| ()).map_err(|_| "an update point does not serve")?;
        }
        reader.tray.clear();
        Ok(())
    }
}
