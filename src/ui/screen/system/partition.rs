//! Partition information: its name, what lies in it, and where that goes when it is deleted.

use std::borrow::Cow;
use std::sync::Arc;

use iced::Fill;
use iced::widget::column;
use keydesk::domain::moment::Moment;
use keydesk::domain::partition::{Content, Draft, Fault, Faults, Field, PartitionId};
use keydesk::domain::permission::{PartitionsModify, PartitionsView};
use keydesk::operation::partitions::{self, Counts, ListRow, Page};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{self, Giving};
use keydesk::session::{Administrator, Permit};

use super::partitions::UNSEEN;
use crate::action::Action;
use crate::command::{Command, command};
use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::part::deletion::{self, Called};
use crate::part::record::{self, Editing, Note, Read, Saved, Source, Told};
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::{Item, item};
use crate::widget::select::select;
use crate::widget::task::Task;
use crate::widget::{Element, form, notice, surface, text};
use crate::words::{Words, grouped};

/// The screen of a partition, or of a new one.
pub struct Partition {
    record: Editing<Subject>,
    deletion: Option<Deletion>,
}

/// What the operator may do with partitions.
pub struct Subject {
    view: Permit<PartitionsView>,
    modify: Option<Permit<PartitionsModify>>,
    administrator: Option<Administrator>,
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
    Record(record::MessageOf<Subject>),
    Changed(Field, String),
    AskToDelete,
    TargetChanged(PartitionId),
    Stay,
    Delete,
    /// What was called so is deleted, or not.
    Deleted(String, Answer<()>),
}

impl Partition {
    /// Opens the screen of a partition.
    pub fn open(context: &Context, id: PartitionId) -> Option<(Self, Task<Message>)> {
        Some(Partition::of(Editing::open(context, Subject::of(context)?, id)))
    }

    /// Opens the screen of a new partition.
    pub fn open_new(context: &Context) -> Option<(Self, Task<Message>)> {
        context.session.administrator()?;
        let blank = Task::done(Ok(Arc::default()));
        Some(Partition::of(Editing::open_new(context, Subject::of(context)?, blank)))
    }

    fn of((record, task): (Editing<Subject>, Task<record::MessageOf<Subject>>)) -> (Self, Task<Message>) {
        (Partition { record, deletion: None }, task.map(Message::Record))
    }

    fn may_delete(&self) -> bool {
        self.record.source.administrator.is_some()
            && self.record.page().is_some_and(|known| known.page.id != PartitionId::GENERAL)
    }

