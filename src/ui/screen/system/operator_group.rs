//! Operator group information: what a group was given, who is in it, and who gains and loses what by a change.

mod dialogs;
mod members;
mod panels;

use std::borrow::Cow;
use std::sync::Arc;

use keydesk::domain::delegation;
use keydesk::domain::group::{Access, Draft, Fault, Faults, Field, Given, Grants, GroupId, Settings};
use keydesk::domain::moment::Moment;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{
    OperatorGroupsAddDelete, OperatorGroupsModify, OperatorGroupsView, OperatorsAddDelete, OperatorsModify,
    Set,
};
use keydesk::domain::template::Template;
use keydesk::domain::text;
use keydesk::operation::groups::{self, Choices, Deletion, Effect, Fate, Page};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{self, Giving};
use keydesk::session::Permit;

use crate::action::{Act, Action};
use crate::command::{Command, command};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::{self, Called};
use crate::part::explain::{self, Explain};
use crate::part::permissions::{self, Permissions, Ticks};
use crate::part::record::{self, Editing, Note, Read, Saved, Shape, Source, Told};
use crate::part::relation::{self, May};
use crate::part::rights;
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::Tone;
use crate::widget::Element;
use crate::widget::button::{Kind, button};
use crate::widget::task::Task;
use crate::words::{Words, grouped};

/// The screen of a group, or of a new one.
pub struct OperatorGroup {
    record: Editing<Subject>,
    move_operators: Option<Permit<OperatorsModify>>,
    add_operators: Option<Permit<OperatorsAddDelete>>,
    /// Which question about who would gain and lose what is the last.
    weighing: u64,
    layer: Option<Layer>,
}

/// What the operator may do with groups.
pub struct Subject {
    view: Permit<OperatorGroupsView>,
    modify: Option<Permit<OperatorGroupsModify>>,
    add: Option<Permit<OperatorGroupsAddDelete>>,
}

/// What is typed and ticked.
pub struct Form {
    draft: Draft,
    /// The days as typed.
    days: String,
    /// What is ticked everywhere.
    global: Permissions,
    /// The partition whose own permissions are shown in place of those.
    partition: Option<PartitionId>,
    custom: Permissions,
    /// Who would gain and lose what.
    weighed: Option<Arc<Vec<Effect>>>,
    /// Save was pressed before it was known.
    is_save_wanted: bool,
}

enum Layer {
    /// Whether what was ticked by hand gives way to a template.
    Begin(Template),
    Save,
    Members(Box<relation::Panel<()>>),
    Explain(Box<Explain>),
    Delete(Option<Arc<Deletion>>, Option<Choice>),
}

/// What is to become of the operators of a group that is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Move(Option<GroupId>),
    Delete,
}

/// A switch of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    Hotel,
    Programmer,
    AuditAll,
    AuditLimited,
}

#[derive(Debug, Clone)]
pub enum Message {
    Record(record::MessageOf<Subject>),
    Changed(Field, String),
    Switched(Switch),
    Begun(Template),
    BeginNow(Template),
    Global(permissions::Message),
    AccessToggled(PartitionId),
    CustomToggled(PartitionId),
    /// A partition's own permissions are to be shown, or those that hold everywhere.
    Shown(Option<PartitionId>),
    Custom(permissions::Message),
    Weighed(u64, Answer<Arc<Vec<Effect>>>),
    OpenMembers,
    Members(relation::Message),
    AddOperator,
    OpenExplain,
    Explain(explain::Message),
    Copy,
    AskToDelete,
    DeletionKnown(Answer<Arc<Deletion>>),
    Chosen(Choice),
    Delete,
    /// What was called so is deleted, or not.
    Deleted(String, Answer<()>),
    Close,
    SaveNow,
}

impl OperatorGroup {
    /// Opens the screen of a group.
    pub fn open(context: &Context, id: GroupId) -> Option<(Self, Task<Message>)> {
        Some(OperatorGroup::of(context, Editing::open(context, Subject::of(context)?, id)))
    }

