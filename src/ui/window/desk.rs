//! The desk: what somebody who is signed in works with. It shows one screen, keeps the way back, lays dialogs over it,
//! hears the encoders, and asks before anything that was not saved is left.

mod lock;
mod notices;
mod shell;
mod sidebar;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use iced::futures::channel::mpsc::{self, UnboundedReceiver};
use iced::keyboard;
use iced::widget::space;
use iced::{Subscription, Task};
use keydesk::Listening;
use keydesk::console::{Committed, Console, SITE_FILE};
use keydesk::domain::permission::UserKeysAssign;
use keydesk::encoders::News;
use keydesk::operation::jobs;
use keydesk::operation::undo::{self, Undone};
use keydesk::operation::{self, StorageError, rescue, sign_in};
use keydesk::session::Session;

use super::idle::Idle;
use super::{Entered, Step};
use crate::action::{self, Action, Order};
use crate::command::{Keys, shortcut};
use crate::context::{Answer, Context, Failure, is_about_rights};
use crate::memory::Habits;
use crate::part::file::{self, Choosing};
use crate::part::finder::{self, Finder, Offered};
use crate::part::help;
use crate::part::key_card::{self, Beside, KeyCard};
use crate::part::key_dialog::{self, KeyDialog};
use crate::part::settings::{self, Settings};
use crate::part::tray;
use crate::place::{Entry, Place};
use crate::screen::{self, AnyScreen, Screen};
use crate::task::{self, UnderWay};
use crate::theme::Tone;
use crate::tools::Tools;
use crate::widget::focus::Turn;
use crate::widget::scope::{by_pointer, layers, of_regions};
use crate::widget::{Element, clock, focus, navigation, notice};
use crate::words::Words;
use lock::Lock;
use notices::{Act, Notices, Occasion};
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
    lock: Option<Lock>,
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
    /// It is known whether the save with this entry would be undone.
    Weighed(undo::Token, Undoing),
    Undone(undo::Last, Undoing),
    Renewed(Answer<Arc<Session>>),
    Locked(Answer<()>),
    /// A job that runs by itself ended.
    Ran,
    SignedOut,
    Tick,
    /// The desk was touched when it should have locked itself already.
    Overdue,
    /// The window has the keyboard again: what is shown may be of another hour.
    Returned,
    /// Whatever was done at the desk is put away.
    #[cfg(test)]
    Clear,
    /// A place is opened.
    #[cfg(test)]
    Open(Place),
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
            tray: TrayPanel::Auto,
            notices: Notices::default(),
            is_at_notices: false,
            taken: 0,
            was_shown: None,
            saved: None,
            commits: 0,
            lock: None,
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

    /// How the sidebar is used at this desk.
    pub const fn habits(&self) -> &Habits {
        self.sidebar.habits()
    }

    /// The window is so wide.
    pub fn set_width(&mut self, width: f32) {
        self.sidebar.set_width(width);
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
        let task = if self.is_writing() {
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
            None if self.sidebar.take_change() => Step::Remember(task),
            None => Step::Run(task),
            Some(Leaving::Close) => {
                self.context.console.settle();
                Step::Close
            }
            Some(Leaving::SignIn) => Step::SignIn(Arc::clone(&self.context.console)),
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
            Message::Finder(message) => self.take_finder(message),
            Message::Settings(message) => self.take_settings(message),
            Message::Key(message) => self.take_dialog(message),
            Message::Copy(message) => self.take_copy(message),
            Message::Copied(saved) => self.take_copied(saved),
            Message::LeaveCopied | Message::LeaveHelp => {
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
            Message::Undo => match self.undo_offered() {
                Some((number, at)) => self.follow(number, at),
                None => Task::none(),
            },
            Message::Weighed(token, answer) => {
                self.notices.open(token, matches!(answer, Ok(Ok(_))));
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
            Message::Ran => Task::none(),
            Message::Tick => self.tick(),
            Message::Overdue => self.overdue(),
            Message::Returned if self.lock.is_none() => self.refresh(),
            Message::Returned => Task::none(),
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

    /// Does what a screen asks for.
    fn perform(&mut self, number: u64, action: Action<screen::Message>) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Run(task) => task.map(move |message| Message::Screen(number, message)),
            Action::Go(place) => self.depart_to(place),
            Action::Replace(_) if self.shown().is_none_or(|stop| stop.number != number) => Task::none(),
            Action::Replace(place) => {
                self.trail.retain(|stop| stop.number != number);
                self.go(place)
            }
            // A screen that is left behind has no say in where to go.
            Action::Back if self.shown().is_none_or(|stop| stop.number != number) => Task::none(),
            Action::Back => {
                if let Some(gone) = self.trail.last().filter(|stop| stop.screen.name().is_none()) {
                    self.sidebar.forget(&gone.place);
                }
                self.depart(Destination::Back)
            }
            Action::Tell(tone, text) => {
                self.tell_of(Some(number), tone, text, Vec::new());
                Task::none()
            }
            Action::TellWith(tone, text, acts) => {
                let acts = acts.into_iter().filter_map(|act| self.act_of(act)).collect();
                self.tell_of(Some(number), tone, text, acts);
                self.weigh_undo()
            }
            Action::Fail(failure) => self.fail_of(Some(number), &failure),
            Action::Saved(told) => {
                // It reads what it saved by itself.
                self.has_read(number);
                self.notices.overtake(self.taken);
                self.saved = self.last_saved().map(|last| last.token);
                match self.departure.take() {
                    Some(departure) => {
                        if let Some(told) = told {
                            self.tell(Tone::Success, told);
                        }
                        self.depart(departure.to)
                    }
                    None => Task::none(),
                }
            }
            Action::NotSaved => {
                self.departure = None;
                Task::none()
            }
            Action::Changed => self.refresh_where(|stop, is_behind| stop.number == number && is_behind),
            Action::Encode(order) => self.encode(order, None),
            Action::All(actions) => Task::batch(
                actions.into_iter().map(|action| self.perform(number, action)).collect::<Vec<_>>(),
            ),
        }
    }

    fn has_read(&mut self, number: u64) {
        if let Some(stop) = self.trail.iter_mut().find(|stop| stop.number == number) {
            stop.read_at = self.commits;
        }
    }

    /// Has screens look again of which something was committed since they did. What is being typed waits until it is
    /// saved, which is news itself, or thrown away; nobody sees a key between two states while it is written.
    fn catch_up(&mut self) -> Task<Message> {
        if self.lock.is_some() || self.is_writing() {
            return Task::none();
        }
        self.refresh_where(|stop, is_behind| is_behind && !stop.screen.is_changed())
    }

    /// Has screens look again; each is told whether something that it shows was committed since it looked.
    fn refresh_where(&mut self, is_meant: impl Fn(&Stop, bool) -> bool) -> Task<Message> {
        let (news, mut asked) = (self.context.console.news(), Vec::new());
        for stop in &mut self.trail {
            let is_behind = news.last(stop.place.shows()) > stop.read_at;
            if is_meant(stop, is_behind) {
                stop.read_at = self.commits;
                asked.push((stop.number, stop.screen.refresh(&self.context)));
                #[cfg(test)]
                self.refreshed.push(stop.place.clone());
            }
        }
        Task::batch(
            asked.into_iter().map(|(number, action)| self.perform(number, action)).collect::<Vec<_>>(),
        )
    }

    /// Has every screen of the trail look again.
    fn refresh(&mut self) -> Task<Message> {
        let screens = self.refresh_where(|_, _| true);
        let dialog = match &self.layer {
            Some(Layer::Key(dialog)) => dialog.refresh(&self.context).map(Message::Key),
            Some(Layer::Finder(_) | Layer::Settings(_) | Layer::Help | Layer::Copy(_) | Layer::Copied(_))
            | None => Task::none(),
        };
        Task::batch([screens, dialog])
    }

    // Ways.

    fn depart_to(&mut self, place: Place) -> Task<Message> {
        self.depart(Destination::Place(place))
    }

    /// How many screens of the trail stay on the way to a destination.
    fn staying(&self, to: &Destination) -> usize {
        match to {
            Destination::Place(place) => match self.trail.iter().position(|stop| stop.place == *place) {
                Some(at) => at + 1,
                None if place.is_top() => 0,
                None => self.trail.len(),
            },
            Destination::Back => self.trail.len().saturating_sub(1),
            Destination::Close | Destination::SignOut => 0,
        }
    }

    /// Goes, unless something that was not saved would be lost: then it is asked.
    fn depart(&mut self, to: Destination) -> Task<Message> {
        let lost = self.trail.iter().skip(self.staying(&to));
        if let Some(number) = lost.rev().find(|stop| stop.screen.is_changed()).map(|stop| stop.number) {
            // What is asked about is shown.
            while self.shown().is_some_and(|stop| stop.number != number) {
                self.trail.pop();
            }
            self.departure = Some(Departure { to, is_saving: false });
            return Task::none();
        }
        let staying = self.staying(&to);
        match to {
            Destination::Place(place) => {
                self.trail.truncate(staying);
                if self.shown().is_some_and(|stop| stop.place == place) {
                    return Task::batch([self.refresh(), focus::enter(shell::PAGE), self.reach_search()]);
                }
                self.go(place)
            }
            Destination::Back => {
                self.trail.truncate(staying);
                match self.trail.is_empty() {
                    true => self.go(Place::Entry(Entry::Start)),
                    false => Task::batch([self.refresh(), focus::enter(shell::PAGE)]),
                }
            }
            Destination::Close => {
                self.leaving = Some(Leaving::Close);
                Task::none()
            }
            Destination::SignOut => {
                let (console, proof) = (Arc::clone(&self.context.console), self.context.session.own());
                // Whether or not it could be noted, nobody is signed in any more.
                task::blocking(move || drop(sign_in::sign_out(&console, &proof))).map(|()| Message::SignedOut)
            }
        }
    }

    /// Opens a place at the end of the trail.
    fn go(&mut self, place: Place) -> Task<Message> {
        let Some((screen, task)) = screen::open(&self.context, &place) else {
            self.tell(Tone::Warning, self.context.words.get("trouble-not-permitted").into_owned());
            return if self.trail.is_empty() { self.go(Place::Entry(Entry::Start)) } else { Task::none() };
        };
        self.stops += 1;
        let number = self.stops;
        if screen.takes_keys() {
            self.card = None;
            self.tray_on_demand();
        }
        if let Some(behind) = self.trail.last_mut() {
            behind.screen.step_back();
        }
        self.trail.push(Stop { number, place, screen, read_at: self.commits });
        let opened = task.map(move |message| Message::Screen(number, message));
        Task::batch([opened, focus::enter(shell::PAGE), self.reach_search()])
    }

    /// The keyboard goes to the search of the screen that was come to, if it has one, however it was come to.
    fn reach_search(&mut self) -> Task<Message> {
        self.command_of(|keys| keys == shortcut::SEARCH)
    }

    /// Does what the screen has for some keys.
    fn command_of(&mut self, are_meant: impl Fn(Keys) -> bool) -> Task<Message> {
        let found = self.shown().and_then(|stop| {
            let mut commands = stop.screen.commands(&self.context).into_iter();
            let meant =
                commands.find(|command| command.keys.as_ref().is_some_and(|(keys, _)| are_meant(*keys)))?;
            Some((stop.number, meant.message?))
        });
        found.map_or_else(Task::none, |(number, message)| self.take_screen(number, message))
    }

    fn answer(&mut self, reply: Reply) -> Task<Message> {
        let Some(departure) = &mut self.departure else {
            return Task::none();
        };
        match reply {
            Reply::Stay => {
                self.departure = None;
                Task::none()
            }
            Reply::Save => {
                departure.is_saving = true;
                let Some(stop) = self.trail.last_mut() else {
                    return Task::none();
                };
                let (number, action) = (stop.number, stop.screen.save(&self.context));
                self.perform(number, action)
            }
            Reply::Discard => {
                let to = departure.to.clone();
                self.departure = None;
                // The screen goes with what was changed on it, and with what it said of that; it is opened anew where
                // it should stay.
                let gone = self.trail.pop().map(|stop| stop.number);
                if let Some(gone) = gone {
                    self.notices.forget(gone);
                }
                match to {
                    Destination::Back if self.trail.is_empty() => self.go(Place::Entry(Entry::Start)),
                    Destination::Back => Task::batch([self.refresh(), focus::enter(shell::PAGE)]),
                    to => self.depart(to),
                }
            }
        }
    }

    // Encoders and keys.

    /// Whether the simulated encoder waits for a key that somebody must lay down.
    fn waits_for_key(&self) -> bool {
        self.context.encoder().is_some_and(|encoder| encoder.simulated)
            && (matches!(self.layer, Some(Layer::Key(_)))
                || self.shown().is_some_and(|stop| stop.screen.takes_keys()))
    }

    fn shows_tray(&self) -> bool {
        match self.tray {
            TrayPanel::Auto => self.waits_for_key(),
            TrayPanel::Open => true,
            TrayPanel::Closed => false,
        }
    }

    /// Something new waits for a key: whoever closed the panel before meant something else.
    fn tray_on_demand(&mut self) {
        if self.tray == TrayPanel::Closed {
            self.tray = TrayPanel::Auto;
        }
    }

    fn hear(&mut self, news: &News) -> Task<Message> {
        self.context.look_at_encoders();
        if self.lock.is_some() {
            return Task::none();
        }
        let is_touched = matches!(news, News::CardLaid(_));
        if is_touched && self.idle.touch(self.context.console.clock().now()) {
            return self.overdue();
        }
        let mut tasks = Vec::new();
        if let Some(stop) = self.trail.last_mut() {
            let (number, action) = (stop.number, stop.screen.hear(&self.context, news));
            tasks.push(self.perform(number, action));
        }
        if let Some(Layer::Key(dialog)) = &mut self.layer {
            let (heard, parting) = (dialog.hear(&self.context, news), dialog.parting(&self.context));
            tasks.push(self.follow_dialog(heard));
            if self.layer.is_none()
                && let Some(parting) = parting
            {
                self.tell(Tone::Success, parting);
            }
        }
        match news {
            News::CardLaid(encoder) => {
                tasks.push(self.look_at_card(encoder));
            }
            News::CardTaken(encoder) => {
                if self.card.as_ref().is_some_and(|card| card.encoder() == encoder) {
                    self.card = None;
                }
            }
            News::Changed => {}
        }
        Task::batch(tasks)
    }

    fn look_at_card(&mut self, encoder: &str) -> Task<Message> {
        let is_taken = self.layer.is_some() || self.shown().is_some_and(|stop| stop.screen.takes_keys());
        if is_taken {
            return Task::none();
        }
        self.cards += 1;
        match KeyCard::open(&self.context, encoder, self.cards) {
            Some((card, task)) => {
                self.card = Some(card);
                task.map(Message::Card)
            }
            None => Task::none(),
        }
    }

    fn beside(&self) -> Beside<'_> {
        Beside { person: self.shown().and_then(|stop| stop.screen.person()) }
    }

    fn take_card(&mut self, message: key_card::Message) -> Task<Message> {
        let Some(card) = &mut self.card else {
            return Task::none();
        };
        match card.update(message) {
            key_card::Outcome::None => Task::none(),
            // An operator who types, has something unsaved or looks at another person is busy with that.
            key_card::Outcome::Known => {
                let user = card.user(&self.context);
                let is_about = self.beside().person.is_none_or(|person| user == Some(person.id));
                if is_about && self.is_screen_live() && !self.is_changed() {
                    focus::offer(key_card::BUTTON)
                } else {
                    Task::none()
                }
            }
            key_card::Outcome::Dismissed => {
                self.card = None;
                Task::none()
            }
            key_card::Outcome::Do(deed) => {
                let encoder = self.card.take().map(|card| card.encoder().to_owned());
                match deed {
                    key_card::Deed::Encode(order) => self.encode(order, encoder),
                    key_card::Deed::Go(place) => self.depart_to(place),
                }
            }
        }
    }

    /// Writes a key, at the encoder where it lies or the one that the operator works with.
    fn encode(&mut self, order: Order, encoder: Option<String>) -> Task<Message> {
        let Some((dialog, task)) = KeyDialog::open(&self.context, order, encoder) else {
            self.tell(Tone::Warning, self.context.words.get("trouble-not-permitted").into_owned());
            return Task::none();
        };
        self.card = None;
        self.layer = Some(Layer::Key(Box::new(dialog)));
        self.tray_on_demand();
        task.map(Message::Key)
    }

    fn is_writing(&self) -> bool {
        matches!(&self.layer, Some(Layer::Key(dialog)) if dialog.is_busy())
    }

    fn take_dialog(&mut self, message: key_dialog::Message) -> Task<Message> {
        let Some(Layer::Key(dialog)) = &mut self.layer else {
            return Task::none();
        };
        let outcome = dialog.update(&self.context, message);
        self.follow_dialog(outcome)
    }

    fn follow_dialog(&mut self, outcome: key_dialog::Outcome) -> Task<Message> {
        match outcome {
            key_dialog::Outcome::Run(task) => task.map(Message::Key),
            key_dialog::Outcome::Ended => Task::none(),
            key_dialog::Outcome::Closed => {
                self.layer = None;
                Task::none()
            }
            key_dialog::Outcome::Failed(failure) => {
                self.layer = None;
                self.fail(&failure)
            }
        }
    }

    fn take_tray(&mut self, message: tray::Message) -> Task<Message> {
        match message {
            tray::Message::Toggle => {
                self.tray = match (self.shows_tray(), self.waits_for_key()) {
                    (true, true) => TrayPanel::Closed,
                    (false, false) => TrayPanel::Open,
                    (true, false) | (false, true) => TrayPanel::Auto,
                };
            }
            tray::Message::Flip(_) | tray::Message::LayBeside(_) => {
                if let Some(tray) = self.context.console.desk().tray() {
                    tray::act(tray, message);
                }
            }
        }
        Task::none()
    }

    // Layers.

    fn open_finder(&mut self) -> Task<Message> {
        self.sidebar.draw_in();
        if self.layer.is_none() {
            self.layer = Some(Layer::Finder(Finder::new()));
        }
        Task::none()
    }

    fn take_finder(&mut self, message: finder::Message) -> Task<Message> {
        let Some(Layer::Finder(finder)) = &mut self.layer else {
            return Task::none();
        };
        match finder.update(&self.context, message) {
            finder::Outcome::Run(task) => task.map(Message::Finder),
            finder::Outcome::Closed => {
                self.layer = None;
                Task::none()
            }
            finder::Outcome::Failed(failure) => self.fail(&failure),
            finder::Outcome::Chosen(target) => {
                self.layer = None;
                match target {
                    finder::Target::Place(place) => self.depart_to(place),
                    finder::Target::Deed(deed) => self.act(deed),
                    finder::Target::Command(at) => self.command(at),
                }
            }
        }
    }

    /// Does a command of the screen, by its number; one that is refused is told once more.
    fn command(&mut self, at: usize) -> Task<Message> {
        let found = self.shown().and_then(|stop| {
            let command = stop.screen.commands(&self.context).into_iter().nth(at)?;
            Some((stop.number, command.message, command.refusal.map(Cow::into_owned)))
        });
        match found {
            Some((number, Some(message), _)) => self.take_screen(number, message),
            Some((_, None, Some(refusal))) => {
                self.tell(Tone::Warning, refusal);
                Task::none()
            }
            Some((_, None, None)) | None => Task::none(),
        }
    }

    /// What the screen offers to the search for anything.
    fn offered(&self) -> Vec<Offered<'_>> {
        let Some(stop) = self.shown() else {
            return Vec::new();
        };
        let commands = stop.screen.commands(&self.context).into_iter().enumerate();
        commands
            .filter(|(_, command)| command.message.is_some() || command.refusal.is_some())
            .map(|(number, command)| Offered {
                number,
                label: command.label,
                icon: command.icon,
                detail: match (command.refusal, command.keys) {
                    (Some(refusal), _) => refusal,
                    (None, Some((_, name))) => name.into(),
                    (None, None) => "".into(),
                },
            })
            .collect()
    }

    /// The keys of the screen, and its words.
    fn help(&self, is_live: bool) -> Element<'_, Message> {
        let shown = self.shown();
        let commands = shown.map(|stop| stop.screen.commands(&self.context)).unwrap_or_default().into_iter();
        let offered = commands.filter_map(|command| {
            let (_, keys) = command.keys?;
            Some(help::Offered { label: command.label, keys })
        });
        let entry = shown.map_or(Entry::Start, |stop| stop.place.entry());
        help::view(&self.context, entry, offered.collect(), Message::LeaveHelp, is_live)
    }

    fn act(&mut self, deed: finder::Deed) -> Task<Message> {
        if deed != finder::Deed::Sidebar {
            self.sidebar.draw_in();
        }
        match deed {
            finder::Deed::Sidebar => self.fold(),
            finder::Deed::Pin | finder::Deed::Unpin => {
                self.pin_shown();
                Task::none()
            }
            finder::Deed::Help => {
                self.layer = Some(Layer::Help);
                Task::none()
            }
            finder::Deed::Settings => {
                let (settings, task) = Settings::open(&self.context);
                self.layer = Some(Layer::Settings(settings));
                task.map(Message::Settings)
            }
            finder::Deed::Lock => self.lock(),
            finder::Deed::SignOut => self.depart(Destination::SignOut),
            finder::Deed::SaveCopy => self.open_copy(),
        }
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
        if self.lock.is_some() || self.is_writing() {
            return Task::none();
        }
        // Nothing of it is seen by whoever comes by; the work below stays as it is.
        self.lock = Some(Lock::default());
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
                self.lock = None;
                self.count_anew();
                self.refresh()
            }
            lock::Outcome::SignOut => {
                // What was not saved was named beside the button.
                self.trail.clear();
                self.depart(Destination::SignOut)
            }
        }
    }

    fn is_changed(&self) -> bool {
        self.trail.iter().any(|stop| stop.screen.is_changed())
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
        Task::batch([refreshed, self.work_by_itself()])
    }

    /// Does what is due by itself, while nobody is at the desk.
    fn work_by_itself(&self) -> Task<Message> {
        let due = jobs::due(&self.context.console).filter(|_| self.idle.is_still());
        let (console, session) = (Arc::clone(&self.context.console), Arc::clone(&self.context.session));
        due.map_or_else(Task::none, |job| {
            // Nobody asked for it, and nobody waits: what cannot be done now is tried again later, and the start page
            // says where it was not done for long.
            task::blocking(move || drop(jobs::run(&console, Some(&session), job))).map(|()| Message::Ran)
        })
    }

    // Notices.

    fn tell(&mut self, tone: Tone, text: String) {
        self.tell_of(None, tone, text, Vec::new());
    }

    fn tell_of(&mut self, of: Option<u64>, tone: Tone, text: String, acts: Vec<Act>) {
        // What the window says is of the screen that is shown.
        let shown = || self.shown().map(|stop| stop.number);
        let occasion = Occasion { of: of.or_else(shown), taken: self.taken, now: clock::now() };
        self.notices.tell(occasion, tone, text, acts);
    }

    /// What a screen offers, if it can be offered.
    fn act_of(&self, act: action::Act) -> Option<Act> {
        match act {
            action::Act::Encode(order) => Some(Act::Encode(order)),
            action::Act::Undo(of) => {
                let last =
                    self.last_saved().filter(|last| last.of == of && Some(last.token) != self.saved)?;
                Some(Act::Undo { last, is_open: false })
            }
        }
    }

    /// Whether an act is offered now: what is typed would be in the way of an undo.
    fn is_offered(&self, act: Act) -> bool {
        match act {
            Act::Encode(_) => true,
            Act::Undo { is_open, .. } => is_open && !self.is_changed(),
        }
    }

    /// Does what a notice offers.
    fn follow(&mut self, number: u64, at: usize) -> Task<Message> {
        if !self.is_screen_free() {
            return Task::none();
        }
        let acts = self.notices.close(number, clock::now());
        // What comes of it is seen where one was.
        self.is_at_notices = false;
        match acts.get(at).copied().filter(|act| self.is_offered(*act)) {
            Some(Act::Encode(order)) => self.encode(order, None),
            Some(Act::Undo { last, .. }) => {
                let undone = self.undoing(last, Way::ForGood);
                undone.map(move |answer| Message::Undone(last, answer))
            }
            None => Task::none(),
        }
    }

    // Undo.

    fn last_saved(&self) -> Option<undo::Last> {
        undo::last(&self.context.console, &self.context.session.own())
    }

    /// The undo that is offered now: the number of its notice, and which of its acts it is.
    fn undo_offered(&self) -> Option<(u64, usize)> {
        let is_undo = |act: &Act| matches!(act, Act::Undo { .. }) && self.is_offered(*act);
        let mut newest_first = self.notices.iter().rev();
        let found =
            newest_first.find_map(|notice| Some((notice.number, notice.acts.iter().position(is_undo)?)));
        found.filter(|_| self.is_screen_free())
    }

    /// Asks whether what is offered to be undone would be.
    fn weigh_undo(&self) -> Task<Message> {
        self.notices.undoable().map_or_else(Task::none, |(_, last)| {
            self.undoing(last, Way::OnTrial).map(move |answer| Message::Weighed(last.token, answer))
        })
    }

    /// Undoes what was saved, with what the operator may do now.
    fn undoing(&self, last: undo::Last, way: Way) -> Task<Undoing> {
        let context = &self.context;
        let (access, people, form) = (context.may(), context.may(), context.may());
        context.ask(move |console| {
            let refused = || undo::Error::from(operation::Error::from(StorageError::NotPermitted));
            let undone = match (last.of, people, access) {
                (undo::Of::Person(_), Some(people), access) => match way {
                    Way::ForGood => undo::person(console, &people, access.as_ref(), last.token),
                    Way::OnTrial => undo::foretell_person(console, &people, access.as_ref(), last.token),
                },
                (undo::Of::Door(_), Some(people), Some(access)) => match way {
                    Way::ForGood => undo::door(console, &access, &people, form.as_ref(), last.token),
                    Way::OnTrial => undo::foretell_door(console, &access, &people, form.as_ref(), last.token),
                },
                (undo::Of::Person(_) | undo::Of::Door(_), _, _) => Err(refused()),
            };
            Ok::<_, operation::Error>(undone.map_err(Arc::new))
        })
    }

    fn take_undone(&mut self, last: undo::Last, answer: Undoing) -> Task<Message> {
        match answer {
            Ok(Ok(undone)) => {
                let text = self.context.say().undone(&undone);
                let order = match last.of {
                    undo::Of::Person(id) => Some(Order::Update(id)),
                    undo::Of::Door(_) => None,
                };
                let may_write = undone.impact.keys() > 0 && self.context.may::<UserKeysAssign>().is_some();
                let acts = order.filter(|_| may_write).map(Act::Encode).into_iter().collect();
                self.tell_of(None, Tone::Success, text, acts);
                Task::none()
            }
            Ok(Err(error)) => {
                self.tell(Tone::Danger, self.context.say().not_undone(&error));
                match &*error {
                    undo::Error::Operation(error) => self.see_to(error),
                    undo::Error::Nothing | undo::Error::ChangedSince => Task::none(),
                }
            }
            Err(failure) => self.fail(&failure),
        }
    }

    fn fail(&mut self, failure: &Failure) -> Task<Message> {
        self.fail_of(None, failure)
    }

    fn fail_of(&mut self, of: Option<u64>, failure: &Failure) -> Task<Message> {
        let text = self.context.say().operation(failure);
        self.tell_of(of, Tone::Danger, text, Vec::new());
        self.see_to(failure)
    }

    /// Does what follows from an error, whatever was to be done.
    fn see_to(&mut self, error: &operation::Error) -> Task<Message> {
        // Nothing else is of use then.
        if matches!(error, operation::Error::Storage(StorageError::Moved(_))) && self.layer.is_none() {
            return self.open_copy();
        }
        if is_about_rights(error) {
            let (console, session) = (Arc::clone(&self.context.console), Arc::clone(&self.context.session));
            let renewed = task::blocking(move || {
                sign_in::renew(&console, &session).map_err(|error| match error {
                    sign_in::Error::Storage(error) => Arc::new(error.into()),
                    _ => Arc::new(StorageError::SignedOut.into()),
                })
            });
            return renewed.map(Message::Renewed);
        }
        Task::none()
    }

    // Keys of the keyboard.

    fn take_key(&mut self, event: &keyboard::Event) -> Task<Message> {
        if self.lock.is_some() {
            return Task::none();
        }
        if let Some(tray) = self.context.console.desk().tray()
            && let Some(card) = tray::card_of(tray, event)
        {
            tray::act(tray, tray::Message::Flip(card));
            return Task::none();
        }
        if shortcut::NEXT_REGION.are(event) {
            return focus::turn(Turn::Forwards, Message::TurnedPast(Turn::Forwards));
        }
        if shortcut::REGION_BEFORE.are(event) {
            return focus::turn(Turn::Backwards, Message::TurnedPast(Turn::Backwards));
        }
        if shortcut::NOTICE.are(event) && !self.notices.is_empty() {
            self.is_at_notices = true;
            return focus::to(notice::NEWEST);
        }
        if shortcut::UNDO.are(event) && self.undo_offered().is_some() {
            return focus::unless_typing(Message::Undo);
        }
        if shortcut::HELP.are(event) && self.layer.is_none() && self.departure.is_none() {
            return self.act(finder::Deed::Help);
        }
        // The panel of the sidebar may lie over the page.
        if self.is_page_free() && !self.is_at_notices {
            if let Some(menu) = shortcut::menu(event) {
                return self.open_menu(menu, navigation::By::Key);
            }
            if shortcut::SIDEBAR.are(event) {
                return self.act(finder::Deed::Sidebar);
            }
            if shortcut::FIND.are(event) {
                return self.open_finder();
            }
        }
        if !self.is_screen_live() {
            return Task::none();
        }
        if shortcut::LOCK.are(event) {
            return self.lock();
        }
        if shortcut::LAID_KEY.are(event) {
            let card = self.card.as_ref();
            let deed = card.and_then(|card| card.seen_deed(&self.context, self.beside()));
            return deed.map_or_else(Task::none, |deed| self.take_card(key_card::Message::Do(deed)));
        }
        self.command_of(|keys| keys.are(event))
    }

    /// The keyboard comes to the notices, or goes round.
    fn turn_past(&mut self, turn: Turn) -> Task<Message> {
        if self.is_at_notices {
            self.is_at_notices = false;
            return focus::turn_round(turn);
        }
        self.is_at_notices = !self.notices.is_empty();
        if self.is_at_notices { Task::none() } else { focus::turn_round(turn) }
    }

    /// Whether the keyboard is on the screen.
    fn is_screen_live(&self) -> bool {
        self.is_screen_free() && !self.is_at_notices
    }

    /// Whether nothing lies over the screen.
    fn is_screen_free(&self) -> bool {
        self.is_page_free() && !self.sidebar.is_out()
    }

    /// Whether nothing lies over the screen but, perhaps, the panel of the sidebar.
    fn is_page_free(&self) -> bool {
        let has_dialog = |stop: &Stop| stop.screen.dialog(&self.context, false).is_some();
        self.lock.is_none()
            && self.layer.is_none()
            && self.departure.is_none()
            && !self.shown().is_some_and(has_dialog)
    }

    /// What is said of the key that lies on the encoder. Its place is kept while none lies there, so that nothing on the
    /// page moves away from under a pointer.
    fn strip<'a>(&'a self, beside: Beside<'a>) -> Option<Element<'a, Message>> {
        let has_strip =
            KeyCard::may_show(&self.context) && self.shown().is_some_and(|stop| !stop.screen.takes_keys());
        has_strip.then(|| match &self.card {
            Some(card) => card.view(&self.context, beside).map(Message::Card),
            None => key_card::empty(&self.context),
        })
    }

    /// What happens by itself.
    pub fn subscription(&self) -> Subscription<Message> {
        let encoders =
            Subscription::run_with(Watched(Arc::clone(&self.context.console)), listen).map(Message::News);
        let commits = Subscription::run_with(Watched(Arc::clone(&self.context.console)), listen_to_commits);
        let commits = commits.map(|_| Message::Committed);
        // Every message paints the window anew: while nothing is to go by itself, once in a while is enough.
        let pace = if self.notices.is_passing() { TICK } else { IDLE_TICK };
        let tick = iced::time::every(pace).map(|_| Message::Tick);
        Subscription::batch([encoders, commits, tick])
    }

    /// How it looks.
    pub fn view(&self) -> Element<'_, Message> {
        let is_locked = self.lock.is_some();
        let has_keyboard = !is_locked && !self.is_at_notices;
        let is_free = has_keyboard && self.departure.is_none();
        let is_screen_live = self.is_screen_live();
        let beside = self.beside();
        let is_out = self.sidebar.is_out() && self.is_page_free();
        let mut base = of_regions(shell::view(self, self.strip(beside), is_out), is_screen_live);
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
        });
        let question =
            self.departure.as_ref().map(|departure| shell::question(self, departure, has_keyboard));
        let tray = self.context.console.desk().tray().filter(|_| self.shows_tray() && !is_locked);
        let tray = tray.map(|tray| by_pointer(tray::view(&self.context, tray).map(Message::Tray)).into());
        let lock =
            self.lock.as_ref().map(|lock| lock.view(&self.context, self.is_changed()).map(Message::Lock));
        let notices = if self.is_at_notices {
            of_regions(shell::toasts(self), true).starts_at(notice::NEWEST).on_escape(Message::LeaveNotices)
        } else {
            by_pointer(shell::toasts(self))
        };
        // Every layer has its own place, so that one that comes or goes leaves the others as they are.
        let empty = || space().into();
        layers([
            base.into(),
            if is_out { self.flyout(has_keyboard) } else { empty() },
            dialog.unwrap_or_else(empty),
            layer.unwrap_or_else(empty),
            question.unwrap_or_else(empty),
            tray.unwrap_or_else(empty),
            notices.into(),
            lock.unwrap_or_else(empty),
        ])
    }
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
