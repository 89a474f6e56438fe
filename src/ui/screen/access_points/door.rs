//! Door information: the fields that a key needs, and who has a right to it.

use std::borrow::Cow;
use std::sync::Arc;

use iced::widget::column;
use iced::{Fill, Task};
use keydesk::console::Console;
use keydesk::domain::door::{DoorId, Draft, Fault, Faults, Field};
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{DoorsAddDelete, DoorsModify, DoorsView, UsersView};
use keydesk::domain::user::{UserId, full_name};
use keydesk::operation;
use keydesk::operation::doors::{self, Choices, HolderRow, Impact, Page};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{Command, command};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::record::{self, Editing, Note, Read, Relation, Source};
use crate::part::when;
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::table::{self, Cell, Selection, table};
use crate::widget::{Element, form, gauge, notice, surface, text};

/// The screen of a door, or of a new one.
pub struct Door {
    record: Editing<Subject>,
    selection: Selection,
    layer: Option<Layer>,
}

/// What the operator may do with doors.
pub struct Subject {
    view: Permit<DoorsView>,
    modify: Option<Permit<DoorsModify>>,
    add: Option<Permit<DoorsAddDelete>>,
    users: Option<Permit<UsersView>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    Holders,
    /// Whether it is to be deleted, and what that would do to keys, once that is known.
    Delete(Option<Impact>),
    Deleting,
}

#[derive(Debug, Clone)]
pub enum Message {
    Record(record::MessageOf<Subject>),
    Changed(Field, String),
    PartitionChanged(PartitionId),
    OpenHolders,
    Table(table::Event),
    ShowUser,
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
        (Door { record, selection: Selection::default(), layer: None }, task.map(Message::Record))
    }

    fn may_delete(&self) -> bool {
        self.record.source.add.is_some() && self.record.page().is_some()
    }

    fn chosen_user(&self) -> Option<UserId> {
        self.record.beside()?.0.get(self.selection.single()?).map(|holder| holder.user)
    }
}

impl Subject {
    fn of(context: &Context) -> Option<Subject> {
        Some(Subject {
            view: context.may()?,
            modify: context.may(),
            add: context.may(),
            users: context.may(),
        })
    }
}

impl Source for Subject {
    type Id = DoorId;
    type Page = Page;
    type Draft = Draft;
    type Choices = Choices;
    /// Who has a right to it, and how many more do whom the operator does not see.
    type Beside = (Vec<HolderRow>, usize);
    type Form = Draft;
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

