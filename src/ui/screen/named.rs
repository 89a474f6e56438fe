//! Things that have a name and lie in a partition: their list, and the screen of one. A kind says with [`Thing`] by which
//! rights, and what is its own: columns, relations, panels.

use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::moment::Moment;
use keydesk::domain::named::{self, Fault, Field as Named};
use keydesk::domain::partition::{Partition, PartitionId};
use keydesk::domain::permission::{AuditTrailView, Leaf};
use keydesk::domain::text::folded;
use keydesk::operation::partitions::Choices;
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::users::Impact;
use keydesk::operation::{self, Changes, Foretold, Giving, ListRow, Noun, Page, Related, audit_trail, undo};
use keydesk::session::Permit;

use super::information::{Fields, Panels};
use super::listing::{Forgetting, Records, TableOf};
use crate::action::Act;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::Kind;
use crate::part::list::{Column, Facet, Field, Sheet, Value, Whole, column, field};
use crate::part::record::{self, Blank, Note, Read, Saved, Source, Told};
use crate::part::relation::{Far, Numbered, Relation};
use crate::place::{Entry, Place};
use crate::widget::table::Cell;
use crate::widget::task::Task;
use crate::widget::{Element, form, surface};

pub(super) type Asked<T> = Result<T, operation::Error>;

/// The form of a thing.
pub type DraftOf<T> = named::Draft<<T as Thing>::Own>;
/// The page of a thing.
pub type PageOf<T> = Page<<T as Thing>::Id, DraftOf<T>, <T as Thing>::Besides>;
/// What a list shows of a thing.
pub type RowOf<T> = ListRow<<T as Thing>::Id, <T as Thing>::Listed>;

