//! What can be done on a screen, declared once: it feeds the toolbar, the menu of a row, the keyboard and the search
//! for anything. And the shortcuts, all of them: [`shortcut`].

use std::borrow::Cow;

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{self, Key, Modifiers};

use crate::icon::Icon;
use crate::widget::button::{Button, Kind, button};
use crate::widget::{keys, menu};
use crate::words::Words;

/// Something that can be done.
#[derive(Debug, Clone)]
pub struct Command<'a, Message> {
    pub label: Cow<'a, str>,
    pub icon: Icon,
    pub rank: Rank,
    /// The keys that do it, and what they are called.
    pub keys: Option<(Keys, String)>,
    pub is_danger: bool,
    /// What it does; nothing, when it cannot be done now.
    pub message: Option<Message>,
    /// Why whoever is here may never do it: it is said where the command stands, and not only when it was tried.
    pub refusal: Option<Cow<'a, str>>,
}

/// How long a command stays a button where there is little room: what is done often stays the longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Rank {
    Seldom,
    #[default]
    Usual,
    Often,
}

/// The keys that do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Ctrl and a letter.
    Ctrl(char),
    /// Ctrl, Shift and a letter.
    CtrlShift(char),
    /// Ctrl and the key of the backslash, wherever that is printed.
    CtrlBackslash,
    /// Ctrl and a key that types no letter.
    CtrlWith(Named),
    /// Alt and a key that types no letter.
    Alt(Named),
    /// A key alone.
    Plain(Named),
    /// Shift and a key that types no letter.
    Shift(Named),
}

/// Every shortcut of the window. What is pressed on any screen means the same on all.
pub mod shortcut {
    use super::{Key, Keys, Modifiers, Named, keyboard, keys};
    use crate::memory::Zooming;

