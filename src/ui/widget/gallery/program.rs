//! The gallery as a program.

use super::pages;
use crate::theme::{self, Theme};
use crate::widget::{Element, paint};
use iced::{Program, Settings, Subscription, Task, keyboard, window};

/// What can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    #[default]
    Basics,
    Controls,
}

impl Page {
    pub const ALL: [Self; 2] = [Self::Basics, Self::Controls];
}

#[derive(Debug, Clone)]
pub enum Message {
    Open(Page),
    Look(Theme),
    Pressed(&'static str),
    Flip(usize),
    Pick(u8),
    CloseDialog,
    OpenDialog(Dialog),
    Shortcut(String),
    Nothing,
}

/// The dialogs of the gallery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    Confirm,
    Form,
    Encoder,
}

/// The state of the gallery.
#[derive(Default)]
pub struct Gallery {
    pub page: Page,
    pub theme: Theme,
    pub changes: u64,
    pub pressed: Vec<&'static str>,
    pub flags: [bool; 4],
    pub picked: u8,
    pub dialogs: Vec<Dialog>,
    pub shortcuts: Vec<String>,
}

impl Gallery {
    fn update(&mut self, message: Message) -> Task<Message> {
        self.changes += 1;
        match message {
            Message::Open(page) => self.page = page,
            Message::Look(theme) => self.theme = theme,
            Message::Pressed(name) => self.pressed.push(name),
            Message::Flip(at) => {
                if let Some(flag) = self.flags.get_mut(at) {
                    *flag = !*flag;
                }
            }
            Message::Pick(picked) => self.picked = picked,
            Message::CloseDialog => {
                self.dialogs.pop();
            }
            Message::OpenDialog(dialog) => self.dialogs.push(dialog),
            Message::Shortcut(key) => self.shortcuts.push(key),
            Message::Nothing => {}
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Message> {
        pages::window(self)
    }

    fn subscription(&self) -> Subscription<Message> {
        keyboard::listen().map(|event| match event {
            keyboard::Event::KeyPressed { key, .. } => Message::Shortcut(format!("{key:?}")),
            _ => Message::Nothing,
        })
    }
}

/// The gallery's program.
pub struct Application;

impl Program for Application {
    type State = Gallery;
    type Message = Message;
    type Theme = Theme;
    type Renderer = iced::Renderer;
    type Executor = iced::executor::Default;

    fn name() -> &'static str {
        "gallery"
    }

    fn settings(&self) -> Settings {
        Settings {
            fonts: theme::fonts(),
            default_font: theme::REGULAR,
            default_text_size: theme::BODY.size.into(),
            ..Settings::default()
        }
    }

    fn window(&self) -> Option<window::Settings> {
        Some(window::Settings::default())
    }

    fn boot(&self) -> (Gallery, Task<Message>) {
        (Gallery::default(), Task::none())
    }

    fn update(&self, state: &mut Gallery, message: Message) -> Task<Message> {
        state.update(message)
    }

    fn view<'a>(&self, state: &'a Gallery, _window: window::Id) -> Element<'a, Message> {
        state.view()
    }

    fn title(&self, state: &Gallery, _window: window::Id) -> String {
        format!("Gallery: {:?}", state.page)
    }

    fn subscription(&self, state: &Gallery) -> Subscription<Message> {
        state.subscription()
    }

    fn theme(&self, state: &Gallery, _window: window::Id) -> Option<Theme> {
        Some(state.theme)
    }

    fn style(&self, state: &Gallery, theme: &Theme) -> iced::theme::Style {
        iced::theme::Style {
            background_color: paint::background(*theme, state.changes),
            text_color: theme.tokens().text,
        }
    }
}
