//! Update points: encoders that bring keys up to date by themselves, beside the window. Each has a thread of its own, which
//! goes on for weeks: what fails is waited out and tried again.
//!
//! Who may do that is asked for every key. As long as somebody is signed in who may update keys, an update point serves by
//! that right, and pauses with the lock. Where an administrator let it serve alone, it is nobody's session but a
//! `Point`: the keys of cards were lent to it, in memory, by the last who signed in with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDate;

use super::encode::{self, At, Error, Impediment, Lies, LinkError, Served, Step};
use crate::console::{Console, Workshop};
use crate::domain::moment::Moment;
use crate::domain::permission::KeyUpdateAutomatically;
use crate::encoder::desk::Unavailable;
use crate::encoder::reader::Stop;
use crate::listeners::Listening;
use crate::secret::keyring::Consent;
use crate::session::{Lent, Own, Permit, Point, Session};
use crate::storage::{self, Outcome, Role, encoders};

/// How an update point stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It serves keys.
    Serving,
    /// It serves none for now.
    Paused(Pause),
    /// The encoder is not connected.
    Unplugged,
    /// Another program has the encoder.
    OtherProgram,
    /// The encoder fails; it is tried again.
    Failing,
}

/// Why an update point serves no key for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Nobody is signed in, or nobody was since the program was started.
    NobodySignedIn,
    /// The screen is locked.
    Locked,
    /// Whoever is signed in may not update keys.
    NotPermitted,
    /// The computer's clock is in doubt: no key can be written.
    ClockInDoubt,
    /// Nothing can be recorded.
    NothingRecorded,
}

/// Why a key was not brought up to date, for whoever stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// It is no card for keys of this site.
    NotOurs,
    /// It carries no key.
    Blank,
    /// It is the key of nobody known, or of somebody out of reach.
    Nobodys,
    /// It does not say what is known of it.
    Differs,
    /// It needs areas that are made at the desk.
    ReEdition,
    /// Its person is banned.
    Banned,
    /// Its person's time is over, or does not begin soon enough.
    NotNow,
    /// What it is to say has no room on it.
    DoesNotFit,
    /// It was taken away too soon.
    TooSoon,
    /// More than one card lay there.
    Several,
    /// Something failed.
    Failed,
}

impl Refusal {
    /// Every one there is.
    pub const ALL: &[Refusal] = &[
        Refusal::NotOurs,
        Refusal::Blank,
        Refusal::Nobodys,
        Refusal::Differs,
        Refusal::ReEdition,
        Refusal::Banned,
        Refusal::NotNow,
        Refusal::DoesNotFit,
        Refusal::TooSoon,
        Refusal::Several,
        Refusal::Failed,
    ];

    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Refusal::NotOurs => "not-ours",
            Refusal::Blank => "blank",
            Refusal::Nobodys => "nobodys",
            Refusal::Differs => "differs",
            Refusal::ReEdition => "re-edition",
            Refusal::Banned => "banned",
            Refusal::NotNow => "not-now",
            Refusal::DoesNotFit => "does-not-fit",
            Refusal::TooSoon => "too-soon",
            Refusal::Several => "several",
            Refusal::Failed => "failed",
        }
    }
}

/// How many keys came today, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Which day that is.
    pub day: Option<NaiveDate>,
    /// Brought up to date.
    pub updated: usize,
    /// Left as they are, because they say what they should.
    pub current: usize,
    /// Left as they are for another reason, reason by reason.
    pub refused: BTreeMap<Refusal, usize>,
}

impl Tally {
    /// How many were refused.
    pub fn refusals(&self) -> usize {
        self.refused.values().sum()
    }
}

/// What came of the last key. It names nobody: it is shown to whoever stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Which one it was, counted since the program was started.
    pub number: u64,
    /// Until when the key is valid, or why it was refused.
    pub result: Result<Moment, Refusal>,
}

