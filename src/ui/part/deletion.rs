//! Deleting: it is asked about, what it would do to keys is said where it does anything, and then it is done. Lists and
//! records say with a [`Kind`] what is deleted, and its texts say the rest.

use std::fmt::Debug;

use iced::widget::column;
use iced::{Fill, Task};

use super::confirm::{Question, confirm};
use crate::action::Action;
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind as Look, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::{Element, gauge, text};
use crate::words::Words;

/// What is deleted.
pub trait Kind {
    type Of: Clone + Debug + Send + 'static;

    /// What the names of its texts begin with.
    const NAME: &'static str;

    /// Deletes, and says how many it touched; nothing, if the operator may not.
    fn delete(&self, context: &Context, of: Self::Of) -> Option<Task<Answer<usize>>>;

    /// Asks how many keys that would touch, where that is said before.
    fn foretell(&self, _context: &Context, _of: Self::Of) -> Option<Task<Answer<usize>>> {
        None
    }
}

/// What is being deleted.
pub struct Deletion<Of> {
    state: State<Of>,
    /// Which question is the last: what was foretold of those before comes too late.
    asked: u64,
}

enum State<Of> {
    Nothing,
    Asked(Of),
    /// What it would do to keys is said before it can be done: as soon as that is known.
    Foretold(Of, Option<usize>),
    /// It is being done: what was begun is ended.
    Going(Of),
}

#[derive(Debug, Clone)]
pub enum Message {
    Foretold(u64, Answer<usize>),
    Stay,
    Go,
    Deleted(Answer<usize>),
}

/// What the screen must know of it.
pub enum Outcome {
    Run(Action<Message>),
    /// It is done, and this is to be told.
    Deleted(String),
}

impl<Of> Default for Deletion<Of> {
    fn default() -> Self {
        Deletion { state: State::Nothing, asked: 0 }
    }
}

impl<Of: Clone> Deletion<Of> {
    /// Asks whether something is to be deleted; not while something is.
    pub fn ask<K: Kind<Of = Of>>(&mut self, context: &Context, kind: &K, of: Of) -> Action<Message> {
        if matches!(self.state, State::Going(_)) {
            return Action::None;
        }
        self.asked += 1;
        let asked = self.asked;
        match kind.foretell(context, of.clone()) {
            Some(task) => {
                self.state = State::Foretold(of, None);
                Action::Run(task.map(move |answer| Message::Foretold(asked, answer)))
            }
            None => {
                self.state = State::Asked(of);
                Action::None
            }
        }
    }

    /// What it is asked about, or what is being deleted.
    pub const fn of(&self) -> Option<&Of> {
        match &self.state {
            State::Nothing => None,
            State::Asked(of) | State::Foretold(of, _) | State::Going(of) => Some(of),
        }
    }

    /// Takes what happened.
    pub fn update<K: Kind<Of = Of>>(&mut self, context: &Context, kind: &K, message: Message) -> Outcome {
        let state = std::mem::replace(&mut self.state, State::Nothing);
        Outcome::Run(match (message, state) {
            (Message::Foretold(asked, answer), State::Foretold(of, None)) if asked == self.asked => {
                match answer {
                    Ok(keys) => {
                        self.state = State::Foretold(of, Some(keys));
                        Action::None
                    }
                    Err(failure) => Action::Fail(failure),
                }
            }
            (Message::Go, State::Asked(of) | State::Foretold(of, Some(_))) => {
                let Some(task) = kind.delete(context, of.clone()) else {
                    return Outcome::Run(Action::None);
                };
                self.state = State::Going(of);
                Action::Run(task.map(Message::Deleted))
            }
            (Message::Stay, State::Nothing | State::Asked(_) | State::Foretold(..)) => Action::None,
            (Message::Deleted(Ok(count)), _) => {
                let told = context.words.with(&format!("{}-deleted", K::NAME), [("count", count.into())]);
                return Outcome::Deleted(told);
            }
            (Message::Deleted(Err(failure)), _) => Action::Fail(failure),
            (Message::Foretold(..) | Message::Stay | Message::Go, state) => {
                self.state = state;
                Action::None
            }
        })
    }

    /// The dialog, if it is asked. The texts say how it is called, or how many they are.
    pub fn view<'a, K: Kind<Of = Of>>(
        &self,
        context: &'a Context,
        name: &str,
        count: usize,
        is_live: bool,
    ) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let title = words
            .with(&format!("{}-delete-title", K::NAME), [("name", name.into()), ("count", count.into())]);
        let keys: Option<Element<'a, ()>> = match &self.state {
            State::Nothing => return None,
            State::Asked(_) => None,
            State::Foretold(_, None) => Some(gauge::skeleton(1).into()),
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
        let may_go = !matches!(self.state, State::Foretold(_, None));
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

    use keydesk::operation;

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
        let mut deletion = Deletion::default();
        let send = |deletion: &mut Deletion<char>, message| {
            let outcome = deletion.update(context, &Doors, message);
            matches!(outcome, Outcome::Run(Action::Fail(_)))
        };
        deletion.ask(context, &Doors, 'a');
        send(&mut deletion, Message::Stay);
        deletion.ask(context, &Doors, 'b');
        send(&mut deletion, Message::Foretold(1, Ok(7)));
        assert!(matches!(deletion.state, State::Foretold('b', None)), "that was of the first");
        assert!(!send(&mut deletion, Message::Foretold(1, failure())), "nobody asks any more");
        send(&mut deletion, Message::Foretold(2, Ok(3)));
        assert!(matches!(deletion.state, State::Foretold('b', Some(3))));
        send(&mut deletion, Message::Foretold(1, failure()));
        send(&mut deletion, Message::Go);
        assert!(matches!(deletion.state, State::Going('b')));
        send(&mut deletion, Message::Foretold(1, failure()));
        deletion.ask(context, &Doors, 'c');
        assert!(matches!(deletion.state, State::Going('b')), "what was begun is ended first");
        assert!(send(&mut deletion, Message::Deleted(failure())));
        assert!(deletion.of().is_none());
        deletion.ask(context, &Doors, 'c');
        assert!(send(&mut deletion, Message::Foretold(3, failure())), "of the present question it is told");
    }
}
