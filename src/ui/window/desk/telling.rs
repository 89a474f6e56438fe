//! What is told of what was done, and what can be done about it: undo, and what follows from an error.

use std::sync::Arc;

use iced::widget::{Column, space as nothing};
use keydesk::domain::permission::UserKeysAssign;
use keydesk::domain::user::UserId;
use keydesk::operation::jobs::Job;
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{self, StorageError, sign_in, undo};

use super::notices::{Act, Occasion};
use super::{Desk, Layer, Message, Undoing, Way};
use crate::action::{self, Order};
use crate::context::{Context, Failure, is_about_rights};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::place::Place;
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::task::Task;
use crate::widget::{Element, clock, gauge, text};

impl Desk {
    pub(super) fn tell(&mut self, tone: Tone, text: String) {
        self.tell_of(None, tone, text, Vec::new());
    }

    pub(super) fn tell_of(&mut self, of: Option<u64>, tone: Tone, text: String, acts: Vec<Act>) {
        // What the window says is of the screen that is shown.
        let shown = || self.shown().map(|stop| stop.number);
        let occasion = Occasion { of: of.or_else(shown), taken: self.taken, now: clock::now() };
        self.notices.tell(occasion, tone, text, acts);
    }

    /// What a screen offers, if it can be offered.
    pub(super) fn act_of(&self, act: action::Act) -> Option<Act> {
        match act {
            action::Act::Encode(order) => Some(Act::Encode(order)),
            action::Act::AddOperator(group) => Some(Act::AddOperator(group)),
            action::Act::Undo(of) => {
                let last =
                    self.last_saved().filter(|last| last.of == of && Some(last.token) != self.saved)?;
                Some(Act::Undo { last, is_open: false })
            }
        }
    }

    /// Whether an act is offered now: what is typed would be in the way of an undo.
    pub(super) fn is_offered(&self, act: Act) -> bool {
        match act {
            Act::Encode(_) | Act::AddOperator(_) => true,
            Act::Undo { is_open, .. } => is_open && !self.is_changed(),
        }
    }

    /// Does what a notice offers.
    pub(super) fn follow(&mut self, number: u64, at: usize) -> Task<Message> {
        if !self.is_screen_free() {
            return Task::none();
        }
        let acts = self.notices.close(number, clock::now());
        // What comes of it is seen where one was.
        self.is_at_notices = false;
        match acts.get(at).copied().filter(|act| self.is_offered(*act)) {
            Some(Act::Encode(order)) => self.encode(order, None),
            Some(Act::AddOperator(group)) => self.depart_to(Place::NewOperator(Some(group))),
            Some(Act::Undo { last, .. }) => {
                let undone = self.undoing(last, Way::ForGood);
                undone.map(move |answer| Message::Undone(last, answer))
            }
            None => Task::none(),
        }
    }

    pub(super) fn last_saved(&self) -> Option<undo::Save> {
        undo::last(&self.context.console, &self.context.session.own())
    }

    /// The undo that is offered now: the number of its notice, and which of its acts it is.
    pub(super) fn undo_offered(&self) -> Option<(u64, usize)> {
        let is_undo = |act: &Act| matches!(act, Act::Undo { .. }) && self.is_offered(*act);
        let mut newest_first = self.notices.iter().rev();
        let found =
            newest_first.find_map(|notice| Some((notice.number, notice.acts.iter().position(is_undo)?)));
        found.filter(|_| self.is_screen_free())
    }

    /// What was saved last, where no notice offers to undo it and nothing that is typed is in the way.
    pub(super) fn undo_to_ask(&self) -> Option<undo::Save> {
        if self.is_screen_live() && !self.is_changed() { self.last_saved() } else { None }
    }

    /// Asks whether what is offered to be undone would be.
    pub(super) fn weigh_undo(&self) -> Task<Message> {
        let asked = match &self.layer {
            Some(Layer::Undo(save, _)) => Some(*save),
            _ => None,
        };
        let saves = self.notices.undoable().map(|(_, last)| last).into_iter().chain(asked);
        Task::batch(saves.map(|save| {
            self.undoing(save, Way::OnTrial).map(move |answer| Message::Weighed(save.token, answer))
        }))
    }

