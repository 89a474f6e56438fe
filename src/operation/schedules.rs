//! Schedules of doors: what operators do with either kind stands here once. A kind says with [`Told`] how the trail calls it,
//! and names the right that each operation takes.

use crate::console::Console;
use crate::domain::named::{Fault, Field};
use crate::domain::partition::PartitionId;
use crate::domain::schedule::{Draft, Number, Schedule};
use crate::session::{Proof, Session};
use crate::storage::audit::{Action, Fields, SubjectKind};
use crate::storage::locks::{self, Followed, Followers};
use crate::storage::record::{self, Stored};
use crate::storage::{self, Change, Outcome, Unique, View, schedules as rows};

use super::records::{self, Kept};
use super::{Error, undo};

/// A kind of schedule, as the trail tells of it.
pub(super) trait Told: rows::Kept {
    const KIND: SubjectKind;
    const ADDED: Action;
    const CHANGED: Action;
    const REMOVED: Action;

    /// What the lines are called.
    const LINES: &'static str;

    /// What it says, a text a line.
    fn lines(&self) -> Vec<String>;

    /// That doors follow it.
    fn followed(id: Self::Id) -> Followed;

    /// Refuses what the doors that follow it cannot do.
    fn expect_followable(&self, _view: &View<'_>, _id: Self::Id) -> Result<(), Error> {
        Ok(())
    }
}

impl<C: Told> Kept for Schedule<C> {
    type There<'r> = &'r Schedule<C>;

    const KIND: SubjectKind = C::KIND;
    const ADDED: Action = C::ADDED;
    const CHANGED: Action = C::CHANGED;
    const REMOVED: Action = C::REMOVED;

    fn told(&self, _: C::Id) -> (String, Option<PartitionId>) {
        (self.name.to_string(), None)
    }

    fn fields(stored: &Stored<Schedule<C>>) -> Fields {
        Fields::default()
            .with("number", stored.besides.number())
            .with("name", stored.name.as_str())
            .with("description", stored.description.as_str())
            .with(C::LINES, stored.content.lines())
    }

    fn there<'r>(
        &'r self,
        _: &Session,
        _: &Change<'_>,
        _: Option<&Stored<Schedule<C>>>,
    ) -> Result<&'r Schedule<C>, Error> {
        Ok(self)
    }

    fn taken(unique: Unique) -> Option<Error> {
        let is_name = unique == Unique::Name;
        is_name.then(|| Error::Named(C::NOUN, vec![(Field::Name, Fault::Duplicate)]))
    }
}

/// What its screen tells of a schedule besides the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// The number by which locks know it.
    pub number: Number,
    /// The doors that follow it.
    pub followers: Followers,
}

/// A schedule's screen.
pub type Page<Id, Typed> = records::Page<Id, Draft<Typed>, Besides>;

pub(super) fn open<C: Told>(
    console: &Console,
    permit: &impl Proof,
    id: C::Id,
) -> Result<Page<C::Id, C::Typed>, Error> {
    console.storage().view(permit, |view| {
        let stored = record::get::<Schedule<C>>(view, id)?;
        let followers = locks::followers(view, C::followed(id))?;
        let (draft, besides) = (stored.draft(), Besides { number: stored.besides, followers });
        Ok(records::page(stored, draft, besides))
    })
}

pub(super) fn add<C: Told>(
    console: &Console,
    permit: &impl Proof,
    draft: &Draft<C::Typed>,
) -> Result<C::Id, Error> {
    let schedule = check::<C>(draft)?;
    undo::forgetting(console, permit, |change| {
        let besides = rows::numbered::<C>(change)?;
        let (stored, entry) = records::put(change, permit.session(), &schedule, besides)?;
        Ok(Outcome::Changed(stored.id, entry.into()))
    })
}

pub(super) fn save<C: Told>(
    console: &Console,
    permit: &impl Proof,
    id: C::Id,
    version: i64,
    draft: &Draft<C::Typed>,
) -> Result<(), Error> {
    let schedule = check::<C>(draft)?;
    undo::forgetting(console, permit, |change| {
        schedule.content.expect_followable(change, id)?;
        Ok(match records::put_again(change, permit.session(), id, version, &schedule)? {
            Some(entry) => Outcome::Changed((), entry.into()),
            None => Outcome::Unchanged(()),
        })
    })
}

pub(super) fn delete<C: Told>(console: &Console, permit: &impl Proof, id: C::Id) -> Result<(), Error> {
    undo::forgetting(console, permit, |change| {
        let stored = deletable::<C>(change, id)?;
        record::delete::<Schedule<C>>(change, id, change.now())?;
        Ok(Outcome::Changed((), records::gone(&stored).into()))
    })
}

pub(super) fn may_delete<C: Told>(console: &Console, permit: &impl Proof, id: C::Id) -> Result<(), Error> {
    console.storage().view(permit, |view| deletable::<C>(view, id).map(drop))
}

/// One that no door follows.
fn deletable<C: Told>(view: &View<'_>, id: C::Id) -> Result<Stored<Schedule<C>>, Error> {
    let stored = record::get::<Schedule<C>>(view, id)?;
    let followers = locks::followers(view, C::followed(id))?;
    if followers.count() > 0 {
        return Err(storage::Error::Followed { noun: C::NOUN, followers }.into());
    }
    Ok(stored)
}

fn check<C: Told>(draft: &Draft<C::Typed>) -> Result<Schedule<C>, Error> {
    draft.check().map_err(|faults| Error::Named(C::NOUN, faults))
}
