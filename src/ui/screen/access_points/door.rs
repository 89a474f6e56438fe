//! Door information: the fields that a key needs, and who has a right to it.

mod people;

use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;

use iced::Task;
use iced::widget::column;
use keydesk::console::Console;
use keydesk::domain::door::{DoorId, Draft, Fault, Faults, Field};
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{DoorsAddDelete, DoorsModify, DoorsView, UsersView};
use keydesk::domain::user::UserId;
use keydesk::operation::doors::{self, Choices, Impact, Page};
use keydesk::operation::{self, Related};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{Command, command};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::record::{self, Editing, Note, Read, Relation, Saved, Source};
use crate::part::relation::{self, Pending};
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::{Element, form, gauge, surface, text};
use people::{Giving, People};

/// The screen of a door, or of a new one.
pub struct Door {
    record: Editing<Subject>,
    layer: Option<Layer>,
}

/// What the operator may do with doors.
pub struct Subject {
    view: Permit<DoorsView>,
    modify: Option<Permit<DoorsModify>>,
    add: Option<Permit<DoorsAddDelete>>,
    users: Option<Permit<UsersView>>,
    giving: Option<Giving>,
}

/// What is typed, and what becomes of the people who have the door.
pub struct Form {
    draft: Draft,
    people: Pending<Related<UserId>>,
}

enum Layer {
    People(Box<relation::Dialog<People>>),
    /// Whether it is to be deleted, and what that would do to keys, once that is known.
    Delete(Option<Impact>),
    Deleting,
}

#[derive(Debug, Clone)]
pub enum Message {
    Record(record::MessageOf<Subject>),
    Changed(Field, String),
    PartitionChanged(PartitionId),
    OpenPeople,
    People(relation::Message<Related<UserId>>),
    AskToDelete,
    Foretold(Answer<Impact>),
    Stay,
    Go,
    Deleted(Answer<Impact>),
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
        (Door { record, layer: None }, task.map(Message::Record))
    }

    fn may_delete(&self) -> bool {
        self.record.source.add.is_some() && self.record.page().is_some()
    }

    fn update_people(
        &mut self,
        context: &Context,
        message: relation::Message<Related<UserId>>,
    ) -> Action<Message> {
        let (Some(Layer::People(dialog)), Some((saved, form))) = (&mut self.layer, self.record.beside_mut())
        else {
            return Action::None;
        };
        match dialog.update(context, saved, &mut form.people, message) {
            relation::Outcome::Same(task) => Action::Run(task.map(Message::People)),
            relation::Outcome::Changed(task) => Action::All(vec![
                Action::Run(task.map(Message::People)),
                self.record.foretell(context).map(Message::Record),
            ]),
            relation::Outcome::Close => {
                self.layer = None;
                Action::None
            }
            relation::Outcome::Go(user) => {
                self.layer = None;
                Action::Go(Place::User(user))
            }
            relation::Outcome::Failed(failure) => Action::Fail(failure),
        }
    }
}