/// What a list can be narrowed by, and its values with their texts.
pub type OwnFacets<F> = (Field, Vec<(F, &'static str)>);

/// A kind of thing, and how it is seen, added, changed, given and deleted.
pub trait Thing: Copy + Debug + Send + Sync + 'static {
    type Id: Numbered + Debug + Eq + Hash + Send + Sync + 'static;
    /// The kind of record, as what is given to it is of it.
    type Record: 'static;
    /// What its form has besides the fields that all such things have.
    type Own: named::Own;
    /// What is done to that.
    type OwnChange: Clone + Debug + Send + 'static;
    /// What its page tells besides the form.
    type Besides: Clone + Debug + Send + Sync + 'static;
    /// What a list tells of it besides.
    type Listed: Clone + Debug + Send + Sync + 'static;
    type View: Leaf;
    type Modify: Leaf;
    type AddDelete: Leaf;
    /// The right over it to change who has it, and what it gives.
    type Access: Leaf;
    /// The rights over what it is related to.
    type Ends: Clone + Send + Sync + 'static;
    /// What its form offers to choose from besides partitions.
    type Offered: Clone + Debug + Default + Send + Sync + 'static;
    /// What its list can be narrowed to that others cannot.
    type Facet: Facet + Copy;

    const NAME: &'static str;
    const ICON: Icon;
    const NOUN: Noun;
    const KIND: SubjectKind;
    const ENTRY: Entry;
    /// What the list is called.
    const TITLE: &'static str;
    /// What its description is called.
    const DESCRIPTION: &'static str;
    /// Where a new one is added.
    const NEW: Place;
    /// Where those that are listed are shown as a table of what they open.
    const AS_TABLE: Option<TableOf<Self::Id>> = None;
    /// Whether people have it.
    const HAS_HOLDERS: bool = true;
    /// Whether keys follow from it, or from what it is related to.
    const TOUCHES_KEYS: bool = true;
    /// Whether a sheet beside the list tells of its rows.
    const HAS_SHEET: bool = false;

    fn ends(context: &Context) -> Self::Ends;

    fn list(console: &Console, permit: &Permit<Self::View>) -> Asked<Vec<RowOf<Self>>>;
    fn open(console: &Console, permit: &Permit<Self::View>, id: Self::Id) -> Asked<PageOf<Self>>;
    fn choices(console: &Console, permit: &Permit<Self::View>) -> Asked<Choices>;
    fn offered(_console: &Console, _permit: &Permit<Self::View>) -> Asked<Self::Offered> {
        Ok(Self::Offered::default())
    }
    fn blank(console: &Console, permit: &Permit<Self::AddDelete>) -> Asked<DraftOf<Self>>;
    fn add(
        console: &Console,
        permit: &Permit<Self::AddDelete>,
        draft: &DraftOf<Self>,
        giving: &Giving<Self::Record>,
    ) -> Asked<Self::Id>;
    fn save(
        console: &Console,
        permit: &Permit<Self::Modify>,
        id: Self::Id,
        version: i64,
        draft: &DraftOf<Self>,
        giving: &Giving<Self::Record>,
    ) -> Asked<Impact>;
    /// Gives and takes, and leaves the form as it is.
    fn give(
        console: &Console,
        permit: &Permit<Self::Access>,
        id: Self::Id,
        giving: &Giving<Self::Record>,
    ) -> Asked<Impact>;
    /// What saving a form, with what is given and taken, would do to keys.
    fn impact(
        _console: &Console,
        _permit: &Permit<Self::Access>,
        _id: Self::Id,
        _draft: &DraftOf<Self>,
        _giving: &Giving<Self::Record>,
    ) -> Asked<Impact> {
        Ok(Impact::default())
    }
    /// Whose keys that would touch.
    fn whose(
        _console: &Console,
        _permit: &Permit<Self::Access>,
        _id: Self::Id,
        _draft: &DraftOf<Self>,
        _giving: &Giving<Self::Record>,
    ) -> Asked<Foretold> {
        Ok(Foretold::default())
    }
    fn delete(console: &Console, permit: &Permit<Self::AddDelete>, id: Self::Id) -> Asked<Impact>;
    fn impact_of_deleting(
        _console: &Console,
        _permit: &Permit<Self::AddDelete>,
        _id: Self::Id,
    ) -> Asked<Impact> {
        Ok(Impact::default())
    }

    /// How many people are told of in the question before it is deleted.
    fn people(besides: &Self::Besides) -> usize;
    /// The same, of a row of the list.
    fn people_listed(listed: &Self::Listed) -> usize;
    /// Whether nobody has it, in whatever way.
    fn is_of_nobody(listed: &Self::Listed) -> bool {
        Self::people_listed(listed) == 0
    }
    /// Whether the operator may change anything at the other ends.
    fn may_give(besides: &Self::Besides) -> bool;

    /// What it is related to.
    fn relations(may: &May<Self>) -> Vec<Relation<Self::Record>>;

    /// The columns of its list that others have not.
    fn columns() -> Vec<Column<RowOf<Self>>>;

    /// What its list can be narrowed by that others cannot, and the values of each.
    fn facets() -> Vec<OwnFacets<Self::Facet>> {
        Vec::new()
    }

    /// Whether one of these is offered to whoever is here.
    fn offers(_may: &May<Self>, _context: &Context, _facet: Self::Facet) -> bool {
        true
    }

    /// Whether a facet of its own lets a row through.
    fn admits(_listed: &Self::Listed, _facet: Self::Facet) -> bool {
        true
    }

    /// What is said where something is forgotten that is known of some; nothing, where there is no such thing.
    const FORGETTING: Option<Forgetting> = None;

    /// Whether there is something to forget of a row.
    fn may_forget(_listed: &Self::Listed) -> bool {
        false
    }

    /// Forgets it of some, and says of how many.
    fn forget(_console: &Console, _permit: &Permit<Self::Modify>, _ids: &[Self::Id]) -> Asked<usize> {
        Ok(0)
    }

    /// What is told of a row beside the list.
    fn sheet(_may: &May<Self>, _console: &Console, _row: RowOf<Self>) -> Asked<Option<Sheet>> {
        Ok(None)
    }

    /// Its panels beside that of the fields which all such things have.
    fn panels<'a>(_fields: &Fields<'a, May<Self>>) -> Vec<Element<'a, Change<Self::OwnChange>>> {
        Vec::new()
    }

    /// Changes what its form has besides.
    fn change(_context: &Context, _own: &mut Self::Own, _change: Self::OwnChange) {}

    /// The field of what its form has besides that has the keyboard after a change.
    fn reached_by(_own: &Self::Own, _change: &Self::OwnChange) -> Option<String> {
        None
    }

    /// Whether keys follow from its form, and not only from what is given and taken.
    const FORM_TOUCHES_KEYS: bool = false;
    /// What is said where no key follows from what its form has besides, and that is changed.
    const OWN_NOTE: Option<&'static str> = None;

    fn place(id: Self::Id) -> Place;

    /// Which access point it is, of which events tell.
    fn point(_id: Self::Id) -> Option<AccessPoint> {
        None
    }

    /// Finds out of the rows of its list what they are narrowed to and is not read with them.
    fn complete(
        _may: &May<Self>,
        _console: &Console,
        _rows: &mut [RowOf<Self>],
        _facets: &[Only<Self::Facet>],
    ) -> Asked<()> {
        Ok(())
    }
}

