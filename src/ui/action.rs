//! What screens ask of the window.

use iced::Task;
use keydesk::domain::user::UserId;

use crate::context::Failure;
use crate::place::Place;
use crate::theme::Tone;

/// What a screen asks of the window.
#[derive(Debug)]
pub enum Action<Message> {
    None,
    Run(Task<Message>),
    /// Show something else.
    Go(Place),
    /// Show something else in place of this.
    Replace(Place),
    /// Go back to where one came from.
    Back,
    /// Tell the operator in passing.
    Tell(Tone, String),
    /// Tell the operator in passing of a key that is to be written, and lead there.
    TellOf(Tone, String, Order),
    /// Tell the operator what went wrong.
    Fail(Failure),
    /// What was changed is saved.
    Saved,
    /// What was changed could not be saved; the screen says why.
    NotSaved,
    /// Something that it shows was changed from here past its form: it is read again, whatever is typed.
    Changed,
    /// Write a key.
    Encode(Order),
    /// Several of these.
    All(Vec<Action<Message>>),
}

impl<Message: Send + 'static> Action<Message> {
    /// The same as somebody else's message.
    pub fn map<Other: Send + 'static>(self, map: fn(Message) -> Other) -> Action<Other> {
        match self {
            Action::None => Action::None,
            Action::Run(task) => Action::Run(task.map(map)),
            Action::Go(place) => Action::Go(place),
            Action::Replace(place) => Action::Replace(place),
            Action::Back => Action::Back,
            Action::Tell(tone, text) => Action::Tell(tone, text),
            Action::TellOf(tone, text, order) => Action::TellOf(tone, text, order),
            Action::Fail(failure) => Action::Fail(failure),
            Action::Saved => Action::Saved,
            Action::NotSaved => Action::NotSaved,
            Action::Changed => Action::Changed,
            Action::Encode(order) => Action::Encode(order),
            Action::All(actions) => Action::All(actions.into_iter().map(|action| action.map(map)).collect()),
        }
    }
}

/// Somebody who is shown, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    pub id: UserId,
    pub name: &'a str,
}

/// A key that is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// A person's first key.
    Assign(UserId),
    /// A person's key, brought up to date.
    Update(UserId),
    /// Whatever key lies there, brought up to date at once.
    UpdateAny,
    /// The key of this person, which lies there and was shown, brought up to date at once.
    UpdateLaid(UserId),
}
