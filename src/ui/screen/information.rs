//! The information screen of a record: it is read, typed into, saved and deleted. What a record is, a [`Source`] says;
//! with [`Panels`] it says besides how its fields look and what is done to them.

use std::fmt::Debug;
use std::sync::Arc;

use super::Screen;
use super::listing::trail_command;
use crate::action::Action;
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::part::deletion::{self, Called, Deletion, Kind, Outcome};
use crate::part::record::{self, Editing, Note, Shape, Source};
use crate::place::Place;
use crate::widget::task::Task;
use crate::widget::{Element, focus};

/// How a record's fields look, and what is done to them.
pub trait Panels: Source {
    /// What is done to its fields.
    type Change: Clone + Debug + Send + 'static;
    type Deleting: Kind<Of = Self::Id>;

    /// Whether keys follow from its fields: what a save would do to them is asked with each change.
    const TOUCHES_KEYS: bool = false;

    /// Whether its panels are as wide as the page, rather than in two columns.
    const IS_WIDE: bool = false;

    /// The record, if the operator may see such.
    fn of(context: &Context) -> Option<Self>;

    /// What a new one begins with; nothing, if the operator may not add one.
    fn blank(&self, context: &Context) -> Option<Task<Answer<Arc<record::Blank<Self>>>>>;

    /// The right to delete it, if the operator holds it.
    fn deleting(&self) -> Option<&Self::Deleting>;

    /// Whether it may be deleted by who holds that right.
    fn may_delete(_page: &Self::Page) -> bool {
        true
    }

    /// How many are told of in the question before it is deleted.
    fn in_question(_page: &Self::Page) -> usize {
        1
    }

    /// Where it is shown what happened there; nothing, where nothing can, or the operator may not see it.
    fn trail(&self, _id: Self::Id) -> Option<Place> {
        None
    }

    /// Changes what is typed. What takes longer comes home as another change.
    fn change(context: &Context, form: &mut Self::Form, change: Self::Change) -> Task<Self::Change>;

    /// What is asked over its fields.
    fn layer<'a>(
        _context: &'a Context,
        _form: &'a Self::Form,
        _is_live: bool,
    ) -> Option<Element<'a, Self::Change>> {
        None
    }

    /// The field that has the keyboard after a change: of what was added, or of what is to be set right. The form is
    /// as it is then.
    fn reached_by(_form: &Self::Form, _change: &Self::Change) -> Option<String> {
        None
    }

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
    ShowTrail,
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

    /// Where it is shown what happened there.
    fn trail(&self) -> Option<Place> {
        self.record.page().map(P::id).and_then(|id| self.record.source.trail(id))
    }

    /// The one that may be deleted, and by which right.
    fn deletable(&self) -> Option<(P::Id, &P::Deleting)> {
        let page = self.record.page().filter(|page| P::may_delete(page));
        page.map(P::id).zip(self.record.source.deleting())
    }
}

impl<P: Panels> Screen for Information<P> {
    type Message = MessageOf<P>;

