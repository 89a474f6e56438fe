//! General options, tab by tab. A [`Part`] says what a tab is about: it is read, typed into, foretold and saved here. What
//! signing in asks has a screen of its own beside them (`security.rs`), since only administrators change it.

pub mod crossings;
pub mod doors;
pub mod general;
pub mod users;

use std::borrow::Cow;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::Arc;

use keydesk::console::Console;
use keydesk::domain::permission::ConfigurationGeneral;
use keydesk::operation::options::Page;
use keydesk::operation::{self, Foretold, Giving};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::record::{self, Editing, Note, Read, Saved, Source, Told};
use crate::place::{Entry, Place};
use crate::screen::Screen;
use crate::widget::Element;
use crate::widget::choice::{choice, tabs};
use crate::widget::task::Task;

/// The tabs of General options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Security,
    General,
    Users,
    Doors,
    Crossings,
}

impl Tab {
    const ALL: [Tab; 5] = [Tab::Security, Tab::General, Tab::Users, Tab::Doors, Tab::Crossings];

    /// Where it is.
    pub const fn place(self) -> Place {
        match self {
            Tab::Security => Place::Entry(Entry::Configuration),
            Tab::General => Place::OptionsOfSite,
            Tab::Users => Place::OptionsOfUsers,
            Tab::Doors => Place::OptionsOfDoors,
            Tab::Crossings => Place::OptionsOfCrossings,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Tab::Security => "options-security",
            Tab::General => "options-general",
            Tab::Users => "options-users",
            Tab::Doors => "options-doors",
            Tab::Crossings => "entry-locations-functions",
        }
    }
}

/// The tabs, and which of them is shown.
pub fn parts<'a, M: Clone + 'a>(
    context: &'a Context,
    shown: Tab,
    on_select: impl Fn(Tab) -> M + 'a,
) -> Option<(Element<'a, M>, usize)> {
    let choices = Tab::ALL.map(|tab| choice(tab, context.words.get(tab.label())));
    Some((tabs(choices.into(), shown, on_select).id(TABS).into(), shown as usize))
}

/// The name of the tabs in the window.
const TABS: &str = "options-tabs";

/// The right to see the options, and to change those that are not for administrators alone.
pub type May = Permit<ConfigurationGeneral>;

/// What a tab is about.
pub trait Part: Sized + 'static {
    type Draft: Clone + PartialEq + Debug + Send + Sync + 'static;
    type Field: Copy + PartialEq + Debug + 'static;
    type Fault: Copy + 'static;
    /// What a save does elsewhere.
    type Impact: Copy + Default + PartialEq + Debug + Send + Sync + 'static;
    /// What is done to its fields.
    type Change: Clone + Debug + Send + 'static;

    const TAB: Tab;
    /// What the names of its fields begin with.
    const FIELDS: &'static str;
    const ICON: Icon;
    const FIRST: Self::Field;
    /// Whether keys follow from it.
    const TOUCHES_KEYS: bool = false;

    fn read(console: &Console, may: &May) -> Result<Page<Self::Draft>, operation::Error>;

    fn save(
        console: &Console,
        may: &May,
        version: i64,
        draft: &Self::Draft,
    ) -> Result<Self::Impact, operation::Error>;

    /// What a save would do elsewhere.
    fn foretell(console: &Console, may: &May, draft: &Self::Draft) -> Result<Self::Impact, operation::Error>;

    /// Whose keys a save would touch.
    fn whose(_: &Console, _: &May, _: &Self::Draft) -> Result<Foretold, operation::Error> {
        Ok(Foretold::default())
    }

    fn check(draft: &Self::Draft) -> Vec<(Self::Field, Self::Fault)>;

    fn faults(error: &operation::Error) -> Option<&[(Self::Field, Self::Fault)]>;

    fn say(context: &Context, field: Self::Field, fault: Self::Fault) -> String;

    fn change(draft: &mut Self::Draft, change: Self::Change);

    /// What a save would do, in words; and what one did.
    fn note(context: &Context, impact: Self::Impact) -> Note<'_>;

    fn told(context: &Context, impact: Self::Impact) -> Option<String>;

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Message<Self>>>;
}

/// A tab as it is to be shown.
pub struct Fields<'a, P: Part> {
    pub context: &'a Context,
    pub draft: &'a P::Draft,
    pub record: &'a Editing<Subject<P>>,
}

/// One tab.
pub struct Options<P: Part> {
    record: Editing<Subject<P>>,
}

/// What the operator may do with it.
pub struct Subject<P> {
    may: May,
    of: PhantomData<P>,
}

pub enum Message<P: Part> {
    Record(record::MessageOf<Subject<P>>),
    Changed(P::Change),
    Go(Place),
}

impl<P: Part> Clone for Message<P> {
    fn clone(&self) -> Self {
        match self {
            Message::Record(message) => Message::Record(message.clone()),
            Message::Changed(change) => Message::Changed(change.clone()),
            Message::Go(place) => Message::Go(place.clone()),
        }
    }
}

impl<P: Part> Debug for Message<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Message::Record(message) => message.fmt(f),
            Message::Changed(change) => change.fmt(f),
            Message::Go(place) => place.fmt(f),
        }
    }
}

