//! What an information screen goes through: it is read, typed into, checked, saved and read again; others change
//! it meanwhile, or delete it. A screen says with a [`Source`] what it is of, and keeps only what is its own.

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;

use iced::Fill;
use keydesk::domain::moment::Moment;
use keydesk::domain::permission::SystemAuditorView;
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{self, Foretold, Giving, StorageError};

use super::{Foot, Note, Record, Shape, changed, conflict};
use crate::action::{Act, Action};
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context, Failure, is_about_rights};
use crate::icon::Icon;
use crate::part::impact::{self, Impact as Whose};
use crate::part::relation::{self, Beside, May, Relation};
use crate::place::{HistoryOf, Place};
use crate::theme::Tone;
use crate::widget::button::button;
use crate::widget::dialog::medallion;
use crate::widget::field::{Field, field};
use crate::widget::task::Task;
use crate::widget::{Element, focus, gauge, notice, surface};

/// What a record is read from and saved to, with what the operator may do to it.
pub trait Source: Sized + 'static {
    type Id: Copy + Debug + Send + 'static;
    /// What is read of one that is there.
    type Page: Clone + Debug + Send + Sync + 'static;
    /// What is saved.
    type Draft: Clone + PartialEq + Debug + Send + Sync + 'static;
    /// What its fields choose from.
    type Choices: Clone + Debug + Send + Sync + 'static;
    /// The kind of record, as what is given to it is of it.
    type Record: 'static;
    /// What is typed, and all that hangs on it: made anew from what was read. The draft itself, where nothing does. What is to
    /// be given at the ends of relations is not in it.
    type Form;
    /// What saving it does to keys, where it does anything.
    type Impact: Copy + Default + PartialEq + Debug + Send + Sync + 'static;
    type Field: Copy + PartialEq + Debug + 'static;
    type Fault: Copy + 'static;

    /// What the names of its fields begin with.
    const NAME: &'static str;
    const ICON: Icon;
    /// Where the keyboard goes in a new one.
    const FIRST: Self::Field;
    /// How many lines say that it is coming.
    const LINES: u16 = 6;
    /// Whether it is told whose keys a save would touch: [`Source::whose`].
    const TELLS_WHOSE: bool = false;

    /// Whether a new one may be added.
    fn may_add(&self) -> bool {
        false
    }

    /// Whether the fields of one that is there may be changed.
    fn may_modify(&self) -> bool;

    /// Whether anything of one that is there may be changed, in its fields or besides.
    fn may_save(&self) -> bool {
        self.may_modify()
    }

    /// Reads one.
    fn open(&self, context: &Context, id: Self::Id) -> Task<Answer<Arc<Known<Self>>>>;

    /// What is related to it, and read beside it, so that nothing waits for it.
    fn relations(&self) -> Vec<Relation<Self::Record>> {
        Vec::new()
    }

    /// Whether the operator may give at the ends of these relations: to one that is there, or to a new one.
    fn may_give(&self, _page: Option<&Self::Page>) -> bool {
        false
    }

    /// Adds a new one; nothing, if the operator may not.
    fn add(
        &self,
        _context: &Context,
        _form: &Self::Form,
        _giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Self::Id>>> {
        None
    }

    /// Saves one; nothing, if the operator may not.
    fn save(
        &self,
        context: &Context,
        page: &Self::Page,
        form: &Self::Form,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Self::Impact>>>;

    /// Asks what a save would do, where that is told before.
    fn foretell(
        &self,
        _context: &Context,
        _page: &Self::Page,
        _form: &Self::Form,
        _giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Self::Impact>>> {
        None
    }

    /// Asks whose keys a save would touch, where others' are.
    fn whose(
        &self,
        _context: &Context,
        _page: &Self::Page,
        _form: &Self::Form,
        _giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Arc<Foretold>>>> {
        None
    }

    fn id(page: &Self::Page) -> Self::Id;

    /// The draft as it was read.
    fn original(page: &Self::Page) -> &Self::Draft;

    /// What was typed is saved: it is what would be read now.
    fn accept(page: &mut Self::Page, form: &mut Self::Form);

    /// The form as it is opened, or goes back to; then it may keep what it showed before.
    fn form(context: &Context, read: &Read<'_, Self>, before: Option<&Self::Form>) -> Self::Form;

    fn draft(form: &Self::Form) -> &Self::Draft;

    /// What can be said of a form before it is sent.
    fn check(&self, read: &Read<'_, Self>, form: &Self::Form) -> Vec<(Self::Field, Self::Fault)>;

    /// Whether there are unsaved changes in what is typed.
    fn is_changed(read: &Read<'_, Self>, form: &Self::Form) -> bool {
        Self::draft(form) != read.draft
    }

    /// The name of a field in the window, if it is one that takes the keyboard.
    fn anchor(field: Self::Field) -> Option<String> {
        Some(format!("{}-{field:?}", Self::NAME))
    }

    /// What is wrong with fields, if that is why it was not saved.
    fn faults(error: &operation::Error) -> Option<&[(Self::Field, Self::Fault)]>;

    fn say(context: &Context, field: Self::Field, fault: Self::Fault) -> String;

    /// The name of one that is there, and when it was changed last, and by whom.
    fn named(_page: &Self::Page) -> Option<(&str, Moment, &str)> {
        None
    }

    /// The title, and what stands under it. A new one has no page yet.
    fn heading<'a>(context: &'a Context, page: Option<&'a Self::Page>) -> (Cow<'a, str>, Cow<'a, str>) {
        let word = |id: String| context.words.get(&id);
        match page.and_then(Self::named) {
            Some((name, at, by)) => (name.into(), changed(context, at, by)),
            None => (word(format!("{}-new", Self::NAME)), word(format!("{}-new-detail", Self::NAME))),
        }
    }

    /// What is told when one was added: what it is now, and what can be done next.
    fn added(&self, context: &Context, _added: &Saved<'_, Self>) -> Told {
        Told { text: context.words.get("record-saved").into_owned(), acts: Vec::new() }
    }

    /// What is told when one that was there is saved, besides that it is saved: the foot says that.
    fn told(&self, _context: &Context, _saved: &Saved<'_, Self>) -> Option<Told> {
        None
    }

    /// That it is gone. What is always there has no such words: what was read stays, if it cannot be read again.
    fn gone(context: &Context) -> Option<Cow<'_, str>> {
        Some(context.words.get(&format!("{}-gone", Self::NAME)))
    }

    /// How the auditor calls it.
    fn subject(_id: Self::Id) -> Option<(SubjectKind, i64)> {
        None
    }

    /// Where one that was added is shown.
    fn place(id: Self::Id) -> Place;
}

/// What was read, or what a new one begins with.
pub struct Read<'a, S: Source> {
    /// Nothing, as long as it is new.
    pub page: Option<&'a S::Page>,
    pub draft: &'a S::Draft,
    pub choices: &'a S::Choices,
}

/// What was saved.
pub struct Saved<'a, S: Source> {
    pub id: S::Id,
    pub form: &'a S::Form,
    pub impact: S::Impact,
    /// Whether something was given or taken with it.
    pub gave: bool,
}

/// What is told of a save, and what can be done about it.
pub struct Told {
    pub text: String,
    pub acts: Vec<Act>,
}

/// A record that is shown and changed.
pub struct Editing<S: Source> {
    pub source: S,
    state: State<S>,
    progress: Progress,
    faults: Vec<(S::Field, S::Fault)>,
    /// That somebody else saved it meanwhile.
    conflict: Option<String>,
    beside: Beside<S::Record>,
    /// What a save would do.
    impact: S::Impact,
    /// Whose keys it would touch, while somebody looks.
    whose: Whose,
    /// When it was saved from here, as long as nothing else became of it.
    saved_at: Option<Moment>,
    /// Which question is the last: the answers to those before come too late.
    asked: u64,
    /// How many of its answers are still to come: the record, and what hangs together with it.
    awaited: usize,
    foretold: u64,
    /// Whether what a save would do is being worked out, and whether it is to be asked again then: there is one question at a
    /// time, however fast somebody types.
    foretelling: bool,
    foretells_again: bool,
}

enum State<S: Source> {
    /// A new one; what it begins with is on its way.
    Beginning,
    New {
        blank: S::Draft,
        choices: S::Choices,
        form: S::Form,
    },
    Loading(S::Id),
    Known {
        page: S::Page,
        choices: S::Choices,
        form: S::Form,
    },
    /// It is gone, or out of reach, and this is why.
    Gone(String),
    /// It was added or deleted: nothing is left to be asked about.
    Over,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Idle,
    Saving,
    /// From a save until all that was saved is read again: nothing is typed into what will be replaced.
    Settling,
}

/// What happens to a record.
#[derive(Debug, Clone)]
pub enum Message<Id, Known, Blank, Impact> {
    Loaded(u64, Answer<Arc<Known>>),
    /// Something happened to one of its relations.
    Related((usize, relation::Message)),
    Whose(impact::Message),
    Foretold(u64, Answer<Impact>),
    /// What a new one begins with is known.
    Begun(Answer<Arc<Blank>>),
    Save,
    Saved(Answer<(Id, Impact)>),
    Discard,
    /// Shows who changed what of it.
    History,
    /// Shows what somebody else saved.
    Reload,
    Back,
}

/// The message of a record of a source.
pub type MessageOf<S> = Message<<S as Source>::Id, Known<S>, Blank<S>, <S as Source>::Impact>;

/// What is known of one that is there.
pub type Known<S> = (<S as Source>::Page, <S as Source>::Choices);

/// What a new one begins with.
pub type Blank<S> = (<S as Source>::Draft, <S as Source>::Choices);

/// What a save would do. Who may not be told will be told when it is done; that it could not be found out is said, because
/// it is not nothing.
pub fn foretold<Impact: Default>(answer: Answer<Impact>) -> (Impact, Option<Failure>) {
    match answer {
        Ok(impact) => (impact, None),
        Err(failure) if is_about_rights(&failure) => (Impact::default(), None),
        Err(failure) => (Impact::default(), Some(failure)),
    }
}

/// The name of a field, to be focused.
pub fn id<S: Source>(field: S::Field) -> String {
    S::anchor(field).unwrap_or_default()
}

impl<S: Source> Editing<S> {
    /// Opens what is there.
    pub fn open(context: &Context, source: S, id: S::Id) -> (Self, Task<MessageOf<S>>) {
        let mut editing = Editing::of(source, State::Loading(id));
        let task = editing.load(context, id);
        (editing, task)
    }

    /// Opens a new one, given what it begins with.
    pub fn open_new(
        context: &Context,
        source: S,
        blank: Task<Answer<Arc<Blank<S>>>>,
    ) -> (Self, Task<MessageOf<S>>) {
        let mut editing = Editing::of(source, State::Beginning);
        let related = editing.beside.read(context, &[]).map(Message::Related);
        (editing, Task::batch([blank.map(Message::Begun), related]))
    }

    fn of(source: S, state: State<S>) -> Self {
        let beside = Beside::of(source.relations());
        Editing {
            source,
            state,
            progress: Progress::Idle,
            faults: Vec::new(),
            conflict: None,
            beside,
            impact: S::Impact::default(),
            whose: Whose::default(),
            saved_at: None,
            asked: 0,
            awaited: 0,
            foretold: 0,
            foretelling: false,
            foretells_again: false,
        }
    }

    /// Which it is, once it is there.
    pub fn id(&self) -> Option<S::Id> {
        match &self.state {
            State::Loading(id) => Some(*id),
            State::Known { page, .. } => Some(S::id(page)),
            State::Beginning | State::New { .. } | State::Gone(_) | State::Over => None,
        }
    }

    /// What was read of one that is there.
    pub const fn page(&self) -> Option<&S::Page> {
        match &self.state {
            State::Known { page, .. } => Some(page),
            State::Beginning | State::New { .. } | State::Loading(_) | State::Gone(_) | State::Over => None,
        }
    }

    /// What it is called.
    pub fn name(&self) -> Option<&str> {
        self.page().and_then(S::named).map(|(name, ..)| name)
    }

    /// What was read, and what is typed.
    pub fn opened(&self) -> Option<(Read<'_, S>, &S::Form)> {
        match &self.state {
            State::New { blank, choices, form } => Some((Read { page: None, draft: blank, choices }, form)),
            State::Known { page, choices, form } => {
                Some((Read { page: Some(page), draft: S::original(page), choices }, form))
            }
            State::Beginning | State::Loading(_) | State::Gone(_) | State::Over => None,
        }
    }

    /// What is typed.
    pub fn form(&self) -> Option<&S::Form> {
        self.opened().map(|(_, form)| form)
    }

    /// What is typed, to change what is not checked.
    pub const fn form_mut(&mut self) -> Option<&mut S::Form> {
        match &mut self.state {
            State::New { form, .. } | State::Known { form, .. } => Some(form),
            State::Beginning | State::Loading(_) | State::Gone(_) | State::Over => None,
        }
    }

    /// What a save would do, as far as that is known.
    pub const fn impact(&self) -> S::Impact {
        self.impact
    }

    /// Whether something may be done to it besides its fields: nothing is saved and read again just now.
    pub fn is_idle(&self) -> bool {
        self.progress == Progress::Idle
    }

    /// Whether it is being saved.
    pub fn is_saving(&self) -> bool {
        self.progress == Progress::Saving
    }

    /// Whether it is a new one.
    pub const fn is_new(&self) -> bool {
        matches!(self.state, State::Beginning | State::New { .. })
    }

    /// Whether its fields may be changed now.
    pub fn may_edit(&self) -> bool {
        match &self.state {
            _ if self.progress != Progress::Idle => false,
            State::New { .. } => self.source.may_add(),
            State::Known { .. } => self.source.may_modify(),
            State::Beginning | State::Loading(_) | State::Gone(_) | State::Over => false,
        }
    }

    /// Whether something was changed and not saved.
    pub fn is_changed(&self) -> bool {
        self.is_typed() || self.opened().is_some() && self.gives()
    }

    /// Whether what is typed was changed and not saved.
    fn is_typed(&self) -> bool {
        self.opened().is_some_and(|(read, form)| S::is_changed(&read, form))
    }

    /// Whether something is to be given or taken.
    pub fn gives(&self) -> bool {
        self.beside.is_changed()
    }

    /// Whether anything may be given now.
    fn may_give(&self) -> May {
        let is_open = self.opened().is_some() && self.is_idle();
        if is_open && self.source.may_give(self.page()) { May::Change } else { May::Look }
    }

    fn update_related(
        &mut self,
        context: &Context,
        (at, message): (usize, relation::Message),
    ) -> Action<MessageOf<S>> {
        if matches!(message, relation::Message::ReadAgain) {
            return if self.awaited == 0 { self.refresh(context) } else { Action::None };
        }
        let outcome = self.beside.update(context, self.may_give(), (at, message));
        if outcome.is_read {
            // As it was before the save it is not any more.
            if self.progress == Progress::Settling && matches!(outcome.action, Action::Fail(_)) {
                self.beside.lose(at);
            }
            self.settle();
        }
        let action = outcome.action.map(move |message| Message::Related((at, message)));
        // What was to be given may be given by now, and then a save would do less.
        let is_news = outcome.is_changed || outcome.is_read && self.is_changed();
        if is_news { Action::All(vec![action, self.foretell(context)]) } else { action }
    }

    /// Asks whose keys a save would touch.
    fn ask_whose(&self, context: &Context) -> Option<Task<Answer<Arc<Foretold>>>> {
        match &self.state {
            State::Known { page, form, .. } if self.is_changed() => {
                self.source.whose(context, page, form, self.beside.giving())
            }
            _ => None,
        }
    }

    /// Whether there is something to be saved, and nothing is being saved.
    pub fn may_save(&self) -> bool {
        self.is_changed() && self.is_idle()
    }

    /// Changes what is typed; faults that were told already are looked at again.
    pub fn change(&mut self, change: impl FnOnce(&mut S::Form)) {
        if let Some(form) = self.form_mut() {
            change(form);
        }
        if !self.faults.is_empty()
            && let Some((read, form)) = self.opened()
        {
            self.faults = self.source.check(&read, form);
        }
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: MessageOf<S>) -> Action<MessageOf<S>> {
        match message {
            Message::Loaded(asked, answer) if asked == self.asked => {
                let action = self.loaded(context, answer);
                self.settle();
                action
            }
            Message::Foretold(asked, answer) => {
                self.foretelling = false;
                if std::mem::take(&mut self.foretells_again) {
                    return self.ask_impact(context);
                }
                if asked != self.foretold {
                    return Action::None;
                }
                let (impact, failure) = foretold(answer);
                self.impact = impact;
                failure.map_or(Action::None, Action::Fail)
            }
            Message::Loaded(..) => Action::None,
            Message::Related(event) => self.update_related(context, event),
            Message::Whose(message) => {
                let whose = self.ask_whose(context);
                self.whose.update(message, || whose).map(Message::Whose)
            }
            Message::Begun(Ok(begun)) => {
                let (blank, choices) = Arc::unwrap_or_clone(begun);
                let form = S::form(context, &Read { page: None, draft: &blank, choices: &choices }, None);
                self.state = State::New { blank, choices, form };
                Action::Run(focus::to(id::<S>(S::FIRST)))
            }
            Message::Begun(Err(failure)) => Action::All(vec![Action::Fail(failure), Action::Back]),
            Message::Save => self.save(context),
            Message::Saved(answer) => {
                self.progress = Progress::Idle;
                match answer {
                    Ok((id, impact)) => self.saved(context, id, impact),
                    Err(failure) => self.not_saved(context, failure),
                }
            }
            Message::Discard => {
                self.forget(context);
                if self.page().is_some() { Action::None } else { Action::Back }
            }
            Message::Reload => {
                self.forget(context);
                self.refresh(context)
            }
            Message::History => match self.id().and_then(S::subject) {
                Some((kind, number)) => {
                    let name = self.name().unwrap_or_default().to_owned();
                    Action::Go(Place::HistoryOf(HistoryOf { kind, number, name }))
                }
                None => Action::None,
            },
            Message::Back => Action::Back,
        }
    }

    fn loaded(&mut self, context: &Context, answer: Answer<Arc<Known<S>>>) -> Action<MessageOf<S>> {
        match answer {
            Ok(known) => {
                let (page, choices) = Arc::unwrap_or_clone(known);
                self.take(context, page, choices);
                if self.is_changed() { self.foretell(context) } else { Action::None }
            }
            Err(failure) => {
                // What is typed is not lost to news.
                if S::gone(context).is_some() && !self.is_changed() {
                    self.state = State::Gone(context.say().operation(&failure));
                }
                Action::Fail(failure)
            }
        }
    }

    /// An answer came: after a save, the last one ends the waiting.
    fn settle(&mut self) {
        self.awaited = self.awaited.saturating_sub(1);
        if self.progress == Progress::Settling && self.awaited == 0 {
            self.progress = Progress::Idle;
        }
    }

    /// Something was changed: asks what a save would do.
    pub fn foretell(&mut self, context: &Context) -> Action<MessageOf<S>> {
        let impact = self.ask_impact(context);
        let whose = self.ask_whose(context);
        Action::All(vec![impact, self.whose.changed(|| whose).map(Message::Whose)])
    }

    fn ask_impact(&mut self, context: &Context) -> Action<MessageOf<S>> {
        self.foretold += 1;
        if self.foretelling {
            self.foretells_again = true;
            return Action::None;
        }
        let asked = self.foretold;
        let task = match &self.state {
            State::Known { page, form, .. } => {
                self.source.foretell(context, page, form, self.beside.giving())
            }
            State::Beginning | State::New { .. } | State::Loading(_) | State::Gone(_) | State::Over => None,
        };
        self.foretelling = task.is_some();
        task.map_or(Action::None, |task| {
            Action::Run(task.map(move |answer| Message::Foretold(asked, answer)))
        })
    }

    /// Something that it shows may have changed. What is typed is kept: a conflict is told when it is saved.
    pub fn refresh(&mut self, context: &Context) -> Action<MessageOf<S>> {
        self.saved_at = None;
        self.id().map_or(Action::None, |id| Action::Run(self.load(context, id)))
    }

    fn load(&mut self, context: &Context, id: S::Id) -> Task<MessageOf<S>> {
        self.asked += 1;
        let asked = self.asked;
        let page = self.source.open(context, id).map(move |answer| Message::Loaded(asked, answer));
        let of: Vec<i64> = S::subject(id).map(|(_, number)| number).into_iter().collect();
        self.awaited = 1 + self.beside.len();
        let related = self.beside.read(context, &of);
        Task::batch([page, related.map(Message::Related)])
    }

    /// Takes what was read. What is typed is not lost to news: where the form is still as it was opened, only the
    /// rest is new.
    fn take(&mut self, context: &Context, page: S::Page, choices: S::Choices) {
        let is_typed = self.is_typed();
        let is_as_before = self.page().is_some_and(|known| S::original(known) == S::original(&page));
        if is_typed && !is_as_before {
            return;
        }
        match &mut self.state {
            State::Known { page: known, choices: offered, .. } if is_typed => {
                (*known, *offered) = (page, choices);
            }
            _ => {
                let read = Read { page: Some(&page), draft: S::original(&page), choices: &choices };
                let form = S::form(context, &read, self.form());
                self.state = State::Known { page, choices, form };
                self.faults.clear();
                self.impact = S::Impact::default();
                self.conflict = None;
            }
        }
    }

    /// Forgets what was typed.
    fn forget(&mut self, context: &Context) {
        let restored = self.opened().map(|(read, form)| S::form(context, &read, Some(form)));
        if let (Some(form), Some(restored)) = (self.form_mut(), restored) {
            *form = restored;
        }
        self.beside.forget();
        self.whose.shut();
        self.faults.clear();
        self.impact = S::Impact::default();
        self.conflict = None;
    }

    /// Saves what was typed, if nothing is wrong with it.
    pub fn save(&mut self, context: &Context) -> Action<MessageOf<S>> {
        let Some((read, form)) = self.opened() else {
            return Action::NotSaved;
        };
        let faults = self.source.check(&read, form);
        if !faults.is_empty() {
            return self.refuse(faults);
        }
        let task = match read.page {
            Some(page) => {
                let id = S::id(page);
                let saved = self.source.save(context, page, form, self.beside.giving());
                saved.map(|saved| saved.map(move |answer| answer.map(|impact| (id, impact))))
            }
            None => {
                let added = self.source.add(context, form, self.beside.giving());
                added.map(|added| added.map(|answer| answer.map(|id| (id, S::Impact::default()))))
            }
        };
        let Some(task) = task else {
            return Action::NotSaved;
        };
        self.progress = Progress::Saving;
        Action::Run(task.map(Message::Saved))
    }

    fn refuse(&mut self, faults: Vec<(S::Field, S::Fault)>) -> Action<MessageOf<S>> {
        self.faults = faults;
        // The foot says that some are wrong, and the fields say what.
        Action::All(vec![Action::Run(focus::to_wrong()), Action::NotSaved])
    }

    fn saved(&mut self, context: &Context, id: S::Id, impact: S::Impact) -> Action<MessageOf<S>> {
        let gave = self.gives();
        match &mut self.state {
            State::New { form, .. } => {
                let Told { text, acts } = self.source.added(context, &Saved { id, form, impact, gave });
                self.state = State::Over;
                let told = Action::TellWith(Tone::Success, text, acts);
                Action::All(vec![told, Action::Saved(None), Action::Replace(S::place(id))])
            }
            State::Known { page, form, .. } => {
                let (told, left) = match self.source.told(context, &Saved { id, form, impact, gave }) {
                    Some(Told { text, acts }) => (Action::TellWith(Tone::Success, text, acts), None),
                    None => (Action::None, Some(context.words.get("record-saved").into_owned())),
                };
                S::accept(page, form);
                self.beside.forget();
                self.whose.shut();
                self.saved_at = Some(context.console.clock().now());
                self.faults.clear();
                self.impact = S::Impact::default();
                self.progress = Progress::Settling;
                Action::All(vec![told, Action::Run(self.load(context, id)), Action::Saved(left)])
            }
            State::Beginning | State::Loading(_) | State::Gone(_) | State::Over => Action::None,
        }
    }

    fn not_saved(&mut self, context: &Context, failure: Failure) -> Action<MessageOf<S>> {
        match S::faults(&failure) {
            Some(faults) => self.refuse(faults.to_vec()),
            None => not_saved(context, failure, &mut self.conflict),
        }
    }

    /// It was deleted, and that is told.
    pub fn deleted<M>(&mut self, told: String) -> Action<M> {
        self.state = State::Over;
        Action::All(vec![Action::Tell(Tone::Success, told), Action::Back])
    }

    /// What is wrong with fields.
    pub fn faults(&self) -> &[(S::Field, S::Fault)] {
        &self.faults
    }

    /// What is wrong with a field.
    pub fn fault(&self, context: &Context, of: S::Field) -> Option<String> {
        let fault = self.faults.iter().find(|(field, _)| *field == of);
        fault.map(|(field, fault)| S::say(context, *field, *fault))
    }

    /// A field with a text.
    pub fn field<'a, M>(
        &self,
        context: &'a Context,
        label: &'static str,
        of: S::Field,
        value: &'a str,
        changed: impl Fn(S::Field, String) -> M + 'a,
    ) -> Field<'a, M> {
        self.field_called(context, context.words.get(label), of, value, changed)
    }

    /// The same of a field that the site has named.
    pub fn field_called<'a, M>(
        &self,
        context: &'a Context,
        label: Cow<'a, str>,
        of: S::Field,
        value: &'a str,
        changed: impl Fn(S::Field, String) -> M + 'a,
    ) -> Field<'a, M> {
        field(label, value)
            .id(id::<S>(of))
            .error(self.fault(context, of))
            .on_input_maybe(self.may_edit().then_some(move |typed| changed(of, typed)))
    }

    /// What stands in place of a record that is not there: not yet, or no more.
    pub fn absent<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        map: impl Fn(MessageOf<S>) -> M,
    ) -> Element<'a, M> {
        match (&self.state, S::gone(context)) {
            (State::Gone(why), Some(heading)) => gone(context, S::ICON, heading, why, map(Message::Back)),
            _ => coming(S::LINES),
        }
    }

    /// The screen as it is of every record: its name, a conflict, the foot. What a save would do is said there.
    pub fn frame<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        note: Note<'a>,
        map: fn(MessageOf<S>) -> M,
    ) -> Record<'a, M> {
        let words = &context.words;
        let (title, detail) = S::heading(context, self.page());
        let is_changed = self.is_changed();
        let may_save = self.may_save().then_some(());
        let has_foot = self.page().is_none() || self.source.may_save();
        Record {
            title,
            detail,
            history: (self.page().and_then(|page| S::subject(S::id(page))).is_some()
                && context.may::<SystemAuditorView>().is_some())
            .then(|| map(Message::History)),
            picture: Some(medallion(S::ICON, Tone::Accent)),
            state: None,
            actions: Vec::new(),
            banners: conflict(words, self.conflict.as_deref(), map(Message::Reload)).into_iter().collect(),
            tabs: None,
            panels: Vec::new(),
            beside: None,
            relations: Vec::new(),
            shape: Shape::Columns,
            back: map(Message::Back),
            foot: has_foot.then(|| Foot {
                note: match self.saved_at {
                    _ if !self.faults.is_empty() => Note::Wrong(words.get("trouble-fields")),
                    _ if is_changed => note,
                    Some(at) => Note::Saved(saved_at(context, at)),
                    None => Note::Plain(words.get("record-unchanged")),
                },
                more: self.whose_command(context).map(|command| command.map(map)),
                told: self.whose.view(context).map(|told| told.map(Message::Whose).map(map)),
                discard: may_save.map(|()| map(Message::Discard)),
                save: may_save.map(|()| map(Message::Save)),
                is_saving: self.progress == Progress::Saving,
            }),
        }
    }

    /// What is related to it, on its page; nothing, where nothing is, or as long as nothing can be.
    pub fn related<'a, M: Clone + 'static>(
        &'a self,
        context: &'a Context,
        map: fn(MessageOf<S>) -> M,
    ) -> Option<Element<'a, M>> {
        let may = self.may_give();
        Some(self.listed()?.view(context, may)?.map(move |event| map(Message::Related(event))))
    }

    /// One of its relations.
    #[cfg(test)]
    pub fn relation(&self, at: usize) -> Option<&relation::Panel<S::Record>> {
        self.beside.at(at)
    }

    /// What is related to it, where that is shown.
    fn listed(&self) -> Option<&Beside<S::Record>> {
        let page = self.page();
        let is_shown = self.opened().is_some() && (page.is_some() || self.source.may_give(page));
        is_shown.then_some(&self.beside)
    }

    /// What lies over the page while something is chosen at the end of a relation.
    pub fn layer<'a, M: 'static>(
        &'a self,
        context: &'a Context,
        is_live: bool,
        map: fn(MessageOf<S>) -> M,
    ) -> Option<Element<'a, M>> {
        let chosen = self.listed()?.layer(context, is_live)?;
        Some(chosen.map(move |event| map(Message::Related(event))))
    }

    fn whose_command<'a>(&self, context: &'a Context) -> Option<Command<'a, MessageOf<S>>> {
        let has_effect = self.is_changed() && self.impact != S::Impact::default();
        let command = self.whose.command(context, has_effect).filter(|_| S::TELLS_WHOSE)?;
        Some(command.map(Message::Whose))
    }

    /// What can be done with every record, and with what is related to it.
    pub fn commands<'a, M: Clone + 'static>(
        &self,
        context: &'a Context,
        map: fn(MessageOf<S>) -> M,
    ) -> Vec<Command<'a, M>> {
        let save = self.may_save().then(|| map(Message::Save));
        let mut commands = commands(context, save, map(Message::Back));
        commands.extend(self.whose_command(context).map(|command| command.map(map)));
        commands.extend(self.whose.shut_command(context).map(|shut| shut.map(Message::Whose).map(map)));
        commands
    }

    /// What can be done with what is related to it.
    pub fn related_commands<'a, M: Clone + 'static>(
        &self,
        context: &'a Context,
        map: fn(MessageOf<S>) -> M,
    ) -> Vec<Command<'a, M>> {
        let commands = self.listed().map(|beside| beside.commands(context, self.may_give()));
        let commands = commands.into_iter().flatten();
        commands.map(|command| command.map(move |event| map(Message::Related(event)))).collect()
    }
}