/// An update point, as screens show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The encoder's name.
    pub encoder: String,
    /// How it stands.
    pub standing: Standing,
    /// What is being done with the key that lies there.
    pub step: Option<Step>,
    /// How many keys came today.
    pub tally: Tally,
    /// What came of the last one.
    pub last: Option<Told>,
    /// Whether that one still lies there.
    pub is_lying: bool,
}

/// The update points, and how they stand: for everybody who is signed in, also while the screen is locked.
pub fn seen(console: &Console, _own: &Own) -> Vec<Seen> {
    console.points().seen()
}

/// Everything about the update points of a site that is open.
pub(crate) struct Points(Arc<Shared>);

struct Shared {
    shop: Workshop,
    state: Mutex<State>,
    /// Held by what changes something about an encoder.
    changing: Mutex<()>,
    /// Rung whenever something may be otherwise. Whoever listens to the encoders has it alone.
    changed: Arc<Condvar>,
}

#[derive(Default)]
struct State {
    is_closing: bool,
    is_listening: bool,
    /// Who is signed in.
    attending: Option<Arc<Session>>,
    /// For those that may serve alone.
    lent: Option<Lent>,
    posts: BTreeMap<String, Post>,
    /// Which of them have a thread.
    manned: BTreeSet<String>,
    /// Whether a thread tries to read again what stands in the database of them.
    is_catching_up: bool,
    /// How often that could not be read.
    misses: u64,
    threads: Vec<JoinHandle<()>>,
}

/// An update point.
struct Post {
    consent: Option<Consent>,
    /// Calls off what goes on there.
    stop: Stop,
    /// Calls off waiting for a key to be taken away: it was served, whoever is signed in by now.
    ends: Stop,
    is_working: bool,
    /// Whether something about it is being changed.
    is_resting: bool,
    standing: Standing,
    step: Option<Step>,
    tally: Tally,
    last: Option<Told>,
    is_lying: bool,
}

/// By whose right a key is served.
enum By {
    Operator(Permit<KeyUpdateAutomatically>),
    Alone(Point),
}

/// After a failure it is tried again after so long, and after another one twice as long, up to a limit: a loop without a pause
/// would take a core, and one that gives up is found dead on Monday.
const PAUSE_FIRST: Duration = Duration::from_millis(250);
const PAUSE_LONGEST: Duration = Duration::from_secs(5);
/// A change waits so long for a key that is being written; what takes longer hangs.
const REST: Duration = Duration::from_secs(30);

impl Points {
    pub fn of(shop: Workshop) -> Points {
        Points(Arc::new(Shared {
            shop,
            state: Mutex::default(),
            changing: Mutex::default(),
            changed: Arc::default(),
        }))
    }

    /// Somebody is signed in, or not locked any more.
    pub fn attend(&self, session: &Arc<Session>) {
        let mut state = self.0.state();
        // Asked while the state is held: who leaves ends the session first.
        if session.is_ended() {
            return;
        }
        state.attending = Some(Arc::clone(session));
        drop(state);
        self.look_again();
    }

    /// Changes something about an encoder while no key is being written there by itself; from then on it is as was changed.
    /// One change comes after another.
    pub fn at_rest<T>(&self, session: &Arc<Session>, encoder: &str, change: impl FnOnce() -> T) -> T {
        let _turn = self.0.changing.lock().unwrap_or_else(PoisonError::into_inner);
        self.rest(encoder);
        let changed = change();
        self.go_on(session, encoder);
        changed
    }

    /// Somebody who is signed in changed something about an encoder that was at rest for it.
    fn go_on(&self, session: &Arc<Session>, encoder: &str) {
        let mut state = self.0.state();
        if let Some(post) = state.posts.get_mut(encoder) {
            post.is_resting = false;
        }
        if !session.is_ended() {
            state.attending.get_or_insert_with(|| Arc::clone(session));
        }
        drop(state);
        self.look_again();
    }

    /// Nobody is signed in any more.
    pub fn leave(&self, session: &Session) {
        let mut state = self.0.state();
        if state.attending.as_ref().is_some_and(|attending| attending.is_same_sign_in(session)) {
            state.attending = None;
        }
        drop(state);
        self.0.changed.notify_all();
    }

