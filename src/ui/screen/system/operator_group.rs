//! Operator group information: what a group was given, who is in it, and who gains and loses what by a change.

mod dialogs;
mod panels;

use std::sync::Arc;

use iced::keyboard::key::Named;
use iced::widget::container;
use iced::{Fill, Task};
use keydesk::domain::delegation;
use keydesk::domain::group::{Access, Draft, Faults, Field, Given, Grants, GroupId, Settings};
use keydesk::domain::operator::OperatorId;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{
    OperatorGroupsAddDelete, OperatorGroupsModify, OperatorGroupsView, OperatorsAddDelete, OperatorsModify,
    OperatorsView, Permission, Set,
};
use keydesk::operation;
use keydesk::operation::groups::{self, Choices, Deletion, Effect, Fate, Member, Page};
use keydesk::session::Permit;

use crate::command::{Command, Keys, command};
use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::part::explain::{self, Explain};
use crate::part::record::{self, Foot, Note, Record, Relation};
use crate::part::rights;
use crate::screen::{Action, Place, Screen};
use crate::theme::Tone;
use crate::widget::button::{Kind, button};
use crate::widget::dialog::medallion;
use crate::widget::table::{self, Selection};
use crate::widget::tree::{self, Model};
use crate::widget::{Element, gauge, notice, surface};
use crate::words::Words;

/// The screen of a group, or of a new one.
pub struct OperatorGroup {
    view: Permit<OperatorGroupsView>,
    modify: Option<Permit<OperatorGroupsModify>>,
    add: Option<Permit<OperatorGroupsAddDelete>>,
    may_see_operators: bool,
    move_operators: Option<Permit<OperatorsModify>>,
    delete_operators: Option<Permit<OperatorsAddDelete>>,
    subject: Subject,
    form: Option<Form>,
    faults: Faults,
    asked: u64,
    is_saving: bool,
    /// Set from a save until what was saved is read again: nothing is typed into what will be replaced.
    is_settling: bool,
    conflict: Option<String>,
    /// Who would gain and lose what, of the form with this number.
    weighed: Option<Arc<Vec<Effect>>>,
    weighing: u64,
    /// Save was pressed before it was known.
    is_save_wanted: bool,
    layer: Option<Layer>,
}

enum Subject {
    New(Option<Arc<(Draft, Choices)>>),
    Loading(GroupId),
    Known(Arc<(Page, Choices)>),
    Gone(String),
}

/// What is typed and ticked.
struct Form {
    draft: Draft,
    /// The days as typed.
    days: String,
    search: String,
    global: Model<Permission>,
    /// The partition whose tree is shown.
    partition: Option<PartitionId>,
    partition_search: String,
    custom: Model<Permission>,
}

enum Layer {
    Save,
    Members(Option<Arc<Vec<Member>>>, Selection),
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
    Loaded(u64, Answer<Arc<(Page, Choices)>>),
    Blank(Answer<Arc<(Draft, Choices)>>),
    Changed(Field, String),
    Switched(Switch),
    SearchChanged(String),
    Global(tree::Event),
    AccessToggled(PartitionId),
    CustomToggled(PartitionId),
    PartitionShown(PartitionId),
    PartitionSearchChanged(String),
    Custom(tree::Event),
    Weighed(u64, Answer<Arc<Vec<Effect>>>),
    OpenMembers,
    MembersKnown(Answer<Arc<Vec<Member>>>),
    Members(table::Event),
    ShowMember,
    OpenExplain,
    Explain(explain::Message),
    Copy,
    AskToDelete,
    DeletionKnown(Answer<Arc<Deletion>>),
    Chosen(Choice),
    Delete,
    Deleted(Answer<()>),
    Close,
    Save,
    SaveNow,
    Saved(Answer<GroupId>),
    Discard,
    Reload,
    Back,
}

