//! The window: which of its stages is shown, and what every stage shares.

pub mod desk;
pub mod fit;
mod idle;
pub mod opening;
pub mod sign_in;
pub mod welcome;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use iced::{Program, Settings, Size, Subscription, keyboard, window};
use keydesk::console::{Console, Environment, OpenError};
use keydesk::domain::operator::Language;
use keydesk::operation::StorageError;
use keydesk::operation::demo::{self, Login};
use keydesk::operation::own::{self, Preferences};
use keydesk::operation::{first_start, sign_in as sign_in_of};
use keydesk::secret::password::Cost;
use keydesk::session::Session;

use crate::command::shortcut;
use crate::context::theme_of;
use crate::memory::{Memory, Zooming};
use crate::place::Place;
use crate::say::Say;
use crate::theme::{self, Theme};
use crate::tools::Tools;
use crate::widget::Element;
use crate::widget::task::Task;
use crate::widget::watch::watch;
use crate::widget::whole::whole;
use crate::words::Words;
use desk::Desk;
use idle::Idle;
use opening::Opening;
use sign_in::SignIn;
use welcome::Welcome;

/// What the window begins with.
#[derive(Clone)]
pub struct Launch {
    /// Where the site is.
    pub directory: PathBuf,
    pub environment: Environment,
    pub purpose: Purpose,
    /// How expensive the passwords of a new site are to guess.
    pub cost: Cost,
    /// How long an exchange of the simulated encoder takes, once somebody watches.
    pub pace: Duration,
    pub tools: Tools,
    pub memory: Memory,
    /// Whether what the window should remember is written down.
    pub remembers: bool,
    /// Who is signed in at once: for measuring, and for nothing else.
    pub signed_in: Option<Login>,
    /// What is shown first, once somebody is signed in.
    pub first: Place,
}

impl Launch {
    /// How large the window is to be, if the screen has room for it.
    fn size(&self) -> Size {
        self.memory.size().map_or(fit::SIZE, |(width, height)| Size::new(width, height))
    }
}

/// What the window is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The site in the folder, or the first start of one.
    Site,
    /// A throw-away demo site, which is made first.
    Demo,
}

/// The window.
pub struct Window {
    launch: Launch,
    words: Words,
    theme: Theme,
    stage: Stage,
    /// Pixels to a point, once the display has said so.
    scale: Option<f32>,
    size: Size,
    is_fitted: bool,
    idle: Arc<Idle>,
}

enum Stage {
    Opening(Opening),
    Welcome(Box<Welcome>),
    SignIn(Box<SignIn>),
    Desk(Box<Desk>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Opening(opening::Message),
    Welcome(welcome::Message),
    SignIn(sign_in::Message),
    Desk(desk::Message),
    Pressed(keyboard::Event),
    Opened(window::Id),
    /// Whether it was fitted on a monitor.
    Fitted(bool),
    Resized(window::Id, Size),
    Rescaled(f32),
    Zoomed(Zooming),
    CloseRequested,
}

/// What a stage asks of the window.
pub enum Step<Message> {
    Run(Task<Message>),
    /// What this desk should know at the next start is another.
    Remember(Task<Message>),
    /// There is no site yet.
    Welcome,
    /// The site is open, and nobody is signed in.
    SignIn(Arc<Console>),
    /// Somebody is signed in.
    Desk(Arc<Console>, Box<Entered>),
    /// Words are to be said in another language.
    Speak(Language),
    Close,
}

/// Somebody who has just signed in.
pub struct Entered {
    pub session: Arc<Session>,
    pub preferences: Preferences,
    /// After how many minutes without a key or a click the screen locks itself.
    pub idle_lock_minutes: u32,
}

impl Entered {
    /// Reads what the desk must know of somebody; on a thread that may wait.
    pub fn read(console: &Console, session: Arc<Session>) -> Result<Entered, StorageError> {
        let proof = session.own();
        let preferences = own::preferences(console, &proof)?;
        let idle_lock_minutes = own::idle_lock_minutes(console, &proof)?;
        Ok(Entered { session, preferences, idle_lock_minutes })
    }
}

/// Why there is no site to work with.
#[derive(Debug)]
pub enum Trouble {
    Open(OpenError),
    FirstStart(first_start::Error),
    Demo(demo::Error),
    SignIn(sign_in_of::Error),
}

impl Trouble {
    /// What is so, and what to do.
    pub fn tell(&self, say: Say<'_>) -> String {
        match self {
            Trouble::Open(error) => say.opening(error),
            Trouble::FirstStart(error) => say.first_start(error),
            Trouble::Demo(error) => say.demo(error),
            Trouble::SignIn(error) => say.sign_in(error),
        }
    }
}

impl Window {
    fn boot(launch: &Launch) -> Window {
        Window {
            words: Words::new(launch.memory.language()),
            theme: theme_of(launch.memory.theme()),
            stage: Stage::Opening(Opening::default()),
            scale: None,
            size: Size::ZERO,
            is_fitted: false,
            idle: Arc::default(),
            launch: launch.clone(),
        }
    }

