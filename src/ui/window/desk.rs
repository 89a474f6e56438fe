//! The desk: what somebody who is signed in works with. It shows one screen, keeps the way back, lays dialogs over it,
//! hears the encoders, and asks before anything that was not saved is left.

mod encoder;
mod face;
mod keys;
mod lock;
mod notices;
mod shell;
mod sidebar;
mod telling;
mod ways;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use iced::futures::channel::mpsc::{self, UnboundedReceiver};
use iced::widget::space;
use iced::{Subscription, keyboard, window};
use keydesk::Listening;
use keydesk::console::{Committed, Console, SITE_FILE};
#[cfg(test)]
use keydesk::domain::operator::Language;
use keydesk::encoders::News;
use keydesk::operation::jobs::{self, Job, Ran};
use keydesk::operation::phones;
use keydesk::operation::undo::{self, Undone};
use keydesk::operation::{self, StorageError, rescue, sign_in};
use keydesk::session::Session;

use super::idle::Idle;
use super::{Entered, Step};
use crate::context::{Answer, Context};
use crate::memory::Habits;
use crate::part::file::{self, Choosing};
use crate::part::finder::{self, Finder};
use crate::part::key_card::{self, KeyCard};
use crate::part::key_dialog::{self, KeyDialog};
use crate::part::settings::{self, Settings};
use crate::part::tray;
use crate::place::{Entry, Place};
use crate::screen::{self, AnyScreen, Screen};
use crate::task::{self, UnderWay};
use crate::theme::Tone;
use crate::tools::Tools;
use crate::widget::focus::Turn;
use crate::widget::layers::layers;
use crate::widget::scope::{by_pointer, of_regions};
use crate::widget::task::Task;
use crate::widget::yielding::yielding;
use crate::widget::{Element, clock, navigation, notice};
use crate::words::Words;
use lock::Lock;
use notices::Notices;
use sidebar::Sidebar;

/// The desk.
pub struct Desk {
    context: Context,
    /// The screens from the menu's own to the one that is shown.
    trail: Vec<Stop>,
    stops: u64,
    sidebar: Sidebar,
    card: Option<KeyCard>,
    cards: u64,
    layer: Option<Layer>,
    departure: Option<Departure>,
    /// When a dialog went by itself from above the page.
    uncovered: Option<Instant>,
    tray: TrayPanel,
    notices: Notices,
    /// Whether the keyboard was brought to the notices.
    is_at_notices: bool,
    /// How much was taken so far: what is told in answer to one thing is told together.
    taken: u64,
    /// The screen that was shown before what is taken now.
    was_shown: Option<u64>,
    /// Of what was saved last, the entry by which it can be undone: it is offered once.
    saved: Option<undo::Token>,
    /// How many commits there were when the last was taken.
    commits: u64,
    /// Whether what the first change waits for was asked for.
    is_ready: bool,
    lock: Option<Lock>,
    /// Whether lists are used otherwise than is remembered.
    has_new_habits: bool,
    idle_lock: Duration,
    idle: Arc<Idle>,
    /// The day of what is shown.
    day: NaiveDate,
    leaving: Option<Leaving>,
    #[cfg(test)]
    keys_heard: usize,
    #[cfg(test)]
    refreshed: Vec<Place>,
}

/// A screen of the trail.
struct Stop {
    number: u64,
    /// What its controls remember goes by this: a record that was new stands in the place of its form.
    shown: u64,
    place: Place,
    screen: AnyScreen,
    /// How many commits there were when it began to read what it shows.
    read_at: u64,
}

/// What lies over the screen and is not its own.
enum Layer {
    Finder(Finder),
    Settings(Settings),
    /// Which keys there are on the screen, and what its words mean.
    Help,
    Key(Box<KeyDialog>),
    /// Where the site is saved to, when its file is gone from its place.
    Copy(Choosing),
    /// It was saved there, and what to do with it.
    Copied(PathBuf),
    /// Whether a save is to be undone, and what that would come to, once it is known.
    Undo(undo::Save, Option<Undoing>),
}

/// What waits for an answer about what was not saved.
#[derive(Debug, Clone, PartialEq)]
struct Departure {
    to: Destination,
    is_saving: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Destination {
    Place(Place),
    Back,
    Close,
    SignOut,
}

/// Whether something is undone, or only asked what that would come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    ForGood,
    OnTrial,
}

