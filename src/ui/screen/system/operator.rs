//! Operator information: who it is, in which group, and how signing in goes.

use std::sync::Arc;

use iced::Fill;
use iced::widget::column;
use keydesk::domain::delegation::Difference;
use keydesk::domain::group::GroupId;
use keydesk::domain::moment::Moment;
use keydesk::domain::operator::{Draft, Fault, Faults, Field, Language, OperatorId, Password, PasswordFault};
use keydesk::domain::permission::{OperatorGroupsView, OperatorsAddDelete, OperatorsModify, OperatorsView};
use keydesk::operation::operators::{self, Choices, Page};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{self, Giving};
use keydesk::session::Permit;

use super::operators::{Deleting, State, last_sign_in, locked};
use crate::action::Action;
use crate::command::{Command, command};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::deletion::{self, Called, Deletion, Outcome};
use crate::part::explain::{self, Explain};
use crate::part::record::{self, Editing, Note, Read, Relation, Saved, Source, Told};
use crate::part::rights;
use crate::part::settings::language_name;
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::button;
use crate::widget::check::check;
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::field;
use crate::widget::option::{Item, item};
use crate::widget::select::select;
use crate::widget::task::Task;
use crate::widget::{Element, form, notice, surface, text};
use crate::words::Words;

/// The screen of an operator, or of a new one.
pub struct Operator {
    record: Editing<Subject>,
    deletion: Deletion<OperatorId>,
    layer: Option<Layer>,
}

/// What the operator may do with operators.
pub struct Subject {
    view: Permit<OperatorsView>,
    modify: Option<Permit<OperatorsModify>>,
    deleting: Deleting,
    groups: Option<Permit<OperatorGroupsView>>,
}

/// What is typed and chosen.
pub struct Form {
    draft: Draft,
    /// The password of a new operator.
    password: Twice,
    /// What another group would change.
    impact: Option<Arc<Difference>>,
}

/// A password, and the same once more.
#[derive(Default)]
struct Twice {
    password: Typed,
    repeated: Typed,
}

enum Layer {
    SecondFactor,
    /// The password that is being set.
    Password {
        password: Twice,
        faults: Faults,
        is_setting: bool,
    },
    Explain(Box<Explain>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Record(record::MessageOf<Subject>),
    ImpactKnown(GroupId, Answer<Arc<Difference>>),
    Changed(Field, String),
    GroupChanged(GroupId),
    LanguageChanged(Language),
    EnabledToggled,
    PasswordChanged(Typed),
    RepeatedChanged(Typed),
    ShowGroup(GroupId),
    OpenExplain,
    Explain(explain::Message),
    Release,
    Released(Answer<()>),
    AskToRemoveSecondFactor,
    SecondFactorRemoved(Answer<()>),
    AskForPassword,
    SetPassword,
    PasswordSet(Answer<()>),
    AskToDelete,
    Stay,
    Go,
    Deletion(deletion::Message),
}

impl Operator {
    /// Opens the screen of an operator.
    pub fn open(context: &Context, id: OperatorId) -> Option<(Self, Task<Message>)> {
        Some(Operator::of(Editing::open(context, Subject::of(context)?, id)))
    }

    /// Opens the screen of a new operator, of a group if one is meant.
    pub fn open_new(context: &Context, group: Option<GroupId>) -> Option<(Self, Task<Message>)> {
        context.may::<OperatorsAddDelete>()?;
        let subject = Subject::of(context)?;
        let (view, language) = (subject.view.clone(), context.words.language());
        let blank = context.ask(move |console| {
            let choices = operators::choices(console, &view)?;
            let mut draft = Draft::empty(language);
            let mut offered = choices.groups.iter().map(|(id, _)| *id);
            draft.group = match choices.groups.as_slice() {
                [(only, _)] => Some(*only),
                _ => offered.find(|id| Some(*id) == group),
            };
            Ok::<_, operation::Error>(Arc::new((draft, choices)))
        });
        Some(Operator::of(Editing::open_new(context, subject, blank)))
    }