impl OperatorGroup {
    /// Opens the screen of a group.
    pub fn open(context: &Context, id: GroupId) -> Option<(Self, Task<Message>)> {
        let mut group = OperatorGroup::of(context, Subject::Loading(id))?;
        let task = group.load(context, id);
        Some((group, task))
    }

    /// Opens the screen of a new group: an empty one, or one that has what another has.
    pub fn open_new(context: &Context, like: Option<GroupId>) -> Option<(Self, Task<Message>)> {
        let add = context.may::<OperatorGroupsAddDelete>()?;
        let group = OperatorGroup::of(context, Subject::New(None))?;
        let view = group.view.clone();
        let task = context.ask(move |console| {
            let draft = match like {
                Some(id) => groups::copy(console, &add, id)?,
                None => groups::blank(console, &add)?,
            };
            Ok::<_, operation::Error>(Arc::new((draft, groups::choices(console, &view)?)))
        });
        Some((group, task.map(Message::Blank)))
    }

    fn of(context: &Context, subject: Subject) -> Option<OperatorGroup> {
        Some(OperatorGroup {
            view: context.may()?,
            modify: context.may(),
            add: context.may(),
            may_see_operators: context.may::<OperatorsView>().is_some(),
            move_operators: context.may(),
            delete_operators: context.may(),
            subject,
            form: None,
            faults: Faults::new(),
            asked: 0,
            is_saving: false,
            is_settling: false,
            conflict: None,
            weighed: None,
            weighing: 0,
            is_save_wanted: false,
            layer: None,
        })
    }

