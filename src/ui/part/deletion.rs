//! Deleting: it is asked about, what it would do to keys is said where it does anything, and then it is done. Lists and
//! records say with a [`Kind`] what is deleted, and its texts say the rest.

use std::borrow::Cow;
use std::fmt::Debug;

use iced::Fill;
use iced::widget::column;
use keydesk::operation::{self, StorageError};

use super::confirm::{Question, confirm};
use crate::action::Action;
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind as Look, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::task::Task;
use crate::widget::{Element, gauge, text};
use crate::words::Words;

/// What is deleted.
pub trait Kind {
    type Of: Clone + Debug + Send + 'static;

    /// What the names of its texts begin with.
    const NAME: &'static str;

    /// Deletes, and says how many keys it touched; nothing, if the operator may not.
    fn delete(&self, context: &Context, of: Self::Of) -> Option<Task<Answer<usize>>>;

    /// Asks how many keys that would touch, where it touches any; refused as the deletion would be.
    fn foretell(&self, _context: &Context, _of: Self::Of) -> Option<Task<Answer<usize>>> {
        None
    }

    /// Asks of what touches no keys only whether anything refuses it.
    fn allows(&self, _context: &Context, _of: Self::Of) -> Option<Task<Answer<()>>> {
        None
    }

    /// What may be done instead, where it is refused: it is the screen's to do.
    fn instead<'a>(
        &self,
        _context: &'a Context,
        _of: &Self::Of,
        _refusal: &operation::Error,
    ) -> Option<Cow<'a, str>> {
        None
    }
}

/// What the texts say of what is deleted.
#[derive(Debug, Clone, Default)]
pub struct Called {
    /// How it is called; nothing, where they are several.
    pub name: String,
    /// How many the question counts.
    pub count: usize,
}

/// What is being deleted.
pub struct Deletion<Of> {
    state: State<Of>,
    called: Called,
    /// Which question is the last: what was foretold of those before comes too late.
    asked: u64,
}

enum State<Of> {
    Nothing,
    /// What refuses it, and what it would do to keys, is said before it can be done: that is not known yet.
    Asked(Of),
    Foretold(Of, Option<usize>),
    /// It would not be done: why, and what may be done instead.
    Refused(Of, String, Option<String>),
    /// It is being done: what was begun is ended.
    Going(Of),
}

#[derive(Debug, Clone)]
pub enum Message {
    Foretold(u64, Answer<Option<usize>>),
    Stay,
    Go,
    /// What was refused is left, and what may be done instead is done.
    Instead,
    Deleted(Answer<usize>),
}

/// What the screen must know of it.
pub enum Outcome {
    Run(Action<Message>),
    /// It is done, and this is to be told.
    Deleted(String),
    /// It was refused, and something else is to be done: [`Kind::instead`].
    Instead,
}

impl<Of> Default for Deletion<Of> {
    fn default() -> Self {
        Deletion { state: State::Nothing, called: Called::default(), asked: 0 }
    }
}

impl<Of: Clone> Deletion<Of> {
    /// Asks whether something is to be deleted; not while something is.
    pub fn ask<K: Kind<Of = Of>>(
        &mut self,
        context: &Context,
        kind: &K,
        of: Of,
        called: Called,
    ) -> Action<Message> {
        if matches!(self.state, State::Going(_)) {
            return Action::None;
        }
        self.called = called;
        self.asked += 1;
        let asked = self.asked;
        let foretold = kind.foretell(context, of.clone());
        let foretold = foretold.map(|task| task.map(|answer| answer.map(Some)));
        let allowed =
            || kind.allows(context, of.clone()).map(|task| task.map(|answer| answer.map(|()| None)));
        let Some(task) = foretold.or_else(allowed) else {
            self.state = State::Foretold(of, None);
            return Action::None;
        };
        self.state = State::Asked(of);
        Action::Run(task.map(move |answer| Message::Foretold(asked, answer)))
    }

    /// What it is asked about, or what is being deleted.
    #[cfg(test)]
    const fn of(&self) -> Option<&Of> {
        match &self.state {
            State::Nothing => None,
            State::Asked(of) | State::Foretold(of, _) | State::Refused(of, ..) | State::Going(of) => Some(of),
        }
    }