    fn of((record, task): (Editing<Subject>, Task<record::MessageOf<Subject>>)) -> (Self, Task<Message>) {
        (Operator { record, deletion: Deletion::default(), layer: None }, task.map(Message::Record))
    }

    fn is_oneself(&self) -> bool {
        self.record.page().is_some_and(|page| page.is_oneself)
    }

    /// Whether what nobody changes for oneself may be changed.
    fn may_decide(&self) -> bool {
        self.record.may_edit() && !self.is_oneself()
    }

    fn may_delete(&self) -> bool {
        self.record.source.deleting.0.is_some() && self.record.page().is_some_and(|page| !page.is_oneself)
    }

    /// The group that was chosen, if it is another one.
    fn chosen_group(&self) -> Option<GroupId> {
        let group = self.record.form()?.draft.group?;
        (Some(group) != self.record.page()?.draft.group).then_some(group)
    }

    fn choose_group(&mut self, context: &Context, group: GroupId) -> Action<Message> {
        self.record.change(|form| (form.draft.group, form.impact) = (Some(group), None));
        let (Some(id), Some(group), Some(permit)) =
            (self.record.id(), self.chosen_group(), self.record.source.modify.clone())
        else {
            return Action::None;
        };
        let task = context.ask(move |console| operators::impact(console, &permit, id, group).map(Arc::new));
        Action::Run(task.map(move |answer| Message::ImpactKnown(group, answer)))
    }

    /// Something was done to the account outside the form: it is told, and read again.
    fn done(&mut self, context: &Context, answer: Answer<()>, told: &'static str) -> Action<Message> {
        match answer {
            Ok(()) => {
                let told = Action::Tell(Tone::Success, context.words.get(told).into_owned());
                Action::All(vec![told, Action::Changed])
            }
            Err(failure) => Action::Fail(failure),
        }
    }

    /// Does something to the account outside the form.
    fn act(
        &self,
        context: &Context,
        act: fn(
            &keydesk::console::Console,
            &Permit<OperatorsModify>,
            OperatorId,
        ) -> Result<(), operation::Error>,
        answered: fn(Answer<()>) -> Message,
    ) -> Action<Message> {
        let (Some(id), Some(permit)) = (self.record.id(), self.record.source.modify.clone()) else {
            return Action::None;
        };
        Action::Run(context.ask(move |console| act(console, &permit, id)).map(answered))
    }

    fn set_password(&mut self, context: &Context) -> Action<Message> {
        let length_min = self.record.opened().map_or(0, |(read, _)| read.choices.password_length_min);
        let (Some(id), Some(permit)) = (self.record.id(), self.record.source.modify.clone()) else {
            return Action::None;
        };
        let Some(Layer::Password { password: typed, faults, is_setting }) = &mut self.layer else {
            return Action::None;
        };
        let wrong = typed.check(length_min);
        if let Some((first, _)) = wrong.first().copied() {
            *faults = wrong;
            return Action::Run(focus(first));
        }
        *is_setting = true;
        let [password, repeated] = typed.passwords();
        let task =
            context.ask(move |console| operators::set_password(console, &permit, id, &password, &repeated));
        Action::Run(task.map(Message::PasswordSet))
    }

    fn password_set(&mut self, context: &Context, answer: Answer<()>) -> Action<Message> {
        if let (Err(failure), Some(Layer::Password { faults, is_setting, .. })) = (&answer, &mut self.layer) {
            *is_setting = false;
            if let operation::Error::Operator(wrong) = &**failure {
                faults.clone_from(wrong);
                return wrong.first().map_or(Action::None, |(field, _)| Action::Run(focus(*field)));
            }
            return Action::Fail(Arc::clone(failure));
        }
        self.layer = None;
        self.done(context, answer, "operator-password-set")
    }

    /// A password is typed: the one that is being set, or else a new operator's.
    fn typed(&mut self, typed: impl FnOnce(&mut Twice)) -> Action<Message> {
        if let Some(Layer::Password { password, faults, .. }) = &mut self.layer {
            typed(password);
            faults.clear();
        } else {
            self.record.change(|form| typed(&mut form.password));
        }
        Action::None
    }