    fn open(&self, context: &Context, id: DoorId) -> Task<Answer<Arc<(Page, Choices)>>> {
        let view = self.view.clone();
        context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                doors::open(console, &view, id)?,
                doors::choices(console, &view)?,
            )))
        })
    }

    fn beside(&self, context: &Context, id: DoorId) -> Option<Task<Answer<Arc<(Vec<HolderRow>, usize)>>>> {
        let (view, users) = (self.view.clone(), self.users.clone()?);
        Some(context.ask(move |console| doors::holders(console, &view, &users, id).map(Arc::new)))
    }

    fn add(&self, context: &Context, draft: &Draft) -> Option<Task<Answer<DoorId>>> {
        let (permit, draft) = (self.add.clone()?, draft.clone());
        Some(context.ask(move |console| doors::add(console, &permit, &draft)))
    }

    fn save(&self, context: &Context, page: &Page, draft: Draft) -> Option<Task<Answer<DoorId>>> {
        let (permit, id, version) = (self.modify.clone()?, page.id, page.version);
        Some(context.ask(move |console| doors::save(console, &permit, id, version, &draft).map(|()| id)))
    }

    fn id(page: &Page) -> DoorId {
        page.id
    }

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn accept(page: &mut Page, draft: Draft) {
        page.draft = draft;
    }

    fn form(_context: &Context, read: &Read<'_, Self>, _before: Option<&Draft>) -> Draft {
        read.draft.clone()
    }

    fn draft(form: &Draft) -> &Draft {
        form
    }

    fn check(_read: &Read<'_, Self>, form: &Draft) -> Faults {
        form.check().err().unwrap_or_default()
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

    fn told<'a>(context: &'a Context, _page: Option<&Page>) -> Cow<'a, str> {
        context.words.get("door-saved")
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
            Message::OpenHolders => {
                self.layer = Some(Layer::Holders);
                Action::None
            }
            Message::Table(table::Event::Select(op)) => {
                self.selection.apply(op);
                Action::None
            }
            Message::Table(table::Event::Activate(_)) | Message::ShowUser => match self.chosen_user() {
                Some(user) => {
                    self.layer = None;
                    Action::Go(Place::User(user))
                }
                None => Action::None,
            },
            Message::Table(_) => Action::None,
            Message::AskToDelete => {
                self.layer = Some(Layer::Delete(None));
                self.deleting(context, doors::impact_of_deleting, Message::Foretold)
            }
            Message::Foretold(Ok(impact)) => {
                if self.layer == Some(Layer::Delete(None)) {
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
        let Some((read, draft)) = self.record.opened() else {
            return self.record.absent(context, Message::Record);
        };
        let note = Note::Plain(words.get("door-no-impact"));
        let mut record = self.record.frame(context, note, Message::Record);
        if self.may_delete() {
            let delete = button(words.get("door-delete")).icon(Icon::Trash).kind(Kind::Danger);
            record.actions.push(delete.on_press(Message::AskToDelete).into());
        }
        record.panels = vec![self.identification(context, draft, read.choices), self.on_keys(context)];
        record.relations = self.relations(context);
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let name = self.record.page().map(|page| page.draft.name.clone()).unwrap_or_default();
        match self.layer? {
            Layer::Holders => Some(self.holders_dialog(context, &name, is_live)),
            Layer::Delete(impact) => {
                let count = self.holders_count().unwrap_or_default();
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

    fn holders_count(&self) -> Option<usize> {
        self.record.beside().map(|(rows, beyond)| rows.len() + beyond)
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
        vec![Relation {
            icon: Icon::Users,
            label: context.words.get("door-holders"),
            count: self.holders_count(),
            on_press: Message::OpenHolders,
        }]
    }

    fn holders_dialog<'a>(&'a self, context: &'a Context, name: &str, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let (rows, beyond) =
            self.record.beside().map_or((&[] as &[HolderRow], 0), |(rows, beyond)| (rows, *beyond));
        let body: Element<'a, Message> = if rows.is_empty() {
            notice::empty(
                Icon::Users,
                words.get("door-holders-none"),
                words.get("door-holders-none-next"),
                None,
            )
        } else {
            let columns = vec![
                table::column(words.get("users-column-name"), 240.0).grows().unsorted(),
                table::column(words.get("doors-column-period"), 230.0).unsorted(),
            ];
            let cell = move |row: usize, column: usize| {
                let holder = rows.get(row)?;
                Some(match (column, holder.between) {
                    (0, _) => Cell::strong(full_name(&holder.title, &holder.first_name, &holder.last_name)),
                    (_, Some(between)) => Cell::text(when::period(context, &between)),
                    (_, None) => Cell::muted(words.get("doors-always")),
                })
            };
            table(words.get("door-holders"), columns, rows.len(), &self.selection, cell, Message::Table)
                .id("holders")
                .into()
        };
        let mut content = column![surface::sheet(body).height(380).width(Fill)].spacing(space::MD);
        if beyond > 0 {
            content =
                content.push(text::muted(words.with("door-holders-beyond", [("count", beyond.into())])));
        }
        let show = self.chosen_user().map(|_| Message::ShowUser);
        dialog(words.with("door-holders-of", [("name", name.into())]), is_live)
            .width(Width::Wide)
            .body(content)
            .aside(button(words.get("users-open")).icon(Icon::ArrowUpRight).on_press_maybe(show))
            .starts_at("holders")
            .on_close(words.get("close"), Message::Stay)
            .action(button(words.get("close")).kind(Kind::Primary).on_press(Message::Stay))
            .into()
    }
}