/// What follows from a save that failed for another reason than its fields. A conflict stays on the screen, with
/// what was typed.
fn not_saved<M>(context: &Context, failure: Failure, conflict: &mut Option<String>) -> Action<M> {
    match &*failure {
        operation::Error::Storage(error @ StorageError::Conflict { .. }) => {
            *conflict = Some(context.say().storage(error));
            Action::NotSaved
        }
        _ => Action::All(vec![Action::Fail(failure), Action::NotSaved]),
    }
}

/// That it is saved since a moment: of today, the time says it.
fn saved_at<'a>(context: &Context, at: Moment) -> Cow<'a, str> {
    let local = context.local(at);
    let at = match local.date() == context.today() {
        true => context.words.time(local.time()),
        false => context.words.moment(local),
    };
    context.words.with("record-saved-at", [("at", at.into())]).into()
}

/// What stands in place of a record that is gone.
fn gone<'a, M: Clone + 'a>(
    context: &'a Context,
    icon: Icon,
    heading: Cow<'a, str>,
    why: &'a str,
    back: M,
) -> Element<'a, M> {
    let back = button(context.words.get("back")).on_press(back).into();
    surface::canvas(notice::empty(icon, heading, why, Some(back))).into()
}

/// What stands in place of a record that is being read.
fn coming<'a, M: 'a>(lines: u16) -> Element<'a, M> {
    let lines = iced::widget::container(gauge::skeleton(lines)).padding(crate::part::list::PAGE);
    surface::canvas(lines).width(Fill).height(Fill).into()
}

/// What can be done with every record.
fn commands<'a, M: Clone>(context: &'a Context, save: Option<M>, back: M) -> Vec<Command<'a, M>> {
    let words = &context.words;
    vec![
        command(words.get("record-save"), Icon::Save, save).keys(shortcut::SAVE, &context.words),
        command(words.get("back"), Icon::ArrowLeft, Some(back)).keys(shortcut::BACK, &context.words),
    ]
}