    fn go(&mut self, context: &Context) -> Action<Message> {
        match self.layer.take() {
            Some(Layer::SecondFactor) => {
                self.act(context, operators::remove_two_factor, Message::SecondFactorRemoved)
            }
            _ => Action::None,
        }
    }
}

impl Twice {
    fn is_empty(&self) -> bool {
        self.password.is_empty() && self.repeated.is_empty()
    }

    fn passwords(&self) -> [Password; 2] {
        [&self.password, &self.repeated].map(Typed::password)
    }

    /// What can be said before they are sent. What else is wrong with one, the operation says.
    fn check(&self, length_min: usize) -> Faults {
        let [password, repeated] = self.passwords();
        if password.normalised().chars().count() < length_min {
            let fault = PasswordFault::TooShort { min: length_min };
            vec![(Field::Password, Fault::Password(fault))]
        } else if !password.is_same_as(&repeated) {
            vec![(Field::Repeated, Fault::Differs)]
        } else {
            Faults::new()
        }
    }
}

fn id(field: Field) -> String {
    record::id::<Subject>(field)
}

fn focus(field: Field) -> Task<Message> {
    crate::widget::focus::to(id(field))
}

impl Subject {
    fn of(context: &Context) -> Option<Subject> {
        Some(Subject {
            view: context.may()?,
            modify: context.may(),
            deleting: Deleting(context.may()),
            groups: context.may(),
        })
    }
}

impl Source for Subject {
    type Id = OperatorId;
    type Page = Page;
    type Draft = Draft;
    type Choices = Choices;
    type Record = ();
    type Form = Form;
    type Impact = ();
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "operator";
    const ICON: Icon = Icon::UserCog;
    const FIRST: Field = Field::Name;

    fn may_add(&self) -> bool {
        self.deleting.0.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn open(&self, context: &Context, id: OperatorId) -> Task<Answer<Arc<(Page, Choices)>>> {
        let view = self.view.clone();
        context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                operators::open(console, &view, id)?,
                operators::choices(console, &view)?,
            )))
        })
    }

    fn add(&self, context: &Context, form: &Form, _: Giving<()>) -> Option<Task<Answer<OperatorId>>> {
        let (permit, draft) = (self.deleting.0.clone()?, form.draft.clone());
        let [password, repeated] = form.password.passwords();
        Some(context.ask(move |console| operators::add(console, &permit, &draft, &password, &repeated)))
    }

    fn save(&self, context: &Context, page: &Page, form: &Form, _: Giving<()>) -> Option<Task<Answer<()>>> {
        let (permit, id, version) = (self.modify.clone()?, page.row.id, page.version);
        let draft = form.draft.clone();
        Some(context.ask(move |console| operators::save(console, &permit, id, version, &draft)))
    }

    fn id(page: &Page) -> OperatorId {
        page.row.id
    }

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn accept(page: &mut Page, form: &mut Form) {
        page.draft.clone_from(&form.draft);
    }

    fn form(_context: &Context, read: &Read<'_, Self>, _before: Option<&Form>) -> Form {
        Form { draft: read.draft.clone(), password: Twice::default(), impact: None }
    }

    fn draft(form: &Form) -> &Draft {
        &form.draft
    }

    fn check(&self, read: &Read<'_, Self>, form: &Form) -> Faults {
        let mut faults = form.draft.check().err().unwrap_or_default();
        if read.page.is_none() {
            faults.extend(form.password.check(read.choices.password_length_min));
        }
        faults
    }

    fn is_changed(read: &Read<'_, Self>, form: &Form) -> bool {
        form.draft != *read.draft || (read.page.is_none() && !form.password.is_empty())
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::Operator(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _field: Field, fault: Fault) -> String {
        context.say().operator(fault)
    }

    fn named(page: &Page) -> Option<(&str, Moment, &str)> {
        Some((&page.draft.name, page.changed_at, &page.changed_by))
    }

    fn added(&self, context: &Context, _added: &Saved<'_, Self>) -> Told {
        let text = context.words.get("operator-added").into_owned();
        Told { text, acts: Vec::new() }
    }

    fn subject(id: OperatorId) -> Option<(SubjectKind, i64)> {
        Some((SubjectKind::Operator, id.0))
    }

    fn place(id: OperatorId) -> Place {
        Place::Operator(id)
    }
}