/// The operations of a kind of thing, as they stand in a module. From some no key follows.
macro_rules! operations {
    ($operations:ident, no keys) => {
        $crate::screen::named::operations!(all $operations);
    };
    ($operations:ident) => {
        $crate::screen::named::operations!(all $operations);

        fn impact(
            console: &keydesk::console::Console,
            permit: &Permit<Self::Access>,
            id: Self::Id,
            _: &$crate::screen::named::DraftOf<Self>,
            giving: &keydesk::operation::Giving<Self::Record>,
        ) -> $crate::screen::named::Asked<keydesk::operation::users::Impact> {
            $operations::impact(console, permit, id, giving)
        }

        fn whose(
            console: &keydesk::console::Console,
            permit: &Permit<Self::Access>,
            id: Self::Id,
            _: &$crate::screen::named::DraftOf<Self>,
            giving: &keydesk::operation::Giving<Self::Record>,
        ) -> $crate::screen::named::Asked<keydesk::operation::Foretold> {
            $operations::whose(console, permit, id, giving)
        }

        fn impact_of_deleting(
            console: &keydesk::console::Console,
            permit: &Permit<Self::AddDelete>,
            id: Self::Id,
        ) -> $crate::screen::named::Asked<keydesk::operation::users::Impact> {
            $operations::impact_of_deleting(console, permit, id)
        }
    };
    (all $operations:ident) => {
        fn delete(
            console: &keydesk::console::Console,
            permit: &Permit<Self::AddDelete>,
            id: Self::Id,
        ) -> $crate::screen::named::Asked<keydesk::operation::users::Impact> {
            $operations::delete(console, permit, id)
        }

        fn list(
            console: &keydesk::console::Console,
            permit: &Permit<Self::View>,
        ) -> $crate::screen::named::Asked<Vec<RowOf<Self>>> {
            $operations::list(console, permit)
        }

        fn open(
            console: &keydesk::console::Console,
            permit: &Permit<Self::View>,
            id: Self::Id,
        ) -> $crate::screen::named::Asked<$crate::screen::named::PageOf<Self>> {
            $operations::open(console, permit, id)
        }

        fn choices(
            console: &keydesk::console::Console,
            permit: &Permit<Self::View>,
        ) -> $crate::screen::named::Asked<keydesk::operation::partitions::Choices> {
            $operations::choices(console, permit)
        }

        fn blank(
            console: &keydesk::console::Console,
            permit: &Permit<Self::AddDelete>,
        ) -> $crate::screen::named::Asked<$crate::screen::named::DraftOf<Self>> {
            $operations::blank(console, permit)
        }

        fn add(
            console: &keydesk::console::Console,
            permit: &Permit<Self::AddDelete>,
            draft: &$crate::screen::named::DraftOf<Self>,
            giving: &keydesk::operation::Giving<Self::Record>,
        ) -> $crate::screen::named::Asked<Self::Id> {
            $operations::add(console, permit, draft, giving)
        }

        fn save(
            console: &keydesk::console::Console,
            permit: &Permit<Self::Modify>,
            id: Self::Id,
            version: i64,
            draft: &$crate::screen::named::DraftOf<Self>,
            giving: &keydesk::operation::Giving<Self::Record>,
        ) -> $crate::screen::named::Asked<keydesk::operation::users::Impact> {
            $operations::save(console, permit, id, version, draft, giving)
        }

        fn give(
            console: &keydesk::console::Console,
            permit: &Permit<Self::Access>,
            id: Self::Id,
            giving: &keydesk::operation::Giving<Self::Record>,
        ) -> $crate::screen::named::Asked<keydesk::operation::users::Impact> {
            $operations::give(console, permit, id, giving)
        }
    };
}
pub(super) use operations;