    /// The desk, once somebody is signed in.
    pub const fn desk(&self) -> Option<&Desk> {
        match &self.stage {
            Stage::Desk(desk) => Some(desk),
            Stage::Opening(_) | Stage::Welcome(_) | Stage::SignIn(_) => None,
        }
    }

    /// How large the window is.
    #[cfg(test)]
    pub const fn size(&self) -> Size {
        self.size
    }

    fn words(&self) -> &Words {
        match &self.stage {
            Stage::Desk(desk) => &desk.context().words,
            Stage::Opening(_) | Stage::Welcome(_) | Stage::SignIn(_) => &self.words,
        }
    }

    fn update(&mut self, message: Message) -> Task<Message> {
        match (message, &mut self.stage) {
            (Message::Opening(message), Stage::Opening(opening)) => {
                let step = opening.update(&self.launch, message);
                self.step(step, Message::Opening)
            }
            (Message::Welcome(message), Stage::Welcome(welcome)) => {
                let say = Say { words: &self.words, clock: self.launch.environment.clock.as_ref() };
                let step = welcome.update(&self.launch, say, message);
                self.step(step, Message::Welcome)
            }
            (Message::SignIn(message), Stage::SignIn(sign_in)) => {
                let step = sign_in.update(&self.words, message);
                self.step(step, Message::SignIn)
            }
            (Message::Desk(message), Stage::Desk(desk)) => {
                let step = desk.update(message);
                self.step(step, Message::Desk)
            }
            (Message::Pressed(event), Stage::Desk(desk)) => {
                let step = desk.press(&event);
                self.step(step, Message::Desk)
            }
            (Message::CloseRequested, Stage::Desk(desk)) => {
                let step = desk.ask_to_close();
                self.step(step, Message::Desk)
            }
            (Message::CloseRequested, _) => self.close(),
            // Nobody who only came with a key changes how large everything is for all who come later.
            (Message::Zoomed(_), Stage::Desk(desk)) if desk.is_given_over() => Task::none(),
            (Message::Zoomed(zooming), _) => {
                let before = self.zoom();
                self.launch.memory.set_zoom(zooming);
                // The window stays as large as it is: it holds fewer points, or more.
                self.size = self.size * (before / self.zoom());
                self.tell_width();
                self.remember();
                Task::none()
            }
            (Message::Opened(id), _) => {
                Task::batch([Task::of_window(window::scale_factor(id)).map(Message::Rescaled), self.fit(id)])
            }
            (Message::Fitted(is_fitted), _) => {
                self.is_fitted = is_fitted;
                Task::none()
            }
            (Message::Resized(id, size), _) => {
                self.size = size;
                self.tell_width();
                if self.is_fitted { Task::none() } else { self.fit(id) }
            }
            (Message::Rescaled(scale), _) => {
                self.scale = Some(scale);
                Task::none()
            }
            // Late answers for a stage that is over.
            (
                Message::Opening(_)
                | Message::Welcome(_)
                | Message::SignIn(_)
                | Message::Desk(_)
                | Message::Pressed(_),
                _,
            ) => Task::none(),
        }
    }