impl Screen for Operator {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Record(message) => self.record.update(context, message).map(Message::Record),
            Message::ImpactKnown(group, answer) if self.chosen_group() == Some(group) => match answer {
                Ok(impact) => {
                    if let Some(form) = self.record.form_mut() {
                        form.impact = Some(impact);
                    }
                    Action::None
                }
                Err(failure) => Action::Fail(failure),
            },
            Message::ImpactKnown(..) => Action::None,
            Message::Changed(field, typed) => self.changed(|draft| match field {
                Field::Name => draft.name = typed,
                Field::UserName => draft.user_name = typed,
                Field::Group | Field::Password | Field::Repeated => {}
            }),
            Message::GroupChanged(group) => self.choose_group(context, group),
            Message::LanguageChanged(language) => self.changed(|draft| draft.language = language),
            Message::EnabledToggled => self.changed(|draft| draft.enabled = !draft.enabled),
            Message::PasswordChanged(typed) => self.typed(|twice| twice.password = typed),
            Message::RepeatedChanged(typed) => self.typed(|twice| twice.repeated = typed),
            Message::ShowGroup(group) => Action::Go(Place::OperatorGroup(group)),
            Message::Release => self.act(context, operators::release, Message::Released),
            Message::Released(answer) => self.done(context, answer, "operator-released"),
            Message::AskToRemoveSecondFactor => {
                self.layer = Some(Layer::SecondFactor);
                Action::None
            }
            Message::SecondFactorRemoved(answer) => {
                self.done(context, answer, "operator-second-factor-removed")
            }
            Message::AskForPassword => {
                let (password, faults) = (Twice::default(), Faults::new());
                self.layer = Some(Layer::Password { password, faults, is_setting: false });
                Action::None
            }
            Message::SetPassword => self.set_password(context),
            Message::PasswordSet(answer) => self.password_set(context, answer),
            Message::OpenExplain => match self.record.page() {
                Some(page) => {
                    let permit = self.record.source.view.clone();
                    let (id, name) = (page.row.id, page.row.name.clone());
                    let asked = context.ask(move |console| operators::explain(console, &permit, id));
                    let (explain, task) = Explain::open(name, asked);
                    self.layer = Some(Layer::Explain(Box::new(explain)));
                    Action::Run(task.map(Message::Explain))
                }
                None => Action::None,
            },
            Message::Explain(message) => match &mut self.layer {
                Some(Layer::Explain(explain)) => explain.update(context, message).map(Message::Explain),
                _ => Action::None,
            },
            Message::AskToDelete => match self.record.id() {
                Some(id) => {
                    let name = self.record.page().map(|page| page.draft.name.clone()).unwrap_or_default();
                    let called = Called { name, count: 1 };
                    self.deletion
                        .ask(context, &self.record.source.deleting, id, called)
                        .map(Message::Deletion)
                }
                None => Action::None,
            },
            Message::Deletion(message) => {
                match self.deletion.update(context, &self.record.source.deleting, message) {
                    Outcome::Run(action) => action.map(Message::Deletion),
                    Outcome::Deleted(told) => self.record.deleted(told),
                    // Nothing else may be done in its place.
                    Outcome::Instead => Action::None,
                }
            }
            Message::Stay => {
                self.layer = None;
                Action::None
            }
            Message::Go => self.go(context),
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let Some((read, form)) = self.record.opened() else {
            return self.record.absent(context, Message::Record);
        };
        let mut record = self.record.frame(context, self.note(words, &read, form), Message::Record);
        let now = context.console.steady_now();
        record.state = read.page.map(|page| State::of(&page.row, now).badge(context).into());
        if self.is_oneself() {
            record.banners.push(notice::banner(Tone::Neutral, words.get("operator-oneself"), None));
        }
        if self.may_delete() {
            record.actions.push(deletion::button_of::<Deleting, _>(context, Message::AskToDelete));
        }
        record.panels =
            vec![self.identification(context, &form.draft, read.choices), self.sign_in(context, &form.draft)];
        record.panels.extend(self.password(context, form, read.choices));
        record.panels.extend(changes(context, form, read.choices));
        record.relations = self.relations(context);
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let page = self.record.page()?;
        if let Some(asked) = self.deletion.view::<Deleting>(context, is_live) {
            return Some(asked.map(Message::Deletion));
        }
        match self.layer.as_ref()? {
            Layer::SecondFactor => {
                let words = &context.words;
                let question = Question {
                    icon: Icon::ShieldOff,
                    tone: Tone::Danger,
                    title: words
                        .with("operator-second-factor-title", [("name", page.draft.name.as_str().into())]),
                    sentence: words.get("operator-second-factor-sentence").into_owned(),
                    stay: words.get("cancel").into_owned(),
                    go: words.get("operator-second-factor-remove").into_owned(),
                    more: None,
                };
                Some(confirm(question, Message::Stay, Message::Go, is_live))
            }
            Layer::Explain(explain) => Some(explain.view(context, Message::Stay, Message::Explain, is_live)),
            Layer::Password { password, faults, is_setting } => {
                self.password_dialog(context, page, password, faults, *is_setting, is_live)
            }
        }
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let page = self.record.page();
        let password = page.filter(|_| self.may_decide()).map(|_| Message::AskForPassword);
        let delete = self.may_delete().then_some(Message::AskToDelete);
        let explain = page.map(|_| Message::OpenExplain);
        let mut commands = self.record.commands(context, Message::Record);
        commands.extend([
            command(words.get("operator-password-new"), Icon::LockKeyhole, password),
            command(words.get("explain-open"), Icon::CircleQuestionMark, explain),
            deletion::asking::<Deleting, _>(context, delete),
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
        self.record.save(context).map(Message::Record)
    }
}

impl Operator {
    fn changed(&mut self, change: impl FnOnce(&mut Draft)) -> Action<Message> {
        self.record.change(|form| change(&mut form.draft));
        Action::None
    }

