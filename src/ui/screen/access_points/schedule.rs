//! Schedule information: what the screens of timed periods and of automatic changes have in common. A kind says with [`Schedule`]
//! what is its own.

use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;

use keydesk::console::Console;
use keydesk::domain::moment::Moment;
use keydesk::domain::named::{Fault, Field, Own};
use keydesk::domain::permission::{TimedPeriodsModify, TimedPeriodsView};
use keydesk::domain::schedule;
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::timed_periods::Besides;
use keydesk::operation::{self, Giving, Noun};
use keydesk::session::Permit;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion;
use crate::part::record::{Blank, Note, Read, Source};
use crate::place::Place;
use crate::screen::information::{Fields, Panels};
use crate::screen::named::Asked;
use crate::widget::task::Task;
use crate::widget::{Element, form, surface, text};

pub type Draft<K> = schedule::Draft<<K as Schedule>::Typed>;
pub type Page<K> = operation::Page<<K as Schedule>::Id, Draft<K>, Besides>;

/// A kind of schedule, and how it is seen, added, changed and deleted.
pub trait Schedule: Copy + Debug + Send + Sync + 'static {
    type Id: Copy + Debug + Eq + Hash + Send + Sync + 'static;
    /// What it says, as typed.
    type Typed: Own;
    /// What is shown of it, and is no part of it.
    type Shown: Clone + Default;
    /// What is done to what it says.
    type Change: Clone + Debug + Send + 'static;

    const NAME: &'static str;
    const ICON: Icon;
    const NOUN: Noun;
    const KIND: SubjectKind;

    fn open(console: &Console, permit: &Permit<TimedPeriodsView>, id: Self::Id) -> Asked<Page<Self>>;
    fn add(console: &Console, permit: &Permit<TimedPeriodsModify>, draft: &Draft<Self>) -> Asked<Self::Id>;
    fn save(
        console: &Console,
        permit: &Permit<TimedPeriodsModify>,
        id: Self::Id,
        version: i64,
        draft: &Draft<Self>,
    ) -> Asked<()>;
    fn delete(console: &Console, permit: &Permit<TimedPeriodsModify>, id: Self::Id) -> Asked<()>;
    fn may_delete(console: &Console, permit: &Permit<TimedPeriodsModify>, id: Self::Id) -> Asked<()>;

    /// What a new one says.
    fn usual() -> Self::Typed;

    fn change(form: &mut Form<Self>, change: Self::Change);

    /// The field of what it says that has the keyboard after a change.
    fn reached_by(_typed: &Self::Typed, _change: &Self::Change) -> Option<String> {
        None
    }

    /// Its panels beside that of its name.
    fn panels<'a>(fields: &Fields<'a, Subject<Self>>) -> Vec<Element<'a, Self::Change>>;

    fn number(id: Self::Id) -> i64;
    fn place(id: Self::Id) -> Place;
}

/// The operations of a kind of schedule, as they stand in a module.
macro_rules! operations {
    ($operations:ident) => {
        fn open(
            console: &keydesk::console::Console,
            permit: &keydesk::session::Permit<keydesk::domain::permission::TimedPeriodsView>,
            id: Self::Id,
        ) -> $crate::screen::named::Asked<super::schedule::Page<Self>> {
            $operations::open(console, permit, id)
        }

        fn add(
            console: &keydesk::console::Console,
            permit: &keydesk::session::Permit<keydesk::domain::permission::TimedPeriodsModify>,
            draft: &super::schedule::Draft<Self>,
        ) -> $crate::screen::named::Asked<Self::Id> {
            $operations::add(console, permit, draft)
        }

        fn save(
            console: &keydesk::console::Console,
            permit: &keydesk::session::Permit<keydesk::domain::permission::TimedPeriodsModify>,
            id: Self::Id,
            version: i64,
            draft: &super::schedule::Draft<Self>,
        ) -> $crate::screen::named::Asked<()> {
            $operations::save(console, permit, id, version, draft)
        }

        fn delete(
            console: &keydesk::console::Console,
            permit: &keydesk::session::Permit<keydesk::domain::permission::TimedPeriodsModify>,
            id: Self::Id,
        ) -> $crate::screen::named::Asked<()> {
            $operations::delete(console, permit, id)
        }

        fn may_delete(
            console: &keydesk::console::Console,
            permit: &keydesk::session::Permit<keydesk::domain::permission::TimedPeriodsModify>,
            id: Self::Id,
        ) -> $crate::screen::named::Asked<()> {
            $operations::may_delete(console, permit, id)
        }
    };
}
pub(super) use operations;

