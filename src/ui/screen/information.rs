//! The information screen of a record that has nothing but fields: it is read, typed into, saved and deleted. An entry
//! says with [`Plain`] what is its own.

use std::fmt::Debug;
use std::sync::Arc;

use iced::Task;
use keydesk::domain::moment::Moment;
use keydesk::operation::{self, Page};

use super::Screen;
use crate::action::Action;
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::{self, Deletion, Kind, Outcome};
use crate::part::record::{self, Editing, Note, Read, Source};
use crate::place::Place;
use crate::widget::Element;
use crate::widget::field::Field;

/// What a record is, with what the operator may do to it.
pub trait Plain: Sized + 'static {
    type Id: Copy + Debug + Send + Sync + 'static;
    type Draft: Clone + Default + PartialEq + Debug + Send + Sync + 'static;
    type Field: Copy + PartialEq + Debug + 'static;
    type Fault: Copy + 'static;
    /// What is typed and no part of the draft yet.
    type Typing: Default + 'static;
    /// What is done to its fields.
    type Change: Clone + Debug + Send + 'static;
    type Deleting: Kind<Of = Self::Id>;

    /// What the names of its texts begin with.
    const NAME: &'static str;
    const ICON: Icon;
    /// Where the keyboard goes in a new one.
    const FIRST: Self::Field;
    /// The text that says what a save would do.
    const NOTE: &'static str;

    /// The record, if the operator may see such.
    fn of(context: &Context) -> Option<Self>;

    /// Whether a new one may be added.
    fn may_add(&self) -> bool;

    /// Whether one that is there may be changed.
    fn may_modify(&self) -> bool;

    /// The right to delete it, if the operator holds it.
    fn deleting(&self) -> Option<&Self::Deleting>;

    /// Reads one.
    fn open(&self, context: &Context, id: Self::Id) -> Task<Answer<PageOf<Self>>>;

    /// Adds one; nothing, if the operator may not.
    fn add(&self, context: &Context, draft: Self::Draft) -> Option<Task<Answer<Self::Id>>>;

    /// Saves one; nothing, if the operator may not.
    fn save(&self, context: &Context, page: &PageOf<Self>, draft: Self::Draft) -> Option<Task<Answer<()>>>;

    /// What can be said of a form before it is sent.
    fn check(draft: &Self::Draft) -> Vec<(Self::Field, Self::Fault)>;

    /// What is wrong with fields, if that is why it was not saved.
    fn faults(error: &operation::Error) -> Option<&[(Self::Field, Self::Fault)]>;

    fn say(context: &Context, fault: Self::Fault) -> String;

    fn name(draft: &Self::Draft) -> &str;

    /// Where one is shown.
    fn place(id: Self::Id) -> Place;

    /// Changes what is typed.
    fn change(context: &Context, draft: &mut Self::Draft, typing: &mut Self::Typing, change: Self::Change);

    /// Its fields.
    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Self::Change>>;
}

/// What is read of one that is there.
pub type PageOf<P> = Page<<P as Plain>::Id, <P as Plain>::Draft>;

/// What is typed.
pub struct Form<P: Plain> {
    draft: P::Draft,
    typing: P::Typing,
}

/// The fields of a record, as they are to be shown.
pub struct Fields<'a, P: Plain> {
    pub context: &'a Context,
    pub draft: &'a P::Draft,
    pub typing: &'a P::Typing,
    record: &'a Editing<Of<P>>,
}

impl<'a, P: Plain> Fields<'a, P> {
    /// A field with a text.
    pub fn text(
        &self,
        label: &'static str,
        of: P::Field,
        value: &'a str,
        changed: impl Fn(String) -> P::Change + 'a,
    ) -> Field<'a, P::Change> {
        self.record.field(self.context, label, of, value, move |_, typed| changed(typed))
    }

    /// Whether they may be changed now.
    pub fn may_edit(&self) -> bool {
        self.record.may_edit()
    }

    /// What is wrong with a field.
    pub fn fault(&self, of: P::Field) -> Option<String> {
        self.record.fault(self.context, of)
    }
}

/// What a record is, as [`Editing`] asks for it.
pub struct Of<P>(P);

impl<P: Plain> Source for Of<P> {
    type Id = P::Id;
    type Page = PageOf<P>;
    type Draft = P::Draft;
    type Choices = ();
    type Beside = ();
    type Form = Form<P>;
    type Impact = ();
    type Field = P::Field;
    type Fault = P::Fault;

    const NAME: &'static str = P::NAME;
    const ICON: Icon = P::ICON;
    const FIRST: P::Field = P::FIRST;

    fn may_add(&self) -> bool {
        self.0.may_add()
    }

    fn may_modify(&self) -> bool {
        self.0.may_modify()
    }

    fn open(&self, context: &Context, id: P::Id) -> Task<Answer<Arc<(PageOf<P>, ())>>> {
        self.0.open(context, id).map(|answer| answer.map(|page| Arc::new((page, ()))))
    }

    fn add(&self, context: &Context, form: &Form<P>) -> Option<Task<Answer<P::Id>>> {
        self.0.add(context, form.draft.clone())
    }