    /// Takes what happened.
    pub fn update<K: Kind<Of = Of>>(&mut self, context: &Context, kind: &K, message: Message) -> Outcome {
        let state = std::mem::replace(&mut self.state, State::Nothing);
        Outcome::Run(match (message, state) {
            (Message::Foretold(asked, answer), State::Asked(of)) if asked == self.asked => match answer {
                Ok(keys) => {
                    self.state = State::Foretold(of, keys);
                    Action::None
                }
                Err(failure) if refuses(&failure) => {
                    let instead = kind.instead(context, &of, &failure).map(Cow::into_owned);
                    self.state = State::Refused(of, context.say().operation(&failure), instead);
                    Action::None
                }
                Err(failure) => Action::Fail(failure),
            },
            (Message::Instead, State::Refused(..)) => return Outcome::Instead,
            (Message::Go, State::Foretold(of, _)) => {
                let Some(task) = kind.delete(context, of.clone()) else {
                    return Outcome::Run(Action::None);
                };
                self.state = State::Going(of);
                Action::Run(task.map(Message::Deleted))
            }
            (Message::Stay, State::Nothing | State::Asked(_) | State::Foretold(..) | State::Refused(..)) => {
                Action::None
            }
            (Message::Deleted(Ok(keys)), _) => return Outcome::Deleted(told(context, &self.called, keys)),
            (Message::Deleted(Err(failure)), _) => Action::Fail(failure),
            (Message::Foretold(..) | Message::Stay | Message::Go | Message::Instead, state) => {
                self.state = state;
                Action::None
            }
        })
    }

    /// The dialog, if it is asked.
    pub fn view<'a, K: Kind<Of = Of>>(
        &self,
        context: &'a Context,
        is_live: bool,
    ) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let (name, count) = (self.called.name.as_str(), self.called.count);
        let title = words
            .with(&format!("{}-delete-title", K::NAME), [("name", name.into()), ("count", count.into())]);
        let keys: Option<Element<'a, ()>> = match &self.state {
            State::Nothing => return None,
            State::Asked(_) => Some(gauge::skeleton(1).into()),
            State::Foretold(_, None) => None,
            State::Refused(_, why, instead) => {
                let title = match name {
                    "" => words.with("deletion-refused-several", [("count", count.into())]),
                    name => words.with("deletion-refused", [("name", name.into())]),
                };
                return Some(refused(words, title, why, instead.as_deref(), is_live));
            }
            State::Foretold(_, Some(keys)) => {
                let said = words.with(&format!("{}-delete-keys", K::NAME), [("count", (*keys).into())]);
                Some(text::label(said).into())
            }
            State::Going(_) => {
                let asked = dialog(title, is_live)
                    .width(Width::Confirm)
                    .icon(Icon::Trash, Tone::Danger)
                    .body(gauge::working(words.get("deletion-going")))
                    .action(button(words.get("cancel")));
                return Some(asked.into());
            }
        };
        let may_go = matches!(self.state, State::Foretold(..));
        let question = Question {
            icon: Icon::Trash,
            tone: Tone::Danger,
            title,
            sentence: words.with(&format!("{}-delete-sentence", K::NAME), [("count", count.into())]),
            stay: words.get("cancel").into_owned(),
            go: words.get(&format!("{}-delete", K::NAME)).into_owned(),
            more: Some(column![].extend(keys).push(for_good(words)).spacing(space::SM).into()),
        };
        Some(confirm(question, Message::Stay, may_go.then_some(Message::Go), is_live))
    }
}

/// What is told when it is done: what went, and what became of how many keys.
pub fn told(context: &Context, called: &Called, keys: usize) -> String {
    match called.name.as_str() {
        "" => context.words.with("deleted-several", [("count", called.count.into())]),
        name => context.words.with("deleted", [("name", name.into()), ("count", keys.into())]),
    }
}

/// Whether that is why something will not be deleted, and not only why it could not be found out.
fn refuses(failure: &operation::Error) -> bool {
    matches!(
        failure,
        operation::Error::HoldsKey(..)
            | operation::Error::KeyIsOut(..)
            | operation::Error::HoldsPhone(..)
            | operation::Error::Oneself
            | operation::Error::LastAdministrator
            | operation::Error::Storage(
                StorageError::TimetableInUse(_) | StorageError::CalendarInUse | StorageError::Followed { .. }
            )
    )
}

