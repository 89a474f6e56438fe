//! Door information: the fields that a key needs, and who has a right to it.

mod people;

use std::sync::Arc;

use iced::Task;
use iced::widget::column;
use keydesk::console::Console;
use keydesk::domain::door::{DoorId, Draft, Fault, Faults, Field};
use keydesk::domain::moment::Moment;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{DoorsAddDelete, DoorsModify, DoorsView, UsersView};
use keydesk::domain::user::UserId;
use keydesk::operation::doors::{self, Choices, Impact, Page};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::undo;
use keydesk::operation::{self, Foretold, Related};
use keydesk::session::Permit;

use super::doors::Deleting;
use crate::action::{Act, Action};
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::{self, Deletion};
use crate::part::impact;
use crate::part::record::{self, Editing, Note, Read, Saved, Source, Told};
use crate::part::relation::{self, Lines, May, Outcome, Pending};
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::space;
use crate::widget::{Element, form, surface, text};
use people::{Giving, People};

/// The screen of a door, or of a new one.
pub struct Door {
    record: Editing<Subject>,
    deletion: Deletion<DoorId>,
    people: relation::Panel<People>,
    impact: impact::Impact,
}

/// What the operator may do with doors.
pub struct Subject {
    view: Permit<DoorsView>,
    modify: Option<Permit<DoorsModify>>,
    deleting: Deleting,
    users: Option<Permit<UsersView>>,
    giving: Option<Giving>,
}

/// What is typed, and what becomes of the people who have the door.
pub struct Form {
    draft: Draft,
    people: Pending<Related<UserId>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Record(record::MessageOf<Subject>),
    Changed(Field, String),
    PartitionChanged(PartitionId),
    People(relation::Message<Related<UserId>>),
    Impact(impact::Message),
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
        Some(Door::of(Editing::open_new(subject, blank)))
    }

    fn of((record, task): (Editing<Subject>, Task<record::MessageOf<Subject>>)) -> (Self, Task<Message>) {
        let people = relation::Panel::new(People { giving: record.source.giving.clone() });
        let impact = impact::Impact::default();
        (Door { record, deletion: Deletion::default(), people, impact }, task.map(Message::Record))
    }

    fn may_delete(&self) -> bool {
        self.record.source.deleting.0.is_some() && self.record.page().is_some()
    }

    /// Whether the people may be changed now.
    fn may_give(&self) -> May {
        let is_given = self.record.source.giving.is_some() && self.record.is_idle();
        if is_given && self.record.page().is_some_and(|page| page.besides.may_give) {
            May::Change
        } else {
            May::Look
        }
    }

    fn update_people(
        &mut self,
        context: &Context,
        message: relation::Message<Related<UserId>>,
    ) -> Action<Message> {
        let may = self.may_give();
        let Some((saved, form)) = self.record.beside_mut() else {
            return Action::None;
        };
        let Outcome { action, is_changed, .. } =
            self.people.update(context, saved, &mut form.people, may, message);
        let mut actions = vec![action.map(Message::People)];
        if is_changed {
            actions.push(self.record.foretell(context).map(Message::Record));
            let whose = self.whose(context);
            actions.push(self.impact.changed(|| whose).map(Message::Impact));
        }
        Action::All(actions)
    }

    /// Asks whose keys a save would touch.
    fn whose(&self, context: &Context) -> Option<Task<Answer<Arc<Foretold>>>> {
        let (id, form) = (self.record.id()?, self.record.form()?);
        let changes = form.people.changes();
        let Giving { access, users } =
            self.record.source.giving.clone().filter(|_| !form.people.is_empty())?;
        let ask = move |console: &Console| doors::whose_of_people(console, &access, &users, id, &changes);
        Some(context.ask(move |console| ask(console).map(Arc::new)))
    }

    /// The people as they are listed.
    fn lines(&self) -> Lines<'_, Related<UserId>> {
        Lines {
            saved: self.record.beside(),
            pending: self.record.form().map(|form| &form.people),
            is_lost: self.record.is_beside_lost(),
        }
    }

    /// Whether the people are listed: a new door has none, and gets them when it is saved.
    fn lists_people(&self) -> bool {
        self.record.source.users.is_some() && self.record.page().is_some()
    }
}

impl Subject {
    fn of(context: &Context) -> Option<Subject> {
        Some(Subject {
            view: context.may()?,
            modify: context.may(),
            deleting: Deleting(context.may()),
            users: context.may(),
            giving: Giving::of(context),
        })
    }
}