    /// An update point may not serve alone any more: what was lent for it is given back, whatever the database says next.
    pub fn take_back(&self, encoder: &str) {
        let mut state = self.0.state();
        if let Some(post) = state.posts.get_mut(encoder) {
            post.consent = None;
        }
        state.lend();
    }

    /// Finishes what goes on at an encoder, and begins nothing there until it is looked at again.
    fn rest(&self, encoder: &str) {
        let mut state = self.0.state();
        if let Some(post) = state.posts.get_mut(encoder) {
            post.is_resting = true;
            post.stop.stop();
        }
        let works = |state: &mut State| state.posts.get(encoder).is_some_and(|post| post.is_working);
        // What hangs for longer is found out by the card.
        let _ = self.0.changed.wait_timeout_while(state, REST, works);
    }

    fn look_again(&self) {
        self.0.look_again();
    }

    fn seen(&self) -> Vec<Seen> {
        let today = self.0.today();
        let state = self.0.state();
        let seen = |(name, post): (&String, &Post)| Seen {
            encoder: name.clone(),
            standing: post.standing,
            step: post.step,
            tally: if post.tally.day == Some(today) { post.tally.clone() } else { Tally::default() },
            last: post.last,
            is_lying: post.is_lying,
        };
        state.posts.iter().map(seen).collect()
    }
}

impl Drop for Points {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_closing = true;
        for post in state.posts.values() {
            post.stop.stop();
            post.ends.stop();
        }
        let threads = std::mem::take(&mut state.threads);
        drop(state);
        self.0.changed.notify_all();
        for thread in threads {
            // One that panicked has nothing left to do.
            let _ = thread.join();
        }
    }
}

impl State {
    /// The keys of cards are lent as long as there is an update point that may serve alone, and no longer.
    fn lend(&mut self) {
        let State { lent, attending, posts, .. } = self;
        let serves = |lent: &Lent| {
            posts.iter().any(|(name, post)| post.consent.is_some_and(|it| lent.point(name, it).is_some()))
        };
        if lent.as_ref().is_some_and(serves) {
            return;
        }
        *lent = attending.as_deref().and_then(Lent::by).filter(serves);
    }

    /// By whose right the next key is served.
    fn by(&self, name: &str) -> Result<By, Pause> {
        let consent = self.posts.get(name).and_then(|post| post.consent);
        if let (Some(lent), Some(consent)) = (&self.lent, consent)
            && let Some(point) = lent.point(name, consent)
        {
            return Ok(By::Alone(point));
        }
        let session = self.attending.as_ref().ok_or(Pause::NobodySignedIn)?;
        let permit = session.permit().ok_or(Pause::NotPermitted)?;
        match session.tenure() {
            None => Err(Pause::Locked),
            Some(tenure) if tenure.keyring().is_none() => Err(Pause::NotPermitted),
            Some(_) => Ok(By::Operator(permit)),
        }
    }
}

impl Post {
    fn new() -> Post {
        Post {
            consent: None,
            stop: Stop::default(),
            ends: Stop::default(),
            is_working: false,
            is_resting: false,
            standing: Standing::Paused(Pause::NobodySignedIn),
            step: None,
            tally: Tally::default(),
            last: None,
            is_lying: false,
        }
    }
}

/// What comes after a turn.
enum After {
    /// The next key.
    Turn,
    /// The next key, once this one was taken away.
    Removal,
    /// The next key, after a pause: something failed.
    Pause,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn today(&self) -> NaiveDate {
        self.shop.clock.zone().local(self.shop.storage.reading().believed().moment()).date()
    }

    /// Looks which encoders are update points, and which of them may serve alone; if that cannot be read, again and again.
    fn look_again(self: &Arc<Self>) {
        if self.look() {
            return;
        }
        let mut state = self.state();
        state.misses += 1;
        if state.is_catching_up || state.is_closing {
            return;
        }
        let shared = Arc::clone(self);
        // Where there is no thread to be had, the next look is the next chance.
        if let Ok(thread) = thread::Builder::new().name("points".to_owned()).spawn(move || shared.catch_up())
        {
            state.is_catching_up = true;
            state.threads.push(thread);
        }
    }