/// What the operator may do with things of a kind.
pub struct May<T: Thing> {
    pub view: Permit<T::View>,
    pub modify: Option<Permit<T::Modify>>,
    pub access: Option<Permit<T::Access>>,
    deleting: Option<Deleting<T>>,
    /// The right to see the events of it.
    pub trail: Option<Permit<AuditTrailView>>,
    pub ends: T::Ends,
}

impl<T: Thing> Clone for May<T> {
    fn clone(&self) -> Self {
        May {
            view: self.view.clone(),
            modify: self.modify.clone(),
            access: self.access.clone(),
            deleting: self.deleting.clone(),
            trail: self.trail.clone(),
            ends: self.ends.clone(),
        }
    }
}

impl<T: Thing> May<T> {
    fn of(context: &Context) -> Option<Self> {
        Some(May {
            view: context.may()?,
            modify: context.may(),
            access: context.may(),
            deleting: context.may().map(Deleting),
            trail: context.may(),
            ends: T::ends(context),
        })
    }

    /// Where it is shown what happened at one.
    fn trail_of(&self, id: T::Id) -> Option<Place> {
        let point = T::point(id).filter(|_| self.trail.is_some());
        point.map(|point| Place::TrailOf(audit_trail::Of::Point(point)))
    }
}

/// How what is at the other end is read, by the rights to see both ends.
type ReadsEnd<T, Seen, Id> = fn(
    &Console,
    &Permit<<T as Thing>::View>,
    &Permit<Seen>,
    <T as Thing>::Id,
) -> Asked<(Vec<Related<Id>>, usize)>;
/// What can be put there, by the right to change that end.
type OffersEnd<Changed, Id> = fn(&Console, &Permit<Changed>) -> Asked<Vec<Related<Id>>>;
/// What it takes to change what is between the two.
type GivesEnd<T, Changed, Id> =
    fn(&Permit<<T as Thing>::Access>, &Permit<Changed>, &Changes<Id>) -> Giving<<T as Thing>::Record>;
/// All three, as operations of a module say them.
type ByOperations<T, Seen, Changed, Id> =
    (ReadsEnd<T, Seen, Id>, OffersEnd<Changed, Id>, GivesEnd<T, Changed, Id>);

impl<T: Thing> May<T> {
    /// What is at one of its other ends, by the rights over that end to see it and to change what is between; nothing, where
    /// it may not be seen.
    pub fn related<Seen: Leaf, Changed: Leaf, Id: Numbered + 'static>(
        &self,
        far: &'static Far,
        text: &'static str,
        (seen, changed): &(Option<Permit<Seen>>, Option<Permit<Changed>>),
        (read, offer, give): ByOperations<T, Seen, Changed, Id>,
    ) -> Option<Relation<T::Record>> {
        let (view, seen) = (self.view.clone(), seen.clone()?);
        let related = Relation::of_one(far, text, move |console, id| read(console, &view, &seen, id));
        let Some((access, changed)) = self.access.clone().zip(changed.clone()) else {
            return Some(related);
        };
        let offering = changed.clone();
        let offered = related.offers(move |console| offer(console, &offering));
        Some(offered.gives(move |changes| give(&access, &changed, changes)))
    }
}

/// The right to delete things of a kind.
pub struct Deleting<T: Thing>(Permit<T::AddDelete>);

impl<T: Thing> Clone for Deleting<T> {
    fn clone(&self) -> Self {
        Deleting(self.0.clone())
    }
}

impl<T: Thing> Kind for Deleting<T> {
    type Of = T::Id;

    const NAME: &'static str = T::NAME;

    fn delete(&self, context: &Context, of: T::Id) -> Option<Task<Answer<usize>>> {
        let permit = self.0.clone();
        let delete = move |console: &Console| T::delete(console, &permit, of);
        Some(context.ask(delete).map(|answer| answer.map(|impact| impact.keys())))
    }

    fn foretell(&self, context: &Context, of: T::Id) -> Option<Task<Answer<usize>>> {
        let permit = T::TOUCHES_KEYS.then(|| self.0.clone())?;
        let foretell = move |console: &Console| T::impact_of_deleting(console, &permit, of);
        Some(context.ask(foretell).map(|answer| answer.map(|impact| impact.keys())))
    }
}

