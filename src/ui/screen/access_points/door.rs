//! Door information: the fields that a key needs, and who has a right to it.

use std::sync::Arc;

use iced::keyboard::key::Named;
use iced::widget::column;
use iced::{Fill, Task};
use keydesk::domain::door::{DoorId, Draft, Faults, Field};
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{DoorsAddDelete, DoorsModify, DoorsView, UsersView};
use keydesk::domain::user::{UserId, full_name};
use keydesk::operation;
use keydesk::operation::doors::{self, Choices, HolderRow, Page};
use keydesk::session::Permit;

use crate::command::{Command, Keys, command};
use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::record::{self, Foot, Record, Relation};
use crate::screen::cardholders::user::period_text;
use crate::screen::{Action, Place, Screen};
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog, medallion};
use crate::widget::field::field;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::table::{self, Cell, Selection, table};
use crate::widget::{Element, form, gauge, notice, surface, text};

/// The screen of a door, or of a new one.
pub struct Door {
    view: Permit<DoorsView>,
    modify: Option<Permit<DoorsModify>>,
    add: Option<Permit<DoorsAddDelete>>,
    users: Option<Permit<UsersView>>,
    subject: Subject,
    draft: Option<Draft>,
    faults: Faults,
    asked: u64,
    is_saving: bool,
    /// Set from a save until what was saved is read again: nothing is typed into what will be replaced.
    is_settling: bool,
    conflict: Option<String>,
    holders: Option<Arc<(Vec<HolderRow>, usize)>>,
    selection: Selection,
    layer: Option<Layer>,
}

enum Subject {
    New(Option<Arc<(Draft, Choices)>>),
    Loading(DoorId),
    Known(Arc<(Page, Choices)>),
    Gone(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    Holders,
    Delete,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(u64, Answer<Arc<(Page, Choices)>>),
    Blank(Answer<Arc<(Draft, Choices)>>),
    HoldersKnown(u64, Answer<Arc<(Vec<HolderRow>, usize)>>),
    Changed(Field, String),
    PartitionChanged(PartitionId),
    OpenHolders,
    Table(table::Event),
    ShowUser,
    AskToDelete,
    Stay,
    Go,
    Deleted(Answer<usize>),
    Save,
    Saved(Answer<DoorId>),
    Discard,
    Reload,
    Back,
}

impl Door {
    /// Opens the screen of a door.
    pub fn open(context: &Context, id: DoorId) -> Option<(Self, Task<Message>)> {
        let mut door = Door::of(context, Subject::Loading(id))?;
        let task = door.load(context, id);
        Some((door, task))
    }