    fn identification<'a>(
        &'a self,
        context: &'a Context,
        draft: &'a Draft,
        choices: &'a Choices,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let mut groups: Vec<Item<'a, GroupId>> =
            choices.groups.iter().map(|(id, name)| item(*id, name.as_str())).collect();
        if let Some(page) = self.record.page()
            && !choices.groups.iter().any(|(id, _)| *id == page.row.group)
        {
            groups.insert(0, item(page.row.group, page.row.group_name.as_str()));
        }
        let group = select(words.get("operator-group"), groups, draft.group, Message::GroupChanged)
            .id(id(Field::Group))
            .required()
            .placeholder(words.get("operator-group-choose"))
            .words(words.select("operator-group-none-found"))
            .hint(words.get("operator-group-hint"))
            .error(self.record.fault(context, Field::Group))
            .enabled(self.may_decide());
        let languages: Vec<_> =
            Language::ALL.iter().map(|language| item(*language, language_name(*language))).collect();
        let language =
            select(words.get("settings-language"), languages, Some(draft.language), Message::LanguageChanged)
                .icon(Icon::Languages)
                .enabled(self.may_decide());
        let text = |label: &'static str, of: Field, value: &'a str| {
            self.record.field(context, label, of, value, Message::Changed).required()
        };
        let fields = form::fields([
            text("operator-name", Field::Name, &draft.name).into(),
            text("operator-user-name", Field::UserName, &draft.user_name)
                .hint(words.get("operator-user-name-hint"))
                .into(),
            group.into(),
            language.into(),
        ]);
        surface::panel(words.get("operator-panel"), fields).into()
    }