    fn delete(&mut self, context: &Context) -> Action<Message> {
        let (Some(page), Some(administrator), Some(deletion)) =
            (self.record.page(), self.record.source.administrator.clone(), &mut self.deletion)
        else {
            return Action::None;
        };
        let (id, name) = (page.page.id, page.page.draft.name.clone());
        deletion.is_deleting = true;
        let to = deletion.to;
        let task = context.ask(move |console| partitions::delete(console, &administrator, id, to));
        Action::Run(task.map(move |done| Message::Deleted(name.clone(), done)))
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

impl Subject {
    fn of(context: &Context) -> Option<Subject> {
        Some(Subject {
            view: context.may()?,
            modify: context.may(),
            administrator: context.session.administrator(),
        })
    }
}

impl Source for Subject {
    type Id = PartitionId;
    type Page = Known;
    type Draft = Draft;
    type Choices = ();
    type Record = ();
    type Form = Draft;
    type Impact = ();
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "partition";
    const ICON: Icon = Icon::Layers;
    const FIRST: Field = Field::Name;
    const LINES: u16 = 4;

    fn may_add(&self) -> bool {
        self.administrator.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn open(&self, context: &Context, id: PartitionId) -> Task<Answer<Arc<(Known, ())>>> {
        let (view, administrator) = (self.view.clone(), self.administrator.clone());
        context.ask(move |console| {
            let counts = administrator.map(|administrator| partitions::counts(console, &administrator, id));
            let known = Known {
                page: partitions::open(console, &view, id)?,
                all: partitions::list(console, &view)?,
                counts: counts.transpose()?,
            };
            Ok::<_, operation::Error>(Arc::new((known, ())))
        })
    }

    fn add(&self, context: &Context, draft: &Draft, _: Giving<()>) -> Option<Task<Answer<PartitionId>>> {
        let (administrator, draft) = (self.administrator.clone()?, draft.clone());
        Some(context.ask(move |console| partitions::add(console, &administrator, &draft)))
    }

    fn save(
        &self,
        context: &Context,
        known: &Known,
        draft: &Draft,
        _: Giving<()>,
    ) -> Option<Task<Answer<()>>> {
        let (permit, id, version) = (self.modify.clone()?, known.page.id, known.page.version);
        let draft = draft.clone();
        Some(context.ask(move |console| partitions::save(console, &permit, id, version, &draft)))
    }

    fn id(known: &Known) -> PartitionId {
        known.page.id
    }

    fn original(known: &Known) -> &Draft {
        &known.page.draft
    }

    fn accept(known: &mut Known, form: &mut Draft) {
        known.page.draft.clone_from(form);
    }

    fn form(_context: &Context, read: &Read<'_, Self>, _before: Option<&Draft>) -> Draft {
        read.draft.clone()
    }

    fn draft(form: &Draft) -> &Draft {
        form
    }

    fn check(&self, _read: &Read<'_, Self>, form: &Draft) -> Faults {
        form.check().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::Partition(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _field: Field, fault: Fault) -> String {
        context.say().partition(fault)
    }

    fn named(Known { page, .. }: &Known) -> Option<(&str, Moment, &str)> {
        Some((&page.draft.name, page.changed_at, &page.changed_by))
    }

    fn added(&self, context: &Context, _added: &Saved<'_, Self>) -> Told {
        let text = context.words.get("partition-added").into_owned();
        Told { text, acts: Vec::new() }
    }

    fn subject(id: PartitionId) -> Option<(SubjectKind, i64)> {
        Some((SubjectKind::Partition, id.0))
    }

    fn place(id: PartitionId) -> Place {
        Place::Partition(id)
    }
}

impl Screen for Partition {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Record(message) => self.record.update(context, message).map(Message::Record),
            Message::Changed(field, typed) => {
                self.record.change(|draft| match field {
                    Field::Name => draft.name = typed,
                    Field::Description => draft.description = typed,
                });
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
            Message::Deleted(name, Ok(())) => {
                self.deletion = None;
                self.record.deleted(deletion::told(context, &Called { name, count: 1 }, 0))
            }
            Message::Deleted(_, Err(failure)) => self.not_deleted(context, failure),
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let Some((read, draft)) = self.record.opened() else {
            return self.record.absent(context, Message::Record);
        };
        let note = Note::Plain(words.get("partition-no-impact"));
        let mut record = self.record.frame(context, note, Message::Record);
        if read.page.is_none() {
            record.banners.push(notice::banner(Tone::Neutral, words.get("partition-new-reach"), None));
        }
        if self.may_delete() {
            let delete = button(words.get("partition-delete")).icon(Icon::Trash).kind(Kind::Danger);
            record.actions.push(delete.on_press(Message::AskToDelete).into());
        }
        record.panels.push(self.identification(context, draft));
        record.panels.extend(read.page.map(|known| contents(context, known)));
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        Some(view_deletion(context, self.record.page()?, self.deletion.as_ref()?, is_live))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let delete = self.may_delete().then_some(Message::AskToDelete);
        let mut commands = self.record.commands(context, Message::Record);
        commands.push(command(context.words.get("partition-delete"), Icon::Trash, delete).danger());
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

impl Partition {
    fn identification<'a>(&'a self, context: &'a Context, draft: &'a Draft) -> Element<'a, Message> {
        let words = &context.words;
        let text = |label: &'static str, of: Field, value: &'a str| {
            self.record.field(context, label, of, value, Message::Changed)
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
    let contents = Content::ALL.iter();
    let mut pairs: Vec<_> = contents
        .map(|content| (name(words, *content), count(row.and_then(|row| row.of(*content)))))
        .collect();
    if let Some(counts) = &known.counts {
        pairs.push((words.get("partition-groups"), count(Some(counts.groups))));
    }
    let mut content = column![form::pairs(pairs)].spacing(space::SM);
    if known.page.id == PartitionId::GENERAL {
        content = content.push(text::muted(words.get("partition-general")).width(Fill));
    }
    surface::panel(words.get("partition-panel-contents"), content).into()
}

/// What things of a kind are called.
fn name(words: &Words, content: Content) -> Cow<'_, str> {
    match content {
        Content::Users => words.get("start-people"),
        _ => words.get(&format!("entry-{}", content.seen_by().entry().key())),
    }
}

const STAY: &str = "stay";

fn view_deletion<'a>(
    context: &'a Context,
    known: &'a Known,
    deletion: &'a Deletion,
    is_live: bool,
) -> Element<'a, Message> {
    let words = &context.words;
    let counts = known.counts.clone().unwrap_or_default();
    let targets: Vec<Item<'a, PartitionId>> = known
        .all
        .iter()
        .filter(|row| row.id != known.page.id)
        .map(|row| item(row.id, row.name.as_str()))
        .collect();
    let moving = counts.contents.iter().filter(|(_, count)| *count > 0);
    let moving = moving
        .map(|(content, count)| (name(words, *content), Element::from(text::body(grouped(*count as i64)))));
    let moving: Vec<_> = moving.collect();
    let moving: Element<'a, Message> = match moving.is_empty() {
        true => text::body(words.get("partition-delete-nothing")).into(),
        false => form::pairs(moving),
    };
    let groups = words.with("partition-delete-groups", [("count", counts.groups.into())]);
    let to = select(words.get("partition-delete-to"), targets, Some(deletion.to), Message::TargetChanged)
        .icon(Icon::Layers)
        .words(words.select("partition-none-found"))
        .enabled(!deletion.is_deleting);
    let trouble = deletion.trouble.as_deref().map(|trouble| notice::banner(Tone::Danger, trouble, None));
    let body = column![moving, text::body(groups), Element::from(to), deletion::for_good(words)];
    let body = body.spacing(space::LG);
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