impl<P: Part> Options<P> {
    /// Opens it.
    pub fn open(context: &Context) -> Option<(Self, Task<Message<P>>)> {
        let subject = Subject { may: context.may()?, of: PhantomData };
        let (record, task) = Editing::open(context, subject, ());
        Some((Options { record }, task.map(Message::Record)))
    }
}

impl<P: Part> Source for Subject<P> {
    /// There is one set of each.
    type Id = ();
    type Page = Page<P::Draft>;
    type Draft = P::Draft;
    type Choices = ();
    type Record = ();
    type Form = P::Draft;
    type Impact = P::Impact;
    type Field = P::Field;
    type Fault = P::Fault;

    const NAME: &'static str = P::FIELDS;
    const ICON: Icon = P::ICON;
    const FIRST: P::Field = P::FIRST;
    const TELLS_WHOSE: bool = P::TOUCHES_KEYS;

    fn may_modify(&self) -> bool {
        true
    }

    fn open(&self, context: &Context, (): ()) -> Task<Answer<Arc<(Page<P::Draft>, ())>>> {
        let may = self.may.clone();
        context.ask(move |console| P::read(console, &may).map(|page| Arc::new((page, ()))))
    }

    fn save(
        &self,
        context: &Context,
        page: &Page<P::Draft>,
        draft: &P::Draft,
        _: Giving<()>,
    ) -> Option<Task<Answer<P::Impact>>> {
        let (may, version, draft) = (self.may.clone(), page.version, draft.clone());
        Some(context.ask(move |console| P::save(console, &may, version, &draft)))
    }

    fn foretell(
        &self,
        context: &Context,
        _: &Page<P::Draft>,
        draft: &P::Draft,
        _: Giving<()>,
    ) -> Option<Task<Answer<P::Impact>>> {
        let (may, draft) = (self.may.clone(), draft.clone());
        Some(context.ask(move |console| P::foretell(console, &may, &draft)))
    }

    fn whose(
        &self,
        context: &Context,
        page: &Page<P::Draft>,
        draft: &P::Draft,
        _: Giving<()>,
    ) -> Option<Task<Answer<Arc<Foretold>>>> {
        let (may, draft) = (self.may.clone(), draft.clone());
        (P::TOUCHES_KEYS && draft != page.draft)
            .then(|| context.ask(move |console| P::whose(console, &may, &draft).map(Arc::new)))
    }

    fn id(_: &Page<P::Draft>) {}

    fn original(page: &Page<P::Draft>) -> &P::Draft {
        &page.draft
    }

    fn accept(page: &mut Page<P::Draft>, form: &mut P::Draft) {
        page.draft.clone_from(form);
    }

    fn form(_: &Context, read: &Read<'_, Self>, _: Option<&P::Draft>) -> P::Draft {
        read.draft.clone()
    }

    fn draft(form: &P::Draft) -> &P::Draft {
        form
    }

    fn check(&self, _: &Read<'_, Self>, form: &P::Draft) -> Vec<(P::Field, P::Fault)> {
        P::check(form)
    }

    fn faults(error: &operation::Error) -> Option<&[(P::Field, P::Fault)]> {
        P::faults(error)
    }

    fn say(context: &Context, field: P::Field, fault: P::Fault) -> String {
        P::say(context, field, fault)
    }

    fn heading<'a>(context: &'a Context, page: Option<&'a Page<P::Draft>>) -> (Cow<'a, str>, Cow<'a, str>) {
        let detail = match page.and_then(|page| page.changed.as_ref()) {
            Some((at, by)) => record::changed(context, *at, by),
            None => context.words.get("options-unchanged"),
        };
        (context.words.get("entry-configuration"), detail)
    }

    fn told(&self, context: &Context, saved: &Saved<'_, Self>) -> Option<Told> {
        P::told(context, saved.impact).map(|text| Told { text, acts: Vec::new() })
    }

    /// They are always there.
    fn gone(_: &Context) -> Option<Cow<'_, str>> {
        None
    }

    fn place((): ()) -> Place {
        P::TAB.place()
    }
}

impl<P: Part> Screen for Options<P> {
    type Message = Message<P>;

    fn update(&mut self, context: &Context, message: Message<P>) -> Action<Message<P>> {
        match message {
            Message::Record(message) => self.record.update(context, message).map(Message::Record),
            Message::Changed(change) => {
                self.record.change(|draft| P::change(draft, change));
                self.record.foretell(context).map(Message::Record)
            }
            Message::Go(place) => Action::Go(place),
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message<P>> {
        let Some(draft) = self.record.form() else {
            return self.record.absent(context, Message::Record);
        };
        let note = P::note(context, self.record.impact());
        let mut record = self.record.frame(context, note, Message::Record);
        record.tabs = parts(context, P::TAB, |tab| Message::Go(tab.place()));
        record.panels = P::panels(&Fields { context, draft, record: &self.record });
        record.view(&context.words)
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message<P>>> {
        self.record.commands(context, Message::Record)
    }

    fn refresh(&mut self, context: &Context) -> Action<Message<P>> {
        self.record.refresh(context).map(Message::Record)
    }

    fn is_changed(&self) -> bool {
        self.record.is_changed()
    }

    fn save(&mut self, context: &Context) -> Action<Message<P>> {
        self.record.save(context).map(Message::Record)
    }
}
