//! Partition information: its name, what lies in it, and where that goes when it is deleted.

use std::borrow::Cow;
use std::sync::Arc;

use iced::keyboard::key::Named;
use iced::widget::column;
use iced::{Fill, Task};
use keydesk::domain::partition::{Draft, Faults, Field, PartitionId};
use keydesk::domain::permission::{PartitionsModify, PartitionsView};
use keydesk::operation;
use keydesk::operation::partitions::{self, Counts, ListRow, Page};
use keydesk::session::{Administrator, Permit};

use super::partitions::UNSEEN;
use crate::command::{Command, Keys, command};
use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::part::record::{self, Foot, Record};
use crate::screen::{Action, Place, Screen};
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog, medallion};
use crate::widget::field::field;
use crate::widget::option::{self, Item, item};
use crate::widget::select::select;
use crate::widget::{Element, form, gauge, notice, surface, text};
use crate::words::grouped;

/// The screen of a partition, or of a new one.
pub struct Partition {
    view: Permit<PartitionsView>,
    modify: Option<Permit<PartitionsModify>>,
    administrator: Option<Administrator>,
    subject: Subject,
    draft: Option<Draft>,
    faults: Faults,
    asked: u64,
    is_saving: bool,
    /// Set from a save until what was saved is read again: nothing is typed into what will be replaced.
    is_settling: bool,
    conflict: Option<String>,
    deletion: Option<Deletion>,
}

enum Subject {
    New,
    Loading(PartitionId),
    Known(Arc<Known>),
    Gone(String),
}

/// What is known of a partition.
#[derive(Debug, Clone)]
pub struct Known {
    page: Page,
    /// Every partition within reach, this one among them.
    all: Vec<ListRow>,
    /// What lies in it, for administrators.
    counts: Option<Counts>,
}

/// The question before a partition is deleted.
struct Deletion {
    to: PartitionId,
    /// What both partitions have a thing of.
    trouble: Option<String>,
    is_deleting: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(u64, Answer<Arc<Known>>),
    Changed(Field, String),
    AskToDelete,
    TargetChanged(PartitionId),
    Stay,
    Delete,
    Deleted(Answer<()>),
    Save,
    Saved(Answer<PartitionId>),
    Discard,
    Reload,
    Back,
}

static BLANK: Draft = Draft { name: String::new(), description: String::new() };

impl Partition {
    /// Opens the screen of a partition.
    pub fn open(context: &Context, id: PartitionId) -> Option<(Self, Task<Message>)> {
        let mut partition = Partition::of(context, Subject::Loading(id))?;
        let task = partition.load(context, id);
        Some((partition, task))
    }

    /// Opens the screen of a new partition.
    pub fn open_new(context: &Context) -> Option<(Self, Task<Message>)> {
        context.session.administrator()?;
        let mut partition = Partition::of(context, Subject::New)?;
        partition.draft = Some(BLANK.clone());
        Some((partition, focus(Field::Name)))
    }

    fn of(context: &Context, subject: Subject) -> Option<Partition> {
        Some(Partition {
            view: context.may()?,
            modify: context.may(),
            administrator: context.session.administrator(),
            subject,
            draft: None,
            faults: Faults::new(),
            asked: 0,
            is_saving: false,
            is_settling: false,
            conflict: None,
            deletion: None,
        })
    }

    fn load(&mut self, context: &Context, id: PartitionId) -> Task<Message> {
        self.asked += 1;
        let (asked, view, administrator) = (self.asked, self.view.clone(), self.administrator.clone());
        let known = context.ask(move |console| {
            let counts = administrator.map(|administrator| partitions::counts(console, &administrator, id));
            Ok::<_, operation::Error>(Arc::new(Known {
                page: partitions::open(console, &view, id)?,
                all: partitions::list(console, &view)?,
                counts: counts.transpose()?,
            }))
        });
        known.map(move |answer| Message::Loaded(asked, answer))
    }

    fn id(&self) -> Option<PartitionId> {
        match &self.subject {
            Subject::Loading(id) => Some(*id),
            Subject::Known(known) => Some(known.page.id),
            Subject::New | Subject::Gone(_) => None,
        }
    }