    fn sign_in<'a>(&'a self, context: &'a Context, draft: &'a Draft) -> Element<'a, Message> {
        let words = &context.words;
        let enabled = check(words.get("operator-may-sign-in"), draft.enabled.into())
            .hint(words.get("operator-may-sign-in-hint"))
            .on_toggle_maybe(self.may_decide().then_some(Message::EnabledToggled));
        let mut content = column![Element::from(enabled)].spacing(space::LG);
        let mut locked = None;
        if let Some(page) = self.record.page() {
            let state = State::of(&page.row, context.console.steady_now());
            locked = self.locked(context, state);
            content = content.push(surface::divider()).push(self.facts(context, page, state));
        }
        surface::panel(words.get("operator-panel-sign-in"), notice::over(locked, content)).into()
    }

    /// That the account is locked, and the way out.
    fn locked<'a>(&'a self, context: &'a Context, state: State) -> Option<Element<'a, Message>> {
        let State::Locked(until) = state else {
            return None;
        };
        let words = &context.words;
        let told = words.with("operator-locked-why", [("state", locked(context, until).into())]);
        let release = self.may_decide().then(|| (words.get("operator-release"), Message::Release));
        Some(notice::banner(Tone::Danger, told, release))
    }

    fn facts<'a>(&'a self, context: &'a Context, page: &'a Page, state: State) -> Element<'a, Message> {
        let words = &context.words;
        // That it is locked stands above already, with the way out.
        let state = match state {
            State::Enabled => Some(words.get("operator-enabled")),
            State::Disabled => Some(words.get("operator-disabled")),
            State::Locked(_) => None,
        };
        let password = if page.must_change { "operator-must-change" } else { "operator-password-own" };
        let factor = if page.row.two_factor { "operator-on" } else { "operator-off" };
        let state = state.map(|state| (words.get("operator-column-state"), text::body(state).into()));
        let facts = form::pairs(state.into_iter().chain([
            (words.get("sign-in-password"), text::body(words.get(password)).into()),
            (words.get("operator-second-factor"), text::body(words.get(factor)).into()),
            (words.get("operator-last-sign-in"), text::body(last_sign_in(context, &page.row)).into()),
        ]));
        let remove =
            (page.row.two_factor && !page.is_oneself && self.record.source.modify.is_some()).then(|| {
                let may = self.may_decide().then_some(Message::AskToRemoveSecondFactor);
                let remove = button(words.get("operator-second-factor-remove")).icon(Icon::ShieldOff);
                Element::from(remove.on_press_maybe(may))
            });
        column![facts].extend(remove).spacing(space::SM).into()
    }

    /// The panel about the password: two fields for a new operator, a button for another's.
    fn password<'a>(
        &'a self,
        context: &'a Context,
        form: &'a Form,
        choices: &Choices,
    ) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let content: Element<'a, Message> = match self.record.page() {
            None => {
                let fault = |field| self.record.fault(context, field);
                let may_edit = self.record.may_edit();
                form::fields(password_fields(context, choices, &form.password, fault, may_edit))
            }
            Some(_) if self.is_oneself() || self.record.source.modify.is_none() => return None,
            Some(_) => column![
                text::muted(words.get("operator-password-sentence")).width(Fill),
                Element::from(
                    button(words.get("operator-password-new"))
                        .icon(Icon::LockKeyhole)
                        .on_press_maybe(self.may_decide().then_some(Message::AskForPassword))
                ),
            ]
            .spacing(space::MD)
            .into(),
        };
        Some(surface::panel(words.get("sign-in-password"), content).into())
    }

    fn password_dialog<'a>(
        &'a self,
        context: &'a Context,
        page: &'a Page,
        password: &'a Twice,
        faults: &Faults,
        is_setting: bool,
        is_live: bool,
    ) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let (read, _) = self.record.opened()?;
        let mut body = Vec::new();
        if page.row.two_factor {
            let gone = words.get("operator-password-two-factor");
            body.push(notice::banner(Tone::Warning, gone, None));
        }
        let fault = |of| {
            let fault = faults.iter().find(|(field, _)| *field == of);
            fault.map(|(_, fault)| context.say().operator(*fault))
        };
        body.extend(password_fields(context, read.choices, password, fault, !is_setting));
        let set = (!is_setting).then_some(Message::SetPassword);
        let stay = (!is_setting).then_some(Message::Stay);
        let label = if is_setting { "operator-password-setting" } else { "operator-password-set-it" };
        let mut asked = dialog(
            words.with("operator-password-title", [("name", page.draft.name.as_str().into())]),
            is_live,
        )
        .subtitle(words.get("operator-password-subtitle"))
        .width(Width::Confirm)
        .icon(Icon::LockKeyhole, Tone::Accent)
        .body(form::fields(body))
        .starts_at(id(Field::Password))
        .action(button(words.get("cancel")).on_press_maybe(stay.clone()))
        .default_action(button(words.get(label)).on_press_maybe(set));
        if let Some(stay) = stay {
            asked = asked.on_close(words.get("cancel"), stay);
        }
        Some(asked.into())
    }

    fn relations<'a>(&'a self, context: &'a Context) -> Vec<Relation<'a, Message>> {
        let Some(page) = self.record.page() else {
            return Vec::new();
        };
        let values = [("group", page.row.group_name.as_str().into())];
        let group = self.record.source.groups.as_ref().map(|_| Relation {
            icon: Icon::ShieldUser,
            label: context.words.with("operator-group-of", values).into(),
            count: None,
            on_press: Message::ShowGroup(page.row.group),
        });
        let explain = Relation {
            icon: Icon::CircleQuestionMark,
            label: context.words.get("explain-open"),
            count: None,
            on_press: Message::OpenExplain,
        };
        group.into_iter().chain([explain]).collect()
    }

    /// What a save would do.
    fn note<'a>(&self, words: &'a Words, read: &Read<'_, Subject>, form: &Form) -> Note<'a> {
        let Some(page) = read.page else {
            return Note::Plain(words.get("operator-new-note"));
        };
        if page.draft.enabled && !form.draft.enabled {
            return Note::Heeded(words.get("operator-impact-disabled"));
        }
        match (self.chosen_group(), &form.impact) {
            (None, _) => Note::Plain(words.get("operator-no-impact")),
            (Some(_), None) => Note::Plain(words.get("list-loading")),
            (Some(_), Some(difference)) => {
                Note::Heeded(rights::gains_and_loses(words, difference, rights::OF_OPERATOR).into())
            }
        }
    }
}

