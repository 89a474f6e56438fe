//! What lies on an encoder: whose key it is, and the dialog that writes it.

use keydesk::encoders::News;

use super::{Desk, Layer, Message, TrayPanel};
use crate::action::Order;
use crate::part::key_card::{self, Beside, KeyCard};
use crate::part::key_dialog::{self, KeyDialog};
use crate::part::tray;
use crate::screen::Screen as _;
use crate::theme::Tone;
use crate::widget::task::Task;
use crate::widget::{Element, clock, focus};

impl Desk {
    /// Whether the simulated encoder waits for a key that somebody must lay down.
    pub(super) fn waits_for_key(&self) -> bool {
        self.context.encoder().is_some_and(|encoder| encoder.simulated)
            && (matches!(self.layer, Some(Layer::Key(_)))
                || self.shown().is_some_and(|stop| stop.screen.takes_keys()))
    }

    pub(super) fn shows_tray(&self) -> bool {
        match self.tray {
            TrayPanel::Auto => self.waits_for_key(),
            TrayPanel::Open => true,
            TrayPanel::Closed => false,
        }
    }

    /// Something new waits for a key: whoever closed the panel before meant something else.
    pub(super) fn tray_on_demand(&mut self) {
        if self.tray == TrayPanel::Closed {
            self.tray = TrayPanel::Auto;
        }
    }

    pub(super) fn hear(&mut self, news: &News) -> Task<Message> {
        self.context.look_at_encoders();
        if let Some(lock) = &mut self.lock {
            lock.look(&self.context);
            return Task::none();
        }
        // What is laid on an update point is nobody's hand at the desk, and none of its business.
        let is_at_point = |name: &String| {
            self.context.encoders.iter().any(|encoder| encoder.name == *name && encoder.only_updates)
        };
        let is_touched = matches!(news, News::CardLaid(encoder) if !is_at_point(encoder));
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
            if self.layer.is_none() {
                self.uncovered = Some(clock::now());
                if let Some(parting) = parting {
                    self.tell(Tone::Success, parting);
                }
            }
        }
        match news {
            News::CardLaid(encoder) if is_touched => {
                tasks.push(self.look_at_card(encoder));
            }
            News::CardTaken(encoder) => {
                if self.card.as_ref().is_some_and(|card| card.encoder() == encoder) {
                    self.card = None;
                }
            }
            News::CardLaid(_) | News::Changed => {}
        }
        Task::batch(tasks)
    }

    pub(super) fn look_at_card(&mut self, encoder: &str) -> Task<Message> {
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

    pub(super) fn beside(&self) -> Beside<'_> {
        Beside { person: self.shown().and_then(|stop| stop.screen.person()) }
    }

    pub(super) fn take_card(&mut self, message: key_card::Message) -> Task<Message> {
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
                let encoder = card.encoder().to_owned();
                match deed {
                    key_card::Deed::Encode(order) => self.encode(order, Some(encoder)),
                    key_card::Deed::Go(place) => self.depart_to(place),
                }
            }
        }
    }

    /// Writes a key, at the encoder where it lies or the one that the operator works with.
    pub(super) fn encode(&mut self, order: Order, encoder: Option<String>) -> Task<Message> {
        let Some((dialog, task)) = KeyDialog::open(&self.context, order, encoder) else {
            self.tell(Tone::Warning, self.context.words.get("trouble-not-permitted").into_owned());
            return Task::none();
        };
        self.card = None;
        self.notices.take_up_keys();
        self.layer = Some(Layer::Key(Box::new(dialog)));
        self.tray_on_demand();
        task.map(Message::Key)
    }

    pub(super) fn is_writing(&self) -> bool {
        matches!(&self.layer, Some(Layer::Key(dialog)) if dialog.is_busy())
    }

    pub(super) fn take_dialog(&mut self, message: key_dialog::Message) -> Task<Message> {
        let Some(Layer::Key(dialog)) = &mut self.layer else {
            return Task::none();
        };
        let outcome = dialog.update(&self.context, message);
        self.follow_dialog(outcome)
    }

    pub(super) fn follow_dialog(&mut self, outcome: key_dialog::Outcome) -> Task<Message> {
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

    pub(super) fn take_tray(&mut self, message: tray::Message) -> Task<Message> {
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

    /// What is said of the key that lies on the encoder. Its place is kept while none lies there, so that nothing on the
    /// page moves away from under a pointer.
    pub(super) fn strip<'a>(&'a self, beside: Beside<'a>) -> Option<Element<'a, Message>> {
        let has_strip =
            KeyCard::may_show(&self.context) && self.shown().is_some_and(|stop| !stop.screen.takes_keys());
        has_strip.then(|| match &self.card {
            Some(card) => card.view(&self.context, beside).map(Message::Card),
            None => key_card::empty(&self.context, Message::LookAtCard),
        })
    }
}
