//! Keys through a real PC/SC service, over virtual readers: what the simulated encoder shows, shown once more on the
//! way that real readers take. Each test starts a service of its own, in name spaces of its own.

use std::fs;
use std::io;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use keydesk::console::{Console, Environment};
use keydesk::domain::key::Status;
use keydesk::domain::operator::Password;
use keydesk::domain::user::UserId;
use keydesk::encoders::{News, Readers, Service, Stop, Tray, Unavailable};
use keydesk::fault::Faults;
use keydesk::operation::encode::{self, At, Done, Error, OldKey, Recognised, Step};
use keydesk::operation::first_start::{self, Origin};
use keydesk::operation::network::{self, Options};
use keydesk::operation::points::{self, Standing};
use keydesk::operation::{doctor, sign_in, users};
use keydesk::secret::password::Cost;
use keydesk::simulator::vpcd::{self, Hand};
use keydesk::simulator::{Fault, Moment, Settled, SharedCard};
use tempfile::TempDir;

use crate::cards::{EV1, EV2, EV3, NOT_HERE, OPENS, ask, card, memory, writing};
use crate::desk::{Desk, PASSWORD, clock, draft, environment};

const FRONT: &str = "Front desk 00 00";
const BACK: &str = "Back office 00 00";
const FRONT_PORT: u16 = 35_963;
const BACK_PORT: u16 = 35_983;