/// What undoing came to, or why it was not done.
type Undoing = Answer<Result<Undone, Arc<undo::Error>>>;

/// Whether the cards of the simulated encoder are at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TrayPanel {
    /// As long as something waits for a key.
    Auto,
    Open,
    Closed,
}

#[derive(Debug, Clone, Copy)]
enum Leaving {
    Close,
    SignIn,
}

/// What an operator does at the desk, and what comes home.
#[derive(Debug, Clone)]
pub enum Message {
    Screen(u64, screen::Message),
    Navigate(navigation::Event<Place>),
    /// The panel of the sidebar does not lie over the page any more.
    DrawIn,
    News(News),
    /// Something was committed.
    Committed,
    Card(key_card::Message),
    /// What lies on an encoder is looked at again.
    LookAtCard(String),
    Finder(finder::Message),
    Settings(settings::Message),
    Key(key_dialog::Message),
    Copy(file::Message),
    Copied(Answer<PathBuf>),
    LeaveCopied,
    LeaveHelp,
    CloseWindow,
    Tray(tray::Message),
    Lock(lock::Message),
    Do(finder::Deed),
    OpenFinder,
    Answer(Reply),
    DismissToast(u64),
    /// The keyboard is past the last region, or before the first.
    TurnedPast(Turn),
    /// The keyboard goes back to where it was before it came to the notices.
    LeaveNotices,
    /// What a notice leads to: the first of its acts, or another.
    Follow(u64, usize),
    /// The pointer comes to the notices, or leaves them.
    HoldNotices(bool),
    /// What can be undone is undone, since no field has the keyboard.
    Undo,
    /// What is asked to be undone is, or nothing is.
    UndoAsked,
    LeaveUndo,
    /// It is known whether the save with this entry would be undone.
    Weighed(undo::Token, Undoing),
    Undone(undo::Save, Undoing),
    Renewed(Answer<Arc<Session>>),
    Locked(Answer<()>),
    /// A job that runs by itself ended.
    Ran(Job, Answer<Ran>),
    SignedOut,
    Tick,
    /// The desk was touched when it should have locked itself already.
    Overdue,
    /// Whether the window is in front. One that comes there again may show what is of another hour.
    Fronted(bool),
    /// Whatever was done at the desk is put away.
    #[cfg(test)]
    Clear,
    /// A place is opened.
    #[cfg(test)]
    Open(Place),
    /// What is shown is shown in another language, whoever sits here.
    #[cfg(test)]
    Speak(Language),
    /// Something is said in passing.
    #[cfg(test)]
    Tell(Tone, String),
    /// Several things are said at once.
    #[cfg(test)]
    TellAll(Vec<String>),
}

/// What is done with what was not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    Save,
    Discard,
    Stay,
}

const TICK: Duration = Duration::from_secs(1);
const IDLE_TICK: Duration = Duration::from_secs(15);

impl Desk {
    /// Lays the desk for somebody, with a place on it.
    pub fn open(
        console: Arc<Console>,
        entered: Entered,
        tools: Tools,
        idle: Arc<Idle>,
        first: &Place,
        habits: Habits,
    ) -> (Desk, Task<Message>) {
        let Entered { session, preferences, idle_lock_minutes } = entered;
        let mut context = Context {
            words: Words::new(preferences.language),
            console,
            session,
            preferences,
            tools,
            encoders: Vec::new(),
            service: None,
            points: Vec::new(),
            lists: habits.lists.clone(),
            density: habits.density,
            typed_as: habits.typed_as.clone(),
            is_in_front: true,
            width: 0.0,
            under_way: UnderWay::default(),
        };
        context.look_at_encoders();
        let mut desk = Desk {
            context,
            trail: Vec::new(),
            stops: 0,
            sidebar: Sidebar::new(habits),
            card: None,
            cards: 0,
            layer: None,
            departure: None,
            uncovered: None,
            tray: TrayPanel::Auto,
            notices: Notices::default(),
            is_at_notices: false,
            taken: 0,
            was_shown: None,
            saved: None,
            commits: 0,
            is_ready: false,
            lock: None,
            has_new_habits: false,
            idle_lock: Duration::from_secs(60 * u64::from(idle_lock_minutes)),
            idle,
            day: NaiveDate::MIN,
            leaving: None,
            #[cfg(test)]
            keys_heard: 0,
            #[cfg(test)]
            refreshed: Vec::new(),
        };
        desk.day = desk.context.today();
        desk.count_anew();
        let task = desk.go(first.clone());
        desk.follow_shown();
        (desk, task)
    }

