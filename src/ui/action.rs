//! What screens ask of the window.

use keydesk::domain::desktop_reader::Format;
use keydesk::domain::group::GroupId;
use keydesk::domain::user::UserId;
use keydesk::operation::undo;

use crate::context::Failure;
use crate::memory::ListHabits;
use crate::place::{Entry, Place};
use crate::theme::Tone;
use crate::widget::table::Density;
use crate::widget::task::Task;

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
    /// Tell the operator in passing, and offer what can be done about it.
    TellWith(Tone, String, Vec<Act>),
    /// Tell the operator what went wrong.
    Fail(Failure),
    /// What was changed is saved. The screen says so itself; this is told where it is left with that.
    Saved(Option<String>),
    /// What was changed could not be saved; the screen says why.
    NotSaved,
    /// Something that it shows was changed from here past its form: it is read again, whatever is typed.
    Changed,
    /// Write a key.
    Encode(Order),
    /// Lock the screen, and show how the update point at this encoder stands to whoever comes with a key.
    ShowPoint(String),
    /// Remember how the list of an entry is used.
    Remember(Entry, ListHabits),
    /// Make rows so high from now on.
    Space(Density),
    /// Type keys in this form from now on.
    TypeAs(Format),
    /// Ask whether a save is to be undone, with what that would come to.
    AskToUndo(undo::Save),
    /// Several of these.
    All(Vec<Action<Message>>),
}

impl<Message: Send + 'static> Action<Message> {
    /// The same as somebody else's message.
    pub fn map<Other: Send + 'static>(
        self,
        map: impl Fn(Message) -> Other + Clone + Send + 'static,
    ) -> Action<Other> {
        match self {
            Action::None => Action::None,
            Action::Run(task) => Action::Run(task.map(map)),
            Action::Go(place) => Action::Go(place),
            Action::Replace(place) => Action::Replace(place),
            Action::Back => Action::Back,
            Action::Tell(tone, text) => Action::Tell(tone, text),
            Action::TellWith(tone, text, acts) => Action::TellWith(tone, text, acts),
            Action::Fail(failure) => Action::Fail(failure),
            Action::Saved(told) => Action::Saved(told),
            Action::NotSaved => Action::NotSaved,
            Action::Changed => Action::Changed,
            Action::Encode(order) => Action::Encode(order),
            Action::ShowPoint(encoder) => Action::ShowPoint(encoder),
            Action::Remember(entry, habits) => Action::Remember(entry, habits),
            Action::Space(density) => Action::Space(density),
            Action::TypeAs(format) => Action::TypeAs(format),
            Action::AskToUndo(save) => Action::AskToUndo(save),
            Action::All(actions) => {
                Action::All(actions.into_iter().map(|action| action.map(map.clone())).collect())
            }
        }
    }
}

/// What can be done about what is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Write the key that it is about.
    Encode(Order),
    /// Undo what was saved, as long as that would be done.
    Undo(undo::Of),
    /// Add an operator to a group.
    AddOperator(GroupId),
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