    /// Says whether it could be read.
    fn look(self: &Arc<Self>) -> bool {
        let wanted = self.shop.storage.as_system(Role::UpdatePoint, |view| {
            Ok::<_, storage::Error>(Outcome::Unchanged(encoders::update_points(view)?))
        });
        let Ok(wanted) = wanted else { return false };
        let mut state = self.state();
        let gone: Vec<String> =
            state.posts.keys().filter(|name| !wanted.contains_key(*name)).cloned().collect();
        for name in &gone {
            if let Some(post) = state.posts.remove(name) {
                post.stop.stop();
                post.ends.stop();
            }
        }
        for (name, consent) in &wanted {
            let post = state.posts.entry(name.clone()).or_insert_with(Post::new);
            post.consent = *consent;
            // What waits for a key is to know the options of now.
            post.stop.stop();
        }
        state.lend();
        self.man(&mut state);
        drop(state);
        gone.iter().for_each(|name| self.shop.desk.release(name));
        wanted.keys().for_each(|name| self.shop.desk.reserve(name));
        self.changed.notify_all();
        if !gone.is_empty() || !wanted.is_empty() {
            self.shop.desk.announce();
        }
        true
    }

    /// Looks again and again, until what could not be read is. There is one thread that does.
    fn catch_up(self: Arc<Self>) {
        let mut state = self.state();
        loop {
            let misses = state.misses;
            let is_open = |state: &mut State| !state.is_closing;
            let waited = self.changed.wait_timeout_while(state, PAUSE_LONGEST, is_open);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            if state.is_closing {
                return;
            }
            drop(state);
            let is_read = self.look();
            state = self.state();
            // What another one could not read meanwhile is read once more.
            if is_read && state.misses == misses {
                state.is_catching_up = false;
                return;
            }
        }
    }

    /// Gives every update point that has none a thread of its own.
    fn man(self: &Arc<Self>, state: &mut State) {
        state.threads.retain(|thread| !thread.is_finished());
        let State { posts, manned, threads, is_listening, .. } = state;
        for name in posts.keys() {
            if !manned.insert(name.clone()) {
                continue;
            }
            let (shared, encoder) = (Arc::clone(self), name.clone());
            match thread::Builder::new().name("point".to_owned()).spawn(move || shared.serve(&encoder)) {
                Ok(thread) => threads.push(thread),
                // It is tried again with the next look.
                Err(_) => {
                    manned.remove(name);
                }
            }
        }
        if !posts.is_empty() && !std::mem::replace(is_listening, true) {
            // An encoder may have been connected.
            let changed = Arc::downgrade(&self.changed);
            self.shop.desk.tell(move |_| match changed.upgrade() {
                Some(changed) => {
                    changed.notify_all();
                    Listening::Goes
                }
                None => Listening::Ended,
            });
        }
    }

    /// Serves key after key, until the encoder is no update point any more.
    fn serve(self: Arc<Self>, name: &str) {
        let mut failures = 0;
        while let Some((by, stop, ends)) = self.begin(name) {
            let told = Arc::downgrade(&self);
            let (encoder, named) = (name.to_owned(), name.to_owned());
            let progress = move |step| {
                if let Some(shared) = told.upgrade() {
                    shared.note_step(&named, step);
                }
            };
            let at = At { encoder, stop: stop.clone(), progress: Arc::new(progress) };
            let (result, lies) = match &by {
                By::Operator(permit) => encode::serve_next(&self.shop, permit, &at),
                By::Alone(point) => encode::serve_next(&self.shop, point, &at),
            };
            // What the database does not know of it any more is not asked of it again.
            if let (By::Alone(_), Err(Error::Storage(error))) = (&by, &result)
                && matches!(error, storage::Error::NotPermitted | storage::Error::SignedOut)
            {
                self.look_again();
            }
            let after = match (self.note(name, &result), lies) {
                (After::Removal, Lies::Another) => After::Turn,
                (after, _) => after,
            };
            let after = match after {
                After::Removal => match self.wait_until_free(name, &ends) {
                    Ok(()) | Err(Error::Stopped) => After::Turn,
                    Err(_) => After::Pause,
                },
                after => after,
            };
            failures = match after {
                After::Pause => failures + 1,
                After::Turn | After::Removal => 0,
            };
            self.end(name, failures);
        }
    }