/// How long the machine may take for what takes it a few hundredths of a second.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs the test's body where a PC/SC service can be started: this test again, alone, in name spaces of its own.
fn isolated(name: &str, body: impl FnOnce()) {
    if std::env::var_os("KEYDESK_ISOLATED").is_some() {
        return body();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pcscd/isolated.sh");
    let test = std::env::current_exe().unwrap();
    let run = Command::new(script)
        .arg(test)
        .args(["--exact", &format!("pcscd::{name}"), "--nocapture"])
        .output()
        .unwrap();
    let said = format!("{}\n{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

/// Asks again and again until something is so: there is no event to wait for.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let (_never, pause) = mpsc::channel::<()>();
    for _ in 0..PATIENCE.as_millis() / 20 {
        if is_so() {
            return;
        }
        assert_eq!(pause.recv_timeout(Duration::from_millis(20)), Err(RecvTimeoutError::Timeout));
    }
    panic!("{what}: it did not come to pass");
}

/// A PC/SC service with two virtual readers.
struct Pcscd {
    process: Child,
    folder: TempDir,
}

impl Pcscd {
    fn start() -> Pcscd {
        let folder = tempfile::tempdir().unwrap();
        // The driver keeps its state in itself: each reader needs a copy of its own.
        let readers = [("Front desk", FRONT_PORT), ("Back office", BACK_PORT)];
        fs::create_dir(folder.path().join("conf")).unwrap();
        let mut conf = String::new();
        for (name, port) in readers {
            let copy = folder.path().join(format!("libifdvpcd-{port}.so"));
            fs::copy(driver(), &copy).unwrap();
            conf.push_str(&format!(
                "FRIENDLYNAME \"{name}\"\nDEVICENAME /dev/null:0x{port:X}\nLIBPATH {}\nCHANNELID 0x{port:X}\n",
                copy.display()
            ));
        }
        fs::write(folder.path().join("conf/readers"), conf).unwrap();
        Pcscd { process: spawn(&folder), folder }
    }

    /// Kills the service as hard as can be.
    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    fn restart(&mut self) {
        self.process = spawn(&self.folder);
    }
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn driver() -> PathBuf {
    let known = PathBuf::from("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
    assert!(known.exists(), "vsmartcard-vpcd is not installed: `./dev test` installs it");
    known
}

fn spawn(folder: &TempDir) -> Child {
    let help = Command::new("pcscd").arg("--help").output().unwrap();
    let text = [help.stdout, help.stderr].concat();
    let mut command = Command::new("pcscd");
    command.arg("--foreground").arg("-c").arg(folder.path().join("conf"));
    if String::from_utf8_lossy(&text).contains("disable-polkit") {
        command.arg("--disable-polkit");
    }
    let log = fs::File::create(folder.path().join("log")).unwrap();
    let process = command.stdout(log.try_clone().unwrap()).stderr(log).stdin(Stdio::null()).spawn().unwrap();
    // The second slot of each reader tells that the first one listens, and disturbs no card.
    for port in [FRONT_PORT, BACK_PORT] {
        until("pcscd listens", || TcpStream::connect(("127.0.0.1", port + 1)).is_ok());
    }
    until("pcscd answers", || Path::new("/run/pcscd/pcscd.comm").exists());
    process
}

/// A card on a virtual reader, until it is pulled.
struct Laid {
    hand: Hand,
    thread: Option<thread::JoinHandle<io::Result<vpcd::End>>>,
}

fn lay(card: &SharedCard, port: u16) -> Laid {
    let hand = Hand::default();
    let (served, pulled) = (card.clone(), hand.clone());
    let thread = thread::spawn(move || vpcd::serve(&served, ("127.0.0.1", port), &pulled));
    Laid { hand, thread: Some(thread) }
}

impl Laid {
    fn pull(mut self) {
        self.hand.pull();
        let _ = self.thread.take().unwrap().join();
    }
}

impl Drop for Laid {
    fn drop(&mut self) {
        self.hand.pull();
    }
}

/// A site at a desk with the two readers.
fn desk() -> Desk {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let plan = first_start::plan(&draft(), Origin::New).unwrap();
    let environment =
        Environment { readers: Readers::Watched, tray: None, ..environment(&clock, Faults::NONE) };
    let (console, session) = first_start::create(folder.path(), environment, &plan, Cost::LEAST).unwrap();
    let desk = Desk { tray: Tray::default(), folder, console, session, clock, faults: Faults::NONE };
    wait_for_readers(&desk.console);
    desk
}

fn wait_for_readers(console: &Console) {
    until("both readers are seen", || {
        let names: Vec<String> = console.desk().encoders().into_iter().map(|encoder| encoder.name).collect();
        [BACK, FRONT].iter().all(|name| names.iter().any(|known| known == name))
    });
    assert_eq!(console.desk().service(), Some(Service::Running));
}

fn at_encoder(encoder: &str) -> At {
    at_encoder_with(encoder, |_, _| ())
}

fn at_encoder_with(encoder: &str, watch: impl Fn(&Stop, Step) + Send + Sync + 'static) -> At {
    let stop = Stop::default();
    let watched = stop.clone();
    At { encoder: encoder.to_owned(), stop, progress: Arc::new(move |step| watch(&watched, step)) }
}

fn assign(desk: &Desk, user: UserId, encoder: &str) -> Result<Done, Error> {
    encode::assign(&desk.console, &desk.permit(), user, OldKey::LEAVE, &at_encoder(encoder))
}

fn status(desk: &Desk, user: UserId) -> Status {
    users::open(&desk.console, &desk.permit(), user).unwrap().key.map_or(Status::NoKey, |key| key.status)
}

#[test]
fn keys_are_assigned_and_updated() {
    isolated("keys_are_assigned_and_updated", || {
        let _pcscd = Pcscd::start();
        let cards =
            [card(EV1, 1), card(EV2, 2).with_frame_bytes(48), card(EV3, 3), card(EV2, 4).with_random_uid()];
        for (number, card) in cards.into_iter().enumerate() {
            let desk = desk();
            let (ana, front, back) = (desk.user("Ana", "García"), desk.door("Front"), desk.door("Back"));
            desk.give(ana, &[front]);
            let card = SharedCard::new(card);
            let laid = lay(&card, FRONT_PORT);
            assign(&desk, ana, FRONT).unwrap_or_else(|error| panic!("card {number}: {error}"));
            assert_eq!((ask(&desk, &card, front), ask(&desk, &card, back)), (OPENS, NOT_HERE));
            desk.change_doors(ana, &[back], &[front]);
            let done = encode::update_any(&desk.console, &desk.permit(), &at_encoder(FRONT)).unwrap();
            assert_eq!(
                (done.user, ask(&desk, &card, front), ask(&desk, &card, back)),
                (ana, NOT_HERE, OPENS)
            );
            assert_eq!(status(&desk, ana), Status::Synchronized);
            laid.pull();
        }
    });
}

#[test]
fn another_persons_key_is_refused_and_left_as_it_is() {
    isolated("another_persons_key_is_refused_and_left_as_it_is", || {
        let _pcscd = Pcscd::start();
        let desk = desk();
        let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "Brown"));
        let (anas, bobs) = (SharedCard::new(card(EV2, 1)), SharedCard::new(card(EV2, 2)));
        let laid = lay(&anas, FRONT_PORT);
        assign(&desk, ana, FRONT).unwrap();
        laid.pull();
        let _laid = lay(&bobs, FRONT_PORT);
        assign(&desk, bob, FRONT).unwrap();
        let before = memory(&bobs);
        let refused = encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &at_encoder(FRONT));
        assert!(matches!(refused, Err(Error::InvalidUserKey(Some(name))) if name == "Bob Brown"));
        assert_eq!(memory(&bobs), before);
    });
}

#[test]
fn a_key_that_is_pulled_is_put_back_and_it_goes_on() {
    isolated("a_key_that_is_pulled_is_put_back_and_it_goes_on", || {
        let _pcscd = Pcscd::start();
        let desk = desk();
        let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
        let card = SharedCard::new(card(EV2, 1));
        let _laid = lay(&card, FRONT_PORT);
        assign(&desk, ana, FRONT).unwrap();
        let moments = [
            (3, Moment::BeforeCommand),
            (6, Moment::DuringCommand(Settled::Undone)),
            (7, Moment::DuringCommand(Settled::Undone)),
            (7, Moment::DuringCommand(Settled::Done)),
            (7, Moment::AfterCommand),
            (8, Moment::AfterCommand),
        ];
        for (number, (exchange, moment)) in moments.into_iter().enumerate() {
            let what = format!("exchange {exchange}, {moment:?}");
            let door = desk.door(&format!("Door {number}"));
            desk.give(ana, &[front, door]);
            card.lock().plan(Fault { exchange, moment });
            let (again, kept) = (card.clone(), Arc::new(Mutex::new(Vec::new())));
            let keep = Arc::clone(&kept);
            let watched = at_encoder_with(FRONT, move |_, step| {
                if step == Step::PutBack {
                    keep.lock().unwrap().push(lay(&again, FRONT_PORT));
                }
            });
            encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watched)
                .unwrap_or_else(|error| panic!("{what}: {error}"));
            assert!(!kept.lock().unwrap().is_empty(), "{what}: it was pulled");
            assert_eq!(
                (ask(&desk, &card, door), status(&desk, ana)),
                (OPENS, Status::Synchronized),
                "{what}"
            );
            for laid in kept.lock().unwrap().drain(..) {
                std::mem::forget(laid);
            }
        }
    });
}