    /// Opens the screen of a new group: an empty one, or one that has what another has.
    pub fn open_new(context: &Context, like: Option<GroupId>) -> Option<(Self, Task<Message>)> {
        let (subject, add) = (Subject::of(context)?, context.may::<OperatorGroupsAddDelete>()?);
        let view = subject.view.clone();
        let blank = context.ask(move |console| {
            let draft = match like {
                Some(id) => groups::copy(console, &add, id)?,
                None => groups::blank(console, &add)?,
            };
            Ok::<_, operation::Error>(Arc::new((draft, groups::choices(console, &view)?)))
        });
        Some(OperatorGroup::of(context, Editing::open_new(context, subject, blank)))
    }

    fn of(
        context: &Context,
        (record, task): (Editing<Subject>, Task<record::MessageOf<Subject>>),
    ) -> (Self, Task<Message>) {
        let group = OperatorGroup {
            record,
            move_operators: context.may(),
            add_operators: context.may(),
            weighing: 0,
            layer: None,
        };
        (group, task.map(Message::Record))
    }

    fn is_administrator(&self) -> bool {
        self.record.page().is_some_and(Page::is_administrator)
    }

    /// Whether rights can be ticked; those of administrators cannot.
    fn may_tick(&self) -> bool {
        self.record.may_edit() && !self.is_administrator()
    }

    /// Changes what is given, as far as the operator can give it, and shows what came of it.
    fn give(&mut self, context: &Context, change: impl FnOnce(&mut Given)) -> Action<Message> {
        if !self.may_tick() {
            return Action::None;
        }
        let Some((read, form)) = self.record.opened() else {
            return Action::None;
        };
        let giver = read.choices.giver.clone();
        let mut wanted = form.draft.given.clone();
        change(&mut wanted);
        // The days are typed; what cannot be given is told at the field, not mended behind one's back.
        let days = wanted.settings.audit_days;
        let mut given = delegation::settled(&before(&read), &wanted, &giver);
        given.settings.audit_days = days;
        self.record.change(|form| {
            form.draft.given = given;
            form.keep_partition();
        });
        self.weigh(context)
    }

    /// Whether the operator can give what the form says. Ticks cannot be set otherwise; days are typed.
    fn is_in_bounds(&self) -> bool {
        self.is_administrator()
            || self.record.opened().is_some_and(|(read, form)| {
                delegation::may_give(&before(&read), &form.draft.given, &read.choices.giver)
            })
    }

    /// Asks who would gain and lose what.
    fn weigh(&mut self, context: &Context) -> Action<Message> {
        self.weighing += 1;
        let is_given_alike = self.is_given_alike();
        if let Some(form) = self.record.form_mut() {
            form.weighed = is_given_alike.then(Arc::default);
        }
        let (Some(id), Some(form), Some(permit)) =
            (self.record.id(), self.record.form(), self.record.source.modify.clone())
        else {
            return Action::None;
        };
        // What cannot be saved like this is told at its field, or when it is saved.
        if is_given_alike || form.draft.check().is_err() || !self.is_in_bounds() {
            return Action::None;
        }
        let (round, draft) = (self.weighing, form.draft.clone());
        let task = context.ask(move |console| groups::impact(console, &permit, id, &draft).map(Arc::new));
        Action::Run(task.map(move |answer| Message::Weighed(round, answer)))
    }

    fn weighed(&mut self, context: &Context, answer: Answer<Arc<Vec<Effect>>>) -> Action<Message> {
        let Some(form) = self.record.form_mut() else {
            return Action::None;
        };
        let is_save_wanted = std::mem::take(&mut form.is_save_wanted);
        match answer {
            Ok(effects) => {
                form.weighed = Some(effects);
                if is_save_wanted { self.begin_saving(context) } else { Action::None }
            }
            Err(failure) => Action::Fail(failure),
        }
    }

    /// Whether the form gives what the group has; a new one has nothing to compare with.
    fn is_given_alike(&self) -> bool {
        let opened = self.record.opened().filter(|(read, _)| read.page.is_some());
        opened.is_some_and(|(read, form)| form.draft.given == read.draft.given)
    }

