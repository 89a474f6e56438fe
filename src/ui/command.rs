//! What can be done on a screen, declared once: it feeds the toolbar, the menu of a row, the keyboard and the search
//! for anything.

use std::borrow::Cow;

use iced::keyboard::{self, Key, Modifiers, key::Named};

use crate::icon::Icon;
use crate::widget::button::{Button, Kind, button};
use crate::widget::menu;

/// Something that can be done.
#[derive(Debug, Clone)]
pub struct Command<'a, Message> {
    pub label: Cow<'a, str>,
    pub icon: Icon,
    pub keys: Option<Keys>,
    pub is_danger: bool,
    /// What it does; nothing, when it cannot be done now.
    pub message: Option<Message>,
}

/// The keys that do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Ctrl and a letter.
    Ctrl(char),
    /// Alt and an arrow.
    Alt(Named),
    /// A key alone.
    Plain(Named),
}

/// Makes a command.
pub fn command<'a, Message>(
    label: impl Into<Cow<'a, str>>,
    icon: Icon,
    message: Option<Message>,
) -> Command<'a, Message> {
    Command { label: label.into(), icon, keys: None, is_danger: false, message }
}

impl<'a, Message: Clone> Command<'a, Message> {
    /// Is done by keys as well.
    pub fn keys(mut self, keys: Keys) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Takes something away.
    pub fn danger(mut self) -> Self {
        self.is_danger = true;
        self
    }

    /// The command as a button of a toolbar.
    pub fn button(&self) -> Button<'a, Message> {
        let kind = if self.is_danger { Kind::Danger } else { Kind::Secondary };
        let named = button(self.label.clone()).icon(self.icon).kind(kind);
        let named = match self.keys {
            Some(keys) => named.hint(format!("{} ({})", self.label, keys.name())),
            None => named,
        };
        named.on_press_maybe(self.message.clone())
    }

    /// The command as a line of a menu.
    pub fn item(&self) -> menu::Item<'a, Message> {
        let mut action = menu::action(self.label.clone(), self.message.clone()).icon(self.icon);
        if let Some(keys) = self.keys {
            action = action.shortcut(keys.name());
        }
        if self.is_danger { action.danger().into() } else { action.into() }
    }

    /// The same command for the window around the screen.
    pub fn map<Other>(self, map: impl Fn(Message) -> Other) -> Command<'a, Other> {
        Command {
            label: self.label,
            icon: self.icon,
            keys: self.keys,
            is_danger: self.is_danger,
            message: self.message.map(map),
        }
    }
}

impl Keys {
    /// How keyboards write it.
    pub fn name(self) -> String {
        match self {
            Keys::Ctrl(letter) => format!("Ctrl+{}", letter.to_ascii_uppercase()),
            Keys::Alt(named) => format!("Alt+{}", name(named)),
            Keys::Plain(named) => name(named).to_owned(),
        }
    }

    /// Whether this is what was pressed.
    pub fn are(self, event: &keyboard::Event) -> bool {
        let keyboard::Event::KeyPressed { key, modifiers, physical_key, .. } = event else {
            return false;
        };
        match self {
            Keys::Ctrl(letter) => {
                modifiers.command()
                    && !modifiers.shift()
                    && !modifiers.alt()
                    && key.to_latin(*physical_key) == Some(letter)
            }
            Keys::Alt(named) => *modifiers == Modifiers::ALT && *key == Key::Named(named),
            Keys::Plain(named) => modifiers.is_empty() && *key == Key::Named(named),
        }
    }
}

const fn name(named: Named) -> &'static str {
    match named {
        Named::ArrowLeft => "←",
        Named::Delete => "Del",
        Named::F5 => "F5",
        Named::Enter => "Enter",
        Named::Escape => "Esc",
        _ => "",
    }
}