/// What is done to the fields of a thing.
#[derive(Debug, Clone)]
pub enum Change<Own = std::convert::Infallible> {
    Typed(Named, String),
    Partition(PartitionId),
    /// To what its form has besides.
    Own(Own),
}

impl<T: Thing> Source for May<T> {
    type Id = T::Id;
    type Page = PageOf<T>;
    type Draft = DraftOf<T>;
    type Choices = (Choices, T::Offered);
    type Record = T::Record;
    type Form = DraftOf<T>;
    type Impact = Impact;
    type Field = Named;
    type Fault = Fault;

    const NAME: &'static str = T::NAME;
    const ICON: Icon = T::ICON;
    const FIRST: Named = Named::Name;
    const TELLS_WHOSE: bool = T::TOUCHES_KEYS;

    fn may_add(&self) -> bool {
        self.deleting.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn may_save(&self) -> bool {
        self.modify.is_some() || T::relations(self).iter().any(Relation::is_given)
    }

    fn open(&self, context: &Context, id: T::Id) -> Task<Answer<Arc<(PageOf<T>, (Choices, T::Offered))>>> {
        let view = self.view.clone();
        context.ask(move |console| {
            let choices = (T::choices(console, &view)?, T::offered(console, &view)?);
            Ok::<_, operation::Error>(Arc::new((T::open(console, &view, id)?, choices)))
        })
    }

    fn relations(&self) -> Vec<Relation<T::Record>> {
        T::relations(self)
    }

    /// A new one is where the operator adds such things.
    fn may_give(&self, page: Option<&PageOf<T>>) -> bool {
        match page {
            Some(page) => T::may_give(&page.besides),
            None => self.may_add() && T::relations(self).iter().any(Relation::is_given),
        }
    }

    fn add(
        &self,
        context: &Context,
        draft: &DraftOf<T>,
        giving: Giving<T::Record>,
    ) -> Option<Task<Answer<T::Id>>> {
        let (Deleting(permit), draft) = (self.deleting.clone()?, draft.clone());
        Some(context.ask(move |console| T::add(console, &permit, &draft, &giving)))
    }

    fn save(
        &self,
        context: &Context,
        page: &PageOf<T>,
        draft: &DraftOf<T>,
        giving: Giving<T::Record>,
    ) -> Option<Task<Answer<Impact>>> {
        let (id, version, draft) = (page.id, page.version, draft.clone());
        if let Some(permit) = self.modify.clone().filter(|_| draft != page.draft) {
            return Some(context.ask(move |console| T::save(console, &permit, id, version, &draft, &giving)));
        }
        let permit = self.access.clone()?;
        Some(context.ask(move |console| T::give(console, &permit, id, &giving)))
    }

    fn foretell(
        &self,
        context: &Context,
        page: &PageOf<T>,
        draft: &DraftOf<T>,
        giving: Giving<T::Record>,
    ) -> Option<Task<Answer<Impact>>> {
        let permit = self.access.clone().filter(|_| T::TOUCHES_KEYS)?;
        let (id, draft) = (page.id, draft.clone());
        Some(context.ask(move |console| T::impact(console, &permit, id, &draft, &giving)))
    }

    fn whose(
        &self,
        context: &Context,
        page: &PageOf<T>,
        draft: &DraftOf<T>,
        giving: Giving<T::Record>,
    ) -> Option<Task<Answer<Arc<Foretold>>>> {
        let touches_keys = T::FORM_TOUCHES_KEYS && *draft != page.draft;
        let permit = self.access.clone().filter(|_| touches_keys || !giving.is_empty())?;
        let (id, draft) = (page.id, draft.clone());
        Some(context.ask(move |console| T::whose(console, &permit, id, &draft, &giving).map(Arc::new)))
    }

    fn id(page: &PageOf<T>) -> T::Id {
        page.id
    }

    fn original(page: &PageOf<T>) -> &DraftOf<T> {
        &page.draft
    }

    fn accept(page: &mut PageOf<T>, draft: &mut DraftOf<T>) {
        page.draft.clone_from(draft);
    }

    fn form(_: &Context, read: &Read<'_, Self>, _: Option<&DraftOf<T>>) -> DraftOf<T> {
        read.draft.clone()
    }

    fn draft(draft: &DraftOf<T>) -> &DraftOf<T> {
        draft
    }

    fn check(&self, _: &Read<'_, Self>, draft: &DraftOf<T>) -> Vec<(Named, Fault)> {
        draft.faults()
    }

    fn faults(error: &operation::Error) -> Option<&[(Named, Fault)]> {
        match error {
            operation::Error::Named(noun, faults) if *noun == T::NOUN => Some(faults),
            _ => None,
        }
    }

    fn say(context: &Context, field: Named, fault: Fault) -> String {
        context.say().named(field, fault)
    }

    fn named(page: &PageOf<T>) -> Option<(&str, Moment, &str)> {
        Some((&page.draft.name, page.changed_at, &page.changed_by))
    }

    fn added(&self, context: &Context, added: &Saved<'_, Self>) -> Told {
        let gave = added.gave && T::TOUCHES_KEYS;
        let text = if gave { "thing-added-and-given" } else { "record-saved" };
        Told { text: context.words.get(text).into_owned(), acts: Vec::new() }
    }

    fn told(&self, context: &Context, saved: &Saved<'_, Self>) -> Option<Told> {
        let text = match saved.impact.keys() {
            0 if !saved.gave => return None,
            0 => context.words.get("record-saved").into_owned(),
            keys => context.words.with("record-saved-keys", [("count", keys.into())]),
        };
        Some(Told { text, acts: vec![Act::Undo(undo::Of::One(T::KIND, saved.id.number()))] })
    }

    fn subject(id: T::Id) -> Option<(SubjectKind, i64)> {
        Some((T::KIND, id.number()))
    }

    fn place(id: T::Id) -> Place {
        T::place(id)
    }
}

impl<T: Thing> Panels for May<T> {
    type Change = Change<T::OwnChange>;
    type Deleting = Deleting<T>;