/// What another group would change.
fn changes<'a>(context: &'a Context, form: &'a Form, choices: &'a Choices) -> Option<Element<'a, Message>> {
    let difference = form.impact.as_ref().filter(|difference| !difference.is_empty())?;
    let words = &context.words;
    let told = rights::difference(words, &choices.partitions, difference);
    Some(surface::panel(words.get("operator-panel-changes"), told).into())
}

fn password_fields<'a>(
    context: &'a Context,
    choices: &Choices,
    typed: &'a Twice,
    fault: impl Fn(Field) -> Option<String>,
    may_edit: bool,
) -> [Element<'a, Message>; 2] {
    let words = &context.words;
    let hint = words.with("operator-password-hint", [("min", choices.password_length_min.into())]);
    let password = field(words.get("sign-in-password"), typed.password.as_str())
        .id(id(Field::Password))
        .secret()
        .required()
        .hint(hint)
        .error(fault(Field::Password))
        .on_input_maybe(may_edit.then_some(|typed| Message::PasswordChanged(Typed::new(typed))));
    let repeated = field(words.get("settings-password-repeated"), typed.repeated.as_str())
        .id(id(Field::Repeated))
        .secret()
        .required()
        .error(fault(Field::Repeated))
        .on_input_maybe(may_edit.then_some(|typed| Message::RepeatedChanged(Typed::new(typed))));
    [password.into(), repeated.into()]
}