#[test]
fn the_service_is_killed_and_comes_back() {
    isolated("the_service_is_killed_and_comes_back", || {
        let pcscd = Arc::new(Mutex::new(Pcscd::start()));
        let desk = desk();
        let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
        let card = SharedCard::new(card(EV2, 1));
        let laid = lay(&card, FRONT_PORT);
        assign(&desk, ana, FRONT).unwrap();
        desk.give(ana, &[front]);
        let news = desk.console.desk().listen();
        let killer = Arc::clone(&pcscd);
        let watched = at_encoder_with(FRONT, move |_, step| {
            if step == Step::Writing {
                killer.lock().unwrap().kill();
            }
        });
        let interrupted = encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watched);
        assert!(matches!(interrupted, Err(Error::Unknown { .. })), "{interrupted:?}");
        assert_eq!(status(&desk, ana), Status::Unknown);
        until("the desk sees that the service is gone", || {
            desk.console.desk().service() == Some(Service::Stopped)
        });
        assert_eq!(desk.console.desk().encoders(), []);
        let absent = encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &at_encoder(FRONT));
        assert!(matches!(absent, Err(Error::Encoder(_))), "{absent:?}");
        laid.pull();
        pcscd.lock().unwrap().restart();
        wait_for_readers(&desk.console);
        let _laid = lay(&card, FRONT_PORT);
        until("the key is seen", || news.try_iter().any(|news| news == News::CardLaid(FRONT.to_owned())));
        let Recognised::Key { user, status: known, .. } =
            encode::recognise(&desk.console, &desk.permit(), FRONT).unwrap()
        else {
            panic!("a key")
        };
        assert_eq!((user, known), (ana, Status::Unknown), "what was sent may be out");
        encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &at_encoder(FRONT)).unwrap();
        assert_eq!((ask(&desk, &card, front), status(&desk, ana)), (OPENS, Status::Synchronized));
    });
}