/// What the operator may do with schedules of a kind.
pub struct Subject<K> {
    view: Permit<TimedPeriodsView>,
    modify: Option<Modify<K>>,
}

/// What the texts of their deletion are called, as on the list.
const DELETED: &str = "schedule";

/// The right to add, change and delete them.
pub struct Modify<K>(Permit<TimedPeriodsModify>, PhantomData<K>);

impl<K: Schedule> deletion::Kind for Modify<K> {
    type Of = K::Id;

    const NAME: &'static str = DELETED;

    fn delete(&self, context: &Context, of: K::Id) -> Option<Task<Answer<usize>>> {
        let permit = self.0.clone();
        Some(context.ask(move |console| K::delete(console, &permit, of).map(|()| 0)))
    }

    fn allows(&self, context: &Context, of: K::Id) -> Option<Task<Answer<()>>> {
        let permit = self.0.clone();
        Some(context.ask(move |console| K::may_delete(console, &permit, of)))
    }
}

/// What is typed, and what is shown besides.
pub struct Form<K: Schedule> {
    pub draft: Draft<K>,
    pub shown: K::Shown,
}

#[derive(Debug, Clone)]
pub enum Change<Own> {
    Typed(Field, String),
    Own(Own),
}

impl<K: Schedule> Source for Subject<K> {
    type Id = K::Id;
    type Page = Page<K>;
    type Draft = Draft<K>;
    type Choices = ();
    type Record = ();
    type Form = Form<K>;
    type Impact = ();
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = K::NAME;
    const ICON: Icon = K::ICON;
    const FIRST: Field = Field::Name;

    fn may_add(&self) -> bool {
        self.modify.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn open(&self, context: &Context, id: K::Id) -> Task<Answer<Arc<(Page<K>, ())>>> {
        let view = self.view.clone();
        context.ask(move |console| Ok::<_, operation::Error>(Arc::new((K::open(console, &view, id)?, ()))))
    }

    fn add(&self, context: &Context, form: &Form<K>, _: Giving<()>) -> Option<Task<Answer<K::Id>>> {
        let (permit, draft) = (self.modify.as_ref()?.0.clone(), form.draft.clone());
        Some(context.ask(move |console| K::add(console, &permit, &draft)))
    }

    fn save(
        &self,
        context: &Context,
        page: &Page<K>,
        form: &Form<K>,
        _: Giving<()>,
    ) -> Option<Task<Answer<()>>> {
        let (permit, draft) = (self.modify.as_ref()?.0.clone(), form.draft.clone());
        let (id, version) = (page.id, page.version);
        Some(context.ask(move |console| K::save(console, &permit, id, version, &draft)))
    }

    fn id(page: &Page<K>) -> K::Id {
        page.id
    }

    fn original(page: &Page<K>) -> &Draft<K> {
        &page.draft
    }

    fn accept(page: &mut Page<K>, form: &mut Form<K>) {
        page.draft.clone_from(&form.draft);
    }

    fn form(_: &Context, read: &Read<'_, Self>, before: Option<&Form<K>>) -> Form<K> {
        let shown = before.map(|form| form.shown.clone()).unwrap_or_default();
        Form { draft: read.draft.clone(), shown }
    }

    fn draft(form: &Form<K>) -> &Draft<K> {
        &form.draft
    }

    fn check(&self, _: &Read<'_, Self>, form: &Form<K>) -> Vec<(Field, Fault)> {
        form.draft.check().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        match error {
            operation::Error::Named(noun, faults) if *noun == K::NOUN => Some(faults),
            _ => None,
        }
    }

    fn say(context: &Context, field: Field, fault: Fault) -> String {
        context.say().named(field, fault)
    }

    fn named(page: &Page<K>) -> Option<(&str, Moment, &str)> {
        Some((&page.draft.name, page.changed_at, &page.changed_by))
    }

    fn subject(id: K::Id) -> Option<(SubjectKind, i64)> {
        Some((K::KIND, K::number(id)))
    }

    fn place(id: K::Id) -> Place {
        K::place(id)
    }
}

impl<K: Schedule> Panels for Subject<K> {
    type Change = Change<K::Change>;
    type Deleting = Modify<K>;