    fn known(&self) -> Option<&Known> {
        match &self.subject {
            Subject::Known(known) => Some(known),
            Subject::New | Subject::Loading(_) | Subject::Gone(_) => None,
        }
    }

    fn original(&self) -> Option<&Draft> {
        match &self.subject {
            Subject::New => Some(&BLANK),
            Subject::Known(known) => Some(&known.page.draft),
            Subject::Loading(_) | Subject::Gone(_) => None,
        }
    }

    const fn may_edit(&self) -> bool {
        !self.is_saving
            && !self.is_settling
            && match &self.subject {
                Subject::New => self.administrator.is_some(),
                Subject::Known(_) => self.modify.is_some(),
                Subject::Loading(_) | Subject::Gone(_) => false,
            }
    }

    fn may_delete(&self) -> bool {
        self.administrator.is_some()
            && self.known().is_some_and(|known| known.page.id != PartitionId::GENERAL)
    }

    fn forget(&mut self) {
        self.draft = self.original().cloned();
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
        let task = match (&self.subject, &self.administrator, &self.modify) {
            (Subject::New, Some(administrator), _) => {
                let administrator = administrator.clone();
                context.ask(move |console| partitions::add(console, &administrator, &draft))
            }
            (Subject::Known(known), _, Some(permit)) => {
                let (permit, id, version) = (permit.clone(), known.page.id, known.page.version);
                context
                    .ask(move |console| partitions::save(console, &permit, id, version, &draft).map(|()| id))
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

    fn saved(&mut self, context: &Context, answer: Answer<PartitionId>) -> Action<Message> {
        self.is_saving = false;
        let id = match answer {
            Ok(id) => id,
            Err(failure) => return self.not_saved(context, failure),
        };
        let is_new = matches!(self.subject, Subject::New);
        let text = context.words.get(if is_new { "partition-added" } else { "partition-saved" });
        let told = Action::Tell(Tone::Success, text.into_owned());
        if is_new {
            self.draft = None;
            return Action::All(vec![told, Action::Saved, Action::Replace(Place::Partition(id))]);
        }
        if let (Subject::Known(known), Some(draft)) = (&self.subject, &self.draft) {
            let mut accepted = Known::clone(known);
            accepted.page.draft = draft.clone();
            self.subject = Subject::Known(Arc::new(accepted));
        }
        self.faults.clear();
        self.is_settling = true;
        let load = self.load(context, id);
        Action::All(vec![told, Action::Run(load), Action::Saved])
    }

    fn not_saved(&mut self, context: &Context, failure: Failure) -> Action<Message> {
        match &*failure {
            operation::Error::Partition(faults) => {
                let faults = faults.clone();
                self.refuse(faults, context)
            }
            _ => record::not_saved(context, failure, &mut self.conflict),
        }
    }

    fn delete(&mut self, context: &Context) -> Action<Message> {
        let (Some(id), Some(administrator)) = (self.id(), self.administrator.clone()) else {
            return Action::None;
        };
        let Some(deletion) = &mut self.deletion else {
            return Action::None;
        };
        deletion.is_deleting = true;
        let to = deletion.to;
        let task = context.ask(move |console| partitions::delete(console, &administrator, id, to));
        Action::Run(task.map(Message::Deleted))
    }

    fn not_deleted(&mut self, context: &Context, failure: Failure) -> Action<Message> {
        match (&*failure, &mut self.deletion) {
            (error @ operation::Error::Clashes(_), Some(deletion)) => {
                deletion.is_deleting = false;
                deletion.trouble = Some(context.say().operation(error));
                Action::None
            }
            _ => {
                self.deletion = None;
                Action::Fail(failure)
            }
        }
    }
}

fn id(field: Field) -> String {
    format!("partition-{field:?}")
}

fn focus(field: Field) -> Task<Message> {
    crate::widget::focus::to(id(field))
}

impl Screen for Partition {
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
            Message::Loaded(..) => Action::None,
            Message::Changed(field, typed) => {
                if let Some(draft) = &mut self.draft {
                    match field {
                        Field::Name => draft.name = typed,
                        Field::Description => draft.description = typed,
                    }
                    if !self.faults.is_empty() {
                        self.faults = draft.check().err().unwrap_or_default();
                    }
                }
                Action::None
            }
            Message::AskToDelete => {
                let to = PartitionId::GENERAL;
                self.deletion = Some(Deletion { to, trouble: None, is_deleting: false });
                Action::None
            }
            Message::TargetChanged(to) => {
                self.deletion = Some(Deletion { to, trouble: None, is_deleting: false });
                Action::None
            }
            Message::Stay => {
                self.deletion = None;
                Action::None
            }
            Message::Delete => self.delete(context),
            Message::Deleted(Ok(())) => {
                self.deletion = None;
                self.draft = None;
                let text = context.words.get("partition-deleted").into_owned();
                Action::All(vec![Action::Tell(Tone::Success, text), Action::Back])
            }
            Message::Deleted(Err(failure)) => self.not_deleted(context, failure),
            Message::Save => self.begin_saving(context),
            Message::Saved(answer) => self.saved(context, answer),
            Message::Discard => {
                self.forget();
                if self.known().is_some() { Action::None } else { Action::Back }
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
            let gone = notice::empty(Icon::Layers, words.get("partition-gone"), why.as_str(), Some(back));
            return surface::canvas(gone).into();
        }
        let (Some(draft), Some(_)) = (&self.draft, self.original()) else {
            let waiting = iced::widget::container(gauge::skeleton(4)).padding(crate::part::list::PAGE);
            return surface::canvas(waiting).width(Fill).height(Fill).into();
        };
        let (title, detail): (Cow<'a, str>, Cow<'a, str>) = match self.known() {
            Some(Known { page, .. }) => {
                let at = context.say().moment(page.changed_at);
                let values = [("at", at.into()), ("by", page.changed_by.as_str().into())];
                (page.draft.name.as_str().into(), words.with("record-changed", values).into())
            }
            None => (words.get("partition-new"), words.get("partition-new-detail")),
        };
        let conflict = record::conflict(words, self.conflict.as_deref(), Message::Reload);
        let nobody = self
            .known()
            .is_none()
            .then(|| notice::banner(Tone::Neutral, words.get("partition-new-reach"), None));
        let mut actions = Vec::new();
        if self.may_delete() {
            let delete = button(words.get("partition-delete")).icon(Icon::Trash).kind(Kind::Danger);
            actions.push(delete.on_press(Message::AskToDelete).into());
        }
        let mut panels = vec![self.identification(context, draft)];
        panels.extend(self.known().map(|known| contents(context, known)));
        let is_changed = self.is_changed();
        let may_save = (is_changed && self.may_edit()).then_some(());
        Record {
            title,
            detail,
            picture: Some(medallion(Icon::Layers, Tone::Accent)),
            state: None,
            actions,
            banners: conflict.into_iter().chain(nobody).collect(),
            panels,
            relations: Vec::new(),
            back: Message::Back,
            foot: (self.modify.is_some() || self.known().is_none()).then(|| Foot {
                note: words.get(if is_changed { "partition-no-impact" } else { "record-unchanged" }),
                is_heeded: false,
                discard: may_save.map(|()| Message::Discard),
                save: may_save.map(|()| Message::Save),
                is_saving: self.is_saving,
            }),
        }
        .view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        Some(view_deletion(context, self.known()?, self.deletion.as_ref()?, is_live))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let save = (self.is_changed() && self.may_edit()).then_some(Message::Save);
        let delete = self.may_delete().then_some(Message::AskToDelete);
        vec![
            command(words.get("record-save"), Icon::Save, save).keys(Keys::Ctrl('s')),
            command(words.get("back"), Icon::ArrowLeft, Some(Message::Back))
                .keys(Keys::Alt(Named::ArrowLeft)),
            command(words.get("partition-delete"), Icon::Trash, delete).danger(),
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
            (Some(draft), Some(original)) => draft != original,
            _ => false,
        }
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.begin_saving(context)
    }
}

impl Partition {
    fn identification<'a>(&'a self, context: &'a Context, draft: &'a Draft) -> Element<'a, Message> {
        let words = &context.words;
        let text = |label: &str, of: Field, value: &'a str| {
            let fault = self.faults.iter().find(|(field, _)| *field == of);
            field(words.get(label).into_owned(), value)
                .id(id(of))
                .error(fault.map(|(_, fault)| context.say().partition(*fault)))
                .on_input_maybe(self.may_edit().then_some(move |typed| Message::Changed(of, typed)))
        };
        let fields = form::fields([
            text("partition-name", Field::Name, &draft.name).required().into(),
            text("partition-description", Field::Description, &draft.description).into(),
        ]);
        surface::panel(words.get("partition-panel"), fields).into()
    }
}