    /// Saves, after it was shown who gains and loses what.
    fn begin_saving(&mut self, context: &Context) -> Action<Message> {
        let Some(form) = self.record.form() else {
            return Action::NotSaved;
        };
        if form.draft.check().is_ok() && !self.is_in_bounds() {
            let told = Action::Tell(Tone::Danger, context.words.get("trouble-beyond-yours").into_owned());
            return Action::All(vec![told, Action::Run(focus(Field::AuditDays)), Action::NotSaved]);
        }
        // What is wrong with fields is told when it is saved; without an effect there is nothing to show.
        let has_effect = form.draft.check().is_ok() && self.record.page().is_some() && !self.is_given_alike();
        match &form.weighed {
            _ if !has_effect => self.save_now(context),
            Some(effects) if effects.iter().all(|effect| effect.operators == 0) => self.save_now(context),
            Some(_) => {
                self.layer = Some(Layer::Save);
                Action::NotSaved
            }
            None => {
                if let Some(form) = self.record.form_mut() {
                    form.is_save_wanted = true;
                }
                Action::NotSaved
            }
        }
    }

    fn save_now(&mut self, context: &Context) -> Action<Message> {
        self.layer = None;
        self.record.save(context).map(Message::Record)
    }

    fn update_members(&mut self, context: &Context, message: relation::Message) -> Action<Message> {
        let Some(Layer::Members(dialog)) = &mut self.layer else {
            return Action::None;
        };
        let outcome = dialog.update(context, May::Look, message);
        if outcome.is_over {
            self.layer = None;
        }
        outcome.action.map(Message::Members)
    }

    /// What becomes of the operators of the group to be deleted, once that is said.
    fn fate(&self) -> Option<Fate> {
        let Some(Layer::Delete(Some(deletion), choice)) = &self.layer else {
            return None;
        };
        match choice {
            _ if deletion.operators == 0 => Some(Fate::Nobody),
            Some(Choice::Move(Some(to))) => Some(Fate::Moved(self.move_operators.clone()?, *to)),
            Some(Choice::Delete) => Some(Fate::Deleted(self.add_operators.clone()?)),
            Some(Choice::Move(None)) | None => None,
        }
    }
}

impl Form {
    fn of(words: &Words, read: &Read<'_, Subject>, before: Option<&Form>) -> Form {
        let Read { page, draft, .. } = read;
        let mut form = Form {
            days: draft.given.settings.audit_days.map(|days| days.to_string()).unwrap_or_default(),
            global: before.map(|form| form.global.clone()).unwrap_or_default(),
            partition: before.and_then(|form| form.partition),
            custom: before.map(|form| form.custom.clone()).unwrap_or_default(),
            weighed: None,
            is_save_wanted: false,
            draft: Draft::clone(draft),
        };
        if page.is_none() && !draft.name.is_empty() {
            form.draft.name = words.with("group-copy-of", [("name", draft.name.as_str().into())]);
        }
        form.keep_partition();
        form
    }

    /// Shows a partition's own permissions only as long as it has such.
    fn keep_partition(&mut self) {
        let given = &self.draft.given;
        let is_custom =
            |partition: &PartitionId| matches!(given.partitions.get(partition), Some(Access::Custom(_)));
        self.partition = self.partition.filter(is_custom);
    }

    /// Which template it is like.
    fn template(&self, giver: &Grants) -> Option<Template> {
        Template::ALL.iter().copied().find(|it| it.given_by(giver) == self.draft.given.global)
    }
}

impl Form {
    /// The permissions that hold everywhere.
    fn ticks<'a>(&self, words: &'a Words, giver: &Grants, is_administrator: bool) -> Ticks<'a> {
        let bound = if is_administrator { Set::NONE } else { giver.global() };
        let why = if is_administrator { "rights-administrators" } else { "rights-lacks" };
        Ticks { shown: Set::ALL, held: self.draft.given.global, bound, why: words.get(why) }
    }

    /// A partition's own ones: of those that hold everywhere.
    fn ticks_in<'a>(&self, words: &'a Words, giver: &Grants, partition: PartitionId) -> Ticks<'a> {
        let given = &self.draft.given;
        Ticks {
            shown: given.global.intersection(Set::partitioned()),
            held: given.in_partition(partition),
            bound: giver.in_partition(partition),
            why: words.get("rights-lacks-here"),
        }
    }
}