    /// How the sidebar and the lists are used at this desk.
    pub fn habits(&self) -> Habits {
        let Context { lists, density, typed_as, .. } = &self.context;
        let (lists, typed_as) = (lists.clone(), typed_as.clone());
        Habits { lists, density: *density, typed_as, ..self.sidebar.habits().clone() }
    }

    /// The window is so wide.
    pub fn set_width(&mut self, width: f32) {
        self.sidebar.set_width(width);
        self.context.width = width;
    }

    /// Whether the window is given over to whoever comes with a key.
    pub fn is_given_over(&self) -> bool {
        self.lock.as_ref().is_some_and(Lock::has_face)
    }

    /// What every screen is handed.
    pub const fn context(&self) -> &Context {
        &self.context
    }

    /// As if somebody had touched the desk now.
    #[cfg(test)]
    pub fn touched(&self) {
        self.count_anew();
    }

    /// How many keys came here because nothing on the screen wanted them.
    #[cfg(test)]
    pub const fn keys_heard(&self) -> usize {
        self.keys_heard
    }

    /// The screens that were to look again so far.
    #[cfg(test)]
    pub fn refreshed(&self) -> &[Place] {
        &self.refreshed
    }

    /// The screen that is shown.
    #[cfg(test)]
    pub fn place(&self) -> Option<&Place> {
        self.shown().map(|stop| &stop.place)
    }

    /// What can be done on the screen now, by number.
    #[cfg(test)]
    pub fn doable(&self) -> Vec<(usize, String)> {
        self.offered().into_iter().map(|it| (it.number, it.label.into_owned())).collect()
    }

    /// Whether the search for anything has its answer.
    #[cfg(test)]
    pub fn has_searched(&self) -> bool {
        !matches!(&self.layer, Some(Layer::Finder(finder)) if !finder.is_answered())
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message) -> Step<Message> {
        self.begin_taking();
        let task = self.take(message);
        let task = Task::batch([task, self.catch_up()]);
        self.step(task)
    }

    /// Takes a key that nothing on the screen wanted.
    pub fn press(&mut self, event: &keyboard::Event) -> Step<Message> {
        #[cfg(test)]
        {
            self.keys_heard += 1;
        }
        self.begin_taking();
        let task = self.take_key(event);
        self.step(task)
    }

    /// The window is to be closed.
    pub fn ask_to_close(&mut self) -> Step<Message> {
        self.begin_taking();
        let context = &self.context;
        let task = if let Some(lock) = self.lock.as_mut().filter(|lock| lock.has_face()) {
            // Whoever only came with a key does not end it for all who come later.
            lock.ask(context).map(Message::Lock)
        } else if self.is_writing() {
            self.tell(Tone::Warning, self.context.words.get("desk-writing").into_owned());
            Task::none()
        } else {
            self.layer = None;
            self.depart(Destination::Close)
        };
        self.step(task)
    }

    fn begin_taking(&mut self) {
        self.taken += 1;
        self.was_shown = self.shown().map(|stop| stop.number);
        self.commits = self.context.console.news().commits();
    }

    fn step(&mut self, task: Task<Message>) -> Step<Message> {
        let shown = self.shown().map(|stop| stop.number);
        if self.was_shown != shown {
            let (left, there) = (self.was_shown, &self.trail);
            let is_left = |of| Some(of) == left || !there.iter().any(|stop| stop.number == of);
            self.notices.leave(is_left, shown, self.taken);
        }
        self.is_at_notices &= !self.notices.is_empty() && self.lock.is_none();
        self.notices.hold_by_keyboard(self.is_at_notices, clock::now());
        self.follow_shown();
        match self.leaving.take() {
            None if self.sidebar.take_change() | std::mem::take(&mut self.has_new_habits) => {
                Step::Remember(task)
            }
            None => Step::Run(task),
            Some(Leaving::Close) => {
                self.context.console.settle();
                Step::Close
            }
            Some(Leaving::SignIn) => {
                // Whoever is not let go on has not signed out.
                sign_in::end(&self.context.console, &self.context.session.own());
                Step::SignIn(Arc::clone(&self.context.console))
            }
        }
    }