    /// Waits until a key can be served; nothing, if none will be any more.
    fn begin(&self, name: &str) -> Option<(By, Stop, Stop)> {
        let mut state = self.state();
        loop {
            let is_there = || self.shop.desk.encoders().iter().any(|encoder| encoder.name == name);
            let by = state.by(name);
            let is_closing = state.is_closing;
            let Some(post) = state.posts.get_mut(name).filter(|_| !is_closing) else {
                state.manned.remove(name);
                return None;
            };
            let standing = match by {
                _ if post.is_resting => post.standing,
                _ if !is_there() => Standing::Unplugged,
                Err(pause) => Standing::Paused(pause),
                Ok(by) => {
                    if matches!(post.standing, Standing::Paused(_) | Standing::Unplugged) {
                        post.standing = Standing::Serving;
                    }
                    post.is_working = true;
                    (post.stop, post.ends) = (Stop::default(), Stop::default());
                    return Some((by, post.stop.clone(), post.ends.clone()));
                }
            };
            let is_news = std::mem::replace(&mut post.standing, standing) != standing;
            if is_news {
                drop(state);
                self.shop.desk.announce();
                state = self.state();
                continue;
            }
            // What rings while nobody waits yet is heard a little later.
            let waited = self.changed.wait_timeout(state, PAUSE_LONGEST);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn wait_until_free(&self, name: &str, stop: &Stop) -> Result<(), Error> {
        self.note_lying(name, true);
        // Nothing is written while the key lies there: what is changed about the encoder meanwhile does not wait for it.
        self.note_working(name, false);
        let waited = encode::wait_until_free(&self.shop, name, stop);
        self.note_lying(name, false);
        waited
    }

    fn note_working(&self, name: &str, is_working: bool) {
        if let Some(post) = self.state().posts.get_mut(name) {
            post.is_working = is_working;
        }
        self.changed.notify_all();
    }

    fn note_lying(&self, name: &str, is_lying: bool) {
        if let Some(post) = self.state().posts.get_mut(name) {
            post.is_lying = is_lying;
        }
    }

    fn end(&self, name: &str, failures: u32) {
        let mut state = self.state();
        if let Some(post) = state.posts.get_mut(name) {
            post.is_working = false;
        }
        self.changed.notify_all();
        if failures > 0 && !state.is_closing {
            let pause = PAUSE_FIRST.saturating_mul(1 << (failures - 1).min(8)).min(PAUSE_LONGEST);
            let is_over = |state: &mut State| {
                !state.is_closing && state.posts.get(name).is_some_and(|post| !post.stop.is_stopped())
            };
            let _ = self.changed.wait_timeout_while(state, pause, is_over);
        }
    }

    fn note_step(&self, name: &str, step: Step) {
        let mut state = self.state();
        let Some(post) = state.posts.get_mut(name) else { return };
        let step = match step {
            Step::Waiting | Step::Done => None,
            Step::Reading | Step::Writing | Step::Comparing | Step::PutBack => Some(step),
        };
        let is_news = std::mem::replace(&mut post.step, step) != step;
        drop(state);
        if is_news {
            self.shop.desk.announce();
        }
    }

    /// Notes what came of a key, and says what comes next.
    fn note(&self, name: &str, result: &Result<Served, Error>) -> After {
        let (today, mut state) = (self.today(), self.state());
        let Some(post) = state.posts.get_mut(name) else { return After::Turn };
        // As long as no card was read, it is of the update point and not of a key.
        let had_card = post.step.take().is_some();
        let standing = match result {
            Err(Error::NoSecrets | Error::Stopped) => post.standing,
            // The next key would fare no better.
            Err(Error::Storage(error)) if !had_card || error.is_lasting() => Standing::Paused(match error {
                storage::Error::NotPermitted | storage::Error::SignedOut => Pause::NotPermitted,
                storage::Error::ClockInDoubt(_) => Pause::ClockInDoubt,
                _ => Pause::NothingRecorded,
            }),
            Err(Error::Link(LinkError::ReaderInUse)) => Standing::OtherProgram,
            Err(
                Error::Encoder(Unavailable::Busy | Unavailable::BrokeOff | Unavailable::OnlyUpdates)
                | Error::Link(LinkError::ReaderLost | LinkError::ServiceLost | LinkError::ReaderFault(_)),
            ) => Standing::Failing,
            Err(Error::Encoder(Unavailable::Absent)) => Standing::Unplugged,
            Ok(_) | Err(_) => Standing::Serving,
        };
        post.standing = standing;
        let told = match (result, standing) {
            (Ok(Served::Updated(done)), _) => Some(Ok(done.until)),
            (Ok(Served::Current { until }), _) => Some(Ok(*until)),
            // It was taken away before anything was begun, and did not come back.
            (Err(Error::NoKey), _) if had_card => Some(Err(Refusal::TooSoon)),
            (Err(Error::NoSecrets | Error::Stopped | Error::NoKey), _) => None,
            (Err(error), Standing::Serving) => Some(Err(refusal(error))),
            (Err(_), _) => None,
        };
        if let Some(told) = told {
            if post.tally.day != Some(today) {
                post.tally = Tally { day: Some(today), ..Tally::default() };
            }
            match (result, told) {
                (Ok(Served::Current { .. }), _) => post.tally.current += 1,
                (_, Ok(_)) => post.tally.updated += 1,
                (_, Err(refusal)) => *post.tally.refused.entry(refusal).or_default() += 1,
            }
            post.last = Some(Told { number: post.last.map_or(0, |last| last.number) + 1, result: told });
        }
        drop(state);
        self.shop.desk.announce();
        match (result, standing) {
            (_, Standing::Paused(_) | Standing::Unplugged | Standing::OtherProgram | Standing::Failing)
                if !matches!(result, Err(Error::Stopped)) =>
            {
                After::Pause
            }
            (Err(Error::NoSecrets), _) => After::Pause,
            (Err(Error::NoKey | Error::Stopped), _) => After::Turn,
            (Ok(_) | Err(_), _) => After::Removal,
        }
    }
}

/// Why a key was refused, as it is told to whoever stands there.
const fn refusal(error: &Error) -> Refusal {
    match error {
        Error::Stranger(_) => Refusal::NotOurs,
        Error::BlankCard | Error::HasNoKey => Refusal::Blank,
        Error::KeyOfNobody(_) | Error::KeyCancelled { .. } | Error::OutOfReach | Error::InvalidUserKey(_) => {
            Refusal::Nobodys
        }
        Error::Mismatch(..) => Refusal::Differs,
        Error::ReEdition { .. } => Refusal::ReEdition,
        Error::Impeded { by, .. } => match by {
            Impediment::Banned => Refusal::Banned,
            Impediment::PersonExpired(_) | Impediment::NeverValid { .. } => Refusal::NotNow,
            Impediment::DoesNotFit { .. } => Refusal::DoesNotFit,
            // A point assigns no key; one that comes to be cancellable is a matter for the desk.
            Impediment::NoPlaceToCancel => Refusal::Failed,
        },
        Error::RemovedTooSoon | Error::Unknown { came_off: true } | Error::PerhapsErased => Refusal::TooSoon,
        Error::SeveralCards => Refusal::Several,
        Error::Storage(_)
        | Error::Encoder(_)
        | Error::NoSecrets
        | Error::NoKey
        | Error::Stopped
        | Error::Link(_)
        | Error::BegunElsewhere { .. }
        | Error::HasKey
        | Error::LockersUnknown
        | Error::Card(_)
        | Error::Unknown { came_off: false }
        | Error::Killed => Refusal::Failed,
    }
}