    macro_rules! shortcuts {
        ($($(#[$doc:meta])+ $name:ident = $keys:expr;)+) => {
            $($(#[$doc])+ pub const $name: Keys = $keys;)+

            #[cfg(test)]
            pub const ALL: &[Keys] = &[$($name),+];
        };
    }

    shortcuts! {
        /// Search for anything.
        FIND = Keys::Ctrl('k');
        /// Lock the screen.
        LOCK = Keys::Ctrl('l');
        /// Go to the search box of a list.
        SEARCH = Keys::Ctrl('f');
        /// Narrow a list by one thing more.
        NARROW = Keys::CtrlShift('f');
        /// Let go of what is selected, then of what is looked for.
        CLEAR = Keys::Plain(Named::Escape);
        /// Ban who is selected, or lift the ban.
        BAN = Keys::Ctrl('b');
        /// Make a new one.
        NEW = Keys::Ctrl('n');
        /// Save what was changed.
        SAVE = Keys::Ctrl('s');
        /// Write the key of the person who is shown.
        WRITE_KEY = Keys::Ctrl('u');
        /// Cancel the key of the person who is shown; it is asked.
        CANCEL_KEY = Keys::CtrlShift('u');
        /// Do what is offered for the key that was laid down.
        LAID_KEY = Keys::CtrlWith(Named::Enter);
        /// Add to what hangs together with the record that is shown: doors to a person, people to a door.
        ADD_RELATED = Keys::Ctrl('d');
        /// Show whose keys a save would touch.
        IMPACT = Keys::Ctrl('i');
        /// Ask why the key that was read does not open something.
        WHY = Keys::Ctrl('o');
        /// Show the next part of a page.
        NEXT_TAB = Keys::Alt(Named::PageDown);
        /// Delete what is selected; it is asked.
        DELETE = Keys::Plain(Named::Delete);
        /// Read anew.
        REFRESH = Keys::Plain(Named::F5);
        /// Go to the next part of the window.
        NEXT_REGION = Keys::Plain(Named::F6);
        /// Go to the part of the window before.
        REGION_BEFORE = Keys::Shift(Named::F6);
        /// Go to the newest notice.
        NOTICE = Keys::Plain(Named::F8);
        /// Undo what was saved last, as long as a notice offers it.
        UNDO = Keys::Ctrl('z');
        /// Say which keys there are here, and what the words mean.
        HELP = Keys::Plain(Named::F1);
        /// Go back.
        BACK = Keys::Alt(Named::ArrowLeft);
        /// Show the menus alone, or with their entries.
        SIDEBAR = Keys::CtrlBackslash;
        /// Take all that was found.
        SELECT_ALL = Keys::Ctrl('a');
    }

    /// Which menu is to be opened, counted from none: Alt and a digit from one on.
    pub fn menu(event: &keyboard::Event) -> Option<usize> {
        let keyboard::Event::KeyPressed { key, modifiers, physical_key, repeat: false, .. } = event else {
            return None;
        };
        let digit = keys::digit(key, *physical_key).filter(|_| *modifiers == Modifiers::ALT)?;
        usize::from(digit).checked_sub(1)
    }

    /// Whether everything is to be larger, smaller or as usual: Ctrl and plus, minus or zero, wherever they lie on the
    /// keyboard. One that is held down goes on.
    pub fn zooming(event: &keyboard::Event) -> Option<Zooming> {
        let keyboard::Event::KeyPressed { key: Key::Character(typed), modifiers, .. } = event else {
            return None;
        };
        match typed.as_str() {
            _ if !keys::is_ctrl(*modifiers & !Modifiers::SHIFT) => None,
            "+" | "=" => Some(Zooming::Larger),
            "-" | "_" => Some(Zooming::Smaller),
            "0" => Some(Zooming::AsUsual),
            _ => None,
        }
    }
}

/// Makes a command.
pub fn command<'a, Message>(
    label: impl Into<Cow<'a, str>>,
    icon: Icon,
    message: Option<Message>,
) -> Command<'a, Message> {
    Command {
        label: label.into(),
        icon,
        rank: Rank::default(),
        keys: None,
        is_danger: false,
        message,
        refusal: None,
    }
}

/// The commands that are of use now, as the lines of a menu.
pub fn items<'a, Message: Clone>(commands: &[Command<'a, Message>]) -> Vec<menu::Item<'a, Message>> {
    commands.iter().filter(|command| command.is_of_use()).map(Command::item).collect()
}

impl<'a, Message: Clone> Command<'a, Message> {
    /// Is done by keys as well.
    pub fn keys(mut self, keys: Keys, words: &Words) -> Self {
        self.keys = Some((keys, keys.name(words)));
        self
    }

    /// Stays a button the longest.
    pub fn often(mut self) -> Self {
        self.rank = Rank::Often;
        self
    }

    /// Goes into the menu first.
    pub fn seldom(mut self) -> Self {
        self.rank = Rank::Seldom;
        self
    }

    /// Whether it is worth its place: it can be done now, or whoever is here is to know why never.
    pub const fn is_of_use(&self) -> bool {
        self.message.is_some() || self.refusal.is_some()
    }

    /// May not be done by whoever is here, who is told so.
    pub fn refused(mut self, refusal: Cow<'a, str>) -> Self {
        (self.message, self.refusal) = (None, Some(refusal));
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
        let named = match (&self.refusal, &self.keys) {
            (Some(refusal), _) => named.hint(refusal.clone()),
            (None, Some((_, name))) => named.hint(format!("{} ({name})", self.label)),
            (None, None) => named,
        };
        named.on_press_maybe(self.message.clone())
    }

    /// The command as a line of a menu.
    pub fn item(&self) -> menu::Item<'a, Message> {
        let mut action = menu::action(self.label.clone(), self.message.clone()).icon(self.icon);
        if let Some((_, name)) = &self.keys {
            action = action.shortcut(name.clone());
        }
        if let Some(refusal) = &self.refusal {
            action = action.shortcut(refusal.clone());
        }
        if self.is_danger { action.danger().into() } else { action.into() }
    }

    /// The same command for the window around the screen.
    pub fn map<Other>(self, map: impl Fn(Message) -> Other) -> Command<'a, Other> {
        Command {
            label: self.label,
            icon: self.icon,
            rank: self.rank,
            keys: self.keys,
            is_danger: self.is_danger,
            message: self.message.map(map),
            refusal: self.refusal,
        }
    }
}

