//! What is pressed on the keyboard, and what is asked for by name.

use std::borrow::Cow;
use std::collections::HashSet;

use iced::keyboard;

use super::{Desk, Destination, Layer, Message, Stop, shell};
use crate::command::{Command, Keys, shortcut};
use crate::part::finder::{self, Finder, Offered};
use crate::part::settings::Settings;
use crate::part::{help, key_card, tray};
use crate::place::{Entry, Place};
use crate::screen::{self, Screen as _};
use crate::theme::Tone;
use crate::widget::focus::{self, Turn};
use crate::widget::task::Task;
use crate::widget::{Element, navigation, notice};

impl Desk {
    /// Does what the screen has for some keys.
    pub(super) fn command_of(&mut self, are_meant: impl Fn(Keys) -> bool) -> Task<Message> {
        let found = self.shown().and_then(|stop| {
            let mut commands = stop.screen.commands(&self.context).into_iter();
            let meant =
                commands.find(|command| command.keys.as_ref().is_some_and(|(keys, _)| are_meant(*keys)))?;
            Some((stop.number, meant.message?))
        });
        found.map_or_else(Task::none, |(number, message)| self.take_screen(number, message))
    }

    pub(super) fn open_finder(&mut self) -> Task<Message> {
        self.sidebar.draw_in();
        if self.layer.is_none() {
            self.layer = Some(Layer::Finder(Finder::new()));
        }
        Task::none()
    }

    pub(super) fn take_finder(&mut self, message: finder::Message) -> Task<Message> {
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
                    finder::Target::Key(order) => self.encode(order, None),
                    finder::Target::Deed(deed) => self.act(deed),
                    finder::Target::Command(at) => self.command(at),
                }
            }
        }
    }

    /// Does a command of the screen, by its number; one that is refused is told once more.
    pub(super) fn command(&mut self, at: usize) -> Task<Message> {
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
    pub(super) fn offered(&self) -> Vec<Offered<'_>> {
        let Some(stop) = self.shown() else {
            return Vec::new();
        };
        let commands = stop.screen.commands(&self.context).into_iter().enumerate();
        let mut named = HashSet::new();
        commands
            .filter(|(_, command)| command.message.is_some() || command.refusal.is_some())
            // What two keys do is offered once.
            .filter(|(_, command)| named.insert(command.label.clone()))
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
    pub(super) fn help(&self, is_live: bool) -> Element<'_, Message> {
        let shown = self.shown();
        let commands = shown.map(|stop| stop.screen.commands(&self.context)).unwrap_or_default().into_iter();
        let offered = commands.filter_map(|command| {
            let (_, keys) = command.keys?;
            Some(help::Offered { label: command.label, keys })
        });
        let start = Place::Entry(Entry::Start);
        let place = shown.map_or(&start, |stop| &stop.place);
        help::view(&self.context, place, offered.collect(), Message::LeaveHelp, is_live)
    }

    pub(super) fn act(&mut self, deed: finder::Deed) -> Task<Message> {
        if deed != finder::Deed::Sidebar {
            self.sidebar.draw_in();
        }
        // What opens has the keyboard.
        self.is_at_notices = false;
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

    pub(super) fn take_key(&mut self, event: &keyboard::Event) -> Task<Message> {
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
        if shortcut::UNDO.are(event) && (self.undo_offered().is_some() || self.undo_to_ask().is_some()) {
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
        if shortcut::CLEAR.are(event)
            && let Some(task) = self.put_away()
        {
            return task;
        }
        // Whoever has just saved one goes on with the next.
        let next = self.shown().and_then(|stop| stop.place.new_of_its_kind());
        if shortcut::NEW.are(event)
            && let Some(next) = next
        {
            return self.depart_to(next);
        }
        self.command_of(|keys| keys.are(event))
    }

    /// Puts away what was opened beside the screen: a menu of other screens; and the cards of the simulated encoder, if
    /// the screen itself has nothing to be put away.
    fn put_away(&mut self) -> Option<Task<Message>> {
        if self.sidebar.come_back() {
            return Some(focus::enter(shell::PAGE));
        }
        let is_its_own = |command: &Command<'_, screen::Message>| {
            command.message.is_some()
                && command.keys.as_ref().is_some_and(|(keys, _)| *keys == shortcut::CLEAR)
        };
        let has_its_own =
            self.shown().is_some_and(|stop| stop.screen.commands(&self.context).iter().any(is_its_own));
        let is_open = self.shows_tray() && self.context.console.desk().tray().is_some();
        (is_open && !has_its_own).then(|| self.take_tray(tray::Message::Toggle))
    }

    /// The keyboard comes to the notices, or goes round.
    pub(super) fn turn_past(&mut self, turn: Turn) -> Task<Message> {
        if self.is_at_notices {
            self.is_at_notices = false;
            return focus::turn_round(turn);
        }
        self.is_at_notices = !self.notices.is_empty();
        if self.is_at_notices { Task::none() } else { focus::turn_round(turn) }
    }

    /// Whether the keyboard is on the screen.
    pub(super) fn is_screen_live(&self) -> bool {
        self.is_screen_free() && !self.is_at_notices
    }

    /// Whether nothing lies over the screen.
    pub(super) fn is_screen_free(&self) -> bool {
        self.is_page_free() && !self.sidebar.is_out()
    }

    /// Whether nothing lies over the screen but, perhaps, the panel of the sidebar.
    pub(super) fn is_page_free(&self) -> bool {
        let has_dialog = |stop: &Stop| stop.screen.dialog(&self.context, false).is_some();
        self.lock.is_none()
            && self.layer.is_none()
            && self.departure.is_none()
            && !self.shown().is_some_and(has_dialog)
    }
}
