//! The moment before anything is there: the site is opened, a demo site is made, or a sentence says why not.

use std::sync::Arc;
use std::time::Duration;

use iced::widget::{column, container};
use iced::{Center, Fill, Subscription, window};
use keydesk::console::{Console, Demo, OpenError};
use keydesk::domain::operator::{Language, Password};
use keydesk::encoders::Tray;
use keydesk::operation::StorageError;
use keydesk::operation::demo::{self, Size};
use keydesk::operation::sign_in::{self, SignedIn};

use super::{Entered, Launch, Purpose, Step, Trouble};
use crate::icon::Icon;
use crate::say::Say;
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::medallion;
use crate::widget::scope::scope;
use crate::widget::task::Task;
use crate::widget::{Element, gauge, surface, text};

/// The stage.
#[derive(Default)]
pub struct Opening {
    /// Whether the site is being opened, or was. That begins when the window is painted, which it would only hold up.
    is_begun: bool,
    trouble: Option<Trouble>,
}

/// What was opened.
enum Opened {
    Nothing,
    Site(Console),
    Desk(Console, Box<Entered>),
}

#[derive(Debug, Clone)]
pub enum Message {
    /// The window is painted.
    Shown,
    Opened(task::Carried<Result<OpenedSite, Trouble>>),
    Again,
    Close,
}

/// What was opened, on its way.
pub struct OpenedSite(Opened);

/// How long an exchange of the simulated encoder takes: long enough to take a key away in the middle.
pub const PACE: Duration = Duration::from_millis(40);

impl Opening {
    /// Waits for the window to be there.
    pub fn subscription(&self) -> Subscription<Message> {
        if self.is_begun { Subscription::none() } else { window::frames().map(|_| Message::Shown) }
    }

    /// Takes what happened.
    pub fn update(&mut self, launch: &Launch, message: Message) -> Step<Message> {
        match message {
            Message::Shown if self.is_begun => Step::Run(Task::none()),
            Message::Shown => {
                self.is_begun = true;
                Step::Run(open(launch))
            }
            Message::Opened(carried) => match carried.take() {
                Some(Ok(OpenedSite(Opened::Nothing))) => Step::Welcome,
                Some(Ok(OpenedSite(Opened::Site(console)))) => Step::SignIn(Arc::new(console)),
                Some(Ok(OpenedSite(Opened::Desk(console, entered)))) => {
                    Step::Desk(Arc::new(console), entered)
                }
                Some(Err(trouble)) => {
                    self.trouble = Some(trouble);
                    Step::Run(Task::none())
                }
                None => Step::Run(Task::none()),
            },
            Message::Again => {
                self.trouble = None;
                Step::Run(open(launch))
            }
            Message::Close => Step::Close,
        }
    }

    /// How it looks.
    pub fn view<'a>(&'a self, say: Say<'a>, launch: &Launch) -> Element<'a, Message> {
        let words = say.words;
        let Some(trouble) = &self.trouble else {
            let id = match launch.purpose {
                Purpose::Site => "opening-site",
                Purpose::Demo => "opening-demo",
            };
            let waiting = column![
                medallion(Icon::KeyRound, Tone::Accent),
                text::muted(words.get(id)),
                container(gauge::working("")).width(180),
            ]
            .spacing(space::LG)
            .align_x(Center);
            return surface::canvas(container(waiting).center(Fill)).into();
        };
        let again =
            button(words.get("opening-again")).id("again").kind(Kind::Primary).on_press(Message::Again);
        let close = button(words.get("opening-close")).on_press(Message::Close);
        let told = column![
            medallion(Icon::TriangleAlert, Tone::Danger),
            text::title(words.get("opening-trouble")),
            text::body(trouble.tell(say)).align_x(Center),
            iced::widget::row![Element::from(close), Element::from(again)].spacing(space::SM),
        ]
        .spacing(space::LG)
        .align_x(Center)
        .max_width(520);
        let page = surface::canvas(container(told).center(Fill).padding(space::XL));
        scope(page, true).starts_at("again").on_enter_maybe(Some(Message::Again)).into()
    }
}

fn open(launch: &Launch) -> Task<Message> {
    let launch = launch.clone();
    task::blocking(move || Message::Opened(task::Carried::new(open_now(&launch).map(OpenedSite))))
}

fn open_now(launch: &Launch) -> Result<Opened, Trouble> {
    let language = launch.memory.language();
    if launch.purpose == Purpose::Demo {
        make_demo(launch, language)?;
    }
    let console = match open_site(launch) {
        Ok(console) => console,
        Err(Trouble::Open(OpenError::Storage(StorageError::NoSite))) => return Ok(Opened::Nothing),
        Err(trouble) => return Err(trouble),
    };
    match launch.signed_in {
        None => Ok(Opened::Site(console)),
        Some(login) => {
            let password = Password::new(login.password);
            let entered = sign_in::sign_in(&console, login.user_name, &password)
                .and_then(SignedIn::session)
                .and_then(|session| Ok(Entered::read(&console, session)?))
                .map_err(Trouble::SignIn)?;
            Ok(Opened::Desk(console, Box::new(entered)))
        }
    }
}

fn make_demo(launch: &Launch, language: Language) -> Result<(), Trouble> {
    match demo::create(&launch.directory, &launch.environment, Size::BELIEVABLE, language, launch.cost) {
        // It was made before the last thing went wrong.
        Err(demo::Error::FirstStart(keydesk::operation::first_start::Error::Storage(
            StorageError::SiteExists,
        )))
        | Ok(()) => Ok(()),
        Err(error) => Err(Trouble::Demo(error)),
    }
}

/// A simulated encoder with cards to try.
pub fn stocked_tray() -> Result<Tray, demo::Error> {
    let tray = Tray::new();
    demo::stock(&tray)?;
    Ok(tray)
}

/// Opens the site. A demo site has simulated keys, and so needs the encoder that they are laid on.
pub fn open_site(launch: &Launch) -> Result<Console, Trouble> {
    let console = Console::open(&launch.directory, launch.environment.clone()).map_err(Trouble::Open)?;
    if console.site().demo == Demo::No || launch.environment.tray.is_some() {
        return Ok(console);
    }
    drop(console);
    let tray = stocked_tray().map_err(Trouble::Demo)?;
    let environment = keydesk::console::Environment { tray: Some(tray), ..launch.environment.clone() };
    Console::open(&launch.directory, environment).map_err(Trouble::Open)
}