    const TOUCHES_KEYS: bool = T::FORM_TOUCHES_KEYS;

    fn of(context: &Context) -> Option<Self> {
        May::of(context)
    }

    fn blank(&self, context: &Context) -> Option<Task<Answer<Arc<Blank<Self>>>>> {
        let (view, Deleting(add)) = (self.view.clone(), self.deleting.clone()?);
        Some(context.ask(move |console| {
            let choices = (T::choices(console, &view)?, T::offered(console, &view)?);
            Ok::<_, operation::Error>(Arc::new((T::blank(console, &add)?, choices)))
        }))
    }

    fn deleting(&self) -> Option<&Deleting<T>> {
        self.deleting.as_ref()
    }

    fn trail(&self, id: T::Id) -> Option<Place> {
        self.trail_of(id)
    }

    fn in_question(page: &PageOf<T>) -> usize {
        T::people(&page.besides)
    }

    fn change(context: &Context, draft: &mut DraftOf<T>, change: Change<T::OwnChange>) -> Task<Self::Change> {
        match change {
            Change::Typed(Named::Name, typed) => draft.name = typed,
            Change::Typed(Named::Description, typed) => draft.description = typed,
            Change::Typed(Named::ExternalId, typed) => draft.external_id = typed,
            Change::Typed(Named::Partition | Named::Own(_), _) => {}
            Change::Own(change) => T::change(context, &mut draft.own, change),
            Change::Partition(partition) => draft.partition = partition,
        }
        Task::none()
    }

    fn reached_by(draft: &DraftOf<T>, change: &Change<T::OwnChange>) -> Option<String> {
        match change {
            Change::Own(change) => T::reached_by(&draft.own, change),
            Change::Typed(..) | Change::Partition(_) => None,
        }
    }