    fn update(&mut self, context: &Context, message: MessageOf<P>) -> Action<MessageOf<P>> {
        match message {
            Message::Record(message) => self.record.update(context, message).map(Message::Record),
            Message::Changed(change) => {
                let draft = |record: &Editing<P>| record.form().map(|form| P::draft(form).clone());
                let before = P::TOUCHES_KEYS.then(|| draft(&self.record)).flatten();
                let made = change.clone();
                let mut going = Task::none();
                self.record.change(|form| going = P::change(context, form, change));
                let reached = self.record.form().and_then(|form| P::reached_by(form, &made));
                let reached = reached.map_or_else(Task::none, focus::to);
                let going = Action::Run(Task::batch([going.map(Message::Changed), reached]));
                // What is only shown otherwise touches no key.
                if P::TOUCHES_KEYS && before != draft(&self.record) {
                    Action::All(vec![going, self.record.foretell(context).map(Message::Record)])
                } else {
                    going
                }
            }
            Message::ShowTrail => self.trail().map_or(Action::None, Action::Go),
            Message::AskToDelete => {
                let Some(id) = self.deletable().map(|(id, _)| id) else {
                    return Action::None;
                };
                let kind = self.record.source.deleting();
                let called = self.record.page().map(|page| {
                    let name = P::named(page).map(|(name, ..)| name.to_owned());
                    Called { name: name.unwrap_or_default(), count: P::in_question(page) }
                });
                let called = called.unwrap_or_default();
                kind.map_or(Action::None, |kind| {
                    self.deletion.ask(context, kind, id, called).map(Message::Deletion)
                })
            }
            Message::Deletion(message) => {
                let Some(kind) = self.record.source.deleting() else {
                    return Action::None;
                };
                match self.deletion.update(context, kind, message) {
                    Outcome::Run(action) => action.map(Message::Deletion),
                    Outcome::Deleted(told) => self.record.deleted(told),
                    // Nothing else may be done in its place.
                    Outcome::Instead => Action::None,
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
        if self.trail().is_some() {
            record.actions.push(trail_command(context, Some(Message::ShowTrail)).button().into());
        }
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
        if let Some(asked) = self.record.form().and_then(|form| P::layer(context, form, is_live)) {
            return Some(asked.map(Message::Changed));
        }
        let asked = self.deletion.view::<P::Deleting>(context, is_live)?;
        Some(asked.map(Message::Deletion))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, MessageOf<P>>> {
        let delete = self.deletable().map(|_| Message::AskToDelete);
        let mut commands = self.record.commands(context, Message::Record);
        commands.extend(self.trail().map(|_| trail_command(context, Some(Message::ShowTrail))));
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

#[cfg(test)]
mod tests {
    use keydesk::domain::named::Field;
    use keydesk::domain::user::{Limit, UserId};
    use keydesk::operation::users::Impact;
    use keydesk::operation::{self, Related, doors};

    use super::*;
    use crate::part::record::Message as Of;
    use crate::part::relation;
    use crate::rehearsal::Rehearsal;
    use crate::screen::access_points::doors::{Door, Kind};
    use crate::screen::named::{Change, May, PageOf, Thing};

    type Page = PageOf<Kind>;
    type Message = MessageOf<May<Kind>>;

    /// The screen of a door, given the answers to what it asks.
    struct Opened {
        rehearsal: Rehearsal,
        door: Door,
        page: Page,
    }

    impl Opened {
        fn context(&self) -> &Context {
            self.rehearsal.driver.state().desk().unwrap().context()
        }

        fn new() -> Opened {
            let rehearsal = Rehearsal::at_desk().unwrap();
            let context = rehearsal.driver.state().desk().unwrap().context();
            let view = context.may().unwrap();
            let id = doors::list(&context.console, &view).unwrap()[0].id;
            let page = doors::open(&context.console, &view, id).unwrap();
            let (door, _) = Door::open(context, id).unwrap();
            Opened { rehearsal, door, page }
        }

        fn send(&mut self, message: Message) -> Action<Message> {
            let context = self.rehearsal.driver.state().desk().unwrap().context();
            self.door.update(context, message)
        }

        fn loaded(&mut self, asked: u64) {
            let view = self.context().may().unwrap();
            let console = &self.context().console;
            let choices = (doors::choices(console, &view).unwrap(), doors::offered(console, &view).unwrap());
            let known = Arc::new((self.page.clone(), choices));
            self.send(Message::Record(Of::Loaded(asked, Ok(known))));
        }

        fn related(&mut self, message: relation::Message) -> Action<Message> {
            self.send(Message::Record(Of::Related((0, message))))
        }

        fn people_loaded(&mut self, asked: u64) {
            self.related(relation::Message::Loaded(asked, Ok(Arc::new(relation::Saved::of(vec![ana()], 2)))));
            self.others_loaded(asked);
        }

        fn others_loaded(&mut self, asked: u64) {
            let loaded = relation::Message::Loaded(asked, Ok(Arc::default()));
            for other in 1..=10 {
                self.send(Message::Record(Of::Related((other, loaded.clone()))));
            }
        }

        fn people_failed(&mut self, asked: u64) {
            let failure = Err(Arc::new(operation::Error::BrokeOff));
            let action = self.related(relation::Message::Loaded(asked, failure));
            let failed = |action: &Action<Message>| match action {
                Action::All(actions) => actions.iter().any(|it| matches!(it, Action::Fail(_))),
                action => matches!(action, Action::Fail(_)),
            };
            assert!(failed(&action));
            self.others_loaded(asked);
        }

        /// How many people the door would have, if that is known.
        fn people(&self) -> Option<usize> {
            self.door.record.relation(0).and_then(relation::Panel::count)
        }

        /// Says how much is read again.
        fn refresh(&mut self) -> usize {
            let context = self.rehearsal.driver.state().desk().unwrap().context();
            if let Action::Run(task) = self.door.refresh(context) { task.units() } else { 0 }
        }

        fn begins_to_save(&mut self) {
            self.send(Message::Changed(typed("East")));
            self.send(Message::Record(Of::Save));
            assert!(self.door.record.is_saving());
        }
    }

    fn typed(description: &str) -> Change<<Kind as Thing>::OwnChange> {
        Change::Typed(Field::Description, description.into())
    }

    fn ana() -> relation::Row {
        let (name, detail) = ("Ana".to_owned(), String::new());
        Related { id: UserId(1), name, detail, limit: Limit::ALWAYS, timetable: None, may_change: true }
            .into()
    }

    #[test]
    fn the_people_of_a_door_that_is_being_changed_are_not_forgotten_to_be_read() {
        let mut opened = Opened::new();
        opened.loaded(1);
        opened.send(Message::Changed(typed("East")));
        assert_eq!(
            opened.refresh(),
            21,
            "the door, its people, levels, zones, all who can open it, outputs, locations, functions, four kinds of areas; and what there is of each but people"
        );
        opened.people_loaded(1);
        assert!(opened.people().is_none(), "that was of the question before");
        opened.people_loaded(2);
        assert!(opened.people().is_some());
        assert!(opened.door.is_changed(), "what is typed stays");
    }

    #[test]
    fn people_who_could_not_be_read_are_asked_for_again() {
        let mut opened = Opened::new();
        opened.loaded(1);
        opened.people_failed(1);
        assert!(opened.door.record.relation(0).is_some_and(relation::Panel::is_lost));
        opened.related(relation::Message::ReadAgain);
        opened.people_loaded(2);
        assert!(opened.people().is_some());
    }

    #[test]
    fn a_door_is_settled_when_all_of_it_was_read_again() {
        for people_come_first in [false, true] {
            let mut opened = Opened::new();
            opened.loaded(1);
            opened.people_loaded(1);
            opened.begins_to_save();
            opened.send(Message::Record(Of::Saved(Ok((opened.page.id, Impact::default())))));
            opened.page.draft.description = "East".into();
            if people_come_first {
                opened.people_loaded(2);
            } else {
                opened.loaded(2);
            }
            assert!(!opened.door.record.is_idle(), "the rest is still as it was");
            opened.related(relation::Message::Add);
            if people_come_first {
                opened.loaded(2);
            } else {
                opened.people_failed(2);
            }
            assert!(opened.door.record.is_idle());
            assert_eq!(opened.people().is_some(), people_come_first, "nobody knows who has it");
        }
    }

    #[test]
    fn what_was_read_before_ends_no_save() {
        let mut opened = Opened::new();
        opened.loaded(1);
        opened.people_loaded(1);
        opened.refresh();
        opened.begins_to_save();
        opened.loaded(2);
        opened.people_loaded(2);
        assert!(opened.door.record.is_saving(), "it would be saved twice");
    }

    #[test]
    fn whom_others_took_off_meanwhile_is_not_counted_as_taken_off() {
        let mut opened = Opened::new();
        opened.loaded(1);
        opened.people_loaded(1);
        opened.refresh();
        let first = crate::widget::table::Op::Only(0);
        let select = relation::Message::Table(crate::widget::table::Event::Select(first));
        for message in [select, relation::Message::Remove] {
            opened.related(message);
        }
        assert!(opened.door.is_changed());
        opened.related(relation::Message::Loaded(2, Ok(Arc::new(relation::Saved::of(Vec::new(), 2)))));
        assert!(!opened.door.is_changed());
        assert_eq!(opened.people(), Some(2));
    }
}
