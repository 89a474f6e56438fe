//! Door information: the fields that a key needs, and who has a right to it.

use std::sync::Arc;

use iced::Task;
use iced::widget::column;
use keydesk::domain::door::{self, DoorId, Draft, Fault, Faults, Field};
use keydesk::domain::moment::Moment;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{
    DoorsAddDelete, DoorsModify, DoorsModifyAccess, DoorsView, UserAccessLevelsModify, UserAccessLevelsView,
    UsersModify, UsersView,
};
use keydesk::domain::user::UserId;
use keydesk::operation::doors::{self, Choices, Impact, Page};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::undo;
use keydesk::operation::{self, Foretold, Giving, user_access_levels};
use keydesk::session::Permit;

use super::doors::Deleting;
use crate::action::{Act, Action};
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::{self, Deletion};
use crate::part::record::{self, Editing, Note, Read, Saved, Source, Told};
use crate::part::relation::{PEOPLE, Relation, USER_ACCESS_LEVELS};
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::space;
use crate::widget::{Element, form, surface, text};

/// The screen of a door, or of a new one.
pub struct Door {
    record: Editing<Subject>,
    deletion: Deletion<DoorId>,
}

/// What the operator may do with doors.
pub struct Subject {
    view: Permit<DoorsView>,
    modify: Option<Permit<DoorsModify>>,
    deleting: Deleting,
    users: Option<Permit<UsersView>>,
    /// The rights to give doors to people: over both ends.
    access: Option<Permit<DoorsModifyAccess>>,
    people: Option<Permit<UsersModify>>,
    /// The right to see access levels, and to change what they give.
    levels: (Option<Permit<UserAccessLevelsView>>, Option<Permit<UserAccessLevelsModify>>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Record(record::MessageOf<Subject>),
    Changed(Field, String),
    PartitionChanged(PartitionId),
    AskToDelete,
    Deletion(deletion::Message),
}

impl Door {
    /// Opens the screen of a door.
    pub fn open(context: &Context, id: DoorId) -> Option<(Self, Task<Message>)> {
        Some(Door::of(Editing::open(context, Subject::of(context)?, id)))
    }

    /// Opens the screen of a new door.
    pub fn open_new(context: &Context) -> Option<(Self, Task<Message>)> {
        let (subject, add) = (Subject::of(context)?, context.may::<DoorsAddDelete>()?);
        let view = subject.view.clone();
        let blank = context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                doors::blank(console, &add)?,
                doors::choices(console, &view)?,
            )))
        });
        Some(Door::of(Editing::open_new(context, subject, blank)))
    }

    fn of((record, task): (Editing<Subject>, Task<record::MessageOf<Subject>>)) -> (Self, Task<Message>) {
        (Door { record, deletion: Deletion::default() }, task.map(Message::Record))
    }

    fn may_delete(&self) -> bool {
        self.record.source.deleting.0.is_some() && self.record.page().is_some()
    }
}

impl Subject {
    fn of(context: &Context) -> Option<Subject> {
        Some(Subject {
            view: context.may()?,
            modify: context.may(),
            deleting: Deleting(context.may()),
            users: context.may(),
            access: context.may(),
            people: context.may(),
            levels: (context.may(), context.may()),
        })
    }
}

impl Subject {
    /// Who has it one by one.
    fn holders(&self) -> Option<Relation<door::Door>> {
        let (view, seen) = (self.view.clone(), self.users.clone()?);
        let people = Relation::of_one(&PEOPLE, "door-people", move |console, id| {
            doors::holders(console, &view, &seen, id)
        });
        let Some((access, users)) = self.access.clone().zip(self.people.clone()) else {
            return Some(people);
        };
        let (offering, picking) = (users.clone(), users.clone());
        // Who is offered comes from memory.
        Some(
            people
                .offers(move |console| doors::people_for_access(console, &offering))
                .picks(move |console, ids: &[UserId]| doors::people_picked(console, &picking, ids))
                .gives(move |changes| doors::given_people(&access, &users, changes)),
        )
    }

    /// By which access levels it is given.
    fn access_levels(&self) -> Option<Relation<door::Door>> {
        let (view, seen) = (self.view.clone(), self.levels.0.clone()?);
        let levels = Relation::of_one(&USER_ACCESS_LEVELS, "door-levels", move |console, id| {
            user_access_levels::of_door(console, &view, &seen, id)
        });
        let Some((access, modify)) = self.access.clone().zip(self.levels.1.clone()) else {
            return Some(levels);
        };
        let offering = modify.clone();
        Some(
            levels
                .offers(move |console| user_access_levels::choices_to_give(console, &offering))
                .gives(move |changes| user_access_levels::given_a_door(&access, &modify, changes)),
        )
    }
}

impl Source for Subject {
    type Id = DoorId;
    type Page = Page;
    type Draft = Draft;
    type Choices = Choices;
    type Record = door::Door;
    type Form = Draft;
    type Impact = Impact;
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "door";
    const ICON: Icon = Icon::DoorClosed;
    const FIRST: Field = Field::Name;
    const TELLS_WHOSE: bool = true;