impl Source for Subject {
    type Id = DoorId;
    type Page = Page;
    type Draft = Draft;
    type Choices = Choices;
    /// Who has a right to it, and how many more do whom the operator does not see.
    type Beside = relation::Saved<Related<UserId>>;
    type Form = Form;
    type Impact = Impact;
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "door";
    const ICON: Icon = Icon::DoorClosed;
    const FIRST: Field = Field::Name;

    fn may_add(&self) -> bool {
        self.deleting.0.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn may_save(&self) -> bool {
        self.modify.is_some() || self.giving.is_some()
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

    fn beside(&self, context: &Context, id: DoorId) -> Option<Task<Answer<Arc<Self::Beside>>>> {
        let (view, users) = (self.view.clone(), self.users.clone()?);
        Some(context.ask(move |console| doors::holders(console, &view, &users, id).map(Arc::new)))
    }

    fn add(&self, context: &Context, form: &Form) -> Option<Task<Answer<DoorId>>> {
        let (permit, draft) = (self.deleting.0.clone()?, form.draft.clone());
        Some(context.ask(move |console| doors::add(console, &permit, &draft)))
    }

    fn save(&self, context: &Context, page: &Page, form: &Form) -> Option<Task<Answer<Impact>>> {
        let (id, version, draft) = (page.id, page.version, form.draft.clone());
        let people = form.people.changes();
        let modify = self.modify.clone().filter(|_| draft != page.draft);
        let giving = self.giving.clone().filter(|_| !people.is_empty());
        Some(match (modify, giving) {
            (Some(permit), Some(Giving { access, users })) => context.ask(move |console| {
                let over = (&access, &users);
                doors::save_with_people(console, &permit, over, id, version, &draft, &people)
            }),
            (Some(permit), None) => context.ask(move |console| {
                doors::save(console, &permit, id, version, &draft).map(|()| Impact::default())
            }),
            (None, Some(Giving { access, users })) => {
                context.ask(move |console| doors::change_people(console, &access, &users, id, &people))
            }
            (None, None) => return None,
        })
    }

    fn foretell(&self, context: &Context, page: &Page, form: &Form) -> Option<Task<Answer<Impact>>> {
        let (id, people) = (page.id, form.people.changes());
        let Giving { access, users } = self.giving.clone()?;
        Some(context.ask(move |console| doors::impact_of_people(console, &access, &users, id, &people)))
    }

    fn id(page: &Page) -> DoorId {
        page.id
    }

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn accept(page: &mut Page, form: &mut Form) {
        page.draft.clone_from(&form.draft);
        form.people = Pending::default();
    }

    fn form(_context: &Context, read: &Read<'_, Self>, _before: Option<&Form>) -> Form {
        Form { draft: read.draft.clone(), people: Pending::default() }
    }

    fn draft(form: &Form) -> &Draft {
        &form.draft
    }

    fn fit(form: &mut Form, beside: &Self::Beside) {
        form.people.fit(beside);
    }

    fn is_changed(read: &Read<'_, Self>, form: &Form) -> bool {
        form.draft != *read.draft || !form.people.is_empty()
    }

    fn check(&self, _read: &Read<'_, Self>, form: &Form) -> Faults {
        form.draft.check().err().unwrap_or_default()
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
            0 if saved.form.people.is_empty() => return None,
            0 => context.words.get("record-saved").into_owned(),
            keys => context.words.with("door-saved-keys", [("count", keys.into())]),
        };
        Some(Told { text, acts: vec![Act::Undo(undo::Of::Door(saved.id))] })
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
            Message::Record(message) => {
                if matches!(message, record::Message::Saved(Ok(_)) | record::Message::Discard) {
                    self.impact.shut();
                }
                let is_beside = matches!(message, record::Message::BesideLoaded(..));
                let action = self.record.update(context, message).map(Message::Record);
                if !is_beside || !self.impact.is_open() {
                    return action;
                }
                // What was to be given may be given by now.
                let whose = self.whose(context);
                Action::All(vec![action, self.impact.changed(|| whose).map(Message::Impact)])
            }
            Message::Changed(field, typed) => {
                self.record.change(|Form { draft, .. }| match field {
                    Field::Name => draft.name = typed,
                    Field::Description => draft.description = typed,
                    Field::ExternalId => draft.external_id = typed,
                    Field::Partition => {}
                });
                Action::None
            }
            Message::PartitionChanged(partition) => {
                self.record.change(|form| form.draft.partition = partition);
                Action::None
            }
            Message::People(relation::Message::ReadAgain) => {
                self.record.want_beside(context).map(Message::Record)
            }
            Message::People(message) => self.update_people(context, message),
            Message::Impact(message) => {
                let whose = self.whose(context);
                self.impact.update(message, || whose).map(Message::Impact)
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
        let Some((read, form)) = self.record.opened() else {
            return self.record.absent(context, Message::Record);
        };
        let note = if form.people.is_empty() {
            Note::Plain(words.get("door-no-impact"))
        } else {
            record::impact(words, self.record.impact())
        };
        let mut record = self.record.frame(context, note, Message::Record);
        if self.may_delete() {
            record.actions.push(deletion::button_of::<Deleting, _>(context, Message::AskToDelete));
        }
        record.panels = vec![self.identification(context, &form.draft, read.choices), self.on_keys(context)];
        if let Some(foot) = &mut record.foot {
            let has_effect = self.record.impact() != Impact::default();
            foot.more = self.impact.command(context, has_effect).map(|command| command.map(Message::Impact));
            foot.told = self.impact.view(context).map(|told| told.map(Message::Impact));
        }
        record.beside = self
            .lists_people()
            .then(|| self.people.on_page(context, self.lines(), self.may_give()).map(Message::People));
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let name = self.record.page().map(|page| page.draft.name.as_str()).unwrap_or_default();
        if let Some(chosen) = self.people.layer(context, is_live) {
            return Some(chosen.map(Message::People));
        }
        let count = self.record.page().map_or(0, |page| page.besides.people);
        let asked = self.deletion.view::<Deleting>(context, name, count, is_live)?;
        Some(asked.map(Message::Deletion))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let delete = self.may_delete().then_some(Message::AskToDelete);
        let mut commands = self.record.commands(context, Message::Record);
        commands.push(deletion::asking::<Deleting, _>(context, delete));
        let has_effect = self.record.impact() != Impact::default();
        let whose = self.impact.command(context, has_effect);
        commands.extend(whose.map(|command| command.map(Message::Impact)));
        if self.lists_people() {
            let of_people = self.people.commands(context, self.lines(), self.may_give());
            commands.extend(of_people.into_iter().map(|command| command.map(Message::People)));
        }
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
    use super::*;
    use crate::part::record::Message as Of;
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

        fn people_loaded(&mut self, asked: u64) {
            self.send(Message::Record(Of::BesideLoaded(asked, Ok(Arc::new((vec![ana()], 2))))));
        }

        fn people_failed(&mut self, asked: u64) {
            let failure = Err(Arc::new(operation::Error::BrokeOff));
            assert!(matches!(self.send(Message::Record(Of::BesideLoaded(asked, failure))), Action::Fail(_)));
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

    fn ana() -> Related<UserId> {
        let (name, detail) = ("Ana".to_owned(), String::new());
        Related { id: UserId(1), name, detail, between: None, may_change: true }
    }

    #[test]
    fn the_people_of_a_door_that_is_being_changed_are_not_forgotten_to_be_read() {
        let mut opened = Opened::new();
        opened.loaded(1);
        opened.send(Message::Changed(Field::Description, "East".into()));
        assert_eq!(opened.refresh(), 2, "the door, and its people");
        opened.people_loaded(1);
        assert!(opened.door.record.beside().is_none(), "that was of the question before");
        opened.people_loaded(2);
        assert!(opened.door.record.beside().is_some());
        assert!(opened.door.is_changed(), "what is typed stays");
    }

    #[test]
    fn people_who_could_not_be_read_are_asked_for_again() {
        let mut opened = Opened::new();
        opened.loaded(1);
        opened.people_failed(1);
        assert!(opened.door.lines().is_lost);
        opened.send(Message::People(relation::Message::ReadAgain));
        opened.people_loaded(2);
        assert!(opened.door.record.beside().is_some());
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
            opened.send(Message::People(relation::Message::Add));
            if people_come_first {
                opened.loaded(2);
            } else {
                opened.people_failed(2);
            }
            assert!(opened.door.record.is_idle());
            assert_eq!(opened.door.record.beside().is_some(), people_come_first, "nobody knows who has it");
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
            opened.send(Message::People(message));
        }
        assert!(opened.door.is_changed());
        opened.send(Message::Record(Of::BesideLoaded(2, Ok(Arc::new((Vec::new(), 2))))));
        assert!(!opened.door.is_changed());
        let (form, saved) = opened.door.record.form().zip(opened.door.record.beside()).unwrap();
        assert_eq!(form.people.count(saved), 2);
    }
}