#[test]
fn two_readers_work_side_by_side() {
    isolated("two_readers_work_side_by_side", || {
        let _pcscd = Pcscd::start();
        let desk = desk();
        let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "Brown"));
        let (front, back) = (desk.door("Front"), desk.door("Back"));
        desk.give(ana, &[front]);
        desk.give(bob, &[back]);
        let (anas, bobs) = (SharedCard::new(card(EV2, 1)), SharedCard::new(card(EV1, 2)));
        let (_first, _second) = (lay(&anas, FRONT_PORT), lay(&bobs, BACK_PORT));
        thread::scope(|scope| {
            let first = scope.spawn(|| assign(&desk, ana, FRONT));
            let second = scope.spawn(|| assign(&desk, bob, BACK));
            first.join().unwrap().unwrap();
            second.join().unwrap().unwrap();
        });
        for _ in 0..5 {
            let at = |encoder| {
                encode::update_any(&desk.console, &desk.permit(), &at_encoder(encoder)).unwrap().user
            };
            thread::scope(|scope| {
                let (first, second) = (scope.spawn(|| at(FRONT)), scope.spawn(|| at(BACK)));
                assert_eq!((first.join().unwrap(), second.join().unwrap()), (ana, bob));
            });
        }
        assert_eq!((ask(&desk, &anas, front), ask(&desk, &anas, back)), (OPENS, NOT_HERE));
        assert_eq!((ask(&desk, &bobs, front), ask(&desk, &bobs, back)), (NOT_HERE, OPENS));
        assert_eq!((writing(&anas), writing(&bobs)), (Some(6), Some(6)));
    });
}

#[test]
fn the_doctor_sees_readers_and_tests_them_on_a_blank_card() {
    isolated("the_doctor_sees_readers_and_tests_them_on_a_blank_card", || {
        let _pcscd = Pcscd::start();
        let blank = SharedCard::new(card(EV3, 1));
        let before = memory(&blank);
        let _laid = lay(&blank, FRONT_PORT);
        let readers = || doctor::examine(Path::new("/nowhere"), &keydesk::clock::SystemClock).readers;
        until("the card is seen", || readers().contains(&(FRONT.to_owned(), true)));
        assert!(readers().contains(&(BACK.to_owned(), false)));
        doctor::write_test(FRONT).unwrap();
        assert_eq!(memory(&blank), before, "the card is as it was");
        assert!(matches!(doctor::write_test(BACK), Err(Error::NoKey)));
    });
}

