//! Where one goes: what a screen asks for, what is left and what is read again.

use std::sync::Arc;

use keydesk::operation::sign_in;

use super::{Departure, Desk, Destination, Layer, Leaving, Message, Reply, Stop, shell};
use crate::action::Action;
use crate::command::shortcut;
use crate::part::list;
use crate::place::{Entry, Place};
use crate::screen::{self, Screen as _};
use crate::task;
use crate::theme::Tone;
use crate::widget::focus;
use crate::widget::task::Task;

impl Desk {
    /// Does what a screen asks for.
    pub(super) fn perform(&mut self, number: u64, action: Action<screen::Message>) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Run(task) => task.map(move |message| Message::Screen(number, message)),
            Action::Go(place) => self.depart_to(place),
            Action::Replace(_) if self.shown().is_none_or(|stop| stop.number != number) => Task::none(),
            Action::Replace(place) => {
                let replaced = self.trail.iter().find(|stop| stop.number == number).map(|stop| stop.shown);
                self.trail.retain(|stop| stop.number != number);
                let opened = self.open_place(place);
                // It stands there under another number: the keyboard stays where it was.
                if let (Ok(_), Some(stop), Some(shown)) = (&opened, self.trail.last_mut(), replaced) {
                    stop.shown = shown;
                }
                opened.unwrap_or_else(|elsewhere| elsewhere)
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
            Action::ShowPoint(encoder) => self.show_point(encoder),
            Action::AskToUndo(save) => self.ask_to_undo(save),
            Action::Remember(entry, habits) => {
                self.context.lists.insert(entry, habits);
                self.has_new_habits = true;
                Task::none()
            }
            Action::TypeAs(format) => {
                self.context.typed_as = format;
                self.has_new_habits = true;
                Task::none()
            }
            Action::Space(density) => {
                self.context.density = density;
                self.has_new_habits = true;
                Task::none()
            }
            Action::All(actions) => Task::batch(
                actions.into_iter().map(|action| self.perform(number, action)).collect::<Vec<_>>(),
            ),
        }
    }

    pub(super) fn has_read(&mut self, number: u64) {
        if let Some(stop) = self.trail.iter_mut().find(|stop| stop.number == number) {
            stop.read_at = self.commits;
        }
    }

    /// Has screens look again of which something was committed since they did. What is being typed waits until it is
    /// saved, which is news itself, or thrown away; nobody sees a key between two states while it is written.
    pub(super) fn catch_up(&mut self) -> Task<Message> {
        if self.lock.is_some() || self.is_writing() {
            return Task::none();
        }
        self.refresh_where(|stop, is_behind| is_behind && !stop.screen.is_changed())
    }

    /// Has screens look again; each is told whether something that it shows was committed since it looked.
    pub(super) fn refresh_where(&mut self, is_meant: impl Fn(&Stop, bool) -> bool) -> Task<Message> {
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
    pub(super) fn refresh(&mut self) -> Task<Message> {
        let screens = self.refresh_where(|_, _| true);
        let dialog = match &self.layer {
            Some(Layer::Key(dialog)) => dialog.refresh(&self.context).map(Message::Key),
            Some(
                Layer::Finder(_)
                | Layer::Settings(_)
                | Layer::Help
                | Layer::Copy(_)
                | Layer::Copied(_)
                | Layer::Undo(..),
            )
            | None => Task::none(),
        };
        Task::batch([screens, dialog])
    }

    pub(super) fn depart_to(&mut self, place: Place) -> Task<Message> {
        self.depart(Destination::Place(place))
    }

    /// How many screens of the trail stay on the way to a destination.
    pub(super) fn staying(&self, to: &Destination) -> usize {
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
    pub(super) fn depart(&mut self, to: Destination) -> Task<Message> {
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
                    false => self.come_back(),
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

    /// Shows again what one came from. The keyboard is at the row that was opened, whichever button opened it: what was
    /// done there may have changed what that button would do now.
    fn come_back(&mut self) -> Task<Message> {
        Task::batch([self.refresh(), focus::enter(shell::PAGE), focus::to_row(list::TABLE)])
    }

    /// Opens a place at the end of the trail, and brings the keyboard there.
    pub(super) fn go(&mut self, place: Place) -> Task<Message> {
        match self.open_place(place) {
            Ok(opened) => Task::batch([opened, focus::enter(shell::PAGE), self.reach_search()]),
            Err(elsewhere) => elsewhere,
        }
    }

    /// Opens a place at the end of the trail; where that may not be, what is done instead.
    fn open_place(&mut self, place: Place) -> Result<Task<Message>, Task<Message>> {
        let Some((screen, task)) = screen::open(&self.context, &place) else {
            self.tell(Tone::Warning, self.context.words.get("trouble-not-permitted").into_owned());
            return Err(if self.trail.is_empty() {
                self.go(Place::Entry(Entry::Start))
            } else {
                Task::none()
            });
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
        self.trail.push(Stop { number, shown: number, place, screen, read_at: self.commits });
        Ok(task.map(move |message| Message::Screen(number, message)))
    }

    /// The keyboard goes to the search of the screen that was come to, if it has one, however it was come to.
    pub(super) fn reach_search(&mut self) -> Task<Message> {
        self.command_of(|keys| keys == shortcut::SEARCH)
    }

    pub(super) fn answer(&mut self, reply: Reply) -> Task<Message> {
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
                    Destination::Back => self.come_back(),
                    to => self.depart(to),
                }
            }
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.trail.iter().any(|stop| stop.screen.is_changed())
    }
}
