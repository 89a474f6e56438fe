//! Access points > Outputs: devices beside doors that keys may drive, as the floors of a lift.

use crate::console::Console;
use crate::domain::access::{Edit, Link, Node};
use crate::domain::door::{Door, DoorId};
use crate::domain::named::{Fault, Field};
use crate::domain::output::{Draft, Number, Output, OutputId, Typed};
use crate::domain::permission::{
    DoorsModifyAccess, DoorsView, OutputsAddDelete, OutputsModify, OutputsModifyAccess, OutputsView,
    Permission, UserAccessLevelsModify, UserAccessLevelsView, UsersModify, UsersView,
};
use crate::domain::user::{User, UserId};
use crate::domain::user_access_level::{UserAccessLevel, UserAccessLevelId};
use crate::session::Permit;
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::named::NamedRecord;
use crate::storage::outputs::{self as rows, Stored};
use crate::storage::relations::{DOOR_OUTPUTS, LEVEL_OUTPUTS, USER_OUTPUTS};
use crate::storage::{self, Change, Noun, View, record};

pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::outputs::{ListRow, Listed};

use super::foretold::{self, Foretold};
use super::named::{self, KeptNamed};
use super::records;
use super::relations::{self, End, Tie};
use super::{Error, Giving};

/// An output's screen.
pub type Page = records::Page<OutputId, Draft, Besides>;

/// What is told of an output besides its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    /// How many people were given it themselves, within reach or not.
    pub people: usize,
    /// Whether the operator may change who has it, or what drives it by itself.
    pub may_give: bool,
}

impl KeptNamed for Output {
    const KIND: SubjectKind = SubjectKind::Output;
    const ADDED: Action = Action::OutputAdded;
    const CHANGED: Action = Action::OutputChanged;
    const REMOVED: Action = Action::OutputDeleted;
    const CHANGED_BY: Permission = Permission::OutputsModify;

    fn expect_fitting(&self, change: &Change<'_>, before: Option<&Stored>) -> Result<(), Error> {
        let (number, own) = (self.number, before.map(|before| before.id));
        if let Some(before) = before {
            // What it has already stays its own, whatever keys say of others.
            if before.number == number {
                return Ok(());
            }
            // With another number, whoever has it has another device: that is giving.
            named::expect_to_give(change, Permission::OutputsModifyAccess, before)?;
        }
        if rows::is_taken(change, number, own)? {
            return Err(wrong(Fault::Duplicate));
        }
        match rows::is_said_until(change, number, own)? {
            Some(until) => Err(wrong(Fault::OnKeysUntil(until))),
            None => Ok(()),
        }
    }

    fn fill(view: &View<'_>, draft: &mut Draft) -> Result<(), Error> {
        // The lowest that is free: no other output has it, and no key may still say it.
        let number = Number::lowest_but(rows::used(view)?);
        let number = number.ok_or(storage::Error::NoNumberLeft(Noun::Output))?;
        draft.own = Typed(number.number().to_string());
        Ok(())
    }

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        fields.with("number", stored.number.number())
    }

    fn remove(change: &Change<'_>, id: OutputId) -> Result<Fields, Error> {
        Ok(Fields::default().with("people who were given it", rows::delete(change, id)?))
    }
}

impl End for Output {
    type Node = OutputId;

    const TOLD: Given = Given::Outputs;

    fn node(stored: &Stored) -> OutputId {
        stored.id
    }
}

/// What is wrong with the number of an output.
fn wrong(fault: Fault) -> Error {
    named::wrong::<Output>(Field::Own(0), fault)
}

fn besides(view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    Ok(Besides {
        people: rows::count_people(view, stored.id)?,
        may_give: relations::may_change::<Output, Door, _>(view, stored)
            || relations::may_change::<Output, User, _>(view, stored)
            || relations::may_change::<Output, UserAccessLevel, _>(view, stored),
    })
}