    /// Asks whether a save is to be undone: no notice tells any more what it was.
    pub(super) fn ask_to_undo(&mut self, save: undo::Save) -> Task<Message> {
        if self.is_changed() {
            self.tell(Tone::Warning, self.context.words.get("undo-typed").into_owned());
            return Task::none();
        }
        self.layer = Some(Layer::Undo(save, None));
        self.weigh_undo()
    }

    pub(super) fn undo_asked(&mut self) -> Task<Message> {
        match self.layer.take() {
            Some(Layer::Undo(save, Some(Ok(Ok(_))))) => {
                self.undoing(save, Way::ForGood).map(move |answer| Message::Undone(save, answer))
            }
            other => {
                self.layer = other;
                Task::none()
            }
        }
    }

    /// Undoes what was saved, with what the operator may do now.
    pub(super) fn undoing(&self, last: undo::Save, way: Way) -> Task<Undoing> {
        let own = self.context.session.own();
        self.context.ask(move |console| {
            let undone = match way {
                Way::ForGood => undo::undo(console, &own, last.token),
                Way::OnTrial => undo::foretell(console, &own, last.token),
            };
            Ok::<_, operation::Error>(undone.map_err(Arc::new))
        })
    }

    pub(super) fn take_undone(&mut self, last: undo::Save, answer: Undoing) -> Task<Message> {
        match answer {
            Ok(Ok(undone)) => {
                let text = self.context.say().undone(&undone);
                let order = match last.of {
                    undo::Of::One(SubjectKind::User, id) => Some(Order::Update(UserId(id))),
                    undo::Of::One(..) | undo::Of::Several(_) => None,
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

    pub(super) fn fail(&mut self, failure: &Failure) -> Task<Message> {
        self.fail_of(None, failure)
    }

    pub(super) fn fail_of(&mut self, of: Option<u64>, failure: &Failure) -> Task<Message> {
        let text = self.context.say().operation(failure);
        self.tell_of(of, Tone::Danger, text, Vec::new());
        self.see_to(failure)
    }

    /// Tells what the program could not do by itself. It stands there for whoever comes to the desk.
    pub(super) fn take_failed(&mut self, job: Job, failure: &Failure) -> Task<Message> {
        // A site that is not in its place any more is saved elsewhere: the dialog says so, once.
        if matches!(&**failure, operation::Error::Storage(StorageError::Moved(_))) {
            return self.see_to(failure);
        }
        let why = self.context.say().operation(failure);
        let text = match job {
            Job::Check => self.context.words.with("job-check-failed", [("why", why.into())]),
        };
        self.tell(Tone::Danger, text);
        self.see_to(failure)
    }

    /// Does what follows from an error, whatever was to be done.
    pub(super) fn see_to(&mut self, error: &operation::Error) -> Task<Message> {
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
}

/// The question whether a save is to be undone.
pub(super) fn undoing<'a>(
    context: &'a Context,
    save: undo::Save,
    weighed: Option<&Undoing>,
    is_live: bool,
) -> Element<'a, Message> {
    let (words, say) = (&context.words, context.say());
    let (sentence, more, goes): (_, Element<'a, ()>, _) = match weighed {
        None => (String::new(), gauge::skeleton(1).into(), false),
        Some(Ok(Ok(undone))) => {
            let keys = say.undoing(undone).into_iter().map(|line| text::body(line).into());
            let what = words.with("undo-what", [("what", say.what_is_undone(undone).into())]);
            (what, Column::with_children(keys).spacing(space::SM).into(), true)
        }
        Some(Ok(Err(error))) => (say.not_undone(error), nothing().into(), false),
        Some(Err(failure)) => (say.operation(failure), nothing().into(), false),
    };
    let question = Question {
        icon: Icon::Undo2,
        tone: Tone::Accent,
        title: words.with("undo-title", [("time", words.time(context.local(save.at).time()).into())]),
        sentence,
        stay: words.get("cancel").into_owned(),
        go: words.get("undo").into_owned(),
        more: Some(more),
    };
    confirm(question, Message::LeaveUndo, goes.then_some(Message::UndoAsked), is_live)
}
