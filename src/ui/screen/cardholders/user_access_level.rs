//! User access level information: its name, what it opens, and whose it is.

use std::sync::Arc;

use iced::Task;
use keydesk::domain::moment::Moment;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, UserAccessLevelsAddDelete, UserAccessLevelsModify, UserAccessLevelsView,
    UsersModify, UsersView,
};
use keydesk::domain::user::UserId;
use keydesk::domain::user_access_level::{self, Draft, Fault, Faults, Field, UserAccessLevelId};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::undo;
use keydesk::operation::user_access_levels::{self as levels, Choices, Impact, Page};
use keydesk::operation::{self, Foretold, Giving, doors};
use keydesk::session::Permit;

use crate::action::Act;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::record::{self, Blank, Note, Read, Saved, Source, Told};
use crate::part::relation::{DOORS, PEOPLE, Relation};
use crate::place::Place;
use crate::screen::information::{Fields, Information, Panels};
use crate::widget::{Element, form, surface};

/// The screen of an access level, or of a new one.
pub type UserAccessLevel = Information<Subject>;

/// What the operator may do with access levels.
pub struct Subject {
    view: Permit<UserAccessLevelsView>,
    modify: Option<Permit<UserAccessLevelsModify>>,
    deleting: Option<Permit<UserAccessLevelsAddDelete>>,
    users: Option<Permit<UsersView>>,
    people: Option<Permit<UsersModify>>,
    doors: Option<Permit<DoorsView>>,
    access: Option<Permit<DoorsModifyAccess>>,
}

#[derive(Debug, Clone)]
pub enum Change {
    Typed(Field, String),
    Partition(PartitionId),
}

impl Subject {
    fn doors(&self) -> Option<Relation<user_access_level::UserAccessLevel>> {
        let (view, seen) = (self.view.clone(), self.doors.clone()?);
        let opens = Relation::of_one(&DOORS, "user-access-level-doors", move |console, id| {
            levels::doors(console, &view, &seen, id)
        });
        let Some(access) = self.access.clone().filter(|_| self.modify.is_some()) else {
            return Some(opens);
        };
        let offering = access.clone();
        Some(
            opens
                .offers(move |console| doors::choices_for_access(console, &offering))
                .gives(move |changes| levels::given_doors(&access, changes)),
        )
    }

    fn people(&self) -> Option<Relation<user_access_level::UserAccessLevel>> {
        let (view, seen) = (self.view.clone(), self.users.clone()?);
        let members = Relation::of_one(&PEOPLE, "user-access-level-people", move |console, id| {
            levels::members(console, &view, &seen, id)
        });
        let Some(people) = self.people.clone().filter(|_| self.modify.is_some()) else {
            return Some(members);
        };
        let (offering, picking) = (people.clone(), people.clone());
        // Who is offered comes from memory.
        Some(
            members
                .offers(move |console| doors::people_for_access(console, &offering))
                .picks(move |console, ids: &[UserId]| doors::people_picked(console, &picking, ids))
                .gives(move |changes| levels::given_people(&people, changes)),
        )
    }
}

impl Source for Subject {
    type Id = UserAccessLevelId;
    type Page = Page;
    type Draft = Draft;
    type Choices = Choices;
    type Record = user_access_level::UserAccessLevel;
    type Form = Draft;
    type Impact = Impact;
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "user-access-level";
    const ICON: Icon = Icon::Layers;
    const FIRST: Field = Field::Name;
    const TELLS_WHOSE: bool = true;