/// What a template is called.
fn name_of<'a>(context: &'a Context, template: Template) -> Cow<'a, str> {
    context.words.get(&format!("template-{}", template.key()))
}

/// What cannot be done for want of a permission to see it.
fn unseen(words: &Words, global: Set) -> Option<String> {
    let entries: Vec<String> = global.unseen().map(|entry| rights::entry_name(words, entry)).collect();
    (!entries.is_empty()).then(|| words.with("group-unseen", [("entries", entries.join(", ").into())]))
}

/// What is given now, before this form: of a new group nothing is.
fn before(read: &Read<'_, Subject>) -> Given {
    match read.page {
        Some(_) => read.draft.given.clone(),
        None => Given::nothing(),
    }
}

fn focus(field: Field) -> Task<Message> {
    crate::widget::focus::to(record::id::<Subject>(field))
}

impl Subject {
    fn of(context: &Context) -> Option<Subject> {
        Some(Subject { view: context.may()?, modify: context.may(), add: context.may() })
    }
}

impl Source for Subject {
    type Id = GroupId;
    type Page = Page;
    type Draft = Draft;
    type Choices = Choices;
    type Record = ();
    type Form = Form;
    type Impact = ();
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "group";
    const ICON: Icon = Icon::ShieldUser;
    const FIRST: Field = Field::Name;

    fn may_add(&self) -> bool {
        self.add.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn open(&self, context: &Context, id: GroupId) -> Task<Answer<Arc<(Page, Choices)>>> {
        let view = self.view.clone();
        context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                groups::open(console, &view, id)?,
                groups::choices(console, &view)?,
            )))
        })
    }

    fn add(&self, context: &Context, form: &Form, _: Giving<()>) -> Option<Task<Answer<GroupId>>> {
        let (permit, draft) = (self.add.clone()?, form.draft.clone());
        Some(context.ask(move |console| groups::add(console, &permit, &draft)))
    }

    fn save(&self, context: &Context, page: &Page, form: &Form, _: Giving<()>) -> Option<Task<Answer<()>>> {
        let (permit, id, version) = (self.modify.clone()?, page.id, page.version);
        let draft = form.draft.clone();
        Some(context.ask(move |console| groups::save(console, &permit, id, version, &draft)))
    }

    fn id(page: &Page) -> GroupId {
        page.id
    }

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn added(&self, context: &Context, added: &Saved<'_, Self>) -> Told {
        let text = context.words.with("group-added", [("name", added.form.draft.name.as_str().into())]);
        let may_add = context.may::<OperatorsAddDelete>().is_some();
        Told { text, acts: may_add.then_some(Act::AddOperator(added.id)).into_iter().collect() }
    }

    fn accept(page: &mut Page, form: &mut Form) {
        page.draft.clone_from(&form.draft);
    }

    fn form(context: &Context, read: &Read<'_, Self>, before: Option<&Form>) -> Form {
        Form::of(&context.words, read, before)
    }

    fn draft(form: &Form) -> &Draft {
        &form.draft
    }

    fn check(&self, _read: &Read<'_, Self>, form: &Form) -> Faults {
        form.draft.check().err().unwrap_or_default()
    }

    fn is_changed(read: &Read<'_, Self>, form: &Form) -> bool {
        // A copy can be saved as it is.
        form.draft != *read.draft || (read.page.is_none() && !form.draft.name.is_empty())
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::Group(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _field: Field, fault: Fault) -> String {
        context.say().group(fault)
    }

    fn named(page: &Page) -> Option<(&str, Moment, &str)> {
        Some((&page.draft.name, page.changed_at, &page.changed_by))
    }

    fn subject(id: GroupId) -> Option<(SubjectKind, i64)> {
        Some((SubjectKind::Group, id.0))
    }

    fn place(id: GroupId) -> Place {
        Place::OperatorGroup(id)
    }
}