impl Subject {
    fn of(context: &Context) -> Option<Subject> {
        Some(Subject {
            view: context.may()?,
            modify: context.may(),
            add: context.may(),
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
        self.add.is_some()
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
        let (permit, draft) = (self.add.clone()?, form.draft.clone());
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

    fn heading<'a>(context: &'a Context, page: Option<&'a Page>) -> (Cow<'a, str>, Cow<'a, str>) {
        let words = &context.words;
        match page {
            Some(page) => {
                let changed = record::changed(context, page.changed_at, &page.changed_by);
                (page.draft.name.as_str().into(), changed)
            }
            None => (words.get("door-new"), words.get("door-new-detail")),
        }
    }

    fn told(&self, context: &Context, saved: &Saved<'_, Self>) -> Action<Infallible> {
        let told = match saved.impact.keys() {
            0 => context.words.get("door-saved").into_owned(),
            keys => context.words.with("door-saved-keys", [("count", keys.into())]),
        };
        Action::Tell(Tone::Success, told)
    }

    fn gone(context: &Context) -> Option<Cow<'_, str>> {
        Some(context.words.get("door-gone"))
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
            Message::OpenPeople => {
                let people = People { giving: self.record.source.giving.clone() };
                self.layer = Some(Layer::People(Box::new(relation::Dialog::new(people))));
                Action::None
            }
            Message::People(message) => self.update_people(context, message),
            Message::AskToDelete => {
                self.layer = Some(Layer::Delete(None));
                self.deleting(context, doors::impact_of_deleting, Message::Foretold)
            }
            Message::Foretold(Ok(impact)) => {
                if matches!(self.layer, Some(Layer::Delete(None))) {
                    self.layer = Some(Layer::Delete(Some(impact)));
                }
                Action::None
            }
            Message::Stay => {
                self.layer = None;
                Action::None
            }
            Message::Go => {
                let Some(Layer::Delete(Some(_))) = self.layer else {
                    return Action::None;
                };
                self.layer = Some(Layer::Deleting);
                self.deleting(context, doors::delete, Message::Deleted)
            }
            Message::Deleted(Ok(impact)) => {
                self.layer = None;
                self.record.deleted(context.words.with("door-deleted", [("count", impact.keys().into())]))
            }
            Message::Foretold(Err(failure)) | Message::Deleted(Err(failure)) => {
                self.layer = None;
                Action::Fail(failure)
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
            let delete = button(words.get("door-delete")).icon(Icon::Trash).kind(Kind::Danger);
            record.actions.push(delete.on_press(Message::AskToDelete).into());
        }
        record.panels = vec![self.identification(context, &form.draft, read.choices), self.on_keys(context)];
        record.relations = self.relations(context);
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let name = self.record.page().map(|page| page.draft.name.clone()).unwrap_or_default();
        match self.layer.as_ref()? {
            Layer::People(dialog) => {
                let may_give = self.record.source.giving.is_some() && self.record.is_idle();
                let pending = self.record.form().filter(|_| may_give).map(|form| &form.people);
                let dialog = dialog.view(context, &name, self.record.beside(), pending, is_live);
                Some(dialog.map(Message::People))
            }
            Layer::Delete(impact) => {
                let count = self.record.beside().map_or(0, |(rows, beyond)| rows.len() + beyond);
                let keys: Element<'a, ()> = match impact {
                    None => gauge::skeleton(1).into(),
                    Some(impact) => {
                        text::label(words.with("door-delete-keys", [("count", impact.keys().into())])).into()
                    }
                };
                let question = Question {
                    icon: Icon::Trash,
                    tone: Tone::Danger,
                    title: words.with("door-delete-title", [("name", name.into())]),
                    sentence: words.with("door-delete-sentence", [("count", count.into())]),
                    stay: words.get("cancel").into_owned(),
                    go: words.get("door-delete").into_owned(),
                    more: Some(keys),
                };
                let go = impact.map(|_| Message::Go);
                Some(confirm(question, Message::Stay, go, is_live))
            }
            Layer::Deleting => {
                // What was begun is ended.
                let asked = dialog(words.with("door-delete-title", [("name", name.into())]), is_live)
                    .width(Width::Confirm)
                    .icon(Icon::Trash, Tone::Danger)
                    .body(gauge::working(words.get("door-deleting")))
                    .action(button(words.get("cancel")));
                Some(asked.into())
            }
        }
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let delete = self.may_delete().then_some(Message::AskToDelete);
        let mut commands = self.record.commands(context, Message::Record);
        commands.push(command(context.words.get("door-delete"), Icon::Trash, delete).danger());
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        self.record.refresh(context).map(Message::Record)
    }

    fn is_changed(&self) -> bool {
        self.record.is_changed()
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.record.save(context).map(Message::Record)
    }
}

impl Door {
    /// Asks something about deleting this door.
    fn deleting<T: Send + 'static>(
        &self,
        context: &Context,
        ask: fn(&Console, &Permit<DoorsAddDelete>, DoorId) -> Result<T, operation::Error>,
        answered: fn(Answer<T>) -> Message,
    ) -> Action<Message> {
        let (Some(id), Some(permit)) = (self.record.id(), self.record.source.add.clone()) else {
            return Action::None;
        };
        Action::Run(context.ask(move |console| ask(console, &permit, id)).map(answered))
    }

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
        if choices.partitions_in_use {
            let items: Vec<_> = choices
                .partitions
                .iter()
                .map(|partition| item(partition.id, partition.name.as_str()))
                .collect();
            let partition =
                select(words.get("user-partition"), items, Some(draft.partition), Message::PartitionChanged)
                    .enabled(self.record.may_edit())
                    .error(self.record.fault(context, Field::Partition));
            fields.push(partition.into());
        }
        surface::panel(words.get("user-panel-identification"), form::fields(fields)).into()
    }

    fn on_keys<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let number: Element<'a, Message> = match self.record.page() {
            Some(page) => text::mono(page.code.number().to_string()).into(),
            None => text::muted(words.get("door-number-later")).into(),
        };
        let content = column![
            form::pairs([(words.get("door-column-number"), number)]),
            text::muted(words.get("door-number-hint"))
        ]
        .spacing(space::SM);
        surface::panel(words.get("door-panel-keys"), content).into()
    }

    fn relations<'a>(&'a self, context: &'a Context) -> Vec<Relation<'a, Message>> {
        if self.record.source.users.is_none() || self.record.page().is_none() {
            return Vec::new();
        }
        let count = self.record.form().zip(self.record.beside());
        vec![Relation {
            icon: Icon::Users,
            label: context.words.get("door-people-title"),
            count: count.map(|(form, saved)| form.people.count(saved)),
            on_press: Message::OpenPeople,
        }]
    }
}