    fn fit(&self, id: window::Id) -> Task<Message> {
        Task::of_window(fit::show(id, self.launch.size())).map(Message::Fitted)
    }

    fn step<M: Send + 'static>(&mut self, step: Step<M>, map: fn(M) -> Message) -> Task<Message> {
        match step {
            Step::Run(task) => task.map(map),
            Step::Remember(task) => {
                self.remember();
                task.map(map)
            }
            Step::Welcome => {
                self.stage = Stage::Welcome(Box::new(Welcome::new(self.words.language())));
                Task::none()
            }
            Step::SignIn(console) => {
                self.idle.stop();
                self.set_pace(&console);
                // The next one reads it as the last one did.
                self.theme = self.theme();
                self.words = Words::new(self.words().language());
                self.remember();
                self.stage = Stage::SignIn(Box::new(SignIn::new(console)));
                Task::none()
            }
            Step::Desk(console, entered) => {
                self.set_pace(&console);
                let tools = Arc::clone(&self.launch.tools);
                let idle = Arc::clone(&self.idle);
                let (desk, task) = Desk::open(
                    console,
                    *entered,
                    tools,
                    idle,
                    &self.launch.first,
                    self.launch.memory.habits(),
                );
                self.stage = Stage::Desk(Box::new(desk));
                self.tell_width();
                self.remember();
                task.map(Message::Desk)
            }
            Step::Speak(language) => {
                self.words = Words::new(language);
                self.launch.memory.set_language(language);
                self.remember();
                Task::none()
            }
            Step::Close => self.close(),
        }
    }

    /// From now on somebody watches, and may want to take a key away in the middle; cards that were made before had
    /// nobody to wait for.
    fn set_pace(&self, console: &Console) {
        if let Some(tray) = console.desk().tray() {
            tray.set_pace(self.launch.pace);
        }
    }

    fn close(&mut self) -> Task<Message> {
        self.remember();
        Task::of_window(iced::exit())
    }

    /// Remembers what this desk should know at the next start.
    fn remember(&mut self) {
        if let Stage::Desk(desk) = &self.stage {
            let preferences = &desk.context().preferences;
            self.launch.memory.set_language(preferences.language);
            self.launch.memory.set_theme(preferences.theme);
            self.launch.memory.set_habits(&desk.habits());
        }
        if self.size.width > 0.0 {
            self.launch.memory.set_size(self.size.width, self.size.height);
        }
        if self.launch.remembers {
            self.launch.memory.keep(&self.launch.directory);
        }
    }

    /// Whether there is room for the entries of the menus beside the page.
    fn tell_width(&mut self) {
        if let Stage::Desk(desk) = &mut self.stage
            && self.size.width > 0.0
        {
            desk.set_width(self.size.width);
        }
    }