impl Screen for OperatorGroup {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Record(record::Message::Save) => match self.begin_saving(context) {
                Action::NotSaved => Action::None,
                other => other,
            },
            Message::Record(message) => self.record.update(context, message).map(Message::Record),
            Message::Changed(field, typed) => self.typed(context, field, typed),
            Message::Switched(switch) => self.switched(context, switch),
            Message::Begun(template) if self.is_ticked_by_hand() => {
                self.layer = Some(Layer::Begin(template));
                Action::None
            }
            Message::Begun(template) | Message::BeginNow(template) => {
                self.layer = None;
                self.begin(context, template)
            }
            Message::Global(message) => self.ticked(context, message),
            Message::AccessToggled(partition) => self.give(context, |given| {
                if given.partitions.remove(&partition).is_none() {
                    given.partitions.insert(partition, Access::Global);
                }
            }),
            Message::CustomToggled(partition) => {
                if let Some(form) = self.record.form_mut() {
                    form.partition = Some(partition);
                }
                self.give(context, |given| {
                    let global = given.global;
                    if let Some(access) = given.partitions.get_mut(&partition) {
                        *access = match access {
                            Access::Global => Access::Custom(access.of(global)),
                            Access::Custom(_) => Access::Global,
                        };
                    }
                })
            }
            Message::Shown(partition) => {
                if let Some(form) = self.record.form_mut() {
                    (form.partition, form.custom) = (partition, Permissions::default());
                }
                Action::None
            }
            Message::Custom(message) => self.ticked_custom(context, message),
            Message::Weighed(round, answer) if round == self.weighing => self.weighed(context, answer),
            Message::Weighed(..) => Action::None,
            Message::OpenMembers => match self.record.id() {
                Some(id) => {
                    let mut members = relation::Panel::new(members::of(context, &self.record.source.view));
                    let task = members.read(context, vec![id.0]);
                    self.layer = Some(Layer::Members(Box::new(members)));
                    Action::Run(task.map(Message::Members))
                }
                None => Action::None,
            },
            Message::Members(message) => self.update_members(context, message),
            Message::AddOperator => {
                self.record.id().map_or(Action::None, |id| Action::Go(Place::NewOperator(Some(id))))
            }
            Message::OpenExplain => match (self.record.id(), self.record.page()) {
                (Some(id), Some(page)) => {
                    let permit = self.record.source.view.clone();
                    let asked = context.ask(move |console| groups::explain(console, &permit, id));
                    let (explain, task) = Explain::open(page.draft.name.clone(), asked);
                    self.layer = Some(Layer::Explain(Box::new(explain)));
                    Action::Run(task.map(Message::Explain))
                }
                _ => Action::None,
            },
            Message::Explain(message) => match &mut self.layer {
                Some(Layer::Explain(explain)) => explain.update(context, message).map(Message::Explain),
                _ => Action::None,
            },
            Message::Copy => {
                self.record.id().map_or(Action::None, |id| Action::Go(Place::CopyOfOperatorGroup(id)))
            }
            Message::AskToDelete => match (self.record.id(), self.record.source.add.clone()) {
                (Some(id), Some(permit)) => {
                    self.layer = Some(Layer::Delete(None, None));
                    let task =
                        context.ask(move |console| groups::deletion(console, &permit, id).map(Arc::new));
                    Action::Run(task.map(Message::DeletionKnown))
                }
                _ => Action::None,
            },
            Message::DeletionKnown(Ok(known)) => {
                // What was chosen since stays.
                if let Some(Layer::Delete(deletion @ None, choice)) = &mut self.layer {
                    *choice = self.move_operators.as_ref().map(|_| Choice::Move(None));
                    *deletion = Some(known);
                }
                Action::None
            }
            // A late failure closes nothing but what waits for it.
            Message::DeletionKnown(Err(failure)) => {
                self.layer.take_if(|layer| matches!(layer, Layer::Delete(None, _)));
                Action::Fail(failure)
            }
            Message::Chosen(chosen) => {
                if let Some(Layer::Delete(_, choice)) = &mut self.layer {
                    *choice = Some(chosen);
                }
                Action::None
            }
            Message::Delete => match (self.record.page(), self.record.source.add.clone(), self.fate()) {
                (Some(page), Some(permit), Some(fate)) => {
                    let (id, name) = (page.id, page.draft.name.clone());
                    self.layer = None;
                    let task = context.ask(move |console| groups::delete(console, &permit, id, &fate));
                    Action::Run(task.map(move |done| Message::Deleted(name.clone(), done)))
                }
                _ => Action::None,
            },
            Message::Deleted(name, Ok(())) => {
                self.record.deleted(deletion::told(context, &Called { name, count: 1 }, 0))
            }
            Message::Deleted(_, Err(failure)) => Action::Fail(failure),
            Message::Close => {
                self.layer = None;
                Action::None
            }
            Message::SaveNow => self.save_now(context),
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let Some((read, form)) = self.record.opened() else {
            return self.record.absent(context, Message::Record);
        };
        let note = match &form.weighed {
            Some(effects) if !effects.is_empty() => Note::Heeded(rights::summary(words, effects).into()),
            _ if form.draft.given.global == Set::NONE => Note::Heeded(words.get("group-can-nothing")),
            _ => match unseen(words, form.draft.given.global) {
                Some(unseen) => Note::Heeded(unseen.into()),
                None => Note::Plain(words.get("group-no-impact")),
            },
        };
        let mut record = self.record.frame(context, note, Message::Record);
        record.state = self.badge(context);
        if let Some(page) = self.record.page() {
            let above = page.above.as_deref().map_or_else(|| words.get("group-above-top"), Cow::from);
            let values = [("detail", record.detail.as_ref().into()), ("above", above.into())];
            record.detail = words.with("group-detail", values).into();
        }
        record.actions = self.actions(context);
        record.shape = Shape::Whole(self.whole(context, form, read.choices));
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        Some(match self.layer.as_ref()? {
            Layer::Begin(template) => self.begin_dialog(context, *template, is_live),
            Layer::Save => self.save_dialog(context, is_live),
            Layer::Members(dialog) => dialog.dialog(context, self.name(), is_live).map(Message::Members),
            Layer::Explain(explain) => explain.view(context, Message::Close, Message::Explain, is_live),
            Layer::Delete(deletion, choice) => {
                self.delete_dialog(context, deletion.as_deref(), *choice, is_live)
            }
        })
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let page = self.record.page();
        let copy = page.and(self.record.source.add.as_ref()).map(|_| Message::Copy);
        let delete = self.may_delete().then_some(Message::AskToDelete);
        let explain = page.map(|_| Message::OpenExplain);
        let mut commands = self.record.commands(context, Message::Record);
        commands.extend([
            command(words.get("group-members-show"), Icon::Users, page.map(|_| Message::OpenMembers)),
            command(
                words.get("operator-new"),
                Icon::UserPlus,
                self.may_add_operator().then_some(Message::AddOperator),
            ),
            command(words.get("explain-open"), Icon::CircleQuestionMark, explain),
            command(words.get("group-copy"), Icon::Copy, copy),
            command(words.get("group-delete"), Icon::Trash, delete).danger(),
        ]);
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
        self.begin_saving(context)
    }
}