    fn save(&self, context: &Context, page: &PageOf<P>, form: &Form<P>) -> Option<Task<Answer<()>>> {
        self.0.save(context, page, form.draft.clone())
    }

    fn id(page: &PageOf<P>) -> P::Id {
        page.id
    }

    fn original(page: &PageOf<P>) -> &P::Draft {
        &page.draft
    }

    fn accept(page: &mut PageOf<P>, form: &mut Form<P>) {
        page.draft.clone_from(&form.draft);
    }

    fn form(_context: &Context, read: &Read<'_, Self>, _before: Option<&Form<P>>) -> Form<P> {
        Form { draft: read.draft.clone(), typing: P::Typing::default() }
    }

    fn draft(form: &Form<P>) -> &P::Draft {
        &form.draft
    }

    fn check(&self, _read: &Read<'_, Self>, form: &Form<P>) -> Vec<(P::Field, P::Fault)> {
        P::check(&form.draft)
    }

    fn faults(error: &operation::Error) -> Option<&[(P::Field, P::Fault)]> {
        P::faults(error)
    }

    fn say(context: &Context, _field: P::Field, fault: P::Fault) -> String {
        P::say(context, fault)
    }

    fn named(page: &PageOf<P>) -> Option<(&str, Moment, &str)> {
        Some((P::name(&page.draft), page.changed_at, &page.changed_by))
    }

    fn place(id: P::Id) -> Place {
        P::place(id)
    }
}

/// The information screen of a record, or of a new one.
pub struct Information<P: Plain> {
    record: Editing<Of<P>>,
    deletion: Deletion<P::Id>,
}

#[derive(Debug, Clone)]
pub enum Message<Record, Change> {
    Record(Record),
    Changed(Change),
    AskToDelete,
    Deletion(deletion::Message),
}

type MessageOf<P> = Message<record::MessageOf<Of<P>>, <P as Plain>::Change>;

impl<P: Plain> Information<P> {
    /// Opens the screen of a record.
    pub fn open(context: &Context, id: P::Id) -> Option<(Self, Task<MessageOf<P>>)> {
        Some(Self::of(Editing::open(context, Of(P::of(context)?), id)))
    }

    /// Opens the screen of a new one.
    pub fn open_new(context: &Context) -> Option<(Self, Task<MessageOf<P>>)> {
        let source = P::of(context).filter(P::may_add)?;
        Some(Self::of(Editing::open_new(Of(source), Task::done(Ok(Arc::default())))))
    }

    fn of((record, task): (Editing<Of<P>>, Task<record::MessageOf<Of<P>>>)) -> (Self, Task<MessageOf<P>>) {
        (Information { record, deletion: Deletion::default() }, task.map(Message::Record))
    }

    /// The one that may be deleted, and by which right.
    fn deletable(&self) -> Option<(P::Id, &P::Deleting)> {
        Some((self.record.page()?.id, self.record.source.0.deleting()?))
    }
}

impl<P: Plain> Screen for Information<P> {
    type Message = MessageOf<P>;

    fn update(&mut self, context: &Context, message: MessageOf<P>) -> Action<MessageOf<P>> {
        match message {
            Message::Record(message) => self.record.update(context, message).map(Message::Record),
            Message::Changed(change) => {
                self.record.change(|form| P::change(context, &mut form.draft, &mut form.typing, change));
                Action::None
            }
            Message::AskToDelete => {
                let (Some(id), Some(kind)) =
                    (self.record.page().map(|page| page.id), self.record.source.0.deleting())
                else {
                    return Action::None;
                };
                self.deletion.ask(context, kind, id).map(Message::Deletion)
            }
            Message::Deletion(message) => {
                let Some(kind) = self.record.source.0.deleting() else {
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
        let words = &context.words;
        let Some((_, form)) = self.record.opened() else {
            return self.record.absent(context, Message::Record);
        };
        let note = Note::Plain(words.get(P::NOTE));
        let mut record = self.record.frame(context, note, Message::Record);
        if self.deletable().is_some() {
            record.actions.push(deletion::button_of::<P::Deleting, _>(context, Message::AskToDelete));
        }
        let Form { draft, typing } = form;
        let panels = P::panels(&Fields { context, draft, typing, record: &self.record });
        record.panels = panels.into_iter().map(|panel| panel.map(Message::Changed)).collect();
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, MessageOf<P>>> {
        let name = self.record.page().map(|page| P::name(&page.draft)).unwrap_or_default();
        Some(self.deletion.view::<P::Deleting>(context, name, 1, is_live)?.map(Message::Deletion))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, MessageOf<P>>> {
        let delete = self.deletable().map(|_| Message::AskToDelete);
        let mut commands = self.record.commands(context, Message::Record);
        commands.push(deletion::asking::<P::Deleting, _>(context, delete));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<MessageOf<P>> {
        self.record.refresh(context).map(Message::Record)
    }

    fn is_changed(&self) -> bool {
        self.record.is_changed()
    }

    fn save(&mut self, context: &Context) -> Action<MessageOf<P>> {
        self.record.save(context).map(Message::Record)
    }
}