impl Keys {
    /// How keyboards write it.
    pub fn name(self, words: &Words) -> String {
        let with = |id, name: &str| format!("{}+{name}", words.get(id));
        match self {
            Keys::Ctrl(letter) => with(CTRL, &letter.to_ascii_uppercase().to_string()),
            Keys::CtrlShift(letter) => {
                let letter = letter.to_ascii_uppercase();
                with(CTRL, &format!("{}+{letter}", words.get("keys-shift")))
            }
            Keys::CtrlBackslash => with(CTRL, &words.get("keys-backslash")),
            Keys::CtrlWith(named) => with(CTRL, &name(named, words)),
            Keys::Alt(named) => with("keys-alt", &name(named, words)),
            Keys::Plain(named) => name(named, words).into_owned(),
            Keys::Shift(named) => with("keys-shift", &name(named, words)),
        }
    }

    /// Whether this is what was pressed. A key that is held down presses nothing again.
    pub fn are(self, event: &keyboard::Event) -> bool {
        let keyboard::Event::KeyPressed { key, modifiers, physical_key, repeat: false, .. } = event else {
            return false;
        };
        match self {
            Keys::Ctrl(letter) => {
                keys::is_ctrl(*modifiers) && keys::letter(key, *physical_key) == Some(letter)
            }
            Keys::CtrlShift(letter) => {
                modifiers.shift()
                    && keys::is_ctrl(*modifiers & !Modifiers::SHIFT)
                    && keys::letter(key, *physical_key) == Some(letter)
            }
            Keys::CtrlBackslash => {
                let is_there = *physical_key == Physical::Code(Code::Backslash);
                keys::is_ctrl(*modifiers) && (is_there || *key == Key::Character("\\".into()))
            }
            Keys::CtrlWith(named) => keys::is_ctrl(*modifiers) && *key == Key::Named(named),
            Keys::Alt(named) => *modifiers == Modifiers::ALT && *key == Key::Named(named),
            Keys::Plain(named) => modifiers.is_empty() && *key == Key::Named(named),
            Keys::Shift(named) => *modifiers == Modifiers::SHIFT && *key == Key::Named(named),
        }
    }
}

/// The key of shortcuts, as the texts know it.
pub const CTRL: &str = if cfg!(target_os = "macos") { "keys-command" } else { "keys-ctrl" };

/// How the keys are named that simulated cards are laid down with.
pub fn digit_name(digit: usize, words: &Words) -> String {
    format!("{}+{digit}", words.get(CTRL))
}

fn name(named: Named, words: &Words) -> Cow<'_, str> {
    match named {
        Named::ArrowLeft => "←".into(),
        Named::F1 => "F1".into(),
        Named::F5 => "F5".into(),
        Named::F6 => "F6".into(),
        Named::F8 => "F8".into(),
        Named::Escape => "Esc".into(),
        Named::PageDown => words.get("keys-page-down"),
        Named::Delete => words.get("keys-delete"),
        Named::Enter => words.get("keys-enter"),
        _ => "".into(),
    }
}

#[cfg(test)]
mod tests {
    use keydesk::domain::operator::Language;

    use super::*;

    #[test]
    fn every_shortcut_has_a_name_of_its_own() {
        for language in Language::ALL.iter().copied() {
            let words = Words::new(language);
            let mut names: Vec<_> = shortcut::ALL.iter().map(|keys| keys.name(&words)).collect();
            assert!(names.iter().all(|name| !name.is_empty() && !name.ends_with('+')), "{names:?}");
            names.sort();
            names.dedup();
            assert_eq!(names.len(), shortcut::ALL.len(), "{names:?}");
        }
    }
}