named::operations! {
    thing: Output as OutputId, view: OutputsView, modify: OutputsModify, giving: OutputsModifyAccess,
    add_delete: OutputsAddDelete, besides: besides,
}

/// What saving a form, with what is given and taken, would do to keys.
pub fn impact(
    console: &Console,
    permit: &Permit<OutputsModifyAccess>,
    id: OutputId,
    draft: &Draft,
    giving: &Giving<Output>,
) -> Result<Impact, Error> {
    Ok(console.storage().foretell(&edits(console, permit, id, draft, giving)?)?)
}

/// Whose keys that would touch.
pub fn whose(
    console: &Console,
    permit: &Permit<OutputsModifyAccess>,
    id: OutputId,
    draft: &Draft,
    giving: &Giving<Output>,
) -> Result<Foretold, Error> {
    foretold::of(console, permit, &edits(console, permit, id, draft, giving)?)
}

fn edits(
    console: &Console,
    permit: &Permit<OutputsModifyAccess>,
    id: OutputId,
    draft: &Draft,
    giving: &Giving<Output>,
) -> Result<Vec<Edit>, Error> {
    let output: Option<Output> = named::check(draft).ok();
    let mut edits = records::edits_of(console, permit, id, output.as_ref(), NamedRecord::edits)?;
    edits.extend(giving.edits(console, permit, id)?);
    Ok(edits)
}

/// What deleting an output would do to keys.
pub fn impact_of_deleting(
    console: &Console,
    permit: &Permit<OutputsAddDelete>,
    id: OutputId,
) -> Result<Impact, Error> {
    let stored = console.storage().view(permit, |view| record::get::<Output>(view, id))?;
    Ok(console.storage().foretell(&[Edit::Gone(Node::Output(stored.id))])?)
}

relations::ends! {
    of: Output as OutputId, view: OutputsView, giving: OutputsModifyAccess,
    to: Door as DoorId, to_view: DoorsView, to_giving: DoorsModifyAccess,
    tie: Tie::Plain(DOOR_OUTPUTS),
    told: Given::DrivingDoors,
    listed: doors,
    given: given_doors,
}

relations::ends! {
    of: Door as DoorId, view: DoorsView, giving: DoorsModifyAccess,
    to: Output as OutputId, to_view: OutputsView, to_giving: OutputsModifyAccess,
    tie: Tie::Plain(DOOR_OUTPUTS),
    told: Given::AutomaticOutputs,
    listed: of_door,
    given: given_a_door,
}

relations::ends! {
    of: Output as OutputId, view: OutputsView, giving: OutputsModifyAccess,
    to: User as UserId, to_view: UsersView, to_giving: UsersModify,
    tie: Tie::Rights(USER_OUTPUTS, |stored, user| Link::PersonOutput(user, stored.id)),
    listed: people,
    given: given_people,
}

relations::ends! {
    of: User as UserId, view: UsersView, giving: UsersModify,
    to: Output as OutputId, to_view: OutputsView, to_giving: OutputsModifyAccess,
    tie: Tie::Rights(USER_OUTPUTS, |stored, output| Link::PersonOutput(stored.id, output)),
    listed: of_person,
    shared: of_several,
    given_to: given_to_people,
}

relations::ends! {
    of: Output as OutputId, view: OutputsView, giving: OutputsModifyAccess,
    to: UserAccessLevel as UserAccessLevelId, to_view: UserAccessLevelsView, to_giving: UserAccessLevelsModify,
    tie: Tie::Rights(LEVEL_OUTPUTS, |stored, level| Link::LevelOutput(level, stored.id)),
    listed: levels,
    given: given_levels,
}

relations::ends! {
    of: UserAccessLevel as UserAccessLevelId, view: UserAccessLevelsView, giving: UserAccessLevelsModify,
    to: Output as OutputId, to_view: OutputsView, to_giving: OutputsModifyAccess,
    tie: Tie::Rights(LEVEL_OUTPUTS, |stored, output| Link::LevelOutput(stored.id, output)),
    listed: of_level,
    given_to: given_to_levels,
}