    /// Opens the screen of a new door.
    pub fn open_new(context: &Context) -> Option<(Self, Task<Message>)> {
        let add = context.may::<DoorsAddDelete>()?;
        let door = Door::of(context, Subject::New(None))?;
        let view = door.view.clone();
        let task = context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                doors::blank(console, &add)?,
                doors::choices(console, &view)?,
            )))
        });
        Some((door, task.map(Message::Blank)))
    }

    fn of(context: &Context, subject: Subject) -> Option<Door> {
        Some(Door {
            view: context.may()?,
            modify: context.may(),
            add: context.may(),
            users: context.may(),
            subject,
            draft: None,
            faults: Faults::new(),
            asked: 0,
            is_saving: false,
            is_settling: false,
            conflict: None,
            holders: None,
            selection: Selection::default(),
            layer: None,
        })
    }

    fn load(&mut self, context: &Context, id: DoorId) -> Task<Message> {
        self.asked += 1;
        let (asked, view, users) = (self.asked, self.view.clone(), self.users.clone());
        let permit = view.clone();
        let page = context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                doors::open(console, &permit, id)?,
                doors::choices(console, &permit)?,
            )))
        });
        let page = page.map(move |answer| Message::Loaded(asked, answer));
        match users {
            Some(users) => {
                let holders =
                    context.ask(move |console| doors::holders(console, &view, &users, id).map(Arc::new));
                Task::batch([page, holders.map(move |answer| Message::HoldersKnown(asked, answer))])
            }
            None => page,
        }
    }

    fn id(&self) -> Option<DoorId> {
        match &self.subject {
            Subject::Loading(id) => Some(*id),
            Subject::Known(known) => Some(known.0.id),
            Subject::New(_) | Subject::Gone(_) => None,
        }
    }

    fn page(&self) -> Option<&Page> {
        match &self.subject {
            Subject::Known(known) => Some(&known.0),
            Subject::New(_) | Subject::Loading(_) | Subject::Gone(_) => None,
        }
    }

    fn original(&self) -> Option<(&Draft, &Choices)> {
        match &self.subject {
            Subject::New(blank) => blank.as_deref().map(|blank| (&blank.0, &blank.1)),
            Subject::Known(known) => Some((&known.0.draft, &known.1)),
            Subject::Loading(_) | Subject::Gone(_) => None,
        }
    }

    const fn may_edit(&self) -> bool {
        !self.is_saving
            && !self.is_settling
            && match &self.subject {
                Subject::New(_) => self.add.is_some(),
                Subject::Known(_) => self.modify.is_some(),
                Subject::Loading(_) | Subject::Gone(_) => false,
            }
    }

    fn forget(&mut self) {
        self.draft = self.original().map(|(draft, _)| draft.clone());
        self.faults.clear();
        self.conflict = None;
    }

    fn begin_saving(&mut self, context: &Context) -> Action<Message> {
        let Some(draft) = self.draft.clone() else {
            return Action::NotSaved;
        };
        if let Err(faults) = draft.check() {
            return self.refuse(faults, context);
        }
        let task = match (&self.subject, &self.add, &self.modify) {
            (Subject::New(_), Some(permit), _) => {
                let permit = permit.clone();
                context.ask(move |console| doors::add(console, &permit, &draft))
            }
            (Subject::Known(known), _, Some(permit)) => {
                let (permit, id, version) = (permit.clone(), known.0.id, known.0.version);
                context.ask(move |console| doors::save(console, &permit, id, version, &draft).map(|()| id))
            }
            _ => return Action::NotSaved,
        };
        self.is_saving = true;
        Action::Run(task.map(Message::Saved))
    }

    fn refuse(&mut self, faults: Faults, context: &Context) -> Action<Message> {
        let first = faults.first().copied();
        self.faults = faults;
        record::refused(context, first.map(|(field, _)| focus(field)))
    }

    fn not_saved(&mut self, context: &Context, failure: Failure) -> Action<Message> {
        match &*failure {
            operation::Error::Door(faults) => {
                let faults = faults.clone();
                self.refuse(faults, context)
            }
            _ => record::not_saved(context, failure, &mut self.conflict),
        }
    }

    fn chosen_user(&self) -> Option<UserId> {
        self.holders.as_ref()?.0.get(self.selection.single()?).map(|holder| holder.user)
    }
}

fn id(field: Field) -> String {
    format!("door-{field:?}")
}

fn focus(field: Field) -> Task<Message> {
    crate::widget::focus::to(id(field))
}