#[test]
fn another_program_that_keeps_the_card_is_named_and_can_be_left() {
    isolated("another_program_that_keeps_the_card_is_named_and_can_be_left", || {
        let _pcscd = Pcscd::start();
        let desk = desk();
        let ana = desk.user("Ana", "García");
        let blank = SharedCard::new(card(EV2, 1));
        let _laid = lay(&blank, FRONT_PORT);
        until("the card is seen", || {
            doctor::examine(Path::new("/nowhere"), &keydesk::clock::SystemClock)
                .readers
                .contains(&(FRONT.to_owned(), true))
        });
        let context = pcsc::Context::establish(pcsc::Scope::User).unwrap();
        let name = std::ffi::CString::new(FRONT).unwrap();
        let mut others = context.connect(&name, pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
        let transaction = others.transaction().unwrap();
        let before = memory(&blank);
        let steps = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&steps);
        let watched = at_encoder_with(FRONT, move |_, step| told.lock().unwrap().push(step));
        let refused = encode::assign(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watched);
        assert!(matches!(refused, Err(Error::Link(encode::LinkError::ReaderInUse))), "{refused:?}");
        assert_eq!(*steps.lock().unwrap(), [Step::Waiting], "nothing was read yet");
        // One who does not want to wait that long cancels it.
        let called_off = at_encoder_with(FRONT, |stop, _| stop.stop());
        let left = encode::assign(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &called_off);
        assert!(matches!(left, Err(Error::Stopped)), "{left:?}");
        assert_eq!(memory(&blank), before);
        drop(transaction);
        assign(&desk, ana, FRONT).unwrap();
    });
}

#[test]
fn an_update_point_outlives_the_service_another_program_and_a_card_left_lying() {
    isolated("an_update_point_outlives_the_service_another_program_and_a_card_left_lying", || {
        let mut pcscd = Pcscd::start();
        let desk = desk();
        let (ana, front, back) = (desk.user("Ana", "García"), desk.door("Front"), desk.door("Back"));
        let card = SharedCard::new(card(EV2, 1));
        let laid = lay(&card, FRONT_PORT);
        assign(&desk, ana, FRONT).unwrap();
        laid.pull();
        desk.give(ana, &[front]);
        let options = Options { update_point: true, wait_seconds: 5, ..Options::default() };
        network::set_options(&desk.console, &desk.permit(), FRONT, options).unwrap();
        let seen = || points::seen(&desk.console, &desk.session.own()).remove(0);
        let served = || (seen().tally.updated, seen().tally.current);
        until("it serves", || seen().standing == Standing::Serving);
        let laid = lay(&card, FRONT_PORT);
        until("the key is brought up to date", || served() == (1, 0));
        assert_eq!((ask(&desk, &card, front), status(&desk, ana)), (OPENS, Status::Synchronized));
        // Left lying, it is served once, whatever else comes to pass at the desk; the other reader is nobody's.
        desk.give(ana, &[back]);
        let refused = encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &at_encoder(FRONT));
        assert!(matches!(refused, Err(Error::Encoder(Unavailable::OnlyUpdates))), "{refused:?}");
        assert_eq!(served(), (1, 0));
        for round in 0..3 {
            pcscd.kill();
            until("the encoder is missed", || seen().standing == Standing::Unplugged);
            pcscd.restart();
            wait_for_readers(&desk.console);
            until(&format!("it serves again, {round}"), || seen().standing == Standing::Serving);
        }
        laid.pull();
        let laid = lay(&card, FRONT_PORT);
        until("what was given meanwhile is on the key", || status(&desk, ana) == Status::Synchronized);
        assert_eq!(ask(&desk, &card, back), OPENS);
        laid.pull();
        // Another program comes first.
        sign_in::lock(&desk.console, &desk.session.own()).unwrap();
        until("it pauses with the lock", || matches!(seen().standing, Standing::Paused(_)));
        let before = seen().tally;
        let _laid = lay(&card, FRONT_PORT);
        let context = pcsc::Context::establish(pcsc::Scope::User).unwrap();
        let name = std::ffi::CString::new(FRONT).unwrap();
        let mut others = None;
        until("the other program has the card", || {
            others = context.connect(&name, pcsc::ShareMode::Shared, pcsc::Protocols::ANY).ok();
            others.is_some()
        });
        let mut others = others.unwrap();
        let transaction = others.transaction().unwrap();
        sign_in::unlock(&desk.console, &desk.session, &Password::new(PASSWORD), "").unwrap();
        until("the other program is seen", || seen().standing == Standing::OtherProgram);
        assert_eq!(seen().tally, before, "that is not the key's fault");
        drop(transaction);
        until("the key is served after all", || seen().tally != before);
        assert_eq!((seen().standing, seen().tally.refusals()), (Standing::Serving, 0));
    });
}