impl OperatorGroup {
    fn may_delete(&self) -> bool {
        self.record.source.add.is_some()
            && self.record.page().is_some_and(|page| !page.is_administrator() && !page.is_own)
    }

    fn may_add_operator(&self) -> bool {
        self.add_operators.is_some() && self.record.page().is_some()
    }

    fn typed(&mut self, context: &Context, field: Field, typed: String) -> Action<Message> {
        match field {
            Field::Name => self.record.change(|form| form.draft.name = typed),
            Field::Description => self.record.change(|form| form.draft.description = typed),
            Field::AuditDays => {
                // Zero is what no group can have: it is told at the field.
                let days = text::number(&typed).unwrap_or(0);
                if let Some(form) = self.record.form_mut() {
                    form.days = typed;
                }
                return self.give(context, |given| given.settings.audit_days = Some(days));
            }
        }
        Action::None
    }

    fn switched(&mut self, context: &Context, switch: Switch) -> Action<Message> {
        let giver = self.record.opened().map(|(read, _)| read.choices.giver.settings());
        let most = giver.and_then(|settings: Settings| settings.audit_days).unwrap_or(DAYS_FIRST);
        if switch == Switch::AuditLimited
            && let Some(form) = self.record.form_mut()
        {
            form.days = most.to_string();
        }
        self.give(context, |given| {
            let settings = &mut given.settings;
            match switch {
                Switch::Hotel => settings.hotel_interface = !settings.hotel_interface,
                Switch::Programmer => settings.programmer_all_doors = !settings.programmer_all_doors,
                Switch::AuditAll => settings.audit_all_partitions = !settings.audit_all_partitions,
                Switch::AuditLimited => {
                    settings.audit_days = if settings.audit_days.is_none() { Some(most) } else { None };
                }
            }
        })
    }