/// That it cannot be deleted now, and why. The keyboard begins on the button that leaves everything as it is.
fn refused<'a>(
    words: &'a Words,
    title: String,
    why: &str,
    instead: Option<&str>,
    is_live: bool,
) -> Element<'a, Message> {
    let mut told = dialog(title, is_live)
        .subtitle(why.to_owned())
        .width(Width::Confirm)
        .icon(Icon::Trash, Tone::Neutral)
        .starts_at(CLOSE)
        .on_close(words.get("close"), Message::Stay)
        .action(button(words.get("close")).id(CLOSE).on_press(Message::Stay));
    if let Some(instead) = instead {
        told = told.action(button(instead.to_owned()).kind(Look::Danger).on_press(Message::Instead));
    }
    told.into()
}

const CLOSE: &str = "deletion-close";

/// No deletion is among what can be undone, and that is said before it is done.
pub fn for_good<'a, M: 'a>(words: &'a Words) -> Element<'a, M> {
    text::muted(words.get("deletion-for-good")).width(Fill).into()
}

/// The command that asks.
pub fn asking<K: Kind, M: Clone>(context: &Context, ask: Option<M>) -> Command<'_, M> {
    let label = context.words.get(&format!("{}-delete", K::NAME));
    command(label, Icon::Trash, ask).danger()
}

/// The same on a list, where a key asks it of the row.
pub fn asking_of_row<K: Kind, M: Clone>(context: &Context, ask: Option<M>) -> Command<'_, M> {
    asking::<K, M>(context, ask).keys(shortcut::DELETE, &context.words)
}

/// The button that asks, in the head of a record.
pub fn button_of<'a, K: Kind, M: Clone + 'a>(context: &'a Context, ask: M) -> Element<'a, M> {
    let label = context.words.get(&format!("{}-delete", K::NAME));
    button(label).icon(Icon::Trash).kind(Look::Danger).on_press(ask).into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::rehearsal::Rehearsal;

    /// Doors, by letter.
    struct Doors;

    impl Kind for Doors {
        type Of = char;

        const NAME: &'static str = "door";

        fn delete(&self, _: &Context, _: char) -> Option<Task<Answer<usize>>> {
            Some(Task::none())
        }

        fn foretell(&self, _: &Context, _: char) -> Option<Task<Answer<usize>>> {
            Some(Task::none())
        }
    }

    #[test]
    fn what_was_foretold_of_one_is_not_said_of_another_and_a_late_failure_ends_no_question() {
        let rehearsal = Rehearsal::at_desk().unwrap();
        let context = rehearsal.driver.state().desk().unwrap().context();
        let failure = || Err(Arc::new(operation::Error::BrokeOff));
        let not_deleted = || Err(Arc::new(operation::Error::BrokeOff));
        let mut deletion = Deletion::default();
        let ask = |deletion: &mut Deletion<char>, of| deletion.ask(context, &Doors, of, Called::default());
        let send = |deletion: &mut Deletion<char>, message| {
            let outcome = deletion.update(context, &Doors, message);
            matches!(outcome, Outcome::Run(Action::Fail(_)))
        };
        ask(&mut deletion, 'a');
        send(&mut deletion, Message::Stay);
        ask(&mut deletion, 'b');
        send(&mut deletion, Message::Foretold(1, Ok(Some(7))));
        assert!(matches!(deletion.state, State::Asked('b')), "that was of the first");
        assert!(!send(&mut deletion, Message::Foretold(1, failure())), "nobody asks any more");
        send(&mut deletion, Message::Foretold(2, Ok(Some(3))));
        assert!(matches!(deletion.state, State::Foretold('b', Some(3))));
        send(&mut deletion, Message::Foretold(1, failure()));
        send(&mut deletion, Message::Go);
        assert!(matches!(deletion.state, State::Going('b')));
        send(&mut deletion, Message::Foretold(1, failure()));
        ask(&mut deletion, 'c');
        assert!(matches!(deletion.state, State::Going('b')), "what was begun is ended first");
        assert!(send(&mut deletion, Message::Deleted(not_deleted())));
        assert!(deletion.of().is_none());
        ask(&mut deletion, 'c');
        assert!(send(&mut deletion, Message::Foretold(3, failure())), "of the present question it is told");
    }
}