    fn load(&mut self, context: &Context, id: GroupId) -> Task<Message> {
        self.asked += 1;
        let (asked, view) = (self.asked, self.view.clone());
        let page = context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                groups::open(console, &view, id)?,
                groups::choices(console, &view)?,
            )))
        });
        page.map(move |answer| Message::Loaded(asked, answer))
    }

    fn id(&self) -> Option<GroupId> {
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

    fn is_administrator(&self) -> bool {
        self.page().is_some_and(Page::is_administrator)
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

    /// Whether rights can be ticked; those of administrators can not.
    fn may_tick(&self) -> bool {
        self.may_edit() && !self.is_administrator()
    }

    fn forget(&mut self, context: &Context) {
        let partition = self.form.as_ref().and_then(|form| form.partition);
        let is_administrator = self.is_administrator();
        self.form = self
            .original()
            .map(|(draft, choices)| Form::of(&context.words, draft, choices, is_administrator, partition));
        self.faults.clear();
        self.conflict = None;
        self.weighed = None;
        self.is_save_wanted = false;
    }

    /// Changes what is given, as far as the operator can give it, and shows what came of it.
    fn give(&mut self, context: &Context, change: impl FnOnce(&mut Given)) -> Action<Message> {
        if !self.may_tick() {
            return Action::None;
        }
        let giver = self.original().map(|(_, choices)| choices.giver.clone());
        let (Some(before), Some(giver), Some(form)) = (self.before(), giver, &mut self.form) else {
            return Action::None;
        };
        let mut wanted = form.draft.given.clone();
        change(&mut wanted);
        // The days are typed; what cannot be given is told at the field, not mended behind one's back.
        let days = wanted.settings.audit_days;
        let mut given = delegation::settled(&before, &wanted, &giver);
        given.settings.audit_days = days;
        form.draft.given = given;
        form.global.turn(|permission| form.draft.given.global.holds(*permission));
        form.show_partition(&context.words, &giver);
        self.check_again();
        self.weigh(context)
    }

    /// What is given now, before this form: of a new group nothing is.
    fn before(&self) -> Option<Given> {
        match &self.subject {
            Subject::New(_) => Some(Given::nothing()),
            _ => self.original().map(|(draft, _)| draft.given.clone()),
        }
    }

    /// Whether the operator can give what the form says. Ticks cannot be set otherwise; days are typed.
    fn is_in_bounds(&self) -> bool {
        match (self.before(), &self.form, self.original()) {
            _ if self.is_administrator() => true,
            (Some(before), Some(form), Some((_, choices))) => {
                delegation::may_give(&before, &form.draft.given, &choices.giver)
            }
            _ => false,
        }
    }

    fn check_again(&mut self) {
        if !self.faults.is_empty()
            && let Some(form) = &self.form
        {
            self.faults = form.draft.check().err().unwrap_or_default();
        }
    }

    /// Asks who would gain and lose what.
    fn weigh(&mut self, context: &Context) -> Action<Message> {
        self.weighing += 1;
        self.weighed = None;
        let (Subject::Known(known), Some(form), Some(permit)) = (&self.subject, &self.form, &self.modify)
        else {
            return Action::None;
        };
        if form.draft.given == known.0.draft.given {
            self.weighed = Some(Arc::default());
            return Action::None;
        }
        // What cannot be saved like this is told at its field, or when it is saved.
        if form.draft.check().is_err() || !self.is_in_bounds() {
            return Action::None;
        }
        let (round, permit, id) = (self.weighing, permit.clone(), known.0.id);
        let draft = form.draft.clone();
        let task = context.ask(move |console| groups::impact(console, &permit, id, &draft).map(Arc::new));
        Action::Run(task.map(move |answer| Message::Weighed(round, answer)))
    }

    /// Saves, after it was shown who gains and loses what.
    fn begin_saving(&mut self, context: &Context) -> Action<Message> {
        let Some(form) = &self.form else {
            return Action::NotSaved;
        };
        if let Err(faults) = form.draft.check() {
            return self.refuse(faults, context);
        }
        if !self.is_in_bounds() {
            let told = Action::Tell(Tone::Danger, context.words.get("trouble-beyond-yours").into_owned());
            return Action::All(vec![told, Action::Run(focus(Field::AuditDays)), Action::NotSaved]);
        }
        let is_given_alike = self.original().is_some_and(|(draft, _)| draft.given == form.draft.given);
        if is_given_alike || matches!(self.subject, Subject::New(_)) {
            return self.save_now(context);
        }
        match &self.weighed {
            Some(effects) if effects.iter().all(|effect| effect.operators == 0) => self.save_now(context),
            Some(_) => {
                self.layer = Some(Layer::Save);
                Action::NotSaved
            }
            None => {
                self.is_save_wanted = true;
                Action::NotSaved
            }
        }
    }

    fn save_now(&mut self, context: &Context) -> Action<Message> {
        self.layer = None;
        let Some(draft) = self.form.as_ref().map(|form| form.draft.clone()) else {
            return Action::NotSaved;
        };
        let task = match (&self.subject, &self.add, &self.modify) {
            (Subject::New(_), Some(permit), _) => {
                let permit = permit.clone();
                context.ask(move |console| groups::add(console, &permit, &draft))
            }
            (Subject::Known(known), _, Some(permit)) => {
                let (permit, id, version) = (permit.clone(), known.0.id, known.0.version);
                context.ask(move |console| groups::save(console, &permit, id, version, &draft).map(|()| id))
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
            operation::Error::Group(faults) => {
                let faults = faults.clone();
                self.refuse(faults, context)
            }
            _ => record::not_saved(context, failure, &mut self.conflict),
        }
    }

    fn saved(&mut self, context: &Context, id: GroupId) -> Action<Message> {
        let told = Action::Tell(Tone::Success, context.words.get("group-saved").into_owned());
        if matches!(self.subject, Subject::New(_)) {
            self.form = None;
            return Action::All(vec![told, Action::Saved, Action::Replace(Place::OperatorGroup(id))]);
        }
        if let (Subject::Known(known), Some(form)) = (&self.subject, &self.form) {
            let mut accepted = (known.0.clone(), known.1.clone());
            accepted.0.draft = form.draft.clone();
            self.subject = Subject::Known(Arc::new(accepted));
        }
        self.faults.clear();
        self.is_settling = true;
        let load = self.load(context, id);
        Action::All(vec![told, Action::Run(load), Action::Saved])
    }

    fn chosen_member(&self) -> Option<OperatorId> {
        match &self.layer {
            Some(Layer::Members(Some(members), selection)) => {
                members.get(selection.single()?).map(|member| member.id)
            }
            _ => None,
        }
    }

    /// What becomes of the operators of the group to be deleted, once that is said.
    fn fate(&self) -> Option<Fate> {
        let Some(Layer::Delete(Some(deletion), choice)) = &self.layer else {
            return None;
        };
        match choice {
            _ if deletion.operators == 0 => Some(Fate::Nobody),
            Some(Choice::Move(Some(to))) => Some(Fate::Moved(self.move_operators.clone()?, *to)),
            Some(Choice::Delete) => Some(Fate::Deleted(self.delete_operators.clone()?)),
            Some(Choice::Move(None)) | None => None,
        }
    }
}

impl Form {
    fn of(
        words: &Words,
        draft: &Draft,
        choices: &Choices,
        is_administrator: bool,
        partition: Option<PartitionId>,
    ) -> Form {
        let held = choices.giver.global();
        let lock = |permission| match () {
            () if is_administrator => Some(words.get("rights-administrators").into_owned()),
            () if held.holds(permission) => None,
            () => Some(words.get("rights-lacks").into_owned()),
        };
        let mut form = Form {
            days: draft.given.settings.audit_days.map(|days| days.to_string()).unwrap_or_default(),
            search: String::new(),
            global: Model::open_to(1, rights::parts(words, Set::ALL, draft.given.global, lock)),
            partition: partition.filter(|partition| draft.given.partitions.contains_key(partition)),
            partition_search: String::new(),
            custom: Model::default(),
            draft: draft.clone(),
        };
        form.show_partition(words, &choices.giver);
        form
    }

    /// Makes the tree of the partition that is shown.
    fn show_partition(&mut self, words: &Words, giver: &Grants) {
        let given = &self.draft.given;
        let is_custom =
            |partition: &PartitionId| matches!(given.partitions.get(partition), Some(Access::Custom(_)));
        let Some(partition) = self.partition.filter(is_custom) else {
            self.partition = None;
            self.custom = Model::default();
            return;
        };
        let bound = giver.in_partition(partition);
        let lock =
            |permission| (!bound.holds(permission)).then(|| words.get("rights-lacks-here").into_owned());
        let shown = given.global.intersection(Set::partitioned());
        self.custom = Model::open_to(1, rights::parts(words, shown, given.in_partition(partition), lock));
    }
}

fn id(field: Field) -> String {
    format!("group-{field:?}")
}

fn focus(field: Field) -> Task<Message> {
    crate::widget::focus::to(id(field))
}

impl Screen for OperatorGroup {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Loaded(asked, answer) if asked == self.asked => match answer {
                // What is typed is not lost to news; a conflict is told when it is saved.
                Ok(_) if self.is_changed() => Action::None,
                Ok(known) => {
                    self.is_settling = false;
                    self.subject = Subject::Known(known);
                    self.forget(context);
                    Action::None
                }
                Err(failure) => {
                    self.subject = Subject::Gone(context.say().operation(&failure));
                    self.form = None;
                    Action::Fail(failure)
                }
            },
            Message::Loaded(..) => Action::None,
            Message::Blank(Ok(blank)) => {
                let mut blank = (blank.0.clone(), blank.1.clone());
                if !blank.0.name.is_empty() {
                    let name = blank.0.name.as_str().into();
                    blank.0.name = context.words.with("group-copy-of", [("name", name)]);
                }
                self.subject = Subject::New(Some(Arc::new(blank)));
                self.forget(context);
                Action::Run(focus(Field::Name))
            }
            Message::Blank(Err(failure)) => Action::All(vec![Action::Fail(failure), Action::Back]),
            Message::Changed(field, typed) => self.typed(context, field, typed),
            Message::Switched(switch) => self.switched(context, switch),
            Message::SearchChanged(search) => {
                if let Some(form) = &mut self.form {
                    form.search = search;
                }
                Action::None
            }
            Message::Global(event) => self.ticked(context, event),
            Message::AccessToggled(partition) => self.give(context, |given| {
                if given.partitions.remove(&partition).is_none() {
                    given.partitions.insert(partition, Access::Global);
                }
            }),
            Message::CustomToggled(partition) => {
                if let Some(form) = &mut self.form {
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
            Message::PartitionShown(partition) => {
                let giver = self.original().map(|(_, choices)| choices.giver.clone());
                if let (Some(form), Some(giver)) = (&mut self.form, giver) {
                    form.partition = Some(partition);
                    form.partition_search.clear();
                    form.show_partition(&context.words, &giver);
                }
                Action::None
            }
            Message::PartitionSearchChanged(search) => {
                if let Some(form) = &mut self.form {
                    form.partition_search = search;
                }
                Action::None
            }
            Message::Custom(event) => self.ticked_custom(context, event),
            Message::Weighed(round, answer) if round == self.weighing => match answer {
                Ok(effects) => {
                    self.weighed = Some(effects);
                    if std::mem::take(&mut self.is_save_wanted) {
                        self.begin_saving(context)
                    } else {
                        Action::None
                    }
                }
                Err(failure) => {
                    self.is_save_wanted = false;
                    Action::Fail(failure)
                }
            },
            Message::Weighed(..) => Action::None,
            Message::OpenMembers => match self.id() {
                Some(id) => {
                    self.layer = Some(Layer::Members(None, Selection::default()));
                    let permit = self.view.clone();
                    let task =
                        context.ask(move |console| groups::members(console, &permit, id).map(Arc::new));
                    Action::Run(task.map(Message::MembersKnown))
                }
                None => Action::None,
            },
            Message::MembersKnown(Ok(known)) => {
                if let Some(Layer::Members(members, _)) = &mut self.layer {
                    *members = Some(known);
                }
                Action::None
            }
            Message::Members(table::Event::Select(op)) => {
                if let Some(Layer::Members(_, selection)) = &mut self.layer {
                    selection.apply(op);
                }
                Action::None
            }
            Message::Members(table::Event::Activate(_)) | Message::ShowMember => self.show_member(),
            Message::Members(_) => Action::None,
            Message::OpenExplain => match (self.id(), self.page()) {
                (Some(id), Some(page)) => {
                    let permit = self.view.clone();
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
            Message::Copy => self.id().map_or(Action::None, |id| Action::Go(Place::CopyOfOperatorGroup(id))),
            Message::AskToDelete => match (self.id(), self.add.clone()) {
                (Some(id), Some(permit)) => {
                    self.layer = Some(Layer::Delete(None, None));
                    let task =
                        context.ask(move |console| groups::deletion(console, &permit, id).map(Arc::new));
                    Action::Run(task.map(Message::DeletionKnown))
                }
                _ => Action::None,
            },
            Message::DeletionKnown(Ok(known)) => {
                if let Some(Layer::Delete(deletion, choice)) = &mut self.layer {
                    *choice = self.move_operators.as_ref().map(|_| Choice::Move(None));
                    *deletion = Some(known);
                }
                Action::None
            }
            Message::MembersKnown(Err(failure)) | Message::DeletionKnown(Err(failure)) => {
                self.layer = None;
                Action::Fail(failure)
            }
            Message::Chosen(chosen) => {
                if let Some(Layer::Delete(_, choice)) = &mut self.layer {
                    *choice = Some(chosen);
                }
                Action::None
            }
            Message::Delete => match (self.id(), self.add.clone(), self.fate()) {
                (Some(id), Some(permit), Some(fate)) => {
                    self.layer = None;
                    let task = context.ask(move |console| groups::delete(console, &permit, id, &fate));
                    Action::Run(task.map(Message::Deleted))
                }
                _ => Action::None,
            },
            Message::Deleted(Ok(())) => {
                self.form = None;
                let text = context.words.get("group-deleted").into_owned();
                Action::All(vec![Action::Tell(Tone::Success, text), Action::Back])
            }
            Message::Deleted(Err(failure)) => Action::Fail(failure),
            Message::Close => {
                self.layer = None;
                Action::None
            }
            Message::Save => match self.begin_saving(context) {
                Action::NotSaved => Action::None,
                other => other,
            },
            Message::SaveNow => self.save_now(context),
            Message::Saved(answer) => {
                self.is_saving = false;
                match answer {
                    Ok(id) => self.saved(context, id),
                    Err(failure) => self.not_saved(context, failure),
                }
            }
            Message::Discard => {
                self.forget(context);
                if self.page().is_some() { Action::None } else { Action::Back }
            }
            Message::Reload => match self.id() {
                Some(id) => {
                    self.forget(context);
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
            let gone = notice::empty(Icon::ShieldUser, words.get("group-gone"), why.as_str(), Some(back));
            return surface::canvas(gone).into();
        }
        let (Some(form), Some((_, choices))) = (&self.form, self.original()) else {
            let waiting = container(gauge::skeleton(6)).padding(crate::part::list::PAGE);
            return surface::canvas(waiting).width(Fill).height(Fill).into();
        };
        let (title, detail) = match self.page() {
            Some(page) => {
                let at = context.say().moment(page.changed_at);
                let values = [("at", at.into()), ("by", page.changed_by.as_str().into())];
                (page.draft.name.as_str().into(), words.with("record-changed", values).into())
            }
            None => (words.get("group-new"), words.get("group-new-detail")),
        };
        let is_changed = self.is_changed();
        let may_save = (is_changed && self.may_edit()).then_some(());
        let note = match &self.weighed {
            _ if !is_changed => Note::Plain(words.get("record-unchanged")),
            Some(effects) if !effects.is_empty() => Note::Heeded(rights::summary(words, effects).into()),
            _ => Note::Plain(words.get("group-no-impact")),
        };
        Record {
            title,
            detail,
            picture: Some(medallion(Icon::ShieldUser, Tone::Accent)),
            state: self.badge(context),
            actions: self.actions(context),
            banners: record::conflict(words, self.conflict.as_deref(), Message::Reload).into_iter().collect(),
            panels: self.panels(context, form, choices),
            relations: self.relations(context),
            back: Message::Back,
            foot: (self.modify.is_some() || self.page().is_none()).then(|| Foot {
                note,
                discard: may_save.map(|()| Message::Discard),
                save: may_save.map(|()| Message::Save),
                is_saving: self.is_saving,
            }),
        }
        .view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        Some(match self.layer.as_ref()? {
            Layer::Save => self.save_dialog(context, is_live),
            Layer::Members(members, selection) => self.members_dialog(
                context,
                members.as_ref().map(|members| members.as_slice()),
                selection,
                is_live,
            ),
            Layer::Explain(explain) => explain.view(context, Message::Close, Message::Explain, is_live),
            Layer::Delete(deletion, choice) => {
                self.delete_dialog(context, deletion.as_deref(), *choice, is_live)
            }
        })
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let save = (self.is_changed() && self.may_edit()).then_some(Message::Save);
        let page = self.page();
        let copy = page.and(self.add.as_ref()).map(|_| Message::Copy);
        let delete = self.may_delete().then_some(Message::AskToDelete);
        vec![
            command(words.get("record-save"), Icon::Save, save).keys(Keys::Ctrl('s')),
            command(words.get("back"), Icon::ArrowLeft, Some(Message::Back))
                .keys(Keys::Alt(Named::ArrowLeft)),
            command(words.get("group-members"), Icon::Users, page.map(|_| Message::OpenMembers)),
            command(words.get("explain-open"), Icon::CircleQuestionMark, page.map(|_| Message::OpenExplain)),
            command(words.get("group-copy"), Icon::Copy, copy),
            command(words.get("group-delete"), Icon::Trash, delete).danger(),
        ]
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        match self.id() {
            Some(id) if !self.is_changed() => Action::Run(self.load(context, id)),
            _ => Action::None,
        }
    }

    fn is_changed(&self) -> bool {
        match (&self.form, self.original()) {
            // A copy can be saved as it is.
            (Some(form), Some((original, _))) => {
                form.draft != *original
                    || (matches!(self.subject, Subject::New(_)) && !form.draft.name.is_empty())
            }
            _ => false,
        }
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.begin_saving(context)
    }
}

impl OperatorGroup {
    fn may_delete(&self) -> bool {
        self.add.is_some() && self.page().is_some_and(|page| !page.is_administrator() && !page.is_own)
    }

    fn typed(&mut self, context: &Context, field: Field, typed: String) -> Action<Message> {
        let Some(form) = &mut self.form else {
            return Action::None;
        };
        match field {
            Field::Name => form.draft.name = typed,
            Field::Description => form.draft.description = typed,
            Field::AuditDays => {
                // Zero is what no group can have: it is told at the field.
                let days = typed.trim().parse().unwrap_or(0);
                form.days = typed;
                return self.give(context, |given| given.settings.audit_days = Some(days));
            }
        }
        self.check_again();
        Action::None
    }

    fn switched(&mut self, context: &Context, switch: Switch) -> Action<Message> {
        let giver = self.original().map(|(_, choices)| choices.giver.settings());
        let most = giver.and_then(|settings: Settings| settings.audit_days).unwrap_or(DAYS_FIRST);
        if switch == Switch::AuditLimited
            && let Some(form) = &mut self.form
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

    fn ticked(&mut self, context: &Context, event: tree::Event) -> Action<Message> {
        let may_tick = self.may_tick();
        let Some(form) = &mut self.form else {
            return Action::None;
        };
        match event {
            tree::Event::Toggle(_) if may_tick => {
                form.global.apply(event);
                let ticked: Set = form.global.on().copied().collect();
                self.give(context, |given| given.global = ticked)
            }
            tree::Event::Toggle(_) => Action::None,
            tree::Event::Open(_) | tree::Event::Close(_) => {
                form.global.apply(event);
                Action::None
            }
        }
    }

    fn ticked_custom(&mut self, context: &Context, event: tree::Event) -> Action<Message> {
        let may_tick = self.may_tick();
        let Some((form, partition)) = self.form.as_mut().and_then(|form| form.partition.map(|at| (form, at)))
        else {
            return Action::None;
        };
        match event {
            tree::Event::Toggle(_) if may_tick => {
                form.custom.apply(event);
                let ticked: Set = form.custom.on().copied().collect();
                self.give(context, |given| {
                    given.partitions.insert(partition, Access::Custom(ticked));
                })
            }
            tree::Event::Toggle(_) => Action::None,
            tree::Event::Open(_) | tree::Event::Close(_) => {
                form.custom.apply(event);
                Action::None
            }
        }
    }

    fn show_member(&mut self) -> Action<Message> {
        match self.chosen_member() {
            Some(operator) if self.may_see_operators => {
                self.layer = None;
                Action::Go(Place::Operator(operator))
            }
            _ => Action::None,
        }
    }

    fn relations<'a>(&'a self, context: &'a Context) -> Vec<Relation<'a, Message>> {
        let Some(page) = self.page() else {
            return Vec::new();
        };
        vec![
            Relation {
                icon: Icon::Users,
                label: context.words.get("group-members"),
                count: Some(page.operators),
                on_press: Message::OpenMembers,
            },
            Relation {
                icon: Icon::CircleQuestionMark,
                label: context.words.get("explain-open"),
                count: None,
                on_press: Message::OpenExplain,
            },
        ]
    }

    fn actions<'a>(&'a self, context: &'a Context) -> Vec<Element<'a, Message>> {
        let words = &context.words;
        let mut actions = Vec::new();
        if self.page().is_some() && self.add.is_some() {
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