/// What lies in a partition, as far as the operator may see it.
fn contents<'a>(context: &'a Context, known: &Known) -> Element<'a, Message> {
    let words = &context.words;
    let row = known.all.iter().find(|row| row.id == known.page.id);
    let count = |count: Option<usize>| {
        let count = count.map_or_else(|| UNSEEN.to_owned(), |count| grouped(count as i64));
        Element::from(text::body(count))
    };
    let mut pairs = vec![
        (words.get("start-people"), count(row.and_then(|row| row.users))),
        (words.get("entry-doors"), count(row.and_then(|row| row.doors))),
    ];
    if let Some(counts) = known.counts {
        pairs.push((words.get("partition-groups"), count(Some(counts.groups))));
    }
    let mut content = column![form::pairs(pairs)].spacing(space::SM);
    if known.page.id == PartitionId::GENERAL {
        content = content.push(text::muted(words.get("partition-general")).width(Fill));
    }
    surface::panel(words.get("partition-panel-contents"), content).into()
}

const STAY: &str = "stay";

fn view_deletion<'a>(
    context: &'a Context,
    known: &'a Known,
    deletion: &'a Deletion,
    is_live: bool,
) -> Element<'a, Message> {
    let words = &context.words;
    let counts = known.counts.unwrap_or_default();
    let targets: Vec<Item<'a, PartitionId>> = known
        .all
        .iter()
        .filter(|row| row.id != known.page.id)
        .map(|row| item(row.id, row.name.as_str()))
        .collect();
    let moving = [
        words.with("partition-delete-people", [("count", counts.users.into())]),
        words.with("partition-delete-doors", [("count", counts.doors.into())]),
        words.with("partition-delete-groups", [("count", counts.groups.into())]),
    ];
    let moving = moving.into_iter().map(|line| text::body(line).into());
    let to = select(words.get("partition-delete-to"), targets, Some(deletion.to), Message::TargetChanged)
        .icon(Icon::Layers)
        .words(option::Words {
            search: words.get("partition-search"),
            none: words.get("partition-none-found"),
        })
        .enabled(!deletion.is_deleting);
    let trouble = deletion.trouble.as_deref().map(|trouble| notice::banner(Tone::Danger, trouble, None));
    let body = column![iced::widget::Column::with_children(moving).spacing(space::XS), Element::from(to)]
        .spacing(space::LG);
    let may = |message: Message| (!deletion.is_deleting).then_some(message);
    let title = words.with("partition-delete-title", [("name", known.page.draft.name.as_str().into())]);
    let mut asked = dialog(title, is_live)
        .subtitle(words.get("partition-delete-sentence"))
        .width(Width::Confirm)
        .icon(Icon::Trash, Tone::Danger)
        .body(notice::over(trouble, body))
        .starts_at(STAY)
        .action(button(words.get("cancel")).id(STAY).on_press_maybe(may(Message::Stay)))
        .action(
            button(words.get("partition-delete"))
                .kind(Kind::Destructive)
                .on_press_maybe(may(Message::Delete)),
        );
    if !deletion.is_deleting {
        asked = asked.on_close(words.get("cancel"), Message::Stay);
    }
    asked.into()
}