    fn take(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Screen(number, message) => self.take_screen(number, message),
            Message::Navigate(event) => self.navigate(event),
            Message::DrawIn => {
                self.sidebar.draw_in();
                Task::none()
            }
            Message::News(news) => self.hear(&news),
            // Whatever it was about is caught up with after every message.
            Message::Committed => self.weigh_undo(),
            Message::Card(message) => self.take_card(message),
            Message::LookAtCard(encoder) => self.look_at_card(&encoder),
            Message::Finder(message) => self.take_finder(message),
            Message::Settings(message) => self.take_settings(message),
            Message::Key(message) => self.take_dialog(message),
            Message::Copy(message) => self.take_copy(message),
            Message::Copied(saved) => self.take_copied(saved),
            Message::LeaveCopied | Message::LeaveHelp | Message::LeaveUndo => {
                self.layer = None;
                Task::none()
            }
            Message::CloseWindow => {
                self.layer = None;
                self.depart(Destination::Close)
            }
            Message::Tray(message) => self.take_tray(message),
            Message::Lock(message) => self.take_lock(message),
            Message::Do(deed) => self.act(deed),
            Message::OpenFinder => self.open_finder(),
            Message::Answer(reply) => self.answer(reply),
            Message::DismissToast(number) => {
                self.notices.close(number, clock::now());
                Task::none()
            }
            Message::TurnedPast(turn) => self.turn_past(turn),
            Message::LeaveNotices => {
                self.is_at_notices = false;
                Task::none()
            }
            Message::Follow(number, at) => self.follow(number, at),
            Message::HoldNotices(holds) => {
                self.notices.hold_by_pointer(holds, clock::now());
                Task::none()
            }
            Message::Undo => match (self.undo_offered(), self.undo_to_ask()) {
                (Some((number, at)), _) => self.follow(number, at),
                (None, Some(save)) => self.ask_to_undo(save),
                (None, None) => Task::none(),
            },
            Message::UndoAsked => self.undo_asked(),
            Message::Weighed(token, answer) => {
                self.notices.open(token, matches!(answer, Ok(Ok(_))));
                match &mut self.layer {
                    Some(Layer::Undo(save, weighed)) if save.token == token => *weighed = Some(answer),
                    _ => {}
                }
                Task::none()
            }
            Message::Undone(last, answer) => self.take_undone(last, answer),
            Message::Renewed(Ok(session)) => self.renew(session),
            Message::Renewed(Err(_)) | Message::SignedOut => {
                self.leaving = Some(Leaving::SignIn);
                Task::none()
            }
            Message::Locked(Ok(())) => Task::none(),
            Message::Locked(Err(failure)) => self.fail(&failure),
            // What came of it stands in the trail.
            Message::Ran(_, Ok(Ran::Done | Ran::NotDue | Ran::PutOff)) => Task::none(),
            Message::Ran(job, Err(failure)) => self.take_failed(job, &failure),
            Message::Tick => self.tick(),
            Message::Overdue => self.overdue(),
            Message::Fronted(is_in_front) => {
                self.context.is_in_front = is_in_front;
                if is_in_front && self.lock.is_none() { self.refresh() } else { Task::none() }
            }
            #[cfg(test)]
            Message::Clear => {
                self.trail.clear();
                self.sidebar.clear();
                self.notices.clear();
                (self.layer, self.card, self.departure) = (None, None, None);
                self.tray = TrayPanel::Auto;
                Task::none()
            }
            #[cfg(test)]
            Message::Open(place) => self.go(place),
            #[cfg(test)]
            Message::Speak(language) => {
                self.context.words = Words::new(language);
                self.context.look_at_encoders();
                Task::none()
            }
            #[cfg(test)]
            Message::Tell(tone, text) => {
                self.tell(tone, text);
                Task::none()
            }
            #[cfg(test)]
            Message::TellAll(texts) => {
                texts.into_iter().for_each(|text| self.tell(Tone::Success, text));
                Task::none()
            }
        }
    }

    fn shown(&self) -> Option<&Stop> {
        self.trail.last()
    }

    fn take_screen(&mut self, number: u64, message: screen::Message) -> Task<Message> {
        let Some(stop) = self.trail.iter_mut().find(|stop| stop.number == number) else {
            return Task::none();
        };
        let action = stop.screen.update(&self.context, message);
        self.perform(number, action)
    }

    fn open_copy(&mut self) -> Task<Message> {
        let context = &self.context;
        let (title, name) = (context.words.get("deed-save-copy").into_owned(), SITE_FILE.to_owned());
        let mut choosing = Choosing::to_write(title, &context.tools.documents(), name, &["db"]);
        choosing.note = self.is_changed().then(|| context.words.get("copy-unsaved").into_owned());
        self.layer = Some(Layer::Copy(choosing));
        Task::none()
    }

    fn take_copy(&mut self, message: file::Message) -> Task<Message> {
        let Some(Layer::Copy(choosing)) = &mut self.layer else {
            return Task::none();
        };
        match choosing.update(&self.context.tools, message) {
            file::Outcome::Going(task) => task.map(Message::Copy),
            file::Outcome::Cancelled => {
                self.layer = None;
                Task::none()
            }
            file::Outcome::Taken(path) => {
                let own = self.context.session.own();
                let saved =
                    self.context.ask(move |console| rescue::save_copy(console, &own, &path).map(|()| path));
                saved.map(Message::Copied)
            }
        }
    }

    fn take_copied(&mut self, saved: Answer<PathBuf>) -> Task<Message> {
        match saved {
            Ok(path) => {
                // It stays until it is closed: what is to be done takes longer than a notice is shown.
                self.notices.clear();
                self.layer = Some(Layer::Copied(path));
            }
            Err(failure) => {
                let says = match failure.as_ref() {
                    operation::Error::Storage(StorageError::ReadOnly(_)) => {
                        self.context.words.get("file-not-written").into_owned()
                    }
                    other => self.context.say().operation(other),
                };
                if let Some(Layer::Copy(choosing)) = &mut self.layer {
                    choosing.error = Some(says);
                }
            }
        }
        Task::none()
    }

    fn take_settings(&mut self, message: settings::Message) -> Task<Message> {
        let Some(Layer::Settings(settings)) = &mut self.layer else {
            return Task::none();
        };
        match settings.update(&self.context, message) {
            settings::Outcome::Run(task) => task.map(Message::Settings),
            settings::Outcome::Prefer(preferences, task) => {
                if preferences.language != self.context.words.language() {
                    self.context.words = Words::new(preferences.language);
                    self.context.look_at_encoders();
                }
                self.context.preferences = preferences;
                task.map(Message::Settings)
            }
            settings::Outcome::Failed(failure) => self.fail(&failure),
            settings::Outcome::Closed => {
                self.layer = None;
                Task::none()
            }
        }
    }

    // The operator.

    fn lock(&mut self) -> Task<Message> {
        self.lock_with(Lock::default())
    }

    /// Locks the screen, and gives the window over to whoever comes with a key.
    fn show_point(&mut self, encoder: String) -> Task<Message> {
        if self.lock.is_some() || self.is_writing() {
            return Task::none();
        }
        let locked = self.lock_with(Lock::showing(&self.context, encoder));
        Task::batch([locked, in_mode(window::Mode::Fullscreen)])
    }

    fn lock_with(&mut self, lock: Lock) -> Task<Message> {
        if self.lock.is_some() || self.is_writing() {
            return Task::none();
        }
        // Nothing of it is seen by whoever comes by; the work below stays as it is.
        self.lock = Some(lock);
        self.idle.stop();
        self.card = None;
        if !matches!(self.layer, Some(Layer::Settings(_))) {
            self.layer = None;
        }
        let (console, proof) = (Arc::clone(&self.context.console), self.context.session.own());
        proof.session().lock();
        let noted = task::blocking(move || sign_in::lock(&console, &proof).map_err(Arc::new));
        noted.map(Message::Locked)
    }

    fn take_lock(&mut self, message: lock::Message) -> Task<Message> {
        let Some(lock) = &mut self.lock else {
            return Task::none();
        };
        match lock.update(&self.context, message) {
            lock::Outcome::Run(task) => task.map(Message::Lock),
            lock::Outcome::Unlocked => {
                let had_face = lock.has_face();
                self.lock = None;
                self.count_anew();
                let back = if had_face { in_mode(window::Mode::Windowed) } else { Task::none() };
                Task::batch([self.refresh(), back])
            }
            lock::Outcome::SignOut if lock.has_face() => {
                self.trail.clear();
                let out = self.depart(Destination::SignOut);
                Task::batch([out, in_mode(window::Mode::Windowed)])
            }
            lock::Outcome::SignOut => {
                // What was not saved was named beside the button.
                self.trail.clear();
                self.depart(Destination::SignOut)
            }
        }
    }

    /// The operator's rights are others now: every screen is opened anew, with what is left of them.
    fn renew(&mut self, session: Arc<Session>) -> Task<Message> {
        self.context.session = session;
        let place = self.shown().map(|stop| stop.place.clone());
        self.trail.clear();
        self.layer = None;
        self.card = None;
        self.departure = None;
        // Of what was opened before, not all may be seen any more.
        self.sidebar.forget_all();
        let opened = self.go(place.unwrap_or(Place::Entry(Entry::Start)));
        // Why they are others was told of the one before.
        self.notices.belong_to(self.shown().map(|stop| stop.number));
        opened
    }

    /// The desk was touched now.
    fn count_anew(&self) {
        self.idle.begin(self.context.console.clock().now(), self.idle_lock);
    }

    /// Somebody touched a desk that should have locked itself: it slept meanwhile.
    fn overdue(&mut self) -> Task<Message> {
        if self.is_writing() {
            self.count_anew();
            return Task::none();
        }
        self.lock()
    }

    fn tick(&mut self) -> Task<Message> {
        if !std::mem::replace(&mut self.is_ready, true) {
            self.context.console.get_ready();
        }
        self.notices.pass(clock::now());
        if let Some((_, last)) = self.notices.undoable()
            && self.last_saved() != Some(last)
        {
            self.notices.open(last.token, false);
        }
        if self.is_writing() {
            self.count_anew();
        }
        let wall = self.context.console.clock().now();
        if self.idle.is_over(wall) {
            return self.lock();
        }
        if let Some(forgotten) = self.lock.as_mut().and_then(|lock| lock.forget(wall)) {
            return forgotten.map(Message::Lock);
        }
        let today = self.context.today();
        let refreshed = if self.day == today { Task::none() } else { self.refresh() };
        self.day = today;
        Task::batch([refreshed, self.work_by_itself(), self.look_after_phones()])
    }

    /// Does what is due by itself, while nobody is at the desk.
    fn work_by_itself(&self) -> Task<Message> {
        let due = jobs::due(&self.context.console).filter(|_| self.idle.is_still());
        let (console, session) = (Arc::clone(&self.context.console), Arc::clone(&self.context.session));
        due.map_or_else(Task::none, |job| {
            // Nobody asked for it, and nobody waits: what cannot be done now is tried again later.
            let ran = task::blocking(move || {
                jobs::run(&console, Some(&session), job).map_err(|e| Arc::new(e.into()))
            });
            ran.map(move |ran| Message::Ran(job, ran))
        })
    }

    /// Makes and delivers the keys of phones, whether anybody is at the desk or not.
    fn look_after_phones(&self) -> Task<Message> {
        if !phones::due(&self.context.console, Some(&self.context.session)) {
            return Task::none();
        }
        let (console, session) = (Arc::clone(&self.context.console), Arc::clone(&self.context.session));
        // Nobody waits for it: what came of it is news to whoever shows it, and what could not be done is tried again.
        task::run(Box::new(move || drop(phones::run(&console, Some(&session)))));
        Task::none()
    }

    /// What happens by itself.
    pub fn subscription(&self) -> Subscription<Message> {
        let encoders =
            Subscription::run_with(Watched(Arc::clone(&self.context.console)), listen).map(Message::News);
        let commits = Subscription::run_with(Watched(Arc::clone(&self.context.console)), listen_to_commits);
        let commits = commits.map(|_| Message::Committed);
        // Every message paints the window anew: while nothing is to go by itself, once in a while is enough.
        let is_shown = self.lock.as_ref().is_some_and(Lock::is_showing);
        let pace = if self.notices.is_passing() || !self.is_ready || is_shown { TICK } else { IDLE_TICK };
        let tick = iced::time::every(pace).map(|_| Message::Tick);
        Subscription::batch([encoders, commits, tick])
    }

    /// How it looks.
    pub fn view(&self) -> Element<'_, Message> {
        let is_locked = self.lock.is_some();
        let is_free = !is_locked && self.departure.is_none();
        let beside = self.beside();
        let is_out = self.sidebar.is_out() && self.is_page_free();
        let mut base = of_regions(shell::view(self, self.strip(beside), is_out), self.is_page_free())
            .yields_maybe(is_out.then_some(Message::DrawIn))
            .uncovered_at(self.uncovered);
        if self.card.is_some() {
            base = base.on_escape(Message::Card(key_card::Message::Dismiss));
        }
        let dialog = self.shown().and_then(|stop| {
            let number = stop.number;
            let dialog = stop.screen.dialog(&self.context, is_free && self.layer.is_none())?;
            Some(dialog.map(move |message| Message::Screen(number, message)))
        });
        let layer = self.layer.as_ref().map(|layer| match layer {
            Layer::Finder(finder) => {
                finder.view(&self.context, self.offered(), self.deeds(), is_free).map(Message::Finder)
            }
            Layer::Settings(settings) => settings.view(&self.context, is_free).map(Message::Settings),
            Layer::Help => self.help(is_free),
            Layer::Key(dialog) => dialog.view(&self.context, is_free).map(Message::Key),
            Layer::Copy(choosing) => choosing.view(&self.context.words, is_free).map(Message::Copy),
            Layer::Copied(path) => shell::copied(self, path, is_free),
            Layer::Undo(save, weighed) => telling::undoing(&self.context, *save, weighed.as_ref(), is_free),
        });
        let question = self.departure.as_ref().map(|departure| shell::question(self, departure, !is_locked));
        let tray = self.context.console.desk().tray().filter(|_| self.shows_tray() && !is_locked);
        let tray = tray.map(|tray| by_pointer(tray::view(&self.context, tray).map(Message::Tray)).into());
        let lock =
            self.lock.as_ref().map(|lock| lock.view(&self.context, self.is_changed()).map(Message::Lock));
        // Cards of the simulated encoder are laid down by hand, whoever the window is given over to.
        let is_shown = self.lock.as_ref().is_some_and(Lock::is_showing);
        let simulated = self.context.console.desk().tray().filter(|_| is_shown);
        let simulated =
            simulated.map(|tray| by_pointer(tray::view(&self.context, tray).map(Message::Tray)).into());
        let notices = if self.is_at_notices {
            of_regions(shell::toasts(self), true).starts_at(notice::NEWEST).on_escape(Message::LeaveNotices)
        } else {
            by_pointer(shell::toasts(self))
        };
        // Every layer has its own place, so that one that comes or goes leaves the others as they are.
        let empty = || space().into();
        let below = layers([
            base.into(),
            if is_out { self.flyout() } else { empty() },
            dialog.unwrap_or_else(empty),
            layer.unwrap_or_else(empty),
            question.unwrap_or_else(empty),
        ]);
        layers([
            yielding(below, self.is_at_notices.then_some(Message::LeaveNotices)).into(),
            tray.unwrap_or_else(empty),
            notices.into(),
            lock.unwrap_or_else(empty),
            simulated.unwrap_or_else(empty),
        ])
    }
}

/// The window takes the whole screen, or gives it back.
fn in_mode(mode: window::Mode) -> Task<Message> {
    Task::of_window(window::latest().and_then(move |id| window::set_mode(id, mode)))
}

/// A console whose encoders are listened to; the same one as long as it is the same console.
struct Watched(Arc<Console>);

impl std::hash::Hash for Watched {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

fn listen(watched: &Watched) -> UnboundedReceiver<News> {
    let (sender, receiver) = mpsc::unbounded();
    // What came before anybody listened is seen by looking.
    let _ = sender.unbounded_send(News::Changed);
    watched.0.desk().tell(move |news| match sender.unbounded_send(news.clone()) {
        Ok(()) => Listening::Goes,
        Err(_) => Listening::Ended,
    });
    receiver
}

fn listen_to_commits(watched: &Watched) -> UnboundedReceiver<Committed> {
    let (sender, receiver) = mpsc::unbounded();
    watched.0.news().tell(move |committed| match sender.unbounded_send(*committed) {
        Ok(()) => Listening::Goes,
        Err(_) => Listening::Ended,
    });
    receiver
}