    /// Whether something is ticked that no template ticks: choosing one would take it away.
    fn is_ticked_by_hand(&self) -> bool {
        self.may_tick()
            && self.record.opened().is_some_and(|(read, form)| {
                form.draft.given.global != Set::NONE && form.template(&read.choices.giver).is_none()
            })
    }

    /// Gives what a job takes, and the name of the job to a group that has none of its own yet.
    fn begin(&mut self, context: &Context, template: Template) -> Action<Message> {
        let Some((read, form)) = self.record.opened() else {
            return Action::None;
        };
        let global = template.given_by(&read.choices.giver);
        let typed = form.draft.name.trim();
        let is_unnamed = typed.is_empty() || Template::ALL.iter().any(|it| name_of(context, *it) == typed);
        if read.page.is_none() && is_unnamed && self.may_tick() {
            let name = match template {
                Template::Nothing => String::new(),
                Template::Reception | Template::Housekeeping | Template::Maintenance | Template::Auditor => {
                    name_of(context, template).into_owned()
                }
            };
            self.record.change(|form| form.draft.name = name);
        }
        self.give(context, |given| given.global = global)
    }

    fn ticked(&mut self, context: &Context, message: permissions::Message) -> Action<Message> {
        let is_administrator = self.is_administrator();
        let Some((read, form)) = self.record.opened() else {
            return Action::None;
        };
        let ticks = form.ticks(&context.words, &read.choices.giver, is_administrator);
        let mut global = form.global.clone();
        let wanted = global.update(&context.words, &ticks, message);
        if let Some(form) = self.record.form_mut() {
            form.global = global;
        }
        wanted.map_or(Action::None, |wanted| self.give(context, |given| given.global = wanted))
    }

    fn ticked_custom(&mut self, context: &Context, message: permissions::Message) -> Action<Message> {
        let Some((read, form)) = self.record.opened() else {
            return Action::None;
        };
        let Some(partition) = form.partition else {
            return Action::None;
        };
        let ticks = form.ticks_in(&context.words, &read.choices.giver, partition);
        let mut custom = form.custom.clone();
        let wanted = custom.update(&context.words, &ticks, message);
        if let Some(form) = self.record.form_mut() {
            form.custom = custom;
        }
        wanted.map_or(Action::None, |wanted| {
            self.give(context, |given| {
                given.partitions.insert(partition, Access::Custom(wanted));
            })
        })
    }

    /// Who is in it, and why it can do what it can: nothing, of a group that is not there yet.
    fn relations<'a>(&'a self, context: &'a Context) -> Vec<(Icon, String, Message)> {
        let Some(page) = self.record.page() else {
            return Vec::new();
        };
        let words = &context.words;
        let operators = format!("{} {}", words.get("operators-title"), grouped(page.operators as i64));
        let mut relations = vec![(Icon::Users, operators, Message::OpenMembers)];
        if self.may_add_operator() {
            relations.push((Icon::UserPlus, words.get("operator-new").into_owned(), Message::AddOperator));
        }
        let explain = words.get("explain-open").into_owned();
        relations.push((Icon::CircleQuestionMark, explain, Message::OpenExplain));
        relations
    }

    fn actions<'a>(&'a self, context: &'a Context) -> Vec<Element<'a, Message>> {
        let words = &context.words;
        let mut actions = Vec::new();
        if self.record.page().is_some() && self.record.source.add.is_some() {
            let copy = button(words.get("group-copy")).icon(Icon::Copy);
            actions.push(copy.on_press(Message::Copy).into());
        }
        if self.may_delete() {
            let delete = button(words.get("group-delete")).icon(Icon::Trash).kind(Kind::Danger);
            actions.push(delete.on_press(Message::AskToDelete).into());
        }
        actions
    }
}

/// What the field of days begins with, where the giver has no bound.
const DAYS_FIRST: u16 = 30;