    fn may_add(&self) -> bool {
        self.deleting.0.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn may_save(&self) -> bool {
        self.modify.is_some() || self.access.is_some() && (self.people.is_some() || self.levels.1.is_some())
    }

    fn open(&self, context: &Context, id: DoorId) -> Task<Answer<Arc<(Page, Choices)>>> {
        let view = self.view.clone();
        context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                doors::open(console, &view, id)?,
                doors::choices(console, &view)?,
            )))
        })
    }

    fn relations(&self) -> Vec<Relation<Self::Record>> {
        self.holders().into_iter().chain(self.access_levels()).collect()
    }

    fn may_give(&self, page: Option<&Page>) -> bool {
        page.is_some_and(|page| page.besides.may_give)
    }

    fn add(&self, context: &Context, draft: &Draft, _: Giving<Self::Record>) -> Option<Task<Answer<DoorId>>> {
        let (permit, draft) = (self.deleting.0.clone()?, draft.clone());
        Some(context.ask(move |console| doors::add(console, &permit, &draft)))
    }

    fn save(
        &self,
        context: &Context,
        page: &Page,
        draft: &Draft,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Impact>>> {
        let (id, version, draft) = (page.id, page.version, draft.clone());
        if let Some(permit) = self.modify.clone().filter(|_| draft != page.draft) {
            return Some(
                context.ask(move |console| doors::save(console, &permit, id, version, &draft, &giving)),
            );
        }
        let access = self.access.clone()?;
        Some(context.ask(move |console| doors::give(console, &access, id, &giving)))
    }

    fn foretell(
        &self,
        context: &Context,
        page: &Page,
        _: &Draft,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Impact>>> {
        let (id, access) = (page.id, self.access.clone()?);
        Some(context.ask(move |console| doors::impact(console, &access, id, &giving)))
    }

    fn whose(
        &self,
        context: &Context,
        page: &Page,
        _: &Draft,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Arc<Foretold>>>> {
        let (id, access) = (page.id, self.access.clone().filter(|_| !giving.is_empty())?);
        Some(context.ask(move |console| doors::whose(console, &access, id, &giving).map(Arc::new)))
    }

    fn id(page: &Page) -> DoorId {
        page.id
    }

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn accept(page: &mut Page, draft: &mut Draft) {
        page.draft.clone_from(draft);
    }

    fn form(_context: &Context, read: &Read<'_, Self>, _before: Option<&Draft>) -> Draft {
        read.draft.clone()
    }

    fn draft(draft: &Draft) -> &Draft {
        draft
    }

    fn check(&self, _read: &Read<'_, Self>, draft: &Draft) -> Faults {
        draft.check::<door::Door>().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::Door(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, field: Field, fault: Fault) -> String {
        context.say().door(field, fault)
    }

    fn named(page: &Page) -> Option<(&str, Moment, &str)> {
        Some((&page.draft.name, page.changed_at, &page.changed_by))
    }

    fn told(&self, context: &Context, saved: &Saved<'_, Self>) -> Option<Told> {
        let text = match saved.impact.keys() {
            0 if !saved.gave => return None,
            0 => context.words.get("record-saved").into_owned(),
            keys => context.words.with("door-saved-keys", [("count", keys.into())]),
        };
        Some(Told { text, acts: vec![Act::Undo(undo::Of(SubjectKind::Door, saved.id.0))] })
    }

    fn subject(id: DoorId) -> Option<(SubjectKind, i64)> {
        Some((SubjectKind::Door, id.0))
    }

    fn place(id: DoorId) -> Place {
        Place::Door(id)
    }
}

impl Screen for Door {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Record(message) => self.record.update(context, message).map(Message::Record),
            Message::Changed(field, typed) => {
                self.record.change(|draft| match field {
                    Field::Name => draft.name = typed,
                    Field::Description => draft.description = typed,
                    Field::ExternalId => draft.external_id = typed,
                    Field::Partition => {}
                });
                Action::None
            }
            Message::PartitionChanged(partition) => {
                self.record.change(|draft| draft.partition = partition);
                Action::None
            }
            Message::AskToDelete => match self.record.id() {
                Some(id) => {
                    self.deletion.ask(context, &self.record.source.deleting, id).map(Message::Deletion)
                }
                None => Action::None,
            },
            Message::Deletion(message) => {
                match self.deletion.update(context, &self.record.source.deleting, message) {
                    deletion::Outcome::Run(action) => action.map(Message::Deletion),
                    deletion::Outcome::Deleted(told) => self.record.deleted(told),
                }
            }
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let Some((read, draft)) = self.record.opened() else {
            return self.record.absent(context, Message::Record);
        };
        let note = match self.record.gives() {
            false => Note::Plain(words.get("door-no-impact")),
            true => record::impact(words, self.record.impact()),
        };
        let mut record = self.record.frame(context, note, Message::Record);
        if self.may_delete() {
            record.actions.push(deletion::button_of::<Deleting, _>(context, Message::AskToDelete));
        }
        record.panels = vec![self.identification(context, draft, read.choices), self.on_keys(context)];
        record.beside = self.record.related(context, Message::Record);
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let name = self.record.page().map(|page| page.draft.name.as_str()).unwrap_or_default();
        if let Some(chosen) = self.record.layer(context, is_live, Message::Record) {
            return Some(chosen);
        }
        let count = self.record.page().map_or(0, |page| page.besides.people);
        let asked = self.deletion.view::<Deleting>(context, name, count, is_live)?;
        Some(asked.map(Message::Deletion))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let delete = self.may_delete().then_some(Message::AskToDelete);
        let mut commands = self.record.commands(context, Message::Record);
        commands.push(deletion::asking::<Deleting, _>(context, delete));
        commands.extend(self.record.related_commands(context, Message::Record));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        self.record.refresh(context).map(Message::Record)
    }

    fn name(&self) -> Option<&str> {
        self.record.name()
    }

    fn is_changed(&self) -> bool {
        self.record.is_changed()
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.record.save(context).map(Message::Record)
    }
}

impl Door {
    fn identification<'a>(
        &'a self,
        context: &'a Context,
        draft: &'a Draft,
        choices: &'a Choices,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let text = |label: &'static str, of: Field, value: &'a str| {
            self.record.field(context, label, of, value, Message::Changed)
        };
        let external = text("user-external-id", Field::ExternalId, &draft.external_id).mono();
        let mut fields: Vec<Element<'a, Message>> = vec![
            text("door-name", Field::Name, &draft.name).required().into(),
            text("door-where", Field::Description, &draft.description).into(),
            match self.record.page() {
                Some(_) => external.into(),
                None => external.placeholder(words.get("user-external-id-filled-in")).into(),
            },
        ];
        let label = words.get("user-partition");
        let partition = record::partition(label, choices, draft.partition, Message::PartitionChanged);
        fields.extend(partition.map(|partition| {
            let fault = self.record.fault(context, Field::Partition);
            partition.enabled(self.record.may_edit()).error(fault).into()
        }));
        surface::panel(words.get("user-panel-identification"), form::fields(fields)).into()
    }

    fn on_keys<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let number: Element<'a, Message> = match self.record.page() {
            Some(page) => text::mono(page.besides.code.number().to_string()).into(),
            None => text::muted(words.get("door-number-later")).into(),
        };
        let content = column![
            form::pairs([(words.get("door-column-number"), number)]),
            text::muted(words.get("door-number-hint"))
        ]
        .spacing(space::SM);
        surface::panel(words.get("door-panel-keys"), content).into()
    }
}