    fn view(&self) -> Element<'_, Message> {
        let say = Say { words: &self.words, clock: self.launch.environment.clock.as_ref() };
        match &self.stage {
            Stage::Opening(opening) => opening.view(say, &self.launch).map(Message::Opening),
            Stage::Welcome(welcome) => welcome.view(say).map(Message::Welcome),
            Stage::SignIn(sign_in) => sign_in.view(say).map(Message::SignIn),
            Stage::Desk(desk) => desk.view().map(Message::Desk),
        }
    }

    fn subscription(&self) -> Subscription<Message> {
        let shared = [
            keyboard::listen().filter_map(|event| shortcut::zooming(&event).map(Message::Zoomed)),
            window::close_requests().map(|_| Message::CloseRequested),
            window::events().filter_map(|(id, event)| match event {
                window::Event::Opened { .. } => Some(Message::Opened(id)),
                window::Event::Resized(size) => Some(Message::Resized(id, size)),
                window::Event::Rescaled(scale) => Some(Message::Rescaled(scale)),
                _ => None,
            }),
        ];
        let stage = match &self.stage {
            Stage::Desk(desk) => Subscription::batch([
                desk.subscription().map(Message::Desk),
                keyboard::listen().filter_map(|event| {
                    matches!(event, keyboard::Event::KeyPressed { .. }).then_some(Message::Pressed(event))
                }),
                iced::event::listen_with(|event, _, _| {
                    let is_in_front = match event {
                        iced::Event::Window(window::Event::Focused) => true,
                        iced::Event::Window(window::Event::Unfocused) => false,
                        _ => return None,
                    };
                    Some(Message::Desk(desk::Message::Fronted(is_in_front)))
                }),
            ]),
            Stage::Opening(opening) => opening.subscription().map(Message::Opening),
            Stage::SignIn(_) | Stage::Welcome(_) => Subscription::none(),
        };
        Subscription::batch(shared.into_iter().chain([stage]))
    }

    /// By this everything is larger than usual.
    fn zoom(&self) -> f32 {
        self.launch.memory.zoom().factor()
    }

    fn theme(&self) -> Theme {
        match &self.stage {
            Stage::Desk(desk) => desk.context().theme(),
            Stage::Opening(_) | Stage::Welcome(_) | Stage::SignIn(_) => self.theme,
        }
    }
}

/// The program that runs the window, on a display or without one.
pub struct Application(pub Launch);

impl Program for Application {
    type State = Window;
    type Message = Message;
    type Theme = Theme;
    type Renderer = iced::Renderer;
    type Executor = iced::executor::Default;

    fn name() -> &'static str {
        "keydesk"
    }

    fn settings(&self) -> Settings {
        Settings {
            id: Some("keydesk".to_owned()),
            fonts: theme::fonts(),
            default_font: theme::REGULAR,
            default_text_size: theme::BODY.size.into(),
            ..Settings::default()
        }
    }

    fn window(&self) -> Option<window::Settings> {
        Some(window::Settings {
            size: self.0.size(),
            // Until it is known that it fits: see [`fit::show`].
            visible: false,
            exit_on_close_request: false,
            // By this name a desk finds the launcher, and with it the icon.
            #[cfg(target_os = "linux")]
            platform_specific: window::settings::PlatformSpecific {
                application_id: Self::name().to_owned(),
                ..Default::default()
            },
            ..window::Settings::default()
        })
    }

    fn boot(&self) -> (Window, iced::Task<Message>) {
        (Window::boot(&self.0), iced::Task::none())
    }

    fn update(&self, window: &mut Window, message: Message) -> iced::Task<Message> {
        window.update(message).for_window()
    }

    fn view<'a>(&self, window: &'a Window, _id: window::Id) -> Element<'a, Message> {
        let (idle, clock) = (Arc::clone(&window.idle), Arc::clone(&window.launch.environment.clock));
        let touched = move || idle.touch(clock.now()).then_some(Message::Desk(desk::Message::Overdue));
        let dots = window.scale.map(|scale| scale * window.zoom());
        whole(watch(window.view(), touched), dots).into()
    }

    fn scale_factor(&self, window: &Window, _id: window::Id) -> f32 {
        window.zoom()
    }

    fn title(&self, window: &Window, _id: window::Id) -> String {
        match &window.stage {
            Stage::Desk(desk) => format!("{} – Keydesk", desk.context().console.site().name),
            Stage::SignIn(sign_in) => format!("{} – Keydesk", sign_in.site()),
            Stage::Opening(_) | Stage::Welcome(_) => "Keydesk".to_owned(),
        }
    }

    fn subscription(&self, window: &Window) -> Subscription<Message> {
        window.subscription()
    }

    fn theme(&self, window: &Window, _id: window::Id) -> Option<Theme> {
        Some(window.theme())
    }

    fn style(&self, _window: &Window, theme: &Theme) -> iced::theme::Style {
        iced::theme::Style { background_color: theme.tokens().canvas, text_color: theme.tokens().text }
    }
}

impl Window {
    /// What the window says, for whoever reads it in a test.
    pub fn language(&self) -> Language {
        self.words().language()
    }
}