    const IS_WIDE: bool = true;

    fn of(context: &Context) -> Option<Self> {
        Some(Subject {
            view: context.may()?,
            modify: context.may().map(|permit| Modify(permit, PhantomData)),
        })
    }

    fn blank(&self, _: &Context) -> Option<Task<Answer<Arc<Blank<Self>>>>> {
        self.modify.as_ref()?;
        let (name, description) = (String::new(), String::new());
        Some(Task::done(Ok(Arc::new((schedule::Draft { name, description, own: K::usual() }, ())))))
    }

    fn deleting(&self) -> Option<&Modify<K>> {
        self.modify.as_ref()
    }

    fn in_question(page: &Page<K>) -> usize {
        page.besides.followers.count()
    }

    fn change(_: &Context, form: &mut Form<K>, change: Change<K::Change>) -> Task<Self::Change> {
        match change {
            Change::Typed(Field::Name, typed) => form.draft.name = typed,
            Change::Typed(Field::Description, typed) => form.draft.description = typed,
            Change::Typed(Field::Partition | Field::ExternalId | Field::Own(_), _) => {}
            Change::Own(change) => K::change(form, change),
        }
        Task::none()
    }

    fn reached_by(form: &Form<K>, change: &Change<K::Change>) -> Option<String> {
        match change {
            Change::Own(change) => K::reached_by(&form.draft.own, change),
            Change::Typed(..) => None,
        }
    }

    fn note<'a>(context: &'a Context, _: &Fields<'a, Self>) -> Note<'a> {
        Note::Plain(context.words.get("schedule-note"))
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Change<K::Change>>> {
        let own = K::panels(fields).into_iter().map(|panel| panel.map(Change::Own));
        [identification(fields)].into_iter().chain(own).chain(followers(fields)).collect()
    }
}

fn identification<'a, K: Schedule>(fields: &Fields<'a, Subject<K>>) -> Element<'a, Change<K::Change>> {
    let Fields { context, form: Form { draft, .. }, record } = *fields;
    let words = &context.words;
    let text = |label, of: Field, value: &'a str| record.field(context, label, of, value, Change::Typed);
    let number: Element<'a, Change<K::Change>> = match record.page() {
        Some(page) => text::mono(page.besides.number.number().to_string()).into(),
        None => text::muted(words.get("schedule-number-later")).into(),
    };
    let names = form::beside([
        text("thing-name", Field::Name, &draft.name).required().into(),
        text("thing-what-for", Field::Description, &draft.description).into(),
        form::labelled(words.get("schedule-number"), number),
    ]);
    surface::card(names).into()
}

/// The doors that follow it: of a new one there are none.
fn followers<'a, K: Schedule>(fields: &Fields<'a, Subject<K>>) -> Option<Element<'a, Change<K::Change>>> {
    let (words, followers) = (&fields.context.words, &fields.record.page()?.besides.followers);
    let mut lines: Vec<Element<'a, _>> =
        followers.names.iter().map(|door| text::body(door.as_str()).into()).collect();
    if followers.beyond > 0 {
        let more = words.with("schedule-doors-beyond", [("count", followers.beyond.into())]);
        lines.push(text::muted(more).into());
    }
    if lines.is_empty() {
        lines.push(text::muted(words.get("schedule-no-doors")).into());
    }
    let lines = iced::widget::Column::with_children(lines).spacing(crate::theme::space::XS);
    Some(surface::panel(words.get("schedule-doors"), lines).into())
}