impl Screen for Door {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Loaded(asked, answer) if asked == self.asked => match answer {
                // What is typed is not lost to news; a conflict is told when it is saved.
                Ok(_) if self.is_changed() => Action::None,
                Ok(known) => {
                    self.is_settling = false;
                    self.subject = Subject::Known(known);
                    self.forget();
                    Action::None
                }
                Err(failure) => {
                    self.subject = Subject::Gone(context.say().operation(&failure));
                    self.draft = None;
                    Action::Fail(failure)
                }
            },
            Message::HoldersKnown(asked, answer) if asked == self.asked => match answer {
                Ok(holders) => {
                    self.holders = Some(holders);
                    Action::None
                }
                Err(failure) => Action::Fail(failure),
            },
            Message::Loaded(..) | Message::HoldersKnown(..) => Action::None,
            Message::Blank(Ok(blank)) => {
                self.subject = Subject::New(Some(blank));
                self.forget();
                Action::Run(focus(Field::Name))
            }
            Message::Blank(Err(failure)) => Action::All(vec![Action::Fail(failure), Action::Back]),
            Message::Changed(field, typed) => {
                if let Some(draft) = &mut self.draft {
                    match field {
                        Field::Name => draft.name = typed,
                        Field::Description => draft.description = typed,
                        Field::ExternalId => draft.external_id = typed,
                        Field::Partition => {}
                    }
                    if !self.faults.is_empty() {
                        self.faults = draft.check().err().unwrap_or_default();
                    }
                }
                Action::None
            }
            Message::PartitionChanged(partition) => {
                if let Some(draft) = &mut self.draft {
                    draft.partition = partition;
                }
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
                self.layer = Some(Layer::Delete);
                Action::None
            }
            Message::Stay => {
                self.layer = None;
                Action::None
            }
            Message::Go => {
                self.layer = None;
                match (self.id(), &self.add) {
                    (Some(id), Some(permit)) => {
                        let permit = permit.clone();
                        let task = context.ask(move |console| doors::delete(console, &permit, id));
                        Action::Run(task.map(Message::Deleted))
                    }
                    _ => Action::None,
                }
            }
            Message::Deleted(Ok(holders)) => {
                self.draft = None;
                let text = context.words.with("door-deleted", [("count", holders.into())]);
                Action::All(vec![Action::Tell(Tone::Success, text), Action::Back])
            }
            Message::Deleted(Err(failure)) => Action::Fail(failure),
            Message::Save => self.begin_saving(context),
            Message::Saved(answer) => {
                self.is_saving = false;
                match answer {
                    Ok(id) => {
                        let told = Action::Tell(Tone::Success, context.words.get("door-saved").into_owned());
                        if matches!(self.subject, Subject::New(_)) {
                            self.draft = None;
                            return Action::All(vec![told, Action::Saved, Action::Replace(Place::Door(id))]);
                        }
                        if let (Subject::Known(known), Some(draft)) = (&self.subject, &self.draft) {
                            let mut accepted = (known.0.clone(), known.1.clone());
                            accepted.0.draft = draft.clone();
                            self.subject = Subject::Known(Arc::new(accepted));
                        }
                        self.faults.clear();
                        self.is_settling = true;
                        let load = self.load(context, id);
                        Action::All(vec![told, Action::Run(load), Action::Saved])
                    }
                    Err(failure) => self.not_saved(context, failure),
                }
            }
            Message::Discard => {
                self.forget();
                if self.page().is_some() { Action::None } else { Action::Back }
            }
            Message::Reload => match self.id() {
                Some(id) => {
                    self.forget();
                    Action::Run(self.load(context, id))
                }
                None => Action::None,
            },
            Message::Back => Action::Back,
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        if let Subject::Gone(why) = &self.subject {
            let back = button(words.get("back")).on_press(Message::Back).into();
            let gone = notice::empty(Icon::DoorClosed, words.get("door-gone"), why.as_str(), Some(back));
            return surface::canvas(gone).into();
        }
        let (Some(draft), Some((_, choices))) = (&self.draft, self.original()) else {
            let waiting = iced::widget::container(gauge::skeleton(6)).padding(crate::part::list::PAGE);
            return surface::canvas(waiting).width(Fill).height(Fill).into();
        };
        let (title, detail) = match self.page() {
            Some(page) => {
                let at = context.say().moment(page.changed_at);
                let values = [("at", at.into()), ("by", page.changed_by.as_str().into())];
                (page.draft.name.as_str().into(), words.with("record-changed", values).into())
            }
            None => (words.get("door-new"), words.get("door-new-detail")),
        };
        let banners = record::conflict(words, self.conflict.as_deref(), Message::Reload);
        let is_changed = self.is_changed();
        let may_save = (is_changed && self.may_edit()).then_some(());
        let mut actions = Vec::new();
        if self.add.is_some() && self.page().is_some() {
            let delete = button(words.get("door-delete")).icon(Icon::Trash).kind(Kind::Danger);
            actions.push(delete.on_press(Message::AskToDelete).into());
        }
        Record {
            title,
            detail,
            picture: Some(medallion(Icon::DoorClosed, Tone::Accent)),
            state: None,
            actions,
            banners: banners.into_iter().collect(),
            panels: vec![self.identification(context, draft, choices), self.on_keys(context)],
            relations: self.relations(context),
            back: Message::Back,
            foot: (self.modify.is_some() || self.page().is_none()).then(|| Foot {
                note: words.get(if is_changed { "door-no-impact" } else { "record-unchanged" }),
                is_heeded: false,
                discard: may_save.map(|()| Message::Discard),
                save: may_save.map(|()| Message::Save),
                is_saving: self.is_saving,
            }),
        }
        .view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let name = self.page().map(|page| page.draft.name.clone()).unwrap_or_default();
        match self.layer? {
            Layer::Holders => Some(self.holders_dialog(context, &name, is_live)),
            Layer::Delete => {
                let count = self.holders.as_ref().map_or(0, |holders| holders.0.len() + holders.1);
                let question = Question {
                    icon: Icon::Trash,
                    tone: Tone::Danger,
                    title: words.with("door-delete-title", [("name", name.into())]),
                    sentence: words.with("door-delete-sentence", [("count", count.into())]),
                    stay: words.get("cancel").into_owned(),
                    go: words.get("door-delete").into_owned(),
                    more: None,
                };
                Some(confirm(question, Message::Stay, Message::Go, is_live))
            }
        }
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let save = (self.is_changed() && self.may_edit()).then_some(Message::Save);
        let delete = self.page().and(self.add.as_ref()).map(|_| Message::AskToDelete);
        vec![
            command(words.get("record-save"), Icon::Save, save).keys(Keys::Ctrl('s')),
            command(words.get("back"), Icon::ArrowLeft, Some(Message::Back))
                .keys(Keys::Alt(Named::ArrowLeft)),
            command(words.get("door-delete"), Icon::Trash, delete).danger(),
        ]
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        match self.id() {
            Some(id) if !self.is_changed() => Action::Run(self.load(context, id)),
            _ => Action::None,
        }
    }

    fn is_changed(&self) -> bool {
        match (&self.draft, self.original()) {
            (Some(draft), Some((original, _))) => draft != original,
            _ => false,
        }
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.begin_saving(context)
    }
}

