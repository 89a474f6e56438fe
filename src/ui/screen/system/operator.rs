//! Operator information: who it is, in which group, and how signing in goes.

use std::borrow::Cow;
use std::sync::Arc;

use iced::keyboard::key::Named;
use iced::widget::column;
use iced::{Fill, Task};
use keydesk::domain::delegation::Difference;
use keydesk::domain::group::GroupId;
use keydesk::domain::operator::{Draft, Fault, Faults, Field, Language, OperatorId, Password, PasswordFault};
use keydesk::domain::permission::{OperatorGroupsView, OperatorsAddDelete, OperatorsModify, OperatorsView};
use keydesk::operation;
use keydesk::operation::operators::{self, Choices, Page};
use keydesk::session::Permit;

use super::operators::{State, ask_to_delete, last_sign_in, locked};
use crate::command::{Command, Keys, command};
use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::explain::{self, Explain};
use crate::part::record::{self, Foot, Note, Record, Relation};
use crate::part::rights;
use crate::part::settings::language_name;
use crate::screen::{Action, Place, Screen};
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::{Kind, button};
use crate::widget::check::check;
use crate::widget::dialog::{Width, dialog, medallion};
use crate::widget::field::field;
use crate::widget::option::{self, Item, item};
use crate::widget::select::select;
use crate::widget::{Element, form, gauge, notice, surface, text};
use crate::words::Words;

/// The screen of an operator, or of a new one.
pub struct Operator {
    view: Permit<OperatorsView>,
    modify: Option<Permit<OperatorsModify>>,
    add: Option<Permit<OperatorsAddDelete>>,
    groups: Option<Permit<OperatorGroupsView>>,
    subject: Subject,
    draft: Option<Draft>,
    /// The password of a new operator, or the one that is being set.
    password: Typed,
    repeated: Typed,
    faults: Faults,
    asked: u64,
    /// What another group would change, and which question that answers.
    impact: Option<Arc<Difference>>,
    impact_asked: u64,
    is_saving: bool,
    /// Set from a save until what was saved is read again: nothing is typed into what will be replaced.
    is_settling: bool,
    conflict: Option<String>,
    layer: Option<Layer>,
}

enum Subject {
    New(Option<Arc<(Draft, Choices)>>),
    Loading(OperatorId),
    Known(Arc<(Page, Choices)>),
    Gone(String),
}

enum Layer {
    Delete,
    SecondFactor,
    Password { faults: Faults, is_setting: bool },
    Explain(Box<Explain>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(u64, Answer<Arc<(Page, Choices)>>),
    Blank(Answer<Arc<Choices>>),
    ImpactKnown(u64, Answer<Arc<Difference>>),
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
    Deleted(Answer<()>),
    Save,
    Saved(Answer<OperatorId>),
    Discard,
    Reload,
    Back,
}

impl Operator {
    /// Opens the screen of an operator.
    pub fn open(context: &Context, id: OperatorId) -> Option<(Self, Task<Message>)> {
        let mut operator = Operator::of(context, Subject::Loading(id))?;
        let task = operator.load(context, id);
        Some((operator, task))
    }

    /// Opens the screen of a new operator.
    pub fn open_new(context: &Context) -> Option<(Self, Task<Message>)> {
        context.may::<OperatorsAddDelete>()?;
        let operator = Operator::of(context, Subject::New(None))?;
        let view = operator.view.clone();
        let task = context.ask(move |console| operators::choices(console, &view).map(Arc::new));
        Some((operator, task.map(Message::Blank)))
    }

    fn of(context: &Context, subject: Subject) -> Option<Operator> {
        Some(Operator {
            view: context.may()?,
            modify: context.may(),
            add: context.may(),
            groups: context.may(),
            subject,
            draft: None,
            password: Typed::default(),
            repeated: Typed::default(),
            faults: Faults::new(),
            asked: 0,
            impact: None,
            impact_asked: 0,
            is_saving: false,
            is_settling: false,
            conflict: None,
            layer: None,
        })
    }

