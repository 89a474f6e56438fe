//! What operators do with locations and with functions alike, and with the timetable that a person has for both.

use crate::domain::access::{Bundle, Node};
use crate::domain::crossing::{Number, Typed};
use crate::domain::door::Door;
use crate::domain::named::{Draft, Fault, Field};
use crate::domain::permission::Permission;
use crate::domain::timetable::{Timetable, TimetableId};
use crate::domain::user::User;
use crate::storage::audit::{Action, Fields, SubjectKind};
use crate::storage::crossings::{self as rows, Crossed, Stored};
use crate::storage::groupings;
use crate::storage::record::{self, Record};
use crate::storage::relations as related;
use crate::storage::{self, Change, Noun, View};

use super::Error;
use super::named::{self, KeptNamed};
use super::relations::{self, RelatedTo};
use crate::domain::access::Edit;

/// What is told of a location or a function besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// How many people have it, within reach or not.
    pub people: usize,
    /// Whether the operator may change its doors, or who has it.
    pub may_give: bool,
}

/// A location or a function, as operators keep it.
pub(super) trait Crossing: Crossed {
    const KIND: SubjectKind;
    const ACTIONS: [Action; 3];
}

impl<T: Crossing> KeptNamed for T {
    const KIND: SubjectKind = <T as Crossing>::KIND;
    const ADDED: Action = T::ACTIONS[0];
    const CHANGED: Action = T::ACTIONS[1];
    const REMOVED: Action = T::ACTIONS[2];
    const CHANGED_BY: Permission = Permission::LocationsFunctionsModify;

    fn expect_fitting(&self, change: &Change<'_>, before: Option<&Stored<T>>) -> Result<(), Error> {
        if let Some(before) = before.filter(|before| before.value.number() != self.number()) {
            // With another number, whoever has it has what locks know by that one: that is giving.
            named::expect_to_give(change, Permission::LocationsFunctionsModifyAccess, before)?;
        }
        groupings::expect_there(change, T::AT, &self.own().chosen)?;
        if rows::is_taken::<T>(change, self.number(), before.map(|before| before.id))? {
            return Err(named::wrong::<T>(Field::Own(0), Fault::CrossingTaken));
        }
        Ok(())
    }

    fn fill(view: &View<'_>, draft: &mut Draft<Typed>) -> Result<(), Error> {
        let number = Number::lowest_but(&rows::used::<T>(view)?);
        let number = number.ok_or(storage::Error::NoNumberLeft(T::NOUN))?;
        draft.own.number = number.number().to_string();
        Ok(())
    }

    fn tell(fields: Fields, stored: &Stored<T>) -> Fields {
        let chosen = stored.value.own().chosen.values().map(|value| value.0.to_string());
        fields
            .with("number", stored.value.number().number())
            .with("values of groupings", chosen.collect::<Vec<_>>())
    }

    fn remove(change: &Change<'_>, id: <T as Record>::Id) -> Result<Fields, Error> {
        let people = change.edit(Edit::Gone(Node::Bundle(Bundle::Side(T::side(id)))))?;
        record::delete::<T>(change, id, change.now())?;
        Ok(Fields::default().with("people who were given it", people))
    }
}

pub(super) fn besides<T: Crossing + RelatedTo<Door> + RelatedTo<User>>(
    view: &View<'_>,
    stored: &Stored<T>,
) -> Result<Besides, Error> {
    Ok(Besides {
        people: rows::count_people::<T>(view, stored.id)?,
        may_give: relations::may_change::<T, Door, _>(view, stored)
            || relations::may_change::<T, User, _>(view, stored),
    })
}

/// Refuses another timetable for all locations and functions of a person, unless whoever saves may change who has each of those
/// that the person has, and sees the timetable: the person opens their doors at other times by it. It is asked before anything
/// is foretold as well, so that nothing is told of a timetable that nobody here may put.
pub(super) fn expect_retimed(
    view: &View<'_>,
    person: &User,
    before: Option<&record::Stored<User>>,
) -> Result<(), Error> {
    if before.and_then(|before| before.value.crossing) == person.crossing {
        return Ok(());
    }
    let scope = view.grants().scope(Permission::LocationsFunctionsModifyAccess);
    let scope = scope.ok_or(storage::Error::NotPermitted)?;
    let of_person = before.map(|before| rows::partitions_of_person(view, before)).transpose()?;
    if of_person.unwrap_or_default().into_iter().any(|partition| !scope.reaches(partition)) {
        return Err(storage::Error::NotPermitted.into());
    }
    person.crossing.map_or(Ok(()), |timetable| expect_seen(view, timetable))
}

fn expect_seen(view: &View<'_>, timetable: TimetableId) -> Result<(), Error> {
    let seen = view.holding(Permission::TimetablesView);
    let seen = seen.ok_or(storage::Error::NoSuch(Noun::Timetable))?;
    record::get::<Timetable>(&seen, timetable)?;
    Ok(())
}

/// The timetables that whoever looks may see, by name.
pub(super) fn timetables(view: &View<'_>) -> Result<Vec<(TimetableId, String)>, storage::Error> {
    let Some(seen) = view.holding(Permission::TimetablesView) else {
        return Ok(Vec::new());
    };
    let all = related::all::<Timetable>(&seen)?;
    Ok(all.into_iter().map(|related| (related.id, related.name)).collect())
}