impl Door {
    fn text<'a>(
        &'a self,
        context: &'a Context,
        label: &'static str,
        of: Field,
        value: &'a str,
    ) -> crate::widget::field::Field<'a, Message> {
        let fault = self.faults.iter().find(|(field, _)| *field == of);
        field(context.words.get(label), value)
            .id(id(of))
            .error(fault.map(|(field, fault)| context.say().door(*field, *fault)))
            .on_input_maybe(self.may_edit().then_some(move |typed| Message::Changed(of, typed)))
    }

    fn identification<'a>(
        &'a self,
        context: &'a Context,
        draft: &'a Draft,
        choices: &'a Choices,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let external = self.text(context, "user-external-id", Field::ExternalId, &draft.external_id).mono();
        let mut fields: Vec<Element<'a, Message>> = vec![
            self.text(context, "door-name", Field::Name, &draft.name).required().into(),
            self.text(context, "door-where", Field::Description, &draft.description).into(),
            match self.page() {
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
            let fault = self.faults.iter().find(|(field, _)| *field == Field::Partition);
            let partition =
                select(words.get("user-partition"), items, Some(draft.partition), Message::PartitionChanged)
                    .enabled(self.may_edit())
                    .error(fault.map(|(field, fault)| context.say().door(*field, *fault)));
            fields.push(partition.into());
        }
        surface::panel(words.get("user-panel-identification"), form::fields(fields)).into()
    }

    fn on_keys<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let number: Element<'a, Message> = match self.page() {
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
        if self.users.is_none() || self.page().is_none() {
            return Vec::new();
        }
        vec![Relation {
            icon: Icon::Users,
            label: context.words.get("door-holders"),
            count: self.holders.as_ref().map(|holders| holders.0.len() + holders.1),
            on_press: Message::OpenHolders,
        }]
    }

    fn holders_dialog<'a>(&'a self, context: &'a Context, name: &str, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let (rows, beyond) =
            self.holders.as_deref().map_or((&[] as &[HolderRow], 0), |(rows, beyond)| (rows, *beyond));
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
                    (_, Some(between)) => Cell::text(period_text(context, &between)),
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