#[cfg(test)]
mod tests {
    use keydesk::operation::Related;

    use super::*;
    use crate::part::record::Message as Of;
    use crate::part::relation;
    use crate::rehearsal::Rehearsal;

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
            let choices = doors::choices(&self.context().console, &view).unwrap();
            let known = Arc::new((self.page.clone(), choices));
            self.send(Message::Record(Of::Loaded(asked, Ok(known))));
        }

        fn related(&mut self, message: relation::Message) -> Action<Message> {
            self.send(Message::Record(Of::Related((0, message))))
        }

        fn people_loaded(&mut self, asked: u64) {
            self.related(relation::Message::Loaded(asked, Ok(Arc::new((vec![ana()], 2)))));
            self.levels_loaded(asked);
        }

        fn levels_loaded(&mut self, asked: u64) {
            let loaded = relation::Message::Loaded(asked, Ok(Arc::default()));
            self.send(Message::Record(Of::Related((1, loaded))));
        }

        fn people_failed(&mut self, asked: u64) {
            let failure = Err(Arc::new(operation::Error::BrokeOff));
            let action = self.related(relation::Message::Loaded(asked, failure));
            let failed = |action: &Action<Message>| match action {
                Action::All(actions) => actions.iter().any(|it| matches!(it, Action::Fail(_))),
                action => matches!(action, Action::Fail(_)),
            };
            assert!(failed(&action));
            self.levels_loaded(asked);
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
            self.send(Message::Changed(Field::Description, "East".into()));
            self.send(Message::Record(Of::Save));
            assert!(self.door.record.is_saving());
        }
    }

    fn ana() -> relation::Row {
        let (name, detail) = ("Ana".to_owned(), String::new());
        Related { id: UserId(1), name, detail, between: None, may_change: true }.into()
    }

    #[test]
    fn the_people_of_a_door_that_is_being_changed_are_not_forgotten_to_be_read() {
        let mut opened = Opened::new();
        opened.loaded(1);
        opened.send(Message::Changed(Field::Description, "East".into()));
        assert_eq!(opened.refresh(), 4, "the door, its people, its access levels, and which there are");
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
        opened.related(relation::Message::Loaded(2, Ok(Arc::new((Vec::new(), 2)))));
        assert!(!opened.door.is_changed());
        assert_eq!(opened.people(), Some(2));
    }
}