    fn note<'a>(context: &'a Context, fields: &Fields<'a, Self>) -> Note<'a> {
        let gives = fields.record.gives() && T::TOUCHES_KEYS;
        if fields.record.page().is_none() && gives {
            return Note::Plain(context.words.get("thing-new-note"));
        }
        if gives || T::FORM_TOUCHES_KEYS {
            return record::impact(&context.words, fields.record.impact());
        }
        let is_own_changed = fields.record.page().is_some_and(|page| page.draft.own != fields.form.own);
        Note::Plain(match T::OWN_NOTE.filter(|_| is_own_changed) {
            Some(note) => context.words.get(note),
            None => context.words.get(&format!("{}-no-impact", T::NAME)),
        })
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Change<T::OwnChange>>> {
        let mut panels = vec![identification(fields)];
        panels.extend(T::panels(fields));
        panels
    }
}

fn identification<'a, T: Thing>(fields: &Fields<'a, May<T>>) -> Element<'a, Change<T::OwnChange>> {
    let Fields { context, form: draft, record } = *fields;
    let words = &context.words;
    let text = |label, of: Named, value: &'a str| record.field(context, label, of, value, Change::Typed);
    let external = text("user-external-id", Named::ExternalId, &draft.external_id).mono();
    let mut identification: Vec<Element<'a, Change<T::OwnChange>>> = vec![
        text("thing-name", Named::Name, &draft.name).required().into(),
        text(T::DESCRIPTION, Named::Description, &draft.description).into(),
        match record.page() {
            Some(_) => external.into(),
            None => external.placeholder(words.get("user-external-id-filled-in")).into(),
        },
    ];
    let within = record.opened().and_then(|(read, _)| {
        record::partition(words.get("user-partition"), &read.choices.0, draft.partition, Change::Partition)
    });
    identification.extend(within.map(|within| {
        let error = record.fault(context, Named::Partition);
        within.enabled(record.may_edit()).error(error).into()
    }));
    surface::panel(words.get("user-panel-identification"), form::fields(identification)).into()
}

/// The things that a list is of.
#[derive(Clone)]
pub struct Things<T: Thing> {
    may: May<T>,
    partitions: Vec<Partition>,
}

/// What a list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only<Own> {
    /// What lies in this partition.
    Partition(PartitionId),
    /// What nobody has.
    OfNobody,
    /// What lists of other kinds cannot be narrowed to.
    Own(Own),
}

const PARTITION: Field = field("users-column-partition", Icon::Layers);
const PEOPLE: Field = field("people-title", Icon::Users);

impl<Own: Facet> Facet for Only<Own> {
    fn field(&self) -> Field {
        match self {
            Only::Partition(_) => PARTITION,
            Only::OfNobody => PEOPLE,
            Only::Own(own) => own.field(),
        }
    }

    fn key(&self) -> String {
        match self {
            Only::Partition(partition) => format!("partition:{}", partition.0),
            Only::OfNobody => "nobody".to_owned(),
            Only::Own(own) => own.key(),
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        match key.split_once(':') {
            Some(("partition", number)) => Some(Only::Partition(PartitionId(number.parse().ok()?))),
            None if key == "nobody" => Some(Only::OfNobody),
            _ => Own::from_key(key).map(Only::Own),
        }
    }
}

impl<T: Thing> Whole for Things<T> {
    type Id = T::Id;
    type Row = RowOf<T>;
    type Facet = Only<T::Facet>;

    const ENTRY: Entry = T::ENTRY;

    fn all(&self, console: &Console) -> Result<Vec<RowOf<T>>, operation::Error> {
        T::list(console, &self.may.view)
    }

    fn all_for(
        &self,
        console: &Console,
        facets: &[Only<T::Facet>],
    ) -> Result<Vec<RowOf<T>>, operation::Error> {
        let mut rows = self.all(console)?;
        T::complete(&self.may, console, &mut rows, facets)?;
        Ok(rows)
    }

    fn id(row: &RowOf<T>) -> T::Id {
        row.id
    }

    fn name(row: &RowOf<T>) -> &str {
        &row.name
    }

    fn text(row: &RowOf<T>) -> String {
        format!("{}\n{}\n{}", row.name, row.description, row.external_id)
    }

    fn columns(&self) -> Vec<Column<RowOf<T>>> {
        let mut columns = vec![
            column("thing-name", 240.0, |row: &RowOf<T>, _| Cell::strong(row.name.as_str())).least(150.0),
            column(T::DESCRIPTION, 240.0, |row: &RowOf<T>, _| Cell::text(row.description.as_str()))
                .grows()
                .least(120.0)
                .yields(1)
                .by(|row| folded(&row.description)),
        ];
        columns.extend((!self.partitions.is_empty()).then(|| {
            column("users-column-partition", 140.0, |row: &RowOf<T>, _| {
                Cell::text(row.partition_name.as_str())
            })
            .least(96.0)
            .by(|row| folded(&row.partition_name))
        }));
        columns.extend(T::HAS_HOLDERS.then(|| {
            column("people-title", 90.0, |row: &RowOf<T>, _| {
                Cell::number(T::people_listed(&row.besides).to_string())
            })
            .end()
            .least(72.0)
            .by(|row| T::people_listed(&row.besides))
        }));
        columns.extend(T::columns());
        columns.push(
            column("users-column-external-id", 128.0, |row: &RowOf<T>, _| {
                Cell::mono(row.external_id.as_str())
            })
            .least(96.0)
            .yields(3)
            .by(|row| folded(&row.external_id)),
        );
        columns
    }