    fn load(&mut self, context: &Context, id: OperatorId) -> Task<Message> {
        self.asked += 1;
        let (asked, view) = (self.asked, self.view.clone());
        let page = context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                operators::open(console, &view, id)?,
                operators::choices(console, &view)?,
            )))
        });
        page.map(move |answer| Message::Loaded(asked, answer))
    }

    fn id(&self) -> Option<OperatorId> {
        match &self.subject {
            Subject::Loading(id) => Some(*id),
            Subject::Known(known) => Some(known.0.row.id),
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

    const fn is_new(&self) -> bool {
        matches!(self.subject, Subject::New(_))
    }

    fn is_oneself(&self) -> bool {
        self.page().is_some_and(|page| page.is_oneself)
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

    /// Whether what nobody changes for oneself may be changed.
    fn may_decide(&self) -> bool {
        self.may_edit() && !self.is_oneself()
    }

    fn forget(&mut self) {
        self.draft = self.original().map(|(draft, _)| draft.clone());
        (self.password, self.repeated) = Default::default();
        self.faults.clear();
        self.impact = None;
        self.impact_asked += 1;
        self.conflict = None;
    }

    /// Takes what was loaded. What is typed is not lost to news: where the form is still as it was opened, only
    /// the rest is new; a conflict is told when it is saved.
    fn take(&mut self, known: Arc<(Page, Choices)>) {
        let is_typed = self.is_changed();
        if is_typed && self.page().is_some_and(|page| page.draft != known.0.draft) {
            return;
        }
        self.is_settling = false;
        self.subject = Subject::Known(known);
        if !is_typed {
            self.forget();
        }
    }

    /// The group that was chosen, if it is another one.
    fn chosen_group(&self) -> Option<GroupId> {
        let group = self.draft.as_ref()?.group?;
        (Some(group) != self.page()?.draft.group).then_some(group)
    }

    fn ask_impact(&mut self, context: &Context) -> Task<Message> {
        self.impact = None;
        self.impact_asked += 1;
        let (Some(id), Some(group), Some(permit)) = (self.id(), self.chosen_group(), self.modify.clone())
        else {
            return Task::none();
        };
        let asked = self.impact_asked;
        let task = context.ask(move |console| operators::impact(console, &permit, id, group).map(Arc::new));
        task.map(move |answer| Message::ImpactKnown(asked, answer))
    }

    /// What can be said of a form before it is sent.
    fn faults_of(&self, draft: &Draft) -> Faults {
        let mut faults = draft.check().err().unwrap_or_default();
        if let Subject::New(Some(blank)) = &self.subject {
            faults.extend(faults_of(&self.password, &self.repeated, blank.1.password_length_min));
        }
        faults
    }

    fn begin_saving(&mut self, context: &Context) -> Action<Message> {
        let Some(draft) = self.draft.clone() else {
            return Action::NotSaved;
        };
        let faults = self.faults_of(&draft);
        if !faults.is_empty() {
            return self.refuse(faults, context);
        }
        let task = match (&self.subject, &self.add, &self.modify) {
            (Subject::New(_), Some(permit), _) => {
                let permit = permit.clone();
                let [password, repeated] = self.passwords();
                context.ask(move |console| operators::add(console, &permit, &draft, &password, &repeated))
            }
            (Subject::Known(known), _, Some(permit)) => {
                let (permit, id, version) = (permit.clone(), known.0.row.id, known.0.version);
                context
                    .ask(move |console| operators::save(console, &permit, id, version, &draft).map(|()| id))
            }
            _ => return Action::NotSaved,
        };
        self.is_saving = true;
        Action::Run(task.map(Message::Saved))
    }

    fn passwords(&self) -> [Password; 2] {
        [&self.password, &self.repeated].map(Typed::password)
    }

    fn refuse(&mut self, faults: Faults, context: &Context) -> Action<Message> {
        let first = faults.first().copied();
        self.faults = faults;
        record::refused(context, first.map(|(field, _)| focus(field)))
    }

    fn saved(&mut self, context: &Context, answer: Answer<OperatorId>) -> Action<Message> {
        self.is_saving = false;
        let id = match answer {
            Ok(id) => id,
            Err(failure) => return self.not_saved(context, failure),
        };
        let is_new = self.is_new();
        let text = context.words.get(if is_new { "operator-added" } else { "operator-saved" });
        let told = Action::Tell(Tone::Success, text.into_owned());
        if is_new {
            self.draft = None;
            (self.password, self.repeated) = Default::default();
            return Action::All(vec![told, Action::Saved, Action::Replace(Place::Operator(id))]);
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

    fn not_saved(&mut self, context: &Context, failure: Failure) -> Action<Message> {
        match &*failure {
            operation::Error::Operator(faults) => {
                let faults = faults.clone();
                self.refuse(faults, context)
            }
            _ => record::not_saved(context, failure, &mut self.conflict),
        }
    }

    /// Something was done to the account beside the form: it is told, and read again.
    fn done(&mut self, context: &Context, answer: Answer<()>, told: &'static str) -> Action<Message> {
        match (answer, self.id()) {
            (Ok(()), Some(id)) => {
                let text = context.words.get(told).into_owned();
                Action::All(vec![Action::Tell(Tone::Success, text), Action::Run(self.load(context, id))])
            }
            (Ok(()), None) => Action::None,
            (Err(failure), _) => Action::Fail(failure),
        }
    }

    /// Does something to the account beside the form.
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
        let (Some(id), Some(permit)) = (self.id(), self.modify.clone()) else {
            return Action::None;
        };
        Action::Run(context.ask(move |console| act(console, &permit, id)).map(answered))
    }

    fn set_password(&mut self, context: &Context) -> Action<Message> {
        let length_min = self.original().map_or(0, |(_, choices)| choices.password_length_min);
        let (Some(id), Some(permit)) = (self.id(), self.modify.clone()) else {
            return Action::None;
        };
        let [password, repeated] = self.passwords();
        let wrong = faults_of(&self.password, &self.repeated, length_min);
        let Some(Layer::Password { faults, is_setting }) = &mut self.layer else {
            return Action::None;
        };
        if let Some((first, _)) = wrong.first().copied() {
            *faults = wrong;
            return Action::Run(focus(first));
        }
        *is_setting = true;
        let task =
            context.ask(move |console| operators::set_password(console, &permit, id, &password, &repeated));
        Action::Run(task.map(Message::PasswordSet))
    }

    fn password_set(&mut self, context: &Context, answer: Answer<()>) -> Action<Message> {
        if let (Err(failure), Some(Layer::Password { faults, is_setting })) = (&answer, &mut self.layer) {
            *is_setting = false;
            if let operation::Error::Operator(wrong) = &**failure {
                faults.clone_from(wrong);
                return wrong.first().map_or(Action::None, |(field, _)| Action::Run(focus(*field)));
            }
            return Action::Fail(Arc::clone(failure));
        }
        self.close();
        self.done(context, answer, "operator-password-set")
    }

    fn close(&mut self) {
        if matches!(self.layer, Some(Layer::Password { .. })) {
            (self.password, self.repeated) = Default::default();
        }
        self.layer = None;
    }

    fn go(&mut self, context: &Context) -> Action<Message> {
        match (self.layer.take(), self.id(), &self.add) {
            (Some(Layer::Delete), Some(id), Some(permit)) => {
                let permit = permit.clone();
                let task = context.ask(move |console| operators::delete(console, &permit, id));
                Action::Run(task.map(Message::Deleted))
            }
            (Some(Layer::SecondFactor), ..) => {
                self.act(context, operators::remove_two_factor, Message::SecondFactorRemoved)
            }
            _ => Action::None,
        }
    }
}

/// What can be said of two passwords before they are sent. What else is wrong with one, the operation says.
fn faults_of(password: &Typed, repeated: &Typed, length_min: usize) -> Faults {
    let mut faults = Faults::new();
    let (password, repeated) = (password.password(), repeated.password());
    if password.normalised().chars().count() < length_min {
        let fault = PasswordFault::TooShort { min: length_min };
        faults.push((Field::Password, Fault::Password(fault)));
    } else if !password.is_same_as(&repeated) {
        faults.push((Field::Repeated, Fault::Differs));
    }
    faults
}

fn id(field: Field) -> String {
    format!("operator-{field:?}")
}

fn focus(field: Field) -> Task<Message> {
    crate::widget::focus::to(id(field))
}

impl Screen for Operator {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Loaded(asked, answer) if asked == self.asked => match answer {
                Ok(known) => {
                    self.take(known);
                    Action::None
                }
                Err(failure) => {
                    self.subject = Subject::Gone(context.say().operation(&failure));
                    self.draft = None;
                    Action::Fail(failure)
                }
            },
            Message::Loaded(..) => Action::None,
            Message::Blank(Ok(choices)) => {
                let mut draft = Draft::empty(context.words.language());
                if let [(only, _)] = choices.groups.as_slice() {
                    draft.group = Some(*only);
                }
                self.subject = Subject::New(Some(Arc::new((draft, Choices::clone(&choices)))));
                self.forget();
                Action::Run(focus(Field::Name))
            }
            Message::Blank(Err(failure)) => Action::All(vec![Action::Fail(failure), Action::Back]),
            Message::ImpactKnown(asked, answer) if asked == self.impact_asked => match answer {
                Ok(impact) => {
                    self.impact = Some(impact);
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
            Message::GroupChanged(group) => {
                let action = self.changed(|draft| draft.group = Some(group));
                Action::All(vec![action, Action::Run(self.ask_impact(context))])
            }
            Message::LanguageChanged(language) => self.changed(|draft| draft.language = language),
            Message::EnabledToggled => self.changed(|draft| draft.enabled = !draft.enabled),
            Message::PasswordChanged(typed) => self.typed(|operator| operator.password = typed),
            Message::RepeatedChanged(typed) => self.typed(|operator| operator.repeated = typed),
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
                self.layer = Some(Layer::Password { faults: Faults::new(), is_setting: false });
                Action::None
            }
            Message::SetPassword => self.set_password(context),
            Message::PasswordSet(answer) => self.password_set(context, answer),
            Message::OpenExplain => match self.page() {
                Some(page) => {
                    let (permit, id, name) = (self.view.clone(), page.row.id, page.row.name.clone());
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
            Message::AskToDelete => {
                self.layer = Some(Layer::Delete);
                Action::None
            }
            Message::Stay => {
                self.close();
                Action::None
            }
            Message::Go => self.go(context),
            Message::Deleted(Ok(())) => {
                self.draft = None;
                let text = context.words.get("operator-deleted").into_owned();
                Action::All(vec![Action::Tell(Tone::Success, text), Action::Back])
            }
            Message::Deleted(Err(failure)) => Action::Fail(failure),
            Message::Save => self.begin_saving(context),
            Message::Saved(answer) => self.saved(context, answer),
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
            let gone = notice::empty(Icon::UserCog, words.get("operator-gone"), why.as_str(), Some(back));
            return surface::canvas(gone).into();
        }
        let (Some(draft), Some((_, choices))) = (&self.draft, self.original()) else {
            let waiting = iced::widget::container(gauge::skeleton(6)).padding(crate::part::list::PAGE);
            return surface::canvas(waiting).width(Fill).height(Fill).into();
        };
        let (title, detail): (Cow<'a, str>, Cow<'a, str>) = match self.page() {
            Some(page) => {
                let at = context.say().moment(page.changed_at);
                let values = [("at", at.into()), ("by", page.changed_by.as_str().into())];
                (page.draft.name.as_str().into(), words.with("record-changed", values).into())
            }
            None => (words.get("operator-new"), words.get("operator-new-detail")),
        };
        let conflict = record::conflict(words, self.conflict.as_deref(), Message::Reload);
        let oneself =
            self.is_oneself().then(|| notice::banner(Tone::Neutral, words.get("operator-oneself"), None));
        let mut actions = Vec::new();
        if self.add.is_some() && self.page().is_some() && !self.is_oneself() {
            let delete = button(words.get("operator-delete")).icon(Icon::Trash).kind(Kind::Danger);
            actions.push(delete.on_press(Message::AskToDelete).into());
        }
        let mut panels = vec![self.identification(context, draft, choices), self.sign_in(context, draft)];
        panels.extend(self.password(context, choices));
        panels.extend(self.changes(context, choices));
        let now = context.console.clock().now();
        let may_save = (self.is_changed() && self.may_edit()).then_some(());
        Record {
            title,
            detail,
            picture: Some(medallion(Icon::UserCog, Tone::Accent)),
            state: self.page().map(|page| State::of(&page.row, now).badge(context).into()),
            actions,
            banners: conflict.into_iter().chain(oneself).collect(),
            panels,
            relations: self.relations(context),
            back: Message::Back,
            foot: (self.modify.is_some() || self.is_new()).then(|| Foot {
                note: self.note(words, draft),
                discard: may_save.map(|()| Message::Discard),
                save: may_save.map(|()| Message::Save),
                is_saving: self.is_saving,
            }),
        }
        .view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let page = self.page()?;
        match self.layer.as_ref()? {
            Layer::Delete => {
                let question = ask_to_delete(context, &page.draft.name);
                Some(confirm(question, Message::Stay, Message::Go, is_live))
            }
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
            Layer::Password { faults, is_setting } => {
                Some(self.password_dialog(context, page, faults, *is_setting, is_live))
            }
        }
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let save = (self.is_changed() && self.may_edit()).then_some(Message::Save);
        let password = self.page().filter(|_| self.may_decide()).map(|_| Message::AskForPassword);
        let delete =
            self.page().filter(|page| !page.is_oneself).and(self.add.as_ref()).map(|_| Message::AskToDelete);
        vec![
            command(words.get("record-save"), Icon::Save, save).keys(Keys::Ctrl('s')),
            command(words.get("back"), Icon::ArrowLeft, Some(Message::Back))
                .keys(Keys::Alt(Named::ArrowLeft)),
            command(words.get("operator-password-new"), Icon::LockKeyhole, password),
            command(
                words.get("explain-open"),
                Icon::CircleQuestionMark,
                self.page().map(|_| Message::OpenExplain),
            ),
            command(words.get("operator-delete"), Icon::Trash, delete).danger(),
        ]
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        match self.id() {
            Some(id) if !self.is_changed() => Action::Run(self.load(context, id)),
            _ => Action::None,
        }
    }

    fn is_changed(&self) -> bool {
        let is_typed = self.is_new() && !(self.password.is_empty() && self.repeated.is_empty());
        match (&self.draft, self.original()) {
            (Some(draft), Some((original, _))) => draft != original || is_typed,
            _ => false,
        }
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.begin_saving(context)
    }
}

impl Operator {
    /// Changes the form; faults that were told already are looked at again.
    fn changed(&mut self, change: impl FnOnce(&mut Draft)) -> Action<Message> {
        let Some(mut draft) = self.draft.take() else {
            return Action::None;
        };
        change(&mut draft);
        if !self.faults.is_empty() {
            self.faults = self.faults_of(&draft);
        }
        self.draft = Some(draft);
        Action::None
    }

    fn typed(&mut self, set: impl FnOnce(&mut Operator)) -> Action<Message> {
        set(self);
        if let Some(Layer::Password { faults, .. }) = &mut self.layer {
            faults.clear();
            return Action::None;
        }
        self.changed(|_| {})
    }

    fn text<'a>(
        &'a self,
        context: &'a Context,
        label: &'static str,
        of: Field,
        value: &'a str,
    ) -> crate::widget::field::Field<'a, Message> {
        field(context.words.get(label), value)
            .id(id(of))
            .required()
            .error(told(context, &self.faults, of))
            .on_input_maybe(self.may_edit().then_some(move |typed| Message::Changed(of, typed)))
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
        if let Some(page) = self.page()
            && !choices.groups.iter().any(|(id, _)| *id == page.row.group)
        {
            groups.insert(0, item(page.row.group, page.row.group_name.as_str()));
        }
        let group = select(words.get("operator-group"), groups, draft.group, Message::GroupChanged)
            .id(id(Field::Group))
            .required()
            .placeholder(words.get("operator-group-choose"))
            .words(option::Words {
                search: words.get("operator-group-search"),
                none: words.get("operator-group-none-found"),
            })
            .hint(words.get("operator-group-hint"))
            .error(told(context, &self.faults, Field::Group))
            .enabled(self.may_decide());
        let languages: Vec<_> =
            Language::ALL.iter().map(|language| item(*language, language_name(*language))).collect();
        let language =
            select(words.get("settings-language"), languages, Some(draft.language), Message::LanguageChanged)
                .icon(Icon::Languages)
                .enabled(self.may_decide());
        let user_name = self
            .text(context, "operator-user-name", Field::UserName, &draft.user_name)
            .hint(words.get("operator-user-name-hint"));
        let fields = form::fields([
            self.text(context, "operator-name", Field::Name, &draft.name).into(),
            user_name.into(),
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
        if let Some(page) = self.page() {
            let state = State::of(&page.row, context.console.clock().now());
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
        let state = match state {
            State::Enabled => words.get("operator-state-enabled"),
            State::Disabled => words.get("operator-state-disabled"),
            State::Locked(until) => locked(context, until).into(),
        };
        let password = if page.must_change { "operator-must-change" } else { "operator-password-own" };
        let factor = if page.row.two_factor { "operator-on" } else { "operator-off" };
        let facts = form::pairs([
            (words.get("operator-column-state"), text::body(state).into()),
            (words.get("sign-in-password"), text::body(words.get(password)).into()),
            (words.get("operator-second-factor"), text::body(words.get(factor)).into()),
            (words.get("operator-last-sign-in"), text::body(last_sign_in(context, &page.row)).into()),
        ]);
        let remove = (page.row.two_factor && !page.is_oneself && self.modify.is_some()).then(|| {
            let may = self.may_decide().then_some(Message::AskToRemoveSecondFactor);
            let remove = button(words.get("operator-second-factor-remove")).icon(Icon::ShieldOff);
            Element::from(remove.on_press_maybe(may))
        });
        column![facts].extend(remove).spacing(space::SM).into()
    }

    /// The panel about the password: two fields for a new operator, a button for another's.
    fn password<'a>(&'a self, context: &'a Context, choices: &Choices) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let content: Element<'a, Message> = match self.page() {
            None => form::fields(self.password_fields(context, choices, &self.faults, self.may_edit())),
            Some(_) if self.is_oneself() || self.modify.is_none() => return None,
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

    fn password_fields<'a>(
        &'a self,
        context: &'a Context,
        choices: &Choices,
        faults: &Faults,
        may_edit: bool,
    ) -> [Element<'a, Message>; 2] {
        let words = &context.words;
        let hint = words.with("operator-password-hint", [("min", choices.password_length_min.into())]);
        let password = field(words.get("sign-in-password"), self.password.as_str())
            .id(id(Field::Password))
            .secret()
            .required()
            .hint(hint)
            .error(told(context, faults, Field::Password))
            .on_input_maybe(may_edit.then_some(|typed| Message::PasswordChanged(Typed::new(typed))));
        let repeated = field(words.get("settings-password-repeated"), self.repeated.as_str())
            .id(id(Field::Repeated))
            .secret()
            .required()
            .error(told(context, faults, Field::Repeated))
            .on_input_maybe(may_edit.then_some(|typed| Message::RepeatedChanged(Typed::new(typed))));
        [password.into(), repeated.into()]
    }

    fn password_dialog<'a>(
        &'a self,
        context: &'a Context,
        page: &'a Page,
        faults: &Faults,
        is_setting: bool,
        is_live: bool,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let Some((_, choices)) = self.original() else {
            return iced::widget::space().into();
        };
        let mut body = Vec::new();
        if page.row.two_factor {
            let gone = words.get("operator-password-two-factor");
            body.push(notice::banner(Tone::Warning, gone, None));
        }
        body.extend(self.password_fields(context, choices, faults, !is_setting));
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
        .on_enter_maybe(set.clone())
        .action(button(words.get("cancel")).on_press_maybe(stay.clone()))
        .action(button(words.get(label)).kind(Kind::Primary).on_press_maybe(set));
        if let Some(stay) = stay {
            asked = asked.on_close(words.get("cancel"), stay);
        }
        asked.into()
    }

    fn relations<'a>(&'a self, context: &'a Context) -> Vec<Relation<'a, Message>> {
        let Some(page) = self.page() else {
            return Vec::new();
        };
        let values = [("group", page.row.group_name.as_str().into())];
        let group = self.groups.as_ref().map(|_| Relation {
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

    /// What another group would change.
    fn changes<'a>(&'a self, context: &'a Context, choices: &'a Choices) -> Option<Element<'a, Message>> {
        let difference = self.impact.as_ref().filter(|difference| !difference.is_empty())?;
        let words = &context.words;
        let told = rights::difference(words, &choices.partitions, difference);
        Some(surface::panel(words.get("operator-panel-changes"), told).into())
    }

    /// What a save would do.
    fn note<'a>(&'a self, words: &'a Words, draft: &Draft) -> Note<'a> {
        if !self.is_changed() {
            return Note::Plain(words.get("record-unchanged"));
        }
        let Some(page) = self.page() else {
            return Note::Plain(words.get("operator-new-note"));
        };
        if page.draft.enabled && !draft.enabled {
            return Note::Heeded(words.get("operator-impact-disabled"));
        }
        match (self.chosen_group(), &self.impact) {
            (None, _) => Note::Plain(words.get("operator-no-impact")),
            (Some(_), None) => Note::Plain(words.get("list-loading")),
            (Some(_), Some(difference)) => Note::Heeded(rights::gains_and_loses(words, difference).into()),
        }
    }
}

fn told(context: &Context, faults: &Faults, of: Field) -> Option<String> {
    faults.iter().find(|(field, _)| *field == of).map(|(_, fault)| context.say().operator(*fault))
}
