//! The information screen of a record: it is read, typed into, saved and deleted. What a record is, a [`Source`] says;
//! with [`Panels`] it says besides how its fields look and what is done to them.

use std::fmt::Debug;
use std::sync::Arc;

use iced::Task;

use super::Screen;
use crate::action::Action;
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::part::deletion::{self, Deletion, Kind, Outcome};
use crate::part::record::{self, Editing, Note, Shape, Source};
use crate::widget::Element;

/// How a record's fields look, and what is done to them.
pub trait Panels: Source {
    /// What is done to its fields.
    type Change: Clone + Debug + Send + 'static;
    type Deleting: Kind<Of = Self::Id>;

    /// Whether its panels are as wide as the page, rather than in two columns.
    const IS_WIDE: bool = false;

    /// The record, if the operator may see such.
    fn of(context: &Context) -> Option<Self>;

    /// What a new one begins with; nothing, if the operator may not add one.
    fn blank(&self, context: &Context) -> Option<Task<Answer<Arc<record::Blank<Self>>>>>;

    /// The right to delete it, if the operator holds it.
    fn deleting(&self) -> Option<&Self::Deleting>;

    /// How many are told of in the question before it is deleted.
    fn in_question(_page: &Self::Page) -> usize {
        1
    }

    /// Changes what is typed.
    fn change(context: &Context, form: &mut Self::Form, change: Self::Change);

    /// What a save would do.
    fn note<'a>(context: &'a Context, fields: &Fields<'a, Self>) -> Note<'a>;

    /// Its fields.
    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Self::Change>>;
}

/// The record as it is to be shown.
pub struct Fields<'a, S: Source> {
    pub context: &'a Context,
    pub form: &'a S::Form,
    pub record: &'a Editing<S>,
}

/// The information screen of a record, or of a new one.
pub struct Information<P: Panels> {
    record: Editing<P>,
    deletion: Deletion<P::Id>,
}

#[derive(Debug, Clone)]
pub enum Message<Record, Change> {
    Record(Record),
    Changed(Change),
    AskToDelete,
    Deletion(deletion::Message),
}

type MessageOf<P> = Message<record::MessageOf<P>, <P as Panels>::Change>;

impl<P: Panels> Information<P> {
    /// Opens the screen of a record.
    pub fn open(context: &Context, id: P::Id) -> Option<(Self, Task<MessageOf<P>>)> {
        Some(Self::of(Editing::open(context, P::of(context)?, id)))
    }

    /// Opens the screen of a new one.
    pub fn open_new(context: &Context) -> Option<(Self, Task<MessageOf<P>>)> {
        let source = P::of(context)?;
        let blank = source.blank(context)?;
        Some(Self::of(Editing::open_new(context, source, blank)))
    }

    fn of((record, task): (Editing<P>, Task<record::MessageOf<P>>)) -> (Self, Task<MessageOf<P>>) {
        (Information { record, deletion: Deletion::default() }, task.map(Message::Record))
    }

    /// The one that may be deleted, and by which right.
    fn deletable(&self) -> Option<(P::Id, &P::Deleting)> {
        self.record.page().map(P::id).zip(self.record.source.deleting())
    }
}

impl<P: Panels> Screen for Information<P> {
    type Message = MessageOf<P>;

    fn update(&mut self, context: &Context, message: MessageOf<P>) -> Action<MessageOf<P>> {
        match message {
            Message::Record(message) => self.record.update(context, message).map(Message::Record),
            Message::Changed(change) => {
                self.record.change(|form| P::change(context, form, change));
                Action::None
            }
            Message::AskToDelete => {
                let Some(id) = self.deletable().map(|(id, _)| id) else {
                    return Action::None;
                };
                let kind = self.record.source.deleting();
                kind.map_or(Action::None, |kind| self.deletion.ask(context, kind, id).map(Message::Deletion))
            }
            Message::Deletion(message) => {
                let Some(kind) = self.record.source.deleting() else {
                    return Action::None;
                };
                match self.deletion.update(context, kind, message) {
                    Outcome::Run(action) => action.map(Message::Deletion),
                    Outcome::Deleted(told) => self.record.deleted(told),
                }
            }
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, MessageOf<P>> {
        let Some(form) = self.record.form() else {
            return self.record.absent(context, Message::Record);
        };
        let fields = Fields { context, form, record: &self.record };
        let mut record = self.record.frame(context, P::note(context, &fields), Message::Record);
        if self.deletable().is_some() {
            record.actions.push(deletion::button_of::<P::Deleting, _>(context, Message::AskToDelete));
        }
        record.panels = P::panels(&fields).into_iter().map(|panel| panel.map(Message::Changed)).collect();
        if P::IS_WIDE {
            record.shape = Shape::Wide;
        }
        record.beside = self.record.related(context, Message::Record);
        record.view(&context.words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, MessageOf<P>>> {
        if let Some(chosen) = self.record.layer(context, is_live, Message::Record) {
            return Some(chosen);
        }
        let page = self.record.page()?;
        let name = P::named(page).map(|(name, ..)| name).unwrap_or_default();
        let asked = self.deletion.view::<P::Deleting>(context, name, P::in_question(page), is_live)?;
        Some(asked.map(Message::Deletion))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, MessageOf<P>>> {
        let delete = self.deletable().map(|_| Message::AskToDelete);
        let mut commands = self.record.commands(context, Message::Record);
        commands.push(deletion::asking::<P::Deleting, _>(context, delete));
        commands.extend(self.record.related_commands(context, Message::Record));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<MessageOf<P>> {
        self.record.refresh(context).map(Message::Record)
    }

    fn name(&self) -> Option<&str> {
        self.record.name()
    }

    fn is_changed(&self) -> bool {
        self.record.is_changed()
    }

    fn save(&mut self, context: &Context) -> Action<MessageOf<P>> {
        self.record.save(context).map(Message::Record)
    }
}