    fn sheet(&self, console: &Console, id: T::Id) -> Result<Option<Sheet>, operation::Error> {
        let rows = T::list(console, &self.may.view)?;
        let row = rows.into_iter().find(|row| row.id == id);
        row.map_or(Ok(None), |row| T::sheet(&self.may, console, row))
    }

    fn fields(&self, context: &Context) -> Vec<Field> {
        let partition = (!self.partitions.is_empty()).then_some(PARTITION);
        let offered = |(facet, _): &(T::Facet, _)| T::offers(&self.may, context, *facet);
        let own =
            T::facets().into_iter().filter(|(_, facets)| facets.iter().any(offered)).map(|(field, _)| field);
        own.chain(T::HAS_HOLDERS.then_some(PEOPLE)).chain(partition).collect()
    }

    fn values(&self, context: &Context, field: Field) -> Vec<Value<Only<T::Facet>>> {
        if let Some((_, own)) = T::facets().into_iter().find(|(own, _)| *own == field) {
            let own = own.into_iter().filter(|(facet, _)| T::offers(&self.may, context, *facet));
            return own
                .map(|(facet, text)| (Only::Own(facet), context.words.get(text).into_owned()))
                .collect();
        }
        if field == PEOPLE {
            return vec![(Only::OfNobody, context.words.get("thing-of-nobody").into_owned())];
        }
        let partitions = self.partitions.iter();
        partitions.map(|partition| (Only::Partition(partition.id), partition.name.clone())).collect()
    }

    fn admits(row: &RowOf<T>, facet: &Only<T::Facet>) -> bool {
        match facet {
            Only::Partition(partition) => row.partition == *partition,
            Only::OfNobody => T::is_of_nobody(&row.besides),
            Only::Own(own) => T::admits(&row.besides, *own),
        }
    }
}

impl<T: Thing> Records for Things<T> {
    type Deleting = Deleting<T>;

    const HAS_SHEET: bool = T::HAS_SHEET;
    const ICON: Icon = T::ICON;
    const TITLE: &'static str = T::TITLE;
    const NEW: Place = T::NEW;
    const AS_TABLE: Option<TableOf<T::Id>> = T::AS_TABLE;

    fn of(context: &Context) -> Option<Self> {
        Some(Things { may: May::of(context)?, partitions: Vec::new() })
    }

    fn deleting(&self) -> Option<&Deleting<T>> {
        self.may.deleting.as_ref()
    }

    fn trail(&self, id: T::Id) -> Option<Place> {
        self.may.trail_of(id)
    }

    fn in_question(row: &RowOf<T>) -> usize {
        T::people_listed(&row.besides)
    }

    fn place(id: T::Id) -> Place {
        T::place(id)
    }

    const FORGETTING: Option<Forgetting> = T::FORGETTING;

    fn may_forget(row: &RowOf<T>) -> bool {
        T::may_forget(&row.besides)
    }

    fn may_forget_any(&self) -> bool {
        self.may.modify.is_some()
    }

    fn forget(&self, context: &Context, ids: Vec<T::Id>) -> Option<Task<Answer<usize>>> {
        let permit = self.may.modify.clone()?;
        Some(context.ask(move |console| T::forget(console, &permit, &ids)))
    }

    fn ask_for_partitions(&self, context: &Context) -> Option<Task<Answer<Vec<Partition>>>> {
        let view = self.may.view.clone();
        let choices = context.ask(move |console| T::choices(console, &view));
        let used = |choices: Choices| match choices.partitions_in_use {
            true => choices.within_reach,
            false => Vec::new(),
        };
        Some(choices.map(move |answer| answer.map(used)))
    }

    fn show_partitions(&mut self, partitions: Vec<Partition>) {
        self.partitions = partitions;
    }
}