    fn may_add(&self) -> bool {
        self.deleting.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn open(&self, context: &Context, id: UserAccessLevelId) -> Task<Answer<Arc<(Page, Choices)>>> {
        let view = self.view.clone();
        context.ask(move |console| {
            let choices = levels::choices(console, &view)?;
            Ok::<_, operation::Error>(Arc::new((levels::open(console, &view, id)?, choices)))
        })
    }

    fn relations(&self) -> Vec<Relation<Self::Record>> {
        self.doors().into_iter().chain(self.people()).collect()
    }

    fn may_give(&self, page: Option<&Page>) -> bool {
        page.is_some_and(|page| page.besides.may_give)
    }

    fn add(
        &self,
        context: &Context,
        draft: &Draft,
        _: Giving<Self::Record>,
    ) -> Option<Task<Answer<UserAccessLevelId>>> {
        let (permit, draft) = (self.deleting.clone()?, draft.clone());
        Some(context.ask(move |console| levels::add(console, &permit, &draft)))
    }

    fn save(
        &self,
        context: &Context,
        page: &Page,
        draft: &Draft,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Impact>>> {
        let (permit, id, version, draft) = (self.modify.clone()?, page.id, page.version, draft.clone());
        Some(context.ask(move |console| levels::save(console, &permit, id, version, &draft, &giving)))
    }

    fn foretell(
        &self,
        context: &Context,
        page: &Page,
        _: &Draft,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Impact>>> {
        let (id, permit) = (page.id, self.modify.clone()?);
        Some(context.ask(move |console| levels::impact(console, &permit, id, &giving)))
    }

    fn whose(
        &self,
        context: &Context,
        page: &Page,
        _: &Draft,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Arc<Foretold>>>> {
        let (id, permit) = (page.id, self.modify.clone().filter(|_| !giving.is_empty())?);
        Some(context.ask(move |console| levels::whose(console, &permit, id, &giving).map(Arc::new)))
    }

    fn id(page: &Page) -> UserAccessLevelId {
        page.id
    }

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn accept(page: &mut Page, draft: &mut Draft) {
        page.draft.clone_from(draft);
    }

    fn form(_: &Context, read: &Read<'_, Self>, _: Option<&Draft>) -> Draft {
        read.draft.clone()
    }

    fn draft(draft: &Draft) -> &Draft {
        draft
    }

    fn check(&self, _: &Read<'_, Self>, draft: &Draft) -> Faults {
        draft.check::<user_access_level::UserAccessLevel>().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::UserAccessLevel(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, field: Field, fault: Fault) -> String {
        context.say().user_access_level(field, fault)
    }

    fn named(page: &Page) -> Option<(&str, Moment, &str)> {
        Some((&page.draft.name, page.changed_at, &page.changed_by))
    }

    fn told(&self, context: &Context, saved: &Saved<'_, Self>) -> Option<Told> {
        let text = match saved.impact.keys() {
            0 if !saved.gave => return None,
            0 => context.words.get("record-saved").into_owned(),
            keys => context.words.with("door-saved-keys", [("count", keys.into())]),
        };
        Some(Told { text, acts: vec![Act::Undo(undo::Of(SubjectKind::UserAccessLevel, saved.id.0))] })
    }

    fn subject(id: UserAccessLevelId) -> Option<(SubjectKind, i64)> {
        Some((SubjectKind::UserAccessLevel, id.0))
    }

    fn place(id: UserAccessLevelId) -> Place {
        Place::UserAccessLevel(id)
    }
}

impl Panels for Subject {
    type Change = Change;
    type Deleting = Permit<UserAccessLevelsAddDelete>;

    fn of(context: &Context) -> Option<Subject> {
        Some(Subject {
            view: context.may()?,
            modify: context.may(),
            deleting: context.may(),
            users: context.may(),
            people: context.may(),
            doors: context.may(),
            access: context.may(),
        })
    }

    fn blank(&self, context: &Context) -> Option<Task<Answer<Arc<Blank<Self>>>>> {
        let (view, add) = (self.view.clone(), self.deleting.clone()?);
        Some(context.ask(move |console| {
            let choices = levels::choices(console, &view)?;
            Ok::<_, operation::Error>(Arc::new((levels::blank(console, &add)?, choices)))
        }))
    }

    fn deleting(&self) -> Option<&Permit<UserAccessLevelsAddDelete>> {
        self.deleting.as_ref()
    }

    fn in_question(page: &Page) -> usize {
        page.besides.members
    }

    fn change(_: &Context, draft: &mut Draft, change: Change) {
        match change {
            Change::Typed(Field::Name, typed) => draft.name = typed,
            Change::Typed(Field::Description, typed) => draft.description = typed,
            Change::Typed(Field::ExternalId, typed) => draft.external_id = typed,
            Change::Typed(Field::Partition, _) => {}
            Change::Partition(partition) => draft.partition = partition,
        }
    }

    fn note<'a>(context: &'a Context, fields: &Fields<'a, Self>) -> Note<'a> {
        match fields.record.gives() {
            false => Note::Plain(context.words.get("user-access-level-no-impact")),
            true => record::impact(&context.words, fields.record.impact()),
        }
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Change>> {
        let Fields { context, form: draft, record } = *fields;
        let words = &context.words;
        let field = |label, of, value| record.field(context, label, of, value, Change::Typed);
        let mut identification: Vec<Element<'a, Change>> = vec![
            field("user-access-level-name", Field::Name, draft.name.as_str()).required().into(),
            field("user-access-level-description", Field::Description, draft.description.as_str()).into(),
        ];
        let within = record.opened().and_then(|(read, _)| {
            let (label, chosen) = (words.get("user-partition"), draft.partition);
            record::partition(label, read.choices, chosen, Change::Partition)
        });
        identification.extend(within.map(|within| {
            let error = record.fault(context, Field::Partition);
            within.enabled(record.may_edit()).error(error).into()
        }));
        identification
            .push(field("users-column-external-id", Field::ExternalId, draft.external_id.as_str()).into());
        let title = words.get("user-panel-identification");
        vec![surface::panel(title, form::fields(identification)).into()]
    }
}
